//! A bundle that is being filled in, drawn: the first open question, or the form with all that is known.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Seeing;
use house::web::Reply;
use house::web::drafts::Typed;
use house::web::filer::Filer;
use house::web::handing::OneFile;
use house::web::kept::Stored;
use house::web::parts::Notice;
use house::web::{earlier, earlier_files};
use house::{Failure, House};
use kernel::bundle::Whole;
use kernel::form::FieldFault;
use kernel::item::{Question, Situation};

use super::apply::{QUESTION, Target, situation, with_whole};
use super::files;
use super::form::Form;
use super::question::{Questioning, answered};
use crate::views;

/// A bundle on its way: who fills it in, and what is typed so far.
pub(super) struct Filing<'a> {
    pub house: &'a House,
    pub filer: &'a Filer,
    pub target: Target,
    pub typed: Typed,
}

/// What the form says besides its fields.
#[derive(Default)]
pub(super) struct Outcome {
    pub kept: Stored,
    pub faults: Vec<FieldFault>,
    pub notice: Option<Notice>,
    /// The question that was sent without an answer.
    pub at: Option<String>,
}

impl Filing<'_> {
    /// The page that comes back with what is wrong, all of it stored, or the failure itself where a page
    /// cannot mend it.
    pub(super) async fn refused(self, reply: &Reply, failure: Failure) -> Result<Response, Failure> {
        self.keep().await?;
        if reply.visit().json {
            return Err(failure);
        }
        let kept = if self.filer.visitor.is_some() { Stored::Not } else { Stored::Now };
        let outcome = match failure {
            Failure::Faulty(faults) => Outcome { kept, faults, ..Outcome::default() },
            Failure::Refused(refusal) => {
                let sentence = self.house.texts.refusal(&refusal);
                let notice = Some(Notice { sentence, basis: refusal.basis });
                Outcome { kept, notice, ..Outcome::default() }
            }
            other => return Err(other),
        };
        self.answer(reply, outcome).await
    }

    /// The first open question, or the form.
    pub(super) async fn answer(self, reply: &Reply, outcome: Outcome) -> Result<Response, Failure> {
        let wrong = !outcome.faults.is_empty() || outcome.notice.is_some();
        let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let open = with_whole(self.house, &self.filer.who, &self.target, |whole, _| {
            let situation = situation(whole, &self.typed);
            let question = whole.open(&situation)?;
            Some(self.question(whole, situation, question, &outcome))
        })?;
        match open {
            Some(page) => Ok(reply.page_as(status, &page)),
            None => Ok(reply.page_as(status, &self.form(outcome).await?)),
        }
    }

    fn question(
        &self,
        whole: &Whole<'_>,
        situation: Situation,
        question: Question,
        outcome: &Outcome,
    ) -> Questioning {
        let given = self.typed.get(&format!("{QUESTION}{}", question.code));
        Questioning {
            bundle: whole.bundle.code.clone(),
            name: whole.bundle.name.clone(),
            bundle_no: self.target.bundle_no.clone(),
            href: self.target.href(),
            answered: answered(whole, &situation),
            missed: outcome.at.as_ref() == Some(&question.code),
            given: given.cloned().unwrap_or_default(),
            notice: outcome.notice.clone(),
            behalf: self.filer.pass.clone(),
            situation,
            question,
        }
    }

    /// The mandate of hers under which this was prepared, if it was, or nothing.
    async fn mandate(&self) -> Result<String, Failure> {
        let whole = self.target.bundle_no.is_empty() && self.target.project.is_none();
        if self.filer.visitor.is_some() || !whole {
            return Ok(String::new());
        }
        let (party, bundle) = (self.filer.owner().to_owned(), self.target.bundle.clone());
        let look = move |seeing: &mut Seeing<'_, '_>| Ok(views::mandate(seeing.look, &party, &bundle)?);
        Ok(self.house.read(self.filer.who.clone(), look).await?.unwrap_or_default())
    }

    /// The form, with all that is known of her.
    async fn form(self, outcome: Outcome) -> Result<Form, Failure> {
        let known = self.filer.dossier(self.house).await?;
        let lie = self.filer.waiting(self.house, &self.target.key()).await?;
        let before = earlier::of(self.house, self.filer).await?;
        let mandate = self.mandate().await?;
        let wanted = if self.target.bundle_no.is_empty() {
            with_whole(self.house, &self.filer.who, &self.target, |whole, _| {
                files::wanted(whole, &situation(whole, &self.typed))
            })?
        } else {
            Vec::new()
        };
        let earlier_files = earlier_files::offered(self.house, self.filer, wanted).await?;
        let below = self.target.files();
        let files: Vec<OneFile> = lie.iter().map(|one| OneFile::waiting(one, &below)).collect();
        let Self { house, filer, target, mut typed } = self;
        with_whole(house, &filer.who, &target.clone(), |whole, ctx| {
            let situation = situation(whole, &typed);
            let plan = whole.plan(&situation, &BTreeMap::new(), ctx.calendar, ctx.today());
            let merged = whole.form(&situation);
            let (effort, one_by_one) = whole.effort(&situation);
            target.fill(&mut typed, &merged.drawn());
            known.fill(&merged.drawn(), &mut typed);
            let offered = before.offer(&earlier::wanted_of_bundle(whole, &merged), &mut typed);
            let project = target.project.as_ref().filter(|_| target.bundle_no.is_empty());
            let early = project.and_then(|project| project.of.early(&target.bundle, ctx));
            let early = early.map(|early| (early.before, early.by));
            Form {
                early,
                bundle: whole.bundle.code.clone(),
                name: whole.bundle.name.clone(),
                href: target.href(),
                draft: target.kept_at(),
                mandate,
                assistant: !target.assisted.is_empty(),
                edition: target.edition,
                bundle_no: target.bundle_no,
                seen: target.seen,
                answered: answered(whole, &situation),
                items: whole.items.iter().map(|item| (item.code.clone(), item.name.clone())).collect(),
                needed: whole.needed(&situation).into_iter().map(|n| whole.items[n].code.clone()).collect(),
                fields: merged.fields,
                papers: whole.papers(&situation),
                plan: plan.ok(),
                effort,
                one_by_one,
                situation,
                typed,
                known,
                offered,
                held: before.held,
                kept: outcome.kept,
                faults: outcome.faults,
                notice: outcome.notice,
                behalf: filer.pass.clone(),
                files,
                earlier_files,
            }
        })
    }
}
