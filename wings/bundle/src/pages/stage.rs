//! A stage of a construction project that is asked for: the form of its bundle, with what the project has
//! settled; its draft and its files wait apart from those of the same stage of another project.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::content::Form as Content;
use house::opening::Seeing;
use house::web::drafts::{self, Draft, Typed};
use house::web::filer::Filer;
use house::web::handing::{self, Handing, Removing};
use house::web::openapi::Either;
use house::web::{
    Input, Member, Nothing, Person, Reply, Route, Upload, get, get_file, get_led, post_led, post_of,
};
use house::{Failure, House, links};
use kernel::item::Situation;
use kernel::{Actor, Rule, form};

use super::APPLYING;
use super::apply::{QUESTION, Target, begun, sends};
use super::drafts::stored;
use super::files;
use super::form::{Application, Form};
use super::question::Questioning;
use crate::known;
use crate::rules::OfProject;

/// The construction project of which a bundle is a stage.
#[derive(Clone, Debug)]
pub(super) struct Project {
    /// Its number.
    pub no: String,
    pub of: OfProject,
}

/// The question that the project has answered.
const CLASS: &str = "class";
/// The field of the forms that asks for the project code 项目代码.
const PROJECT_CODE: &str = "project_code";

/// Its pages and acts.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Member, Either<Questioning, Form>, _, _>("/bundles/{bundle}/for/{project_no}", show)
            .asks("at", "The question that was sent without an answer")
            .asks("change", "The question that is answered again"),
        post_of::<Member, Application, _, _>("/bundles/{bundle}/for/{project_no}", apply)
            .refuses(Rule::Applying, APPLYING),
        post_led::<Person, _, _>("/bundles/{bundle}/for/{project_no}/draft", keep),
        get_led::<Member, _, _>("/bundles/{bundle}/for/{project_no}/draft", back),
        post_led::<Person, _, _>("/bundles/{bundle}/for/{project_no}/draft/discard", discard),
        get::<Person, Handing, _, _>("/bundles/{bundle}/for/{project_no}/files", shelf),
        post_led::<Person, _, _>("/bundles/{bundle}/for/{project_no}/files", hand_in),
        get_led::<Person, _, _>("/bundles/{bundle}/for/{project_no}/files/remove", back_to_files),
        post_led::<Person, _, _>("/bundles/{bundle}/for/{project_no}/files/remove", remove),
        get_file::<Person, _, _>("/bundles/{bundle}/for/{project_no}/files/{hash}", Content::MEDIA, open),
    ]
}

impl Project {
    /// This one, as far as it is known.
    pub(super) fn known(no: String, of: Option<OfProject>) -> Option<Self> {
        of.map(|of| Self { no, of })
    }
}

impl Target {
    /// What the project has settled: its class is no question to whoever asks for a stage.
    pub(super) fn settle(&self, typed: &mut Typed) {
        if let Some(project) = &self.project {
            typed.insert(format!("{QUESTION}{CLASS}"), project.of.class.clone());
        }
    }

    /// Number of the project and the papers that are its design in this stage; none outside a project.
    pub(super) fn drawings(&self, house: &House) -> Option<(String, Vec<String>)> {
        let project = self.project.as_ref()?;
        let world = house.world();
        let edition = world.editions.project_by_hash(&project.of.edition)?;
        let stage = edition.project.stage_of_bundle(&self.bundle)?;
        Some((project.no.clone(), stage.design.clone()))
    }

    /// The project code stands in every field that asks for it.
    pub(super) fn fill(&self, typed: &mut Typed, fields: &[form::Field]) {
        let Some(project) = &self.project else { return };
        let leaves = form::leaves(fields, &Situation::new(), typed);
        for leaf in leaves.iter().filter(|leaf| leaf.code.rsplit('.').next() == Some(PROJECT_CODE)) {
            typed.entry(leaf.code.clone()).or_insert_with(|| project.of.project_code.clone());
        }
    }
}

/// A bundle in force that is a stage of a project of whoever asks.
async fn own(house: &House, who: &Actor, code: &str, project_no: &str) -> Result<Target, Failure> {
    of_party(house, who, (code, project_no), who.acting_for()).await
}

