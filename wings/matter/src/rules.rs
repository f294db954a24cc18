//! The life of a matter that no item covers: brought, given to an organ with a reason, answered in writing.
//!
//! No law of the nation fixes these steps; the county's service rule does, and every refusal names it.

mod limits;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use facts::matter::{Event, Limit, Outcome};
use kernel::decider::Written;
use kernel::limits::{NAME_CHARS, REASON_CHARS};
use kernel::{Act, Ctx, Day, Decider, Entry, Instant, NoYear, Private, Refusal, Right, Role, Rule};
use kernel::{Text, Where, Within, party};
use serde::{Deserialize, Serialize};

use limits::{ALLOWED, ANSWER_WORKING_DAYS, BASIS_CHARS, OPEN_MATTERS, ROUTE_WORKING_DAYS, ROUTES};

const BRING: Act = Act("matter.bring");
const ROUTE: Act = Act("matter.route");
const ALLOW_ROUTE: Act = Act("matter.allow_route");
const ANSWER: Act = Act("matter.answer");
const PROPOSE: Act = Act("matter.propose");
const WITHDRAW: Act = Act("matter.withdraw");
const LINK: Act = Act("matter.link");
const TICK: Act = Act("matter.tick");
/// Seeing a matter and the lists it is in.
pub const SEE: Act = Act("matter.see");

const fn right(act: Act, role: Role, within: Within) -> Right {
    Right { act, role, within }
}

/// Who may do what in this wing: before it is given to an organ it is the hall's, then the organ's.
pub const ACTS: &[Right] = &[
    right(BRING, Role::Citizen, Within::Own),
    right(BRING, Role::Agent, Within::Own),
    right(ROUTE, Role::Clerk, Within::Hall),
    right(ROUTE, Role::Examiner, Within::Organ),
    right(ROUTE, Role::Head, Within::Organ),
    right(ALLOW_ROUTE, Role::Supervisor, Within::Division),
    right(ANSWER, Role::Examiner, Within::Organ),
    right(ANSWER, Role::Head, Within::Organ),
    right(PROPOSE, Role::Examiner, Within::Organ),
    right(PROPOSE, Role::Head, Within::Organ),
    right(WITHDRAW, Role::Citizen, Within::Own),
    right(WITHDRAW, Role::Agent, Within::Own),
    right(LINK, Role::House, Within::Division),
    right(TICK, Role::House, Within::Division),
    right(SEE, Role::Citizen, Within::Own),
    right(SEE, Role::Agent, Within::Own),
    right(SEE, Role::Clerk, Within::Hall),
    right(SEE, Role::Examiner, Within::Organ),
    right(SEE, Role::Head, Within::Organ),
    right(SEE, Role::Supervisor, Within::Division),
];

/// What may come of a matter, in the order in which it is offered.
pub const OUTCOMES: [Outcome; 4] = Outcome::ALL;

/// What may be asked of a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// 提出: what somebody needs.
    Bring {
        /// Code of the body whose hall takes it.
        hall: String,
        /// Her name; sealed.
        name: String,
        /// Mobile number; sealed.
        phone: String,
        /// What she needs; sealed.
        need: String,
    },
    /// 转给有关机关.
    Route {
        /// Code of the organ.
        to: String,
        /// Why it is that organ's; sealed.
        reason: String,
    },
    /// 准许再转.
    AllowRoute {
        /// Why; sealed.
        reason: String,
    },
    /// 书面答复.
    Answer {
        /// What comes of it.
        outcome: Outcome,
        /// Code of the item that covers it; empty for any other outcome.
        item: String,
        /// The clause, or the decision with its number.
        basis: String,
        /// In words she understands; sealed.
        answer: String,
    },
    /// 建议设立事项.
    Propose {
        /// What for; public.
        words: String,
    },
    /// 撤回.
    Withdraw {},
    /// She applied under the item that was named.
    Link {
        /// Number of the case.
        case: String,
    },
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}

/// One matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matter {
    /// Whose it is; none before it was brought.
    pub party: Option<String>,
    /// Code of the body whose hall takes it.
    pub hall: String,
    /// Code of the organ it was given to, or empty.
    pub organ: String,
    /// The day by which it is with an organ, as told.
    pub route_by: Option<Day>,
    /// The day by which she is answered, as told.
    pub answer_by: Option<Day>,
    /// Times it was given to an organ.
    pub routed: u32,
    /// Times a supervisor let it be given on.
    pub allowed: u32,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Code of the item that covers it, or empty.
    pub item: String,
    /// Was an item proposed?
    pub proposed: bool,
    /// Number of the case it became, or empty.
    pub case: String,
    /// She needs it no more.
    pub withdrawn: bool,
    /// Limits that passed.
    pub overran: Vec<Limit>,
}

impl Matter {
    /// Is nothing more owed?
    pub fn over(&self) -> bool {
        self.outcome.is_some() || self.withdrawn
    }
}

