//! Promises in place of papers: signed at home or at the window, verified by two officers after the grant,
//! kept or broken, mended, reported too early or twice, or left until the clock speaks.

use std::collections::BTreeMap;

use case::rules::Command;
use kernel::Actor;

use super::{Scene, words};
use crate::city::City;
use crate::deed::Deed;

impl City<'_> {
    /// Perhaps something about a promise in place of papers.
    pub(crate) fn pledges(&mut self, scene: &Scene) -> Option<Deed> {
        scene.item.commitment.as_ref()?;
        let case = &scene.case;
        if case.acceptance.is_none() && !scene.over() {
            return self.signs(scene);
        }
        let check = case.pledge.check.as_ref()?;
        let roll = self.lot.below(100);
        let (officer, with) = (scene.examiner(), scene.other_examiner().party);
        let (who, command) = match (check.done_on, case.pledge.to_mend()) {
            (None, _) if roll < 40 => {
                let broken = if roll < 18 { self.lot.some(&promises(scene), 60) } else { Vec::new() };
                (officer, checking(scene, with, broken))
            }
            (Some(_), Some(mend)) if mend.reported.is_none() && roll < 45 => {
                let who = if roll < 15 { scene.window() } else { scene.applicant() };
                (who, Command::ReportMended { report: words() })
            }
            (Some(_), Some(mend)) if mend.reported.is_some() && roll < 60 => {
                (officer, Command::CheckMended { with, mended: roll < 30, record: words() })
            }
            _ => return None,
        };
        Some(scene.deed(who, command))
    }

    /// She signs for what she does not have, or the window has the paper she signed.
    fn signs(&mut self, scene: &Scene) -> Option<Deed> {
        scene.item.commitment_in(&scene.filed.situation)?;
        let lacking = self.missing(&scene.case).ok()?;
        let may = |code: &String| scene.item.material(code).is_some_and(|material| material.by_commitment);
        let may: Vec<String> = lacking.into_iter().filter(may).collect();
        let roll = self.lot.below(100);
        if may.is_empty() || !scene.case.pledge.signed.is_empty() || roll >= 65 {
            return None;
        }
        let materials = if roll < 55 { may } else { self.lot.some(&may, 50) };
        let who = if roll < 20 { scene.window() } else { scene.applicant() };
        // now and then the window says so without the paper
        Some(scene.deed(who, Command::SignPledge { materials, seen: roll > 2 }))
    }
}

fn promises(scene: &Scene) -> Vec<String> {
    scene.item.promises.iter().map(|promise| promise.code.clone()).collect()
}

/// Two officers find these broken, and all others kept.
fn checking(scene: &Scene, with: String, broken: Vec<String>) -> Command {
    let kept = promises(scene).into_iter().filter(|code| !broken.contains(code)).collect();
    let findings = broken.iter().map(|code| (code.clone(), words())).collect();
    Command::CheckPledge { with, kept, broken, record: words(), findings }
}

/// One of every command about promises in place of papers, with somebody who may ask for it.
pub(super) fn everything(scene: &Scene) -> Vec<(Actor, Command)> {
    let all: Vec<String> = scene.item.materials.iter().map(|m| m.code.clone()).collect();
    let (officer, mine, window) = (scene.examiner(), scene.applicant(), scene.window());
    let with = scene.other_examiner().party;
    let (kept, findings) = (promises(scene), BTreeMap::new());
    let silent = Command::CheckPledge {
        with: with.clone(),
        kept: Vec::new(),
        broken: kept.clone(),
        record: words(),
        findings: findings.clone(),
    };
    vec![
        (mine.clone(), Command::SignPledge { materials: all, seen: false }),
        (window.clone(), Command::SignPledge { materials: Vec::new(), seen: true }),
        // alone, and without a finding
        (officer.clone(), checking(scene, officer.party.clone(), Vec::new())),
        (officer.clone(), silent),
        (
            officer.clone(),
            Command::CheckPledge {
                with: with.clone(),
                kept,
                broken: vec![],
                record: String::new(),
                findings,
            },
        ),
        (mine, Command::ReportMended { report: String::new() }),
        (window, Command::ReportMended { report: words() }),
        (
            officer.clone(),
            Command::CheckMended { with: officer.party.clone(), mended: true, record: words() },
        ),
        (officer, Command::CheckMended { with, mended: false, record: words() }),
    ]
}
