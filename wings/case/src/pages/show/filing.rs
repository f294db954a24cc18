//! How a case came in, which day counts as its receipt, and a look before formal receipt.

use house::links;
use house::opening::Inner;
use house::web::Frame;
use house::web::parts::{self, Look};
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::Shown;
use crate::pages::words::{Named, both};
use crate::rules::{Case, Filed, Found};

/// A look before formal receipt, and what came of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct Looked {
    /// The day by which she hears.
    pub by: Day,
    /// `passed`, `returned`, `overtaken` by the formal answer; none while it is awaited.
    pub found: Option<&'static str>,
    /// When.
    pub found_on: Option<Day>,
}

/// How an application came in.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct Origin {
    /// `window`, `computer`, `mobile`, `courier`, `terminal` or `elsewhere`.
    pub way: Named,
    /// Its code in GB/T 39046-2020 A.5: 1 window, 2 computer, 3 telephone, 4 courier, 9 other.
    pub code: u8,
    /// Number of the waybill, or empty.
    pub waybill: String,
    /// The day of receipt.
    pub received_on: Day,
    /// The clause on which that is another day than the civil day of filing.
    pub received_basis: Option<Text>,
    /// The organ whose hall took it in for the competent one.
    pub taken_in_by: Option<Named>,
    /// When that hall sent the papers on.
    pub papers_sent_on: Option<Day>,
    /// When they arrived.
    pub papers_arrived_on: Option<Day>,
    /// A look before formal receipt.
    pub precheck: Option<Looked>,
}

/// How this case came in.
pub(super) fn origin(house: &Inner, case: &Case, filed: &Filed) -> Origin {
    let carried = case.carried.as_ref();
    let word = filed.way.word();
    Origin {
        way: Named { code: word.to_owned(), name: house.texts.word("case", "way", word) },
        code: filed.way.code(),
        waybill: filed.waybill.clone(),
        received_on: filed.on,
        received_basis: filed.counted_by.clone(),
        taken_in_by: carried.map(|one| Named { code: one.from.clone(), name: house.organ_name(&one.from) }),
        papers_sent_on: carried.and_then(|one| one.sent_on),
        papers_arrived_on: carried.and_then(|one| one.arrived_on),
        precheck: case.precheck.as_ref().map(|precheck| Looked {
            by: precheck.by,
            found: precheck.found.map(|(found, _)| match found {
                Found::Passed => "passed",
                Found::Returned => "returned",
                Found::Overtaken => "overtaken",
            }),
            found_on: precheck.found.map(|(_, day)| day),
        }),
    }
}

/// What a look found, for people.
fn found(found: &str) -> Text {
    match found {
        "passed" => both("预审通过，看过的不再要您改", "passed; nothing seen is asked anew"),
        "returned" => both("预审退回，要补的已经一次说清", "given back; what is lacking was told, once"),
        _ => both("已经正式答复，不再预审", "overtaken by the formal answer"),
    }
}

impl Shown {
    /// How it came in, and the request for a look before formal receipt.
    pub(super) fn came_in(&self, see: &Frame) -> Markup {
        let origin = &self.origin;
        let label = |zh: &str, en: &str| see.say(zh, en).to_owned();
        let mut rows = vec![(
            label("怎样收到", "Came in"),
            html! {
                (see.of(&origin.way.name))
                @if !origin.waybill.is_empty() { " " (parts::code(&origin.waybill)) }
                @if let Some(hall) = &origin.taken_in_by { (see.say("，", ", ")) (see.of(&hall.name)) }
            },
        )];
        rows.push((
            label("收件日", "Day of receipt"),
            html! {
                (parts::day_short(see, origin.received_on))
                @if let Some(basis) = &origin.received_basis {
                    (see.say("，依据", ", by ")) (see.of(basis))
                }
            },
        ));
        if origin.taken_in_by.is_some() {
            rows.push((label("纸件", "Papers"), html! {
                @match (origin.papers_sent_on, origin.papers_arrived_on) {
                    (_, Some(day)) => { (see.say("已经送到，", "arrived, ")) (parts::day_short(see, day)) },
                    (Some(day), None) => {
                        (see.say("移送中，寄出 ", "on their way since ")) (parts::day_short(see, day))
                    },
                    (None, None) => { (see.say("还在代收的大厅", "still at the hall that took it in")) },
                }
            }));
        }
        if let Some(looked) = &origin.precheck {
            rows.push((
                label("预审", "Look beforehand"),
                html! {
                    @match (looked.found, looked.found_on) {
                        (Some(word), Some(day)) => {
                            (see.of(&found(word))) (see.say("，", ", ")) (parts::day_short(see, day))
                        },
                        _ => { (see.say("最晚 ", "by ")) (parts::day_short(see, looked.by)) },
                    }
                },
            ));
        }
        let content = html! {
            (parts::facts(&rows))
            @if self.open("ask-precheck") {
                p { (see.say(
                    "可以请窗口在正式收件前先看一遍。答复期限照样从提交那天算，不会因此变晚。",
                    "You may ask the window to look before it formally takes it in. The limit for the answer \
                     runs from the day of filing all the same.",
                )) }
                (self.act(see, "ask-precheck", &html! {}, Look::Second, see.say("申请预审", "Ask for a look")))
            }
        };
        parts::section("came", see.say("收件", "Receipt"), &content)
    }

    /// The window found nothing lacking.
    pub(super) fn pass_precheck(&self, see: &Frame) -> Markup {
        let inside = html! { p { (see.say(
            "申请人请窗口先看一遍。通过以后，看过的材料和填写内容不能再要她改。",
            "The applicant asked for a look. Once it is passed, nothing of what was seen may be asked anew.",
        )) } };
        self.act(see, "pass-precheck", &inside, Look::Filled, see.say("预审通过", "Nothing is lacking"))
    }

    /// The hall that took it in sends the papers on.
    pub(super) fn send_papers(&self, see: &Frame) -> Markup {
        let inside = self.area(
            see,
            "sent_by",
            see.say("怎样送去：运单号，或者谁带去", "With what: a waybill, or who carries them"),
            None,
        );
        self.act(see, "send-papers", &inside, Look::Filled, see.say("移送纸件", "Send the papers on"))
    }

    /// They are at the competent organ's window.
    pub(super) fn papers_arrived(&self, see: &Frame) -> Markup {
        let words = see.say("收到移送的纸件", "The papers arrived");
        self.act(see, "papers-arrived", &html! {}, Look::Second, words)
    }
}

/// Papers on their way between halls, for the worklist of either window.
pub(in crate::pages) fn carried(
    see: &Frame,
    all: &[crate::views::CarriedLine],
    name: &dyn Fn(&str) -> String,
) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    parts::section(
        "carried",
        see.say("代收的纸件", "Papers taken in for another organ"),
        &html! {
            ul.plain { @for one in all { li {
                a href=(links::case(&one.case_no)) { (name(&one.item)) }
                " " (parts::code(&one.case_no)) (see.say("，", ", "))
                @if one.to_send { (see.say("要移送", "to be sent on")) }
                @else { (see.say("寄来了，收到后登记", "on its way here: record when it arrives")) }
            } } }
        },
    )
}
