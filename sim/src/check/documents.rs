//! Every act that the law wants in writing has its document, numbers have no gap, and what is issued is kept.

use std::collections::BTreeMap;

use facts::case::Event;
use facts::document::{Event as Written, Kind};
use facts::{Fact, Recorded, licence};
use house::House;

use crate::city::said;

/// One document in so many is opened.
const SAMPLE: usize = 5;

/// The document an act calls for, and the case it is about.
fn called_for(fact: &Recorded) -> Option<(String, Kind)> {
    let kind = match &fact.fact {
        Fact::Licence(licence::Event::Issued { case, .. }) => return Some((case.clone(), Kind::Licence)),
        Fact::Licence(licence::Event::Renewed { .. }) => Kind::Renewed,
        Fact::Licence(licence::Event::RenewalDenied { .. }) => Kind::RenewalDenied,
        Fact::Licence(licence::Event::Amended { .. }) => Kind::Amended,
        Fact::Licence(licence::Event::AmendmentDenied { .. }) => Kind::AmendmentDenied,
        Fact::Licence(licence::Event::Suspended { .. }) => Kind::Suspended,
        Fact::Licence(licence::Event::Lifted {}) => Kind::Lifted,
        Fact::Licence(licence::Event::Cancelled { .. }) => Kind::Cancelled,
        Fact::Licence(licence::Event::Recalled { .. }) => Kind::Recalled,
        Fact::Licence(licence::Event::Annulled { .. }) => Kind::Annulled,
        Fact::Licence(licence::Event::Revoked { .. }) => Kind::Revoked,
        Fact::Case(Event::Applied { .. }) => Kind::Receipt,
        Fact::Case(
            Event::Accepted { .. } | Event::AcceptedTolerantly { .. } | Event::DeemedAccepted { .. },
        ) => Kind::Accepted,
        Fact::Case(Event::ToleranceSigned { .. }) => Kind::Tolerance,
        Fact::Case(Event::ToleranceBroken { .. }) => Kind::ToleranceBroken,
        Fact::Case(Event::PledgeSigned { .. }) => Kind::Pledge,
        Fact::Case(Event::PledgeChecked { mend: Some(_), .. }) => Kind::PledgeOrder,
        Fact::Case(Event::PledgeForfeited { .. }) => Kind::PledgeForfeited,
        Fact::Case(Event::CorrectionAsked { .. }) => Kind::Correction,
        Fact::Case(Event::Declined { .. }) => Kind::Declined,
        Fact::Case(Event::Referred { .. }) => Kind::Referred,
        Fact::Case(Event::ClockStopped { .. }) => Kind::Special,
        Fact::Case(Event::Extended { .. }) => Kind::Extended,
        Fact::Case(Event::HearingRightTold { .. }) => Kind::HearingRight,
        Fact::Case(Event::HearingSet { .. }) => Kind::Hearing,
        Fact::Case(Event::VisitSet { .. }) => Kind::Visit,
        Fact::Case(Event::Forwarded { .. }) => Kind::Forwarded,
        Fact::Case(Event::Granted { .. }) => Kind::Granted,
        Fact::Case(Event::Denied { .. }) => Kind::Denied,
        Fact::Case(Event::Terminated { .. }) => Kind::Terminated,
        Fact::Case(Event::Voided { .. }) => Kind::Voided,
        Fact::Case(Event::Unsupplied { .. }) => Kind::Unsupplied,
        _ => return None,
    };
    Some((fact.name().to_owned(), kind))
}

/// Documents against acts, serials without a gap, and a sample of the files; says how many there are.
pub(super) fn kept(house: &House, facts: &[Recorded]) -> Result<u64, String> {
    let (mut owed, mut had) = (BTreeMap::new(), BTreeMap::new());
    let mut serials: BTreeMap<(String, Kind, i16), Vec<i64>> = BTreeMap::new();
    let mut parties = BTreeMap::new();
    let mut files = Vec::new();
    for fact in facts {
        if let Some(act) = called_for(fact) {
            if act.1 == Kind::Forwarded {
                // beside the notice to the applicant the letter to the higher body
                *owed.entry((act.0.clone(), Kind::Forwarding)).or_insert(0) += 1;
            }
            *owed.entry(act).or_insert(0) += 1;
        }
        // what says how long it lasts, or what it allows, is printed anew
        if let Fact::Licence(licence::Event::Renewed { .. } | licence::Event::Amended { .. }) = &fact.fact {
            *owed.entry((fact.name().to_owned(), Kind::Licence)).or_insert(0) += 1;
        }
        match &fact.fact {
            Fact::Document(Written::Composed { kind, serial, case, organ, party, dated, .. }) => {
                *had.entry((case.clone(), *kind)).or_insert(0) += 1;
                if *kind != Kind::Licence {
                    serials.entry((organ.clone(), *kind, dated.year())).or_default().push(*serial);
                }
                parties.insert(fact.name().to_owned(), party.clone());
            }
            Fact::Document(Written::Drawn { hash, bytes }) => {
                let party = parties.get(fact.name()).ok_or("a document was drawn before it was composed")?;
                files.push((party.clone(), hash.clone(), *bytes));
            }
            Fact::Document(other) => return Err(format!("{} could not be drawn: {other:?}", fact.name())),
            _ => {}
        }
    }
    if owed != had {
        let lacking: Vec<_> = owed.iter().filter(|(which, many)| had.get(which) != Some(many)).collect();
        let strange: Vec<_> = had.iter().filter(|(which, many)| owed.get(which) != Some(many)).collect();
        return Err(format!("acts call for the documents {lacking:?}, there are {strange:?}"));
    }
    if files.len() != parties.len() {
        return Err(format!("{} documents are composed and {} drawn", parties.len(), files.len()));
    }
    for (whose, given) in serials {
        let due: Vec<i64> = (1..).take(given.len()).collect();
        if given != due {
            return Err(format!("the numbers of {whose:?} are {given:?}"));
        }
    }
    for (party, hash, bytes) in files.iter().step_by(SAMPLE) {
        let read = house.open_file_now(party, hash).map_err(said)?.ok_or("a document's file is gone")?;
        if i64::try_from(read.len()) != Ok(*bytes) || !read.starts_with(b"%PDF-") {
            return Err(format!("the file {hash} is not the document that was issued"));
        }
    }
    Ok(u64::try_from(files.len()).unwrap_or(u64::MAX))
}
