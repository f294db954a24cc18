//! Asking for a bundle, and answering it otherwise mid-way: questions, the form, and the act.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Inner;
use house::web::drafts::Typed;
use house::web::parts::{AT, LESS, MORE};
use house::web::{Input, Member, Reply};
use house::{Failure, House, To, links};
use kernel::bundle::{Comes, Whole};
use kernel::form::{self, FieldFault};
use kernel::item::Situation;
use kernel::limits::NAME_CHARS;
use kernel::rights::sight;
use kernel::{Actor, Ctx, Text, party};

use super::form::{Form, Notice, Questioning, answered};
use crate::known;
use crate::rules::{Command, Rules, whole};
use crate::views;

/// In front of the code of a question, as a field.
pub(super) const QUESTION: &str = "situation-";
/// In front of the code of a paper, as a field.
pub(super) const PAPER: &str = "material-";
/// The field of the declaration that everything is true.
pub(super) const DECLARED: &str = "declared";

/// What is being filled in: a bundle that is asked for, or one that is under way.
#[derive(Clone, Debug)]
struct Target {
    /// The text of the bundle, by hash.
    edition: String,
    /// Number of the bundle that is under way, or empty.
    bundle_no: String,
    /// Where the questions are asked, and the form is sent.
    href: String,
    seen: Option<i64>,
    /// The construction project of which it is a stage.
    stage: Option<Within>,
}

/// The construction project of which a bundle is a stage.
#[derive(Clone, Debug)]
struct Within {
    project_no: String,
    of: known::OfProject,
}

/// The field of the forms that asks for the project code 项目代码.
const PROJECT_CODE: &str = "project_code";

impl Target {
    /// What the project has settled: its class is no question to whoever asks for a stage.
    fn settle(&self, typed: &mut Typed) {
        if let Some(within) = &self.stage {
            typed.insert(format!("{QUESTION}class"), within.of.class.clone());
        }
    }

    /// The project code stands in every field that asks for it.
    fn fill(&self, typed: &mut Typed, fields: &[form::Field]) {
        let Some(within) = &self.stage else { return };
        let leaves = form::leaves(fields, &Situation::new(), typed);
        for leaf in leaves.iter().filter(|leaf| leaf.code.rsplit('.').next() == Some(PROJECT_CODE)) {
            typed.entry(leaf.code.clone()).or_insert_with(|| within.of.project_code.clone());
        }
    }
}

/// `GET /bundles/{bundle}/apply`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(code): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let target = fresh(&house, &code)?;
    begun(&house, &who, &asked, &reply, target).await
}

/// `GET /bundles/{bundle}/for/{project_no}`: a stage of a construction project is asked for.
pub(super) async fn show_stage(
    State(house): State<House>,
    Member(who): Member,
    Path((code, project)): Path<(String, String)>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let target = stage(&house, &who, &code, &project).await?;
    begun(&house, &who, &asked, &reply, target).await
}

/// The first question, or the form, of a bundle that is asked for.
async fn begun(
    house: &House,
    who: &Actor,
    asked: &BTreeMap<String, String>,
    reply: &Reply,
    target: Target,
) -> Result<Response, Failure> {
    let mut typed = own(house, who).await?;
    typed.extend(asked.iter().map(|(name, answer)| (format!("{QUESTION}{name}"), answer.clone())));
    target.settle(&mut typed);
    let at = asked.get("at").cloned();
    draw(house, who, reply, target, typed, Outcome { at, ..Outcome::default() })
}

/// `POST /bundles/{bundle}/apply`.
pub(super) async fn apply(
    State(house): State<House>,
    Member(who): Member,
    Path(code): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let target = fresh(&house, &code)?;
    sends(&house, who, code, &reply, input, target).await
}

/// `POST /bundles/{bundle}/for/{project_no}`.
pub(super) async fn apply_stage(
    State(house): State<House>,
    Member(who): Member,
    Path((code, project)): Path<(String, String)>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let target = stage(&house, &who, &code, &project).await?;
    sends(&house, who, code, &reply, input, target).await
}

