//! The law's no above a form that came back.

use kernel::Text;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::trouble::warn;
use crate::web::page::Frame;

/// The law's no above a form, with its basis.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Notice {
    /// The sentence.
    pub sentence: Text,
    /// The clause; may be empty.
    pub basis: Text,
}

impl Notice {
    /// As it stands above the page's `h1`.
    pub fn drawn(&self, see: &Frame) -> Markup {
        html! { div role="alert" { (warn(&html! {
            p { strong { (see.of(&self.sentence)) } }
            @if !see.of(&self.basis).is_empty() {
                p.small { (see.say("依据：", "Basis: ")) (see.of(&self.basis)) (see.say("。", ".")) }
            }
        })) } }
    }
}
