//! A QR code as inline SVG: one path of modules, no style and no script. The words stand beside it, for
//! whoever cannot scan.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};
use maud::{Markup, html};

/// Modules of white that a reader needs around a code (ISO/IEC 18004).
const QUIET_MODULES: usize = 4;

/// The code of an address with its caption under it; only the caption where it is too long for a code.
pub fn qr(address: &str, caption: &Markup) -> Markup {
    html! { figure.qr {
        @if let Ok(code) = QRBuilder::new(address).ecl(ECL::M).build() {
            @let side = code.size + 2 * QUIET_MODULES;
            @let whole = format!("0 0 {side} {side}");
            svg viewBox=(whole) aria-hidden="true" focusable="false" shape-rendering="crispEdges" {
                path fill="#fff" d={ "M0 0h" (side) "v" (side) "H0z" } {}
                path fill="#000" d=(modules(&code)) {}
            }
        }
        figcaption { (caption) }
    } }
}

/// Every run of dark modules of every row as a rectangle one module high.
fn modules(code: &fast_qr::QRCode) -> String {
    let mut path = String::new();
    for row in 0..code.size {
        let mut from = None;
        for column in 0..=code.size {
            let dark = column < code.size && code[row][column].value();
            match (dark, from) {
                (true, None) => from = Some(column),
                (false, Some(start)) => {
                    let (x, y, wide) = (start + QUIET_MODULES, row + QUIET_MODULES, column - start);
                    write!(path, "M{x} {y}h{wide}v1h-{wide}z").expect("a text takes what is written");
                    from = None;
                }
                _ => {}
            }
        }
    }
    path
}
