//! `/lists`: the county's lists, public and drawn from the catalogue each time (R12): powers and duties
//! (R13), proofs nobody need bring (R87, R89), intermediary services (R215), scope (R144), delegation (R149),
//! papers that may follow (R62), commitments (R96).

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Inner;
use house::web::page::{Frame, Page};
use house::web::parts;
use house::web::parts::table_of_pairs as table;
use house::web::{Anyone, Reply};
use house::{Failure, House, links};
use kernel::item::{Item, Material, Source};
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::changes::trail;
use super::townships::form_name;
use crate::views::publications;

/// Its address.
pub(super) const HREF: &str = "/lists";

/// A list: its word in addresses, its name, and the law or decree that wants it.
struct Kind {
    word: &'static str,
    name: (&'static str, &'static str),
    basis: (&'static str, &'static str),
    rows: fn(&Inner, &[&Item]) -> Vec<Line>,
    heads: &'static [(&'static str, &'static str)],
}

/// Every list of the county.
const KINDS: &[Kind] = &[
    Kind {
        word: "powers",
        name: ("权责清单", "Powers and duties"),
        basis: ("中办发〔2015〕21 号", "General Office of the Central Committee No. 21 of 2015"),
        rows: powers,
        heads: &[("事项", "Item"), ("责任机关", "Responsible body"), ("类型", "Kind"), ("依据", "Basis")],
    },
    Kind {
        word: "proofs",
        name: ("证明事项清单（无证明）", "Proofs, and what replaces them"),
        basis: ("国办发〔2018〕47 号", "State Council General Office No. 47 of 2018"),
        rows: proofs,
        heads: &[
            ("证明", "Proof"),
            ("谁出具", "Issued by"),
            ("哪些事项要", "Asked by"),
            ("依据", "Basis"),
            ("怎么替代", "Replaced by"),
        ],
    },
    Kind {
        word: "intermediaries",
        name: ("行政审批中介服务清单", "Intermediary services"),
        basis: (
            "《优化营商环境条例》第四十三条",
            "Regulation on Optimising the Business Environment, Art. 43",
        ),
        rows: intermediaries,
        heads: &[
            ("服务", "Service"),
            ("审批机关", "For items of"),
            ("在哪些事项之前", "Before"),
            ("本县的机构", "Agencies in the county"),
        ],
    },
    Kind {
        word: "scope",
        name: ("通办清单", "Items for people from elsewhere"),
        basis: ("国办发〔2020〕35 号", "State Council General Office No. 35 of 2020"),
        rows: scope,
        heads: &[("事项", "Item"), ("范围", "Scope"), ("跑几趟", "Visits")],
    },
    Kind {
        word: "delegations",
        name: ("放权清单", "Powers passed on to townships"),
        basis: ("《行政许可法》第二十四条", "Administrative Licensing Law, Art. 24"),
        rows: delegations,
        heads: &[
            ("事项", "Item"),
            ("谁给", "From"),
            ("给谁", "To"),
            ("形式", "Form"),
            ("从哪天", "Since"),
            ("依据", "Basis"),
        ],
    },
    Kind {
        word: "tolerated",
        name: ("容缺受理清单", "Papers that may follow"),
        basis: ("国发〔2022〕5 号", "State Council No. 5 of 2022"),
        rows: tolerated,
        heads: &[
            ("事项", "Item"),
            ("材料", "Paper"),
            ("受理后多久补交", "To follow within"),
            ("依据", "Basis"),
        ],
    },
    Kind {
        word: "commitments",
        name: ("告知承诺清单", "Commitments in place of papers"),
        basis: ("《优化营商环境条例》第四十条", "Regulation on Optimising the Business Environment, Art. 40"),
        rows: commitments,
        heads: &[
            ("事项", "Item"),
            ("材料", "Paper"),
            ("准予后多久核查", "Verified within"),
            ("依据", "Basis"),
        ],
    },
    Kind {
        word: "outside",
        name: ("不进大厅清单", "Items outside the halls"),
        basis: (
            "《优化营商环境条例》第三十六条",
            "Regulation on Optimising the Business Environment, Art. 36",
        ),
        rows: outside,
        heads: &[("事项", "Item"), ("为什么", "Why")],
    },
];

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
struct Line {
    /// One text for each heading.
    cells: Vec<Text>,
    /// Code of the item it is about, or empty.
    item: String,
}

