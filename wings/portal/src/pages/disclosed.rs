//! What must stand open for every item, besides its steps and times: the law it rests on, who answers for
//! what (权责清单), and what it costs (四公开).

use house::links;
use house::opening::Inner;
use house::web::page::Frame;
use house::web::parts;
use kernel::item::Fee;
use kernel::{Item, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::guide::{Fate, Guide};
use super::lists::{depends, phone, yuan};

/// Who answers for an item: the organ that decides, and the hall that takes it in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Answerable {
    /// The organ that decides.
    pub organ: Text,
    /// Its telephone; may be empty.
    pub phone: String,
    /// Its address; may be empty.
    pub address: Text,
    /// Whose hall takes it in, if one does.
    pub taken_in_by: Option<Text>,
}

impl Answerable {
    /// As the county's list of organs has it.
    pub fn of(house: &Inner, item: &Item) -> Self {
        let found = house.organs.get(&item.organ);
        let name = |code: &str| house.organ_name(code);
        Self {
            organ: name(&item.organ),
            phone: found.map_or(String::new(), |organ| organ.phone.clone()),
            address: found.map_or_else(Text::default, |organ| organ.address.clone()),
            taken_in_by: (!item.hall.is_empty()).then(|| name(&item.hall)),
        }
    }
}

/// 收费标准: each fee that applies, with the document that sets it; or that there is none, and what to do if
/// asked for one.
pub(super) fn fees(see: &Frame, guide: &Guide) -> Markup {
    let content = if guide.fees().next().is_none() {
        html! { p { (see.say(
            "不收费。有人向您要钱，就打 12345。",
            "There is no fee. If anybody asks you for money, call 12345.",
        )) } }
    } else {
        let fee = |(fee, _): (&Fee, Fate)| {
            let value = html! {
                (yuan(see.lang, fee.fen)) div.soft.small { (see.of(&fee.basis)) }
                @if let Some(reductions) = &fee.reductions {
                    div { (see.say("减免：", "Less or nothing: ")) (see.of(reductions)) }
                }
                @if let Some(question) = guide.waits_for(&fee.when) { (depends(see, question)) }
            };
            (see.of(&fee.name).to_owned(), value)
        };
        parts::facts(&guide.fees().map(fee).collect::<Vec<_>>())
    };
    parts::section("fees", see.say("收费标准", "Fees"), &content)
}

/// 权责清单: who takes it in, who decides, who is told when it goes wrong.
pub(super) fn powers(see: &Frame, item: &Item, who: &Answerable) -> Markup {
    let organ = html! {
        a href=(links::organ(&item.organ)) { strong { (see.of(&who.organ)) } }
        @if !who.address.zh.is_empty() { br; (see.of(&who.address)) }
        @if !who.phone.is_empty() { br; (phone(&who.phone)) }
    };
    let taker = who.taken_in_by.as_ref().unwrap_or(&who.organ);
    let duties = see.say(
        "收了就给回执；要补的一次说清；按期作出决定；不批要写明理由、依据和怎么申诉。",
        "You get a receipt; you are told once all that is missing; the decision comes in time; a denial says \
         why, by which law, and how to object.",
    );
    let watch = see.say("没有做到，就打 12345。", " If that is not so, call 12345.");
    parts::section(
        "powers",
        see.say("谁负责", "Who answers for it"),
        &parts::facts(&[
            (see.say("谁收件", "Who takes it in").to_owned(), html! { (see.of(taker)) }),
            (see.say("谁决定", "Who decides").to_owned(), organ),
            (see.say("事项类型", "Kind").to_owned(), html! { (see.of(&item.kind.text())) }),
            (see.say("该做到的", "Their duties").to_owned(), html! { (duties) (watch) }),
        ]),
    )
}

/// 政策法规, what one may do against a decision, and which edition this guide is drawn from.
pub(super) fn law(see: &Frame, item: &Item, edition: &str) -> Markup {
    parts::section(
        "law",
        see.say("依据与救济", "Legal basis and remedies"),
        &html! {
            ul { @for authority in &item.set_by { li { (see.of(&authority.text)) } } }
            @if !item.remedies.is_empty() {
                p { (see.say("不同意我们的决定：", "If you disagree with our decision:")) }
                ul { @for remedy in &item.remedies { li { (see.of(remedy)) } } }
            }
            details {
                summary { (see.say("这份指南的版本与编码", "Edition and codes of this guide")) }
                div { (parts::facts(&[
                    (see.say("基本编码", "Catalogue code").to_owned(), parts::code(&item.catalog_code)),
                    (see.say("实施编码", "Task code").to_owned(), html! { span.code { (item.task_code) } }),
                    (see.say("版本", "Edition").to_owned(), html! {
                        span.code.small { (edition) } br;
                        a href=(links::item_history(&item.code)) {
                            (see.say("历次版本和改动", "Earlier editions and what changed"))
                        }
                    }),
                ])) }
            }
        },
    )
}

/// 在哪里办: online, then every window with its hall, its hours and its telephone.
pub(super) fn places(see: &Frame, item: &Item, apply: Option<&str>) -> Markup {
    let mut rows = vec![(
        see.say("网上", "Online").to_owned(),
        html! {
            (see.say("随时。", "At any time. "))
            @if let Some(apply) = apply { a href=(apply) { (see.say("在线申请", "Apply online")) } }
        },
    )];
    rows.extend(item.places.iter().map(|place| {
        let value = html! {
            strong { (see.of(&place.name)) } br;
            span.soft { (see.say("地址：", "Address: ")) } (see.of(&place.address)) br;
            span.soft { (see.say("开门：", "Open: ")) } (see.of(&place.hours)) br;
            span.soft { (see.say("电话：", "Telephone: ")) } (phone(&place.phone))
        };
        (see.say("窗口", "Window").to_owned(), value)
    }));
    let hint = see.say(
        "哪个窗口都能收，去离您近的。带上身份证和要您准备的材料。",
        "Any of these windows takes it. Bring your identity card and the papers you prepare.",
    );
    let several = item.places.iter().filter(|place| !place.hall.is_empty()).count() > 1;
    parts::section(
        "where",
        see.say("在哪里办", "Where"),
        &html! {
            (parts::facts(&rows))
            @if several { p.soft { (hint) } }
        },
    )
}
