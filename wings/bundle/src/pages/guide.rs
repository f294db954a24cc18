//! `/bundles/{bundle}`: what it is, who takes part, how long it takes, what is to be brought — before anybody
//! asks for it.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Inner;
use house::web::parts;
use house::web::{Anyone, Frame, Page, Reply};
use house::{Failure, House, links};
use kernel::bundle::{Comes, Plan, Whole};
use kernel::item::{Situation, When};
use kernel::{Ctx, Day, Limit, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{listed, of};

/// An item of the bundle, as its guide names it.
#[derive(Debug, Serialize, JsonSchema)]
struct Part {
    /// Code of the item.
    item: String,
    /// Name.
    name: Text,
    /// Name of the organ.
    organ: Text,
    /// When it is needed, in words; empty means always.
    when: Text,
    /// Names of what it waits for.
    after: Vec<Text>,
    /// 承诺办结时限.
    promised_limit: Limit,
    /// What comes of it.
    outcome: Text,
    /// A sample 示例, none of the county's own items.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    sample: bool,
}

/// A paper in some situation.
#[derive(Debug, Serialize, JsonSchema)]
struct Wanted {
    /// Name.
    name: Text,
    /// How it comes.
    comes: Comes,
    /// Names of the items that want it.
    serves: Vec<Text>,
    /// Is it wanted whatever is answered?
    always: bool,
}

/// The guide of a bundle.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Guide {
    /// Code of the bundle.
    bundle: String,
    /// Its text, by hash.
    edition: String,
    name: Text,
    purpose: Text,
    basis: Text,
    listed: Option<Text>,
    /// Name of the organ that leads.
    lead: Text,
    for_persons: bool,
    for_organisations: bool,
    /// Is it a stage of a construction project, asked for only within one?
    in_project: bool,
    parts: Vec<Part>,
    papers: Vec<Wanted>,
    /// Questions of its own.
    questions: Vec<Text>,
    /// The shortest way through it, if it began today.
    shortest: Option<Plan>,
    /// The longest.
    longest: Option<Plan>,
    /// The day on which it is read.
    today: Day,
}

/// GET `/bundles/{bundle}`.
pub(super) async fn show(
    State(house): State<House>,
    who: Anyone,
    Path(code): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let (world, passer) = (house.world(), who.looking());
    let ctx = house.ctx(&world, &passer, house.clock.now(), [0; 16]);
    let edition = world.editions.bundle(&code).ok_or(Failure::Absent)?;
    let whole = of(&edition.bundle, &ctx).ok_or(Failure::Absent)?;
    Ok(reply.page(&guide(&house, &whole, &edition.hash, &ctx)))
}

/// Answers that go through every question: for what members ask besides, the first answer.
fn ways(whole: &Whole<'_>) -> Vec<Situation> {
    let mut all = whole.branches().unwrap_or_default();
    for answers in &mut all {
        while let Some(open) = whole.open(answers) {
            let first = open.answers.first().map(|answer| answer.code.clone());
            let any = if open.takes == kernel::item::Takes::Date { "2026-01-01" } else { "1" };
            answers.insert(open.code, first.unwrap_or_else(|| any.to_owned()));
        }
    }
    all
}

fn guide(house: &Inner, whole: &Whole<'_>, edition: &str, ctx: &Ctx<'_>) -> Guide {
    let (bundle, today) = (whole.bundle, ctx.today());
    let ways = ways(whole);
    // a year that is not in the calendar leaves the days out, not the page
    let plans = ways.iter().filter_map(|way| whole.plan(way, &BTreeMap::new(), ctx.calendar, today).ok());
    let mut plans: Vec<Plan> = plans.filter(|plan| !plan.steps.is_empty()).collect();
    plans.sort_by_key(|plan| (plan.finish, plan.steps.len()));
    let name = |code: &str| whole.place(code).map(|n| whole.items[n].name.clone());
    let parts = bundle.members.iter().zip(&whole.items).map(|(member, item)| Part {
        item: item.code.clone(),
        name: item.name.clone(),
        organ: house.organ_name(&item.organ),
        when: words(whole, &member.when),
        after: member.after.iter().filter_map(|code| name(code)).collect(),
        promised_limit: item.promised_limit,
        outcome: item.outcome.name.clone(),
        sample: item.sample,
    });
    Guide {
        bundle: bundle.code.clone(),
        edition: edition.to_owned(),
        name: bundle.name.clone(),
        purpose: bundle.purpose.clone(),
        basis: bundle.basis.clone(),
        listed: bundle.listed.clone(),
        lead: house.organ_name(&bundle.lead),
        for_persons: bundle.for_persons,
        for_organisations: bundle.for_organisations,
        in_project: bundle.in_project,
        parts: parts.collect(),
        papers: papers(whole, &ways),
        questions: bundle.questions.iter().map(|ask| ask.text.clone()).collect(),
        shortest: plans.first().cloned(),
        longest: plans.last().cloned(),
        today,
    }
}

