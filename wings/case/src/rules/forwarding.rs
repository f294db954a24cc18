//! Forwarding 转报: the organ examines, and a higher body decides (Licensing Law Art. 35, 43). Opinion and all
//! materials go straight up; nobody asks the applicant for them again. Each body has its own clock: the lower
//! one's runs from acceptance until it has sent the matter on, the higher one's from that day.

use facts::case::{Ending, Event, Place};
use kernel::calendar::NoYear;
use kernel::decider::Written;
use kernel::item::Forwarding;
use kernel::limits::LINE_CHARS;
use kernel::{Basis, Day, Due, Entry, Refusal, Rule, Text, party};

use super::Command;
use super::life::Case;
use super::quantity::Queued;
use super::terms::{Terms, day_words};

/// A matter that was sent up, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// The day on which it was sent; not counted.
    pub on: Day,
    /// The last day of the higher body's limit, as told.
    pub told: Day,
    /// Name of the higher body.
    pub body: Text,
    /// Its code, where it has an organ in this house; else empty.
    pub organ: String,
    /// The day of its decision and the number of its letter, where the letter came from outside.
    pub letter: Option<(Day, String)>,
}

/// What is true now that it happened.
pub(super) fn evolve(case: &mut Case, event: &Event, written: &Written<'_>) {
    match event {
        Event::Forwarded { body, organ, decide_by, .. } => {
            let (body, organ) = (body.clone(), organ.clone());
            let on = written.effective.day();
            case.forwarded = Some(Forwarded { on, told: *decide_by, body, organ, letter: None });
            // who had claimed it here to examine or to decide is done with it
            case.handling.holders.clear();
        }
        Event::HigherDecided { number, on, deliver_by, .. } => {
            case.forwarded.iter_mut().for_each(|sent| sent.letter = Some((*on, number.clone())));
            case.deliver_by = *deliver_by;
        }
        Event::Queued(Place { period, places, at, .. }) => {
            case.queued = Some(Queued { places: *places, period: period.clone(), at: *at });
        }
        _ => {}
    }
}

/// 转报: the head sends his organ's opinion and all materials straight up, whatever the opinion is.
pub(super) fn forward(terms: &Terms<'_>, opinion: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Forwarding;
    terms.accepted(rule)?;
    let Some(higher) = terms.higher() else { return Err(terms.refuse("decided_here", rule)) };
    terms.not_forwarded()?;
    super::decision::judged(terms, true)?;
    let open = |code: &&String| terms.case.tolerance.open(code);
    let follow: Vec<String> = terms.case.tolerance.promises.keys().filter(open).cloned().collect();
    if !follow.is_empty() {
        let names = terms.material_names(&follow);
        return Err(terms.refuse("not_all_materials", rule).with("materials", names));
    }
    let opinion = terms.reason(opinion, rule)?;
    let sent = Event::Forwarded {
        body: higher.body.clone(),
        organ: higher.organ.clone().unwrap_or_default(),
        decide_by: terms.due_from_today(higher.limit)?,
        basis: both_clauses(&terms.ctx.basis(terms.item, rule), &higher.basis),
    };
    Ok(vec![terms.sealed(sent, "opinion", opinion)])
}

/// The law of forwarding, and the item's own clause that has it decided above.
pub(super) fn both_clauses(law: &Basis, own: &Basis) -> Basis {
    Text::new(format!("{}；{}", law.zh, own.zh), format!("{}; {}", law.en, own.en))
}

