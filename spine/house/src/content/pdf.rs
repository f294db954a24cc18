//! PDF: names that act are refused wherever a reader would find them, in the open or in an object stream.
//!
//! No reader's tables are trusted: all bytes are searched for names, and everything that could be an object
//! stream is unfolded and searched too, so that no two readings of one file can differ to our harm. A
//! script needs the name `/JavaScript`, a program `/Launch`, a file `/EmbeddedFile` (ISO 32000-2, 12.6 and
//! 7.11).

use kernel::limits::UNFOLDED_BYTES;

use super::{Unfit, find, unfold};

/// Bytes before `stream` in which its dictionary stands.
const DICTIONARY_BYTES: usize = 8 * 1024;
/// Bytes at the end in which `%%EOF` stands.
const TAIL_BYTES: usize = 2 * 1024;
/// Characters of a name that are looked at; ours are shorter.
const NAME_BYTES: usize = 32;
/// Streams of one file: a book of a thousand pages is under it.
const STREAMS: usize = 20_000;

/// Names that say something only together, wherever each of them stands.
#[derive(Default)]
struct Seen {
    form: bool,
    xfa: bool,
}

/// Is it whole, open to everybody's eyes, and still?
pub(super) fn look(bytes: &[u8]) -> Result<(), Unfit> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    if find(tail, b"%%EOF").is_none() {
        return Err(Unfit::Broken);
    }
    let mut seen = Seen::default();
    still(bytes, &mut seen)?;
    let mut left = UNFOLDED_BYTES;
    for (no, (dictionary, folded)) in streams(bytes).enumerate() {
        if no >= STREAMS {
            return Err(Unfit::Swells);
        }
        let names = names(dictionary);
        let has = |name: &str| names.iter().any(|n| n == name);
        // every object stream must say /First; nothing else that is a stream says it
        if !has("First") && !has("ObjStm") {
            continue;
        }
        let odd =
            ["LZWDecode", "LZW", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "RunLengthDecode", "RL"];
        if odd.iter().any(|filter| has(filter)) || has("Predictor") {
            return Err(Unfit::Locked);
        }
        match unfold(folded, true, &mut left) {
            Ok(open) => still(&open, &mut seen)?,
            Err(Unfit::Swells) => return Err(Unfit::Swells),
            // a stream beside it, whose dictionary stands in the same window, need not unfold
            Err(_) => {}
        }
    }
    // an XML form runs scripts of its own; three letters alone may be chance in a picture
    if seen.form && seen.xfa { Err(Unfit::Acts) } else { Ok(()) }
}

/// Does anything in these bytes act, carry or hide?
fn still(bytes: &[u8], seen: &mut Seen) -> Result<(), Unfit> {
    for (at, _) in bytes.iter().enumerate().filter(|(_, b)| **b == b'/') {
        match name(&bytes[at + 1..]).as_str() {
            "Encrypt" => return Err(Unfit::Locked),
            "JavaScript" | "Launch" | "ImportData" | "SubmitForm" | "RichMedia" | "Rendition" => {
                return Err(Unfit::Acts);
            }
            "EmbeddedFile" | "EmbeddedFiles" | "FileAttachment" | "GoToE" => return Err(Unfit::Carries),
            "AcroForm" => seen.form = true,
            "XFA" => seen.xfa = true,
            _ => {}
        }
    }
    Ok(())
}

/// The name that begins here, `#xx` read as the character it stands for.
fn name(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while let [first, more @ ..] = rest {
        if out.len() >= NAME_BYTES || !first.is_ascii_graphic() || b"()<>[]{}/%".contains(first) {
            break;
        }
        let digit = |b: &u8| char::from(*b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        match (first, more) {
            (b'#', [high, low, after @ ..]) if digit(high).is_some() && digit(low).is_some() => {
                let value = digit(high).zip(digit(low)).map_or(0, |(h, l)| h * 16 + l);
                out.push(char::from(value));
                rest = after;
            }
            _ => {
                out.push(char::from(*first));
                rest = more;
            }
        }
    }
    out
}

fn names(bytes: &[u8]) -> Vec<String> {
    let slashes = bytes.iter().enumerate().filter(|(_, b)| **b == b'/');
    slashes.map(|(at, _)| name(&bytes[at + 1..])).collect()
}

/// Every place where a stream begins: what stands before it, and everything after.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let word = b"stream";
    let begins = bytes
        .windows(word.len())
        .enumerate()
        .filter(move |(at, window)| *window == word && !bytes[..*at].ends_with(b"end"));
    begins.map(move |(at, _)| {
        let mut after = &bytes[at + word.len()..];
        after = after.strip_prefix(b"\r").unwrap_or(after);
        after = after.strip_prefix(b"\n").unwrap_or(after);
        let before = &bytes[at.saturating_sub(DICTIONARY_BYTES)..at];
        // back to the end of the object before it; a lie about that only widens what is looked at
        let from = before.windows(6).rposition(|w| w == b"endobj").map_or(0, |at| at + 6);
        (&before[from..], after)
    })
}
