//! Forms of the applicant and of the window clerk: correction, withdrawal; receipt, acceptance, the
//! one-time notice, declining, referring, delivery.

use house::web::Frame;
use house::web::parts::{self, Look};
use kernel::form::{Field, FieldKind};
use kernel::item::{Choice, Source};
use kernel::{Kind, Text};
use maud::{Markup, html};

use super::Shown;
use crate::pages::words::both;

/// A box to tick: code, words, whether it is ticked.
pub(in crate::pages) type Tick = (String, String, bool);

impl Shown {
    /// The form of one act of this case.
    pub(in crate::pages) fn act(
        &self,
        see: &Frame,
        act: &str,
        inside: &Markup,
        look: Look,
        words: &str,
    ) -> Markup {
        let version = self.version.to_string();
        parts::act_form(see, &self.act_address(act), &[("seen", &version)], inside, look, words)
    }

    pub(in crate::pages) fn act_address(&self, act: &str) -> String {
        format!("{}/{act}", house::links::case(&self.case_no))
    }

    /// An act behind its name, opened when it came back.
    pub(in crate::pages) fn folded(&self, act: &str, name: &str, content: &Markup) -> Markup {
        html! { details open[self.returned.act == act] { summary { (name) } div { (content) } } }
    }

    /// What was typed into this field, if it came back.
    pub(in crate::pages) fn value(&self, name: &str) -> &str {
        self.returned.typed.get(name).map_or("", String::as_str)
    }

    pub(in crate::pages) fn fault(&self, name: &str) -> Option<&Text> {
        self.returned.faults.iter().find(|f| f.field == name).map(|f| &f.text)
    }

    /// Boxes to tick, named `<name>-<code>`; the list itself can be at fault as `<name>`.
    pub(in crate::pages) fn ticks(&self, see: &Frame, name: &str, legend: &str, all: &[Tick]) -> Markup {
        let fault = self.fault(name);
        let id = parts::field_id(name);
        html! {
            fieldset #(id) class=(if fault.is_some() { "field wrong" } else { "field" }) tabindex="-1"
                aria-describedby=[fault.map(|_| format!("{id}-e"))] {
                legend { (legend) }
                @if let Some(fault) = fault {
                    p.fault id={ (id) "-e" } { span.vh { (see.say("错误：", "Error: ")) } (see.of(fault)) }
                }
                @for (code, words, ticked) in all {
                    @let field = format!("{}-{code}", name.trim_end_matches("-answers"));
                    div.pick {
                        input type="checkbox" id=(parts::field_id(&field)) name=(field) value="yes"
                            checked[*ticked];
                        label for=(parts::field_id(&field)) { (words) }
                    }
                }
            }
        }
    }

    /// One of an item's kinds of field, outside an item's form.
    pub(in crate::pages) fn asked(
        &self,
        see: &Frame,
        name: &str,
        kind: FieldKind,
        label: Text,
        options: Vec<Choice>,
    ) -> Markup {
        let field = Field { options, ..Field::new(name, label, kind) };
        parts::field(see, &field, self.value(name), self.fault(name))
    }

    pub(in crate::pages) fn area(&self, see: &Frame, name: &str, label: &str, hint: Option<&str>) -> Markup {
        parts::text_area(see, name, label, hint, self.value(name), self.fault(name))
    }

    pub(super) fn withdraw(&self, see: &Frame) -> Markup {
        let inside = html! { p { (see.say(
            "撤回后这件事就停下来，需要时可以再申请，已填的内容不会留给下一次。",
            "The case then ends. You may apply again when you need it; you would fill in a new form.",
        )) } };
        let form = self.act(see, "withdraw", &inside, Look::Grave, see.say("撤回申请", "Withdraw"));
        self.folded("withdraw", see.say("撤回申请", "Withdraw the application"), &form)
    }

    /// What the clerk at a window may do now, the likeliest first.
    pub(super) fn at_window(&self, see: &Frame) -> Markup {
        html! {
            @if self.open("deliver") {
                (self.act(see, "deliver", &html! {}, Look::Filled, see.say("登记送达", "Record delivery")))
            }
            @if self.open("accept") {
                (self.act(see, "accept", &html! {}, Look::Filled, &see.pick(
                    format!("受理，承诺 {}", self.promised_limit().zh()),
                    format!("Accept: decided within {}", self.promised_limit().en()),
                )))
            }
            @if self.open("accept-tolerantly") { (self.accepting_tolerantly(see)) }
            @if self.open("sign-pledge") { (self.pledging_at_window(see)) }
            @if self.open("report-mended") { (self.mended_at_window(see)) }
            @if self.open("papers-arrived") { (self.papers_arrived(see)) }
            @if self.open("send-papers") { (self.send_papers(see)) }
            @if self.open("pass-precheck") { (self.pass_precheck(see)) }
            @let coming = !self.to_come().is_empty();
            @if coming && self.open("receive") { (self.receiving(see)) }
            @if self.open("correct") { (self.correct_at_window(see)) }
            @if self.open("return-precheck") { (self.ask_correction(see, "return-precheck")) }
            @else if self.open("ask-correction") { (self.ask_correction(see, "ask-correction")) }
            @if self.open("enclose") {
                p.asks { (parts::link_button(
                    Look::Second,
                    &crate::pages::files::of_case(&self.case_no),
                    see.say("把收到的纸件扫描传上来", "Scan and upload papers received at the window"),
                )) }
            }
            @if !coming && self.open("receive") { (self.receiving(see)) }
            @if self.open("allow-notice") { (self.allow_notice(see)) }
            @if self.open("decline") {
                (self.folded("decline", see.say("不予受理", "Decline"), &self.decline(see)))
            }
            @if self.open("refer") {
                (self.folded("refer", see.say("转告主管机关", "Refer to the competent organ"), &self.refer(see)))
            }
        }
    }

