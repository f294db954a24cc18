//! Asking another organ 征求意见、会商: a question with a last day to answer; it is reminded the working day
//! before, and its silence is no objection. No clock stops, so the day lies before the statutory one.

use facts::case::{Clock, Event};
use kernel::limits::CONSULTATIONS;
use kernel::{Day, Entry, Instant, Refusal, Rule, Text};

use super::{Consultation, Course, Word};
use crate::rules::Known;
use crate::rules::terms::{Terms, day_words};

pub(super) fn evolve(course: &mut Course, event: &Event) {
    match event {
        Event::Consulted { consultation, organ, by, remind } => {
            let (organ, by, remind) = (organ.clone(), *by, *remind);
            let asked = Consultation { organ, by, remind, reminded: false, word: Word::Awaited };
            course.consultations.insert(*consultation, asked);
        }
        Event::ConsultationReminded { consultation } => {
            course.consultations.entry(*consultation).and_modify(|one| one.reminded = true);
        }
        Event::ConsultationAnswered { consultation, agrees } => {
            let word = if *agrees { Word::Agrees } else { Word::Objects };
            course.consultations.entry(*consultation).and_modify(|one| one.word = word);
        }
        Event::ConsultationLapsed { consultation, .. } => {
            course.consultations.entry(*consultation).and_modify(|one| one.word = Word::Silent);
        }
        _ => {}
    }
}

/// Reminders and silences to come, while an answer is awaited.
pub(super) fn lapses(terms: &Terms<'_>) -> Vec<(Instant, Event)> {
    let mut all = Vec::new();
    for (n, one) in terms.case.course.consultations.iter().filter(|(_, one)| one.word == Word::Awaited) {
        if let Some(day) = one.remind.filter(|_| !one.reminded) {
            all.push((Instant::start_of(day), Event::ConsultationReminded { consultation: *n }));
        }
        let basis = terms.ctx.basis(terms.item, Rule::Consulting);
        all.push((Instant::end_of(one.by), Event::ConsultationLapsed { consultation: *n, basis }));
    }
    all
}

/// Another organ of the county is asked; a colleague is asked otherwise.
pub(in crate::rules) fn consult(
    terms: &Terms<'_>,
    known: &Known,
    question: &str,
    by: Day,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Consulting;
    terms.accepted(rule)?;
    let Some(officer) = &known.asked else { return Err(terms.refuse("organ_unknown", rule)) };
    if officer.organ == terms.filed.organ {
        return Err(terms.refuse("own_organ", rule));
    }
    let consultations = &terms.case.course.consultations;
    if consultations.values().any(|one| one.organ == officer.organ && one.word == Word::Awaited) {
        return Err(terms.refuse("consulted_already", rule));
    }
    if by <= terms.ctx.today() {
        return Err(terms.refuse("day_past", rule));
    }
    let statutory = terms.decision_day(Clock::Statutory, terms.case.course.extension).and_then(Result::ok);
    if let Some(day) = statutory.filter(|day| by >= *day) {
        return Err(terms.refuse("answer_late", rule).with("day", day_words(day)));
    }
    let consultation = u32::try_from(consultations.len()).unwrap_or(CONSULTATIONS) + 1;
    if consultation > CONSULTATIONS {
        let most = CONSULTATIONS.to_string();
        return Err(terms.refuse("consultations_many", rule).with("most", Text::new(&most, &most)));
    }
    let question = terms.reason(question, rule)?;
    let remind = working_day_before(terms, by);
    let asked = Event::Consulted { consultation, organ: officer.organ.clone(), by, remind };
    Ok(vec![terms.sealed(asked, "question", question)])
}

/// The last working day before the last day to answer, if it lies after today.
fn working_day_before(terms: &Terms<'_>, by: Day) -> Option<Day> {
    let mut day = by.plus(-1);
    while day > terms.ctx.today() {
        if terms.ctx.calendar.is_workday(day).ok()? {
            return Some(day);
        }
        day = day.plus(-1);
    }
    None
}

/// The organ that was asked answers, once, with its reason; the right is only its own.
pub(in crate::rules) fn answer(
    terms: &Terms<'_>,
    consultation: u32,
    agrees: bool,
    words: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Consulting;
    terms.accepted(rule)?;
    let Some(asked) = terms.case.course.consultations.get(&consultation) else {
        return Err(terms.refuse("organ_unknown", rule));
    };
    match asked.word {
        Word::Awaited => {}
        Word::Silent => {
            return Err(terms.refuse("consultation_lapsed", rule).with("day", day_words(asked.by)));
        }
        Word::Agrees | Word::Objects => return Err(terms.refuse("consultation_answered", rule)),
    }
    let words = terms.reason(words, rule)?;
    Ok(vec![terms.sealed(Event::ConsultationAnswered { consultation, agrees }, "answer", words)])
}
