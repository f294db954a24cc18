//! A plan as a chart: a row each, its words above its bar, so that it can be read on any screen; the table
//! beside it says the same.

use kernel::Day;
use maud::{Markup, html};

use super::day_short;
use crate::web::page::Frame;

/// Width of a bar's own scale.
const WIDE: i64 = 300;

/// How a bar looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarLook {
    /// Done.
    Done,
    /// Under way.
    Running,
    /// Still to come.
    Ahead,
    /// Failed, or it will not be.
    Broken,
}

impl BarLook {
    fn class(self) -> &'static str {
        match self {
            BarLook::Done => "g1",
            BarLook::Running => "g2",
            BarLook::Ahead => "g3",
            BarLook::Broken => "cr",
        }
    }
}

/// One row of a plan.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// Where it stands, in words.
    pub words: String,
    /// How it looks.
    pub look: BarLook,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub until: Day,
    /// Does the last day of all hang on it?
    pub deciding: bool,
}

/// Where a day stands on the scale.
fn at(day: Day, first: Day, days: i64) -> i64 {
    day.days_since(first).clamp(0, days) * WIDE / days.max(1)
}

/// The chart, from the first day of any row, or today, to `finish`.
pub fn gantt(see: &Frame, bars: &[Bar], finish: Day, today: Day) -> Markup {
    let first = bars.iter().map(|bar| bar.from).chain([today]).min().unwrap_or(today);
    let last = bars.iter().map(|bar| bar.until).chain([finish, today]).max().unwrap_or(today).plus(1);
    let days = last.days_since(first).max(1);
    html! {
        figure.chart aria-label=(see.say("进度图，下面的表写着同样的内容", "The plan as a chart; the table says the same")) {
            p.soft.small {
                (day_short(see, first)) (see.say(" 到 ", " to ")) (day_short(see, last))
                (see.say("。竖线是今天。", ". The line is today."))
            }
            @for bar in bars {
                @let (begin, end) = (at(bar.from, first, days), at(bar.until.plus(1), first, days));
                p.small {
                    strong { (bar.name) } " "
                    (bar.words) (see.say("，", ", "))
                    (day_short(see, bar.from)) " – " (day_short(see, bar.until))
                    @if bar.deciding { (see.say("，它决定哪天办完", "; it decides the last day")) }
                }
                svg viewBox={ "0 0 " (WIDE) " 9" } aria-hidden="true" focusable="false" {
                    path.rule d={ "M0 8.5H" (WIDE) } {}
                    rect class=(bar.look.class()) x=(begin) y="1" width=((end - begin).max(3)) height="6" {}
                    path.axis d={ "M" (at(today, first, days)) " 0V9" } {}
                }
            }
        }
    }
}
