//! The report one would bring to a meeting: counts by class and by organ, then each finding with its lines.

use std::collections::BTreeMap;

use kernel::{Day, Text};
use maud::{DOCTYPE, Markup, html};

use crate::catalogue::Survey;
use crate::catalogue::flaw::{Flaw, Place, Weight};

const STYLE: &str = "body{font:16px/1.6 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}\
    table{border-collapse:collapse}td,th{border:1px solid #767676;padding:.2rem .6rem;text-align:left}\
    pre{background:#f3f3f3;padding:.6rem;overflow:auto;white-space:pre-wrap}\
    article{border-top:2px solid #333;break-inside:avoid}.en{color:#555}";

/// A whole page that stands alone.
pub fn page(survey: &Survey, today: Day) -> String {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "目录检查报告 " (today) }
                style { (STYLE) }
            }
            body { h1 { "目录检查报告 Report on the catalogue，" (today.zh_full()) } (body(survey)) }
        }
    }
    .into_string()
}

/// What stands on the page: the summary and every finding.
pub fn body(survey: &Survey) -> Markup {
    let organs = super::organs(survey);
    html! {
        p {
            (survey.sources.len()) " 个文件，" (survey.errors()) " 处错误，"
            (count(survey, Weight::Warning)) " 处提醒，" (count(survey, Weight::Note)) " 处说明，"
            (survey.doubts.len()) " 处待核实。"
        }
        p.en lang="en" {
            (survey.sources.len()) " files: " (survey.errors()) " errors, "
            (count(survey, Weight::Warning)) " warnings, " (count(survey, Weight::Note)) " notes, "
            (survey.doubts.len()) " facts to be verified."
        }
        @if survey.flaws.is_empty() {
            p { "没有发现问题。" span.en lang="en" { " Nothing was found." } }
        } @else {
            (summary(survey, &organs))
            @for flaw in &survey.flaws { (one(survey, flaw)) }
        }
    }
}

fn count(survey: &Survey, weight: Weight) -> usize {
    survey.flaws.iter().filter(|flaw| flaw.weight == weight).count()
}

fn summary(survey: &Survey, organs: &BTreeMap<String, Text>) -> Markup {
    let counts = super::counts(survey, organs);
    html! {
        h2 { "按类别 " span.en lang="en" { "By class" } }
        (counted(&counts.classes))
        h2 { "按机关 " span.en lang="en" { "By organ" } }
        (counted(&counts.organs))
        h2 { "逐条 " span.en lang="en" { "One by one" } }
    }
}

fn counted(all: &[(Text, usize)]) -> Markup {
    html! { table { @for (name, n) in all {
        tr { th scope="row" { (name.zh) " " span.en lang="en" { (name.en) } } td { (n) } }
    } } }
}

fn one(survey: &Survey, flaw: &Flaw) -> Markup {
    let (code, word) = (flaw.code, flaw.weight.text());
    html! {
        article id=(format!("{}-{}-{}", code.name, flaw.file.replace(['/', '.'], "-"), flaw.line)) {
            h3 { (word.zh) " " (code.name) " " (code.title.0) }
            p { (flaw.what.zh) "。" b { (flaw.mend.zh) "。" } }
            p.en lang="en" { (word.en) ": " (flaw.what.en) ". " b { (flaw.mend.en) "." } }
            (shown(survey, &flaw.file, flaw.line))
            @for place in &flaw.places { (step(survey, place)) }
            @if !flaw.example.is_empty() {
                p {
                    "例如这样的人 For example, one who answers: "
                    @for (question, answer) in &flaw.example { code { (question) " = " (answer) } " " }
                }
            }
            p { (code.why.0) " 依据：" (code.rule.0) }
            p.en lang="en" { (code.why.1) " Rule: " (code.rule.1) "." }
        }
    }
}

fn step(survey: &Survey, place: &Place) -> Markup {
    html! {
        p { (place.says.zh) " " span.en lang="en" { (place.says.en) } }
        (shown(survey, &place.file, place.line))
    }
}

/// The line with the one before and the one after.
fn shown(survey: &Survey, file: &str, line: usize) -> Markup {
    let text = survey.sources.get(file).map_or("", String::as_str);
    let first = line.saturating_sub(1).max(1);
    let lines = text.lines().enumerate().skip(first - 1).take(line + 2 - first);
    html! {
        pre { (file) ":" (line) "\n" @for (n, text) in lines {
            @let mark = if n + 1 == line { "▶" } else { " " };
            (mark) " " (format!("{:>4}", n + 1)) "  " (text) "\n"
        } }
    }
}
