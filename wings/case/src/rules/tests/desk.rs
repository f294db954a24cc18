//! The desk of the diaries: reads a line, asks the rules, says what was written in the diary's words.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Cease, Event, Ground, Mode};
use kernel::calendar::Year;
use kernel::decider::Written;
use kernel::item::SpecialKind;
use kernel::{Actor, Basis, Calendar, Ctx, Day, Decider, Edition, Editions, Instant, Item, Kind};
use kernel::{Limit, Private, Refusal, Rights, Role, Rule};
use serde_json::json;

use super::words::said;
use crate::rules::{ACTS, Case, Command, Dues, Known, Officer, Rules};
use crate::rules::{Light, Proof, light, proofs};
use crate::rules::{caught_up, dues, moments, open_to, strikes};

pub const FOOD: &str = include_str!("../../../../../catalogue/items/food-permit.toml");
const CONSTRUCTION: &str = include_str!("../../../../../catalogue/items/construction-permit.toml");
const HYGIENE: &str = include_str!("../../../../../catalogue/items/public-place-hygiene.toml");
const DRAINAGE: &str = include_str!("../../../../../catalogue/items/drainage-permit.toml");
pub const RESIDENCE: &str = include_str!("../../../../../catalogue/items/residence-permit.toml");
pub const COUNTY: &str = include_str!("../../../../../catalogue/rules.toml");
const YEARS: [&str; 2] = [
    include_str!("../../../../../catalogue/calendar/2026.toml"),
    include_str!("../../../../../catalogue/calendar/2027.toml"),
];
/// Whom the diaries know: name, role, organ, whom she acts for.
const CAST: &[(&str, &str, &str, &str)] = &[
    ("wang", "citizen", "", ""),
    ("stranger", "citizen", "", ""),
    ("agent", "agent", "", "noodles"),
    ("clerk", "clerk", "ours", ""),
    ("second-clerk", "clerk", "ours", ""),
    ("clerk-of-the-hall", "clerk", "hall", ""),
    ("clerk-elsewhere", "clerk", "other", ""),
    ("examiner", "examiner", "ours", ""),
    ("second-examiner", "examiner", "ours", ""),
    ("stand-in", "examiner", "ours", ""),
    ("leaver", "examiner", "ours", ""),
    ("examiner-elsewhere", "examiner", "other", ""),
    ("head", "head", "ours", ""),
    ("other-head", "head", "ours", ""),
    ("program", "program", "ours", ""),
    ("supervisor", "supervisor", "", ""),
    ("governor", "head", "government", ""),
    ("examiner-above", "examiner", "above", ""),
    ("head-above", "head", "above", ""),
    ("clock", "house", "", ""),
];

/// Everything a diary stands on.
pub struct World {
    calendar: Calendar,
    editions: Editions,
    rights: Rights,
    pub item: Item,
    now: Instant,
    pub case: Case,
    broke_promises: bool,
    /// What the register says of the queue: `queue=taken,before`.
    queue: crate::rules::Queue,
    /// The day of the joint visit to which the case was called: `joint-visit=2026-03-06`.
    joint: Option<Day>,
    pub refusals: Vec<Refusal>,
    pub sealed: Vec<(Event, Private)>,
    pub events: BTreeSet<String>,
    pub acts: BTreeSet<&'static str>,
}

