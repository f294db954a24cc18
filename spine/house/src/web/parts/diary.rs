//! The diary of a case: what happened and what is still to come, newest first.

use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

/// How a line of a diary is marked: hollow, full or square; its words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DiaryMark {
    /// Still to come.
    Todo,
    /// Happened.
    Done,
    /// The clock was stopped.
    Stopped,
}

/// One line of a diary.
#[derive(Clone, Debug)]
pub struct DiaryLine {
    /// How it is marked.
    pub mark: DiaryMark,
    /// The act, in bold: 受理.
    pub act: String,
    /// When, in its `<time>` (see [`super::instant`]), or `最晚 3月13日`.
    pub when: Markup,
    /// Who, may be empty.
    pub who: String,
    /// What to read about it: a document's link, a reason; may be empty.
    pub note: Markup,
}

/// The diary; lines in the order given, which should be newest first.
pub fn diary(lang: crate::web::lang::Lang, lines: &[DiaryLine]) -> Markup {
    html! {
        ol.diary { @for line in lines {
            li class=[class(line.mark)] {
                b { (line.act) }
                p {
                    (line.when)
                    @if !line.who.is_empty() { (lang.say("，", ", ")) (line.who) }
                    @if !line.note.0.is_empty() { (lang.say("。", ". ")) (line.note) }
                }
            }
        } }
    }
}

fn class(mark: DiaryMark) -> Option<&'static str> {
    match mark {
        DiaryMark::Todo => Some("todo"),
        DiaryMark::Done => None,
        DiaryMark::Stopped => Some("rest"),
    }
}
