//! Afterwards: renewed in time or by silence, amended, suspended, and the five ends, each article obeyed and
//! refused.

use facts::licence::Event;
use kernel::calendar::Year;
use kernel::{Actor, Calendar};
use serde_json::json;

use super::super::{After, Fate, Standing};
use super::{check, house, play};

/// The working days of 2026 and 2027.
pub fn calendar() -> Calendar {
    let mut calendar = Calendar::new();
    for text in [
        include_str!("../../../../../catalogue/calendar/2026.toml"),
        include_str!("../../../../../catalogue/calendar/2027.toml"),
    ] {
        calendar.insert(toml::from_str::<Year>(text).unwrap()).unwrap();
    }
    calendar
}

/// Who does a line: a name after the day, or the house.
pub fn actor(words: &mut Vec<&str>) -> Actor {
    let organ = "11449921MB9X00031G";
    let (role, organ) = match words.get(1).copied() {
        Some("wang") => ("citizen", ""),
        Some("stranger") => ("citizen", ""),
        Some("head") => ("head", organ),
        Some("examiner") => ("examiner", organ),
        Some("head-elsewhere") => ("head", "11449921MB9X0004X8"),
        _ => return house(),
    };
    let name = words.remove(1);
    let party = if name == "wang" { "p-wang" } else { name };
    serde_json::from_value(json!({"party": party, "role": role, "organ": organ, "channel": "web",
        "assurance": 3}))
    .unwrap()
}

/// What a line asks of a licence, if it is not issuing or the clock.
pub fn after(words: &[&str]) -> Option<After> {
    let (first, because) = match words.iter().position(|w| *w == "because") {
        Some(at) => (&words[..at], words[at + 1..].join(" ")),
        None => (words, String::new()),
    };
    let word = |n: usize| first.get(n).copied().unwrap_or_default().to_owned();
    let heard = first.contains(&"heard");
    let clause = first.iter().find(|w| w.starts_with('《')).map_or(String::new(), |w| (*w).to_owned());
    let order = first.iter().find(|w| w.ends_with('号')).map_or(String::new(), |w| (*w).to_owned());
    Some(match first[0] {
        "ask-renewal" => After::AskRenewal {},
        "renew" => After::Renew {},
        "deny-renewal" => After::DenyRenewal { reason: because },
        "ask-amendment" => After::AskAmendment { change: because },
        "amend" => After::Amend { change: because },
        "deny-amendment" => After::DenyAmendment { reason: because },
        "suspend" => {
            After::Suspend { order, clause, until: word(1).parse().unwrap(), heard, reason: because }
        }
        "lift" => After::Lift { reason: because },
        "surrender" => After::Surrender {},
        "cancel" => {
            After::Cancel { ground: serde_json::from_value(json!(word(1))).unwrap(), clause, reason: because }
        }
        "recall" => After::Recall { heard, reason: because },
        "annul" => After::Annul {
            ground: serde_json::from_value(json!(word(1))).unwrap(),
            clause,
            heard,
            reason: because,
        },
        "revoke" => After::Revoke { order, clause, heard, reason: because },
        _ => return None,
    })
}

/// An event in the diary's words; what takes something names its remedies.
pub fn said(event: &Event) -> String {
    let remedied = |name: &str, basis: &kernel::Basis, remedies: &[kernel::Text]| {
        assert!(!remedies.is_empty(), "{name} without its remedies");
        format!("{name} {}", basis.zh)
    };
    match event {
        Event::Renewed { from, until, by_silence } => {
            let silence = if *by_silence { " by silence" } else { "" };
            format!("Renewed {from} to {until}{silence}")
        }
        Event::RenewalDenied { basis, remedies } => remedied("RenewalDenied", basis, remedies),
        Event::Amended { basis } => format!("Amended {}", basis.zh),
        Event::AmendmentDenied { basis, remedies } => remedied("AmendmentDenied", basis, remedies),
        Event::Suspended { basis, until, remedies, .. } => {
            format!("{} until {until}", remedied("Suspended", basis, remedies))
        }
        Event::Cancelled { basis, remedies, .. } => remedied("Cancelled", basis, remedies),
        Event::Recalled { basis, remedies } => remedied("Recalled", basis, remedies),
        Event::Annulled { basis, remedies, .. } => remedied("Annulled", basis, remedies),
        Event::Revoked { basis, remedies, .. } => remedied("Revoked", basis, remedies),
        Event::RenewalAsked {} => "RenewalAsked".to_owned(),
        Event::AmendmentAsked {} => "AmendmentAsked".to_owned(),
        Event::SurrenderAsked {} => "SurrenderAsked".to_owned(),
        Event::Lifted {} => "Lifted".to_owned(),
        Event::AnnulmentProposed { basis } => format!("AnnulmentProposed {}", basis.zh),
        Event::ProposalLifted {} => "ProposalLifted".to_owned(),
        Event::Issued { .. } | Event::Expired {} => String::new(),
    }
}

