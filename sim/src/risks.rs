//! What goes wrong in the city again and again: heads answer for it, mostly in time, supervisors read it, and
//! now and then somebody speaks who has no say.

use house::{Cause, Failure, To};
use kernel::Text;
use risk::rules::{Command, Rules};

use crate::city::City;
use crate::people::{examiner, head, supervisor};

/// Something that is owed, oldest first.
const OWED: &str = "select name, organ, state from v_risk where running = 1 order by seq, name limit 1";

impl City<'_> {
    /// Perhaps somebody does something about the oldest risk point.
    pub fn perhaps_answer_risk(&mut self) -> Result<(), String> {
        // a house may be opened without this wing
        let there = self.house().wings.iter().any(|wing| wing.name == "risk");
        if !self.opinions.percent(8) || !there {
            return Ok(());
        }
        let found = self.house().store.read_now(|look| look.one(OWED, &[]));
        let Some(row) = found.map_err(|fault| fault.to_string())? else { return Ok(()) };
        let (name, organ, state) = (row.text(0).to_owned(), row.text(1).to_owned(), row.text(2).to_owned());
        let words = if self.opinions.percent(90) { "照实说".to_owned() } else { String::new() };
        let (who, command, lie) = match (self.opinions.below(10), state.as_str()) {
            (0, _) => (examiner(&organ), Command::Answer { words }, true),
            (1, _) => (head(&organ), Command::Settle {}, true),
            (2, "answered") => (supervisor(), Command::GiveBack { words }, false),
            (_, "answered") => (supervisor(), Command::Settle {}, false),
            _ => (head(&organ), Command::Answer { words }, false),
        };
        self.count("words about risk points");
        let key = format!("risk-{}", self.tally["words about risk points"]);
        let cause = Cause::outside("web", &who.party, &key).expect("letters, digits and a dash");
        match self.house().act_now::<Rules>(who, To::Stream(name), cause, command) {
            Ok(_) if !lie => Ok(()),
            Err(Failure::Absent) if lie => Ok(()),
            Err(Failure::Refused(refusal)) if !lie && refusal.basis != Text::default() => Ok(()),
            other => Err(format!("a word about a risk point was answered {other:?}; a lie: {lie}")),
        }
    }
}
