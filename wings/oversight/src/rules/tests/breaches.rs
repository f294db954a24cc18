//! Diaries of broken limits: what the organ owes, by when, and who may say that it is enough.

use facts::oversight::{Broken, Event};
use kernel::calendar::Year;
use kernel::decider::Written;
use kernel::{Actor, Calendar, Channel, Ctx, Day, Decider, Edition, Editions, Instant, Rights, Role};

use crate::rules::{ACTS, Command, Rules, Watched, open_to};

const YEAR: &str = include_str!("../../../../../catalogue/calendar/2026.toml");
const ITEM: &str = include_str!("../../../../../catalogue/items/food-permit.toml");
const ORGAN: &str = "11449921MB9X00031G";

struct World {
    calendar: Calendar,
    editions: Editions,
    rights: Rights,
    watched: Watched,
}

fn actor(name: &str) -> Actor {
    let (role, organ) = match name {
        "clock" => (Role::House, ""),
        "head" => (Role::Head, ORGAN),
        "other-head" => (Role::Head, "11449921MB9X0004X8"),
        "examiner" => (Role::Examiner, ORGAN),
        "supervisor" => (Role::Supervisor, ""),
        _ => (Role::Citizen, ""),
    };
    Actor {
        party: name.to_owned(),
        role,
        post: String::new(),
        organ: organ.to_owned(),
        for_party: String::new(),
        channel: Channel::Web,
        assurance: 2,
    }
}

fn open(broken: Broken) -> Command {
    let (case, item) = ("449921-20260901-0001".to_owned(), "food-permit".to_owned());
    Command::Open { case, item, organ: ORGAN.to_owned(), broken, due: "2026-09-09".parse().unwrap() }
}

impl World {
    /// A case of the organ whose limit of 9 September 2026, a Wednesday, was broken, and which.
    fn broken(broken: Broken) -> World {
        let mut calendar = Calendar::new();
        calendar.insert(toml::from_str::<Year>(YEAR).unwrap()).unwrap();
        let rights = Rights::new(ACTS.iter().copied());
        let mut editions = Editions::default();
        editions.publish(Edition {
            hash: "e1".to_owned(),
            item: std::sync::Arc::new(toml::from_str(ITEM).unwrap()),
        });
        let mut world = World { calendar, editions, rights, watched: Watched::default() };
        world.asks("2026-09-10", "clock", &open(broken));
        world
    }

    fn ctx<'a>(&'a self, actor: &'a Actor, day: &str) -> Ctx<'a> {
        Ctx {
            now: Instant::at(day.parse().unwrap(), 10, 0),
            actor,
            calendar: &self.calendar,
            editions: &self.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        }
    }

    /// Somebody asks something on a day: what was written, by its words, or the refusal.
    fn asks(&mut self, day: &str, name: &str, command: &Command) -> String {
        let actor = actor(name);
        let mut said = Vec::new();
        for entry in Rules::lapse(&self.watched, &self.ctx(&actor, day)) {
            said.push(format!("{} from {}", words(&entry.event), entry.effective.unwrap()));
            self.fold(&entry.event, &actor);
        }
        let ctx = self.ctx(&actor, day);
        let (act, place) = Rules::asks(&self.watched, command, &ctx);
        if !self.rights.may(&actor, act, &place) {
            return [said, vec!["no right".to_owned()]].concat().join("; ");
        }
        match Rules::decide(&self.watched, command, &(), &ctx) {
            Ok(entries) => {
                for entry in entries {
                    said.push(words(&entry.event));
                    self.fold(&entry.event, &actor);
                }
            }
            Err(refusal) => {
                let clause = match self.watched.breach.as_ref().unwrap().broken {
                    Broken::Promised => "《优化营商环境条例》第三十六条",
                    Broken::Statutory => "《食品经营许可和备案管理办法》",
                    Broken::Delivery => "《行政许可法》第四十四条",
                };
                assert!(refusal.basis.zh.starts_with(clause), "{refusal:?}");
                said.push(format!("refused {}", refusal.code));
            }
        }
        said.join("; ")
    }

    fn fold(&mut self, event: &Event, actor: &Actor) {
        let written = Written { at: Instant(0), effective: Instant(0), actor };
        self.watched = Rules::evolve(std::mem::take(&mut self.watched), event, &written);
    }

    fn by(&self) -> Day {
        self.watched.breach.as_ref().unwrap().by
    }

    fn open_to(&self, name: &str) -> Vec<&'static str> {
        let actor = actor(name);
        open_to(&self.watched, &self.ctx(&actor, "2026-09-10")).into_iter().map(|act| act.0).collect()
    }
}

fn words(event: &Event) -> String {
    match event {
        Event::ExplanationAsked { by, .. } => format!("ExplanationAsked by {by}"),
        Event::SupervisionOrdered { by, .. } => format!("SupervisionOrdered by {by}"),
        Event::RectificationOpened { by } => format!("RectificationOpened by {by}"),
        other => format!("{other:?}").split([' ', '{']).next().unwrap().to_owned(),
    }
}

fn said() -> String {
    "检测机构停电两天。".to_owned()
}

