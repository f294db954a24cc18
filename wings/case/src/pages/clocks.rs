//! `/cases/{no}/clocks`: every clock of a case as it stood or will stand on any day, each day counted and
//! each not with its reason, the clause, and what would move it. The same for applicant, officer and
//! supervisor.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::opening::{Inner, Seeing};
use house::web::parts::{self, Keeping, Lamp, Line, Look};
use house::web::{Frame, Lang, Member, Page, Reply};
use house::{Failure, House, links};
use kernel::calendar::Standing as YearStanding;
use kernel::{Ctx, Day, Instant, Limit, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::words::{self, Named, both};
use crate::known;
use crate::rules::{self, Case, Light, Mover, Proof, Proved, Rules, Why};

/// How far ahead a day may be asked for, in days: no calendar reaches further than some years.
const AHEAD_DAYS: i32 = 366 * 3;

/// One day of a clock.
#[derive(Debug, Serialize, JsonSchema)]
struct OneDay {
    /// The day.
    day: Day,
    /// Which day of the limit it is; none where it is not counted.
    nth: Option<u32>,
    /// Why it is counted or not.
    reason: Text,
}

/// One clock with its proof.
#[derive(Debug, Serialize, JsonSchema)]
struct OneClock {
    /// Word of `[case.clock]`, or `correction`, `publicity`, `ask_hearing`, `hold_hearing`.
    clock: &'static str,
    name: Text,
    /// Code of the promised paper it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<String>,
    /// The day that began it; not counted.
    from: Day,
    limit: Limit,
    limit_words: Text,
    /// By how much it was extended and on which clause; empty where it was not.
    extended: Text,
    /// The last day, until 24:00.
    due: Day,
    /// The clause that sets it.
    basis: Text,
    /// The clause by which days are counted.
    counting: Text,
    /// Rests on a year without an official notice.
    provisional: bool,
    /// The clock stands: `due` is the earliest day possible.
    standing_still: bool,
    /// Has the last day passed?
    overran: bool,
    /// How many days count.
    counted: u32,
    /// How many do not.
    not_counted: u32,
    days: Vec<OneDay>,
    /// What would move the last day.
    moves: Vec<Text>,
}

/// The clocks of a case on a day.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Clocks {
    case_no: String,
    item: Named,
    /// The day that is shown.
    day: Day,
    /// Today.
    today: Day,
    /// Where the case stood on that day, or will if nothing happens.
    standing: Named,
    lamp: Lamp,
    lamp_words: Text,
    clocks: Vec<OneClock>,
    /// Years whose official calendar is still to come, as far as a clock here rests on them.
    provisional_years: Vec<i16>,
    #[serde(skip)]
    officer: bool,
}

/// `GET /cases/{no}/clocks?day=2026-10-08`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who, move |seeing| clocks(seeing, no, asked.get("day"))).await?;
    Ok(reply.page(&page))
}

fn clocks(seeing: &mut Seeing<'_, '_>, no: String, asked: Option<&String>) -> Result<Clocks, Failure> {
    let (case, _) = seeing.life::<Rules>(&no)?;
    let filed = case.filed.clone().ok_or(Failure::Absent)?;
    let item = seeing.ctx.edition(&filed.edition).ok_or(Failure::Absent)?.item.clone();
    if !super::show::seen_by(&case, &filed, &item, &seeing.ctx) {
        return Err(Failure::Absent);
    }
    let today = seeing.ctx.today();
    let wanted = asked.and_then(|text| text.trim().parse::<Day>().ok()).unwrap_or(today);
    let day = wanted.clamp(filed.on, today.plus(AHEAD_DAYS));
    let facts = seeing.diary(&format!("case/{no}"))?;
    // at the end of that day, before its 24:00 strikes
    let then = Instant::end_of(day).plus_ms(-1);
    let ctx = Ctx { now: then, ..seeing.ctx };
    let case = rules::caught_up(known::as_of(&facts, then), &ctx);
    let standing = super::show::standing_word(rules::standing(&case));
    let clocks: Vec<OneClock> =
        rules::proofs(&case, &ctx).iter().map(|proof| one(seeing.house, proof)).collect();
    let provisional = |year: &&kernel::calendar::Year| {
        year.standing == YearStanding::Provisional
            && clocks.iter().any(|c| c.provisional && c.from.year() <= year.year && c.due.year() >= year.year)
    };
    let lamp = colour(rules::light(&case, &ctx));
    let provisional_years = ctx.calendar.years().filter(provisional).map(|year| year.year).collect();
    Ok(Clocks {
        item: Named { code: item.code.clone(), name: item.name.clone() },
        day,
        today,
        standing: Named { code: standing.to_owned(), name: words::standing(seeing.house, standing) },
        lamp,
        lamp_words: lamp_words(lamp, &case),
        clocks,
        provisional_years,
        officer: !matches!(ctx.actor.role, Role::Citizen | Role::Agent),
        case_no: no,
    })
}

