//! Between two days (R10): which items were added, kept as they were, changed or removed.

use std::collections::BTreeMap;

use kernel::{Edition, Editions, Item, Text};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// An item of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Listed {
    /// Its code.
    pub item: String,
    /// 基本编码, 12 digits.
    pub catalog_code: String,
    /// Its name.
    pub name: Text,
    /// Code of the organ.
    pub organ: String,
}

impl Listed {
    /// Of an item.
    pub fn of(item: &Item) -> Self {
        let (code, catalog_code) = (item.code.clone(), item.catalog_code.clone());
        Self { item: code, catalog_code, name: item.name.clone(), organ: item.organ.clone() }
    }
}

/// An item with another text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changed {
    /// As it is afterwards.
    #[serde(flatten)]
    pub listed: Listed,
    /// Which elements differ, by their keys in the file.
    pub elements: Vec<String>,
}

/// What changed between two snapshots.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changes {
    /// Items before.
    pub before: usize,
    /// Items after.
    pub after: usize,
    /// Items that are new.
    pub added: Vec<Listed>,
    /// Items with another text.
    pub changed: Vec<Changed>,
    /// Items that are gone, as they were.
    pub removed: Vec<Listed>,
    /// Items that are as they were.
    pub kept: Vec<Listed>,
}

/// Snapshot against snapshot: item → hash of its text. A text this program cannot read any more is left out.
pub fn between(editions: &Editions, before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) -> Changes {
    // a sample 示例 is in no count of the county
    let read = |hash: &&str| editions.by_hash(hash).filter(|edition| !edition.item.sample);
    let mut changes = Changes {
        before: before.values().filter_map(read).count(),
        after: after.values().filter_map(read).count(),
        ..Changes::default()
    };
    for (code, hash) in after {
        let Some(now) = read(hash) else { continue };
        match before.get(code).and_then(read) {
            None => changes.added.push(Listed::of(&now.item)),
            Some(then) if then.hash == now.hash => changes.kept.push(Listed::of(&now.item)),
            Some(then) => changes.changed.push(changed(then, now)),
        }
    }
    let gone = before.iter().filter(|(code, _)| !after.contains_key(*code));
    changes.removed = gone.filter_map(|(_, hash)| Some(Listed::of(&read(hash)?.item))).collect();
    changes
}

fn changed(then: &Edition, now: &Edition) -> Changed {
    Changed { listed: Listed::of(&now.item), elements: differing(&then.item, &now.item) }
}

/// The elements in which two texts of an item differ, by their keys; empty where only comments or the order
/// of the file do.
pub fn differing(one: &Item, other: &Item) -> Vec<String> {
    let (one, other) = (elements(one), elements(other));
    let mut keys: Vec<String> =
        one.keys().chain(other.keys()).filter(|key| one.get(*key) != other.get(*key)).cloned().collect();
    keys.sort();
    keys.dedup();
    keys
}

fn elements(item: &Item) -> Map<String, Json> {
    match serde_json::to_value(item) {
        Ok(Json::Object(map)) => map,
        _ => Map::new(),
    }
}

/// An element's key in words.
pub fn element(key: &str) -> Text {
    let (zh, en) = match key {
        "name" => ("名称", "name"),
        "purpose" => ("一句话说明", "purpose"),
        "synonyms" => ("大家的叫法", "other words"),
        "kind" => ("事项类型", "kind"),
        "organ" => ("办理机关", "organ"),
        "hall" | "places" => ("办理地点", "places"),
        "catalog_code" | "task_code" => ("编码", "codes"),
        "pace" => ("办件类型", "pace"),
        "for_persons" | "for_organisations" => ("服务对象", "who may apply"),
        "set_by" => ("设定依据", "legal basis"),
        "statutory_limit" | "statutory_basis" | "statutory_certainty" => ("法定时限", "the law's limit"),
        "promised_limit" => ("承诺时限", "promise"),
        "reply_limit" | "delivery_limit" | "correction_limit" => ("各步时限", "limits of steps"),
        "silence" => ("逾期不说的后果", "what silence means"),
        "visits" | "visits_reason" => ("跑动次数", "visits"),
        "bases" => ("各步依据", "bases of rules"),
        "questions" => ("情形问题", "guided questions"),
        "conditions" => ("受理条件", "conditions"),
        "materials" => ("申请材料", "materials"),
        "fields" => ("表单", "form"),
        "points" => ("审查要点", "check points"),
        "special" => ("特别程序", "special procedures"),
        "fees" => ("收费", "fees"),
        "outcome" => ("审批结果", "outcome"),
        "commitment" => ("告知承诺", "commitment"),
        "promises" => ("承诺内容", "promises"),
        "remedies" => ("救济途径", "remedies"),
        "often" => ("常办", "its place on the front page"),
        other => (other, other),
    };
    Text::new(zh, en)
}