/// The letter of a higher body outside this house came: what it decided, under which number, on which day.
pub(super) fn answered(
    terms: &Terms<'_>,
    granted: bool,
    number: &str,
    on: Day,
    reason: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Forwarding;
    terms.accepted(rule)?;
    let Some(sent) = &terms.case.forwarded else { return Err(terms.refuse("not_forwarded", rule)) };
    if !sent.organ.is_empty() {
        return Err(terms.refuse("decides_here", rule).with("body", sent.body.clone()));
    }
    let number = party::clean(number, LINE_CHARS)
        .map_err(|fault| terms.refuse("words_wrong", rule).with("why", fault.text()))?;
    if number.is_empty() {
        return Err(terms.refuse("letter_missing", rule));
    }
    if on < sent.on || on > terms.ctx.today() {
        return Err(terms.refuse("letter_day", rule).with("day", day_words(sent.on)));
    }
    let reason = if granted { terms.words(reason, rule)? } else { terms.reason(reason, Rule::Denial)? };
    let deliver_by = if granted { Some(delivered_by(terms, on)?) } else { None };
    let remedies = if granted { Vec::new() } else { terms.item.remedies.clone() };
    let decided = Event::HigherDecided { granted, number, on, deliver_by, remedies };
    let ending = if granted { Ending::Granted } else { Ending::Denied };
    Ok(vec![terms.sealed(decided, "reason", reason), Event::Concluded { ending }.into()])
}

/// The result is delivered within the item's limit from the decision, wherever it was made (Art. 44); where
/// the letter came later than that, today.
fn delivered_by(terms: &Terms<'_>, on: Day) -> Result<Day, Refusal> {
    let due = terms.ctx.calendar.due(on, terms.item.delivery_limit, &[], terms.ctx.today());
    Ok(due.map_err(|year| terms.no_year(year))?.day.max(terms.ctx.today()))
}

impl Terms<'_> {
    /// The higher body that decides this case, if one does.
    pub fn higher(&self) -> Option<&Forwarding> {
        self.item.forwarded_in(&self.filed.situation)
    }

    /// Is the decision made in this house: by its own organ, or by the higher body after it was sent there?
    pub fn decided_here(&self) -> Result<(), Refusal> {
        let rule = Rule::Forwarding;
        match (self.higher(), &self.case.forwarded) {
            (Some(_), Some(sent)) if !sent.organ.is_empty() => Ok(()),
            (Some(higher), _) => Err(self.refuse("decided_above", rule).with("body", higher.body.clone())),
            (None, _) => Ok(()),
        }
    }

    fn not_forwarded(&self) -> Result<(), Refusal> {
        match &self.case.forwarded {
            Some(sent) => Err(self
                .refuse("forwarded_already", Rule::Forwarding)
                .with("body", sent.body.clone())
                .with("day", day_words(sent.on))),
            None => Ok(()),
        }
    }

    /// When the higher body has decided at the latest; none where nothing was sent up.
    pub fn higher_due(&self) -> Option<Result<Due, NoYear>> {
        let (sent, higher) = (self.case.forwarded.as_ref()?, self.higher()?);
        Some(self.told_or_later(sent.on, higher.limit, &[], sent.told))
    }

    /// Once it was sent up, what belongs to the lower body's examination is over, and no paper is asked for
    /// again (Licensing Law Art. 35).
    pub fn let_it_go(&self, command: &Command) -> Result<(), Refusal> {
        let Some(sent) = self.case.forwarded.as_ref().filter(|_| self.case.ending.is_none()) else {
            return Ok(());
        };
        let rule = Rule::Forwarding;
        match command {
            Command::AskCorrection { .. } | Command::AllowNotice { .. } => {
                Err(self.refuse("papers_not_asked_again", rule).with("body", sent.body.clone()))
            }
            Command::StopClock { .. }
            | Command::Extend { .. }
            | Command::OpenPublicity {}
            | Command::TellHearingRight { .. }
            | Command::SetHearing { .. }
            | Command::SetVisit { .. }
            | Command::Consult { .. } => self.not_forwarded(),
            // who decides elsewhere is not told here what to find
            Command::Examine { .. }
            | Command::Confirm { .. }
            | Command::Differ { .. }
            | Command::SendBack { .. }
                if sent.organ.is_empty() =>
            {
                self.not_forwarded()
            }
            _ => Ok(()),
        }
    }
}
