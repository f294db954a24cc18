//! Joins: bundles 一件事 of two to twelve members that end side by side, told by many hands at once, in any
//! order, some of them twice. None may be lost, and nobody repeats anything by hand.
//!
//! What is played is the wing's own part, from the application to the end of the last branch: the members'
//! cases are numbers, for what organs do with them is measured elsewhere.

use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::Instant as Stopwatch;
use std::{fs, io, thread};

use bundle::rules::{Command, Heard, Rules, of};
use house::clock::VirtualClock;
use house::console::console_actor;
use house::rehearsal::rehearsal_actor;
use house::{Cause, Failure, House, Knows, To};
use kernel::form::Answers;
use kernel::item::{Situation, Takes};
use kernel::{Actor, Day, Instant, Role};

use crate::county::population::Who;
use crate::county::work::{filled, speaker};
use crate::lot::Lot;

/// Code of the bundle that is played: two members and up to ten more, none of which waits for another.
pub const BUNDLE: &str = "joins";
/// The bundle's file.
const FILE: &str = include_str!("joins.toml");
/// The item of the county that its members are written after.
const MODEL: &str = "real-estate-enquiry";
/// The end of that item's basic code, which each member has of its own.
const MODEL_CODE: &str = "002015934000";
/// Members of the bundle.
const MEMBERS: usize = 12;
/// Joins that go on at the same time.
const AT_ONCE: u64 = 1_000;
/// Commands that a hand has on its way before it waits for answers.
const ON_THE_WAY: usize = 64;
/// Of a hundred branches: so many are told to have ended a second time.
const TWICE: u64 = 5;
/// Applicants.
const PEOPLE: u64 = 500;

/// What is played.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many joins.
    pub joins: u64,
    /// Hands that tell of branches at the same time.
    pub hands: usize,
    /// From this everything follows, but for which hand is quicker.
    pub seed: u64,
}

/// What it came to.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Branches of all joins.
    pub branches: u64,
    /// Ends that were told a second time.
    pub told_twice: u64,
    /// Of the ledger: joins that ended.
    pub finished: i64,
    /// Of the ledger: branches that ended.
    pub done: i64,
    /// Of the ledger: results set aside.
    pub set_aside: i64,
    /// Of the register: bundles at their end.
    pub settled: i64,
    /// Milliseconds, from the first application to the last end.
    pub ms: u128,
}

impl Report {
    /// Joins that did not come to their end once, and branches that were lost on the way, in words; `Ok` if
    /// there are none.
    ///
    /// # Errors
    /// What is wrong.
    pub fn whole(&self, plan: &Plan) -> Result<(), String> {
        let n = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let wanted = (n(plan.joins), n(plan.joins), n(self.branches), n(self.told_twice));
        let found = (self.finished, self.settled, self.done, self.set_aside);
        if wanted == found { Ok(()) } else { Err(format!("of {wanted:?} there are {found:?}: {self:?}")) }
    }
}

/// Write the bundle and its members into a folder of a county's files.
///
/// # Errors
/// What the disk says; a folder without the item that the members are written after.
pub fn write(catalogue: &Path) -> io::Result<()> {
    let model = fs::read_to_string(catalogue.join(format!("items/{MODEL}.toml")))?;
    for no in 1..=MEMBERS {
        let member = model
            .replacen(&format!("code = \"{MODEL}\""), &format!("code = \"branch-{no}\""), 1)
            .replace(MODEL_CODE, &format!("0020159341{no:02}"));
        fs::write(catalogue.join(format!("items/branch-{no}.toml")), member)?;
    }
    fs::write(catalogue.join(format!("bundles/{BUNDLE}.toml")), FILE)
}

/// One bundle.
struct Join {
    no: String,
    who: Who,
    items: Vec<String>,
}

type Asked<C> = (Actor, To, C);
/// What one hand has to hand over: its place among all, a number that makes it one command, and what.
type Share<C> = Vec<(usize, u64, Asked<C>)>;

