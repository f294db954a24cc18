//! Sent up: the lower organ's head sends opinion and papers to the body that decides; one in this house
//! examines again or decides, one outside answers by letter.

use case::rules::Command;
use kernel::{Actor, Day};

use super::steps::{decision, examining, points};
use super::{Scene, words};
use crate::people::{examiner, head, second_examiner};

impl Scene {
    /// The organ of this house that decides, where it was sent up to one; else its own.
    pub fn deciding(&self) -> &str {
        let sent = self.case.forwarded.as_ref().map(|sent| sent.organ.as_str());
        sent.filter(|organ| !organ.is_empty()).unwrap_or(&self.filed.organ)
    }

    /// Was it sent up to a body of this house?
    pub fn decided_above(&self) -> bool {
        self.deciding() != self.filed.organ
    }

    /// Whoever examines it now.
    pub fn judge(&self) -> Actor {
        if self.decided_above() { examiner(self.deciding()) } else { self.examiner() }
    }

    /// A colleague of whoever examines it now.
    pub fn other_judge(&self) -> Actor {
        if self.decided_above() { second_examiner(self.deciding()) } else { self.other_examiner() }
    }

    /// Whoever decides it now.
    pub fn decider(&self) -> Actor {
        if self.decided_above() { head(self.deciding()) } else { self.head() }
    }
}

/// Does a higher body decide it?
pub(super) fn goes_up(scene: &Scene) -> bool {
    scene.item.forwarded_in(&scene.filed.situation).is_some()
}

/// What is done above, or what comes from there: mostly what is due.
pub(super) fn above(scene: &Scene, today: Day, roll: u64) -> (Actor, Command) {
    let sent = scene.case.forwarded.as_ref();
    if !scene.decided_above() {
        let early = sent.map_or(today, |sent| sent.on).plus(-1);
        return match roll {
            0..70 => (scene.examiner(), letter(today, roll < 50)),
            // a letter from before it was sent, one from tomorrow, one without a number
            70..74 => (scene.examiner(), letter(early, true)),
            74..78 => (scene.head(), letter(today.next(), true)),
            78..82 => (scene.head(), numbered("", today, true)),
            82..90 => (scene.head(), Command::Forward { opinion: words() }),
            90..95 => (scene.head(), Command::Grant {}),
            _ => (scene.applicant(), Command::Withdraw {}),
        };
    }
    match (scene.case.examination.as_ref(), roll) {
        (None, 0..90) => (scene.judge(), examining(points(scene), Vec::new(), words())),
        (Some(found), 0..50) if found.unconfirmed() => {
            (scene.other_judge(), Command::Confirm { opinion: words() })
        }
        (Some(_), 0..45) => (scene.decider(), decision(scene)),
        (_, 0..55) => (scene.decider(), Command::SendBack { reason: words() }),
        (_, 55..62) => {
            let points = points(scene);
            (scene.judge(), examining(Vec::new(), points, words()))
        }
        // what is not theirs to do any more, or not yet
        (_, 62..66) => (scene.head(), Command::Forward { opinion: words() }),
        (_, 66..70) => (scene.examiner(), letter(today, true)),
        (_, 70..72) => (scene.applicant(), Command::Withdraw {}),
        _ => (scene.decider(), decision(scene)),
    }
}

/// What brings a matter that was sent up nearer to its end.
pub(super) fn next_above(scene: &Scene, today: Day) -> (Actor, Command) {
    if !scene.decided_above() {
        return (scene.examiner(), letter(today, true));
    }
    match &scene.case.examination {
        Some(found) if found.unconfirmed() && found.second.is_none() => {
            let judge = scene.other_judge();
            let who = if judge.party == found.by { scene.judge() } else { judge };
            (who, Command::Confirm { opinion: words() })
        }
        Some(found) if !found.unconfirmed() => (scene.decider(), decision(scene)),
        _ => (scene.judge(), examining(points(scene), Vec::new(), words())),
    }
}

/// The letter of a higher body comes.
fn letter(on: Day, granted: bool) -> Command {
    numbered("市〔2026〕1号", on, granted)
}

fn numbered(number: &str, on: Day, granted: bool) -> Command {
    Command::EnterDecision { granted, number: number.to_owned(), on, reason: "来文写明".to_owned() }
}

/// One of every command about sending up, with somebody who may ask for it.
pub(super) fn everything(scene: &Scene, today: Day) -> Vec<(Actor, Command)> {
    vec![
        (scene.head(), Command::Forward { opinion: words() }),
        (scene.head(), Command::Forward { opinion: String::new() }),
        (scene.examiner(), letter(today, true)),
        (scene.examiner(), letter(today.plus(-30), false)),
        (scene.head(), numbered("", today, false)),
    ]
}
