//! What is true of a case: folded from its events, with no date computed and nothing refused.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Clock, Closes, Ending, Event, File, Way};
use kernel::decider::Written;
use kernel::item::{FIELD, Situation, SpecialKind};
use kernel::{Basis, Ctx, Day, Instant};

use super::clocks;
use super::course::{self, Course};
use super::filing::Carried;
use super::following::{self, Following};
use super::forwarding::{self, Forwarded};
use super::handling::{self, Handling};
use super::pledge::{self, Pledge};
use super::precheck::{self, Precheck};
use super::quantity::Queued;
use super::receiving;
use super::terms::Terms;
use super::tolerance::{self, Tolerance};

/// The state of a case; empty before somebody applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// What was filed; none before.
    pub filed: Option<Filed>,
    /// Codes of all materials that ever came: a file of hers, or a paper the window saw.
    pub held: BTreeSet<String>,
    /// Codes of papers she says she will bring to the window, and nobody has seen.
    pub to_bring: BTreeSet<String>,
    /// Every file that was handed in, and the day.
    pub files: Vec<(File, Day)>,
    /// The window confirmed receipt.
    pub received: bool,
    /// A look before formal receipt, if she asked for one.
    pub precheck: Option<Precheck>,
    /// Papers that another hall took in.
    pub carried: Option<Carried>,
    /// The reply clock, while it runs.
    pub reply: Option<Reply>,
    /// The one-time notice, if there was one.
    pub correction: Option<Correction>,
    /// How often it was asked for, and how often a supervisor let it be asked again.
    pub notices: Notices,
    /// Papers that she promised to supply after acceptance.
    pub tolerance: Tolerance,
    /// A promise that stands in for papers, and its verification.
    pub pledge: Pledge,
    /// Acceptance, from which the decision clocks run.
    pub acceptance: Option<Acceptance>,
    /// Special procedures, in their order; at most the last is open.
    pub stops: Vec<Interruption>,
    /// The last examination.
    pub examination: Option<Examination>,
    /// Opaque ids of everybody who ever judged its points, first or second.
    pub examiners: BTreeSet<String>,
    /// Who handles it, and who answers for it.
    pub handling: Handling,
    /// In which modes it is handled, and whether the applicant called it settled.
    pub following: Following,
    /// Opinions asked of other officers, by their number in the case.
    pub opinions: BTreeMap<u32, Opinion>,
    /// Extension, publicity, visits, other organs, hearing.
    pub course: Course,
    /// Where it was sent up, if it was.
    pub forwarded: Option<Forwarded>,
    /// One of a limited number of places that it was accepted for, if they are limited.
    pub queued: Option<Queued>,
    /// How it ended, if it did.
    pub ending: Option<Ending>,
    /// The day on which it ended.
    pub ended_on: Option<Day>,
    /// The day by which the result is delivered, as told; only after a grant.
    pub deliver_by: Option<Day>,
    /// The day on which the result was delivered.
    pub delivered_on: Option<Day>,
    /// Clocks that ran out, and the day that passed.
    pub overran: BTreeMap<Clock, Day>,
}

/// What was filed, by whom and under which promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Code of the item.
    pub item: String,
    /// The edition, by hash.
    pub edition: String,
    /// The organ that must answer.
    pub organ: String,
    /// The hall whose windows take it in, or empty.
    pub hall: String,
    /// Whose matter it is.
    pub party: String,
    /// What the guided questions resolved to.
    pub situation: Situation,
    /// The civil day of receipt.
    pub on: Day,
    /// Opaque id of the officer who took it in at a window, or empty.
    pub helped_by: String,
    /// How it came in.
    pub way: Way,
    /// The clause on which the day of receipt is another than the civil day of filing.
    pub counted_by: Option<Basis>,
    /// Number of the waybill, or empty.
    pub waybill: String,
    /// Code of the organ whose hall took it in for the competent one, or empty.
    pub taken_at: String,
}

/// The clock from receipt to the organ's first answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The day of receipt; not counted.
    pub from: Day,
    /// Its instant, which orders those whom silence accepts.
    pub at: Instant,
    /// The day by which the applicant was told she will hear.
    pub told: Day,
    /// The day by which the county promised the answer, where the law gives it longer.
    pub answer: Option<Day>,
}

