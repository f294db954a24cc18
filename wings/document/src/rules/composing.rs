//! How a document gets its number and its words: the act's own, the edition's and the county's texts.

use std::collections::BTreeMap;

use facts::document::FINDING;
use facts::document::{Content, Event, Kind, Listed};
use kernel::item::{Item, Place, Source};
use kernel::wording::{Asked, Fills, Unwritten, Wrote};
use kernel::{Ctx, Day, Entry, Private, Refusal, Rule, Text};

use super::{AT_COUNTER, Command, FILED, Known};

/// The path of a case's page, for the code on its documents.
const CASES: &str = "/cases/";
/// The path where anyone verifies a licence.
const VERIFY: &str = "/verify/";

pub(super) fn compose(command: &Command, known: &Known, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let Command::Compose { kind, case, item, edition, organ, hall, party, dated, words, codes } = command
    else {
        return Ok(Vec::new());
    };
    let Some(terms) = ctx.edition(edition).map(|edition| &edition.item) else {
        return Err(Refusal::new("edition_unknown", ctx.editions.service_rule(Rule::Delivery)));
    };
    let fills = fills(*kind, case, *dated, terms, words, codes, ctx);
    let asked = Asked { document: kind.word(), kind: terms.kind, organ };
    let wrote = match ctx.editions.wording() {
        Some(wording) => wording.write(asked, &fills),
        None => Err(Unwritten("this house has no texts of documents".to_owned())),
    };
    let wrote = wrote.map_err(|Unwritten(why)| {
        Refusal::new("document_unwritten", ctx.basis(terms, rule(*kind))).with("why", Text::new(&*why, &*why))
    })?;
    let sheet = *kind == Kind::Licence;
    let serial = if sheet { 0 } else { known.given + 1 };
    let number = match sheet {
        true => words.get("licence_no").cloned().unwrap_or_default(),
        false => format!("{}{}〔{}〕{serial:04} 号", wrote.mark, wrote.letter, dated.year()),
    };
    let texts = wrote.edition.clone();
    let content = match sheet {
        true => sheet_of(wrote, words, terms, ctx),
        false => notice_of(*kind, wrote, case, &fills, terms, words, codes, ctx),
    };
    let composed = Event::Composed {
        kind: *kind,
        number,
        serial,
        case: case.clone(),
        item: item.clone(),
        edition: edition.clone(),
        organ: organ.clone(),
        hall: hall.clone(),
        party: party.clone(),
        dated: *dated,
        texts,
    };
    let fields = BTreeMap::from([("content".to_owned(), content.sealed())]);
    Ok(vec![Entry::sealed(composed, Private { party: party.clone(), fields })])
}

/// The rule of the case's life that a document rests on.
fn rule(kind: Kind) -> Rule {
    match kind {
        Kind::Receipt => Rule::Applying,
        Kind::Accepted => Rule::Acceptance,
        Kind::Correction => Rule::OneTimeNotice,
        Kind::Declined => Rule::Declining,
        Kind::Referred => Rule::Referring,
        Kind::Special => Rule::Stopping,
        Kind::Extended => Rule::Extension,
        Kind::HearingRight | Kind::Hearing => Rule::Hearing,
        Kind::Visit => Rule::Visiting,
        Kind::Forwarding | Kind::Forwarded => Rule::Forwarding,
        Kind::Granted => Rule::Decision,
        Kind::Denied => Rule::Denial,
        Kind::Terminated => Rule::Terminating,
        Kind::Renewed | Kind::RenewalDenied => Rule::Renewal,
        Kind::Amended | Kind::AmendmentDenied => Rule::Amending,
        Kind::Suspended | Kind::Lifted => Rule::Suspending,
        Kind::Cancelled => Rule::Cancelling,
        Kind::Recalled => Rule::Recalling,
        Kind::Annulled => Rule::Annulling,
        Kind::Revoked => Rule::Revoking,
        Kind::Unsupplied => Rule::Closing,
        Kind::Voided => Rule::Voiding,
        Kind::Tolerance | Kind::ToleranceBroken => Rule::Acceptance,
        Kind::Pledge => Rule::Pledging,
        Kind::PledgeOrder | Kind::PledgeForfeited => Rule::Verifying,
        Kind::Licence => Rule::Delivery,
    }
}

/// Does it take something from the applicant, so that she must be told where to object?
fn adverse(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Declined
            | Kind::Referred
            | Kind::Denied
            | Kind::Terminated
            | Kind::RenewalDenied
            | Kind::AmendmentDenied
            | Kind::Suspended
            | Kind::Cancelled
            | Kind::Recalled
            | Kind::Annulled
            | Kind::Revoked
            | Kind::Unsupplied
            | Kind::Voided
            | Kind::PledgeOrder
            | Kind::PledgeForfeited
            | Kind::ToleranceBroken
    )
}

