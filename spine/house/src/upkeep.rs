//! What an administrator must see of the house itself: what waits to be told, what was not taken, how far
//! the ledger goes, which facts of the catalogue are not verified, and whether the ledger is as written.

use kernel::item::{Certainty, Item};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Finding, Look, Value};

use crate::desk::{Cause, Receipt};
use crate::heads;
use crate::opening::Seeing;

/// Counts of the house's own tables, in one snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// The last line of the ledger.
    pub last: i64,
    /// The last line that a signed head covers.
    pub signed: i64,
    /// Messages that wait to leave.
    pub outbox_waiting: i64,
    /// Messages that were tried too often.
    pub outbox_failed: i64,
    /// Intents of reactors that were not taken.
    pub undone: i64,
    /// The last line that every wing has followed.
    #[serde(skip)]
    pub followed: i64,
    /// Documents that nobody has looked at yet and that are not drawn.
    #[serde(skip)]
    pub undrawn: i64,
}

/// Count what waits, what failed and what was not taken.
///
/// # Errors
/// A store fault.
pub fn counts(look: &mut Look<'_>) -> Result<Counts, store::Fault> {
    let of_state = "select count(*) from outbox where state = $1";
    let mut number = |sql: &str, args: &[Value]| -> Result<i64, store::Fault> {
        Ok(look.one(sql, args)?.map_or(0, |row| row.int(0)))
    };
    let outbox_waiting = number(of_state, &["waiting".into()])?;
    let outbox_failed = number(of_state, &["failed".into()])?;
    let undone = number("select count(*) from undone", &[])?;
    let signed = number("select coalesce(max(last), 0) from heads", &[])?;
    let undrawn = number("select count(*) from printing", &[])?;
    let rows = look.query("select wing, seq from followers order by wing", &[])?;
    let followed = rows.iter().filter(|row| !row.text(0).contains('/')).map(|row| row.int(1)).min();
    let (last, followed) = (look.head()?.seq, followed.unwrap_or(0));
    Ok(Counts { last, signed, outbox_waiting, outbox_failed, undone, followed, undrawn })
}

/// A message that did not leave: to whom is not said, why is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unsent {
    /// The cause of the intent, which names wing, fact and message.
    pub cause: String,
    /// Which channel.
    pub channel: String,
    /// Name of its text under `[message]`.
    pub text: String,
    /// How often it was tried.
    pub tries: i64,
    /// When it was intended.
    #[schemars(with = "i64")]
    pub at: kernel::Instant,
    /// What the channel said.
    pub note: String,
}

/// Failed messages, the newest first.
///
/// # Errors
/// A store fault.
pub fn failed(look: &mut Look<'_>, most: i64) -> Result<Vec<Unsent>, store::Fault> {
    let sql = "select id, channel, text, tries, at, note from outbox where state = 'failed' \
               order by at desc, id limit $1";
    let read = |row: &store::Row| Unsent {
        cause: row.text(0).to_owned(),
        channel: row.text(1).to_owned(),
        text: row.text(2).to_owned(),
        tries: row.int(3),
        at: kernel::Instant(row.int(4)),
        note: row.text(5).to_owned(),
    };
    Ok(look.query(sql, &[most.into()])?.iter().map(read).collect())
}

/// An intent of a reactor that the desk did not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Undone {
    /// Its cause, which names wing, fact and intent.
    pub cause: String,
    /// The wing that intended it.
    pub wing: String,
    /// The fact it followed from: a line of the ledger.
    pub seq: i64,
    /// Code of the refusal, `absent` or `fault`.
    pub code: String,
    /// What was said.
    pub detail: String,
    /// When.
    #[schemars(with = "i64")]
    pub at: kernel::Instant,
}

/// Intents that were not taken, the newest first.
///
/// # Errors
/// A store fault.
pub fn undone(look: &mut Look<'_>, most: i64) -> Result<Vec<Undone>, store::Fault> {
    let sql = "select id, wing, seq, code, detail, at from undone order by at desc, id limit $1";
    let read = |row: &store::Row| Undone {
        cause: row.text(0).to_owned(),
        wing: row.text(1).to_owned(),
        seq: row.int(2),
        code: row.text(3).to_owned(),
        detail: row.text(4).to_owned(),
        at: kernel::Instant(row.int(5)),
    };
    Ok(look.query(sql, &[most.into()])?.iter().map(read).collect())
}

