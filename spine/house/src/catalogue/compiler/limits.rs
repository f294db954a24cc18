//! Class 4: what is promised keeps within what the law gives, on whatever day it begins.

use std::collections::BTreeMap;

use kernel::item::{Item, Kind, Pace};
use kernel::{Calendar, Day, Limit, Unit};

use super::codes::Code;
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// Promised later than the law allows.
pub static LATER: Code = Code {
    name: "YM0401",
    weight: Weight::Error,
    title: ("承诺比法定晚", "Promised later than the law allows"),
    why: (
        "承诺时限无论从哪天算起，都不能比法定时限晚。单位不同时，逐日对照日历。",
        "From whatever day it counts, a promise ends by the law's limit; units are compared day by day.",
    ),
    rule: ("《行政许可法》第四十二条；要求 R15", "Administrative Licensing Law, Art. 42; requirement R15"),
};
/// On the spot with a limit, or the other way round.
pub static ON_THE_SPOT: Code = Code {
    name: "YM0402",
    weight: Weight::Error,
    title: ("即办件写了期限", "On the spot, yet with a limit"),
    why: ("即办件当场办结，没有别的期限。", "What is done on the spot has no other limit."),
    rule: ("GB/T 39554.1-2020；要求 R15", "GB/T 39554.1-2020; requirement R15"),
};
/// A step takes longer than the law gives it.
pub static STEP: Code = Code {
    name: "YM0403",
    weight: Weight::Error,
    title: ("环节超过法定", "A step is longer than the law's"),
    why: (
        "许可的受理答复最多五个工作日，送达最多十个工作日。",
        "For a licence, the reply takes five working days at most and the delivery ten.",
    ),
    rule: ("《行政许可法》第三十二条、第四十四条", "Administrative Licensing Law, Art. 32 and 44"),
};
/// A limit without its unit, or with no number.
pub static UNIT: Code = Code {
    name: "YM0404",
    weight: Weight::Error,
    title: ("时限写得不全", "A limit is not complete"),
    why: ("“5”是五天还是五个工作日，差出一个周末。", "Five days or five working days: a weekend apart."),
    rule: ("《民法典》第二百零一条；要求 R15", "Civil Code, Art. 201; requirement R15"),
};

/// A part that lasts longer than the whole.
pub static PART: Code = Code {
    name: "YM0405",
    weight: Weight::Warning,
    title: ("一段比全程还长", "A part longer than the whole"),
    why: (
        "法定期限本来就短的事项，光答复收不收、送结果就要等更久，快就只快在纸上。",
        "Where the law gives few days, waiting longer to hear whether it is taken in, or for the paper, \
         makes the speed one on paper only.",
    ),
    rule: (
        "GB/T 39554.1-2020（环节时限）；要求 R11、R15",
        "GB/T 39554.1-2020 (limits of steps); requirements R11 and R15",
    ),
};

pub(super) const CODES: &[&Code] = &[&LATER, &ON_THE_SPOT, &STEP, &UNIT, &PART];

/// Asking for correction or declining a licence (Licensing Law Art. 32(1)(4)).
const REPLY: Limit = Limit { n: 5, unit: Unit::WorkingDays };
/// Delivering a licence after the grant (Licensing Law Art. 44).
const DELIVERY: Limit = Limit { n: 10, unit: Unit::WorkingDays };

/// Which of two limits can end later, as far as the years at hand can tell.
struct Compared<'c> {
    calendar: &'c Calendar,
    /// What was found for a pair already: a start day on which the first ends later.
    known: BTreeMap<(Limit, Limit), Option<Option<Day>>>,
}

impl Compared<'_> {
    /// `Some` where the first limit can end after the second; the start day where it takes one to show it.
    fn later(&mut self, one: Limit, other: Limit) -> Option<Option<Day>> {
        if one.unit == other.unit {
            return (one.n > other.n).then_some(None);
        }
        if one.unit == Unit::OnTheSpot {
            return None;
        }
        let key = (one, other);
        if let Some(found) = self.known.get(&key) {
            return *found;
        }
        let found = self.on_some_day(one, other).map(Some);
        self.known.insert(key, found);
        found
    }

    fn on_some_day(&self, one: Limit, other: Limit) -> Option<Day> {
        let ends =
            |start: Day, limit: Limit| self.calendar.due(start, limit, &[], start).ok().map(|due| due.day);
        for year in self.calendar.years() {
            let mut day = Day::ymd(year.year, 1, 1)?;
            while day.year() == year.year {
                if let (Some(mine), Some(law)) = (ends(day, one), ends(day, other))
                    && mine > law
                {
                    return Some(day);
                }
                day = day.next();
            }
        }
        None
    }
}

