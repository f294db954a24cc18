//! The due calendar: whole weeks from receipt to the limit, every day with its word, so that anyone can
//! check the promised date by hand; and the same derivation in sentences.

use std::collections::BTreeSet;

use kernel::calendar::Mark;
use kernel::{Calendar, Day, Due, Limit, Text, Unit};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::web::page::Frame;

/// Weeks up to which every week is shown; of a longer period the weeks that say something.
const WHOLE_WEEKS: i64 = 8;

/// What a due calendar is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The limit as it was counted.
    pub due: &'a Due,
    /// The working days, for the days the count did not touch.
    pub calendar: &'a Calendar,
    /// The civil day on which the page is drawn.
    pub today: Day,
    /// When the application came, if that was before the count began.
    pub submitted: Option<Day>,
    /// What began the count: 受理, accepted.
    pub start: &'a Text,
    /// The last day the law allows, where the limit is a promise.
    pub statutory: Option<Day>,
}

/// How a day looks; its words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Before the count began, or the day on which it began.
    Before,
    /// Counted.
    Counted,
    /// A day off.
    Rest,
    /// The clock stood.
    Stopped,
    /// After the end.
    After,
}

/// One day of a due calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cell {
    /// The day.
    pub day: Day,
    /// How it looks.
    pub kind: CellKind,
    /// What is said of it, in this order.
    pub words: Vec<Text>,
    /// Does the limit end on it?
    pub goal: bool,
    /// Is it today?
    pub now: bool,
}

/// The days to show: whole weeks, Monday first, from receipt to the end of the limit, then the week of the
/// statutory limit. Weeks left out of a long period are seen by the gap between days.
pub fn due_cells(span: &Span<'_>) -> Vec<Cell> {
    weeks(span).into_iter().flat_map(|m| (0..7).map(move |n| m.plus(n))).map(|d| cell(span, d)).collect()
}

fn monday(day: Day) -> Day {
    day.plus(1 - i32::from(day.weekday()))
}

/// Mondays of the weeks to show.
fn weeks(span: &Span<'_>) -> BTreeSet<Day> {
    let start = span.due.counted.first().map_or(span.due.day, |c| c.day);
    let (first, last) = (span.submitted.map_or(start, |s| s.min(start)), span.due.day);
    let mut shown: BTreeSet<Day> = if last.days_since(first) <= 7 * WHOLE_WEEKS {
        let mut all = BTreeSet::new();
        let mut at = monday(first);
        while at <= last {
            all.insert(at);
            at = at.plus(7);
        }
        all
    } else {
        let stopped = span.due.counted.iter().filter(|c| matches!(c.mark, Mark::Stopped { .. }));
        let around = [first, start, start.plus(7), last.plus(-7), last];
        stopped.map(|c| c.day).chain(around).map(monday).collect()
    };
    if (first..=last).contains(&span.today) {
        shown.insert(monday(span.today));
    }
    shown.extend(span.statutory.map(monday));
    shown
}

fn cell(span: &Span<'_>, day: Day) -> Cell {
    let due = span.due;
    let mut words = Vec::new();
    if span.submitted == Some(day) {
        words.push(Text::new("提交", "filed"));
    }
    let mark = due.counted.iter().find(|c| c.day == day).map(|c| &c.mark);
    let kind = match mark {
        Some(mark) => marked(span, day, mark, &mut words),
        None => unmarked(span, day, &mut words),
    };
    let (goal, now) = (day == due.day, day == span.today);
    if now {
        words.push(Text::new("今天", "today"));
    }
    if goal {
        words.push(if due.open { Text::new("最早", "earliest") } else { Text::new("到期", "due") });
    }
    if span.statutory == Some(day) {
        words.push(Text::new("法定期限", "legal limit"));
    }
    if due.provisional && (goal || span.statutory == Some(day)) {
        words.push(Text::new("暂定", "provisional"));
    }
    Cell { day, kind, words, goal, now }
}

/// A day the count touched.
fn marked(span: &Span<'_>, day: Day, mark: &Mark, words: &mut Vec<Text>) -> CellKind {
    match mark {
        Mark::Start => {
            words.push(span.start.clone());
            CellKind::Before
        }
        Mark::Day(n) => {
            words.push(Text::new(format!("第{n}日"), format!("day {n}")));
            if span.due.limit.unit == Unit::WorkingDays && span.calendar.work_reason(day).is_some() {
                words.push(Text::new("调休上班", "worked"));
            }
            CellKind::Counted
        }
        Mark::Rest { zh, en } => {
            words.push(rest(zh, en));
            CellKind::Rest
        }
        Mark::Stopped { index } => {
            let stop = span.due.stops.get(*index);
            words.push(stop.map_or_else(
                || Text::new("中止", "stopped"),
                |s| Text::new(s.label.0.as_str(), s.label.1.as_str()),
            ));
            CellKind::Stopped
        }
        Mark::Rolled { .. } => {
            words.push(Text::new("顺延", "moved"));
            CellKind::Counted
        }
    }
}

