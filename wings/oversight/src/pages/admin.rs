//! `/admin`: editions in force and what in them is not verified, messages that did not leave, intents that
//! were not taken, the end of the ledger, and its last check with the button that begins another.

use axum::extract::State;
use axum::response::Response;
use house::opening::Seeing;
use house::upkeep::{self, Checked, Counts, Undone, Unsent, Unverified};
use house::web::parts::{self, Look, Tag};
use house::web::{Administrator, Frame, Input, Nothing, Page, Reply};
use house::{Cause, Failure, House, Panel, Receipt, Subject, To, links};
use kernel::limits::PAGE_ROWS;
use kernel::{Instant, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{Command, Found, Rules};
use crate::views::{self, Verified};

/// Characters of a hash that tell two editions apart on a page.
const HASH_SHOWN: usize = 12;

/// An edition in force.
#[derive(Serialize, JsonSchema)]
struct InForce {
    /// Code of the item.
    item: String,
    name: Text,
    /// SM3 of its text.
    edition: String,
    /// When it was published, in milliseconds.
    #[schemars(with = "Option<i64>")]
    published_at: Option<Instant>,
    /// How many editions there ever were.
    editions: usize,
    /// 待核实: what in it is only likely or unsure.
    unverified: Vec<Unverified>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Standing {
    counts: Counts,
    verified: Option<Verified>,
    failed: Vec<Unsent>,
    undone: Vec<Undone>,
    in_force: Vec<InForce>,
    #[serde(skip)]
    panels: Vec<Panel>,
    #[serde(skip)]
    words: Words,
}

/// Words of the county that the page needs.
#[derive(Default)]
struct Words {
    findings: Vec<Text>,
    marks: Vec<Vec<(Text, Text)>>,
}

/// GET `/admin`.
pub(super) async fn show(
    State(house): State<House>,
    Administrator(who): Administrator,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who, standing).await?;
    Ok(reply.page(&page))
}

fn standing(seeing: &mut Seeing<'_, '_>) -> Result<Standing, Failure> {
    let counts = upkeep::counts(seeing.look)?;
    let failed = upkeep::failed(seeing.look, PAGE_ROWS)?;
    let undone = upkeep::undone(seeing.look, PAGE_ROWS)?;
    let verified = views::last_check(seeing.look)?;
    let mut in_force = Vec::new();
    for edition in seeing.ctx.editions.every() {
        let published = views::published(seeing.look, &edition.item.code)?;
        in_force.push(InForce {
            item: edition.item.code.clone(),
            name: edition.item.name.clone(),
            edition: edition.hash.clone(),
            published_at: published.iter().find(|(hash, _)| *hash == edition.hash).map(|(_, at)| *at),
            editions: published.len(),
            unverified: upkeep::unverified(&edition.item),
        });
    }
    let word = |table: &str, key: &str| seeing.house.texts.word("oversight", table, key);
    let found = verified.iter().flat_map(|check| &check.findings);
    let findings = found.map(|finding| word("finding", &finding.kind)).collect();
    let mark = |one: &Unverified| (word("field", one.field), word("certainty", one.mark()));
    let marks = in_force.iter().map(|item| item.unverified.iter().map(mark).collect()).collect();
    let words = Words { findings, marks };
    let mut panels = Vec::new();
    for wing in seeing.house.wings {
        panels.extend((wing.panels)(seeing.look, &Subject::House, seeing.ctx.actor, &seeing.ctx)?);
    }
    Ok(Standing { counts, verified, failed, undone, in_force, panels, words })
}

/// POST `/admin/verify`: the check runs apart, where no page waits behind it; what it found becomes a
/// fact, because the proof that somebody looked must be as hard to alter as what was looked at.
pub(super) async fn verify(
    State(house): State<House>,
    Administrator(who): Administrator,
    reply: Reply,
    input: Input<Nothing>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    if let Some(receipt) = earlier(&house, &cause).await? {
        return Ok(reply.done(links::admin(), &receipt));
    }
    let checked = house.read_apart(who.clone(), |seeing| Ok(upkeep::check(seeing)?)).await?;
    let done = house.act::<Rules>(who, To::New, cause.clone(), None, record(checked)).await;
    let receipt = match done {
        // the other click of the same button was quicker, and the ledger has grown by its own line
        Err(Failure::KeyTaken) => earlier(&house, &cause).await?.ok_or(Failure::KeyTaken)?,
        other => other?,
    };
    Ok(reply.done(links::admin(), &receipt))
}

fn record(checked: Checked) -> Command {
    let finding =
        |found: upkeep::Wrong| Found { kind: found.kind.to_owned(), first: found.first, last: found.last };
    Command::Record {
        lines: checked.lines,
        last: checked.last,
        heads: checked.heads,
        outside: checked.outside,
        findings: checked.findings.into_iter().map(finding).collect(),
    }
}

/// The receipt of a check that this cause has brought about already.
async fn earlier(house: &House, cause: &Cause) -> Result<Option<Receipt>, Failure> {
    let cause = cause.clone();
    let passer = house::web::guard::newcomer("");
    house.read(passer, move |seeing| Ok(upkeep::receipt(seeing.look, &cause)?)).await
}

impl Standing {
    fn ledger(&self, see: &Frame) -> Markup {
        let line = |n: i64| match n {
            0 => see.say("还没有", "none yet").to_owned(),
            n => see.pick(format!("第 {n} 行"), format!("line {n}")),
        };
        let row = |zh: &str, en: &str, value: Markup| (see.say(zh, en).to_owned(), value);
        let mut rows = vec![
            row("台账末行", "End of the ledger", html! { (line(self.counts.last)) }),
            row("签名到", "Signed up to", html! { (line(self.counts.signed)) }),
        ];
        match &self.verified {
            Some(check) => {
                rows.push(row("上次核验", "Last verified", parts::instant(see, check.at)));
                rows.push(row("核验结果", "What it found", verdict(see, check)));
            }
            None => rows.push(row(
                "上次核验",
                "Last verified",
                html! { (see.say("还没有核验过", "it has not been verified yet")) },
            )),
        }
        let wrong = self.verified.iter().flat_map(|check| &check.findings).zip(&self.words.findings);
        html! {
            (parts::facts(&rows))
            @if self.verified.as_ref().is_some_and(|check| check.faults > 0) {
                (parts::warn(&html! {
                    p { strong { (see.say("台账与写下时不同。请停止业务，保留现场，用备份和签名比对。",
                        "The ledger is not as it was written. Stop, keep everything as it is, and compare \
                         with the backups and the signed heads.")) } }
                    ul { @for (found, words) in wrong { li {
                        (see.pick(format!("第 {} 行", found.first), format!("Line {}", found.first)))
                        @if found.last != found.first {
                            (see.pick(format!("到第 {} 行", found.last), format!(" to {}", found.last)))
                        }
                        (see.say("：", ": ")) (see.of(words))
                    } } }
                }))
            }
            (parts::act_form(see, "/admin/verify", &[], &html! {}, Look::Filled,
                see.say("现在核验台账", "Verify the ledger now")))
        }
    }

    fn messages(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("缘由", "Cause"),
            see.say("渠道", "Channel"),
            see.say("短信", "Text"),
            see.say("试过", "Tries"),
            see.say("时间", "When"),
            see.say("原因", "Why"),
        ];
        let rows: Vec<Vec<Markup>> = self
            .failed
            .iter()
            .map(|one| {
                vec![
                    html! { span.small { (one.cause) } },
                    html! { (one.channel) },
                    html! { (one.text) },
                    html! { (one.tries) },
                    parts::instant(see, one.at),
                    html! { (one.note) },
                ]
            })
            .collect();
        html! {
            p { (see.pick(
                format!("等待发出 {} 条，没有发出去 {} 条。", self.counts.outbox_waiting,
                    self.counts.outbox_failed),
                format!("{} waiting to leave, {} failed.", self.counts.outbox_waiting,
                    self.counts.outbox_failed),
            )) }
            @if !rows.is_empty() {
                (parts::table(see.say("没有发出去的短信", "Messages that failed"), &heads, &rows))
            }
        }
    }

    fn refused(&self, see: &Frame) -> Markup {
        if self.undone.is_empty() {
            return html! { p { (see.say("没有。后续动作都办成了。", "None. Everything that should follow did.")) } };
        }
        let heads = [
            see.say("缘由", "Cause"),
            see.say("厢房", "Wing"),
            see.say("台账行", "Line"),
            see.say("代码", "Code"),
            see.say("时间", "When"),
            see.say("原因", "Why"),
        ];
        let rows: Vec<Vec<Markup>> = self
            .undone
            .iter()
            .map(|one| {
                vec![
                    html! { span.small { (one.cause) } },
                    html! { (one.wing) },
                    html! { (one.seq) },
                    html! { (one.code) },
                    parts::instant(see, one.at),
                    html! { (one.detail) },
                ]
            })
            .collect();
        let all = self.counts.undone;
        html! {
            p { (see.pick(format!("共 {all} 条。"), format!("{all} in all."))) }
            (parts::table(see.say("没有办成的后续动作", "Intents that were not taken"), &heads, &rows))
        }
    }

    fn editions(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("版本", "Edition"),
            see.say("发布时间", "Published"),
            see.say("历次版本", "Editions"),
            see.say("待核实", "To be verified"),
        ];
        let rows: Vec<Vec<Markup>> = self
            .in_force
            .iter()
            .zip(&self.words.marks)
            .map(|(one, marks)| {
                vec![
                    html! { a href=(links::item(&one.item)) { (see.of(&one.name)) } },
                    parts::code(one.edition.get(..HASH_SHOWN).unwrap_or(&one.edition)),
                    one.published_at.map_or_else(|| html! { "—" }, |at| parts::instant(see, at)),
                    html! { (one.editions) },
                    unverified(see, one, marks),
                ]
            })
            .collect();
        parts::table(see.say("现行版本", "Editions in force"), &heads, &rows)
    }
}

