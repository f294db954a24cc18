//! Running cases: by when each was told to be answered. A day is as it was told; nothing is reckoned here.

use facts::Recorded;
use facts::case::{Clock, Ending, Event};
use kernel::Day;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// The day of a row while no such clock runs: after every day there is.
pub const NO_DAY: &str = "9999-12-31";

/// A running case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Watched {
    /// Its number.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// Which clock runs, a word of `[case.clock]`; empty while none does.
    pub clock: String,
    /// By when the organ must do its next step, ISO.
    pub due: String,
    /// By when the law wants the decision, ISO.
    pub statutory: String,
}

const COLUMNS: &str = "select case_no, item, organ, clock, due, statutory from v_watch";

fn read(row: &Row) -> Watched {
    let text = |i: usize| row.text(i).to_owned();
    Watched {
        case_no: text(0),
        item: text(1),
        organ: text(2),
        clock: text(3),
        due: text(4),
        statutory: text(5),
    }
}

impl Watched {
    fn run(&mut self, clock: &str, due: Day) {
        self.clock = clock.to_owned();
        self.due = due.to_string();
    }

    fn rest(&mut self) {
        self.clock = String::new();
        NO_DAY.clone_into(&mut self.due);
    }

    fn decision(&mut self, told: Day, statutory: Day) {
        self.run("promised", told);
        self.statutory = statutory.to_string();
    }

    /// No clock runs, and the law's day is open.
    fn stand(&mut self) {
        self.rest();
        NO_DAY.clone_into(&mut self.statutory);
    }

    /// The law's day for the decision is over with it.
    fn last(&mut self, clock: &str, due: Day) {
        self.run(clock, due);
        NO_DAY.clone_into(&mut self.statutory);
    }

    fn row(&self) -> Vec<Value> {
        let all = [&self.case_no, &self.item, &self.organ, &self.clock, &self.due, &self.statutory];
        all.into_iter().map(Value::from).collect()
    }
}

/// Keep the rows level with an event of a case.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let key = [Value::from(fact.name())];
    let mut case = match (rows.get("v_watch", &key)?, event) {
        (Some(row), _) => read(&row),
        (None, Event::Applied { item, organ, .. }) => Watched {
            case_no: fact.name().to_owned(),
            item: item.clone(),
            organ: organ.clone(),
            statutory: NO_DAY.to_owned(),
            ..Watched::default()
        },
        (None, Event::Concluded { ending: Ending::Voided }) => return struck_out_late(rows, fact.name()),
        (None, _) => return Ok(()),
    };
    let mut sum = |deltas: &[(&str, i64)]| {
        rows.add("v_watch_sum", vec![Value::from(&case.organ), Value::from(&case.item)], deltas)
    };
    match event {
        Event::Applied { reply_by, answer_by, .. } => {
            sum(&[("running", 1)])?;
            let row = vec![fact.name().into(), Value::from(&case.organ), Value::from(&case.item), 0.into()];
            rows.put("v_watch_case", row)?;
            case.run("reply", answer_by.unwrap_or(*reply_by));
        }
        Event::CorrectionAsked { again, .. } => {
            sum(&[("notices", 1), ("second_notices", i64::from(*again))])?;
            case.rest();
        }
        Event::Corrected { reply_by: Some(by), answer_by, .. }
        | Event::ToleranceSigned { reply_by: Some(by), answer_by, .. }
        | Event::PledgeSigned { reply_by: Some(by), answer_by, .. } => {
            case.run("reply", answer_by.unwrap_or(*by))
        }
        Event::Accepted { told, statutory }
        | Event::AcceptedTolerantly { told, statutory, .. }
        | Event::DeemedAccepted { told, statutory, .. }
        | Event::ClockResumed { told, statutory }
        | Event::Extended { told, statutory, .. }
        | Event::PublicityClosed { told: Some(told), statutory: Some(statutory), .. } => {
            case.decision(*told, *statutory)
        }
        Event::ClockStopped { .. } => case.stand(),
        Event::Granted { deliver_by, .. } => case.last("delivery", *deliver_by),
        Event::Forwarded { decide_by, .. } => case.last("higher", *decide_by),
        Event::HigherDecided { deliver_by: Some(day), .. } => case.run("delivery", *day),
        // the higher body's silence is no fault of the organ that sent it up
        Event::Overran { clock: Clock::Higher, .. } => {}
        Event::Overran { .. } => {
            sum(&[("overran", 1)])?;
            tallied(rows, fact.name(), 1)?;
        }
        Event::Concluded { ending: Ending::Voided } => return struck_out(rows, &case, true),
        Event::Concluded { ending } if *ending != Ending::Granted => return ended(rows, &case),
        Event::Delivered {} => return ended(rows, &case),
        _ => {}
    }
    rows.put("v_watch", case.row())
}

fn ended(rows: &mut Rows<'_>, case: &Watched) -> Result<(), store::Fault> {
    let key = vec![Value::from(&case.organ), Value::from(&case.item)];
    rows.add("v_watch_sum", key, &[("running", -1), ("ended", 1)])?;
    rows.del("v_watch", vec![Value::from(&case.case_no)])
}

