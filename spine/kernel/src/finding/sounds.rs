//! Words as they sound: pinyin in full (`jiehun`), its first letters (`gtgsh`), both beside characters
//! (`公司zhuce`), and another character of the same sound (`面管` for `面馆`), the slip of who types by sound.

use super::likeness;

/// How a character is read: every reading in small letters without tones, the commonest first (`ü` or `v`).
pub type Readings = fn(char) -> Vec<String>;

/// One character, with the ways to read it.
#[derive(Clone, Debug)]
struct Sounded {
    c: char,
    readings: Vec<Vec<char>>,
}

/// A text as it sounds, without its blanks.
#[derive(Clone, Debug)]
pub(super) struct Sounds(Vec<Sounded>);

/// Ways to read a character that are looked at: the commonest come first, and more only find more.
const READINGS: usize = 3;
/// First letters that must be given unless they stand for the whole name: two letters fit everywhere.
const LETTERS: usize = 3;
/// Letters of a word from which one of them may be wrong, or some of its syllables be cut short.
const WRONG: usize = 5;

/// How far into what was asked a reading of it has come, and how.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Way {
    at: usize,
    /// Characters given by their first letter.
    short: usize,
    /// Characters given by another of the same sound.
    slips: usize,
}

impl Sounds {
    /// Of a text, with the readings of its characters.
    pub fn of(text: &[char], readings: Readings) -> Self {
        let sounded = |c: &char| {
            let all = if c.is_ascii() { Vec::new() } else { readings(*c) };
            let all = all.iter().take(READINGS).map(|r| r.replace('ü', "v").chars().collect());
            let c = if *c == 'ü' { 'v' } else { *c };
            Sounded { c, readings: all.filter(|r: &Vec<char>| !r.is_empty()).collect() }
        };
        Self(text.iter().filter(|c| **c != ' ').map(sounded).collect())
    }

    /// Does what was asked sound like something in this name?
    pub fn has(&self, asked: &Sounds) -> bool {
        let letters = asked.0.iter().filter(|s| s.c.is_ascii_alphabetic()).count();
        asked.0.len() > 1 && (0..self.0.len()).any(|from| self.stands(&asked.0, from, letters))
    }

    /// The same, from one of its characters on.
    fn stands(&self, asked: &[Sounded], from: usize, letters: usize) -> bool {
        let mut ways = vec![Way { at: 0, short: 0, slips: 0 }];
        for (n, sounded) in self.0[from..].iter().enumerate() {
            let mut next = Vec::new();
            for way in ways.iter().flat_map(|way| sounded.after(asked, *way)) {
                if !next.contains(&way) {
                    next.push(way);
                }
            }
            let (given, whole) = (n + 1, from == 0 && n + 1 == self.0.len());
            let said = |way: &Way| way.at == asked.len() && way.says(given, letters, asked.len() - letters);
            if next.iter().any(|way| said(way) && (way.short == 0 || whole || letters >= LETTERS)) {
                return true;
            }
            ways = next.into_iter().filter(|way| way.at < asked.len()).collect();
            if ways.is_empty() {
                return false;
            }
        }
        false
    }

    /// Is a word of Latin letters nearly how some of it is spelt, in one letter, or as southerners say it
    /// (`z` for `zh`, `n` for `ng`)?
    pub fn nearly(&self, asked: &[char]) -> bool {
        if asked.len() < LETTERS || !asked.iter().all(char::is_ascii_alphabetic) {
            return false;
        }
        let wrong = |spelt: &[char]| {
            let long = spelt.len().abs_diff(asked.len()) <= 1 && asked.len() >= WRONG;
            long && likeness::nearly(spelt, asked)
        };
        let plain = plainly(asked);
        (0..self.0.len()).any(|from| {
            let mut spelt = Vec::new();
            let mut read = self.0[from..].iter().map_while(|sounded| sounded.readings.first()).enumerate();
            read.any(|(n, syllable)| {
                spelt.extend_from_slice(syllable);
                n > 0 && (wrong(&spelt) || plainly(&spelt) == plain)
            })
        })
    }
}

impl Sounded {
    /// The ways on from here over this character of a name.
    fn after(&self, asked: &[Sounded], way: Way) -> Vec<Way> {
        let rest = &asked[way.at..];
        let Some(first) = rest.first() else { return Vec::new() };
        if first.c == self.c {
            return vec![Way { at: way.at + 1, ..way }];
        }
        if first.readings.iter().any(|reading| self.readings.contains(reading)) {
            return vec![Way { at: way.at + 1, slips: way.slips + 1, ..way }];
        }
        let mut all = Vec::new();
        for reading in &self.readings {
            let same = reading.iter().zip(rest).take_while(|(a, b)| **a == b.c).count();
            if same == reading.len() || (same == rest.len() && same > 1) {
                all.push(Way { at: way.at + same, ..way });
            }
            if same > 0 {
                all.push(Way { at: way.at + 1, short: way.short + 1, ..way });
            }
            if same > 1 && reading[1] == 'h' {
                all.push(Way { at: way.at + 2, short: way.short + 1, ..way });
            }
        }
        all
    }
}

impl Way {
    /// Is it one way of writing throughout, or long enough to be sure of? So many characters are given, by
    /// so many letters and so many characters.
    fn says(self, given: usize, letters: usize, others: usize) -> bool {
        let sure = self.short == 0 || self.short + others == given || letters >= WRONG;
        given > 1 && sure && self.slips <= 1
    }
}

/// Spelt as southerners say it.
fn plainly(letters: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in letters {
        match (out.last(), c) {
            (Some('z' | 'c' | 's'), 'h') | (Some('n'), 'g') => {}
            _ => out.push(*c),
        }
    }
    out
}
