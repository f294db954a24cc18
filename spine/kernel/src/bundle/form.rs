//! One form for all members: each element is asked once, and whoever else wants it is given the answer.

use std::collections::BTreeMap;

use super::{Says, Whole};
use crate::decider::Text;
use crate::form::{Answers, Field, FieldKind};
use crate::item::{Item, Situation, When, applies, belongs};
use crate::time::Day;

/// Answers of the merged form, by the names of its controls.
pub type Given = Answers;

/// What the outcome of a member says, as far as it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// 统一社会信用代码 of the firm that was founded, or empty.
    pub uscc: String,
    /// 证照编号, or empty.
    pub licence_no: String,
    /// The day of the decision.
    pub granted_on: Option<Day>,
}

impl Output {
    fn says(&self, what: Says) -> Option<String> {
        let text = match what {
            Says::Uscc => self.uscc.clone(),
            Says::LicenceNo => self.licence_no.clone(),
            Says::GrantedOn => self.granted_on?.to_string(),
        };
        (!text.is_empty()).then_some(text)
    }
}

/// A field of the merged form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedField {
    /// As it is drawn: its code is `item.field`, or `item.field.part`; it applies, whatever its `when` said.
    pub field: Field,
    /// The members that are given its answer, in the bundle's order.
    pub serves: Vec<usize>,
}

/// Where a member's answer comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    /// A control of the merged form.
    Asked(String),
    /// An address of the merged form, written in one line.
    Written { path: String, towns: BTreeMap<String, Text> },
    /// The outcome of another member.
    Outcome { member: usize, what: Says },
    /// The bundle itself.
    Settled(String),
}

/// How one control of a member is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fill {
    member: usize,
    /// Its code in the member's own form.
    to: String,
    from: From,
}

/// The merged form of a bundle in a situation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// What is asked, in order.
    pub fields: Vec<AskedField>,
    fills: Vec<Fill>,
}

impl Form {
    /// The fields as they are drawn and checked.
    pub fn drawn(&self) -> Vec<Field> {
        self.fields.iter().map(|asked| asked.field.clone()).collect()
    }

    /// The fields of members' own forms that are given what is asked under this code: member, field, and
    /// which part of it (`.name`), or nothing where it is all of it.
    pub fn serving<'a>(&self, whole: &Whole<'a>, code: &str) -> Vec<(usize, &'a Field, String)> {
        let mut all: Vec<(usize, &Field, String)> = Vec::new();
        for fill in &self.fills {
            let From::Asked(path) = &fill.from else { continue };
            if !belongs(path, code) {
                continue;
            }
            let item: &'a Item = whole.items[fill.member];
            // below the field that is asked, a member's control ends as the form's does
            let Some(to) = fill.to.strip_suffix(&path[code.len()..]) else { continue };
            let Some(field) = item.fields.iter().find(|field| belongs(to, &field.code)) else { continue };
            let part = to[field.code.len()..].to_owned();
            if !all.iter().any(|(m, f, p)| *m == fill.member && f.code == field.code && *p == part) {
                all.push((fill.member, field, part));
            }
        }
        all
    }

    /// What a member is told of what was answered: its own form's answers. An outcome that is not there yet
    /// leaves its field out.
    pub fn answers(&self, member: usize, given: &Given, outputs: &BTreeMap<usize, Output>) -> Answers {
        let mut answers = Answers::new();
        for fill in self.fills.iter().filter(|fill| fill.member == member) {
            match &fill.from {
                From::Asked(path) => {
                    for (code, answer) in given.iter().filter(|(code, _)| belongs(code, path)) {
                        answers.insert(format!("{}{}", fill.to, &code[path.len()..]), answer.clone());
                    }
                }
                From::Written { path, towns } => {
                    let part = |name: &str| given.get(&format!("{path}.{name}")).map_or("", String::as_str);
                    let town = towns.get(part("town")).map_or(part("town"), |town| town.zh.as_str());
                    let line = format!("{town}{}", part("line"));
                    if !line.is_empty() {
                        answers.insert(fill.to.clone(), line);
                    }
                }
                From::Settled(text) => {
                    answers.insert(fill.to.clone(), text.clone());
                }
                From::Outcome { member, what } => {
                    if let Some(text) = outputs.get(member).and_then(|output| output.says(*what)) {
                        answers.insert(fill.to.clone(), text);
                    }
                }
            }
        }
        answers
    }
}

