//! Cases by their number, by whose they are, or by their project: whole texts, the pairs of characters in
//! each distinct text, and which cases bear a text. Names stand here as they stand in the other personal
//! tables (docs/decisions/0008-finding-a-case.md says why in the clear); what is read for a question is
//! bounded.

use std::collections::BTreeSet;

use facts::case::Event;
use facts::{ERASED, Recorded};
use kernel::Sight;
use kernel::limits::{FIND_BEARERS, FIND_CHARS, FIND_TEXTS};
use store::{Look, Row, Rows, Value};

use super::list::{self, Line};

/// Fields of forms that name a project, and the field that has its code.
const PROJECT: [&str; 2] = ["answer.project", "answer.project_name"];
const CODE: &str = "answer.project_code";

/// As it is compared: no blanks, small letters, no more than is searched.
pub fn plain(text: &str) -> String {
    let chars = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase);
    chars.take(FIND_CHARS).collect()
}

/// The pairs of neighbouring characters.
fn pairs(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// Keep what can be found level with an event.
pub(super) fn keep(
    rows: &mut Rows<'_>,
    fact: &Recorded,
    event: &Event,
    line: &Line,
) -> Result<(), store::Fault> {
    if !matches!(event, Event::Applied { .. } | Event::Corrected { .. }) {
        return Ok(());
    }
    let mut texts = vec![("applicant", fact.private_field("applicant"))];
    texts.extend(PROJECT.map(|field| ("project", fact.private_field(field))));
    texts.push(("code", fact.private_field(CODE)));
    for (kind, text) in texts {
        let text = plain(&text);
        if text.is_empty() || text == ERASED {
            continue;
        }
        if rows.get("p_find_text", &[Value::from(&text)])?.is_none() {
            rows.put("p_find_text", vec![Value::from(&text)])?;
            for pair in pairs(&text) {
                rows.put("p_find_pair", vec![pair.into(), Value::from(&text)])?;
            }
        }
        let row = [Value::from(&text), line.seq.into(), kind.into(), Value::from(&line.case_no)];
        rows.put("p_find", row.into_iter().collect())?;
    }
    Ok(())
}

/// A case that was found, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The case.
    pub line: Line,
    /// `number`, `applicant`, `project` or `code`.
    pub by: String,
    /// The text that was found.
    pub text: String,
}

/// What a question came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The cases, those whose text is what was asked first, then shorter texts first, then the newest.
    pub cases: Vec<Found>,
    /// There are more, or may be: more should be asked.
    pub more: bool,
}

/// Cases within sight that a question finds.
///
/// # Errors
/// A store fault.
pub fn find(look: &mut Look<'_>, sight: &Sight, asked: &str, limit: i64) -> Result<Finding, store::Fault> {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let plain = plain(asked);
    if plain.is_empty() {
        return Ok(Finding::default());
    }
    let mut hits: Vec<(String, String, String)> = Vec::new();
    let mut more = false;
    if let Some(number) = number(look.division(), &plain) {
        for row in by_number(look, sight, &number, limit + 1)? {
            hits.push((row.text(0).to_owned(), "number".to_owned(), row.text(0).to_owned()));
        }
    }
    if hits.is_empty() {
        let (texts, cut) = texts(look, &plain)?;
        more = cut;
        for text in texts {
            if hits.len() > most {
                break;
            }
            for row in bearers(look, sight, &text, limit + 1)? {
                // a case whose applicant and project are found alike is one case
                if hits.iter().any(|(no, ..)| no == row.text(0)) {
                    continue;
                }
                hits.push((row.text(0).to_owned(), row.text(1).to_owned(), text.clone()));
            }
        }
    }
    more |= hits.len() > most;
    hits.truncate(most);
    let numbers: Vec<&str> = hits.iter().map(|(no, _, _)| no.as_str()).collect();
    let lines = list::these(look, &numbers)?;
    let found =
        |(no, by, text): (String, String, String)| Some(Found { line: lines.get(&no)?.clone(), by, text });
    Ok(Finding { cases: hits.into_iter().filter_map(found).collect(), more })
}

/// The beginning of a case's number, if it may be one: whole, or from the day on.
fn number(division: &str, plain: &str) -> Option<String> {
    let digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let whole = plain.strip_prefix(division).and_then(|rest| rest.strip_prefix('-'));
    match (digits, whole) {
        (false, _) => None,
        (true, Some(day)) => (day.len() >= 8).then(|| plain.to_owned()),
        (true, None) => (plain.len() >= 8).then(|| format!("{division}-{plain}")),
    }
}

