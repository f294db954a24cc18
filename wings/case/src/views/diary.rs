//! The diary of a case as data: which sentence, and what fills its blanks. Pages put it into words.

use std::collections::BTreeMap;

use facts::case::{Came, Event, FILE_NAME, Follows, Ground, Way};
use facts::{Fact, Recorded};
use kernel::item::{FIELD, Item, belongs};
use kernel::{Actor, Day, Instant, Text};

use super::{clocks, course_told, pledge_told};

/// What fills a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fill {
    /// These words.
    Said(Text),
    /// The name of the organ with this code.
    Organ(String),
    /// A word of the county's texts: table and key of `[case.…]`.
    Word(&'static str, &'static str),
}

/// A line of a diary.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Line of the ledger.
    pub seq: i64,
    /// Name of the sentence under `[event.case]`.
    pub sentence: &'static str,
    /// What fills its blanks.
    pub fills: Vec<(&'static str, Fill)>,
    /// Words somebody wrote; sealed on the ledger, empty where there are none.
    pub words: String,
    /// When it was written.
    pub at: Instant,
    /// When it became true by law.
    pub effective: Instant,
    /// By whom.
    pub actor: Actor,
}

/// The diary of a case, oldest first, in the words of the edition it was filed under.
pub fn told(facts: &[Recorded], item: &Item) -> Vec<Told> {
    let line = |fact: &Recorded| {
        let Fact::Case(event) = &fact.fact else { return None };
        let (sentence, fills) = sentence(event, item);
        Some(Told {
            seq: fact.seq,
            sentence,
            fills,
            words: ["note", "reason", "result", "opinion", "question", "matter", "record", "report"]
                .iter()
                .map(|name| fact.private_field(name))
                .find(|text| !text.is_empty() && fact.sealed && !matches!(event, Event::Applied { .. }))
                .unwrap_or_default(),
            at: fact.at,
            effective: fact.effective,
            actor: fact.actor.clone(),
        })
    };
    facts.iter().filter_map(line).collect()
}

/// What the applicant typed into the form, as it stands after every correction: answers by field, with her
/// name and number.
pub fn words(facts: &[Recorded]) -> BTreeMap<String, String> {
    let mut stand = BTreeMap::new();
    for fact in facts {
        let Some(private) = &fact.private else { continue };
        match &fact.fact {
            Fact::Case(Event::Applied { .. }) => stand.clone_from(&private.fields),
            Fact::Case(Event::Corrected { materials, .. }) => {
                for field in materials.iter().filter_map(|code| code.strip_prefix(FIELD)) {
                    let mended = |name: &str| name.strip_prefix("answer.").is_some_and(|n| belongs(n, field));
                    stand.retain(|name, _| !mended(name));
                    let new = private.fields.iter().filter(|(name, _)| mended(name));
                    stand.extend(new.map(|(name, answer)| (name.clone(), answer.clone())));
                }
            }
            _ => {}
        }
    }
    stand
}

/// Own names of files, by their hash.
pub fn file_names(facts: &[Recorded]) -> BTreeMap<String, String> {
    let fields = facts.iter().filter_map(|f| f.private.as_ref()).flat_map(|p| &p.fields);
    fields.filter_map(|(name, text)| Some((name.strip_prefix(FILE_NAME)?.to_owned(), text.clone()))).collect()
}

