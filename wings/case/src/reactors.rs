//! What should follow: the applicant hears of every step by message; nothing personal is in it.

use facts::case::{Clock, Ending, Event, File};
use facts::{Fact, Recorded, bundle, licence};
use house::Intent;
use house::desk::To;
use kernel::Day;
use store::{Look, Value};

use crate::known;
use crate::rules::{Behalf, Command, Handed};

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    if let Fact::Bundle(event) = &fact.fact {
        return Ok(in_bundle(fact, event).into_iter().collect());
    }
    if let Some(next) = next_in_order(look, fact)? {
        return Ok(vec![next]);
    }
    let Fact::Case(event) = &fact.fact else { return Ok(Vec::new()) };
    let Some((text, mut fills)) = message(event) else { return Ok(Vec::new()) };
    let row = look.get("k_case", &[Value::from(fact.name())])?;
    let Some(row) = row.filter(|row| !row.text(1).is_empty()) else { return Ok(Vec::new()) };
    fills.push(("case", fact.name().to_owned()));
    // the answer to an objection is for whoever objected; everything else is for the applicant
    let party = match event {
        Event::ObjectionAnswered { party, .. } => party.clone(),
        _ => row.text(1).to_owned(),
    };
    Ok(vec![Intent::Send { name: text, channel: "sms", party, text, fills }])
}

/// What a bundle 一件事 wants of its members' cases: file one, take one back, hand one over.
fn in_bundle(fact: &Recorded, event: &bundle::Event) -> Option<Intent> {
    match event {
        bundle::Event::MemberStarted {
            item,
            edition,
            party,
            role,
            situation,
            materials,
            helped_by,
            files,
            ..
        } => {
            // without their key there is nobody left to file for
            let fields = &fact.private.as_ref()?.fields;
            let answer = |(name, text): (&String, &String)| {
                Some((name.strip_prefix(bundle::ANSWER)?.to_owned(), text.clone()))
            };
            let name = |file: &File| fact.private_field(&format!("{}{}", bundle::FILE_NAME, file.hash));
            let handed = |file: &File| Handed { file: file.clone(), name: name(file) };
            let behalf = Behalf {
                party: party.clone(),
                role: *role,
                bundle: Some(helped_by.clone()),
                files: files.iter().map(handed).collect(),
            };
            let command = Command::Apply {
                item: item.clone(),
                edition: edition.clone(),
                situation: situation.clone(),
                materials: materials.clone(),
                applicant: fact.private_field("applicant"),
                phone: fact.private_field("phone"),
                answers: fields.iter().filter_map(answer).collect(),
                on_behalf: Some(Box::new(behalf)),
                files: Vec::new(),
                parcel: None,
            };
            Some(Intent::command("file", To::New, &command))
        }
        bundle::Event::MemberRecalled { case, .. } => {
            Some(Intent::command("recall", To::Stream(case.clone()), &Command::Withdraw {}))
        }
        bundle::Event::MemberCollected { case, .. } => {
            Some(Intent::command("hand-over", To::Stream(case.clone()), &Command::Deliver {}))
        }
        _ => None,
    }
}

/// Whoever has a place now that somebody gave one back; the end of a case or of a licence sends nothing else.
fn next_in_order(look: &mut Look<'_>, fact: &Recorded) -> Result<Option<Intent>, store::Fault> {
    // a grant takes its place for good, and a licence that is issued gives none back
    let ends = match &fact.fact {
        Fact::Case(Event::Concluded { ending }) => *ending != Ending::Granted,
        Fact::Licence(event) => !matches!(event, licence::Event::Issued { .. }),
        _ => false,
    };
    let Some(case) = (if ends { known::freed(look, fact.seq)?.into_iter().next() } else { None }) else {
        return Ok(None);
    };
    let Some(row) = look.get("k_case", &[Value::from(case.as_str())])? else { return Ok(None) };
    let (text, fills) = ("case_place_free", vec![("case", case)]);
    Ok(Some(Intent::Send { name: text, channel: "sms", party: row.text(1).to_owned(), text, fills }))
}

