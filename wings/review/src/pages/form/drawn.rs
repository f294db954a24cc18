//! How the page of one review looks: asked, thanked for, too early, too late.

use house::links;
use house::web::page::token;
use house::web::parts::{self, Look, Tag};
use house::web::{Frame, Lang, Page};
use kernel::limits::{REVIEW_CONTACT_WORKING_DAYS, REVIEW_WORKING_DAYS};
use kernel::{Day, Limit, Text};
use maud::{Markup, html};

use super::{Form, Standing};
use crate::rules::{LEVELS, REASONS};
use crate::views::{level_text, reason_text};

impl Page for Form {
    fn title(&self, see: &Frame) -> String {
        let page = see.say("评价这次办理", "Review this service");
        if self.faults.is_empty() {
            return page.to_owned();
        }
        format!("{} · {page}", parts::faults_title(see, &self.faults))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::cases().to_owned(), see.say("我的办件", "My cases").to_owned()),
            (links::case(&self.case_no), see.of(&self.item).to_owned()),
            (String::new(), see.say("评价", "Review").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        match self.standing {
            Standing::Open => self.asked(see),
            Standing::Given => self.thanks(see),
            Standing::Early => {
                self.not_now(see, see.say("办结以后再评价", "Review it once it is concluded"), &early(see))
            }
            Standing::Closed => self.closed(see),
        }
    }
}

impl Form {
    fn asked(&self, see: &Frame) -> Markup {
        html! {
            (parts::fault_summary(see, &self.faults))
            div.two {
                div {
                    (self.line(see))
                    form method="post" action=(self.address()) novalidate {
                        (token(see))
                        input type="hidden" name="seen" value=(self.version);
                        (self.levels(see))
                        (self.reasons(see))
                        (parts::text_area(
                            see,
                            "words",
                            see.say("想说的话（选填）", "Anything to add (optional)"),
                            None,
                            &self.typed.words,
                            self.fault("words"),
                        ))
                        p.asks {
                            (parts::button(Look::Filled, see.say("提交评价", "Send the review"), None))
                            a href=(links::case(&self.case_no)) {
                                (see.say("不评价了", "Leave without a review"))
                            }
                        }
                    }
                }
                aside { (after(see)) (freely(see)) }
            }
        }
    }

    fn line(&self, see: &Frame) -> Markup {
        html! { p.soft {
            (see.of(&self.item)) (see.say("，", ", "))
            @if let Some(day) = self.concluded_on {
                @match see.lang {
                    Lang::Zh => { (parts::day_short(see, day)) "办结。" },
                    Lang::En => { "concluded on " (parts::day_short(see, day)) ". " },
                }
            }
            @if let Some(day) = self.until {
                @match see.lang {
                    Lang::Zh => { (parts::day(see, day)) "前都可以评价。" },
                    Lang::En => { "You may review it until " (parts::day(see, day)) "." },
                }
            }
        } }
    }

