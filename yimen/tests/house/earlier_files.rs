//! 以前交过的文件: what somebody handed in with a case that was accepted is offered again where the same paper
//! is asked for, to her and to those who may file for her, and named again, not copied.

use case::rules::{Command, Handed};
use facts::case::{Event, Ground as Why};
use facts::{Fact, Recorded};
use house::files::{Shelf, sweep};
use kernel::Actor;
use kernel::limits::EARLIER_FILE_DAYS;
use serde_json::{Value as Json, json};
use yimen::demo::running::SHOP;

use super::assisting::{asks, presses};
use super::bundle_forms::{APPLY, DRAFT, Filled, filled, sends};
use super::bundles::{case_of, granted, plan};
use super::county::{MARKET, application, ask, does, follow_and_print, li, on_both, wang, window};
use super::http::{Answer, Form};
use super::uploads::{Counter, FILES, FORM, Someone, TYPED, pdf};

const JSON: (&str, &str) = ("accept", "application/json");

fn seen(who: &Someone, page: &str) -> Json {
    who.door.get(page, &[JSON, ("cookie", &who.cookie)]).json()
}

/// What a form offers of earlier files, by the code of the paper.
fn offered(who: &Someone, page: &str) -> Json {
    seen(who, page)["earlier_files"].clone()
}

/// The field of the newest that is offered for a paper.
#[track_caller]
fn field(offered: &Json, paper: &str) -> String {
    offered[paper][0]["field"].as_str().unwrap_or_else(|| panic!("{paper}: {offered}")).to_owned()
}

/// The form of a residence permit, filled in.
fn ready(who: &Someone) -> Form {
    let form = who.get(FORM).form("/cases").with("landlord", "周大海");
    TYPED.iter().fold(form, |form, (name, value)| form.with(name, value))
}

#[track_caller]
fn number(sent: &Answer) -> String {
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.header("location").rsplit('/').next().unwrap().to_owned()
}

/// Wang asks for a residence permit with this tenancy agreement; the number of the case.
fn permit(counter: &Counter, who: &Someone, words: &str) -> String {
    who.drafts();
    let laid = who.uploads(FILES, "lease", "租赁合同.pdf", &pdf(words));
    assert_eq!(laid.status, 303, "{}", laid.body);
    number(&ready(who).send(counter.door, &who.cookie))
}

/// What she brings on paper comes, and the case is accepted.
fn accepted(counter: &Counter, no: &str) {
    does(&counter.house, window(), no, Command::Receive { materials: None });
    does(&counter.house, window(), no, Command::Accept {});
}

fn diary(counter: &Counter, stream: &str) -> Vec<Recorded> {
    let stream = stream.to_owned();
    counter.house.read_now(wang(), move |seeing| Ok(seeing.diary(&stream)?)).unwrap()
}

/// With which case the first file of a case came.
fn came_with(counter: &Counter, no: &str) -> Option<String> {
    diary(counter, &format!("case/{no}")).into_iter().find_map(|fact| match fact.fact {
        Fact::Case(Event::Applied { files, .. }) => Some(files.first()?.reused.as_ref()?.case_no.clone()),
        _ => None,
    })
}

/// A program sends what it read of the form, with this beside it; the code of the refusal.
#[track_caller]
fn refused(counter: &Counter, who: &Someone, form: &Form, field: &str) -> String {
    let cookie = ("cookie", who.cookie.as_str());
    let no = counter.door.post("/cases", &[JSON, cookie], &form.clone().with(field, "yes").body());
    assert_eq!(no.status, 422, "{}", no.body);
    let no = no.json();
    assert!(!no["basis"].is_null(), "the clause is named: {no}");
    no["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_file_of_an_accepted_case_is_offered_to_her_and_named_again() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang = counter.lets_in("p-wang", None);
        let first = permit(&counter, &wang, "lease");
        assert_eq!(offered(&wang, FORM), json!({}), "nobody has accepted it yet");
        accepted(&counter, &first);
        let all = offered(&wang, FORM);
        assert_eq!(all["lease"][0]["given"], json!({ "case_no": first, "on": "2026-09-01" }), "{all}");
        let page = wang.get(FORM).body;
        let words = format!("（2026年9月1日交，办件 {first}）");
        assert!(page.contains("用以前交过的：租赁合同.pdf") && page.contains(&words), "{page}");
        let open = all["lease"][0]["href"].as_str().unwrap();
        assert_eq!(wang.get(open).body.as_bytes(), pdf("lease"));
        not_for_others(&counter, &wang, &all);
        let second = taken(&counter, &wang, &all, &first);
        accepted(&counter, &second);
        let again = offered(&wang, FORM);
        assert_eq!(again["lease"].as_array().unwrap().len(), 1, "each once: {again}");
        assert_eq!(again["lease"][0]["given"], all["lease"][0]["given"], "as it came first");
        rebuilt(&counter);
        grown_old(&counter, &field(&all, "lease"));
    });
}