pub(super) type Fills = Vec<(&'static str, Fill)>;

/// How it came in, and which day counts where it is another than that of filing.
fn applied(reply_by: Day, helped_by: &str, came: Option<&Came>) -> (&'static str, Fills) {
    let plain = if helped_by.is_empty() { "Applied" } else { "AppliedAtWindow" };
    let mut fills = vec![("reply_by", day(reply_by))];
    let Some(came) = came else { return (plain, fills) };
    if came.way == Way::Courier {
        fills.push(("waybill", Fill::Said(Text::new(&came.waybill, &came.waybill))));
    }
    if let (Some(on), Some(basis)) = (came.on, &came.basis) {
        fills.extend([("on", day(on)), ("basis", Fill::Said(basis.clone()))]);
    }
    let name = match (came.way, came.on) {
        (Way::Courier, Some(_)) => "AppliedByCourierEarlier",
        (Way::Courier, None) => "AppliedByCourier",
        (Way::Elsewhere, _) => "AppliedElsewhere",
        (_, Some(_)) => "AppliedAsOf",
        (Way::Terminal, None) => "AppliedAtTerminal",
        (Way::Mobile, None) => "AppliedByMobile",
        _ => plain,
    };
    (name, fills)
}

fn sentence(event: &Event, item: &Item) -> (&'static str, Fills) {
    match event {
        Event::Applied { reply_by, answer_by, helped_by, came, .. } => {
            applied(answer_by.unwrap_or(*reply_by), helped_by, came.as_deref())
        }
        Event::Received { materials: some } => received(some.as_deref(), item),
        Event::Accepted { told, statutory } => ("Accepted", days(*told, *statutory)),
        Event::DeemedAccepted { .. }
        | Event::ToleranceSigned { .. }
        | Event::AcceptedTolerantly { .. }
        | Event::Followed { .. }
        | Event::FollowReminded { .. }
        | Event::ToleranceBroken { .. } => tolerance(event, item),
        Event::CorrectionAsked { .. }
        | Event::NoticeAllowed {}
        | Event::CorrectionReminded { .. }
        | Event::Unsupplied { .. } => told_to_correct(event, item),
        Event::Enclosed { material: one, files } => {
            let one = materials(item, std::slice::from_ref(one));
            ("Enclosed", vec![("materials", one), ("files", plain(files.len()))])
        }
        Event::Corrected { .. } => corrected(event, item),
        Event::ClockStopped { .. } => stopped(event, item),
        Event::ClockResumed { told, statutory } => ("ClockResumed", days(*told, *statutory)),
        Event::Examined { met, unmet, two_officers } => {
            let name = if *two_officers { "ExaminedOnSite" } else { "Examined" };
            (name, vec![("met", plain(met.len())), ("unmet", plain(unmet.len()))])
        }
        Event::Differed { points: some } => ("Differed", vec![("points", points(item, some))]),
        Event::OpinionAsked { .. }
        | Event::OpinionGiven { .. }
        | Event::OpinionWithdrawn { .. }
        | Event::Confirmed {}
        | Event::SentBack {} => among_officers(event),
        Event::Granted { deliver_by, .. } => ("Granted", vec![("deliver_by", day(*deliver_by))]),
        Event::Overran { clock, due } => {
            ("Overran", vec![("clock", Fill::Word("clock", clocks::word(*clock))), ("due", day(*due))])
        }
        Event::Concluded { ending } => {
            ("Concluded", vec![("ending", Fill::Word("ending", super::ending_word(*ending)))])
        }
        Event::Declined { .. }
        | Event::Referred { .. }
        | Event::Denied { .. }
        | Event::Terminated { .. }
        | Event::Voided { .. } => noes(event, item),
        _ => handled(event, item),
    }
}

/// Who handles it and how, and what needs no blank filled.
fn handled(event: &Event, item: &Item) -> (&'static str, Fills) {
    match event {
        Event::Delivered {} => ("Delivered", vec![]),
        Event::Withdrawn {} => ("Withdrawn", vec![]),
        Event::Claimed {} => ("Claimed", vec![]),
        Event::Unclaimed {} => ("Unclaimed", vec![]),
        Event::Reassigned { .. } => ("Reassigned", vec![]),
        Event::HandedOver { .. } => ("HandedOver", vec![]),
        Event::TakenOver {} => ("TakenOver", vec![]),
        Event::ModeSet { mode, .. } => ("ModeSet", vec![("mode", Fill::Word("mode", mode.word()))]),
        Event::ModeEnded { mode } => ("ModeEnded", vec![("mode", Fill::Word("mode", mode.word()))]),
        Event::Settled {} => ("Settled", vec![]),
        Event::PrecheckAsked { by } => ("PrecheckAsked", vec![("by", day(*by))]),
        Event::PrecheckPassed {} => ("PrecheckPassed", vec![]),
        Event::PrecheckReturned {} => ("PrecheckReturned", vec![]),
        Event::PapersSent { .. } => ("PapersSent", vec![]),
        Event::PapersArrived {} => ("PapersArrived", vec![]),
        _ => pledge_told::sentence(event, item),
    }
}

/// What she promised to supply after acceptance, and what became of it.
fn tolerance(event: &Event, item: &Item) -> (&'static str, Fills) {
    let one = |code: &String| ("materials", materials(item, std::slice::from_ref(code)));
    match event {
        Event::DeemedAccepted { as_of, told, statutory, follow } => {
            let days = [("as_of", as_of), ("told", told), ("statutory", statutory)];
            let mut fills = days.map(|(name, on)| (name, day(*on))).to_vec();
            if follow.is_empty() {
                return ("DeemedAccepted", fills);
            }
            fills.push(("materials", following(item, follow)));
            ("DeemedAcceptedTolerantly", fills)
        }
        Event::ToleranceSigned { materials: some, reply_by: None, .. } => {
            ("ToleranceSigned", vec![("materials", materials(item, some))])
        }
        Event::ToleranceSigned { materials: some, reply_by: Some(by), answer_by } => {
            let by = &answer_by.unwrap_or(*by);
            let fills = vec![("materials", materials(item, some)), ("reply_by", day(*by))];
            ("ToleranceSignedComplete", fills)
        }
        Event::AcceptedTolerantly { told, statutory, follow } => {
            let follow = ("materials", following(item, follow));
            ("AcceptedTolerantly", vec![follow, ("told", day(*told)), ("statutory", day(*statutory))])
        }
        Event::Followed { materials: some, late, .. } => {
            let name = if *late { "FollowedLate" } else { "Followed" };
            (name, vec![("materials", materials(item, some))])
        }
        Event::FollowReminded { material, by, .. } => {
            ("FollowReminded", vec![one(material), ("by", day(*by))])
        }
        Event::ToleranceBroken { material, due, basis, .. } => {
            let basis = ("basis", Fill::Said(basis.clone()));
            ("ToleranceBroken", vec![one(material), ("due", day(*due)), basis])
        }
        _ => ("Applied", vec![]),
    }
}

/// Papers that follow, each with its day.
fn following(item: &Item, follow: &[Follows]) -> Fill {
    let each = follow.iter().map(|f| {
        let name = item.lacking_name(&f.material);
        let zh = format!("{}（{}前）", name.zh, f.by.zh_full());
        Text::new(zh, format!("{} (by {})", name.en, f.by.en_full()))
    });
    Fill::Said(joined(each, "、", "; "))
}

/// What was asked for, again by leave, and what became of it when it never came.
fn told_to_correct(event: &Event, item: &Item) -> (&'static str, Fills) {
    match event {
        Event::CorrectionAsked { lacking, until, closes, again } => {
            let mut fills = vec![("materials", materials(item, lacking)), ("until", day(*until))];
            let Some(closes) = closes else { return ("CorrectionAsked", fills) };
            fills.push(("closes", day(closes.on)));
            (if *again { "CorrectionAskedAgain" } else { "CorrectionAskedUntil" }, fills)
        }
        Event::CorrectionReminded { until } => ("CorrectionReminded", vec![("until", day(*until))]),
        Event::Unsupplied { due, basis, remedies } => {
            let remedies = Fill::Said(joined(remedies.iter().cloned(), "", " "));
            (
                "Unsupplied",
                vec![("due", day(*due)), ("basis", Fill::Said(basis.clone())), ("remedies", remedies)],
            )
        }
        _ => ("NoticeAllowed", vec![]),
    }
}

fn received(some: Option<&[String]>, item: &Item) -> (&'static str, Fills) {
    match some {
        None | Some([]) => ("Received", vec![]),
        Some(some) => ("ReceivedPapers", vec![("materials", materials(item, some))]),
    }
}

/// A special procedure began.
fn stopped(event: &Event, item: &Item) -> (&'static str, Fills) {
    let Event::ClockStopped { kind, needed, notice, basis } = event else { return ("", vec![]) };
    let special = item.special(*kind).map_or_else(|| kind.general_name(), |s| s.name.clone());
    let fills = vec![
        ("special", Fill::Said(special)),
        ("needed", plain(needed)),
        ("notice", plain(notice)),
        ("basis", Fill::Said(basis.clone())),
    ];
    ("ClockStopped", fills)
}

/// What the applicant supplied of what the notice asked for, and what she only says she will bring.
fn corrected(event: &Event, item: &Item) -> (&'static str, Fills) {
    let Event::Corrected { materials: some, reply_by, answer_by, to_bring, .. } = event else {
        return ("", vec![]);
    };
    let here = ("materials", materials(item, some));
    let coming = ("to_bring", materials(item, to_bring));
    match (reply_by, some.as_slice(), to_bring.as_slice()) {
        (Some(by), ..) => ("Corrected", vec![here, ("reply_by", day(answer_by.unwrap_or(*by)))]),
        (None, _, []) => ("CorrectedInPart", vec![here]),
        (None, [], _) => ("ToBring", vec![coming]),
        (None, ..) => ("CorrectedAndToBring", vec![here, coming]),
    }
}

/// What officers say to each other.
fn among_officers(event: &Event) -> (&'static str, Fills) {
    match event {
        Event::OpinionAsked { by, .. } => ("OpinionAsked", vec![("by", day(*by))]),
        Event::OpinionWithdrawn { .. } => ("OpinionWithdrawn", vec![]),
        Event::Confirmed {} => ("Confirmed", vec![]),
        Event::SentBack {} => ("SentBack", vec![]),
        _ => ("OpinionGiven", vec![]),
    }
}

/// The ways of being told no.
fn noes(event: &Event, item: &Item) -> (&'static str, Fills) {
    match event {
        Event::Declined { ground, basis, remedies } => {
            let word = match ground {
                Ground::NotNeeded => "not_needed",
                Ground::Barred => "barred",
            };
            let fills = vec![
                ("ground", Fill::Word("ground", word)),
                ("basis", Fill::Said(basis.clone())),
                ("remedies", Fill::Said(joined(remedies.iter().cloned(), "", " "))),
            ];
            ("Declined", fills)
        }
        Event::Terminated { ground, basis, remedies } => {
            let fills = vec![
                ("ground", Fill::Word("cease", ground.word())),
                ("basis", Fill::Said(basis.clone())),
                ("remedies", Fill::Said(joined(remedies.iter().cloned(), "", " "))),
            ];
            ("Terminated", fills)
        }
        Event::Voided { basis, .. } if basis.zh.is_empty() => ("Voided", vec![]),
        Event::Voided { basis, remedies } => {
            let remedies = Fill::Said(joined(remedies.iter().cloned(), "", " "));
            ("VoidedInWriting", vec![("basis", Fill::Said(basis.clone())), ("remedies", remedies)])
        }
        Event::Referred { to, address, basis } => (
            "Referred",
            vec![("to", plain(to)), ("address", plain(address)), ("basis", Fill::Said(basis.clone()))],
        ),
        Event::Denied { basis, unmet, remedies, place } => {
            let mut fills = vec![
                ("basis", Fill::Said(basis.clone())),
                ("remedies", Fill::Said(joined(remedies.iter().cloned(), "", " "))),
            ];
            if let Some(place) = place {
                fills.push(("place", plain(place)));
                return ("DeniedForWantOfPlaces", fills);
            }
            if unmet.is_empty() {
                return ("DeniedForReason", fills);
            }
            fills.push(("unmet", points(item, unmet)));
            ("Denied", fills)
        }
        _ => course_told::sentence(event),
    }
}

/// What happened between acceptance and the decision.
pub(super) fn course(event: &Event) -> (&'static str, Fills) {
    course_told::sentence(event)
}

fn days(told: Day, statutory: Day) -> Fills {
    vec![("told", day(told)), ("statutory", day(statutory))]
}

pub(super) fn day(day: Day) -> Fill {
    Fill::Said(Text::new(day.zh_full(), day.en_full()))
}

pub(super) fn plain(value: impl ToString) -> Fill {
    let text = value.to_string();
    Fill::Said(Text::new(&text, &text))
}

fn points(item: &Item, codes: &[String]) -> Fill {
    let names = codes.iter().map(|code| {
        let point = item.points.iter().find(|p| p.code == *code);
        point.map_or_else(|| Text::new(code, code), |p| p.text.clone())
    });
    Fill::Said(joined(names, "、", "; "))
}

pub(super) fn materials(item: &Item, codes: &[String]) -> Fill {
    Fill::Said(joined(codes.iter().map(|code| item.lacking_name(code)), "、", "; "))
}

pub(super) fn joined(all: impl Iterator<Item = Text>, zh: &str, en: &str) -> Text {
    let (a, b): (Vec<String>, Vec<String>) = all.map(|t| (t.zh, t.en)).unzip();
    Text::new(a.join(zh), b.join(en))
}
