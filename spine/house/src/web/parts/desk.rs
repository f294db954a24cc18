//! For people who sit here eight hours: the worklist with its tabs, filter and pages, the points of an
//! examination, and the bar that says what is missing before it offers acts.

use kernel::form::{Answers, FieldFault};
use kernel::item::{Choice, Point};
use kernel::limits::REASON_CHARS;
use maud::{Markup, html};

use super::form::{fault_of, field_id};
use super::{Lamp, lamp};
use crate::web::page::Frame;

/// A column of a worklist after lamp and item.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head, and the label in front of its value on a phone.
    pub head: String,
    /// Does it take the whole width of a phone (names, numbers)?
    pub wide: bool,
    /// Is the list sorted by it?
    pub sorted: bool,
}

/// A row of a worklist.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// Colour and shape.
    pub lamp: Lamp,
    /// Words of the lamp: 余 3 日.
    pub words: String,
    /// Where its one link leads.
    pub href: String,
    /// The item's name, which is the link.
    pub name: String,
    /// One value for each [`Column`].
    pub cells: Vec<Markup>,
}

/// The worklist: lamp, item (the only link of a row), then the columns. On a phone each row is a block.
///
/// Roles are spelt out because stacked tables lose their own.
pub fn work(see: &Frame, caption: &str, columns: &[Column], rows: &[WorkRow]) -> Markup {
    html! {
        table.work.stack.pair role="table" {
            caption.vh { (caption) }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (see.say("时限", "Time")) }
                th role="columnheader" scope="col" { (see.say("事项", "Item")) }
                @for column in columns {
                    th role="columnheader" scope="col" aria-sort=[column.sorted.then_some("ascending")] {
                        (column.head) @if column.sorted { " ↑" }
                    }
                }
            } }
            tbody role="rowgroup" { @for row in rows { tr role="row" {
                td role="cell" { (lamp(row.lamp, &row.words)) }
                th role="rowheader" scope="row" { a.go href=(row.href) { (row.name) } }
                @for (column, cell) in columns.iter().zip(&row.cells) {
                    td role="cell" class=[column.wide.then_some("wide")] data-l=(column.head) { (cell) }
                }
            } } }
        }
    }
}

/// A tab over a list.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// The lamp it filters by, if it does.
    pub lamp: Option<Lamp>,
    /// Its words.
    pub words: String,
    /// How many rows it has; none where it does not count.
    pub count: Option<i64>,
    /// Is this the one shown?
    pub here: bool,
}

/// Tabs that are links, with their counts; `name` says what they sort by.
pub fn tabs(name: &str, all: &[Tab]) -> Markup {
    html! { nav aria-label=(name) { ul.tabs { @for tab in all { li {
        a href=(tab.href) aria-current=[tab.here.then_some("true")] {
            @match tab.lamp { Some(l) => (lamp(l, &tab.words)), None => span { (tab.words) } }
            @if let Some(n) = tab.count { " " span.num { (n) } }
        }
    } } } } }
}

/// The filter over a list: a search field (none where it has no name), then selects of name, label and
/// options; sent with GET.
pub fn filter(
    see: &Frame,
    action: &str,
    search: (&str, &str, &str),
    selects: &[(&str, &str, &[Choice], &str)],
) -> Markup {
    let (name, label, value) = search;
    html! {
        form.filter method="get" action=(action) role="search" {
            @if !name.is_empty() { div {
                label for=(field_id(name)) { (label) }
                input.w20 type="search" id=(field_id(name)) name=(name) value=(value);
            } }
            @for &(name, label, options, chosen) in selects { div {
                label for=(field_id(name)) { (label) }
                select id=(field_id(name)) name=(name) {
                    option value="" { (see.say("全部", "All")) }
                    @for one in options {
                        option value=(one.code) selected[one.code == chosen] { (see.of(&one.text)) }
                    }
                }
            } }
            // a search alone is no filter
            button.second {
                @if selects.is_empty() { (see.say("查找", "Search")) } @else { (see.say("筛选", "Filter")) }
            }
        }
    }
}

/// Pages of a list by key: to the beginning, and on; an address that is `None` is not offered.
pub fn pager(see: &Frame, first: Option<&str>, next: Option<&str>) -> Markup {
    if first.is_none() && next.is_none() {
        return html! {};
    }
    html! {
        nav.asks.noprint aria-label=(see.say("翻页", "Pages")) {
            @if let Some(href) = first { a href=(href) rel="first" { (see.say("回到第一页", "First page")) } }
            @if let Some(href) = next {
                a.button.second href=(href) rel="next" { (see.say("下一页", "Next page")) }
            }
        }
    }
}

/// The check points of an examination, in the order of the law, inside the form that sends them.
///
/// A verdict is named `point-<code>` with the values `met` and `unmet`; its reason `note-<code>`.
/// `typed` and `faults` use the same names.
pub fn points(see: &Frame, all: &[&Point], typed: &Answers, faults: &[FieldFault]) -> Markup {
    html! { ol.points { @for one in all { (point(see, one, typed, faults)) } } }
}

fn point(see: &Frame, one: &Point, typed: &Answers, faults: &[FieldFault]) -> Markup {
    let (name, note) = (format!("point-{}", one.code), format!("note-{}", one.code));
    let verdict = typed.get(&name).map_or("", String::as_str);
    let reason = typed.get(&note).map_or("", String::as_str);
    let (fault, note_fault) = (fault_of(faults, &name), fault_of(faults, &note));
    let (id, note_id) = (field_id(&name), field_id(&note));
    let open = verdict == "unmet" || !reason.is_empty() || note_fault.is_some();
    html! {
        li class=[fault.or(note_fault).map(|_| "wrong")] {
            fieldset role="radiogroup" aria-invalid=[fault.map(|_| "true")]
                aria-describedby={ (id) "-b" @if fault.is_some() { " " (id) "-e" } } {
                legend { (see.of(&one.text)) }
                div.verdict {
                    (option(see, &name, &id, "met", verdict))
                    (option(see, &name, &format!("{id}-unmet"), "unmet", verdict))
                }
                p id={ (id) "-b" } { (see.of(&one.basis)) }
                @if let Some(fault) = fault {
                    p.fault id={ (id) "-e" } { span.vh { (see.say("错误：", "Error: ")) } (see.of(fault)) }
                }
            }
            details open[open] {
                summary { (see.say("不通过的理由", "Reason if not met")) }
                div.field {
                    label for=(note_id) {
                        (see.say("哪里不符、引用哪一条、怎样算改好", "What is not met, which clause, how to mend it"))
                    }
                    @if let Some(fault) = note_fault {
                        p.fault id={ (note_id) "-e" } { (see.of(fault)) }
                    }
                    textarea id=(note_id) name=(note) rows="2" maxlength=(REASON_CHARS)
                        aria-invalid=[note_fault.map(|_| "true")]
                        aria-describedby=[note_fault.map(|_| format!("{note_id}-e"))] { "\n" (reason) }
                }
            }
        }
    }
}

fn option(see: &Frame, name: &str, id: &str, value: &str, chosen: &str) -> Markup {
    let words = if value == "met" { see.say("通过", "met") } else { see.say("不通过", "not met") };
    html! {
        span.pick {
            input type="radio" name=(name) id=(id) value=(value) checked[value == chosen];
            label for=(id) { (words) }
        }
    }
}

/// The bar at the foot of an examination: what is missing in words, then the buttons.
pub fn bar(say: &Markup, buttons: &Markup) -> Markup {
    html! { div.bar { div.wrap { p.say { (say) } (buttons) } } }
}
