//! What is public: a list for anyone, a page for each matter, and the form of whoever objects. The name of
//! the applicant is masked; whoever has an account may object, and reads the answer on the same page.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts::{self, Look, Notice, Tag};
use house::web::{Anyone, Frame, Input, Page, Person, Reply, Route, get, post_of};
use house::{Failure, House, To, links};
use kernel::form::{Field, FieldFault, FieldKind};
use kernel::item::applies;
use kernel::limits::{NAME_CHARS, PAGE_ROWS, REASON_CHARS};
use kernel::{Day, Rule, Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::sent::Sent;
use super::show::{Answered, situation};
use super::words::{Named, both};
use crate::rules::{self, Command, Rules};
use crate::views;

/// 提出异议.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct Object {
    /// Who objects.
    #[schemars(length(min = 1, max = NAME_CHARS))]
    name: String,
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    reason: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// Its pages.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, Public, _, _>("/publicity", list),
        get::<Anyone, Matter, _, _>("/publicity/{no}", show),
        post_of::<Person, Object, _, _>("/publicity/{no}", object)
            .refuses(Rule::Applying, &["not_applied", "edition_unknown"])
            .refuses(Rule::Decision, &["reason_missing", "words_wrong"])
            .refuses(
                Rule::Publicity,
                &["not_public", "own_matter", "objected_already", "objections_many", "name_missing"],
            ),
    ]
}

/// A line of the list.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    case_no: String,
    item: Named,
    organ: Named,
    from: String,
    until: String,
}

/// Everything that is public now.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Public {
    rows: Vec<Row>,
}

/// `GET /publicity`.
async fn list(State(house): State<House>, who: Anyone, reply: Reply) -> Result<Response, Failure> {
    let page = house
        .read(who.looking(), |seeing| {
            let mut rows = Vec::new();
            for line in views::public(seeing.look, PAGE_ROWS)? {
                let Some(until) = still_public(seeing, &line)? else { continue };
                rows.push(Row {
                    item: Named { name: item_name(seeing, &line.item), code: line.item },
                    organ: Named { name: seeing.house.organ_name(&line.organ), code: line.organ },
                    case_no: line.case_no,
                    from: line.opened_on,
                    until,
                });
            }
            Ok(Public { rows })
        })
        .await?;
    Ok(reply.page(&page))
}

/// Its last day, if it is public now: as told, or later where the calendar was given more rest.
fn still_public(seeing: &mut Seeing<'_, '_>, line: &views::PublicLine) -> Result<Option<String>, Failure> {
    if line.until >= seeing.ctx.today().to_string() {
        return Ok(Some(line.until.clone()));
    }
    let (case, version) = seeing.life::<Rules>(&line.case_no)?;
    let (case, _) = super::show::now_true(case, version, &seeing.ctx);
    Ok(rules::public_until(&case, &seeing.ctx).map(|day| day.to_string()))
}

fn item_name(seeing: &Seeing<'_, '_>, item: &str) -> Text {
    seeing.ctx.editions.in_force(item).map_or_else(|| Text::new(item, item), |e| e.item.name.clone())
}

impl Page for Public {
    fn title(&self, see: &Frame) -> String {
        see.say("公示", "Made public").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (String::new(), see.say("公示", "Made public").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.say("正在公示的申请", "Applications made public"), &html! {
                (see.say(
                    "公示期里谁都可以提异议，每条都要答复。",
                    "Anyone may object while it is public, and each objection is answered.",
                ))
            }))
            @if self.rows.is_empty() {
                (parts::empty(
                    see.say("现在没有正在公示的申请。", "Nothing is public at present."),
                    see.say("有了会列在这里。", "It will be listed here."),
                    &[],
                ))
            }
            ul.plain { @for row in &self.rows { li {
                a href={ "/publicity/" (row.case_no) } { (see.of(&row.item.name)) } br;
                (see.of(&row.organ.name)) (see.say("，公示到 ", ", public until ")) (shown(see, &row.until))
            } } }
        }
    }
}

fn shown(see: &Frame, day: &str) -> Markup {
    match day.parse::<Day>() {
        Ok(day) => parts::day_short(see, day),
        Err(_) => html! { (day) },
    }
}

