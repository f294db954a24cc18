//! Tolerant acceptance 容缺受理: a paper that the item lets follow is promised in writing by the applicant, the
//! case is accepted, and the promise has a clock of its own: reminded, kept, or broken.

use std::collections::BTreeMap;

use facts::case::{Block, Ending, Event, Follows};
use kernel::calendar::NoYear;
use kernel::item::{Following, Meanwhile};
use kernel::limits::REMINDER_DAYS;
use kernel::{Ctx, Day, Due, Entry, Instant, Private, Refusal, Role, Rule, Text};

use super::Known;
use super::files::{self, Handed};
use super::life::Case;
use super::terms::{Terms, names};

/// What was promised of papers that follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tolerance {
    /// Codes that she signed for; empty before she did.
    pub signed: Vec<String>,
    /// What follows, by material; empty before the acceptance.
    pub promises: BTreeMap<String, Promised>,
}

/// A paper that follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The day of acceptance; not counted.
    pub from: Day,
    /// The last day, as told.
    pub by: Day,
    /// The day on which she is reminded.
    pub remind_on: Day,
    /// Was she?
    pub reminded: bool,
    /// The day that passed without it.
    pub broken: Option<Day>,
    /// The day on which it came.
    pub kept_on: Option<Day>,
}

impl Tolerance {
    /// Is it promised and not there?
    pub fn open(&self, code: &str) -> bool {
        self.promises.get(code).is_some_and(|promised| promised.kept_on.is_none())
    }

    /// The day after whose end the clock speaks next.
    fn next(&self) -> Option<Day> {
        let speaks = |p: &Promised| match (p.kept_on, p.broken) {
            (None, None) if p.reminded => Some(p.by),
            (None, None) => Some(p.remind_on.plus(-1)),
            _ => None,
        };
        self.promises.values().filter_map(speaks).min()
    }
}

/// She signs: only what the item lets follow, only what is lacking, once. Whoever broke such a promise and
/// has not made it good is not trusted again.
pub(super) fn sign(
    terms: &Terms<'_>,
    known: &Known,
    materials: &[String],
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Applying;
    terms.not_accepted(rule)?;
    if !terms.case.tolerance.signed.is_empty() {
        return Err(terms.refuse("signed_already", rule));
    }
    if known.broke_promises {
        return Err(terms.refuse("promise_broken_before", rule));
    }
    let missing = terms.missing();
    let wanted: Vec<String> = missing.iter().filter(|code| materials.contains(code)).cloned().collect();
    let stray = materials.iter().find(|code| terms.following(code).is_none() || !missing.contains(code));
    if let Some(code) = stray {
        let name = terms.material_names(std::slice::from_ref(code));
        return Err(terms.refuse("may_not_follow", rule).with("materials", name));
    }
    if wanted.is_empty() {
        return Err(terms.refuse("nothing_to_follow", rule));
    }
    let commitment = terms.commitment(&wanted).zh;
    // what a notice still waited for is there now as far as she can: the organ owes its answer again
    let waits = terms.case.correction.as_ref().filter(|c| c.complete_on.is_none());
    let complete = waits.is_some_and(|c| c.outstanding.iter().all(|code| wanted.contains(code)));
    let (reply_by, answer_by) = terms.hears(complete)?;
    let signed = Event::ToleranceSigned { materials: wanted, reply_by, answer_by };
    Ok(vec![terms.sealed(signed, "commitment", commitment)])
}

