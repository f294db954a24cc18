//! A construction project through the pages: the class and why, a stage as one set of papers for several
//! organs, opinions before and with it, the lead who resolves and replies, and whose days went where.

use account::rules::{Command as Account, Rules as Accounts};
use bundle::rules::Command as Asked;
use house::console::console_actor;
use house::{Cause, House, To};
use kernel::Role;
use kernel::form::Answers;
use serde_json::Value as Json;
use yimen::demo::building::PLANT;
use yimen::demo::running::complete;

use super::bundles::granted;
use super::county::{Ground, follow_and_print, li, morning, on_both};
use super::uploads::{Counter, Someone, pdf};

const JSON: (&str, &str) = ("accept", "application/json");
/// Natural resources: leads the first two stages.
const LAND: &str = "11449921MB9X0004X8";
/// Development and reform: files the project.
const PLAN: &str = "11449921MB9X000663";
/// Housing and construction, and water: asked in the second stage.
const BUILD: &str = "11449921MB9X000588";
const WATER: &str = "11449921MB9X00138U";

/// The hall with officers of the organs a plant needs.
pub(super) fn opened(ground: Ground) -> Counter {
    let counter = Counter::open(ground);
    let staff = [
        ("s-land", LAND, Role::Head),
        ("s-build", BUILD, Role::Examiner),
        ("s-water", WATER, Role::Examiner),
    ];
    for (party, organ, role) in staff {
        let (name, post) = ("周工".to_owned(), "officer".to_owned());
        let (own, organ) = (party.to_owned(), organ.to_owned());
        let command = Account::AddStaff { party: own.clone(), name, organ, role, post };
        let cause = Cause::outside("console", "test", party).unwrap();
        counter.house.act_now::<Accounts>(console_actor("test"), To::Stream(own), cause, command).unwrap();
    }
    counter
}

pub(super) fn json(who: &Someone, path: &str) -> Json {
    let answer = who.door.get(path, &[JSON, ("cookie", who.cookie.as_str())]);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

/// Li Mei answers the risk rule and takes the project's code; gives its page.
pub(super) fn begins(agent: &Someone) -> String {
    let answers: Vec<String> = PLANT.iter().map(|(code, answer)| format!("{code}={answer}")).collect();
    let open = agent.get("/projects/investment/begin?asked=yes&investor=social");
    assert_eq!(open.status, 422, "every question is needed");
    let page = format!("/projects/investment/begin?asked=yes&{}", answers.join("&"));
    let graded = agent.get(&page).body;
    for words in ["低风险小型工业项目", "为什么是这一类", "有没有易燃易爆", "15"] {
        assert!(graded.contains(words), "{words}: {graded}");
    }
    let action = "/projects/investment/begin";
    let nameless = agent.sends(&page, action, &[("name", " ")]);
    assert_eq!(nameless.status, 422, "{}", nameless.body);
    let typed = [("name", "一碗面馆中央厨房厂房"), ("contact", "李梅"), ("phone", "13800000669")];
    let sent = agent.sends(&page, action, &typed);
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.header("location").to_owned()
}

/// The address of the form of a stage when every question is answered, what is filled in, and its papers.
pub fn stage_form(
    house: &House,
    no: &str,
    bundle: &str,
    answers: &[(&str, &str)],
) -> (String, Answers, Vec<String>) {
    let full = [answers, &[("class", "small")]].concat();
    let Asked::Begin { situation, papers, answers, .. } =
        complete(house, &li(), (bundle, &full, &[]), "李梅", no).unwrap()
    else {
        panic!("it begins")
    };
    let asked = situation.iter().filter(|(code, _)| *code != "class");
    let query: Vec<String> = asked.map(|(code, answer)| format!("{code}={answer}")).collect();
    (format!("/bundles/{bundle}/for/{no}?{}", query.join("&")), answers, papers)
}

/// She asks for a stage with its form as its page drew it.
pub(super) fn asks_for(
    counter: &Counter,
    agent: &Someone,
    project: &str,
    bundle: &str,
    answers: &[(&str, &str)],
) {
    let no = project.rsplit('/').next().unwrap();
    let action = format!("/bundles/{bundle}/for/{no}");
    assert!(agent.get(project).body.contains(&action), "the plan leads to the stage");
    let (page, answers, papers) = stage_form(&counter.house, no, bundle, answers);
    let form = agent.get(&page);
    assert!(form.body.contains("value=\"2026-449921-00-00-000001\""), "nobody types the project code");
    let mut typed: Vec<(String, String)> = answers.into_iter().collect();
    typed.retain(|(code, _)| !code.ends_with("project_code"));
    typed.extend(papers.iter().map(|code| (format!("material-{code}"), "yes".to_owned())));
    let own = [("declared", "yes"), ("applicant", "李梅"), ("phone", "13800000669")];
    typed.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let typed: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let sent = agent.sends(&page, &action, &typed);
    let wrong: Vec<&str> =
        sent.body.split("class=\"fault\"").skip(1).map(|at| at.split("</p>").next().unwrap()).collect();
    assert_eq!(sent.status, 303, "{wrong:?}");
    follow_and_print(&counter.house);
}

pub(super) fn stage<'a>(plan: &'a Json, code: &str) -> &'a Json {
    plan["stages"].as_array().unwrap().iter().find(|row| row["stage"] == code).unwrap()
}

