//! Whether the ledger is what was written: the chain of hashes, the order, and the heads kept outside.

use crate::ledger::{GENESIS, Head, Kept, hash_with, root};
use crate::{Fault, Look};
use foldhash::{HashMap, HashMapExt};
use std::fmt;
use std::sync::mpsc::{TrySendError, sync_channel};

/// How many lines are read at once.
const PAGE: i64 = 2_000;

/// What was found to be wrong, by line number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The line does not have the hash that its contents and its predecessor give: it was altered, put in or
    /// moved.
    Altered {
        /// The line.
        seq: i64,
    },
    /// Lines are missing from the numbering.
    Removed {
        /// The first that is missing.
        first: i64,
        /// The last that is missing.
        last: i64,
    },
    /// The line is not the next of its stream: it was put in, moved, or a neighbour was taken out.
    Misplaced {
        /// The line.
        seq: i64,
        /// Its stream.
        stream: String,
        /// The version that was due.
        due: i64,
        /// The version found.
        found: i64,
    },
    /// The numbers under a cause have a gap, or do not begin with 0 or 1.
    Cause {
        /// The first line under the cause.
        seq: i64,
        /// The cause.
        cause: String,
    },
    /// The ledger ends before a head that was signed.
    CutOff {
        /// The last line there is.
        last: i64,
        /// The last line that the head names.
        head: i64,
    },
    /// The lines of a head's range are not those that were signed.
    HeadDiffers {
        /// The first line of the range.
        first: i64,
        /// The last line of the range.
        last: i64,
    },
    /// A head's signature is not the house's.
    HeadUnsigned {
        /// The last line of its range.
        last: i64,
    },
    /// No head covers these lines, though a later one exists.
    HeadMissing {
        /// The first line not covered.
        first: i64,
        /// The last line not covered.
        last: i64,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Altered { seq } => {
                write!(f, "line {seq}: its hash does not fit its contents and the line before it")
            }
            Finding::Removed { first, last } => write!(f, "lines {first} to {last} are missing"),
            Finding::Misplaced { seq, stream, due, found } => {
                write!(f, "line {seq}: stream {stream} was due its version {due}, this is {found}")
            }
            Finding::Cause { seq, cause } => {
                write!(f, "line {seq}: the lines under cause {cause} are not numbered without gaps")
            }
            Finding::CutOff { last, head } => {
                write!(f, "the ledger ends at line {last}, but a head was signed over line {head}")
            }
            Finding::HeadDiffers { first, last } => {
                write!(f, "lines {first} to {last} are not those that the head of line {last} was made over")
            }
            Finding::HeadUnsigned { last } => {
                write!(f, "the head of line {last} does not bear the house's signature")
            }
            Finding::HeadMissing { first, last } => write!(f, "no head covers lines {first} to {last}"),
        }
    }
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many lines were read.
    pub lines: i64,
    /// The number of the last line, 0 when there is none.
    pub last: i64,
    /// How many heads were compared.
    pub heads: usize,
    /// What is wrong, in order of line.
    pub findings: Vec<Finding>,
    /// The lines younger than the last head: a change of the very last of them cannot be seen.
    pub not_covered: Option<(i64, i64)>,
}

impl Report {
    /// Whether nothing is wrong with what is covered.
    pub fn sound(&self) -> bool {
        self.findings.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} lines read, the last is {}; {} heads compared", self.lines, self.last, self.heads)?;
        for finding in &self.findings {
            writeln!(f, "FAULT: {finding}")?;
        }
        if self.heads == 0 {
            writeln!(f, "There are no heads to compare with: a cut or rewritten tail cannot be seen.")?;
        } else if let Some((first, last)) = self.not_covered {
            writeln!(f, "Lines {first} to {last} are younger than the last head.")?;
        }
        write!(
            f,
            "{}",
            if self.sound() { "No fault was found." } else { "The ledger is NOT as it was written." }
        )
    }
}