    fn levels(&self, see: &Frame) -> Markup {
        let fault = self.fault("level");
        html! {
            fieldset.stars.wrong[fault.is_some()] role="radiogroup" aria-invalid=[fault.map(|_| "true")]
                aria-required="true" aria-describedby=[fault.map(|_| "f-level-e")] {
                legend { h1 { (see.say("这次办得怎么样？", "How was it?")) } }
                @if let Some(fault) = fault { p.fault #f-level-e { (see.of(fault)) } }
                @for (n, level) in LEVELS.into_iter().enumerate() {
                    @let word = level.word();
                    @let id = if n == 0 { "f-level".to_owned() } else { format!("f-level-{word}") };
                    div.pick.large {
                        input type="radio" name="level" id=(id) value=(word)
                            checked[self.typed.level == word];
                        label for=(id) {
                            (capital(see, &level_text(word)))
                            " " i aria-hidden="true" { (stars(n)) }
                        }
                    }
                }
            }
        }
    }

    fn reasons(&self, see: &Frame) -> Markup {
        let fault = self.fault("reasons");
        html! {
            fieldset.wrong[fault.is_some()] aria-describedby=[fault.map(|_| "f-reasons-e")] {
                legend {
                    (see.say("说的是哪方面？", "What is it about?")) " "
                    span.soft { (see.say("（选填，可多选）", "(optional, choose any)")) }
                }
                @if let Some(fault) = fault { p.fault #f-reasons-e { (see.of(fault)) } }
                @for (n, reason) in REASONS.into_iter().enumerate() {
                    @let word = reason.word();
                    @let id = if n == 0 { "f-reasons".to_owned() } else { format!("f-reasons-{word}") };
                    div.pick {
                        input type="checkbox" name="reasons[]" id=(id) value=(word)
                            checked[self.typed.reasons.iter().any(|r| r == word)];
                        label for=(id) { (capital(see, &reason_text(word))) }
                    }
                }
            }
        }
    }

    fn thanks(&self, see: &Frame) -> Markup {
        let Some(given) = &self.given else { return html! {} };
        let said = html! {
            p.big { (capital(see, &level_text(&given.level))) }
            @match given.contact_by.parse::<Day>() {
                Ok(day) => p {
                    (see.say("最晚", "Somebody contacts you by ")) (parts::day(see, day))
                    (see.say("有专人联系您，问清楚。", " to hear what went wrong."))
                },
                Err(_) => p { (see.say("您现在不用做什么。", "There is nothing more to do.")) },
            }
            p { a.button href=(links::case(&self.case_no)) { (see.say("回到办件", "Back to the case")) } }
        };
        let mut rows = Vec::new();
        if !given.reasons.is_empty() {
            let tags = html! { @for word in &given.reasons {
                (parts::tag(Tag::Plain, see.of(&reason_text(word)))) " "
            } };
            rows.push((see.say("说的是哪方面", "What it is about").to_owned(), tags));
        }
        if !given.words.is_empty() {
            rows.push((see.say("您的话", "In your words").to_owned(), html! { (given.words) }));
        }
        html! {
            (parts::title(see.say("谢谢您的评价", "Thank you for your review"), &html! { (see.of(&self.item)) }))
            (parts::door(see.say("您的评价", "You said"), &said))
            @if !rows.is_empty() { (parts::facts(&rows)) }
        }
    }

    fn closed(&self, see: &Frame) -> Markup {
        let last = self.until.map_or(String::new(), |day| see.lang.day_full(day));
        let why = see.pick(
            format!("评价到{last}为止，现在已经过了。没有评价不算好评，也不算差评。有话要说，可以打 12345。"),
            format!(
                "Reviews of this case ended on {last}. None was given, and none is counted. \
                 You can still tell us by calling 12345."
            ),
        );
        self.not_now(see, see.say("评价的时间过了", "The time for a review is over"), &why)
    }

    fn not_now(&self, see: &Frame, heading: &str, why: &str) -> Markup {
        html! {
            (parts::title(heading, &html! { (see.of(&self.item)) }))
            (parts::note(&html! {
                p { (why) }
                p { a href=(links::case(&self.case_no)) { (see.say("回到办件", "Back to the case")) } }
            }))
        }
    }

    fn fault(&self, name: &str) -> Option<&Text> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| &fault.text)
    }

    fn address(&self) -> String {
        format!("{}/review", links::case(&self.case_no))
    }
}

/// Stars beside the words: five for the best; they decorate, the words decide.
fn stars(from_best: usize) -> String {
    (0..LEVELS.len()).map(|n| if n < LEVELS.len() - from_best { '★' } else { '☆' }).collect()
}

/// A text with a capital letter in front, where the language has any.
fn capital(see: &Frame, text: &Text) -> String {
    let words = see.of(text);
    let mut rest = words.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

fn early(see: &Frame) -> String {
    let limit = see.lang.limit(Limit::working_days(REVIEW_WORKING_DAYS));
    see.pick(
        format!("这件事还在办。办结后 {limit}内可以评价。"),
        format!("This case is still under way. You may review it within {limit} of its conclusion."),
    )
}

/// What a bad review causes, beside the choice.
fn after(see: &Frame) -> Markup {
    let limit = see.lang.limit(Limit::working_days(REVIEW_CONTACT_WORKING_DAYS));
    let steps = html! { ol {
        li {
            strong { (see.pick(format!("{limit}内"), format!("Within {limit}"))) }
            (see.say("有专人联系您，问清楚。", " somebody contacts you to hear what went wrong."))
        }
        li { (see.say(
            "您的评价计入这个机关，公开时不带姓名。",
            "Your review counts for this organ and is shown without your name.",
        )) }
    } };
    parts::door(see.say("不满意，之后会怎样", "If you are not satisfied"), &steps)
}

/// That it is voluntary, and who sees what.
fn freely(see: &Frame) -> Markup {
    html! {
        p.soft.small { (see.say(
            "评不评、怎么评都由您。没有评价不会算作好评。",
            "Whether and how you review is up to you. A missing review is never counted as a good one.",
        )) }
        p.soft.small { (see.say(
            "窗口和审查人员只看到各档有几个，看不到是谁评的。不满意的，机关负责人和监督人员看得到办件编号，好联系您。",
            "Clerks and examiners see how often each level was given, not by whom. If you are not satisfied, \
             the head of the organ and supervisors see the number of your case, in order to contact you.",
        )) }
    }
}
