//! The lamp of a case: how near the promise is, and whether promise or law are passed.

use jiff::civil::Date;

use crate::calendar::next;
use crate::{Calendar, Clock, Counted};

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
    let left = promise.period.left_after(day);
    if left * 5 <= promise.period.counted() {
        return Lamp::Yellow;
    }
    if working_days_left(calendar, promise, day) <= 1 {
        return Lamp::Yellow;
    }
    Lamp::Green
}

fn working_days_left(calendar: &Calendar, promise: &Clock, day: Date) -> usize {
    let mut at = day;
    let mut left = 0;
    while at < promise.period.due {
        at = next(at);
        let line = promise.period.lines.iter().find(|line| line.day == at);
        let stopped = line.is_some_and(|line| matches!(&line.counted, Counted::No(crate::Why::Stopped)));
        if calendar.works(at) && !stopped {
            left += 1;
        }
    }
    left
}
