//! What became of licences afterwards: where each stands, until when, and what is asked and not decided.

use facts::licence::Event;
use facts::{Fact, Recorded};
use kernel::{Day, Instant, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

use super::COLUMNS;

/// Where the last day and the standing are in a row of `v_licence`.
const UNTIL: usize = 8;
const STATE: usize = 9;

/// Something that a holder asked for and nobody has decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pending {
    /// 证照编号.
    pub licence_no: String,
    /// `renewal`, `amendment` or `surrender`.
    pub what: String,
    /// Name of the holder.
    pub holder: String,
    /// The day on which it was asked.
    pub asked_on: String,
    /// The licence's last day, or empty.
    pub until: String,
}

/// Keep the rows level with what became of a licence.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let sql = format!("{COLUMNS} where case_no = $1");
    let Some(row) = rows.one(&sql, &[Value::from(fact.name())])? else { return Ok(()) };
    let organ = row.text(4).to_owned();
    let mut values = row.0;
    let clock = |kind: &str| vec![Value::from(fact.stream.as_str()), Value::from(kind)];
    let asked = |what: &str| vec![Value::from(fact.name()), Value::from(what)];
    match event {
        Event::RenewalAsked {} | Event::AmendmentAsked {} | Event::SurrenderAsked {} => {
            let mut row = asked(what(event));
            row.extend([fact.effective.day().to_string().into(), organ.into()]);
            return rows.put("v_licence_asked", row);
        }
        Event::RenewalDenied { .. } | Event::Amended { .. } | Event::AmendmentDenied { .. } => {
            return rows.del("v_licence_asked", asked(what(event)));
        }
        Event::Renewed { until, .. } => {
            rows.del("v_licence_asked", asked("renewal"))?;
            let mut row = clock("Expired");
            row.push(Instant::end_of(*until).0.into());
            rows.put("k_licence_clock", row)?;
            values[UNTIL] = until.to_string().into();
        }
        Event::Suspended { until, .. } => {
            let mut row = clock("Lifted");
            row.push(Instant::end_of(*until).0.into());
            rows.put("k_licence_clock", row)?;
            values[STATE] = "suspended".into();
        }
        Event::Lifted {} => {
            rows.del("k_licence_clock", clock("Lifted"))?;
            values[STATE] = "in_force".into();
        }
        Event::Cancelled { .. } | Event::Recalled { .. } | Event::Annulled { .. } | Event::Revoked { .. } => {
            nothing_more(rows, fact)?;
            values[STATE] = ended(event).into();
        }
        Event::Issued { .. } | Event::Expired {} => return Ok(()),
    }
    rows.put("v_licence", values)
}

/// It has come to its end: no clock strikes for it any more, and nothing is asked of its organ.
pub(super) fn nothing_more(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    for kind in ["Expired", "Lifted"] {
        rows.del("k_licence_clock", vec![Value::from(fact.stream.as_str()), Value::from(kind)])?;
    }
    for what in ["renewal", "amendment", "surrender"] {
        rows.del("v_licence_asked", vec![Value::from(fact.name()), Value::from(what)])?;
    }
    Ok(())
}

fn what(event: &Event) -> &'static str {
    match event {
        Event::RenewalAsked {} | Event::RenewalDenied { .. } => "renewal",
        Event::SurrenderAsked {} => "surrender",
        _ => "amendment",
    }
}

fn ended(event: &Event) -> &'static str {
    match event {
        Event::Cancelled { .. } => "cancelled",
        Event::Recalled { .. } => "recalled",
        Event::Annulled { .. } => "annulled",
        _ => "revoked",
    }
}

/// What is asked of an organ and not decided, the oldest first.
///
/// # Errors
/// A store fault.
pub fn pending(look: &mut Look<'_>, organ: &str, limit: i64) -> Result<Vec<Pending>, store::Fault> {
    let sql = format!(
        "select v.licence_no, a.what, p.holder, a.asked_on, v.until_day from v_licence_asked a \
         join v_licence v on v.case_no = a.case_no join p_licence p on p.licence_no = v.licence_no \
         where a.organ = $1 and v.state in ('in_force', 'suspended') \
         order by a.asked_on, a.case_no, a.what limit {limit}"
    );
    let rows = look.query(&sql, &[Value::from(organ)])?;
    let text = |row: &store::Row, at: usize| row.text(at).to_owned();
    let read = |row: &store::Row| Pending {
        licence_no: text(row, 0),
        what: text(row, 1),
        holder: text(row, 2),
        asked_on: text(row, 3),
        until: text(row, 4),
    };
    Ok(rows.iter().map(read).collect())
}

