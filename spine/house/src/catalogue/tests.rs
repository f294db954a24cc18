//! The lint: the catalogue of the house is clean, and every kind of fault is said at its place.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use toml::{Table, Value};

use super::shape::{Key, Shape};
use super::*;

fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue")
}

#[test]
fn the_catalogue_of_the_house_is_clean() {
    let survey = survey(&own());
    let said: Vec<String> = survey.flaws.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new());
    let catalogue = survey.catalogue.unwrap();
    let items = catalogue.items().iter().filter(|item| !item.sample).count();
    assert!(items == 66 && catalogue.halls.len() == 3 && catalogue.division.towns.len() == 16);
    assert!(survey.doubts.iter().any(|(file, _)| file == "items/seal-filing.toml"), "marks are listed");
}

/// The good catalogue with one more file.
fn with(path: &str, text: &str) -> Survey {
    let (mut sources, unread) = sources(&own());
    assert!(unread.is_empty());
    sources.insert(path.to_owned(), text.to_owned());
    inspect(sources, unread, None)
}

#[test]
fn a_file_full_of_faults_is_told_all_of_them_at_once() {
    let text = include_str!("../../tests/catalogue/bad-item.toml");
    let survey = with("items/bad-item.toml", text);
    assert!(survey.catalogue.is_none(), "nothing is published");
    // what the file says by itself; what it would mean for the county is told once it can be read
    let own = |flaw: &Flaw| flaw.code.class() < 7 || flaw.code.name == "YM0804";
    let mut flaws: Vec<_> = survey.flaws.into_iter().filter(own).collect();
    for (n, line) in text.lines().enumerate() {
        let due = line.split_once("# ✗ ").map_or("", |(_, due)| due);
        for words in due.split(" | ").filter(|words| !words.is_empty()) {
            let here = |f: &Flaw| f.line == n + 1 && (f.what.zh.contains(words));
            let found = flaws.iter().position(here);
            let rest = || flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            let found = found.unwrap_or_else(|| panic!("line {}: nobody says “{words}”:\n{}", n + 1, rest()));
            flaws.remove(found);
        }
    }
    let missing: Vec<String> = flaws.extract_if(.., |f| f.line == 1).map(|f| f.what.zh).collect();
    assert_eq!(missing, ["缺少“correction_limit”", "缺少“remedies”"]);
    assert_eq!(flaws.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_flaw_says_how_to_mend_it_in_both_languages() {
    for flaw in with("items/bad-item.toml", include_str!("../../tests/catalogue/bad-item.toml")).flaws {
        for text in [&flaw.what, &flaw.mend] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{flaw}");
        }
        assert!(flaw.span.start < flaw.span.end, "{flaw} has a place");
    }
}

/// Change one thing in a good file: what is said, and in which line.
fn changed(path: &str, from: &str, to: &str) -> Vec<(usize, Weight, String)> {
    let (sources, _) = sources(&own());
    let text = &sources[path];
    assert!(text.contains(from), "{path} has no {from}");
    let survey = with(path, &text.replacen(from, to, 1));
    let errors = survey.errors();
    assert_eq!(survey.catalogue.is_none(), errors > 0, "errors hold a catalogue back, warnings do not");
    let here = survey.flaws.into_iter().filter(|flaw| flaw.file == path);
    here.map(|flaw| (flaw.line, flaw.weight, flaw.what.zh)).collect()
}

#[test]
fn one_change_is_one_flaw() {
    let cases = [
        ("organs.toml", "11449921MB9X00015T", "11449921MB9X00015U", "校验码"),
        ("organs.toml", "phone = \"0000-668 1000\"", "phon = \"0000-668 1000\"", "没有“phon”"),
        ("divisions.toml", "\"449921001\"", "\"449922001\"", "镇街代码"),
        ("halls.toml", "12449921MB9X00250P", "12449921MB9X00299P", "organs.toml 里没有"),
        ("halls.toml", "last = 12", "last = 8", "末号小于首号"),
        ("halls.toml", "first = 13", "first = 12", "窗口号重了"),
        ("halls.toml", "code = \"enterprise\"", "code = \"general\"", "出现了两次"),
        ("rules.toml", "[counting]", "[countng]", "没有“countng”"),
        ("calendar/2026.toml", "\"2026-01-04\"", "\"2026-01-05\"", "不是周末"),
        ("calendar/2026.toml", "standing = \"official\"", "standing = \"offical\"", "没有“offical”"),
        ("texts/en.toml", "[refusal]", "[refusals]", "缺“refusal."),
        (
            "items/residence-permit.toml",
            "《居住证暂行条例》第九条：",
            "《行政许可法》第四十二条：",
            "不能以《行政许可法》",
        ),
        ("items/residence-permit.toml", "silence = \"overruns\"", "silence = \"accepts\"", "默认受理"),
        ("items/residence-permit.toml", "visits = 1", "visits = 0", "不用跑现场"),
        (
            "items/food-permit.toml",
            "catalog_code = \"000131911000\"",
            "catalog_code = \"00013191100\"",
            "12 位数字",
        ),
        ("items/food-permit.toml", "prefix = \"JY\"", "prefix = \"YY\"", "一种证照只有一个前缀"),
        (
            "items/seal-filing.toml",
            "licence = \"11449921MB9X00031G002\"",
            "licence = \"11449921MB9X00031G009\"",
            "没有事项颁发类型",
        ),
        ("items/food-permit.toml", "synonyms = [", "synonyms = [[1], ", "这里不能是 array"),
        (
            "items/food-permit.toml",
            "{ water = [\"own\"] }",
            "{ water = [\"mains\", \"own\"] }",
            "列了全部答案",
        ),
        ("items/food-permit.toml", "[statutory_limit]", "[statutory_limit", "这里不是 TOML"),
        (
            "items/food-permit.toml",
            "for_persons = true\nfor_organisations = true",
            "for_persons = false\nfor_organisations = false",
            "都不能办",
        ),
        (
            "items/seal-filing.toml",
            "rows = { min = 1, max = 10 }",
            "rows = { min = 1, max = 99 }",
            "一组最多",
        ),
    ];
    for (path, from, to, said) in cases {
        let flaws = changed(path, from, to);
        assert!(flaws.iter().any(|(_, _, what)| what.contains(said)), "{path} {to}: {flaws:?}");
    }
}

#[test]
fn a_line_is_the_line_of_the_fault() {
    let (sources, _) = sources(&own());
    let text = &sources["halls.toml"];
    let line = text.lines().position(|line| line == "last = 12").unwrap() + 1;
    let flaws = changed("halls.toml", "last = 12", "last = 8");
    assert_eq!(flaws, [(line, Weight::Error, "末号小于首号".to_owned())]);
    let flaws =
        changed("items/food-permit.toml", "{ water = [\"own\"] }", "{ water = [\"mains\", \"own\"] }");
    assert_eq!(flaws.len(), 1);
    assert_eq!(flaws[0].1, Weight::Warning);
}

#[test]
fn two_items_cannot_share_a_code() {
    let (sources, _) = sources(&own());
    let twin = sources["items/food-permit.toml"].replacen("code = \"food-permit\"", "code = \"twin\"", 1);
    let survey = with("items/twin.toml", &twin);
    let errors: Vec<&Flaw> = survey.flaws.iter().filter(|flaw| flaw.weight == Weight::Error).collect();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].what.zh.contains("基本编码和“food-permit”相同"));
}

