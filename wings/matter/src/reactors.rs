//! What should follow from facts: whoever is answered is told so, and a case under the item that was named is
//! what the matter became.

use facts::matter::Event;
use facts::{Fact, Recorded, case};
use house::{Intent, To};
use store::{Look, Value};

use crate::rules::Command;

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    match &fact.fact {
        Fact::Matter(event) => told(look, fact, event),
        Fact::Case(case::Event::Applied { party, item, .. }) => {
            let sql = "select matter_no from v_matter where party = $1 and item = $2 and case_no = '' \
                       order by seq, matter_no limit 1";
            let found = look.one(sql, &[Value::from(party), Value::from(item)])?;
            let link = found.map(|row| {
                let command = Command::Link { case: fact.name().to_owned() };
                Intent::command("link", To::Stream(row.text(0).to_owned()), &command)
            });
            Ok(link.into_iter().collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn told(look: &mut Look<'_>, fact: &Recorded, event: &Event) -> Result<Vec<Intent>, store::Fault> {
    let text = match event {
        Event::Brought { .. } => "matter_brought",
        Event::Answered { .. } => "matter_answered",
        _ => return Ok(Vec::new()),
    };
    let Some(row) = look.get("v_matter", &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
    let party = row.text(1).to_owned();
    let fills = vec![("matter", fact.name().to_owned()), ("answer_by", row.text(6).to_owned())];
    Ok(vec![Intent::Send { name: text, channel: "sms", party, text, fills }])
}
