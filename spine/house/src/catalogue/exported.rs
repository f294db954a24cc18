//! How the county's files are brought level with the ledger, and how a file that was changed by hand after an
//! edit in the browser is noticed (one-way door 8): nothing is ever overwritten in silence, either way.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use facts::Fact;
use facts::portal::Event;
use store::ledger::sm3_hex;

/// Beside the files: with which edition each was level when it was last exported. A file that was changed
/// by hand since rests on that edition.
const EXPORTED: &str = "exported.toml";
/// What is put behind the name of a file that is set aside.
const ASIDE: &str = "mine";

/// What a ledger holds of the county's files.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The texts in force by their paths below the catalogue folder; of an item that was withdrawn, its last.
    pub texts: BTreeMap<String, String>,
    /// Hashes of every text that was ever in force.
    pub known: BTreeSet<String>,
}

impl Held {
    /// Read it from a ledger.
    ///
    /// # Errors
    /// A store fault, or a line that no shape can read.
    pub fn of(look: &mut store::Look<'_>) -> Result<Self, store::Fault> {
        let sql = "select name from streams where name >= 'portal/' and name < 'portal0' order by no";
        let mut held = Self::default();
        for row in look.query(sql, &[])? {
            for line in look.stream(row.text(0))? {
                let fact = facts::decode(&line.kind, line.shape, &line.body)
                    .map_err(|e| store::Fault::Broken(format!("line {}: {e}", line.seq)))?;
                let (path, hash, text) = match fact {
                    Fact::Portal(Event::ItemPublished { item, hash, text, .. }) => {
                        (format!("items/{item}.toml"), hash, text)
                    }
                    Fact::Portal(Event::YearPublished { year, hash, text }) => {
                        (format!("calendar/{year}.toml"), hash, text)
                    }
                    Fact::Portal(Event::BundlePublished { bundle, hash, text }) => {
                        (format!("bundles/{bundle}.toml"), hash, text)
                    }
                    Fact::Portal(Event::ProjectPublished { project, hash, text }) => {
                        (format!("projects/{project}.toml"), hash, text)
                    }
                    Fact::Portal(Event::RulesPublished { hash, text }) => {
                        ("rules.toml".to_owned(), hash, text)
                    }
                    _ => continue,
                };
                held.known.insert(hash);
                held.texts.insert(path, text);
            }
        }
        Ok(held)
    }
}

/// With which edition each file was last level, by its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported(BTreeMap<String, String>);

impl Exported {
    /// Read it from a catalogue folder; a folder that was never exported to has none.
    pub fn read(dir: &Path) -> Self {
        let text = std::fs::read_to_string(dir.join(EXPORTED)).unwrap_or_default();
        Self(toml::from_str(&text).unwrap_or_default())
    }

    /// The edition on which a file of this name rests, or nothing.
    pub fn base(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    fn write(&self, dir: &Path) -> io::Result<()> {
        let mut text = String::from(
            "# 由 yimen catalogue export 写下，请不要改：各文件最后一次与台账一致时的版本。\n\
             # Written by yimen catalogue export, do not edit: the edition each file was last level with.\n",
        );
        for (path, hash) in &self.0 {
            text.push_str(&format!("\"{path}\" = \"{hash}\"\n"));
        }
        std::fs::write(dir.join(EXPORTED), text)
    }
}

/// What is done with a file whose text no ledger knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// It is left as it is, and said.
    Left,
    /// It is kept beside, under a name of its own, and the text in force is written.
    SetAside,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Paths of files that were written.
    pub written: Vec<String>,
    /// Paths of files whose text no ledger knows, and that were left.
    pub left: Vec<String>,
    /// Names under which such texts were kept.
    pub aside: Vec<String>,
}

/// A name beside the file that nothing has yet.
fn free_name(dir: &Path, path: &str) -> String {
    let plain = format!("{path}.{ASIDE}");
    let numbered = (2_u32..).map(|n| format!("{plain}-{n}"));
    let mut names = std::iter::once(plain.clone()).chain(numbered);
    names.find(|name| !dir.join(name).exists()).unwrap_or(plain)
}