/// The one-time notice and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Everything that was lacking.
    pub lacking: Vec<String>,
    /// What is lacking still.
    pub outstanding: BTreeSet<String>,
    /// The day on which it was asked for; not counted.
    pub asked_on: Day,
    /// The day until which the applicant was told to supply it.
    pub until: Day,
    /// The day on which all of it was there.
    pub complete_on: Option<Day>,
    /// When the file is closed if nothing comes, as told; none: never.
    pub closes: Option<Closes>,
    /// Was she reminded of it?
    pub reminded: bool,
}

/// Notices of corrections: one is the law's, a second a supervisor's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// Given.
    pub asked: u32,
    /// Allowed by a supervisor, beyond the first.
    pub allowed: u32,
}

/// Acceptance, with the days told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The day from which the limits run; not counted.
    pub on: Day,
    /// By silence of the organ.
    pub deemed: bool,
    /// The promised day, as last told.
    pub told: Day,
    /// The statutory day, as last told.
    pub statutory: Day,
}

/// A special procedure whose time is not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// Which.
    pub kind: SpecialKind,
    /// The day on which it began; still counted.
    pub from: Day,
    /// The last day that is not counted; none while it lasts.
    pub to: Option<Day>,
    /// Working days it was announced to need.
    pub needed: u32,
    /// Number of the written notice.
    pub notice: String,
    /// The clause.
    pub basis: Basis,
}

/// The examiner's judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// Opaque id of the examiner.
    pub by: String,
    /// On which day.
    pub on: Day,
    /// Codes of the points that are met.
    pub met: Vec<String>,
    /// Codes of the points that are not.
    pub unmet: Vec<String>,
    /// Must a second officer confirm it?
    pub two_officers: bool,
    /// What the second officer said, once he did.
    pub second: Option<Second>,
}

/// What a second officer said of an examination on the spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Second {
    /// Opaque id of the officer.
    pub by: String,
    /// On which day.
    pub on: Day,
    /// Did he find the same?
    pub agrees: bool,
}

/// An opinion asked of another officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Opaque id of the officer who is asked.
    pub of: String,
    /// Opaque id of the officer who asks.
    pub by: String,
    /// The day by which the asker hopes to hear.
    pub until: Day,
    /// What came of it.
    pub voice: Voice,
}

/// What came of an opinion that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// Not answered yet.
    Awaited,
    /// Given.
    Given,
    /// The asker took it back.
    TakenBack,
}

/// Where a case stands, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// 已提交: the organ owes a first answer.
    Submitted,
    /// 待补正: the applicant was told what is lacking.
    CorrectionWaiting,
    /// 已受理.
    Accepted,
    /// 中止计时: a special procedure is under way.
    Stopped,
    /// 待复核: examined on the spot, and a second officer has not confirmed it.
    Confirming,
    /// 已审查: the head decides.
    Examined,
    /// 已转报: a higher body decides.
    Forwarded,
    /// 准予, not yet delivered.
    Granted,
    /// 不予许可, 不予确认.
    Denied,
    /// 不予受理.
    Declined,
    /// 已转告主管机关.
    Referred,
    /// 已撤回.
    Withdrawn,
    /// 已终止.
    Terminated,
    /// 已作废.
    Voided,
    /// 补正不来，已终止.
    Unsupplied,
    /// 已送达.
    Delivered,
}

impl Case {
    /// Is a special procedure under way?
    pub fn stopped(&self) -> bool {
        self.stops.last().is_some_and(|s| s.to.is_none())
    }

    /// Is it still to come another way: by a correction that a notice waits for, or by a promise to be kept?
    pub fn awaits(&self, code: &str) -> bool {
        let waits = self.correction.as_ref().filter(|c| c.complete_on.is_none());
        waits.is_some_and(|c| c.outstanding.contains(code)) || self.tolerance.open(code)
    }

    /// Is the applicant's turn: told what is lacking, and not everything is there?
    pub fn waits_for_correction(&self) -> bool {
        self.correction.as_ref().is_some_and(|c| c.complete_on.is_none())
    }
}

