//! The ledger of what came to nothing, the counts of check points, and the risk points.

use facts::case::{Ending, Event as Case};
use facts::risk::Event;
use facts::{Fact, Recorded};
use kernel::{Day, Instant, Sight};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// What stands before the code of a check point.
pub const POINT: &str = "point-";

/// The quarter of a day, like `2026q3`.
pub fn quarter(day: Day) -> String {
    format!("{}q{}", day.year(), day.month().div_ceil(3))
}

/// The ways in which a case came to nothing with this fact; none where it did not. A denial is counted by the
/// points that were not met, and as such where it names none.
fn came_to_nothing(fact: &Recorded) -> Vec<String> {
    let Fact::Case(event) = &fact.fact else { return Vec::new() };
    let word = match event {
        Case::Denied { unmet, .. } if !unmet.is_empty() => {
            return unmet.iter().map(|code| format!("{POINT}{code}")).collect();
        }
        Case::Denied { .. } => "denied",
        Case::Concluded { ending: Ending::Declined } => "declined",
        Case::Concluded { ending: Ending::Referred } => "referred",
        Case::Concluded { ending: Ending::Unsupplied } => "unsupplied",
        Case::Concluded { ending: Ending::Terminated } => "terminated",
        _ => return Vec::new(),
    };
    vec![word.to_owned()]
}

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Risk(event) => named(rows, fact, event),
        Fact::Case(event) => judged(rows, fact, event),
        _ => Ok(()),
    }
}

fn judged(rows: &mut Rows<'_>, fact: &Recorded, event: &Case) -> Result<(), store::Fault> {
    let text = |words: &[&str]| words.iter().map(|word| Value::from(*word)).collect::<Vec<_>>();
    match event {
        Case::Applied { item, organ, .. } => {
            return rows.put("k_risk_case", text(&[fact.name(), item, organ]));
        }
        Case::Forwarded { organ, .. } if !organ.is_empty() => {
            let Some(mut row) = rows.get("k_risk_case", &text(&[fact.name()]))? else { return Ok(()) };
            row.0[2] = organ.as_str().into();
            return rows.put("k_risk_case", row.0);
        }
        _ => {}
    }
    let whys = came_to_nothing(fact);
    if whys.is_empty() && !matches!(event, Case::Examined { .. }) {
        return Ok(());
    }
    let Some(row) = rows.get("k_risk_case", &text(&[fact.name()]))? else { return Ok(()) };
    let (item, organ) = (row.text(1).to_owned(), row.text(2).to_owned());
    if let Case::Examined { met, unmet, .. } = event {
        for (points, column) in [(met, "met"), (unmet, "unmet")] {
            for point in points {
                rows.add("v_point_sum", text(&[&organ, &item, point]), &[(column, 1)])?;
            }
        }
    }
    let day = fact.effective.day();
    for why in whys {
        let mut row = text(&[fact.name(), &why, &item, &organ, &day.to_string(), &quarter(day)]);
        row.push(fact.seq.into());
        rows.put("v_failed", row)?;
        rows.add("v_failed_sum", text(&[&organ, &item, &why, &quarter(day)]), &[("times", 1)])?;
    }
    Ok(())
}

fn named(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let found = rows.get("v_risk", &[Value::from(fact.name())])?;
    let mut risk = found.as_ref().map(read).unwrap_or_default();
    let mut clock = None;
    match event {
        Event::Named { item, organ, why, quarter, times, by } => {
            risk = Line {
                name: fact.name().to_owned(),
                item: item.clone(),
                organ: organ.clone(),
                why: why.clone(),
                quarter: quarter.clone(),
                times: i64::from(*times),
                by: by.to_string(),
                state: "named".to_owned(),
                running: true,
                seq: fact.seq,
                ..Line::default()
            };
            clock = Some(*by);
        }
        Event::Answered { words } => {
            risk.answer.clone_from(words);
            risk.state = "answered".to_owned();
        }
        Event::GivenBack { words, by } => {
            risk.returned.clone_from(words);
            risk.by = by.to_string();
            risk.state = "given_back".to_owned();
            clock = Some(*by);
        }
        Event::Settled {} => {
            risk.state = "settled".to_owned();
            risk.running = false;
        }
        Event::Overran { .. } => risk.overran = true,
    }
    let mut row = vec![fact.stream.as_str().into(), "answer".into()];
    match clock {
        Some(by) => {
            row.push(Instant::end_of(by).0.into());
            rows.put("k_risk_clock", row)?;
        }
        None => rows.del("k_risk_clock", row)?,
    }
    rows.put("v_risk", risk.row())
}

/// A risk point. Days are ISO texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// Its name: item, quarter and what happened.
    pub name: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ that answers.
    pub organ: String,
    /// What happened: the word of an ending, or `point-` and the code of a check point.
    pub why: String,
    /// The quarter.
    pub quarter: String,
    /// How often, when it was named.
    pub times: i64,
    /// The day by which the organ answers.
    pub by: String,
    /// Where it stands: a word of `[risk.state]`.
    pub state: String,
    /// What the organ does about it, or empty.
    pub answer: String,
    /// Why it was given back, or empty.
    pub returned: String,
    /// Did the day pass without an answer?
    pub overran: bool,
    /// Is something still owed?
    pub running: bool,
    #[serde(skip)]
    seq: i64,
}

