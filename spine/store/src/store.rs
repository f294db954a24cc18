//! The store: a writer's thread, some readers' threads, and the queues before them.

use crate::engine::{Engine, Role, connect};
use crate::place::Work;
use crate::reader::{Look, Reading};
use crate::tables::Register;
use crate::tx::Tx;
use crate::writer::{Job, Writer, holder, last_words};
use crate::{Fault, Options, Place, Want, migrate};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

type Sight = Box<dyn FnOnce(Result<&mut Look<'_>, Fault>) + Send>;
type Threads = (Option<JoinHandle<Result<(), Fault>>>, Vec<JoinHandle<()>>);

/// The ledger and tables of one division, open for writing. Cheap to clone; the last clone closes it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({} on {})", self.inner.division, self.inner.engine)
    }
}

struct Inner {
    division: String,
    engine: &'static str,
    queues: RwLock<Option<Queues>>,
    threads: Mutex<Threads>,
    waiting: Arc<AtomicUsize>,
    busy: AtomicU64,
    full: Arc<AtomicBool>,
    place: Place,
    register: Register,
    apart: Arc<AtomicUsize>,
    most_apart: usize,
    announced: Arc<AtomicU64>,
    work: Arc<Work>,
}

/// How much the writer has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Jobs that wait for the writer or are with it.
    pub waiting: usize,
    /// Jobs and looks that were turned away because a queue was full, since the store was opened.
    pub busy: u64,
    /// Did the disk, or the ledger's own limit, refuse the last batch for want of room?
    pub full: bool,
    /// Jobs that were answered since the store was opened.
    pub jobs: u64,
    /// Commits that wrote something since the store was opened.
    pub commits: u64,
}

