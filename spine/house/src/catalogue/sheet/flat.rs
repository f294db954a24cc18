//! Items laid out flat: a row an item, and a row for everything in its lists.

use kernel::Item;
use sheets::{Book, Column, Sheet};
use toml::{Table, Value};

use super::super::Organs;
use super::heads;
use super::plan::{Holds, Plan, RULE, Slot, plans};

/// The whole book.
///
/// # Errors
/// What a cell cannot hold, in words.
pub(super) fn book(items: &[Item], organs: &Organs) -> Result<Book, String> {
    let plans = plans();
    let nests: Vec<&str> = plans.iter().filter(|plan| plan.nests).map(|plan| plan.lists[0]).collect();
    let tables = items.iter().map(|item| Table::try_from(item).map_err(|e| format!("{}: {e}", item.code)));
    let tables: Vec<Table> = tables.collect::<Result<_, _>>()?;
    let mut sheets = Vec::new();
    for plan in &plans {
        let mut sheet = Sheet { name: heads::sheet(&plan.name()), columns: columns(plan), rows: Vec::new() };
        for (item, table) in items.iter().zip(&tables) {
            let mut rows = Vec::new();
            match plan.is_map() {
                true => clauses(table, plan, &mut rows),
                false => lay(table, &plan.lists, &nests, &[], &mut rows),
            }
            for (at, row) in rows {
                sheet.rows.push(cells(plan, (item, organs), &at, &row)?);
            }
        }
        sheets.push(sheet);
    }
    Ok(Book { title: "政务服务事项目录".to_owned(), sheets })
}

/// The columns of a sheet: which item, where in its list, its values, then the layout's others.
pub(super) fn columns(plan: &Plan) -> Vec<Column> {
    let name = plan.name();
    let column = |head: String, note: &str, wide| Column { head, note: note.to_owned(), wide };
    let mut all = Vec::new();
    if !plan.lists.is_empty() {
        all.push(column(heads::ITEM.to_owned(), "", 22));
        all.push(column(heads::AT.to_owned(), "在清单里的次序；3.1 是第 3 个里的第 1 个", 7));
    }
    for slot in &plan.columns {
        let wide = if matches!(slot.path.last(), Some(&"zh" | &"en")) { 28 } else { 14 };
        all.push(column(heads::column(&name, &slot.name()), &note(slot), wide));
    }
    let (derived, not_kept): (&[heads::Derived], &[&str]) = match name.as_str() {
        "" => (heads::DERIVED, heads::NOT_KEPT),
        "materials" => (&[], heads::NOT_KEPT_OF_MATERIALS),
        _ => (&[], &[]),
    };
    all.extend(derived.iter().map(|(head, _)| column((*head).to_owned(), "由别的列算出，不用填", 12)));
    all.extend(not_kept.iter().map(|head| column((*head).to_owned(), "目录里还没有这一项，请留空", 12)));
    all
}

/// What belongs into a cell.
fn note(slot: &Slot) -> String {
    let key = slot.path.last().copied().unwrap_or_default();
    let listed = |all: &[&str]| all.iter().map(|one| heads::value(key, one)).collect::<Vec<_>>().join("、");
    let (what, must) = match slot.holds {
        Holds::Words => (String::new(), slot.must),
        Holds::Whole => ("整数".to_owned(), slot.must),
        Holds::Truth => ("是、否".to_owned(), slot.must),
        Holds::OneOf(all) | Holds::Rule(all) => (listed(all), slot.must),
        Holds::Lines => ("一行一个".to_owned(), false),
        Holds::Answers => ("一行一个问题：问题代码=答案代码|答案代码；空着是都适用".to_owned(), false),
    };
    if must { format!("必填。{what}") } else { what }
}

/// The rows of lists inside lists, each with the numbers that lead to it, from 1.
fn lay(table: &Table, lists: &[&str], nests: &[&str], at: &[usize], rows: &mut Vec<(Vec<usize>, Table)>) {
    let Some((first, rest)) = lists.split_first() else {
        rows.push((at.to_vec(), table.clone()));
        return;
    };
    let all = table.get(*first).and_then(Value::as_array);
    for (n, inner) in all.into_iter().flatten().filter_map(Value::as_table).enumerate() {
        let at: Vec<usize> = at.iter().copied().chain([n + 1]).collect();
        lay(inner, rest, nests, &at, rows);
        if nests.contains(first) {
            lay(inner, lists, nests, &at, rows);
        }
    }
}

/// The clauses of a table by rule, each as a row that names its rule.
fn clauses(table: &Table, plan: &Plan, rows: &mut Vec<(Vec<usize>, Table)>) {
    let all = plan.lists.iter().try_fold(table, |table, step| table.get(*step)?.as_table());
    for (n, (rule, clause)) in all.into_iter().flatten().enumerate() {
        let mut row = clause.as_table().cloned().unwrap_or_default();
        row.insert(RULE.to_owned(), Value::String(rule.clone()));
        rows.push((vec![n + 1], row));
    }
}

fn cells(
    plan: &Plan,
    (item, organs): (&Item, &Organs),
    at: &[usize],
    row: &Table,
) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    if !plan.lists.is_empty() {
        all.push(item.code.clone());
        all.push(at.iter().map(ToString::to_string).collect::<Vec<_>>().join("."));
    }
    for slot in &plan.columns {
        let words = match find(row, &slot.path) {
            Some(value) => {
                cell(slot, value).map_err(|why| format!("{} {}: {why}", item.code, slot.name()))?
            }
            None => String::new(),
        };
        all.push(words);
    }
    if plan.lists.is_empty() {
        all.extend(heads::DERIVED.iter().map(|(_, of)| of(item, organs)));
    }
    all.resize(columns(plan).len(), String::new());
    Ok(all)
}

fn find<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (last, before) = path.split_last()?;
    before.iter().try_fold(table, |table, step| table.get(*step)?.as_table())?.get(*last)
}

fn cell(slot: &Slot, value: &Value) -> Result<String, String> {
    let key = slot.path.last().copied().unwrap_or_default();
    Ok(match (slot.holds, value) {
        (Holds::OneOf(_) | Holds::Rule(_), Value::String(code)) => heads::value(key, code),
        (_, Value::String(words)) => words.clone(),
        (_, Value::Integer(n)) => n.to_string(),
        (_, Value::Boolean(yes)) => heads::truth(*yes).to_owned(),
        (_, Value::Array(all)) => lines(all)?.join("\n"),
        (_, Value::Table(answers)) => {
            let line = |(question, all): (&String, &Value)| {
                let all = lines(all.as_array().map_or(&[][..], Vec::as_slice))?;
                match all.iter().chain([&question.as_str()]).any(|one| one.contains(['|', '='])) {
                    true => Err("an answer with | or = in it".to_owned()),
                    false => Ok(format!("{question}={}", all.join("|"))),
                }
            };
            answers.iter().map(line).collect::<Result<Vec<_>, _>>()?.join("\n")
        }
        (_, other) => return Err(format!("a value of type {}", other.type_str())),
    })
}

/// Words that each fit on a line.
fn lines(all: &[Value]) -> Result<Vec<&str>, String> {
    let each = all.iter().map(|one| one.as_str().filter(|words| !words.contains('\n')));
    each.map(|one| one.ok_or_else(|| "a list with something else than single lines".to_owned())).collect()
}
