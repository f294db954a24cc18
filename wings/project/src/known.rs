//! What a beginning relies on: how many projects have a code of this year.

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Command, Known, Rules, Run};

impl Knows for Rules {
    fn know(look: &mut Look<'_>, _: &Run, command: &Command, ctx: &Ctx<'_>) -> Result<Known, store::Fault> {
        let Command::Begin { .. } = command else { return Ok(Known::default()) };
        let year = i64::from(ctx.today().year());
        let sql = "select count(*) from k_project_code where year = $1";
        let coded = look.one(sql, &[Value::from(year)])?.map_or(0, |row| row.int(0));
        Ok(Known { coded: u32::try_from(coded).unwrap_or(u32::MAX - 1) })
    }
}
