//! `yimen simulate`: a county's years, played through the real deciders into an empty ledger, and what its
//! supervisor would see at the end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use house::chance::SeededChance;
use house::clock::VirtualClock;
use house::web::lang::Lang;
use house::{Failure, House};
use kernel::{Day, Instant};
use sim::county::{Plan, Progress, Report, play};
use sim::joins;

use super::{Where, founders, say, warn};

/// Cases of a year: a county's three years see some three hundred thousand (requirements.md 222).
const CASES_A_YEAR: u64 = 100_000;
/// The first day: the county's calendar begins with this year.
const FROM: (i16, u8, u8) = (2024, 1, 1);
/// Commands that may wait for the writer: a handful and what follows from it.
const QUEUE: usize = 4_096;
/// Hands that tell of ended branches at the same time.
const HANDS: usize = 8;
/// Organs told of at the end.
const ORGANS: usize = 12;

/// `yimen simulate …`
#[derive(Args)]
pub(super) struct Simulate {
    #[command(flatten)]
    at: Where,
    /// Years, from 2024 on
    #[arg(long, default_value_t = 3)]
    years: u32,
    /// From this everything follows: the same seed comes to the same last hash
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Applications in all; a hundred thousand a year if not given
    #[arg(long)]
    cases: Option<u64>,
    /// Instead of a county: so many bundles of two to twelve branches, ended by many hands at once
    #[arg(long)]
    joins: Option<u64>,
    /// Instead of a county: so many people who set up a company at a terminal, and how long it took them
    #[arg(long, conflicts_with = "joins")]
    founders: Option<u64>,
}

impl Simulate {
    /// Open the county, play, tell.
    pub(super) fn run(self) -> Result<(), Failure> {
        let (year, month, day) = FROM;
        let from = Day::ymd(year, month, day).expect("a day of the calendar");
        let plan = Plan {
            from,
            until: from.years_after(self.years).plus(-1),
            cases: self.cases.unwrap_or(u64::from(self.years) * CASES_A_YEAR),
            seed: self.seed,
        };
        let clock = Arc::new(VirtualClock::new(Instant::at(from, 6, 0)));
        let mut opening = self.at.opening()?;
        if self.joins.is_some() {
            opening.catalogue = self.rehearsal()?;
        }
        // nobody in it is real: a house that serves people refuses this ledger
        opening.demo = true;
        opening.clock = clock.clone();
        opening.chance = Arc::new(SeededChance::new(self.seed));
        opening.queue = QUEUE;
        opening.who = "a simulated county".to_owned();
        let (house, warnings) = opening.open()?;
        if let Some(joins) = self.joins {
            let done = empty(&house).and_then(|()| join(&house, &clock, joins, self.seed));
            house.close()?;
            return done;
        }
        if let Some(many) = self.founders {
            let plan = sim::founders::Plan { founders: many, seed: self.seed, from };
            let mut tell = |now: &sim::founders::Progress| {
                warn(&format!("{}  {} of {many} decided, {} gone", now.day, now.done, seconds(now.ms)));
            };
            let done = empty(&house).and_then(|()| sim::founders::play(&house, &clock, &plan, &mut tell));
            house.close()?;
            founders::told(&done?);
            return Ok(());
        }
        warnings.iter().for_each(|warning| warn(warning));
        let played = empty(&house).and_then(|()| play(&house, &clock, &plan, &mut |now| tell(&plan, now)));
        let names = house.organs.clone();
        house.close()?;
        let name = |code: &str| {
            names.get(code).map_or_else(|| code.to_owned(), |organ| Lang::Zh.of(&organ.name).to_owned())
        };
        told(&played?, &name);
        Ok(())
    }
}

impl Simulate {
    /// The county's files with the bundle that is rehearsed, beside the keys.
    fn rehearsal(&self) -> Result<PathBuf, Failure> {
        let to = self.at.data.join("catalogue");
        let told = |e: std::io::Error| Failure::Fault(format!("{}: {e}", to.display()));
        copy(&self.at.catalogue, &to).and_then(|()| joins::write(&to)).map_err(told)?;
        Ok(to)
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let at = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &at)?;
        } else {
            std::fs::copy(entry.path(), at)?;
        }
    }
    Ok(())
}

