//! The guard of programs: a token in `Authorization: Bearer`, kept only as a keyed digest.

use axum::http::HeaderMap;
use kernel::{Actor, Channel, Role};
use store::{Look, Value};

use super::guard::{Standing, admitted};
use crate::opening::Inner;

/// What every token begins with, so that a leaked one is recognised.
pub const TOKEN_PREFIX: &str = "ym_";

/// The token of a request, if it carries one.
pub fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("authorization")?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(|token| token.trim().to_owned())
}

/// The program behind a token.
///
/// # Errors
/// A store fault.
pub fn program(inner: &Inner, look: &mut Look<'_>, token: &str) -> Result<Option<Actor>, store::Fault> {
    let login = inner.vault.digest("token", token);
    let sql = "select party from credentials where login = $1 and kind = 'token'";
    let Some(row) = look.one(sql, &[Value::from(login)])? else { return Ok(None) };
    let party = row.text(0).to_owned();
    let standing: Option<Standing> = (inner.standing)(look, &party, "")?;
    Ok(standing.filter(|s| s.role == Role::Program).map(|s| admitted(&party, s, Channel::Api)))
}