/// What the registers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Matters of the party that are open.
    pub open: usize,
}

/// The rules of matters.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "matter";
    type Command = Command;
    type Event = Event;
    type State = Matter;
    type Known = Known;

    fn lapse(matter: &Matter, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
        let limits = [(Limit::Route, matter.route_by), (Limit::Answer, matter.answer_by)];
        let runs = |limit: &Limit| match limit {
            Limit::Route => matter.routed == 0,
            Limit::Answer => true,
        };
        let struck = limits.into_iter().filter_map(|(limit, due)| {
            let (due, at) = (due?, Instant::end_of(due?));
            let owed = !matter.over() && runs(&limit) && !matter.overran.contains(&limit);
            (owed && at <= ctx.now).then(|| Entry::since(Event::Overran { limit, due }, at))
        });
        struck.collect()
    }

    fn asks(matter: &Matter, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let act = match command {
            Command::Bring { .. } => BRING,
            Command::Route { .. } => ROUTE,
            Command::AllowRoute { .. } => ALLOW_ROUTE,
            Command::Answer { .. } => ANSWER,
            Command::Propose { .. } => PROPOSE,
            Command::Withdraw {} => WITHDRAW,
            Command::Link { .. } => LINK,
            Command::Tick {} => TICK,
        };
        let mut place = place(matter, ctx);
        if let (Command::Bring { .. }, None) = (command, &matter.party) {
            ctx.actor.acting_for().clone_into(&mut place.party);
        }
        // once an organ has it, the hall gives it to nobody any more
        if matches!(command, Command::Route { .. }) && matter.routed > 0 {
            place.hall = String::new();
        }
        (act, place)
    }

    fn decide(
        matter: &Matter,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        match command {
            Command::Bring { hall, name, phone, need } => {
                bring(matter, known, (hall, name, phone, need), ctx)
            }
            Command::Route { to, reason } => route(matter, to, reason, ctx),
            Command::AllowRoute { reason } => allow(matter, reason, ctx),
            Command::Answer { outcome, item, basis, answer: words } => {
                answer(matter, *outcome, [item, basis, words], ctx)
            }
            Command::Propose { words } => propose(matter, words, ctx),
            Command::Withdraw {} => {
                open(matter, ctx)?;
                Ok(vec![Event::Withdrawn {}.into()])
            }
            Command::Link { case } if matter.outcome == Some(Outcome::Item) && matter.case.is_empty() => {
                Ok(vec![Event::BecameCase { case: case.clone() }.into()])
            }
            Command::Link { .. } | Command::Tick {} => Ok(Vec::new()),
        }
    }

    fn evolve(mut matter: Matter, event: &Event, _: &Written<'_>) -> Matter {
        match event {
            Event::Brought { party, hall, route_by, answer_by } => {
                matter.party = Some(party.clone());
                matter.hall.clone_from(hall);
                matter.route_by = Some(*route_by);
                matter.answer_by = Some(*answer_by);
            }
            Event::Routed { to, .. } => {
                matter.organ.clone_from(to);
                matter.routed += 1;
            }
            Event::RouteAllowed {} => matter.allowed += 1,
            Event::Answered { outcome, item, .. } => {
                matter.outcome = Some(*outcome);
                matter.item.clone_from(item);
            }
            Event::ItemProposed { .. } => matter.proposed = true,
            Event::BecameCase { case } => matter.case.clone_from(case),
            Event::Withdrawn {} => matter.withdrawn = true,
            Event::Overran { limit, .. } => matter.overran.push(*limit),
        }
        matter
    }
}

/// Where a matter is: its hall until an organ has it, then that organ.
pub fn place(matter: &Matter, ctx: &Ctx<'_>) -> Where {
    Where {
        organ: matter.organ.clone(),
        item: String::new(),
        hall: matter.hall.clone(),
        division: ctx.division.to_owned(),
        party: matter.party.clone().unwrap_or_default(),
    }
}

/// What this actor may do with the matter now, from the rules themselves.
pub fn open_to(matter: &Matter, ctx: &Ctx<'_>) -> Vec<Act> {
    let words = || "—".to_owned();
    let likeliest = [
        Command::Route { to: words(), reason: words() },
        Command::AllowRoute { reason: words() },
        Command::Answer { outcome: Outcome::NotNeeded, item: String::new(), basis: words(), answer: words() },
        Command::Propose { words: words() },
        Command::Withdraw {},
    ];
    let open = |command: &Command| {
        let (act, place) = Rules::asks(matter, command, ctx);
        let granted = Rules::decide(matter, command, &Known::default(), ctx).is_ok();
        (granted && ctx.rights.may(ctx.actor, act, &place)).then_some(act)
    };
    likeliest.iter().filter_map(open).collect()
}

fn refuse(code: &'static str, ctx: &Ctx<'_>) -> Refusal {
    Refusal::new(code, ctx.editions.service_rule(Rule::NewMatter))
}

