//! What is sent by mistake or on purpose: too large, not what it claims, two at once, in the wrong order,
//! with HTML in it, at addresses that are nobody's.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use kernel::form::{FieldKind, leaves};
use kernel::limits::{DRAIN_BYTES, FILE_BYTES};

use super::county::{Ground, applies, on_both};
use super::http::Answer;
use super::uploads::{Counter, FILES, MULTIPART, Someone, file, pdf, text};

/// Somebody whose draft waits for files, and the token of its page.
fn at_the_files(counter: &Counter) -> (Someone, String) {
    let wang = counter.lets_in("p-wang", None);
    wang.drafts();
    let token = wang.get(FILES).token();
    (wang, token)
}

fn nothing_kept(wang: &Someone) {
    assert!(!wang.get(FILES).body.contains(&format!("{FILES}/remove")), "something was kept");
}

#[test]
fn a_file_over_the_limit_is_answered_on_its_page_and_nothing_typed_is_lost() {
    let counter = Counter::open(Ground::sqlite());
    let (wang, _) = at_the_files(&counter);
    let answer = wang.uploads(FILES, "lease", "a.pdf", &vec![b'x'; FILE_BYTES + 1]);
    assert_eq!(answer.status, 413);
    for words in ["这个文件太大", "10 MB", "300 dpi", "id=\"f-file-lease-e\""] {
        assert!(answer.body.contains(words), "{words} is not on\n{}", answer.body);
    }
    nothing_kept(&wang);
    let form = wang.get("/items/residence-permit/apply");
    assert_eq!(form.form("/cases").value("landlord"), "周大海");
    let fits = [pdf("a"), vec![b' '; FILE_BYTES - 2_000], pdf("a")].concat();
    assert_eq!(wang.uploads(FILES, "lease", "a.pdf", &fits).status, 303);
}

/// Send a head and then bytes without end; gives how many were taken before the house hung up.
fn floods(wang: &Someone, token: &str, length: &str) -> usize {
    let mut socket = TcpStream::connect(("127.0.0.1", wang.door.port)).unwrap();
    socket.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
    let start = [text("token", token), text("material", "lease"), file("a.pdf", b"%PDF-1.7")].concat();
    let head = format!(
        "POST {FILES} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncookie: {}\r\ncontent-type: {MULTIPART}\r\n\
         {length}\r\n\r\n",
        wang.door.port, wang.cookie
    );
    socket.write_all(head.as_bytes()).unwrap();
    let chunked = length.contains("chunked");
    let piece = |bytes: &[u8]| match chunked {
        true => [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat(),
        false => bytes.to_vec(),
    };
    socket.write_all(&piece(&start[..start.len() - 2])).unwrap();
    let more = piece(&vec![b'x'; 1 << 20]);
    let mut sent = 0;
    while sent < 2 << 30 && socket.write_all(&more).is_ok() {
        sent += more.len();
    }
    drop(socket.read(&mut [0; 1]));
    sent
}

#[test]
fn two_gigabytes_are_cut_off_soon_after_the_limit() {
    let counter = Counter::open(Ground::sqlite());
    let (wang, token) = at_the_files(&counter);
    for length in ["content-length: 2147483648", "transfer-encoding: chunked"] {
        let sent = floods(&wang, &token, length);
        let most = FILE_BYTES + DRAIN_BYTES + (48 << 20); // and what the sockets hold
        assert!(sent < most, "{length}: {sent} bytes were taken");
        nothing_kept(&wang);
    }
    assert_eq!(wang.uploads(FILES, "lease", "a.pdf", &pdf("a")).status, 303, "and the house goes on");
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let le = |n: usize, bytes: usize| n.to_le_bytes()[..bytes].to_vec();
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, open) in entries {
        let at = out.len();
        let middle =
            [le(0, 2), le(0, 8), le(open.len(), 4), le(open.len(), 4), le(name.len(), 2), le(0, 2)].concat();
        out.extend([b"PK\x03\x04".to_vec(), le(20, 2), le(0, 2), middle.clone()].concat());
        out.extend([name.as_bytes(), open].concat());
        directory.extend([b"PK\x01\x02".to_vec(), le(20, 2), le(20, 2), le(0, 2), middle].concat());
        directory.extend([le(0, 8), le(0, 2), le(at, 4)].concat());
        directory.extend(name.as_bytes());
    }
    let (n, at, long) = (entries.len(), out.len(), directory.len());
    out.extend(directory);
    out.extend(
        [b"PK\x05\x06".to_vec(), le(0, 4), le(n, 2), le(n, 2), le(long, 4), le(at, 4), le(0, 2)].concat(),
    );
    out
}

