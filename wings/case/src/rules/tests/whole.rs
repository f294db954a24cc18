//! What holds for all diaries together: every refusal has its basis, every item is sound, and any
//! event may follow any other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use facts::case::Event;
use kernel::{Basis, Kind, Limit, Rule, Unit, id};

use super::desk::{COUNTY, play};
use super::words::answers;
use super::{
    accepting, clocking, closing, deciding, ending, filing, handling, receiving, together, tolerance,
};
use super::{consulting, extending, hearing, pledging, prechecking, publishing, taking_in, upward};
use crate::rules::{ACTS, Case, SEE, Standing, standing};

const KINDS: [Kind; 8] = [
    Kind::Licensing,
    Kind::Confirmation,
    Kind::Benefit,
    Kind::Adjudication,
    Kind::Reward,
    Kind::Levy,
    Kind::PublicService,
    Kind::Other,
];
/// Yunling Town, the one township with an item of its own.
const TOWNSHIP: &str = "11449921MB9X002938";
const RULES: [&str; 27] = [
    include_str!("../filing.rs"),
    include_str!("../precheck.rs"),
    include_str!("../terms.rs"),
    include_str!("../acceptance.rs"),
    include_str!("../correction.rs"),
    include_str!("../files.rs"),
    include_str!("../tolerance.rs"),
    include_str!("../pledge.rs"),
    include_str!("../pledge/checking.rs"),
    include_str!("../closing.rs"),
    include_str!("../receiving.rs"),
    include_str!("../examination.rs"),
    include_str!("../decision.rs"),
    include_str!("../clocks.rs"),
    include_str!("../ending.rs"),
    include_str!("../second.rs"),
    include_str!("../opinions.rs"),
    include_str!("../handling.rs"),
    include_str!("../following.rs"),
    include_str!("../ceasing.rs"),
    include_str!("../acts.rs"),
    include_str!("../course.rs"),
    include_str!("../course/extension.rs"),
    include_str!("../course/publicity.rs"),
    include_str!("../course/visits.rs"),
    include_str!("../course/consulting.rs"),
    include_str!("../course/hearing.rs"),
];

fn all() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    accepting::ALL
        .iter()
        .chain(clocking::ALL)
        .chain(deciding::ALL)
        .chain(filing::ALL)
        .chain(together::ALL)
        .chain(handling::ALL)
        .chain(ending::ALL)
        .chain(receiving::ALL)
        .chain(closing::ALL)
        .chain(tolerance::ALL)
        .chain(extending::ALL)
        .chain(publishing::ALL)
        .chain(hearing::ALL)
        .chain(consulting::ALL)
        .chain(pledging::ALL)
        .chain(upward::ALL)
        .chain(prechecking::ALL)
        .chain(taking_in::ALL)
}

/// Codes written in the rules.
fn codes() -> BTreeSet<&'static str> {
    let after = |mark| RULES.iter().flat_map(move |text| text.split(mark).skip(1));
    let code = |rest: &'static str| rest.split('"').next().unwrap();
    after("refuse(\"").chain(after("Refusal::new(\"")).chain(after("about_publicity(\"")).map(code).collect()
}

