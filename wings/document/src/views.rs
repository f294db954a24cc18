//! What people see of documents: those of a case, those that could not be printed; and what is known of a
//! case so that its documents can be worded.

use std::collections::BTreeMap;

use facts::document::{Event, Kind};
use facts::{Fact, Recorded, case, licence};
use house::{Panel, Subject, links};
use kernel::{Actor, Ctx, Day, Role, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Case(event) => filed(rows, fact, event),
        Fact::Document(event) => kept(rows, fact, event),
        Fact::Licence(event) => licensed(rows, fact, event),
        _ => Ok(()),
    }
}

fn texts(values: &[&str]) -> Vec<Value> {
    values.iter().map(|v| Value::from(*v)).collect()
}

/// What was filed, and the answers of the form as they stand after corrections.
fn filed(rows: &mut Rows<'_>, fact: &Recorded, event: &case::Event) -> Result<(), store::Fault> {
    let no = fact.name();
    if let case::Event::Applied { item, edition, organ, hall, party, .. } = event {
        let day = fact.effective.day().to_string();
        rows.put("k_document_case", texts(&[no, item, edition, organ, hall, party, &day]))?;
        rows.put("p_document_case", texts(&[no, &fact.private_field("applicant"), "{}"]))?;
    }
    if let case::Event::Forwarded { organ, .. } = event
        && !organ.is_empty()
        && let Some(mut row) = rows.get("k_document_case", &[Value::from(no)])?
    {
        // from now on the higher body's papers bear its name
        row.0[3] = organ.as_str().into();
        rows.put("k_document_case", row.0)?;
    }
    let said = fact.private.iter().flat_map(|private| &private.fields);
    let said: Vec<(String, String)> =
        said.filter_map(|(k, v)| Some((k.strip_prefix("answer.")?.to_owned(), v.clone()))).collect();
    let examined = matches!(event, case::Event::Examined { .. });
    if said.is_empty() && !examined {
        return Ok(());
    }
    let Some(row) = rows.get("p_document_case", &[Value::from(no)])? else { return Ok(()) };
    let mut answers: BTreeMap<String, String> = serde_json::from_str(row.text(2)).unwrap_or_default();
    answers.extend(said);
    if examined {
        // what a denial is written on: why each point was not met, as last examined
        answers.retain(|name, _| !name.starts_with(case::FINDING));
        let found = fact.private.iter().flat_map(|private| &private.fields);
        let found = found.filter(|(name, _)| name.starts_with(case::FINDING));
        answers.extend(found.map(|(name, words)| (name.clone(), words.clone())));
    }
    let answers = serde_json::to_string(&answers).expect("a map of strings is JSON");
    rows.put("p_document_case", texts(&[no, row.text(1), &answers]))
}

/// What a licence's sheet says: as it was issued, with its present term and every amendment.
fn licensed(rows: &mut Rows<'_>, fact: &Recorded, event: &licence::Event) -> Result<(), store::Fault> {
    use licence::Event as E;
    if let E::Issued { case, licence_no, licence_id, from, until, .. } = event {
        let code = fact.private_field("code");
        // a licence from before there were codes is found by its number
        let code = if code.is_empty() { licence_no.clone() } else { code };
        let until = until.map_or(String::new(), |day| day.to_string());
        let holder = fact.private_field("holder");
        let row = [case, &holder, licence_no, licence_id, &code, &from.to_string(), &until, ""];
        return rows.put("p_document_licence", texts(&row));
    }
    let Some(row) = rows.get("p_document_licence", &[Value::from(fact.name())])? else { return Ok(()) };
    let mut row = row.0;
    match event {
        E::Renewed { until, .. } => row[6] = until.to_string().into(),
        E::Amended { .. } => {
            let change = fact.private_field("change").split_whitespace().collect::<Vec<_>>().join(" ");
            let told = format!("{}，{change}", fact.effective.day().zh_full());
            let before = row[7].as_text().unwrap_or_default().to_owned();
            row[7] = if before.is_empty() { told.into() } else { format!("{before}；{told}").into() };
        }
        _ => return Ok(()),
    }
    rows.put("p_document_licence", row)
}

fn kept(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    if let Event::Composed { kind, number, serial, case, item, organ, hall, party, dated, .. } = event {
        if *serial > 0 {
            let mut key = texts(&[organ, kind.word()]);
            key.push(i64::from(dated.year()).into());
            rows.add("k_document_serial", key, &[("given", 1)])?;
        }
        let dated = dated.to_string();
        let mut row = texts(&[
            fact.name(),
            kind.word(),
            number,
            case,
            item,
            organ,
            hall,
            party,
            &dated,
            "composed",
            "",
        ]);
        row.extend([0.into(), "".into(), "".into(), fact.seq.into(), fact.version.into()]);
        return rows.put("v_document", row);
    }
    let Some(row) = rows.get("v_document", &[Value::from(fact.name())])? else { return Ok(()) };
    let mut row = row.0;
    row[15] = fact.version.into();
    match event {
        Event::Drawn { hash, bytes } => {
            row[9] = "drawn".into();
            row[10] = hash.as_str().into();
            row[11] = (*bytes).into();
            (row[12], row[13]) = ("".into(), "".into());
        }
        Event::NotDrawn { glyphs, why } => {
            row[9] = "not_drawn".into();
            row[12] = glyphs.join("").into();
            row[13] = why.as_str().into();
        }
        Event::DrawAsked {} => row[9] = "composed".into(),
        Event::Composed { .. } => {}
    }
    rows.put("v_document", row)
}

