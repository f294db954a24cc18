//! The one way in. Every change to the world passes here, from a click to a clock running out.
//!
//! Nine steps, always these nine: cause, number, load, lapse, know, decide, append, project, answer.

use facts::{Fact, Recorded, portal};
use kernel::decider::Written;
use kernel::limits::{COMMAND_EVENTS, KEY_CHARS, LAPSE_ROUNDS, STREAM_EVENTS};
use kernel::{Actor, Ctx, Entry, Instant, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Line, Tx, Value, Want};

use crate::failure::Failure;
use crate::ledger::{actor, place, recorded};
use crate::opening::Inner;
use crate::timekeeper::clock_actor;
use crate::wing::Knows;
use crate::world::World;

/// Where a command goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// A new stream, numbered by the house: `{wing}/{division}-{day}-{serial}`.
    New,
    /// This stream of the wing, by its name without the wing; it may not exist yet.
    Stream(String),
}

/// What a command answers to; unique on the ledger, so that a second arrival finds the first's receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause(String);

impl Cause {
    /// From a form or a program: scoped by who sends it, so that nobody meets another's (one-way door 4).
    ///
    /// # Errors
    /// [`Failure::Unreadable`] if the key is empty, too long or of other characters.
    pub fn outside(kind: &str, party: &str, key: &str) -> Result<Self, Failure> {
        let fits = !key.is_empty()
            && key.len() <= KEY_CHARS
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if fits {
            return Ok(Self(format!("{kind}/{party}/{key}")));
        }
        Err(Failure::Unreadable(Text::new(
            format!("请求的编号（Idempotency-Key）要用 1 到 {KEY_CHARS} 个字母、数字、下划线或短横"),
            format!("The key (Idempotency-Key) takes 1 to {KEY_CHARS} letters, digits, “_” or “-”"),
        )))
    }

    /// What follows from a fact.
    pub fn reactor(wing: &str, seq: i64, name: &str) -> Self {
        Self(format!("reactor/{wing}/{seq}/{name}"))
    }

    /// What time alone makes true.
    pub fn clock(stream: &str, kind: &str, at: Instant) -> Self {
        Self(format!("clock/{stream}/{kind}/{}", at.0))
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What the desk will ask for when a command of a wing comes with this cause.
    pub(crate) fn wants(&self, wing: &str, to: &To) -> Vec<Want> {
        let mut wants = vec![Want::Row("commands", vec![Value::from(self.text())])];
        if let To::Stream(name) = to {
            wants.push(Want::Stream(format!("{wing}/{name}")));
        }
        wants
    }
}

/// What the sender is told: where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Receipt {
    /// Name of the thing, without the wing.
    pub name: String,
    /// Its version after this.
    pub version: i64,
    /// First and last line written; 0 if nothing had to be.
    pub first: i64,
    /// Last line written.
    pub last: i64,
    /// Was this the second arrival of the same command?
    pub again: bool,
}

/// A receipt, and what the house must fold in once the commit is on disk.
#[derive(Clone, Debug)]
pub struct Done {
    /// For the sender.
    pub receipt: Receipt,
    /// Facts of the catalogue and calendar.
    pub published: Vec<portal::Event>,
}

/// The no of the desk. What time alone had made true stands all the same, and must be folded in too.
#[derive(Debug)]
pub struct Unwilling {
    /// What the sender is told.
    pub failure: Failure,
    /// Facts of the catalogue and calendar that time alone brought about.
    pub published: Vec<portal::Event>,
}

impl From<Failure> for Unwilling {
    fn from(failure: Failure) -> Self {
        Self { failure, published: Vec::new() }
    }
}

/// Everything about one arrival at the desk.
pub struct Call<'a, C> {
    /// Who asks.
    pub who: &'a Actor,
    /// Where to.
    pub to: &'a To,
    /// What it answers.
    pub cause: &'a Cause,
    /// The version of the stream that the page showed, if it was a page.
    pub seen: Option<i64>,
    /// What is asked; only borrowed, so that the job can be run again.
    pub command: &'a C,
}

/// The ways in which a job ends early.
enum Halt {
    Said(Failure),
    Broke(store::Fault),
}

impl From<store::Fault> for Halt {
    fn from(fault: store::Fault) -> Self {
        Halt::Broke(fault)
    }
}

impl<T: Into<Failure>> From<Said<T>> for Halt {
    fn from(said: Said<T>) -> Self {
        Halt::Said(said.0.into())
    }
}

/// Marks what is said to the sender, so that `?` does not mistake it for a fault.
struct Said<T>(T);

