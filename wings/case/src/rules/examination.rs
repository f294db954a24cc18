//! Examination: every point of the item, judged one by one (Licensing Law Art. 34).

use facts::case::Event;
use kernel::{Entry, Refusal, Rule, Text};

use super::terms::Terms;

/// Every point that applies is either met or not; a later examination replaces the former.
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
    let opinion = if unmet.is_empty() { terms.words(opinion, rule)? } else { terms.reason(opinion, rule)? };
    let (unmet, met) = points.into_iter().partition(|code| unmet.contains(code));
    Ok(vec![terms.sealed(Event::Examined { met, unmet }, "opinion", opinion)])
}
