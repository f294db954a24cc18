//! Was every clock of a case kept? Reckoned anew from the ledger and the days on which offices work, by the
//! county's definitions (due = add(start, limit + excluded)), not by the kernel's own reckoning.

use std::collections::BTreeMap;

use facts::case::{Clock, Closes, Ending, Event, Follows};
use facts::{Fact, Recorded};
use house::World;
use kernel::item::{Item, Kind, Silence};
use kernel::{Day, Instant, Limit, Unit};

use super::days;

/// A clock that runs, and what became of it.
struct Running {
    clock: Clock,
    due: Day,
}

/// A special procedure, and what had been promised when it began.
struct Stopped {
    from: Day,
    to: Option<Day>,
    told: (Day, Day),
}

/// What is known of a case while its life is read.
struct Reader<'a> {
    world: &'a World,
    item: &'a Item,
    running: Vec<Running>,
    overran: Vec<Clock>,
    accepted: Option<Day>,
    stops: Vec<Stopped>,
    told: Option<(Day, Day)>,
    remind: Option<Day>,
    /// Papers that follow, and whether she was reminded.
    following: Vec<(Follows, bool)>,
    /// What an extension adds to the promised and to the statutory limit.
    longer: (u32, u32),
    /// The last day of a publicity that runs.
    public: Option<Day>,
    /// What other organs were asked and have not answered: the last day, and the day of the reminder.
    asked: BTreeMap<u32, (Day, Option<Day>)>,
}

/// Read the life of a case; every promise on it is the one that was due, every clock that ran out says so
/// from the right instant, and none says so that did not.
pub(crate) fn kept(world: &World, now: Instant, life: &[Recorded]) -> Result<(), String> {
    let Some(Fact::Case(Event::Applied { edition, .. })) = life.first().map(|fact| &fact.fact) else {
        return Err("it does not begin with an application".to_owned());
    };
    let edition = world.editions.by_hash(edition).ok_or("its edition was never published")?;
    let mut reader = Reader {
        world,
        item: &edition.item,
        running: Vec::new(),
        overran: Vec::new(),
        accepted: None,
        stops: Vec::new(),
        told: None,
        remind: None,
        following: Vec::new(),
        longer: (0, 0),
        public: None,
        asked: BTreeMap::new(),
    };
    for fact in life {
        let Fact::Case(event) = &fact.fact else { return Err("a stranger on its stream".to_owned()) };
        reader
            .nothing_slept_through(fact, event)
            .and_then(|()| reader.read(fact, event))
            .map_err(|what| format!("line {} ({event:?}, effective {}): {what}", fact.seq, fact.effective))?;
    }
    reader.nothing_slept(now)
}