fn colour(light: Light) -> Lamp {
    match light {
        Light::Off => Lamp::Off,
        Light::Green => Lamp::Green,
        Light::Yellow => Lamp::Yellow,
        Light::Orange => Lamp::Orange,
        Light::Red => Lamp::Red,
    }
}

/// What the lamp says: of which limit it is.
fn lamp_words(lamp: Lamp, case: &Case) -> Text {
    match lamp {
        Lamp::Orange if case.acceptance.is_none() => both("超答复期限", "past the limit for an answer"),
        Lamp::Red if case.ending.is_some() => both("超送达期限", "past the limit for delivery"),
        lamp => Text::new(lamp.word(Lang::Zh), lamp.word(Lang::En)),
    }
}

fn one(house: &Inner, proof: &Proof) -> OneClock {
    let counted = proof.days.iter().filter(|day| day.nth.is_some()).count();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    OneClock {
        clock: proof.clock,
        name: name(house, proof),
        paper: proof.paper.as_ref().map(|(code, _)| code.clone()),
        from: proof.from,
        limit: proof.limit,
        limit_words: Text::new(proof.limit.zh(), proof.limit.en()),
        extended: proof.extended.as_ref().map_or_else(Text::default, |(by, basis)| {
            Text::new(
                format!("其中延长 {}（{}）", by.zh(), basis.zh),
                format!("{} of it by extension ({})", by.en(), basis.en),
            )
        }),
        due: proof.due,
        basis: proof.basis.clone(),
        counting: proof.counting.clone(),
        provisional: proof.provisional,
        standing_still: proof.standing_still,
        overran: proof.overran,
        counted: number(counted),
        not_counted: number(proof.days.len() - counted),
        days: proof.days.iter().map(one_day).collect(),
        moves: proof.moves.iter().map(moves).collect(),
    }
}

fn name(house: &Inner, proof: &Proof) -> Text {
    let name = match proof.clock {
        "correction" => both("补正期限", "Limit for the correction"),
        "closing" => both("补正不来终止办理的期限", "Limit after which the file is closed"),
        "publicity" => both("公示期", "Publicity"),
        "ask_hearing" => both("申请听证的期限", "Limit to ask for a hearing"),
        "hold_hearing" => both("举行听证的期限", "Limit to hold the hearing"),
        clock => house.texts.word("case", "clock", clock),
    };
    match &proof.paper {
        Some((_, paper)) => {
            Text::new(format!("{}：{}", name.zh, paper.zh), format!("{}: {}", name.en, paper.en))
        }
        None => name,
    }
}

fn one_day(proved: &Proved) -> OneDay {
    let reason = match &proved.why {
        Why::Start => both(
            "开始的当日不计入（《民法典》第二百零一条）",
            "the day on which it begins is not counted (Civil Code, art. 201)",
        ),
        Why::Received(basis) => Text::new(
            format!("收件日，依据{}；开始的当日不计入", basis.zh),
            format!("the day of receipt, by {}; the day on which it begins is not counted", basis.en),
        ),
        Why::Counts => both("计入", "counted"),
        Why::Worked(name) => Text::new(
            format!("{}调休上班，计入", name.zh),
            format!("a weekend day worked for {}, counted", name.en),
        ),
        Why::Rest(name) => Text::new(format!("{}，不计入", name.zh), format!("{}, not counted", name.en)),
        Why::Stopped(name, basis) => Text::new(
            format!("{}期间，不计入（{}）", name.zh, basis.zh),
            format!("{}, not counted ({})", name.en, basis.en),
        ),
        Why::RunsOver(name) => Text::new(
            format!("期限届满在{}，顺延到这个工作日（《民法典》第二百零三条）", name.zh),
            format!(
                "the period ended on a day off ({}), so it ends on this working day (Civil Code, art. 203)",
                name.en
            ),
        ),
        Why::Left => both(
            "特别程序开始时剩下的时间，在它结束后补足",
            "the time that was left when the special procedure began, made up after its end",
        ),
        Why::Told => {
            both("已经告诉申请人的日期不提前", "a day that the applicant was told is never moved earlier")
        }
    };
    OneDay { day: proved.day, nth: proved.nth, reason }
}

