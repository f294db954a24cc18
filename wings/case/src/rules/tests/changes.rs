//! Changes of an item's file for one diary.

use std::collections::BTreeMap;

use kernel::item::{Extension, Item, Joint, Publicity};
use kernel::{Limit, Text};

/// Changes of the item's file that concern the way to the decision.
pub fn course_of(item: &mut Item, word: &str, n: &str) {
    let own = || Text::new("《某条例》第十二条", "Some Regulation, Art. 12");
    let certainty = Default::default();
    let publicity = || Publicity {
        limit: Limit::working_days(5),
        place: Text::new("村务公开栏", "the village notice board"),
        basis: own(),
        certainty,
        required: false,
        not_counted: None,
        when: BTreeMap::new(),
    };
    match word {
        "extension" => {
            let limit = Limit::working_days(n.parse().unwrap());
            item.extension = Some(Extension { limit, basis: own(), certainty });
        }
        "joint" => {
            let government = "11449921MB9X00015T".to_owned();
            item.joint = Some(Joint { government, basis: own(), certainty });
        }
        "publicity" => {
            let public = item.publicity.get_or_insert_with(publicity);
            public.required |= n == "required";
            public.not_counted = (n == "not-counted").then(own).or(public.not_counted.take());
        }
        "calendar-publicity" => {
            let limit = Limit::days(n.parse().unwrap());
            item.publicity = Some(Publicity { limit, ..publicity() });
        }
        "begin-within" => {
            let within = Limit::working_days(n.parse().unwrap());
            item.special.iter_mut().for_each(|special| special.begin_within = Some(within));
        }
        "hearing-by-own-law" => item.special.push(kernel::item::Special {
            kind: kernel::item::SpecialKind::Hearing,
            name: Text::new("听证", "the hearing"),
            basis: own(),
            usual: None,
            begin_within: None,
            certainty,
        }),
        "may-follow" => {
            let within = Limit::working_days(n.parse().unwrap());
            for material in &mut item.materials {
                let meanwhile = kernel::item::Meanwhile::Decide;
                let block = None;
                let basis = own();
                let following = kernel::item::Following { within, basis, certainty, meanwhile, block };
                material.may_follow = Some(following);
            }
        }
        other => filing_of(item, other, n),
    }
}

/// The same for how it is taken in.
fn filing_of(item: &mut Item, word: &str, n: &str) {
    let own = || Text::new("《某条例》第十二条", "Some Regulation, Art. 12");
    let certainty = Default::default();
    match word {
        "precheck" => {
            let within = Limit::working_days(n.parse().unwrap());
            item.precheck = Some(kernel::item::Precheck { within, certainty });
        }
        "next-day" | "arrival-day" => {
            let outside_hours = match word {
                "next-day" => kernel::item::OutsideHours::NextWorkingDay,
                _ => kernel::item::OutsideHours::ArrivalDay,
            };
            let closes = kernel::item::Hour::try_from("17:30".to_owned()).unwrap();
            item.receipt = Some(kernel::item::Receipt { outside_hours, closes, basis: own(), certainty });
        }
        "everywhere" => item.elsewhere = Some(kernel::item::Elsewhere { basis: own(), certainty }),
        other => super::upward::change(item, other, n),
    }
}
