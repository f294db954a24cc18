//! Keys of officers, said on the page and turned off there: what is common takes two of them. Without a
//! script nothing of this shows, and everything is a link or a button as before.

use maud::{Markup, html};

use crate::web::page::Frame;

/// The box that says which keys there are; a script shows it. `acts` where the page has an act to do.
pub fn keys(see: &Frame, acts: bool) -> Markup {
    let key = |key: &str, zh: &str, en: &str| {
        html! { li { kbd { (key) } " " (see.say(zh, en)) } }
    };
    html! {
        p.small role="status" id="keys-say"
            data-say=(see.say("再按一次 Y 就办：", "Press Y again to do this: ")) {}
        details id="keys" hidden {
            summary { (see.say("快捷键：按 ? 看", "Keys: press ?")) }
            div {
                ul.plain {
                    (key("N", "取下一件", "take the next case"))
                    @if acts {
                        (key("Y", "办最常办的一步，要按两次", "do the common act; press it twice"))
                    } @else {
                        (key("J", "下一行", "next row"))
                        (key("K", "上一行", "row before"))
                        (key("Enter", "打开这一行", "open this row"))
                        (key("/", "去查找", "go to the search"))
                    }
                    (key("?", "打开、收起这一段", "show or hide this"))
                }
                p.soft.small { (see.say(
                    "正在填写时不起作用。",
                    "They do nothing while you type into a field.",
                )) }
                p { button.second type="button"
                    data-on=(see.say("打开快捷键", "Turn the keys on"))
                    data-off=(see.say("关掉快捷键", "Turn the keys off")) {
                    (see.say("关掉快捷键", "Turn the keys off"))
                } }
            }
        }
    }
}