/// Accepted as any complete application (Art. 32(1)(5)), with a day for each paper that follows.
pub(super) fn accept(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Acceptance;
    terms.not_accepted(rule)?;
    let signed = &terms.case.tolerance.signed;
    if signed.is_empty() {
        return Err(terms.refuse("not_signed", rule));
    }
    let missing = terms.missing();
    let left: Vec<String> = missing.iter().filter(|code| !signed.contains(code)).cloned().collect();
    if !left.is_empty() {
        let names = terms.material_names(&left);
        return Err(terms.refuse("materials_missing", Rule::OneTimeNotice).with("materials", names));
    }
    let today = terms.ctx.today();
    let follow = terms.follows(missing, today, today.next()).map_err(|year| terms.no_year(year))?;
    if follow.is_empty() {
        return Err(terms.refuse("nothing_to_follow", rule));
    }
    let told = terms.due_from_today(terms.promised_limit())?;
    let statutory = terms.due_from_today(terms.item.statutory_limit)?;
    let accepted = Event::AcceptedTolerantly { told, statutory, follow };
    Ok([Some(accepted.into()), terms.queued_now()].into_iter().flatten().collect())
}

/// What was promised comes, in time or late: a file of hers, or a paper the window sees. After a grant too.
pub(super) fn follow(
    terms: &Terms<'_>,
    materials: &[String],
    handed: &[Handed],
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Acceptance;
    if terms.case.ending != Some(Ending::Granted) {
        terms.open(rule)?;
    }
    let given = files::with_theirs(materials, handed);
    if let Some(code) = given.iter().find(|code| !terms.case.tolerance.open(code)) {
        let name = terms.material_names(std::slice::from_ref(code));
        return Err(terms.refuse("not_promised", rule).with("materials", name));
    }
    let here = |code: &&String| {
        terms.ctx.actor.role == Role::Clerk || handed.iter().any(|one| one.file.material == **code)
    };
    let came: Vec<String> = given.iter().filter(here).cloned().collect();
    if came.is_empty() {
        return Err(terms.refuse("nothing_handed_in", rule));
    }
    files::bounded(handed, || terms.ctx.basis(terms.item, rule))?;
    let mut after = terms.case.tolerance.clone();
    let late = came.iter().any(|code| after.promises.get(code).is_some_and(|p| p.broken.is_some()));
    kept(&mut after, &came, terms.ctx.today());
    let all = after.promises.values().all(|promised| promised.kept_on.is_some());
    let event =
        Event::Followed { materials: came, files: files::named(handed), late, all, next: after.next() };
    let fields: BTreeMap<String, String> = files::names(handed).collect();
    if fields.is_empty() {
        return Ok(vec![event.into()]);
    }
    Ok(vec![Entry::sealed(event, Private { party: terms.filed.party.clone(), fields })])
}

/// A decision to grant waits where the item says so, and never comes over a promise that was broken.
pub(super) fn lets_grant(terms: &Terms<'_>) -> Result<(), Refusal> {
    let rule = Rule::Decision;
    let tolerance = &terms.case.tolerance;
    let open = |code: &&String| tolerance.open(code);
    let names = |codes: Vec<&String>| terms.material_names(&codes.into_iter().cloned().collect::<Vec<_>>());
    let broken: Vec<&String> = tolerance.promises.keys().filter(open).filter(|c| terms.broken(c)).collect();
    if !broken.is_empty() {
        return Err(terms.refuse("promise_broken", rule).with("materials", names(broken)));
    }
    let waits = |code: &&String| terms.following(code).is_some_and(|f| f.meanwhile == Meanwhile::Wait);
    let waiting: Vec<&String> = tolerance.promises.keys().filter(open).filter(waits).collect();
    if !waiting.is_empty() {
        return Err(terms.refuse("promise_open", rule).with("materials", names(waiting)));
    }
    Ok(())
}

/// What the licence will not allow until the promised papers are there.
pub(super) fn blocks(terms: &Terms<'_>) -> Vec<Block> {
    let open = terms.case.tolerance.promises.iter().filter(|(_, promised)| promised.kept_on.is_none());
    let block = |(code, promised): (&String, &Promised)| {
        let words = terms.following(code)?.block.clone()?;
        let name = terms.item.lacking_name(code);
        Some(Block { material: code.clone(), name, words, by: promised.by })
    };
    open.filter_map(block).collect()
}

