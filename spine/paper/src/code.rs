//! QR codes: a text becomes black modules, drawn as vectors and read back in tests.

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

use crate::drawn::NotDrawn;
use crate::limits;

/// A QR code of level M: a stained or folded corner still reads.
pub(crate) struct Code {
    code: Box<QRCode>,
}

impl Code {
    /// The code of a text of at most `limits::QR_BYTES` bytes.
    pub fn of(text: &str) -> Result<Code, NotDrawn> {
        if text.is_empty() {
            return Err(NotDrawn::Empty { place: "qr" });
        }
        let long = || NotDrawn::TooLong { place: "qr", is: text.len(), limit: limits::QR_BYTES };
        if text.len() > limits::QR_BYTES {
            return Err(long());
        }
        let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| long())?;
        Ok(Code { code: Box::new(code) })
    }

    /// Modules on a side.
    pub fn side(&self) -> u16 {
        u16::try_from(self.code.size).expect("at most 177 modules")
    }

    /// Runs of black modules: row, first column, length.
    pub fn runs(&self) -> Vec<(u16, u16, u16)> {
        let mut found: Vec<(u16, u16, u16)> = Vec::new();
        for row in 0..self.side() {
            for column in 0..self.side() {
                if !self.code[usize::from(row)][usize::from(column)].value() {
                    continue;
                }
                match found.last_mut() {
                    Some((r, from, long)) if *r == row && *from + *long == column => *long += 1,
                    _ => found.push((row, column, 1)),
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Paints the runs into pixels as the sheet does, and reads them with another program's eyes.
    fn read(code: &Code) -> String {
        let (scale, quiet) = (4_usize, 4_usize);
        let side = (usize::from(code.side()) + 2 * quiet) * scale;
        let mut dark = vec![false; side * side];
        for (row, from, long) in code.runs() {
            for y in 0..scale {
                for x in 0..usize::from(long) * scale {
                    let at_y = (usize::from(row) + quiet) * scale + y;
                    dark[at_y * side + (usize::from(from) + quiet) * scale + x] = true;
                }
            }
        }
        let mut seen =
            rqrr::PreparedImage::prepare_from_greyscale(
                side,
                side,
                |x, y| {
                    if dark[y * side + x] { 0 } else { 255 }
                },
            );
        let grids = seen.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn another_program_reads_what_was_meant() {
        for text in
            ["https://qingling.example/verify/7K4M-92TD-XH3P", "查询码 6R2W，青岭县", &"9".repeat(300)]
        {
            assert_eq!(read(&Code::of(text).unwrap()), text);
        }
    }

    #[test]
    fn too_much_or_nothing_is_refused() {
        assert!(matches!(Code::of(&"x".repeat(301)), Err(NotDrawn::TooLong { place: "qr", is: 301, .. })));
        assert!(matches!(Code::of(""), Err(NotDrawn::Empty { place: "qr" })));
    }
}
