//! What should follow: each act that the law wants in writing is followed by its document, and a document
//! that has its words by the printing room.

use std::collections::BTreeMap;

use facts::case::{Came, Event, FINDING, File};
use facts::document::Kind;
use facts::licence::Event as E;
use facts::{Fact, Recorded, bundle, document, licence};
use house::Intent;
use house::desk::To;
use kernel::Day;
use store::{Look, Value};

use crate::rules::{self, Command};

/// What an act gives its document.
struct Called {
    kind: Kind,
    words: Vec<(&'static str, String)>,
    codes: Vec<String>,
}

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    if let Fact::Bundle(bundle::Event::JointVisitCalled { on, cases, .. }) = &fact.fact {
        return joint_visit(look, fact, *on, cases);
    }
    let (case, called) = match &fact.fact {
        Fact::Document(document::Event::Composed { printable: Some(false), .. }) => return Ok(Vec::new()),
        Fact::Document(event @ (document::Event::Composed { .. } | document::Event::DrawAsked {})) => {
            // what can be drawn at any time is issued already; anything else waits for its drawing
            let soon = !matches!(event, document::Event::Composed { printable: Some(true), .. });
            return Ok(vec![Intent::Draw { name: "draw", of: fact.name().to_owned(), soon }]);
        }
        Fact::Case(event) => (fact.name().to_owned(), by_case(fact, event)),
        Fact::Licence(licence::Event::Issued { case, .. }) => (case.clone(), None),
        Fact::Licence(event) => (fact.name().to_owned(), afterwards(fact, event)),
        _ => return Ok(Vec::new()),
    };
    let mut intents = Vec::new();
    if let Some(called) = called {
        intents.extend(composed(look, fact, "compose", case.clone(), called)?);
    }
    // what says how long it lasts, or what it allows, is printed anew
    if let Fact::Licence(event) = &fact.fact
        && let E::Issued { .. } | E::Renewed { .. } | E::Amended { .. } = event
        && let Some(words) = sheet(look, &case)?
    {
        let name = if matches!(event, E::Issued { .. }) { "compose" } else { "compose_sheet" };
        let called = Called { kind: Kind::Licence, words, codes: Vec::new() };
        intents.extend(composed(look, fact, name, case, called)?);
    }
    if let Fact::Case(event @ Event::Forwarded { .. }) = &fact.fact {
        intents.extend(composed(look, fact, "compose_letter", fact.name().to_owned(), letter(fact, event))?);
    }
    Ok(intents)
}

/// The command that composes a document of a case; none where the case is not known.
fn composed(
    look: &mut Look<'_>,
    fact: &Recorded,
    name: &'static str,
    case: String,
    called: Called,
) -> Result<Option<Intent>, store::Fault> {
    let key = [Value::from(case.as_str())];
    let Some(row) = look.get("k_document_case", &key)? else { return Ok(None) };
    let Some(own) = look.get("p_document_case", &key)? else { return Ok(None) };
    let mut words: BTreeMap<String, String> =
        called.words.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    words.entry("recipient".to_owned()).or_insert_with(|| own.text(1).to_owned());
    if let Ok(day) = row.text(6).parse::<Day>() {
        words.insert("filed_on".to_owned(), day.zh_full());
    }
    if called.kind == Kind::Denied {
        let kept: BTreeMap<String, String> = serde_json::from_str(own.text(2)).unwrap_or_default();
        words.extend(kept.into_iter().filter(|(name, _)| name.starts_with(FINDING)));
    }
    if let Some(found) = fact.private.as_ref().filter(|_| called.kind == Kind::PledgeOrder) {
        let found = found.fields.iter().filter(|(name, _)| name.starts_with(FINDING));
        words.extend(found.map(|(name, text)| (name.clone(), text.clone())));
    }
    if called.kind == Kind::Licence {
        let answers: BTreeMap<String, String> = serde_json::from_str(own.text(2)).unwrap_or_default();
        words.extend(answers.into_iter().map(|(name, value)| (format!("answers.{name}"), value)));
    }
    // what was sent up was sent by the organ whose head did it, whoever decides from now on
    let organ = match &fact.fact {
        Fact::Case(Event::Forwarded { .. }) => fact.actor.organ.clone(),
        _ => row.text(3).to_owned(),
    };
    let command = Command::Compose {
        kind: called.kind,
        case: case.to_owned(),
        item: row.text(1).to_owned(),
        edition: row.text(2).to_owned(),
        organ,
        hall: row.text(4).to_owned(),
        party: row.text(5).to_owned(),
        dated: fact.effective.day(),
        words,
        codes: called.codes,
    };
    Ok(Some(Intent::command(name, To::New, &command)))
}

