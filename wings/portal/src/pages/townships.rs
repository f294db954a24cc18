//! `/items/townships`: what each township takes over from the county, in which form, and what of it is its
//! own (R5, R149).

use axum::extract::State;
use axum::response::Response;
use house::catalogue::compiler::Form;
use house::catalogue::{Hall, Lists};
use house::web::page::{Frame, Page};
use house::web::parts::table_of_pairs as table;
use house::web::parts::{self, Tag};
use house::web::{Reply, Staff};
use house::{Failure, House};
use kernel::item::{OWN, why_own};
use kernel::{Day, Edition, Item, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::changes::{more, trail};
use crate::views::changes::{differing, element};

/// Its address.
pub(super) const HREF: &str = "/items/townships";

/// A key that a township may have of its own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Own {
    key: String,
    why: Text,
}

/// An item as a township has it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Taken {
    /// Code of the county's item.
    item: String,
    name: Text,
    /// Its implementing code there, 31 characters.
    task_code: String,
    /// In what form the power was passed on; none where the township only takes applications in.
    form: Option<Form>,
    /// Since when, ISO.
    #[schemars(with = "Option<String>")]
    since: Option<Day>,
    /// Tried out there first?
    pilot: bool,
    /// The document it rests on.
    basis: Option<Text>,
    /// Has it a file of its own, or is it drawn from the county's?
    own_file: bool,
    /// The keys in which it differs from the county's.
    differs: Vec<String>,
    /// Of these, the keys in which it may not: always none, or the catalogue is not published.
    drift: Vec<String>,
}

/// A township with what it has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Township {
    /// Code of its hall.
    hall: String,
    name: Text,
    /// Code of its body.
    body: String,
    items: Vec<Taken>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Townships {
    /// What a township may have of its own, and why.
    own: Vec<Own>,
    townships: Vec<Township>,
}

/// How a body got its power over an item, if it did: form, first day, pilot, document.
pub(super) fn passed<'l>(
    lists: &'l Lists,
    item: &str,
    body: &str,
) -> Option<&'l house::catalogue::compiler::Delegation> {
    let all = &lists.delegations.delegation;
    all.iter().find(|one| one.item == item && one.to.iter().any(|to| to == body))
}

/// GET `/items/townships`.
pub(super) async fn show(State(house): State<House>, _who: Staff, reply: Reply) -> Result<Response, Failure> {
    let world = house.world();
    let own =
        OWN.iter().map(|(key, ..)| Own { key: (*key).to_owned(), why: why_own(key).unwrap_or_default() });
    let towns = house.halls.iter().filter(|hall| !hall.town.is_empty());
    let items: Vec<&Edition> = world.editions.items().collect();
    let townships = towns.map(|hall| township(hall, &items, &house.lists)).collect();
    Ok(reply.page(&Townships { own: own.collect(), townships }))
}

fn township(hall: &Hall, items: &[&Edition], lists: &Lists) -> Township {
    let taken = items.iter().filter_map(|edition| taken(hall, &edition.item, items, lists));
    Township {
        hall: hall.code.clone(),
        name: hall.name.clone(),
        body: hall.body.clone(),
        items: taken.collect(),
    }
}

fn taken(hall: &Hall, item: &Item, all: &[&Edition], lists: &Lists) -> Option<Taken> {
    let county = |one: &&&Edition| one.item.catalog_code == item.catalog_code && !one.item.of_township();
    let (there, measure, own_file) = match item.of_township() {
        // its own file, held against the county's where there is one
        true if item.organ == hall.body => {
            (item.clone(), all.iter().find(county).map_or(item, |one| &one.item), true)
        }
        true => return None,
        false => (drawn(hall, item, lists)?, item, false),
    };
    let differs = differing(measure, &there);
    let record = passed(lists, &item.code, &hall.body);
    Some(Taken {
        item: item.code.clone(),
        name: item.name.clone(),
        task_code: there.task_code,
        form: record.map(|record| record.form),
        since: record.map(|record| record.since),
        pilot: record.is_some_and(|record| record.pilot),
        basis: record.map(|record| record.basis.clone()),
        own_file,
        drift: differs.iter().filter(|key| !kernel::item::own(key)).cloned().collect(),
        differs,
    })
}

/// The county's item as it is at a township's hall; none where that hall is none of its places.
pub(super) fn drawn(hall: &Hall, item: &Item, lists: &Lists) -> Option<Item> {
    let there = item.in_township(&hall.body, &hall.code)?;
    Some(match passed(lists, &item.code, &hall.body) {
        Some(_) => there.entrusted_to(&hall.body),
        None => there,
    })
}

/// A form of passing power on, in words.
pub(super) fn form_name(form: Form) -> Text {
    match form {
        Form::Entrusted => Text::new("委托，用县里机关的章", "entrusted, under the county body's seal"),
        Form::Passed => Text::new("下放，用镇街的章", "passed on, under the township's own seal"),
        Form::Authorised => Text::new("授权，用镇街的章", "authorised by law, under the township's own seal"),
    }
}

impl Townships {
    fn one(&self, see: &Frame, town: &Township) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("在镇街", "In the township"),
            see.say("从哪天", "Since"),
            see.say("依据", "Basis"),
            see.say("和县里不同", "Differs in"),
        ];
        let row = |one: &Taken| {
            let form = match one.form {
                Some(form) => see.of(&form_name(form)).to_owned(),
                None if one.own_file => see.say("镇街自己的事项", "the township's own item").to_owned(),
                None => see.say("只收件，县里决定", "takes in; the county decides").to_owned(),
            };
            let names: Vec<Text> = one.differs.iter().map(|key| element(key)).collect();
            let mut words: Vec<&str> = names.iter().map(|name| see.of(name)).collect();
            words.sort_unstable();
            words.dedup();
            let href = format!("{}?at={}", house::links::item(&one.item), town.hall);
            vec![
                html! { a href=(href) { (see.of(&one.name)) } },
                html! { (form) @if one.pilot { " " (parts::tag(Tag::Plain, see.say("试点", "pilot"))) } },
                html! { (one.since.map_or_else(|| "—".to_owned(), |d| see.pick(d.zh_full(), d.en_full()))) },
                html! { (one.basis.as_ref().map_or("—", |basis| see.of(basis))) },
                html! {
                    (words.join(see.say("、", ", ")))
                    @if !one.drift.is_empty() { " " (parts::tag(Tag::Bad, see.say("不该不同", "must not"))) }
                },
            ]
        };
        table(see.of(&town.name), &heads, &town.items.iter().map(row).collect::<Vec<_>>())
    }
}

impl Page for Townships {
    fn title(&self, see: &Frame) -> String {
        let n = self.townships.len();
        see.pick(format!("{n} 个镇街 · 镇街承接"), format!("{n} townships · Taken over"))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.say("镇街承接", "In the townships"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.say(
            "镇街办的就是县里的事项，只有下面这几样可以是自己的。",
            "A township has the county's items; only what is listed here may be its own.",
        );
        let own: Vec<(String, Markup)> =
            self.own.iter().map(|one| (one.key.clone(), html! { (see.of(&one.why)) })).collect();
        html! {
            (parts::title(see.say("镇街承接", "In the townships"), &html! { (line) }))
            @for town in &self.townships {
                @let heading = format!("{} ({})", see.of(&town.name), town.items.len());
                (parts::section(&town.hall, &heading, &self.one(see, town)))
            }
            (parts::section("own", see.say("可以自己定的", "What may be its own"), &parts::facts(&own)))
            (more(see))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
