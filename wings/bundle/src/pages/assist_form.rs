//! The applicant's own form in her assistant's hands: the same form over the same draft, with nothing to send
//! it by. Every time something is stored or handed in, the diary of the mandate says so.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::content::Form as Content;
use house::files::Shelf;
use house::web::drafts::{self, Typed};
use house::web::earlier_files;
use house::web::filer::{Assisted, Filer};
use house::web::handing::{self, Removing};
use house::web::kept::Stored;
use house::web::page::escape_query;
use house::web::{Input, Member, Reply, Route, Upload, Window, get, get_file, get_led, post_led};
use house::{Cause, Failure, House, To, links};
use kernel::Actor;
use kernel::bundle::May;

use super::apply::{CHANGE, QUESTION, Target, fresh, take_in};
use super::assist::run;
use super::files;
use super::filing::{Filing, Outcome};
use super::form::Form;
use super::question::Questioning;
use super::stage::of_party;
use crate::rules::{Command, Rules};

/// Its pages and acts.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Window, house::web::openapi::Either<Questioning, Form>, _, _>(
            "/bundle-cases/{bundle_no}/assistance/form",
            show,
        )
        .asks("at", "The question that was sent without an answer")
        .asks("change", "The question that is answered again"),
        post_led::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/draft", keep),
        get_led::<Member, _, _>("/bundle-cases/{bundle_no}/assistance/draft", back),
        get::<Window, handing::Handing, _, _>("/bundle-cases/{bundle_no}/assistance/files", shelf),
        post_led::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/files", hand_in),
        post_led::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/files/remove", remove),
        get_file::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/files/{hash}", Content::MEDIA, open),
    ]
}

/// Which form is lent: the bundle's own, or that of a stage of the project that the mandate is for.
pub(super) type Which<'a> = Option<&'a str>;

