//! What `yimen simulate --founders N` says at its end: how long it took to set up a company, beside the
//! record and the target, and where the time went. What is assumed says so.

use sim::durations::Durations;
use sim::founders::{
    A_DAY, CLERKS, DAY_MS, ENGRAVERS, EXAMINERS, End, HEADS, RECORD_MS, Report, Spent, TERMINALS,
};

use super::say;

/// Percentiles that are told: 最快, 中位, 九成.
const TOLD: [usize; 3] = [0, 50, 90];

/// Tell it.
pub(super) fn told(report: &Report) {
    lines(report).iter().for_each(|line| say(line));
}

fn lines(report: &Report) -> Vec<String> {
    let many = report.founded.len();
    let mut lines =
        vec![format!("{many} 位创办人 founders，在终端机上办企业开办 set up a company at a terminal")];
    for (end, what) in [
        (End::Booked, "到银行约好、执照打印出来 to the booked bank and the printed licence"),
        (End::Sealed, "到章也拿到 to the seals in hand"),
    ] {
        lines.push(String::new());
        lines.extend(until(report, end, what));
    }
    let house = TOLD.map(|percent| report.house_at(percent) / 1_000);
    let waited: u64 = report.founded.iter().map(|one| one.before).max().unwrap_or_default();
    lines.extend([
        String::new(),
        format!(
            "系统自己 the house, ms a founder, measured: 最快 best {}, 中位 median {}, 九成 p90 {}; \
             最慢一答 slowest answer {} ms",
            house[0],
            house[1],
            house[2],
            report.slowest / 1_000
        ),
        format!("在终端机前最多等了 longest wait for a terminal, before: {} 分钟 min", minutes(waited)),
    ]);
    if let Some(best) = report.at(End::Booked, 0) {
        let effort = best.effort;
        lines.push(format!(
            "最快的那位 the best of them: {} 屏 screens, {} 问 questions, {} 格 fields, {} 份 papers, {} 趟 visits",
            effort.screens, effort.questions, effort.fields, effort.papers, effort.visits
        ));
    }
    lines.extend([
        assumed(),
        format!(
            "也是假定的 assumed as well: 一天 {A_DAY} 位 founders a day, 终端机 {TERMINALS} 台 terminals, 每个机关和银行\
             审查 {EXAMINERS} 人、决定 {HEADS} 人 examiners and heads of each organ and of the bank, \
             刻章 {ENGRAVERS} 台 engraver's benches; 不是假定的 not assumed: 企业开办窗口 {CLERKS} 个 business windows"
        ),
        "没有人材料不齐，没有人被拒绝。nobody lacked a paper and nobody was refused".to_owned(),
        format!("{} 个命令 commands, {} s", report.commands, report.ms / 1_000),
    ]);
    lines
}

/// How long it took to this end, beside the record and the target, and where the time went.
fn until(report: &Report, end: End, what: &str) -> Vec<String> {
    let many = report.founded.len();
    let share = |name: &str, of: fn(&Spent) -> u64| {
        let each = TOLD.map(|percent| minutes(report.at(end, percent).map_or(0, |one| of(&one.spent(end)))));
        let all: u64 = report.founded.iter().map(|one| of(&one.spent(end))).sum();
        let mean = all / u64::try_from(many).unwrap_or(u64::MAX).max(1);
        format!("{:>9}{:>9}{:>9}{:>9}  {name}", each[0], each[1], each[2], minutes(mean))
    };
    vec![
        format!("从第一次按键{what}, from the first press, 分钟 min:"),
        "     best   median      p90     mean".to_owned(),
        share("合计 in all", Spent::total),
        share("创办人自己 the founder (assumed)", |spent| spent.founder),
        share("工作人员 officers (assumed)", |spent| spent.officers),
        share("排队 waiting for a place, doors open", |spent| spent.queue),
        share("关门 waiting for the doors to open", |spent| spent.closed),
        share("门外 outside the house: engraver, bank (assumed)", |spent| spent.outside),
        format!(
            "纪录 the record “最快 10 分钟” (requirements.md 42): {} of {many}; 目标 the target “一天办结” (98): \
             24 小时内 within 24 hours {} of {many}, 当天 on the same day {} of {many}",
            report.within(end, RECORD_MS),
            report.within(end, DAY_MS),
            report.same_day(end)
        ),
    ]
}

/// How much of the file of durations is somebody's guess.
fn assumed() -> String {
    let (sourced, all) = Durations::kept().sourced();
    format!(
        "人做的每一步多久是假定的：{all} 步里 {sourced} 步有出处（sim/src/durations.toml）。how long people take \
         is assumed: {sourced} of {all} steps have a source"
    )
}

/// 12.3
fn minutes(ms: u64) -> String {
    let tenths = ms / 6_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}
