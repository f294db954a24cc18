//! The supervisor's board says what a count from scratch says: where cases stand and which days they have is
//! counted from the officers' list, months and how long it took from the ledger's lines.

use std::collections::BTreeMap;

use facts::case::{Ending, Event};
use facts::{Fact, review};
use house::House;
use kernel::Day;
use oversight::views::{Lamps, Month, NO_DAY, Scope, Took};

use super::{by_case, facts_of};

/// The last day that counts as near, in days from today, as good as any.
const SOON: i32 = 4;

/// Compare.
pub(crate) fn kept(house: &House) -> Result<(), String> {
    let today = house.clock.now().day();
    let (states, lamps) = counted(house, today)?;
    let (months, took) = told(house)?;
    let scope = Scope { from: "2000-01".to_owned(), to: "9998-12".to_owned(), ..Scope::default() };
    let board = house.store.read_now(move |look| {
        use oversight::views as say;
        let lamps = say::lamps(look, &scope, today, today.plus(SOON))?;
        let took = say::took(look, &scope)?;
        Ok((say::states(look, &scope)?, lamps, say::months(look, &scope)?, took))
    });
    let (said_states, said_lamps, said_months, said_took) = board.map_err(|fault| fault.to_string())?;
    let said_states: BTreeMap<String, i64> = said_states.into_iter().collect();
    let said_months: BTreeMap<String, Month> =
        said_months.into_iter().filter(|(_, month)| *month != Month::default()).collect();
    same("states", &said_states, &states)?;
    same("lamps", &said_lamps, &lamps)?;
    same("months", &said_months, &months)?;
    let whole = said_took.get(&(String::new(), String::new())).copied().unwrap_or_default();
    same("time taken", &whole, &took)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, said: &T, counted: &T) -> Result<(), String> {
    match said == counted {
        true => Ok(()),
        false => Err(format!("the board's {what}: it says {said:?}, counted from scratch {counted:?}")),
    }
}

type Lit = BTreeMap<(String, String), Lamps>;

fn counted(house: &House, today: Day) -> Result<(BTreeMap<String, i64>, Lit), String> {
    let sql = "select state, organ, item, due, statutory, deliver_by from v_case where running = 1 \
               order by case_no";
    let rows = house.store.read_now(move |look| look.query(sql, &[])).map_err(|fault| fault.to_string())?;
    let (mut states, mut lamps) = (BTreeMap::new(), Lit::new());
    let (now, soon) = (today.to_string(), today.plus(SOON).to_string());
    for row in rows {
        let state = row.text(0);
        *states.entry(state.to_owned()).or_insert(0) += 1;
        let law = match state {
            "accepted" | "examined" | "confirming" => row.text(4),
            "granted" => row.text(5),
            _ => NO_DAY,
        };
        let first = law.min(row.text(3));
        let lamp = lamps.entry((row.text(1).to_owned(), row.text(2).to_owned())).or_default();
        *match () {
            () if first == NO_DAY => &mut lamp.off,
            () if law < now.as_str() => &mut lamp.red,
            () if first < now.as_str() => &mut lamp.orange,
            () if first <= soon.as_str() => &mut lamp.yellow,
            () => &mut lamp.green,
        } += 1;
    }
    Ok((states, lamps))
}

fn told(house: &House) -> Result<(BTreeMap<String, Month>, Took), String> {
    let facts = facts_of(house)?;
    let month = |day: Day| day.to_string().chars().take(7).collect::<String>();
    let (mut months, mut days) = (BTreeMap::<String, Month>::new(), Vec::new());
    for life in by_case(&facts).values() {
        let event = |at: usize| if let Fact::Case(event) = &life[at].fact { Some(event) } else { None };
        let all = (0..life.len()).filter_map(|at| Some((life[at].effective.day(), event(at)?)));
        let mut all: Vec<(Day, &Event)> = all.collect();
        if let Some((day, Event::Applied { came: Some(came), .. })) = all.first_mut() {
            *day = came.on.unwrap_or(*day);
        }
        if all.iter().any(|(_, event)| matches!(event, Event::Concluded { ending: Ending::Voided })) {
            continue;
        }
        for (day, event) in &all {
            let counts = months.entry(month(*day)).or_default();
            match event {
                Event::Applied { .. } => counts.filed += 1,
                Event::Accepted { .. } | Event::AcceptedTolerantly { .. } | Event::DeemedAccepted { .. } => {
                    counts.accepted += 1
                }
                Event::Delivered {} => counts.delivered += 1,
                Event::Concluded { ending } => *ended(counts, *ending) += 1,
                _ => {}
            }
            if let Event::Concluded { ending: Ending::Granted | Ending::Denied } = event {
                days.push(day.days_since(all[0].0));
            }
        }
        for fact in &facts {
            if let Fact::Review(review::Event::Reviewed { case, level, .. }) = &fact.fact
                && case == life[0].name()
            {
                let counts = months.entry(month(fact.effective.day())).or_default();
                counts.rated += 1;
                counts.satisfied += i64::from(!level.bad());
            }
        }
    }
    months.retain(|_, counts| *counts != Month::default());
    Ok((months, took(days)))
}

fn ended(counts: &mut Month, ending: Ending) -> &mut i64 {
    match ending {
        Ending::Granted => &mut counts.granted,
        Ending::Denied => &mut counts.denied,
        Ending::Declined | Ending::Referred => &mut counts.refused,
        Ending::Withdrawn | Ending::Terminated | Ending::Unsupplied | Ending::Voided => &mut counts.otherwise,
    }
}

/// Sorted and counted off, each number of days told by the longest of its group.
fn took(mut days: Vec<i64>) -> Took {
    days.sort_unstable();
    let results = i64::try_from(days.len()).unwrap_or(i64::MAX);
    let at = |percent: i64| {
        let place = usize::try_from((results * percent + 99) / 100 - 1).ok()?;
        days.get(place).map(|days| match days {
            ..=20 => *days,
            21..=60 => (days + 4) / 5 * 5,
            61..=360 => (days + 29) / 30 * 30,
            _ => 999,
        })
    };
    Took { results, median: at(50), p90: at(90) }
}
