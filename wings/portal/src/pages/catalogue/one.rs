//! `/catalogue/{item}`: what is proposed of an item with every difference, what may be done about it, and how
//! it came to be what it is.

use axum::extract::{Path, State};
use axum::response::Response;
use house::catalogue::differences::{self, Difference, Line};
use house::opening::Seeing;
use house::web::parts::{self, DiaryLine, DiaryMark, Look};
use house::web::reply::attachment;
use house::web::{Frame, Page, Reply, Staff};
use house::{Failure, House, links};
use kernel::{Actor, Basis, Day, Instant, Item, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::acts::on_its_day;
use super::differences::{findings, in_words, part, raw};
use super::list::TOML;
use super::seen::{Found, Standing, name};
use crate::rules::{Motion, Proposal, Stage};
use crate::views::{Drawn, Happened, Said};

/// What is proposed.
#[derive(Serialize, JsonSchema)]
struct Proposed {
    /// `sent`, `approved`, `returned` or `recalled`.
    stage: &'static str,
    /// Has another edition come into force since it was drawn up?
    overtaken: bool,
    /// Is it that the item be offered no more?
    withdrawal: bool,
    /// The day on which it is to take effect.
    from: Day,
    /// When it was sent, in milliseconds.
    #[schemars(with = "i64")]
    at: Instant,
    /// Who drew it up.
    by: Text,
    /// Who approved, returned or called it back; empty while it lies with the colleagues.
    by_second: Text,
    /// What changes and why; for a withdrawal why, for everybody.
    note: Text,
    /// Why it was returned or called back.
    reason: String,
    differences: Vec<Difference>,
    lines: Vec<Line>,
    /// What the compiler says of the text by now.
    check: Found,
    #[serde(skip)]
    text: Option<String>,
    /// Did whoever looks draw it up herself? Then another must judge it.
    own: bool,
}

/// A line of the history.
#[derive(Serialize, JsonSchema)]
struct Past {
    /// What happened.
    act: Text,
    /// Since when it is so, in milliseconds.
    #[schemars(with = "i64")]
    at: Instant,
    /// Who.
    by: Text,
    /// Words that go with it.
    note: Text,
    /// What differs from the edition before, where it came into force.
    differences: Option<Vec<Difference>>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct One {
    item: String,
    name: Text,
    organ_name: Text,
    /// Hash of the edition in force, or of the last.
    edition: String,
    /// Version of the item's diary: send it back with an act.
    version: i64,
    /// Since when and why it is no longer offered.
    withdrawn: Option<(Day, Text)>,
    proposal: Option<Proposed>,
    /// Newest first.
    history: Vec<Past>,
    may_draft: bool,
    may_approve: bool,
    today: Day,
    #[serde(skip)]
    ended: Option<NotEnded>,
}

/// Why it could not be proposed that the item end, with what was typed.
pub(super) struct NotEnded {
    /// The law's no.
    pub refusal: (Text, Basis),
    /// What the other files would be missing.
    pub check: Found,
    /// The reason, in Chinese and in English.
    pub reason: Text,
    /// The day, as typed.
    pub from: String,
}

/// GET `/catalogue/{item}`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    Ok(reply.page(&page(&house, who, &item, None).await?))
}

/// The page of an item, as it is or with a withdrawal that could not be sent.
pub(super) async fn page(
    house: &House,
    who: Actor,
    item: &str,
    ended: Option<NotEnded>,
) -> Result<One, Failure> {
    let code = item.to_owned();
    let mut page = house.read(who, move |seeing| one(seeing, &code)).await?;
    if let Some(proposal) = &mut page.proposal {
        proposal.try_it(house, item).await?;
    }
    page.ended = ended;
    Ok(page)
}

/// GET `/catalogue/{item}/text`: the file of the edition in force.
pub(super) async fn text(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
) -> Result<Response, Failure> {
    let file = format!("{item}.toml");
    let text = house.read(who, move |seeing| Ok(Standing::of(seeing, &item)?.text)).await?;
    Ok(attachment(&file, TOML, text.into_bytes()))
}

fn one(seeing: &mut Seeing<'_, '_>, item: &str) -> Result<One, Failure> {
    let standing = Standing::of(seeing, item)?;
    let proposal = match &standing.shelf.proposal {
        Some(proposal) => Some(proposed(seeing, &standing, proposal)?),
        None => None,
    };
    let withdrawn = seeing.ctx.editions.withdrawn(item).map(|gone| (gone.day, gone.reason.clone()));
    Ok(One {
        item: item.to_owned(),
        name: standing.edition.item.name.clone(),
        organ_name: seeing.house.organ_name(&standing.edition.item.organ),
        edition: standing.edition.hash.clone(),
        version: standing.version,
        withdrawn,
        proposal,
        history: history(seeing, &standing.history)?,
        may_draft: standing.may_draft,
        may_approve: standing.may_approve,
        today: seeing.ctx.today(),
        ended: None,
    })
}

fn proposed(
    seeing: &mut Seeing<'_, '_>,
    standing: &Standing,
    proposal: &Proposal,
) -> Result<Proposed, Failure> {
    let (stage, second, reason) = match &proposal.stage {
        Stage::Sent => ("sent", "", ""),
        Stage::Approved { by } => ("approved", by.as_str(), ""),
        Stage::Returned { by, reason } => ("returned", by.as_str(), reason.as_str()),
        Stage::Recalled { by, reason } => ("recalled", by.as_str(), reason.as_str()),
    };
    let by_second = if second.is_empty() { Text::default() } else { name(seeing, second)? };
    let (note, withdrawal) = match &proposal.motion {
        Motion::Edition { note, .. } => (Text::new(note, note), false),
        Motion::Withdrawal { reason } => (reason.clone(), true),
    };
    let text = proposal.motion.text();
    Ok(Proposed {
        stage,
        overtaken: standing.shelf.overtaken(),
        withdrawal,
        from: proposal.from,
        at: proposal.at,
        by: name(seeing, &proposal.by)?,
        by_second,
        note,
        reason: reason.to_owned(),
        differences: Vec::new(),
        lines: text.map(|text| differences::lines(&standing.text, text)).unwrap_or_default(),
        check: Found::default(),
        text: text.map(str::to_owned),
        own: proposal.by == seeing.ctx.actor.party,
    })
}

fn history(seeing: &mut Seeing<'_, '_>, all: &[Happened]) -> Result<Vec<Past>, Failure> {
    let (mut past, mut before): (Vec<Past>, Option<&Item>) = (Vec::new(), None);
    let editions = seeing.ctx.editions;
    for one in all {
        let mut differences = None;
        let mut note = Text::default();
        let mut by = name(seeing, &one.by)?;
        match &one.said {
            Said::Edition(Drawn { hash, proposed_by, approved_by, .. }) => {
                if !approved_by.is_empty() {
                    let (one, other) = (name(seeing, proposed_by)?, name(seeing, approved_by)?);
                    by = Text::new(
                        format!("{}编制，{}核准", one.zh, other.zh),
                        format!("drawn up by {}, approved by {}", one.en, other.en),
                    );
                }
                let item = editions.by_hash(hash).map(|edition| &*edition.item);
                differences = before.zip(item).map(|(before, item)| differences::between(before, item));
                before = item.or(before);
            }
            Said::Proposed(_, from, words) => {
                note = Text::new(
                    format!("拟{}起生效：{words}", from.zh_full()),
                    format!("to take effect on {}: {words}", from.en_full()),
                );
            }
            Said::Gone(day, reason) => {
                note = Text::new(
                    format!("{}起：{}", day.zh_full(), reason.zh),
                    format!("from {}: {}", day.en_full(), reason.en),
                );
            }
            Said::Words(words) => note = Text::new(words, words),
            Said::Nothing => {}
        }
        let act = seeing.house.texts.word("portal", "history", one.event);
        past.push(Past { act, at: one.effective, by, note, differences });
    }
    past.reverse();
    Ok(past)
}

impl One {
    fn to(&self, act: &str) -> String {
        format!("{}/{act}", links::catalogue_item(&self.item))
    }

    /// The form of one act, with the version that was seen.
    fn act(&self, see: &Frame, act: &str, inside: &Markup, look: Look, words: &str) -> Markup {
        let version = self.version.to_string();
        let hidden = [("seen", version.as_str()), ("base", self.edition.as_str())];
        parts::act_form(see, &self.to(act), &hidden, inside, look, words)
    }

    fn standing(&self, see: &Frame) -> Markup {
        let state = match &self.withdrawn {
            Some((day, reason)) => html! {
                (parts::tag(parts::Tag::Plain, see.say("已取消", "withdrawn"))) " " (parts::day(see, *day))
                br; (see.of(reason))
            },
            None => html! { (see.say("现行", "in force")) },
        };
        let text = self.to("text");
        let ways = html! {
            a href=(links::item(&self.item)) { (see.say("看办事指南", "The guide")) } " · "
            a href=(links::item_history(&self.item)) {
                (see.say("公开的历次版本", "Editions, as the public sees them"))
            } " · "
            a href=(text) { (see.say("下载文件", "Download the file")) }
        };
        html! {
            (parts::facts(&[
                (see.say("现状", "Standing").to_owned(), state),
                (see.say("版本", "Edition").to_owned(), html! { span.code.small { (self.edition) } }),
                (see.say("去看", "See").to_owned(), ways),
            ]))
            @if self.may_draft && self.proposal.as_ref().is_none_or(|p| !p.open()) {
                p.asks { (parts::link_button(Look::Filled, &self.to("edit"), match self.withdrawn {
                    Some(_) => see.say("编制新版，重新公布", "Draw up an edition that brings it back"),
                    None => see.say("编制新版", "Draw up a new edition"),
                })) }
            }
        }
    }

    fn proposed(&self, see: &Frame, one: &Proposed) -> Markup {
        let mut rows = vec![
            (
                see.say("谁编制", "Drawn up by").to_owned(),
                html! { (see.of(&one.by)) " " (parts::instant(see, one.at)) },
            ),
            (
                see.say("哪天生效", "Takes effect on").to_owned(),
                html! {
                    time datetime=(one.from) { (see.pick(one.from.zh_full(), one.from.en_full())) }
                },
            ),
            (
                if one.withdrawal {
                    see.say("为什么取消", "Why it ends")
                } else {
                    see.say("改了什么、为什么", "What changes and why")
                }
                .to_owned(),
                html! { (see.of(&one.note)) },
            ),
        ];
        if !one.by_second.zh.is_empty() {
            let words = match one.stage {
                "approved" => see.say("谁核准", "Approved by"),
                "returned" => see.say("谁退回", "Returned by"),
                _ => see.say("谁撤回", "Called back by"),
            };
            rows.push((words.to_owned(), html! { (see.of(&one.by_second)) }));
        }
        if !one.reason.is_empty() {
            rows.push((see.say("理由", "Reason").to_owned(), html! { (one.reason) }));
        }
        html! {
            @if one.overtaken {
                (parts::warn(&html! { p { strong { (see.say(
                    "送审以后，别的版本已经生效。这一稿不能再核准，请撤回，对照现行版本重新编制。",
                    "Another edition has come into force since this was sent. It can no longer be approved: \
                     call it back and draw it up again from the edition in force.",
                )) } } }))
            }
            (parts::facts(&rows))
            @if !one.withdrawal {
                (part(see.say("和现行版本的差别", "What differs from the edition in force"), &html! {
                    (in_words(see, &one.differences)) (raw(see, &one.lines))
                }))
            }
            @if one.open() {
                (part(see.say("检查结果", "What the check says"), &findings(see, &one.check)))
            }
            (self.acts(see, one))
        }
    }

    fn acts(&self, see: &Frame, one: &Proposed) -> Markup {
        let reason = |label: &str| parts::text_area(see, "reason", label, None, "", None);
        let judge = self.may_approve && one.stage == "sent" && !one.own && !one.overtaken;
        html! {
            @if one.own && one.stage == "sent" {
                p { (see.say(
                    "这一稿是您编制的，要由本单位另一位同事核准。",
                    "You drew this up yourself: another officer of your organ approves it.",
                )) }
            }
            div #acts {
                @if judge {
                    (self.act(see, "approve", &html! {}, Look::Filled, see.say("核准", "Approve")))
                    (self.act(see, "return", &reason(see.say("为什么退回", "Why it is returned")), Look::Second,
                        see.say("退回", "Return")))
                }
                @if self.may_draft && one.open() {
                    details {
                        summary { (see.say("撤回这一稿", "Call it back")) }
                        div { (self.act(see, "recall", &parts::text_area(see, "why",
                            see.say("为什么撤回", "Why it is called back"), None, "", None), Look::Grave,
                            see.say("撤回", "Call back"))) }
                    }
                }
            }
        }
    }

    fn ending(&self, see: &Frame) -> Markup {
        let hint = see.say(
            "从那天起不再收新的申请；在办的件照原来的指南办完。理由会写在办事指南上。",
            "From that day no new application is taken; what is under way goes on under its own guide. The \
             reason stands on the guide.",
        );
        let today = self.today.to_string();
        let (zh, en, from) = self.ended.as_ref().map_or(("", "", today.as_str()), |ended| {
            (ended.reason.zh.as_str(), ended.reason.en.as_str(), ended.from.as_str())
        });
        let date = parts::Line {
            name: "from",
            label: see.say("从哪天起", "From which day"),
            hint: Some(see.say("像 2026-10-01 这样写，今天或以后", "Like 2026-10-01, today or later")),
            value: from,
            autocomplete: "off",
            keeping: parts::Keeping::Open,
        };
        let inside = html! {
            p { (hint) }
            (parts::text_area(see, "reason_zh", see.say("理由（中文）", "Reason in Chinese"), None, zh, None))
            (parts::text_area(see, "reason_en", see.say("理由（英文）", "Reason in English"), None, en, None))
            (parts::line(see, date, None))
        };
        html! { details open[self.ended.is_some()] {
            summary { (see.say("这件事不再办理", "This item is to be offered no more")) }
            @if let Some(ended) = &self.ended {
                (part(see.say("没有了它，别的文件的错误", "What would be wrong in other files without it"),
                    &findings(see, &ended.check)))
            }
            div { (self.act(see, "withdraw", &inside, Look::Grave,
                see.say("送同事核准取消", "Send the withdrawal to a colleague"))) }
        } }
    }

    fn past(&self, see: &Frame) -> Markup {
        let line = |one: &Past| DiaryLine {
            mark: DiaryMark::Done,
            act: see.of(&one.act).to_owned(),
            when: parts::instant(see, one.at),
            who: see.of(&one.by).to_owned(),
            note: html! {
                (see.of(&one.note))
                @if let Some(all) = &one.differences {
                    details {
                        summary {
                            (see.pick(format!("看 {} 处差别", all.len()), format!("What differs: {}", all.len())))
                        }
                        div { (in_words(see, all)) }
                    }
                }
            },
        };
        parts::diary(see.lang, &self.history.iter().map(line).collect::<Vec<_>>())
    }
}

