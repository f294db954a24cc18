//! The desk of a history: commands by the dice, what the rules answer, and the same told to the reckoning.

use std::collections::BTreeMap;

use case::rules::{ACTS, Case, Command, Handed, Known, Officer, Rules};
use facts::case::{Clock, Event};
use kernel::decider::Written;
use kernel::form::{self, Answers, Field, FieldKind};
use kernel::item::{Situation, SpecialKind};
use kernel::{Actor, Ctx, Day, Decider, Instant, Item, Rights, Role};
use reckoning::{Entry, Special, What, Which};
use serde_json::json;

use super::Tally;
use super::dice::Dice;
use super::wishes::{self, PRESIDER};
use super::world::{EDITION, World, date, plain};

/// Somebody's desk in the middle of a history.
pub struct Desk {
    /// Calendar and item.
    pub world: World,
    rights: Rights,
    people: BTreeMap<&'static str, Actor>,
    /// What the guided questions resolved to.
    pub situation: Situation,
    /// Now.
    pub now: Instant,
    /// The case.
    pub case: Case,
    /// What happened, in the reckoning's words.
    pub history: Vec<Entry>,
    /// Acceptance by silence: as of which day, true from which instant.
    pub deemed: Option<(Day, Instant)>,
    /// What happened, for the reader of a difference.
    log: Vec<String>,
    stops: u32,
    /// Where the rules answered otherwise than the reckoning would.
    pub wrong: Option<String>,
    /// What came to pass.
    pub tally: Tally,
}

/// Everybody: who, as what, and of another organ?
const PEOPLE: [(&str, &str, bool); 9] = [
    ("wang", "citizen", false),
    ("stranger", "citizen", false),
    ("clerk", "clerk", false),
    ("examiner", "examiner", false),
    ("second", "examiner", false),
    (PRESIDER, "examiner", false),
    ("head", "head", false),
    ("supervisor", "supervisor", false),
    ("elsewhere", "examiner", true),
];

/// Another organ.
pub const ELSEWHERE: &str = "11449921MB9X0004X8";

/// The events that move, stop or start a clock, or that might be thought to.
pub const MOVING: [&str; 28] = [
    "AcceptedTolerantly",
    "Claimed",
    "ClockResumed",
    "ClockStopped",
    "ConsultationAnswered",
    "ConsultationLapsed",
    "Consulted",
    "CorrectionAsked",
    "CorrectionReminded",
    "Declined",
    "Denied",
    "Extended",
    "FollowReminded",
    "Followed",
    "HearingHeld",
    "HearingRequested",
    "HearingRightTold",
    "HearingSet",
    "NoticeAllowed",
    "PublicityClosed",
    "PublicityOpened",
    "Terminated",
    "ToleranceBroken",
    "Unsupplied",
    "VisitSet",
    "Voided",
    "Withdrawn",
    "Objected",
];

impl Desk {
    /// Somebody applied.
    pub fn open(world: World, dice: &mut Dice) -> Self {
        let actor = |(name, role, away): (&'static str, &str, bool)| {
            let organ = if away { ELSEWHERE } else { world.item.organ.as_str() };
            let written = json!({"party": name, "role": role, "organ": organ, "channel": "web",
                "assurance": 3});
            (name, serde_json::from_value(written).expect("an actor as the ledger writes one"))
        };
        let day = Day::ymd(2026, 1, 4).expect("a day").plus(i32::try_from(dice.below(370)).expect("small"));
        let situation = [("form", "restaurant"), ("water", "own"), ("cold", "no")];
        let mut desk = Self {
            rights: Rights::new(ACTS.iter().copied()),
            people: PEOPLE.into_iter().map(actor).collect(),
            situation: situation.into_iter().map(|(q, a)| (q.to_owned(), a.to_owned())).collect(),
            now: Instant::at(day, u8::try_from(dice.below(24)).expect("an hour"), 0),
            case: Case::default(),
            history: Vec::new(),
            deemed: None,
            log: Vec::new(),
            stops: 0,
            wrong: None,
            tally: Tally::default(),
            world,
        };
        let mut materials = if dice.percent(70) { desk.materials() } else { Vec::new() };
        if dice.percent(35) {
            materials.retain(|code| desk.world.follows(code).is_none());
        }
        let answers = answers(&desk.world.item);
        desk.ask(
            "wang",
            &Command::Apply {
                item: desk.world.item.code.clone(),
                edition: EDITION.to_owned(),
                situation: desk.situation.clone(),
                materials,
                applicant: "王某".to_owned(),
                phone: "13800000668".to_owned(),
                answers,
                on_behalf: None,
                files: Vec::<Handed>::new(),
                parcel: None,
            },
        );
        assert!(desk.case.filed.is_some(), "nobody may apply: {}", desk.story());
        desk
    }

