//! A construction project whose answers change, and stages that are asked for before their turn.

use super::county::{Ground, follow_and_print, on_both};
use super::http::Answer;
use super::projects::{asks_for, begins, json, land, opened, stage, stage_form};
use super::uploads::{Counter, Someone, pdf};

/// The second stage needs nothing of the environment.
const WORKS: &[(&str, &str)] = &[("environment", "no")];

fn count(counter: &Counter, sql: &'static str) -> i64 {
    counter.house.store.read_now(|look| Ok(look.one(sql, &[])?.unwrap().int(0))).unwrap()
}

#[test]
fn other_answers_make_another_class_and_what_is_decided_stays() {
    on_both(|ground| {
        let counter = opened(ground);
        let agent = counter.lets_in("p-li", Some("p-noodle"));
        let project = begins(&agent);
        asks_for(&counter, &agent, &project, "project-land", &[("way", "filed")]);
        let answers = format!("{project}/answers");
        let would = format!("{answers}?area=12000");
        let page = agent.get(&would).body;
        for words in ["改为“社会投资项目”", "55", "总建筑面积多少平方米"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(agent.get(&format!("{answers}?area=large")).status, 422);
        let sent = agent.sends(&would, &answers, &[]);
        assert_eq!(sent.status, 303, "{}", sent.body);
        follow_and_print(&counter.house);
        let plan = json(&agent, &project);
        assert_eq!((&plan["class"], &plan["budget"]), (&"social".into(), &55.into()));
        assert_eq!(stage(&plan, "land")["budget"], 15, "the stage that is open takes its days");
        let seen = agent.get(&project).body;
        assert!(seen.contains("类别从“低风险小型工业项目”变为“社会投资项目”"), "the diary says why: {seen}");
        // its stages are asked for by the new class: more is needed
        let no = project.rsplit('/').next().unwrap();
        let form = agent.get(&format!("/bundles/project-works/for/{no}?environment=no")).body;
        assert!(form.contains("动土多吗"), "{form}");
        // back, and the land is granted: what it rests on stays as it is
        let back = agent.sends(&format!("{answers}?area=3600"), &answers, &[]);
        assert_eq!(back.status, 303, "{}", back.body);
        let others = counter.lets_in("s-build", None);
        assert_eq!(others.get(&answers).status, 404, "whoever's project it is answers");
    });
}

#[test]
fn what_a_decided_stage_rests_on_is_refused_with_its_basis() {
    let counter = opened(Ground::sqlite());
    let agent = counter.lets_in("p-li", Some("p-noodle"));
    let project = begins(&agent);
    land(&counter, &agent, &project);
    let answers = format!("{project}/answers");
    let page = agent.get(&answers).body;
    assert!(page.contains("不能再改的") && page.contains("“立项用地规划许可”已经按它答复"), "{page}");
    let form = agent.get(&format!("{answers}?area=12000")).form(&answers);
    let sent = form.with("scheme", "yes").send(agent.door, &agent.cookie);
    assert_eq!(sent.status, 422, "{}", sent.body);
    for words in ["不能再改", "另立一个项目", "国办发〔2019〕11号"] {
        assert!(sent.body.contains(words), "{words}: {}", sent.body);
    }
    // the land stays decided in the days it had; what is ahead takes the new ones
    assert_eq!(agent.sends(&format!("{answers}?area=12000"), &answers, &[]).status, 303);
    let plan = json(&agent, &project);
    let budgets = ["land", "works", "start"].map(|code| stage(&plan, code)["budget"].as_i64().unwrap());
    assert_eq!((budgets, stage(&plan, "land")["standing"].as_str()), ([3, 15, 13], Some("done")));
    assert_eq!(plan["budget"], 3 + 15 + 13 + 12);
}

/// She sends the form of the second stage.
fn works(counter: &Counter, agent: &Someone, no: &str) -> Answer {
    let action = format!("/bundles/project-works/for/{no}");
    let (page, answers, _) = stage_form(&counter.house, no, "project-works", WORKS);
    let mut form = agent.get(&page).form(&action);
    for (code, answer) in answers.iter().filter(|(code, _)| !code.ends_with("project_code")) {
        form = form.with(code, answer);
    }
    let own = [("declared", "yes"), ("applicant", "李梅"), ("phone", "13800000669")];
    let form = own.into_iter().fold(form, |form, (name, value)| form.with(name, value));
    form.to(&action).send(agent.door, &agent.cookie)
}

#[test]
fn a_stage_that_is_asked_for_too_early_waits_on_its_draft_and_no_case_runs() {
    let counter = opened(Ground::sqlite());
    let agent = counter.lets_in("p-li", Some("p-noodle"));
    let project = begins(&agent);
    let no = project.rsplit('/').next().unwrap();
    let form = format!("/bundles/project-works/for/{no}");
    let asked = stage_form(&counter.house, no, "project-works", WORKS).0;
    let page = agent.get(&asked).body;
    assert!(page.contains("还没轮到这个阶段：要等“立项用地规划许可”答复同意才能交"), "{page}");
    let sent = works(&counter, &agent, no);
    assert_eq!(sent.status, 422, "{}", sent.body);
    assert!(sent.body.contains("要等“立项用地规划许可”答复同意才能交"), "{}", sent.body);
    follow_and_print(&counter.house);
    assert_eq!(count(&counter, "select count(*) from v_bundle"), 0, "nothing has begun");
    assert!(agent.get("/bundle-cases").body.contains(&format!("href=\"{form}\"")), "it waits");
    land(&counter, &agent, &project);
    let page = agent.get(&form).body;
    assert!(page.contains("这是您上次存着的") && !page.contains("还没轮到"), "{page}");
    asks_for(&counter, &agent, &project, "project-works", WORKS);
    assert_eq!(stage(&json(&agent, &project), "works")["standing"], "running");
    let again = works(&counter, &agent, no);
    assert!(again.status == 422 && again.body.contains("这个阶段已经申请了"), "{}", again.body);
    assert_eq!(count(&counter, "select count(*) from undone"), 0);
}

/// The drawings of the second stage as they wait on its draft: these bytes, and no others.
fn draws(counter: &Counter, agent: &Someone, no: &str, bytes: &str) {
    let form = format!("/bundles/project-works/for/{no}");
    let files = format!("{form}/files");
    let page = stage_form(&counter.house, no, "project-works", WORKS).0;
    let typed = agent.get(&page).form(&form).with("to-files", "yes");
    let kept = typed.to(&format!("{form}/draft")).send(agent.door, &agent.cookie);
    assert_eq!((kept.status, kept.header("location")), (303, files.as_str()), "{}", kept.body);
    let remove = format!("{files}/remove");
    if agent.get(&files).body.contains(&remove) {
        assert_eq!(agent.sends(&files, &remove, &[]).status, 303);
    }
    let laid = agent.uploads(&files, "planning-works-permit.design", "总平面图.pdf", &pdf(bytes));
    assert_eq!(laid.status, 303, "{}", laid.body);
}

#[test]
fn the_bytes_of_the_drawings_say_which_version_it_is() {
    for (handed_in, same) in [("one", true), ("two", false)] {
        let counter = opened(Ground::sqlite());
        let agent = counter.lets_in("p-li", Some("p-noodle"));
        let project = begins(&agent);
        let no = project.rsplit('/').next().unwrap();
        land(&counter, &agent, &project);
        draws(&counter, &agent, no, "one");
        let asked = agent.sends(&project, &format!("{project}/prereview"), &[("design", "总平面图")]);
        assert_eq!(asked.status, 303, "{}", asked.body);
        let page = format!("{project}/stages/works");
        let build = counter.lets_in("s-build", None);
        let given = build.sends(&page, &format!("{page}/opinion"), &[("stance", "agrees")]);
        assert_eq!(given.status, 303, "{}", given.body);
        // the same bytes are sealed anew, under another hash, and known again; she says nothing of it
        draws(&counter, &agent, no, handed_in);
        asks_for(&counter, &agent, &project, "project-works", WORKS);
        assert_eq!(
            stage(&json(&agent, &project), "works")["awaited"],
            if same { 1 } else { 2 },
            "{handed_in}"
        );
        let seen = counter.lets_in("s-land", None).get(&page).body;
        assert_eq!(seen.contains("各部门看的图纸不是同一版"), !same, "the lead is shown: {seen}");
        let told = build.get(&page).body;
        assert_eq!(told.contains("预审看的是另一版图纸"), !same, "and so is the branch: {told}");
        assert_eq!(told.contains(&format!("{page}/opinion")), !same, "which is asked anew");
    }
}
