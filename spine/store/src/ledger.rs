//! The line of the ledger, its hash (decision 0001) and the Merkle root over a range of hashes.

use std::io::Write;

use sm3::{Digest, Sm3};

/// What a new line says; the store adds its number and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Line {
    /// The name of the stream, `{wing}/{no}`.
    pub stream: String,
    /// Its place in the stream, from 1.
    pub version: i64,
    /// When it was written, epoch ms.
    pub at: i64,
    /// When it became true by law, epoch ms.
    pub effective: i64,
    /// Who, as text (JSON of an actor).
    pub actor: String,
    /// Under which cause.
    pub cause: String,
    /// Its number under that cause.
    pub cause_no: i64,
    /// The kind of fact.
    pub kind: String,
    /// The version of the body's shape.
    pub shape: i64,
    /// The public part.
    pub body: String,
    /// The sealed part, `''` if there is none.
    pub sealed: String,
}

/// A line as it stands on the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number on the ledger, from 1 without gaps.
    pub seq: i64,
    /// What it says.
    pub line: Line,
    /// Its hash, 64 lower-case hexadecimal digits.
    pub hash: String,
}

impl std::ops::Deref for Kept {
    type Target = Line;
    fn deref(&self) -> &Line {
        &self.line
    }
}

/// The end of the ledger: the last number and hash; 0 and 64 zeros when it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The last number, 0 when empty.
    pub seq: i64,
    /// The last hash.
    pub hash: String,
}

/// What is signed and kept outside: a range of the ledger, its last hash and its Merkle root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The first number of the range.
    pub first: i64,
    /// The last number of the range.
    pub last: i64,
    /// The hash of the last line.
    pub hash: String,
    /// The Merkle root over the hashes of the range.
    pub root: String,
    /// When it was made, epoch ms.
    pub at: i64,
    /// The house's signature; the store does not look inside.
    pub signature: String,
}

/// The hash before the first line: 64 zeros.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        out.push(char::from(DIGITS[usize::from(b >> 4)]));
        out.push(char::from(DIGITS[usize::from(b & 15)]));
    }
    out
}

/// SM3 (GB/T 32905) of some bytes, lower-case hexadecimal.
pub fn sm3_hex(bytes: &[u8]) -> String {
    hex(&Sm3::digest(bytes))
}

/// The hash of a line (decision 0001): SM3 over each field as its length in bytes, four bytes big-endian, and
/// its UTF-8, in the order division, seq, stream, version, at, effective, actor, cause, cause_no, kind,
/// shape, body, SM3 of the sealed part, previous hash. Numbers are decimal, hashes lower-case hexadecimal.
///
/// The fields are laid side by side and hashed in one go: fed one by one they cost half as much again.
pub fn hash(division: &str, seq: i64, line: &Line, previous: &str) -> String {
    let mut bytes = Vec::with_capacity(AROUND + line.body.len() + line.actor.len());
    hash_with(&mut bytes, division, seq, line, previous)
}

/// The same, with room that is used for one line after the other.
pub(crate) fn hash_with(
    bytes: &mut Vec<u8>,
    division: &str,
    seq: i64,
    line: &Line,
    previous: &str,
) -> String {
    bytes.clear();
    field(bytes, division);
    number(bytes, seq);
    field(bytes, &line.stream);
    number(bytes, line.version);
    number(bytes, line.at);
    number(bytes, line.effective);
    field(bytes, &line.actor);
    field(bytes, &line.cause);
    number(bytes, line.cause_no);
    field(bytes, &line.kind);
    number(bytes, line.shape);
    field(bytes, &line.body);
    match line.sealed.as_str() {
        "" => field(bytes, NOTHING),
        sealed => field(bytes, &sm3_hex(sealed.as_bytes())),
    }
    field(bytes, previous);
    sm3_hex(bytes)
}

/// SM3 of no bytes, of which most lines have a sealed part.
const NOTHING: &str = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b";
/// Bytes of a line's hashed fields beside its body and its actor, more than most lines have.
const AROUND: usize = 512;