/// A logging-like permit: a licence in law, for a year.
const YEAR: &str = "2026-03-18 issue year 0 -> Issued JZ44992100000001 2026-03-18 to 2027-03-17\n";

fn year(diary: &str) {
    check(&format!("{YEAR}{diary}"));
}

#[test]
fn renewal_asked_thirty_working_days_before_and_granted() {
    year(
        "2026-12-01 wang ask-renewal         -> RenewalAsked
         2026-12-02 wang ask-renewal         -> refused renewal_asked_already
         2026-12-02 examiner renew           -> no right
         2026-12-02 head-elsewhere renew     -> no right
         2026-12-03 head renew               -> Renewed 2027-03-18 to 2028-03-17
         2027-03-20 tick                     -> nothing",
    );
}

#[test]
fn renewal_asked_late_is_refused() {
    year(
        "2027-03-01 wang ask-renewal         -> refused renewal_late
         2027-03-20 tick                     -> Expired since 2027-03-18 00:00
         2027-03-21 wang ask-renewal         -> refused licence_expired",
    );
}

#[test]
fn silence_until_the_last_day_renews() {
    year(
        "2026-12-01 wang ask-renewal         -> RenewalAsked
         2027-03-17 tick                     -> nothing
         2027-03-25 tick
            -> Renewed 2027-03-18 to 2028-03-17 by silence since 2027-03-18 00:00
         2027-03-26 head deny-renewal because 不合格 -> refused nothing_asked_of_licence
         2028-04-01 tick                     -> Expired since 2028-03-18 00:00",
    );
}

#[test]
fn a_house_that_was_down_for_years_renews_once_and_then_lets_it_expire() {
    year(
        "2026-12-01 wang ask-renewal         -> RenewalAsked
         2029-05-01 tick
            -> Renewed 2027-03-18 to 2028-03-17 by silence since 2027-03-18 00:00;
               Expired since 2028-03-18 00:00",
    );
}

#[test]
fn renewal_denied_in_time_lets_it_expire() {
    year(
        "2026-12-01 head deny-renewal because 不合格 -> refused nothing_asked_of_licence
         2026-12-01 head renew               -> refused nothing_asked_of_licence
         2026-12-01 stranger ask-renewal     -> no right
         2026-12-01 wang ask-renewal         -> RenewalAsked
         2026-12-07 head deny-renewal        -> refused reason_missing
         2026-12-07 head deny-renewal because 不再符合条件 -> RenewalDenied 《行政许可法》第五十条
         2027-03-18 tick                     -> Expired since 2027-03-18 00:00",
    );
}

#[test]
fn what_is_no_licence_in_law_is_renewed_only_where_its_own_law_says_so() {
    check(
        "2026-03-18 issue residence 0 -> Issued JZ44992100000001 2026-03-18 to 2027-03-17
         2026-12-01 wang ask-renewal  -> refused not_renewable
         2027-03-18 tick              -> Expired since 2027-03-18 00:00",
    );
    check(
        "2026-03-18 issue own-renewal 0 -> Issued JZ44992100000001 2026-03-18 to 2027-03-17
         2027-03-01 wang ask-renewal  -> RenewalAsked
         2027-03-18 tick              -> Expired since 2027-03-18 00:00",
    );
}

