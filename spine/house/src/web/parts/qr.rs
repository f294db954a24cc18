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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// `M7 4h3v1h-3z` as column, row and width.
    fn runs(path: &str) -> Vec<[usize; 3]> {
        let number = |text: &str| text.parse().unwrap();
        let run = |part: &str| {
            let (x, rest) = part.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            [number(x), number(y), number(rest.split_once("v1h").unwrap().0)]
        };
        path.split('M').filter(|part| !part.is_empty()).map(run).collect()
    }

    #[test]
    fn every_dark_module_is_drawn_once_and_no_other() {
        let address = "https://yimen.example.gov.cn/verify/7K3M-09QT-1XVB-8RZ0";
        let code = QRBuilder::new(address).ecl(ECL::M).build().unwrap();
        let mut drawn = vec![vec![0; code.size]; code.size];
        for [x, y, wide] in runs(&modules(&code)) {
            (x..x + wide).for_each(|x| drawn[y - QUIET_MODULES][x - QUIET_MODULES] += 1);
        }
        for (row, drawn) in drawn.iter().enumerate() {
            for (column, times) in drawn.iter().enumerate() {
                assert_eq!(*times, u8::from(code[row][column].value()), "row {row}, column {column}");
            }
        }
        // an address too long for any code leaves its caption
        let long = "x".repeat(10_000);
        let figure = qr(&long, &html! { "7K3M" }).0;
        assert!(figure.contains("7K3M") && !figure.contains("<svg"));
    }
}
