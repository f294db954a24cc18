//! The document against the house: OpenAPI's own schema judges the document, and the document judges what
//! every address really answers to everybody.

use std::collections::{BTreeMap, BTreeSet};

use house::links;
use house::web::{Route, openapi, register};
use jsonschema::Validator;
use serde_json::{Value, json};
use yimen::demo::running::SHOP;

use super::super::bundle_forms::{APPLY, DRAFT, filled};
use super::super::county::{
    MARKET, application, applies, ask, brought, follow_and_print, granted, li, public, risky,
};
use super::super::http::Answer;
use super::super::projects::stage_form;
use super::super::uploads::{FILES, Someone, pdf};
use super::super::visits::Served;
use super::JSON;

/// OpenAPI 3.1's own description of itself (Apache 2.0, spec.openapis.org/oas/3.1/schema/2022-10-07).
const OPENAPI: &str = include_str!("openapi-3.1.json");

/// Everybody who may stand somewhere: whom to let in, and for whom.
const EVERYBODY: &[(&str, Option<&str>)] = &[
    ("", None),
    ("p-wang", None),
    ("p-li", Some("p-noodle")),
    ("s-window-6", None),
    ("s-chen", None),
    ("s-zhou", None),
    ("s-zhao", None),
    ("s-he", None),
    ("s-lin", None),
];

/// The routes of a house that serves; the demo's doors are not among them.
fn routes() -> Vec<Route> {
    register(yimen::WINGS, Vec::new())
}

struct Walk {
    served: Served,
    document: Value,
    /// Values for the variable parts of addresses.
    fills: BTreeMap<&'static str, Vec<String>>,
}

impl Walk {
    /// A morning's work, and a house in which there is something to see at every address.
    fn new() -> Walk {
        let (served, _) = Served::new(256).program(MARKET);
        let cases = vec![granted(&served.house, "food-permit"), granted(&served.house, "residence-permit")];
        let open = vec![
            applies(&served.house, "food-permit"),
            applies(&served.house, "residence-permit"),
            public(&served.house),
        ];
        let bundle = yimen::demo::running::begun(&served.house).unwrap();
        let project = yimen::demo::building::begun(&served.house).unwrap();
        follow_and_print(&served.house);
        let (mut hashes, mandate) = uploads(&served, &open[1]);
        hashes.push(for_a_stage(&served, &project));
        let helped = helps(&served, &project);
        let matter = brought(&served.house);
        let risk = risky(&served.house);
        let document = served.door.get("/openapi.json", &[JSON]).json();
        let mut walk = Walk { served, document, fills: BTreeMap::new() };
        let list = walk.seen("/licences", "s-he", None).json();
        let licences: Vec<String> = list["licences"].as_array().unwrap().iter().map(number).collect();
        assert!(!licences.is_empty(), "{list}");
        let code = walk.kept("select code from p_code order by code limit 1");
        let printed = walk
            .kept("select document_no from v_document where state = 'drawn' order by document_no limit 1");
        walk.fills = BTreeMap::from([
            ("hash", hashes),
            ("document_no", printed),
            ("no", cases.into_iter().chain(open).chain([matter]).collect()),
            ("licence_no", licences),
            ("item", vec!["food-permit".to_owned(), "residence-permit".to_owned()]),
            ("name", vec!["yimen.css".to_owned()]),
            ("list", vec!["powers".to_owned(), "proofs".to_owned()]),
            ("code", [vec!["en".to_owned()], code].concat()),
            ("risk", vec![risk]),
            ("choice", vec!["off".to_owned()]),
            ("organ", vec!["11449921MB9X00031G".to_owned()]),
            ("party", vec!["p-noodle".to_owned()]),
            ("bundle", vec!["open-a-restaurant".to_owned(), "project-land".to_owned()]),
            ("bundle_no", vec![bundle, mandate, helped]),
            ("project", vec!["investment".to_owned()]),
            ("project_no", vec![project]),
            ("stage", vec!["land".to_owned(), "works".to_owned()]),
            ("agent", vec!["p-nobody".to_owned()]),
        ]);
        walk
    }

    /// The first column of what the views keep.
    fn kept(&self, sql: &'static str) -> Vec<String> {
        let rows = self.served.house.store.read_now(|look| look.query(sql, &[])).unwrap();
        let all: Vec<String> = rows.iter().map(|row| row.text(0).to_owned()).collect();
        assert!(!all.is_empty(), "{sql}: nothing");
        all
    }

    fn cookie(&self, party: &str, for_party: Option<&str>) -> String {
        match party {
            "" => String::new(),
            _ => self.served.lets_in(party, for_party).split(';').next().unwrap().to_owned(),
        }
    }

