//! What hangs on what (R156): items, licences, shared sources, organs and systems, each with what it needs
//! and with everything that is touched if it falls away.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Text;
use kernel::item::{Item, Material, Source};
use schemars::JsonSchema;
use serde::Serialize;

/// In which of the registers something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// 事项: a service item.
    Item,
    /// 数据: a paper that some body holds and that is looked up.
    Source,
    /// 证照: a type of licence in the county's library.
    Licence,
    /// 系统: what answers.
    System,
    /// 机关: who decides, issues or holds.
    Organ,
}

impl Sort {
    /// Every register, in the order of the page.
    pub const ALL: [Sort; 5] = [Sort::Item, Sort::Source, Sort::Licence, Sort::System, Sort::Organ];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Item => "item",
            Sort::Source => "source",
            Sort::Licence => "licence",
            Sort::System => "system",
            Sort::Organ => "organ",
        }
    }
}

/// Something of a register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Key {
    /// Which register.
    pub sort: Sort,
    /// Its code there; a source is `issuer/paper`.
    pub code: String,
}

impl Key {
    /// Something of a register.
    pub fn new(sort: Sort, code: impl Into<String>) -> Self {
        Self { sort, code: code.into() }
    }

    /// From an address: `item:food-permit`.
    pub fn read(written: &str) -> Option<Self> {
        let (sort, code) = written.split_once(':')?;
        let sort = Sort::ALL.into_iter().find(|one| one.word() == sort)?;
        Some(Self::new(sort, code))
    }

    /// For an address.
    pub fn written(&self) -> String {
        format!("{}:{}", self.sort.word(), self.code)
    }
}

/// One thing hangs on another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Need {
    on: Key,
    /// By which paper, or in which part.
    by: Text,
    /// Others could stand in for it: several items give the same licence.
    others: bool,
}

/// Everything, and what it needs.
#[derive(Clone, Debug, Default)]
pub struct Web {
    names: BTreeMap<Key, Text>,
    needs: BTreeMap<Key, BTreeSet<Need>>,
}

/// Something beside what is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Beside {
    /// What it is.
    #[serde(flatten)]
    pub key: Key,
    /// Its name.
    pub name: Text,
    /// By which paper or in which part it hangs on what stands before it.
    pub by: Text,
    /// On what it hangs, of those that are touched; for a need, the thing itself.
    pub through: Key,
    /// How many steps away, from 1.
    pub steps: usize,
    /// Can somebody else stand in, so that it is touched but does not fall?
    pub others: bool,
}

/// What the registers say beside the items.
pub struct Registers<'a> {
    /// Names of organs by code.
    pub organs: &'a BTreeMap<String, Text>,
    /// Names of systems by code.
    pub systems: &'a BTreeMap<String, Text>,
    /// The system that answers for a material: its code.
    pub system_of: &'a dyn Fn(&Material) -> Option<String>,
}

impl Web {
    /// Of all items in force.
    pub fn of(items: &[&Item], registers: &Registers<'_>) -> Self {
        let mut web = Web::default();
        for (code, name) in registers.organs {
            web.names.insert(Key::new(Sort::Organ, code), name.clone());
        }
        for (code, name) in registers.systems {
            web.names.insert(Key::new(Sort::System, code), name.clone());
        }
        for item in items {
            web.names.insert(Key::new(Sort::Item, &item.code), item.name.clone());
        }
        for item in items {
            web.item(item, items, registers);
        }
        web
    }

    /// What hangs directly on each thing: the needs, read from their other end.
    fn hanging(&self) -> BTreeMap<&Key, Vec<(&Key, &Need)>> {
        let mut hanging = BTreeMap::<&Key, Vec<(&Key, &Need)>>::new();
        for (key, needs) in &self.needs {
            for need in needs {
                hanging.entry(&need.on).or_default().push((key, need));
            }
        }
        hanging
    }

