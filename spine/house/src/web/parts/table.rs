//! Tables whose rows become blocks on a phone.

use maud::{Markup, html};

/// A table whose rows become blocks on a phone; the first cell heads its row.
pub fn table(caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
    drawn("stack", caption, heads, rows)
}

/// The same for short cells: two of them stand side by side on a phone.
pub fn table_of_pairs(caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
    drawn("stack pair", caption, heads, rows)
}

fn drawn(class: &str, caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        table class=(class) role="table" {
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
