//! Files for materials, by a real house with its real router on a port: handed in one at a time, sealed,
//! named by a fact, opened by those who may, and swept when nobody names them.

use std::collections::BTreeMap;
use std::sync::Arc;

use case::rules::Command;
use house::House;
use house::clock::VirtualClock;
use house::files::{Shelf, sweep};
use house::web::session;
use kernel::limits::DRAFT_MS;
use store::ledger::sm3_hex;
use tokio::runtime::Runtime;

use super::county::{Ground, application, applies, ask, does, morning, on_both, wang, window};
use super::http::{Answer, Door};

/// The answers that lead to the form of a residence permit.
pub const FORM: &str = "/items/residence-permit/apply?ground=rented&behalf=self";
/// Where the files of its draft are handed in.
pub const FILES: &str = "/items/residence-permit/files";

/// An open house with people in it.
pub struct Counter {
    pub ground: Ground,
    pub house: House,
    pub clock: Arc<VirtualClock>,
    pub door: Door,
    pub runtime: Runtime,
}

impl Counter {
    pub fn open(ground: Ground) -> Counter {
        let clock = Arc::new(VirtualClock::new(morning(2026, 9, 1)));
        let mut opening = ground.opening(morning(2026, 9, 1));
        opening.clock = Arc::<VirtualClock>::clone(&clock);
        let (house, _) = opening.open().unwrap();
        yimen::demo::people(&house).unwrap();
        let runtime = Runtime::new().unwrap();
        let door = Door::on(&runtime, house::web::router(&house, Vec::new()));
        Counter { ground, house, clock, door, runtime }
    }

    /// Somebody comes in.
    pub fn lets_in(&self, party: &str, for_party: Option<&str>) -> Someone {
        let cookie = self.runtime.block_on(session::begin(&self.house, party, for_party)).unwrap();
        Someone { door: self.door, cookie: cookie.split(';').next().unwrap().to_owned() }
    }

    /// The sealed files that lie in the folder.
    pub fn folder(&self) -> Vec<(String, Vec<u8>)> {
        let mut all = Vec::new();
        for shelf in std::fs::read_dir(self.ground.beside().join("files")).into_iter().flatten() {
            for file in std::fs::read_dir(shelf.unwrap().path()).unwrap() {
                let file = file.unwrap();
                all.push((file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap()));
            }
        }
        all.sort();
        all
    }
}

/// Somebody with a cookie.
pub struct Someone {
    pub door: Door,
    pub cookie: String,
}

impl Someone {
    pub fn get(&self, path: &str) -> Answer {
        self.door.get(path, &[("cookie", &self.cookie)])
    }

    /// Send the form of a page, with what was typed.
    #[track_caller]
    pub fn sends(&self, page: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
        let form = self.get(page).form(action);
        typed.iter().fold(form, |form, (name, value)| form.with(name, value)).send(self.door, &self.cookie)
    }

    /// Upload a file from a page, as its form would.
    pub fn uploads(&self, page: &str, material: &str, name: &str, bytes: &[u8]) -> Answer {
        let token = self.get(page).token();
        let parts = [text("token", &token), text("material", material), file(name, bytes)];
        self.posts(page, &parts)
    }

    /// Post these parts.
    pub fn posts(&self, path: &str, parts: &[Vec<u8>]) -> Answer {
        let headers = [("cookie", self.cookie.as_str()), ("content-type", MULTIPART)];
        self.door.ask_bytes("POST", path, &headers, &body(parts))
    }

    /// Store a draft of the residence permit, so that its files can be handed in.
    pub fn drafts(&self) {
        let draft = "/items/residence-permit/draft";
        let form = self.get(FORM).form("/cases").to(draft);
        let answer = form.with("landlord", "周大海").with("to-files", "yes").send(self.door, &self.cookie);
        assert_eq!((answer.status, answer.header("location")), (303, FILES), "{}", answer.body);
    }
}

/// The content type of an upload.
pub const MULTIPART: &str = "multipart/form-data; boundary=xxYIMENxx";