/// A list by its name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Named {
    /// Its word in addresses.
    list: String,
    name: Text,
    /// What wants it.
    basis: Text,
    rows: usize,
}

/// Every list, by name.
#[derive(Serialize, JsonSchema)]
pub(super) struct Index {
    lists: Vec<Named>,
}

/// One list.
#[derive(Serialize, JsonSchema)]
pub(super) struct List {
    #[serde(flatten)]
    named: Named,
    /// The last day on which an item changed: the list's own version, ISO.
    #[schemars(with = "Option<String>")]
    published_on: Option<Day>,
    heads: Vec<Text>,
    lines: Vec<Line>,
    /// How often a paper is asked for by what replaces it: in words, and how many; on the list of proofs.
    counts: Vec<(Text, usize)>,
}

fn named(kind: &Kind, rows: usize) -> Named {
    let (name, basis) = (Text::new(kind.name.0, kind.name.1), Text::new(kind.basis.0, kind.basis.1));
    Named { list: kind.word.to_owned(), name, basis, rows }
}

/// GET `/lists`.
pub(super) async fn index(
    State(house): State<House>,
    _who: Anyone,
    reply: Reply,
) -> Result<Response, Failure> {
    let world = house.world();
    let items: Vec<&Item> = world.editions.items().map(|edition| &*edition.item).collect();
    let lists = KINDS.iter().map(|kind| named(kind, (kind.rows)(&house, &items).len())).collect();
    Ok(reply.page(&Index { lists }))
}

/// GET `/lists/{list}`.
pub(super) async fn show(
    State(house): State<House>,
    who: Anyone,
    Path(list): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let kind = KINDS.iter().find(|kind| kind.word == list).ok_or(Failure::Nowhere)?;
    let history = house.read(who.looking(), |seeing| Ok(publications::history(seeing.look)?)).await?;
    let world = house.world();
    let items: Vec<&Item> = world.editions.items().map(|edition| &*edition.item).collect();
    let lines = (kind.rows)(&house, &items);
    let counts = if kind.word == "proofs" { counted(&items) } else { Vec::new() };
    Ok(reply.page(&List {
        named: named(kind, lines.len()),
        published_on: history.iter().map(|one| one.on).max(),
        heads: kind.heads.iter().map(|(zh, en)| Text::new(*zh, *en)).collect(),
        lines,
        counts,
    }))
}

fn of_item(item: &Item, more: impl IntoIterator<Item = Text>) -> Line {
    let cells = [item.name.clone()].into_iter().chain(more).collect();
    Line { cells, item: item.code.clone() }
}

fn joined<'t>(all: impl Iterator<Item = &'t Text>) -> Text {
    let (zh, en): (Vec<&str>, Vec<&str>) = all.map(|text| (text.zh.as_str(), text.en.as_str())).unzip();
    Text::new(zh.join("；"), en.join("; "))
}

fn powers(house: &Inner, items: &[&Item]) -> Vec<Line> {
    let mut all: Vec<&&Item> = items.iter().collect();
    all.sort_by_key(|item| (&item.organ, &item.code));
    let line = |item: &&Item| {
        let basis = joined(item.set_by.iter().map(|one| &one.text));
        of_item(item, [house.organ_name(&item.organ), item.kind.text(), basis])
    };
    all.into_iter().map(line).collect()
}

/// Is it a proof: something that somebody else says of the applicant?
fn proof(material: &Material) -> bool {
    matches!(material.source, Source::Government | Source::Commitment) || material.name.zh.contains("证明")
}

fn replaced(house: &Inner, material: &Material) -> Text {
    match material.source {
        Source::Government => {
            let system = house.lists.systems.iter().find(|system| system.answers(material));
            let (zh, en) = system.map_or(("机关核对", "looked up"), |s| (&*s.name.zh, &*s.name.en));
            Text::new(format!("共享：{zh}"), format!("shared: {en}"))
        }
        Source::Commitment => Text::new("告知承诺", "a written commitment"),
        Source::Applicant | Source::Intermediary => Text::new("还要交", "still asked for"),
    }
}

