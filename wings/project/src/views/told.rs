//! What is told of a project in its diary: the name of each sentence, and what fills it.

use facts::project::Event;
use facts::{Fact, Recorded};
use kernel::project::Project;
use kernel::{Ctx, Day, Text};

/// The name of a sentence, and what fills it.
type Told = (&'static str, Vec<(&'static str, Text)>);
/// A line of the diary: the day, the name of its sentence, what fills it.
pub type Line = (Day, &'static str, Vec<(&'static str, Text)>);

/// What happened to a project, newest first; whose turn it was with each case stands in the case. `organ`
/// names an organ by its code.
pub fn told(facts: &[Recorded], project: &Project, ctx: &Ctx<'_>, organ: &dyn Fn(&str) -> Text) -> Vec<Line> {
    let line = |fact: &Recorded| {
        let Fact::Project(event) = &fact.fact else { return None };
        let told = of_whole(event, project);
        let told = told.or_else(|| of_opinion(event, organ)).or_else(|| of_stage(event, project, ctx, organ));
        told.map(|(name, fills)| (fact.effective.day(), name, fills))
    };
    facts.iter().rev().filter_map(line).collect()
}

fn plain(text: &str) -> Text {
    Text::new(text, text)
}

fn day(on: Day) -> Text {
    Text::new(on.zh_full(), on.en_full())
}

fn joined(all: Vec<Text>) -> Text {
    if all.is_empty() {
        return Text::new("没有", "nobody");
    }
    let (zh, en): (Vec<String>, Vec<String>) = all.into_iter().map(|text| (text.zh, text.en)).unzip();
    Text::new(zh.join("、"), en.join(", "))
}

/// Of the project as a whole.
fn of_whole(event: &Event, project: &Project) -> Option<Told> {
    let class = |code: &str| project.class_of(code).map_or_else(|| plain(code), |one| one.name.clone());
    let question = |code: &String| {
        let found = project.questions.iter().find(|question| question.code == *code);
        found.map_or_else(|| plain(code), |question| question.text.clone())
    };
    Some(match event {
        Event::Begun { project_code, .. } => ("Begun", vec![("project_code", plain(project_code))]),
        Event::Regraded { class: now, budget, before, changed, .. } => {
            let changed = joined(changed.iter().map(question).collect());
            let (now, before, budget) = (class(now), class(before), plain(&budget.to_string()));
            ("Regraded", vec![("class", now), ("before", before), ("budget", budget), ("changed", changed)])
        }
        Event::Redesigned { design, .. } => ("Redesigned", vec![("design", plain(design))]),
        Event::PrereviewAsked { design, .. } => ("PrereviewAsked", vec![("design", plain(design))]),
        Event::BundleSetAside { bundle_no, .. } => ("BundleSetAside", vec![("bundle_no", plain(bundle_no))]),
        Event::Withdrawn {} => ("Withdrawn", Vec::new()),
        Event::Finished {} => ("Finished", Vec::new()),
        _ => return None,
    })
}

/// Of what organs think.
fn of_opinion(event: &Event, organ: &dyn Fn(&str) -> Text) -> Option<Told> {
    let of = |code: &str| ("organ", organ(code));
    Some(match event {
        Event::OpinionGiven { organ: code, .. } => ("OpinionGiven", vec![of(code)]),
        Event::OpinionCarried { organ: code, .. } => ("OpinionCarried", vec![of(code)]),
        Event::OpinionOutdated { organ: code, given_on, .. } => {
            ("OpinionOutdated", vec![of(code), ("on", day(*given_on))])
        }
        Event::OpinionSetAside { organ: code, .. } => ("OpinionSetAside", vec![of(code)]),
        Event::SilenceNoted { organ: code, by, .. } => ("SilenceNoted", vec![of(code), ("by", day(*by))]),
        Event::ConflictResolved { organ: code, words, .. } => {
            ("ConflictResolved", vec![of(code), ("words", plain(words))])
        }
        _ => return None,
    })
}

/// Of its stages.
fn of_stage(event: &Event, project: &Project, ctx: &Ctx<'_>, organ: &dyn Fn(&str) -> Text) -> Option<Told> {
    let stage = |code: &str| {
        let found = project.stage(code).map(|stage| stage.name.clone());
        ("stage", found.unwrap_or_else(|| plain(code)))
    };
    Some(match event {
        Event::Reasked { stage: code, asked, spared } => {
            let asked = joined(asked.iter().map(|one| organ(&one.organ)).collect());
            let spared = joined(spared.iter().map(|one| organ(one)).collect());
            ("Reasked", vec![stage(code), ("asked", asked), ("spared", spared)])
        }
        Event::StageOpened { stage: code, bundle_no, .. } => {
            ("StageOpened", vec![stage(code), ("bundle_no", plain(bundle_no))])
        }
        Event::StageReplanned { stage: code, .. } => ("StageReplanned", vec![stage(code)]),
        Event::StageReceived { stage: code, .. } => ("StageReceived", vec![stage(code)]),
        Event::StageReplied { stage: code, words, .. } => {
            ("StageReplied", vec![stage(code), ("words", plain(words))])
        }
        Event::StageWithdrawn { stage: code } => ("StageWithdrawn", vec![stage(code)]),
        Event::ResultSetAside { item, .. } => ("ResultSetAside", vec![("item", ctx.editions.name_of(item))]),
        _ => return None,
    })
}
