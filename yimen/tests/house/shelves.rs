//! What stands in the catalogue, carried away: an organ's handbook, and the items as a spreadsheet and back.

use std::process::Command;

use super::binary::yimen;
use super::county::{Ground, text};
use super::http::Door;
use super::visits::Served;

/// The Market Supervision Bureau.
const MARKET: &str = "11449921MB9X00031G";

fn organs(door: Door) -> Vec<(String, u64)> {
    let list = door.get("/organs", &[("accept", "application/json")]).json();
    let one = |organ: &serde_json::Value| {
        (organ["organ"].as_str().unwrap().to_owned(), organ["items"].as_u64().unwrap())
    };
    list["organs"].as_array().unwrap().iter().map(one).collect()
}

/// The text of a PDF, read back by poppler.
fn read_back(ground: &Ground, pdf: &[u8]) -> String {
    let path = ground.path("handbook.pdf");
    std::fs::write(&path, pdf).unwrap();
    let done = Command::new("pdftotext").args(["-enc", "UTF-8", &text(&path), "-"]).output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
    String::from_utf8(done.stdout).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_organ_has_its_guides_in_one_book() {
    let served = Served::new(256);
    let ground = Ground::sqlite();
    let all = organs(served.door);
    assert_eq!(all.iter().map(|(_, items)| items).sum::<u64>(), 66, "every item is some organ's");
    for (organ, _) in &all {
        for lang in ["zh", "en"] {
            let cookie = format!("lang={lang}");
            let book = served.door.get(&format!("/organs/{organ}/handbook"), &[("cookie", &cookie)]);
            assert_eq!((book.status, book.header("content-type")), (200, "application/pdf"), "{organ}");
            assert!(book.bytes.starts_with(b"%PDF-"), "{organ}");
        }
    }
    let book = || served.door.get(&format!("/organs/{MARKET}/handbook"), &[]).bytes;
    let bytes = book();
    assert_eq!(bytes, book(), "who asks twice gets the same");
    let said = read_back(&ground, &bytes);
    let page = served.door.get(&format!("/organs/{MARKET}"), &[("accept", "application/json")]).json();
    for item in page["items"].as_array().unwrap() {
        let name: String =
            item["name"]["zh"].as_str().unwrap().chars().filter(|c| !c.is_whitespace()).collect();
        // once among the contents, once at the head of its chapter
        assert!(said.matches(&name).count() >= 2, "{name} is not in the book");
    }
    assert_eq!(served.door.get("/organs/11449921MB9X00099Z/handbook", &[]).status, 404);
}

#[test]
fn the_spreadsheet_is_for_the_organ_and_for_administrators() {
    let served = Served::new(256);
    let asks = |party: &str, path: &str| {
        let cookie = served.lets_in(party, None);
        served.door.get(path, &[("cookie", cookie.split(';').next().unwrap())])
    };
    let own = format!("/organs/{MARKET}/sheet");
    for party in ["s-chen", "s-lin"] {
        let sheet = asks(party, &own);
        assert_eq!(sheet.status, 200, "{party}: {sheet:?}");
        assert!(sheet.bytes.starts_with(b"PK\x03\x04"));
        assert!(asks(party, &format!("/organs/{MARKET}")).body.contains(&own), "{party} finds the way");
    }
    assert_ne!(asks("s-zhou", &own).status, 200, "another organ");
    assert_ne!(served.door.get(&own, &[]).status, 200, "a stranger");
    assert_ne!(asks("p-wang", &own).status, 200, "a citizen");
    assert!(!asks("p-wang", &format!("/organs/{MARKET}")).body.contains("/sheet"), "and sees no way");
}

#[test]
fn a_catalogue_goes_into_a_spreadsheet_and_comes_back() {
    let mut ground = Ground::sqlite();
    let folder = text(ground.own_catalogue());
    let sheet = text(&ground.path("items.xlsx"));
    let says = |words: &[&str]| yimen(&[words, &["--catalogue", &folder]].concat());
    assert_eq!(says(&["catalogue", "sheet", &sheet]).done(), format!("wrote {sheet}\n"));
    let back = says(&["catalogue", "from-sheet", &sheet]);
    assert!(back.err.contains("115 items read, 0 differ"), "66 and 49 samples: {back:?}");
    assert_eq!(back.done(), "", "nothing differs, nothing is written");
    // another county's promise: the file differs from the spreadsheet, which is right
    let path = ground.catalogue.join("items/food-permit.toml");
    let old = std::fs::read_to_string(&path).unwrap();
    let changed = old.replacen("[promised_limit]\nn = 5", "[promised_limit]\nn = 3", 1);
    assert_ne!(old, changed);
    std::fs::write(&path, &changed).unwrap();
    let would = says(&["catalogue", "from-sheet", &sheet, "--only-say"]).done();
    assert!(would.contains("would write") && would.contains("food-permit.toml"), "{would}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), changed, "it was only said");
    let wrote = says(&["catalogue", "from-sheet", &sheet]).done();
    assert_eq!(wrote.lines().count(), 1, "{wrote}");
    let new = std::fs::read_to_string(&path).unwrap();
    let heading: Vec<&str> = old.lines().take_while(|line| line.starts_with('#')).collect();
    assert_eq!(new.lines().take(heading.len()).collect::<Vec<_>>(), heading, "its remarks stay");
    let item = |text: &str| toml::from_str::<kernel::Item>(text).unwrap();
    assert_eq!(item(&new), item(&old));
    assert_eq!(yimen(&["lint", &folder]).code, 0);
}

#[test]
fn a_spreadsheet_with_a_fault_writes_nothing_and_names_the_cell() {
    let mut ground = Ground::sqlite();
    let folder = text(ground.own_catalogue());
    let sheet = text(&ground.path("items.xlsx"));
    let path = ground.catalogue.join("items/food-permit.toml");
    let says = |words: &[&str]| yimen(&[words, &["--catalogue", &folder]].concat());
    let old = std::fs::read_to_string(&path).unwrap();
    says(&["catalogue", "sheet", &sheet]).done();
    // the organ of an item is gone from the county: the cell that names it is wrong
    let organs = ground.catalogue.join("organs.toml");
    let listed = std::fs::read_to_string(&organs).unwrap();
    std::fs::write(&organs, listed.replacen("市场监督管理局", "市场监管局", 1)).unwrap();
    let why = says(&["catalogue", "from-sheet", &sheet]).refused();
    assert!(why.contains("nothing was written") && why.contains("事项!"), "{why}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), old);
    std::fs::write(ground.path("not.xlsx"), "hello").unwrap();
    let why = says(&["catalogue", "from-sheet", &text(&ground.path("not.xlsx"))]).refused();
    assert!(why.contains("nothing was written"), "{why}");
    let why = says(&["catalogue", "from-sheet", &text(&ground.path("none.xlsx"))]).refused();
    assert!(why.contains("none.xlsx"), "{why}");
}
