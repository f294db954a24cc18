//! The checkers: did the house keep every promise? Each reads the ledger and the tables as they stand, and
//! none asks the rules what they meant to do.
//!
//! The invariants of domain.md §1.5, and where each is checked:
//!
//! * “one CORRECTION per case (second needs supervisor override and counts in a reverse indicator)”:
//!   `check/notices.rs`;
//! * “extension only before the current due date and once”: `check/course.rs`, its days `check/clocks.rs`;
//! * “a suspension must name its statutory kind and written notice number”, and what is none (公示, 现场核查,
//!   internal consultations): `check/course.rs`;
//! * “clocks are computed from events, never stored as mutable counters”: every day told and every clock that
//!   struck is reckoned anew in `check/clocks.rs`, and views rebuilt from events are the views kept (below);
//! * “every transition is an append-only event with actor, post, device, channel and hash of documents”:
//!   [`somebody_did_it`], [`chain`], whose it is in `check/states.rs`, the documents in `check/documents.rs`;
//! * “count the 5 days from submission”: the reply of every application in `check/clocks.rs`;
//! * the table's states, where each enters from, and its legal document: `check/states.rs`,
//!   `check/documents.rs`; OBLIGATION_OPEN, KEPT, BROKEN: `check/promises.rs`, and in place of papers
//!   `check/pledges.rs`;
//! * “it must not be used to get round Art. 32”: a look before formal receipt stops no day
//!   (`check/clocks.rs`), and a returned one is the one notice (`check/notices.rs`, `check/receipt.rs`, which
//!   also has the ways in which a case comes in);
//! * FORWARDED, “lower body's clock ends; parent clock tracked”: `check/upward.rs`, `check/clocks.rs`;
//! * limited quantity in order of acceptance (§1.1, Art. 57): `check/places.rs`.
//!
//! Beside them: who judged (`check/judges.rs`), who handled it (`check/handling.rs`), what became of
//! licences (`check/licences.rs`) and of broken limits (`check/breaches.rs`), what no item covers
//! (`check/matters.rs`), and whether the supervisor's board says what a count from scratch says
//! (`check/board.rs`), in the middle of the city's life and at its end.

mod absences;
pub(crate) mod board;
mod breaches;
mod clocks;
mod course;
pub(crate) mod days;
mod documents;
mod handling;
mod judges;
mod licences;
mod lies;
mod matters;
mod notices;
mod places;
mod pledges;
mod promises;
mod receipt;
mod states;
mod upward;

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Clock, Ending, Event};
use facts::{Fact, Recorded, licence};
use house::{House, World, heads};
use kernel::{Day, Instant};

use crate::city::{City, said};
use absences::Absences;
use course::Course;
use handling::Claims;
use judges::Judges;
use notices::Notices;
use receipt::Receipt;
use states::States;
use upward::Upward;

type Tables = BTreeMap<String, Vec<String>>;

/// Everything, in the order in which a reader would want to be told; the tables as they stand at the end.
pub(crate) fn everything(city: &mut City<'_>) -> Result<Tables, String> {
    let house = city.house().clone();
    let facts = facts_of(&house)?;
    chain(&house)?;
    let documents = lines(city, &facts)?;
    board::kept(&house)?;
    city.tally.insert("documents", documents);
    for fact in &facts {
        *city.events.entry(kind_of(fact)).or_default() += 1;
    }
    let tables = tables_of(&house)?;
    // PostgreSQL takes long to make tables: there every tenth seed is rebuilt, on SQLite each
    if house.store.engine() == "sqlite" || city.seed.is_multiple_of(10) {
        house::rebuild::level(&house, house::rebuild::Anew::All, &mut |_| {}).map_err(said)?;
        let rebuilt = tables_of(&house)?;
        same_tables(&tables, &rebuilt).map_err(|what| format!("views rebuilt are others: {what}"))?;
    }
    city.tally.insert("lines", u64::try_from(facts.len()).unwrap_or(u64::MAX));
    Ok(tables)
}

/// Every lie that fits is told of this city's ledger, and noticed; counts how often each was told.
pub(crate) fn lies(city: &City<'_>, told: &mut lies::Told) -> Result<(), String> {
    lies::planted(city, &facts_of(city.house())?, told)
}

