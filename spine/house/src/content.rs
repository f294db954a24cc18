//! What a file is, judged by its bytes and never by its name: six forms are taken, each looked into as far
//! as is needed to know that it does nothing but show.
//!
//! Bounded everywhere (`kernel::limits`): entries, unfolded bytes, pixels.

mod archive;
mod pdf;
mod picture;

use kernel::Text;

/// A form that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// PDF (ISO 32000).
    Pdf,
    /// JPEG (ISO/IEC 10918).
    Jpeg,
    /// PNG (ISO/IEC 15948).
    Png,
    /// OFD (GB/T 33190-2016).
    Ofd,
    /// Office Open XML text (ECMA-376).
    Docx,
    /// Office Open XML spreadsheet (ECMA-376).
    Xlsx,
}

/// Every form that is taken, as a person reads them.
pub const TAKEN: &str = "PDF、JPG、PNG、OFD、DOCX、XLSX";
/// What a file chooser offers first.
pub const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.ofd,.docx,.xlsx";

impl Form {
    /// Media types in which a file is handed out.
    pub const MEDIA: &[&str] = &[
        "application/pdf",
        "image/jpeg",
        "image/png",
        "application/ofd",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/octet-stream",
    ];

    /// As it is written in facts and at the end of names.
    pub fn code(self) -> &'static str {
        match self {
            Form::Pdf => "pdf",
            Form::Jpeg => "jpg",
            Form::Png => "png",
            Form::Ofd => "ofd",
            Form::Docx => "docx",
            Form::Xlsx => "xlsx",
        }
    }

    /// The media type of a code; bytes without a meaning for any other.
    pub fn media(code: &str) -> &'static str {
        match code {
            "pdf" => "application/pdf",
            "jpg" => "image/jpeg",
            "png" => "image/png",
            "ofd" => "application/ofd",
            "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/octet-stream",
        }
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing in it.
    Empty,
    /// None of the forms that are taken.
    Unknown,
    /// An old office file (OLE): DOC, XLS, or one with a password.
    OldOffice,
    /// It begins like one of the forms and cannot be read to its end.
    Broken,
    /// It is encrypted, so nobody can look into it.
    Locked,
    /// It would do something: scripts, macros, programs to start.
    Acts,
    /// It carries other files in it.
    Carries,
    /// It fetches something from elsewhere: links to other workbooks, DDE, remote templates.
    Fetches,
    /// It unfolds to more than anybody sends on purpose.
    Swells,
    /// A picture of more pixels than a machine should be asked to show.
    Vast,
}

impl Unfit {
    /// What is wrong and what to do, for the person who sent it.
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Unfit::Empty => ("这个文件是空的，请选另一个", "This file is empty. Choose another"),
            Unfit::Unknown => (
                "看内容，这不是我们收的格式（改名字没有用）。请用手机拍成照片，或者另存为 PDF 再交",
                "By its content this is not a form we take (renaming does not help). Photograph it, or save \
                 it as PDF",
            ),
            Unfit::OldOffice => (
                "这是旧版的 DOC 或 XLS，或者加了密码。请另存为 PDF 或 DOCX、XLSX 再交",
                "This is an old DOC or XLS, or has a password. Save it as PDF, DOCX or XLSX",
            ),
            Unfit::Broken => (
                "这个文件不完整，打不开。请重新扫描或者重新保存再交",
                "This file is not whole and cannot be opened. Scan or save it again",
            ),
            Unfit::Locked => (
                "这个文件加了密码，我们看不了。请去掉密码再交",
                "This file has a password, so we cannot look at it. Take the password off",
            ),
            Unfit::Acts => (
                "这个文件里有会自己运行的东西（脚本或者宏），不能收。请用“打印”另存为 PDF 再交",
                "Something in this file would run by itself (a script or macro). Print it to PDF first",
            ),
            Unfit::Carries => (
                "这个文件里还夹着别的文件，不能收。请把夹着的文件单独交",
                "This file carries other files in it. Hand those in on their own",
            ),
            Unfit::Fetches => (
                "这个文件会从别处取数据（外部链接或者 DDE），不能收。请另存为 PDF 再交",
                "This file fetches from elsewhere (external links or DDE). Save it as PDF and send that",
            ),
            Unfit::Swells => (
                "这个文件展开以后太大，不能收。请拆成几份，或者另存为 PDF 再交",
                "This file unfolds to far too much. Split it, or save it as PDF",
            ),
            Unfit::Vast => (
                "这张图的像素太多。请用 300 dpi 扫描，或者用手机拍照再交",
                "This picture has too many pixels. Scan it at 300 dpi, or photograph it",
            ),
        };
        Text::new(zh, en)
    }
}

/// What these bytes are.
///
/// # Errors
/// [`Unfit`]: none of the forms taken, not whole, or it would do more than show.
pub fn judge(bytes: &[u8]) -> Result<Form, Unfit> {
    match bytes {
        [] => Err(Unfit::Empty),
        [b'%', b'P', b'D', b'F', b'-', ..] => pdf::look(bytes).map(|()| Form::Pdf),
        [0xFF, 0xD8, 0xFF, ..] => picture::jpeg(bytes).map(|()| Form::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => picture::png(bytes).map(|()| Form::Png),
        [b'P', b'K', 3, 4, ..] => archive::look(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(Unfit::OldOffice),
        _ => Err(Unfit::Unknown),
    }
}

/// Unfold zlib or raw deflate, at most so many bytes. What came out is counted, or what went in where that is
/// more, whole or not: blocks that hold nothing cost time and no room, and may be read again and again.
fn unfold(folded: &[u8], zlib: bool, left: &mut usize) -> Result<Vec<u8>, Unfit> {
    use std::io::Read;
    let mut out = Vec::new();
    let bound = u64::try_from(*left).unwrap_or(u64::MAX).saturating_add(1);
    let (read, eaten) = if zlib {
        let mut decoder = flate2::read::ZlibDecoder::new(folded);
        (decoder.by_ref().take(bound).read_to_end(&mut out), decoder.total_in())
    } else {
        let mut decoder = flate2::read::DeflateDecoder::new(folded);
        (decoder.by_ref().take(bound).read_to_end(&mut out), decoder.total_in())
    };
    let eaten = usize::try_from(eaten).unwrap_or(usize::MAX);
    *left = left.checked_sub(out.len().max(eaten)).ok_or(Unfit::Swells)?;
    read.map(|_| out).map_err(|_| Unfit::Broken)
}

/// Where these bytes occur first.
fn find(all: &[u8], part: &[u8]) -> Option<usize> {
    all.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
#[path = "content/tests.rs"]
mod tests;
