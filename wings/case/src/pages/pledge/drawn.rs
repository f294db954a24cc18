//! What is drawn of a promise in place of papers: the letter she signs, its verification, what is mended.

use house::web::Frame;
use house::web::parts::{self, Look, Tag};
use kernel::form::FieldKind;
use kernel::item::Choice;
use kernel::{Day, Text};
use maud::{Markup, html};

use super::{FOUND, PLEDGED, PromiseShown, VERDICT};
use crate::pages::show::{Shown, Tick};
use crate::pages::words::both;

/// A day with its year: what is verified after a grant may fall into another one.
fn full(see: &Frame, on: Day) -> Markup {
    html! { time datetime=(on) { (see.lang.day_full(on)) } }
}

fn choice(code: &str, zh: &str, en: &str) -> Choice {
    Choice { code: code.to_owned(), text: both(zh, en) }
}

impl Shown {
    /// What is told and promised, to read and to sign; beside it, that she need not.
    pub(in crate::pages) fn pledging(&self, see: &Frame) -> Markup {
        if !self.open("sign-pledge") {
            return html! {};
        }
        let inside = html! {
            (self.letter(see))
            (self.replaced(see))
            (self.agreeing(see, "agreed", see.say("我读过了，愿意承诺", "I have read this and promise it")))
        };
        let words = see.say("签告知承诺书", "Sign the commitment");
        let form = self.act(see, "sign-pledge", &inside, Look::Second, words);
        let content = html! {
            p { (see.say(
                "可以签告知承诺书代替，不用再去开；也可以不签，照普通程序把材料交来，两样都行。",
                "You may sign a commitment in place of the paper, or bring it as usual. Either will do.",
            )) }
            (form)
        };
        parts::section(
            "pledge",
            see.say("用承诺代替材料（告知承诺）", "A commitment in place of a paper"),
            &content,
        )
    }

    /// At the window: she reads and signs on paper.
    pub(in crate::pages) fn pledging_at_window(&self, see: &Frame) -> Markup {
        let inside = html! {
            (self.letter(see))
            (self.replaced(see))
            (self.agreeing(see, "signed_paper", see.say(
                "申请人已经看清内容，签好的告知承诺书在我手里",
                "The applicant has read it, and the signed paper lies before me",
            )))
        };
        let words = see.say("登记已签告知承诺书", "Record the signed commitment");
        let form = self.act(see, "sign-pledge", &inside, Look::Second, words);
        self.folded(
            "sign-pledge",
            see.say("申请人愿意以承诺代替材料", "The applicant commits herself"),
            &form,
        )
    }

    fn letter(&self, see: &Frame) -> Markup {
        html! { @for line in see.of(&self.pledge.words).lines() { p { (line) } } }
    }

    /// Which papers, where there is a choice.
    fn replaced(&self, see: &Frame) -> Markup {
        let may = &self.pledge.may_pledge;
        if may.len() < 2 {
            return html! {};
        }
        let came_back = self.returned.act == "sign-pledge";
        let tick = |code: &String| {
            let ticked = !came_back || self.value(&format!("{PLEDGED}-{code}")) == "yes";
            (code.clone(), see.of(&self.file.lacking_name(code)).to_owned(), ticked)
        };
        let all: Vec<Tick> = may.iter().map(tick).collect();
        self.ticks(see, PLEDGED, see.say("用承诺代替哪几样", "In place of which"), &all)
    }

    fn agreeing(&self, see: &Frame, name: &str, label: &str) -> Markup {
        let id = parts::field_id(name);
        let fault = self.fault(name);
        html! {
            @if let Some(fault) = fault {
                p.fault id={ (id) "-e" } { span.vh { (see.say("错误：", "Error: ")) } (see.of(fault)) }
            }
            div.pick {
                input type="checkbox" id=(id) name=(name) value="yes"
                    aria-describedby=[fault.map(|_| format!("{id}-e"))];
                label for=(id) { (label) }
            }
        }
    }

