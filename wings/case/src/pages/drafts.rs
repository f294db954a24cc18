//! A form half filled is thrown away.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Nothing, Person, Reply, drafts};
use house::{Failure, House, links};

/// `POST /items/{item}/draft/discard`: thrown away, and back to the list.
pub(super) async fn discard(
    State(house): State<House>,
    Person(who): Person,
    Path(item): Path<String>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    drafts::drop_draft(&house, who.acting_for(), &item).await?;
    Ok(reply.lead(links::cases()))
}
