//! What people want next: mostly what is sensible, sometimes nonsense, sometimes what is not theirs to do.

use case::rules::{Case, Command, missing};
use house::Failure;
use house::timekeeper::clock_actor;
use kernel::item::{Edition, Item, Material, Situation};

use crate::city::{City, said};
use crate::deed::Deed;
use crate::people::{CITIZENS, SHOP, answers, contact};

/// Cases of one seed.
const CASES: usize = 5;

impl City<'_> {
    /// Somebody wants something.
    pub fn wish(&mut self) -> Result<Deed, String> {
        if self.cases.is_empty() || (self.cases.len() < CASES && self.lot.percent(25)) {
            let edition = self.item();
            return self.application(&edition);
        }
        let cases = self.cases.clone();
        let scene = {
            let name = self.lot.one(&cases).clone();
            self.scene(&name)?
        };
        match self.lot.below(100) {
            0..6 => {
                if let Some(deed) = self.about_a_licence(&scene)? {
                    return Ok(deed);
                }
                self.sensible(&scene)
            }
            6..10 => {
                if let Some(deed) = self.about_a_breach(&scene.name)? {
                    return Ok(deed);
                }
                self.sensible(&scene)
            }
            10..72 => {
                let deed = self.sensible(&scene)?;
                self.and_in_the_same_instant(&scene, &deed)?;
                Ok(deed)
            }
            72..87 => Ok(self.nonsense(&scene)),
            _ => Ok(self.lie(&scene)),
        }
    }

    /// What somebody applies for: anything, but most of the time what has more to it than most.
    fn item(&mut self) -> Edition {
        let world = self.house().world();
        let all: Vec<&Edition> = world.editions.items().collect();
        let rare: Vec<&Edition> = all.iter().copied().filter(|edition| is_rare(edition)).collect();
        if !rare.is_empty() && self.lot.percent(50) {
            let chosen: &&Edition = self.lot.one(&rare);
            return Edition::clone(chosen);
        }
        // few items are made public, and what is public must be objected to
        let public: Vec<&Edition> = all.iter().copied().filter(|e| e.item.publicity.is_some()).collect();
        if !public.is_empty() && self.lot.percent(20) {
            let chosen: &&Edition = self.lot.one(&public);
            return Edition::clone(chosen);
        }
        let follows = |edition: &&Edition| edition.item.materials.iter().any(|m| m.follows().is_some());
        if let Some(edition) = all.iter().copied().find(follows).filter(|_| self.lot.percent(50)) {
            return edition.clone();
        }
        let rich: Vec<_> = all.iter().copied().filter(|edition| has_more_to_it(edition)).collect();
        let from = if rich.is_empty() || !self.lot.percent(45) { &all } else { &rich };
        let chosen: &&Edition = self.lot.one(from);
        Edition::clone(chosen)
    }

    /// An application, not always right: papers missing or wrong, questions left open.
    fn application(&mut self, edition: &Edition) -> Result<Deed, String> {
        let item = &edition.item;
        let party = self.party_for(item);
        let deed = self.application_of(edition, &party)?;
        if item.quantity.is_some() && self.lot.percent(60) {
            let party = self.party_for(item);
            let other = self.application_of(edition, &party)?;
            self.at_once.push(other);
        }
        Ok(deed)
    }

    /// Somebody who may apply for it, or not.
    fn party_for(&mut self, item: &Item) -> String {
        let parties = [CITIZENS[0], CITIZENS[1], CITIZENS[2], SHOP];
        match (item.for_persons, item.for_organisations) {
            (false, true) if self.lot.percent(85) => SHOP.to_owned(),
            (true, false) => (*self.lot.one(&parties[..3])).to_owned(),
            _ => (*self.lot.one(&parties)).to_owned(),
        }
    }

    /// An application of this party.
    pub fn application_of(&mut self, edition: &Edition, party: &str) -> Result<Deed, String> {
        let item = &edition.item;
        let mut situation = Situation::new();
        for question in &item.questions {
            let answer = self.lot.one(&item.telling(question)).clone();
            situation.insert(question.code.clone(), answer);
        }
        let asked: Vec<String> = item.materials_in(&situation).map(|m| m.code.clone()).collect();
        let mut materials = self.lot.some(&asked, 80);
        // what may follow is what one does not have yet
        let lacks = |m: &Material| m.follows().is_some() || m.by_commitment;
        let follows = |code: &String| item.material(code).is_some_and(lacks);
        if asked.iter().any(follows) && self.lot.percent(75) {
            materials = asked.iter().filter(|code| !follows(code)).cloned().collect();
        }
        let sent = if self.lot.percent(20) { self.lot.some(&materials, 60) } else { Vec::new() };
        let files = self.files_of(party, &format!("item/{}", item.code), &sent)?;
        let mut filled = answers(item, &situation);
        match self.lot.below(20) {
            0 => materials.push("a-letter-from-grandmother".to_owned()),
            1 => drop(situation.pop_first()),
            2 => drop(filled.pop_first()),
            _ => {}
        }
        let (applicant, phone) = contact(party);
        let command = Command::Apply {
            item: item.code.clone(),
            edition: edition.hash.clone(),
            situation,
            materials,
            applicant,
            phone,
            answers: filled,
            on_behalf: None,
            files,
            parcel: None,
        };
        Ok(self.comes_in(party, item, command))
    }

    /// Codes of what the applicant still has to hand in.
    pub fn missing(&self, case: &Case) -> Result<Vec<String>, String> {
        let case = case.clone();
        let found: Result<Vec<String>, Failure> =
            self.house().read_now(clock_actor(), move |seeing| Ok(missing(&case, &seeing.ctx)));
        found.map_err(said)
    }
}

/// Do few items say this: a higher body decides, places are limited, a promise stands in for a paper, another
/// hall takes it in, or the window looks at it before?
fn is_rare(edition: &Edition) -> bool {
    let item = &edition.item;
    item.forwarding.is_some()
        || item.quantity.is_some()
        || item.commitment.is_some()
        || item.elsewhere.is_some()
        || item.precheck.is_some()
}

/// Is it made public, may papers follow, or does it lead to a licence that ends?
fn has_more_to_it(edition: &Edition) -> bool {
    let item = &edition.item;
    item.publicity.is_some()
        || item.renewed().is_some()
        || item.materials.iter().any(|material| material.follows().is_some())
}
