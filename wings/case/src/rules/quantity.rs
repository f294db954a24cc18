//! Limited quantity 数量限制: places are given in order of acceptance (Licensing Law Art. 57). Acceptance
//! always happens; it takes the next place in the queue. Nobody is granted over the head of somebody accepted
//! before, and where every place is given, the denial says so with the place in the order.

use facts::case::{Event, Place};
use kernel::item::Period;
use kernel::{Basis, Day, Entry, Instant, Refusal, Rule, Text};

use super::Known;
use super::forwarding::both_clauses;
use super::terms::Terms;

/// Where a case stands among those accepted for the same places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Places that are given.
    pub taken: u32,
    /// Those accepted before it and not decided yet.
    pub before: u32,
}

/// One of a limited number was asked for; as acceptance recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// How many places there are.
    pub places: u32,
    /// The year for which they are, or empty.
    pub period: String,
    /// Acceptance, which orders the queue.
    pub at: Instant,
}

impl Terms<'_> {
    /// What acceptance adds where places are limited: the place in the queue, from this day and instant.
    pub fn queued(&self, on: Day, at: Instant) -> Option<Event> {
        let quantity = self.item.quantity.as_ref()?;
        let period = match quantity.period {
            Period::Year => on.year().to_string(),
            Period::Always => String::new(),
        };
        let item = self.item.code.clone();
        Some(Event::Queued(Place { item, period, places: quantity.places, at }))
    }

    /// The same as an entry, accepted now.
    pub fn queued_now(&self) -> Option<Entry<Event>> {
        Some(self.queued(self.ctx.today(), self.ctx.now)?.into())
    }

    fn quantity_basis(&self) -> Basis {
        let law = self.ctx.basis(self.item, Rule::Quantity);
        self.item.quantity.as_ref().map_or(law.clone(), |own| both_clauses(&law, &own.basis))
    }

    /// A grant never takes the place of somebody accepted before.
    pub fn place_is_free(&self, known: &Known) -> Result<(), Refusal> {
        let Some(queued) = &self.case.queued else { return Ok(()) };
        let Queue { taken, before } = known.queue;
        let no = |refusal: Refusal| {
            let places = queued.places.to_string();
            let refusal = Refusal { basis: self.quantity_basis(), ..refusal };
            refusal.with("places", Text::new(&places, &places))
        };
        if taken >= queued.places {
            return Err(no(self.refuse("places_taken", Rule::Quantity)));
        }
        if taken.saturating_add(before) >= queued.places {
            let before = before.to_string();
            return Err(
                no(self.refuse("others_before", Rule::Quantity)).with("before", Text::new(&before, &before))
            );
        }
        Ok(())
    }

    /// The place in the order and the clause, where every place is given and so nothing can be granted.
    pub fn place_taken(&self, known: &Known) -> Option<(u32, Basis)> {
        let queued = self.case.queued.as_ref()?;
        let full = known.queue.taken >= queued.places;
        full.then(|| (known.queue.before.saturating_add(1), self.quantity_basis()))
    }
}
