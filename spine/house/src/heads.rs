//! Signed heads of the ledger, in the database and outside it (one-way door 5).

use std::fs;
use std::path::{Path, PathBuf};

use kernel::limits::{HEAD_EVENTS, HEAD_MS};
use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use store::Head;
use store::ledger::hex;

use crate::chance::{Chance, unhex};
use crate::failure::Failure;
use crate::opening::House;
use crate::vault::{KeyFault, keep};

/// The default user id of SM2 signatures (GB/T 32918.2, GM/T 0009).
const USER: &str = "1234567812345678";

/// Signs heads with the division's SM2 key in `DATA/keys`, and keeps them in `DATA/heads`.
pub struct Signer {
    key: SigningKey,
    folder: PathBuf,
}

impl Signer {
    /// Open the division's head key, making it on the first day.
    ///
    /// # Errors
    /// [`KeyFault`] if the key file cannot be read or is not a key.
    pub fn open(data: &Path, demo: bool, chance: &dyn Chance) -> Result<Self, KeyFault> {
        let path = data.join("keys/head.key");
        if !path.exists() {
            let secret = loop {
                let bytes = chance.bytes::<32>();
                if SigningKey::from_slice(USER, &bytes).is_ok() {
                    break hex(&bytes);
                }
            };
            keep(&path, &format!("{}{secret}\n", if demo { "demo:" } else { "" }))?;
        }
        let text = fs::read_to_string(&path).map_err(|e| KeyFault(format!("{}: {e}", path.display())))?;
        let bytes = unhex(text.trim().trim_start_matches("demo:")).unwrap_or_default();
        let key = SigningKey::from_slice(USER, &bytes)
            .map_err(|_| KeyFault(format!("{} is not a head key of this house", path.display())))?;
        let folder = data.join("heads");
        fs::create_dir_all(&folder).map_err(|e| KeyFault(format!("{}: {e}", folder.display())))?;
        let public = data.join("heads/head.pub");
        if !public.exists() {
            let point = key.verifying_key().to_sec1_bytes();
            fs::write(&public, format!("{}\n", hex(&point)))
                .map_err(|e| KeyFault(format!("{}: {e}", public.display())))?;
        }
        Ok(Self { key, folder })
    }

    fn sign(&self, head: &Head) -> String {
        let signature: Signature = self.key.sign(words(head).as_bytes());
        hex(&signature.to_bytes())
    }

    /// Keep a head outside the database: one line a head, fsynced.
    fn keep(&self, head: &Head) -> Result<(), Failure> {
        use std::io::Write;
        let path = self.folder.join("heads.txt");
        let fault = |e: std::io::Error| Failure::Fault(format!("{}: {e}", path.display()));
        let torn = fs::read(&path).is_ok_and(|old| old.last().is_some_and(|last| *last != b'\n'));
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&path).map_err(fault)?;
        // one write, and on a line of its own even after a line that a cut of the power tore
        let line = format!("{}{} {}\n", if torn { "\n" } else { "" }, words(head), head.signature);
        file.write_all(line.as_bytes()).map_err(fault)?;
        file.sync_data().map_err(fault)
    }
}

/// What is signed: the five parts of a head, in words.
fn words(head: &Head) -> String {
    format!("{} {} {} {} {}", head.first, head.last, head.hash, head.root, head.at)
}

/// The heads kept outside the database; none if the folder is not there.
pub fn kept_outside(data: &Path) -> Vec<Head> {
    let text = fs::read_to_string(data.join("heads/heads.txt")).unwrap_or_default();
    text.lines().filter_map(read_line).collect()
}

fn read_line(line: &str) -> Option<Head> {
    let parts: Vec<&str> = line.split(' ').collect();
    let [first, last, hash, root, at, signature] = parts.as_slice() else { return None };
    Some(Head {
        first: first.parse().ok()?,
        last: last.parse().ok()?,
        hash: (*hash).to_owned(),
        root: (*root).to_owned(),
        at: at.parse().ok()?,
        signature: (*signature).to_owned(),
    })
}

/// Checks signatures of heads with the public key kept in `DATA/heads/head.pub`.
pub fn checker(data: &Path) -> Option<impl Fn(&Head) -> bool + use<>> {
    let text = fs::read_to_string(data.join("heads/head.pub")).ok()?;
    let key = VerifyingKey::from_sec1_bytes(USER, &unhex(text.trim())?).ok()?;
    Some(move |head: &Head| {
        unhex(&head.signature)
            .and_then(|bytes| Signature::from_slice(&bytes).ok())
            .is_some_and(|signature| key.verify(words(head).as_bytes(), &signature).is_ok())
    })
}

/// Sign a head if a thousand events or a minute with news have passed since the last.
///
/// # Errors
/// A store fault, or a full disk.
pub fn sign_when_due(house: &House) -> Result<bool, Failure> {
    let (head, since) = house.store.read_now(|look| {
        let row = look.one("select last, at from heads order by last desc limit 1", &[])?;
        Ok((look.head()?, row.map_or((0, 0), |row| (row.int(0), row.int(1)))))
    })?;
    let fresh = head.seq - since.0;
    if fresh >= HEAD_EVENTS || (fresh > 0 && house.clock.now().0 - since.1 >= HEAD_MS) {
        return sign_now(house);
    }
    Ok(false)
}

/// Sign a head over everything since the last one.
///
/// # Errors
/// A store fault, or a full disk.
pub fn sign_now(house: &House) -> Result<bool, Failure> {
    let now = house.clock.now();
    let made = house.store.read_now(move |look| {
        let row = look.one("select last from heads order by last desc limit 1", &[])?;
        let after = row.map_or(0, |row| row.int(0));
        let head = look.head()?;
        if head.seq <= after {
            return Ok(None);
        }
        let hashes = look.hashes(after + 1, head.seq)?;
        let root = store::ledger::root(&hashes);
        let (first, last, hash) = (after + 1, head.seq, head.hash);
        Ok(Some(Head { first, last, hash, root, at: now.0, signature: String::new() }))
    })?;
    let Some(mut head) = made else { return Ok(false) };
    head.signature = house.signer.sign(&head);
    house.signer.keep(&head)?;
    house.store.write_now(move |tx| tx.keep_head(&head))?;
    Ok(true)
}
