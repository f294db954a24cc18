//! Forms of the examiner and of the head: points, stopping and resuming the clock; grant and deny.

use house::web::Frame;
use house::web::page::token;
use house::web::parts::{self, Look};
use kernel::form::{Answers, FieldKind};
use kernel::item::{Choice, Point, SpecialKind};
use maud::{Markup, html};
use serde_json::Value;

use super::Shown;
use crate::pages::words::both;

/// The code of a special procedure in forms and JSON.
fn code(kind: SpecialKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

impl Shown {
    /// The points that apply.
    pub(in crate::pages) fn points(&self) -> Vec<&Point> {
        let filed = self.case.filed.as_ref();
        filed.map(|filed| self.file.points_in(&filed.situation).collect()).unwrap_or_default()
    }

    /// What the examiner may do now.
    pub(super) fn at_examination(&self, see: &Frame) -> Markup {
        html! {
            @if self.open("resume-clock") { (self.resume(see)) }
            @if self.open("examine") && self.open("confirm") {
                (self.folded("examine", see.say("重新审查", "Examine again"), &self.examine(see)))
            } @else if self.open("examine") { (self.examine(see)) }
            @if self.open("stop-clock") {
                (self.folded(
                    "stop-clock",
                    see.say("中止计时：检测这样的特别程序", "Stop the clock for a special procedure"),
                    &self.stop(see),
                ))
            }
        }
    }

    /// Verdicts as they came back, or those of the last examination.
    fn verdicts(&self) -> Answers {
        if self.returned.act == "examine" {
            return self.returned.typed.clone();
        }
        let Some(last) = &self.case.examination else { return Answers::new() };
        let verdict = |codes: &[String], word: &str| -> Vec<(String, String)> {
            codes.iter().map(|code| (format!("point-{code}"), word.to_owned())).collect()
        };
        verdict(&last.met, "met").into_iter().chain(verdict(&last.unmet, "unmet")).collect()
    }

    fn examine(&self, see: &Frame) -> Markup {
        let points = self.points();
        let n = points.len();
        let typed = self.verdicts();
        let again = self.case.examination.is_some();
        html! {
            form.act method="post" action=(self.act_address("examine")) novalidate {
                (token(see))
                input type="hidden" name="seen" value=(self.version);
                h3 {
                    @if again { (see.say("重新审查", "Examine again")) }
                    @else { (see.say("审查要点", "Points to check")) }
                }
                (parts::points(see, &points, &typed, &self.returned.faults))
                (parts::text_area(
                    see,
                    "opinion",
                    see.say("审查意见（可不填）", "Opinion (optional)"),
                    None,
                    typed.get("opinion").map_or("", String::as_str),
                    self.fault("opinion"),
                ))
                (parts::bar(
                    &html! { (see.pick(
                        format!("共 {n} 条，每条都要有结论；不通过的要写理由。"),
                        format!("{n} points; each needs a verdict, and a reason where it is not met."),
                    )) },
                    &parts::button(
                        if self.open("resume-clock") { Look::Second } else { Look::Filled },
                        see.say("审查完毕，送负责人决定", "Done: send it to the head"),
                        None,
                    ),
                ))
            }
        }
    }

    fn stop(&self, see: &Frame) -> Markup {
        let kinds: Vec<Choice> =
            self.file.special.iter().map(|s| Choice { code: code(s.kind), text: s.name.clone() }).collect();
        let bases: Vec<&str> = self.file.special.iter().map(|s| see.of(&s.basis)).collect();
        let inside = html! {
            p { (see.say(
                "要书面告诉申请人要多久。这段时间不算在期限里，依据：",
                "The applicant is told in writing how long it takes. The time is not counted. Basis: ",
            )) (see.lang.list(bases)) (see.say("。", ".")) }
            (self.asked(see, "kind", FieldKind::Choice, both("哪一种", "Which"), kinds))
            (self.asked(
                see,
                "needed",
                FieldKind::Number,
                both("约要几个工作日", "About how many working days"),
                Vec::new(),
            ))
            (self.asked(
                see,
                "notice",
                FieldKind::Text,
                both("告知书编号", "Number of the written notice"),
                Vec::new(),
            ))
        };
        self.act(see, "stop-clock", &inside, Look::Second, see.say("中止计时", "Stop the clock"))
    }

    fn resume(&self, see: &Frame) -> Markup {
        let inside = parts::text_area(
            see,
            "result",
            see.say("结果（可不填）", "Result (optional)"),
            None,
            self.value("result"),
            self.fault("result"),
        );
        self.act(see, "resume-clock", &inside, Look::Filled, see.say("恢复计时", "Resume the clock"))
    }

    /// What the head may do now.
    pub(super) fn at_decision(&self, see: &Frame) -> Markup {
        html! {
            @if self.open("grant") {
                (self.act(see, "grant", &html! {}, Look::Filled, &see.pick(
                    format!("准予，发给{}", self.file.outcome.name.zh),
                    format!("Grant: {}", self.file.outcome.name.en),
                )))
            }
            @if self.open("send-back") { (self.send_back(see)) }
            @if self.open("deny") {
                (self.folded("deny", see.say("不予批准", "Deny"), &self.deny(see)))
            }
        }
    }

    fn deny(&self, see: &Frame) -> Markup {
        let inside = html! {
            (parts::text_area(
                see,
                "reason",
                see.say("理由，申请人要看得懂", "Reason, in plain words"),
                Some(see.say(
                    "写明事实、依据的条款、怎样改好。不符合的要点和救济途径会自动写进决定。",
                    "The facts, the clause, how to mend it. Points not met and remedies are added for you.",
                )),
                self.value("reason"),
                self.fault("reason"),
            ))
        };
        self.act(see, "deny", &inside, Look::Grave, see.say("不予批准", "Deny"))
    }

    /// What the examiner found, for the head.
    pub(super) fn findings(&self, see: &Frame) -> Markup {
        let Some(found) = &self.case.examination else { return html! {} };
        let points = self.points();
        let rows: Vec<(String, Markup)> = points
            .iter()
            .map(|point| {
                let met = found.met.contains(&point.code);
                let words = if met { see.say("通过", "met") } else { see.say("不通过", "not met") };
                let kind = if met { parts::Tag::Free } else { parts::Tag::Bad };
                let why = self.course.findings.get(&point.code).map_or("", String::as_str);
                let said = html! {
                    (parts::tag(kind, words))
                    @if !met {
                        @if !why.is_empty() { " “" (why) "”" }
                        br; span.soft { (see.of(&point.basis)) }
                    }
                };
                (see.of(&point.text).to_owned(), said)
            })
            .collect();
        parts::section(
            "findings",
            see.say("审查结论", "Findings"),
            &html! {
                (parts::facts(&rows))
                p.soft {
                    (see.say("审查于 ", "Examined ")) (parts::day_short(see, found.on))
                    @if let Some(first) = self.judges.first() { (see.say("，", ", ")) (first) }
                    @if let (Some(second), Some(name)) = (&found.second, self.judges.get(1)) {
                        (match second.agrees {
                            true => see.say("；核实一致：", "; confirmed by "),
                            false => see.say("；看法不一样：", "; otherwise found by "),
                        }) (name)
                    } @else if found.unconfirmed() {
                        (see.say("；等第二人核实", "; to be confirmed by a second officer"))
                    }
                }
            },
        )
    }
}
