//! What becomes of licences: renewed in time, too late, by silence; amended, suspended, and ended in five
//! ways; and the years that pass until a term is over.

use facts::licence::{Gone, Wrong};
use house::timekeeper::clock_actor;
use kernel::{Actor, Day, Instant};
use licence::rules::{After, Command, Licence, Rules, caught_up};

use super::{Scene, words};
use crate::city::{City, said};
use crate::deed::{Deed, Wish};
use crate::people::{citizen, head, stranger_to};

/// Days before the last day of a term on which the city looks at its licences: renewal is still in time, or
/// is not, whichever holidays lie between.
const BEFORE_THE_END: [i32; 3] = [80, 8, -1];

impl City<'_> {
    /// The licence of a case as it stands now; none where there is none.
    pub fn licence(&self, name: &str) -> Result<Option<Licence>, String> {
        let name = name.to_owned();
        let found = self.house().read_now(clock_actor(), move |seeing| {
            let licence = caught_up(seeing.life::<Rules>(&name)?.0, &seeing.ctx);
            Ok(licence.issued.then_some(licence))
        });
        found.map_err(said)
    }

    /// Perhaps something about the licence that this case led to.
    pub fn about_a_licence(&mut self, scene: &Scene) -> Result<Option<Deed>, String> {
        let Some(licence) = self.licence(&scene.name)? else { return Ok(None) };
        let today = self.now().day();
        let lie = self.lot.percent(15);
        let (hers, after) = self.wish_of(&licence, today);
        let who = match (hers, lie) {
            (true, false) => scene.applicant(),
            (false, false) => head(&licence.organ),
            _ => self.liar(scene, hers),
        };
        let wish = Wish::Licence(Command::After(after));
        Ok(Some(Deed { lie, ..scene.asking(who, wish) }))
    }

    fn liar(&mut self, scene: &Scene, hers: bool) -> Actor {
        let other = self.another_organ(&scene.filed.organ);
        let all = [
            citizen(stranger_to(&scene.filed.party)),
            scene.window(),
            scene.examiner(),
            if hers || other == scene.filed.organ { scene.window() } else { head(&other) },
        ];
        self.lot.one(&all).clone()
    }

    /// What somebody wants of it, and whether it is the holder's to ask.
    fn wish_of(&mut self, licence: &Licence, today: Day) -> (bool, After) {
        let reason = words();
        let owed = [
            (licence.renewal_asked.is_some(), After::Renew {}),
            (licence.renewal_asked.is_some(), After::DenyRenewal { reason: words() }),
            (licence.amendment_asked, After::Amend { change: words() }),
            (licence.amendment_asked, After::DenyAmendment { reason: words() }),
            (licence.suspended.is_some(), After::Lift { reason: words() }),
        ];
        let owed: Vec<After> = owed.into_iter().filter(|(open, _)| *open).map(|(_, after)| after).collect();
        if !owed.is_empty() && self.lot.percent(45) {
            return (false, self.lot.one(&owed).clone());
        }
        match self.lot.below(100) {
            0..24 => (true, After::AskRenewal {}),
            24..40 => (true, After::AskAmendment { change: words() }),
            40..46 => (true, After::Surrender {}),
            46..60 => {
                let until = today.plus(i32::try_from(self.lot.below(9)).expect("below nine") - 1);
                (false, suspending(until, self.lot.percent(85)))
            }
            60..64 => (false, After::Renew {}),
            64..68 => (false, After::Lift { reason }),
            68..72 => (false, After::Amend { change: String::new() }),
            _ => (false, self.ending_of()),
        }
    }

    /// One of the ends before its time; sometimes without hearing the holder, or without a clause.
    fn ending_of(&mut self) -> After {
        let heard = self.lot.percent(60);
        let clause = if self.lot.percent(60) { "《食品安全法》第一百二十四条" } else { "" }.to_owned();
        let reason = words();
        match self.lot.below(4) {
            0 => {
                let ground = *self.lot.one(&[Gone::Surrendered, Gone::HolderGone, Gone::OtherLaw]);
                After::Cancel { ground, clause, reason }
            }
            1 => After::Recall { heard, reason },
            2 => {
                let ground = *self.lot.one(&[Wrong::Unqualified, Wrong::ByDeceit, Wrong::OtherLaw]);
                After::Annul { ground, clause, heard, reason }
            }
            _ => After::Revoke { order: "罚〔2026〕7号".to_owned(), clause, heard, reason },
        }
    }

    /// The years until the first terms are over: some are asked to be renewed in time, some too late, some
    /// are decided, and silence decides the others.
    pub fn let_years_pass(&mut self) -> Result<(), String> {
        let mut ends = Vec::new();
        for name in self.cases.clone() {
            let licence = self.licence(&name)?;
            ends.extend(licence.and_then(|l| l.until).map(|last| (last, name)));
        }
        ends.sort();
        let Some((last, _)) = ends.first().cloned() else { return Ok(()) };
        for before in BEFORE_THE_END {
            self.parts.clock.to(Instant::at(last.plus(-before), 9, 0));
            self.clerks_finish()?;
            for (_, name) in ends.iter().take(3) {
                let scene = self.scene(name)?;
                let ask = self.lot.percent(50);
                let deed = match self.licence(name)? {
                    Some(licence) if ask && licence.renewal_asked.is_none() => Some(
                        scene.asking(scene.applicant(), Wish::Licence(Command::After(After::AskRenewal {}))),
                    ),
                    Some(_) if self.lot.percent(40) => self.about_a_licence(&scene)?,
                    _ => None,
                };
                if let Some(deed) = deed {
                    self.perform(&deed)?;
                }
            }
        }
        self.clerks_finish()
    }
}

fn suspending(until: Day, heard: bool) -> After {
    After::Suspend {
        order: "罚〔2026〕3号".to_owned(),
        clause: "《食品安全法》第一百二十六条".to_owned(),
        until,
        heard,
        reason: words(),
    }
}
