//! The manifest of a backup: written and read as JSON, no more of it than a manifest needs.

use crate::Fault;
use std::collections::BTreeMap;
use std::fmt::Write;

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its path inside the backup.
    pub name: String,
    /// How many rows it holds, for a table; 0 for an attachment or a head.
    pub rows: i64,
    /// SM3 of its bytes.
    pub sm3: String,
}

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The schema number of the tables.
    pub schema: i64,
    /// The division's code.
    pub division: String,
    /// The engine that it was taken from.
    pub engine: String,
    /// The last line of the ledger.
    pub last: i64,
    /// The hash of that line.
    pub hash: String,
    /// The files.
    pub parts: Vec<Part>,
    /// What is not in it, in plain English.
    pub without: String,
}

/// The number of the form; an unknown one is refused.
const FORM: i64 = 1;

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

impl Manifest {
    /// As JSON, one file a line.
    pub fn json(&self) -> String {
        let mut parts = Vec::new();
        for part in &self.parts {
            let (name, sm3) = (quoted(&part.name), quoted(&part.sm3));
            parts.push(format!("    {{\"name\": {name}, \"rows\": {}, \"sm3\": {sm3}}}", part.rows));
        }
        format!(
            "{{\n  \"form\": {FORM},\n  \"schema\": {},\n  \"division\": {},\n  \"engine\": {},\n  \
             \"last\": {},\n  \"hash\": {},\n  \"without\": {},\n  \"parts\": [\n{}\n  ]\n}}\n",
            self.schema,
            quoted(&self.division),
            quoted(&self.engine),
            self.last,
            quoted(&self.hash),
            quoted(&self.without),
            parts.join(",\n")
        )
    }

    /// Reads what [`Manifest::json`] wrote, in whatever order and spacing.
    pub fn parse(text: &str) -> Result<Manifest, Fault> {
        let mut reader = Reader { rest: text };
        let whole = reader.value()?.object()?;
        let form = whole.int("form")?;
        if form != FORM {
            return Err(Fault::Newer { what: "the backup's manifest".into(), found: form, known: FORM });
        }
        let mut parts = Vec::new();
        for part in whole.list("parts")? {
            let part = part.clone().object()?;
            parts.push(Part { name: part.text("name")?, rows: part.int("rows")?, sm3: part.text("sm3")? });
        }
        Ok(Manifest {
            schema: whole.int("schema")?,
            division: whole.text("division")?,
            engine: whole.text("engine")?,
            last: whole.int("last")?,
            hash: whole.text("hash")?,
            without: whole.text("without")?,
            parts,
        })
    }
}

#[derive(Clone)]
enum Json {
    Int(i64),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

#[derive(Clone)]
struct Object(BTreeMap<String, Json>);

fn bad(why: &str) -> Fault {
    Fault::NotThis(format!("the manifest cannot be read: {why}"))
}

impl Json {
    fn object(self) -> Result<Object, Fault> {
        match self {
            Json::Object(o) => Ok(o),
            _ => Err(bad("an object was due")),
        }
    }
}

impl Object {
    fn int(&self, name: &str) -> Result<i64, Fault> {
        match self.0.get(name) {
            Some(Json::Int(n)) => Ok(*n),
            _ => Err(bad(&format!("no number {name}"))),
        }
    }

    fn text(&self, name: &str) -> Result<String, Fault> {
        match self.0.get(name) {
            Some(Json::Text(t)) => Ok(t.clone()),
            _ => Err(bad(&format!("no text {name}"))),
        }
    }

    fn list(&self, name: &str) -> Result<&[Json], Fault> {
        match self.0.get(name) {
            Some(Json::List(l)) => Ok(l),
            _ => Err(bad(&format!("no list {name}"))),
        }
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, c: char) -> Result<(), Fault> {
        self.rest = self.rest.trim_start();
        self.rest = self.rest.strip_prefix(c).ok_or_else(|| bad(&format!("{c} was due")))?;
        Ok(())
    }

    fn value(&mut self) -> Result<Json, Fault> {
        match self.next() {
            Some('"') => Ok(Json::Text(self.text()?)),
            Some('[') => Ok(Json::List(self.items('[', ']', Reader::value)?)),
            Some('{') => {
                let members = self.items('{', '}', |r| {
                    let name = r.text()?;
                    r.take(':')?;
                    Ok((name, r.value()?))
                })?;
                Ok(Json::Object(Object(members.into_iter().collect())))
            }
            _ => {
                let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '-');
                let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                self.rest = rest;
                digits.parse().map(Json::Int).map_err(|_| bad("a value was due"))
            }
        }
    }

    fn items<T>(
        &mut self,
        open: char,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.take(open)?;
        let mut out = Vec::new();
        while self.next() != Some(close) {
            if !out.is_empty() {
                self.take(',')?;
            }
            out.push(item(self)?);
        }
        self.take(close)?;
        Ok(out)
    }

    fn text(&mut self) -> Result<String, Fault> {
        self.take('"')?;
        let mut out = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((i, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[i + 1..];
                    return Ok(out);
                }
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => out.push('\n'),
                    Some('t') => out.push('\t'),
                    Some('r') => out.push('\r'),
                    Some('u') => {
                        let four: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                        let code = u32::from_str_radix(&four, 16).ok().and_then(char::from_u32);
                        out.push(code.ok_or_else(|| bad("a \\u was due four digits"))?);
                    }
                    Some(c) => out.push(c),
                    None => return Err(bad("a text does not end")),
                },
                c => out.push(c),
            }
        }
        Err(bad("a text does not end"))
    }
}
