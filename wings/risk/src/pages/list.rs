//! `/risks`: what is owed about risk points, what happened often in this quarter, how check points were
//! judged, and the ledger itself.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::{Inner, Seeing};
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Page, Reply, Staff, Supervisor};
use house::{Failure, House, To, links};
use kernel::limits::{LINE_CHARS, PAGE_ROWS};
use kernel::rights::sight;
use kernel::{Ctx, Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::one::address;
use crate::rules::{self, Command, Rules, TIMES};
use crate::views::{self, Failed, Judged, Line, POINT};

/// Rows of the tables that only say what is most frequent.
const MOST: i64 = 20;

/// Something with its names.
#[derive(Serialize, JsonSchema)]
struct Told<T> {
    #[serde(flatten)]
    line: T,
    item_name: Text,
    organ_name: Text,
    /// What happened, or what was judged, in words.
    words: Text,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Risks {
    /// This quarter.
    quarter: String,
    /// Risk points about which something is owed.
    risks: Vec<Told<Line>>,
    /// What happened most often in this quarter.
    often: Vec<Told<Failed>>,
    /// Check points that were found not met, the most often first.
    points: Vec<Told<Judged>>,
    /// The ledger, newest first.
    ledger: Vec<Told<Failed>>,
    /// Address of the next page of the ledger.
    next: Option<String>,
    #[serde(skip)]
    begun: bool,
    #[serde(skip)]
    names: bool,
}

/// The name of an item, and what happened in words.
pub(super) fn words(house: &Inner, ctx: &Ctx<'_>, item: &str, why: &str) -> (Text, Text) {
    let edition = ctx.editions.latest(item);
    let name = edition.map_or_else(|| Text::new(item, item), |edition| edition.item.name.clone());
    let Some(code) = why.strip_prefix(POINT) else { return (name, house.texts.word("risk", "why", why)) };
    let point = edition.and_then(|edition| edition.item.points.iter().find(|point| point.code == code));
    let words = point.map_or_else(|| Text::new(code, code), |point| point.text.clone());
    (name, Text::new(format!("不符合：{}", words.zh), format!("Not met: {}", words.en)))
}

/// `GET /risks`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    if !matches!(who.role, Role::Examiner | Role::Head | Role::Supervisor) {
        return Err(Failure::Absent);
    }
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok());
    Ok(reply.page(&house.read(who, move |seeing| gather(seeing, before)).await?))
}

fn gather(seeing: &mut Seeing<'_, '_>, before: Option<i64>) -> Result<Risks, Failure> {
    let sight = sight(seeing.ctx.actor);
    let quarter = views::quarter(seeing.ctx.today());
    let risks = views::running(seeing.look, &sight, PAGE_ROWS)?;
    let often = views::sums(seeing.look, &sight, &quarter, MOST)?;
    let points = views::judged_points(seeing.look, &sight, MOST)?;
    let mut ledger = views::ledger(seeing.look, &sight, before.unwrap_or(i64::MAX), PAGE_ROWS)?;
    let mut next = None;
    if let Some(last) = ledger.last().map(|last| last.seq).filter(|_| full(&ledger)) {
        // the lines of one denial stay on one page
        if ledger.first().is_some_and(|first| first.seq != last) {
            ledger.retain(|line| line.seq != last);
        }
        next = ledger.last().map(|last| format!("/risks?before={}", last.seq));
    }
    let (house, ctx) = (seeing.house, &seeing.ctx);
    let failed = |line: Failed| {
        let (item_name, words) = words(house, ctx, &line.item, &line.why);
        Told { item_name, organ_name: house.organ_name(&line.organ), words, line }
    };
    let risk = |line: Line| {
        let (item_name, words) = words(house, ctx, &line.item, &line.why);
        Told { item_name, organ_name: house.organ_name(&line.organ), words, line }
    };
    let point = |line: Judged| {
        let (item_name, words) = words(house, ctx, &line.item, &format!("{POINT}{}", line.point));
        Told { item_name, organ_name: house.organ_name(&line.organ), words, line }
    };
    Ok(Risks {
        quarter,
        risks: risks.into_iter().map(risk).collect(),
        often: often.into_iter().map(failed).collect(),
        points: points.into_iter().map(point).collect(),
        ledger: ledger.into_iter().map(failed).collect(),
        next,
        begun: before.is_some(),
        names: ctx.actor.role == Role::Supervisor,
    })
}

/// Is there perhaps another page?
fn full(ledger: &[Failed]) -> bool {
    i64::try_from(ledger.len()).is_ok_and(|n| n == PAGE_ROWS)
}

/// What a supervisor names a risk point.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Named {
    /// Code of the item.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"food-permit")]
    item: String,
    /// Code of the organ.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"11449921MB9X00031G")]
    organ: String,
    /// What happened: `declined`, `referred`, `denied`, `unsupplied`, `terminated`, or `point-` and a code.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"unsupplied")]
    why: String,
}

/// `POST /risks`: what happened in this quarter, however often, is a risk point from now on.
pub(super) async fn name(
    State(house): State<House>,
    Supervisor(who): Supervisor,
    reply: Reply,
    input: Input<Named>,
) -> Result<Response, Failure> {
    let (cause, Named { item, organ, why }) = (input.cause(&who)?, input.value);
    let (of_item, of_organ, of_why) = (item.clone(), organ.clone(), why.clone());
    let (quarter, times) = house
        .read(who.clone(), move |seeing| {
            let quarter = views::quarter(seeing.ctx.today());
            let times = views::times(seeing.look, &of_organ, &of_item, &of_why, &quarter)?;
            Ok::<_, Failure>((quarter, times))
        })
        .await?;
    if times == 0 {
        return Err(Failure::Absent);
    }
    let stream = rules::stream(&item, &quarter, &why);
    let command = Command::Name { item, organ, why, quarter, times };
    let receipt = house.act::<Rules>(who, To::Stream(stream.clone()), cause, None, command).await?;
    Ok(reply.done(&address(&stream), &receipt))
}