fn verdict(see: &Frame, check: &Verified) -> Markup {
    html! {
        @if check.faults == 0 { (parts::tag(Tag::Free, see.say("没有发现问题", "no fault was found"))) }
        @else {
            (parts::tag(Tag::Bad, &see.pick(
                format!("{} 处问题", check.faults), format!("{} faults", check.faults))))
        }
        " "
        (see.pick(
            format!("读了 {} 行，比对 {} 个签名。", check.lines, check.heads),
            format!("{} lines read, {} signed heads compared. ", check.lines, check.heads),
        ))
        @if !check.outside {
            (see.say("数据库外没有存签名，整段截断看不出来。",
                "No heads are kept outside the database: a ledger cut together with them would not show."))
        }
    }
}

fn unverified(see: &Frame, one: &InForce, marks: &[(Text, Text)]) -> Markup {
    if one.unverified.is_empty() {
        return html! { (see.say("没有", "nothing")) };
    }
    html! { ul { @for (fact, (field, mark)) in one.unverified.iter().zip(marks) { li {
        (see.of(field)) (see.say("：", ": ")) (see.of(&fact.text)) " "
        (parts::tag(Tag::Ask, see.of(mark)))
    } } } }
}

impl Page for Standing {
    fn title(&self, see: &Frame) -> String {
        let wrong = self.verified.as_ref().is_some_and(|check| check.faults > 0);
        let open = self.counts.outbox_failed + self.counts.undone;
        see.pick(
            match (wrong, open) {
                (true, _) => "台账有问题 · 系统状况".to_owned(),
                (false, 0) => "一切正常 · 系统状况".to_owned(),
                (false, n) => format!("{n} 件要看 · 系统状况"),
            },
            match (wrong, open) {
                (true, _) => "The ledger is not sound · The house".to_owned(),
                (false, 0) => "All is well · The house".to_owned(),
                (false, n) => format!("{n} to look at · The house"),
            },
        )
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let words = see.say("系统状况", "The house").to_owned();
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (links::admin().to_owned(), words)]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.say("系统状况", "The house"), &html! {
                (see.say("台账、短信、后续动作和现行版本。这里看不到任何人的办件。",
                    "Ledger, messages, what follows from facts, and editions. Nobody's case is shown here."))
            }))
            (parts::section("ledger", see.say("台账", "Ledger"), &self.ledger(see)))
            (parts::section("outbox", see.say("短信", "Messages"), &self.messages(see)))
            (parts::section("undone", see.say("没有办成的后续动作", "Intents that were not taken"),
                &self.refused(see)))
            @for (n, panel) in self.panels.iter().enumerate() {
                @let rows: Vec<(String, Markup)> = panel.lines.iter().map(|(label, value, href)| {
                    (see.of(label).to_owned(), html! { a href=(href) { (see.of(value)) } })
                }).collect();
                (parts::section(&format!("panel-{n}"), see.of(&panel.title), &parts::facts(&rows)))
            }
            (parts::section("catalogue", see.say("目录", "The catalogue"), &parts::links(&[
                ("/admin/catalogue".to_owned(),
                    see.say("目录检查报告", "Report on the catalogue").to_owned()),
                ("/admin/simplify".to_owned(),
                    see.say("可以不要的材料", "Papers that need not be asked for").to_owned()),
            ])))
            (parts::section("editions", see.say("现行版本", "Editions in force"), &self.editions(see)))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