    /// Codes of the materials that she must bring.
    pub fn materials(&self) -> Vec<String> {
        self.world.item.asked_of_applicant(&self.situation).map(|m| m.code.clone()).collect()
    }

    /// Some time passes, and somebody does something; now and then a year is published.
    pub fn step(&mut self, dice: &mut Dice) {
        let days = match dice.below(10) {
            0..5 => 0,
            5..9 => dice.below(5),
            _ => dice.below(30),
        };
        let day = self.now.day().plus(i32::try_from(days).expect("small"));
        let minutes = 1 + i64::try_from(dice.below(30)).expect("small");
        let later = self.now.plus_ms(minutes * 60_000);
        let hour = u8::try_from(dice.below(24)).expect("an hour");
        self.now = if days == 0 { later } else { Instant::at(day, hour, 0) };
        // a year's notice comes before the year begins
        let next = 2027 + i16::try_from(self.tally.published).expect("a few years");
        if next < 2029 && self.now.day().year() < next && dice.percent(4) {
            self.world.publish(dice);
            self.tally.published += 1;
            self.log.push(format!("{} the notice of {next}", self.now));
        }
        let (who, command) = wishes::something(self, dice);
        self.ask(who, &command);
    }

    /// A context at an instant.
    pub fn ctx(&self, who: &'static str, now: Instant) -> Ctx<'_> {
        Ctx {
            now,
            actor: &self.people[who],
            calendar: &self.world.calendar,
            editions: &self.world.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        }
    }

    /// What the house does: time speaks first, then the law.
    fn ask(&mut self, who: &'static str, command: &Command) {
        loop {
            let lapsed = Rules::lapse(&self.case, &self.ctx(who, self.now));
            if lapsed.is_empty() {
                break;
            }
            for entry in lapsed {
                let effective = entry.effective.expect("what lapses has its instant");
                self.fold(who, &entry.event, effective);
            }
        }
        let decided = Rules::decide(&self.case, command, &self.known(command), &self.ctx(who, self.now));
        match decided {
            Ok(entries) => {
                self.tally.granted += 1;
                for entry in entries {
                    self.fold(who, &entry.event, self.now);
                }
            }
            Err(refusal) => {
                self.log.push(format!("{} {} refused {}", self.now, command.act().0, refusal.code));
                self.refused(command, refusal.code);
            }
        }
    }

    /// What the registers say of whoever is asked.
    fn known(&self, command: &Command) -> Known {
        let officer = |party: &str, organ: &str| {
            Some(Officer { party: party.to_owned(), role: Role::Examiner, organ: organ.to_owned() })
        };
        let own = &self.world.item.organ;
        let asked = match command {
            Command::SetVisit { with, .. } => officer(with, own),
            Command::SetHearing { presider, .. } => officer(presider, own),
            Command::Consult { organ, .. } => officer("elsewhere", organ),
            _ => None,
        };
        Known { asked, ..Known::default() }
    }

    /// A hearing is refused as too soon or too late exactly where the reckoning says so.
    fn refused(&mut self, command: &Command, code: &str) {
        let Command::SetHearing { on, .. } = command else { return };
        let soon = !reckoning::told_in_time(&self.world.plain, date(self.now.day()), date(*on));
        let by = self.case.course.hearing.hold_by;
        self.wrong = match code {
            "hearing_soon" if !soon => Some(format!("a hearing on {on} is told in time")),
            "hearing_late" if by.is_some_and(|by| *on <= by) => {
                Some(format!("a hearing on {on} is not late"))
            }
            _ => self.wrong.take(),
        };
    }

    fn fold(&mut self, who: &'static str, event: &Event, effective: Instant) {
        if let Some(name) = named(event) {
            *self.tally.events.entry(name).or_default() += 1;
        }
        self.log.push(format!("{} {event:?} from {effective}", self.now));
        self.hear(event, effective);
        let written = Written { at: self.now, effective, actor: &self.people[who] };
        self.case = Rules::evolve(std::mem::take(&mut self.case), event, &written);
        self.tell(event);
    }

    /// The event in the reckoning's words. What time alone made true is not told: it must find that itself.
    fn hear(&mut self, event: &Event, effective: Instant) {
        let what = match event {
            Event::Applied { .. } => What::Received,
            Event::CorrectionAsked { .. } => What::Noticed,
            Event::Corrected { complete: true, .. } => What::CorrectedWholly,
            Event::ToleranceSigned { materials, reply_by, .. } => {
                return self.signed(materials, reply_by.is_some());
            }
            Event::Corrected { .. } => What::CorrectedPartly,
            Event::Accepted { .. } | Event::AcceptedTolerantly { .. } => What::Accepted,
            Event::Declined { .. } | Event::Referred { .. } => What::NotAccepted,
            // the days of a publicity are its own law's: the reckoning leaves them out by itself
            Event::ClockStopped { kind: SpecialKind::ByItemLaw, .. } => return,
            Event::ClockStopped { .. } => {
                self.stops += 1;
                What::Began { which: self.stops, special: Special::Article45 }
            }
            Event::ClockResumed { .. } => {
                self.tally.resumed += 1;
                What::Ended { which: self.stops }
            }
            Event::Granted { .. } => What::Granted,
            Event::Followed { materials, .. } => return self.kept(materials),
            Event::Extended { limit, .. } => What::Extended(plain(*limit)),
            Event::PublicityOpened { .. } => {
                let (limit, stops) = self.world.publicity().expect("opened where the item has one");
                What::Published { limit, stops }
            }
            Event::HearingRightTold { .. } => What::HearingTold,
            Event::HearingRequested { .. } => What::HearingAsked,
            Event::HearingSet { on, .. } => return self.hearing_set(*on),
            Event::HearingHeld {} => What::HearingHeld,
            Event::Consulted { consultation, by, .. } => {
                What::Consulted { which: *consultation, by: date(*by) }
            }
            Event::ConsultationAnswered { consultation, .. } => What::Answered { which: *consultation },
            Event::Terminated { .. } => What::Terminated,
            Event::Voided { .. } => What::Voided,
            Event::Denied { .. } => What::Refused,
            Event::Delivered {} => What::Delivered,
            Event::Withdrawn {} => What::Withdrawn,
            Event::DeemedAccepted { as_of, .. } => {
                self.deemed = Some((*as_of, effective));
                self.tally.deemed += 1;
                return;
            }
            Event::Overran { .. } => return self.tally.overran += 1,
            _ => return,
        };
        self.tally.decided += u64::from(matches!(what, What::Granted | What::Refused));
        self.note(what);
        if let Event::AcceptedTolerantly { follow, .. } = event {
            for one in follow {
                let (paper, within) = self.world.follows(&one.material).expect("it may follow");
                self.note(What::Promised { paper, within });
            }
        }
    }

    fn hearing_set(&mut self, on: Day) {
        if !reckoning::told_in_time(&self.world.plain, date(self.now.day()), date(on)) {
            self.wrong = Some(format!("a hearing on {on} is told too late"));
        }
    }

    /// What she signs for follows after acceptance: a notice that waited for it is met as by a whole
    /// correction.
    fn signed(&mut self, materials: &[String], complete: bool) {
        for material in materials {
            let (paper, within) = self.world.follows(material).expect("it may follow");
            self.note(What::Signed { paper, within });
        }
        if complete {
            self.note(What::CorrectedWholly);
        }
    }

    fn kept(&mut self, materials: &[String]) {
        for material in materials {
            if let Some((paper, _)) = self.world.follows(material) {
                self.note(What::Kept { paper });
            }
        }
    }

    fn note(&mut self, what: What) {
        let (hour, minute) = self.now.hm();
        let part = |n: u8| i8::try_from(n).expect("an hour or a minute");
        let at = date(self.now.day()).at(part(hour), part(minute), 0, 0);
        self.history.push(Entry { at, what });
    }

    /// The days that the applicant is told with an event, as the reckoning has them.
    fn tell(&mut self, event: &Event) {
        let with_papers: Vec<Which>;
        let told: &[Which] = match event {
            Event::Applied { .. }
            | Event::Corrected { complete: true, .. }
            | Event::ToleranceSigned { reply_by: Some(_), .. } => &[Which::Reply],
            Event::CorrectionAsked { .. } => &[Which::Correction, Which::Closing],
            Event::Accepted { .. }
            | Event::ClockResumed { .. }
            | Event::Extended { .. }
            | Event::PublicityClosed { told: Some(_), .. } => &[Which::Promised, Which::Statutory],
            Event::AcceptedTolerantly { follow, .. } | Event::DeemedAccepted { follow, .. } => {
                let papers = follow.iter().filter_map(|one| self.world.follows(&one.material));
                with_papers = [Which::Promised, Which::Statutory]
                    .into_iter()
                    .chain(papers.map(|(paper, _)| Which::Obligation(paper)))
                    .collect();
                &with_papers
            }
            Event::PublicityOpened { .. } => &[Which::Publicity],
            Event::HearingRightTold { .. } => &[Which::HearingAsked],
            Event::HearingRequested { .. } => &[Which::Hearing],
            Event::Granted { .. } => &[Which::Delivery],
            _ => &[],
        };
        if told.is_empty() {
            return;
        }
        let today = date(self.now.day());
        let on = reckoning::reckon(&self.world.plain, &self.world.terms, &self.history, today);
        for which in told {
            if let Some(clock) = on.clock(*which) {
                self.note(What::Told { which: *which, due: clock.period.due });
            }
        }
    }

    /// Everything that happened, for the reader of a difference.
    pub fn story(&self) -> String {
        let item = &self.world.item;
        let limits = [
            ("reply", item.reply_limit),
            ("correction", item.correction_limit),
            ("promised", item.promised_limit),
            ("statutory", item.statutory_limit),
            ("delivery", item.delivery_limit),
        ];
        let mut limits: Vec<String> =
            limits.iter().map(|(name, limit)| format!("{name} {}", limit.en())).collect();
        let own = [
            ("closing", item.closing.as_ref().map(|own| own.after)),
            ("extension", item.extension.as_ref().map(|own| own.limit)),
            ("publicity", item.publicity.as_ref().map(|own| own.limit)),
        ];
        limits.extend(own.iter().filter_map(|(name, limit)| limit.map(|l| format!("{name} {}", l.en()))));
        let stops = self.world.publicity().is_some_and(|(_, stops)| stops);
        let (kind, silence, log) = (item.kind, item.silence, self.log.join("\n"));
        format!("{kind:?}: {}; silence {silence:?}; publicity stops {stops}\n{log}", limits.join(", "))
    }

    /// Did this clock run out, as the rules have it?
    pub fn overran(case: &Case, clock: Clock) -> bool {
        case.overran.contains_key(&clock)
    }
}

/// The name of an event that moves a clock or might.
fn named(event: &Event) -> Option<&'static str> {
    let written = format!("{event:?}");
    let word = written.split(' ').next().unwrap_or_default();
    MOVING.into_iter().find(|name| *name == word)
}

/// Something lawful in every field.
fn answers(item: &Item) -> Answers {
    let answer = |f: &Field| match f.kind {
        FieldKind::Number | FieldKind::Money => "80".to_owned(),
        FieldKind::Date => "2026-01-05".to_owned(),
        FieldKind::Choice => f.options[0].code.clone(),
        FieldKind::Phone => "13800000668".to_owned(),
        FieldKind::CitizenId => "449921198803120012".to_owned(),
        FieldKind::Uscc => "92449921MA9X0002XQ".to_owned(),
        _ => "王某面馆".to_owned(),
    };
    let always = |fields: &[Field]| -> Vec<Field> {
        fields.iter().map(|f| Field { when: BTreeMap::new(), ..f.clone() }).collect()
    };
    let all: Vec<Field> =
        always(&item.fields).into_iter().map(|f| Field { fields: always(&f.fields), ..f }).collect();
    let leaves = form::leaves(&all, &Situation::new(), &Answers::new());
    leaves.iter().map(|f| (f.code.clone(), answer(f))).collect()
}
