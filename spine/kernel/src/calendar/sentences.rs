//! A due date told in sentences, so that anyone can check it by hand.

use super::due::{Due, Mark};
use crate::time::{Day, Unit};
use std::fmt::Write;

/// A sentence in Chinese and in English.
type Pair = (String, String);

/// Consecutive days, both ends included.
type Run = (Day, Day);

/// Why days were not counted; days with the same reason are told in one sentence.
#[derive(PartialEq, Eq)]
enum Reason<'a> {
    Rest(&'a str, &'a str),
    Stop(usize),
    Moved,
}

/// So many separate runs of rest days are named one by one; more would hide the sentence that matters.
const RUNS_NAMED: usize = 4;

impl Due {
    /// The derivation in sentences, Chinese and English: the start, every rest, every stop with its
    /// basis, and the end. `start_zh` and `start_en` say what began the limit: `受理`, `accepted`.
    pub fn sentences(&self, start_zh: &str, start_en: &str) -> Vec<(String, String)> {
        let Some(start) = self.counted.first().map(|c| c.day) else { return Vec::new() };
        let say = Say { base: start };
        if self.limit.unit == Unit::OnTheSpot {
            let zh = format!("{}{start_zh}，当场办结。", say.zh(start));
            return vec![(zh, format!("{}: {start_en}, done on the spot.", say.en(start)))];
        }
        let mut all = vec![self.beginning(&say, start_zh, start_en)];
        all.extend(self.gaps(&say));
        all.push(self.ending(&say));
        if self.provisional {
            let year = self.day.year();
            all.push((
                format!("{year}年的放假安排还没有公布，这个日期是暂定的。"),
                format!("The holidays of {year} have not been announced; this date is provisional."),
            ));
        }
        all
    }

    fn beginning(&self, say: &Say, start_zh: &str, start_en: &str) -> Pair {
        let (zh, en) = (say.zh(say.base), say.en(say.base));
        let first = self.counted.iter().find(|c| c.mark == Mark::Day(1)).map_or(self.day, |c| c.day);
        (
            format!("{zh}{start_zh}。{start_zh}当天不算，从{}算第 1 日。", say.zh(first)),
            format!("{en}: {start_en}. That day is not counted; day 1 is {}.", say.en(first)),
        )
    }

