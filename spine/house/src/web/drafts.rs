//! Drafts: what somebody typed, kept sealed outside the ledger for thirty days, so that nothing is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use kernel::limits::{DRAFT_MS, DRAFTS};
use kernel::{Day, Instant};
use serde::Serialize;
use store::Value;

use crate::failure::Failure;
use crate::links;
use crate::opening::House;

/// A form half filled: field → text as typed, wrong or not.
pub type Typed = BTreeMap<String, String>;

/// The field of the declaration that everything is true: declared anew whenever a form is sent, never stored.
pub const DECLARED: &str = "declared";

/// What a draft is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draft<'a> {
    /// An application for this item.
    Item(&'a str),
    /// An application for this bundle 一件事.
    Bundle(&'a str),
    /// Other answers to a bundle that is under way.
    Change {
        /// Code of the bundle.
        bundle: &'a str,
        /// Its number.
        no: &'a str,
    },
    /// An application for a stage of a construction project.
    Stage {
        /// Code of its bundle.
        bundle: &'a str,
        /// Number of the project.
        project_no: &'a str,
    },
}

/// In front of the code of a bundle, and of a bundle that is under way: no item's code has a slash.
const OF_BUNDLE: &str = "bundle/";
const OF_CHANGE: &str = "bundle-case/";
/// And of a stage.
const OF_STAGE: &str = "bundle-for/";

impl<'a> Draft<'a> {
    /// Under what it is kept.
    pub fn key(&self) -> String {
        match self {
            Self::Item(item) => (*item).to_owned(),
            Self::Bundle(code) => format!("{OF_BUNDLE}{code}"),
            Self::Change { bundle, no } => format!("{OF_CHANGE}{bundle}/{no}"),
            Self::Stage { bundle, project_no } => format!("{OF_STAGE}{bundle}/{project_no}"),
        }
    }

    /// Of what it is that is kept under this.
    pub fn read(key: &'a str) -> Self {
        if let Some(code) = key.strip_prefix(OF_BUNDLE) {
            return Self::Bundle(code);
        }
        if let Some((bundle, project_no)) = key.strip_prefix(OF_STAGE).and_then(|rest| rest.split_once('/')) {
            return Self::Stage { bundle, project_no };
        }
        match key.strip_prefix(OF_CHANGE).and_then(|rest| rest.split_once('/')) {
            Some((bundle, no)) => Self::Change { bundle, no },
            None => Self::Item(key),
        }
    }

    /// Where its form is.
    pub fn form(&self) -> String {
        match self {
            Self::Item(item) => links::apply(item),
            Self::Bundle(code) => links::apply_bundle(code),
            Self::Change { no, .. } => links::change_bundle(no),
            Self::Stage { bundle, project_no } => links::project_stage(bundle, project_no),
        }
    }

    /// Where it is stored.
    pub fn kept_at(&self) -> String {
        match self {
            Self::Item(item) => links::draft(item),
            Self::Bundle(code) => links::bundle_draft(code),
            Self::Change { no, .. } => format!("{}/draft", links::bundle_case(no)),
            Self::Stage { bundle, project_no } => {
                format!("{}/draft", links::project_stage(bundle, project_no))
            }
        }
    }
}

/// Parties who have had anything stored since the house was opened, or before and not yet dropped: everybody
/// else need not be looked up. Only this house's writer stores anything, so nobody is missing.
#[derive(Default)]
pub struct Stored(Mutex<BTreeSet<String>>);

impl Stored {
    /// From what lies in the store.
    ///
    /// # Errors
    /// A store fault.
    pub(crate) fn read(look: &mut store::Look<'_>) -> Result<Self, store::Fault> {
        let drafts = "select party, count(*) from drafts group by party order by party";
        let files = "select party, count(*) from loose_files group by party order by party";
        let mut parties = BTreeSet::new();
        for sql in [drafts, files] {
            parties.extend(look.query(sql, &[])?.into_iter().map(|row| row.text(0).to_owned()));
        }
        Ok(Self(Mutex::new(parties)))
    }

    /// This party is about to store something.
    pub(crate) fn note(&self, party: &str) {
        let mut parties = self.0.lock().expect("nothing panics while it notes a party");
        if !parties.contains(party) {
            parties.insert(party.to_owned());
        }
    }

    /// May this party have something stored?
    pub(crate) fn any(&self, party: &str) -> bool {
        self.0.lock().expect("nothing panics while it notes a party").contains(party)
    }
}

fn id(house: &House, party: &str, item: &str) -> String {
    house.vault.digest("draft", &format!("{party}/{item}"))
}

/// Where the files of a draft wait (`files::Shelf`).
pub fn shelf(item: &str) -> String {
    format!("item/{item}")
}

/// Keep what was typed; one draft a person and item. Files that wait on it are kept as long as it.
///
/// # Errors
/// A store fault.
pub async fn keep(house: &House, party: &str, item: &str, typed: &Typed) -> Result<(), Failure> {
    house.stored.note(party);
    let id = id(house, party, item);
    let text = serde_json::to_string(typed).expect("a map of strings is JSON");
    let body = house.vault.seal_loose(&text, &id, &*house.chance);
    let now = house.clock.now().0;
    let (party, place, row): (String, String, Vec<Value>) = (
        party.to_owned(),
        shelf(item),
        vec![id.into(), party.into(), item.into(), body.into(), now.into(), (now + DRAFT_MS).into()],
    );
    house
        .write(move |tx| {
            let sql = format!(
                "delete from drafts where expires < $1 or (party = $2 and id in \
                 (select id from drafts where party = $2 order by at desc, id limit 1000 offset {DRAFTS}))"
            );
            tx.execute(&sql, &[Value::from(now), Value::from(party.as_str())])?;
            let sql = "update loose_files set expires = $1 where party = $2 and place = $3 and doomed = 0";
            let until = Value::from(now + DRAFT_MS);
            tx.execute(sql, &[until, Value::from(party.as_str()), Value::from(place.as_str())])?;
            tx.put("drafts", row.clone())
        })
        .await
}

/// A draft that waits for its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Code of the item.
    pub item: String,
    /// The last day on which it is there.
    pub until: Day,
}

