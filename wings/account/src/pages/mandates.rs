//! Who acts for an organisation, and how that ends: by the agent herself, or by whoever acts for it.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::page::Frame;
use house::web::parts::{self, Look, Tag};
use house::web::{Input, Nothing, Person, Reply, session};
use house::{Failure, House, To, links};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{Command, Rules};

/// Somebody who acts for an organisation.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Agent {
    /// Opaque id.
    pub(super) party: String,
    /// Her name.
    pub(super) name: String,
}

/// Where the button of one mandate goes.
pub(super) fn address(organisation: &str, agent: &str) -> String {
    format!("/account/agents/{organisation}/{agent}/withdraw")
}

/// The mandate is over. Whoever ends her own goes on as herself.
pub(super) async fn withdraw(
    State(house): State<House>,
    Person(who): Person,
    Path((organisation, agent)): Path<(String, String)>,
    reply: Reply,
    input: Input<Nothing>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let own = agent == who.party && organisation == who.for_party;
    let command = Command::RemoveAgent { agent };
    let receipt = match house.act::<Rules>(who.clone(), To::Stream(organisation), cause, None, command).await
    {
        // an organisation that is not there, or that she does not act for
        Err(Failure::Refused(_)) => return Err(Failure::Absent),
        other => other?,
    };
    if receipt.last == 0 {
        return Err(Failure::Absent);
    }
    let Some(former) = reply.visit().session.clone().filter(|_| own) else {
        return Ok(reply.done(links::account(), &receipt));
    };
    let cookie = session::begin(&house, &who.party, None).await?;
    session::end(&house, former.id).await?;
    Ok(reply.lead_with(links::account(), &[cookie]))
}

/// Who acts for the organisation, each with a way to end it; `own` is whoever looks.
pub(super) fn drawn(see: &Frame, organisation: &str, own: &str, agents: &[Agent]) -> Markup {
    parts::section(
        "agents",
        see.say("谁能替这个单位办事", "Who may act for this organisation"),
        &html! { @for agent in agents {
            p {
                strong { (agent.name) }
                @if agent.party == own { " " (parts::tag(Tag::Free, see.say("您自己", "you"))) }
            }
            @if agent.party != own {
                (ending(see, organisation, &agent.party,
                    &see.pick(format!("收回{}的授权", agent.name), format!("End the mandate of {}", agent.name))))
            }
        } },
    )
}

/// The button that ends a mandate, behind a question, so that no slip of the finger does it.
pub(super) fn ending(see: &Frame, organisation: &str, agent: &str, words: &str) -> Markup {
    html! { details {
        summary { (words) }
        p { (see.say(
            "收回以后立刻不能再替它办事；要恢复，得带营业执照和授权书到大厅窗口重新办。已经交的申请不受影响。",
            "It ends at once. To begin again, bring the licence and a letter to the hall. What was applied \
             for already goes on.",
        )) }
        (parts::act_form(see, &address(organisation, agent), &[], &html! {}, Look::Grave, words))
    } }
}
