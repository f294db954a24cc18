//! `/items/changes`: which items were added, kept, changed and removed between two days, or against a list
//! from outside (R10).

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Inner;
use house::web::page::{Frame, Page, token};
use house::web::parts::table_of_pairs as table;
use house::web::parts::{self, Look, field_id};
use house::web::{Input, Reply, Staff};
use house::{Failure, House, links};
use kernel::form::FieldFault;
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::table::item;
use crate::views::changes::{self, Changed, Changes, Listed};
use crate::views::outside::{self, Against, Row};
use crate::views::publications::{self, Published};

/// Its address.
pub(super) const HREF: &str = "/items/changes";

/// What may stand after the question mark.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// A list to compare with.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(super) struct Sent {
    /// A line a row: code, tab, name. At most 1,500 rows.
    #[serde(default)]
    list: String,
    /// The day of our own snapshot, ISO; empty for today.
    #[serde(default)]
    on: String,
}

/// The page: a comparison of two days, or one with a list.
#[derive(Serialize, JsonSchema)]
pub(super) struct Snapshots {
    /// The day before, ISO.
    #[schemars(with = "String")]
    from: Day,
    /// The day after, ISO.
    #[schemars(with = "String")]
    to: Day,
    /// The first day on which anything was published; before it there is nothing to compare with.
    #[schemars(with = "Option<String>")]
    first: Option<Day>,
    changes: Changes,
    /// Against the list that was sent, where one was.
    against: Option<Against>,
    typed: Sent,
    faults: Vec<FieldFault>,
    #[serde(skip)]
    organs: Vec<(String, Text)>,
}

/// The days that were asked for: by default from the first day of the catalogue until today. A day that
/// cannot be read is as if it had not been asked for.
pub(super) fn days(asked: (&str, &str), first: Option<Day>, today: Day) -> (Day, Day) {
    let to = asked.1.parse().unwrap_or(today);
    (asked.0.parse().unwrap_or_else(|_| first.unwrap_or(today).min(to)), to)
}

/// A day to be chosen.
pub(super) fn day_field(name: &str, label: &str, value: Day) -> Markup {
    html! { div {
        label for=(field_id(name)) { (label) }
        input type="date" id=(field_id(name)) name=(name) value=(value);
    } }
}

/// GET `/items/changes`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Query(asked): Query<Asked>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house
        .read(who, move |seeing| {
            let history = publications::history(seeing.look)?;
            let today = seeing.ctx.today();
            Ok(Snapshots::new(seeing.house, &history, (&asked.from, &asked.to), today))
        })
        .await?;
    Ok(reply.page(&page))
}

/// POST `/items/changes`: nothing is kept but the comparison on the page.
pub(super) async fn compare(
    State(house): State<House>,
    Staff(who): Staff,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let sent = input.value;
    let (rows, faults) = match outside::read(&sent.list) {
        Ok(rows) => (rows, Vec::new()),
        Err(texts) => {
            (Vec::new(), texts.into_iter().map(|text| FieldFault::new("list", text)).collect::<Vec<_>>())
        }
    };
    if !faults.is_empty() && reply.visit().json {
        return Err(Failure::Faulty(faults));
    }
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = house.read(who, move |seeing| compared(seeing, sent, &rows, faults)).await?;
    Ok(reply.page_as(status, &page))
}

fn compared(
    seeing: &mut house::opening::Seeing<'_, '_>,
    sent: Sent,
    rows: &[Row],
    faults: Vec<FieldFault>,
) -> Result<Snapshots, Failure> {
    let history = publications::history(seeing.look)?;
    let mut page = Snapshots::new(seeing.house, &history, ("", &sent.on), seeing.ctx.today());
    if faults.is_empty() {
        let there = publications::on(&history, page.to);
        let items = there.values().filter_map(|hash| Some(&*seeing.ctx.editions.by_hash(hash)?.item));
        let items = items.filter(|item| !item.sample);
        page.against = Some(outside::against(&items.collect::<Vec<_>>(), rows));
    }
    (page.typed, page.faults) = (sent, faults);
    Ok(page)
}

impl Snapshots {
    fn new(house: &Inner, history: &[Published], asked: (&str, &str), today: Day) -> Self {
        let first = publications::first(history);
        let (from, to) = days(asked, first, today);
        let (before, after) = (publications::on(history, from), publications::on(history, to));
        let changes = changes::between(&house.world().editions, &before, &after);
        let organs = house.organs.iter().map(|(code, organ)| (code.clone(), organ.name.clone())).collect();
        Self { from, to, first, changes, against: None, typed: Sent::default(), faults: Vec::new(), organs }
    }

    fn organ<'a>(&'a self, see: &Frame, code: &'a str) -> &'a str {
        self.organs.iter().find(|(known, _)| known == code).map_or(code, |(_, name)| see.of(name))
    }