/// The form is sent.
async fn sends(
    house: &House,
    who: Actor,
    code: String,
    reply: &Reply,
    input: Input<Typed>,
    mut target: Target,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let mut typed = input.value;
    target.settle(&mut typed);
    let told = typed.get("edition").cloned().unwrap_or_default();
    if reply.visit().json && !told.is_empty() {
        // a program names the text it read; the law says whether that is still the one
        target.edition = told;
    }
    if let Some(page) = rows(house, &who, reply, &target, &mut typed)? {
        return Ok(page);
    }
    let sent = match sent(house, &who, &target, &typed)? {
        Ok(sent) => sent,
        Err(faults) => return refused(house, &who, reply, target, typed, Failure::Faulty(faults)),
    };
    let command = Command::Begin {
        bundle: code,
        edition: target.edition.clone(),
        situation: sent.situation,
        papers: sent.papers,
        applicant: sent.applicant,
        phone: sent.phone,
        answers: sent.answers,
        project: target.stage.as_ref().map(|within| within.project_no.clone()).unwrap_or_default(),
    };
    match house.act::<Rules>(who.clone(), To::New, cause, None, command).await {
        Ok(receipt) => Ok(reply.done(&links::bundle_case(&receipt.name), &receipt)),
        Err(failure) => refused(house, &who, reply, target, typed, failure),
    }
}

/// `GET /bundle-cases/{bundle_no}/change`: what was answered and filled in is there.
pub(super) async fn show_change(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let (target, mut typed) = under_way(&house, &who, &no).await?;
    if asked.get("anew").is_some_and(|anew| anew == "yes") {
        typed.retain(|name, _| !name.starts_with(QUESTION));
    }
    typed.extend(asked.iter().map(|(name, answer)| (format!("{QUESTION}{name}"), answer.clone())));
    target.settle(&mut typed);
    let at = asked.get("at").cloned();
    draw(&house, &who, &reply, target, typed, Outcome { at, ..Outcome::default() })
}

/// `POST /bundle-cases/{bundle_no}/change`.
pub(super) async fn change(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let (target, _) = under_way(&house, &who, &no).await?;
    let mut typed = input.value;
    target.settle(&mut typed);
    if let Some(page) = rows(&house, &who, &reply, &target, &mut typed)? {
        return Ok(page);
    }
    let sent = match sent(&house, &who, &target, &typed)? {
        Ok(sent) => sent,
        Err(faults) => return refused(&house, &who, &reply, target, typed, Failure::Faulty(faults)),
    };
    let command = Command::Change { situation: sent.situation, papers: sent.papers, answers: sent.answers };
    let to = To::Stream(no.clone());
    match house.act::<Rules>(who.clone(), to, cause, seen, command).await {
        Ok(receipt) => Ok(reply.done(&links::bundle_case(&no), &receipt)),
        Err(failure) => refused(&house, &who, &reply, target, typed, failure),
    }
}

/// A bundle in force that is asked for.
fn fresh(house: &Inner, code: &str) -> Result<Target, Failure> {
    let world = house.world();
    // a stage is asked for within a project
    let edition = world.editions.bundle(code).filter(|edition| !edition.bundle.in_project);
    let edition = edition.ok_or(Failure::Absent)?.hash.clone();
    let href = format!("{}/apply", links::bundle(code));
    Ok(Target { edition, bundle_no: String::new(), href, seen: None, stage: None })
}

/// A bundle in force that is a stage of a project of whoever asks.
async fn stage(house: &House, who: &Actor, code: &str, project_no: &str) -> Result<Target, Failure> {
    let world = house.world();
    let edition = world.editions.bundle(code).filter(|edition| edition.bundle.in_project);
    let edition = edition.ok_or(Failure::Absent)?.hash.clone();
    let (no, party) = (project_no.to_owned(), who.acting_for().to_owned());
    let of =
        house.read(who.clone(), move |seeing| Ok::<_, Failure>(known::project_of(seeing.look, &no)?)).await?;
    let of = of.filter(|of| of.party == party).ok_or(Failure::Absent)?;
    let href = links::project_stage(code, project_no);
    let stage = Some(Within { project_no: project_no.to_owned(), of });
    Ok(Target { edition, bundle_no: String::new(), href, seen: None, stage })
}

/// Name and telephone of whoever asks.
async fn own(house: &House, who: &Actor) -> Result<Typed, Failure> {
    let party = who.acting_for().to_owned();
    house
        .read(who.clone(), move |seeing| {
            let [name, _, phone] = (seeing.house.dossier)(seeing.look, &party)?.unwrap_or_default();
            Ok(Typed::from([("applicant".to_owned(), name), ("phone".to_owned(), phone)]))
        })
        .await
}

