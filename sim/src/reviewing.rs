//! What the people of the city say of a case that is over: mostly nothing, sometimes once, sometimes too
//! early, too late or again; now and then somebody who has no say.

use house::{Cause, Failure, To};
use kernel::Text;
use review::rules::{Command, LEVELS, REASONS, Rules};

use crate::city::City;
use crate::people::{citizen, speaker, window};

impl City<'_> {
    /// Perhaps somebody reviews a case.
    pub fn perhaps_review(&mut self) -> Result<(), String> {
        if self.cases.is_empty() || !self.opinions.percent(15) {
            return Ok(());
        }
        let name = self.opinions.one(&self.cases).clone();
        let (case, _) = self.case(&name)?;
        let filed = case.filed.expect("a case that was told was filed");
        let (who, lie) = match self.opinions.below(10) {
            0 => (window(&filed), true),
            1 => (citizen("p-nobody"), true),
            _ => (speaker(&filed.party), false),
        };
        let command = Command::Give {
            case: name.clone(),
            party: filed.party,
            level: *self.opinions.one(&LEVELS),
            reasons: self.opinions.some(&REASONS, 30),
            words: if self.opinions.percent(50) { "照实说".to_owned() } else { String::new() },
        };
        self.count("reviews tried");
        let key = format!("review-{}", self.tally["reviews tried"]);
        let cause = Cause::outside("web", &who.party, &key).expect("letters, digits and a dash");
        let answer = self.house().act_now::<Rules>(who, To::Stream(name), cause, command);
        match answer {
            Ok(_) if !lie && case.ending.is_some() => {
                self.count("reviews");
                Ok(())
            }
            Err(Failure::Absent) if lie => Ok(()),
            Err(Failure::Refused(refusal)) if !lie && refusal.basis != Text::default() => Ok(()),
            other => Err(format!("a review was answered {other:?}; a lie: {lie}")),
        }
    }
}
