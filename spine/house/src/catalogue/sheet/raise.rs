//! Items raised from the cells of a book again: each cell is read where it stands, and what is wrong is told
//! there.

use std::collections::BTreeMap;

use kernel::{Item, Text};
use sheets::{Page, Place};
use toml::{Table, Value};

use super::super::Organs;
use super::super::flaw::Weight;
use super::super::frame::read;
use super::super::reading::Reading;
use super::super::shapes;
use super::plan::{Holds, Plan, RULE, Slot, plans};
use super::{Came, Wrong, heads, nearest, written};

/// An item while it is put together.
#[derive(Default)]
struct Raised {
    tree: Table,
    /// The cell of every place in its tree.
    places: BTreeMap<String, Place>,
    /// The cells of columns that are worked out, by their heads.
    derived: Vec<(String, String, Place)>,
    /// Where a row of a list came to stand: by sheet and numbers, its path.
    stands: BTreeMap<(String, Vec<usize>), String>,
}

/// What a column of a page is.
enum Heading<'p> {
    Item,
    At,
    Slot(&'p Slot),
    Derived(&'static str),
    NotKept,
}

/// A row that says something.
struct Row<'p> {
    item: String,
    at: Vec<usize>,
    cells: Vec<(&'p Slot, String, Place)>,
    begins: Place,
}

/// Every item of the pages; what is wrong is added.
pub(super) fn items(pages: &[Page], organs: &Organs, wrong: &mut Vec<Wrong>) -> BTreeMap<String, Came> {
    let plans = plans();
    let mut raised: BTreeMap<String, Raised> = BTreeMap::new();
    for page in pages.iter().filter(|page| !page.rows.is_empty()) {
        if !plans.iter().any(|plan| heads::sheet(&plan.name()) == page.name) {
            let place = Place { sheet: page.name.clone(), row: 0, column: 0 };
            let what =
                Text::new(format!("没有“{}”这张表", page.name), format!("there is no sheet “{}”", page.name));
            wrong.push(Wrong::at(
                &place,
                what,
                Text::new("删去这张表，或者改回原来的名字", "Delete it or name it as it was"),
            ));
        }
    }
    for plan in &plans {
        let Some(page) = pages.iter().find(|page| heads::sheet(&plan.name()) == page.name) else {
            if plan.lists.is_empty() {
                let what = Text::new("没有“事项”这张表", "there is no sheet “事项”");
                wrong.push(Wrong::of_book(what, Text::new("用导出的表格来改", "Change the exported book")));
            }
            continue;
        };
        let mut rows = rows(plan, page, &mut raised, wrong);
        // what stands inside another comes after it
        rows.sort_by_key(|row| (row.at.len(), row.at.clone()));
        for row in rows {
            put(plan, row, &mut raised, wrong);
        }
    }
    raised
        .into_iter()
        .filter_map(|(code, item)| Some((code.clone(), came(&code, item, organs, wrong)?)))
        .collect()
}

/// The item that its tree says, held to the shape of a file.
fn came(code: &str, raised: Raised, organs: &Organs, wrong: &mut Vec<Wrong>) -> Option<Came> {
    let text = written::text(&raised.tree, "");
    let path = format!("items/{code}.toml");
    let mut reading = Reading::of(&path, &text);
    let item = read::<Item>(&mut reading, shapes::ITEM);
    let errors: Vec<_> = reading.flaws.iter().filter(|flaw| flaw.weight == Weight::Error).collect();
    for flaw in &errors {
        let place = nearest(&raised.places, &flaw.at).or_else(|| raised.places.get("code")).cloned();
        wrong.push(Wrong { place, what: flaw.what.clone(), mend: flaw.mend.clone() });
    }
    let item = item.filter(|_| errors.is_empty())?;
    let came = Came { item, text: text.clone(), places: raised.places };
    for (head, words, place) in raised.derived {
        let says =
            heads::DERIVED.iter().find(|(name, _)| *name == head).map(|(_, of)| of(&came.item, organs));
        if says.as_deref() != Some(words.as_str()) {
            let says = says.unwrap_or_default();
            let what = Text::new(
                format!("“{head}”由别的列算出，是“{says}”，这里写的是“{words}”"),
                format!("“{head}” follows from other columns and is “{says}”, not “{words}”"),
            );
            wrong.push(Wrong::at(
                &place,
                what,
                Text::new("改别的列，或者清空这一格", "Change those, or empty this"),
            ));
        }
    }
    Some(came)
}

/// The rows of a page; items are begun, and what has no place is told.
fn rows<'p>(
    plan: &'p Plan,
    page: &Page,
    raised: &mut BTreeMap<String, Raised>,
    wrong: &mut Vec<Wrong>,
) -> Vec<Row<'p>> {
    let headings = headings(plan, page, wrong);
    let mut all = Vec::new();
    for (number, cells) in page.rows.iter().filter(|(number, _)| **number > 0) {
        let place = |column: u32| Place { sheet: page.name.clone(), row: *number, column };
        let mut row = Row { item: String::new(), at: Vec::new(), cells: Vec::new(), begins: place(0) };
        let mut derived = Vec::new();
        for (column, words) in cells {
            let words = words.replace("\r\n", "\n");
            match headings.get(column) {
                Some(Heading::Item) => row.item = words.trim().to_owned(),
                Some(Heading::At) => match numbers(&words) {
                    Some(at) => row.at = at,
                    None => {
                        let what = Text::new(format!("“{words}”不是序号"), format!("“{words}” is no number"));
                        let mend = Text::new("写成 3 或者 3.1 这样", "Write it like 3 or 3.1");
                        wrong.push(Wrong::at(&place(*column), what, mend));
                    }
                },
                Some(Heading::Slot(slot)) => row.cells.push((*slot, words, place(*column))),
                Some(Heading::Derived(head)) => derived.push(((*head).to_owned(), words, place(*column))),
                Some(Heading::NotKept) => {
                    let what = Text::new(
                        "目录里没有这一项，写在这里会丢",
                        "the catalogue does not keep this: it would be lost",
                    );
                    wrong.push(Wrong::at(&place(*column), what, Text::new("清空这一格", "Empty this cell")));
                }
                None => {
                    let what = Text::new("这一列没有认得的列名", "this column has no heading that is known");
                    wrong.push(Wrong::at(
                        &place(*column),
                        what,
                        Text::new("用导出的列名", "Use the exported headings"),
                    ));
                }
            }
        }
        if plan.lists.is_empty() {
            let code =
                row.cells.iter().find(|(slot, ..)| slot.name() == "code").map(|(_, words, _)| words.clone());
            row.item = code.unwrap_or_default();
            if begin(&row, derived, raised, wrong) {
                all.push(row);
            }
        } else if raised.contains_key(&row.item) {
            all.push(row);
        } else {
            let what =
                Text::new(format!("“事项”表里没有“{}”", row.item), format!("“事项” has no “{}”", row.item));
            wrong.push(Wrong::at(&row.begins, what, Text::new("写上事项代码", "Write the item's code")));
        }
    }
    all
}

