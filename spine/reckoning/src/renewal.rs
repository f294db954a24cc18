//! The renewal of a licence (Licensing Law Art. 50): until when it is asked for, and what silence does.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::{Calendar, Limit, Unit};

/// The last day on which renewal of a licence can be asked for whose last day is `last`, so long `before` it
/// (Art. 50: thirty days; Art. 82: working days; the item's own law may have another length and unit).
///
/// Counted back from the last day, which itself is not counted.
#[must_use]
pub fn renew_by(calendar: &Calendar, last: Date, before: Limit) -> Date {
    let n = i64::from(before.number);
    let back = match before.unit {
        Unit::WorkingDay => return days_back(calendar, last, before.number),
        Unit::CalendarDay => n.days(),
        Unit::Month => n.months(),
        Unit::Year => n.years(),
        Unit::Hour => i64::from(before.number.div_ceil(24)).days(),
    };
    last.checked_sub(back).expect("a licence lasts less than the calendar")
}

/// The `n`-th working day before `day`.
fn days_back(calendar: &Calendar, day: Date, n: u32) -> Date {
    let mut at = day;
    let mut left = n;
    while left > 0 {
        at = at.yesterday().expect("the reckoning never walks back to the year -9999");
        left -= u32::from(calendar.works(at));
    }
    at
}