/// A condition in the words of its questions.
fn words(whole: &Whole<'_>, when: &When) -> Text {
    let one = |(code, test): (&String, &kernel::item::Test)| {
        let ask = whole.bundle.questions.iter().find(|ask| ask.code == *code)?;
        let answers: Vec<Text> =
            test.named().iter().filter_map(|answer| ask.question().words(answer)).collect();
        Some(if answers.is_empty() { ask.text.clone() } else { listed(answers) })
    };
    let all: Vec<Text> = when.iter().filter_map(one).collect();
    let (zh, en): (Vec<String>, Vec<String>) = all.into_iter().map(|t| (t.zh, t.en)).unzip();
    Text::new(zh.join("；"), en.join("; "))
}

/// Every paper of any way, in the order in which it first turns up.
fn papers(whole: &Whole<'_>, ways: &[Situation]) -> Vec<Wanted> {
    let mut all: Vec<(Wanted, usize)> = Vec::new();
    for way in ways {
        for paper in whole.papers(way) {
            let serves = paper.serves.iter().filter_map(|(item, _)| whole.place(item));
            let serves: Vec<Text> = serves.map(|n| whole.items[n].name.clone()).collect();
            let same = |(one, _): &&mut (Wanted, usize)| one.name == paper.name && one.comes == paper.comes;
            match all.iter_mut().find(same) {
                Some((wanted, times)) => {
                    *times += 1;
                    wanted.serves.extend(
                        serves.into_iter().filter(|s| !wanted.serves.contains(s)).collect::<Vec<_>>(),
                    );
                }
                None => {
                    let wanted = Wanted { name: paper.name, comes: paper.comes, serves, always: false };
                    all.push((wanted, 1));
                }
            }
        }
    }
    all.into_iter().map(|(wanted, times)| Wanted { always: times == ways.len(), ..wanted }).collect()
}

