//! The county that nobody lives in: its people, and doors that open with one click (one-way door 13).
//!
//! These routes exist in `yimen demo` only; it binds loopback, checks Host, and marks its ledger.

pub mod building;
pub mod running;

use account::rules::{Command, Rules};
use axum::extract::{Path, State};
use axum::response::Response;
use house::console::console_actor;
use house::web::{Anyone, Input, Nothing, Reply, Route, post_led, session};
use house::{Cause, Failure, House, To, links};
use kernel::Role;

/// Somebody one can be.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// In the address of the door.
    pub code: &'static str,
    /// Opaque id.
    pub party: &'static str,
    /// Whom she acts for, or empty.
    pub for_party: &'static str,
    /// Chinese and English.
    pub text: (&'static str, &'static str),
    /// Where she begins.
    pub begins: &'static str,
}

/// The doors of the front page.
pub fn parts() -> Vec<(&'static str, kernel::Text)> {
    PARTS.iter().map(|p| (p.code, kernel::Text::new(p.text.0, p.text.1))).collect()
}

const MARKET: &str = "11449921MB9X00031G";
const POLICE: &str = "11449921MB9X00074X";
const HALL: &str = "12449921MB9X00250P";
const BUREAU: &str = "11449921MB9X00023M";

/// Everybody one can be, in the order of the front page.
pub const PARTS: &[Part] = &[
    part("citizen", "p-wang", "", ("市民王小明", "Wang Xiaoming, a citizen"), "/cases"),
    part("agent", "p-li", "p-noodle", ("面馆经办人李梅", "Li Mei, a noodle shop's agent"), "/cases"),
    part("clerk", "s-window-6", "", ("综合窗口 6 号", "Clerk at window 6"), "/worklist"),
    part(
        "market-examiner",
        "s-chen",
        "",
        ("市场监管局审查人员", "Examiner, Market Supervision"),
        "/worklist",
    ),
    part(
        "market-second-examiner",
        "s-wu",
        "",
        ("市场监管局另一位审查人员", "Another examiner, Market Supervision"),
        "/worklist",
    ),
    part("market-head", "s-zhao", "", ("市场监管局负责人", "Head, Market Supervision"), "/worklist"),
    part("police-examiner", "s-zhou", "", ("公安局审查人员", "Examiner, Public Security"), "/worklist"),
    part("police-head", "s-sun", "", ("公安局负责人", "Head, Public Security"), "/worklist"),
    part("supervisor", "s-he", "", ("效能监督人员", "Supervisor of services"), "/oversight"),
    part("administrator", "s-lin", "", ("系统管理员", "Administrator of this house"), "/admin"),
];

const fn part(
    code: &'static str,
    party: &'static str,
    for_party: &'static str,
    text: (&'static str, &'static str),
    begins: &'static str,
) -> Part {
    Part { code, party, for_party, text, begins }
}

/// Give everybody a place, once.
///
/// # Errors
/// A store fault.
pub fn people(house: &House) -> Result<(), Failure> {
    let person = |party: &str, name: &str, id_number: &str, phone: &str| Command::OpenPerson {
        party: party.to_owned(),
        name: name.to_owned(),
        id_number: id_number.to_owned(),
        phone: phone.to_owned(),
    };
    let staff = |party: &str, name: &str, organ: &str, role: Role, post: &str| Command::AddStaff {
        party: party.to_owned(),
        name: name.to_owned(),
        organ: organ.to_owned(),
        role,
        post: post.to_owned(),
    };
    let shop = Command::OpenOrganisation {
        party: "p-noodle".to_owned(),
        name: "青岭县一碗面馆有限公司".to_owned(),
        uscc: "91449921MA9X000114".to_owned(),
    };
    let all = [
        ("p-wang", person("p-wang", "王小明", "449921198803120012", "13800000668")),
        ("p-li", person("p-li", "李梅", "449921199307250023", "13800000669")),
        ("p-noodle", shop),
        ("p-noodle", Command::NameAgent { agent: "p-li".to_owned() }),
        ("s-window-6", staff("s-window-6", "李芳", HALL, Role::Clerk, "window-6")),
        ("s-chen", staff("s-chen", "陈立", MARKET, Role::Examiner, "examiner")),
        ("s-wu", staff("s-wu", "吴勇", MARKET, Role::Examiner, "examiner-2")),
        ("s-zhao", staff("s-zhao", "赵敏", MARKET, Role::Head, "head")),
        ("s-zhou", staff("s-zhou", "周平", POLICE, Role::Examiner, "examiner")),
        ("s-sun", staff("s-sun", "孙强", POLICE, Role::Head, "head")),
        ("s-he", staff("s-he", "何静", BUREAU, Role::Supervisor, "supervisor")),
        ("s-lin", staff("s-lin", "林涛", BUREAU, Role::Administrator, "administrator")),
    ];
    for (party, command) in all {
        let act = if matches!(command, Command::NameAgent { .. }) { "agent" } else { "place" };
        let cause = Cause::outside("console", "demo", &format!("{act}-{party}"))?;
        let done =
            house.act_now::<Rules>(console_actor("demo"), To::Stream(party.to_owned()), cause, command);
        match done {
            // a demo of an earlier day knows her already, in other words perhaps
            Ok(_) | Err(Failure::KeyTaken | Failure::Refused(_)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// The doors.
pub fn routes() -> Vec<Route> {
    vec![post_led::<Anyone, _, _>("/demo/{part}", enter)]
}

async fn enter(
    State(house): State<House>,
    _who: Anyone,
    Path(code): Path<String>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    let part = PARTS.iter().find(|part| part.code == code).ok_or(Failure::Absent)?;
    let for_party = Some(part.for_party).filter(|party| !party.is_empty());
    let cookie = session::begin(&house, part.party, for_party).await?;
    let begins = if part.begins.is_empty() { links::worklist() } else { part.begins };
    Ok(reply.lead_with(begins, &[cookie]))
}
