//! What decisions about cases rely on besides the case itself: who the officers of an organ are, and whether
//! the outcome's documents are printed.

mod past;
mod places;

use std::collections::BTreeSet;

use facts::case::Event;
use facts::document::Kind;
use house::Knows;
use kernel::item::Silence;
use kernel::{Ctx, Instant, Role};
use serde_json::{Value as Json, from_value};
use store::{Look, Row, Value};

use crate::rules::{Case, Command, Known, Officer, Rules, Wanting};

pub use past::as_of;
pub use places::{Place, Places, freed, places};

impl Knows for Rules {
    fn know(
        look: &mut Look<'_>,
        case: &Case,
        command: &Command,
        ctx: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        let mut known = Known::default();
        let promises = matches!(command, Command::SignTolerance { .. } | Command::SignPledge { .. });
        if let Some(filed) = case.filed.as_ref().filter(|_| promises) {
            known.broke_promises = broke_promises(look, &filed.party)?;
        }
        let asked = match command {
            Command::AskOpinion { of, .. } => Some(of),
            Command::Reassign { to, .. } | Command::HandOver { to, .. } => Some(to),
            Command::SetMode { of, .. } => Some(of),
            Command::SetVisit { with, .. } => Some(with),
            Command::SetHearing { presider, .. } => Some(presider),
            Command::CheckPledge { with, .. } | Command::CheckMended { with, .. } => Some(with),
            _ => None,
        };
        if let Some(party) = asked {
            let row = look.get("k_case_officer", &[Value::from(party.as_str())])?;
            known.asked = row.and_then(|row| officer(&row));
        }
        if let Command::Consult { organ, .. } = command {
            // an organ where nobody works answers nobody
            known.asked = officers(look, organ)?.into_iter().map(|(one, _)| one).next();
        }
        for holder in case.handling.holders.values() {
            if look.get("k_case_officer", &[Value::from(holder.as_str())])?.is_none() {
                known.gone.insert(holder.clone());
            }
        }
        if !case.handling.holders.is_empty() {
            known.stands_in_for = stands_in_for(look, ctx)?;
        }
        Ok(known)
    }

    fn know_of(
        look: &mut Look<'_>,
        name: &str,
        case: &Case,
        command: &Command,
        ctx: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        let mut known = Self::know(look, case, command, ctx)?;
        if matches!(command, Command::SetVisit { .. }) {
            let row = look.get("k_case_joint", &[Value::from(name)])?;
            known.joint = row.and_then(|row| row.text(1).parse().ok());
        }
        if let Some(queued) = &case.queued {
            let item = case.filed.as_ref().and_then(|filed| ctx.edition(&filed.edition));
            let accepts = item.is_some_and(|edition| edition.item.silence == Silence::Accepts);
            let spoken = if accepts { ctx.now } else { Instant(i64::MIN) };
            known.queue = places::queue(look, name, queued, spoken)?;
        }
        if matches!(command, Command::Deliver {})
            && case.forwarded.as_ref().is_none_or(|sent| sent.letter.is_none())
        {
            known.wanting = wanting(look, name, case, ctx)?;
        }
        Ok(known)
    }

    fn files(event: &Event) -> Vec<String> {
        match event {
            Event::Applied { files, .. }
            | Event::Corrected { files, .. }
            | Event::Followed { files, .. }
            | Event::Enclosed { files, .. } => {
                // what came with a bundle, or with an earlier case, another fact keeps
                files.iter().filter(|file| file.kept_here()).map(|file| file.hash.clone()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Has this party broken a promise — that a paper would follow, or in place of one — and not made it good?
///
/// # Errors
/// A store fault.
pub fn broke_promises(look: &mut Look<'_>, party: &str) -> Result<bool, store::Fault> {
    let sql = "select case_no from k_case_broken where party = $1 order by case_no, material limit 1";
    Ok(look.one(sql, &[Value::from(party)])?.is_some())
}

/// Documents of this case's outcome that nobody could have yet: the decision, and the licence's sheet where
/// the item gives one.
fn wanting(
    look: &mut Look<'_>,
    case_no: &str,
    case: &Case,
    ctx: &Ctx<'_>,
) -> Result<Vec<Wanting>, store::Fault> {
    let edition = case.filed.as_ref().and_then(|filed| ctx.edition(&filed.edition));
    let licence = edition.is_some_and(|edition| edition.item.outcome.licence.is_some());
    let kinds = [Some(Kind::Granted), licence.then_some(Kind::Licence)];
    let rows = look.those("k_case_document", "case_no", &Value::from(case_no))?;
    let mut wanting = Vec::new();
    for kind in kinds.into_iter().flatten() {
        match rows.iter().rfind(|row| row.text(2) == kind.word()).map(|row| (row.text(3), row.text(4))) {
            // what can be drawn at any time is there for whoever asks
            Some(("drawn" | "ready", _)) => {}
            Some(("not_drawn", glyphs)) => wanting.push(Wanting { stuck: Some(glyphs.to_owned()) }),
            _ => wanting.push(Wanting { stuck: None }),
        }
    }
    Ok(wanting)
}

/// For whom the actor stands in today.
///
/// # Errors
/// A store fault.
pub fn stands_in_for(look: &mut Look<'_>, ctx: &Ctx<'_>) -> Result<BTreeSet<String>, store::Fault> {
    let today = ctx.today().to_string();
    let sql = "select party from k_case_absence where stand_in = $1 and from_day <= $2 and until_day >= $3 \
               order by party";
    let args = [Value::from(ctx.actor.party.as_str()), Value::from(&today), Value::from(&today)];
    Ok(look.query(sql, &args)?.iter().map(|row| row.text(0).to_owned()).collect())
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
