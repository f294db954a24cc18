//! A Rust file as tokens: comments and strings are told apart from code, so that neither can hide the other.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier, a keyword or a number; `r#store` is read as `store`.
    Word,
    /// A string literal, without its quotes.
    Text,
    /// Punctuation; `::`, `->`, `=>`, `..` and `==` are one sign each.
    Sign,
}

/// One token with the line it stands on (from 1).
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub text: String,
    /// Where it begins.
    pub line: usize,
}

impl Token {
    /// True for code (not a string) that reads exactly so.
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }
}

/// A file, read once for all checks.
pub struct Source {
    /// Relative to the root, with `/`.
    pub path: String,
    /// As it stands on disk.
    pub text: String,
    /// Code and string literals.
    pub tokens: Vec<Token>,
    /// Comments with the line they begin on.
    pub comments: Vec<(usize, String)>,
}

impl Source {
    /// Reads a text as the file `path`.
    pub fn read(path: &str, text: &str) -> Self {
        let mut reader = Reader { rest: text, line: 1, tokens: Vec::new(), comments: Vec::new() };
        while reader.step() {}
        Self {
            path: path.to_string(),
            text: text.to_string(),
            tokens: reader.tokens,
            comments: reader.comments,
        }
    }

    /// Index of the bracket that closes the one at `open`, or the last token.
    pub fn closing(&self, open: usize) -> usize {
        let (up, down) = match self.tokens[open].text.as_str() {
            "{" => ("{", "}"),
            "(" => ("(", ")"),
            _ => ("[", "]"),
        };
        let mut depth = 0_usize;
        for (index, token) in self.tokens.iter().enumerate().skip(open) {
            if token.is(up) {
                depth += 1;
            } else if token.is(down) {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index;
                }
            }
        }
        self.tokens.len() - 1
    }

    /// True for files that only tests compile.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// Lines covered by `#[cfg(test)]` modules of this file, as (first, last).
    pub fn test_lines(&self) -> Vec<(usize, usize)> {
        let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
        let mut found = Vec::new();
        for start in 0..self.tokens.len().saturating_sub(mark.len()) {
            if mark.iter().zip(&self.tokens[start..]).all(|(want, token)| token.is(want)) {
                let after = start + mark.len();
                let open =
                    (after..self.tokens.len()).find(|&at| self.tokens[at].is("{") || self.tokens[at].is(";"));
                if let Some(open) = open.filter(|&at| self.tokens[at].is("{")) {
                    found.push((self.tokens[start].line, self.tokens[self.closing(open)].line));
                }
            }
        }
        found
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
    comments: Vec<(usize, String)>,
}

impl<'a> Reader<'a> {
    /// Takes `bytes` bytes off the front and counts their lines.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.line += taken.matches('\n').count();
        taken
    }

    fn push(&mut self, kind: Kind, text: &str, line: usize) {
        self.tokens.push(Token { kind, text: text.to_string(), line });
    }

    /// Reads one token or comment; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        let line = self.line;
        if first.is_whitespace() {
            self.take(first.len_utf8());
        } else if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            let comment = self.take(end).to_string();
            self.comments.push((line, comment));
        } else if self.rest.starts_with("/*") {
            let comment = self.take(block_end(self.rest)).to_string();
            self.comments.push((line, comment));
        } else if let Some((before, hashes)) = raw_string(self.rest) {
            self.take(before);
            let fence = format!("\"{}", "#".repeat(hashes));
            let end = self.rest.find(&fence).unwrap_or(self.rest.len());
            let text = self.take(end);
            self.push(Kind::Text, text, line);
            self.take(fence.len().min(self.rest.len()));
        } else if let Some(prefix) = ["\"", "b\"", "c\""].into_iter().find(|p| self.rest.starts_with(p)) {
            self.take(prefix.len());
            let end = string_end(self.rest);
            let text = unescape(self.take(end));
            self.push(Kind::Text, &text, line);
            self.take(1.min(self.rest.len()));
        } else if first == '\'' {
            self.quote(line);
        } else if first.is_alphanumeric() || first == '_' {
            let raw = if self.rest.starts_with("r#") { 2 } else { 0 };
            self.take(raw);
            let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
            let word = self.take(end);
            self.push(Kind::Word, word, line);
        } else {
            let pair = ["::", "->", "=>", "..", "=="].into_iter().find(|pair| self.rest.starts_with(pair));
            let sign = self.take(pair.map_or(first.len_utf8(), str::len));
            self.push(Kind::Sign, sign, line);
        }
        true
    }

    /// A character literal is dropped; of a lifetime only the quote is.
    fn quote(&mut self, line: usize) {
        let mut chars = self.rest.chars().skip(1);
        let (second, third) = (chars.next(), chars.next());
        let end = match (second, third) {
            (Some('\\'), _) => self.rest[3..].find('\'').map(|at| at + 4),
            (Some(c), Some('\'')) => Some(c.len_utf8() + 2),
            _ => None,
        };
        self.take(end.unwrap_or(1).min(self.rest.len()));
        if end.is_some() {
            self.push(Kind::Sign, "'c'", line);
        }
    }
}

/// Length of a raw string's opening (`r#"`), and how many hashes it has.
fn raw_string(rest: &str) -> Option<(usize, usize)> {
    let prefix = ["br", "cr", "r"].into_iter().find(|p| rest.starts_with(p))?;
    let after = &rest[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some((prefix.len() + hashes + 1, hashes))
}

/// Length of a block comment, nested ones included.
fn block_end(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0_usize);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Where an ordinary string ends (the closing quote's place).
fn string_end(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    rest.len()
}

/// Resolves what matters to the checks: line continuations, newlines, quotes.
fn unescape(raw: &str) -> String {
    let mut out = String::new();
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[test]
fn code_comments_and_strings_are_told_apart() {
    let source = Source::read(
        "a.rs",
        "// use store;\n/* a /* b */ use store; */ let r#store = \"use \\\"store\"; // x\nlet c = '\"'; \
         let l: &'a str = r#\"raw \"store\" \"#; b'x'; '\\''; '中'; \"a \\\n   b\"",
    );
    let of =
        |kind| source.tokens.iter().filter(|t| t.kind == kind).map(|t| t.text.clone()).collect::<Vec<_>>();
    assert_eq!(of(Kind::Text), ["use \"store", "raw \"store\" ", "a b"]);
    assert_eq!(of(Kind::Word), ["let", "store", "let", "c", "let", "l", "a", "str", "b"]);
    assert_eq!(source.comments.len(), 3);
    assert_eq!(source.tokens.iter().find(|t| t.is("c")).map(|t| t.line), Some(3));
}

#[test]
fn test_modules_are_known_by_their_lines() {
    let source = Source::read("a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\nfn c() {}\n");
    assert_eq!(source.test_lines(), [(2, 5)]);
}
