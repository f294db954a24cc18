//! A county: its catalogue folder and its ledger, opened together.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use facts::portal::Event;
use house::catalogue::exported::Exported;
use house::catalogue::{Catalogue, File, Flaw, Sort, Weight};
use house::chance::{Chance, SystemChance};
use house::clock::{Clock, SystemClock};
use house::console::console_actor;
use house::{Cause, Config, Failure, House, To, Wing};
use kernel::limits::QUEUE_JOBS;
use portal::rules::Command;
use store::Place;

/// How a county is opened; [`Opening::new`] is what serves, the rest is for demo, stories and tests.
pub struct Opening {
    /// Where the ledger is.
    pub place: Place,
    /// Folder of keys, heads and files.
    pub data: PathBuf,
    /// The catalogue folder.
    pub catalogue: PathBuf,
    /// The division that is asked for; none takes the catalogue's.
    pub division: Option<String>,
    /// Is this the demo?
    pub demo: bool,
    /// Must a commit be on disk before it is answered?
    pub durable: bool,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Bad luck at commits.
    pub faults: Option<Arc<dyn store::Faults>>,
    /// Where the public finds this house, where the county said so.
    pub address: Option<String>,
    /// Where it listens: what the codes on documents lead to where the county said nothing.
    pub listens: String,
    /// What a second writer is told.
    pub who: String,
    /// Jobs that may wait for the writer.
    pub queue: usize,
    /// The county's own proxy, if one stands in front.
    pub proxy: Option<IpAddr>,
    /// Bytes the ledger's file may take, on SQLite.
    pub most_bytes: Option<u64>,
}

impl Opening {
    /// A county that serves: the machine's clock and chance, everything on disk before it is answered.
    pub fn new(place: Place, data: &Path, catalogue: &Path) -> Self {
        Self {
            place,
            data: data.to_owned(),
            catalogue: catalogue.to_owned(),
            division: None,
            demo: false,
            durable: true,
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
            faults: None,
            address: None,
            listens: "http://127.0.0.1:8080".to_owned(),
            who: format!("process {}", std::process::id()),
            queue: QUEUE_JOBS,
            proxy: None,
            most_bytes: None,
        }
    }

    /// Open the ledger and publish what differs in the folder; says what was not published.
    ///
    /// # Errors
    /// In words an administrator can act on.
    pub fn open(self) -> Result<(House, Vec<String>), Failure> {
        let catalogue = Catalogue::load(&self.catalogue).map_err(|flaws| flawed(&flaws))?;
        let exported = Exported::read(&self.catalogue);
        let house = self.open_as(&catalogue, crate::WINGS)?;
        // what was approved for a day that has come is in force before the files are compared with it
        let done = house::timekeeper::strike_wing(&house, portal::WING.name);
        match done.and_then(|_| level(&house, &catalogue.files, &exported)) {
            Ok(warnings) => Ok((house, warnings)),
            Err(failure) => {
                house.close()?;
                Err(failure)
            }
        }
    }

    /// Open the ledger with a catalogue that was read before and these wings; nothing is published.
    ///
    /// # Errors
    /// In words an administrator can act on.
    pub fn open_as(self, catalogue: &Catalogue, wings: &'static [Wing]) -> Result<House, Failure> {
        let division = self.division.unwrap_or_else(|| catalogue.division.code.clone());
        if division != catalogue.division.code {
            let own = &catalogue.division.code;
            return Err(Failure::Fault(format!("this catalogue is for division {own}, not for {division}")));
        }
        House::open(Config {
            division,
            county: catalogue.division.name.clone(),
            place: self.place,
            data: self.data,
            demo: self.demo,
            parts: if self.demo { crate::demo::parts() } else { Vec::new() },
            durable: self.durable,
            wings,
            texts: catalogue.texts.clone(),
            clock: self.clock,
            chance: self.chance,
            faults: self.faults,
            address: account::views::address,
            standing: crate::standing,
            dossier: account::views::dossier,
            earlier: case::views::earlier,
            handed_in: case::views::handed_in,
            licences: licence::views::standing,
            organs: catalogue.organs.clone(),
            halls: catalogue.halls.clone(),
            lists: catalogue.lists.clone(),
            documents: catalogue.documents.clone(),
            sources: catalogue.sources.clone(),
            address_public: self.address,
            listens: self.listens,
            who: self.who,
            queue: self.queue,
            proxy: self.proxy,
            most_bytes: self.most_bytes,
        })
    }
}

