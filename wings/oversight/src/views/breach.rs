//! Broken limits of cases and what was said of them. Words are an organ's or a supervisor's; no name is in
//! them.

use facts::Recorded;
use facts::oversight::{Broken, Event};
use house::{Panel, Subject};
use kernel::{Day, Instant, Sight, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// A broken limit. Days are ISO texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Breached {
    /// Its name: the case and the limit.
    pub name: String,
    /// Number of the case.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// Which limit: a word of `[case.clock]`.
    pub clock: String,
    /// The day that passed.
    pub due: String,
    /// The day by which the organ's next word is due.
    pub by: String,
    /// Where it stands: a word of `[oversight.breach]`.
    pub state: String,
    /// What the organ said publicly, or empty.
    pub explanation: String,
    /// What the organ answered, or empty.
    pub answer: String,
    /// Why the delay is not the organ's, as it says, or empty.
    pub appeal: String,
    /// What the supervisor said of the appeal, or empty.
    pub verdict: String,
    /// The appeal: empty, `open`, `upheld`, `dismissed`.
    pub appealed: String,
    /// Does a supervisor wait for an answer?
    pub ordered: bool,
    /// Is anything still owed?
    pub open: bool,
    /// The line of the ledger that opened it.
    #[serde(skip)]
    pub seq: i64,
}

const COLUMNS: &str = "select name, case_no, item, organ, clock, due, by_day, state, explanation, answer, \
                       appeal, verdict, appealed, ordered, running, seq from v_breach";

fn read(row: &Row) -> Breached {
    let text = |i: usize| row.text(i).to_owned();
    Breached {
        name: text(0),
        case_no: text(1),
        item: text(2),
        organ: text(3),
        clock: text(4),
        due: text(5),
        by: text(6),
        state: text(7),
        explanation: text(8),
        answer: text(9),
        appeal: text(10),
        verdict: text(11),
        appealed: text(12),
        ordered: row.truth(13),
        open: row.truth(14),
        seq: row.int(15),
    }
}

impl Breached {
    fn row(&self) -> Vec<Value> {
        let texts = [
            &self.name,
            &self.case_no,
            &self.item,
            &self.organ,
            &self.clock,
            &self.due,
            &self.by,
            &self.state,
            &self.explanation,
            &self.answer,
            &self.appeal,
            &self.verdict,
            &self.appealed,
        ];
        let mut row: Vec<Value> = texts.into_iter().map(Value::from).collect();
        row.extend([self.ordered.into(), self.open.into(), self.seq.into()]);
        row
    }

    fn new(fact: &Recorded, case: &str, item: &str, organ: &str, clock: &str, due: Day) -> Self {
        Breached {
            name: fact.name().to_owned(),
            case_no: case.to_owned(),
            item: item.to_owned(),
            organ: organ.to_owned(),
            clock: clock.to_owned(),
            due: due.to_string(),
            seq: fact.seq,
            ..Breached::default()
        }
    }

    /// The word for where it stands.
    fn stands(&self, closed: bool) -> &'static str {
        match (closed, self.appealed.as_str()) {
            (_, "upheld") => "not_attributed",
            (true, _) => "closed",
            (_, "open") => "appealed",
            _ if !self.answer.is_empty() => "answered",
            _ if self.ordered && self.clock == "promised" => "rectifying",
            _ if self.ordered => "ordered",
            _ if !self.explanation.is_empty() => "explained",
            _ => "asked",
        }
    }
}

fn word(broken: Broken) -> &'static str {
    match broken {
        Broken::Promised => "promised",
        Broken::Statutory => "statutory",
        Broken::Delivery => "delivery",
    }
}

/// Keep the rows level with an event of oversight.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let key = [Value::from(fact.name())];
    let found = rows.get("v_breach", &key)?.map(|row| read(&row));
    let mut breach = match (event, found) {
        (Event::LedgerVerified { .. }, _) => return Ok(()),
        (Event::ExplanationAsked { case, item, organ, due, .. }, _) => {
            Breached::new(fact, case, item, organ, "promised", *due)
        }
        (Event::SupervisionOrdered { case, item, organ, broken, due, .. }, _) => {
            Breached::new(fact, case, item, organ, word(*broken), *due)
        }
        (_, Some(found)) => found,
        (_, None) => return Ok(()),
    };
    let mut closed = false;
    let mut clock = None;
    match event {
        Event::ExplanationAsked { by, .. } => {
            breach.by = by.to_string();
            clock = Some(Instant::end_of(*by));
        }
        Event::SupervisionOrdered { by, .. } | Event::RectificationOpened { by } => {
            breach.by = by.to_string();
            breach.ordered = true;
        }
        Event::Explained { words } => breach.explanation.clone_from(words),
        Event::SupervisionAnswered { words } => breach.answer.clone_from(words),
        Event::SupervisionClosed {} => closed = true,
        Event::AttributionAppealed { words } => {
            breach.appeal.clone_from(words);
            "open".clone_into(&mut breach.appealed);
            clock = waiting(rows, fact)?;
        }
        Event::AppealUpheld { words } | Event::AppealDismissed { words } => {
            breach.verdict.clone_from(words);
            let upheld = matches!(event, Event::AppealUpheld { .. });
            (if upheld { "upheld" } else { "dismissed" }).clone_into(&mut breach.appealed);
            clock = if upheld { None } else { waiting(rows, fact)? };
        }
        Event::LedgerVerified { .. } => {}
    }
    breach.state = breach.stands(closed).to_owned();
    let explained = !breach.explanation.is_empty() && !breach.ordered;
    let appealing = breach.appealed == "open";
    breach.open = appealing || !(closed || breach.appealed == "upheld" || explained);
    let mut row = vec![fact.stream.as_str().into(), "explanation".into()];
    match clock {
        Some(at) => {
            row.push(at.0.into());
            rows.put("k_breach_clock", row)?;
        }
        None => rows.del("k_breach_clock", row)?,
    }
    rows.put("v_breach", breach.row())
}

