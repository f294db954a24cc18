//! Running cases: by when each was told to be answered. A day is as it was told; nothing is reckoned here.

use facts::Recorded;
use facts::case::{Clock, Ending, Event};
use kernel::Day;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

use super::{board, told};

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
    /// Where it stands, a word of `[case.standing]`.
    pub state: String,
    /// Where it stands when its clock goes on again.
    #[serde(skip)]
    pub judged: String,
    /// The day of the law, whichever clock runs: a delivery's limit is the law's own (Licensing Law Art. 44).
    #[serde(skip)]
    pub law_day: String,
    /// The first of its days, by which lists and lamps go.
    #[serde(skip)]
    pub first_day: String,
}

/// Every state of a running case, so that lists of any state are read along an index of states.
pub const STATES: [&str; 8] = [
    "accepted",
    "confirming",
    "correction_waiting",
    "examined",
    "forwarded",
    "granted",
    "stopped",
    "submitted",
];

const COLUMNS: &str =
    "select case_no, item, organ, clock, due, statutory, state, judged, law_day, first_day from v_watch";

fn read(row: &Row) -> Watched {
    let text = |i: usize| row.text(i).to_owned();
    Watched {
        case_no: text(0),
        item: text(1),
        organ: text(2),
        clock: text(3),
        due: text(4),
        statutory: text(5),
        state: text(6),
        judged: text(7),
        law_day: text(8),
        first_day: text(9),
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

    fn new(case_no: &str, item: &str, organ: &str) -> Watched {
        let [case_no, item, organ] = [case_no, item, organ].map(str::to_owned);
        Watched { case_no, item, organ, statutory: NO_DAY.to_owned(), ..Watched::default() }
    }

    fn stands(&mut self, state: &str) {
        state.clone_into(&mut self.state);
    }

    /// What the officers judged; while a special procedure lasts the case stands at that all the same.
    fn judge(&mut self, judged: &str) {
        judged.clone_into(&mut self.judged);
        if self.state != "stopped" && self.state != "forwarded" {
            self.stands(judged);
        }
    }

    fn goes_on(&mut self, told: Day, statutory: Day) {
        self.decision(told, statutory);
        self.state.clone_from(&self.judged);
    }

    /// The days that follow from the others.
    fn settled(mut self) -> Self {
        let law = if self.clock == "delivery" { &self.due } else { &self.statutory };
        self.law_day = law.clone();
        self.first_day = self.due.clone().min(law.clone());
        self
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
        let all = [
            &self.case_no,
            &self.item,
            &self.organ,
            &self.clock,
            &self.due,
            &self.statutory,
            &self.state,
            &self.judged,
            &self.law_day,
            &self.first_day,
        ];
        all.into_iter().map(Value::from).collect()
    }

    /// What an event changes; false when nobody waits for it any more.
    fn hear(&mut self, event: &Event) -> bool {
        match event {
            Event::Applied { reply_by, answer_by, .. } => {
                self.run("reply", answer_by.unwrap_or(*reply_by));
                self.stands("submitted");
            }
            Event::CorrectionAsked { .. } => {
                self.rest();
                self.stands("correction_waiting");
            }
            Event::Corrected { complete: true, reply_by, answer_by, .. }
            | Event::ToleranceSigned { reply_by: reply_by @ Some(_), answer_by, .. }
            | Event::PledgeSigned { reply_by: reply_by @ Some(_), answer_by, .. } => {
                answer_by.or(*reply_by).iter().for_each(|by| self.run("reply", *by));
                self.stands("submitted");
            }
            Event::Accepted { told, statutory }
            | Event::AcceptedTolerantly { told, statutory, .. }
            | Event::DeemedAccepted { told, statutory, .. } => {
                self.decision(*told, *statutory);
                self.judge("accepted");
            }
            Event::ClockResumed { told, statutory }
            | Event::PublicityClosed { told: Some(told), statutory: Some(statutory), .. } => {
                self.goes_on(*told, *statutory);
            }
            Event::Extended { told, statutory, .. } => self.decision(*told, *statutory),
            Event::ClockStopped { .. } => {
                self.stand();
                self.stands("stopped");
            }
            Event::Examined { two_officers: true, .. } => self.judge("confirming"),
            Event::Examined { .. } | Event::Confirmed {} => self.judge("examined"),
            // what was found before a hearing, or before a right objection, is not what the decision rests on
            Event::SentBack {}
            | Event::HearingHeld {}
            | Event::ObjectionAnswered { upheld: true, .. }
            | Event::ConsultationAnswered { agrees: false, .. } => self.judge("accepted"),
            Event::Granted { deliver_by, .. } => self.last("delivery", *deliver_by),
            Event::Forwarded { decide_by, .. } => {
                self.last("higher", *decide_by);
                self.stands("forwarded");
            }
            Event::HigherDecided { deliver_by: Some(day), .. } => self.run("delivery", *day),
            Event::Concluded { ending: Ending::Granted } => self.stands("granted"),
            Event::Concluded { .. } | Event::Delivered {} => return false,
            _ => {}
        }
        true
    }
}

/// Keep the rows level with an event of a case.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let begins = matches!(event, Event::Applied { .. });
    if let Event::Applied { item, .. } = event
        && rows.get("k_sample", &[Value::from(item)])?.is_some()
    {
        // a sample shows what a bundle reaches: it moves no indicator of the county
        return Ok(());
    }
    let before =
        if begins { None } else { rows.get("v_watch", &[Value::from(fact.name())])?.as_ref().map(read) };
    if let Event::Concluded { ending: Ending::Voided } = event {
        struck_out(rows, fact.name(), before.is_some())?;
    }
    board::count(rows, fact, event)?;
    let mut case = match (&before, event) {
        (Some(case), _) => case.clone(),
        (None, Event::Applied { item, organ, .. }) => Watched::new(fact.name(), item, organ),
        (None, _) => return Ok(()),
    };
    let waits = case.hear(event);
    let after = waits.then(|| case.settled());
    sum(rows, before.as_ref().or(after.as_ref()), event)?;
    board::moved(rows, before.as_ref(), after.as_ref())?;
    match after {
        None => rows.del("v_watch", vec![Value::from(fact.name())]),
        Some(case) if before.as_ref() != Some(&case) => rows.put("v_watch", case.row()),
        Some(_) => Ok(()),
    }
}

