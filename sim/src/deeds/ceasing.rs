//! Ends at odd moments: withdrawn by the applicant, terminated by the head, struck out by a supervisor.

use case::rules::Command;
use facts::case::Cease;
use kernel::Actor;

use super::{Scene, words};
use crate::city::City;
use crate::deed::Deed;
use crate::people::supervisor;

impl City<'_> {
    /// Rarely, for what ended so is of no more use to the rest of the day.
    pub(super) fn ceasing(&mut self, scene: &Scene) -> Option<Deed> {
        let (who, command) = match self.lot.below(100) {
            0 => (scene.applicant(), Command::Withdraw {}),
            1 => {
                let grounds = [Cease::ApplicantGone, Cease::ObjectGone, Cease::OtherLaw];
                let ground = *self.lot.one(&grounds);
                let clause = if ground == Cease::OtherLaw { "《民法典》第十三条" } else { "" };
                (scene.head(), Command::Terminate { ground, clause: clause.to_owned(), reason: words() })
            }
            2 => (supervisor(), Command::Void { reason: words() }),
            _ => return None,
        };
        Some(scene.deed(who, command))
    }
}

/// One of every end without a decision, with somebody who may ask for it.
pub(super) fn everything(scene: &Scene) -> Vec<(Actor, Command)> {
    let other_law = Cease::OtherLaw;
    vec![
        (scene.applicant(), Command::Withdraw {}),
        (
            scene.head(),
            Command::Terminate {
                ground: other_law,
                clause: "《行政许可法》第四十二条".to_owned(),
                reason: String::new(),
            },
        ),
        (scene.head(), Command::Terminate { ground: other_law, clause: String::new(), reason: words() }),
        (supervisor(), Command::Void { reason: String::new() }),
    ]
}