impl Examination {
    /// Does it still need a second officer who finds the same?
    pub fn unconfirmed(&self) -> bool {
        self.two_officers && !self.second.as_ref().is_some_and(|second| second.agrees)
    }
}

/// Where the case stands; none before somebody applied.
pub fn standing(case: &Case) -> Option<Standing> {
    case.filed.as_ref()?;
    Some(match case.ending {
        Some(Ending::Granted) if case.delivered_on.is_some() => Standing::Delivered,
        Some(Ending::Granted) => Standing::Granted,
        Some(Ending::Denied) => Standing::Denied,
        Some(Ending::Declined) => Standing::Declined,
        Some(Ending::Referred) => Standing::Referred,
        Some(Ending::Withdrawn) => Standing::Withdrawn,
        Some(Ending::Terminated) => Standing::Terminated,
        Some(Ending::Voided) => Standing::Voided,
        Some(Ending::Unsupplied) => Standing::Unsupplied,
        None if case.forwarded.is_some() => Standing::Forwarded,
        None if case.stopped() => Standing::Stopped,
        None if case.examination.as_ref().is_some_and(Examination::unconfirmed) => Standing::Confirming,
        None if case.examination.is_some() => Standing::Examined,
        None if case.acceptance.is_some() => Standing::Accepted,
        None if case.waits_for_correction() => Standing::CorrectionWaiting,
        None => Standing::Submitted,
    })
}

/// Codes of the materials the applicant still has to hand in, in the order of the item's file: what the
/// item asks of her and she has not handed in, and what the one-time notice named.
pub fn missing(case: &Case, ctx: &Ctx<'_>) -> Vec<String> {
    Terms::of(case, ctx).map(|t| t.missing()).unwrap_or_default()
}

/// The case as it stands now: what time alone has made true is folded in, though not yet written.
/// Pages show this one, so that nobody can tell whether the timekeeper has been there.
pub fn caught_up(mut case: Case, ctx: &Ctx<'_>) -> Case {
    for _ in 0..kernel::limits::LAPSE_ROUNDS {
        let lapsed = clocks::lapse(&case, ctx);
        if lapsed.is_empty() {
            break;
        }
        for entry in lapsed {
            let effective = entry.effective.unwrap_or(ctx.now);
            case = evolve(case, &entry.event, &Written { at: ctx.now, effective, actor: ctx.actor });
        }
    }
    case
}

/// What is true now that it happened.
pub(super) fn evolve(mut case: Case, event: &Event, written: &Written<'_>) -> Case {
    let day = written.effective.day();
    handling::follow(&mut case, event, written);
    following::follow(&mut case, event, day);
    pledge::told(&mut case, event, written.effective);
    precheck::follow(&mut case, event, day);
    match event {
        Event::Applied { files, .. } => applied(keep(&mut case, files, day), event, written.effective),
        Event::Received { materials } => receiving::received(&mut case, materials.as_deref()),
        Event::Accepted { told, statutory } => accepted(&mut case, day, false, *told, *statutory),
        Event::DeemedAccepted { as_of, told, statutory, .. } => {
            accepted(&mut case, *as_of, true, *told, *statutory);
            tolerance::told(&mut case, event, day);
        }
        Event::CorrectionAsked { .. } | Event::NoticeAllowed {} | Event::CorrectionReminded { .. } => {
            noticed(&mut case, event, day);
        }
        Event::AcceptedTolerantly { told, statutory, .. } => {
            accepted(&mut case, day, false, *told, *statutory);
            tolerance::told(&mut case, event, day);
        }
        Event::Followed { files, .. } => tolerance::told(keep(&mut case, files, day), event, day),
        Event::ToleranceSigned { .. } => {
            tolerance::told(&mut case, event, day);
            supplied(&mut case, event, written.effective);
        }
        Event::FollowReminded { .. } | Event::ToleranceBroken { .. } => {
            tolerance::told(&mut case, event, day)
        }
        Event::Enclosed { material, files } => {
            receiving::came(keep(&mut case, files, day), std::slice::from_ref(material));
        }
        Event::Corrected { files, .. } => supplied(keep(&mut case, files, day), event, written.effective),
        Event::ClockStopped { .. } => stopped(&mut case, event, day),
        Event::ClockResumed { told, statutory } => resumed(&mut case, day, *told, *statutory),
        Event::Examined { .. } | Event::Confirmed {} | Event::Differed { .. } | Event::SentBack {} => {
            judged(&mut case, event, day, &written.actor.party);
        }
        Event::OpinionAsked { .. } | Event::OpinionGiven { .. } | Event::OpinionWithdrawn { .. } => {
            voiced(&mut case, event, &written.actor.party);
        }
        Event::Granted { deliver_by, .. } => case.deliver_by = Some(*deliver_by),
        Event::Concluded { ending } => {
            case.ending = Some(*ending);
            case.ended_on = Some(day);
            case.reply = None;
        }
        Event::Delivered {} => case.delivered_on = Some(day),
        Event::Overran { clock, due } => {
            case.overran.insert(*clock, *due);
        }
        Event::Forwarded { .. } | Event::HigherDecided { .. } | Event::Queued(_) => {
            forwarding::evolve(&mut case, event, written);
        }
        _ => course::evolve(&mut case, event, written),
    }
    case
}

