//! Examination: every point of the item, judged one by one (Licensing Law Art. 34).

use std::collections::BTreeMap;

use facts::case::{Event, FINDING};
use kernel::{Entry, Private, Refusal, Rule, Text};

use super::terms::Terms;

/// What the examiner found.
pub(super) struct Judged<'a> {
    pub met: &'a [String],
    pub unmet: &'a [String],
    pub opinion: &'a str,
    pub findings: &'a BTreeMap<String, String>,
}

/// Every point that applies is either met or not; a later examination replaces the former. A point that
/// rests on a test is not met while the test is under way. A point that is not met has its own finding: what
/// is denied is denied on these points, each with its clause (裁量要点; Licensing Law Art. 38(2)).
pub(super) fn examine(terms: &Terms<'_>, judged: &Judged<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Examination;
    let Judged { met, unmet, opinion, findings } = *judged;
    terms.accepted(rule)?;
    terms.not_presiding(&terms.ctx.actor.party)?;
    let points: Vec<String> = terms.item.points_in(&terms.filed.situation).map(|p| p.code.clone()).collect();
    if let Some(code) = met.iter().chain(unmet).find(|code| !points.contains(code)) {
        return Err(terms.refuse("point_unknown", rule).with("points", Text::new(code, code)));
    }
    let both: Vec<String> = met.iter().filter(|code| unmet.contains(code)).cloned().collect();
    if !both.is_empty() {
        return Err(terms.refuse("point_both", rule).with("points", terms.point_names(&both)));
    }
    let judged = |code: &String| met.contains(code) || unmet.contains(code);
    let left: Vec<String> = points.iter().filter(|code| !judged(code)).cloned().collect();
    if !left.is_empty() {
        return Err(terms.refuse("points_open", rule).with("points", terms.point_names(&left)));
    }
    if let Some(waiting) = terms.awaiting_result(met) {
        let points = terms.point_names(&waiting);
        return Err(terms.refuse("test_running", Rule::Stopping).with("points", points));
    }
    let (unmet, met): (Vec<String>, Vec<String>) = points.into_iter().partition(|code| unmet.contains(code));
    let alone = findings.is_empty() && unmet.len() == 1;
    let opinion = if alone { terms.reason(opinion, rule)? } else { terms.words(opinion, rule)? };
    let mut fields = BTreeMap::new();
    let mut silent = Vec::new();
    for code in &unmet {
        // the opinion on the one point that is not met is its finding
        let words = if alone { opinion.as_str() } else { findings.get(code).map_or("", String::as_str) };
        let words = terms.words(words, rule)?;
        if words.is_empty() {
            silent.push(code.clone());
        }
        fields.insert(format!("{FINDING}{code}"), words);
    }
    if !silent.is_empty() {
        return Err(terms.refuse("finding_missing", rule).with("points", terms.point_names(&silent)));
    }
    if !opinion.is_empty() {
        fields.insert("opinion".to_owned(), opinion);
    }
    let two_officers = terms.on_site().is_some();
    let examined = Event::Examined { met, unmet, two_officers };
    if fields.is_empty() {
        return Ok(vec![examined.into()]);
    }
    Ok(vec![Entry::sealed(examined, Private { party: terms.filed.party.clone(), fields })])
}

impl Terms<'_> {
    /// Those of these points whose special procedure is still under way.
    fn awaiting_result(&self, met: &[String]) -> Option<Vec<String>> {
        let running = self.case.stops.last().filter(|stop| stop.to.is_none())?.kind;
        let waits =
            |code: &&String| self.item.points.iter().any(|p| p.code == **code && p.awaits == Some(running));
        let waiting: Vec<String> = met.iter().filter(waits).cloned().collect();
        (!waiting.is_empty()).then_some(waiting)
    }
}
