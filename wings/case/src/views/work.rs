//! The officers' worklist: the running cases by the day they are due, kept in a small table of its own, so
//! that a page costs the same however many cases have ended. Each statement reads along one index from
//! where the last page ended; `asks` says which, and a test holds each of them to it on both engines.

use kernel::Sight;
use store::{Look, Rows, Value};

use super::list::{self, Line, NO_DUE};

/// At a higher body: whose turn it is says whether that has officers in this house.
const FORWARDED: &str = "forwarded";

/// Every state of a running case with whose turn it is, in the order of the words.
const STATES: [(&str, &str); 8] = [
    ("accepted", "examiner"),
    ("confirming", "examiner"),
    ("correction_waiting", "applicant"),
    ("examined", "head"),
    // the head's of a higher body with officers here, or the examiner's who enters the letter of another
    (FORWARDED, ""),
    ("granted", "clerk"),
    ("stopped", "examiner"),
    ("submitted", "clerk"),
];

/// The words of the states, for whoever filters by them.
pub fn states() -> impl Iterator<Item = &'static str> {
    STATES.into_iter().map(|(state, _)| state)
}

/// The row of a case, by its line and by who has claimed it at which step; none when it runs no more.
pub(super) fn row(line: &Line, care: &[Value]) -> Option<Vec<Value>> {
    let step = match line.holder() {
        "" => return None,
        "clerk" => 1,
        "examiner" => 2,
        "head" => 3,
        _ => usize::MAX,
    };
    let due = line.due().map_or(NO_DUE.to_owned(), |day| day.to_string());
    Some(vec![
        Value::from(&line.case_no),
        Value::from(&line.organ),
        Value::from(&line.also),
        Value::from(&line.hall),
        Value::from(&line.item),
        Value::from(&line.state),
        due.into(),
        line.seq.into(),
        care.get(step).cloned().unwrap_or_else(|| "".into()),
        Value::from(&line.way),
    ])
}

/// Keep the row level.
pub(super) fn keep(
    rows: &mut Rows<'_>,
    case_no: &str,
    before: Option<Vec<Value>>,
    after: Option<Vec<Value>>,
) -> Result<(), store::Fault> {
    match after {
        same if same == before => Ok(()),
        Some(row) => rows.put("v_work", row),
        None => rows.del("v_work", vec![Value::from(case_no)]),
    }
}

/// Whose cases an officer asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// Claimed by one of these: the officer herself, and those for whom she stands in.
    Of(Vec<String>),
    /// Claimed by nobody.
    Nobody,
    /// Claimed by anybody but these.
    Others(Vec<String>),
}

/// What an officer asks of the worklist; empty texts filter nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Whose turn it is.
    pub holder: String,
    /// Claimed by whom.
    pub whose: Whose,
    /// Code of the item.
    pub item: String,
    /// Code of the organ, for those who see more than one.
    pub organ: String,
    /// Where it stands, a word of `[case.standing]`.
    pub state: String,
    /// Number of a case.
    pub case_no: String,
    /// How it came in.
    pub way: String,
    /// Due on this day or later.
    pub from: String,
    /// Due on this day or earlier.
    pub to: String,
    /// Rows after this due day and line of the ledger.
    pub after: (String, i64),
}

/// A statement that is being written: its conditions and its arguments.
#[derive(Clone, Default)]
struct Draft {
    tests: Vec<String>,
    args: Vec<Value>,
}

