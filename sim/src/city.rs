//! The city: a house, its clerks behind the counter, and the days that pass.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use case::rules::{Case, Rules, caught_up};
use house::chance::SeededChance;
use house::clock::VirtualClock;
use house::outbox::Channel;
use house::timekeeper::clock_actor;
use house::{Failure, House, follow, heads, outbox, printing, timekeeper};
use kernel::item::Item;
use kernel::{Day, Instant};

use crate::deed::Deed;
use crate::lot::Lot;
use crate::luck::{Arrived, Luck, Wire};
use crate::{Opener, Parts, people};

/// Deeds of one seed in the phase of safety.
const DEEDS: u64 = 48;
/// The day on which every city is founded: a month before the reply to it falls into Golden Week 2026.
const FOUNDED: (i16, u8, u8) = (2026, 9, 17);
/// The day on which the clock finds itself after its jump.
const AFTER_GOLDEN_WEEK: (i16, u8, u8) = (2026, 10, 9);

/// A city of one seed.
pub(crate) struct City<'a> {
    /// What it was founded from.
    pub seed: u64,
    open: &'a Opener<'a>,
    /// What the house is opened with.
    pub parts: Parts,
    house: Option<House>,
    /// The die of the people.
    pub lot: Lot,
    /// The die of what people say of it, so that what they do stays as it was.
    pub opinions: Lot,
    /// The die of the printing room, which is slow too.
    printer: Lot,
    /// The die of whoever needs what no item covers.
    pub needs: Lot,
    /// Numbers of the cases, as they were told.
    pub cases: Vec<String>,
    /// Numbers of the matters that no item covers.
    pub matters: Vec<String>,
    /// What others do in the same instant, before the clock moves on.
    pub at_once: Vec<Deed>,
    /// Organs whose officers the house knows.
    pub staffed: Vec<String>,
    /// Halls whose clerks it knows.
    windows: Vec<String>,
    /// Is there bad luck now?
    pub trouble: bool,
    /// What happened how often.
    pub tally: BTreeMap<&'static str, u64>,
    /// What is on the ledger how often, by the event's name.
    pub events: BTreeMap<String, u64>,
    /// What came out of the wire.
    pub arrived: Arrived,
    wire: Vec<Box<dyn Channel>>,
    /// What carries a file to the house.
    pub hands: tokio::runtime::Runtime,
}

impl<'a> City<'a> {
    /// Found a city: a house of its own, and people in it.
    pub fn found(seed: u64, open: &'a Opener<'a>) -> Result<Self, String> {
        let (year, month, day) = FOUNDED;
        let day = Day::ymd(year, month, day).expect("a day of the calendar");
        let parts = Parts {
            clock: Arc::new(VirtualClock::new(Instant::at(day, 9, 0))),
            chance: Arc::new(SeededChance::new(seed)),
            luck: Arc::new(Luck::new(seed)),
        };
        let arrived = Arrived::default();
        let mut city = City {
            seed,
            open,
            parts,
            house: None,
            lot: Lot::new(seed, 1),
            opinions: Lot::new(seed, 4),
            printer: Lot::new(seed, 5),
            needs: Lot::new(seed, 6),
            cases: Vec::new(),
            matters: Vec::new(),
            at_once: Vec::new(),
            staffed: Vec::new(),
            windows: Vec::new(),
            trouble: false,
            tally: BTreeMap::new(),
            events: BTreeMap::new(),
            wire: wire(Lot::new(seed, 3), 30, &arrived),
            arrived,
            hands: hands().map_err(|fault| fault.to_string())?,
        };
        city.reopen().map_err(said)?;
        people::settle(city.house()).map_err(said)?;
        Ok(city)
    }

    /// The house.
    pub fn house(&self) -> &House {
        self.house.as_ref().expect("the house stands open between two deeds")
    }

    /// One more of these.
    pub fn count(&mut self, what: &'static str) {
        *self.tally.entry(what).or_default() += 1;
    }

    /// The phase of safety.
    pub fn live(&mut self) -> Result<(), String> {
        self.be_in_trouble(true);
        let jump = 12 + self.lot.below(24);
        for no in 0..DEEDS {
            if no == jump {
                let (year, month, day) = AFTER_GOLDEN_WEEK;
                let day = Day::ymd(year, month, day).expect("a day of the calendar");
                self.parts.clock.to(Instant::at(day, 8, 30));
            } else {
                self.let_time_pass();
            }
            self.clerks_work(40)?;
            let deed = self.wish()?;
            self.at_once.insert(0, deed);
            for deed in std::mem::take(&mut self.at_once) {
                self.perform(&deed)?;
                self.take_on()?;
            }
            self.perhaps_about_a_matter()?;
            self.perhaps_review()?;
            self.perhaps_answer_risk()?;
        }
        self.be_in_trouble(false);
        crate::check::board::kept(self.house())?;
        let (before, after) = self.parts.luck.struck();
        self.tally.insert("commits lost before", before);
        self.tally.insert("commits lost after", after);
        Ok(())
    }

