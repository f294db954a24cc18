//! Class 8, orphans: an item that no body of the county answers for. It is told where the item names its body,
//! as the item is read, and not once everything is held against everything.

use super::codes::Code;
use crate::catalogue::flaw::Weight;

/// An item whose body the county does not have.
pub static ORPHAN: Code = Code {
    name: "YM0804",
    weight: Weight::Error,
    title: ("没有机关负责", "An orphan item"),
    why: (
        "每个事项对应一个责任机关；写的机关不在名册里，就没有人对它负责，群众找不到门。",
        "Every item has one responsible body; where the register has none of that code, nobody answers for it.",
    ),
    rule: ("要求 R13", "requirement R13"),
};

/// The codes of this part of the class.
pub(super) const CODES: &[&Code] = &[&ORPHAN];
