//! Application and acceptance (Licensing Law Art. 29–32; for other kinds the item's own law).

use std::collections::BTreeMap;

use facts::case::Event;
use kernel::form::{self, Answers};
use kernel::item::{Edition, Item, Situation, Withdrawn};
use kernel::limits::NAME_CHARS;
use kernel::{Basis, Ctx, Entry, Private, Refusal, Role, Rule, Text, party};

use super::files::{self, Handed};
use super::filing::{Parcel, came};
use super::life::Case;
use super::terms::{Terms, calendar_missing, edition_unknown, names};
use super::{Behalf, Command};

/// What an applicant files.
pub(super) struct Filing<'a> {
    pub item: &'a str,
    pub edition: &'a str,
    pub situation: &'a Situation,
    pub materials: &'a [String],
    pub applicant: &'a str,
    pub phone: &'a str,
    pub answers: &'a Answers,
    pub behalf: Option<&'a Behalf>,
    pub files: &'a [Handed],
    pub parcel: Option<&'a Parcel>,
}

impl Filing<'_> {
    /// Whose matter it is.
    pub(super) fn party<'b>(&'b self, ctx: &'b Ctx<'_>) -> &'b str {
        self.behalf.map_or_else(|| ctx.actor.acting_for(), |behalf| behalf.party.as_str())
    }

    /// Who takes it in at a window, or nobody.
    fn taken_in_by(&self, ctx: &Ctx<'_>) -> String {
        let officer = |behalf: &Behalf| behalf.bundle.clone().unwrap_or_else(|| ctx.actor.party.clone());
        self.behalf.map_or(String::new(), officer)
    }

    /// What the applicant is: herself, or whom an officer takes in.
    fn role(&self, ctx: &Ctx<'_>) -> Role {
        self.behalf.map_or(ctx.actor.role, |behalf| behalf.role)
    }
}

/// An application may be incomplete: what is missing is asked for once, it is not turned away.
pub(super) fn apply(case: &Case, command: &Command, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let Command::Apply {
        item,
        edition,
        situation,
        materials,
        applicant,
        phone,
        answers,
        on_behalf,
        files,
        parcel,
    } = command
    else {
        return Ok(Vec::new());
    };
    let (behalf, parcel) = (on_behalf.as_deref(), parcel.as_ref());
    let shared = behalf.map_or(&[][..], |behalf| &behalf.files);
    let files = &[files, shared].concat();
    let filing =
        Filing { item, edition, situation, materials, applicant, phone, answers, behalf, files, parcel };
    file(case, &filing, ctx)
}

fn file(case: &Case, filing: &Filing<'_>, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    if case.filed.is_some() {
        return Err(Terms::of(case, ctx)?.refuse("applied_already", Rule::Applying));
    }
    let edition = edition(filing, ctx)?;
    let item = &edition.item;
    let basis = || ctx.basis(item, Rule::Applying);
    offered(filing, edition, ctx)?;
    let handed = files::with_theirs(filing.materials, filing.files);
    let materials = in_file_order(item, filing.situation, &handed).map_err(|code| {
        Refusal::new("material_unknown", basis()).with("materials", Text::new(&code, &code))
    })?;
    files::bounded(filing.files, basis)?;
    let mut private = sealed_part(item, filing, ctx)?;
    private.fields.extend(files::names(filing.files));
    let came = came(filing, item, ctx)?;
    private.fields.extend(filing.parcel.map(|parcel| ("sender".to_owned(), parcel.sender.clone())));
    let today = ctx.today();
    let due = |from, limit| {
        let due = ctx.calendar.due(from, limit, &[], today).map(|due| due.day);
        due.map_err(|year| calendar_missing(ctx, item, year))
    };
    let from = came.on.unwrap_or(today);
    let reply_by = due(from, item.silence_limit())?;
    let answer_by = item.answer_promise().map(|limit| due(from, limit)).transpose()?;
    let taken_in_by = filing.taken_in_by(ctx);
    let event = Event::Applied {
        item: item.code.clone(),
        edition: edition.hash.clone(),
        organ: item.organ.clone(),
        hall: item.hall.clone(),
        party: filing.party(ctx).to_owned(),
        situation: filing.situation.clone(),
        materials,
        reply_by,
        helped_by: taken_in_by.clone(),
        files: files::named(filing.files),
        answer_by,
        joint_with: item.joint.as_ref().map(|joint| joint.government.clone()).unwrap_or_default(),
        came: Some(Box::new(came)),
    };
    let applied = Entry::sealed(event, private);
    // at a window the papers lie on the counter: taking them in and confirming it is one act
    Ok(if !taken_in_by.is_empty() {
        vec![applied, Event::Received { materials: None }.into()]
    } else {
        vec![applied]
    })
}

