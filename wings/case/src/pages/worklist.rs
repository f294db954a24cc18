//! The officers' worklist: what is within sight and still moves, the most urgent first.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::page::escape_query;
use house::web::parts::{self, Column, Lamp, Tab, WorkRow};
use house::web::{Frame, Page, Reply, Staff};
use house::{Failure, House, links};
use kernel::item::Choice;
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use kernel::{Day, Role, Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::words::{self, both};
use crate::known;
use crate::views::{self, Asked, Awaited, CarriedLine, Line, NO_DUE, Offered, Whose};

/// A row of the worklist.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    line: Line,
    item_name: Text,
    standing: Text,
    lamp: Lamp,
    lamp_words: Text,
    due: Option<Day>,
    to_do: Text,
    /// `mine`, `nobody` or `colleagues`: who has taken it up at the step where it is.
    whose: &'static str,
    /// Name of who has taken it up, or empty.
    claimed_by: String,
}

/// The page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Worklist {
    rows: Vec<Row>,
    next: Option<String>,
    today: Day,
    /// Cases that colleagues ask the reader to answer for.
    offered: Vec<Offered>,
    /// Papers between halls that the reader's window is to send on, or to receive.
    carried: Vec<CarriedLine>,
    /// Opinions that colleagues ask of the reader.
    opinions: Vec<Awaited>,
    #[serde(skip)]
    items: Vec<Choice>,
    #[serde(skip)]
    organs: Vec<Choice>,
    #[serde(skip)]
    states: Vec<Choice>,
    #[serde(skip)]
    asked: BTreeMap<String, String>,
    #[serde(skip)]
    role: Role,
}

/// `GET /worklist`: filters `step`, `state`, `item`, `organ`, `case_no`, `when`, `whose`; pages by `after`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Query(query): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let take = query.get("take").is_some_and(|take| take == "next");
    let not = query.get("not").cloned().unwrap_or_default();
    let page = house.read(who, move |seeing| worklist(seeing, query)).await?;
    match page.first(&not).filter(|_| take) {
        Some(row) => Ok(reply.lead(&links::case(&row.line.case_no))),
        None if take => Ok(reply.lead(links::worklist())),
        None => Ok(reply.page(&page)),
    }
}

fn worklist(seeing: &mut Seeing<'_, '_>, query: BTreeMap<String, String>) -> Result<Worklist, Failure> {
    let today = seeing.ctx.today();
    let role = seeing.ctx.actor.role;
    let near = seeing.ctx.calendar.workdays_after(today, 1).map_or(today.next(), |next| next.day);
    let mut mine: Vec<String> = known::stands_in_for(seeing.look, &seeing.ctx)?.into_iter().collect();
    mine.push(seeing.ctx.actor.party.clone());
    let asked = asked(&query, today, near, &mine);
    let sight = sight(seeing.ctx.actor);
    let offered = views::offered(seeing.look, &seeing.ctx.actor.party, PAGE_ROWS)?;
    let opinions = views::awaited(seeing.look, &seeing.ctx.actor.party, PAGE_ROWS)?;
    let (me, organ) = (seeing.ctx.actor.role, seeing.ctx.actor.organ.clone());
    let carried = views::carried(seeing.look, (me, &organ), PAGE_ROWS)?;
    let mut found = views::worklist(seeing.look, &sight, &asked, PAGE_ROWS + 1)?;
    let most = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let last = found.last().filter(|_| more);
    let next = last.map(|(line, due)| address(&query, "after", &format!("{due}_{}", line.seq)));
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (line, _) in &found {
        if !line.claimed_by.is_empty() && !names.contains_key(&line.claimed_by) {
            let find = seeing.house.dossier;
            let known = find(seeing.look, &line.claimed_by)?.map(|[name, ..]| name).unwrap_or_default();
            names.insert(line.claimed_by.clone(), known);
        }
    }
    let row = |(mut line, _): (Line, String)| {
        let item = seeing.ctx.edition(&line.edition).map(|e| &*e.item);
        let (lamp, lamp_words) = words::lamp(&line, item, seeing.ctx.calendar, today);
        if role == Role::Supervisor {
            line.applicant = party::mask_name(&line.applicant);
        }
        Row {
            item_name: item.map_or_else(|| Text::new(&line.item, &line.item), |item| item.name.clone()),
            standing: words::standing(seeing.house, &line.state),
            lamp,
            lamp_words,
            due: line.due(),
            to_do: to_do(&line, role),
            whose: match line.claimed_by.as_str() {
                "" => "nobody",
                claimed if mine.iter().any(|one| one == claimed) => "mine",
                _ => "colleagues",
            },
            claimed_by: names.get(&line.claimed_by).cloned().unwrap_or_default(),
            line,
        }
    };
    let rows = found.into_iter().map(row).collect();
    let items = seeing.ctx.editions.every();
    let items = items.map(|e| Choice { code: e.item.code.clone(), text: e.item.name.clone() }).collect();
    let word = |state| Choice { text: words::standing(seeing.house, state), code: state.to_owned() };
    let states = views::states().map(word).collect();
    let organs = organs(seeing, role);
    Ok(Worklist { rows, next, today, offered, carried, opinions, items, organs, states, asked: query, role })
}

