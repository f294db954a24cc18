//! An organ's handbook: every guide of its items, written out for print. Nothing depends on answers here:
//! what applies to some only says to whom.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::lang::Lang;
use house::web::reply::attachment;
use house::web::{Anyone, Reply};
use house::{Failure, House};
use kernel::item::{Fee, Material, Test, When, Within};
use kernel::{Day, Item, Text};
use paper::{Chapter, Column, Handbook, List, Part};

use super::lists::{comes, corrections, how, statutory, steps, yuan};
use super::organs::items_of;

/// The media type of a handbook.
pub(super) const PDF: &str = "application/pdf";

/// `GET /organs/{organ}/handbook`: in the reader's language, as it is in force today.
pub(super) async fn file(
    State(house): State<House>,
    _who: Anyone,
    Path(organ): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let lang = reply.see().lang;
    let world = house.world();
    let items = items_of(&world, &organ);
    if items.is_empty() {
        return Err(Failure::Nowhere);
    }
    let name = house.organ_name(&organ);
    let chapters = items.iter().map(|edition| chapter(lang, &edition.item, &edition.hash)).collect();
    let (county, dated) = (lang.of(&house.county).to_owned(), house.clock.now().day());
    let on = lang.day_full(dated);
    let demo = lang.say("演示，不具法律效力", "Demonstration, without legal force");
    let book = Handbook {
        lang: lang.code(),
        title: lang.say("办事指南手册", "Handbook of guides").to_owned(),
        organ: lang.of(&name).to_owned(),
        lines: vec![
            county,
            lang.pick(format!("{} 件事", items.len()), format!("{} services", items.len())),
            lang.pick(format!("{on}有效的版本"), format!("As in force on {on}")),
            if house.demo { demo.to_owned() } else { String::new() },
        ],
        dated,
        contents: lang.say("目录", "Contents").to_owned(),
        page: lang.say("第 {n} 页，共 {all} 页", "Page {n} of {all}").to_owned(),
        foot: if house.demo { format!("{on} · {demo}") } else { on },
        chapters,
    };
    let bytes = house.handbook(book).await?;
    Ok(attachment(&format!("{organ}-handbook-{}.pdf", lang.slug()), PDF, bytes))
}

/// One guide.
fn chapter(lang: Lang, item: &Item, edition: &str) -> Chapter {
    let heading = |zh, en| Part::Heading(lang.say(zh, en).to_owned());
    let mut parts = vec![Part::Text(lang.of(&item.purpose).to_owned()), Part::Facts(glance(lang, item))];
    parts.push(heading("谁可以办", "Who may apply"));
    let conditions = item.conditions.iter().map(|c| with(lang, lang.of(&c.text), &only(lang, item, &c.when)));
    parts.push(Part::Points(conditions.collect()));
    parts.push(heading("要准备什么", "What to prepare"));
    parts.push(materials(lang, item));
    parts.push(heading("要等多久", "How long it takes"));
    parts.push(Part::Points(steps(lang, item).into_iter().map(|(when, what)| when + &what).collect()));
    parts.push(Part::Text(corrections(lang, item)));
    parts.push(Part::Small(statutory(lang, item)));
    parts.push(heading("在哪里办", "Where"));
    parts.push(Part::Facts(places(lang, item)));
    parts.push(heading("收费标准", "Fees"));
    parts.push(fees(lang, item));
    parts.push(heading("依据与救济", "Legal basis and remedies"));
    parts.push(Part::Points(item.set_by.iter().map(|one| lang.of(&one.text).to_owned()).collect()));
    parts.push(Part::Text(lang.say("不同意我们的决定：", "If you disagree with our decision:").to_owned()));
    parts.push(Part::Points(item.remedies.iter().map(|one| lang.of(one).to_owned()).collect()));
    let (catalogue, task) = (&item.catalog_code, &item.task_code);
    parts.push(Part::Small(lang.pick(
        format!("基本编码 {catalogue}，实施编码 {task}，版本 {edition:.16}"),
        format!("Catalogue code {catalogue}, task code {task}, edition {edition:.16}"),
    )));
    Chapter { title: lang.of(&item.name).to_owned(), parts }
}