/// Count what happened to a running case under its organ and item.
fn sum(rows: &mut Rows<'_>, case: Option<&Watched>, event: &Event) -> Result<(), store::Fault> {
    let deltas: &[(&str, i64)] = match event {
        Event::Applied { .. } => &[("running", 1)],
        Event::CorrectionAsked { again: true, .. } => &[("notices", 1), ("second_notices", 1)],
        Event::CorrectionAsked { .. } => &[("notices", 1)],
        // the higher body's silence is no fault of the organ that sent it up
        Event::Overran { clock: Clock::Higher, .. } => return Ok(()),
        Event::Overran { .. } => &[("overran", 1)],
        Event::Concluded { ending: Ending::Granted | Ending::Voided } => return Ok(()),
        Event::Concluded { .. } | Event::Delivered {} => &[("running", -1), ("ended", 1)],
        _ => return Ok(()),
    };
    let Some(case) = case else { return Ok(()) };
    rows.add("v_watch_sum", vec![Value::from(&case.organ), Value::from(&case.item)], deltas)
}

/// 作废: the case counts in no number any more, as if it had never been one.
fn struck_out(rows: &mut Rows<'_>, case_no: &str, running: bool) -> Result<(), store::Fault> {
    let Some((overran, organ, item)) = board::overran(rows, case_no)? else { return Ok(()) };
    let column = if running { "running" } else { "ended" };
    rows.add("v_watch_sum", vec![organ.into(), item.into()], &[(column, -1), ("overran", -overran)])
}

