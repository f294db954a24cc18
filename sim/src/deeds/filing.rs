//! How an application comes in: from home by computer, telephone or terminal, at the window, by courier, at
//! another hall that sends the papers on; and a look before formal receipt, asked for, passed or given back.

use case::rules::{Behalf, Command, Parcel};
use house::To;
use kernel::item::Item;
use kernel::{Actor, Channel, Day};

use super::{Scene, words};
use crate::city::City;
use crate::deed::{Deed, Wish};
use crate::people::{citizen, clerk, coming_by, speaker, stranger_to};

/// How many days ago a parcel came; some are not yet here, and one has lain for longer than anybody believes.
const CAME_AGO: [i32; 12] = [0, 0, 0, 1, 1, 2, 3, 5, 9, 20, -1, 75];

impl City<'_> {
    /// An application comes in, in one of the ways in which they do; now and then in one that is not open.
    pub(crate) fn comes_in(&mut self, party: &str, item: &Item, command: Command) -> Deed {
        let her = speaker(party);
        let desk = clerk(if item.hall.is_empty() { &item.organ } else { &item.hall });
        let away = clerk(&self.another_organ(&item.organ));
        let roll = self.lot.below(100);
        // few items are taken in elsewhere: where one is, it happens
        let elsewhere = if item.elsewhere.is_some() { 52 } else { 35 };
        let (who, behalf, parcel) = match roll {
            0..18 => (desk, true, None),
            18..30 => (desk, true, Some(self.parcel())),
            30..32 => (away, true, Some(self.parcel())),
            n if (32..elsewhere).contains(&n) => (away, true, None),
            52..60 => (coming_by(her.clone(), Channel::Kiosk), false, None),
            60..68 => (coming_by(her.clone(), Channel::Mobile), false, None),
            68 => (her.clone(), false, Some(self.parcel())),
            // in another's name
            69 | 70 => (citizen(stranger_to(party)), true, None),
            _ => (her.clone(), false, None),
        };
        let lie = matches!(roll, 69 | 70);
        let mut deed = Deed { who, to: To::New, wish: command.into(), lie };
        if let Wish::Case(Command::Apply { on_behalf, parcel: with, .. }) = &mut deed.wish {
            *on_behalf = behalf.then(|| {
                Box::new(Behalf { party: party.to_owned(), role: her.role, bundle: None, files: Vec::new() })
            });
            *with = parcel;
        }
        deed
    }

    fn parcel(&mut self) -> Parcel {
        let ago = *self.lot.one(&CAME_AGO);
        let waybill = if self.lot.percent(95) { "SF1208800412" } else { "" };
        Parcel {
            waybill: waybill.to_owned(), sender: "安小青".to_owned(), arrived: self.today().plus(-ago)
        }
    }

    /// Perhaps something about where the papers are, or about a look before they are formally received.
    pub(super) fn filing(&mut self, scene: &Scene) -> Option<Deed> {
        let roll = self.lot.below(100);
        if let Some((who, command)) = on_its_way(scene).filter(|_| roll < 40) {
            return Some(scene.deed(who, command));
        }
        let case = &scene.case;
        scene.item.precheck.as_ref()?;
        if case.acceptance.is_some() || scene.over() {
            return None;
        }
        let missing = self.missing(case).ok()?;
        let (who, command) = match (case.precheck_open(), roll) {
            (true, 0..30) => (scene.window(), Command::PassPrecheck {}),
            (true, 30..60) => {
                (scene.window(), Command::ReturnPrecheck { lacking: lacking(scene, missing), note: words() })
            }
            // she asks, where nobody has looked yet; again, now and then
            (false, 0..45) if case.precheck.is_none() && !case.received => {
                (scene.applicant(), Command::AskPrecheck {})
            }
            (_, 96..) => (scene.applicant(), Command::AskPrecheck {}),
            _ => return None,
        };
        Some(scene.deed(who, command))
    }
}

/// What has to be done with papers that another hall took in: they are sent, and they arrive; none where no
/// other hall has them, or everything was done.
pub(crate) fn on_its_way(scene: &Scene) -> Option<(Actor, Command)> {
    let carried = scene.case.carried.as_ref()?;
    match (carried.sent_on, carried.arrived_on) {
        (None, _) => Some((clerk(&carried.from), Command::SendPapers { by: words() })),
        (Some(_), None) => Some((scene.window(), Command::PapersArrived {})),
        _ => None,
    }
}

/// What the window says is lacking: what is, or the first paper of the item.
fn lacking(scene: &Scene, missing: Vec<String>) -> Vec<String> {
    if !missing.is_empty() {
        return missing;
    }
    let asked = scene.item.materials_in(&scene.filed.situation);
    asked.map(|material| material.code.clone()).take(1).collect()
}

/// One of every command about how it came in, with somebody who may ask for it.
pub(super) fn everything(scene: &Scene, today: Day) -> Vec<(Actor, Command)> {
    let window = scene.window();
    let from = scene.case.carried.as_ref().map_or(&scene.filed.organ, |carried| &carried.from);
    let sends = |by: String| (clerk(from), Command::SendPapers { by });
    // an empty word on some days, so that both are tried
    let by = if today.days_since(scene.filed.on) % 2 == 0 { words() } else { String::new() };
    vec![
        (scene.applicant(), Command::AskPrecheck {}),
        (window.clone(), Command::PassPrecheck {}),
        (window.clone(), Command::ReturnPrecheck { lacking: lacking(scene, Vec::new()), note: words() }),
        (window.clone(), Command::ReturnPrecheck { lacking: Vec::new(), note: words() }),
        sends(by),
        (window, Command::PapersArrived {}),
    ]
}
