//! Where stories are played: a county in a temporary folder, its people, and a clock that stands until the
//! next line moves it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use facts::Recorded;
use house::chance::SeededChance;
use house::clock::VirtualClock;
use house::outbox::{Channel, Message, NotSent};
use house::rehearsal::rehearsal_actor;
use house::timekeeper::clock_actor;
use house::{Failure, House, follow, outbox, printing, timekeeper};
use kernel::{Actor, Calendar, Instant, Role};
use store::Place;

use crate::county::Opening;
use crate::demo;

/// The seed of every story: what is drawn by lot is the same each time it is told.
const SEED: u64 = 449_921;

/// A county on a stage.
pub(super) struct Stage {
    folder: PathBuf,
    catalogue: PathBuf,
    clock: Arc<VirtualClock>,
    chance: Arc<SeededChance>,
    house: Option<House>,
    overheard: Arc<Mutex<Vec<String>>>,
    /// Number of the case that the story is about, once somebody applied.
    pub case: Option<String>,
    /// Number of the bundle that somebody asked for.
    pub bundle: Option<String>,
    /// Number of the construction project that somebody began.
    pub project: Option<String>,
    /// Who stands at a self-service terminal.
    pub at_terminal: BTreeSet<String>,
    /// What somebody did and was not refused, with its hour.
    pub done: Vec<(String, Instant)>,
    /// Acts so far: they number the causes, so that two stories of the same acts have the same ones.
    pub acts: u32,
    /// Officers who got a post in this story, beside the demo's people.
    pub posts: Vec<String>,
    began: i64,
    told: i64,
}

/// Somebody in the story.
pub(super) struct Person {
    /// As the desk sees her.
    pub actor: Actor,
    /// Her own name, identity number and telephone.
    pub own: [String; 3],
    /// Name and number of whom she acts for; her own if nobody.
    pub matter: [String; 3],
}

/// Text messages that everybody in the audience hears.
struct Overheard(Arc<Mutex<Vec<String>>>);

impl Channel for Overheard {
    fn name(&self) -> &'static str {
        "sms"
    }

    fn send(&self, message: &Message) -> Result<(), NotSent> {
        let words = format!("短信 {}：{}", message.to, message.text);
        self.0.lock().expect("nothing panics while it listens").push(words);
        Ok(())
    }
}