type Message = (&'static str, Vec<(&'static str, String)>);

/// Which message an event calls for, and what fills its blanks.
fn message(event: &Event) -> Option<Message> {
    let day = |day: &Day| day.zh_full();
    Some(match event {
        Event::Applied { reply_by, answer_by, .. } => {
            ("case_applied", vec![("reply_by", day(&answer_by.unwrap_or(*reply_by)))])
        }
        Event::FollowReminded { by, .. } => ("case_follow_reminded", vec![("by", day(by))]),
        Event::ToleranceBroken { due, .. } => ("case_promise_broken", vec![("due", day(due))]),
        Event::Accepted { told, .. }
        | Event::AcceptedTolerantly { told, .. }
        | Event::DeemedAccepted { told, .. } => ("case_accepted", vec![("told", day(told))]),
        Event::CorrectionAsked { until, .. } => ("case_correction", vec![("until", day(until))]),
        Event::CorrectionReminded { until } => ("case_correction_reminded", vec![("until", day(until))]),
        Event::Unsupplied { .. } => ("case_unsupplied", vec![]),
        Event::PrecheckPassed {} => ("case_precheck_passed", vec![]),
        Event::Extended { told, .. } => ("case_extended", vec![("told", day(told))]),
        Event::PublicityOpened { until, .. } => ("case_public", vec![("until", day(until))]),
        Event::PublicityClosed { told: Some(told), .. } => ("case_resumed", vec![("told", day(told))]),
        Event::HearingRightTold { until, .. } => ("case_hearing_right", vec![("until", day(until))]),
        Event::HearingSet { on, place, notice, .. } => {
            ("case_hearing", vec![("on", day(on)), ("place", place.clone()), ("notice", notice.clone())])
        }
        // the lead told her of the joint visit, once for all organs
        Event::VisitSet { on, joint, .. } if *joint == Some(*on) => return None,
        Event::VisitSet { on, .. } => ("case_visit", vec![("on", day(on))]),
        Event::ObjectionAnswered { .. } => ("case_objection_answered", vec![]),
        Event::ClockStopped { needed, notice, .. } => {
            ("case_stopped", vec![("needed", needed.to_string()), ("notice", notice.clone())])
        }
        Event::ClockResumed { told, .. } => ("case_resumed", vec![("told", day(told))]),
        Event::Forwarded { body, decide_by, .. } => {
            ("case_forwarded", vec![("body", body.zh.clone()), ("by", day(decide_by))])
        }
        Event::HigherDecided { deliver_by: Some(by), .. } => ("case_granted", vec![("deliver_by", day(by))]),
        Event::HigherDecided { .. } => ("case_denied", vec![]),
        Event::Granted { deliver_by, .. } => ("case_granted", vec![("deliver_by", day(deliver_by))]),
        Event::Denied { .. } => ("case_denied", vec![]),
        Event::Declined { .. } => ("case_declined", vec![]),
        Event::Terminated { .. } => ("case_terminated", vec![]),
        Event::Voided { .. } => ("case_voided", vec![]),
        Event::Referred { to, address, .. } => {
            ("case_referred", vec![("to", to.clone()), ("address", address.clone())])
        }
        Event::PledgeToCheck { by, .. } => ("case_pledge_to_check", vec![("by", day(by))]),
        Event::PledgeChecked { mend: Some(order), .. } => {
            ("case_pledge_broken", vec![("by", day(&order.by))])
        }
        Event::PledgeChecked { mend: None, .. } => ("case_pledge_kept", vec![]),
        Event::PledgeMendReminded { by } => ("case_pledge_mend_reminded", vec![("by", day(by))]),
        Event::PledgeMendRefused { .. } => ("case_pledge_mend_refused", vec![]),
        Event::PledgeMended { .. } => ("case_pledge_mended", vec![]),
        Event::PledgeForfeited { due, .. } => ("case_pledge_forfeited", vec![("due", day(due))]),
        Event::Overran { clock: Clock::Promised, due } => ("case_overran", vec![("due", day(due))]),
        _ => return None,
    })
}
