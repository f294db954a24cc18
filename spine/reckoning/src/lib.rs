//! The clocks of a case a second time: what the law says about days, slowly and plainly.
//!
//! This room was written from the domain brief alone (Administrative Licensing Law Art. 32, 42, 44, 45 and
//! 82; Civil Code Art. 201 to 203; the three clocks of a case; the lamps), by someone who had not read
//! `wings/case` nor the kernel's calendar, and it must stay so: whoever mends it reads the law again and
//! not the code of the wing. It shares no type with the house. The wing's own clocks are held against it
//! over random histories (`sim`, program `agree`); where the two differ, one of them has misread the law,
//! and a diary says which.
//!
//! It is used by tests only and walks from day to day; nothing in it is quick.

mod calendar;
mod clocks;
mod duties;
mod history;
mod lamp;
mod period;
mod renewal;
mod terms;

pub use calendar::{Calendar, Rest};
pub use clocks::{Clock, Deemed, Reckoning, Which, reckon};
pub use duties::told_in_time;
pub use history::{Entry, Special, What};
pub use lamp::Lamp;
pub use period::{Counted, Line, Move, Period, Stop, Why, period};
pub use renewal::renew_by;
pub use terms::{Limit, Terms, Unit};