#[test]
fn the_diaries_meet_every_refusal_event_and_act() {
    let (mut refused, mut written, mut acts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (words, text) in all() {
        let world = play(words, text, None, false);
        refused.extend(world.refusals.iter().map(|r| r.code));
        written.extend(world.events);
        acts.extend(world.acts);
    }
    // Nobody has a right to an empty case, so only the rules themselves can say that it is empty.
    let unmet: Vec<_> = codes().into_iter().filter(|c| *c != "not_applied" && !refused.contains(c)).collect();
    assert!(unmet.is_empty(), "no diary meets {unmet:?}");
    let asked: BTreeSet<_> = ACTS.iter().map(|r| r.act.0).filter(|a| *a != SEE.0).collect();
    assert_eq!(acts, asked, "acts of the diaries and of the table");
    assert_eq!(written.len(), 75, "a kind of event is in no diary: {written:?}");
    assert!(all().count() >= 100);
}

#[test]
fn every_refusal_of_every_kind_has_its_own_basis() {
    let mut met: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    for (words, text) in all() {
        for kind in KINDS {
            for refusal in play(words, text, Some(kind), false).refusals {
                let (zh, en) = (&refusal.basis.zh, &refusal.basis.en);
                assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{kind:?} {}", refusal.code);
                if kind != Kind::Licensing {
                    let cites = zh.contains("行政许可法") || en.contains("Licensing Law");
                    assert!(!cites, "{kind:?} {} cites {zh}", refusal.code);
                }
                met.entry(kind).or_default().insert(refusal.code);
            }
        }
    }
    assert_eq!(met.len(), KINDS.len());
    assert!(met.values().all(|codes| codes.len() > 30), "too few refusals were met: {met:?}");
}

#[test]
fn every_refusal_has_a_sentence_whose_blanks_are_filled() {
    let text = |path: &str| path.parse::<toml::Table>().unwrap();
    let zh = text(include_str!("../../../../../catalogue/texts/zh-CN.toml"));
    let en = text(include_str!("../../../../../catalogue/texts/en.toml"));
    for code in codes() {
        for table in [&zh, &en] {
            assert!(table["refusal"][code].as_str().is_some_and(|s| !s.is_empty()), "no sentence for {code}");
        }
    }
    for refusal in all().flat_map(|(words, text)| play(words, text, None, false).refusals) {
        for (table, zh_side) in [(&zh, true), (&en, false)] {
            let mut sentence = table["refusal"][refusal.code].as_str().unwrap().to_owned();
            for (name, fill) in &refusal.fills {
                let fill = if zh_side { &fill.zh } else { &fill.en };
                assert!(sentence.contains(&format!("{{{name}}}")), "{} does not say {name}", refusal.code);
                sentence = sentence.replace(&format!("{{{name}}}"), fill);
            }
            assert!(!sentence.contains('{'), "an empty blank: {sentence}");
        }
    }
}

#[test]
fn a_house_that_was_down_ends_where_one_that_was_up_does() {
    let of = |text: &str| play("food-permit promised=7 statutory=7", text, None, false).case;
    let down = of("2026-09-23 wang apply all -> \n 2026-11-02 clerk accept -> ");
    let up = (0..40).fold("2026-09-23 wang apply all -> \n".to_owned(), |diary, n| {
        let day = "2026-09-24".parse::<kernel::Day>().unwrap().plus(n);
        diary + &format!("{day} clock tick -> \n{day} 13:07 clock tick -> \n")
    });
    assert_eq!(of(&up), down);
}

#[test]
fn what_people_typed_is_sealed_and_never_public() {
    let text = "2026-03-02 wang     apply all             ->
                2026-03-03 clerk    accept                ->
                2026-03-04 examiner stop testing 3 告知1号 ->
                2026-03-05 examiner resume because 水质合格 ->
                2026-03-05 examiner examine unmet flow because 没有清洗池 ->
                2026-03-06 head     deny because 布局不合格 ->";
    let world = play("food-permit", text, None, false);
    let names: Vec<_> = world.sealed.iter().flat_map(|(_, p)| p.fields.keys().map(String::as_str)).collect();
    for name in ["applicant", "phone", "answer.uscc", "answer.owner_id", "result", "opinion", "reason"] {
        assert!(names.contains(&name), "{name} is not sealed: {names:?}");
    }
    for (event, private) in &world.sealed {
        assert_eq!(private.party, "wang", "sealed under the applicant's key");
        let public = serde_json::to_string(event).unwrap();
        for typed in ["王某", "13800000668", "449921198803120012", "水质合格", "没有清洗池", "布局不合格"]
        {
            assert!(!public.contains(typed), "{public}");
        }
    }
}

#[test]
fn due_days_come_with_their_derivation() {
    let text = "2026-03-02 20:14 wang     apply all           ->
                2026-03-03 09:10 clerk    accept              ->
                2026-03-06 16:10 examiner stop testing 3 告知2号 ->
                2026-03-11 10:20 examiner resume              ->";
    let mut world = play("food-permit", text, None, false);
    let dues = world.dues_on("2026-03-12");
    assert_eq!((dues.reply, dues.delivery), (None, None));
    let promised = dues.promised.unwrap();
    assert_eq!((promised.day.to_string(), promised.open), ("2026-03-13".to_owned(), false));
    assert_eq!(dues.statutory.unwrap().day.to_string(), "2026-03-20");
    let told: Vec<String> = promised.sentences("受理", "accepted").into_iter().map(|(zh, _)| zh).collect();
    assert_eq!(told[0], "3月3日受理。受理当天不算，从3月4日算第 1 日。");
    assert!(told.iter().any(|s| s.contains("检测用水") && s.contains("第四十五条")), "{told:?}");
    let mut world = play("food-permit", "2026-03-02 wang apply all ->", None, false);
    let dues = world.dues_on("2026-03-02");
    assert_eq!(dues.reply.unwrap().day.to_string(), "2026-03-09");
    assert_eq!(dues.promised, None);
}

#[test]
fn an_open_stop_moves_on_with_every_day() {
    let text = "2026-03-02 wang     apply all             ->
                2026-03-03 clerk    accept                ->
                2026-03-06 examiner stop testing 3 告知2号 ->";
    let mut world = play("food-permit", text, None, false);
    for (today, due) in
        [("2026-03-06", "2026-03-10"), ("2026-03-09", "2026-03-11"), ("2026-03-20", "2026-03-24")]
    {
        let promised = world.dues_on(today).promised.unwrap();
        assert_eq!((promised.day.to_string(), promised.open), (due.to_owned(), true), "on {today}");
    }
}

#[test]
fn a_told_day_never_moves_earlier_but_a_due_day_may_move_later() {
    let text = "2026-09-16 wang apply all ->
                2026-09-28 clerk accept   ->";
    let mut world = play("residence-permit", text, None, false);
    let day = |world: &mut super::desk::World| world.dues_on("2026-09-29").promised.unwrap().day.to_string();
    assert_eq!(day(&mut world), "2026-10-08", "7 days end on 10-05, in Golden Week");
    world.golden_week_until(None);
    assert_eq!(day(&mut world), "2026-10-08", "told, and not taken back");
    world.golden_week_until(Some("2026-10-09"));
    assert_eq!(day(&mut world), "2026-10-12", "the official year gives more rest");
}

#[test]
fn any_event_may_follow_any_other() {
    let mut lines = Vec::new();
    for (words, text) in all() {
        lines.push(standing(&play(words, text, None, false).case));
    }
    let met: BTreeSet<_> = lines.into_iter().flatten().collect();
    assert!(met.contains(&Standing::Delivered) && met.contains(&Standing::Submitted), "{met:?}");
    let day = "2026-03-02".parse().unwrap();
    let basis = || Basis::new("甲", "a");
    let events = [
        Event::Accepted { told: day, statutory: day },
        Event::DeemedAccepted { as_of: day, told: day, statutory: day, follow: vec![] },
        Event::ClockResumed { told: day, statutory: day },
        Event::Corrected {
            materials: vec!["x".to_owned()],
            complete: true,
            reply_by: Some(day),
            files: vec![],
            to_bring: vec![],
            answer_by: None,
        },
        Event::CorrectionAsked { lacking: vec![], until: day, closes: None, again: false },
        Event::Denied { basis: basis(), unmet: vec![], remedies: vec![], place: None },
        Event::Delivered {},
        Event::Withdrawn {},
        Event::Received { materials: None },
        Event::Examined { met: vec![], unmet: vec![], two_officers: false },
    ];
    for first in &events {
        for second in &events {
            let case = [first, second].into_iter().fold(Case::default(), super::desk::after);
            assert_eq!(standing(&case), None, "nobody applied");
        }
    }
}

/// Every item of the county's catalogue: name of the file and its text.
#[allow(clippy::disallowed_methods, reason = "a list of names would leave out what is added")]
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/items");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(file).collect()
}

