//! From acceptance to the decision: extension, publicity with objections, hearings, visits, other organs that
//! are asked and answer or keep silent.

use case::rules::{Command, Word};
use house::rehearsal::in_place_of;
use kernel::Actor;

use super::{Scene, words};
use crate::city::City;
use crate::deed::Deed;
use crate::people::{citizen, examiner, head, second_examiner, speaker, stranger_to};

impl City<'_> {
    /// Perhaps something on the way to the decision.
    pub(super) fn course(&mut self, scene: &Scene) -> Option<Deed> {
        // what was sent up is examined and decided there
        if !scene.under_way() || scene.case.forwarded.is_some() {
            return None;
        }
        let subjects = [Self::public, Self::heard, Self::consulted, Self::visited];
        for subject in subjects {
            if let Some((who, command)) = subject(self, scene) {
                return Some(scene.deed(who, command));
            }
        }
        if !self.lot.percent(9) {
            return None;
        }
        let days = 1 + u32::try_from(self.lot.below(16)).expect("below sixteen");
        Some(scene.deed(head(scene.item.extended_by()), Command::Extend { days, reason: words() }))
    }

    fn public(&mut self, scene: &Scene) -> Option<(Actor, Command)> {
        scene.item.publicity.as_ref()?;
        let course = &scene.case.course;
        if let Some((objection, made)) = course.objections.iter().find(|(_, made)| made.upheld.is_none()) {
            let upheld = self.lot.percent(40);
            let roll = self.lot.below(100);
            let (objection, party) = (*objection, made.party.clone());
            return match roll {
                0..60 => {
                    Some((scene.examiner(), Command::AnswerObjection { objection, upheld, answer: words() }))
                }
                // once more, before she was answered
                60..65 => Some((speaker(&party), objecting())),
                _ => None,
            };
        }
        match &course.publicity {
            None if self.lot.percent(70) => Some((scene.examiner(), Command::OpenPublicity {})),
            Some(public) if !public.closed && self.lot.percent(60) => {
                Some((citizen(stranger_to(&scene.filed.party)), objecting()))
            }
            _ => None,
        }
    }

    fn heard(&mut self, scene: &Scene) -> Option<(Actor, Command)> {
        let hearing = &scene.case.course.hearing;
        let today = self.now().day();
        let roll = self.lot.below(100);
        if hearing.told.is_none() {
            let tell = Command::TellHearingRight { others: roll < 2, matter: words() };
            return (roll < 9).then(|| (scene.examiner(), tell));
        }
        if hearing.held.is_some() {
            return None;
        }
        if let Some((on, presider)) = &hearing.set {
            let who = in_place_of(examiner(&scene.filed.organ), presider);
            // too early now and then
            return (*on <= today && roll < 60 || roll < 8)
                .then(|| (who, Command::HoldHearing { record: words() }));
        }
        match (hearing.hold_by, roll) {
            (None, 0..30) => Some((scene.applicant(), Command::RequestHearing { by: String::new() })),
            (None, 30..40) => Some((scene.window(), Command::RequestHearing { by: "邻居柏先生".to_owned() })),
            (Some(_), 0..50) => {
                let days = 5 + i32::try_from(self.lot.below(14)).expect("below fourteen");
                Some((scene.examiner(), setting(scene, today.plus(days))))
            }
            _ => None,
        }
    }

    fn consulted(&mut self, scene: &Scene) -> Option<(Actor, Command)> {
        let course = &scene.case.course;
        if let Some((n, one)) = course.consultations.iter().find(|(_, one)| one.word == Word::Awaited) {
            let (consultation, agrees) = (*n, self.lot.percent(70));
            let answer = Command::AnswerConsultation { consultation, agrees, answer: words() };
            return self.lot.percent(30).then(|| (examiner(&one.organ), answer));
        }
        let roll = self.lot.below(100);
        if roll >= 9 {
            return None;
        }
        let staffed: Vec<String> =
            self.staffed.iter().filter(|organ| **organ != scene.filed.organ).cloned().collect();
        let organ = match roll {
            0 => self.another_organ(""),
            _ if staffed.is_empty() => return None,
            _ => self.lot.one(&staffed).clone(),
        };
        let by = self.now().day().plus(i32::try_from(self.lot.below(6)).expect("below six"));
        Some((scene.examiner(), Command::Consult { organ, question: words(), by }))
    }

    fn visited(&mut self, scene: &Scene) -> Option<(Actor, Command)> {
        let today = self.now().day();
        let open = scene.case.course.visits.iter().find(|(_, visit)| !visit.recorded);
        let roll = self.lot.below(100);
        match open {
            Some((visit, set)) => {
                let there = set.officers.first().cloned().unwrap_or_default();
                let who = in_place_of(examiner(&scene.filed.organ), &there);
                let record = Command::RecordVisit { visit: *visit, record: words() };
                (set.on <= today && roll < 40 || roll < 3).then_some((who, record))
            }
            None if roll < 9 => {
                let (who, with) = (scene.examiner(), scene.other_examiner().party);
                let on = today.plus(i32::try_from(self.lot.below(4)).expect("below four"));
                Some((who, Command::SetVisit { on, with, apart: String::new() }))
            }
            None => None,
        }
    }

    /// An organ of the county that is not this one, if there is another.
    pub(super) fn another_organ(&mut self, organ: &str) -> String {
        let world = self.house().world();
        let all: Vec<String> =
            world.editions.items().map(|e| e.item.organ.clone()).filter(|other| other != organ).collect();
        if all.is_empty() { organ.to_owned() } else { self.lot.one(&all).clone() }
    }
}

