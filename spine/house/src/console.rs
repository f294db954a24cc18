//! Commands given at the machine itself, and catalogue files: the console's actor.

use kernel::{Actor, Channel, Role};

/// Who gives a command at the machine; `part` says by what (`files`, `staff`, `client`).
pub fn console_actor(part: &str) -> Actor {
    Actor {
        party: part.to_owned(),
        role: Role::House,
        post: String::new(),
        organ: String::new(),
        for_party: String::new(),
        channel: Channel::Console,
        assurance: 0,
    }
}
