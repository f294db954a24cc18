//! Files by hash: sealed under a party's key, kept in the folder `files`, named by SM3 of the sealed bytes.
//!
//! A file that a fact names is kept for good. One that was only handed in is *loose*: it has a row until a
//! fact names it or until it is swept. Whoever destroys a party's key makes all her files unreadable.

use kernel::limits::{CLOCK_ROUND, DRAFT_MS};
use store::{Files, Folder, Row, Tx, Value};

use crate::failure::Failure;
use crate::opening::House;
use crate::vault::{lock_bytes, unlock_bytes};

const FOLDER: &str = "files";

/// A file that was handed in and that no fact names yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// SM3 of the sealed bytes, lower hex.
    pub hash: String,
    /// Code of the material it is for.
    pub material: String,
    /// What it is by its content, as `pdf`.
    pub form: String,
    /// Bytes before it was sealed.
    pub bytes: i64,
    /// The name it came under.
    pub name: String,
    /// When it came.
    pub at: kernel::Instant,
}

/// Whose a loose file is, and what it waits for (`item/food-permit`, `case/NO`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// The party under whose key it is sealed.
    pub party: String,
    /// What it waits for.
    pub place: String,
}

impl House {
    /// Seal bytes under the party's key and keep them for good; answers their name. Whoever calls this sees
    /// to it that a fact names them: nothing sweeps them.
    ///
    /// # Errors
    /// A store fault, the folder's too.
    pub fn keep_file_now(&self, party: &str, bytes: &[u8]) -> Result<String, Failure> {
        let (_, sealed) = self.seal_file_now(party, bytes)?;
        Ok(self.folder()?.put(&sealed)?)
    }

    /// The bytes of a party's file; none if it is not there or her key was destroyed.
    ///
    /// # Errors
    /// A store fault; [`store::Fault::Broken`] if the file is not what was put there.
    pub fn open_file_now(&self, party: &str, hash: &str) -> Result<Option<Vec<u8>>, Failure> {
        let (house, whose) = (self.clone(), party.to_owned());
        let Some(key) = self.store.read_now(move |look| house.vault.key(look, &whose))? else {
            return Ok(None);
        };
        let sealed = self.folder()?.get(hash)?;
        Ok(sealed.and_then(|sealed| unlock_bytes(&key, &sealed, &place(party))))
    }

    /// [`House::keep_file_now`] from a page.
    ///
    /// # Errors
    /// As there.
    pub async fn keep_file(&self, party: &str, bytes: Vec<u8>) -> Result<String, Failure> {
        let (house, party) = (self.clone(), party.to_owned());
        aside(move || house.keep_file_now(&party, &bytes)).await
    }

    /// [`House::open_file_now`] from a page.
    ///
    /// # Errors
    /// As there.
    pub async fn open_file(&self, party: &str, hash: &str) -> Result<Option<Vec<u8>>, Failure> {
        let (house, party, hash) = (self.clone(), party.to_owned(), hash.to_owned());
        aside(move || house.open_file_now(&party, &hash)).await
    }

    /// What the bytes of a party's file come to 内容摘要: SM3 over the salt and the bytes before they were
    /// sealed. The same bytes handed in twice under one salt are known again, under another they are not.
    /// Empty where the file cannot be opened.
    ///
    /// # Errors
    /// As [`House::open_file_now`].
    pub async fn content_mark(&self, party: &str, hash: &str, salt: &str) -> Result<String, Failure> {
        let (house, party, hash, salt) = (self.clone(), party.to_owned(), hash.to_owned(), salt.to_owned());
        aside(move || {
            let Some(bytes) = house.open_file_now(&party, &hash)? else { return Ok(String::new()) };
            Ok(store::ledger::sm3_hex(&[salt.as_bytes(), b"\n", &bytes].concat()))
        })
        .await
    }

