//! What decisions about cases rely on besides the case itself: who the officers of an organ are.

use house::Knows;
use kernel::{Ctx, Role};
use serde_json::{Value as Json, from_value};
use store::{Look, Row, Value};

use crate::rules::{Case, Command, Known, Officer, Rules};

impl Knows for Rules {
    fn know(look: &mut Look<'_>, _: &Case, command: &Command, _: &Ctx<'_>) -> Result<Known, store::Fault> {
        let Command::AskOpinion { of, .. } = command else { return Ok(Known::default()) };
        let row = look.get("k_case_officer", &[Value::from(of.as_str())])?;
        Ok(Known { asked: row.and_then(|row| officer(&row)) })
    }
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
