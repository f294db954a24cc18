//! The front page: where do I begin? Search, then one's own matter, then the shelf and the hall.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use house::web::kept::{self, Kept};
use house::web::page::{Frame, Page, token};
use house::web::parts::{self, Card};
use house::web::{Anyone, Audience, Reply};
use house::wing::Subject;
use house::{Failure, House, Panel, World, links};
use kernel::item::Place;
use kernel::{Actor, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::shelf::Shelved;

/// Items named under the search.
const OFTEN: usize = 5;
/// Items that stand on one shelf together; more are sorted by whom they are for, the first of each are shown.
const ONE_SHELF: usize = 8;

/// What the visitor is, as far as the front page cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Visitor {
    /// Nobody is signed in.
    Stranger,
    /// A citizen or an agent.
    Person,
    /// An officer.
    Staff,
    /// Anything else that is signed in.
    Other,
}

/// A door into a role, in a demo.
#[derive(Debug, Serialize, JsonSchema)]
struct Door {
    code: &'static str,
    text: Text,
    href: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Front {
    visitor: Visitor,
    panels: Vec<Panel>,
    items: Vec<Shelved>,
    hall: Option<Place>,
    doors: Vec<Door>,
}

pub(super) async fn show(State(house): State<House>, who: Anyone, reply: Reply) -> Result<Response, Failure> {
    let visitor = match who.0.as_ref().map(|actor| actor.role) {
        None => Visitor::Stranger,
        role if Audience::Person.admits(role) => Visitor::Person,
        role if Audience::Staff.admits(role) => Visitor::Staff,
        Some(_) => Visitor::Other,
    };
    let panels = match (&who.0, visitor) {
        (Some(actor), Visitor::Person) => {
            let subject = Subject::Party(actor.acting_for().to_owned());
            let look = move |seeing: &mut house::opening::Seeing<'_, '_>| {
                let mut all = Vec::new();
                for wing in seeing.house.wings {
                    all.extend((wing.panels)(seeing.look, &subject, seeing.ctx.actor, &seeing.ctx)?);
                }
                Ok(all)
            };
            let mut panels = half_filled(&house, actor).await?;
            panels.extend(house.read(actor.clone(), look).await?);
            panels
        }
        _ => Vec::new(),
    };
    let world = house.world();
    let mut editions: Vec<_> = world.editions.items().collect();
    editions.sort_by_key(|edition| edition.item.often.unwrap_or(u32::MAX));
    let items = editions.into_iter().map(|edition| Shelved::of(&house, edition)).collect();
    let hall = hall(&world);
    let door = |(code, text): &(&'static str, Text)| Door {
        code,
        text: text.clone(),
        href: format!("/demo/{code}"),
    };
    let doors = house.parts.iter().map(door).collect();
    Ok(reply.page(&Front { visitor, panels, items, hall, doors }))
}

/// Her drafts, each leading back to its form; nothing where there are none.
async fn half_filled(house: &House, who: &Actor) -> Result<Vec<Panel>, Failure> {
    let line = |draft: Kept| {
        let until = draft.until;
        let words = Text::new(
            format!("继续填写，替您留到{}", until.zh()),
            format!("Go on; kept until {}", until.en()),
        );
        (draft.item_name, words, draft.href)
    };
    let all = kept::of(house, who).await?.into_iter().filter(|draft| draft.withdrawn.is_none());
    let lines: Vec<_> = all.map(line).collect();
    let title = Text::new("填了一半、还没有交的", "Half filled, not sent");
    Ok(if lines.is_empty() { Vec::new() } else { vec![Panel { title, lines }] })
}

/// The windows of a hall at which most items are taken in.
pub(super) fn hall(world: &World) -> Option<Place> {
    let mut all: BTreeMap<&str, (usize, &Place)> = BTreeMap::new();
    let items = world.editions.items().map(|edition| &edition.item);
    for place in items.flat_map(|item| &item.places).filter(|place| !place.hall.is_empty()) {
        all.entry(&place.name.zh).or_insert((0, place)).0 += 1;
    }
    all.into_values().max_by_key(|(items, _)| *items).map(|(_, place)| place.clone())
}

impl Page for Front {
    fn title(&self, see: &Frame) -> String {
        see.pick(format!("{}政务服务", see.county.zh), format!("{} services", see.county.en))
    }

    fn bare(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        let often = self.items.iter().take(OFTEN);
        let often: Vec<_> = often.map(|i| (i.href.clone(), see.of(&i.name).to_owned())).collect();
        html! {
            (parts::hero(see, links::items(), &often))
            div.wrap {
                @match self.visitor {
                    Visitor::Person => (self.own(see)),
                    Visitor::Staff => (desk(see)),
                    Visitor::Stranger => (self.roles(see)),
                    Visitor::Other => {}
                }
                (self.shelves(see))
                (self.help(see))
                @if self.visitor != Visitor::Stranger { (self.roles(see)) }
            }
        }
    }
}

impl Front {
    /// What is under way for her, as the wings tell it; at least the way to all of it.
    fn own(&self, see: &Frame) -> Markup {
        let words = see.say("看我的办件", "See my cases");
        let content = html! {
            @if self.panels.is_empty() {
                p { (see.say(
                    "您交过的申请、下一步谁来办、最晚哪天，都在这里。",
                    "What you have applied for, who acts next and by when: it is all here.",
                )) }
            }
            @for panel in &self.panels {
                @if self.panels.len() > 1 { h3 { (see.of(&panel.title)) } }
                @let rows: Vec<_> = panel.lines.iter().map(|(label, value, href)| {
                    let value = html! {
                        @if href.is_empty() { (see.of(value)) } @else { a href=(href) { (see.of(value)) } }
                    };
                    (see.of(label).to_owned(), value)
                }).collect();
                (parts::facts(&rows))
            }
            p.asks {
                (parts::link_button(parts::Look::Filled, links::cases(), words))
                a href=(links::licences()) { (see.say("我的证照", "My licences")) }
            }
        };
        let heading = match self.panels.is_empty() {
            true => see.say("您的办件", "Your cases"),
            false => see.say("您正在办的事", "What you have under way"),
        };
        html! { section aria-label=(see.say("您的事", "Your matters")) { (parts::door(heading, &content)) } }
    }