fn field(bytes: &mut Vec<u8>, text: &str) {
    let length = u32::try_from(text.len()).expect("no field of a line is as long as 4 GiB");
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

fn number(bytes: &mut Vec<u8>, number: i64) {
    let at = bytes.len();
    bytes.extend_from_slice(&[0; 4]);
    write!(bytes, "{number}").expect("memory takes what is written");
    let length = u32::try_from(bytes.len() - at - 4).expect("a number has at most twenty characters");
    bytes[at..at + 4].copy_from_slice(&length.to_be_bytes());
}

type Node = [u8; 32];

/// The leaf over one hash: SM3 of a zero byte and the 32 bytes of the hash; text that is not a hash is taken
/// as it stands, so that a damaged ledger still has a (wrong) root.
fn leaf(hash: &str) -> Node {
    let mut bytes = Vec::with_capacity(32);
    for pair in hash.as_bytes().chunks(2) {
        let digit = std::str::from_utf8(pair).ok().and_then(|p| u8::from_str_radix(p, 16).ok());
        match digit {
            Some(b) if pair.len() == 2 => bytes.push(b),
            _ => {
                bytes = hash.as_bytes().to_vec();
                break;
            }
        }
    }
    let mut sum = Sm3::new();
    sum.update([0]);
    sum.update(&bytes);
    sum.finalize().into()
}

fn node(left: &Node, right: &Node) -> Node {
    let mut sum = Sm3::new();
    sum.update([1]);
    sum.update(left);
    sum.update(right);
    sum.finalize().into()
}

/// The largest power of two smaller than `n`; `n` is at least 2.
fn split(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

fn tree(leaves: &[Node]) -> Node {
    match leaves {
        [] => Sm3::digest([]).into(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(split(many.len()));
            node(&tree(left), &tree(right))
        }
    }
}

/// The Merkle root over some hashes, in the form of RFC 6962 with SM3; over none, SM3 of nothing.
pub fn root<H: AsRef<str>>(hashes: &[H]) -> String {
    let leaves: Vec<Node> = hashes.iter().map(|h| leaf(h.as_ref())).collect();
    hex(&tree(&leaves))
}

/// The audit path (RFC 6962 §2.1.1) of the hash at `index`: the siblings from the leaf up, in hexadecimal;
/// `None` when there is no such index.
pub fn path<H: AsRef<str>>(hashes: &[H], index: usize) -> Option<Vec<String>> {
    fn climb(leaves: &[Node], index: usize, out: &mut Vec<String>) {
        if leaves.len() < 2 {
            return;
        }
        let k = split(leaves.len());
        let (left, right) = leaves.split_at(k);
        if index < k {
            climb(left, index, out);
            out.push(hex(&tree(right)));
        } else {
            climb(right, index - k, out);
            out.push(hex(&tree(left)));
        }
    }
    let leaves: Vec<Node> = hashes.iter().map(|h| leaf(h.as_ref())).collect();
    if index >= leaves.len() {
        return None;
    }
    let mut out = Vec::new();
    climb(&leaves, index, &mut out);
    Some(out)
}

/// Whether `hash` stands at `index` among `count` hashes under `root`, by its audit path; anybody can ask
/// this without the ledger.
pub fn proves(hash: &str, index: usize, count: usize, path: &[String], root: &str) -> bool {
    fn bytes(text: &str) -> Option<Node> {
        let mut out = [0; 32];
        if text.len() != 64 {
            return None;
        }
        for (i, b) in out.iter_mut().enumerate() {
            *b = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
        }
        Some(out)
    }
    fn climb(hash: &str, index: usize, count: usize, path: &[String]) -> Option<Node> {
        if count == 1 {
            return path.is_empty().then(|| leaf(hash));
        }
        let (sibling, below) = path.split_last()?;
        let sibling = bytes(sibling)?;
        let k = split(count);
        if index < k {
            Some(node(&climb(hash, index, k, below)?, &sibling))
        } else {
            Some(node(&sibling, &climb(hash, index - k, count - k, below)?))
        }
    }
    index < count && climb(hash, index, count, path).is_some_and(|n| hex(&n) == root)
}
