//! When a licence comes to be, what may become of it, and how it ends (Licensing Law Art. 39, 49, 50, 69,
//! 70).

mod afterwards;

use std::collections::BTreeMap;

use facts::licence::{Event, Gone, Wrong};
use kernel::decider::Written;
use kernel::item::LicenceType;
use kernel::{Act, Basis, Ctx, Day, Decider, Entry, Private, Refusal, Right, Role, Rule, Where, Within};
use kernel::{Unit, id};
use serde::{Deserialize, Serialize};

/// Putting a licence into the library.
pub const ISSUE: Act = Act("licence.issue");
/// Looking at a licence record.
pub const SEE: Act = Act("licence.see");
/// Being told that time has passed.
pub const TICK: Act = Act("licence.tick");

/// Proposing to the head that a licence be annulled, after a promise that was not kept.
pub const PROPOSE: Act = Act("licence.propose");

/// Asking that one's licence be renewed, amended or cancelled.
pub const ASK: Act = Act("licence.ask");
/// Deciding what becomes of a licence: renewal, amendment, suspension, and its ends but expiry.
pub const DECIDE: Act = Act("licence.decide");

/// Who may do what in this wing: nobody but the house issues, because a licence follows a decision.
pub const ACTS: &[Right] = &[
    Right { act: ISSUE, role: Role::House, within: Within::Division },
    Right { act: TICK, role: Role::House, within: Within::Division },
    Right { act: PROPOSE, role: Role::House, within: Within::Division },
    Right { act: ASK, role: Role::Citizen, within: Within::Own },
    Right { act: ASK, role: Role::Agent, within: Within::Own },
    Right { act: DECIDE, role: Role::Head, within: Within::Organ },
    Right { act: SEE, role: Role::Citizen, within: Within::Own },
    Right { act: SEE, role: Role::Agent, within: Within::Own },
    Right { act: SEE, role: Role::Clerk, within: Within::Hall },
    Right { act: SEE, role: Role::Examiner, within: Within::Organ },
    Right { act: SEE, role: Role::Head, within: Within::Organ },
    Right { act: SEE, role: Role::Program, within: Within::Organ },
    Right { act: SEE, role: Role::Supervisor, within: Within::Division },
];

/// What may be asked of a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// A case was granted.
    Issue {
        /// Number of the case.
        case: String,
        /// Code of the item.
        item: String,
        /// The edition.
        edition: String,
        /// The organ that granted.
        organ: String,
        /// The holder.
        party: String,
        /// The holder's name; sealed.
        holder: String,
        /// The day of the decision.
        granted: Day,
    },
    /// What becomes of it afterwards.
    After(After),
    /// A promise on which it was granted was not kept: its annulment is proposed to the head.
    Propose {
        /// The clause on which that was found.
        basis: Basis,
    },
    /// The promise is made good: the proposal is off.
    LiftProposal {},
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}

/// What may be asked of a licence that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum After {
    /// 申请延续, by the holder.
    AskRenewal {},
    /// 准予延续.
    Renew {},
    /// 不予延续.
    DenyRenewal {
        /// In words the holder understands; sealed.
        reason: String,
    },
    /// 申请变更, by the holder.
    AskAmendment {
        /// What should change; sealed.
        change: String,
    },
    /// 变更.
    Amend {
        /// What it says now; sealed.
        change: String,
    },
    /// 不予变更.
    DenyAmendment {
        /// In words the holder understands; sealed.
        reason: String,
    },
    /// 暂扣.
    Suspend {
        /// Number of the penalty decision.
        order: String,
        /// Its clause.
        clause: String,
        /// The last day.
        until: Day,
        /// Was the holder heard?
        heard: bool,
        /// In words the holder understands; sealed.
        reason: String,
    },
    /// 解除暂扣.
    Lift {
        /// Why; sealed.
        reason: String,
    },
    /// 申请注销, by the holder.
    Surrender {},
    /// 注销.
    Cancel {
        /// Why.
        ground: Gone,
        /// The clause, where the ground is another law's.
        clause: String,
        /// In words the holder understands; sealed.
        reason: String,
    },
    /// 撤回.
    Recall {
        /// Was the holder heard?
        heard: bool,
        /// In words the holder understands; sealed.
        reason: String,
    },
    /// 撤销.
    Annul {
        /// Why.
        ground: Wrong,
        /// The clause, where the ground is another law's.
        clause: String,
        /// Was the holder heard?
        heard: bool,
        /// In words the holder understands; sealed.
        reason: String,
    },
    /// 吊销.
    Revoke {
        /// Number of the penalty decision.
        order: String,
        /// Its clause.
        clause: String,
        /// Was the holder heard?
        heard: bool,
        /// In words the holder understands; sealed.
        reason: String,
    },
}