/// Day, place and who presides; mostly somebody who does not examine.
pub(super) fn setting(scene: &Scene, on: kernel::Day) -> Command {
    let case = &scene.case;
    let other = scene.other_examiner().party;
    let looked = case.course.visits.values().any(|visit| visit.officers.contains(&other));
    let examines = looked || case.examiners.contains(&other);
    let presider = if examines { head(&scene.filed.organ).party } else { other };
    Command::SetHearing {
        on, place: "政和路 1 号三层".to_owned(), presider, notice: "听-1".to_owned()
    }
}

fn objecting() -> Command {
    Command::Object { name: "市民柏".to_owned(), reason: words() }
}

/// One of every command on the way, with somebody who may ask for it.
pub(super) fn everything(scene: &Scene, today: kernel::Day) -> Vec<(Actor, Command)> {
    let examiner = scene.examiner();
    let (head, second) = (scene.head(), second_examiner(&scene.filed.organ));
    let objection = |answer: String| Command::AnswerObjection { objection: 1, upheld: true, answer };
    vec![
        (head_of(scene), Command::Extend { days: 10, reason: words() }),
        (head_of(scene), Command::Extend { days: 0, reason: words() }),
        (examiner.clone(), Command::OpenPublicity {}),
        (citizen(stranger_to(&scene.filed.party)), objecting()),
        (scene.applicant(), objecting()),
        (examiner.clone(), objection(words())),
        (head.clone(), objection(String::new())),
        (examiner.clone(), Command::TellHearingRight { others: false, matter: String::new() }),
        (scene.applicant(), Command::RequestHearing { by: String::new() }),
        (scene.window(), Command::RequestHearing { by: String::new() }),
        (examiner.clone(), setting(scene, today.plus(1))),
        (examiner.clone(), setting(scene, today.plus(90))),
        (second, Command::HoldHearing { record: words() }),
        (
            examiner.clone(),
            Command::SetVisit { on: today.plus(1), with: examiner.party.clone(), apart: String::new() },
        ),
        (
            examiner.clone(),
            Command::SetVisit { on: today, with: scene.other_examiner().party, apart: String::new() },
        ),
        (examiner.clone(), Command::RecordVisit { visit: 1, record: String::new() }),
        (head.clone(), Command::RecordVisit { visit: 1, record: words() }),
        (
            examiner,
            Command::Consult { organ: scene.filed.organ.clone(), question: words(), by: today.plus(1) },
        ),
        (head, Command::Consult { organ: "nowhere".to_owned(), question: words(), by: today.plus(1) }),
    ]
}

/// The head who may extend.
fn head_of(scene: &Scene) -> Actor {
    head(scene.item.extended_by())
}
