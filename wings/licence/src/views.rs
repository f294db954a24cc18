//! The library: what stands in it, for whom, until when.

mod after;
mod blocks;
mod granted;
mod held;

use facts::{Fact, Recorded, account, case, licence};
use house::{Panel, Subject, links};
use kernel::id::LicenceCode;
use kernel::{Actor, Ctx, Instant, Sight, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

pub use blocks::{Blocked, blocks};
pub use granted::{Granted, granted};
pub use held::standing;

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    blocks::keep(rows, fact)?;
    granted::keep(rows, fact)?;
    match &fact.fact {
        Fact::Case(case::Event::Applied { item, edition, organ, hall, party, situation, .. }) => {
            let no = fact.name();
            let situation = serde_json::to_string(situation).expect("a map of strings is JSON");
            rows.put("k_filed", texts(&[no, item, edition, organ, party, hall, &situation]))?;
            rows.put("p_filed", texts(&[no, &fact.private_field("applicant")]))
        }
        Fact::Case(case::Event::Forwarded { organ, .. }) if !organ.is_empty() => {
            // the licence is the higher body's, which decides
            let Some(mut row) = rows.get("k_filed", &texts(&[fact.name()]))? else { return Ok(()) };
            row.0[3] = organ.as_str().into();
            rows.put("k_filed", row.0)
        }
        Fact::Account(account::Event::OrganisationOpened { party }) => {
            rows.put("k_organisation", texts(&[party]))
        }
        Fact::Licence(licence::Event::Issued { .. }) => issued(rows, fact),
        Fact::Licence(licence::Event::Expired {}) => {
            after::nothing_more(rows, fact)?;
            let sql = format!("{COLUMNS} where case_no = $1");
            let Some(row) = rows.one(&sql, &[Value::from(fact.name())])? else { return Ok(()) };
            let mut values = row.0;
            values[9] = "expired".into();
            rows.put("v_licence", values)
        }
        Fact::Licence(event) => after::keep(rows, fact, event),
        _ => Ok(()),
    }
}

const COLUMNS: &str = "select licence_no, case_no, item, edition, organ, party, licence_id, from_day, \
                       until_day, state, seq, hall from v_licence";

fn texts(values: &[&str]) -> Vec<Value> {
    values.iter().map(|v| Value::from(*v)).collect()
}

fn issued(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Licence(licence::Event::Issued {
        case,
        item,
        edition,
        organ,
        party,
        licence_no,
        licence_id,
        from,
        until,
        ..
    }) = &fact.fact
    else {
        return Ok(());
    };
    let prefix: String = licence_no.chars().take_while(char::is_ascii_alphabetic).collect();
    rows.add("k_serial", texts(&[&prefix]), &[("given", 1)])?;
    if let Some(until) = until {
        let at = Instant::end_of(*until).0;
        rows.put("k_licence_clock", vec![fact.stream.as_str().into(), "Expired".into(), at.into()])?;
    }
    let until = until.map_or(String::new(), |day| day.to_string());
    let mut row = texts(&[licence_no, case, item, edition, organ, party, licence_id]);
    let filed = rows.get("k_filed", &texts(&[case]))?;
    let hall = filed.map_or(String::new(), |row| row.text(5).to_owned());
    row.extend([from.to_string().into(), until.into(), "in_force".into(), fact.seq.into(), hall.into()]);
    rows.put("v_licence", row)?;
    rows.put("p_licence", texts(&[licence_no, &fact.private_field("holder")]))?;
    match LicenceCode::read(&fact.private_field("code")) {
        Some(code) => rows.put("p_code", texts(&[code.as_str(), licence_no])),
        None => Ok(()),
    }
}

/// A licence as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Record {
    /// 证照编号.
    pub licence_no: String,
    /// Number of the case it came from.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// The edition.
    pub edition: String,
    /// Code of the issuing organ.
    pub organ: String,
    /// Opaque id of the holder.
    #[serde(skip)]
    pub party: String,
    /// 电子证照标识.
    pub licence_id: String,
    /// First day.
    pub from: String,
    /// Last day, or empty.
    pub until: String,
    /// `in_force`, `suspended`, `expired`, `cancelled`, `recalled`, `annulled` or `revoked`.
    pub state: String,
    /// Name of the holder.
    pub holder: String,
    /// Code of the hall that took the case in, or empty.
    #[serde(skip)]
    pub hall: String,
    /// Its place in the list.
    #[serde(skip)]
    pub seq: i64,
}