fn proofs(house: &Inner, items: &[&Item]) -> Vec<Line> {
    let mut all: BTreeMap<(&str, &str), Vec<(&Item, &Material)>> = BTreeMap::new();
    for item in items {
        for material in item.materials.iter().filter(|m| proof(m)) {
            let issuer = material.issuer.as_ref().map_or("", |issuer| issuer.zh.as_str());
            all.entry((issuer, &material.name.zh)).or_default().push((item, material));
        }
    }
    let none = || Text::new("申请人", "the applicant");
    let line = |asked: &Vec<(&Item, &Material)>| {
        let (_, first) = asked[0];
        let issuer = first.issuer.clone().unwrap_or_else(none);
        let by = joined(asked.iter().map(|(item, _)| &item.name));
        let cells = vec![first.name.clone(), issuer, by, first.basis.clone(), replaced(house, first)];
        Line { cells, item: String::new() }
    };
    all.values().map(line).collect()
}

/// The counter of R89: how often proofs are asked for, by what replaces them, then by issuer.
fn counted(items: &[&Item]) -> Vec<(Text, usize)> {
    let materials = || items.iter().flat_map(|item| &item.materials).filter(|m| proof(m));
    let count = |test: &dyn Fn(&Material) -> bool| materials().filter(|m| test(m)).count();
    let mut all = vec![
        (Text::new("不用交", "looked up"), count(&|m| m.source == Source::Government)),
        (Text::new("承诺代替", "replaced by a commitment"), count(&|m| m.source == Source::Commitment)),
        (
            Text::new("还要交", "still asked for"),
            count(&|m| matches!(m.source, Source::Applicant | Source::Intermediary)),
        ),
    ];
    let mut issuers: BTreeMap<&str, (&Text, usize)> = BTreeMap::new();
    for material in materials().filter(|m| m.source == Source::Government) {
        if let Some(issuer) = &material.issuer {
            issuers.entry(&issuer.zh).or_insert((issuer, 0)).1 += 1;
        }
    }
    let mut by_issuer: Vec<(&Text, usize)> = issuers.into_values().collect();
    by_issuer.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.zh.cmp(&b.0.zh)));
    all.extend(by_issuer.into_iter().map(|(issuer, n)| {
        let (zh, en) = (format!("不用交：{}", issuer.zh), format!("looked up: {}", issuer.en));
        (Text::new(zh, en), n)
    }));
    all
}

fn intermediaries(house: &Inner, items: &[&Item]) -> Vec<Line> {
    let lists = &house.lists.intermediaries;
    let line = |service: &house::catalogue::compiler::Mediation| {
        let organs: Vec<Text> = service.organs.iter().map(|code| house.organ_name(code)).collect();
        let asks = |item: &&&Item| {
            let named = |m: &Material| service.words.iter().any(|word| m.name.zh.contains(word));
            item.materials.iter().any(|m| m.source == Source::Intermediary && named(m))
        };
        let before = joined(items.iter().filter(asks).map(|item| &item.name));
        let agencies = lists.agencies.iter().filter(|agency| agency.services.contains(&service.code));
        let cells =
            vec![service.name.clone(), joined(organs.iter()), before, joined(agencies.map(|a| &a.name))];
        Line { cells, item: String::new() }
    };
    lists.services.iter().map(line).collect()
}

fn scope(house: &Inner, items: &[&Item]) -> Vec<Line> {
    let Some(measures) = &house.lists.measures else { return Vec::new() };
    let scopes = [
        (&measures.nation, Text::new("跨省通办", "the whole country")),
        (&measures.province, Text::new("全省通办", "the whole province")),
    ];
    let mut lines = Vec::new();
    for (codes, scope) in &scopes {
        for item in items.iter().filter(|item| codes.contains(&item.code)) {
            let visits = Text::new(item.visits.to_string(), item.visits.to_string());
            lines.push(of_item(item, [scope.clone(), visits]));
        }
    }
    lines
}

fn delegations(house: &Inner, items: &[&Item]) -> Vec<Line> {
    let mut lines = Vec::new();
    for record in &house.lists.delegations.delegation {
        let Some(item) = items.iter().find(|item| item.code == record.item) else { continue };
        let to: Vec<Text> = record.to.iter().map(|code| house.organ_name(code)).collect();
        let since = Text::new(record.since.zh_full(), record.since.en_full());
        let (from, form) = (house.organ_name(&record.from), form_name(record.form));
        lines.push(of_item(item, [from, joined(to.iter()), form, since, record.basis.clone()]));
    }
    lines
}

