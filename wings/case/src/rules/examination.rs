//! Examination: every point of the item, judged one by one (Licensing Law Art. 34).

use facts::case::Event;
use kernel::{Entry, Refusal, Rule, Text};

use super::terms::Terms;

/// Every point that applies is either met or not; a later examination replaces the former. A point that
/// rests on a test is not met while the test is under way.
pub(super) fn examine(
    terms: &Terms<'_>,
    met: &[String],
    unmet: &[String],
    opinion: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Examination;
    terms.accepted(rule)?;
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
    let opinion = if unmet.is_empty() { terms.words(opinion, rule)? } else { terms.reason(opinion, rule)? };
    let (unmet, met) = points.into_iter().partition(|code| unmet.contains(code));
    let two_officers = terms.on_site().is_some();
    Ok(vec![terms.sealed(Event::Examined { met, unmet, two_officers }, "opinion", opinion)])
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
