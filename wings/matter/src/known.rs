//! What decisions about matters rely on: how many of a party's are open.

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Command, Known, Matter, Rules};

impl Knows for Rules {
    fn know(
        look: &mut Look<'_>,
        _: &Matter,
        command: &Command,
        ctx: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        if !matches!(command, Command::Bring { .. }) {
            return Ok(Known::default());
        }
        let sql = "select matter_no from v_matter where party = $1 and running = 1 order by matter_no";
        let open = look.query(sql, &[Value::from(ctx.actor.acting_for())])?.len();
        Ok(Known { open })
    }
}
