//! One CORRECTION a case; a second needs a supervisor's word, and is counted as one (domain.md §1.5). It
//! tells something, and is not used to say the same once more while nothing was allowed.

use facts::case::Event;

/// Notices of corrections, while the life of a case is read.
#[derive(Debug, Default)]
pub(super) struct Notices {
    asked: u32,
    allowed: u32,
}

impl Notices {
    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::NoticeAllowed {} if self.asked == 0 => {
                return Err("a second notice was allowed before the first".to_owned());
            }
            Event::NoticeAllowed {} => self.allowed += 1,
            Event::CorrectionAsked { lacking, again, .. } => {
                if self.asked > self.allowed {
                    return Err("told again, and no supervisor allowed it".to_owned());
                }
                if *again != (self.asked > 0) {
                    return Err("a second notice is not counted as one".to_owned());
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
