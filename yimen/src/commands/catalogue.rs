//! The catalogue's files: out of the ledger, out into a spreadsheet, and back from one.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use house::Failure;
use house::catalogue::sheet::{self, Wrong};
use house::catalogue::{Catalogue, exported, survey};
use house::clock::{Clock, SystemClock};
use kernel::limits::SHEET_BYTES;
use store::Store;

use super::{Where, ledger, say, warn};

/// `yimen catalogue …`
#[derive(Subcommand)]
pub(super) enum CatalogueCommand {
    /// Write the texts in force over the files, so that files and ledger agree
    Export {
        /// Where to write; the catalogue's own folder if not given. Another folder gets every file.
        to: Option<PathBuf>,
        /// Keep texts that no ledger knows under another name (`FILE.mine`), and write the ledger's
        #[arg(long)]
        set_aside: bool,
        #[command(flatten)]
        at: Where,
    },
    /// Write every item of the folder into a spreadsheet of the national layout
    Sheet {
        /// The spreadsheet to write
        out: PathBuf,
        /// Folder of the county's files
        #[arg(long, default_value = "catalogue")]
        catalogue: PathBuf,
    },
    /// Write the items of a spreadsheet that differ into the folder; nothing while one cell is wrong
    FromSheet {
        /// The spreadsheet to read
        from: PathBuf,
        /// Folder of the county's files
        #[arg(long, default_value = "catalogue")]
        catalogue: PathBuf,
        /// Only say what would be written
        #[arg(long)]
        only_say: bool,
    },
}

impl CatalogueCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            CatalogueCommand::Export { to, set_aside, at } => export(to, set_aside, &at),
            CatalogueCommand::Sheet { out, catalogue } => to_sheet(&out, &catalogue),
            CatalogueCommand::FromSheet { from, catalogue, only_say } => {
                from_sheet(&from, &catalogue, only_say)
            }
        }
    }
}

fn export(to: Option<PathBuf>, set_aside: bool, at: &Where) -> Result<(), Failure> {
    let division = ledger::division(at.division.as_deref(), &at.catalogue)?;
    let mut reading = Store::open_reading(&at.place()?, &division)?;
    let held = reading.look(exported::Held::of)?;
    let folder = to.unwrap_or_else(|| at.catalogue.clone());
    if folder != at.catalogue {
        copy_frame(&at.catalogue, &folder)?;
    }
    let unknown = if set_aside { exported::Unknown::SetAside } else { exported::Unknown::Left };
    let done = exported::export(&folder, &held, unknown)
        .map_err(|(path, e)| Failure::Fault(format!("{}: {e}", folder.join(path).display())))?;
    for path in &done.aside {
        say(&format!("kept your text as {}", folder.join(path).display()));
    }
    for path in &done.written {
        say(&format!("wrote {}", folder.join(path).display()));
    }
    if done.left.is_empty() {
        return Ok(());
    }
    Err(Failure::Fault(format!(
        "{} of the files were changed by hand, and the ledger has another edition; they were left as \
         they are: {}. Publish them by opening the house, or run this again with --set-aside: your \
         texts are kept under another name",
        done.left.len(),
        done.left.join(", ")
    )))
}

/// The files that do not become facts, where the other folder has none of that name.
fn copy_frame(from: &Path, to: &Path) -> Result<(), Failure> {
    let catalogue = Catalogue::load(from).map_err(|flaws| crate::county::flawed(&flaws))?;
    for (path, text) in catalogue.sources.iter() {
        let file = to.join(path);
        if file.exists() {
            continue;
        }
        let fault = |e: std::io::Error| Failure::Fault(format!("{}: {e}", file.display()));
        std::fs::create_dir_all(file.parent().unwrap_or(to)).map_err(fault)?;
        std::fs::write(&file, text).map_err(fault)?;
        say(&format!("wrote {}", file.display()));
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|e| Failure::Fault(format!("{}: {e}", path.display())))?;
    say(&format!("wrote {}", path.display()));
    Ok(())
}

fn to_sheet(out: &Path, catalogue: &Path) -> Result<(), Failure> {
    let read = Catalogue::load(catalogue).map_err(|flaws| crate::county::flawed(&flaws))?;
    let bytes = sheet::export(&read.items(), &read.organs).map_err(Failure::Fault)?;
    write(out, &bytes)
}

fn from_sheet(from: &Path, folder: &Path, only_say: bool) -> Result<(), Failure> {
    let unread = |e: std::io::Error| Failure::Fault(format!("{}: {e}", from.display()));
    let long = std::fs::metadata(from).map_err(unread)?.len();
    if usize::try_from(long).map_or(true, |long| long > SHEET_BYTES) {
        return Err(Failure::Fault(format!("{}: larger than {SHEET_BYTES} bytes", from.display())));
    }
    let bytes = std::fs::read(from).map_err(unread)?;
    let before = survey(folder);
    let Some(catalogue) = &before.catalogue else { return Err(crate::county::flawed(&before.flaws)) };
    let came = sheet::import(&bytes, &catalogue.organs).map_err(|wrong| told(&wrong))?;
    let changed = sheet::changes(&came, &before, SystemClock.now().day()).map_err(|wrong| told(&wrong))?;
    for (path, text) in &changed {
        match only_say {
            true => say(&format!("would write {}", folder.join(path).display())),
            false => write(&folder.join(path), text.as_bytes())?,
        }
    }
    warn(&format!("{} items read, {} differ", came.len(), changed.len()));
    Ok(())
}

fn told(wrong: &[Wrong]) -> Failure {
    let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    Failure::Fault(format!("nothing was written; {} cells are wrong:\n{}", lines.len(), lines.join("\n")))
}