/// The organs one may choose between: a window takes in for several, a supervisor watches all of them.
fn organs(seeing: &Seeing<'_, '_>, role: Role) -> Vec<Choice> {
    if !matches!(role, Role::Clerk | Role::Supervisor) {
        return Vec::new();
    }
    let codes: BTreeSet<&str> = seeing.ctx.editions.every().map(|e| e.item.organ.as_str()).collect();
    let name = |code: &str| Choice { code: code.to_owned(), text: seeing.house.organ_name(code) };
    codes.into_iter().map(name).collect()
}

fn asked(query: &BTreeMap<String, String>, today: Day, near: Day, mine: &[String]) -> Asked {
    let text = |name: &str| query.get(name).map_or("", |v| v.trim()).to_owned();
    let never: Day = NO_DUE.parse().expect("a day");
    let (from, to) = match text("when").as_str() {
        "past" => (String::new(), today.plus(-1).to_string()),
        "near" => (today.to_string(), near.to_string()),
        "later" => (near.next().to_string(), never.plus(-1).to_string()),
        "off" => (NO_DUE.to_owned(), String::new()),
        _ => Default::default(),
    };
    let after = text("after");
    let after = after.split_once('_').and_then(|(due, seq)| Some((due.to_owned(), seq.parse().ok()?)));
    Asked {
        holder: text("step"),
        whose: match text("whose").as_str() {
            "mine" => Whose::Of(mine.to_vec()),
            "nobody" => Whose::Nobody,
            "colleagues" => Whose::Others(mine.to_vec()),
            _ => Whose::All,
        },
        item: text("item"),
        organ: text("organ"),
        state: text("state"),
        case_no: text("case_no"),
        way: text("way"),
        from,
        to,
        after: after.unwrap_or_default(),
    }
}

/// The address of this list with one filter set otherwise; a new filter begins at the first page.
fn address(query: &BTreeMap<String, String>, name: &str, value: &str) -> String {
    let kept = query
        .iter()
        .filter(|(key, value)| key.as_str() != name && key.as_str() != "after" && !value.trim().is_empty());
    let mut pairs: Vec<String> =
        kept.map(|(key, value)| format!("{}={}", escape_query(key), escape_query(value))).collect();
    if !value.is_empty() {
        pairs.push(format!("{}={}", escape_query(name), escape_query(value)));
    }
    if pairs.is_empty() {
        return links::worklist().to_owned();
    }
    format!("{}?{}", links::worklist(), pairs.join("&"))
}

/// What the reader of the list is to do with a case, or whom it waits for.
fn to_do(line: &Line, role: Role) -> Text {
    let (holder, zh, en) = match line.state.as_str() {
        "submitted" if line.received => (Role::Clerk, "受理", "accept"),
        "submitted" => (Role::Clerk, "收件、受理", "receive, accept"),
        "correction_waiting" => return both("等申请人", "with the applicant"),
        "accepted" => (Role::Examiner, "审查", "examine"),
        "confirming" => (Role::Examiner, "第二人核实", "second officer"),
        "stopped" => (Role::Examiner, "恢复计时", "resume the clock"),
        "examined" => (Role::Head, "决定", "decide"),
        "granted" => (Role::Clerk, "送达", "deliver"),
        _ => return both("—", "—"),
    };
    if role == holder || role == Role::Supervisor { both(zh, en) } else { both("查看", "look") }
}