/// Everything the county's text may ask for.
fn fills(
    kind: Kind,
    case: &str,
    dated: Day,
    item: &Item,
    words: &BTreeMap<String, String>,
    codes: &[String],
    ctx: &Ctx<'_>,
) -> Fills {
    let mut fills: Fills = words.clone();
    let mut put = |name: &str, value: String| fills.insert(name.to_owned(), value);
    put("item", item.name.zh.clone());
    put("outcome", item.outcome.name.zh.clone());
    put("case", case.to_owned());
    put("dated", dated.zh_full());
    put("basis", basis(kind, item, words, ctx).join("；"));
    if kind == Kind::Receipt {
        let coming: Vec<String> =
            codes.iter().filter(|code| to_come(item, code, words)).map(|code| called(item, code)).collect();
        put("to_bring", coming.join("、"));
        put("where", places(item));
    }
    if adverse(kind) {
        let remedies: Vec<&str> = item.remedies.iter().map(|text| text.zh.as_str()).collect();
        put("remedies", remedies.join("\n"));
    }
    if kind == Kind::PledgeForfeited {
        let broken: Vec<&str> =
            codes.iter().filter_map(|code| item.promise(code)).map(|one| one.text.zh.as_str()).collect();
        put("points", broken.join("；"));
    }
    if kind == Kind::ToleranceBroken {
        let papers: Vec<String> = codes.iter().map(|code| called(item, code)).collect();
        put("points", papers.join("、"));
    }
    if kind == Kind::Denied {
        let points: Vec<&str> = named(item, codes).map(|point| point.0).collect();
        put("points", points.join("、"));
    }
    if let Some(special) = words.get("special") {
        let found = item.special.iter().find(|one| word(&one.kind) == *special);
        put("special", found.map_or_else(|| general(special).to_owned(), |one| one.name.zh.clone()));
    }
    fills
}

/// A procedure that the item's file does not name.
fn general(special: &str) -> &str {
    match special {
        "hearing" => "听证",
        "by_item_law" => "公示",
        other => other,
    }
}

/// How a special procedure is called in events.
fn word(kind: &kernel::item::SpecialKind) -> &'static str {
    use kernel::item::SpecialKind as S;
    match kind {
        S::Hearing => "hearing",
        S::Tender => "tender",
        S::Auction => "auction",
        S::Inspection => "inspection",
        S::Testing => "testing",
        S::Quarantine => "quarantine",
        S::Appraisal => "appraisal",
        S::ExpertReview => "expert_review",
        S::ByItemLaw => "by_item_law",
    }
}

/// The points with these codes: words and clause.
fn named<'a>(item: &'a Item, codes: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let points = item.points.iter().filter(|point| codes.contains(&point.code));
    points.map(|point| (point.text.zh.as_str(), point.basis.zh.as_str()))
}

/// The clauses a document rests on: the one the act itself named, else the one of its rule; for a denial the
/// clauses of the points that are not met come first.
fn basis(kind: Kind, item: &Item, words: &BTreeMap<String, String>, ctx: &Ctx<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if kind == Kind::Denied {
        let codes: Vec<String> =
            words.get("unmet").map(|w| w.split(' ').map(str::to_owned).collect()).unwrap_or_default();
        for (_, clause) in named(item, &codes) {
            if !all.iter().any(|held| held == clause) {
                all.push(clause.to_owned());
            }
        }
    }
    let told = words.get("told_basis").filter(|text| !text.is_empty()).cloned();
    all.push(told.unwrap_or_else(|| ctx.basis(item, rule(kind)).zh));
    all
}

#[expect(clippy::too_many_arguments, reason = "a document has these parts and no others")]
fn notice_of(
    kind: Kind,
    wrote: Wrote,
    case: &str,
    fills: &Fills,
    item: &Item,
    words: &BTreeMap<String, String>,
    codes: &[String],
    ctx: &Ctx<'_>,
) -> Content {
    let address = |path: &str| ctx.editions.wording().map_or_else(String::new, |w| w.address(path));
    let lists = match kind {
        Kind::Receipt if !codes.is_empty() => vec![materials(item, codes, words)],
        Kind::Correction => vec![lacking(item, codes)],
        Kind::Denied if !codes.is_empty() => vec![unmet(item, codes, words)],
        Kind::PledgeOrder => vec![broken(item, codes, words)],
        _ => Vec::new(),
    };
    let receipt = kind == Kind::Receipt;
    Content {
        title: wrote.title,
        organ: wrote.organ,
        recipient: fills.get("recipient").cloned().unwrap_or_default(),
        paragraphs: wrote.paragraphs,
        lists,
        basis: if receipt { Vec::new() } else { basis(kind, item, words, ctx) },
        remedies: wrote.after,
        seal: wrote.seal,
        qr: address(&format!("{CASES}{case}")),
        qr_says: "扫码看办到哪一步".to_owned(),
        ..Content::default()
    }
}

/// The windows that take it in, with their hours.
fn places(item: &Item) -> String {
    let place = |p: &Place| format!("{}（{}，{}，电话 {}）", p.name.zh, p.address.zh, p.hours.zh, p.phone);
    item.places.iter().map(place).collect::<Vec<_>>().join("；")
}