    /// What was promised, and what became of it; for everybody whose case it is.
    pub(in crate::pages) fn pledged(&self, see: &Frame) -> Markup {
        let pledge = &self.pledge;
        let Some(on) = pledge.signed_on else { return html! {} };
        let content = html! {
            p {
                (full(see, on))
                @if pledge.on_paper {
                    (see.say(" 在窗口签了告知承诺书，代替：", ", signed at the window, in place of: "))
                }
                @else { (see.say(" 签了告知承诺书，代替：", ", signed in place of: ")) }
                (see.of(&pledge.papers)) (see.say("。", "."))
            }
            ul.plain { @for one in &pledge.promises { (promised(see, one)) } }
            @if let Some(by) = pledge.check_by {
                p {
                    (see.say("机关最晚 ", "Verified by the organ by ")) (full(see, by))
                    (see.say(" 核查，两人以上，不收费。", ", by two officers, free of charge.")) " "
                    @if pledge.check_overdue.is_some() {
                        (parts::tag(Tag::Bad, see.say("逾期未核查", "overdue")))
                    }
                }
            }
            @if let Some(on) = pledge.checked_on { p { (see.say("核查日期：", "Verified on ")) (full(see, on)) } }
            (self.mended(see))
        };
        parts::section("pledged", see.say("承诺和核查", "Promises and their verification"), &content)
    }

    /// How the mending stands.
    fn mended(&self, see: &Frame) -> Markup {
        let pledge = &self.pledge;
        html! {
            @if let Some(on) = pledge.mended_on {
                p {
                    (parts::tag(Tag::Free, see.say("整改到位，信用已修复", "mended; trusted again"))) " "
                    (full(see, on))
                }
            } @else if let Some(due) = pledge.forfeited {
                p {
                    (parts::tag(Tag::Bad, see.say("没有按期整改", "not mended in time"))) " " (full(see, due))
                    @if self.officer { br; (see.say(
                        "有证照的，已经建议撤销，由负责人决定；没有证照的，依法撤销决定、追回。",
                        "Where there is a licence its annulment is proposed to the head; elsewhere annul the \
                         decision and recover what was paid, by law.",
                    )) }
                }
            } @else if let Some(by) = pledge.mend_by {
                p { (see.say("整改到 ", "To be mended by ")) (full(see, by)) }
            }
            @if let Some(on) = pledge.reported_on {
                p {
                    (see.say("申请人报告整改完成：", "Reported as mended on ")) (full(see, on))
                    (see.say("，等复查", "; officers look again"))
                }
            }
        }
    }

    /// What she is to mend, by when, and the form that says it is done; first on her page.
    pub(in crate::pages) fn mending(&self, see: &Frame) -> Markup {
        let Some(by) = self.pledge.mend_by else { return html! {} };
        let broken = self.pledge.promises.iter().filter(|one| one.kept == Some(false));
        let content = html! {
            @match self.pledge.forfeited {
                Some(due) => p { strong { (full(see, due)) (see.say(
                    " 前没有整改到位，准予的决定可能被撤销。现在整改好了，仍可以报告，复查通过就恢复信用。",
                    " passed and it was not mended; what was granted may be annulled. You may still mend \
                     it and say so: once officers have found it mended you are trusted again.",
                )) } },
                None => {
                    @let words = see.say(" 前整改好，再在这里报告", ": mend it by then, and say so here");
                    (parts::date_big(see, by, words))
                },
            }
            ul.plain { @for one in broken { (promised(see, one)) } }
            p { (see.say(
                "依据、理由和怎样申诉，在责令整改通知书里。您可以陈述、申辩。",
                "Clause, reasons and how to object stand in the order to mend. You may state your case.",
            )) }
            @if self.open("report-mended") { (self.report_form(see)) }
            @else if self.pledge.reported_on.is_some() {
                p { (see.say("已经报告，等两名工作人员复查。", "Reported; two officers will look again.")) }
            }
        };
        parts::section("mend", see.say("要整改的承诺", "Promises to be mended"), &content)
    }

