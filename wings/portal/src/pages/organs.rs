//! The organs: who does what in this county, where to reach them, and each one's handbook.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Inner;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Card};
use house::web::reply::attachment;
use house::web::{Anyone, Reply, Staff};
use house::{Failure, House, World, catalogue, links};
use kernel::{Actor, Edition, Text, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::lists::phone;
use super::shelf::Shelved;
use crate::rules::SHEET;

/// The items of an organ that are in force, what the county names first first, samples last.
pub(super) fn items_of<'w>(world: &'w World, organ: &str) -> Vec<&'w Edition> {
    let mut all: Vec<&Edition> =
        world.editions.every().filter(|edition| edition.item.organ == organ).collect();
    all.sort_by_key(|edition| (edition.item.sample, edition.item.often.unwrap_or(u32::MAX)));
    all
}

/// An organ in the list.
#[derive(Serialize, JsonSchema)]
struct Listed {
    /// Its code.
    organ: String,
    /// Its name.
    name: Text,
    /// How many items it has in force.
    items: usize,
    href: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Organs {
    organs: Vec<Listed>,
}

pub(super) async fn list(
    State(house): State<House>,
    _who: Anyone,
    reply: Reply,
) -> Result<Response, Failure> {
    let mut having: BTreeMap<String, usize> = BTreeMap::new();
    for edition in house.world().editions.items() {
        *having.entry(edition.item.organ.clone()).or_default() += 1;
    }
    let organ = |(organ, items): (String, usize)| Listed {
        name: house.organ_name(&organ),
        href: links::organ(&organ),
        organ,
        items,
    };
    let mut organs: Vec<Listed> = having.into_iter().map(organ).collect();
    organs.sort_by_key(|organ| std::cmp::Reverse(organ.items));
    Ok(reply.page(&Organs { organs }))
}

impl Page for Organs {
    fn title(&self, see: &Frame) -> String {
        see.say("办事的部门", "Who does what").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::items().to_owned(), see.say("办事", "Services").to_owned()),
            (String::new(), self.title(see)),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let n = self.organs.len();
        let line = see.pick(format!("一共 {n} 个部门"), format!("{n} organs"));
        let row = |organ: &Listed| {
            let name = see.of(&organ.name);
            let n = organ.items;
            let s = if n == 1 { "" } else { "s" };
            let words = see.pick(format!("{name}（{n} 项）"), format!("{name} ({n} service{s})"));
            (organ.href.clone(), words)
        };
        let rows: Vec<_> = self.organs.iter().map(row).collect();
        html! {
            (parts::title(&self.title(see), &html! { (line) }))
            (parts::links(&rows))
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct OfOrgan {
    /// Its code.
    organ: String,
    /// Its name.
    name: Text,
    /// Its telephone; may be empty.
    phone: String,
    /// Its address; may be empty.
    address: Text,
    /// Its items in force.
    items: Vec<Shelved>,
    /// All their guides as one PDF.
    handbook: String,
    /// The items as a spreadsheet, for the organ itself and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
}

/// May who asks have the items of this organ as a spreadsheet?
fn may_have_sheet(house: &Inner, who: &Actor, organ: &str) -> bool {
    let place = Where { organ: organ.to_owned(), division: house.division.clone(), ..Where::default() };
    house.rights.may(who, SHEET, &place)
}

pub(super) async fn show(
    State(house): State<House>,
    who: Anyone,
    Path(organ): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let world = house.world();
    let items: Vec<Shelved> = items_of(&world, &organ).into_iter().map(|e| Shelved::of(&house, e)).collect();
    if items.is_empty() {
        return Err(Failure::Nowhere);
    }
    let found = house.organs.get(&organ);
    let href = links::organ(&organ);
    Ok(reply.page(&OfOrgan {
        name: house.organ_name(&organ),
        phone: found.map_or_else(String::new, |organ| organ.phone.clone()),
        address: found.map_or_else(Text::default, |organ| organ.address.clone()),
        items,
        handbook: format!("{href}/handbook"),
        sheet: who.0.is_some_and(|who| may_have_sheet(&house, &who, &organ)).then(|| format!("{href}/sheet")),
        organ,
    }))
}

/// The media type of a spreadsheet.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /organs/{organ}/sheet`: the items in force, in the national layout, for the organ itself and for
/// administrators.
pub(super) async fn sheet(
    State(house): State<House>,
    Staff(who): Staff,
    Path(organ): Path<String>,
) -> Result<Response, Failure> {
    if !may_have_sheet(&house, &who, &organ) {
        return Err(Failure::Absent);
    }
    let world = house.world();
    let items: Vec<_> =
        items_of(&world, &organ).into_iter().map(|edition| kernel::Item::clone(&edition.item)).collect();
    if items.is_empty() {
        return Err(Failure::Absent);
    }
    let bytes = catalogue::sheet::export(&items, &house.organs).map_err(Failure::Fault)?;
    Ok(attachment(&format!("{organ}-items.xlsx"), XLSX, bytes))
}

impl Page for OfOrgan {
    fn title(&self, see: &Frame) -> String {
        see.of(&self.name).to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::organs().to_owned(), see.say("办事的部门", "Who does what").to_owned()),
            (String::new(), self.title(see)),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let n = self.items.iter().filter(|item| !item.sample).count();
        let s = if n == 1 { "" } else { "s" };
        let line = see.pick(format!("办 {n} 件事"), format!("{n} service{s}"));
        let cards: Vec<Card> = self.items.iter().map(|item| item.card(see)).collect();
        let mut rows = Vec::new();
        if !self.address.zh.is_empty() {
            rows.push((see.say("地址", "Address").to_owned(), html! { (see.of(&self.address)) }));
        }
        if !self.phone.is_empty() {
            rows.push((see.say("电话", "Telephone").to_owned(), phone(&self.phone)));
        }
        rows.push((see.say("机构代码", "Code").to_owned(), parts::code(&self.organ)));
        let all = see.say("全部指南，一本 PDF", "Every guide in one PDF");
        html! {
            (parts::title(&self.title(see), &html! { (line) }))
            (parts::facts(&rows))
            p.asks {
                (parts::link_button(parts::Look::Second, &self.handbook, all))
                @if let Some(sheet) = &self.sheet {
                    a href=(sheet) { (see.say("下载事项表格（XLSX）", "Download the items as a spreadsheet (XLSX)")) }
                }
            }
            (parts::section("items", see.say("能办的事", "Services"), &parts::shelf(&cards)))
        }
    }
}
