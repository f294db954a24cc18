//! Who handles a case, and how: claimed, given back, reassigned, handed over, taken over; modes, and what is
//! followed through until the applicant says that it is settled; officers who are away.

use account::rules::Command as Staff;
use case::rules::Command;
use facts::case::{Ending, Mode};
use house::To;
use kernel::Actor;

use super::{Scene, words};
use crate::city::City;
use crate::deed::{Deed, Wish};
use crate::people::{named, supervisor};

impl City<'_> {
    /// Perhaps something about the handling of a case.
    pub(super) fn handling(&mut self, scene: &Scene) -> Option<Deed> {
        let tracked = scene.case.following.modes.contains_key(&Mode::Tracked);
        let settled = scene.case.following.settled_on.is_some();
        if tracked && scene.over() && !settled && self.lot.percent(50) {
            return Some(scene.deed(scene.applicant(), Command::Settle {}));
        }
        let moving = !scene.over()
            || (scene.case.ending == Some(Ending::Granted) && scene.case.delivered_on.is_none());
        if !moving {
            return None;
        }
        let officer = scene.at_its_step();
        let colleague = scene.colleague_of(&officer);
        if let Some(offered) = scene.case.handling.offered.clone().filter(|_| self.lot.percent(40)) {
            return Some(scene.deed(named(&offered, &scene.filed), Command::TakeOver {}));
        }
        match self.lot.below(100) {
            0..7 => self.claims(scene, officer, colleague),
            7..10 => self.gives(scene, &officer, &colleague),
            10..13 => Some(self.mode(scene, &officer, &colleague)),
            13..16 => Some(self.absence(&officer, &colleague)),
            _ => None,
        }
    }

    /// The case is taken up, or given back by whoever had it.
    fn claims(&mut self, scene: &Scene, officer: Actor, colleague: Actor) -> Option<Deed> {
        let held = scene.case.handling.holders.contains_key(&officer.role);
        let (who, command) = match (held, self.lot.below(10)) {
            (true, 0..5) => (officer, Command::Unclaim { reason: words() }),
            (true, _) | (false, 7..) => (colleague, Command::Claim {}),
            _ => (officer, Command::Claim {}),
        };
        Some(scene.deed(who, command))
    }

    /// The case goes to a colleague: by the head, or by whoever answers for it.
    fn gives(&mut self, scene: &Scene, officer: &Actor, colleague: &Actor) -> Option<Deed> {
        let to = colleague.party.clone();
        if self.lot.percent(50) {
            return Some(scene.deed(scene.head(), Command::Reassign { to, reason: words() }));
        }
        let responsible = scene.case.handling.responsible.as_deref().unwrap_or(&officer.party);
        if responsible == to && self.lot.percent(70) {
            return None;
        }
        let who = named(responsible, &scene.filed);
        Some(scene.deed(who, Command::HandOver { to, reason: words() }))
    }

    fn mode(&mut self, scene: &Scene, officer: &Actor, colleague: &Actor) -> Deed {
        let mode = *self.lot.one(&Mode::ALL);
        // a supervisor sets what is the supervisor's; now and then somebody sets what is not his
        let own = (mode == Mode::Supervised) != self.lot.percent(10);
        let who = if own { supervisor() } else { officer.clone() };
        if scene.case.following.modes.contains_key(&mode) {
            return scene.deed(who, Command::EndMode { mode, reason: words() });
        }
        let names = matches!(mode, Mode::Guided | Mode::Tracked) != self.lot.percent(10);
        let of = if names { colleague.party.clone() } else { String::new() };
        scene.deed(who, Command::SetMode { mode, of })
    }

    /// An officer is away for some days, and a colleague stands in; or she is back.
    fn absence(&mut self, officer: &Actor, colleague: &Actor) -> Deed {
        let today = self.now().day();
        let long = i32::try_from(self.lot.below(6)).expect("below six");
        let command = match self.lot.below(10) {
            0..3 => Staff::EndAbsence {},
            3 => Staff::NoteAbsence { stand_in: officer.party.clone(), from: today, until: today },
            4 => Staff::NoteAbsence { stand_in: colleague.party.clone(), from: today, until: today.plus(-1) },
            _ => {
                Staff::NoteAbsence { stand_in: colleague.party.clone(), from: today, until: today.plus(long) }
            }
        };
        let to = To::Stream(officer.party.clone());
        Deed { who: officer.clone(), to, wish: Wish::Staff(command), lie: false }
    }
}

/// One of every command about the handling, with somebody who may ask for it.
pub(super) fn everything(scene: &Scene) -> Vec<(Actor, Command)> {
    let (window, examiner, head) = (scene.window(), scene.examiner(), scene.head());
    let nobody = || "s-nobody".to_owned();
    let other = scene.other_examiner();
    vec![
        (window.clone(), Command::Claim {}),
        (examiner.clone(), Command::Claim {}),
        (other.clone(), Command::Claim {}),
        (head.clone(), Command::Claim {}),
        (other.clone(), Command::Unclaim { reason: words() }),
        (head.clone(), Command::Reassign { to: nobody(), reason: words() }),
        (head.clone(), Command::Reassign { to: other.party.clone(), reason: String::new() }),
        (examiner.clone(), Command::HandOver { to: examiner.party.clone(), reason: words() }),
        (other, Command::TakeOver {}),
        (window, Command::SetMode { mode: Mode::Supervised, of: String::new() }),
        (examiner, Command::SetMode { mode: Mode::Tracked, of: nobody() }),
        (head, Command::EndMode { mode: Mode::Tracked, reason: words() }),
        (supervisor(), Command::SetMode { mode: Mode::AtOnce, of: String::new() }),
        (scene.applicant(), Command::Settle {}),
    ]
}
