//! `/oversight/board`: how many cases stand where, with which lamps; what each month saw, and how long
//! results took, by organ or by item. Every number leads to the cases behind it. Nothing is counted when it
//! is asked.

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts::{self, Lamp};
use house::web::{Frame, Page, Reply, Supervisor};
use house::{Failure, House, links};
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{list, watch};
use crate::views::{self, Lamps, Month, Scope, Took};

/// Its address.
pub(super) const HERE: &str = "/oversight/board";
/// Months shown where none were asked for: a year, so that each month has its like.
const MONTHS: i32 = 12;
/// The most months shown at once, so that what is read is bounded: three years.
const MOST_MONTHS: i32 = 36;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    organ: String,
    #[serde(default)]
    item: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// How many running cases stand somewhere.
#[derive(Serialize, JsonSchema)]
struct Standing {
    state: String,
    name: Text,
    cases: i64,
}

/// One organ, or one item of an organ.
#[derive(Serialize, JsonSchema)]
struct Group {
    organ: String,
    /// Empty where the line is an organ's.
    item: String,
    name: Text,
    lamps: Lamps,
    months: Month,
    took: Took,
}

/// One month of the scope.
#[derive(Serialize, JsonSchema)]
struct MonthLine {
    month: String,
    #[serde(flatten)]
    counts: Month,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Board {
    /// Today, ISO.
    #[schemars(with = "String")]
    today: Day,
    /// The last day that counts as near, ISO.
    #[schemars(with = "String")]
    soon: Day,
    /// Code of the organ that was asked for, or empty.
    organ: String,
    /// Code of the item that was asked for, or empty.
    item: String,
    /// Name of what was asked for, or of the county.
    name: Text,
    /// The first and last month, counted.
    from: String,
    to: String,
    states: Vec<Standing>,
    lamps: Lamps,
    /// All months together.
    whole: Month,
    /// What has ended of what was applied for, in hundredths of a percent, cut off.
    ended_rate: Option<i64>,
    /// Who was satisfied of those who rated, in hundredths of a percent, cut off.
    satisfied_rate: Option<i64>,
    took: Took,
    groups: Vec<Group>,
    months: Vec<MonthLine>,
}

/// GET `/oversight/board`.
pub(super) async fn show(
    State(house): State<House>,
    Supervisor(who): Supervisor,
    Query(query): Query<Wanted>,
    reply: Reply,
) -> Result<Response, Failure> {
    let board = house.read(who, move |seeing| board(seeing, query)).await?;
    Ok(reply.page(&board))
}

/// A month as a number, and back; none if it is not one.
fn number(month: &str) -> Option<i32> {
    let (year, month) = month.split_once('-')?;
    let (year, month) = (year.parse::<i32>().ok()?, month.parse::<i32>().ok()?);
    ((1..=12).contains(&month) && (2000..=9998).contains(&year)).then_some(year * 12 + month - 1)
}

fn named(number: i32) -> String {
    format!("{:04}-{:02}", number / 12, number % 12 + 1)
}

/// The first and last month: as asked, else the year that ends with this month; never more than three years.
fn span(query: &Wanted, today: Day) -> (String, String) {
    let this: String = today.to_string().chars().take(7).collect();
    let last = number(&query.to).or_else(|| number(&this)).unwrap_or(2000 * 12);
    let first = number(&query.from).filter(|first| *first <= last).unwrap_or(last - MONTHS + 1);
    (named(first.max(last - MOST_MONTHS + 1)), named(last))
}

fn board(seeing: &mut Seeing<'_, '_>, query: Wanted) -> Result<Board, Failure> {
    let (today, soon) = (seeing.ctx.today(), watch::soon(&seeing.ctx));
    let (from, to) = span(&query, today);
    let scope = Scope { organ: query.organ, item: query.item, from, to };
    let states = views::states(seeing.look, &scope)?;
    let each = views::lamps(seeing.look, &scope, today, soon)?;
    let months = views::months(seeing.look, &scope)?;
    let lines = views::lines(seeing.look, &scope)?;
    let took = views::took(seeing.look, &scope)?;
    let organ_name = |code: &str| seeing.house.organ_name(code);
    let item_name = |code: &str| seeing.ctx.editions.name_of(code);
    let name = match (scope.organ.as_str(), scope.item.as_str()) {
        ("", "") => seeing.house.county.clone(),
        (organ, "") => organ_name(organ),
        (_, item) => item_name(item),
    };
    let group = |line: views::Line| {
        let own =
            |organ: &str, item: &str| organ == line.organ && (line.item.is_empty() || item == line.item);
        let lamps = each.iter().filter(|((organ, item), _)| own(organ, item));
        let lamps = lamps.fold(Lamps::default(), |sum, (_, lamps)| sum.with(lamps));
        let took = took.get(&(line.organ.clone(), line.item.clone())).copied().unwrap_or_default();
        let name = if line.item.is_empty() { organ_name(&line.organ) } else { item_name(&line.item) };
        Group { organ: line.organ, item: line.item, name, lamps, months: line.month, took }
    };
    let groups: Vec<Group> = lines.into_iter().map(group).collect();
    let whole = months.iter().fold(Month::default(), |sum, (_, month)| sum.with(month));
    let lamps = each.values().fold(Lamps::default(), |sum, lamps| sum.with(lamps));
    let of_all = took.get(&(String::new(), String::new())).copied().unwrap_or_default();
    let standing = |(state, cases): (String, i64)| Standing {
        name: seeing.house.texts.word("case", "standing", &state),
        state,
        cases,
    };
    Ok(Board {
        today,
        soon,
        name,
        states: states.into_iter().map(standing).collect(),
        lamps,
        ended_rate: whole.ended_rate(),
        satisfied_rate: whole.satisfied_rate(),
        whole,
        took: if scope.item.is_empty() || !scope.organ.is_empty() { of_all } else { first(&groups) },
        groups,
        months: months.into_iter().map(|(month, counts)| MonthLine { month, counts }).collect(),
        organ: scope.organ,
        item: scope.item,
        from: scope.from,
        to: scope.to,
    })
}

/// An item asked for without its organ is nearly always one organ's.
fn first(groups: &[Group]) -> Took {
    groups.first().map(|group| group.took).unwrap_or_default()
}

/// 99.66%, cut off.
fn percent(hundredths: Option<i64>) -> String {
    hundredths.map_or_else(|| "—".to_owned(), |n| format!("{}.{:02}%", n / 100, n % 100))
}

fn days(see: &Frame, days: Option<i64>) -> Markup {
    match days {
        None => html! { "—" },
        Some(999) => html! { (see.say("超过 360 天", "over 360 days")) },
        Some(1) => html! { "1 " (see.say("天", "day")) },
        Some(n) => html! { (n) " " (see.say("天", "days")) },
    }
}

/// The lamps of the lists, in order, with the words that lists are asked by.
const LAMPS: [(Lamp, &str); 5] = [
    (Lamp::Red, "red"),
    (Lamp::Orange, "orange"),
    (Lamp::Yellow, "yellow"),
    (Lamp::Green, "green"),
    (Lamp::Off, "off"),
];

fn shining(lamps: &Lamps, which: Lamp) -> i64 {
    match which {
        Lamp::Red => lamps.red,
        Lamp::Orange => lamps.orange,
        Lamp::Yellow => lamps.yellow,
        Lamp::Green => lamps.green,
        Lamp::Off => lamps.off,
    }
}

impl Board {
    fn list(&self, more: &str) -> String {
        format!("{}?organ={}&item={}{more}", list::HERE, self.organ, self.item)
    }

