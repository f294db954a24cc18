//! The shape of every file of a catalogue folder. A test holds them to the types that are read from them.

use super::shape::Shape::{self, Both, Code, Free, Keys, Limit, List, Map, OneOf, Truth, Whole, Word};
use super::shape::{Key, full, may, must};

mod bundle;
mod project;

pub(super) use bundle::BUNDLE;
pub(super) use project::PROJECT;

/// The rules of the life of a case that have a basis, as [`kernel::Rule`] writes them.
const RULES: &[&str] = &[
    "applying",
    "one_time_notice",
    "acceptance",
    "silence",
    "declining",
    "barring",
    "referring",
    "stopping",
    "examination",
    "decision",
    "denial",
    "delivery",
    "withdrawal",
    "counting",
    "remedy",
    "review",
    "handling",
    "terminating",
    "voiding",
    "renewal",
    "amending",
    "suspending",
    "cancelling",
    "recalling",
    "annulling",
    "revoking",
    "extension",
    "publicity",
    "hearing",
    "consulting",
    "visiting",
    "forwarding",
    "quantity",
    "publishing",
    "pledging",
    "verifying",
    "precheck",
    "receiving",
];
static CERTAINTY: Shape = OneOf(&["C", "L", "U"]);
static WHEN: Shape = Map(&[], &TEST);
static TEST: Shape = Shape::Either(&ANSWERS, &WITHIN);
static ANSWERS: Shape = List(&Word, 1);
/// The bounds of a number or of a day.
static WITHIN: Shape = Keys(&[
    may("at_least", &Whole(0, i64::MAX - 1)),
    may("at_most", &Whole(0, i64::MAX - 1)),
    may("since", &Shape::Day),
    may("before", &Shape::Day),
]);
static WORDS: Shape = List(&Word, 0);
static CHOICE: Shape = Keys(&[must("code", &Code), must("text", &Both)]);
/// Codes of options are written down, not read out: towns have digits.
static OPTION: Shape = Keys(&[must("code", &Word), must("text", &Both)]);
static OPTIONS: Shape = List(&OPTION, 0);
static CHOICES: Shape = List(&CHOICE, 0);
static TAKES: Shape = OneOf(&["choice", "number", "date"]);

static SET_BY: Shape = List(&Keys(&[must("text", &Both), may("certainty", &CERTAINTY)]), 1);
static QUESTIONS: Shape = List(
    &Keys(&[must("code", &Code), must("text", &Both), may("takes", &TAKES), may("answers", &CHOICES)]),
    0,
);
static CONDITIONS: Shape = List(
    &Keys(&[must("text", &Both), may("basis", &Both), may("certainty", &CERTAINTY), may("when", &WHEN)]),
    1,
);
static MATERIALS: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("name", &Both),
        must("source", &OneOf(&["applicant", "government", "intermediary", "commitment"])),
        may("issuer", &Both),
        may("licence", &Word),
        may("hint", &Both),
        must("basis", &Both),
        may("certainty", &CERTAINTY),
        may("when", &WHEN),
        may("may_follow", &MAY_FOLLOW),
        may("by_commitment", &Truth),
    ]),
    0,
);
static MAY_FOLLOW: Shape = Keys(&[
    must("within", &Limit),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
    must("meanwhile", &OneOf(&["decide", "wait"])),
    may("block", &Both),
]);
/// What she promises in place of a paper, and how it is verified.
static COMMITMENT: Shape = Keys(&[
    must("verification", &Both),
    must("consequence", &Both),
    may("check_within", &Limit),
    may("mend_within", &Limit),
    may("on_the_spot", &Truth),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
    may("when", &WHEN),
]);
static PROMISES: Shape = List(
    &Keys(&[must("code", &Code), must("text", &Both), must("basis", &Both), may("certainty", &CERTAINTY)]),
    0,
);
static FIELD_KIND: Shape = OneOf(&[
    "text",
    "lines",
    "number",
    "date",
    "choice",
    "name",
    "phone",
    "citizen_id",
    "uscc",
    "money",
    "person",
    "organisation",
    "address",
    "group",
]);
static FIELD: Shape = Keys(&[
    must("code", &Code),
    must("label", &Both),
    must("kind", &FIELD_KIND),
    may("optional", &Truth),
    may("hint", &Both),
    may("options", &OPTIONS),
    may("fields", &FIELDS),
    may("rows", &Keys(&[must("min", &Whole(0, 1_000)), must("max", &Whole(1, 1_000))])),
    may("when", &WHEN),
    may("own", &Truth),
]);
static FIELDS: Shape = List(&FIELD, 0);
static POINTS: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("text", &Both),
        must("basis", &Both),
        may("certainty", &CERTAINTY),
        may("when", &WHEN),
        may("on_site", &ON_SITE),
        may("awaits", &SPECIAL_KIND),
    ]),
    1,
);
/// Verified on the spot by two officers or more, and the clause that wants it so.
static CLOSING: Shape = Keys(&[must("after", &Limit), must("basis", &Both), may("certainty", &CERTAINTY)]);

