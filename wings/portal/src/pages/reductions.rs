//! `/items/reductions`: the five reductions of the county, of each organ and of each item (R15, R17), and
//! promises against the law's limits (R16).

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::catalogue::Lists;
use house::web::page::{Frame, Page};
use house::web::parts::table_of_pairs as table;
use house::web::parts::{self, field_id};
use house::web::{Reply, Staff};
use house::{Failure, House};
use kernel::item::Figures;
use kernel::{Day, Editions, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{day_field, days, more, trail};
use super::figures::{five, heads, pair, sum};
use crate::views::publications::{self, Published};
use crate::views::reductions::{Cuts, Five, Pair, Target};

/// Its address.
pub(super) const HREF: &str = "/items/reductions";

/// What may stand after the question mark.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    organ: String,
}

/// The five of an organ, or of the county.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Summed {
    /// Code of the organ; empty for the county.
    organ: String,
    name: Text,
    /// Items now.
    items: usize,
    /// Between the two days, over the items that there were on both.
    days: Pair,
    /// Since the baseline, over the items that have one.
    baseline: Pair,
    /// Promises against the law, on the later day.
    cuts: Cuts,
}

impl Summed {
    fn new(organ: &str, name: Text) -> Self {
        let (days, baseline, cuts) = (Pair::default(), Pair::default(), Cuts::default());
        Self { organ: organ.to_owned(), name, items: 0, days, baseline, cuts }
    }

    fn add(&mut self, line: &Reduced, target: Option<Target>) {
        self.items += 1;
        self.cuts.add(&line.now, target);
        if let Some(before) = &line.before {
            self.days.add(&before.into(), &(&line.now).into());
        }
        if let Some(baseline) = &line.baseline {
            self.baseline.add(baseline, &(&line.now).into());
        }
    }
}

/// The five of an item.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Reduced {
    /// Its code.
    item: String,
    name: Text,
    /// Code of its organ.
    organ: String,
    /// Before it was reduced, by the county's list of baselines.
    baseline: Option<Five>,
    /// On the earlier day.
    before: Option<Figures>,
    /// On the later day.
    now: Figures,
    /// How much shorter the promise is than the law's limit, in per cent.
    cut: Option<u64>,
    /// Does it reach the first cut; the further one as a part of the remainder; the further one as points?
    reached: Option<[bool; 3]>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Reductions {
    /// The day before, ISO.
    #[schemars(with = "String")]
    from: Day,
    /// The day after, ISO.
    #[schemars(with = "String")]
    to: Day,
    /// Code of the organ that was asked for, or empty.
    organ: String,
    /// What the county set itself.
    target: Option<Target>,
    county: Summed,
    organs: Vec<Summed>,
    items: Vec<Reduced>,
}

/// What the county set itself for its promises.
pub(super) fn target(lists: &Lists) -> Option<Target> {
    let measures = lists.measures.as_ref()?;
    Some(Target { cut: measures.cut?, further_cut: measures.further_cut.unwrap_or(0) })
}

/// An item's five before it was reduced, and the day and document they are of.
pub(super) fn baseline(lists: &Lists, item: &str) -> Option<(Five, Day, Text)> {
    let one = lists.baselines.iter().find(|one| one.item == item)?;
    let (steps, materials, limit) = (one.steps, one.materials, one.limit);
    Some((Five { steps, materials, limit, fen: one.fen, visits: one.visits }, one.on, one.basis.clone()))
}

/// GET `/items/reductions`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Query(asked): Query<Asked>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house
        .read(who, move |seeing| {
            let history = publications::history(seeing.look)?;
            let days = days((&asked.from, &asked.to), publications::first(&history), seeing.ctx.today());
            let named = |code: &str| seeing.house.organ_name(code);
            let county = Summed::new("", seeing.house.county.clone());
            Ok(Reductions::new(&history, days, &seeing.house.lists, seeing.ctx.editions, county, &named)
                .of_organ(asked.organ))
        })
        .await?;
    Ok(reply.page(&page))
}

