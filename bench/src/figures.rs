//! Medians and percentiles, and the one place that prints.

use std::io::Write;

/// A line of the result: `name value unit`.
pub fn tell(name: &str, value: f64, unit: &str) {
    // whoever closed our standard output does not want to hear more
    drop(writeln!(std::io::stdout(), "{name} {value:.3} {unit}"));
}

/// What is no figure.
pub fn aside(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}

/// The middle one; NaN of nothing.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The value below which so many percent lie, of sorted microseconds, in milliseconds; NaN of nothing.
pub fn percentile_ms(sorted: &[u64], percent: usize) -> f64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).map_or(f64::NAN, |us| whole(*us) / 1000.0)
}

/// A count as a figure: exact below 2^32, which no count here exceeds.
pub fn whole(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