/// What a standing is called.
pub fn state_text(state: &str) -> Text {
    let (zh, en) = match state {
        "in_force" => ("有效", "in force"),
        "suspended" => ("暂扣", "suspended"),
        "cancelled" => ("已注销", "cancelled"),
        "recalled" => ("已撤回", "recalled"),
        "annulled" => ("已撤销", "annulled"),
        "revoked" => ("已吊销", "revoked"),
        _ => ("已届满", "expired"),
    };
    Text::new(zh, en)
}

/// A line of what became of a licence.
pub struct Line {
    /// From which day it is true.
    pub on: Day,
    /// Name of the sentence under `[event.licence]`.
    pub sentence: &'static str,
    /// What fills its blanks.
    pub fills: Vec<(&'static str, Text)>,
    /// Words somebody wrote, sealed on the ledger: a reason, a change; may be empty.
    pub words: String,
}

/// What became of a licence, oldest first.
pub fn told(facts: &[Recorded]) -> Vec<Line> {
    let line = |fact: &Recorded| {
        let Fact::Licence(event) = &fact.fact else { return None };
        let (sentence, fills) = said(event);
        let words = ["reason", "change"].iter().map(|name| fact.private_field(name));
        let words = words.filter(|_| fact.sealed).find(|text| !text.is_empty()).unwrap_or_default();
        Some(Line { on: fact.effective.day(), sentence, fills, words })
    };
    facts.iter().filter_map(line).collect()
}

/// The sentence of an event, and what fills its blanks.
fn said(event: &Event) -> (&'static str, Vec<(&'static str, Text)>) {
    let day = |day: &Day| Text::new(day.zh_full(), day.en_full());
    let plain = |text: &str| Text::new(text, text);
    let remedies = |all: &[Text]| {
        let (zh, en): (Vec<&str>, Vec<&str>) = all.iter().map(|t| (t.zh.as_str(), t.en.as_str())).unzip();
        ("remedies", Text::new(zh.join(""), en.join(" ")))
    };
    let no = |basis: &Text, all: &[Text]| vec![("basis", basis.clone()), remedies(all)];
    match event {
        Event::Issued { licence_no, .. } => ("Issued", vec![("licence_no", plain(licence_no))]),
        Event::Expired {} => ("Expired", vec![]),
        Event::RenewalAsked {} => ("RenewalAsked", vec![]),
        Event::Renewed { until, by_silence: true, .. } => ("RenewedBySilence", vec![("until", day(until))]),
        Event::Renewed { until, .. } => ("Renewed", vec![("until", day(until))]),
        Event::RenewalDenied { basis, remedies } => ("RenewalDenied", no(basis, remedies)),
        Event::AmendmentAsked {} => ("AmendmentAsked", vec![]),
        Event::Amended { basis } => ("Amended", vec![("basis", basis.clone())]),
        Event::AmendmentDenied { basis, remedies } => ("AmendmentDenied", no(basis, remedies)),
        Event::Suspended { order, basis, until, remedies } => {
            let mut fills = no(basis, remedies);
            fills.extend([("order", plain(order)), ("until", day(until))]);
            ("Suspended", fills)
        }
        Event::Lifted {} => ("Lifted", vec![]),
        Event::SurrenderAsked {} => ("SurrenderAsked", vec![]),
        Event::Cancelled { basis, remedies, .. } => ("Cancelled", no(basis, remedies)),
        Event::Recalled { basis, remedies } => ("Recalled", no(basis, remedies)),
        Event::Annulled { basis, remedies, .. } => ("Annulled", no(basis, remedies)),
        Event::Revoked { order, basis, remedies } => {
            let mut fills = no(basis, remedies);
            fills.push(("order", plain(order)));
            ("Revoked", fills)
        }
    }
}