    /// Which days to compare.
    fn choose(&self, see: &Frame) -> Markup {
        html! {
            form.filter.noprint method="get" action=(HREF) {
                (day_field("from", see.say("从哪天", "From"), self.from))
                (day_field("to", see.say("到哪天", "To"), self.to))
                button.second { (see.say("比一比", "Compare")) }
            }
            @if let Some(first) = self.first.filter(|first| self.from < *first) {
                (parts::warn(&html! { p {
                    (see.say("台账从", "The ledger begins on ")) (parts::day(see, first))
                    (see.say("才有目录，更早的请用下面的清单来比。",
                        ". For an earlier day, compare with a list below."))
                } }))
            }
        }
    }

    fn counts(&self, see: &Frame) -> Markup {
        let all = &self.changes;
        let kept = all.kept.len() + all.changed.len();
        let n = |n: usize| html! { (n) };
        parts::strip(&[
            (
                see.say("现在", "Now").to_owned(),
                n(all.after),
                see.pick(format!("原来 {}", all.before), format!("{} before", all.before)),
            ),
            (
                see.say("保留", "Kept").to_owned(),
                n(kept),
                see.pick(
                    format!("其中改过 {}", all.changed.len()),
                    format!("of which {} changed", all.changed.len()),
                ),
            ),
            (see.say("新增", "Added").to_owned(), n(all.added.len()), String::new()),
            (see.say("取消", "Removed").to_owned(), n(all.removed.len()), String::new()),
        ])
    }

    fn list(&self, see: &Frame, caption: &str, all: &[Listed]) -> Markup {
        let heads =
            [see.say("事项", "Item"), see.say("基本编码", "Catalogue code"), see.say("机关", "Organ")];
        let row = |one: &Listed| {
            vec![
                item(see, &one.item, &one.name),
                parts::code(&one.catalog_code),
                html! { (self.organ(see, &one.organ)) },
            ]
        };
        table(caption, &heads, &all.iter().map(row).collect::<Vec<_>>())
    }

    fn changed(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("改了什么", "What changed"),
            see.say("前后", "Before and after"),
        ];
        let row = |one: &Changed| {
            let mut words: Vec<String> =
                one.elements.iter().map(|key| see.of(&changes::element(key)).to_owned()).collect();
            words.dedup();
            if words.is_empty() {
                words.push(see.say("只改了注释或者顺序", "comments or order only").to_owned());
            }
            let code = &one.listed.item;
            vec![
                item(see, code, &one.listed.name),
                html! { (words.join(see.say("、", ", "))) },
                html! { a href=(super::one::href(code)) {
                    (see.say("五减", "Reductions")) span.vh { " " (see.of(&one.listed.name)) }
                } },
            ]
        };
        let rows: Vec<_> = self.changes.changed.iter().map(row).collect();
        table(see.say("改过的事项", "Items that changed"), &heads, &rows)
    }

    fn sections(&self, see: &Frame) -> Markup {
        let all = &self.changes;
        let (added, changed) = (see.say("新增的", "Added"), see.say("改过的", "Changed"));
        let (removed, kept) = (see.say("取消的", "Removed"), see.say("没有改的", "As it was"));
        html! {
            @if all.added.is_empty() && all.changed.is_empty() && all.removed.is_empty() {
                p { (see.say("这两天之间，目录没有变。", "Between these days nothing changed.")) }
            }
            @if !all.added.is_empty() { (parts::section("added", added, &self.list(see, added, &all.added))) }
            @if !all.changed.is_empty() { (parts::section("changed", changed, &self.changed(see))) }
            @if !all.removed.is_empty() {
                (parts::section("removed", removed, &self.list(see, removed, &all.removed)))
            }
            @if !all.kept.is_empty() { details {
                summary { (kept) " (" (all.kept.len()) ")" }
                div { (self.list(see, kept, &all.kept)) }
            } }
        }
    }

    fn compared(&self, see: &Frame, against: &Against) -> Markup {
        let n = |n: usize| html! { (n) };
        let (more, less) =
            (see.say("我们有、清单没有", "Only ours"), see.say("清单有、我们没有", "Only theirs"));
        let differ = see.say("两边都有、写法不同", "In both, written differently");
        let differing: Vec<Vec<Markup>> = against
            .changed
            .iter()
            .map(|one| {
                vec![
                    item(see, &one.listed.item, &one.listed.name),
                    parts::code(&one.listed.catalog_code),
                    html! { (one.theirs.name) },
                    html! { span.code { (one.theirs.code) } },
                ]
            })
            .collect();
        let theirs: Vec<Vec<Markup>> = against
            .removed
            .iter()
            .map(|row| vec![html! { (row.name) }, html! { span.code { (row.code) } }, n(row.line)])
            .collect();
        let heads = [see.say("事项", "Item"), see.say("基本编码", "Catalogue code")];
        let four = [
            heads[0],
            heads[1],
            see.say("清单里的名称", "Their name"),
            see.say("清单里的编码", "Their code"),
        ];
        let three = [see.say("名称", "Name"), see.say("编码", "Code"), see.say("第几行", "Line")];
        let balance = against.ours.abs_diff(against.theirs);
        let balance = match against.ours >= against.theirs {
            true => see.pick(format!("比清单多 {balance}"), format!("{balance} more than the list")),
            false => see.pick(format!("比清单少 {balance}"), format!("{balance} fewer than the list")),
        };
        html! {
            (parts::strip(&[
                (see.say("我们", "Ours").to_owned(), n(against.ours), balance),
                (see.say("清单", "The list").to_owned(), n(against.theirs), String::new()),
                (see.say("一样的", "Alike").to_owned(), n(against.kept.len()), String::new()),
                (differ.to_owned(), n(against.changed.len()), String::new()),
            ]))
            @if !theirs.is_empty() { h3 { (less) " (" (theirs.len()) ")" } (table(less, &three, &theirs)) }
            @if !against.added.is_empty() {
                h3 { (more) " (" (against.added.len()) ")" } (self.list(see, more, &against.added))
            }
            @if !differing.is_empty() { h3 { (differ) } (table(differ, &four, &differing)) }
        }
    }

    /// The form into which a list is pasted.
    fn paste(&self, see: &Frame) -> Markup {
        let wrong = !self.faults.is_empty();
        let hint = see.pick(
            format!(
                "一行一项：编码、制表符、名称，从表格里直接复制过来就行。最多 {} 行，不会保存。",
                outside::ROWS
            ),
            format!(
                "One item a line: code, tab, name, as copied from a spreadsheet. At most {} rows; nothing is \
                 kept.",
                outside::ROWS
            ),
        );
        html! {
            form.noprint method="post" action=(HREF) {
                (token(see))
                div class={ "field" @if wrong { " wrong" } } {
                    label for=(field_id("list")) { (see.say("别处的清单", "The other list")) }
                    p.hint id="list-h" { (hint) }
                    @for fault in &self.faults { p.fault { (see.of(&fault.text)) } }
                    textarea id=(field_id("list")) name="list" rows="8" aria-describedby="list-h"
                        aria-invalid=[wrong.then_some("true")] { "\n" (self.typed.list) }
                }
                div.field {
                    label for=(field_id("on")) { (see.say("和我们哪天的目录比", "Our catalogue of which day")) }
                    input type="date" id=(field_id("on")) name="on" value=(self.to);
                }
                p.asks { (parts::button(Look::Second, see.say("和清单比", "Compare with the list"), None)) }
            }
        }
    }
}

