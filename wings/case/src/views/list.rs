//! Rows of cases: one, a person's own, newest first, or those of given numbers.

use std::collections::BTreeMap;

use kernel::Day;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Value};

/// The `due` of a row while no clock of the organ runs: after every day there is.
pub const NO_DUE: &str = "9999-12-31";

/// A case as lists show it. Days are ISO texts, empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// Its number.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// The edition it was filed under.
    #[serde(skip)]
    pub edition: String,
    /// Code of the organ that must answer.
    pub organ: String,
    /// Code of the hall that took it in, or empty.
    pub hall: String,
    /// Opaque id of whose matter it is.
    #[serde(skip)]
    pub party: String,
    /// Where it stands, a word of `[case.standing]`.
    pub state: String,
    /// Was receipt confirmed?
    pub received: bool,
    /// Accepted by silence of the organ?
    pub deemed: bool,
    /// Was it examined?
    pub examined: bool,
    /// Must a second officer still confirm what was examined on the spot?
    pub confirming: bool,
    /// The civil day of receipt.
    pub filed_on: String,
    /// The day from which the decision's limits run.
    pub accepted_on: String,
    /// The day by which the applicant hears first.
    pub reply_by: String,
    /// Code of another organ whose officers see it too: the government's, where several bodies decide
    /// together, or the higher body's to which it was sent; empty where there is none.
    pub also: String,
    /// The day until which the applicant was told to supply what is lacking.
    pub until: String,
    /// The promised day, as last told.
    pub told: String,
    /// The statutory day, as last told.
    pub statutory: String,
    /// The day by which the higher body decides, as told.
    pub decide_by: String,
    /// The day by which the result is delivered.
    pub deliver_by: String,
    /// The day on which it ended.
    pub ended_on: String,
    /// Name of the applicant.
    pub applicant: String,
    /// Opaque id of who has claimed it at the step where it is, or empty.
    #[serde(skip)]
    pub claimed_by: String,
    /// How it came in: `window`, `computer`, `mobile`, `courier`, `terminal` or `elsewhere`.
    pub way: String,
    /// Line of the ledger that filed it.
    #[serde(skip)]
    pub seq: i64,
    /// Its version.
    pub version: i64,
}

impl Line {
    /// Whose turn it is: `applicant`, `clerk`, `examiner`, `head`, or nobody (empty).
    pub fn holder(&self) -> &'static str {
        match self.state.as_str() {
            "submitted" | "granted" => "clerk",
            "correction_waiting" => "applicant",
            "accepted" | "stopped" | "confirming" => "examiner",
            "examined" => "head",
            // the higher body's head decides; the letter of one outside is entered by the examiner
            "forwarded" if self.also.is_empty() => "examiner",
            "forwarded" => "head",
            _ => "",
        }
    }

    /// Is the case still owed something by its organ or its applicant?
    pub fn running(&self) -> bool {
        !self.holder().is_empty()
    }

    /// The day that matters to the applicant: until when she may supply, or when she hears.
    pub fn next_day(&self) -> Option<Day> {
        if self.state == "correction_waiting" { self.until.parse().ok() } else { self.due() }
    }

    /// The day by which the organ must do its next step, as told; none while no clock of its runs.
    pub fn due(&self) -> Option<Day> {
        let day = match self.state.as_str() {
            "submitted" => &self.reply_by,
            "accepted" | "confirming" | "examined" => &self.told,
            "forwarded" => &self.decide_by,
            "granted" => &self.deliver_by,
            _ => return None,
        };
        day.parse().ok()
    }
}

const COLUMNS: &str = "v.case_no, v.item, v.edition, v.organ, v.hall, v.party, v.state, v.running, \
                       v.received, v.deemed, v.examined, v.filed_on, v.accepted_on, v.reply_by, \
                       v.until_day, v.told, v.statutory, v.deliver_by, v.ended_on, v.due, v.holder, v.seq, \
                       v.version, v.confirming, v.also, v.decide_by, v.way, p.applicant, \
                       case v.holder when 'clerk' then c.clerk when 'examiner' then c.examiner \
                       when 'head' then c.head else '' end \
                       from v_case v join p_case p on p.case_no = v.case_no \
                       join v_care c on c.case_no = v.case_no";

/// Cases asked for in one statement: a page and the row that says whether there is another.
const AT_ONCE: usize = 51;

/// Where the name of the applicant stands in [`COLUMNS`].
const NAME: usize = 27;

