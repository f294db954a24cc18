//! What decisions about cases rely on besides the case itself: who the officers of an organ are, and whether
//! the outcome's documents are printed.

mod past;

use facts::case::Event;
use facts::document::Kind;
use house::Knows;
use kernel::{Ctx, Role};
use serde_json::{Value as Json, from_value};
use store::{Look, Row, Value};

use crate::rules::{Case, Command, Known, Officer, Rules, Wanting};

pub use past::as_of;

impl Knows for Rules {
    fn know(look: &mut Look<'_>, _: &Case, command: &Command, _: &Ctx<'_>) -> Result<Known, store::Fault> {
        let asked = match command {
            Command::AskOpinion { of: party, .. }
            | Command::SetVisit { with: party, .. }
            | Command::SetHearing { presider: party, .. } => {
                let row = look.get("k_case_officer", &[Value::from(party.as_str())])?;
                row.and_then(|row| officer(&row))
            }
            // an organ where nobody works answers nobody
            Command::Consult { organ, .. } => officers(look, organ)?.into_iter().map(|(one, _)| one).next(),
            _ => None,
        };
        Ok(Known { asked, ..Known::default() })
    }

    fn know_of(
        look: &mut Look<'_>,
        name: &str,
        case: &Case,
        command: &Command,
        ctx: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        let mut known = Self::know(look, case, command, ctx)?;
        if matches!(command, Command::Deliver {}) {
            known.wanting = wanting(look, name, case, ctx)?;
        }
        Ok(known)
    }

    fn files(event: &Event) -> Vec<String> {
        match event {
            Event::Applied { files, .. } | Event::Corrected { files, .. } | Event::Enclosed { files, .. } => {
                files.iter().map(|file| file.hash.clone()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Documents of this case's outcome that are not drawn: the decision, and the licence's sheet where the
/// item gives one.
fn wanting(
    look: &mut Look<'_>,
    case_no: &str,
    case: &Case,
    ctx: &Ctx<'_>,
) -> Result<Vec<Wanting>, store::Fault> {
    let edition = case.filed.as_ref().and_then(|filed| ctx.edition(&filed.edition));
    let licence = edition.is_some_and(|edition| edition.item.outcome.licence.is_some());
    let kinds = [Some(Kind::Granted), licence.then_some(Kind::Licence)];
    let mut wanting = Vec::new();
    for kind in kinds.into_iter().flatten() {
        let sql = "select state, glyphs from k_case_document where case_no = $1 and kind = $2 \
                   order by document_no";
        let rows = look.query(sql, &[Value::from(case_no), kind.word().into()])?;
        match rows.last() {
            Some(row) if row.text(0) == "drawn" => {}
            Some(row) if row.text(0) == "not_drawn" => {
                wanting.push(Wanting { stuck: Some(row.text(1).to_owned()) });
            }
            _ => wanting.push(Wanting { stuck: None }),
        }
    }
    Ok(wanting)
}
/// Officers of an organ, each with his post.
///
/// # Errors
/// A store fault.
pub fn officers(look: &mut Look<'_>, organ: &str) -> Result<Vec<(Officer, String)>, store::Fault> {
    let sql = "select party, role, organ, post from k_case_officer where organ = $1 order by party";
    let rows = look.query(sql, &[Value::from(organ)])?;
    Ok(rows.iter().filter_map(|row| Some((officer(row)?, row.text(3).to_owned()))).collect())
}

fn officer(row: &Row) -> Option<Officer> {
    let role: Role = from_value(Json::String(row.text(1).to_owned())).ok()?;
    Some(Officer { party: row.text(0).to_owned(), role, organ: row.text(2).to_owned() })
}
