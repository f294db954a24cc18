//! 预审: a look at what was filed before the window formally takes it in, on the applicant's request.
//!
//! A promise of the house, not a stage of the law. The reply limit runs from the day of filing and nothing
//! here stops it, so that silence accepts as if nobody had asked; what a return lists is the one-time notice
//! (Licensing Law Art. 32(1)(4)), and of what a pass has seen nothing is asked anew.

use std::collections::BTreeSet;

use facts::case::Event;
use kernel::{Day, Entry, Refusal, Rule};

use super::life::Case;
use super::terms::Terms;
use super::{correction, filing, receiving};

/// A look before formal receipt, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Precheck {
    /// The day on which she asked; not counted.
    pub asked_on: Day,
    /// The day by which she was told she will hear.
    pub by: Day,
    /// What was found, and when.
    pub found: Option<(Found, Day)>,
    /// Codes of the papers that were still to be brought when it was passed: nobody has looked at them.
    pub unseen: BTreeSet<String>,
}

/// What a look before formal receipt found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// Nothing is lacking.
    Passed,
    /// Something is lacking, and was told.
    Returned,
    /// The formal answer came before it.
    Overtaken,
}

/// She asks for it, once, before anything else was said.
pub(super) fn ask(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Precheck;
    terms.not_accepted(rule)?;
    let Some(precheck) = &terms.item.precheck else { return Err(terms.refuse("no_precheck", rule)) };
    if terms.case.precheck.is_some() {
        return Err(terms.refuse("precheck_asked_already", rule));
    }
    if terms.case.received {
        return Err(terms.refuse("received_already", rule));
    }
    if terms.case.notices.asked > 0 {
        return Err(terms.refuse("precheck_after_notice", rule));
    }
    Ok(vec![Event::PrecheckAsked { by: terms.due_from_today(precheck.within)? }.into()])
}

/// Nothing is lacking of what is here; what she said she will bring may still come. Where everything is here
/// the pass is the receipt.
pub(super) fn pass(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    open(terms)?;
    let missing = terms.missing();
    let lacking: Vec<String> =
        missing.iter().filter(|code| !terms.case.to_bring.contains(*code)).cloned().collect();
    if !lacking.is_empty() {
        let names = terms.material_names(&lacking);
        return Err(terms.refuse("materials_missing", Rule::OneTimeNotice).with("materials", names));
    }
    let mut entries = vec![Event::PrecheckPassed {}.into()];
    if missing.is_empty() && !terms.case.received {
        entries.extend(receiving::receive(terms, Some(&[]))?);
    }
    Ok(entries)
}

/// Something is lacking: it is told once and at once, as the one-time notice.
pub(super) fn give_back(
    terms: &Terms<'_>,
    lacking: &[String],
    note: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    open(terms)?;
    let mut entries = vec![Event::PrecheckReturned {}.into()];
    entries.extend(correction::ask(terms, lacking, note)?);
    Ok(entries)
}

fn open(terms: &Terms<'_>) -> Result<(), Refusal> {
    let rule = Rule::Precheck;
    terms.not_accepted(rule)?;
    if terms.case.precheck_open() { Ok(()) } else { Err(terms.refuse("precheck_not_asked", rule)) }
}

/// What is true before acceptance now that it happened.
pub(super) fn follow(case: &mut Case, event: &Event, day: Day) {
    filing::follow(case, event, day);
    if let Event::PrecheckAsked { by } = event {
        case.precheck = Some(Precheck { asked_on: day, by: *by, found: None, unseen: BTreeSet::new() });
        return;
    }
    let to_bring = case.to_bring.clone();
    let Some(precheck) = case.precheck.as_mut().filter(|precheck| precheck.found.is_none()) else { return };
    precheck.found = match event {
        Event::PrecheckPassed {} => Some((Found::Passed, day)),
        Event::PrecheckReturned {} => Some((Found::Returned, day)),
        Event::Accepted { .. }
        | Event::AcceptedTolerantly { .. }
        | Event::DeemedAccepted { .. }
        | Event::CorrectionAsked { .. }
        | Event::Concluded { .. } => Some((Found::Overtaken, day)),
        _ => None,
    };
    if matches!(event, Event::PrecheckPassed {}) {
        precheck.unseen = to_bring;
    }
}

impl Case {
    /// Does she wait for what the window finds before formal receipt?
    pub fn precheck_open(&self) -> bool {
        self.precheck.as_ref().is_some_and(|precheck| precheck.found.is_none())
    }

    /// What a look that was passed has not seen; none where there was none.
    pub(super) fn unseen(&self) -> Option<&BTreeSet<String>> {
        let passed = |precheck: &&Precheck| matches!(precheck.found, Some((Found::Passed, _)));
        self.precheck.as_ref().filter(passed).map(|precheck| &precheck.unseen)
    }

    /// Notices that may still be given, where these are lacking: one without leave, none of what a look that
    /// was passed has seen, and one more by leave of a supervisor.
    pub(super) fn notices_left(&self, lacking: &[String]) -> u32 {
        let spent = self.unseen().is_some_and(|unseen| {
            self.notices.allowed > 0 || lacking.iter().any(|code| !unseen.contains(code))
        });
        (self.notices.allowed + u32::from(!spent)).saturating_sub(self.notices.asked)
    }
}
