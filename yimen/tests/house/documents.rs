//! Documents: what an act puts in writing, printed once, kept sealed, had by those it concerns alone.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command as Program;

use case::rules::Command;
use document::rules::{Command as Asked, Rules as Documents};
use document::views::{self, Line};
use facts::Fact;
use facts::case::Ground as Reason;
use facts::document::{Event, Kind};
use house::rehearsal::rehearsal_actor;
use house::timekeeper::clock_actor;
use house::{Cause, Failure, House, Receipt, To, printing};
use kernel::Role;
use store::Value;

use super::binary::{Open, yimen};
use super::county::{
    Ground, application, applies, ask, copy, does, follow_and_print, granted, morning, on_both, organ_of,
    text, window, words,
};
use super::visits::Served;

/// The documents of a case.
fn documents(house: &House, case: &str) -> Vec<Line> {
    let case = case.to_owned();
    house.read_now(clock_actor(), move |seeing| Ok(views::of_case(seeing.look, &case)?)).unwrap()
}

fn one(house: &House, case: &str, kind: Kind) -> Line {
    documents(house, case).into_iter().find(|line| line.kind == kind.word()).unwrap()
}

/// What poppler reads in a document, without white space.
fn read(house: &House, line: &Line) -> String {
    let bytes = house.open_file_now(&line.party, &line.hash).unwrap().unwrap();
    assert_eq!(i64::try_from(bytes.len()).unwrap(), line.bytes);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, bytes).unwrap();
    let done = Program::new("pdftotext").args(["-enc", "UTF-8", &text(&path), "-"]).output();
    let done = done.unwrap_or_else(|why| panic!("pdftotext (Debian: poppler-utils): {why}"));
    assert!(done.status.success());
    String::from_utf8(done.stdout).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every file of a folder, below it too.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.extend([text(&path)]),
        }
    }
    found
}

fn deliver(house: &House, no: &str) -> Result<Receipt, Failure> {
    ask(house, window(), To::Stream(no.to_owned()), Command::Deliver {})
}

fn refused(answer: Result<Receipt, Failure>) -> &'static str {
    match answer {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}

fn print_again(house: &House, no: &str) -> Result<Receipt, Failure> {
    let who = rehearsal_actor("s-lin", Role::Administrator, "", "");
    let cause = Cause::outside("form", &who.party, &house.chance.hex::<8>()).unwrap();
    house.act_now::<Documents>(who, To::Stream(no.to_owned()), cause, Asked::DrawAgain {})
}

#[test]
fn every_act_has_its_document_and_delivery_waits_for_those_of_the_outcome() {
    on_both(|ground| {
        let house = ground.open();
        yimen::demo::people(&house).unwrap();
        let no = granted(&house, "food-permit");
        assert_eq!(refused(deliver(&house, &no)), "document_being_drawn", "nobody followed yet");
        house::follow::catch_up(&house).unwrap();
        let all = documents(&house, &no);
        let told: Vec<(&str, &str)> = all.iter().map(|d| (d.kind.as_str(), d.number.as_str())).collect();
        let [receipt, accepted, decided] = ["收", "受", "准"].map(|it| format!("青市监{it}〔2026〕0001 号"));
        assert_eq!(told[0], ("receipt", receipt.as_str()));
        assert_eq!(told[1], ("accepted", accepted.as_str()));
        assert_eq!(told[2], ("granted", decided.as_str()));
        assert_eq!(told[3].0, "licence");
        assert!(told[3].1.starts_with("JY"), "a sheet bears the licence's own number");
        assert!(all.iter().all(|d| d.state == "ready"), "worded and tried, and drawn when somebody looks");
        deliver(&house, &no).unwrap();
        follow_and_print(&house);
        assert!(documents(&house, &no).iter().all(|d| d.state == "drawn"), "or in a quiet moment");
        // the next case's numbers go on
        let next = applies(&house, "food-permit");
        follow_and_print(&house);
        assert_eq!(one(&house, &next, Kind::Receipt).number, "青市监收〔2026〕0002 号");
        house.close().unwrap();
    });
}

