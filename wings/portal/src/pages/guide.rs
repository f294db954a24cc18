//! The guide of an item, drawn from the edition in force: what does it take? Nothing here is written twice.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::web::page::{Frame, Page, escape_query};
use house::web::parts;
use house::web::{Anyone, Audience, Reply};
use house::{Failure, House, links};
use kernel::form::{Field, FieldKind};
use kernel::item::{Choice, Condition, Fee, Material, Question, Situation, Source, Takes, When, applies};
use kernel::{Item, Text, Unit};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::at::{self, At};
use super::disclosed::{self, Answerable};
use super::history::{Gone, gone};
use super::lists;
use super::taken_in;

/// What becomes of a part of the item under the answers given so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Fate {
    /// It applies.
    Applies,
    /// It depends on a question that is not answered yet.
    Depends,
    /// It does not apply.
    Drops,
}

/// What becomes of a part with this condition.
pub(super) fn fate(when: &When, situation: &Situation) -> Fate {
    let given = |question: &String| situation.get(question);
    if when.iter().any(|(question, test)| given(question).is_some_and(|a| !test.holds(a))) {
        return Fate::Drops;
    }
    if when.keys().any(|question| given(question).is_none()) { Fate::Depends } else { Fate::Applies }
}

/// Does the applicant herself bring it?
pub(super) fn own(material: &Material) -> bool {
    matches!(material.source, Source::Applicant | Source::Intermediary)
}

/// A material as a program reads it: its text stands in the item.
#[derive(Serialize, JsonSchema)]
struct Needed {
    code: String,
    /// Does it apply, or depend on an open question?
    fate: Fate,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Guide {
    edition: String,
    #[serde(flatten)]
    answerable: Answerable,
    situation: Situation,
    /// Is every question answered?
    resolved: bool,
    /// Does whoever reads it apply for such things? Officers do not.
    #[serde(skip)]
    pub may_apply: bool,
    materials: Vec<Needed>,
    /// The township's centre it is drawn for, where one was asked for.
    at: Option<At>,
    /// Centres of townships where it can be done.
    townships: Vec<At>,
    /// Since when and why it is no longer offered, if it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Gone>,
    #[serde(serialize_with = "house::web::published::item")]
    pub item: Item,
}

pub(super) async fn show(
    State(house): State<House>,
    who: Anyone,
    Path(item): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let world = house.world();
    let edition = world.editions.latest(&item).ok_or(Failure::Nowhere)?;
    let gone = world.editions.withdrawn(&item);
    let townships = at::all(&house, &edition.item);
    // a centre that does not take it in is as if it had not been asked for
    let taken = query.get("at").and_then(|hall| at::taken(&house, &edition.item, hall));
    let (at, item) = taken.map_or_else(|| (None, Item::clone(&edition.item)), |(at, item)| (Some(at), item));
    let answerable = Answerable::of(&house, &item);
    let mut guide = Guide::new(&edition.hash, item, answerable, &query);
    (guide.at, guide.townships) = (at, townships);
    guide.may_apply = who.0.is_none_or(|who| Audience::Person.admits(Some(who.role)));
    if let Some(gone) = gone {
        guide.may_apply = false;
        guide.withdrawn = Some(Gone { day: gone.day, reason: gone.reason.clone() });
    }
    Ok(reply.page(&guide))
}

impl Guide {
    fn new(edition: &str, item: Item, answerable: Answerable, query: &BTreeMap<String, String>) -> Self {
        let situation = situation(&item, query);
        let fates =
            item.materials.iter().map(|m| Needed { code: m.code.clone(), fate: fate(&m.when, &situation) });
        Self {
            edition: edition.to_owned(),
            at: None,
            townships: Vec::new(),
            answerable,
            resolved: item.resolves(&situation),
            may_apply: true,
            withdrawn: None,
            materials: fates.filter(|needed| needed.fate != Fate::Drops).collect(),
            situation,
            item,
        }
    }

    /// Materials that may be asked for, with what becomes of each.
    pub fn asked(&self) -> impl Iterator<Item = (&Material, Fate)> {
        let all = self.item.materials.iter().map(|m| (m, fate(&m.when, &self.situation)));
        all.filter(|(_, fate)| *fate != Fate::Drops)
    }

    /// The question a part still waits for.
    pub fn waits_for(&self, when: &When) -> Option<&Text> {
        let open = |code: &&String| !self.situation.contains_key(*code);
        let code = when.keys().find(open)?;
        self.item.questions.iter().find(|q| q.code == *code).map(|q| &q.text)
    }

