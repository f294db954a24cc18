//! A hall while founders are in it: when its doors are open, and places of which one takes the first that is
//! free.

use kernel::{Calendar, Day, Instant, NoYear};

/// Minutes after midnight at which the county's hall opens and closes on working days
/// (catalogue/halls.toml); on Saturday mornings its windows are open and the offices behind them are not.
pub(super) const OPENS: i64 = 8 * 60 + 30;
/// As above.
pub(super) const CLOSES: i64 = 17 * 60 + 30;
const MINUTE: i64 = 60_000;

/// The doors.
pub(super) struct Doors<'a> {
    /// Working days.
    pub calendar: &'a Calendar,
}

impl Doors<'_> {
    /// When they open and close on this day; none if they stay closed.
    pub fn on(&self, day: Day) -> Result<Option<(i64, i64)>, NoYear> {
        let start = Instant::start_of(day).0;
        let open = self.calendar.is_workday(day)?;
        Ok(open.then_some((start + OPENS * MINUTE, start + CLOSES * MINUTE)))
    }

    /// The first moment from this one on at which they are open.
    pub fn next_open(&self, at: i64) -> Result<i64, NoYear> {
        let mut day = Instant(at).day();
        loop {
            match self.on(day)? {
                Some((opens, closes)) if at < closes => return Ok(at.max(opens)),
                _ => day = day.next(),
            }
        }
    }

    /// How much of the time between two moments they are open.
    pub fn open_between(&self, from: i64, until: i64) -> Result<i64, NoYear> {
        let (mut day, mut open) = (Instant(from).day(), 0);
        while Instant::start_of(day).0 < until {
            if let Some((opens, closes)) = self.on(day)? {
                open += (until.min(closes) - from.max(opens)).max(0);
            }
            day = day.next();
        }
        Ok(open)
    }
}

/// Places that are alike: terminals, clerks, examiners.
pub(super) struct Places(Vec<i64>);

impl Places {
    /// So many, free from the beginning.
    pub fn new(many: usize) -> Self {
        Self(vec![i64::MIN; many.max(1)])
    }

    /// Whoever comes now is served at the first place that is free, while the doors are open; what has
    /// begun is brought to its end. Which place, and when it begins. Those who come first are asked about
    /// first.
    pub fn take(&mut self, now: i64, takes: i64, doors: &Doors<'_>) -> Result<(usize, i64), NoYear> {
        let free = self.0.iter().enumerate().min_by_key(|(no, at)| (**at, *no)).map_or(0, |(no, _)| no);
        let begins = doors.next_open(now.max(self.0[free]))?;
        self.0[free] = begins + takes;
        Ok((free, begins))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use kernel::calendar::Year;
    use kernel::{Calendar, Day, Instant};

    use super::{Doors, MINUTE, Places};

    fn calendar() -> Calendar {
        let mut calendar = Calendar::new();
        let year: Year =
            house::catalogue::year(include_str!("../../../catalogue/calendar/2026.toml")).unwrap();
        calendar.insert(year).unwrap();
        calendar
    }

    #[test]
    fn the_hours_are_those_of_the_countys_hall() {
        let halls = include_str!("../../../catalogue/halls.toml");
        let hall = halls.split("[[halls]]").find(|hall| hall.contains("12449921MB9X00250P")).unwrap();
        assert!(
            hall.contains("工作日 8:30 到 17:30"),
            "the simulated hall opens at other hours than the county's"
        );
    }

    #[test]
    fn a_weekend_is_no_time_to_wait_in_a_queue() {
        let calendar = calendar();
        let doors = Doors { calendar: &calendar };
        let friday = Instant::at(Day::ymd(2026, 9, 4).unwrap(), 17, 0).0;
        let monday = Instant::at(Day::ymd(2026, 9, 7).unwrap(), 8, 30).0;
        assert_eq!(doors.next_open(friday), Ok(friday));
        assert_eq!(doors.next_open(friday + 30 * MINUTE), Ok(monday));
        assert_eq!(doors.open_between(friday, monday + 10 * MINUTE), Ok(40 * MINUTE));
    }

    #[test]
    fn the_third_at_two_windows_waits_for_the_first() {
        let calendar = calendar();
        let doors = Doors { calendar: &calendar };
        let morning = Instant::at(Day::ymd(2026, 9, 1).unwrap(), 9, 0).0;
        let mut windows = Places::new(2);
        assert_eq!(windows.take(morning, 10 * MINUTE, &doors), Ok((0, morning)));
        assert_eq!(windows.take(morning, 5 * MINUTE, &doors), Ok((1, morning)));
        assert_eq!(windows.take(morning, 5 * MINUTE, &doors), Ok((1, morning + 5 * MINUTE)));
        assert_eq!(windows.take(morning, 5 * MINUTE, &doors), Ok((0, morning + 10 * MINUTE)));
    }
}