/// 联合现场核查告知书: one notice for all organs, on the case of the one that leads, or on the first.
fn joint_visit(
    look: &mut Look<'_>,
    fact: &Recorded,
    on: Day,
    cases: &[String],
) -> Result<Vec<Intent>, store::Fault> {
    let mut whose = cases.first();
    for case in cases {
        let row = look.get("k_document_case", &[Value::from(case.as_str())])?;
        if row.is_some_and(|row| row.text(3) == fact.actor.organ) {
            whose = Some(case);
            break;
        }
    }
    let Some(case) = whose else { return Ok(Vec::new()) };
    // each organ comes with two officers or more
    let (items, officers) = (cases.len(), cases.len() * 2);
    let words = vec![
        ("until", on.zh_full()),
        ("needed", officers.to_string()),
        ("note", format!("这是联合现场核查：{items} 件一起看，各部门同一天来，不再另发告知书")),
    ];
    let called = Called { kind: Kind::Visit, words, codes: Vec::new() };
    Ok(composed(look, fact, "compose", case.clone(), called)?.into_iter().collect())
}

/// What came, where, and which day counts where it is another than that of filing.
fn receipt(files: &[File], helped_by: &str, came: Option<&Came>) -> Vec<(&'static str, String)> {
    let filed: Vec<&str> = files.iter().map(|file| file.material.as_str()).collect();
    let counter = if helped_by.is_empty() { "" } else { "yes" };
    let mut words = vec![(rules::FILED, filed.join(" ")), (rules::AT_COUNTER, counter.to_owned())];
    if let Some((on, basis)) = came.and_then(|came| Some((came.on?, came.basis.clone()?))) {
        words.extend([("counts_from", on.zh_full()), ("counts_by", basis.zh)]);
    }
    words
}

fn by_case(fact: &Recorded, event: &Event) -> Option<Called> {
    let day = |day: &Day| day.zh_full();
    let said = |name: &'static str| (name, fact.private_field(name));
    let called = |kind, words, codes: &[String]| Some(Called { kind, words, codes: codes.to_vec() });
    match event {
        Event::Applied { materials, reply_by, answer_by, helped_by, files, came, .. } => {
            let mut words = receipt(files, helped_by, came.as_deref());
            words.push(("reply_by", day(&answer_by.unwrap_or(*reply_by))));
            called(Kind::Receipt, words, materials)
        }
        Event::Accepted { told, statutory }
        | Event::AcceptedTolerantly { told, statutory, .. }
        | Event::DeemedAccepted { told, statutory, .. } => {
            called(Kind::Accepted, vec![("told", day(told)), ("statutory", day(statutory))], &[])
        }
        Event::CorrectionAsked { lacking, until, closes, .. } => {
            let closes = closes.as_ref().map_or(String::new(), |closes| day(&closes.on));
            called(Kind::Correction, vec![("until", day(until)), ("closes", closes), said("note")], lacking)
        }
        Event::Unsupplied { due, basis, .. } => {
            called(Kind::Unsupplied, vec![("closes", day(due)), ("told_basis", basis.zh.clone())], &[])
        }
        Event::Declined { basis, .. } => {
            called(Kind::Declined, vec![said("reason"), ("told_basis", basis.zh.clone())], &[])
        }
        Event::Referred { to, address, basis } => {
            let place = [("to", to.clone()), ("address", address.clone())];
            let words = [said("reason"), ("told_basis", basis.zh.clone())];
            called(Kind::Referred, place.into_iter().chain(words).collect(), &[])
        }
        Event::ClockStopped { .. } => stopped(event),
        Event::Terminated { basis, .. } | Event::Voided { basis, .. } => {
            let voided = matches!(event, Event::Voided { .. });
            let kind = if voided { Kind::Voided } else { Kind::Terminated };
            called(kind, vec![said("reason"), ("told_basis", basis.zh.clone())], &[])
        }
        Event::Granted { deliver_by, .. } => {
            called(Kind::Granted, vec![("deliver_by", day(deliver_by))], &[])
        }
        Event::Denied { .. } => denied(fact, event),
        Event::ToleranceSigned { .. }
        | Event::PledgeSigned { .. }
        | Event::PledgeChecked { .. }
        | Event::PledgeForfeited { .. }
        | Event::ToleranceBroken { .. } => promised(fact, event),
        _ => on_the_way(fact, event),
    }
}