/// What the lines say, each as it stands; says how many documents there are.
fn lines(city: &City<'_>, facts: &[Recorded]) -> Result<u64, String> {
    let house = city.house();
    ledger(&house.world(), house.clock.now(), facts)?;
    somebody_did_it(house, facts)?;
    case_numbers(city, facts)?;
    let free = places::kept(&house.world(), facts)?;
    let documents = documents::kept(house, facts)?;
    messages(city, facts, &free)?;
    Ok(documents)
}

/// The name of an event, as the ledger has it.
fn kind_of(fact: &Recorded) -> String {
    let value = match &fact.fact {
        Fact::Case(event) => serde_json::to_value(event),
        Fact::Licence(event) => serde_json::to_value(event),
        Fact::Oversight(event) => serde_json::to_value(event),
        Fact::Account(event) => serde_json::to_value(event),
        Fact::Matter(event) => serde_json::to_value(event),
        _ => return fact.stream.split('/').next().unwrap_or_default().to_owned(),
    };
    let name = value.ok().and_then(|value| value.as_object()?.keys().next().cloned()).unwrap_or_default();
    format!("{}.{name}", fact.stream.split('/').next().unwrap_or_default())
}

/// What the lines of the ledger show by themselves, at this instant.
fn ledger(world: &World, now: Instant, facts: &[Recorded]) -> Result<(), String> {
    let (cases, absences) = (by_case(facts), Absences::of(facts));
    for (name, life) in &cases {
        let read = clocks::kept(world, now, life).and_then(|()| came_to_its_end(world, &absences, life));
        read.map_err(|what| format!("case {name}: {what}\n{}", told(life)))?;
    }
    licences(world, facts, &cases)?;
    licences::kept(world, now, facts)?;
    promises::kept(facts)?;
    pledges::kept(world, now, facts)?;
    matters::kept(world, now, facts)?;
    breaches::kept(world, now, facts)
}

pub(crate) fn facts_of(house: &House) -> Result<Vec<Recorded>, String> {
    let job = house.clone();
    let facts = house.store.read_now(move |look| {
        let lines = look.lines_after(0, i64::MAX)?;
        let read = |line| house::ledger::recorded(look, &job.vault, &job.division, line);
        lines.iter().map(read).collect::<Result<Vec<Recorded>, _>>()
    });
    facts.map_err(|fault| fault.to_string())
}

/// The chain of hashes holds, and a signed head covers every line.
fn chain(house: &House) -> Result<(), String> {
    heads::sign_now(house).map_err(said)?;
    let outside = heads::kept_outside(&house.data);
    let signed = heads::checker(&house.data).ok_or("the house has no key to check heads with")?;
    let report = house.store.read_now(move |look| store::verify(look, &outside, &signed, 1));
    let report = report.map_err(|fault| fault.to_string())?;
    match report.sound() && report.not_covered.is_none() && report.heads > 0 {
        true => Ok(()),
        false => Err(format!("the ledger does not verify: {report}")),
    }
}

/// Nothing is on the ledger without an actor and a cause, nothing is true after it was written, time does
/// not go back, and every command's receipt names lines of its own cause.
fn somebody_did_it(house: &House, facts: &[Recorded]) -> Result<(), String> {
    let mut before = None;
    for fact in facts {
        if fact.actor.party.is_empty() || fact.cause.is_empty() {
            return Err(format!("line {} has no actor or no cause", fact.seq));
        }
        if fact.effective > fact.at || before.is_some_and(|before| fact.at < before) {
            return Err(format!("line {} is true too late, or time went back", fact.seq));
        }
        before = Some(fact.at);
    }
    let sql = "select cause, stream, first, last from commands order by cause";
    let rows = house.store.read_now(move |look| look.query(sql, &[])).map_err(|fault| fault.to_string())?;
    let by_seq: BTreeMap<i64, &Recorded> = facts.iter().map(|fact| (fact.seq, fact)).collect();
    let mut answered = BTreeSet::new();
    for row in rows {
        for seq in row.int(2)..=row.int(3) {
            let fact = by_seq.get(&seq).ok_or_else(|| format!("a receipt names line {seq}"))?;
            if fact.cause != row.text(0) || fact.stream != row.text(1) {
                return Err(format!("line {seq} is not what the receipt of {} says", row.text(0)));
            }
            answered.insert(seq);
        }
    }
    match facts.iter().find(|fact| !answered.contains(&fact.seq) && !fact.cause.starts_with("clock/")) {
        Some(fact) => Err(format!("line {} answers {} without a receipt", fact.seq, fact.cause)),
        None => Ok(()),
    }
}

