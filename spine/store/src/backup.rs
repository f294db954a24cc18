//! A backup that is no engine's: tables as text, attachments and heads beside them, sums over everything.

use crate::engine::{Engine, Role, connect};
use crate::files::write_whole;
use crate::ledger::{hex, sm3_hex};
use crate::manifest::{Manifest, Part};
use crate::tables::{Kind, Pending, Shape};
use crate::{Fault, Look, Place, Reading, Row, Value, migrate, verify};
use sm3::{Digest, Sm3};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Who serves now, who is logged in now, and which views stand now: none of it is true in another place.
const LEFT_OUT: &[&str] = &["holder", "sessions", "fingerprints"];
/// The folders of DATA that go with the tables. Keys do not.
const FOLDERS: &[&str] = &["files", "heads"];
const WITHOUT: &str = "The keys (the folder keys of the data) are not in this backup: \
                       without them sealed parts and attachments cannot be read. \
                       Keep a copy of the keys elsewhere.";
const MANIFEST: &str = "manifest.json";

fn told(path: &Path, e: &std::io::Error) -> Fault {
    Fault::of_disk(&path.display().to_string(), e)
}

/// A row as one line: values between tabs; backslash, tab, line feed and return written `\\ \t \n \r`.
pub(crate) fn line_of(row: &Row) -> String {
    let mut out = String::new();
    for (i, value) in row.0.iter().enumerate() {
        if i > 0 {
            out.push('\t');
        }
        match value {
            Value::Int(n) => out.push_str(&n.to_string()),
            Value::Text(t) => t.chars().for_each(|c| match c {
                '\\' => out.push_str("\\\\"),
                '\t' => out.push_str("\\t"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                c => out.push(c),
            }),
        }
    }
    out
}

fn row_from(line: &str, shape: &Shape) -> Result<Vec<Value>, Fault> {
    let bad = |why: &str| Fault::Broken(format!("{}.tsv: {why}: {line}", shape.name));
    let cells: Vec<&str> = line.split('\t').collect();
    if cells.len() != shape.columns.len() {
        return Err(bad("the number of values is not that of the columns"));
    }
    let mut row = Vec::with_capacity(cells.len());
    for (cell, (_, kind)) in cells.iter().zip(&shape.columns) {
        row.push(match kind {
            Kind::Int => Value::Int(cell.parse().map_err(|_| bad("a number was due"))?),
            Kind::Text => plain(cell).ok_or_else(|| bad("an unknown escape"))?.into(),
        });
    }
    Ok(row)
}

fn plain(cell: &str) -> Option<String> {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            c => c,
        });
    }
    Some(out)
}

/// The spine's tables that a backup holds, in order of name.
fn kept_tables() -> Result<Vec<Arc<Shape>>, Fault> {
    let register = migrate::register()?;
    let all = register.read().map_err(|_| Fault::Broken("the register of tables is poisoned".into()))?;
    let kept = all.values().filter(|s| !LEFT_OUT.contains(&s.name.as_str()));
    let mut kept: Vec<Arc<Shape>> = kept.cloned().collect();
    kept.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(kept)
}

/// Writes a backup of the division into the folder `to`, which must be empty or absent: one consistent
/// snapshot of the ledger and what stands beside it, then `files` and `heads` of `data`. Works while another
/// process serves. Keys are not in it, and views are not: they are made again from the ledger.
pub fn backup(reading: &mut Reading, data: &Path, to: &Path) -> Result<Manifest, Fault> {
    fs::create_dir_all(to).map_err(|e| told(to, &e))?;
    if fs::read_dir(to).map_err(|e| told(to, &e))?.next().is_some() {
        return Err(Fault::NotThis(format!(
            "{} is not empty; a backup needs a folder of its own",
            to.display()
        )));
    }
    let tables = kept_tables()?;
    let mut manifest = reading.look(|look| {
        let tip = look.head()?;
        let mut parts = Vec::new();
        for shape in &tables {
            parts.push(table_out(look.engine, shape, to)?);
        }
        Ok(Manifest {
            schema: migrate::known(),
            division: look.division().to_owned(),
            engine: look.engine.name().to_owned(),
            last: tip.seq,
            hash: tip.hash,
            parts,
            without: WITHOUT.to_owned(),
        })
    })?;
    // What the ledger names is never taken away; a draft's file may be swept while this runs.
    for folder in FOLDERS {
        for inside in below(&data.join(folder))? {
            let name = format!("{folder}/{inside}");
            let from = data.join(&name);
            let bytes = match fs::read(&from) {
                Err(e) if e.kind() == ErrorKind::NotFound => continue,
                read => read.map_err(|e| told(&from, &e))?,
            };
            write_whole(&to.join(&name), &bytes)?;
            manifest.parts.push(Part { name, rows: 0, sm3: sm3_hex(&bytes) });
        }
    }
    // Written last: a folder without a manifest is not a backup.
    write_whole(&to.join(MANIFEST), manifest.json().as_bytes())?;
    Ok(manifest)
}

