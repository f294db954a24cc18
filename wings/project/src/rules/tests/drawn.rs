//! Diaries of designs: the bytes of the drawings say which version it is, whatever the applicant calls it.

use super::*;

/// Both organs looked at drawings that come to this.
fn looked_at(version: &str) -> Life {
    let mut life = Life::begun().with_land();
    assert_eq!(life.prereviews_by("方案一", version), ["prereview works 3"]);
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["early opinion Agrees"]);
    life
}

#[test]
fn the_same_bytes_are_the_same_version_under_any_name() {
    let mut life = looked_at("v1");
    let renamed = Command::Redesign { design: "报批稿".to_owned(), version: "v1".to_owned() };
    assert_eq!(life.asks(Role::Agent, "", &renamed), ["redesigned 报批稿"]);
    assert_eq!(
        life.opines(BUILD, Stance::Disagrees, "不行"),
        ["opinion aside Twice"],
        "it is the same design"
    );
    life.drawings = "v1".to_owned();
    let opened = life.opens("project-works", "b-2", &["planning-works-permit"]);
    assert_eq!(opened[1..], [format!("carried {BUILD} 2026-09-01")]);
}

#[test]
fn other_bytes_are_another_version_whatever_she_calls_it() {
    let mut life = looked_at("v1");
    life.drawings = "v2".to_owned();
    let opened = life.opens("project-works", "b-2", &["planning-works-permit"]);
    assert_eq!(opened[1..], [format!("outdated {BUILD} 2026-09-01")], "the branch is told so");
    assert_eq!(life.run.design, Design { name: "方案一".to_owned(), version: "v2".to_owned() });
    assert!(
        !life.run.stage("works").unwrap().early[BUILD].design.is(&life.run.design),
        "and the lead sees it"
    );
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["opinion Agrees"], "it is asked anew");
    // drawings that were not handed in are not known to be the same
    let mut life = looked_at("v1");
    let opened = life.opens("project-works", "b-2", &["planning-works-permit"]);
    assert_eq!(opened[1..], [format!("outdated {BUILD} 2026-09-01")]);
}
