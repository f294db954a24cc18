//! Chromium as the journeys use it: a real browser, a real page from a real (if tiny) server.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::TcpListener;

use rig::chromium::{Browser, Trouble};

const FORM: &str = "<!doctype html><html lang=zh-CN><title>申请</title>
<meta name=viewport content='width=device-width'>
<h1>申请</h1><form action=/done><label>姓名 <input name=who></label><label>日期 <input type=date name=day></label>
<label>类型 <select name=kind><option value=a>甲</option><option value=b>乙</option></select></label>
<button>提交</button></form><p id=js>静</p><script>document.getElementById('js').textContent = '动'</script>
<p style='height:2000px'>长</p>";

const BAD: &str =
    "<title>x</title><h1>a</h1><h1>b</h1><input name=bare><img src=x.png><p id=i></p><p id=i></p>
<div style='width:2000px'>wide</div><div style='position:fixed;inset:0;z-index:9'></div><button>under</button>
<script>throw new Error('on purpose')</script>";

/// Serves the pages above for as long as the test lasts; the address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap();
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or("/").to_string();
            let (status, body) = match path.as_str() {
                "/" => ("200 OK", FORM.to_string()),
                "/bad" => ("200 OK", BAD.to_string()),
                done if done.starts_with("/done") => ("201 Created", format!("<p id=got>{done}</p>")),
                _ => ("404 Not Found", "<p>no such page</p>".to_string()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
            );
            let answer = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

/// Width and height of a PNG, from its header.
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_form_is_filled_sent_and_photographed() -> Result<(), Trouble> {
    let (browser, home) = (Browser::start()?, serve());
    let page = browser.person()?;
    page.goto(&home)?;
    assert_eq!(page.status()?, 200);
    page.sees("动")?;
    page.fill("input[name=who]", "王小明")?;
    page.fill("input[name=who]", "王某")?;
    page.fill("input[name=day]", "2026-09-23")?;
    page.fill("select", "b")?;
    assert_eq!(page.audit(390)?.faults(), Vec::<String>::new());
    let folder = tempfile::tempdir().unwrap();
    for width in [390, 1280] {
        let file = folder.path().join(format!("shots/form-{width}.png"));
        page.screenshot(width, &file)?;
        let (wide, high) = size(&std::fs::read(&file).unwrap());
        assert_eq!(wide, width);
        assert!(high > 2000, "the whole page is on the picture, not {high} px of it");
    }
    page.follow_text("button", "提交")?;
    assert_eq!(page.status()?, 201);
    assert_eq!(page.text("#got")?, "/done?who=%E7%8E%8B%E6%9F%90&day=2026-09-23&kind=b");
    page.goto(&home)?;
    page.click("input[name=who]")?;
    page.press("a")?;
    page.press_and_load("Enter")?;
    assert!(page.url()?.ends_with("/done?who=a&day=&kind=a"));
    page.goto(&format!("{home}/nowhere"))?;
    assert_eq!(page.status()?, 404);
    Ok(())
}

#[test]
fn scripts_can_be_off_and_people_share_nothing() -> Result<(), Trouble> {
    let (browser, home) = (Browser::start()?, serve());
    let (plain, other) = (browser.person_without_scripts()?, browser.person()?);
    plain.goto(&home)?;
    assert_eq!(plain.text("#js")?, "静");
    plain.fill("input[name=who]", "b")?;
    plain.follow("button")?;
    assert_eq!(plain.text("#got")?, "/done?who=b&day=&kind=a");
    other.goto(&home)?;
    other.ask("document.cookie = 'who=other'")?;
    plain.goto(&home)?;
    assert_eq!(plain.ask("document.cookie")?, "");
    assert_eq!(other.ask("document.cookie")?, "who=other");
    Ok(())
}

#[test]
fn what_is_wrong_is_said() -> Result<(), Trouble> {
    let (browser, home) = (Browser::start()?, serve());
    let page = browser.person()?;
    page.goto(&format!("{home}/bad"))?;
    let found = page.audit(1280)?;
    assert_eq!((found.unlabelled.as_slice(), found.headings), (&["input[name=bare]".to_string()][..], 2));
    assert_eq!((found.without_alt.len(), found.repeated_ids.len(), found.overflow > 500), (1, 1, true));
    assert_eq!(found.faults().len(), 6);
    let complaints = page.complaints().join(" ");
    assert!(complaints.contains("on purpose") && complaints.contains("404"), "{complaints}");
    let covered = page.click("button").unwrap_err().to_string();
    assert!(covered.contains("is covered by"), "{covered}");
    let gone = page.goto("http://127.0.0.1:1/").unwrap_err().to_string();
    assert!(gone.contains("127.0.0.1:1"), "{gone}");
    assert!(page.press("Nonsense").is_err());
    Ok(())
}
