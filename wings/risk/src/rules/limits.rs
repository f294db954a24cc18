//! The limits of risk points, with their units; they are the county's, and no law's.

/// Times that the same thing comes to nothing within a quarter before it is a risk point of its item: one is
/// an accident, two may be, three are a pattern that an organ of a county notices by itself.
pub const TIMES: u32 = 3;

/// Working days for the organ to say what it does about it.
pub const ANSWER_WORKING_DAYS: u32 = 10;