impl After {
    /// Is it the holder's to ask?
    fn of_the_holder(&self) -> bool {
        matches!(self, After::AskRenewal {} | After::AskAmendment { .. } | After::Surrender {})
    }
}

/// How a licence was ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// 注销
    Cancelled,
    /// 撤回
    Recalled,
    /// 撤销
    Annulled,
    /// 吊销
    Revoked,
}

/// One licence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Licence {
    /// Was it issued?
    pub issued: bool,
    /// Its last day.
    pub until: Option<Day>,
    /// Its last day as it was issued, before any renewal.
    pub issued_until: Option<Day>,
    /// The day on which it was last amended.
    pub amended_on: Option<Day>,
    /// Has it expired?
    pub expired: bool,
    /// The edition under which it was granted.
    pub edition: String,
    /// Code of the item.
    pub item: String,
    /// Code of the issuing organ.
    pub organ: String,
    /// Whose it is.
    pub party: String,
    /// The day on which renewal was asked for, while it is not decided.
    pub renewal_asked: Option<Day>,
    /// Is an amendment asked for and not decided?
    pub amendment_asked: bool,
    /// Did the holder ask that it be cancelled?
    pub surrendered: bool,
    /// The day on which its annulment was proposed, while that is open.
    pub annulment_proposed: Option<Day>,
    /// The last day of a suspension that is under way.
    pub suspended: Option<Day>,
    /// How it was ended before its time, and on which day.
    pub fate: Option<(Fate, Day)>,
}

/// Where a licence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// 有效
    InForce,
    /// 暂扣
    Suspended,
    /// 届满
    Expired,
    /// Ended before its time.
    Ended(Fate),
}

impl Licence {
    /// Where it stands, as far as it is caught up.
    pub fn standing(&self) -> Standing {
        match (self.fate, self.expired, self.suspended) {
            (Some((fate, _)), ..) => Standing::Ended(fate),
            (None, true, _) => Standing::Expired,
            (None, false, Some(_)) => Standing::Suspended,
            (None, false, None) => Standing::InForce,
        }
    }
}

impl Standing {
    /// Its word in rows and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Standing::InForce => "in_force",
            Standing::Suspended => "suspended",
            Standing::Expired => "expired",
            Standing::Ended(Fate::Cancelled) => "cancelled",
            Standing::Ended(Fate::Recalled) => "recalled",
            Standing::Ended(Fate::Annulled) => "annulled",
            Standing::Ended(Fate::Revoked) => "revoked",
        }
    }
}

/// The licence as it stands now: what time alone has made true is folded in, though not yet written.
pub fn caught_up(licence: Licence, ctx: &Ctx<'_>) -> Licence {
    now_true(licence, 0, ctx).0
}

/// The licence as it stands now, and the version it will have when what time alone has made true is written.
pub fn now_true(mut licence: Licence, mut version: i64, ctx: &Ctx<'_>) -> (Licence, i64) {
    for _ in 0..kernel::limits::LAPSE_ROUNDS {
        let lapsed = afterwards::lapse(&licence, ctx);
        if lapsed.is_empty() {
            break;
        }
        for entry in lapsed {
            let effective = entry.effective.unwrap_or(ctx.now);
            let written = Written { at: ctx.now, effective, actor: ctx.actor };
            licence = Rules::evolve(licence, &entry.event, &written);
            version += 1;
        }
    }
    (licence, version)
}

/// What this actor may ask of the licence now, by the word of its address; derived from the rules
/// themselves, so that it cannot differ from them. The licence should be [`caught_up`].
pub fn open_to(licence: &Licence, ctx: &Ctx<'_>) -> Vec<&'static str> {
    let words = || "—".to_owned();
    let today = ctx.today();
    let likeliest = [
        ("ask-renewal", After::AskRenewal {}),
        ("ask-amendment", After::AskAmendment { change: words() }),
        ("surrender", After::Surrender {}),
        ("renew", After::Renew {}),
        ("deny-renewal", After::DenyRenewal { reason: words() }),
        ("amend", After::Amend { change: words() }),
        ("deny-amendment", After::DenyAmendment { reason: words() }),
        (
            "suspend",
            After::Suspend { order: words(), clause: words(), until: today, heard: true, reason: words() },
        ),
        ("lift", After::Lift { reason: words() }),
        ("cancel", After::Cancel { ground: Gone::HolderGone, clause: words(), reason: words() }),
        ("recall", After::Recall { heard: true, reason: words() }),
        ("annul", After::Annul { ground: Wrong::Unqualified, clause: words(), heard: true, reason: words() }),
        ("revoke", After::Revoke { order: words(), clause: words(), heard: true, reason: words() }),
    ];
    let open = |after: &After| {
        let command = Command::After(after.clone());
        let (act, place) = Rules::asks(licence, &command, ctx);
        ctx.rights.may(ctx.actor, act, &place)
            && Rules::decide(licence, &command, &Known::default(), ctx).is_ok()
    };
    likeliest.iter().filter(|(_, after)| open(after)).map(|(word, _)| *word).collect()
}

/// What the registers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Serial numbers given so far under the prefix.
    pub given: i64,
}

