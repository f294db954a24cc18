//! `/cases/{no}/breaches`: what follows from the broken limits of a case, for the applicant, the organ and
//! the supervisor; the head speaks for the organ here, and the supervisor judges.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::drafts;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Member, Page, Reply, Staff};
use house::{Failure, House, To, links};
use kernel::{Act, Actor, Ctx, Day, Role, Text, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::{self, Command, Rules, SEE};
use crate::views::{self, Breached, Filed};

/// Limits that can be broken, as the names of breaches have them.
const CLOCKS: [&str; 3] = ["promised", "statutory", "delivery"];

/// What was sent.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(super) struct Sent {
    /// Which limit: `promised`, `statutory`, `delivery`.
    #[serde(default)]
    clock: String,
    /// `explain`, `answer`, `appeal`, `uphold`, `dismiss` or `close`.
    #[serde(default)]
    act: String,
    /// In words; nothing for `close`.
    #[serde(default)]
    words: String,
}

impl Sent {
    fn command(&self) -> Option<Command> {
        let words = self.words.clone();
        Some(match self.act.as_str() {
            "explain" => Command::Explain { words },
            "answer" => Command::Answer { words },
            "appeal" => Command::Appeal { words },
            "uphold" => Command::Uphold { words },
            "dismiss" => Command::Dismiss { words },
            "close" => Command::Close {},
            _ => return None,
        })
    }
}

/// One broken limit, and what the reader may do about it.
#[derive(Serialize, JsonSchema)]
struct One {
    #[serde(flatten)]
    breach: Breached,
    clock_name: Text,
    state_name: Text,
    basis: Text,
    /// Send it back as `seen` with an act.
    version: i64,
    open_to: Vec<Act>,
    #[serde(skip)]
    typed: String,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Breaches {
    case_no: String,
    item_name: Text,
    organ_name: Text,
    breaches: Vec<One>,
    #[serde(skip)]
    officer: bool,
}

/// GET `/cases/{no}/breaches`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let mut page = read(&house, &who, no).await?;
    for one in page.breaches.iter_mut().filter(|one| !one.open_to.is_empty()) {
        if let Some(typed) = drafts::find(&house, &who.party, &draft(&one.breach.name)).await? {
            one.typed = typed.get("words").cloned().unwrap_or_default();
        }
    }
    Ok(reply.page(&page))
}

/// POST `/cases/{no}/breaches`.
pub(super) async fn act(
    State(house): State<House>,
    Staff(who): Staff,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let (cause, seen, sent) = (input.cause(&who)?, input.seen, input.value);
    read(&house, &who, no.clone()).await?;
    let command = sent.command().ok_or(Failure::Absent)?;
    if !CLOCKS.contains(&sent.clock.as_str()) {
        return Err(Failure::Absent);
    }
    let name = format!("{no}-{}", sent.clock);
    let to = To::Stream(name.clone());
    match house.act::<Rules>(who.clone(), to, cause, seen, command).await {
        Ok(receipt) => {
            drafts::drop_draft(&house, &who.party, &draft(&name)).await?;
            Ok(reply.done(&address(&no), &receipt))
        }
        Err(failure) => {
            // what was typed is not lost with the answer
            let typed = [("words".to_owned(), sent.words)].into_iter().collect();
            drafts::keep(&house, &who.party, &draft(&name), &typed).await?;
            Err(failure)
        }
    }
}

fn draft(name: &str) -> String {
    format!("breach-{name}")
}

fn address(no: &str) -> String {
    format!("{}/breaches", links::case(no))
}

/// The case's broken limits, if the reader may see the case.
async fn read(house: &House, who: &Actor, no: String) -> Result<Breaches, Failure> {
    house
        .read(who.clone(), move |seeing| {
            let filed = views::filed(seeing.look, &no)?.ok_or(Failure::Absent)?;
            if !seen_by(&filed, &seeing.ctx) {
                return Err(Failure::Absent);
            }
            let role = seeing.ctx.actor.role;
            let inside = matches!(role, Role::Examiner | Role::Head | Role::Supervisor);
            let mut breaches = Vec::new();
            for mut breach in views::of_case(seeing.look, &no)? {
                let (watched, version) = seeing.life::<Rules>(&breach.name)?;
                if !inside {
                    // what the organ and its supervisor say to each other
                    breach.answer = String::new();
                    breach.appeal = String::new();
                    breach.verdict = String::new();
                }
                breaches.push(One {
                    clock_name: seeing.house.texts.word("case", "clock", &breach.clock),
                    state_name: views::state_text(&breach.state),
                    basis: watched.breach.as_ref().map(|one| one.basis(&seeing.ctx)).unwrap_or_default(),
                    version,
                    open_to: rules::open_to(&watched, &seeing.ctx),
                    typed: String::new(),
                    breach,
                });
            }
            Ok(Breaches {
                item_name: seeing.ctx.editions.name_of(&filed.item),
                organ_name: seeing.house.organ_name(&filed.organ),
                case_no: no,
                breaches,
                officer: !matches!(role, Role::Citizen | Role::Agent),
            })
        })
        .await
}

fn seen_by(filed: &Filed, ctx: &Ctx<'_>) -> bool {
    let place = Where {
        organ: filed.organ.clone(),
        item: filed.item.clone(),
        hall: filed.hall.clone(),
        division: ctx.division.to_owned(),
        party: filed.party.clone(),
    };
    ctx.rights.may(ctx.actor, SEE, &place)
}

