//! 帮办代办 for a whole construction project: one mandate, the forms of its stages in an assistant's hands, and
//! nothing that she could send.

use house::links;

use super::assisting::{asks_at, presses};
use super::county::{Ground, follow_and_print};
use super::projects::{begins, json, land, opened, stage, stage_form};
use super::uploads::{Someone, pdf};

const JSON: (&str, &str) = ("accept", "application/json");

/// A page as programs read it.
fn read(who: &Someone, path: &str) -> serde_json::Value {
    who.door.get(path, &[JSON, ("cookie", who.cookie.as_str())]).json()
}

#[test]
fn an_assistant_helps_with_every_stage_and_sends_none() {
    let counter = opened(Ground::sqlite());
    let li = counter.lets_in("p-li", Some("p-noodle"));
    let project = begins(&li);
    let no = project.rsplit('/').next().unwrap().to_owned();
    assert!(li.get(&project).body.contains("请人帮办整个项目"));
    let mandate = asks_at(&li, &links::project_assistance(&no), &["fill", "hand_in", "ask"]);
    let here = links::assistance(&mandate);
    let again = li.get(&links::project_assistance(&no));
    assert_eq!((again.status, again.header("location")), (303, here.as_str()), "it stands");
    let clerk = counter.lets_in("s-window-6", None);
    let listed = clerk.get("/assistance").body;
    assert!(listed.contains(&here) && listed.contains(&no), "the hall sees who waits: {listed}");
    let form = format!("{here}/stages/project-land/form");
    assert_eq!(clerk.get(&form).status, 404, "nothing before she takes it up");
    presses(&clerk, &mandate, "take", &[]);
    presses(&clerk, &mandate, "task", &[("words", "把红线图盖章"), ("by", "2026-09-10"), ("hers", "yes")]);
    presses(&clerk, &mandate, "note", &[("what", "ask"), ("words", "问过资规局，三天能办好")]);
    let plan = clerk.get(&project);
    assert_eq!(plan.status, 200, "she sees the plan");

    // she fills in a stage's form and lays a file on its shelf, in the applicant's own draft
    let asked = stage_form(&counter.house, &no, "project-land", &[("way", "filed")]).0;
    let page = clerk.get(&format!("{form}?{}", asked.split_once('?').unwrap().1));
    let draft = format!("{here}/stages/project-land/draft");
    assert!(!page.body.contains("提交申请<") && page.body.contains("存进她的申请表"), "{}", page.body);
    let filled = page.form(&format!("{here}/stages/project-land/form")).to(&draft);
    let kept = filled.with("project-filing.project_name", "一碗面馆中央厨房").send(clerk.door, &clerk.cookie);
    assert_eq!((kept.status, kept.header("location")), (303, here.as_str()), "{}", kept.body);
    let files = format!("{here}/stages/project-land/files");
    let laid = clerk.uploads(&files, "planning-land-permit.bounds", "红线图.pdf", &pdf("bounds"));
    assert_eq!(laid.status, 303, "{}", laid.body);
    let own = li.get(&format!("/bundles/project-land/for/{no}")).body;
    assert!(own.contains("一碗面馆中央厨房") && own.contains("红线图.pdf"), "{own}");

    // the diary says it, under her name; what she asked of the applicant is the applicant's
    let told = read(&li, &here);
    let diary: Vec<&str> =
        told["diary"].as_array().unwrap().iter().filter_map(|line| line["sentence"]["zh"].as_str()).collect();
    assert!(
        diary.iter().any(|line| line.contains("填表")) && diary.iter().any(|line| line.contains("传材料"))
    );
    assert_eq!(told["tasks"][0]["words"], "把红线图盖章", "{}", told["tasks"]);
    presses(&li, &mandate, "done", &[]);

    sends_nothing(&clerk, &here, &project, &no);
    // she goes on helping while the project goes on, until the mandate ends
    land(&counter, &li, &project);
    assert_eq!(clerk.get(&format!("{here}/stages/project-works/form")).status, 200);
    presses(&li, &mandate, "end", &[]);
    follow_and_print(&counter.house);
    assert_eq!(clerk.get(&format!("{here}/stages/project-works/form")).status, 404);
    assert_eq!(stage(&json(&li, &project), "land")["standing"], "done");
}

/// No stage, no pre-review, no withdrawal: whatever she sends is as if it were not there.
fn sends_nothing(clerk: &Someone, here: &str, project: &str, no: &str) {
    for (path, typed) in [
        (format!("/bundles/project-land/for/{no}"), "situation-way=filed&declared=yes"),
        (format!("{project}/prereview"), "stage=works&design=x"),
        (format!("{project}/withdraw"), ""),
    ] {
        let token = clerk.get(here).token();
        let sent = clerk.door.post(&path, &[("cookie", &clerk.cookie)], &format!("token={token}&{typed}"));
        assert_eq!(sent.status, 404, "{path}: {}", sent.body);
    }
}
