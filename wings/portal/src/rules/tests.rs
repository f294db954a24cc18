//! Diaries of an item's editions: from the files, and from one officer to another.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use kernel::{Actor, Calendar, Channel, Edition, Editions, Instant, Item, Rights};

use super::*;

const FOOD: &str = include_str!("../../../../catalogue/items/food-permit.toml");
const MARKET: &str = "11449921MB9X00031G";
const POLICE: &str = "11449921MB9X00074X";

/// An item whose diary is played: hashes are single letters, days are days of September 2026.
struct Played {
    shelf: Shelf,
    editions: Editions,
    rights: Rights,
    said: String,
}

fn somebody(who: &str) -> Actor {
    let (role, organ) = match who {
        "files" => (Role::House, ""),
        "clock" => (Role::House, ""),
        "zhou" => (Role::Examiner, POLICE),
        "zhao" => (Role::Head, MARKET),
        "li" => (Role::Clerk, MARKET),
        _ => (Role::Examiner, MARKET),
    };
    Actor {
        party: who.to_owned(),
        role,
        post: String::new(),
        organ: organ.to_owned(),
        for_party: String::new(),
        channel: if who == "files" { Channel::Console } else { Channel::Web },
        assurance: 1,
    }
}

fn september(dom: u8) -> Day {
    Day::ymd(2026, 9, dom).unwrap()
}

fn published(hash: &str) -> Event {
    Event::ItemPublished {
        item: "food-permit".to_owned(),
        hash: hash.to_owned(),
        text: FOOD.to_owned(),
        proposed_by: String::new(),
        approved_by: String::new(),
    }
}

impl Played {
    fn new() -> Self {
        let mut played = Self {
            shelf: Shelf::default(),
            editions: Editions::default(),
            rights: Rights::new(ACTS.iter().copied()),
            said: String::new(),
        };
        played.does(1, "files", Command::Publish { event: published("a"), base: String::new() });
        played
    }

    /// Bring a command to the desk on a day at nine; says what came of it.
    fn does(&mut self, dom: u8, who: &str, command: Command) -> &str {
        let (who, clock) = (somebody(who), somebody("clock"));
        let calendar = Calendar::new();
        let now = Instant::at(september(dom), 9, 0);
        let (editions, rights) = (self.editions.clone(), self.rights.clone());
        let ctx = |actor| Ctx {
            now,
            actor,
            calendar: &calendar,
            editions: &editions,
            rights: &rights,
            division: "449921",
            seed: [0; 16],
        };
        self.said.clear();
        let lapsed = Rules::lapse(&self.shelf, &ctx(&clock));
        self.keep(lapsed, &clock, now);
        let (act, place) = Rules::asks(&self.shelf, &command, &ctx(&who));
        if !self.rights.may(&who, act, &place) {
            self.said.push_str("absent");
            return &self.said;
        }
        match Rules::decide(&self.shelf, &command, &(), &ctx(&who)) {
            Ok(entries) => self.keep(entries, &who, now),
            Err(refusal) => write!(self.said, "{}", refusal.code).unwrap(),
        }
        &self.said
    }

    fn keep(&mut self, entries: Vec<Entry<Event>>, actor: &Actor, at: Instant) {
        for entry in entries {
            let effective = entry.effective.unwrap_or(at);
            let json = serde_json::to_value(&entry.event).unwrap();
            let name = json.as_object().unwrap().keys().next().unwrap().clone();
            write!(self.said, "{name}@{} ", effective.day().dom()).unwrap();
            match &entry.event {
                Event::ItemPublished { hash, .. } => {
                    let item: Item = Item { code: "food-permit".to_owned(), ..food() };
                    self.editions.publish(Edition { hash: hash.clone(), item: item.into() });
                }
                Event::ItemWithdrawn { day, reason, .. } => {
                    self.editions.withdraw("food-permit", *day, reason.clone());
                }
                _ => {}
            }
            let written = Written { at, effective, actor };
            self.shelf = Rules::evolve(std::mem::take(&mut self.shelf), &entry.event, &written);
        }
    }

    fn file(&mut self, dom: u8, hash: &str, base: &str) -> &str {
        self.does(dom, "files", Command::Publish { event: published(hash), base: base.to_owned() })
    }

    fn tick(&mut self, dom: u8) -> &str {
        self.does(dom, "clock", Command::Tick {})
    }
}

/// A food permit without a reader of files: the rules need its organ only.
fn food() -> Item {
    let code = FOOD.lines().find_map(|line| line.strip_prefix("organ = ")).unwrap().trim_matches('"');
    assert_eq!(code, MARKET);
    serde_json::from_value(serde_json::json!({
        "code": "food-permit", "catalog_code": "", "task_code": "", "kind": "licensing", "organ": MARKET,
        "name": { "zh": "", "en": "" }, "purpose": { "zh": "", "en": "" }, "pace": "promised",
        "for_persons": true, "for_organisations": true, "set_by": [], "conditions": [], "materials": [],
        "fields": [], "points": [], "places": [], "remedies": [], "visits": 0, "silence": "accepts",
        "statutory_limit": { "n": 20, "unit": "working_days" }, "statutory_basis": { "zh": "", "en": "" },
        "promised_limit": { "n": 5, "unit": "working_days" },
        "reply_limit": { "n": 5, "unit": "working_days" },
        "delivery_limit": { "n": 10, "unit": "working_days" },
        "correction_limit": { "n": 10, "unit": "working_days" },
        "outcome": { "name": { "zh": "", "en": "" }, "licence": null },
    }))
    .unwrap()
}

