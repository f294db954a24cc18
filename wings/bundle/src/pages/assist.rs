//! `/bundle-cases/{bundle_no}/assistance`: who helps with a bundle, what she may do, what she did, what is
//! still to do; and the acts of both.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Member, Nothing, Page, Person, Reply, Window};
use house::{Failure, House, To, links};
use kernel::bundle::May;
use kernel::form::FieldFault;
use kernel::limits::REASON_CHARS;
use kernel::{Actor, Day, Role, Text, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::assist_stage::{named, stages};
use crate::rules::{Command, Rules, Run, SEE};
use crate::views;

/// What somebody is asked to do.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Mandate {
    /// `fill`, `hand_in`, `ask`, `book`: what may be done.
    #[serde(default)]
    #[schemars(example = ["fill"])]
    pub may: Vec<May>,
    /// What is wanted, in her own words.
    #[serde(default)]
    #[schemars(length(max = REASON_CHARS), example = &"我不会上网，请帮我填表")]
    pub words: String,
}

/// What the assistant did.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Did {
    /// `fill`, `hand_in`, `ask` or `book`.
    what: May,
    /// The day of an appointment, ISO; else empty.
    #[serde(default)]
    on: String,
    /// In words.
    #[serde(default)]
    #[schemars(length(max = REASON_CHARS), example = &"问过市场监管局")]
    words: String,
}

/// Something still to do.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ToDo {
    /// What.
    #[serde(default)]
    #[schemars(length(max = REASON_CHARS), example = &"把租赁合同拍照传上来")]
    words: String,
    /// By which day, ISO; else empty.
    #[serde(default)]
    by: String,
    /// `yes`: the applicant does it.
    #[serde(default)]
    hers: String,
}

/// Which task is done.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Finished {
    /// Its number.
    #[schemars(example = &"1")]
    task: String,
}

/// A line of the diary of what was done.
#[derive(Debug, Serialize, JsonSchema)]
struct Line {
    on: Day,
    sentence: Text,
    /// In her words; nothing for those who neither gave the mandate nor have it.
    words: String,
}

/// Something still to do, or done.
#[derive(Debug, Serialize, JsonSchema)]
struct TaskRow {
    task: u32,
    by: Option<Day>,
    /// Is it the applicant's?
    hers: bool,
    done: bool,
    words: String,
}

/// Who helps, and what was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Helped {
    bundle_no: String,
    /// Code of the bundle, or of the kind of construction project.
    bundle: String,
    name: Text,
    /// Number of the construction project that it is for, or empty.
    project_no: String,
    /// Its stages that are not granted and that no organ has: code of the bundle, and name.
    stages: Vec<(String, Text)>,
    /// What may be done for her.
    may: Vec<May>,
    /// Name of the assistant, or empty.
    assistant: String,
    /// Name of the applicant, for her assistant; else empty.
    applicant: String,
    /// Does the mandate stand? There is none where `may` is empty.
    stands: bool,
    diary: Vec<Line>,
    tasks: Vec<TaskRow>,
    /// Was the bundle asked for?
    begun: bool,
    /// Is it the applicant who looks?
    own: bool,
    /// Is it the assistant who looks?
    mine: bool,
    #[serde(skip)]
    version: i64,
}

/// The run, if whoever looks may see it.
pub(super) fn run(seeing: &mut Seeing<'_, '_>, no: &str) -> Result<(Run, i64), Failure> {
    let (run, version) = seeing.life::<Rules>(no)?;
    let place = |organ: &str, hall: &str, party: &str| Where {
        organ: organ.to_owned(),
        hall: hall.to_owned(),
        party: party.to_owned(),
        division: seeing.ctx.division.to_owned(),
        ..Where::default()
    };
    let place = match (&run.begun, &run.assistance) {
        (Some(begun), _) => place(&begun.lead, &begun.hall, &begun.party),
        (None, Some(one)) => place(&one.lead, &one.hall, &one.party),
        (None, None) => return Err(Failure::Absent),
    };
    // examiners and heads of other organs see the plan, and nothing of who helps her
    let role = seeing.ctx.actor.role;
    let near = matches!(role, Role::Citizen | Role::Agent | Role::Clerk);
    let seen = near && seeing.ctx.rights.may(seeing.ctx.actor, SEE, &place);
    if seen { Ok((run, version)) } else { Err(Failure::Absent) }
}

