//! The calendar against worked values.