/// The rules of licences.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "licence";
    type Command = Command;
    type Event = Event;
    type State = Licence;
    type Known = Known;

    fn lapse(licence: &Licence, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
        afterwards::lapse(licence, ctx)
    }

    fn asks(licence: &Licence, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let place = Where { division: ctx.division.to_owned(), ..Where::default() };
        match command {
            Command::Issue { .. } => (ISSUE, place),
            Command::After(after) => {
                let (organ, party) = (licence.organ.clone(), licence.party.clone());
                let place = Where { organ, party, item: licence.item.clone(), ..place };
                (if after.of_the_holder() { ASK } else { DECIDE }, place)
            }
            Command::Propose { .. } | Command::LiftProposal {} => (PROPOSE, place),
            Command::Tick {} => (TICK, place),
        }
    }

    fn decide(
        licence: &Licence,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        match command {
            Command::Tick {} => Ok(Vec::new()),
            Command::After(after) => afterwards::decide(licence, after, ctx),
            Command::Propose { basis } => Ok(afterwards::propose(licence, basis)),
            Command::LiftProposal {} => Ok(afterwards::lift_proposal(licence)),
            Command::Issue { .. } if licence.issued => Ok(Vec::new()),
            Command::Issue { .. } => issue(command, known, ctx),
        }
    }

    fn evolve(mut licence: Licence, event: &Event, written: &Written<'_>) -> Licence {
        match event {
            Event::Issued { item, edition, organ, party, until, .. } => {
                licence.issued = true;
                licence.issued_until = *until;
                licence.until = *until;
                licence.item.clone_from(item);
                licence.edition.clone_from(edition);
                licence.organ.clone_from(organ);
                licence.party.clone_from(party);
            }
            Event::Expired {} => licence.expired = true,
            _ => afterwards::follow(&mut licence, event, written.effective.day()),
        }
        licence
    }
}

fn issue(command: &Command, known: &Known, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let Command::Issue { case, item, edition, organ, party, holder, granted } = command else {
        return Ok(Vec::new());
    };
    let Some(terms) = ctx.edition(edition) else {
        return Err(Refusal::new("edition_unknown", ctx.editions.service_rule(Rule::Delivery)));
    };
    let Some(kind) = &terms.item.outcome.licence else { return Ok(Vec::new()) };
    let basis = || ctx.basis(&terms.item, Rule::Delivery);
    let serial = known.given + 1;
    let number =
        number(kind, ctx.division, serial).ok_or_else(|| Refusal::new("serials_used_up", basis()))?;
    let licence_id = id::licence_id(&kind.code, organ, &number, 1)
        .map_err(|_| Refusal::new("licence_type_wrong", basis()))?;
    let uscc = kind
        .founds
        .as_deref()
        .and_then(|what| id::founded_uscc(what, ctx.division, u32::try_from(serial).ok()?));
    let issued = Event::Issued {
        case: case.clone(),
        item: item.clone(),
        edition: edition.clone(),
        organ: organ.clone(),
        party: party.clone(),
        licence_no: number,
        licence_id,
        from: *granted,
        until: until(kind, *granted),
        uscc: uscc.map_or(String::new(), |uscc| uscc.as_str().to_owned()),
    };
    let code = id::LicenceCode::drawn(&ctx.seed);
    let fields = BTreeMap::from([("holder".to_owned(), holder.clone()), ("code".to_owned(), code.into())]);
    Ok(vec![Entry::sealed(issued, Private { party: party.clone(), fields })])
}

/// 证照编号: food permits after 食品经营许可和备案管理办法 (`JY` and fourteen digits), others prefix,
/// division and eight digits; none when the serials of a prefix are used up.
fn number(kind: &LicenceType, division: &str, serial: i64) -> Option<String> {
    let serial = u32::try_from(serial).ok()?;
    if kind.prefix == "JY" {
        /// 餐饮服务经营者, the second kind of business in the number.
        const CATERING: u8 = 2;
        return id::food_permit_no(CATERING, division, serial).ok();
    }
    (serial < 100_000_000).then(|| format!("{}{division}{serial:08}", kind.prefix))
}

/// The last day: the day before the same day after its term, as licences are printed.
fn until(kind: &LicenceType, from: Day) -> Option<Day> {
    let limit = kind.valid?;
    let end = match limit.unit {
        Unit::Years => from.years_after(limit.n),
        Unit::Months => from.months_after(limit.n),
        _ => from.plus(i32::try_from(limit.n).unwrap_or(i32::MAX)),
    };
    Some(end.plus(-1))
}

#[cfg(test)]
mod tests;
