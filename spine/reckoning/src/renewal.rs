//! The renewal of a licence (Licensing Law Art. 50): until when it is asked for.

use jiff::civil::Date;

use crate::{Calendar, Limit, Unit, period};

/// The last day on which renewal of a licence can be asked for whose last day is `last`, so long `before` it
/// (Art. 50: thirty days; Art. 82: working days; the item's own law may have another length and unit).
///
/// It is the last day after which so long a time ends by the last day, `add(d, n) <= last` (domain brief
/// 1.2): the day itself is not counted (Civil Code Art. 201). No rest moves the last day of a
/// licence (Art. 203 lets a duty end later, not a licence): days as they come end on their day.
#[must_use]
pub fn renew_by(calendar: &Calendar, last: Date, before: Limit) -> Date {
    let mut day = last;
    while ends(calendar, day, before) > last {
        day = day.yesterday().expect("the reckoning never walks back to the year -9999");
    }
    day
}

/// The day on which so long a time ends that begins with `from`, without the rest that may follow it.
fn ends(calendar: &Calendar, from: Date, limit: Limit) -> Date {
    match limit.unit {
        Unit::WorkingDay => calendar.add(from, limit.number),
        _ => {
            let whole = period(calendar, from.at(12, 0, 0, 0), limit, &[], &[]);
            let counted =
                whole.lines.iter().rev().find(|line| matches!(line.counted, crate::Counted::Yes(_)));
            counted.map_or(from, |line| line.day)
        }
    }
}
