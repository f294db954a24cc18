//! Diaries of earlier files. A line hands a file in with a case, asks what is offered, or takes one:
//! `2026-03-02 wang CASE item.material = file [waits|wanting|again CASE DAY]`, `… asks item.material -> …`,
//! `… takes file for item.material -> …`.
#![allow(clippy::unwrap_used)]

use crate::decider::{Basis, Text};
use crate::item::{Certainty, Material, Source, When};
use crate::time::Day;

use super::{EarlierFile, Wanted, WantedBy, offered, taken};

/// Code, name, source, type of licence.
const PAPERS: [(&str, &str, Source, Option<&str>); 9] = [
    ("shop.lease", "房屋租赁合同", Source::Applicant, None),
    ("inn.tenancy", "房屋租赁合同", Source::Applicant, None),
    ("inn.plan", "平面图", Source::Applicant, None),
    ("shop.title", "不动产权证", Source::Applicant, Some("T1")),
    ("inn.deed", "不动产权证书", Source::Applicant, Some("T1")),
    ("shop.agent", "授权委托书", Source::Applicant, None),
    ("shop.vow", "守法保证", Source::Commitment, None),
    ("inn.vow", "守法保证", Source::Applicant, None),
    ("inn.licence", "营业执照", Source::Government, None),
];

fn material(path: &str) -> Material {
    let (_, name, source, licence) = PAPERS.iter().find(|(code, ..)| *code == path).unwrap();
    Material {
        code: path.split_once('.').unwrap().1.to_owned(),
        name: Text::new(*name, *name),
        source: *source,
        issuer: None,
        licence: licence.map(str::to_owned),
        hint: None,
        basis: Text::default(),
        certainty: Certainty::C,
        when: When::new(),
        may_follow: None,
        by_commitment: false,
    }
}

/// `shop.lease`, or several that a bundle wants as one: `shop.lease+inn.tenancy`; `!` where it stands apart.
fn wanted(words: &str) -> Wanted {
    let one = |path: &str| {
        let plain = path.trim_end_matches('!');
        let item = plain.split_once('.').unwrap().0.to_owned();
        WantedBy { item, material: material(plain), apart: plain != path }
    };
    Wanted { code: words.to_owned(), papers: words.split('+').map(one).collect() }
}

fn file(words: &[&str]) -> EarlierFile {
    let [day, party, case_no, path, "=", hash, rest @ ..] = words else { panic!("{words:?}") };
    let (item, code) = path.split_once('.').unwrap();
    let (first_case, on) = match rest {
        ["again", first, on] => (*first, *on),
        _ => (*case_no, *day),
    };
    EarlierFile {
        hash: (*hash).to_owned(),
        form: "pdf".to_owned(),
        bytes: 1_000,
        party: (*party).to_owned(),
        item: item.to_owned(),
        edition: String::new(),
        material: code.to_owned(),
        paper: Some(material(path)),
        case_no: (*case_no).to_owned(),
        first_case: first_case.to_owned(),
        on: on.parse::<Day>().unwrap(),
        accepted: rest != ["waits"],
        wanting: rest == ["wanting"],
    }
}

fn answer(words: &[&str], files: &[EarlierFile]) -> String {
    let (day, party) = (words[0].parse::<Day>().unwrap(), words[1]);
    match &words[2..] {
        ["asks", path] => {
            let all = offered(&[wanted(path)], files, party, day);
            let of = |one: &&EarlierFile| format!("{} of {} {}", one.hash, one.first_case, one.on);
            let said: Vec<String> = all.values().flatten().map(of).collect();
            if said.is_empty() { "nothing".to_owned() } else { said.join("; ") }
        }
        ["takes", hash, "for", path] => {
            let basis = Basis { zh: "法".to_owned(), en: "Law".to_owned() };
            match taken(&wanted(path), files, (hash, party), day, &basis) {
                Ok(one) => format!("{} of {}", one.hash, one.first_case),
                Err(no) => format!("refused {}", no.code),
            }
        }
        other => panic!("{other:?}"),
    }
}

/// Every line of the diary is true.
#[track_caller]
fn check(diary: &str) {
    let mut files: Vec<EarlierFile> = Vec::new();
    for line in diary.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (said, told) = line.split_once("->").map_or((line, None), |(a, b)| (a, Some(b.trim())));
        let words: Vec<&str> = said.split_whitespace().collect();
        match told {
            None => files.insert(0, file(&words)),
            Some(told) => assert_eq!(answer(&words, &files), told, "{line}"),
        }
    }
}