impl Page for Guide {
    fn title(&self, see: &Frame) -> String {
        see.of(&self.name).to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::bundles().to_owned(), see.say("一件事", "One thing at once").to_owned()),
            (String::new(), see.of(&self.name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let brought = self.papers.iter().filter(|paper| paper.comes == Comes::Brought).count();
        let organs: std::collections::BTreeSet<&str> =
            self.parts.iter().map(|p| p.organ.zh.as_str()).collect();
        let n = organs.len();
        html! {
            (parts::title(see.of(&self.name), &html! { (see.of(&self.purpose)) }))
            div.two {
                div {
                    (self.days(see))
                    (self.items(see))
                    (self.to_bring(see))
                }
                aside {
                    (parts::door(see.say("一次办完", "All at once"), &html! {
                        p { (see.pick(
                            format!("{n} 个部门一起办。先答几个问题，只填要填的，同一项只填一次。"),
                            format!("{n} organs side by side. A few questions; nothing is asked twice."),
                        )) }
                        @if self.in_project {
                            p { (see.say(
                                "这是工程建设项目的一个阶段，在项目里申请。",
                                "This is a stage of a construction project, asked for within one.",
                            )) }
                            p.asks { (parts::link_button(
                                parts::Look::Filled, links::projects(), see.say("去看项目", "To the projects"),
                            )) }
                        } @else {
                            p.asks { (parts::link_button(
                                parts::Look::Filled,
                                &format!("{}/apply", links::bundle(&self.bundle)),
                                see.say("现在申请", "Apply now"),
                            )) }
                            p { a href={ (links::bundle(&self.bundle)) "/assistance" } {
                                (see.say("请人帮办，免费", "Ask for an assistant, free of charge"))
                            } }
                        }
                    }))
                    (parts::facts(&[
                        (see.say("谁能办", "For whom").to_owned(), html! { (self.whom(see)) }),
                        (see.say("牵头", "Led by").to_owned(), html! { (see.of(&self.lead)) }),
                        (see.say("要带的材料", "Papers to bring").to_owned(), html! { (see.pick(
                            format!("最多 {brought} 种"), format!("{brought} at most"),
                        )) }),
                        (see.say("依据", "Basis").to_owned(), html! { (see.of(&self.basis)) }),
                    ]))
                    @if let Some(listed) = &self.listed { p.soft.small { (see.of(listed)) } }
                }
            }
        }
    }
}

impl Guide {
    fn whom<'a>(&self, see: &'a Frame) -> &'a str {
        match (self.for_persons, self.for_organisations) {
            (true, true) => see.say("个人、单位", "Persons and organisations"),
            (true, false) => see.say("个人", "Persons"),
            _ => see.say("单位", "Organisations"),
        }
    }

    fn days(&self, see: &Frame) -> Markup {
        let Some((short, long)) = self.shortest.as_ref().zip(self.longest.as_ref()) else { return html! {} };
        let by = |plan: &Plan| html! { (parts::day(see, plan.finish)) };
        let chain = |plan: &Plan| {
            let names = plan.path.iter().filter_map(|code| self.parts.iter().find(|p| p.item == *code));
            names.map(|part| see.of(&part.name).to_owned()).collect::<Vec<_>>().join(" → ")
        };
        let kinds = |plan: &Plan| {
            see.pick(format!("{} 件事", plan.steps.len()), format!("{} item(s)", plan.steps.len()))
        };
        parts::section(
            "days",
            see.say("多久", "How long"),
            &html! {
                p { (see.say("今天交齐、当天受理的话：", "If everything is handed in and accepted today:")) }
                (parts::strip(&[
                    (see.say("最快", "At the quickest").to_owned(), by(short), kinds(short)),
                    (see.say("最多", "At most").to_owned(), by(long), kinds(long)),
                    (see.say("一件一件办", "One after another").to_owned(),
                        html! { (parts::day(see, long.one_by_one)) }, String::new()),
                ]))
                p.small { (see.say("日子由这一串决定：", "What decides the day: ")) (chain(long)) (see.say("。", ".")) }
            },
        )
    }

    fn items(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("部门", "Organ"),
            see.say("什么时候要", "When it is needed"),
            see.say("先要有", "Only after"),
            see.say("承诺", "Promised"),
        ];
        let join = |names: &[Text]| {
            let all: Vec<&str> = names.iter().map(|name| see.of(name)).collect();
            if all.is_empty() {
                see.say("不用等", "nothing").to_owned()
            } else {
                all.join(see.say("、", ", "))
            }
        };
        let row = |part: &Part| {
            vec![
                html! {
                    a href=(links::item(&part.item)) { (see.of(&part.name)) }
                    @if part.sample { " " (parts::tag(parts::Tag::Plain, see.say("示例", "sample"))) }
                },
                html! { (see.of(&part.organ)) },
                html! {
                    @if part.when.zh.is_empty() { (see.say("都要", "always")) }
                    @else { (see.of(&part.when)) }
                },
                html! { (join(&part.after)) },
                html! { (see.pick(part.promised_limit.zh(), part.promised_limit.en())) },
            ]
        };
        let rows: Vec<Vec<Markup>> = self.parts.iter().map(row).collect();
        let title = see.say("里面有哪些事", "What is in it");
        parts::section("items", title, &parts::table(title, &heads, &rows))
    }

    fn to_bring(&self, see: &Frame) -> Markup {
        let name = |code: &str| {
            let part = self.parts.iter().find(|part| part.item == code);
            part.map_or(code, |part| see.of(&part.name)).to_owned()
        };
        let how = |paper: &Wanted| match &paper.comes {
            Comes::Brought => see.say("您准备，只要一份", "you prepare it, once").to_owned(),
            Comes::HandedOn(item) => see.pick(
                format!("“{}”办好后自动带过去", name(item)),
                format!("comes of “{}” and is handed on", name(item)),
            ),
            Comes::Fetched => see.say("政府已有，我们去取", "held by government; we fetch it").to_owned(),
            Comes::Promised => see.say("承诺就行", "a commitment will do").to_owned(),
        };
        let heads =
            [see.say("材料", "Paper"), see.say("怎么来", "How it comes"), see.say("给谁用", "Who uses it")];
        let row = |paper: &Wanted| {
            let serves: Vec<&str> = paper.serves.iter().map(|name| see.of(name)).collect();
            vec![
                html! {
                    (see.of(&paper.name))
                    @if !paper.always { " " span.soft.small { (see.say("看情况", "in some cases")) } }
                },
                html! { (how(paper)) },
                html! { (serves.join(see.say("、", ", "))) },
            ]
        };
        let rows: Vec<Vec<Markup>> = self.papers.iter().map(row).collect();
        let title = see.say("一套材料", "One set of papers");
        parts::section("papers", title, &parts::table(title, &heads, &rows))
    }
}