/// Every case that was told is on the ledger and no other; the numbers of a day have no gap.
fn case_numbers(city: &City<'_>, facts: &[Recorded]) -> Result<(), String> {
    let filed: Vec<&Recorded> =
        facts.iter().filter(|f| matches!(f.fact, Fact::Case(Event::Applied { .. }))).collect();
    let names: BTreeSet<&str> = filed.iter().map(|fact| fact.name()).collect();
    let told: BTreeSet<&str> = city.cases.iter().map(String::as_str).collect();
    if names.len() != filed.len() || names != told {
        return Err(format!("cases on the ledger {names:?}, cases that people were told {told:?}"));
    }
    let mut serials: BTreeMap<Day, u32> = BTreeMap::new();
    for fact in filed {
        let serial = serials.entry(fact.at.day()).or_default();
        *serial += 1;
        let day = fact.at.day().to_string().replace('-', "");
        let due = format!("{}-{day}-{serial:04}", city.house().division);
        if fact.name() != due {
            return Err(format!("a case is numbered {} where {due} was due", fact.name()));
        }
    }
    Ok(())
}

fn by_case(facts: &[Recorded]) -> BTreeMap<String, Vec<Recorded>> {
    let mut cases: BTreeMap<String, Vec<Recorded>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.stream.starts_with("case/")) {
        cases.entry(fact.name().to_owned()).or_default().push(fact.clone());
    }
    cases
}