#[test]
fn what_is_looked_at_first_is_drawn_then_and_is_the_same_for_everybody_after() {
    let served = Served::new(64);
    let no = granted(&served.house, "food-permit");
    house::follow::catch_up(&served.house).unwrap();
    let sheet = one(&served.house, &no, Kind::Licence);
    assert_eq!((sheet.state.as_str(), sheet.bytes), ("ready", 0));
    let cookie =
        |party: &str, for_party| served.lets_in(party, for_party).split(';').next().unwrap().to_owned();
    let path = format!("/documents/{}", sheet.document_no);
    assert_eq!(served.door.get(&path, &[("cookie", &cookie("p-wang", None))]).status, 404);
    assert_eq!(one(&served.house, &no, Kind::Licence).state, "ready", "whoever may not see it draws nothing");
    let agent = cookie("p-li", Some("p-noodle"));
    let page = served.door.get(&format!("/cases/{no}"), &[("cookie", &agent)]).body;
    assert!(page.contains(&path), "it can be had already: {page}");
    let first = served.door.get(&path, &[("cookie", &agent)]);
    assert_eq!((first.status, first.header("content-type")), (200, "application/pdf"));
    let drawn = one(&served.house, &no, Kind::Licence);
    assert_eq!(drawn.state, "drawn");
    assert_eq!(served.door.get(&path, &[("cookie", &agent)]).bytes, first.bytes);
    // the clerk of the printing room finds it done
    follow_and_print(&served.house);
    let later = one(&served.house, &no, Kind::Licence);
    assert_eq!((&later.hash, later.version), (&drawn.hash, drawn.version));
    let kept = served.house.open_file_now(&later.party, &later.hash).unwrap().unwrap();
    assert_eq!(kept.len(), usize::try_from(later.bytes).unwrap());
    served.house.close().unwrap();
}

