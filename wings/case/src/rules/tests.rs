//! The law in diaries: one act a line, each with what follows from it, for a director to read and sign.
//!
//! A line says when, who, what, and after `->` what is then written, or the refusal. Events that time
//! alone made true come first, with the instant from which they are true.
#![allow(clippy::unwrap_used)]

/// Diaries, each a test of its own, and all of them together as `ALL`.
macro_rules! diaries {
    ($($(#[$why:meta])* $name:ident: $item:literal $text:literal)*) => {
        $($(#[$why])* #[test] fn $name() { crate::rules::tests::desk::check($item, $text); })*
        /// Item and text of every diary here.
        pub const ALL: &[(&str, &str)] = &[$(($item, $text)),*];
    };
}

mod accepting;
mod changes;
mod clocking;
mod closing;
mod consulting;
mod deciding;
mod desk;
mod ending;
mod extending;
mod filing;
mod handling;
mod hearing;
mod pledging;
mod prechecking;
mod proving;
mod publishing;
mod receiving;
mod taking_in;
mod together;
mod tolerance;
mod upward;
mod whole;
mod words;
