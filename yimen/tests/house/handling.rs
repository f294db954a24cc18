//! Who handles a case, through the pages: the first claim wins and the second is told, an absent officer's
//! work goes on under her name, and the head reassigns.

use case::rules::{Command, Rules};
use serde_json::Value;

use super::county::{applies, does, wang, window};
use super::http::Answer;
use super::visits::Served;

const JSON: (&str, &str) = ("accept", "application/json");

fn get(served: &Served, cookie: &str, path: &str) -> Answer {
    served.door.get(path, &[("cookie", cookie)])
}

fn json(served: &Served, cookie: &str, path: &str) -> Value {
    served.door.get(path, &[("cookie", cookie), JSON]).json()
}

/// Whoever acts for the noodle shop, whose cases these are.
fn applicant(served: &Served) -> String {
    served.lets_in("p-li", Some("p-noodle")).split(';').next().unwrap().to_owned()
}

/// The rows of a worklist: number of the case, whose, and the name.
fn rows(served: &Served, cookie: &str, filter: &str) -> Vec<(String, String, String)> {
    let list = json(served, cookie, &format!("/worklist?{filter}"));
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let row = |row: &Value| (text(row, "case_no"), text(row, "whose"), text(row, "claimed_by"));
    list["rows"].as_array().unwrap_or_else(|| panic!("{list}")).iter().map(row).collect()
}

#[test]
fn the_second_is_told_who_has_it_and_loses_no_word() {
    let served = Served::new(64);
    let no = applies(&served.house, "food-permit");
    does(&served.house, window(), &no, Command::Accept {});
    let [chen, wu, zhao] = ["s-chen", "s-wu", "s-zhao"].map(|who| served.visitor(who).0);
    let page = format!("/cases/{no}");
    let before = get(&served, &wu, &page);
    let claimed = get(&served, &chen, &page).form(&format!("{page}/claim")).send(served.door, &chen);
    assert_eq!(claimed.status, 303, "{claimed:?}");
    // she looks at the page of before: what she wrote meanwhile comes back
    let stale =
        before.form(&format!("{page}/examine")).with("opinion", "布局合理，等水样").send(served.door, &wu);
    assert!(matches!(stale.status, 409 | 422), "{stale:?}");
    assert!(stale.body.contains("陈立 已认领") && stale.body.contains("布局合理，等水样"), "{stale:?}");
    // her page has no button for it any more, and a program is told the reason
    assert!(!get(&served, &wu, &page).body.contains(&format!("{page}/examine")));
    let refused = served.door.post_json(
        &format!("{page}/examine"),
        &[("cookie", &wu), JSON],
        &serde_json::json!({"met": [], "unmet": []}),
    );
    assert!(refused.status >= 400, "{refused:?}");
    assert_eq!(rows(&served, &chen, "whose=mine"), [(no.clone(), "mine".to_owned(), "陈立".to_owned())]);
    assert_eq!(rows(&served, &wu, "whose=mine"), []);
    assert_eq!(rows(&served, &wu, "whose=nobody"), []);
    assert_eq!(
        rows(&served, &wu, "whose=colleagues"),
        [(no.clone(), "colleagues".to_owned(), "陈立".to_owned())]
    );
    // the head gives it to the other, with the reason
    let form = get(&served, &zhao, &page).form(&format!("{page}/reassign"));
    let without = form.clone().with("colleague", "s-wu").with("why_so", "").send(served.door, &zhao);
    assert_eq!(without.status, 422, "{without:?}");
    let given = form.with("colleague", "s-wu").with("why_so", "陈立出差").send(served.door, &zhao);
    assert_eq!(given.status, 303, "{given:?}");
    assert_eq!(rows(&served, &wu, "whose=mine").len(), 1);
    assert!(get(&served, &wu, &page).body.contains(&format!("{page}/examine")));
    // the applicant reads that it changed hands, and no officer's words
    let li = applicant(&served);
    let seen = get(&served, &li, &page);
    assert!(seen.body.contains("改派") && !seen.body.contains("陈立出差"), "{seen:?}");
}

#[test]
fn while_she_is_away_a_colleague_goes_on_and_it_stays_hers() {
    let served = Served::new(64);
    let no = applies(&served.house, "food-permit");
    does(&served.house, window(), &no, Command::Accept {});
    let [chen, wu] = ["s-chen", "s-wu"].map(|who| served.visitor(who).0);
    let page = format!("/cases/{no}");
    let claimed = get(&served, &chen, &page).form(&format!("{page}/claim")).send(served.door, &chen);
    assert_eq!(claimed.status, 303, "{claimed:?}");
    let asked = get(&served, &chen, "/account/absence");
    let offered = ["s-wu", "s-chen", "s-zhao"].map(|who| asked.body.contains(&format!("value=\"{who}\"")));
    assert_eq!(offered, [true, false, false], "a colleague of her own post, not herself, not her head");
    let form = asked.form("/account/absence");
    let form = form.with("from", "2026-09-01").with("until", "2026-09-03");
    let nobody = form.clone().with("stand_in", "s-zhao").send(served.door, &chen);
    assert_eq!(nobody.status, 422, "a head is in another post: {nobody:?}");
    let noted = form.with("stand_in", "s-wu").send(served.door, &chen);
    assert_eq!(noted.status, 303, "{noted:?}");
    assert!(get(&served, &wu, "/account/absence").body.contains("吴勇代班"));
    assert_eq!(rows(&served, &wu, "whose=mine"), [(no.clone(), "mine".to_owned(), "陈立".to_owned())]);
    assert!(get(&served, &wu, &page).body.contains(&format!("{page}/examine")));
    let ended = get(&served, &chen, "/account/absence").form("/account/absence/end").send(served.door, &chen);
    assert_eq!(ended.status, 303, "{ended:?}");
    assert!(!get(&served, &wu, &page).body.contains(&format!("{page}/examine")));
    let case = served.house.read_now(wang(), move |seeing| Ok(seeing.life::<Rules>(&no)?.0)).unwrap();
    assert_eq!(case.handling.holders.values().collect::<Vec<_>>(), ["s-chen"]);
}

#[test]
fn whoever_answers_for_it_does_so_until_the_colleague_takes_over() {
    let served = Served::new(64);
    let no = applies(&served.house, "food-permit");
    does(&served.house, window(), &no, Command::Accept {});
    let [clerk, chen] = ["s-window-6", "s-chen"].map(|who| served.visitor(who).0);
    let page = format!("/cases/{no}");
    let answers =
        |cookie: &str| json(&served, cookie, &page)["care"]["responsible"].as_str().unwrap().to_owned();
    assert_eq!(answers(&clerk), "李芳");
    let form = get(&served, &clerk, &page).form(&format!("{page}/hand-over"));
    let asked = form.with("colleague", "s-chen").with("why_so", "到审查了").send(served.door, &clerk);
    assert_eq!(asked.status, 303, "{asked:?}");
    assert_eq!(answers(&clerk), "李芳");
    assert!(get(&served, &chen, "/worklist").body.contains("同事请您接手"));
    let taken = get(&served, &chen, &page).form(&format!("{page}/take-over")).send(served.door, &chen);
    assert_eq!(taken.status, 303, "{taken:?}");
    assert_eq!(answers(&clerk), "陈立");
    assert!(!get(&served, &chen, "/worklist").body.contains("同事请您接手"));
    // the applicant learns no officer's name from it
    let own = json(&served, &applicant(&served), &page);
    assert!(own["case_no"] == no.as_str() && own["care"].is_null(), "{own}");
}