/// A fact of an item's text that is marked as likely or unsure: 待核实.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unverified {
    /// What it is: `statutory_limit` or `set_by`.
    pub field: &'static str,
    /// As the text says it.
    pub text: kernel::Text,
    /// L likely, U unsure.
    #[schemars(with = "String")]
    pub certainty: Certainty,
}

impl Unverified {
    /// The mark as a word: `C`, `L`, `U`.
    pub fn mark(&self) -> &'static str {
        match self.certainty {
            Certainty::C => "C",
            Certainty::L => "L",
            Certainty::U => "U",
        }
    }
}

/// The marks in an item that are not C.
pub fn unverified(item: &Item) -> Vec<Unverified> {
    let mut found = Vec::new();
    if item.statutory_certainty != Certainty::C {
        let (text, certainty) = (item.statutory_basis.clone(), item.statutory_certainty);
        found.push(Unverified { field: "statutory_limit", text, certainty });
    }
    let bases = item.set_by.iter().filter(|basis| basis.certainty != Certainty::C);
    found.extend(bases.map(|b| Unverified { field: "set_by", text: b.text.clone(), certainty: b.certainty }));
    found
}

/// What a check of the whole ledger found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Lines read.
    pub lines: i64,
    /// Number of the last line.
    pub last: i64,
    /// Heads compared, those kept outside the database among them.
    pub heads: i64,
    /// Were heads found outside the database?
    pub outside: bool,
    /// What is wrong.
    pub findings: Vec<Wrong>,
}

/// One thing that is wrong with the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// What, in one word.
    pub kind: &'static str,
    /// First line concerned.
    pub first: i64,
    /// Last line concerned.
    pub last: i64,
}

/// Check every line and every head as `yimen ledger verify` does; reads the whole ledger in one snapshot.
///
/// # Errors
/// A store fault.
pub fn check(seeing: &mut Seeing<'_, '_>) -> Result<Checked, store::Fault> {
    let outside = heads::kept_outside(&seeing.house.data);
    let checker = heads::checker(&seeing.house.data);
    let mut all = seeing.look.heads()?;
    all.extend(outside.iter().cloned());
    let signed = |head: &store::Head| checker.as_ref().is_none_or(|check| check(head));
    let report = store::verify(seeing.look, &all, &signed, 0)?;
    Ok(Checked {
        lines: report.lines,
        last: report.last,
        heads: i64::try_from(report.heads).unwrap_or(i64::MAX),
        outside: !outside.is_empty(),
        findings: report.findings.iter().map(finding).collect(),
    })
}

fn finding(finding: &Finding) -> Wrong {
    let (kind, first, last) = match finding {
        Finding::Altered { seq } => ("altered", *seq, *seq),
        Finding::Removed { first, last } => ("removed", *first, *last),
        Finding::Misplaced { seq, .. } => ("misplaced", *seq, *seq),
        Finding::Cause { seq, .. } => ("cause", *seq, *seq),
        Finding::CutOff { last, head } => ("cut_off", last + 1, *head),
        Finding::HeadDiffers { first, last } => ("head_differs", *first, *last),
        Finding::HeadUnsigned { last } => ("head_unsigned", *last, *last),
        Finding::HeadMissing { first, last } => ("head_missing", *first, *last),
    };
    Wrong { kind, first, last }
}

/// The receipt of what a cause has brought about already, if anything: for acts that do long work before
/// they come to the desk, so that a second arrival need not do it again.
///
/// # Errors
/// A store fault.
pub fn receipt(look: &mut Look<'_>, cause: &Cause) -> Result<Option<Receipt>, store::Fault> {
    let lines = look.by_cause(cause.text())?;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(None) };
    let name = last.line.stream.split_once('/').map_or("", |(_, name)| name).to_owned();
    let version = last.line.version;
    Ok(Some(Receipt { name, version, first: first.seq, last: last.seq, again: true }))
}