    fn need(&mut self, from: &Key, on: Key, by: &Text, others: bool) {
        self.needs.entry(from.clone()).or_default().insert(Need { on, by: by.clone(), others });
    }

    fn item(&mut self, item: &Item, items: &[&Item], registers: &Registers<'_>) {
        let own = Key::new(Sort::Item, &item.code);
        let organ = Key::new(Sort::Organ, &item.organ);
        self.names.entry(organ.clone()).or_insert_with(|| Text::new(&*item.organ, &*item.organ));
        self.need(&own, organ, &Text::new("由它决定", "it decides"), false);
        for material in &item.materials {
            let held = match (&material.licence, material.source) {
                (Some(kind), _) => self.licence(kind, material, items),
                (None, Source::Government) => self.source(material, items, registers),
                _ => continue,
            };
            if let Some(system) = (registers.system_of)(material) {
                let by = Text::new("从它取", "fetched from it");
                self.need(&held, Key::new(Sort::System, system), &by, false);
            }
            self.need(&own, held, &material.name, false);
        }
    }

    /// A licence of the library, and the items that give it.
    fn licence(&mut self, kind: &str, material: &Material, items: &[&Item]) -> Key {
        let key = Key::new(Sort::Licence, kind);
        let gives = |item: &&&Item| item.outcome.licence.as_ref().is_some_and(|licence| licence.code == kind);
        let givers: Vec<&&Item> = items.iter().filter(gives).collect();
        let name = givers.first().map_or_else(|| material.name.clone(), |giver| giver.outcome.name.clone());
        self.names.entry(key.clone()).or_insert(name);
        for giver in &givers {
            let by = Text::new("由它颁发", "it gives it");
            self.need(&key, Key::new(Sort::Item, &giver.code), &by, givers.len() > 1);
        }
        key
    }

    /// A paper that a body holds; if it is what an item of the county leads to, it hangs on that item.
    fn source(&mut self, material: &Material, items: &[&Item], registers: &Registers<'_>) -> Key {
        let issuer = material.issuer.clone().unwrap_or_default();
        let key = Key::new(Sort::Source, format!("{}/{}", issuer.zh, material.name.zh));
        let (zh, en) = (&material.name.zh, &material.name.en);
        let name = Text::new(format!("{zh}（{}）", issuer.zh), format!("{en} ({})", issuer.en));
        self.names.entry(key.clone()).or_insert(name);
        if let Some((code, _)) = registers.organs.iter().find(|(_, name)| name.zh == issuer.zh) {
            self.need(&key, Key::new(Sort::Organ, code), &Text::new("由它核发", "it issues it"), false);
        }
        let givers: Vec<&&Item> = items.iter().filter(|item| item.outcome.name.zh == *zh).collect();
        for giver in &givers {
            let by = Text::new("是它的结果", "it is its result");
            self.need(&key, Key::new(Sort::Item, &giver.code), &by, givers.len() > 1);
        }
        key
    }

    /// The name of something, if it stands in a register.
    pub fn name(&self, key: &Key) -> Option<&Text> {
        self.names.get(key)
    }

    /// Everything of every register, with how many items are touched if it falls away; the most first.
    pub fn registers(&self) -> Vec<Vec<(Key, Text, usize)>> {
        let hanging = self.hanging();
        let mut all = BTreeMap::<Sort, Vec<(Key, Text, usize)>>::new();
        for (key, name) in &self.names {
            let touched = items(&self.fallen(&hanging, key));
            all.entry(key.sort).or_default().push((key.clone(), name.clone(), touched));
        }
        for register in all.values_mut() {
            register.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
        }
        Sort::ALL.map(|sort| all.remove(&sort).unwrap_or_default()).into()
    }

    /// What it needs itself.
    pub fn needs(&self, key: &Key) -> Vec<Beside> {
        let all = self.needs.get(key).into_iter().flatten();
        all.map(|need| self.beside(&need.on, need, key, 1)).collect()
    }

