//! What the people of the county do: apply, work through what is due, and let the house's own clerks
//! follow. The commands of one handful are handed to the writer together and answered together.

use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;

use case::rules::{Command, Rules};
use document::rules as papers;
use facts::case::Ground;
use facts::review::{Level, Reason};
use house::console::console_actor;
use house::follow;
use house::rehearsal::rehearsal_actor;
use house::timekeeper;
use house::{Cause, Failure, Knows, Receipt, To};
use kernel::form::{self, Answers, Field, FieldKind};
use kernel::item::{Item, Situation, Source, SpecialKind};
use kernel::{Actor, Day, Role};

use super::lives::{Life, Step};
use super::population::Who;
use super::{County, HANDFUL};
use crate::people::{clerk, examiner, head, second_examiner};

/// How often a step that comes too early is put off before the case is left lying.
const TRIES: u32 = 40;
/// Rows of the printing room's queue answered at once.
const PAPERS: i64 = 5_000;

/// What one asks of the desk.
type Asked<C> = (Actor, To, C);

impl County<'_> {
    /// Hand over commands, a handful a commit or so, a minute between handfuls; the answers in their order.
    fn bring<D: Knows>(
        &mut self,
        all: Vec<Asked<D::Command>>,
    ) -> Result<Vec<Result<Receipt, Failure>>, Failure> {
        let mut answers = Vec::with_capacity(all.len());
        let mut all = all.into_iter().peekable();
        while all.peek().is_some() {
            let some: Vec<Asked<D::Command>> = all.by_ref().take(HANDFUL).collect();
            let many = some.len();
            let (tell, hear) = sync_channel(many);
            for (no, (who, to, command)) in some.into_iter().enumerate() {
                self.commands += 1;
                let cause = Cause::outside("form", &who.party, &format!("county-{}", self.commands))?;
                let tell = tell.clone();
                self.house.submit_then::<D>(who, to, cause, None, command, move |answer| {
                    tell.send((no, answer)).unwrap_or_default();
                });
            }
            drop(tell);
            let mut heard: BTreeMap<usize, Result<Receipt, Failure>> = hear.iter().collect();
            for no in 0..many {
                let silent = || Err(Failure::Fault("the writer went away".to_owned()));
                answers.push(heard.remove(&no).unwrap_or_else(silent));
            }
            self.clock.forward(60_000);
        }
        Ok(answers)
    }

    /// Officers for every organ and hall of the catalogue.
    pub(super) fn appoint(&mut self) -> Result<(), Failure> {
        let mut places: Vec<(String, String)> = Vec::new();
        for edition in self.mix.editions() {
            places.push((edition.item.organ.clone(), window_of(&edition.item).to_owned()));
        }
        let mut staff: BTreeMap<String, Actor> = BTreeMap::new();
        for (organ, hall) in &places {
            for officer in [examiner(organ), second_examiner(organ), head(organ), clerk(hall)] {
                staff.insert(officer.party.clone(), officer);
            }
        }
        let posts = staff.into_values().map(|officer| {
            let command = account::rules::Command::AddStaff {
                party: officer.party.clone(),
                name: "工作人员".to_owned(),
                organ: officer.organ,
                role: officer.role,
                post: "post".to_owned(),
            };
            (console_actor("county"), To::Stream(officer.party), command)
        });
        let posts = posts.collect();
        for answer in self.bring::<account::rules::Rules>(posts)? {
            answer?;
        }
        Ok(())
    }

    /// What time alone made true, and what follows from it.
    pub(super) fn overnight(&mut self) -> Result<(), Failure> {
        timekeeper::strike(self.house)?;
        self.follow()
    }

    /// The house's own clerks follow until nothing is left.
    pub(super) fn follow(&mut self) -> Result<(), Failure> {
        follow::catch_up(self.house)
    }

    /// So many people apply, whoever they are: a place in the house first, where it is their first time.
    pub(super) fn applications(&mut self, day: Day, many: u64) -> Result<(), Failure> {
        let mut lives = Vec::new();
        let (mut places, mut forms) = (Vec::new(), Vec::new());
        for _ in 0..many {
            let edition = self.mix.item(&mut self.lot, day).clone();
            let item = edition.item;
            let who = self.people.one(&mut self.lot, item.for_persons, item.for_organisations);
            self.welcome(who, &mut places);
            let mut situation = Situation::new();
            for question in &item.questions {
                let answer = self.lot.one(&item.telling(question)).clone();
                situation.insert(question.code.clone(), answer);
            }
            let mut materials: Vec<String> = item.materials_in(&situation).map(|m| m.code.clone()).collect();
            let own = |m: &&kernel::item::Material| m.source == Source::Applicant && m.follows().is_none();
            let may: Vec<String> =
                item.materials_in(&situation).filter(own).map(|m| m.code.clone()).collect();
            let lacks = Life::lacking(&mut self.lot, &mut materials, &may);
            let command = Command::Apply {
                item: item.code.clone(),
                edition: edition.hash.clone(),
                materials,
                applicant: who.name(),
                phone: who.phone(),
                answers: answers(&item, &situation, who),
                situation: situation.clone(),
                on_behalf: None,
                parcel: None,
                files: Vec::new(),
            };
            forms.push((speaker(who), To::New, command));
            lives.push(Life::thrown(&mut self.lot, who, item, situation, lacks));
        }
        for answer in self.bring::<account::rules::Rules>(places)? {
            answer?;
        }
        for (mut life, answer) in lives.into_iter().zip(self.bring::<Rules>(forms)?) {
            match answer {
                Ok(receipt) => {
                    life.no = receipt.name;
                    self.filed += 1;
                    self.plan(day, life);
                }
                Err(Failure::Refused(refusal)) => self.count(format!("not taken in: {}", refusal.code)),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// A place for who comes for the first time, and for the company she acts for.
    fn welcome(&mut self, who: Who, places: &mut Vec<Asked<account::rules::Command>>) {
        use account::rules::Command as Place;
        let person = who.speaker();
        if self.people.first_time(person) {
            let open = Place::OpenPerson {
                party: person.party(),
                name: person.name(),
                id_number: person.id_number(),
                phone: person.phone(),
            };
            places.push((console_actor("county"), To::Stream(person.party()), open));
        }
        if who != person && self.people.first_time(who) {
            let to = To::Stream(who.party());
            let open = Place::OpenOrganisation { party: who.party(), name: who.name(), uscc: who.uscc() };
            places.push((console_actor("county"), to.clone(), open));
            places.push((console_actor("county"), to, Place::NameAgent { agent: person.party() }));
        }
    }

    /// The next step of a case stands in the diary of its day; whose steps are done is left alone.
    fn plan(&mut self, day: Day, life: Life) {
        let Some((after, _)) = life.steps.front() else { return };
        let on = match after {
            0 => day,
            n => self.mix.workday_after(day, *n),
        };
        self.diary.entry(on).or_default().push(life);
    }

    /// Everything that is due now, one step of each case.
    pub(super) fn work(&mut self, day: Day, due: Vec<Life>) -> Result<(), Failure> {
        let (rates, acts): (Vec<Life>, Vec<Life>) =
            due.into_iter().partition(|life| matches!(life.steps.front(), Some((_, Step::Rate))));
        let asked = acts.iter().map(|life| self.act(day, life)).collect();
        let answers = self.bring::<Rules>(asked)?;
        self.heard(day, acts, answers)?;
        let asked = rates.iter().map(|life| self.rating(life)).collect();
        let answers = self.bring::<review::rules::Rules>(asked)?;
        self.heard(day, rates, answers)
    }

    fn heard(
        &mut self,
        day: Day,
        lives: Vec<Life>,
        answers: Vec<Result<Receipt, Failure>>,
    ) -> Result<(), Failure> {
        for (mut life, answer) in lives.into_iter().zip(answers) {
            let step = life.steps.front().map(|(_, step)| *step);
            match answer {
                Ok(_) => {
                    life.steps.pop_front();
                    life.tries = 0;
                    self.plan(day, life);
                }
                Err(Failure::Refused(refusal)) => {
                    self.count(format!("{step:?} refused: {}", refusal.code));
                    life.tries += 1;
                    match step {
                        // silence has accepted it: nothing more is asked for, and it goes on
                        Some(Step::Accept | Step::Receive) if refusal.code == "accepted_already" => {
                            life.steps.pop_front();
                            self.plan(day, life);
                        }
                        Some(Step::Ask) if refusal.code == "accepted_already" => {
                            life.steps.drain(..2);
                            self.plan(day, life);
                        }
                        // where the law of the item knows no such thing, the case goes on without it
                        Some(Step::Stop) => {
                            life.steps.drain(..2);
                            self.plan(day, life);
                        }
                        _ if life.tries <= TRIES => {
                            let next = self.mix.workday_after(day, 1);
                            self.diary.entry(next).or_default().push(life);
                        }
                        _ => self.count("left lying"),
                    }
                }
                Err(Failure::Absent) => self.count(format!("{step:?} not hers to do")),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// The next step, as a command with who gives it.
    fn act(&mut self, day: Day, life: &Life) -> Asked<Command> {
        let item = &life.item;
        let words = || "经审查，符合规定。".to_owned();
        let points = || item.points_in(&life.situation).map(|point| point.code.clone()).collect::<Vec<_>>();
        let lacking = || life.lacks.iter().cloned().collect::<Vec<_>>();
        let step = life.steps.front().map_or(Step::Accept, |(_, step)| *step);
        let window = clerk(window_of(item));
        let (who, command) = match step {
            Step::Receive => (window, Command::Receive { materials: None }),
            Step::Accept => (window, Command::Accept {}),
            Step::Ask => (window, Command::AskCorrection { lacking: lacking(), note: "请补交。".to_owned() }),
            Step::Correct => {
                let materials = lacking();
                (window, Command::Correct { materials, answers: Answers::new(), files: Vec::new() })
            }
            Step::Decline => (
                window,
                Command::Decline {
                    ground: Ground::NotNeeded, reason: "这件事不用办许可。".to_owned()
                },
            ),
            Step::Refer => {
                let (to, address) = ("青岭县医疗保障局".to_owned(), "政务路 9 号".to_owned());
                (window, Command::Refer { to, address, reason: "属于该局职责。".to_owned() })
            }
            Step::Withdraw => (speaker(life.who), Command::Withdraw {}),
            Step::Publish => (examiner(&item.organ), Command::OpenPublicity {}),
            Step::Stop => {
                let notice = format!("特程-{}", self.commands);
                let kind = life.stopped_for().unwrap_or(SpecialKind::Testing);
                (examiner(&item.organ), Command::StopClock { kind, needed: 10, notice })
            }
            Step::Resume => (examiner(&item.organ), Command::ResumeClock { result: words() }),
            Step::Examine => {
                let unmet: Vec<String> =
                    if life.denied { points().into_iter().take(1).collect() } else { Vec::new() };
                let met = points().into_iter().filter(|code| !unmet.contains(code)).collect();
                let findings = unmet.iter().map(|code| (code.clone(), "不符合规定。".to_owned())).collect();
                (examiner(&item.organ), Command::Examine { met, unmet, opinion: words(), findings })
            }
            Step::Confirm => (second_examiner(&item.organ), Command::Confirm { opinion: words() }),
            Step::Forward => (head(&item.organ), Command::Forward { opinion: words() }),
            Step::Letter => {
                let (number, on) = (format!("省林资许〔{}〕{} 号", day.year(), self.commands), day);
                let reason = if life.denied { words() } else { String::new() };
                (examiner(&item.organ), Command::EnterDecision { granted: !life.denied, number, on, reason })
            }
            Step::Grant | Step::Rate => (head(&item.organ), Command::Grant {}),
            Step::Deny => (head(&item.organ), Command::Deny { reason: "不符合法定条件。".to_owned() }),
            Step::Deliver => (window, Command::Deliver {}),
        };
        (who, To::Stream(life.no.clone()), command)
    }

    /// How it was: of a hundred who say so, ninety-eight are satisfied.
    fn rating(&mut self, life: &Life) -> Asked<review::rules::Command> {
        let level = match self.lot.below(1000) {
            0..790 => Level::VerySatisfied,
            790..942 => Level::Satisfied,
            942..982 => Level::FairlySatisfied,
            982..996 => Level::Dissatisfied,
            _ => Level::VeryDissatisfied,
        };
        let reasons = if level.bad() { vec![Reason::Speed] } else { Vec::new() };
        let command = review::rules::Command::Give {
            case: life.no.clone(),
            party: life.who.party(),
            level,
            reasons,
            words: String::new(),
        };
        (speaker(life.who), To::Stream(life.no.clone()), command)
    }

    /// The printing room answers for every document that waits, without drawing it: a drawing takes longer
    /// than everything else that happens in a case, and changes no figure of a supervisor's.
    pub(super) fn press(&mut self) -> Result<(), Failure> {
        let sql = format!(
            "select id, document from printing where wing = 'document' order by seq, id limit {PAPERS}"
        );
        loop {
            let sql = sql.clone();
            let rows = self.house.store.read_now(move |look| look.query(&sql, &[]))?;
            if rows.is_empty() {
                return Ok(());
            }
            let drawn = |row: &store::Row| {
                let hash = format!("{:0>64}", row.text(1).replace(|c: char| !c.is_ascii_digit(), ""));
                let command = papers::Command::Drawn { hash, bytes: 0 };
                (
                    rehearsal_actor("document", Role::House, "", ""),
                    To::Stream(row.text(1).to_owned()),
                    command,
                )
            };
            let asked = rows.iter().map(drawn).collect();
            for answer in self.bring::<papers::Rules>(asked)? {
                answer?;
            }
            self.house.write_now(move |tx| {
                for row in &rows {
                    tx.del("printing", vec![row.text(0).into()])?;
                }
                Ok(())
            })?;
        }
    }
}

/// Where an item's window is: in its hall, or at the organ itself.
fn window_of(item: &Item) -> &str {
    if item.hall.is_empty() { &item.organ } else { &item.hall }
}

/// Whoever speaks: she herself, or who acts for the company.
pub(crate) fn speaker(who: Who) -> Actor {
    match who {
        Who::Person(_) => rehearsal_actor(&who.party(), Role::Citizen, "", ""),
        Who::Company(_) => rehearsal_actor(&who.speaker().party(), Role::Agent, "", &who.party()),
    }
}

/// An item's form filled in rightly.
fn answers(item: &Item, situation: &Situation, who: Who) -> Answers {
    filled(&item.fields, situation, who)
}

/// A form filled in rightly.
pub(crate) fn filled(fields: &[Field], situation: &Situation, who: Who) -> Answers {
    let person = who.speaker();
    let answer = |field: &Field| match field.kind {
        FieldKind::Number | FieldKind::Money => "12".to_owned(),
        FieldKind::Date => "2023-06-01".to_owned(),
        FieldKind::Choice => field.options.first().map(|option| option.code.clone()).unwrap_or_default(),
        FieldKind::Name => person.name(),
        FieldKind::Phone => person.phone(),
        FieldKind::CitizenId => person.id_number(),
        FieldKind::Uscc => who.uscc(),
        _ if field.code == "project_code" => format!("2401-449921-04-01-{}", &who.phone()[5..]),
        _ if field.code.starts_with("project") => format!("{}扩建项目", who.name()),
        _ => "青岭县城关街道政和路 18 号".to_owned(),
    };
    let asked = form::leaves(fields, situation, &Answers::new()).into_iter();
    asked.filter(|field| !field.optional).map(|field| (field.code.clone(), answer(&field))).collect()
}
