//! What people write about themselves: texts made safe to keep and show, names and numbers masked.

use crate::decider::Text;
use std::fmt;

#[cfg(test)]
mod tests;

/// Why a text cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFault {
    /// The rule: `empty`, `long`, `control`, `bidi`, `invisible`, `lost`, `phone`.
    pub code: &'static str,
    /// What, where and how to mend it, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// The place of the wrong character in the trimmed text, from 1; `None` when no single one is wrong.
    pub at: Option<usize>,
}

impl fmt::Display for TextFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for TextFault {}

impl TextFault {
    /// The fault as one text in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.zh.clone(), self.en.clone())
    }

    fn new(code: &'static str, zh: String, en: String) -> TextFault {
        TextFault { code, zh, en, at: None }
    }
}

/// Trims a text of one line and refuses what could deceive or break: control characters (tabs and line
/// ends too), characters that turn the writing direction, invisible and lost characters, more than
/// `max_chars` characters. An empty text is allowed: whether an answer is needed is for the form to say.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn clean(text: &str, max_chars: usize) -> Result<String, TextFault> {
    cleaned(text.trim(), max_chars, false)
}

/// [`clean`] for a text of several lines: line ends are allowed and written `\n`.
///
/// # Errors
/// As [`clean`].
pub fn clean_lines(text: &str, max_chars: usize) -> Result<String, TextFault> {
    cleaned(text.replace("\r\n", "\n").trim(), max_chars, true)
}

fn cleaned(text: &str, max_chars: usize, lines: bool) -> Result<String, TextFault> {
    for (i, c) in text.chars().enumerate() {
        if c == '\n' && lines {
            continue;
        }
        if let Some((code, zh, en)) = unfit(c) {
            let (at, point) = (i + 1, u32::from(c));
            let zh = format!("第 {at} 个字符是{zh}（U+{point:04X}），请删去");
            let en = format!("character {at} is {en} (U+{point:04X}); please delete it");
            return Err(TextFault { at: Some(at), ..TextFault::new(code, zh, en) });
        }
    }
    let length = text.chars().count();
    if length > max_chars {
        let over = length - max_chars;
        return Err(TextFault::new(
            "long",
            format!("最多 {max_chars} 个字，现在是 {length} 个，请删去 {over} 个"),
            format!("at most {max_chars} characters, now {length}; please remove {over}"),
        ));
    }
    Ok(text.to_owned())
}

/// Why a character may not stand in a text; `None` when it may.
fn unfit(c: char) -> Option<(&'static str, &'static str, &'static str)> {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => {
            Some(("bidi", "改变书写方向的不可见字符", "an invisible one that turns the writing direction"))
        }
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {
            Some(("invisible", "不占宽度的不可见字符", "an invisible one without width"))
        }
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => {
            Some(("control", "换行或制表符", "a line end or tab"))
        }
        // what stands where bytes made no character: nobody typed it
        '\u{FFFD}' => Some(("lost", "一个没有传到的字", "one that was lost on its way")),
        c if c.is_control() => Some(("control", "控制字符", "a control character")),
        _ => None,
    }
}

/// [`clean`] for a name, which may not be empty. The middle dot of names (·) and blanks inside are kept.
///
/// # Errors
/// As [`clean`], and `empty`.
pub fn clean_name(text: &str, max_chars: usize) -> Result<String, TextFault> {
    let name = clean(text, max_chars)?;
    if name.is_empty() {
        return Err(TextFault::new("empty", "请填写姓名或名称".to_owned(), "please give a name".to_owned()));
    }
    Ok(name)
}

/// Surnames of two characters that are in common use.
const DOUBLE_SURNAMES: [&str; 18] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "尉迟", "皇甫", "令狐", "慕容",
    "宇文", "长孙", "公孙", "轩辕", "端木",
];

/// A person's name as others see it: `王小明` → `王某某`, `王明` → `王某`, `欧阳小明` → `欧阳某某`,
/// `阿依古丽·买买提` → `阿某某`, `John Smith` → `J***`. At most two 某 stand, so that a long name is not told by
/// its length.
pub fn mask_name(name: &str) -> String {
    let chars: Vec<char> = name.trim().chars().collect();
    let Some(first) = chars.first() else { return String::new() };
    if first.is_ascii() {
        return format!("{first}***");
    }
    let shown: String = chars.iter().take(2).collect();
    let kept = if chars.len() > 2 && DOUBLE_SURNAMES.contains(&shown.as_str()) { 2 } else { 1 };
    let surname: String = chars.iter().take(kept).collect();
    surname + &"某".repeat(chars.len().saturating_sub(kept).clamp(1, 2))
}

