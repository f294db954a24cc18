//! Notification and commitment 告知承诺: the applicant promises, point by point, what a paper would prove; the
//! paper is not asked for, the case goes on, and after the grant two officers verify it: kept, or broken and
//! to be mended (优化营商环境条例 Art. 40; requirements R96, R211).

use std::collections::BTreeSet;

use facts::case::{Ending, Event};
use kernel::item::{Commitment, Promised};
use kernel::limits::PLEDGE_CHECK_REMINDER_DAYS;
use kernel::{Ctx, Day, Due, Entry, Instant, Limit, Refusal, Role, Rule, Text};

use super::Known;
use super::life::Case;
use super::terms::Terms;

mod checking;
mod letter;

pub(super) use checking::{Found, check, check_mended, report};
pub use letter::{may_pledge, words};

/// What was promised in place of papers, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pledge {
    /// Codes of the materials for which a promise stands in.
    pub signed: BTreeSet<String>,
    /// The day on which it was signed.
    pub signed_on: Option<Day>,
    /// Signed on paper at a window.
    pub on_paper: bool,
    /// The verification, once the case was granted on it.
    pub check: Option<Check>,
}

/// The verification that the organ owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The day of the grant; not counted.
    pub from: Day,
    /// The last day, as told.
    pub by: Day,
    /// The day on which the organ is reminded.
    pub remind_on: Day,
    /// Was it?
    pub reminded: bool,
    /// The day that passed without it.
    pub overdue: Option<Day>,
    /// The day on which it was done.
    pub done_on: Option<Day>,
    /// Codes of the promises that were kept.
    pub kept: Vec<String>,
    /// Codes of those that were not.
    pub broken: Vec<String>,
    /// What is to be mended; none where everything was kept.
    pub mend: Option<Mend>,
}

/// What is to be mended, and whether it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The day of the order; not counted.
    pub from: Day,
    /// The last day, as told.
    pub by: Day,
    /// The day on which she is reminded.
    pub remind_on: Day,
    /// Was she?
    pub reminded: bool,
    /// The day on which she said that it is mended; none while nothing is said that is not answered.
    pub reported: Option<Day>,
    /// The day on which officers found it mended.
    pub mended: Option<Day>,
    /// The day that passed without it.
    pub forfeited: Option<Day>,
}

impl Pledge {
    /// What is to be mended and was not yet found mended.
    pub fn to_mend(&self) -> Option<&Mend> {
        self.check.as_ref()?.mend.as_ref().filter(|mend| mend.mended.is_none())
    }

    /// The verification, while nobody has done it.
    pub fn to_check(&self) -> Option<&Check> {
        self.check.as_ref().filter(|check| check.done_on.is_none())
    }
}

/// She signs, or the clerk who has the signed paper before him says so: only papers that the item lets a
/// promise stand in for, only what is lacking, once; and nobody whose promise was broken and not made good.
/// Whoever does not sign brings the paper, and nothing else changes for her.
pub(super) fn sign(
    terms: &Terms<'_>,
    known: &Known,
    materials: &[String],
    seen: bool,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Pledging;
    terms.not_accepted(rule)?;
    if terms.commitment_here().is_none() {
        return Err(terms.refuse("pledge_not_offered", rule));
    }
    if !terms.case.pledge.signed.is_empty() {
        return Err(terms.refuse("signed_already", rule));
    }
    if known.broke_promises {
        return Err(terms.refuse("promise_broken_before", rule));
    }
    let may = terms.pledgeable();
    if let Some(code) = materials.iter().find(|code| !may.contains(code)) {
        let name = terms.material_names(std::slice::from_ref(code));
        return Err(terms.refuse("may_not_pledge", rule).with("materials", name));
    }
    let wanted: Vec<String> = may.into_iter().filter(|code| materials.contains(code)).collect();
    if wanted.is_empty() {
        return Err(terms.refuse("nothing_to_pledge", rule));
    }
    let on_paper = terms.ctx.actor.role == Role::Clerk;
    if on_paper && !seen {
        return Err(terms.refuse("pledge_not_seen", rule));
    }
    let waited = terms.case.correction.as_ref().filter(|asked| asked.complete_on.is_none());
    let complete = waited.is_some_and(|asked| asked.outstanding.iter().all(|code| wanted.contains(code)));
    let (reply_by, answer_by) = terms.hears(complete)?;
    let words = words(terms.item, &terms.filed.situation, &wanted).zh;
    let signed = Event::PledgeSigned { materials: wanted, on_paper, reply_by, answer_by };
    Ok(vec![terms.sealed(signed, "commitment", words)])
}