static PRECHECK: Shape = Keys(&[must("within", &Limit), may("certainty", &CERTAINTY)]);
static RECEIPT: Shape = Keys(&[
    must("outside_hours", &OneOf(&["arrival-day", "next-working-day"])),
    must("closes", &Shape::Hour),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
]);
static ELSEWHERE: Shape = Keys(&[must("basis", &Both), may("certainty", &CERTAINTY)]);

static ON_SITE: Shape = Keys(&[must("basis", &Both), may("certainty", &CERTAINTY), may("when", &WHEN)]);
static SPECIAL_KIND: Shape = OneOf(&[
    "hearing",
    "tender",
    "auction",
    "inspection",
    "testing",
    "quarantine",
    "appraisal",
    "expert_review",
    "by_item_law",
]);
static SPECIAL: Shape = List(
    &Keys(&[
        must("kind", &SPECIAL_KIND),
        must("name", &Both),
        must("basis", &Both),
        may("usual", &Limit),
        may("begin_within", &Limit),
        may("certainty", &CERTAINTY),
    ]),
    0,
);
/// By how much the limit may be extended, where the item's own law says so.
static EXTENSION: Shape = Keys(&[must("limit", &Limit), must("basis", &Both), may("certainty", &CERTAINTY)]);
/// A higher body decides.
static FORWARDING: Shape = Keys(&[
    must("body", &Both),
    may("organ", &Word),
    must("limit", &Limit),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
    may("when", &WHEN),
]);
/// Only so many are granted.
static QUANTITY: Shape = Keys(&[
    must("places", &Whole(1, 1_000_000)),
    must("period", &OneOf(&["year", "always"])),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
]);
/// Several bodies decide together, under the government of this code.
static JOINT: Shape = Keys(&[must("government", &Word), must("basis", &Both), may("certainty", &CERTAINTY)]);
/// Made public before it is decided.
static PUBLICITY: Shape = Keys(&[
    must("limit", &Limit),
    must("place", &Both),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
    may("required", &Truth),
    may("not_counted", &Both),
    may("when", &WHEN),
]);
static FEES: Shape = List(
    &Keys(&[
        must("name", &Both),
        must("fen", &Whole(1, 100_000_000_000)),
        must("basis", &Both),
        may("reductions", &Both),
        may("certainty", &CERTAINTY),
        may("when", &WHEN),
    ]),
    0,
);
static PLACES: Shape = List(
    &Keys(&[
        must("name", &Both),
        may("hall", &Free),
        may("windows", &WORDS),
        must("address", &Both),
        must("hours", &Both),
        must("phone", &Word),
    ]),
    1,
);
static OUTCOME: Shape = Keys(&[
    must("name", &Both),
    may(
        "licence",
        &Keys(&[
            must("code", &Word),
            must("prefix", &Word),
            may("valid", &Limit),
            may("founds", &OneOf(&["91", "92", "93"])),
            may("certainty", &CERTAINTY),
        ]),
    ),
]);
static RENEWAL: Shape = Keys(&[must("before", &Limit), must("silence", &Truth), must("basis", &Both)]);
static KIND: Shape = OneOf(&[
    "licensing",
    "confirmation",
    "benefit",
    "adjudication",
    "reward",
    "levy",
    "public_service",
    "other",
]);

