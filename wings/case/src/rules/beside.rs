//! The last days that run beside reply, decision and delivery: closing for want of corrections, papers that
//! follow, a publicity, a hearing. Each as it is counted today and never earlier than it was told.

use std::collections::BTreeMap;

use facts::case::Ending;
use kernel::calendar::NoYear;
use kernel::item::SpecialKind;
use kernel::{Basis, Ctx, Day, Due, Limit, Rule};

use super::life::Case;
use super::proof::{Mover, Proof};
use super::terms::Terms;

/// The days that run beside; none of those that never began.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The file is closed if corrections have not come; while it waits for them.
    pub closing: Option<Due>,
    /// A promised paper, by its code: until it came, and after.
    pub following: BTreeMap<String, Due>,
    /// The last day it is or was public.
    pub publicity: Option<Due>,
    /// The last day to ask for a hearing.
    pub ask_hearing: Option<Due>,
    /// The last day to hold it.
    pub hold_hearing: Option<Due>,
}

/// What runs beside a case on the day of `ctx`, for its pages. What could not be counted for want of a
/// calendar year is left out.
pub fn beside(case: &Case, ctx: &Ctx<'_>) -> Beside {
    let Ok(terms) = Terms::of(case, ctx) else { return Beside::default() };
    let course = &case.course;
    let paper = |code: &String| Some((code.clone(), terms.follows_until(code)?.ok()?));
    Beside {
        closing: terms.closes_on().and_then(Result::ok),
        following: case.tolerance.promises.keys().filter_map(paper).collect(),
        publicity: course.publicity.and_then(|public| terms.public_due(&public)?.ok()),
        ask_hearing: terms.ask_hearing_until().and_then(Result::ok),
        hold_hearing: terms.hold_hearing_until().and_then(Result::ok),
    }
}

impl Terms<'_> {
    /// The proof of each of them, as of the clocks of reply, decision and delivery.
    pub fn proofs_beside(&self) -> Vec<Proof> {
        let (beside, course) = (beside(self.case, self.ctx), &self.case.course);
        let (over, hearing) = (self.case.ended_on, &course.hearing);
        let sooner = |own: Option<Day>| own.into_iter().chain(over).min();
        let about = |rule| self.ctx.basis(self.item, rule);
        let closing = self.closing().map_or_else(|| about(Rule::Closing), |(_, basis)| basis);
        let public = self.item.publicity.as_ref().map_or_else(|| about(Rule::Publicity), |p| p.basis.clone());
        let closed = course.publicity.filter(|public| public.closed);
        let public_end = beside.publicity.as_ref().filter(|_| closed.is_some()).map(|due| due.day);
        let clocks = [
            ("closing", closing, beside.closing, None),
            ("publicity", public, beside.publicity, sooner(public_end)),
            ("ask_hearing", about(Rule::Hearing), beside.ask_hearing, sooner(hearing.asked_on)),
            ("hold_hearing", about(Rule::Hearing), beside.hold_hearing, sooner(hearing.held)),
        ];
        let proved = |(clock, basis, due, ended): (&'static str, Basis, Option<Due>, Option<Day>)| {
            Some(self.proof(clock, basis, &due?, ended))
        };
        let mut proofs: Vec<Proof> = clocks.into_iter().filter_map(proved).collect();
        // a grant leaves what was promised to be supplied
        let over = over.filter(|_| self.case.ending != Some(Ending::Granted));
        for (code, due) in &beside.following {
            let kept = self.case.tolerance.promises.get(code).and_then(|promised| promised.kept_on);
            let basis = self.following(code).map(|following| following.basis.clone()).unwrap_or_default();
            let proof = self.proof("following", basis, due, kept.into_iter().chain(over).min());
            proofs.push(Proof { paper: Some((code.clone(), self.item.lacking_name(code))), ..proof });
        }
        proofs
    }

    /// What else than the file's own procedures would move the day of the decision: an extension while there
    /// is time, a publicity whose days the item's own law leaves out, a hearing where its time is.
    pub fn moves_beside(&self, due: &Due) -> Vec<Mover> {
        let course = &self.case.course;
        let mut moves = Vec::new();
        if course.publicity.is_none()
            && let Some(clause) = self.publicity_clause()
        {
            moves.push(Mover::Special(SpecialKind::ByItemLaw.general_name(), clause));
        }
        let named = self.item.special(SpecialKind::Hearing).is_some();
        if hearing_to_come(self.case)
            && !named
            && let Some(basis) = self.hearing_stops()
        {
            moves.push(Mover::Special(SpecialKind::Hearing.general_name(), basis));
        }
        let in_time = self.ctx.today() <= due.day && course.extension.is_none();
        if in_time && let Some((most, basis)) = self.item.may_extend() {
            let like = most.unit == due.limit.unit || due.limit.unit == kernel::Unit::OnTheSpot;
            moves.extend(like.then_some(Mover::Extension(most, basis)));
        }
        moves
    }

    /// A limit that nothing stops, from a day past.
    pub fn plain(&self, from: Day, limit: Limit, told: Day) -> Result<Due, NoYear> {
        self.told_or_later(from, limit, &[], told)
    }
}

/// May a hearing still stop the clock?
fn hearing_to_come(case: &Case) -> bool {
    case.course.hearing.held.is_none() && case.ending.is_none()
}