impl Draft {
    fn arg(&mut self, value: impl Into<Value>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    /// A column that the index begins with.
    fn along(mut self, column: &str, value: &str) -> Self {
        let place = self.arg(value);
        self.tests.push(format!("{column} = {place}"));
        self
    }

    /// A column that is looked at in each row that the index leads to; written so that no engine mistakes
    /// it for a column to search by.
    fn beside(&mut self, column: &str, value: &str) {
        let place = self.arg(value);
        self.tests.push(format!("coalesce({column}, '') = {place}"));
    }

    fn seen(&mut self, sight: &Sight) {
        match sight {
            Sight::Nothing | Sight::Own(_) => self.tests.push("1 = 0".to_owned()),
            // an organ's officers see those too that another organ shares with theirs
            Sight::Organ(organ) => {
                let (one, other) = (self.arg(organ.as_str()), self.arg(organ.as_str()));
                self.tests.push(format!("(coalesce(organ, '') = {one} or coalesce(also, '') = {other})"));
            }
            Sight::Hall(hall) => {
                let (one, other) = (self.arg(hall.as_str()), self.arg(hall.as_str()));
                self.tests.push(format!("(coalesce(organ, '') = {one} or coalesce(hall, '') = {other})"));
            }
            Sight::Division => {}
        }
    }

    fn claimed(&mut self, whose: &Whose) {
        match whose {
            Whose::All | Whose::Of(_) => {}
            Whose::Nobody => self.tests.push("claimed = ''".to_owned()),
            Whose::Others(all) => {
                self.tests.push("claimed <> ''".to_owned());
                for one in all {
                    let place = self.arg(one.as_str());
                    self.tests.push(format!("claimed <> {place}"));
                }
            }
        }
    }

    /// Whose turn it is at a higher body.
    fn higher(&mut self, holder: &str) {
        match holder {
            "head" => self.tests.push("coalesce(also, '') <> ''".to_owned()),
            "examiner" => self.tests.push("coalesce(also, '') = ''".to_owned()),
            _ => {}
        }
    }

    /// The rows after the last page and within the days, in the order of the index.
    fn page(mut self, asked: &Asked, limit: i64) -> (String, Vec<Value>) {
        if !asked.way.is_empty() {
            self.beside("way", &asked.way);
        }
        let (due, seq) = match &asked.after {
            (due, seq) if *due >= asked.from => (due.clone(), *seq),
            _ => (asked.from.clone(), -1),
        };
        let (due, seq) = (self.arg(due), self.arg(seq));
        self.tests.push(format!("(due, seq) > ({due}, {seq})"));
        let to = self.arg(if asked.to.is_empty() { NO_DUE } else { &asked.to });
        self.tests.push(format!("due <= {to}"));
        let tests = self.tests.join(" and ");
        let sql = format!(
            "select due, seq, case_no from v_work where {tests} order by due, seq, case_no limit {limit}"
        );
        (sql, self.args)
    }
}

/// The statements of one page, each for the index that fits what was asked; what they find is merged.
pub fn asks(sight: &Sight, asked: &Asked, limit: i64) -> Vec<(String, Vec<Value>)> {
    if !asked.case_no.is_empty() {
        let mut draft = Draft::default().along("case_no", &asked.case_no);
        draft.seen(sight);
        return vec![draft.page(asked, limit)];
    }
    if let Whose::Of(all) = &asked.whose {
        return of(all, sight, asked, limit);
    }
    let fits = |(state, holder): &(&str, &str)| {
        let turn = match *state {
            FORWARDED => ["", "examiner", "head"].contains(&asked.holder.as_str()),
            _ => asked.holder.is_empty() || asked.holder == *holder,
        };
        turn && (asked.state.is_empty() || asked.state == *state)
    };
    let mut all = Vec::new();
    for (state, _) in STATES.into_iter().filter(fits) {
        for mut draft in leads(sight, asked, state) {
            draft.claimed(&asked.whose);
            if state == FORWARDED {
                draft.higher(&asked.holder);
            }
            all.push(draft.page(asked, limit));
        }
    }
    all
}

/// By an item where one was asked for, else by the organ or the hall.
fn leads(sight: &Sight, asked: &Asked, state: &str) -> Vec<Draft> {
    let along = |column: &str, value: &str| Draft::default().along(column, value).along("state", state);
    if !asked.item.is_empty() {
        let mut draft = along("item", &asked.item);
        draft.seen(sight);
        if !asked.organ.is_empty() {
            draft.beside("organ", &asked.organ);
        }
        return vec![draft];
    }
    if !asked.organ.is_empty() {
        let mut draft = along("organ", &asked.organ);
        draft.seen(sight);
        return vec![draft];
    }
    match sight {
        Sight::Nothing | Sight::Own(_) => Vec::new(),
        Sight::Organ(organ) => {
            let mut shared = along("also", organ);
            let place = shared.arg(organ.as_str());
            shared.tests.push(format!("coalesce(organ, '') <> {place}"));
            vec![along("organ", organ), shared]
        }
        Sight::Hall(hall) => {
            let mut taken_in = along("hall", hall);
            let place = taken_in.arg(hall.as_str());
            taken_in.tests.push(format!("coalesce(organ, '') <> {place}"));
            vec![along("organ", hall), taken_in]
        }
        Sight::Division => vec![Draft::default().along("state", state)],
    }
}

/// What these officers have claimed: never much, whatever else was asked.
fn of(all: &[String], sight: &Sight, asked: &Asked, limit: i64) -> Vec<(String, Vec<Value>)> {
    let one = |party: &String| {
        let mut draft = Draft::default().along("claimed", party);
        draft.seen(sight);
        for (column, value) in [("item", &asked.item), ("organ", &asked.organ), ("state", &asked.state)] {
            if !value.is_empty() {
                draft.beside(column, value);
            }
        }
        let turns = STATES.into_iter().filter(|(_, holder)| !holder.is_empty() && asked.holder == *holder);
        let mut turns: Vec<String> =
            turns.map(|(state, _)| format!("coalesce(state, '') = '{state}'")).collect();
        let higher = match asked.holder.as_str() {
            "head" => "<>",
            "examiner" => "=",
            _ => "",
        };
        if !higher.is_empty() {
            turns.push(format!("(coalesce(state, '') = '{FORWARDED}' and coalesce(also, '') {higher} '')"));
        }
        if !asked.holder.is_empty() {
            draft.tests.push(format!("({})", turns.join(" or ")));
        }
        draft.page(asked, limit)
    };
    all.iter().filter(|party| !party.is_empty()).map(one).collect()
}

/// Running cases within sight, by the day they are due, those due on one day by who has waited longest,
/// those without a clock last; with the `due` that orders them.
///
/// # Errors
/// A store fault.
pub fn worklist(
    look: &mut Look<'_>,
    sight: &Sight,
    asked: &Asked,
    limit: i64,
) -> Result<Vec<(Line, String)>, store::Fault> {
    let mut keys: Vec<(String, i64, String)> = Vec::new();
    for (sql, args) in asks(sight, asked, limit) {
        let found = look.query(&sql, &args)?;
        keys.extend(found.iter().map(|row| (row.text(0).to_owned(), row.int(1), row.text(2).to_owned())));
    }
    keys.sort();
    keys.dedup();
    keys.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let numbers: Vec<&str> = keys.iter().map(|(_, _, no)| no.as_str()).collect();
    let mut lines = list::these(look, &numbers)?;
    let line = |(due, _, no): (String, i64, String)| Some((lines.remove(&no)?, due));
    Ok(keys.into_iter().filter_map(line).collect())
}
