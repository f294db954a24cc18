//! Applying: guided questions, the form, its draft, and the act that makes a case.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::behalf::BEHALF_FIELD;
use house::web::drafts::{DECLARED, Typed};
use house::web::filer::Filer;
use house::web::guard::newcomer;
use house::web::handing::OneFile;
use house::web::kept::Stored;
use house::web::page::escape_query;
use house::web::parts::{AT, LESS, MORE, Notice};
use house::web::{Input, Member, Reply, terminal};
use house::web::{earlier, earlier_files};
use house::{Failure, House, To, links};
use kernel::form::{self as fields, Field, FieldFault};
use kernel::item::{Edition, Item, Question, Situation, applies};
use kernel::limits::NAME_CHARS;
use kernel::{Ctx, Refusal, Role, Rule, Text, party};

use super::filer;
use super::files;
use super::form::{Form, Questioning};
use crate::rules::{Command, Handed, Rules, no_longer};

/// In front of the code of a guided question, as a field.
pub(super) const QUESTION: &str = "situation-";
/// In front of the code of a material, as a field.
const MATERIAL: &str = "material-";
/// The button that stores the draft and leads to its files.
pub(super) const TO_FILES: &str = "to-files";
/// `GET /items/{item}/apply`: the next open question, or the form; what was stored is there again.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(item): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let edition = in_force(&house, &item)?;
    let pass = asked.get(BEHALF_FIELD).map_or("", String::as_str);
    let Some(filer) = Filer::of(&house, who, pass)? else { return Ok(reply.lead(&to_counter(&item))) };
    welcome(&house, &filer, &edition)?;
    let stored = filer.stored(&house, &item).await?;
    let kept = Stored::of(stored.as_ref(), &edition.hash);
    let mut typed = stored.unwrap_or_default();
    if !asked.is_empty() {
        typed.retain(|name, _| !name.starts_with(QUESTION));
        let known = |code: &String| edition.item.questions.iter().any(|q| q.code == *code);
        let answers = asked.iter().filter(|(code, _)| known(code));
        typed.extend(answers.map(|(code, answer)| (format!("{QUESTION}{code}"), answer.clone())));
    }
    let page = Filing { house: &house, filer: &filer, edition, typed };
    let at = asked.get("at").map(String::as_str);
    page.answer(&reply, Outcome { kept, at, ..Outcome::default() }).await
}