fn table_out(engine: &mut dyn Engine, shape: &Shape, to: &Path) -> Result<Part, Fault> {
    let name = format!("tables/{}.tsv", shape.name);
    let path = to.join(&name);
    let folder = to.join("tables");
    fs::create_dir_all(&folder).map_err(|e| told(&folder, &e))?;
    let mut out = BufWriter::new(File::create(&path).map_err(|e| told(&path, &e))?);
    let (mut sum, mut rows) = (Sm3::new(), 0);
    let mut line = |text: &str| {
        sum.update(text.as_bytes());
        sum.update(b"\n");
        out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(|e| told(&path, &e))
    };
    let columns: Vec<&str> = shape.columns.iter().map(|(n, _)| n.as_str()).collect();
    line(&columns.join("\t"))?;
    let sql = format!("select {} from {} order by {}", shape.names(), shape.name, shape.key_names());
    engine.each(&sql, &mut |row| {
        rows += 1;
        line(&line_of(&row))
    })?;
    let file = out.into_inner().map_err(|e| told(&path, e.error()))?;
    file.sync_all().map_err(|e| told(&path, &e))?;
    Ok(Part { name, rows, sm3: hex(&sum.finalize()) })
}

/// The paths of the files below a folder, with `/`, in order; half-written ones left out.
fn below(folder: &Path) -> Result<Vec<String>, Fault> {
    let mut out = Vec::new();
    if !folder.is_dir() {
        return Ok(out);
    }
    for entry in fs::read_dir(folder).map_err(|e| told(folder, &e))? {
        let entry = entry.map_err(|e| told(folder, &e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            out.extend(below(&entry.path())?.into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            out.push(name);
        }
    }
    out.sort();
    Ok(out)
}

/// Brings a backup into an empty place, of either engine, and its attachments and heads into `data`. The
/// sums, the chain and the heads are checked first: a place gets the whole of a sound backup or nothing.
/// Whoever serves it then fills the views. It connects on the caller's thread: never call it on an async one.
pub fn restore(from: &Path, place: &Place, data: &Path) -> Result<Manifest, Fault> {
    let at = from.join(MANIFEST);
    let text = fs::read_to_string(&at).map_err(|e| told(&at, &e))?;
    let manifest = Manifest::parse(&text)?;
    if manifest.schema > migrate::known() {
        let (found, known) = (manifest.schema, migrate::known());
        return Err(Fault::Newer { what: "the backup".into(), found, known });
    }
    let paths = checked(from, &manifest)?;
    for folder in FOLDERS {
        if !below(&data.join(folder))?.is_empty() {
            let full = data.join(folder);
            return Err(Fault::NotThis(format!("{} is not empty; restore into a new place", full.display())));
        }
    }
    let mut engine = connect(place, &manifest.division, Role::Writer { durable: true, most_bytes: None })?;
    if !engine.lock()? {
        return Err(Fault::Held { by: "the process that serves this division".into() });
    }
    empty(&mut *engine, &manifest.division)?;
    migrate::migrate(&mut *engine, &manifest.division, i64::MAX)?;
    engine.begin()?;
    let done = fill(&mut *engine, &manifest, &paths, data);
    if let Err(fault) = done {
        engine.rollback();
        let _ = engine.finish();
        return Err(fault);
    }
    engine.commit()?;
    engine.finish()?;
    Ok(manifest)
}

/// Compares every file with its sum; the files by name.
fn checked(from: &Path, manifest: &Manifest) -> Result<BTreeMap<String, PathBuf>, Fault> {
    let mut paths = BTreeMap::new();
    for part in &manifest.parts {
        let name = Path::new(&part.name);
        if !name.components().all(|c| matches!(c, Component::Normal(_))) {
            return Err(Fault::NotThis(format!(
                "the manifest names {:?}, which is no file of it",
                part.name
            )));
        }
        let path = from.join(name);
        let mut file = File::open(&path).map_err(|e| told(&path, &e))?;
        let (mut sum, mut buffer) = (Sm3::new(), vec![0; 1 << 16]);
        loop {
            let n = file.read(&mut buffer).map_err(|e| told(&path, &e))?;
            if n == 0 {
                break;
            }
            sum.update(&buffer[..n]);
        }
        if hex(&sum.finalize()) != part.sm3 {
            return Err(Fault::Broken(format!("{} is not what was backed up", part.name)));
        }
        paths.insert(part.name.clone(), path);
    }
    Ok(paths)
}

/// Refuses a place that holds anything.
fn empty(engine: &mut dyn Engine, division: &str) -> Result<(), Fault> {
    if migrate::found(engine)? == 0 {
        return Ok(());
    }
    migrate::check(engine, division, i64::MAX)?;
    for table in engine.tables()? {
        if table == "meta" || table == "holder" {
            continue;
        }
        let rows = engine.query(&format!("select count(*) from {table}"), &[])?;
        if rows.first().is_some_and(|r| r.int(0) > 0) {
            return Err(Fault::NotThis(format!(
                "there are rows in {table} already; restore into an empty place"
            )));
        }
    }
    Ok(())
}

fn fill(
    engine: &mut dyn Engine,
    manifest: &Manifest,
    paths: &BTreeMap<String, PathBuf>,
    data: &Path,
) -> Result<(), Fault> {
    for shape in kept_tables()? {
        if let Some(path) = paths.get(&format!("tables/{}.tsv", shape.name)) {
            table_in(engine, &shape, path)?;
        }
    }
    let (register, division) = (migrate::register()?, manifest.division.as_str().into());
    let mut look = Look { engine, slate: None, register, division, once: None };
    let tip = look.head()?;
    if tip.seq != manifest.last || tip.hash != manifest.hash {
        return Err(Fault::Broken(format!("the ledger ends at line {}, not at {}", tip.seq, manifest.last)));
    }
    let heads = look.heads()?;
    let report = verify(&mut look, &heads, &|_| true, 1)?;
    if !report.sound() {
        return Err(Fault::Broken(format!("the ledger in this backup is not sound:\n{report}")));
    }
    for (name, path) in paths {
        if !name.starts_with("tables/") {
            let bytes = fs::read(path).map_err(|e| told(path, &e))?;
            write_whole(&data.join(name), &bytes)?;
        }
    }
    Ok(())
}

fn table_in(engine: &mut dyn Engine, shape: &Arc<Shape>, path: &Path) -> Result<(), Fault> {
    let mut lines = BufReader::new(File::open(path).map_err(|e| told(path, &e))?).lines();
    let columns: Vec<&str> = shape.columns.iter().map(|(n, _)| n.as_str()).collect();
    let first = lines.next().transpose().map_err(|e| told(path, &e))?.unwrap_or_default();
    if first != columns.join("\t") {
        return Err(Fault::NotThis(format!("{}.tsv has the columns {first}", shape.name)));
    }
    let mut pending = Pending::default();
    for line in lines {
        let row = row_from(&line.map_err(|e| told(path, &e))?, shape)?;
        let schema = shape.name == "meta" && row.first() == Some(&Value::from("schema"));
        if !schema {
            shape.check(&row, shape.columns.len())?;
            pending.put(shape, row.into())?;
        }
        if pending.full(&shape.name) {
            pending.flush_all(engine)?;
        }
    }
    pending.flush_all(engine)
}
