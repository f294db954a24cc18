//! How characters are read, so that items are found by who types pinyin. The one file that names the crate.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Every reading of a character, the commonest first, without tones: `["xing", "hang"]`; none where it is no
/// Chinese character.
pub fn readings(c: char) -> Vec<String> {
    let first = c.to_pinyin().map(|one| one.plain());
    let others = c.to_pinyin_multi().into_iter().flatten().map(|one| one.plain());
    let mut all: Vec<String> = Vec::new();
    for reading in first.into_iter().chain(others) {
        if !all.iter().any(|known| known == reading) {
            all.push(reading.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn the_commonest_reading_comes_first() {
        assert_eq!(readings('行')[0], "xing");
        assert!(readings('行').contains(&"hang".to_owned()));
        assert_eq!(readings('证'), ["zheng"]);
        assert_eq!(readings('a'), Vec::<String>::new());
    }
}
