//! What an officer may see of an item at the desk of the catalogue, read once for every page of it.

use house::Failure;
use house::catalogue::compiler::{self};
use house::catalogue::{Flaw, Weight, trial};
use house::opening::Seeing;
use kernel::limits::CATALOGUE_EDITOR_CHARS;
use kernel::{Actor, Edition, Role, Text, Where};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{APPROVE, DRAFT, Rules, Shelf, item_stream};
use crate::views::{self, Happened};

/// An item as it stands, with its history.
pub(super) struct Standing {
    /// Its edition in force, or its last.
    pub edition: Edition,
    /// The whole text of that edition.
    pub text: String,
    /// What its diary comes to.
    pub shelf: Shelf,
    /// How many facts its diary has.
    pub version: i64,
    /// What happened, oldest first.
    pub history: Vec<Happened>,
    /// May whoever looks draw up and call back?
    pub may_draft: bool,
    /// May whoever looks approve and return what another drew up?
    pub may_approve: bool,
}

/// May this officer look at the items of this organ? Its own officers who keep them up may, and those who
/// watch over the whole county's catalogue.
pub(super) fn may_look(seeing: &Seeing<'_, '_>, who: &Actor, organ: &str) -> bool {
    let place = Where { organ: organ.to_owned(), ..Where::default() };
    matches!(who.role, Role::Supervisor | Role::Administrator) || seeing.ctx.rights.may(who, DRAFT, &place)
}

impl Standing {
    /// Read it.
    ///
    /// # Errors
    /// [`Failure::Absent`] for whoever may not see it, or a store fault.
    pub(super) fn of(seeing: &mut Seeing<'_, '_>, item: &str) -> Result<Self, Failure> {
        let who = seeing.ctx.actor.clone();
        let edition = seeing.ctx.editions.latest(item).cloned().ok_or(Failure::Absent)?;
        if !may_look(seeing, &who, &edition.item.organ) {
            return Err(Failure::Absent);
        }
        let stream = item_stream(item);
        let (shelf, version) = seeing.life::<Rules>(&stream)?;
        let history = views::history(&seeing.diary(&format!("portal/{stream}"))?);
        let place = Where { organ: edition.item.organ.clone(), ..Where::default() };
        let may = |act| seeing.ctx.rights.may(&who, act, &place);
        let text = seeing.house.world().texts.get(&format!("items/{item}.toml")).map(|text| text.to_string());
        Ok(Self {
            may_draft: may(DRAFT),
            may_approve: may(APPROVE),
            text: text.unwrap_or_default(),
            edition,
            shelf,
            version,
            history,
        })
    }
}

/// An officer's name, as colleagues know her; the files and the clock have names of their own.
pub(super) fn name(seeing: &mut Seeing<'_, '_>, party: &str) -> Result<Text, Failure> {
    match party {
        "" | "files" => return Ok(Text::new("县里的文件", "the county's files")),
        "clock" => return Ok(Text::new("到期自动", "by itself, on its day")),
        _ => {}
    }
    let standing = seeing.house.standing;
    let found = standing(seeing.look, party, "")?.map(|standing| standing.name);
    let name = found.unwrap_or_else(|| party.to_owned());
    Ok(Text::new(&name, &name))
}

/// One thing wrong with a text, as the pages show it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Wrong {
    /// The file, where it is another's.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// `error`, `warning` or `note`.
    pub weight: &'static str,
    /// The word for it.
    #[serde(skip)]
    pub word: Text,
    /// Its stable code.
    pub code: &'static str,
    /// What is wrong.
    pub what: Text,
    /// How to mend it.
    pub mend: Text,
}

/// The findings on a text, and how many of them forbid that it is sent.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(super) struct Found {
    /// How many errors.
    pub errors: usize,
    /// Errors first, then by line.
    pub findings: Vec<Wrong>,
}

impl Found {
    /// What the compiler says of a text.
    pub(super) fn of(trial: &trial::Trial) -> Self {
        let own = trial.flaws.iter().map(|flaw| wrong(flaw, String::new()));
        let others = trial.elsewhere.iter().map(|flaw| wrong(flaw, flaw.file.clone()));
        Self { errors: trial.errors(), findings: others.chain(own).collect() }
    }
}

fn wrong(flaw: &Flaw, file: String) -> Wrong {
    let code: &compiler::codes::Code = flaw.code;
    Wrong {
        file,
        line: flaw.line,
        weight: match flaw.weight {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Note => "note",
        },
        word: flaw.weight.text(),
        code: code.name,
        what: flaw.what.clone(),
        mend: flaw.mend.clone(),
    }
}

/// That a text is longer than a form can bring back: it is changed as a file, or made shorter.
pub(super) fn too_long(item: &str) -> Wrong {
    let n = CATALOGUE_EDITOR_CHARS;
    let what = Text::new(
        format!("超过 {n} 个字，浏览器里改了送不出来"),
        format!("longer than {n} characters: changed in a browser it cannot be sent"),
    );
    let mend =
        Text::new("删减，或者请管理员在文件里改", "Shorten it, or have the administrator change the file");
    let flaw = Flaw { weight: Weight::Warning, ..Flaw::of_file(&format!("items/{item}.toml"), what, mend) };
    wrong(&flaw, String::new())
}
