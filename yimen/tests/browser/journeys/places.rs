//! Every page of the register, with somebody who opens it and a case that it shows: the walk of the journeys.
//! An address that is not here fails `every_page_of_the_register_is_looked_at`.

use std::collections::BTreeSet;

use crate::prepared::Prepared;
use crate::visitor::Visitor;

/// A page: its address in the register, where it is seen, and what to call its picture.
pub struct Place(pub &'static str, pub &'static str, pub &'static str);

/// Who opens which pages, in which state. Names in braces are cases of [`Prepared`].
pub const WALKS: &[(&str, &[Place])] = &[
    (
        "anyone",
        &[
            Place("/", "/", "front"),
            Place("/items", "/items?q=%E9%9D%A2%E9%A6%86", "search"),
            Place("/items", "/items?q=%E7%81%AB%E7%AE%AD", "search-nothing"),
            Place("/items", "/items", "items"),
            Place("/explanations", "/explanations", "explanations"),
            Place("/items/{item}", "/items/food-permit", "guide-food"),
            Place("/items/{item}", "/items/residence-permit?ground=rented&behalf=self", "guide-answered"),
            Place("/items/{item}", "/items/school-enrolment", "guide-school"),
            Place("/items/{item}", "/items/company-registration", "guide-company"),
            Place("/items/{item}", "/items/logging-permit", "guide-logging"),
            Place("/items/{item}", "/items/school-enrolment?at=yunling", "guide-township"),
            Place("/lists", "/lists", "lists"),
            Place("/lists/{list}", "/lists/proofs", "list-proofs"),
            Place("/items/{item}/history", "/items/food-permit/history", "editions"),
            Place("/items", "/items?q=mianguan", "search-by-sound"),
            Place("/organs", "/organs", "organs"),
            Place("/organs/{organ}", "/organs/11449921MB9X00031G", "organ"),
            Place("/sign-in", "/sign-in?back=/cases", "sign-in"),
            Place("/account/open", "/account/open", "account-open"),
            Place("/bundles", "/bundles", "bundles"),
            Place("/terminal", "/terminal", "terminal"),
            Place("/terminal/still", "/terminal/still?back=/bundles", "terminal-still"),
            Place("/bundles/{bundle}", "/bundles/open-a-restaurant", "bundle"),
            Place("/projects", "/projects", "projects"),
            Place("/verify", "/verify", "verify"),
            Place("/verify/{code}", "/verify/{code}", "verified"),
            Place("/items/{item}/places", "/items/food-permit/places", "item-places"),
            Place("/publicity", "/publicity", "publicity"),
            Place("/decisions", "/decisions", "decisions"),
            Place("/publicity/{no}", "/publicity/{public}", "publicity-one"),
            Place("", "/nowhere", "absent"),
            Place("", "/admin/verify", "wrong-way"),
        ],
    ),
    (
        "citizen",
        &[
            Place("/", "/", "front"),
            Place("/account", "/account", "account"),
            Place("/account/sessions", "/account/sessions", "sessions"),
            Place("/cases", "/cases", "cases"),
            Place("/cases/{no}", "/cases/{submitted}", "case-submitted"),
            Place("/cases/{no}", "/cases/{asked}", "case-asked"),
            Place("/cases/{no}", "/cases/{declined}", "case-declined"),
            Place("/cases/{no}", "/cases/{referred}", "case-referred"),
            Place("/cases/{no}", "/cases/{denied}", "case-denied"),
            Place("/cases/{no}", "/cases/{granted}", "case-granted"),
            Place("/cases/{no}", "/cases/{delivered}", "case-delivered"),
            Place("/cases/{no}", "/cases/{public}", "case-public"),
            Place("/cases/{no}/clocks", "/cases/{submitted}/clocks", "clocks"),
            Place("/cases/{no}/review", "/cases/{delivered}/review", "review"),
            Place("/bundle-cases", "/bundle-cases", "bundle-cases"),
            Place("/bundle-cases/{bundle_no}", "/bundle-cases/{bundle}", "bundle-plan"),
            Place("/bundle-cases/{bundle_no}/change", "/bundle-cases/{bundle}/change", "bundle-change"),
            Place("/bundles/{bundle}/apply", "/bundles/open-a-homestay/apply", "bundle-question"),
            Place("/bundles/{bundle}/apply", "/bundles/open-a-restaurant/apply", "bundle-form"),
            Place("/bundles/{bundle}/files", "/bundles/open-a-restaurant/files", "bundle-files"),
            Place("/bundles/{bundle}/assistance", "/bundles/open-a-homestay/assistance", "assistance-asking"),
            Place("/bundle-cases/{bundle_no}/assistance", "/bundle-cases/{mandate}/assistance", "assistance"),
            Place("/items/{item}/apply", "/items/residence-permit/apply", "apply-question"),
            Place(
                "/items/{item}/apply",
                "/items/residence-permit/apply?ground=rented&behalf=self",
                "apply-form",
            ),
            Place(
                "/items/{item}/apply",
                "/items/food-permit/apply?form=canteen&water=own&cold=yes",
                "apply-food",
            ),
            Place("/cases/{no}/files", "/cases/{asked}/files", "files-of-a-correction"),
            Place("/licences", "/licences", "licences"),
            Place("/licences/{licence_no}", "/licences/{licence}", "licence"),
            Place("/matters/new", "/matters/new", "matter-new"),
            Place("/matters", "/matters", "matters"),
            Place("/matters/{no}", "/matters/{matter}", "matter"),
            Place("", "/cases/449921-20260101-0001", "absent"),
        ],
    ),
    (
        "agent",
        &[
            Place("/account", "/account", "account"),
            Place("/account/sessions", "/account/sessions", "sessions"),
            Place("/cases", "/cases", "cases"),
            Place("/cases/{no}", "/cases/{late}", "case-late"),
            Place("/cases/{no}", "/cases/{stopped}", "case-stopped"),
            Place("/cases/{no}", "/cases/{withdrawn}", "case-withdrawn"),
            Place("/items/{item}/apply", "/items/food-permit/apply", "apply"),
            Place("/licences", "/licences", "licences-none"),
            Place("/projects/{project}/begin", "/projects/investment/begin", "project-questions"),
            Place(
                "/projects/{project}/begin",
                "/projects/investment/begin?asked=yes&investor=social&use=industry&scheme=no&area=3600\
                 &height=12&danger=no&ground=no",
                "project-class",
            ),
            Place("/project-cases", "/project-cases", "project-cases"),
            Place("/project-cases/{project_no}", "/project-cases/{project}", "project-plan"),
            Place("/assistance/for/{project_no}", "/assistance/for/{project}", "assistance-project"),
            Place(
                "/project-cases/{project_no}/answers",
                "/project-cases/{project}/answers",
                "project-answers",
            ),
            Place(
                "/project-cases/{project_no}/stages/{stage}",
                "/project-cases/{project}/stages/land",
                "project-stage",
            ),
            Place(
                "/bundles/{bundle}/for/{project_no}",
                "/bundles/project-land/for/{project}",
                "project-stage-question",
            ),
            Place(
                "/bundles/{bundle}/for/{project_no}",
                "/bundles/project-works/for/{project}",
                "project-stage-form",
            ),
            Place(
                "/bundles/{bundle}/for/{project_no}/files",
                "/bundles/project-works/for/{project}/files",
                "project-stage-files",
            ),
            Place("/publicity/{no}", "/publicity/{public}", "publicity-object"),
        ],
    ),
    (
        "clerk",
        &[
            Place("/account/reset", "/account/reset", "reset"),
            Place("/", "/", "front"),
            Place("/worklist", "/worklist", "worklist"),
            Place("/worklist", "/worklist?when=late", "worklist-late"),
            Place("/find", "/find", "find"),
            Place("/find", "/find?q=%E7%8E%8B", "find-name"),
            Place("/assistance", "/assistance", "assistances"),
            Place(
                "/bundle-cases/{bundle_no}/assistance",
                "/bundle-cases/{mandate}/assistance",
                "assistance-mine",
            ),
            Place(
                "/bundle-cases/{bundle_no}/assistance/form",
                "/bundle-cases/{mandate}/assistance/form",
                "assistance-form",
            ),
            Place(
                "/bundle-cases/{bundle_no}/assistance/files",
                "/bundle-cases/{mandate}/assistance/files",
                "assistance-files",
            ),
            Place("/worklist", "/worklist?case_no=449921-20200101-0001", "worklist-none"),
            Place("/cases/{no}", "/cases/{submitted}", "case-submitted"),
            Place("/cases/{no}", "/cases/{asked}", "case-asked"),
            Place("/cases/{no}", "/cases/{granted}", "case-granted"),
            Place("/cases/{no}", "/cases/{declined}", "case-declined"),
            Place("/cases/{no}/files", "/cases/{submitted}/files", "files-at-the-window"),
            Place("/items/{item}", "/items/food-permit", "guide"),
            Place("/account", "/account", "account"),
            Place("/account/sessions", "/account/sessions", "sessions"),
            Place("/account/absence", "/account/absence", "absence"),
            Place("/counter", "/counter", "counter"),
            Place("/matters", "/matters", "matters"),
            Place("/matters/{no}", "/matters/{matter}", "matter-to-route"),
            Place("/reviews", "/reviews", "reviews"),
            Place("", "/admin", "absent"),
        ],
    ),
    (
        "market-examiner",
        &[
            Place("/worklist", "/worklist", "worklist"),
            Place("/pledges", "/pledges", "pledges"),
            Place("/consultations", "/consultations", "consultations"),
            Place("/consultations/{no}", "/consultations/{public}", "consultation"),
            Place("/cases/{no}", "/cases/{accepted}", "case-accepted"),
            Place("/cases/{no}", "/cases/{late}", "case-late"),
            Place("/cases/{no}", "/cases/{stopped}", "case-stopped"),
            Place("/cases/{no}/clocks", "/cases/{stopped}/clocks", "clocks-stopped"),
            Place("/cases/{no}", "/cases/{examined}", "case-examined"),
            Place("/catalogue", "/catalogue", "catalogue"),
            Place("/catalogue/{item}", "/catalogue/food-permit", "catalogue-item"),
            Place("/catalogue/{item}/edit", "/catalogue/food-permit/edit", "catalogue-edit"),
            Place("", "/catalogue/residence-permit", "catalogue-of-others"),
        ],
    ),
    (
        "market-head",
        &[
            Place("/risks", "/risks", "risks"),
            Place("/risks/{risk}", "/risks/{risk}", "risk-to-answer"),
            Place("/catalogue", "/catalogue", "catalogue"),
            Place("/worklist", "/worklist", "worklist"),
            Place("/cases/{no}", "/cases/{examined}", "case-examined"),
            Place("/cases/{no}", "/cases/{unmet}", "case-unmet"),
            Place("/cases/{no}/breaches", "/cases/{late}/breaches", "breaches-to-answer"),
            Place("/breaches", "/breaches", "breaches"),
            Place("/reviews", "/reviews", "reviews"),
        ],
    ),
    (
        "supervisor",
        &[
            Place("/risks", "/risks", "risks"),
            Place("/risks/{risk}", "/risks/{risk}", "risk"),
            Place("/", "/", "front"),
            Place("/oversight", "/oversight", "oversight"),
            Place("/oversight/board", "/oversight/board", "board"),
            Place("/oversight/board", "/oversight/board?organ=11449921MB9X00031G", "board-organ"),
            Place("/oversight/cases", "/oversight/cases?lamp=red", "board-cases"),
            Place("/cases/{no}", "/cases/{late}", "case-late"),
            Place("/cases/{no}/clocks", "/cases/{late}/clocks", "clocks-late"),
            Place("/cases/{no}/breaches", "/cases/{late}/breaches", "breaches-of-a-case"),
            Place("/breaches", "/breaches", "breaches"),
            Place("/reviews", "/reviews", "reviews"),
        ],
    ),
    (
        "administrator",
        &[
            Place("/", "/", "front"),
            Place("/admin", "/admin", "admin"),
            Place("/catalogue", "/catalogue", "catalogue"),
            Place("/admin/catalogue", "/admin/catalogue", "catalogue-report"),
            Place("/admin/simplify", "/admin/simplify", "simplify"),
            Place("/organs/{organ}", "/organs/11449921MB9X00031G", "organ"),
            Place("/documents", "/documents", "documents"),
            Place("/account/staff", "/account/staff", "staff"),
            Place("/items/changes", "/items/changes", "changes"),
            Place("/items/reductions", "/items/reductions", "reductions"),
            Place("/items/{item}/reductions", "/items/food-permit/reductions", "item-reductions"),
            Place("/items/links", "/items/links", "links"),
            Place("/items/links", "/items/links?of=licence:11449921MB9X00031G002", "links-licence"),
            Place("/items/townships", "/items/townships", "townships"),
            Place("/account/clients", "/account/clients", "clients"),
            Place("/wanted-items", "/wanted-items", "wanted-items"),
        ],
    ),
];

/// Pages that only a longer story brings about: the file of the journey, and where it looks.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("/resume", include_str!("../citizen.rs"), ".looks(\"resume\")"),
    ("/items/{item}/files", include_str!("roles.rs"), ".looks(\"files-of-a-draft\")"),
];

