//! What happens to founders, moment by moment: who does what when, as commands at the real desk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant as Stopwatch;

use bundle::rules::{Command as Asked, Rules as Bundles, Run, Stand, of};
use case::rules::{Command, Rules as Cases};
use house::clock::VirtualClock;
use house::console::console_actor;
use house::rehearsal::rehearsal_actor;
use house::timekeeper::clock_actor;
use house::{Cause, Failure, House, Knows, Receipt, To, follow, printing, timekeeper};
use kernel::bundle::{Comes, Effort};
use kernel::form::Answers;
use kernel::item::{Item, Situation, Takes};
use kernel::{Actor, Day, Instant, Role};

use super::hall::{CLOSES, Doors, OPENS, Places};
use super::{
    A_DAY, BUNDLE, CLERKS, ENGRAVERS, EXAMINERS, End, Founded, HEADS, Plan, Report, Spent, TERMINALS,
};
use crate::county::population::Who;
use crate::county::work::{filled, speaker};
use crate::durations::{By, Durations, Step, typed};
use crate::lot::Lot;

/// The member whose licence she prints at the terminal.
const LICENCE: &str = "company-registration";
/// The member after which the seals are engraved.
const SEALS: &str = "seal-filing";
/// The member that a bank decides.
const BANK: &str = "bank-account-booking";
/// Nobody comes in the last hour.
const LAST_HOUR: i64 = 60;
const MINUTE: i64 = 60_000;

/// Somebody who sets up a company.
#[derive(Default)]
struct Founder {
    no: String,
    from: i64,
    before: u64,
    effort: Effort,
    house: u64,
    /// Members whose case an organ has.
    begun: BTreeSet<String>,
    /// The last result so far: of what the record counts, and of everything.
    last: [(i64, Spent); 2],
    finished: bool,
}

/// A member on its way.
#[derive(Clone)]
struct Member {
    founder: usize,
    item: String,
    case: String,
    situation: Situation,
    /// How the time was spent that led here.
    spent: Spent,
}

enum Happens {
    /// She stands before the terminals.
    Comes(usize),
    /// She signed and pressed the last time.
    Asks(usize, Spent, Box<Wish>),
    /// A clerk has looked through it.
    TakenIn(Member, Actor),
    Examined(Member, Actor),
    Decided(Member, Actor),
    /// Her seals are engraved.
    Engraved(Member),
    /// She has something that is not on the ledger: the printed licence, the seals.
    Had(usize, Spent, End),
}

/// Whoever is at a terminal, and how many of them there are.
const AT_TERMINAL: (Role, &str, usize) = (Role::Citizen, "terminal", TERMINALS);

/// What somebody will ask for.
struct Wish {
    who: Actor,
    command: Asked,
    effort: Effort,
    /// Fields that she types.
    typed: usize,
}

/// The town while it is played.
pub(super) struct Town<'a> {
    house: &'a House,
    clock: &'a VirtualClock,
    doors: Doors<'a>,
    lot: Lot,
    next: BTreeMap<(i64, u64), Happens>,
    places: BTreeMap<String, Places>,
    posts: BTreeSet<String>,
    founders: Vec<Founder>,
    today: Day,
    number: u64,
    commands: u64,
    slowest: u64,
}

impl<'a> Town<'a> {
    /// They come on working days, at any time but the last hour.
    pub fn found(
        house: &'a House,
        clock: &'a VirtualClock,
        plan: &Plan,
        doors: Doors<'a>,
    ) -> Result<Self, Failure> {
        let mut town = Town {
            house,
            clock,
            doors,
            lot: Lot::new(plan.seed, 13),
            next: BTreeMap::new(),
            places: BTreeMap::new(),
            posts: BTreeSet::new(),
            founders: Vec::new(),
            today: plan.from,
            number: 0,
            commands: 0,
            slowest: 0,
        };
        clock.to(Instant::at(plan.from, 7, 0));
        let (mut day, mut left) = (plan.from, plan.founders);
        while left > 0 {
            if town.doors.on(day).map_err(no_year)?.is_some() {
                for _ in 0..left.min(A_DAY) {
                    let seconds = u64::try_from((CLOSES - LAST_HOUR - OPENS) * 60).unwrap_or_default();
                    let second = i64::try_from(town.lot.below(seconds)).unwrap_or_default();
                    let at = Instant::start_of(day).0 + OPENS * MINUTE + second * 1_000;
                    town.founders.push(Founder::default());
                    town.later(at, Happens::Comes(town.founders.len() - 1));
                }
                left -= left.min(A_DAY);
            }
            day = day.next();
        }
        Ok(town)
    }

