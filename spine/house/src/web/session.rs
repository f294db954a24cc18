//! Sessions on the server: a random id in a cookie, its digest in the store, two hours unused or twelve
//! in all (limits.rs).
//!
//! A session says who came in, and for whom; what she may do here is asked of the registers at every
//! request, so that a post or a mandate that was taken back opens nothing from that moment on.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::http::HeaderMap;
use kernel::limits::{SESSION_IDLE_MS, SESSION_KNOWN_MS, SESSION_MS};
use kernel::{Actor, Channel, Instant, Role, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Look, Tx, Value};

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

/// What is kept of a session beside its times: for whom she acts, or empty.
#[derive(Serialize, Deserialize)]
struct Who {
    for_party: String,
}

/// A session that is alive, as its owner sees it in her list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Open {
    /// What its owner calls it by; opens nothing.
    pub handle: String,
    /// When it began, in milliseconds.
    #[schemars(with = "i64")]
    pub began: Instant,
    /// When it was last seen to be used, in milliseconds; up to five minutes late.
    #[schemars(with = "i64")]
    pub seen: Instant,
    /// Is it the one that asks?
    pub here: bool,
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
    let (who, find, whom) = (party.to_owned(), house.standing, for_party.unwrap_or_default().to_owned());
    let for_party = whom.clone();
    let passer = super::guard::newcomer(party);
    let standing = house.read(passer, move |seeing| Ok(find(seeing.look, &who, &whom)?)).await?;
    standing.ok_or(Failure::Absent)?;
    let secret = house.chance.hex::<24>();
    let id = house.vault.digest("session", &secret);
    let who = serde_json::to_string(&Who { for_party }).expect("a word is JSON");
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

/// Sessions held at most; when they are more, all are read anew.
const HELD: usize = 10_000;

/// Sessions as they were read last: each good until something is announced that may change one, or until its
/// time is over.
#[derive(Default)]
pub struct Held(Mutex<BTreeMap<String, (u64, i64, Session)>>);

impl Held {
    fn of(&self, inner: &Inner, id: &str) -> Option<Session> {
        let now = inner.clock.now().0;
        let held = self.0.lock().expect("nothing panics while it holds sessions");
        let (read, expires, session) = held.get(id)?;
        let alive = now < *expires && now - session.seen < SESSION_IDLE_MS;
        (alive && *read == inner.store.announced()).then(|| session.clone())
    }

    fn keep(&self, read: u64, expires: i64, session: &Session) {
        let mut held = self.0.lock().expect("nothing panics while it holds sessions");
        if held.len() >= HELD {
            held.clear();
        }
        held.insert(session.id.clone(), (read, expires, session.clone()));
    }

    fn used(&self, id: &str, now: i64) {
        let mut held = self.0.lock().expect("nothing panics while it holds sessions");
        if let Some((_, _, session)) = held.get_mut(id) {
            session.seen = session.seen.max(now);
        }
    }
}

/// The session of a request where it is held, and nobody need be asked.
pub(crate) fn held(inner: &Inner, secret: &str) -> Option<Session> {
    inner.sessions.of(inner, &inner.vault.digest("session", secret))
}

/// The session of a request, if it is alive. `read` is what the store had announced before this look began.
///
/// # Errors
/// A store fault.
pub fn find(
    inner: &Inner,
    look: &mut Look<'_>,
    secret: &str,
    read: u64,
) -> Result<Option<Session>, store::Fault> {
    let id = inner.vault.digest("session", secret);
    let sql = "select who, csrf, seen, expires, party from sessions where id = $1";
    let Some(row) = look.one(sql, &[Value::from(id.as_str())])? else { return Ok(None) };
    let (now, seen) = (inner.clock.now().0, row.int(2));
    if now >= row.int(3) || now - seen >= SESSION_IDLE_MS {
        return Ok(None);
    }
    let Ok(who) = serde_json::from_str::<Who>(row.text(0)) else { return Ok(None) };
    let Some(standing) = (inner.standing)(look, row.text(4), &who.for_party)? else { return Ok(None) };
    let shown = Shown { name: standing.name.clone(), role: role_text(standing.role) };
    let channel = channel(&standing);
    let actor = admitted(row.text(4), standing, channel);
    let session = Session { id, actor, shown, csrf: row.text(1).to_owned(), seen };
    inner.sessions.keep(read, row.int(3), &session);
    Ok(Some(session))
}