pub(super) fn check(county: &mut County<'_>) {
    let mut compared = Compared { calendar: &county.calendar, known: BTreeMap::new() };
    for read in &mut county.items {
        let item = &read.item;
        if let Some(day) = compared.later(item.promised_limit, item.statutory_limit) {
            let (told, law) = (item.promised_limit, item.statutory_limit);
            let from = day
                .map_or_else(Default::default, |day| (format!("（从 {day} 算起）"), format!(" from {day}")));
            let what = both(
                format!("承诺 {} 比法定 {} 还长{}", told.zh(), law.zh(), from.0),
                format!("the promise of {} is longer than the law's {}{}", told.en(), law.en(), from.1),
            );
            let mend = both("承诺改短，或者核对法定时限", "Shorten the promise, or check the law's limit");
            read.reading.find(&LATER, "promised_limit", what, mend);
        }
        steps(item, &mut compared, &mut read.reading);
        parts(item, &mut compared, &mut read.reading);
        pace(item, &mut read.reading);
    }
}

/// Reply and delivery of a licence.
fn steps(item: &Item, compared: &mut Compared<'_>, reading: &mut crate::catalogue::reading::Reading<'_>) {
    if item.kind != Kind::Licensing {
        return;
    }
    for (at, own, law) in
        [("reply_limit", item.reply_limit, REPLY), ("delivery_limit", item.delivery_limit, DELIVERY)]
    {
        if compared.later(own, law).is_some() {
            let what = both(
                format!("{} 超过《行政许可法》的 {}", own.zh(), law.zh()),
                format!("{} is more than the Licensing Law's {}", own.en(), law.en()),
            );
            let mend = both(format!("改成 {} 以内", law.zh()), format!("Make it {} at most", law.en()));
            reading.find(&STEP, at, what, mend);
        }
    }
}

/// Reply and delivery against the whole that the law gives; on the spot there are no parts.
fn parts(item: &Item, compared: &mut Compared<'_>, reading: &mut crate::catalogue::reading::Reading<'_>) {
    let whole = item.statutory_limit;
    if item.pace == Pace::OnTheSpot || whole == Limit::ON_THE_SPOT {
        return;
    }
    let parts = [("reply_limit", item.reply_limit), ("delivery_limit", item.delivery_limit)];
    for (at, part) in parts {
        let Some(day) = compared.later(part, whole) else { continue };
        let from =
            day.map_or_else(Default::default, |day| (format!("（从 {day} 算起）"), format!(" from {day}")));
        let what = both(
            format!("这一段 {}，比全程的法定 {} 还长{}", part.zh(), whole.zh(), from.0),
            format!("this part takes {}, the whole by law {}{}", part.en(), whole.en(), from.1),
        );
        let mend = both(format!("改成 {} 以内", whole.zh()), format!("Make it less than {}", whole.en()));
        reading.find(&PART, at, what, mend);
    }
}

fn pace(item: &Item, reading: &mut crate::catalogue::reading::Reading<'_>) {
    let on_the_spot = item.promised_limit == Limit::ON_THE_SPOT;
    if on_the_spot == (item.pace == Pace::OnTheSpot) {
        return;
    }
    let what = both(
        "即办件的承诺是当场办结，当场办结的是即办件",
        "pace on_the_spot and a promise on the spot go together",
    );
    let mend = if on_the_spot {
        both(
            "pace 写 \"on_the_spot\"，或者给承诺写上天数",
            "Write pace = \"on_the_spot\", or promise a number of days",
        )
    } else {
        both(
            "promised_limit 写 unit = \"on_the_spot\"，或者改 pace",
            "Promise unit = \"on_the_spot\", or change the pace",
        )
    };
    reading.find(&ON_THE_SPOT, "pace", what, mend);
}