    /// Until nobody waits for anything; each day is told, with how many have everything decided.
    pub fn live(mut self, tell: &mut dyn FnMut(Day, usize)) -> Result<Report, Failure> {
        while let Some(((at, _), what)) = self.next.pop_first() {
            self.clock.to(Instant(at));
            if Instant(at).day() != self.today {
                self.today = Instant(at).day();
                tell(self.today, self.founders.iter().filter(|one| one.finished).count());
                timekeeper::strike(self.house)?;
                follow::catch_up(self.house)?;
            }
            self.happens(at, what)?;
        }
        let told = |one: Founder| match one.finished {
            false => Err(Failure::Fault(format!("bundle {} never came to its end", one.no))),
            true => Ok(Founded {
                no: one.no,
                from: Instant(one.from),
                ends: one.last.map(|(at, spent)| (Instant(at), spent)),
                before: one.before,
                effort: one.effort,
                house: one.house,
            }),
        };
        let founded = self.founders.into_iter().map(told).collect::<Result<_, _>>()?;
        Ok(Report { founded, commands: self.commands, slowest: self.slowest, ms: 0 })
    }

    fn later(&mut self, at: i64, what: Happens) {
        self.number += 1;
        self.next.insert((at, self.number), what);
    }

    fn happens(&mut self, at: i64, what: Happens) -> Result<(), Failure> {
        match what {
            Happens::Comes(no) => self.comes(at, no),
            Happens::Asks(no, spent, wish) => self.asks(at, no, spent, *wish),
            Happens::TakenIn(member, clerk) => self.taken_in(at, member, clerk),
            Happens::Examined(member, officer) => self.examined(at, member, officer),
            Happens::Decided(member, head) => self.decided(at, member, head),
            Happens::Engraved(member) => self.engraved(at, member),
            Happens::Had(no, spent, end) => {
                self.has(at, no, spent, end);
                Ok(())
            }
        }
    }

    /// So many times this step, each with its own throw.
    fn takes(&mut self, step: Step, times: usize) -> u64 {
        let duration = Durations::kept().of(step);
        (0..times).map(|_| duration.drawn(&mut self.lot)).sum()
    }

    /// She waits for a terminal, and works through the screens until she signs.
    fn comes(&mut self, at: i64, no: usize) -> Result<(), Failure> {
        let wish = Box::new(self.wishes(no)?);
        let effort = wish.effort;
        let takes = self.takes(Step::SignIn, 1)
            + self.takes(Step::Read, effort.screens - 1)
            + self.takes(Step::Answer, effort.questions)
            + self.takes(Step::Type, wish.typed)
            + self.takes(Step::HandIn, effort.papers)
            + self.takes(Step::Sign, 1);
        let (_, ends, _) = self.served(at, (By::Applicant, takes), AT_TERMINAL, Spent::default())?;
        let from = ends - signed(takes);
        (self.founders[no].from, self.founders[no].before) = (from, unsigned(from - at));
        self.founders[no].effort = effort;
        let spent = Spent { founder: takes, ..Spent::default() };
        self.later(ends, Happens::Asks(no, spent, wish));
        Ok(())
    }

    /// What she will answer and write: of each question mostly the first answer, of a bank always an
    /// appointment.
    fn wishes(&mut self, no: usize) -> Result<Wish, Failure> {
        let who = Who::Person(no);
        let (house, actor) = (self.house, speaker(who));
        let world = house.world();
        let ctx = house.ctx(&world, &actor, house.clock.now(), [0; 16]);
        let edition = world.editions.bundle(BUNDLE);
        let found = edition.and_then(|edition| Some((of(&edition.bundle, &ctx)?, edition)));
        let (whole, edition) =
            found.ok_or_else(|| Failure::Fault(format!("the catalogue has no bundle {BUNDLE}")))?;
        let mut situation = Situation::new();
        while let Some(open) = whole.open(&situation) {
            let answer = match open.takes {
                Takes::Choice if open.code == "bank" || self.lot.percent(70) => open.answers[0].code.clone(),
                Takes::Choice => self.lot.one(&open.answers).code.clone(),
                Takes::Number => "2".to_owned(),
                Takes::Date => self.today.to_string(),
            };
            situation.insert(open.code, answer);
        }
        let form = whole.form(&situation).drawn();
        let typed = typed(&form, &Situation::new());
        let mut answers: Answers = filled(&form, &Situation::new(), who);
        for (code, text) in &mut answers {
            if code.ends_with(".company_name") {
                *text = Who::Company(no).name();
            }
        }
        let papers = whole.papers(&situation).into_iter().filter(|paper| paper.comes == Comes::Brought);
        let papers = papers.map(|paper| paper.code).collect();
        let effort = whole.effort(&situation).0;
        let command = Asked::Begin {
            bundle: BUNDLE.to_owned(),
            edition: edition.hash.clone(),
            papers,
            applicant: who.name(),
            phone: who.phone(),
            situation,
            answers,
            project: String::new(),
            on_behalf: None,
            files: Vec::new(),
        };
        Ok(Wish { who: actor, command, effort, typed })
    }