/// `GET /bundle-cases/{bundle_no}/assistance`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who, move |seeing| shown(seeing, no)).await?;
    Ok(reply.page(&page))
}

fn shown(seeing: &mut Seeing<'_, '_>, no: String) -> Result<Helped, Failure> {
    let (run, version) = run(seeing, &no)?;
    let who: Actor = seeing.ctx.actor.clone();
    let own = matches!(who.role, Role::Citizen | Role::Agent);
    let one = run.assistance.as_ref();
    let mine = one.is_some_and(|one| one.stands && one.assistant == who.party);
    let code =
        one.map_or_else(|| run.begun.as_ref().map(|b| b.bundle.clone()), |one| Some(one.bundle.clone()));
    let code = code.unwrap_or_default();
    let name = named(&code, &seeing.ctx);
    let project_no = one.map(|one| one.project.clone()).unwrap_or_default();
    let stages = stages(seeing, &project_no)?;
    let find = seeing.house.dossier;
    let mut called = |party: &str| -> Result<String, Failure> {
        let found = if party.is_empty() { None } else { find(seeing.look, party)? };
        Ok(found.map_or(String::new(), |[name, ..]| name))
    };
    let assistant = one.map_or(Ok(String::new()), |one| called(&one.assistant))?;
    let applicant =
        if mine { one.map_or(Ok(String::new()), |one| called(&one.party))? } else { String::new() };
    let facts = seeing.diary(&format!("bundle/{no}"))?;
    let mut words: BTreeMap<u32, String> = BTreeMap::new();
    let mut diary = Vec::new();
    for told in views::helped(&facts) {
        let said = if own || mine { told.words } else { String::new() };
        match told.task {
            Some(task) => drop(words.insert(task, said.clone())),
            None if told.sentence == "AssistanceAsked" => words.clear(),
            None => {}
        }
        let sentence = seeing.house.texts.event("bundle", told.sentence, &told.fills);
        diary.push(Line { on: told.on, sentence, words: said });
    }
    let row = |task: &crate::rules::Task| TaskRow {
        task: task.task,
        by: task.by,
        hers: task.hers,
        done: task.done,
        words: words.get(&task.task).cloned().unwrap_or_default(),
    };
    Ok(Helped {
        name,
        project_no,
        stages,
        bundle: code,
        may: one.map_or(Vec::new(), |one| one.may.clone()),
        assistant,
        applicant,
        stands: one.is_some_and(|one| one.stands),
        tasks: one.map_or(Vec::new(), |one| one.tasks.iter().map(row).collect()),
        diary,
        begun: run.begun.is_some(),
        own,
        mine,
        version,
        bundle_no: no,
    })
}

fn here(no: &str) -> String {
    links::assistance(no)
}

/// `POST /bundles/{bundle}/assistance`: before the bundle is asked for.
pub(super) async fn ask(
    State(house): State<House>,
    Person(who): Person,
    Path(bundle): Path<String>,
    reply: Reply,
    input: Input<Mandate>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let Mandate { may, words } = input.value;
    let command = Command::AskAssistance { bundle, may, words, project: String::new() };
    let receipt = house.act::<Rules>(who, To::New, cause, None, command).await?;
    Ok(reply.done(&here(&receipt.name), &receipt))
}

/// `POST /bundle-cases/{bundle_no}/assistance`: for a bundle that is under way.
pub(super) async fn ask_again(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Mandate>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let Mandate { may, words } = input.value;
    let name = no.clone();
    let known = move |seeing: &mut Seeing<'_, '_>| {
        Ok(run(seeing, &name)?.0.assistance.map(|one| (one.bundle, one.project)))
    };
    let (bundle, project) = house.read(who.clone(), known).await?.unwrap_or_default();
    let command = Command::AskAssistance { bundle, may, words, project };
    let receipt = house.act::<Rules>(who, To::Stream(no.clone()), cause, seen, command).await?;
    Ok(reply.done(&here(&no), &receipt))
}

/// A day that was typed, if any was.
fn day(field: &str, typed: &str) -> Result<Option<Day>, Failure> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| {
        let why = Text::new("这不是日期，例：2026-11-25", "This is no day, for example 2026-11-25");
        Failure::Faulty(vec![FieldFault::new(field, why)])
    })
}

