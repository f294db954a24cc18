//! What holds of a sample 示例 where its short file is silent. The compiler lets no other item be silent.

use super::{Pace, Silence};
use crate::decider::Text;
use crate::time::Limit;

/// Of everything else the file must tell (`yimen lint`): a county's own item says so itself.
pub(super) fn pace() -> Pace {
    Pace::Promised
}

/// Three working days, within the five of the Licensing Law for licences (Art. 32).
pub(super) fn reply_limit() -> Limit {
    Limit::working_days(3)
}

/// Silence accepts only by a law, and a sample names none.
pub(super) fn silence() -> Silence {
    Silence::Overruns
}

/// One working day, as most of the county's own items promise.
pub(super) fn delivery_limit() -> Limit {
    Limit::working_days(1)
}

/// Fifteen working days, as the county's own items give.
pub(super) fn correction_limit() -> Limit {
    Limit::working_days(15)
}

/// What is open against every decision of an organ (Administrative Reconsideration Law Art. 20,
/// Administrative Litigation Law Art. 46).
pub(super) fn remedies() -> Vec<Text> {
    vec![
        Text::new(
            "自收到决定之日起六十日内，可以向本级人民政府申请行政复议。",
            "Within sixty days of receiving the decision you may apply to the government of this level for \
             administrative review.",
        ),
        Text::new(
            "自收到决定之日起六个月内，可以向人民法院提起行政诉讼。",
            "Within six months of receiving the decision you may bring an action before the people's court.",
        ),
    ]
}

/// Is the text of an item's file that of a sample? A key of the file's own stands before its first table.
pub fn is_sample(text: &str) -> bool {
    let own = text.lines().take_while(|line| !line.starts_with('['));
    let mut pairs = own.filter_map(|line| line.split_once('='));
    pairs.any(|(key, value)| {
        let value = value.split_once('#').map_or(value, |(value, _)| value);
        key.trim() == "sample" && value.trim() == "true"
    })
}

#[cfg(test)]
mod tests {
    //! A text says of itself whether it is a sample.

    use super::is_sample;

    #[test]
    fn a_sample_says_so_before_its_first_table() {
        assert!(is_sample("code = \"a\"\nsample = true # 示例\n\n[name]\nzh = \"甲\"\n"));
        assert!(!is_sample("code = \"a\"\nsample = false\n"));
        assert!(!is_sample("# sample = true\ncode = \"a\"\n"));
        assert!(!is_sample("code = \"a\"\n\n[bases]\nsample = true\n"));
    }
}
