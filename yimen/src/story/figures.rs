//! What a story took, told at its end: how much of it is people's time, which is assumed, how much is
//! waiting, which the story's own times say, how much is the house, which is measured; and screens, fields,
//! papers, visits. Targets that a story states bind the counts and the house's share.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bundle::rules::{Rules, of};
use facts::{Fact, Recorded, bundle as bundles, case};
use house::timekeeper::clock_actor;
use kernel::Instant;
use kernel::bundle::Effort;
use kernel::form::{Answers, leaves};
use kernel::item::Situation;
use sim::durations::{By, Durations, Step, typed};

use super::acts::Happened;
use super::script::{Line, listed};
use super::stage::Stage;

/// Steps of what people do, by the verb. What has no line here is one step of whoever does it.
const VERBS: &[(&str, &[(Step, Times)])] = &[
    ("申请", ASKING),
    ("申请一件事", ASKING),
    ("补填", MORE),
    ("补交", MORE),
    ("签容缺承诺", WORDS),
    ("签告知承诺", WORDS),
    ("报告整改", WORDS),
    ("提异议", WORDS),
    ("申请听证", &[(Step::Read, Times::Once), (Step::Sign, Times::Once)]),
    ("撤回", &[(Step::Read, Times::Once), (Step::Sign, Times::Once)]),
    ("撤回一件事", &[(Step::Read, Times::Once), (Step::Sign, Times::Once)]),
    ("看一件事", LOOKING),
    ("看办件", LOOKING),
    ("看证照", LOOKING),
    ("收件", &[(Step::Receive, Times::Once), (Step::LookThrough, Times::Papers)]),
    ("受理", &[(Step::Accept, Times::Once)]),
    ("容缺受理", &[(Step::Accept, Times::Once)]),
    ("补交承诺", &[(Step::LookThrough, Times::Named)]),
    ("告知补正", WRITING),
    ("转告", WRITING),
    ("不予受理", WRITING),
    ("问机关", WRITING),
    ("答复机关", WRITING),
    ("转报", WRITING),
    ("告知听证", WRITING),
    ("答复异议", WRITING),
    ("安排核查", &[(Step::Arrange, Times::Once)]),
    ("约联合核查", &[(Step::Arrange, Times::Once)]),
    ("通知听证", &[(Step::Arrange, Times::Once), (Step::Write, Times::Once)]),
    ("听证笔录", WRITING),
    ("核查记录", ON_THE_SPOT),
    ("核查承诺", ON_THE_SPOT),
    ("复查承诺", ON_THE_SPOT),
    ("审查", &[(Step::Examine, Times::Points)]),
    ("核实", &[(Step::Examine, Times::Points)]),
    ("准予", &[(Step::Decide, Times::Once)]),
    ("不予批准", &[(Step::Decide, Times::Once), (Step::Write, Times::Once)]),
    ("退回", &[(Step::Decide, Times::Once)]),
    ("延期", &[(Step::Decide, Times::Once)]),
    ("送达", &[(Step::HandOver, Times::Once)]),
    (
        "一次领取",
        &[(Step::Come, Times::Once), (Step::WaitAtWindow, Times::Once), (Step::HandOver, Times::Once)],
    ),
];

const ASKING: &[(Step, Times)] = &[
    (Step::SignIn, Times::Once),
    (Step::Read, Times::Screens),
    (Step::Answer, Times::Questions),
    (Step::Type, Times::Fields),
    (Step::HandIn, Times::Papers),
    (Step::Sign, Times::Once),
];
const MORE: &[(Step, Times)] = &[
    (Step::Read, Times::Once),
    (Step::Type, Times::Told),
    (Step::HandIn, Times::Named),
    (Step::Sign, Times::Once),
];
const WORDS: &[(Step, Times)] =
    &[(Step::Read, Times::Once), (Step::Type, Times::Once), (Step::Sign, Times::Once)];
