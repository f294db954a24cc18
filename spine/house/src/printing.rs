//! The printing room's clerk: takes the documents that wait, draws each once, seals and keeps the file, and
//! answers through the desk. The name of the file is written before the file, so that a clerk who dies in
//! between finds it again; the answer and the end of the row are one commit.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::SystemTime;

use facts::document::{Content, Event, Kind};
use facts::{Fact, Recorded};
use kernel::Day;
use kernel::limits::PRINT_ROUND;
use kernel::wording::{Paper, Unprinted};
use paper::{Column, Face, Fonts, List, NotDrawn, Notice};
use serde_json::{Value as Json, json};
use store::{Files, Row, Value};

use crate::desk::{Cause, To};
use crate::failure::Failure;
use crate::ledger::recorded;
use crate::opening::House;

/// A document as a wing orders it.
pub(crate) struct Ordered<'a> {
    pub cause: &'a str,
    pub wing: &'a str,
    pub seq: i64,
    pub of: String,
    /// Does somebody wait for it?
    pub soon: bool,
}

impl Ordered<'_> {
    /// Its row in the queue.
    pub fn row(self, now: i64) -> Vec<Value> {
        vec![
            self.cause.into(),
            self.wing.into(),
            self.seq.into(),
            self.of.into(),
            "".into(),
            0.into(),
            0.into(),
            if self.soon { SOON } else { now }.into(),
            now.into(),
            "".into(),
        ]
    }
}

/// What somebody waits for stands before everything else in the queue.
const SOON: i64 = 0;

/// Requests a second below which a moment is quiet: the people of a county at work ask less often than this,
/// and a house that is asked more often has better to do than to draw what nobody looks at.
const QUIET: u64 = 50;

/// The look-out for quiet moments: when it last looked, and how many requests there had been.
type Watch = Option<(std::time::Instant, u64)>;

/// Draw what waits: in a quiet moment anything, otherwise only what somebody waits for.
///
/// # Errors
/// As [`step`].
pub fn in_quiet(house: &House) -> Result<usize, Failure> {
    let (now, asked) = (std::time::Instant::now(), house.tally.asked());
    let mut watch = house.press.watch.lock().expect("nothing panics while it counts");
    let quiet = watch.is_some_and(|(then, before)| {
        let millis = u64::try_from(now.duration_since(then).as_millis()).unwrap_or(u64::MAX);
        (asked - before).saturating_mul(1_000) <= QUIET.saturating_mul(millis)
    });
    *watch = Some((now, asked));
    drop(watch);
    round(house, if quiet { house.clock.now().0 } else { SOON })
}

/// Draw one document now, because somebody looks at it: the one that this line of the ledger composed.
///
/// # Errors
/// A store fault, the folder's too.
pub(crate) fn at_once(house: &House, wing: &'static str, seq: i64, of: String) -> Result<(), Failure> {
    let cause = Cause::reactor(wing, seq, "draw");
    let id = Value::from(cause.text());
    let found = house.store.read_now(move |look| look.get("printing", std::slice::from_ref(&id)))?;
    let order = Ordered { cause: cause.text(), wing, seq, of, soon: true };
    draw(house, &found.unwrap_or_else(|| Row(order.row(house.clock.now().0))))
}

/// The fonts of the printing room, read when the first paper is drawn and again when the folder changes.
#[derive(Default)]
pub struct Press {
    held: Mutex<Option<Held>>,
    watch: Mutex<Watch>,
    /// One paper at a time: two who look at the same document are handed the same bytes.
    drawing: Mutex<()>,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Press")
    }
}

/// The font files that were found, and the fonts read from them.
type Held = (Vec<(PathBuf, SystemTime)>, Arc<Fonts>);

/// The folder below DATA where an administrator puts a font for rare characters.
pub const FONTS: &str = "fonts";