#[test]
fn a_text_of_a_document_that_cannot_be_filled_is_a_flaw_at_its_place() {
    let path = "texts/documents.toml";
    for (from, to, words) in [
        ("{{ reply_by }}前，本机关", "{{ reply_day }}前，本机关", "没有“reply_day”可填"),
        ("{{ reply_by }}前，本机关", "{{ reply_by 前，本机关", "填不了"),
        ("title = \"办理结果通知书\"", "title = \"准予行政许可决定书\"", "这不是行政许可"),
        ("= \"青市监\"", "= \"青公\"", "有两个机关在用"),
        ("\"11449921MB9X00031G\" = \"青市监\"\n", "", "没有代字"),
        ("accepted = \"受\"", "accepted = \"收\"", "用了两次"),
        ("accepted = \"受\"\n", "", "缺少“accepted”"),
    ] {
        let said = changed(path, from, to);
        assert!(said.len() == 1, "{to}: {said:?}");
        assert!(said[0].1 == Weight::Error && said[0].2.contains(words), "{to}: {said:?}");
    }
    // a text that never ends is stopped by its fuel
    let (sources, _) = sources(&own());
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{{ item }}{% endfor %}{% endfor %}";
    let text = sources[path].replacen("本凭证只说明收到", endless, 1);
    assert!(with(path, &text).flaws.iter().any(|flaw| flaw.what.zh.contains("填不了")));
}

