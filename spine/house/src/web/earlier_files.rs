//! 以前交过的文件, offered where the same paper is asked for: ticked on the form instead of uploaded, and named
//! again by the fact, not copied. Which may be offered is [`kernel::earlier`]; here is who is shown it: the
//! applicant, a clerk before whom she stands with her card, and an assistant whom she lets hand in papers.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::FILE_NAME;
use kernel::earlier::{self, EarlierFile, Wanted};
use kernel::form::FieldFault;
use kernel::limits::EARLIER_FILE_ROWS;
use kernel::{Basis, Day};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::drafts::Typed;
use super::earlier::Given;
use super::filer::Filer;
use super::handing::{crowded, shown_name};
use super::page::Frame;
use super::parts;
use crate::failure::Failure;
use crate::files::Loose;
use crate::links;
use crate::opening::{House, Seeing};

/// In front of a paper's code, a dot and a file's hash, as a field: `yes` where that file is taken.
pub const EARLIER: &str = "earlier-";

/// An earlier file as a form offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choice {
    /// The field that takes it, with `yes`.
    pub field: String,
    /// SM3 of the sealed bytes, lower hex.
    pub hash: String,
    /// The name it came under.
    pub name: String,
    /// What it is by its content, as `pdf`.
    pub form: String,
    /// Bytes before it was sealed.
    pub bytes: i64,
    /// With which case it came first, and when.
    pub given: Given,
    /// Where she opens it; none for those who help her.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// What is offered, by the code of the paper, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Choices(pub BTreeMap<String, Vec<Choice>>);

/// An earlier file that was taken for a paper.
#[derive(Clone, Debug)]
pub struct Picked {
    /// Code of the paper.
    pub paper: String,
    /// The file.
    pub file: EarlierFile,
    /// Its own name.
    pub name: String,
}

/// Whose earlier files whoever fills in this form may take; nobody's for a parcel, whose sender was not seen.
fn applicant(filer: &Filer) -> Option<&str> {
    match (&filer.visitor, &filer.assisted) {
        (Some(visitor), _) => visitor.parcel.is_none().then_some(&visitor.party),
        (None, Some(one)) => one.hands_in.then_some(&one.party),
        (None, None) => Some(filer.who.acting_for()),
    }
}

/// What the register has of this party, each with its material as its edition says it.
fn found(seeing: &mut Seeing<'_, '_>, party: &str) -> Result<Vec<EarlierFile>, store::Fault> {
    let look = seeing.house.handed_in;
    let mut files = look(seeing.look, party, EARLIER_FILE_ROWS)?;
    for one in &mut files {
        let edition = seeing.ctx.edition(&one.edition);
        one.paper = edition.and_then(|edition| edition.item.material(&one.material)).cloned();
    }
    Ok(files)
}

/// Own names by hash, from the sealed part of the cases that name them; none where her key is gone.
fn names(
    seeing: &mut Seeing<'_, '_>,
    files: &[&EarlierFile],
) -> Result<BTreeMap<String, String>, store::Fault> {
    let cases: BTreeSet<&str> = files.iter().map(|one| one.case_no.as_str()).collect();
    let mut names = BTreeMap::new();
    for no in cases {
        for fact in seeing.diary(&format!("case/{no}"))? {
            let sealed = fact.private.into_iter().flat_map(|private| private.fields);
            let own = |(name, text): (String, String)| Some((name.strip_prefix(FILE_NAME)?.to_owned(), text));
            names.extend(sealed.filter_map(own));
        }
    }
    Ok(names)
}

