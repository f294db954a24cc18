//! `yimen simplify DIR`: which papers need not be asked for any more, what that saves in a year, and the change
//! of the files as a difference.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use house::Failure;
use house::catalogue::simplify::{self, Proposal};
use house::catalogue::{division, survey_on};
use house::clock::{Clock, SystemClock};
use store::{Place, Store};

use super::{say, warn};

/// `yimen simplify DIR`
#[derive(Args)]
pub(super) struct Simplify {
    /// Folder of the county's files
    #[arg(default_value = "catalogue")]
    dir: PathBuf,
    /// Count the cases of a year in this ledger: sqlite:FILE or postgres://…
    #[arg(long)]
    ledger: Option<String>,
    /// Where to write the difference; without it, it is printed
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Simplify {
    pub(super) fn run(self) -> Result<(), Failure> {
        let today = SystemClock.now().day();
        let cases = match &self.ledger {
            Some(ledger) => {
                let division = division(&self.dir).map_err(Failure::Fault)?;
                let mut reading = Store::open_reading(&Place::parse(ledger)?, &division)?;
                Some(reading.look(|look| simplify::cases(look, today))?)
            }
            None => None,
        };
        let sources = survey_on(&self.dir, today).sources;
        let all = simplify::proposals(&sources, today, cases.as_ref());
        let written = format!("{}\n{}", ranking(&all), simplify::difference(&sources, &all));
        let Some(out) = &self.out else {
            say(written.trim_end_matches('\n'));
            return Ok(());
        };
        std::fs::write(out, &written).map_err(|e| Failure::Fault(format!("{}: {e}", out.display())))?;
        say(&ranking(&all));
        warn(&format!("写好了 wrote {}", out.display()));
        Ok(())
    }
}

/// What stands above the difference, where `patch` and `git apply` pass over it.
fn ranking(all: &[Proposal]) -> String {
    let mut text = String::from(
        "# 可以少要的材料、少填的项，省得最多的在前。在目录的文件夹里用 patch -p1，或者 git apply --directory=目录。\n\
         # What need not be asked for, the most saved first. Apply with patch -p1 in the catalogue folder, or with\n\
         # git apply --directory=FOLDER.\n",
    );
    if all.is_empty() {
        text.push_str("# 没有可以少要的。Nothing that could be done without was found.\n");
    }
    for (n, one) in all.iter().enumerate() {
        let (papers, trips, saved) = (one.papers, one.trips, one.saved());
        let (zh, en) = match one.cases {
            Some(cases) => (
                format!("一年 {cases} 件，省 {saved} 份材料和趟"),
                format!("{cases} cases a year, {saved} papers and trips saved"),
            ),
            None => (
                format!("每件省 {papers} 份材料、{trips} 趟"),
                format!("{papers} papers and {trips} trips saved by a case"),
            ),
        };
        let (step, at) = (one.step.text(), format!("{}:{}", one.file, one.line));
        // whoever cannot write to a string has no memory left
        let _ = writeln!(
            text,
            "#\n# {}. {} {}（{at} {}）：{}；{zh}\n#    {}: {}; {en}",
            n + 1,
            one.name.zh,
            step.zh,
            one.code,
            one.what.zh,
            one.name.en,
            one.what.en,
        );
    }
    text
}
