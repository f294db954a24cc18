//! The draft of a bundle's form: stored for thirty days, wrong or not; taken up again, or thrown away.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::behalf::BEHALF_FIELD;
use house::web::drafts::{self, Typed};
use house::web::filer::Filer;
use house::web::page::escape_query;
use house::web::{Input, Member, Nothing, Person, Reply, terminal};
use house::{Failure, House, links};

use super::apply::{CHANGE, QUESTION, TO_FILES, Target, fresh, to_counter, under_way};

/// `POST /bundles/{bundle}/draft`. `change` leads to a question again.
pub(super) async fn keep(
    State(house): State<House>,
    Member(who): Member,
    Path(code): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let target = fresh(&house, &code)?;
    let mut typed = input.value;
    let pass = typed.remove(BEHALF_FIELD).unwrap_or_default();
    let Some(filer) = Filer::of(&house, who, &pass)? else { return Ok(reply.lead(&to_counter(&code))) };
    stored(&house, &reply, &filer, &target, typed).await
}

/// `POST /bundle-cases/{bundle_no}/draft`: other answers, not sent yet.
pub(super) async fn keep_change(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let (target, _) = under_way(&house, &who, &no).await?;
    let filer = Filer::own(who);
    stored(&house, &reply, &filer, &target, input.value).await
}

/// It is stored, and leads on: to the files, to a question again, or to the form.
pub(super) async fn stored(
    house: &House,
    reply: &Reply,
    filer: &Filer,
    target: &Target,
    mut typed: Typed,
) -> Result<Response, Failure> {
    let change = typed.remove(CHANGE);
    let (to_files, still) = (typed.remove(TO_FILES), typed.remove(terminal::STILL));
    filer.keep(house, &target.key(), &typed).await?;
    if to_files.is_some() && filer.visitor.is_none() && target.bundle_no.is_empty() {
        return Ok(reply.lead(&target.files()));
    }
    let form = target.draft().form();
    if still.is_some() {
        return Ok(reply.lead(&terminal::ask(&form)));
    }
    let Some(change) = change else { return Ok(reply.lead(&form)) };
    let mut to = format!("{form}?{CHANGE}={}", escape_query(&change));
    for (name, answer) in &typed {
        if let Some(code) = name.strip_prefix(QUESTION).filter(|code| *code != change) {
            to.push_str(&format!("&{}={}", escape_query(code), escape_query(answer)));
        }
    }
    if filer.visitor.is_some() {
        to.push_str(&format!("&{BEHALF_FIELD}={}", escape_query(&filer.pass)));
    }
    Ok(reply.lead(&to))
}

/// `GET /bundles/{bundle}/draft`: whoever comes back by a link is led to the form.
pub(super) async fn back(Member(_): Member, Path(code): Path<String>, reply: Reply) -> Response {
    reply.lead(&links::apply_bundle(&code))
}

/// `GET /bundle-cases/{bundle_no}/draft`.
pub(super) async fn back_to_change(Member(_): Member, Path(no): Path<String>, reply: Reply) -> Response {
    reply.lead(&links::change_bundle(&no))
}

/// `POST /bundles/{bundle}/draft/discard`: thrown away, and back to the list.
pub(super) async fn discard(
    State(house): State<House>,
    Person(who): Person,
    Path(code): Path<String>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    drafts::drop_draft(&house, who.acting_for(), &drafts::Draft::Bundle(&code).key()).await?;
    Ok(reply.lead(links::bundle_cases()))
}

/// `POST /bundle-cases/{bundle_no}/draft/discard`.
pub(super) async fn discard_change(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    let (target, _) = under_way(&house, &who, &no).await?;
    drafts::drop_draft(&house, who.acting_for(), &target.key()).await?;
    Ok(reply.lead(links::bundle_cases()))
}
