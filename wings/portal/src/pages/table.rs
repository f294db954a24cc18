//! What the tables of the pages about the catalogue hold: a link to an item.

use house::links;
use house::web::page::Frame;
use kernel::Text;
use maud::{Markup, html};

/// An item by its name, leading to its guide.
pub(super) fn item(see: &Frame, code: &str, name: &Text) -> Markup {
    html! { a href=(links::item(code)) { (see.of(name)) } }
}
