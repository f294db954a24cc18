//! What an item's own structure cannot say: the publication checks (domain §2.3), each at its place.

use std::collections::BTreeMap;

use kernel::item::{Item, Kind, Silence, Source, SpecialKind, Takes, When};
use kernel::limits::{FORM_FIELDS, MATERIALS};
use kernel::{Text, Unit};

use super::compiler::{ORPHAN, Read, codes};
use super::fields;
use super::frame::{Frame, credit_code, twice};
use super::promises;
use super::reading::Reading;
use super::shape::instead;

mod bounds;

/// The law that is applied to licences only (one-way door 9).
const LICENSING_LAW: &str = "行政许可法";

/// Words after `/items/` that are pages of the catalogue and no items.
const RESERVED: &[&str] = &["changes", "links", "reductions", "townships"];

/// Everything that is wrong with an item beyond its shape.
pub(super) fn lint(item: &Item, path: &str, reading: &mut Reading<'_>, frame: &Frame) {
    codes(item, path, reading, frame);
    bases(item, reading);
    questions(item, reading);
    materials(item, reading);
    reading.about(&codes::FORM);
    fields::lint(&item.fields, "fields", reading, frame);
    if item.fields.len() > FORM_FIELDS {
        let what = Text::new(
            format!("表单最多 {FORM_FIELDS} 项"),
            format!("a form has at most {FORM_FIELDS} fields"),
        );
        reading.wrong(
            "fields",
            what,
            Text::new("拆成几个事项，或者用情形分开", "Split it, or let questions divide it"),
        );
    }
    reading.about(&codes::IDENTITY);
    twice(reading, item.points.iter().map(|p| p.code.as_str()), |n| format!("points.{n}.code"));
    twice(reading, item.fees.iter().map(|f| f.name.zh.as_str()), |n| format!("fees.{n}.name"));
    twice(reading, item.promises.iter().map(|p| p.code.as_str()), |n| format!("promises.{n}.code"));
    promises::lint(item, reading);
    specials(item, reading);
    places(item, reading, frame);
    outcome(item, reading, frame);
}

fn codes(item: &Item, path: &str, reading: &mut Reading<'_>, frame: &Frame) {
    reading.about(&codes::IDENTITY);
    let stem = path.trim_start_matches("items/").trim_end_matches(".toml");
    if RESERVED.contains(&item.code.as_str()) {
        let what = Text::new(
            format!("“{}”是目录自己的一页，不能作事项的代码", item.code),
            format!("“{}” is a page of the catalogue itself, so no item can be called so", item.code),
        );
        reading.wrong("code", what, Text::new("换一个名字", "Choose another name"));
    }
    if item.code != stem {
        let what = Text::new(
            format!("代码“{}”和文件名不同", item.code),
            format!("“{}” is not the file's name", item.code),
        );
        reading.wrong("code", what, Text::new(format!("写成“{stem}”"), format!("Write “{stem}”")));
    }
    reading.about(&ORPHAN);
    frame.organ_known(reading, "organ", &item.organ);
    reading.about(&codes::IDENTITY);
    if !item.hall.is_empty() {
        frame.organ_known(reading, "hall", &item.hall);
    }
    others(item, frame, reading);
    let digits = item.catalog_code.len() == 12 && item.catalog_code.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        let what = Text::new("基本编码要 12 位数字", "catalog_code has twelve digits");
        reading.spoil("catalog_code", what, Text::new("对照省目录", "Compare the provincial catalogue"));
    } else if let Some(want) = kind_digits(item.kind).filter(|want| &item.catalog_code[2..4] != *want) {
        let (zh, en) = (item.kind.text().zh, item.kind.text().en);
        let what = Text::new(
            format!("基本编码第 3、4 位和事项类型不符：{zh}是 {want}"),
            format!("digits 3 and 4 of catalog_code are {want} for {en}"),
        );
        reading.wrong("catalog_code", what, Text::new("改编码，或者改 kind", "Change the code, or the kind"));
    }
    let body =
        if reading.is_spoiled("organ") { item.task_code.get(..18).unwrap_or_default() } else { &item.organ };
    let fits = ('1'..='6').any(|level| format!("{body}{level}{}", item.catalog_code) == item.task_code);
    if digits && !fits {
        let what = Text::new(
            "实施编码是机关代码、1 位行使层级、基本编码相接",
            "task_code is organ, one level digit and catalog_code",
        );
        let want = format!("{}4{}", item.organ, item.catalog_code);
        reading.wrong(
            "task_code",
            what,
            Text::new(format!("县级的写 {want}"), format!("At county level: {want}")),
        );
    }
    called(item, reading);
    if !item.for_persons && !item.for_organisations {
        let what = Text::new("个人和单位都不能办", "neither persons nor organisations may apply");
        reading.wrong("for_persons", what, Text::new("至少一个写 true", "Make one of them true"));
    }
}

