//! What people apply for, and when: everyday items often, what a builder needs seldom; more in March than
//! in the month of the Spring Festival, schools in summer, Mondays more than Fridays, a few at home on days
//! of rest.

use std::collections::BTreeMap;

use house::{Failure, World};
use kernel::item::{Edition, Kind};
use kernel::{Calendar, Day};

use super::Plan;
use crate::lot::Lot;

/// Applications of each month, January first, in hundredths of an even month.
const MONTHS: [u64; 12] = [95, 62, 118, 110, 104, 101, 98, 102, 110, 84, 106, 110];
/// Of each weekday, Monday first, in hundredths; on a day of rest only what is filed at home.
const WEEKDAYS: [u64; 7] = [122, 108, 100, 96, 82, 74, 74];
const REST: u64 = 11;
/// Items of a season: their months and how much more they are asked for then.
const SEASONS: [(&str, &[u8], u64); 3] = [
    ("school-enrolment", &[6, 7, 8], 14),
    ("medical-reimbursement", &[1, 12], 2),
    ("logging-permit", &[10, 11, 12], 3),
];

/// An item with how often it is asked for.
struct Asked {
    edition: Edition,
    weight: u64,
}

/// The mix of a county.
pub(super) struct Mix {
    items: Vec<Asked>,
    days: BTreeMap<Day, u64>,
    calendar: Calendar,
}

fn weight(edition: &Edition) -> u64 {
    let item = &edition.item;
    match (item.often, item.kind) {
        (Some(place), _) => 130_u64.saturating_sub(6 * u64::from(place)).max(14),
        (None, Kind::Benefit | Kind::PublicService) => 11,
        (None, Kind::Confirmation) => 8,
        (None, Kind::Licensing) => 4,
        (None, _) => 5,
    }
}

impl Mix {
    /// Of the items in force, over the days of the plan; the numbers of all days add up to the plan's.
    pub fn of(world: &World, plan: &Plan) -> Result<Self, Failure> {
        let items: Vec<Asked> = world
            .editions
            .items()
            .map(|edition| Asked { weight: weight(edition), edition: edition.clone() })
            .collect();
        if items.is_empty() {
            return Err(Failure::Fault("there is no item in force to apply for".to_owned()));
        }
        let mut weights = Vec::new();
        let mut day = plan.from;
        while day <= plan.until {
            let works = world.calendar.is_workday(day).map_err(|no| Failure::Fault(no.to_string()))?;
            let month = MONTHS[usize::from(day.month() - 1) % 12];
            let weekday = WEEKDAYS[usize::from(day.weekday().saturating_sub(1)) % 7];
            weights.push((day, month * if works { weekday } else { REST }));
            day = day.next();
        }
        let all: u64 = weights.iter().map(|(_, weight)| weight).sum();
        let (mut so_far, mut told, mut days) = (0, 0, BTreeMap::new());
        for (day, weight) in weights {
            so_far += weight;
            let until = u64::try_from(u128::from(plan.cases) * u128::from(so_far) / u128::from(all.max(1)));
            let until = until.unwrap_or(plan.cases);
            days.insert(day, until - told);
            told = until;
        }
        Ok(Self { items, days, calendar: world.calendar.clone() })
    }

    /// Applications of a day.
    pub fn applications(&self, day: Day) -> u64 {
        self.days.get(&day).copied().unwrap_or_default()
    }

    /// What somebody applies for on a day.
    pub fn item(&self, lot: &mut Lot, day: Day) -> &Edition {
        let season = |asked: &Asked| {
            let found = SEASONS.iter().find(|(code, ..)| *code == asked.edition.item.code);
            found.map_or(asked.weight, |(_, months, times)| {
                if months.contains(&day.month()) { asked.weight * times } else { asked.weight / times + 1 }
            })
        };
        let all: u64 = self.items.iter().map(season).sum();
        let mut left = lot.below(all);
        for asked in &self.items {
            let weight = season(asked);
            if left < weight {
                return &asked.edition;
            }
            left -= weight;
        }
        &self.items[0].edition
    }

    /// Everything that can be applied for.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        self.items.iter().map(|asked| &asked.edition)
    }

    /// So many working days after; where the calendar ends, plain days.
    pub fn workday_after(&self, day: Day, n: u32) -> Day {
        let plain = day.plus(i32::try_from(n).unwrap_or(1));
        self.calendar.workdays_after(day, n).map_or(plain, |found| found.day)
    }
}