/// A row of the items begins an item, unless it has no code or another has it.
fn begin(
    row: &Row<'_>,
    derived: Vec<(String, String, Place)>,
    raised: &mut BTreeMap<String, Raised>,
    wrong: &mut Vec<Wrong>,
) -> bool {
    if row.item.is_empty() || raised.contains_key(&row.item) {
        let what = match row.item.is_empty() {
            true => Text::new("这一行没有事项代码", "this row has no code of an item"),
            false => Text::new(format!("“{}”出现了两次", row.item), format!("“{}” stands twice", row.item)),
        };
        wrong.push(Wrong::at(
            &row.begins,
            what,
            Text::new("每个事项一行，代码各不相同", "One row an item, each its own code"),
        ));
        return false;
    }
    raised.insert(row.item.clone(), Raised { derived, ..Raised::default() });
    true
}

fn headings<'p>(plan: &'p Plan, page: &Page, wrong: &mut Vec<Wrong>) -> BTreeMap<u32, Heading<'p>> {
    let name = plan.name();
    let mut all = BTreeMap::new();
    for (column, words) in page.rows.get(&0).into_iter().flatten() {
        let slot = plan.columns.iter().find(|slot| heads::column(&name, &slot.name()) == *words);
        let derived = heads::DERIVED.iter().find(|(head, _)| *head == words.as_str());
        let heading = match (words.as_str(), slot, derived) {
            (_, Some(slot), _) => Heading::Slot(slot),
            (heads::ITEM, ..) => Heading::Item,
            (heads::AT, ..) => Heading::At,
            (_, _, Some((head, _))) if name.is_empty() => Heading::Derived(head),
            (words, ..)
                if heads::NOT_KEPT.contains(&words) || heads::NOT_KEPT_OF_MATERIALS.contains(&words) =>
            {
                Heading::NotKept
            }
            _ => continue,
        };
        all.insert(*column, heading);
    }
    for slot in plan.columns.iter().filter(|slot| slot.must) {
        let there = |heading: &Heading<'_>| matches!(heading, Heading::Slot(one) if one.path == slot.path);
        if !all.values().any(there) {
            let head = heads::column(&name, &slot.name());
            let place = Place { sheet: page.name.clone(), row: 0, column: 0 };
            let what = Text::new(format!("缺“{head}”这一列"), format!("the column “{head}” is missing"));
            wrong.push(Wrong::at(&place, what, Text::new("用导出的列名", "Use the exported headings")));
        }
    }
    all
}

