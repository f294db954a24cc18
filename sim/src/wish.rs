//! What people want next: mostly what is sensible, sometimes nonsense, sometimes what is not theirs to do.

use case::rules::{Behalf, Case, Command, Filed, Standing, Voice, missing, standing};
use facts::case::Ground;
use house::timekeeper::clock_actor;
use house::{Failure, To};
use kernel::item::{Item, Situation, SpecialKind};
use kernel::rights::Actor;

use crate::city::{City, said};
use crate::deed::Deed;
use crate::people::second_examiner;
use crate::people::{CITIZENS, SHOP, answers, citizen, clerk, contact, examiner, head, program, speaker};
use crate::people::{supervisor, window};

/// Cases of one seed.
const CASES: usize = 5;

impl City<'_> {
    /// Somebody wants something.
    pub fn wish(&mut self) -> Result<Deed, String> {
        if self.cases.is_empty() || (self.cases.len() < CASES && self.lot.percent(25)) {
            return self.application();
        }
        let cases = self.cases.clone();
        let name = self.lot.one(&cases);
        let (case, item) = self.case(name)?;
        let filed = case.filed.clone().expect("a case that was told was filed");
        let to = To::Stream(name.clone());
        match self.lot.below(100) {
            0..68 => self.sensible(to, &case, &filed, &item),
            68..86 => Ok(self.nonsense(to, &filed, &item)),
            _ => Ok(self.lie(to, &filed, &item)),
        }
    }

    /// An application, not always right: papers missing or wrong, questions left open.
    fn application(&mut self) -> Result<Deed, String> {
        let world = self.house().world();
        let items: Vec<_> = world.editions.items().collect();
        let edition = *self.lot.one(&items);
        let item = &edition.item;
        let parties = [CITIZENS[0], CITIZENS[1], CITIZENS[2], SHOP];
        let party = *self.lot.one(&parties);
        let mut situation = Situation::new();
        for question in &item.questions {
            let answer = self.lot.one(&item.telling(question)).clone();
            situation.insert(question.code.clone(), answer);
        }
        let asked: Vec<String> = item.materials_in(&situation).map(|m| m.code.clone()).collect();
        let mut materials = self.lot.some(&asked, 80);
        let mut filled = answers(item, &situation);
        match self.lot.below(20) {
            0 => materials.push("a-letter-from-grandmother".to_owned()),
            1 => drop(situation.pop_first()),
            2 => drop(filled.pop_first()),
            _ => {}
        }
        let (applicant, phone) = contact(party);
        let command = Command::Apply {
            item: item.code.clone(),
            edition: edition.hash.clone(),
            situation,
            materials,
            applicant,
            phone,
            answers: filled,
            on_behalf: None,
            files: Vec::new(),
            parcel: None,
        };
        Ok(self.at_the_window(party, &item.hall, command))
    }

    /// One in five comes to the window and has it taken in there.
    fn at_the_window(&mut self, party: &str, hall: &str, command: Command) -> Deed {
        let mut deed = Deed { who: speaker(party), to: To::New, command, lie: false };
        if let Command::Apply { on_behalf, .. } = &mut deed.command
            && !hall.is_empty()
            && self.lot.percent(20)
        {
            *on_behalf = Some(Behalf { party: party.to_owned(), role: deed.who.role });
            deed.who = clerk(hall);
        }
        deed
    }

    /// What moves the case on, done by whoever may; now and then too early, or only half of it.
    fn sensible(&mut self, to: To, case: &Case, filed: &Filed, item: &Item) -> Result<Deed, String> {
        let roll = self.lot.below(100);
        let missing = self.missing(case)?;
        let words = || "请看附件".to_owned();
        if let Some(deed) = self.among_officers(&to, case, filed) {
            return Ok(deed);
        }
        if let Some(deed) = self.papers(&to, case, filed, item, (&missing, roll)) {
            return Ok(deed);
        }
        let deed = |who, command| Ok(Deed { who, to: to.clone(), command, lie: false });
        let points: Vec<String> = item.points_in(&filed.situation).map(|p| p.code.clone()).collect();
        match standing(case).expect("it was filed") {
            Standing::Submitted if !missing.is_empty() && roll < 60 => {
                deed(window(filed), Command::AskCorrection { lacking: missing, note: words() })
            }
            Standing::Submitted if roll < 80 => deed(window(filed), Command::Accept {}),
            Standing::Submitted if roll < 88 => {
                deed(program(&filed.organ), Command::Receive { materials: None })
            }
            Standing::Submitted if roll < 92 => {
                let (to, address) = ("青岭县医疗保障局".to_owned(), "政务路 9 号".to_owned());
                deed(window(filed), Command::Refer { to, address, reason: words() })
            }
            Standing::Submitted => {
                let ground = if roll < 96 { Ground::NotNeeded } else { Ground::Barred };
                deed(window(filed), Command::Decline { ground, reason: words() })
            }
            Standing::CorrectionWaiting => self.correction(to, case, filed, missing, roll),
            Standing::Accepted if roll < 35 => {
                let (kind, needed) = (SpecialKind::Testing, 1 + u32::from(roll < 20) * 3);
                deed(examiner(&filed.organ), Command::StopClock { kind, needed, notice: "QL-1".to_owned() })
            }
            Standing::Accepted => {
                let unmet = if roll < 85 { Vec::new() } else { self.lot.some(&points, 30) };
                let met = points.into_iter().filter(|code| !unmet.contains(code)).collect();
                deed(examiner(&filed.organ), examining(met, unmet, words()))
            }
            Standing::Stopped if roll < 70 => {
                deed(examiner(&filed.organ), Command::ResumeClock { result: words() })
            }
            Standing::Stopped => deed(head(&filed.organ), Command::Grant {}),
            Standing::Confirming if roll < 30 => {
                deed(second_examiner(&filed.organ), Command::Differ { points, reason: words() })
            }
            Standing::Confirming => {
                let confirm = Command::Confirm { opinion: words() };
                deed(if roll < 90 { second_examiner(&filed.organ) } else { examiner(&filed.organ) }, confirm)
            }
            Standing::Examined if roll > 90 => {
                deed(head(&filed.organ), Command::SendBack { reason: words() })
            }
            Standing::Examined if roll < 70 => deed(head(&filed.organ), Command::Grant {}),
            Standing::Examined => deed(head(&filed.organ), Command::Deny { reason: words() }),
            Standing::Granted => deed(window(filed), Command::Deliver {}),
            _ => deed(speaker(&filed.party), Command::Withdraw {}),
        }
    }

    /// Papers come to the window; what may follow is promised, accepted so, and comes or does not.
    fn papers(
        &mut self,
        to: &To,
        case: &Case,
        filed: &Filed,
        item: &Item,
        (missing, roll): (&[String], u64),
    ) -> Option<Deed> {
        let submitted = standing(case) == Some(Standing::Submitted);
        let open = |code: &&String| case.tolerance.open(code);
        let promised: Vec<String> = case.tolerance.promises.keys().filter(open).cloned().collect();
        let (who, command) = if submitted && !case.to_bring.is_empty() && roll < 45 {
            let some: Vec<String> = case.to_bring.iter().cloned().collect();
            let materials = (roll < 15).then(|| self.lot.some(&some, 60));
            (window(filed), Command::Receive { materials })
        } else if submitted && may_follow(item, missing) && roll < 60 {
            match case.tolerance.signed.is_empty() {
                false => (window(filed), Command::AcceptTolerantly {}),
                true => (speaker(&filed.party), Command::SignTolerance { materials: missing.to_vec() }),
            }
        } else if !promised.is_empty() && case.acceptance.is_some() && roll < 20 {
            (window(filed), Command::Follow { materials: promised, files: Vec::new() })
        } else {
            return None;
        };
        Some(Deed { who, to: to.clone(), command, lie: false })
    }

    /// What was asked for comes, whole or in part; now and then it is asked for again.
    fn correction(
        &mut self,
        to: To,
        case: &Case,
        filed: &Filed,
        missing: Vec<String>,
        roll: u64,
    ) -> Result<Deed, String> {
        let words = || "请看附件".to_owned();
        let (who, command) = if roll >= 95 {
            (supervisor(), Command::AllowNotice { reason: words() })
        } else if roll >= 90 {
            (window(filed), Command::AskCorrection { lacking: missing, note: words() })
        } else {
            let all: Vec<String> = case.correction.iter().flat_map(|c| c.outstanding.clone()).collect();
            let materials = if roll < 70 { all } else { self.lot.some(&all, 50) };
            // a paper counts when the window has it; what she ticks at home she has yet to bring
            let who = if roll < 40 { window(filed) } else { speaker(&filed.party) };
            (who, Command::Correct { materials, answers: Default::default(), files: Vec::new() })
        };
        Ok(Deed { who, to, command, lie: false })
    }

    /// Officers ask each other now and then, and answer.
    fn among_officers(&mut self, to: &To, case: &Case, filed: &Filed) -> Option<Deed> {
        case.acceptance.filter(|_| case.ending.is_none())?;
        let (one, other) = (examiner(&filed.organ), second_examiner(&filed.organ));
        let words = || "请看一下布局".to_owned();
        let open = case.opinions.iter().find(|(_, asked)| asked.voice == Voice::Awaited);
        let (who, command) = match (open, self.lot.below(100)) {
            (None, 0..8) => {
                let by = self.now().day().plus(2);
                (one, Command::AskOpinion { of: other.party, question: words(), by })
            }
            (Some((opinion, _)), 0..30) => {
                (other, Command::GiveOpinion { opinion: *opinion, words: words() })
            }
            (Some((opinion, _)), 30..36) => (one, Command::WithdrawOpinion { opinion: *opinion }),
            _ => return None,
        };
        Some(Deed { who, to: to.clone(), command, lie: false })
    }

    /// Codes of what the applicant still has to hand in.
    pub fn missing(&self, case: &Case) -> Result<Vec<String>, String> {
        let case = case.clone();
        let found: Result<Vec<String>, Failure> =
            self.house().read_now(clock_actor(), move |seeing| Ok(missing(&case, &seeing.ctx)));
        found.map_err(said)
    }

    /// Anything at all, by somebody who has the right to ask for it.
    fn nonsense(&mut self, to: To, filed: &Filed, item: &Item) -> Deed {
        let all = everything(filed, item);
        let (who, command) = self.lot.one(&all).clone();
        Deed { who, to, command, lie: false }
    }

    /// What is not hers to do, whatever state the case is in.
    fn lie(&mut self, to: To, filed: &Filed, item: &Item) -> Deed {
        let organs: Vec<String> =
            self.house().world().editions.items().map(|e| e.item.organ.clone()).collect();
        let other = organs.into_iter().find(|organ| *organ != filed.organ).unwrap_or_default();
        let stranger = CITIZENS.iter().find(|party| **party != filed.party).expect("there are four");
        let liars = [
            citizen(stranger),
            examiner(&other),
            head(&other),
            program(&other),
            clerk(&other),
            clerk(""),
            program(""),
        ];
        let all = everything(filed, item);
        let (rightful, command) = self.lot.one(&all).clone();
        let mut who = self.lot.one(&liars).clone();
        if self.lot.percent(40) {
            // her own organ's colleague in another role
            let colleagues = [
                clerk(&filed.organ),
                examiner(&filed.organ),
                head(&filed.organ),
                speaker(&filed.party),
                program(&filed.organ),
            ];
            who = self.lot.one(&colleagues).clone();
            let also = who.role == rightful.role
                || (matches!(command, Command::Receive { .. }) && who.role == kernel::Role::Program)
                // a paper brought to the window is supplied there
                || (matches!(command, Command::Correct { .. }) && who.role == kernel::Role::Clerk)
                // any officer who judges may be asked, and ask
                || (command.act().0.contains("opinion") && also_judges(who.role));
            if also {
                who = citizen(stranger);
            }
        }
        Deed { who, to, command, lie: true }
    }
}

