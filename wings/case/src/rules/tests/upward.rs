//! Diaries: sent up to a higher body, limited places, the promise of an early answer, a limit that covers
//! delivery; and the words they need.

use kernel::item::{Forwarding, Item, Period, Quantity};
use kernel::{Limit, Text};

use facts::case::Event;

use crate::rules::Queue;

/// A higher body that has an organ in the house.
pub const ABOVE: &str = "11449921MB9X0012XU";

/// Changes of the item's file.
pub fn change(item: &mut Item, word: &str, n: &str) {
    let own = || Text::new("《某条例》第十二条", "Some Regulation, Art. 12");
    let certainty = Default::default();
    match word {
        "forwarded" => {
            item.forwarding = Some(Forwarding {
                body: Text::new("省林业局", "the Provincial Forestry Bureau"),
                organ: (n == "here").then(|| ABOVE.to_owned()),
                limit: Limit::working_days(20),
                basis: own(),
                certainty,
                when: Default::default(),
            });
        }
        "places" => {
            let (places, period) = n.split_once('/').map_or((n, Period::Always), |(n, _)| (n, Period::Year));
            let places = places.parse().unwrap();
            item.quantity = Some(Quantity { places, period, basis: own(), certainty });
        }
        "reply" => item.reply_limit = Limit::working_days(n.parse().unwrap()),
        other => panic!("the diaries know no change “{other}”"),
    }
}

/// What the register says: `queue=taken,before`.
pub fn queue(words: &str) -> Queue {
    let said = words.split_whitespace().find_map(|word| word.strip_prefix("queue="));
    let (taken, before) = said.and_then(|said| said.split_once(',')).unwrap_or(("0", "0"));
    Queue { taken: taken.parse().unwrap(), before: before.parse().unwrap() }
}

/// An event in the diary's words.
pub fn said(event: &Event) -> String {
    match event {
        Event::Applied { reply_by, answer_by: Some(promised), .. } => {
            format!("Applied hear {reply_by} promised {promised}")
        }
        Event::Forwarded { body, decide_by, .. } => format!("Forwarded {} by {decide_by}", body.zh),
        Event::HigherDecided { granted: true, number, on, deliver_by, .. } => {
            format!("HigherDecided granted {number} {on} deliver {}", deliver_by.unwrap())
        }
        Event::HigherDecided { number, on, remedies, .. } => {
            assert!(!remedies.is_empty(), "a denial names its remedies, whoever decided");
            format!("HigherDecided denied {number} {on}")
        }
        Event::Queued(facts::case::Place { period, places, .. }) => {
            format!("Queued {period} {places}").replace("  ", " ")
        }
        _ => "?".to_owned(),
    }
}