const LOOKING: &[(Step, Times)] = &[(Step::Read, Times::Once)];
const WRITING: &[(Step, Times)] = &[(Step::Write, Times::Once)];
const ON_THE_SPOT: &[(Step, Times)] =
    &[(Step::Travel, Times::Once), (Step::LookOnTheSpot, Times::Once), (Step::Write, Times::Once)];
/// What has no line: an applicant's, and an officer's.
const ELSE: [Step; 2] = [Step::DoAnotherThing, Step::Act];
/// Who is no person, and what is done before a story begins.
const NOBODY: [&str; 5] = ["时钟", "大门", "台账", "控制台", "旁人"];
/// Of no case: where a story turns to, it takes no step.
const TURNS: &str = "接着办";

/// How often a step is done.
#[derive(Clone, Copy)]
enum Times {
    Once,
    Screens,
    Questions,
    /// Fields that she types: not those that are filled in from her account.
    Fields,
    /// Papers of what was asked for, or of the case.
    Papers,
    /// Check points of the case.
    Points,
    /// Things that the line names.
    Named,
    /// Fields that the line fills in.
    Told,
}

/// Seconds of people: at least, usually, at most.
#[derive(Clone, Copy, Default)]
struct Sum([u64; 3]);

impl Sum {
    fn add(&mut self, step: Step, times: usize) {
        let (one, times) = (Durations::kept().of(step), u64::try_from(times).unwrap_or_default());
        for (sum, ms) in self.0.iter_mut().zip([one.least, one.usual, one.most]) {
            *sum += times * ms;
        }
    }

    fn and(mut self, other: Sum) -> Sum {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
        self
    }

    fn words(self) -> String {
        let [least, usual, most] = self.0.map(spoken);
        format!("{usual}（最少 {least}，最多 {most}）")
    }
}

/// What somebody did at some time.
struct Did {
    at: Instant,
    by: BTreeMap<By, Sum>,
    house: Duration,
}

/// What a story has come to so far.
#[derive(Default)]
pub(super) struct Figures {
    did: Vec<Did>,
    first: Option<Instant>,
    last: Option<Instant>,
    asked: Option<Effort>,
    /// Cases that began and that were concluded, bundles that began and in which all was settled.
    cases: [usize; 2],
    bundles: [usize; 2],
    /// Days on which somebody looked on the spot, and what was handed over at once.
    spots: BTreeSet<String>,
    pick_ups: usize,
    slowest: Duration,
    commands: usize,
}

impl Figures {
    /// Somebody did this, and this came of it.
    pub fn note(&mut self, stage: &Stage, line: &Line, happened: &Happened) {
        if NOBODY.contains(&line.who.as_str()) || line.verb == TURNS {
            // what follows behind the door is the house's all the same
            self.did.push(Did { at: line.at, by: BTreeMap::new(), house: happened.took });
        } else {
            let effort = asked(stage, line, happened);
            self.first = self.first.or(effort.map(|_| line.at));
            self.more(line, happened, effort.map(|(effort, _)| effort));
            let by = spent(stage, line, effort);
            self.did.push(Did { at: line.at, by, house: happened.took });
            self.commands += 1;
            self.slowest = self.slowest.max(happened.took);
        }
        for fact in &happened.facts {
            match &fact.fact {
                Fact::Case(case::Event::Applied { .. }) => self.cases[0] += 1,
                Fact::Case(case::Event::Concluded { .. }) => {
                    self.cases[1] += 1;
                    self.last = Some(fact.at);
                }
                Fact::Bundle(bundles::Event::Begun { .. }) => self.bundles[0] += 1,
                Fact::Bundle(bundles::Event::Finished { .. }) => self.bundles[1] += 1,
                Fact::Case(case::Event::VisitRecorded { .. }) => {
                    self.spots.insert(fact.at.day().to_string());
                }
                _ => {}
            }
        }
    }

