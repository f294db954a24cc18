//! What a bundle costs the person who asks for it, counted: questions, fields, papers, screens, visits; and
//! what the same items cost one by one.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Comes, Whole};
use crate::form::{Answers, leaves};
use crate::item::Situation;

/// What she does, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Effort {
    /// Questions she answers.
    pub questions: usize,
    /// Fields of forms she sees, one row of each group; some are filled in already.
    pub fields: usize,
    /// Papers she brings.
    pub papers: usize,
    /// Screens: one a question, one a form, one that says what happens next.
    pub screens: usize,
    /// 跑路: times she comes.
    pub visits: u32,
}

impl Effort {
    fn with_screens(self, forms: usize) -> Self {
        Self { screens: self.questions + 2 * forms, ..self }
    }
}

impl Whole<'_> {
    /// What these answers cost her: as one thing, and item by item, each asked for by itself.
    ///
    /// As one thing what is on paper is picked up at once; item by item every item has its own visits.
    pub fn effort(&self, answers: &Situation) -> (Effort, Effort) {
        let needed = self.needed(answers);
        let count = |fields: &[crate::form::Field], situation: &Situation| {
            leaves(fields, situation, &Answers::new()).len()
        };
        let visits = needed.iter().map(|n| self.items[*n].visits);
        let whole = Effort {
            questions: self.questions(answers).len(),
            fields: count(&self.form(answers).drawn(), &Situation::new()),
            papers: self.papers(answers).iter().filter(|paper| paper.comes == Comes::Brought).count(),
            screens: 0,
            visits: visits.clone().max().unwrap_or_default(),
        };
        let mut alone = Effort { visits: visits.sum(), ..Effort::default() };
        for member in &needed {
            let (item, situation) = (self.items[*member], self.situation(*member, answers));
            alone.questions += item.questions.len();
            alone.fields += count(&item.fields, &situation);
            alone.papers += item.asked_of_applicant(&situation).count();
        }
        (whole.with_screens(1), alone.with_screens(needed.len()))
    }
}
