//! The two languages of every page: which words are said, and how days, instants and limits are written.
//!
//! Chinese is the language of record; English is complete, never a summary.

use kernel::{Day, Instant, Limit, Text, Unit};
use serde::Serialize;

/// The language a page is drawn in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// Short English names of the days of the week, Monday first.
const EN_WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Full English names of the days of the week, Monday first.
const EN_WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// Chinese names of the days of the week, Monday first.
const ZH_WEEK: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

impl Lang {
    /// The language with this code or a regional form of it (`en-GB`, `zh-Hans-CN`); `None` for others.
    pub fn from_code(code: &str) -> Option<Lang> {
        match code.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase().as_str() {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The words in this language.
    pub fn say<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A text in this language; where it has no English, the Chinese.
    pub fn of(self, text: &Text) -> &str {
        match self {
            Lang::En if !text.en.is_empty() => &text.en,
            _ => &text.zh,
        }
    }

    /// One of two sentences that were both composed.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The code for `<html lang>` (BCP 47).
    pub fn code(self) -> &'static str {
        self.say("zh-CN", "en")
    }

    /// The code used in addresses of the language switch: `zh`, `en`.
    pub fn slug(self) -> &'static str {
        self.say("zh", "en")
    }

    /// The language a reader would change to.
    pub fn other(self) -> Lang {
        self.pick(Lang::En, Lang::Zh)
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        self.say("中文", "English")
    }

    /// `3月13日（周五）`, `Friday 13 March 2026`.
    pub fn day(self, day: Day) -> String {
        match self {
            Lang::Zh => format!("{}（{}）", day.zh(), self.weekday(day)),
            Lang::En => format!("{} {}", EN_WEEKDAYS[place_in_week(day)], day.en_full()),
        }
    }

    /// `2026年3月13日`, `13 March 2026`: where the year could be another.
    pub fn day_full(self, day: Day) -> String {
        self.pick(day.zh_full(), day.en_full())
    }

    /// `3月13日`, `13 Mar`.
    pub fn day_short(self, day: Day) -> String {
        match self {
            Lang::Zh => day.zh(),
            Lang::En => format!("{} {}", day.dom(), &day.en_month()[..3]),
        }
    }

    /// `3月2日 20:14`, `2 Mar 20:14`; Beijing time.
    pub fn instant(self, at: Instant) -> String {
        let (h, m) = at.hm();
        format!("{} {h:02}:{m:02}", self.day_short(at.day()))
    }

    /// `2026年3月2日 20:14`, `2 March 2026, 20:14`; Beijing time.
    pub fn instant_full(self, at: Instant) -> String {
        let (h, m) = at.hm();
        format!("{}{}{h:02}:{m:02}", self.day_full(at.day()), self.say(" ", ", "))
    }

    /// `周五`, `Fri`.
    pub fn weekday(self, day: Day) -> String {
        let at = place_in_week(day);
        self.pick(format!("周{}", ZH_WEEK[at]), EN_WEEK[at].to_owned())
    }

    /// Heads of a calendar's columns, Monday first: short for the eye, whole for the ear.
    pub fn week(self) -> [(&'static str, String); 7] {
        std::array::from_fn(|at| match self {
            Lang::Zh => (ZH_WEEK[at], format!("星期{}", ZH_WEEK[at])),
            Lang::En => (EN_WEEK[at], EN_WEEKDAYS[at].to_owned()),
        })
    }

    /// `2026年3月`, `March 2026`.
    pub fn month(self, day: Day) -> String {
        match self {
            Lang::Zh => format!("{}年{}月", day.year(), day.month()),
            Lang::En => format!("{} {}", day.en_month(), day.year()),
        }
    }

    /// `5 个工作日`, `5 working days`; `当场办结`, `on the spot`.
    pub fn limit(self, limit: Limit) -> String {
        self.pick(limit.zh(), limit.en())
    }

    /// How many days are left or gone, in the unit of the limit: `3 个工作日`, `1 working day`.
    pub fn count(self, n: u32, unit: Unit) -> String {
        match unit {
            Unit::WorkingDays => self.pick(format!("{n} 个工作日"), format!("{n} working day{}", plural(n))),
            _ => self.pick(format!("{n} 日"), format!("{n} day{}", plural(n))),
        }
    }

    /// Things in a row: `营业执照、健康证明`; `business licence, health certificate`.
    pub fn list<'a>(self, things: impl IntoIterator<Item = &'a str>) -> String {
        things.into_iter().collect::<Vec<_>>().join(self.say("、", ", "))
    }
}

/// `s` for all numbers but one.
fn plural(n: u32) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Monday 0 … Sunday 6.
fn place_in_week(day: Day) -> usize {
    usize::from(day.weekday() - 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn dates_and_limits_read_as_people_write_them() {
        let day: Day = "2026-03-13".parse().unwrap();
        let at = Instant::at(day, 9, 5);
        for (said, expected) in [
            (Lang::Zh.day(day), "3月13日（周五）"),
            (Lang::En.day(day), "Friday 13 March 2026"),
            (Lang::Zh.day_short(day), "3月13日"),
            (Lang::En.day_short(day), "13 Mar"),
            (Lang::Zh.instant(at), "3月13日 09:05"),
            (Lang::En.instant_full(at), "13 March 2026, 09:05"),
            (Lang::Zh.month(day), "2026年3月"),
            (Lang::En.limit(Limit::working_days(1)), "1 working day"),
            (Lang::Zh.count(3, Unit::WorkingDays), "3 个工作日"),
            (Lang::En.count(1, Unit::Days), "1 day"),
        ] {
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn a_code_with_a_region_is_the_language() {
        assert_eq!(Lang::from_code("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_code("zh_Hans"), Some(Lang::Zh));
        assert_eq!(Lang::from_code("fr"), None);
    }

    #[test]
    fn a_text_without_english_is_read_in_chinese() {
        assert_eq!(Lang::En.of(&Text::new("门", "")), "门");
        assert_eq!(Lang::En.of(&Text::new("门", "door")), "door");
    }
}