impl Risks {
    fn owed(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("什么事", "What"),
            see.say("部门", "Organ"),
            see.say("几次", "Times"),
            see.say("最晚答复", "Answered by"),
            see.say("现在", "Now"),
        ];
        let row = |one: &Told<Line>| {
            vec![
                html! {
                    a href=(address(&one.line.name)) { (see.of(&one.item_name)) } br; (see.of(&one.words))
                },
                html! { (see.of(&one.organ_name)) },
                html! { (one.line.times) },
                html! {
                    (day(see, &one.line.by))
                    @if one.line.overran { " " (see.say("已超期", "overdue")) }
                },
                html! { (see.of(&state(&one.line.state))) },
            ]
        };
        let rows: Vec<_> = self.risks.iter().map(row).collect();
        self.told(see, "owed", ("要答复、要看的风险点", "Risk points that wait for somebody"), &heads, &rows)
    }

    fn frequent(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("什么事", "What"),
            see.say("部门", "Organ"),
            see.say("几次", "Times"),
            if self.names { see.say("列为风险点", "Make it a risk point") } else { "" },
        ];
        let row = |one: &Told<Failed>| {
            let line = &one.line;
            let hidden = [("item", &*line.item), ("organ", &*line.organ), ("why", &*line.why)];
            let label = see.say("列为风险点", "Make it a risk point");
            vec![
                html! { (see.of(&one.item_name)) br; (see.of(&one.words)) },
                html! { (see.of(&one.organ_name)) },
                html! { (line.times) },
                html! { @if self.names {
                    (parts::act_form(see, "/risks", &hidden, &html! {}, Look::Second, label))
                } },
            ]
        };
        let n = if self.names { heads.len() } else { heads.len() - 1 };
        let rows: Vec<_> = self.often.iter().map(row).map(|row| row.into_iter().take(n).collect()).collect();
        self.told(see, "often", ("这个季度最常见的", "Most frequent in this quarter"), &heads[..n], &rows)
    }

    fn judged(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("审查要点", "Check point"),
            see.say("部门", "Organ"),
            see.say("符合", "Met"),
            see.say("不符合", "Not met"),
        ];
        let row = |one: &Told<Judged>| {
            vec![
                html! { (see.of(&one.item_name)) br; (see.of(&one.words)) },
                html! { (see.of(&one.organ_name)) },
                html! { (one.line.met) },
                html! { (one.line.unmet) },
            ]
        };
        let rows: Vec<_> = self.points.iter().map(row).collect();
        self.told(
            see,
            "points",
            ("裁量：哪些要点常判不符合", "Discretion: points often not met"),
            &heads,
            &rows,
        )
    }

    fn lines(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("办件", "Case"),
            see.say("什么事", "What"),
            see.say("部门", "Organ"),
            see.say("哪天", "On"),
        ];
        let row = |one: &Told<Failed>| {
            vec![
                html! { a href=(links::case(&one.line.case_no)) { (parts::code(&one.line.case_no)) } },
                html! { (see.of(&one.item_name)) br; (see.of(&one.words)) },
                html! { (see.of(&one.organ_name)) },
                day(see, &one.line.on),
            ]
        };
        let rows: Vec<_> = self.ledger.iter().map(row).collect();
        self.told(see, "ledger", ("没有办成的台账", "Ledger of what came to nothing"), &heads, &rows)
    }

    fn told(
        &self,
        see: &Frame,
        id: &str,
        (zh, en): (&str, &str),
        heads: &[&str],
        rows: &[Vec<Markup>],
    ) -> Markup {
        let title = see.say(zh, en);
        let content = html! {
            @if rows.is_empty() { p.soft { (see.say("没有。", "None.")) } }
            @else { (parts::table(title, heads, rows)) }
        };
        parts::section(id, title, &content)
    }
}

/// Where a risk point stands, for people.
pub(super) fn state(word: &str) -> Text {
    let (zh, en) = match word {
        "named" => ("等部门答复", "the organ owes an answer"),
        "answered" => ("部门已答复，等监督人员看", "answered, for the supervisor to read"),
        "given_back" => ("退回重答", "given back, to be answered anew"),
        "settled" => ("已销号", "settled"),
        other => (other, other),
    };
    Text::new(zh, en)
}

/// A day of a row.
pub(super) fn day(see: &Frame, text: &str) -> Markup {
    html! { @if let Ok(day) = text.parse::<Day>() { (parts::day_short(see, day)) } }
}

impl Page for Risks {
    fn title(&self, see: &Frame) -> String {
        see.say("风险点", "Risk points").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.pick(
            format!("没有办成的都记在这里；一个季度里同样的事有 {TIMES} 次，就是风险点，部门要书面答复。"),
            format!(
                "What came to nothing is written here; what happens {TIMES} times in a quarter is a risk \
                 point, and the organ answers in writing for it."
            ),
        );
        html! {
            (parts::title(&self.title(see), &html! { (line) }))
            (self.owed(see))
            (self.frequent(see))
            (self.judged(see))
            (self.lines(see))
            (parts::pager(see, self.begun.then_some("/risks"), self.next.as_deref()))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
