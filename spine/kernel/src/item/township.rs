//! An item as a township takes it over (R5, 同城同标): the county's, with nothing of its own but what this file
//! lists, each with the reason.

use super::Item;
use crate::decider::Text;

/// Level 5 of an implementing code 行使层级: a township or a street.
const LEVEL: char = '5';

/// What a township may have of its own: the key in the file, and why, in Chinese and in English.
pub const OWN: &[(&str, &str, &str)] = &[
    ("code", "一个文件一个名字", "one file, one name"),
    ("task_code", "实施编码里写着机关和层级", "it spells body and level"),
    ("organ", "权力下放、授权的，由镇街决定", "where the power itself was passed on, the township decides"),
    ("hall", "由镇街的便民服务中心收件", "its own centre takes applications in"),
    ("places", "窗口、地址、时间、电话是镇街的", "windows, address, hours and telephone are its own"),
    ("synonyms", "当地另有叫法", "people there may call it otherwise"),
    ("promised_limit", "可以更快，不能更慢", "it may be quicker, never slower"),
    ("remedies", "不服镇街的决定，另有受理的机关", "who disagrees with a township goes to another body"),
];

/// May a township have this key of its own?
pub fn own(key: &str) -> bool {
    OWN.iter().any(|(name, ..)| *name == key)
}

/// Why it may, if it may.
pub fn why_own(key: &str) -> Option<Text> {
    OWN.iter().find(|(name, ..)| *name == key).map(|(_, zh, en)| Text::new(*zh, *en))
}

impl Item {
    /// Is it a township's, by level 5 of its implementing code?
    pub fn of_township(&self) -> bool {
        self.task_code.get(18..19) == Some("5")
    }

    /// The item as the township takes it in whose body this is, at its own hall; none where that hall is none
    /// of its places. Taking in is no power: organ, codes, promise and remedies stay the county's.
    pub fn in_township(&self, body: &str, hall: &str) -> Option<Item> {
        let places: Vec<_> = self.places.iter().filter(|place| place.hall == hall).cloned().collect();
        if places.is_empty() || hall.is_empty() {
            return None;
        }
        Some(Item { hall: body.to_owned(), places, ..self.clone() })
    }

    /// The same where the power was entrusted to it: the implementing code spells the township and its level.
    pub fn entrusted_to(self, body: &str) -> Item {
        Item { task_code: format!("{body}{LEVEL}{}", self.catalog_code), ..self }
    }
}