/// Is the item offered to this applicant in this situation, under this edition?
fn offered(filing: &Filing<'_>, edition: &Edition, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    let item = &edition.item;
    let basis = || ctx.basis(item, Rule::Applying);
    let role = filing.role(ctx);
    if !matches!(role, Role::Citizen | Role::Agent) {
        return Err(Refusal::new("applicant_missing", basis()));
    }
    if let Some(gone) = ctx.editions.withdrawn(&item.code) {
        return Err(no_longer(gone, basis()));
    }
    // a member of a bundle is filed under the edition that the house chose for it a moment ago
    let chosen = filing.behalf.is_some_and(|behalf| behalf.bundle.is_some());
    if !chosen && ctx.editions.in_force(&item.code).is_some_and(|e| e.hash != edition.hash) {
        return Err(Refusal::new("edition_replaced", basis()));
    }
    if role == Role::Citizen && !item.for_persons {
        return Err(Refusal::new("not_for_persons", basis()));
    }
    if role == Role::Agent && !item.for_organisations {
        return Err(Refusal::new("not_for_organisations", basis()));
    }
    if !item.resolves(filing.situation) {
        return Err(Refusal::new("situation_open", basis()));
    }
    Ok(())
}

/// The item is no longer offered: since when, and why.
pub fn no_longer(gone: &Withdrawn, basis: Basis) -> Refusal {
    Refusal::new("item_withdrawn", basis)
        .with("day", Text::new(gone.day.zh_full(), gone.day.en_full()))
        .with("reason", gone.reason.clone())
}

fn edition<'a>(filing: &Filing<'_>, ctx: &Ctx<'a>) -> Result<&'a Edition, Refusal> {
    let editions = ctx.editions;
    editions
        .by_hash(filing.edition)
        .filter(|e| e.item.code == filing.item)
        .ok_or_else(|| edition_unknown(ctx, filing.item))
}

/// The materials once each, in the order of the file; or the code that the item does not know.
pub(super) fn in_file_order(
    item: &Item,
    situation: &Situation,
    codes: &[String],
) -> Result<Vec<String>, String> {
    let known: Vec<&String> = item.materials_in(situation).map(|m| &m.code).collect();
    match codes.iter().find(|code| !known.contains(code)) {
        Some(code) => Err(code.clone()),
        None => Ok(known.into_iter().filter(|code| codes.contains(code)).cloned().collect()),
    }
}

fn sealed_part(item: &Item, filing: &Filing<'_>, ctx: &Ctx<'_>) -> Result<Private, Refusal> {
    let basis = || ctx.basis(item, Rule::Applying);
    let wrong = |why: Text| Refusal::new("applicant_wrong", basis()).with("why", why);
    let applicant = party::clean_name(filing.applicant, NAME_CHARS).map_err(|f| wrong(f.text()))?;
    let phone = party::phone(filing.phone).map_err(|f| wrong(f.text()))?;
    let answers = form::check(&item.fields, filing.situation, filing.answers).map_err(|faults| {
        Refusal::new("answers_wrong", basis()).with("why", names(faults.into_iter().map(|f| f.text)))
    })?;
    let mut fields = BTreeMap::from([("applicant".to_owned(), applicant), ("phone".to_owned(), phone)]);
    fields.extend(answers.into_iter().map(|(code, answer)| (format!("answer.{code}"), answer)));
    Ok(Private { party: filing.party(ctx).to_owned(), fields })
}

/// Complete materials, or all that was asked for, must be accepted (Art. 32(1)(5)). What she only says she
/// will bring is not complete: it lies on no counter yet.
pub(super) fn accept(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    terms.not_accepted(Rule::Acceptance)?;
    let missing = terms.missing();
    let coming = |code: &String| terms.case.to_bring.contains(code);
    if !missing.is_empty() && missing.iter().all(coming) {
        let names = terms.material_names(&missing);
        return Err(terms.refuse("papers_not_received", Rule::Acceptance).with("materials", names));
    }
    if !missing.is_empty() {
        let names = terms.material_names(&missing);
        return Err(terms.refuse("materials_missing", Rule::OneTimeNotice).with("materials", names));
    }
    let told = terms.due_from_today(terms.promised_limit())?;
    let statutory = terms.due_from_today(terms.item.statutory_limit)?;
    let accepted = Event::Accepted { told, statutory };
    Ok([Some(accepted.into()), terms.queued_now()].into_iter().flatten().collect())
}
