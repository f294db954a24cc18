//! How long a step takes that somebody does: one file (`durations.toml`), read by stories and by the
//! simulator, each step with its source or marked as assumed.

use std::fmt;
use std::sync::LazyLock;

use kernel::form::{Answers, Field, leaves};
use kernel::item::Situation;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::lot::Lot;

/// The file.
pub const FILE: &str = include_str!("durations.toml");

/// Who does a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Whoever wants something.
    Applicant,
    /// An officer.
    Officer,
    /// Neither: bank, engraver, road.
    Outside,
}

const BY: [(&str, By); 3] =
    [("applicant", By::Applicant), ("officer", By::Officer), ("outside", By::Outside)];

/// A step; its code is a table of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// She shows her card.
    SignIn,
    /// She reads a screen.
    Read,
    /// She answers a question.
    Answer,
    /// She types a field.
    Type,
    /// She hands in a paper.
    HandIn,
    /// She signs and sends.
    Sign,
    /// She prints her licence at a terminal.
    PrintAtTerminal,
    /// She comes to the hall.
    Come,
    /// She waits to be called.
    WaitAtWindow,
    /// She does something else.
    DoAnotherThing,
    /// A clerk receives.
    Receive,
    /// Somebody looks through a paper.
    LookThrough,
    /// A clerk accepts.
    Accept,
    /// An examiner looks at a check point.
    Examine,
    /// A head decides.
    Decide,
    /// An officer writes to somebody.
    Write,
    /// An officer arranges a day.
    Arrange,
    /// Officers look on the spot.
    LookOnTheSpot,
    /// A clerk hands a result over.
    HandOver,
    /// An officer does something else.
    Act,
    /// Officers travel.
    Travel,
    /// The seals are engraved.
    Engrave,
    /// The bank looks at its customer.
    BankLooks,
    /// The bank books a day.
    BankBooks,
}

/// Every step with its code, in the order of [`Step`].
pub const STEPS: [(Step, &str); 24] = [
    (Step::SignIn, "sign-in"),
    (Step::Read, "read"),
    (Step::Answer, "answer"),
    (Step::Type, "type"),
    (Step::HandIn, "hand-in"),
    (Step::Sign, "sign"),
    (Step::PrintAtTerminal, "print-at-terminal"),
    (Step::Come, "come"),
    (Step::WaitAtWindow, "wait-at-window"),
    (Step::DoAnotherThing, "do-another-thing"),
    (Step::Receive, "receive"),
    (Step::LookThrough, "look-through"),
    (Step::Accept, "accept"),
    (Step::Examine, "examine"),
    (Step::Decide, "decide"),
    (Step::Write, "write"),
    (Step::Arrange, "arrange"),
    (Step::LookOnTheSpot, "look-on-the-spot"),
    (Step::HandOver, "hand-over"),
    (Step::Act, "act"),
    (Step::Travel, "travel"),
    (Step::Engrave, "engrave"),
    (Step::BankLooks, "bank-looks"),
    (Step::BankBooks, "bank-books"),
];

/// How long a step takes, in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duration {
    /// Who does it.
    pub by: By,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The least.
    pub least: u64,
    /// The usual: the peak of what is drawn.
    pub usual: u64,
    /// The most.
    pub most: u64,
    /// Where it is written; nobody measured it if there is none.
    pub source: Option<String>,
}

impl Duration {
    /// One that a die says: between the least and the most, the usual most often (a triangle).
    pub(crate) fn drawn(&self, lot: &mut Lot) -> u64 {
        const FINE: u128 = 1_000_000;
        let (least, usual, most) = (u128::from(self.least), u128::from(self.usual), u128::from(self.most));
        let (width, rising, falling) = (most - least, usual - least, most - usual);
        let roll = u128::from(lot.below(1_000_000));
        let at = if roll * width < rising * FINE {
            least + (roll * width * rising / FINE).isqrt()
        } else {
            most - ((FINE - roll) * width * falling / FINE).isqrt()
        };
        u64::try_from(at).unwrap_or(self.most)
    }
}

/// How many controls of a form somebody types: all but those that may stay empty and those that are filled in
/// from her account.
pub fn typed(fields: &[Field], situation: &Situation) -> usize {
    let all = leaves(fields, situation, &Answers::new());
    all.iter().filter(|field| !field.own && !field.optional).count()
}

