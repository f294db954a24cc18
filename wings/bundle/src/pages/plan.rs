//! `/bundle-cases/{bundle_no}`: the plan of a bundle that is under way — done, running, waiting for whom, the
//! latest lawful day — and the parcel at its end.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::page::token;
use house::web::parts::{self, Keeping, Look};
use house::web::{Frame, Input, Member, Page, Reply, Window};
use house::{Failure, House, To, links};
use kernel::bundle::{Plan, Stage, Step};
use kernel::limits::NAME_CHARS;
use kernel::rights::sight;
use kernel::{Day, Sight, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chart;
use super::visit::Visits;
use crate::known;
use crate::rules::{Command, Rules, Run, Stand, progress, whole};
use crate::views;

/// Nothing but the version that was seen.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Plain {}

/// The parcel.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Parcel {
    /// Codes of the items whose results are in it.
    #[serde(default)]
    #[schemars(example = ["individual-business"])]
    items: Vec<String>,
    /// The name of whoever signed for it.
    #[serde(default)]
    #[schemars(length(min = 1, max = NAME_CHARS), example = &"王小明")]
    signed: String,
}

/// A member in the table.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    step: Step,
    /// Name of the item.
    name: Text,
    /// Name of the organ.
    organ: Text,
    /// Whom it waits for: `organ`, `applicant`, `procedure`, `house`, `others`, or empty.
    waits: String,
    /// Number of its case, or empty.
    case_no: String,
    /// 证照编号, or empty.
    licence_no: String,
    /// What is wanting before it can begin: labels of fields.
    wanting: Vec<Text>,
    /// Is its result there and not handed over?
    to_collect: bool,
    /// Are its documents printed?
    printed: bool,
}

/// The plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shown {
    bundle_no: String,
    /// Code of the bundle.
    bundle: String,
    name: Text,
    /// Name of the organ that leads.
    lead: Text,
    begun_on: String,
    /// `running`, `finished`, `collected` or `withdrawn`.
    state: String,
    plan: Plan,
    rows: Vec<Row>,
    today: Day,
    #[serde(skip)]
    version: i64,
    /// May whoever looks change or withdraw it?
    own: bool,
    /// May whoever looks hand the parcel over?
    hands_over: bool,
    /// Joint visits on the spot.
    #[serde(flatten)]
    visits: Visits,
}

/// GET `/bundle-cases/{bundle_no}`.
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
    let (run, version) = seeing.life::<Rules>(no)?;
    let dues: BTreeMap<String, views::Due> = views::dues(seeing.look, no)?.into_iter().collect();
    let wanting = known::wanting(seeing.look, &run)?.wanting;
    let (ctx, house) = (seeing.ctx, seeing.house);
    let whole = whole(&found.edition, &ctx).ok_or(Failure::Absent)?;
    let told = dues.iter().map(|(case, due)| (case.clone(), (due.told, due.latest))).collect();
    let plan = whole.plan(&run.situation, &progress(&run, &told), ctx.calendar, ctx.today());
    let plan = plan.map_err(|year| Failure::Fault(format!("the calendar lacks {year:?}")))?;
    let row = |step: &Step| {
        let place = whole.place(&step.member)?;
        let item = whole.items[place];
        let stand = run.parts.get(&step.member).map(|part| &part.stand);
        let case_no = case_of(stand);
        let held = if let Some(Stand::Held(fields)) = stand { fields.as_slice() } else { &[] };
        let label =
            |code: &String| item.lacking_name(&format!("field.{}", code.split('.').next().unwrap_or(code)));
        let output = run.outputs().get(step.member.as_str()).map(|output| output.licence_no.clone());
        Some(Row {
            name: item.name.clone(),
            organ: house.organ_name(&item.organ),
            waits: waits(stand, dues.get(&case_no)).to_owned(),
            licence_no: output.unwrap_or_default(),
            wanting: held.iter().map(label).collect(),
            to_collect: matches!(stand, Some(Stand::Done { collected: false, .. })),
            printed: !wanting.contains(&case_no),
            case_no,
            step: step.clone(),
        })
    };
    let over = run.withdrawn || run.finished;
    let rows: Vec<Row> = plan.steps.iter().filter_map(row).collect();
    let visits = Visits::of(seeing, no, &run, &whole, &found.organ)?;
    Ok(Shown {
        rows,
        visits,
        bundle_no: no.to_owned(),
        bundle: found.bundle,
        name: whole.bundle.name.clone(),
        lead: house.organ_name(&found.organ),
        begun_on: found.begun_on,
        state: found.state,
        plan,
        today: ctx.today(),
        version,
        own: matches!(own, Sight::Own(_)) && !over,
        hands_over: matches!(own, Sight::Hall(_)) && parcel(&run),
    })
}