impl Stage {
    /// An empty county on this day, with the people of the demo.
    pub fn open(name: &str, catalogue: &Path, at: Instant) -> Result<Stage, Failure> {
        static STAGES: AtomicU32 = AtomicU32::new(0);
        let no = STAGES.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("yimen-story-{}-{no}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|e| Failure::Fault(format!("{}: {e}", folder.display())))?;
        let mut stage = Stage {
            folder,
            catalogue: catalogue.to_owned(),
            clock: Arc::new(VirtualClock::new(at)),
            chance: Arc::new(SeededChance::new(SEED)),
            house: None,
            overheard: Arc::default(),
            case: None,
            bundle: None,
            project: None,
            at_terminal: BTreeSet::new(),
            done: Vec::new(),
            acts: 0,
            posts: Vec::new(),
            began: 0,
            told: 0,
        };
        stage.open_door()?;
        demo::people(stage.house()?)?;
        stage.told = stage.house()?.store.read_now(|look| Ok(look.head()?.seq))?;
        stage.began = stage.told;
        Ok(stage)
    }

    /// The house, if its door is open.
    pub fn house(&self) -> Result<&House, Failure> {
        self.house.as_ref().ok_or_else(|| Failure::Fault(CLOSED.to_owned()))
    }

    /// Is the door open?
    pub fn is_open(&self) -> bool {
        self.house.is_some()
    }

    /// The working days; none while the door is closed.
    pub fn calendar(&self) -> Calendar {
        self.house.as_ref().map(|house| house.world().calendar.clone()).unwrap_or_default()
    }

    /// Open the door.
    pub fn open_door(&mut self) -> Result<(), Failure> {
        if self.is_open() {
            return Err(Failure::Fault("门本来就开着".to_owned()));
        }
        let place = Place::Sqlite(self.folder.join("ledger.db"));
        let mut opening = Opening::new(place, &self.folder, &self.catalogue);
        opening.demo = true;
        opening.durable = false;
        opening.clock = self.clock.clone();
        opening.chance = self.chance.clone();
        opening.who = "a story".to_owned();
        self.house = Some(opening.open()?.0);
        Ok(())
    }

    /// Close the door; nobody works behind it.
    pub fn close_door(&mut self) -> Result<(), Failure> {
        match self.house.take() {
            Some(house) => house.close(),
            None => Err(Failure::Fault(CLOSED.to_owned())),
        }
    }

    /// Let it become this time, and let the clerks behind the door do their round.
    pub fn move_to(&mut self, at: Instant) -> Result<(), Failure> {
        self.clock.to(at);
        self.round()
    }

    /// One round of timekeeper, follower and messenger, until nothing is left to do.
    pub fn round(&mut self) -> Result<(), Failure> {
        let Some(house) = self.house.clone() else { return Ok(()) };
        let channels: Vec<Box<dyn Channel>> = vec![Box::new(Overheard(self.overheard.clone()))];
        loop {
            let moved = timekeeper::strike(&house)?;
            follow::catch_up(&house)?;
            let sent = outbox::deliver(&house, &channels)?;
            let printed = printing::step(&house)?;
            if moved + sent + printed == 0 {
                return Ok(());
            }
        }
    }

    /// What was written since this was last asked.
    pub fn news(&mut self) -> Result<Vec<Recorded>, Failure> {
        let told = self.told;
        let news = self.since(told)?;
        self.told = news.last().map_or(told, |fact| fact.seq);
        Ok(news.into_iter().filter(|fact| !fact.stream.starts_with("portal/")).collect())
    }

    /// Everything that was written since the curtain rose.
    pub fn told_so_far(&self) -> Result<Vec<Recorded>, Failure> {
        self.since(self.began)
    }

    fn since(&self, seq: i64) -> Result<Vec<Recorded>, Failure> {
        let Some(house) = self.house.clone() else { return Ok(Vec::new()) };
        let facts = house.clone().store.read_now(move |look| {
            let lines = look.lines_after(seq, i64::from(u16::MAX))?;
            lines
                .iter()
                .map(|line| house::ledger::recorded(look, &house.vault, &house.division, line))
                .collect::<Result<Vec<Recorded>, _>>()
        })?;
        Ok(facts)
    }

    /// Messages that left the house since this was last asked.
    pub fn messages(&mut self) -> Vec<String> {
        std::mem::take(&mut *self.overheard.lock().expect("nothing panics while it listens"))
    }

    /// Everything ever written about the case and what followed from it, in order.
    pub fn diary(&self) -> Result<Vec<Recorded>, Failure> {
        let case = self.case.clone().unwrap_or_default();
        self.house()?.read_now(clock_actor(), move |seeing| {
            let mut facts = seeing.diary(&format!("case/{case}"))?;
            facts.extend(seeing.diary(&format!("licence/{case}"))?);
            facts.sort_by_key(|fact| fact.seq);
            Ok(facts)
        })
    }

    /// The case as it stands.
    pub fn case(&self) -> Result<case::rules::Case, Failure> {
        let name = self.case.clone().ok_or_else(|| Failure::Fault("还没有人申请".to_owned()))?;
        self.house()?.read_now(clock_actor(), move |seeing| Ok(seeing.life::<case::rules::Rules>(&name)?.0))
    }

    /// Somebody by her name, as the account wing knows her.
    pub fn person(&self, name: &str) -> Result<Person, Failure> {
        let name = name.to_owned();
        let demo = demo::PARTS.iter().map(|part| (part.party.to_owned(), part.for_party));
        let all: Vec<_> = demo.chain(self.posts.iter().map(|party| (party.clone(), ""))).collect();
        let at_terminal = self.at_terminal.clone();
        self.house()?.read_now(clock_actor(), move |seeing| {
            for (party, for_party) in &all {
                let Some((role, organ, _, known)) = account::views::standing(seeing.look, party)? else {
                    continue;
                };
                if known != name {
                    continue;
                }
                let role = if for_party.is_empty() { role } else { Role::Agent };
                let mut actor = rehearsal_actor(party, role, &organ, for_party);
                if at_terminal.contains(party) {
                    actor.channel = kernel::rights::Channel::Kiosk;
                }
                let own = account::views::dossier(seeing.look, party)?.unwrap_or_default();
                let matter = account::views::dossier(seeing.look, actor.acting_for())?.unwrap_or_default();
                return Ok(Person { actor, own, matter });
            }
            Err(Failure::Fault(format!("没有叫“{name}”的人 (nobody is called that)")))
        })
    }

    /// What a party is called; its id where nobody knows.
    pub fn name_of(&self, party: &str) -> String {
        let Ok(house) = self.house() else { return party.to_owned() };
        let id = party.to_owned();
        let found = house.store.read_now(move |look| account::views::name(look, &id));
        match (party, found) {
            (_, Ok(name)) if !name.is_empty() => name,
            ("clock", _) => "时钟".to_owned(),
            ("licence", _) => "证照库".to_owned(),
            ("bundle", _) => "一件事".to_owned(),
            ("project", _) => "工程项目".to_owned(),
            ("case", _) => "办件".to_owned(),
            ("document", _) => "文书室".to_owned(),
            _ => party.to_owned(),
        }
    }

    /// The end: the door is closed and the folder goes.
    pub fn close(mut self) -> Result<(), Failure> {
        if self.is_open() { self.close_door() } else { Ok(()) }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // a folder that stays behind is the operating system's to clear
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// What somebody reads at a closed door.
pub(super) const CLOSED: &str = "门关着";
