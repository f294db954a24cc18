//! One visit on the spot 联合现场核查 for several members. The organ that leads calls the day; each organ's own
//! officers set, make and record their visit in their own case, by their own law.

use facts::bundle::Event;
use kernel::bundle::Whole;
use kernel::limits::VISITS;
use kernel::{Ctx, Day, Entry, Refusal, Rule, Text};

use super::run::{Run, Stand};
use super::{Known, listed, whole};

fn refuse(code: &'static str, ctx: &Ctx<'_>) -> Refusal {
    Refusal::new(code, ctx.editions.service_rule(Rule::Visiting))
}

/// The members that a joint visit can be called for: item and case of those that an organ has accepted.
pub fn callable(run: &Run, known: &Known) -> Vec<(String, String)> {
    let ready = |(item, part): (&String, &super::Part)| match &part.stand {
        Stand::Running(case, _) if known.accepted.contains(case) => Some((item.clone(), case.clone())),
        _ => None,
    };
    run.parts.iter().filter_map(ready).collect()
}

/// Does a member's file say that its substance is verified on the spot?
pub fn seen_on_the_spot(whole: &Whole<'_>, run: &Run, item: &str) -> bool {
    let found = whole.place(item).zip(run.parts.get(item));
    found.is_some_and(|(place, part)| whole.items[place].on_site(&part.situation).is_some())
}

/// 约定联合现场核查: two members at least, accepted and not decided, on a day that is told before.
pub(super) fn call(
    run: &Run,
    on: Day,
    items: &[String],
    known: &Known,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let Some(begun) = &run.begun else { return Err(refuse("bundle_unknown", ctx)) };
    if run.withdrawn {
        return Err(refuse("bundle_withdrawn", ctx));
    }
    if on <= ctx.today() {
        return Err(refuse("visit_soon", ctx));
    }
    if let Some(open) = run.visits.last().filter(|called| called.on >= ctx.today()) {
        let day = Text::new(open.on.zh_full(), open.on.en_full());
        return Err(refuse("bundle_visit_open", ctx).with("day", day));
    }
    let visit = u32::try_from(run.visits.len()).unwrap_or(VISITS) + 1;
    if visit > VISITS {
        let most = VISITS.to_string();
        return Err(refuse("visits_many", ctx).with("most", Text::new(&most, &most)));
    }
    let ready = callable(run, known);
    let (mut named, mut cases, mut not_ready) = (Vec::new(), Vec::new(), Vec::new());
    for item in items.iter().filter(|item| !item.is_empty()) {
        match ready.iter().find(|(code, _)| code == item) {
            Some(_) if named.contains(item) => {}
            Some((_, case)) => {
                named.push(item.clone());
                cases.push(case.clone());
            }
            None => not_ready.push(item.as_str()),
        }
    }
    if !not_ready.is_empty() {
        let whole = whole(&begun.edition, ctx);
        let name = |code: &&str| {
            let place = whole.as_ref().and_then(|whole| Some(whole.items[whole.place(code)?].name.clone()));
            place.unwrap_or_else(|| Text::new(*code, *code))
        };
        let names = listed(not_ready.iter().map(name).collect());
        return Err(refuse("bundle_visit_not_ready", ctx).with("items", names));
    }
    if named.len() < 2 {
        return Err(refuse("bundle_visit_alone", ctx));
    }
    Ok(vec![Event::JointVisitCalled { visit, on, items: named, cases }.into()])
}