fn propose(hash: &str, base: &str, from: u8) -> Command {
    Command::Propose {
        item: "food-permit".to_owned(),
        base: base.to_owned(),
        hash: hash.to_owned(),
        text: FOOD.to_owned(),
        organ: MARKET.to_owned(),
        from: september(from),
        note: "shorter".to_owned(),
        errors: 0,
    }
}

fn approve(hash: &str) -> Command {
    Command::Approve { item: "food-permit".to_owned(), hash: hash.to_owned(), errors: 0 }
}

fn give_back(reason: &str) -> Command {
    Command::Return { item: "food-permit".to_owned(), reason: reason.to_owned() }
}

fn recall() -> Command {
    Command::Recall { item: "food-permit".to_owned(), reason: "not yet".to_owned() }
}

fn withdraw(base: &str, from: u8) -> Command {
    let reason = Text::new("并入另一事项", "merged");
    Command::ProposeWithdrawal {
        item: "food-permit".to_owned(),
        base: base.to_owned(),
        reason,
        from: september(from),
        errors: 0,
    }
}

#[test]
fn of_the_files_only_news_is_published() {
    let mut item = Played::new();
    assert_eq!(item.file(2, "a", ""), "");
    assert_eq!(item.file(2, "b", ""), "ItemPublished@2 ");
    assert_eq!(item.file(3, "a", ""), "edition_stale");
    assert_eq!(item.file(3, "b", ""), "");
}

#[test]
fn one_draws_up_and_another_approves() {
    let mut item = Played::new();
    assert_eq!(item.does(2, "chen", propose("b", "a", 2)), "EditionProposed@2 ");
    assert_eq!(item.does(2, "chen", approve("b")), "same_person");
    assert_eq!(item.does(2, "chen", give_back("no")), "same_person");
    assert_eq!(item.does(2, "zhou", approve("b")), "absent", "of another organ");
    assert_eq!(item.does(2, "li", approve("b")), "absent", "a clerk");
    assert_eq!(item.does(2, "wu", approve("b")), "ProposalApproved@2 ItemPublished@2 ");
    assert_eq!((item.shelf.in_force.as_str(), item.shelf.hand), ("b", Hand::Officers));
    assert_eq!(item.shelf.proposal, None);
    assert_eq!(item.does(2, "wu", approve("b")), "proposal_missing");
}

#[test]
fn what_is_approved_takes_effect_on_its_day_by_itself_and_may_be_called_back_until_then() {
    let mut item = Played::new();
    item.does(2, "chen", propose("b", "a", 10));
    assert_eq!(item.does(3, "zhao", approve("b")), "ProposalApproved@3 ");
    assert_eq!(item.tick(9), "");
    assert_eq!(item.shelf.in_force, "a");
    assert_eq!(item.does(9, "wu", propose("c", "a", 9)), "proposal_open");
    assert_eq!(item.does(9, "wu", recall()), "ProposalRecalled@9 ");
    assert_eq!(item.tick(11), "", "what was called back does not come");
    item.does(11, "chen", propose("b", "a", 14));
    item.does(11, "wu", approve("b"));
    // nobody asks until the 20th: it was in force since the 14th
    assert_eq!(item.tick(20), "ItemPublished@14 ");
    assert_eq!(item.does(20, "wu", recall()), "proposal_missing");
    item.does(20, "chen", propose("c", "b", 22));
    item.does(20, "wu", approve("c"));
    assert_eq!(item.does(23, "wu", recall()), "ItemPublished@22 proposal_missing", "time speaks first");
}

#[test]
fn what_is_returned_says_why_and_may_be_sent_again() {
    let mut item = Played::new();
    item.does(2, "chen", propose("b", "a", 2));
    assert_eq!(item.does(2, "wu", give_back("  ")), "proposal_reason_missing");
    assert_eq!(item.does(2, "wu", give_back(&"长".repeat(2_001))), "proposal_reason_long");
    assert_eq!(item.does(2, "wu", give_back("which article?")), "ProposalReturned@2 ");
    assert_eq!(item.does(2, "wu", approve("b")), "proposal_missing");
    assert_eq!(item.does(3, "chen", propose("b", "a", 3)), "EditionProposed@3 ");
}

