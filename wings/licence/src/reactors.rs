//! What should follow: a grant is followed by a licence, and what becomes of a licence by a message to its
//! holder.

use facts::licence::Event;
use facts::{Fact, Recorded, case};
use house::Intent;
use house::desk::To;
use store::{Look, Value};

use crate::rules::Command;

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    if let Fact::Licence(event) = &fact.fact {
        return told(look, fact, event);
    }
    if let Fact::Case(event) = &fact.fact
        && let Some(command) = promised(event)
    {
        let sql = "select licence_no from v_licence where case_no = $1";
        let held = look.one(sql, &[Value::from(fact.name())])?.is_some();
        let intent = Intent::command("propose", To::Stream(fact.name().to_owned()), &command);
        return Ok(held.then_some(intent).into_iter().collect());
    }
    let Fact::Case(case::Event::Granted { .. }) = &fact.fact else { return Ok(Vec::new()) };
    let key = [Value::from(fact.name())];
    let Some(row) = look.get("k_filed", &key)? else { return Ok(Vec::new()) };
    let Some(own) = look.get("p_filed", &key)? else { return Ok(Vec::new()) };
    let command = Command::Issue {
        case: fact.name().to_owned(),
        item: row.text(1).to_owned(),
        edition: row.text(2).to_owned(),
        organ: row.text(3).to_owned(),
        party: row.text(4).to_owned(),
        holder: own.text(1).to_owned(),
        granted: fact.effective.day(),
    };
    Ok(vec![Intent::command("issue", To::Stream(fact.name().to_owned()), &command)])
}

/// What follows from a promise that was not kept, or was made good.
fn promised(event: &case::Event) -> Option<Command> {
    match event {
        case::Event::PledgeForfeited { basis, .. } => Some(Command::Propose { basis: basis.clone() }),
        case::Event::PledgeMended { .. } => Some(Command::LiftProposal {}),
        _ => None,
    }
}

/// The holder hears of whatever is decided about her licence; why stands in the notice, not in the message.
fn told(look: &mut Look<'_>, fact: &Recorded, event: &Event) -> Result<Vec<Intent>, store::Fault> {
    let what = match event {
        Event::Expired {} => "届满",
        Event::Renewed { .. } => "延续",
        Event::RenewalDenied { .. } => "不予延续",
        Event::Amended { .. } => "变更",
        Event::AmendmentDenied { .. } => "不予变更",
        Event::Suspended { .. } => "暂扣",
        Event::Lifted {} => "解除暂扣",
        Event::Cancelled { .. } => "注销",
        Event::Recalled { .. } => "撤回",
        Event::Annulled { .. } => "撤销",
        Event::Revoked { .. } => "吊销",
        Event::Issued { .. }
        | Event::RenewalAsked {}
        // the applicant has heard it from her case
        | Event::AnnulmentProposed { .. }
        | Event::ProposalLifted {}
        | Event::AmendmentAsked {}
        | Event::SurrenderAsked {} => {
            return Ok(Vec::new());
        }
    };
    let sql = "select party from k_filed where case_no = $1";
    let Some(row) = look.one(sql, &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
    let (name, party) = ("licence_changed", row.text(0).to_owned());
    let fills = vec![("what", what.to_owned())];
    Ok(vec![Intent::Send { name, channel: "sms", party, text: name, fills }])
}
