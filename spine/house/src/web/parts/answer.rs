//! The answer of a page and its reasons: title, door, date, strip, facts.

use kernel::Day;
use maud::{Markup, html};

use super::day;
use crate::web::page::Frame;

/// The one `h1` of a page, and one line saying who does it or which case it is.
pub fn title(h1: &str, line: &Markup) -> Markup {
    html! { div.title { h1 { (h1) } @if !line.0.is_empty() { p { (line) } } } }
}

/// The door: the one answer of a page stands in it. At most one primary button inside.
pub fn door(heading: &str, content: &Markup) -> Markup {
    html! { div.door { h2 { (heading) } (content) } }
}

/// A section with its heading, reachable as `#id`. In an aside its heading is small by itself.
pub fn section(id: &str, heading: &str, content: &Markup) -> Markup {
    html! { section aria-labelledby=(id) { h2 id=(id) { (heading) } (content) } }
}

/// The date, big, until the end of office hours or of the day as the words after it say.
pub fn date_big(see: &Frame, on: Day, after: &str) -> Markup {
    html! { p.big { (day(see, on)) span.keep { (after) } } }
}

/// 多久、多少钱、跑几趟、拿到什么: label, answer, small print (may be empty).
pub fn strip(answers: &[(String, Markup, String)]) -> Markup {
    html! {
        dl.strip { @for (label, answer, small) in answers {
            div { dt { (label) } dd { (answer) @if !small.is_empty() { small { (small) } } } }
        } }
    }
}

/// Label and value, one a row.
pub fn facts(rows: &[(String, Markup)]) -> Markup {
    html! {
        dl.facts { @for (label, value) in rows { div { dt { (label) } dd { (value) } } } }
    }
}

/// The check-your-answers page: label, answer, and where to change it (an empty address: not changeable).
pub fn answers(see: &Frame, rows: &[(String, Markup, String)]) -> Markup {
    html! {
        dl.facts { @for (label, value, change) in rows {
            div { dt { (label) } dd.change {
                span { (value) }
                @if !change.is_empty() {
                    a href=(change) { (see.say("更改", "Change")) span.vh { " " (label) } }
                }
            } }
        } }
    }
}

/// Answers to the questions before a form, each with a way back that stores what is typed: question, answer,
/// code of the question; `form` is the id of the form, `draft` where it is stored.
pub fn answered(see: &Frame, form: &str, draft: &str, rows: &[(String, String, String)]) -> Markup {
    html! { ul.plain { @for (question, answer, code) in rows { li {
        span.soft.small { (question) } br;
        (answer) " "
        button.plain.nb form=(form) name="change" value=(code) formaction=(draft) {
            (see.say("更改", "Change")) span.vh { " " (question) }
        }
    } } } }
}

/// Links one under the other, each a target of its own height: address and words.
pub fn links(rows: &[(String, String)]) -> Markup {
    html! { ul.links { @for (href, words) in rows { li { a href=(href) { (words) } } } } }
}
