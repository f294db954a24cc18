//! Papers: files sent from home, paper that comes to the window, ticks that are only a promise; the one-time
//! notice and a second one that a supervisor allows; papers that may follow.

use case::rules::{Command, Handed, Standing, standing};
use house::files::Shelf;
use kernel::item::Item;

use super::{Scene, words};
use crate::city::{City, said};
use crate::deed::Deed;
use crate::people::supervisor;

impl City<'_> {
    /// Papers come to the window, or what is lacking is told, promised, supplied.
    pub(super) fn papers(&mut self, scene: &Scene) -> Result<Option<Deed>, String> {
        let roll = self.lot.below(100);
        let missing = self.missing(&scene.case)?;
        // where papers may follow, people first bring what they have
        let often = if scene.item.materials.iter().any(|m| m.follows().is_some()) { 85 } else { 45 };
        let (who, command) = match standing(&scene.case).expect("it was filed") {
            Standing::Submitted if !scene.case.to_bring.is_empty() && roll < often => {
                let some: Vec<String> = scene.case.to_bring.iter().cloned().collect();
                let materials = (roll < 15).then(|| self.lot.some(&some, 60));
                (scene.window(), Command::Receive { materials })
            }
            Standing::Submitted if may_follow(&scene.item, &missing) && roll < 90 => {
                match scene.case.tolerance.signed.is_empty() {
                    false => (scene.window(), Command::AcceptTolerantly {}),
                    true => (scene.applicant(), Command::SignTolerance { materials: missing }),
                }
            }
            Standing::CorrectionWaiting => self.correction(scene, missing, roll)?,
            standing if scene.case.acceptance.is_none() && roll < 50 => {
                return Ok(self.brought(scene, standing, roll));
            }
            _ => return Ok(None),
        };
        Ok(Some(scene.deed(who, command)))
    }

    /// A paper that nobody asked for lies on the counter.
    fn brought(&mut self, scene: &Scene, standing: Standing, roll: u64) -> Option<Deed> {
        let open = standing == Standing::Submitted && roll < 4;
        let material = scene.item.materials_in(&scene.filed.situation).next().map(|m| m.code.clone());
        let material = material.filter(|_| open)?;
        Some(scene.deed(scene.window(), Command::Enclose { material, files: Vec::new() }))
    }

    /// What was asked for comes, whole or in part; now and then it is asked for again.
    fn correction(
        &mut self,
        scene: &Scene,
        missing: Vec<String>,
        roll: u64,
    ) -> Result<(kernel::Actor, Command), String> {
        let notices = scene.case.notices;
        let all: Vec<String> = scene.case.correction.iter().flat_map(|c| c.outstanding.clone()).collect();
        let lacking = if missing.is_empty() { all.clone() } else { missing };
        if notices.allowed > 0 && notices.asked == notices.allowed && roll < 60 {
            return Ok((scene.window(), Command::AskCorrection { lacking, note: words() }));
        }
        Ok(match roll {
            92.. => (supervisor(), Command::AllowNotice { reason: words() }),
            88..92 => (scene.window(), Command::AskCorrection { lacking, note: words() }),
            _ => {
                let materials = if roll < 70 { all } else { self.lot.some(&all, 50) };
                // a paper counts when the window has it; what she ticks at home she has yet to bring
                let who = if roll < 35 { scene.window() } else { scene.applicant() };
                let files = if roll >= 50 { self.uploads(scene, &materials)? } else { Vec::new() };
                (who, Command::Correct { materials, answers: Default::default(), files })
            }
        })
    }

    /// What she promised comes, from home as a file or to the window, in time or late; or she forgets.
    pub(crate) fn promises(&mut self, scene: &Scene) -> Option<Deed> {
        let open = |code: &&String| scene.case.tolerance.open(code);
        let promised: Vec<String> = scene.case.tolerance.promises.keys().filter(open).cloned().collect();
        if promised.is_empty() || !self.lot.percent(12) {
            return None;
        }
        let home = self.lot.percent(40);
        let files = if home { self.uploads(scene, &promised).ok()? } else { Vec::new() };
        let who = if home { scene.applicant() } else { scene.window() };
        Some(scene.deed(who, Command::Follow { materials: promised, files }))
    }

    /// A file for each of these, sealed for the applicant and waiting for a fact to name it.
    fn uploads(&mut self, scene: &Scene, materials: &[String]) -> Result<Vec<Handed>, String> {
        let place = format!("case/{}", scene.name);
        self.files_of(&scene.filed.party, &place, materials)
    }

    /// A file for each of these materials of a party, on a shelf.
    pub(crate) fn files_of(
        &mut self,
        party: &str,
        place: &str,
        materials: &[String],
    ) -> Result<Vec<Handed>, String> {
        let shelf = Shelf { party: party.to_owned(), place: place.to_owned() };
        let mut all = Vec::new();
        for material in materials.iter().filter(|code| !code.starts_with(kernel::item::FIELD)) {
            let bytes = format!("%PDF-1.7 {material}").into_bytes();
            let loose = self.house().keep_loose(&shelf, material, "pdf", "扫描件.pdf", bytes);
            let kept = self.hands.block_on(loose).map_err(said)?;
            all.push(Handed::new(material, &kept.hash, &kept.form, kept.bytes, &kept.name));
            self.count("files");
        }
        Ok(all)
    }
}

/// Is something lacking, and may all of it follow?
fn may_follow(item: &Item, missing: &[String]) -> bool {
    let follows = |code: &String| item.material(code).is_some_and(|m| m.follows().is_some());
    !missing.is_empty() && missing.iter().all(follows)
}
