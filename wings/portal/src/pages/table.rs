//! A table of the staff's pages of the catalogue, and a link to an item.

use house::links;
use house::web::page::Frame;
use kernel::Text;
use maud::{Markup, html};

/// A table whose rows become blocks on a phone; the first cell heads its row.
pub(super) fn table(caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        table.stack.pair role="table" {
            caption.vh { (caption) }
            thead role="rowgroup" { tr role="row" {
                @for head in heads { th role="columnheader" scope="col" { (head) } }
            } }
            tbody role="rowgroup" { @for row in rows { tr role="row" {
                @for (n, (head, cell)) in heads.iter().zip(row).enumerate() {
                    @if n == 0 { th role="rowheader" scope="row" { (cell) } }
                    @else { td role="cell" data-l=(head) { (cell) } }
                }
            } } }
        }
    }
}

/// An item by its name, leading to its guide.
pub(super) fn item(see: &Frame, code: &str, name: &Text) -> Markup {
    html! { a href=(links::item(code)) { (see.of(name)) } }
}
