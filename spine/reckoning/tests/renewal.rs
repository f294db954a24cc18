//! Two reckonings of Art. 50: until which day the rules of licences let renewal be asked for, and what their
//! silence does, against this room's own count back from the last day.
#![allow(clippy::unwrap_used)]

use jiff::civil::Date;
use kernel::calendar::{Standing, Year};
use kernel::decider::Written;
use kernel::item::Renewal;
use kernel::{
    Actor, Basis, Calendar, Ctx, Day, Decider, Edition, Editions, Instant, Item, Limit, Rights, Unit,
};
use licence::rules::{ACTS, After, Command, Known, Licence, Rules};
use reckoning::renew_by;
use serde_json::json;

const FOOD: &str = include_str!("../../../catalogue/items/food-permit.toml");
const YEARS: [&str; 3] = [
    include_str!("../../../catalogue/calendar/2025.toml"),
    include_str!("../../../catalogue/calendar/2026.toml"),
    include_str!("../../../catalogue/calendar/2027.toml"),
];

/// Both calendars of the county.
fn calendars() -> (Calendar, reckoning::Calendar) {
    let (mut house, mut days) = (Calendar::new(), Vec::new());
    let mut years: Vec<Year> = YEARS.iter().map(|text| toml::from_str(text).unwrap()).collect();
    let plain = |year| Year {
        year,
        standing: Standing::Provisional,
        source: "weekends only".to_owned(),
        holidays: Vec::new(),
    };
    years.extend((2028..=2032).map(plain));
    for year in &years {
        house.insert(year.clone()).unwrap();
        for holiday in &year.holidays {
            days.extend(holiday.off.iter().map(|day| (date(*day), false, holiday.name.as_str())));
            days.extend(holiday.work.iter().map(|day| (date(*day), true, holiday.name.as_str())));
        }
    }
    (house, reckoning::Calendar::new(days, 2027..=2032))
}

fn date(day: Day) -> Date {
    let part = |n: u8| i8::try_from(n).unwrap();
    Date::new(day.year(), part(day.month()), part(day.dom())).unwrap()
}

fn actor(party: &str, role: &str) -> Actor {
    serde_json::from_value(json!({"party": party, "role": role, "channel": "web", "assurance": 3})).unwrap()
}

/// A county with one licence that is renewed `before` its last day.
struct County {
    calendar: Calendar,
    editions: Editions,
    rights: Rights,
}

impl County {
    fn new(calendar: &Calendar, before: Limit, silence: bool) -> County {
        let mut item: Item = toml::from_str(FOOD).unwrap();
        let basis = Basis::new("《某条例》第九条", "Some Regulation, Art. 9");
        item.renewal = Some(Renewal { before, silence, basis });
        item.outcome.licence.as_mut().unwrap().valid = Limit::new(1, Unit::Years).ok();
        let mut editions = Editions::default();
        editions.publish(Edition { hash: "e1".to_owned(), item: item.into() });
        County { calendar: calendar.clone(), editions, rights: Rights::new(ACTS.iter().copied()) }
    }

    fn ctx<'a>(&'a self, who: &'a Actor, day: Day) -> Ctx<'a> {
        Ctx {
            now: Instant::at(day, 9, 0),
            actor: who,
            calendar: &self.calendar,
            editions: &self.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        }
    }

    /// The licence after time has spoken and this was asked; none where the rules refuse.
    fn then(&self, licence: &Licence, who: &Actor, day: Day, command: &Command) -> Option<Licence> {
        let (ctx, mut licence) = (self.ctx(who, day), licence.clone());
        for entry in Rules::lapse(&licence, &ctx) {
            let written = Written { at: ctx.now, effective: entry.effective.unwrap(), actor: who };
            licence = Rules::evolve(licence, &entry.event, &written);
        }
        let decided = Rules::decide(&licence, command, &Known::default(), &ctx).ok()?;
        for entry in decided {
            let written = Written { at: ctx.now, effective: ctx.now, actor: who };
            licence = Rules::evolve(licence, &entry.event, &written);
        }
        Some(licence)
    }

    fn issued(&self, granted: Day) -> Licence {
        let issue = Command::Issue {
            case: "449921-20260302-0001".to_owned(),
            item: "food-permit".to_owned(),
            edition: "e1".to_owned(),
            organ: "11449921MB9X00031G".to_owned(),
            party: "wang".to_owned(),
            holder: "王小明".to_owned(),
            granted,
        };
        self.then(&Licence::default(), &actor("licence", "house"), granted, &issue).unwrap()
    }
}

#[test]
fn both_reckonings_agree_until_when_renewal_is_asked_for() {
    let (calendar, plain) = calendars();
    let wang = actor("wang", "citizen");
    let ask = Command::After(After::AskRenewal {});
    let units = [
        (Unit::WorkingDays, reckoning::Unit::WorkingDay),
        (Unit::Days, reckoning::Unit::CalendarDay),
        (Unit::Months, reckoning::Unit::Month),
    ];
    for start in 0..90 {
        let granted = Day::ymd(2026, 1, 1).unwrap().plus(start * 7 + start % 7);
        let (unit, own) = units[usize::try_from(start % 3).unwrap()];
        let n =
            if unit == Unit::Months { 1 + start.unsigned_abs() % 4 } else { 1 + start.unsigned_abs() % 45 };
        let silence = start % 2 == 0;
        let county = County::new(&calendar, Limit { n, unit }, silence);
        let licence = county.issued(granted);
        let last = licence.until.unwrap();
        let by = renew_by(&plain, date(last), reckoning::Limit { number: n, unit: own });
        let asked = |day: Day| county.then(&licence, &wang, day, &ask);
        for around in -4..=4 {
            let day = last.plus((by - date(last)).get_days() + around);
            assert_eq!(
                asked(day).is_some(),
                date(day) <= by,
                "{n} {unit:?} before {last}: {by}, asked on {day}"
            );
        }
        // silence until the last day renews, where the law says so (Art. 50(2)); else it ends with that day
        let waiting = asked(granted).unwrap();
        let after = county.then(&waiting, &wang, last.next(), &Command::Tick {}).unwrap();
        assert_eq!(after.until.unwrap() > last, silence, "{last}");
        let still = county.then(&waiting, &wang, last, &Command::Tick {}).unwrap();
        assert_eq!(still.until, Some(last), "not before its last day is over");
    }
}
