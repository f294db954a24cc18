//! Asking for a bundle, and answering it otherwise mid-way: questions, the form, its draft, and the act.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::opening::{Inner, Seeing};
use house::web::behalf::BEHALF_FIELD;
use house::web::drafts::{DECLARED, Draft, Typed};
use house::web::earlier_files;
use house::web::filer::Filer;
use house::web::kept::Stored;
use house::web::page::escape_query;
use house::web::parts::{AT, LESS, MORE};
use house::web::{Input, Member, Reply};
use house::{Cause, Failure, House, To, links};
use kernel::bundle::{Comes, Whole};
use kernel::form::{self, FieldFault};
use kernel::item::Situation;
use kernel::limits::NAME_CHARS;
use kernel::rights::sight;
use kernel::{Actor, Ctx, Text, party};

use super::files;
use super::filing::{Filing, Outcome};
use super::stage::Project;
use crate::known;
use crate::rules::{Behalf, Command, Handed, Rules, whole};
use crate::views;

/// In front of the code of a question, as a field.
pub(super) const QUESTION: &str = "situation-";
/// In front of the code of a paper, as a field.
pub(super) const PAPER: &str = "material-";
/// The button that stores the draft and leads to its files.
pub(super) const TO_FILES: &str = "to-files";
/// The field that names the mandate under which a form was prepared.
pub(super) const MANDATE: &str = "mandate";
/// The button of the form that leads back to a question, and what says so in an address.
pub(super) const CHANGE: &str = "change";

/// What is being filled in: a bundle that is asked for, or one that is under way.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Code of the bundle.
    pub bundle: String,
    /// The text of the bundle, by hash.
    pub edition: String,
    /// Number of the bundle that is under way, or empty.
    pub bundle_no: String,
    /// The version that is shown of it.
    pub seen: Option<i64>,
    /// Number of the mandate under which an assistant fills it in, or empty.
    pub assisted: String,
    /// The construction project of which it is a stage.
    pub project: Option<Project>,
}

impl Target {
    /// What is asked for, by its applicant.
    pub(super) fn new(bundle: &str, edition: String, project: Option<Project>) -> Self {
        let (bundle, bundle_no, assisted) = (bundle.to_owned(), String::new(), String::new());
        Self { bundle, edition, bundle_no, seen: None, assisted, project }
    }

    /// What its draft is of.
    pub(super) fn draft(&self) -> Draft<'_> {
        let bundle = &self.bundle;
        match (self.bundle_no.as_str(), &self.project) {
            ("", None) => Draft::Bundle(bundle),
            ("", Some(project)) => Draft::Stage { bundle, project_no: &project.no },
            (no, _) => Draft::Change { bundle, no },
        }
    }

    /// Where its form is.
    pub(super) fn href(&self) -> String {
        match self.assisted.as_str() {
            "" => self.draft().form(),
            _ => format!("{}/form", self.lent()),
        }
    }

    /// Where it is stored.
    pub(super) fn kept_at(&self) -> String {
        match self.assisted.as_str() {
            "" => self.draft().kept_at(),
            _ => format!("{}/draft", self.lent()),
        }
    }

    /// Where its files are handed in.
    pub(super) fn files(&self) -> String {
        match self.assisted.as_str() {
            "" => files::of_draft(&self.draft()),
            _ => format!("{}/files", self.lent()),
        }
    }

    /// Where an assistant has it in her hands.
    fn lent(&self) -> String {
        let mandate = links::assistance(&self.assisted);
        match &self.project {
            Some(_) => format!("{mandate}/stages/{}", self.bundle),
            None => mandate,
        }
    }

    /// Under what its draft is kept.
    pub(super) fn key(&self) -> String {
        self.draft().key()
    }
}

/// `GET /bundles/{bundle}/apply`: the next open question, or the form; what was stored is there again.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(code): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let target = fresh(&house, &code)?;
    let pass = asked.get(BEHALF_FIELD).map_or("", String::as_str);
    let Some(filer) = Filer::of(&house, who, pass)? else { return Ok(reply.lead(&to_counter(&code))) };
    begun(&house, &filer, target, &asked, &reply).await
}

/// The next open question, or the form, of a bundle that is asked for; what was stored is there again.
pub(super) async fn begun(
    house: &House,
    filer: &Filer,
    target: Target,
    asked: &BTreeMap<String, String>,
    reply: &Reply,
) -> Result<Response, Failure> {
    let stored = filer.stored(house, &target.key()).await?;
    let kept = Stored::of(stored.as_ref(), &target.edition);
    let mut typed = stored.unwrap_or_default();
    take_in(&mut typed, asked);
    target.settle(&mut typed);
    let at = asked.get("at").cloned();
    Filing { house, filer, target, typed }.answer(reply, Outcome { kept, at, ..Outcome::default() }).await
}