/// Every session of a party that is alive, the latest used first.
///
/// # Errors
/// A store fault.
pub fn all(inner: &Inner, look: &mut Look<'_>, own: &Session) -> Result<Vec<Open>, store::Fault> {
    let sql = "select id, at, seen from sessions where party = $1 and expires > $2 and seen > $3 \
               order by seen desc, id";
    let now = inner.clock.now().0;
    let party = Value::from(own.actor.party.as_str());
    let rows = look.query(sql, &[party, Value::from(now), Value::from(now - SESSION_IDLE_MS)])?;
    let open = |row: &store::Row| Open {
        handle: handle(inner, row.text(0)),
        began: Instant(row.int(1)),
        seen: Instant(row.int(2)),
        here: row.text(0) == own.id,
    };
    Ok(rows.iter().map(open).collect())
}

/// Characters of a handle: enough to tell the few sessions of one party apart.
const HANDLE_CHARS: usize = 16;

fn handle(inner: &Inner, id: &str) -> String {
    inner.vault.digest("session-handle", id)[..HANDLE_CHARS].to_owned()
}

/// End other sessions of the one who asks: that of this handle, or all but her own.
///
/// # Errors
/// A store fault.
pub async fn end_others(house: &House, own: &Session, only: Option<&str>) -> Result<(), Failure> {
    let (inside, own, only) = (house.clone(), own.clone(), only.map(str::to_owned));
    house
        .write(move |tx| {
            let sql = "select id from sessions where party = $1 and id <> $2 order by id";
            let args = [Value::from(own.actor.party.as_str()), Value::from(own.id.as_str())];
            for row in tx.look().query(sql, &args)? {
                if only.as_ref().is_none_or(|only| *only == handle(&inside, row.text(0))) {
                    tx.announce();
                    tx.execute("delete from sessions where id = $1", &[Value::from(row.text(0))])?;
                }
            }
            Ok(())
        })
        .await
}

/// End every session of a party, in a transaction that takes her place or her password away.
///
/// # Errors
/// A store fault.
pub(crate) fn end_all(tx: &mut Tx<'_>, party: &str) -> Result<(), store::Fault> {
    tx.announce();
    tx.execute("delete from sessions where party = $1", &[Value::from(party)]).map(drop)
}

/// Whose session it was that this secret of forms belongs to, alive or over, as she stands now: for what
/// she sent too late. None if her post or her mandate was taken back since.
///
/// # Errors
/// A store fault.
pub(crate) fn former(inner: &Inner, look: &mut Look<'_>, csrf: &str) -> Result<Option<Actor>, store::Fault> {
    let sql = "select who, party from sessions where csrf = $1";
    let Some(row) = look.one(sql, &[Value::from(csrf)])? else { return Ok(None) };
    let Ok(who) = serde_json::from_str::<Who>(row.text(0)) else { return Ok(None) };
    let Some(standing) = (inner.standing)(look, row.text(1), &who.for_party)? else { return Ok(None) };
    let channel = channel(&standing);
    Ok(Some(admitted(row.text(1), standing, channel)))
}

fn channel(standing: &Standing) -> Channel {
    if standing.role == Role::Clerk { Channel::Window } else { Channel::Web }
}

/// Write down that it was used, once in a while.
pub(crate) fn touch(house: &House, session: &Session) {
    let now = house.clock.now().0;
    if now - session.seen < SEEN_MS {
        return;
    }
    let id = session.id.clone();
    house.sessions.used(&id, now);
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
            tx.announce();
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
