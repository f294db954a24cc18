//! Differences between two editions, drawn: field by field in words, and the raw lines beneath.

use house::catalogue::differences::{Difference, How, Line, Mark};
use house::web::Frame;
use house::web::parts;
use maud::{Markup, html};

/// What differs, in words.
pub(in crate::pages) fn in_words(see: &Frame, all: &[Difference]) -> Markup {
    if all.is_empty() {
        return html! { p { (see.say(
            "内容没有差别，只是文件的写法（注释、空行、次序）不同。",
            "Nothing differs in what it says; only comments, blank lines or the way of writing do.",
        )) } };
    }
    let heads = [
        see.say("哪一项", "What"),
        see.say("怎么变", "How"),
        see.say("原来", "Before"),
        see.say("现在", "After"),
    ];
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            let (word, before, after) = match one.how {
                How::Added => (see.say("新增", "added"), false, true),
                How::Removed => (see.say("去掉", "removed"), true, false),
                How::Changed => (see.say("改变", "changed"), true, true),
                How::Moved => (see.say("换了次序", "in another order"), true, true),
            };
            let cell = |shown: bool, text| {
                if shown {
                    html! { (see.of(text)) }
                } else {
                    html! { "—" }
                }
            };
            vec![
                html! { (see.of(&one.label)) },
                html! { (word) },
                cell(before, &one.before),
                cell(after, &one.after),
            ]
        })
        .collect();
    parts::table(see.say("两个版本的差别", "Differences between the two editions"), &heads, &rows)
}

/// The raw lines, folded away: a sign and a hidden word before each say what became of it.
pub(super) fn raw(see: &Frame, lines: &[Line]) -> Markup {
    if lines.is_empty() {
        return html! {};
    }
    let gone = lines.iter().filter(|line| line.mark == Mark::Gone).count();
    let new = lines.iter().filter(|line| line.mark == Mark::New).count();
    let words = see.pick(
        format!("看文件原文：去掉 {gone} 行，加上 {new} 行"),
        format!("The file's own lines: {gone} gone, {new} new"),
    );
    html! { details {
        summary { (words) }
        div.raw tabindex="0" role="region" aria-label=(words) { @for line in lines {
            @match line.mark {
                Mark::Cut => p { "⋯" },
                Mark::Same => p { span { (line.number) } "  " (line.text) },
                Mark::Gone => p.gone {
                    span { (line.number) } "− " span.vh { (see.say("去掉：", "gone: ")) } (line.text)
                },
                Mark::New => p.new {
                    span { (line.number) } "+ " span.vh { (see.say("加上：", "new: ")) } (line.text)
                },
            }
        } }
    } }
}

/// A heading of a part of the page with its content, one level below a section.
pub(super) fn part(heading: &str, content: &Markup) -> Markup {
    html! { h3 { (heading) } (content) }
}

/// What the compiler found, each with its line, in words, with the mend.
pub(super) fn findings(see: &Frame, found: &super::seen::Found) -> Markup {
    let (errors, all) = (found.errors, found.findings.len());
    if all == 0 {
        return parts::note(&html! { p { strong {
            (see.say("检查过了：没有问题。", "Checked: nothing is wrong."))
        } } });
    }
    let line = match errors {
        0 => see.pick(
            format!("没有错误，有 {all} 处可以看看；不影响送审。"),
            format!("No errors, {all} things worth looking at; it may be sent all the same."),
        ),
        n => see.pick(
            format!("{n} 处错误，改好才能送审。"),
            format!("{n} error{}: to be mended before it may be sent.", if n == 1 { "" } else { "s" }),
        ),
    };
    html! {
        p { strong { (line) } }
        ul.plain { @for one in &found.findings { li {
            @let kind = match one.weight {
                "error" => parts::Tag::Bad,
                "warning" => parts::Tag::Ask,
                _ => parts::Tag::Plain,
            };
            (parts::tag(kind, see.of(&one.word))) " "
            @if one.file.is_empty() {
                a href="#f-text" data-line=(one.line) {
                    (see.pick(format!("第 {} 行", one.line), format!("Line {}", one.line)))
                }
            } @else {
                span.code { (one.file) } " "
                (see.pick(format!("第 {} 行", one.line), format!("line {}", one.line)))
            }
            " " (see.of(&one.what)) (see.say("。", ". "))
            span.soft { (see.of(&one.mend)) (see.say("。", ". ")) span.code { (one.code) } }
        } } }
    }
}
