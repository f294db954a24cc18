//! The sentences of what happened between acceptance and the decision.

use facts::case::{Event, Place};
use kernel::Text;

use super::diary::{Fill, Fills, day, plain};

pub(super) fn sentence(event: &Event) -> (&'static str, Fills) {
    match event {
        Event::Extended { limit, told, statutory, basis } => {
            let fills = vec![
                ("limit", Fill::Said(Text::new(limit.zh(), limit.en()))),
                ("told", day(*told)),
                ("statutory", day(*statutory)),
                ("basis", Fill::Said(basis.clone())),
            ];
            ("Extended", fills)
        }
        Event::PublicityOpened { until, place, basis } => {
            let fills = vec![
                ("until", day(*until)),
                ("place", Fill::Said(place.clone())),
                ("basis", Fill::Said(basis.clone())),
            ];
            ("PublicityOpened", fills)
        }
        Event::PublicityClosed { told: Some(told), statutory: Some(statutory), .. } => {
            ("PublicityClosedResumed", vec![("told", day(*told)), ("statutory", day(*statutory))])
        }
        Event::PublicityClosed { .. } => ("PublicityClosed", vec![]),
        Event::Objected { objection, .. } => ("Objected", vec![("objection", plain(objection))]),
        Event::ObjectionAnswered { objection, upheld, .. } => {
            let name = if *upheld { "ObjectionUpheld" } else { "ObjectionAnswered" };
            (name, vec![("objection", plain(objection))])
        }
        Event::VisitSet { on, joint: Some(joint), apart, .. } if !apart.is_empty() => {
            let fills =
                vec![("on", day(*on)), ("joint", day(*joint)), ("why", Fill::Said(Text::new(apart, apart)))];
            ("VisitSetApart", fills)
        }
        Event::VisitSet { on, .. } => ("VisitSet", vec![("on", day(*on))]),
        Event::VisitRecorded { .. } => ("VisitRecorded", vec![]),
        Event::Consulted { organ, by, .. } => {
            ("Consulted", vec![("organ", Fill::Organ(organ.clone())), ("by", day(*by))])
        }
        Event::ConsultationReminded { .. } => ("ConsultationReminded", vec![]),
        Event::ConsultationAnswered { agrees: true, .. } => ("ConsultationAnswered", vec![]),
        Event::ConsultationAnswered { .. } => ("ConsultationObjected", vec![]),
        Event::ConsultationLapsed { basis, .. } => {
            ("ConsultationLapsed", vec![("basis", Fill::Said(basis.clone()))])
        }
        _ => upward(event),
    }
}

/// Sent to the higher body, its letter, and a place in the order.
fn upward(event: &Event) -> (&'static str, Fills) {
    match event {
        Event::Forwarded { body, decide_by, basis, .. } => {
            let fills = vec![
                ("body", Fill::Said(body.clone())),
                ("by", day(*decide_by)),
                ("basis", Fill::Said(basis.clone())),
            ];
            ("Forwarded", fills)
        }
        Event::HigherDecided { number, on, deliver_by, remedies, .. } => {
            let mut fills = vec![("number", plain(number)), ("on", day(*on))];
            match deliver_by {
                Some(by) => {
                    fills.push(("deliver_by", day(*by)));
                    ("HigherGranted", fills)
                }
                None => {
                    let (zh, en): (Vec<String>, Vec<String>) =
                        remedies.iter().map(|text| (text.zh.clone(), text.en.clone())).unzip();
                    fills.push(("remedies", Fill::Said(Text::new(zh.concat(), en.join(" ")))));
                    ("HigherDenied", fills)
                }
            }
        }
        Event::Queued(Place { places, period, .. }) => {
            ("Queued", vec![("places", plain(places)), ("period", plain(period))])
        }
        _ => hearing(event),
    }
}

fn hearing(event: &Event) -> (&'static str, Fills) {
    match event {
        Event::HearingRightTold { until, .. } => ("HearingRightTold", vec![("until", day(*until))]),
        Event::HearingRequested { hold_by } => ("HearingRequested", vec![("hold_by", day(*hold_by))]),
        Event::HearingSet { on, place, notice, .. } => {
            ("HearingSet", vec![("on", day(*on)), ("place", plain(place)), ("notice", plain(notice))])
        }
        _ => ("HearingHeld", vec![]),
    }
}
