//! An assistant for a whole construction project: one mandate, and under it the forms of its stages, each the
//! applicant's own draft. Nothing is sent from here, no stage and no pre-review.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::content::Form as Content;
use house::opening::Seeing;
use house::web::drafts::Typed;
use house::web::handing::{Handing, Removing};
use house::web::openapi::Either;
use house::web::parts;
use house::web::{
    Frame, Input, Member, Page, Person, Reply, Route, Upload, Window, get, get_file, get_led, post, post_led,
};
use house::{Failure, House, To, links};
use kernel::{Ctx, Rule, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::assist::{Mandate, asking};
use super::assist_form::{files_of, form, laid, opened, stored, taken_off};
use super::form::Form;
use super::question::Questioning;
use crate::known::project_of;
use crate::rules::{Command, Rules, StageState};
use crate::views;

/// Why an assistant may not be asked for.
const ASKING: &[&str] =
    &["assistance_stands", "mandate_empty", "project_unknown", "project_withdrawn", "assistance_words_long"];

/// Its pages and acts.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Person, Asking, _, _>("/assistance/for/{project_no}", ask),
        post::<Person, _, _>("/assistance/for/{project_no}", asked).refuses(Rule::Applying, ASKING),
        get::<Window, Either<Questioning, Form>, _, _>(
            "/bundle-cases/{bundle_no}/assistance/stages/{bundle}/form",
            show,
        )
        .asks("at", "The question that was sent without an answer")
        .asks("change", "The question that is answered again"),
        post_led::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/draft", keep),
        get_led::<Member, _, _>("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/draft", back),
        get::<Window, Handing, _, _>("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/files", shelf),
        post_led::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/files", hand_in),
        post_led::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/files/remove", remove),
        get_file::<Window, _, _>(
            "/bundle-cases/{bundle_no}/assistance/stages/{bundle}/files/{hash}",
            Content::MEDIA,
            open,
        ),
    ]
}

/// The page on which somebody asks for an assistant for her project.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Asking {
    project_no: String,
    /// Name of the kind of project.
    name: Text,
}

/// What a bundle, or a kind of construction project, is called.
pub(super) fn named(code: &str, ctx: &Ctx<'_>) -> Text {
    let bundle = ctx.editions.bundle(code).map(|edition| edition.bundle.name.clone());
    let project = || ctx.editions.project(code).map(|edition| edition.project.name.clone());
    bundle.or_else(project).unwrap_or_else(|| Text::new(code, code))
}

/// The stages of a project whose forms are open, in order; none where there is no project.
pub(super) fn stages(seeing: &mut Seeing<'_, '_>, project_no: &str) -> Result<Vec<(String, Text)>, Failure> {
    let Some(of) = project_of(seeing.look, project_no)?.filter(|of| !of.withdrawn) else {
        return Ok(Vec::new());
    };
    let edition = seeing.ctx.editions.project_by_hash(&of.edition);
    let stages = edition.iter().flat_map(|edition| &edition.project.stages);
    let open = stages.filter(|stage| {
        !matches!(of.stages.get(&stage.code), Some(StageState::Open(_) | StageState::Granted))
    });
    Ok(open.map(|stage| (stage.bundle.clone(), stage.name.clone())).collect())
}

/// `GET /assistance/for/{project_no}`: leads to the mandate that stands.
async fn ask(
    State(house): State<House>,
    Person(who): Person,
    Path(project_no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let (party, no) = (who.acting_for().to_owned(), project_no.clone());
    let look = move |seeing: &mut Seeing<'_, '_>| {
        let own = project_of(seeing.look, &no)?.filter(|project| project.party == party);
        let own = own.ok_or(Failure::Absent)?;
        let edition = seeing.ctx.editions.project_by_hash(&own.edition).ok_or(Failure::Absent)?;
        Ok::<_, Failure>((views::project_mandate(seeing.look, &party, &no)?, edition.project.name.clone()))
    };
    let (stands, name) = house.read(who, look).await?;
    Ok(match stands {
        Some(no) => reply.lead(&links::assistance(&no)),
        None => reply.page(&Asking { project_no, name }),
    })
}

/// `POST /assistance/for/{project_no}`: one mandate for all its stages.
async fn asked(
    State(house): State<House>,
    Person(who): Person,
    Path(project): Path<String>,
    reply: Reply,
    input: Input<Mandate>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let (party, no) = (who.acting_for().to_owned(), project.clone());
    let look = move |seeing: &mut Seeing<'_, '_>| {
        Ok::<_, Failure>(views::project_mandate(seeing.look, &party, &no)?)
    };
    // one that stands is led to; whoever wants another ends it first
    if let Some(no) = house.read(who.clone(), look).await? {
        return Ok(reply.lead(&links::assistance(&no)));
    }
    let Mandate { may, words } = input.value;
    let command = Command::AskAssistance { bundle: String::new(), may, words, project };
    let receipt = house.act::<Rules>(who, To::New, cause, None, command).await?;
    Ok(reply.done(&links::assistance(&receipt.name), &receipt))
}

impl Page for Asking {
    fn title(&self, see: &Frame) -> String {
        see.pick(
            format!("请人帮办整个项目：{}", self.name.zh),
            format!("Ask for an assistant: {}", self.name.en),
        )
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::project_case(&self.project_no), self.project_no.clone()),
            (String::new(), see.say("请人帮办", "Ask for an assistant").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&self.title(see), &html! { (see.say(
                "一次委托，每个阶段都帮。", "One mandate, for every stage.",
            )) }))
            (asking(see, &links::project_assistance(&self.project_no), ""))
        }
    }
}

async fn show(
    State(house): State<House>,
    Window(who): Window,
    Path((no, bundle)): Path<(String, String)>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    form(&house, &who, (&no, Some(&bundle)), &asked, &reply).await
}

async fn keep(
    State(house): State<House>,
    Window(who): Window,
    Path((no, bundle)): Path<(String, String)>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    stored(&house, &who, (&no, Some(&bundle)), input, &reply).await
}

async fn back(Member(_): Member, Path((no, _)): Path<(String, String)>, reply: Reply) -> Response {
    reply.lead(&links::assistance(&no))
}

async fn shelf(
    State(house): State<House>,
    Window(who): Window,
    Path((no, bundle)): Path<(String, String)>,
    reply: Reply,
) -> Result<Response, Failure> {
    files_of(&house, &who, (&no, Some(&bundle)), &reply).await
}

async fn hand_in(
    State(house): State<House>,
    Window(who): Window,
    Path((no, bundle)): Path<(String, String)>,
    reply: Reply,
    upload: Upload,
) -> Result<Response, Failure> {
    laid(&house, &who, (&no, Some(&bundle)), upload, &reply).await
}

async fn remove(
    State(house): State<House>,
    Window(who): Window,
    Path((no, bundle)): Path<(String, String)>,
    reply: Reply,
    input: Input<Removing>,
) -> Result<Response, Failure> {
    taken_off(&house, &who, (&no, Some(&bundle)), &input.value.hash, &reply).await
}

async fn open(
    State(house): State<House>,
    Window(who): Window,
    Path((no, bundle, hash)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    opened(&house, &who, (&no, Some(&bundle)), &hash).await
}