/// A document as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// In addresses.
    pub document_no: String,
    /// Which document, by its word.
    pub kind: String,
    /// 文号, as printed.
    pub number: String,
    /// The case.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// Code of the hall, or empty.
    #[serde(skip)]
    pub hall: String,
    /// Opaque id of whose it is.
    #[serde(skip)]
    pub party: String,
    /// The day it bears.
    pub dated: String,
    /// `composed`, `drawn` or `not_drawn`.
    pub state: String,
    /// SM3 of its sealed bytes.
    #[serde(skip)]
    pub hash: String,
    /// Its bytes.
    pub bytes: i64,
    /// Characters that no font has.
    pub glyphs: String,
    /// Why it was not drawn.
    #[serde(skip)]
    pub why: String,
    /// Send it back as `seen` with an act.
    pub version: i64,
}

fn line(row: &Row) -> Line {
    let text = |i: usize| row.text(i).to_owned();
    Line {
        document_no: text(0),
        kind: text(1),
        number: text(2),
        case_no: text(3),
        item: text(4),
        organ: text(5),
        hall: text(6),
        party: text(7),
        dated: text(8),
        state: text(9),
        hash: text(10),
        bytes: row.int(11),
        glyphs: text(12),
        why: text(13),
        version: row.int(14),
    }
}

const LINE: &str = "select document_no, kind, number, case_no, item, organ, hall, party, dated, state, hash, \
                    bytes, glyphs, why, version from v_document";

/// One document by its number in addresses.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, no: &str) -> Result<Option<Line>, store::Fault> {
    Ok(look.one(&format!("{LINE} where document_no = $1"), &[Value::from(no)])?.as_ref().map(line))
}

/// The documents of a case, in their order.
///
/// # Errors
/// A store fault.
pub fn of_case(look: &mut Look<'_>, case: &str) -> Result<Vec<Line>, store::Fault> {
    let sql = format!("{LINE} where case_no = $1 order by seq, document_no");
    Ok(look.query(&sql, &[Value::from(case)])?.iter().map(line).collect())
}

/// Documents that could not be printed, the oldest first.
///
/// # Errors
/// A store fault.
pub fn stuck(look: &mut Look<'_>, most: i64) -> Result<Vec<Line>, store::Fault> {
    let sql = format!("{LINE} where state = 'not_drawn' order by seq, document_no limit $1");
    Ok(look.query(&sql, &[most.into()])?.iter().map(line).collect())
}

/// What a kind of document is called on pages, whatever the county writes at its head.
pub fn called(kind: &str) -> Text {
    let (zh, en) = match Kind::of(kind) {
        Some(Kind::Receipt) => ("收件凭证", "Receipt"),
        Some(Kind::Accepted) => ("受理通知书", "Notice of acceptance"),
        Some(Kind::Correction) => ("补正通知书", "Notice of corrections"),
        Some(Kind::Declined) => ("不予受理通知书", "Notice of non-acceptance"),
        Some(Kind::Referred) => ("转告书", "Referral"),
        Some(Kind::Special) => ("特别程序告知书", "Notice of a special procedure"),
        Some(Kind::Extended) => ("延期告知书", "Notice of extension"),
        Some(Kind::HearingRight) => ("听证权利告知书", "Notice of the right to a hearing"),
        Some(Kind::Hearing) => ("听证通知书", "Notice of a hearing"),
        Some(Kind::Visit) => ("现场核查告知书", "Notice of a visit on the spot"),
        Some(Kind::Forwarding) => ("转报函", "Letter to the higher body"),
        Some(Kind::Forwarded) => ("转报告知书", "Notice that it was sent up"),
        Some(Kind::Granted) => ("准予决定书、办理结果", "Decision to grant"),
        Some(Kind::Renewed) => ("准予延续决定书", "Decision to renew"),
        Some(Kind::RenewalDenied) => ("不予延续决定书", "Decision to deny renewal"),
        Some(Kind::Amended) => ("准予变更决定书", "Decision to amend"),
        Some(Kind::AmendmentDenied) => ("不予变更决定书", "Decision to deny an amendment"),
        Some(Kind::Suspended) => ("暂扣证照告知书", "Notice of suspension"),
        Some(Kind::Lifted) => ("解除暂扣告知书", "Notice that a suspension is lifted"),
        Some(Kind::Cancelled) => ("注销决定书", "Decision to cancel"),
        Some(Kind::Recalled) => ("撤回决定书", "Decision to recall"),
        Some(Kind::Annulled) => ("撤销决定书", "Decision to annul"),
        Some(Kind::Revoked) => ("吊销证照告知书", "Notice of revocation"),
        Some(Kind::Terminated) => ("终止办理通知书", "Notice of termination"),
        Some(Kind::Denied) => ("不予批准决定书", "Decision to deny"),
        Some(Kind::Tolerance) => ("容缺受理告知承诺书", "Promise that papers follow"),
        Some(Kind::Unsupplied) => ("终止办理通知书", "Notice that the file is closed"),
        Some(Kind::Voided) => ("作废通知书", "Notice that the case is struck out"),
        Some(Kind::Pledge) => ("告知承诺书", "Written commitment"),
        Some(Kind::PledgeOrder) => ("责令限期整改通知书", "Order to mend what was promised"),
        Some(Kind::PledgeForfeited) => ("承诺未履行告知书", "Notice that a promise was broken"),
        Some(Kind::ToleranceBroken) => ("容缺承诺未兑现告知书", "Notice that a promised paper never came"),
        Some(Kind::Licence) => ("证照便民打印件", "Sheet of the licence, to print"),
        None => (kind, kind),
    };
    Text::new(zh, en)
}