/// When the clock of this breach strikes, as it stands.
fn waiting(rows: &mut Rows<'_>, fact: &Recorded) -> Result<Option<Instant>, store::Fault> {
    let key = [Value::from(fact.stream.as_str()), Value::from("explanation")];
    Ok(rows.get("k_breach_clock", &key)?.map(|row| Instant(row.int(2))))
}

/// The broken limits of one case, in the order in which they were broken.
///
/// # Errors
/// A store fault.
pub fn of_case(look: &mut Look<'_>, case_no: &str) -> Result<Vec<Breached>, store::Fault> {
    let sql = format!("{COLUMNS} where case_no = $1 order by seq, name");
    Ok(look.query(&sql, &[Value::from(case_no)])?.iter().map(read).collect())
}

/// Broken limits within sight about which something is owed, the oldest first.
///
/// # Errors
/// A store fault.
pub fn owed(
    look: &mut Look<'_>,
    sight: &Sight,
    after: i64,
    limit: i64,
) -> Result<Vec<Breached>, store::Fault> {
    let sql = format!(
        "{COLUMNS} v where v.running = 1 and v.seq > $1 and {} order by v.seq, v.name limit {limit}",
        sight.clause(2)
    );
    let args = [Value::from(after), Value::from(sight.argument())];
    Ok(look.query(&sql, &args)?.iter().map(read).collect())
}

/// What organs have said publicly of broken promises, newest first, before this line of the ledger.
///
/// # Errors
/// A store fault.
pub fn explained(look: &mut Look<'_>, before: i64, limit: i64) -> Result<Vec<Breached>, store::Fault> {
    let sql = format!("{COLUMNS} where explanation <> '' and seq < $1 order by seq desc, name limit {limit}");
    Ok(look.query(&sql, &[Value::from(before)])?.iter().map(read).collect())
}

/// Organ and party of a case, empty where nobody filed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filed {
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// Code of the hall, or empty.
    pub hall: String,
    /// Opaque id of whose matter it is.
    pub party: String,
}

/// Whose case it is and who answers.
///
/// # Errors
/// A store fault.
pub fn filed(look: &mut Look<'_>, case_no: &str) -> Result<Option<Filed>, store::Fault> {
    let row = look.get("k_oversight_case", &[Value::from(case_no)])?;
    let text = |row: &Row, i: usize| row.text(i).to_owned();
    Ok(row.map(|row| Filed {
        item: text(&row, 1),
        organ: text(&row, 2),
        hall: text(&row, 3),
        party: text(&row, 4),
    }))
}

/// On the page of a case: what became of its broken limits, and what is still owed.
///
/// # Errors
/// A store fault.
pub fn panels(look: &mut Look<'_>, subject: &Subject) -> Result<Vec<Panel>, store::Fault> {
    let Subject::Case(no) = subject else { return Ok(Vec::new()) };
    let broken = of_case(look, no)?;
    if broken.is_empty() {
        return Ok(Vec::new());
    }
    let line = |one: Breached| {
        let label = match one.clock.as_str() {
            "promised" => Text::new("超过承诺期限", "The promise was broken"),
            "delivery" => Text::new("超过送达期限", "Delivery was late"),
            _ => Text::new("超过法定期限", "The law's limit was broken"),
        };
        (label, state_text(&one.state), format!("{}/breaches", house::links::case(no)))
    };
    let title = Text::new("超期说明和督办", "What follows from the delay");
    Ok(vec![Panel { title, lines: broken.into_iter().map(line).collect() }])
}

/// Where a breach stands, for people.
pub fn state_text(state: &str) -> Text {
    let (zh, en) = match state {
        "asked" => ("等部门公开说明原因", "the organ owes a public explanation"),
        "explained" => ("部门已公开说明原因", "explained publicly"),
        "rectifying" => {
            ("没有按时说明，已启动整改，等部门答复", "not explained in time: rectification opened")
        }
        "ordered" => ("已督办，等部门答复", "supervision ordered, to be answered"),
        "answered" => ("部门已答复，等监督人员办结", "answered, to be closed by the supervisor"),
        "appealed" => ("部门对归责提出申诉", "the organ appeals the attribution"),
        "not_attributed" => ("申诉成立，不计为该部门超期", "appeal upheld: not laid to the organ"),
        "closed" => ("已办结", "closed"),
        other => (other, other),
    };
    Text::new(zh, en)
}
