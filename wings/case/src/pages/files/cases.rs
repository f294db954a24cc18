//! Files of a case: the applicant's while corrections wait for her, the clerk's at any time, and the opening
//! of each by whoever may see the case.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use house::content::Form;
use house::files::{Loose, Shelf};
use house::web::handing::{self, Handing, OneFile, Removing};
use house::web::reply::attachment;
use house::web::{Input, Member, Person, Reply, Upload};
use house::{Failure, House, To, links};
use kernel::limits::FILE_BYTES;
use kernel::{Actor, Role, Text};

use super::{handed, shelved, taken};
use crate::pages::show::{self, Shown};
use crate::rules::{Command, Rules};

/// Where the files of a case are handed in and opened.
pub(in crate::pages) fn of_case(no: &str) -> String {
    format!("{}/files", links::case(no))
}

/// Where the files of a correction wait.
pub(super) fn shelf_of_case(party: &str, no: &str) -> Shelf {
    Shelf { party: party.to_owned(), place: format!("case/{no}") }
}

/// Whose case it is.
fn party(shown: &Shown) -> String {
    shown.case.filed.as_ref().map(|filed| filed.party.clone()).unwrap_or_default()
}

/// Codes of what a correction still waits for.
fn outstanding(shown: &Shown) -> Vec<String> {
    let correction = shown.case.correction.as_ref().filter(|_| shown.case.waits_for_correction());
    correction.map(|c| c.outstanding.iter().cloned().collect()).unwrap_or_default()
}

/// Codes of what was promised and is not there.
fn promised(shown: &Shown) -> Vec<String> {
    let tolerance = &shown.case.tolerance;
    tolerance.promises.keys().filter(|code| tolerance.open(code)).cloned().collect()
}

/// The page, if this reader may hand in files now.
fn page(shown: &Shown) -> Result<Handing, Failure> {
    let officer = shown.role == Role::Clerk;
    let own = shown.open("correct") || shown.open("follow");
    let open = if officer { shown.open("enclose") || own } else { own };
    let filed = shown.case.filed.as_ref().filter(|_| open).ok_or(Failure::Absent)?;
    let asked = [outstanding(shown), promised(shown)].concat();
    let materials = taken(&shown.file, &filed.situation).filter(|m| officer || asked.contains(&m.code));
    let files: Vec<OneFile> =
        shown.materials.iter().flat_map(|m| &m.files).chain(&shown.waiting).cloned().collect();
    let intro = match officer {
        true => Text::new(
            "申请人带来的纸件，扫描后传到这里，传一个就记一个。正在等补正的，传了就算补交。",
            "Scan what the applicant brought and put it here; each is recorded at once. What a notice waits \
             for is thereby supplied.",
        ),
        false => Text::new(
            "传完后回到办件页，点“补交材料”或者“交上承诺的材料”才算交上。在那以前都可以去掉重传。",
            "When the files are here, go back to the case and press “Supply them”. Until then each can be \
             taken off.",
        ),
    };
    Ok(Handing {
        item: shown.item.name.clone(),
        action: of_case(&shown.case_no),
        materials: shelved(materials, &files),
        file_bytes: FILE_BYTES,
        faults: Vec::new(),
        back: (links::case(&shown.case_no), Text::new("回到办件", "Back to the case")),
        intro,
        officer,
    })
}

/// `GET /cases/{no}/files`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    Ok(reply.page(&page(&show::read(&house, &who, no).await?)?))
}

/// `POST /cases/{no}/files`: the applicant's waits for her to supply it; the clerk's is recorded at once.
pub(super) async fn hand_in(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    upload: Upload,
) -> Result<Response, Failure> {
    let shown = show::read(&house, &who, no.clone()).await?;
    let page = page(&shown)?;
    let material = upload.text("material").to_owned();
    if !page.takes(&material) {
        return Err(Failure::Absent);
    }
    let (cause, shelf) = (upload.cause(&who)?, shelf_of_case(&party(&shown), &no));
    let here = format!("{}#{material}", of_case(&no));
    let laid = match handing::lay(&house, &who, &shelf, &material, upload).await? {
        Ok(laid) => laid,
        Err(why) => return page.not_taken(&reply, &material, why),
    };
    if !page.officer {
        return Ok(reply.lead(&here));
    }
    let files = vec![handed(&laid)];
    let command = match outstanding(&shown).contains(&material) {
        _ if promised(&shown).contains(&material) => Command::Follow { materials: vec![material], files },
        true => Command::Correct { materials: vec![material], answers: BTreeMap::new(), files },
        false => Command::Enclose { material, files },
    };
    let done = house.act::<Rules>(who.clone(), To::Stream(no), cause, None, command).await;
    // a second arrival of the same form, or a no: the file that came with it is named by nobody
    house.drop_loose(&shelf, &laid.hash).await?;
    Ok(reply.done(&here, &done?))
}

/// `POST /cases/{no}/files/remove`: take one off before it is supplied.
pub(super) async fn take_back(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Removing>,
) -> Result<Response, Failure> {
    show::read(&house, &who, no.clone()).await?;
    let hash = &input.value.hash;
    house.drop_loose(&shelf_of_case(who.acting_for(), &no), hash).await?;
    Ok(reply.lead(&of_case(&no)))
}

pub(super) async fn back(Member(_): Member, Path(no): Path<String>, reply: Reply) -> Response {
    reply.lead(&of_case(&no))
}

/// `GET /cases/{no}/files/{hash}`: for the applicant and the officers of the case; a supervisor watches
/// clocks and opens nobody's papers.
pub(super) async fn open(
    State(house): State<House>,
    Member(who): Member,
    Path((no, hash)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let shown = show::read(&house, &who, no.clone()).await?;
    let party = party(&shown);
    let Some(one) = shown.materials.iter().flat_map(|m| &m.files).find(|f| f.hash == hash) else {
        if own(&who, &party) {
            return handing::hand_out(&house, &shelf_of_case(&party, &no), &hash).await;
        }
        return Err(Failure::Absent);
    };
    let bytes = house.open_file(&party, &hash).await?.ok_or(Failure::Absent)?;
    Ok(attachment(&one.name, Form::media(&one.form), bytes))
}

fn own(who: &Actor, party: &str) -> bool {
    matches!(who.role, Role::Citizen | Role::Agent) && who.acting_for() == party
}

/// What waits on the case's shelf for its applicant to supply it.
pub(in crate::pages) async fn waiting(house: &House, who: &Actor, no: &str) -> Result<Vec<Loose>, Failure> {
    house.loose(&shelf_of_case(who.acting_for(), no)).await
}