    /// Officers for the organs and the window of a new case, where they have none yet: of the organ itself,
    /// of the government that decides with it, and of the body above that decides.
    fn take_on(&mut self) -> Result<(), String> {
        let Some(last) = self.cases.last().cloned() else { return Ok(()) };
        let scene = self.scene(&last)?;
        let above = scene.item.forwarding.as_ref().and_then(|higher| higher.organ.clone());
        let organs = [Some(scene.filed.organ.clone()), Some(scene.item.extended_by().to_owned()), above];
        for organ in organs.into_iter().flatten() {
            if !self.staffed.contains(&organ) {
                people::appoint(self.house(), &organ).map_err(said)?;
                self.staffed.push(organ);
            }
        }
        let hall = people::window(&scene.filed).organ;
        if !self.windows.contains(&hall) {
            people::open_windows(self.house(), &hall).map_err(said)?;
            self.windows.push(hall);
        }
        Ok(())
    }

    fn be_in_trouble(&mut self, trouble: bool) {
        self.trouble = trouble;
        self.parts.luck.wake(trouble);
    }

    /// A gateway that takes everything, from now on.
    pub fn mend_the_wire(&mut self) {
        self.wire = wire(Lot::new(0, 3), 0, &self.arrived);
    }

    /// Minutes mostly, a night now and then, some days rarely; to the last minute of a day sometimes.
    fn let_time_pass(&mut self) {
        let minute = 60_000;
        let minutes = match self.lot.below(20) {
            0..11 => self.lot.below(90),
            11..17 => 60 * (8 + self.lot.below(16)),
            17 => 60 * 24 * (2 + self.lot.below(4)),
            _ => {
                let end = Instant::end_of(self.today());
                let off = [-1, 0, 1][usize::try_from(self.lot.below(3)).expect("below three")];
                return self.parts.clock.to(end.plus_ms(off));
            }
        };
        self.parts.clock.forward(i64::try_from(minutes).expect("some days") * minute);
    }

    /// The civil day.
    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// The hour.
    pub fn now(&self) -> Instant {
        house::clock::Clock::now(&*self.parts.clock)
    }

    /// Timekeeper, follower, messenger, signer: each works now, or is slow, so many times of a hundred.
    pub fn clerks_work(&mut self, percent: u64) -> Result<(), String> {
        let house = self.house().clone();
        if self.lot.percent(percent) {
            timekeeper::strike(&house).map_err(said)?;
        }
        if self.lot.percent(percent) {
            follow::step(&house).map_err(said)?;
        }
        if self.lot.percent(percent) {
            outbox::deliver(&house, &self.wire).map_err(said)?;
        }
        if self.printer.percent(percent / 4) {
            printing::step(&house).map_err(said)?;
        }
        if self.lot.percent(percent / 10) {
            heads::sign_when_due(&house).map_err(said)?;
        }
        Ok(())
    }

    /// Every clerk works until nothing is left.
    pub fn clerks_finish(&mut self) -> Result<(), String> {
        let house = self.house().clone();
        loop {
            let moved = timekeeper::strike(&house).map_err(said)?;
            follow::catch_up(&house).map_err(said)?;
            let printed = printing::step(&house).map_err(said)?;
            if printed + moved + outbox::deliver(&house, &self.wire).map_err(said)? == 0 {
                return Ok(());
            }
        }
    }

    fn reopen(&mut self) -> Result<(), Failure> {
        self.house = Some((self.open)(&self.parts)?);
        Ok(())
    }

    /// The house is gone with everything it had in its head, no head is signed; it opens again.
    pub fn kill_and_reopen(&mut self) -> Result<(), String> {
        let house = self.house.take().expect("the house stands open between two deeds");
        house.store.close().map_err(|fault| fault.to_string())?;
        drop(house);
        self.reopen().map_err(said)
    }

    /// The number of the last line.
    pub fn last_line(&self) -> Result<i64, String> {
        self.house().store.read_now(|look| Ok(look.head()?.seq)).map_err(|fault| fault.to_string())
    }

    /// The timekeeper has been there: what time alone made true of this case was written.
    pub fn nothing_is_owed_to_a_clock(&self, name: &str) -> Result<(), String> {
        let case = name.to_owned();
        let found = self.house().read_now(clock_actor(), move |seeing| {
            let written = seeing.life::<Rules>(&case)?.0;
            Ok(caught_up(written.clone(), &seeing.ctx) == written)
        });
        match found.map_err(said)? {
            true => Ok(()),
            false => Err(format!("a clock of {name} struck and no timekeeper came")),
        }
    }

    /// A case as anybody at the desk would find it now, with its item.
    pub fn case(&self, name: &str) -> Result<(Case, Arc<Item>), String> {
        let name = name.to_owned();
        let found = self.house().read_now(clock_actor(), move |seeing| {
            let case = caught_up(seeing.life::<Rules>(&name)?.0, &seeing.ctx);
            let edition = case.filed.as_ref().and_then(|filed| seeing.ctx.edition(&filed.edition));
            let item = edition.map(|edition| edition.item.clone());
            Ok(item.map(|item| (case, item)))
        });
        found.map_err(said)?.ok_or_else(|| "a case that was told is not there".to_owned())
    }
}

fn wire(lot: Lot, refuses: u64, arrived: &Arrived) -> Vec<Box<dyn Channel>> {
    let (lot, refused, arrived) = (Mutex::new(lot), Mutex::default(), Arc::clone(arrived));
    vec![Box::new(Wire { lot, refuses, refused, arrived })]
}

fn hands() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().build()
}

/// A failure in words.
pub(crate) fn said(failure: Failure) -> String {
    failure.to_string()
}
