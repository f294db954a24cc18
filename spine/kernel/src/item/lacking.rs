//! What a one-time notice may name: materials of the item, and fields of its form.

use super::Item;
use crate::decider::Text;

/// In front of the code of a field, among codes of what is lacking: `field.area`.
pub const FIELD: &str = "field.";

impl Item {
    /// The name of what is lacking, for people: of a material, or of a field of the form.
    pub fn lacking_name(&self, code: &str) -> Text {
        let field = || self.fields.iter().find(|f| Some(f.code.as_str()) == code.strip_prefix(FIELD));
        let named = self.material(code).map(|m| &m.name).or_else(|| field().map(|f| &f.label));
        named.cloned().unwrap_or_else(|| Text::new(code, code))
    }
}

/// Is this the name of an answer of that field, or of a part or a row of it?
pub fn belongs(name: &str, field: &str) -> bool {
    name.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
