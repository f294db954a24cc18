//! Being away 请假, and who stands in 代班: a colleague of the same organ and post, from a day to a day.
//!
//! What the absent officer has claimed stays hers; the colleague may go on with it meanwhile.

use facts::account::Event;
use kernel::{Ctx, Day, Entry, Refusal, Rule, Text};

use super::{Account, Known, Sort};

/// Days that one absence may last, both ends counted: whoever is away longer leaves the post to a successor.
const ABSENCE_DAYS: i32 = 180;

/// Note an absence; a new one takes the place of the former.
pub(super) fn note(
    account: &Account,
    known: &Known,
    (stand_in, from, until): (&str, Day, Day),
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let basis = || ctx.editions.service_rule(Rule::Handling);
    let party = officer(account, ctx)?;
    if until < from {
        return Err(Refusal::new("absence_days_wrong", basis()));
    }
    if until < ctx.today() {
        return Err(Refusal::new("absence_past", basis()));
    }
    if until.days_since(from) >= i64::from(ABSENCE_DAYS) {
        let most = ABSENCE_DAYS.to_string();
        return Err(Refusal::new("absence_long", basis()).with("most", Text::new(&most, &most)));
    }
    if stand_in == party {
        return Err(Refusal::new("stands_in_for_oneself", basis()));
    }
    if !known.stand_in_fits {
        return Err(Refusal::new("stand_in_unfit", basis()));
    }
    let stand_in = stand_in.to_owned();
    Ok(vec![Event::AbsenceNoted { party, stand_in, from, until }.into()])
}

/// She is back, or will not be away; where nothing was noted there is nothing to end.
pub(super) fn end(account: &Account, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let party = officer(account, ctx)?;
    Ok(if account.away { vec![Event::AbsenceEnded { party }.into()] } else { Vec::new() })
}

/// The officer whose account it is.
fn officer(account: &Account, ctx: &Ctx<'_>) -> Result<String, Refusal> {
    let staff = account.sort == Some(Sort::Staff) && !account.removed;
    let party = account.party.clone().filter(|_| staff);
    party.ok_or_else(|| Refusal::new("account_unknown", ctx.editions.service_rule(Rule::Applying)))
}

#[cfg(test)]
mod tests;