    fn beside(&self, shown: &Key, need: &Need, through: &Key, steps: usize) -> Beside {
        let name = self.names.get(shown).cloned().unwrap_or_else(|| Text::new(&*shown.code, &*shown.code));
        let (by, others, through) = (need.by.clone(), need.others, through.clone());
        Beside { key: shown.clone(), name, by, through, steps, others }
    }

    /// Everything that is touched if it falls away, nearest first. What somebody else can stand in for is
    /// touched and falls no further.
    pub fn touched(&self, fallen: &Key) -> Vec<Beside> {
        self.fallen(&self.hanging(), fallen)
    }

    fn fallen(&self, hanging: &BTreeMap<&Key, Vec<(&Key, &Need)>>, fallen: &Key) -> Vec<Beside> {
        let (mut found, mut seen) = (Vec::<Beside>::new(), BTreeSet::from([fallen]));
        let (mut stand_in, mut edge, mut steps) = (BTreeMap::<&Key, Beside>::new(), vec![fallen], 0);
        while !edge.is_empty() {
            steps += 1;
            // of the needs by which a thing hangs on this edge, the one that nobody stands in for
            let mut met = BTreeMap::<&Key, &Need>::new();
            for (key, need) in edge.iter().filter_map(|on| hanging.get(on)).flatten() {
                if !seen.contains(key) {
                    let first = met.entry(key).or_insert(need);
                    *first = std::cmp::min_by_key(*first, need, |need| (need.others, *need));
                }
            }
            edge.clear();
            for (key, need) in met {
                let beside = self.beside(key, need, &need.on, steps);
                if need.others {
                    stand_in.entry(key).or_insert(beside);
                } else {
                    found.push(beside);
                    edge.push(key);
                }
            }
            seen.extend(edge.iter().copied());
        }
        found.extend(stand_in.into_values().filter(|one| !seen.contains(&one.key)));
        found.sort_by(|a, b| a.steps.cmp(&b.steps).then(a.key.cmp(&b.key)));
        found
    }
}

/// How many of them are items.
fn items(touched: &[Beside]) -> usize {
    touched.iter().filter(|one| one.key.sort == Sort::Item).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_thing_of_a_register() {
        for written in ["item:food-permit", "source:县公安局/户口簿", "organ:11449921MB9X00031G"] {
            assert_eq!(Key::read(written).map(|key| key.written()).as_deref(), Some(written));
        }
        assert_eq!((Key::read("food-permit"), Key::read("case:1")), (None, None));
    }

    #[test]
    fn what_falls_takes_down_what_hangs_on_it_unless_others_stand_in() {
        let key = |sort, code: &str| Key::new(sort, code);
        let by = Text::new("用", "by");
        let mut web = Web::default();
        for code in ["a", "b", "c", "d"] {
            web.names.insert(key(Sort::Item, code), by.clone());
        }
        // a needs a licence that only b gives, c one that b and d give; d needs what c leads to
        let (one, many) = (key(Sort::Licence, "one"), key(Sort::Licence, "many"));
        web.need(&key(Sort::Item, "a"), one.clone(), &by, false);
        web.need(&one, key(Sort::Item, "b"), &by, false);
        web.need(&key(Sort::Item, "c"), many.clone(), &by, false);
        web.need(&many, key(Sort::Item, "b"), &by, true);
        web.need(&many, key(Sort::Item, "d"), &by, true);
        let fallen = web.touched(&key(Sort::Item, "b"));
        let told: Vec<_> = fallen.iter().map(|one| (one.key.code.as_str(), one.steps, one.others)).collect();
        assert_eq!(told, [("many", 1, true), ("one", 1, false), ("a", 2, false)]);
        assert_eq!(items(&web.touched(&one)), 1);
        assert!(web.touched(&key(Sort::Item, "a")).is_empty());
        assert_eq!(web.needs(&many).len(), 2);
    }
}