#[test]
fn what_cannot_be_sent() {
    let mut item = Played::new();
    assert_eq!(item.does(2, "zhou", propose("b", "a", 2)), "absent");
    assert_eq!(item.does(2, "chen", propose("b", "x", 2)), "draft_outdated");
    assert_eq!(item.does(2, "chen", propose("b", "a", 1)), "from_past");
    assert_eq!(item.does(2, "chen", propose("a", "a", 2)), "edition_same");
    let mut command = propose("b", "a", 2);
    if let Command::Propose { errors, .. } = &mut command {
        *errors = 1;
    }
    assert_eq!(item.does(2, "chen", command), "edition_faulty");
    let mut command = propose("b", "a", 2);
    if let Command::Propose { organ, .. } = &mut command {
        *organ = POLICE.to_owned();
    }
    assert_eq!(item.does(2, "chen", command), "organ_moved");
    let mut command = propose("b", "a", 2);
    if let Command::Propose { from, .. } = &mut command {
        *from = Day::ymd(2028, 1, 1).unwrap();
    }
    assert_eq!(item.does(2, "chen", command), "from_far");
    let mut command = propose("b", "a", 2);
    if let Command::Propose { item: code, .. } = &mut command {
        *code = "another".to_owned();
    }
    assert_eq!(item.does(2, "chen", command), "absent", "what is said of one item is not heard by another");
}

#[test]
fn a_file_and_officers_never_overwrite_each_other_in_silence() {
    let mut item = Played::new();
    item.does(2, "chen", propose("b", "a", 2));
    item.does(2, "wu", approve("b"));
    assert_eq!(item.file(3, "a", ""), "edition_stale", "the file was not touched since");
    assert_eq!(item.file(3, "c", ""), "file_behind", "it was changed by hand, and does not know of b");
    assert_eq!(item.file(3, "c", "a"), "file_behind");
    assert_eq!(item.file(3, "c", "b"), "ItemPublished@3 ", "it was brought level, then changed");
    // a file that comes between overtakes what waits
    item.does(4, "chen", propose("d", "c", 10));
    item.does(4, "wu", approve("d"));
    assert_eq!(item.file(5, "e", ""), "ItemPublished@5 ");
    assert_eq!(item.tick(11), "", "what was drawn up against another edition does not come by itself");
    assert_eq!(item.does(11, "chen", propose("f", "e", 11)), "EditionProposed@11 ");
    assert_eq!(item.file(11, "g", ""), "ItemPublished@11 ");
    assert_eq!(item.does(11, "wu", approve("f")), "proposal_overtaken");
}

#[test]
fn an_item_ends_as_it_began_by_two_and_may_come_back() {
    let mut item = Played::new();
    assert_eq!(item.does(2, "chen", withdraw("a", 10)), "WithdrawalProposed@2 ");
    assert_eq!(item.does(2, "chen", approve("")), "same_person");
    item.does(2, "zhao", approve(""));
    assert_eq!(item.tick(12), "ItemWithdrawn@10 ");
    assert!(item.shelf.withdrawn && item.editions.in_force("food-permit").is_none());
    assert_eq!(item.does(12, "chen", withdraw("a", 12)), "item_gone");
    assert_eq!(item.file(12, "a", ""), "", "the file of its last edition may lie where it lay");
    assert_eq!(item.file(12, "b", "a"), "file_of_withdrawn");
    assert_eq!(item.does(12, "chen", propose("a", "a", 12)), "EditionProposed@12 ");
    assert_eq!(item.does(12, "wu", approve("a")), "ProposalApproved@12 ItemPublished@12 ");
    assert!(!item.shelf.withdrawn && item.editions.in_force("food-permit").is_some());
}

#[test]
fn what_is_approved_is_the_text_that_was_tried() {
    let mut item = Played::new();
    item.does(2, "chen", propose("b", "a", 2));
    // wu read b; before she approves, it is called back and c lies there
    item.does(2, "chen", recall());
    item.does(2, "chen", propose("c", "a", 2));
    assert_eq!(item.does(2, "wu", approve("b")), "proposal_missing");
    assert_eq!(item.does(2, "wu", approve("")), "proposal_missing", "nor is it a withdrawal");
    assert_eq!(item.does(2, "wu", approve("c")), "ProposalApproved@2 ItemPublished@2 ");
}

#[test]
fn nothing_is_withdrawn_that_other_files_still_name() {
    let faulty = |command: Command| match command {
        Command::ProposeWithdrawal { item, base, reason, from, .. } => {
            Command::ProposeWithdrawal { item, base, reason, from, errors: 1 }
        }
        Command::Approve { item, hash, .. } => Command::Approve { item, hash, errors: 1 },
        other => other,
    };
    let mut item = Played::new();
    assert_eq!(item.does(2, "chen", faulty(withdraw("a", 10))), "edition_faulty");
    assert_eq!(item.does(2, "chen", withdraw("a", 10)), "WithdrawalProposed@2 ");
    assert_eq!(item.does(2, "wu", faulty(approve(""))), "edition_faulty");
    assert_eq!(item.does(2, "wu", approve("")), "ProposalApproved@2 ");
}