/// A clock of the case ran out once more.
fn tallied(rows: &mut Rows<'_>, case_no: &str, more: i64) -> Result<(), store::Fault> {
    let Some(mut row) = rows.get("v_watch_case", &[Value::from(case_no)])? else { return Ok(()) };
    row.0[3] = (row.int(3) + more).into();
    rows.put("v_watch_case", row.0)
}

/// 作废: the case counts in no number any more, as if it had never been one.
fn struck_out(rows: &mut Rows<'_>, case: &Watched, running: bool) -> Result<(), store::Fault> {
    let overran = rows.get("v_watch_case", &[Value::from(&case.case_no)])?.map_or(0, |row| row.int(3));
    let key = vec![Value::from(&case.organ), Value::from(&case.item)];
    let column = if running { "running" } else { "ended" };
    rows.add("v_watch_sum", key, &[(column, -1), ("overran", -overran)])?;
    rows.del("v_watch_case", vec![Value::from(&case.case_no)])?;
    rows.del("v_watch", vec![Value::from(&case.case_no)])
}

/// A case that had ended before it was struck out.
fn struck_out_late(rows: &mut Rows<'_>, case_no: &str) -> Result<(), store::Fault> {
    let Some(row) = rows.get("v_watch_case", &[Value::from(case_no)])? else { return Ok(()) };
    let text = |i: usize| row.text(i).to_owned();
    let case = Watched { case_no: text(0), organ: text(1), item: text(2), ..Watched::default() };
    struck_out(rows, &case, false)
}

/// What a supervisor asks of the list; empty texts filter nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Code of the organ.
    pub organ: String,
    /// Code of the item.
    pub item: String,
    /// Rows after this due day and number.
    pub after: Option<(String, String)>,
}

/// Cases due on or before a day, the most urgent first.
///
/// # Errors
/// A store fault.
pub fn watched(
    look: &mut Look<'_>,
    asked: &Asked,
    until: Day,
    limit: i64,
) -> Result<Vec<Watched>, store::Fault> {
    let (due, no) = asked.after.clone().unwrap_or_default();
    let sql = format!(
        "{COLUMNS} where ($1 = '' or organ = $1) and ($2 = '' or item = $2) and due <= $3 \
         and (due > $4 or (due = $4 and case_no > $5)) order by due, case_no limit $6"
    );
    let args = [
        Value::from(&asked.organ),
        Value::from(&asked.item),
        Value::from(until.to_string()),
        Value::from(due),
        Value::from(no),
        Value::from(limit),
    ];
    Ok(look.query(&sql, &args)?.iter().map(read).collect())
}

/// The cases of one organ under one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sum {
    /// Code of the organ.
    pub organ: String,
    /// Code of the item.
    pub item: String,
    /// Cases that run.
    pub running: i64,
    /// Cases that have ended.
    pub ended: i64,
    /// Clocks that ever ran out.
    pub overran: i64,
    /// Notices of corrections ever given.
    pub notices: i64,
    /// Second notices among them 二次补正, which a supervisor allowed (domain brief 15, 4).
    pub second_notices: i64,
    /// Running cases past the statutory day.
    pub past_law: i64,
    /// Running cases past the day that was told, those past the law among them.
    pub past_promise: i64,
    /// Running cases due between today and the given day.
    pub due_soon: i64,
}

/// Every organ and item with its numbers. What has passed or is near is counted along an index that holds
/// running cases only; the rest is kept as it happens.
///
/// # Errors
/// A store fault.
pub fn sums(look: &mut Look<'_>, today: Day, soon: Day) -> Result<Vec<Sum>, store::Fault> {
    let sql = "select organ, item, running, ended, overran, notices, second_notices from v_watch_sum \
               order by organ, item";
    let read = |row: &Row| Sum {
        organ: row.text(0).to_owned(),
        item: row.text(1).to_owned(),
        running: row.int(2),
        ended: row.int(3),
        overran: row.int(4),
        notices: row.int(5),
        second_notices: row.int(6),
        ..Sum::default()
    };
    let mut all: Vec<Sum> = look.query(sql, &[])?.iter().map(read).collect();
    let (today, soon) = (Value::from(today.to_string()), Value::from(soon.to_string()));
    let group = "group by organ, item order by organ, item";
    let law = format!("select organ, item, count(*) from v_watch where statutory < $1 {group}");
    let promise = format!("select organ, item, count(*) from v_watch where due < $1 {group}");
    let near = format!("select organ, item, count(*) from v_watch where due >= $1 and due <= $2 {group}");
    let law = look.query(&law, std::slice::from_ref(&today))?;
    let promise = look.query(&promise, std::slice::from_ref(&today))?;
    let near = look.query(&near, &[today, soon])?;
    for sum in &mut all {
        let found = |rows: &[Row]| {
            let own = rows.iter().find(|row| row.text(0) == sum.organ && row.text(1) == sum.item);
            own.map_or(0, |row| row.int(2))
        };
        (sum.past_law, sum.past_promise, sum.due_soon) = (found(&law), found(&promise), found(&near));
    }
    Ok(all)
}
