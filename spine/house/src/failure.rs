//! Every way in which the house can say no, or that it could not (STYLE: three kinds of no).

use kernel::form::FieldFault;
use kernel::{Refusal, Text};

/// Why something did not happen. Nothing typed is lost by any of them.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The law's no, with its basis. 422.
    Refused(Refusal),
    /// What was typed cannot be taken as it is; every fault at once. 422.
    Faulty(Vec<FieldFault>),
    /// The request cannot be read. 400.
    Unreadable(Text),
    /// Not here, or not yours: nothing is told apart. 404.
    Absent,
    /// There is no such page for anybody. 404.
    Nowhere,
    /// Nobody is signed in. A page leads to the door, a program gets 401.
    Stranger,
    /// The same key came with another command. 409.
    KeyTaken,
    /// What was sent came from a page of a session that is over; nothing was done. 409.
    Expired,
    /// The same, and what was sent waits for her at `/resume`. A page leads there. 409.
    Kept,
    /// The page was drawn from an older state. 409.
    Stale,
    /// This address cannot be asked in this way. 405.
    WrongWay,
    /// Too large: bytes allowed. 413.
    TooLarge(usize),
    /// Tried too often; seconds to wait. 429.
    TooOften(i64),
    /// The queue is full. 503 with Retry-After.
    Busy,
    /// The disk takes nothing more: nothing was recorded, reading goes on. 503 with Retry-After.
    Full,
    /// What was asked would have taken longer than a look may. 503 with Retry-After.
    Slow,
    /// The body of the request did not come in time; nothing was recorded. 408.
    Late,
    /// The database was lost while it was written to: it may be recorded; sent again, it is so once. 503.
    Unsure,
    /// Our fault; logged once, where it arose. 503.
    Fault(String),
}

impl From<store::Fault> for Failure {
    fn from(fault: store::Fault) -> Self {
        match fault {
            store::Fault::Busy => Failure::Busy,
            store::Fault::Full(_) => Failure::Full,
            store::Fault::Slow => Failure::Slow,
            other => Failure::Fault(other.to_string()),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(refusal)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Refused(r) => write!(f, "refused: {} ({})", r.code, r.basis.zh),
            Failure::Faulty(faults) => write!(f, "{} fields are wrong", faults.len()),
            Failure::Unreadable(text) => write!(f, "unreadable: {}", text.en),
            Failure::Absent => write!(f, "absent"),
            Failure::Stranger => write!(f, "nobody is signed in"),
            Failure::KeyTaken => write!(f, "the same key came with another command"),
            Failure::Nowhere => write!(f, "no such page"),
            Failure::Expired => write!(f, "the page is of a session that is over"),
            Failure::Kept => write!(f, "the page is of a session that is over; what was sent is kept"),
            Failure::Stale => write!(f, "the page is stale"),
            Failure::WrongWay => write!(f, "not in this way"),
            Failure::TooLarge(bytes) => write!(f, "more than {bytes} bytes"),
            Failure::TooOften(seconds) => write!(f, "too often; wait {seconds} s"),
            Failure::Busy => write!(f, "the queue is full"),
            Failure::Full => write!(f, "the disk takes nothing more; make room"),
            Failure::Slow => write!(f, "the look took longer than it may"),
            Failure::Late => write!(f, "the body did not come in time"),
            Failure::Unsure => write!(f, "the database was lost; whether it was recorded is not known"),
            Failure::Fault(why) => write!(f, "fault: {why}"),
        }
    }
}

impl std::error::Error for Failure {}
