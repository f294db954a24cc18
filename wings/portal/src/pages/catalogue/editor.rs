//! `/catalogue/{item}/edit`: the text of an item as it is, checked while it is written. Whatever is typed is
//! kept for its officer, right or wrong; only what has no error may be sent to a colleague.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::catalogue::differences::{self, Difference};
use house::catalogue::trial;
use house::opening::Seeing;
use house::web::drafts::{self, Typed};
use house::web::page::token;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Nothing, Page, Reply, Staff};
use house::{Failure, House, To, links};
use kernel::form::FieldFault;
use kernel::limits::CATALOGUE_EDITOR_CHARS;
use kernel::{Actor, Basis, Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::acts::{day, on_its_day};
use super::differences::{findings, in_words};
use super::seen::{Found, Standing, too_long};
use crate::rules::{Command, Motion, Rules, Stage, item_stream};

/// The button by which a draft is taken over to the edition in force.
const TAKE_OVER: &str = "take_over";

/// Under which name the draft of an item's text is kept.
fn kept_as(item: &str) -> String {
    format!("edit/{item}")
}

/// What is sent to the colleagues.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Sending {
    /// The whole text of the file.
    #[serde(default)]
    text: String,
    /// Hash of the edition in force that it follows.
    #[serde(default)]
    base: String,
    /// The first day on which it is to be in force.
    #[serde(default)]
    #[schemars(example = &"2026-10-01")]
    from: String,
    /// What changes and why.
    #[serde(default)]
    #[schemars(length(max = 2000), example = &"承诺由五个工作日改为三个")]
    note: String,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Editor {
    item: String,
    name: Text,
    /// Hash of the edition that the text follows.
    base: String,
    text: String,
    /// The first day on which it is to be in force, as typed.
    from: String,
    note: String,
    check: Found,
    /// What differs from the edition in force.
    differences: Vec<Difference>,
    /// Has another edition come into force since the draft was begun?
    outdated: bool,
    /// What that edition changed.
    meanwhile: Vec<Difference>,
    /// Is it a draft that was kept, not the edition in force?
    kept: bool,
    /// Why a colleague returned it; empty if nobody did.
    returned: String,
    /// Does something lie with the colleagues, or wait for its day? Then nothing more can be sent.
    open: bool,
    #[serde(skip)]
    faults: Vec<FieldFault>,
    #[serde(skip)]
    notice: Option<(Text, Basis)>,
}

/// GET `/catalogue/{item}/edit`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let fresh = asked.get("fresh").is_some_and(|yes| yes == "yes");
    let page = read(&house, who, &item, fresh).await?;
    Ok(reply.page(&page))
}

/// The draft of whoever looks, or what was returned, or the text in force.
async fn read(house: &House, who: Actor, item: &str, fresh: bool) -> Result<Editor, Failure> {
    let typed = drafts::find(house, &who.party, &kept_as(item)).await?;
    let code = item.to_owned();
    let mut page = house.read(who, move |seeing| editor(seeing, &code, typed, fresh)).await?;
    let on = on_its_day(house, day(&page.from).ok());
    let trial = house.tried(item, Some(page.text.clone()), on).await?;
    page.check = Found::of(&trial);
    if page.text.chars().count() > CATALOGUE_EDITOR_CHARS {
        page.check.findings.insert(0, too_long(item));
    }
    if let (Some(item), Some(now)) = (&trial.item, house.world().editions.latest(item)) {
        page.differences = differences::between(&now.item, item);
    }
    Ok(page)
}

fn editor(
    seeing: &mut Seeing<'_, '_>,
    item: &str,
    typed: Option<Typed>,
    fresh: bool,
) -> Result<Editor, Failure> {
    let standing = Standing::of(seeing, item)?;
    if !standing.may_draft {
        return Err(Failure::Absent);
    }
    let (world, today) = (seeing.house.world(), seeing.ctx.today());
    let (mut typed, kept) = (typed.clone().unwrap_or_default(), typed.is_some());
    let mut returned = String::new();
    if let Some(proposal) = &standing.shelf.proposal {
        let (Stage::Returned { reason, .. } | Stage::Recalled { reason, .. }) = &proposal.stage else {
            return Ok(finish(&world, (item, today), standing, (typed, kept, returned)));
        };
        returned.clone_from(reason);
        if let (Motion::Edition { text, note, .. }, false, false) = (&proposal.motion, kept, fresh) {
            typed.insert("text".to_owned(), text.clone());
            typed.insert("base".to_owned(), proposal.base.clone());
            typed.insert("note".to_owned(), note.clone());
            typed.insert("from".to_owned(), proposal.from.max(today).to_string());
        }
    }
    Ok(finish(&world, (item, today), standing, (typed, kept, returned)))
}