/// A bundle that is under way, with what was filled in.
async fn under_way(house: &House, who: &Actor, no: &str) -> Result<(Target, Typed), Failure> {
    let (own, no) = (sight(who), no.to_owned());
    house
        .read(who.clone(), move |seeing| {
            let found = views::one(seeing.look, &no, &own)?.ok_or(Failure::Absent)?;
            // the officers who see the plan do not see what was filled in
            if !matches!(own, kernel::Sight::Own(_)) {
                return Err(Failure::Absent);
            }
            let (run, version) = seeing.life::<Rules>(&no)?;
            let known = known::filled_in(seeing.look, &no)?;
            let mut typed: Typed = known.given;
            let answers = run.situation.iter();
            typed.extend(answers.map(|(code, answer)| (format!("{QUESTION}{code}"), answer.clone())));
            typed.extend(run.papers.iter().map(|code| (format!("{PAPER}{code}"), "yes".to_owned())));
            typed.extend([("applicant".to_owned(), known.applicant), ("phone".to_owned(), known.phone)]);
            let href = format!("{}/change", links::bundle_case(&no));
            let stage = match known::stage_of(seeing.look, &no)? {
                Some(project_no) => {
                    known::project_of(seeing.look, &project_no)?.map(|of| Within { project_no, of })
                }
                None => None,
            };
            let target = Target { edition: found.edition, bundle_no: no, href, seen: Some(version), stage };
            Ok((target, typed))
        })
        .await
}

/// The answers to questions among what was typed, in the order in which they are asked.
fn situation(whole: &Whole<'_>, typed: &Typed) -> Situation {
    let mut kept = Situation::new();
    // every round may open further questions; there are no more rounds than answers
    for _ in 0..=typed.len() {
        let before = kept.len();
        for question in whole.questions(&kept) {
            let given = typed.get(&format!("{QUESTION}{}", question.code));
            if let Some(answer) = given.and_then(|given| question.read(given)) {
                kept.insert(question.code, answer);
            }
        }
        if kept.len() == before {
            break;
        }
    }
    kept
}

/// The bundle of a target with its items.
fn with_whole<T>(
    house: &Inner,
    who: &Actor,
    target: &Target,
    then: impl FnOnce(&Whole<'_>, &Ctx<'_>) -> T,
) -> Result<T, Failure> {
    let world = house.world();
    let ctx = house.ctx(&world, who, house.clock.now(), [0; 16]);
    whole(&target.edition, &ctx).map(|whole| then(&whole, &ctx)).ok_or(Failure::Absent)
}

/// What was sent, read.
struct Sent {
    situation: Situation,
    papers: Vec<String>,
    applicant: String,
    phone: String,
    answers: form::Answers,
}

