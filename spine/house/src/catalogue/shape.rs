//! What a file may hold: keys, kinds of values, and a walk that says everything that does not fit at once and
//! leaves a tree that does.

use kernel::{Limit, Text, Unit};
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::compiler::{UNIT, codes};
use super::reading::Reading;

/// What a value may be.
pub(super) enum Shape {
    /// Words; never empty.
    Word,
    /// Words that may be empty.
    Free,
    /// A name for programs: a small letter, then small letters, digits, `-` and `_`.
    Code,
    /// The same words in Chinese and English, `{ zh = …, en = … }`.
    Both,
    /// A whole number from..=to.
    Whole(i64, i64),
    /// `true` or `false`.
    Truth,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A limit with its unit, `{ n = 5, unit = "working_days" }`.
    Limit,
    /// So many at least.
    List(&'static Shape, usize),
    /// These keys and no others.
    Keys(&'static [Key]),
    /// Keys of the file's own choice; of these, where any are given.
    Map(&'static [&'static str], &'static Shape),
    /// The second for a table, the first for anything else.
    Either(&'static Shape, &'static Shape),
    /// A civil day, `"2026-09-23"`.
    Day,
    /// An hour of the day, `"17:30"`.
    Hour,
}

/// One key of a table.
pub(super) struct Key {
    pub name: &'static str,
    /// Must it be there?
    pub must: bool,
    /// May a sample 示例 leave it out?
    pub spared: bool,
    pub shape: &'static Shape,
}

/// A key that must be there.
pub(super) const fn must(name: &'static str, shape: &'static Shape) -> Key {
    Key { name, must: true, spared: false, shape }
}

/// A key that may be there.
pub(super) const fn may(name: &'static str, shape: &'static Shape) -> Key {
    Key { name, must: false, spared: false, shape }
}

/// A key that must be there but in a sample 示例, whose file is short.
pub(super) const fn full(name: &'static str, shape: &'static Shape) -> Key {
    Key { name, must: true, spared: true, shape }
}

/// Which keys a table must have: those of a sample are fewer.
pub(super) fn musts<'k>(keys: &'k [Key], tree: &DeTable<'_>) -> impl Iterator<Item = &'k Key> {
    let sample = matches!(tree.get("sample").map(Spanned::get_ref), Some(DeValue::Boolean(true)));
    keys.iter().filter(move |key| key.must && !(sample && key.spared))
}

/// How a day is written.
const A_DAY: &str = "\"2026-09-23\"";
const UNITS: &[&str] = &["working_days", "days", "months", "years", "hours", "on_the_spot"];

/// Hold a whole file to its shape; what comes back fits it even where the file does not.
pub(super) fn fit(reading: &mut Reading<'_>, keys: &'static [Key]) -> Table {
    let tree = reading.tree();
    table(reading, keys, (*tree).get_ref(), "")
}

fn join(at: &str, step: &str) -> String {
    if at.is_empty() { step.to_owned() } else { format!("{at}.{step}") }
}

fn table(reading: &mut Reading<'_>, keys: &'static [Key], tree: &DeTable<'_>, at: &str) -> Table {
    let mut fitted = Table::new();
    let known = |name: &str| keys.iter().any(|key| key.name == name);
    for (name, _) in tree.iter().filter(|(name, _)| !known(name.get_ref())) {
        let word = name.get_ref();
        let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
        let what = Text::new(format!("这里没有“{word}”这一项"), format!("there is no “{word}” here"));
        reading.stray(name.span(), what, instead(word, &names));
    }
    let musts: Vec<&str> = musts(keys, tree).map(|key| key.name).collect();
    for key in keys {
        match tree.get(key.name) {
            Some(node) => {
                let value = value(reading, key.shape, node, &join(at, key.name));
                fitted.insert(key.name.to_owned(), value);
            }
            None if musts.contains(&key.name) => {
                let what = Text::new(format!("缺少“{}”", key.name), format!("“{}” is missing", key.name));
                let (zh, en) = example(key.shape);
                let mend =
                    Text::new(format!("补上：{} = {zh}", key.name), format!("Add: {} = {en}", key.name));
                reading.spoil(&join(at, key.name), what, mend);
                fitted.insert(key.name.to_owned(), blank(key.shape));
            }
            None => {}
        }
    }
    fitted
}

fn value(reading: &mut Reading<'_>, shape: &'static Shape, node: &Spanned<DeValue<'_>>, at: &str) -> Value {
    match (shape, node.get_ref()) {
        (Shape::Word | Shape::Free | Shape::Code | Shape::OneOf(_), DeValue::String(text)) => {
            words(reading, shape, text, at)
        }
        (Shape::Whole(from, to), DeValue::Integer(number)) => {
            let n = i64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .filter(|n| (from..=to).contains(&n));
            if n.is_none() {
                let what = Text::new(
                    format!("{number} 不在 {from} 至 {to} 之间"),
                    format!("{number} is not {from} to {to}"),
                );
                reading.spoil(
                    at,
                    what,
                    Text::new("改成范围里的整数", "Write a whole number within these bounds"),
                );
            }
            Value::Integer(n.unwrap_or(*from))
        }
        (Shape::Truth, DeValue::Boolean(yes)) => Value::Boolean(*yes),
        (Shape::Both, DeValue::Table(tree)) => {
            let fitted = table(reading, BOTH, tree, at);
            languages(reading, &fitted, at);
            Value::Table(fitted)
        }
        (Shape::Limit, DeValue::Table(tree)) => limit(reading, tree, at),
        (Shape::Either(_, shape), DeValue::Table(_)) | (Shape::Either(shape, _), _) => {
            value(reading, shape, node, at)
        }
        (Shape::Day, DeValue::String(text)) if text.parse::<kernel::Day>().is_ok() => {
            Value::String(text.clone().into_owned())
        }
        (Shape::Hour, DeValue::String(text)) if is_hour(text) => Value::String(text.clone().into_owned()),
        (Shape::Keys(keys), DeValue::Table(tree)) => Value::Table(table(reading, keys, tree, at)),
        (Shape::Map(names, shape), DeValue::Table(tree)) => {
            Value::Table(map(reading, names, shape, tree, at))
        }
        (Shape::List(shape, least), DeValue::Array(all)) => {
            if all.len() < *least {
                let what =
                    Text::new(format!("至少要有 {least} 个"), format!("at least {least} must be there"));
                reading.wrong(at, what, Text::new("把缺的补上", "Add what is missing"));
            }
            let each = all.iter().enumerate();
            Value::Array(
                each.map(|(n, node)| value(reading, shape, node, &join(at, &n.to_string()))).collect(),
            )
        }
        (_, other) => {
            let ((zh, en), is) = (example(shape), other.type_str());
            let what = Text::new(format!("这里不能是 {is}"), format!("this cannot be of type {is}"));
            reading.spoil(at, what, Text::new(format!("写成 {zh} 这样"), format!("Write it like {en}")));
            blank(shape)
        }
    }
}

/// Words in both languages.
pub(super) const BOTH: &[Key] = &[must("zh", &Shape::Word), must("en", &Shape::Word)];
/// A limit with its unit.
pub(super) const LIMIT: &[Key] = &[may("n", &Shape::Whole(0, i64::MAX)), must("unit", &Shape::OneOf(UNITS))];

fn words(reading: &mut Reading<'_>, shape: &Shape, text: &str, at: &str) -> Value {
    let kept = match shape {
        Shape::OneOf(words) if !words.contains(&text) => {
            let what = Text::new(format!("没有“{text}”这个值"), format!("there is no value “{text}”"));
            reading.spoil(at, what, instead(text, words));
            words.first().copied().unwrap_or_default()
        }
        Shape::Code if !is_code(text) => {
            let what = Text::new(format!("“{text}”不能作代码"), format!("“{text}” cannot be a code"));
            let mend = Text::new(
                "用小写字母开头，后面是小写字母、数字、- 或 _",
                "Begin with a small letter; then small letters, digits, - and _",
            );
            reading.wrong(at, what, mend);
            text
        }
        Shape::Word if text.trim().is_empty() => {
            let what = Text::new("这里是空的", "this is empty");
            reading.spoil(at, what, Text::new("写上内容", "Write something"));
            text
        }
        _ => text,
    };
    Value::String(kept.to_owned())
}

/// Is the Chinese Chinese, and the English without Chinese?
fn languages(reading: &mut Reading<'_>, both: &Table, at: &str) {
    let has = |lang: &str| both.get(lang).and_then(Value::as_str).is_some_and(|t| t.chars().any(is_han));
    let name = |text: &str| text.is_ascii();
    if has("en") {
        let what = Text::new("英文里有汉字", "the English has Chinese characters in it");
        reading.wrong(&join(at, "en"), what, Text::new("译成英文", "Translate it"));
    }
    let zh = both.get("zh").and_then(Value::as_str).unwrap_or_default();
    if !has("zh") && zh.chars().any(char::is_alphabetic) && name(zh) {
        let what = Text::new("中文里没有汉字", "the Chinese has no Chinese characters");
        reading.doubtful(&join(at, "zh"), what, Text::new("写成中文", "Write it in Chinese"));
    }
}

/// Is it a Chinese character?
pub(super) fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Is it a name for programs?
pub(super) fn is_code(text: &str) -> bool {
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(rest)
}

fn limit(reading: &mut Reading<'_>, tree: &DeTable<'_>, at: &str) -> Value {
    reading.about(&UNIT);
    let fitted = table(reading, LIMIT, tree, at);
    let unit = fitted.get("unit").cloned().and_then(|unit| unit.try_into::<Unit>().ok());
    let n = fitted.get("n").and_then(Value::as_integer).map_or(Some(0), |n| u32::try_from(n).ok());
    let limit = Limit::new(n.unwrap_or(u32::MAX), unit.unwrap_or(Unit::OnTheSpot));
    if let (Some(_), false, Err(fault)) = (unit, reading.is_spoiled(at), limit) {
        let what = Text::new(fault.zh(), fault.to_string());
        let mend =
            Text::new("例：n = 5，unit = \"working_days\"", "For example: n = 5, unit = \"working_days\"");
        reading.spoil(at, what, mend);
    }
    reading.about(&codes::SHAPE);
    match limit {
        Ok(_) => Value::Table(fitted),
        Err(_) => blank(&Shape::Limit),
    }
}

fn map(
    reading: &mut Reading<'_>,
    names: &[&str],
    shape: &'static Shape,
    tree: &DeTable<'_>,
    at: &str,
) -> Table {
    let mut fitted = Table::new();
    for (name, node) in tree {
        let word = name.get_ref().as_ref();
        if !names.is_empty() && !names.contains(&word) {
            let what = Text::new(format!("没有“{word}”这一条"), format!("there is no “{word}”"));
            reading.stray(name.span(), what, instead(word, names));
            continue;
        }
        fitted.insert(word.to_owned(), value(reading, shape, node, &join(at, word)));
    }
    fitted
}

/// `是不是“hint”？`, or all there is to choose from.
pub(super) fn instead(word: &str, known: &[&str]) -> Text {
    match nearest(word, known) {
        Some(near) => Text::new(format!("是不是“{near}”？"), format!("Did you mean “{near}”?")),
        None if known.is_empty() => Text::new("删去", "Delete it"),
        None => {
            let all = known.join(", ");
            Text::new(format!("可以用的有：{all}"), format!("There are: {all}"))
        }
    }
}

/// The known word that differs least from this one, if it differs little.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let far = |one: &&&str| distance(word, one);
    let length = word.chars().count();
    known
        .iter()
        .min_by_key(far)
        .filter(|one| (0..length.min(2 + length / 4)).contains(&distance(word, one)))
        .copied()
}

/// Changes of one character between two words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let change = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// What such a value looks like, for Chinese and for English readers.
fn example(shape: &Shape) -> (String, String) {
    let same = |text: &str| (text.to_owned(), text.to_owned());
    match shape {
        Shape::Word | Shape::Free => ("\"文字\"".to_owned(), "\"words\"".to_owned()),
        Shape::Code => same("\"a-code\""),
        Shape::Both => (
            "{ zh = \"中文\", en = \"英文\" }".to_owned(),
            "{ zh = \"Chinese\", en = \"English\" }".to_owned(),
        ),
        Shape::Whole(from, _) => same(&from.to_string()),
        Shape::Truth => same("true"),
        Shape::OneOf(words) => same(&format!("\"{}\"", words.join("\" | \""))),
        Shape::Limit => same("{ n = 5, unit = \"working_days\" }"),
        Shape::List(shape, _) => {
            let (zh, en) = example(shape);
            (format!("[{zh}]"), format!("[{en}]"))
        }
        Shape::Keys(keys) => {
            let names: Vec<String> =
                keys.iter().filter(|k| k.must).map(|k| format!("{} = …", k.name)).collect();
            same(&format!("{{ {} }}", names.join(", ")))
        }
        Shape::Map(..) => same("{ … }"),
        Shape::Either(shape, _) => example(shape),
        Shape::Day => same(A_DAY),
        Shape::Hour => same("\"17:30\""),
    }
}

/// Something that fits, to go on with.
fn blank(shape: &Shape) -> Value {
    match shape {
        Shape::Word | Shape::Free | Shape::Code => Value::String(String::new()),
        Shape::Both => Value::Table(BOTH.iter().map(|key| (key.name.to_owned(), blank(key.shape))).collect()),
        Shape::Whole(from, _) => Value::Integer(*from),
        Shape::Truth => Value::Boolean(false),
        Shape::OneOf(words) => Value::String(words.first().copied().unwrap_or_default().to_owned()),
        Shape::Limit => {
            Value::Table(Table::from_iter([("unit".to_owned(), Value::String("on_the_spot".to_owned()))]))
        }
        Shape::List(..) => Value::Array(Vec::new()),
        Shape::Keys(keys) => {
            let must = keys.iter().filter(|key| key.must);
            Value::Table(must.map(|key| (key.name.to_owned(), blank(key.shape))).collect())
        }
        Shape::Map(..) => Value::Table(Table::new()),
        Shape::Either(shape, _) => blank(shape),
        Shape::Day => Value::String("2026-09-23".to_owned()),
        Shape::Hour => Value::String("17:30".to_owned()),
    }
}

/// Is this an hour of the day?
pub(super) fn is_hour(text: &str) -> bool {
    kernel::item::Hour::try_from(text.to_owned()).is_ok()
}