fn case_of(stand: Option<&Stand>) -> String {
    match stand {
        Some(Stand::Running(case, _) | Stand::Failed(case, ..) | Stand::Done { case, .. }) => case.clone(),
        _ => String::new(),
    }
}

/// Is there a result that is not handed over?
fn parcel(run: &Run) -> bool {
    run.parts.values().any(|part| matches!(part.stand, Stand::Done { collected: false, .. }))
}

/// Whom a member waits for.
fn waits<'a>(stand: Option<&Stand>, due: Option<&'a views::Due>) -> &'a str {
    match stand {
        Some(Stand::Planned) => "others",
        Some(Stand::Held(_)) => "applicant",
        Some(Stand::Started(_)) => "house",
        Some(Stand::Running(..)) => due.map_or("organ", |due| due.waits.as_str()),
        _ => "",
    }
}

/// POST `/bundle-cases/{bundle_no}/withdraw`.
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
    Ok(reply.done(&links::bundle_case(&no), &receipt))
}

/// POST `/bundle-cases/{bundle_no}/collect`.
pub(super) async fn collect(
    State(house): State<House>,
    Window(who): Window,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Parcel>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let Parcel { items, signed } = input.value;
    let to = To::Stream(no.clone());
    let receipt = house.act::<Rules>(who, to, cause, seen, Command::Collect { items, signed }).await?;
    Ok(reply.done(&links::bundle_case(&no), &receipt))
}

/// How far a bundle is, in words.
pub(super) fn state_text(see: &Frame, state: &str) -> &'static str {
    match state {
        "running" => see.lang.say("正在办", "under way"),
        "finished" => see.lang.say("都有结果了", "every item is settled"),
        "collected" => see.lang.say("结果领走了", "the results were picked up"),
        _ => see.lang.say("撤回了", "taken back"),
    }
}

impl Page for Shown {
    fn title(&self, see: &Frame) -> String {
        format!("{} {}", see.of(&self.name), self.bundle_no)
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/bundle-cases".to_owned(), see.say("办的一件事", "Bundles under way").to_owned()),
            (String::new(), self.bundle_no.clone()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.of(&self.name), &html! {
                (parts::code(&self.bundle_no)) (see.say("，", ", ")) (state_text(see, &self.state))
            }))
            div.two {
                div {
                    (self.answer(see))
                    (self.charted(see))
                    (self.visits.told(see))
                    (self.table(see))
                }
                aside { (self.acts(see)) }
            }
        }
    }
}

impl Shown {
    fn name(&self, see: &Frame, code: &str) -> String {
        let row = self.rows.iter().find(|row| row.step.member == code);
        row.map_or(code, |row| see.of(&row.name)).to_owned()
    }

    fn charted(&self, see: &Frame) -> Markup {
        parts::section(
            "plan",
            see.say("进度", "The plan"),
            &chart::drawn(see, &self.plan, self.today, |code| self.name(see, code)),
        )
    }

    /// What happens next, in one answer.
    fn answer(&self, see: &Frame) -> Markup {
        if self.plan.path.is_empty() {
            let done = self.rows.iter().filter(|row| row.step.stage == Stage::Done).count();
            return parts::door(
                see.say("都有结果了", "All is settled"),
                &html! {
                    p { (see.pick(
                        format!("{} 件里办成了 {done} 件。", self.rows.len()),
                        format!("{done} of {} granted.", self.rows.len()),
                    )) }
                },
            );
        }
        let names: Vec<String> = self.plan.path.iter().map(|code| self.name(see, code)).collect();
        parts::door(
            see.say("最快哪天全部办完", "The earliest day for all of it"),
            &html! {
                (parts::date_big(see, self.plan.finish, ""))
                p { (see.say("决定这一天的是：", "What decides it: ")) (names.join(" → ")) (see.say("。", ".")) }
                p.small { (see.pick(
                    format!("一件一件办要到 {}。", self.plan.one_by_one.zh_full()),
                    format!("One after another it would be {}.", self.plan.one_by_one.en_full()),
                )) }
                p.small { (see.pick(
                    format!("法律留给各部门的最后一天是 {}。", self.plan.latest.zh_full()),
                    format!("The last day the law leaves is {}.", self.plan.latest.en_full()),
                )) }
            },
        )
    }