    /// Everything on one shelf while there is little; later for oneself and for a shop or a company.
    fn shelves(&self, see: &Frame) -> Markup {
        let n = self.items.len();
        let all = html! { p { a href=(links::items()) {
            (see.pick(format!("全部 {n} 项事项"), format!("All services ({n})")))
        } } };
        let shelf = |id: &str, heading: &str, items: &[&Shelved], after: &Markup| {
            let cards: Vec<Card> = items.iter().take(ONE_SHELF).map(|item| item.card(see)).collect();
            html! { @if !cards.is_empty() {
                (parts::section(id, heading, &html! { (parts::shelf(&cards)) (after) }))
            } }
        };
        if n <= ONE_SHELF {
            let items: Vec<&Shelved> = self.items.iter().collect();
            return shelf("life", see.say("能办的事", "What you can do here"), &items, &all);
        }
        let (firms, people): (Vec<&Shelved>, Vec<&Shelved>) =
            self.items.iter().partition(|item| item.for_organisations);
        html! {
            (shelf("life", see.say("自己和家人的事", "For you and your family"), &people, &html! {}))
            (shelf("firm", see.say("开店办企业", "For a shop or a company"), &firms, &html! {}))
            section { (all) }
        }
    }

    /// The hall, and what to do when it does not work out here.
    fn help(&self, see: &Frame) -> Markup {
        let mut ways =
            vec![("tel:12345".to_owned(), see.say("打 12345 问人", "Call 12345 and ask a person"))];
        if self.visitor == Visitor::Stranger {
            let open = see.say("第一次来：开一个账户", "New here: open an account");
            ways.push((links::open_account().to_owned(), open));
            ways.push((links::sign_in("/"), see.say("来过：登录", "Been here before: sign in")));
        }
        if self.visitor == Visitor::Person {
            ways.push((links::account().to_owned(), see.say("替单位办：换身份", "Act for an organisation")));
        }
        let ways: Vec<_> = ways.into_iter().map(|(href, words)| (href, words.to_owned())).collect();
        html! { div.two.even {
            @if let Some(hall) = &self.hall {
                (parts::section("hall", see.say("去大厅办", "At the hall"), &parts::facts(&[
                    (see.say("地址", "Address").to_owned(), html! { (see.of(&hall.address)) }),
                    (see.say("开门", "Open").to_owned(), html! { (see.of(&hall.hours)) }),
                    (see.say("电话", "Telephone").to_owned(), super::lists::phone(&hall.phone)),
                ])))
            }
            (parts::section("stuck", see.say("来不了，办不成", "If it does not work here"), &parts::links(&ways)))
            (parts::section("shown", see.say("有人给您看证照", "Somebody shows you a licence"), &verify(see)))
        } }
    }

    /// The demo's doors: one click into a role (one-way door 13).
    fn roles(&self, see: &Frame) -> Markup {
        if self.doors.is_empty() {
            return html! {};
        }
        let heading = match self.visitor {
            Visitor::Stranger => see.say("这是演示：您想当谁？", "This is a demonstration: who will you be?"),
            _ => see.say("这是演示：换个人看看", "This is a demonstration: be somebody else"),
        };
        let content = html! {
            p { (see.say("按一下就进去，不用密码。人和事都是虚构的。",
                "One press and you are in, without a password. People and matters are invented.")) }
            div.asks { @for door in &self.doors {
                form method="post" action=(door.href) {
                    (token(see))
                    button.second { (see.of(&door.text)) }
                }
            } }
        };
        html! { section aria-label=(see.say("演示", "Demonstration")) { (parts::door(heading, &content)) } }
    }
}

/// Is it genuine? For whoever is shown a licence, without an account.
fn verify(see: &Frame) -> Markup {
    let words = see.say("查它是真是假、还有没有效", "Find out whether it is genuine and in force");
    let granted = see.say("看准予了哪些许可", "See which licences were granted");
    parts::links(&[
        (links::verify().to_owned(), words.to_owned()),
        (links::decisions().to_owned(), granted.to_owned()),
    ])
}

/// An officer's way to work.
fn desk(see: &Frame) -> Markup {
    let content = html! {
        p { (see.say("要办的件按到期先后排好了。", "What there is to do stands in the order in which it falls due.")) }
        p.asks {
            (parts::link_button(parts::Look::Filled, links::worklist(), see.say("去工作台", "To the worklist")))
        }
    };
    html! { section aria-label=(see.say("工作台", "Staff desk")) {
        (parts::door(see.say("您的工作台", "Your desk"), &content))
    } }
}
