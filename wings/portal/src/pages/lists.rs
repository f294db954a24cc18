//! The lists of a guide: materials, times, fees and places, each in the words of its reader.

use house::web::lang::Lang;
use house::web::page::Frame;
use house::web::parts::{self, Tag};
use kernel::item::{Material, Silence, Source};
use kernel::{Item, Limit, Text, Unit};
use maud::{Markup, html};

use super::guide::{Fate, Guide, counts_every_day, own};

/// A telephone number one can press.
pub(super) fn phone(number: &str) -> Markup {
    let dial: String = number.chars().filter(char::is_ascii_digit).collect();
    html! { a.nb href={ "tel:" (dial) } { (number) } }
}

/// Money: `12.50 元`, `CNY 12.50`.
pub(super) fn yuan(lang: Lang, fen: i64) -> String {
    let (yuan, rest) = (fen / 100, fen % 100);
    let amount = if rest == 0 { yuan.to_string() } else { format!("{yuan}.{rest:02}") };
    lang.pick(format!("{amount} 元"), format!("CNY {amount}"))
}

/// What a part still waits for.
pub(super) fn depends(see: &Frame, question: &Text) -> String {
    let asked = see.of(question);
    see.pick(format!("（看您怎么答：{asked}）"), format!(" (depends on: {asked})"))
}

/// 要准备什么: how many of them are the applicant's own work comes first.
pub(super) fn materials(see: &Frame, guide: &Guide) -> Markup {
    let all: Vec<(&Material, Fate)> = guide.asked().collect();
    let sure = |fate: Fate| all.iter().filter(|(m, f)| own(m) && *f == fate).count();
    let (own_sure, own_open, n) = (sure(Fate::Applies), sure(Fate::Depends), all.len());
    let mut sorted = all.clone();
    sorted.sort_by_key(|(m, _)| match m.source {
        Source::Applicant | Source::Intermediary => 0,
        Source::Commitment => 1,
        Source::Government => 2,
    });
    let heads = [see.say("材料", "Material"), see.say("怎么来", "Where from"), see.say("说明", "How")];
    parts::section(
        "mat",
        see.say("要准备什么", "What to prepare"),
        &html! {
            p { (count(see, n, own_sure, own_open)) }
            table.stack role="table" {
                caption.vh { (see.say("申请材料", "Materials")) }
                thead role="rowgroup" { tr role="row" {
                    @for head in heads { th role="columnheader" scope="col" { (head) } }
                } }
                tbody role="rowgroup" { @for (material, _) in sorted { (row(see, guide, material)) } }
            }
        },
    )
}

fn count(see: &Frame, n: usize, own_sure: usize, own_open: usize) -> Markup {
    let open = match own_open {
        0 => String::new(),
        m => {
            see.pick(format!("，另有 {m} 份看您怎么答"), format!(", and {m} more depending on your answers"))
        }
    };
    let total = match own_open {
        0 => see.pick(format!("一共 {n} 份。"), format!(" {n} in all. ")),
        _ => see.pick(format!("最多 {n} 份。"), format!(" At most {n} in all. ")),
    };
    let rest = see.say(
        "其余的由我们向别的部门核对，或者在网上签一份承诺。",
        "The rest we look up ourselves, or you sign a commitment online.",
    );
    let own = match (own_sure, own_open) {
        (0, 0) => see.say("没有要您自己准备的", "There is nothing for you to prepare").to_owned(),
        (k, _) => see.pick(format!("您自己准备的只有 {k} 份"), format!("You prepare only {k} yourself")),
    };
    html! {
        strong { (own) (open) } (see.say("。", ".")) (total)
        @if n > own_sure + own_open { (rest) }
    }
}

/// How a material comes, in a word.
pub(super) fn comes(lang: Lang, material: &Material) -> (Tag, &'static str) {
    let (kind, zh, en) = match material.source {
        Source::Government => (Tag::Free, "免提交", "not needed from you"),
        Source::Commitment => (Tag::Plain, "可承诺", "a commitment will do"),
        Source::Applicant | Source::Intermediary if material.by_commitment => {
            (Tag::Ask, "您准备，也可以承诺", "you prepare it, or commit yourself")
        }
        Source::Applicant | Source::Intermediary => (Tag::Ask, "您准备", "you prepare it"),
    };
    (kind, lang.pick(zh, en))
}

/// How to prepare a material, or who confirms it; may be empty.
pub(super) fn how(lang: Lang, material: &Material) -> String {
    match (&material.hint, &material.issuer) {
        (Some(hint), _) => lang.of(hint).to_owned(),
        (None, Some(issuer)) => {
            let issuer = lang.of(issuer);
            lang.pick(format!("由{issuer}核验。"), format!("Confirmed by {issuer}."))
        }
        (None, None) => String::new(),
    }
}

fn row(see: &Frame, guide: &Guide, material: &Material) -> Markup {
    let (kind, word) = comes(see.lang, material);
    let hint = how(see.lang, material);
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (see.of(&material.name)) }
            td role="cell" { (parts::tag(kind, word)) }
            td role="cell" {
                (hint)
                @if let Some(question) = guide.waits_for(&material.when) { (depends(see, question)) }
                div.soft.small { (see.of(&material.basis)) }
            }
        }
    }
}

