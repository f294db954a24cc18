//! Pictures: whole to their end, and of a size that a viewer can hold. Pixels are declared, never decoded.

use kernel::limits::{PICTURE_PIXELS, PICTURE_SIDE};

use super::Unfit;

fn fits(width: u32, height: u32) -> Result<(), Unfit> {
    if width == 0 || height == 0 {
        return Err(Unfit::Broken);
    }
    if width > PICTURE_SIDE || height > PICTURE_SIDE || u64::from(width) * u64::from(height) > PICTURE_PIXELS
    {
        return Err(Unfit::Vast);
    }
    Ok(())
}

/// A JPEG: segments from the start to a frame, its size, then a scan and an end.
pub(super) fn jpeg(bytes: &[u8]) -> Result<(), Unfit> {
    let mut at = 2;
    let mut framed = false;
    loop {
        let Some([0xFF, marker]) = bytes.get(at..at + 2) else { return Err(Unfit::Broken) };
        let marker = *marker;
        at += match marker {
            0xFF => {
                at += 1; // a fill byte
                continue;
            }
            0x01 | 0xD0..=0xD7 => 2,
            0xDA if framed => break, // the scan: pixels
            0xD8..=0xDA => return Err(Unfit::Broken),
            _ => {
                let body = bytes.get(at + 4..).ok_or(Unfit::Broken)?;
                let length = bytes.get(at + 2..at + 4).map(|b| usize::from(b[0]) << 8 | usize::from(b[1]));
                let length = length.filter(|n| *n >= 2).ok_or(Unfit::Broken)?;
                // frames are C0 to CF without DHT, JPG and DAC
                if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
                    let [_, h1, h0, w1, w0, ..] = body else { return Err(Unfit::Broken) };
                    fits(u32::from(*w1) << 8 | u32::from(*w0), u32::from(*h1) << 8 | u32::from(*h0))?;
                    framed = true;
                }
                2 + length
            }
        };
    }
    if super::find(&bytes[at..], &[0xFF, 0xD9]).is_none() {
        return Err(Unfit::Broken);
    }
    Ok(())
}

/// A PNG: chunks from IHDR to IEND.
pub(super) fn png(bytes: &[u8]) -> Result<(), Unfit> {
    let word = |at: usize| -> Option<u32> {
        let four = bytes.get(at..at + 4)?;
        <[u8; 4]>::try_from(four).ok().map(u32::from_be_bytes)
    };
    let mut at = 8;
    let mut first = true;
    loop {
        let length = word(at).and_then(|n| usize::try_from(n).ok()).ok_or(Unfit::Broken)?;
        let kind = bytes.get(at + 4..at + 8).ok_or(Unfit::Broken)?;
        match (first, kind) {
            (true, b"IHDR") => {
                fits(word(at + 8).ok_or(Unfit::Broken)?, word(at + 12).ok_or(Unfit::Broken)?)?;
            }
            (true, _) => return Err(Unfit::Broken),
            (false, b"IEND") => return Ok(()),
            _ => {}
        }
        first = false;
        at = at.checked_add(12).and_then(|at| at.checked_add(length)).ok_or(Unfit::Broken)?;
    }
}
