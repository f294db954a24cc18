//! The acts on what is proposed: approve, return, call back, and propose that an item be offered no more.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Nothing, Reply, Staff};
use house::{Cause, Failure, House, To, links};
use kernel::form::FieldFault;
use kernel::{Actor, Day, Text};
use schemars::JsonSchema;
use serde::Deserialize;

use super::seen::Standing;
use crate::rules::{AHEAD_DAYS, Command, Rules, item_stream};

/// Why something is called back.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Recalling {
    /// For colleagues.
    #[serde(default)]
    #[schemars(length(max = 2000), example = &"等新规")]
    why: String,
}

/// Why something is returned.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Because {
    /// For colleagues.
    #[serde(default)]
    #[schemars(length(max = 2000), example = &"依据没有写到条")]
    reason: String,
}

/// That an item is to be offered no more.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Ending {
    /// Hash of the edition that was read.
    #[serde(default)]
    base: String,
    /// Why, in Chinese, for everybody.
    #[serde(default)]
    #[schemars(length(max = 2000), example = &"并入“食品经营许可”")]
    reason_zh: String,
    /// Why, in English, for everybody.
    #[serde(default)]
    #[schemars(length(max = 2000), example = &"Merged into the food permit")]
    reason_en: String,
    /// The first day without it.
    #[serde(default)]
    #[schemars(example = &"2026-10-01")]
    from: String,
}

/// A day as it was typed.
pub(super) fn day(typed: &str) -> Result<Day, Failure> {
    typed.trim().parse().map_err(|_| {
        let words = Text::new("写一个日期，像 2026-10-01", "Write a date like 2026-10-01");
        Failure::Faulty(vec![FieldFault::new("from", words)])
    })
}

/// The day for which something is tried: its own; today where there is none yet, or none that can be proposed.
pub(super) fn on_its_day(house: &House, from: Option<Day>) -> Day {
    let today = house.clock.now().day();
    from.filter(|day| (today..=today.plus(AHEAD_DAYS)).contains(day)).unwrap_or(today)
}

async fn act(
    house: &House,
    who: Actor,
    item: &str,
    (cause, seen): (Cause, Option<i64>),
    command: Command,
    reply: &Reply,
) -> Result<Response, Failure> {
    let receipt = house.act::<Rules>(who, To::Stream(item_stream(item)), cause, seen, command).await?;
    Ok(reply.done(&links::catalogue_item(item), &receipt))
}

/// POST `/catalogue/{item}/approve`: the text is tried once more, for the catalogue around it may have moved.
pub(super) async fn approve(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Nothing>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let code = item.clone();
    let proposal = house
        .read(who.clone(), move |seeing| Ok(Standing::of(seeing, &code)?.shelf.open_proposal().cloned()))
        .await?;
    let (mut hash, mut errors) = (String::new(), 0);
    if let Some(proposal) = proposal {
        let text = proposal.motion.text().map(str::to_owned);
        errors = house.tried(&item, text, on_its_day(&house, Some(proposal.from))).await?.errors();
        proposal.motion.hash().clone_into(&mut hash);
    }
    let command = Command::Approve { item: item.clone(), hash, errors };
    act(&house, who, &item, (cause, input.seen), command, &reply).await
}

/// POST `/catalogue/{item}/return`
pub(super) async fn hand_back(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Because>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let command = Command::Return { item: item.clone(), reason: input.value.reason };
    act(&house, who, &item, (cause, input.seen), command, &reply).await
}

/// POST `/catalogue/{item}/recall`
pub(super) async fn recall(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Recalling>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let command = Command::Recall { item: item.clone(), reason: input.value.why };
    act(&house, who, &item, (cause, input.seen), command, &reply).await
}

/// POST `/catalogue/{item}/withdraw`
pub(super) async fn withdraw(
    State(house): State<House>,
    Staff(who): Staff,
    Path(item): Path<String>,
    reply: Reply,
    input: Input<Ending>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let Ending { base, reason_zh, reason_en, from } = input.value;
    // whoever may not is told nothing, not even that her date is none
    let code = item.clone();
    house.read(who.clone(), move |seeing| Standing::of(seeing, &code).map(drop)).await?;
    let (reason, from) = (Text::new(reason_zh, reason_en), day(&from)?);
    let errors = house.tried(&item, None, on_its_day(&house, Some(from))).await?.errors();
    let command = Command::ProposeWithdrawal { item: item.clone(), base, reason, from, errors };
    act(&house, who, &item, (cause, input.seen), command, &reply).await
}

/// Whoever comes back to an act's address by a link is led to the item.
pub(super) async fn back(_who: Staff, Path(item): Path<String>, reply: Reply) -> Response {
    reply.lead(&links::catalogue_item(&item))
}
