//! `/project-cases/{project_no}`: the approval plan of a project, planned anew from today — the chart, where
//! the days went, the one step that decides the finish and whom to call.

use axum::extract::{Path, State};
use axum::response::Response;
use house::files::Shelf;
use house::opening::Seeing;
use house::web::drafts::{self, Draft};
use house::web::parts::{self, Bar, BarLook, Keeping, Look, Tag};
use house::web::{Frame, Input, Member, Page, Reply};
use house::{Failure, House, To, links};
use kernel::limits::LINE_CHARS;
use kernel::project::{Ground, Spent, Standing, Turn, design_version};
use kernel::rights::sight;
use kernel::{Actor, Day, Sight, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outlook::{self, StageRow, Standings};
use super::told;
use crate::rules::{Command, Rules, text};
use crate::views;

/// Nothing but the version that was seen.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Plain {}

/// A design that is to be looked at before.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Prereview {
    /// Code of the stage.
    #[serde(default)]
    #[schemars(example = &"works")]
    stage: String,
    /// What the applicant calls the version.
    #[serde(default)]
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"总平面图第二版")]
    design: String,
}

/// Another version of the design.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Redesign {
    /// What the applicant calls the version.
    #[serde(default)]
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"总平面图第三版")]
    design: String,
}

/// The plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shown {
    project_no: String,
    /// Code of the kind of project.
    project: String,
    /// Name of the kind.
    kind: Text,
    /// What it is called; the person's own words.
    name: String,
    /// Whom to ask about it.
    contact: String,
    phone: String,
    project_code: String,
    /// Code of its class.
    class: String,
    class_name: Text,
    /// Why it is of this class.
    grounds: Vec<Ground>,
    /// Working days of the organs for all stages.
    budget: u32,
    begun_on: String,
    /// `running`, `finished` or `withdrawn`.
    state: String,
    /// What the applicant calls the version of the design that counts, or empty.
    design: String,
    /// What its files come to: the same bytes are the same version. Empty where none was handed in.
    drawings: String,
    #[serde(flatten)]
    standings: Standings,
    today: Day,
    #[serde(skip)]
    version: i64,
    /// May whoever looks ask for stages, or withdraw it?
    own: bool,
    /// What happened, newest first.
    diary: Vec<told::Line>,
}

/// GET `/project-cases/{project_no}`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let own = sight(&who);
    let page = house.read(who, move |seeing| shown(seeing, &no, &own)).await?;
    Ok(reply.page(&page))
}

fn shown(seeing: &mut Seeing<'_, '_>, no: &str, own: &Sight) -> Result<Shown, Failure> {
    let found = views::one(seeing.look, no, own)?.ok_or(Failure::Absent)?;
    let [name, contact, phone] = views::called(seeing.look, no)?;
    let (run, version) = seeing.life::<Rules>(no)?;
    let ctx = seeing.ctx;
    let project = text(&run, &ctx).ok_or(Failure::Absent)?;
    let begun = run.begun.as_ref().ok_or(Failure::Absent)?;
    let class = project.class_of(&begun.class).ok_or(Failure::Absent)?;
    let standings = outlook::of(seeing.house, &run, project, &ctx)?;
    let facts = seeing.diary(&format!("project/{no}"))?;
    let organ = |code: &str| seeing.house.organ_name(code);
    let diary = told::lines(seeing.house, views::told(&facts, project, &ctx, &organ));
    Ok(Shown {
        project_no: no.to_owned(),
        project: found.project,
        kind: project.name.clone(),
        name,
        contact,
        phone,
        project_code: begun.project_code.clone(),
        class: class.code.clone(),
        class_name: class.name.clone(),
        grounds: project.grounds(class, &begun.situation),
        budget: standings.stages.iter().map(|row| row.budget).sum(),
        begun_on: found.begun_on,
        state: found.state,
        design: run.design.name.clone(),
        drawings: run.design.version.clone(),
        standings,
        today: ctx.today(),
        version,
        own: matches!(own, Sight::Own(_)) && !run.withdrawn && !run.finished,
        diary,
    })
}

