//! Licences: those within sight, and the record of one.

mod after;
mod blocks;
mod granted;
mod list;
mod record;
mod verify;

use house::opening::Seeing;
use house::web::openapi::Either;
use house::web::{Anyone, Member, Route, get};
use house::{Entrance, Failure};
use kernel::{Day, Instant, Role, Text};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{self, Licence, Rules};
use crate::views::Record;

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance {
        href: "/licences", zh: "我的证照", en: "My licences", roles: &[Role::Citizen, Role::Agent]
    },
    Entrance {
        href: "/licences",
        zh: "证照",
        en: "Licences",
        roles: &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor],
    },
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    let mut all = vec![
        get::<Member, list::Licences, _, _>("/licences", list::show)
            .asks("before", "Key of the next page, from `next` of this one"),
        get::<Member, record::Shown, _, _>("/licences/{licence_no}", record::show),
        get::<Anyone, granted::Decisions, _, _>("/decisions", granted::show)
            .asks("item", "Code of an item, to see its decisions only")
            .asks("before", "Key of the next page, from `next` of this one"),
        get::<Anyone, Either<verify::Form, verify::Verdict>, _, _>("/verify", verify::form)
            .asks("code", "Verification code, as it stands on the licence"),
        get::<Anyone, verify::Verdict, _, _>("/verify/{code}", verify::show),
    ];
    all.extend(after::routes());
    all
}

/// A record with the words that belong to it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Face {
    #[serde(flatten)]
    record: Record,
    /// Name of the document.
    name: Text,
    /// Name of the issuing organ.
    organ_name: Text,
    /// Does it stand today?
    in_force: bool,
    /// Where it stands today, a word like that of `state`.
    standing: String,
}

impl Face {
    /// From a record, under the edition it was granted by.
    fn of(record: Record, house: &house::opening::Inner, ctx: &kernel::Ctx<'_>) -> Self {
        let edition = ctx.editions.by_hash(&record.edition);
        let name = edition.map_or_else(|| Text::new("证照", "Licence"), |e| e.item.outcome.name.clone());
        let organ_name = house.organ_name(&record.organ);
        let over = day(&record.until).is_some_and(|until| Instant::end_of(until) <= ctx.now);
        let standing = match record.state.as_str() {
            "in_force" | "suspended" if over => "expired".to_owned(),
            state => state.to_owned(),
        };
        Self { in_force: standing == "in_force", standing, record, name, organ_name }
    }
}

/// What is true of a licence at this moment, whether or not the timekeeper has been there: the record is
/// brought level with it.
fn level(seeing: &mut Seeing<'_, '_>, mut record: Record) -> Result<(Record, Licence, i64), Failure> {
    let (licence, version) = seeing.life::<Rules>(&record.case_no)?;
    let (licence, version) = rules::now_true(licence, version, &seeing.ctx);
    licence.standing().word().clone_into(&mut record.state);
    record.until = licence.until.map_or(String::new(), |day| day.to_string());
    Ok((record, licence, version))
}

/// A day as a record keeps it; none where it is empty.
fn day(text: &str) -> Option<Day> {
    text.parse().ok()
}
