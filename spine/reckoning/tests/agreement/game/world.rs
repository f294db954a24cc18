//! The calendar and the item of one history, in the words of both sides.

use jiff::civil::Date;
use kernel::calendar::{Standing, Year};
use kernel::item::{Silence, SpecialKind};
use kernel::{Day, Edition, Editions, Item, Limit, Unit};
use reckoning::{Calendar, Terms};

use super::dice::Dice;

const FOOD: &str = include_str!("../../../../../catalogue/items/food-permit.toml");
const COUNTY: &str = include_str!("../../../../../catalogue/rules.toml");
const YEARS: [&str; 3] = [
    include_str!("../../../../../catalogue/calendar/2025.toml"),
    include_str!("../../../../../catalogue/calendar/2026.toml"),
    include_str!("../../../../../catalogue/calendar/2027.toml"),
];

/// The edition under which everything is filed.
pub const EDITION: &str = "e1";

/// What a history stands on.
pub struct World {
    /// The years, as the house keeps them.
    pub years: Vec<Year>,
    /// The calendar of the house.
    pub calendar: kernel::Calendar,
    /// The same days, in the reckoning's words.
    pub plain: Calendar,
    /// The item.
    pub item: Item,
    /// The item's limits, in the reckoning's words.
    pub terms: Terms,
    /// The editions: one.
    pub editions: Editions,
}

impl World {
    /// Limits by the dice, and the calendar of the county with plain years after it.
    pub fn found(dice: &mut Dice) -> Self {
        let mut years: Vec<Year> = YEARS.iter().map(|text| toml::from_str(text).expect("a year")).collect();
        years.extend((2028..=2032).map(|year| Year {
            year,
            standing: Standing::Provisional,
            source: "weekends only".to_owned(),
            holidays: Vec::new(),
        }));
        let mut item: Item = toml::from_str(FOOD).expect("an item");
        item.reply_limit = Limit::working_days(dice.between(1, 7));
        item.correction_limit = some(dice, 30);
        item.promised_limit = if dice.percent(8) { Limit::ON_THE_SPOT } else { some(dice, 20) };
        item.statutory_limit = some(dice, 45);
        item.delivery_limit = some(dice, 10);
        item.silence = if dice.percent(75) { Silence::Accepts } else { Silence::Overruns };
        // silence accepts a licence after five working days, however soon the county promises to answer
        let silence = match item.silence {
            Silence::Accepts => Limit::working_days(item.reply_limit.n.max(5)),
            Silence::Overruns => item.reply_limit,
        };
        let terms = Terms {
            reply: plain(silence),
            silence_accepts: item.silence == Silence::Accepts,
            correction: Some(plain(item.correction_limit)),
            promised: Some(plain(item.promised_limit)),
            statutory: Some(plain(item.statutory_limit)),
            delivery: Some(plain(item.delivery_limit)),
        };
        let mut editions = Editions::default();
        editions.set_service_rules(toml::from_str(COUNTY).expect("the service rule"));
        editions.publish(Edition { hash: EDITION.to_owned(), item: item.clone() });
        let (calendar, plain) = both(&years);
        Self { years, calendar, plain, item, terms, editions }
    }

    /// The special procedure of the item's file.
    pub fn special(&self) -> SpecialKind {
        self.item.special[0].kind
    }

    /// The notice of 2027 comes: days off and worked weekends by the dice.
    pub fn publish(&mut self, dice: &mut Dice) {
        let year = self.years.iter_mut().find(|year| year.year == 2027).expect("2027 is there");
        year.standing = Standing::Official;
        for holiday in &mut year.holidays {
            let last = *holiday.off.last().expect("a day off");
            let mut day = last;
            for _ in 0..dice.below(6) {
                day = day.next();
                holiday.off.push(day);
            }
            let mut weekend = day.next();
            while !weekend.is_weekend() {
                weekend = weekend.next();
            }
            if dice.percent(50) {
                holiday.work.push(weekend);
            }
            if dice.percent(20) && holiday.off.len() > 1 {
                holiday.off.remove(0);
            }
        }
        (self.calendar, self.plain) = both(&self.years);
    }
}

/// A limit of some unit; most are in working days.
fn some(dice: &mut Dice, most: u32) -> Limit {
    let n = dice.between(1, most);
    match dice.below(10) {
        0..6 => Limit::working_days(n),
        6..9 => Limit { n, unit: Unit::Days },
        _ => Limit { n: dice.between(1, 2), unit: Unit::Months },
    }
}

fn plain(limit: Limit) -> reckoning::Limit {
    let unit = match limit.unit {
        // done while the applicant waits: no day is counted
        Unit::OnTheSpot | Unit::WorkingDays => reckoning::Unit::WorkingDay,
        Unit::Days => reckoning::Unit::CalendarDay,
        Unit::Months => reckoning::Unit::Month,
        Unit::Years => reckoning::Unit::Year,
        Unit::Hours => reckoning::Unit::Hour,
    };
    reckoning::Limit { number: limit.n, unit }
}

fn both(years: &[Year]) -> (kernel::Calendar, Calendar) {
    let mut calendar = kernel::Calendar::new();
    let mut days = Vec::new();
    for year in years {
        calendar.insert(year.clone()).expect("a year without faults");
        for holiday in &year.holidays {
            days.extend(holiday.off.iter().map(|day| (date(*day), false, holiday.name.as_str())));
            days.extend(holiday.work.iter().map(|day| (date(*day), true, holiday.name.as_str())));
        }
    }
    let provisional =
        years.iter().filter(|year| year.standing == Standing::Provisional).map(|year| year.year);
    (calendar, Calendar::new(days, provisional))
}

/// A day of the house as a day of the reckoning.
pub fn date(day: Day) -> Date {
    let part = |n: u8| i8::try_from(n).expect("a month or a day of the month");
    Date::new(day.year(), part(day.month()), part(day.dom())).expect("a day")
}