/// `5 个工作日内`, `当场`: within this limit.
fn within(lang: Lang, limit: Limit) -> String {
    let words = lang.limit(limit);
    match limit.unit {
        Unit::OnTheSpot => lang.say("当场", "on the spot").to_owned(),
        _ => lang.pick(format!("{words}内"), format!("within {words}")),
    }
}

/// The steps in order: within which time, and what happens then.
pub(super) fn steps(lang: Lang, item: &Item) -> [(String, String); 3] {
    let (reply, promised) = (within(lang, item.reply_limit), within(lang, item.promised_limit));
    let (delivery, outcome) = (within(lang, item.delivery_limit), lang.of(&item.outcome.name));
    let law = within(lang, item.silence_limit());
    let silence = match item.silence {
        // an early answer is a promise; silence speaks when the law's own days have passed
        Silence::Accepts if item.answer_promise().is_some() => lang.pick(
            format!("{law}不说，就算从提交那天起受理。"),
            format!(" If we say nothing {law}, your case counts as accepted from the day you applied."),
        ),
        Silence::Accepts => lang
            .say(
                "过期不说，就算从提交那天起受理。",
                " If we say nothing by then, your case counts as accepted from the day you applied.",
            )
            .to_owned(),
        Silence::Overruns => lang
            .say("过期不说，记为超期。", " If we say nothing by then, it is recorded as overrun.")
            .to_owned(),
    };
    let told = lang
        .say("，告诉您受理，或者一次说清要补什么。", ": we accept, or tell you once all that is missing.");
    let stops = item.special.iter().map(|special| stops(lang, &special.name, &special.basis));
    let decides = lang.say("，作出决定。", ": we decide.").to_owned();
    [
        (
            lang.pick(format!("提交后{}", pad(&reply)), format!("Once you apply, {reply}")),
            format!("{told}{silence}"),
        ),
        (
            lang.pick(format!("受理后{}", pad(&promised)), format!("Once accepted, {promised}")),
            stops.fold(decides + &upward(lang, item), |said, stop| said + &stop),
        ),
        (
            lang.pick(format!("决定后{}", pad(&delivery)), format!("Once decided, {delivery}")),
            lang.pick(format!("，把{outcome}送到您手里。"), format!(": the {} reaches you.", lower(outcome))),
        ),
    ]
}

/// Who decides where it is not the organ, and how many may have it.
fn upward(lang: Lang, item: &Item) -> String {
    let forwarded = item.forwarding.as_ref().map(|higher| {
        let limit = within(lang, higher.limit);
        let always = higher.when.is_empty();
        lang.pick(
            format!(
                "{}审查完，报{}决定，报送后{limit}决定，材料不用再交。",
                if always { "" } else { "超出本级权限的，" },
                higher.body.zh
            ),
            format!(
                " {} is examined here and sent to {}, which decides {limit}; no paper is asked for again.",
                if always { "It" } else { "What is beyond our power" },
                higher.body.en
            ),
        )
    });
    let places = item.quantity.as_ref().map(|quantity| {
        let n = quantity.places;
        lang.pick(
            format!("名额 {n} 个，按受理的先后给。"),
            format!(" There are {n} places, given in order of acceptance."),
        )
    });
    forwarded.into_iter().chain(places).collect()
}

/// Within which time corrections should come.
pub(super) fn corrections(lang: Lang, item: &Item) -> String {
    let correction = within(lang, item.correction_limit);
    lang.pick(
        format!("要补材料的，请在{}补齐。", pad(&correction)),
        format!("If something is missing, please supply it {correction}."),
    )
}

/// What the law allows.
pub(super) fn statutory(lang: Lang, item: &Item) -> String {
    let statutory = lang.limit(item.statutory_limit);
    let days = [item.statutory_limit.unit, item.promised_limit.unit].into_iter().any(counts_every_day);
    let words = lang.pick(
        format!("法定时限：受理之日起 {statutory}。{}。", item.statutory_basis.zh),
        format!("The law allows {statutory} from acceptance. {}.", lang.of(&item.statutory_basis)),
    );
    let all = lang.say("写“日”的，周末和节假日也算。", " Limits in days count weekends and holidays too.");
    words + if days { all } else { "" }
}

/// 要等多久: the steps in order, then the limit of the law.
pub(super) fn times(see: &Frame, item: &Item) -> Markup {
    parts::section(
        "time",
        see.say("要等多久", "How long it takes"),
        &html! {
            ol { @for (when, what) in steps(see.lang, item) { li { strong { (when) } (what) } } }
            p { (corrections(see.lang, item)) }
            p.soft.small { (statutory(see.lang, item)) }
        },
    )
}

fn stops(lang: Lang, name: &Text, basis: &Text) -> String {
    let (name, basis) = (lang.of(name), lang.of(basis));
    lang.pick(
        format!("{name}的日子不算在内，会书面告诉您要几天（{basis}）。"),
        format!(" Days of {name} are not counted; we tell you in writing how many ({basis})."),
    )
}

/// A thin gap before a number that follows Chinese words.
fn pad(words: &str) -> String {
    if words.starts_with(|c: char| c.is_ascii_digit()) { format!(" {words}") } else { words.to_owned() }
}

/// A name inside an English sentence: its first letter small, unless it is an abbreviation.
fn lower(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}