impl Reductions {
    fn new(
        history: &[Published],
        (from, to): (Day, Day),
        lists: &Lists,
        editions: &Editions,
        mut county: Summed,
        named: &dyn Fn(&str) -> Text,
    ) -> Self {
        let (before, after) = (publications::on(history, from), publications::on(history, to));
        let target = target(lists);
        let mut organs = BTreeMap::<String, Summed>::new();
        let mut items = Vec::new();
        for (code, hash) in after {
            let Some(edition) = editions.by_hash(hash).filter(|edition| !edition.item.sample) else {
                continue;
            };
            let item = &edition.item;
            let now = Figures::of(item);
            let then = before.get(code).and_then(|hash| editions.by_hash(hash));
            let line = Reduced {
                item: item.code.clone(),
                name: item.name.clone(),
                organ: item.organ.clone(),
                baseline: baseline(lists, code).map(|(five, ..)| five),
                before: then.map(|edition| Figures::of(&edition.item)),
                now,
                cut: now.cut(),
                reached: target.and_then(|target| target.reached(&now)),
            };
            county.add(&line, target);
            let organ = organs.entry(item.organ.clone());
            organ.or_insert_with(|| Summed::new(&item.organ, named(&item.organ))).add(&line, target);
            items.push(line);
        }
        let organs = organs.into_values().collect();
        Self { from, to, organ: String::new(), target, county, organs, items }
    }

    /// Only the items of one organ, if one was asked for.
    fn of_organ(mut self, organ: String) -> Self {
        if !organ.is_empty() {
            self.items.retain(|line| line.organ == organ);
        }
        Self { organ, ..self }
    }

    fn shown(&self) -> &Summed {
        self.organs.iter().find(|one| one.organ == self.organ).unwrap_or(&self.county)
    }

    fn choose(&self, see: &Frame) -> Markup {
        html! { form.filter.noprint method="get" action=(HREF) {
            (day_field("from", see.say("从哪天", "From"), self.from))
            (day_field("to", see.say("到哪天", "To"), self.to))
            div {
                label for=(field_id("organ")) { (see.say("机关", "Organ")) }
                select id=(field_id("organ")) name="organ" {
                    option value="" { (see.say("全县", "The whole county")) }
                    @for one in &self.organs {
                        option value=(one.organ) selected[one.organ == self.organ] { (see.of(&one.name)) }
                    }
                }
            }
            button.second { (see.say("看", "Show")) }
        } }
    }

    /// Both comparisons as a table: what is measured, baseline to now, the earlier day to the later.
    fn five(&self, see: &Frame, all: &Summed) -> Markup {
        let (base, days) = (&all.baseline, &all.days);
        let from_base = see.pick(
            format!("比基线（{} 项有）", base.after.items),
            format!("Since the baseline ({} items have one)", base.after.items),
        );
        let from_day = see.pick(
            format!("{} 到 {}（{} 项两头都有）", self.from, self.to, days.after.items),
            format!("{} to {} ({} items on both)", self.from, self.to, days.after.items),
        );
        let heads5 = heads(see);
        let columns = [
            (sum(see, &base.before), sum(see, &base.after)),
            (sum(see, &days.before), sum(see, &days.after)),
        ];
        let row = |n: usize| {
            let cell = |(before, after): &([String; 5], [String; 5])| html! { (pair(&before[n], &after[n])) };
            vec![html! { (heads5[n]) }, cell(&columns[0]), cell(&columns[1])]
        };
        let heads = [see.say("减什么", "What"), from_base.as_str(), from_day.as_str()];
        table(see.say("五减前后", "Before and after"), &heads, &(0..5).map(row).collect::<Vec<_>>())
    }

    /// How much shorter than the law, and both readings of the target.
    fn cuts(&self, see: &Frame, cuts: &Cuts) -> Markup {
        let saved = cuts.saved().map_or_else(|| "—".to_owned(), |saved| format!("{saved} %"));
        let of = |n: usize| html! { (n) " / " (cuts.items) };
        let mut cells = vec![(
            see.say("承诺比法定短", "Shorter than the law").to_owned(),
            html! { (saved) },
            see.say("全部加起来算", "all of them together").to_owned(),
        )];
        if let Some(target) = self.target {
            let Target { cut, further_cut } = target;
            let [first, rest, points] = target.left().map(|left| left / 100);
            cells.push((
                see.pick(format!("短了 {cut} %"), format!("{cut} % shorter")),
                of(cuts.first),
                see.pick(format!("不超过法定的 {first} %"), format!("at most {first} % of the law's limit")),
            ));
            cells.push((
                see.pick(
                    format!("再短 {further_cut} %（剩下的）"),
                    format!("{further_cut} % further, of the rest"),
                ),
                of(cuts.of_remainder),
                see.pick(format!("不超过法定的 {rest} %"), format!("at most {rest} % of the law's limit")),
            ));
            cells.push((
                see.pick(
                    format!("再短 {further_cut} 个点（法定的）"),
                    format!("{further_cut} points further, of the law"),
                ),
                of(cuts.of_law),
                see.pick(
                    format!("不超过法定的 {points} %"),
                    format!("at most {points} % of the law's limit"),
                ),
            ));
        }
        html! {
            (parts::strip(&cells))
            p.soft.small { (see.say(
                "法定当场办结的不算。工作日和日不同的，1 个工作日按 1.4 日折算。“再压缩 20 %”有两种读法，两种都列。",
                "Items that the law wants on the spot are left out. Where units differ a working day counts \
                 as 1.4 days. “A further 20 %” can be read in two ways; both are shown.",
            )) }
        }
    }