    /// Screens, fields and papers that come to those of the application.
    fn more(&mut self, line: &Line, happened: &Happened, effort: Option<Effort>) {
        if let Some(effort) = effort {
            self.asked = Some(and(self.asked.unwrap_or_default(), effort));
        }
        let more = matches!(line.verb.as_str(), "补填" | "补交");
        if let Some(sum) = self.asked.as_mut().filter(|_| more && happened.refused.is_none()) {
            sum.screens += 1;
            sum.fields += listed(line.clause("填")).count();
            sum.papers += listed(&line.object).count();
        }
        self.pick_ups += usize::from(line.verb == "一次领取" && happened.refused.is_none());
    }

    /// What it came to, in lines for the audience; nothing where nobody applied for anything.
    pub fn told(&self) -> Vec<String> {
        let (Some(first), Some(asked)) = (self.first, self.asked) else { return Vec::new() };
        let mut lines = vec!["数字".to_owned()];
        match self.last.filter(|last| *last > first) {
            None => lines.push(format!("    {first} 第一次提交，到故事的最后还没有结果")),
            Some(last) => {
                let between = |did: &&Did| did.at > first && did.at <= last;
                let within: Vec<&Did> = self.did.iter().filter(between).collect();
                let sum = |by: By| {
                    let of = |did: &&Did| did.by.get(&by).copied().unwrap_or_default();
                    within.iter().map(of).fold(Sum::default(), Sum::and)
                };
                let [hers, officers, outside] = [By::Applicant, By::Officer, By::Outside].map(sum);
                let people = hers.and(officers).and(outside);
                let all = u64::try_from(last.0 - first.0).unwrap_or_default();
                lines.push(format!("    {first} 第一次提交，{last} 最后一个结果：{}", spoken(all)));
                lines.push(format!(
                    "    其中人做事 {}，是假定的：申请人 {}，工作人员 {}，门外 {}",
                    people.words(),
                    spoken(hers.0[1]),
                    spoken(officers.0[1]),
                    spoken(outside.0[1])
                ));
                lines.push(match all.checked_sub(people.0[1]) {
                    Some(waits) => format!("    其余 {}，是故事里的时间：等候、下班、计时", spoken(waits)),
                    None => format!(
                        "    故事里的时间比假定的做事时间还短 {}：没有等候，几个人同时做，或者写得太紧",
                        spoken(people.0[1] - all)
                    ),
                });
            }
        }
        if self.cases[0] > self.cases[1] || self.bundles[0] > self.bundles[1] {
            let [begun, ended] = self.cases;
            lines.push(format!("    到故事的最后没有全部办完：开始了 {begun} 件，有结果的 {ended} 件"));
        }
        let before =
            self.did.iter().filter(|did| did.at <= first).filter_map(|did| did.by.get(&By::Applicant));
        let before = before.copied().fold(Sum::default(), Sum::and);
        lines.push(format!("    提交以前填表 {}，也是假定的", before.words()));
        lines.push(format!(
            "    系统自己 {} 毫秒，是量的：{} 步，最慢一步 {} 毫秒",
            self.house().as_millis(),
            self.commands,
            self.slowest.as_millis()
        ));
        let (screens, questions, fields) = (asked.screens, asked.questions, asked.fields);
        lines.push(format!(
            "    {screens} 屏、{questions} 问、{fields} 格、{} 份材料、跑 {} 趟；上门 {} 天，一次领取 {} 次",
            asked.papers,
            asked.visits,
            self.spots.len(),
            self.pick_ups
        ));
        let (sourced, all) = Durations::kept().sourced();
        lines.push(format!(
            "    做事的时间出自 sim/src/durations.toml：{all} 步里 {sourced} 步有出处，别的是假定的"
        ));
        lines
    }

    /// What the house took since the first submission.
    fn house(&self) -> Duration {
        let since = |did: &&Did| self.first.is_some_and(|first| did.at >= first);
        self.did.iter().filter(since).map(|did| did.house).sum()
    }