/// A day before or after the count.
fn unmarked(span: &Span<'_>, day: Day, words: &mut Vec<Text>) -> CellKind {
    if let Some((zh, en)) = span.calendar.rest_reason(day) {
        words.push(rest(zh, en));
        return CellKind::Rest;
    }
    if day > span.due.day { CellKind::After } else { CellKind::Before }
}

/// A weekend is said in one character, a holiday by its name.
fn rest(zh: &str, en: &str) -> Text {
    if zh == "周末" { Text::new("休", "off") } else { Text::new(zh, en) }
}

/// The calendar as a table; the sentences of [`derivation`] belong under it.
pub fn due_calendar(see: &Frame, cells: &[Cell]) -> Markup {
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return html! {} };
    let (from, to) = (see.lang.day_full(first.day), see.lang.day_full(last.day));
    let mut before: Option<Day> = None;
    html! {
        table.due {
            caption.vh { (see.pick(format!("日历，{from}至{to}"), format!("Calendar, {from} to {to}"))) }
            thead { tr {
                @for (short, whole) in see.lang.week() { th scope="col" abbr=(whole) { (short) } }
            } }
            tbody { @for week in cells.chunks(7) {
                @let skipped = before.map_or(0, |b| week[0].day.days_since(b) / 7);
                @if skipped > 0 { tr.skipped { td colspan="7" { (gap(see, skipped)) } } }
                tr { @for (n, cell) in week.iter().enumerate() {
                    (drawn(see, cell, n == 0 && (before.is_none() || skipped > 0)))
                } }
                @let _ = before.replace(week[week.len() - 1].day);
            } }
        }
    }
}

/// A row for the weeks that are not drawn.
fn gap(see: &Frame, weeks: i64) -> String {
    let s = if weeks == 1 { "" } else { "s" };
    see.pick(format!("中间 {weeks} 周略去"), format!("{weeks} week{s} not shown"))
}

fn drawn(see: &Frame, cell: &Cell, first: bool) -> Markup {
    let kind = match cell.kind {
        CellKind::Before => "past",
        CellKind::Counted => "day",
        CellKind::Rest => "rest",
        CellKind::Stopped => "stop",
        CellKind::After => "",
    };
    let class: Vec<&str> = [kind, if cell.now { "now" } else { "" }, if cell.goal { "goal" } else { "" }]
        .into_iter()
        .filter(|c| !c.is_empty())
        .collect();
    let class = (!class.is_empty()).then(|| class.join(" "));
    let month = (first || cell.day.dom() == 1)
        .then(|| see.pick(format!("{}月", cell.day.month()), format!(" {}", &cell.day.en_month()[..3])));
    html! {
        td class=[class] {
            b {
                @match (&month, see.lang) {
                    (Some(m), super::Lang::Zh) => { small { (m) } (cell.day.dom()) },
                    (Some(m), super::Lang::En) => { (cell.day.dom()) small { (m) } },
                    (None, _) => (cell.day.dom()),
                }
            }
            @for (n, word) in cell.words.iter().enumerate() { @if n > 0 { br; } (see.of(word)) }
        }
    }
}

/// The same date in sentences, each with its article; last the law's own limit, where the date is a promise.
pub fn derivation(see: &Frame, due: &Due, start: &Text, statutory: Option<(Limit, Day)>) -> Markup {
    let sentences = due.sentences(&start.zh, &start.en);
    html! {
        ol {
            @for (zh, en) in &sentences { li { (unbroken(see.lang.say(zh, en))) } }
            @if let Some((limit, day)) = statutory {
                li { (unbroken(&see.pick(
                    format!("最迟不得超过法定的 {}，{}。", limit.zh(), day.zh_full()),
                    format!("The law allows {} at most: {}.", limit.en(), day.en_full()),
                ))) }
            }
        }
    }
}

/// A sentence whose Chinese dates stay on one line: `3月13日` in `.keep`.
fn unbroken(sentence: &str) -> Markup {
    let mut pieces: Vec<(String, bool)> = vec![(String::new(), false)];
    for c in sentence.chars() {
        let digit = c.is_ascii_digit();
        let (last, dated) = pieces.last_mut().expect("begins with one piece");
        match (*dated, digit) {
            (false, true) => pieces.push((c.to_string(), true)),
            (true, false) if !matches!(c, '年' | '月' | '日') => pieces.push((c.to_string(), false)),
            (true, false) if c == '日' => {
                last.push(c);
                pieces.push((String::new(), false));
            }
            _ => last.push(c),
        }
    }
    html! { @for (words, dated) in &pieces {
        @if *dated && words.ends_with('日') { span.keep { (words) } } @else { (words) }
    } }
}