/// One of the two items, as its file has it, with changes: `food-permit statutory=20`.
pub fn item(words: &str) -> Item {
    let mut words = words.split_whitespace();
    let text = match words.next().unwrap() {
        "food-permit" => FOOD,
        "construction-permit" => CONSTRUCTION,
        "hygiene" => HYGIENE,
        "drainage" => DRAINAGE,
        _ => RESIDENCE,
    };
    let mut item: Item = toml::from_str(text).unwrap();
    for word in words {
        let (what, n) = word.split_once('=').unwrap_or((word, ""));
        match what {
            "statutory" => item.statutory_limit = Limit::working_days(n.parse().unwrap()),
            "promised" => item.promised_limit = Limit::working_days(n.parse().unwrap()),
            "for-organisations-only" => item.for_persons = false,
            "stops-by-item-law" => item.special[0].kind = SpecialKind::ByItemLaw,
            "own-clause" => item.special[0].basis = Basis::new("《某条例》第九条", "Some Regulation, Art. 9"),
            "kind" => item.kind = serde_json::from_value(json!(n)).unwrap(),
            "waits" => {
                let all = item.materials.iter_mut().filter_map(|m| m.may_follow.as_mut());
                all.for_each(|following| following.meanwhile = kernel::item::Meanwhile::Wait);
            }
            "broke-promises" => {}
            "closing" => {
                let basis = Basis::new("《某条例》第九条", "Some Regulation, Art. 9");
                let after = Limit::days(n.parse().unwrap());
                item.closing = Some(kernel::item::Closing { after, basis, certainty: Default::default() });
            }
            "replaced" | "until-2026" | "never-closed" | "gone" | "queue" | "joint-visit" => {}
            word => super::changes::course_of(&mut item, word, n),
        }
    }
    item
}

impl World {
    pub fn new(words: &str, kind: Option<Kind>) -> World {
        let mut item = item(words);
        item.kind = kind.unwrap_or(item.kind);
        let mut calendar = Calendar::new();
        for text in YEARS.iter().take(if words.contains("until-2026") { 1 } else { 2 }) {
            calendar.insert(toml::from_str::<Year>(text).unwrap()).unwrap();
        }
        let mut editions = Editions::default();
        let mut county = toml::from_str::<BTreeMap<Rule, Basis>>(COUNTY).unwrap();
        if words.contains("never-closed") {
            county.remove(&Rule::Closing);
        }
        editions.set_service_rules(county);
        editions.publish(Edition { hash: "e1".to_owned(), item: item.clone().into() });
        if words.contains("replaced") {
            editions.publish(Edition { hash: "e2".to_owned(), item: item.clone().into() });
        }
        if words.contains("gone") {
            let day = Day::ymd(2026, 1, 5).unwrap();
            editions.withdraw(&item.code, day, Basis::new("已经取消", "abolished"));
        }
        World {
            calendar,
            editions,
            rights: Rights::new(ACTS.iter().copied()),
            item,
            now: Instant(0),
            case: Case::default(),
            broke_promises: words.contains("broke-promises"),
            queue: super::upward::queue(words),
            joint: words.split_whitespace().find_map(|word| word.strip_prefix("joint-visit=")?.parse().ok()),
            refusals: vec![],
            sealed: vec![],
            events: BTreeSet::new(),
            acts: BTreeSet::new(),
        }
    }

    /// One of the cast, decoded as the ledger decodes who acted.
    fn actor(&self, name: &str) -> Actor {
        let (_, role, organ, for_party) =
            *CAST.iter().find(|c| c.0 == name).unwrap_or_else(|| panic!("nobody is called {name}"));
        let organ = match organ {
            "ours" => self.item.organ.as_str(),
            "hall" => self.item.hall.as_str(),
            "other" => "11449921MB9X0004X8",
            "government" => "11449921MB9X00015T",
            "above" => super::upward::ABOVE,
            none => none,
        };
        let written = json!({"party": name, "role": role, "organ": organ, "for_party": for_party,
            "channel": "web", "assurance": 3});
        serde_json::from_value(written).unwrap()
    }

    fn ctx<'a>(&'a self, actor: &'a Actor) -> Ctx<'a> {
        Ctx {
            now: self.now,
            actor,
            calendar: &self.calendar,
            editions: &self.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        }
    }

    /// The due days as they stand at 10:00 of a day.
    pub fn dues_on(&mut self, day: &str) -> Dues {
        self.now = Instant::at(day.parse().unwrap(), 10, 0);
        dues(&self.case, &self.ctx(&self.actor("wang")))
    }