/// What is offered for these papers to whoever fills in the form.
///
/// # Errors
/// A store fault.
pub async fn offered(house: &House, filer: &Filer, wanted: Vec<Wanted>) -> Result<Choices, Failure> {
    let Some(party) = applicant(filer).filter(|_| !wanted.is_empty()).map(str::to_owned) else {
        return Ok(Choices::default());
    };
    let own = filer.visitor.is_none() && filer.assisted.is_none();
    let read = house.read(filer.who.clone(), move |seeing| {
        let files = found(seeing, &party)?;
        let offered = earlier::offered(&wanted, &files, &party, seeing.ctx.today());
        let all: Vec<&EarlierFile> = offered.values().flatten().copied().collect();
        let names = names(seeing, &all)?;
        let mut choices = Choices::default();
        for (paper, files) in offered {
            let one = |file: &&EarlierFile| Some(choice(&paper, file, names.get(&file.hash)?, own));
            let files: Vec<Choice> = files.iter().filter_map(one).collect();
            if !files.is_empty() {
                choices.0.insert(paper, files);
            }
        }
        Ok(choices)
    });
    read.await
}

fn choice(paper: &str, file: &EarlierFile, name: &str, own: bool) -> Choice {
    Choice {
        field: format!("{EARLIER}{paper}.{}", file.hash),
        hash: file.hash.clone(),
        name: shown_name(name, &file.form),
        form: file.form.clone(),
        bytes: file.bytes,
        given: Given { case_no: file.first_case.clone(), on: file.on },
        href: own.then(|| format!("{}/files/{}", links::case(&file.case_no), file.hash)),
    }
}

/// Paper and hash of every earlier file that is ticked.
fn ticked(typed: &Typed) -> impl Iterator<Item = (&str, &str)> {
    let ticks = typed.iter().filter(|(_, value)| *value == "yes");
    ticks.filter_map(|(name, _)| name.strip_prefix(EARLIER)?.rsplit_once('.'))
}

/// How many earlier files are ticked for a paper.
pub fn ticked_for(typed: &Typed, paper: &str) -> usize {
    ticked(typed).filter(|(code, _)| *code == paper).count()
}

/// What is ticked stays as it stood in the stored form, unless whoever typed may hand in papers; says whether
/// more is ticked than was.
pub fn settle(typed: &mut Typed, stored: &Typed, hands_in: bool) -> bool {
    let tick = |name: &String| name.starts_with(EARLIER);
    if hands_in {
        return typed.keys().any(|name| tick(name) && !stored.contains_key(name));
    }
    typed.retain(|name, _| !tick(name));
    let kept = stored.iter().filter(|(name, _)| tick(name));
    typed.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
    false
}

/// The earlier files that are ticked for these papers, beside what lies there already.
///
/// # Errors
/// Why one may not be taken; [`Failure::Faulty`] where there would be too many; a store fault.
pub async fn picked(
    house: &House,
    filer: &Filer,
    wanted: Vec<Wanted>,
    typed: &Typed,
    (lie, basis): (&[Loose], &Basis),
) -> Result<Vec<Picked>, Failure> {
    let place = |code: &str| wanted.iter().position(|paper| paper.code == code);
    let ticks: Vec<(usize, String)> =
        ticked(typed).filter_map(|(code, hash)| Some((place(code)?, hash.to_owned()))).collect();
    if ticks.is_empty() {
        return Ok(Vec::new());
    }
    let party = applicant(filer).unwrap_or_default().to_owned();
    let (whose, basis_of) = (party.clone(), basis.clone());
    let picks = house.read(filer.who.clone(), move |seeing| {
        let files = found(seeing, &whose)?;
        let today = seeing.ctx.today();
        let mut taken = Vec::new();
        for (paper, hash) in &ticks {
            let paper = &wanted[*paper];
            taken.push((paper, earlier::taken(paper, &files, (hash, &whose), today, &basis_of)?));
        }
        let named = names(seeing, &taken.iter().map(|(_, file)| *file).collect::<Vec<_>>())?;
        let one = |(paper, file): (&Wanted, &EarlierFile)| {
            let name = named.get(&file.hash).ok_or_else(|| earlier::gone(&basis_of))?.clone();
            Ok(Picked { paper: paper.code.clone(), file: file.clone(), name })
        };
        taken.into_iter().map(one).collect::<Result<Vec<Picked>, Failure>>()
    });
    let picks = picks.await?;
    fits(&picks, lie)?;
    for one in &picks {
        if house.open_file(&party, &one.file.hash).await?.is_none() {
            return Err(earlier::gone(basis).into());
        }
    }
    Ok(picks)
}

