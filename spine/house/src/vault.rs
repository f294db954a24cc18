//! Keys and seals: a key per party under a master key that is never in the database (one-way door 3).
//!
//! SM4-GCM (GB/T 32907, mode after GB/T 36624). The sealed part is bound to its stream and version, so
//! that it cannot be moved; the ledger's chain covers its bytes, so erasing a key keeps every proof valid.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use base64ct::{Base64, Encoding};
use kernel::Private;
use sm3::{Digest, Sm3};
use sm4::Sm4;
use store::ledger::hex;
use store::{Look, Tx, Value};

use crate::chance::{Chance, unhex};

type Sm4Gcm = AesGcm<Sm4, U12>;

const MASTER: &str = "master.key";
const DEMO_PREFIX: &str = "demo:";

/// Party, her key as it is kept, and open.
type Opened = BTreeMap<String, (String, [u8; 16])>;

/// Keys held open at most.
const OPENED: usize = 4_096;

/// Holds the master key of a division and seals under the keys of its parties.
pub struct Vault {
    master: [u8; 16],
    /// Keys that were opened lately: each is asked for in the store all the same, so that one that was
    /// destroyed opens nothing, but it is not unsealed each time.
    opened: Mutex<Opened>,
    /// Is this a demo's key? `serve` refuses it (one-way door 13).
    pub demo: bool,
}

/// Why a key could not be had.
#[derive(Debug)]
pub struct KeyFault(pub String);

impl std::fmt::Display for KeyFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for KeyFault {}

impl Vault {
    /// Are the keys of a house in this folder, its head key too?
    pub fn there(keys: &Path) -> bool {
        keys.join(MASTER).exists() && keys.join("head.key").exists()
    }

    /// Open the keys folder, making the master key on the first day.
    ///
    /// # Errors
    /// [`KeyFault`] if the folder cannot be read or the key file is not ours.
    pub fn open(keys: &Path, demo: bool, chance: &dyn Chance) -> Result<Self, KeyFault> {
        own_folder(keys)?;
        let path = keys.join(MASTER);
        if !path.exists() {
            let prefix = if demo { DEMO_PREFIX } else { "" };
            keep(&path, &format!("{prefix}{}\n", chance.hex::<16>()))?;
        }
        let text = fs::read_to_string(&path).map_err(|e| KeyFault(format!("{}: {e}", path.display())))?;
        let text = text.trim();
        let (demo, text) = match text.strip_prefix(DEMO_PREFIX) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let master = unhex(text)
            .and_then(|bytes| <[u8; 16]>::try_from(bytes).ok())
            .ok_or_else(|| KeyFault(format!("{} is not a master key of this house", path.display())))?;
        Ok(Self { master, opened: Mutex::default(), demo })
    }