fn applied(case: &mut Case, event: &Event, at: Instant) {
    let day = at.day();
    let Event::Applied {
        item,
        edition,
        organ,
        hall,
        party,
        situation,
        materials,
        reply_by,
        helped_by,
        files,
        answer_by,
        came,
        ..
    } = event
    else {
        return;
    };
    let filed = |code: &&String| files.iter().any(|file| file.material == **code);
    let (here, to_bring): (Vec<&String>, Vec<&String>) = materials.iter().partition(filed);
    case.held.extend(here.into_iter().cloned());
    case.to_bring.extend(to_bring.into_iter().cloned());
    let on = came.as_ref().and_then(|came| came.on).unwrap_or(day);
    let way = came.as_ref().map(|came| came.way);
    let plain = if helped_by.is_empty() { Way::Computer } else { Way::Window };
    if let Some(came) = came.as_ref().filter(|came| came.way == Way::Elsewhere) {
        case.carried = Some(Carried { from: came.at.clone(), sent_on: None, arrived_on: None });
    }
    case.reply = Some(Reply { from: on, at, told: *reply_by, answer: *answer_by });
    case.filed = Some(Filed {
        item: item.clone(),
        edition: edition.clone(),
        organ: organ.clone(),
        hall: hall.clone(),
        party: party.clone(),
        situation: situation.clone(),
        on,
        helped_by: helped_by.clone(),
        way: way.unwrap_or(plain),
        counted_by: came.as_ref().and_then(|came| came.on.and(came.basis.clone())),
        waybill: came.as_ref().map(|came| came.waybill.clone()).unwrap_or_default(),
        taken_at: came.as_ref().map(|came| came.at.clone()).unwrap_or_default(),
    });
}

fn keep<'a>(case: &'a mut Case, files: &[File], day: Day) -> &'a mut Case {
    case.files.extend(files.iter().map(|file| (file.clone(), day)));
    case
}

fn accepted(case: &mut Case, on: Day, deemed: bool, told: Day, statutory: Day) {
    case.reply = None;
    case.acceptance = Some(Acceptance { on, deemed, told, statutory });
}

/// What the officers who examine found, and what became of it.
fn judged(case: &mut Case, event: &Event, on: Day, by: &str) {
    let by = by.to_owned();
    if !matches!(event, Event::SentBack {}) {
        case.examiners.insert(by.clone());
    }
    let second = |agrees| Second { by: by.clone(), on, agrees };
    match event {
        Event::Examined { met, unmet, two_officers } => {
            let (met, unmet, two_officers) = (met.clone(), unmet.clone(), *two_officers);
            case.examination = Some(Examination { by, on, met, unmet, two_officers, second: None });
        }
        Event::Confirmed {} => case.examination.iter_mut().for_each(|e| e.second = Some(second(true))),
        Event::Differed { .. } => case.examination.iter_mut().for_each(|e| e.second = Some(second(false))),
        _ => case.examination = None,
    }
}