impl Page for Snapshots {
    fn title(&self, see: &Frame) -> String {
        if !self.faults.is_empty() {
            return parts::faults_title(see, &self.faults);
        }
        let all = &self.changes;
        let (added, removed) = (all.added.len(), all.removed.len());
        see.pick(
            format!("新增 {added}、取消 {removed} · 目录的变化"),
            format!("{added} added, {removed} removed · Changes of the catalogue"),
        )
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.say("目录的变化", "Changes"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.say(
            "按发布台账算：哪一天有哪些事项，哪些新增、保留、取消。",
            "Reckoned from what was published: which items there were on which day.",
        );
        let outside = see.say("和别处的清单比", "Against another list");
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("目录的变化", "Changes of the catalogue"), &html! { (line) }))
            @if let Some(against) = &self.against {
                (parts::section("against", outside, &self.compared(see, against)))
                details { summary { (see.say("换一份清单", "Another list")) } div { (self.paste(see)) } }
            } @else {
                (self.choose(see))
                div.door {
                    h2 { (see.pick(
                        format!("{} 到 {}", self.from.zh_full(), self.to.zh_full()),
                        format!("{} to {}", self.from.en_full(), self.to.en_full()),
                    )) }
                    (self.counts(see))
                }
                (self.sections(see))
                (parts::section("against", outside, &self.paste(see)))
            }
            (more(see))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

/// The way to a staff's page of the catalogue.
pub(super) fn trail(see: &Frame, here: &str) -> Vec<(String, String)> {
    vec![
        ("/".to_owned(), see.say("首页", "Home").to_owned()),
        (links::items().to_owned(), see.say("办事", "Services").to_owned()),
        (String::new(), here.to_owned()),
    ]
}

/// The other pages of the catalogue for staff.
pub(super) fn more(see: &Frame) -> Markup {
    let rows = [
        ("/catalogue", see.say("事项", "Items")),
        (HREF, see.say("目录的变化", "Changes of the catalogue")),
        (super::reductions::HREF, see.say("五减前后", "The five reductions")),
        (super::web::HREF, see.say("牵动关系", "What hangs on what")),
        (super::townships::HREF, see.say("镇街承接", "In the townships")),
        (super::registers::HREF, see.say("清单公开", "Public lists")),
    ];
    let rows: Vec<_> = rows.map(|(href, words)| (href.to_owned(), words.to_owned())).into();
    let heading = see.say("目录的其他页", "More of the catalogue");
    html! { nav.noprint aria-label=(heading) { (parts::links(&rows)) } }
}