#[test]
fn what_is_printed_can_be_read_and_a_licence_is_worded_otherwise_than_anything_else() {
    let ground = Ground::sqlite();
    let house = ground.open();
    let [permit, other] = ["food-permit", "residence-permit"].map(|item| granted(&house, item));
    follow_and_print(&house);
    let told = read(&house, &one(&house, &permit, Kind::Granted));
    for words in [
        "准予行政许可决定书",
        "青市监准〔2026〕0001号",
        "李梅：",
        "《行政许可法》第四十二条",
        "行政许可专用章",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(told.contains(&permit) && told.contains("2026年9月1日"), "{told}");
    let sheet = read(&house, &one(&house, &permit, Kind::Licence));
    for words in ["食品经营许可证", "便民打印件", "持证人", "青岭县一碗面馆有限公司", "扫码核验"]
    {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    let world = house.world();
    let kind = world.editions.in_force("residence-permit").unwrap().item.kind;
    for document in [Kind::Receipt, Kind::Accepted, Kind::Granted] {
        let told = read(&house, &one(&house, &other, document));
        let licensing = kind == kernel::Kind::Licensing;
        assert_eq!(told.contains("行政许可"), licensing && document == Kind::Granted, "{told}");
    }
    house.close().unwrap();
}

#[test]
fn corrections_declines_referrals_stops_and_denials_say_what_the_law_wants_said() {
    let ground = Ground::sqlite();
    let house = ground.open();
    let item = "food-permit";
    let no = applies(&house, item);
    let lacking = Command::AskCorrection { lacking: vec!["layout".to_owned()], note: "画清楚".to_owned() };
    does(&house, window(), &no, lacking);
    let declined = applies(&house, item);
    let reason = "家庭自用，不需要许可".to_owned();
    does(&house, window(), &declined, Command::Decline { ground: Reason::NotNeeded, reason });
    let referred = applies(&house, item);
    let (to, address) = ("白水县市场监督管理局".to_owned(), "白水县县城人民路 9 号".to_owned());
    does(&house, window(), &referred, Command::Refer { to, address, reason: String::new() });
    let denied = applies(&house, item);
    does(&house, window(), &denied, Command::Accept {});
    let [examiner, head] = organ_of(item);
    let (kind, needed) = (kernel::item::SpecialKind::Testing, 3);
    let stop = Command::StopClock { kind, needed, notice: "特检 1".to_owned() };
    does(&house, examiner.clone(), &denied, stop);
    does(&house, examiner.clone(), &denied, Command::ResumeClock { result: String::new() });
    let unmet = vec!["flow".to_owned()];
    let met = ["premises", "facilities", "people", "health"].map(str::to_owned).to_vec();
    does(
        &house,
        examiner,
        &denied,
        Command::Examine { met, unmet, opinion: "流程交叉".to_owned(), findings: Default::default() },
    );
    does(&house, head, &denied, Command::Deny { reason: "生熟不分开".to_owned() });
    follow_and_print(&house);
    for (case, kind, all) in [
        (&no, Kind::Correction, ["补正通知书", "经营场所平面布局图", "画清楚", "第三十二条第一款第（四）项"]),
        (&declined, Kind::Declined, ["不予受理通知书", "家庭自用", "行政复议", "第三十二条第一款第（一）项"]),
        (&referred, Kind::Referred, ["转告书", "白水县县城人民路9号", "白水县市场监督管理局", "第（二）项"]),
        (&denied, Kind::Special, ["特别程序告知书", "3个工作日", "特检1", "不计算在办理期限内"]),
        (&denied, Kind::Denied, ["不予行政许可决定书", "生熟不分开", "行政复议", "第三十八条第二款"]),
    ] {
        let told = read(&house, &one(&house, case, kind));
        for words in all {
            assert!(told.contains(words), "{words}: {told}");
        }
    }
    house.close().unwrap();
}

/// An application whose applicant bears this name, decided and followed.
fn granted_to(house: &House, name: &str) -> String {
    let item = "residence-permit";
    let mut command = application(house, item);
    let Command::Apply { applicant, .. } = &mut command else { panic!("an application") };
    name.clone_into(applicant);
    let no = ask(house, super::county::wang(), To::New, command).unwrap().name;
    let [examiner, head] = organ_of(item);
    does(house, window(), &no, Command::Receive { materials: None });
    does(house, window(), &no, Command::Accept {});
    let met = ["identity", "half-year", "home"].map(str::to_owned).to_vec();
    does(
        house,
        examiner,
        &no,
        Command::Examine { met, unmet: vec![], opinion: String::new(), findings: Default::default() },
    );
    does(house, head, &no, Command::Grant {});
    follow_and_print(house);
    no
}

#[test]
fn a_name_that_no_font_has_stops_delivery_until_an_administrator_adds_a_font() {
    on_both(|ground| {
        let house = ground.open();
        let no = granted_to(&house, "王𬴊");
        let stuck = one(&house, &no, Kind::Granted);
        assert_eq!((stuck.state.as_str(), stuck.glyphs.as_str()), ("not_drawn", "𬴊"));
        let answer = deliver(&house, &no);
        let Err(Failure::Refused(refusal)) = &answer else { panic!("{answer:?}") };
        assert_eq!(refusal.code, "document_stuck");
        assert!(house.texts.refusal(refusal).zh.contains('𬴊'), "the window is told which character");
        // asking again without a font changes nothing
        print_again(&house, &stuck.document_no).unwrap();
        follow_and_print(&house);
        assert_eq!(one(&house, &no, Kind::Granted).state, "not_drawn");
        // a font is put into the folder, and every document of the case is asked for again
        let fonts = ground.beside().join("fonts");
        std::fs::create_dir_all(&fonts).unwrap();
        let noto = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
        std::fs::copy(noto, fonts.join("rare.ttc")).expect("Debian: fonts-noto-cjk");
        for line in documents(&house, &no) {
            print_again(&house, &line.document_no).unwrap();
        }
        follow_and_print(&house);
        assert!(documents(&house, &no).iter().all(|line| line.state == "drawn"));
        assert!(read(&house, &one(&house, &no, Kind::Granted)).contains("王𬴊"));
        deliver(&house, &no).unwrap();
        house.close().unwrap();
    });
}

#[test]
fn what_was_issued_is_never_drawn_again() {
    let mut ground = Ground::sqlite();
    let texts = ground.own_catalogue().join("texts/documents.toml");
    let house = ground.open();
    let no = applies(&house, "food-permit");
    follow_and_print(&house);
    let first = one(&house, &no, Kind::Receipt);
    let words = read(&house, &first);
    assert_eq!(refused(print_again(&house, &first.document_no)), "drawn_already");
    house.close().unwrap();
    // other words, another font: what was issued stays what it was, what is issued now is worded anew
    let told = std::fs::read_to_string(&texts).unwrap();
    std::fs::write(&texts, told.replace("本凭证只说明收到", "这张纸只说明收到")).unwrap();
    let house = ground.open_at(morning(2026, 9, 2));
    house::rebuild::level(&house, house::rebuild::Anew::All, &mut |_| {}).unwrap();
    // even an order that comes a second time, as after a crash, is answered by the first drawing
    let order: Vec<Value> = vec![
        "reactor/document/1/again".into(),
        "document".into(),
        1.into(),
        first.document_no.as_str().into(),
        "".into(),
        0.into(),
        0.into(),
        0.into(),
        0.into(),
        "".into(),
    ];
    house.store.write_now(move |tx| tx.put("printing", order.clone())).unwrap();
    assert_eq!(printing::step(&house).unwrap(), 1);
    let again = one(&house, &no, Kind::Receipt);
    assert_eq!((&again.hash, again.version), (&first.hash, first.version));
    assert_eq!(read(&house, &again), words);
    let next = applies(&house, "food-permit");
    follow_and_print(&house);
    let receipt = read(&house, &one(&house, &next, Kind::Receipt));
    assert!(words.contains("本凭证只说明收到") && receipt.contains("这张纸只说明收到"));
    house.close().unwrap();
}

#[test]
fn a_printer_that_dies_between_file_and_ledger_loses_nothing_and_doubles_nothing() {
    on_both(|ground| {
        let house = ground.open();
        let no = applies(&house, "food-permit");
        house::follow::catch_up(&house).unwrap();
        let folder = ground.beside().join("files");
        // it died after the file was written: the row names it, the ledger does not
        let hash = house.keep_file_now("p-noodle", b"%PDF-drawn before the power was cut").unwrap();
        let args: Vec<Value> = vec![hash.as_str().into(), 35.into()];
        house
            .store
            .write_now(move |tx| tx.execute("update printing set hash = $1, bytes = $2", &args))
            .unwrap();
        house.close().unwrap();
        let house = ground.open_at(morning(2026, 9, 2));
        follow_and_print(&house);
        let receipt = one(&house, &no, Kind::Receipt);
        assert_eq!((receipt.state.as_str(), &receipt.hash), ("drawn", &hash));
        assert_eq!(files(&folder).len(), 1, "nothing was drawn a second time");
        // it died before the file was written: the name in the row leads nowhere, and it is drawn
        let next = applies(&house, "food-permit");
        house::follow::catch_up(&house).unwrap();
        let args: Vec<Value> = vec!["0".repeat(64).into()];
        house.store.write_now(move |tx| tx.execute("update printing set hash = $1", &args)).unwrap();
        house.close().unwrap();
        let house = ground.open_at(morning(2026, 9, 3));
        follow_and_print(&house);
        assert!(read(&house, &one(&house, &next, Kind::Receipt)).contains("收件凭证"));
        assert_eq!(files(&folder).len(), 2);
        let drawn = house.read_now(clock_actor(), move |seeing| {
            let facts = seeing.diary(&format!("document/{}", receipt.document_no))?;
            Ok(facts.iter().filter(|f| matches!(f.fact, Fact::Document(Event::Drawn { .. }))).count())
        });
        assert_eq!(drawn.unwrap(), 1);
        house.close().unwrap();
    });
}

#[test]
fn a_backup_carries_what_was_issued_and_a_rebuild_draws_nothing() {
    let ground = Ground::sqlite();
    let house = ground.open();
    let no = applies(&house, "food-permit");
    follow_and_print(&house);
    let receipt = one(&house, &no, Kind::Receipt);
    let told = read(&house, &receipt);
    let before = files(&ground.beside().join("files"));
    house::rebuild::level(&house, house::rebuild::Anew::All, &mut |_| {}).unwrap();
    follow_and_print(&house);
    assert_eq!(files(&ground.beside().join("files")), before);
    house.close().unwrap();
    let to = ground.path("backup");
    yimen(&words(&ground.told(&["backup", "--to", &text(&to)]))).done();
    on_both(|other| {
        let data = text(&other.beside());
        yimen(&["restore", "--from", &text(&to), "--db", &other.db, "--data", &data]).done();
        copy(&ground.beside().join("keys"), &other.beside().join("keys"));
        let house = other.open_at(morning(2026, 9, 2));
        let again = one(&house, &no, Kind::Receipt);
        assert_eq!(again, receipt);
        assert_eq!(read(&house, &again), told);
        house.close().unwrap();
    });
}

#[test]
fn a_document_is_had_by_those_it_concerns_and_is_absent_for_everybody_else() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    let house = ground.open();
    yimen::demo::people(&house).unwrap();
    let no = granted(&house, "food-permit");
    follow_and_print(&house);
    let decision = one(&house, &no, Kind::Granted);
    let stuck = granted_to(&house, "王𬺀");
    let waiting = one(&house, &stuck, Kind::Granted);
    house.close().unwrap();
    let data = text(&ground.beside());
    // the demo keeps its ledger in its own folder
    std::fs::copy(ground.path("ledger.db"), ground.beside().join("ledger.db")).unwrap();
    let open =
        Open::start(&["demo", "--port", "0", "--data", &data, "--catalogue", &text(&ground.catalogue)]);
    let get = |part: &str, path: &str| {
        let cookie = open.door.post(&format!("/demo/{part}"), &[], "token=anyone.k1").cookie();
        open.door.get(path, &[("cookie", &cookie)])
    };
    let path = format!("/documents/{}", decision.document_no);
    for part in ["agent", "clerk", "market-examiner", "market-head"] {
        let answer = get(part, &path);
        assert_eq!(answer.status, 200, "{part}");
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert!(answer.header("content-disposition").starts_with("attachment; filename="));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("content-security-policy"), "sandbox");
    }
    for part in ["citizen", "police-examiner", "police-head", "supervisor", "administrator"] {
        assert_eq!(get(part, &path).status, 404, "{part}");
    }
    assert_eq!(open.door.get(&path, &[]).status, 303, "a stranger is led to the door");
    // the case's page leads there, the licence's page to its sheet
    assert!(get("agent", &format!("/cases/{no}")).body.contains(&path));
    assert!(get("clerk", &format!("/cases/{no}")).body.contains(&decision.number));
    let sheet = get("agent", "/licences");
    let (_, rest) = sheet.body.split_once("/licences/").unwrap();
    let licence = rest.split('"').next().unwrap();
    let record = get("agent", &format!("/licences/{licence}")).body;
    assert!(record.contains("证照便民打印件") && record.contains("/documents/"), "{record}");
    // an administrator is told what waits, and that it is a name is not hers to know
    let told = get("administrator", "/admin").body;
    assert!(told.contains("打印不出来的文书") && told.contains("去处理"), "{told}");
    let list = get("administrator", "/documents").body;
    assert!(list.contains("U+2CE80") && list.contains(&waiting.number), "{list}");
    assert!(list.contains(&format!("/documents/{}/draw-again", waiting.document_no)));
    assert_eq!(get("clerk", "/documents").status, 404);
    assert!(get("clerk", &format!("/cases/{stuck}")).body.contains("管理员正在处理"));
    let unprinted = get("citizen", &format!("/documents/{}", waiting.document_no));
    assert_eq!(unprinted.status, 404, "what is not printed cannot be had");
    open.close();
}
