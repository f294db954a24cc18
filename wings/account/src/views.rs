//! Who is who, kept as it happens, and the questions the house and the pages ask of it.

use facts::account::Event;
use facts::{Fact, Recorded};
use kernel::{Channel, Role};
use store::{Look, Rows, Value};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Account(event) = &fact.fact else { return Ok(()) };
    let mut standing = |party: &str, role: Role, organ: &str, post: &str| {
        rows.put("k_standing", vec![party.into(), role_word(role).into(), organ.into(), post.into()])
    };
    match event {
        Event::PersonOpened { party } => {
            standing(party, Role::Citizen, "", "")?;
            opened_by(rows, fact, party)?;
            person(rows, fact, party, "id_number")
        }
        Event::OrganisationOpened { party } => {
            opened_by(rows, fact, party)?;
            person(rows, fact, party, "uscc")
        }
        Event::IdentityChecked { party, .. } => {
            rows.put("k_checked", vec![party.into()])?;
            reached_at(rows, party, fact.private_field("phone"))
        }
        Event::IdentityDiffered { .. } => Ok(()),
        Event::AgentNamed { party, agent } => {
            rows.put("k_agent", vec![agent.as_str().into(), party.as_str().into()])
        }
        Event::StaffAdded { party, organ, role, post } => {
            standing(party, *role, organ, post)?;
            person(rows, fact, party, "id_number")
        }
        // its name stays on its own line: a post stands in the actor of every line, for ever
        Event::ClientAdded { party, name, organ } => {
            standing(party, Role::Program, organ, "")?;
            rows.put("v_client", vec![party.into(), name.into(), fact.at.0.into()])
        }
        Event::AgentRemoved { party, agent } => rows.del("k_agent", vec![agent.into(), party.into()]),
        // her name stays: diaries say who did what
        Event::StaffRemoved { party } => {
            rows.del("k_absence", vec![party.into()])?;
            rows.del("k_standing", vec![party.into()])
        }
        Event::AbsenceNoted { party, stand_in, from, until } => {
            let days = [from.to_string().into(), until.to_string().into()];
            rows.put("k_absence", [party.into(), stand_in.into()].into_iter().chain(days).collect())
        }
        Event::AbsenceEnded { party } => rows.del("k_absence", vec![party.into()]),
        Event::ClientRemoved { party } => {
            rows.del("v_client", vec![party.into()])?;
            rows.del("k_standing", vec![party.into()])
        }
        Event::PasswordReset { .. } => Ok(()),
    }
}

/// Whoever is let in by the house or by a clerk showed who she is; whoever comes by herself, or whose papers
/// came in a parcel, did not yet.
fn opened_by(rows: &mut Rows<'_>, fact: &Recorded, party: &str) -> Result<(), store::Fault> {
    match fact.actor.role {
        _ if fact.actor.channel == Channel::Courier => Ok(()),
        Role::Clerk | Role::House => rows.put("k_checked", vec![party.into()]),
        _ => Ok(()),
    }
}

/// The number that the person herself gave at the window takes the place of any former one.
fn reached_at(rows: &mut Rows<'_>, party: &str, phone: String) -> Result<(), store::Fault> {
    let Some(row) = rows.get("p_party", &[Value::from(party)])?.filter(|_| !phone.is_empty()) else {
        return Ok(());
    };
    let mut values = row.0;
    values[3] = phone.into();
    rows.put("p_party", values)
}

fn person(rows: &mut Rows<'_>, fact: &Recorded, party: &str, number: &str) -> Result<(), store::Fault> {
    let row: Vec<Value> = vec![
        party.into(),
        fact.private_field("name").into(),
        fact.private_field(number).into(),
        fact.private_field("phone").into(),
    ];
    rows.put("p_party", row)
}

fn role_word(role: Role) -> String {
    let text = serde_json::to_string(&role).expect("a role is a word");
    text.trim_matches('"').to_owned()
}

/// What a party is to the house: role, organ, post, name.
///
/// # Errors
/// A store fault.
pub fn standing(
    look: &mut Look<'_>,
    party: &str,
) -> Result<Option<(Role, String, String, String)>, store::Fault> {
    let sql = "select role, organ, post from k_standing where party = $1";
    let Some(row) = look.one(sql, &[Value::from(party)])? else { return Ok(None) };
    let role = serde_json::from_str(&format!("\"{}\"", row.text(0))).ok();
    let name = name(look, party)?;
    Ok(role.map(|role| (role, row.text(1).to_owned(), row.text(2).to_owned(), name)))
}

/// May this person act for this organisation?
///
/// # Errors
/// A store fault.
pub fn is_agent(look: &mut Look<'_>, agent: &str, party: &str) -> Result<bool, store::Fault> {
    let sql = "select agent from k_agent where agent = $1 and party = $2";
    Ok(look.one(sql, &[Value::from(agent), Value::from(party)])?.is_some())
}

/// The name of a party, or nothing.
///
/// # Errors
/// A store fault.
pub fn name(look: &mut Look<'_>, party: &str) -> Result<String, store::Fault> {
    let row = look.one("select name from p_party where party = $1", &[Value::from(party)])?;
    Ok(row.map_or(String::new(), |row| row.text(0).to_owned()))
}

/// Name, identity number and telephone of a party, to fill her own forms with.
///
/// # Errors
/// A store fault.
pub fn dossier(look: &mut Look<'_>, party: &str) -> Result<Option<[String; 3]>, store::Fault> {
    let sql = "select name, id_number, phone from p_party where party = $1";
    let row = look.one(sql, &[Value::from(party)])?;
    Ok(row.map(|row| [0, 1, 2].map(|i| row.text(i).to_owned())))
}

