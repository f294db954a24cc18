//! A material that is a licence of this county: whoever works on the case sees it in the library, and the
//! applicant need not bring it (优化营商环境条例 Art. 37, 44: what government holds is not asked for).
//!
//! Only licences of the applicant's own, only the types that the item's file names for this situation, and
//! only for those whose case it is: the material is why they may look.

use house::{Panel, links};
use kernel::item::Situation;
use kernel::{Actor, Ctx, Instant, Role, Text, id};
use store::{Look, Value};

use super::{RECORD, Record, record};

/// The most licences of one party that are looked through, newest first.
const LOOKED_THROUGH: i64 = 100;

/// What the library holds of the materials of a case; none where no material is a licence of this county.
pub(super) fn panel(
    look: &mut Look<'_>,
    no: &str,
    actor: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Option<Panel>, store::Fault> {
    if !matches!(actor.role, Role::Citizen | Role::Agent | Role::Clerk | Role::Examiner | Role::Head) {
        return Ok(None);
    }
    let sql = "select edition, organ, party, hall, situation from k_filed where case_no = $1";
    let Some(row) = look.one(sql, &[Value::from(no)])? else { return Ok(None) };
    if !kernel::rights::sight(actor).covers(row.text(2), row.text(1), row.text(3)) {
        return Ok(None);
    }
    let Some(edition) = ctx.edition(row.text(0)) else { return Ok(None) };
    let situation: Situation = serde_json::from_str(row.text(4)).unwrap_or_default();
    let materials = edition.item.materials_in(&situation);
    let named: Vec<(&Text, &String)> =
        materials.filter_map(|material| Some((&material.name, material.licence.as_ref()?))).collect();
    if named.is_empty() {
        return Ok(None);
    }
    let held = in_force(look, row.text(2), ctx)?;
    let own = matches!(actor.role, Role::Citizen | Role::Agent);
    let lines = named.into_iter().map(|(name, kind)| {
        let found = held.iter().find(|one| of(one, kind));
        line(name, found, own)
    });
    let title = Text::new("材料里的证照", "Licences among the materials");
    Ok(Some(Panel { title, lines: lines.collect() }))
}

/// The party's licences that stand today, newest first.
fn in_force(look: &mut Look<'_>, party: &str, ctx: &Ctx<'_>) -> Result<Vec<Record>, store::Fault> {
    let sql = format!(
        "{RECORD} where v.party = $1 and v.state = 'in_force' \
         order by v.seq desc, v.licence_no limit {LOOKED_THROUGH}"
    );
    let rows = look.query(&sql, &[Value::from(party)])?;
    let stands = |one: &Record| match one.until.parse() {
        Ok(until) => Instant::end_of(until) > ctx.now,
        Err(_) => true,
    };
    Ok(rows.iter().map(record).filter(stands).collect())
}

/// The party's licences that stand today, newest first: code of the type, number, last day (or nothing).
///
/// # Errors
/// A store fault.
pub fn standing(look: &mut Look<'_>, party: &str, ctx: &Ctx<'_>) -> Result<Vec<[String; 3]>, store::Fault> {
    let one = |record: Record| {
        let kind = id::check_licence_id(&record.licence_id).ok()?.type_code().to_owned();
        Some([kind, record.licence_no, record.until])
    };
    Ok(in_force(look, party, ctx)?.into_iter().filter_map(one).collect())
}

/// Is it a licence of this type?
fn of(record: &Record, kind: &str) -> bool {
    id::check_licence_id(&record.licence_id).is_ok_and(|id| id.type_code() == kind)
}

fn line(name: &Text, held: Option<&Record>, own: bool) -> (Text, Text, String) {
    let Some(held) = held else {
        return (
            name.clone(),
            Text::new("证照库里没有有效的", "None in force in the library"),
            String::new(),
        );
    };
    let no = &held.licence_no;
    let said = match held.until.as_str() {
        "" => Text::new(
            format!("证照库里有：{no}，长期有效，不用交"),
            format!("In the library: {no}, without end; need not be brought"),
        ),
        until => Text::new(
            format!("证照库里有：{no}，有效期到 {until}，不用交"),
            format!("In the library: {no}, in force until {until}; need not be brought"),
        ),
    };
    // an officer of another organ sees this line, not the licence's own page
    (name.clone(), said, if own { links::licence(no) } else { String::new() })
}