#[test]
fn every_item_is_sound() {
    let mut files = files();
    files.retain(|(_, text)| !kernel::item::is_sample(text));
    assert_eq!(files.len(), 66, "the county's list, without samples");
    let mut rich = 0;
    for (words, text) in &files {
        let item: kernel::Item = toml::from_str(text).unwrap();
        assert_eq!(item.code, *words);
        // a township's own item is of level 5, every other of the county's level 4
        let level = if item.organ == TOWNSHIP { 5 } else { 4 };
        assert_eq!(item.task_code, format!("{}{level}{}", item.organ, item.catalog_code));
        assert_eq!((item.task_code.len(), item.catalog_code.len()), (31, 12));
        id::check_uscc(&item.organ).unwrap();
        if let Some(licence) = &item.outcome.licence {
            assert_eq!(licence.code.len(), 21);
            assert!(licence.code.starts_with(&item.organ));
        }
        assert!(no_later(item.promised_limit, item.statutory_limit), "{words}: promised after statutory");
        assert!(item.fields.len() >= 8 && item.points.len() >= 4 && !item.places.is_empty(), "{words}");
        assert!(item.questions.len() >= 2, "{words}: guided by questions");
        rich += usize::from(item.questions.len() >= 4);
        assert!(!item.remedies.is_empty(), "{words}");
        assert!(item.fees.iter().all(|fee| !fee.basis.zh.is_empty()), "{words}: a fee without its document");
        assert_eq!(item.visits > 0, item.visits_reason.is_some());
        for m in &item.materials {
            let held = m.source == kernel::item::Source::Government;
            assert_eq!(m.issuer.is_some(), held, "{}: who holds it", m.code);
            assert!(held || m.hint.is_some(), "{words} {}", m.code);
        }
        let names = |codes: Vec<&String>| {
            let once: BTreeSet<_> = codes.iter().collect();
            assert_eq!(once.len(), codes.len(), "a code stands twice in {words}");
        };
        names(item.materials.iter().map(|m| &m.code).collect());
        names(item.fields.iter().map(|f| &f.code).collect());
        names(item.points.iter().map(|p| &p.code).collect());
        names(item.questions.iter().map(|q| &q.code).collect());
        conditions_name_answers(&item);
        every_question_matters(&item);
        every_situation_can_be_filled_in(&item);
        assert!(!text.contains("\"\""), "an empty text in {words}");
    }
    assert!(rich >= 20, "{rich} items are rich in situations");
}

