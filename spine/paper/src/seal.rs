//! The seal: in a demonstration a red ring that says so; otherwise the place where the real one goes.
//!
//! Only the ring, the organ's name and the seal's name are drawn, as shapes and not as text: a picture of a
//! seal proves nothing, and must not be taken for one (国务院令第716号第九条：电子签名、电子印章).

use crate::font::Fonts;
use crate::sheet::{Ink, Mark, Pen, Sheet, count};

/// Radius of the ring in points: 38 mm across, a little less than a real one (42 mm).
pub(crate) const RADIUS: f32 = 54.0;

/// Draws the demonstration's seal around a point.
pub(crate) fn demo(sheet: &mut Sheet, fonts: &Fonts, (x, y): (f32, f32), organ: &str, name: &str) {
    sheet.marks.push(Mark::Ring { x, y, radius: RADIUS, line: 2.4, ink: Ink::Red });
    let letters = organ.chars().count();
    let size = (160.0 / count(letters.max(1))).clamp(3.0, 13.0);
    let inner = RADIUS - 6.0 - size;
    let step = (250.0 / count(letters.max(1))).min(25.0);
    let mut degrees = -step * count(letters.saturating_sub(1)) / 2.0;
    let red = |size: f32| Pen { size, ink: Ink::Red, bold: true };
    let mut shape = |x: f32, y: f32, degrees: f32, text: String, pen: Pen| {
        sheet.marks.push(Mark::Turned { x, y, degrees, text, pen });
    };
    for letter in organ.chars() {
        let (sin, cos) = degrees.to_radians().sin_cos();
        shape(x + inner * sin, y - inner * cos, degrees, letter.to_string(), red(size));
        degrees += step;
    }
    shape(x, y + 9.0, 0.0, "演示".to_owned(), red(19.0));
    let size = (72.0 / fonts.ems(name).max(1.0)).min(10.0);
    shape(x, y + 33.0, 0.0, name.to_owned(), red(size));
}

/// Names the place of a real seal, which is put on the finished bytes later.
pub(crate) fn place(sheet: &mut Sheet, fonts: &Fonts, (x, y): (f32, f32), name: &str) {
    sheet.centred(fonts, x, y, (&format!("（{name}）"), 0.0), Pen::soft(9.0));
}
