//! A case together with the item it was filed under: what every rule reads before it judges.

use std::collections::BTreeMap;

use facts::case::{Ending, Event};
use kernel::calendar::NoYear;
use kernel::item::{FIELD, Item, Material, Source};
use kernel::limits::REASON_CHARS;
use kernel::{Ctx, Day, Entry, Private, Refusal, Rule, Text, party};

use super::life::{Acceptance, Case, Filed};

/// The case, what was filed, the item of that edition, and what else the law may look at.
pub(super) struct Terms<'a> {
    pub case: &'a Case,
    pub filed: &'a Filed,
    pub item: &'a Item,
    pub ctx: &'a Ctx<'a>,
}

impl<'a> Terms<'a> {
    /// The terms of a case that was filed under an edition this ledger published.
    pub fn of(case: &'a Case, ctx: &'a Ctx<'a>) -> Result<Self, Refusal> {
        let filed = case
            .filed
            .as_ref()
            .ok_or_else(|| Refusal::new("not_applied", ctx.editions.service_rule(Rule::Applying)))?;
        let item = &ctx.edition(&filed.edition).ok_or_else(|| edition_unknown(ctx, &filed.item))?.item;
        Ok(Self { case, filed, item, ctx })
    }

    /// A refusal on the clause that this rule rests on for this kind of item.
    pub fn refuse(&self, code: &'static str, rule: Rule) -> Refusal {
        Refusal { code, fills: BTreeMap::new(), basis: self.ctx.basis(self.item, rule) }
    }

    /// The case has not come to its end.
    pub fn open(&self, rule: Rule) -> Result<(), Refusal> {
        match self.case.ending {
            Some(ending) => Err(self.refuse("concluded", rule).with("ending", ending_words(ending))),
            None => Ok(()),
        }
    }

    /// The organ has not accepted yet, and the case is open.
    pub fn not_accepted(&self, rule: Rule) -> Result<(), Refusal> {
        self.open(rule)?;
        match self.case.acceptance {
            Some(acceptance) => {
                Err(self.refuse("accepted_already", rule).with("day", day_words(acceptance.on)))
            }
            None => Ok(()),
        }
    }

    /// The case was accepted and is open.
    pub fn accepted(&self, rule: Rule) -> Result<&'a Acceptance, Refusal> {
        self.open(rule)?;
        self.case.acceptance.as_ref().ok_or_else(|| self.refuse("not_accepted", rule))
    }

    /// The last day of a limit that begins today and that nothing stops.
    pub fn due_from_today(&self, limit: kernel::Limit) -> Result<Day, Refusal> {
        let today = self.ctx.today();
        let due = self.ctx.calendar.due(today, limit, &[], today);
        Ok(due.map_err(|year| self.no_year(year))?.day)
    }

    /// By when she hears once everything is there: by law, and sooner where the county promises it.
    pub fn hears(&self, complete: bool) -> Result<(Option<Day>, Option<Day>), Refusal> {
        if !complete {
            return Ok((None, None));
        }
        let promised = self.item.answer_promise().map(|limit| self.due_from_today(limit)).transpose()?;
        Ok((Some(self.due_from_today(self.item.silence_limit())?), promised))
    }

    /// The calendar does not reach far enough for a promise.
    pub fn no_year(&self, year: NoYear) -> Refusal {
        calendar_missing(self.ctx, self.item, year)
    }

    /// Codes of what the applicant still has to hand in, in the order of the file.
    pub fn missing(&self) -> Vec<String> {
        let outstanding = self.case.correction.as_ref().map(|c| &c.outstanding);
        let named = |code: &str| outstanding.is_some_and(|o| o.contains(code));
        self.item
            .materials_in(&self.filed.situation)
            .filter(|m| named(&m.code) || (asked(m) && !self.case.held.contains(&m.code)))
            .filter(|m| !self.case.pledge.signed.contains(&m.code))
            .map(|m| m.code.clone())
            .chain(outstanding.into_iter().flatten().filter(|code| code.starts_with(FIELD)).cloned())
            .collect()
    }

    /// Names of these materials and of fields of the form, for people.
    pub fn material_names(&self, codes: &[String]) -> Text {
        names(codes.iter().map(|code| self.item.lacking_name(code)))
    }

    /// Names of these check points, for people.
    pub fn point_names(&self, codes: &[String]) -> Text {
        names(codes.iter().map(|code| {
            let point = self.item.points.iter().find(|p| p.code == *code);
            point.map_or_else(|| Text::new(code, code), |p| p.text.clone())
        }))
    }

    /// Words somebody wrote, cleaned; may be empty.
    pub fn words(&self, text: &str, rule: Rule) -> Result<String, Refusal> {
        party::clean_lines(text, REASON_CHARS)
            .map_err(|fault| self.refuse("words_wrong", rule).with("why", fault.text()))
    }

    /// Words that the law does not let an officer leave out.
    pub fn reason(&self, text: &str, rule: Rule) -> Result<String, Refusal> {
        let words = self.words(text, rule)?;
        if words.is_empty() { Err(self.refuse("reason_missing", rule)) } else { Ok(words) }
    }

    /// The event with one sealed field under the applicant's key; without words nothing is sealed.
    pub fn sealed(&self, event: Event, name: &str, words: String) -> Entry<Event> {
        if words.is_empty() {
            return event.into();
        }
        let fields = BTreeMap::from([(name.to_owned(), words)]);
        Entry::sealed(event, Private { party: self.filed.party.clone(), fields })
    }
}

/// Is this material asked of the applicant herself?
pub(super) fn asked(material: &Material) -> bool {
    matches!(material.source, Source::Applicant | Source::Intermediary)
}

/// No edition of this hash was ever published for this item.
pub(super) fn edition_unknown(ctx: &Ctx<'_>, item: &str) -> Refusal {
    let basis = match ctx.editions.in_force(item) {
        Some(edition) => ctx.basis(&edition.item, Rule::Applying),
        None => ctx.editions.service_rule(Rule::Applying),
    };
    Refusal::new("edition_unknown", basis)
}

/// A due date would fall into a year whose working days are not published.
pub(super) fn calendar_missing(ctx: &Ctx<'_>, item: &Item, NoYear(year): NoYear) -> Refusal {
    Refusal::new("calendar_missing", ctx.basis(item, Rule::Counting))
        .with("year", Text::new(year.to_string(), year.to_string()))
}

/// A day as people read it.
pub(super) fn day_words(day: Day) -> Text {
    Text::new(day.zh_full(), day.en_full())
}

/// Several names in a row.
pub(super) fn names(all: impl Iterator<Item = Text>) -> Text {
    let (zh, en): (Vec<String>, Vec<String>) = all.map(|t| (t.zh, t.en)).unzip();
    Text::new(zh.join("、"), en.join("; "))
}

pub(super) fn ending_words(ending: Ending) -> Text {
    match ending {
        Ending::Granted => Text::new("已经准予", "granted"),
        Ending::Denied => Text::new("已经决定不予批准", "denied"),
        Ending::Declined => Text::new("没有受理", "declined"),
        Ending::Referred => Text::new("已经转告主管机关", "referred to the competent organ"),
        Ending::Withdrawn => Text::new("申请已经撤回", "withdrawn"),
        Ending::Terminated => Text::new("已经终止", "terminated"),
        Ending::Voided => Text::new("已经作废", "voided"),
        Ending::Unsupplied => Text::new("补正不来，已经终止", "closed because corrections never came"),
    }
}
