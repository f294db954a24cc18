//! Breaking Chinese text into lines: what may not begin a line, what may not end one, what stays together.

use crate::font::Fonts;

/// Characters that may not begin a line (GB/T 15834-2011 §5.1).
const NO_START: &str = "，。、；：？！）〕】》〉」』”’…—·％‰℃～々,.;:?!)]}%";
/// Characters that may not end a line.
const NO_END: &str = "（〔【《〈「『“‘([{¥￥№";
/// Closing marks whose right half is empty: at the end of a line they may stand half outside.
const HALF: &str = "，。、；：？！）〕】》〉」』";
/// Signs of a date or a count, kept with their figure.
const COUNTED: &str = "年月日号元份个条款项人天页时分";

/// One line: its text, and what to add after each character, in ems, so that its right edge is straight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub text: String,
    pub spread: f32,
    /// How far from the left edge it begins, in ems.
    pub indent: f32,
}

/// Breaks a text into lines of `width` ems, the first of each paragraph indented by `indent` ems.
/// A newline in the text begins a new paragraph. An empty text has no lines.
pub(crate) fn broken(fonts: &Fonts, text: &str, width: f32, indent: f32) -> Vec<Line> {
    let plain = text.replace('\t', " ");
    let paragraphs = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    paragraphs.flat_map(|paragraph| of_paragraph(fonts, paragraph, width, indent)).collect()
}

fn of_paragraph(fonts: &Fonts, text: &str, width: f32, indent: f32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut line, mut used, mut start) = (String::new(), 0.0_f32, indent);
    for unit in units(fonts, text, width) {
        let ems = fonts.ems(&unit);
        let hang = if unit.ends_with(|c| HALF.contains(c)) { 0.5 } else { 0.0 };
        let room = width - start;
        let trailing = if unit == " " { 0.0 } else { ems - hang };
        if !line.is_empty() && used + trailing > room + 0.001 {
            lines.push(filled(fonts, &line, room, start));
            (line, used, start) = (String::new(), 0.0, 0.0);
        }
        if line.is_empty() && unit == " " {
            continue;
        }
        used += ems;
        line.push_str(&unit);
    }
    if !line.is_empty() {
        lines.push(Line { text: line.trim_end().to_owned(), spread: 0.0, indent: start });
    }
    lines
}

/// A line that is not the last: spread to the edge, unless that would tear it apart.
fn filled(fonts: &Fonts, line: &str, room: f32, indent: f32) -> Line {
    let text = line.trim_end().to_owned();
    let left = room - fonts.ems(&text);
    let gaps = text.chars().count().saturating_sub(1);
    let gaps = u16::try_from(gaps).map_or(f32::MAX, f32::from).max(1.0);
    let spread = left / gaps;
    let spread = if (-0.05..=0.12).contains(&spread) { spread } else { 0.0 };
    Line { text, spread, indent }
}

/// Whether a character sticks to its like: a word, a number, an address on the net.
fn in_word(c: char) -> bool {
    c.is_ascii_graphic() || (c.is_alphanumeric() && u32::from(c) < 0x2E80)
}

/// Cuts a text into the pieces that no line may break, in order.
fn units(fonts: &Fonts, text: &str, width: f32) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut glue = false;
    for c in text.chars() {
        let before = found.last().and_then(|unit| unit.chars().next_back());
        let sticks = before.is_some_and(|b| {
            (glue && c != ' ')
                || NO_START.contains(c)
                || (in_word(b) && in_word(c))
                || (b.is_ascii_digit() && COUNTED.contains(c))
        });
        glue = NO_END.contains(c);
        match found.last_mut() {
            Some(unit) if sticks && before != Some(' ') => unit.push(c),
            _ => found.push(c.to_string()),
        }
    }
    found.into_iter().flat_map(|unit| cut(fonts, unit, width)).collect()
}

