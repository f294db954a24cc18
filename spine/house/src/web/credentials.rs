//! Passwords and tokens: argon2id, locked after five wrong ones; nothing readable in the database.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use kernel::form::FieldFault;
use kernel::limits::{LOCKED_MS, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, WRONG_PASSWORDS};
use kernel::{Actor, Text};
use store::{Tx, Value};

use crate::desk::{Call, Cause, Receipt, To, at_the_desk};
use crate::failure::Failure;
use crate::opening::{House, Inner};
use crate::wing::Knows;

/// A hash that no password has, verified where there is no account, so that both take as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                      RdescudvJCsgt3ub+b+dWRWJTmaaJObGRdescudvJCs";

/// Is this good enough to be a password?
///
/// # Errors
/// One fault at `field`.
pub fn good_password(field: &str, password: &str) -> Result<(), FieldFault> {
    let chars = password.chars().count();
    let (letters, others) =
        password.chars().fold((0, 0), |(l, o), c| if c.is_alphabetic() { (l + 1, o) } else { (l, o + 1) });
    if (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) && letters > 0 && others > 0 {
        return Ok(());
    }
    Err(FieldFault::new(
        field,
        Text::new(
            format!("密码至少 {PASSWORD_CHARS_MIN} 个字，要有字母，也要有数字或符号，现在是 {chars} 个字"),
            format!(
                "A password takes at least {PASSWORD_CHARS_MIN} characters, with letters and with digits or \
                 signs; this one has {chars}"
            ),
        ),
    ))
}

/// The hash to keep of a password; slow on purpose, so never on an async thread.
///
/// # Errors
/// [`Failure::Fault`] if argon2 refuses its own parameters.
pub fn hash(inner: &Inner, password: &str) -> Result<String, Failure> {
    let salt = inner.chance.bytes::<16>();
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|e| Failure::Fault(format!("argon2: {e}")))
}

/// What a password is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Her own, until she changes it.
    Own,
    /// Given by another: good only for choosing her own.
    Once,
}

/// The row that lets a party in with a password.
///
/// # Errors
/// A store fault.
pub fn keep_password(
    inner: &Inner,
    tx: &mut Tx<'_>,
    login: &str,
    party: &str,
    (hash, good_for): (&str, Use),
) -> Result<(), store::Fault> {
    let kind = if good_for == Use::Once { "once" } else { "password" };
    keep(inner, tx, ("login", login), party, (hash, kind))
}

/// A new place and the password to it, in one transaction: nobody has the one without the other. None if
/// the login is somebody else's already.
///
/// # Errors
/// Whatever the desk says to the command; [`Failure::Busy`] or a store fault.
pub async fn open<D: Knows>(
    house: &House,
    who: Actor,
    cause: Cause,
    command: D::Command,
    (login, password): (String, String),
) -> Result<Option<Receipt>, Failure> {
    let house = house.clone();
    let both = move || {
        let hash = hash(&house, &password)?;
        let inside = house.clone();
        house.write_now(move |tx| {
            let key = inside.vault.digest("login", &login);
            let sql = "select party from credentials where login = $1";
            let held = tx.look().one(sql, &[Value::from(key)])?;
            if held.as_ref().is_some_and(|row| row.text(0) != who.party) {
                return Ok(Ok(None));
            }
            let to = To::Stream(who.party.clone());
            let call = Call { who: &who, to: &to, cause: &cause, seen: None, command: &command };
            let done = match at_the_desk::<D>(&inside, tx, &call)? {
                Ok(done) => done,
                // an account's command brings nothing about in the catalogue
                Err(no) => return Ok(Err(no.failure)),
            };
            if held.is_none() {
                keep_password(&inside, tx, &login, &who.party, (&hash, Use::Own))?;
            }
            Ok(Ok(Some(done.receipt)))
        })?
    };
    in_turn(both).await?
}

/// Her own password takes the place of the one that another gave her. The party, or none if this login
/// waits for no choice.
///
/// # Errors
/// [`Failure::Busy`] or a store fault.
pub async fn choose(house: &House, login: &str, own: &str) -> Result<Option<String>, Failure> {
    let (house, login, own) = (house.clone(), login.to_owned(), own.to_owned());
    let chosen = move || {
        let hash = hash(&house, &own)?;
        let inside = house.clone();
        let party = house.write_now(move |tx| {
            let key = inside.vault.digest("login", &login);
            let sql = "select party from credentials where login = $1 and kind = 'once'";
            let Some(row) = tx.look().one(sql, &[Value::from(key)])? else { return Ok(None) };
            keep_password(&inside, tx, &login, row.text(0), (&hash, Use::Own))?;
            Ok(Some(row.text(0).to_owned()))
        })?;
        Ok(party)
    };
    in_turn(chosen).await?
}

