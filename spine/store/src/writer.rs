//! The writer: one thread, one transaction a batch, one commit, then the answers.

use crate::engine::Engine;
use crate::ledger::Tip;
use crate::memory::Memory;
use crate::place::{Faults, Strike, Work};
use crate::reader::tip;
use crate::tables::{Pending, Register, Shape};
use crate::tx::{Tx, Want};
use crate::{Fault, Options};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often a batch whose connection broke is taken up again before everyone is told.
const LOSSES: u32 = 3;
/// How often, and how long apart at most, a lost database is called before everyone is told: soon at first,
/// for a server needs a moment to notice that the old connection is gone, and lets go of its lock then.
const CALLS: u32 = 40;
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const PAUSE: Duration = Duration::from_millis(250);
/// How many streams the slate remembers.
const REMEMBERED: usize = 50_000;

/// What the writer remembers between jobs; provisional until the commit, read anew after a rollback.
pub(crate) struct Slate {
    pub(crate) division: Arc<str>,
    pub(crate) program: i64,
    pub(crate) register: Register,
    pub(crate) pending: Pending,
    pub(crate) memory: Memory,
    pub(crate) tip: Tip,
    /// Number and last version of streams seen.
    pub(crate) streams: HashMap<String, (i64, i64)>,
    pub(crate) last_stream: i64,
    pub(crate) counters: HashMap<String, i64>,
    /// Streams and causes that this batch has written under.
    pub(crate) touched: HashSet<String>,
    pub(crate) causes: HashSet<String>,
    /// The register before this batch defined tables.
    pub(crate) saved: Option<HashMap<String, Arc<Shape>>>,
    /// Said to readers of other threads: see [`Tx::announce`].
    pub(crate) announced: Arc<AtomicU64>,
    pub(crate) announces: bool,
    /// Whether the job that runs now has written anything.
    pub(crate) wrote: bool,
    /// Whether this batch has written what needs room: a line, or a probe. A cursor that is moved on says
    /// nothing of a disk.
    pub(crate) weighty: bool,
}

impl Slate {
    pub(crate) fn new(
        engine: &mut dyn Engine,
        options: &Options,
        register: Register,
    ) -> Result<Slate, Fault> {
        let mut slate = Slate {
            division: options.division.as_str().into(),
            program: options.program,
            register,
            pending: Pending::default(),
            memory: Memory::default(),
            tip: Tip { seq: 0, hash: String::new() },
            streams: HashMap::new(),
            last_stream: 0,
            counters: HashMap::new(),
            touched: HashSet::new(),
            causes: HashSet::new(),
            saved: None,
            announced: Arc::clone(&options.announced),
            announces: false,
            wrote: false,
            weighty: false,
        };
        slate.read_anew(engine)?;
        Ok(slate)
    }

    /// Forgets everything provisional and reads what the database has.
    fn read_anew(&mut self, engine: &mut dyn Engine) -> Result<(), Fault> {
        self.pending.clear();
        self.memory.clear();
        self.heard();
        self.streams.clear();
        self.counters.clear();
        self.touched.clear();
        self.causes.clear();
        if let (Some(saved), Ok(mut register)) = (self.saved.take(), self.register.write()) {
            *register = saved;
        }
        self.tip = tip(engine)?;
        let last = engine.query("select coalesce(max(no), 0) from streams", &[])?;
        self.last_stream = last.first().map_or(0, |r| r.int(0));
        Ok(())
    }

