//! Files for materials: handed in one at a time by a form of their own, while a draft is open, while
//! corrections wait, and at the window; and opened again by whoever may see the case.

pub(super) mod cases;
mod drawn;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::content::Form;
use house::files::{Loose, Shelf};
use house::web::drafts;
use house::web::reply::attachment;
use house::web::upload::{NotTaken, Uploaded};
use house::web::{Input, Member, Person, Reply, Route, Upload, get, get_file, get_led, post, post_led};
use house::{Failure, House, links};
use kernel::form::FieldFault;
use kernel::item::{Item, Material, Situation, Source};
use kernel::limits::{FILE_BYTES, LOOSE_BYTES, MATERIAL_FILES, SHELF_BYTES, SHELF_FILES};
use kernel::{Actor, Day, Rule, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::acts::{CORRECTING, of_any_act};
use super::apply::{in_force, situation};
use crate::rules::Handed;

pub(super) use cases::of_case;
pub(super) use drawn::{listed, listed_of};

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

/// One file as pages show it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct OneFile {
    pub hash: String,
    pub material: String,
    pub name: String,
    pub form: String,
    pub bytes: i64,
    /// The day on which it was handed in.
    pub on: Day,
    /// Where it is opened.
    pub href: String,
    /// Does it still wait for the form to be sent?
    pub waiting: bool,
}

impl OneFile {
    /// A file on a shelf, opened below this address.
    pub(super) fn waiting(one: &Loose, below: &str) -> Self {
        Self {
            hash: one.hash.clone(),
            material: one.material.clone(),
            name: shown_name(&one.name, &one.form),
            form: one.form.clone(),
            bytes: one.bytes,
            on: one.at.day(),
            href: format!("{below}/{}", one.hash),
            waiting: true,
        }
    }
}

/// The name it came under, ending as its content says.
pub(super) fn shown_name(name: &str, form: &str) -> String {
    let same =
        |end: &str| end.eq_ignore_ascii_case(form) || (form == "jpg" && end.eq_ignore_ascii_case("jpeg"));
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && same(end) => name.to_owned(),
        _ if name.is_empty() => format!("file.{form}"),
        _ => format!("{name}.{form}"),
    }
}

/// Which file is taken off.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Removing {
    /// Its hash, as the page of files says it.
    #[schemars(length(equal = 64))]
    hash: String,
}

/// A material with the files handed in for it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shelved {
    pub code: String,
    pub name: Text,
    pub hint: Option<Text>,
    pub files: Vec<OneFile>,
}

/// The page on which files are handed in, one form a material.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Handing {
    pub item: Text,
    /// Where its forms go; below it, `/remove` takes one off again.
    pub action: String,
    pub materials: Vec<Shelved>,
    /// Most bytes of one file.
    pub file_bytes: usize,
    pub faults: Vec<FieldFault>,
    #[serde(skip)]
    pub back: (String, Text),
    #[serde(skip)]
    pub intro: Text,
    #[serde(skip)]
    pub officer: bool,
}

