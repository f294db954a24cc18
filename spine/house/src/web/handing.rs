//! Files for materials, handed in one at a time by a form of their own before a form is sent: how they are
//! laid on a shelf, within which bounds, and how they are opened again while they wait.

mod drawn;

use axum::http::StatusCode;
use axum::response::Response;
use kernel::form::FieldFault;
use kernel::limits::{FILE_BYTES, LOOSE_BYTES, MATERIAL_FILES, SHELF_BYTES, SHELF_FILES};
use kernel::{Actor, Day, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::drafts::Typed;
use super::earlier::Given;
use super::earlier_files::ticked_for;
use super::reply::{Reply, attachment};
use super::upload::{NotTaken, Upload, Uploaded};
use crate::content::Form;
use crate::failure::Failure;
use crate::files::{Loose, Shelf};
use crate::opening::House;

pub use drawn::{listed, listed_of};

/// One file as pages show it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OneFile {
    /// SM3 of the sealed bytes, lower hex.
    pub hash: String,
    /// Code of the material it is for.
    pub material: String,
    /// The name it came under.
    pub name: String,
    /// What it is by its content, as `pdf`.
    pub form: String,
    /// Bytes before it was sealed.
    pub bytes: i64,
    /// The day on which it was handed in.
    pub on: Day,
    /// Where it is opened.
    pub href: String,
    /// Does it still wait for the form to be sent?
    pub waiting: bool,
    /// With which earlier case it came, where it was taken from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Given>,
}

impl OneFile {
    /// A file on a shelf, opened below this address.
    pub fn waiting(one: &Loose, below: &str) -> Self {
        Self {
            hash: one.hash.clone(),
            material: one.material.clone(),
            name: shown_name(&one.name, &one.form),
            form: one.form.clone(),
            bytes: one.bytes,
            on: one.at.day(),
            href: format!("{below}/{}", one.hash),
            waiting: true,
            earlier: None,
        }
    }
}

/// The name it came under, ending as its content says.
pub fn shown_name(name: &str, form: &str) -> String {
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
pub struct Removing {
    /// Its hash, as the page of files says it.
    #[schemars(length(equal = 64))]
    pub hash: String,
}

/// A material with the files handed in for it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Shelved {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// How to prepare it.
    pub hint: Option<Text>,
    /// Its files.
    pub files: Vec<OneFile>,
    /// How many earlier files are ticked for it on the form.
    pub earlier: usize,
}

impl Shelved {
    /// A material with those of these files that are for it.
    pub fn of(code: &str, name: &Text, hint: Option<&Text>, files: &[OneFile]) -> Self {
        Self {
            code: code.to_owned(),
            name: name.clone(),
            hint: hint.cloned(),
            files: files.iter().filter(|file| file.material == code).cloned().collect(),
            earlier: 0,
        }
    }
}

/// The page on which files are handed in, one form a material.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Handing {
    /// Name of what they are for.
    pub item: Text,
    /// Where its forms go; below it, `/remove` takes one off again.
    pub action: String,
    /// The materials.
    pub materials: Vec<Shelved>,
    /// Most bytes of one file.
    pub file_bytes: usize,
    /// What was wrong with the last one.
    pub faults: Vec<FieldFault>,
    /// Where it goes on.
    #[serde(skip)]
    pub back: (String, Text),
    /// What is said above.
    #[serde(skip)]
    pub intro: Text,
    /// Does an officer look?
    #[serde(skip)]
    pub officer: bool,
}

impl Handing {
    /// The page of a draft's files; `below` is where they go, `back` where its form is.
    pub fn of_draft(item: Text, materials: Vec<Shelved>, below: String, back: String) -> Self {
        Self {
            item,
            materials,
            action: below,
            file_bytes: FILE_BYTES,
            faults: Vec::new(),
            back: (back, Text::new("回到申请表", "Back to the form")),
            intro: Text::new(
                "表格已经存好。传完后回到申请表提交；提交以前都可以去掉重传。",
                "Your form is stored. When the files are here, go back and apply; until then each can go.",
            ),
            officer: false,
        }
    }

    /// What is ticked on the form beside it.
    pub fn beside(mut self, typed: &Typed) -> Self {
        for one in &mut self.materials {
            one.earlier = ticked_for(typed, &one.code);
        }
        self
    }

    /// Is this one of its materials?
    pub fn takes(&self, material: &str) -> bool {
        self.materials.iter().any(|one| one.code == material)
    }

    /// A file that was not taken, on the page it came from; a program gets the problem.
    ///
    /// # Errors
    /// The problem, for a program.
    pub fn not_taken(
        mut self,
        reply: &Reply,
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
        self.faults = vec![fault];
        Ok(reply.page_as(status, &self))
    }
}

/// The field of a material's file, for faults.
fn field(material: &str) -> String {
    format!("file-{material}")
}

/// Why one more file is not taken, if it is not.
async fn full(house: &House, shelf: &Shelf, material: &str, more: usize) -> Result<Option<Text>, Failure> {
    let lie = house.loose(shelf).await?;
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    let here: Vec<(&str, i64)> = lie.iter().map(|one| (one.material.as_str(), one.bytes)).collect();
    let crowded = crowded(&here, material, more);
    if crowded.is_none() && house.loose_bytes(&shelf.party).await? + more > LOOSE_BYTES {
        return Ok(Some(too_large()));
    }
    Ok(crowded)
}

/// Why an application with these files, material and bytes of each, takes no more for this material, if it
/// takes none.
pub(super) fn crowded(here: &[(&str, i64)], material: &str, more: i64) -> Option<Text> {
    let bytes: i64 = here.iter().map(|(_, bytes)| bytes).sum();
    if here.iter().filter(|(of, _)| *of == material).count() >= MATERIAL_FILES {
        return Some(Text::new(
            format!("一份材料最多 {MATERIAL_FILES} 个文件。请合成一个 PDF，或者先去掉一个"),
            format!("One paper may have {MATERIAL_FILES} files. Join them into one PDF, or take one off"),
        ));
    }
    if here.len() >= SHELF_FILES {
        return Some(Text::new(
            format!("一次申请最多 {SHELF_FILES} 个文件。请先去掉一个"),
            format!("One application may have {SHELF_FILES} files. Take one off first"),
        ));
    }
    (bytes + more > SHELF_BYTES).then(too_large)
}

fn too_large() -> Text {
    let most = SHELF_BYTES / (1024 * 1024);
    Text::new(
        format!("合起来太大，一次申请最多 {most} MB。请用 300 dpi 黑白扫描，或者先去掉一个"),
        format!("Together too large: {most} MB an application. Scan in grey at 300 dpi, or take one off"),
    )
}

/// Read a file and lay it on the shelf; what is wrong with it is said at its place.
///
/// # Errors
/// A store fault; an upload that breaks off.
pub async fn lay(
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

/// Her own file, while it waits on a shelf.
///
/// # Errors
/// [`Failure::Absent`] if it does not lie there; a store fault.
pub async fn hand_out(house: &House, shelf: &Shelf, hash: &str) -> Result<Response, Failure> {
    let lie = house.loose(shelf).await?;
    let one = lie.iter().find(|one| one.hash == hash).ok_or(Failure::Absent)?;
    let bytes = house.open_file(&shelf.party, hash).await?.ok_or(Failure::Absent)?;
    Ok(attachment(&shown_name(&one.name, &one.form), Form::media(&one.form), bytes))
}
