//! At the counter: a clerk checks the card of whoever stands before her, and goes on to the form, or gives
//! her a password. The page answers nothing about anybody: what it shows is what was just typed into it.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::behalf::{self, BEHALF_FIELD, Parcel, Visitor};
use house::web::drafts::Draft;
use house::web::page::{Frame, Page, escape_query, token};
use house::web::parts::{self, Look};
use house::web::{Input, Reply, Window, credentials};
use house::{Cause, Failure, House, To, links};
use kernel::form::{Answers, Field, FieldFault, FieldKind, check};
use kernel::item::{Choice, Item, Situation};
use kernel::limits::{LINE_CHARS, NAME_CHARS};
use kernel::{Actor, Channel, Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reset::Given;
use crate::known::{Holder, holders};
use crate::rules::{Command, Rules};

/// Hex digits of the digest that become an opaque id: 96 bits, so that two never meet.
const ID_DIGITS: usize = 24;

/// What the clerk types, from the card before her.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Typed {
    /// `person` or `organisation`.
    #[schemars(example = &"person")]
    kind: String,
    /// Name as on the card or the licence.
    #[schemars(length(min = 1, max = NAME_CHARS), example = &"王小明")]
    name: String,
    /// 公民身份号码 (GB 11643-1999) or 统一社会信用代码 (GB 32100-2015), 18 characters.
    #[schemars(length(min = 18, max = LINE_CHARS), example = &"449921198803120012")]
    number: String,
    /// Mobile number.
    #[schemars(length(min = 11, max = LINE_CHARS), example = &"13800000668")]
    phone: String,
    /// Code of the item, or `bundle/` and the code of a bundle; none for a password alone.
    #[schemars(length(max = LINE_CHARS), example = &"residence-permit")]
    item: String,
    /// Number of the waybill, where it came in a parcel and nobody stands there; else empty.
    #[schemars(length(max = LINE_CHARS), example = &"")]
    waybill: String,
    /// Who sent the parcel.
    #[schemars(length(max = NAME_CHARS), example = &"")]
    sender: String,
    /// The day on which it came, ISO.
    #[schemars(length(max = LINE_CHARS), example = &"")]
    arrived: String,
    /// `apply`, or `login` for a password.
    #[schemars(example = &"apply")]
    then: String,
}

/// The form.
#[derive(Serialize, JsonSchema)]
pub(super) struct Counter {
    #[serde(skip)]
    typed: Answers,
    faults: Vec<FieldFault>,
    items: Vec<Choice>,
}