/// `POST /bundles/{bundle}/apply`.
pub(super) async fn apply(
    State(house): State<House>,
    Member(who): Member,
    Path(code): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let target = fresh(&house, &code)?;
    let mut typed = input.value;
    let pass = typed.remove(BEHALF_FIELD).unwrap_or_default();
    let Some(filer) = Filer::of(&house, who, &pass)? else { return Ok(reply.lead(&to_counter(&code))) };
    sends(&house, &filer, target, (cause, typed), &reply).await
}

/// The form is sent. Whatever is wrong, everything typed comes back and is stored.
pub(super) async fn sends(
    house: &House,
    filer: &Filer,
    mut target: Target,
    (cause, mut typed): (Cause, Typed),
    reply: &Reply,
) -> Result<Response, Failure> {
    filer.name_in(&mut typed);
    target.settle(&mut typed);
    let named = typed.remove(MANDATE).unwrap_or_default();
    let told = typed.get("edition").cloned().unwrap_or_default();
    if reply.visit().json && !told.is_empty() {
        // a program names the text it read; the law says whether that is still the one
        target.edition = told;
    }
    let mut filing = Filing { house, filer, target, typed };
    if filing.rows()? {
        filing.keep().await?;
        return filing.answer(reply, Outcome::default()).await;
    }
    let sent = match filing.sent()? {
        Ok(sent) => sent,
        Err(faults) => return filing.refused(reply, Failure::Faulty(faults)).await,
    };
    let files = match filing.files(&sent).await {
        Ok(files) => files,
        Err(no) => return filing.refused(reply, no).await,
    };
    let command = Command::Begin {
        bundle: filing.target.bundle.clone(),
        edition: filing.target.edition.clone(),
        files,
        situation: sent.situation,
        papers: sent.papers,
        applicant: sent.applicant,
        phone: sent.phone,
        answers: sent.answers,
        on_behalf: filer.visitor.as_ref().map(|v| Behalf { party: v.party.clone(), role: v.role }),
        project: filing.target.project.as_ref().map_or(String::new(), |project| project.no.clone()),
    };
    // what was prepared under a mandate goes on in its own stream
    let to = match (&filer.visitor, &filing.target.project) {
        (None, None) => mandate(house, &filer.who, &filing.target.bundle, named).await?,
        _ => To::New,
    };
    match house.act::<Rules>(filer.who.clone(), to, cause, None, command).await {
        Ok(receipt) => {
            filer.filed(house, &filing.target.key()).await?;
            Ok(reply.done(&links::bundle_case(&receipt.name), &receipt))
        }
        Err(failure) => filing.refused(reply, failure).await,
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
    let filer = Filer::own(who);
    let stored = filer.stored(&house, &target.key()).await?;
    let kept = if stored.is_some() { Stored::Restored } else { Stored::Not };
    if let Some(stored) = stored {
        overlay(&mut typed, stored);
    }
    take_in(&mut typed, &asked);
    target.settle(&mut typed);
    let at = asked.get("at").cloned();
    Filing { house: &house, filer: &filer, target, typed }
        .answer(&reply, Outcome { kept, at, ..Outcome::default() })
        .await
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
    let filer = Filer::own(who.clone());
    let mut typed = input.value;
    target.settle(&mut typed);
    let mut filing = Filing { house: &house, filer: &filer, target, typed };
    if filing.rows()? {
        filing.keep().await?;
        return filing.answer(&reply, Outcome::default()).await;
    }
    let sent = match filing.sent()? {
        Ok(sent) => sent,
        Err(faults) => return filing.refused(&reply, Failure::Faulty(faults)).await,
    };
    let command = Command::Change { situation: sent.situation, papers: sent.papers, answers: sent.answers };
    let to = To::Stream(no.clone());
    match house.act::<Rules>(who.clone(), to, cause, seen, command).await {
        Ok(receipt) => {
            filer.filed(&house, &filing.target.key()).await?;
            Ok(reply.done(&links::bundle_case(&no), &receipt))
        }
        Err(failure) => filing.refused(&reply, failure).await,
    }
}

/// Where her application goes: into the stream of the mandate that her form named, or a new one. The form
/// says it, so that a second press of its button is the same command.
async fn mandate(house: &House, who: &Actor, bundle: &str, named: String) -> Result<To, Failure> {
    let (party, code, no) = (who.acting_for().to_owned(), bundle.to_owned(), named.clone());
    let look = move |seeing: &mut Seeing<'_, '_>| Ok(views::is_mandate(seeing.look, &no, &party, &code)?);
    let hers = !named.is_empty() && house.read(who.clone(), look).await?;
    Ok(if hers { To::Stream(named) } else { To::New })
}

/// Where a clerk first says for whom she takes it in.
pub(super) fn to_counter(code: &str) -> String {
    format!("{}?item={}", links::counter(), escape_query(&Draft::Bundle(code).key()))
}

/// A bundle in force that is asked for.
pub(super) fn fresh(house: &Inner, code: &str) -> Result<Target, Failure> {
    let world = house.world();
    // a stage is asked for within a project
    let edition = world.editions.bundle(code).filter(|edition| !edition.bundle.in_project);
    let edition = edition.ok_or(Failure::Absent)?.hash.clone();
    Ok(Target::new(code, edition, None))
}

/// A bundle that is under way, with what was filled in.
pub(super) async fn under_way(house: &House, who: &Actor, no: &str) -> Result<(Target, Typed), Failure> {
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
            let project = match known::stage_of(seeing.look, &no)? {
                Some(of) => Project::known(of.clone(), known::project_of(seeing.look, &of)?),
                None => None,
            };
            let target = Target::new(&found.bundle, found.edition, project);
            Ok((Target { bundle_no: no, seen: Some(version), ..target }, typed))
        })
        .await
}

