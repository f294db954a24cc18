//! Claiming, giving back, reassigning, standing in; and who answers for a case.

diaries! {
    /// The first wins, the second is told; at another step nobody is kept from working.
    the_first_claim_wins: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 clerk    claim                     -> Claimed
        2026-03-02 second-clerk claim                 -> refused held_by_another
        2026-03-02 clerk    claim                     -> refused claimed_already
        2026-03-02 examiner claim                     -> refused not_your_step
        2026-03-03 second-clerk accept                -> refused held_by_another
        2026-03-03 second-clerk decline not_needed because 不需要 -> refused held_by_another
        2026-03-03 wang     claim                     -> no right
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 head     grant                     -> Granted deliver 2026-03-12; Concluded granted
        2026-03-06 second-clerk deliver               -> refused held_by_another
        2026-03-06 clerk    deliver                   -> Delivered"
    /// Nobody has to claim: an unclaimed case is worked on by whoever comes.
    what_nobody_claimed_anybody_does: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 second-clerk accept                -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 second-examiner examine all        -> Examined
        2026-03-04 examiner examine all               -> Examined"
    given_back_with_a_reason_and_claimed_by_another: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 clerk    unclaim because 太忙       -> refused not_held
        2026-03-02 clerk    claim                     -> Claimed
        2026-03-02 second-clerk unclaim because 他太忙  -> refused not_held
        2026-03-02 clerk    unclaim                   -> refused reason_missing
        2026-03-02 clerk    unclaim because 今天要去乡镇 -> Unclaimed
        2026-03-03 second-clerk claim                 -> Claimed
        2026-03-03 clerk    accept                    -> refused held_by_another
        2026-03-03 second-clerk accept                -> Accepted told 2026-03-10 statutory 2026-03-17"
    /// A claim does not stop a clock: silence accepts whatever a clerk has claimed.
    no_clock_waits_for_a_claim: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 clerk    claim                     -> Claimed
        2026-03-10 clock    tick
            -> DeemedAccepted as of 2026-03-02 told 2026-03-09 statutory 2026-03-16 from 2026-03-10 00:00;
               Overran promised 2026-03-09 from 2026-03-10 00:00"
    the_head_reassigns_with_a_reason: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 examiner claim                     -> Claimed
        2026-03-04 examiner reassign second-examiner because 我要出差 -> no right
        2026-03-04 head     reassign second-examiner  -> refused reason_missing
        2026-03-04 head     reassign wang because 让他办 -> refused colleague_unknown
        2026-03-04 head     reassign examiner-elsewhere because 让他办 -> refused colleague_unknown
        2026-03-04 head     reassign examiner because 让他办 -> refused holds_already
        2026-03-04 head     reassign second-examiner because 原经办人出差
            -> Reassigned examiner to second-examiner
        2026-03-04 examiner examine all               -> refused held_by_another
        2026-03-04 second-examiner examine all        -> Examined"
    /// 首办负责: who handled it first answers for it until the one it was given to has acknowledged.
    what_is_reassigned_is_answered_for_once_acknowledged: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 clerk    claim                     -> Claimed
        2026-03-02 head     reassign second-clerk because 原经办人出差 -> Reassigned clerk to second-clerk
        2026-03-02 second-clerk hand-over clerk because 调岗 -> refused not_responsible
        2026-03-02 clerk    take-over                 -> refused not_handed_over
        2026-03-03 second-clerk take-over             -> TakenOver
        2026-03-03 clerk    hand-over second-clerk because 调岗 -> refused not_responsible
        2026-03-03 second-clerk hand-over clerk because 他回来了 -> HandedOver to clerk"
    /// The head may give an unclaimed case to somebody, and the window's step to a clerk of the hall.
    the_head_gives_out_what_nobody_claimed: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 head     reassign clerk-of-the-hall because 她熟悉 -> Reassigned clerk to clerk-of-the-hall
        2026-03-03 clerk    accept                    -> refused held_by_another
        2026-03-03 clerk-of-the-hall accept           -> Accepted told 2026-03-10 statutory 2026-03-17"
    /// Who stands in works on, and the case stays with whom it was: her work is not lost.
    a_colleague_stands_in_for_the_absent: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 examiner claim                     -> Claimed
        2026-03-04 second-examiner examine all        -> refused held_by_another
        2026-03-04 stand-in claim                     -> refused held_by_another
        2026-03-04 stand-in examine all               -> Examined
        2026-03-09 examiner examine all               -> Examined"
    a_claim_of_who_has_left_binds_nobody: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 leaver   claim                     -> Claimed
        2026-03-05 examiner claim                     -> Claimed
        2026-03-05 examiner examine all               -> Examined"
    /// Two officers verify on the spot: the claim of the first does not keep the second away.
    a_claim_keeps_no_second_pair_of_eyes_away: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 examiner claim                     -> Claimed
        2026-03-04 examiner examine all               -> Examined
        2026-03-04 examiner ask-opinion second-examiner 2026-03-06 because 布局可以吗
            -> OpinionAsked 1 of second-examiner by 2026-03-06
        2026-03-05 second-examiner opinion 1 because 可以 -> OpinionGiven 1
        2026-03-05 head     claim                     -> Claimed
        2026-03-05 other-head grant                   -> refused held_by_another
        2026-03-05 head     grant                     -> Granted deliver 2026-03-12; Concluded granted"
    /// Who presides does not examine, so the examiner's claim cannot be his (Art. 48(1)(3)); nor does it keep
    /// the second officer who was there from writing down what both saw.
    a_claim_keeps_no_presider_and_no_companion_away: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-03 examiner claim                     -> Claimed
        2026-03-03 examiner set-visit 2026-03-04 second-examiner
            -> VisitSet 1 2026-03-04 examiner second-examiner
        2026-03-04 second-examiner record-visit 1 because 布局和图纸一致 -> VisitRecorded 1
        2026-03-05 examiner tell-hearing because 拟准予    -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing                 -> HearingRequested hold by 2026-04-03
        2026-03-06 examiner set-hearing 2026-03-17 stand-in 二楼 听1号
            -> HearingSet 2026-03-17 presided by stand-in; ClockStopped 7
        2026-03-17 second-examiner hold-hearing because 各方陈述 -> refused not_presider
        2026-03-17 stand-in hold-hearing because 各方陈述
            -> HearingHeld; ClockResumed told 2026-03-26 statutory 2026-04-10"
    /// 首办负责: whoever handled it first answers for it until a colleague has taken it over.
    the_first_handler_answers_for_it: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 clerk    hand-over second-clerk because 调岗 -> refused not_responsible
        2026-03-02 clerk    receive                   -> Received
        2026-03-02 second-clerk take-over             -> refused not_handed_over
        2026-03-02 second-clerk hand-over clerk because 调岗 -> refused not_responsible
        2026-03-02 clerk    hand-over clerk because 调岗 -> refused hands_to_oneself
        2026-03-02 clerk    hand-over wang because 调岗 -> refused colleague_unknown
        2026-03-02 clerk    hand-over second-clerk    -> refused reason_missing
        2026-03-02 clerk    hand-over second-clerk because 调岗 -> HandedOver to second-clerk
        2026-03-02 clerk-of-the-hall take-over        -> refused not_handed_over
        2026-03-03 second-clerk take-over             -> TakenOver
        2026-03-03 clerk    hand-over second-clerk because 调岗 -> refused not_responsible
        2026-03-03 second-clerk hand-over examiner because 到审查了 -> HandedOver to examiner
        2026-03-03 examiner take-over                 -> TakenOver"
    /// 首问负责: whoever took it in at the window answers for it from the first word.
    who_took_it_in_answers_for_it: "food-permit" "
        2026-03-02 clerk    apply all for=wang
            -> Applied by wang through clerk hear 2026-03-09; Received
        2026-03-02 clerk    hand-over examiner because 到审查了 -> HandedOver to examiner
        2026-03-03 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-03 examiner take-over                 -> refused concluded
        2026-03-03 clerk    claim                     -> refused concluded"
    /// What overran is charged to whoever answered for it then; who comes later is not blamed.
    an_overrun_is_charged_to_who_answered_then: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-11 clerk    hand-over examiner because 到审查了
            -> Overran promised 2026-03-10 from 2026-03-11 00:00; HandedOver to examiner
        2026-03-11 examiner take-over                 -> TakenOver
        2026-03-18 clock    tick                      -> Overran statutory 2026-03-17 from 2026-03-18 00:00"
}

#[test]
fn overruns_stand_against_their_own_owner() {
    use facts::case::Clock;
    let (words, text) = ALL[ALL.len() - 1];
    let charged = super::desk::play(words, text, None, false).case.handling.charged;
    let by = |clock| charged.get(&clock).map(String::as_str);
    assert_eq!((by(Clock::Promised), by(Clock::Statutory)), (Some("clerk"), Some("examiner")));
}
