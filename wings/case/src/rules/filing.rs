//! How an application comes in, and which day counts as the day of its receipt.
//!
//! It is the civil day on which it arrives (民法典 201; the domain brief 1.2): online at 23:59 on a Saturday
//! too, and a parcel's is the day on which it came, not the day on which somebody opened it. Only the item's
//! own clause puts what is filed outside hours on the next working day.

use facts::case::{Came, Event, Way};
use kernel::item::{Item, OutsideHours};
use kernel::limits::{KEY_CHARS, NAME_CHARS, PARCEL_DAYS};
use kernel::{Basis, Channel, Ctx, Day, Entry, Instant, Refusal, Role, Rule, Text, party};
use serde::{Deserialize, Serialize};

use super::acceptance::Filing;
use super::life::Case;
use super::terms::{Terms, calendar_missing};

/// A parcel 快递 that came for the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    /// Number of the waybill.
    pub waybill: String,
    /// Who sent it; sealed.
    pub sender: String,
    /// The day on which it came.
    pub arrived: Day,
}

/// Papers that another hall took in, on their way to the competent organ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Code of the organ whose hall took it in.
    pub from: String,
    /// When that hall sent them.
    pub sent_on: Option<Day>,
    /// When they arrived.
    pub arrived_on: Option<Day>,
}

/// The instant of receipt, for what was filed at this one: on the day that counts, so that whoever takes a
/// parcel in late moves nobody back in an order.
pub(super) fn receipt(came: Option<&Came>, filed: Instant) -> Instant {
    let on = came.and_then(|came| came.on).unwrap_or(filed.day());
    filed.clamp(Instant::start_of(on), Instant::end_of(on).plus_ms(-1))
}

/// Where the papers are that another hall took in.
pub(super) fn follow(case: &mut Case, event: &Event, day: Day) {
    let Some(carried) = &mut case.carried else { return };
    match event {
        Event::PapersSent { .. } => carried.sent_on = Some(day),
        Event::PapersArrived {} => carried.arrived_on = Some(day),
        _ => {}
    }
}

/// May this clerk take it in only as another hall 异地收件: neither her organ nor her hall is the item's?
pub(super) fn is_elsewhere(item: &Item, ctx: &Ctx<'_>) -> bool {
    let ours = |organ: &str| !organ.is_empty() && ctx.actor.organ == organ;
    ctx.actor.role == Role::Clerk && !ours(&item.organ) && !ours(&item.hall)
}

/// How it came in, and from which day it counts.
pub(super) fn came(filing: &Filing<'_>, item: &Item, ctx: &Ctx<'_>) -> Result<Came, Refusal> {
    let plain = |way| Came { way, waybill: String::new(), at: String::new(), on: None, basis: None };
    if let Some(parcel) = filing.parcel {
        return by_courier(filing, parcel, item, ctx);
    }
    // a member of a bundle came with the bundle, not to a window
    if filing.behalf.is_some_and(|behalf| behalf.bundle.is_none()) {
        if !is_elsewhere(item, ctx) {
            return Ok(plain(Way::Window));
        }
        let Some(elsewhere) = &item.elsewhere else {
            return Err(Refusal::new("not_elsewhere", ctx.basis(item, Rule::Receiving)));
        };
        let (at, basis) = (ctx.actor.organ.clone(), Some(elsewhere.basis.clone()));
        return Ok(Came { at, basis, ..plain(Way::Elsewhere) });
    }
    let taken_in = |behalf: &super::Behalf| behalf.bundle.as_ref().is_some_and(|by| !by.is_empty());
    let way = match ctx.actor.channel {
        _ if filing.behalf.is_some_and(taken_in) => Way::Window,
        Channel::Mobile => Way::Mobile,
        Channel::Kiosk => Way::Terminal,
        Channel::Window => Way::Window,
        _ => Way::Computer,
    };
    let Some((on, basis)) = next_working_day(item, ctx)? else { return Ok(plain(way)) };
    Ok(Came { on: Some(on), basis: Some(basis), ..plain(way) })
}

/// The next working day and its clause, where the item's file says so and nobody is there any more today.
fn next_working_day(item: &Item, ctx: &Ctx<'_>) -> Result<Option<(Day, Basis)>, Refusal> {
    let Some(receipt) = &item.receipt else { return Ok(None) };
    let today = ctx.today();
    if receipt.outside_hours == OutsideHours::ArrivalDay {
        return Ok(None);
    }
    let no_year = |year| calendar_missing(ctx, item, year);
    let worked = ctx.calendar.workdays_after(today.plus(-1), 1).map_err(no_year)?.day == today;
    if worked && ctx.now < receipt.closes.of(today) {
        return Ok(None);
    }
    let next = ctx.calendar.workdays_after(today, 1).map_err(no_year)?;
    Ok(Some((next.day, receipt.basis.clone())))
}

/// A parcel counts from the day on which it came, however late it is taken in.
fn by_courier(filing: &Filing<'_>, parcel: &Parcel, item: &Item, ctx: &Ctx<'_>) -> Result<Came, Refusal> {
    let basis = || ctx.basis(item, Rule::Receiving);
    let today = ctx.today();
    if filing.behalf.is_none() || is_elsewhere(item, ctx) {
        return Err(Refusal::new("parcel_at_window", basis()));
    }
    let wrong = |why: Text| Refusal::new("parcel_wrong", basis()).with("why", why);
    let waybill = party::clean_name(&parcel.waybill, KEY_CHARS).map_err(|f| wrong(f.text()))?;
    party::clean_name(&parcel.sender, NAME_CHARS).map_err(|f| wrong(f.text()))?;
    if parcel.arrived > today || parcel.arrived < today.plus(-PARCEL_DAYS) {
        let most = PARCEL_DAYS.to_string();
        return Err(Refusal::new("arrival_wrong", basis()).with("most", Text::new(&most, &most)));
    }
    let on = (parcel.arrived != today).then_some(parcel.arrived);
    let basis = on.map(|_| basis());
    Ok(Came { way: Way::Courier, waybill, at: String::new(), on, basis })
}

/// The hall that took it in sends the papers on.
pub(super) fn send(terms: &Terms<'_>, by: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Receiving;
    let Some(carried) = &terms.case.carried else { return Err(terms.refuse("not_carried", rule)) };
    if carried.sent_on.is_some() {
        return Err(terms.refuse("papers_sent", rule));
    }
    let by = terms.reason(by, rule)?;
    Ok(vec![terms.sealed(Event::PapersSent { from: carried.from.clone() }, "sent_by", by)])
}

/// The competent organ's window has them.
pub(super) fn arrive(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Receiving;
    let Some(carried) = &terms.case.carried else { return Err(terms.refuse("not_carried", rule)) };
    if carried.sent_on.is_none() {
        return Err(terms.refuse("papers_not_sent", rule));
    }
    if carried.arrived_on.is_some() {
        return Err(terms.refuse("papers_here", rule));
    }
    Ok(vec![Event::PapersArrived {}.into()])
}
