//! The page of a case: the applicant's first, with the same parts arranged for officers.

use house::links;
use house::web::handing;
use house::web::parts::{self, DiaryLine, DiaryMark, Tag};
use house::web::{Frame, Page};
use kernel::item::Source;
use kernel::party;
use maud::{Markup, html};

use super::Shown;
use super::next::Next;
use crate::pages::words::{self, Said};

impl Page for Shown {
    fn title(&self, see: &Frame) -> String {
        let item = see.of(&self.item.name);
        let news = match (self.returned.faults.is_empty(), self.next.by) {
            (false, _) => parts::faults_title(see, &self.returned.faults),
            (true, Some(day)) => format!(
                "{}{}{}",
                if self.next.earliest { see.say("最早", "not before ") } else { see.say("最晚", "by ") },
                see.lang.day_short(day),
                see.pick(step_colon(&self.next.step.zh), format!(": {}", self.next.step.en)),
            ),
            (true, None) => see.of(&self.standing.name).to_owned(),
        };
        format!("{news} · {item} · {}", self.case_no)
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let (list, words) = match self.officer {
            true => (links::worklist(), see.say("待办", "Worklist")),
            false => (links::cases(), see.say("我的办件", "My cases")),
        };
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (list.to_owned(), words.to_owned()),
            (String::new(), see.of(&self.item.name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::fault_summary(see, &self.returned.faults))
            @if let Some(notice) = &self.returned.notice { (notice.drawn(see)) }
            @if self.officer { (self.for_officers(see)) } @else { (self.for_applicant(see)) }
        }
    }

    fn desk(&self) -> bool {
        self.officer
    }
}

fn step_colon(step: &str) -> String {
    if step.is_empty() { String::new() } else { format!("：{step}") }
}

impl Next {
    /// The sentence, its day, its reason.
    pub(super) fn drawn(&self, see: &Frame) -> Markup {
        html! {
            p { (see.of(&self.sentence)) }
            @if let Some(day) = self.by {
                (parts::date_big(see, day, see.say(&self.after.zh, &self.after.en)))
            }
        }
    }
}

