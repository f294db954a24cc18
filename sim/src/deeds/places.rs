//! Places of which there are only so many: people who apply for them together, and windows that accept two of
//! them in the same instant.

use case::known;
use case::rules::{Command, Standing, standing};
use house::timekeeper::clock_actor;

use super::Scene;
use crate::city::{City, said};
use crate::deed::{Deed, Wish};

impl City<'_> {
    /// Where one who asks for a limited place is accepted, another often is at the same instant.
    pub(crate) fn and_in_the_same_instant(&mut self, scene: &Scene, deed: &Deed) -> Result<(), String> {
        let accepts = matches!(deed.wish, Wish::Case(Command::Accept {}));
        if !accepts || scene.item.quantity.is_none() || !self.lot.percent(70) {
            return Ok(());
        }
        for name in self.cases.clone() {
            let other = self.scene(&name)?;
            let same = other.name != scene.name && other.filed.item == scene.filed.item;
            let waits = standing(&other.case) == Some(Standing::Submitted);
            if same && waits && self.missing(&other.case)?.is_empty() {
                self.at_once.push(other.deed(other.window(), Command::Accept {}));
            }
        }
        Ok(())
    }

    /// How its places stand for a case: are all of them given, and who is the first of those who wait.
    pub(crate) fn places_of(&self, scene: &Scene) -> Result<Option<(bool, String)>, String> {
        let Some(queued) = scene.case.queued.clone() else { return Ok(None) };
        let item = scene.filed.item.clone();
        let found = self.house().read_now(clock_actor(), move |seeing| {
            let places = known::places(seeing.look, &item, &queued.period)?;
            let first = places.waiting.first().map(|place| place.case_no.clone());
            Ok((places.taken >= queued.places, first.unwrap_or_default()))
        });
        found.map(Some).map_err(said)
    }
}
