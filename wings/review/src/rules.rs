//! Who may review a case, when, how often, and what a bad review owes (国办发〔2019〕51号;
//! GB/T 39734-2020): voluntary, once, within a term; nobody's silence is counted as praise.

use std::collections::BTreeMap;

use facts::review::{Event, Level, Reason};
use kernel::decider::Written;
use kernel::limits::{REASON_CHARS, REVIEW_CONTACT_WORKING_DAYS, REVIEW_WORKING_DAYS};
use kernel::{Act, Calendar, Ctx, Day, Decider, Entry, NoYear, Private, Refusal, Right, Role, Rule};
use kernel::{Text, Where, Within, party};
use serde::{Deserialize, Serialize};

/// Giving a review.
pub const GIVE: Act = Act("review.give");
/// Seeing how often each level was given.
pub const SEE: Act = Act("review.see");
/// Seeing bad reviews one by one, in order to call the person.
pub const CONTACT: Act = Act("review.contact");

/// Who may do what in this wing. Clerks and examiners see counts only; the head, who has somebody call
/// (51号: 专人回访), and supervisors see bad reviews one by one.
pub const ACTS: &[Right] = &[
    Right { act: GIVE, role: Role::Citizen, within: Within::Own },
    Right { act: GIVE, role: Role::Agent, within: Within::Own },
    Right { act: SEE, role: Role::Clerk, within: Within::Hall },
    Right { act: SEE, role: Role::Examiner, within: Within::Organ },
    Right { act: SEE, role: Role::Head, within: Within::Organ },
    Right { act: SEE, role: Role::Supervisor, within: Within::Division },
    Right { act: CONTACT, role: Role::Head, within: Within::Organ },
    Right { act: CONTACT, role: Role::Supervisor, within: Within::Division },
];

/// The levels that can be given, the best first.
pub const LEVELS: [Level; 5] = Level::ALL;

/// What a review may be about.
pub const REASONS: [Reason; 4] = Reason::ALL;

/// What may be asked of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// 评价.
    Give {
        /// Number of the case.
        case: String,
        /// Whose case it is, from the register; the desk asks whether that is the sender's own matter.
        party: String,
        /// How it was.
        level: Level,
        /// What it is about; may be empty.
        reasons: Vec<Reason>,
        /// In her words; may be empty; sealed.
        words: String,
    },
}

/// The review of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// What was given, if anything.
    pub level: Option<Level>,
    /// The day by which the rater was told she is contacted.
    pub contact_by: Option<Day>,
}

/// What the register says of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Opaque id of whose matter it is.
    pub party: String,
    /// Code of the organ that answered.
    pub organ: String,
    /// Code of the item.
    pub item: String,
    /// The civil day of its conclusion.
    pub concluded_on: Option<Day>,
}

/// What the registers say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The case, if anybody filed it.
    pub filed: Option<Filed>,
}

/// The rules of reviews.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "review";
    type Command = Command;
    type Event = Event;
    type State = Review;
    type Known = Known;

    fn lapse(_: &Review, _: &Ctx<'_>) -> Vec<Entry<Event>> {
        Vec::new()
    }

    fn asks(_: &Review, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let Command::Give { party, .. } = command;
        (GIVE, Where { party: party.clone(), division: ctx.division.to_owned(), ..Where::default() })
    }

    fn decide(
        review: &Review,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        give(review, command, known, ctx)
    }

    fn evolve(mut review: Review, event: &Event, _: &Written<'_>) -> Review {
        let Event::Reviewed { level, told_contact_by, .. } = event;
        review.level = Some(*level);
        review.contact_by = *told_contact_by;
        review
    }
}

/// The last day on which a case concluded on this day may be reviewed.
///
/// # Errors
/// [`NoYear`] where the calendar does not reach.
pub fn until(concluded_on: Day, calendar: &Calendar) -> Result<Day, NoYear> {
    Ok(calendar.workdays_after(concluded_on, REVIEW_WORKING_DAYS)?.day)
}

fn give(
    review: &Review,
    command: &Command,
    known: &Known,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let Command::Give { case, party, level, reasons, words } = command;
    let basis = || ctx.editions.service_rule(Rule::Review);
    let Some(filed) = &known.filed else { return Err(Refusal::new("not_applied", basis())) };
    if filed.party != *party {
        return Err(Refusal::new("not_applied", basis()));
    }
    let Some(concluded_on) = filed.concluded_on else { return Err(Refusal::new("review_early", basis())) };
    if review.level.is_some() {
        return Err(Refusal::new("reviewed_already", basis()));
    }
    let last = until(concluded_on, ctx.calendar).map_err(|year| no_year(year, ctx))?;
    if ctx.today() > last {
        let day = Text::new(last.zh_full(), last.en_full());
        return Err(Refusal::new("review_closed", basis()).with("until", day));
    }
    let words = party::clean_lines(words, REASON_CHARS)
        .map_err(|fault| Refusal::new("words_wrong", basis()).with("why", fault.text()))?;
    let event = Event::Reviewed {
        case: case.clone(),
        item: filed.item.clone(),
        organ: filed.organ.clone(),
        level: *level,
        reasons: reasons_in_order(reasons),
        bad: level.bad(),
        told_contact_by: contact_by(*level, ctx)?,
    };
    if words.is_empty() {
        return Ok(vec![event.into()]);
    }
    let fields = BTreeMap::from([("words".to_owned(), words)]);
    Ok(vec![Entry::sealed(event, Private { party: ctx.actor.party.clone(), fields })])
}

/// The day by which somebody contacts the rater; none after a good review.
fn contact_by(level: Level, ctx: &Ctx<'_>) -> Result<Option<Day>, Refusal> {
    if !level.bad() {
        return Ok(None);
    }
    let due = ctx.calendar.workdays_after(ctx.today(), REVIEW_CONTACT_WORKING_DAYS);
    due.map(|due| Some(due.day)).map_err(|year| no_year(year, ctx))
}

/// Each reason once, in the order of the form.
fn reasons_in_order(given: &[Reason]) -> Vec<Reason> {
    REASONS.into_iter().filter(|reason| given.contains(reason)).collect()
}

fn no_year(year: NoYear, ctx: &Ctx<'_>) -> Refusal {
    let year = year.0.to_string();
    let basis = ctx.editions.service_rule(Rule::Counting);
    Refusal::new("calendar_missing", basis).with("year", Text::new(&year, &year))
}

#[cfg(test)]
mod tests;
