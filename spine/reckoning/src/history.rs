//! What happened to a case, and when: the only thing a clock is reckoned from.

use jiff::civil::{Date, DateTime};

use crate::{Limit, Which};

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When, in the county's civil time.
    pub at: DateTime,
    /// What.
    pub what: What,
}

/// What can happen to a case, as far as its clocks are concerned.
#[derive(Debug, Clone)]
pub enum What {
    /// The materials arrived: the reply clock starts.
    Received,
    /// The applicant was told, once, everything that is missing (Art. 32 (4)).
    Noticed,
    /// Some of what was asked for came.
    CorrectedPartly,
    /// All of it came: the body must accept (Art. 32 (5)).
    CorrectedWholly,
    /// The body accepted: the decision clocks start.
    Accepted,
    /// The body did not accept, or sent the applicant elsewhere (Art. 32 (1) and (2)).
    NotAccepted,
    /// A special procedure or a pause began; `which` tells several from one another.
    Began {
        /// The number that its end repeats.
        which: u32,
        /// Whether it stops the clocks.
        special: Special,
    },
    /// The one of that number ended.
    Ended {
        /// The number given at its beginning.
        which: u32,
    },
    /// The head of the body approved more time (Art. 42).
    Extended(Limit),
    /// The lower body passed the case to the higher (Art. 43): its own clock ends.
    Forwarded,
    /// The applicant promised that a paper would follow the acceptance (tolerant acceptance; each item has
    /// its own limit and unit).
    Promised {
        /// Which.
        paper: u32,
        /// From acceptance.
        within: Limit,
    },
    /// The promised paper came.
    Kept {
        /// Which.
        paper: u32,
    },
    /// The matter was made public; it ends by itself.
    Published {
        /// How long.
        limit: Limit,
        /// Whether the item's own law takes its days out of the limit; Art. 45 does not.
        stops: bool,
    },
    /// The right to a hearing was told (Art. 47).
    HearingTold,
    /// A hearing was asked for (Art. 47).
    HearingAsked,
    /// It was held.
    HearingHeld,
    /// Another organ was asked; no clock stops, and its silence beyond the day is no objection.
    Consulted {
        /// Which of several.
        which: u32,
        /// The last day, as told.
        by: Date,
    },
    /// The other organ answered.
    Answered {
        /// Which.
        which: u32,
    },
    /// Granted: the decision clocks end, delivery starts.
    Granted,
    /// Refused.
    Refused,
    /// The licence is with the applicant.
    Delivered,
    /// Taken back by the applicant.
    Withdrawn,
    /// Ended for a legal ground, corrections that never came among them.
    Terminated,
    /// Struck out by a supervisor.
    Voided,
    /// The applicant was told the last day of a clock: it may never come earlier again.
    Told {
        /// Of which clock.
        which: Which,
        /// The day as told.
        due: Date,
    },
}

/// What a special procedure or a pause does to the clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// A kind of Art. 45 (hearing, tender, auction, inspection, testing, quarantine, appraisal, expert
    /// review).
    Article45,
    /// Stops by a rule of the item's own law.
    OwnRule,
    /// Publicity, a site visit, a consultation: the clocks run on.
    RunsOn,
}

impl Special {
    /// Whether its days are not counted.
    #[must_use]
    pub fn stops(self) -> bool {
        match self {
            Self::Article45 | Self::OwnRule => true,
            Self::RunsOn => false,
        }
    }
}