/// Play joins and say what came of them.
fn join(house: &House, clock: &VirtualClock, joins: u64, seed: u64) -> Result<(), Failure> {
    let plan = joins::Plan { joins, hands: HANDS, seed };
    let report = joins::play(house, clock, &plan)?;
    report.whole(&plan).map_err(Failure::Fault)?;
    let a_second = u128::from(joins) * 1_000 / report.ms.max(1);
    say(&format!(
        "{joins} 件 joins, {} 支 branches, {} 次重复 told twice and set aside, 丢失 lost 0, 手工重试 retried by hand 0",
        report.branches, report.set_aside
    ));
    say(&format!("{}, {a_second} joins/s", seconds(report.ms)));
    Ok(())
}

/// It begins with the catalogue and nothing else.
fn empty(house: &House) -> Result<(), Failure> {
    let sql = "select name from streams where name >= 'case/' and name < 'case0' order by no limit 1";
    match house.store.read_now(move |look| look.one(sql, &[]))? {
        None => Ok(()),
        Some(_) => Err(Failure::Fault(
            "this ledger has cases already; a county is simulated into an empty one".to_owned(),
        )),
    }
}

fn seconds(ms: u128) -> String {
    let tenths = ms / 100;
    format!("{}.{} s", tenths / 10, tenths % 10)
}

fn tell(plan: &Plan, now: &Progress) {
    let a_second = u128::try_from(now.lines).unwrap_or_default() * 1_000 / now.ms.max(1);
    warn(&format!(
        "{}  {} of {} cases, {} lines, {a_second} lines/s, {} gone, about {} left",
        now.day,
        now.cases,
        plan.cases,
        now.lines,
        seconds(now.ms),
        seconds(now.left_ms),
    ));
}

/// 99.66%, cut off.
fn percent(hundredths: Option<i64>) -> String {
    hundredths.map_or_else(|| "—".to_owned(), |n| format!("{}.{:02}%", n / 100, n % 100))
}

fn days(days: Option<i64>) -> String {
    days.map_or_else(|| "—".to_owned(), |n| n.to_string())
}

fn told(report: &Report, organ: &dyn Fn(&str) -> String) {
    say(&format!("到 {} 为止 until then:", report.today));
    for (year, month) in
        report.years.iter().map(|(year, month)| (year.as_str(), month)).chain([("合计", &report.whole)])
    {
        say(&format!(
            "{year}\t申请 filed {}\t受理 accepted {}\t办结 ended {} ({})\t准予 granted {}\t不予 denied {}\t\
             满意 satisfied {} of {} ({})",
            month.filed,
            month.accepted,
            month.ended(),
            percent(month.ended_rate()),
            month.granted,
            month.denied,
            month.satisfied,
            month.rated,
            percent(month.satisfied_rate()),
        ));
    }
    let took = report.took;
    say(&format!("用时 days taken: 中位 median {}, 九成 nine of ten {}", days(took.median), days(took.p90)));
    let lamps = report.lamps;
    say(&format!(
        "在办 running {}: 超法定 red {}, 超承诺 orange {}, 临期 yellow {}, 正常 green {}, 不计时 off {}",
        lamps.running(),
        lamps.red,
        lamps.orange,
        lamps.yellow,
        lamps.green,
        lamps.off
    ));
    for (state, cases) in &report.states {
        say(&format!("  {state} {cases}"));
    }
    for (code, month, took) in report.organs.iter().take(ORGANS) {
        let (median, p90) = (days(took.median), days(took.p90));
        say(&format!(
            "  {}\t申请 {}\t办结 {}\t中位 {median} 天\t九成 {p90} 天\t满意 {}",
            organ(code),
            month.filed,
            month.ended(),
            percent(month.satisfied_rate()),
        ));
    }
    for (what, times) in &report.tally {
        say(&format!("  {what}: {times}"));
    }
    let a_second = u128::try_from(report.lines).unwrap_or_default() * 1_000 / report.ms.max(1);
    say(&format!("{} 条 lines, {}, {a_second} lines/s", report.lines, seconds(report.ms)));
    say(&format!("最后的哈希 last hash {}", report.hash));
}
