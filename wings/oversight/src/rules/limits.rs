//! Limits of oversight, each with its unit and its reason.

/// Working days to explain a broken promise publicly: the reason is known on the day it was broken
/// (优化营商环境条例 Art. 36 says "in time"; the county's own measure).
pub const EXPLAIN_WORKING_DAYS: u32 = 1;

/// Working days to answer a supervision order or a rectification: as long as an organ has for an applicant
/// (Licensing Law Art. 32; the county's own measure).
pub const ANSWER_WORKING_DAYS: u32 = 5;
