//! `/project-cases/{project_no}/stages/{stage}`: what organs think of a stage, what the lead made of it, and
//! the combined reply; an organ that is asked gives its opinion here, the lead resolves and replies.

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::{Inner, Seeing};
use house::web::page::token;
use house::web::parts::{self, Look, Tag};
use house::web::{Frame, Input, Member, Page, Reply, Staff};
use house::{Failure, House, To, links};
use kernel::limits::REASON_CHARS;
use kernel::project::Spent;
use kernel::rights::sight;
use kernel::{Actor, Ctx, Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outlook;
use super::plan::{short, standing_text, turn_text};
use crate::rules::{Command, Design, Given, LEAD, OPINE, Rules, StageRun, outcome, reply_word, stance, text};
use crate::views;

/// An organ's opinion.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Opinion {
    /// `agrees`, `conditions` or `disagrees`.
    #[serde(default)]
    #[schemars(example = &"conditions")]
    stance: String,
    /// Conditions or reasons; nothing is needed to agree.
    #[serde(default)]
    #[schemars(length(max = REASON_CHARS), example = &"消防车道加宽到四米。")]
    words: String,
}

/// What the lead makes of an opinion.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Resolved {
    /// Code of the organ.
    #[serde(default)]
    #[schemars(example = &"11449921MB9X000588")]
    organ: String,
    /// `yes`: the opinion stands.
    #[serde(default)]
    #[schemars(example = &"no")]
    stands: String,
    /// Why.
    #[serde(default)]
    #[schemars(length(min = 1, max = REASON_CHARS), example = &"现状车道已经够四米。")]
    words: String,
}

/// The combined reply.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Said {
    /// In the lead organ's words.
    #[serde(default)]
    #[schemars(length(min = 1, max = REASON_CHARS), example = &"同意，请按各部门意见施工。")]
    words: String,
}

/// An organ's opinion, or that it has none yet.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Code of the organ.
    organ: String,
    name: Text,
    /// Its telephone, or empty.
    phone: String,
    /// What it was asked, or empty.
    asked: Text,
    /// Its last day; none where it was asked before the stage.
    by: Option<Day>,
    /// `agrees`, `conditions`, `disagrees`, `silent`, or empty.
    stance: String,
    /// Conditions or reasons.
    words: String,
    on: Option<Day>,
    /// Was it given before the stage was asked for?
    early: bool,
    /// What the applicant calls the version of the design it is about, or empty.
    design: String,
    /// What the files of that version come to, or empty.
    version: String,
    /// Is it on another version than the one that counts?
    outdated: bool,
    /// The version it looked at before, where that is another than was handed in; or empty.
    looked_at: String,
    /// What the lead made of it: does it stand?
    stands: Option<bool>,
    /// Why.
    why: String,
}

/// The stage.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shown {
    project_no: String,
    project_code: String,
    /// What the project is called.
    called: String,
    /// Is it open?
    open: bool,
    #[serde(flatten)]
    row: outlook::StageRow,
    opinions: Vec<Row>,
    /// The version of the design that counts, as people read it.
    drawings: String,
    /// What would be replied if all were settled: `agreed`, `with_conditions`, `refused`, or empty.
    would: String,
    /// The lead's words, where it has replied.
    reply_words: String,
    #[serde(skip)]
    version: i64,
    /// May whoever looks give an opinion?
    may_opine: bool,
    /// May whoever looks resolve and reply?
    leads: bool,
}

/// GET `/project-cases/{project_no}/stages/{stage}`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path((no, stage)): Path<(String, String)>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who.clone(), move |seeing| shown(seeing, &no, &stage, &who)).await?;
    Ok(reply.page(&page))
}