impl Press {
    /// The embedded font, then every font file of the folder, in order of name; never the machine's own,
    /// so that a paper looks alike wherever it is drawn.
    pub(crate) fn fonts(&self, folder: &Path) -> Arc<Fonts> {
        let mut files: Vec<(PathBuf, SystemTime)> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.path();
                let font = name.extension().and_then(|e| e.to_str())?.to_ascii_lowercase();
                let fits = ["ttf", "otf", "ttc", "otc"].contains(&font.as_str());
                fits.then_some((name, entry.metadata().ok()?.modified().ok()?))
            })
            .collect();
        files.sort();
        let mut held = self.held.lock().expect("nothing panics while it reads fonts");
        if let Some((found, fonts)) = held.as_ref()
            && *found == files
        {
            return Arc::clone(fonts);
        }
        let fonts = match files.is_empty() {
            true => Arc::clone(&EMBEDDED),
            false => {
                let mut fonts = Fonts::embedded();
                files.iter().for_each(|(path, _)| fonts.add(path));
                Arc::new(fonts)
            }
        };
        *held = Some((files, Arc::clone(&fonts)));
        fonts
    }

    /// The fonts as they were last read: whoever decides does not look into folders.
    fn at_hand(&self, folder: &Path) -> Arc<Fonts> {
        let held = self.held.lock().expect("nothing panics while it reads fonts");
        let fonts = held.as_ref().map(|(_, fonts)| Arc::clone(fonts));
        drop(held);
        fonts.unwrap_or_else(|| self.fonts(folder))
    }

    /// Whether a document can be drawn as it is worded, with the fonts at hand.
    pub(crate) fn tries(&self, folder: &Path, demo: bool, paper: Paper<'_>) -> Result<(), Unprinted> {
        let unprinted = |why: NotDrawn| Unprinted { glyphs: why.glyphs(), why: why.to_string() };
        let content = Content::read(paper.content);
        let content = content.ok_or_else(|| unprinted(NotDrawn::Empty { place: "content" }))?;
        let fonts = self.at_hand(folder);
        let fits = match paper.document == Kind::Licence.word() {
            true => paper::face_fits(&face(demo, paper.number, paper.dated, content), &fonts),
            false => {
                paper::notice_fits(&notice(demo, (paper.number, paper.case), paper.dated, content), &fonts)
            }
        };
        fits.map_err(unprinted)
    }
}

/// The embedded font, read once in a process.
static EMBEDDED: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::embedded()));

/// Draw what waits, one round; says how many documents were answered for.
///
/// # Errors
/// A store fault, the folder's too; what waits is tried again later.
pub fn step(house: &House) -> Result<usize, Failure> {
    round(house, house.clock.now().0)
}

/// One round of what is due until then.
fn round(house: &House, until: i64) -> Result<usize, Failure> {
    let now = house.clock.now().0;
    // whatever an administrator put there is at hand from the next document on
    house.press.fonts(&house.data.join(FONTS));
    let sql = "select id, wing, seq, document, hash, bytes, tries, next_at, at, note from printing \
               where next_at <= $1 order by next_at, seq, id limit $2";
    let args = [Value::from(until), Value::from(PRINT_ROUND)];
    let rows = house.store.read_now(move |look| look.query(sql, &args))?;
    let (mut done, mut first) = (0, None);
    for row in rows {
        match draw(house, &row) {
            Ok(()) => done += 1,
            Err(failure) => {
                put_off(house, &row, &failure, now)?;
                first = first.or(Some(failure));
            }
        }
    }
    match first {
        Some(failure) if done == 0 => Err(failure),
        _ => Ok(done),
    }
}

/// Tried again after 1, 2, 4 … minutes, up to a quarter of a day; never given up, for a paper is owed.
fn put_off(house: &House, row: &Row, why: &Failure, now: i64) -> Result<(), Failure> {
    let tries = row.int(6) + 1;
    let id = Value::from(row.text(0));
    let note = Value::from(why.to_string());
    let next = now + 60_000 * (1 << tries.clamp(0, 8));
    house.store.write_now(move |tx| {
        let sql = "update printing set tries = $1, next_at = $2, note = $3 where id = $4";
        tx.execute(sql, &[tries.into(), next.into(), note.clone(), id.clone()])
    })?;
    Ok(())
}

/// What stands on the ledger about a document.
struct Standing {
    composed: Recorded,
    drawn: bool,
}

fn standing(house: &House, wing: &str, of: &str) -> Result<Option<Standing>, Failure> {
    let (stream, job) = (format!("{wing}/{of}"), house.clone());
    let facts = house.store.read_now(move |look| {
        let lines = look.stream(&stream)?;
        let read = |line| recorded(look, &job.vault, &job.division, line);
        lines.iter().map(read).collect::<Result<Vec<Recorded>, _>>()
    })?;
    let drawn = facts.iter().any(|fact| matches!(fact.fact, Fact::Document(Event::Drawn { .. })));
    let composed = facts.into_iter().find(|fact| matches!(fact.fact, Fact::Document(Event::Composed { .. })));
    Ok(composed.map(|composed| Standing { composed, drawn }))
}