/// A piece wider than the line itself is cut: after the points and strokes of an address or an identifier,
/// and where there are none, anywhere.
fn cut(fonts: &Fonts, unit: String, width: f32) -> Vec<String> {
    let most = (width - 2.0).max(1.0);
    if fonts.ems(&unit) <= most {
        return vec![unit];
    }
    let parts = unit.split_inclusive(['.', '/', '-', '_', '&', '=']);
    parts.flat_map(|part| if fonts.ems(part) <= most { vec![part.to_owned()] } else { letters(part) }).fold(
        Vec::new(),
        |mut found: Vec<String>, piece| {
            let first = piece.chars().next().unwrap_or(' ');
            match found.last_mut() {
                Some(before) if before.chars().count() < 4 && clings(before, first) => {
                    before.push_str(&piece)
                }
                _ => found.push(piece),
            }
            found
        },
    )
}

/// A part's characters, a closing mark kept with what it closes.
fn letters(part: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for c in part.chars() {
        match found.last_mut() {
            Some(piece) if piece.chars().count() < 4 && clings(piece, c) => piece.push(c),
            _ => found.push(c.to_string()),
        }
    }
    found
}

/// Whether even a piece that must be cut keeps this character beside the one before it.
fn clings(piece: &str, c: char) -> bool {
    (NO_START.contains(c) && !c.is_ascii()) || piece.ends_with(|b| NO_END.contains(b))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const LAW: &str = "你（单位）于2026年3月2日提出的食品经营许可（餐饮）申请，材料齐全，符合法定形式。根据\
        《中华人民共和国行政许可法》第三十二条第一款第（五）项，本机关决定“予以受理”；详见 https://example.cn/a/b。";

    #[test]
    fn no_line_begins_or_ends_wrongly_at_any_width() {
        let fonts = Fonts::embedded();
        for tenths in 60..400_u16 {
            let lines = broken(&fonts, LAW, f32::from(tenths) / 10.0, 2.0);
            let whole: String = lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(whole.replace(' ', ""), LAW.replace(' ', ""), "nothing is lost");
            for line in &lines {
                let (first, last) = (line.text.chars().next().unwrap(), line.text.chars().last().unwrap());
                assert!(!NO_START.contains(first) || first.is_ascii(), "begins wrongly: {}", line.text);
                assert!(!NO_END.contains(last), "ends wrongly: {}", line.text);
            }
        }
    }

    #[test]
    fn a_line_is_never_wider_than_half_a_mark_outside() {
        let fonts = Fonts::embedded();
        for line in broken(&fonts, &"申请，材料（齐全）。".repeat(40), 33.0, 2.0) {
            let wide = fonts.ems(&line.text) + line.indent;
            assert!(wide <= 33.51, "{wide} ems: {}", line.text);
        }
    }

    #[test]
    fn a_word_without_end_is_cut_rather_than_run_off_the_paper() {
        let fonts = Fonts::embedded();
        let lines = broken(&fonts, &"w".repeat(300), 20.0, 0.0);
        assert!(lines.len() > 5 && lines.iter().all(|line| fonts.ems(&line.text) <= 20.01));
        let closers = broken(&fonts, &"）".repeat(100), 20.0, 0.0);
        assert!(closers.iter().all(|line| fonts.ems(&line.text) <= 20.51), "{closers:?}");
    }

    #[test]
    fn a_figure_keeps_its_sign_and_newlines_make_paragraphs() {
        let fonts = Fonts::embedded();
        let lines = broken(&fonts, "自二〇二六年起算2026年", 10.0, 0.0);
        assert_eq!(lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["自二〇二六年起算", "2026年"]);
        let lines = broken(&fonts, "一\r\n\n二", 10.0, 2.0);
        assert_eq!(
            lines.iter().map(|l| (l.text.as_str(), l.indent)).collect::<Vec<_>>(),
            [("一", 2.0), ("二", 2.0)]
        );
    }
}
