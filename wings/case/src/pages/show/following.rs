//! How a case is handled, for everybody who may see it; the forms of modes, termination and striking out; and
//! the applicant's own word that a matter is settled.

use house::Failure;
use house::opening::Seeing;
use house::web::Frame;
use house::web::parts::{self, Look};
use kernel::form::{Field, FieldKind};
use kernel::item::Choice;
use kernel::{Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::Shown;
use super::together::name;
use crate::pages::words::both;
use crate::rules::Case;

/// A mode in which a case is handled.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct Handled {
    /// `at_once`, `guided`, `overtime`, `tracked` or `supervised`.
    pub mode: &'static str,
    pub name: Text,
    /// Name of the officer who guides, or follows it through; empty where the mode names nobody.
    pub officer: String,
}

/// The modes of a case. The applicant is told who guides her and who follows her matter through.
pub(super) fn modes(seeing: &mut Seeing<'_, '_>, case: &Case) -> Result<Vec<Handled>, Failure> {
    let mut all = Vec::new();
    for (mode, of) in &case.following.modes {
        let officer = if of.is_empty() { String::new() } else { name(seeing, of)? };
        let mode = mode.word();
        all.push(Handled { mode, name: seeing.house.texts.word("case", "mode", mode), officer });
    }
    Ok(all)
}

impl Shown {
    /// Who follows the matter through, and the applicant's word that it is settled.
    pub(super) fn followed(&self, see: &Frame) -> Markup {
        if self.modes.is_empty() {
            return html! {};
        }
        let line = |one: &Handled| {
            let officer = if one.officer.is_empty() {
                see.say("已定", "set").to_owned()
            } else {
                one.officer.clone()
            };
            (see.of(&one.name).to_owned(), html! { (officer) })
        };
        let rows: Vec<(String, Markup)> = self.modes.iter().map(line).collect();
        let content = html! {
            (parts::facts(&rows))
            @if let Some(on) = self.case.following.settled_on {
                p {
                    (see.say("申请人已经确认办妥，", "The applicant said it is settled, "))
                    (parts::day_short(see, on))
                }
            }
            @if self.open("settle") {
                p { (see.say(
                    "这件事有专人跟到底。都办妥了，请您确认；还有没办好的，先不要点。",
                    "An officer follows this through. Confirm once everything is settled, and not before.",
                )) }
                (self.act(see, "settle", &html! {}, Look::Second, see.say("确认办妥", "It is settled")))
            }
        };
        parts::section("modes", see.say("办理方式", "How it is handled"), &content)
    }

    /// Setting and ending modes, for officers and supervisors.
    pub(super) fn mode_forms(&self, see: &Frame) -> Markup {
        let supervisor = self.role == Role::Supervisor;
        let set: Vec<&str> = self.modes.iter().map(|one| one.mode).collect();
        let choices = |wanted: &dyn Fn(&str) -> bool| -> Vec<Choice> {
            let own = |code: &str| (code == "supervised") == supervisor;
            let wanted = MODES.iter().filter(|(code, ..)| own(code) && wanted(code));
            wanted.map(|(code, zh, en)| Choice { code: (*code).to_owned(), text: both(zh, en) }).collect()
        };
        let handlers = self.care.as_ref().map(|care| care.handlers.clone()).unwrap_or_default();
        let field = |act: &str, name: &str, label: Text, options: Vec<Choice>| {
            let back = self.returned.act == act;
            let field = Field { options, ..Field::new(name, label, FieldKind::Choice) };
            if back {
                parts::field(see, &field, self.value(name), self.fault(name))
            } else {
                parts::scoped(act, parts::field(see, &field, "", None))
            }
        };
        let may_end = |code: &str| set.contains(&code) && code != "tracked";
        html! {
            @if self.open("set-mode") {
                (self.folded("set-mode", see.say("定办理方式", "How to handle it"), &self.act(
                    see,
                    "set-mode",
                    &html! {
                        (field("set-mode", "mode", both("哪一种", "Which"), choices(&|_| true)))
                        @if !supervisor { (field("set-mode", "leader",
                            both("由谁指导、由谁跟到底（指导办、跟踪办要选）",
                                "Who guides, or follows it through (for these two)"), handlers)) }
                    },
                    Look::Second,
                    see.say("定下来", "Set it"),
                )))
            }
            @if self.open("end-mode") {
                (self.folded("end-mode", see.say("不再这样办", "End a mode"), &self.act(
                    see,
                    "end-mode",
                    &html! {
                        (field("end-mode", "mode", both("哪一种", "Which"), choices(&may_end)))
                        (self.own_why(see, "end-mode", see.say("为什么", "Why")))
                    },
                    Look::Second,
                    see.say("不再这样办", "End it"),
                )))
            }
        }
    }