#[test]
fn a_commitment_needs_a_paper_and_a_promise() {
    let path = "items/medical-reimbursement.toml";
    let (sources, _) = sources(&own());
    let text = &sources[path];
    let said = |text: &str| -> Vec<String> {
        let survey = with(path, text);
        let shape = survey.flaws.iter().filter(|flaw| flaw.code.name == "YM0002" && flaw.file == path);
        shape.map(|flaw| flaw.at.clone()).collect()
    };
    let cut = |from: &str, to: &str| {
        let (before, rest) = text.split_once(from).unwrap();
        format!("{before}{}", &rest[rest.find(to).unwrap()..])
    };
    assert!(said(text).is_empty(), "{:?}", said(text));
    assert_eq!(said(&text.replace("by_commitment = true\n", "")), ["commitment"]);
    assert_eq!(said(&cut("[[promises]]", "[[places]]")), ["commitment"]);
    let untold = said(&cut("[commitment]", "[[places]]"));
    assert!(untold.len() == 1 && untold[0].ends_with(".by_commitment"), "{untold:?}");
}

#[test]
fn a_folder_that_lacks_files_says_which() {
    let empty = tempfile::tempdir().unwrap();
    let survey = survey(empty.path());
    let files: BTreeSet<String> = survey.flaws.iter().map(|flaw| flaw.file.clone()).collect();
    for file in ["organs.toml", "divisions.toml", "halls.toml", "rules.toml", "items", "calendar"] {
        assert!(files.contains(file), "{file}: {files:?}");
    }
    assert!(Catalogue::load(empty.path()).is_err());
}

/// A tree with everything a shape allows, the n-th word of every choice.
fn sample(shape: &Shape, n: usize, depth: usize) -> Value {
    match shape {
        Shape::Word | Shape::Free | Shape::Code => Value::String("2026-01-01".to_owned()),
        Shape::Both => Value::Table(Table::from_iter(["zh", "en"].map(|k| (k.to_owned(), "甲".into())))),
        Shape::Whole(from, _) => Value::Integer(*from),
        Shape::Truth => Value::Boolean(true),
        Shape::OneOf(words) => Value::String(words[n % words.len()].to_owned()),
        Shape::Day => Value::String("2026-01-01".to_owned()),
        Shape::Hour => Value::String("17:30".to_owned()),
        Shape::Either(one, other) => sample(if n.is_multiple_of(2) { one } else { other }, n, depth),
        Shape::Limit => toml::from_str::<Value>("n = 1\nunit = \"days\"").unwrap(),
        Shape::List(_, 0) if depth > 4 => Value::Array(vec![]),
        Shape::List(shape, _) => Value::Array(vec![sample(shape, n, depth + 1)]),
        Shape::Keys(keys) => Value::Table(whole(keys, n, depth + 1)),
        Shape::Map(names, shape) => {
            let name = names.get(n % names.len().max(1)).copied().unwrap_or("water");
            Value::Table(Table::from_iter([(name.to_owned(), sample(shape, n, depth + 1))]))
        }
    }
}