/// A lamp, as a list is asked for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Light {
    /// Any.
    #[default]
    Any,
    /// Past the law's day.
    Red,
    /// Past the promised day, not the law's.
    Orange,
}

/// What a supervisor asks of the list; empty texts filter nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Code of the organ.
    pub organ: String,
    /// Code of the item.
    pub item: String,
    /// Where they stand, a word of `[case.standing]`.
    pub state: String,
    /// Past which day, on the day of the list.
    pub light: Light,
    /// Their first day is this or a later one.
    pub from: String,
    /// Their first day is this or an earlier one.
    pub to: String,
    /// Rows after this day and number.
    pub after: Option<(String, String)>,
}

/// The statements of a page of the list, one for each state: each reads along an index, and begins where the
/// last page ended.
pub fn list_asks(asked: &Asked, today: Day, limit: i64) -> Vec<(String, Vec<Value>)> {
    let place = match (asked.organ.as_str(), asked.item.as_str()) {
        ("", "") => "$5 = '' and $6 = ''",
        (_, "") => "organ = $5 and $6 = ''",
        ("", _) => "$5 = '' and item = $6",
        (_, _) => "organ = $5 and item = $6",
    };
    let light = match asked.light {
        Light::Any => "$7 <> ''",
        Light::Red => "law_day < $7",
        Light::Orange => "law_day >= $7",
    };
    let (day, no) = match &asked.after {
        Some((day, no)) if *day >= asked.from => (day.clone(), no.clone()),
        _ => (asked.from.clone(), String::new()),
    };
    let to = if asked.to.is_empty() { NO_DAY } else { &asked.to };
    let states = STATES.into_iter().filter(|state| asked.state.is_empty() || asked.state == *state);
    let one = |state: &str| {
        let sql = format!(
            "{COLUMNS} where state = $1 and (first_day, case_no) > ($2, $3) and first_day <= $4 and {place} \
             and {light} order by first_day, case_no limit {limit}"
        );
        let args = [state, &day, &no, to, &asked.organ, &asked.item].map(Value::from);
        (sql, args.into_iter().chain([today.to_string().into()]).collect())
    };
    states.map(one).collect()
}

/// Running cases, by the first of their days and their number.
///
/// # Errors
/// A store fault.
pub fn list(
    look: &mut Look<'_>,
    asked: &Asked,
    today: Day,
    limit: i64,
) -> Result<Vec<Watched>, store::Fault> {
    let mut all = Vec::new();
    for (sql, args) in list_asks(asked, today, limit) {
        all.extend(look.query(&sql, &args)?.iter().map(read));
    }
    all.sort_by(|a, b| (&a.first_day, &a.case_no).cmp(&(&b.first_day, &b.case_no)));
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(all)
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
    let asked = Asked { to: until.to_string(), ..asked.clone() };
    list(look, &asked, until, limit)
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

/// Every organ and item with its numbers, all kept as it happens; of days only those up to `soon` are read.
///
/// # Errors
/// A store fault.
pub fn sums(look: &mut Look<'_>, today: Day, soon: Day) -> Result<Vec<Sum>, store::Fault> {
    let sql = "select organ, item, running, ended, overran, notices, second_notices from v_watch_sum \
               order by organ, item";
    let lamps = told::lamps(look, &told::Scope::default(), today, soon)?;
    let read = |row: &Row| {
        let lamps = lamps.get(&(row.text(0).to_owned(), row.text(1).to_owned())).copied().unwrap_or_default();
        Sum {
            organ: row.text(0).to_owned(),
            item: row.text(1).to_owned(),
            running: row.int(2),
            ended: row.int(3),
            overran: row.int(4),
            notices: row.int(5),
            second_notices: row.int(6),
            past_law: lamps.red,
            past_promise: lamps.red + lamps.orange,
            due_soon: lamps.yellow,
        }
    };
    Ok(look.query(sql, &[])?.iter().map(read).collect())
}