diaries! {
    /// Licensing Law Art. 35 and 43: twenty working days of the lower body, then the higher body's own.
    sent_up_with_the_opinion_and_decided_by_letter: "food-permit promised=10 statutory=20 forwarded" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 head     forward because 同意      -> refused not_examined
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     grant                     -> refused decided_above
        2026-03-06 head     deny because 不行         -> refused decided_above
        2026-03-06 examiner forward because 同意      -> no right
        2026-03-06 head     forward                   -> refused reason_missing
        2026-03-06 head     forward because 初步审查同意 -> Forwarded 省林业局 by 2026-04-03
        2026-03-06 head     forward because 再报一次  -> refused forwarded_already
        2026-03-09 clerk    ask layout                -> refused papers_not_asked_again
        2026-03-09 head     extend 5 because 还要看   -> refused forwarded_already
        2026-03-09 head     grant                     -> refused decided_above
        2026-04-01 clock    tick                      -> nothing
        2026-04-02 examiner letter granted            -> refused letter_missing
        2026-04-02 examiner letter granted 省林许〔2026〕8号 2026-04-03 -> refused letter_day
        2026-04-02 examiner letter granted 省林许〔2026〕8号 2026-03-05 -> refused letter_day
        2026-04-02 examiner letter granted 省林许〔2026〕8号 2026-04-01
            -> HigherDecided granted 省林许〔2026〕8号 2026-04-01 deliver 2026-04-09;
            Concluded granted
        2026-04-03 clerk    deliver                   -> Delivered"
    an_opinion_against_it_goes_up_all_the_same: "food-permit promised=10 statutory=20 forwarded" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner examine unmet flow because 生熟不分 -> Examined unmet flow
        2026-03-06 head     forward because 初步审查不同意 -> Forwarded 省林业局 by 2026-04-03
        2026-03-20 examiner letter denied 省林不许〔2026〕1号 2026-03-19 -> refused reason_missing
        2026-03-20 examiner letter denied 省林不许〔2026〕1号 2026-03-19 because 流程不合理
            -> HigherDecided denied 省林不许〔2026〕1号 2026-03-19;
            Concluded denied"
    the_higher_body_decides_in_this_house: "food-permit promised=10 statutory=20 forwarded=here" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 head-above grant                   -> no right
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     forward because 初步审查同意 -> Forwarded 省林业局 by 2026-04-03
        2026-03-09 head     grant                     -> no right
        2026-03-09 examiner letter granted 号 2026-03-09 -> refused decides_here
        2026-03-09 examiner examine unmet flow because 不行 -> no right
        2026-03-09 clerk    ask layout                -> refused papers_not_asked_again
        2026-03-10 examiner-above examine all         -> Examined
        2026-03-11 head-above grant                   -> Granted deliver 2026-03-18; Concluded granted"
    the_higher_bodys_clock_is_its_own: "food-permit promised=10 statutory=20 forwarded=here" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     forward because 初步审查同意 -> Forwarded 省林业局 by 2026-04-03
        2026-04-03 clock    tick                      -> nothing
        2026-04-04 clock    tick                      -> Overran higher 2026-04-03 from 2026-04-04 00:00
        2026-04-07 head-above deny because 不行       -> refused nothing_unmet
        2026-04-07 head-above grant                   -> Granted deliver 2026-04-14; Concluded granted"
    the_lower_body_that_keeps_it_breaks_its_own_limit: "food-permit promised=10 statutory=20 forwarded" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-04-01 clock    tick
            -> Overran promised 2026-03-17 from 2026-03-18 00:00;
            Overran statutory 2026-03-31 from 2026-04-01 00:00
        2026-04-01 examiner examine all               -> Examined
        2026-04-01 head     forward because 初步审查同意 -> Forwarded 省林业局 by 2026-04-30"
    what_is_decided_here_is_not_sent_up: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     forward because 报上级    -> refused decided_here
        2026-03-06 examiner letter granted 号 2026-03-06 -> refused not_forwarded"
    withdrawn_while_it_lies_above: "food-permit promised=10 statutory=20 forwarded" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     forward because 初步审查同意 -> Forwarded 省林业局 by 2026-04-03
        2026-03-09 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-20 examiner letter granted 号 2026-03-19 -> refused concluded"
    /// Licensing Law Art. 57.
    a_place_is_free: "food-permit promised=10 statutory=20 places=2/year queue=1,0" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept
            -> Accepted told 2026-03-17 statutory 2026-03-31; Queued 2026 2
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     deny because 满了         -> refused nothing_unmet
        2026-03-06 head     grant                     -> Granted deliver 2026-03-13; Concluded granted"
    nobody_is_granted_over_the_head_of_who_was_accepted_before:
        "food-permit promised=10 statutory=20 places=2 queue=1,1" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept
            -> Accepted told 2026-03-17 statutory 2026-03-31; Queued 2
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     grant                     -> refused others_before
        2026-03-06 head     deny because 前面还有人   -> refused nothing_unmet"
    where_every_place_is_given_acceptance_still_happens:
        "food-permit promised=10 statutory=20 places=2 queue=2,3" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept
            -> Accepted told 2026-03-17 statutory 2026-03-31; Queued 2
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     grant                     -> refused places_taken
        2026-03-06 head     deny                      -> refused reason_missing
        2026-03-06 head     deny because 名额已满
            -> Denied 《行政许可法》第五十七条；《某条例》第十二条 place 4; Concluded denied"
    whom_silence_accepts_queues_from_the_receipt: "food-permit promised=10 statutory=20 places=2/year" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-10 clock    tick
            -> DeemedAccepted as of 2026-03-02 told 2026-03-16 statutory 2026-03-30 from 2026-03-10 00:00;
            Queued 2026 2 from 2026-03-10 00:00"
    /// Licensing Law Art. 32(1)(4): five working days, however soon the county promises to answer.
    an_early_answer_is_a_promise_and_silence_speaks_after_five_days: "food-permit reply=1" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 clock    tick                      -> nothing
        2026-03-04 clock    tick                      -> Overran answer 2026-03-03 from 2026-03-04 00:00
        2026-03-09 clock    tick                      -> nothing
        2026-03-10 clock    tick
            -> DeemedAccepted as of 2026-03-02 told 2026-03-09 statutory 2026-03-16 from 2026-03-10 00:00;
            Overran promised 2026-03-09 from 2026-03-10 00:00"
    told_between_the_promise_and_the_law_it_is_told_in_time: "food-permit reply=1" "
        2026-03-02 wang     apply                     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-09 clerk    ask layout equipment because 补图
            -> Overran answer 2026-03-03 from 2026-03-04 00:00;
            CorrectionAsked layout equipment until 2026-03-30"
    another_kind_overruns_by_its_own_limit: "food-permit kind=confirmation reply=1" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-03"
    /// 居住证暂行条例 Art. 9: made and issued within fifteen days; calendar days, over Golden Week.
    the_whole_covers_delivery_and_ends_after_golden_week: "residence-permit" "
        2026-09-15 wang     apply all                 -> Applied hear 2026-09-21
        2026-09-16 clerk    accept                    -> Accepted told 2026-09-23 statutory 2026-10-08
        2026-09-29 examiner examine all
            -> Overran promised 2026-09-23 from 2026-09-24 00:00; Examined
        2026-09-30 head     grant                     -> Granted deliver 2026-10-08; Concluded granted
        2026-10-08 clock    tick                      -> nothing
        2026-10-09 clock    tick                      -> Overran delivery 2026-10-08 from 2026-10-09 00:00"
    granted_early_there_is_time_for_making_it: "residence-permit" "
        2026-09-15 wang     apply all                 -> Applied hear 2026-09-21
        2026-09-16 clerk    accept                    -> Accepted told 2026-09-23 statutory 2026-10-08
        2026-09-17 examiner examine all               -> Examined
        2026-09-18 head     grant                     -> Granted deliver 2026-09-22; Concluded granted"
}