#[test]
fn what_she_handed_in_is_offered_for_the_same_paper() {
    check(
        "2026-03-02 wang c1 shop.lease = a
         2026-03-02 wang c1 shop.title = t
         2026-05-03 wang asks shop.lease -> a of c1 2026-03-02
         2026-05-03 wang asks inn.tenancy -> a of c1 2026-03-02
         2026-05-03 wang asks inn.plan -> nothing
         2026-05-03 wang takes a for inn.tenancy -> a of c1
         2026-05-03 wang takes a for inn.plan -> refused earlier_file_unlike
         2026-05-03 wang asks inn.deed -> t of c1 2026-03-02
         2026-05-03 wang asks inn.plan+inn.tenancy -> a of c1 2026-03-02",
    );
}

#[test]
fn it_is_offered_to_nobody_else() {
    check(
        "2026-03-02 wang c1 shop.lease = a
         2026-03-03 firm c2 shop.lease = b
         2026-05-03 li takes a for shop.lease -> refused earlier_file_unknown
         2026-05-03 li asks shop.lease -> nothing
         2026-05-03 wang asks shop.lease -> a of c1 2026-03-02
         2026-05-03 wang takes b for shop.lease -> refused earlier_file_unknown
         2026-05-03 firm asks shop.lease -> b of c2 2026-03-03
         2026-05-03 firm takes a for shop.lease -> refused earlier_file_unknown",
    );
}

#[test]
fn what_no_organ_accepted_is_not_offered() {
    check(
        "2026-03-02 wang c1 shop.lease = a waits
         2026-05-03 wang asks shop.lease -> nothing
         2026-05-03 wang takes a for shop.lease -> refused earlier_file_unknown",
    );
}

#[test]
fn what_a_notice_asked_for_again_is_not_offered() {
    check(
        "2026-03-02 wang c1 shop.lease = a wanting
         2026-03-05 wang c1 shop.lease = b
         2026-05-03 wang asks shop.lease -> b of c1 2026-03-05
         2026-05-03 wang takes a for shop.lease -> refused earlier_file_wanting",
    );
}

#[test]
fn what_one_organ_found_wanting_no_other_lets_stand() {
    check(
        "2026-03-02 wang c1 shop.lease = a
         2026-03-02 wang c2 inn.tenancy = a wanting
         2026-05-03 wang asks shop.lease -> nothing
         2026-05-03 wang takes a for shop.lease -> refused earlier_file_wanting",
    );
}

#[test]
fn the_newest_comes_first_and_each_once() {
    check(
        "2026-03-02 wang c1 shop.lease = a
         2026-04-02 wang c2 shop.lease = b
         2026-04-03 wang c3 inn.tenancy = b again c2 2026-04-02
         2026-05-03 wang asks shop.lease -> b of c2 2026-04-02; a of c1 2026-03-02",
    );
}

#[test]
fn two_years_count_from_the_day_on_which_it_came_first() {
    check(
        "2024-05-04 wang c1 shop.lease = a
         2026-05-04 wang asks shop.lease -> a of c1 2024-05-04
         2026-05-04 wang c2 shop.lease = a again c1 2024-05-04
         2026-05-05 wang asks shop.lease -> nothing
         2026-05-05 wang takes a for shop.lease -> refused earlier_file_old",
    );
}

#[test]
fn what_is_signed_for_one_matter_is_signed_anew() {
    check(
        "2026-03-02 wang c1 shop.agent = a
         2026-03-02 wang c1 shop.vow = v
         2026-03-02 wang c1 inn.licence = l
         2026-05-03 wang asks shop.agent -> nothing
         2026-05-03 wang takes a for shop.agent -> refused earlier_file_unlike
         2026-05-03 wang asks shop.vow -> nothing
         2026-05-03 wang asks inn.vow -> nothing
         2026-05-03 wang asks inn.licence -> nothing",
    );
}

#[test]
fn what_a_bundle_keeps_apart_is_another_paper() {
    check(
        "2026-03-02 wang c1 shop.lease = a
         2026-05-03 wang asks inn.tenancy! -> nothing
         2026-05-03 wang asks shop.lease! -> a of c1 2026-03-02",
    );
}