/// What the reader herself objected.
#[derive(Debug, Serialize, JsonSchema)]
struct Mine {
    objection: u32,
    on: Day,
    words: String,
    /// What was answered; empty while it is owed.
    answer: String,
    /// Was it found to be right? None while an answer is owed.
    upheld: Option<bool>,
}

/// A matter that is public, or was.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Matter {
    case_no: String,
    item: Named,
    organ: Named,
    /// Masked.
    applicant: String,
    situation: Vec<Answered>,
    from: Day,
    until: Day,
    /// Is it public now?
    open: bool,
    place: Text,
    basis: Text,
    /// Objections of the reader.
    mine: Vec<Mine>,
    /// Send it back as `seen` with an objection.
    version: i64,
    #[serde(skip)]
    may_object: bool,
    #[serde(skip)]
    signed_in: bool,
    #[serde(skip)]
    typed: (String, String),
    #[serde(skip)]
    faults: Vec<FieldFault>,
    #[serde(skip)]
    notice: Option<Notice>,
}

/// `GET /publicity/{no}`.
async fn show(
    State(house): State<House>,
    who: Anyone,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who.looking(), move |seeing| matter(seeing, no)).await?;
    Ok(reply.page(&page))
}

fn matter(seeing: &mut Seeing<'_, '_>, no: String) -> Result<Matter, Failure> {
    let (case, version) = seeing.life::<Rules>(&no)?;
    let (case, version) = super::show::now_true(case, version, &seeing.ctx);
    let filed = case.filed.clone().ok_or(Failure::Absent)?;
    let public = case.course.publicity.ok_or(Failure::Absent)?;
    let edition = seeing.ctx.edition(&filed.edition).cloned().ok_or(Failure::Absent)?;
    let publicity = edition.item.publicity.clone().filter(|p| applies(&p.when, &filed.situation));
    let publicity = publicity.ok_or(Failure::Absent)?;
    let facts = seeing.diary(&format!("case/{no}"))?;
    let spoken = views::spoken(&facts);
    let (name, _) = views::contact(seeing.look, &no)?;
    let me = seeing.ctx.actor.acting_for().to_owned();
    let until = rules::public_until(&case, &seeing.ctx);
    let open = until.is_some();
    let own = |(n, one): (&u32, &crate::rules::Objection)| {
        let words = spoken.objections.get(n).cloned().unwrap_or_default();
        let [_, words, answer] = words;
        (one.party == me).then_some(Mine { objection: *n, on: one.on, words, answer, upheld: one.upheld })
    };
    let mine: Vec<Mine> =
        if me.is_empty() { Vec::new() } else { case.course.objections.iter().filter_map(own).collect() };
    // what is public no more is there for whoever objected, and for whoever may see the case
    if !open && mine.is_empty() && !super::show::seen_by(&case, &filed, &edition.item, &seeing.ctx) {
        return Err(Failure::Absent);
    }
    let unanswered = mine.iter().any(|one| one.upheld.is_none());
    Ok(Matter {
        item: Named { code: edition.item.code.clone(), name: edition.item.name.clone() },
        organ: Named { code: filed.organ.clone(), name: seeing.house.organ_name(&filed.organ) },
        applicant: party::mask_name(&name),
        situation: situation(&edition.item, &filed.situation),
        from: public.from,
        until: until.unwrap_or(public.until),
        open,
        place: publicity.place,
        basis: publicity.basis,
        version,
        may_object: open && !me.is_empty() && me != filed.party && !unanswered,
        signed_in: !me.is_empty(),
        mine,
        typed: (String::new(), String::new()),
        faults: Vec::new(),
        notice: None,
        case_no: no,
    })
}