#[test]
fn every_sample_can_be_asked_for_and_decided() {
    let mut files = files();
    files.retain(|(_, text)| kernel::item::is_sample(text));
    assert!(files.len() >= 40, "members of bundles outside the county's list");
    for (words, text) in &files {
        let item: kernel::Item = toml::from_str(text).unwrap();
        assert!(item.code == *words && item.sample && item.often.is_none(), "{words}");
        assert_eq!(item.task_code, format!("{}4{}", item.organ, item.catalog_code));
        assert!(no_later(item.promised_limit, item.statutory_limit), "{words}: promised after statutory");
        assert!(!item.fields.is_empty() && !item.points.is_empty() && !item.remedies.is_empty(), "{words}");
        conditions_name_answers(&item);
        every_question_matters(&item);
        every_situation_can_be_filled_in(&item);
    }
}

/// What is answered to a question changes something.
fn every_question_matters(item: &kernel::Item) {
    let parts: BTreeSet<&String> = whens(item).into_iter().flat_map(|when| when.keys()).collect();
    for question in &item.questions {
        assert!(parts.contains(&question.code), "{}: {} changes nothing", item.code, question.code);
    }
}

/// Every `when` of the item.
fn whens(item: &kernel::Item) -> Vec<&kernel::item::When> {
    let mut all: Vec<_> = item.materials.iter().map(|m| &m.when).collect();
    all.extend(
        item.fields.iter().flat_map(|f| [&f.when].into_iter().chain(f.fields.iter().map(|f| &f.when))),
    );
    all.extend(item.points.iter().map(|p| &p.when));
    all.extend(item.conditions.iter().map(|c| &c.when));
    all.extend(item.commitment.iter().map(|c| &c.when));
    all.extend(item.fees.iter().map(|f| &f.when));
    all
}

