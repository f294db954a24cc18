//! What is proposed of an item: sent by one officer, approved or returned by another of the same organ,
//! called back until it takes effect, and put into force by the clock on its day.

use facts::portal::Event;
use kernel::decider::Written;
use kernel::limits::REASON_CHARS;
use kernel::{Ctx, Day, Entry, Instant, Refusal, Rule, Text};

use super::{Command, Shelf};

/// Days ahead at most for which something may be proposed: a year and a day; what is further off is not yet
/// known well enough to be promised.
pub const AHEAD_DAYS: i32 = 366;

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Motion {
    /// A text comes into force.
    Edition {
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text.
        text: String,
        /// What changes and why.
        note: String,
    },
    /// The item is offered no more.
    Withdrawal {
        /// Why, for everybody.
        reason: Text,
    },
}

impl Motion {
    /// SM3 of the text, lower hex; empty for a withdrawal.
    pub fn hash(&self) -> &str {
        match self {
            Motion::Edition { hash, .. } => hash,
            Motion::Withdrawal { .. } => "",
        }
    }

    /// The whole text; none for a withdrawal.
    pub fn text(&self) -> Option<&str> {
        match self {
            Motion::Edition { text, .. } => Some(text),
            Motion::Withdrawal { .. } => None,
        }
    }
}

/// How far a proposal has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 待核准: it lies with the colleagues.
    Sent,
    /// 已核准: it waits for its day.
    Approved {
        /// Opaque id of who approved it.
        by: String,
    },
    /// 已退回
    Returned {
        /// Opaque id of who returned it.
        by: String,
        /// Why.
        reason: String,
    },
    /// 已撤回
    Recalled {
        /// Opaque id of who called it back.
        by: String,
        /// Why.
        reason: String,
    },
}

/// Something proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What.
    pub motion: Motion,
    /// Hash of the edition that it is meant to follow.
    pub base: String,
    /// The day on which it is to take effect.
    pub from: Day,
    /// Opaque id of who drew it up.
    pub by: String,
    /// When it was sent.
    pub at: Instant,
    /// How far it has come.
    pub stage: Stage,
}

impl Proposal {
    /// Does it still lie with the colleagues, or wait for its day?
    pub fn open(&self) -> bool {
        matches!(self.stage, Stage::Sent | Stage::Approved { .. })
    }

    /// Is this what an approved text comes into force as?
    pub(super) fn takes_effect_as(&self, published: &str) -> bool {
        let approved = matches!(self.stage, Stage::Approved { .. });
        approved && matches!(&self.motion, Motion::Edition { hash, .. } if hash == published)
    }
}

impl Shelf {
    /// Has another edition come into force since the proposal was drawn up?
    pub fn overtaken(&self) -> bool {
        self.proposal.as_ref().is_some_and(|proposal| proposal.base != self.in_force)
    }

    /// The proposal, if it lies with the colleagues or waits for its day.
    pub fn open_proposal(&self) -> Option<&Proposal> {
        self.proposal.as_ref().filter(|proposal| proposal.open())
    }
}

fn refuse(code: &'static str, ctx: &Ctx<'_>) -> Refusal {
    Refusal::new(code, ctx.editions.service_rule(Rule::Publishing))
}

/// A text is sent to the colleagues.
pub(super) fn propose(shelf: &Shelf, command: &Command, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let Command::Propose { item, base, hash, text, organ, from, note, errors } = command else {
        return Ok(Vec::new());
    };
    may_begin(shelf, base, *from, ctx)?;
    if *errors > 0 {
        return Err(faulty(*errors, ctx));
    }
    if ctx.editions.latest(&shelf.item).is_some_and(|edition| edition.item.organ != *organ) {
        return Err(refuse("organ_moved", ctx));
    }
    if shelf.in_force == *hash && !shelf.withdrawn {
        return Err(refuse("edition_same", ctx));
    }
    said(note, ctx)?;
    Ok(vec![
        Event::EditionProposed {
            item: item.clone(),
            base: base.clone(),
            hash: hash.clone(),
            text: text.clone(),
            from: *from,
            note: note.trim().to_owned(),
        }
        .into(),
    ])
}

/// That an item is offered no more is proposed like a text.
pub(super) fn propose_withdrawal(
    shelf: &Shelf,
    command: &Command,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let Command::ProposeWithdrawal { base, reason, from, errors, .. } = command else {
        return Ok(Vec::new());
    };
    may_begin(shelf, base, *from, ctx)?;
    if shelf.withdrawn {
        return Err(refuse("item_gone", ctx));
    }
    if *errors > 0 {
        return Err(faulty(*errors, ctx));
    }
    said(&reason.zh, ctx)?;
    said(&reason.en, ctx)?;
    let reason = Text::new(reason.zh.trim(), reason.en.trim());
    Ok(vec![
        Event::WithdrawalProposed { item: shelf.item.clone(), base: base.clone(), reason, from: *from }
            .into(),
    ])
}

/// One proposal at a time, made of the edition in force, for today or later.
fn may_begin(shelf: &Shelf, base: &str, from: Day, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    if shelf.open_proposal().is_some() && !shelf.overtaken() {
        return Err(refuse("proposal_open", ctx));
    }
    if base != shelf.in_force {
        return Err(refuse("draft_outdated", ctx));
    }
    if from < ctx.today() {
        return Err(refuse("from_past", ctx));
    }
    if from.0 > ctx.today().0.saturating_add(AHEAD_DAYS) {
        let days = AHEAD_DAYS.to_string();
        return Err(refuse("from_far", ctx).with("days", Text::new(&days, &days)));
    }
    Ok(())
}

