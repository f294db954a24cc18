//! How a story tells what was written: a word for each event, the ledger's own line with names, and whether
//! two ledgers say the same.

use facts::case::Event;
use facts::{Fact, Recorded, account, licence, portal};
use kernel::item::Item;
use kernel::{Day, Instant, Text};

use super::stage::Stage;

/// The word by which a story expects an event.
pub(super) fn word(fact: &Recorded) -> &'static str {
    match &fact.fact {
        Fact::Case(event) => case_word(event),
        Fact::Licence(licence::Event::Issued { .. }) => "颁发证照",
        Fact::Licence(licence::Event::Expired {}) => "证照届满",
        Fact::Account(account::Event::PersonOpened { .. }) => "开户",
        Fact::Account(_) => "安排人员",
        Fact::Portal(portal::Event::ItemPublished { .. }) => "发布事项",
        Fact::Portal(_) => "发布规则",
    }
}

fn case_word(event: &Event) -> &'static str {
    match event {
        Event::Applied { .. } => "提交",
        Event::Received {} => "收件",
        Event::Accepted { .. } => "受理",
        Event::DeemedAccepted { .. } => "视为受理",
        Event::CorrectionAsked { .. } => "告知补正",
        Event::Corrected { complete: true, .. } => "补齐",
        Event::Corrected { .. } => "补了一部分",
        Event::Declined { .. } => "不予受理",
        Event::Referred { .. } => "转告",
        Event::ClockStopped { .. } => "中止计时",
        Event::ClockResumed { .. } => "恢复计时",
        Event::Examined { .. } => "审查",
        Event::Granted { .. } => "准予",
        Event::Denied { .. } => "不予批准",
        Event::Concluded { .. } => "办结",
        Event::Delivered {} => "送达",
        Event::Withdrawn {} => "撤回",
        Event::Overran { .. } => "超期",
    }
}

/// A line of the ledger for the audience: number, since when it is true, who, what.
pub(super) fn sentence(stage: &Stage, fact: &Recorded) -> String {
    let Ok(house) = stage.house() else { return String::new() };
    let world = house.world();
    let filed = stage.case().ok().and_then(|case| case.filed);
    let item = filed.and_then(|f| world.editions.by_hash(&f.edition).map(|e| e.item.clone()));
    let (name, blanks) = match &fact.fact {
        Fact::Case(event) => case_blanks(stage, event, item.as_ref()),
        Fact::Licence(licence::Event::Issued { licence_no, .. }) => {
            ("Issued", vec![("licence_no", licence_no.clone())])
        }
        Fact::Licence(licence::Event::Expired {}) => ("Expired", Vec::new()),
        _ => ("", Vec::new()),
    };
    let wing = fact.stream.split_once('/').map_or("", |(wing, _)| wing);
    let fills: Vec<(&str, Text)> = blanks.iter().map(|(k, v)| (*k, Text::new(v, v))).collect();
    let words = house.texts.event(wing, name, &fills).zh;
    let late = if fact.effective == fact.at { String::new() } else { format!("（生效 {}）", fact.effective) };
    format!("{:>4}  {}  {}  {words}{late}", fact.seq, fact.at, stage.name_of(&fact.actor.party))
}

