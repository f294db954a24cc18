//! The shelf: every item in force, found by the words people use for it.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Inner;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Card};
use house::web::{Anyone, Reply};
use house::{Failure, House, links};
use kernel::finding::Fit;
use kernel::item::Place;
use kernel::limits::SEARCH_CHARS;
use kernel::{Edition, Kind, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

/// An item as a card shows it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Shelved {
    /// Code of the item.
    pub item: String,
    /// Name.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// 事项类型.
    pub kind: Kind,
    /// Name of the organ.
    pub organ: Text,
    /// For natural persons?
    pub for_persons: bool,
    /// For organisations?
    pub for_organisations: bool,
    /// A sample 示例: a member of bundles, and none of the county's own items.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// Its guide.
    pub href: String,
}

impl Shelved {
    /// From an edition in force.
    pub fn of(house: &Inner, edition: &Edition) -> Self {
        let item = &edition.item;
        Self {
            item: item.code.clone(),
            name: item.name.clone(),
            purpose: item.purpose.clone(),
            kind: item.kind,
            organ: house.organ_name(&item.organ),
            for_persons: item.for_persons,
            for_organisations: item.for_organisations,
            sample: item.sample,
            href: links::item(&item.code),
        }
    }

    /// Drawn as a card.
    pub fn card(&self, see: &Frame) -> Card {
        Card {
            plate: plate(self.kind).to_owned(),
            href: self.href.clone(),
            name: match self.sample {
                true => see.pick(format!("{}（示例）", self.name.zh), format!("{} (sample)", self.name.en)),
                false => see.of(&self.name).to_owned(),
            },
            line: see.of(&self.purpose).to_owned(),
        }
    }
}

/// The door plate of a kind of item; the full words always stand beside it.
fn plate(kind: Kind) -> &'static str {
    match kind {
        Kind::Licensing => "许",
        Kind::Confirmation => "证",
        Kind::Benefit => "惠",
        Kind::Adjudication => "裁",
        Kind::Reward => "奖",
        Kind::Levy => "缴",
        Kind::PublicService => "民",
        Kind::Other => "办",
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Shelf {
    q: String,
    items: Vec<Shelved>,
    /// Is everything that was found only nearly what was asked?
    nearly: bool,
    /// Whom to ask where nothing was found.
    #[serde(skip)]
    hall: Option<Place>,
}

pub(super) async fn show(
    State(house): State<House>,
    _who: Anyone,
    Query(query): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let q: String = query.get("q").map_or("", |q| q.trim()).chars().take(SEARCH_CHARS).collect();
    let world = house.world();
    let hits = world.index().find(&q);
    let nearly = hits.first().is_some_and(|hit| hit.fit >= Fit::Nearly);
    let found = hits.iter().filter_map(|hit| world.editions.in_force(&hit.item));
    let mut items: Vec<Shelved> = found.map(|edition| Shelved::of(&house, edition)).collect();
    // the county's own items stand before what is only shown
    items.sort_by_key(|item| item.sample);
    let hall = super::front::hall(&world);
    Ok(reply.page(&Shelf { q, items, nearly, hall }))
}

impl Page for Shelf {
    fn title(&self, see: &Frame) -> String {
        let n = self.items.len();
        match self.q.as_str() {
            "" => see.say("能办的事", "Services").to_owned(),
            q => see.pick(format!("“{q}”找到 {n} 项"), format!("“{q}”: {n} found")),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let here = see.say("办事", "Services").to_owned();
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), here)]
    }

    fn body(&self, see: &Frame) -> Markup {
        let n = self.items.len();
        let line = match self.q.as_str() {
            "" => {
                let samples = self.items.iter().filter(|item| item.sample).count();
                let own = n - samples;
                match samples {
                    0 => see.pick(format!("一共 {n} 项"), format!("{n} in all")),
                    _ => see.pick(
                        format!("一共 {own} 项，另有示例 {samples} 项"),
                        format!("{own} in all, and {samples} samples"),
                    ),
                }
            }
            q => see.pick(format!("和“{q}”有关的有 {n} 项"), format!("{n} found for “{q}”")),
        };
        let cards: Vec<Card> = self.items.iter().map(|item| item.card(see)).collect();
        html! {
            (parts::title(see.say("能办的事", "What you can do here"), &html! { @if n > 0 { (line) } }))
            section aria-label=(see.say("查找", "Find")) { (parts::search(see, links::items(), &self.q)) }
            section aria-labelledby="found" {
                h2.vh id="found" { (see.say("事项", "Items")) }
                @if self.nearly { p { (see.pick(
                    format!("没有和“{}”完全一样的。您要找的也许是：", self.q),
                    format!("Nothing is called exactly “{}”. Perhaps you mean:", self.q),
                )) } }
                @if cards.is_empty() { (self.nothing(see)) } @else { (parts::shelf(&cards)) }
            }
            p { a href=(super::registers::HREF) { (see.say(
                "清单公开：权责、证明、中介、通办", "Public lists: powers, proofs, intermediaries, scope",
            )) } }
            @if !self.q.is_empty() && n > 0 {
                p { a href=(links::items()) { (see.say("看全部事项", "See all services")) } }
            }
            p {
                a href=(links::organs()) {
                    (see.say("按部门看，每个部门有一本指南手册", "By organ, each with a handbook of its guides"))
                }
            }
        }
    }
}

impl Shelf {
    fn nothing(&self, see: &Frame) -> Markup {
        let now = see.pick(
            format!("没有找到和“{}”有关的事项。", self.q),
            format!("Nothing was found for “{}”. ", self.q),
        );
        let later = see.say(
            "换个说法试试，用平时说的话就行，比如“开面馆”；或者在全部事项里找。",
            "Try other words, as you would say it, for example “restaurant”; or look through all services.",
        );
        let mut ways = vec![
            (links::items().to_owned(), see.say("看全部事项", "See all services").to_owned()),
            (
                links::new_matter(&self.q),
                see.say(
                    "没有找到我要办的事：写下来，书面答复您",
                    "It is not listed: say what you need and be answered",
                )
                .to_owned(),
            ),
            ("tel:12345".to_owned(), see.say("打 12345 问人", "Call 12345 and ask a person").to_owned()),
        ];
        if let Some(hall) = &self.hall {
            let (name, number) = (see.of(&hall.name), &hall.phone);
            let dial: String = number.chars().filter(char::is_ascii_digit).collect();
            let words = see.pick(format!("打大厅电话 {number}"), format!("Call the hall: {number}"));
            ways.push((
                format!("tel:{dial}"),
                words + &see.pick(format!("（{name}）"), format!(" ({name})")),
            ));
        }
        parts::empty(&now, later, &ways)
    }
}
