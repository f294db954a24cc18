//! What was given is taken back: posts, tokens, mandates, passwords, sessions. The very next request is
//! refused, and so it stays when the house is closed and opened again.

use account::rules::{Command, Rules};
use house::console::console_actor;
use house::{Cause, To};
use serde_json::json;

use super::binary::{Open, yimen};
use super::county::{Ground, MARKET, words};
use super::http::{Answer, Door};
use super::visits::Served;

const JSON: (&str, &str) = ("accept", "application/json");

fn serve(ground: &Ground) -> Open {
    Open::start(&words(&ground.told(&["serve", "--listen", "127.0.0.1:0"])))
}

fn get(door: Door, cookie: &str, path: &str) -> Answer {
    door.get(path, &[("cookie", cookie)])
}

/// Led to the door: nobody is signed in with this any more.
#[track_caller]
fn outside(answer: &Answer) {
    assert_eq!(answer.status, 303, "{answer:?}");
    assert!(answer.header("location").starts_with("/sign-in"), "{answer:?}");
}

fn cookie(line: &str) -> String {
    line.split(';').next().unwrap().to_owned()
}

#[test]
fn a_post_that_is_taken_back_opens_nothing_from_the_next_click_on() {
    let served = Served::new(64);
    let (clerk, _) = served.visitor("s-window-6");
    let (admin, _) = served.visitor("s-lin");
    assert_eq!(get(served.door, &clerk, "/worklist").status, 200);
    let list = get(served.door, &admin, "/account/staff");
    assert!(list.body.contains("李芳") && list.body.contains("s-window-6"), "{list:?}");
    let form = list.form("/account/staff/s-window-6/withdraw");
    let done = form.send(served.door, &admin);
    assert_eq!((done.status, done.header("location")), (303, "/account/staff"), "{done:?}");
    outside(&get(served.door, &clerk, "/worklist"));
    assert!(!served.is_in(&clerk));
    // the same click again is the same act
    assert_eq!(form.send(served.door, &admin).status, 303);
    let after = get(served.door, &admin, "/account/staff");
    assert!(!after.body.contains("s-window-6") && after.body.contains("s-zhao"), "{after:?}");
    // nobody takes the ladder away that she stands on
    let own = list.form("/account/staff/s-zhao/withdraw").to("/account/staff/s-lin/withdraw");
    let refused = own.send(served.door, &admin);
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(get(served.door, &admin, "/account/staff").status, 200);
}

#[test]
fn a_post_taken_back_at_the_machine_stays_taken_back() {
    let ground = Ground::sqlite();
    let open = serve(&ground);
    let said =
        yimen(&words(&ground.told(&["staff", "add", "李芳", "--organ", MARKET, "--post", "clerk:window-1"])))
            .done();
    let word = |what: &str| said.lines().find_map(|l| l.strip_prefix(what)).unwrap().trim().to_owned();
    let (account, password) = (word("account"), word("password"));
    let signs_in = |door: Door, password: &str| {
        let form = door.get("/sign-in", &[]).form("/sign-in");
        form.with("login", &account).with("password", password).send(door, "")
    };
    let choice = signs_in(open.door, &password).form("/sign-in/own-password");
    let entered = choice.with("password", "window-1-opens").send(open.door, "");
    let clerk = entered.cookie();
    assert_eq!(get(open.door, &clerk, "/worklist").status, 200);
    let done = yimen(&words(&ground.told(&["staff", "remove", &account]))).done();
    assert!(done.contains(&account), "{done}");
    outside(&get(open.door, &clerk, "/worklist"));
    assert_eq!(signs_in(open.door, "window-1-opens").status, 422);
    let nobody = yimen(&words(&ground.told(&["staff", "remove", "s-nobody"])));
    assert!(nobody.refused().contains("s-nobody"));
    open.close();
    let open = serve(&ground);
    outside(&get(open.door, &clerk, "/worklist"));
    assert_eq!(signs_in(open.door, "window-1-opens").status, 422);
    open.close();
}

#[test]
fn a_token_that_is_taken_back_is_nobodys() {
    let ground = Ground::sqlite();
    let open = serve(&ground);
    let told = ["client", "add", "税务共享平台", "--organ", MARKET];
    let asks = |token: &str| {
        open.door.get("/licences", &[JSON, ("authorization", &format!("Bearer {token}"))]).status
    };
    let token = yimen(&words(&ground.told(&told))).done().trim().to_owned();
    assert_eq!(asks(&token), 200);
    yimen(&words(&ground.told(&["client", "remove", "税务共享平台"]))).done();
    assert_eq!(asks(&token), 401);
    // another program of the same name is another program
    let other = yimen(&words(&ground.told(&told))).done().trim().to_owned();
    assert_eq!((asks(&other), asks(&token)), (200, 401));
    open.close();
}

