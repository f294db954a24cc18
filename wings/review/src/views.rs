//! Reviews as they are counted and shown: by item for officers, one by one for those who must call, and on
//! the page of the case for the person whose case it is.

use std::collections::BTreeMap;

use facts::review::{Event, Level, Reason};
use facts::{Fact, Recorded, case};
use house::{Panel, Subject};
use kernel::limits::REVIEW_WORKING_DAYS;
use kernel::{Actor, Ctx, Day, Sight, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Case(case::Event::Applied { item, organ, hall, party, .. }) => {
            rows.put("k_review_case", texts(&[fact.name(), party, organ, hall, item, ""]))
        }
        Fact::Case(case::Event::Concluded { .. }) => {
            let Some(row) = rows.get("k_review_case", &[Value::from(fact.name())])? else { return Ok(()) };
            let mut values = row.0;
            values[5] = fact.effective.day().to_string().into();
            rows.put("k_review_case", values)
        }
        Fact::Review(event) => reviewed(rows, fact, event),
        _ => Ok(()),
    }
}

fn texts(values: &[&str]) -> Vec<Value> {
    values.iter().map(|v| Value::from(*v)).collect()
}

fn reviewed(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let Event::Reviewed { case, item, organ, level, reasons, bad, told_contact_by } = event;
    let filed = rows.get("k_review_case", &[Value::from(case.as_str())])?;
    let (party, hall) =
        filed.map_or_else(Default::default, |row| (row.text(1).to_owned(), row.text(3).to_owned()));
    let reasons: Vec<&str> = reasons.iter().map(|reason| reason.word()).collect();
    let contact_by = told_contact_by.map_or(String::new(), |day| day.to_string());
    let on = fact.effective.day().to_string();
    let mut row = texts(&[case, &party, organ, &hall, item, level.word(), &reasons.join(",")]);
    row.extend([(*bad).into(), contact_by.into(), on.into(), fact.seq.into()]);
    rows.put("v_review", row)?;
    rows.put("p_review", texts(&[case, &fact.private_field("words")]))
}

/// A review as it was given. Days are ISO texts, empty where there is none; no name is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Given {
    /// Number of the case.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// Its level, a word.
    pub level: String,
    /// What it is about, as words.
    pub reasons: Vec<String>,
    /// In the rater's words, or empty.
    pub words: String,
    /// Is it a bad one?
    pub bad: bool,
    /// The day by which the rater was told she is contacted.
    pub contact_by: String,
    /// The day on which it was given.
    pub reviewed_on: String,
    /// Its place in the list.
    #[serde(skip)]
    pub seq: i64,
}

const GIVEN: &str = "select v.case_no, v.item, v.organ, v.level, v.reasons, p.words, v.bad, v.contact_by, \
                     v.reviewed_on, v.seq from v_review v join p_review p on p.case_no = v.case_no";

fn given(row: &Row) -> Given {
    let text = |i: usize| row.text(i).to_owned();
    Given {
        case_no: text(0),
        item: text(1),
        organ: text(2),
        level: text(3),
        reasons: row.text(4).split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        words: text(5),
        bad: row.truth(6),
        contact_by: text(7),
        reviewed_on: text(8),
        seq: row.int(9),
    }
}

/// The review of one case, whoever may see it.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, case_no: &str) -> Result<Option<Given>, store::Fault> {
    let row = look.one(&format!("{GIVEN} where v.case_no = $1"), &[Value::from(case_no)])?;
    Ok(row.as_ref().map(given))
}

/// Bad reviews within sight, newest first, those given before this place.
///
/// # Errors
/// A store fault.
pub fn bad(look: &mut Look<'_>, sight: &Sight, before: i64, limit: i64) -> Result<Vec<Given>, store::Fault> {
    let clause = sight.clause(2);
    let sql = format!(
        "{GIVEN} where v.seq < $1 and {clause} and v.bad = 1 order by v.seq desc, v.case_no limit {limit}"
    );
    let args = [Value::from(before), Value::from(sight.argument())];
    Ok(look.query(&sql, &args)?.iter().map(given).collect())
}

/// How often each level was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// Code of the item; empty for all of them together.
    pub item: String,
    /// 非常满意.
    pub very_satisfied: i64,
    /// 满意.
    pub satisfied: i64,
    /// 基本满意.
    pub fairly_satisfied: i64,
    /// 不满意.
    pub dissatisfied: i64,
    /// 非常不满意.
    pub very_dissatisfied: i64,
    /// All reviews; every one was given by a person, none by default.
    pub n: i64,
    /// 非常满意, 满意 and 基本满意 in a hundred, two decimals; empty where there is no review.
    pub good_rate: String,
    /// 非常满意 and 满意 in a hundred: 基本满意就是基本不满意; empty where there is no review.
    pub strict_rate: String,
}

impl Tally {
    /// The counts, the best level first.
    pub fn counts(&self) -> [i64; 5] {
        let Tally { very_satisfied, satisfied, fairly_satisfied, dissatisfied, very_dissatisfied, .. } = self;
        [*very_satisfied, *satisfied, *fairly_satisfied, *dissatisfied, *very_dissatisfied]
    }

    /// Reviews that count as good by the usual rate.
    pub fn good(&self) -> i64 {
        self.strictly_good() + self.fairly_satisfied
    }

