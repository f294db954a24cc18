//! What a licence does not allow yet, in words, for its holder and for whoever verifies it.

use house::web::page::Frame;
use house::web::parts;
use maud::{Markup, html};

use super::day;
use crate::views::Blocked;

/// A note above everything else; nothing where nothing is blocked.
pub(super) fn drawn(see: &Frame, blocks: &[Blocked]) -> Markup {
    if blocks.is_empty() {
        return html! {};
    }
    parts::note(&html! { @for block in blocks { p {
        strong { (see.of(&block.words)) (see.say("。", ". ")) }
        @if let Some(by) = day(&block.by) {
            @let date = html! { time datetime=(by) { (see.lang.day_full(by)) } };
            @if block.broken {
                (see.say("承诺 ", "It was promised by ")) (date) (see.say(" 以前补交，没有补交。", " and never came."))
            } @else {
                (see.say("承诺 ", "It is promised by ")) (date) (see.say(" 以前补交。", "."))
            }
        }
    } } })
}
