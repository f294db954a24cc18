//! Sets of people by their answers, as unions of boxes: decided exactly, without trying every person.
//!
//! A box gives each question the answers it allows; a `when` is one box. Taking one box from another leaves
//! at most one box a question, so that ten questions of five answers cost no more than their conditions do.

use std::borrow::Borrow;

use kernel::item::{Item, Situation, When};

/// The most answers a question may have and still be decided here (bits of a mask).
const ANSWERS: usize = 64;
/// The most boxes one decision may look at: beyond it the item is not provable rather than slow.
const BOXES: usize = 20_000;

/// The questions of an item, in order, as axes: each with the answers that can be told apart.
pub(super) struct Space {
    axes: Vec<(String, Vec<String>)>,
}

/// More boxes than are looked at: nothing is decided.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMany;

/// For each question the answers it allows, a bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region(Vec<u64>);

impl Space {
    /// The people an item's questions can tell apart, numbers and days between bounds as one; none where a
    /// question has no answer or more than can be decided.
    pub fn of(item: &Item) -> Option<Self> {
        let axis = |q: &kernel::item::Question| (q.code.clone(), item.telling(q));
        Self::along(item.questions.iter().map(axis).collect())
    }

    fn along(axes: Vec<(String, Vec<String>)>) -> Option<Self> {
        let fits = axes.iter().all(|(_, answers)| (1..=ANSWERS).contains(&answers.len()));
        fits.then_some(Self { axes })
    }

    /// How many answers to the n-th question can be told apart.
    pub fn answers(&self, question: usize) -> usize {
        self.axes.get(question).map_or(0, |(_, answers)| answers.len())
    }

    /// Everybody.
    pub fn everybody(&self) -> Region {
        Region(self.axes.iter().map(|(_, answers)| u64::MAX >> (ANSWERS - answers.len())).collect())
    }

    /// Whom a condition means; a question or answer that is not there is nobody's.
    pub fn meant(&self, when: &When) -> Region {
        let mut region = self.everybody();
        self.narrow(&mut region, when);
        region
    }

    /// Whom in a region a condition means too.
    pub fn narrow(&self, region: &mut Region, when: &When) {
        if when.is_empty() {
            return;
        }
        let known = when.keys().all(|code| self.axes.iter().any(|(axis, _)| axis == code));
        for (mask, (axis, answers)) in region.0.iter_mut().zip(&self.axes) {
            let Some(test) = when.get(axis) else { continue };
            let named = answers.iter().enumerate().filter(|(_, answer)| test.holds(answer));
            *mask &= named.fold(0, |bits, (n, _)| bits | 1 << n);
        }
        if !known {
            region.0.fill(0);
        }
    }

    /// Does a region leave this question open?
    pub fn open(&self, region: &Region, question: usize) -> bool {
        region.0.get(question) == self.whole(question).as_ref()
    }

    /// Every answer to the n-th question.
    fn whole(&self, question: usize) -> Option<u64> {
        self.axes.get(question).map(|(_, answers)| u64::MAX >> (ANSWERS - answers.len()))
    }

    /// Whoever gives the n-th answer to this question, asked about as if it were not there: the same region
    /// with that question left open; none if nobody in it gives that answer.
    pub fn slice(&self, region: &Region, question: usize, answer: usize) -> Option<Region> {
        let mut slice = region.clone();
        let mask = slice.0.get_mut(question)?;
        if *mask & (1 << answer) == 0 {
            return None;
        }
        *mask = self.whole(question)?;
        Some(slice)
    }

    /// One person of a region: an answer to every question.
    pub fn person(&self, region: &Region) -> Option<Situation> {
        let answer = |(mask, (axis, answers)): (&u64, &(String, Vec<String>))| {
            let first = answers.iter().enumerate().find(|(n, _)| mask & (1 << n) != 0);
            first.map(|(_, answer)| (axis.clone(), answer.clone()))
        };
        region.0.iter().zip(&self.axes).map(answer).collect()
    }
}

impl Region {
    /// Is nobody in it?
    pub fn empty(&self) -> bool {
        self.0.contains(&0)
    }

