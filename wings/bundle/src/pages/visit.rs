//! One visit on the spot for several members: what the applicant sees of it, and the form by which the organ
//! that leads calls it.

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::page::token;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Reply, Staff};
use house::{Failure, House, To, links};
use kernel::bundle::Whole;
use kernel::form::FieldFault;
use kernel::{Day, Text, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::known;
use crate::rules::{CALL_VISIT, Command, Rules, Run, callable, seen_on_the_spot};
use crate::views::visits;

/// What the lead calls.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Calling {
    /// The day, ISO.
    #[serde(default)]
    #[schemars(example = "2026-11-25")]
    on: String,
    /// Codes of the items that are looked at together.
    #[serde(default)]
    #[schemars(example = ["food-permit", "public-place-hygiene"])]
    items: Vec<String>,
}

/// One organ's part in a joint visit.
#[derive(Debug, Serialize, JsonSchema)]
struct Comes {
    #[serde(flatten)]
    seen: visits::Seen,
    /// Name of the item.
    name: Text,
    /// Name of the organ.
    organ: Text,
}

/// A member that can be looked at together with others.
#[derive(Debug, Serialize, JsonSchema)]
struct Callable {
    /// Code of the item.
    item: String,
    /// Its name.
    name: Text,
    /// Does its file say that it is verified on the spot?
    on_site: bool,
}

/// Joint visits of a bundle.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Visits {
    /// Who takes part, by day.
    visits: Vec<Comes>,
    /// How often somebody calls on her for all of it: days, each counted once.
    visit_days: usize,
    /// How many organs named another day than the joint one.
    apart: usize,
    /// What whoever looks may call a joint visit for.
    callable: Vec<Callable>,
}

impl Visits {
    /// Of a bundle that is under way.
    pub(super) fn of(
        seeing: &mut Seeing<'_, '_>,
        no: &str,
        run: &Run,
        whole: &Whole<'_>,
        lead: &str,
    ) -> Result<Self, Failure> {
        let seen = visits::of_bundle(seeing.look, no)?;
        let known = known::accepted(seeing.look, run)?;
        let organ = |item: &kernel::Item| seeing.house.organ_name(&item.organ);
        let member = |case: &str| {
            let (item, _) = run.parts.iter().find(|(_, part)| part.case() == Some(case))?;
            Some(whole.items[whole.place(item)?])
        };
        let comes = |seen: visits::Seen| {
            let item = member(&seen.case_no)?;
            Some(Comes { name: item.name.clone(), organ: organ(item), seen })
        };
        let visits: Vec<Comes> = seen.into_iter().filter_map(comes).collect();
        let mut days: Vec<&str> = visits.iter().map(|one| one.seen.on.as_str()).collect();
        days.dedup();
        let place =
            Where { organ: lead.to_owned(), division: seeing.house.division.clone(), ..Where::default() };
        let may = seeing.ctx.rights.may(seeing.ctx.actor, CALL_VISIT, &place);
        let open = run.visits.last().is_some_and(|called| called.on >= seeing.ctx.today());
        let ready = if may && !open && !run.withdrawn { callable(run, &known) } else { Vec::new() };
        let can = |(item, _): (String, String)| {
            let name = whole.items[whole.place(&item)?].name.clone();
            let on_site = seen_on_the_spot(whole, run, &item);
            Some(Callable { item, name, on_site })
        };
        let callable: Vec<Callable> = ready.into_iter().filter_map(can).collect();
        let callable = if callable.len() < 2 { Vec::new() } else { callable };
        let apart = visits.iter().filter(|one| !one.seen.apart.is_empty()).count();
        Ok(Self { visit_days: days.len(), apart, visits, callable })
    }

