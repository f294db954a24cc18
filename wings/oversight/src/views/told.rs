//! What the supervisor's board says: sums of the rows that `board` keeps, a bounded number of them however
//! many cases there are.

use std::collections::BTreeMap;

use kernel::Day;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Value};

use super::watch::NO_DAY;

/// Which part of the county, and which months; empty texts narrow nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Code of the organ.
    pub organ: String,
    /// Code of the item.
    pub item: String,
    /// The first month, `2026-01`.
    pub from: String,
    /// The last month, counted.
    pub to: String,
}

impl Scope {
    fn place(&self) -> [Value; 2] {
        [Value::from(&self.organ), Value::from(&self.item)]
    }
}

const HERE: &str = "($1 = '' or organ = $1) and ($2 = '' or item = $2)";

/// How many running cases stand where, in the order of the words.
///
/// # Errors
/// A store fault.
pub fn states(look: &mut Look<'_>, scope: &Scope) -> Result<Vec<(String, i64)>, store::Fault> {
    let sql = format!(
        "select state, cast(sum(cases) as bigint) from v_board_state where {HERE} \
         group by state order by state"
    );
    let rows = look.query(&sql, &scope.place())?;
    Ok(rows.iter().map(|row| (row.text(0).to_owned(), row.int(1))).filter(|(_, n)| *n > 0).collect())
}

/// How many running cases have which lamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lamps {
    /// Past the law's day.
    pub red: i64,
    /// Past the promised day, not the law's.
    pub orange: i64,
    /// Due today or soon.
    pub yellow: i64,
    /// Due later.
    pub green: i64,
    /// No clock of the organ runs.
    pub off: i64,
}

impl Lamps {
    /// Both together.
    pub fn with(&self, other: &Lamps) -> Lamps {
        Lamps {
            red: self.red + other.red,
            orange: self.orange + other.orange,
            yellow: self.yellow + other.yellow,
            green: self.green + other.green,
            off: self.off + other.off,
        }
    }

    /// All of them.
    pub fn running(&self) -> i64 {
        self.red + self.orange + self.yellow + self.green + self.off
    }
}

/// The lamps of every organ and item on a day; `soon` is the last day that is near. What is due later is
/// the rest of what runs, so that only days up to `soon` are read.
///
/// # Errors
/// A store fault.
pub fn lamps(
    look: &mut Look<'_>,
    scope: &Scope,
    today: Day,
    soon: Day,
) -> Result<BTreeMap<(String, String), Lamps>, store::Fault> {
    let mut all: BTreeMap<(String, String), Lamps> = BTreeMap::new();
    let key = |row: &Row| (row.text(0).to_owned(), row.text(1).to_owned());
    let running = format!(
        "select organ, item, cast(sum(cases) as bigint) from v_board_state where {HERE} \
         group by organ, item order by organ, item"
    );
    for row in look.query(&running, &scope.place())? {
        all.entry(key(&row)).or_default().green = row.int(2);
    }
    let days = "select organ, item, law_day, first_day, cases from v_board_day \
                where first_day <= $1 and ($2 = '' or organ = $2) and ($3 = '' or item = $3) \
                order by first_day, law_day, organ, item";
    let stopped = "select organ, item, law_day, first_day, cases from v_board_day \
                   where first_day = $1 and ($2 = '' or organ = $2) and ($3 = '' or item = $3) \
                   order by first_day, law_day, organ, item";
    let [organ, item] = scope.place();
    let mut rows = look.query(days, &[soon.to_string().into(), organ.clone(), item.clone()])?;
    rows.extend(look.query(stopped, &[NO_DAY.into(), organ, item])?);
    let today = today.to_string();
    for row in rows {
        let (law, first, cases) = (row.text(2), row.text(3), row.int(4));
        let lamps = all.entry(key(&row)).or_default();
        lamps.green -= cases;
        *match () {
            () if first == NO_DAY => &mut lamps.off,
            () if law < today.as_str() => &mut lamps.red,
            () if first < today.as_str() => &mut lamps.orange,
            () => &mut lamps.yellow,
        } += cases;
    }
    Ok(all.into_iter().filter(|(_, lamps)| lamps.running() > 0).collect())
}