/// The answers one wants first.
fn glance(lang: Lang, item: &Item) -> Vec<(String, String)> {
    let fact = |zh: &str, en: &str, value: String| (lang.say(zh, en).to_owned(), value);
    let audience = match (item.for_persons, item.for_organisations) {
        (true, true) => lang.say("个人和单位", "Persons and organisations"),
        (true, false) => lang.say("个人", "Persons"),
        (false, _) => lang.say("单位", "Organisations"),
    };
    let (promised, law) = (lang.limit(item.promised_limit), lang.limit(item.statutory_limit));
    let n = item.visits;
    let s = if n == 1 { "" } else { "s" };
    let visits = lang.pick(format!("{n} 趟"), format!("{n} visit{s}"));
    let why = item.visits_reason.as_ref().map_or("", |reason| lang.of(reason));
    let valid = item.outcome.licence.as_ref().map(|licence| match licence.valid {
        Some(limit) => {
            let limit = lang.limit(limit);
            lang.pick(format!("有效期 {limit}"), format!("valid for {limit}"))
        }
        None => lang.say("长期有效", "valid without end").to_owned(),
    });
    let outcome = with(lang, lang.of(&item.outcome.name), &valid.unwrap_or_default());
    vec![
        fact("事项类型", "Kind", lang.of(&item.kind.text()).to_owned()),
        fact("谁来办", "For whom", audience.to_owned()),
        fact(
            "多久",
            "How long",
            lang.pick(format!("{promised}；法定 {law}"), format!("{promised}; the law allows {law}")),
        ),
        fact("跑几趟", "Visits", with(lang, &visits, why)),
        fact("拿到什么", "What you get", outcome),
    ]
}

/// A text with something beside it in brackets, where there is anything.
fn with(lang: Lang, text: &str, beside: &str) -> String {
    let brackets = || lang.pick(format!("（{beside}）"), format!("({beside})"));
    if beside.is_empty() { text.to_owned() } else { format!("{text}\n{}", brackets()) }
}

/// To whom a part applies, in the words of the questions; empty where it applies to all.
fn only(lang: Lang, item: &Item, when: &When) -> String {
    let each = when.iter().filter_map(|(code, test)| {
        let question = item.questions.iter().find(|question| question.code == *code)?;
        let (asked, gap) = (lang.of(&question.text), lang.say("", " "));
        let answers = match test {
            Test::OneOf(named) => {
                let words = named.iter().filter_map(|answer| question.words(answer));
                let words: Vec<String> = words.map(|words| lang.of(&words).to_owned()).collect();
                words.join(lang.say("；", "; "))
            }
            Test::Within(within) => bounds(lang, within),
        };
        Some(format!("{asked}{gap}{answers}"))
    });
    let each: Vec<String> = each.collect();
    match each.is_empty() {
        true => String::new(),
        false => lang.say("只有：", "Only if: ").to_owned() + &each.join(lang.say("，", ", ")),
    }
}

