//! How it was: five radios with words, nothing chosen beforehand, nothing required but the choice itself.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::drafts::{self, Typed};
use house::web::page::token;
use house::web::parts::{self, Look, Tag};
use house::web::{Frame, Input, Page, Person, Reply};
use house::{Failure, House, To, links};
use kernel::form::FieldFault;
use kernel::limits::{REASON_CHARS, REVIEW_CONTACT_WORKING_DAYS, REVIEW_WORKING_DAYS};
use kernel::{Actor, Day, Limit, Text, party};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::known::filed;
use crate::rules::{Command, LEVELS, REASONS, Rules, until};
use crate::views::{self, Given, level_text, reason_text};

/// What was sent, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sent {
    /// Word of a level, or empty.
    #[serde(default)]
    level: String,
    /// Words of reasons.
    #[serde(default)]
    reasons: Vec<String>,
    /// In her words.
    #[serde(default)]
    words: String,
}

impl Sent {
    fn typed(&self) -> Typed {
        let pairs = [
            ("level", self.level.clone()),
            ("reasons", self.reasons.join(",")),
            ("words", self.words.clone()),
        ];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn from_typed(typed: &Typed) -> Self {
        let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
        let reasons = text("reasons").split(',').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        Self { level: text("level"), reasons, words: text("words") }
    }

    /// Everything that has to be mended before it can be a review.
    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        if !LEVELS.iter().any(|level| level.word() == self.level) {
            let text = Text::new("请选一个。不想评价，可以直接离开", "Choose one, or leave without a review");
            faults.push(FieldFault::new("level", text));
        }
        if self.reasons.iter().any(|word| !REASONS.iter().any(|reason| reason.word() == word)) {
            faults.push(FieldFault::new("reasons", Text::new("请从列出的里面选", "Choose from the list")));
        }
        if let Err(fault) = party::clean_lines(&self.words, REASON_CHARS) {
            faults.push(FieldFault::new("words", fault.text()));
        }
        faults
    }

    fn command(self, case: &str, party: String) -> Option<Command> {
        let level = LEVELS.into_iter().find(|level| level.word() == self.level)?;
        let given = |word: &str| self.reasons.iter().any(|r| r == word);
        let reasons = REASONS.into_iter().filter(|reason| given(reason.word())).collect();
        Some(Command::Give { case: case.to_owned(), party, level, reasons, words: self.words })
    }
}

/// Whether the form is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Standing {
    /// The case is not concluded.
    Early,
    /// It may be reviewed.
    Open,
    /// It was reviewed.
    Given,
    /// The term is over.
    Closed,
}

/// The page of one review, for the person whose case it is.
#[derive(Clone, Debug, Serialize)]
struct Form {
    case_no: String,
    item: Text,
    standing: Standing,
    concluded_on: Option<Day>,
    until: Option<Day>,
    given: Option<Given>,
    #[serde(skip)]
    party: String,
    #[serde(skip)]
    version: i64,
    typed: Sent,
    faults: Vec<FieldFault>,
}

/// GET `/cases/{no}/review`.
pub async fn show(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let mut form = read(&house, &who, &no).await?;
    if let Some(typed) = drafts::find(&house, &who.party, &draft(&no)).await? {
        form.typed = Sent::from_typed(&typed);
    }
    Ok(reply.page(&form))
}

/// POST `/cases/{no}/review`.
pub async fn give(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let (cause, seen, sent) = (input.cause(&who)?, input.seen, input.value);
    let mut form = read(&house, &who, &no).await?;
    let faults = sent.faults();
    if !faults.is_empty() {
        drafts::keep(&house, &who.party, &draft(&no), &sent.typed()).await?;
        (form.typed, form.faults) = (sent, faults);
        return Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &form));
    }
    let typed = sent.typed();
    let command = sent.command(&no, form.party).ok_or(Failure::Absent)?;
    match house.act::<Rules>(who.clone(), To::Stream(no.clone()), cause, seen, command).await {
        Ok(receipt) => {
            drafts::drop_draft(&house, &who.party, &draft(&no)).await?;
            Ok(reply.done(&links::case(&no), &receipt))
        }
        Err(failure) => {
            drafts::keep(&house, &who.party, &draft(&no), &typed).await?;
            Err(failure)
        }
    }
}

fn draft(no: &str) -> String {
    format!("review-{no}")
}

/// The case, if it is hers, and what may be said of it now.
async fn read(house: &House, who: &Actor, no: &str) -> Result<Form, Failure> {
    let (mine, no) = (who.acting_for().to_owned(), no.to_owned());
    house
        .read(who.clone(), move |seeing| {
            let filed =
                filed(seeing.look, &no)?.filter(|filed| filed.party == mine).ok_or(Failure::Absent)?;
            let (_, version) = seeing.life::<Rules>(&no)?;
            let given = views::one(seeing.look, &no)?;
            let until = filed.concluded_on.map(|day| until(day, seeing.ctx.calendar)).transpose();
            let until = until.map_err(|year| Failure::Fault(year.to_string()))?;
            let standing = match until {
                _ if given.is_some() => Standing::Given,
                None => Standing::Early,
                Some(last) if seeing.ctx.today() > last => Standing::Closed,
                Some(_) => Standing::Open,
            };
            let name = seeing.ctx.editions.in_force(&filed.item).map(|edition| edition.item.name.clone());
            let item = name.unwrap_or_else(|| Text::new(&filed.item, &filed.item));
            let concluded_on = filed.concluded_on;
            let (party, typed, faults) = (filed.party, Sent::default(), Vec::new());
            Ok(Form {
                case_no: no,
                item,
                standing,
                concluded_on,
                until,
                given,
                party,
                version,
                typed,
                faults,
            })
        })
        .await
}

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
                            a href=(links::case(&self.case_no)) { (see.say("不评价了", "Leave without a review")) }
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
                    house::web::Lang::Zh => { (parts::day_short(see, day)) "办结。" },
                    house::web::Lang::En => { "concluded on " (parts::day_short(see, day)) ". " },
                }
            }
            @if let Some(day) = self.until {
                @match see.lang {
                    house::web::Lang::Zh => { (parts::day(see, day)) "前都可以评价。" },
                    house::web::Lang::En => { "You may review it until " (parts::day(see, day)) "." },
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
                        input type="radio" name="level" id=(id) value=(word) checked[self.typed.level == word];
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
            "Whether and how you review is up to you. No review is never counted as a good one.",
        )) }
        p.soft.small { (see.say(
            "窗口和审查人员只看到各档有几个，看不到是谁评的。不满意的，机关负责人和监督人员看得到办件编号，好联系您。",
            "Clerks and examiners see how often each level was given, not by whom. If you are not satisfied, \
             the head of the organ and supervisors see the number of your case, in order to contact you.",
        )) }
    }
}