/// What happened in a month, or in several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Month {
    /// Applications.
    pub filed: i64,
    /// Accepted, by the organ or by its silence.
    pub accepted: i64,
    /// Granted.
    pub granted: i64,
    /// Denied.
    pub denied: i64,
    /// Not accepted, or referred to whose matter it is.
    pub refused: i64,
    /// Ended otherwise: withdrawn, terminated, corrections that never came.
    pub otherwise: i64,
    /// Delivered.
    pub delivered: i64,
    /// Rated.
    pub rated: i64,
    /// Rated fairly satisfied or better.
    pub satisfied: i64,
}

impl Month {
    /// Everything that came to an end.
    pub fn ended(&self) -> i64 {
        self.granted + self.denied + self.refused + self.otherwise
    }

    /// Of what was applied for, how much has ended, in hundredths of a percent, cut off: 9967.
    pub fn ended_rate(&self) -> Option<i64> {
        rate(self.ended(), self.filed)
    }

    /// Of those who rated, how many were satisfied, in hundredths of a percent, cut off.
    pub fn satisfied_rate(&self) -> Option<i64> {
        rate(self.satisfied, self.rated)
    }

    fn read(row: &Row, from: usize) -> Self {
        let n = |i: usize| row.int(from + i);
        Self {
            filed: n(0),
            accepted: n(1),
            granted: n(2),
            denied: n(3),
            refused: n(4),
            otherwise: n(5),
            delivered: n(6),
            rated: n(7),
            satisfied: n(8),
        }
    }

    /// Both together.
    pub fn with(&self, other: &Month) -> Month {
        Month {
            filed: self.filed + other.filed,
            accepted: self.accepted + other.accepted,
            granted: self.granted + other.granted,
            denied: self.denied + other.denied,
            refused: self.refused + other.refused,
            otherwise: self.otherwise + other.otherwise,
            delivered: self.delivered + other.delivered,
            rated: self.rated + other.rated,
            satisfied: self.satisfied + other.satisfied,
        }
    }
}

fn rate(part: i64, of: i64) -> Option<i64> {
    (of > 0).then(|| part * 10_000 / of)
}

const SUMS: &str = "cast(sum(filed) as bigint), cast(sum(accepted) as bigint), cast(sum(granted) as bigint), \
                    cast(sum(denied) as bigint), cast(sum(refused) as bigint), \
                    cast(sum(otherwise) as bigint), cast(sum(delivered) as bigint), \
                    cast(sum(rated) as bigint), cast(sum(satisfied) as bigint)";

const WITHIN: &str = "month >= $1 and month <= $2 and ($3 = '' or organ = $3) and ($4 = '' or item = $4)";

fn within(scope: &Scope) -> [Value; 4] {
    [Value::from(&scope.from), Value::from(&scope.to), Value::from(&scope.organ), Value::from(&scope.item)]
}

/// The months, the latest first.
///
/// # Errors
/// A store fault.
pub fn months(look: &mut Look<'_>, scope: &Scope) -> Result<Vec<(String, Month)>, store::Fault> {
    let sql =
        format!("select month, {SUMS} from v_board_month where {WITHIN} group by month order by month desc");
    let rows = look.query(&sql, &within(scope))?;
    Ok(rows.iter().map(|row| (row.text(0).to_owned(), Month::read(row, 1))).collect())
}

/// One organ's line, or one item's of an organ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Code of the organ.
    pub organ: String,
    /// Code of the item; empty for the line of an organ.
    pub item: String,
    /// What happened.
    pub month: Month,
}