macro_rules! act {
    ($name:ident, $guard:ident, $takes:ty, $doc:literal, |$value:ident| $command:expr) => {
        #[doc = $doc]
        pub(super) async fn $name(
            State(house): State<House>,
            $guard(who): $guard,
            Path(no): Path<String>,
            reply: Reply,
            input: Input<$takes>,
        ) -> Result<Response, Failure> {
            let (cause, seen) = (input.cause(&who)?, input.seen);
            let $value = input.value;
            let command = $command;
            let receipt = house.act::<Rules>(who, To::Stream(no.clone()), cause, seen, command).await?;
            Ok(reply.done(&here(&no), &receipt))
        }
    };
}

act!(take, Window, Nothing, "`POST …/assistance/take`.", |_nothing| Command::TakeAssistance {});
act!(end, Member, Nothing, "`POST …/assistance/end`.", |_nothing| Command::EndAssistance {});
act!(note, Window, Did, "`POST …/assistance/note`.", |did| Command::Assist {
    what: did.what,
    on: day("on", &did.on)?,
    words: did.words,
});
act!(give, Window, ToDo, "`POST …/assistance/task`.", |todo| Command::GiveTask {
    by: day("by", &todo.by)?,
    hers: todo.hers == "yes",
    words: todo.words,
});
act!(done, Member, Finished, "`POST …/assistance/done`.", |one| Command::FinishTask {
    task: one.task.parse().unwrap_or_default(),
});

/// The form in which she says what may be done for her.
pub(super) fn asking(see: &Frame, action: &str, seen: &str) -> Markup {
    let all = [May::Fill, May::HandIn, May::Ask, May::Book];
    let hidden: &[(&str, &str)] = if seen.is_empty() { &[] } else { &[("seen", seen)] };
    let inside = html! {
        fieldset {
            legend { (see.say("可以替我做什么", "What may be done for me")) }
            @for may in all {
                @let (word, id) = (word(may), format!("f-may-{}", word(may)));
                div.pick {
                    input type="checkbox" id=(id) name="may[]" value=(word) checked[may == May::Fill];
                    label for=(id) { (see.of(&views::what_text(may))) }
                }
            }
        }
        (parts::text_area(see, "words", see.say("想请人帮什么（可不填）", "What you need (optional)"), None, "", None))
    };
    html! {
        p { (see.say(
            "大厅的帮办员免费帮您。提交和签字只能您自己来；随时可以收回委托。",
            "An assistant of the hall helps you free of charge. Only you yourself send and sign; you may end \
             it at any time.",
        )) }
        (parts::act_form(see, action, hidden, &inside, Look::Second, see.say("请人帮办", "Ask for an assistant")))
    }
}

fn word(may: May) -> &'static str {
    match may {
        May::Fill => "fill",
        May::HandIn => "hand_in",
        May::Ask => "ask",
        May::Book => "book",
    }
}

impl Page for Helped {
    fn title(&self, see: &Frame) -> String {
        see.pick(format!("帮办：{}", self.name.zh), format!("Assistance: {}", self.name.en))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let list = match self.own {
            true => (links::bundle_cases().to_owned(), see.say("办的一件事", "Bundles under way").to_owned()),
            false => (links::assistances().to_owned(), see.say("帮办", "Assistance").to_owned()),
        };
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), list, (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&self.title(see), &html! {
                (parts::code(&self.bundle_no)) (see.say("，", ", ")) (self.standing(see))
            }))
            div.two {
                div { (self.next(see)) (self.tasks(see)) (self.told(see)) }
                aside { (self.mandate(see)) (self.acts(see)) }
            }
        }
    }

    fn desk(&self) -> bool {
        !self.own
    }
}