    /// Does the story keep to this target?
    ///
    /// # Errors
    /// By how much it does not.
    pub fn keep(&self, target: &Target) -> Result<(), String> {
        let asked = self.asked.ok_or("没有人申请，就没有目标可说")?;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let found = match target.of {
            "屏" => count(asked.screens),
            "问" => count(asked.questions),
            "格" => count(asked.fields),
            "份" => count(asked.papers),
            "趟" => u64::from(asked.visits),
            "上门" => count(self.spots.len()),
            // begun seconds count
            _ => count(usize::try_from(self.house().as_millis().div_ceil(1_000)).unwrap_or(usize::MAX)),
        };
        if found <= target.most {
            return Ok(());
        }
        Err(format!("目标是 {}≤{}{}，却是 {found}", target.of, target.most, target.unit()))
    }
}

/// What is counted, and how much of it there may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    of: &'static str,
    most: u64,
}

/// What a target may be of; the last is in seconds.
const OF: [&str; 7] = ["屏", "问", "格", "份", "趟", "上门", "系统"];

impl Target {
    /// `屏≤13、格≤27、份≤5、趟≤0、上门≤1、系统≤30 秒`.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(words: &str) -> Result<Vec<Target>, String> {
        let one = |part: &str| {
            let (of, most) = part.split_once(['≤']).ok_or_else(|| format!("“{part}”要写成“屏≤13”"))?;
            let of = OF.into_iter().find(|known| *known == of.trim());
            let of = of.ok_or_else(|| format!("目标只有{}，没有“{part}”", OF.join("、")))?;
            let most = most.trim();
            let number = if of == "系统" { most.strip_suffix("秒") } else { Some(most) };
            let number = number.and_then(|number| number.trim().parse().ok());
            let most = number.ok_or_else(|| format!("“{part}”的数字读不懂；系统的要写“秒”"))?;
            Ok(Target { of, most })
        };
        let all: Vec<Target> = listed(words).map(one).collect::<Result<_, String>>()?;
        if all.is_empty() { Err("目标后面没有写什么".to_owned()) } else { Ok(all) }
    }

    fn unit(&self) -> &'static str {
        if self.of == "系统" { " 秒" } else { "" }
    }
}

/// How long the people of a line take.
fn spent(stage: &Stage, line: &Line, asked: Option<(Effort, usize)>) -> BTreeMap<By, Sum> {
    let mut all: BTreeMap<By, Sum> = BTreeMap::new();
    let mut add = |step: Step, times: usize| {
        all.entry(Durations::kept().of(step).by).or_default().add(step, times);
    };
    let known = VERBS.iter().find(|(verb, _)| *verb == line.verb).map(|(_, steps)| *steps);
    // whoever asks for something in another word fills in a form all the same
    match known.or(asked.map(|_| ASKING)) {
        Some(steps) => {
            let (papers, points) = in_case(stage).unwrap_or_default();
            let (effort, typed) = asked.unwrap_or_default();
            for (step, times) in steps {
                let times = match times {
                    Times::Once => 1,
                    Times::Screens => effort.screens,
                    Times::Questions => effort.questions,
                    Times::Fields => typed,
                    Times::Papers => asked.map_or(papers, |(effort, _)| effort.papers),
                    Times::Points => points,
                    Times::Named => listed(&line.object).count(),
                    Times::Told => listed(line.clause("填")).count(),
                };
                add(*step, times);
            }
        }
        None => {
            let officer = stage.person(&line.who).is_ok_and(|person| !person.actor.organ.is_empty());
            add(ELSE[usize::from(officer)], 1);
        }
    }
    all
}

/// Papers and check points of the case that the story is about.
fn in_case(stage: &Stage) -> Option<(usize, usize)> {
    let filed = stage.case().ok()?.filed?;
    let world = stage.house().ok()?.world();
    let item = &world.editions.by_hash(&filed.edition)?.item;
    Some((item.asked_of_applicant(&filed.situation).count(), item.points_in(&filed.situation).count()))
}