    /// Ends by the organ without a decision, and striking out.
    pub(super) fn ends(&self, see: &Frame) -> Markup {
        let ground = |code: &str, zh: &str, en: &str| Choice { code: code.to_owned(), text: both(zh, en) };
        let grounds = vec![
            ground("applicant_gone", "申请人死亡或者终止，没有人承继", "The applicant died or was dissolved"),
            ground("object_gone", "申请办理的对象已经不存在", "What it was about does not exist any more"),
            ground(
                "other_law",
                "法律规定的其他情形（写明条款）",
                "Another ground given by law (name the clause)",
            ),
        ];
        let back = self.returned.act == "terminate";
        let field = |name: &str, label: Text, kind: FieldKind, options: Vec<Choice>| {
            let field = Field { options, ..Field::new(name, label, kind) };
            if back {
                parts::field(see, &field, self.value(name), self.fault(name))
            } else {
                parts::scoped("terminate", parts::field(see, &field, "", None))
            }
        };
        html! {
            @if self.open("terminate") {
                (self.folded("terminate", see.say("终止办理", "Terminate"), &self.act(
                    see,
                    "terminate",
                    &html! {
                        p { (see.say(
                            "没有人、没有东西可以再决定了，才终止。该批该不批的，要作决定；缺材料的，一次告知。",
                            "Only where nobody or nothing is left to decide about. What can be decided is \
                             decided, and lacking papers are asked for.",
                        )) }
                        (field("ceases", both("哪种情形", "On which ground"), FieldKind::Choice, grounds))
                        (field("clause", both("其他情形依据的条款（前两种不用填）",
                            "Clause of another ground (not for the first two)"), FieldKind::Text, Vec::new()))
                        (self.own_why(see, "terminate", see.say("理由，申请人要看得懂", "Reason, in plain words")))
                    },
                    Look::Grave,
                    see.say("终止办理", "Terminate"),
                )))
            }
            @if self.open("void") {
                (self.folded("void", see.say("作废", "Strike out"), &self.act(
                    see,
                    "void",
                    &html! {
                        p { (see.say(
                            "只用于登记错了的：重复的、演练的。作废的不进统计，记录都留着。",
                            "For errors of entry only. It leaves the statistics; each record stays.",
                        )) }
                        (self.own_why(see, "void", see.say("理由", "Reason")))
                    },
                    Look::Grave,
                    see.say("作废", "Strike out"),
                )))
            }
        }
    }

    /// The field for the reason of one of several forms on the page: what came back stands in its own.
    pub(super) fn own_why(&self, see: &Frame, act: &str, label: &str) -> Markup {
        if self.returned.act == act {
            return parts::text_area(see, "why_so", label, None, self.value("why_so"), self.fault("why_so"));
        }
        parts::scoped(act, parts::text_area(see, "why_so", label, None, "", None))
    }
}

/// Every mode, as it is offered.
const MODES: [(&str, &str, &str); 5] = [
    ("at_once", "马上办", "at once"),
    ("guided", "指导办", "with guidance"),
    ("overtime", "加班办", "overtime"),
    ("tracked", "跟踪办（一跟到底）", "followed through"),
    ("supervised", "督导办", "under supervision"),
];