/// `3.1` as numbers from 1.
fn numbers(words: &str) -> Option<Vec<usize>> {
    let each = words.trim().split('.').map(|one| one.parse::<usize>().ok().filter(|n| *n > 0));
    each.collect()
}

/// A row is put where it belongs in the tree of its item.
fn put(plan: &Plan, row: Row<'_>, raised: &mut BTreeMap<String, Raised>, wrong: &mut Vec<Wrong>) {
    let Some(item) = raised.get_mut(&row.item) else { return };
    let mut table = Table::new();
    let mut told = Vec::new();
    for (slot, words, place) in &row.cells {
        match value(slot, words) {
            Ok(value) => set(&mut table, &slot.path, value),
            Err((what, mend)) => wrong.push(Wrong::at(place, what, mend)),
        }
        told.push((slot.name(), place.clone()));
    }
    let path = match plan.lists.is_empty() {
        true => {
            item.tree = table;
            String::new()
        }
        false => match stand(plan, &row, table, item) {
            Ok(path) => path,
            Err((what, mend)) => {
                wrong.push(Wrong::at(&row.begins, what, mend));
                return;
            }
        },
    };
    let join = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if !path.is_empty() {
        item.places.insert(path.clone(), row.begins.clone());
    }
    item.places.extend(told.into_iter().map(|(name, place)| (join(&name), place)));
}

/// Why a row or a cell is not taken, and how to mend it.
type Why = (Text, Text);

/// A row of a list comes to stand in it; says at which path.
fn stand(plan: &Plan, row: &Row<'_>, mut table: Table, item: &mut Raised) -> Result<String, Why> {
    let name = plan.name();
    if plan.is_map() {
        let rule = table.remove(RULE).and_then(|rule| rule.as_str().map(str::to_owned));
        let rule = rule.ok_or_else(|| {
            (Text::new("没有写环节", "no rule is named"), Text::new("写上环节", "Name the rule"))
        })?;
        let path = format!("{name}.{rule}");
        let all = item.tree.entry(name).or_insert_with(|| Value::Table(Table::new()));
        if let Some(all) = all.as_table_mut() {
            all.insert(rule, Value::Table(table));
        }
        return Ok(path);
    }
    let depth = plan.lists.len();
    let (Some((_, before)), true) = (row.at.split_last(), row.at.len() >= depth) else {
        let what = Text::new("序号不对", "the number is wrong");
        return Err((what, Text::new("写成 3 或者 3.1 这样", "Write it like 3 or 3.1")));
    };
    if item.stands.contains_key(&(name.clone(), row.at.clone())) {
        let what = Text::new("这个序号出现了两次", "this number stands twice");
        return Err((what, Text::new("各写各的序号", "Number each by itself")));
    }
    // a row inside another of the same list, or inside a row of the list above
    let inside =
        if plan.nests && row.at.len() > depth { name.clone() } else { plan.lists[..depth - 1].join(".") };
    let parent = match before.is_empty() {
        true => Some(String::new()),
        false => item.stands.get(&(inside, before.to_vec())).cloned(),
    };
    let lost = || {
        let what = Text::new("它所在的那一行不在", "the row it belongs to is not there");
        (what, Text::new("先有 3，才有 3.1", "3.1 needs 3"))
    };
    let parent = parent.ok_or_else(lost)?;
    let step = plan.lists[depth - 1];
    let holder = find(&mut item.tree, &parent).ok_or_else(lost)?;
    let list =
        holder.entry(step).or_insert_with(|| Value::Array(Vec::new())).as_array_mut().ok_or_else(lost)?;
    let path = if parent.is_empty() {
        format!("{step}.{}", list.len())
    } else {
        format!("{parent}.{step}.{}", list.len())
    };
    list.push(Value::Table(table));
    item.stands.insert((name, row.at.clone()), path.clone());
    Ok(path)
}

