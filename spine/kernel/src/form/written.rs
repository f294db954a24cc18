//! Numbers and days as people write them: full-width digits, blanks between them, `2025年1月1日`.

use crate::finding::half;
use crate::time::Day;

/// Half width, and no blanks: for texts in which a blank says nothing.
pub(super) fn plain(raw: &str) -> String {
    raw.chars().map(half).filter(|c| !c.is_whitespace()).collect()
}

/// A whole number, with or without commas between thousands.
pub(crate) fn whole(raw: &str) -> Option<i64> {
    let plain = plain(raw);
    let mut parts = plain.split(',');
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let grouped = rest.is_empty() || first.len() <= 3;
    let thousands = rest.iter().all(|part| part.len() == 3);
    if !grouped || !thousands {
        return None;
    }
    plain.replace(',', "").parse().ok().filter(|n| *n >= 0)
}

/// A day with the year first: `2025-01-01`, `2025/1/1`, `2025.1.1`, `20250101`, `2025年1月1日`.
pub(crate) fn day(raw: &str) -> Option<Day> {
    let plain = plain(raw);
    let plain = plain.trim_end_matches(['日', '号']);
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if plain.len() == 8 && digits(plain) {
        return ymd(plain.get(..4)?, plain.get(4..6)?, plain.get(6..)?);
    }
    let parts: Vec<&str> = plain.split(['-', '/', '.', '年', '月', '。', '–', '—']).collect();
    match parts.as_slice() {
        [y, m, d] if y.len() == 4 && [y, m, d].into_iter().all(|part| digits(part)) => ymd(y, m, d),
        _ => None,
    }
}

fn ymd(y: &str, m: &str, d: &str) -> Option<Day> {
    Day::ymd(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
}
