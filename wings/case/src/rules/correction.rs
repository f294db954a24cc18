//! The one-time notice and what comes of it: materials and answers of the form, once and all of it, supplied
//! whole or in parts (Licensing Law Art. 32(1)(4); for other kinds the item's own law).

use std::collections::{BTreeMap, BTreeSet};

use facts::case::Event;
use kernel::form::{self, Answers, Field};
use kernel::item::{FIELD, Material, Source, applies, belongs};
use kernel::{Entry, Private, Refusal, Role, Rule, Text};

use super::acceptance::in_file_order;
use super::closing;
use super::files::{self, Handed};
use super::terms::{Terms, names};

/// What an applicant supplies.
pub(super) struct Supplied<'a> {
    pub materials: &'a [String],
    pub answers: &'a Answers,
    pub files: &'a [Handed],
}

/// Once, and everything at once, before acceptance (again only where a supervisor allowed it); what
/// government holds is not asked for (优化营商环境条例 Art. 37, 44).
pub(super) fn ask(terms: &Terms<'_>, lacking: &[String], note: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::OneTimeNotice;
    terms.not_accepted(rule)?;
    if lacking.is_empty() {
        return Err(terms.refuse("nothing_lacking", rule));
    }
    if terms.case.notices_left(lacking) == 0 {
        return Err(match terms.case.notices.asked {
            0 => terms.refuse("prechecked", rule),
            _ => terms.refuse("told_once", rule),
        });
    }
    let (fields, papers): (Vec<String>, Vec<String>) =
        lacking.iter().cloned().partition(|code| code.starts_with(FIELD));
    let unknown =
        |code: String| terms.refuse("material_unknown", rule).with("materials", Text::new(&code, &code));
    let papers = in_file_order(terms.item, &terms.filed.situation, &papers).map_err(unknown)?;
    if let Some(code) = fields.iter().find(|code| field(terms, code).is_none()) {
        return Err(unknown(code.clone()));
    }
    let held_by_government = |m: &Material| m.source == Source::Government;
    if let Some(m) = papers.iter().filter_map(|c| terms.item.material(c)).find(|m| held_by_government(m)) {
        return Err(terms.refuse("material_exempt", rule).with("materials", m.name.clone()));
    }
    let untold: Vec<String> = terms.missing().into_iter().filter(|c| !papers.contains(c)).collect();
    if !untold.is_empty() {
        return Err(terms.refuse("not_all_told", rule).with("materials", terms.material_names(&untold)));
    }
    let to_mend = !fields.is_empty() || papers.iter().any(|code| terms.case.held.contains(code));
    let note = if to_mend { terms.reason(note, rule)? } else { terms.words(note, rule)? };
    let until = terms.due_from_today(terms.item.correction_limit)?;
    let asked = fields_in_order(terms).map(|f| format!("{FIELD}{}", f.code)).filter(|c| fields.contains(c));
    let lacking: Vec<String> = papers.into_iter().chain(asked).collect();
    let seen_before = terms.case.unseen().is_some_and(|unseen| lacking_seen(&lacking, unseen));
    let (closes, again) = (closing::closes(terms, until), terms.case.notices.asked > 0 || seen_before);
    Ok(vec![terms.sealed(Event::CorrectionAsked { lacking, until, closes, again }, "note", note)])
}

/// Did a look before formal receipt pass one of these?
fn lacking_seen(lacking: &[String], unseen: &BTreeSet<String>) -> bool {
    lacking.iter().any(|code| !unseen.contains(code))
}

/// The applicant may supply in parts; a paper she ticks is one she will bring, and it is supplied when the
/// window has it. The reply clock starts anew when everything is there. After the
/// day told she may still supply it, until the file is closed (`closing`).
pub(super) fn correct(terms: &Terms<'_>, supplied: &Supplied<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::OneTimeNotice;
    terms.not_accepted(rule)?;
    let Some(correction) = terms.case.correction.as_ref().filter(|c| c.complete_on.is_none()) else {
        return Err(terms.refuse("nothing_asked", rule));
    };
    let given = files::with_theirs(supplied.materials, supplied.files);
    if let Some(code) = given.iter().find(|code| !correction.lacking.contains(code)) {
        let name = terms.material_names(std::slice::from_ref(code));
        return Err(terms.refuse("not_asked_for", rule).with("materials", name));
    }
    if !given.iter().any(|code| correction.outstanding.contains(code)) {
        return Err(terms.refuse("nothing_handed_in", rule));
    }
    files::bounded(supplied.files, || terms.ctx.basis(terms.item, rule))?;
    let mut fields = answers(terms, &given, supplied.answers)?;
    fields.extend(files::names(supplied.files));
    let at_window = terms.ctx.actor.role == Role::Clerk;
    let filed = |code: &String| supplied.files.iter().any(|handed| handed.file.material == *code);
    let here = |code: &String| at_window || code.starts_with(FIELD) || filed(code);
    let (materials, to_bring): (Vec<String>, Vec<String>) =
        correction.lacking.iter().filter(|code| given.contains(code)).cloned().partition(here);
    let to_bring = to_bring.into_iter().filter(|code| correction.outstanding.contains(code)).collect();
    // what she signed for follows after acceptance
    let there = |code: &String| materials.contains(code) || terms.case.tolerance.signed.contains(code);
    let complete = correction.outstanding.iter().all(there);
    let (reply_by, answer_by) = terms.hears(complete)?;
    let files = files::named(supplied.files);
    let event = Event::Corrected { materials, complete, reply_by, files, to_bring, answer_by };
    if fields.is_empty() {
        return Ok(vec![event.into()]);
    }
    Ok(vec![Entry::sealed(event, Private { party: terms.filed.party.clone(), fields })])
}

/// The new answers of the fields that are mended now, each checked as the form checks it; answers of other
/// fields are not taken.
fn answers(
    terms: &Terms<'_>,
    given: &[String],
    answers: &Answers,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mended: Vec<Field> = given.iter().filter_map(|code| field(terms, code).cloned()).collect();
    let own = |name: &str| mended.iter().any(|f| belongs(name, &f.code));
    let theirs: Answers =
        answers.iter().filter(|(name, _)| own(name)).map(|(n, a)| (n.clone(), a.clone())).collect();
    let checked = form::check(&mended, &terms.filed.situation, &theirs).map_err(|faults| {
        let why = names(faults.into_iter().map(|f| f.text));
        terms.refuse("answers_wrong", Rule::OneTimeNotice).with("why", why)
    })?;
    Ok(checked.into_iter().map(|(code, answer)| (format!("answer.{code}"), answer)).collect())
}

fn fields_in_order<'a>(terms: &'a Terms<'_>) -> impl Iterator<Item = &'a Field> {
    terms.item.fields.iter().filter(|f| applies(&f.when, &terms.filed.situation))
}

/// The field of the form that `field.<code>` names, if it is asked in this situation.
fn field<'a>(terms: &'a Terms<'_>, code: &str) -> Option<&'a Field> {
    let code = code.strip_prefix(FIELD)?;
    fields_in_order(terms).find(|f| f.code == code)
}
