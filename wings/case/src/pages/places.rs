//! The limited places of an item, for anyone: how many there are, how many are left, and who waits in which
//! order, without a name or a number of a case.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts;
use house::web::{Anyone, Frame, Page, Reply, Route, get};
use house::{Failure, House, links};
use kernel::item::Period;
use kernel::{Instant, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::words::Named;
use crate::known;

/// Its page.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, Order, _, _>("/items/{item}/places", show)
            .asks("year", "A year, where the places are given by the year; this year where none is given"),
    ]
}

/// The places of an item.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Order {
    item: Named,
    /// The year for which they are; none where there is no period.
    year: Option<i16>,
    /// How many there are; none where the item grants to everybody who meets its conditions.
    places: Option<u32>,
    taken: u32,
    /// When each who waits was accepted, in order: milliseconds since 1970.
    waiting: Vec<Instant>,
    /// The clause or plan that sets the number.
    basis: Option<Text>,
}

/// `GET /items/{item}/places`.
async fn show(
    State(house): State<House>,
    who: Anyone,
    Path(item): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who.looking(), move |seeing| order(seeing, &item, asked.get("year"))).await?;
    Ok(reply.page(&page))
}

fn order(seeing: &mut Seeing<'_, '_>, item: &str, asked: Option<&String>) -> Result<Order, Failure> {
    let edition = seeing.ctx.editions.in_force(item).cloned().ok_or(Failure::Absent)?;
    let (quantity, this_year) = (edition.item.quantity.clone(), seeing.ctx.today().year());
    let year = match quantity.as_ref().map_or(Period::Always, |quantity| quantity.period) {
        Period::Year => Some(asked.and_then(|year| year.trim().parse().ok()).unwrap_or(this_year)),
        Period::Always => None,
    };
    let period = year.map_or(String::new(), |year| year.to_string());
    let found = known::places(seeing.look, item, &period)?;
    Ok(Order {
        item: Named { code: edition.item.code.clone(), name: edition.item.name.clone() },
        year,
        places: quantity.as_ref().map(|quantity| quantity.places),
        taken: found.taken,
        waiting: found.waiting.into_iter().map(|place| place.at).collect(),
        basis: quantity.map(|quantity| quantity.basis),
    })
}

impl Page for Order {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.say("名额", "Places"), see.of(&self.item.name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::item(&self.item.code), see.of(&self.item.name).to_owned()),
            (String::new(), see.say("名额", "Places").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let Some(places) = self.places else {
            return html! {
                (parts::title(see.of(&self.item.name), &html! {
                    (see.say("这个事项不限数量，符合条件的都给。", "There is no limit: whoever meets the conditions has it."))
                }))
                p { a href=(links::item(&self.item.code)) { (see.say("看办事指南", "To the guide")) } }
            };
        };
        let left = places.saturating_sub(self.taken);
        let rows = [
            (
                see.say("名额", "Places").to_owned(),
                html! {
                    (places)
                    @if let Some(year) = self.year { (see.pick(format!("（{year} 年）"), format!(" ({year})"))) }
                },
            ),
            (see.say("已经给出", "Given").to_owned(), html! { (self.taken) }),
            (see.say("还剩", "Left").to_owned(), html! { (left) }),
            (
                see.say("依据", "Basis").to_owned(),
                html! {
                    @if let Some(basis) = &self.basis { (see.of(basis)) }
                },
            ),
        ];
        html! {
            (parts::title(see.of(&self.item.name), &html! {
                (see.say("名额按受理的先后给，", "Places are given in order of acceptance; "))
                (see.say("给出的空出来，归下一位。", "one that is given back goes to the next."))
            }))
            (parts::facts(&rows))
            (parts::section("order", see.say("在等决定的", "Who waits for a decision"), &html! {
                @if self.waiting.is_empty() { p { (see.say("现在没有人在等。", "Nobody waits at present.")) } }
                ol { @for at in &self.waiting { li {
                    (see.say("受理于 ", "Accepted ")) (parts::instant(see, *at))
                } } }
            }))
        }
    }
}