/// A job on its way to the writer and back; counted while it lives.
struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    fn new(count: &Arc<AtomicUsize>) -> Waiting {
        count.fetch_add(1, Ordering::Relaxed);
        Waiting(Arc::clone(count))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Queues {
    jobs: SyncSender<Box<dyn Job>>,
    sights: SyncSender<Sight>,
}

struct Typed<T, J, A> {
    job: J,
    then: A,
    found: Option<T>,
    wants: Vec<Want>,
    waiting: Waiting,
}

impl<T, J, A> Job for Typed<T, J, A>
where
    T: Send,
    J: FnMut(&mut Tx<'_>) -> Result<T, Fault> + Send,
    A: FnOnce(Result<T, Fault>) + Send,
{
    fn wants(&self) -> &[Want] {
        &self.wants
    }

    fn run(&mut self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        self.found = None;
        self.found = Some((self.job)(tx)?);
        Ok(())
    }

    fn answer(self: Box<Self>, verdict: Result<(), Fault>) {
        let it = *self;
        let lost = || Fault::Broken("a job was answered without having run".into());
        drop(it.waiting);
        (it.then)(verdict.and_then(|()| it.found.ok_or_else(lost)));
    }
}

fn closed() -> Fault {
    Fault::Lost("the store is closed".into())
}

impl Store {
    /// Opens a division for writing: takes the writer's lock, migrates, starts the threads. `Fault::Held`
    /// when another process has the lock, `Fault::NotThis` when the place is another division's.
    pub fn open(place: &Place, options: Options) -> Result<Store, Fault> {
        crate::place::check_division(&options.division)?;
        let (jobs, jobs_in) = sync_channel::<Box<dyn Job>>(options.queue.max(1));
        let (sights, sights_in) = sync_channel::<Sight>(options.queue.max(1));
        let register = migrate::register()?;
        let (ready, opened) = sync_channel(1);
        let (at, how, known) = (place.clone(), options.clone(), Arc::clone(&register));
        let full = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&full);
        let writer = std::thread::Builder::new().name("writer".into()).spawn(move || {
            // Connections are made on their own threads: PostgreSQL's must never see an async caller.
            match start(&at, &how, known, told) {
                Ok(writer) => {
                    let _ = ready.send(Ok(()));
                    writer.serve(&jobs_in)
                }
                Err(fault) => {
                    let _ = ready.send(Err(fault));
                    Ok(())
                }
            }
        })?;
        opened.recv().map_err(|_| closed())??;
        let sights_in = Arc::new(Mutex::new(sights_in));
        let mut readers = Vec::new();
        for n in 0..options.readers.max(1) {
            let (at, division) = (place.clone(), options.division.clone());
            let (sights_in, register) = (Arc::clone(&sights_in), Arc::clone(&register));
            let role = Role::Reader { within: Some(Duration::from_millis(options.look_ms)) };
            let name = format!("reader {n}");
            let reader = std::thread::Builder::new()
                .name(name)
                .spawn(move || read_on((&at, &division, role), &register, &sights_in))?;
            readers.push(reader);
        }
        let engine = match place {
            Place::Sqlite(_) => "sqlite",
            Place::Postgres(_) => "postgres",
        };
        let queues = RwLock::new(Some(Queues { jobs, sights }));
        let threads = Mutex::new((Some(writer), readers));
        let (announced, work) = (options.announced, options.work);
        Ok(Store {
            inner: Arc::new(Inner {
                division: options.division,
                engine,
                queues,
                threads,
                waiting: Arc::default(),
                busy: AtomicU64::new(0),
                full,
                place: place.clone(),
                register,
                apart: Arc::default(),
                most_apart: options.apart.max(1),
                announced,
                work,
            }),
        })
    }

    /// Opens a division for looking only, without any lock, while another process may serve it.
    pub fn open_reading(place: &Place, division: &str) -> Result<Reading, Fault> {
        Reading::open(place, division)
    }

    /// Queues a job for the writer. It runs inside the batch's transaction, more than once if it must, so
    /// it may change nothing outside but its own state; `then` is called on the writer's thread, once, when
    /// the commit is on disk or the job has failed, and must be quick. Never waits: a full queue is
    /// `Fault::Busy`.
    pub fn write<T: Send + 'static>(
        &self,
        job: impl FnMut(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
        then: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) -> Result<(), Fault> {
        self.write_wanting(Vec::new(), job, then)
    }

    /// As [`Store::write`], for a job that will ask for this: where asking is dear it is asked for with what
    /// the other jobs of its batch want.
    pub fn write_wanting<T: Send + 'static>(
        &self,
        wants: Vec<Want>,
        job: impl FnMut(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
        then: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) -> Result<(), Fault> {
        let queues = self.inner.queues.read().map_err(|_| closed())?;
        let queues = queues.as_ref().ok_or_else(closed)?;
        let waiting = Waiting::new(&self.inner.waiting);
        queues.jobs.try_send(Box::new(Typed { job, then, found: None, wants, waiting })).map_err(
            |e| match e {
                TrySendError::Full(_) => self.inner.turned_away(),
                TrySendError::Disconnected(_) => closed(),
            },
        )
    }

    /// As [`Store::write`], but waits for room in the queue instead of answering `Fault::Busy`; for the
    /// house's own followers, which submit a page of jobs and then await the answers. Never on an async
    /// thread, nor on the writer's own.
    pub fn write_patiently<T: Send + 'static>(
        &self,
        job: impl FnMut(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
        then: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) -> Result<(), Fault> {
        let jobs = {
            let queues = self.inner.queues.read().map_err(|_| closed())?;
            queues.as_ref().ok_or_else(closed)?.jobs.clone()
        };
        let waiting = Waiting::new(&self.inner.waiting);
        jobs.send(Box::new(Typed { job, then, found: None, wants: Vec::new(), waiting }))
            .map_err(|_| closed())
    }

    /// Writes and waits for the answer; never on an async thread, nor on the writer's own.
    pub fn write_now<T: Send + 'static>(
        &self,
        job: impl FnMut(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (say, hear) = sync_channel(1);
        self.write_patiently(job, move |verdict| {
            let _ = say.send(verdict);
        })?;
        hear.recv().map_err(|_| closed())?
    }

    /// Queues a look at one snapshot, on a reader's thread; `then` is called there. A full queue is
    /// `Fault::Busy`.
    pub fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Look<'_>) -> Result<T, Fault> + Send + 'static,
        then: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) -> Result<(), Fault> {
        let queues = self.inner.queues.read().map_err(|_| closed())?;
        let queues = queues.as_ref().ok_or_else(closed)?;
        queues.sights.try_send(sight(job, then)).map_err(|e| match e {
            TrySendError::Full(_) => self.inner.turned_away(),
            TrySendError::Disconnected(_) => closed(),
        })
    }

    /// A look that must take its time (a check of the whole ledger, an export): on a thread and a connection
    /// of its own, without a limit, so that nobody who reads a page waits behind it. Only so many at once
    /// ([`Options::apart`](crate::Options::apart)); one more is `Fault::Busy`.
    pub fn read_apart<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Look<'_>) -> Result<T, Fault> + Send + 'static,
        then: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) -> Result<(), Fault> {
        if self.inner.queues.read().map_err(|_| closed())?.is_none() {
            return Err(closed());
        }
        let turn = Waiting::new(&self.inner.apart);
        if self.inner.apart.load(Ordering::Relaxed) > self.inner.most_apart {
            return Err(self.inner.turned_away());
        }
        let (place, division) = (self.inner.place.clone(), self.inner.division.clone());
        let (register, sight) = (Arc::clone(&self.inner.register), sight(job, then));
        std::thread::Builder::new().name("reader apart".into()).spawn(move || {
            let _turn = turn;
            let _kept = look_once(None, (&place, &division, Role::PATIENT), &register, sight);
        })?;
        Ok(())
    }

    /// Looks and waits for the answer; never on an async thread.
    pub fn read_now<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Look<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (say, hear) = sync_channel(1);
        let sights = {
            let queues = self.inner.queues.read().map_err(|_| closed())?;
            queues.as_ref().ok_or_else(closed)?.sights.clone()
        };
        let then = move |verdict| {
            let _ = say.send(verdict);
        };
        sights.send(sight(job, then)).map_err(|_| closed())?;
        hear.recv().map_err(|_| closed())?
    }

    /// An orderly stop: no new jobs, those in the queue are done and answered, the log is folded in, the
    /// lock let go. A second call does nothing.
    pub fn close(&self) -> Result<(), Fault> {
        self.inner.close()
    }

    /// The division's code.
    pub fn division(&self) -> &str {
        &self.inner.division
    }

    /// How much the writer has to do at this moment.
    pub fn load(&self) -> Load {
        let it = &self.inner;
        Load {
            waiting: it.waiting.load(Ordering::Relaxed),
            busy: it.busy.load(Ordering::Relaxed),
            full: it.full.load(Ordering::Relaxed),
            jobs: it.work.jobs.load(Ordering::Relaxed),
            commits: it.work.commits.load(Ordering::Relaxed),
        }
    }

    /// How often something was announced ([`Tx::announce`]). A copy of what was read in a look that began
    /// after this was asked is good for as long as it answers the same.
    pub fn announced(&self) -> u64 {
        self.inner.announced.load(Ordering::SeqCst)
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        self.inner.engine
    }
}

