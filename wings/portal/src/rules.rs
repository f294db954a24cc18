//! When a text becomes an edition: from the county's files only what is news, from an officer's desk only
//! what a second officer of the organ approved, on its day.

mod proposal;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use facts::portal::Event;
use kernel::decider::Written;
use kernel::{Act, Ctx, Day, Decider, Entry, Refusal, Right, Role, Rule, Text, Where, Within};
use serde::{Deserialize, Serialize};

pub use proposal::{AHEAD_DAYS, Motion, Proposal, Stage};

/// Publishing a text of the county's files.
pub const PUBLISH: Act = Act("portal.publish");
/// Drawing up what is to be published of an organ's item, sending it for approval, calling it back 编制.
pub const DRAFT: Act = Act("portal.draft");
/// Approving or returning what a colleague drew up 核准.
pub const APPROVE: Act = Act("portal.approve");
/// Having items as a spreadsheet, with the marks of what is not verified 待核实.
pub const SHEET: Act = Act("portal.sheet");
/// Being told that time has passed.
pub const TICK: Act = Act("portal.tick");

/// Who may do what in this wing. Examiners and heads know the law of their items; clerks take in what
/// others promise. Who of them approves is not a matter of rank but of being another person.
pub const ACTS: &[Right] = &[
    Right { act: PUBLISH, role: Role::House, within: Within::Division },
    Right { act: TICK, role: Role::House, within: Within::Division },
    Right { act: DRAFT, role: Role::Examiner, within: Within::Organ },
    Right { act: DRAFT, role: Role::Head, within: Within::Organ },
    Right { act: APPROVE, role: Role::Examiner, within: Within::Organ },
    Right { act: APPROVE, role: Role::Head, within: Within::Organ },
    Right { act: SHEET, role: Role::Administrator, within: Within::Division },
    Right { act: SHEET, role: Role::Clerk, within: Within::Organ },
    Right { act: SHEET, role: Role::Examiner, within: Within::Organ },
    Right { act: SHEET, role: Role::Head, within: Within::Organ },
];

/// What may be asked of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// A text of an item, a year or the service rule comes into force from the county's files.
    Publish {
        /// What it is, with its text.
        event: Event,
        /// The edition that the file was last level with, where it was ever exported.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        base: String,
    },
    /// 送审: a text is sent to a colleague.
    Propose {
        /// Code of the item.
        item: String,
        /// The edition in force that was read.
        base: String,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text.
        text: String,
        /// The organ that the text names.
        organ: String,
        /// The first day on which it is to be in force.
        from: Day,
        /// What changes and why.
        note: String,
        /// Errors that the catalogue's compiler found in it.
        errors: usize,
    },
    /// 拟取消: the item is to be offered no more.
    ProposeWithdrawal {
        /// Code of the item.
        item: String,
        /// The edition in force that was read.
        base: String,
        /// Why, for everybody.
        reason: Text,
        /// The first day without it.
        from: Day,
        /// Errors that the catalogue's compiler finds in the other files without it.
        errors: usize,
    },
    /// 核准
    Approve {
        /// Code of the item.
        item: String,
        /// SM3 of the text that was tried, lower hex; empty for a withdrawal.
        hash: String,
        /// Errors that the catalogue's compiler finds in it by now.
        errors: usize,
    },
    /// 退回
    Return {
        /// Code of the item.
        item: String,
        /// Why.
        reason: String,
    },
    /// 撤回
    Recall {
        /// Code of the item.
        item: String,
        /// Why.
        reason: String,
    },
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}

impl Command {
    /// The item it is about, or nothing.
    fn item(&self) -> &str {
        match self {
            Command::Propose { item, .. }
            | Command::ProposeWithdrawal { item, .. }
            | Command::Approve { item, .. }
            | Command::Return { item, .. }
            | Command::Recall { item, .. } => item,
            Command::Publish { .. } | Command::Tick {} => "",
        }
    }
}

/// Where the text in force came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// The county's files.
    #[default]
    Files,
    /// Officers of the organ.
    Officers,
}

/// One item, year or rule: the text in force and those before it, and what is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Code of the item; empty for a year and the service rule.
    pub item: String,
    /// Hash of the text in force, or of the last one.
    pub in_force: String,
    /// Hashes of earlier texts.
    pub earlier: BTreeSet<String>,
    /// Who put the text in force there.
    pub hand: Hand,
    /// Is the item no longer offered?
    pub withdrawn: bool,
    /// What was proposed last, unless it took effect.
    pub proposal: Option<Proposal>,
}

