//! One visit for several members, and what nobody can fill in before an outcome is there.

use super::*;

const STAY: &[(&str, &str)] = &[
    ("place", "owned"),
    ("stay", "yes"),
    ("rooms", "6"),
    ("sign", "no"),
    ("large", "yes"),
    ("food-permit.cold", "yes"),
];

/// An officer of the organ that leads.
fn lead(life: &mut Life, on: &str, items: &[&str]) -> Vec<String> {
    let items = items.iter().map(|item| (*item).to_owned()).collect();
    let command = Command::CallVisit { on: on.parse().unwrap(), items };
    let who = Actor { organ: "11449921MB9X00162C".to_owned(), ..actor(Role::Examiner) };
    let (act, place) = Rules::asks(&life.run, &command, &life.ctx(&who));
    assert!(life.rights.may(&who, act, &place), "whoever leads may");
    let other = Actor { organ: "11449921MB9X00031G".to_owned(), ..actor(Role::Examiner) };
    assert!(!life.rights.may(&other, act, &place), "nobody else may");
    let entries = match Rules::decide(&life.run, &command, &life.known, &life.ctx(&who)) {
        Ok(entries) => entries,
        Err(no) => return vec![format!("refused {}", no.code)],
    };
    let mut said = Vec::new();
    for entry in entries {
        let now = life.ctx(&who).now;
        let written = Written { at: now, effective: now, actor: &who };
        said.push(words(&entry.event));
        life.run = Rules::evolve(std::mem::take(&mut life.run), &entry.event, &written);
    }
    said
}

#[test]
fn the_lead_calls_one_visit_for_several_organs() {
    let mut wang = Life::new("open-a-farm-stay");
    wang.begin(STAY);
    wang.filed("individual-business", "c1");
    wang.granted("individual-business", "c1");
    let four = ["food-permit", "fire-check", "public-place-hygiene", "hotel-permit"];
    for (n, item) in four.iter().enumerate() {
        wang.filed(item, &format!("c{}", n + 2));
    }
    // nobody has accepted anything yet
    assert_eq!(lead(&mut wang, "2026-09-08", &four), ["refused bundle_visit_not_ready"]);
    wang.known.accepted = ["c2", "c3", "c4", "c5"].map(str::to_owned).into();
    assert_eq!(lead(&mut wang, "2026-09-01", &four), ["refused visit_soon"], "she is told before");
    assert_eq!(lead(&mut wang, "2026-09-08", &four[..1]), ["refused bundle_visit_alone"]);
    assert_eq!(
        lead(&mut wang, "2026-09-08", &["food-permit", "food-permit"]),
        ["refused bundle_visit_alone"]
    );
    assert_eq!(
        lead(&mut wang, "2026-09-08", &four),
        ["joint visit 1 2026-09-08 food-permit fire-check public-place-hygiene hotel-permit"]
    );
    assert_eq!(wang.run.visits[0].cases, ["c2", "c3", "c4", "c5"]);
    assert_eq!(lead(&mut wang, "2026-09-09", &four), ["refused bundle_visit_open"], "one is still to come");
    // it is over: what was not seen is seen another day
    wang.day = "2026-09-09".parse().unwrap();
    assert_eq!(lead(&mut wang, "2026-09-11", &four[1..3]).len(), 1);
    // what its file verifies on the spot is proposed first
    let who = actor(Role::Citizen);
    let ctx = wang.ctx(&who);
    let whole = whole("b-1", &ctx).unwrap();
    let seen = |item: &str| seen_on_the_spot(&whole, &wang.run, item);
    assert!(seen("food-permit") && seen("public-place-hygiene") && !seen("individual-business"));
}

#[test]
fn what_nobody_knows_yet_is_filled_in_when_it_is_known() {
    let own = &[("who", "mother"), ("certificate", "no"), ("order", "first")];
    let id = "social-security-card.holder.id";
    let mut wang = Life::new("have-a-baby");
    let situation = wang.answers(own);
    let mut answers = wang.form(&situation);
    assert!(answers.remove(id).is_some(), "it is asked from the beginning, and may stay open");
    let begin = Command::Begin {
        bundle: "have-a-baby".to_owned(),
        edition: "b-1".to_owned(),
        papers: Vec::new(),
        applicant: "王小明".to_owned(),
        phone: "13800000668".to_owned(),
        situation: situation.clone(),
        answers: answers.clone(),
        on_behalf: None,
        files: Vec::new(),
        project: String::new(),
    };
    assert_eq!(wang.asks(Role::Citizen, &begin).last().unwrap(), "started birth-certificate");
    wang.filed("birth-certificate", "c1");
    let said = wang.granted("birth-certificate", "c1");
    assert_eq!(
        said[1..],
        ["started birth-registration", "started newborn-medical-insurance", "started vaccination-record"]
    );
    // the number of the certificate went along, and nobody typed it
    assert_eq!(wang.started["birth-registration"]["answer.certificate_no"], "YY44992100000001");
    for (item, case) in
        [("birth-registration", "c2"), ("newborn-medical-insurance", "c3"), ("vaccination-record", "c4")]
    {
        wang.filed(item, case);
    }
    let said = wang.granted("birth-registration", "c2");
    assert_eq!(said[1..], ["held social-security-card", "held childcare-subsidy"]);
    // the child has its number now: typed once, for both
    answers.insert(id.to_owned(), "449921202608150055".to_owned());
    let change = Command::Change { situation, papers: Vec::new(), answers };
    let said = wang.asks(Role::Citizen, &change);
    assert_eq!(
        said[1..],
        ["started social-security-card", "started childcare-subsidy"],
        "nothing is recalled"
    );
    assert_eq!(wang.started["childcare-subsidy"]["answer.child.id"], "449921202608150055");
}