pub(super) fn case_of(plan: &Json, code: &str, item: &str) -> String {
    let members = stage(plan, code)["members"].as_array().unwrap();
    members.iter().find(|row| row["item"] == item).unwrap()["case_no"].as_str().unwrap().to_owned()
}

/// The first stage, from its papers to its reply.
pub(super) fn land(counter: &Counter, agent: &Someone, project: &str) {
    asks_for(counter, agent, project, "project-land", &[("way", "filed")]);
    let plan = json(agent, project);
    let row = stage(&plan, "land");
    assert_eq!((&row["standing"], &row["budget"]), (&Json::from("running"), &Json::from(3)));
    assert_eq!(plan["now"]["what"]["zh"], "企业投资项目备案", "{}", plan["now"]);
    assert_eq!(plan["now"]["phone"], "0000-668 1005", "whom to call: {}", plan["now"]);
    assert!(agent.get(project).body.contains("tel:00006681005"));
    granted(counter, &case_of(&plan, "land", "project-filing"), PLAN);
    let plan = json(agent, project);
    assert_eq!(plan["now"]["what"]["zh"], "建设用地规划许可证核发", "the next step decides: {}", plan["now"]);
    let head = counter.lets_in("s-land", None);
    let page = format!("{project}/stages/land");
    let reply = format!("{page}/reply");
    let early = head.sends(&page, &reply, &[("words", "同意")]);
    assert_eq!(early.status, 422, "a member is open: {}", early.body);
    assert!(early.body.contains("建设用地规划许可证核发"), "it says which: {}", early.body);
    granted(counter, &case_of(&plan, "land", "planning-land-permit"), LAND);
    let decides = json(agent, project);
    assert_eq!(decides["now"]["what"]["zh"], "合并答复", "{}", decides["now"]);
    let replied = head.sends(&page, &reply, &[("words", "同意，按规划条件建设。")]);
    assert_eq!(replied.status, 303, "{}", replied.body);
    follow_and_print(&counter.house);
    assert!(agent.get(&page).body.contains("同意，按规划条件建设。"));
}

/// The design for the second stage is looked at before: one organ has its conditions.
fn looked_at_before(counter: &Counter, agent: &Someone, project: &str) {
    let asked = agent.sends(project, &format!("{project}/prereview"), &[("design", "总平面图第二版")]);
    assert_eq!(asked.status, 303, "{}", asked.body);
    let page = format!("{project}/stages/works");
    let build = counter.lets_in("s-build", None);
    let words = [("stance", "conditions"), ("words", "消防车道加宽到四米。")];
    let given = build.sends(&page, &format!("{page}/opinion"), &words);
    assert_eq!(given.status, 303, "{}", given.body);
}

