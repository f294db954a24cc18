//! What no item covers: somebody says what she needs, the hall gives it to an organ, the organ answers; and
//! those who have no say, answer twice, or give it on without leave.

use facts::matter::Outcome;
use house::To;
use house::timekeeper::clock_actor;
use kernel::Actor;
use matter::rules::{Command, Matter, Rules};

use super::words;
use crate::city::{City, said};
use crate::deed::{Deed, Wish};
use crate::people::{CITIZENS, SHOP, citizen, clerk, contact, examiner, head, program, speaker};
use crate::people::{stranger_to, supervisor};

/// Matters of one seed.
const MATTERS: usize = 2;

impl City<'_> {
    /// Perhaps somebody needs what no item covers, or something becomes of what she said.
    pub fn perhaps_about_a_matter(&mut self) -> Result<(), String> {
        if !self.needs.percent(22) {
            return Ok(());
        }
        let deed = match self.matters.len() {
            0 => Some(self.brings()),
            n if n < MATTERS && self.needs.percent(20) => Some(self.brings()),
            _ => {
                let name = self.needs.one(&self.matters).clone();
                self.about_a_matter(&name)?
            }
        };
        match deed {
            Some(deed) => self.perform(&deed),
            None => Ok(()),
        }
    }

    /// Every matter is with an organ and answered.
    pub fn answer_matters(&mut self, percent: u64) -> Result<(), String> {
        for name in self.matters.clone() {
            let matter = self.matter(&name)?;
            if !matter.over() && self.needs.percent(percent) {
                if matter.routed == 0 {
                    let to = self.some_organ();
                    self.perform(&about(&name, clerk(&matter.hall), Command::Route { to, reason: words() }))?;
                }
                let organ = self.matter(&name)?.organ;
                let answer = self.answering(Outcome::NotNeeded);
                self.perform(&about(&name, head(&organ), answer))?;
            }
        }
        Ok(())
    }

    fn matter(&self, name: &str) -> Result<Matter, String> {
        let name = name.to_owned();
        let found = self.house().read_now(clock_actor(), move |seeing| Ok(seeing.life::<Rules>(&name)?.0));
        found.map_err(said)
    }

    /// The county's own hall, which is no township's.
    fn county_hall(&self) -> String {
        let own = self.house().halls.iter().find(|hall| hall.town.is_empty());
        own.map(|hall| hall.body.clone()).unwrap_or_default()
    }

    fn some_organ(&mut self) -> String {
        let world = self.house().world();
        let organs: Vec<&str> = world.editions.items().map(|edition| edition.item.organ.as_str()).collect();
        (*self.needs.one(&organs)).to_owned()
    }

    fn brings(&mut self) -> Deed {
        let party = *self.needs.one(&[CITIZENS[0], CITIZENS[1], SHOP]);
        let (name, phone) = contact(party);
        let roll = self.needs.below(20);
        let need = if roll == 0 { String::new() } else { "早餐车想在夜市摆摊".to_owned() };
        let who = if roll == 1 { supervisor() } else { speaker(party) };
        let command = Command::Bring { hall: self.county_hall(), name, phone, need };
        Deed { who, to: To::New, wish: Wish::Matter(command), lie: roll == 1 }
    }

    fn about_a_matter(&mut self, name: &str) -> Result<Option<Deed>, String> {
        let matter = self.matter(name)?;
        let Some(party) = matter.party.clone() else { return Ok(None) };
        if let Some(deed) = self.applies_after_all(&matter, &party)? {
            return Ok(Some(deed));
        }
        match self.needs.below(100) {
            0..12 => Ok(Some(Deed { lie: true, ..self.lie_of(name, &matter, &party) })),
            12..24 => Ok(Some(self.nonsense_of(name, &matter, &party))),
            roll => {
                let due = self.due_of(&matter, &party, roll);
                Ok(due.map(|(who, command)| about(name, who, command)))
            }
        }
    }

    /// What would be sensible now.
    fn due_of(&mut self, matter: &Matter, party: &str, roll: u64) -> Option<(Actor, Command)> {
        let organ = matter.organ.clone();
        Some(match (matter.over(), matter.routed) {
            // who withdrew before any organ had it
            (true, 0) => return None,
            (true, _) => (head(&organ), Command::Propose { words: words() }),
            (false, 0) if roll < 75 => {
                (clerk(&matter.hall), Command::Route { to: self.some_organ(), reason: words() })
            }
            (false, 0) if roll < 80 => (speaker(party), Command::Withdraw {}),
            (false, 0) => return None,
            (false, _) if roll < 62 => {
                let outcome = *self.needs.one(&Outcome::ALL);
                let who = if roll < 45 { examiner(&organ) } else { head(&organ) };
                (who, self.answering(outcome))
            }
            (false, _) if roll < 75 => (supervisor(), Command::AllowRoute { reason: words() }),
            (false, _) if roll < 90 => {
                (examiner(&organ), Command::Route { to: self.some_organ(), reason: words() })
            }
            (false, _) if roll < 93 => (speaker(party), Command::Withdraw {}),
            (false, _) => return None,
        })
    }

    fn answering(&mut self, outcome: Outcome) -> Command {
        let world = self.house().world();
        let items: Vec<&str> = world.editions.items().map(|edition| edition.item.code.as_str()).collect();
        let item = (*self.needs.one(&items)).to_owned();
        Command::Answer {
            outcome, item, basis: "联席会议纪要〔2026〕3 号".to_owned(), answer: words()
        }
    }

    /// An item covers it, and she applies there.
    fn applies_after_all(&mut self, matter: &Matter, party: &str) -> Result<Option<Deed>, String> {
        let asked = matter.outcome == Some(Outcome::Item) && matter.case.is_empty();
        if !asked || self.cases.len() > 5 || !self.needs.percent(60) {
            return Ok(None);
        }
        let world = self.house().world();
        let Some(edition) = world.editions.items().find(|edition| edition.item.code == matter.item) else {
            return Ok(None);
        };
        self.application_of(edition, party).map(Some)
    }

    /// Said twice, too early, without words, or of what is over.
    fn nonsense_of(&mut self, name: &str, matter: &Matter, party: &str) -> Deed {
        let (organ, hall) = (matter.organ.clone(), matter.hall.clone());
        let routes = if matter.routed == 0 { clerk(&hall) } else { examiner(&organ) };
        let mut all = vec![
            (
                speaker(party),
                Command::Bring { hall, name: words(), phone: "13800000668".to_owned(), need: words() },
            ),
            (routes.clone(), Command::Route { to: organ.clone(), reason: words() }),
            (routes, Command::Route { to: self.some_organ(), reason: String::new() }),
            (supervisor(), Command::AllowRoute { reason: words() }),
            (supervisor(), Command::AllowRoute { reason: String::new() }),
        ];
        if !organ.is_empty() {
            let none = Outcome::Item;
            let (basis, answer) = (words(), words());
            all.extend([
                (head(&organ), Command::Propose { words: String::new() }),
                (head(&organ), Command::Propose { words: words() }),
                (
                    examiner(&organ),
                    Command::Answer { outcome: none, item: "no-such".to_owned(), basis, answer },
                ),
                (
                    head(&organ),
                    Command::Answer {
                        outcome: Outcome::Impossible,
                        item: String::new(),
                        basis: String::new(),
                        answer: words(),
                    },
                ),
            ]);
        }
        let (who, command) = self.needs.one(&all).clone();
        about(name, who, command)
    }

    /// What is not hers to do, whatever has become of it.
    fn lie_of(&mut self, name: &str, matter: &Matter, party: &str) -> Deed {
        let other = self.some_organ();
        let route = Command::Route { to: other.clone(), reason: words() };
        let mut all = vec![
            (citizen(stranger_to(party)), Command::Withdraw {}),
            (clerk(&matter.hall), Command::Withdraw {}),
            (supervisor(), route.clone()),
            (supervisor(), self.answering(Outcome::Decided)),
            (speaker(party), self.answering(Outcome::NotNeeded)),
            (speaker(party), Command::AllowRoute { reason: words() }),
            (program(&other), Command::Tick {}),
            (clerk(&matter.hall), Command::Link { case: "449921-20260917-0001".to_owned() }),
        ];
        if matter.organ != other {
            all.push((head(&other), self.answering(Outcome::Decided)));
            all.push((examiner(&other), route.clone()));
        }
        // once an organ has it, it is the hall's no more
        if matter.routed > 0 {
            all.push((clerk(&matter.hall), route));
        }
        let (who, command) = self.needs.one(&all).clone();
        about(name, who, command)
    }
}

fn about(name: &str, who: Actor, command: Command) -> Deed {
    Deed { who, to: To::Stream(name.to_owned()), wish: Wish::Matter(command), lie: false }
}
