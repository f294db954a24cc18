//! The calendar and the item of one history, in the words of both sides.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::SignedDuration;
use jiff::civil::Date;
use kernel::calendar::{Holiday, Standing, Year};
use kernel::item::{Closing, Extension, Following, Meanwhile, Publicity, Silence, SpecialKind};
use kernel::{Basis, Day, Edition, Editions, Item, Kind, Limit, Rule, Unit};
use reckoning::{Calendar, Terms};

use super::dice::Dice;

const FOOD: &str = include_str!("../../../../../catalogue/items/food-permit.toml");
const COUNTY: &str = include_str!("../../../../../catalogue/rules.toml");
const YEARS: [&str; 3] = [
    include_str!("../../../../../catalogue/calendar/2025.toml"),
    include_str!("../../../../../catalogue/calendar/2026.toml"),
    include_str!("../../../../../catalogue/calendar/2027.toml"),
];

/// The county's files, read once for all histories.
struct Files {
    item: Item,
    years: Vec<Year>,
    county: BTreeMap<Rule, Basis>,
}

static READ: LazyLock<Files> = LazyLock::new(|| Files {
    item: toml::from_str(FOOD).expect("an item"),
    years: YEARS.iter().map(|text| toml::from_str(text).expect("a year")).collect(),
    county: toml::from_str(COUNTY).expect("the service rule"),
});

/// The edition under which everything is filed.
pub const EDITION: &str = "e1";

/// The units that a limit may have, by their names.
pub const UNITS: [&str; 6] = ["on the spot", "working days", "calendar days", "months", "years", "hours"];