impl Shown {
    fn for_applicant(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.of(&self.item.name), &html! {
                (self.applicant) br;
                (see.say("办件编号 ", "Case ")) (parts::code(&self.case_no))
                (see.say("，", ", ")) (see.of(&self.standing.name))
            }))
            (self.door(see))
            div.two {
                div {
                    (self.mending(see))
                    (self.pledging(see))
                    (self.signing(see))
                    (self.pledged(see))
                    (self.promised(see))
                    (self.bringing(see))
                    (self.collecting(see))
                    (self.on_the_way(see))
                    (self.upward(see))
                    (self.due(see))
                    (self.diary(see))
                }
                aside {
                    (self.came_in(see))
                    @if self.open("withdraw") {
                        div.noprint {
                            (parts::section("can", see.say("您可以", "You can"), &self.withdraw(see)))
                        }
                    }
                    (self.followed(see))
                    (self.panels(see))
                    (parts::section("materials", see.say("材料", "Papers"), &self.papers(see)))
                    (self.typed(see))
                    p.soft.small {
                        (see.say("全国统一编号 ", "National number ")) span.code { (self.project_no) }
                    }
                }
            }
        }
    }

    /// The line that said no: whoever it was said to reads the reason first, not below.
    fn verdict(&self) -> Option<&Said> {
        let no = matches!(
            self.standing.code.as_str(),
            "denied" | "declined" | "referred" | "terminated" | "voided"
        );
        self.diary.iter().find(|said| no && !said.words.is_empty())
    }

    fn door(&self, see: &Frame) -> Markup {
        let next = &self.next;
        let moving = !next.step.zh.is_empty();
        let heading = match moving {
            true => see.say("接下来", "What happens next"),
            false => see.of(&self.standing.name),
        };
        parts::door(
            heading,
            &html! {
                (next.drawn(see))
                @if let Some(said) = self.verdict() {
                    p { "“" (said.words) "”" }
                    p { (see.of(&said.rest)) }
                }
                @if !next.why.zh.is_empty() || self.running.is_some() {
                    p {
                        (see.of(&next.why)) " "
                        @if self.running.is_some() {
                            a href="#due" { (see.say("这一天是怎么算的", "How this day was counted")) }
                        }
                    }
                }
                @if self.open("correct") { (self.correct(see)) }
                @if !next.you.zh.is_empty() {
                    p {
                        strong { (see.of(&next.you)) }
                        @if moving && self.phone.chars().count() >= 4 {
                            @let before = self.phone.chars().count() - 4;
                        @let tail: String = self.phone.chars().skip(before).collect();
                            (see.pick(
                                format!("有了进展，我们发短信到尾号 {tail} 的手机。"),
                                format!(" We send a message to the number ending in {tail} when it moves."),
                            ))
                        }
                    }
                }
            },
        )
    }

    /// The day's derivation, in a table and in sentences.
    pub(super) fn due(&self, see: &Frame) -> Markup {
        let Some(running) = &self.running else { return html! {} };
        let day = running.due.day;
        let heading = match running.due.open {
            true => see.say("期限是怎么算的", "How the limit is counted").to_owned(),
            false => see.pick(format!("为什么是{}", day.zh()), format!("Why {}", day.en())),
        };
        let statutory = running.statutory_due.as_ref().map(|due| (due.limit, due.day));
        parts::section(
            "due",
            &heading,
            &html! {
                (parts::due_calendar(see, &running.cells))
                (parts::derivation(see, &running.due, &running.start, statutory))
            },
        )
    }

    pub(super) fn diary(&self, see: &Frame) -> Markup {
        let next = &self.next;
        let to_come = (!next.step.zh.is_empty()).then(|| DiaryLine {
            mark: DiaryMark::Todo,
            act: see.of(&next.step).to_owned(),
            when: html! { @if let Some(day) = next.by {
                (if next.earliest { see.say("最早 ", "not before ") } else { see.say("最晚 ", "by ") })
                (parts::day_short(see, day))
            } },
            who: see.of(&next.who).to_owned(),
            note: html! {},
        });
        let lines: Vec<DiaryLine> =
            to_come.into_iter().chain(self.diary.iter().map(|said| words::drawn(see, said))).collect();
        let clocks = crate::pages::clocks::address(&self.case_no, None);
        let content = html! {
            (parts::diary(see.lang, &lines))
            p.noprint { a href=(clocks) {
                (see.say("期限逐日核对，可以看任何一天", "The clocks day by day, on any day"))
            } }
        };
        parts::section("diary", see.say("办理经过", "What happened"), &content)
    }

    /// Every paper, how it comes and whether it is there.
    pub(super) fn papers(&self, see: &Frame) -> Markup {
        html! { ul.plain { @for paper in &self.materials { li {
            (see.of(&paper.name)) " "
            @match (paper.source, paper.held, paper.missing) {
                (_, _, true) if self.case.tolerance.open(&paper.code) => {
                    (parts::tag(Tag::Ask, see.say("容缺，要补交", "to follow")))
                }
                _ if self.case.pledge.signed.contains(&paper.code) && !paper.held => {
                    (parts::tag(Tag::Free, see.say("已承诺代替", "a promise stands in")))
                }
                (_, _, true) if paper.to_bring => (parts::tag(Tag::Ask, see.say("要带来", "to be brought"))),
                (_, _, true) => (parts::tag(Tag::Bad, see.say("要补", "lacking"))),
                (Source::Government, ..) => (parts::tag(Tag::Free, see.say("免提交", "not needed"))),
                (_, true, _) if paper.files.is_empty() => {
                    (parts::tag(Tag::Free, see.say("窗口收到纸件", "at the window, on paper")))
                }
                (_, true, _) => (parts::tag(Tag::Free, see.say("已交", "handed in"))),
                (Source::Commitment, ..) => (parts::tag(Tag::Plain, see.say("可承诺", "by commitment"))),
                _ => (parts::tag(Tag::Ask, see.say("还没交", "not handed in"))),
            }
            (handing::listed_of(see, paper.files.iter()))
        } } } }
    }

    pub(super) fn panels(&self, see: &Frame) -> Markup {
        html! { @for (n, panel) in self.panels.iter().enumerate() {
            @let rows: Vec<(String, Markup)> = panel.lines.iter().map(|(label, value, href)| {
                let value = see.of(value);
                let drawn = match href.is_empty() {
                    true => html! { (value) },
                    false => html! { a href=(href) { (value) } },
                };
                (see.of(label).to_owned(), drawn)
            }).collect();
            (parts::section(&format!("panel-{n}"), see.of(&panel.title), &parts::facts(&rows)))
        } }
    }

    /// What was typed into the form; numbers of persons masked even here, over somebody's shoulder.
    fn typed(&self, see: &Frame) -> Markup {
        html! { details {
            summary { (see.say("您填的内容", "What you filled in")) }
            div { (parts::facts(&self.rows(see))) }
        } }
    }

    /// Situation and answers as rows.
    pub(super) fn rows(&self, see: &Frame) -> Vec<(String, Markup)> {
        let all = self.situation.iter().chain(&self.answers);
        all.map(|a| (see.of(&a.label).to_owned(), html! { (see.of(&a.answer)) })).collect()
    }

    /// Name and number of the applicant.
    pub(super) fn contact(&self, see: &Frame) -> Vec<(String, Markup)> {
        let phone = match self.officer {
            true => self.phone.clone(),
            false => party::mask_phone(&self.phone),
        };
        vec![
            (see.say("申请人", "Applicant").to_owned(), html! { (self.applicant) }),
            (see.say("手机号", "Mobile number").to_owned(), parts::code(&phone)),
        ]
    }
}