/// With a grant on a promise begins the clock of its verification.
pub(super) fn granted(terms: &Terms<'_>) -> Result<Option<Event>, Refusal> {
    let Some(commitment) = terms.on_pledge() else { return Ok(None) };
    let by = terms.due_from_today(commitment.check_limit())?;
    let remind_on = by.plus(-PLEDGE_CHECK_REMINDER_DAYS).max(terms.ctx.today().next()).min(by);
    let basis = terms.ctx.basis(terms.item, Rule::Verifying);
    Ok(Some(Event::PledgeToCheck { by, remind_on, basis }))
}

impl<'a> Terms<'a> {
    /// What may be promised in this case, if anything may.
    pub fn commitment_here(&self) -> Option<&'a Commitment> {
        self.item.commitment_in(&self.filed.situation)
    }

    /// What was promised in this case, where something was.
    pub fn on_pledge(&self) -> Option<&'a Commitment> {
        self.item.commitment.as_ref().filter(|_| !self.case.pledge.signed.is_empty())
    }

    /// Codes of what is lacking and may be promised instead.
    pub fn pledgeable(&self) -> Vec<String> {
        if self.commitment_here().is_none() {
            return Vec::new();
        }
        let may = |code: &String| self.item.material(code).is_some_and(|material| material.pledgeable());
        self.missing().into_iter().filter(may).collect()
    }

    /// The promised limit of the decision: the same day where the item says so of what is promised and the
    /// organ accepted it itself.
    pub fn promised_limit(&self) -> Limit {
        let silent = self.case.acceptance.is_some_and(|acceptance| acceptance.deemed);
        match self.on_pledge().filter(|commitment| commitment.on_the_spot && !silent) {
            Some(_) => Limit::ON_THE_SPOT,
            None => self.item.promised_limit,
        }
    }

    /// The last day of a verification, never earlier than told.
    fn check_day(&self, check: &Check) -> Day {
        let limit = self.item.commitment.as_ref().map(Commitment::check_limit);
        self.never_earlier(check.from, limit, check.by)
    }

    /// The last day to mend, never earlier than told.
    fn mend_day(&self, mend: &Mend) -> Day {
        let limit = self.item.commitment.as_ref().map(Commitment::mend_limit);
        self.never_earlier(mend.from, limit, mend.by)
    }

    fn never_earlier(&self, from: Day, limit: Option<Limit>, told: Day) -> Day {
        let due = limit.and_then(|limit| self.ctx.calendar.due(from, limit, &[], self.ctx.today()).ok());
        due.map_or(told, |due| due.day.max(told))
    }

    /// Names of these promises, for people.
    fn promise_names(&self, codes: &[String]) -> Text {
        let name = |code: &String| {
            self.item
                .promise(code)
                .map_or_else(|| Text::new(code, code), |Promised { text, .. }| text.clone())
        };
        super::terms::names(codes.iter().map(name))
    }
}

/// What the clock of a promise says next, and when.
fn spoken(terms: &Terms<'_>) -> Vec<(Instant, Event)> {
    if terms.case.ending != Some(Ending::Granted) {
        return Vec::new();
    }
    let mut all = Vec::new();
    if let Some(check) = terms.case.pledge.to_check().filter(|check| check.overdue.is_none()) {
        let last = terms.check_day(check);
        if !check.reminded {
            all.push((Instant::start_of(check.remind_on), Event::PledgeCheckNear { by: last }));
        }
        let basis = terms.ctx.basis(terms.item, Rule::Verifying);
        all.push((Instant::end_of(last), Event::PledgeCheckOverdue { due: last, basis }));
    }
    let waits = |mend: &&Mend| mend.reported.is_none() && mend.forfeited.is_none();
    if let Some(mend) = terms.case.pledge.to_mend().filter(waits) {
        let last = terms.mend_day(mend);
        if !mend.reminded {
            all.push((Instant::start_of(mend.remind_on), Event::PledgeMendReminded { by: last }));
        }
        all.push((Instant::end_of(last), checking::forfeited(terms, last)));
    }
    all
}

