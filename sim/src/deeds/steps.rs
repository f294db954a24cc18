//! The steps that every case takes, from the counter to delivery; and, when bad luck is over, the one deed
//! that brings a case nearer to its end, or the day for which it waits.

use case::rules::{Case, Command, Standing, Word, standing};
use facts::case::Ground;
use kernel::item::SpecialKind;
use kernel::{Actor, Day};

use super::{Scene, course, words};
use crate::check::days;
use crate::city::City;
use crate::deed::Deed;
use crate::people::{citizen, examiner, head, named, program, second_examiner, third_examiner};

/// What a case needs next.
#[derive(Debug)]
pub(crate) enum Next {
    /// Somebody does this.
    Deed(Box<Deed>),
    /// Nobody can do anything before this day.
    Wait(Day),
}

impl City<'_> {
    /// The step at which the case is, done by whoever may; now and then too early, or only half of it.
    pub(super) fn step(&mut self, scene: &Scene) -> Result<Deed, String> {
        let roll = self.lot.below(100);
        let missing = self.missing(&scene.case)?;
        let points = points(scene);
        let (who, command) = match standing(&scene.case).expect("it was filed") {
            Standing::Submitted => self.first_answer(scene, missing, roll),
            Standing::Accepted if roll < 25 => {
                let (kind, needed) = (SpecialKind::Testing, 1 + u32::from(roll < 15) * 3);
                (scene.examiner(), Command::StopClock { kind, needed, notice: "QL-1".to_owned() })
            }
            Standing::Accepted => {
                let unmet = if roll < 85 { Vec::new() } else { self.lot.some(&points, 30) };
                let met = points.into_iter().filter(|code| !unmet.contains(code)).collect();
                (self.judging(scene), examining(met, unmet, words()))
            }
            Standing::Stopped if roll < 60 => (scene.examiner(), Command::ResumeClock { result: words() }),
            Standing::Stopped if roll < 75 => (scene.examiner(), examining(points, Vec::new(), words())),
            Standing::Confirming if roll < 25 => {
                (scene.other_examiner(), Command::Differ { points, reason: words() })
            }
            Standing::Confirming => {
                let who = if roll < 90 { scene.other_examiner() } else { scene.examiner() };
                (who, Command::Confirm { opinion: words() })
            }
            Standing::Examined if roll < 60 && goes_up(scene) => {
                (scene.head(), Command::Forward { opinion: words() })
            }
            Standing::Forwarded if roll < 70 => (scene.examiner(), letter(self.now().day(), roll < 50)),
            Standing::Examined if roll > 90 => (scene.head(), Command::SendBack { reason: words() }),
            Standing::Examined if roll < 70 => (scene.head(), Command::Grant {}),
            Standing::Examined => (scene.head(), Command::Deny { reason: words() }),
            Standing::Stopped => (scene.head(), Command::Grant {}),
            Standing::Granted => (scene.window(), Command::Deliver {}),
            _ => (scene.applicant(), Command::Withdraw {}),
        };
        Ok(scene.deed(who, command))
    }

    fn first_answer(&mut self, scene: &Scene, missing: Vec<String>, roll: u64) -> (Actor, Command) {
        match roll {
            0..60 if !missing.is_empty() => {
                (scene.window(), Command::AskCorrection { lacking: missing, note: words() })
            }
            0..84 => (scene.window(), Command::Accept {}),
            84..90 => (program(&scene.filed.organ), Command::Receive { materials: None }),
            90..94 => {
                let (to, address) = ("青岭县医疗保障局".to_owned(), "政务路 9 号".to_owned());
                (scene.window(), Command::Refer { to, address, reason: words() })
            }
            _ => {
                let ground = if roll < 97 { Ground::NotNeeded } else { Ground::Barred };
                (scene.window(), Command::Decline { ground, reason: words() })
            }
        }
    }

    /// Mostly whoever has the case; now and then the colleague.
    fn judging(&mut self, scene: &Scene) -> Actor {
        if self.lot.percent(15) { scene.other_examiner() } else { scene.examiner() }
    }
}

/// Codes of the points that apply.
fn points(scene: &Scene) -> Vec<String> {
    scene.item.points_in(&scene.filed.situation).map(|p| p.code.clone()).collect()
}

/// An examination with a finding for every point that is not met.
pub(super) fn examining(met: Vec<String>, unmet: Vec<String>, opinion: String) -> Command {
    let findings = unmet.iter().map(|code| (code.clone(), opinion.clone())).collect();
    Command::Examine { met, unmet, opinion, findings }
}