fn shown(seeing: &mut Seeing<'_, '_>, no: &str, code: &str, who: &Actor) -> Result<Shown, Failure> {
    views::one(seeing.look, no, &sight(who))?.ok_or(Failure::Absent)?;
    let [called, ..] = views::called(seeing.look, no)?;
    let (run, version) = seeing.life::<Rules>(no)?;
    let (ctx, house) = (seeing.ctx, seeing.house);
    let project = text(&run, &ctx).ok_or(Failure::Absent)?;
    let begun = run.begun.as_ref().ok_or(Failure::Absent)?;
    let stage = project.stage(code).ok_or(Failure::Absent)?;
    let mut standings = outlook::of(house, &run, project, &ctx)?;
    let place = standings.stages.iter().position(|row| row.stage == code).ok_or(Failure::Absent)?;
    let row = standings.stages.swap_remove(place);
    let none = StageRun::default();
    let so_far = run.stage(code).unwrap_or(&none);
    let mut opinions = opinions(house, so_far, &run.design, &ctx);
    for row in &mut opinions {
        let consult = stage.asked(&begun.situation).find(|consult| consult.organ == row.organ);
        row.asked = consult.map(|consult| consult.asked.clone()).unwrap_or_default();
    }
    let round = so_far.rounds.last();
    let open = so_far.open().is_some();
    let mine = |row: &Row| row.organ == who.organ && (row.stance.is_empty() || !open && row.outdated);
    let may = |act| ctx.rights.has(who.role, act);
    let end = round.and_then(|round| round.end.as_ref());
    Ok(Shown {
        project_no: no.to_owned(),
        project_code: begun.project_code.clone(),
        called,
        open,
        may_opine: may(OPINE) && !run.withdrawn && !so_far.granted() && opinions.iter().any(mine),
        leads: may(LEAD) && who.role == Role::Head && who.organ == stage.lead && open,
        would: so_far.open().map(|round| reply_word(outcome(round)).to_owned()).unwrap_or_default(),
        reply_words: end.map(|end| end.words.clone()).unwrap_or_default(),
        row,
        opinions,
        drawings: version_called(&run.design.name, &run.design.version),
        version,
    })
}

/// A version of the design, as people read it.
fn version_called(name: &str, version: &str) -> String {
    if version.is_empty() { name.to_owned() } else { format!("{name}（{}）", short(version)) }
}

/// Opinions of the round there is, or those that were asked for before.
fn opinions(house: &Inner, stage: &StageRun, design: &Design, ctx: &Ctx<'_>) -> Vec<Row> {
    let row = |organ: &String, by: Option<Day>, given: Option<&Given>, silent: bool| {
        let stance = given.map_or(if silent { "silent" } else { "" }, Given::word);
        let resolved = given.and_then(|given| given.resolved.as_ref());
        Row {
            organ: organ.clone(),
            name: house.organ_name(organ),
            phone: house.organs.get(organ).map(|one| one.phone.clone()).unwrap_or_default(),
            asked: Text::default(),
            by,
            stance: stance.to_owned(),
            words: given.map(|given| given.words.clone()).unwrap_or_default(),
            on: given.map(|given| given.on),
            early: given.is_some_and(|given| given.early),
            design: given.map(|given| given.design.name.clone()).unwrap_or_default(),
            version: given.map(|given| given.design.version.clone()).unwrap_or_default(),
            outdated: given.is_some_and(|given| !given.design.is(design)),
            looked_at: stage
                .early
                .get(organ)
                .filter(|early| given.is_none() && !early.design.is(design))
                .map(|early| version_called(&early.design.name, &early.design.version))
                .unwrap_or_default(),
            stands: resolved.map(|(stands, _)| *stands),
            why: resolved.map(|(_, why)| why.clone()).unwrap_or_default(),
        }
    };
    let Some(round) = stage.rounds.last() else {
        return stage.asked_early.iter().map(|o| row(o, None, stage.early.get(o), false)).collect();
    };
    let over = |by: &Day| *by < ctx.today();
    let asked = round.asked.iter().filter(|(organ, _)| !round.spared.contains(*organ)).map(|(organ, by)| {
        let given = round.opinions.get(organ);
        row(organ, Some(*by), given, over(by) || round.silent.contains(organ))
    });
    let more = round.opinions.iter().filter(|(organ, _)| !round.asked.contains_key(*organ));
    asked.chain(more.map(|(organ, given)| row(organ, None, Some(given), false))).collect()
}

