//! Reads what was written and brings about what should follow: each wing by its own cursor.
//!
//! A page of facts, the commands and messages that follow from it and the cursor commit together.

use facts::Recorded;
use kernel::limits::FOLLOW_FACTS;
use kernel::{Actor, Channel, Role};
use store::{Kept, Tx, Value};

use crate::desk::Cause;
use crate::failure::Failure;
use crate::ledger::recorded;
use crate::opening::House;
use crate::wing::{Intent, Wing};

/// What follows from a fact, as an actor: the wing that intends it.
pub(crate) fn reactor(wing: &str) -> Actor {
    Actor {
        party: wing.to_owned(),
        role: Role::House,
        post: String::new(),
        organ: String::new(),
        for_party: String::new(),
        channel: Channel::Reactor,
        assurance: 0,
    }
}

/// One page for every wing; says how many facts were read in all.
///
/// # Errors
/// A store fault.
pub fn step(house: &House) -> Result<usize, Failure> {
    let (mut read, mut first) = (0, None);
    for wing in house.wings {
        // one wing that cannot go on does not hold up the others
        match step_wing(house, wing) {
            Ok(count) => read += count,
            Err(failure) => first = first.or(Some(failure)),
        }
    }
    match first {
        Some(failure) if read == 0 => Err(failure),
        _ => Ok(read),
    }
}

/// Until nothing is left to follow.
///
/// # Errors
/// A store fault.
pub fn catch_up(house: &House) -> Result<(), Failure> {
    while step(house)? > 0 {}
    Ok(())
}

fn step_wing(house: &House, wing: &'static Wing) -> Result<usize, Failure> {
    let cursor = [Value::from(wing.name)];
    let lines = house.store.read_now(move |look| {
        let row = look.one(CURSOR, &cursor)?;
        look.lines_after(row.map_or(0, |row| row.int(0)), FOLLOW_FACTS)
    })?;
    let Some(last) = lines.last().map(|line| line.seq) else { return Ok(0) };
    let count = lines.len();
    let job = house.clone();
    let published = house.write_now(move |tx| {
        let mut published = Vec::new();
        let sends_from = sends_from(tx, wing)?;
        for line in &lines {
            published.extend(follow(&job, tx, wing, line, sends_from)?);
        }
        tx.put("followers", vec![wing.name.into(), last.into()])?;
        Ok(published)
    })?;
    house.publish(&published);
    Ok(count)
}

/// A reactor's messages begin with the facts that are newer than itself (`from: Now`), lest years of
/// approvals be texted on the day it is deployed: each wing is enrolled when the house first opens with it.
///
/// # Errors
/// A store fault.
pub fn enrol(house: &House) -> Result<(), Failure> {
    let wings = house.wings;
    Ok(house.store.write_now(move |tx| {
        for wing in wings {
            let name = format!("{}/send", wing.name);
            if tx.look().one(CURSOR, &[Value::from(name.as_str())])?.is_none() {
                let head = tx.head()?.seq;
                tx.put("followers", vec![name.into(), head.into()])?;
            }
        }
        Ok(())
    })?)
}

const CURSOR: &str = "select seq from followers where wing = $1";

fn sends_from(tx: &mut Tx<'_>, wing: &'static Wing) -> Result<i64, store::Fault> {
    let name = Value::from(format!("{}/send", wing.name));
    Ok(tx.look().one(CURSOR, &[name])?.map_or(i64::MAX, |row| row.int(0)))
}

fn follow(
    house: &House,
    tx: &mut Tx<'_>,
    wing: &'static Wing,
    line: &Kept,
    sends_from: i64,
) -> Result<Vec<facts::portal::Event>, store::Fault> {
    let fact = recorded(&mut tx.look(), &house.vault, &house.division, line)?;
    let intents = (wing.react)(&mut tx.look(), &fact)?;
    let mut published = Vec::new();
    for intent in intents {
        let cause = Cause::reactor(wing.name, fact.seq, intent.name());
        match intent {
            Intent::Command { to, command, .. } => {
                match (wing.submit)(house, tx, &reactor(wing.name), &to, &cause, &command)? {
                    Ok(done) => published.extend(done.published),
                    Err(no) => {
                        published.extend(no.published);
                        undone(house, tx, wing, &fact, &cause, &no.failure)?;
                    }
                }
            }
            Intent::Send { channel, party, text, fills, .. } if fact.seq > sends_from => {
                let fills = serde_json::to_string(&fills).expect("pairs of strings are JSON");
                let now = house.clock.now().0;
                let row = vec![
                    cause.text().into(),
                    wing.name.into(),
                    fact.seq.into(),
                    channel.into(),
                    party.into(),
                    text.into(),
                    fills.into(),
                    "waiting".into(),
                    0.into(),
                    now.into(),
                    now.into(),
                    "".into(),
                ];
                tx.put("outbox", row)?;
            }
            Intent::Send { .. } => {}
            Intent::Draw { of, .. } => {
                let now = house.clock.now().0;
                let row =
                    crate::printing::Ordered { cause: cause.text(), wing: wing.name, seq: fact.seq, of };
                tx.put("printing", row.row(now))?;
            }
        }
    }
    Ok(published)
}

/// A refused intent becomes a row that an administrator sees.
fn undone(
    house: &House,
    tx: &mut Tx<'_>,
    wing: &'static Wing,
    fact: &Recorded,
    cause: &Cause,
    failure: &Failure,
) -> Result<(), store::Fault> {
    let code = match failure {
        Failure::Refused(refusal) => refusal.code,
        Failure::Absent => "absent",
        _ => "fault",
    };
    tracing::warn!(%failure, cause = cause.text(), "an intent was not taken");
    let row = vec![
        cause.text().into(),
        wing.name.into(),
        fact.seq.into(),
        code.into(),
        failure.to_string().into(),
        house.clock.now().0.into(),
    ];
    tx.put("undone", row)
}