    /// Where the form begins, with the answers given here.
    pub fn apply(&self) -> String {
        let pair = |(k, v): (&String, &String)| format!("{}={}", escape_query(k), escape_query(v));
        let query: Vec<String> = self.situation.iter().map(pair).collect();
        let apply = links::apply(&self.item.code);
        if query.is_empty() { apply } else { format!("{apply}?{}", query.join("&")) }
    }

    fn answers(&self, see: &Frame) -> Markup {
        let item = &self.item;
        let limit = see.lang.limit(item.promised_limit);
        let statutory = see.lang.limit(item.statutory_limit);
        let (fee, fee_why) = self.fee(see);
        let n = item.visits;
        let s = if n == 1 { "" } else { "s" };
        let visits = see.pick(format!("{n} 趟"), format!("{n} visit{s}"));
        let why = match &item.visits_reason {
            Some(reason) => see.of(reason).to_owned(),
            None => see.say("网上就能办完", "all of it online").to_owned(),
        };
        let valid = item.outcome.licence.as_ref().and_then(|licence| licence.valid);
        let valid = match (valid, &item.outcome.licence) {
            (Some(limit), _) => {
                let limit = see.lang.limit(limit);
                see.pick(format!("有效期 {limit}"), format!("valid for {limit}"))
            }
            (None, Some(_)) => see.say("长期有效", "valid without end").to_owned(),
            (None, None) => String::new(),
        };
        parts::strip(&[
            (
                see.say("多久", "How long").to_owned(),
                html! { (limit) },
                see.pick(
                    format!("受理之后算起，法定 {statutory}"),
                    format!("from acceptance; the law allows {statutory}"),
                ),
            ),
            (see.say("多少钱", "How much").to_owned(), html! { (fee) }, fee_why),
            (see.say("跑几趟", "Visits").to_owned(), html! { (visits) }, why),
            (see.say("拿到什么", "What you get").to_owned(), html! { (see.of(&item.outcome.name)) }, valid),
        ])
    }

    /// Fees that may be asked for, with what becomes of each.
    pub fn fees(&self) -> impl Iterator<Item = (&Fee, Fate)> {
        let all = self.item.fees.iter().map(|fee| (fee, fate(&fee.when, &self.situation)));
        all.filter(|(_, fate)| *fate != Fate::Drops)
    }

    /// What it costs, and why that cannot be said yet.
    fn fee(&self, see: &Frame) -> (String, String) {
        let most = self.most();
        if self.fees().any(|(_, fate)| fate == Fate::Depends) {
            let most = lists::yuan(see.lang, most);
            let words = see.pick(format!("最多 {most}"), format!("At most {most}"));
            return (words, see.say("回答完问题就知道", "your answers decide").to_owned());
        }
        let words =
            if most == 0 { see.say("不收费", "Free").to_owned() } else { lists::yuan(see.lang, most) };
        (words, String::new())
    }

    /// What it costs at most, in fen, however the questions that a fee waits for are answered.
    fn most(&self) -> i64 {
        let mut ways = vec![self.situation.clone()];
        for question in &self.item.questions {
            let open = !self.situation.contains_key(&question.code);
            if !open || !self.fees().any(|(fee, _)| fee.when.contains_key(&question.code)) {
                continue;
            }
            let telling = self.item.telling(question);
            let with = |way: &Situation, answer: &String| {
                let mut way = way.clone();
                way.insert(question.code.clone(), answer.clone());
                way
            };
            ways = ways.iter().flat_map(|way| telling.iter().map(|a| with(way, a))).collect();
        }
        let cost = |way: &Situation| -> i64 {
            self.item.fees.iter().filter(|fee| applies(&fee.when, way)).map(|fee| fee.fen).sum()
        };
        ways.iter().map(cost).max().unwrap_or_default()
    }