/// What brings the case nearer to its end; none when nothing is owed.
pub(crate) fn next(city: &City<'_>, scene: &Scene) -> Result<Option<Next>, String> {
    let missing = city.missing(&scene.case)?;
    let opinion = words();
    let (who, command) = match standing(&scene.case).expect("it was filed") {
        Standing::Submitted if missing.is_empty() => (scene.window(), Command::Accept {}),
        Standing::Submitted if missing.iter().all(|code| scene.case.tolerance.signed.contains(code)) => {
            (scene.window(), Command::AcceptTolerantly {})
        }
        Standing::Submitted if scene.case.notices.asked > scene.case.notices.allowed => {
            (scene.window(), Command::Receive { materials: Some(missing) })
        }
        Standing::Submitted => (scene.window(), Command::AskCorrection { lacking: missing, note: opinion }),
        Standing::CorrectionWaiting => {
            let all = scene.case.correction.iter().flat_map(|c| c.outstanding.clone()).collect();
            (
                scene.window(),
                Command::Correct { materials: all, answers: Default::default(), files: Vec::new() },
            )
        }
        Standing::Stopped => return Ok(Some(going_on(city, scene))),
        Standing::Accepted if presider(&scene.case) == Some(scene.examiner().party.as_str()) => {
            let to = scene.other_examiner().party;
            (scene.head(), Command::Reassign { to, reason: opinion })
        }
        Standing::Accepted => (scene.examiner(), examining(points(scene), Vec::new(), opinion)),
        Standing::Confirming if scene.case.examination.as_ref().is_some_and(|e| e.second.is_some()) => {
            (scene.examiner(), examining(points(scene), Vec::new(), opinion))
        }
        Standing::Confirming => (second(scene), Command::Confirm { opinion }),
        Standing::Forwarded => (scene.examiner(), letter(city.now().day(), true)),
        Standing::Examined => match waiting(city, scene) {
            Some(next) => return Ok(Some(next)),
            None if goes_up(scene) => (scene.head(), Command::Forward { opinion }),
            None => (scene.head(), decision(scene)),
        },
        Standing::Granted => (scene.window(), Command::Deliver {}),
        _ => return Ok(None),
    };
    Ok(Some(doing(scene, who, command)))
}

/// Does a higher body decide it?
fn goes_up(scene: &Scene) -> bool {
    scene.item.forwarded_in(&scene.filed.situation).is_some()
}

/// The letter of a higher body comes.
fn letter(on: Day, granted: bool) -> Command {
    Command::EnterDecision {
        granted, number: "市〔2026〕1号".to_owned(), on, reason: "来文写明".to_owned()
    }
}

fn doing(scene: &Scene, who: Actor, command: Command) -> Next {
    Next::Deed(Box::new(scene.deed(who, command)))
}

fn decision(scene: &Scene) -> Command {
    let unmet = scene.case.examination.as_ref().is_some_and(|e| !e.unmet.is_empty());
    if unmet { Command::Deny { reason: words() } } else { Command::Grant {} }
}

/// A second officer who neither examined nor presides.
fn second(scene: &Scene) -> Actor {
    let first = scene.case.examination.as_ref().map(|e| e.by.as_str());
    let presider = presider(&scene.case);
    let organ = &scene.filed.organ;
    let may = |who: &Actor| Some(who.party.as_str()) != first && Some(who.party.as_str()) != presider;
    let others = [examiner(organ), second_examiner(organ)];
    others.into_iter().find(may).unwrap_or_else(|| third_examiner(organ))
}

fn presider(case: &Case) -> Option<&str> {
    case.course.hearing.set.as_ref().map(|(_, presider)| presider.as_str())
}

/// How a clock that stands goes on: by itself after a day, by a hearing that is held, or by the examiner.
fn going_on(city: &City<'_>, scene: &Scene) -> Next {
    let kind = scene.case.stops.last().map(|stop| stop.kind);
    let public = scene.case.course.publicity.filter(|public| !public.closed);
    match (kind, public) {
        (Some(SpecialKind::Hearing), _) => hearing(city, scene).unwrap_or_else(|| resuming(scene)),
        (Some(SpecialKind::ByItemLaw), Some(public)) => Next::Wait(public.until.next()),
        _ => resuming(scene),
    }
}

fn resuming(scene: &Scene) -> Next {
    doing(scene, scene.examiner(), Command::ResumeClock { result: words() })
}