impl Inner {
    fn turned_away(&self) -> Fault {
        self.busy.fetch_add(1, Ordering::Relaxed);
        Fault::Busy
    }

    fn close(&self) -> Result<(), Fault> {
        if let Ok(mut queues) = self.queues.write() {
            *queues = None;
        }
        let (writer, readers) = match self.threads.lock() {
            Ok(mut threads) => std::mem::take(&mut *threads),
            Err(_) => return Err(closed()),
        };
        let here = std::thread::current().id();
        for reader in readers {
            if reader.thread().id() != here {
                reader.join().map_err(|_| Fault::Broken("a reader's thread panicked".into()))?;
            }
        }
        match writer {
            Some(writer) if writer.thread().id() != here => {
                writer.join().map_err(|_| Fault::Broken("the writer's thread panicked".into()))?
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let _ = self.close();
    }
}

fn start(
    place: &Place,
    options: &Options,
    register: Register,
    full: Arc<AtomicBool>,
) -> Result<Writer, Fault> {
    let role = Role::Writer { durable: options.durable, most_bytes: options.most_bytes };
    let mut engine = connect(place, &options.division, role)?;
    if !engine.lock()? {
        let by = match connect(place, &options.division, Role::PATIENT) {
            Ok(mut reader) => holder(&mut *reader, &options.division),
            Err(_) => "not yet named".to_owned(),
        };
        return Err(Fault::Held { by });
    }
    migrate::migrate(&mut *engine, &options.division, options.program)?;
    Writer::new(engine, options, register, full)
}

fn sight<T: Send + 'static>(
    job: impl FnOnce(&mut Look<'_>) -> Result<T, Fault> + Send + 'static,
    then: impl FnOnce(Result<T, Fault>) + Send + 'static,
) -> Sight {
    Box::new(move |look| {
        let look = match look {
            Ok(look) => look,
            Err(fault) => return then(Err(fault)),
        };
        let done = catch_unwind(AssertUnwindSafe(|| job(look)));
        then(done.unwrap_or_else(|p| Err(Fault::Broken(format!("a look panicked: {}", last_words(&*p))))));
    })
}

/// Where a reader's connection leads, and what it is for.
type Way<'a> = (&'a Place, &'a str, Role);

/// A connection that stands in a fresh snapshot. One that broke while it stood idle is made anew, once.
fn snapshot(
    kept: Option<Box<dyn Engine>>,
    (place, division, role): Way<'_>,
) -> Result<Box<dyn Engine>, Fault> {
    if let Some(mut engine) = kept
        && !engine.lost()
        && engine.begin_reading().is_ok()
    {
        return Ok(engine);
    }
    let mut engine = connect(place, division, role)?;
    engine.begin_reading()?;
    Ok(engine)
}

/// A reader's thread: one connection of its own, one snapshot a look.
fn read_on(way: Way<'_>, register: &Register, sights: &Mutex<Receiver<Sight>>) {
    let mut kept: Option<Box<dyn Engine>> = None;
    loop {
        let next = match sights.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok(sight) = next else { return };
        kept = look_once(kept, way, register, sight);
    }
}

/// One look in a snapshot of its own; gives the connection back.
fn look_once(
    kept: Option<Box<dyn Engine>>,
    way: Way<'_>,
    register: &Register,
    sight: Sight,
) -> Option<Box<dyn Engine>> {
    let mut engine = match snapshot(kept, way) {
        Ok(engine) => engine,
        Err(fault) => {
            say(sight, Err(fault));
            return None;
        }
    };
    let (register, division) = (Arc::clone(register), way.1.into());
    let once = Some(Rc::default());
    let mut look = Look { engine: &mut *engine, slate: None, register, division, once };
    say(sight, Ok(&mut look));
    engine.rollback();
    Some(engine)
}

/// A caller whose answer panics must not take the reader down with it.
fn say(sight: Sight, look: Result<&mut Look<'_>, Fault>) {
    let _ = catch_unwind(AssertUnwindSafe(|| sight(look)));
}