/// Neither offered to another, nor taken by her, nor for another paper.
fn not_for_others(counter: &Counter, wang: &Someone, all: &Json) {
    let li = counter.lets_in("p-li", None);
    assert_eq!(offered(&li, FORM), json!({}));
    assert_eq!(refused(counter, &li, &ready(&li), &field(all, "lease")), "earlier_file_unknown");
    let photo = field(all, "lease").replace("earlier-lease.", "earlier-photo.");
    assert_eq!(refused(counter, wang, &ready(wang), &photo), "earlier_file_unlike");
}

/// She ticks it, stores the form, and sends it with what she ticked; the number of the case.
fn taken(counter: &Counter, wang: &Someone, all: &Json, first: &str) -> String {
    let (tick, draft) = (field(all, "lease"), "/items/residence-permit/draft");
    let kept = ready(wang).with(&tick, "yes").to(draft).send(counter.door, &wang.cookie);
    assert_eq!(kept.status, 303, "{}", kept.body);
    assert!(wang.get(FILES).body.contains("用以前交过的 1 个"), "the page of files says it too");
    let form = wang.get("/items/residence-permit/apply").form("/cases").with("declared", "yes");
    assert_eq!(form.value(&tick), "yes", "still ticked");
    let sent = form.send(counter.door, &wang.cookie);
    let twice = form.send(counter.door, &wang.cookie);
    assert_eq!(twice.header("location"), sent.header("location"), "a second, nervous press");
    let second = number(&sent);
    assert_eq!(came_with(counter, &second).as_deref(), Some(first), "the fact says where it is from");
    let clerk = counter.lets_in("s-window-6", None);
    let hash = all["lease"][0]["hash"].as_str().unwrap();
    for reader in [wang, &clerk] {
        let page = reader.get(&format!("/cases/{second}")).body;
        let words = format!("（2026年9月1日交，办件 {first}）");
        let told = format!("，用的是以前交过的{words}");
        assert!(page.contains(&told), "a day before it is not taken for a bound: {page}");
        let file = reader.get(&format!("/cases/{second}/files/{hash}"));
        assert_eq!(file.body.as_bytes(), pdf("lease"));
    }
    assert_eq!(counter.folder().len(), 1, "nothing is copied");
    assert_eq!(sweep(&counter.house).unwrap(), 0, "and nothing waits to be swept");
    second
}

/// The rows come out of the ledger as they were kept.
fn rebuilt(counter: &Counter) {
    let rows = || {
        let sql = "select case_no, material, hash, party, item, edition, form, bytes, first_case, on_day, \
                   wanting, seq from v_case_file order by case_no, material, hash";
        counter.house.store.read_now(move |look| look.query(sql, &[])).unwrap()
    };
    let kept = rows();
    assert!(!kept.is_empty());
    house::rebuild::level(&counter.house, house::rebuild::Anew::All, &mut |_| {}).unwrap();
    assert_eq!(rows(), kept);
}

/// After two years it is neither offered nor taken.
fn grown_old(counter: &Counter, tick: &str) {
    let now = counter.house.clock.now().0;
    counter.clock.to(kernel::Instant(now + (EARLIER_FILE_DAYS + 1) * 86_400_000));
    let wang = counter.lets_in("p-wang", None);
    assert_eq!(offered(&wang, FORM), json!({}));
    assert_eq!(refused(counter, &wang, &ready(&wang), tick), "earlier_file_old");
}