impl Worklist {
    /// The most urgent case whose turn is the reader's, else the most urgent with a clock; not this one.
    fn first(&self, not: &str) -> Option<&Row> {
        let free = |row: &&Row| row.whose != "colleagues" && row.line.case_no != not;
        let moving = || self.rows.iter().filter(|row| row.lamp != Lamp::Off).filter(free);
        moving().find(|row| holder(self.role) == row.line.holder()).or_else(|| moving().next())
    }

    /// What colleagues ask of the reader, by day.
    fn asked_of_me(&self, see: &Frame) -> Markup {
        if self.opinions.is_empty() {
            return html! {};
        }
        let item = |code: &str| {
            let known = self.items.iter().find(|c| c.code == code);
            known.map_or_else(|| code.to_owned(), |c| see.of(&c.text).to_owned())
        };
        let line = |one: &Awaited| {
            let day = one.until.parse::<Day>().ok();
            html! { li {
                a href={ (links::case(&one.case_no)) "#opinions" } { (item(&one.item)) }
                " " (parts::code(&one.case_no))
                @if let Some(day) = day {
                    (see.say("，", ", by ")) (parts::day_short(see, day)) (see.say("前", ""))
                }
            } }
        };
        parts::section(
            "asked",
            see.say("同事问您的意见", "Colleagues ask for your opinion"),
            &html! { ul.plain { @for one in &self.opinions { (line(one)) } } },
        )
    }

    /// Cases that a colleague asks the reader to answer for.
    fn offered_to_me(&self, see: &Frame) -> Markup {
        if self.offered.is_empty() {
            return html! {};
        }
        let item = |code: &str| {
            let known = self.items.iter().find(|c| c.code == code);
            known.map_or_else(|| code.to_owned(), |c| see.of(&c.text).to_owned())
        };
        parts::section(
            "offered",
            see.say("同事请您接手", "Colleagues ask you to take over"),
            &html! { ul.plain { @for one in &self.offered { li {
                a href={ (links::case(&one.case_no)) "#care" } { (item(&one.item)) }
                " " (parts::code(&one.case_no))
            } } } },
        )
    }

    fn item_name(&self, see: &Frame, code: &str) -> String {
        let known = self.items.iter().find(|c| c.code == code);
        known.map_or_else(|| code.to_owned(), |c| see.of(&c.text).to_owned())
    }

    fn count(&self, see: &Frame) -> String {
        let n = self.rows.len();
        let (zh, en) = match (self.next.is_some(), n) {
            (true, _) => (" 件以上", "+ cases"),
            (false, 1) => (" 件", " case"),
            (false, _) => (" 件", " cases"),
        };
        see.pick(format!("待办 {n}{zh}"), format!("{n}{en} to do"))
    }

    fn tabs(&self, see: &Frame) -> Markup {
        let here = self.asked.get("when").map_or("", String::as_str);
        let tab = |when: &str, zh: &str, en: &str| Tab {
            href: address(&self.asked, "when", when),
            lamp: None,
            words: see.say(zh, en).to_owned(),
            count: None,
            here: here == when,
        };
        parts::tabs(
            see.say("按到期", "By due day"),
            &[
                tab("", "全部", "All"),
                tab("past", "已过期限", "Past due"),
                tab("near", "今明到期", "Due now or next working day"),
                tab("later", "还有时间", "Later"),
                tab("off", "不计时", "Clock stopped"),
            ],
        )
    }

    fn filter(&self, see: &Frame) -> Markup {
        let value = |name: &str| self.asked.get(name).map_or("", String::as_str);
        let step = |code: &str, zh: &str, en: &str| Choice { code: code.to_owned(), text: both(zh, en) };
        let steps = [
            step("clerk", "窗口：受理、送达", "Window: acceptance, delivery"),
            step("examiner", "审查", "Examination"),
            step("head", "决定", "Decision"),
            step("applicant", "等申请人", "With the applicant"),
        ];
        let whose = [
            step("mine", "我的（含代班）", "Me, or whom I stand in for"),
            step("nobody", "还没有人认领", "Nobody yet"),
            step("colleagues", "同事的", "Colleagues"),
        ];
        let ways = [
            step("window", "窗口", "At a window"),
            step("computer", "电脑", "By computer"),
            step("mobile", "手机", "By telephone"),
            step("courier", "快递", "By courier"),
            step("terminal", "自助终端", "At a terminal"),
            step("elsewhere", "异地收件", "At another hall"),
        ];
        let mut selects: Vec<(&str, &str, &[Choice], &str)> = vec![
            ("step", see.say("环节", "Step"), &steps, value("step")),
            ("state", see.say("状态", "State"), &self.states, value("state")),
            ("whose", see.say("谁在办", "Handled by"), &whose, value("whose")),
            ("way", see.say("怎样收到", "Came in"), &ways, value("way")),
            ("item", see.say("事项", "Item"), &self.items, value("item")),
        ];
        if !self.organs.is_empty() {
            selects.push(("organ", see.say("部门", "Organ"), &self.organs, value("organ")));
        }
        let search = ("case_no", see.say("办件编号", "Case number"), value("case_no"));
        parts::filter(see, links::worklist(), search, &selects)
    }

