//! `/projects`: the kinds of construction projects, their classes and what each stage may cost.

use axum::extract::State;
use axum::response::Response;
use house::web::parts;
use house::web::{Anyone, Frame, Page, Reply};
use house::{Failure, House, links};
use kernel::Text;
use kernel::item::Certainty;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

/// A class of projects.
#[derive(Debug, Serialize, JsonSchema)]
struct Class {
    /// Its code.
    class: String,
    name: Text,
    means: Text,
    /// Working days of the organs for all stages.
    budget: u32,
    basis: Text,
    certainty: Certainty,
}

/// A stage.
#[derive(Debug, Serialize, JsonSchema)]
struct Stage {
    /// Its code.
    stage: String,
    name: Text,
    /// Name of the organ that leads.
    lead: Text,
    /// Code of the bundle with its questions and papers.
    bundle: String,
    /// Working days of the organs, in the order of the classes.
    budgets: Vec<u32>,
}

/// A kind of project.
#[derive(Debug, Serialize, JsonSchema)]
struct Kind {
    /// Its code.
    project: String,
    name: Text,
    purpose: Text,
    basis: Text,
    classes: Vec<Class>,
    stages: Vec<Stage>,
}

/// Every kind on offer.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shelf {
    projects: Vec<Kind>,
}

/// GET `/projects`.
pub(super) async fn show(State(house): State<House>, _: Anyone, reply: Reply) -> Result<Response, Failure> {
    let world = house.world();
    let kind = |edition: &kernel::project::ProjectEdition| {
        let project = &edition.project;
        let classes = project.classes.iter().map(|class| Class {
            class: class.code.clone(),
            name: class.name.clone(),
            means: class.means.clone(),
            budget: class.budget,
            basis: class.basis.clone(),
            certainty: class.certainty,
        });
        let stages = project.stages.iter().map(|stage| Stage {
            stage: stage.code.clone(),
            name: stage.name.clone(),
            lead: house.organ_name(&stage.lead),
            bundle: stage.bundle.clone(),
            budgets: project.classes.iter().map(|class| stage.budget(&class.code)).collect(),
        });
        Kind {
            project: project.code.clone(),
            name: project.name.clone(),
            purpose: project.purpose.clone(),
            basis: project.basis.clone(),
            classes: classes.collect(),
            stages: stages.collect(),
        }
    };
    Ok(reply.page(&Shelf { projects: world.editions.projects().map(kind).collect() }))
}

impl Page for Shelf {
    fn title(&self, see: &Frame) -> String {
        see.say("工程建设项目", "Construction projects").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let here = see.say("工程建设项目", "Construction projects").to_owned();
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), here)]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.say("建项目，几个部门一起批", "A project, approved side by side"), &html! {
                (see.say(
                    "分四个阶段，每个阶段一个牵头部门、一套材料、一份答复。属于哪一类，由几个问题决定。",
                    "Four stages; in each one lead organ, one set of papers, one reply. \
                     A few questions decide the class.",
                ))
            }))
            @if self.projects.is_empty() { p { (see.say("现在还没有。", "There are none at present.")) } }
            @for kind in &self.projects { (kind.drawn(see)) }
            p { a href="/project-cases" { (see.say("我的项目到哪一步了", "How far my projects have come")) } }
        }
    }
}

impl Kind {
    fn drawn(&self, see: &Frame) -> Markup {
        parts::section(
            &self.project,
            see.of(&self.name),
            &html! {
                p { (see.of(&self.purpose)) }
                p.asks { (parts::link_button(
                    parts::Look::Filled,
                    &format!("/projects/{}/begin", self.project),
                    see.say("看看我的项目是哪一类", "Which class is mine?"),
                )) }
                (self.days(see))
                @for class in &self.classes {
                    p {
                        strong { (see.of(&class.name)) } (see.say("：", ": ")) (see.of(&class.means)) " "
                        span.soft.small {
                            (see.of(&class.basis))
                            @if class.certainty != Certainty::C { (see.say("（待核实）", " (not verified)")) }
                        }
                    }
                }
                p.soft.small { (see.say("依据：", "Basis: ")) (see.of(&self.basis)) }
            },
        )
    }

    /// Stages by classes.
    fn days(&self, see: &Frame) -> Markup {
        let mut heads = vec![see.say("阶段", "Stage"), see.say("牵头部门", "Led by")];
        heads.extend(self.classes.iter().map(|class| see.of(&class.name)));
        let cells = |stage: &Stage| {
            let mut row = vec![
                html! { a href=(links::bundle(&stage.bundle)) { (see.of(&stage.name)) } },
                html! { (see.of(&stage.lead)) },
            ];
            row.extend(stage.budgets.iter().map(|days| html! { (days) }));
            row
        };
        let mut rows: Vec<Vec<Markup>> = self.stages.iter().map(cells).collect();
        let mut all = vec![html! { strong { (see.say("合计", "Together")) } }, html! {}];
        all.extend(self.classes.iter().map(|class| html! { strong { (class.budget) } }));
        rows.push(all);
        let title = see.say("各部门最多用几个工作日", "Working days of the organs, at most");
        html! { h3 { (title) } (parts::table(title, &heads, &rows)) }
    }
}
