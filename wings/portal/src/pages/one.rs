//! `/items/{item}/reductions`: what one item took in each of its editions (R11, R15, R17), whose papers it
//! asks for (R8), and its promise against the law.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::table_of_pairs as table;
use house::web::parts::{self, Tag};
use house::web::{Reply, Staff};
use house::{Failure, House};
use kernel::item::{Figures, Source};
use kernel::{Day, Editions, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::changes::{more, trail};
use super::figures::{five, heads};
use super::reductions::{baseline, target};
use crate::views::changes::{differing, element};
use crate::views::publications::{self, Published};
use crate::views::reductions::{Five, Target};

/// Editions shown beside each other; older ones are in the history.
const SHOWN: usize = 5;

/// Where it stands.
pub(super) fn href(item: &str) -> String {
    format!("/items/{item}/reductions")
}

/// An edition, with what it changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Version {
    /// The day it came into force, ISO.
    #[schemars(with = "String")]
    on: Day,
    /// SM3 of its text.
    edition: String,
    figures: Figures,
    /// The elements in which it differs from the one before, by their keys.
    elements: Vec<String>,
}

/// What it took before it was reduced.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Before {
    /// The day it speaks of, ISO.
    #[schemars(with = "String")]
    on: Day,
    figures: Five,
    basis: Text,
}

/// A paper and where it comes from now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Paper {
    name: Text,
    /// Who makes or holds it: `applicant`, `government`, `intermediary`, `commitment`.
    source: Source,
    /// Who issues it, where a body does.
    issuer: Option<Text>,
    /// Does a body issue it, and is the applicant asked for it all the same?
    asked_though_issued: bool,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct One {
    /// Code of the item.
    item: String,
    name: Text,
    baseline: Option<Before>,
    /// Its editions, oldest first; at most the last five.
    editions: Vec<Version>,
    /// What the county set itself.
    target: Option<Target>,
    /// How much shorter the promise is than the law's limit, in per cent.
    cut: Option<u64>,
    reached: Option<[bool; 3]>,
    materials: Vec<Paper>,
}

/// GET `/items/{item}/reductions`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house
        .read(who, move |seeing| {
            let history = publications::history_of(seeing.look, &item)?;
            let editions = versions(&history, seeing.ctx.editions);
            let last = editions.last().ok_or(Failure::Nowhere)?;
            let found = seeing.ctx.editions.by_hash(&last.edition).ok_or(Failure::Nowhere)?;
            let lists = &seeing.house.lists;
            let target = target(lists);
            let baseline = baseline(lists, &item).map(|(figures, on, basis)| Before { on, figures, basis });
            let issued = |source: Source| matches!(source, Source::Applicant | Source::Intermediary);
            let papers = found.item.materials.iter().map(|m| Paper {
                name: m.name.clone(),
                source: m.source,
                issuer: m.issuer.clone(),
                asked_though_issued: m.issuer.is_some() && issued(m.source),
            });
            Ok(One {
                name: found.item.name.clone(),
                baseline,
                target,
                cut: last.figures.cut(),
                reached: target.and_then(|target| target.reached(&last.figures)),
                materials: papers.collect(),
                editions,
                item,
            })
        })
        .await?;
    Ok(reply.page(&page))
}

/// The last editions, each with what it changed.
fn versions(history: &[Published], editions: &Editions) -> Vec<Version> {
    let read: Vec<_> =
        history.iter().filter_map(|one| Some((one.on, editions.by_hash(&one.hash)?))).collect();
    let of = |n: usize| {
        let (on, edition) = read[n];
        let before = n.checked_sub(1).map(|n| &read[n].1.item);
        Version {
            on,
            edition: edition.hash.clone(),
            figures: Figures::of(&edition.item),
            elements: before.map_or_else(Vec::new, |before| differing(before, &edition.item)),
        }
    };
    (read.len().saturating_sub(SHOWN)..read.len()).map(of).collect()
}

impl One {
    /// What is measured down, time across: the baseline, then every edition.
    fn table(&self, see: &Frame) -> Markup {
        let mut columns: Vec<(String, [String; 5])> = Vec::new();
        if let Some(before) = &self.baseline {
            let head = see.pick(format!("基线 {}", before.on), format!("Baseline {}", before.on));
            columns.push((head, five(see, &before.figures)));
        }
        for version in &self.editions {
            let head = see.pick(format!("{} 版", version.on), format!("Edition of {}", version.on));
            columns.push((head, five(see, &(&version.figures).into())));
        }
        let mut names = vec![see.say("减什么", "What")];
        names.extend(columns.iter().map(|(head, _)| head.as_str()));
        let row = |n: usize| {
            let mut cells = vec![html! { (heads(see)[n]) }];
            cells.extend(columns.iter().map(|(_, values)| html! { (values[n]) }));
            cells
        };
        table(see.say("五减前后", "Before and after"), &names, &(0..5).map(row).collect::<Vec<_>>())
    }