/// What was sent, or everything that is wrong with it before the law is asked.
fn sent(
    house: &Inner,
    who: &Actor,
    target: &Target,
    typed: &Typed,
) -> Result<Result<Sent, Vec<FieldFault>>, Failure> {
    let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
    with_whole(house, who, target, |whole, _| {
        let situation = situation(whole, typed);
        let fields =
            if whole.open(&situation).is_none() { whole.form(&situation).drawn() } else { Vec::new() };
        let mut faults = Vec::new();
        if let Err(fault) = party::clean_name(&text("applicant"), NAME_CHARS) {
            faults.push(FieldFault::new("applicant", fault.text()));
        }
        if let Err(fault) = party::phone(&text("phone")) {
            faults.push(FieldFault::new("phone", fault.text()));
        }
        if let Err(more) = form::check(&fields, &Situation::new(), typed) {
            faults.extend(more);
        }
        if text(DECLARED) != "yes" {
            let words = Text::new("请勾选：填的和交的都是真实的", "Tick: what I say and hand in is true");
            faults.push(FieldFault::new(DECLARED, words));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let ticked = |code: &str| typed.get(&format!("{PAPER}{code}")).is_some_and(|v| v == "yes");
        let papers = whole.papers(&situation).into_iter();
        let papers = papers.filter(|p| p.comes == Comes::Brought && ticked(&p.code)).map(|p| p.code);
        let leaves = form::leaves(&fields, &Situation::new(), typed);
        let answers = leaves.iter().map(|f| (f.code.clone(), text(&f.code))).collect();
        let (applicant, phone) = (text("applicant"), text("phone"));
        Ok(Sent { papers: papers.collect(), situation, applicant, phone, answers })
    })
}

/// Somebody asked for a row more, or a row less: the form with it.
fn rows(
    house: &House,
    who: &Actor,
    reply: &Reply,
    target: &Target,
    typed: &mut Typed,
) -> Result<Option<Response>, Failure> {
    let (more, less) = (typed.remove(MORE), typed.remove(LESS));
    if more.is_none() && less.is_none() {
        return Ok(None);
    }
    let fields = with_whole(house, who, target, |whole, _| whole.form(&situation(whole, typed)).drawn())?;
    if let Some(group) = more {
        form::add_row(&fields, typed, &group);
        let rows = typed.get(&form::rows_code(&group)).and_then(|rows| rows.parse::<usize>().ok());
        typed.insert(AT.to_owned(), format!("{group}.{}", rows.unwrap_or(1).saturating_sub(1)));
    }
    if let Some(place) = less {
        form::drop_row(&fields, typed, &place);
        let (group, row) = place.rsplit_once('.').unwrap_or((&place, "0"));
        let before = row.parse::<usize>().unwrap_or(0).saturating_sub(1);
        typed.insert(AT.to_owned(), format!("{group}.{before}"));
    }
    draw(house, who, reply, target.clone(), typed.clone(), Outcome::default()).map(Some)
}

/// What the form says besides its fields.
#[derive(Default)]
struct Outcome {
    faults: Vec<FieldFault>,
    notice: Option<Notice>,
    /// The question that was sent without an answer.
    at: Option<String>,
}

/// The page that comes back with what is wrong, or the failure itself where a page cannot mend it.
fn refused(
    house: &House,
    who: &Actor,
    reply: &Reply,
    target: Target,
    typed: Typed,
    failure: Failure,
) -> Result<Response, Failure> {
    if reply.visit().json {
        return Err(failure);
    }
    let outcome = match failure {
        Failure::Faulty(faults) => Outcome { faults, ..Outcome::default() },
        Failure::Refused(refusal) => {
            let sentence = house.texts.refusal(&refusal);
            Outcome { notice: Some(Notice { sentence, basis: refusal.basis }), ..Outcome::default() }
        }
        other => return Err(other),
    };
    draw(house, who, reply, target, typed, outcome)
}

/// The first open question, or the form.
fn draw(
    house: &House,
    who: &Actor,
    reply: &Reply,
    target: Target,
    mut typed: Typed,
    outcome: Outcome,
) -> Result<Response, Failure> {
    let wrong = !outcome.faults.is_empty() || outcome.notice.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let of = target.clone();
    with_whole(house, who, &of, |whole, ctx| {
        let situation = situation(whole, &typed);
        let (bundle, name) = (whole.bundle.code.clone(), whole.bundle.name.clone());
        if let Some(question) = whole.open(&situation) {
            let missed = outcome.at.as_ref() == Some(&question.code);
            let given = typed.get(&format!("{QUESTION}{}", question.code)).cloned().unwrap_or_default();
            let page = Questioning {
                bundle,
                name,
                bundle_no: target.bundle_no,
                href: target.href,
                answered: answered(whole, &situation),
                situation,
                question,
                missed,
                given,
                notice: outcome.notice,
            };
            return Ok(reply.page_as(status, &page));
        }
        let plan = whole.plan(&situation, &BTreeMap::new(), ctx.calendar, ctx.today());
        let merged = whole.form(&situation);
        of.fill(&mut typed, &merged.drawn());
        let page = Form {
            bundle,
            name,
            edition: target.edition,
            bundle_no: target.bundle_no,
            href: target.href,
            seen: target.seen,
            answered: answered(whole, &situation),
            items: whole.items.iter().map(|item| (item.code.clone(), item.name.clone())).collect(),
            needed: whole.needed(&situation).into_iter().map(|n| whole.items[n].code.clone()).collect(),
            fields: merged.fields,
            papers: whole.papers(&situation),
            plan: plan.ok(),
            situation,
            typed,
            faults: outcome.faults,
            notice: outcome.notice,
        };
        Ok(reply.page_as(status, &page))
    })?
}