/// A stored form takes the place of what was sent before; a paper or an answer that was taken off stays off.
fn overlay(typed: &mut Typed, stored: Typed) {
    typed.retain(|name, _| !name.starts_with(QUESTION) && !name.starts_with(PAPER));
    typed.extend(stored);
}

/// The answers in an address are the ones that count, where there is any.
pub(super) fn take_in(typed: &mut Typed, asked: &BTreeMap<String, String>) {
    let besides = [BEHALF_FIELD, "at", CHANGE];
    if asked.keys().all(|name| name == BEHALF_FIELD) {
        return;
    }
    typed.retain(|name, _| !name.starts_with(QUESTION));
    let answers = asked.iter().filter(|(name, _)| !besides.contains(&name.as_str()));
    typed.extend(answers.map(|(name, answer)| (format!("{QUESTION}{name}"), answer.clone())));
}

/// The answers to questions among what was typed, in the order in which they are asked.
pub(super) fn situation(whole: &Whole<'_>, typed: &Typed) -> Situation {
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
pub(super) fn with_whole<T>(
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
pub(super) struct Sent {
    pub situation: Situation,
    pub papers: Vec<String>,
    /// Papers of which files are taken.
    pub wanted: Vec<String>,
    pub applicant: String,
    pub phone: String,
    pub answers: form::Answers,
}

impl Filing<'_> {
    /// Store what is typed so far.
    pub(super) async fn keep(&self) -> Result<(), Failure> {
        self.filer.keep(self.house, &self.target.key(), &self.typed).await
    }

    /// Files that wait on her draft and are for papers that she brings.
    async fn files(&self, sent: &Sent) -> Result<Vec<Handed>, Failure> {
        let lie = self.filer.waiting(self.house, &self.target.key()).await?;
        let drawn = self.target.drawings(self.house);
        let mut all = Vec::new();
        for one in lie.iter().filter(|one| sent.wanted.contains(&one.material)) {
            let mut handed = Handed::new(&one.material, &one.hash, &one.form, one.bytes, &one.name);
            if let Some((project_no, _)) = drawn.as_ref().filter(|(_, drawn)| drawn.contains(&one.material)) {
                let party = self.filer.owner();
                handed.mark = self.house.content_mark(party, &one.hash, project_no).await?;
            }
            all.push(handed);
        }
        let (wanted, basis) = with_whole(self.house, &self.filer.who, &self.target, |whole, _| {
            (files::wanted(whole, &sent.situation), whole.bundle.basis.clone())
        })?;
        let picked =
            earlier_files::picked(self.house, self.filer, wanted, &self.typed, (&lie, &basis)).await?;
        for one in picked {
            let mut handed = Handed::again(&one.paper, &one.file, &one.name);
            if let Some((project_no, _)) = drawn.as_ref().filter(|(_, drawn)| drawn.contains(&one.paper)) {
                let party = &one.file.party;
                handed.mark = self.house.content_mark(party, &one.file.hash, project_no).await?;
            }
            all.push(handed);
        }
        Ok(all)
    }

    /// What was sent, or everything that is wrong with it before the law is asked.
    fn sent(&self) -> Result<Result<Sent, Vec<FieldFault>>, Failure> {
        let typed = &self.typed;
        let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
        with_whole(self.house, &self.filer.who, &self.target, |whole, _| {
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
            let ticked = |code: &String| typed.get(&format!("{PAPER}{code}")).is_some_and(|v| v == "yes");
            let brought = whole.papers(&situation).into_iter().filter(|p| p.comes == Comes::Brought);
            let wanted: Vec<String> = brought.map(|paper| paper.code).collect();
            let leaves = form::leaves(&fields, &Situation::new(), typed);
            Ok(Sent {
                papers: wanted.iter().filter(|code| ticked(code)).cloned().collect(),
                wanted,
                situation,
                applicant: text("applicant"),
                phone: text("phone"),
                answers: leaves.iter().map(|f| (f.code.clone(), text(&f.code))).collect(),
            })
        })
    }

    /// A row more, or a row less, where somebody asked for one; the page is taken up where it grew or shrank.
    fn rows(&mut self) -> Result<bool, Failure> {
        let (more, less) = (self.typed.remove(MORE), self.typed.remove(LESS));
        if more.is_none() && less.is_none() {
            return Ok(false);
        }
        let typed = &mut self.typed;
        let fields = with_whole(self.house, &self.filer.who, &self.target, |whole, _| {
            whole.form(&situation(whole, typed)).drawn()
        })?;
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
        Ok(true)
    }
}