    fn here(&self, organ: &str, item: &str, from: &str, to: &str) -> String {
        format!("{HERE}?organ={organ}&item={item}&from={from}&to={to}")
    }

    fn numbers(&self, see: &Frame) -> Markup {
        let number = |n: i64| html! { (n) };
        let span = see.pick(
            format!("{} 至 {} 申请的里面", self.from, self.to),
            format!("of those filed {} to {}", self.from, self.to),
        );
        parts::strip(&[
            (
                see.say("在办", "Running").to_owned(),
                html! { a href=(self.list("")) { (self.lamps.running()) } },
                see.say("件，现在", "cases now").to_owned(),
            ),
            (see.say("申请", "Filed").to_owned(), number(self.whole.filed), see.say("件", "cases").to_owned()),
            (
                see.say("办结", "Ended").to_owned(),
                number(self.whole.ended()),
                format!("{}, {span}", percent(self.ended_rate)),
            ),
            (
                see.say("满意率", "Satisfied").to_owned(),
                html! { (percent(self.satisfied_rate)) },
                see.pick(format!("{} 人评价", self.whole.rated), format!("n = {}", self.whole.rated)),
            ),
            (
                see.say("办理用时", "Time taken").to_owned(),
                days(see, self.took.median),
                html! { (see.say("中位数；九成在 ", "median; nine of ten within ")) (days(see, self.took.p90)) }
                    .into_string(),
            ),
        ])
    }

