//! The diary of a project: what happened, in plain words, newest first.

use facts::project::Event;
use facts::{Fact, Recorded};
use house::opening::Inner;
use house::web::Frame;
use house::web::parts;
use kernel::project::Project;
use kernel::{Ctx, Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

/// A line of the diary.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Line {
    on: Day,
    sentence: Text,
}

/// What happened to a project, newest first; whose turn it was with each case stands in the case.
pub(super) fn lines(house: &Inner, facts: &[Recorded], project: &Project, ctx: &Ctx<'_>) -> Vec<Line> {
    let line = |fact: &Recorded| {
        let Fact::Project(event) = &fact.fact else { return None };
        let (name, fills) = told(house, event, project, ctx)?;
        Some(Line { on: fact.effective.day(), sentence: house.texts.event("project", name, &fills) })
    };
    facts.iter().rev().filter_map(line).collect()
}

type Told = (&'static str, Vec<(&'static str, Text)>);

fn plain(text: &str) -> Text {
    Text::new(text, text)
}

fn day(on: Day) -> Text {
    Text::new(on.zh_full(), on.en_full())
}

fn joined(all: Vec<Text>) -> Text {
    let (zh, en): (Vec<String>, Vec<String>) = all.into_iter().map(|text| (text.zh, text.en)).unzip();
    Text::new(zh.join("、"), en.join(", "))
}

fn told(house: &Inner, event: &Event, project: &Project, ctx: &Ctx<'_>) -> Option<Told> {
    let stage = |code: &str| project.stage(code).map_or_else(|| plain(code), |stage| stage.name.clone());
    let organ = |code: &str| ("organ", house.organ_name(code));
    let class = |code: &str| project.class_of(code).map_or_else(|| plain(code), |one| one.name.clone());
    Some(match event {
        Event::Begun { project_code, .. } => ("Begun", vec![("project_code", plain(project_code))]),
        Event::Regraded { class: now, budget, before, changed, .. } => {
            let asked = |code: &String| {
                let question = project.questions.iter().find(|question| question.code == *code);
                question.map_or_else(|| plain(code), |question| question.text.clone())
            };
            let changed = ("changed", joined(changed.iter().map(asked).collect()));
            let now =
                [("class", class(now)), ("before", class(before)), ("budget", plain(&budget.to_string()))];
            ("Regraded", now.into_iter().chain([changed]).collect())
        }
        Event::Reasked { stage: code, asked, spared } => {
            let names =
                |all: Vec<&String>| joined(all.into_iter().map(|one| house.organ_name(one)).collect());
            let asked = names(asked.iter().map(|one| &one.organ).collect());
            (
                "Reasked",
                vec![("stage", stage(code)), ("asked", asked), ("spared", names(spared.iter().collect()))],
            )
        }
        Event::Redesigned { design, .. } => ("Redesigned", vec![("design", plain(design))]),
        Event::PrereviewAsked { design, .. } => ("PrereviewAsked", vec![("design", plain(design))]),
        Event::OpinionGiven { organ: code, .. } => ("OpinionGiven", vec![organ(code)]),
        Event::OpinionCarried { organ: code, .. } => ("OpinionCarried", vec![organ(code)]),
        Event::OpinionOutdated { organ: code, given_on, .. } => {
            ("OpinionOutdated", vec![organ(code), ("on", day(*given_on))])
        }
        Event::OpinionSetAside { organ: code, .. } => ("OpinionSetAside", vec![organ(code)]),
        Event::SilenceNoted { organ: code, by, .. } => ("SilenceNoted", vec![organ(code), ("by", day(*by))]),
        Event::StageOpened { stage: code, bundle_no, .. } => {
            ("StageOpened", vec![("stage", stage(code)), ("bundle_no", plain(bundle_no))])
        }
        Event::StageReplanned { stage: code, .. } => ("StageReplanned", vec![("stage", stage(code))]),
        Event::BundleSetAside { bundle_no, .. } => ("BundleSetAside", vec![("bundle_no", plain(bundle_no))]),
        Event::StageReceived { stage: code, .. } => ("StageReceived", vec![("stage", stage(code))]),
        Event::ConflictResolved { organ: code, words, .. } => {
            ("ConflictResolved", vec![organ(code), ("words", plain(words))])
        }
        Event::StageReplied { stage: code, words, .. } => {
            ("StageReplied", vec![("stage", stage(code)), ("words", plain(words))])
        }
        Event::StageWithdrawn { stage: code } => ("StageWithdrawn", vec![("stage", stage(code))]),
        Event::ResultSetAside { item, .. } => ("ResultSetAside", vec![("item", ctx.editions.name_of(item))]),
        Event::Withdrawn {} => ("Withdrawn", Vec::new()),
        Event::Finished {} => ("Finished", Vec::new()),
        Event::MemberTurned { .. } => return None,
    })
}

/// Drawn, closed: who wants to know opens it.
pub(super) fn drawn(see: &Frame, lines: &[Line]) -> Markup {
    html! { @if !lines.is_empty() { details {
        summary { (see.say("日志：都发生了什么", "Diary: what happened")) }
        ul { @for line in lines {
            li { (parts::day_short(see, line.on)) (see.say("：", ": ")) (see.of(&line.sentence)) }
        } }
    } } }
}