/// A text field.
pub fn text(name: &str, value: &str) -> Vec<u8> {
    format!("--xxYIMENxx\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
}

/// A file.
pub fn file(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--xxYIMENxx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/html\r\n\r\n"
    );
    [head.as_bytes(), bytes, b"\r\n"].concat()
}

fn body(parts: &[Vec<u8>]) -> Vec<u8> {
    [parts.concat().as_slice(), b"--xxYIMENxx--\r\n"].concat()
}

/// A small PDF.
pub fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<< /Title ({words}) >>\nendobj\ntrailer << >>\n%%EOF\n").into_bytes()
}

/// The rest of the form of a residence permit.
pub const TYPED: [(&str, &str); 9] = [
    ("applicant", "王小明"),
    ("phone", "13800000668"),
    ("id_number", "449921198803120012"),
    ("household", "青山省大河县河口镇 3 号"),
    ("address", "青岭县城关街道政和路 9 号"),
    ("since", "2026-01-05"),
    ("collect_at", "hall"),
    ("material-photo", "yes"),
    ("declared", "yes"),
];

/// The addresses of files on a page, below this one.
fn files_on(page: &Answer, below: &str) -> Vec<String> {
    let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut all: Vec<String> =
        links.filter(|l| l.starts_with(&format!("{below}/"))).map(str::to_owned).collect();
    all.dedup();
    all
}

#[test]
fn a_file_goes_from_the_draft_to_the_case_and_opens_for_those_who_may() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang = counter.lets_in("p-wang", None);
        wang.drafts();
        let bytes = pdf("lease of 2026");
        let answer = wang.uploads(FILES, "lease", "C:\\租赁合同.html", &bytes);
        assert_eq!((answer.status, answer.header("location")), (303, "/items/residence-permit/files#lease"));
        let page = wang.get(FILES);
        assert!(page.body.contains("租赁合同.html.pdf"), "the name ends as its content says:\n{}", page.body);
        let form = wang.get("/items/residence-permit/apply");
        assert_eq!(form.form("/cases").value("landlord"), "周大海", "nothing typed is lost");
        assert!(form.body.contains("租赁合同.html.pdf"));

        let filled = TYPED.iter().fold(form.form("/cases"), |form, (name, value)| form.with(name, value));
        let answer = filled.clone().send(counter.door, &wang.cookie);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let case = answer.header("location").to_owned();
        let again = filled.send(counter.door, &wang.cookie);
        assert_eq!((again.status, again.header("location")), (303, case.as_str()), "sent twice, one case");

        let page = wang.get(&case);
        let found = files_on(&page, &format!("{case}/files"));
        let [at] = found.as_slice() else { panic!("one file: {found:?}\n{}", page.body) };
        let clerk = counter.lets_in("s-window-6", None);
        let examiner = counter.lets_in("s-zhou", None);
        for reader in [&wang, &clerk, &examiner] {
            let answer = reader.get(at);
            assert_eq!(answer.status, 200);
            assert_eq!(answer.body.as_bytes(), bytes);
            assert_eq!(answer.header("content-type"), "application/pdf", "by content, not as it was sent");
            assert!(answer.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-security-policy").contains("sandbox"));
        }
        let lian = counter.lets_in("p-li", None);
        for neighbour in [&lian, &counter.lets_in("s-chen", None)] {
            assert_eq!(neighbour.get(at).status, 404);
        }
        let json =
            counter.door.get(&case, &[("cookie", &wang.cookie), ("accept", "application/json")]).json();
        let lease =
            json["materials"].as_array().unwrap().iter().find(|m| m["code"] == "lease").unwrap().clone();
        assert_eq!((lease["held"].as_bool(), lease["files"][0]["form"].as_str()), (Some(true), Some("pdf")));

        let [(name, sealed)] = counter.folder().try_into().unwrap();
        assert_eq!(name, sm3_hex(&sealed), "named by the hash of the sealed bytes");
        assert!(!String::from_utf8_lossy(&sealed).contains("PDF"), "nothing of it lies open");
        counter.clock.to(kernel::Instant(counter.house.clock.now().0 + 2 * DRAFT_MS));
        assert_eq!(sweep(&counter.house).unwrap(), 0, "what a fact names stays");
        assert_eq!(wang_reads(&counter, at), 200);
    });
}

