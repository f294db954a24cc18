//! The twelve rules that let every SQL statement exist once for SQLite and PostgreSQL.
//!
//! Their reasons stand in docs/how-to/run-on-postgres.md.
//! Rule 11 (text has been cleaned) cannot be seen in SQL: `kernel::party` is tested for it.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Kind, Source};
use super::{caught, none, tree};

/// The two files where the engines differ on purpose.
const ENGINES: &[&str] =
    &["spine/store/src/sqlite.rs", "spine/store/src/postgres.rs", "spine/rig/src/postgres.rs"];

/// Words that only one engine knows, or that mean two things: (rule, word, why).
const WORDS: &[(u8, &str, &str)] = &[
    (1, "integer", "text and bigint are the only types"),
    (1, "int", "text and bigint are the only types"),
    (1, "boolean", "truth is 0 or 1 in a bigint"),
    (1, "varchar", "text and bigint are the only types"),
    (1, "numeric", "money is fen in a bigint"),
    (1, "real", "text and bigint are the only types"),
    (1, "timestamp", "time is milliseconds in a bigint"),
    (1, "timestamptz", "time is milliseconds in a bigint"),
    (1, "bytea", "bytes are hex in a text"),
    (1, "blob", "bytes are hex in a text"),
    (4, "serial", "the writer gives numbers"),
    (4, "bigserial", "the writer gives numbers"),
    (4, "autoincrement", "the writer gives numbers"),
    (4, "rowid", "only SQLite has it"),
    (4, "ctid", "only PostgreSQL has it"),
    (4, "current_timestamp", "the desk gives the time"),
    (4, "current_date", "the desk gives the time"),
    (6, "like", "the engines disagree about case; search goes through tokens"),
    (6, "ilike", "only PostgreSQL has it; search goes through tokens"),
    (6, "glob", "only SQLite has it"),
    (6, "regexp", "search goes through tokens"),
    (6, "similar", "search goes through tokens"),
    (6, "collate", "byte order everywhere"),
    (7, "json", "a field that is asked for is a column"),
    (7, "jsonb", "a field that is asked for is a column"),
    (8, "interval", "dates are the law's business, not SQL's"),
    (8, "julianday", "dates are the law's business, not SQL's"),
];

/// Functions that may not be called: (rule, name, why).
const CALLS: &[(u8, &str, &str)] = &[
    (4, "now", "the desk gives the time"),
    (4, "random", "the house gives the dice"),
    (4, "nextval", "the writer gives numbers"),
    (4, "gen_random_uuid", "the house gives the dice"),
    (5, "avg", "numeric on one engine, floating on the other"),
    (6, "lower", "the engines disagree beyond ASCII"),
    (6, "upper", "the engines disagree beyond ASCII"),
    (7, "json_extract", "a field that is asked for is a column"),
    (7, "json_each", "a field that is asked for is a column"),
    (7, "json_object", "a field that is asked for is a column"),
    (8, "date", "dates are the law's business, not SQL's"),
    (8, "datetime", "dates are the law's business, not SQL's"),
    (8, "strftime", "dates are the law's business, not SQL's"),
    (8, "extract", "dates are the law's business, not SQL's"),
    (8, "date_trunc", "dates are the law's business, not SQL's"),
    (8, "to_timestamp", "dates are the law's business, not SQL's"),
];

/// Signs and phrases: (rule, text, why).
const PHRASES: &[(u8, &str, &str)] = &[
    (4, "::", "a cast is written cast(x as bigint)"),
    (7, "->", "a field that is asked for is a column"),
    (9, "insert or ", "write on conflict (…) do …"),
    (9, "replace into", "write on conflict (…) do update"),
    (9, "on conflict do", "name the columns of the conflict"),
    (2, "default null", "absence is '' or a side table"),
];

/// For each table, the columns of its primary key and of each unique constraint.
type Keys = BTreeMap<String, BTreeSet<Vec<String>>>;

