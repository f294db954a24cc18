//! `/oversight/cases`: the running cases behind a number of the board, by the first of their days.

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts::{self, Lamp, WorkRow};
use house::web::{Frame, Page, Reply, Supervisor};
use house::{Failure, House};
use kernel::item::Choice;
use kernel::limits::PAGE_ROWS;
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::board;
use super::watch::{self, Late};
use crate::views::{self, Asked, Light, NO_DAY};

/// Its address.
pub(super) const HERE: &str = "/oversight/cases";

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    organ: String,
    #[serde(default)]
    item: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    lamp: String,
    /// First day and number of the last row seen, with a comma between.
    #[serde(default)]
    after: String,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct List {
    /// Today, ISO.
    #[schemars(with = "String")]
    today: Day,
    /// Code of the organ that was asked for, or empty.
    organ: String,
    /// Code of the item that was asked for, or empty.
    item: String,
    /// Where the cases stand, or empty.
    state: String,
    /// Their lamp, or empty.
    lamp: String,
    cases: Vec<Late>,
    /// The address of the next page, or empty.
    next: String,
    #[serde(skip)]
    begun: bool,
    #[serde(skip)]
    items: Vec<Choice>,
    #[serde(skip)]
    organs: Vec<Choice>,
    #[serde(skip)]
    states: Vec<Choice>,
}

/// GET `/oversight/cases`.
pub(super) async fn show(
    State(house): State<House>,
    Supervisor(who): Supervisor,
    Query(query): Query<Wanted>,
    reply: Reply,
) -> Result<Response, Failure> {
    let list = house.read(who, move |seeing| listed(seeing, query)).await?;
    Ok(reply.page(&list))
}

/// The days and the light of a lamp.
fn shining(asked: &mut Asked, lamp: &str, today: Day, soon: Day) {
    let (from, to, light) = match lamp {
        "red" => (String::new(), today.plus(-1).to_string(), Light::Red),
        "orange" => (String::new(), today.plus(-1).to_string(), Light::Orange),
        "yellow" => (today.to_string(), soon.to_string(), Light::Any),
        "green" => {
            let last = NO_DAY.parse::<Day>().expect("a day").plus(-1);
            (soon.next().to_string(), last.to_string(), Light::Any)
        }
        "off" => (NO_DAY.to_owned(), NO_DAY.to_owned(), Light::Any),
        _ => return,
    };
    (asked.from, asked.to, asked.light) = (from, to, light);
}

fn listed(seeing: &mut Seeing<'_, '_>, query: Wanted) -> Result<List, Failure> {
    let (today, soon) = (seeing.ctx.today(), watch::soon(&seeing.ctx));
    let after = query.after.split_once(',').map(|(day, no)| (day.to_owned(), no.to_owned()));
    let begun = after.is_some();
    let (organ, item, state) = (query.organ.clone(), query.item.clone(), query.state.clone());
    let mut asked = Asked { organ, item, state, after, ..Asked::default() };
    shining(&mut asked, &query.lamp, today, soon);
    let mut rows = views::list(seeing.look, &asked, today, PAGE_ROWS + 1)?;
    let shown = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let more = rows.len() > shown;
    rows.truncate(shown);
    let next = rows.last().filter(|_| more).map_or_else(String::new, |last| {
        address(&query, &format!("&after={},{}", last.first_day, last.case_no))
    });
    let organ_name = |code: &str| seeing.house.organ_name(code);
    let item_name = |code: &str| seeing.ctx.editions.name_of(code);
    let cases = rows.into_iter().map(|case| Late {
        organ_name: organ_name(&case.organ),
        item_name: item_name(&case.item),
        clock_name: seeing.house.texts.word("case", "clock", &case.clock),
        lamp: watch::lamp(&case, today, soon),
        days_past: watch::days_past(&case, &seeing.ctx),
        case,
    });
    let word = |state: &&str| Choice {
        code: (*state).to_owned(),
        text: seeing.house.texts.word("case", "standing", state),
    };
    let items = seeing.ctx.editions.items();
    Ok(List {
        today,
        cases: cases.collect(),
        next,
        begun,
        items: items.map(|e| Choice { code: e.item.code.clone(), text: e.item.name.clone() }).collect(),
        organs: organs(seeing),
        states: views::STATES.iter().map(word).collect(),
        organ: query.organ,
        item: query.item,
        state: query.state,
        lamp: query.lamp,
    })
}

/// The organs that answer for an item in force.
fn organs(seeing: &Seeing<'_, '_>) -> Vec<Choice> {
    let mut codes: Vec<&str> = seeing.ctx.editions.items().map(|e| e.item.organ.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let name = |code: &&str| Choice { code: (*code).to_owned(), text: seeing.house.organ_name(code) };
    codes.iter().map(name).collect()
}

fn address(query: &Wanted, more: &str) -> String {
    let Wanted { organ, item, state, lamp, .. } = query;
    format!("{HERE}?organ={organ}&item={item}&state={state}&lamp={lamp}{more}")
}

impl List {
    fn table(&self, see: &Frame) -> Markup {
        let columns = watch::columns(see);
        let rows: Vec<WorkRow> = self.cases.iter().map(|case| watch::row(see, case)).collect();
        parts::work(see, see.say("在办办件，按到期先后", "Running cases, by due day"), &columns, &rows)
    }

    fn filter(&self, see: &Frame) -> Markup {
        let lamp = |code: &str, which: Lamp| Choice {
            code: code.to_owned(),
            text: Text::new(which.word(house::web::lang::Lang::Zh), which.word(house::web::lang::Lang::En)),
        };
        let lamps = [
            lamp("red", Lamp::Red),
            lamp("orange", Lamp::Orange),
            lamp("yellow", Lamp::Yellow),
            lamp("green", Lamp::Green),
            lamp("off", Lamp::Off),
        ];
        parts::filter(
            see,
            HERE,
            ("", "", ""),
            &[
                ("organ", see.say("部门", "Organ"), &self.organs, &self.organ),
                ("item", see.say("事项", "Item"), &self.items, &self.item),
                ("state", see.say("状态", "State"), &self.states, &self.state),
                ("lamp", see.say("亮灯", "Lamp"), &lamps, &self.lamp),
            ],
        )
    }
}

impl Page for List {
    fn title(&self, see: &Frame) -> String {
        see.say("在办办件 · 运行总览", "Running cases · Board").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (board::HERE.to_owned(), see.say("运行总览", "Board").to_owned()),
            (HERE.to_owned(), see.say("在办办件", "Running cases").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let first = Wanted {
            organ: self.organ.clone(),
            item: self.item.clone(),
            state: self.state.clone(),
            lamp: self.lamp.clone(),
            after: String::new(),
        };
        html! {
            (parts::title(see.say("在办办件", "Running cases"), &html! { (parts::day(see, self.today)) }))
            (self.filter(see))
            @if self.cases.is_empty() {
                (parts::empty(see.say("没有这样的办件。", "No such cases. "),
                    see.say("换一个条件，或者回到总览。", "Ask otherwise, or go back to the board."),
                    &[(board::HERE.to_owned(), see.say("运行总览", "The board").to_owned())]))
            } @else { (self.table(see)) }
            (parts::pager(see, self.begun.then(|| address(&first, "")).as_deref(),
                Some(self.next.as_str()).filter(|next| !next.is_empty())))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
