//! axe-core in a real page: what is wrong is found, with scripts and without, whatever the content policy.
#![allow(clippy::unwrap_used)]

use std::time::Instant;

use rig::chromium::{AXE, Browser, Eyes, Trouble};
use serde_json::json;

const BAD: &str = "data:text/html;charset=utf-8,<!doctype html><html lang=zh><head>\
<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">\
<title>坏页</title><body style='background:white'><main><h1>坏页</h1>\
<p style='color:rgb(170,170,170)'>看不清的字</p>\
<input name=bare><a href=/a style='display:inline-block;width:9px;height:9px;overflow:hidden'>甲</a>\
<a href=/b style='display:inline-block;width:9px;height:9px;overflow:hidden'>乙</a></main>";

const GOOD: &str = "data:text/html;charset=utf-8,<!doctype html><html lang=zh><head><title>好页</title>\
<body><main><h1>好页</h1><p>清楚</p></main>";

#[test]
fn what_is_wrong_is_found_with_scripts_and_without() -> Result<(), Trouble> {
    let browser = Browser::start()?;
    for page in [browser.person()?, browser.person_without_scripts()?] {
        page.goto(BAD)?;
        for width in [390, 1280] {
            let verdict = page.axe(width)?;
            let wrong = verdict.wrong.join("\n");
            for rule in ["color-contrast", "label", "target-size"] {
                assert!(wrong.contains(&format!("{rule}: ")), "{rule} at {width}: {wrong}");
            }
        }
        let only = page.axe_only(&["color-contrast"])?;
        assert!(only.wrong.iter().all(|line| line.starts_with("color-contrast: ")), "{only:?}");
        page.goto(GOOD)?;
        let verdict = page.axe(390)?;
        assert_eq!(verdict.wrong, Vec::<String>::new());
        assert!(verdict.judged.contains(&"document-title".to_string()), "{verdict:?}");
        assert!(page.axe_only(&["no-such-rule"]).is_err());
    }
    Ok(())
}

#[test]
fn other_eyes_see_another_page() -> Result<(), Trouble> {
    let (browser, folder) = (Browser::start()?, tempfile::tempdir().unwrap());
    let page = browser.person()?;
    page.goto(GOOD)?;
    let asks = [
        (Eyes::MoreContrast, "(prefers-contrast: more)"),
        (Eyes::ForcedColours, "(forced-colors: active)"),
        (Eyes::Dark, "(prefers-color-scheme: dark)"),
        (Eyes::Paper, "print"),
    ];
    for (eyes, query) in asks {
        let asked = format!("matchMedia('{query}').matches");
        assert_eq!(page.ask(&asked)?, false, "{query}");
        page.through(eyes)?;
        assert_eq!(page.ask(&asked)?, true, "{query}");
        page.through(Eyes::Plain)?;
    }
    let file = folder.path().join("on/paper.pdf");
    page.print(&file)?;
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
    Ok(())
}

#[test]
fn a_browser_that_crashes_says_so_at_once() -> Result<(), Trouble> {
    let (browser, began) = (Browser::start()?, Instant::now());
    let page = browser.person()?;
    page.goto(GOOD)?;
    // whichever answer is awaited when the page goes, the awaiting ends
    let gone = page.send("Page.crash", &json!({})).and_then(|_| page.goto(BAD)).unwrap_err().to_string();
    assert!(gone.contains("crashed; it said:"), "{gone}");
    let other = browser.person()?;
    let gone = other.send("Browser.crash", &json!({})).and_then(|_| other.goto(BAD)).unwrap_err().to_string();
    assert!(gone.contains("it said:"), "{gone}");
    assert!(began.elapsed().as_secs() < 30, "nobody waits for a browser that is gone: {gone}");
    Ok(())
}

#[test]
fn the_file_is_the_one_that_was_published() {
    let readme = include_str!("../assets/README.md");
    let version = AXE.split_whitespace().nth(2).unwrap().trim_start_matches('v');
    assert!(readme.contains(&format!("axe-core {version} ")), "the file is of version {version}");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/axe.min.js");
    let said = std::process::Command::new("sha256sum").arg(file).output().unwrap();
    let hash = String::from_utf8(said.stdout).unwrap().split(' ').next().unwrap().to_string();
    assert!(readme.contains(&hash), "{hash} is not the hash in the table");
}