/// What people call it.
fn called(item: &Item, reading: &mut Reading<'_>) {
    reading.about(&codes::GUIDANCE);
    if item.synonyms.is_empty() {
        let what = Text::new("没有写大家的叫法", "nothing says what people call it");
        let mend = Text::new(
            "加上 synonyms = [\"开饭馆\", …]，搜得到才办得了",
            "Add synonyms: what cannot be found cannot be done",
        );
        reading.doubtful("synonyms", what, mend);
    }
    reading.about(&codes::IDENTITY);
    twice(reading, item.synonyms.iter().map(String::as_str), |n| format!("synonyms.{n}"));
}

/// Digits 3 and 4 of a catalogue code for a kind (GB/T 39046-2020 A.1), where they are certain.
fn kind_digits(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Licensing => Some("01"),
        Kind::Benefit => Some("05"),
        Kind::Confirmation => Some("07"),
        Kind::Other => Some("10"),
        Kind::PublicService => Some("20"),
        Kind::Adjudication | Kind::Reward | Kind::Levy => None,
    }
}

/// The Licensing Law speaks for licences only; for everything else the item's own law or the county's rule.
fn bases(item: &Item, reading: &mut Reading<'_>) {
    reading.about(&codes::BASIS);
    if item.kind == Kind::Licensing {
        return;
    }
    let own = Text::new(
        "写这个事项自己的法律，或者删去、用县里的规则",
        "Name the item's own law, or delete it for the county's rule",
    );
    let cited =
        Text::new("不是行政许可，不能以《行政许可法》为依据", "no licence, so the Licensing Law is no basis");
    let mut cites = |basis: &Text, at: &dyn Fn() -> String| {
        if basis.zh.contains(LICENSING_LAW) {
            reading.wrong(&at(), cited.clone(), own.clone());
        }
    };
    cites(&item.statutory_basis, &|| "statutory_basis".to_owned());
    for (rule, basis) in &item.bases {
        let word = || serde_json::to_value(rule).ok().and_then(|word| word.as_str().map(str::to_owned));
        cites(basis, &|| format!("bases.{}", word().unwrap_or_default()));
    }
    for (n, basis) in item.conditions.iter().enumerate().filter_map(|(n, c)| Some((n, c.basis.as_ref()?))) {
        cites(basis, &|| format!("conditions.{n}.basis"));
    }
    for (n, point) in item.points.iter().enumerate() {
        cites(&point.basis, &|| format!("points.{n}.basis"));
    }
    for (n, special) in item.special.iter().enumerate() {
        cites(&special.basis, &|| format!("special.{n}.basis"));
    }
    for (n, on_site) in item.points.iter().enumerate().filter_map(|(n, p)| Some((n, p.on_site.as_ref()?))) {
        cites(&on_site.basis, &|| format!("points.{n}.on_site.basis"));
    }
    if let Some(told) = &item.commitment {
        cites(&told.basis, &|| "commitment.basis".to_owned());
    }
    for (n, promised) in item.promises.iter().enumerate() {
        cites(&promised.basis, &|| format!("promises.{n}.basis"));
    }
    if item.silence == Silence::Accepts && !item.bases.contains_key(&kernel::Rule::Silence) {
        let what = Text::new(
            "不是行政许可，默认受理要有自己的依据",
            "silence accepts a licence only, unless the item's own law says so",
        );
        reading.wrong(
            "silence",
            what,
            Text::new(
                "写 \"overruns\"，或者加 [bases.silence]",
                "Write \"overruns\", or add [bases.silence]",
            ),
        );
    }
}

