//! What the house asks of a wing. A wing hears everyone and commands only itself.

use facts::Recorded;
use kernel::{Actor, Ctx, Decider, Right, Role, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Tx};

use crate::desk::{Call, Cause, Done, To, Unwilling, at_the_desk};
use crate::failure::Failure;
use crate::opening::Inner;
use crate::web::Route;

/// A wing's registers, read inside the transaction for the law to look at.
pub trait Knows: Decider<Event: Into<facts::Fact>> {
    /// What the registers say about this command.
    ///
    /// # Errors
    /// A store fault.
    fn know(
        look: &mut Look<'_>,
        state: &Self::State,
        command: &Self::Command,
        ctx: &Ctx<'_>,
    ) -> Result<Self::Known, store::Fault>;

    /// The same for registers that are kept by the thing's own name (empty for one that is new).
    ///
    /// # Errors
    /// A store fault.
    fn know_of(
        look: &mut Look<'_>,
        _name: &str,
        state: &Self::State,
        command: &Self::Command,
        ctx: &Ctx<'_>,
    ) -> Result<Self::Known, store::Fault> {
        Self::know(look, state, command, ctx)
    }

    /// The loose files an event names, by hash: they are kept for good from this event on, and the desk
    /// takes no event that names one that is gone.
    fn files(_event: &Self::Event) -> Vec<String> {
        Vec::new()
    }
}

/// Something that should follow from a fact: data, so that a reactor is tested like a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A command for the own wing.
    Command {
        /// A constant, unique among this fact's intents.
        name: &'static str,
        /// A new stream or a named one.
        to: To,
        /// The command as JSON.
        command: String,
    },
    /// A message, addressed and filled at delivery; only for facts newer than the reactor (`from: Now`).
    Send {
        /// A constant, unique among this fact's intents.
        name: &'static str,
        /// Which channel (`sms`).
        channel: &'static str,
        /// To whom.
        party: String,
        /// Name of the text under `[message]`.
        text: &'static str,
        /// What fills its blanks; never personal.
        fills: Vec<(&'static str, String)>,
    },
    /// A composed document for the printing room, which answers through the desk: drawn, or not.
    Draw {
        /// A constant, unique among this fact's intents.
        name: &'static str,
        /// The document, by its name in the own wing.
        of: String,
        /// Does somebody wait for it? If not, it is drawn in a quiet moment, or when somebody looks.
        soon: bool,
    },
}

impl Intent {
    /// An intent to command the own wing.
    pub fn command<C: Serialize>(name: &'static str, to: To, command: &C) -> Self {
        let command = serde_json::to_string(command).expect("a command is JSON");
        Intent::Command { name, to, command }
    }

    /// Its constant name.
    pub fn name(&self) -> &'static str {
        match self {
            Intent::Command { name, .. } | Intent::Send { name, .. } | Intent::Draw { name, .. } => name,
        }
    }
}

/// What a page is about, for panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A case, by its number.
    Case(String),
    /// A party, by its opaque id.
    Party(String),
    /// A licence, by the number of the case it came from.
    Licence(String),
    /// The house itself, for its administrators.
    House,
}

/// What a wing says on somebody else's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Panel {
    /// Heading.
    pub title: Text,
    /// Label, value, and where the value leads (or empty).
    pub lines: Vec<(Text, Text, String)>,
}

/// A place in the navigation, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Entrance {
    /// Address.
    pub href: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Who sees it; empty means everyone.
    pub roles: &'static [Role],
}

/// One subsystem, as function pointers.
pub struct Wing {
    /// A constant, never renamed: cursors and streams carry it.
    pub name: &'static str,
    /// Registers (`k_…`), views (`v_…`) and personal tables (`p_…`); all may be dropped and rebuilt.
    pub tables: &'static str,
    /// The texts whose change means that tables must be rebuilt: `tables.sql` and `views.rs`.
    pub print: &'static [&'static str],
    /// Keep own tables level with a fact of any wing.
    pub project: fn(&mut Rows<'_>, &Recorded) -> Result<(), store::Fault>,
    /// What should follow from a fact of any wing; reads own registers only.
    pub react: fn(&mut Look<'_>, &Recorded) -> Result<Vec<Intent>, store::Fault>,
    /// Pages and acts, one handler each.
    pub routes: fn() -> Vec<Route>,
    /// Acts of this wing and who may do them, where.
    pub acts: &'static [Right],
    /// Entries in navigation, with audience.
    pub entries: &'static [Entrance],
    /// What this wing can say on another's page.
    pub panels: Speak,
    /// Name of its register of clocks (`at`, `stream`, `kind`), or empty.
    pub clocks: &'static str,
    /// Always `dispatch::<Rules>`.
    pub submit: Submit,
}

/// How the house hands a wing a command that is only text.
pub type Submit = fn(&Inner, &mut Tx<'_>, &Actor, &To, &Cause, &str) -> Answered;

/// What the desk says inside a running job: done, the law's no, or a fault that undoes the batch.
pub type Answered = Result<Result<Done, Unwilling>, store::Fault>;

/// How a wing speaks on another's page.
pub type Speak = fn(&mut Look<'_>, &Subject, &Actor, &Ctx<'_>) -> Result<Vec<Panel>, store::Fault>;

/// Read the command and bring it to the desk, inside a job that is already running.
///
/// # Errors
/// A store fault; the law's no is in the inner result.
pub fn dispatch<D: Knows>(
    inner: &Inner,
    tx: &mut Tx<'_>,
    who: &Actor,
    to: &To,
    cause: &Cause,
    command: &str,
) -> Answered {
    match serde_json::from_str::<D::Command>(command) {
        Ok(command) => at_the_desk::<D>(inner, tx, &Call { who, to, cause, seen: None, command: &command }),
        Err(e) => Ok(Err(Failure::Fault(format!("{} cannot read its own command: {e}", D::WING)).into())),
    }
}