#[test]
fn an_administrator_takes_a_token_back() {
    let (served, token) = Served::new(64).program(MARKET);
    let bearer = format!("Bearer {token}");
    let asks = || served.door.get("/licences", &[("authorization", &bearer)]).status;
    assert_eq!(asks(), 200);
    let (admin, _) = served.visitor("s-lin");
    let list = get(served.door, &admin, "/account/clients");
    assert!(list.body.contains("税务系统"), "{list:?}");
    let json = served.door.get("/account/clients", &[JSON, ("cookie", &admin)]).json();
    let party = json["placed"][0]["party"].as_str().unwrap();
    list.form(&format!("/account/clients/{party}/withdraw")).send(served.door, &admin);
    assert_eq!(asks(), 401);
    assert!(!get(served.door, &admin, "/account/clients").body.contains("税务系统"));
}

/// Wang may act for the noodle shop too.
fn second_agent(served: &Served) {
    let cause = Cause::outside("console", "test", "wang-noodle").unwrap();
    let (to, command) =
        (To::Stream("p-noodle".to_owned()), Command::NameAgent { agent: "p-wang".to_owned() });
    served.house.act_now::<Rules>(console_actor("test"), to, cause, command).unwrap();
}

#[test]
fn a_mandate_ends_by_the_agent_herself() {
    let served = Served::new(64);
    let agent = cookie(&served.lets_in("p-li", Some("p-noodle")));
    let elsewhere = cookie(&served.lets_in("p-li", Some("p-noodle")));
    let own = get(served.door, &agent, "/account");
    let form = own.form("/account/agents/p-noodle/p-li/withdraw");
    let done = form.send(served.door, &agent);
    assert_eq!((done.status, done.header("location")), (303, "/account"), "{done:?}");
    // here she goes on as herself; where she acted for the shop, she is not let act as herself unasked
    let now = get(served.door, &done.cookie(), "/account");
    assert!(now.status == 200 && !now.body.contains("一碗面馆"), "{now:?}");
    outside(&get(served.door, &elsewhere, "/account"));
    // the form that was open before does nothing more
    outside(&form.send(served.door, &elsewhere));
}

#[test]
fn a_mandate_ends_by_whoever_acts_for_the_organisation_and_by_nobody_else() {
    let served = Served::new(64);
    second_agent(&served);
    let li = cookie(&served.lets_in("p-li", Some("p-noodle")));
    let wang = cookie(&served.lets_in("p-wang", Some("p-noodle")));
    let (other, token) = served.visitor("p-wang");
    let address = "/account/agents/p-noodle/p-li/withdraw";
    // as herself she speaks for nobody's mandate but her own
    let strange = served.door.post(address, &[JSON, ("cookie", &other)], &format!("token={token}"));
    assert_eq!(strange.status, 404, "{strange:?}");
    let nowhere = "/account/agents/p-nowhere/p-wang/withdraw";
    let none = served.door.post(nowhere, &[JSON, ("cookie", &other)], &format!("token={token}"));
    assert_eq!(none.status, 404, "{none:?}");
    assert_eq!(get(served.door, &li, "/account").status, 200);
    let page = get(served.door, &wang, "/account");
    assert!(page.body.contains("李梅"), "{page:?}");
    let done = page.form(address).send(served.door, &wang);
    assert_eq!(done.status, 303, "{done:?}");
    outside(&get(served.door, &li, "/account"));
    assert_eq!(get(served.door, &wang, "/account").status, 200);
}

/// A citizen opens an account; her cookie.
fn opens(door: Door, name: &str, number: &str, phone: &str, password: &str) -> Answer {
    let form = door.get("/account/open", &[]).form("/account/open");
    let form = form.with("name", name).with("id_number", number).with("phone", phone);
    form.with("password", password).send(door, "")
}

fn signs_in(door: Door, login: &str, password: &str) -> Answer {
    let form = door.get("/sign-in", &[]).form("/sign-in");
    form.with("login", login).with("password", password).send(door, "")
}

const NUMBER: &str = "449921195501180040";

#[test]
fn a_lost_password_is_replaced_at_the_window_and_every_session_is_over() {
    let served = Served::new(64);
    let door = served.door;
    let at_home = opens(door, "赵小雨", NUMBER, "13900000111", "a-good-word-1").cookie();
    assert!(served.is_in(&at_home));
    let (clerk, _) = served.visitor("s-window-6");
    let page = get(door, &clerk, "/account/reset");
    let asks = |name: &str, number: &str, phone: &str| {
        let form = page.form("/account/reset").with("name", name).with("id_number", number);
        form.with("phone", phone).send(door, &clerk)
    };
    // one thing that does not fit is as wrong as three
    for (name, number, phone) in [
        ("赵小云", NUMBER, "13900000111"),
        ("赵小雨", "449921199307250023", "13900000111"),
        ("赵小雨", NUMBER, "13900000112"),
    ] {
        let none = asks(name, number, phone);
        assert_eq!(none.status, 422, "{none:?}");
        assert!(none.body.contains("没有哪个账户的姓名、号码、手机号同时是这三样"), "{none:?}");
    }
    assert!(served.is_in(&at_home));
    let given = asks("赵小雨", NUMBER, "13900000111");
    assert_eq!(given.status, 200, "{given:?}");
    let inside = given.body.split("<p class=\"big\">").nth(1).unwrap();
    let password = inside.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(password.len(), 19, "{password}");
    // the second, nervous click shows the same paper
    assert!(asks("赵小雨", NUMBER, "13900000111").body.contains(&password));
    assert!(!served.is_in(&at_home), "signed out everywhere");
    assert_eq!(signs_in(door, "13900000111", "a-good-word-1").status, 422);
    // it opens nothing but the choice of her own
    let choice = signs_in(door, "13900000111", &password);
    assert_eq!((choice.status, choice.header("set-cookie")), (200, ""), "{choice:?}");
    let own = choice.form("/sign-in/own-password").with("password", "another-word-2").send(door, "");
    assert!(served.is_in(&own.cookie()));
    assert_eq!(signs_in(door, "13900000111", &password).status, 422);
    assert_eq!(signs_in(door, "13900000111", "another-word-2").status, 303);
}