fn questions(item: &Item, reading: &mut Reading<'_>) {
    reading.about(&codes::ANSWERS);
    twice(reading, item.questions.iter().map(|q| q.code.as_str()), |n| format!("questions.{n}.code"));
    for (n, question) in item.questions.iter().enumerate() {
        let answers = question.answers.iter().map(|a| a.code.as_str());
        twice(reading, answers, |m| format!("questions.{n}.answers.{m}.code"));
        bounds::question(question, &format!("questions.{n}"), reading);
    }
    let mut each = |when: &When, at: &dyn Fn() -> String| {
        if !when.is_empty() {
            situations(item, when, &at(), reading);
        }
    };
    for (n, one) in item.conditions.iter().enumerate() {
        each(&one.when, &|| format!("conditions.{n}.when"));
    }
    if let Some(one) = &item.forwarding {
        each(&one.when, &|| "forwarding.when".to_owned());
    }
    for (n, one) in item.materials.iter().enumerate() {
        each(&one.when, &|| format!("materials.{n}.when"));
    }
    for (n, one) in item.points.iter().enumerate() {
        each(&one.when, &|| format!("points.{n}.when"));
    }
    for (n, one) in item.fees.iter().enumerate() {
        each(&one.when, &|| format!("fees.{n}.when"));
    }
    for (n, one) in item.points.iter().enumerate().filter_map(|(n, p)| Some((n, p.on_site.as_ref()?))) {
        each(&one.when, &|| format!("points.{n}.on_site.when"));
    }
    if let Some(told) = &item.commitment {
        each(&told.when, &|| "commitment.when".to_owned());
    }
    for (n, field) in item.fields.iter().enumerate() {
        each(&field.when, &|| format!("fields.{n}.when"));
        for (m, inner) in field.fields.iter().enumerate() {
            each(&inner.when, &|| format!("fields.{n}.fields.{m}.when"));
        }
    }
}

/// Other bodies that the item names exist: a higher one of this house, and the government.
fn others(item: &Item, frame: &Frame, reading: &mut Reading<'_>) {
    if let Some(organ) = item.forwarding.as_ref().and_then(|forwarding| forwarding.organ.as_ref()) {
        frame.organ_known(reading, "forwarding.organ", organ);
    }
    if let Some(joint) = &item.joint {
        frame.organ_known(reading, "joint.government", &joint.government);
    }
}

/// A `when` names questions and answers that exist, and not all of them.
fn situations(item: &Item, when: &When, at: &str, reading: &mut Reading<'_>) {
    for (code, test) in when {
        let at = format!("{at}.{code}");
        let Some(question) = item.questions.iter().find(|q| q.code == *code) else {
            let what = Text::new(format!("没有“{code}”这个问题"), format!("there is no question “{code}”"));
            let known: Vec<&str> = item.questions.iter().map(|q| q.code.as_str()).collect();
            reading.wrong(&at, what, instead(code, &known));
            continue;
        };
        bounds::fits(question, test, &at, reading);
        if question.takes != Takes::Choice {
            continue;
        }
        let answers = test.named();
        let known: Vec<&str> = question.answers.iter().map(|a| a.code.as_str()).collect();
        for (n, answer) in answers.iter().enumerate().filter(|(_, a)| !known.contains(&a.as_str())) {
            let what = Text::new(
                format!("“{code}”没有“{answer}”这个答案"),
                format!("“{code}” has no answer “{answer}”"),
            );
            reading.wrong(&format!("{at}.{n}"), what, instead(answer, &known));
        }
        if known.len() > 1 && known.iter().all(|k| answers.iter().any(|a| a == k)) {
            let what =
                Text::new("列了全部答案，等于没有条件", "every answer is listed, which is no condition");
            reading.doubtful(&at, what, Text::new("删去这个条件", "Delete the condition"));
        }
    }
}

fn materials(item: &Item, reading: &mut Reading<'_>) {
    reading.about(&codes::IDENTITY);
    twice(reading, item.materials.iter().map(|m| m.code.as_str()), |n| format!("materials.{n}.code"));
    if item.materials.len() > MATERIALS {
        let what = Text::new(format!("材料最多 {MATERIALS} 种"), format!("at most {MATERIALS} materials"));
        reading.wrong("materials", what, Text::new("合并或者取消", "Merge or drop some"));
    }
    for (n, material) in item.materials.iter().enumerate() {
        let held = material.source == Source::Government;
        if !held && material.hint.is_none() {
            reading.about(&codes::GUIDANCE);
            let what = Text::new("没有写怎么准备", "nothing says how to prepare it");
            reading.doubtful(&format!("materials.{n}.name"), what, Text::new("加上 hint", "Add a hint"));
        }
    }
}