#[test]
fn what_a_notice_asked_for_again_and_what_was_declined_is_not_offered() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let declined = permit(&counter, &wang_in, "declined");
        let (ground, reason) = (Why::NotNeeded, "户口就在本县，不用办".to_owned());
        does(&counter.house, window(), &declined, Command::Decline { ground, reason });
        assert_eq!(offered(&wang_in, FORM), json!({}), "no organ accepted it");

        let no = permit(&counter, &wang_in, "unsigned");
        does(&counter.house, window(), &no, Command::Receive { materials: None });
        let (lacking, note) = (vec!["lease".to_owned()], "合同没有签字".to_owned());
        does(&counter.house, window(), &no, Command::AskCorrection { lacking, note });
        let hash = |words: &str| hash_of(&counter, &no, words);
        let unsigned = hash("unsigned");
        let files = format!("/cases/{no}/files");
        assert_eq!(wang_in.uploads(&files, "lease", "签过字的.pdf", &pdf("signed")).status, 303);
        let case = format!("/cases/{no}");
        let done = wang_in.sends(&case, &format!("{case}/correct"), &[]);
        assert_eq!(done.status, 303, "{}", done.body);
        does(&counter.house, window(), &no, Command::Accept {});
        let all = offered(&wang_in, FORM);
        assert_eq!(all["lease"].as_array().unwrap().len(), 1, "{all}");
        assert_eq!(all["lease"][0]["name"], "签过字的.pdf");
        let tick = format!("earlier-lease.{unsigned}");
        assert_eq!(refused(&counter, &wang_in, &ready(&wang_in), &tick), "earlier_file_wanting");
        // a key that is gone: what it sealed is neither named nor opened
        let signed = field(&all, "lease");
        let destroyed = "delete from party_keys where party = 'p-wang'";
        counter.house.store.write_now(move |tx| tx.execute(destroyed, &[])).unwrap();
        assert_eq!(offered(&wang_in, FORM), json!({}));
        assert_eq!(refused(&counter, &wang_in, &ready(&wang_in), &signed), "earlier_file_gone");
    });
}

/// The hash of the file of a case that holds these words.
fn hash_of(counter: &Counter, no: &str, words: &str) -> String {
    let named = diary(counter, &format!("case/{no}")).into_iter().flat_map(|fact| match fact.fact {
        Fact::Case(Event::Applied { files, .. } | Event::Corrected { files, .. }) => files,
        _ => Vec::new(),
    });
    let holds = |hash: &String| counter.house.open_file_now("p-wang", hash).unwrap() == Some(pdf(words));
    named.map(|file| file.hash).find(holds).unwrap()
}

/// An application for a food permit with a floor plan, accepted; the number.
fn food(counter: &Counter, who: Actor, words: &str) -> String {
    let shelf = Shelf { party: who.acting_for().to_owned(), place: "item/food-permit".to_owned() };
    let keep = counter.house.keep_loose(&shelf, "layout", "pdf", "平面图.pdf", pdf(words));
    let one = counter.runtime.block_on(keep).unwrap();
    let mut command = application(&counter.house, "food-permit");
    if let Command::Apply { files, .. } = &mut command {
        files.push(Handed::new("layout", &one.hash, "pdf", one.bytes, &one.name));
    }
    let no = ask(&counter.house, who, house::To::New, command).unwrap().name;
    accepted(counter, &no);
    no
}

#[test]
fn what_is_filed_for_a_company_is_offered_for_that_company_and_not_to_her_who_filed_it() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let page = "/items/food-permit/apply?form=restaurant&water=mains&cold=no";
        let company = food(&counter, li(), "company");
        let agent = counter.lets_in("p-li", Some("p-noodle"));
        let all = offered(&agent, page);
        assert_eq!(all["layout"][0]["given"]["case_no"], company.as_str(), "{all}");
        let herself = counter.lets_in("p-li", None);
        assert_eq!(offered(&herself, page), json!({}), "the company's is not hers");
        assert_eq!(offered(&counter.lets_in("p-wang", None), page), json!({}));
        // and what she files for herself is not the company's
        let own =
            food(&counter, house::rehearsal::rehearsal_actor("p-li", kernel::Role::Citizen, "", ""), "own");
        assert_eq!(offered(&herself, page)["layout"][0]["given"]["case_no"], own.as_str());
        let all = offered(&agent, page);
        assert_eq!(all["layout"].as_array().unwrap().len(), 1, "{all}");
        assert_eq!(all["layout"][0]["given"]["case_no"], company.as_str());
    });
}