#[test]
fn a_plant_goes_from_its_class_through_two_stages_side_by_side() {
    on_both(|ground| {
        let counter = opened(ground);
        let agent = counter.lets_in("p-li", Some("p-noodle"));
        let shelf = agent.get("/projects").body;
        assert!(shelf.contains("立项用地规划许可") && shelf.contains("55"), "{shelf}");
        let project = begins(&agent);
        land(&counter, &agent, &project);
        looked_at_before(&counter, &agent, &project);
        let page = format!("{project}/stages/works");
        let opinion = format!("{page}/opinion");
        counter.clock.to(morning(2026, 9, 2));
        // the next day everybody comes in anew
        let agent = counter.lets_in("p-li", Some("p-noodle"));

        asks_for(&counter, &agent, &project, "project-works", &[("environment", "no")]);
        let plan = json(&agent, &project);
        assert_eq!(stage(&plan, "works")["awaited"], 1, "the one that spoke is not asked again: {plan}");
        let seen = json(&agent, &page);
        let carried = &seen["opinions"].as_array().unwrap().iter().find(|one| one["organ"] == BUILD).unwrap();
        assert_eq!((&carried["early"], &carried["stance"]), (&Json::from(true), &Json::from("conditions")));
        assert!(agent.get(&page).body.contains("直接转入这个阶段"), "and it says so");

        // the other disagrees; the lead resolves it and replies for all
        let water = counter.lets_in("s-water", None);
        let against = [("stance", "disagrees"), ("words", "地势低，会积水。")];
        assert_eq!(water.sends(&page, &opinion, &against).status, 303);
        granted(&counter, &case_of(&plan, "works", "planning-works-permit"), LAND);
        let head = counter.lets_in("s-land", None);
        let refused = head.sends(&page, &format!("{page}/reply"), &[("words", "同意")]);
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.body.contains("有部门不同意"), "{}", refused.body);
        let noted = |organ: &str, stands: &str, words: &str| {
            let form = head.get(&page).form(&format!("{page}/resolve"));
            let form = form.with("organ", organ).with("stands", stands).with("words", words);
            let sent = form.send(head.door, &head.cookie);
            assert_eq!(sent.status, 303, "{}", sent.body);
        };
        noted(WATER, "no", "雨水泵站在这个项目之前建成。");
        let replied = head.sends(&page, &format!("{page}/reply"), &[("words", "同意，车道按四米建。")]);
        assert_eq!(replied.status, 303, "{}", replied.body);
        follow_and_print(&counter.house);

        let plan = json(&agent, &project);
        let row = stage(&plan, "works");
        assert_eq!((&row["standing"], &row["reply"]), (&Json::from("done"), &Json::from("with_conditions")));
        assert_eq!(stage(&plan, "start")["standing"], "ready");
        assert_eq!(plan["now"]["what"]["zh"], "申请这个阶段");
        for row in plan["stages"].as_array().unwrap() {
            let days = |whose: &str| row["joint"][whose].as_u64().unwrap();
            assert_eq!(days("government") + days("applicant") + days("intermediary"), days("elapsed"));
        }
        let undone = "select count(*) from undone";
        let undone = counter.house.store.read_now(|look| Ok(look.one(undone, &[])?.unwrap().int(0)));
        assert_eq!(undone.unwrap(), 0, "nothing that should have followed was refused");
    });
}

