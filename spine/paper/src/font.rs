//! The fonts: one embedded for everything, the machine's own only for a rare character.

use std::collections::BTreeMap;
use std::path::Path;

use krilla::text::{Font, GlyphId};
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

/// WenQuanYi Micro Hei, Apache-2.0 (fonts/README.md).
static EMBEDDED: &[u8] = include_bytes!("../fonts/wqy-microhei.ttc");

/// Where Debian's `fonts-noto-cjk` puts its sans-serif faces.
const SYSTEM: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// Scripts that must be shaped, joined, stacked or turned round, which this room does not do; marks that
/// change the character before them; characters whose shape is private. Printed one by one they would be
/// wrong, so they count as absent.
const UNSET: &[(char, char)] = &[
    ('\u{0300}', '\u{036F}'),
    ('\u{0590}', '\u{0DFF}'),
    ('\u{0E31}', '\u{0E4E}'),
    ('\u{0F00}', '\u{109F}'),
    ('\u{1100}', '\u{11FF}'),
    ('\u{1780}', '\u{18AF}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{2028}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{20D0}', '\u{20FF}'),
    ('\u{302A}', '\u{302F}'),
    ('\u{E000}', '\u{F8FF}'),
    ('\u{FB1D}', '\u{FE0F}'),
    ('\u{FE20}', '\u{FE2F}'),
    ('\u{FE70}', '\u{FEFF}'),
    ('\u{FFF0}', '\u{FFFF}'),
    ('\u{E0000}', '\u{10FFFF}'),
];

/// Faces of one font file that are looked at: a collection of all Chinese and Korean styles has ten.
const FACES: u32 = 16;

/// Every character the embedded font has, by face.
struct FaceOf {
    font: Font,
    /// Glyph and advance in ems.
    glyphs: BTreeMap<char, (u32, f32)>,
}

/// The fonts a paper may be set in, the embedded one first.
///
/// Reading them takes a few milliseconds and tens of megabytes: make one and keep it.
pub struct Fonts {
    faces: Vec<FaceOf>,
    /// A bit for each character of the first plane that can be set.
    plain: Vec<u64>,
}

/// One character found in one face.
#[derive(Clone, Copy)]
pub(crate) struct Glyph {
    /// The face's place in `Fonts`.
    pub face: usize,
    /// The glyph in that face.
    pub id: GlyphId,
    /// The advance in ems.
    pub advance: f32,
}

impl Fonts {
    /// The embedded font alone: the same on every machine.
    pub fn embedded() -> Fonts {
        let face = face(EMBEDDED.into(), EMBEDDED, 0).expect("the embedded font is a font");
        Fonts::of(vec![face])
    }

    /// The embedded font, then the machine's Noto Sans CJK SC for what the first lacks (rare names).
    ///
    /// Where the machine has no such font this is [`Fonts::embedded`].
    pub fn with_system() -> Fonts {
        Fonts::with_file(Path::new(SYSTEM))
    }

    /// The embedded font, then the simplified Chinese face of that file, if there is one.
    pub fn with_file(path: &Path) -> Fonts {
        let mut fonts = Fonts::embedded();
        if let Ok(bytes) = std::fs::read(path)
            && let Some(index) = simplified(&bytes)
        {
            let data: krilla::Data = bytes.clone().into();
            fonts.faces.extend(face(data, &bytes, index));
        }
        Fonts::of(fonts.faces)
    }

    fn of(faces: Vec<FaceOf>) -> Fonts {
        let mut fonts = Fonts { faces, plain: Vec::new() };
        fonts.plain = vec![0; 0x1_0000 / 64];
        let all = fonts.faces.iter().flat_map(|face| face.glyphs.keys().copied());
        let found: Vec<char> = all.filter(|c| fonts.glyph(*c).is_some()).collect();
        for c in found {
            if let Some((word, bit)) = bit(c).and_then(|(at, bit)| Some((fonts.plain.get_mut(at)?, bit))) {
                *word |= bit;
            }
        }
        fonts
    }

    /// After those that are there, the faces of this font file; a file that is no font adds none.
    pub fn add(&mut self, path: &Path) {
        let Ok(bytes) = std::fs::read(path) else { return };
        let data: krilla::Data = bytes.clone().into();
        let all = (0..FACES).map_while(|index| FontRef::from_index(&bytes, index).ok().map(|_| index));
        self.faces.extend(all.filter_map(|index| face(data.clone(), &bytes, index)));
        *self = Fonts::of(std::mem::take(&mut self.faces));
    }

    /// Whether this character can be printed.
    pub fn has(&self, c: char) -> bool {
        match bit(c).and_then(|(at, bit)| Some(self.plain.get(at)? & bit)) {
            Some(found) => found != 0,
            None => self.glyph(c).is_some(),
        }
    }

    /// The glyph of a character, in the first face that has it.
    pub(crate) fn glyph(&self, c: char) -> Option<Glyph> {
        if c.is_control() || UNSET.iter().any(|(from, to)| (*from..=*to).contains(&c)) {
            return None;
        }
        self.faces.iter().enumerate().find_map(|(at, face)| {
            let (id, advance) = *face.glyphs.get(&c)?;
            Some(Glyph { face: at, id: GlyphId::new(id), advance })
        })
    }

    /// The face at that place.
    pub(crate) fn face(&self, at: usize) -> Font {
        self.faces[at].font.clone()
    }

    /// How wide a text is, in ems; a character that no face has counts as one.
    pub(crate) fn ems(&self, text: &str) -> f32 {
        text.chars().map(|c| self.glyph(c).map_or(1.0, |g| g.advance)).sum()
    }
}

/// The place of a character among the bits.
fn bit(c: char) -> Option<(usize, u64)> {
    let code = usize::try_from(u32::from(c)).ok()?;
    (code < 0x1_0000).then(|| (code / 64, 1 << (code % 64)))
}

/// Reads one face: its characters with their glyphs and advances.
fn face(data: krilla::Data, bytes: &[u8], index: u32) -> Option<FaceOf> {
    let font = Font::new(data, index)?;
    let face = FontRef::from_index(bytes, index).ok()?;
    let metrics = face.glyph_metrics(Size::new(1.0), LocationRef::default());
    let read = |(code, id): (u32, skrifa::GlyphId)| {
        let c = char::from_u32(code)?;
        let advance = metrics.advance_width(id)?;
        (id.to_u32() != 0).then_some((c, (id.to_u32(), advance)))
    };
    let glyphs = face.charmap().mappings().filter_map(read).collect();
    Some(FaceOf { font, glyphs })
}

/// The face of a collection whose name says simplified Chinese, proportional.
fn simplified(bytes: &[u8]) -> Option<u32> {
    let name = |face: &FontRef<'_>| {
        face.localized_strings(StringId::FAMILY_NAME).english_or_first().map(|s| s.to_string())
    };
    let fits = |name: &str| name.ends_with(" SC") && !name.contains("Mono");
    (0..64)
        .map_while(|index| Some((index, FontRef::from_index(bytes, index).ok()?)))
        .find(|(_, face)| name(face).is_some_and(|n| fits(&n)))
        .map(|(index, _)| index)
}