/// The tenancy agreement of her shop, as the form of the bundle calls it.
const LEASE: &str = "individual-business.lease";

/// Wang opened a shop with her tenancy agreement, and it was granted; the number of its case.
fn opened(counter: &Counter, wang: &Someone, shop: &Filled) -> String {
    let page = format!("{APPLY}?{}", shop.query);
    let form = wang.get(&page).form(APPLY).with("to-files", "yes").to(DRAFT);
    assert_eq!(form.send(counter.door, &wang.cookie).status, 303);
    let laid = wang.uploads("/bundles/open-a-restaurant/files", LEASE, "铺面合同.pdf", &pdf("shop"));
    assert_eq!(laid.status, 303, "{}", laid.body);
    let no = number(&sends(wang, &page, APPLY, shop));
    follow_and_print(&counter.house);
    let case = case_of(&plan(wang, &no), "individual-business");
    granted(counter, &case, MARKET);
    case
}

/// Ticked beside the rest of the form.
fn with_tick(shop: &Filled, tick: &str) -> Filled {
    let mut typed = shop.typed.clone();
    typed.retain(|(name, _)| name != "material-individual-business.lease");
    typed.push((tick.to_owned(), "yes".to_owned()));
    shop.again(typed)
}

#[test]
fn the_form_of_a_bundle_offers_them_to_her_and_to_the_window_before_which_she_stands() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let first = opened(&counter, &wang_in, &shop);
        let page = format!("{APPLY}?{}", shop.query);
        let all = offered(&wang_in, &page);
        assert_eq!(all[LEASE][0]["given"]["case_no"], first.as_str(), "{all}");
        let html = wang_in.get(&page).body;
        assert!(html.contains("用以前交过的：铺面合同.pdf"), "{html}");
        assert_eq!(offered(&counter.lets_in("p-li", None), &page), json!({}));
        let ticked = with_tick(&shop, &field(&all, LEASE));
        let no = number(&sends(&wang_in, &page, APPLY, &ticked));
        follow_and_print(&counter.house);
        let case = case_of(&plan(&wang_in, &no), "individual-business");
        assert_eq!(came_with(&counter, &case).as_deref(), Some(first.as_str()));
        assert!(wang_in.get(&format!("/cases/{case}")).body.contains("铺面合同.pdf"));
        assert_eq!(
            counter
                .folder()
                .iter()
                .filter(|(name, _)| name == all[LEASE][0]["hash"].as_str().unwrap())
                .count(),
            1
        );
        // at the window, by name and without a way to open it
        let clerk = counter.lets_in("s-window-6", None);
        let on = clerk.sends("/counter", "/counter", &CARD);
        let at = format!("{}&{}", on.header("location"), shop.query);
        let shown = offered(&clerk, &at);
        assert_eq!(field(&shown, LEASE), field(&all, LEASE), "{shown}");
        assert!(shown[LEASE][0].get("href").is_none(), "{shown}");
        let no = number(&sends(&clerk, &at, APPLY, &ticked));
        follow_and_print(&counter.house);
        let case = case_of(&plan(&clerk, &no), "individual-business");
        assert_eq!(came_with(&counter, &case).as_deref(), Some(first.as_str()));
        // nobody was seen who sent a parcel
        let label = [("waybill", "SF1234567890"), ("sender", "王小明"), ("arrived", "2026-09-01")];
        let item = ("item", "residence-permit");
        let card: Vec<_> = CARD.into_iter().filter(|(name, _)| *name != "item").chain([item]).collect();
        let on = clerk.sends("/counter", "/counter", &[&card[..], &label].concat());
        assert_eq!(on.status, 303, "{}", on.body);
        let posted = permit(&counter, &wang_in, "home");
        accepted(&counter, &posted);
        assert_ne!(offered(&wang_in, FORM), json!({}));
        let asked = format!("{}&ground=rented&behalf=self", on.header("location"));
        assert_eq!(offered(&clerk, &asked), json!({}));
        let here = clerk.sends("/counter", "/counter", &card);
        let asked = format!("{}&ground=rented&behalf=self", here.header("location"));
        assert_eq!(field(&offered(&clerk, &asked), "lease"), field(&offered(&wang_in, FORM), "lease"));
    });
}

