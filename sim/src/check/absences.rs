//! Who was away on which day, and who stood in: as the account wing's events say, a later note in place
//! of the former.

use std::collections::BTreeMap;

use facts::account::Event;
use facts::{Fact, Recorded};
use kernel::Day;

/// One note: on which line, and who stood in from when to when; none where she is back.
type Note = (i64, Option<(String, Day, Day)>);

/// Absences, by the officer who was away.
#[derive(Debug, Default)]
pub(super) struct Absences(BTreeMap<String, Vec<Note>>);

impl Absences {
    /// Read them off the ledger.
    pub(super) fn of(facts: &[Recorded]) -> Self {
        let mut all = Self::default();
        for fact in facts {
            let (party, note) = match &fact.fact {
                Fact::Account(Event::AbsenceNoted { party, stand_in, from, until }) => {
                    (party, Some((stand_in.clone(), *from, *until)))
                }
                Fact::Account(Event::AbsenceEnded { party }) => (party, None),
                _ => continue,
            };
            all.0.entry(party.clone()).or_default().push((fact.seq, note));
        }
        all
    }

    /// Does this officer stand in for that one at this line?
    pub(super) fn stands_in(&self, who: &str, away: &str, fact: &Recorded) -> bool {
        let mut notes = self.0.get(away).into_iter().flatten();
        let last = notes.rfind(|(seq, _)| *seq < fact.seq);
        let day = fact.at.day();
        matches!(last, Some((_, Some((stand_in, from, until))))
            if stand_in == who && *from <= day && day <= *until)
    }
}
