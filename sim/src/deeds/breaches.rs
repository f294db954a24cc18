//! What follows when a limit was broken: the organ explains, answers, appeals, or keeps silent; the
//! supervisor closes and judges; and some speak who have no say.

use house::timekeeper::clock_actor;
use oversight::rules::{Appeal, Breach, Command, Rules};

use super::words;
use crate::city::{City, said};
use crate::deed::{Deed, Wish};
use crate::people::{citizen, examiner, head, supervisor};
use house::To;

/// The words of the limits that may be broken, as a breach is named by them.
const LIMITS: [&str; 5] = ["promised", "statutory", "delivery", "answer", "higher"];

impl City<'_> {
    /// Breaches of a case, by their names.
    pub fn breaches(&self, case: &str) -> Result<Vec<(String, Breach)>, String> {
        let names: Vec<String> = LIMITS.iter().map(|limit| format!("{case}-{limit}")).collect();
        let found = self.house().read_now(clock_actor(), move |seeing| {
            let mut all = Vec::new();
            for name in names {
                let watched = seeing.life::<Rules>(&name)?.0;
                all.extend(watched.breach.map(|breach| (name, breach)));
            }
            Ok(all)
        });
        found.map_err(said)
    }

    /// Perhaps somebody says something of a breach of this case.
    pub fn about_a_breach(&mut self, case: &str) -> Result<Option<Deed>, String> {
        let all = self.breaches(case)?;
        if all.is_empty() {
            return Ok(None);
        }
        let (name, breach) = self.lot.one(&all).clone();
        let lie = self.lot.percent(15);
        let (judged, command) = self.said_of(&breach);
        let who = match (judged, lie) {
            (true, false) => supervisor(),
            (false, false) => head(&breach.organ),
            (true, true) => head(&breach.organ),
            (false, true) => {
                let other = self.another_organ(&breach.organ);
                let strange = if other == breach.organ { citizen("p-an") } else { head(&other) };
                self.lot.one(&[supervisor(), examiner(&breach.organ), strange]).clone()
            }
        };
        Ok(Some(Deed { who, to: To::Stream(name), wish: Wish::Breach(command), lie }))
    }

    /// What is said, and whether it is the supervisor's to say; mostly what is due, sometimes anything.
    fn said_of(&mut self, breach: &Breach) -> (bool, Command) {
        let (judging, closing) = (breach.appeal == Appeal::Open, breach.answered && !breach.closed);
        match self.lot.below(100) {
            0..25 if judging => (true, Command::Uphold { words: words() }),
            25..45 if judging => (true, Command::Dismiss { words: words() }),
            0..35 if closing => (true, Command::Close {}),
            0..30 if breach.ordered => (false, Command::Answer { words: words() }),
            0..60 => (false, Command::Explain { words: words() }),
            60..70 => (false, Command::Answer { words: words() }),
            70..82 => (false, Command::Appeal { words: words() }),
            82..88 => (true, Command::Close {}),
            88..92 => (true, Command::Uphold { words: words() }),
            92..96 => (true, Command::Dismiss { words: words() }),
            _ => (false, Command::Explain { words: String::new() }),
        }
    }
}