/// What time alone has made true of what was promised: she was reminded, and the promise was broken.
pub(super) fn lapse(terms: &Terms<'_>) -> Vec<Entry<Event>> {
    if !matches!(terms.case.ending, None | Some(Ending::Granted)) {
        return Vec::new();
    }
    let mut after = terms.case.tolerance.clone();
    let mut due: Vec<(Instant, String, Day, bool)> = Vec::new();
    for (code, promised) in after.promises.iter().filter(|(_, p)| p.kept_on.is_none() && p.broken.is_none()) {
        let last = terms.last_day(code, promised);
        if !promised.reminded {
            due.push((Instant::end_of(promised.remind_on.plus(-1)), code.clone(), last, false));
        }
        due.push((Instant::end_of(last), code.clone(), last, true));
    }
    due.retain(|(at, ..)| *at <= terms.ctx.now);
    due.sort();
    let mut lapsed = Vec::new();
    for (at, material, day, broken) in due {
        if let Some(promised) = after.promises.get_mut(&material) {
            promised.reminded = true;
            promised.broken = broken.then_some(day);
        }
        let next = after.next();
        let event = if broken {
            let basis = terms.following(&material).map(|f| f.basis.clone()).unwrap_or_default();
            Event::ToleranceBroken { material, due: day, basis, next }
        } else {
            Event::FollowReminded { material, by: day, next }
        };
        lapsed.push(Entry::since(event, at));
    }
    lapsed
}

/// When the clock of promised papers speaks next.
pub(super) fn next(terms: &Terms<'_>) -> Option<Instant> {
    if !matches!(terms.case.ending, None | Some(Ending::Granted)) {
        return None;
    }
    let open = |p: &&Promised| p.kept_on.is_none() && p.broken.is_none();
    let all = terms.case.tolerance.promises.iter().filter(|(_, p)| open(p));
    let speaks = |(code, p): (&String, &Promised)| match p.reminded {
        true => Instant::end_of(terms.last_day(code, p)),
        false => Instant::end_of(p.remind_on.plus(-1)),
    };
    all.map(speaks).min()
}

/// Codes of what is lacking and may follow, and every word of the promise she would sign for it.
pub fn may_follow(case: &Case, ctx: &Ctx<'_>) -> (Vec<String>, Text) {
    let Ok(terms) = Terms::of(case, ctx) else { return Default::default() };
    let all: Vec<String> =
        terms.missing().into_iter().filter(|code| terms.following(code).is_some()).collect();
    let words = terms.commitment(&all);
    (all, words)
}