/// The nine steps. Runs on the writer thread, inside the batch's transaction.
///
/// # Errors
/// A store fault means the batch is rolled back; the law's no is in the inner result.
pub fn at_the_desk<D: Knows>(
    inner: &Inner,
    tx: &mut Tx<'_>,
    call: &Call<'_, D::Command>,
) -> Result<Result<Done, Unwilling>, store::Fault> {
    let mut published = Vec::new();
    match steps::<D>(inner, tx, call, &mut published) {
        Ok(receipt) => Ok(Ok(Done { receipt, published })),
        Err(Halt::Said(failure)) => Ok(Err(Unwilling { failure, published })),
        Err(Halt::Broke(fault)) => Err(fault),
    }
}

fn steps<D: Knows>(
    inner: &Inner,
    tx: &mut Tx<'_>,
    call: &Call<'_, D::Command>,
    published: &mut Vec<portal::Event>,
) -> Result<Receipt, Halt> {
    let digest = digest::<D>(inner, call);
    // 1 cause
    if let Some(receipt) = seen_before(tx, call.cause, &digest)? {
        return Ok(receipt);
    }
    let world = inner.world();
    let now = inner.clock.now();
    // 3 load (2, the number, is drawn at 7, once the law has said yes)
    let mut life = Life::<D>::load(tx, call.to, published)?;
    let said = life.hears(inner, tx, call, &digest, (&world, now));
    if !matches!(said, Err(Halt::Broke(_))) {
        life.stays(tx);
    }
    said
}

/// Is there room for so many more events, and above them for what time alone will have to say?
fn fits(version: i64, more: usize) -> bool {
    let room = STREAM_EVENTS - LAPSE_ROUNDS * COMMAND_EVENTS;
    usize::try_from(version).is_ok_and(|held| held + more <= room)
}

fn digest<D: Knows>(inner: &Inner, call: &Call<'_, D::Command>) -> String {
    let to = match call.to {
        To::New => "",
        To::Stream(name) => name,
    };
    let text = serde_json::to_string(call.command).expect("a command is JSON");
    inner.vault.digest("command", &format!("{}/{to}\n{text}", D::WING))
}

fn seen_before(tx: &mut Tx<'_>, cause: &Cause, digest: &str) -> Result<Option<Receipt>, Halt> {
    let Some(row) = tx.look().get_once("commands", &[Value::from(cause.text())])? else { return Ok(None) };
    if row.text(1) != digest {
        return Err(Said(Failure::KeyTaken).into());
    }
    let stream = row.text(2).to_owned();
    let last = row.int(4);
    let version = tx
        .look()
        .one("select version from ledger where seq = $1", &[Value::from(last)])?
        .map_or(0, |row| row.int(0));
    let name = stream.split_once('/').map_or(stream.as_str(), |(_, name)| name).to_owned();
    Ok(Some(Receipt { name, version, first: row.int(3), last, again: true }))
}

fn new_stream<D: Knows>(inner: &Inner, tx: &mut Tx<'_>, now: Instant) -> Result<String, store::Fault> {
    let day = now.day().to_string().replace('-', "");
    let serial = tx.number(&format!("{}/{day}", D::WING))?;
    let stream = format!("{}/{}-{day}-{serial:04}", D::WING, inner.division);
    tx.fresh(&stream);
    Ok(stream)
}

/// What an event answers: the cause and its number under it.
struct Origin<'a> {
    cause: &'a Cause,
    no: i64,
}

/// One stream, folded, while a command is at the desk.
struct Life<'p, D: Knows> {
    stream: String,
    version: i64,
    state: D::State,
    published: &'p mut Vec<portal::Event>,
}

impl<'p, D: Knows> Life<'p, D> {
    fn load(tx: &mut Tx<'_>, to: &To, published: &'p mut Vec<portal::Event>) -> Result<Self, Halt> {
        let To::Stream(name) = to else {
            let state = D::State::default();
            return Ok(Self { stream: String::new(), version: 0, state, published });
        };
        let stream = format!("{}/{name}", D::WING);
        if let Some((state, version)) = tx.folded::<D::State>(&stream)? {
            return Ok(Self { stream, version, state, published });
        }
        let (state, version) = fold::<D>(&tx.look().stream(&stream)?)?;
        Ok(Self { stream, version, state, published })
    }

    /// The state is kept for the next command of this stream; it is as the stream's last line left it.
    fn stays(self, tx: &mut Tx<'_>) {
        if self.version > 0 {
            tx.keep_folded(&self.stream, self.version, self.state);
        }
    }