#[test]
fn an_amendment_is_asked_and_decided() {
    year(
        "2026-04-01 head amend because 地址改为二号       -> refused nothing_asked_of_licence
         2026-04-01 wang ask-amendment                  -> refused reason_missing
         2026-04-01 wang ask-amendment because 地址改为二号 -> AmendmentAsked
         2026-04-02 wang ask-amendment because 名称也改    -> refused amendment_asked_already
         2026-04-03 head amend because 地址：政和路二号      -> Amended 《行政许可法》第四十九条
         2026-04-04 wang ask-amendment because 名称改       -> AmendmentAsked
         2026-04-05 head deny-amendment                 -> refused reason_missing
         2026-04-05 head deny-amendment because 重名      -> AmendmentDenied 《行政许可法》第四十九条",
    );
}

#[test]
fn a_suspension_names_its_penalty_and_ends_by_itself() {
    year(
        "2026-04-01 head suspend 2026-06-30 《食品安全法》第一百二十六条 heard because 拒不改正 -> refused order_missing
         2026-04-01 head suspend 2026-06-30 青罚1号 heard because 拒不改正 -> refused clause_missing
         2026-04-01 head suspend 2026-03-31 青罚1号 《食品安全法》第一百二十六条 heard because 拒不改正
            -> refused suspension_days_wrong
         2026-04-01 head suspend 2027-06-30 青罚1号 《食品安全法》第一百二十六条 heard because 拒不改正
            -> refused suspension_days_wrong
         2026-04-01 head suspend 2026-06-30 青罚1号 《食品安全法》第一百二十六条 because 拒不改正 -> refused holder_not_heard
         2026-04-01 head suspend 2026-06-30 青罚1号 《食品安全法》第一百二十六条 heard -> refused reason_missing
         2026-04-01 head lift because 改好了 -> refused not_suspended
         2026-04-01 head suspend 2026-06-30 青罚1号 《食品安全法》第一百二十六条 heard because 拒不改正
            -> Suspended 《食品安全法》第一百二十六条 until 2026-06-30
         2026-04-02 head suspend 2026-07-30 青罚2号 《食品安全法》第一百二十六条 heard because 再次 -> refused suspended_already
         2026-07-02 tick -> Lifted since 2026-07-01 00:00",
    );
}

#[test]
fn a_suspension_beyond_the_term_ends_with_it() {
    year(
        "2027-03-01 head suspend 2027-04-30 青罚1号 《食品安全法》第一百二十六条 heard because 拒不改正
            -> Suspended 《食品安全法》第一百二十六条 until 2027-04-30
         2027-06-01 tick -> Expired since 2027-03-18 00:00
         2027-06-02 tick -> nothing",
    );
}

#[test]
fn a_suspension_is_lifted_before_its_time_with_a_reason() {
    year(
        "2026-04-01 head suspend 2026-06-30 青罚1号 《食品安全法》第一百二十六条 heard because 拒不改正
            -> Suspended 《食品安全法》第一百二十六条 until 2026-06-30
         2026-05-01 wang lift because 改好了   -> no right
         2026-05-01 head lift                -> refused reason_missing
         2026-05-01 head lift because 改好了   -> Lifted
         2026-07-02 tick                     -> nothing",
    );
}

#[test]
fn surrendered_by_the_holder_and_cancelled_by_the_organ() {
    year(
        "2026-04-01 head cancel surrendered because 不用了 -> refused surrender_not_asked
         2026-04-01 stranger surrender                -> no right
         2026-04-01 wang surrender                    -> SurrenderAsked
         2026-04-01 wang surrender                    -> refused surrender_asked_already
         2026-04-02 head cancel surrendered           -> refused reason_missing
         2026-04-02 head cancel surrendered because 持有人申请 -> Cancelled 《行政许可法》第七十条
         2026-04-03 head cancel holder_gone because 去世 -> refused licence_ended
         2027-03-20 tick                              -> nothing",
    );
}