    fn seen(&self, path: &str, party: &str, for_party: Option<&str>) -> Answer {
        self.served.door.get(path, &[JSON, ("cookie", &self.cookie(party, for_party))])
    }

    /// Every address of a route.
    fn addresses(&self, template: &str) -> Vec<String> {
        let mut all = vec![template.to_owned()];
        for name in openapi::variables(template) {
            let values = self.fills.get(name).unwrap_or_else(|| panic!("{template}: what is {name}?"));
            let put = |path: &String| {
                let fill = |value: &String| path.replace(&format!("{{{name}}}"), value);
                values.iter().map(fill).collect::<Vec<_>>()
            };
            all = all.iter().flat_map(put).collect();
        }
        all
    }

    /// What the document says of this answer: its schema of this media type, or what is wrong.
    fn judge(&self, template: &str, method: &str, answer: &Answer) -> Result<(), String> {
        let said = &self.document["paths"][template][method]["responses"];
        let status = answer.status.to_string();
        let mut response = said.get(&status).or_else(|| said.get("default")).ok_or("no such status")?;
        if answer.status < 400 && said.get(&status).is_none() {
            return Err(format!("{status} is not said"));
        }
        if let Some(place) = response.get("$ref").and_then(Value::as_str) {
            response = self.document.pointer(place.trim_start_matches('#')).ok_or("leads nowhere")?;
        }
        let media = answer.header("content-type").split(';').next().unwrap_or_default();
        let Some(content) = response["content"].get(media) else {
            return if answer.body.is_empty() { Ok(()) } else { Err(format!("{media} is not said")) };
        };
        // a file is what its media type says
        let Some(schema) = content.get("schema") else { return Ok(()) };
        let validator = self.validator(schema);
        let value: Value = serde_json::from_str(&answer.body).map_err(|e| e.to_string())?;
        let wrong: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        if wrong.is_empty() { Ok(()) } else { Err(format!("{wrong:#?} in {value}")) }
    }

    /// A schema of the document, standing in the document's own components.
    fn validator(&self, schema: &Value) -> Validator {
        let whole = json!({ "allOf": [schema], "components": self.document["components"] });
        jsonschema::draft202012::new(&whole).unwrap_or_else(|e| panic!("{schema}: {e}"))
    }
}

/// A file on the draft of a stage of this project: its hash.
fn for_a_stage(served: &Served, project: &str) -> String {
    let cookie = served.lets_in("p-li", Some("p-noodle")).split(';').next().unwrap().to_owned();
    let li = Someone { door: served.door, cookie };
    let stage = format!("/bundles/project-land/for/{project}");
    let form = li
        .get(&stage_form(&served.house, project, "project-land", &[("way", "filed")]).0)
        .form(&stage)
        .with("to-files", "yes");
    assert_eq!(form.to(&format!("{stage}/draft")).send(served.door, &li.cookie).status, 303);
    let files = format!("{stage}/files");
    let laid = li.uploads(&files, "planning-land-permit.bounds", "d.pdf", &pdf("d"));
    assert_eq!(laid.status, 303, "{}", laid.body);
    let page = served.door.get(&files, &[JSON, ("cookie", &li.cookie)]).json();
    let mut all = page["materials"].as_array().unwrap().iter().flat_map(|m| m["files"].as_array().unwrap());
    all.next().unwrap()["hash"].as_str().unwrap().to_owned()
}

/// A clerk helps with this project: the number of the mandate.
fn helps(served: &Served, project: &str) -> String {
    let somebody = |party: &str, firm: Option<&str>| {
        let cookie = served.lets_in(party, firm).split(';').next().unwrap().to_owned();
        Someone { door: served.door, cookie }
    };
    let (li, clerk) = (somebody("p-li", Some("p-noodle")), somebody("s-window-6", None));
    let mandate =
        super::super::assisting::asks_at(&li, &links::project_assistance(project), &["fill", "hand_in"]);
    super::super::assisting::presses(&clerk, &mandate, "take", &[]);
    mandate
}

