//! 以前交过的文件: which files of an applicant's earlier cases may stand for a paper that is asked for now.
//!
//! Hers alone, of the same type of paper, of a case that was accepted, never found wanting in a notice of
//! corrections, and not too old. What is signed for one matter — a promise, a power of attorney — is signed
//! anew.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::one_type;
use crate::decider::{Basis, Refusal, Text};
use crate::item::{Material, Source};
use crate::limits::{EARLIER_FILE_DAYS, MATERIAL_FILES};
use crate::time::Day;

/// A file that a case of a party names, as a register keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierFile {
    /// SM3 of the sealed bytes, lower hex.
    pub hash: String,
    /// What it is by its content, as `pdf`.
    pub form: String,
    /// Bytes before it was sealed.
    pub bytes: i64,
    /// Whose it is.
    pub party: String,
    /// Code of the item of the case.
    pub item: String,
    /// The edition under which that was filed, by hash.
    pub edition: String,
    /// Code of the material it was for.
    pub material: String,
    /// That material, as its edition says it; none where nobody has that edition any more.
    pub paper: Option<Material>,
    /// Number of the case.
    pub case_no: String,
    /// Number of the case with which it came first.
    pub first_case: String,
    /// The day on which it came first.
    pub on: Day,
    /// Was the case accepted, and stands?
    pub accepted: bool,
    /// Did a notice of corrections ask for that material again?
    pub wanting: bool,
}

/// A paper that is asked for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its code on the form.
    pub code: String,
    /// The materials it is, one for each item that wants it.
    pub papers: Vec<WantedBy>,
}

/// A paper as one item wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedBy {
    /// Code of the item.
    pub item: String,
    /// The material.
    pub material: Material,
    /// Is it a paper of its own, though another item's has its name?
    pub apart: bool,
}

/// Why a file may not stand for a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum No {
    /// None of hers, or of a case that was not accepted: nothing told apart.
    Unknown,
    /// Another type of paper.
    Unlike,
    /// A notice asked for it again.
    Wanting,
    /// Too old.
    Old,
}

impl WantedBy {
    /// Does an applicant bring it, and not sign it for this one matter?
    fn lasts(&self) -> bool {
        matches!(self.material.source, Source::Applicant | Source::Intermediary)
            && !ANEW.iter().any(|end| self.material.name.zh.ends_with(end))
    }

    fn fits(&self, one: &EarlierFile) -> bool {
        let same = one.item == self.item && one.material == self.material.code;
        let alike = || one.paper.as_ref().is_some_and(|paper| one_type(&self.material, paper));
        self.lasts() && (same || (!self.apart && alike()))
    }
}

/// How papers end by name that are signed for one matter.
const ANEW: [&str; 7] = ["申请书", "申请表", "承诺书", "委托书", "授权书", "声明", "确认书"];

/// Files of a party, and which of them were found wanting, wherever they were handed in.
struct Shelf<'a> {
    party: &'a str,
    today: Day,
    wanting: BTreeSet<&'a str>,
}

impl<'a> Shelf<'a> {
    fn of(files: &'a [EarlierFile], party: &'a str, today: Day) -> Self {
        let wanting = files.iter().filter(|one| one.wanting).map(|one| one.hash.as_str()).collect();
        Self { party, today, wanting }
    }

    /// Why this may not stand for that, in the order in which she is told.
    fn why_not(&self, one: &EarlierFile, wanted: &Wanted) -> Option<No> {
        if one.party != self.party {
            return Some(No::Unknown);
        }
        if !one.accepted {
            return Some(No::Unknown);
        }
        if self.wanting.contains(one.hash.as_str()) {
            return Some(No::Wanting);
        }
        if !wanted.papers.iter().any(|paper| paper.fits(one)) {
            return Some(No::Unlike);
        }
        if self.today.days_since(one.on) > EARLIER_FILE_DAYS {
            return Some(No::Old);
        }
        None
    }
}

/// What is offered of a party's files, by the code of the paper on the form: the newest first, each once, no
/// more than a paper may have. `files` are in the order in which they were named, the newest first.
pub fn offered<'a>(
    wanted: &[Wanted],
    files: &'a [EarlierFile],
    party: &str,
    today: Day,
) -> BTreeMap<String, Vec<&'a EarlierFile>> {
    let shelf = Shelf::of(files, party, today);
    let mut all: Vec<&EarlierFile> = files.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.on));
    let mut offered = BTreeMap::new();
    for paper in wanted {
        let mut seen = BTreeSet::new();
        let fits = all.iter().filter(|one| shelf.why_not(one, paper).is_none());
        let once: Vec<&EarlierFile> =
            fits.copied().filter(|one| seen.insert(&one.hash)).take(MATERIAL_FILES).collect();
        if !once.is_empty() {
            offered.insert(paper.code.clone(), once);
        }
    }
    offered
}

/// The file of this hash, where the party takes it for this paper.
///
/// # Errors
/// Why it may not stand for it.
pub fn taken<'a>(
    wanted: &Wanted,
    files: &'a [EarlierFile],
    (hash, party): (&str, &str),
    today: Day,
    basis: &Basis,
) -> Result<&'a EarlierFile, Refusal> {
    let shelf = Shelf::of(files, party, today);
    let mut why = No::Unknown;
    // the same file may be named by several cases: one of them that lets it stand is enough
    for one in files.iter().filter(|one| one.hash == hash) {
        match shelf.why_not(one, wanted) {
            None => return Ok(one),
            Some(No::Unknown) => {}
            Some(no) => why = no,
        }
    }
    let basis = basis.clone();
    let name = wanted.papers.first().map_or_else(Text::default, |paper| paper.material.name.clone());
    Err(match why {
        No::Unknown => Refusal::new("earlier_file_unknown", basis),
        No::Unlike => Refusal::new("earlier_file_unlike", basis).with("materials", name),
        No::Wanting => Refusal::new("earlier_file_wanting", basis).with("materials", name),
        No::Old => {
            let days = EARLIER_FILE_DAYS.to_string();
            Refusal::new("earlier_file_old", basis).with("days", Text::new(&days, &days))
        }
    })
}

/// It was hers and may stand, but cannot be opened any more: its key was destroyed.
pub fn gone(basis: &Basis) -> Refusal {
    Refusal::new("earlier_file_gone", basis.clone())
}

#[cfg(test)]
mod tests;