    fn waiting(&self, see: &Frame, row: &Row) -> Markup {
        let after: Vec<String> = row.step.after.iter().map(|code| self.name(see, code)).collect();
        match row.waits.as_str() {
            "others" if after.is_empty() => html! { (see.say("马上开始", "begins at once")) },
            "others" => html! { (see.say("等 ", "for ")) (after.join(see.say("、", ", "))) },
            "house" => html! { (see.say("正在分给部门", "on its way to the organ")) },
            "organ" => html! { (see.say("等 ", "for ")) (see.of(&row.organ)) },
            "procedure" => html! { (see.say("特别程序，不计时", "for a special procedure")) },
            "applicant" => html! {
                strong { (see.say("等您", "for you")) }
                @if !row.wanting.is_empty() {
                    @let names: Vec<&str> = row.wanting.iter().map(|name| see.of(name)).collect();
                    (see.say("：", ": ")) (names.join(see.say("、", ", ")))
                }
            },
            _ => html! { "—" },
        }
    }

    fn table(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("到哪一步", "Stage"),
            see.say("在等谁", "Waits for"),
            see.say("哪天办好", "Done by"),
            see.say("法定最晚", "Latest by law"),
            see.say("结果", "Result"),
        ];
        let cells = |row: &Row| {
            vec![
                html! {
                    @if row.case_no.is_empty() { (see.of(&row.name)) }
                    @else { a href=(links::case(&row.case_no)) { (see.of(&row.name)) } }
                },
                html! { (chart::stage(see, row.step.stage)) },
                self.waiting(see, row),
                html! {
                    @if row.step.stage == Stage::Dropped { "—" }
                    @else { (parts::day_short(see, row.step.until)) }
                },
                html! {
                    @if matches!(row.step.stage, Stage::Dropped | Stage::Done | Stage::Failed) { "—" }
                    @else { (parts::day_short(see, row.step.latest)) }
                },
                html! {
                    @if !row.licence_no.is_empty() {
                        a href=(links::licence(&row.licence_no)) { (parts::code(&row.licence_no)) }
                    }
                    @else if row.step.stage == Stage::Done { (see.say("有了", "there")) }
                    @else { "—" }
                },
            ]
        };
        let rows: Vec<Vec<Markup>> = self.rows.iter().map(cells).collect();
        let title = see.say("一件一件看", "Item by item");
        parts::section("items", title, &parts::table(title, &heads, &rows))
    }

    fn acts(&self, see: &Frame) -> Markup {
        let seen = self.version.to_string();
        let here = links::bundle_case(&self.bundle_no);
        html! {
            @if self.rows.iter().any(|row| row.to_collect) && !self.hands_over {
                p { (see.say(
                    "纸质结果一次领：带身份证到综合窗口，一个清单，签一次名。",
                    "Paper results are picked up at once at the window: one list, one signature.",
                )) }
            }
            @if self.hands_over { (self.parcel(see, &here, &seen)) }
            (self.visits.form(see, &here, &seen))
            @if self.own {
                p { a href=(links::assistance(&self.bundle_no)) {
                    (see.say("请人帮办", "Ask for an assistant"))
                } }
                p { (parts::link_button(
                    Look::Second, &format!("{here}/change"), see.say("改回答、重排计划", "Change answers"),
                )) }
                details {
                    summary { (see.say("不办了，全部撤回", "Take all of it back")) }
                    p { (see.say(
                        "已经办好的仍是您的；还在办的撤回，没开始的不再开始。",
                        "What is granted stays yours; what is under way is withdrawn.",
                    )) }
                    (parts::act_form(
                        see, &format!("{here}/withdraw"), &[("seen", &seen)], &html! {},
                        Look::Grave, see.say("全部撤回", "Take it back"),
                    ))
                }
            }
        }
    }

    /// The check-list of the parcel, and the one signature.
    fn parcel(&self, see: &Frame, here: &str, seen: &str) -> Markup {
        let ready = self.rows.iter().filter(|row| row.to_collect);
        parts::section(
            "parcel",
            see.say("一次领取", "One pick-up"),
            &html! {
                form.act method="post" action={ (here) "/collect" } novalidate {
                    (token(see))
                    input type="hidden" name="seen" value=(seen);
                    fieldset {
                        legend { (see.say("袋子里有", "In the parcel")) }
                        @for row in ready {
                            @let id = format!("f-parcel-{}", row.step.member);
                            div.pick {
                                input type="checkbox" id=(id) name="items[]" value=(row.step.member)
                                    checked[row.printed] disabled[!row.printed];
                                label for=(id) {
                                    (see.of(&row.name)) " " (row.licence_no)
                                    @if !row.printed { (see.say("（还在印）", " (being printed)")) }
                                }
                            }
                        }
                    }
                    (parts::line(see, parts::Line {
                        name: "signed",
                        label: see.say("签收人姓名", "Signed by"),
                        hint: Some(see.say("本人在清单上签一次名", "She signs the list once")),
                        value: "",
                        autocomplete: "off",
                        keeping: Keeping::Open,
                    }, None))
                    p.asks { (parts::button(Look::Filled, see.say("交给本人", "Hand it over"), None)) }
                }
            },
        )
    }
}