    fn report_form(&self, see: &Frame) -> Markup {
        let label = see.say("怎么整改的", "What you did");
        let inside = self.area(see, "mended_report", label, None);
        self.act(
            see,
            "report-mended",
            &inside,
            Look::Filled,
            see.say("报告整改完成", "Say that it is mended"),
        )
    }

    /// At the window the clerk takes down what she says.
    pub(in crate::pages) fn mended_at_window(&self, see: &Frame) -> Markup {
        let name = see.say("申请人来报告整改完成", "The applicant reports that it is mended");
        self.folded("report-mended", name, &self.report_form(see))
    }

    /// The verification, and the second look, for the examiner.
    pub(in crate::pages) fn verifying(&self, see: &Frame) -> Markup {
        html! {
            @if self.open("check-pledge") { (self.check_form(see)) }
            @if self.open("check-mended") { (self.mended_form(see)) }
        }
    }

    fn with_whom(&self, see: &Frame) -> Markup {
        let label = both("同谁去的", "Who came too");
        self.asked(see, "check_with", FieldKind::Choice, label, self.colleagues.clone())
    }

    fn check_form(&self, see: &Frame) -> Markup {
        let verdicts = || vec![choice("kept", "做到了", "kept"), choice("broken", "没有做到", "not kept")];
        let inside = html! {
            @if let Some(by) = self.pledge.check_by {
                p {
                    (see.say("最晚 ", "By ")) (full(see, by))
                    (see.say(" 核查，两人以上到场，不收费。", ": two officers on the spot, free of charge."))
                }
            }
            (self.with_whom(see))
            @for one in &self.pledge.promises {
                @let verdict = format!("{VERDICT}-{}", one.code);
                (self.asked(see, &verdict, FieldKind::Choice, one.text.clone(), verdicts()))
                p.soft.small { (see.of(&one.basis)) }
                @let found = see.say("没有做到的，查到什么", "Where not kept: what was found");
                (self.area(see, &format!("{FOUND}-{}", one.code), found, None))
            }
            @let record = see.say("核查记录，申请人看得到", "Record, which the applicant reads");
            (self.area(see, "check_record", record, None))
        };
        self.act(
            see,
            "check-pledge",
            &inside,
            Look::Filled,
            see.say("登记核查结果", "Record the verification"),
        )
    }

    fn mended_form(&self, see: &Frame) -> Markup {
        let verdicts = vec![
            choice("yes", "整改到位，恢复信用", "Mended; trusted again"),
            choice("no", "还没有到位", "Not mended yet"),
        ];
        let inside = html! {
            (self.with_whom(see))
            (self.asked(see, "mended", FieldKind::Choice, both("整改好了没有", "Is it mended?"), verdicts))
            @let record = see.say("复查记录，申请人看得到", "Record, which the applicant reads");
            (self.area(see, "check_record", record, None))
        };
        self.act(
            see,
            "check-mended",
            &inside,
            Look::Filled,
            see.say("登记复查结果", "Record the second look"),
        )
    }
}

/// One promise with its verdict.
fn promised(see: &Frame, one: &PromiseShown) -> Markup {
    let quoted = Text::new(format!("“{}”", one.finding), format!("“{}”", one.finding));
    html! { li {
        (see.of(&one.text)) " "
        @match one.kept {
            Some(true) => (parts::tag(Tag::Free, see.say("做到", "kept"))),
            Some(false) => (parts::tag(Tag::Bad, see.say("没有做到", "not kept"))),
            None => {},
        }
        @if !one.finding.is_empty() { br; (see.of(&quoted)) }
        br; span.soft.small { (see.of(&one.basis)) }
    } }
}
