//! Documents, act by act: how each is numbered, what it rests on, and that it is drawn once.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use facts::document::{Content, Event, Kind};
use kernel::decider::Written;
use kernel::item::{Edition, Item};
use kernel::wording::{Asked, Fills, Unwritten, Wording, Wrote};
use kernel::{Actor, Calendar, Channel, Ctx, Day, Decider, Editions, Instant, Refusal, Rights, Role};

use super::{Command, Document, Known, Rules};

const FOOD: &str = include_str!("../../../../catalogue/items/food-permit.toml");
const ENROLMENT: &str = include_str!("../../../../catalogue/items/school-enrolment.toml");

/// A county that writes out what it was given.
#[derive(Debug)]
struct Plain;

impl Wording for Plain {
    fn write(&self, asked: Asked<'_>, fills: &Fills) -> Result<Wrote, Unwritten> {
        if fills.get("reason").is_some_and(|reason| reason == "too long") {
            return Err(Unwritten("out of fuel".to_owned()));
        }
        let remedies = fills.get("remedies").map(|text| text.lines().map(str::to_owned).collect());
        Ok(Wrote {
            title: asked.document.to_owned(),
            paragraphs: vec![fills["item"].clone()],
            after: remedies.unwrap_or_default(),
            organ: asked.organ.to_owned(),
            mark: "青市监".to_owned(),
            letter: "受".to_owned(),
            ..Wrote::default()
        })
    }

    fn address(&self, path: &str) -> String {
        format!("https://county.example{path}")
    }
}

fn with_ctx<T>(judge: impl FnOnce(&Ctx<'_>) -> T) -> T {
    let mut editions = Editions::default();
    for (hash, text) in [("food", FOOD), ("enrolment", ENROLMENT)] {
        let item: Item = toml::from_str(text).unwrap();
        editions.publish(Edition { hash: hash.to_owned(), item: item.into() });
    }
    editions.set_wording(Arc::new(Plain));
    let actor = Actor {
        party: "document".to_owned(),
        role: Role::House,
        post: String::new(),
        organ: String::new(),
        for_party: String::new(),
        channel: Channel::Reactor,
        assurance: 0,
    };
    let (calendar, rights) = (Calendar::default(), Rights::default());
    let now = Instant::at(Day::ymd(2026, 3, 3).unwrap(), 9, 0);
    judge(&Ctx {
        now,
        actor: &actor,
        calendar: &calendar,
        editions: &editions,
        rights: &rights,
        division: "449921",
        seed: [0; 16],
    })
}

fn ask(kind: Kind, edition: &str, words: &[(&str, &str)]) -> Command {
    Command::Compose {
        kind,
        case: "449921-20260302-0001".to_owned(),
        item: "an-item".to_owned(),
        edition: edition.to_owned(),
        organ: "11449921MB9X00031G".to_owned(),
        hall: String::new(),
        party: "p-wang".to_owned(),
        dated: Day::ymd(2026, 3, 3).unwrap(),
        words: words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>(),
        codes: Vec::new(),
    }
}

fn composed(command: &Command, given: i64) -> Result<(Event, Content), Refusal> {
    with_ctx(|ctx| {
        let mut entries = Rules::decide(&Document::default(), command, &Known { given }, ctx)?;
        let entry = entries.pop().unwrap();
        let content = Content::read(&entry.private.unwrap().fields["content"]).unwrap();
        Ok((entry.event, content))
    })
}

#[test]
fn a_number_is_the_organs_mark_kind_year_and_serial() {
    let (event, content) = composed(&ask(Kind::Accepted, "food", &[]), 16).unwrap();
    let Event::Composed { number, serial, .. } = event else { panic!("{event:?}") };
    assert_eq!((number.as_str(), serial), ("青市监受〔2026〕0017 号", 17));
    assert_eq!(content.qr, "https://county.example/cases/449921-20260302-0001");
    let sheet = ask(Kind::Licence, "food", &[("licence_no", "JY24499210000010"), ("code", "ABCD")]);
    let (event, content) = composed(&sheet, 16).unwrap();
    let Event::Composed { number, serial, .. } = event else { panic!("{event:?}") };
    assert_eq!((number.as_str(), serial), ("JY24499210000010", 0), "a sheet takes no serial");
    assert_eq!((content.qr.as_str(), content.code.as_str()), ("https://county.example/verify/ABCD", "ABCD"));
}

#[test]
fn the_licensing_law_is_cited_for_licences_and_for_nothing_else() {
    for kind in Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Receipt | Kind::Licence)) {
        let [licence, other] =
            ["food", "enrolment"].map(|edition| composed(&ask(kind, edition, &[]), 0).unwrap().1);
        assert!(licence.basis.iter().all(|clause| clause.contains('《')), "{kind:?}: {:?}", licence.basis);
        assert!(!other.basis.is_empty(), "{kind:?} rests on nothing");
        assert!(!other.basis.concat().contains("行政许可法"), "{kind:?}: {:?}", other.basis);
        let adverse = matches!(
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
        );
        assert_eq!(!licence.remedies.is_empty(), adverse, "{kind:?} and its remedies");
    }
    // the clause the act itself named stands before the rule's
    let told = ask(Kind::Declined, "food", &[("told_basis", "《某条例》第一条")]);
    assert_eq!(composed(&told, 0).unwrap().1.basis, ["《某条例》第一条"]);
}

#[test]
fn a_text_that_cannot_be_written_is_refused_and_takes_no_number() {
    let refusal = composed(&ask(Kind::Denied, "food", &[("reason", "too long")]), 0).unwrap_err();
    assert_eq!((refusal.code, refusal.fills["why"].zh.as_str()), ("document_unwritten", "out of fuel"));
    let refusal = composed(&ask(Kind::Denied, "unknown", &[]), 0).unwrap_err();
    assert_eq!(refusal.code, "edition_unknown");
}

#[test]
fn what_is_drawn_stays_and_only_what_is_stuck_is_drawn_again() {
    with_ctx(|ctx| {
        let mut document = Document::default();
        let mut step = |command: &Command| {
            let entries = Rules::decide(&document, command, &Known::default(), ctx).map_err(|r| r.code)?;
            let written = Written { at: ctx.now, effective: ctx.now, actor: ctx.actor };
            for entry in &entries {
                document = Rules::evolve(std::mem::take(&mut document), &entry.event, &written);
            }
            Ok::<usize, &str>(entries.len())
        };
        let drawn = |hash: &str| Command::Drawn { hash: hash.to_owned(), bytes: 1 };
        let not = Command::NotDrawn { glyphs: vec!["𬺀".to_owned()], why: String::new() };
        assert_eq!(step(&ask(Kind::Accepted, "food", &[])), Ok(1));
        assert_eq!(step(&ask(Kind::Accepted, "food", &[])), Ok(0), "composed once");
        assert_eq!(step(&Command::DrawAgain {}), Err("being_drawn"));
        assert_eq!(step(&not), Ok(1));
        assert_eq!(step(&Command::DrawAgain {}), Ok(1));
        assert_eq!(step(&drawn("a")), Ok(1));
        assert_eq!(step(&drawn("b")), Ok(0), "the first drawing stays");
        assert_eq!(step(&not), Ok(0));
        assert_eq!(step(&Command::DrawAgain {}), Err("drawn_already"));
        assert_eq!(document.hash.as_deref(), Some("a"));
    });
}