/// The drafts of a party, the newest first.
///
/// # Errors
/// A store fault.
pub async fn waiting(house: &House, party: &str) -> Result<Vec<Waiting>, Failure> {
    let (of, now) = (party.to_owned(), house.clock.now().0);
    house
        .read(super::guard::newcomer(party), move |seeing| {
            let sql = "select item, expires from drafts where party = $1 and item <> '' and expires > $2 \
                       order by at desc, id";
            let rows = seeing.look.query(sql, &[Value::from(of), Value::from(now)])?;
            let one =
                |row: &store::Row| Waiting { item: row.text(0).to_owned(), until: Instant(row.int(1)).day() };
            Ok(rows.iter().map(one).collect())
        })
        .await
}

/// What was typed before, if anything.
///
/// # Errors
/// A store fault.
pub async fn find(house: &House, party: &str, item: &str) -> Result<Option<Typed>, Failure> {
    let id = id(house, party, item);
    let now = house.clock.now().0;
    let row = house
        .read(super::guard::newcomer(party), move |seeing| {
            let sql = "select body, id from drafts where id = $1 and expires > $2";
            Ok(seeing.look.one(sql, &[Value::from(id), Value::from(now)])?)
        })
        .await?;
    Ok(row
        .and_then(|row| house.vault.unseal_loose(row.text(0), row.text(1)))
        .and_then(|text| serde_json::from_str(&text).ok()))
}

/// The draft has become a case, or was thrown away; files that still wait on it are swept.
///
/// # Errors
/// A store fault.
pub async fn drop_draft(house: &House, party: &str, item: &str) -> Result<(), Failure> {
    if !house.stored.any(party) {
        return Ok(());
    }
    let id = id(house, party, item);
    let (party, place) = (party.to_owned(), shelf(item));
    house
        .write(move |tx| {
            let sql = "update loose_files set doomed = 1, expires = 0 where party = $1 and place = $2";
            tx.execute(sql, &[Value::from(party.as_str()), Value::from(place.as_str())])?;
            tx.execute("delete from drafts where id = $1", &[Value::from(id.as_str())])
        })
        .await?;
    Ok(())
}
