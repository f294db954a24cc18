//! What an item asks before its form, and which of its parts an answer calls for.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Item;
use crate::decider::Text;
use crate::form::written;
use crate::time::Day;

/// Which answers a part of the item applies to; empty means always. All questions named must agree.
pub type When = BTreeMap<String, Test>;

/// What the guided questions resolved to: question → answer.
pub type Situation = BTreeMap<String, String>;

/// Does a part with this condition apply in this situation?
pub fn applies(when: &When, situation: &Situation) -> bool {
    when.iter().all(|(question, test)| situation.get(question).is_some_and(|answer| test.holds(answer)))
}

/// What one question's answer must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Test {
    /// One of these answers, by their codes.
    OneOf(Vec<String>),
    /// A number or a day within bounds.
    Within(Within),
}

/// Bounds of a number (both count themselves, 本数在内: Civil Code Art. 1259) or of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// This number or more 以上.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// This number or less 以下.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
    /// This day or later 以后.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Earlier than this day 之前.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Day>,
}

impl From<Vec<String>> for Test {
    fn from(answers: Vec<String>) -> Self {
        Self::OneOf(answers)
    }
}

impl Test {
    /// Does this answer pass? What is no number or no day passes no bound.
    pub fn holds(&self, answer: &str) -> bool {
        match self {
            Self::OneOf(answers) => answers.iter().any(|one| one == answer),
            Self::Within(Within { at_least, at_most, since: None, before: None }) => {
                answer.parse::<i64>().is_ok_and(|n| {
                    at_least.is_none_or(|least| n >= least) && at_most.is_none_or(|most| n <= most)
                })
            }
            Self::Within(Within { at_least: None, at_most: None, since, before }) => {
                answer.parse::<Day>().is_ok_and(|day| {
                    since.is_none_or(|since| day >= since) && before.is_none_or(|before| day < before)
                })
            }
            Self::Within(_) => false,
        }
    }

    /// The answers named, where it names answers.
    pub fn named(&self) -> &[String] {
        match self {
            Self::OneOf(answers) => answers,
            Self::Within(_) => &[],
        }
    }
}

/// What a question takes for an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// One of its answers.
    #[default]
    Choice,
    /// A whole number, nought or more.
    Number,
    /// A civil day.
    Date,
}

/// A guided question 情形引导.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Name in `when` tables and in situations.
    pub code: String,
    /// What is asked.
    pub text: Text,
    /// What it takes for an answer.
    #[serde(default)]
    pub takes: Takes,
    /// The answers to choose from; none where a number or a day is asked for.
    #[serde(default)]
    pub answers: Vec<Choice>,
}

/// One answer of a question, one option of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is written down.
    pub code: String,
    /// What is read.
    pub text: Text,
}

impl Question {
    /// What was typed or chosen, as it is written down: a code, `120`, `2026-09-23`; none if it is no answer.
    pub fn read(&self, typed: &str) -> Option<String> {
        match self.takes {
            Takes::Choice => self.answers.iter().find(|a| a.code == typed).map(|a| a.code.clone()),
            Takes::Number => written::whole(typed).map(|n| n.to_string()),
            Takes::Date => written::day(typed).map(|day| day.to_string()),
        }
    }

    /// Is this one of its answers, as it is written down?
    pub fn fits(&self, answer: &str) -> bool {
        self.read(answer).as_deref() == Some(answer)
    }

    /// An answer in words.
    pub fn words(&self, answer: &str) -> Option<Text> {
        match self.takes {
            Takes::Choice => self.answers.iter().find(|a| a.code == answer).map(|a| a.text.clone()),
            Takes::Number => self.fits(answer).then(|| Text::new(answer, answer)),
            Takes::Date => answer.parse::<Day>().ok().map(|day| Text::new(day.zh_full(), day.en_full())),
        }
    }
}

/// Without a bound that names one, any day is as good as this.
const SOME_DAY: &str = "2000-01-01";

impl Item {
    /// Every condition of a part, wherever it stands.
    pub fn whens(&self) -> impl Iterator<Item = &When> {
        let conditions = self.conditions.iter().map(|one| &one.when);
        let materials = self.materials.iter().map(|one| &one.when);
        let points = self.points.iter().map(|one| &one.when);
        let on_site = self.points.iter().filter_map(|one| one.on_site.as_ref()).map(|one| &one.when);
        let fees = self.fees.iter().map(|one| &one.when);
        let inner = self.fields.iter().flat_map(|one| one.fields.iter().map(|inner| &inner.when));
        let fields = self.fields.iter().map(|one| &one.when);
        conditions.chain(materials).chain(points).chain(on_site).chain(fees).chain(fields).chain(inner)
    }

    /// Answers of which every other is like one: as far as this item can tell, whoever answers otherwise is
    /// treated as one of these. For a number or a day that is one answer between any two bounds.
    pub fn telling(&self, question: &Question) -> Vec<String> {
        let tests = || self.whens().filter_map(|when| when.get(&question.code));
        let bounds = || {
            tests().filter_map(|test| match test {
                Test::Within(within) => Some(within),
                Test::OneOf(_) => None,
            })
        };
        match question.takes {
            Takes::Choice => question.answers.iter().map(|answer| answer.code.clone()).collect(),
            Takes::Number => {
                let begins = |w: &Within| [w.at_least, w.at_most.and_then(|most| most.checked_add(1))];
                let mut cuts: BTreeSet<i64> = bounds().flat_map(begins).flatten().collect();
                cuts.retain(|cut| *cut > 0);
                [0].into_iter().chain(cuts).map(|n| n.to_string()).collect()
            }
            Takes::Date => {
                let cuts: BTreeSet<Day> = bounds().flat_map(|w| [w.since, w.before]).flatten().collect();
                let first = cuts.first().map_or_else(|| SOME_DAY.to_owned(), |day| day.plus(-1).to_string());
                [first].into_iter().chain(cuts.iter().map(Day::to_string)).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! Answers and bounds.
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn question(takes: Takes) -> Question {
        Question { code: "q".to_owned(), text: Text::new("问", "q"), takes, answers: Vec::new() }
    }

    #[test]
    fn what_is_typed_is_written_down_in_one_way() {
        let number = question(Takes::Number);
        assert_eq!(number.read("1,200").as_deref(), Some("1200"));
        assert_eq!(number.read("１２０").as_deref(), Some("120"));
        assert_eq!((number.read("-1"), number.read("many"), number.read("")), (None, None, None));
        assert!(number.fits("120") && !number.fits("0120"));
        let date = question(Takes::Date);
        assert_eq!(date.read("2026年9月3日").as_deref(), Some("2026-09-03"));
        assert_eq!((date.read("2026-02-30"), date.read("")), (None, None));
    }

    #[test]
    fn bounds_count_themselves_and_before_does_not() {
        let test = |text: &str| toml::from_str::<When>(text).unwrap()["q"].clone();
        let seats = test("q = { at_least = 50, at_most = 99 }");
        assert_eq!(["49", "50", "99", "100", "x"].map(|n| seats.holds(n)), [false, true, true, false, false]);
        let born = test("q = { since = \"1950-01-01\", before = \"1960-01-01\" }");
        let days = ["1949-12-31", "1950-01-01", "1959-12-31", "1960-01-01", "50"];
        assert_eq!(days.map(|day| born.holds(day)), [false, true, true, false, false]);
        let of_both = test("q = { at_least = 1, since = \"1950-01-01\" }");
        assert!(!of_both.holds("2") && !of_both.holds("1960-01-01"));
        assert!(toml::from_str::<When>("q = { more_than = 3 }").is_err());
    }
}
