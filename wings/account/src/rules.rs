//! Who may have a place in the house, and one place only.

mod absence;

use std::collections::{BTreeMap, BTreeSet};

use facts::account::Event;
use kernel::decider::Written;
use kernel::{Act, Channel, Ctx, Day, Decider, Entry, Private, Refusal, Right, Role, Rule, Where, Within};
use serde::{Deserialize, Serialize};

/// Opening one's own account.
pub const OPEN: Act = Act("account.open");
/// Opening an organisation's place and naming who acts for it.
pub const OPEN_ORGANISATION: Act = Act("account.open_organisation");
/// Giving posts to officers and tokens to programs.
pub const APPOINT: Act = Act("account.appoint");

/// Taking back an officer's post or a program's token.
pub const DISMISS: Act = Act("account.dismiss");
/// Taking back the mandate of who acts for an organisation: she herself, or who acts for it.
pub const END_MANDATE: Act = Act("account.end_mandate");
/// A one-time password for a person who proved at the window who she is.
pub const RESET: Act = Act("account.reset");
/// A one-time password for an officer.
pub const RESET_STAFF: Act = Act("account.reset_staff");
/// Checking who stands at a window, and taking her in under her name.
pub const CHECK_IDENTITY: Act = Act("account.check_identity");
/// Saying that an officer is away, and who stands in: she herself, or the head of her organ.
pub const ABSENT: Act = Act("account.absent");

/// Who may do what in this wing.
pub const ACTS: &[Right] = &[
    Right { act: OPEN, role: Role::Citizen, within: Within::Own },
    Right { act: OPEN, role: Role::House, within: Within::Division },
    Right { act: CHECK_IDENTITY, role: Role::Clerk, within: Within::Division },
    Right { act: OPEN_ORGANISATION, role: Role::House, within: Within::Division },
    Right { act: APPOINT, role: Role::House, within: Within::Division },
    Right { act: DISMISS, role: Role::Administrator, within: Within::Division },
    Right { act: DISMISS, role: Role::House, within: Within::Division },
    Right { act: END_MANDATE, role: Role::Citizen, within: Within::Own },
    Right { act: END_MANDATE, role: Role::Agent, within: Within::Own },
    Right { act: END_MANDATE, role: Role::House, within: Within::Division },
    Right { act: RESET, role: Role::Clerk, within: Within::Division },
    Right { act: RESET_STAFF, role: Role::Administrator, within: Within::Division },
    Right { act: ABSENT, role: Role::Clerk, within: Within::Own },
    Right { act: ABSENT, role: Role::Examiner, within: Within::Own },
    Right { act: ABSENT, role: Role::Head, within: Within::Own },
    Right { act: ABSENT, role: Role::Head, within: Within::Organ },
];

/// What may be asked of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// A person opens an account.
    OpenPerson {
        /// Her opaque id.
        party: String,
        /// Name; sealed.
        name: String,
        /// 公民身份号码; sealed.
        id_number: String,
        /// Mobile number; sealed.
        phone: String,
    },
    /// An organisation gets a place.
    OpenOrganisation {
        /// Its opaque id.
        party: String,
        /// Name; sealed.
        name: String,
        /// 统一社会信用代码; sealed.
        uscc: String,
    },
    /// Somebody stands at a window with her card, or for an organisation with its licence: her place is
    /// found, or opened if she has none.
    TakeIn {
        /// Its opaque id; a new one where there is none yet.
        party: String,
        /// A person, or an organisation: `Role::Citizen` or `Role::Agent`.
        role: Role,
        /// Name as on the card; sealed.
        name: String,
        /// 公民身份号码, or 统一社会信用代码; sealed.
        number: String,
        /// Mobile number; sealed.
        phone: String,
    },
    /// A name was given at a window that is not the one this number was checked with.
    NoteDifference {},
    /// A person may act for this organisation.
    NameAgent {
        /// The person.
        agent: String,
    },
    /// An officer gets a post.
    AddStaff {
        /// Opaque id.
        party: String,
        /// Name; sealed.
        name: String,
        /// Code of the organ.
        organ: String,
        /// What she is there.
        role: Role,
        /// Her post.
        post: String,
    },
    /// A program gets a place.
    AddClient {
        /// Opaque id.
        party: String,
        /// Name of the system.
        name: String,
        /// Code of the organ it works for.
        organ: String,
    },
    /// A person acts for this organisation no longer.
    RemoveAgent {
        /// The person.
        agent: String,
    },
    /// The post is taken back.
    RemoveStaff {},
    /// The token is taken back.
    RemoveClient {},
    /// A one-time password takes the place of the one that was lost.
    ResetPassword {},
    /// 请假: the officer is away, and a colleague stands in.
    NoteAbsence {
        /// Opaque id of the colleague.
        stand_in: String,
        /// The first day.
        from: Day,
        /// The last day.
        until: Day,
    },
    /// 销假.
    EndAbsence {},
}

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A person.
    Person,
    /// A company or another organisation.
    Organisation,
    /// An officer.
    Staff,
    /// A program.
    Client,
}