#[test]
fn a_broken_promise_is_explained_in_time_and_that_is_all() {
    let mut world = World::broken(Broken::Promised);
    let explain = Command::Explain { words: said() };
    assert_eq!(world.by().to_string(), "2026-09-11", "one working day");
    assert_eq!(world.open_to("head"), ["oversight.explain", "oversight.appeal"]);
    assert_eq!(world.asks("2026-09-11", "other-head", &explain), "no right");
    assert_eq!(world.asks("2026-09-11", "examiner", &explain), "no right");
    let nothing = Command::Explain { words: " ".to_owned() };
    assert_eq!(world.asks("2026-09-11", "head", &nothing), "refused words_missing");
    assert_eq!(world.asks("2026-09-11", "head", &explain), "Explained");
    assert_eq!(world.asks("2026-09-11", "head", &explain), "refused explained_already");
    assert_eq!(world.asks("2026-09-20", "clock", &Command::Tick {}), "");
    assert!(world.watched.breach.unwrap().over());
}

#[test]
fn unexplained_after_a_working_day_a_rectification_opens() {
    let mut world = World::broken(Broken::Promised);
    assert_eq!(world.asks("2026-09-11", "clock", &Command::Tick {}), "");
    let opened = world.asks("2026-09-14", "clock", &Command::Tick {});
    assert_eq!(opened, "RectificationOpened by 2026-09-18 from 2026-09-12 00:00");
    let (answer, close) = (Command::Answer { words: said() }, Command::Close {});
    assert_eq!(world.asks("2026-09-15", "supervisor", &close), "refused not_answered");
    assert_eq!(world.asks("2026-09-15", "head", &answer), "SupervisionAnswered");
    assert_eq!(world.asks("2026-09-15", "supervisor", &close), "refused not_explained");
    assert_eq!(world.asks("2026-09-15", "head", &Command::Explain { words: said() }), "Explained");
    assert_eq!(world.asks("2026-09-15", "head", &close), "no right");
    assert_eq!(world.asks("2026-09-16", "supervisor", &close), "SupervisionClosed");
    assert_eq!(world.asks("2026-09-16", "head", &answer), "refused breach_over");
}

#[test]
fn a_broken_limit_of_the_law_is_ordered_answered_and_closed() {
    for broken in [Broken::Statutory, Broken::Delivery] {
        let mut world = World::broken(broken);
        assert_eq!(world.by().to_string(), "2026-09-17", "five working days");
        let explain = Command::Explain { words: said() };
        assert_eq!(world.asks("2026-09-11", "head", &explain), "refused explanation_not_asked");
        let answer = Command::Answer { words: said() };
        assert_eq!(world.asks("2026-09-11", "head", &answer), "SupervisionAnswered");
        assert_eq!(world.asks("2026-09-11", "head", &answer), "refused answered_already");
        assert_eq!(world.open_to("supervisor"), ["oversight.close"]);
        assert_eq!(world.asks("2026-09-12", "supervisor", &Command::Close {}), "SupervisionClosed");
    }
}

#[test]
fn an_attribution_is_appealed_once_and_judged_by_the_supervisor() {
    let appeal = Command::Appeal { words: said() };
    let uphold = Command::Uphold { words: said() };
    let mut world = World::broken(Broken::Statutory);
    assert_eq!(world.asks("2026-09-11", "supervisor", &uphold), "refused not_appealed");
    assert_eq!(world.asks("2026-09-11", "head", &appeal), "AttributionAppealed");
    assert_eq!(world.asks("2026-09-11", "head", &appeal), "refused appealed_already");
    assert_eq!(world.asks("2026-09-11", "head", &uphold), "no right");
    assert_eq!(world.asks("2026-09-12", "supervisor", &uphold), "AppealUpheld");
    assert!(world.watched.breach.as_ref().unwrap().over(), "not laid to the organ");
    let answer = Command::Answer { words: said() };
    assert_eq!(world.asks("2026-09-12", "head", &answer), "refused breach_over");
    let mut world = World::broken(Broken::Promised);
    world.asks("2026-09-10", "head", &appeal);
    let dismiss = Command::Dismiss { words: said() };
    assert_eq!(world.asks("2026-09-11", "supervisor", &dismiss), "AppealDismissed");
    let late = world.asks("2026-09-14", "clock", &Command::Tick {});
    assert!(late.starts_with("RectificationOpened"), "a dismissed appeal stops nothing: {late}");
}

#[test]
fn nothing_is_closed_over_an_appeal_that_nobody_decided() {
    let mut world = World::broken(Broken::Statutory);
    world.asks("2026-09-11", "head", &Command::Answer { words: said() });
    world.asks("2026-09-11", "head", &Command::Appeal { words: said() });
    let (close, dismiss) = (Command::Close {}, Command::Dismiss { words: said() });
    assert_eq!(world.asks("2026-09-12", "supervisor", &close), "refused appeal_undecided");
    assert_eq!(world.open_to("supervisor"), ["oversight.judge"], "no button that would be refused");
    assert_eq!(world.asks("2026-09-12", "supervisor", &dismiss), "AppealDismissed");
    assert_eq!(world.asks("2026-09-12", "supervisor", &close), "SupervisionClosed");
}

#[test]
fn a_breach_is_opened_once_and_by_the_house_alone() {
    let mut world = World::broken(Broken::Promised);
    assert_eq!(world.asks("2026-09-10", "clock", &open(Broken::Promised)), "");
    assert_eq!(world.asks("2026-09-10", "supervisor", &open(Broken::Promised)), "no right");
    assert!(world.open_to("wang").is_empty());
}
