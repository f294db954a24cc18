//! Who lives in the city: citizens, an agent, the window, two organs' officers, and programs.

use account::rules::{Command, Rules};
use house::console::console_actor;
use house::rehearsal::{in_place_of, rehearsal_actor};
use house::{Cause, Failure, House, To};
use kernel::form::{self, Answers, Field, FieldKind};
use kernel::item::{Item, Situation};
use kernel::{Actor, Channel, Role, id};

/// Citizens; the last is also the agent of the shop.
pub(crate) const CITIZENS: [&str; 4] = ["p-an", "p-bo", "p-cui", "p-du"];
/// An organisation.
pub(crate) const SHOP: &str = "p-shop";

/// Where the citizens' numbers begin: division and birthday.
const BODY: &str = "44992119880312";
/// A code whose check character holds.
const USCC: &str = "91449921MA9X000114";

/// The number of a citizen.
fn id_number(no: usize) -> String {
    let body = format!("{BODY}{:03}", no + 1);
    let check = id::citizen_id_check(&body).expect("seventeen digits have a check character");
    format!("{body}{check}")
}

fn phone(no: usize) -> String {
    format!("1380000{:04}", no + 1)
}

/// Give everybody a place.
pub(crate) fn settle(house: &House) -> Result<(), Failure> {
    let mut all: Vec<(&str, Command)> = Vec::new();
    for (no, party) in CITIZENS.iter().enumerate() {
        let open = Command::OpenPerson {
            party: (*party).to_owned(),
            name: format!("市民{}", ["安", "柏", "崔", "杜"][no]),
            id_number: id_number(no),
            phone: phone(no),
        };
        all.push((party, open));
    }
    let shop = Command::OpenOrganisation {
        party: SHOP.to_owned(),
        name: "青岭县城关一碗面馆".to_owned(),
        uscc: USCC.to_owned(),
    };
    all.push((SHOP, shop));
    all.push((SHOP, Command::NameAgent { agent: CITIZENS[3].to_owned() }));
    for (no, (party, command)) in all.into_iter().enumerate() {
        let cause = Cause::outside("console", "sim", &format!("people-{no}"))?;
        house.act_now::<Rules>(console_actor("sim"), To::Stream(party.to_owned()), cause, command)?;
    }
    Ok(())
}

/// Officers who examine and decide, are asked, or stand in for each other are known to the house: two
/// examiners and the head of an organ; whoever has a post already keeps it.
pub(crate) fn appoint(house: &House, organ: &str) -> Result<(), Failure> {
    posted(house, [examiner(organ), second_examiner(organ), head(organ)])
}

/// Two clerks at the windows of a hall.
pub(crate) fn open_windows(house: &House, hall: &str) -> Result<(), Failure> {
    posted(house, [clerk(hall), second_clerk(hall)])
}

fn posted<const N: usize>(house: &House, officers: [Actor; N]) -> Result<(), Failure> {
    for officer in officers {
        let cause = Cause::outside("console", "sim", &format!("staff-{}", officer.party))?;
        let to = To::Stream(officer.party.clone());
        let command = Command::AddStaff {
            party: officer.party,
            name: "工作人员".to_owned(),
            organ: officer.organ,
            role: officer.role,
            post: "post".to_owned(),
        };
        house.act_now::<Rules>(console_actor("sim"), to, cause, command)?;
    }
    Ok(())
}

/// A citizen for herself.
pub(crate) fn citizen(party: &str) -> Actor {
    rehearsal_actor(party, Role::Citizen, "", "")
}

/// Whoever speaks for this party: herself, or the shop's agent.
pub(crate) fn speaker(party: &str) -> Actor {
    if party == SHOP { rehearsal_actor(CITIZENS[3], Role::Agent, "", SHOP) } else { citizen(party) }
}

/// The clerk of a hall.
pub(crate) fn clerk(hall: &str) -> Actor {
    rehearsal_actor(&format!("s-window-{hall}"), Role::Clerk, hall, "")
}

/// Her colleague at the next window.
pub(crate) fn second_clerk(hall: &str) -> Actor {
    rehearsal_actor(&format!("s-second-window-{hall}"), Role::Clerk, hall, "")
}

/// The clerk at whose window a case is taken in: of its hall, or of the organ itself where it has none.
pub(crate) fn window(filed: &case::rules::Filed) -> Actor {
    clerk(if filed.hall.is_empty() { &filed.organ } else { &filed.hall })
}

/// Another examiner of an organ, who goes along to see for himself.
pub(crate) fn second_examiner(organ: &str) -> Actor {
    rehearsal_actor(&format!("s-second-examiner-{organ}"), Role::Examiner, organ, "")
}

/// A third, for when the others may not.
pub(crate) fn third_examiner(organ: &str) -> Actor {
    rehearsal_actor(&format!("s-third-examiner-{organ}"), Role::Examiner, organ, "")
}

/// An organ's examiner.
pub(crate) fn examiner(organ: &str) -> Actor {
    rehearsal_actor(&format!("s-examiner-{organ}"), Role::Examiner, organ, "")
}

/// An organ's head.
pub(crate) fn head(organ: &str) -> Actor {
    rehearsal_actor(&format!("s-head-{organ}"), Role::Head, organ, "")
}

/// The officer of this opaque id, who has to do with a case.
pub(crate) fn named(party: &str, filed: &case::rules::Filed) -> Actor {
    let all = [examiner(&filed.organ), second_examiner(&filed.organ), head(&filed.organ)];
    let found = all.into_iter().find(|officer| officer.party == party);
    found.unwrap_or_else(|| in_place_of(window(filed), party))
}

/// A citizen whose matter it is not.
pub(crate) fn stranger_to(party: &str) -> &'static str {
    CITIZENS.iter().find(|other| **other != party).expect("there are four")
}

/// Who watches the county's services.
pub(crate) fn supervisor() -> Actor {
    rehearsal_actor("s-supervisor", Role::Supervisor, "", "")
}

/// An organ's program.
pub(crate) fn program(organ: &str) -> Actor {
    rehearsal_actor(&format!("x-{organ}"), Role::Program, organ, "")
}

/// The same person, who comes to the house in another way.
pub(crate) fn coming_by(mut who: Actor, channel: Channel) -> Actor {
    who.channel = channel;
    who
}

/// The name and number she gives when she applies.
pub(crate) fn contact(party: &str) -> (String, String) {
    let no = CITIZENS.iter().position(|known| *known == party).unwrap_or(3);
    (format!("市民{}", ["安", "柏", "崔", "杜"][no]), phone(no))
}

/// A form filled in rightly.
pub(crate) fn answers(item: &Item, situation: &Situation) -> Answers {
    let answer = |field: &Field| match field.kind {
        FieldKind::Number | FieldKind::Money => "12".to_owned(),
        FieldKind::Date => "2025-06-01".to_owned(),
        FieldKind::Choice => field.options.first().map(|o| o.code.clone()).unwrap_or_default(),
        FieldKind::Name => "安小青".to_owned(),
        FieldKind::Phone => phone(0),
        FieldKind::CitizenId => id_number(0),
        FieldKind::Uscc => USCC.to_owned(),
        _ => "青岭县城关街道政和路 18 号".to_owned(),
    };
    let asked = form::leaves(&item.fields, situation, &Answers::new()).into_iter().filter(|f| !f.optional);
    asked.map(|field| (field.code.clone(), answer(&field))).collect()
}
