//! A clock is a command: finds who is owed a tick and brings it to the desk (one-way door 10).
//!
//! Nothing happens because time passed. What time alone makes true is said by `lapse` before every
//! command; the timekeeper only makes sure that a command comes.

use kernel::limits::CLOCK_ROUND;
use kernel::{Actor, Channel, Instant, Role};
use store::Value;

use crate::desk::{Cause, To};
use crate::failure::Failure;
use crate::opening::House;
use crate::wing::Wing;

/// Time alone, as an actor.
pub fn clock_actor() -> Actor {
    Actor {
        party: "clock".to_owned(),
        role: Role::House,
        post: String::new(),
        organ: String::new(),
        for_party: String::new(),
        channel: Channel::Clock,
        assurance: 0,
    }
}

/// Strike every clock that is due, at most one round a wing; says how many moved.
///
/// A clock that does not move (its due day was put off by an imported calendar year) is asked again
/// with the next round and moves when its day has come; it never holds up those behind it.
///
/// # Errors
/// A store fault.
pub fn strike(house: &House) -> Result<usize, Failure> {
    strike_some(house, |_| true)
}

/// [`strike`], of one wing only.
///
/// # Errors
/// A store fault.
pub fn strike_wing(house: &House, name: &str) -> Result<usize, Failure> {
    strike_some(house, |wing| wing.name == name)
}

fn strike_some(house: &House, which: impl Fn(&Wing) -> bool) -> Result<usize, Failure> {
    let now = house.clock.now();
    let (mut moved, mut first) = (0, None);
    for wing in house.wings.iter().filter(|wing| !wing.clocks.is_empty() && which(wing)) {
        let mut after = (Instant(0), String::new());
        loop {
            let struck = due(house, wing.clocks, &after, now)?;
            let Some(last) = struck.last() else { break };
            after = (last.0, last.1.clone());
            for (at, stream, kind) in struck {
                match tick(house, wing, at, &stream, &kind) {
                    Ok(done) => moved += usize::from(done),
                    // one that cannot strike does not hold up those behind it
                    Err(failure) => first = first.or(Some(failure)),
                }
            }
        }
    }
    first.map_or(Ok(moved), Err)
}

/// Bring one tick to the desk; says whether anything was written.
fn tick(house: &House, wing: &Wing, at: Instant, stream: &str, kind: &str) -> Result<bool, Failure> {
    let to = To::Stream(stream.split_once('/').map_or(stream, |(_, name)| name).to_owned());
    let (cause, submit, job) = (Cause::clock(stream, kind, at), wing.submit, house.clone());
    let stream = stream.to_owned();
    let (moved, published) = house.write_now(move |tx| {
        let head = tx.head()?.seq;
        let published = match submit(&job, tx, &clock_actor(), &to, &cause, "{\"Tick\":{}}")? {
            Ok(done) => done.published,
            Err(no) => {
                tracing::warn!(failure = %no.failure, %stream, "a tick was not taken");
                no.published
            }
        };
        Ok((tx.head()?.seq > head, published))
    })?;
    house.publish(&published);
    Ok(moved)
}

type Struck = (Instant, String, String);

fn due(
    house: &House,
    table: &'static str,
    after: &(Instant, String),
    now: Instant,
) -> Result<Vec<Struck>, Failure> {
    let sql = format!(
        "select at, stream, kind from {table} where at <= $1 and (at > $2 or (at = $2 and stream > $3)) \
         order by at, stream, kind limit {CLOCK_ROUND}"
    );
    let args = [Value::from(now.0), Value::from(after.0.0), Value::from(after.1.as_str())];
    Ok(house.store.read_now(move |look| {
        let rows = look.query(&sql, &args)?;
        Ok(rows.iter().map(|r| (Instant(r.int(0)), r.text(1).to_owned(), r.text(2).to_owned())).collect())
    })?)
}