    fn organs(&self, see: &Frame) -> Markup {
        let heads5 = heads(see);
        let mut heads = vec![see.say("机关", "Organ"), see.say("事项", "Items")];
        heads.extend(heads5);
        heads.push(see.say("比法定短", "Shorter than the law"));
        let row = |one: &Summed| {
            let href = format!("{HREF}?from={}&to={}&organ={}", self.from, self.to, one.organ);
            let (before, after) = (sum(see, &one.days.before), sum(see, &one.days.after));
            let mut cells = vec![html! { a href=(href) { (see.of(&one.name)) } }, html! { (one.items) }];
            cells.extend((0..5).map(|n| html! { (pair(&before[n], &after[n])) }));
            cells.push(html! { (one.cuts.saved().map_or_else(|| "—".to_owned(), |s| format!("{s} %"))) });
            cells
        };
        let rows: Vec<_> = self.organs.iter().map(row).collect();
        table(see.say("各机关的五减", "The five by organ"), &heads, &rows)
    }

    fn items(&self, see: &Frame) -> Markup {
        let mut heads_all = vec![see.say("事项", "Item")];
        heads_all.extend(heads(see));
        heads_all.push(see.say("比法定短", "Shorter than the law"));
        let row = |line: &Reduced| {
            let now = five(see, &(&line.now).into());
            let before = line.before.as_ref().map_or_else(|| now.clone(), |b| five(see, &b.into()));
            let before = line.baseline.as_ref().map_or(before, |b| five(see, b));
            let mut cells = vec![html! { a href=(super::one::href(&line.item)) { (see.of(&line.name)) } }];
            cells.extend((0..5).map(|n| html! { (pair(&before[n], &now[n])) }));
            cells.push(html! {
                (line.cut.map_or_else(|| "—".to_owned(), |cut| format!("{cut} %")))
                @if let Some([_, rest, points]) = line.reached {
                    @if points { " " (parts::tag(parts::Tag::Free, see.say("两种读法都到", "both readings"))) }
                    @else if rest { " " (parts::tag(parts::Tag::Plain, see.say("一种读法到", "one reading"))) }
                }
            });
            cells
        };
        let rows: Vec<_> = self.items.iter().map(row).collect();
        html! {
            p.soft { (see.say(
                "有基线的从基线算起，没有的从前一个日子算起；箭头左边是以前。",
                "From the baseline where there is one, else from the earlier day; what was stands left of \
                 the arrow.",
            )) }
            (table(see.say("各事项的五减", "The five by item"), &heads_all, &rows))
        }
    }
}

impl Page for Reductions {
    fn title(&self, see: &Frame) -> String {
        let saved = self.shown().cuts.saved().unwrap_or_default();
        see.pick(
            format!("承诺比法定短 {saved} % · 五减前后"),
            format!("{saved} % shorter than the law · The five reductions"),
        )
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.say("五减前后", "Reductions"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let all = self.shown();
        let line = see.say(
            "减环节、减材料、减时限、减费用、减跑动：以前多少，现在多少。",
            "Steps, papers, time, fees and visits: what they were, and what they are.",
        );
        html! {
            (parts::title(see.say("五减前后", "The five reductions"), &html! { (line) }))
            (self.choose(see))
            div.door { h2 { (see.of(&all.name)) } (self.five(see, all)) }
            (parts::section("law", see.say("和法定时限比", "Against the law's limits"), &self.cuts(see, &all.cuts)))
            @if self.organ.is_empty() {
                (parts::section("organs", see.say("各机关", "By organ"), &self.organs(see)))
            }
            (parts::section("items", see.say("各事项", "By item"), &self.items(see)))
            (more(see))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
