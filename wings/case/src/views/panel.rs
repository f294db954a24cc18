//! What the front page says of a person's cases: first those that wait for her.

use house::{Panel, Subject, links};
use kernel::{Actor, Ctx, Text};
use store::Look;

use super::list::{Line, running_of_party};

/// Lines on the front page; the rest stand in the list.
const LINES: i64 = 5;

/// The running cases of whoever looks at her own front page, those that wait for her first.
///
/// # Errors
/// A store fault.
pub fn panels(
    look: &mut Look<'_>,
    subject: &Subject,
    who: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Panel>, store::Fault> {
    let Subject::Party(party) = subject else { return Ok(Vec::new()) };
    if who.acting_for() != party {
        return Ok(Vec::new());
    }
    let lines = running_of_party(look, party, LINES)?;
    let told = |line: &Line| {
        let item = ctx.edition(&line.edition).map(|edition| edition.item.name.clone());
        let name = item.unwrap_or_else(|| Text::new(&line.item, &line.item));
        (name, next(line), links::case(&line.case_no))
    };
    let title = Text::new("正在办的", "Under way");
    Ok(match lines.as_slice() {
        [] => Vec::new(),
        lines => vec![Panel { title, lines: lines.iter().map(told).collect() }],
    })
}

/// What comes next, by when.
fn next(line: &Line) -> Text {
    let by = line.next_day();
    let (zh, en) = match line.state.as_str() {
        "correction_waiting" => ("请您补齐材料", "Please supply what is lacking"),
        "submitted" => ("等受理", "You hear whether it is accepted"),
        "stopped" => return Text::new("在做特别程序，时间不算", "A special procedure; the clock stands"),
        "granted" => ("已经准予，送到您手里", "Granted; delivered to you"),
        _ => ("等决定", "The decision comes"),
    };
    match by {
        Some(day) => Text::new(format!("{zh}，最晚{}", day.zh()), format!("{en} by {}", day.en())),
        None => Text::new(zh, en),
    }
}