/// What was uploaded and what is taken is together no more than an application may have.
fn fits(picks: &[Picked], lie: &[Loose]) -> Result<(), Failure> {
    let mut here: Vec<(&str, i64)> = lie.iter().map(|one| (one.material.as_str(), one.bytes)).collect();
    for one in picks {
        if let Some(why) = crowded(&here, &one.paper, one.file.bytes) {
            return Err(Failure::Faulty(vec![FieldFault::new(&format!("material-{}", one.paper), why)]));
        }
        here.push((&one.paper, one.file.bytes));
    }
    Ok(())
}

impl Choices {
    /// What is offered for a paper, each with a box to tick.
    pub fn drawn(&self, see: &Frame, paper: &str, typed: &Typed) -> Markup {
        let files = self.0.get(paper).map_or(&[][..], Vec::as_slice);
        html! { @if !files.is_empty() { div { @for one in files {
            @let id = parts::field_id(&one.field);
            div.pick {
                input type="checkbox" id=(id) name=(one.field) value="yes"
                    checked[typed.get(&one.field).is_some_and(|v| v == "yes")];
                label for=(id) {
                    (see.say("用以前交过的：", "Use what was handed in before: ")) (one.name) " "
                    span.soft.small { (from(see, &one.given.case_no, one.given.on)) }
                }
            }
            @if let Some(href) = &one.href { p.small { a href=(href) {
                (see.say("打开看看", "Open it")) span.vh { (see.say("：", ": ")) (one.name) }
            } } }
        } } } }
    }
}

/// From where an earlier file is.
pub fn from(see: &Frame, case_no: &str, on: Day) -> String {
    see.pick(
        format!("（{}交，办件 {case_no}）", on.zh_full()),
        format!("(of {}, case {case_no})", on.en_full()),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use kernel::limits::MATERIAL_FILES;

    use super::*;

    fn pick(paper: &str, hash: usize) -> Picked {
        let file = EarlierFile {
            hash: hash.to_string(),
            form: "pdf".to_owned(),
            bytes: 1_000,
            party: "p-1".to_owned(),
            item: "shop".to_owned(),
            edition: String::new(),
            material: paper.to_owned(),
            paper: None,
            case_no: "c1".to_owned(),
            first_case: "c1".to_owned(),
            on: "2026-03-02".parse().unwrap(),
            accepted: true,
            wanting: false,
        };
        Picked { paper: paper.to_owned(), file, name: "a.pdf".to_owned() }
    }

    fn loose(material: &str) -> Loose {
        let material = material.to_owned();
        let (hash, form, name) = ("l".to_owned(), "pdf".to_owned(), "b.pdf".to_owned());
        Loose { hash, material, form, bytes: 1_000, name, at: kernel::Instant(0) }
    }

    #[test]
    fn what_is_taken_and_what_was_uploaded_count_together() {
        let most: Vec<Picked> = (1..MATERIAL_FILES).map(|n| pick("lease", n)).collect();
        assert!(fits(&most, &[loose("lease")]).is_ok());
        let more = [&most[..], &[pick("photo", 90), pick("lease", 91)]].concat();
        let Err(Failure::Faulty(faults)) = fits(&more, &[loose("lease")]) else { panic!("too many") };
        assert_eq!(faults[0].field, "material-lease", "said where it stands");
    }

    #[test]
    fn who_may_not_hand_in_papers_leaves_what_is_ticked() {
        let typed = |names: &[&str]| -> Typed {
            names.iter().map(|name| ((*name).to_owned(), "yes".to_owned())).collect()
        };
        let stored = typed(&["earlier-lease.a", "name"]);
        let mut sent = typed(&["earlier-lease.b", "name"]);
        assert!(!settle(&mut sent, &stored, false));
        assert_eq!(sent, stored);
        let mut sent = typed(&["earlier-lease.b"]);
        assert!(settle(&mut sent, &stored, true), "one more is ticked");
        assert_eq!(ticked_for(&sent, "lease"), 1);
        assert!(!settle(&mut typed(&["earlier-lease.a"]), &stored, true), "as it was");
    }
}