fn faulty(errors: usize, ctx: &Ctx<'_>) -> Refusal {
    let n = errors.to_string();
    refuse("edition_faulty", ctx).with("n", Text::new(&n, &n))
}

fn said(words: &str, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    if words.trim().is_empty() {
        return Err(refuse("proposal_reason_missing", ctx));
    }
    if words.chars().count() > REASON_CHARS {
        return Err(refuse("proposal_reason_long", ctx));
    }
    Ok(())
}

/// What lies with the colleagues, and is judged by another than who drew it up.
fn to_judge<'s>(shelf: &'s Shelf, ctx: &Ctx<'_>) -> Result<&'s Proposal, Refusal> {
    let Some(proposal) = shelf.proposal.as_ref().filter(|proposal| proposal.stage == Stage::Sent) else {
        return Err(refuse("proposal_missing", ctx));
    };
    if proposal.by == ctx.actor.party {
        return Err(refuse("same_person", ctx));
    }
    Ok(proposal)
}

/// A second officer approves what was tried, and nothing that took its place meanwhile; a day that has come
/// already is today.
pub(super) fn approve(
    shelf: &Shelf,
    tried: &str,
    errors: usize,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let proposal = to_judge(shelf, ctx)?;
    if proposal.motion.hash() != tried {
        return Err(refuse("proposal_missing", ctx));
    }
    if shelf.overtaken() {
        return Err(refuse("proposal_overtaken", ctx));
    }
    if errors > 0 {
        return Err(faulty(errors, ctx));
    }
    let mut entries: Vec<Entry<Event>> = vec![Event::ProposalApproved { item: shelf.item.clone() }.into()];
    if proposal.from <= ctx.today() {
        entries.push(effect(shelf, proposal, &ctx.actor.party, ctx.today()).into());
    }
    Ok(entries)
}

/// What takes effect.
fn effect(shelf: &Shelf, proposal: &Proposal, approved_by: &str, day: Day) -> Event {
    let (item, proposed_by) = (shelf.item.clone(), proposal.by.clone());
    let approved_by = approved_by.to_owned();
    match &proposal.motion {
        Motion::Edition { hash, text, .. } => {
            let (hash, text) = (hash.clone(), text.clone());
            Event::ItemPublished { item, hash, text, proposed_by, approved_by }
        }
        Motion::Withdrawal { reason } => Event::ItemWithdrawn {
            item,
            hash: shelf.in_force.clone(),
            day,
            reason: reason.clone(),
            proposed_by,
            approved_by,
        },
    }
}

/// On its day what was approved takes effect by itself, unless another edition came between.
pub(super) fn day_has_come(shelf: &Shelf, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
    let Some(proposal) = shelf.open_proposal() else { return Vec::new() };
    let Stage::Approved { by } = &proposal.stage else { return Vec::new() };
    let struck = Instant::start_of(proposal.from);
    if shelf.overtaken() || ctx.now < struck {
        return Vec::new();
    }
    vec![Entry::since(effect(shelf, proposal, by, proposal.from), struck)]
}

/// A second officer returns it, with the reason.
pub(super) fn hand_back(shelf: &Shelf, reason: &str, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    to_judge(shelf, ctx)?;
    said(reason, ctx)?;
    let reason = reason.trim().to_owned();
    Ok(vec![Event::ProposalReturned { item: shelf.item.clone(), reason }.into()])
}

/// Until it takes effect, the organ may think again.
pub(super) fn recall(shelf: &Shelf, reason: &str, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    if shelf.open_proposal().is_none() {
        return Err(refuse("proposal_missing", ctx));
    }
    said(reason, ctx)?;
    let reason = reason.trim().to_owned();
    Ok(vec![Event::ProposalRecalled { item: shelf.item.clone(), reason }.into()])
}

/// What is true of a proposal after an event.
pub(super) fn evolve(shelf: &mut Shelf, event: &Event, written: &Written<'_>) {
    let by = written.actor.party.clone();
    let begun = |motion, base: &String, from| Proposal {
        motion,
        base: base.clone(),
        from,
        by: by.clone(),
        at: written.at,
        stage: Stage::Sent,
    };
    let stage = match event {
        Event::EditionProposed { base, hash, text, from, note, .. } => {
            let motion = Motion::Edition { hash: hash.clone(), text: text.clone(), note: note.clone() };
            shelf.proposal = Some(begun(motion, base, *from));
            return;
        }
        Event::WithdrawalProposed { base, reason, from, .. } => {
            shelf.proposal = Some(begun(Motion::Withdrawal { reason: reason.clone() }, base, *from));
            return;
        }
        Event::ProposalApproved { .. } => Stage::Approved { by },
        Event::ProposalReturned { reason, .. } => Stage::Returned { by, reason: reason.clone() },
        Event::ProposalRecalled { reason, .. } => Stage::Recalled { by, reason: reason.clone() },
        _ => return,
    };
    if let Some(proposal) = &mut shelf.proposal {
        proposal.stage = stage;
    }
}