/// `POST /publicity/{no}`.
async fn object(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let (name, reason) = (input.value.text("name"), input.value.text("reason"));
    let asked = no.clone();
    // what is not public is not there, whatever the law would say of it
    let mut page = house.read(who.clone(), move |seeing| matter(seeing, asked)).await?;
    if !page.open {
        return Err(Failure::Absent);
    }
    let command = Command::Object { name: name.clone(), reason: reason.clone() };
    match house.act::<Rules>(who, To::Stream(no.clone()), cause, seen, command).await {
        Ok(receipt) => Ok(reply.done(&format!("/publicity/{no}"), &receipt)),
        Err(Failure::Refused(refusal)) if !reply.visit().json => {
            page.typed = (name, reason);
            let sentence = house.texts.refusal(&refusal);
            match refusal.code {
                "name_missing" => page.faults.push(FieldFault::new("name", sentence)),
                "reason_missing" | "words_wrong" => page.faults.push(FieldFault::new("reason", sentence)),
                _ => page.notice = Some(Notice { sentence, basis: refusal.basis }),
            }
            Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(failure) => Err(failure),
    }
}

impl Page for Matter {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.say("公示", "Made public"), see.of(&self.item.name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/publicity".to_owned(), see.say("公示", "Made public").to_owned()),
            (String::new(), see.of(&self.item.name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let state = match self.open {
            true => parts::tag(Tag::Ask, see.say("正在公示", "public now")),
            false => parts::tag(Tag::Plain, see.say("已经结束", "no longer public")),
        };
        let row = |zh: &str, en: &str, value: Markup| (see.say(zh, en).to_owned(), value);
        let mut rows = vec![
            row("申请人", "Applicant", html! { (self.applicant) }),
            row("办理机关", "Organ", html! { (see.of(&self.organ.name)) }),
            row(
                "公示时间",
                "Public",
                html! {
                    (parts::day_short(see, self.from)) (see.say("至", " to "))
                    (parts::day_short(see, self.until))
                },
            ),
            row("还贴在", "Also at", html! { (see.of(&self.place)) }),
            row("依据", "Basis", html! { (see.of(&self.basis)) }),
        ];
        rows.extend(
            self.situation.iter().map(|a| (see.of(&a.label).to_owned(), html! { (see.of(&a.answer)) })),
        );
        html! {
            (parts::fault_summary(see, &self.faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            (parts::title(see.of(&self.item.name), &html! {
                (see.say("办件编号 ", "Case ")) (parts::code(&self.case_no)) " " (state)
            }))
            (parts::section("matter", see.say("公示内容", "What is public"), &parts::facts(&rows)))
            @if !self.mine.is_empty() { (self.own(see)) }
            @if self.may_object { (self.form(see)) }
            @else if self.open && !self.signed_in {
                (parts::section("object", see.say("有异议", "You object?"), &html! {
                    p { (see.say(
                        "请先登录再提，答复会送到您的账户。",
                        "Sign in first, so that the answer reaches you.",
                    )) }
                    p.asks { (parts::link_button(
                        Look::Second,
                        &links::sign_in(&format!("/publicity/{}", self.case_no)),
                        see.say("登录后提异议", "Sign in and object"),
                    )) }
                }))
            }
        }
    }
}

impl Matter {
    fn own(&self, see: &Frame) -> Markup {
        parts::section(
            "mine",
            see.say("您提的异议", "Your objections"),
            &html! { @for one in &self.mine { p {
                (parts::day_short(see, one.on)) " " (match one.upheld {
                    None => parts::tag(Tag::Ask, see.say("等答复", "to be answered")),
                    Some(true) => parts::tag(Tag::Free, see.say("采纳", "upheld")),
                    Some(false) => parts::tag(Tag::Plain, see.say("未采纳", "not upheld")),
                }) br;
                "“" (one.words) "”"
                @if !one.answer.is_empty() { br; (see.say("答复：", "Answer: ")) "“" (one.answer) "”" }
            } } },
        )
    }

    fn form(&self, see: &Frame) -> Markup {
        let fault = |name: &str| self.faults.iter().find(|f| f.field == name).map(|f| &f.text);
        let name = Field::new("name", both("您的姓名或者单位名称", "Your name"), FieldKind::Name);
        let inside = html! {
            (parts::field(see, &name, &self.typed.0, fault("name")))
            (parts::text_area(
                see,
                "reason",
                see.say("您的异议和理由", "Your objection, with the reason"),
                Some(see.say("只有办理机关看得到。", "Only the organ reads it.")),
                &self.typed.1,
                fault("reason"),
            ))
        };
        let version = self.version.to_string();
        let address = format!("/publicity/{}", self.case_no);
        let hidden = [("seen", version.as_str())];
        let words = see.say("提出异议", "Object");
        parts::section(
            "object",
            see.say("有异议", "You object?"),
            &parts::act_form(see, &address, &hidden, &inside, Look::Filled, words),
        )
    }
}