/// The life of a case for whoever has to find out what went wrong.
fn told(life: &[Recorded]) -> String {
    let line = |f: &Recorded| {
        let event = serde_json::to_string(&event_of(f)).unwrap_or_default();
        format!("  {:>5}  written {}  true {}  {}  {event}", f.seq, f.at, f.effective, f.actor.party)
    };
    life.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn event_of(fact: &Recorded) -> Option<&Event> {
    match &fact.fact {
        Fact::Case(event) => Some(event),
        _ => None,
    }
}

/// A case comes to its end by the states of the table, each step by whom the law names; what was granted was
/// delivered, once, and nobody both examined and decided it.
fn came_to_its_end(world: &World, absences: &Absences, life: &[Recorded]) -> Result<(), String> {
    let Some(Fact::Case(Event::Applied { edition, situation, .. })) = life.first().map(|f| &f.fact) else {
        return Err("it does not begin with an application".to_owned());
    };
    let edition = world.editions.by_hash(edition).ok_or("its edition was never published")?;
    let mut course = Course::new(world, &edition.item, situation.clone());
    let (mut judges, mut claims) = (Judges::default(), Claims::new(absences));
    let (mut notices, mut states) = (Notices::default(), States::default());
    let mut upward = Upward::new(&edition.item, situation.clone());
    let mut receipt = Receipt::new(&edition.item);
    let (mut ending, mut delivered) = (None, false);
    for fact in life {
        let Fact::Case(event) = &fact.fact else { return Err("a stranger on its stream".to_owned()) };
        let read = states.hear(fact, event).and_then(|()| notices.hear(event));
        let read = read.and_then(|()| course.hear(fact, event)).and_then(|()| claims.hear(fact, event));
        let read = read.and_then(|()| judges.hear(event, &fact.actor.party));
        let read = read.and_then(|()| upward.hear(fact, event)).and_then(|()| receipt.hear(fact, event));
        read.map_err(|what| format!("line {}: {what}", fact.seq))?;
        match event {
            Event::Concluded { ending: how } => ending = Some(*how),
            Event::Delivered {} => delivered = true,
            _ => {}
        }
    }
    receipt.over()?;
    match ending {
        None => Err("it never came to its end".to_owned()),
        Some(how) if delivered == (how == Ending::Granted) => Ok(()),
        Some(how) => Err(format!("it ended {how:?}, and delivered is {delivered}")),
    }
}

/// Each licence has exactly one granting decision, and each grant of an item that leads to a licence has
/// exactly one, with a number of its own, of the same party, item and day.
fn licences(
    world: &World,
    facts: &[Recorded],
    cases: &BTreeMap<String, Vec<Recorded>>,
) -> Result<(), String> {
    let mut granted: BTreeMap<&str, Vec<&Recorded>> = BTreeMap::new();
    for fact in cases.values().flatten() {
        if matches!(fact.fact, Fact::Case(Event::Granted { .. })) {
            granted.entry(fact.name()).or_default().push(fact);
        }
    }
    let (mut numbers, mut issued) = (BTreeSet::new(), BTreeSet::new());
    for fact in facts {
        let Fact::Licence(licence::Event::Issued { case, item, party, licence_no, from, .. }) = &fact.fact
        else {
            continue;
        };
        let Some([grant]) = granted.get(case.as_str()).map(Vec::as_slice) else {
            return Err(format!("licence {licence_no} has not exactly one granting decision"));
        };
        let of_case = cases.get(case).and_then(|life| life.first()).map(|applied| &applied.fact);
        let Some(Fact::Case(Event::Applied { item: asked, party: whose, .. })) = of_case else {
            return Err(format!("licence {licence_no} follows a case that nobody applied for"));
        };
        if (asked, whose, grant.effective.day()) != (item, party, *from) {
            return Err(format!("licence {licence_no} is not what was granted"));
        }
        if !numbers.insert(licence_no) || !issued.insert(case.as_str()) {
            return Err(format!("licence {licence_no} or its case's licence was issued twice"));
        }
    }
    let leads_to_one = |grant: &Recorded| match &grant.fact {
        Fact::Case(Event::Granted { edition, .. }) => {
            world.editions.by_hash(edition).is_none_or(|edition| edition.item.outcome.licence.is_some())
        }
        _ => false,
    };
    let due = granted.iter().filter(|(_, grants)| grants.iter().any(|grant| leads_to_one(grant)));
    match due.map(|(case, _)| case).find(|case| !issued.contains(*case)) {
        Some(case) => Err(format!("{case} was granted and no licence followed")),
        None => Ok(()),
    }
}

/// Every message that was owed is in the outbox, has a line of the ledger as its cause, was delivered, and
/// arrived; nothing arrived that nobody sent; no intent was left undone.
fn messages(city: &City<'_>, facts: &[Recorded], free: &BTreeSet<i64>) -> Result<(), String> {
    let sql = "select id, seq, state, text, note from outbox order by id";
    let rows = city.house().store.read_now(move |look| look.query(sql, &[]));
    let rows = rows.map_err(|fault| fault.to_string())?;
    let by_seq: BTreeMap<i64, &Recorded> = facts.iter().map(|fact| (fact.seq, fact)).collect();
    let mut arrived = city.arrived.lock().expect("nothing panics on the wire").clone();
    let mut sent = BTreeSet::new();
    for row in rows {
        let (id, seq) = (row.text(0), row.int(1));
        let cause = by_seq.get(&seq).filter(|_| id.split('/').nth(2) == Some(&seq.to_string()));
        let cause = cause.ok_or_else(|| format!("message {id} has no cause"))?;
        sent.insert((cause.seq, row.text(3).to_owned()));
        if row.text(2) != "delivered" || arrived.remove(id).is_none() {
            return Err(format!("message {id} is {} ({})", row.text(2), row.text(4)));
        }
    }
    if let Some(id) = arrived.keys().next() {
        return Err(format!("{id} arrived and nobody sent it"));
    }
    for fact in facts {
        let free = free.contains(&fact.seq).then_some("case_place_free");
        for text in owed(&fact.fact).into_iter().chain(free) {
            if !sent.contains(&(fact.seq, text.to_owned())) {
                return Err(format!("line {} ({:?}) owes a message {text}", fact.seq, fact.fact));
            }
        }
    }
    let undone =
        city.house().store.read_now(|look| look.query("select id, detail from undone order by id", &[]));
    match undone.map_err(|fault| fault.to_string())?.first() {
        Some(row) => Err(format!("the intent {} was not taken: {}", row.text(0), row.text(1))),
        None => Ok(()),
    }
}

/// The message by which the applicant must hear of this.
fn owed(fact: &Fact) -> Option<&'static str> {
    let event = match fact {
        Fact::Case(event) => event,
        Fact::Licence(
            licence::Event::Issued { .. }
            | licence::Event::RenewalAsked {}
            | licence::Event::AmendmentAsked {}
            | licence::Event::SurrenderAsked {}
            | licence::Event::AnnulmentProposed { .. }
            | licence::Event::ProposalLifted {},
        ) => return None,
        Fact::Licence(_) => return Some("licence_changed"),
        Fact::Matter(facts::matter::Event::Brought { .. }) => return Some("matter_brought"),
        Fact::Matter(facts::matter::Event::Answered { .. }) => return Some("matter_answered"),
        _ => return None,
    };
    Some(match event {
        Event::Applied { .. } => "case_applied",
        Event::Accepted { .. } | Event::AcceptedTolerantly { .. } | Event::DeemedAccepted { .. } => {
            "case_accepted"
        }
        Event::CorrectionAsked { .. } => "case_correction",
        Event::CorrectionReminded { .. } => "case_correction_reminded",
        Event::Unsupplied { .. } => "case_unsupplied",
        Event::Terminated { .. } => "case_terminated",
        Event::Voided { .. } => "case_voided",
        Event::FollowReminded { .. } => "case_follow_reminded",
        Event::ToleranceBroken { .. } => "case_promise_broken",
        Event::ClockStopped { .. } => "case_stopped",
        Event::ClockResumed { .. } | Event::PublicityClosed { told: Some(_), .. } => "case_resumed",
        Event::Extended { .. } => "case_extended",
        Event::PublicityOpened { .. } => "case_public",
        Event::HearingRightTold { .. } => "case_hearing_right",
        Event::HearingSet { .. } => "case_hearing",
        Event::VisitSet { .. } => "case_visit",
        Event::ObjectionAnswered { .. } => "case_objection_answered",
        Event::Forwarded { .. } => "case_forwarded",
        Event::HigherDecided { granted: true, .. } => "case_granted",
        Event::HigherDecided { .. } => "case_denied",
        Event::Granted { .. } => "case_granted",
        Event::Denied { .. } => "case_denied",
        Event::Declined { .. } => "case_declined",
        Event::Referred { .. } => "case_referred",
        Event::Overran { clock: Clock::Promised, .. } => "case_overran",
        Event::PrecheckPassed {} => "case_precheck_passed",
        Event::PledgeToCheck { .. } => "case_pledge_to_check",
        Event::PledgeChecked { mend: Some(_), .. } => "case_pledge_broken",
        Event::PledgeChecked { .. } => "case_pledge_kept",
        Event::PledgeMendReminded { .. } => "case_pledge_mend_reminded",
        Event::PledgeMendRefused { .. } => "case_pledge_mend_refused",
        Event::PledgeMended { .. } => "case_pledge_mended",
        Event::PledgeForfeited { .. } => "case_pledge_forfeited",
        _ => return None,
    })
}

fn tables_of(house: &House) -> Result<Tables, String> {
    house.store.read_now(store::dump).map_err(|fault| fault.to_string())
}

/// The first table and line in which two houses differ.
pub(crate) fn same_tables(one: &Tables, other: &Tables) -> Result<(), String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    for name in names {
        let empty = Vec::new();
        let (a, b) = (one.get(name).unwrap_or(&empty), other.get(name).unwrap_or(&empty));
        if a == b {
            continue;
        }
        let differs = a.iter().zip(b).find(|(a, b)| a != b);
        let lines = differs.map_or_else(String::new, |(a, b)| format!("\n  {a}\n  {b}"));
        return Err(format!("table {name}: {} and {} lines{lines}", a.len(), b.len()));
    }
    Ok(())
}