    /// Every clock with its proof and the lamp, as they stand at 10:00 of a day.
    pub fn proved_on(&mut self, day: &str) -> (Vec<Proof>, Light) {
        self.now = Instant::at(day.parse().unwrap(), 10, 0);
        let actor = self.actor("wang");
        let case = caught_up(self.case.clone(), &self.ctx(&actor));
        (proofs(&case, &self.ctx(&actor)), light(&case, &self.ctx(&actor)))
    }

    /// The year 2026 as it would be without Golden Week, or with a rest until `last`.
    pub fn golden_week_until(&mut self, last: Option<&str>) {
        let mut year: Year = toml::from_str(YEARS[0]).unwrap();
        year.holidays.retain(|h| h.name != "国庆节" || last.is_some());
        if let (Some(last), Some(week)) = (last, year.holidays.iter_mut().find(|h| h.name == "国庆节")) {
            let last: Day = last.parse().unwrap();
            while *week.off.last().unwrap() < last {
                week.off.push(week.off.last().unwrap().next());
            }
            week.work.clear();
        }
        self.calendar.insert(year).unwrap();
    }

    /// The nine steps of the desk, as far as the law goes; what was written, in the diary's words.
    fn act(&mut self, when: Instant, actor: &Actor, command: &Command) -> String {
        self.now = when;
        let mut written = Vec::new();
        let shown = caught_up(self.case.clone(), &self.ctx(actor));
        loop {
            let lapsed = Rules::lapse(&self.case, &self.ctx(actor));
            if lapsed.is_empty() {
                break;
            }
            assert!(written.len() < 10, "lapse does not come to rest");
            for entry in lapsed {
                let effective = entry.effective.unwrap();
                assert!(effective <= when, "nothing lapses before its time");
                written.push(format!("{} from {effective}", self.fold(&entry.event, effective, actor)));
            }
        }
        assert_eq!(shown, self.case, "pages show what time has made true before it is written");
        let (act, place) = Rules::asks(&self.case, command, &self.ctx(actor));
        self.acts.insert(act.0);
        let decided = if self.rights.may(actor, act, &place) {
            Rules::decide(&self.case, command, &self.known(command, actor), &self.ctx(actor)).map_err(Some)
        } else {
            Err(None)
        };
        match decided {
            Ok(entries) if entries.is_empty() && written.is_empty() => written.push("nothing".to_owned()),
            Ok(entries) => {
                for entry in entries {
                    assert_eq!(entry.effective, None, "an act is true when it is done");
                    self.sealed.extend(entry.private.map(|private| (entry.event.clone(), private)));
                    written.push(self.fold(&entry.event, when, actor));
                }
            }
            Err(Some(refusal)) => {
                let names = refusal.fills.get("materials").or(refusal.fills.get("points"));
                let names = names.map(|n| format!(" {}", n.zh)).unwrap_or_default();
                written.push(format!("refused {}{names}", refusal.code));
                self.refusals.push(refusal);
            }
            Err(None) => written.push("no right".to_owned()),
        }
        written.join("; ")
    }

