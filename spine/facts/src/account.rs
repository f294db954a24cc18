//! What can happen to those who use the house. Names and numbers are in the sealed part.

use kernel::{Day, Role};
use serde::{Deserialize, Serialize};

/// An event of the wing `account`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A person opened an account. Sealed: `name`, `id_number`, `phone`.
    PersonOpened {
        /// Opaque id.
        party: String,
    },
    /// A company or other organisation got a place. Sealed: `name`, `uscc`.
    OrganisationOpened {
        /// Opaque id.
        party: String,
    },
    /// 核对身份: at a window the card lay beside the person; from now on the place is hers and nobody else's.
    /// Sealed: `phone`, where she gave one.
    IdentityChecked {
        /// Opaque id.
        party: String,
        /// The place had been opened without anybody having seen a card: passwords to it were ended.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        handed_over: bool,
    },
    /// At a window a name was given that is not the one this number was checked with.
    IdentityDiffered {
        /// Opaque id of the place that has the number.
        party: String,
    },
    /// A person may act for an organisation.
    AgentNamed {
        /// The organisation.
        party: String,
        /// The person.
        agent: String,
    },
    /// An officer got a post. Sealed: `name`.
    StaffAdded {
        /// Opaque id.
        party: String,
        /// Code of the organ.
        organ: String,
        /// What she is there.
        role: Role,
        /// Her post, such as `window-6`.
        post: String,
    },
    /// A program of another system got a token.
    ClientAdded {
        /// Opaque id.
        party: String,
        /// Name of the system.
        name: String,
        /// Code of the organ it works for.
        organ: String,
    },
    /// A person may act for an organisation no longer.
    AgentRemoved {
        /// The organisation.
        party: String,
        /// The person.
        agent: String,
    },
    /// An officer lost her post: from now on it opens nothing.
    StaffRemoved {
        /// Opaque id.
        party: String,
    },
    /// 请假: an officer is away, and a colleague of the same organ and post stands in for her 代班.
    AbsenceNoted {
        /// Opaque id of who is away.
        party: String,
        /// Opaque id of the colleague.
        stand_in: String,
        /// The first day.
        from: Day,
        /// The last day.
        until: Day,
    },
    /// 销假: she is back, or will not be away.
    AbsenceEnded {
        /// Opaque id.
        party: String,
    },
    /// A program's token was taken back.
    ClientRemoved {
        /// Opaque id.
        party: String,
    },
    /// A password was replaced by a one-time one, by an officer to whom she proved who she is.
    PasswordReset {
        /// Opaque id.
        party: String,
    },
}
