//! Documents that are ZIP archives inside: DOCX, XLSX, OFD. The central directory is read, every entry is
//! unfolded within bounds and looked at, and nothing is ever written to a disk.
//!
//! Formulas stay: a table of accounts has sums, and whoever opens it is an officer at a desk whose program
//! asks before it fetches. What fetches or starts something is refused: external links, connections, DDE,
//! remote templates, macros.

use kernel::limits::{ARCHIVE_ENTRIES, UNFOLDED_BYTES};

use super::{Form, Unfit, find, unfold};

/// One line of the central directory.
struct Entry {
    name: String,
    locked: bool,
    method: u16,
    folded: usize,
    unfolded: usize,
    at: usize,
}

fn two(bytes: &[u8], at: usize) -> Result<u16, Unfit> {
    let two = bytes.get(at..at + 2).ok_or(Unfit::Broken)?;
    Ok(u16::from(two[0]) | u16::from(two[1]) << 8)
}

fn four(bytes: &[u8], at: usize) -> Result<usize, Unfit> {
    let low = usize::from(two(bytes, at)?);
    Ok(low | usize::from(two(bytes, at + 2)?) << 16)
}

/// What document it is, if it is one and does nothing but show.
pub(super) fn look(bytes: &[u8]) -> Result<Form, Unfit> {
    let entries = entries(bytes)?;
    let has = |name: &str| entries.iter().any(|e| e.name.eq_ignore_ascii_case(name));
    let form = match (has("[Content_Types].xml"), has("OFD.xml")) {
        (true, false) if has("word/document.xml") => Form::Docx,
        (true, false) if has("xl/workbook.xml") => Form::Xlsx,
        (false, true) => Form::Ofd,
        _ => return Err(Unfit::Unknown),
    };
    let mut left = UNFOLDED_BYTES;
    for entry in &entries {
        named(&entry.name)?;
        if entry.locked {
            return Err(Unfit::Locked);
        }
        if entry.unfolded > left {
            return Err(Unfit::Swells);
        }
        let open = open(bytes, entry, &mut left)?;
        inside(&entry.name.to_ascii_lowercase(), &open)?;
    }
    Ok(form)
}

/// The central directory, from the end record; no comment, no second disk, no ZIP64. It reaches up to its end
/// record: where readers could differ about which directory is meant, one of them would see what we did not.
fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unfit> {
    let end = bytes.len().checked_sub(22).ok_or(Unfit::Broken)?;
    if bytes.get(end..end + 4) != Some(b"PK\x05\x06".as_slice()) || two(bytes, end + 20)? != 0 {
        return Err(Unfit::Broken);
    }
    if four(bytes, end + 12)?.checked_add(four(bytes, end + 16)?) != Some(end) {
        return Err(Unfit::Broken);
    }
    let count = usize::from(two(bytes, end + 10)?);
    if count > ARCHIVE_ENTRIES {
        return Err(Unfit::Swells);
    }
    let mut at = four(bytes, end + 16)?;
    let mut all: Vec<Entry> = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02".as_slice()) {
            return Err(Unfit::Broken);
        }
        let long = usize::from(two(bytes, at + 28)?);
        let name = bytes.get(at + 46..at + 46 + long).ok_or(Unfit::Broken)?;
        let name = String::from_utf8_lossy(name).into_owned();
        if all.iter().any(|e| e.name.eq_ignore_ascii_case(&name)) {
            return Err(Unfit::Broken); // two of one name: readers would differ
        }
        all.push(Entry {
            name,
            locked: two(bytes, at + 8)? & 1 != 0,
            method: two(bytes, at + 10)?,
            folded: four(bytes, at + 20)?,
            unfolded: four(bytes, at + 24)?,
            at: four(bytes, at + 42)?,
        });
        at += 46 + long + usize::from(two(bytes, at + 30)?) + usize::from(two(bytes, at + 32)?);
    }
    Ok(all)
}