/// POST `/project-cases/{project_no}/prereview`.
pub(super) async fn prereview(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Prereview>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let Prereview { stage, design } = input.value;
    let version = drawn(&house, &who, &no, &stage).await?;
    let (to, command) = (To::Stream(no.clone()), Command::Prereview { stage, design, version });
    let receipt = house.act::<Rules>(who, to, cause, seen, command).await?;
    Ok(reply.done(&links::project_case(&no), &receipt))
}

/// POST `/project-cases/{project_no}/design`.
pub(super) async fn redesign(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Redesign>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let Redesign { design } = input.value;
    let version = drawn(&house, &who, &no, "").await?;
    let (to, command) = (To::Stream(no.clone()), Command::Redesign { design, version });
    let receipt = house.act::<Rules>(who, to, cause, seen, command).await?;
    Ok(reply.done(&links::project_case(&no), &receipt))
}

/// What the drawings come to that wait on the draft of a stage, or of every stage where none is named: the
/// bytes are looked at, nobody is asked.
async fn drawn(house: &House, who: &Actor, no: &str, stage: &str) -> Result<String, Failure> {
    let name = no.to_owned();
    let look = move |seeing: &mut Seeing<'_, '_>| Ok::<_, Failure>(seeing.life::<Rules>(&name)?.0);
    let run = house.read(who.clone(), look).await?;
    let world = house.world();
    let Some(edition) = run.begun.as_ref().and_then(|begun| world.editions.project_by_hash(&begun.edition))
    else {
        return Ok(String::new());
    };
    let (party, mut marks) = (who.acting_for().to_owned(), Vec::new());
    for one in edition.project.stages.iter().filter(|one| stage.is_empty() || one.code == stage) {
        let place = drafts::shelf(&Draft::Stage { bundle: &one.bundle, project_no: no }.key());
        let lie = house.loose(&Shelf { party: party.clone(), place }).await?;
        for file in lie.iter().filter(|file| one.design.contains(&file.material)) {
            marks.push(house.content_mark(&party, &file.hash, no).await?);
        }
    }
    Ok(design_version(marks))
}

/// The beginning of what drawings come to: enough to tell two versions apart.
pub(super) fn short(version: &str) -> String {
    version.chars().take(8).collect()
}

/// POST `/project-cases/{project_no}/withdraw`.
pub(super) async fn withdraw(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Plain>,
) -> Result<Response, Failure> {
    let Plain {} = input.value;
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let to = To::Stream(no.clone());
    let receipt = house.act::<Rules>(who, to, cause, seen, Command::Withdraw {}).await?;
    Ok(reply.done(&links::project_case(&no), &receipt))
}

/// How far a project is, in words.
pub(super) fn state_text(see: &Frame, state: &str) -> &'static str {
    match state {
        "running" => see.lang.say("正在办", "under way"),
        "finished" => see.lang.say("每个阶段都办完了", "every stage is granted"),
        _ => see.lang.say("撤回了", "taken back"),
    }
}

/// Where a stage stands, in words.
pub(super) fn standing_text(see: &Frame, row: &StageRow) -> &'static str {
    match (row.standing, row.reply.as_str()) {
        (Standing::Done, "with_conditions") => see.lang.say("答复了：有条件同意", "replied: with conditions"),
        (Standing::Done, _) => see.lang.say("答复了：同意", "replied: agreed"),
        (Standing::Ready, "refused") => {
            see.lang.say("没有同意，可以再申请", "refused; it may be asked for anew")
        }
        (Standing::Running, _) => see.lang.say("各部门正在办", "the organs have it"),
        (Standing::Ready, _) => see.lang.say("可以申请了", "may be asked for"),
        (Standing::Waiting, _) => see.lang.say("等前面的阶段", "waits"),
    }
}

/// Whose turn it is, in words.
pub(super) fn turn_text(see: &Frame, turn: Option<Turn>) -> &'static str {
    match turn {
        None => see.lang.say("等前面的", "waits"),
        Some(Turn::Filed) => see.lang.say("等受理", "to be accepted"),
        Some(Turn::Organ) => see.lang.say("部门正在办", "with its organ"),
        Some(Turn::Applicant) => see.lang.say("等申请人", "for the applicant"),
        Some(Turn::Intermediary) => see.lang.say("特别程序，不计时", "a special procedure"),
        Some(Turn::Done) => see.lang.say("办好了", "done"),
        Some(Turn::Failed) => see.lang.say("没办成", "not granted"),
        Some(Turn::Dropped) => see.lang.say("不办了", "dropped"),
    }
}

