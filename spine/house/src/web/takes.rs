//! What a handler takes is read from the handler itself: the last of its arguments is what was posted, and
//! its type draws the schema. So no act can be registered whose request is not described.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::input::Input;

/// Draws a schema into a document.
pub type Draw = fn(&mut SchemaGenerator) -> Schema;

/// The schema of a type.
pub(super) fn draw<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Nothing is asked but the act itself.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub struct Nothing {}

/// An argument that reads the body of a post.
pub trait Posted {
    /// What it reads.
    const DRAW: Draw;
}

impl<T: JsonSchema> Posted for Input<T> {
    const DRAW: Draw = draw::<T>;
}

/// The arguments of a handler of an act.
#[diagnostic::on_unimplemented(
    message = "this act does not say what it takes",
    label = "the last argument is `Input<T>` and `T` derives `JsonSchema`; or register it with `post_of`"
)]
pub trait Takes {
    /// What its last argument reads.
    const DRAW: Draw;
}

macro_rules! takes {
    ($($before:ident)*) => {
        impl<Via, $($before,)* Last: Posted> Takes for (Via, $($before,)* Last) {
            const DRAW: Draw = Last::DRAW;
        }
    };
}

takes!();
takes!(A);
takes!(A B);
takes!(A B C);
takes!(A B C D);
takes!(A B C D E);
takes!(A B C D E F);

/// The answers of a form whose fields are the item's own: text by the code of the field.
pub type Fields = BTreeMap<String, String>;