fn both(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

/// `GET /counter`: `item` may be chosen already.
pub(super) async fn show(
    State(house): State<House>,
    Window(who): Window,
    Query(query): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let mut typed = Answers::from([("kind".to_owned(), "person".to_owned())]);
    typed.extend(query.get("item").map(|item| ("item".to_owned(), item.clone())));
    Ok(reply.page(&Counter { typed, faults: Vec::new(), items: items(&house, &who) }))
}

/// The bundles 一件事 and the items that this clerk's windows take in.
fn items(house: &House, who: &Actor) -> Vec<Choice> {
    let world = house.world();
    let of_ours = |item: &Item| item.hall == who.organ || item.organ == who.organ || item.elsewhere.is_some();
    let ours = world.editions.every().filter(|e| of_ours(&e.item));
    let items = ours.map(|e| Choice { code: e.item.code.clone(), text: e.item.name.clone() });
    // a stage is asked for within a project, by whose it is
    let whole = world.editions.bundles().filter(|e| !e.bundle.in_project);
    let bundles = whole.filter(|e| e.bundle.hall == who.organ).map(|e| {
        let name = &e.bundle.name;
        let text = both(&format!("一件事：{}", name.zh), &format!("One thing: {}", name.en));
        Choice { code: Draft::Bundle(&e.bundle.code).key(), text }
    });
    bundles.chain(items).collect()
}

fn fields(role: Role, items: Vec<Choice>, needs_item: bool) -> Vec<Field> {
    let choice = |code: &str, zh: &str, en: &str| Choice { code: code.to_owned(), text: both(zh, en) };
    let kind = vec![
        choice("person", "个人，看身份证", "A person, with her identity card"),
        choice("organisation", "单位，看营业执照", "An organisation, with its business licence"),
    ];
    let number = if role == Role::Agent { FieldKind::Uscc } else { FieldKind::CitizenId };
    vec![
        Field { options: kind, ..Field::new("kind", both("谁来办", "Who comes"), FieldKind::Choice) },
        Field {
            hint: Some(both("和证件上一样", "As on the card")),
            ..Field::new("name", both("姓名或者单位名称", "Name"), FieldKind::Name)
        },
        Field {
            hint: Some(both("身份证或者营业执照上的 18 位", "The 18 characters on the card or licence")),
            ..Field::new(
                "number",
                both("公民身份号码或者统一社会信用代码", "Identity number or code"),
                number,
            )
        },
        Field {
            hint: Some(both("问本人，进度发短信到这个号码", "Ask her; progress is sent there")),
            ..Field::new("phone", both("手机号", "Mobile number"), FieldKind::Phone)
        },
        Field {
            options: items,
            optional: !needs_item,
            ..Field::new("item", both("办什么事", "What it is about"), FieldKind::Choice)
        },
    ]
}

/// `POST /counter`: the card is checked and written down; then the form, or a password.
pub(super) async fn take_in(
    State(house): State<House>,
    Window(who): Window,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let items = items(&house, &who);
    let typed = answers(&input.value);
    match received(&house, &who, &reply, &input, &items).await {
        Err(Failure::Faulty(faults)) if !reply.visit().json => {
            Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &Counter { typed, faults, items }))
        }
        other => other,
    }
}

fn answers(value: &Typed) -> Answers {
    let all = [
        ("kind", &value.kind),
        ("name", &value.name),
        ("number", &value.number),
        ("phone", &value.phone),
        ("item", &value.item),
        ("waybill", &value.waybill),
        ("sender", &value.sender),
        ("arrived", &value.arrived),
    ];
    all.into_iter().map(|(field, text)| (field.to_owned(), text.clone())).collect()
}

async fn received(
    house: &House,
    who: &Actor,
    reply: &Reply,
    input: &Input<Typed>,
    items: &[Choice],
) -> Result<Response, Failure> {
    let role = if input.value.kind == "organisation" { Role::Agent } else { Role::Citizen };
    let login = input.value.then == "login" && role == Role::Citizen;
    let typed = answers(&input.value);
    let mut fields = fields(role, items.to_vec(), !login);
    let in_parcel = ["waybill", "sender", "arrived"].iter().any(|name| !typed[*name].trim().is_empty());
    if in_parcel {
        fields.extend(of_parcel().map(|field| Field { optional: false, ..field }));
    }
    let read = check(&fields, &Situation::new(), &typed).map_err(Failure::Faulty)?;
    let answer = |field: &str| read.get(field).cloned().unwrap_or_default();
    let mut visitor = Visitor {
        party: String::new(),
        role,
        name: answer("name"),
        number: answer("number"),
        phone: answer("phone"),
        parcel: answer("arrived").parse::<Day>().ok().map(|arrived| Parcel {
            waybill: answer("waybill"),
            sender: answer("sender"),
            arrived,
        }),
    };
    if login && visitor.parcel.is_some() {
        return Err(Failure::Faulty(vec![FieldFault::new("waybill", nobody_there())]));
    }
    if visitor.parcel.is_some() && matches!(Draft::read(&answer("item")), Draft::Bundle(_)) {
        let asked = both(
            "一件事要先问几个情形，本人不在场不能收。请先请本人来，或者一件一件收",
            "A bundle begins with questions to the person: take its items in one by one, or ask her to come",
        );
        return Err(Failure::Faulty(vec![FieldFault::new("item", asked)]));
    }
    visitor.party = place_of(house, who, input, &visitor).await?;
    if login {
        return give_password(house, reply, visitor).await;
    }
    let pass = behalf::seal(house, who, &visitor);
    let item = answer("item");
    let to = Draft::read(&item).form();
    Ok(reply.lead(&format!("{to}?{BEHALF_FIELD}={}", escape_query(&pass))))
}