fn wang_reads(counter: &Counter, at: &str) -> u16 {
    counter.lets_in("p-wang", None).get(at).status
}

#[test]
fn what_waits_can_be_taken_off_and_expires_with_the_draft() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang = counter.lets_in("p-wang", None);
        wang.drafts();
        assert_eq!(wang.uploads(FILES, "lease", "a.pdf", &pdf("a")).status, 303);
        assert_eq!(wang.uploads(FILES, "photo", "b.pdf", &pdf("b")).status, 303);
        let [first, second] = files_on(&wang.get(FILES), FILES).try_into().unwrap();
        assert_eq!(counter.lets_in("p-li", None).get(&first).status, 404, "hers alone");
        let remove = format!("{FILES}/remove");
        assert_eq!(wang.sends(FILES, &remove, &[]).status, 303);
        let left = files_on(&wang.get(FILES), FILES);
        assert_eq!(left.len(), 1);
        let gone = if left[0] == first { &second } else { &first };
        assert_eq!(wang.get(gone).status, 404);
        assert_eq!(sweep(&counter.house).unwrap(), 1);
        assert_eq!(counter.folder().len(), 1);

        let hash = left[0].rsplit('/').next().unwrap().to_owned();
        counter.clock.to(kernel::Instant(counter.house.clock.now().0 + DRAFT_MS + 1));
        assert_eq!(sweep(&counter.house).unwrap(), 1);
        assert_eq!(counter.folder(), Vec::new());
        let mut late = application(&counter.house, "residence-permit");
        if let Command::Apply { files, .. } = &mut late {
            let file = facts::case::File {
                material: "lease".to_owned(),
                hash,
                form: "pdf".to_owned(),
                bytes: 1,
                shared: false,
                reused: None,
            };
            files.push(case::rules::Handed { file, name: String::new() });
        }
        let told = ask(&counter.house, wang_herself(), house::To::New, late);
        assert!(matches!(told, Err(house::Failure::Stale)), "no fact names what was swept: {told:?}");
    });
}

#[test]
fn a_draft_that_is_stored_again_keeps_its_files_as_long() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        counter.lets_in("p-wang", None).drafts();
        assert_eq!(counter.lets_in("p-wang", None).uploads(FILES, "lease", "a.pdf", &pdf("a")).status, 303);
        let later = |days: i64| counter.clock.to(kernel::Instant(morning(2026, 9, 1).0 + days * 86_400_000));
        later(29);
        counter.lets_in("p-wang", None).drafts();
        later(31);
        assert_eq!(sweep(&counter.house).unwrap(), 0, "the draft is still there, and so is its file");
        let wang = counter.lets_in("p-wang", None);
        let left = files_on(&wang.get(FILES), FILES);
        assert_eq!(left.len(), 1);
        assert_eq!(wang.get(&left[0]).status, 200);
        later(60);
        assert_eq!(sweep(&counter.house).unwrap(), 1);
    });
}

#[test]
fn a_file_that_could_not_be_kept_is_on_no_shelf() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang = counter.lets_in("p-wang", None);
        wang.drafts();
        let folder = counter.ground.beside().join("files");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::write(&folder, "no folder").unwrap();
        assert_eq!(wang.uploads(FILES, "lease", "a.pdf", &pdf("a")).status, 503);
        std::fs::remove_file(&folder).unwrap();
        assert_eq!(files_on(&wang.get(FILES), FILES), Vec::<String>::new(), "nothing that cannot be opened");
        assert_eq!(wang.uploads(FILES, "lease", "a.pdf", &pdf("a")).status, 303, "and it can be sent again");
        counter.clock.to(kernel::Instant(counter.house.clock.now().0 + DRAFT_MS + 1));
        assert_eq!(sweep(&counter.house).unwrap(), 2, "the row of what was cut short goes too");
    });
}

fn wang_herself() -> kernel::Actor {
    wang()
}