/// Addresses that answer no page of their own, each with its reason.
const NO_PAGES: &[(&str, &str)] = &[
    ("/assets/{name}", "stylesheet, script and mark: seen on every page"),
    ("/documents/{document_no}", "a PDF, laid out by the printing room"),
    ("/documents/{document_no}/draw-again", "leads to the list"),
    ("/organs/{organ}/handbook", "a PDF, laid out by the printing room"),
    ("/organs/{organ}/sheet", "a spreadsheet"),
    ("/admin/simplify.diff", "a difference to take home"),
    ("/elder/{choice}", "leads back to the page it came from"),
    ("/terminal/here/{choice}", "leads to the terminal's first page"),
    ("/terminal/over", "leads to the terminal's first page"),
    ("/healthz", "JSON for whoever watches the machine"),
    ("/lang/{code}", "leads back to the page it came from"),
    ("/metrics", "text for a collector"),
    ("/openapi.json", "JSON for programs"),
    ("/items/{item}/draft", "leads to the form"),
    ("/catalogue.tar", "the county's files, as one archive"),
    ("/catalogue/{item}/text", "the item's file"),
    ("/catalogue/{item}/draft", "leads to the editor"),
    ("/catalogue/{item}/draft/discard", "leads to the editor"),
    ("/catalogue/{item}/propose", "leads to the editor"),
    ("/catalogue/{item}/withdraw", "leads to the item"),
    ("/catalogue/{item}/approve", "leads to the item"),
    ("/catalogue/{item}/return", "leads to the item"),
    ("/catalogue/{item}/recall", "leads to the item"),
    ("/bundles/{bundle}/draft", "leads to the form"),
    ("/bundles/{bundle}/files/remove", "leads to the files"),
    ("/bundles/{bundle}/files/{hash}", "a file, as it was handed in"),
    ("/bundles/{bundle}/for/{project_no}/draft", "leads to the form"),
    ("/bundles/{bundle}/for/{project_no}/files/remove", "leads to the files"),
    ("/bundles/{bundle}/for/{project_no}/files/{hash}", "a file, as it was handed in"),
    ("/bundle-cases/{bundle_no}/draft", "leads to the form"),
    ("/bundle-cases/{bundle_no}/assistance/draft", "leads to the mandate"),
    ("/bundle-cases/{bundle_no}/assistance/files/{hash}", "a file, as it was handed in"),
    ("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/form", "the form of a stage, as its applicant's"),
    ("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/draft", "leads to the mandate"),
    (
        "/bundle-cases/{bundle_no}/assistance/stages/{bundle}/files",
        "the files of a stage, as its applicant's",
    ),
    ("/bundle-cases/{bundle_no}/assistance/stages/{bundle}/files/{hash}", "a file, as it was handed in"),
    ("/items/{item}/files/remove", "leads to the files"),
    ("/items/{item}/files/{hash}", "a file, as it was handed in"),
    ("/cases/{no}/files/remove", "leads to the files"),
    ("/cases/{no}/files/{hash}", "a file, as it was handed in"),
    // a browser that comes back to the address of an act is led to its case
    ("/cases/{no}/accept", "leads to the case"),
    ("/cases/{no}/accept-tolerantly", "leads to the case"),
    ("/cases/{no}/allow-notice", "leads to the case"),
    ("/cases/{no}/ask-correction", "leads to the case"),
    ("/cases/{no}/correct", "leads to the case"),
    ("/cases/{no}/decline", "leads to the case"),
    ("/cases/{no}/deliver", "leads to the case"),
    ("/cases/{no}/deny", "leads to the case"),
    ("/cases/{no}/examine", "leads to the case"),
    ("/cases/{no}/follow", "leads to the case"),
    ("/cases/{no}/grant", "leads to the case"),
    ("/cases/{no}/receive", "leads to the case"),
    ("/cases/{no}/refer", "leads to the case"),
    ("/cases/{no}/resume-clock", "leads to the case"),
    ("/cases/{no}/stop-clock", "leads to the case"),
    ("/cases/{no}/ask-opinion", "leads to the case"),
    ("/cases/{no}/confirm", "leads to the case"),
    ("/cases/{no}/claim", "leads to the case"),
    ("/cases/{no}/unclaim", "leads to the case"),
    ("/cases/{no}/reassign", "leads to the case"),
    ("/cases/{no}/hand-over", "leads to the case"),
    ("/cases/{no}/take-over", "leads to the case"),
    ("/cases/{no}/set-mode", "leads to the case"),
    ("/cases/{no}/end-mode", "leads to the case"),
    ("/cases/{no}/settle", "leads to the case"),
    ("/cases/{no}/terminate", "leads to the case"),
    ("/cases/{no}/sign-pledge", "leads to the case"),
    ("/cases/{no}/check-pledge", "leads to the case"),
    ("/cases/{no}/report-mended", "leads to the case"),
    ("/cases/{no}/check-mended", "leads to the case"),
    ("/cases/{no}/void", "leads to the case"),
    ("/licences/{licence_no}/ask-renewal", "leads to the licence"),
    ("/licences/{licence_no}/ask-amendment", "leads to the licence"),
    ("/licences/{licence_no}/surrender", "leads to the licence"),
    ("/licences/{licence_no}/renew", "leads to the licence"),
    ("/licences/{licence_no}/deny-renewal", "leads to the licence"),
    ("/licences/{licence_no}/amend", "leads to the licence"),
    ("/licences/{licence_no}/deny-amendment", "leads to the licence"),
    ("/licences/{licence_no}/suspend", "leads to the licence"),
    ("/licences/{licence_no}/lift", "leads to the licence"),
    ("/licences/{licence_no}/cancel", "leads to the licence"),
    ("/licences/{licence_no}/recall", "leads to the licence"),
    ("/licences/{licence_no}/annul", "leads to the licence"),
    ("/licences/{licence_no}/revoke", "leads to the licence"),
    ("/cases/{no}/differ", "leads to the case"),
    ("/cases/{no}/give-opinion", "leads to the case"),
    ("/cases/{no}/send-back", "leads to the case"),
    ("/cases/{no}/sign-tolerance", "leads to the case"),
    ("/cases/{no}/withdraw-opinion", "leads to the case"),
    ("/cases/{no}/withdraw", "leads to the case"),
    ("/cases/{no}/extend", "leads to the case"),
    ("/cases/{no}/open-publicity", "leads to the case"),
    ("/cases/{no}/forward", "leads to the case"),
    ("/cases/{no}/enter-decision", "leads to the case"),
    ("/cases/{no}/answer-objection", "leads to the case"),
    ("/cases/{no}/tell-hearing-right", "leads to the case"),
    ("/cases/{no}/request-hearing", "leads to the case"),
    ("/cases/{no}/set-hearing", "leads to the case"),
    ("/cases/{no}/hold-hearing", "leads to the case"),
    ("/cases/{no}/set-visit", "leads to the case"),
    ("/cases/{no}/record-visit", "leads to the case"),
    ("/cases/{no}/consult", "leads to the case"),
    ("/cases/{no}/ask-precheck", "leads to the case"),
    ("/cases/{no}/pass-precheck", "leads to the case"),
    ("/cases/{no}/return-precheck", "leads to the case"),
    ("/cases/{no}/send-papers", "leads to the case"),
    ("/cases/{no}/papers-arrived", "leads to the case"),
];