/// The place of whoever stands here: found by name and number together, or opened. Every look is written
/// down: what was found on the place itself, a wrong name too.
async fn place_of(
    house: &House,
    who: &Actor,
    input: &Input<Typed>,
    visitor: &Visitor,
) -> Result<String, Failure> {
    let number = visitor.number.clone();
    let found = house.read(who.clone(), move |seeing| Ok(holders(seeing.look, &number)?)).await?;
    let checked = found.iter().find(|holder| holder.checked);
    let same = |holder: &&Holder| holder.name == visitor.name;
    let cause = input.cause(who)?;
    if let Some(holder) = checked.filter(|holder| !same(holder)) {
        let to = To::Stream(holder.party.clone());
        house.act::<Rules>(who.clone(), to, cause, None, Command::NoteDifference {}).await?;
        return Err(Failure::Faulty(vec![FieldFault::new("name", differs())]));
    }
    if visitor.parcel.is_some() {
        return from_parcel(house, who, cause, visitor, checked).await;
    }
    let party = match checked.or_else(|| found.iter().find(same)) {
        Some(holder) => {
            if !holder.checked {
                // whoever opened it without a card must be out before it is hers
                credentials::shut(house, &holder.party).await?;
            }
            holder.party.clone()
        }
        None => format!("p-{}", &house.vault.digest("visitor", cause.text())[..ID_DIGITS]),
    };
    let command = Command::TakeIn {
        party: party.clone(),
        role: visitor.role,
        name: visitor.name.clone(),
        number: visitor.number.clone(),
        phone: visitor.phone.clone(),
    };
    taken_in(house, who, party, cause, command).await
}

/// What came in a parcel shows a copy of a card and nobody's face: it is hers whose card was seen before,
/// else it gets a place of its own, which is checked when she comes. No account that somebody opened is
/// touched.
async fn from_parcel(
    house: &House,
    who: &Actor,
    cause: Cause,
    visitor: &Visitor,
    checked: Option<&Holder>,
) -> Result<String, Failure> {
    if let Some(holder) = checked {
        return Ok(holder.party.clone());
    }
    let party = format!("p-{}", &house.vault.digest("visitor", cause.text())[..ID_DIGITS]);
    let mut clerk = who.clone();
    clerk.channel = Channel::Courier;
    let command = Command::TakeIn {
        party: party.clone(),
        role: visitor.role,
        name: visitor.name.clone(),
        number: visitor.number.clone(),
        phone: visitor.phone.clone(),
    };
    taken_in(house, &clerk, party, cause, command).await
}

/// The label of a parcel.
fn of_parcel() -> [Field; 3] {
    let field = |code: &str, zh: &str, en: &str, kind| Field {
        optional: true,
        ..Field::new(code, both(zh, en), kind)
    };
    [
        field("waybill", "运单号", "Number of the waybill", FieldKind::Text),
        field("sender", "寄件人", "Sender", FieldKind::Name),
        field("arrived", "哪天送到", "Came on", FieldKind::Date),
    ]
}

fn nobody_there() -> Text {
    both("快递来的，本人不在场，不能给登录密码", "It came in a parcel: there is nobody to hand a password to")
}

async fn taken_in(
    house: &House,
    who: &Actor,
    party: String,
    cause: Cause,
    command: Command,
) -> Result<String, Failure> {
    match house.act::<Rules>(who.clone(), To::Stream(party.clone()), cause, None, command).await {
        Ok(_) => Ok(party),
        Err(Failure::Refused(refusal)) if refusal.code == "identity_differs" => {
            Err(Failure::Faulty(vec![FieldFault::new("name", differs())]))
        }
        Err(other) => Err(other),
    }
}

fn differs() -> Text {
    both(
        "姓名和号码对不上。请照证件再看一遍。这一次已经记下",
        "Name and number do not belong together. Look at the card again. This try was written down",
    )
}

