//! The guard of stories and of the simulator: gives actors to people who exist only there.

use kernel::{Actor, Channel, Role};

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
