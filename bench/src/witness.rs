//! What is left on the ledger, held against what the clients were answered.

use std::collections::BTreeMap;

use store::{Look, dump, verify};

use crate::caller::Answered;
use crate::ground::Ground;

type Told<T> = Result<T, String>;

/// Commands of which not every line is there, or more than their own.
const HALVES: &str = "select count(*) from commands c where c.last - c.first + 1 <> \
                      (select count(*) from ledger l where l.cause = c.cause)";
/// Lines of no command; what time alone makes true has none.
const STRAYS: &str = "select count(*) from ledger l left join commands c on c.cause = l.cause \
                      where c.cause is null and substr(l.cause, 1, 6) <> 'clock/'";

/// Every answered command is on the ledger as it was answered, none is there by halves, and the chain holds.
/// Gives the number of lines.
///
/// # Errors
/// What is wrong, with the key of the command.
pub fn check(ground: &Ground, answers: &[Answered]) -> Told<i64> {
    ground
        .look(|look| {
            let mut wrong = Vec::new();
            for answer in answers {
                if let Some(what) = missing(look, answer)? {
                    wrong.push(format!("{what}: {answer:?}"));
                }
            }
            for (sql, what) in [(HALVES, "by halves"), (STRAYS, "of no command")] {
                let count = look.one(sql, &[])?.map_or(-1, |row| row.int(0));
                if count != 0 {
                    wrong.push(format!("{count} {what}"));
                }
            }
            let heads = look.heads()?;
            let report = verify(look, &heads, &|_| true, 0)?;
            if !report.sound() {
                wrong.push(format!("the chain: {report}"));
            }
            Ok((wrong, look.head()?.seq))
        })
        .and_then(|(wrong, last)| if wrong.is_empty() { Ok(last) } else { Err(wrong.join("; ")) })
}

fn missing(look: &mut Look<'_>, answer: &Answered) -> Result<Option<&'static str>, store::Fault> {
    let wanted = answer.last - answer.first + 1;
    let lines = look.lines_after(answer.first - 1, wanted)?;
    if lines.len() != usize::try_from(wanted).unwrap_or(0) {
        return Ok(Some("answered and not there"));
    }
    // the house adds to the key which address it was sent to
    let own = format!("/{}-", answer.key);
    let theirs =
        (1..).zip(&lines).find(|(no, kept)| !kept.line.cause.contains(&own) || kept.line.cause_no != *no);
    Ok(theirs.map(|_| "answered, and something else is there"))
}

/// Tables that are made from the ledger, as they are now.
fn views(look: &mut Look<'_>) -> Result<BTreeMap<String, Vec<String>>, store::Fault> {
    let mut all = dump(look)?;
    all.retain(|name, _| ["k_", "p_", "v_"].iter().any(|derived| name.starts_with(derived)));
    Ok(all)
}

/// Views and registers are what a rebuild from the ledger makes of them. The house must be closed.
///
/// # Errors
/// Which table differs.
pub fn rebuilt(ground: &Ground) -> Told<()> {
    let kept = ground.look(views)?;
    ground.command(&["rebuild"])?;
    let made = ground.look(views)?;
    if kept.values().all(Vec::is_empty) {
        return Err("there is nothing to rebuild".to_owned());
    }
    for (table, rows) in &made {
        let before = kept.get(table).map_or(&[][..], Vec::as_slice);
        if before != rows {
            let differs = rows.iter().zip(before).position(|(one, other)| one != other);
            let (was, is) = (before.len(), rows.len());
            return Err(format!(
                "{table} had {was} rows, and {is} after a rebuild; first other row: {differs:?}"
            ));
        }
    }
    Ok(())
}