    /// What was announced is so now, or is not.
    fn heard(&mut self) {
        if std::mem::take(&mut self.announces) {
            self.announced.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// The batch is on disk: what was provisional stands.
    fn stands(&mut self) {
        self.touched.clear();
        self.causes.clear();
        self.memory.spoken_of.clear();
        self.saved = None;
        self.heard();
        if self.streams.len() > REMEMBERED {
            self.streams.clear();
        }
        if self.counters.len() > REMEMBERED {
            self.counters.clear();
        }
    }
}

/// Work for the writer: run, perhaps more than once, and answered exactly once.
pub(crate) trait Job: Send {
    /// What it will ask for: asked for together where that is cheaper.
    fn wants(&self) -> &[Want];
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<(), Fault>;
    fn answer(self: Box<Self>, verdict: Result<(), Fault>);
}

struct Slot {
    job: Box<dyn Job>,
    /// What the job itself said without having written anything.
    refused: Option<Fault>,
}

/// How one attempt at a batch ended.
enum End {
    /// It is on disk, or had nothing to write.
    Kept,
    /// A statement failed, or a job failed after it had written.
    Poisoned(Fault),
    /// The connection broke; whether at the commit, when only the database knows whether it was written.
    Lost { committing: bool },
}

pub(crate) struct Writer {
    engine: Box<dyn Engine>,
    slate: Slate,
    who: String,
    since: i64,
    batch_no: i64,
    most: usize,
    faults: Option<Arc<dyn Faults>>,
    full: Arc<AtomicBool>,
    work: Arc<Work>,
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// What the holder says of itself, for a second writer that is turned away.
pub(crate) fn holder(engine: &mut dyn Engine, division: &str) -> String {
    let sql = "select who from holder where division = $1";
    match engine.query(sql, &[division.into()]) {
        Ok(rows) => rows.first().map_or("not yet named".to_owned(), |r| r.text(0).to_owned()),
        Err(_) => "not yet named".to_owned(),
    }
}

impl Writer {
    /// Takes over a connection that has the lock and a schema of today.
    pub(crate) fn new(
        mut engine: Box<dyn Engine>,
        options: &Options,
        register: Register,
        full: Arc<AtomicBool>,
    ) -> Result<Writer, Fault> {
        let slate = Slate::new(&mut *engine, options, register)?;
        let (faults, who, work) = (options.faults.clone(), options.who.clone(), Arc::clone(&options.work));
        let most = options.batch.max(1);
        let mut writer =
            Writer { engine, slate, who, since: now_ms(), batch_no: 0, most, faults, full, work };
        writer.engine.begin()?;
        writer.mark()?;
        writer.slate.pending.flush_all(&mut *writer.engine)?;
        writer.engine.commit()?;
        Ok(writer)
    }

    /// Numbers the batch in the holder's row: by this a lost commit is known from one that was never made.
    fn mark(&mut self) -> Result<(), Fault> {
        self.batch_no += 1;
        let division = self.slate.division.to_string();
        let row = vec![division.into(), (&self.who).into(), self.since.into(), self.batch_no.into()];
        Tx { engine: &mut *self.engine, slate: &mut self.slate }.put("holder", row)
    }

    /// Serves until every sender is gone, then tidies up.
    pub(crate) fn serve(mut self, jobs: &Receiver<Box<dyn Job>>) -> Result<(), Fault> {
        while let Ok(first) = jobs.recv() {
            let mut slots = vec![Slot { job: first, refused: None }];
            while slots.len() < self.most {
                match jobs.try_recv() {
                    Ok(job) => slots.push(Slot { job, refused: None }),
                    Err(_) => break,
                }
            }
            self.batch(slots);
        }
        self.engine.finish()
    }

    fn batch(&mut self, mut slots: Vec<Slot>) {
        let jobs = u64::try_from(slots.len()).unwrap_or(u64::MAX);
        self.work.jobs.fetch_add(jobs, Ordering::Relaxed);
        let Err(poison) = self.attempt(&mut slots) else {
            for slot in slots {
                answer(slot.job, slot.refused.map_or(Ok(()), Err));
            }
            return;
        };
        // Once lost there is nothing to run again on; alone, a job has only itself to blame, or its size.
        if slots.len() == 1 || matches!(poison, Fault::Lost(_)) {
            for slot in slots {
                answer(slot.job, Err(poison.clone()));
            }
            return;
        }
        for slot in slots {
            self.batch(vec![slot]);
        }
    }

    fn attempt(&mut self, slots: &mut [Slot]) -> Result<(), Fault> {
        let mut made_room = false;
        for _ in 0..=LOSSES {
            match self.once(slots) {
                End::Kept => return Ok(()),
                End::Poisoned(fault) => {
                    self.engine.rollback();
                    if let Err(again) = self.slate.read_anew(&mut *self.engine) {
                        self.engine.sever();
                        self.recover(false).map_err(|_| again)?;
                    }
                    if matches!(fault, Fault::Full(_)) {
                        if !made_room && self.engine.make_room() {
                            made_room = true;
                            continue;
                        }
                        self.full.store(true, Ordering::Relaxed);
                    }
                    return Err(fault);
                }
                End::Lost { committing } => {
                    if self.recover(committing)? {
                        return Ok(());
                    }
                }
            }
        }
        Err(Fault::Lost("it broke again each time this was tried".into()))
    }

    fn once(&mut self, slots: &mut [Slot]) -> End {
        if let Err(fault) = self.engine.begin() {
            return self.ended(fault, false);
        }
        let wants = slots.iter().flat_map(|slot| slot.job.wants()).cloned();
        let mut tx = Tx { engine: &mut *self.engine, slate: &mut self.slate };
        if let Err(fault) = tx.foresee(wants) {
            return self.ended(fault, false);
        }
        let mut any = false;
        self.slate.weighty = false;
        for slot in slots.iter_mut() {
            self.slate.wrote = false;
            slot.refused = None;
            let mut tx = Tx { engine: &mut *self.engine, slate: &mut self.slate };
            let done = catch_unwind(AssertUnwindSafe(|| slot.job.run(&mut tx)));
            let done = done.unwrap_or_else(|panic| {
                self.slate.wrote = true;
                Err(Fault::Broken(format!("a job panicked: {}", last_words(&*panic))))
            });
            if self.engine.lost() {
                return End::Lost { committing: false };
            }
            if let Some(fault) = self.slate.pending.spoilt() {
                return End::Poisoned(fault);
            }
            any |= self.slate.wrote;
            match done {
                Err(fault) if self.slate.wrote => return End::Poisoned(fault),
                Err(fault @ (Fault::Sql(_) | Fault::Full(_))) => return End::Poisoned(fault),
                Err(fault) => slot.refused = Some(fault),
                Ok(()) => {}
            }
        }
        if !any {
            self.engine.rollback();
            self.slate.stands();
            return End::Kept;
        }
        self.close_batch()
    }

    /// Numbers the batch, writes down what waits and commits.
    fn close_batch(&mut self) -> End {
        let flushed = self.mark().and_then(|()| self.slate.pending.flush_all(&mut *self.engine));
        if let Err(fault) = flushed {
            return self.ended(fault, false);
        }
        let strike = self.faults.as_ref().map_or(Strike::None, |f| f.at_commit());
        if strike == Strike::LoseBefore {
            self.engine.sever();
            return End::Lost { committing: true };
        }
        if let Err(fault) = self.engine.commit() {
            return self.ended(fault, true);
        }
        if self.slate.weighty {
            self.full.store(false, Ordering::Relaxed);
        }
        if strike == Strike::LoseAfter {
            self.engine.sever();
            return End::Lost { committing: true };
        }
        self.slate.stands();
        self.work.commits.fetch_add(1, Ordering::Relaxed);
        End::Kept
    }

    fn ended(&self, fault: Fault, committing: bool) -> End {
        if self.engine.lost() { End::Lost { committing } } else { End::Poisoned(fault) }
    }

    /// Connects again and asks whether the batch was written: true if it was.
    fn recover(&mut self, committing: bool) -> Result<bool, Fault> {
        let mut why = Fault::Lost("no answer".into());
        for call in 0..CALLS {
            if call > 0 {
                std::thread::sleep(PAUSE.min(FIRST_PAUSE * (1 << call.min(16))));
            }
            let found = self.engine.reconnect().and_then(|()| self.written());
            match found.and_then(|written| self.go_on(committing && written)) {
                Ok(written) => return Ok(written),
                Err(fault) => why = fault,
            }
            // Nothing may be written from a slate that was not read anew.
            self.engine.sever();
        }
        Err(Fault::Lost(format!("{why}; whether the last batch was written is not known")))
    }

    /// Reads the slate anew on the new connection; tables that a written batch defined stay defined.
    fn go_on(&mut self, written: bool) -> Result<bool, Fault> {
        if written {
            self.slate.saved = None;
        }
        self.slate.read_anew(&mut *self.engine)?;
        Ok(written)
    }

    /// Whether the database has the last batch that was numbered.
    fn written(&mut self) -> Result<bool, Fault> {
        let sql = "select who, since, batch from holder where division = $1";
        let division = self.slate.division.to_string();
        let rows = self.engine.query(sql, &[division.into()])?;
        let Some(row) = rows.first() else { return Ok(false) };
        if row.text(0) != self.who || row.int(1) != self.since {
            // Somebody else has written since: this writer's numbers are worth nothing.
            return Err(Fault::Held { by: row.text(0).to_owned() });
        }
        Ok(row.int(2) == self.batch_no)
    }
}

fn answer(job: Box<dyn Job>, verdict: Result<(), Fault>) {
    // A caller whose answer panics must not take the writer down with it.
    let _ = catch_unwind(AssertUnwindSafe(|| job.answer(verdict)));
}

/// What a panic said.
pub(crate) fn last_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("without a word").to_owned()
}
