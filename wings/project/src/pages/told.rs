//! The diary of a project: what happened, in plain words, newest first.

use house::opening::Inner;
use house::web::Frame;
use house::web::parts;
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::views::Told;

/// A line of the diary.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Line {
    on: Day,
    sentence: Text,
}

/// In the county's words.
pub(super) fn lines(house: &Inner, told: Vec<Told>) -> Vec<Line> {
    let line = |(on, name, fills): Told| Line { on, sentence: house.texts.event("project", name, &fills) };
    told.into_iter().map(line).collect()
}

/// Drawn, closed: who wants to know opens it.
pub(super) fn drawn(see: &Frame, lines: &[Line]) -> Markup {
    html! { @if !lines.is_empty() { details {
        summary { (see.say("日志：都发生了什么", "Diary: what happened")) }
        ul { @for line in lines {
            li { (parts::day_short(see, line.on)) (see.say("：", ": ")) (see.of(&line.sentence)) }
        } }
    } } }
}