    /// A keyed digest, for looking up what must not be readable in the database.
    pub fn digest(&self, purpose: &str, text: &str) -> String {
        let mut hash = Sm3::new();
        hash.update(self.master);
        hash.update(purpose.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        let inner = hash.finalize();
        let mut outer = Sm3::new();
        outer.update(self.master);
        outer.update(inner);
        hex(&outer.finalize())
    }

    /// Seal under the party's key, making one if this is her first word here.
    ///
    /// # Errors
    /// A store fault while the key is looked up.
    pub fn seal(
        &self,
        tx: &mut Tx<'_>,
        private: &Private,
        place: &str,
        chance: &dyn Chance,
    ) -> Result<String, store::Fault> {
        let key = self.own_key(tx, &private.party, chance)?;
        let text = serde_json::to_string(&private.fields).expect("a map of strings is JSON");
        Ok(format!("{}:{}", private.party, lock(&key, text.as_bytes(), place, chance)))
    }

    /// Open a sealed part; none if its key was destroyed or it was never sealed.
    ///
    /// # Errors
    /// A store fault while the key is looked up.
    pub fn unseal(
        &self,
        look: &mut Look<'_>,
        sealed: &str,
        place: &str,
    ) -> Result<Option<Private>, store::Fault> {
        let Some((party, text)) = sealed.split_once(':') else { return Ok(None) };
        let Some(key) = self.key(look, party)? else { return Ok(None) };
        let fields = unlock(&key, text, place).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(fields.map(|fields| Private { party: party.to_owned(), fields }))
    }

    /// Seal something that is not on the ledger (a draft) under the master key.
    pub fn seal_loose(&self, text: &str, place: &str, chance: &dyn Chance) -> String {
        lock(&self.master, text.as_bytes(), place, chance)
    }

    /// Open what [`Vault::seal_loose`] sealed.
    pub fn unseal_loose(&self, sealed: &str, place: &str) -> Option<String> {
        unlock(&self.master, sealed, place).and_then(|bytes| String::from_utf8(bytes).ok())
    }

    /// The party's key, made if this is her first word here.
    ///
    /// # Errors
    /// A store fault, also where her key is there and does not open.
    pub(crate) fn own_key(
        &self,
        tx: &mut Tx<'_>,
        party: &str,
        chance: &dyn Chance,
    ) -> Result<[u8; 16], store::Fault> {
        if let Some(key) = self.key(&mut tx.look(), party)? {
            return Ok(key);
        }
        if tx.look().get("party_keys", &[party.into()])?.is_some() {
            // a new key over it would lose for ever what the old one sealed
            return Err(store::Fault::Broken(format!("the key of {party} does not open")));
        }
        let key = chance.bytes::<16>();
        let sealed = lock(&self.master, &key, party, chance);
        tx.put("party_keys", vec![party.into(), sealed.into()])?;
        Ok(key)
    }

    /// The party's key, if she has one and it was not destroyed.
    ///
    /// # Errors
    /// A store fault.
    pub(crate) fn key(&self, look: &mut Look<'_>, party: &str) -> Result<Option<[u8; 16]>, store::Fault> {
        let Some(row) = look.get("party_keys", &[Value::from(party)])? else {
            self.opened().remove(party);
            return Ok(None);
        };
        let sealed = row.text(1);
        if let Some((of, key)) = self.opened().get(party)
            && of == sealed
        {
            return Ok(Some(*key));
        }
        let key = unlock(&self.master, sealed, party).and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
        if let Some(key) = key {
            let mut opened = self.opened();
            if opened.len() >= OPENED {
                opened.clear();
            }
            opened.insert(party.to_owned(), (sealed.to_owned(), key));
        }
        Ok(key)
    }

    fn opened(&self) -> std::sync::MutexGuard<'_, Opened> {
        self.opened.lock().expect("nothing panics while it holds keys")
    }
}

fn lock(key: &[u8; 16], clear: &[u8], place: &str, chance: &dyn Chance) -> String {
    Base64::encode_string(&lock_bytes(key, clear, place, chance))
}

/// Close some bytes under a key, bound to a place: nonce, then what GCM makes of them.
pub(crate) fn lock_bytes(key: &[u8; 16], clear: &[u8], place: &str, chance: &dyn Chance) -> Vec<u8> {
    let nonce = chance.bytes::<12>();
    let cipher = Sm4Gcm::new(key.into());
    let closed = cipher
        .encrypt(&nonce.into(), Payload { msg: clear, aad: place.as_bytes() })
        .expect("GCM takes messages up to 64 GiB and ours are limited");
    let mut all = nonce.to_vec();
    all.extend(closed);
    all
}

fn unlock(key: &[u8; 16], sealed: &str, place: &str) -> Option<Vec<u8>> {
    unlock_bytes(key, &Base64::decode_vec(sealed).ok()?, place)
}

/// Open what [`lock_bytes`] closed; none if it is another key's, another place's or not whole.
pub(crate) fn unlock_bytes(key: &[u8; 16], all: &[u8], place: &str) -> Option<Vec<u8>> {
    let (nonce, closed) = all.split_at_checked(12)?;
    let nonce = <[u8; 12]>::try_from(nonce).ok()?;
    Sm4Gcm::new(key.into()).decrypt(&nonce.into(), Payload { msg: closed, aad: place.as_bytes() }).ok()
}

/// Make a folder that only its owner can look into: what lies in the clear beside the keys (names in views,
/// numbers in messages) is the house's alone.
pub(crate) fn own_folder(path: &Path) -> Result<(), KeyFault> {
    use std::os::unix::fs::DirBuilderExt;
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|e| KeyFault(format!("{}: {e}", path.display())))
}

/// Write a secret so that only its owner can read it.
pub(crate) fn keep(path: &Path, text: &str) -> Result<(), KeyFault> {
    use std::os::unix::fs::OpenOptionsExt;
    let fault = |e: std::io::Error| KeyFault(format!("{}: {e}", path.display()));
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fault)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)
}
