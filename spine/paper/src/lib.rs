//! The printing room: typed documents go in, PDF bytes come out.
//!
//! It knows fonts, QR codes and how a paper looks; it knows no clock, no store and no wing. The same document
//! and fonts give the same bytes. A character that no font has is refused ([`NotDrawn`]), never printed as a
//! box. Bytes once issued are kept by whoever asked: nothing is ever drawn again to replace them.

mod code;
mod drawn;
mod face;
mod flow;
mod font;
mod handbook;
pub mod limits;
mod lines;
mod notice;
mod seal;
mod sheet;

pub use drawn::{Absent, NotDrawn};
pub use face::{Face, face, face_fits};
pub use flow::{Column, List};
pub use font::Fonts;
pub use handbook::{Chapter, Handbook, Part, handbook};
pub use notice::{Kind, Notice, notice, notice_fits};
