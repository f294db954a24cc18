//! What officers do together on a case: opinions asked and given, the second pair of eyes, sending back.

use std::collections::BTreeMap;

use house::Failure;
use house::opening::Seeing;
use house::web::Frame;
use house::web::parts::{self, Look, Tag};
use kernel::form::FieldKind;
use kernel::item::Choice;
use kernel::{Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::Shown;
use super::window::Tick;
use crate::known;
use crate::pages::words::{self, both};
use crate::rules::{Case, Filed, Voice};

/// An opinion that was asked in this case.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct Voiced {
    /// Which of the case's opinions.
    pub opinion: u32,
    /// Name of the officer who is asked.
    pub of: String,
    /// Name of the officer who asks.
    pub by: String,
    pub until: Day,
    pub question: String,
    /// What was answered; empty while it is awaited.
    pub answer: String,
    /// `awaited`, `given` or `taken_back`.
    pub state: &'static str,
    /// Is the reader the one who is asked?
    #[serde(skip)]
    pub mine: bool,
    /// Is the reader the one who asks?
    #[serde(skip)]
    pub own: bool,
}

/// What officers know of each other on a case.
#[derive(Default)]
pub(super) struct Among {
    pub opinions: Vec<Voiced>,
    pub judges: Vec<String>,
    pub colleagues: Vec<Choice>,
}

/// Opinions, judges and colleagues, for an officer; nothing for anybody else.
pub(super) fn among_officers(
    seeing: &mut Seeing<'_, '_>,
    case: &Case,
    filed: &Filed,
    said: &BTreeMap<u32, (String, String)>,
) -> Result<Among, Failure> {
    let me = seeing.ctx.actor.party.clone();
    if !words::among_officers(seeing.ctx.actor.role) {
        return Ok(Among::default());
    }
    let mut among = Among::default();
    for (opinion, asked) in &case.opinions {
        let (question, answer) = said.get(opinion).cloned().unwrap_or_default();
        let state = match asked.voice {
            Voice::Awaited => "awaited",
            Voice::Given => "given",
            Voice::TakenBack => "taken_back",
        };
        among.opinions.push(Voiced {
            opinion: *opinion,
            of: name(seeing, &asked.of)?,
            by: name(seeing, &asked.by)?,
            until: asked.until,
            question,
            answer,
            state,
            mine: asked.of == me,
            own: asked.by == me,
        });
    }
    let second = case.examination.as_ref().and_then(|e| e.second.as_ref()).map(|second| &second.by);
    for judge in case.examination.as_ref().map(|e| &e.by).into_iter().chain(second) {
        among.judges.push(name(seeing, judge)?);
    }
    for (officer, post) in known::officers(seeing.look, &filed.organ)? {
        if officer.party != me && matches!(officer.role, Role::Examiner | Role::Head) {
            let words = format!("{}（{post}）", name(seeing, &officer.party)?);
            among.colleagues.push(Choice { code: officer.party, text: Text::new(&words, &words) });
        }
    }
    Ok(among)
}

/// The name of an officer, for officers; her opaque id where the house does not know it.
pub(super) fn name(seeing: &mut Seeing<'_, '_>, party: &str) -> Result<String, Failure> {
    let find = seeing.house.dossier;
    let known = find(seeing.look, party)?.map(|[name, ..]| name).filter(|name| !name.is_empty());
    Ok(known.unwrap_or_else(|| party.to_owned()))
}

impl Shown {
    /// The opinions of this case, with the forms of whoever may answer or take back.
    pub(super) fn opinions(&self, see: &Frame) -> Markup {
        if self.opinions.is_empty() && !self.open("ask-opinion") {
            return html! {};
        }
        let awaited = self.opinions.iter().filter(|one| one.state == "awaited").count();
        parts::section(
            "opinions",
            see.say("征求的意见", "Opinions"),
            &html! {
                @if awaited > 0 { p { strong { (see.pick(
                    format!("还有 {awaited} 条没有答复。不等答复也能决定，期限照算。"),
                    format!("{awaited} not answered yet. No decision waits for it, and the clock goes on."),
                )) } } }
                @for one in &self.opinions { (self.voiced(see, one)) }
                @if self.open("ask-opinion") {
                    (self.folded("ask-opinion", see.say("征求一位同事的意见", "Ask a colleague"), &self.ask(see)))
                }
            },
        )
    }