/// What time alone has made true: reminders, a verification that is overdue, a promise that is forfeited.
pub(super) fn lapse(terms: &Terms<'_>) -> Vec<Entry<Event>> {
    let struck = spoken(terms).into_iter().filter(|(at, _)| *at <= terms.ctx.now);
    struck.map(|(at, event)| Entry::since(event, at)).collect()
}

/// When the clock of a promise speaks next.
pub(super) fn next(terms: &Terms<'_>) -> Option<Instant> {
    spoken(terms).into_iter().map(|(at, _)| at).min()
}

/// When the verification of what was promised is due, day by day; none where nothing is to be verified, or
/// where the calendar lacks the year.
pub(super) fn checking(terms: &Terms<'_>) -> Option<Due> {
    let (check, told) = (terms.case.pledge.check.as_ref()?, terms.item.commitment.as_ref()?);
    let mut due = terms.ctx.calendar.due(check.from, told.check_limit(), &[], terms.ctx.today()).ok()?;
    due.day = due.day.max(check.by);
    Some(due)
}

/// The last days that are owed now: of the verification, by the organ; of what is to be mended, by her.
pub fn owed(case: &Case, ctx: &Ctx<'_>) -> (Option<Day>, Option<Day>) {
    let Ok(terms) = Terms::of(case, ctx) else { return (None, None) };
    let pledge = &case.pledge;
    (pledge.to_check().map(|c| terms.check_day(c)), pledge.to_mend().map(|m| terms.mend_day(m)))
}

/// She promised, and what became of it.
pub(super) fn told(case: &mut Case, event: &Event, at: Instant) {
    let day = at.day();
    match event {
        Event::PledgeSigned { materials, on_paper, reply_by, answer_by } => {
            case.pledge.signed = materials.iter().cloned().collect();
            case.pledge.signed_on = Some(day);
            case.pledge.on_paper = *on_paper;
            for code in materials {
                case.to_bring.remove(code);
            }
            super::life::awaited_no_more(case, at, materials, *reply_by, *answer_by);
        }
        Event::PledgeToCheck { by, remind_on, .. } => {
            case.pledge.check = Some(Check {
                from: day,
                by: *by,
                remind_on: *remind_on,
                reminded: false,
                overdue: None,
                done_on: None,
                kept: Vec::new(),
                broken: Vec::new(),
                mend: None,
            });
        }
        other => {
            if let Some(check) = &mut case.pledge.check {
                checked(check, other, day);
            }
        }
    }
}

fn checked(check: &mut Check, event: &Event, day: Day) {
    match event {
        Event::PledgeCheckNear { .. } => check.reminded = true,
        Event::PledgeCheckOverdue { due, .. } => check.overdue = Some(*due),
        Event::PledgeChecked { kept, broken, mend, .. } => {
            check.done_on = Some(day);
            check.kept.clone_from(kept);
            check.broken.clone_from(broken);
            check.mend = mend.as_ref().map(|order| Mend {
                from: day,
                by: order.by,
                remind_on: order.remind_on,
                reminded: false,
                reported: None,
                mended: None,
                forfeited: None,
            });
        }
        other => {
            if let Some(mend) = &mut check.mend {
                mending(mend, other, day);
            }
        }
    }
}

fn mending(mend: &mut Mend, event: &Event, day: Day) {
    match event {
        Event::PledgeMendReminded { .. } => mend.reminded = true,
        Event::PledgeMendReported {} => mend.reported = Some(day),
        Event::PledgeMendRefused { .. } => mend.reported = None,
        Event::PledgeMended { .. } => mend.mended = Some(day),
        Event::PledgeForfeited { due, .. } => mend.forfeited = Some(*due),
        _ => {}
    }
}