/// Whose draft an assistant works at, if her mandate lets her do this and the bundle was not asked for yet.
pub(super) async fn lent(
    house: &House,
    who: &Actor,
    (no, stage): (&str, Which<'_>),
    what: May,
) -> Result<(Filer, Target), Failure> {
    let name = no.to_owned();
    let found = house.read(who.clone(), move |seeing| Ok(run(seeing, &name)?.0)).await?;
    let one = found.assistance.as_ref().filter(|one| one.lets(&who.party, what) && found.begun.is_none());
    let one = one.filter(|one| one.project.is_empty() == stage.is_none()).ok_or(Failure::Absent)?;
    let mut target = match stage {
        None => fresh(house, &one.bundle)?,
        Some(bundle) => of_party(house, who, (bundle, &one.project), &one.party).await?,
    };
    no.clone_into(&mut target.assisted);
    let hands_in = one.lets(&who.party, May::HandIn);
    let assisted = Assisted { party: one.party.clone(), role: one.role, hands_in };
    Ok((Filer { assisted: Some(assisted), ..Filer::own(who.clone()) }, target))
}

/// What she did is written down under her name.
async fn told(house: &House, who: &Actor, cause: Cause, no: &str, what: May) -> Result<(), Failure> {
    let command = Command::Assist { what, on: None, words: String::new() };
    house.act::<Rules>(who.clone(), To::Stream(no.to_owned()), cause, None, command).await.map(drop)
}

/// The form, as far as it is filled in.
pub(super) async fn form(
    house: &House,
    who: &Actor,
    of: (&str, Which<'_>),
    asked: &BTreeMap<String, String>,
    reply: &Reply,
) -> Result<Response, Failure> {
    let (filer, target) = lent(house, who, of, May::Fill).await?;
    let stored = filer.stored(house, &target.key()).await?;
    let kept = Stored::of(stored.as_ref(), &target.edition);
    let mut typed = stored.unwrap_or_default();
    take_in(&mut typed, asked);
    target.settle(&mut typed);
    let at = asked.get("at").cloned();
    Filing { house, filer: &filer, target, typed }
        .answer(reply, Outcome { kept, at, ..Outcome::default() })
        .await
}

/// What was typed is stored in her draft.
pub(super) async fn stored(
    house: &House,
    who: &Actor,
    of: (&str, Which<'_>),
    input: Input<Typed>,
    reply: &Reply,
) -> Result<Response, Failure> {
    let cause = input.cause(who)?;
    let (filer, target) = lent(house, who, of, May::Fill).await?;
    let mut typed = input.value;
    let change = typed.remove(CHANGE);
    let before = filer.stored(house, &target.key()).await?.unwrap_or_default();
    // to take a file of hers is to hand one in: who may not, leaves what she took as it was
    let hands_in = filer.assisted.as_ref().is_some_and(|one| one.hands_in);
    let what = match earlier_files::settle(&mut typed, &before, hands_in) {
        true => May::HandIn,
        false => May::Fill,
    };
    told(house, who, cause, of.0, what).await?;
    filer.keep(house, &target.key(), &typed).await?;
    let form = target.href();
    let Some(change) = change else { return Ok(reply.lead(&links::assistance(of.0))) };
    let mut to = format!("{form}?{CHANGE}={}", escape_query(&change));
    for (name, answer) in &typed {
        if let Some(code) = name.strip_prefix(QUESTION).filter(|code| *code != change) {
            to.push_str(&format!("&{}={}", escape_query(code), escape_query(answer)));
        }
    }
    Ok(reply.lead(&to))
}

/// The shelf of her draft.
pub(super) async fn files_of(
    house: &House,
    who: &Actor,
    of: (&str, Which<'_>),
    reply: &Reply,
) -> Result<Response, Failure> {
    let (filer, target) = lent(house, who, of, May::HandIn).await?;
    Ok(match files::page(house, &filer, &target).await? {
        Some(page) => reply.page(&page),
        None => reply.lead(&links::assistance(of.0)),
    })
}

/// One file is laid on it.
pub(super) async fn laid(
    house: &House,
    who: &Actor,
    of: (&str, Which<'_>),
    upload: Upload,
    reply: &Reply,
) -> Result<Response, Failure> {
    let (filer, target) = lent(house, who, of, May::HandIn).await?;
    let page = files::page(house, &filer, &target).await?.ok_or(Failure::Absent)?;
    let (paper, cause) = (upload.text("material").to_owned(), upload.cause(who)?);
    if !page.takes(&paper) {
        return Err(Failure::Absent);
    }
    match handing::lay(house, who, &place(&filer, &target), &paper, upload).await? {
        Ok(_) => {
            told(house, who, cause, of.0, May::HandIn).await?;
            Ok(reply.lead(&format!("{}#{paper}", target.files())))
        }
        Err(why) => page.not_taken(reply, &paper, why),
    }
}

/// One is taken off it.
pub(super) async fn taken_off(
    house: &House,
    who: &Actor,
    of: (&str, Which<'_>),
    hash: &str,
    reply: &Reply,
) -> Result<Response, Failure> {
    let (filer, target) = lent(house, who, of, May::HandIn).await?;
    house.drop_loose(&place(&filer, &target), hash).await?;
    Ok(reply.lead(&target.files()))
}

/// One is opened.
pub(super) async fn opened(
    house: &House,
    who: &Actor,
    of: (&str, Which<'_>),
    hash: &str,
) -> Result<Response, Failure> {
    let (filer, target) = lent(house, who, of, May::HandIn).await?;
    handing::hand_out(house, &place(&filer, &target), hash).await
}

fn place(filer: &Filer, target: &Target) -> Shelf {
    Shelf { party: filer.owner().to_owned(), place: drafts::shelf(&target.key()) }
}

async fn show(
    State(house): State<House>,
    Window(who): Window,
    Path(no): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    form(&house, &who, (&no, None), &asked, &reply).await
}

async fn keep(
    State(house): State<House>,
    Window(who): Window,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    stored(&house, &who, (&no, None), input, &reply).await
}

async fn back(Member(_): Member, Path(no): Path<String>, reply: Reply) -> Response {
    reply.lead(&links::assistance(&no))
}

async fn shelf(
    State(house): State<House>,
    Window(who): Window,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    files_of(&house, &who, (&no, None), &reply).await
}

async fn hand_in(
    State(house): State<House>,
    Window(who): Window,
    Path(no): Path<String>,
    reply: Reply,
    upload: Upload,
) -> Result<Response, Failure> {
    laid(&house, &who, (&no, None), upload, &reply).await
}

async fn remove(
    State(house): State<House>,
    Window(who): Window,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Removing>,
) -> Result<Response, Failure> {
    taken_off(&house, &who, (&no, None), &input.value.hash, &reply).await
}

async fn open(
    State(house): State<House>,
    Window(who): Window,
    Path((no, hash)): Path<(String, String)>,
) -> Result<Response, Failure> {
    opened(&house, &who, (&no, None), &hash).await
}