fn draw(house: &House, row: &Row) -> Result<(), Failure> {
    let _one = house.press.drawing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let found = standing(house, row.text(1), row.text(3))?;
    // what is drawn already is answered by the first drawing
    let Some(standing) = found.filter(|standing| !standing.drawn) else { return forget(house, row) };
    let (hash, bytes) = (row.text(4).to_owned(), row.int(5));
    if !hash.is_empty() && house.folder()?.has(&hash)? {
        return answer(house, row, json!({ "Drawn": { "hash": hash, "bytes": bytes } }));
    }
    let Fact::Document(Event::Composed { party, .. }) = &standing.composed.fact else { return Ok(()) };
    let Some(content) = Content::read(&standing.composed.private_field("content")) else {
        let why = "its words were erased with the key of the person";
        return answer(house, row, json!({ "NotDrawn": { "glyphs": [], "why": why } }));
    };
    let fonts = house.press.fonts(&house.data.join(FONTS));
    match printed(house.demo, &standing.composed.fact, content, &fonts) {
        Ok(pdf) => {
            let (hash, sealed) = house.seal_file_now(party, &pdf)?;
            let bytes = i64::try_from(pdf.len()).unwrap_or(i64::MAX);
            name_first(house, row, &hash, bytes)?;
            house.folder()?.put(&sealed)?;
            answer(house, row, json!({ "Drawn": { "hash": hash, "bytes": bytes } }))
        }
        Err(why) => {
            let glyphs: Vec<String> = why.glyphs().into_iter().map(String::from).collect();
            answer(house, row, json!({ "NotDrawn": { "glyphs": glyphs, "why": why.to_string() } }))
        }
    }
}

/// The name of a file is in its row before the file is in its folder.
fn name_first(house: &House, row: &Row, hash: &str, bytes: i64) -> Result<(), Failure> {
    let args: [Value; 3] = [hash.into(), bytes.into(), row.text(0).into()];
    house
        .store
        .write_now(move |tx| tx.execute("update printing set hash = $1, bytes = $2 where id = $3", &args))?;
    Ok(())
}

/// The answer goes to the desk and the row goes, in one commit.
fn answer(house: &House, row: &Row, said: Json) -> Result<(), Failure> {
    let wing = house.wings.iter().find(|wing| wing.name == row.text(1));
    let Some(wing) = wing else { return forget(house, row) };
    let (job, id) = (house.clone(), row.text(0).to_owned());
    let cause = Cause::reactor(wing.name, row.int(2), "printed");
    let to = To::Stream(row.text(3).to_owned());
    let command = said.to_string();
    house.write_now(move |tx| {
        let who = crate::follow::reactor(wing.name);
        let done = (wing.submit)(&job, tx, &who, &to, &cause, &command)?;
        if done.is_ok() {
            tx.del("printing", vec![id.as_str().into()])?;
        }
        Ok(done.map(drop).map_err(|no| no.failure))
    })?
}

fn forget(house: &House, row: &Row) -> Result<(), Failure> {
    let id = row.text(0).to_owned();
    house.store.write_now(move |tx| tx.del("printing", vec![id.as_str().into()]))?;
    Ok(())
}

/// The bytes of a document from its fact and its words; nothing else is asked.
fn printed(demo: bool, fact: &Fact, content: Content, fonts: &Fonts) -> Result<Vec<u8>, NotDrawn> {
    let Fact::Document(Event::Composed { kind, number, case, dated, .. }) = fact else {
        return Err(NotDrawn::Empty { place: "kind" });
    };
    match kind {
        Kind::Licence => paper::face(&face(demo, number, *dated, content), fonts),
        _ => paper::notice(&notice(demo, (number, case), *dated, content), fonts),
    }
}

fn face(demo: bool, number: &str, dated: Day, content: Content) -> Face {
    let mut facts = vec![("持证人".to_owned(), content.recipient)];
    facts.extend(content.facts);
    Face {
        title: content.title,
        facts,
        number: number.to_owned(),
        identifier: content.identifier,
        issuer: content.organ,
        issued: dated,
        from: content.from,
        to: content.until,
        qr: content.qr,
        code: content.code,
        seal: content.seal,
        demo,
    }
}

fn notice(demo: bool, (number, case): (&str, &str), dated: Day, content: Content) -> Notice {
    let list = |list: facts::document::Listed| List {
        title: list.title,
        columns: list.columns.into_iter().map(|(head, share)| Column { head, share }).collect(),
        rows: list.rows,
    };
    Notice {
        title: content.title,
        number: number.to_owned(),
        organ: content.organ,
        recipient: content.recipient,
        case_no: case.to_owned(),
        query: String::new(),
        paragraphs: content.paragraphs,
        lists: content.lists.into_iter().map(list).collect(),
        basis: content.basis,
        remedies: content.remedies,
        dated,
        seal: content.seal,
        qr: content.qr,
        qr_says: content.qr_says,
        demo,
    }
}
