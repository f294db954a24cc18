//! Every table as lines of text, for comparing two engines.

use crate::backup::line_of;
use crate::{Fault, Look};
use std::collections::BTreeMap;

/// Every table, ledger and views, as sorted lines of tab-separated values; without `holder`, which says who
/// serves and not what is true. Two engines that were told the same answer the same.
pub fn dump(look: &mut Look<'_>) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    if let Some(slate) = look.slate.as_deref_mut() {
        slate.pending.flush_all(look.engine)?;
    }
    let mut out = BTreeMap::new();
    for table in look.engine.tables()? {
        if table == "holder" {
            continue;
        }
        let mut lines = Vec::new();
        look.engine.each(&format!("select * from {table}"), &mut |row| {
            lines.push(line_of(&row));
            Ok(())
        })?;
        lines.sort();
        out.insert(table, lines);
    }
    Ok(out)
}