/// Four groups of four letters and digits that cannot be misread for each other.
pub fn one_time(inner: &Inner) -> String {
    spelt(&inner.chance.bytes::<16>())
}

fn spelt(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = |b: &u8| char::from(LETTERS[usize::from(b % 32)]);
    let groups: Vec<String> = bytes.chunks(4).map(|chunk| chunk.iter().map(letter).collect()).collect();
    groups.join("-")
}

/// A one-time password in place of the one that was lost; every session of hers is ended, and a lock on the
/// account is opened. The second arrival of the same cause says the same password and changes nothing. None
/// if this login is not hers.
///
/// # Errors
/// Whatever the desk says to the command; [`Failure::Busy`] or a store fault.
pub async fn reset<D: Knows>(
    house: &House,
    who: Actor,
    cause: Cause,
    command: D::Command,
    (login, party): (String, String),
) -> Result<Option<(Receipt, String)>, Failure> {
    let house = house.clone();
    let both = move || {
        let digest = house.vault.digest("one-time", &format!("{} {party}", cause.text()));
        let password = spelt(&digest.as_bytes().chunks(2).map(pair).take(16).collect::<Vec<u8>>());
        let hash = hash(&house, &password)?;
        let inside = house.clone();
        let done = house.write_now(move |tx| {
            let key = inside.vault.digest("login", &login);
            let sql = "select party from credentials where login = $1 and kind <> 'token'";
            let held = tx.look().one(sql, &[Value::from(key)])?;
            if held.is_none_or(|row| row.text(0) != party) {
                return Ok(Ok(None));
            }
            let to = To::Stream(party.clone());
            let call = Call { who: &who, to: &to, cause: &cause, seen: None, command: &command };
            let done = match at_the_desk::<D>(&inside, tx, &call)? {
                Ok(done) => done,
                // an account's command brings nothing about in the catalogue
                Err(no) => return Ok(Err(no.failure)),
            };
            if !done.receipt.again {
                keep_password(&inside, tx, &login, &party, (&hash, Use::Once))?;
                super::session::end_all(tx, &party)?;
            }
            Ok(Ok(Some(done.receipt)))
        })??;
        Ok(done.map(|receipt| (receipt, password)))
    };
    in_turn(both).await?
}

/// Two hex digits as a number.
fn pair(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |n, digit| n * 16 + char::from(*digit).to_digit(16).map_or(0, low))
}

fn low(digit: u32) -> u8 {
    u8::try_from(digit).expect("a hex digit is below sixteen")
}

/// Whatever opened the house for a party opens it no more: passwords, tokens and sessions are gone.
///
/// # Errors
/// A store fault.
pub fn forget(tx: &mut Tx<'_>, party: &str) -> Result<(), store::Fault> {
    tx.execute("delete from credentials where party = $1", &[Value::from(party)])?;
    super::session::end_all(tx, party)
}

/// Nobody gets in with what was good before: passwords to a party's place and its sessions end. Done before
/// the place is handed to the person who stands at a window, so that nobody else is in it afterwards.
///
/// # Errors
/// A store fault.
pub async fn shut(house: &House, party: &str) -> Result<(), Failure> {
    let party = party.to_owned();
    house.write(move |tx| out(tx, &party)).await
}

/// The passwords and the sessions of a party end.
fn out(tx: &mut Tx<'_>, party: &str) -> Result<(), store::Fault> {
    let whose = [Value::from(party)];
    tx.execute("delete from credentials where party = $1 and kind <> 'token'", &whose)?;
    super::session::end_all(tx, party)
}

/// A password that is good once, for the person who stands at a window; what was good before is not. None
/// if the login is somebody else's.
///
/// # Errors
/// [`Failure::Busy`] or a store fault.
pub async fn give_once(house: &House, login: &str, party: &str) -> Result<Option<String>, Failure> {
    let password = one_time(house);
    let (house, login, party) = (house.clone(), login.to_owned(), party.to_owned());
    let given = move || {
        let hash = hash(&house, &password)?;
        let inside = house.clone();
        let kept = house.write_now(move |tx| {
            let key = inside.vault.digest("login", &login);
            let sql = "select party from credentials where login = $1";
            let held = tx.look().one(sql, &[Value::from(key)])?;
            if held.is_some_and(|row| row.text(0) != party) {
                return Ok(false);
            }
            out(tx, &party)?;
            keep_password(&inside, tx, &login, &party, (&hash, Use::Once))?;
            Ok(true)
        })?;
        Ok(kept.then_some(password))
    };
    in_turn(given).await?
}

/// The row that lets a program in with a token.
///
/// # Errors
/// A store fault.
pub fn keep_token(inner: &Inner, tx: &mut Tx<'_>, token: &str, party: &str) -> Result<(), store::Fault> {
    keep(inner, tx, ("token", token), party, ("", "token"))
}