/// The name of a unit.
pub fn unit(unit: Unit) -> &'static str {
    UNITS[match unit {
        Unit::OnTheSpot => 0,
        Unit::WorkingDays => 1,
        Unit::Days => 2,
        Unit::Months => 3,
        Unit::Years => 4,
        Unit::Hours => 5,
    }]
}

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
        let mut years = READ.years.clone();
        years.extend((2028..=2032).map(|year| Year {
            year,
            standing: Standing::Provisional,
            source: "weekends only".to_owned(),
            holidays: Vec::new(),
        }));
        let mut item = READ.item.clone();
        item.reply_limit = Limit::working_days(dice.between(1, 7));
        item.correction_limit = some(dice, 30);
        item.promised_limit = if dice.percent(8) { Limit::ON_THE_SPOT } else { some(dice, 20) };
        item.statutory_limit = some(dice, 45);
        item.delivery_limit = some(dice, 10);
        item.silence = if dice.percent(75) { Silence::Accepts } else { Silence::Overruns };
        own_law(&mut item, dice);
        // silence accepts a licence after five working days, however soon the county promises to answer; what
        // is no licence knows silence by its own rule only, with that rule's days (domain brief 1.1)
        let silence = match (item.kind, item.silence) {
            (Kind::Licensing, Silence::Accepts) => Limit::working_days(item.reply_limit.n.max(5)),
            _ => item.reply_limit,
        };
        let terms = Terms {
            reply: plain(silence),
            silence_accepts: item.silence == Silence::Accepts,
            correction: Some(plain(item.correction_limit)),
            // the county's rule, where the item's file says nothing: thirty working days
            closing: Some(
                item.closing.as_ref().map_or(reckoning::Limit::working(30), |own| plain(own.after)),
            ),
            promised: Some(plain(item.promised_limit)),
            statutory: Some(plain(item.statutory_limit)),
            delivery: Some(plain(item.delivery_limit)),
        };
        let mut editions = Editions::default();
        editions.set_service_rules(READ.county.clone());
        editions.publish(Edition { hash: EDITION.to_owned(), item: item.clone().into() });
        let (calendar, plain) = both(&years);
        Self { years, calendar, plain, item, terms, editions }
    }

    /// The limit of what may follow, by the place of the material.
    pub fn follows(&self, material: &str) -> Option<(u32, reckoning::Limit)> {
        let at = self.item.materials.iter().position(|one| one.code == material)?;
        let within = self.item.materials[at].may_follow.as_ref()?.within;
        Some((u32::try_from(at).expect("a few materials"), plain(within)))
    }

    /// The item's publicity: how long, and whether its days are left out.
    pub fn publicity(&self) -> Option<(reckoning::Limit, bool)> {
        self.item.publicity.as_ref().map(|public| (plain(public.limit), public.not_counted.is_some()))
    }

    /// The special procedure of the item's file.
    pub fn special(&self) -> SpecialKind {
        self.item.special[0].kind
    }

    /// The notice of the next year comes: days off and worked weekends by the dice.
    pub fn publish(&mut self, dice: &mut Dice) {
        let waits = |year: &&mut Year| year.standing == Standing::Provisional;
        let year = self.years.iter_mut().find(waits).expect("there are more years than notices");
        year.standing = Standing::Official;
        if year.holidays.is_empty() {
            year.holidays = holidays(year.year);
        }
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

/// What is a holiday in any year, before its notice; each with its first day.
fn holidays(year: i16) -> Vec<Holiday> {
    let off = |month, day| vec![Day::ymd(year, month, day).expect("a day")];
    let days = [("元旦", "New Year", 1, 1), ("劳动节", "Labour Day", 5, 1), ("国庆", "National Day", 10, 1)];
    let named = |(name, en, month, day): (&str, &str, u8, u8)| Holiday {
        name: name.to_owned(),
        en: en.to_owned(),
        off: off(month, day),
        work: Vec::new(),
    };
    days.into_iter().map(named).collect()
}

/// What the item's own law says by the dice: kind, closing, extension, publicity, papers that may follow.
fn own_law(item: &mut Item, dice: &mut Dice) {
    let basis = || Basis::new("《某条例》第九条", "Some Regulation, Art. 9");
    if dice.percent(25) {
        item.kind = Kind::Confirmation;
    }
    if dice.percent(50) {
        item.closing = Some(Closing { after: some(dice, 40), basis: basis(), certainty: Default::default() });
    }
    if dice.percent(60) {
        let limit = Limit { n: dice.between(1, 20), ..item.statutory_limit };
        let limit = Limit { n: limit.n.min(most(limit.unit, 20)), ..limit };
        item.extension = Some(Extension { limit, basis: basis(), certainty: Default::default() });
    }
    if dice.percent(60) {
        item.publicity = Some(Publicity {
            limit: some(dice, 30),
            place: basis(),
            basis: basis(),
            certainty: Default::default(),
            required: dice.percent(10),
            not_counted: dice.percent(50).then(basis),
            when: Default::default(),
        });
    }
    for material in &mut item.materials {
        if dice.percent(60) {
            material.may_follow = Some(Following {
                within: some(dice, 60),
                basis: basis(),
                certainty: Default::default(),
                meanwhile: if dice.percent(80) { Meanwhile::Decide } else { Meanwhile::Wait },
                block: None,
            });
        }
    }
}

/// The most of a unit that a limit of at most `days` days may have here.
fn most(unit: Unit, days: u32) -> u32 {
    match unit {
        Unit::Years | Unit::OnTheSpot => 1,
        Unit::Months => 3,
        Unit::Hours => 24 * days.min(10),
        Unit::Days | Unit::WorkingDays => days,
    }
}

/// A limit of some unit; most are in working days.
fn some(dice: &mut Dice, days: u32) -> Limit {
    let unit = match dice.below(40) {
        0..23 => Unit::WorkingDays,
        23..33 => Unit::Days,
        33..36 => Unit::Months,
        36..39 => Unit::Hours,
        _ => Unit::Years,
    };
    Limit { n: dice.between(1, most(unit, days)), unit }
}

/// A limit of the house as a limit of the reckoning.
pub fn plain(limit: Limit) -> reckoning::Limit {
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
    const FIRST: Date = Date::constant(1970, 1, 1);
    FIRST + SignedDuration::from_hours(24 * i64::from(day.0))
}