/// Whose rows of `v_case v` may be seen, with `$n` for the one argument; written so that no engine begins
/// there.
fn seen(sight: &Sight, n: usize) -> String {
    match sight {
        Sight::Nothing | Sight::Own(_) => format!("(${n} = 'x' and 1 = 0)"),
        Sight::Organ(_) => format!("(coalesce(v.organ, '') = ${n} or coalesce(v.also, '') = ${n})"),
        Sight::Hall(_) => format!("(coalesce(v.organ, '') = ${n} or coalesce(v.hall, '') = ${n})"),
        Sight::Division => format!("${n} = ''"),
    }
}

fn by_number(look: &mut Look<'_>, sight: &Sight, number: &str, limit: i64) -> Result<Vec<Row>, store::Fault> {
    let sql = format!(
        "select v.case_no from v_case v where v.case_no >= $1 and v.case_no < $2 and {} \
         order by v.case_no limit {limit}",
        seen(sight, 3)
    );
    let end = format!("{number}~");
    look.query(&sql, &[Value::from(number), end.into(), Value::from(sight.argument())])
}

/// The distinct texts that contain what was asked: itself first, then the shorter first; and whether there
/// were too many to read them all.
fn texts(look: &mut Look<'_>, asked: &str) -> Result<(Vec<String>, bool), store::Fault> {
    let read = |rows: Vec<Row>| rows.iter().map(|row| row.text(0).to_owned()).collect::<Vec<String>>();
    let pairs = pairs(asked);
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut cut = true;
    if pairs.is_empty() {
        let sql = format!(
            "select text from p_find_text where text >= $1 and text < $2 order by text limit {FIND_TEXTS}"
        );
        let end = format!("{asked}\u{10FFFF}");
        found.extend(read(look.query(&sql, &[Value::from(asked), end.into()])?));
        cut = found.len() >= FIND_TEXTS;
    }
    if look.one("select text from p_find_text where text = $1", &[Value::from(asked)])?.is_some() {
        found.insert(asked.to_owned());
    }
    let sql = format!("select text from p_find_pair where pair = $1 order by pair, text limit {FIND_TEXTS}");
    for pair in pairs {
        let some = read(look.query(&sql, &[pair.into()])?);
        let all = some.len() < FIND_TEXTS;
        found.extend(some.into_iter().filter(|text| text.contains(asked)));
        if all {
            // every text with this pair was read: no other can contain what was asked
            cut = false;
            break;
        }
    }
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort_by_key(|text| (text != asked, text.chars().count(), text.clone()));
    Ok((found, cut))
}

/// The cases that bear a text, the newest first: of those that bear it, the last [`FIND_BEARERS`] are
/// looked at.
fn bearers(look: &mut Look<'_>, sight: &Sight, text: &str, limit: i64) -> Result<Vec<Row>, store::Fault> {
    let sql = format!(
        "select borne.case_no, borne.kind from \
         (select case_no, kind, seq from p_find where text = $1 \
         order by text desc, seq desc, kind desc limit {FIND_BEARERS}) as borne \
         join v_case v on v.case_no = borne.case_no where {} \
         order by borne.seq desc, borne.kind desc, borne.case_no limit {limit}",
        seen(sight, 2)
    );
    look.query(&sql, &[Value::from(text), Value::from(sight.argument())])
}

#[cfg(test)]
mod tests {
    use super::{number, pairs, plain};

    #[test]
    fn what_is_asked_is_compared_without_blanks_and_case() {
        assert_eq!(plain(" 王 小明\u{3000}"), "王小明");
        assert_eq!(plain("Qingling TEA"), "qinglingtea");
        assert_eq!(pairs("王小明小明").into_iter().collect::<Vec<_>>(), ["小明", "明小", "王小"]);
        assert!(pairs("王").is_empty());
    }

    #[test]
    fn a_number_may_be_given_from_its_day_on() {
        let asked = |text: &str| number("449921", text);
        assert_eq!(asked("449921-20261123-0042").as_deref(), Some("449921-20261123-0042"));
        assert_eq!(asked("20261123-00").as_deref(), Some("449921-20261123-00"));
        assert_eq!(asked("449921-2026"), None, "a year is too much to read");
        assert_eq!(asked("0042"), None);
        assert_eq!(asked("王小明"), None);
    }
}
