//! The rooms of the house and what each may import: ARCHITECTURE.md's borders as a table.

/// What a room may name of one outside crate: the crate, and the names (empty: any).
pub type Lent = (&'static str, &'static [&'static str]);

/// One room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What the finding calls it.
    pub name: &'static str,
    /// Crates it may name besides std; `{wing}` in a name stands for its own wing.
    pub lends: &'static [Lent],
    /// Rooms of the same wing it may name (empty: any).
    pub beside: &'static [&'static str],
}

/// What every room may say.
pub const STD: &[&str] = &["std", "core"];

const ANY: &[&str] = &[];
const WORDS: [Lent; 3] = [("kernel", ANY), ("serde", ANY), ("serde_json", ANY)];

/// The files of a wing, in reading order.
pub const WING_FILES: &[&str] = &["lib", "rules", "known", "views", "pages", "reactors"];

const LIB: Room = Room {
    name: "a wing's lib",
    lends: &[("house", ANY), ("kernel", ANY), ("facts", &["{wing}"])],
    beside: WING_FILES,
};

const RULES: Room = Room {
    name: "rules (the law)",
    lends: &[WORDS[0], WORDS[1], ("facts", &["{wing}"])],
    beside: &["rules"],
};

const RULE_TESTS: Room = Room {
    name: "the tests of rules",
    lends: &[WORDS[0], WORDS[1], WORDS[2], ("facts", &["{wing}"]), ("toml", ANY)],
    beside: &["rules"],
};

const KNOWN: Room = Room {
    name: "known (registers)",
    lends: &[
        WORDS[0],
        WORDS[1],
        WORDS[2],
        ("facts", ANY),
        ("store", &["Look", "Row", "Value", "Fault"]),
        ("house", &["Knows"]),
    ],
    beside: &["known", "rules"],
};

const VIEWS: Room = Room {
    name: "views",
    lends: &[
        WORDS[0],
        WORDS[1],
        WORDS[2],
        ("facts", ANY),
        // What a wing can say on somebody else's page is a view of its own.
        ("house", &["Panel", "Subject", "links"]),
        // The shape of what a page shows, for `/openapi.json`.
        ("schemars", &["JsonSchema"]),
        ("store", &["Rows", "Look", "Row", "Value", "Fault"]),
    ],
    beside: &["views"],
};

const PAGES: Room = Room {
    name: "pages",
    lends: &[
        WORDS[0],
        WORDS[1],
        WORDS[2],
        ("house", ANY),
        ("axum", ANY),
        ("maud", ANY),
        // a book to print is put together where its words are known, and drawn by the house
        ("paper", &["Chapter", "Column", "Handbook", "List", "Part"]),
        ("schemars", &["JsonSchema"]),
    ],
    beside: &["pages", "rules", "views", "known"],
};

const REACTORS: Room = Room {
    name: "reactors",
    lends: &[
        WORDS[0],
        WORDS[1],
        WORDS[2],
        ("facts", ANY),
        ("house", &["Intent", "To"]),
        ("store", &["Look", "Row", "Value", "Fault"]),
    ],
    beside: &["reactors", "rules", "known"],
};

/// Crates that only one file may name.
pub const ONE_FILE_ONLY: &[(&str, &str)] =
    &[("rusqlite", "spine/store/src/sqlite.rs"), ("tokio_postgres", "spine/store/src/postgres.rs")];

/// Which room of a wing a file is, with the wing's name; none for files outside `wings/`.
pub fn of(path: &str) -> Option<(&str, Result<Room, String>)> {
    let (wing, rest) = path.strip_prefix("wings/")?.split_once('/')?;
    let Some(inside) = rest.strip_prefix("src/") else {
        return Some((wing, Err("a wing keeps its Rust in src/".to_string())));
    };
    let file = inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs");
    let room = match file {
        "lib" => LIB,
        "rules" if inside.contains("/tests") => RULE_TESTS,
        "rules" => RULES,
        "known" => KNOWN,
        "views" => VIEWS,
        "pages" => PAGES,
        "reactors" => REACTORS,
        other => return Some((wing, Err(format!("a wing has no room called {other}")))),
    };
    Some((wing, Ok(room)))
}

#[test]
fn files_find_their_rooms() {
    assert_eq!(of("wings/case/src/rules/acceptance.rs"), Some(("case", Ok(RULES))));
    assert_eq!(of("wings/case/src/rules/tests.rs"), Some(("case", Ok(RULE_TESTS))));
    assert_eq!(of("wings/case/src/pages/show.rs"), Some(("case", Ok(PAGES))));
    assert!(of("wings/case/src/helpers.rs").is_some_and(|(_, room)| room.is_err()));
    assert!(of("wings/case/build.rs").is_some_and(|(_, room)| room.is_err()));
    assert_eq!(of("spine/kernel/src/lib.rs"), None);
}
