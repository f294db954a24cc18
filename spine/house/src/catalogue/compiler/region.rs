//! Sets of people by their answers, as unions of boxes: decided exactly, without trying every person.
//!
//! A box gives each question the answers it allows; a `when` is one box. Taking one box from another leaves
//! at most one box a question, so that ten questions of five answers cost no more than their conditions do.

use kernel::item::{Question, Situation, When};

/// The most answers a question may have and still be decided here (bits of a mask).
const ANSWERS: usize = 64;

/// The questions of an item, in order, as axes.
pub(super) struct Space<'i> {
    questions: &'i [Question],
}

/// For each question the answers it allows, a bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region(Vec<u64>);

impl<'i> Space<'i> {
    /// The people an item's questions can tell apart; none where a question has no answer or more than
    /// can be decided.
    pub fn of(questions: &'i [Question]) -> Option<Self> {
        let fits = questions.iter().all(|q| (1..=ANSWERS).contains(&q.answers.len()));
        fits.then_some(Self { questions })
    }

    /// Everybody.
    pub fn everybody(&self) -> Region {
        let all = |q: &Question| u64::MAX >> (ANSWERS - q.answers.len());
        Region(self.questions.iter().map(all).collect())
    }

    /// Whom a condition means; a question or answer that is not there is nobody's.
    pub fn meant(&self, when: &When) -> Region {
        let known = when.keys().all(|code| self.questions.iter().any(|q| q.code == *code));
        let mut region = self.everybody();
        for (mask, question) in region.0.iter_mut().zip(self.questions) {
            let Some(answers) = when.get(&question.code) else { continue };
            let named = question.answers.iter().enumerate().filter(|(_, a)| answers.contains(&a.code));
            *mask = named.fold(0, |bits, (n, _)| bits | 1 << n);
        }
        if !known {
            region.0.fill(0);
        }
        region
    }

    /// Whoever gives the n-th answer to this question, asked about as if it were not there: the same region
    /// with that question left open; none if nobody in it gives that answer.
    pub fn slice(&self, region: &Region, question: usize, answer: usize) -> Option<Region> {
        let mut slice = region.clone();
        let mask = slice.0.get_mut(question)?;
        if *mask & (1 << answer) == 0 {
            return None;
        }
        *mask = *self.everybody().0.get(question)?;
        Some(slice)
    }

    /// One person of a region: an answer to every question.
    pub fn person(&self, region: &Region) -> Option<Situation> {
        let answer = |(mask, question): (&u64, &Question)| {
            let first = question.answers.iter().enumerate().find(|(n, _)| mask & (1 << n) != 0);
            first.map(|(_, answer)| (question.code.clone(), answer.code.clone()))
        };
        region.0.iter().zip(self.questions).map(answer).collect()
    }
}

impl Region {
    /// Is nobody in it?
    pub fn empty(&self) -> bool {
        self.0.contains(&0)
    }

    /// Whoever is in both.
    pub fn both(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, two)| one & two).collect())
    }

    /// Whoever is here and not there, in pieces that do not meet.
    fn without(&self, other: &Self) -> Vec<Self> {
        if self.both(other).empty() {
            return vec![self.clone()];
        }
        let (mut rest, mut pieces) = (self.clone(), Vec::new());
        for (n, there) in other.0.iter().enumerate() {
            let outside = rest.0[n] & !there;
            if outside != 0 {
                let mut piece = rest.clone();
                piece.0[n] = outside;
                pieces.push(piece);
            }
            rest.0[n] &= there;
        }
        pieces
    }
}

/// Somebody in the first who is in none of the others.
pub(super) fn left_out(whole: &Region, covers: &[Region]) -> Option<Region> {
    let mut rest = if whole.empty() { Vec::new() } else { vec![whole.clone()] };
    for cover in covers {
        rest = rest.iter().flat_map(|piece| piece.without(cover)).collect();
    }
    rest.into_iter().next()
}

/// Do these two unions hold the same people?
pub(super) fn same(one: &[Region], other: &[Region]) -> bool {
    let within = |a: &[Region], b: &[Region]| a.iter().all(|region| left_out(region, b).is_none());
    within(one, other) && within(other, one)
}

#[cfg(test)]
mod tests {
    //! Regions against the plain trying of everybody.
    #![allow(clippy::unwrap_used)]

    use kernel::Text;
    use kernel::item::{Choice, applies};

    use super::*;

    fn questions(sizes: &[usize]) -> Vec<Question> {
        let choice = |n: usize| Choice { code: format!("a{n}"), text: Text::new("甲", "a") };
        let question = |(n, size): (usize, &usize)| Question {
            code: format!("q{n}"),
            text: Text::new("问", "q"),
            answers: (0..*size).map(choice).collect(),
        };
        sizes.iter().enumerate().map(question).collect()
    }

    /// A condition drawn from a counter: deterministic, and of many shapes.
    fn drawn(sizes: &[usize], seed: &mut u64) -> When {
        let mut next = || {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *seed >> 40
        };
        let mut when = When::new();
        for (n, size) in sizes.iter().enumerate() {
            if next() % 2 == 0 {
                let answers = (0..*size).filter(|_| next() % 2 == 0).map(|a| format!("a{a}")).collect();
                when.insert(format!("q{n}"), answers);
            }
        }
        when
    }

    fn everyone(questions: &[Question]) -> Vec<Situation> {
        let mut all = vec![Situation::new()];
        for question in questions {
            let with = |s: &Situation| -> Vec<Situation> {
                let one = |a: &Choice| {
                    let mut s = s.clone();
                    s.insert(question.code.clone(), a.code.clone());
                    s
                };
                question.answers.iter().map(one).collect()
            };
            all = all.iter().flat_map(with).collect();
        }
        all
    }

    #[test]
    fn whoever_is_left_out_is_who_trying_everybody_finds() {
        let sizes = [3, 2, 4, 2];
        let questions = questions(&sizes);
        let space = Space::of(&questions).unwrap();
        let mut seed = 7;
        let mut found = [0, 0];
        for round in 0..400 {
            let whens: Vec<When> = (0..1 + round % 6).map(|_| drawn(&sizes, &mut seed)).collect();
            let regions: Vec<Region> = whens.iter().map(|when| space.meant(when)).collect();
            let plain =
                everyone(&questions).into_iter().any(|person| !whens.iter().any(|w| applies(w, &person)));
            let somebody = left_out(&space.everybody(), &regions);
            assert_eq!(somebody.is_some(), plain, "{whens:?}");
            found[usize::from(plain)] += 1;
            if let Some(person) = somebody.and_then(|region| space.person(&region)) {
                assert!(!whens.iter().any(|when| applies(when, &person)), "{person:?} is in {whens:?}");
            }
        }
        assert!(found.iter().all(|n| *n > 20), "both outcomes were tried: {found:?}");
    }

    #[test]
    fn ten_questions_of_five_answers_are_quick() {
        let sizes = [5; 10];
        let questions = questions(&sizes);
        let space = Space::of(&questions).unwrap();
        let mut seed = 3;
        let regions: Vec<Region> = (0..40).map(|_| space.meant(&drawn(&sizes, &mut seed))).collect();
        // 9,765,625 people; the pieces stay few
        assert!(left_out(&space.everybody(), &regions).is_some());
        assert!(same(&regions, &regions));
    }
}