impl Helped {
    fn standing<'a>(&self, see: &'a Frame) -> &'a str {
        match (self.may.is_empty(), self.stands, self.assistant.is_empty()) {
            (true, ..) => see.say("没有请人帮办", "nobody was asked"),
            (_, false, _) => see.say("委托收回了", "the mandate has ended"),
            (_, true, true) => see.say("等大厅有人接手", "waiting for an assistant"),
            (_, true, false) => see.say("有人在帮", "an assistant helps"),
        }
    }

    /// What happens next, for whoever looks.
    fn next(&self, see: &Frame) -> Markup {
        if !self.project_no.is_empty() {
            return self.next_of_project(see);
        }
        let (form, plan) = (links::apply_bundle(&self.bundle), links::bundle_case(&self.bundle_no));
        parts::door(
            see.say("接下来", "What happens next"),
            &html! {
                @if self.begun {
                    p { (see.say("这件事已经提交了。", "It was asked for.")) }
                    p.asks { (parts::link_button(Look::Filled, &plan, see.say("看进度", "See the plan"))) }
                } @else if self.own {
                    p { (see.say(
                        "帮办员填的、传的都在您的申请表里。请您看过、勾上声明，自己提交。",
                        "What your assistant fills in and hands in lies in your form. Look it over, \
                         declare, and send it yourself.",
                    )) }
                    p.asks { (parts::link_button(
                    Look::Filled, &form, see.say("看申请表，提交", "Look at the form and send it"),
                )) }
                } @else if self.mine {
                    p { (see.say(
                        "您填的存在申请人的表里，由本人看过提交。您不能替她提交，也不能替她签字。",
                        "What you fill in is stored in her own form; she looks it over and sends it. \
                         You neither send nor sign for her.",
                    )) }
                    @if self.may.contains(&May::Fill) {
                        p.asks { (parts::link_button(
                            Look::Filled, &format!("{}/form", here(&self.bundle_no)),
                            see.say("打开她的申请表", "Open her form"),
                        )) }
                    }
                    @if self.may.contains(&May::HandIn) {
                        p.asks { (parts::link_button(
                            Look::Second, &format!("{}/files", here(&self.bundle_no)),
                            see.say("替她传材料", "Hand in papers"),
                        )) }
                    }
                } @else {
                    p { (see.say("接手以后，姓名和要办的内容才看得到。", "Names are seen by whoever takes it up.")) }
                }
            },
        )
    }

    /// The same for a construction project: the forms of its stages.
    fn next_of_project(&self, see: &Frame) -> Markup {
        let own = |bundle: &str| links::project_stage(bundle, &self.project_no);
        let lent = |bundle: &str, what: &str| format!("{}/stages/{bundle}/{what}", here(&self.bundle_no));
        parts::door(
            see.say("接下来", "What happens next"),
            &html! {
                p { a href=(links::project_case(&self.project_no)) { (see.say(
                    "项目的审批计划表", "The plan of the project",
                )) } }
                @if self.own || self.mine {
                    p { @if self.own { (see.say(
                        "帮办员填的、传的都在各阶段的申请表里。请您看过、勾上声明，自己提交。",
                        "What your assistant fills in lies in the form of each stage. Look it over, declare, \
                         and send it yourself.",
                    )) } @else { (see.say(
                        "您填的存在申请人的表里，由本人看过提交。您不能替她提交，也不能替她签字。",
                        "What you fill in is stored in her own form; she looks it over and sends it.",
                    )) } }
                    ul.plain { @for (bundle, name) in &self.stages { li {
                        @if self.own { a href=(own(bundle)) { (see.of(name)) } }
                        @else { (see.of(name)) (see.say("：", ": "))
                            @if self.may.contains(&May::Fill) {
                                a href=(lent(bundle, "form")) { (see.say("填表", "the form")) } " "
                            }
                            @if self.may.contains(&May::HandIn) {
                                a href=(lent(bundle, "files")) { (see.say("传材料", "papers")) }
                            }
                        }
                    } } }
                } @else {
                    p { (see.say("接手以后，姓名和要办的内容才看得到。", "Names are seen by whoever takes it up.")) }
                }
            },
        )
    }

    fn mandate(&self, see: &Frame) -> Markup {
        let may: Vec<Text> = self.may.iter().map(|may| views::what_text(*may)).collect();
        let may: Vec<&str> = may.iter().map(|text| see.of(text)).collect();
        let mut rows = vec![(
            see.say("可以做的", "May be done").to_owned(),
            html! { @if may.is_empty() { "—" } @else { (may.join(see.say("、", ", "))) } },
        )];
        if !self.assistant.is_empty() {
            rows.push((see.say("帮办员", "Assistant").to_owned(), html! { (self.assistant) }));
        }
        if !self.applicant.is_empty() {
            rows.push((see.say("申请人", "Applicant").to_owned(), html! { (self.applicant) }));
        }
        parts::section("mandate", see.say("委托", "Mandate"), &parts::facts(&rows))
    }

    fn tasks(&self, see: &Frame) -> Markup {
        if self.tasks.is_empty() {
            return html! {};
        }
        let seen = self.version.to_string();
        let action = format!("{}/done", here(&self.bundle_no));
        let theirs = |task: &TaskRow| task.hers == self.own && (self.own || self.mine) && self.stands;
        parts::section(
            "tasks",
            see.say("还要做的", "Still to do"),
            &html! { ul.plain { @for task in &self.tasks { li {
                p {
                    @if task.hers { strong { (see.say("本人：", "The applicant: ")) } }
                    @else { strong { (see.say("帮办员：", "The assistant: ")) } }
                    (task.words)
                    @if let Some(by) = task.by { (see.say("，最晚", ", by ")) (parts::day(see, by)) }
                    @if task.done { " " (parts::tag(parts::Tag::Free, see.say("做好了", "done"))) }
                }
                @if !task.done && theirs(task) {
                    (parts::act_form(
                        see, &action, &[("seen", &seen), ("task", &task.task.to_string())], &html! {},
                        Look::Second,
                        &see.pick(format!("第 {} 件做好了", task.task), format!("No. {} is done", task.task)),
                    ))
                }
            } } } },
        )
    }

    fn told(&self, see: &Frame) -> Markup {
        parts::section(
            "diary",
            see.say("帮办记录", "What was done"),
            &html! { ul.plain { @for line in &self.diary { li {
                (parts::day_short(see, line.on)) (see.say("：", ": ")) (see.of(&line.sentence))
                @if !line.words.is_empty() { " “" (line.words) "”" }
            } } } },
        )
    }

    fn acts(&self, see: &Frame) -> Markup {
        let (seen, here) = (self.version.to_string(), here(&self.bundle_no));
        let plain = |to: &str, look: Look, words: &str| {
            parts::act_form(see, &format!("{here}/{to}"), &[("seen", &seen)], &html! {}, look, words)
        };
        html! {
            @if self.own && !self.stands { (asking(see, &here, &seen)) }
            @if self.own && self.stands { (plain("end", Look::Grave, see.say("收回委托", "End the mandate"))) }
            @if !self.own && self.stands && self.assistant.is_empty() {
                (plain("take", Look::Filled, see.say("我来帮办", "Take it up")))
            }
            @if self.mine { (self.diary_forms(see, &here, &seen))
                (plain("end", Look::Grave, see.say("交还委托", "Give the mandate back"))) }
        }
    }

    /// The assistant writes down what she did, and what is still to do.
    fn diary_forms(&self, see: &Frame, here: &str, seen: &str) -> Markup {
        let did = html! {
            fieldset {
                legend { (see.say("做了什么", "What you did")) }
                @for (n, may) in self.may.iter().enumerate() {
                    @let id = format!("f-what-{}", word(*may));
                    div.pick {
                        input type="radio" id=(id) name="what" value=(word(*may)) checked[n == 0];
                        label for=(id) { (see.of(&views::what_text(*may))) }
                    }
                }
            }
            (parts::text_area(see, "words", see.say("记一句", "In words"), None, "", None))
            (self.day(see, "on", see.say("约在哪天（可不填）", "Appointment on (optional)")))
        };
        let task = html! {
            (parts::text_area_of(
                see, "task", "words", see.say("还要做什么", "What is still to do"), None, ("", None),
            ))
            (self.day(see, "by", see.say("最晚哪天（可不填）", "By (optional)")))
            div.pick {
                input type="checkbox" id="f-hers" name="hers" value="yes";
                label for="f-hers" { (see.say("要本人做", "The applicant does it")) }
            }
        };
        html! {
            details { summary { (see.say("记一笔", "Write down what you did")) }
                (parts::act_form(see, &format!("{here}/note"), &[("seen", seen)], &did, Look::Second,
                    see.say("记下", "Write it down"))) }
            details { summary { (see.say("加一件要做的", "Add something to do")) }
                (parts::act_form(see, &format!("{here}/task"), &[("seen", seen)], &task, Look::Second,
                    see.say("加上", "Add it"))) }
        }
    }

    fn day(&self, see: &Frame, name: &str, label: &str) -> Markup {
        parts::line(
            see,
            parts::Line {
                name,
                label,
                hint: Some(see.say("像 2026-09-23 这样写", "Write it like 2026-09-23")),
                value: "",
                autocomplete: "off",
                keeping: parts::Keeping::Open,
            },
            None,
        )
    }
}
