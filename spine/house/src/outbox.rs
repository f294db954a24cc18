//! What the world must be told: rows written with the facts, delivered at least once, in order of need.

use kernel::limits::{OUTBOX_ROUND, OUTBOX_TRIES};
use store::{Row, Value};

use crate::failure::Failure;
use crate::opening::House;

/// A message ready to leave: addressed and filled at delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The cause of the intent: the receiver may use it to drop a second arrival.
    pub id: String,
    /// Number or address.
    pub to: String,
    /// The sentence.
    pub text: String,
}

/// Why a channel did not take a message.
#[derive(Clone, Debug)]
pub struct NotSent(pub String);

/// A way out of the house. Implemented in `spine/channels`, the only room with a network.
pub trait Channel: Send + Sync {
    /// As intents name it (`sms`).
    fn name(&self) -> &'static str;

    /// Hand one message over.
    ///
    /// # Errors
    /// [`NotSent`] in words for the administrator; it will be tried again.
    fn send(&self, message: &Message) -> Result<(), NotSent>;
}

/// Messages that are written down as tried in one commit: so many may arrive twice if the house falls in
/// between, and so many share the price of writing.
const HANDFUL: usize = 20;

/// Deliver what is due, one round; says how many left the house.
///
/// # Errors
/// A store fault.
pub fn deliver(house: &House, channels: &[Box<dyn Channel>]) -> Result<usize, Failure> {
    let now = house.clock.now().0;
    let sql = format!(
        "select id, wing, seq, channel, party, text, fields, state, tries, next_at, at, note from outbox \
         where state = 'waiting' and next_at <= $1 order by next_at, id limit {OUTBOX_ROUND}"
    );
    let rows = house.store.read_now(move |look| look.query(&sql, &[Value::from(now)]))?;
    let mut sent = 0;
    for handful in rows.chunks(HANDFUL) {
        // the attempts are written before they are made: whoever cannot write does not send for ever
        let tried = handful.iter().map(|row| settled(row, Err(NotSent("under way".to_owned())), now));
        settle(house, tried.collect())?;
        let mut done = Vec::new();
        for (row, to) in handful.iter().zip(addressed(house, handful)) {
            let result = to.and_then(|to| send(house, channels, row, to));
            sent += usize::from(result.is_ok());
            done.push(settled(row, result, now));
        }
        settle(house, done)?;
    }
    Ok(sent)
}

/// Where each message goes, asked when it is about to leave.
fn addressed(house: &House, rows: &[Row]) -> Vec<Result<String, NotSent>> {
    let (find, count) = (house.address, rows.len());
    let asked: Vec<_> = rows.iter().map(|row| (row.text(4).to_owned(), row.text(3).to_owned())).collect();
    let found = house.store.read_now(move |look| {
        asked.iter().map(|(party, way)| find(look, party, way)).collect::<Result<Vec<_>, _>>()
    });
    match found {
        Ok(found) => found
            .into_iter()
            .map(|to| to.ok_or_else(|| NotSent("the party has no number for this channel".to_owned())))
            .collect(),
        Err(fault) => (0..count).map(|_| Err(NotSent(fault.to_string()))).collect(),
    }
}

fn send(house: &House, channels: &[Box<dyn Channel>], row: &Row, to: String) -> Result<(), NotSent> {
    let channel = channels
        .iter()
        .find(|channel| channel.name() == row.text(3))
        .ok_or_else(|| NotSent(format!("no channel “{}”", row.text(3))))?;
    let fills: Vec<(String, String)> = serde_json::from_str(row.text(6)).unwrap_or_default();
    let text = house.texts.message(row.text(5), &fills);
    channel.send(&Message { id: row.text(0).to_owned(), to, text })
}

/// Delivered, or to be tried again after 1, 2, 4 … minutes, or failed for an administrator to see.
fn settled(row: &Row, result: Result<(), NotSent>, now: i64) -> Vec<Value> {
    let tries = row.int(8) + 1;
    let (state, note, next) = match result {
        Ok(()) => ("delivered", String::new(), now),
        Err(NotSent(why)) if tries >= OUTBOX_TRIES => ("failed", why, now),
        Err(NotSent(why)) => ("waiting", why, now + 60_000 * (1 << tries.clamp(0, 10))),
    };
    let mut values: Vec<Value> = row.0.clone();
    values[7] = state.into();
    values[8] = tries.into();
    values[9] = next.into();
    values[11] = note.into();
    values
}

/// A round's rows are written in one commit.
fn settle(house: &House, rows: Vec<Vec<Value>>) -> Result<(), Failure> {
    house.store.write_now(move |tx| rows.iter().try_for_each(|row| tx.put("outbox", row.clone())))?;
    Ok(())
}