fn moves(mover: &Mover) -> Text {
    match mover {
        Mover::Special(name, basis) => Text::new(
            format!("如需{}，所需时间不计入，并书面告知（{}）", name.zh, basis.zh),
            format!(
                "should {} be needed, its time is not counted, and is told in writing ({})",
                name.en, basis.en
            ),
        ),
        Mover::Extension(most, basis) => Text::new(
            format!("经批准可以延长一次，最多 {}，并告知理由（{}）", most.zh(), basis.zh),
            format!(
                "it may be extended once with approval, by {} at most, and the reason is told ({})",
                most.en(),
                basis.en
            ),
        ),
        Mover::Supplied => {
            both("材料补齐，这项期限就停止", "once everything that is lacking has come, this clock ends")
        }
        Mover::Resuming(name) => Text::new(
            format!("{}正在进行，每过一天，期限顺延一天；结束时告知新的日期", name.zh),
            format!(
                "{} is under way: each day of it moves the limit; the new day is told at its end",
                name.en
            ),
        ),
        Mover::Calendar(year) => Text::new(
            format!("{year} 年的放假通知还没有公布，现为暂定；公布后重新计算，已经告知的日期不提前"),
            format!(
                "the notice of the working days of {year} is still to come; the day is then counted again, \
                 and never moved earlier than was told"
            ),
        ),
        Mover::Notice => both(
            "如果材料不齐，一次性告知补正后，这项期限停止；补齐之日起重新计算",
            "if something is lacking, the one-time notice ends this clock; it begins anew once all is there",
        ),
        Mover::Nothing => both("没有什么能改变这一天", "nothing can move this day"),
    }
}

/// The address of this page on a day; today's where none is given.
pub(super) fn address(no: &str, day: Option<Day>) -> String {
    let case = links::case(no);
    day.map_or_else(|| format!("{case}/clocks"), |day| format!("{case}/clocks?day={day}"))
}

/// A day with its year, for a page that goes from year to year.
fn whole(see: &Frame, day: Day) -> Markup {
    html! { time datetime=(day) { (see.lang.day_full(day)) } }
}

impl OneClock {
    /// Does its passing mean that somebody owed something? The right to ask for a hearing just ends.
    fn owed(&self) -> bool {
        !matches!(self.clock, "publicity" | "ask_hearing")
    }

    fn drawn(&self, see: &Frame) -> Markup {
        let last = match self.standing_still {
            true => see.say("最早", "Not before"),
            false => see.say("最晚", "Last day"),
        };
        let mut rows = vec![
            (
                last.to_owned(),
                html! {
                    (whole(see, self.due))
                    @if self.provisional { " " (parts::tag(parts::Tag::Ask, see.say("暂定", "provisional"))) }
                    @if self.overran && self.owed() {
                        " " (parts::tag(parts::Tag::Bad, see.say("已过", "passed")))
                    }
                },
            ),
            (
                see.say("多久", "How long").to_owned(),
                html! {
                    (see.of(&self.limit_words))
                    @if !self.extended.zh.is_empty() { (see.say("，", ", ")) (see.of(&self.extended)) }
                },
            ),
            (see.say("从哪天起", "Begun").to_owned(), whole(see, self.from)),
            (see.say("依据", "Basis").to_owned(), html! { (see.of(&self.basis)) }),
            (see.say("怎么计算", "Counted by").to_owned(), html! { (see.of(&self.counting)) }),
        ];
        let moves = html! { @for (n, words) in self.moves.iter().enumerate() {
            @if n > 0 { br; } (see.of(words))
        } };
        rows.push((see.say("什么会改变它", "What would move it").to_owned(), moves));
        let sum = see.pick(
            format!("逐日核对：{} 天计入，{} 天不计入", self.counted, self.not_counted),
            format!("Day by day: {} counted, {} not", self.counted, self.not_counted),
        );
        let anchor = self.paper.as_ref().map_or_else(|| self.clock.to_owned(), |p| format!("follows-{p}"));
        parts::section(
            &anchor,
            see.of(&self.name),
            &html! {
                (parts::facts(&rows))
                details { summary { (sum) } div { (self.table(see)) } }
            },
        )
    }

