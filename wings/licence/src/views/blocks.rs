//! What a licence does not allow yet, because a paper that was promised has not come.

use facts::{Fact, Recorded, case};
use kernel::Text;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// Something a licence does not allow yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Blocked {
    /// Name of the paper that was promised.
    pub name: Text,
    /// What is not allowed until it is there.
    pub words: Text,
    /// By when it was promised, ISO.
    pub by: String,
    /// Did the day pass without it?
    pub broken: bool,
}

/// Keep the table level with a fact of a case.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Case(event) = &fact.fact else { return Ok(()) };
    match event {
        case::Event::Granted { blocks, .. } => {
            for block in blocks {
                let by = block.by.to_string();
                let (name, words) = (&block.name, &block.words);
                let texts = [fact.name(), &block.material, &name.zh, &name.en, &words.zh, &words.en, &by];
                let mut row: Vec<Value> = texts.iter().map(|v| Value::from(*v)).collect();
                row.push(false.into());
                rows.put("v_licence_block", row)?;
            }
            Ok(())
        }
        case::Event::ToleranceBroken { material, .. } => {
            let key = [Value::from(fact.name()), Value::from(material.as_str())];
            let Some(row) = rows.get("v_licence_block", &key)? else { return Ok(()) };
            let mut values = row.0;
            values[7] = true.into();
            rows.put("v_licence_block", values)
        }
        case::Event::Followed { materials, .. } => {
            for material in materials {
                rows.del("v_licence_block", vec![Value::from(fact.name()), Value::from(material.as_str())])?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What the licence of a case does not allow yet.
///
/// # Errors
/// A store fault.
pub fn blocks(look: &mut Look<'_>, case_no: &str) -> Result<Vec<Blocked>, store::Fault> {
    let sql = "select name_zh, name_en, words_zh, words_en, by_day, broken from v_licence_block \
               where case_no = $1 order by case_no, material";
    let read = |row: &Row| Blocked {
        name: Text::new(row.text(0), row.text(1)),
        words: Text::new(row.text(2), row.text(3)),
        by: row.text(4).to_owned(),
        broken: row.truth(5),
    };
    Ok(look.query(sql, &[Value::from(case_no)])?.iter().map(read).collect())
}