#[test]
fn cancelled_on_another_ground_with_its_clause() {
    year(
        "2026-04-01 head cancel other_law because 划转     -> refused clause_missing
         2026-04-01 head cancel other_law 《某条例》第九条 because 划转 -> Cancelled 《某条例》第九条",
    );
    check(
        "2026-03-18 issue residence 0 -> Issued JZ44992100000001 2026-03-18 to 2027-03-17
         2026-04-01 head cancel other_law 《行政许可法》第七十条 because 迁出 -> refused clause_unlawful",
    );
}

#[test]
fn recalled_when_law_or_facts_have_changed() {
    year(
        "2026-04-01 head recall because 水源地保护区扩大      -> refused holder_not_heard
         2026-04-01 head recall heard                  -> refused reason_missing
         2026-04-01 examiner recall heard because 扩大   -> no right
         2026-04-01 head recall heard because 水源地保护区扩大 -> Recalled 《行政许可法》第八条第二款
         2026-04-02 wang ask-renewal                   -> refused licence_ended",
    );
}

#[test]
fn annulled_when_it_was_wrongly_granted() {
    year(
        "2026-04-01 head annul by_deceit because 材料是假的   -> refused holder_not_heard
         2026-04-01 head annul other_law heard because 越权 -> refused clause_missing
         2026-04-01 head annul by_deceit heard because 材料是假的 -> Annulled 《行政许可法》第六十九条",
    );
}

#[test]
fn revoked_as_a_penalty() {
    year(
        "2026-04-01 head revoke 《食品安全法》第一百二十三条 heard because 用了有毒原料 -> refused order_missing
         2026-04-01 head revoke 青罚3号 《食品安全法》第一百二十三条 because 用了有毒原料 -> refused holder_not_heard
         2026-04-01 head revoke 青罚3号 《食品安全法》第一百二十三条 heard because 用了有毒原料 -> Revoked 《食品安全法》第一百二十三条
         2027-03-20 tick -> nothing",
    );
}

#[test]
fn asked_for_in_time_and_then_revoked_is_not_renewed_by_silence() {
    let (licence, _) = play(&format!(
        "{YEAR}2026-12-01 wang ask-renewal -> RenewalAsked
         2026-12-02 head revoke 青罚3号 《食品安全法》第一百二十三条 heard because 用了有毒原料 -> Revoked 《食品安全法》第一百二十三条
         2027-04-01 tick -> nothing"
    ));
    assert_eq!(licence.standing(), Standing::Ended(Fate::Revoked));
}

#[test]
fn each_refusal_has_the_basis_of_its_kind() {
    let (_, refusals) = play(
        "2026-03-18 issue residence 0 -> Issued JZ44992100000001 2026-03-18 to 2027-03-17
         2026-04-01 wang ask-renewal  -> refused not_renewable
         2026-04-01 wang ask-amendment -> refused reason_missing",
    );
    assert_eq!(refusals.len(), 2);
    assert!(refusals.iter().all(|refusal| !refusal.basis.zh.contains("行政许可法")), "{refusals:?}");
}

#[test]
fn a_promise_that_was_not_kept_proposes_annulment_and_the_head_decides() {
    year(
        "2026-05-01 propose                            -> AnnulmentProposed 《某条例》第九条
         2026-05-02 propose                            -> nothing
         2026-05-03 head annul unqualified because 承诺没有履行 -> refused holder_not_heard
         2026-05-04 head annul unqualified heard because 承诺没有履行 -> Annulled 《行政许可法》第六十九条
         2026-05-05 lift-proposal                      -> nothing
         2026-05-06 propose                            -> nothing",
    );
}

#[test]
fn a_promise_made_good_lifts_the_proposal() {
    year(
        "2026-05-01 lift-proposal                      -> nothing
         2026-05-01 propose                            -> AnnulmentProposed 《某条例》第九条
         2026-05-02 lift-proposal                      -> ProposalLifted
         2026-05-03 lift-proposal                      -> nothing
         2026-05-04 propose                            -> AnnulmentProposed 《某条例》第九条
         2027-03-20 tick                               -> Expired since 2027-03-18 00:00
         2027-03-21 propose                            -> nothing",
    );
}