    fn table(&self, see: &Frame) -> Markup {
        let heads = [see.say("第几日", "Day"), see.say("理由", "Reason")];
        html! {
            table.stack.pair role="table" {
                caption.vh { (see.of(&self.name)) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (see.say("日期", "Date")) }
                    @for head in heads { th role="columnheader" scope="col" { (head) } }
                } }
                tbody role="rowgroup" { @for one in &self.days { tr role="row" {
                    th role="rowheader" scope="row" { (parts::day(see, one.day)) }
                    td role="cell" data-l=(heads[0]) {
                        @match one.nth { Some(n) => (n), None => { "—" } }
                    }
                    td role="cell" data-l=(heads[1]) { (see.of(&one.reason)) }
                } } }
            }
        }
    }
}

impl Clocks {
    fn chooser(&self, see: &Frame) -> Markup {
        let day = self.day.to_string();
        let line = Line {
            name: "day",
            label: see.say("看哪一天", "Which day"),
            hint: Some(see.say("过去或将来的一天，像 2026-10-08", "A day past or to come, like 2026-10-08")),
            value: &day,
            autocomplete: "off",
            keeping: Keeping::Open,
        };
        html! { form.noprint method="get" action=(address(&self.case_no, None)) {
            (parts::line(see, line, None))
            (parts::button(Look::Second, see.say("看这一天", "Show this day"), None))
        } }
    }
}

impl Page for Clocks {
    fn title(&self, see: &Frame) -> String {
        see.pick(
            format!("{}的期限 · {} · {}", see.lang.day_short(self.day), self.item.name.zh, self.case_no),
            format!("Clocks on {} · {} · {}", see.lang.day_short(self.day), self.item.name.en, self.case_no),
        )
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::case(&self.case_no), see.of(&self.item.name).to_owned()),
            (String::new(), see.say("期限", "Clocks").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let now = self.day == self.today;
        html! {
            (parts::title(see.say("期限，逐日核对", "The clocks, day by day"), &html! {
                (see.of(&self.item.name)) " " (parts::code(&self.case_no)) br;
                (whole(see, self.day)) (see.say("，", ", ")) (see.of(&self.standing.name))
                (see.say("，", ", ")) (parts::lamp(self.lamp, see.of(&self.lamp_words)))
            }))
            @if !now && self.day > self.today {
                (parts::note(&html! { (see.say(
                    "这一天还没有到：按从今天到那天什么也不发生来算。",
                    "This day is still to come: counted as if nothing happened until then.")) }))
            }
            @for year in &self.provisional_years {
                (parts::note(&html! { (see.pick(
                    format!("{year} 年的放假通知还没有公布。落在这一年的日期是暂定的；公布后重新计算，\
                        已经告诉您的日期不会提前。"),
                    format!("The notice of the working days of {year} is still to come. Days that rest on it \
                        are provisional; they are then counted again, and none that was told moves earlier."),
                )) }))
            }
            @if self.clocks.is_empty() {
                (parts::empty(
                    see.say("这一天没有期限在走。", "No clock runs on this day. "),
                    see.say("换一天看，例如提交的那天。", "Choose another, such as the day of filing."),
                    &[],
                ))
            }
            @for clock in &self.clocks { (clock.drawn(see)) }
            (self.chooser(see))
        }
    }

    fn desk(&self) -> bool {
        self.officer
    }
}