/// What names of organisations end in: kept, because it says what kind of thing it is.
const FORMS: [&str; 8] =
    ["股份有限公司", "有限责任公司", "有限公司", "专业合作社", "合作社", "事务所", "委员会", "个体工商户"];

/// An organisation's name as others see it: where it is and what kind of thing it is, two stars between
/// however long that was. `青岭县山里人家面馆` → `青岭县**面馆`, `青岭云山茶业有限公司` →
/// `青岭**有限公司`, `Qingling Tea Ltd` → `Q***`.
pub fn mask_organisation(name: &str) -> String {
    let name = name.trim();
    let chars: Vec<char> = name.chars().collect();
    let Some(first) = chars.first() else { return String::new() };
    if first.is_ascii() {
        return format!("{first}***");
    }
    if chars.len() == 1 {
        return "**".to_owned();
    }
    let place = chars.iter().take(6).rposition(|c| "省市区县".contains(*c)).map(|at| at + 1);
    let form = FORMS.iter().find(|form| name.ends_with(**form)).map(|form| form.chars().count());
    let (mut head, mut tail) = (place.unwrap_or(2), form.unwrap_or(2));
    while head + tail >= chars.len() {
        // nothing would be hidden: show less
        if tail > 1 { tail -= 1 } else { head -= 1 }
    }
    let shown = |part: &[char]| part.iter().collect::<String>();
    format!("{}**{}", shown(&chars[..head]), shown(&chars[chars.len() - tail..]))
}

/// The first `head` and last `tail` characters, stars between; all stars when nothing would be hidden.
fn starred(text: &str, head: usize, tail: usize) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let hidden = chars.len().saturating_sub(head + tail);
    if hidden == 0 {
        return "*".repeat(chars.len());
    }
    let front: String = chars[..head].iter().collect();
    let back: String = chars[chars.len() - tail..].iter().collect();
    format!("{front}{}{back}", "*".repeat(hidden))
}

/// An identity number as others see it: the first six and last four, `449921********0012`; a shorter number
/// of another document (a passport) keeps its first and last two.
pub fn mask_id(id: &str) -> String {
    let (head, tail) = if id.trim().chars().count() >= 15 { (6, 4) } else { (2, 2) };
    starred(id, head, tail)
}

/// A phone number as others see it: `138****0668`.
pub fn mask_phone(phone: &str) -> String {
    starred(phone, 3, 4)
}

/// Checks a mobile number of the mainland: 11 digits beginning with 1. Blanks, hyphens, full-width digits
/// and a leading +86 are mended.
///
/// # Errors
/// `phone`, with how many digits there are or which character is wrong.
pub fn phone(text: &str) -> Result<String, TextFault> {
    let fault = |zh: String, en: String, at| TextFault { at, ..TextFault::new("phone", zh, en) };
    let plain = |c: char| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let text: String = text.chars().map(plain).filter(|c| !c.is_whitespace() && *c != '-').collect();
    let number = text.strip_prefix("+86").unwrap_or(&text);
    if let Some(i) = number.chars().position(|c| !c.is_ascii_digit()) {
        let at = i + 1;
        return Err(fault(
            format!("手机号只能是数字，第 {at} 位不是"),
            format!("a mobile number has digits only; character {at} is none"),
            Some(at),
        ));
    }
    match number.len() {
        11 if number.starts_with('1') => Ok(number.to_owned()),
        11 => Err(fault(
            "手机号应以 1 开头，请核对".to_owned(),
            "a mobile number begins with 1; please check it".to_owned(),
            Some(1),
        )),
        n => {
            let (zh, en) = if n < 11 { ("补上", "add") } else { ("删去", "remove") };
            let by = n.abs_diff(11);
            Err(fault(
                format!("手机号应是 11 位，现在是 {n} 位。请{zh} {by} 位"),
                format!("a mobile number has 11 digits, not {n}; please {en} {by}"),
                None,
            ))
        }
    }
}