/// What a decision waits for, if it does.
fn waiting(city: &City<'_>, scene: &Scene) -> Option<Next> {
    let course = &scene.case.course;
    let required = scene.item.publicity_in(&scene.filed.situation).is_some_and(|p| p.required);
    match course.publicity {
        None if required => return Some(doing(scene, scene.examiner(), Command::OpenPublicity {})),
        Some(public) if !public.closed => return Some(Next::Wait(public.until.next())),
        _ => {}
    }
    if let Some((objection, _)) = course.objections.iter().find(|(_, made)| made.upheld.is_none()) {
        let answer = Command::AnswerObjection { objection: *objection, upheld: false, answer: words() };
        return Some(doing(scene, scene.examiner(), answer));
    }
    if let Some(one) = course.consultations.values().find(|one| one.word == Word::Awaited) {
        return Some(Next::Wait(one.by.next()));
    }
    if let Some(next) = hearing(city, scene) {
        return Some(next);
    }
    let open = |code: &&String| scene.case.tolerance.open(code);
    let promised: Vec<String> = scene.case.tolerance.promises.keys().filter(open).cloned().collect();
    let unmet = scene.case.examination.as_ref().is_some_and(|e| !e.unmet.is_empty());
    (!promised.is_empty() && !unmet)
        .then(|| doing(scene, scene.window(), Command::Follow { materials: promised, files: Vec::new() }))
}

/// What a hearing still needs: the day until which it may be asked for, an announcement, its day, its record.
fn hearing(city: &City<'_>, scene: &Scene) -> Option<Next> {
    let hearing = &scene.case.course.hearing;
    let (_, until) = hearing.told?;
    let today = city.now().day();
    if hearing.held.is_some() {
        return None;
    }
    if hearing.hold_by.is_none() {
        return (today <= until).then(|| Next::Wait(until.next()));
    }
    match &hearing.set {
        None => {
            let seventh = days::working(&city.house().world(), today, 7).ok()?;
            Some(doing(scene, scene.examiner(), course::setting(scene, seventh)))
        }
        Some((on, _)) if today < *on => Some(Next::Wait(*on)),
        Some((_, presider)) => {
            let who = named(presider, &scene.filed);
            Some(doing(scene, who, Command::HoldHearing { record: words() }))
        }
    }
}

/// One of every command of the common steps, with somebody who may ask for it.
pub(super) fn everything(scene: &Scene) -> Vec<(Actor, Command)> {
    let codes: Vec<String> = scene.item.materials.iter().map(|m| m.code.clone()).collect();
    let points: Vec<String> = scene.item.points.iter().map(|p| p.code.clone()).collect();
    let (window, mine) = (scene.window(), scene.applicant());
    let (examiner, head) = (scene.examiner(), head(&scene.filed.organ));
    let kind = SpecialKind::ExpertReview;
    vec![
        (window.clone(), Command::Receive { materials: None }),
        (window.clone(), Command::Receive { materials: Some(codes.clone()) }),
        (window.clone(), Command::Accept {}),
        (window.clone(), Command::AcceptTolerantly {}),
        (window.clone(), Command::AskCorrection { lacking: codes.clone(), note: words() }),
        (window.clone(), Command::AskCorrection { lacking: Vec::new(), note: words() }),
        (window.clone(), Command::Decline { ground: Ground::Barred, reason: String::new() }),
        (window.clone(), Command::Refer { to: String::new(), address: words(), reason: words() }),
        (window.clone(), Command::Follow { materials: codes.clone(), files: Vec::new() }),
        (window.clone(), Command::Enclose { material: codes[0].clone(), files: Vec::new() }),
        (window, Command::Deliver {}),
        (mine.clone(), Command::SignTolerance { materials: codes.clone() }),
        (crate::people::supervisor(), Command::AllowNotice { reason: words() }),
        (mine, Command::Correct { materials: codes, answers: Default::default(), files: Vec::new() }),
        (examiner.clone(), Command::StopClock { kind, needed: 900, notice: words() }),
        (examiner.clone(), Command::StopClock { kind: SpecialKind::Testing, needed: 0, notice: words() }),
        (examiner.clone(), Command::ResumeClock { result: words() }),
        (examiner.clone(), examining(points.clone(), points.clone(), words())),
        (examiner, examining(points, Vec::new(), words())),
        (scene.other_examiner(), Command::Confirm { opinion: words() }),
        (scene.other_examiner(), Command::Differ { points: Vec::new(), reason: words() }),
        (head.clone(), Command::SendBack { reason: words() }),
        (head.clone(), Command::GiveOpinion { opinion: 1, words: words() }),
        (head.clone(), Command::Grant {}),
        (head, Command::Deny { reason: "\u{202E}翻过来".to_owned() }),
    ]
}

/// A citizen, for whoever needs one that has nothing to do with it.
pub(super) fn passer_by(scene: &Scene) -> Actor {
    citizen(crate::people::stranger_to(&scene.filed.party))
}