    fn standing(&self, see: &Frame) -> Markup {
        let caption = see.say("按状态", "By state");
        let heads = [see.say("状态", "State"), see.say("件数", "Cases")];
        let rows: Vec<Vec<Markup>> = self
            .states
            .iter()
            .map(|one| {
                let href = self.list(&format!("&state={}", one.state));
                vec![html! { a href=(href) { (see.of(&one.name)) } }, html! { (one.cases) }]
            })
            .collect();
        parts::table_of_pairs(caption, &heads, &rows)
    }

    fn lamps(&self, see: &Frame) -> Markup {
        let tab = |(which, word): &(Lamp, &str)| parts::Tab {
            href: self.list(&format!("&lamp={word}")),
            lamp: Some(*which),
            words: which.word(see.lang).to_owned(),
            count: Some(shining(&self.lamps, *which)),
            here: false,
        };
        let all: Vec<parts::Tab> = LAMPS.iter().map(tab).collect();
        parts::tabs(see.say("按亮灯", "By lamp"), &all)
    }

    fn groups(&self, see: &Frame) -> Markup {
        let organs = self.organ.is_empty();
        let heads = [
            if organs { see.say("部门", "Organ") } else { see.say("事项", "Item") },
            see.say("在办", "Running"),
            see.say("超法定", "Past law"),
            see.say("超承诺", "Past promise"),
            see.say("临期", "Due soon"),
            see.say("申请", "Filed"),
            see.say("办结", "Ended"),
            see.say("中位用时", "Median"),
            see.say("九成以内", "Nine of ten"),
            see.say("满意率", "Satisfied"),
        ];
        let rows: Vec<Vec<Markup>> = self
            .groups
            .iter()
            .map(|group| {
                let href = if organs {
                    self.here(&group.organ, &self.item, &self.from, &self.to)
                } else {
                    format!("{}?organ={}&item={}", list::HERE, group.organ, group.item)
                };
                vec![
                    html! { a href=(href) { (see.of(&group.name)) } },
                    html! { (group.lamps.running()) },
                    html! { (group.lamps.red) },
                    html! { (group.lamps.orange) },
                    html! { (group.lamps.yellow) },
                    html! { (group.months.filed) },
                    html! { (group.months.ended()) },
                    days(see, group.took.median),
                    days(see, group.took.p90),
                    html! { (percent(group.months.satisfied_rate())) },
                ]
            })
            .collect();
        parts::table_of_pairs(heads[0], &heads, &rows)
    }

    fn months(&self, see: &Frame) -> Markup {
        let caption = see.say("按月", "By month");
        let heads = [
            see.say("月份", "Month"),
            see.say("申请", "Filed"),
            see.say("受理", "Accepted"),
            see.say("准予", "Granted"),
            see.say("不予批准", "Denied"),
            see.say("不受理、转告", "Refused, referred"),
            see.say("其他结束", "Ended otherwise"),
            see.say("送达", "Delivered"),
            see.say("评价", "Rated"),
            see.say("满意率", "Satisfied"),
        ];
        let row = |line: &MonthLine| {
            let n = &line.counts;
            let href = self.here(&self.organ, &self.item, &line.month, &line.month);
            let mut cells = vec![html! { a href=(href) { (line.month) } }];
            let all =
                [n.filed, n.accepted, n.granted, n.denied, n.refused, n.otherwise, n.delivered, n.rated];
            cells.extend(all.iter().map(|n| html! { (n) }));
            cells.push(html! { (percent(n.satisfied_rate())) });
            cells
        };
        let rows: Vec<Vec<Markup>> = self.months.iter().map(row).collect();
        parts::table_of_pairs(caption, &heads, &rows)
    }

