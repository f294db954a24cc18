//! Attachments: bytes named by their hash, in a folder for now.

use crate::Fault;
use crate::ledger::sm3_hex;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Where attachments are kept. What is put is sealed already; the store does not look inside.
pub trait Files: Send + Sync {
    /// Keeps some bytes and answers their name, SM3 in hexadecimal; keeping the same twice is keeping once.
    fn put(&self, bytes: &[u8]) -> Result<String, Fault>;
    /// The bytes of a name, if they are there and are what the name says; `Fault::Broken` if they are not.
    fn get(&self, hash: &str) -> Result<Option<Vec<u8>>, Fault>;
    /// Whether the name is known.
    fn has(&self, hash: &str) -> Result<bool, Fault>;
    /// Takes a file away that nothing names; one that is not there is gone already.
    fn remove(&self, hash: &str) -> Result<(), Fault>;
}

/// A folder of files, `ab/abcdef…`, each written beside, flushed to disk and then renamed.
#[derive(Clone, Debug)]
pub struct Folder {
    at: PathBuf,
}

static TURN: AtomicU64 = AtomicU64::new(0);

impl Folder {
    /// The folder `at` (`DATA/files`), created if need be.
    pub fn open(at: &Path) -> Result<Folder, Fault> {
        fs::create_dir_all(at).map_err(|e| told(at, &e))?;
        Ok(Folder { at: at.to_owned() })
    }

    fn path(&self, hash: &str) -> Result<PathBuf, Fault> {
        let fits = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !fits {
            return Err(Fault::NotThis(format!("{hash:?} is not the name of an attachment")));
        }
        Ok(self.at.join(&hash[..2]).join(hash))
    }
}

fn told(path: &Path, e: &std::io::Error) -> Fault {
    Fault::of_disk(&path.display().to_string(), e)
}

/// Writes a file so that after a power cut it is there whole or not at all.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let parent = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|e| told(parent, &e))?;
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let beside = parent.join(format!(".{}-{turn}.part", std::process::id()));
    let written = File::create(&beside).and_then(|mut f| {
        f.write_all(bytes)?;
        f.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&beside, path));
    if let Err(e) = done {
        let _ = fs::remove_file(&beside);
        return Err(told(path, &e));
    }
    // The name is on disk only when the folder is.
    File::open(parent).and_then(|d| d.sync_all()).map_err(|e| told(parent, &e))
}

impl Files for Folder {
    fn put(&self, bytes: &[u8]) -> Result<String, Fault> {
        let hash = sm3_hex(bytes);
        let path = self.path(&hash)?;
        if !path.is_file() {
            write_whole(&path, bytes)?;
        }
        Ok(hash)
    }

    fn get(&self, hash: &str) -> Result<Option<Vec<u8>>, Fault> {
        let path = self.path(hash)?;
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(told(&path, &e)),
        };
        if sm3_hex(&bytes) != hash {
            return Err(Fault::Broken(format!("the attachment {hash} is not what was put there")));
        }
        Ok(Some(bytes))
    }

    fn has(&self, hash: &str) -> Result<bool, Fault> {
        Ok(self.path(hash)?.is_file())
    }

    fn remove(&self, hash: &str) -> Result<(), Fault> {
        let path = self.path(hash)?;
        match fs::remove_file(&path) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(told(&path, &e)),
            _ => Ok(()),
        }
    }
}