fn look_of(turn: Option<Turn>) -> BarLook {
    match turn {
        Some(Turn::Done) => BarLook::Done,
        Some(Turn::Failed | Turn::Dropped) => BarLook::Broken,
        Some(_) => BarLook::Running,
        None => BarLook::Ahead,
    }
}

impl Page for Shown {
    fn title(&self, see: &Frame) -> String {
        format!("{} {}", see.of(&self.kind), self.project_no)
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/project-cases".to_owned(), see.say("项目到哪一步了", "Projects under way").to_owned()),
            (String::new(), self.project_no.clone()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let name = if self.name.is_empty() { see.of(&self.kind) } else { &self.name };
        html! {
            (parts::title(name, &html! {
                (parts::code(&self.project_code)) (see.say("，", ", ")) (state_text(see, &self.state))
            }))
            div.two {
                div {
                    (self.answer(see))
                    (self.charted(see))
                    (self.table(see))
                    @for row in self.standings.stages.iter().filter(|row| !row.members.is_empty()) {
                        (self.members(see, row))
                    }
                    (told::drawn(see, &self.diary))
                }
                aside {
                    (self.facts(see))
                    (self.acts(see))
                }
            }
        }
    }
}

impl Shown {
    /// Stages, and the members of those that are open.
    fn bars(&self, see: &Frame) -> Vec<Bar> {
        let mut bars = Vec::new();
        for row in &self.standings.stages {
            let look = match row.standing {
                Standing::Done => BarLook::Done,
                Standing::Running => BarLook::Running,
                Standing::Ready | Standing::Waiting => BarLook::Ahead,
            };
            bars.push(Bar {
                name: see.of(&row.name).to_owned(),
                words: standing_text(see, row).to_owned(),
                look,
                from: row.from,
                until: row.until,
                deciding: row.deciding,
            });
            for member in &row.members {
                let Some((from, until)) = member.from.zip(member.until) else { continue };
                bars.push(Bar {
                    name: format!("· {}", see.of(&member.name)),
                    words: turn_text(see, member.turn).to_owned(),
                    look: look_of(member.turn),
                    from,
                    until,
                    deciding: false,
                });
            }
        }
        bars
    }

    fn charted(&self, see: &Frame) -> Markup {
        let finish = self.standings.outlook.finish;
        parts::section(
            "plan",
            see.say("审批计划表", "The approval plan"),
            &html! {
                p.small { (see.say("每次打开都从今天重新排。", "It is planned anew from today whenever it is opened.")) }
                (parts::gantt(see, &self.bars(see), finish, self.today))
            },
        )
    }

    /// The one step, and whom to call.
    fn answer(&self, see: &Frame) -> Markup {
        let Some(now) = &self.standings.now else {
            return parts::door(see.say("每个阶段都办完了", "Every stage is granted"), &html! {});
        };
        if self.state != "running" {
            return parts::door(see.say("项目撤回了", "The project was taken back"), &html! {});
        }
        let finish = self.standings.outlook.finish;
        parts::door(
            see.say("最快哪天全部办完", "The earliest day for all of it"),
            &html! {
                (parts::date_big(see, finish, ""))
                p {
                    (see.say("现在决定这一天的是：", "What decides it now: "))
                    @if now.href.is_empty() { strong { (see.of(&now.what)) } }
                    @else { a href=(now.href) { (see.of(&now.what)) } }
                    (see.pick(format!("（{}）。", now.stage.zh), format!(" ({}).", now.stage.en)))
                }
                p {
                    (see.say("等：", "It waits for: ")) (see.of(&now.whom))
                    @if !now.phone.is_empty() {
                        (see.say("，打电话问 ", ", call "))
                        a.nb href={ "tel:" (now.phone.replace([' ', '-'], "")) } { (now.phone) }
                    }
                    (see.say("。", "."))
                }
                @if self.own { (self.next(see)) }
            },
        )
    }

    /// The stage that may be asked for now.
    fn next(&self, see: &Frame) -> Markup {
        let ready = self.standings.stages.iter().find(|row| row.standing == Standing::Ready);
        html! { @if let Some(row) = ready { p.asks { (parts::link_button(
            Look::Filled,
            &links::project_stage(&row.bundle, &self.project_no),
            &see.pick(format!("申请“{}”", row.name.zh), format!("Ask for “{}”", row.name.en)),
        )) } } }
    }

