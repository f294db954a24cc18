//! Diaries of projects whose answers change: what is finished stays, what is settled is refused.

use super::*;

/// Environment: asked in the first stage where the ground is delicate.
const AIR: &str = "11449921MB9X0020XF";

#[test]
fn other_answers_reckon_the_class_anew_and_lose_nothing_that_is_finished() {
    let mut life = Life::begun().with_land();
    assert_eq!(life.regrades(&[]), [""; 0], "nothing is answered otherwise");
    assert_eq!(life.regrades(&[("area", "large")]), ["refused situation_open"]);
    assert_eq!(life.regrades(&[("area", "12000")]), ["regraded small social 55 by area"]);
    let begun = life.run.begun.as_ref().unwrap();
    assert_eq!((begun.class.as_str(), begun.budget), ("social", 55));
    assert!(life.run.granted("land"), "what is granted stays granted");
    let land = life.run.stage("land").unwrap().rounds[0].end.as_ref().unwrap();
    assert_eq!(land.class, "small", "and was decided in the days of its class");
    // a set of papers by the old class is none of this project's any more
    let strange = life.opens_as("project-works", "b-2", &["planning-works-permit"], "small", "o-ming");
    assert_eq!(strange, ["bundle aside OtherClass"]);
    assert_eq!(life.opens("project-works", "b-3", &["planning-works-permit"]).len(), 1);
    // and back, while the works are not decided
    assert_eq!(life.regrades(&[("area", "8000")]), ["regraded social small 15 by area"]);
}

#[test]
fn what_a_stage_has_settled_is_not_answered_otherwise() {
    let mut life = Life::begun();
    assert_eq!(life.regrades(&[("scheme", "yes")]), ["regraded small small 15 by scheme"], "same class");
    let mut life = Life::begun().with_land();
    assert_eq!(life.regrades(&[("scheme", "yes")]), ["refused answer_settled"], "the land is granted");
    assert_eq!(life.regrades(&[("height", "30")]), ["regraded small social 55 by height"]);
    let stranger = Command::Regrade { situation: answers("9000") };
    assert_eq!(life.asks(Role::Head, LAND, &stranger), ["not allowed"], "nobody does it for her");
    life.asks(Role::Agent, "", &Command::Withdraw {});
    assert_eq!(life.regrades(&[("height", "20")]), ["refused project_withdrawn"]);
}

#[test]
fn an_open_stage_waits_for_her_answers_by_the_new_class_and_the_day_is_hers() {
    let mut life = Life::begun().with_land().with_works();
    life.turns("b-2", "planning-works-permit", Turn::Filed);
    life.turns("b-2", "planning-works-permit", Turn::Organ);
    life.opines(BUILD, Stance::Agrees, "");
    life.opines(WATER, Stance::Agrees, "");
    life.on("2026-09-02");
    life.turns("b-2", "planning-works-permit", Turn::Done);
    assert_eq!(life.regrades(&[("area", "12000")]), ["regraded small social 55 by area"]);
    assert_eq!(life.replies(LAND, "works"), ["refused stage_class_changed"]);
    life.on("2026-09-04");
    assert_eq!(life.spent("works"), [0, 1, 2, 0, 3], "while she does not answer, the days are hers");
    let members = ["planning-works-permit", "soil-conservation-plan"];
    assert_eq!(life.replans("b-2", "social", &members), [format!("replanned {}", members.join(" "))]);
    assert_eq!(life.replies(LAND, "works"), ["refused stage_members_open"], "one more is needed now");
    life.turns("b-2", "soil-conservation-plan", Turn::Filed);
    life.turns("b-2", "soil-conservation-plan", Turn::Organ);
    life.turns("b-2", "soil-conservation-plan", Turn::Done);
    assert_eq!(life.replies(LAND, "works"), ["replied works Agreed"]);
}

#[test]
fn other_answers_ask_other_organs_and_spare_those_they_do_not_call_for() {
    let mut life = Life::begun();
    life.opens("project-land", "b-1", &["planning-land-permit"]);
    life.on("2026-09-02");
    let asked = format!("reasked land [{AIR} by 2026-09-07] spared []");
    assert_eq!(life.regrades(&[("ground", "yes")]), ["regraded small social 55 by ground", &asked]);
    life.turns("b-1", "planning-land-permit", Turn::Done);
    assert_eq!(life.replans("b-1", "social", &["planning-land-permit"]), ["replanned planning-land-permit"]);
    assert_eq!(life.replies(LAND, "land"), ["refused stage_opinions_awaited"]);
    life.on("2026-09-03");
    let spared = format!("reasked land [] spared [{AIR}]");
    assert_eq!(life.regrades(&[]), ["regraded social small 15 by ground", &spared]);
    life.replans("b-1", "small", &["planning-land-permit"]);
    assert_eq!(
        life.replies(LAND, "land"),
        ["replied land Agreed"],
        "nobody waits for it, nor calls it silent"
    );
}