/// Verifies the ledger from line `from` (1 for all of it) against the heads that are given, which should come
/// from outside the database; `signed` says whether a head bears the house's signature. Lines are read page
/// by page and hashed on a second thread, and on this one whenever that has enough to do.
pub fn verify(
    look: &mut Look<'_>,
    heads: &[Head],
    signed: &dyn Fn(&Head) -> bool,
    from: i64,
) -> Result<Report, Fault> {
    let from = from.max(1);
    let division = look.division().to_owned();
    let before = match from {
        1 => GENESIS.to_owned(),
        n => match look.line(n - 1)? {
            Some(kept) => kept.hash,
            None => return Err(Fault::NotThis(format!("there is no line {} to begin after", n - 1))),
        },
    };
    let before_from = heads.iter().filter(|h| h.first < from).map(|h| h.last).max().unwrap_or(0);
    let covered = before_from.max(from - 1);
    let mut heads: Vec<&Head> = heads.iter().filter(|h| h.first >= from).collect();
    heads.sort_by(|a, b| (a.first, a.last, &a.hash, &a.root).cmp(&(b.first, b.last, &b.hash, &b.root)));
    heads.dedup_by(|a, b| a == b);
    let unsigned: Vec<Finding> =
        heads.iter().filter(|h| !signed(h)).map(|h| Finding::HeadUnsigned { last: h.last }).collect();
    let mut order = Order::new(from, &heads, covered);
    let altered = std::thread::scope(|scope| {
        let (send, pages) = sync_channel::<Page>(1);
        let division = division.as_str();
        let hashing = scope.spawn(move || {
            let mut altered = Vec::new();
            pages.iter().for_each(|page| page.hash(division, &mut altered));
            altered
        });
        let (mut here, mut before, mut after) = (Vec::new(), before, from - 1);
        loop {
            let lines = look.lines_after(after, PAGE)?;
            let Some(last) = lines.last() else { break };
            after = last.seq;
            let next = last.hash.clone();
            let apart = lines.iter().filter(|kept| !order.line(kept)).map(|kept| kept.seq).collect();
            let page = Page { before: std::mem::replace(&mut before, next), lines, apart };
            // what the other thread has no room for is hashed here
            if let Err(TrySendError::Full(page) | TrySendError::Disconnected(page)) = send.try_send(page) {
                page.hash(division, &mut here);
            }
        }
        drop(send);
        // while the last pages are hashed
        let broken = causes(look, from);
        let mut altered = hashing.join().map_err(|_| Fault::Broken("the hashing thread panicked".into()))?;
        altered.extend(here);
        altered.extend(broken?);
        Ok::<_, Fault>(altered)
    })?;
    let mut report = order.end();
    report.findings.extend(altered);
    report.findings.extend(unsigned);
    report.findings.sort_by_key(|f| (place(f), f.clone()));
    Ok(report)
}

/// By which line a finding is listed.
fn place(finding: &Finding) -> i64 {
    match finding {
        Finding::Altered { seq } | Finding::Misplaced { seq, .. } | Finding::Cause { seq, .. } => *seq,
        Finding::Removed { first, .. } | Finding::HeadMissing { first, .. } => *first,
        Finding::CutOff { head, .. } => *head,
        Finding::HeadDiffers { last, .. } | Finding::HeadUnsigned { last } => *last,
    }
}

/// Causes whose numbers have gaps; the database counts better than we.
fn causes(look: &mut Look<'_>, from: i64) -> Result<Vec<Finding>, Fault> {
    let sql = "select min(seq), cause from ledger group by cause \
               having max(cause_no) - min(cause_no) + 1 <> count(*) \
               or min(cause_no) < 0 or min(cause_no) > 1 \
               order by min(seq), cause";
    let rows = look.query(sql, &[])?;
    let found = rows.iter().map(|r| Finding::Cause { seq: r.int(0), cause: r.text(1).to_owned() });
    Ok(found.filter(|f| place(f) >= from).collect())
}

