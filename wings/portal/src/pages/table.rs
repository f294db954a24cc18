//! The table of the pages about the catalogue, and a link to an item in it.

use house::links;
use house::web::page::Frame;
use kernel::Text;
use maud::{Markup, html};

pub(super) use house::web::parts::table_of_pairs as table;

/// An item by its name, leading to its guide.
pub(super) fn item(see: &Frame, code: &str, name: &Text) -> Markup {
    html! { a href=(links::item(code)) { (see.of(name)) } }
}
