//! Reads what was written and brings about what should follow: each wing by its own cursor.
//!
//! A page of facts, the commands and messages that follow from it and the cursors commit together.

mod recent;

use std::collections::BTreeMap;
use std::sync::Arc;

use facts::Recorded;
use kernel::limits::FOLLOW_FACTS;
use kernel::{Actor, Channel, Role};
use store::{Tx, Value, Want};

use crate::desk::Cause;
use crate::failure::Failure;
use crate::ledger::recorded;
use crate::opening::House;
use crate::wing::{Intent, Wing};

pub use recent::Recent;

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

/// One page for every wing; says how many facts were followed in all.
///
/// # Errors
/// A store fault.
pub fn step(house: &House) -> Result<usize, Failure> {
    let pages = pages(house)?;
    let (mut read, mut first) = (0, None);
    let level = pages.len() == 1;
    for page in pages {
        let (count, last) = (page.facts.len(), page.facts.last().map_or(0, |fact| fact.seq));
        if count == 0 {
            continue;
        }
        if follow_all(house, page.wings.clone(), &page.facts).is_ok() {
            read += count * page.wings.len();
            if level {
                house.recent.passed(last);
            }
            continue;
        }
        for wing in page.wings {
            // one wing that cannot go on does not hold up the others
            match follow_all(house, vec![wing], &page.facts) {
                Ok(()) => read += count,
                Err(failure) => first = first.or(Some(failure)),
            }
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

/// Wings that have come equally far, and the facts they have to follow next.
struct Page {
    wings: Vec<&'static Wing>,
    facts: Arc<Vec<Arc<Recorded>>>,
}

/// A page for all wings that are level, and one for each that is behind: from the hand if the desk still
/// holds the facts, else from the ledger.
fn pages(house: &House) -> Result<Vec<Page>, store::Fault> {
    let inside = house.clone();
    house.store.read_now(move |look| {
        let rows = look.query("select wing, seq from followers order by wing", &[])?;
        let mut groups: BTreeMap<i64, Vec<&'static Wing>> = BTreeMap::new();
        for wing in inside.wings {
            let reached = rows.iter().find(|row| row.text(0) == wing.name).map_or(0, |row| row.int(1));
            groups.entry(reached).or_default().push(wing);
        }
        let end = look.head()?;
        let most = usize::try_from(FOLLOW_FACTS).unwrap_or(usize::MAX);
        let mut pages = Vec::new();
        for (after, wings) in groups {
            let held = inside.recent.after(after, &end, most);
            let facts = match held {
                Some(facts) => facts,
                None if end.seq <= after => Vec::new(),
                None => {
                    let lines = look.lines_after(after, FOLLOW_FACTS)?;
                    let read = |line| recorded(look, &inside.vault, &inside.division, line).map(Arc::new);
                    lines.iter().map(read).collect::<Result<Vec<_>, _>>()?
                }
            };
            pages.push(Page { wings, facts: Arc::new(facts) });
        }
        Ok(pages)
    })
}

/// These wings follow the facts, one after the other, and note how far they came; all of it is one commit.
fn follow_all(
    house: &House,
    wings: Vec<&'static Wing>,
    facts: &Arc<Vec<Arc<Recorded>>>,
) -> Result<(), Failure> {
    let (job, facts) = (house.clone(), Arc::clone(facts));
    let published = house.write_now(move |tx| {
        let mut published = Vec::new();
        tx.foresee(facts.iter().map(|fact| Want::Stream(fact.stream.clone())))?;
        for wing in &wings {
            let sends_from = sends_from(tx, wing)?;
            let mut follows = Vec::new();
            for fact in facts.iter() {
                let intents = (wing.react)(&mut tx.look(), fact)?;
                let named = |intent: Intent| (Cause::reactor(wing.name, fact.seq, intent.name()), intent);
                follows.extend(intents.into_iter().map(|intent| (fact, named(intent))));
            }
            let wants = follows.iter().flat_map(|(_, (cause, intent))| match intent {
                Intent::Command { to, .. } => cause.wants(wing.name, to),
                _ => Vec::new(),
            });
            tx.foresee(wants)?;
            for (fact, (cause, intent)) in follows {
                published.extend(follow(&job, tx, wing, fact, (cause, intent), sends_from)?);
            }
            if let Some(last) = facts.last() {
                tx.put("followers", vec![wing.name.into(), last.seq.into()])?;
            }
        }
        Ok(published)
    })?;
    house.publish(&published);
    Ok(())
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
    Ok(tx.look().get("followers", &[name])?.map_or(i64::MAX, |row| row.int(1)))
}

fn follow(
    house: &House,
    tx: &mut Tx<'_>,
    wing: &'static Wing,
    fact: &Recorded,
    (cause, intent): (Cause, Intent),
    sends_from: i64,
) -> Result<Vec<facts::portal::Event>, store::Fault> {
    let mut published = Vec::new();
    match intent {
        Intent::Command { to, command, .. } => {
            match (wing.submit)(house, tx, &reactor(wing.name), &to, &cause, &command)? {
                Ok(done) => published.extend(done.published),
                Err(no) => {
                    published.extend(no.published);
                    undone(house, tx, wing, fact, &cause, &no.failure)?;
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
        Intent::Draw { of, soon, .. } => {
            let now = house.clock.now().0;
            let order =
                crate::printing::Ordered { cause: cause.text(), wing: wing.name, seq: fact.seq, of, soon };
            tx.put("printing", order.row(now))?;
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
