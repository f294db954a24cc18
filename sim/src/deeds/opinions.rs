//! Officers of one organ ask each other now and then, and answer.

use case::rules::{Command, Voice};

use super::{Scene, words};
use crate::city::City;
use crate::deed::Deed;
use crate::people::{examiner, second_examiner};

impl City<'_> {
    /// Perhaps somebody asks, answers or no longer needs it.
    pub(super) fn among_officers(&mut self, scene: &Scene) -> Option<Deed> {
        if !scene.under_way() {
            return None;
        }
        let (one, other) = (examiner(&scene.filed.organ), second_examiner(&scene.filed.organ));
        let open = scene.case.opinions.iter().find(|(_, asked)| asked.voice == Voice::Awaited);
        let (who, command) = match (open, self.lot.below(100)) {
            (None, 0..5) => {
                let by = self.now().day().plus(2);
                (one, Command::AskOpinion { of: other.party, question: words(), by })
            }
            (Some((opinion, _)), 0..20) => {
                (other, Command::GiveOpinion { opinion: *opinion, words: words() })
            }
            (Some((opinion, _)), 20..24) => (one, Command::WithdrawOpinion { opinion: *opinion }),
            _ => return None,
        };
        Some(scene.deed(who, command))
    }
}