/// One account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Opaque id, once open.
    pub party: Option<String>,
    /// What it is for, once open.
    pub sort: Option<Sort>,
    /// Was its post or its token taken back?
    pub removed: bool,
    /// Who may act for it.
    pub agents: BTreeSet<String>,
    /// Has somebody seen the card, or was it opened by the house itself?
    pub checked: bool,
    /// Code of an officer's organ; empty for anybody else.
    pub organ: String,
    /// What an officer is there.
    pub role: Option<Role>,
    /// Is an absence noted?
    pub away: bool,
}

/// What the registers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Has another organisation this code, or was this number checked with somebody's card? What a person
    /// types by herself is not checked, and so reserves nothing.
    pub number_taken: bool,
    /// Are name and number those of the account itself?
    pub same_person: bool,
    /// Is who is to stand in an officer of the same organ and role?
    pub stand_in_fits: bool,
}

/// The rules of accounts.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "account";
    type Command = Command;
    type Event = Event;
    type State = Account;
    type Known = Known;

    fn lapse(_: &Account, _: &Ctx<'_>) -> Vec<Entry<Event>> {
        Vec::new()
    }

    fn asks(account: &Account, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let place = Where { division: ctx.division.to_owned(), ..Where::default() };
        match command {
            Command::OpenPerson { party, .. } => (OPEN, Where { party: party.clone(), ..place }),
            Command::OpenOrganisation { .. } | Command::NameAgent { .. } => (OPEN_ORGANISATION, place),
            Command::TakeIn { .. } | Command::NoteDifference {} => (CHECK_IDENTITY, place),
            Command::AddStaff { .. } | Command::AddClient { .. } => (APPOINT, place),
            Command::RemoveStaff {} | Command::RemoveClient {} => (DISMISS, place),
            Command::RemoveAgent { agent } => {
                // who acts for it speaks as the organisation; who does not, only of her own mandate
                let own = if ctx.actor.role == Role::Agent { account.party.as_ref() } else { Some(agent) };
                (END_MANDATE, Where { party: own.cloned().unwrap_or_default(), ..place })
            }
            Command::ResetPassword {} if account.sort == Some(Sort::Staff) => (RESET_STAFF, place),
            Command::ResetPassword {} => (RESET, place),
            Command::NoteAbsence { .. } | Command::EndAbsence {} => {
                let party = account.party.clone().unwrap_or_default();
                (ABSENT, Where { party, organ: account.organ.clone(), ..place })
            }
        }
    }

    fn decide(
        account: &Account,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        let basis = || ctx.editions.service_rule(Rule::Applying);
        match command {
            Command::NoteAbsence { stand_in, from, until } => {
                return absence::note(account, known, (stand_in, *from, *until), ctx);
            }
            Command::EndAbsence {} => return absence::end(account, ctx),
            _ => {}
        }
        if let Some(taken) = take_back(account, command, ctx) {
            return taken;
        }
        if let Command::NameAgent { agent } = command {
            let Some(party) = &account.party else { return Err(Refusal::new("account_unknown", basis())) };
            let named = Event::AgentNamed { party: party.clone(), agent: agent.clone() };
            return Ok(if account.agents.contains(agent) { Vec::new() } else { vec![named.into()] });
        }
        if let (Command::NoteDifference {}, Some(party)) = (command, &account.party) {
            return Ok(vec![Event::IdentityDiffered { party: party.clone() }.into()]);
        }
        if let (Command::TakeIn { party, role, phone, .. }, Some(_)) = (command, &account.party) {
            if !known.same_person {
                return Err(Refusal::new("identity_differs", basis()));
            }
            return Ok(vec![checked(party, !account.checked, *role, phone)]);
        }
        if account.party.is_some() {
            return Err(Refusal::new("account_open", basis()));
        }
        if *command == (Command::NoteDifference {}) {
            return Err(Refusal::new("account_unknown", basis()));
        }
        if known.number_taken {
            return Err(Refusal::new("number_taken", basis()));
        }
        Ok(open(command).into_iter().collect())
    }

    fn evolve(mut account: Account, event: &Event, written: &Written<'_>) -> Account {
        match event {
            Event::IdentityChecked { .. } => account.checked = true,
            Event::IdentityDiffered { .. } => {}
            Event::AgentNamed { agent, .. } => {
                account.agents.insert(agent.clone());
            }
            Event::AgentRemoved { agent, .. } => {
                account.agents.remove(agent);
            }
            Event::PersonOpened { party } => account.open(party, Sort::Person, written),
            Event::OrganisationOpened { party } => account.open(party, Sort::Organisation, written),
            Event::StaffAdded { party, organ, role, .. } => {
                account.open(party, Sort::Staff, written);
                account.organ.clone_from(organ);
                account.role = Some(*role);
            }
            Event::AbsenceNoted { .. } => account.away = true,
            Event::AbsenceEnded { .. } => account.away = false,
            Event::ClientAdded { party, .. } => account.open(party, Sort::Client, written),
            Event::StaffRemoved { .. } | Event::ClientRemoved { .. } => account.removed = true,
            Event::PasswordReset { .. } => {}
        }
        account
    }
}