/// Lower case, comments gone, the insides of quoted texts gone, one blank between words.
fn plain(sql: &str) -> String {
    let mut out = String::new();
    for line in sql.lines() {
        out.push_str(line.split("--").next().unwrap_or(""));
        out.push('\n');
    }
    let halves = out.split('\'').enumerate();
    let bare: String = halves.map(|(at, part)| if at % 2 == 0 { part } else { "''" }).collect();
    bare.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a plain statement with the byte where each ends.
fn words(sql: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in sql.char_indices().chain([(sql.len(), ' ')]) {
        let inside = c.is_alphanumeric() || c == '_' || c == '$';
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((&sql[from..at], at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Does a string of a Rust file hold SQL?
fn looks_like_sql(text: &str) -> bool {
    let text = text.trim_start();
    let starts = |words: &[&str]| words.iter().any(|word| text.to_lowercase().starts_with(word));
    let opening = starts(&[
        "insert into ",
        "insert or ",
        "replace into ",
        "delete from ",
        "create table ",
        "create index ",
    ]);
    let select =
        starts(&["select ", "with "]) && text.to_lowercase().contains(" from ") && text.contains("select ");
    opening || select || (starts(&["update "]) && text.contains(" set ")) || text.contains("order by ")
}

/// The statements of a file, each with its place.
fn statements_of(source: &Source) -> Vec<(String, String)> {
    if ENGINES.contains(&source.path.as_str()) || source.path.contains("house/tidy") {
        return vec![];
    }
    let texts = source.tokens.iter().filter(|t| t.kind == Kind::Text && looks_like_sql(&t.text));
    texts.map(|t| (format!("{}:{}", source.path, t.line), t.text.clone())).collect()
}

/// Columns and keys of every `create table` in a plain text.
fn tables(sql: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for part in sql.split("create table ").skip(1) {
        let Some(open) = part.find('(') else { continue };
        let name = part[..open].trim().trim_start_matches("if not exists ").trim().to_string();
        let close = matching(part, open);
        found.push((name, commas(&part[open + 1..close])));
    }
    found
}

/// Where the bracket that opens at `open` closes.
fn matching(text: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < open) {
        match c {
            '(' => depth += 1,
            ')' if depth <= 1 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Splits at commas outside brackets.
fn commas(text: &str) -> Vec<String> {
    let (mut found, mut depth) = (vec![String::new()], 0_usize);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == ',' && depth == 0 {
            found.push(String::new());
        } else {
            found.last_mut().expect("one part is always open").push(c);
        }
    }
    found.into_iter().map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect()
}

fn keys_of(sql: &str, keys: &mut Keys) {
    let inside = |text: &str, open: usize| commas(&text[open + 1..matching(text, open)]);
    for (name, columns) in tables(sql) {
        let own = keys.entry(name).or_default();
        for column in &columns {
            if column.starts_with("primary key") || column.starts_with("unique") {
                own.extend(column.find('(').map(|open| inside(column, open)));
            } else if column.contains("primary key") || column.contains(" unique") {
                own.extend(column.split(' ').next().map(|column| vec![column.to_string()]));
            }
        }
    }
    for part in sql.split("create unique index ").skip(1) {
        let Some((_, on)) = part.split_once(" on ") else { continue };
        let Some(open) = on.find('(') else { continue };
        keys.entry(on[..open].trim().to_string()).or_default().insert(inside(on, open));
    }
}

/// Columns that a statement holds fixed, or equal to one of another table.
fn equated(sql: &str) -> BTreeSet<&str> {
    let name = |side: &'_ str| -> Option<usize> { side.rfind(|c: char| !c.is_alphanumeric() && c != '_') };
    let mut found = BTreeSet::new();
    for (at, _) in sql.match_indices(" = ") {
        let left = &sql[..at];
        found.insert(&left[name(left).map_or(0, |end| end + 1)..]);
        let right = sql[at + 3..].split([' ', ')', ';']).next().unwrap_or("");
        found.insert(right.rsplit('.').next().unwrap_or(""));
    }
    found
}

fn table_faults(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (table, columns) in tables(sql) {
        for column in columns {
            if ["primary key", "unique", "check", "foreign"].iter().any(|word| column.starts_with(word)) {
                continue;
            }
            let mut parts = column.split(' ');
            let (name, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            if !["text", "bigint"].contains(&kind) {
                found.push(format!("rule 1: {table}.{name} is {kind:?}; text and bigint are the only types"));
            }
            if !column.contains("not null") {
                found.push(format!("rule 2: {table}.{name} must be not null"));
            }
        }
    }
    found
}

fn parameter_fault(sql: &str) -> Option<String> {
    let mut seen = 0_usize;
    for (word, _) in words(sql) {
        let Some(number) = word.strip_prefix('$').and_then(|number| number.parse::<usize>().ok()) else {
            continue;
        };
        if number > seen + 1 {
            return Some(format!("rule 3: ${number} comes before ${}", seen + 1));
        }
        seen = seen.max(number);
    }
    None
}

/// Every `order by` must name what is left of some key of the statement's tables, its last column among it,
/// or repeat the grouping.
fn order_faults(place: &str, sql: &str, keys: &Keys) -> Vec<String> {
    let said: BTreeSet<&str> = words(sql).into_iter().map(|(word, _)| word).collect();
    let named = |name: &str| said.contains(name) || sql.contains('{');
    let mine: Vec<&Vec<String>> = keys.iter().filter(|(name, _)| named(name)).flat_map(|t| t.1).collect();
    let fixed = equated(sql);
    let mut found = Vec::new();
    for part in sql.split("order by ").skip(1) {
        let tail = &part[..matching(&format!("({part}"), 0).saturating_sub(1).min(part.len())];
        let end = [" limit ", " offset ", " union ", ";", " rows ", "\""]
            .iter()
            .filter_map(|stop| tail.find(stop))
            .min();
        let terms = commas(&tail[..end.unwrap_or(tail.len())]);
        let bare = |term: &str| {
            let column = term.split(' ').next().unwrap_or("");
            column.rsplit('.').next().unwrap_or("").to_string()
        };
        let columns: Vec<String> = terms.iter().map(|term| bare(term)).collect();
        let last = columns.last().map_or("", String::as_str);
        let told = |column: &String| columns.contains(column) || fixed.contains(column.as_str());
        let grouped = sql.split("group by ").nth(1).is_some_and(|group| {
            let stop = [" order by ", " having ", ")"].iter().filter_map(|stop| group.find(stop)).min();
            let by = commas(&group[..stop.unwrap_or(group.len())]);
            by.iter().all(|column| terms.iter().any(|term| term.split(' ').next() == Some(column)))
        });
        // Backup and dump write down whole tables in the order of the keys they read from the schema.
        let whole = place.starts_with("spine/store/src/") && last.starts_with('{');
        let unique = mine.iter().any(|key| key.iter().any(|c| c == last) && key.iter().all(told));
        if !grouped && !whole && !unique {
            found.push(format!("rule 10: order by {} does not end in a unique column", terms.join(", ")));
        }
    }
    found
}

/// What breaks the dialect in one statement, or one file of them.
fn faults(place: &str, sql: &str, keys: &Keys) -> Vec<String> {
    let sql = plain(sql);
    let mut found = table_faults(&sql);
    let spoken = words(&sql);
    for (rule, word, why) in WORDS {
        let column = format!(".{word}");
        if spoken.iter().any(|(said, _)| said == word) && !sql.contains(&column) {
            found.push(format!("rule {rule}: {word}: {why}"));
        }
    }
    for (rule, name, why) in CALLS {
        if spoken.iter().any(|(said, end)| said == name && sql[*end..].trim_start().starts_with('(')) {
            found.push(format!("rule {rule}: {name}(): {why}"));
        }
    }
    for (rule, phrase, why) in PHRASES {
        if sql.contains(phrase) {
            found.push(format!("rule {rule}: {}: {why}", phrase.trim()));
        }
    }
    found.extend(parameter_fault(&sql));
    for (at, _) in sql.match_indices("sum(") {
        if !sql[..at].ends_with("cast(") && !sql[..at].ends_with("cast(coalesce(") {
            found.push("rule 5: write cast(sum(x) as bigint)".to_string());
        }
    }
    if sql.contains("create database") && !sql.contains("locale") && !sql.contains("lc_collate") {
        found.push("rule 12: a database is created with C collation".to_string());
    }
    found.extend(order_faults(place, &sql, keys));
    found.into_iter().map(|what| format!("{place}: {what}")).collect()
}

#[test]
fn sql_stays_in_the_intersection() {
    let mut all: Vec<(String, String)> =
        tree::files(&[".sql"]).into_iter().map(|p| (p.clone(), tree::text(&p))).collect();
    // the store's own tests try what is refused
    let tried = |path: &str| path.starts_with("spine/store/tests/");
    all.extend(tree::sources().iter().filter(|s| !tried(&s.path)).flat_map(statements_of));
    let mut keys = Keys::new();
    all.iter().for_each(|(_, sql)| keys_of(&plain(sql), &mut keys));
    let found = all.iter().flat_map(|(place, sql)| faults(place, sql, &keys)).collect();
    none(found, "SQL that one engine reads otherwise (docs/how-to/run-on-postgres.md)");
}

#[test]
fn it_catches_each_rule() {
    let mut keys = Keys::new();
    keys_of(
        "create table v_a (no text not null, at bigint not null, n bigint not null, primary key (n, no))",
        &mut keys,
    );
    let bad = |sql: &str, rule: &str| caught(&faults("a.sql", sql, &keys), rule);
    bad("create table v_b (n double not null)", "rule 1");
    bad("create table v_b (n bigint)", "rule 2");
    bad("select n from v_a where n = $2 and at = $1", "rule 3");
    bad("insert into v_a (at) values (now())", "rule 4");
    bad("select rowid from v_a", "rule 4");
    bad("select n::text from v_a", "rule 4");
    bad("select sum(n) from v_a", "rule 5");
    bad("select n from v_a where no LIKE $1", "rule 6");
    bad("select lower(no) from v_a", "rule 6");
    bad("select no -> 'x' from v_a", "rule 7");
    bad("select date (at) from v_a", "rule 8");
    bad("insert or ignore into v_a (n) values ($1)", "rule 9");
    bad("insert into v_a (n) values ($1) on conflict do nothing", "rule 9");
    bad("select n from v_a order by at", "rule 10");
    bad("select n from v_a order by no, at desc limit 5", "rule 10");
    bad("select no, n from v_a group by no, n order by n", "rule 10");
    bad("select no from v_a order by no", "rule 10");
    bad("select row_number() over (order by at) from v_a", "rule 10");
    bad("create database x", "rule 12");
}

#[test]
fn it_lets_the_intersection_pass() {
    let mut keys = Keys::new();
    let table =
        "create table v_a (\n no text not null primary key, -- now()\n at bigint not null default 0\n);";
    keys_of(&plain(table), &mut keys);
    keys_of("create table v_b (n bigint not null, no text not null, primary key (n, no))", &mut keys);
    let fine = |sql: &str| none(faults("a.sql", sql, &keys), "the fixture should pass");
    fine(table);
    fine("select a.no from v_a a where at >= $1 and no <> 'like now()' order by at desc, a.no limit $2");
    fine("select no from v_b where n = $1 order by no");
    fine("select cast(sum(at) as bigint) from v_a");
    fine("select at, count(*) from v_a group by at order by at");
    fine("select no, min(at) from v_a group by no order by min(at), no");
    fine("insert into v_a (no, at) values ($1, $2) on conflict (no) do update set at = excluded.at");
    fine("update v_a set at = $1 where no = $2 and at < $1");
    let rust = "//! x\nlet a = \"Select a hall\"; let b = \"select no from v_a order by at\"; // order by x";
    let found = statements_of(&Source::read("wings/a/src/views.rs", rust));
    assert_eq!(found, [("wings/a/src/views.rs:2".to_string(), "select no from v_a order by at".to_string())]);
}