/// The clock stands: which procedure, for how long, and under which number it was told.
fn stopped(event: &Event) -> Option<Called> {
    let Event::ClockStopped { kind, needed, notice, basis } = event else { return None };
    let kind = serde_json::to_value(kind).ok()?.as_str()?.to_owned();
    let words = vec![
        ("special", kind),
        ("needed", needed.to_string()),
        ("notice", notice.clone()),
        ("told_basis", basis.zh.clone()),
    ];
    Some(Called { kind: Kind::Special, words, codes: Vec::new() })
}

/// What was promised, and what became of it.
fn promised(fact: &Recorded, event: &Event) -> Option<Called> {
    let (kind, words, codes) = match event {
        Event::ToleranceSigned { .. } => {
            (Kind::Tolerance, vec![("note", fact.private_field("commitment"))], Vec::new())
        }
        Event::PledgeSigned { on_paper, .. } => {
            let paper = if *on_paper { "yes" } else { "" };
            let words = vec![("note", fact.private_field("commitment")), ("on_paper", paper.to_owned())];
            (Kind::Pledge, words, Vec::new())
        }
        Event::PledgeChecked { broken, mend: Some(order), .. } => {
            let words = vec![
                ("until", order.by.zh_full()),
                ("told_basis", order.basis.zh.clone()),
                ("note", fact.private_field("record")),
            ];
            (Kind::PledgeOrder, words, broken.clone())
        }
        Event::PledgeForfeited { due, points, basis, .. } => {
            let words = vec![("until", due.zh_full()), ("told_basis", basis.zh.clone())];
            (Kind::PledgeForfeited, words, points.clone())
        }
        Event::ToleranceBroken { material, due, basis, .. } => {
            let words = vec![("until", due.zh_full()), ("told_basis", basis.zh.clone())];
            (Kind::ToleranceBroken, words, vec![material.clone()])
        }
        _ => return None,
    };
    Some(Called { kind, words, codes })
}

/// The denial, with her place in the order where every place is given.
fn denied(fact: &Recorded, event: &Event) -> Option<Called> {
    let Event::Denied { basis, unmet, place, .. } = event else { return None };
    let said = fact.private_field("reason");
    let reason = place.map_or(said.clone(), |n| format!("名额已满，按受理先后排在第{n}位。{said}"));
    let words = vec![("reason", reason), ("told_basis", basis.zh.clone()), ("unmet", unmet.join(" "))];
    Some(Called { kind: Kind::Denied, words, codes: unmet.clone() })
}