/// What officers ask each other.
fn voiced(case: &mut Case, event: &Event, asker: &str) {
    let (opinion, voice) = match event {
        Event::OpinionAsked { opinion, of, by, .. } => {
            let (of, by, until) = (of.clone(), asker.to_owned(), *by);
            case.opinions.insert(*opinion, Opinion { of, by, until, voice: Voice::Awaited });
            return;
        }
        Event::OpinionGiven { opinion } => (opinion, Voice::Given),
        Event::OpinionWithdrawn { opinion } => (opinion, Voice::TakenBack),
        _ => return,
    };
    if let Some(asked) = case.opinions.get_mut(opinion) {
        asked.voice = voice;
    }
}

/// What was asked for, allowed to be asked again, and called to mind.
fn noticed(case: &mut Case, event: &Event, day: Day) {
    match event {
        Event::CorrectionAsked { lacking, until, closes, .. } => {
            case.reply = None;
            case.notices.asked += 1;
            case.correction = Some(Correction { closes: closes.clone(), ..asked(lacking, day, *until) });
        }
        Event::NoticeAllowed {} => case.notices.allowed += 1,
        _ => case.correction.iter_mut().for_each(|correction| correction.reminded = true),
    }
}

/// The one-time notice as it stands on the day it was given: everything is outstanding.
fn asked(lacking: &[String], asked_on: Day, until: Day) -> Correction {
    let outstanding = lacking.iter().cloned().collect();
    Correction {
        lacking: lacking.to_vec(),
        outstanding,
        asked_on,
        until,
        complete_on: None,
        closes: None,
        reminded: false,
    }
}

/// What came of what a notice waited for: supplied now, or signed for and to follow.
fn supplied(case: &mut Case, event: &Event, at: Instant) {
    match event {
        Event::Corrected { materials, reply_by, to_bring, answer_by, .. } => {
            corrected(case, at, materials, *reply_by, *answer_by);
            case.to_bring.extend(to_bring.iter().cloned());
        }
        Event::ToleranceSigned { reply_by: Some(by), answer_by, .. } => {
            corrected(case, at, &[], Some(*by), *answer_by);
        }
        _ => {}
    }
}

/// Some of what a notice waited for was supplied; where it is complete, the organ owes its answer anew.
fn corrected(case: &mut Case, at: Instant, materials: &[String], reply_by: Option<Day>, answer: Option<Day>) {
    let papers: Vec<String> = materials.iter().filter(|code| !code.starts_with(FIELD)).cloned().collect();
    receiving::came(case, &papers);
    awaited_no_more(case, at, materials, reply_by, answer);
}

/// A notice does not wait for these any more.
pub(super) fn awaited_no_more(
    case: &mut Case,
    at: Instant,
    materials: &[String],
    reply_by: Option<Day>,
    answer: Option<Day>,
) {
    let (day, complete) = (at.day(), reply_by.is_some());
    if let Some(correction) = &mut case.correction {
        for code in materials {
            correction.outstanding.remove(code);
        }
        if complete {
            correction.complete_on = Some(day);
        }
    }
    if let Some(told) = reply_by {
        // A new reply clock: what the first one did is over, and this one may overrun on its own.
        case.reply = Some(Reply { from: day, at, told, answer });
        case.overran.remove(&Clock::Reply);
        case.overran.remove(&Clock::Answer);
    }
}

fn stopped(case: &mut Case, event: &Event, from: Day) {
    let Event::ClockStopped { kind, needed, notice, basis } = event else { return };
    let (needed, notice, basis) = (*needed, notice.clone(), basis.clone());
    case.stops.push(Interruption { kind: *kind, from, to: None, needed, notice, basis });
}

fn resumed(case: &mut Case, day: Day, told: Day, statutory: Day) {
    if let Some(stop) = case.stops.last_mut() {
        stop.to = Some(day);
    }
    if let Some(acceptance) = &mut case.acceptance {
        acceptance.told = acceptance.told.max(told);
        acceptance.statutory = acceptance.statutory.max(statutory);
    }
}