    fn facts(&self, see: &Frame) -> Markup {
        let days = |n: u32| see.pick(format!("{n} 个工作日"), format!("{n} working days"));
        let grounds: Vec<String> = self
            .grounds
            .iter()
            .map(|ground| format!("{} {}", see.of(&ground.question), see.of(&ground.answer)))
            .collect();
        let mut rows = vec![
            (see.say("类别", "Class").to_owned(), html! { (see.of(&self.class_name)) }),
            (see.say("为什么", "Why").to_owned(), html! { (grounds.join(see.say("；", "; "))) }),
            (see.say("各部门一共最多", "The organs, at most").to_owned(), html! { (days(self.budget)) }),
            (
                see.say("已经用了", "Used so far").to_owned(),
                html! { (days(self.standings.joint.government)) },
            ),
        ];
        if !self.contact.is_empty() {
            let whom = html! { (self.contact) " " span.nb { (self.phone) } };
            rows.push((see.say("项目联系人", "Whom to ask").to_owned(), whom));
        }
        if !self.design.is_empty() {
            rows.push((
                see.say("现在的设计", "The design now").to_owned(),
                html! {
                    (self.design)
                    @if !self.drawings.is_empty() { " " (parts::code(&short(&self.drawings))) }
                },
            ));
        }
        parts::facts(&rows)
    }

    fn table(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("阶段", "Stage"),
            see.say("牵头", "Led by"),
            see.say("到哪一步", "How far"),
            see.say("政府用时", "Government"),
            see.say("申请人", "Applicant"),
            see.say("中介和特别程序", "Intermediaries"),
            see.say("历时", "Elapsed"),
            see.say("收齐以前", "Until complete"),
        ];
        let cells = |row: &StageRow| {
            vec![
                html! { @if row.bundle_no.is_empty() { (see.of(&row.name)) } @else {
                    a href={ (links::project_case(&self.project_no)) "/stages/" (row.stage) } {
                        (see.of(&row.name))
                    }
                } },
                html! { (see.of(&row.lead)) },
                html! {
                    (standing_text(see, row))
                    @if row.answers_wanted {
                        " " (parts::tag(Tag::Bad, see.say("类别变了，等补答", "other class, to be answered")))
                    }
                    @if row.alarm && row.standing == Standing::Running {
                        " " (parts::tag(Tag::Bad, see.say("快用完了", "nearly used up")))
                    }
                },
                html! { (row.joint.government) " / " (row.budget) },
                html! { (row.joint.applicant) },
                html! { (row.joint.intermediary) },
                html! { (row.joint.elapsed) },
                html! { (row.before.elapsed) },
            ]
        };
        let mut rows: Vec<Vec<Markup>> = self.standings.stages.iter().map(cells).collect();
        rows.push(self.total(see, &self.standings.joint, &self.standings.before));
        let title = see.say("每个阶段用了几个工作日", "Working days, stage by stage");
        parts::section(
            "stages",
            title,
            &html! {
                (parts::table(title, &heads, &rows))
                p.soft.small { (see.say(
                        "一套材料收齐、都受理了，共同的钟才开始走。还有一个部门有事做，这一天就算政府的；\
                         全都等申请人，算申请人的；等检测、评审，算中介和特别程序的。三样加起来就是历时。",
                        "The joint clock begins when the one set of papers is complete. While any organ has \
                         anything to do the day is the government's; when all waits for the applicant it is \
                         hers; for tests and experts, theirs. The three make up the time that passed.",
                    )) }
            },
        )
    }

    fn total(&self, see: &Frame, joint: &Spent, before: &Spent) -> Vec<Markup> {
        vec![
            html! { strong { (see.say("合计", "Together")) } },
            html! {},
            html! {},
            html! { strong { (joint.government) " / " (self.budget) } },
            html! { (joint.applicant) },
            html! { (joint.intermediary) },
            html! { (joint.elapsed) },
            html! { (before.elapsed) },
        ]
    }