/// Play them in a house whose catalogue has the bundle, and whose followers nobody calls.
///
/// # Errors
/// A command that was not taken, for whatever reason; a fault.
pub fn play(house: &House, clock: &VirtualClock, plan: &Plan) -> Result<Report, Failure> {
    let mut hands = Hands { house, plan, commands: 0 };
    let mut lot = Lot::new(plan.seed, 12);
    let people = PEOPLE.min(plan.joins);
    let opened = (0..people).map(|no| {
        let who = person(no);
        let open = account::rules::Command::OpenPerson {
            party: who.party(),
            name: who.name(),
            id_number: who.id_number(),
            phone: who.phone(),
        };
        (console_actor("joins"), To::Stream(who.party()), open)
    });
    hands.bring::<account::rules::Rules>(opened.collect())?;
    let mut report = Report::default();
    let watch = Stopwatch::now();
    let mut left = plan.joins;
    while left > 0 {
        let some = left.min(AT_ONCE);
        left -= some;
        let joins = begin(&mut hands, &mut lot, some, people)?;
        clock.forward(60_000);
        let mut filed: Vec<Asked<Command>> = joins.iter().flat_map(Join::filed).collect();
        shuffle(&mut lot, &mut filed);
        report.branches += u64::try_from(filed.len()).unwrap_or_default();
        hands.bring::<Rules>(filed)?;
        clock.forward(60_000);
        let on = house.clock.now().day();
        let mut ended: Vec<Asked<Command>> = Vec::new();
        for one in joins.iter().flat_map(|join| join.ended(on)) {
            if lot.percent(TWICE) {
                report.told_twice += 1;
                ended.push(one.clone());
            }
            ended.push(one);
        }
        shuffle(&mut lot, &mut ended);
        hands.bring::<Rules>(ended)?;
    }
    report.ms = watch.elapsed().as_millis();
    count(house, &mut report)?;
    Ok(report)
}

fn person(no: u64) -> Who {
    Who::Person(usize::try_from(no).unwrap_or_default())
}

fn shuffle<T>(lot: &mut Lot, all: &mut [T]) {
    for last in (1..all.len()).rev() {
        let other = lot.below(u64::try_from(last).unwrap_or_default() + 1);
        all.swap(last, usize::try_from(other).unwrap_or_default());
    }
}

/// So many people ask for the bundle, with two to twelve branches.
fn begin(hands: &mut Hands<'_>, lot: &mut Lot, some: u64, people: u64) -> Result<Vec<Join>, Failure> {
    let world = hands.house.world();
    let clerk = console_actor("joins");
    let ctx = hands.house.ctx(&world, &clerk, Instant::at(hands.house.clock.now().day(), 9, 0), [0; 16]);
    let edition = world.editions.bundle(BUNDLE);
    let (whole, edition) = edition
        .and_then(|edition| Some((of(&edition.bundle, &ctx)?, edition)))
        .ok_or_else(|| Failure::Fault(format!("the catalogue has no bundle {BUNDLE}")))?;
    let (mut joins, mut asked) = (Vec::new(), Vec::new());
    for _ in 0..some {
        let who = person(lot.below(people));
        let mut situation = Situation::new();
        while let Some(open) = whole.open(&situation) {
            let answer = match (open.takes, open.answers.is_empty()) {
                (Takes::Date, _) => {
                    return Err(Failure::Fault("a bundle to rehearse with asks no days".to_owned()));
                }
                (_, true) => "2".to_owned(),
                (_, false) if open.code == "branches" => lot.one(&open.answers).code.clone(),
                (_, false) => open.answers[0].code.clone(),
            };
            situation.insert(open.code, answer);
        }
        let items = whole.needed(&situation).into_iter().map(|n| whole.items[n].code.clone()).collect();
        let answers: Answers = filled(&whole.form(&situation).drawn(), &Situation::new(), who);
        let command = Command::Begin {
            bundle: BUNDLE.to_owned(),
            edition: edition.hash.clone(),
            papers: Vec::new(),
            applicant: who.name(),
            phone: who.phone(),
            situation,
            answers,
            project: String::new(),
            on_behalf: None,
            files: Vec::new(),
        };
        asked.push((speaker(who), To::New, command));
        joins.push(Join { no: String::new(), who, items });
    }
    let names = hands.bring::<Rules>(asked)?;
    for (join, no) in joins.iter_mut().zip(names) {
        join.no = no;
    }
    Ok(joins)
}