type Blanks = Vec<(&'static str, String)>;

fn case_blanks(stage: &Stage, event: &Event, item: Option<&Item>) -> (&'static str, Blanks) {
    let material = |code: &String| {
        item.and_then(|item| item.material(code)).map_or_else(|| code.clone(), |m| m.name.zh.clone())
    };
    let all = |codes: &[String]| codes.iter().map(material).collect::<Vec<_>>().join("、");
    let day = |day: &Day| day.zh_full();
    let word = |table: &str, key: &str| {
        stage.house().map_or_else(|_| key.to_owned(), |h| h.texts.word("case", table, key).zh)
    };
    let promise = |told: &Day, statutory: &Day| vec![("told", day(told)), ("statutory", day(statutory))];
    match event {
        Event::Applied { reply_by, .. } => ("Applied", vec![("reply_by", day(reply_by))]),
        Event::Received {} => ("Received", Vec::new()),
        Event::Accepted { told, statutory } => ("Accepted", promise(told, statutory)),
        Event::DeemedAccepted { as_of, told, statutory } => {
            let mut blanks = promise(told, statutory);
            blanks.push(("as_of", day(as_of)));
            ("DeemedAccepted", blanks)
        }
        Event::CorrectionAsked { lacking, until } => {
            ("CorrectionAsked", vec![("materials", all(lacking)), ("until", day(until))])
        }
        Event::Corrected { materials, reply_by: Some(by), .. } => {
            ("Corrected", vec![("materials", all(materials)), ("reply_by", day(by))])
        }
        Event::Corrected { materials, .. } => ("CorrectedInPart", vec![("materials", all(materials))]),
        Event::Declined { ground, basis } => {
            let ground = word("ground", &code(ground));
            ("Declined", vec![("ground", ground), ("basis", basis.zh.clone())])
        }
        Event::Referred { to, address, basis } => {
            let blanks = vec![("to", to.clone()), ("address", address.clone()), ("basis", basis.zh.clone())];
            ("Referred", blanks)
        }
        Event::Delivered {} => ("Delivered", Vec::new()),
        Event::Withdrawn {} => ("Withdrawn", Vec::new()),
        Event::Overran { clock, due } => {
            ("Overran", vec![("clock", word("clock", &code(clock))), ("due", day(due))])
        }
        Event::Concluded { ending } => ("Concluded", vec![("ending", word("ending", &code(ending)))]),
        later => decision_blanks(later, item),
    }
}

/// The blanks of what happens between acceptance and the end.
fn decision_blanks(event: &Event, item: Option<&Item>) -> (&'static str, Blanks) {
    let point = |code: &String| {
        let point = item.and_then(|item| item.points.iter().find(|p| p.code == *code));
        point.map_or_else(|| code.clone(), |p| p.text.zh.clone())
    };
    match event {
        Event::ClockStopped { kind, needed, notice, basis } => {
            let special = item.and_then(|item| item.special(*kind));
            let special = special.map_or_else(|| code(kind), |s| s.name.zh.clone());
            let blanks = vec![
                ("special", special),
                ("needed", needed.to_string()),
                ("notice", notice.clone()),
                ("basis", basis.zh.clone()),
            ];
            ("ClockStopped", blanks)
        }
        Event::ClockResumed { told, statutory } => {
            ("ClockResumed", vec![("told", told.zh_full()), ("statutory", statutory.zh_full())])
        }
        Event::Examined { met, unmet } => {
            ("Examined", vec![("met", met.len().to_string()), ("unmet", unmet.len().to_string())])
        }
        Event::Granted { deliver_by, .. } => ("Granted", vec![("deliver_by", deliver_by.zh_full())]),
        Event::Denied { basis, unmet, remedies } => {
            let points: Vec<String> = unmet.iter().map(point).collect();
            let remedies: Vec<&str> = remedies.iter().map(|r| r.zh.as_str()).collect();
            let blanks =
                vec![("unmet", points.join("、")), ("basis", basis.zh.clone()), ("remedies", remedies.concat())];
            (if unmet.is_empty() { "DeniedForReason" } else { "Denied" }, blanks)
        }
        _ => ("", Vec::new()),
    }
}

/// The code of a word as the ledger writes it.
fn code(word: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(word).expect("a word of the ledger is JSON");
    text.trim_matches('"').to_owned()
}

/// Do both ledgers say the same of their cases: what happened, since when it is true, by whom, under which
/// cause, and where the case stands? When it was written may differ. Says how many lines were compared.
pub(super) fn same_ledger(one: &Stage, other: &Stage) -> Result<usize, String> {
    let told = |stage: &Stage| stage.diary().map_err(|f| f.to_string());
    let (ours, theirs) = (told(one)?, told(other)?);
    let line = |fact: &Recorded| {
        let (stream, who) = (fact.stream.clone(), fact.actor.clone());
        (stream, fact.version, fact.effective, who, fact.cause.clone(), fact.private.clone())
    };
    for (our, their) in ours.iter().zip(&theirs) {
        if our.fact != their.fact || line(our) != line(their) {
            let both = [our, their].map(|f| format!("{} {:?} 生效 {}", f.stream, f.fact, f.effective));
            return Err(format!("两个台账不同：\n  {}\n  {}", both[0], both[1]));
        }
    }
    if ours.len() != theirs.len() || ours.is_empty() {
        return Err(format!("两个台账长短不同：{} 条和 {} 条", ours.len(), theirs.len()));
    }
    let stands = |stage: &Stage| stage.case().map_err(|f| f.to_string());
    if stands(one)? != stands(other)? {
        return Err("两个办件的现状不同".to_owned());
    }
    let days = |facts: &[Recorded]| facts.iter().map(|f| f.at).collect::<Vec<Instant>>();
    if days(&ours) == days(&theirs) {
        return Err("连写下的时间都一样：门没有关过，这个故事什么也没有说明".to_owned());
    }
    Ok(ours.len())
}