impl Terms<'_> {
    /// When each of these follows, counted from the acceptance; nothing is due or called to mind before the
    /// first day on which she can know of it.
    fn follows(&self, codes: Vec<String>, accepted: Day, first: Day) -> Result<Vec<Follows>, NoYear> {
        let mut all = Vec::new();
        for code in codes {
            let Some(following) = self.following(&code) else { continue };
            let due = self.ctx.calendar.due(accepted, following.within, &[], self.ctx.today())?;
            let by = due.day.max(first);
            let remind_on = by.plus(-REMINDER_DAYS).max(first).min(by);
            all.push(Follows { material: code, by, remind_on });
        }
        Ok(all)
    }

    /// What she signed for and has not supplied, if silence accepts on this day: her promise stands, counted
    /// as any acceptance from the day of receipt. None where the calendar lacks the year.
    pub fn follows_silence(&self, as_of: Day, silent_until: Day) -> Option<Vec<Follows>> {
        let signed = &self.case.tolerance.signed;
        let codes = self.missing().into_iter().filter(|code| signed.contains(code)).collect();
        self.follows(codes, as_of, silent_until.next()).ok()
    }

    /// How this material may follow, if it may.
    pub fn following(&self, code: &str) -> Option<&Following> {
        self.item.material(code).and_then(|material| material.follows())
    }

    /// Did the day pass without it?
    fn broken(&self, code: &str) -> bool {
        self.case.tolerance.promises.get(code).is_some_and(|promised| promised.broken.is_some())
    }

    /// Is a promise broken that was not made good?
    pub fn broken_promise(&self) -> bool {
        self.case.tolerance.promises.values().any(|p| p.broken.is_some() && p.kept_on.is_none())
    }

    /// The last day, never earlier than told.
    fn last_day(&self, code: &str, promised: &Promised) -> Day {
        self.follows_until(code).and_then(Result::ok).map_or(promised.by, |due| due.day)
    }

    /// The last day of a promised paper, as it is counted now and never earlier than told.
    pub fn follows_until(&self, code: &str) -> Option<Result<Due, NoYear>> {
        let (promised, following) = (self.case.tolerance.promises.get(code)?, self.following(code)?);
        Some(self.plain(promised.from, following.within, promised.by))
    }

    /// Every word she signs.
    pub fn commitment(&self, codes: &[String]) -> Text {
        let all = names(codes.iter().filter_map(|code| {
            let (name, following) = (self.item.lacking_name(code), self.following(code)?);
            Some(Text::new(
                format!("{}（受理后 {} 内补交，依据{}）", name.zh, following.within.zh(), following.basis.zh),
                format!(
                    "{} (within {} of acceptance; {})",
                    name.en,
                    following.within.en(),
                    following.basis.en
                ),
            ))
        }));
        let blocks = names(codes.iter().filter_map(|code| self.following(code)?.block.clone()));
        let (zh, en) = match blocks.zh.is_empty() {
            true => (String::new(), String::new()),
            false => (format!("补交以前，{}。", blocks.zh), format!(" Until then: {}.", blocks.en)),
        };
        Text::new(
            format!(
                "我申请办理{}，下列材料暂时交不了，承诺在期限内补交：{}。{zh}到期没有补交的，愿意承担由此产生的后果：\
                 没有决定的不予批准，已经批准的依法处理；补交以前不再适用容缺受理。",
                self.item.name.zh, all.zh
            ),
            format!(
                "I apply for {} and cannot supply the following yet; I promise to supply it in time: {}.{en} \
                 If I do not, I bear the consequences: what is undecided is denied, what was granted is \
                 dealt with by law, and until it is made good no paper of mine may follow again.",
                self.item.name.en, all.en
            ),
        )
    }
}

/// She promised, was reminded, kept it or did not.
pub(super) fn told(case: &mut Case, event: &Event, day: Day) {
    match event {
        Event::ToleranceSigned { materials, .. } => case.tolerance.signed.clone_from(materials),
        Event::AcceptedTolerantly { follow, .. } | Event::DeemedAccepted { follow, .. } => {
            let from = case.acceptance.map_or(day, |acceptance| acceptance.on);
            for one in follow {
                let promised = Promised {
                    from,
                    by: one.by,
                    remind_on: one.remind_on,
                    reminded: false,
                    broken: None,
                    kept_on: None,
                };
                case.tolerance.promises.insert(one.material.clone(), promised);
            }
        }
        Event::Followed { materials, .. } => {
            kept(&mut case.tolerance, materials, day);
            super::receiving::came(case, materials);
        }
        Event::FollowReminded { material, .. } => {
            case.tolerance.promises.entry(material.clone()).and_modify(|promised| promised.reminded = true);
        }
        Event::ToleranceBroken { material, due, .. } => {
            case.tolerance
                .promises
                .entry(material.clone())
                .and_modify(|promised| promised.broken = Some(*due));
        }
        _ => {}
    }
}

fn kept(tolerance: &mut Tolerance, materials: &[String], day: Day) {
    for code in materials {
        if let Some(promised) = tolerance.promises.get_mut(code) {
            promised.kept_on = Some(day);
        }
    }
}
