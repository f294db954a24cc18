//! The register of promises that papers would follow, broken and not made good. What ended without a grant
//! can be made good no more: it bars nobody from then on.

use facts::Recorded;
use facts::case::{Ending, Event};
use store::{Rows, Value};

/// Keep the register level with an event of a case.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    match event {
        Event::ToleranceBroken { material, .. } => {
            let row = rows.get("k_case", &[Value::from(fact.name())])?;
            let party = row.map_or(String::new(), |row| row.text(1).to_owned());
            let row = [fact.name(), material.as_str(), party.as_str()];
            rows.put("k_case_broken", row.iter().map(|v| Value::from(*v)).collect())
        }
        Event::Followed { materials, .. } => {
            for material in materials {
                rows.del("k_case_broken", vec![Value::from(fact.name()), Value::from(material.as_str())])?;
            }
            Ok(())
        }
        Event::Concluded { ending } if *ending != Ending::Granted => {
            let sql = "select material from k_case_broken where case_no = $1 order by material";
            let broken = rows.query(sql, &[Value::from(fact.name())])?;
            for row in broken {
                rows.del("k_case_broken", vec![Value::from(fact.name()), Value::from(row.text(0))])?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}