/// Whatever is answered to the questions: the form can be filled in, and something is checked.
fn every_situation_can_be_filled_in(item: &kernel::Item) {
    let mut situations = vec![first_answers(item)];
    for question in &item.questions {
        let mut more = Vec::new();
        for (situation, answer) in
            situations.iter().flat_map(|s| item.telling(question).into_iter().map(move |a| (s, a)))
        {
            let mut other = situation.clone();
            other.insert(question.code.clone(), answer);
            more.push(other);
        }
        situations = more;
    }
    let answers = answers(item);
    for situation in situations {
        kernel::form::check(&item.fields, &situation, &answers).unwrap();
        let least = if item.sample { 1 } else { 3 };
        assert!(item.points_in(&situation).count() >= least, "{}: {situation:?}", item.code);
    }
}

fn first_answers(item: &kernel::Item) -> kernel::item::Situation {
    let situation = item.questions.iter().map(|q| (q.code.clone(), item.telling(q)[0].clone())).collect();
    assert!(item.resolves(&situation));
    situation
}

fn conditions_name_answers(item: &kernel::Item) {
    for (question, test) in whens(item).into_iter().flatten() {
        let asked = item.questions.iter().find(|q| q.code == *question).unwrap();
        assert!(
            test.named().iter().all(|a| asked.answers.iter().any(|c| c.code == *a)),
            "{question}: {test:?}"
        );
    }
}

/// Does the promise end no later than the law? On the spot always. Where the law counts every day, so many
/// working days last at most as many days, two for every weekend between, and the nine days off of a Spring
/// Festival; one of seven days was reckoned on the calendar: before Golden Week it ends with the seventh.
fn no_later(promised: Limit, statutory: Limit) -> bool {
    let one_day_of_seven = promised == Limit::working_days(1) && statutory == Limit::days(7);
    let at_longest = promised.n + 2 * promised.n.div_ceil(5) + 9;
    let days_of_days = promised.unit == Unit::WorkingDays && statutory.unit == Unit::Days;
    promised == Limit::ON_THE_SPOT
        || one_day_of_seven
        || (days_of_days && at_longest <= statutory.n)
        || (promised.unit == statutory.unit && promised.n <= statutory.n)
}

#[test]
fn the_county_rule_speaks_where_no_law_does() {
    let rules: BTreeMap<Rule, Basis> = toml::from_str(COUNTY).unwrap();
    assert_eq!(rules.len(), 41, "one clause for every rule");
    let mut own: BTreeMap<&str, Rule> = BTreeMap::new();
    for (rule, basis) in &rules {
        // several rules may rest on one clause of the state; an article of the county's own says one thing
        let Some((_, article)) = basis.zh.split_once("（演示用，虚构）") else { continue };
        let (_, number) = basis.en.split_once("for demonstration), Art. ").unwrap();
        let both = [own.insert(article, *rule), own.insert(number, *rule)];
        assert_eq!(both, [None, None], "{rule:?} and another rest on {article}");
    }
    for (rule, basis) in rules {
        assert!(!basis.zh.contains("行政许可法") && !basis.en.contains("Licensing"), "{rule:?}");
        let fictional = basis.zh.contains("青岭县");
        assert_eq!(fictional, basis.zh.contains("虚构"), "{rule:?}: what is made up says so");
        assert_eq!(fictional, basis.en.contains("fictional"), "{rule:?}");
    }
}