/// May this actor have the document? The same as the rights of [`crate::rules::SEE`], for panels.
fn sees(line: &Line, actor: &Actor) -> bool {
    let within = kernel::rights::sight(actor).covers(&line.party, &line.organ, &line.hall);
    within && !matches!(actor.role, Role::Supervisor | Role::House | Role::Administrator)
}

/// On a case's page its documents; on a licence's page its sheet; for administrators those that are stuck.
///
/// # Errors
/// A store fault.
pub fn panels(
    look: &mut Look<'_>,
    subject: &Subject,
    actor: &Actor,
    _: &Ctx<'_>,
) -> Result<Vec<Panel>, store::Fault> {
    let (title, lines) = match subject {
        Subject::Case(no) => (Text::new("文书", "Documents"), of_case(look, no)?),
        Subject::Licence(no) => {
            let mut lines = of_case(look, no)?;
            lines.retain(|line| line.kind == Kind::Licence.word());
            (Text::new("打印", "To print"), lines)
        }
        Subject::House if actor.role == Role::Administrator => return waiting(look),
        _ => return Ok(Vec::new()),
    };
    let lines: Vec<_> = lines.iter().filter(|line| sees(line, actor)).map(said).collect();
    Ok(if lines.is_empty() { Vec::new() } else { vec![Panel { title, lines }] })
}

fn said(line: &Line) -> (Text, Text, String) {
    let (number, kb) = (&line.number, (line.bytes + 1023) / 1024);
    let (words, href) = match line.state.as_str() {
        "drawn" => {
            let zh = format!("{number}（下载 PDF，{kb} KB）");
            (Text::new(zh, format!("{number} (download PDF, {kb} KB)")), links::document(&line.document_no))
        }
        "not_drawn" => {
            let why = if line.glyphs.is_empty() {
                ("暂时打印不出来", "it cannot be printed yet".to_owned())
            } else {
                ("有生僻字，字库里没有", format!("the fonts lack {}", line.glyphs))
            };
            let zh = format!("{number}：{}，管理员正在处理", why.0);
            (Text::new(zh, format!("{number}: {}; an administrator is seeing to it", why.1)), String::new())
        }
        _ => {
            let zh = format!("{number}：正在打印，稍等再看");
            (Text::new(zh, format!("{number}: being printed, look again in a moment")), String::new())
        }
    };
    let day = line.dated.parse::<Day>().ok();
    let label = called(&line.kind);
    let label = day.map_or_else(
        || label.clone(),
        |day| {
            Text::new(format!("{} {}", label.zh, day.zh_full()), format!("{}, {}", label.en, day.en_full()))
        },
    );
    (label, words, href)
}

/// For the page of the house: how many documents wait for an administrator.
fn waiting(look: &mut Look<'_>) -> Result<Vec<Panel>, store::Fault> {
    let row = look.one("select count(*) from v_document where state = 'not_drawn'", &[])?;
    let n = row.map_or(0, |row| row.int(0));
    let said = match n {
        0 => Text::new("没有", "none"),
        n => Text::new(format!("{n} 份，去处理"), format!("{n}, see to them")),
    };
    let label = Text::new("打印不出来的文书", "Documents that cannot be printed");
    let lines = vec![(label, said, links::stuck_documents().to_owned())];
    Ok(vec![Panel { title: Text::new("文书", "Documents"), lines }])
}
