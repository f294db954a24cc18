//! Decisions that granted a licence, for the public (Licensing Law Art. 40: what was granted is public, and
//! anyone may look it up).

use facts::case::{Ending, Event};
use facts::{Fact, Recorded};
use store::{Look, Row, Rows, Value};

/// A decision of the public list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// Code of the item.
    pub item: String,
    /// The edition it was decided by.
    pub edition: String,
    /// Code of the organ that decided.
    pub organ: String,
    /// Name of who applied, whole.
    pub applicant: String,
    /// Is that an organisation?
    pub organisation: bool,
    /// The day of the decision, ISO.
    pub on: String,
    /// Number of the licence that came of it, or empty.
    pub licence_no: String,
    /// Last day of that licence, ISO, or empty.
    pub until: String,
    /// Where that licence stands, a word of `v_licence.state`, or empty.
    pub state: String,
    /// Its place in the list.
    pub seq: i64,
}

/// Keep the table level with a fact of a case; a decision stands, and what became of it is told by the
/// state of its licence.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Case(Event::Concluded { ending: Ending::Granted }) => {
            let key = [Value::from(fact.name())];
            let Some(filed) = rows.get("k_filed", &key)? else { return Ok(()) };
            let on = fact.effective.day().to_string();
            let mut row = vec![Value::from(fact.name())];
            row.extend(filed.0.into_iter().skip(1).take(3));
            row.extend([on.into(), fact.seq.into()]);
            rows.put("v_granted", row)
        }
        _ => Ok(()),
    }
}

/// Decisions before this place, newest first; of one item, where `item` is not empty.
///
/// # Errors
/// A store fault.
pub fn granted(
    look: &mut Look<'_>,
    item: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<Granted>, store::Fault> {
    let of_item = if item.is_empty() { "" } else { "and g.item = $2 " };
    let sql = format!(
        "select g.item, g.edition, g.organ, p.applicant, case when o.party is null then 0 else 1 end, \
         g.granted_on, coalesce(l.licence_no, ''), coalesce(l.until_day, ''), coalesce(l.state, ''), g.seq \
         from v_granted g join k_filed f on f.case_no = g.case_no join p_filed p on p.case_no = g.case_no \
         left join k_organisation o on o.party = f.party left join v_licence l on l.case_no = g.case_no \
         where g.seq < $1 {of_item}order by g.seq desc limit {limit}"
    );
    let args = [Value::from(before), Value::from(item)];
    let args = if item.is_empty() { &args[..1] } else { &args[..] };
    Ok(look.query(&sql, args)?.iter().map(line).collect())
}

fn line(row: &Row) -> Granted {
    let text = |i: usize| row.text(i).to_owned();
    Granted {
        item: text(0),
        edition: text(1),
        organ: text(2),
        applicant: text(3),
        organisation: row.int(4) != 0,
        on: text(5),
        licence_no: text(6),
        until: text(7),
        state: text(8),
        seq: row.int(9),
    }
}
