//! The county's list against somebody else's (R10): the province's general catalogue, the list of another
//! year or county, as a table of codes and names.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Item, Text};
use schemars::JsonSchema;
use serde::Serialize;

use super::changes::Listed;

/// Rows of an outside list: with names in Chinese, as many as a form of 256 kB carries.
pub const ROWS: usize = 1_500;
/// Characters of a line: a code and a long name.
pub const LINE_CHARS: usize = 300;
/// Digits of a national basic code 基本编码.
const CODE: usize = 12;

/// A row of an outside list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// The line it stands on, from 1.
    pub line: usize,
    /// Its code as written, or empty.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// An item both have, under another name or another code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Differs {
    /// Ours.
    #[serde(flatten)]
    pub listed: Listed,
    /// Theirs.
    pub theirs: Row,
}

/// Our list against theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Against {
    /// Items of ours.
    pub ours: usize,
    /// Rows of theirs.
    pub theirs: usize,
    /// Both have it, code and name alike.
    pub kept: Vec<Listed>,
    /// Both have it, by its code, under another name; or by its name, under another code.
    pub changed: Vec<Differs>,
    /// Only we have it.
    pub added: Vec<Listed>,
    /// Only they have it.
    pub removed: Vec<Row>,
}

/// Read a pasted table: a line a row, code and name with a tab (or spaces) between; a heading without a digit
/// and empty lines are passed over.
///
/// # Errors
/// What is wrong, by its line, in words; at most a handful.
pub fn read(text: &str) -> Result<Vec<Row>, Vec<Text>> {
    let (mut rows, mut faults, mut seen) = (Vec::new(), Vec::new(), BTreeMap::<String, usize>::new());
    for (n, written) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let (n, line) = (n + 1, written.trim());
        if line.is_empty() || (rows.is_empty() && n == 1 && !line.contains(|c: char| c.is_ascii_digit())) {
            continue;
        }
        let mut fault =
            |zh: &str, en: &str| faults.push(Text::new(format!("第 {n} 行{zh}"), format!("line {n} {en}")));
        if line.chars().count() > LINE_CHARS {
            fault("太长", "is too long");
            continue;
        }
        let (code, name) = parts(line);
        if name.is_empty() {
            fault(
                "没有名称：代码和名称之间要有制表符或者空格",
                "has no name: put a tab or a space after the code",
            );
            continue;
        }
        if let Some(first) = seen.insert(key(&code, &name), n) {
            fault(&format!("和第 {first} 行重复"), &format!("says the same as line {first}"));
            continue;
        }
        rows.push(Row { line: n, code, name });
    }
    if rows.len() > ROWS {
        let (zh, en) = (format!("最多 {ROWS} 行"), format!("at most {ROWS} rows"));
        faults.push(Text::new(zh, en));
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(Text::new("清单是空的", "the list is empty"));
    }
    /// Faults that are worth reading at once.
    const SHOWN: usize = 20;
    faults.truncate(SHOWN);
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// The code, if the first word is one, and the name.
fn parts(line: &str) -> (String, String) {
    let (first, rest) = match line.split_once('\t') {
        Some((first, rest)) => (first.trim(), rest.split('\t').next().unwrap_or_default().trim()),
        None => line.split_once(char::is_whitespace).map_or((line, ""), |(a, b)| (a, b.trim())),
    };
    let code = first.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match (code && !first.is_empty(), rest.is_empty()) {
        (true, _) => (first.to_owned(), rest.to_owned()),
        (false, _) => (String::new(), line.split('\t').next().unwrap_or(line).trim().to_owned()),
    }
}

fn key(code: &str, name: &str) -> String {
    if code.is_empty() { plain(name) } else { basic(code).to_owned() }
}

/// The basic code in a longer implementing code; another code as it is.
fn basic(code: &str) -> &str {
    let digits = code.len().checked_sub(CODE).and_then(|from| code.get(from..));
    digits.filter(|d| d.bytes().all(|b| b.is_ascii_digit())).unwrap_or(code)
}

/// A name without what only its printing adds.
fn plain(name: &str) -> String {
    let plain = name.chars().filter(|c| !c.is_whitespace());
    plain
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            c => c,
        })
        .collect()
}

/// Our items against their rows: by code first, what is left by name.
pub fn against(items: &[&Item], rows: &[Row]) -> Against {
    let mut found = Against { ours: items.len(), theirs: rows.len(), ..Against::default() };
    let by_code: BTreeMap<&str, usize> =
        rows.iter().enumerate().map(|(n, row)| (basic(&row.code), n)).collect();
    let by_name: BTreeMap<String, usize> =
        rows.iter().enumerate().map(|(n, row)| (plain(&row.name), n)).collect();
    let mut met = BTreeSet::new();
    let coded =
        |item: &Item| by_code.get(item.catalog_code.as_str()).or_else(|| by_code.get(item.code.as_str()));
    let taken: BTreeSet<usize> = items.iter().filter_map(|item| coded(item).copied()).collect();
    for item in items {
        let listed = Listed::of(item);
        let named = by_name.get(&plain(&item.name.zh)).filter(|n| !taken.contains(n));
        match (coded(item), named) {
            (Some(n), _) => {
                met.insert(*n);
                match plain(&rows[*n].name) == plain(&item.name.zh) {
                    true => found.kept.push(listed),
                    false => found.changed.push(Differs { listed, theirs: rows[*n].clone() }),
                }
            }
            (None, Some(n)) => {
                met.insert(*n);
                match rows[*n].code.is_empty() {
                    true => found.kept.push(listed),
                    false => found.changed.push(Differs { listed, theirs: rows[*n].clone() }),
                }
            }
            (None, None) => found.added.push(listed),
        }
    }
    found.removed =
        rows.iter().enumerate().filter(|(n, _)| !met.contains(n)).map(|(_, r)| r.clone()).collect();
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_pasted_table_is_read_row_by_row() {
        let rows = read(
            "编码\t名称\n000131911000\t食品经营许可\t备注\n\n11449921MB9X00031G4000131912000 开饭馆\n残疾人证\n",
        );
        let rows: Vec<_> = rows.unwrap().into_iter().map(|row| (row.line, row.code, row.name)).collect();
        let row = |line: usize, code: &str, name: &str| (line, code.to_owned(), name.to_owned());
        let expected = [
            row(2, "000131911000", "食品经营许可"),
            row(4, "11449921MB9X00031G4000131912000", "开饭馆"),
            row(5, "", "残疾人证"),
        ];
        assert_eq!(rows, expected);
        assert_eq!(basic("11449921MB9X00031G4000131912000"), "000131912000");
        assert_eq!(basic("food-permit"), "food-permit");
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_line() {
        let faults =
            |text: &str| -> Vec<String> { read(text).unwrap_err().into_iter().map(|f| f.zh).collect() };
        assert_eq!(faults(" \n\n"), ["清单是空的"]);
        assert!(faults("000131911000")[0].starts_with("第 1 行没有名称"));
        assert_eq!(faults("000131911000\t甲\n000131911000\t乙"), ["第 2 行和第 1 行重复"]);
        assert_eq!(faults(&format!("1\t{}", "长".repeat(LINE_CHARS))), ["第 1 行太长"]);
        let many: String = (0..=ROWS).map(|n| format!("{n}\t事项{n}\n")).collect();
        assert_eq!(faults(&many), [format!("最多 {ROWS} 行")]);
    }
}