/// Write the texts in force over the files of a folder.
///
/// # Errors
/// What the disk says, with the path.
pub fn export(dir: &Path, held: &Held, unknown: Unknown) -> Result<Outcome, (String, io::Error)> {
    let (mut outcome, mut exported) = (Outcome::default(), Exported::read(dir));
    for (path, text) in &held.texts {
        let failed = |e: io::Error| (path.clone(), e);
        let file = dir.join(path);
        let hash = sm3_hex(text.as_bytes());
        match std::fs::read_to_string(&file) {
            Ok(old) if old == *text => {}
            Ok(old) if !held.known.contains(&sm3_hex(old.as_bytes())) => {
                if unknown == Unknown::Left {
                    outcome.left.push(path.clone());
                    continue;
                }
                let aside = free_name(dir, path);
                std::fs::write(dir.join(&aside), old).map_err(failed)?;
                outcome.aside.push(aside);
                std::fs::write(&file, text).map_err(failed)?;
                outcome.written.push(path.clone());
            }
            _ => {
                if let Some(folder) = file.parent() {
                    std::fs::create_dir_all(folder).map_err(failed)?;
                }
                std::fs::write(&file, text).map_err(failed)?;
                outcome.written.push(path.clone());
            }
        }
        exported.0.insert(path.clone(), hash);
    }
    exported.write(dir).map_err(|e| (EXPORTED.to_owned(), e))?;
    Ok(outcome)
}

/// Bytes of a block of an archive (POSIX ustar).
const BLOCK: usize = 512;

/// Files as one archive (POSIX ustar), every file of the same day, so that the same files are the same bytes.
pub fn archive(files: &BTreeMap<String, String>) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, text) in files {
        let mut head = [0_u8; BLOCK];
        let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, path.as_bytes());
        put(100, b"0000644\0");
        put(108, b"0000000\0");
        put(116, b"0000000\0");
        put(124, format!("{:011o}\0", text.len()).as_bytes());
        put(136, b"00000000000\0");
        put(148, b"        ");
        put(156, b"0");
        put(257, b"ustar\x0000");
        let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
        head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        out.extend_from_slice(&head);
        out.extend_from_slice(text.as_bytes());
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_archive_has_a_head_a_text_and_two_empty_blocks() {
        let files = BTreeMap::from([("items/a.toml".to_owned(), "code = \"a\"\n".to_owned())]);
        let bytes = archive(&files);
        assert_eq!(bytes.len(), 4 * BLOCK);
        assert!(bytes.starts_with(b"items/a.toml\0"));
        assert_eq!(&bytes[124..135], b"00000000013", "eleven bytes, in octal");
        assert_eq!(&bytes[BLOCK..BLOCK + 11], b"code = \"a\"\n");
        assert!(bytes[2 * BLOCK..].iter().all(|byte| *byte == 0));
    }

    #[test]
    fn a_file_that_no_ledger_knows_is_never_overwritten_in_silence() {
        let folder = tempfile::tempdir().unwrap();
        let (dir, path) = (folder.path(), "items/a.toml");
        let held = Held {
            texts: BTreeMap::from([(path.to_owned(), "new".to_owned())]),
            known: [sm3_hex(b"old"), sm3_hex(b"new")].into(),
        };
        let says = || std::fs::read_to_string(dir.join(path)).unwrap();
        let done = export(dir, &held, Unknown::Left).unwrap();
        assert_eq!((done.written.len(), says().as_str()), (1, "new"), "what is not there is written");
        std::fs::write(dir.join(path), "old").unwrap();
        export(dir, &held, Unknown::Left).unwrap();
        assert_eq!(says(), "new", "an earlier edition is on the ledger: nothing is lost");
        assert_eq!(Exported::read(dir).base(path), sm3_hex(b"new"));
        for (text, aside) in [("mine", "items/a.toml.mine"), ("again", "items/a.toml.mine-2")] {
            std::fs::write(dir.join(path), text).unwrap();
            let done = export(dir, &held, Unknown::Left).unwrap();
            assert_eq!((done.left, done.written), (vec![path.to_owned()], Vec::new()));
            assert_eq!(says(), text);
            let done = export(dir, &held, Unknown::SetAside).unwrap();
            assert_eq!(done.aside, [aside]);
            assert_eq!(says(), "new");
            assert_eq!(std::fs::read_to_string(dir.join(aside)).unwrap(), text);
        }
    }
}
