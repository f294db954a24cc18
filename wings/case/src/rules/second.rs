//! The second pair of eyes: what is verified on the spot is verified by two officers (Licensing Law
//! Art. 34(3)), and a head who is not convinced sends it back instead of deciding against the findings.

use facts::case::Event;
use kernel::item::OnSite;
use kernel::{Entry, Kind, Refusal, Rule, Text};

use super::life::Examination;
use super::terms::Terms;

impl<'a> Terms<'a> {
    /// Why two officers are needed in this situation, if they are.
    pub fn on_site(&self) -> Option<&'a OnSite> {
        self.item.on_site(&self.filed.situation)
    }

    /// The refusal, on the clause that wants two officers.
    fn alone(&self, refusal: Refusal) -> Refusal {
        let basis = self.on_site().map(|on_site| &on_site.basis);
        let lawful = basis.filter(|b| self.item.kind == Kind::Licensing || !b.zh.contains("行政许可法"));
        Refusal { basis: lawful.cloned().unwrap_or_else(|| refusal.basis.clone()), ..refusal }
    }

    /// Where two officers are needed, a second has confirmed.
    pub fn confirmed(&self, examination: &Examination) -> Result<(), Refusal> {
        if self.on_site().is_none() {
            return Ok(());
        }
        match &examination.second {
            None => Err(self.alone(self.refuse("second_officer_missing", Rule::Examination))),
            Some(second) if !second.agrees => {
                Err(self.alone(self.refuse("officers_differ", Rule::Examination)))
            }
            Some(_) => Ok(()),
        }
    }

    /// Whoever judged the findings is not the one who decides on them.
    pub fn another_decides(&self, examination: &Examination) -> Result<(), Refusal> {
        let me = &self.ctx.actor.party;
        let second = examination.second.as_ref();
        if examination.by == *me || second.is_some_and(|second| second.by == *me) {
            return Err(self.refuse("own_examination", Rule::Examination));
        }
        Ok(())
    }

    /// The examination that waits for a second officer, who is not the first.
    fn awaiting_second(&self) -> Result<&'a Examination, Refusal> {
        self.accepted(Rule::Examination)?;
        if self.on_site().is_none() {
            return Err(self.refuse("one_officer_suffices", Rule::Examination));
        }
        let Some(examination) = &self.case.examination else {
            return Err(self.refuse("not_examined", Rule::Examination));
        };
        if examination.second.is_some() {
            return Err(self.alone(self.refuse("second_spoke", Rule::Examination)));
        }
        if examination.by == self.ctx.actor.party {
            return Err(self.alone(self.refuse("same_officer", Rule::Examination)));
        }
        self.not_presiding(&self.ctx.actor.party)?;
        Ok(examination)
    }
}

/// The second officer found the same.
pub(super) fn confirm(terms: &Terms<'_>, opinion: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    terms.awaiting_second()?;
    let opinion = terms.words(opinion, Rule::Examination)?;
    Ok(vec![terms.sealed(Event::Confirmed {}, "opinion", opinion)])
}

/// The second officer found otherwise: on which points, and why. It must then be examined again.
pub(super) fn differ(
    terms: &Terms<'_>,
    points: &[String],
    reason: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Examination;
    terms.awaiting_second()?;
    let applying: Vec<String> =
        terms.item.points_in(&terms.filed.situation).map(|p| p.code.clone()).collect();
    if let Some(code) = points.iter().find(|code| !applying.contains(code)) {
        return Err(terms.refuse("point_unknown", rule).with("points", Text::new(code, code)));
    }
    if points.is_empty() {
        return Err(terms.refuse("no_point_named", rule));
    }
    let reason = terms.reason(reason, rule)?;
    let points = applying.into_iter().filter(|code| points.contains(code)).collect();
    Ok(vec![terms.sealed(Event::Differed { points }, "reason", reason)])
}

/// Conditions met must be granted (Art. 38(1)): a head who doubts what was found does not deny, he has it
/// examined again, and says why. The clock goes on.
pub(super) fn send_back(terms: &Terms<'_>, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Examination;
    terms.accepted(rule)?;
    let Some(examination) = &terms.case.examination else {
        return Err(terms.refuse("not_examined", rule));
    };
    terms.another_decides(examination)?;
    let reason = terms.reason(reason, rule)?;
    Ok(vec![terms.sealed(Event::SentBack {}, "reason", reason)])
}