impl Join {
    fn case(&self, item: &str) -> String {
        format!("{}-{item}", self.no)
    }

    fn each(&self, command: impl Fn(String, String) -> Command) -> Vec<Asked<Command>> {
        let house = rehearsal_actor("case", Role::House, "", &self.who.party());
        let one = |item: &String| {
            (house.clone(), To::Stream(self.no.clone()), command(item.clone(), self.case(item)))
        };
        self.items.iter().map(one).collect()
    }

    fn filed(&self) -> Vec<Asked<Command>> {
        self.each(|item, case| Command::Filed { item, case })
    }

    fn ended(&self, on: Day) -> Vec<Asked<Command>> {
        let granted = || Heard::Granted { licence_no: String::new(), uscc: String::new() };
        self.each(|item, case| Command::Hear { item, case, heard: granted(), on })
    }
}

/// Those who hand commands over, each with a share of them.
struct Hands<'a> {
    house: &'a House,
    plan: &'a Plan,
    commands: u64,
}

impl Hands<'_> {
    /// Hand all of it over at once; the streams' names in the order of the commands.
    fn bring<D: Knows>(&mut self, all: Vec<Asked<D::Command>>) -> Result<Vec<String>, Failure>
    where
        D::Command: Send,
    {
        let many = all.len();
        let hands = self.plan.hands.max(1);
        let mut shares: Vec<Share<D::Command>> = (0..hands).map(|_| Vec::new()).collect();
        for (no, asked) in all.into_iter().enumerate() {
            self.commands += 1;
            shares[no % hands].push((no, self.commands, asked));
        }
        let house = self.house;
        let told: Vec<Result<Vec<(usize, String)>, Failure>> = thread::scope(|scope| {
            let hands: Vec<_> =
                shares.into_iter().map(|share| scope.spawn(move || hand::<D>(house, share))).collect();
            let gone = |_| Err(Failure::Fault("a hand panicked".to_owned()));
            hands.into_iter().map(|hand| hand.join().unwrap_or_else(gone)).collect()
        });
        let mut names = vec![String::new(); many];
        for one in told {
            for (no, name) in one? {
                names[no] = name;
            }
        }
        Ok(names)
    }
}

/// One hand: its share, so many at a time; what is not taken is a failure, not tried again.
fn hand<D: Knows>(house: &House, share: Share<D::Command>) -> Result<Vec<(usize, String)>, Failure> {
    let mut names = Vec::with_capacity(share.len());
    let mut share = share.into_iter().peekable();
    while share.peek().is_some() {
        let (tell, hear) = sync_channel(ON_THE_WAY);
        for (no, key, (who, to, command)) in share.by_ref().take(ON_THE_WAY) {
            let cause = Cause::outside("form", &who.party, &format!("join-{key}"))?;
            let tell = tell.clone();
            house.submit_then::<D>(who, to, cause, None, command, move |answer| {
                tell.send((no, answer)).unwrap_or_default();
            });
        }
        drop(tell);
        for (no, answer) in hear {
            names.push((no, answer?.name));
        }
    }
    Ok(names)
}

/// What the ledger and the register say.
fn count(house: &House, report: &mut Report) -> Result<(), Failure> {
    let of = |kind: &'static str| {
        let sql = "select count(*) from ledger where kind = $1";
        house.store.read_now(move |look| Ok(look.one(sql, &[kind.into()])?.map_or(0, |row| row.int(0))))
    };
    report.finished = of("bundle.Finished")?;
    report.done = of("bundle.MemberDone")?;
    report.set_aside = of("bundle.ResultSetAside")?;
    let sql = "select count(*) from v_bundle where state = 'finished'";
    report.settled = house.store.read_now(move |look| Ok(look.one(sql, &[])?.map_or(0, |row| row.int(0))))?;
    Ok(())
}
