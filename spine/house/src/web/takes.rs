//! What a handler takes is read from the handler itself: the last of its arguments is what was posted, and
//! its type draws the schema. So no act can be registered whose request is not described.

use std::collections::BTreeMap;

use kernel::limits::LINE_CHARS;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::input::Input;
use super::upload::Upload;

/// Draws a schema into a document.
pub type Draw = fn(&mut SchemaGenerator) -> Schema;

/// The schema of a type.
pub(super) fn draw<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Nothing is asked but the act itself.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub struct Nothing {}

/// What a handler reads: its shape, and the media types in which it may come.
#[derive(Clone, Copy, Debug)]
pub struct Reads {
    pub(super) draw: Draw,
    pub(super) media: &'static [&'static str],
}

impl Reads {
    /// The fields of `T`, as JSON or from a form.
    pub(super) const fn fields<T: JsonSchema>() -> Self {
        Self { draw: draw::<T>, media: &["application/json", "application/x-www-form-urlencoded"] }
    }
}

/// An argument that reads the body of a post.
pub trait Posted {
    /// What it reads.
    const READS: Reads;
}

impl<T: JsonSchema> Posted for Input<T> {
    const READS: Reads = Reads::fields::<T>();
}

/// One file for one material; the file comes last.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read piece by piece, in `upload`")]
struct Uploading {
    /// Code of the material that it is for.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"lease")]
    material: String,
    /// The file itself; its content says what it is, not its name.
    #[schemars(extend("contentMediaType" = "application/octet-stream"))]
    file: String,
}

impl Posted for Upload {
    const READS: Reads = Reads { draw: draw::<Uploading>, media: &["multipart/form-data"] };
}

/// The arguments of a handler of an act.
#[diagnostic::on_unimplemented(
    message = "this act does not say what it takes",
    label = "the last argument is `Input<T>` and `T` derives `JsonSchema`; or register it with `post_of`"
)]
pub trait Takes {
    /// What its last argument reads.
    const READS: Reads;
}

macro_rules! takes {
    ($($before:ident)*) => {
        impl<Via, $($before,)* Last: Posted> Takes for (Via, $($before,)* Last) {
            const READS: Reads = Last::READS;
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
