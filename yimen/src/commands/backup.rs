//! Backup while serving, and restore into an empty place; keys are never part of either.

use std::path::PathBuf;

use clap::Args;
use house::Failure;
use store::{Place, Store};

use super::{Where, say};

/// `yimen backup --to DIR`
#[derive(Args)]
pub(super) struct Backup {
    #[command(flatten)]
    at: Where,
    /// Folder to write into; it must not exist
    #[arg(long)]
    to: PathBuf,
}

impl Backup {
    pub(super) fn run(self) -> Result<(), Failure> {
        let division = match &self.at.division {
            Some(division) => division.clone(),
            None => house::catalogue::division(&self.at.catalogue).map_err(Failure::Fault)?,
        };
        let mut reading = Store::open_reading(&self.at.place()?, &division)?;
        let manifest = store::backup(&mut reading, &self.at.data, &self.to)?;
        say(&format!("division {} up to line {}, {}", manifest.division, manifest.last, manifest.hash));
        for part in &manifest.parts {
            say(&format!("{:>10} rows  {}", part.rows, part.name));
        }
        say(&manifest.without);
        Ok(())
    }
}

/// `yimen restore --from DIR --db URL --data DIR`
#[derive(Args)]
pub(super) struct Restore {
    /// Folder that `backup` wrote
    #[arg(long)]
    from: PathBuf,
    /// Where the ledger shall be: sqlite:FILE or postgres://…; it must be empty
    #[arg(long)]
    db: String,
    /// Folder of keys, heads and files; put the keys there yourself
    #[arg(long)]
    data: PathBuf,
}

impl Restore {
    pub(super) fn run(self) -> Result<(), Failure> {
        let manifest = store::restore(&self.from, &Place::parse(&self.db)?, &self.data)?;
        say(&format!("division {} up to line {}, {}", manifest.division, manifest.last, manifest.hash));
        say(&manifest.without);
        Ok(())
    }
}
