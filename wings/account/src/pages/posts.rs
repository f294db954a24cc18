//! Officers and programs, for an administrator: who has a post or a token, and the buttons that take it back.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Look};
use house::web::{Administrator, Input, Nothing, Reply, credentials, session};
use house::{Failure, House, To};
use kernel::limits::PAGE_ROWS;
use kernel::{Actor, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::reset::{Given, handed};
use crate::rules::{Command, Rules};
use crate::views;

/// The officers.
pub(super) const STAFF: &str = "/account/staff";
/// The programs.
pub(super) const CLIENTS: &str = "/account/clients";

/// Somebody, or a program, with a place here.
#[derive(Serialize, JsonSchema)]
struct Placed {
    /// The account.
    party: String,
    /// Her name, or that of the system.
    name: String,
    /// What it is here.
    role: Role,
    /// Code of the organ.
    organ: String,
    /// Name of the organ.
    organ_name: Text,
    /// Post, or empty.
    post: String,
    /// Is it whoever looks?
    own: bool,
}

/// One page of the list.
#[derive(Serialize, JsonSchema)]
pub(super) struct Posts {
    placed: Vec<Placed>,
    /// Address of the next page.
    next: Option<String>,
    #[serde(skip)]
    programs: bool,
    #[serde(skip)]
    first: bool,
}

/// A one-time password for an officer.
#[derive(Serialize, JsonSchema)]
pub(super) struct Anew {
    given: Given,
}

type Asked = Query<BTreeMap<String, String>>;

pub(super) async fn staff(
    State(house): State<House>,
    Administrator(who): Administrator,
    Query(asked): Asked,
    reply: Reply,
) -> Result<Response, Failure> {
    list(&house, who, &asked, &reply, false).await
}

pub(super) async fn clients(
    State(house): State<House>,
    Administrator(who): Administrator,
    Query(asked): Asked,
    reply: Reply,
) -> Result<Response, Failure> {
    list(&house, who, &asked, &reply, true).await
}

async fn list(
    house: &House,
    who: Actor,
    asked: &BTreeMap<String, String>,
    reply: &Reply,
    programs: bool,
) -> Result<Response, Failure> {
    let after = asked.get("after").cloned().unwrap_or_default();
    let (first, own) = (after.is_empty(), who.party.clone());
    let rows = house
        .read(who, move |seeing| {
            Ok(match programs {
                true => views::clients(seeing.look, &after, PAGE_ROWS)?,
                false => views::staff(seeing.look, &after, PAGE_ROWS)?,
            })
        })
        .await?;
    let full = i64::try_from(rows.len()).is_ok_and(|n| n == PAGE_ROWS);
    let base = if programs { CLIENTS } else { STAFF };
    let next = rows.last().filter(|_| full).map(|row| format!("{base}?after={}", row.party));
    let placed = rows.into_iter().map(|row| Placed {
        organ_name: house
            .organs
            .get(&row.organ)
            .map_or_else(|| Text::new(row.organ.clone(), row.organ.clone()), |organ| organ.name.clone()),
        own: row.party == own,
        party: row.party,
        name: row.name,
        role: row.role,
        organ: row.organ,
        post: row.post,
    });
    Ok(reply.page(&Posts { placed: placed.collect(), next, programs, first }))
}

pub(super) async fn dismiss_staff(
    State(house): State<House>,
    Administrator(who): Administrator,
    Path(party): Path<String>,
    reply: Reply,
    input: Input<Nothing>,
) -> Result<Response, Failure> {
    dismiss(&house, who, party, (&reply, &input), (STAFF, Command::RemoveStaff {})).await
}

pub(super) async fn dismiss_client(
    State(house): State<House>,
    Administrator(who): Administrator,
    Path(party): Path<String>,
    reply: Reply,
    input: Input<Nothing>,
) -> Result<Response, Failure> {
    dismiss(&house, who, party, (&reply, &input), (CLIENTS, Command::RemoveClient {})).await
}

/// The fact first, which the door heeds from then on; then what it came in with.
async fn dismiss(
    house: &House,
    who: Actor,
    party: String,
    (reply, input): (&Reply, &Input<Nothing>),
    (back, command): (&str, Command),
) -> Result<Response, Failure> {
    let (cause, to) = (input.cause(&who)?, To::Stream(party.clone()));
    let receipt = match house.act::<Rules>(who, to, cause, None, command).await {
        Err(Failure::Refused(refusal)) if refusal.code == "account_unknown" => return Err(Failure::Absent),
        other => other?,
    };
    house.write(move |tx| credentials::forget(tx, &party)).await?;
    Ok(reply.done(back, &receipt))
}

pub(super) async fn new_password(
    State(house): State<House>,
    Administrator(who): Administrator,
    Path(party): Path<String>,
    reply: Reply,
    input: Input<Nothing>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let asked = party.clone();
    let name = house.read(who.clone(), move |seeing| Ok(views::name(seeing.look, &asked)?)).await?;
    // an officer signs in with her account; nobody else's login is one
    let pair = (party.clone(), party.clone());
    let done = credentials::reset::<Rules>(&house, who, cause, Command::ResetPassword {}, pair).await?;
    let (_, password) = done.ok_or(Failure::Absent)?;
    Ok(reply.page(&Anew { given: Given { name, login: party, password } }))
}

fn place(see: &Frame) -> String {
    see.say("人员和程序", "Officers and programs").to_owned()
}

impl Page for Anew {
    fn title(&self, see: &Frame) -> String {
        see.say("新的一次性密码", "A new one-time password").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (STAFF.to_owned(), place(see))]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&self.title(see), &html! { (self.given.name) }))
            (handed(see, &self.given))
            p { a href=(STAFF) { (place(see)) } }
        }
    }
}