/// An act as the page offers it.
struct Offer {
    act: &'static str,
    right: &'static str,
    label: (&'static str, &'static str),
    hint: (&'static str, &'static str),
    button: (&'static str, &'static str),
}

const OFFERS: &[Offer] = &[
    Offer {
        act: "explain",
        right: "oversight.explain",
        label: ("为什么超过了承诺的日期", "Why the promised day was passed"),
        hint: ("会向社会公开，请不要写任何人的姓名和号码", "Published: name no person and no number"),
        button: ("公开说明", "Publish the explanation"),
    },
    Offer {
        act: "answer",
        right: "oversight.answer",
        label: ("怎么整改，什么时候办好", "What is done about it, and by when"),
        hint: ("监督人员会看", "Read by the supervisor"),
        button: ("答复", "Answer"),
    },
    Offer {
        act: "appeal",
        right: "oversight.appeal",
        label: ("为什么不是本部门的责任", "Why the delay is not this organ's"),
        hint: (
            "例如上级系统停机，写明时间和依据",
            "A higher system was down, say: when, and how it is shown",
        ),
        button: ("对归责提出申诉", "Appeal the attribution"),
    },
    Offer {
        act: "uphold",
        right: "oversight.judge",
        label: ("申诉成立的理由", "Why the appeal is upheld"),
        hint: ("成立以后不计为该部门超期", "The delay is then not laid to the organ"),
        button: ("申诉成立", "Uphold"),
    },
    Offer {
        act: "dismiss",
        right: "oversight.judge",
        label: ("申诉不成立的理由", "Why the appeal is dismissed"),
        hint: ("部门会看到", "Read by the organ"),
        button: ("申诉不成立", "Dismiss"),
    },
];

impl Breaches {
    fn one(&self, see: &Frame, one: &One) -> Markup {
        let breach = &one.breach;
        let day = |text: &str| {
            html! { @if let Ok(day) = text.parse::<Day>() { (parts::day(see, day)) } }
        };
        let mut rows = vec![
            (see.say("现在", "Now").to_owned(), html! { (see.of(&one.state_name)) }),
            (see.say("超过的日期", "Day that was passed").to_owned(), day(&breach.due)),
        ];
        if breach.open {
            rows.push((see.say("最晚答复", "Next word due").to_owned(), day(&breach.by)));
        }
        rows.push((see.say("依据", "Basis").to_owned(), html! { (see.of(&one.basis)) }));
        let said = [
            (see.say("部门公开说明", "The organ's explanation"), &breach.explanation),
            (see.say("部门答复", "The organ's answer"), &breach.answer),
            (see.say("归责申诉", "Appeal of the attribution"), &breach.appeal),
            (see.say("申诉结果", "What became of it"), &breach.verdict),
        ];
        rows.extend(
            said.into_iter()
                .filter(|(_, words)| !words.is_empty())
                .map(|(label, words)| (label.to_owned(), html! { (words) })),
        );
        let content = html! { (parts::facts(&rows)) (self.acts(see, one)) };
        parts::section(&breach.clock, see.of(&one.clock_name), &content)
    }

    fn acts(&self, see: &Frame, one: &One) -> Markup {
        let may = |right: &str| one.open_to.iter().any(|act| act.0 == right);
        let seen = one.version.to_string();
        let hidden =
            |act: &'static str| [("clock", one.breach.clock.as_str()), ("act", act), ("seen", &seen)];
        let action = address(&self.case_no);
        html! {
            @for offer in OFFERS.iter().filter(|offer| may(offer.right)) {
                details { summary { (see.say(offer.button.0, offer.button.1)) } div {
                    @let form = format!("{}-{}", one.breach.clock, offer.act);
                    @let area = parts::text_area_of(see, &form, "words",
                        see.say(offer.label.0, offer.label.1),
                        Some(see.say(offer.hint.0, offer.hint.1)), (&one.typed, None));
                    (parts::act_form(see, &action, &hidden(offer.act), &area, Look::Second,
                        see.say(offer.button.0, offer.button.1)))
                } }
            }
            @if may("oversight.close") {
                (parts::act_form(see, &action, &hidden("close"), &html! {}, Look::Second,
                    see.say("办结", "Close")))
            }
        }
    }
}

impl Page for Breaches {
    fn title(&self, see: &Frame) -> String {
        let words = see.say("超期说明和督办", "What follows from the delay");
        format!("{words} · {}", self.case_no)
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::case(&self.case_no), see.of(&self.item_name).to_owned()),
            (String::new(), see.say("超期说明和督办", "The delay").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.say("超期说明和督办", "What follows from the delay"), &html! {
                (see.of(&self.item_name)) " " (parts::code(&self.case_no)) br;
                (see.of(&self.organ_name))
            }))
            @if self.breaches.is_empty() {
                (parts::empty(
                    see.say("这件事没有超过期限。", "No limit of this case was broken. "),
                    see.say("超过承诺或者法定期限时，部门的说明在这里。",
                        "Should one be, what the organ says of it stands here."),
                    &[],
                ))
            } @else {
                (parts::note(&html! { (see.say("办件照常办理，不因为督办停下来。",
                    "The case itself goes on all the while.")) }))
            }
            @for one in &self.breaches { (self.one(see, one)) }
        }
    }

    fn desk(&self) -> bool {
        self.officer
    }
}