/// Lines that were read together. Each is hashed with the hash that its predecessor bears, so that it does
/// not matter who hashes which page, and when.
struct Page {
    /// The hash of the line before the first.
    before: String,
    lines: Vec<Kept>,
    /// Lines whose predecessor is not there.
    apart: Vec<i64>,
}

impl Page {
    /// Finds the lines that do not have the hash that their contents and their predecessor give.
    fn hash(self, division: &str, altered: &mut Vec<Finding>) {
        let mut room = Vec::new();
        let mut previous = self.before.as_str();
        for kept in &self.lines {
            let follows = self.apart.is_empty() || !self.apart.contains(&kept.seq);
            if follows && hash_with(&mut room, division, kept.seq, &kept.line, previous) != kept.hash {
                altered.push(Finding::Altered { seq: kept.seq });
            }
            previous = &kept.hash;
        }
    }
}

/// Goes along the lines and remembers what is due next.
struct Order<'h> {
    from: i64,
    due: i64,
    lines: i64,
    /// Where each stream ends; never gone through, so that its order shows nowhere.
    versions: HashMap<String, i64>,
    heads: &'h [&'h Head],
    /// Which head begins next, and those that have begun with the hashes of their ranges so far.
    next: usize,
    open: Vec<(&'h Head, Vec<String>)>,
    /// The end of what heads have covered.
    covered: i64,
    findings: Vec<Finding>,
}

impl<'h> Order<'h> {
    fn new(from: i64, heads: &'h [&'h Head], covered: i64) -> Order<'h> {
        let (versions, open, findings) = (HashMap::new(), Vec::new(), Vec::new());
        Order { from, due: from, lines: 0, versions, heads, next: 0, open, covered, findings }
    }

    /// Looks at the next line; whether it follows the last one.
    fn line(&mut self, kept: &Kept) -> bool {
        self.lines += 1;
        let follows = kept.seq <= self.due;
        if !follows {
            self.findings.push(Finding::Removed { first: self.due, last: kept.seq - 1 });
        }
        let found = kept.line.version;
        let due = match self.versions.get_mut(&kept.line.stream) {
            Some(last) => std::mem::replace(last, found) + 1,
            None => {
                self.versions.insert(kept.line.stream.clone(), found);
                if self.from > 1 { found } else { 1 }
            }
        };
        if found != due {
            let (seq, stream) = (kept.seq, kept.line.stream.clone());
            self.findings.push(Finding::Misplaced { seq, stream, due, found });
        }
        self.due = kept.seq + 1;
        self.heads_up_to(kept.seq, &kept.hash);
        follows
    }

    /// Gathers the hashes of the heads' ranges and compares each that is complete.
    fn heads_up_to(&mut self, seq: i64, hash: &str) {
        while let Some(head) = self.heads.get(self.next).filter(|h| h.first <= seq) {
            self.begin(head);
        }
        for (head, range) in &mut self.open {
            if seq <= head.last {
                range.push(hash.to_owned());
            }
            if seq >= head.last && (range.last() != Some(&head.hash) || root(range) != head.root) {
                self.findings.push(Finding::HeadDiffers { first: head.first, last: head.last });
            }
        }
        self.open.retain(|(head, _)| seq < head.last);
    }

    fn begin(&mut self, head: &'h Head) {
        if head.first > self.covered + 1 {
            self.findings.push(Finding::HeadMissing { first: self.covered + 1, last: head.first - 1 });
        }
        self.covered = self.covered.max(head.last);
        self.open.push((head, Vec::new()));
        self.next += 1;
    }

    fn end(mut self) -> Report {
        let last = self.due - 1;
        while let Some(head) = self.heads.get(self.next) {
            self.begin(head);
        }
        for (head, _) in &self.open {
            self.findings.push(Finding::CutOff { last, head: head.last });
        }
        let not_covered = (last > self.covered).then_some((self.covered + 1, last));
        Report { lines: self.lines, last, heads: self.heads.len(), findings: self.findings, not_covered }
    }
}
