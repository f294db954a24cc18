//! The supervisor's board, kept as it happens: where running cases stand, which days they have, what each
//! month saw, and how long it took. Nothing is counted when somebody looks.

use facts::Recorded;
use facts::case::{Clock, Ending, Event};
use facts::review::Level;
use kernel::Day;
use store::{Row, Rows, Value};

use super::watch::Watched;

/// Days up to which each is counted by itself; what takes so long is counted in fives, what takes longer than
/// [`FIVES`] in thirties, and what takes longer than [`THIRTIES`] as one.
const SINGLE: i64 = 20;
/// Days up to which they are counted in fives.
const FIVES: i64 = 60;
/// Days up to which they are counted in thirties; more than a year is late by any law of the county's items.
const THIRTIES: i64 = 360;
/// The group of everything that took longer.
pub(super) const LONGEST: i64 = 999;

/// The group that a number of days is counted in, by the longest of it.
pub(super) fn group(days: i64) -> i64 {
    let up = |step: i64| (days + step - 1) / step * step;
    match days {
        ..0 => 0,
        0..=SINGLE => days,
        _ if days <= FIVES => up(5),
        _ if days <= THIRTIES => up(30),
        _ => LONGEST,
    }
}

/// `2026-11`.
fn month(day: Day) -> String {
    day.to_string().chars().take(7).collect()
}

/// A running case moved: it came, it went, or it stands elsewhere or has other days.
pub(super) fn moved(
    rows: &mut Rows<'_>,
    before: Option<&Watched>,
    after: Option<&Watched>,
) -> Result<(), store::Fault> {
    let state = |case: &Watched| case.state.clone();
    let days = |case: &Watched| (case.first_day.clone(), case.law_day.clone());
    if before.map(state) != after.map(state) {
        for (case, by) in before.map(|case| (case, -1)).into_iter().chain(after.map(|case| (case, 1))) {
            let key = [&case.organ, &case.item, &case.state].into_iter().map(Value::from).collect();
            rows.add("v_board_state", key, &[("cases", by)])?;
        }
    }
    if before.map(days) != after.map(days) {
        for (case, by) in before.map(|case| (case, -1)).into_iter().chain(after.map(|case| (case, 1))) {
            has_days(rows, case, by)?;
        }
    }
    Ok(())
}

fn has_days(rows: &mut Rows<'_>, case: &Watched, by: i64) -> Result<(), store::Fault> {
    let key = [&case.first_day, &case.law_day, &case.organ, &case.item];
    let key: Vec<Value> = key.into_iter().map(Value::from).collect();
    let cases = by + rows.get("v_board_day", &key)?.map_or(0, |row| row.int(4));
    if cases == 0 {
        return rows.del("v_board_day", key);
    }
    rows.put("v_board_day", key.into_iter().chain([Value::from(cases)]).collect())
}

/// A case that counts, and what it was counted under.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    case_no: String,
    organ: String,
    item: String,
    overran: i64,
    filed_on: String,
    accepted: String,
    ended: String,
    ending: String,
    took: i64,
    delivered: String,
    rated: String,
    satisfied: bool,
}

impl Counted {
    fn read(row: &Row) -> Self {
        let text = |i: usize| row.text(i).to_owned();
        Self {
            case_no: text(0),
            organ: text(1),
            item: text(2),
            overran: row.int(3),
            filed_on: text(4),
            accepted: text(5),
            ended: text(6),
            ending: text(7),
            took: row.int(8),
            delivered: text(9),
            rated: text(10),
            satisfied: row.truth(11),
        }
    }

    fn row(&self) -> Vec<Value> {
        let text = Value::from;
        vec![
            text(&self.case_no),
            text(&self.organ),
            text(&self.item),
            self.overran.into(),
            text(&self.filed_on),
            text(&self.accepted),
            text(&self.ended),
            text(&self.ending),
            self.took.into(),
            text(&self.delivered),
            text(&self.rated),
            self.satisfied.into(),
        ]
    }

    fn of(rows: &mut Rows<'_>, case_no: &str) -> Result<Option<Self>, store::Fault> {
        Ok(rows.get("v_watch_case", &[Value::from(case_no)])?.as_ref().map(Self::read))
    }

    fn keep(&self, rows: &mut Rows<'_>) -> Result<(), store::Fault> {
        rows.put("v_watch_case", self.row())
    }

    fn in_month(&self, rows: &mut Rows<'_>, month: &str, deltas: &[(&str, i64)]) -> Result<(), store::Fault> {
        if month.is_empty() {
            return Ok(());
        }
        let key = [month, &self.organ, &self.item].into_iter().map(Value::from).collect();
        rows.add("v_board_month", key, deltas)
    }

    fn took(&self, rows: &mut Rows<'_>, by: i64) -> Result<(), store::Fault> {
        if self.took < 0 {
            return Ok(());
        }
        for (organ, item) in [("", ""), (self.organ.as_str(), ""), (&self.organ, &self.item)] {
            let key = vec![organ.into(), item.into(), self.ended.as_str().into(), self.took.into()];
            rows.add("v_board_took", key, &[("cases", by)])?;
        }
        Ok(())
    }