    fn voiced(&self, see: &Frame, one: &Voiced) -> Markup {
        let (kind, state) = match one.state {
            "given" => (Tag::Free, see.say("已答复", "answered")),
            "taken_back" => (Tag::Plain, see.say("已收回", "taken back")),
            _ => (Tag::Ask, see.say("等答复", "awaited")),
        };
        let hidden = one.opinion.to_string();
        html! {
            p {
                (see.pick(
                    format!("{}问{}，", one.by, one.of),
                    format!("{} asks {}, by ", one.by, one.of),
                ))
                (parts::day_short(see, one.until)) (see.say("前答复 ", " "))
                (parts::tag(kind, state)) br;
                "“" (one.question) "”"
                @if !one.answer.is_empty() { br; (one.of) (see.say("：", ": ")) "“" (one.answer) "”" }
            }
            @if one.mine && one.state == "awaited" && self.open("give-opinion") {
                (self.numbered(see, "give-opinion", &hidden, &parts::text_area(
                    see,
                    "answer",
                    see.say("您的意见", "Your opinion"),
                    None,
                    self.value("answer"),
                    self.fault("answer"),
                ), Look::Filled, see.say("提出意见", "Give your opinion")))
            }
            @if one.own && one.state == "awaited" && self.open("withdraw-opinion") {
                (self.numbered(see, "withdraw-opinion", &hidden, &html! {}, Look::Second,
                    see.say("不用答复了，收回", "Take it back")))
            }
        }
    }

    /// The form of an act on one of the case's opinions.
    fn numbered(
        &self,
        see: &Frame,
        act: &str,
        opinion: &str,
        inside: &Markup,
        look: Look,
        words: &str,
    ) -> Markup {
        let version = self.version.to_string();
        let hidden = [("seen", version.as_str()), ("opinion", opinion)];
        parts::act_form(see, &self.act_address(act), &hidden, inside, look, words)
    }

    fn ask(&self, see: &Frame) -> Markup {
        let inside = html! {
            p { (see.say(
                "只向本机关的同事征求。期限不停，也不用等答复才决定。",
                "Only a colleague of this organ is asked. The clock goes on, and no decision waits for it.",
            )) }
            (self.asked(see, "of", FieldKind::Choice, both("问谁", "Whom"), self.colleagues.clone()))
            (parts::text_area(
                see,
                "question",
                see.say("想问什么", "What you want to know"),
                None,
                self.value("question"),
                self.fault("question"),
            ))
            (self.asked(see, "by", FieldKind::Date, both("哪天前答复", "By which day"), Vec::new()))
        };
        self.act(see, "ask-opinion", &inside, Look::Second, see.say("征求意见", "Ask"))
    }

    /// What the second officer may do now.
    pub(super) fn second_pair(&self, see: &Frame) -> Markup {
        let tick = |point: &&kernel::item::Point| -> Tick {
            let name = format!("differ-{}", point.code);
            (point.code.clone(), see.of(&point.text).to_owned(), self.value(&name) == "yes")
        };
        let all: Vec<Tick> = self.points().iter().map(tick).collect();
        html! {
            @if self.open("confirm") {
                p { (see.say(
                    "这件事要两名以上工作人员到现场核实。您一同看过、结论一致，就请核实。",
                    "This is verified on the spot by two officers or more. If you were there and found the \
                     same, confirm it.",
                )) }
                (self.act(see, "confirm", &html! {}, Look::Filled, see.say(
                    "我也看过，结论一致",
                    "I was there too and found the same",
                )))
            }
            @if self.open("differ") {
                (self.folded("differ", see.say("看法不一样", "I found otherwise"), &self.act(
                    see,
                    "differ",
                    &html! {
                        (self.ticks(see, "differ", see.say("哪几条", "On which points"), &all))
                        (parts::text_area(
                            see,
                            "differs",
                            see.say("为什么", "Why"),
                            None,
                            self.value("differs"),
                            self.fault("differs"),
                        ))
                    },
                    Look::Second,
                    see.say("写明看法，重新审查", "Say so; it is examined again"),
                )))
            }
        }
    }

    /// The head has it examined again.
    pub(super) fn send_back(&self, see: &Frame) -> Markup {
        let inside = html! {
            p { (see.say(
                "审查都符合的，应当准予。有疑问，写明理由退回重新审查。期限照算。",
                "Conditions met must be granted. If you doubt the findings, send them back with your reason. \
                 The clock goes on.",
            )) }
            (parts::text_area(
                see,
                "why",
                see.say("要再查什么，为什么", "What must be looked at again, and why"),
                None,
                self.value("why"),
                self.fault("why"),
            ))
        };
        let form = self.act(see, "send-back", &inside, Look::Second, see.say("退回重审", "Send back"));
        self.folded("send-back", see.say("退回重新审查", "Send back to be examined again"), &form)
    }
}
