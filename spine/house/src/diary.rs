//! The diary of a stream in plain words: what remains in ten years. Nobody wrote an audit log.

use facts::Fact;
use kernel::{Instant, Text};
use store::{Kept, Look};

use crate::catalogue::Catalogue;
use crate::ledger::actor;

/// The lines of a stream: number, time, who, what; public parts only, so that no key is needed.
///
/// # Errors
/// A store fault, or a line that no shape can read.
pub fn lines(look: &mut Look<'_>, stream: &str, catalogue: &Catalogue) -> Result<Vec<String>, store::Fault> {
    look.stream(stream)?.iter().map(|line| sentence(line, catalogue)).collect()
}

fn sentence(line: &Kept, catalogue: &Catalogue) -> Result<String, store::Fault> {
    let broken = |e: facts::Unreadable| store::Fault::Broken(format!("line {}: {e}", line.seq));
    let who = actor(&line.actor).map_err(broken)?;
    let fact = facts::decode(&line.kind, line.shape, &line.body).map_err(broken)?;
    let (wing, name) = line.kind.split_once('.').unwrap_or(("", &line.kind));
    let fills = fills(&line.body);
    let pairs: Vec<(&str, Text)> = fills.iter().map(|(k, v)| (k.as_str(), Text::new(v, v))).collect();
    let said = catalogue.texts.event(wing, name, &pairs);
    let late = match fact {
        Fact::Case(_) if line.effective != line.at => format!("  (生效 {})", Instant(line.effective)),
        _ => String::new(),
    };
    Ok(format!("{:>8}  {}  {:<14}  {}{late}", line.seq, Instant(line.at), who.party, said.zh))
}

/// The plain values of a body, to fill the blanks of its sentence with.
fn fills(body: &str) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(object)) = serde_json::from_str(body) else { return Vec::new() };
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => {
            list.iter().map(|v| v.as_str().unwrap_or_default()).collect::<Vec<_>>().join("、")
        }
        serde_json::Value::Object(pair) => {
            pair.get("zh").and_then(|zh| zh.as_str()).unwrap_or_default().to_owned()
        }
        other => other.to_string(),
    };
    object.iter().map(|(k, v)| (k.clone(), plain(v))).collect()
}