/// `items/*.toml`
pub(super) const ITEM: &[Key] = &[
    must("code", &Code),
    must("catalog_code", &Word),
    must("task_code", &Word),
    may("sample", &Truth),
    must("name", &Both),
    must("purpose", &Both),
    may("synonyms", &WORDS),
    may("often", &Whole(1, 99)),
    must("kind", &KIND),
    must("organ", &Word),
    may("hall", &Free),
    full("pace", &OneOf(&["on_the_spot", "promised", "forwarded"])),
    must("for_persons", &Truth),
    must("for_organisations", &Truth),
    must("set_by", &SET_BY),
    must("statutory_limit", &Limit),
    must("statutory_basis", &Both),
    may("statutory_certainty", &CERTAINTY),
    must("promised_limit", &Limit),
    full("reply_limit", &Limit),
    full("silence", &OneOf(&["accepts", "overruns"])),
    full("delivery_limit", &Limit),
    may("covers_delivery", &Truth),
    full("correction_limit", &Limit),
    must("visits", &Whole(0, 20)),
    may("closing", &CLOSING),
    may("commitment", &COMMITMENT),
    may("promises", &PROMISES),
    may("precheck", &PRECHECK),
    may("receipt", &RECEIPT),
    may("elsewhere", &ELSEWHERE),
    may("visits_reason", &Both),
    may("bases", &Map(RULES, &Both)),
    may("questions", &QUESTIONS),
    full("conditions", &CONDITIONS),
    full("materials", &MATERIALS),
    must("fields", &FIELDS),
    must("points", &POINTS),
    may("special", &SPECIAL),
    may("extension", &EXTENSION),
    may("joint", &JOINT),
    may("publicity", &PUBLICITY),
    may("forwarding", &FORWARDING),
    may("quantity", &QUANTITY),
    may("fees", &FEES),
    may("renewal", &RENEWAL),
    full("places", &PLACES),
    must("outcome", &OUTCOME),
    full("remedies", &List(&Both, 1)),
];

/// `organs.toml`
pub(super) const ORGANS: &[Key] = &[must(
    "organ",
    &List(&Keys(&[must("code", &Word), must("name", &Both), may("phone", &Free), may("address", &Both)]), 1),
)];

/// `divisions.toml`
pub(super) const DIVISION: &[Key] = &[
    must("code", &Word),
    must("name", &Both),
    may("towns", &List(&Keys(&[must("code", &Word), must("name", &Both)]), 0)),
];

static WINDOWS: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("name", &Both),
        must("first", &Whole(1, 999)),
        must("last", &Whole(1, 999)),
    ]),
    1,
);

static HALL: Shape = Keys(&[
    must("code", &Code),
    must("body", &Word),
    may("town", &Word),
    must("name", &Both),
    must("address", &Both),
    must("hours", &Both),
    must("phone", &Word),
    must("windows", &WINDOWS),
]);
static HALL_LIST: Shape = List(&HALL, 1);

/// `halls.toml`
pub(super) const HALLS: &[Key] = &[must("halls", &HALL_LIST)];

static HOLIDAY: Shape =
    Keys(&[must("name", &Word), must("en", &Word), must("off", &DAYS), may("work", &DAYS)]);
static HOLIDAYS: Shape = List(&HOLIDAY, 0);
static DAYS: Shape = List(&Word, 0);

/// `calendar/*.toml`
pub(super) const YEAR: &[Key] = &[
    must("year", &Whole(1990, 2200)),
    must("standing", &OneOf(&["official", "provisional"])),
    must("source", &Word),
    may("holidays", &HOLIDAYS),
];

static PIECE: Shape = Keys(&[must("title", &Word), must("text", &Free), must("after", &Free)]);
static PIECES: Shape = Keys(&[must("licensing", &PIECE), must("other", &PIECE)]);

/// `texts/documents.toml`: the words of every document, for licences and for other items.
pub(super) const DOCUMENTS: &[Key] = &[
    must("marks", &Map(&[], &Word)),
    must("letters", &Map(&[], &Word)),
    must("seals", &Keys(&[must("licensing", &Word), must("other", &Word)])),
    must("receipt", &PIECES),
    must("accepted", &PIECES),
    must("correction", &PIECES),
    must("declined", &PIECES),
    must("referred", &PIECES),
    must("special", &PIECES),
    must("extended", &PIECES),
    must("hearing_right", &PIECES),
    must("hearing", &PIECES),
    must("visit", &PIECES),
    must("forwarding", &PIECES),
    must("forwarded", &PIECES),
    must("granted", &PIECES),
    must("denied", &PIECES),
    must("terminated", &PIECES),
    must("renewed", &PIECES),
    must("renewal_denied", &PIECES),
    must("amended", &PIECES),
    must("amendment_denied", &PIECES),
    must("suspended", &PIECES),
    must("lifted", &PIECES),
    must("cancelled", &PIECES),
    must("recalled", &PIECES),
    must("annulled", &PIECES),
    must("revoked", &PIECES),
    must("unsupplied", &PIECES),
    must("tolerance", &PIECES),
    must("voided", &PIECES),
    must("pledge", &PIECES),
    must("pledge_order", &PIECES),
    must("pledge_forfeited", &PIECES),
    must("tolerance_broken", &PIECES),
    must("licence", &PIECES),
];

