//! What decisions about cases rely on besides the case itself: whether the outcome's documents are printed.

use facts::document::Kind;
use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Case, Command, Known, Rules, Wanting};

impl Knows for Rules {
    fn know(_: &mut Look<'_>, _: &Case, _: &Command, _: &Ctx<'_>) -> Result<Known, store::Fault> {
        Ok(Known::default())
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