impl Page for Posts {
    fn title(&self, see: &Frame) -> String {
        match self.programs {
            true => see.say("接入程序", "Programs").to_owned(),
            false => see.say("工作人员", "Officers").to_owned(),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        let base = if self.programs { CLIENTS } else { STAFF };
        let (other, words) = match self.programs {
            true => (STAFF, see.say("工作人员", "Officers")),
            false => (CLIENTS, see.say("接入程序", "Programs")),
        };
        let line = match self.programs {
            true => see.say(
                "收回令牌，那个程序下一次请求就进不来。要接入新程序：yimen client add。",
                "A program whose token is taken back is refused at its next request. \
                 New ones: yimen client add.",
            ),
            false => see.say(
                "收回岗位，那个人下一次点击就进不来。要任用新人：yimen staff add。",
                "An officer whose post is taken back is refused at the next click. \
                 New ones: yimen staff add.",
            ),
        };
        html! {
            (parts::title(&self.title(see), &html! { (line) }))
            p { a href=(other) { (words) } }
            @if self.placed.is_empty() {
                (parts::empty(see.say("一个也没有。", "There are none."), "", &[]))
            } @else { (self.table(see)) }
            (parts::pager(see, Some(base).filter(|_| !self.first), self.next.as_deref()))
        }
    }
}

impl Posts {
    fn table(&self, see: &Frame) -> Markup {
        let heads = [
            if self.programs { see.say("系统", "System") } else { see.say("姓名", "Name") },
            see.say("账号", "Account"),
            see.say("所在机关", "Organ"),
            see.say("岗位", "Post"),
            see.say("收回", "Take back"),
        ];
        html! {
            table.stack role="table" {
                caption.vh { (self.title(see)) }
                thead role="rowgroup" { tr role="row" {
                    @for head in heads { th role="columnheader" scope="col" { (head) } }
                } }
                tbody role="rowgroup" { @for one in &self.placed { tr role="row" {
                    th role="rowheader" scope="row" { (one.name) }
                    td role="cell" data-l=(heads[1]) { (parts::code(&one.party)) }
                    td role="cell" data-l=(heads[2]) { (see.of(&one.organ_name)) }
                    td role="cell" data-l=(heads[3]) {
                        (see.of(&session::role_text(one.role)))
                        @if !one.post.is_empty() { " " (parts::code(&one.post)) }
                    }
                    td role="cell" data-l=(heads[4]) { (self.acts(see, one)) }
                } } }
            }
        }
    }

    fn acts(&self, see: &Frame, one: &Placed) -> Markup {
        if one.own {
            return html! { (see.say("自己的不能收回", "not your own")) };
        }
        let base = if self.programs { CLIENTS } else { STAFF };
        let to = format!("{base}/{}/withdraw", one.party);
        let words = match self.programs {
            true => {
                see.pick(format!("收回{}的令牌", one.name), format!("Take back the token of {}", one.name))
            }
            false => {
                see.pick(format!("收回{}的岗位", one.name), format!("Take back the post of {}", one.name))
            }
        };
        let anew = see.pick(format!("给{}新密码", one.name), format!("New password for {}", one.name));
        html! { details {
            summary { (see.say("收回或换密码", "Take back or replace")) }
            (parts::act_form(see, &to, &[], &html! {}, Look::Grave, &words))
            @if !self.programs {
                (parts::act_form(see, &format!("{STAFF}/{}/new-password", one.party), &[], &html! {},
                    Look::Second, &anew))
            }
        } }
    }
}
