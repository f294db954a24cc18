//! Limits of matters; none of them is any law's, all are the county's rule and not verified.

/// Working days until the hall has given a matter to an organ.
pub const ROUTE_WORKING_DAYS: u32 = 2;
/// Working days from the day on which it was brought until she is answered in writing, whoever has it.
pub const ANSWER_WORKING_DAYS: u32 = 10;
/// Matters of one party that may be open at once: whoever has more talks to the hall.
pub const OPEN_MATTERS: usize = 5;
/// Times it may be given to an organ without leave: once.
pub const ROUTES: u32 = 1;
/// Times a supervisor may let it be given on: once, then those concerned meet.
pub const ALLOWED: u32 = 1;
/// Characters of the clause, or of the decision's number.
pub const BASIS_CHARS: usize = 120;