    /// The same for another stretch of time.
    fn spans(&self, see: &Frame) -> Markup {
        let last = number(&self.to).unwrap_or(0);
        let this: String = self.today.to_string().chars().take(7).collect();
        let back = |months: i32| self.here(&self.organ, &self.item, &named(last - months + 1), &self.to);
        let mut rows = vec![
            (back(1), see.pick(format!("只看 {}", self.to), format!("{} only", self.to))),
            (back(12), see.say("十二个月", "Twelve months").to_owned()),
            (back(36), see.say("三年", "Three years").to_owned()),
        ];
        if self.to != this {
            let now = self.here(&self.organ, &self.item, "", "");
            rows.push((now, see.say("到本月", "Until this month").to_owned()));
        }
        if !self.organ.is_empty() || !self.item.is_empty() {
            let all = self.here("", "", &self.from, &self.to);
            rows.push((all, see.say("看全县", "The whole county").to_owned()));
        }
        parts::links(&rows)
    }
}

impl Page for Board {
    fn title(&self, see: &Frame) -> String {
        see.pick(format!("{} · 运行总览", see.of(&self.name)), format!("{} · Board", see.of(&self.name)))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::oversight().to_owned(), see.say("效能监察", "Oversight").to_owned()),
            (HERE.to_owned(), see.say("运行总览", "Board").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&see.pick(format!("{}：运行总览", see.of(&self.name)),
                format!("{}: board", see.of(&self.name))), &html! {
                (parts::day(see, self.today))
                (see.pick(format!("；月份 {} 至 {}", self.from, self.to),
                    format!("; months {} to {}", self.from, self.to)))
            }))
            (self.numbers(see))
            @if self.groups.is_empty() && self.lamps.running() == 0 {
                (parts::empty(see.say("这段时间没有办件。", "There are no cases in these months. "),
                    see.say("有人提交申请后，这里随办随数。", "When somebody applies, it is counted here."), &[]))
            } @else {
                (parts::section("lamps", see.say("在办，按亮灯", "Running, by lamp"), &self.lamps(see)))
                (parts::section("states", see.say("在办，按状态", "Running, by state"), &self.standing(see)))
                (parts::section("groups", if self.organ.is_empty() { see.say("按部门", "By organ") }
                    else { see.say("按事项", "By item") }, &self.groups(see)))
                (parts::section("months", see.say("按月", "By month"), &self.months(see)))
                p.soft.small { (see.say(
                    "用时是从收到申请到作出决定的自然日，撤回、终止等不算；超过 20 天的按 5 天一档、\
                     超过 60 天的按 30 天一档计，说的是那一档的上限。作废的办件一个数也不计。",
                    "Time is counted in civil days from receipt to the decision; what was withdrawn or \
                     terminated is left out. Beyond 20 days it is counted in steps of 5, beyond 60 in steps \
                     of 30, and the longest of a step is told. A case that was struck out counts nowhere.")) }
            }
            (parts::section("spans", see.say("换一段时间、换一个范围", "Another time, another part"), &self.spans(see)))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Wanted, span};

    #[test]
    fn a_year_is_shown_and_never_more_than_three() {
        let today = "2026-11-23".parse().unwrap();
        let asked = |from: &str, to: &str| {
            let wanted = Wanted { from: from.to_owned(), to: to.to_owned(), ..Wanted::default() };
            span(&wanted, today)
        };
        let months = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(asked("", ""), months("2025-12", "2026-11"));
        assert_eq!(asked("2026-01", "2026-03"), months("2026-01", "2026-03"));
        assert_eq!(asked("2010-01", "2026-03"), months("2023-04", "2026-03"));
        assert_eq!(asked("2026-04", "2026-03"), months("2025-04", "2026-03"));
        assert_eq!(asked("soon", "2026-13"), months("2025-12", "2026-11"));
    }
}