/// Is it a paper of hers that nobody has received?
fn to_come(item: &Item, code: &str, words: &BTreeMap<String, String>) -> bool {
    let said = |name: &str| words.get(name).map_or("", String::as_str);
    let own = matches!(item.material(code).map(|m| m.source), Some(Source::Applicant | Source::Intermediary));
    own && said(AT_COUNTER).is_empty() && !said(FILED).split(' ').any(|one| one == code)
}

/// What was named, and what of it is here: a receipt certifies no paper that nobody has received.
fn materials(item: &Item, codes: &[String], words: &BTreeMap<String, String>) -> Listed {
    let columns = vec![("序号".to_owned(), 2), ("材料".to_owned(), 9), ("收到情况".to_owned(), 7)];
    let said = |name: &str| words.get(name).map_or("", String::as_str);
    let (filed, at_counter) = (said(FILED), !said(AT_COUNTER).is_empty());
    let row = |(n, code): (usize, &String)| {
        let from = match item.material(code).map(|m| m.source) {
            Some(Source::Government) => "免提交，由机关核验",
            _ if filed.split(' ').any(|one| one == code) => "收到电子文件",
            _ if at_counter => "窗口收到纸件",
            Some(Source::Commitment) => "以承诺代替",
            _ => "待带到窗口，尚未收到",
        };
        vec![(n + 1).to_string(), called(item, code), from.to_owned()]
    };
    Listed { title: String::new(), columns, rows: codes.iter().enumerate().map(row).collect() }
}

fn lacking(item: &Item, codes: &[String]) -> Listed {
    let columns = vec![("序号".to_owned(), 2), ("要补正的".to_owned(), 8), ("要求".to_owned(), 10)];
    let row = |(n, code): (usize, &String)| {
        let hint = item.material(code).and_then(|m| m.hint.as_ref()).map_or("见上文", |hint| &hint.zh);
        vec![(n + 1).to_string(), called(item, code), hint.to_owned()]
    };
    let rows = codes.iter().enumerate().map(row).collect();
    Listed { title: "需要补正的全部内容".to_owned(), columns, rows }
}

/// Every point that is not met, with its clause and what was found.
fn unmet(item: &Item, codes: &[String], words: &BTreeMap<String, String>) -> Listed {
    let columns = vec![("不符合的要点".to_owned(), 6), ("依据".to_owned(), 6), ("查明".to_owned(), 8)];
    let row = |code: &String| {
        let point = item.points.iter().find(|point| point.code == *code)?;
        let found = words.get(&format!("{FINDING}{code}")).map_or("见上文", String::as_str);
        Some(vec![point.text.zh.clone(), point.basis.zh.clone(), found.to_owned()])
    };
    Listed { title: String::new(), columns, rows: codes.iter().filter_map(row).collect() }
}

/// Every promise that was not kept, with its clause and what was found.
fn broken(item: &Item, codes: &[String], words: &BTreeMap<String, String>) -> Listed {
    let columns = vec![("没有做到的承诺".to_owned(), 6), ("依据".to_owned(), 6), ("查明".to_owned(), 8)];
    let row = |code: &String| {
        let promise = item.promise(code)?;
        let found = words.get(&format!("{FINDING}{code}")).map_or("见上文", String::as_str);
        Some(vec![promise.text.zh.clone(), promise.basis.zh.clone(), found.to_owned()])
    };
    Listed { title: String::new(), columns, rows: codes.iter().filter_map(row).collect() }
}

/// What a material, or a field of the form (`field.<code>`), is called.
fn called(item: &Item, code: &str) -> String {
    if let Some(field) = code.strip_prefix("field.") {
        let label = item.fields.iter().find(|f| f.code == field).map(|f| f.label.zh.clone());
        return format!("申请表：{}", label.unwrap_or_else(|| field.to_owned()));
    }
    item.material(code).map_or_else(|| code.to_owned(), |material| material.name.zh.clone())
}

/// The sheet of a licence: holder, then the county's lines (`label：value`), then what the licence says.
fn sheet_of(wrote: Wrote, words: &BTreeMap<String, String>, item: &Item, ctx: &Ctx<'_>) -> Content {
    let text = |name: &str| words.get(name).cloned().unwrap_or_default();
    let day = |name: &str| words.get(name).and_then(|day| day.parse::<Day>().ok());
    let line = |line: &String| {
        let (label, value) = line.split_once('：')?;
        Some((label.trim().to_owned(), value.trim().to_owned()))
    };
    let code = text("code");
    let address = |path: &str| ctx.editions.wording().map_or_else(String::new, |w| w.address(path));
    Content {
        title: item.outcome.name.zh.clone(),
        organ: wrote.organ,
        recipient: text("recipient"),
        facts: wrote.paragraphs.iter().filter_map(line).collect(),
        seal: wrote.seal,
        qr: address(&format!("{VERIFY}{code}")),
        identifier: text("licence_id"),
        code,
        from: day("from"),
        until: day("until"),
        ..Content::default()
    }
}
