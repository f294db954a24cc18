//! Rights in one place (one-way door 11): who somebody is, what he asks, where, and whether he may.
//!
//! Guards prove *who*; the desk asks [`Rights::may`] before the law; every list takes a [`Sight`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How somebody came in, or what moved: the channel of an act (GB/T 39046-2020 A.5, widened).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At a window of a hall.
    Window,
    /// In a browser.
    Web,
    /// In a mobile application.
    Mobile,
    /// At a self-service terminal.
    Kiosk,
    /// By post.
    Courier,
    /// By telephone.
    Phone,
    /// A program with a token.
    Api,
    /// A command at the machine itself, or a catalogue file.
    Console,
    /// Time alone.
    Clock,
    /// What follows from another fact.
    Reactor,
}

/// What somebody is to the house. A person who works in two posts has two sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A natural person for herself.
    Citizen,
    /// A person for a company or another person (`for_party`).
    Agent,
    /// Window clerk 窗口人员 of an organ.
    Clerk,
    /// Examiner 审查人员 of an organ.
    Examiner,
    /// Head 负责人 of an organ, who decides.
    Head,
    /// Supervisor of the division's services.
    Supervisor,
    /// Administrator of this house: catalogue, staff, programs; no cases.
    Administrator,
    /// A program of another system.
    Program,
    /// The house itself: clock, reactors, console.
    House,
}

/// Who acts, as it is written on the ledger (one-way door 2): opaque ids, no names.
///
/// Only guards, the timekeeper, the follower, the console, the ledger's decoder and the rehearsal
/// guard of stories and simulator build one; no request type contains one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Opaque id of the person, program or part of the house.
    pub party: String,
    /// What she is to the house.
    pub role: Role,
    /// The post in which she acts (`window-6`, `examiner`), or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub post: String,
    /// Code of her organ (18 characters, GB 32100-2015), or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organ: String,
    /// Opaque id of whom she acts for, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub for_party: String,
    /// How she came in.
    pub channel: Channel,
    /// How well she is known: 0 not, 1 password, 2 second factor, 3 real name checked.
    pub assurance: u8,
}

impl Actor {
    /// Whose matter it is: the party acted for, or the actor's own.
    pub fn acting_for(&self) -> &str {
        if self.for_party.is_empty() { &self.party } else { &self.for_party }
    }
}

/// The name of something that may be done, `wing.verb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Act(pub &'static str);

/// Where something is asked to be done; what does not matter is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where {
    /// Code of the organ whose matter it is.
    pub organ: String,
    /// Code of the service item.
    pub item: String,
    /// Code of the hall.
    pub hall: String,
    /// Division, six digits.
    pub division: String,
    /// Whose matter it is.
    pub party: String,
}

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Only the actor's own matter, or that of whom she acts for.
    Own,
    /// Only matters of the actor's organ.
    Organ,
    /// Matters of the actor's organ, and of every organ whose matters the hall she works for takes in
    /// (综合窗口: one window receives, the organs decide behind it).
    Hall,
    /// The whole division.
    Division,
}

/// One line of the table: this role may do this act, so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// What may be done.
    pub act: Act,
    /// By whom.
    pub role: Role,
    /// How far.
    pub within: Within,
}

/// The one table that [`Rights::may`] judges by: every wing's acts, merged by the register.
#[derive(Clone, Debug, Default)]
pub struct Rights(Vec<Right>);

impl Rights {
    /// The table made of the lines of all wings.
    pub fn new(lines: impl IntoIterator<Item = Right>) -> Self {
        Self(lines.into_iter().collect())
    }

    /// May this actor do this act there? What is not in the table may not be done.
    pub fn may(&self, actor: &Actor, act: Act, place: &Where) -> bool {
        self.0.iter().filter(|r| r.act == act && r.role == actor.role).any(|r| match r.within {
            Within::Own => !place.party.is_empty() && place.party == actor.acting_for(),
            Within::Organ => !place.organ.is_empty() && place.organ == actor.organ,
            Within::Hall => {
                !actor.organ.is_empty() && (place.organ == actor.organ || place.hall == actor.organ)
            }
            Within::Division => true,
        })
    }

    /// Is there any line for this act and role at all? Used to draw navigation, never to decide.
    pub fn has(&self, role: Role, act: Act) -> bool {
        self.0.iter().any(|r| r.act == act && r.role == role)
    }

    /// The lines, for the page that shows who may do what.
    pub fn lines(&self) -> &[Right] {
        &self.0
    }
}

/// What part of a list an actor may see; every list query takes one and turns it into SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Nothing at all.
    Nothing,
    /// Rows whose `party` is this.
    Own(String),
    /// Rows whose `organ` is this.
    Organ(String),
    /// Rows whose `organ` or `hall` is this.
    Hall(String),
    /// Every row of the division.
    Division,
}

/// What this actor may see of matters in general.
pub fn sight(actor: &Actor) -> Sight {
    match actor.role {
        Role::Citizen | Role::Agent => Sight::Own(actor.acting_for().to_owned()),
        _ if actor.organ.is_empty() && !matches!(actor.role, Role::Supervisor | Role::House) => {
            Sight::Nothing
        }
        Role::Clerk => Sight::Hall(actor.organ.clone()),
        Role::Examiner | Role::Head | Role::Program => Sight::Organ(actor.organ.clone()),
        Role::Supervisor | Role::House => Sight::Division,
        Role::Administrator => Sight::Nothing,
    }
}

impl Sight {
    /// The condition on columns `party` and `organ`, with `$n` for its one argument.
    ///
    /// Always one argument, so that a statement's parameters keep their numbers.
    pub fn clause(&self, n: usize) -> String {
        match self {
            Sight::Nothing => format!("(${n} = 'x' and 1 = 0)"),
            Sight::Own(_) => format!("(party = ${n})"),
            Sight::Organ(_) => format!("(organ = ${n})"),
            Sight::Hall(_) => format!("(organ = ${n} or hall = ${n})"),
            Sight::Division => format!("(${n} = '')"),
        }
    }

    /// The argument that belongs to [`Sight::clause`].
    pub fn argument(&self) -> String {
        match self {
            Sight::Nothing | Sight::Division => String::new(),
            Sight::Own(x) | Sight::Organ(x) | Sight::Hall(x) => x.clone(),
        }
    }

    /// May a row with this party and organ be seen?
    pub fn covers(&self, party: &str, organ: &str, hall: &str) -> bool {
        match self {
            Sight::Nothing => false,
            Sight::Own(p) => p == party,
            Sight::Organ(o) => o == organ,
            Sight::Hall(h) => h == organ || h == hall,
            Sight::Division => true,
        }
    }
}