/// Organisations somebody may act for: id and name.
///
/// # Errors
/// A store fault.
pub fn acts_for(look: &mut Look<'_>, agent: &str) -> Result<Vec<(String, String)>, store::Fault> {
    let sql = "select a.party, p.name from k_agent a join p_party p on p.party = a.party \
               where a.agent = $1 order by a.party";
    let rows = look.query(sql, &[Value::from(agent)])?;
    Ok(rows.iter().map(|row| (row.text(0).to_owned(), row.text(1).to_owned())).collect())
}

/// The number of a party for a channel; an organisation is reached through the first who acts for it.
///
/// # Errors
/// A store fault.
pub fn address(look: &mut Look<'_>, party: &str, channel: &str) -> Result<Option<String>, store::Fault> {
    if channel != "sms" {
        return Ok(None);
    }
    let sql = "select phone from p_party where party = $1 and phone <> ''";
    if let Some(row) = look.one(sql, &[Value::from(party)])? {
        return Ok(Some(row.text(0).to_owned()));
    }
    let sql = "select p.phone from k_agent a join p_party p on p.party = a.agent \
               where a.party = $1 and p.phone <> '' order by a.agent limit 1";
    Ok(look.one(sql, &[Value::from(party)])?.map(|row| row.text(0).to_owned()))
}

/// Ids of the programs with this name.
///
/// # Errors
/// A store fault.
pub fn clients_named(look: &mut Look<'_>, name: &str) -> Result<Vec<String>, store::Fault> {
    let rows =
        look.query("select party from v_client where name = $1 order by party", &[Value::from(name)])?;
    Ok(rows.iter().map(|row| row.text(0).to_owned()).collect())
}

/// The persons with this name, identity number and telephone; more than one only if somebody typed the
/// numbers of another.
///
/// # Errors
/// A store fault.
pub fn persons(look: &mut Look<'_>, known: &[String; 3]) -> Result<Vec<String>, store::Fault> {
    let sql = "select party from p_party where id_number = $1 and name = $2 and phone = $3 order by party";
    let [name, number, phone] = known.each_ref().map(|text| Value::from(text.as_str()));
    let rows = look.query(sql, &[number, name, phone])?;
    Ok(rows.iter().map(|row| row.text(0).to_owned()).collect())
}

/// Who acts for an organisation: id and name.
///
/// # Errors
/// A store fault.
pub fn agents_of(look: &mut Look<'_>, party: &str) -> Result<Vec<(String, String)>, store::Fault> {
    let sql = "select a.agent, p.name from k_agent a join p_party p on p.party = a.agent \
               where a.party = $1 order by a.agent";
    let rows = look.query(sql, &[Value::from(party)])?;
    Ok(rows.iter().map(|row| (row.text(0).to_owned(), row.text(1).to_owned())).collect())
}

/// An officer or a program with a place here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Opaque id.
    pub party: String,
    /// Her name, or that of the system.
    pub name: String,
    /// What it is here.
    pub role: Role,
    /// Code of the organ.
    pub organ: String,
    /// Post, or empty.
    pub post: String,
}

/// Officers who have a post, by account, after this one.
///
/// # Errors
/// A store fault.
pub fn staff(look: &mut Look<'_>, after: &str, rows: i64) -> Result<Vec<Placed>, store::Fault> {
    let sql = format!(
        "select s.party, p.name, s.role, s.organ, s.post from k_standing s \
         join p_party p on p.party = s.party \
         where s.party > $1 and s.role not in ('citizen', 'program') order by s.party limit {rows}"
    );
    placed(look, &sql, after)
}

/// Programs that have a token, by id, after this one.
///
/// # Errors
/// A store fault.
pub fn clients(look: &mut Look<'_>, after: &str, rows: i64) -> Result<Vec<Placed>, store::Fault> {
    let sql = format!(
        "select s.party, c.name, s.role, s.organ, s.post from k_standing s \
         join v_client c on c.party = s.party where s.party > $1 order by s.party limit {rows}"
    );
    placed(look, &sql, after)
}

fn placed(look: &mut Look<'_>, sql: &str, after: &str) -> Result<Vec<Placed>, store::Fault> {
    let rows = look.query(sql, &[Value::from(after)])?;
    let one = |row: &store::Row| {
        let role = serde_json::from_str(&format!("\"{}\"", row.text(2))).ok()?;
        let text = |at: usize| row.text(at).to_owned();
        Some(Placed { party: text(0), name: text(1), role, organ: text(3), post: text(4) })
    };
    Ok(rows.iter().filter_map(one).collect())
}

/// An officer of an organ, with the absence that was noted for her, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Opaque id.
    pub party: String,
    /// Name.
    pub name: String,
    /// What she is there.
    pub role: Role,
    /// Who stands in for her, from which day to which; none where no absence is noted.
    pub away: Option<(String, String, String)>,
}

/// The officers of an organ.
///
/// # Errors
/// A store fault.
pub fn colleagues(look: &mut Look<'_>, organ: &str) -> Result<Vec<Colleague>, store::Fault> {
    let sql = "select s.party, s.role, p.name from k_standing s join p_party p on p.party = s.party \
               where s.organ = $1 order by s.party";
    let mut all = Vec::new();
    for row in look.query(sql, &[Value::from(organ)])? {
        let Ok(role) = serde_json::from_str(&format!("\"{}\"", row.text(1))) else { continue };
        let away = look.get("k_absence", &[Value::from(row.text(0))])?;
        let text = |row: &store::Row, at: usize| row.text(at).to_owned();
        let away = away.map(|row| (text(&row, 1), text(&row, 2), text(&row, 3)));
        all.push(Colleague { party: text(&row, 0), name: text(&row, 2), role, away });
    }
    Ok(all)
}