fn specials(item: &Item, reading: &mut Reading<'_>) {
    reading.about(&codes::BASIS);
    for (n, point) in item.points.iter().enumerate() {
        if point.awaits.is_some_and(|kind| item.special(kind).is_none()) {
            let what = Text::new("这件事没有这种特别程序", "the item has no such special procedure");
            let how = Text::new("加一段 [[special]]，或者删掉 awaits", "Add a [[special]], or drop “awaits”");
            reading.wrong(&format!("points.{n}.awaits"), what, how);
        }
    }
    for (n, special) in item.special.iter().enumerate() {
        let at = format!("special.{n}.basis");
        if item.kind != Kind::Licensing || special.kind != SpecialKind::ByItemLaw {
            continue;
        }
        if special.basis.zh.contains(LICENSING_LAW) {
            let what = Text::new(
                "不在《行政许可法》第四十五条里的程序，要有这个事项自己的法律",
                "a procedure outside Art. 45 of the Licensing Law rests on the item's own law",
            );
            reading.wrong(&at, what, Text::new("写那部法律的条文", "Name that law's clause"));
        }
    }
    let mut seen = Vec::new();
    for (n, special) in item.special.iter().enumerate() {
        if seen.contains(&special.kind) {
            let what = Text::new("这种程序写了两次", "this procedure stands twice");
            reading.wrong(&format!("special.{n}.kind"), what, Text::new("合并", "Merge the two"));
        }
        seen.push(special.kind);
    }
}

fn places(item: &Item, reading: &mut Reading<'_>, frame: &Frame) {
    reading.about(&codes::PLACES);
    let known: Vec<&str> = frame.halls.iter().map(|h| h.code.as_str()).collect();
    let halls = item.places.iter().enumerate().filter(|(_, place)| !place.hall.is_empty());
    for (n, place) in halls.filter(|_| !known.is_empty()) {
        let at = format!("places.{n}");
        let Some(hall) = frame.halls.iter().find(|h| h.code == place.hall) else {
            let what = Text::new(
                format!("halls.toml 里没有“{}”", place.hall),
                format!("halls.toml has no “{}”", place.hall),
            );
            reading.wrong(&format!("{at}.hall"), what, instead(&place.hall, &known));
            continue;
        };
        let windows: Vec<&str> = hall.windows.iter().map(|w| w.code.as_str()).collect();
        for (w, window) in place.windows.iter().enumerate().filter(|(_, w)| !windows.contains(&w.as_str())) {
            let what = Text::new(
                format!("{}没有“{window}”窗口", hall.name.zh),
                format!("{} has no window “{window}”", hall.name.en),
            );
            reading.wrong(&format!("{at}.windows.{w}"), what, instead(window, &windows));
        }
        for (key, here, there) in
            [("address", &place.address, &hall.address), ("hours", &place.hours, &hall.hours)]
        {
            if here != there {
                let what = Text::new(
                    format!("和 halls.toml 里{}写的不一样", hall.name.zh),
                    format!("differs from what halls.toml says of {}", hall.name.en),
                );
                let mend = Text::new(format!("写成“{}”", there.zh), format!("Write “{}”", there.en));
                reading.wrong(&format!("{at}.{key}"), what, mend);
            }
        }
    }
    let body = |place: &kernel::item::Place| {
        frame.halls.iter().find(|h| h.code == place.hall).map(|h| h.body.as_str())
    };
    let silent = item.sample && item.places.is_empty();
    let in_hall =
        silent || item.hall.is_empty() || item.places.iter().any(|place| body(place) == Some(&item.hall));
    if !in_hall && !frame.halls.is_empty() {
        let what = Text::new(
            "说进了大厅，办理地点里却没有那个大厅",
            "taken in at a hall that is not among its places",
        );
        reading.wrong("hall", what, Text::new("在 places 里加上它的窗口", "Add its windows to places"));
    }
}