/// The bytes of one entry: as many as its line says, or it is not whole.
fn open(bytes: &[u8], entry: &Entry, left: &mut usize) -> Result<Vec<u8>, Unfit> {
    if bytes.get(entry.at..entry.at.saturating_add(4)) != Some(b"PK\x03\x04".as_slice()) {
        return Err(Unfit::Broken);
    }
    let from =
        entry.at + 30 + usize::from(two(bytes, entry.at + 26)?) + usize::from(two(bytes, entry.at + 28)?);
    let folded = bytes.get(from..from.saturating_add(entry.folded)).ok_or(Unfit::Broken)?;
    let open = match entry.method {
        0 => {
            *left = left.checked_sub(folded.len()).ok_or(Unfit::Swells)?;
            folded.to_vec()
        }
        8 => unfold(folded, false, left)?,
        _ => return Err(Unfit::Broken),
    };
    if open.len() != entry.unfolded {
        return Err(Unfit::Broken);
    }
    Ok(open)
}

/// Names that no honest document has.
fn named(name: &str) -> Result<(), Unfit> {
    let steps = |part: &str| part == "..";
    if name.starts_with('/') || name.contains(['\\', '\0', ':']) || name.split('/').any(steps) {
        return Err(Unfit::Broken);
    }
    let low = name.to_ascii_lowercase();
    if low.contains("vbaproject") || low.contains("activex") || low.contains("macrosheets") {
        return Err(Unfit::Acts);
    }
    if low.contains("/embeddings/") || low.contains("oleobject") {
        return Err(Unfit::Carries);
    }
    if low.contains("externallink") || low.ends_with("/connections.xml") || low.contains("querytable") {
        return Err(Unfit::Fetches);
    }
    Ok(())
}

/// What stands in one entry.
fn inside(name: &str, open: &[u8]) -> Result<(), Unfit> {
    let archives: [&[u8]; 6] =
        [b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"\xFD7zXZ"];
    let programs: [&[u8]; 3] = [b"MZ", b"\x7FELF", b"\xD0\xCF\x11\xE0"];
    if archives.iter().chain(&programs).any(|head| open.starts_with(head)) {
        return Err(Unfit::Carries);
    }
    if !(name.ends_with(".xml") || name.ends_with(".rels")) {
        return Ok(());
    }
    if std::str::from_utf8(open).is_err() || open.contains(&0) {
        return Err(Unfit::Broken); // in another encoding it could not be searched
    }
    let has = |part: &str| find(open, part.as_bytes()).is_some();
    if has("<!DOCTYPE") || has("<!ENTITY") {
        return Err(Unfit::Swells);
    }
    if has("macroEnabled") || has("vbaProject") {
        return Err(Unfit::Acts);
    }
    let word = name.starts_with("word/");
    if has("ddeLink") || (word && (has("DDEAUTO") || has(">DDE ") || has("> DDE "))) {
        return Err(Unfit::Fetches);
    }
    if name.ends_with(".rels") && fetches(open) {
        return Err(Unfit::Fetches);
    }
    if name.starts_with("xl/") && formulas(open).any(reaches) {
        return Err(Unfit::Fetches);
    }
    Ok(())
}

/// A relation to somewhere else that is not a link to be clicked.
fn fetches(relations: &[u8]) -> bool {
    let text = String::from_utf8_lossy(relations);
    let outside = |one: &str| {
        let one = one.split('>').next().unwrap_or_default();
        let external = one.to_ascii_lowercase().contains("external");
        external && !one.contains("/relationships/hyperlink")
    };
    text.split("<Relationship ").skip(1).any(outside)
}

/// The formulas of a sheet.
fn formulas(sheet: &[u8]) -> impl Iterator<Item = &str> {
    let text = std::str::from_utf8(sheet).unwrap_or_default();
    let inside = |part: &'_ str| -> Option<(usize, usize)> {
        let from = part.find('>')? + 1;
        Some((from, part.find("</").unwrap_or(part.len())))
    };
    text.split("<f").skip(1).filter(|part| part.starts_with(['>', ' '])).filter_map(move |part| {
        let (from, to) = inside(part)?;
        part.get(from..to)
    })
}

/// A formula that starts a program (`cmd|'/c …'!A0`) or asks another machine.
fn reaches(formula: &str) -> bool {
    let upper = formula.to_ascii_uppercase();
    upper.contains('|') || upper.contains("WEBSERVICE(") || upper.contains("RTD(") || upper.contains("CALL(")
}
