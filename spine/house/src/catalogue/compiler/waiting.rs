//! Class 10: steps that wait without need. A special procedure takes its days out of the limit (Licensing
//! Law Art. 45); where no check point needs its result, the applicant waits for nothing.

use kernel::Text;
use kernel::item::{Item, Special};
use kernel::{Limit, Unit};

use super::codes::Code;
use super::finding::{Finding, put};
use super::region::Space;
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// A special procedure whose result no check point needs.
static NEEDLESS: Code = Code {
    name: "YM1001",
    weight: Weight::Warning,
    title: ("停表却没人等结果", "A clock stopped for nothing"),
    why: (
        "特别程序的时间不算进期限；没有审查要点等它的结果，就是白停。",
        "A special procedure's days are not counted; where no check point awaits it they are lost.",
    ),
    rule: ("《行政许可法》第四十五条；要求 R15", "Administrative Licensing Law, Art. 45; requirement R15"),
};
/// Every check point waits for one special procedure although they could be checked meanwhile.
static ALL_WAIT: Code = Code {
    name: "YM1002",
    weight: Weight::Warning,
    title: ("可以同时办的排着队", "What could be side by side stands in a queue"),
    why: (
        "全部审查要点都等同一个特别程序，别的要点本可以同时审。",
        "Every check point waits for one special procedure; the others could be checked meanwhile.",
    ),
    rule: ("要求 R11、R15", "requirements R11 and R15"),
};

/// The codes of this class.
pub(super) const CODES: &[&Code] = &[&NEEDLESS, &ALL_WAIT];

/// Every item by itself.
pub(super) fn check(county: &mut County<'_>) {
    county.each(|read| {
        for finding in of(&read.item) {
            put(read, finding);
        }
    });
}

fn of(item: &Item) -> Vec<Finding> {
    if item.special.is_empty() {
        return Vec::new();
    }
    let Some(space) = Space::of(item) else { return Vec::new() };
    let awaits = |special: &Special| {
        let waiting = item.points.iter().filter(|point| point.awaits == Some(special.kind));
        waiting.filter(|point| !space.meant(&point.when).empty()).count()
    };
    let mut found = Vec::new();
    for (n, special) in item.special.iter().enumerate() {
        let (waiting, name, takes) = (awaits(special), &special.name, takes(item, special));
        if waiting == 0 {
            let what = both(
                format!("“{}”停了时限，却没有审查要点等它的结果{}", name.zh, takes.zh),
                format!("“{}” stops the clock, yet no check point awaits its result{}", name.en, takes.en),
            );
            let mend = both(
                "给要用结果的要点写 awaits；没有这样的要点，删去这个程序",
                "Write “awaits” at the point that needs it; if there is none, drop the procedure",
            );
            found.push(Finding::new(&NEEDLESS, format!("special.{n}"), what, mend));
        } else if waiting == item.points.len() && waiting > 1 {
            let what = both(
                format!("{waiting} 个审查要点全都等“{}”，没有一个先审{}", name.zh, takes.zh),
                format!(
                    "all {waiting} check points wait for “{}”, and none is checked meanwhile{}",
                    name.en, takes.en
                ),
            );
            let mend = Text::new(
                "只让真要用结果的要点写 awaits，其余的同时审",
                "Keep “awaits” where the result is needed; check the others side by side",
            );
            found.push(Finding::new(&ALL_WAIT, format!("special.{n}"), what, mend));
        }
    }
    found
}

/// What the item takes in a queue, and what side by side: the examination lasts as long as is promised, the
/// special procedure as long as it usually does.
fn takes(item: &Item, special: &Special) -> Text {
    let Some(usual) = special.usual else {
        return both(
            "；写上 usual（通常要多久）就能算出同时办要几天",
            "; with “usual” (how long it lasts) the days side by side can be told",
        );
    };
    let promised = item.promised_limit;
    let queue = Limit { n: promised.n.saturating_add(usual.n), unit: usual.unit };
    if promised.unit == usual.unit && usual.unit != Unit::OnTheSpot {
        let together = Limit { n: promised.n.max(usual.n), unit: usual.unit };
        return both(
            format!("：排着队办要 {}，同时办只要 {}", queue.zh(), together.zh()),
            format!(": {} in a queue, {} side by side", queue.en(), together.en()),
        );
    }
    both(
        format!("：排着队办要 {} 再加 {}，同时办只要其中长的一段", promised.zh(), usual.zh()),
        format!(
            ": {} and then {} in a queue, side by side only the longer of the two",
            promised.en(),
            usual.en()
        ),
    )
}