/// `POST /items/{item}/draft`: stored for thirty days, wrong or not. `change` leads to a question again.
pub(super) async fn keep(
    State(house): State<House>,
    Member(who): Member,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    in_force(&house, &item)?;
    let mut typed = input.value;
    let change = typed.remove("change");
    let files = typed.remove(TO_FILES);
    let still = typed.remove(terminal::STILL);
    let pass = typed.remove(BEHALF_FIELD).unwrap_or_default();
    let Some(filer) = Filer::of(&house, who, &pass)? else { return Ok(reply.lead(&to_counter(&item))) };
    filer.keep(&house, &item, &typed).await?;
    if files.is_some() && filer.visitor.is_none() {
        return Ok(reply.lead(&files::of_draft(&item)));
    }
    if still.is_some() {
        return Ok(reply.lead(&terminal::ask(&links::apply(&item))));
    }
    let Some(change) = change else { return Ok(reply.lead(&links::apply(&item))) };
    let mut to = format!("{}?change={}", links::apply(&item), escape_query(&change));
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

/// `POST /cases`: the application. Whatever is wrong, everything typed comes back and is stored.
pub(super) async fn apply(
    State(house): State<House>,
    Member(who): Member,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let mut typed = input.value;
    let (more, less) = (typed.remove(MORE), typed.remove(LESS));
    let code = typed.get("item").cloned().unwrap_or_default();
    let hash = typed.get("edition").cloned().unwrap_or_default();
    let now = in_force(&house, &code)?;
    let pass = typed.remove(BEHALF_FIELD).unwrap_or_default();
    let Some(filer) = Filer::of(&house, who.clone(), &pass)? else {
        return Ok(reply.lead(&to_counter(&code)));
    };
    filer.name_in(&mut typed);
    let world = house.world();
    let read = world.editions.by_hash(&hash).filter(|edition| edition.item.code == code).cloned();
    let edition = read.unwrap_or_else(|| now.clone());
    if more.is_some() || less.is_some() {
        rows(&edition.item, &mut typed, more, less);
        filer.keep(&house, &code, &typed).await?;
        let page = Filing { house: &house, filer: &filer, edition, typed };
        return page.answer(&reply, Outcome::default()).await;
    }
    let faults = faults(&edition.item, &typed);
    let result = if faults.is_empty() {
        match handed(&house, &filer, &edition.item, &typed).await {
            Ok(files) => {
                let command = command(&edition.item, hash, &typed, files, &filer);
                house.act::<Rules>(who.clone(), To::New, cause, None, command).await
            }
            Err(failure) => Err(failure),
        }
    } else {
        Err(Failure::Faulty(faults))
    };
    match result {
        Ok(receipt) => {
            filer.filed(&house, &code).await?;
            Ok(reply.done(&links::case(&receipt.name), &receipt))
        }
        Err(failure) => {
            filer.keep(&house, &code, &typed).await?;
            let page = Filing { house: &house, filer: &filer, edition: now, typed };
            page.refused(&reply, failure).await
        }
    }
}

/// `GET /items/{item}/draft`: whoever comes back by a link is led to the form.
pub(super) async fn back(Member(_): Member, Path(item): Path<String>, reply: Reply) -> Response {
    reply.lead(&links::apply(&item))
}

/// Where a clerk first says for whom she takes it in.
fn to_counter(item: &str) -> String {
    format!("{}?item={}", links::counter(), escape_query(item))
}

pub(super) fn in_force(house: &House, item: &str) -> Result<Edition, Failure> {
    let world = house.world();
    if let (Some(gone), Some(last)) = (world.editions.withdrawn(item), world.editions.latest(item)) {
        let passer = newcomer("");
        let ctx = house.ctx(&world, &passer, house.clock.now(), [0; 16]);
        return Err(no_longer(gone, ctx.basis(&last.item, Rule::Applying)).into());
    }
    world.editions.in_force(item).cloned().ok_or(Failure::Absent)
}

/// What the law would say at the end is said at the beginning: an item for organisations or persons only.
fn welcome(house: &House, filer: &Filer, edition: &Edition) -> Result<(), Failure> {
    let world = house.world();
    let ctx: Ctx<'_> = house.ctx(&world, &filer.who, house.clock.now(), [0; 16]);
    let basis = || ctx.basis(&edition.item, Rule::Applying);
    match filer.role() {
        Role::Citizen if !edition.item.for_persons => Err(Refusal::new("not_for_persons", basis()).into()),
        Role::Agent if !edition.item.for_organisations => {
            Err(Refusal::new("not_for_organisations", basis()).into())
        }
        _ => Ok(()),
    }
}

/// The answers to guided questions among what was typed.
pub(super) fn situation(item: &Item, typed: &Typed) -> Situation {
    let answer = |question: &Question| {
        let typed = typed.get(&format!("{QUESTION}{}", question.code))?;
        Some((question.code.clone(), question.read(typed)?))
    };
    item.questions.iter().filter_map(answer).collect()
}

/// A row more, or a row less; the page is taken up where it grew or shrank.
fn rows(item: &Item, typed: &mut Typed, more: Option<String>, less: Option<String>) {
    if let Some(group) = more {
        fields::add_row(&item.fields, typed, &group);
        let rows = typed.get(&fields::rows_code(&group)).and_then(|rows| rows.parse::<usize>().ok());
        typed.insert(AT.to_owned(), format!("{group}.{}", rows.unwrap_or(1).saturating_sub(1)));
    }
    if let Some(place) = less {
        fields::drop_row(&item.fields, typed, &place);
        let (group, row) = place.rsplit_once('.').unwrap_or((&place, "0"));
        let before = row.parse::<usize>().unwrap_or(0).saturating_sub(1);
        typed.insert(AT.to_owned(), format!("{group}.{before}"));
    }
}

/// Everything that is wrong with what was typed, before the law is asked.
fn faults(item: &Item, typed: &Typed) -> Vec<FieldFault> {
    let text = |name: &str| typed.get(name).map_or("", String::as_str);
    let mut faults = Vec::new();
    if let Err(fault) = party::clean_name(text("applicant"), NAME_CHARS) {
        faults.push(FieldFault::new("applicant", fault.text()));
    }
    if let Err(fault) = party::phone(text("phone")) {
        faults.push(FieldFault::new("phone", fault.text()));
    }
    if let Err(more) = fields::check(&item.fields, &situation(item, typed), typed) {
        faults.extend(more);
    }
    if text(DECLARED) != "yes" {
        let words = Text::new("请勾选：填的和交的都是真实的", "Tick: what I say and hand in is true");
        faults.push(FieldFault::new(DECLARED, words));
    }
    faults
}

/// What waits on the draft and what is taken of earlier cases, for the materials that are asked for.
async fn handed(house: &House, filer: &Filer, item: &Item, typed: &Typed) -> Result<Vec<Handed>, Failure> {
    let situation = situation(item, typed);
    let mut waiting = filer.waiting(house, &item.code).await?;
    waiting.retain(|loose| files::takes(item, &situation, &loose.material));
    let wanted = files::wanted(item, &situation);
    let world = house.world();
    let basis = house.ctx(&world, &filer.who, house.clock.now(), [0; 16]).basis(item, Rule::Applying);
    let picked = earlier_files::picked(house, filer, wanted, typed, (&waiting, &basis)).await?;
    let again = picked.iter().map(|one| Handed::again(&one.paper, &one.file, &one.name));
    Ok(waiting.iter().map(files::handed).chain(again).collect())
}

fn command(item: &Item, edition: String, typed: &Typed, files: Vec<Handed>, filer: &Filer) -> Command {
    let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let situation = situation(item, typed);
    let ticked = |code: &str| typed.get(&format!("{MATERIAL}{code}")).is_some_and(|v| v == "yes");
    let materials = item.asked_of_applicant(&situation).filter(|m| ticked(&m.code));
    let asked = fields::leaves(&item.fields, &situation, typed);
    Command::Apply {
        item: item.code.clone(),
        edition,
        materials: materials.map(|m| m.code.clone()).collect(),
        applicant: text("applicant"),
        phone: text("phone"),
        answers: asked.iter().map(|f| (f.code.clone(), text(&f.code))).collect(),
        situation,
        on_behalf: filer::behalf(filer),
        files,
        parcel: filer::parcel(filer),
    }
}

/// What the form says besides its fields.
#[derive(Default)]
struct Outcome<'a> {
    kept: Stored,
    faults: Vec<FieldFault>,
    notice: Option<Notice>,
    /// The question that was sent without an answer.
    at: Option<&'a str>,
}