#[test]
fn a_correction_takes_files_and_answers_in_parts_and_the_window_files_paper() {
    let counter = Counter::open(Ground::sqlite());
    let no = applies(&counter.house, "residence-permit");
    let case = format!("/cases/{no}");
    let clerk = counter.lets_in("s-window-6", None);
    let files = format!("{case}/files");
    assert_eq!(clerk.uploads(&files, "photo", "p.pdf", &pdf("brought")).status, 303);
    let page = clerk.get(&case);
    assert_eq!(files_on(&page, &files).len(), 1, "{}", page.body);
    assert!(page.body.contains("窗口收存"));
    let asked = [
        ("lacking-lease", "yes"),
        ("lacking-field.landlord", "yes"),
        ("lacking-field.since", "yes"),
        ("note", "写全"),
    ];
    let answer = clerk.sends(&case, &format!("{case}/ask-correction"), &asked);
    assert_eq!(answer.status, 303, "{}", answer.body);

    let wang = counter.lets_in("p-wang", None);
    let act = format!("{case}/correct");
    let page = wang.get(&case);
    assert_eq!(page.form(&act).value("landlord"), "周大海", "what stands is there to be mended");
    assert!(!page.body.contains("name=\"household\""), "and nothing that was not asked for");
    let stored = wang.sends(&case, &act, &[("landlord", "周大海（产权人）"), ("to-files", "yes")]);
    assert_eq!(stored.header("location"), files);
    assert_eq!(wang.uploads(&files, "photo", "x.pdf", &pdf("x")).status, 404, "not what was asked for");
    assert_eq!(wang.uploads(&files, "lease", "l.pdf", &pdf("whole lease")).status, 303);
    assert_eq!(wang.get(&case).form(&act).value("landlord"), "周大海（产权人）");
    let wrong = wang.sends(&case, &act, &[("since", "去年")]);
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    let first = wang.sends(&case, &act, &[]);
    assert_eq!(first.status, 303, "{}", first.body);
    let page = wang.get(&case);
    assert!(page.body.contains("周大海（产权人）") && page.body.contains("l.pdf"), "{}", page.body);
    let second = wang.sends(&case, &act, &[("materials-field.since", "yes")]);
    assert_eq!(second.status, 303, "{}", second.body);
    let state = wang.get(&case).body;
    assert!(!state.contains(&act), "nothing is outstanding");
    does(&counter.house, window(), &no, Command::Accept {});
}

#[test]
fn who_destroys_the_key_destroys_the_file() {
    let counter = Counter::open(Ground::sqlite());
    let house = counter.house.clone();
    let hash = house.keep_file_now("p-wang", b"words").unwrap();
    assert_eq!(house.open_file_now("p-wang", &hash).unwrap().as_deref(), Some(b"words".as_slice()));
    assert_eq!(house.open_file_now("p-li", &hash).unwrap(), None, "another's key opens nothing");
    house.store.write_now(|tx| tx.execute("delete from party_keys where party = 'p-wang'", &[])).unwrap();
    assert_eq!(house.open_file_now("p-wang", &hash).unwrap(), None);
    assert_eq!(sweep(&house).unwrap(), 0);
}

#[test]
fn two_uploads_of_one_party_do_not_count_past_each_other() {
    let counter = Counter::open(Ground::sqlite());
    let wang = counter.lets_in("p-wang", None);
    wang.drafts();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let one = |n: usize| wang.uploads(FILES, "lease", "a.pdf", &pdf(&n.to_string())).status;
        let all: Vec<_> = (0..12).map(|n| scope.spawn(move || one(n))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let shelf = Shelf { party: "p-wang".to_owned(), place: "item/residence-permit".to_owned() };
    let lie = counter.runtime.block_on(counter.house.loose(&shelf)).unwrap();
    let kept = statuses.iter().filter(|status| **status == 303).count();
    assert_eq!(kept, lie.len(), "{statuses:?}");
    assert!(lie.len() <= kernel::limits::MATERIAL_FILES);
    let mut more = BTreeMap::new();
    for _ in 0..12 {
        *more.entry(wang.uploads(FILES, "lease", "a.pdf", &pdf("more")).status).or_insert(0) += 1;
    }
    assert!(more[&413] >= 2, "{more:?}");
    let lie = counter.runtime.block_on(counter.house.loose(&shelf)).unwrap();
    assert_eq!(lie.len(), kernel::limits::MATERIAL_FILES);
}