    /// What the register of officers says of whoever is asked: the cast are all in it.
    fn known(&self, command: &Command, actor: &Actor) -> Known {
        let registers = self.registers(actor);
        let of = match command {
            Command::AskOpinion { of, .. } | Command::SetMode { of, .. } => of,
            Command::Reassign { to, .. } | Command::HandOver { to, .. } => to,
            Command::SetVisit { with, .. } => with,
            Command::SetHearing { presider, .. } => presider,
            Command::CheckPledge { with, .. } | Command::CheckMended { with, .. } => with,
            Command::Consult { organ, .. } if organ == "another" => {
                // counties have more organs than the cast of the diaries
                let (party, organ) = ("colleague".to_owned(), organ.clone());
                let asked = Some(Officer { party, role: Role::Head, organ });
                return Known { asked, ..registers };
            }
            Command::Consult { organ, .. } => {
                let there = CAST.iter().map(|one| self.actor(one.0)).find(|a| a.organ == *organ);
                let asked = there.map(|a| Officer { party: a.party, role: a.role, organ: a.organ });
                return Known { asked, ..registers };
            }
            _ => return registers,
        };
        if of == "colleague" {
            // offices are larger than the cast of the diaries
            let organ = self.item.organ.clone();
            let asked = Some(Officer { party: of.clone(), role: Role::Examiner, organ });
            return Known { asked, ..registers };
        }
        let cast = CAST.iter().find(|one| one.0 == of && !one.2.is_empty() && one.3.is_empty());
        let asked = cast.map(|one| self.actor(one.0));
        let asked = asked.map(|a| Officer { party: a.party, role: a.role, organ: a.organ });
        Known { asked, ..registers }
    }

    /// What the registers say of absences and posts: one of the cast stands in for the examiner, and one who
    /// claims has left her post.
    fn registers(&self, actor: &Actor) -> Known {
        let stands_in = actor.party == "stand-in";
        let stands_in_for = stands_in.then(|| "examiner".to_owned()).into_iter().collect();
        let gone = BTreeSet::from(["leaver".to_owned()]);
        let broke_promises = self.broke_promises;
        let (queue, joint) = (self.queue, self.joint);
        Known { stands_in_for, gone, broke_promises, queue, joint, ..Known::default() }
    }

    fn fold(&mut self, event: &Event, effective: Instant, actor: &Actor) -> String {
        let case = std::mem::take(&mut self.case);
        self.case = Rules::evolve(case, event, &Written { at: self.now, effective, actor });
        self.events.insert(format!("{event:?}").split([' ', '{']).next().unwrap().to_owned());
        said(event)
    }

    /// `open_to` says exactly what the rules will do, for everybody, whatever the arguments.
    fn agrees(&self, line: &str) {
        for (name, ..) in CAST {
            let actor = self.actor(name);
            let ctx = self.ctx(&actor);
            let known = self.registers(&actor);
            let open: BTreeSet<_> = open_to(&self.case, &known, &ctx).into_iter().map(|a| a.0).collect();
            let mut granted = BTreeSet::new();
            for command in self.every_command() {
                let (act, place) = Rules::asks(&self.case, &command, &ctx);
                if ctx.rights.may(&actor, act, &place)
                    && Rules::decide(&self.case, &command, &self.known(&command, &actor), &ctx).is_ok()
                {
                    granted.insert(act.0);
                }
            }
            assert_eq!(open, granted, "open_to and decide differ for {name} after\n{line}");
        }
    }

    /// The timekeeper's instants are those at which `lapse` begins to speak, and none before.
    fn strikes_on_time(&self, line: &str) {
        let actor = self.actor("clock");
        let at = |now| Ctx { now, ..self.ctx(&actor) };
        for (clock, instant) in strikes(&self.case, &at(self.now)) {
            let before = Rules::lapse(&self.case, &at(instant.plus_ms(-1)));
            let then = Rules::lapse(&self.case, &at(instant));
            assert!(then.len() > before.len(), "{clock:?} does not strike at {instant} after\n{line}");
            assert!(then.iter().any(|e| e.effective == Some(instant)), "{clock:?} at {instant}");
        }
        for instant in moments(&self.case, &at(self.now)) {
            let before = Rules::lapse(&self.case, &at(instant.plus_ms(-1)));
            let then = Rules::lapse(&self.case, &at(instant));
            assert!(then.len() > before.len(), "nothing strikes at {instant} after\n{line}");
        }
    }