/// POST `/project-cases/{project_no}/stages/{stage}/opinion`.
pub(super) async fn opine(
    State(house): State<House>,
    Staff(who): Staff,
    Path((no, stage)): Path<(String, String)>,
    reply: Reply,
    input: Input<Opinion>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let Some(stance) = stance(&input.value.stance) else {
        let why =
            Text::new("请选：同意、有条件同意，或者不同意", "Choose: agree, with conditions, or disagree");
        return Err(Failure::Faulty(vec![kernel::form::FieldFault::new("stance", why)]));
    };
    let here = here(&no, &stage);
    let command = Command::Opine { stage, stance, words: input.value.words };
    let receipt = house.act::<Rules>(who, To::Stream(no), cause, seen, command).await?;
    Ok(reply.done(&here, &receipt))
}

/// POST `/project-cases/{project_no}/stages/{stage}/resolve`.
pub(super) async fn resolve(
    State(house): State<House>,
    Staff(who): Staff,
    Path((no, stage)): Path<(String, String)>,
    reply: Reply,
    input: Input<Resolved>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let Resolved { organ, stands, words } = input.value;
    let here = here(&no, &stage);
    let command = Command::Resolve { stage, organ, stands: stands == "yes", words };
    let receipt = house.act::<Rules>(who, To::Stream(no), cause, seen, command).await?;
    Ok(reply.done(&here, &receipt))
}

/// POST `/project-cases/{project_no}/stages/{stage}/reply`.
pub(super) async fn reply(
    State(house): State<House>,
    Staff(who): Staff,
    Path((no, stage)): Path<(String, String)>,
    reply: Reply,
    input: Input<Said>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let here = here(&no, &stage);
    let command = Command::Reply { stage, words: input.value.words };
    let receipt = house.act::<Rules>(who, To::Stream(no), cause, seen, command).await?;
    Ok(reply.done(&here, &receipt))
}

fn here(no: &str, stage: &str) -> String {
    format!("{}/stages/{stage}", links::project_case(no))
}

/// What an organ thinks, in words.
fn stance_text(see: &Frame, stance: &str) -> &'static str {
    match stance {
        "agrees" => see.lang.say("同意", "agrees"),
        "conditions" => see.lang.say("有条件同意", "agrees with conditions"),
        "disagrees" => see.lang.say("不同意", "disagrees"),
        "silent" => see.lang.say("逾期没有答复，视为没有意见", "silent in its time: no objection"),
        _ => see.lang.say("还没有答复", "has not answered"),
    }
}

/// A reply, in words.
fn reply_text(see: &Frame, reply: &str) -> &'static str {
    match reply {
        "agreed" => see.lang.say("同意", "agreed"),
        "with_conditions" => see.lang.say("有条件同意", "agreed with conditions"),
        _ => see.lang.say("不同意", "refused"),
    }
}

impl Page for Shown {
    fn title(&self, see: &Frame) -> String {
        format!("{} {}", see.of(&self.row.name), self.project_no)
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/project-cases".to_owned(), see.say("项目到哪一步了", "Projects under way").to_owned()),
            (links::project_case(&self.project_no), self.project_no.clone()),
            (String::new(), see.of(&self.row.name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.of(&self.row.name), &html! {
                (self.called) " " (parts::code(&self.project_code)) (see.say("，", ", "))
                (standing_text(see, &self.row))
            }))
            div.two {
                div {
                    (self.versions(see))
                    (self.replied(see))
                    (self.opinions(see))
                    (self.members(see))
                }
                aside {
                    (self.days(see))
                    @if self.may_opine { (self.opinion_form(see)) }
                    @if self.leads { (self.reply_form(see)) }
                }
            }
        }
    }
}

impl Shown {
    fn replied(&self, see: &Frame) -> Markup {
        if self.row.reply.is_empty() || self.open {
            return html! {};
        }
        parts::door(
            see.say("合并答复", "The combined reply"),
            &html! {
                p { strong { (reply_text(see, &self.row.reply)) } }
                p { (self.reply_words) }
            },
        )
    }

