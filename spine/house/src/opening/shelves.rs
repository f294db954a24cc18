//! What is found when the house opens: its store and its keys, and whether the two belong together.

use store::{Options, Store};

use super::Config;
use crate::failure::Failure;
use crate::heads::Signer;
use crate::vault::Vault;

/// The store, as this house opens it.
pub(super) fn shelves(config: &Config) -> Result<Store, store::Fault> {
    Store::open(
        &config.place,
        Options {
            durable: config.durable,
            queue: config.queue,
            look_ms: kernel::limits::LOOK_MS,
            apart: kernel::limits::LOOKS_APART,
            most_bytes: config.most_bytes,
            faults: config.faults.clone(),
            who: config.who.clone(),
            ..Options::new(&config.division)
        },
    )
}

/// The keys of the folder, made if they are not there; a demo's are refused by a house that serves.
pub(super) fn keys(config: &Config) -> Result<(Vault, Signer), Failure> {
    let fault = |e: crate::vault::KeyFault| Failure::Fault(e.to_string());
    let vault = Vault::open(&config.data.join("keys"), config.demo, &*config.chance).map_err(fault)?;
    if vault.demo && !config.demo {
        return Err(Failure::Fault("these are demo keys; a house that serves makes its own".to_owned()));
    }
    let signer = Signer::open(&config.data, config.demo, &*config.chance).map_err(fault)?;
    Ok((vault, signer))
}

/// Keys are made on a ledger's first day only: what it has sealed since opens under no others.
pub(super) fn first_keys(config: &Config, store: &Store) -> Result<(Vault, Signer), Failure> {
    if store.read_now(|look| look.head())?.seq > 0 {
        store.close()?;
        let folder = config.data.join("keys");
        return Err(Failure::Fault(format!(
            "the keys of this ledger are not in {}; put the copy there that was kept apart from the backup. \
             Nothing was opened: new keys would not open what is sealed",
            folder.display()
        )));
    }
    keys(config)
}

/// The ledger says whether it is a demo's, and under which keys it is sealed; `serve` refuses a demo's, the
/// demo a real one, and both refuse one with another house's keys.
pub(super) fn mark(store: &Store, demo: bool, vault: &Vault) -> Result<(), Failure> {
    let (mark, seal) = (if demo { "demo" } else { "real" }, vault.digest("keys", store.division()));
    let own = seal.clone();
    let (found, sealed) = store.write_now(move |tx| {
        let mut meta = |name: &str, mark: &str| -> Result<String, store::Fault> {
            if let Some(mark) = tx.look().meta(name)? {
                return Ok(mark);
            }
            tx.set_meta(name, mark)?;
            Ok(mark.to_owned())
        };
        let found = meta("mark", mark)?;
        if found != mark {
            return Ok((found, own.clone()));
        }
        Ok((found, meta("keys", &own)?))
    })?;
    let why = if found != mark {
        format!("this is a {found} ledger; it cannot be opened as a {mark} one")
    } else if sealed != seal {
        "these are not the keys of this ledger; what it holds sealed would not open".to_owned()
    } else {
        return Ok(());
    };
    store.close()?;
    Err(Failure::Fault(why))
}