/// The same of a project of this party's; `who` looks.
pub(super) async fn of_party(
    house: &House,
    who: &Actor,
    (code, project_no): (&str, &str),
    party: &str,
) -> Result<Target, Failure> {
    let world = house.world();
    let edition = world.editions.bundle(code).filter(|edition| edition.bundle.in_project);
    let edition = edition.ok_or(Failure::Absent)?.hash.clone();
    let no = project_no.to_owned();
    let look = move |seeing: &mut Seeing<'_, '_>| {
        Ok::<_, Failure>(Project::known(no.clone(), known::project_of(seeing.look, &no)?))
    };
    let project = house.read(who.clone(), look).await?.filter(|project| project.of.party == party);
    Ok(Target::new(code, edition, Some(project.ok_or(Failure::Absent)?)))
}

/// `GET /bundles/{bundle}/for/{project_no}`: the next open question, or the form.
async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path((code, project_no)): Path<(String, String)>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let target = own(&house, &who, &code, &project_no).await?;
    begun(&house, &Filer::own(who), target, &asked, &reply).await
}

/// `POST /bundles/{bundle}/for/{project_no}`.
async fn apply(
    State(house): State<House>,
    Member(who): Member,
    Path((code, project_no)): Path<(String, String)>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let target = own(&house, &who, &code, &project_no).await?;
    sends(&house, &Filer::own(who), target, (cause, input.value), &reply).await
}

/// `POST /bundles/{bundle}/for/{project_no}/draft`.
async fn keep(
    State(house): State<House>,
    Person(who): Person,
    Path((code, project_no)): Path<(String, String)>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let target = own(&house, &who, &code, &project_no).await?;
    stored(&house, &reply, &Filer::own(who), &target, input.value).await
}

/// `GET /bundles/{bundle}/for/{project_no}/draft`: whoever comes back by a link is led to the form.
async fn back(Member(_): Member, Path((code, project_no)): Path<(String, String)>, reply: Reply) -> Response {
    reply.lead(&links::project_stage(&code, &project_no))
}

/// `POST /bundles/{bundle}/for/{project_no}/draft/discard`: thrown away, and back to the list.
async fn discard(
    State(house): State<House>,
    Person(who): Person,
    Path((code, project_no)): Path<(String, String)>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    let draft = Draft::Stage { bundle: &code, project_no: &project_no };
    drafts::drop_draft(&house, who.acting_for(), &draft.key()).await?;
    Ok(reply.lead(links::bundle_cases()))
}

/// `GET /bundles/{bundle}/for/{project_no}/files`: what lies there, and a form for each paper.
async fn shelf(
    State(house): State<House>,
    Person(who): Person,
    Path((code, project_no)): Path<(String, String)>,
    reply: Reply,
) -> Result<Response, Failure> {
    let target = own(&house, &who, &code, &project_no).await?;
    files::shown(&house, who, &target, &reply).await
}

/// `POST /bundles/{bundle}/for/{project_no}/files`: one file for one paper.
async fn hand_in(
    State(house): State<House>,
    Person(who): Person,
    Path((code, project_no)): Path<(String, String)>,
    reply: Reply,
    upload: Upload,
) -> Result<Response, Failure> {
    let target = own(&house, &who, &code, &project_no).await?;
    files::laid(&house, who, &target, &reply, upload).await
}

/// `POST /bundles/{bundle}/for/{project_no}/files/remove`: take one off before it is sent.
async fn remove(
    State(house): State<House>,
    Person(who): Person,
    Path((code, project_no)): Path<(String, String)>,
    reply: Reply,
    input: Input<Removing>,
) -> Result<Response, Failure> {
    let draft = Draft::Stage { bundle: &code, project_no: &project_no };
    house.drop_loose(&files::shelf(&who, &draft), &input.value.hash).await?;
    Ok(reply.lead(&files::of_draft(&draft)))
}

async fn back_to_files(
    Person(_): Person,
    Path((code, project_no)): Path<(String, String)>,
    reply: Reply,
) -> Response {
    reply.lead(&files::of_draft(&Draft::Stage { bundle: &code, project_no: &project_no }))
}

/// `GET /bundles/{bundle}/for/{project_no}/files/{hash}`: her own file, while it waits.
async fn open(
    State(house): State<House>,
    Person(who): Person,
    Path((code, project_no, hash)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let draft = Draft::Stage { bundle: &code, project_no: &project_no };
    handing::hand_out(&house, &files::shelf(&who, &draft), &hash).await
}
