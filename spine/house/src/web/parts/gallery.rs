//! Every part once, in both languages and both type sizes, and what must hold of all of them.
//!
//! With `GALLERY_DIR` set the pages are also written there with their stylesheet, to be looked at.

#![allow(clippy::unwrap_used)]

mod rooms;
mod scan;

use std::collections::BTreeMap;
use std::path::Path;

use kernel::Text;
use kernel::calendar::{Holiday, Standing, Year};
use kernel::form::FieldFault;
use kernel::{Calendar, Day};

use super::trouble::{Again, Problem, Trouble};
use crate::web::assets;
use crate::web::lang::Lang;
use crate::web::page::{Entry, Frame, Shown, render};
use rooms::{Applying, Begun, Citizen, Desk, Examining, Founding, Home, Long, Question};

fn text(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

fn day(written: &str) -> Day {
    written.parse().unwrap()
}

/// 2026 with the Golden Week only, 2027 provisional.
fn calendar() -> Calendar {
    let mut calendar = Calendar::new();
    let golden = Holiday {
        name: "国庆节".to_owned(),
        en: "National Day".to_owned(),
        off: (1..=7).map(|d| Day::ymd(2026, 10, d).unwrap()).collect(),
        work: vec![day("2026-10-10")],
    };
    let source = "example".to_owned();
    let y2026 =
        Year { year: 2026, standing: Standing::Official, source: source.clone(), holidays: vec![golden] };
    let y2027 = Year { year: 2027, standing: Standing::Provisional, source, holidays: Vec::new() };
    calendar.insert(y2026).unwrap();
    calendar.insert(y2027).unwrap();
    calendar
}

fn frame(lang: Lang, elder: bool, desk: bool) -> Frame {
    let entry =
        |href: &str, zh: &str, en: &str, here| Entry { href: href.to_owned(), text: text(zh, en), here };
    let entries = match desk {
        true => vec![entry("/desk", "待办", "To do", true), entry("/board", "效能", "Figures", false)],
        false => vec![
            entry("/persons", "个人办事", "For people", false),
            entry("/firms", "企业办事", "For firms", false),
            entry("/cases", "我的办件", "My cases", true),
            entry("/hall", "办事大厅", "Service hall", false),
        ],
    };
    Frame {
        lang,
        elder,
        terminal: false,
        county: text("青岭县", "Qingling County"),
        who: Some(Shown {
            name: lang.say("王某", "Wang").to_owned(),
            role: if desk {
                text("市场监管局", "Market Supervision")
            } else {
                text("个人", "yourself")
            },
        }),
        entries,
        path: "/cases/449921-20260302-0017?from=list&page=2".to_owned(),
        demo: true,
        token: "t0ken".to_owned(),
        desk,
    }
}

fn problems() -> Vec<(&'static str, Problem)> {
    let problem = |trouble| Problem { trouble, back: Some("/cases/0017".to_owned()), again: None };
    let no = Trouble::No {
        sentence: text(
            "现在不能撤回申请：决定已经作出",
            "You cannot withdraw now: the decision has been made",
        ),
        basis: text("《行政许可法》第七十条", "Administrative Licensing Law, Art. 70"),
        instead: Some(("/items/cancel".to_owned(), text("申请注销许可", "apply to cancel the licence"))),
    };
    let unreadable = Trouble::Unreadable { what: text("第 3 行不是 JSON", "Line 3 is not JSON") };
    let fault = FieldFault::new("tel", text("手机号应是 11 位", "A mobile number has 11 digits"));
    let faulty = Trouble::Faulty { faults: vec![fault] };
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fields = vec![field("token", "t0ken"), field("since", "2025-11-03")];
    let again = Again { action: "/cases".to_owned(), fields };
    vec![
        ("no", problem(no)),
        ("absent", problem(Trouble::Absent)),
        ("stale", problem(Trouble::Stale)),
        ("conflict", problem(Trouble::Conflict)),
        ("expired", problem(Trouble::Expired)),
        ("busy", Problem { again: Some(again), ..problem(Trouble::Busy { retry_s: 5 }) }),
        ("full", problem(Trouble::Full { retry_s: 60 })),
        ("slow", problem(Trouble::Slow { retry_s: 5 })),
        ("late", problem(Trouble::Late)),
        ("unsure", problem(Trouble::Unsure { retry_s: 5 })),
        ("fault", problem(Trouble::Fault { number: "F-0312-4K7".to_owned(), retry_s: 60 })),
        ("stranger", problem(Trouble::Stranger)),
        ("often", problem(Trouble::TooOften { retry_s: 900 })),
        ("faulty", problem(faulty)),
        ("unreadable", problem(unreadable)),
        ("large", problem(Trouble::TooLarge { most_kb: 256 })),
        ("method", problem(Trouble::WrongKind { status: 405 })),
        ("kind", problem(Trouble::WrongKind { status: 415 })),
    ]
}

/// Every page of the gallery in one language and type size.
fn gallery(lang: Lang, elder: bool) -> BTreeMap<String, String> {
    let see = frame(lang, elder, false);
    let desk = frame(lang, elder, true);
    let mut pages = BTreeMap::new();
    let mut put = |name: &str, markup: maud::Markup| {
        assert!(pages.insert(name.to_owned(), markup.into_string()).is_none(), "{name} twice");
    };
    put("citizen", render(&see, &Citizen));
    put("long", render(&see, &Long));
    put("question", render(&see, &Question));
    put("applying", render(&see, &Applying));
    put("founding", render(&see, &Founding));
    put("founding-begun", render(&see, &Begun));
    put("home", render(&Frame { who: None, ..see.clone() }, &Home));
    put("desk", render(&desk, &Desk));
    put("examining", render(&desk, &Examining));
    for (name, problem) in problems() {
        put(&format!("problem-{name}"), render(&see, &problem));
    }
    pages
}

fn everywhere() -> Vec<(Lang, bool, BTreeMap<String, String>)> {
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for elder in [false, true] {
            all.push((lang, elder, gallery(lang, elder)));
        }
    }
    all
}