    /// Is everybody here there too?
    fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(here, there)| here & !there == 0)
    }

    /// Is anybody in both?
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(one, two)| one & two != 0)
    }

    /// Whoever is in both.
    pub fn both(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, two)| one & two).collect())
    }

    /// Whoever is here and not there, in pieces that do not meet; the two do meet.
    fn without(&self, other: &Self) -> Vec<Self> {
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
pub(super) fn left_out<R: Borrow<Region>>(whole: &Region, covers: &[R]) -> Result<Option<Region>, TooMany> {
    let mut open = if whole.empty() { Vec::new() } else { vec![(whole.clone(), 0)] };
    let mut looked_at = 0;
    while let Some((piece, from)) = open.pop() {
        looked_at += 1;
        if looked_at > BOXES {
            return Err(TooMany);
        }
        if covers.iter().skip(from).any(|cover| piece.within(cover.borrow())) {
            continue;
        }
        // the first cover that takes something away; what no cover touches is left out
        let mut others = covers.iter().map(Borrow::borrow).enumerate().skip(from);
        let hit = others.find(|(_, cover)| piece.meets(cover));
        let Some((n, cover)) = hit else { return Ok(Some(piece)) };
        open.extend(piece.without(cover).into_iter().map(|rest| (rest, n + 1)));
    }
    Ok(None)
}

/// Do these two unions hold the same people?
pub(super) fn same(one: &[Region], other: &[Region]) -> Result<bool, TooMany> {
    for (a, b) in [(one, other), (other, one)] {
        for region in a {
            if left_out(region, b)?.is_some() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    //! Regions against the plain trying of everybody.
    #![allow(clippy::unwrap_used)]

    use kernel::item::applies;

    use super::*;

    fn questions(sizes: &[usize]) -> Vec<(String, Vec<String>)> {
        let answers = |size: usize| (0..size).map(|n| format!("a{n}")).collect();
        sizes.iter().enumerate().map(|(n, size)| (format!("q{n}"), answers(*size))).collect()
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
                let answers: Vec<String> =
                    (0..*size).filter(|_| next() % 2 == 0).map(|a| format!("a{a}")).collect();
                when.insert(format!("q{n}"), answers.into());
            }
        }
        when
    }

    fn everyone(questions: &[(String, Vec<String>)]) -> Vec<Situation> {
        let mut all = vec![Situation::new()];
        for question in questions {
            let with = |s: &Situation| -> Vec<Situation> {
                let one = |answer: &String| {
                    let mut s = s.clone();
                    s.insert(question.0.clone(), answer.clone());
                    s
                };
                question.1.iter().map(one).collect()
            };
            all = all.iter().flat_map(with).collect();
        }
        all
    }

    #[test]
    fn whoever_is_left_out_is_who_trying_everybody_finds() {
        let sizes = [3, 2, 4, 2];
        let questions = questions(&sizes);
        let space = Space::along(questions.clone()).unwrap();
        let mut seed = 7;
        let mut found = [0, 0];
        for round in 0..400 {
            let whens: Vec<When> = (0..1 + round % 6).map(|_| drawn(&sizes, &mut seed)).collect();
            let regions: Vec<Region> = whens.iter().map(|when| space.meant(when)).collect();
            let plain =
                everyone(&questions).into_iter().any(|person| !whens.iter().any(|w| applies(w, &person)));
            let somebody = left_out(&space.everybody(), &regions).unwrap();
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
        let space = Space::along(questions).unwrap();
        let mut seed = 3;
        let regions: Vec<Region> = (0..40).map(|_| space.meant(&drawn(&sizes, &mut seed))).collect();
        // 9,765,625 people; the pieces stay few
        assert!(left_out(&space.everybody(), &regions).unwrap().is_some());
        assert_eq!(same(&regions, &regions), Ok(true));
    }

    #[test]
    fn what_would_take_too_long_is_said_not_tried() {
        // eleven pigeons, ten holes: whoever they are, two share one, and to see it all must be tried
        let space = Space::along(questions(&[10; 11])).unwrap();
        let mut regions = Vec::new();
        for one in 0..11 {
            for (other, hole) in (0..one).flat_map(|other| (0..10).map(move |hole| (other, hole))) {
                let share = [one, other].map(|n| (format!("q{n}"), vec![format!("a{hole}")].into()));
                regions.push(space.meant(&share.into()));
            }
        }
        assert_eq!(left_out(&space.everybody(), &regions), Err(TooMany));
    }
}