/// An application on its way: who files what, and what is typed so far.
struct Filing<'a> {
    house: &'a House,
    filer: &'a Filer,
    edition: Edition,
    typed: Typed,
}

impl Filing<'_> {
    /// The page that comes back with what is wrong, or the failure itself where a page cannot mend it.
    async fn refused(self, reply: &Reply, failure: Failure) -> Result<Response, Failure> {
        if reply.visit().json {
            return Err(failure);
        }
        let outcome = match failure {
            Failure::Faulty(faults) => Outcome { kept: Stored::Now, faults, ..Outcome::default() },
            Failure::Refused(refusal) => {
                let sentence = self.house.texts.refusal(&refusal);
                let notice = Some(Notice { sentence, basis: refusal.basis });
                Outcome { kept: Stored::Now, notice, ..Outcome::default() }
            }
            other => return Err(other),
        };
        self.answer(reply, outcome).await
    }

    /// The first open question, or the form.
    async fn answer(self, reply: &Reply, outcome: Outcome<'_>) -> Result<Response, Failure> {
        let situation = situation(&self.edition.item, &self.typed);
        let wrong = !outcome.faults.is_empty() || outcome.notice.is_some();
        let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let open = self.edition.item.questions.iter().position(|q| !situation.contains_key(&q.code));
        if let Some(open) = open {
            let question = self.edition.item.questions.get(open);
            let missed = question.is_some_and(|q| outcome.at == Some(&q.code));
            let given = question.and_then(|q| self.typed.get(&format!("{QUESTION}{}", q.code)));
            let given = given.cloned().unwrap_or_default();
            let page = Questioning {
                item: self.edition.item,
                situation,
                open,
                missed,
                given,
                notice: outcome.notice,
                behalf: self.filer.pass.clone(),
            };
            return Ok(reply.page_as(status, &page));
        }
        let dossier = self.filer.dossier(self.house).await?;
        let behalf = self.filer.pass.clone();
        let waiting = self.filer.waiting(self.house, &self.edition.item.code).await?;
        let wanted = files::wanted(&self.edition.item, &situation);
        let earlier_files = earlier_files::offered(self.house, self.filer, wanted).await?;
        let Self { edition, mut typed, .. } = self;
        dossier.fill(&edition.item.fields, &mut typed);
        let before = earlier::of(self.house, self.filer).await?;
        let asked: Vec<&Field> =
            edition.item.fields.iter().filter(|f| applies(&f.when, &situation)).collect();
        let offered = before.offer(&earlier::wanted_of_item(&edition.item.code, &asked), &mut typed);
        let code = edition.item.code.clone();
        let form = Form {
            item: edition.item,
            edition: edition.hash,
            situation,
            typed,
            known: dossier,
            offered,
            held: before.held,
            kept: outcome.kept,
            faults: outcome.faults,
            notice: outcome.notice,
            behalf,
            files: waiting.iter().map(|one| OneFile::waiting(one, &files::of_draft(&code))).collect(),
            earlier_files,
        };
        Ok(reply.page_as(status, &form))
    }
}