fn whole(keys: &[Key], n: usize, depth: usize) -> Table {
    keys.iter().map(|key| (key.name.to_owned(), sample(key.shape, n, depth))).collect()
}

/// Names of all tables' keys, with their paths.
fn keys_of(value: &Value, at: &str, all: &mut BTreeSet<String>) {
    match value {
        Value::Table(table) => {
            for (key, inner) in table {
                all.insert(format!("{at}.{key}"));
                keys_of(inner, &format!("{at}.{key}"), all);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| keys_of(inner, at, all)),
        _ => {}
    }
}

#[test]
fn shapes_and_types_know_the_same_keys() {
    fn same<T: serde::de::DeserializeOwned + serde::Serialize>(keys: &[Key]) {
        for n in 0..16 {
            let shaped = Value::Table(whole(keys, n, 0));
            let typed: T = shaped.clone().try_into().unwrap_or_else(|e| panic!("{n}: {e}\n{shaped}"));
            let typed = Value::try_from(&typed).unwrap();
            let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
            keys_of(&shaped, "", &mut left);
            keys_of(&typed, "", &mut right);
            assert_eq!(left, right);
        }
    }
    same::<Item>(shapes::ITEM);
    same::<kernel::bundle::Bundle>(shapes::BUNDLE);
    same::<kernel::project::Project>(shapes::PROJECT);
    same::<Year>(shapes::YEAR);
    same::<BTreeMap<kernel::Rule, Text>>(shapes::SERVICE_RULES);
    let read = |keys| Value::Table(whole(keys, 0, 0));
    read(shapes::DIVISION).try_into::<Division>().unwrap();
    let halls = read(shapes::HALLS);
    halls["halls"][0].clone().try_into::<Hall>().unwrap();
    read(shapes::ORGANS)["organ"][0].clone().try_into::<Organ>().unwrap();
}

/// Planted faults of classes 1 to 6: the file, what is changed, where the finding stands. (Every code
/// there is is planted in the faulty county: `compiler/faulty.rs`.)
const PLANTED: &[(&str, &str, &str, &str, &str)] = &[
    ("YM0208", "systems.toml", "\"青岭县财政局\"", "\"青岭县财政所\"", "systems.10.answers.1"),
    ("YM0208", "systems.toml", "operator = \"11449921MB9X00023M\"", "operator = \"x\"", "systems.0.operator"),
    (
        "YM0201",
        "items/food-permit.toml",
        "name = { zh = \"经营场所平面布局图\"",
        "name = { zh = \"取水许可证\"",
        "materials.0.name",
    ),
    (
        "YM0202",
        "items/hotel-permit.toml",
        "name = { zh = \"客房和安全设施平面图\"",
        "name = { zh = \"从业人员健康证明\"",
        "name",
    ),
    (
        "YM0203",
        "items/seal-filing.toml",
        "name = { zh = \"营业执照\", en",
        "name = { zh = \"工商执照\", en",
        "materials.0.name",
    ),
    (
        "YM0204",
        "items/food-permit.toml",
        "name = { zh = \"经营场所平面布局图\"",
        "name = { zh = \"营业执照原件\"",
        "materials.0.name",
    ),
    (
        "YM0205",
        "items/food-permit.toml",
        "issuer = { zh = \"青岭县卫生健康局\", en = \"Qingling County Health Bureau\" }\n",
        "",
        "materials.5.source",
    ),
    (
        "YM0206",
        "items/food-permit.toml",
        "hint = { zh = \"手画的也行",
        "issuer = { zh = \"某局\", en = \"Some Bureau\" }\nhint = { zh = \"手画的也行",
        "materials.0.issuer",
    ),
    (
        "YM0301",
        "items/food-permit.toml",
        "有固定的经营场所，",
        "有固定的经营场所等，",
        "conditions.1.text.zh",
    ),
    (
        "YM0003",
        "items/forest-land-use.toml",
        "en = \"the City Forestry Bureau\" }",
        "en = \"the City Forestry Bureau\" }\norgan = \"nobody\"",
        "forwarding.organ",
    ),
    (
        "YM0401",
        "items/food-permit.toml",
        "[promised_limit]\nn = 5",
        "[promised_limit]\nn = 11",
        "promised_limit",
    ),
    (
        "YM0401",
        "items/food-permit.toml",
        "[promised_limit]\nn = 5\nunit = \"working_days\"",
        "[promised_limit]\nn = 13\nunit = \"days\"",
        "promised_limit",
    ),
    ("YM0402", "items/food-permit.toml", "pace = \"promised\"", "pace = \"on_the_spot\"", "pace"),
    ("YM0403", "items/food-permit.toml", "[reply_limit]\nn = 5", "[reply_limit]\nn = 6", "reply_limit"),
    (
        "YM0404",
        "items/food-permit.toml",
        "[reply_limit]\nn = 5\nunit = \"working_days\"",
        "[reply_limit]\nn = 5",
        "reply_limit",
    ),
    ("YM0501", "items/food-permit.toml", "visits = 0", "visits = 1", "visits"),
    (
        "YM0502",
        "items/food-permit.toml",
        "    { code = \"post\", text = { zh = \"寄给我\", en = \"By post\" } },\n    \
         { code = \"hall\", text = { zh = \"到大厅领\", en = \"At the hall\" } },\n    \
         { code = \"electronic\", text = { zh = \"只要电子证照\", en = \"Only electronically\" } },\n",
        "    { code = \"hall\", text = { zh = \"到大厅领\", en = \"At the hall\" } },\n",
        "fields.16",
    ),
    (
        "YM0503",
        "items/food-permit.toml",
        "hint = { zh = \"手画的也行，",
        "hint = { zh = \"当面交，",
        "materials.0.name",
    ),
    (
        "YM0601",
        "items/home-transfer.toml",
        "basis = { zh = \"《国家发展改革委、财政部关于不动产登记收费标准等有关问题的通知》（发改价格规〔2016〕2559 号）\"",
        "basis = { zh = \"照惯例\"",
        "fees.0.basis",
    ),
    (
        "YM0602",
        "items/home-transfer.toml",
        "reductions = { zh = \"小微企业（含个体工商户）免收；财税〔2016〕79 号列明的情形减半或者免收\", \
         en = \"None for small and micro firms and sole traders; half or none \
         where Caishui No. 79 of 2016 says so\" }\n",
        "",
        "fees.0.name",
    ),
    (
        "YM0603",
        "items/food-permit.toml",
        "source = \"applicant\"",
        "source = \"intermediary\"",
        "materials.0.source",
    ),
    (
        "YM0604",
        "intermediaries.toml",
        "services = [\"kinship-test\"]",
        "services = [\"kinship\"]",
        "agencies.1.services.0",
    ),
];

#[test]
fn every_planted_fault_of_classes_2_to_6_is_found_at_its_place() {
    let (sources, _) = sources(&own());
    for (code, path, from, to, at) in PLANTED {
        let text = &sources[*path];
        assert!(text.contains(from), "{code}: {path} has no {from}");
        let flaws = with(path, &text.replacen(from, to, 1)).flaws;
        let found = flaws.iter().any(|f| f.code.name == *code && f.file == *path && f.at.contains(at));
        assert!(found, "{code} at {at}: {flaws:#?}");
    }
    // what a system no longer answers for shows at the item that needs it
    let flaws = with("systems.toml", &sources["systems.toml"].replacen("财政局", "财政所", 1)).flaws;
    let lost = |f: &Flaw| f.code.name == "YM0207" && f.file == "items/medical-reimbursement.toml";
    assert!(flaws.iter().any(lost), "{flaws:#?}");
}

#[test]
fn a_circle_of_proofs_is_printed_as_a_path() {
    let (mut sources, _) = sources(&own());
    // a restaurant needs a hygiene permit, and the hygiene permit needs the restaurant's
    for (path, name) in [
        ("items/food-permit.toml", "公共场所卫生许可证"),
        ("items/public-place-hygiene.toml", "食品经营许可证"),
    ] {
        let text = &sources[path];
        let more = format!(
            "\n[[materials]]\ncode = \"circle\"\nname = {{ zh = \"{name}\", en = \"A permit\" }}\n\
             source = \"government\"\nissuer = {{ zh = \"本县\", en = \"The county\" }}\n\
             basis = {{ zh = \"某法第一条\", en = \"Some Law, Art. 1\" }}\n"
        );
        let whole = format!("{text}{more}");
        sources.insert(path.to_owned(), whole);
    }
    let survey = inspect(sources, Vec::new(), None);
    let said: Vec<&Flaw> = survey.flaws.iter().filter(|f| f.code.name == "YM0101").collect();
    assert!(said.len() == 1 && said[0].places.len() == 2, "{:?}", survey.flaws);
    assert!(said[0].what.zh.contains("公共场所卫生许可证") && said[0].what.zh.contains("食品经营许可证"));
}

#[test]
fn an_exception_needs_a_reason_a_day_and_a_flaw() {
    let allow = |reason: &str, until: &str| {
        format!(
            "[[allow]]\ncode = \"YM0301\"\nfile = \"items/food-permit.toml\"\n{reason}until = \"{until}\"\n"
        )
    };
    let reason = "reason = { zh = \"省里的原文\", en = \"The province's words\" }\n";
    let today = Day::ymd(2026, 11, 22);
    let (good, _) = sources(&own());
    let codes = |vague: bool, allow: String| {
        let mut sources = good.clone();
        if vague {
            let text = sources["items/food-permit.toml"].replacen("有固定的", "有其他固定的", 1);
            sources.insert("items/food-permit.toml".to_owned(), text);
        }
        let allow = format!("{}\n{allow}", good["allow.toml"]);
        sources.insert("allow.toml".to_owned(), allow);
        inspect(sources, Vec::new(), today).flaws.iter().map(|flaw| flaw.code.name).collect::<Vec<_>>()
    };
    assert_eq!(codes(true, allow(reason, "2026-11-22")), Vec::<&str>::new());
    assert_eq!(codes(true, allow(reason, "2026-11-21")), ["YM0012", "YM0301"]);
    assert_eq!(codes(true, allow("", "2026-12-31")), ["YM0011", "YM0301"]);
    assert_eq!(codes(false, allow(reason, "2026-12-31")), ["YM0013"]);
}

#[test]
fn the_list_of_intermediaries_is_as_long_as_the_requirement_says() {
    let (sources, _) = sources(&own());
    let list: toml::Table = toml::from_str(&sources["intermediaries.toml"]).unwrap();
    let services = list["services"].as_array().unwrap();
    let organs: BTreeSet<&str> =
        services.iter().flat_map(|s| s["organs"].as_array().unwrap()).map(|o| o.as_str().unwrap()).collect();
    let agencies = list["agencies"].as_array().unwrap().len();
    assert_eq!((services.len(), organs.len(), agencies), (16, 12, 18));
}

#[test]
fn the_reports_carry_every_finding() {
    let (sources, _) = sources(&own());
    let survey = with(
        "items/food-permit.toml",
        &sources["items/food-permit.toml"].replacen("有固定的", "有其他固定的", 1),
    );
    assert_eq!(survey.flaws.len(), 1, "{:?}", survey.flaws);
    assert_eq!(report::json(&survey)["findings"][0]["code"], "YM0301");
    let sarif = report::sarif(&survey);
    let run = &sarif["runs"][0];
    assert_eq!(sarif["version"], "2.1.0");
    let index = usize::try_from(run["results"][0]["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], run["results"][0]["ruleId"]);
    let page = report::page(&survey, Day::ymd(2026, 11, 22).unwrap());
    assert!(
        page.contains("YM0301") && page.contains("青岭县市场监督管理局") && page.contains("有其他固定的")
    );
}