/// A file on the draft of a person, one that the window put on her case, one for a bundle: their hashes. And
/// the number of a mandate under which that bundle is filled in.
fn uploads(served: &Served, case: &str) -> (Vec<String>, String) {
    let somebody = |party: &str| {
        let cookie = served.lets_in(party, None).split(';').next().unwrap().to_owned();
        Someone { door: served.door, cookie }
    };
    let (wang, clerk) = (somebody("p-wang"), somebody("s-window-6"));
    wang.drafts();
    assert_eq!(wang.uploads(FILES, "lease", "a.pdf", &pdf("a")).status, 303);
    let files = format!("/cases/{case}/files");
    assert_eq!(clerk.uploads(&files, "photo", "b.pdf", &pdf("b")).status, 303);
    let seen = |path: &str, who: &Someone| {
        let page = served.door.get(path, &[JSON, ("cookie", &who.cookie)]).json();
        let all = page["materials"].as_array().unwrap().iter().flat_map(|m| m["files"].as_array().unwrap());
        all.map(|file| file["hash"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (shop, papers) =
        (filled(&served.house, "open-a-restaurant", SHOP), "/bundles/open-a-restaurant/files");
    let form = wang.get(&format!("{APPLY}?{}", shop.query)).form(APPLY).with("to-files", "yes");
    assert_eq!(form.to(DRAFT).send(served.door, &wang.cookie).status, 303);
    assert_eq!(wang.uploads(papers, "individual-business.lease", "c.pdf", &pdf("c")).status, 303);
    let all = [seen(FILES, &wang), seen(&files, &clerk), seen(papers, &wang)].concat();
    assert_eq!(all.len(), 3, "{all:?}");
    let mandate = super::super::assisting::asks(&wang, &["fill", "hand_in"]);
    super::super::assisting::presses(&clerk, &mandate, "take", &[]);
    (all, mandate)
}

fn number(licence: &Value) -> String {
    licence["licence_no"].as_str().unwrap().to_owned()
}

/// Every schema that stands somewhere in the document.
fn schemas(part: &Value, found: &mut Vec<Value>) {
    match part {
        Value::Object(object) => {
            for (name, value) in object {
                if name == "schema" { found.push(value.clone()) } else { schemas(value, found) }
            }
        }
        Value::Array(all) => all.iter().for_each(|one| schemas(one, found)),
        _ => {}
    }
}

#[test]
fn the_document_is_openapi_3_1_and_its_schemas_are_schemas() {
    let walk = Walk::new();
    let structure = jsonschema::draft202012::new(&serde_json::from_str(OPENAPI).unwrap()).unwrap();
    let wrong: Vec<String> =
        structure.iter_errors(&walk.document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let mut found: Vec<Value> =
        walk.document["components"]["schemas"].as_object().unwrap().values().cloned().collect();
    schemas(&walk.document["paths"], &mut found);
    assert!(found.len() > 100, "only {} schemas", found.len());
    for schema in &found {
        assert!(jsonschema::draft202012::meta::is_valid(schema), "{schema}");
    }
}

#[test]
fn no_route_is_without_its_shapes() {
    let walk = Walk::new();
    for route in routes() {
        let at = format!("{} {}", route.method, route.path);
        let said = &walk.document["paths"][route.path][route.method.as_str().to_lowercase()];
        if route.method == "POST" {
            let taken = said["requestBody"]["content"].as_object().unwrap();
            let drawn = |one: &Value| one["schema"].as_object().is_some_and(|schema| !schema.is_empty());
            assert!(!taken.is_empty() && taken.values().all(drawn), "{at} takes anything");
        }
        let answers = said["responses"].as_object().unwrap();
        let (page, led) = (answers.get("200"), answers.contains_key("303"));
        assert!(page.is_some() || led, "{at} answers nothing");
        if let Some(json) = page.and_then(|page| page["content"].get("application/json")) {
            let own = route.path == "/openapi.json";
            assert!(own || json["schema"]["$ref"].is_string() || json["schema"]["anyOf"].is_array(), "{at}");
        }
    }
}

#[test]
fn every_page_answers_as_the_document_says_and_has_its_tag() {
    let walk = Walk::new();
    let (mut shown, mut wrong) = (BTreeSet::new(), Vec::new());
    for (party, for_party) in EVERYBODY {
        let cookie = walk.cookie(party, *for_party);
        for route in routes().iter().filter(|route| route.method == "GET") {
            for path in walk.addresses(route.path) {
                let answer = walk.served.door.get(&path, &[JSON, ("cookie", &cookie)]);
                if answer.header("content-type").starts_with("text/") {
                    shown.insert(route.path);
                    continue;
                }
                if let Err(why) = walk.judge(route.path, "get", &answer) {
                    wrong.push(format!("GET {path} as {party}: {} {why}", answer.status));
                }
                if matches!(answer.status, 200 | 303) {
                    shown.insert(route.path);
                }
                // what is handed out to be kept is a file of its own, not a page that is asked for again
                if answer.header("content-disposition").starts_with("attachment") {
                    continue;
                }
                let tag = answer.header("etag");
                if answer.status == 200 && tag.is_empty() {
                    wrong.push(format!("GET {path} as {party} has no tag"));
                }
                if answer.status == 200 && !["/healthz", "/account/sessions"].contains(&route.path) {
                    let again =
                        walk.served.door.get(&path, &[JSON, ("cookie", &cookie), ("if-none-match", tag)]);
                    if (again.status, again.body.as_str()) != (304, "") {
                        wrong.push(format!("GET {path} as {party} is sent again: {again:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let all: BTreeSet<&str> = routes().iter().filter(|r| r.method == "GET").map(|r| r.path).collect();
    let unseen: Vec<_> = all.difference(&shown).collect();
    assert!(unseen.is_empty(), "nobody saw {unseen:?}");
}

#[test]
fn every_act_that_is_not_taken_answers_a_problem_that_the_document_knows() {
    let walk = Walk::new();
    let (mut wrong, mut codes) = (Vec::new(), BTreeSet::new());
    for (party, for_party) in EVERYBODY {
        // who signs out is out: that act comes last, with a session of its own
        let cookie = walk.cookie(party, *for_party);
        let token = walk.served.door.get("/nowhere", &[("cookie", &cookie)]);
        let token = if party.is_empty() { "anyone.k1".to_owned() } else { token.token() };
        let acts = routes().into_iter().filter(|r| r.method == "POST" && r.path != "/sign-out");
        for route in acts {
            for path in walk.addresses(route.path) {
                let sent = json!({ "token": token, "words": "一" });
                let answer = walk.served.door.post_json(&path, &[("cookie", &cookie)], &sent);
                if let Err(why) = walk.judge(route.path, "post", &answer) {
                    wrong.push(format!("POST {path} as {party}: {} {why}", answer.status));
                }
                if answer.status >= 400 {
                    codes.extend(answer.json()["code"].as_str().map(str::to_owned));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    // the walk meets refusals of several wings, not only doors that are shut
    for code in ["concluded", "absent", "stranger", "faulty"] {
        assert!(codes.contains(code), "nobody met {code}: {codes:?}");
    }
}

/// The codes of `Refusal::new("…"` and `.refuse("…"` in a text.
fn codes_in(text: &str) -> impl Iterator<Item = String> + '_ {
    let calls = ["Refusal::new(\"", "refuse(\""];
    let codes = move |call| text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
    calls.into_iter().flat_map(codes).map(str::to_owned)
}

/// The codes with which a wing's sources refuse, and those of the one rule that several wings ask the house.
fn refused_in(wing: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let root = super::super::binary::root();
    let shared = std::fs::read_to_string(root.join("spine/kernel/src/earlier.rs")).unwrap();
    let mut folders = vec![root.join("wings").join(wing).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("tests.rs") && !path.to_str().unwrap().contains("/tests/") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.extend(codes_in(&text));
                if text.contains("earlier_files::picked(") {
                    found.extend(codes_in(&shared));
                }
            }
        }
    }
    found
}

/// Refusals that no request meets: the county's files, the house's own orders, what follows from a grant.
const NO_REQUEST: &[(&str, &str)] = &[
    ("portal", "edition_stale"),
    ("portal", "file_behind"),
    ("portal", "file_of_withdrawn"),
    // said at its field
    ("account", "identity_differs"),
    ("document", "edition_unknown"),
    ("document", "document_unwritten"),
    ("licence", "edition_unknown"),
    ("licence", "serials_used_up"),
    ("licence", "licence_type_wrong"),
    // a stage is opened by its bundle
    ("project", "calendar_missing"),
];

#[test]
fn every_refusal_of_the_law_stands_in_the_document_with_its_sentence_and_basis() {
    let walk = Walk::new();
    let mut said: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for route in routes() {
        let operation = &walk.document["paths"][route.path][route.method.as_str().to_lowercase()];
        for one in operation["responses"]["422"]["x-refusals"].as_array().into_iter().flatten() {
            let code = one.as_str().unwrap();
            let one = &walk.document["components"]["x-refusals"][code];
            assert!(!one["basis"].as_array().unwrap().is_empty(), "{code}");
            assert_ne!(one["detail"]["zh"], code, "{code} has no sentence");
            said.entry(route.wing).or_default().insert(code.to_owned());
        }
    }
    let mut counted = 0;
    for wing in yimen::WINGS {
        let all = refused_in(wing.name);
        let silent = |code: &&String| !NO_REQUEST.contains(&(wing.name, code.as_str()));
        let known = said.remove(wing.name).unwrap_or_default();
        let missing: Vec<_> = all.iter().filter(silent).filter(|code| !known.contains(*code)).collect();
        assert!(missing.is_empty(), "{}: no route says that it may be refused with {missing:?}", wing.name);
        let idle: Vec<_> = known.iter().filter(|code| !all.contains(*code)).collect();
        assert!(idle.is_empty(), "{}: nothing refuses with {idle:?}", wing.name);
        counted += all.len();
    }
    assert!(counted > 40, "only {counted} refusals were read");
}

#[test]
fn a_key_is_the_programs_own() {
    let (served, first) = Served::new(64).program(MARKET);
    let (served, second) = served.program(MARKET);
    // filed, and nothing received yet
    let filed = application(&served.house, "food-permit");
    let no = ask(&served.house, li(), house::To::New, filed).unwrap().name;
    let asks = |token: &str, key: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", key)];
        served.door.post_json(&format!("/cases/{no}/receive"), &headers, &json!({}))
    };
    let taken = asks(&first, "k-1");
    assert_eq!(taken.status, 201, "{taken:?}");
    let again = asks(&first, "k-1");
    assert_eq!((again.status, &again.json()["receipt"]["again"]), (200, &json!(true)), "{again:?}");
    // the same word from another program is another cause: it is judged anew, and refused by the law
    let other = asks(&second, "k-1");
    assert_eq!((other.status, &other.json()["code"]), (422, &json!("received_already")), "{other:?}");
}

/// The request that a schema gives as its example: the whole, or part by part what must be there.
fn example(schema: &Value) -> Value {
    if let Some(whole) = schema["examples"].get(0) {
        return whole.clone();
    }
    match schema["type"].as_str() {
        Some("object") => {
            let required = schema["required"].as_array().into_iter().flatten();
            let mut names: BTreeSet<&str> = required.filter_map(Value::as_str).collect();
            let parts = schema["properties"].as_object();
            let shown = parts.into_iter().flatten().filter(|(_, part)| part.get("examples").is_some());
            names.extend(shown.map(|(name, _)| name.as_str()).filter(|name| *name != "seen"));
            let one = |name: &str| (name.to_owned(), example(&schema["properties"][name]));
            Value::Object(names.into_iter().map(one).collect())
        }
        Some("array") => json!([]),
        Some("integer") => schema.get("minimum").cloned().unwrap_or(json!(1)),
        _ => json!("一"),
    }
}

#[test]
fn the_example_of_every_act_of_a_case_is_understood_and_judged_by_the_law() {
    let walk = Walk::new();
    let (mut wrong, mut judged) = (Vec::new(), 0);
    for route in routes().iter().filter(|r| r.method == "POST" && r.wing == "case") {
        let content = &walk.document["paths"][route.path]["post"]["requestBody"]["content"];
        let Some(schema) = content["application/json"].get("schema") else { continue };
        let sent = example(schema);
        let unlike: Vec<String> = walk
            .validator(schema)
            .iter_errors(&sent)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        if !unlike.is_empty() {
            wrong.push(format!("{}: {sent} is not of its own schema: {unlike:?}", route.path));
        }
        let mut understood = BTreeSet::new();
        for (party, for_party) in EVERYBODY {
            let cookie = walk.cookie(party, *for_party);
            let token = walk.served.door.get("/nowhere", &[("cookie", &cookie)]);
            let token = if party.is_empty() { "anyone.k1".to_owned() } else { token.token() };
            for path in walk.addresses(&route.path.replace("{item}", "residence-permit")) {
                let mut sent = sent.clone();
                sent["token"] = token.as_str().into();
                let answer = walk.served.door.post_json(&path, &[("cookie", &cookie)], &sent);
                if let Err(why) = walk.judge(route.path, "post", &answer) {
                    wrong.push(format!("POST {path} as {party}: {} {why}", answer.status));
                }
                let code = if answer.status >= 400 { answer.json()["code"].clone() } else { json!("taken") };
                if code == "faulty" && route.path != "/cases/{no}/examine" {
                    wrong.push(format!("POST {path} as {party}: {sent} {}", answer.body));
                }
                if !["absent", "stranger", "faulty"].contains(&code.as_str().unwrap_or_default()) {
                    understood.insert(code.to_string());
                }
            }
        }
        // what is not public is not there; `course.rs` objects to what is. Another hall's papers are its own;
        // `taking_in.rs` sends them on
        let elsewhere = ["/publicity/{no}", "/cases/{no}/send-papers"].contains(&route.path);
        if understood.is_empty() && !elsewhere {
            wrong.push(format!("nobody's {sent} was judged at {}", route.path));
        }
        judged += 1;
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(judged > 20, "only {judged} acts have examples");
}