    /// What officers may say of a case, whatever it is.
    fn every_judgement(&self) -> Vec<Command> {
        let w = || "理由".to_owned();
        let mut all = Vec::new();
        for kind in [SpecialKind::Testing, SpecialKind::Hearing, SpecialKind::ByItemLaw] {
            all.push(Command::StopClock { kind, needed: 3, notice: w() });
        }
        let hers = |situation| -> Vec<String> {
            let own = |m: &&kernel::item::Material| m.source != kernel::item::Source::Government;
            self.item.materials_in(situation).filter(own).map(|m| m.code.clone()).collect()
        };
        let lacking = self.case.filed.as_ref().map(|f| hers(&f.situation)).unwrap_or_default();
        all.push(Command::AskCorrection { lacking, note: w() });
        let points = |situation| self.item.points_in(situation).map(|p| p.code.clone()).collect::<Vec<_>>();
        let points = self.case.filed.as_ref().map(|f| points(&f.situation)).unwrap_or_default();
        all.extend(super::words::every_step(self.now.day(), &self.calendar));
        let findings = BTreeMap::new();
        all.push(Command::Examine { met: points.clone(), unmet: vec![], opinion: w(), findings });
        all.push(Command::Confirm { opinion: w() });
        all.push(Command::Differ { points: points.clone(), reason: w() });
        all.push(Command::SendBack { reason: w() });
        for of in
            ["colleague", "examiner", "second-examiner", "head", "other-head", "wang", "examiner-elsewhere"]
        {
            all.push(Command::AskOpinion { of: of.to_owned(), question: w(), by: self.now.day() });
            all.push(Command::Reassign { to: of.to_owned(), reason: w() });
            all.push(Command::HandOver { to: of.to_owned(), reason: w() });
            let set = |mode| Command::SetMode { mode, of: of.to_owned() };
            all.extend(Mode::ALL.into_iter().map(set));
        }
        all.extend([Command::Claim {}, Command::Unclaim { reason: w() }, Command::TakeOver {}]);
        all.extend(Mode::ALL.into_iter().map(|mode| Command::EndMode { mode, reason: w() }));
        all.extend([Command::Settle {}, Command::Void { reason: w() }]);
        all.extend(super::words::every_pledge(&self.item));
        for ground in [Cease::ApplicantGone, Cease::ObjectGone, Cease::OtherLaw] {
            all.push(Command::Terminate { ground, clause: w(), reason: w() });
        }
        for opinion in 0..11 {
            all.push(Command::GiveOpinion { opinion, words: w() });
            all.push(Command::WithdrawOpinion { opinion });
        }
        let findings = points.iter().map(|code| (code.clone(), w())).collect();
        all.push(Command::Examine { met: vec![], unmet: points, opinion: w(), findings });
        all
    }

    /// Commands of every kind with all sorts of arguments, made without looking at the rules.
    fn every_command(&self) -> Vec<Command> {
        let w = || "理由".to_owned();
        let materials: Vec<String> = self.item.materials.iter().map(|m| m.code.clone()).collect();
        let mut all = vec![Command::Accept {}, Command::Grant {}, Command::Deliver {}];
        all.extend([None, Some(vec![])].map(|materials| Command::Receive { materials }));
        all.extend([Command::Withdraw {}, Command::Tick {}, Command::ResumeClock { result: w() }]);
        all.extend([Command::Deny { reason: w() }, Command::Refer { to: w(), address: w(), reason: w() }]);
        all.push(Command::AllowNotice { reason: w() });
        all.extend([Command::AskPrecheck {}, Command::PassPrecheck {}, Command::PapersArrived {}]);
        all.push(Command::SendPapers { by: w() });
        all.push(Command::AcceptTolerantly {});
        for material in &materials {
            all.push(Command::SignTolerance { materials: vec![material.clone()] });
            let files = super::words::handed(material);
            all.push(Command::Follow { materials: vec![], files });
            all.push(Command::Follow { materials: vec![material.clone()], files: vec![] });
        }
        for ground in [Ground::NotNeeded, Ground::Barred] {
            all.push(Command::Decline { ground, reason: w() });
        }
        for set in 0..1_usize << materials.len().min(7) {
            let some: Vec<String> = materials
                .iter()
                .enumerate()
                .filter(|(i, _)| set >> i & 1 == 1)
                .map(|(_, m)| m.clone())
                .collect();
            all.push(Command::AskCorrection { lacking: some.clone(), note: w() });
            all.push(Command::ReturnPrecheck { lacking: some.clone(), note: w() });
            all.push(Command::Correct { materials: some, answers: Default::default(), files: vec![] });
        }
        for material in materials {
            all.push(Command::Receive { materials: Some(vec![material.clone()]) });
            all.push(Command::Enclose { material, files: vec![] });
        }
        all.extend(self.every_judgement());
        for field in &self.item.fields {
            let some = vec![format!("field.{}", field.code)];
            all.push(Command::AskCorrection { lacking: some.clone(), note: w() });
            all.push(Command::ReturnPrecheck { lacking: some.clone(), note: w() });
            let answers = super::words::answers(&self.item);
            all.push(Command::Correct { materials: some, answers, files: vec![] });
        }
        all
    }
}