/// Every flaw of a catalogue folder in one failure, a line each.
pub fn flawed(flaws: &[Flaw]) -> Failure {
    let errors = flaws.iter().filter(|flaw| flaw.weight == Weight::Error);
    let lines: Vec<String> = errors.map(ToString::to_string).collect();
    Failure::Fault(format!(
        "the catalogue has {} flaws, nothing was opened; yimen lint shows them in their places:\n{}",
        lines.len(),
        lines.join("\n")
    ))
}

/// Publish the files that differ from what is in force, as actor "files" (one-way door 8). A file whose
/// text is an earlier edition is stale, not news: the ledger's edition stays, and the warning says so.
///
/// # Errors
/// A store fault.
pub fn publish(house: &House, files: &[File]) -> Result<Vec<String>, Failure> {
    level(house, files, &Exported::default())
}

/// [`publish`], of files that were once exported: one that was changed by hand since then rests on the
/// edition that was exported, and does not undo what officers published after it.
fn level(house: &House, files: &[File], exported: &Exported) -> Result<Vec<String>, Failure> {
    let mut warnings = Vec::new();
    for file in files {
        let by_path = matches!(file.sort, Sort::Bundle | Sort::Project);
        let key = if by_path { path_of(file) } else { file.name.clone() };
        let in_force = house.world().in_force.get(&key).cloned().unwrap_or_default();
        if in_force == file.hash {
            continue;
        }
        let event = event_of(file);
        // the rule itself publishes nothing twice: a later opening may ask again
        let seq = house.store.read_now(|look| look.head())?.seq;
        let key = format!("{:.24}-{in_force:.24}-{seq}", file.hash);
        let cause = Cause::outside("console", "files", &key)?;
        let to = To::Stream(portal::rules::stream(&event));
        let who = console_actor("files");
        let base = exported.base(&path_of(file)).to_owned();
        match house.act_now::<portal::rules::Rules>(who, to, cause, Command::Publish { event, base }) {
            Ok(_) => {}
            Err(Failure::Refused(refusal)) => {
                warnings.push(format!("{}: {}", file.name, house.texts.refusal(&refusal).zh));
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(warnings)
}

/// The path of a file below the catalogue folder.
fn path_of(file: &File) -> String {
    match file.sort {
        Sort::Item => format!("items/{}.toml", file.name),
        Sort::Year => format!("calendar/{}.toml", file.name),
        Sort::Bundle => format!("bundles/{}.toml", file.name),
        Sort::Project => format!("projects/{}.toml", file.name),
        Sort::Rules => "rules.toml".to_owned(),
    }
}

fn event_of(file: &File) -> Event {
    let (hash, text) = (file.hash.clone(), file.text.clone());
    match file.sort {
        Sort::Item => Event::ItemPublished {
            item: file.name.clone(),
            hash,
            text,
            proposed_by: String::new(),
            approved_by: String::new(),
        },
        Sort::Year => {
            let year = file.name.parse().expect("the catalogue named the file after a year it had read");
            Event::YearPublished { year, hash, text }
        }
        Sort::Bundle => Event::BundlePublished { bundle: file.name.clone(), hash, text },
        Sort::Project => Event::ProjectPublished { project: file.name.clone(), hash, text },
        Sort::Rules => Event::RulesPublished { hash, text },
    }
}
