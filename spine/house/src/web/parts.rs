//! The parts that pages are made of, one look for everyone: an answer in a door, facts, a date with its
//! derivation, a diary, forms, lists for the desk, and words for every kind of trouble.
//!
//! Words before shape before colour: nothing here is said by colour or by a sign alone.

pub mod answer;
pub mod desk;
pub mod diary;
pub mod due;
pub mod form;
pub mod gantt;
pub mod home;
pub mod keys;
pub mod notice;
pub mod qr;
pub mod table;
pub mod trouble;

#[cfg(test)]
mod gallery;

pub use answer::{answered, answers, date_big, door, facts, links, section, strip, title};
pub use desk::{Column, Tab, WorkRow, bar, filter, pager, points, tabs, work};
pub use diary::{DiaryLine, DiaryMark, diary};
pub use due::{Cell, CellKind, Span, derivation, due_calendar, due_cells};
pub use form::{
    AT, Keeping, LESS, Line, Look, MORE, act_form, button, fault_summary, faults_title, field, field_id,
    fields, line, link_button, materials, phone, pick_large, scoped, text_area, text_area_of,
};
pub use gantt::{Bar, BarLook, gantt};
pub use home::{Card, Step, hero, search, shelf, tasks};
pub use keys::keys;
pub use notice::Notice;
pub use qr::qr;
pub use table::{table, table_of_pairs};
pub use trouble::{Again, Problem, Trouble, empty, note, stale_note, warn};

use kernel::{Day, Instant};
use maud::{Markup, html};

use super::lang::Lang;
use super::page::Frame;

/// A day in its `<time>`: `3月13日（周五）`, `Friday 13 March 2026`.
pub fn day(see: &Frame, day: Day) -> Markup {
    html! { time datetime=(day) { (see.lang.day(day)) } }
}

/// A day in its `<time>`, short: `3月13日`, `13 Mar`.
pub fn day_short(see: &Frame, day: Day) -> Markup {
    html! { time datetime=(day) { (see.lang.day_short(day)) } }
}

/// An instant in its `<time>`: `3月2日 20:14`, `2 Mar 20:14`; Beijing time.
pub fn instant(see: &Frame, at: Instant) -> Markup {
    html! { time datetime=(at.iso()) { (see.lang.instant(at)) } }
}

/// A number or code that must not be broken and reads digit by digit.
pub fn code(text: &str) -> Markup {
    html! { span.code.nb { (text) } }
}

/// What a tag says beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Neither good nor bad.
    Plain,
    /// Nothing to do: 免提交, 完成.
    Free,
    /// Something to do: 您准备.
    Ask,
    /// Something to mend: 2 处要改.
    Bad,
}

/// A tag: what kind of thing, in words.
pub fn tag(kind: Tag, words: &str) -> Markup {
    let class = match kind {
        Tag::Plain => "tag",
        Tag::Free => "tag free",
        Tag::Ask => "tag ask",
        Tag::Bad => "tag bad",
    };
    html! { span class=(class) { (words) } }
}

/// A lamp of supervision: shape and words, then colour. For officers; citizens get dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    /// ■ past the statutory limit.
    Red,
    /// ◆ past the promise.
    Orange,
    /// ▲ near.
    Yellow,
    /// ● in time.
    Green,
    /// ○ no clock runs.
    Off,
}

impl Lamp {
    /// The general word for it, as filters use it.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Lamp::Red => lang.say("超法定", "past the law's limit"),
            Lamp::Orange => lang.say("超承诺", "past the promise"),
            Lamp::Yellow => lang.say("临期", "due soon"),
            Lamp::Green => lang.say("正常", "in time"),
            Lamp::Off => lang.say("不计时", "clock stopped"),
        }
    }
}

/// A lamp with its words: 余 3 日, 今天到期, 超承诺 1 日.
pub fn lamp(lamp: Lamp, words: &str) -> Markup {
    let class = match lamp {
        Lamp::Green => "lamp",
        Lamp::Yellow => "lamp yellow",
        Lamp::Orange => "lamp orange",
        Lamp::Red => "lamp red",
        Lamp::Off => "lamp off",
    };
    html! { span class=(class) { (words) } }
}
