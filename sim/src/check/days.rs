//! Days counted once more, by the county's definition: `add(d, n)` is the n-th working day after d; calendar
//! days that end on a day of rest end on the next working day (domain brief 1.2; 民法典 201, 203).

use house::World;
use kernel::{Day, Limit, Unit};

/// The last day of a limit that begins after `from`, with so many days more.
pub(super) fn add(world: &World, from: Day, limit: Limit, more: u32) -> Result<Day, String> {
    let works = |day: Day| world.calendar.is_workday(day).map_err(|year| year.to_string());
    let mut day = from;
    match limit.unit {
        Unit::WorkingDays => {
            let mut left = limit.n + more;
            while left > 0 {
                day = day.next();
                left -= u32::from(works(day)?);
            }
        }
        Unit::Days => {
            day = from.plus(i32::try_from(limit.n + more).map_err(|e| e.to_string())?);
            while !works(day)? {
                day = day.next();
            }
        }
        Unit::OnTheSpot => {}
        // the same day of a later month, or its last (民法典 202)
        Unit::Months => {
            let mut month = (from.year(), from.month());
            for _ in 0..limit.n + more {
                month = if month.1 == 12 { (month.0 + 1, 1) } else { (month.0, month.1 + 1) };
            }
            let same = |dom| Day::ymd(month.0, month.1, dom);
            day = (1..=from.dom()).rev().find_map(same).ok_or("no such month")?;
            while !works(day)? {
                day = day.next();
            }
        }
        other => return Err(format!("no item of this county counts in {other:?}")),
    }
    Ok(day)
}

/// The n-th working day after a day.
pub(crate) fn working(world: &World, from: Day, n: u32) -> Result<Day, String> {
    add(world, from, Limit { n, unit: Unit::WorkingDays }, 0)
}