fn outcome(item: &Item, reading: &mut Reading<'_>, frame: &Frame) {
    reading.about(&codes::OUTCOME);
    let named = ["证", "执照"].iter().any(|end| item.outcome.name.zh.ends_with(end));
    match &item.outcome.licence {
        None if named => {
            let what = Text::new("结果是证照，却没有证照类型", "the result is a licence without a type");
            reading.doubtful(
                "outcome.name.zh",
                what,
                Text::new("加上 [outcome.licence]", "Add [outcome.licence]"),
            );
        }
        Some(_) if ["批复", "决定书", "回执"].iter().any(|end| item.outcome.name.zh.ends_with(end)) => {
            let what =
                Text::new("结果是批文，却写了证照类型", "the result is a letter, yet it has a licence type");
            reading.doubtful(
                "outcome.licence",
                what,
                Text::new("删去，或者改名称", "Delete it, or change the name"),
            );
        }
        _ => {}
    }
    let Some(licence) = &item.outcome.licence else { return };
    let at = "outcome.licence.code";
    let serial = licence.code.get(18..).filter(|s| s.len() == 3 && s.bytes().all(|b| b.is_ascii_digit()));
    match (licence.code.get(..18), serial) {
        (Some(body), Some(_)) => {
            credit_code(reading, at, body);
            frame.organ_known(reading, at, body);
        }
        _ => {
            let what = Text::new(
                "证照类型代码是 18 位机关代码加 3 位顺序号",
                "a licence type is an organ's 18 characters and three digits",
            );
            let mend = Text::new(format!("例：{}001", item.organ), format!("For example: {}001", item.organ));
            reading.wrong(at, what, mend);
        }
    }
    let letters =
        (1..=4).contains(&licence.prefix.len()) && licence.prefix.bytes().all(|b| b.is_ascii_uppercase());
    if !letters {
        let what = Text::new("编号前缀是 1 至 4 个大写字母", "a prefix is one to four capital letters");
        reading.wrong("outcome.licence.prefix", what, Text::new("例：JY", "For example: JY"));
    }
    if licence.valid.is_some_and(|v| matches!(v.unit, Unit::OnTheSpot | Unit::Hours | Unit::WorkingDays)) {
        let what = Text::new("有效期用日、月、年写", "a licence is valid for days, months or years");
        reading.wrong(
            "outcome.licence.valid",
            what,
            Text::new("改单位；长期有效的删去 valid", "Change the unit; without end, delete valid"),
        );
    }
}

/// What no item can say alone: each has a catalogue code of its own, a licence type has one prefix, and a
/// licence that is taken from the library is one that some item gives.
pub(super) fn together(all: &mut [Read<'_>]) {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut types: BTreeMap<String, String> = BTreeMap::new();
    let mut prefixes: BTreeMap<String, String> = BTreeMap::new();
    for Read { item, reading } in all.iter_mut() {
        reading.about(&codes::IDENTITY);
        if let Some(other) = codes.insert(format!("{}{}", item.catalog_code, item.organ), item.code.clone()) {
            let what =
                Text::new(format!("基本编码和“{other}”相同"), format!("has the catalogue code of “{other}”"));
            reading.wrong("catalog_code", what, Text::new("一个事项一个编码", "One code an item"));
        }
        let Some(licence) = &item.outcome.licence else { continue };
        let pair = (licence.code.clone(), licence.prefix.clone());
        let one = types.entry(pair.0.clone()).or_insert_with(|| pair.1.clone());
        let other = prefixes.entry(pair.1.clone()).or_insert_with(|| pair.0.clone());
        if *one != pair.1 || *other != pair.0 {
            let what = Text::new(
                "一种证照只有一个前缀，一个前缀只用于一种证照",
                "a licence type has one prefix, and a prefix one type",
            );
            let mend = Text::new(
                format!("这种证照已用“{one}”，这个前缀已给 {other}"),
                format!("The type has “{one}”; the prefix belongs to {other}"),
            );
            reading.wrong("outcome.licence.prefix", what, mend);
        }
    }
    let given: Vec<String> = types.into_keys().collect();
    all.iter_mut().for_each(|Read { item, reading }| from_library(item, reading, &given));
}

/// A material that is taken from the library is of a type that some item gives.
fn from_library(item: &Item, reading: &mut Reading<'_>, given: &[String]) {
    reading.about(&codes::OUTCOME);
    for (n, material) in item.materials.iter().enumerate() {
        let Some(kind) = material.licence.as_ref().filter(|kind| !given.contains(kind)) else { continue };
        let what = Text::new(
            format!("没有事项颁发类型“{kind}”的证照"),
            format!("no item gives a licence of the type “{kind}”"),
        );
        let mend = Text::new(
            "写颁证事项 [outcome.licence] 里的 code；证照不在本县证照库里的，删去这一行",
            "Write the code under [outcome.licence] of the item that gives it, or delete the line",
        );
        reading.wrong(&format!("materials.{n}.licence"), what, mend);
    }
}
