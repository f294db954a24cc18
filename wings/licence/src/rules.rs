//! When a licence comes to be and when time ends it (Licensing Law Art. 39; other endings come later).

use std::collections::BTreeMap;

use facts::licence::Event;
use kernel::decider::Written;
use kernel::item::LicenceType;
use kernel::{Act, Ctx, Day, Decider, Entry, Instant, Private, Refusal, Right, Role, Rule, Where, Within};
use kernel::{Unit, id};
use serde::{Deserialize, Serialize};

/// Putting a licence into the library.
pub const ISSUE: Act = Act("licence.issue");
/// Looking at a licence record.
pub const SEE: Act = Act("licence.see");
/// Being told that time has passed.
pub const TICK: Act = Act("licence.tick");

/// Who may do what in this wing: nobody but the house issues, because a licence follows a decision.
pub const ACTS: &[Right] = &[
    Right { act: ISSUE, role: Role::House, within: Within::Division },
    Right { act: TICK, role: Role::House, within: Within::Division },
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
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}

/// One licence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Licence {
    /// Was it issued?
    pub issued: bool,
    /// Its last day.
    pub until: Option<Day>,
    /// Has it expired?
    pub expired: bool,
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
        let ended = licence.until.map(Instant::end_of).filter(|end| *end <= ctx.now && !licence.expired);
        ended.map(|end| Entry::since(Event::Expired {}, end)).into_iter().collect()
    }

    fn asks(_: &Licence, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let place = Where { division: ctx.division.to_owned(), ..Where::default() };
        match command {
            Command::Issue { .. } => (ISSUE, place),
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
            Command::Issue { .. } if licence.issued => Ok(Vec::new()),
            Command::Issue { .. } => issue(command, known, ctx),
        }
    }

    fn evolve(mut licence: Licence, event: &Event, _: &Written<'_>) -> Licence {
        match event {
            Event::Issued { until, .. } => {
                licence.issued = true;
                licence.until = *until;
            }
            Event::Expired {} => licence.expired = true,
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
