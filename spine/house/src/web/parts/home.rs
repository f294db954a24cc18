//! Where somebody begins: search, shelves of life events, the gatehouse over the hills, the steps ahead.

use kernel::limits::SEARCH_CHARS;
use maud::{Markup, html};

use super::{Tag, tag};
use crate::web::page::Frame;

/// A card on a shelf.
#[derive(Clone, Debug)]
pub struct Card {
    /// The door plate 门牌: one character, beside full words.
    pub plate: String,
    /// Where the whole card leads.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// One line saying what is in it.
    pub line: String,
}

/// Cards in a grid; a ruled list on phones.
pub fn shelf(cards: &[Card]) -> Markup {
    html! { ul.shelf { @for card in cards { li {
        span.plate aria-hidden="true" lang="zh-CN" { (card.plate) }
        div { a href=(card.href) { (card.name) } @if !card.line.is_empty() { p { (card.line) } } }
    } } } }
}

/// The search: one field named `q`; the placeholder is an example, the label is real.
pub fn search(see: &Frame, action: &str, value: &str) -> Markup {
    html! {
        form.search role="search" method="get" action=(action) {
            label.vh for="f-q" {
                (see.say("说出要办的事，比如：开面馆、孩子上学", "Say what you need, for example: open a noodle shop"))
            }
            input #f-q type="search" name="q" value=(value) autocomplete="off" maxlength=(SEARCH_CHARS)
                placeholder=(see.say("比如：开面馆、孩子上学", "For example: open a noodle shop"));
            button { (see.say("搜索", "Search")) }
        }
    }
}

/// A step of an application, with its state in words.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is.
    pub name: String,
    /// Where it leads; none where it cannot be entered yet.
    pub href: Option<String>,
    /// Its state: 完成, 2 处要改, 未开始.
    pub state: String,
    /// How the state looks; none for soft words.
    pub tag: Option<Tag>,
    /// Is this page it?
    pub here: bool,
}

/// The steps of an application, numbered.
pub fn tasks(steps: &[Step]) -> Markup {
    html! { ol.tasks { @for step in steps { li {
        @match (&step.href, step.here) {
            (_, true) => span aria-current="step" { (step.name) },
            (Some(href), false) => a href=(href) { (step.name) },
            (None, false) => span { (step.name) },
        }
        @match step.tag {
            Some(kind) => (tag(kind, &step.state)),
            None => span.soft.small { (step.state) },
        }
    } } } }
}

/// The top of the home page: gatehouse and hills, the question that is the `h1`, the search, and links to
/// what people ask for most (address and words). For a page that is [`bare`](crate::web::page::Page::bare).
pub fn hero(see: &Frame, action: &str, often: &[(String, String)]) -> Markup {
    html! {
        div.hero {
            (hills())
            div.wrap {
                (gate())
                h1 { (see.say("今天要办什么？", "What do you need today?")) }
                (search(see, action, ""))
                @if !often.is_empty() { ul.less {
                    li { (see.say("常办：", "Often asked for:")) }
                    @for (href, words) in often { li { a href=(href) { (words) } } }
                } }
            }
        }
    }
}

fn hills() -> Markup {
    html! {
        svg.hills viewBox="0 0 1200 360" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            path fill="#cfe3d5" d="M0 318c90-34 170-40 260-18 110-58 190-62 300-10 70-60 130-96 200-96s120 \
                60 180 66c70-50 150-62 260-20v120H0z" {}
            path fill="#9cc4a9" d="M0 336c120-30 230-34 340-8 90-40 180-44 270-4 80-62 150-84 230-50 60-30 \
                110-34 170-8 70-22 130-20 190 2v92H0z" {}
            path fill="#14573f" d="M0 348c200-22 420-24 640-6 160-16 300-14 560-2v20H0z" {}
        }
    }
}

/// The gatehouse: one gate on the road through the hills.
fn gate() -> Markup {
    html! {
        svg.gate viewBox="786 66 364 294" aria-hidden="true" focusable="false" {
            path fill="#f3f6f2" d="M872 206h192v154H872z" {}
            path fill="#cfe3d5" d="M872 300c30-46 60-50 92-18 30-30 60-30 100 8v70H872z" {}
            path fill="#5c8f74" d="M872 330c60-26 120-28 192-4v34H872z" {}
            path fill="#14573f" d="M872 346q96-6 192 0v14H872z" {}
            path fill="#f3f6f2" d="M964 322c16 6 2 12-6 18-4 4-22 12-46 \
                20h112c-24-8-42-16-44-20-4-6 8-12-16-18z" {}
            path fill="#2f7556" d="M872 206l40 14v124l-40 14zM1064 206l-40 14v124l40 14z" {}
            path fill="none" stroke="#0c3d2c" stroke-width="2" d="M880 222l24 8v48l-24 4zM880 \
                294l24-4v44l-24 8zM1056 222l-24 8v48l24 4zM1056 294l-24-4v44l24 8z" {}
            path fill="#0c3d2c" d="M852 158h20v202h-20zM1064 158h20v202h-20zM852 158h232v50H852zM862 \
                86h212v11H862zM854 74c8 2 16 8 18 14h-18zM1082 74c-8 2-16 8-18 14h18zM878 97h180c14 24 40 \
                40 86 48l-8 13H800l-8-13c46-8 72-24 86-48z" {}
            path fill="#9cc4a9" d="M812 150h312v3H812z" {}
            path fill="none" stroke="#3f7a5d" stroke-width="3" d="M900 101c-6 18-16 32-30 44M934 101c-3 18-7 \
                32-13 44M968 101v44M1002 101c3 18 7 32 13 44M1036 101c6 18 16 32 30 44" {}
            path fill="#14573f" stroke="#9cc4a9" d="M926 164h84v38h-84z" {}
            text x="968" y="193" text-anchor="middle" font-family="Noto Serif CJK SC,Songti SC,SimSun,serif"
                font-size="27" font-weight="700" letter-spacing="4" fill="#fff" { "一门" }
        }
    }
}
