//! What came and what is only to come: a file of hers is here, a paper is when the window has seen it; a tick
//! is an intention (Licensing Law Art. 31, 32(1)(5)).

use facts::case::Event;
use kernel::item::{Material, Source};
use kernel::{Entry, Refusal, Rule, Text};

use super::life::Case;
use super::terms::Terms;

/// The window confirms what lies on the counter; it is not acceptance, and no clock waits for it. Papers may
/// come one after the other. One that a notice waits for is a correction, with a day of its own; one that was
/// promised keeps the promise.
pub(super) fn receive(terms: &Terms<'_>, materials: Option<&[String]>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Acceptance;
    terms.open(rule)?;
    let awaited = |code: &&String| terms.awaited(code);
    for code in materials.into_iter().flatten() {
        if !terms.may_come(code) {
            return Err(terms.refuse("material_unknown", rule).with("materials", Text::new(code, code)));
        }
    }
    let waited: Vec<String> = materials.into_iter().flatten().filter(awaited).cloned().collect();
    if !waited.is_empty() {
        return Err(terms.refuse("still_outstanding", rule).with("materials", terms.material_names(&waited)));
    }
    let new = match materials {
        Some(codes) => codes.iter().any(|code| !terms.case.held.contains(code)),
        None => terms.case.to_bring.iter().any(|code| !awaited(&code)),
    };
    if !new {
        terms.not_accepted(rule)?;
        if terms.case.received {
            return Err(terms.refuse("received_already", rule));
        }
    }
    Ok(vec![Event::Received { materials: materials.map(<[String]>::to_vec) }.into()])
}

impl Terms<'_> {
    /// Does a notice still wait for it, or a promise?
    pub fn awaited(&self, code: &str) -> bool {
        self.case.awaits(code)
    }

    /// May the applicant bring it? What government holds she need not.
    pub fn may_come(&self, code: &str) -> bool {
        let fits = |m: &Material| m.code == code && m.source != Source::Government;
        self.item.materials_in(&self.filed.situation).any(fits)
    }
}

/// The window saw these papers; none named: all that she had said she would bring, but not what a notice
/// or a promise waits for.
pub(super) fn received(case: &mut Case, materials: Option<&[String]>) {
    case.received = true;
    let seen: Vec<String> = match materials {
        Some(codes) => codes.to_vec(),
        None => case.to_bring.iter().filter(|code| !case.awaits(code)).cloned().collect(),
    };
    came(case, &seen);
}

/// These are here now.
pub(super) fn came(case: &mut Case, materials: &[String]) {
    for code in materials {
        case.to_bring.remove(code);
        case.held.insert(code.clone());
        // what she had signed for instead of correcting it is not lacking once it is here
        case.correction.iter_mut().for_each(|correction| {
            correction.outstanding.remove(code);
        });
    }
}
