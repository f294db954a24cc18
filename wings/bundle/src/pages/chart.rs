//! The plan as a chart: a row each, its words above its bar, so that it can be read on any screen; the table
//! below says the same.

use house::web::Frame;
use house::web::parts;
use kernel::Day;
use kernel::bundle::{Plan, Stage, Step};
use maud::{Markup, html};

/// Width of a bar's own scale.
const WIDE: i64 = 300;

/// Where a member stands, in words.
pub(super) fn stage(see: &Frame, stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => see.lang.say("等前面的", "waits"),
        Stage::Ready => see.lang.say("可以开始", "can begin"),
        Stage::Running => see.lang.say("正在办", "under way"),
        Stage::Done => see.lang.say("办好了", "done"),
        Stage::Failed => see.lang.say("没办成", "not granted"),
        Stage::Dropped => see.lang.say("不办了", "dropped"),
    }
}

/// The class of a bar.
fn class(step: &Step) -> &'static str {
    match step.stage {
        Stage::Done => "g1",
        Stage::Running => "g2",
        Stage::Failed | Stage::Dropped => "cr",
        Stage::Waiting | Stage::Ready => "g3",
    }
}

/// Where a day stands on the scale.
fn at(day: Day, first: Day, days: i64) -> i64 {
    day.days_since(first).clamp(0, days) * WIDE / days.max(1)
}

/// The chart; `name` gives a member's name.
pub(super) fn drawn(see: &Frame, plan: &Plan, today: Day, name: impl Fn(&str) -> String) -> Markup {
    let shown: Vec<&Step> = plan.steps.iter().filter(|step| step.stage != Stage::Dropped).collect();
    let first = shown.iter().map(|step| step.from).chain([today]).min().unwrap_or(today);
    let last = shown.iter().map(|step| step.until).chain([plan.finish, today]).max().unwrap_or(today).plus(1);
    let days = last.days_since(first).max(1);
    html! {
        figure.chart aria-label=(see.say("进度图，下面的表写着同样的内容", "The plan as a chart; the table says the same")) {
            p.soft.small {
                (parts::day_short(see, first)) (see.say(" 到 ", " to ")) (parts::day_short(see, last))
                (see.say("。竖线是今天。", ". The line is today."))
            }
            @for step in &shown {
                @let (begin, end) = (at(step.from, first, days), at(step.until.plus(1), first, days));
                p.small {
                    strong { (name(&step.member)) } " "
                    (stage(see, step.stage)) (see.say("，", ", "))
                    (parts::day_short(see, step.from)) " – " (parts::day_short(see, step.until))
                    @if step.deciding { (see.say("，它决定哪天办完", "; it decides the last day")) }
                }
                svg viewBox={ "0 0 " (WIDE) " 9" } aria-hidden="true" focusable="false" {
                    path.rule d={ "M0 8.5H" (WIDE) } {}
                    rect class=(class(step)) x=(begin) y="1" width=((end - begin).max(3)) height="6" {}
                    path.axis d={ "M" (at(today, first, days)) " 0V9" } {}
                }
            }
        }
    }
}
