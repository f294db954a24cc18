//! What somebody asks next, by the dice: before the acceptance, on the way to the decision, and after.

use std::collections::BTreeMap;

use case::rules::Command;
use facts::case::{Cease, Ground};
use kernel::Day;
use kernel::form::Answers;

use super::desk::{Desk, ELSEWHERE};
use super::dice::Dice;

/// Who presides over hearings, and never examines.
pub const PRESIDER: &str = "presider";

/// Somebody and what she asks.
type Wish = (&'static str, Command);

/// The next wish.
pub fn something(desk: &Desk, dice: &mut Dice) -> Wish {
    if desk.case.ending.is_some() {
        return match dice.below(20) {
            0..7 => ("clerk", Command::Deliver {}),
            7..11 => ("clerk", follow(desk, dice)),
            11 if dice.percent(20) => ("supervisor", Command::Void { reason: word() }),
            _ => tick(),
        };
    }
    if dice.percent(2) {
        return ending(dice);
    }
    if desk.case.acceptance.is_none() { before(desk, dice) } else { after(desk, dice) }
}

fn word() -> String {
    "理由".to_owned()
}

fn tick() -> Wish {
    ("clerk", Command::Tick {})
}

fn days(desk: &Desk, dice: &mut Dice, most: u64) -> Day {
    desk.now.day().plus(i32::try_from(dice.below(most)).expect("small"))
}

/// What ends a case before its decision.
fn ending(dice: &mut Dice) -> Wish {
    let clause = "《某条例》第九条".to_owned();
    match dice.below(6) {
        0 | 1 => ("wang", Command::Withdraw {}),
        2 => ("head", Command::Terminate { ground: Cease::ObjectGone, clause, reason: word() }),
        3 => ("head", Command::Terminate { ground: Cease::OtherLaw, clause, reason: word() }),
        4 => ("clerk", Command::Decline { ground: Ground::NotNeeded, reason: word() }),
        _ => ("supervisor", Command::Void { reason: word() }),
    }
}

/// Until it is accepted.
fn before(desk: &Desk, dice: &mut Dice) -> Wish {
    let outstanding: Vec<String> =
        desk.case.correction.iter().flat_map(|c| c.outstanding.iter().cloned()).collect();
    let part = outstanding.iter().take(1).cloned().collect();
    let correct = |materials| Command::Correct { materials, answers: Answers::new(), files: vec![] };
    match dice.below(24) {
        0..4 => ("clerk", Command::Accept {}),
        4..9 => ("clerk", Command::AskCorrection { lacking: desk.materials(), note: word() }),
        9..11 => ("wang", correct(outstanding)),
        11..13 => ("wang", correct(part)),
        13 | 14 => ("supervisor", Command::AllowNotice { reason: word() }),
        15..18 => {
            let missing = |code: &String| !desk.case.held.contains(code);
            let mut materials = desk.materials();
            materials.retain(|code| desk.world.follows(code).is_some() && missing(code));
            ("wang", Command::SignTolerance { materials })
        }
        18..21 => ("clerk", Command::AcceptTolerantly {}),
        21 => ("clerk", Command::Claim {}),
        _ => tick(),
    }
}

/// Between acceptance and decision.
fn after(desk: &Desk, dice: &mut Dice) -> Wish {
    let points: Vec<String> =
        desk.world.item.points_in(&desk.situation).map(|point| point.code.clone()).collect();
    match dice.below(24) {
        0..3 => {
            let kind = desk.world.special();
            ("examiner", Command::StopClock { kind, needed: 5, notice: "告知1号".to_owned() })
        }
        3..7 => ("examiner", Command::ResumeClock { result: word() }),
        7 | 8 => {
            let findings = BTreeMap::new();
            ("examiner", Command::Examine { met: points, unmet: vec![], opinion: word(), findings })
        }
        9 => {
            let findings = points.iter().map(|code| (code.clone(), word())).collect();
            ("examiner", Command::Examine { met: vec![], unmet: points, opinion: word(), findings })
        }
        10 => ("second", Command::Confirm { opinion: word() }),
        11 => ("head", Command::Grant {}),
        12 => ("head", Command::Deny { reason: word() }),
        13 | 14 => ("head", Command::Extend { days: dice.between(1, 20), reason: word() }),
        15 | 16 => ("examiner", Command::OpenPublicity {}),
        17 => objecting(desk, dice),
        18..21 => hearing(desk, dice),
        21 | 22 => beside(desk, dice),
        _ => ("clerk", follow(desk, dice)),
    }
}

/// Somebody who read it objects, and is answered.
fn objecting(desk: &Desk, dice: &mut Dice) -> Wish {
    let objection = u32::try_from(desk.case.course.objections.len()).expect("a few");
    if dice.percent(50) {
        return ("stranger", Command::Object { name: word(), reason: word() });
    }
    ("examiner", Command::AnswerObjection { objection, upheld: dice.percent(30), answer: word() })
}

/// The next step of a hearing, at a time that may be wrong.
fn hearing(desk: &Desk, dice: &mut Dice) -> Wish {
    let hearing = &desk.case.course.hearing;
    if hearing.told.is_none() {
        return ("examiner", Command::TellHearingRight { others: false, matter: word() });
    }
    if hearing.hold_by.is_none() {
        return ("wang", Command::RequestHearing { by: String::new() });
    }
    if hearing.set.is_none() {
        let (presider, place) = (PRESIDER.to_owned(), "二楼会议室".to_owned());
        let on = days(desk, dice, 40);
        return ("examiner", Command::SetHearing { on, place, presider, notice: "听1号".to_owned() });
    }
    (PRESIDER, Command::HoldHearing { record: word() })
}

/// What goes on beside, and stops nothing.
fn beside(desk: &Desk, dice: &mut Dice) -> Wish {
    let consultation = u32::try_from(desk.case.course.consultations.len()).expect("a few");
    let visit = u32::try_from(desk.case.course.visits.len()).expect("a few");
    match dice.below(8) {
        0 | 1 => {
            let by = days(desk, dice, 20);
            ("examiner", Command::Consult { organ: ELSEWHERE.to_owned(), question: word(), by })
        }
        2 | 3 => ("elsewhere", Command::AnswerConsultation { consultation, agrees: true, answer: word() }),
        4 => {
            let (on, with) = (days(desk, dice, 10), "second".to_owned());
            ("examiner", Command::SetVisit { on, with, apart: String::new() })
        }
        5 => ("examiner", Command::RecordVisit { visit, record: word() }),
        6 => ("examiner", Command::Claim {}),
        _ => ("examiner", Command::Unclaim { reason: word() }),
    }
}

/// A promised paper comes, or all of them.
fn follow(desk: &Desk, dice: &mut Dice) -> Command {
    let open = desk.case.tolerance.promises.iter().filter(|(_, one)| one.kept_on.is_none());
    let mut materials: Vec<String> = open.map(|(code, _)| code.clone()).collect();
    if dice.percent(60) {
        materials.truncate(1);
    }
    Command::Follow { materials, files: vec![] }
}