    fn table(&self, see: &Frame) -> Markup {
        let column =
            |zh: &str, en: &str, wide, sorted| Column { head: see.say(zh, en).to_owned(), wide, sorted };
        let columns = [
            column("申请人", "Applicant", true, false),
            column("编号", "Number", true, false),
            column("收到", "Received", false, false),
            column("环节", "Step", false, false),
            column("到期", "Due", false, true),
            column("谁在办", "Handled by", true, false),
            column("要做", "To do", false, false),
        ];
        let rows: Vec<WorkRow> = self.rows.iter().map(|row| work_row(see, row)).collect();
        parts::work(see, see.say("待办清单，按到期先后", "Worklist, by due day"), &columns, &rows)
    }
}

fn work_row(see: &Frame, row: &Row) -> WorkRow {
    let day = |text: &str| text.parse::<Day>().ok().map(|day| parts::day_short(see, day));
    let due = match row.due {
        Some(day) => parts::day_short(see, day),
        None if row.line.state == "correction_waiting" => html! {
            @match day(&row.line.until) {
                Some(until) => { (see.say("申请人 ", "applicant, ")) (until) (see.say(" 前", "")) },
                None => "—",
            }
        },
        None => html! { (see.say("计时中止", "clock stopped")) },
    };
    WorkRow {
        lamp: row.lamp,
        words: see.of(&row.lamp_words).to_owned(),
        href: links::case(&row.line.case_no),
        name: see.of(&row.item_name).to_owned(),
        cells: vec![
            html! { (row.line.applicant) },
            parts::code(&row.line.case_no),
            html! { @if let Some(day) = day(&row.line.filed_on) { (day) } },
            html! { (see.of(&row.standing)) },
            due,
            html! { @match row.whose {
                "nobody" => "—",
                "mine" if row.claimed_by.is_empty() => { (see.say("我", "me")) },
                _ => { (row.claimed_by) },
            } },
            html! { (see.of(&row.to_do)) },
        ],
    }
}

impl Page for Worklist {
    fn title(&self, see: &Frame) -> String {
        self.count(see)
    }

    fn body(&self, see: &Frame) -> Markup {
        let due_today = self.rows.iter().filter(|row| row.due == Some(self.today)).count();
        let past = self.rows.iter().filter(|r| matches!(r.lamp, Lamp::Red | Lamp::Orange)).count();
        html! {
            (parts::title(&self.count(see), &html! {
                (parts::day(see, self.today)) (see.pick(
                    format!("。今天到期 {due_today} 件，已过期限 {past} 件"),
                    format!(". {due_today} due today, {past} past due"),
                ))
            }))
            @if let Some(row) = self.first("") {
                p.asks { a.button href=(links::case(&row.line.case_no)) data-key="n" {
                    (see.say("取下一件（最急）", "Take the most urgent"))
                } }
            }
            (self.offered_to_me(see))
            (self.asked_of_me(see))
            (super::show::carried(see, &self.carried, &|code| self.item_name(see, code)))
            (self.tabs(see))
            (self.filter(see))
            @if self.rows.is_empty() {
                (parts::empty(
                    see.say("没有这样的办件。", "No such cases. "),
                    see.say("申请人提交后，要办的事按到期先后排在这里。",
                        "Once somebody applies, what is to be done stands here by its due day."),
                    &[],
                ))
            } @else { (self.table(see)) }
            (parts::pager(
                see,
                self.asked.contains_key("after").then(links::worklist),
                self.next.as_deref(),
            ))
            (parts::keys(see, false))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

/// Whose turn is this role's.
fn holder(role: Role) -> &'static str {
    match role {
        Role::Clerk => "clerk",
        Role::Examiner => "examiner",
        Role::Head => "head",
        _ => "",
    }
}