impl Reader<'_> {
    fn add(&self, from: Day, limit: Limit, excluded: u32) -> Result<Day, String> {
        days::add(self.world, from, limit, excluded)
    }

    /// Days d with s < d <= e that a limit would have counted, over all procedures that ended and that began
    /// while the day was not yet past: what has run out is not prolonged. For the promised and the statutory
    /// day.
    fn excluded(&self) -> Result<(u32, u32), String> {
        self.excluded_by(&self.stops)
    }

    fn excluded_by(&self, stops: &[Stopped]) -> Result<(u32, u32), String> {
        let mut count = (0, 0);
        let (promised, statutory) = (self.item.promised_limit, self.item.statutory_limit);
        for stop in stops {
            let Some(to) = stop.to else { continue };
            let mut day = stop.from;
            while day < to {
                day = day.next();
                let works = self.world.calendar.is_workday(day).map_err(|year| year.to_string())?;
                let counts = |limit: Limit| works || limit.unit == Unit::Days;
                count.0 += u32::from(counts(promised) && stop.from <= stop.told.0);
                count.1 += u32::from(counts(statutory) && stop.from <= stop.told.1);
            }
        }
        Ok(count)
    }

    /// The last day where a procedure began when everything was counted by `counted`, but not yet past the
    /// day that had been told: as many days after its end as were left to that day, the last of them worked.
    fn left(&self, stop: &Stopped, limit: Limit, counted: Day, told: Day) -> Result<Day, String> {
        let Some(to) = stop.to.filter(|to| counted <= stop.from && stop.from <= told && stop.from < *to)
        else {
            return Ok(counted);
        };
        let mut left = Limit { n: 0, unit: limit.unit };
        let mut day = stop.from;
        while day < told {
            day = day.next();
            let works = self.world.calendar.is_workday(day).map_err(|year| year.to_string())?;
            left.n += u32::from(works || limit.unit == Unit::Days);
        }
        // a day of rest becomes the next worked one, also where none is left
        self.add(self.add(to, left, 0)?.plus(-1), Limit { n: 1, unit: Unit::WorkingDays }, 0)
    }

    fn stopped(&self) -> bool {
        self.stops.last().is_some_and(|stop| stop.to.is_none())
    }

    fn start(&mut self, clock: Clock, due: Day) {
        self.running.retain(|r| r.clock != clock);
        if !self.overran.contains(&clock) {
            self.running.push(Running { clock, due });
        }
    }

    fn end(&mut self, clocks: &[Clock]) {
        self.running.retain(|r| !clocks.contains(&r.clock));
    }

    /// Before anything else happens, every clock that has struck must have said so.
    fn nothing_slept_through(&self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let by_clock = matches!(
            event,
            Event::DeemedAccepted { .. }
                | Event::Overran { .. }
                | Event::CorrectionReminded { .. }
                | Event::Unsupplied { .. }
                | Event::FollowReminded { .. }
                | Event::ToleranceBroken { .. }
                | Event::PledgeCheckNear { .. }
                | Event::PledgeCheckOverdue { .. }
                | Event::PledgeMendReminded { .. }
                | Event::PledgeForfeited { .. }
                | Event::PublicityClosed { .. }
                | Event::ConsultationReminded { .. }
                | Event::ConsultationLapsed { .. }
        );
        if by_clock { Ok(()) } else { self.nothing_slept(fact.at) }
    }

    fn nothing_slept(&self, now: Instant) -> Result<(), String> {
        if let Some((one, _)) = self.following.iter().find(|(one, _)| Instant::end_of(one.by) <= now) {
            return Err(format!("{} was promised by {} and nothing was said", one.material, one.by));
        }
        if self.public.is_some_and(|last| Instant::end_of(last) <= now) {
            return Err("a publicity ended and nothing was said".to_owned());
        }
        let late = |(last, remind): &(Day, Option<Day>)| {
            Instant::end_of(*last) <= now || remind.is_some_and(|day| Instant::start_of(day) <= now)
        };
        if let Some((n, _)) = self.asked.iter().find(|(_, asked)| late(asked)) {
            return Err(format!("the day of consultation {n} came and nothing was said"));
        }
        if self.stopped() {
            return Ok(());
        }
        match self.running.iter().find(|r| Instant::end_of(r.due) <= now) {
            Some(r) => Err(format!("the clock {:?} ran out with {} and nothing was said", r.clock, r.due)),
            None => Ok(()),
        }
    }

    /// A clock speaks: it ran, its day is the one that was due, and it is true from 24:00 of that day.
    fn struck(&mut self, clock: Clock, fact: &Recorded) -> Result<Day, String> {
        let at = self.running.iter().position(|r| r.clock == clock);
        let due = self.running.remove(at.ok_or("this clock did not run")?).due;
        if self.stopped() {
            return Err("the clock was stopped".to_owned());
        }
        if fact.effective != Instant::end_of(due) {
            return Err(format!("it was due by {due}"));
        }
        Ok(due)
    }

    fn promise(&mut self, from: Day, told: Day, statutory: Day, excluded: (u32, u32)) -> Result<(), String> {
        let longer = |limit: Limit, by: u32| match limit.unit {
            Unit::OnTheSpot if by > 0 => Limit::working_days(by),
            _ => Limit { n: limit.n + by, ..limit },
        };
        let mut want = (
            self.add(from, longer(self.item.promised_limit, self.longer.0), excluded.0)?,
            self.add(from, longer(self.item.statutory_limit, self.longer.1), excluded.1)?,
        );
        if let Some((stop, before)) = self.stops.split_last() {
            let without = self.excluded_by(before)?;
            let first = self.add(from, longer(self.item.promised_limit, self.longer.0), without.0)?;
            let second = self.add(from, longer(self.item.statutory_limit, self.longer.1), without.1)?;
            want.0 = want.0.max(self.left(stop, self.item.promised_limit, first, stop.told.0)?);
            want.1 = want.1.max(self.left(stop, self.item.statutory_limit, second, stop.told.1)?);
        }
        if let Some(before) = self.told {
            want = (want.0.max(before.0), want.1.max(before.1));
        }
        if (told, statutory) != want {
            return Err(format!("{} and {} were due", want.0, want.1));
        }
        self.told = Some(want);
        self.start(Clock::Promised, told);
        self.start(Clock::Statutory, statutory);
        Ok(())
    }

    fn read(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let today = fact.effective.day();
        match event {
            Event::Applied { reply_by, answer_by, .. } => self.reply(today, *reply_by, *answer_by),
            Event::Corrected { reply_by: Some(by), answer_by, .. }
            | Event::ToleranceSigned { reply_by: Some(by), answer_by, .. }
            | Event::PledgeSigned { reply_by: Some(by), answer_by, .. } => {
                self.end(&[Clock::Closing]);
                self.overran.retain(|clock| !matches!(clock, Clock::Reply | Clock::Answer));
                self.reply(today, *by, *answer_by)
            }
            Event::Accepted { told, statutory } => {
                self.end(&[Clock::Answer, Clock::Reply]);
                self.accepted = Some(today);
                self.promise(today, *told, *statutory, (0, 0))
            }
            Event::DeemedAccepted { .. } => self.by_silence(fact, event),
            Event::Overran { clock, due } => self.overran(*clock, *due, fact),
            Event::ClockStopped { .. } => self.stop(today),
            Event::ClockResumed { told, statutory } => {
                let last = self.stops.last_mut().ok_or("nothing was stopped")?;
                last.to = Some(today);
                let (from, excluded) = (self.accepted.ok_or("never accepted")?, self.excluded()?);
                self.promise(from, *told, *statutory, excluded)
            }
            Event::Extended { .. } => self.extended(today, event),
            Event::PublicityOpened { .. } | Event::PublicityClosed { .. } => self.made_public(fact, event),
            Event::Consulted { .. }
            | Event::ConsultationReminded { .. }
            | Event::ConsultationAnswered { .. }
            | Event::ConsultationLapsed { .. } => self.consulted(fact, event),
            Event::Granted { deliver_by, .. } => {
                self.start(Clock::Delivery, *deliver_by);
                self.same(*deliver_by, self.delivered(today)?)
            }
            Event::Concluded { ending } => {
                self.concluded(*ending);
                Ok(())
            }
            Event::Delivered {} => {
                self.end(&[Clock::Delivery]);
                Ok(())
            }
            Event::Forwarded { .. } | Event::HigherDecided { .. } => self.upward(today, event),
            _ => self.hers(fact, event),
        }
    }

    /// At the end nothing is waited for any more but delivery, and after a grant the papers that follow.
    fn concluded(&mut self, ending: Ending) {
        (self.public, self.asked) = (None, BTreeMap::new());
        if ending != Ending::Granted {
            self.following.clear();
        }
        self.end(&[Clock::Reply, Clock::Promised, Clock::Statutory, Clock::Closing]);
        self.end(&[Clock::Answer, Clock::Higher]);
    }

    /// Nobody answered: accepted from the day of receipt, and what she had promised follows.
    fn by_silence(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let Event::DeemedAccepted { as_of, told, statutory, follow } = event else { return Ok(()) };
        if self.item.silence != Silence::Accepts {
            return Err("silence accepts nothing here".to_owned());
        }
        let due = self.struck(Clock::Reply, fact)?;
        self.same(due, self.add(*as_of, self.silence(), 0)?)?;
        self.accepted = Some(*as_of);
        self.follows(*as_of, due.next(), follow)?;
        self.promise(*as_of, *told, *statutory, (0, 0))
    }

    /// What the applicant still owes: corrections, and papers that follow.
    fn hers(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let today = fact.effective.day();
        match event {
            Event::CorrectionAsked { until, closes, .. } => {
                self.end(&[Clock::Answer, Clock::Reply]);
                self.same(*until, self.add(today, self.item.correction_limit, 0)?)?;
                closes.as_ref().map_or(Ok(()), |closes| self.closes(today, *until, closes))
            }
            Event::CorrectionReminded { until } => self.reminded(*until, fact),
            Event::Unsupplied { due, .. } => {
                let was = self.struck(Clock::Closing, fact)?;
                self.same(*due, was)
            }
            Event::AcceptedTolerantly { told, statutory, follow } => {
                self.end(&[Clock::Answer, Clock::Reply, Clock::Closing]);
                self.accepted = Some(today);
                self.follows(today, today.next(), follow)?;
                self.promise(today, *told, *statutory, (0, 0))
            }
            Event::Followed { materials, .. } => {
                self.following.retain(|(one, _)| !materials.contains(&one.material));
                Ok(())
            }
            Event::FollowReminded { material, .. } => self.speaks(material, false, fact),
            Event::ToleranceBroken { material, .. } => self.speaks(material, true, fact),
            _ => Ok(()),
        }
    }

    /// Once, while the day set by law has not passed; what has run out is not prolonged.
    fn extended(&mut self, today: Day, event: &Event) -> Result<(), String> {
        let Event::Extended { limit, told, statutory, .. } = event else { return Ok(()) };
        if self.longer != (0, 0) || self.overran.contains(&Clock::Statutory) || self.stopped() {
            return Err("it could not be extended".to_owned());
        }
        // a promise to decide on the spot becomes what it is extended by; one in another unit stands
        let spot = |to: Limit| to.unit == Unit::OnTheSpot && limit.unit == Unit::WorkingDays;
        let adds = |to: Limit| if to.unit == limit.unit || spot(to) { limit.n } else { 0 };
        let kept = !self.overran.contains(&Clock::Promised);
        self.longer =
            (if kept { adds(self.item.promised_limit) } else { 0 }, adds(self.item.statutory_limit));
        let from = self.accepted.ok_or("never accepted")?;
        if today > *statutory {
            return Err("it was extended into the past".to_owned());
        }
        let excluded = self.excluded()?;
        self.promise(from, *told, *statutory, excluded)
    }

    fn made_public(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let limit = self.item.publicity.as_ref().ok_or("this item is not made public")?.limit;
        match event {
            Event::PublicityOpened { until, .. } => {
                self.public = Some(*until);
                self.same(*until, self.add(fact.effective.day(), limit, 0)?)
            }
            Event::PublicityClosed { until, told, statutory } => {
                let last = self.public.take().ok_or("nothing was public")?;
                if fact.effective != Instant::end_of(last) || *until != last {
                    return Err(format!("it was public until {last}"));
                }
                let (Some(told), Some(statutory)) = (told, statutory) else { return Ok(()) };
                self.stops.last_mut().ok_or("nothing was stopped")?.to = Some(last);
                let (from, excluded) = (self.accepted.ok_or("never accepted")?, self.excluded()?);
                self.promise(from, *told, *statutory, excluded)
            }
            _ => Ok(()),
        }
    }

    fn consulted(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        match event {
            Event::Consulted { consultation, by, remind, .. } => {
                self.asked.insert(*consultation, (*by, *remind));
                Ok(())
            }
            Event::ConsultationReminded { consultation } => {
                let asked = self.asked.get_mut(consultation).ok_or("nobody was asked")?;
                let day = asked.1.take().ok_or("reminded twice")?;
                self.same(fact.effective.day(), day)
            }
            Event::ConsultationLapsed { consultation, .. } => {
                let (by, _) = self.asked.remove(consultation).ok_or("nobody was asked")?;
                self.same(fact.effective.day(), by.next())
            }
            Event::ConsultationAnswered { consultation, .. } => {
                self.asked.remove(consultation).map(|_| ()).ok_or_else(|| "nobody was asked".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn stop(&mut self, from: Day) -> Result<(), String> {
        let told = self.told.ok_or("nothing was promised")?;
        self.stops.push(Stopped { from, to: None, told });
        Ok(())
    }

    /// Delivery's own limit, or the statutory day where that covers delivery and comes first.
    fn delivered(&self, granted: Day) -> Result<Day, String> {
        let own = self.add(granted, self.item.delivery_limit, 0)?;
        let whole = self.told.filter(|_| self.item.covers_delivery);
        Ok(whole.map_or(own, |(_, statutory)| own.min(statutory.max(granted))))
    }

    /// Silence accepts a licence after five working days, however soon the county promised to answer
    /// (Licensing Law Art. 32(1)(4)).
    fn silence(&self) -> Limit {
        let own = self.item.reply_limit;
        let licence = self.item.kind == Kind::Licensing && self.item.silence == Silence::Accepts;
        let short = own.unit == Unit::OnTheSpot || (own.unit == Unit::WorkingDays && own.n < 5);
        if licence && short { Limit { n: 5, unit: Unit::WorkingDays } } else { own }
    }

    fn reply(&mut self, from: Day, by: Day, answer: Option<Day>) -> Result<(), String> {
        self.start(Clock::Reply, by);
        let silence = self.silence();
        self.same(by, self.add(from, silence, 0)?)?;
        match answer {
            Some(promised) => {
                self.start(Clock::Answer, promised);
                self.same(promised, self.add(from, self.item.reply_limit, 0)?)
            }
            None if silence == self.item.reply_limit => Ok(()),
            None => Err("the county's own limit for the answer was not told".to_owned()),
        }
    }

    /// Sent up: the lower body's clocks end. A letter that grants begins delivery.
    fn upward(&mut self, today: Day, event: &Event) -> Result<(), String> {
        match event {
            Event::Forwarded { organ, decide_by, .. } => {
                let higher = self.item.forwarding.as_ref().ok_or("nobody above decides this item")?;
                self.end(&[Clock::Promised, Clock::Statutory]);
                if !organ.is_empty() {
                    self.start(Clock::Higher, *decide_by);
                }
                self.same(*decide_by, self.add(today, higher.limit, 0)?)
            }
            Event::HigherDecided { on, deliver_by: Some(by), .. } => {
                self.start(Clock::Delivery, *by);
                self.same(*by, self.add(*on, self.item.delivery_limit, 0)?.max(today))
            }
            _ => Ok(()),
        }
    }

    /// The file is closed thirty working days after the notice, or after what the item says, and never
    /// before the day until which she was told to supply; three days before, but not on the day of the
    /// notice, she is reminded.
    fn closes(&mut self, from: Day, until: Day, closes: &Closes) -> Result<(), String> {
        let thirty = Limit { n: 30, unit: Unit::WorkingDays };
        let after = self.item.closing.as_ref().map_or(thirty, |closing| closing.after);
        let want = self.add(from, after, 0)?.max(until);
        self.same(closes.on, want)?;
        self.same(closes.remind_on, want.plus(-3).max(from.next()))?;
        self.start(Clock::Closing, want);
        self.remind = Some(closes.remind_on);
        Ok(())
    }

    /// Each paper that follows has the day its item gives it, and a reminder three days before; neither comes
    /// before the first day on which she can know of the acceptance.
    fn follows(&mut self, from: Day, first: Day, follow: &[Follows]) -> Result<(), String> {
        for one in follow {
            let material = self.item.material(&one.material).ok_or("no such material")?;
            let within = material.may_follow.as_ref().ok_or("this material may not follow")?.within;
            let want = self.add(from, within, 0)?.max(first);
            self.same(one.by, want)?;
            self.same(one.remind_on, want.plus(-3).max(first))?;
            self.following.push((one.clone(), false));
        }
        Ok(())
    }

    /// A promise speaks: first the reminder, then that it was broken, each once and from its hour.
    fn speaks(&mut self, material: &str, broken: bool, fact: &Recorded) -> Result<(), String> {
        let at =
            self.following.iter().position(|(one, reminded)| one.material == material && *reminded == broken);
        let at = at.ok_or("this promise had nothing to say")?;
        let one = &mut self.following[at];
        let day = if broken { one.0.by } else { one.0.remind_on.plus(-1) };
        one.1 = true;
        if broken {
            self.following.remove(at);
        }
        if fact.effective == Instant::end_of(day) {
            Ok(())
        } else {
            Err(format!("it was to speak after {day}"))
        }
    }

    /// She is reminded once, from the first hour of the day that was set.
    fn reminded(&mut self, until: Day, fact: &Recorded) -> Result<(), String> {
        let on = self.remind.take().ok_or("she was reminded of nothing, or twice")?;
        if fact.effective != Instant::end_of(on.plus(-1)) {
            return Err(format!("she was to be reminded on {on}"));
        }
        let runs = self.running.iter().find(|r| r.clock == Clock::Closing);
        self.same(until, runs.ok_or("no file waits to be closed")?.due)
    }

    fn overran(&mut self, clock: Clock, due: Day, fact: &Recorded) -> Result<(), String> {
        if clock == Clock::Reply && self.item.silence == Silence::Accepts {
            return Err("silence should have accepted it".to_owned());
        }
        let was = self.struck(clock, fact)?;
        self.overran.push(clock);
        self.same(due, was)
    }

    fn same(&self, found: Day, want: Day) -> Result<(), String> {
        if found == want { Ok(()) } else { Err(format!("it says {found}, {want} was due")) }
    }
}