/// One control, or one group, of one member.
struct Leaf<'a> {
    member: usize,
    /// The field it is, or is a part of.
    field: &'a Field,
    /// `name` of a person; empty for a field of one control and for a group.
    part: String,
    optional: bool,
    /// The member whose outcome it waits for.
    late: Option<usize>,
    /// `item.field.part`.
    path: String,
}

impl Whole<'_> {
    /// The merged form in a situation in which every question is answered.
    pub fn form(&self, answers: &Situation) -> Form {
        let needed = self.needed(answers);
        let mut merging = Merging::new(self, &needed, answers);
        merging.alike();
        merging.same();
        merging.form()
    }

    /// The needed member whose outcome a field waits for, if it waits for one.
    fn late(&self, path: &str, needed: &[usize]) -> Option<usize> {
        let mut all = self.bundle.later.iter().filter(|later| later.fields.iter().any(|p| belongs(path, p)));
        all.find_map(|later| self.place(&later.after)).filter(|member| needed.contains(member))
    }
}

struct Merging<'a, 'w> {
    whole: &'w Whole<'a>,
    needed: &'w [usize],
    situations: BTreeMap<usize, Situation>,
    leaves: Vec<Leaf<'a>>,
    /// The first leaf that is the same element.
    class: Vec<usize>,
    /// Elements that are written from an address: its path.
    written: BTreeMap<usize, String>,
    /// What the bundle settles, by leaf.
    settled: BTreeMap<usize, String>,
}

impl<'a, 'w> Merging<'a, 'w> {
    fn new(whole: &'w Whole<'a>, needed: &'w [usize], answers: &Situation) -> Self {
        let situations: BTreeMap<usize, Situation> =
            needed.iter().map(|m| (*m, whole.situation(*m, answers))).collect();
        let mut leaves = Vec::new();
        for member in needed {
            let (item, situation) = (whole.items[*member], &situations[member]);
            for field in item.fields.iter().filter(|f| applies(&f.when, situation)) {
                let path = format!("{}.{}", item.code, field.code);
                let parts = field.parts();
                if parts.is_empty() {
                    let (part, late) = (String::new(), whole.late(&path, needed));
                    let optional = field.optional || late.is_some();
                    leaves.push(Leaf { member: *member, field, part, optional, late, path });
                    continue;
                }
                for part in parts {
                    let name = part.code[field.code.len() + 1..].to_owned();
                    let path = format!("{path}.{name}");
                    let late = whole.late(&path, needed);
                    let optional = field.optional || late.is_some();
                    leaves.push(Leaf { member: *member, field, part: name, optional, late, path });
                }
            }
        }
        let class = (0..leaves.len()).collect();
        let settled = |(n, leaf): (usize, &Leaf<'_>)| {
            let own = &whole.bundle.members[leaf.member];
            let code = &leaf.path[own.item.len() + 1..];
            Some((n, own.settles.get(code)?.answer(answers)?.to_owned()))
        };
        let settled = leaves.iter().enumerate().filter_map(settled).collect();
        Self { whole, needed, situations, leaves, class, written: BTreeMap::new(), settled }
    }

    fn join(&mut self, one: usize, other: usize) {
        let (first, second) =
            (self.class[one].min(self.class[other]), self.class[one].max(self.class[other]));
        for class in &mut self.class {
            if *class == second {
                *class = first;
            }
        }
    }

    fn apart(&self, n: usize) -> bool {
        let leaf = &self.leaves[n];
        self.settled.contains_key(&n)
            || self.whole.bundle.apart.iter().any(|apart| belongs(&leaf.path, apart))
    }

