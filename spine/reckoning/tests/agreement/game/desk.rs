//! The desk of a history: commands by the dice, what the rules answer, and the same told to the reckoning.

use std::collections::BTreeMap;

use case::rules::{ACTS, Case, Command, Handed, Known, Rules};
use facts::case::{Clock, Event};
use kernel::decider::Written;
use kernel::form::{self, Answers, Field, FieldKind};
use kernel::item::Situation;
use kernel::{Actor, Ctx, Day, Decider, Instant, Item, Rights};
use reckoning::{Entry, Special, What, Which};
use serde_json::json;

use super::Tally;
use super::dice::Dice;
use super::world::{EDITION, World, date};

/// Somebody's desk in the middle of a history.
pub struct Desk {
    /// Calendar and item.
    pub world: World,
    rights: Rights,
    people: BTreeMap<&'static str, Actor>,
    situation: Situation,
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
    /// What came to pass.
    pub tally: Tally,
}

const PEOPLE: [(&str, &str); 5] = [
    ("wang", "citizen"),
    ("clerk", "clerk"),
    ("examiner", "examiner"),
    ("second", "examiner"),
    ("head", "head"),
];

impl Desk {
    /// Somebody applied.
    pub fn open(world: World, dice: &mut Dice) -> Self {
        let actor = |(name, role): (&'static str, &str)| {
            let written = json!({"party": name, "role": role, "organ": world.item.organ, "channel": "web",
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
            tally: Tally::default(),
            world,
        };
        let materials = if dice.percent(60) { desk.materials() } else { Vec::new() };
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

    fn materials(&self) -> Vec<String> {
        self.world.item.asked_of_applicant(&self.situation).map(|m| m.code.clone()).collect()
    }

    /// Some time passes, and somebody does something; now and then a year is published.
    pub fn step(&mut self, dice: &mut Dice) {
        let days = match dice.below(10) {
            0..4 => 0,
            4..8 => dice.below(6),
            _ => dice.below(30),
        };
        let day = self.now.day().plus(i32::try_from(days).expect("small"));
        let minutes = 1 + i64::try_from(dice.below(30)).expect("small");
        let later = self.now.plus_ms(minutes * 60_000);
        let hour = u8::try_from(dice.below(24)).expect("an hour");
        self.now = if days == 0 { later } else { Instant::at(day, hour, 0) };
        if self.tally.published == 0 && self.now.day().year() < 2027 && dice.percent(4) {
            self.world.publish(dice);
            self.tally.published = 1;
            self.log.push(format!("{} the notice of 2027", self.now));
        }
        let (who, command) = self.something(dice);
        self.ask(who, &command);
    }

    fn something(&self, dice: &mut Dice) -> (&'static str, Command) {
        let word = || "理由".to_owned();
        let accepted = self.case.acceptance.is_some();
        let points: Vec<String> =
            self.world.item.points_in(&self.situation).map(|point| point.code.clone()).collect();
        if self.case.ending.is_some() {
            return ("clerk", if dice.percent(40) { Command::Deliver {} } else { Command::Tick {} });
        }
        if !accepted {
            let outstanding: Vec<String> =
                self.case.correction.iter().flat_map(|c| c.outstanding.iter().cloned()).collect();
            let part = outstanding.iter().take(1).cloned().collect();
            let correct = |materials| Command::Correct { materials, answers: Answers::new(), files: vec![] };
            return match dice.below(20) {
                0..6 => ("clerk", Command::Accept {}),
                6..11 => ("clerk", Command::AskCorrection { lacking: self.materials(), note: word() }),
                11..14 => ("wang", correct(outstanding)),
                14..16 => ("wang", correct(part)),
                16 if dice.percent(15) => ("wang", Command::Withdraw {}),
                _ => ("clerk", Command::Tick {}),
            };
        }
        match dice.below(20) {
            0..5 => {
                let kind = self.world.special();
                ("examiner", Command::StopClock { kind, needed: 5, notice: "告知1号".to_owned() })
            }
            5..10 => ("examiner", Command::ResumeClock { result: word() }),
            10 | 11 => {
                let findings = BTreeMap::new();
                ("examiner", Command::Examine { met: points, unmet: vec![], opinion: word(), findings })
            }
            12 => {
                let findings = points.iter().map(|code| (code.clone(), word())).collect();
                ("examiner", Command::Examine { met: vec![], unmet: points, opinion: word(), findings })
            }
            13 | 14 => ("second", Command::Confirm { opinion: word() }),
            15 => ("head", Command::Grant {}),
            16 => ("head", Command::Deny { reason: word() }),
            17 if dice.percent(15) => ("wang", Command::Withdraw {}),
            _ => ("clerk", Command::Tick {}),
        }
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
        let decided = Rules::decide(&self.case, command, &Known::default(), &self.ctx(who, self.now));
        match decided {
            Ok(entries) => {
                self.tally.granted += 1;
                for entry in entries {
                    self.fold(who, &entry.event, self.now);
                }
            }
            Err(refusal) => self.log.push(format!("{} refused {}", self.now, refusal.code)),
        }
    }

    fn fold(&mut self, who: &'static str, event: &Event, effective: Instant) {
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
            Event::Corrected { .. } => What::CorrectedPartly,
            Event::Accepted { .. } => What::Accepted,
            Event::Declined { .. } | Event::Referred { .. } => What::NotAccepted,
            Event::ClockStopped { .. } => {
                self.stops += 1;
                What::Began { which: self.stops, special: Special::Article45 }
            }
            Event::ClockResumed { .. } => {
                self.tally.resumed += 1;
                What::Ended { which: self.stops }
            }
            Event::Granted { .. } => What::Granted,
            Event::Denied { .. } => What::Refused,
            Event::Delivered {} => What::Delivered,
            Event::Withdrawn {} => What::Withdrawn,
            Event::DeemedAccepted { as_of, .. } => {
                self.deemed = Some((*as_of, effective));
                self.tally.deemed += 1;
                return;
            }
            Event::Overran { .. } => {
                self.tally.overran += 1;
                return;
            }
            _ => return,
        };
        self.tally.decided += u64::from(matches!(what, What::Granted | What::Refused));
        self.note(what);
    }

    fn note(&mut self, what: What) {
        let (hour, minute) = self.now.hm();
        let part = |n: u8| i8::try_from(n).expect("an hour or a minute");
        let at = date(self.now.day()).at(part(hour), part(minute), 0, 0);
        self.history.push(Entry { at, what });
    }

    /// The days that the applicant is told with an event, as the reckoning has them.
    fn tell(&mut self, event: &Event) {
        let told: &[Which] = match event {
            Event::Applied { .. } | Event::Corrected { complete: true, .. } => &[Which::Reply],
            Event::CorrectionAsked { .. } => &[Which::Correction],
            Event::Accepted { .. } | Event::DeemedAccepted { .. } | Event::ClockResumed { .. } => {
                &[Which::Promised, Which::Statutory]
            }
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
        let limits: Vec<String> =
            limits.iter().map(|(name, limit)| format!("{name} {}", limit.en())).collect();
        format!("{}; silence {:?}\n{}", limits.join(", "), item.silence, self.log.join("\n"))
    }

    /// Did this clock run out, as the rules have it?
    pub fn overran(case: &Case, clock: Clock) -> bool {
        case.overran.contains_key(&clock)
    }
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