    /// Steps 4 to 9 of one command.
    fn hears(
        &mut self,
        inner: &Inner,
        tx: &mut Tx<'_>,
        call: &Call<'_, D::Command>,
        digest: &str,
        (world, now): (&World, Instant),
    ) -> Result<Receipt, Halt> {
        let clerk = clock_actor();
        let seed = inner.chance.bytes::<16>();
        // 4 lapse
        self.lapse(inner, tx, &inner.ctx(world, &clerk, now, seed))?;
        let ctx = inner.ctx(world, call.who, now, seed);
        // rights come first of all: who may not is told nothing, not even that her page is stale
        let (act, place) = D::asks(&self.state, call.command, &ctx);
        if !inner.rights.may(call.who, act, &place) {
            return Err(Said(Failure::Absent).into());
        }
        if call.seen.is_some_and(|seen| seen != self.version) {
            return Err(Said(Failure::Stale).into());
        }
        // 5 know
        let name = if let To::Stream(name) = call.to { name.as_str() } else { "" };
        let known = D::know_of(&mut tx.look(), name, &self.state, call.command, &ctx)?;
        // 6 decide
        let entries = D::decide(&self.state, call.command, &known, &ctx).map_err(Said)?;
        assert!(entries.len() <= COMMAND_EVENTS, "{} recorded {} events at once", D::WING, entries.len());
        if entries.is_empty() {
            return Ok(self.receipt(0, 0));
        }
        // a full stream takes no half of a command: this is judged before the first line
        self.has_room(entries.len())?;
        self.claim_files(tx, &entries)?;
        // 2 number
        if matches!(call.to, To::New) {
            self.stream = new_stream::<D>(inner, tx, now)?;
        }
        // 7 append, 8 project
        let mut lines = Vec::new();
        for (no, entry) in (1..).zip(entries) {
            lines.push(self.write(inner, tx, &ctx, &Origin { cause: call.cause, no }, entry)?);
        }
        let (first, last) = (lines[0], lines[lines.len() - 1]);
        let stream = self.stream.as_str();
        tx.put(
            "commands",
            vec![call.cause.text().into(), digest.into(), stream.into(), first.into(), last.into()],
        )?;
        // 9 answer: the writer does, after the commit
        Ok(self.receipt(first, last))
    }

    /// Files that events name are kept for good from now on.
    fn claim_files(&self, tx: &mut Tx<'_>, entries: &[Entry<D::Event>]) -> Result<(), Halt> {
        let named: Vec<String> = entries.iter().flat_map(|entry| D::files(&entry.event)).collect();
        if crate::files::claim(tx, &named)? { Ok(()) } else { Err(Said(Failure::Stale).into()) }
    }

    /// A full stream takes no half of a command.
    fn has_room(&self, more: usize) -> Result<(), Halt> {
        if fits(self.version, more) {
            return Ok(());
        }
        let full = format!("{} would hold more than {STREAM_EVENTS} events", self.stream);
        Err(Said(Failure::Fault(full)).into())
    }

    fn lapse(&mut self, inner: &Inner, tx: &mut Tx<'_>, ctx: &Ctx<'_>) -> Result<(), Halt> {
        if self.version == 0 {
            return Ok(());
        }
        for _ in 0..LAPSE_ROUNDS {
            let entries = D::lapse(&self.state, ctx);
            if entries.is_empty() {
                return Ok(());
            }
            for entry in entries {
                let at = entry.effective.unwrap_or(ctx.now);
                let (kind, _, _) = facts::encode(D::WING, &entry.event).map_err(unwritable)?;
                let kind = kind.split_once('.').map_or("", |(_, name)| name).to_owned();
                let cause = Cause::clock(&self.stream, &kind, at);
                let no = 1 + i64::try_from(tx.look().by_cause(cause.text())?.len()).unwrap_or(0);
                self.write(inner, tx, ctx, &Origin { cause: &cause, no }, entry)?;
            }
        }
        panic!("{} lapses for ever", self.stream);
    }