    fn days(&self, see: &Frame) -> Markup {
        let Spent { government, applicant, intermediary, elapsed, .. } = self.row.joint;
        let budget = self.row.budget;
        parts::facts(&[
            (see.say("牵头部门", "Led by").to_owned(), html! { (see.of(&self.row.lead)) }),
            (
                see.say("政府用时", "Government").to_owned(),
                html! {
                    (see.pick(
                        format!("{government} / {budget} 个工作日"),
                        format!("{government} of {budget} days"),
                    ))
                    @if self.row.alarm { " " (parts::tag(Tag::Bad, see.say("快用完了", "nearly used up"))) }
                },
            ),
            (see.say("申请人用时", "Applicant").to_owned(), html! { (applicant) }),
            (see.say("中介和特别程序", "Intermediaries").to_owned(), html! { (intermediary) }),
            (see.say("历时", "Elapsed").to_owned(), html! { (elapsed) }),
        ])
    }

    /// What the lead, and whoever is asked, must know of the drawings.
    fn versions(&self, see: &Frame) -> Markup {
        let other = |row: &&Row| row.outdated && row.on.is_some() || !row.looked_at.is_empty();
        let names: Vec<&str> = self.opinions.iter().filter(other).map(|row| see.of(&row.name)).collect();
        if !self.open || names.is_empty() {
            return html! {};
        }
        let names = names.join(see.say("、", ", "));
        parts::warn(&html! { p { (see.pick(
            format!("各部门看的图纸不是同一版：{names}看过的和现在这一版（{}）不一样。", self.drawings),
            format!("{names} looked at other drawings than these ({}).", self.drawings),
        )) } })
    }

    fn opinions(&self, see: &Frame) -> Markup {
        if self.opinions.is_empty() {
            return html! {};
        }
        let said = |row: &Row| {
            html! {
                p {
                    strong { (see.of(&row.name)) } (see.say("：", ": ")) (stance_text(see, &row.stance))
                    @if let Some(on) = row.on { (see.say("，", ", ")) (parts::day_short(see, on)) }
                    @if row.stance.is_empty() {
                        @if let Some(by) = row.by {
                            (see.say("，最晚 ", ", by ")) (parts::day_short(see, by))
                        }
                        @if !row.phone.is_empty() { (see.say("，电话 ", ", call ")) span.nb { (row.phone) } }
                    }
                }
                @if !row.asked.zh.is_empty() { p.soft.small { (see.of(&row.asked)) } }
                @if !row.words.is_empty() { p { (row.words) } }
                @if row.early {
                    p.small { (parts::tag(
                        if row.outdated { Tag::Plain } else { Tag::Free },
                        see.say("预审意见", "given before"),
                    )) " " (self.carried(see, row)) }
                }
                @if !row.early && row.outdated {
                    p.small { (parts::tag(Tag::Bad, see.say("另一版图纸", "other drawings"))) " "
                        (version_called(&row.design, &row.version)) }
                }
                @if !row.looked_at.is_empty() {
                    p.small { (parts::tag(Tag::Bad, see.say("预审看的是另一版图纸", "looked at other drawings")))
                        " " (row.looked_at) (see.say("，要重新看。", "; it looks anew.")) }
                }
                @if let Some(stands) = row.stands {
                    p {
                        strong { @if stands { (see.say("牵头部门：采纳。", "The lead: it stands. ")) }
                            @else { (see.say("牵头部门：不采纳。", "The lead: it does not stand. ")) } }
                        (row.why)
                    }
                }
                @if self.leads && matches!(row.stance.as_str(), "conditions" | "disagrees") {
                    (self.resolve_form(see, row))
                }
            }
        };
        parts::section(
            "opinions",
            see.say("各部门意见", "What the organs think"),
            &html! {
                @for row in &self.opinions { (said(row)) }
            },
        )
    }

    /// What becomes of an opinion that was given before.
    fn carried(&self, see: &Frame, row: &Row) -> String {
        match (self.open, row.outdated) {
            (_, true) => see.pick(
                format!("针对“{}”，设计换版了，不带到这个阶段。", row.design),
                format!("On “{}”; the design has changed, and it is not taken over.", row.design),
            ),
            (true, false) => see.pick(
                format!("针对“{}”，设计没换版，直接转入这个阶段。", row.design),
                format!("On “{}”, which has not changed: taken over into the stage.", row.design),
            ),
            (false, false) => see.pick(
                format!("针对“{}”，申请这个阶段时转入。", row.design),
                format!("On “{}”; it is taken over when the stage is asked for.", row.design),
            ),
        }
    }