/// What is wrong with a file of durations, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What.
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "durations.toml:{}: {}", self.line, self.what)
    }
}

/// Every step's duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Durations(Vec<Duration>);

impl Durations {
    /// Those of the file.
    pub fn kept() -> &'static Durations {
        static KEPT: LazyLock<Durations> =
            LazyLock::new(|| Durations::read(FILE).expect("a test reads the file that is compiled in"));
        &KEPT
    }

    /// Read a file: every step once, and nothing else.
    ///
    /// # Errors
    /// Everything that is wrong, each with its line.
    pub fn read(text: &str) -> Result<Durations, Vec<Wrong>> {
        let line = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        let (tree, errors) = DeTable::parse_recoverable(text);
        let not_toml = |error: toml::de::Error| {
            (error.span().unwrap_or(0..0).start, format!("not TOML: {}", error.message()))
        };
        let mut wrong: Vec<(usize, String)> = errors.into_iter().map(not_toml).collect();
        let root = tree.get_ref();
        for (key, _) in root.iter() {
            if !STEPS.iter().any(|(_, code)| *code == key.get_ref().as_ref()) {
                wrong.push((key.span().start, format!("no step is called {}", key.get_ref())));
            }
        }
        let mut all = Vec::new();
        for (_, code) in STEPS {
            match root.iter().find(|(key, _)| key.get_ref().as_ref() == code) {
                None => wrong.push((text.len(), format!("the step {code} is missing"))),
                Some((key, value)) => {
                    all.extend(one(key.span().start, code, value.get_ref(), &mut wrong));
                }
            }
        }
        if wrong.is_empty() {
            return Ok(Durations(all));
        }
        wrong.sort();
        Err(wrong.into_iter().map(|(at, what)| Wrong { line: line(at), what }).collect())
    }

    /// How long this takes.
    pub fn of(&self, step: Step) -> &Duration {
        let place =
            STEPS.iter().position(|(one, _)| *one == step).expect("a test finds every step in the row");
        &self.0[place]
    }

    /// How many steps have a source, of how many.
    pub fn sourced(&self) -> (usize, usize) {
        (self.0.iter().filter(|one| one.source.is_some()).count(), self.0.len())
    }
}

/// What one table says; every fault of it is noted.
fn one(at: usize, code: &str, value: &DeValue<'_>, wrong: &mut Vec<(usize, String)>) -> Option<Duration> {
    let DeValue::Table(table) = value else {
        wrong.push((at, format!("{code} is not a table")));
        return None;
    };
    let before = wrong.len();
    const KEYS: [&str; 8] = ["who", "zh", "en", "least", "usual", "most", "source", "assumed"];
    for (key, _) in table.iter().filter(|(key, _)| !KEYS.contains(&key.get_ref().as_ref())) {
        wrong.push((key.span().start, format!("{code} says {}, which means nothing here", key.get_ref())));
    }
    let mut word = |key: &str| {
        text_of(table, key).map_err(|(place, what)| {
            wrong.push((place.unwrap_or(at), format!("{code}: {key} {what}")));
        })
    };
    let (who, zh, en) = (word("who"), word("zh"), word("en"));
    let times = ["least", "usual", "most"].map(&mut word);
    let source = if table.contains_key("source") { word("source").ok().map(|(_, text)| text) } else { None };
    let assumed = match table.get("assumed").map(Spanned::get_ref) {
        None => false,
        Some(DeValue::Boolean(true)) => true,
        Some(_) => {
            wrong.push((at, format!("{code}: assumed is true or not there")));
            true
        }
    };
    if source.is_some() == assumed {
        wrong.push((at, format!("{code} has either a source or assumed = true")));
    }
    let by = who.ok().and_then(|(place, who)| {
        let by = BY.iter().find(|(word, _)| *word == who).map(|(_, by)| *by);
        if by.is_none() {
            wrong.push((place, format!("{code}: who is applicant, officer or outside, not {who}")));
        }
        by
    });
    let times = times.map(|time| {
        let (place, text) = time.ok()?;
        let ms = length(&text);
        if ms.is_none() {
            wrong.push((place, format!("{code}: “{text}” is no time like 20 s, 3 min or 2 h")));
        }
        Some((place, ms?))
    });
    let [Some((_, least)), Some((place, usual)), Some((_, most))] = times else { return None };
    if least > usual || usual > most || most == 0 {
        wrong.push((place, format!("{code}: least, usual, most do not grow")));
    }
    if wrong.len() > before {
        return None;
    }
    Some(Duration { by: by?, zh: zh.ok()?.1, en: en.ok()?.1, least, usual, most, source })
}

