//! `/assistance`: for the clerks of a hall, whom they help and who waits for somebody; and the page on which
//! a person asks for it.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::parts;
use house::web::{Frame, Page, Person, Reply, Window};
use house::{Failure, House, links};
use kernel::Text;
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::assist::asking;
use super::assist_stage::named;
use crate::views::{self, Assisted};

/// One of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    one: Assisted,
    /// Name of the bundle.
    name: Text,
    /// Is it I who helps?
    mine: bool,
}

/// Whom I help, and who waits.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Assistances {
    /// Mine first, then those that nobody has taken up, the oldest first.
    rows: Vec<Row>,
}

/// `GET /assistance`.
pub(super) async fn show(
    State(house): State<House>,
    Window(who): Window,
    reply: Reply,
) -> Result<Response, Failure> {
    let (own, me) = (sight(&who), who.party.clone());
    let page = house
        .read(who, move |seeing| {
            let row = |one: Assisted| {
                let name = named(&one.bundle, &seeing.ctx);
                Row { name, mine: one.assistant == me, one }
            };
            let all = views::assisted(seeing.look, &own, &me, PAGE_ROWS)?;
            Ok::<_, Failure>(Assistances { rows: all.into_iter().map(row).collect() })
        })
        .await?;
    Ok(reply.page(&page))
}

impl Page for Assistances {
    fn title(&self, see: &Frame) -> String {
        see.say("帮办", "Assistance").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("一件事", "Bundle"),
            see.say("编号", "Number"),
            see.say("哪天请的", "Asked on"),
            see.say("谁在帮", "Who helps"),
        ];
        let cells = |row: &Row| {
            let day: Option<kernel::Day> = row.one.asked_on.parse().ok();
            vec![
                html! { a href=(links::assistance(&row.one.bundle_no)) { (see.of(&row.name)) } },
                html! { (parts::code(match row.one.project_no.as_str() {
                    "" => &row.one.bundle_no,
                    project => project,
                })) },
                html! { @if let Some(day) = day { (parts::day_short(see, day)) } },
                html! {
                    @if row.mine { (see.say("我", "I")) }
                    @else { strong { (see.say("等人接手", "nobody yet")) } }
                },
            ]
        };
        let rows: Vec<Vec<Markup>> = self.rows.iter().map(cells).collect();
        let title = see.say("我帮办的，和等人接手的", "Whom I help, and who waits");
        html! {
            (parts::title(&self.title(see), &html! { (see.say(
                "帮办员替人填、替人传、替人问，不替人提交和签字。",
                "Assistants fill in, hand in and ask; they neither send nor sign.",
            )) }))
            @if rows.is_empty() { p { (see.say("现在没有。", "There is nobody at present.")) } }
            @else { (parts::table(title, &heads, &rows)) }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

/// The page on which somebody asks for an assistant before she asks for a bundle.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Asking {
    /// Code of the bundle.
    bundle: String,
    /// Its name.
    name: Text,
}

/// `GET /bundles/{bundle}/assistance`: leads to the mandate that stands.
pub(super) async fn ask(
    State(house): State<House>,
    Person(who): Person,
    Path(bundle): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let world = house.world();
    // a stage is asked for within a project, and has no form before
    let edition = world.editions.bundle(&bundle).filter(|edition| !edition.bundle.in_project);
    let name = edition.map(|edition| edition.bundle.name.clone()).ok_or(Failure::Absent)?;
    let (party, code) = (who.acting_for().to_owned(), bundle.clone());
    let stands = house.read(who, move |seeing| Ok(views::mandate(seeing.look, &party, &code)?)).await?;
    Ok(match stands {
        Some(no) => reply.lead(&links::assistance(&no)),
        None => reply.page(&Asking { bundle, name }),
    })
}

impl Page for Asking {
    fn title(&self, see: &Frame) -> String {
        see.pick(format!("请人帮办：{}", self.name.zh), format!("Ask for an assistant: {}", self.name.en))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::bundle(&self.bundle), see.of(&self.name).to_owned()),
            (String::new(), see.say("请人帮办", "Ask for an assistant").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&self.title(see), &html! {}))
            (asking(see, &format!("{}/assistance", links::bundle(&self.bundle)), ""))
        }
    }
}
