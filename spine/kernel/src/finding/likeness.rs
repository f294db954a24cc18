//! One wrong character: another one, one too few, one too many, or two that changed places.

/// Is one text the other but for at most one character?
pub(super) fn nearly(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[head..], &long[head..]);
    match long.len() - short.len() {
        0 => {
            let swapped = match (short, long) {
                ([a, b, rest @ ..], [c, d, after @ ..]) => (a, b, rest) == (d, c, after),
                _ => false,
            };
            swapped || short.get(1..).unwrap_or_default() == long.get(1..).unwrap_or_default()
        }
        1 => *short == long[1..],
        _ => false,
    }
}

/// Does something that is nearly this word stand in the text? A word of one character is never nearly
/// another; one of two must stand there changed about, or with one character between them: half of a word
/// says nothing. Another character of the same sound is heard elsewhere.
pub(super) fn inside(word: &[char], text: &[char]) -> bool {
    match word {
        [] | [_] => false,
        [first, second] => {
            let swapped = text.windows(2).any(|some| some == [*second, *first]);
            swapped || text.windows(3).any(|some| some[0] == *first && some[2] == *second)
        }
        _ => alike(word, text),
    }
}

/// Characters of a word so short that two of three say nothing where the text goes on.
const SHORT: usize = 3;

/// Does something that is nearly this word of three characters or more stand in the text? Two characters of
/// three say little, unless they are a name of their own.
pub(super) fn alike(word: &[char], text: &[char]) -> bool {
    let n = word.len();
    let widths = if n <= SHORT && text.len() > SHORT { [n, n, n + 1] } else { [n, n - 1, n + 1] };
    widths.into_iter().any(|width| text.windows(width).any(|some| nearly(word, some)))
}

/// A word of Latin letters.
pub(super) struct Latin<'a>(pub &'a [char]);

/// Letters from which a Latin word may be wrong in one of them: `shop` and `ship` are two words.
const LATIN: usize = 5;

impl Latin<'_> {
    /// Is it nearly this word, or the beginning of it?
    pub fn is_nearly(&self, token: &[char]) -> bool {
        let n = self.0.len();
        let begins = |width: usize| token.get(..width).is_some_and(|some| nearly(self.0, some));
        n >= LATIN && (nearly(self.0, token) || [n, n - 1, n + 1].into_iter().any(begins))
    }
}