    /// Reviews that count as good by the strict rate.
    pub fn strictly_good(&self) -> i64 {
        self.very_satisfied + self.satisfied
    }

    fn add(&mut self, level: Level, count: i64) {
        let place = match level {
            Level::VerySatisfied => &mut self.very_satisfied,
            Level::Satisfied => &mut self.satisfied,
            Level::FairlySatisfied => &mut self.fairly_satisfied,
            Level::Dissatisfied => &mut self.dissatisfied,
            Level::VeryDissatisfied => &mut self.very_dissatisfied,
        };
        *place += count;
        self.n += count;
        self.good_rate = percent(self.good(), self.n);
        self.strict_rate = percent(self.strictly_good(), self.n);
    }
}

/// Two decimals, cut off and not rounded, so that 100.00 means every single one.
fn percent(part: i64, whole: i64) -> String {
    if whole == 0 {
        return String::new();
    }
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Counts within sight of items that count: by item, and all together.
///
/// # Errors
/// A store fault.
pub fn tallies(
    look: &mut Look<'_>,
    sight: &Sight,
    counts: impl Fn(&str) -> bool,
) -> Result<(Vec<Tally>, Tally), store::Fault> {
    let clause = sight.clause(1);
    let sql = format!(
        "select item, level, count(*) from v_review where {clause} group by item, level order by item, level"
    );
    let (mut by_item, mut all) = (BTreeMap::<String, Tally>::new(), Tally::default());
    for row in look.query(&sql, &[Value::from(sight.argument())])? {
        let Some(level) = Level::ALL.into_iter().find(|level| level.word() == row.text(1)) else { continue };
        let item = row.text(0).to_owned();
        if !counts(&item) {
            continue;
        }
        let tally = by_item.entry(item.clone()).or_insert_with(|| Tally { item, ..Tally::default() });
        tally.add(level, row.int(2));
        all.add(level, row.int(2));
    }
    Ok((by_item.into_values().collect(), all))
}

/// What a word of a level says, in both languages; the word itself if it is none.
pub fn level_text(word: &str) -> Text {
    let level = Level::ALL.into_iter().find(|level| level.word() == word);
    level.map_or_else(|| Text::new(word, word), Level::text)
}

/// What a word of a reason says, in both languages; the word itself if it is none.
pub fn reason_text(word: &str) -> Text {
    let reason = Reason::ALL.into_iter().find(|reason| reason.word() == word);
    reason.map_or_else(|| Text::new(word, word), Reason::text)
}

/// On a case's page, for the person whose case it is: an invitation while it is open, thanks after. Officers
/// are shown nothing: who reviewed is protected.
///
/// # Errors
/// A store fault.
pub fn panels(
    look: &mut Look<'_>,
    subject: &Subject,
    actor: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Panel>, store::Fault> {
    let Subject::Case(no) = subject else { return Ok(Vec::new()) };
    let Some(row) = look.get("k_review_case", &[Value::from(no.as_str())])? else { return Ok(Vec::new()) };
    if !matches!(kernel::rights::sight(actor), Sight::Own(party) if party == row.text(1)) {
        return Ok(Vec::new());
    }
    let href = format!("/cases/{no}/review");
    let lines = match (one(look, no)?, row.text(5).parse::<Day>()) {
        (Some(given), _) => thanks(&given, href),
        (None, Ok(concluded_on)) => match invitation(concluded_on, ctx, href) {
            Some(line) => vec![line],
            None => return Ok(Vec::new()),
        },
        (None, Err(_)) => return Ok(Vec::new()),
    };
    Ok(vec![Panel { title: Text::new("评价", "Review"), lines }])
}

type Said = (Text, Text, String);

fn thanks(given: &Given, href: String) -> Vec<Said> {
    let mut lines =
        vec![(Text::new("谢谢，您评价了", "Thank you; you said"), level_text(&given.level), href)];
    if let Ok(day) = given.contact_by.parse::<Day>() {
        let label = Text::new("最晚这天联系您", "You are contacted by");
        lines.push((label, Text::new(day.zh_full(), day.en_full()), String::new()));
    }
    lines
}

fn invitation(concluded_on: Day, ctx: &Ctx<'_>, href: String) -> Option<Said> {
    let last = ctx.calendar.workdays_after(concluded_on, REVIEW_WORKING_DAYS).ok()?.day;
    let label = Text::new("评不评由您", "Only if you wish");
    let words = Text::new(
        format!("{}前可以评价这次办理", last.zh_full()),
        format!("Review this service until {}", last.en_full()),
    );
    (ctx.today() <= last).then_some((label, words, href))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_cut_off_and_say_nothing_of_nothing() {
        let mut tally = Tally::default();
        assert_eq!((tally.good_rate.as_str(), tally.strict_rate.as_str()), ("", ""));
        tally.add(Level::VerySatisfied, 99_999);
        assert_eq!((tally.good_rate.as_str(), tally.n), ("100.00", 99_999));
        tally.add(Level::VeryDissatisfied, 1);
        assert_eq!((tally.good_rate.as_str(), tally.n), ("99.99", 100_000));
        let mut tally = Tally::default();
        Level::ALL.into_iter().for_each(|level| tally.add(level, 1));
        assert_eq!((tally.good_rate.as_str(), tally.strict_rate.as_str()), ("60.00", "40.00"));
        assert_eq!(tally.counts(), [1; 5]);
        assert_eq!(percent(2, 3), "66.66");
    }
}