fn finish(
    world: &house::World,
    (item, today): (&str, Day),
    standing: Standing,
    (mut typed, kept, returned): (Typed, bool, String),
) -> Editor {
    let mut take = |name: &str, or: &dyn Fn() -> String| typed.remove(name).unwrap_or_else(or);
    let text = take("text", &|| standing.text.clone());
    let base = take("base", &|| standing.shelf.in_force.clone());
    let from = take("from", &|| today.to_string());
    let note = take("note", &String::new);
    let current = &standing.edition.item;
    let outdated = base != standing.shelf.in_force;
    let meanwhile = match world.editions.by_hash(&base) {
        Some(begun) if outdated => differences::between(&begun.item, current),
        _ => Vec::new(),
    };
    Editor {
        item: item.to_owned(),
        name: current.name.clone(),
        differences: Vec::new(),
        check: Found::default(),
        base,
        text,
        from,
        note,
        outdated,
        meanwhile,
        kept,
        returned,
        open: standing.shelf.open_proposal().is_some() && !standing.shelf.overtaken(),
        faults: Vec::new(),
        notice: None,
    }
}

/// What may be typed here, and nothing else.
fn known(typed: Typed) -> Typed {
    typed.into_iter().filter(|(name, _)| ["text", "base", "from", "note"].contains(&name.as_str())).collect()
}

/// POST `/catalogue/{item}/draft`: kept, right or wrong, and checked on the page that follows.
pub(super) async fn keep(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let in_force = drafting(&house, who.clone(), &item).await?;
    let mut typed = input.value;
    let take_over = typed.remove(TAKE_OVER).is_some();
    let mut typed = known(typed);
    if take_over {
        typed.insert("base".to_owned(), in_force);
    }
    drafts::keep(&house, &who.party, &kept_as(&item), &typed).await?;
    Ok(reply.lead(&edit(&item)))
}

/// Only who may draw up may keep a draft; gives the hash of the edition in force.
async fn drafting(house: &House, who: Actor, item: &str) -> Result<String, Failure> {
    let code = item.to_owned();
    house
        .read(who, move |seeing| {
            let standing = Standing::of(seeing, &code)?;
            if standing.may_draft { Ok(standing.shelf.in_force) } else { Err(Failure::Absent) }
        })
        .await
}

/// POST `/catalogue/{item}/draft/discard`: thrown away; begun again from the edition in force.
pub(super) async fn discard(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    drafting(&house, who.clone(), &item).await?;
    drafts::drop_draft(&house, &who.party, &kept_as(&item)).await?;
    Ok(reply.lead(&format!("{}?fresh=yes", edit(&item))))
}

/// POST `/catalogue/{item}/propose`: kept first, then tried, then sent.
pub(super) async fn propose(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Sending>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    drafting(&house, who.clone(), &item).await?;
    let Sending { text, base, from, note } = input.value;
    let pair = |name: &str, value: &String| (name.to_owned(), value.clone());
    let typed: Typed =
        [pair("text", &text), pair("base", &base), pair("from", &from), pair("note", &note)].into();
    drafts::keep(&house, &who.party, &kept_as(&item), &typed).await?;
    let on = on_its_day(&house, day(&from).ok());
    let trial = house.tried(&item, Some(text.clone()), on).await?;
    let done = match day(&from) {
        Ok(from) => {
            let command = Command::Propose {
                item: item.clone(),
                hash: trial::hash(&text),
                organ: trial.item.as_ref().map(|item| item.organ.clone()).unwrap_or_default(),
                errors: trial.errors(),
                base,
                text,
                from,
                note,
            };
            house.act::<Rules>(who.clone(), To::Stream(item_stream(&item)), cause, None, command).await
        }
        Err(fault) => Err(fault),
    };
    match done {
        Ok(receipt) => {
            drafts::drop_draft(&house, &who.party, &kept_as(&item)).await?;
            Ok(reply.done(&links::catalogue_item(&item), &receipt))
        }
        Err(failure) => refused(&house, who, &item, &reply, failure).await,
    }
}