fn record(row: &Row) -> Record {
    let text = |i: usize| row.text(i).to_owned();
    Record {
        licence_no: text(0),
        case_no: text(1),
        item: text(2),
        edition: text(3),
        organ: text(4),
        party: text(5),
        licence_id: text(6),
        from: text(7),
        until: text(8),
        state: text(9),
        holder: text(11),
        hall: text(12),
        seq: row.int(10),
    }
}

const RECORD: &str = "select v.licence_no, v.case_no, v.item, v.edition, v.organ, v.party, v.licence_id, \
                      v.from_day, v.until_day, v.state, v.seq, p.holder, v.hall from v_licence v \
                      join p_licence p on p.licence_no = v.licence_no";

pub use after::{Line, Pending, pending, state_text, told};

/// One licence by its number.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, licence_no: &str) -> Result<Option<Record>, store::Fault> {
    let row = look.one(&format!("{RECORD} where v.licence_no = $1"), &[Value::from(licence_no)])?;
    Ok(row.as_ref().map(record))
}

/// The licence that a verification code opens, and whether its holder is an organisation.
///
/// # Errors
/// A store fault.
pub fn by_code(look: &mut Look<'_>, code: &LicenceCode) -> Result<Option<(Record, bool)>, store::Fault> {
    let sql = "select licence_no from p_code where code = $1";
    let Some(row) = look.one(sql, &[Value::from(code.as_str())])? else { return Ok(None) };
    let Some(found) = one(look, row.text(0))? else { return Ok(None) };
    let sql = "select party from k_organisation where party = $1";
    let organisation = look.one(sql, &[Value::from(found.party.as_str())])?.is_some();
    Ok(Some((found, organisation)))
}

/// The verification code of a licence; those issued before there were codes have none.
///
/// # Errors
/// A store fault.
pub fn code_of(look: &mut Look<'_>, licence_no: &str) -> Result<Option<LicenceCode>, store::Fault> {
    let sql = "select code from p_code where licence_no = $1";
    let row = look.one(sql, &[Value::from(licence_no)])?;
    Ok(row.and_then(|row| LicenceCode::read(row.text(0))))
}

/// Licences within sight, newest first, those issued before this place.
///
/// # Errors
/// A store fault.
pub fn list(
    look: &mut Look<'_>,
    sight: &Sight,
    before: i64,
    limit: i64,
) -> Result<Vec<Record>, store::Fault> {
    let clause = sight.clause(2);
    let sql = format!("{RECORD} where v.seq < $1 and {clause} order by v.seq desc limit {limit}");
    let args = [Value::from(before), Value::from(sight.argument())];
    Ok(look.query(&sql, &args)?.iter().map(record).collect())
}

/// On a case's page: the licence that came of it, and what the library holds of its materials.
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
    let mut all = given(look, no, actor)?;
    all.extend(held::panel(look, no, actor, ctx)?);
    Ok(all)
}

/// The licence that came of a case.
fn given(look: &mut Look<'_>, no: &str, actor: &Actor) -> Result<Vec<Panel>, store::Fault> {
    let row = look.one(&format!("{RECORD} where v.case_no = $1"), &[Value::from(no)])?;
    let Some(found) = row.as_ref().map(record) else { return Ok(Vec::new()) };
    if !kernel::rights::sight(actor).covers(&found.party, &found.organ, &found.hall) {
        return Ok(Vec::new());
    }
    let state = after::state_text(&found.state);
    let mut lines = vec![
        (
            Text::new("证照编号", "Licence number"),
            Text::new(&found.licence_no, &found.licence_no),
            links::licence(&found.licence_no),
        ),
        (Text::new("状态", "Standing"), state, String::new()),
    ];
    if !found.until.is_empty() {
        let until = Text::new(&found.until, &found.until);
        lines.push((Text::new("有效期至", "Valid until"), until, String::new()));
    }
    Ok(vec![Panel { title: Text::new("证照", "Licence"), lines }])
}