    /// One appointment for all organs together.
    pub(super) fn told(&self, see: &Frame) -> Markup {
        if self.visits.is_empty() {
            return html! {};
        }
        let state = |one: &Comes| match one.seen.state.as_str() {
            "set" if one.seen.set_on != one.seen.on => see.say("改了日子", "on another day"),
            "set" => see.say("定了谁来", "officers are named"),
            "recorded" => see.say("看过，有记录", "seen, with a record"),
            _ => see.say("还没定谁来", "officers not named yet"),
        };
        let mut days: Vec<&str> = self.visits.iter().map(|one| one.seen.on.as_str()).collect();
        days.dedup();
        let content = html! {
            @for day in days {
                @let all: Vec<&Comes> = self.visits.iter().filter(|one| one.seen.on == day).collect();
                @if let Ok(on) = day.parse::<Day>() {
                    p {
                        strong { (parts::day(see, on)) } (see.say("，", ": "))
                        (see.pick(
                            format!("{} 件一起看，只来一次。", all.len()),
                            format!("{} items are looked at together, in one visit.", all.len()),
                        ))
                    }
                }
                @let rows: Vec<_> = all.iter().map(|one| {
                    let said = html! {
                        (see.of(&one.name)) (see.say("：", ": ")) (state(one))
                        @if !one.seen.apart.is_empty() {
                            @if let Ok(on) = one.seen.set_on.parse::<Day>() {
                                " " (parts::day_short(see, on))
                            }
                            p.soft.small { (one.seen.apart) }
                        }
                    };
                    (see.of(&one.organ).to_owned(), said)
                }).collect();
                (parts::facts(&rows))
            }
            @if self.apart > 0 { (parts::warn(&html! { p { (see.pick(
                format!("有 {} 个部门另约了日子，理由写在上面。", self.apart),
                format!("{} named another day, for the reasons above.", self.apart),
            )) } })) }
        };
        parts::section("visit", see.say("联合现场核查", "Joint visit on the spot"), &content)
    }

    /// For the organ that leads: which members, on which day.
    pub(super) fn form(&self, see: &Frame, here: &str, seen: &str) -> Markup {
        if self.callable.is_empty() {
            return html! {};
        }
        parts::section(
            "call-visit",
            see.say("约一次联合现场核查", "Call one joint visit"),
            &html! {
                p.small { (see.say(
                    "几个部门都要上门的，约在同一天，只去一次；各部门在自己的办件里记录。",
                    "Organs that would each call come on one day; each writes its record in its own case.",
                )) }
                form.act method="post" action={ (here) "/call-visit" } novalidate {
                    (token(see))
                    input type="hidden" name="seen" value=(seen);
                    fieldset {
                        legend { (see.say("哪几件一起看", "Which are looked at together")) }
                        @for one in &self.callable {
                            @let id = format!("f-visit-{}", one.item);
                            div.pick {
                                input type="checkbox" id=(id) name="items[]" value=(one.item)
                                    checked[one.on_site];
                                label for=(id) { (see.of(&one.name)) }
                            }
                        }
                    }
                    div.field {
                        label for="f-on" { (see.say("哪一天", "Which day")) }
                        input type="date" id="f-on" name="on";
                    }
                    @let tell = see.say("告知申请人和各部门", "Tell her and the organs");
                    p.asks { (parts::button(Look::Filled, tell, None)) }
                }
            },
        )
    }
}

/// POST `/bundle-cases/{bundle_no}/call-visit`.
pub(super) async fn call(
    State(house): State<House>,
    Staff(who): Staff,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Calling>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let Calling { on, items } = input.value;
    let Ok(on) = on.parse::<Day>() else {
        let why = Text::new("选一个日子，例：2026-11-25", "Choose a day, for example 2026-11-25");
        return Err(Failure::Faulty(vec![FieldFault::new("on", why)]));
    };
    let receipt =
        house.act::<Rules>(who, To::Stream(no.clone()), cause, seen, Command::CallVisit { on, items });
    Ok(reply.done(&links::bundle_case(&no), &receipt.await?))
}