/// The rules of the catalogue.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "portal";
    type Command = Command;
    type Event = Event;
    type State = Shelf;
    type Known = ();

    fn lapse(shelf: &Shelf, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
        proposal::day_has_come(shelf, ctx)
    }

    fn asks(shelf: &Shelf, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let act = match command {
            Command::Publish { .. } => PUBLISH,
            Command::Tick {} => TICK,
            Command::Approve { .. } | Command::Return { .. } => APPROVE,
            Command::Propose { .. } | Command::ProposeWithdrawal { .. } | Command::Recall { .. } => DRAFT,
        };
        // what is asked of one item cannot be brought to another's stream
        let organ = match ctx.editions.latest(&shelf.item) {
            Some(edition) if shelf.item == command.item() => edition.item.organ.clone(),
            _ => String::new(),
        };
        (
            act,
            Where { organ, item: shelf.item.clone(), division: ctx.division.to_owned(), ..Where::default() },
        )
    }

    fn decide(
        shelf: &Shelf,
        command: &Command,
        (): &(),
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        match command {
            Command::Publish { event, base } => publish(shelf, event, base, ctx),
            Command::Propose { .. } => proposal::propose(shelf, command, ctx),
            Command::ProposeWithdrawal { .. } => proposal::propose_withdrawal(shelf, command, ctx),
            Command::Approve { hash, errors, .. } => proposal::approve(shelf, hash, *errors, ctx),
            Command::Return { reason, .. } => proposal::hand_back(shelf, reason, ctx),
            Command::Recall { reason, .. } => proposal::recall(shelf, reason, ctx),
            Command::Tick {} => Ok(Vec::new()),
        }
    }

    fn evolve(mut shelf: Shelf, event: &Event, written: &Written<'_>) -> Shelf {
        match event {
            Event::ItemPublished { item, hash, approved_by, .. } => {
                shelf.item.clone_from(item);
                shelf.withdrawn = false;
                shelf.hand = if approved_by.is_empty() { Hand::Files } else { Hand::Officers };
                in_force(&mut shelf, hash);
            }
            Event::YearPublished { hash, .. }
            | Event::RulesPublished { hash, .. }
            | Event::BundlePublished { hash, .. }
            | Event::ProjectPublished { hash, .. } => {
                in_force(&mut shelf, hash);
            }
            Event::ItemWithdrawn { .. } => {
                shelf.withdrawn = true;
                shelf.hand = Hand::Officers;
                shelf.proposal = None;
            }
            _ => proposal::evolve(&mut shelf, event, written),
        }
        shelf
    }
}

/// A text of the files: only news is published, an earlier edition is not news, and what officers of the
/// organ published is not undone by a file that does not know of it (one-way door 8).
fn publish(shelf: &Shelf, event: &Event, base: &str, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let Some(hash) = hash_of(event) else { return Ok(Vec::new()) };
    let basis = || ctx.editions.service_rule(Rule::Publishing);
    if shelf.in_force == hash {
        return Ok(Vec::new());
    }
    if shelf.earlier.contains(hash) {
        return Err(Refusal::new("edition_stale", basis()));
    }
    if shelf.withdrawn {
        return Err(Refusal::new("file_of_withdrawn", basis()));
    }
    if shelf.hand == Hand::Officers && base != shelf.in_force {
        return Err(Refusal::new("file_behind", basis()));
    }
    Ok(vec![event.clone().into()])
}

/// This text comes into force; a proposal that took effect by it is done.
fn in_force(shelf: &mut Shelf, hash: &str) {
    if shelf.proposal.as_ref().is_some_and(|proposal| proposal.takes_effect_as(hash)) {
        shelf.proposal = None;
    }
    let former = std::mem::replace(&mut shelf.in_force, hash.to_owned());
    if !former.is_empty() {
        shelf.earlier.insert(former);
    }
    shelf.earlier.remove(hash);
}

/// The hash of the text that an event of the files puts into force.
fn hash_of(event: &Event) -> Option<&str> {
    match event {
        Event::ItemPublished { hash, .. }
        | Event::YearPublished { hash, .. }
        | Event::BundlePublished { hash, .. }
        | Event::ProjectPublished { hash, .. }
        | Event::RulesPublished { hash, .. } => Some(hash),
        _ => None,
    }
}

/// The stream of an item, without the wing.
pub fn item_stream(item: &str) -> String {
    format!("item-{item}")
}

/// The stream of what an event is about, without the wing.
pub fn stream(event: &Event) -> String {
    match event {
        Event::YearPublished { year, .. } => format!("year-{year}"),
        Event::BundlePublished { bundle, .. } => format!("bundle-{bundle}"),
        Event::ProjectPublished { project, .. } => format!("project-{project}"),
        Event::RulesPublished { .. } => "rules".to_owned(),
        Event::ItemPublished { item, .. }
        | Event::EditionProposed { item, .. }
        | Event::WithdrawalProposed { item, .. }
        | Event::ProposalApproved { item }
        | Event::ProposalReturned { item, .. }
        | Event::ProposalRecalled { item, .. }
        | Event::ItemWithdrawn { item, .. } => item_stream(item),
    }
}
