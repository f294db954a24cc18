//! Files for materials: which may be handed in, and when. Rules never open a file; what it is was judged by
//! its content before it came here.

use facts::case::{Event, FILE_NAME, File, Reused};
use kernel::earlier::EarlierFile;
use kernel::limits::EVENT_FILES;
use kernel::{Basis, Entry, Private, Refusal, Rule, Text};
use serde::{Deserialize, Serialize};

use super::terms::Terms;

/// A file that lies on a shelf of the house until a fact names it, or that a bundle's first fact has named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// As a fact names it.
    pub file: File,
    /// Its own name; sealed.
    pub name: String,
}

impl Handed {
    /// A file of a material, as it lies on a shelf.
    pub fn new(material: &str, hash: &str, form: &str, bytes: i64, name: &str) -> Self {
        let (material, hash, form) = (material.to_owned(), hash.to_owned(), form.to_owned());
        let file = File { material, hash, form, bytes, shared: false, reused: None };
        Self { file, name: name.to_owned() }
    }

    /// A file of an earlier case of hers, for a material that is asked for now: named again, not copied.
    pub fn again(material: &str, one: &EarlierFile, name: &str) -> Self {
        let mut handed = Self::new(material, &one.hash, &one.form, one.bytes, name);
        handed.file.reused = Some(Box::new(Reused { case_no: one.first_case.clone(), on: one.on }));
        handed
    }
}

/// As facts name them.
pub(super) fn named(files: &[Handed]) -> Vec<File> {
    files.iter().map(|handed| handed.file.clone()).collect()
}

/// Their own names, for the sealed part.
pub(super) fn names(files: &[Handed]) -> impl Iterator<Item = (String, String)> {
    files.iter().map(|handed| (format!("{FILE_NAME}{}", handed.file.hash), handed.name.clone()))
}

/// The materials that were ticked, and those of which files lie there.
pub(super) fn with_theirs(materials: &[String], files: &[Handed]) -> Vec<String> {
    let mut all = materials.to_vec();
    for handed in files {
        if !all.contains(&handed.file.material) {
            all.push(handed.file.material.clone());
        }
    }
    all
}

/// One fact names so many and no more.
pub(super) fn bounded(files: &[Handed], basis: impl Fn() -> Basis) -> Result<(), Refusal> {
    if files.len() > EVENT_FILES {
        let most = EVENT_FILES.to_string();
        return Err(Refusal::new("files_too_many", basis()).with("most", Text::new(&most, &most)));
    }
    Ok(())
}

/// The window puts a paper on the case that the applicant brought: while the case is open, and not one that a
/// notice or a promise still waits for, because supplying that is a correction, or keeps the promise.
pub(super) fn enclose(
    terms: &Terms<'_>,
    material: &str,
    files: &[Handed],
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Acceptance;
    terms.open(rule)?;
    if !terms.may_come(material) {
        return Err(terms.refuse("material_unknown", rule).with("materials", Text::new(material, material)));
    }
    if terms.awaited(material) {
        let name = terms.material_names(&[material.to_owned()]);
        return Err(terms.refuse("still_outstanding", rule).with("materials", name));
    }
    bounded(files, || terms.ctx.basis(terms.item, rule))?;
    let fields = names(files).collect();
    let event = Event::Enclosed { material: material.to_owned(), files: named(files) };
    Ok(vec![Entry::sealed(event, Private { party: terms.filed.party.clone(), fields })])
}