/// A row of `v_case` in column order; the name of the applicant is another table's.
pub(super) fn row(line: &Line) -> Vec<Value> {
    let due = line.due().map_or(NO_DUE.to_owned(), |day| day.to_string());
    let text = Value::from;
    vec![
        text(&line.case_no),
        text(&line.item),
        text(&line.edition),
        text(&line.organ),
        text(&line.hall),
        text(&line.party),
        text(&line.state),
        line.running().into(),
        line.received.into(),
        line.deemed.into(),
        line.examined.into(),
        text(&line.filed_on),
        text(&line.accepted_on),
        text(&line.reply_by),
        text(&line.until),
        text(&line.told),
        text(&line.statutory),
        text(&line.deliver_by),
        text(&line.ended_on),
        due.into(),
        line.holder().into(),
        line.seq.into(),
        line.version.into(),
        line.confirming.into(),
        text(&line.also),
        text(&line.decide_by),
        text(&line.way),
    ]
}

/// From a row in column order; the name stands at `name`, 0 where it was not asked for.
pub(super) fn line(row: &Row, name: usize) -> Line {
    let text = |i: usize| row.text(i).to_owned();
    Line {
        case_no: text(0),
        item: text(1),
        edition: text(2),
        organ: text(3),
        hall: text(4),
        party: text(5),
        state: text(6),
        received: row.truth(8),
        deemed: row.truth(9),
        examined: row.truth(10),
        filed_on: text(11),
        accepted_on: text(12),
        reply_by: text(13),
        until: text(14),
        told: text(15),
        statutory: text(16),
        deliver_by: text(17),
        ended_on: text(18),
        seq: row.int(21),
        version: row.int(22),
        confirming: row.truth(23),
        also: text(24),
        decide_by: text(25),
        way: text(26),
        applicant: if name == 0 { String::new() } else { text(name) },
        claimed_by: if name == 0 { String::new() } else { text(name + 1) },
    }
}

fn lines(rows: &[Row]) -> Vec<Line> {
    rows.iter().map(|row| line(row, NAME)).collect()
}

/// One case by its number, whoever may see it.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, case_no: &str) -> Result<Option<Line>, store::Fault> {
    let row = look.one(&format!("select {COLUMNS} where v.case_no = $1"), &[Value::from(case_no)])?;
    Ok(row.map(|row| line(&row, NAME)))
}

/// Name and mobile number of the applicant of a case: personal.
///
/// # Errors
/// A store fault.
pub fn contact(look: &mut Look<'_>, case_no: &str) -> Result<(String, String), store::Fault> {
    let row = look.get("p_case", &[Value::from(case_no)])?;
    Ok(row.map_or_else(Default::default, |row| (row.text(1).to_owned(), row.text(2).to_owned())))
}

/// The cases of one party, newest first; `before` is the `seq` of the last row seen.
///
/// # Errors
/// A store fault.
pub fn of_party(
    look: &mut Look<'_>,
    party: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<Line>, store::Fault> {
    let sql = format!("select {COLUMNS} where v.party = $1 and v.seq < $2 order by v.seq desc limit {limit}");
    Ok(lines(&look.query(&sql, &[Value::from(party), Value::from(before)])?))
}

/// Numbers of the cases of one party, the newest first.
///
/// # Errors
/// A store fault.
pub fn earlier(look: &mut Look<'_>, party: &str, limit: i64) -> Result<Vec<String>, store::Fault> {
    let sql = format!("select case_no from v_case where party = $1 order by seq desc limit {limit}");
    Ok(look.query(&sql, &[Value::from(party)])?.iter().map(|row| row.text(0).to_owned()).collect())
}

/// The running cases of one party, those that wait for the party itself first, then by their day.
///
/// # Errors
/// A store fault.
pub fn running_of_party(look: &mut Look<'_>, party: &str, limit: i64) -> Result<Vec<Line>, store::Fault> {
    let sql = format!(
        "select {COLUMNS} where v.party = $1 and v.running = 1 \
         order by case v.holder when 'applicant' then 0 else 1 end, v.until_day, v.due, v.seq limit {limit}"
    );
    Ok(lines(&look.query(&sql, &[Value::from(party)])?))
}

/// The cases of these numbers, by number.
///
/// # Errors
/// A store fault.
pub(super) fn these(look: &mut Look<'_>, numbers: &[&str]) -> Result<BTreeMap<String, Line>, store::Fault> {
    let mut found = BTreeMap::new();
    for some in numbers.chunks(AT_ONCE) {
        // always as many places, so that it is one statement for the engine whatever the page holds
        let places: Vec<String> = (1..=AT_ONCE).map(|n| format!("${n}")).collect();
        let sql = format!("select {COLUMNS} where v.case_no in ({})", places.join(", "));
        let args: Vec<Value> =
            some.iter().copied().chain(std::iter::repeat("")).take(AT_ONCE).map(Value::from).collect();
        found.extend(look.query(&sql, &args)?.iter().map(|row| (row.text(0).to_owned(), line(row, NAME))));
    }
    Ok(found)
}