type Said = Result<(usize, String), (Option<usize>, &'static str)>;

fn text_of(table: &DeTable<'_>, key: &str) -> Said {
    let value = table.get(key).ok_or((None, "is missing"))?;
    match value.get_ref() {
        DeValue::String(text) if !text.trim().is_empty() => Ok((value.span().start, text.to_string())),
        _ => Err((Some(value.span().start), "is not a text")),
    }
}

/// `20 s`, `3 min`, `2 h`, in milliseconds.
fn length(text: &str) -> Option<u64> {
    let (number, unit) = text.split_once(' ')?;
    let unit = match unit {
        "s" => 1_000,
        "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Durations, FILE, STEPS, Step};
    use crate::lot::Lot;

    #[test]
    fn every_step_has_its_duration() {
        let read =
            Durations::read(FILE).map_err(|wrong| wrong.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read.as_ref(), Ok(Durations::kept()));
        let mut steps = STEPS.map(|(step, _)| step).to_vec();
        steps.sort();
        steps.dedup();
        assert_eq!(steps.len(), STEPS.len());
        assert!(steps.iter().all(|step| read.as_ref().unwrap().of(*step).most > 0));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let faults = |from: &str, to: &str| {
            assert!(FILE.contains(from), "{from}");
            let wrong = Durations::read(&FILE.replacen(from, to, 1)).unwrap_err();
            wrong.into_iter().map(|one| (one.line, one.what)).collect::<Vec<_>>()
        };
        let line = |of: &str| FILE.lines().position(|line| line == of).unwrap() + 1;
        assert_eq!(
            faults("[sign-in]", "[sign-out]"),
            [
                (line("[sign-in]"), "no step is called sign-out".to_owned()),
                (FILE.lines().count() + 1, "the step sign-in is missing".to_owned()),
            ]
        );
        let both =
            faults("least = \"10 s\"\nusual = \"20 s\"", "least = \"10 secs\"\nusual = \"20 s\"\nabout = 1");
        assert_eq!(both.len(), 2, "{both:?}");
        assert_eq!((both[0].0, both[1].0), (line("[sign-in]") + 4, line("[sign-in]") + 6), "{both:?}");
        assert!(both[0].1.contains("10 secs") && both[1].1.contains("about"), "{both:?}");
        let hidden = faults("assumed = true", "source = \"\"");
        assert!(hidden.iter().all(|(line, _)| *line < 20) && !hidden.is_empty(), "{hidden:?}");
        let both = faults("assumed = true", "assumed = true\nsource = \"a stopwatch\"");
        assert_eq!(both, [(line("[sign-in]"), "sign-in has either a source or assumed = true".to_owned())]);
        let shrinks = faults("usual = \"20 s\"", "usual = \"2 h\"");
        assert_eq!(shrinks[0].0, line("usual = \"20 s\""), "{shrinks:?}");
        assert!(faults("who = \"applicant\"", "who = \"robot\"")[0].1.contains("robot"));
    }

    #[test]
    fn what_is_drawn_lies_between_and_is_usually_the_usual() {
        let reading = Durations::kept().of(Step::Read);
        let mut lot = Lot::new(7, 1);
        let all: Vec<u64> = (0..4_000).map(|_| reading.drawn(&mut lot)).collect();
        assert!(all.iter().all(|ms| (reading.least..=reading.most).contains(ms)));
        let near = |ms: u64| all.iter().filter(|one| one.abs_diff(ms) < 1_500).count();
        assert!(near(reading.usual) > 2 * near(reading.most - 5_000), "{}", near(reading.usual));
        let mean = all.iter().sum::<u64>() / 4_000;
        assert!(mean.abs_diff((reading.least + reading.usual + reading.most) / 3) < 400, "{mean}");
        let mut again = Lot::new(7, 1);
        assert!(all.iter().all(|ms| *ms == reading.drawn(&mut again)), "the same seed, the same times");
    }
}
