//! Officers whom a story needs beside the demo's people: they get their posts at the console, as every
//! officer does.

use account::rules::{Command, Rules};
use house::console::console_actor;
use house::{Cause, Failure, To};
use kernel::Role;

use super::script::Line;
use super::stage::Stage;

/// `控制台 配备 NAME；机关 ORGAN；岗位 审查` (or `负责人`, `窗口`).
pub(super) fn fill(stage: &mut Stage, line: &Line) -> Result<(), String> {
    let name = line.object.clone();
    let house = stage.house().map_err(said)?.clone();
    let organ = house.organs.values().find(|organ| organ.name.zh == line.clause("机关"));
    let organ = organ.ok_or_else(|| format!("没有机关“{}”", line.clause("机关")))?.code.clone();
    let (role, post) = match line.clause("岗位") {
        "审查" => (Role::Examiner, "examiner"),
        "负责人" => (Role::Head, "head"),
        "窗口" => (Role::Clerk, "clerk"),
        other => return Err(format!("岗位只有“审查”“负责人”和“窗口”，没有“{other}”")),
    };
    let party = format!("s-story-{}", stage.posts.len() + 1);
    let command =
        Command::AddStaff { party: party.clone(), name: name.clone(), organ, role, post: post.to_owned() };
    let cause = Cause::outside("story", "console", &party).map_err(said)?;
    house
        .act_now::<Rules>(console_actor("story"), To::Stream(party.clone()), cause, command)
        .map_err(said)?;
    stage.posts.push(party);
    Ok(())
}

fn said(failure: Failure) -> String {
    failure.to_string()
}
