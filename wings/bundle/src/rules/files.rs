//! Files for the papers of a bundle: each is handed in once, for every member that wants it.

use std::collections::BTreeMap;

use facts::bundle::{FILE_NAME, File, Reused};
use kernel::bundle::Whole;
use kernel::earlier::EarlierFile;
use serde::{Deserialize, Serialize};

use super::Known;
use super::run::Run;

/// A file that lies on a shelf of the house until a fact names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// As a fact names it.
    pub file: File,
    /// Its own name; sealed.
    pub name: String,
    /// What its bytes come to, where it is a drawing of a construction project; or empty.
    #[serde(default)]
    pub mark: String,
}

impl Handed {
    /// A file of a paper, as it lies on a shelf.
    pub fn new(paper: &str, hash: &str, form: &str, bytes: i64, name: &str) -> Self {
        let (material, hash, form) = (paper.to_owned(), hash.to_owned(), form.to_owned());
        Self {
            file: File { material, hash, form, bytes, shared: false, reused: None },
            name: name.to_owned(),
            mark: String::new(),
        }
    }

    /// A file of an earlier case of hers, for a paper that is asked for now: named again, not copied.
    pub fn again(paper: &str, one: &EarlierFile, name: &str) -> Self {
        let mut handed = Self::new(paper, &one.hash, &one.form, one.bytes, name);
        handed.file.reused = Some(Box::new(Reused { case_no: one.first_case.clone(), on: one.on }));
        handed
    }
}

/// The bundle's files that a member wants, under the codes of its materials: each was handed in once, and is
/// named again, not copied.
pub(super) fn reaching(whole: &Whole<'_>, run: &Run, member: usize) -> Vec<File> {
    let wanted = |file: &File| {
        let materials = whole.reached(member, &file.material, &run.situation);
        let file = File { shared: true, ..file.clone() };
        materials.into_iter().map(move |material| File { material, ..file.clone() }).collect::<Vec<_>>()
    };
    run.files.iter().flat_map(wanted).collect()
}

/// The own names of these files, for the sealed part.
pub(super) fn names(files: &[File], known: &Known) -> BTreeMap<String, String> {
    let name = |file: &File| {
        let name = known.names.get(&file.hash).cloned().unwrap_or_default();
        (format!("{FILE_NAME}{}", file.hash), name)
    };
    files.iter().map(name).collect()
}

/// The papers that were ticked, and those of which files lie there.
pub(super) fn with_theirs(papers: &[String], files: &[Handed]) -> Vec<String> {
    let mut all = papers.to_vec();
    for handed in files {
        if !all.contains(&handed.file.material) {
            all.push(handed.file.material.clone());
        }
    }
    all
}
