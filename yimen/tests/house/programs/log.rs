//! What a whole story leaves on the log: that it happened, and nothing of anybody in it.

use std::time::Instant;

use super::super::journey::{PATIENCE, Town, filled_in, led_to};

const NOTE: &str = "看不清出租人李大妈的签名";
const OPINION: &str = "到周大海家里看过";
const WORDS: &str = "窗口的人很耐心";

/// From the form to the result in her hands, and her review; gives the cookies of everybody in it.
fn story(town: &Town) -> Vec<String> {
    let parts = ["citizen", "clerk", "police-examiner", "police-head"].map(|part| town.somebody(part));
    let [wang, clerk, examiner, head] = &parts;
    let case = led_to(&town.sends(&filled_in(town, wang), wang));
    town.receives(&case, clerk);
    let ask = town.act(&case, "ask-correction", clerk).with("lacking-lease", "yes").with("note", NOTE);
    led_to(&town.sends(&ask, clerk));
    led_to(&town.sends(&town.act(&case, "correct", wang).with("materials-lease", "yes"), wang));
    led_to(&town.sends(&town.act(&case, "correct", clerk).with("materials-lease", "yes"), clerk));
    led_to(&town.sends(&town.act(&case, "accept", clerk), clerk));
    let mut examine = town.act(&case, "examine", examiner).with("opinion", OPINION);
    for point in ["identity", "half-year", "home"] {
        examine = examine.with(&format!("point-{point}"), "met");
    }
    led_to(&town.sends(&examine, examiner));
    led_to(&town.sends(&town.act(&case, "grant", head), head));
    let begun = Instant::now();
    // delivery waits until the documents are printed
    while !town.page(&case, clerk).body.contains(&format!("{case}/deliver")) {
        assert!(begun.elapsed() < PATIENCE, "the documents were not printed");
    }
    led_to(&town.sends(&town.act(&case, "deliver", clerk), clerk));
    let review = format!("{case}/review");
    let form = town.page(&review, wang).form(&review).with("level", "very_satisfied").with("words", WORDS);
    led_to(&town.sends(&form, wang));
    let list = town.page("/licences", wang).body;
    let licence = list.split("href=\"/licences/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert_eq!(town.page(&format!("/licences/{licence}"), wang).status, 200);
    parts.into_iter().collect()
}

#[test]
fn a_whole_story_leaves_nothing_of_anybody_on_the_log() {
    let mut town = Town::talkative();
    let cookies = story(&town);
    // what is not taken is not quoted either
    let wang = &cookies[0];
    assert_eq!(town.sends(&filled_in(&town, wang).with("since", "昨天搬来的"), wang).status, 422);
    // the demo greets its visitor with its parts, which is no line of the log
    let mut said = town.open.take().unwrap().close();
    said.retain(|line| !line.starts_with("首页上一点就能扮演"));
    let said = said.join("\n");
    for happened in ["/cases/{no}/accept", "/cases/{no}/grant", "/cases/{no}/deliver", "/cases/{no}/review"] {
        assert!(said.contains(happened), "the log does not say {happened}: {said}");
    }
    let secrets = cookies.iter().map(|cookie| cookie.split_once('=').unwrap().1);
    let personal = [
        "王小明",
        "449921198803120012",
        "13800000668",
        "河口镇",
        "政和路 9 号",
        "周大海",
        "昨天搬来的",
        NOTE,
        OPINION,
        WORDS,
    ];
    for word in personal.into_iter().chain(secrets) {
        assert!(!said.contains(word), "{word} is on the log:\n{said}");
    }
}
