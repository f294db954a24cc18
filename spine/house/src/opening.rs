//! The house, open: what `demo`, `serve`, stories, tests and the simulator all stand in.

mod shelves;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, RwLock};

use facts::{Fact, portal};
use kernel::earlier::EarlierFile;
use kernel::{Actor, Ctx, Rights, Text};
use store::{Look, Place, Store, Tx};
use tokio::sync::oneshot;

use shelves::{first_keys, keys, mark, shelves};

use crate::chance::Chance;
use crate::clock::Clock;
use crate::desk::{Call, Cause, Done, Receipt, To, Unwilling, at_the_desk, fold};
use crate::failure::Failure;
use crate::heads::Signer;
use crate::ledger::recorded;
use crate::texts::Texts;
use crate::vault::Vault;
use crate::web::guard::Standing;
use crate::web::metrics::Tally;
use crate::web::strangers::Strangers;
use crate::web::turnstile::{Allowance, Gauge, Turnstile};
use crate::wing::{Knows, Wing};
use crate::wording::County;
use crate::world::World;

/// What a house is opened with.
pub struct Config {
    /// Division, six digits.
    pub division: String,
    /// Name of the county, both languages.
    pub county: kernel::Text,
    /// Where the ledger is.
    pub place: Place,
    /// Folder of keys, heads and files.
    pub data: PathBuf,
    /// Is this the demo? Marks the ledger and the keys (one-way door 13).
    pub demo: bool,
    /// Whom one can be with one click: code of the door and words; only a demo has any.
    pub parts: Vec<(&'static str, kernel::Text)>,
    /// Must a commit be on disk before it is answered? False only where nothing is at stake.
    pub durable: bool,
    /// The wings, from the register.
    pub wings: &'static [Wing],
    /// Sentences of refusals, events and messages.
    pub texts: Texts,
    /// Gives the time.
    pub clock: Arc<dyn Clock>,
    /// Gives ids, nonces, keys.
    pub chance: Arc<dyn Chance>,
    /// Strikes at commits, in the simulator.
    pub faults: Option<Arc<dyn store::Faults>>,
    /// How a party is reached; stated by the register, so that the house need not know who keeps it.
    pub address: Address,
    /// What a party is to the house; stated by the register.
    pub standing: Stands,
    /// What a party's own forms are filled with; stated by the register.
    pub dossier: Dossier,
    /// Which cases a party had before; stated by the register.
    pub earlier: Earlier,
    /// Which files a party handed in before; stated by the register.
    pub handed_in: HandedIn,
    /// Which licences a party holds; stated by the register.
    pub licences: Licences,
    /// Names of organs by code, from `catalogue/organs.toml`.
    pub organs: crate::catalogue::Organs,
    /// Halls with their windows, from `catalogue/halls.toml`.
    pub halls: Vec<crate::catalogue::Hall>,
    /// The county's own lists.
    pub lists: Arc<crate::catalogue::Lists>,
    /// The words of documents, from `catalogue/texts/documents.toml`.
    pub documents: Arc<crate::wording::Documents>,
    /// The county's files that do not become facts, by path: what a text is tried with.
    pub sources: Arc<BTreeMap<String, String>>,
    /// Where the public finds this house (`https://…`): what QR codes lead to.
    pub address_public: Option<String>,
    /// Where it listens: what the codes lead to where the county said nothing.
    pub listens: String,
    /// How this house calls itself to a second writer: its address, or its command.
    pub who: String,
    /// Jobs that may wait for the writer (`limits::QUEUE_JOBS` where it serves).
    pub queue: usize,
    /// The county's own proxy, if one stands in front: whose word on addresses is believed.
    pub proxy: Option<IpAddr>,
    /// Bytes the ledger's file may take, on SQLite; all of the disk, if none are named.
    pub most_bytes: Option<u64>,
}

/// Looks up a party's number for a channel (`sms`), inside a read.
pub type Address = fn(&mut Look<'_>, &str, &str) -> Result<Option<String>, store::Fault>;

/// Looks up name, identity number and telephone of a party, to fill her own forms with, inside a read.
pub type Dossier = fn(&mut Look<'_>, &str) -> Result<Option<[String; 3]>, store::Fault>;

/// Looks up the numbers of a party's cases, the newest first, so many at most, inside a read.
pub type Earlier = fn(&mut Look<'_>, &str, i64) -> Result<Vec<String>, store::Fault>;

/// Looks up the files that a party's cases name, the newest first, so many at most, inside a read.
pub type HandedIn = fn(&mut Look<'_>, &str, i64) -> Result<Vec<EarlierFile>, store::Fault>;

/// Looks up a party's licences that stand today, the newest first, inside a read: code of the type, number,
/// last day (or nothing).
pub type Licences = fn(&mut Look<'_>, &str, &Ctx<'_>) -> Result<Vec<[String; 3]>, store::Fault>;

/// Looks up what a party is to the house now, for herself or (second argument not empty) for another;
/// none if she has no place, or no mandate, any more. Asked at every request, inside a read.
pub type Stands = fn(&mut Look<'_>, &str, &str) -> Result<Option<Standing>, store::Fault>;

/// What everyone in the house shares.
pub struct Inner {
    /// Division, six digits.
    pub division: String,
    /// Name of the county.
    pub county: kernel::Text,
    /// Is this the demo?
    pub demo: bool,
    /// Whom one can be with one click, in a demo.
    pub parts: Vec<(&'static str, kernel::Text)>,
    /// Shelves and locks.
    pub store: Store,
    /// Keys.
    pub vault: Vault,
    /// Signs heads.
    pub signer: Signer,
    /// The wings.
    pub wings: &'static [Wing],
    /// Who may do what.
    pub rights: Rights,
    /// Sentences.
    pub texts: Texts,
    /// Organs.
    pub organs: crate::catalogue::Organs,
    /// Halls with their windows.
    pub halls: Vec<crate::catalogue::Hall>,
    /// The county's own lists: delegations, measures, systems, baselines, intermediaries.
    pub lists: Arc<crate::catalogue::Lists>,
    /// The county's files that do not become facts, by path.
    pub sources: Arc<BTreeMap<String, String>>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// How parties are reached.
    pub address: Address,
    /// What parties are to the house.
    pub standing: Stands,
    /// What parties' own forms are filled with.
    pub dossier: Dossier,
    /// Which cases parties had before.
    pub earlier: Earlier,
    /// Which files parties handed in before.
    pub handed_in: HandedIn,
    /// Which licences parties hold.
    pub licences: Licences,
    /// Folder of keys, heads and files.
    pub data: PathBuf,
    /// What was asked at the door, counted.
    pub tally: Tally,
    /// Whether the disk takes what is written.
    pub room: crate::room::Room,
    /// How the clerks' rounds go.
    pub rounds: crate::hands::Rounds,
    /// Whose word on addresses is believed.
    pub proxy: Option<IpAddr>,
    /// Where the public finds this house, where the county said so.
    pub public: Option<String>,
    /// Wrong tries at accounts that do not exist.
    pub strangers: Strangers,
    /// Before the verification of licences.
    pub verifying: Turnstile,
    /// Turns of those who upload.
    pub turns: crate::web::upload::Turns,
    /// The fonts of the printing room.
    pub press: Arc<crate::printing::Press>,
    /// What the compiler said of the catalogue in force when it was last asked.
    pub surveyed: crate::catalogue::standing::Kept,
    /// What it said of texts that are not in force.
    pub trials: crate::catalogue::trial::Trials,
    /// Sessions as they were read last.
    pub sessions: crate::web::session::Held,
    /// Who may have something stored.
    pub stored: crate::web::drafts::Stored,
    /// Facts that followers have still to read.
    pub recent: crate::follow::Recent,
    /// Handbooks drawn last.
    pub books: crate::handbook::Books,
    world: RwLock<Arc<World>>,
    news: (Mutex<u64>, Condvar),
}

/// A handle to the open house; cheap to clone.
#[derive(Clone)]
pub struct House(Arc<Inner>);

impl std::ops::Deref for House {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// How often codes of licences may be tried.
fn verifying() -> Gauge {
    use kernel::limits as most;
    Gauge {
        tries: Allowance { burst: most::VERIFY_BURST, every_ms: most::VERIFY_MS },
        misses: Allowance { burst: most::VERIFY_MISS_BURST, every_ms: most::VERIFY_MISS_MS },
        all_misses: Allowance { burst: most::VERIFY_ALL_MISS_BURST, every_ms: most::VERIFY_ALL_MISS_MS },
        addresses: most::VERIFY_ADDRESSES,
    }
}

/// What a page may look at: one snapshot of the store, and the world of that moment.
pub struct Seeing<'a, 'b> {
    /// The store, reading.
    pub look: &'a mut Look<'b>,
    /// Time, calendar, editions, rights.
    pub ctx: Ctx<'a>,
    /// The house.
    pub house: &'a Inner,
}

impl Seeing<'_, '_> {
    /// Fold one thing of a wing; version 0 if it does not exist.
    ///
    /// # Errors
    /// A store fault.
    pub fn life<D: Knows>(&mut self, name: &str) -> Result<(D::State, i64), store::Fault> {
        fold::<D>(&self.look.stream(&format!("{}/{name}", D::WING))?)
    }

    /// The diary of one thing: its facts in order, sealed parts opened.
    ///
    /// # Errors
    /// A store fault.
    pub fn diary(&mut self, stream: &str) -> Result<Vec<facts::Recorded>, store::Fault> {
        let lines = self.look.stream(stream)?;
        lines.iter().map(|line| recorded(self.look, &self.house.vault, &self.house.division, line)).collect()
    }
}

impl Inner {
    /// Calendar and editions now.
    pub fn world(&self) -> Arc<World> {
        self.world.read().expect("nothing panics while it folds").clone()
    }

    /// The name of an organ; its code where the county's list has none of that code.
    pub fn organ_name(&self, code: &str) -> Text {
        self.organs.get(code).map_or_else(|| Text::new(code, code), |organ| organ.name.clone())
    }

    fn fold_in(&self, events: &[portal::Event]) {
        if events.is_empty() {
            return;
        }
        let mut world = self.world.write().expect("nothing panics while it folds");
        let mut next = World::clone(&world);
        for event in events {
            next.fold(event);
        }
        *world = Arc::new(next);
    }

    fn tell(&self) {
        let mut count = self.news.0.lock().expect("nothing panics while it counts");
        *count += 1;
        self.news.1.notify_all();
    }
}

impl House {
    /// Open: keys, store, registers and views, calendar and editions.
    ///
    /// # Errors
    /// [`Failure::Fault`] in words an administrator can act on: held by another, newer, not this division,
    /// demo keys or a demo ledger in a house that serves.
    pub fn open(config: Config) -> Result<House, Failure> {
        crate::vault::own_folder(&config.data).map_err(|e| Failure::Fault(e.to_string()))?;
        let found = Vault::there(&config.data.join("keys")).then(|| keys(&config)).transpose()?;
        let store = shelves(&config)?;
        let (vault, signer) = match found {
            Some(found) => found,
            None => first_keys(&config, &store)?,
        };
        mark(&store, config.demo, &vault)?;
        let press: Arc<crate::printing::Press> = Arc::default();
        let mut world = World::default();
        world.editions.set_wording(Arc::new(worded(&config, &press)));
        let inner = Inner {
            division: config.division,
            county: config.county,
            demo: config.demo,
            parts: config.parts,
            stored: store.read_now(crate::web::drafts::Stored::read)?,
            store,
            vault,
            signer,
            wings: config.wings,
            rights: Rights::new(config.wings.iter().flat_map(|w| w.acts.iter().copied())),
            texts: config.texts,
            organs: config.organs,
            halls: config.halls,
            lists: config.lists,
            sources: config.sources,
            clock: config.clock,
            chance: config.chance,
            address: config.address,
            standing: config.standing,
            dossier: config.dossier,
            earlier: config.earlier,
            handed_in: config.handed_in,
            licences: config.licences,
            data: config.data,
            tally: Tally::default(),
            room: crate::room::Room::default(),
            rounds: crate::hands::Rounds::default(),
            proxy: config.proxy,
            public: config.address_public,
            strangers: Strangers::default(),
            verifying: Turnstile::new(verifying()),
            turns: crate::web::upload::Turns::default(),
            press,
            surveyed: crate::catalogue::standing::Kept::default(),
            trials: crate::catalogue::trial::Trials::default(),
            sessions: crate::web::session::Held::default(),
            recent: crate::follow::Recent::default(),
            books: crate::handbook::Books::default(),
            world: RwLock::new(Arc::new(world)),
            news: (Mutex::new(0), Condvar::new()),
        };
        let house = House(Arc::new(inner));
        house.learn()?;
        crate::rebuild::level(&house, crate::rebuild::Anew::Nobody, &mut |_| {})?;
        crate::follow::enrol(&house)?;
        Ok(house)
    }

    /// Calendar and editions from the ledger.
    fn learn(&self) -> Result<(), Failure> {
        let sql =
            "select s.name from streams s where s.name >= 'portal/' and s.name < 'portal0' order by s.no";
        let house = self.clone();
        let events = self.store.read_now(move |look| {
            let names = look.query(sql, &[])?;
            let mut lines = Vec::new();
            for row in names {
                lines.extend(look.stream(row.text(0))?);
            }
            lines.sort_by_key(|line| line.seq);
            let mut events = Vec::new();
            for line in &lines {
                if let Fact::Portal(e) = recorded(look, &house.vault, &house.division, line)?.fact {
                    events.push(e);
                }
            }
            Ok(events)
        })?;
        self.fold_in(&events);
        Ok(())
    }

    /// Bring a command to the desk and be told when it is on disk. Never blocks.
    pub fn submit_then<D: Knows>(
        &self,
        who: Actor,
        to: To,
        cause: Cause,
        seen: Option<i64>,
        command: D::Command,
        then: impl FnOnce(Result<Receipt, Failure>) + Send + 'static,
    ) {
        let (job, done) = (self.clone(), self.clone());
        let then = Arc::new(Mutex::new(Some(then)));
        let later = Arc::clone(&then);
        let wants = cause.wants(D::WING, &to);
        let queued = self.store.write_wanting(
            wants,
            move |tx| {
                let call = Call { who: &who, to: &to, cause: &cause, seen, command: &command };
                at_the_desk::<D>(&job, tx, &call)
            },
            move |result| answer(&later, done.after(result)),
        );
        if let Err(fault) = queued {
            answer(&then, Err(fault.into()));
        }
    }

    fn after(&self, result: Result<Result<Done, Unwilling>, store::Fault>) -> Result<Receipt, Failure> {
        match result {
            Ok(Ok(done)) => {
                self.room.found();
                self.fold_in(&done.published);
                self.tell();
                Ok(done.receipt)
            }
            Ok(Err(no)) => {
                self.fold_in(&no.published);
                Err(no.failure)
            }
            Err(fault) => Err(self.room.heard(fault)),
        }
    }

    /// Bring a command to the desk from a thread that may wait.
    ///
    /// # Errors
    /// Whatever the desk says.
    pub fn act_now<D: Knows>(
        &self,
        who: Actor,
        to: To,
        cause: Cause,
        command: D::Command,
    ) -> Result<Receipt, Failure> {
        let (tell, hear) = std::sync::mpsc::sync_channel(1);
        self.submit_then::<D>(who, to, cause, None, command, move |result| {
            tell.send(result).unwrap_or_default();
        });
        hear.recv().unwrap_or_else(|_| Err(Failure::Fault("the writer went away".to_owned())))
    }

    /// Bring a command to the desk from a page: where async ends.
    ///
    /// # Errors
    /// Whatever the desk says.
    pub async fn act<D: Knows>(
        &self,
        who: Actor,
        to: To,
        cause: Cause,
        seen: Option<i64>,
        command: D::Command,
    ) -> Result<Receipt, Failure> {
        let (tell, hear) = oneshot::channel();
        self.submit_then::<D>(who, to, cause, seen, command, move |result| {
            tell.send(result).unwrap_or_default();
        });
        hear.await.unwrap_or_else(|_| Err(Failure::Fault("the writer went away".to_owned())))
    }

    /// Read for a page on a reader thread, in one snapshot.
    ///
    /// # Errors
    /// Whatever `job` says, or a store fault.
    pub async fn read<T: Send + 'static>(
        &self,
        who: Actor,
        job: impl FnOnce(&mut Seeing<'_, '_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (tell, hear) = oneshot::channel();
        let house = self.clone();
        self.store.read(
            move |look| Ok(house.see(look, &who, job)),
            move |result| {
                tell.send(result).unwrap_or_default();
            },
        )?;
        match hear.await {
            Ok(Ok(result)) => result,
            Ok(Err(fault)) => Err(fault.into()),
            Err(_) => Err(Failure::Fault("the reader went away".to_owned())),
        }
    }

    /// Read from a thread that may wait.
    ///
    /// # Errors
    /// Whatever `job` says, or a store fault.
    pub fn read_now<T: Send + 'static>(
        &self,
        who: Actor,
        job: impl FnOnce(&mut Seeing<'_, '_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let house = self.clone();
        self.store.read_now(move |look| Ok(house.see(look, &who, job)))?
    }

    pub(crate) fn see<T>(
        &self,
        look: &mut Look<'_>,
        who: &Actor,
        job: impl FnOnce(&mut Seeing<'_, '_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let world = self.world();
        let ctx = self.ctx(&world, who, self.clock.now(), [0; 16]);
        job(&mut Seeing { look, ctx, house: self })
    }

    /// Draw a document because somebody looks at it; it stays what it is drawn as.
    ///
    /// # Errors
    /// A store fault, the folder's too.
    pub async fn draw(&self, wing: &'static str, seq: i64, of: String) -> Result<(), Failure> {
        let house = self.clone();
        let drawn =
            tokio::task::spawn_blocking(move || crate::printing::at_once(&house, wing, seq, of)).await;
        drawn.unwrap_or_else(|_| Err(Failure::Fault("a document was not drawn to its end".to_owned())))
    }

    /// A spine job on the writer (sessions, drafts, outbox), from a page.
    ///
    /// # Errors
    /// A store fault.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnMut(&mut Tx<'_>) -> Result<T, store::Fault> + Send + 'static,
    ) -> Result<T, Failure> {
        let (tell, hear) = oneshot::channel();
        self.store.write(job, move |result| {
            tell.send(result).unwrap_or_default();
        })?;
        match hear.await {
            Ok(result) => Ok(result?),
            Err(_) => Err(Failure::Fault("the writer went away".to_owned())),
        }
    }

    /// A spine job on the writer, from a thread that may wait; followers hear of what it did.
    ///
    /// # Errors
    /// A store fault.
    pub fn write_now<T: Send + 'static>(
        &self,
        job: impl FnMut(&mut Tx<'_>) -> Result<T, store::Fault> + Send + 'static,
    ) -> Result<T, store::Fault> {
        let result = self.store.write_now(job)?;
        self.tell();
        Ok(result)
    }

    /// Fold catalogue facts that a house's own job published.
    pub(crate) fn publish(&self, events: &[portal::Event]) {
        self.fold_in(events);
    }

    /// How often something was written; pass it to [`House::wait_for_news`].
    pub fn news(&self) -> u64 {
        *self.news.0.lock().expect("nothing panics while it counts")
    }

    /// Wait until something was written after `seen`, or this long.
    pub fn wait_for_news(&self, seen: u64, at_most: std::time::Duration) {
        let count = self.news.0.lock().expect("nothing panics while it counts");
        drop(self.news.1.wait_timeout_while(count, at_most, |count| *count == seen));
    }

    /// Orderly stop: what waits is written, a head is signed, the lock is given back.
    ///
    /// # Errors
    /// A store fault.
    pub fn close(&self) -> Result<(), Failure> {
        // a head that a full disk did not take is signed next time
        let signed = crate::heads::sign_now(self);
        self.store.close()?;
        signed?;
        Ok(())
    }
}

fn answer<F: FnOnce(Result<Receipt, Failure>)>(
    then: &Arc<Mutex<Option<F>>>,
    result: Result<Receipt, Failure>,
) {
    if let Some(then) = then.lock().expect("nothing panics while it answers").take() {
        then(result);
    }
}

/// The county's words for documents, and what of them can be printed here.
fn worded(config: &Config, press: &Arc<crate::printing::Press>) -> County {
    let public = config.address_public.as_deref().unwrap_or(&config.listens);
    let fonts = config.data.join(crate::printing::FONTS);
    County::new(Arc::clone(&config.documents), config.organs.clone(), public).printing(
        Arc::clone(press),
        fonts,
        config.demo,
    )
}