    /// One primary way on: to the questions while some are open, else to the form.
    fn ways_on(&self, see: &Frame) -> Markup {
        if let Some(withdrawn) = &self.withdrawn {
            return gone(see, withdrawn);
        }
        let open = self.item.questions.len() - self.situation.len();
        let s = if open == 1 { "" } else { "s" };
        let ask = see.pick(
            format!("先答 {open} 个问题，看我要带什么"),
            format!("Answer {open} question{s} and see what to bring"),
        );
        html! { p.asks {
            @if !self.may_apply {
                p { (see.say("工作人员不在这里申请；申请人从这里开始。", "Officers do not apply; applicants begin here.")) }
            } @else if self.resolved {
                (parts::link_button(parts::Look::Filled, &self.apply(), see.say("开始申请", "Start applying")))
                @if !self.item.questions.is_empty() {
                    a href="#ask" { (see.say("改我的回答", "Change my answers")) }
                }
            } @else {
                (parts::link_button(parts::Look::Filled, "#ask", &ask))
                a href=(self.apply()) { (see.say("我都清楚，直接申请", "I know what it takes: apply now")) }
            }
        } }
    }

    /// The guided questions, all at once; 说不准 leaves one open.
    fn questions(&self, see: &Frame) -> Markup {
        let item = &self.item;
        if item.questions.is_empty() {
            return html! {};
        }
        let unsure = Choice { code: String::new(), text: Text::new("说不准", "I am not sure") };
        let hint = see.say(
            "回答只用来算出您要带什么，不登录也能问，不会留下来。",
            "Your answers only work out what to bring. Nothing is kept, and you need not sign in.",
        );
        let form = html! {
            p.soft { (hint) }
            form.noprint method="get" action={ (links::item(&item.code)) "#mat" } {
                @for question in &item.questions {
                    (parts::field(see, &asked(question, &unsure), self.given(question), None))
                }
                p.asks {
                    (parts::button(parts::Look::Second, see.say("照这样算一算", "Work it out"), None))
                }
            }
        };
        let heading = see.say("看我要带什么", "See what I must bring");
        if self.situation.is_empty() {
            // on paper nobody answers
            return html! { div.noprint { (parts::section("ask", heading, &form)) } };
        }
        parts::section(
            "ask",
            heading,
            &html! {
                (self.so_far(see))
                p.soft { (see.say(
                    "下面只列您用得着的。这一页可以打印，也可以收藏：地址里带着您的回答。",
                    "Below is only what applies to you. Print this page, or keep its address: it carries \
                     your answers.",
                )) }
                details.noprint open[!self.resolved] {
                    summary { (see.say("改我的回答", "Change my answers")) }
                    div { (form) }
                }
            },
        )
    }

    /// The code of the answer given, or nothing.
    fn given(&self, question: &Question) -> &str {
        self.situation.get(&question.code).map_or("", String::as_str)
    }

    fn so_far(&self, see: &Frame) -> Markup {
        let answered = self.item.questions.iter().filter_map(|question| {
            let given = self.situation.get(&question.code)?;
            let answer = question.words(given)?;
            Some((see.of(&question.text).to_owned(), html! { strong { (see.of(&answer)) } }))
        });
        html! { (parts::facts(&answered.collect::<Vec<_>>())) }
    }

    fn who(&self, see: &Frame) -> Markup {
        let audience = match (self.item.for_persons, self.item.for_organisations) {
            (true, true) => see.say("个人和单位都可以办。", "Persons and organisations may apply."),
            (true, false) => see.say("个人办的事。", "For persons."),
            (false, _) => see.say("单位办的事。", "For organisations."),
        };
        let conditions: Vec<&Condition> =
            self.item.conditions.iter().filter(|c| fate(&c.when, &self.situation) != Fate::Drops).collect();
        parts::section(
            "who",
            see.say("谁可以办", "Who may apply"),
            &html! {
                p { (audience) @if !conditions.is_empty() { (see.say("都要做到：", " All of this must be so:")) } }
                ul { @for condition in conditions { li {
                    (see.of(&condition.text))
                    @if let Some(question) = self.waits_for(&condition.when) {
                        span.soft { (lists::depends(see, question)) }
                    }
                } } }
            },
        )
    }