/// Is something lacking, and may all of it follow?
fn may_follow(item: &Item, missing: &[String]) -> bool {
    let follows = |code: &String| item.material(code).is_some_and(|m| m.follows().is_some());
    !missing.is_empty() && missing.iter().all(follows)
}

/// Does somebody of this role judge cases?
fn also_judges(role: kernel::Role) -> bool {
    matches!(role, kernel::Role::Examiner | kernel::Role::Head)
}

/// One of every command, with somebody who may ask for it.
fn everything(filed: &Filed, item: &Item) -> Vec<(Actor, Command)> {
    let words = || "随便写写".to_owned();
    let codes: Vec<String> = item.materials.iter().map(|m| m.code.clone()).collect();
    let points: Vec<String> = item.points.iter().map(|p| p.code.clone()).collect();
    let (window, mine) = (window(filed), speaker(&filed.party));
    let (examiner, head) = (examiner(&filed.organ), head(&filed.organ));
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
        (window, Command::Deliver {}),
        (mine.clone(), Command::SignTolerance { materials: codes.clone() }),
        (supervisor(), Command::AllowNotice { reason: words() }),
        (mine.clone(), Command::Correct { materials: codes, answers: Default::default(), files: Vec::new() }),
        (mine, Command::Withdraw {}),
        (examiner.clone(), Command::StopClock { kind, needed: 900, notice: words() }),
        (examiner.clone(), Command::StopClock { kind: SpecialKind::Testing, needed: 0, notice: words() }),
        (examiner.clone(), Command::ResumeClock { result: words() }),
        (
            examiner.clone(),
            Command::Examine {
                met: points.clone(),
                unmet: points.clone(),
                opinion: words(),
                findings: Default::default(),
            },
        ),
        (
            examiner,
            Command::Examine {
                met: points,
                unmet: Vec::new(),
                opinion: words(),
                findings: Default::default(),
            },
        ),
        (second_examiner(&filed.organ), Command::Confirm { opinion: words() }),
        (second_examiner(&filed.organ), Command::Differ { points: Vec::new(), reason: words() }),
        (head.clone(), Command::SendBack { reason: words() }),
        (head.clone(), Command::GiveOpinion { opinion: 1, words: words() }),
        (head.clone(), Command::Grant {}),
        (head, Command::Deny { reason: "\u{202E}翻过来".to_owned() }),
    ]
}

/// An examination with a finding for every point that is not met.
fn examining(met: Vec<String>, unmet: Vec<String>, opinion: String) -> Command {
    let findings = unmet.iter().map(|code| (code.clone(), opinion.clone())).collect();
    Command::Examine { met, unmet, opinion, findings }
}