    /// One name, one kind, the same choices: one element (finding YM0903 holds the county to it).
    fn alike(&mut self) {
        for n in 0..self.leaves.len() {
            let same = |m: &usize| {
                let (one, other) = (&self.leaves[*m], &self.leaves[n]);
                one.part == other.part && one.member != other.member && element(one.field, other.field)
            };
            let first = (0..n).filter(|m| !self.apart(*m)).find(same);
            if let Some(first) = first.filter(|_| !self.apart(n)) {
                self.join(first, n);
            }
        }
    }

    /// What the bundle says is the same under other names.
    fn same(&mut self) {
        for same in &self.whole.bundle.same {
            let entry = |path: &String| -> Vec<usize> {
                (0..self.leaves.len()).filter(|n| belongs(&self.leaves[*n].path, path)).collect()
            };
            let entries: Vec<Vec<usize>> = same.fields.iter().map(entry).filter(|e| !e.is_empty()).collect();
            let (many, single): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.len() > 1);
            for group in [&many, &single] {
                let Some((first, rest)) = group.split_first() else { continue };
                for entry in rest {
                    for leaf in entry {
                        let part = &self.leaves[*leaf].part;
                        let alike = |n: &&usize| entry.len() == 1 || self.leaves[**n].part == *part;
                        if let Some(base) = first.iter().find(alike).copied() {
                            self.join(base, *leaf);
                        }
                    }
                }
            }
            if let (Some(address), Some(lines)) = (many.first(), single.first())
                && self.leaves[address[0]].field.kind == FieldKind::Address
            {
                let leaf = &self.leaves[address[0]];
                let path = leaf.path[..leaf.path.len() - leaf.part.len() - 1].to_owned();
                self.written.insert(lines[0], path);
            }
        }
    }

    /// What fills an element without anybody being asked.
    fn unasked(&self, class: usize) -> Option<From> {
        let within = |n: &usize| self.class[*n] == class;
        if let Some(text) = (0..self.leaves.len()).filter(within).find_map(|n| self.settled.get(&n)) {
            return Some(From::Settled(text.clone()));
        }
        for passed in &self.whole.bundle.passed {
            let Some(member) = self.whole.place(&passed.from).filter(|m| self.needed.contains(m)) else {
                continue;
            };
            let fills = |n: &usize| passed.fills.contains(&self.leaves[*n].path);
            if (0..self.leaves.len()).filter(within).any(|n| fills(&n)) {
                return Some(From::Outcome { member, what: passed.what });
            }
        }
        let (_, address) = self.written.iter().find(|(line, _)| self.class[**line] == class)?;
        // the address itself may be the answer to another one
        let town = self.leaves.iter().position(|leaf| leaf.path == format!("{address}.town"))?;
        let asker = &self.leaves[self.class[town]];
        let path = asker.path[..asker.path.len() - asker.part.len() - 1].to_owned();
        let towns = asker.field.options.iter().map(|o| (o.code.clone(), o.text.clone())).collect();
        Some(From::Written { path, towns })
    }

    fn form(&self) -> Form {
        let mut form = Form::default();
        let mut n = 0;
        while n < self.leaves.len() {
            let leaf = &self.leaves[n];
            let own = |m: &usize| {
                self.leaves[*m].member == leaf.member && std::ptr::eq(self.leaves[*m].field, leaf.field)
            };
            let all: Vec<usize> = (n..self.leaves.len()).take_while(own).collect();
            let asked: Vec<usize> =
                all.iter().copied().filter(|m| self.class[*m] == *m && self.unasked(*m).is_none()).collect();
            let alike = all.iter().all(|m| self.leaves[*m].late == leaf.late);
            if asked.len() == all.len() && alike {
                let code = format!("{}.{}", self.whole.items[leaf.member].code, leaf.field.code);
                form.fields.push(self.asked(&asked, Field { code, ..leaf.field.clone() }));
            } else {
                for m in asked {
                    form.fields.push(self.asked(&[m], self.alone(&self.leaves[m])));
                }
            }
            for m in &all {
                let from = self.unasked(self.class[*m]);
                let from = from.unwrap_or_else(|| From::Asked(self.leaves[self.class[*m]].path.clone()));
                let to = self.leaves[*m].path[self.whole.items[leaf.member].code.len() + 1..].to_owned();
                form.fills.push(Fill { member: leaf.member, to, from });
            }
            n += all.len();
        }
        form
    }

    /// A part of a field that is asked by itself.
    fn alone(&self, leaf: &Leaf<'_>) -> Field {
        let parts = leaf.field.parts();
        let part = parts.into_iter().find(|part| part.code.ends_with(&format!(".{}", leaf.part)));
        let part = part.expect("a leaf is a part of its field");
        let (around, own) = (&leaf.field.label, &part.label);
        let label = Text::new(format!("{}：{}", around.zh, own.zh), format!("{}: {}", around.en, own.en));
        let (hint, when, own) = (leaf.field.hint.clone(), leaf.field.when.clone(), leaf.field.own);
        Field { code: leaf.path.clone(), label, hint, when, own, ..part }
    }

    /// A field of the merged form: asked if anybody must have it.
    fn asked(&self, leaves: &[usize], field: Field) -> AskedField {
        let classes: Vec<usize> = leaves.iter().map(|n| self.class[*n]).collect();
        let served: Vec<&Leaf<'_>> = (0..self.leaves.len())
            .filter(|n| classes.contains(&self.class[*n]))
            .map(|n| &self.leaves[n])
            .collect();
        let mut serves: Vec<usize> = served.iter().map(|leaf| leaf.member).collect();
        serves.dedup();
        let optional = served.iter().all(|leaf| leaf.optional);
        let named = self.whole.bundle.same.iter().filter(|same| same.label.is_some());
        let named = named.filter(|same| {
            let paths: Vec<&String> = served.iter().map(|leaf| &leaf.path).collect();
            same.fields.iter().any(|path| paths.iter().any(|leaf| belongs(leaf, path)))
        });
        let label = named.filter_map(|same| same.label.clone()).next().unwrap_or_else(|| field.label.clone());
        let late = served.iter().find_map(|leaf| leaf.late).filter(|_| optional);
        let hint = late.map(|member| known_after(&self.whole.items[member].name)).or(field.hint.clone());
        let own = field.own || served.iter().any(|leaf| leaf.field.own);
        let situation = &self.situations[&self.leaves[leaves[0]].member];
        let inner = field.fields.iter().filter(|inner| applies(&inner.when, situation));
        let fields = inner.map(|inner| Field { when: When::new(), ..inner.clone() }).collect();
        AskedField { field: Field { label, hint, optional, own, fields, when: When::new(), ..field }, serves }
    }
}

/// When a field that waits for an outcome is filled in.
fn known_after(item: &Text) -> Text {
    Text::new(format!("“{}”办好以后再补也行", item.zh), format!("It may follow once “{}” is done", item.en))
}

/// Are two fields one element: in the same words, of one kind, with the same choices?
pub fn element(one: &Field, other: &Field) -> bool {
    let codes = |field: &Field| field.options.iter().map(|o| o.code.clone()).collect::<Vec<_>>();
    one.label.zh == other.label.zh
        && one.kind == other.kind
        && codes(one) == codes(other)
        && one.fields == other.fields
        && (one.kind != FieldKind::Group || one.rows == other.rows)
}

/// May the answer to a field of one kind stand for one of the other?
pub(super) fn suits(asked: FieldKind, filled: FieldKind) -> bool {
    let number = |kind| matches!(kind, FieldKind::CitizenId | FieldKind::Uscc);
    let line = |kind| matches!(kind, FieldKind::Text | FieldKind::Name) || number(kind);
    asked == filled || (filled == FieldKind::Text && (line(asked) || asked == FieldKind::Address))
}