/// What becomes of a licence afterwards.
fn afterwards(fact: &Recorded, event: &licence::Event) -> Option<Called> {
    let day = |day: &Day| day.zh_full();
    let reason = || ("reason", fact.private_field("reason"));
    let change = || ("change", fact.private_field("change"));
    let basis = |basis: &kernel::Basis| ("told_basis", basis.zh.clone());
    let (kind, words) = match event {
        E::Renewed { until, by_silence, .. } => {
            let silence = if *by_silence { "yes" } else { "" };
            (Kind::Renewed, vec![("until", day(until)), ("silence", silence.to_owned())])
        }
        E::RenewalDenied { basis: on, .. } => (Kind::RenewalDenied, vec![reason(), basis(on)]),
        E::Amended { basis: on } => (Kind::Amended, vec![change(), basis(on)]),
        E::AmendmentDenied { basis: on, .. } => (Kind::AmendmentDenied, vec![reason(), basis(on)]),
        E::Suspended { order, basis: on, until, .. } => {
            let words = vec![("order", order.clone()), ("until", day(until)), reason(), basis(on)];
            (Kind::Suspended, words)
        }
        E::Lifted {} => (Kind::Lifted, vec![reason()]),
        E::Cancelled { basis: on, .. } => (Kind::Cancelled, vec![reason(), basis(on)]),
        E::Recalled { basis: on, .. } => (Kind::Recalled, vec![reason(), basis(on)]),
        E::Annulled { basis: on, .. } => (Kind::Annulled, vec![reason(), basis(on)]),
        E::Revoked { order, basis: on, .. } => {
            (Kind::Revoked, vec![("order", order.clone()), reason(), basis(on)])
        }
        E::Issued { .. } | E::Expired {} => return None,
        E::AnnulmentProposed { .. } | E::ProposalLifted {} => return None,
        E::RenewalAsked {} | E::AmendmentAsked {} | E::SurrenderAsked {} => return None,
    };
    Some(Called { kind, words, codes: Vec::new() })
}

/// What is told in writing between acceptance and the decision.
fn on_the_way(fact: &Recorded, event: &Event) -> Option<Called> {
    let (kind, words) = match event {
        Event::Extended { limit, told, statutory, basis } => {
            let words = vec![
                ("needed", limit.zh()),
                ("told", told.zh_full()),
                ("statutory", statutory.zh_full()),
                ("reason", fact.private_field("reason")),
                ("told_basis", basis.zh.clone()),
            ];
            (Kind::Extended, words)
        }
        Event::HearingRightTold { until, others } => {
            let others = if *others { "yes" } else { "" };
            let words = vec![
                ("until", until.zh_full()),
                ("others", others.to_owned()),
                ("reason", fact.private_field("matter")),
            ];
            (Kind::HearingRight, words)
        }
        Event::HearingSet { on, place, notice, .. } => {
            let words = vec![("until", on.zh_full()), ("address", place.clone()), ("notice", notice.clone())];
            (Kind::Hearing, words)
        }
        // one notice serves all organs that come on the joint day
        Event::VisitSet { on, joint, .. } if *joint == Some(*on) => return None,
        Event::VisitSet { on, officers, .. } => {
            (Kind::Visit, vec![("until", on.zh_full()), ("needed", officers.len().to_string())])
        }
        Event::Forwarded { body, decide_by, basis, .. } => {
            let words = vec![
                ("to", body.zh.clone()),
                ("until", decide_by.zh_full()),
                ("told_basis", basis.zh.clone()),
            ];
            (Kind::Forwarded, words)
        }
        _ => return None,
    };
    Some(Called { kind, words, codes: Vec::new() })
}

/// The words of a licence's sheet as it stands now, by the case it came from; none before it was issued.
fn sheet(look: &mut Look<'_>, case: &str) -> Result<Option<Vec<(&'static str, String)>>, store::Fault> {
    let Some(row) = look.get("p_document_licence", &[Value::from(case)])? else { return Ok(None) };
    let names = ["recipient", "licence_no", "licence_id", "code", "from", "until", "changes"];
    Ok(Some(names.into_iter().enumerate().map(|(at, name)| (name, row.text(at + 1).to_owned())).collect()))
}

/// 转报函: opinion and all materials, to the higher body.
fn letter(fact: &Recorded, event: &Event) -> Called {
    let Event::Forwarded { body, decide_by, basis, .. } = event else {
        return Called { kind: Kind::Forwarding, words: Vec::new(), codes: Vec::new() };
    };
    let words = vec![
        ("recipient", body.zh.clone()),
        ("to", body.zh.clone()),
        ("until", decide_by.zh_full()),
        ("reason", fact.private_field("opinion")),
        ("told_basis", basis.zh.clone()),
    ];
    Called { kind: Kind::Forwarding, words, codes: Vec::new() }
}
