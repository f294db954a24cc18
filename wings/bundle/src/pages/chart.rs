//! The plan of a bundle as a chart, and where a member stands in words.

use house::web::Frame;
use house::web::parts::{self, Bar, BarLook};
use kernel::Day;
use kernel::bundle::{Plan, Stage, Step};
use maud::Markup;

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

/// How a member's bar looks.
fn look(stage: Stage) -> BarLook {
    match stage {
        Stage::Done => BarLook::Done,
        Stage::Running => BarLook::Running,
        Stage::Failed | Stage::Dropped => BarLook::Broken,
        Stage::Waiting | Stage::Ready => BarLook::Ahead,
    }
}

/// The chart; `name` gives a member's name.
pub(super) fn drawn(see: &Frame, plan: &Plan, today: Day, name: impl Fn(&str) -> String) -> Markup {
    let bar = |step: &Step| Bar {
        name: name(&step.member),
        words: stage(see, step.stage).to_owned(),
        look: look(step.stage),
        from: step.from,
        until: step.until,
        deciding: step.deciding,
    };
    let bars: Vec<Bar> = plan.steps.iter().filter(|step| step.stage != Stage::Dropped).map(bar).collect();
    parts::gantt(see, &bars, plan.finish, today)
}