/// The table at a path like `fields.2.fields.0`.
fn find<'t>(tree: &'t mut Table, path: &str) -> Option<&'t mut Table> {
    let mut steps = path.split('.').filter(|step| !step.is_empty());
    let mut here = tree;
    while let (Some(list), Some(n)) = (steps.next(), steps.next()) {
        let n: usize = n.parse().ok()?;
        here = here.get_mut(list)?.as_array_mut()?.get_mut(n)?.as_table_mut()?;
    }
    Some(here)
}

fn set(table: &mut Table, path: &[&str], value: Value) {
    let Some((last, before)) = path.split_last() else { return };
    let mut here = table;
    for step in before {
        let inner = here.entry(*step).or_insert_with(|| Value::Table(Table::new()));
        let Some(inner) = inner.as_table_mut() else { return };
        here = inner;
    }
    here.insert((*last).to_owned(), value);
}

fn value(slot: &Slot, words: &str) -> Result<Value, Why> {
    let key = slot.path.last().copied().unwrap_or_default();
    let lines = || words.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let text = |one: &str| Value::String(one.to_owned());
    Ok(match slot.holds {
        Holds::Words => text(words),
        Holds::Whole => {
            let n = words.trim().parse::<i64>();
            let what = || Text::new(format!("“{words}”不是整数"), format!("“{words}” is no whole number"));
            Value::Integer(n.map_err(|_| (what(), Text::new("写整数", "Write a whole number")))?)
        }
        Holds::Truth => match words.trim() {
            "是" => Value::Boolean(true),
            "否" => Value::Boolean(false),
            _ => {
                let what = Text::new(
                    format!("“{words}”不是“是”也不是“否”"),
                    format!("“{words}” is neither 是 nor 否"),
                );
                return Err((what, Text::new("写“是”或者“否”", "Write 是 or 否")));
            }
        },
        Holds::OneOf(all) | Holds::Rule(all) => {
            let known = || all.iter().map(|one| heads::value(key, one)).collect::<Vec<_>>().join("、");
            let what = || Text::new(format!("没有“{words}”这个值"), format!("there is no value “{words}”"));
            let meant = heads::meant(key, words.trim(), all);
            let mend = || Text::new(format!("可以用的有：{}", known()), format!("There are: {}", known()));
            text(meant.ok_or_else(|| (what(), mend()))?)
        }
        Holds::Lines => Value::Array(lines().map(text).collect()),
        Holds::Answers => {
            let mut all = Table::new();
            for line in lines() {
                let what = || Text::new(format!("“{line}”不是一个条件"), format!("“{line}” is no condition"));
                let mend = || Text::new("写成 water=own|mains 这样", "Write it like water=own|mains");
                let (question, answers) = line.split_once('=').ok_or_else(|| (what(), mend()))?;
                let answers = answers.split('|').map(|one| text(one.trim())).collect();
                all.insert(question.trim().to_owned(), Value::Array(answers));
            }
            Value::Table(all)
        }
    })
}