async fn give_password(house: &House, reply: &Reply, visitor: Visitor) -> Result<Response, Failure> {
    match credentials::give_once(house, &visitor.phone, &visitor.party).await? {
        Some(password) => Ok(reply.page(&Given { name: visitor.name, login: visitor.phone, password })),
        None => {
            let taken = both(
                "这个手机号是另一个账户的登录账号。请问本人要一个自己的号码",
                "Another account signs in with this number. Ask her for a number of her own",
            );
            Err(Failure::Faulty(vec![FieldFault::new("phone", taken)]))
        }
    }
}

fn trail(see: &Frame) -> Vec<(String, String)> {
    vec![
        ("/".to_owned(), see.say("首页", "Home").to_owned()),
        (String::new(), see.say("窗口收件", "At the counter").to_owned()),
    ]
}

impl Page for Counter {
    fn title(&self, see: &Frame) -> String {
        let title = see.say("窗口收件", "At the counter");
        match self.faults.as_slice() {
            [] => title.to_owned(),
            faults => format!("{} · {title}", parts::faults_title(see, faults)),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see)
    }

    fn body(&self, see: &Frame) -> Markup {
        let fields = fields(Role::Citizen, self.items.clone(), true);
        let all: Vec<&Field> = fields.iter().collect();
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("窗口收件", "At the counter"), &html! { (see.say(
                "先看证件，再替本人录入。申请人是本人，您只是代为录入。",
                "Look at the card first, then take it in. She is the applicant; you are only the hand.",
            )) }))
            div.two {
                form.act method="post" action=(links::counter()) novalidate {
                    (token(see))
                    (parts::fields(see, &all, &self.typed, &self.faults))
                    @let parcel = of_parcel();
                    @let label: Vec<&Field> = parcel.iter().collect();
                    @let wanted = |name: &str| self.typed.get(name).is_some_and(|text| !text.is_empty());
                    details open[label.iter().any(|field| wanted(&field.code))] {
                        summary { (see.say("快递来的，本人不在场", "It came in a parcel, and nobody is here")) }
                        div {
                            p { (see.say(
                                "照面单填。收件日是送到那天，不是拆开那天。",
                                "As on the label. The day of receipt is the day on which it came.",
                            )) }
                            (parts::fields(see, &label, &self.typed, &self.faults))
                        }
                    }
                    p.asks {
                        (parts::button(
                            Look::Filled,
                            see.say("证件对过了，填申请表", "Card checked: on to the form"),
                            Some(("then", "apply")),
                        ))
                        (parts::button(
                            Look::Second,
                            see.say("只给本人一个登录密码", "Only give her a password"),
                            Some(("then", "login")),
                        ))
                    }
                }
                aside {
                    (parts::section("shown", see.say("看到什么", "What you will see"), &html! {
                        p { (see.say(
                            "这一页不查人。姓名和号码都对，才往下走；查到什么都不显示。每一次都记下来。",
                            "This page looks nobody up. Name and number must both be right to go on; \
                             nothing that is known is shown. Every try is written down.",
                        )) }
                    }))
                    (parts::section("account", see.say("网上的账户", "Accounts online"), &html! {
                        p { (see.say(
                            "网上用这个号码开过、但没有核对过证件的账户，从这时起归本人：原来的密码停用，\
                             可以当场给本人一个新的。",
                            "An account that somebody opened online with this number, without a card, is \
                             hers from now on: the former password ends, and you can give her a new one.",
                        )) }
                    }))
                }
            }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

impl Page for Given {
    fn title(&self, see: &Frame) -> String {
        see.say("登录密码", "Password").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see)
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.say("登录密码", "Password"), &html! { (self.name) }))
            (parts::door(see.say("交给本人", "Hand this over"), &parts::facts(&[
                (see.say("账号", "Account").to_owned(), parts::code(&self.login)),
                (see.say("密码", "Password").to_owned(), parts::code(&self.password)),
            ])))
            p { (see.say(
                "密码只显示这一次，只能用一次：本人登录时自己定一个新的。原来的密码已经停用。",
                "It is shown once and good once: she chooses her own when she signs in. Former passwords \
                 are good no more.",
            )) }
            p { a href=(links::counter()) { (see.say("回到窗口收件", "Back to the counter")) } }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