    fn write(
        &mut self,
        inner: &Inner,
        tx: &mut Tx<'_>,
        ctx: &Ctx<'_>,
        origin: &Origin<'_>,
        entry: Entry<D::Event>,
    ) -> Result<i64, Halt> {
        let version = self.version + 1;
        let (kind, shape, body) = facts::encode(D::WING, &entry.event).map_err(unwritable)?;
        let sealed = match &entry.private {
            Some(private) => {
                let place = place(&inner.division, &self.stream, version);
                inner.vault.seal(tx, private, &place, &*inner.chance)?
            }
            None => String::new(),
        };
        let effective = entry.effective.unwrap_or(ctx.now);
        let kept = tx.append(Line {
            stream: self.stream.clone(),
            version,
            at: ctx.now.0,
            effective: effective.0,
            actor: serde_json::to_string(ctx.actor).expect("an actor is JSON"),
            cause: origin.cause.text().to_owned(),
            cause_no: origin.no,
            kind,
            shape,
            body,
            sealed,
        })?;
        let written = Written { at: ctx.now, effective, actor: ctx.actor };
        self.state = D::evolve(std::mem::take(&mut self.state), &entry.event, &written);
        self.version = version;
        let fact = told(ctx, effective, entry, kept, inner, tx)?;
        match &fact.fact {
            Fact::Portal(event) => self.published.push(event.clone()),
            // who stands here, and as what, is held with the sessions that are open
            Fact::Account(_) => tx.announce(),
            _ => {}
        }
        for wing in inner.wings {
            (wing.project)(&mut tx.rows(wing.name), &fact)?;
        }
        let seq = fact.seq;
        inner.recent.heard(fact);
        Ok(seq)
    }

    fn receipt(&self, first: i64, last: i64) -> Receipt {
        let name = self.stream.split_once('/').map_or("", |(_, name)| name).to_owned();
        Receipt { name, version: self.version, first, last, again: false }
    }
}

/// What was written, as the ledger's decoder would read it from its line: nothing is decoded or unsealed that
/// is at hand. Builds that check themselves hold both against each other.
fn told<E: Into<Fact>>(
    ctx: &Ctx<'_>,
    effective: Instant,
    entry: Entry<E>,
    kept: store::Kept,
    inner: &Inner,
    tx: &mut Tx<'_>,
) -> Result<Recorded, store::Fault> {
    let read = match cfg!(debug_assertions) {
        true => Some(recorded(&mut tx.look(), &inner.vault, &inner.division, &kept)?),
        false => None,
    };
    let fact = Recorded {
        seq: kept.seq,
        stream: kept.line.stream,
        version: kept.line.version,
        at: ctx.now,
        effective,
        actor: ctx.actor.clone(),
        cause: kept.line.cause,
        fact: entry.event.into(),
        private: entry.private,
        sealed: !kept.line.sealed.is_empty(),
        hash: kept.hash,
    };
    if let Some(read) = read {
        assert_eq!(read.fact, fact.fact, "line {} would be read otherwise", fact.seq);
        assert_eq!((&read.private, &read.actor), (&fact.private, &fact.actor), "line {}", fact.seq);
    }
    Ok(fact)
}

fn unwritable(e: facts::Unreadable) -> Halt {
    Halt::Broke(store::Fault::Broken(e.to_string()))
}

/// Fold the lines of one stream of a wing.
///
/// # Errors
/// A line that no shape can read.
pub fn fold<D: Knows>(lines: &[store::Kept]) -> Result<(D::State, i64), store::Fault> {
    let mut state = D::State::default();
    for line in lines {
        let broken = |e: facts::Unreadable| store::Fault::Broken(format!("line {}: {e}", line.seq));
        let event = facts::decode_event::<D::Event>(&line.kind, line.shape, &line.body).map_err(broken)?;
        let who = actor(&line.actor).map_err(broken)?;
        let written = Written { at: Instant(line.at), effective: Instant(line.effective), actor: &who };
        state = D::evolve(state, &event, &written);
    }
    Ok((state, lines.last().map_or(0, |line| line.version)))
}

impl Inner {
    /// What the law may look at besides the stream.
    pub fn ctx<'a>(&'a self, world: &'a World, who: &'a Actor, now: Instant, seed: [u8; 16]) -> Ctx<'a> {
        Ctx {
            now,
            actor: who,
            calendar: &world.calendar,
            editions: &world.editions,
            rights: &self.rights,
            division: &self.division,
            seed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{STREAM_EVENTS, fits};

    #[test]
    fn a_full_stream_takes_no_half_of_a_command() {
        let limit = i64::try_from(STREAM_EVENTS).expect("a limit is small");
        assert!(fits(0, 16));
        let last = (0..limit).rev().find(|held| fits(*held, 2)).expect("there is room at first");
        assert!(!fits(last + 1, 2) && fits(last + 1, 1));
        assert!(last + 2 + 8 * 16 <= limit, "time alone must still be able to speak");
    }
}