impl Account {
    fn open(&mut self, party: &str, sort: Sort, written: &Written<'_>) {
        self.party = Some(party.to_owned());
        self.sort = Some(sort);
        let seen = written.actor.channel != Channel::Courier;
        self.checked = seen && matches!(written.actor.role, Role::Clerk | Role::House);
    }
}

/// What takes something back; none if the command gives.
fn take_back(
    account: &Account,
    command: &Command,
    ctx: &Ctx<'_>,
) -> Option<Result<Vec<Entry<Event>>, Refusal>> {
    let basis = || ctx.editions.service_rule(Rule::Applying);
    let party = account.party.clone().unwrap_or_default();
    let of = |sort: Sort| account.sort == Some(sort);
    let unknown = || Err(Refusal::new("account_unknown", basis()));
    Some(match command {
        Command::RemoveAgent { agent } if account.agents.contains(agent) => {
            Ok(vec![Event::AgentRemoved { party, agent: agent.clone() }.into()])
        }
        Command::RemoveStaff {} if of(Sort::Staff) && party == ctx.actor.party => {
            Err(Refusal::new("own_post", basis()))
        }
        Command::RemoveStaff {} if of(Sort::Staff) && !account.removed => {
            Ok(vec![Event::StaffRemoved { party }.into()])
        }
        Command::RemoveClient {} if of(Sort::Client) && !account.removed => {
            Ok(vec![Event::ClientRemoved { party }.into()])
        }
        Command::ResetPassword {} if (of(Sort::Person) || of(Sort::Staff)) && !account.removed => {
            Ok(vec![Event::PasswordReset { party }.into()])
        }
        // taken back already: nothing is left to do
        Command::RemoveAgent { .. } if of(Sort::Organisation) => Ok(Vec::new()),
        Command::RemoveStaff {} if of(Sort::Staff) => Ok(Vec::new()),
        Command::RemoveClient {} if of(Sort::Client) => Ok(Vec::new()),
        Command::RemoveAgent { .. }
        | Command::RemoveStaff {}
        | Command::RemoveClient {}
        | Command::ResetPassword {} => unknown(),
        _ => return None,
    })
}

/// The card was seen. An organisation is reached through its agents, so that no number is noted for it.
fn checked(party: &str, handed_over: bool, role: Role, phone: &str) -> Entry<Event> {
    let event = Event::IdentityChecked { party: party.to_owned(), handed_over };
    if role == Role::Agent || phone.is_empty() {
        return event.into();
    }
    let fields = BTreeMap::from([("phone".to_owned(), phone.to_owned())]);
    Entry::sealed(event, Private { party: party.to_owned(), fields })
}

/// The first line of a new account; none if the command opens nothing.
fn open(command: &Command) -> Option<Entry<Event>> {
    let sealed = |party: &str, fields: &[(&str, &str)]| Private {
        party: party.to_owned(),
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>(),
    };
    Some(match command {
        Command::OpenPerson { party, name, id_number, phone } => Entry::sealed(
            Event::PersonOpened { party: party.clone() },
            sealed(party, &[("name", name), ("id_number", id_number), ("phone", phone)]),
        ),
        Command::OpenOrganisation { party, name, uscc } => Entry::sealed(
            Event::OrganisationOpened { party: party.clone() },
            sealed(party, &[("name", name), ("uscc", uscc)]),
        ),
        Command::TakeIn { party, role: Role::Agent, name, number, phone } => Entry::sealed(
            Event::OrganisationOpened { party: party.clone() },
            sealed(party, &[("name", name), ("uscc", number), ("phone", phone)]),
        ),
        Command::TakeIn { party, name, number, phone, .. } => Entry::sealed(
            Event::PersonOpened { party: party.clone() },
            sealed(party, &[("name", name), ("id_number", number), ("phone", phone)]),
        ),
        Command::AddStaff { party, name, organ, role, post } => Entry::sealed(
            Event::StaffAdded { party: party.clone(), organ: organ.clone(), role: *role, post: post.clone() },
            sealed(party, &[("name", name)]),
        ),
        Command::AddClient { party, name, organ } => {
            Event::ClientAdded { party: party.clone(), name: name.clone(), organ: organ.clone() }.into()
        }
        _ => return None,
    })
}