    fn asks(
        &mut self,
        at: i64,
        no: usize,
        spent: Spent,
        Wish { who, command, .. }: Wish,
    ) -> Result<(), Failure> {
        let person = Who::Person(no);
        let open = account::rules::Command::OpenPerson {
            party: person.party(),
            name: person.name(),
            id_number: person.id_number(),
            phone: person.phone(),
        };
        let to = To::Stream(person.party());
        self.does::<account::rules::Rules>(no, console_actor("founders"), to, open)?;
        let receipt = self.does::<Bundles>(no, who, To::New, command)?;
        self.founders[no].no = receipt.name;
        self.goes_on(at, no, spent)
    }

    /// Somebody asks something of the desk, and what follows from it follows; the founder's house is
    /// measured.
    fn does<D: Knows>(
        &mut self,
        founder: usize,
        who: Actor,
        to: To,
        command: D::Command,
    ) -> Result<Receipt, Failure> {
        self.commands += 1;
        let cause = Cause::outside("form", &who.party, &format!("founders-{}", self.commands))?;
        let watch = Stopwatch::now();
        let receipt = self.house.act_now::<D>(who, to, cause, command)?;
        follow::catch_up(self.house)?;
        while printing::step(self.house)? > 0 {}
        let took = u64::try_from(watch.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.founders[founder].house += took;
        self.slowest = self.slowest.max(took);
        Ok(receipt)
    }

    /// Members that an organ has since now go to a window; she has it all when nothing is left.
    fn goes_on(&mut self, at: i64, no: usize, spent: Spent) -> Result<(), Failure> {
        let bundle_no = self.founders[no].no.clone();
        let run: Run =
            self.house.read_now(clock_actor(), move |seeing| Ok(seeing.life::<Bundles>(&bundle_no)?.0))?;
        for (item, part) in run.parts {
            match part.stand {
                Stand::Running(case, _) if self.founders[no].begun.insert(item.clone()) => {
                    let member = Member { founder: no, item, case, situation: part.situation, spent };
                    self.comes_in(at, member)?;
                }
                Stand::Running(..) | Stand::Done { .. } | Stand::Planned => {}
                other => {
                    return Err(Failure::Fault(format!("{item} of {}: {other:?}", self.founders[no].no)));
                }
            }
        }
        self.founders[no].finished |= run.finished;
        Ok(())
    }

    fn has(&mut self, at: i64, no: usize, spent: Spent, end: End) {
        let [booked, all] = &mut self.founders[no].last;
        if end == End::Booked && at > booked.0 {
            *booked = (at, spent);
        }
        if at > all.0 {
            *all = (at, spent);
        }
    }

    fn item(&self, code: &str) -> Result<Arc<Item>, Failure> {
        let world = self.house.world();
        let found = world.editions.in_force(code).map(|edition| edition.item.clone());
        found.ok_or_else(|| Failure::Fault(format!("no item {code} is in force")))
    }

    /// Somebody of these is taken for so long, from the first moment at which one is free: who, when it
    /// ends, and how the time was spent by then.
    fn served(
        &mut self,
        at: i64,
        takes: (By, u64),
        (role, organ, many): (Role, &str, usize),
        mut spent: Spent,
    ) -> Result<(Actor, i64, Spent), Failure> {
        let (by, takes) = takes;
        let kind = format!("{role:?}-{organ}").to_lowercase();
        let places = self.places.entry(kind.clone()).or_insert_with(|| Places::new(many));
        let (place, begins) = places.take(at, signed(takes), &self.doors).map_err(no_year)?;
        let open = self.doors.open_between(at, begins).map_err(no_year)?;
        spent.queue += unsigned(open);
        spent.closed += unsigned(begins - at - open);
        match by {
            By::Applicant => spent.founder += takes,
            By::Officer => spent.officers += takes,
            By::Outside => spent.outside += takes,
        }
        let party = format!("s-{kind}-{place}");
        Ok((rehearsal_actor(&party, role, organ, ""), begins + signed(takes), spent))
    }

    /// An officer has a post from the first time on that somebody needs her.
    fn posted(&mut self, officer: &Actor) -> Result<(), Failure> {
        if !self.posts.insert(officer.party.clone()) {
            return Ok(());
        }
        let command = account::rules::Command::AddStaff {
            party: officer.party.clone(),
            name: "工作人员".to_owned(),
            organ: officer.organ.clone(),
            role: officer.role,
            post: "post".to_owned(),
        };
        let cause = Cause::outside("console", "founders", &officer.party)?;
        let to = To::Stream(officer.party.clone());
        self.house.act_now::<account::rules::Rules>(console_actor("founders"), to, cause, command)?;
        Ok(())
    }

    fn comes_in(&mut self, at: i64, member: Member) -> Result<(), Failure> {
        let item = self.item(&member.item)?;
        let papers = item.asked_of_applicant(&member.situation).count();
        let takes = self.takes(Step::Receive, 1)
            + self.takes(Step::LookThrough, papers)
            + self.takes(Step::Accept, 1);
        let hall = if item.hall.is_empty() { &item.organ } else { &item.hall };
        let (clerk, ends, spent) =
            self.served(at, (By::Officer, takes), (Role::Clerk, hall, CLERKS), member.spent)?;
        self.posted(&clerk)?;
        self.later(ends, Happens::TakenIn(Member { spent, ..member }, clerk));
        Ok(())
    }

    fn taken_in(&mut self, at: i64, member: Member, clerk: Actor) -> Result<(), Failure> {
        let to = || To::Stream(member.case.clone());
        let no = member.founder;
        self.does::<Cases>(no, clerk.clone(), to(), Command::Receive { materials: None })?;
        self.does::<Cases>(no, clerk, to(), Command::Accept {})?;
        let item = self.item(&member.item)?;
        let points = item.points_in(&member.situation).count();
        let takes = match member.item.as_str() {
            BANK => (By::Outside, self.takes(Step::BankLooks, 1)),
            _ => (By::Officer, self.takes(Step::Examine, points)),
        };
        let place = (Role::Examiner, item.organ.as_str(), EXAMINERS);
        let (officer, ends, spent) = self.served(at, takes, place, member.spent)?;
        self.posted(&officer)?;
        self.later(ends, Happens::Examined(Member { spent, ..member }, officer));
        Ok(())
    }

    fn examined(&mut self, at: i64, member: Member, officer: Actor) -> Result<(), Failure> {
        let item = self.item(&member.item)?;
        let met = item.points_in(&member.situation).map(|point| point.code.clone()).collect();
        let command = Command::Examine {
            met,
            unmet: Vec::new(),
            opinion: "经审查，符合规定。".to_owned(),
            findings: BTreeMap::new(),
        };
        self.does::<Cases>(member.founder, officer, To::Stream(member.case.clone()), command)?;
        let takes = match member.item.as_str() {
            BANK => (By::Outside, self.takes(Step::BankBooks, 1)),
            _ => (By::Officer, self.takes(Step::Decide, 1)),
        };
        let (head, ends, spent) =
            self.served(at, takes, (Role::Head, item.organ.as_str(), HEADS), member.spent)?;
        self.posted(&head)?;
        self.later(ends, Happens::Decided(Member { spent, ..member }, head));
        Ok(())
    }

    /// The decision: what waited for it begins, she prints her licence, the engraver begins.
    fn decided(&mut self, at: i64, member: Member, head: Actor) -> Result<(), Failure> {
        let Member { founder, spent, .. } = member;
        let to = To::Stream(member.case.clone());
        self.does::<Cases>(founder, head, to, Command::Grant {})?;
        self.has(at, founder, spent, End::Booked);
        match member.item.as_str() {
            LICENCE => {
                let takes = (By::Applicant, self.takes(Step::PrintAtTerminal, 1));
                let (_, ends, hers) = self.served(at, takes, AT_TERMINAL, spent)?;
                self.later(ends, Happens::Had(founder, hers, End::Booked));
            }
            SEALS => {
                let takes = (By::Outside, self.takes(Step::Engrave, 1));
                let (_, ends, hers) =
                    self.served(at, takes, (Role::Program, "engraver", ENGRAVERS), spent)?;
                self.later(ends, Happens::Engraved(Member { spent: hers, ..member }));
            }
            _ => {}
        }
        self.goes_on(at, founder, spent)
    }

    /// The seals lie at a window, where a clerk hands them over.
    fn engraved(&mut self, at: i64, member: Member) -> Result<(), Failure> {
        let item = self.item(&member.item)?;
        let takes = (By::Officer, self.takes(Step::HandOver, 1));
        let (_, ends, spent) = self.served(at, takes, (Role::Clerk, &item.hall, CLERKS), member.spent)?;
        self.later(ends, Happens::Had(member.founder, spent, End::Sealed));
        Ok(())
    }
}

fn no_year(no: kernel::NoYear) -> Failure {
    Failure::Fault(no.to_string())
}

fn signed(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}

fn unsigned(ms: i64) -> u64 {
    u64::try_from(ms).unwrap_or_default()
}
