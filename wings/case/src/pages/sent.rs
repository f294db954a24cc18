//! What a form or a program sent with an act: texts, and lists of codes in either of their shapes.

use std::collections::BTreeMap;

use kernel::form::Answers;
use serde::Deserialize;
use serde_json::Value;

/// Fields of an act, as sent. A program sends `{"lacking": ["photo"]}`; a form ticks `lacking-photo`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Sent(BTreeMap<String, Value>);

impl Sent {
    /// One text; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// Did a program send this list?
    pub(super) fn lists(&self, name: &str) -> bool {
        matches!(self.0.get(name), Some(Value::Array(_)))
    }

    /// The codes of a list, or those whose field `<name>-<code>` has this value.
    pub(super) fn codes(&self, list: &str, name: &str, value: &str) -> Vec<String> {
        if let Some(Value::Array(all)) = self.0.get(list) {
            return all.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect();
        }
        let field = |(key, sent): (&String, &Value)| {
            let code = key.strip_prefix(name)?.strip_prefix('-')?;
            (sent.as_str() == Some(value)).then(|| code.to_owned())
        };
        self.0.iter().filter_map(field).collect()
    }

    /// Everything that is text, to be shown again.
    pub(super) fn typed(&self) -> Answers {
        let text = |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
        self.0.iter().filter_map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Sent;

    #[test]
    fn a_form_and_a_program_say_the_same() {
        let form: Sent = serde_json::from_str(r#"{"lacking-photo":"yes","lacking-lease":"no"}"#).unwrap();
        let program: Sent = serde_json::from_str(r#"{"lacking":["photo"]}"#).unwrap();
        assert_eq!(form.codes("lacking", "lacking", "yes"), vec!["photo"]);
        assert_eq!(program.codes("lacking", "lacking", "yes"), vec!["photo"]);
    }

    #[test]
    fn a_number_is_read_as_its_text() {
        let sent: Sent = serde_json::from_str(r#"{"needed":3,"notice":"a"}"#).unwrap();
        assert_eq!((sent.text("needed").as_str(), sent.text("notice").as_str()), ("3", "a"));
        assert_eq!(sent.text("absent"), "");
    }
}