    /// Keep a file that waits for a fact to name it; it is swept when a draft would be.
    ///
    /// # Errors
    /// As [`House::keep_file_now`].
    pub async fn keep_loose(
        &self,
        shelf: &Shelf,
        material: &str,
        form: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<Loose, Failure> {
        let (party, at) = (shelf.party.clone(), self.clock.now());
        self.stored.note(&party);
        let (house, whose) = (self.clone(), party.clone());
        let key = self.write(move |tx| house.vault.own_key(tx, &whose, &*house.chance)).await?;
        let (house, long) = (self.clone(), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        let sealed = aside(move || Ok(lock_bytes(&key, &bytes, &place(&party), &*house.chance))).await?;
        let hash = store::ledger::sm3_hex(&sealed);
        let loose = Loose {
            hash: hash.clone(),
            material: material.to_owned(),
            form: form.to_owned(),
            bytes: long,
            name: name.to_owned(),
            at,
        };
        let closed = self.vault.seal_loose(name, &hash, &*self.chance);
        let row: Vec<Value> = vec![
            hash.as_str().into(),
            shelf.party.as_str().into(),
            shelf.place.as_str().into(),
            material.into(),
            form.into(),
            long.into(),
            closed.into(),
            at.0.into(),
            (at.0 + DRAFT_MS).into(),
            1.into(),
        ];
        // the row before the file, so that whatever is cut short is swept; doomed until the file is there,
        // so that no fact names what was never kept
        self.write(move |tx| tx.put("loose_files", row.clone())).await?;
        let house = self.clone();
        aside(move || Ok(house.folder()?.put(&sealed)?)).await?;
        self.write(move |tx| {
            let sql = "update loose_files set doomed = 0 where hash = $1";
            tx.execute(sql, &[hash.as_str().into()])
        })
        .await?;
        Ok(loose)
    }

    /// What lies on a shelf, in the order in which it came.
    ///
    /// # Errors
    /// A store fault.
    pub async fn loose(&self, shelf: &Shelf) -> Result<Vec<Loose>, Failure> {
        if !self.stored.any(&shelf.party) {
            return Ok(Vec::new());
        }
        let (shelf, now) = (shelf.clone(), self.clock.now().0);
        let who = crate::web::guard::newcomer(&shelf.party);
        self.read(who, move |seeing| {
            let sql = "select hash, material, form, bytes, name, at from loose_files \
                       where party = $1 and place = $2 and doomed = 0 and expires > $3 order by at, hash";
            let args = [shelf.party.into(), shelf.place.into(), Value::from(now)];
            let rows = seeing.look.query(sql, &args)?;
            let vault = &seeing.house.vault;
            let read = |row: &Row| Loose {
                hash: row.text(0).to_owned(),
                material: row.text(1).to_owned(),
                form: row.text(2).to_owned(),
                bytes: row.int(3),
                name: vault.unseal_loose(row.text(4), row.text(0)).unwrap_or_default(),
                at: kernel::Instant(row.int(5)),
            };
            Ok(rows.iter().map(read).collect())
        })
        .await
    }

    /// Bytes of a party that no fact names yet, over all her shelves.
    ///
    /// # Errors
    /// A store fault.
    pub async fn loose_bytes(&self, party: &str) -> Result<i64, Failure> {
        let party = party.to_owned();
        self.read(crate::web::guard::newcomer(&party.clone()), move |seeing| {
            let sql = "select cast(coalesce(sum(bytes), 0) as bigint) from loose_files \
                       where party = $1 and doomed = 0";
            Ok(seeing.look.one(sql, &[party.into()])?.map_or(0, |row| row.int(0)))
        })
        .await
    }

    /// Take a file off its shelf again.
    ///
    /// # Errors
    /// A store fault.
    pub async fn drop_loose(&self, shelf: &Shelf, hash: &str) -> Result<(), Failure> {
        let (shelf, hash) = (shelf.clone(), hash.to_owned());
        self.write(move |tx| {
            let sql = "update loose_files set doomed = 1, expires = 0 \
                 where hash = $1 and party = $2 and place = $3";
            let args = [hash.as_str().into(), shelf.party.as_str().into(), shelf.place.as_str().into()];
            tx.execute(sql, &args)
        })
        .await?;
        Ok(())
    }

    /// Seal bytes under the party's key without keeping them: their name, and what to keep.
    pub(crate) fn seal_file_now(&self, party: &str, bytes: &[u8]) -> Result<(String, Vec<u8>), Failure> {
        let (house, whose) = (self.clone(), party.to_owned());
        let key = self.store.write_now(move |tx| house.vault.own_key(tx, &whose, &*house.chance))?;
        let sealed = lock_bytes(&key, bytes, &place(party), &*self.chance);
        Ok((store::ledger::sm3_hex(&sealed), sealed))
    }

    pub(crate) fn folder(&self) -> Result<Folder, store::Fault> {
        Folder::open(&self.data.join(FOLDER))
    }
}

/// Sweep what expired and no fact named; answers how many files went. A file is doomed in one transaction,
/// removed, and forgotten in another: the desk names no doomed one, and a crash between leaves the row.
///
/// # Errors
/// A store fault, the folder's too.
pub fn sweep(house: &House) -> Result<usize, Failure> {
    let now = house.clock.now().0;
    let due = "select hash from loose_files where expires <= $1 order by expires, hash limit $2";
    let args = [Value::from(now), Value::from(CLOCK_ROUND)];
    let found = house.store.read_now(move |look| look.query(due, &args))?;
    let mut gone = 0;
    for row in found {
        let hash = row.text(0).to_owned();
        let (doomed, named) = (hash.clone(), hash.clone());
        let taken = house.store.write_now(move |tx| {
            let sql = "update loose_files set doomed = 1 where hash = $1 and expires <= $2";
            tx.execute(sql, &[doomed.as_str().into(), Value::from(now)])
        })?;
        if taken == 0 {
            continue; // a fact named it in the meantime
        }
        house.folder()?.remove(&named)?;
        house.store.write_now(move |tx| tx.del("loose_files", vec![hash.as_str().into()]))?;
        gone += 1;
    }
    Ok(gone)
}

/// A fact is about to name these files: their rows go in the same transaction. False, and nothing done, if
/// one of them is not loose (any more).
///
/// # Errors
/// A store fault.
pub(crate) fn claim(tx: &mut Tx<'_>, hashes: &[String]) -> Result<bool, store::Fault> {
    for hash in hashes {
        let sql = "select doomed from loose_files where hash = $1";
        let row = tx.look().one(sql, &[hash.as_str().into()])?;
        if row.is_none_or(|row| row.int(0) != 0) {
            return Ok(false);
        }
    }
    for hash in hashes {
        tx.del("loose_files", vec![hash.as_str().into()])?;
    }
    Ok(true)
}

/// What a sealed file is bound to: it opens as this party's file and as nothing else.
fn place(party: &str) -> String {
    format!("file/{party}")
}

/// Work that would hold up other visitors is done beside the threads that answer them.
async fn aside<T: Send + 'static>(
    job: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(job).await;
    done.unwrap_or_else(|_| Err(Failure::Fault("a file was not dealt with to its end".to_owned())))
}
