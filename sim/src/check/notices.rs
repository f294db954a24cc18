//! One CORRECTION a case; a second needs a supervisor's word, and is counted as one (domain.md §1.5). It
//! tells something, and is not used to say the same once more while nothing was allowed. What a look before
//! receipt returned is the one notice; of what it passed nothing is asked anew without a supervisor's word.

use std::collections::BTreeSet;

use facts::case::Event;

use super::receipt::ToBring;

/// Notices of corrections, while the life of a case is read.
#[derive(Debug, Default)]
pub(super) struct Notices {
    asked: u32,
    again: u32,
    allowed: u32,
    to_bring: ToBring,
    /// What a look that was passed had not seen; none where there was none.
    unseen: Option<BTreeSet<String>>,
}

impl Notices {
    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, event: &Event) -> Result<(), String> {
        self.to_bring.hear(event);
        match event {
            Event::PrecheckPassed {} => self.unseen = Some(self.to_bring.codes().clone()),
            Event::NoticeAllowed {} if self.asked == 0 && self.unseen.is_none() => {
                return Err("a second notice was allowed before the first".to_owned());
            }
            Event::NoticeAllowed {} => self.allowed += 1,
            Event::CorrectionAsked { lacking, again, .. } => {
                let seen = |unseen: &BTreeSet<String>| lacking.iter().any(|code| !unseen.contains(code));
                let second = self.asked > 0 || self.unseen.as_ref().is_some_and(seen);
                if *again != second {
                    return Err("a second notice is not counted as one".to_owned());
                }
                self.again += u32::from(second);
                if self.again > self.allowed {
                    return Err("told again, and no supervisor allowed it".to_owned());
                }
                if lacking.is_empty() {
                    return Err("a notice that tells nothing".to_owned());
                }
                self.asked += 1;
            }
            _ => {}
        }
        if self.asked > 2 || self.allowed > 1 { Err("a third notice".to_owned()) } else { Ok(()) }
    }
}