#[test]
fn every_page_is_well_built_in_every_language_and_type_size() {
    let look = std::env::var("GALLERY_DIR").ok();
    for (lang, elder, pages) in everywhere() {
        for (name, markup) in &pages {
            let size = if elder { "elder" } else { "standard" };
            if let Some(dir) = &look {
                write(Path::new(dir), &format!("{name}-{}-{size}.html", lang.slug()), markup);
            }
            let document = scan::read(markup);
            assert_eq!(document.faults(), Vec::<String>::new(), "{name} {lang:?} {size}");
            let html = &document.elements[0];
            assert!(html.has("lang", lang.code()), "{name}");
            assert_eq!(html.class("elder"), elder, "{name}");
        }
    }
}

/// Writes a page so that a browser finds its stylesheet beside it.
fn write(dir: &Path, name: &str, markup: &str) {
    std::fs::create_dir_all(dir.join("assets")).unwrap();
    for asset in ["yimen.css", "yimen.js", "mark.svg"] {
        std::fs::write(dir.join("assets").join(asset), assets::asset(asset).unwrap().bytes).unwrap();
    }
    std::fs::write(dir.join(name), markup.replace("\"/assets/", "\"assets/")).unwrap();
}

#[test]
fn english_pages_are_complete() {
    for (lang, _, pages) in everywhere() {
        for (name, markup) in pages.iter().filter(|_| lang == Lang::En) {
            assert_eq!(scan::read(markup).chinese_left(), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn the_scan_sees_what_is_wrong() {
    for (body, expected) in [
        ("<h1></h1><p style=\"x\"></p>", "inline style in p"),
        ("<h1></h1><p onclick=\"x\"></p>", "inline onclick in p"),
        ("<h1></h1><script>x</script>", "inline script"),
        ("<p></p>", "0 h1"),
        ("<h1 id=\"a\"></h1><p id=\"a\"></p>", "id twice: a"),
        ("<h1></h1><a href=\"#b\"></a>", "a link to nothing: #b"),
        ("<h1></h1><form method=\"post\" action=\"/x\"></form>", "a form without token: Some(\"/x\")"),
        ("<h1></h1><p class=\"fault\" id=\"f-e\"></p>", "a fault nobody names: f-e"),
    ] {
        let faults = scan::read(&format!("<!DOCTYPE html>{body}")).faults();
        assert!(faults.iter().any(|f| f == expected), "{body}: {faults:?}");
    }
    let unlabelled = scan::read("<!DOCTYPE html><h1></h1><input type=\"text\" id=\"x\">").faults();
    assert!(unlabelled.iter().any(|f| f.starts_with("no label for input")), "{unlabelled:?}");
}

#[test]
fn the_due_calendar_tells_the_example_of_the_guide() {
    let cells = rooms::guide_cells();
    let told: Vec<String> = cells
        .iter()
        .map(|c| {
            let words: Vec<&str> = c.words.iter().map(|w| w.zh.as_str()).collect();
            format!("{} {:?} {}{}", c.day.dom(), c.kind, words.join("/"), if c.goal { " *" } else { "" })
        })
        .collect();
    assert_eq!(
        told,
        [
            "2 Before 提交",
            "3 Before 受理",
            "4 Counted 第1日",
            "5 Counted 第2日",
            "6 Counted 第3日",
            "7 Rest 休",
            "8 Rest 休",
            "9 Stopped 检测用水",
            "10 Stopped 检测用水",
            "11 Stopped 检测用水",
            "12 Counted 第4日/今天",
            "13 Counted 第5日/到期 *",
            "14 Rest 休",
            "15 Rest 休",
            "16 After ",
            "17 After ",
            "18 After ",
            "19 After ",
            "20 After 法定期限",
            "21 Rest 休",
            "22 Rest 休",
        ]
    );
}

#[test]
fn a_long_period_shows_the_weeks_that_say_something() {
    let cells = rooms::long_cells();
    assert_eq!(cells.len() % 7, 0);
    assert!(cells.chunks(7).all(|week| week[0].day.weekday() == 1), "weeks begin on Monday");
    assert!(cells.len() < 7 * 10, "{} days are too many", cells.len());
    let goal = cells.iter().find(|c| c.goal).unwrap();
    assert!(goal.words.contains(&text("暂定", "provisional")), "{goal:?}");
    let markup = render(&frame(Lang::Zh, false, false), &Long).into_string();
    assert!(markup.contains("周略去"), "the gap is said");
}

#[test]
fn what_was_typed_is_shown_again_and_cannot_break_out() {
    let page = &gallery(Lang::Zh, false)["applying"];
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"), "escaped");
    assert!(page.contains("value=\"1990000668\""), "kept");
    assert!(!page.contains("never-shown"), "a password is not written back");
}

#[test]
fn a_group_grows_without_scripts_and_the_enter_key_does_not_grow_it() {
    let page = &gallery(Lang::Zh, false)["founding"];
    assert!(page.contains("name=\"shares.rows\" value=\"3\""), "the rows drawn are told");
    assert!(page.contains("name=\"shares.2.who.id\""), "the row asked for is there, blank");
    assert!(!page.contains("name=\"more\""), "at the most no more is offered");
    assert!(page.contains("value=\"Wang &lt;b&gt;\""), "kept and escaped");
    for row in ["shares.0.who.id", "shares.1.amount", "agent.uscc", "seat.town"] {
        assert!(page.contains(&format!("href=\"#f-{row}\"")), "the summary leads to {row}");
    }
    let more = &gallery(Lang::En, false)["founding-begun"];
    assert!(more.contains("name=\"more\" value=\"shares\">Add a person (Shareholders)</button>"));
    let (first, grow) = (more.find("<button class=\"vh\""), more.find("name=\"more\""));
    assert!(first.is_some() && first < grow, "Enter submits");
}

#[test]
fn addresses_to_come_back_to_are_one_parameter() {
    let page = &gallery(Lang::Zh, false)["citizen"];
    let back = "back=/cases/449921-20260302-0017%3Ffrom%3Dlist%26page%3D2";
    assert!(page.contains(&format!("/lang/en?{back}")) && page.contains(&format!("/elder/on?{back}")));
}

#[test]
fn every_trouble_has_its_status_and_says_when_to_try_again() {
    let told: Vec<(u16, Option<u32>)> = problems().iter().map(|(_, p)| (p.status(), p.retry_s())).collect();
    let plain = |status| (status, None);
    assert_eq!(
        told,
        [
            plain(422),
            plain(404),
            plain(409),
            plain(409),
            plain(403),
            (503, Some(5)),
            (503, Some(60)),
            (503, Some(5)),
            plain(408),
            (503, Some(5)),
            (503, Some(60)),
            plain(401),
            (429, Some(900)),
            plain(422),
            plain(400),
            plain(413),
            plain(405),
            plain(415),
        ]
    );
}
