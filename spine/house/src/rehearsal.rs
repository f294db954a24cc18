//! The guard of stories and of the simulator: gives actors to people who exist only there.

use kernel::{Actor, Channel, Role};

/// Another in the place of somebody of a rehearsal: the same post, another account.
pub fn in_place_of(officer: Actor, party: &str) -> Actor {
    Actor { party: party.to_owned(), ..officer }
}

/// Somebody in a rehearsal.
pub fn rehearsal_actor(party: &str, role: Role, organ: &str, for_party: &str) -> Actor {
    let channel = match role {
        Role::Clerk => Channel::Window,
        Role::Program => Channel::Api,
        _ => Channel::Web,
    };
    Actor {
        party: party.to_owned(),
        role,
        post: String::new(),
        organ: organ.to_owned(),
        for_party: for_party.to_owned(),
        channel,
        assurance: 1,
    }
}