fn open(matter: &Matter, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    if matter.party.is_none() {
        return Err(refuse("matter_unknown", ctx));
    }
    if matter.over() {
        return Err(refuse("matter_over", ctx));
    }
    Ok(())
}

/// Words somebody wrote, cleaned, and never left out.
fn words(text: &str, most: usize, ctx: &Ctx<'_>) -> Result<String, Refusal> {
    let wrong = |why: Text| refuse("words_wrong", ctx).with("why", why);
    let words = party::clean_lines(text, most).map_err(|fault| wrong(fault.text()))?;
    if words.is_empty() { Err(refuse("words_missing", ctx)) } else { Ok(words) }
}

fn sealed(matter: &Matter, event: Event, name: &str, words: String) -> Entry<Event> {
    let party = matter.party.clone().unwrap_or_default();
    Entry::sealed(event, Private { party, fields: BTreeMap::from([(name.to_owned(), words)]) })
}

fn bring(
    matter: &Matter,
    known: &Known,
    (hall, name, phone, need): (&str, &str, &str, &str),
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    if matter.party.is_some() {
        return Err(refuse("matter_brought", ctx));
    }
    if known.open >= OPEN_MATTERS {
        let most = OPEN_MATTERS.to_string();
        return Err(refuse("matters_many", ctx).with("most", Text::new(&most, &most)));
    }
    let wrong = |why: Text| refuse("applicant_wrong", ctx).with("why", why);
    let name = party::clean_name(name, NAME_CHARS).map_err(|fault| wrong(fault.text()))?;
    let phone = party::phone(phone).map_err(|fault| wrong(fault.text()))?;
    let need = words(need, REASON_CHARS, ctx)?;
    let party = ctx.actor.acting_for().to_owned();
    let due = |n| ctx.calendar.workdays_after(ctx.today(), n).map_err(|year| no_year(year, ctx));
    let event = Event::Brought {
        party: party.clone(),
        hall: hall.to_owned(),
        route_by: due(ROUTE_WORKING_DAYS)?.day,
        answer_by: due(ANSWER_WORKING_DAYS)?.day,
    };
    let fields = [("name", name), ("phone", phone), ("need", need)];
    let fields = fields.into_iter().map(|(field, text)| (field.to_owned(), text)).collect();
    Ok(vec![Entry::sealed(event, Private { party, fields })])
}

/// Given to an organ with the reason; to yet another only by leave of a supervisor.
fn route(matter: &Matter, to: &str, reason: &str, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    open(matter, ctx)?;
    if to == matter.organ {
        return Err(refuse("organ_has_it", ctx));
    }
    if matter.routed >= ROUTES + matter.allowed {
        return Err(refuse("routed_once", ctx));
    }
    let reason = words(reason, REASON_CHARS, ctx)?;
    let event = Event::Routed { to: to.to_owned(), again: matter.routed > 0 };
    Ok(vec![sealed(matter, event, "reason", reason)])
}

fn allow(matter: &Matter, reason: &str, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    open(matter, ctx)?;
    if matter.routed == 0 {
        return Err(refuse("first_route_free", ctx));
    }
    if matter.allowed >= ALLOWED {
        return Err(refuse("route_allowed_already", ctx));
    }
    let reason = words(reason, REASON_CHARS, ctx)?;
    Ok(vec![sealed(matter, Event::RouteAllowed {}, "reason", reason)])
}

/// Answered in writing: with the item that covers it, or with the clause or decision on which it rests.
fn answer(
    matter: &Matter,
    outcome: Outcome,
    [item, basis, text]: [&String; 3],
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    open(matter, ctx)?;
    if matter.routed == 0 {
        return Err(refuse("not_routed", ctx));
    }
    let item = if outcome == Outcome::Item { item.as_str() } else { "" };
    if outcome == Outcome::Item && ctx.editions.in_force(item).is_none() {
        return Err(refuse("item_not_offered", ctx));
    }
    let basis = words(basis, BASIS_CHARS, ctx)?;
    let answer = words(text, REASON_CHARS, ctx)?;
    let basis = Text::new(&basis, &basis);
    Ok(vec![sealed(matter, Event::Answered { outcome, item: item.to_owned(), basis }, "answer", answer)])
}

/// What was decided as something new may be wanted again: an item is proposed, once.
fn propose(matter: &Matter, text: &str, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    if matter.outcome.is_none() {
        return Err(refuse("not_answered_yet", ctx));
    }
    if matter.outcome == Some(Outcome::Item) {
        return Err(refuse("item_exists", ctx));
    }
    if matter.proposed {
        return Err(refuse("proposed_already", ctx));
    }
    Ok(vec![Event::ItemProposed { words: words(text, REASON_CHARS, ctx)? }.into()])
}

fn no_year(NoYear(year): NoYear, ctx: &Ctx<'_>) -> Refusal {
    let year = year.to_string();
    let basis = ctx.editions.service_rule(Rule::Counting);
    Refusal::new("calendar_missing", basis).with("year", Text::new(&year, &year))
}