/// The page comes back with what is wrong and everything that was typed.
async fn refused(
    house: &House,
    who: Actor,
    item: &str,
    reply: &Reply,
    failure: Failure,
) -> Result<Response, Failure> {
    if reply.visit().json {
        return Err(failure);
    }
    let mut page = read(house, who, item, false).await?;
    match failure {
        Failure::Faulty(faults) => page.faults = faults,
        Failure::Refused(refusal) => page.notice = Some((house.texts.refusal(&refusal), refusal.basis)),
        other => return Err(other),
    }
    Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// Whoever comes back to an act's address by a link is led to the editor.
pub(super) async fn back(_who: Staff, Path(item): Path<String>, reply: Reply) -> Response {
    reply.lead(&edit(&item))
}

fn edit(item: &str) -> String {
    format!("{}/edit", links::catalogue_item(item))
}

impl Editor {
    fn to(&self, act: &str) -> String {
        format!("{}/{act}", links::catalogue_item(&self.item))
    }

    fn notices(&self, see: &Frame) -> Markup {
        html! {
            (parts::fault_summary(see, &self.faults))
            @if let Some((sentence, basis)) = &self.notice {
                (parts::warn(&html! {
                    p { strong { (see.of(sentence)) } (see.say("写的都还在。", " Everything you wrote is kept.")) }
                    p.soft { (see.of(basis)) }
                }))
            }
            @if self.open {
                (parts::note(&html! { p {
                    (see.say("已有一稿在等核准或等生效。可以接着写，送审要等它撤回或生效。",
                        "Something is waiting already. Go on writing; it can be sent once that was called \
                         back or took effect. "))
                    a href=(links::catalogue_item(&self.item)) { (see.say("去看那一稿", "See what is waiting")) }
                } }))
            }
            @if !self.returned.is_empty() {
                (parts::note(&html! { p {
                    strong { (see.say("上一稿没有通过：", "The last one did not pass: ")) } (self.returned)
                } }))
            }
            @if self.outdated {
                (parts::warn(&html! {
                    p { strong { (see.say(
                        "您动笔以后，别的版本已经生效。请看它改了什么，把要保留的写进您的稿子，再送审。",
                        "Another edition has come into force since you began. See what it changed, take over \
                         what must stay, then send yours.",
                    )) } }
                    @if !self.meanwhile.is_empty() { (in_words(see, &self.meanwhile)) }
                }))
            }
        }
    }

    /// The text, large, with what is wrong beneath and everything that is sent with it.
    fn form(&self, see: &Frame) -> Markup {
        let label = see.say("事项文件（TOML）", "The item's file (TOML)");
        let hint = see.say(
            "停下来就会自动保存和检查；点一条问题，就到那一行。",
            "It is kept and checked whenever you pause; choose a finding to go to its line.",
        );
        let fault = self.faults.iter().find(|fault| fault.field == "from").map(|fault| &fault.text);
        let from = parts::Line {
            name: "from",
            label: see.say("哪天生效", "In force from"),
            hint: Some(see.say("像 2026-10-01 这样写，今天或以后", "Like 2026-10-01, today or later")),
            value: &self.from,
            autocomplete: "off",
            keeping: parts::Keeping::Open,
        };
        html! {
            form #editor method="post" action=(self.to("propose")) data-keep=(self.to("draft")) novalidate {
                (token(see))
                input type="hidden" name="base" value=(self.base);
                div.field {
                    label for="f-text" { (label) }
                    p.hint id="f-text-h" { (hint) }
                    textarea.file id="f-text" name="text" rows="30" wrap="off" spellcheck="false"
                        autocapitalize="none" autocomplete="off" maxlength=(CATALOGUE_EDITOR_CHARS)
                        aria-describedby="f-text-h" {
                        "\n" (self.text)
                    }
                }
                section aria-labelledby="check" #checked {
                    h2 #check { (see.say("检查", "Check")) }
                    p.soft role="status" {
                        @if self.kept { (see.say("稿子替您留着。", "Your draft is kept. ")) }
                        @else { (see.say("这是现行的文件，还没有改。", "This is the file in force, unchanged. ")) }
                    }
                    (findings(see, &self.check))
                    h3 { (see.say("和现行版本的差别", "What differs from the edition in force")) }
                    @if self.differences.is_empty() { p { (see.say("没有差别。", "Nothing.")) } }
                    @else { (in_words(see, &self.differences)) }
                }
                (parts::text_area(see, "note", see.say("改了什么、为什么", "What changes and why"),
                    Some(see.say("给核准的同事看", "For the colleague who approves")), &self.note, None))
                (parts::line(see, from, fault))
                p.asks {
                    (parts::button(Look::Filled, see.say("送同事核准", "Send to a colleague"), None))
                    button formaction=(self.to("draft")) { (see.say("保存并检查", "Keep and check")) }
                    @if self.outdated {
                        button formaction=(self.to("draft")) name=(TAKE_OVER) value="yes" {
                            (see.say("我已对照，按现行版本继续", "I have compared; go on from the edition in force"))
                        }
                    }
                }
            }
        }
    }
}

impl Page for Editor {
    fn title(&self, see: &Frame) -> String {
        let name = see.of(&self.name);
        match self.check.errors {
            0 => see.pick(format!("编制：{name}"), format!("Draw up: {name}")),
            n => see.pick(format!("{n} 处错误 · 编制：{name}"), format!("{n} to mend · Draw up: {name}")),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/catalogue".to_owned(), see.say("事项", "Items").to_owned()),
            (links::catalogue_item(&self.item), see.of(&self.name).to_owned()),
            (String::new(), see.say("编制", "Draw up").to_owned()),
        ]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        let heading = see.pick(format!("编制：{}", self.name.zh), format!("Draw up: {}", see.of(&self.name)));
        html! {
            (self.notices(see))
            (parts::title(&heading, &html! {}))
            (self.form(see))
            @if self.kept {
                (parts::act_form(see, &self.to("draft/discard"), &[], &html! {}, Look::Grave,
                    see.say("丢掉这一稿", "Throw this draft away")))
            }
        }
    }
}
