//! A licence afterwards, through the pages: renewed because nobody decided, and revoked, as anyone sees it
//! who verifies it.

use serde_json::Value;

use super::county::{applies, follow_and_print, granted, on_both};
use super::http::Answer;
use super::uploads::Counter;
use super::visits::Served;

const JSON: (&str, &str) = ("accept", "application/json");
const DAY_MS: i64 = 86_400_000;

fn get(served: &Served, cookie: &str, path: &str) -> Answer {
    served.door.get(path, &[("cookie", cookie)])
}

/// Number and code of the only licence.
fn licence(served: &Served) -> (String, String) {
    let sql = "select licence_no, code from p_code order by licence_no, code";
    let rows = served.house.store.read_now(move |look| look.query(sql, &[])).unwrap();
    assert_eq!(rows.len(), 1);
    (rows[0].text(0).to_owned(), rows[0].text(1).to_owned())
}

fn verified(served: &Served, code: &str) -> Value {
    let told = served.door.get(&format!("/verify/{code}"), &[JSON]).json();
    assert_eq!(told["genuine"], true, "{told}");
    told["licence"].clone()
}

#[test]
fn a_revoked_licence_is_seen_by_whoever_verifies_it() {
    let served = Served::new(64);
    granted(&served.house, "food-permit");
    follow_and_print(&served.house);
    let (no, code) = licence(&served);
    assert_eq!(verified(&served, &code)["state"], "in_force");
    let [zhao, chen] = ["s-zhao", "s-chen"].map(|who| served.visitor(who).0);
    let page = format!("/licences/{no}");
    // an examiner looks, and has no button
    assert!(!get(&served, &chen, &page).body.contains(&format!("{page}/revoke")));
    let form = get(&served, &zhao, &page).form(&format!("{page}/revoke"));
    let form = form.with("reason", "用了有毒原料").with("order", "青市监罚〔2026〕0003 号");
    // without a clause, and without having heard the holder, the law says no at the field
    let without = form.clone().with("heard", "yes").send(served.door, &zhao);
    assert!(without.status == 422 && without.body.contains("用了有毒原料"), "{without:?}");
    let unheard = form.clone().with("clause", "《食品安全法》第一百二十三条").send(served.door, &zhao);
    assert!(unheard.status == 422 && unheard.body.contains("陈述、申辩"), "{unheard:?}");
    let done =
        form.with("clause", "《食品安全法》第一百二十三条").with("heard", "yes").send(served.door, &zhao);
    assert_eq!(done.status, 303, "{done:?}");
    let seen = verified(&served, &code);
    assert_eq!((seen["state"].as_str(), seen["ended_on"].as_str()), (Some("revoked"), Some("2026-09-01")));
    let open = served.door.get(&format!("/verify/{code}"), &[]);
    assert!(open.body.contains("是真的，但已经吊销") && !open.body.contains("用了有毒原料"), "{open:?}");
    // the holder reads the reason and the remedies, and finds the notice
    follow_and_print(&served.house);
    let li = served.lets_in("p-li", Some("p-noodle")).split(';').next().unwrap().to_owned();
    let own = get(&served, &li, &page);
    assert!(own.body.contains("用了有毒原料") && own.body.contains("行政复议"), "{own:?}");
    let sql = "select kind from v_document where kind = 'revoked' and state = 'drawn'";
    let drawn = served.house.store.read_now(move |look| look.query(sql, &[])).unwrap();
    assert_eq!(drawn.len(), 1, "the notice is printed");
    // nothing more can be asked of it
    assert!(!own.body.contains(&format!("{page}/ask-amendment")));
}

#[test]
fn a_licence_asked_to_be_renewed_and_not_decided_is_renewed() {
    let served = Served::new(64);
    granted(&served.house, "food-permit");
    follow_and_print(&served.house);
    let (no, code) = licence(&served);
    let page = format!("/licences/{no}");
    let until = verified(&served, &code)["until"].as_str().unwrap().to_owned();
    let cookie = served.lets_in("p-li", Some("p-noodle")).split(';').next().unwrap().to_owned();
    let asked = get(&served, &cookie, &page).form(&format!("{page}/ask-renewal")).send(served.door, &cookie);
    assert_eq!(asked.status, 303, "{asked:?}");
    // the head is told of it on the list
    let zhao = served.visitor("s-zhao").0;
    assert!(get(&served, &zhao, "/licences").body.contains("申请延续"));
    // five years on nobody has decided: whoever looks sees it renewed, timekeeper or none
    served.forward(DAY_MS * (5 * 366 + 10));
    let seen = verified(&served, &code);
    assert_eq!(seen["state"], "in_force");
    assert!(seen["until"].as_str().unwrap() > until.as_str(), "{seen} and {until}");
}

/// Licensing Law Art. 40: what was granted is public, organisations by name, persons masked; what is no
/// licence is not, and what became of a licence stands beside it.
#[test]
fn what_was_granted_is_public_and_nothing_else() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let house = &counter.house;
        let seen = |path: &str| counter.door.get(path, &[JSON]).json()["decisions"].clone();
        assert_eq!(seen("/decisions"), serde_json::json!([]));
        assert!(counter.door.get("/decisions", &[]).body.contains("还没有准予的许可"));
        granted(house, "food-permit");
        granted(house, "residence-permit");
        // papers not brought yet, and asked for: nothing that is under way is there
        applies(house, "food-permit");
        follow_and_print(house);
        let all = seen("/decisions");
        assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
        let one = &all[0];
        assert_eq!(
            (&one["item"], &one["granted_on"]),
            (&"food-permit".into(), &"2026-09-01".into()),
            "{one}"
        );
        assert_eq!((&one["applicant"], &one["state"]), (&"李梅".into(), &"in_force".into()), "{one}");
        assert!(!one["licence_no"].as_str().unwrap().is_empty(), "{one}");
        assert_eq!(seen("/decisions?item=food-permit"), all);
        assert_eq!(seen("/decisions?item=logging-permit"), serde_json::json!([]));
        let page = counter.door.get("/decisions", &[]).body;
        assert!(page.contains("第四十条") && !page.contains("王小明") && !page.contains("居住证"), "{page}");
        // an item that is not there shows everything
        assert_eq!(seen("/decisions?item=nonsense"), all);
        let zhao = counter.lets_in("s-zhao", None);
        let no = one["licence_no"].as_str().unwrap();
        let order = [("reason", "用了有毒原料"), ("order", "青市监罚〔2026〕0003 号"), ("heard", "yes")];
        let order = [&order[..], &[("clause", "《食品安全法》第一百二十三条")]].concat();
        let page = format!("/licences/{no}");
        assert_eq!(zhao.sends(&page, &format!("{page}/revoke"), &order).status, 303);
        assert_eq!(seen("/decisions")[0]["state"], "revoked", "it was granted, and was revoked");
        counter.house.close().unwrap();
    });
}
