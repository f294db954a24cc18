//! Files for materials: handed in one at a time by a form of their own, while a draft is open, while
//! corrections wait, and at the window; and opened again by whoever may see the case.

pub(super) mod cases;

use axum::extract::{Path, State};
use axum::response::Response;
use house::content::Form;
use house::files::{Loose, Shelf};
use house::web::handing::{self, Handing, OneFile, Removing, Shelved};
use house::web::{
    Input, Member, Person, Reply, Route, Upload, drafts, get, get_file, get_led, post, post_led,
};
use house::{Failure, House, links};
use kernel::earlier::{Wanted, WantedBy};
use kernel::item::{Item, Material, Situation, Source};
use kernel::{Actor, Rule};

use super::acts::{CORRECTING, of_any_act};
use super::apply::{in_force, situation};
use crate::rules::Handed;

pub(super) use cases::of_case;

/// Its pages and acts.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Person, Handing, _, _>("/items/{item}/files", of_the_draft),
        post_led::<Person, _, _>("/items/{item}/files", to_the_draft),
        get_led::<Person, _, _>("/items/{item}/files/remove", back_to_the_draft),
        post_led::<Person, _, _>("/items/{item}/files/remove", off_the_draft),
        get_file::<Person, _, _>("/items/{item}/files/{hash}", Form::MEDIA, from_the_draft),
        get::<Member, Handing, _, _>("/cases/{no}/files", cases::show),
        of_any_act(post::<Member, _, _>("/cases/{no}/files", cases::hand_in))
            .refuses(Rule::OneTimeNotice, CORRECTING)
            .refuses(Rule::Acceptance, &["material_unknown", "still_outstanding"]),
        get_led::<Member, _, _>("/cases/{no}/files/remove", cases::back),
        post_led::<Person, _, _>("/cases/{no}/files/remove", cases::take_back),
        get_file::<Member, _, _>("/cases/{no}/files/{hash}", Form::MEDIA, cases::open),
    ]
}

/// Where the files of a draft are handed in.
pub(super) fn of_draft(item: &str) -> String {
    format!("{}/files", links::item(item))
}

/// Where the files of a draft wait.
pub(super) fn shelf_of_draft(who: &Actor, item: &str) -> Shelf {
    Shelf { party: who.acting_for().to_owned(), place: drafts::shelf(item) }
}

/// A file on a shelf, as a command names it.
pub(super) fn handed(one: &Loose) -> Handed {
    Handed::new(&one.material, &one.hash, &one.form, one.bytes, &one.name)
}

/// Materials of which files are taken: whatever government does not hold itself.
pub(super) fn taken<'a>(item: &'a Item, situation: &'a Situation) -> impl Iterator<Item = &'a Material> {
    item.materials_in(situation).filter(|m| m.source != Source::Government)
}

/// Is a file of this material taken?
pub(super) fn takes(item: &Item, situation: &Situation, material: &str) -> bool {
    taken(item, situation).any(|m| m.code == material)
}

/// The materials of which files are taken, as they are asked for now.
pub(super) fn wanted(item: &Item, situation: &Situation) -> Vec<Wanted> {
    let one = |material: &Material| Wanted {
        code: material.code.clone(),
        papers: vec![WantedBy { item: item.code.clone(), material: material.clone(), apart: false }],
    };
    taken(item, situation).map(one).collect()
}

/// The page of a draft's files; none while its situation is open.
async fn page_of_draft(house: &House, who: &Actor, code: &str) -> Result<Option<Handing>, Failure> {
    let item = in_force(house, code)?.item;
    let typed = drafts::find(house, who.acting_for(), code).await?.unwrap_or_default();
    let situation = situation(&item, &typed);
    if !item.resolves(&situation) {
        return Ok(None);
    }
    let lie = house.loose(&shelf_of_draft(who, code)).await?;
    let below = of_draft(code);
    let files: Vec<OneFile> = lie.iter().map(|one| OneFile::waiting(one, &below)).collect();
    let materials = shelved(taken(&item, &situation), &files);
    Ok(Some(Handing::of_draft(item.name.clone(), materials, below, links::apply(code)).beside(&typed)))
}

/// Materials, each with its files.
fn shelved<'a>(materials: impl Iterator<Item = &'a Material>, files: &[OneFile]) -> Vec<Shelved> {
    materials.map(|m| Shelved::of(&m.code, &m.name, m.hint.as_ref(), files)).collect()
}

/// `GET /items/{item}/files`: what lies there, and a form for each material.
async fn of_the_draft(
    State(house): State<House>,
    Person(who): Person,
    Path(item): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    Ok(match page_of_draft(&house, &who, &item).await? {
        Some(page) => reply.page(&page),
        None => reply.lead(&links::apply(&item)),
    })
}

/// `POST /items/{item}/files`: one file for one material of the draft.
async fn to_the_draft(
    State(house): State<House>,
    Person(who): Person,
    Path(item): Path<String>,
    reply: Reply,
    upload: Upload,
) -> Result<Response, Failure> {
    let page = page_of_draft(&house, &who, &item).await?.ok_or(Failure::Absent)?;
    let material = upload.text("material").to_owned();
    if !page.takes(&material) {
        return Err(Failure::Absent);
    }
    let shelf = shelf_of_draft(&who, &item);
    match handing::lay(&house, &who, &shelf, &material, upload).await? {
        Ok(_) => Ok(reply.lead(&format!("{}#{material}", of_draft(&item)))),
        Err(why) => page.not_taken(&reply, &material, why),
    }
}

/// `POST /items/{item}/files/remove`: take one off before it is handed in.
async fn off_the_draft(
    State(house): State<House>,
    Person(who): Person,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Removing>,
) -> Result<Response, Failure> {
    let hash = &input.value.hash;
    house.drop_loose(&shelf_of_draft(&who, &item), hash).await?;
    Ok(reply.lead(&of_draft(&item)))
}

async fn back_to_the_draft(Person(_): Person, Path(item): Path<String>, reply: Reply) -> Response {
    reply.lead(&of_draft(&item))
}

/// `GET /items/{item}/files/{hash}`: her own file, while it waits.
async fn from_the_draft(
    State(house): State<House>,
    Person(who): Person,
    Path((item, hash)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let shelf = shelf_of_draft(&who, &item);
    handing::hand_out(&house, &shelf, &hash).await
}