fn tolerated(_: &Inner, items: &[&Item]) -> Vec<Line> {
    let papers = |item: &&Item| {
        let line = |material: &Material| {
            let following = material.follows()?;
            let within = Text::new(following.within.zh(), following.within.en());
            Some(of_item(item, [material.name.clone(), within, following.basis.clone()]))
        };
        item.materials.iter().filter_map(line).collect::<Vec<_>>()
    };
    items.iter().flat_map(papers).collect()
}

fn commitments(_: &Inner, items: &[&Item]) -> Vec<Line> {
    let papers = |item: &&Item| {
        let Some(told) = &item.commitment else { return Vec::new() };
        let within = Text::new(told.check_limit().zh(), told.check_limit().en());
        let promised = item.materials.iter().filter(|material| material.by_commitment);
        let line = |m: &Material| of_item(item, [m.name.clone(), within.clone(), told.basis.clone()]);
        promised.map(line).collect::<Vec<_>>()
    };
    items.iter().flat_map(papers).collect()
}

fn outside(house: &Inner, items: &[&Item]) -> Vec<Line> {
    let Some(measures) = &house.lists.measures else { return Vec::new() };
    let line = |one: &house::catalogue::compiler::Outside| {
        let item = items.iter().find(|item| item.code == one.item)?;
        Some(of_item(item, [one.reason.clone()]))
    };
    measures.outside.iter().filter_map(line).collect()
}

impl Page for Index {
    fn title(&self, see: &Frame) -> String {
        see.say("清单公开", "Public lists").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.say("清单公开", "Public lists"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.say(
            "县里谁管什么、什么证明不用开、哪些中介服务才可以要，都在这里；目录一改，清单就跟着改。",
            "Who answers for what, which proofs nobody need bring, which intermediary services may be asked \
             for. The lists change with the catalogue.",
        );
        let row = |one: &Named| {
            let href = format!("{HREF}/{}", one.list);
            let value = html! {
                a href=(href) { (see.pick(format!("看 {} 项", one.rows), format!("See all {}", one.rows)))
                    span.vh { " " (see.of(&one.name)) } }
                div.soft.small { (see.of(&one.basis)) }
            };
            (see.of(&one.name).to_owned(), value)
        };
        html! {
            (parts::title(see.say("清单公开", "Public lists"), &html! { (line) }))
            (parts::facts(&self.lists.iter().map(row).collect::<Vec<_>>()))
        }
    }
}

impl Page for List {
    fn title(&self, see: &Frame) -> String {
        let n = self.lines.len();
        see.pick(format!("{}（{n} 项）", self.named.name.zh), format!("{} ({n})", self.named.name.en))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let mut trail = trail(see, see.of(&self.named.name));
        let here = trail.len() - 1;
        trail.insert(here, (HREF.to_owned(), see.say("清单公开", "Public lists").to_owned()));
        trail
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads: Vec<&str> = self.heads.iter().map(|head| see.of(head)).collect();
        let row = |line: &Line| {
            let cell = |(n, text): (usize, &Text)| match n == 0 && !line.item.is_empty() {
                true => html! { a href=(links::item(&line.item)) { (see.of(text)) } },
                false => html! { (if text.zh.is_empty() { "—" } else { see.of(text) }) },
            };
            line.cells.iter().enumerate().map(cell).collect::<Vec<_>>()
        };
        let rows: Vec<_> = self.lines.iter().map(row).collect();
        let counts: Vec<(String, Markup)> =
            self.counts.iter().map(|(what, n)| (see.of(what).to_owned(), html! { (n) })).collect();
        html! {
            (parts::title(see.of(&self.named.name), &html! {
                (see.say("依据：", "Basis: ")) (see.of(&self.named.basis))
                @if let Some(day) = self.published_on {
                    (see.say("。版本：", ". Edition: ")) (parts::day(see, day))
                }
            }))
            @if !counts.is_empty() {
                (parts::section("counts", see.say("一共免了多少", "How many are spared"), &parts::facts(&counts)))
            }
            @if rows.is_empty() { p { (see.say("现在没有。", "Nothing at present.")) } }
            @else { (table(see.of(&self.named.name), &heads, &rows)) }
        }
    }
}