/// What the months saw, for each organ, or for each item of the organ that was asked for.
///
/// # Errors
/// A store fault.
pub fn lines(look: &mut Look<'_>, scope: &Scope) -> Result<Vec<Line>, store::Fault> {
    let sql = format!(
        "select organ, item, {SUMS} from v_board_month where {WITHIN} \
         group by organ, item order by organ, item"
    );
    let mut all: Vec<Line> = Vec::new();
    for row in look.query(&sql, &within(scope))? {
        let item = if scope.organ.is_empty() { "" } else { row.text(1) };
        let month = Month::read(&row, 2);
        match all.last_mut().filter(|last| last.organ == row.text(0) && last.item == item) {
            Some(last) => last.month = last.month.with(&month),
            None => all.push(Line { organ: row.text(0).to_owned(), item: item.to_owned(), month }),
        }
    }
    Ok(all)
}

/// How long results took, in civil days from receipt to the result; days are counted in groups, and a group
/// is told by its longest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Took {
    /// Results that are counted.
    pub results: i64,
    /// Half of them took no longer.
    pub median: Option<i64>,
    /// Nine of ten took no longer.
    pub p90: Option<i64>,
}

impl Took {
    fn of(counted: &[(i64, i64)]) -> Self {
        let results = counted.iter().map(|(_, cases)| cases).sum();
        let at = |percent: i64| {
            let mut left = (results * percent + 99) / 100;
            counted.iter().find(|(_, cases)| {
                left -= cases;
                left <= 0
            })
        };
        let days = |percent| at(percent).filter(|_| results > 0).map(|(days, _)| *days);
        Self { results, median: days(50), p90: days(90) }
    }
}

/// How long it took, for the scope itself (`('', '')`) and for each line of [`lines`].
///
/// # Errors
/// A store fault.
pub fn took(look: &mut Look<'_>, scope: &Scope) -> Result<BTreeMap<(String, String), Took>, store::Fault> {
    let whole = "select days, cast(sum(cases) as bigint) from v_board_took \
                 where organ = $1 and item = $2 and month >= $3 and month <= $4 group by days order by days";
    let [organ, item] = scope.place();
    let (from, to) = (Value::from(&scope.from), Value::from(&scope.to));
    let rows = look.query(whole, &[organ.clone(), item.clone(), from.clone(), to.clone()])?;
    let own: Vec<(i64, i64)> = rows.iter().map(|row| (row.int(0), row.int(1))).collect();
    let mut all = BTreeMap::from([((String::new(), String::new()), Took::of(&own))]);
    let each = if scope.organ.is_empty() {
        "select organ, item, days, cast(sum(cases) as bigint) from v_board_took \
         where organ > $1 and item = $2 and month >= $3 and month <= $4 \
         group by organ, item, days order by organ, item, days"
    } else {
        "select organ, item, days, cast(sum(cases) as bigint) from v_board_took \
         where organ = $1 and item > '' and ($2 = '' or item = $2) and month >= $3 and month <= $4 \
         group by organ, item, days order by organ, item, days"
    };
    let mut lines: BTreeMap<(String, String), Vec<(i64, i64)>> = BTreeMap::new();
    for row in look.query(each, &[organ, item, from, to])? {
        let key = (row.text(0).to_owned(), row.text(1).to_owned());
        lines.entry(key).or_default().push((row.int(2), row.int(3)));
    }
    all.extend(lines.into_iter().map(|(key, counted)| (key, Took::of(&counted))));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::Took;

    #[test]
    fn a_median_is_a_day_that_was_counted() {
        let took = |counted: &[(i64, i64)]| {
            let took = Took::of(counted);
            (took.results, took.median, took.p90)
        };
        assert_eq!(took(&[]), (0, None, None));
        assert_eq!(took(&[(3, 0)]), (0, None, None));
        assert_eq!(took(&[(3, 1)]), (1, Some(3), Some(3)));
        assert_eq!(took(&[(1, 5), (2, 4), (30, 1)]), (10, Some(1), Some(2)));
        assert_eq!(took(&[(1, 4), (2, 4), (30, 2)]), (10, Some(2), Some(30)));
    }
}