    fn members(&self, see: &Frame, row: &StageRow) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("部门", "Organ"),
            see.say("到哪一步", "How far"),
            see.say("哪天办好", "Done by"),
        ];
        let cells = row.members.iter().map(|member| {
            vec![
                html! { @if member.case_no.is_empty() { (see.of(&member.name)) } @else {
                    a href=(links::case(&member.case_no)) { (see.of(&member.name)) }
                } },
                html! { (see.of(&member.organ)) },
                html! { (turn_text(see, member.turn)) },
                html! { @if let Some(day) = member.until { (parts::day_short(see, day)) } @else { "—" } },
            ]
        });
        let rows: Vec<Vec<Markup>> = cells.collect();
        let title = see.of(&row.name);
        parts::section(
            &format!("stage-{}", row.stage),
            title,
            &html! {
                (parts::table(title, &heads, &rows))
                @if !row.bundle_no.is_empty() {
                    p { a href=(links::bundle_case(&row.bundle_no)) {
                        (see.say("这个阶段的一套材料和结果", "Papers and results of this stage"))
                    } }
                }
            },
        )
    }

    /// Where help is asked for, and where it is answered otherwise.
    fn ways(&self, see: &Frame, here: &str) -> Markup {
        html! {
            p { a href=(links::project_assistance(&self.project_no)) { (see.say(
                "请人帮办整个项目", "Ask for an assistant for the whole project",
            )) } }
            p { a href={ (here) "/answers" } { (see.say(
                "面积、高度变了？改回答，重定类别", "Has it become larger or taller? Answer otherwise",
            )) } }
        }
    }

    fn acts(&self, see: &Frame) -> Markup {
        if !self.own {
            return html! {};
        }
        let (seen, here) = (self.version.to_string(), links::project_case(&self.project_no));
        let ahead =
            |row: &&StageRow| row.consults && matches!(row.standing, Standing::Ready | Standing::Waiting);
        html! {
            @for row in self.standings.stages.iter().filter(ahead) {
                details {
                    summary { (see.pick(
                        format!("“{}”先请部门看设计（预审）", row.name.zh),
                        format!("Have the design for “{}” looked at before", row.name.en),
                    )) }
                    p { (see.say(
                        "意见会带到这个阶段；设计没换版，就不用再问。是不是同一版，看图纸文件本身，不看叫什么。",
                        "Opinions are taken over unless the design has changed. The files say which version \
                         it is, not its name.",
                    )) }
                    p { a href={ (links::project_stage(&row.bundle, &self.project_no)) "/files" } {
                        (see.say("先把图纸传到这个阶段的材料里", "Hand in the drawings first"))
                    } }
                    (parts::act_form(
                        see, &format!("{here}/prereview"), &[("seen", &seen), ("stage", &row.stage)],
                        &parts::scoped(&row.stage, self.design_line(see)), Look::Second,
                        see.say("申请预审", "Ask for it"),
                    ))
                }
            }
            @if !self.design.is_empty() {
                details {
                    summary { (see.say("设计换版了", "The design has changed")) }
                    p { (see.say(
                        "换版以前的预审意见不再带到后面。",
                        "Opinions on another version are not taken over.",
                    )) }
                    (parts::act_form(
                        see, &format!("{here}/design"), &[("seen", &seen)],
                        &parts::scoped("anew", self.design_line(see)), Look::Second,
                        see.say("记下新版", "Note the new version"),
                    ))
                }
            }
            (self.ways(see, &here))
            details {
                summary { (see.say("项目不办了，撤回", "Take the project back")) }
                p { (see.say(
                    "已经办好的仍是您的；还在办的阶段撤回，后面的不再开始。",
                    "What is granted stays yours; the stage that is open is withdrawn.",
                )) }
                (parts::act_form(
                    see, &format!("{here}/withdraw"), &[("seen", &seen)], &html! {},
                    Look::Grave, see.say("撤回项目", "Take it back"),
                ))
            }
        }
    }

    fn design_line(&self, see: &Frame) -> Markup {
        let line = parts::Line {
            name: "design",
            label: see.say("哪一版设计", "Which version of the design"),
            hint: Some(see.say("如：总平面图第二版", "Such as: site plan, version 2")),
            value: &self.design,
            autocomplete: "off",
            keeping: Keeping::Open,
        };
        parts::line(see, line, None)
    }
}