impl Line {
    fn row(&self) -> Vec<Value> {
        let before = [&self.name, &self.item, &self.organ, &self.why, &self.quarter];
        let after = [&self.by, &self.state, &self.answer, &self.returned];
        let mut row: Vec<Value> = before.into_iter().map(Value::from).collect();
        row.push(self.times.into());
        row.extend(after.into_iter().map(Value::from));
        row.extend([self.overran.into(), self.running.into(), self.seq.into()]);
        row
    }
}

const COLUMNS: &str = "select v.name, v.item, v.organ, v.why, v.quarter, v.times, v.by_day, v.state, \
                       v.answer, v.returned, v.overran, v.running, v.seq from v_risk v";

fn read(row: &Row) -> Line {
    let text = |i: usize| row.text(i).to_owned();
    Line {
        name: text(0),
        item: text(1),
        organ: text(2),
        why: text(3),
        quarter: text(4),
        times: row.int(5),
        by: text(6),
        state: text(7),
        answer: text(8),
        returned: text(9),
        overran: row.truth(10),
        running: row.truth(11),
        seq: row.int(12),
    }
}

/// One risk point.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, name: &str) -> Result<Option<Line>, store::Fault> {
    let row = look.one(&format!("{COLUMNS} where v.name = $1"), &[Value::from(name)])?;
    Ok(row.as_ref().map(read))
}

/// Risk points within sight about which something is owed, the oldest first.
///
/// # Errors
/// A store fault.
pub fn running(look: &mut Look<'_>, sight: &Sight, limit: i64) -> Result<Vec<Line>, store::Fault> {
    let sql =
        format!("{COLUMNS} where v.running = 1 and {} order by v.seq, v.name limit {limit}", sight.clause(1));
    Ok(look.query(&sql, &[Value::from(sight.argument())])?.iter().map(read).collect())
}

/// How often it happened in a quarter.
///
/// # Errors
/// A store fault.
pub fn times(
    look: &mut Look<'_>,
    organ: &str,
    item: &str,
    why: &str,
    quarter: &str,
) -> Result<u32, store::Fault> {
    let key = [organ, item, why, quarter].map(Value::from);
    let row = look.get("v_failed_sum", &key)?;
    Ok(row.map_or(0, |row| u32::try_from(row.int(4)).unwrap_or(u32::MAX)))
}

/// A line of the ledger, or of its sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Failed {
    /// Number of the case; empty in a sum.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// What happened.
    pub why: String,
    /// The day, ISO; empty in a sum.
    pub on: String,
    /// How often: one, or the sum.
    pub times: i64,
    /// Its place in the ledger.
    #[serde(skip)]
    pub seq: i64,
}

/// The ledger within sight, newest first, before this line.
///
/// # Errors
/// A store fault.
pub fn ledger(
    look: &mut Look<'_>,
    sight: &Sight,
    before: i64,
    limit: i64,
) -> Result<Vec<Failed>, store::Fault> {
    let sql = format!(
        "select v.case_no, v.item, v.organ, v.why, v.on_day, 1, v.seq from v_failed v \
         where v.seq < $1 and {} order by v.seq desc, v.why, v.case_no limit {limit}",
        sight.clause(2)
    );
    let args = [Value::from(before), Value::from(sight.argument())];
    Ok(look.query(&sql, &args)?.iter().map(failed).collect())
}

/// What happened most often in a quarter, within sight.
///
/// # Errors
/// A store fault.
pub fn sums(
    look: &mut Look<'_>,
    sight: &Sight,
    quarter: &str,
    limit: i64,
) -> Result<Vec<Failed>, store::Fault> {
    let sql = format!(
        "select '', v.item, v.organ, v.why, '', v.times, 0 from v_failed_sum v \
         where v.quarter = $1 and {} order by v.times desc, v.item, v.organ, v.why limit {limit}",
        sight.clause(2)
    );
    let args = [Value::from(quarter), Value::from(sight.argument())];
    Ok(look.query(&sql, &args)?.iter().map(failed).collect())
}

fn failed(row: &Row) -> Failed {
    let text = |i: usize| row.text(i).to_owned();
    Failed {
        case_no: text(0),
        item: text(1),
        organ: text(2),
        why: text(3),
        on: text(4),
        times: row.int(5),
        seq: row.int(6),
    }
}

/// How a check point was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Judged {
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// Code of the point.
    pub point: String,
    /// Times it was found met.
    pub met: i64,
    /// Times it was not.
    pub unmet: i64,
}

/// Check points within sight that were found not met, the most often first.
///
/// # Errors
/// A store fault.
pub fn judged_points(look: &mut Look<'_>, sight: &Sight, limit: i64) -> Result<Vec<Judged>, store::Fault> {
    let sql = format!(
        "select v.item, v.organ, v.point, v.met, v.unmet from v_point_sum v \
         where v.unmet > 0 and {} order by v.unmet desc, v.item, v.organ, v.point limit {limit}",
        sight.clause(1)
    );
    let rows = look.query(&sql, &[Value::from(sight.argument())])?;
    let text = |row: &Row, i: usize| row.text(i).to_owned();
    let one = |row: &Row| Judged {
        item: text(row, 0),
        organ: text(row, 1),
        point: text(row, 2),
        met: row.int(3),
        unmet: row.int(4),
    };
    Ok(rows.iter().map(one).collect())
}