    /// The days that were not counted, or counted against expectation, in order of first appearance.
    fn gaps(&self, say: &Say) -> Vec<Pair> {
        let mut groups: Vec<(Reason<'_>, Vec<Run>)> = Vec::new();
        for c in &self.counted {
            let reason = match &c.mark {
                Mark::Rest { zh, en } => Reason::Rest(zh, en),
                Mark::Stopped { index } => Reason::Stop(*index),
                Mark::Day(_) if self.limit.unit == Unit::WorkingDays && c.day.is_weekend() => Reason::Moved,
                _ => continue,
            };
            let at = groups.iter().position(|(r, _)| *r == reason).unwrap_or_else(|| {
                groups.push((reason, Vec::new()));
                groups.len() - 1
            });
            let runs = &mut groups[at].1;
            match runs.last_mut() {
                Some(run) if run.1.next() == c.day => run.1 = c.day,
                _ => runs.push((c.day, c.day)),
            }
        }
        groups.iter().map(|(reason, runs)| self.gap(say, reason, runs)).collect()
    }

    fn gap(&self, say: &Say, reason: &Reason<'_>, runs: &[Run]) -> Pair {
        let (mut zh, mut en) = say.runs(runs);
        match *reason {
            Reason::Rest(name_zh, name_en) if runs.len() > RUNS_NAMED => {
                let days: i64 = runs.iter().map(|(a, b)| b.days_since(*a) + 1).sum();
                (
                    format!("期间的{name_zh}共 {days} 天，不算。"),
                    format!("Every {name_en} in between, {days} days in all, is not counted."),
                )
            }
            Reason::Rest(name_zh, name_en) => {
                (format!("{zh}是{name_zh}，不算。"), { format!("{en}: {name_en}, not counted.") })
            }
            Reason::Moved => (
                format!("{zh}是调休上班日，照算。"),
                format!("{en}: worked in exchange for a holiday, counted."),
            ),
            Reason::Stop(index) => {
                let Some(stop) = self.stops.get(index) else { return (zh, en) };
                let still =
                    if stop.to.is_none() { ("，还没有结束", ", not over yet") } else { ("", "") };
                let _ = write!(zh, "{}{}，不算。", stop.label.0, still.0);
                let _ = write!(en, ": {}{}, not counted.", stop.label.1, still.1);
                if !stop.basis.0.is_empty() {
                    let _ = write!(zh, "依据{}。", stop.basis.0);
                    let _ = write!(en, " Basis: {}.", stop.basis.1);
                }
                (zh, en)
            }
        }
    }

    fn ending(&self, say: &Say) -> Pair {
        let (zh, en) = (say.zh(self.day), say.en(self.day));
        let n = self.limit.n;
        let (what_zh, what_en) = match self.limit.unit {
            Unit::WorkingDays => (format!("第 {n} 个工作日"), format!("working day {n}")),
            Unit::Days => (format!("第 {n} 日"), format!("day {n}")),
            Unit::Months | Unit::Years => {
                (format!("满 {}", self.limit.zh()), format!("the end of {}", self.limit.en()))
            }
            Unit::Hours | Unit::OnTheSpot => (self.limit.zh() + "期满", self.limit.en()),
        };
        let (is_zh, is_en) = if self.open { ("最早是", "is at the earliest") } else { ("是", "is") };
        let rolled = self.counted.last().and_then(|c| match &c.mark {
            Mark::Rolled { zh, en } => Some((zh, en)),
            _ => None,
        });
        let Some((rest_zh, rest_en)) = rolled else {
            return (format!("所以{what_zh}{is_zh}{zh}。"), format!("So {what_en} {is_en} {en}."));
        };
        let nominal =
            self.counted.iter().rfind(|c| matches!(c.mark, Mark::Day(_))).map_or(self.day, |c| c.day);
        (
            format!(
                "{what_zh}是{}，{rest_zh}，所以顺延，期限届满{is_zh}下一个工作日{zh}（《民法典》第二百零三条）。",
                say.zh(nominal)
            ),
            format!(
                "{} falls on {} ({rest_en}), so the period {} with the next working day, {en} \
                 (Civil Code, art. 203).",
                capital(&what_en),
                say.en(nominal),
                if self.open { "ends at the earliest" } else { "ends" },
            ),
        )
    }
}

/// How days are said: with the year only where it is not the year of the start.
struct Say {
    base: Day,
}

impl Say {
    fn zh(&self, day: Day) -> String {
        if day.year() == self.base.year() { day.zh() } else { day.zh_full() }
    }

    fn en(&self, day: Day) -> String {
        if day.year() == self.base.year() { day.en() } else { day.en_full() }
    }

    /// `3月7日、8日`, `3月9日至11日`; several runs one after the other.
    fn runs(&self, runs: &[Run]) -> Pair {
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        let mut before = None;
        for &(a, b) in runs {
            let link = if a.next() == b { "、" } else { "至" };
            let first = self.zh_after(before, a);
            zh.push(if a == b { first } else { format!("{first}{link}{}", self.zh_after(Some(a), b)) });
            before = Some(b);
            en.push(match (a == b, same_month(a, b)) {
                (true, _) => self.en(a),
                (false, true) => format!("{}–{}", a.dom(), self.en(b)),
                (false, false) => format!("{} – {}", self.en(a), self.en(b)),
            });
        }
        (zh.join("、"), en.join(", "))
    }

    /// A day after one that was just said: without the month when it is the same.
    fn zh_after(&self, before: Option<Day>, day: Day) -> String {
        match before {
            Some(b) if same_month(b, day) => format!("{}日", day.dom()),
            Some(b) if b.year() == day.year() => day.zh(),
            _ => self.zh(day),
        }
    }
}

fn same_month(a: Day, b: Day) -> bool {
    (a.year(), a.month()) == (b.year(), b.month())
}

fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