/// Bounds in words: `50 以上、99 以下`.
fn bounds(lang: Lang, within: &Within) -> String {
    let number =
        |bound: Option<i64>, zh, en| bound.map(|n| lang.pick(format!("{n} {zh}"), format!("{n} {en}")));
    let day = |bound: Option<Day>, zh: &str, en: &str| {
        bound.map(|day| lang.pick(format!("{}{zh}", day.zh_full()), format!("{en} {}", day.en_full())))
    };
    let all = [
        number(within.at_least, "以上", "or more"),
        number(within.at_most, "以下", "or less"),
        day(within.since, "以后", "from"),
        day(within.before, "之前", "before"),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(lang.say("、", ", "))
}

/// A table: heads in both languages with their shares.
fn table(lang: Lang, heads: &[(&str, &str, u16)], rows: Vec<Vec<String>>) -> Part {
    let column =
        |(zh, en, share): &(&str, &str, u16)| Column { head: lang.say(zh, en).to_owned(), share: *share };
    Part::Table(List { title: String::new(), columns: heads.iter().map(column).collect(), rows })
}

fn materials(lang: Lang, item: &Item) -> Part {
    if item.materials.is_empty() {
        return Part::Text(lang.say("不用准备材料。", "Nothing needs to be prepared.").to_owned());
    }
    let row = |material: &Material| {
        let name = with(lang, lang.of(&material.name), &only(lang, item, &material.when));
        let how = format!("{}\n{}", how(lang, material), lang.of(&material.basis));
        vec![name, comes(lang, material).1.to_owned(), how]
    };
    let heads =
        [("材料", "Material", 10), ("怎么来", "Where from", 5), ("说明和依据", "How, and by which law", 14)];
    table(lang, &heads, item.materials.iter().map(row).collect())
}

fn fees(lang: Lang, item: &Item) -> Part {
    if item.fees.is_empty() {
        let none = lang.say(
            "不收费。有人向您要钱，就打 12345。",
            "There is no fee. If anybody asks you for money, call 12345.",
        );
        return Part::Text(none.to_owned());
    }
    let row = |fee: &Fee| {
        let name = with(lang, lang.of(&fee.name), &only(lang, item, &fee.when));
        let less = fee.reductions.as_ref().map_or("", |less| lang.of(less));
        vec![name, yuan(lang, fee.fen), format!("{}\n{less}", lang.of(&fee.basis))]
    };
    let heads =
        [("收什么", "What for", 10), ("多少", "How much", 5), ("依据和减免", "Basis and reductions", 14)];
    table(lang, &heads, item.fees.iter().map(row).collect())
}

fn places(lang: Lang, item: &Item) -> Vec<(String, String)> {
    let online = lang.say("随时", "At any time").to_owned();
    let mut rows = vec![(lang.say("网上", "Online").to_owned(), online)];
    rows.extend(item.places.iter().map(|place| {
        let words = [&place.name, &place.address, &place.hours].map(|text: &Text| lang.of(text));
        let lines: Vec<&str> = words.into_iter().chain([place.phone.as_str()]).collect();
        (lang.say("窗口", "Window").to_owned(), lines.join("\n"))
    }));
    rows
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use house::catalogue::Catalogue;

    use super::*;

    /// Every word of a chapter.
    fn said(chapter: &Chapter) -> String {
        format!("{chapter:?}")
    }

    #[test]
    fn a_chapter_says_everything_that_a_guide_says() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        let items = Catalogue::load(&folder).unwrap_or_else(|flaws| panic!("{}", flaws[0])).items();
        assert_eq!(items.iter().filter(|item| !item.sample).count(), 66);
        for item in &items {
            for lang in [Lang::Zh, Lang::En] {
                let said = said(&chapter(lang, item, "edition"));
                let mut texts = vec![&item.name, &item.purpose, &item.statutory_basis, &item.outcome.name];
                texts.extend(item.visits_reason.iter());
                texts.extend(item.set_by.iter().map(|one| &one.text).chain(&item.remedies));
                texts.extend(item.conditions.iter().map(|one| &one.text));
                texts.extend(
                    item.materials.iter().flat_map(|m| [&m.name, &m.basis].into_iter().chain(&m.hint)),
                );
                texts.extend(
                    item.fees.iter().flat_map(|f| [&f.name, &f.basis].into_iter().chain(&f.reductions)),
                );
                texts.extend(item.places.iter().flat_map(|p| [&p.name, &p.address, &p.hours]));
                for text in texts {
                    let text = format!("{:?}", lang.of(text));
                    let text = text.trim_matches('"');
                    let lowered = lang == Lang::En && said.contains(&text[1..]);
                    assert!(said.contains(text) || lowered, "{}: {text} is not said", item.code);
                }
            }
        }
    }
}