#[test]
fn a_number_that_one_types_oneself_reserves_nothing_and_betrays_nobody() {
    let served = Served::new(64);
    let first = opens(served.door, "王小明", NUMBER, "13900000121", "a-good-word-1");
    let second = opens(served.door, "赵小雨", NUMBER, "13900000122", "a-good-word-2");
    assert_eq!((first.status, second.status), (303, 303), "{second:?}");
    // whose card it is, the window finds by her own three
    let (clerk, _) = served.visitor("s-window-6");
    let form = get(served.door, &clerk, "/account/reset").form("/account/reset");
    let form = form.with("name", "赵小雨").with("id_number", NUMBER).with("phone", "13900000122");
    assert_eq!(form.send(served.door, &clerk).status, 200);
    assert!(served.is_in(&first.cookie()), "the other account is another's");
    assert!(!served.is_in(&second.cookie()));
}

#[test]
fn an_administrator_gives_an_officer_a_new_password_and_a_clerk_does_not() {
    let served = Served::new(64);
    let (admin, _) = served.visitor("s-lin");
    let list = get(served.door, &admin, "/account/staff");
    // nobody ever gave this one a password: there is none to replace
    let none = list.form("/account/staff/s-zhao/new-password").send(served.door, &admin);
    assert_eq!(none.status, 404, "{none:?}");
    let order = yimen::console::Order::Staff {
        name: "钱进".to_owned(),
        organ: MARKET.to_owned(),
        post: "examiner".to_owned(),
    };
    let said = yimen::console::obey(&served.house, &order).unwrap();
    let (account, first) = (said[0].split(' ').next_back().unwrap(), said[1].split(' ').next_back().unwrap());
    let list = get(served.door, &admin, "/account/staff");
    let given = list.form(&format!("/account/staff/{account}/new-password")).send(served.door, &admin);
    assert!(given.status == 200 && given.body.contains(account), "{given:?}");
    assert_eq!(signs_in(served.door, account, first).status, 422);
    let (clerk, token) = served.visitor("s-window-6");
    let address = format!("/account/staff/{account}/new-password");
    let refused = served.door.post(&address, &[JSON, ("cookie", &clerk)], &format!("token={token}"));
    assert_eq!(refused.status, 404, "{refused:?}");
}

#[test]
fn somebody_sees_where_she_is_signed_in_and_signs_out_there() {
    let served = Served::new(64);
    let (here, _) = served.visitor("p-wang");
    let (there, _) = served.visitor("p-wang");
    let (third, _) = served.visitor("p-wang");
    let (neighbour, _) = served.visitor("p-li");
    let json = served.door.get("/account/sessions", &[JSON, ("cookie", &here)]).json();
    let list = json["sessions"].as_array().unwrap();
    assert_eq!(list.len(), 3, "her own and nobody else's: {json}");
    assert_eq!(list.iter().filter(|one| one["here"] == json!(true)).count(), 1);
    let page = get(served.door, &here, "/account/sessions");
    let form = page.form("/account/sessions/end");
    let one = list.iter().find(|one| one["here"] == json!(false)).unwrap()["handle"].as_str().unwrap();
    let done = form.clone().with("handle", one).send(served.door, &here);
    assert_eq!(done.status, 303, "{done:?}");
    assert_eq!([&there, &third].iter().filter(|cookie| served.is_in(cookie)).count(), 1);
    // a neighbour's list has no handle of hers, and one typed in ends nothing
    let strange = get(served.door, &neighbour, "/account/sessions");
    let token = strange.token();
    let other = list.iter().find(|one| one["here"] == json!(true)).unwrap()["handle"].as_str().unwrap();
    let sent = format!("token={token}&handle={other}");
    served.door.post("/account/sessions/end", &[("cookie", &neighbour)], &sent);
    assert!(served.is_in(&here));
    form.send(served.door, &here);
    assert!(served.is_in(&here) && !served.is_in(&there) && !served.is_in(&third));
}