    /// 一次性告知, by itself or as what a look before formal receipt found.
    fn ask_correction(&self, see: &Frame, act: &str) -> Markup {
        let came_back = self.returned.act == act;
        let own = self.materials.iter().filter(|m| m.source != Source::Government);
        let tick = |m: &super::Paper| {
            let ticked = match came_back {
                true => self.value(&format!("lacking-{}", m.code)) == "yes",
                false => m.missing,
            };
            let state =
                if m.held { see.say("（已交，要改）", " (handed in, to be mended)") } else { "" };
            (m.code.clone(), format!("{}{state}", see.of(&m.name)), ticked)
        };
        let all: Vec<Tick> = own.map(tick).collect();
        let answers: Vec<Tick> = self.askable_fields(see, came_back);
        let missing = self.materials.iter().filter(|m| m.missing).count();
        let inside = html! {
            p { (see.pick(
                format!("补正只能告知一次，要一次说全。现在缺 {missing} 样，已经勾上。"),
                format!("Corrections are asked for once, all of them. {missing} lacking, ticked already."),
            )) }
            (self.ticks(see, "lacking", see.say("要补的材料", "To be supplied or mended"), &all))
            @if !answers.is_empty() { details open[answers.iter().any(|tick| tick.2)] {
                summary { (see.say("表格里填错的", "Answers of the form to mend")) }
                div { (self.ticks(see, "lacking-answers", see.say(
                    "勾选要改的项，申请人只能改这些",
                    "Tick what is to be mended; the applicant can change nothing else",
                ), &answers)) }
            } }
            (self.area(
                see,
                "note",
                see.say("怎样补、怎样改，申请人照着做就行", "How to supply or mend each, in plain words"),
                None,
            ))
        };
        let words = match act {
            "return-precheck" => see.say("预审退回，一次性告知要补的", "Give it back and tell her, once"),
            _ => see.say("一次性告知要补的材料", "Tell the applicant, once"),
        };
        if self.materials.iter().any(|m| m.missing && !m.to_bring) {
            return self.act(see, act, &inside, Look::Filled, words);
        }
        let form = self.act(see, act, &inside, Look::Second, words);
        self.folded(act, see.say("材料要补要改，一次性告知", "Ask for correction, once"), &form)
    }

    /// A supervisor lets the organ ask a second time.
    fn allow_notice(&self, see: &Frame) -> Markup {
        let inside = html! {
            p { (see.say(
                "补正只能告知一次。确实要再告知的，写明理由；申请人看得到，也会计数。",
                "Corrections are asked for once. Allow a second notice only with a reason; the applicant \
                 reads it, and it is counted.",
            )) }
            (self.area(see, "leave", see.say("为什么要再告知一次", "Why it is needed"), None))
        };
        let words = see.say("准许再次告知", "Allow a second notice");
        self.folded("allow-notice", words, &self.act(see, "allow-notice", &inside, Look::Grave, words))
    }

    fn decline(&self, see: &Frame) -> Markup {
        let ground = |code: &str, zh: &str, en: &str| Choice { code: code.to_owned(), text: both(zh, en) };
        let mut grounds =
            vec![ground("not_needed", "这件事依法不需要办", "By law nothing of the kind is needed")];
        if self.file.kind == Kind::Licensing {
            grounds.push(ground(
                "barred",
                "依法在一定期限内不得申请",
                "By law barred from applying for a time",
            ));
        }
        let inside = html! {
            p { (see.say(
                "缺材料不是理由：缺的要一次告诉申请人。不归本机关办的，用转告。",
                "Missing papers are no ground: they are asked for once. Another organ's matter is referred.",
            )) }
            (self.asked(see, "ground", FieldKind::Choice, both("依据哪一条", "On which ground"), grounds))
            (self.area(see, "reason", see.say("理由，申请人要看得懂", "Reason, in plain words"), None))
        };
        self.act(see, "decline", &inside, Look::Grave, see.say("不予受理", "Decline"))
    }

    fn refer(&self, see: &Frame) -> Markup {
        let inside = html! {
            (self.asked(see, "to", FieldKind::Name, both("主管机关", "The competent organ"), Vec::new()))
            (self.asked(see, "address", FieldKind::Text, both("在哪里", "Where it is"), Vec::new()))
            (self.area(see, "explanation", see.say("为什么归它办", "Why it is that organ's matter"), None))
        };
        self.act(see, "refer", &inside, Look::Grave, see.say("转告申请人", "Refer the applicant there"))
    }
}