/// She opens every page of her walk and looks at it, in Chinese and in English.
pub fn walks(visitor: &Visitor, part: &str, prepared: &Prepared) {
    let (_, places) = WALKS.iter().find(|(who, _)| *who == part).expect("the part has a walk");
    let mut found = Vec::new();
    for Place(register, address, name) in *places {
        let address = prepared.filled(address);
        visitor.goes(&address);
        // a walk that ends at the door, or at nothing, has seen nothing
        let (absent, status) = (register.is_empty(), visitor.status());
        assert_eq!(status >= 400, absent, "{part}: {address} answers {status}");
        assert!(absent || fits(&visitor.path(), register), "{part}: {address} leads to {}", visitor.path());
        found.extend(visitor.finds_at(&address, name));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Does an address belong to a template of the register?
fn fits(path: &str, template: &str) -> bool {
    let (parts, blanks): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), template.split('/').collect());
    parts.len() == blanks.len() && parts.iter().zip(&blanks).all(|(p, b)| p == b || b.starts_with('{'))
}

#[test]
fn every_page_of_the_register_is_looked_at() {
    let prepared = Prepared::open();
    let register = prepared.open.door.get("/openapi.json", &[]).json();
    let paths = register["paths"].as_object().unwrap();
    let pages: BTreeSet<&str> =
        paths.iter().filter(|(_, ways)| ways["get"].is_object()).map(|(path, _)| path.as_str()).collect();
    let walked = WALKS.iter().flat_map(|(_, places)| places.iter().map(|place| place.0));
    let walked: BTreeSet<&str> = walked.filter(|path| !path.is_empty()).collect();
    for (path, journey, looks) in ELSEWHERE {
        assert!(journey.contains(looks), "the journey to {path} does not look at it any more");
    }
    let elsewhere = ELSEWHERE.iter().map(|(path, ..)| *path);
    let excused: BTreeSet<&str> = NO_PAGES.iter().map(|(path, _)| *path).chain(elsewhere).collect();
    let known: BTreeSet<&str> = walked.union(&excused).copied().collect();
    assert!(walked.is_disjoint(&excused), "an address is both a page and none");
    let unseen: Vec<_> = pages.difference(&known).collect();
    assert!(unseen.is_empty(), "nobody looks at these pages; give each a place in WALKS: {unseen:?}");
    let gone: Vec<_> = known.difference(&pages).collect();
    assert!(gone.is_empty(), "these addresses are in no register: {gone:?}");
    let parts: Vec<&str> = WALKS.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts, super::roles::WALKED, "a walk that nobody takes shows nothing");
}
