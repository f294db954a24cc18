//! Files for the papers of a bundle, handed in once while its draft is open: every member that wants a paper
//! is given the same file.

use axum::extract::{Path, State};
use axum::response::Response;
use house::content::Form as Content;
use house::files::Shelf;
use house::web::drafts::{self, Draft};
use house::web::filer::Filer;
use house::web::handing::{self, Handing, OneFile, Removing, Shelved};
use house::web::{Input, Person, Reply, Route, Upload, get, get_file, get_led, post_led};
use house::{Failure, House, links};
use kernel::Actor;
use kernel::bundle::{Comes, Paper, Whole};
use kernel::earlier::{Wanted, WantedBy};
use kernel::item::Situation;

use super::apply::{Target, fresh, situation, with_whole};

/// Its pages and acts.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Person, Handing, _, _>("/bundles/{bundle}/files", show),
        post_led::<Person, _, _>("/bundles/{bundle}/files", hand_in),
        get_led::<Person, _, _>("/bundles/{bundle}/files/remove", back),
        post_led::<Person, _, _>("/bundles/{bundle}/files/remove", remove),
        get_file::<Person, _, _>("/bundles/{bundle}/files/{hash}", Content::MEDIA, open),
    ]
}

/// Where the files of a draft are handed in.
pub(super) fn of_draft(draft: &Draft<'_>) -> String {
    match draft {
        Draft::Stage { bundle, project_no } => format!("{}/files", links::project_stage(bundle, project_no)),
        Draft::Item(bundle) | Draft::Bundle(bundle) | Draft::Change { bundle, .. } => {
            format!("{}/files", links::bundle(bundle))
        }
    }
}

/// Where they wait.
pub(super) fn shelf(who: &Actor, draft: &Draft<'_>) -> Shelf {
    Shelf { party: who.acting_for().to_owned(), place: drafts::shelf(&draft.key()) }
}

/// The papers that are brought, as they are asked for now.
pub(super) fn wanted(whole: &Whole<'_>, situation: &Situation) -> Vec<Wanted> {
    let by = |(item, material): &(String, String)| {
        let member = whole.items.iter().find(|one| one.code == *item)?;
        let apart = whole.bundle.apart.contains(&format!("{item}.{material}"));
        Some(WantedBy { item: item.clone(), material: member.material(material)?.clone(), apart })
    };
    let brought = whole.papers(situation).into_iter().filter(|paper| paper.comes == Comes::Brought);
    brought
        .map(|paper| Wanted { code: paper.code, papers: paper.serves.iter().filter_map(by).collect() })
        .collect()
}

/// The page of a draft's files, for whoever may hand them in; none while its situation is open.
pub(super) async fn page(house: &House, filer: &Filer, target: &Target) -> Result<Option<Handing>, Failure> {
    let mut typed = filer.stored(house, &target.key()).await?.unwrap_or_default();
    target.settle(&mut typed);
    let below = target.files();
    let lie = filer.waiting(house, &target.key()).await?;
    let files: Vec<OneFile> = lie.iter().map(|one| OneFile::waiting(one, &below)).collect();
    with_whole(house, &filer.who, target, |whole, _| {
        let situation = situation(whole, &typed);
        if whole.open(&situation).is_some() {
            return None;
        }
        let one = |p: Paper| Shelved::of(&p.code, &p.name, p.hints.first(), &files);
        let brought = whole.papers(&situation).into_iter().filter(|p| p.comes == Comes::Brought);
        let name = whole.bundle.name.clone();
        Some(Handing::of_draft(name, brought.map(one).collect(), below, target.href()).beside(&typed))
    })
}

/// What lies there, and a form for each paper; while a question is open, the question.
pub(super) async fn shown(
    house: &House,
    who: Actor,
    target: &Target,
    reply: &Reply,
) -> Result<Response, Failure> {
    Ok(match page(house, &Filer::own(who), target).await? {
        Some(page) => reply.page(&page),
        None => reply.lead(&target.href()),
    })
}

/// One file for one paper.
pub(super) async fn laid(
    house: &House,
    who: Actor,
    target: &Target,
    reply: &Reply,
    upload: Upload,
) -> Result<Response, Failure> {
    let page = page(house, &Filer::own(who.clone()), target).await?.ok_or(Failure::Absent)?;
    let (paper, draft) = (upload.text("material").to_owned(), target.draft());
    if !page.takes(&paper) {
        return Err(Failure::Absent);
    }
    match handing::lay(house, &who, &shelf(&who, &draft), &paper, upload).await? {
        Ok(_) => Ok(reply.lead(&format!("{}#{paper}", of_draft(&draft)))),
        Err(why) => page.not_taken(reply, &paper, why),
    }
}

/// `GET /bundles/{bundle}/files`: what lies there, and a form for each paper.
async fn show(
    State(house): State<House>,
    Person(who): Person,
    Path(code): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    shown(&house, who, &fresh(&house, &code)?, &reply).await
}

/// `POST /bundles/{bundle}/files`: one file for one paper.
async fn hand_in(
    State(house): State<House>,
    Person(who): Person,
    Path(code): Path<String>,
    reply: Reply,
    upload: Upload,
) -> Result<Response, Failure> {
    laid(&house, who, &fresh(&house, &code)?, &reply, upload).await
}

/// `POST /bundles/{bundle}/files/remove`: take one off before it is sent.
async fn remove(
    State(house): State<House>,
    Person(who): Person,
    Path(code): Path<String>,
    reply: Reply,
    input: Input<Removing>,
) -> Result<Response, Failure> {
    house.drop_loose(&shelf(&who, &Draft::Bundle(&code)), &input.value.hash).await?;
    Ok(reply.lead(&of_draft(&Draft::Bundle(&code))))
}

async fn back(Person(_): Person, Path(code): Path<String>, reply: Reply) -> Response {
    reply.lead(&of_draft(&Draft::Bundle(&code)))
}

/// `GET /bundles/{bundle}/files/{hash}`: her own file, while it waits.
async fn open(
    State(house): State<House>,
    Person(who): Person,
    Path((code, hash)): Path<(String, String)>,
) -> Result<Response, Failure> {
    handing::hand_out(&house, &shelf(&who, &Draft::Bundle(&code)), &hash).await
}