    fn contents(&self, see: &Frame) -> Markup {
        let mut rows = vec![("#who", see.say("谁可以办", "Who may apply"))];
        if !self.item.questions.is_empty() {
            rows.push(("#ask", see.say("看我要带什么", "See what I must bring")));
        }
        rows.push(("#mat", see.say("要准备什么", "What to prepare")));
        rows.push(("#time", see.say("要等多久", "How long it takes")));
        rows.push(("#where", see.say("在哪里办", "Where")));
        rows.push(("#taken-in", see.say("怎样提交", "How it is taken in")));
        rows.push(("#fees", see.say("收费标准", "Fees")));
        rows.push(("#powers", see.say("谁负责", "Who answers for it")));
        rows.push(("#law", see.say("依据与救济", "Legal basis and remedies")));
        let rows: Vec<_> = rows.into_iter().map(|(to, words)| (to.to_owned(), words.to_owned())).collect();
        let heading = see.say("本页内容", "On this page");
        html! {
            aside.stay.less.noprint aria-label=(heading) { section aria-labelledby="contents" {
                h2 id="contents" { (heading) }
                (parts::links(&rows))
            } }
        }
    }
}

impl Page for Guide {
    fn title(&self, see: &Frame) -> String {
        see.pick(format!("{}办事指南", self.item.name.zh), format!("{}: guide", see.of(&self.item.name)))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::items().to_owned(), see.say("办事", "Services").to_owned()),
            (String::new(), see.of(&self.item.name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let organ = see.of(&self.answerable.organ);
        let apply = self.may_apply.then(|| self.apply());
        let line = html! {
            @if self.item.sample {
                (parts::tag(parts::Tag::Plain, see.say("示例", "Sample"))) " "
                (see.say("不是本县目录里的事项，不计入本县的数字。",
                    "Not an item of this county's catalogue, and in none of its figures. "))
            }
            (see.of(&self.item.purpose))
            (see.pick(format!("由{organ}办理。"), format!(" Handled by the {organ}.")))
            @if let Some(at) = &self.at {
                " " strong { (see.pick(format!("在{}办。", at.name.zh), format!("At the {}.", at.name.en))) }
            }
        };
        html! {
            (parts::title(see.of(&self.item.name), &line))
            div.door {
                h2.vh { (see.say("一眼看清", "At a glance")) }
                (self.answers(see))
                (self.ways_on(see))
            }
            div.two {
                div {
                    (self.who(see))
                    (self.questions(see))
                    (lists::materials(see, self))
                    (lists::times(see, &self.item))
                    (disclosed::places(see, &self.item, apply.as_deref()))
                    (taken_in::section(see, &self.item))
                    (at::section(see, &self.item.code, &self.situation, &self.townships, self.at.as_ref()))
                    (disclosed::fees(see, self))
                    (disclosed::powers(see, &self.item, &self.answerable))
                    (disclosed::law(see, &self.item, &self.edition))
                }
                (self.contents(see))
            }
        }
    }
}

/// A question as a field, with the answer that leaves it open.
fn asked(question: &Question, unsure: &Choice) -> Field {
    let kind = match question.takes {
        Takes::Choice => FieldKind::Choice,
        Takes::Number => FieldKind::Number,
        Takes::Date => FieldKind::Date,
    };
    if kind != FieldKind::Choice {
        let field = Field::new(&question.code, question.text.clone(), kind);
        return Field { optional: true, ..field };
    }
    Field {
        code: question.code.clone(),
        label: question.text.clone(),
        kind,
        optional: false,
        hint: None,
        options: question.answers.iter().cloned().chain([unsure.clone()]).collect(),
        when: When::new(),
        fields: Vec::new(),
        rows: None,
        own: false,
    }
}

/// What the query answers: known questions with one of their answers, nothing else.
fn situation(item: &Item, query: &BTreeMap<String, String>) -> Situation {
    let known = item.questions.iter().filter_map(|question| {
        let given = question.read(query.get(&question.code)?)?;
        Some((question.code.clone(), given))
    });
    known.collect()
}

/// Is the limit counted in calendar days, so that people must be told that days off count?
pub(super) fn counts_every_day(unit: Unit) -> bool {
    matches!(unit, Unit::Days | Unit::Months | Unit::Years)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_part_applies_drops_out_or_waits_for_an_answer() {
        let when: When = [("water".to_owned(), vec!["own".to_owned()].into())].into();
        for (answer, expected) in
            [(None, Fate::Depends), (Some("own"), Fate::Applies), (Some("mains"), Fate::Drops)]
        {
            let given = answer.map(|a: &str| ("water".to_owned(), a.to_owned()));
            assert_eq!(fate(&when, &given.into_iter().collect()), expected);
        }
        assert_eq!(fate(&When::new(), &Situation::new()), Fate::Applies);
    }

    #[test]
    fn one_answer_against_it_is_enough_to_drop_a_part() {
        let when: When = ["a", "b"].map(|code| (code.to_owned(), vec!["yes".to_owned()].into())).into();
        let situation = [("b".to_owned(), "no".to_owned())].into();
        assert_eq!(fate(&when, &situation), Fate::Drops);
    }
}
