//! Opinions of another officer 征求意见: asked of a named officer of the same organ, by a day; answered by
//! nobody else. No clock stops for it, and no decision waits for it (cf. Licensing Law Art. 45).

use facts::case::Event;
use kernel::{Day, Entry, Refusal, Role, Rule, Text};

use super::Known;
use super::life::{Opinion, Voice};
use super::terms::Terms;

/// Opinions that may be asked in one case: more is a meeting.
const OPINIONS: u32 = 9;

/// An officer in his post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Opaque id.
    pub party: String,
    /// What he is there.
    pub role: Role,
    /// Code of his organ.
    pub organ: String,
}

/// Ask an officer of the own organ who judges cases; another organ is consulted otherwise.
pub(super) fn ask(
    terms: &Terms<'_>,
    known: &Known,
    question: &str,
    by: Day,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Examination;
    terms.accepted(rule)?;
    let judges = |o: &&Officer| matches!(o.role, Role::Examiner | Role::Head) && o.organ == terms.filed.organ;
    let Some(officer) = known.asked.as_ref().filter(judges) else {
        return Err(terms.refuse("officer_unknown", rule));
    };
    if officer.party == terms.ctx.actor.party {
        return Err(terms.refuse("asks_oneself", rule));
    }
    let asked_already =
        |o: &Opinion| o.of == officer.party && o.by == terms.ctx.actor.party && o.voice == Voice::Awaited;
    if terms.case.opinions.values().any(asked_already) {
        return Err(terms.refuse("opinion_asked_already", rule));
    }
    if by < terms.ctx.today() {
        return Err(terms.refuse("day_past", rule));
    }
    let opinion = u32::try_from(terms.case.opinions.len()).unwrap_or(OPINIONS) + 1;
    if opinion > OPINIONS {
        let most = OPINIONS.to_string();
        return Err(terms.refuse("opinions_many", rule).with("most", Text::new(&most, &most)));
    }
    let question = terms.reason(question, rule)?;
    let asked = Event::OpinionAsked { opinion, of: officer.party.clone(), organ: officer.organ.clone(), by };
    Ok(vec![terms.sealed(asked, "question", question)])
}

/// Only the officer who was asked answers, once.
pub(super) fn give(terms: &Terms<'_>, opinion: u32, words: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Examination;
    terms.accepted(rule)?;
    let me = &terms.ctx.actor.party;
    let Some(asked) = terms.case.opinions.get(&opinion).filter(|asked| asked.of == *me) else {
        return Err(terms.refuse("opinion_not_asked", rule));
    };
    awaited(terms, asked)?;
    let words = terms.reason(words, rule)?;
    Ok(vec![terms.sealed(Event::OpinionGiven { opinion }, "opinion", words)])
}

/// Only the officer who asked takes it back, while it is not answered.
pub(super) fn withdraw(terms: &Terms<'_>, opinion: u32) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Examination;
    terms.accepted(rule)?;
    let me = &terms.ctx.actor.party;
    let Some(asked) = terms.case.opinions.get(&opinion).filter(|asked| asked.by == *me) else {
        return Err(terms.refuse("opinion_not_asked", rule));
    };
    awaited(terms, asked)?;
    Ok(vec![Event::OpinionWithdrawn { opinion }.into()])
}

fn awaited(terms: &Terms<'_>, asked: &Opinion) -> Result<(), Refusal> {
    match asked.voice {
        Voice::Awaited => Ok(()),
        Voice::Given => Err(terms.refuse("opinion_given_already", Rule::Examination)),
        Voice::TakenBack => Err(terms.refuse("opinion_taken_back", Rule::Examination)),
    }
}