#[test]
fn whoever_is_concerned_sees_it_and_a_stage_is_asked_for_within_a_project_of_one_s_own() {
    let counter = opened(Ground::sqlite());
    let agent = counter.lets_in("p-li", Some("p-noodle"));
    let project = begins(&agent);
    asks_for(&counter, &agent, &project, "project-land", &[("way", "filed")]);
    let no = project.rsplit('/').next().unwrap();
    for (party, status) in [("s-window-6", 200), ("s-land", 200), ("s-build", 200), ("s-water", 404)] {
        let somebody = counter.lets_in(party, None);
        assert_eq!(somebody.get(&project).status, status, "{party}");
        let listed = somebody.get("/project-cases").body.contains(no);
        assert_eq!(listed, status == 200, "{party}");
    }
    let wang = counter.lets_in("p-wang", None);
    assert_eq!(wang.get(&project).status, 404);
    assert_eq!(wang.get(&format!("/bundles/project-land/for/{no}")).status, 404, "it is not hers");
    assert_eq!(agent.get("/bundles/project-land/apply").status, 404, "not without a project");
    assert_eq!(agent.get(&format!("/bundles/open-a-restaurant/for/{no}")).status, 404, "no stage");
    assert!(!agent.get("/bundles").body.contains("阶段"), "stages do not stand on the shelf");
    // her case leads to its project
    let case = case_of(&json(&agent, &project), "land", "project-filing");
    assert!(agent.get(&format!("/cases/{case}")).body.contains(&project));
}

#[test]
fn a_project_that_is_taken_back_takes_its_stage_and_cases_with_it() {
    let counter = opened(Ground::sqlite());
    let agent = counter.lets_in("p-li", Some("p-noodle"));
    let project = begins(&agent);
    asks_for(&counter, &agent, &project, "project-land", &[("way", "filed")]);
    let case = case_of(&json(&agent, &project), "land", "project-filing");
    let sent = agent.sends(&project, &format!("{project}/withdraw"), &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    follow_and_print(&counter.house);
    assert_eq!(json(&agent, &project)["state"], "withdrawn");
    assert!(agent.get(&format!("/cases/{case}")).body.contains("撤回"), "its case was taken back");
    let undone = "select count(*) from undone";
    let undone = counter.house.store.read_now(|look| Ok(look.one(undone, &[])?.unwrap().int(0)));
    assert_eq!(undone.unwrap(), 0);
}

#[test]
fn a_stage_waits_half_filled_with_its_files_and_apart_from_another_project_s() {
    on_both(|ground| {
        let counter = opened(ground);
        let agent = counter.lets_in("p-li", Some("p-noodle"));
        let (project, other) = (begins(&agent), begins(&agent));
        let number = |page: &str| page.rsplit('/').next().unwrap().to_owned();
        let stage = format!("/bundles/project-land/for/{}", number(&project));
        let page = stage_form(&counter.house, &number(&project), "project-land", &[("way", "filed")]).0;
        let form = agent.get(&page).form(&stage).with("to-files", "yes");
        let kept = form.to(&format!("{stage}/draft")).send(agent.door, &agent.cookie);
        let files = format!("{stage}/files");
        assert_eq!((kept.status, kept.header("location")), (303, files.as_str()), "{}", kept.body);
        let laid = agent.uploads(&files, "planning-land-permit.bounds", "红线图.pdf", &pdf("bounds"));
        assert_eq!(laid.status, 303, "{}", laid.body);

        // it waits where she finds it, and says of which project it is
        let listed = agent.get("/bundle-cases").body;
        assert!(listed.contains(&format!("href=\"{stage}\"")), "{listed}");
        assert!(listed.contains(&format!("，项目 {}", number(&project))), "{listed}");
        let again = agent.get(&stage).body;
        for words in ["这是您上次存着的", "红线图.pdf", "2026-449921-00-00-000001"] {
            assert!(again.contains(words), "{words}: {again}");
        }
        let fresh = agent.get(&format!("/bundles/project-land/for/{}", number(&other))).body;
        assert!(fresh.contains("项目怎么立项？"), "the other project's is open: {fresh}");
        let wang = counter.lets_in("p-wang", None);
        assert_eq!(wang.get(&files).status, 404, "and nobody else's");

        asks_for(&counter, &agent, &project, "project-land", &[("way", "filed")]);
        assert!(agent.get(&stage).body.contains("项目怎么立项？"), "nothing stays stored");
        let filing = case_of(&json(&agent, &project), "land", "project-filing");
        granted(&counter, &filing, PLAN);
        let permit = case_of(&json(&agent, &project), "land", "planning-land-permit");
        assert!(agent.get(&format!("/cases/{permit}")).body.contains("红线图.pdf"), "it reached its organ");
    });
}