/// The diary's entries: each begins with its day, and may go on over the next lines.
fn entries(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        match all.last_mut().filter(|_| !line.starts_with("20")) {
            Some(entry) => *entry = format!("{entry} {line}"),
            None => all.push(line.to_owned()),
        }
    }
    all
}

impl World {
    /// One more act, as a diary writes it before its arrow; what was written.
    pub fn goes_on(&mut self, asked: &str) -> String {
        let mut parts = asked.split_whitespace().peekable();
        let day: Day = parts.next().unwrap().parse().unwrap();
        let time = parts.next_if(|p| p.contains(':')).unwrap_or("10:00");
        let (h, m) = time.split_once(':').unwrap();
        let when = Instant::at(day, h.parse().unwrap(), m.parse().unwrap());
        let name = parts.next().unwrap();
        let act = parts.next().unwrap();
        let args: Vec<&str> = parts.collect();
        let (name, channel) = match name.split_once("-by-") {
            Some((name, channel)) => (name, serde_json::from_value(json!(channel)).unwrap()),
            None => (name, kernel::Channel::Web),
        };
        let mut actor = Actor { channel, ..self.actor(name.trim_end_matches("-herself")) };
        if name.ends_with("-herself") {
            // One person in two posts: her party stays, her role is the one the act needs.
            actor = Actor { party: "examiner".to_owned(), ..actor };
        }
        let command = self.command(act, &args);
        self.act(when, &actor, &command)
    }
}

/// Plays a diary to its end; with `compare`, each line must come true.
pub fn play(words: &str, text: &str, kind: Option<Kind>, compare: bool) -> World {
    let mut world = World::new(words, kind);
    let mut wrong = Vec::new();
    for line in &entries(text) {
        let (asked, expected) = line.split_once("->").unwrap_or_else(|| panic!("no arrow: {line}"));
        let written = world.goes_on(asked);
        if compare {
            if written != expected.split_whitespace().collect::<Vec<_>>().join(" ") {
                wrong.push(format!("{}-> {written}", asked));
            }
            world.agrees(line);
            world.strikes_on_time(line);
        }
    }
    assert!(
        wrong.is_empty(),
        "these lines did not come true ({words}); what happened was\n{}",
        wrong.join("\n")
    );
    world
}

/// Plays a diary; each line must come true, and `open_to` must agree with the rules after each.
pub fn check(words: &str, text: &str) {
    play(words, text, None, true);
}

/// The case after one more event, written now by nobody in particular.
pub fn after(case: Case, event: &Event) -> Case {
    let world = World::new("food-permit", None);
    let actor = world.actor("clock");
    Rules::evolve(case, event, &Written { at: Instant(0), effective: Instant(0), actor: &actor })
}