/// What an application asked of her: every bundle's own count, or the item's.
fn asked(stage: &Stage, line: &Line, happened: &Happened) -> Option<(Effort, usize)> {
    let begun = |fact: &&Recorded| matches!(fact.fact, Fact::Bundle(bundles::Event::Begun { .. }));
    let bundles = happened.facts.iter().filter(begun).filter_map(|fact| of_bundle(stage, fact.name()));
    let all = bundles.reduce(|(one, typed), (more, also)| (and(one, more), typed + also));
    if all.is_some() {
        return all;
    }
    (line.verb == "申请" && happened.refused.is_none()).then(|| of_item(stage)).flatten()
}

fn and(one: Effort, more: Effort) -> Effort {
    Effort {
        questions: one.questions + more.questions,
        fields: one.fields + more.fields,
        papers: one.papers + more.papers,
        screens: one.screens + more.screens,
        visits: one.visits + more.visits,
    }
}

fn of_bundle(stage: &Stage, no: &str) -> Option<(Effort, usize)> {
    let (house, clerk, no) = (stage.house().ok()?, clock_actor(), no.to_owned());
    let run = house.read_now(clock_actor(), move |seeing| Ok(seeing.life::<Rules>(&no)?.0)).ok()?;
    let world = house.world();
    let ctx = house.ctx(&world, &clerk, house.clock.now(), [0; 16]);
    let edition = world.editions.bundle_by_hash(&run.begun.as_ref()?.edition)?;
    let whole = of(&edition.bundle, &ctx)?;
    let typed = typed(&whole.form(&run.situation).drawn(), &Situation::new());
    Some((whole.effort(&run.situation).0, typed))
}

fn of_item(stage: &Stage) -> Option<(Effort, usize)> {
    let filed = stage.case().ok()?.filed?;
    let world = stage.house().ok()?.world();
    let item = &world.editions.by_hash(&filed.edition)?.item;
    let questions = filed.situation.len();
    let effort = Effort {
        questions,
        fields: leaves(&item.fields, &filed.situation, &Answers::new()).len(),
        papers: item.asked_of_applicant(&filed.situation).count(),
        screens: questions + 2,
        visits: item.visits,
    };
    Some((effort, typed(&item.fields, &filed.situation)))
}

/// Days, hours, minutes, seconds.
fn spoken(ms: u64) -> String {
    let seconds = ms / 1_000;
    let parts = [
        (seconds / 86_400, "天"),
        (seconds / 3_600 % 24, "小时"),
        (seconds / 60 % 60, "分"),
        (seconds % 60, "秒"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if said.is_empty() { "0 秒".to_owned() } else { said.join(" ") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sim::durations::{STEPS, Step};

    use super::{ELSE, Target, VERBS, spoken};

    #[test]
    fn every_duration_is_used_by_a_story_or_by_a_founder() {
        let stories = VERBS.iter().flat_map(|(_, steps)| steps.iter().map(|(step, _)| *step)).chain(ELSE);
        let used: BTreeSet<Step> = stories.chain(sim::founders::STEPS.iter().copied()).collect();
        let unused: Vec<&str> =
            STEPS.iter().filter(|(step, _)| !used.contains(step)).map(|(_, code)| *code).collect();
        assert_eq!(unused, Vec::<&str>::new(), "a duration that nobody uses says nothing");
    }

    #[test]
    fn a_target_is_read_or_says_why_not() {
        let all = Target::read("屏≤13、上门≤1、系统≤30 秒").unwrap_or_default();
        let said: Vec<(&str, u64)> = all.iter().map(|one| (one.of, one.most)).collect();
        assert_eq!(said, [("屏", 13), ("上门", 1), ("系统", 30)]);
        for (wrong, why) in [("", "没有写"), ("屏", "要写成"), ("页≤3", "没有“页≤3”"), ("系统≤30", "写“秒”")]
        {
            let told = Target::read(wrong).err().unwrap_or_default();
            assert!(told.contains(why), "{wrong}: {told}");
        }
        assert_eq!(spoken(93_784_000), "1 天 2 小时 3 分 4 秒");
    }
}