    fn law(&self, see: &Frame) -> Markup {
        let Some(last) = self.editions.last() else { return html! {} };
        let (law, promised) = (see.lang.limit(last.figures.statutory), see.lang.limit(last.figures.limit));
        let yes = |reached: bool| match reached {
            true => parts::tag(Tag::Free, see.say("做到", "reached")),
            false => parts::tag(Tag::Ask, see.say("没做到", "not reached")),
        };
        let mut rows = vec![
            (see.say("法定", "The law allows").to_owned(), html! { (law) }),
            (
                see.say("承诺", "Promised").to_owned(),
                html! {
                    (promised)
                    @if let Some(cut) = self.cut {
                        (see.pick(format!("，短 {cut} %"), format!(", {cut} % shorter")))
                    }
                },
            ),
        ];
        if let (Some(target), Some([first, rest, points])) = (self.target, self.reached) {
            let [one, two, three] = target.left().map(|left| left / 100);
            let Target { cut, further_cut } = target;
            rows.push((
                see.pick(
                    format!("短 {cut} %（不超过法定的 {one} %）"),
                    format!("{cut} % shorter (at most {one} % of the law's)"),
                ),
                yes(first),
            ));
            rows.push((
                see.pick(
                    format!("再短 {further_cut} %，读作剩下的（不超过 {two} %）"),
                    format!("{further_cut} % further, of the rest (at most {two} %)"),
                ),
                yes(rest),
            ));
            rows.push((
                see.pick(
                    format!("再短 {further_cut} %，读作法定的（不超过 {three} %）"),
                    format!("{further_cut} % further, of the law's (at most {three} %)"),
                ),
                yes(points),
            ));
        }
        parts::facts(&rows)
    }

    fn papers(&self, see: &Frame) -> Markup {
        let heads = [see.say("材料", "Paper"), see.say("从哪来", "From"), see.say("核发", "Issued by")];
        let row = |paper: &Paper| {
            let word = match paper.source {
                Source::Applicant => see.say("申请人自备", "the applicant"),
                Source::Intermediary => see.say("中介机构", "an intermediary"),
                Source::Government => see.say("机关核对，不用交", "looked up, not asked for"),
                Source::Commitment => see.say("承诺代替", "a commitment"),
            };
            vec![
                html! { (see.of(&paper.name)) },
                html! { (word) @if paper.asked_though_issued {
                    " " (parts::tag(Tag::Bad, see.say("政府核发还在要", "issued by a body, still asked for")))
                } },
                html! { (paper.issuer.as_ref().map_or("—", |issuer| see.of(issuer))) },
            ]
        };
        let rows: Vec<_> = self.materials.iter().map(row).collect();
        table(see.say("材料从哪来", "Where papers come from"), &heads, &rows)
    }

    fn changed(&self, see: &Frame) -> Markup {
        let changed: Vec<&Version> = self.editions.iter().filter(|one| !one.elements.is_empty()).collect();
        if changed.is_empty() {
            return html! { p { (see.say("发布以来没有改过。", "It has not changed since it was published.")) } };
        }
        let line = |one: &Version| {
            let mut words: Vec<String> =
                one.elements.iter().map(|key| see.of(&element(key)).to_owned()).collect();
            words.dedup();
            let day = see.lang.day(one.on);
            (day, html! { (words.join(see.say("、", ", "))) })
        };
        parts::facts(&changed.into_iter().map(line).collect::<Vec<_>>())
    }
}

impl Page for One {
    fn title(&self, see: &Frame) -> String {
        see.pick(format!("{} · 五减前后", self.name.zh), format!("{} · reductions", see.of(&self.name)))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.of(&self.name))
    }

    fn body(&self, see: &Frame) -> Markup {
        let guide = super::table::item(see, &self.item, &Text::new("看办事指南", "See its guide"));
        html! {
            (parts::title(see.of(&self.name), &guide))
            div.door {
                h2 { (see.say("五减前后", "Before and after")) }
                (self.table(see))
                @if let Some(before) = &self.baseline {
                    p.soft.small { (see.say("基线出自", "Baseline: ")) (see.of(&before.basis)) }
                }
            }
            (parts::section("law", see.say("和法定时限比", "Against the law's limit"), &self.law(see)))
            (parts::section("papers", see.say("材料从哪来", "Where papers come from"), &self.papers(see)))
            (parts::section("editions", see.say("每一版改了什么", "What each edition changed"), &self.changed(see)))
            (more(see))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