    fn resolve_form(&self, see: &Frame, row: &Row) -> Markup {
        let action = format!("{}/resolve", here(&self.project_no, &self.row.stage));
        let id = format!("f-{}-stands", row.organ);
        html! { details {
            summary { (see.say("协调这条意见", "Resolve this opinion")) }
            form.act method="post" action=(action) novalidate {
                (token(see))
                input type="hidden" name="seen" value=(self.version);
                input type="hidden" name="organ" value=(row.organ);
                fieldset {
                    legend { (see.say("采不采纳", "Does it stand?")) }
                    div.pick {
                        input type="radio" name="stands" value="yes" id=(id) checked;
                        label for=(id) { (see.say("采纳", "It stands")) }
                    }
                    div.pick {
                        input type="radio" name="stands" value="no" id={ (id) "-no" };
                        label for={ (id) "-no" } { (see.say("不采纳", "It does not")) }
                    }
                }
                (parts::text_area_of(
                    see, &row.organ, "words", see.say("为什么", "Why"), None, ("", None),
                ))
                p.asks { (parts::button(Look::Second, see.say("记下协调结果", "Note it"), None)) }
            }
        } }
    }

    fn opinion_form(&self, see: &Frame) -> Markup {
        let action = format!("{}/opinion", here(&self.project_no, &self.row.stage));
        let one = |value: &'static str, words: &'static str| {
            let id = format!("f-stance-{value}");
            html! { div.pick {
                input type="radio" name="stance" value=(value) id=(id);
                label for=(id) { (words) }
            } }
        };
        parts::section(
            "opinion",
            see.say("本部门的意见", "Our opinion"),
            &html! {
                form.act method="post" action=(action) novalidate {
                    (token(see))
                    input type="hidden" name="seen" value=(self.version);
                    fieldset {
                        legend { (see.say("同意吗", "Do we agree?")) }
                        (one("agrees", see.lang.say("同意", "We agree")))
                        (one("conditions", see.lang.say("有条件同意", "With conditions")))
                        (one("disagrees", see.lang.say("不同意", "We disagree")))
                    }
                    (parts::text_area_of(
                        see, "opinion", "words", see.say("条件或者理由", "Conditions or reasons"),
                        Some(see.say("同意的可以不写", "Nothing is needed to agree")), ("", None),
                    ))
                    p.asks { (parts::button(Look::Filled, see.say("出具意见", "Give it"), None)) }
                }
            },
        )
    }

    fn reply_form(&self, see: &Frame) -> Markup {
        let action = format!("{}/reply", here(&self.project_no, &self.row.stage));
        parts::section(
            "reply",
            see.say("合并答复", "The combined reply"),
            &html! {
                p { (see.say("照各部门的结果和意见，现在会答复：", "By outcomes and opinions it would now be: "))
                    strong { (reply_text(see, &self.would)) } (see.say("。", ".")) }
                (parts::act_form(
                    see, &action, &[("seen", &self.version.to_string())],
                    &parts::text_area_of(
                        see, "reply", "words", see.say("对申请人说", "To the applicant"), None, ("", None),
                    ),
                    Look::Filled, see.say("合并答复", "Reply for all"),
                ))
            },
        )
    }

    fn members(&self, see: &Frame) -> Markup {
        let heads = [see.say("事项", "Item"), see.say("部门", "Organ"), see.say("到哪一步", "How far")];
        let rows: Vec<Vec<Markup>> = self
            .row
            .members
            .iter()
            .map(|member| {
                vec![
                    html! { @if member.case_no.is_empty() { (see.of(&member.name)) } @else {
                        a href=(links::case(&member.case_no)) { (see.of(&member.name)) }
                    } },
                    html! { (see.of(&member.organ)) },
                    html! { (turn_text(see, member.turn)) },
                ]
            })
            .collect();
        let title = see.say("一套材料里的事项", "Items on the one set of papers");
        html! { @if !rows.is_empty() {
            (parts::section("items", title, &parts::table(title, &heads, &rows)))
        } }
    }
}