/// `rules.toml`: a clause for every rule.
pub(super) const SERVICE_RULES: &[Key] = &[
    must("applying", &Both),
    must("one_time_notice", &Both),
    must("acceptance", &Both),
    must("silence", &Both),
    must("declining", &Both),
    must("barring", &Both),
    must("referring", &Both),
    must("stopping", &Both),
    may("closing", &Both),
    must("examination", &Both),
    must("decision", &Both),
    must("denial", &Both),
    must("delivery", &Both),
    must("withdrawal", &Both),
    must("counting", &Both),
    must("remedy", &Both),
    must("review", &Both),
    must("handling", &Both),
    must("terminating", &Both),
    must("voiding", &Both),
    must("renewal", &Both),
    must("amending", &Both),
    must("suspending", &Both),
    must("cancelling", &Both),
    must("recalling", &Both),
    must("annulling", &Both),
    must("revoking", &Both),
    must("extension", &Both),
    must("publicity", &Both),
    must("hearing", &Both),
    must("consulting", &Both),
    must("visiting", &Both),
    must("forwarding", &Both),
    may("quantity", &Both),
    must("publishing", &Both),
    may("pledging", &Both),
    may("verifying", &Both),
    may("precheck", &Both),
    may("receiving", &Both),
    may("new_matter", &Both),
    may("risk", &Both),
];

static VAGUE: Shape = List(&Keys(&[must("word", &Word), may("honest", &WORDS), must("instead", &Both)]), 1);

static PAPERS: Shape = List(&Keys(&[must("name", &Word), may("also", &WORDS), may("says", &WORDS)]), 0);

/// `words.toml`
pub(super) const VAGUE_WORDS: &[Key] = &[must("vague", &VAGUE), must("come", &WORDS), may("paper", &PAPERS)];

static SERVICES: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("name", &Both),
        must("words", &List(&Word, 1)),
        must("organs", &List(&Word, 1)),
        may("certainty", &CERTAINTY),
    ]),
    0,
);
static AGENCIES: Shape = List(&Keys(&[must("name", &Both), must("services", &List(&Word, 1))]), 0);

/// `intermediaries.toml`
pub(super) const INTERMEDIARIES: &[Key] = &[must("services", &SERVICES), must("agencies", &AGENCIES)];

static ALLOWS: Shape = List(
    &Keys(&[
        must("code", &Word),
        must("file", &Word),
        may("at", &Word),
        may("reason", &Both),
        must("until", &Word),
    ]),
    0,
);

/// `allow.toml`
pub(super) const ALLOW: &[Key] = &[may("allow", &ALLOWS)];

static DELEGATION_LIST: Shape = List(
    &Keys(&[
        must("item", &Code),
        must("from", &Word),
        must("to", &List(&Word, 1)),
        must("form", &OneOf(&["entrusted", "passed", "authorised"])),
        must("since", &Word),
        may("pilot", &Truth),
        must("basis", &Both),
        may("certainty", &CERTAINTY),
    ]),
    0,
);

/// `delegations.toml`
pub(super) const DELEGATIONS: &[Key] = &[may("delegation", &DELEGATION_LIST)];

static OUTSIDE: Shape = List(&Keys(&[must("item", &Code), must("reason", &Both)]), 0);
static PER_CENT: Shape = Whole(0, 100);

/// `measures.toml`
pub(super) const MEASURES: &[Key] = &[
    may("most_visits", &Whole(0, 20)),
    may("online", &PER_CENT),
    may("online_towns", &PER_CENT),
    may("one_window", &PER_CENT),
    may("cut", &PER_CENT),
    may("further_cut", &PER_CENT),
    may("outside", &OUTSIDE),
    may("key", &WORDS),
    may("province", &WORDS),
    may("nation", &WORDS),
];

static SYSTEM_LIST: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("name", &Both),
        must("operator", &Word),
        may("licences", &Truth),
        must("answers", &WORDS),
        may("papers", &WORDS),
        may("certainty", &CERTAINTY),
    ]),
    0,
);

/// `systems.toml`
pub(super) const SYSTEMS: &[Key] = &[may("systems", &SYSTEM_LIST)];

static BASELINE_LIST: Shape = List(
    &Keys(&[
        must("item", &Code),
        must("on", &Word),
        must("steps", &Whole(1, 100)),
        must("materials", &Whole(0, 100)),
        must("limit", &Limit),
        must("fen", &Whole(0, 100_000_000_000)),
        must("visits", &Whole(0, 20)),
        must("basis", &Both),
        may("certainty", &CERTAINTY),
    ]),
    0,
);

/// `baselines.toml`
pub(super) const BASELINES: &[Key] = &[may("baselines", &BASELINE_LIST)];