/// The field of a material's file, for faults.
pub(super) fn field(material: &str) -> String {
    format!("file-{material}")
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

/// Why one more file is not taken, if it is not.
async fn full(house: &House, shelf: &Shelf, material: &str, more: usize) -> Result<Option<Text>, Failure> {
    let lie = house.loose(shelf).await?;
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    let here: i64 = lie.iter().map(|one| one.bytes).sum();
    let (zh, en) = if lie.iter().filter(|one| one.material == material).count() >= MATERIAL_FILES {
        (
            format!("一份材料最多 {MATERIAL_FILES} 个文件。请合成一个 PDF，或者先去掉一个"),
            format!("One paper may have {MATERIAL_FILES} files. Join them into one PDF, or take one off"),
        )
    } else if lie.len() >= SHELF_FILES {
        (
            format!("一次申请最多 {SHELF_FILES} 个文件。请先去掉一个"),
            format!("One application may have {SHELF_FILES} files. Take one off first"),
        )
    } else if here + more > SHELF_BYTES || house.loose_bytes(&shelf.party).await? + more > LOOSE_BYTES {
        let most = SHELF_BYTES / (1024 * 1024);
        (
            format!("合起来太大，一次申请最多 {most} MB。请用 300 dpi 黑白扫描，或者先去掉一个"),
            format!("Together too large: {most} MB an application. Scan in grey at 300 dpi, or take one off"),
        )
    } else {
        return Ok(None);
    };
    Ok(Some(Text::new(zh, en)))
}

/// Read a file and lay it on the shelf; what is wrong with it is said at its place.
async fn lay(
    house: &House,
    who: &Actor,
    shelf: &Shelf,
    material: &str,
    upload: Upload,
) -> Result<Result<Loose, (StatusCode, Text)>, Failure> {
    let keep = async |came: Uploaded| {
        if let Some(why) = full(house, shelf, material, came.bytes.len()).await? {
            return Ok(Err((StatusCode::PAYLOAD_TOO_LARGE, why)));
        }
        let form = came.form.code();
        house.keep_loose(shelf, material, form, &came.name, came.bytes).await.map(Ok)
    };
    Ok(match upload.read(house, who, keep).await? {
        Ok(laid) => laid,
        Err(NotTaken::TooLarge) => Err((StatusCode::PAYLOAD_TOO_LARGE, NotTaken::TooLarge.text())),
        Err(other) => Err((StatusCode::UNPROCESSABLE_ENTITY, other.text())),
    })
}

/// A file that was not taken, on the page it came from; a program gets the problem.
fn not_taken(
    reply: &Reply,
    mut page: Handing,
    material: &str,
    (status, why): (StatusCode, Text),
) -> Result<Response, Failure> {
    if reply.visit().json && status == StatusCode::PAYLOAD_TOO_LARGE {
        return Err(Failure::TooLarge(FILE_BYTES));
    }
    let fault = FieldFault::new(&field(material), why);
    if reply.visit().json {
        return Err(Failure::Faulty(vec![fault]));
    }
    page.faults = vec![fault];
    Ok(reply.page_as(status, &page))
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
    Ok(Some(Handing {
        materials: shelved(taken(&item, &situation), &files),
        item: item.name,
        file_bytes: FILE_BYTES,
        faults: Vec::new(),
        back: (links::apply(code), Text::new("回到申请表", "Back to the form")),
        intro: Text::new(
            "表格已经存好。传完后回到申请表提交；提交以前都可以去掉重传。",
            "Your form is stored. When the files are here, go back and apply; until then each can go.",
        ),
        action: below,
        officer: false,
    }))
}

/// Materials, each with its files.
fn shelved<'a>(materials: impl Iterator<Item = &'a Material>, files: &[OneFile]) -> Vec<Shelved> {
    let one = |m: &Material| Shelved {
        code: m.code.clone(),
        name: m.name.clone(),
        hint: m.hint.clone(),
        files: files.iter().filter(|f| f.material == m.code).cloned().collect(),
    };
    materials.map(one).collect()
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
    if !page.materials.iter().any(|m| m.code == material) {
        return Err(Failure::Absent);
    }
    let shelf = shelf_of_draft(&who, &item);
    match lay(&house, &who, &shelf, &material, upload).await? {
        Ok(_) => Ok(reply.lead(&format!("{}#{material}", of_draft(&item)))),
        Err(why) => not_taken(&reply, page, &material, why),
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
    hand_out_waiting(&house, &shelf, &hash).await
}

async fn hand_out_waiting(house: &House, shelf: &Shelf, hash: &str) -> Result<Response, Failure> {
    let lie = house.loose(shelf).await?;
    let one = lie.iter().find(|one| one.hash == hash).ok_or(Failure::Absent)?;
    let bytes = house.open_file(&shelf.party, hash).await?.ok_or(Failure::Absent)?;
    Ok(attachment(&shown_name(&one.name, &one.form), Form::media(&one.form), bytes))
}
