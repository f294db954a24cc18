//! Sessions on the server: a random id in a cookie, its digest in the store, two hours unused or twelve
//! in all (limits.rs).

use axum::http::HeaderMap;
use kernel::limits::{SESSION_IDLE_MS, SESSION_KNOWN_MS, SESSION_MS};
use kernel::{Actor, Channel, Role, Text};
use serde::{Deserialize, Serialize};
use store::{Look, Value};

use super::guard::{Standing, admitted};
use super::page::Shown;
use crate::failure::Failure;
use crate::opening::{House, Inner};

/// Milliseconds between two writes of "seen": once in five minutes is enough for an idle limit of hours.
const SEEN_MS: i64 = 300_000;

/// Who is signed in, and the secret that her forms carry.
#[derive(Clone, Debug)]
pub struct Session {
    /// Digest under which it is kept.
    pub id: String,
    /// Who.
    pub actor: Actor,
    /// As the header shows her.
    pub shown: Shown,
    /// Secret of her forms.
    pub csrf: String,
    /// When it was last seen to be used.
    pub seen: i64,
}

#[derive(Serialize, Deserialize)]
struct Who {
    actor: Actor,
    name: String,
}

/// Name of the cookie: `__Host-` binds it to this origin and to TLS; the demo speaks plain HTTP on loopback.
pub fn cookie_name(inner: &Inner) -> &'static str {
    if inner.demo { "yimen-demo" } else { "__Host-yimen" }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all("cookie").iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value.to_owned())
}

/// The line that sets a cookie for this house.
pub fn set_cookie(inner: &Inner, name: &str, value: &str, seconds: i64) -> String {
    let secure = if inner.demo { "" } else { "; Secure" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

/// Let a party in: the cookie line that does it.
///
/// # Errors
/// [`Failure::Absent`] if she has no standing here; a store fault.
pub async fn begin(house: &House, party: &str, for_party: Option<&str>) -> Result<String, Failure> {
    let (who, find, all) = (party.to_owned(), house.standing, for_party.map(str::to_owned));
    let passer = super::guard::newcomer(party);
    let standing = house.read(passer, move |seeing| Ok(find(seeing.look, &who)?)).await?;
    let mut standing: Standing = standing.ok_or(Failure::Absent)?;
    if let Some(for_party) = all {
        standing.role = Role::Agent;
        standing.for_party = for_party;
    }
    let channel = match standing.role {
        Role::Clerk => Channel::Window,
        _ => Channel::Web,
    };
    let name = standing.name.clone();
    let actor = admitted(party, standing, channel);
    let secret = house.chance.hex::<24>();
    let id = house.vault.digest("session", &secret);
    let who = Who { actor, name: house.vault.seal_loose(&name, &id, &*house.chance) };
    let who = serde_json::to_string(&who).expect("an actor is JSON");
    let (csrf, now) = (house.chance.hex::<16>(), house.clock.now().0);
    let row: Vec<Value> = vec![
        id.into(),
        party.into(),
        who.into(),
        csrf.into(),
        now.into(),
        now.into(),
        (now + SESSION_MS).into(),
    ];
    house
        .write(move |tx| {
            tx.execute("delete from sessions where expires < $1", &[Value::from(now - SESSION_KNOWN_MS)])?;
            tx.put("sessions", row.clone())
        })
        .await?;
    Ok(set_cookie(house, cookie_name(house), &secret, SESSION_MS / 1000))
}

/// The session of a request, if it is alive.
///
/// # Errors
/// A store fault.
pub fn find(inner: &Inner, look: &mut Look<'_>, secret: &str) -> Result<Option<Session>, store::Fault> {
    let id = inner.vault.digest("session", secret);
    let sql = "select who, csrf, seen, expires from sessions where id = $1";
    let Some(row) = look.one(sql, &[Value::from(id.as_str())])? else { return Ok(None) };
    let (now, seen) = (inner.clock.now().0, row.int(2));
    if now >= row.int(3) || now - seen >= SESSION_IDLE_MS {
        return Ok(None);
    }
    let Ok(who) = serde_json::from_str::<Who>(row.text(0)) else { return Ok(None) };
    let name = inner.vault.unseal_loose(&who.name, &id).unwrap_or_default();
    let shown = Shown { name, role: role_text(who.actor.role) };
    Ok(Some(Session { id, actor: who.actor, shown, csrf: row.text(1).to_owned(), seen }))
}

/// Whose session it was that this secret of forms belongs to, alive or over: for what she sent too late.
///
/// # Errors
/// A store fault.
pub(crate) fn former(look: &mut Look<'_>, csrf: &str) -> Result<Option<Actor>, store::Fault> {
    let row = look.one("select who from sessions where csrf = $1", &[Value::from(csrf)])?;
    Ok(row.and_then(|row| serde_json::from_str::<Who>(row.text(0)).ok()).map(|who| who.actor))
}

/// Write down that it was used, once in a while.
pub(crate) fn touch(house: &House, session: &Session) {
    let now = house.clock.now().0;
    if now - session.seen < SEEN_MS {
        return;
    }
    let id = session.id.clone();
    let queued = house.store.write(
        move |tx| {
            tx.execute(
                "update sessions set seen = $1 where id = $2",
                &[Value::from(now), Value::from(id.as_str())],
            )
        },
        |_| {},
    );
    if let Err(fault) = queued {
        tracing::debug!(%fault, "a session was not marked as seen");
    }
}

/// Sign out: the session is over on the server. Its row stays a while ([`SESSION_KNOWN_MS`]).
///
/// # Errors
/// A store fault.
pub async fn end(house: &House, id: String) -> Result<String, Failure> {
    let now = house.clock.now().0;
    house
        .write(move |tx| {
            let sql = "update sessions set expires = $1 where id = $2 and expires > $1";
            tx.execute(sql, &[Value::from(now), Value::from(id.as_str())])
        })
        .await?;
    Ok(set_cookie(house, cookie_name(house), "", 0))
}

/// What a role is called.
pub fn role_text(role: Role) -> Text {
    let (zh, en) = match role {
        Role::Citizen => ("个人", "citizen"),
        Role::Agent => ("企业经办人", "company agent"),
        Role::Clerk => ("窗口人员", "window clerk"),
        Role::Examiner => ("审查人员", "examiner"),
        Role::Head => ("负责人", "head"),
        Role::Supervisor => ("监督人员", "supervisor"),
        Role::Administrator => ("管理员", "administrator"),
        Role::Program => ("接入系统", "program"),
        Role::House => ("本系统", "the house"),
    };
    Text::new(zh, en)
}