/// Her card, as the clerk types it.
const CARD: [(&str, &str); 6] = [
    ("kind", "person"),
    ("name", "王小明"),
    ("number", "449921198803120012"),
    ("phone", "13800000668"),
    ("item", "bundle/open-a-restaurant"),
    ("then", "apply"),
];

#[test]
fn an_assistant_who_may_hand_in_papers_may_take_them_and_no_other() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let first = opened(&counter, &wang_in, &shop);
        let clerk = counter.lets_in("s-window-6", None);
        let lent = |may: &[&str]| {
            let no = asks(&wang_in, may);
            presses(&clerk, &no, "take", &[]);
            no
        };
        let (page, tick) = (
            format!("{APPLY}?{}", shop.query),
            field(&offered(&wang_in, &format!("{APPLY}?{}", shop.query)), LEASE),
        );
        let stores = |no: &str, typed: &[(&str, &str)]| {
            let form = format!("/bundle-cases/{no}/assistance/form");
            let draft = format!("/bundle-cases/{no}/assistance/draft");
            let drawn = clerk.get(&format!("{form}?{}", shop.query)).form(&form);
            let filled = typed.iter().fold(drawn, |form, (name, value)| form.with(name, value));
            let kept = filled.to(&draft).send(counter.door, &clerk.cookie);
            assert_eq!(kept.status, 303, "{}", kept.body);
        };
        let form_of = |no: &str| format!("/bundle-cases/{no}/assistance/form?{}", shop.query);
        let fills = lent(&["fill"]);
        assert_eq!(offered(&clerk, &form_of(&fills)), json!({}), "papers were not lent");
        stores(&fills, &[(&tick, "yes")]);
        assert_eq!(wang_in.get(APPLY).form(APPLY).value(&tick), "", "nor can she take one by hand");
        let own = wang_in.get(&page).form(APPLY).with(&tick, "yes").to(DRAFT);
        assert_eq!(own.send(counter.door, &wang_in.cookie).status, 303);
        stores(&fills, &[]);
        assert_eq!(wang_in.get(APPLY).form(APPLY).value(&tick), "yes", "what she took herself stays");
        presses(&wang_in, &fills, "end", &[]);
        let away = format!("{DRAFT}/discard");
        assert_eq!(wang_in.sends("/bundle-cases", &away, &[]).status, 303);

        let hands = lent(&["fill", "hand_in"]);
        let shown = offered(&clerk, &form_of(&hands));
        assert_eq!(field(&shown, LEASE), tick);
        assert!(shown[LEASE][0].get("href").is_none(), "{shown}");
        stores(&hands, &[(&tick, "yes")]);
        let told = wang_in.get(&format!("/bundle-cases/{hands}/assistance")).body;
        assert!(told.contains("帮着传材料"), "her diary says it: {told}");
        let form = wang_in.get(APPLY).form(APPLY);
        assert_eq!(form.value(&tick), "yes", "she finds it in her own form");
        let mut typed = shop.typed.clone();
        typed.retain(|(name, _)| name != "material-individual-business.lease");
        let ready = typed.iter().fold(form, |form, (name, value)| form.with(name, value));
        let no = number(&ready.send(counter.door, &wang_in.cookie));
        follow_and_print(&counter.house);
        let case = case_of(&plan(&wang_in, &no), "individual-business");
        assert_eq!(came_with(&counter, &case).as_deref(), Some(first.as_str()));
    });
}
