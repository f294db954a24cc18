//! Proves *who*: the right to stand somewhere is an argument type; without it there is no `who` to pass.

use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Request};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::limits::BODY_BYTES;
use kernel::{Actor, Channel, Role};

use super::resume;
use super::visit::Visit;
use crate::failure::Failure;
use crate::opening::House;

/// Who may stand at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone, signed in or not: said explicitly, and counted by a test.
    Anyone,
    /// Citizens and agents.
    Person,
    /// Window clerks.
    Window,
    /// Officers of any post.
    Staff,
    /// Supervisors of the division's services.
    Supervisor,
    /// Administrators of this house.
    Administrator,
    /// Everyone who is signed in, programs included.
    Member,
}

impl Audience {
    /// Does somebody in this role belong to it?
    pub fn admits(self, role: Option<Role>) -> bool {
        use Role::{Administrator, Agent, Citizen, Clerk, Examiner, Head, Supervisor};
        match (self, role) {
            (Audience::Anyone, _) => true,
            (_, None) => false,
            (Audience::Member, Some(role)) => role != Role::House,
            (Audience::Person, Some(role)) => matches!(role, Citizen | Agent),
            (Audience::Window, Some(role)) => role == Clerk,
            (Audience::Supervisor, Some(role)) => role == Supervisor,
            (Audience::Administrator, Some(role)) => role == Administrator,
            (Audience::Staff, Some(role)) => {
                matches!(role, Clerk | Examiner | Head | Supervisor | Administrator)
            }
        }
    }
}

/// What stands at the door of every route: nobody else comes through, whatever the handler reads.
pub(crate) async fn admit(house: &House, audience: Audience, request: Request, next: Next) -> Response {
    let role = request.extensions().get::<Visit>().and_then(|v| v.actor.as_ref()).map(|a| a.role);
    if audience.admits(role) {
        return next.run(request).await;
    }
    match role {
        None => turned_away(house, request).await.unwrap_or_else(|failure| failure).into_response(),
        // as if there were no such page
        Some(_) => Failure::Nowhere.into_response(),
    }
}

/// Nobody is signed in: what a form brought is kept for the person whose session ran out.
async fn turned_away(house: &House, request: Request) -> Result<Failure, Failure> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let form = parts.method == Method::POST && kind.starts_with("application/x-www-form-urlencoded");
    let Some(visit) = parts.extensions.get::<Visit>().filter(|_| form) else { return Ok(Failure::Stranger) };
    let Ok(bytes) = to_bytes(body, BODY_BYTES).await else { return Err(Failure::TooLarge(BODY_BYTES)) };
    let kept = resume::keep(house, visit, parts.uri.path(), &bytes).await?;
    Ok(if kept { Failure::Kept } else { Failure::Stranger })
}

/// An argument type that is the right to stand there.
pub trait Guard {
    /// Who gets one.
    const AUDIENCE: Audience;
}

fn standing(parts: &Parts, audience: Audience) -> Result<Actor, Failure> {
    let actor = parts.extensions.get::<Visit>().and_then(|visit| visit.actor.clone());
    match actor {
        Some(actor) if audience.admits(Some(actor.role)) => Ok(actor),
        Some(_) => Err(Failure::Absent),
        None => Err(Failure::Stranger),
    }
}

macro_rules! guards {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(
            /// Who stands here.
            pub Actor,
        );

        impl Guard for $name {
            const AUDIENCE: Audience = Audience::$name;
        }

        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Failure;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
                standing(parts, Audience::$name).map($name)
            }
        }
    )*};
}

guards!(
    /// A citizen or an agent.
    Person,
    /// A window clerk.
    Window,
    /// An officer of any post.
    Staff,
    /// A supervisor of the division's services.
    Supervisor,
    /// An administrator of this house.
    Administrator,
    /// Anybody who is signed in, or a program with its token.
    Member
);

/// Everyone, explicitly.
#[derive(Clone, Debug)]
pub struct Anyone(
    /// Who, if signed in.
    pub Option<Actor>,
);

impl Guard for Anyone {
    const AUDIENCE: Audience = Audience::Anyone;
}

impl<S: Send + Sync> FromRequestParts<S> for Anyone {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Anyone(parts.extensions.get::<Visit>().and_then(|visit| visit.actor.clone())))
    }
}

impl Anyone {
    /// Who looks, for reads that need an actor: somebody signed in, or a passer-by who sees nothing
    /// that is anybody's.
    pub fn looking(&self) -> Actor {
        self.0.clone().unwrap_or_else(|| admitted("", Standing::passer_by(), Channel::Web))
    }
}

/// What the account wing knows of a party: enough to let her in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What she is.
    pub role: Role,
    /// Code of her organ, or empty.
    pub organ: String,
    /// Her post, or empty.
    pub post: String,
    /// Whom she acts for, or empty.
    pub for_party: String,
    /// Her name, for the header of her own pages.
    pub name: String,
}

impl Standing {
    fn passer_by() -> Self {
        Self {
            role: Role::Citizen,
            organ: String::new(),
            post: String::new(),
            for_party: String::new(),
            name: String::new(),
        }
    }
}

/// The actor that a session stands for.
pub(crate) fn admitted(party: &str, standing: Standing, channel: Channel) -> Actor {
    Actor {
        party: party.to_owned(),
        role: standing.role,
        post: standing.post,
        organ: standing.organ,
        for_party: standing.for_party,
        channel,
        assurance: u8::from(!party.is_empty()),
    }
}

/// Somebody who opens her account right now: herself, under the id she gets.
pub fn newcomer(party: &str) -> Actor {
    admitted(party, Standing::passer_by(), Channel::Web)
}