#[test]
fn a_file_that_is_not_what_it_claims_or_does_more_is_refused_in_words() {
    let counter = Counter::open(Ground::sqlite());
    let (wang, _) = at_the_files(&counter);
    let formula = b"<worksheet><c><f>cmd|'/c calc'!A0</f></c></worksheet>".as_slice();
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    let sheet = zip(&[types, ("xl/workbook.xml", b"<w/>"), ("xl/worksheets/sheet1.xml", formula)]);
    let nested =
        zip(&[types, ("word/document.xml", b"<w/>"), ("word/media/a.png", b"PK\x03\x04 a bomb in it")]);
    let doctype = b"<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><w/>".as_slice();
    let swelling = zip(&[types, ("word/document.xml", doctype)]);
    for (name, bytes, words) in [
        ("合同.pdf", b"<html><script>alert(1)</script></html>".to_vec(), "不是我们收的格式"),
        ("photo.jpg", b"MZ\x90\x00".to_vec(), "不是我们收的格式"),
        ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>".to_vec(), "不是我们收的格式"),
        ("a.pdf", pdf("x").iter().chain(b"/S /JavaScript %%EOF").copied().collect(), "会自己运行"),
        ("a.pdf", b"%PDF-1.7 half of".to_vec(), "不完整"),
        ("a.xlsx", sheet, "DDE"),
        ("a.docx", nested, "夹着别的文件"),
        ("a.docx", swelling, "展开以后太大"),
        ("", Vec::new(), "请先选一个文件"),
        ("a.pdf", Vec::new(), "是空的"),
    ] {
        let answer = wang.uploads(FILES, "lease", name, &bytes);
        assert_eq!(answer.status, 422, "{name}: {}", answer.body);
        assert!(answer.body.contains(words), "{name}: {words} is not on\n{}", answer.body);
        nothing_kept(&wang);
    }
    let name = "\"><script>alert(1)</script>\u{202E}fdp.exe";
    let quoted = name.replace('"', "%22");
    assert_eq!(wang.uploads(FILES, "lease", &quoted, &pdf("x")).status, 303);
    assert!(!wang.get(FILES).body.contains("<script>alert"));
    let found = wang.get(FILES).body;
    assert!(!found.contains('\u{202E}'), "a name that reads backwards");
}

#[test]
fn an_upload_that_is_no_upload_is_told_apart_and_keeps_nothing() {
    let counter = Counter::open(Ground::sqlite());
    let (wang, token) = at_the_files(&counter);
    let (t, m, f) = (text("token", &token), text("material", "lease"), file("a.pdf", &pdf("a")));
    let two = wang.posts(FILES, &[t.clone(), m.clone(), f.clone(), file("b.pdf", &pdf("b"))]);
    assert_eq!(two.status, 400, "{}", two.body);
    assert!(two.body.contains("一次只传一个文件"));
    let after = wang.posts(FILES, &[t.clone(), m.clone(), f.clone(), text("more", "words")]);
    assert_eq!(after.status, 400);
    let before_token = wang.posts(FILES, &[m.clone(), f.clone(), t.clone()]);
    assert_eq!(before_token.status, 409, "a file before the token is not read: {}", before_token.body);
    let no_material = wang.posts(FILES, &[t.clone(), f.clone()]);
    assert_eq!(no_material.status, 404);
    let long = wang.posts(FILES, &[t.clone(), text("material", &"x".repeat(5_000)), f.clone()]);
    assert_eq!(long.status, 413);
    let cookie = ("cookie", wang.cookie.as_str());
    for content in ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "application/json"]
    {
        let whole = [t.clone(), m.clone(), f.clone()].concat();
        let answer = wang.door.ask_bytes("POST", FILES, &[cookie, ("content-type", content)], &whole);
        assert_eq!(answer.status, 400, "{content}: {}", answer.body);
    }
    let cut = [t.clone(), m.clone(), f[..f.len() - 30].to_vec()].concat();
    let answer = wang.door.ask_bytes("POST", FILES, &[cookie, ("content-type", MULTIPART)], &cut);
    assert_eq!(answer.status, 400, "broken off");
    nothing_kept(&wang);
    let stranger = Someone { door: counter.door, cookie: String::new() };
    assert_eq!(stranger.posts(FILES, &[t, m, f]).status, 303, "to the door");
    nothing_kept(&wang);
}

/// A page without what names the address that was asked.
fn told(answer: &Answer, path: &str) -> String {
    let hidden = answer.body.split("name=\"token\"").next().unwrap_or_default();
    hidden.replace(path, "PATH")
}

