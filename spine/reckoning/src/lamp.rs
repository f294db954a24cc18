//! The lamp of a case: how near the promise is, and whether promise or law are passed.

use jiff::civil::Date;

use crate::{Calendar, Clock, Counted, Line, Why};

/// The four lamps (domain brief 15; requirement R227).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lamp {
    /// Time enough.
    Green,
    /// A fifth of the promise or less is left, or one working day or less.
    Yellow,
    /// Past the promise.
    Orange,
    /// Past the statutory limit.
    Red,
}

/// The lamp on `day` (the day of decision, once there is one).
pub(crate) fn lamp(
    calendar: &Calendar,
    promised: Option<&Clock>,
    statutory: Option<&Clock>,
    day: Date,
) -> Lamp {
    if statutory.is_some_and(|clock| day > clock.period.due) {
        return Lamp::Red;
    }
    let Some(promise) = promised else { return Lamp::Green };
    if day > promise.period.due {
        return Lamp::Orange;
    }
    // a day told later than the count's own is the promise: what is left is left to that day
    let left = days_left(promise, day, |_| true);
    let each = |line: &&Line| matches!(line.counted, Counted::Yes(_));
    let promised = promise.period.lines.iter().filter(each).count();
    if left * 5 <= promised || days_left(promise, day, |day| calendar.works(day)) <= 1 {
        return Lamp::Yellow;
    }
    Lamp::Green
}

/// Days after `day` that the promise counts, or would if it had not been counted out already, and on which
/// `holds`.
fn days_left(promise: &Clock, day: Date, holds: impl Fn(Date) -> bool) -> usize {
    let counts = |line: &&Line| match &line.counted {
        Counted::No(Why::FirstDay | Why::Rest(_) | Why::Stopped) => false,
        Counted::Yes(_) | Counted::No(Why::RunsOver | Why::LastDay | Why::Told) => true,
    };
    promise.period.lines.iter().filter(counts).filter(|line| line.day > day && holds(line.day)).count()
}