    /// Months before its own: `filed_on` is a whole day, for how long it took is reckoned from it.
    fn filed(&self) -> String {
        self.filed_on.chars().take(7).collect()
    }
}

/// The column of a month in which an ending is counted.
fn column(ending: &str) -> &'static str {
    match ending {
        "granted" => "granted",
        "denied" => "denied",
        "declined" | "referred" => "refused",
        _ => "otherwise",
    }
}

fn word(ending: Ending) -> &'static str {
    match ending {
        Ending::Granted => "granted",
        Ending::Denied => "denied",
        Ending::Declined => "declined",
        Ending::Referred => "referred",
        Ending::Withdrawn | Ending::Terminated | Ending::Voided | Ending::Unsupplied => "otherwise",
    }
}

/// Only what an organ decided says how long it takes; what applicants took back does not.
fn result(ending: Ending) -> bool {
    matches!(ending, Ending::Granted | Ending::Denied)
}

/// Count what an event of a case says of its month.
pub(super) fn count(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let day = fact.effective.day();
    if let Event::Applied { item, organ, came, .. } = event {
        let day = came.as_ref().and_then(|came| came.on).unwrap_or(day);
        let case = Counted {
            case_no: fact.name().to_owned(),
            organ: organ.clone(),
            item: item.clone(),
            overran: 0,
            filed_on: day.to_string(),
            accepted: String::new(),
            ended: String::new(),
            ending: String::new(),
            took: -1,
            delivered: String::new(),
            rated: String::new(),
            satisfied: false,
        };
        case.in_month(rows, &month(day), &[("filed", 1)])?;
        return case.keep(rows);
    }
    let counts = matches!(
        event,
        Event::Accepted { .. }
            | Event::AcceptedTolerantly { .. }
            | Event::DeemedAccepted { .. }
            | Event::Concluded { .. }
            | Event::Delivered {}
            | Event::Overran { .. }
    ) && !matches!(event, Event::Overran { clock: Clock::Higher, .. });
    if !counts {
        return Ok(());
    }
    let Some(mut case) = Counted::of(rows, fact.name())? else { return Ok(()) };
    match event {
        Event::Concluded { ending: Ending::Voided } => return strike_out(rows, &case),
        Event::Concluded { ending } => {
            case.ended = month(day);
            word(*ending).clone_into(&mut case.ending);
            let filed = case.filed_on.parse::<Day>().ok().filter(|_| result(*ending));
            case.took = filed.map_or(-1, |filed| group(day.days_since(filed)));
            case.in_month(rows, &case.ended, &[(column(&case.ending), 1)])?;
            case.took(rows, 1)?;
        }
        Event::Delivered {} => {
            case.delivered = month(day);
            case.in_month(rows, &case.delivered, &[("delivered", 1)])?;
        }
        Event::Overran { .. } => case.overran += 1,
        _ => {
            case.accepted = month(day);
            case.in_month(rows, &case.accepted, &[("accepted", 1)])?;
        }
    }
    case.keep(rows)
}

/// An applicant said how it was.
pub(super) fn rated(
    rows: &mut Rows<'_>,
    fact: &Recorded,
    case_no: &str,
    level: Level,
) -> Result<(), store::Fault> {
    let Some(mut case) = Counted::of(rows, case_no)? else { return Ok(()) };
    case.rated = month(fact.effective.day());
    // 基本满意 counts as satisfied, as the State Council's office counts it (国办发〔2019〕51号)
    case.satisfied = !level.bad();
    let deltas = [("rated", 1), ("satisfied", i64::from(case.satisfied))];
    case.in_month(rows, &case.rated, &deltas)?;
    case.keep(rows)
}

/// How often a clock of a case that counts ran out.
pub(super) fn overran(
    rows: &mut Rows<'_>,
    case_no: &str,
) -> Result<Option<(i64, String, String)>, store::Fault> {
    Ok(Counted::of(rows, case_no)?.map(|case| (case.overran, case.organ, case.item)))
}

/// 作废: the case counts in no month any more, as if it had never been one.
fn strike_out(rows: &mut Rows<'_>, case: &Counted) -> Result<(), store::Fault> {
    case.in_month(rows, &case.filed(), &[("filed", -1)])?;
    case.in_month(rows, &case.accepted, &[("accepted", -1)])?;
    case.in_month(rows, &case.ended, &[(column(&case.ending), -1)])?;
    case.in_month(rows, &case.delivered, &[("delivered", -1)])?;
    let deltas = [("rated", -1), ("satisfied", -i64::from(case.satisfied))];
    case.in_month(rows, &case.rated, &deltas)?;
    case.took(rows, -1)?;
    rows.del("v_watch_case", vec![Value::from(&case.case_no)])
}

#[cfg(test)]
mod tests {
    use super::group;

    #[test]
    fn days_are_counted_in_groups_that_grow() {
        for (days, counted) in [
            (-1, 0),
            (0, 0),
            (20, 20),
            (21, 25),
            (25, 25),
            (26, 30),
            (60, 60),
            (61, 90),
            (360, 360),
            (361, 999),
        ] {
            assert_eq!(group(days), counted, "{days} days");
        }
    }
}
