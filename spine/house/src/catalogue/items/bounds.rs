//! Questions and what is asked of their answers: choices have answers, numbers and days have bounds.

use kernel::Text;
use kernel::item::{Question, Takes, Test, Within};

use crate::catalogue::reading::Reading;

/// A choice has two answers at least, a number or a day none.
pub(super) fn question(question: &Question, at: &str, reading: &mut Reading<'_>) {
    let at = format!("{at}.answers");
    if question.takes == Takes::Choice && question.answers.len() < 2 {
        let what = Text::new("至少要有 2 个答案", "at least 2 answers must be there");
        let mend = Text::new("补上答案；要填数字或日子的写 takes", "Add answers, or say what it “takes”");
        reading.wrong(&at, what, mend);
    }
    if question.takes != Takes::Choice && !question.answers.is_empty() {
        let what = Text::new("填数字或日子的问题没有答案可选", "a number or a day has no answers to choose");
        reading.wrong(&at, what, Text::new("删去 answers，或者删去 takes", "Delete answers, or takes"));
    }
}

/// A test asks of an answer what its question can be answered with, and something that can be.
pub(super) fn fits(question: &Question, test: &Test, at: &str, reading: &mut Reading<'_>) {
    let empty = |w: &Within| {
        let numbers = w.at_least.zip(w.at_most).is_some_and(|(least, most)| least > most);
        numbers || w.since.zip(w.before).is_some_and(|(since, before)| since >= before)
    };
    let (numbers, days) = match test {
        Test::OneOf(_) => (false, false),
        Test::Within(w) => {
            (w.at_least.is_some() || w.at_most.is_some(), w.since.is_some() || w.before.is_some())
        }
    };
    let (right, zh, en) = match question.takes {
        Takes::Choice => (matches!(test, Test::OneOf(_)), "[\"答案\"]", "[\"an-answer\"]"),
        Takes::Number => (numbers && !days, "{ at_least = 50 }", "{ at_least = 50 }"),
        Takes::Date => (days && !numbers, "{ since = \"2026-01-01\" }", "{ since = \"2026-01-01\" }"),
    };
    if !right {
        let what = Text::new(
            format!("“{}”不是这样回答的", question.code),
            format!("“{}” is not answered like this", question.code),
        );
        reading.wrong(at, what, Text::new(format!("写成 {zh} 这样"), format!("Write it like {en}")));
    } else if matches!(test, Test::Within(w) if empty(w)) {
        let what = Text::new("没有一个回答在这个范围里", "no answer is within these bounds");
        reading.wrong(at, what, Text::new("对调两头", "Exchange the two bounds"));
    }
}