impl Proposed {
    /// What the compiler says of it for its day; of a withdrawal, while it is open.
    async fn try_it(&mut self, house: &House, item: &str) -> Result<(), Failure> {
        if self.withdrawal && !self.open() {
            return Ok(());
        }
        let on = on_its_day(house, Some(self.from));
        let trial = house.tried(item, self.text.clone(), on).await?;
        self.check = Found::of(&trial);
        if let (Some(new), Some(now)) = (&trial.item, house.world().editions.latest(item)) {
            self.differences = differences::between(&now.item, new);
        }
        Ok(())
    }

    fn open(&self) -> bool {
        matches!(self.stage, "sent" | "approved")
    }

    fn heading(&self, see: &Frame) -> String {
        let what =
            if self.withdrawal { see.say("取消", "Withdrawal") } else { see.say("新版", "New edition") };
        let stage = match self.stage {
            "sent" => see.say("待核准", ": to be approved"),
            "approved" => see.say("已核准，等生效", ": approved, waiting for its day"),
            "returned" => see.say("被退回", ": returned"),
            _ => see.say("已撤回", ": called back"),
        };
        format!("{what}{stage}")
    }
}

impl Page for One {
    fn title(&self, see: &Frame) -> String {
        let name = see.of(&self.name);
        match &self.proposal {
            Some(one) => format!("{} · {name}", one.heading(see)),
            None => see.pick(format!("{name}：维护"), format!("{name}: upkeep")),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/catalogue".to_owned(), see.say("事项", "Items").to_owned()),
            (String::new(), see.of(&self.name).to_owned()),
        ]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        let open = self.proposal.as_ref().is_some_and(Proposed::open);
        html! {
            @if let Some(NotEnded { refusal: (sentence, basis), .. }) = &self.ended {
                (parts::warn(&html! { p { strong { (see.of(sentence)) } } p.soft { (see.of(basis)) } }))
            }
            (parts::title(see.of(&self.name), &html! { (see.of(&self.organ_name)) }))
            (self.standing(see))
            @if let Some(one) = &self.proposal {
                (parts::section("proposal", &one.heading(see), &self.proposed(see, one)))
            }
            @if self.may_draft && !open && self.withdrawn.is_none() { (self.ending(see)) }
            (parts::section("history", see.say("来历", "How it came to be"), &self.past(see)))
        }
    }
}
