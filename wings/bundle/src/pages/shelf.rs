//! `/bundles`: what can be done as one thing.

use axum::extract::State;
use axum::response::Response;
use house::web::parts::{self, Card};
use house::web::{Anyone, Frame, Page, Reply};
use house::{Failure, House, links};
use kernel::Text;
use kernel::bundle::Concerns;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::of;

/// A bundle on the shelf.
#[derive(Debug, Serialize, JsonSchema)]
struct Shelved {
    /// Its code.
    bundle: String,
    /// Name.
    name: Text,
    /// What it is for.
    purpose: Text,
    /// Whose event of life it is.
    concerns: Concerns,
    /// How many items it may have.
    items: usize,
    /// The national list that names it, where one does.
    listed: Option<Text>,
}

/// Every bundle on offer.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shelf {
    bundles: Vec<Shelved>,
}

/// GET `/bundles`.
pub(super) async fn show(State(house): State<House>, who: Anyone, reply: Reply) -> Result<Response, Failure> {
    let (world, passer) = (house.world(), who.looking());
    let ctx = house.ctx(&world, &passer, house.clock.now(), [0; 16]);
    let whole = |edition: &&kernel::bundle::BundleEdition| {
        !edition.bundle.in_project && of(&edition.bundle, &ctx).is_some()
    };
    let bundles = world.editions.bundles().filter(whole).map(|edition| Shelved {
        bundle: edition.bundle.code.clone(),
        name: edition.bundle.name.clone(),
        purpose: edition.bundle.purpose.clone(),
        concerns: edition.bundle.concerns,
        items: edition.bundle.members.len(),
        listed: edition.bundle.listed.clone(),
    });
    let mut bundles: Vec<Shelved> = bundles.collect();
    // what the nation lists stands first
    bundles.sort_by_key(|one| one.listed.is_none());
    let page = Shelf { bundles };
    Ok(reply.page(&page))
}

impl Page for Shelf {
    fn title(&self, see: &Frame) -> String {
        see.say("一件事", "One thing at once").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let here = see.say("一件事", "One thing at once").to_owned();
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), here)]
    }

    fn body(&self, see: &Frame) -> Markup {
        let card = |one: &Shelved| Card {
            plate: "合".to_owned(),
            href: links::bundle(&one.bundle),
            name: see.of(&one.name).to_owned(),
            line: see.of(&one.purpose).to_owned(),
        };
        let groups = [
            (Concerns::Person, "person", see.say("个人和家庭", "For you and your family")),
            (Concerns::Firm, "firm", see.say("开店办企业", "For a shop or a company")),
            (Concerns::Works, "works", see.say("工程建设", "For a building or a project")),
        ];
        let group = |concerns: Concerns| -> Vec<Card> {
            self.bundles.iter().filter(|one| one.concerns == concerns).map(card).collect()
        };
        html! {
            (parts::title(see.say("一件事，一次办", "One thing, done at once"), &html! { (see.say(
                "好几个部门的事，一次问清，一张表，一套材料，一起办。",
                "Matters of several organs: one set of questions, one form, one set of papers, side by side.",
            )) }))
            @if self.bundles.is_empty() {
                section { p { (see.say("现在还没有。", "There are none at present.")) } }
            }
            @for (concerns, id, heading) in groups {
                @let cards = group(concerns);
                @if !cards.is_empty() { (parts::section(id, heading, &parts::shelf(&cards))) }
            }
            p { a href=(links::projects()) { (see.say(
                "建厂房、盖房子的，看工程建设项目", "To build something, see construction projects",
            )) } }
            p { a href="/bundle-cases" { (see.say("我办的一件事，到哪一步了", "How far mine have come")) } }
        }
    }
}