fn keep(
    inner: &Inner,
    tx: &mut Tx<'_>,
    (purpose, name): (&str, &str),
    party: &str,
    (secret, kind): (&str, &str),
) -> Result<(), store::Fault> {
    let login = inner.vault.digest(purpose, name);
    let now = inner.clock.now().0;
    let row: Vec<Value> =
        vec![login.into(), party.into(), secret.into(), kind.into(), 0.into(), 0.into(), now.into()];
    tx.put("credentials", row)
}

/// Is a login taken?
///
/// # Errors
/// A store fault.
pub async fn taken(house: &House, login: &str) -> Result<bool, Failure> {
    let login = house.vault.digest("login", login);
    house
        .read(super::guard::newcomer(""), move |seeing| {
            let sql = "select party from credentials where login = $1";
            Ok(seeing.look.one(sql, &[Value::from(login)])?.is_some())
        })
        .await
}

/// The party behind a login and password, and whether the password is only good for choosing another.
///
/// # Errors
/// [`Failure::TooOften`] while locked; [`Failure::Faulty`] if they do not fit. An unknown login and a wrong
/// password get the same words, the same lock after as many tries, and take as long.
pub async fn check(house: &House, login: &str, password: &str) -> Result<(String, Use), Failure> {
    let key = house.vault.digest("login", login);
    let lookup = key.clone();
    let row = house
        .read(super::guard::newcomer(""), move |seeing| {
            let sql = "select party, secret, kind, failures, locked_until, at from credentials \
                       where login = $1 and kind <> 'token'";
            Ok(seeing.look.one(sql, &[Value::from(lookup)])?)
        })
        .await?;
    let held = row.as_ref().map_or_else(|| house.strangers.locked_until(&key), |row| row.int(4));
    unlocked(held, house.clock.now().0)?;
    let secret = row.as_ref().map_or(NOBODY.to_owned(), |row| row.text(1).to_owned());
    let typed = password.to_owned();
    let fits = in_turn(move || verify(&secret, &typed)).await?;
    let (now, stranger) = (house.clock.now().0, key.clone());
    // for an account that does not exist nothing is written, but it stands in the same line
    let locked_until = house.write(move |tx| count(tx, &key, fits, now)).await?;
    let Some(row) = row else {
        unlocked(house.strangers.count(&stranger, now), now)?;
        return Err(wrong());
    };
    unlocked(locked_until, now)?;
    let good_for = if row.text(2) == "once" { Use::Once } else { Use::Own };
    if fits { Ok((row.text(0).to_owned(), good_for)) } else { Err(wrong()) }
}

/// Passwords that are hashed at once: each takes 19 MiB and a core, so that more would only be slower, and
/// a crowd of strangers could take all the memory there is.
static ONE_AFTER_THE_OTHER: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(4);

/// Do what hashes a password when its turn has come, on a thread that may take its time.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let fault = |e: String| Failure::Fault(e);
    let turn = ONE_AFTER_THE_OTHER.acquire().await.map_err(|e| fault(e.to_string()))?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| fault(e.to_string()))?;
    drop(turn);
    Ok(done)
}

fn unlocked(until: i64, now: i64) -> Result<(), Failure> {
    if until > now { Err(Failure::TooOften((until - now) / 1000 + 1)) } else { Ok(()) }
}

/// Count a try where tries stand in line, so that many at once are each counted; until when the account was
/// locked before this one.
fn count(tx: &mut Tx<'_>, login: &str, fits: bool, now: i64) -> Result<i64, store::Fault> {
    let sql = "select failures, locked_until from credentials where login = $1";
    let Some(row) = tx.look().one(sql, &[Value::from(login)])? else { return Ok(0) };
    let (before, locked_until) = (row.int(0), row.int(1));
    if locked_until > now || (fits && before == 0) {
        return Ok(locked_until);
    }
    let failures = if fits { 0 } else { before + 1 };
    let (failures, until) = if failures >= WRONG_PASSWORDS { (0, now + LOCKED_MS) } else { (failures, 0) };
    let sql = "update credentials set failures = $1, locked_until = $2 where login = $3";
    tx.execute(sql, &[failures.into(), until.into(), Value::from(login)])?;
    Ok(locked_until)
}

fn verify(secret: &str, password: &str) -> bool {
    PasswordHash::new(secret)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

fn wrong() -> Failure {
    Failure::Faulty(vec![FieldFault::new(
        "password",
        Text::new(
            format!("账号或密码不对。连续错 {WRONG_PASSWORDS} 次会锁 15 分钟"),
            format!("Account and password do not fit. {WRONG_PASSWORDS} wrong tries lock it for 15 minutes"),
        ),
    )])
}