#[test]
fn a_neighbour_who_walks_numbers_is_told_nothing() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let no = applies(&counter.house, "residence-permit");
        let li = counter.lets_in("p-li", None);
        let there = format!("/cases/{no}");
        let absent = there.replace("-0001", "-0002");
        assert_ne!(there, absent);
        for below in ["", "/files", "/files/0000000000000000000000000000000000000000000000000000000000000000"]
        {
            let (a, b) = (format!("{there}{below}"), format!("{absent}{below}"));
            let (seen, unseen) = (li.get(&a), li.get(&b));
            assert_eq!((seen.status, unseen.status), (404, 404));
            assert_eq!(told(&seen, &a), told(&unseen, &b));
            assert_eq!(seen.headers.len(), unseen.headers.len());
        }
        for bad in
            ["/cases/x%00y", "/items/%00/apply", "/items/food-permit/files/%00", "/cases?after=%00", "/%00"]
        {
            let answer = li.get(bad);
            assert_eq!(answer.status, 404, "{bad}: {}", answer.body);
        }
        let draft = "/items/residence-permit/draft";
        let form = li.get("/items/food-permit/apply?form=restaurant&water=mains&cold=no");
        let token = form.token();
        let nul = counter.door.post(
            draft,
            &[("cookie", li.cookie.as_str())],
            &format!("token={token}&landlord=a%00b&change=%00"),
        );
        assert!(nul.status < 500, "{}", nul.body);
        let hash = counter.door.post(
            "/items/residence-permit/files/remove",
            &[("cookie", li.cookie.as_str())],
            &format!("token={token}&hash=a%00b"),
        );
        assert!(hash.status < 500, "{}", hash.body);
    });
}

const MARKUP: &str = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>";

fn shows_no_markup(answer: &Answer, at: &str) {
    assert!(answer.status < 500, "{at}: {}", answer.status);
    for live in ["<script>alert", "<img src=x", "'\"><img"] {
        assert!(!answer.body.contains(live), "{at} shows {live} as it came:\n{}", answer.body);
    }
}

/// Every form of every item, in its first situation: whatever field is filled with markup, it comes back as
/// words, on the form, on the case and at the window.
#[test]
fn html_in_every_text_field_is_words() {
    let counter = Counter::open(Ground::sqlite());
    let (wang, li) = (counter.lets_in("p-wang", None), counter.lets_in("p-li", Some("p-noodle")));
    let clerk = counter.lets_in("s-window-6", None);
    let world = counter.house.world();
    let (mut fields, mut cases) = (0, 0);
    for edition in world.editions.items() {
        let item = &edition.item;
        let who = if item.for_persons { &wang } else { &li };
        let first = item.questions.iter().map(|q| (q.code.clone(), item.telling(q)[0].clone()));
        let situation: kernel::item::Situation = first.collect();
        let query: Vec<String> = situation.iter().map(|(q, a)| format!("{q}={a}")).collect();
        let page = format!("/items/{}/apply?{}", item.code, query.join("&"));
        let mut form = who.get(&page).form("/cases").with("declared", "yes").with("applicant", MARKUP);
        let mut honest = who.get(&page).form("/cases").with("declared", "yes").with("phone", "13800000668");
        honest = honest.with("applicant", "王小明");
        for leaf in leaves(&item.fields, &situation, &Default::default()) {
            fields += 1;
            form = form.with(&leaf.code, MARKUP);
            let value = match leaf.kind {
                FieldKind::Number | FieldKind::Money => "1".to_owned(),
                FieldKind::Date => "2026-01-05".to_owned(),
                FieldKind::Phone => "13800000668".to_owned(),
                FieldKind::CitizenId => "449921198803120012".to_owned(),
                FieldKind::Uscc => "91449921MA9X000114".to_owned(),
                FieldKind::Choice => leaf.options.first().map(|o| o.code.clone()).unwrap_or_default(),
                _ => MARKUP.to_owned(),
            };
            honest = honest.with(&leaf.code, &value);
        }
        let answer = form.send(counter.door, &who.cookie);
        assert_eq!(answer.status, 422, "{page}");
        shows_no_markup(&answer, &page);
        shows_no_markup(&who.get(&page), &page);
        let answer = honest.send(counter.door, &who.cookie);
        shows_no_markup(&answer, &page);
        if answer.status == 303 {
            cases += 1;
            let case = answer.header("location").to_owned();
            shows_no_markup(&who.get(&case), &case);
            shows_no_markup(&clerk.get(&case), &case);
            let asked = clerk.get(&case);
            if asked.body.contains("/ask-correction\"") {
                let form = asked.form(&format!("{case}/ask-correction")).with("note", MARKUP);
                shows_no_markup(&form.send(counter.door, &clerk.cookie), &case);
                shows_no_markup(&who.get(&case), &case);
            }
        }
        shows_no_markup(&who.get("/cases"), "/cases");
        shows_no_markup(&clerk.get("/worklist"), "/worklist");
    }
    assert!(fields > 100, "only {fields} fields were tried");
    assert!(cases > 0, "no form takes words with markup, so nothing was shown");
    let search = wang.get("/items?q=%3Cscript%3Ealert(1)%3C/script%3E");
    shows_no_markup(&search, "the search");
}
