//! Diaries of papers that may follow 容缺: promised in writing, reminded, kept or broken.

diaries! {
    drawings_follow_within_sixty_days: "construction-permit" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 clerk    accept                    -> refused materials_missing 施工图审查合格书（容缺，60 日内补交）
        2026-03-03 clerk    accept-tolerantly         -> refused not_signed
        2026-03-03 agent    sign contract             -> refused may_not_follow 施工合同和中标通知书
        2026-03-03 agent    sign                      -> refused nothing_to_follow
        2026-03-03 wang     sign drawings-later       -> no right
        2026-03-03 clerk    sign drawings-later       -> no right
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 agent    sign drawings-later       -> refused signed_already
        2026-03-03 agent    accept-tolerantly         -> no right
        2026-03-03 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-04 statutory 2026-03-10 follow drawings-later by 2026-05-06
        2026-03-03 examiner examine all               -> Examined
        2026-03-04 head     grant
            -> Granted deliver 2026-03-05 blocked 施工图审查合格书补交以前，不得开工; Concluded granted
        2026-03-05 clerk    deliver                   -> Delivered
        2026-05-02 23:59 clock tick                   -> nothing
        2026-05-03 00:00 clock tick
            -> FollowReminded drawings-later by 2026-05-06 from 2026-05-03 00:00
        2026-05-06 agent    follow tick=drawings-later -> refused nothing_handed_in
        2026-05-06 agent    follow contract           -> refused not_promised 施工合同和中标通知书
        2026-05-06 agent    follow drawings-later     -> Followed drawings-later all
        2026-05-06 agent    follow drawings-later     -> refused not_promised 施工图审查合格书（容缺，60 日内补交）
        2026-06-30 clock    tick                      -> nothing"
    drawings_that_never_come: "construction-permit" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-04 statutory 2026-03-10 follow drawings-later by 2026-05-06
        2026-03-03 examiner examine all               -> Examined
        2026-03-04 head     grant
            -> Granted deliver 2026-03-05 blocked 施工图审查合格书补交以前，不得开工; Concluded granted
        2026-03-05 clerk    deliver                   -> Delivered
        2026-05-06 23:59 clock tick
            -> FollowReminded drawings-later by 2026-05-06 from 2026-05-03 00:00
        2026-05-07 00:00 clock tick
            -> ToleranceBroken drawings-later 2026-05-06 from 2026-05-07 00:00
        2026-07-30 clock    tick                      -> nothing"
    made_good_after_its_day: "construction-permit" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-04 statutory 2026-03-10 follow drawings-later by 2026-05-06
        2026-03-03 examiner examine all               -> Examined
        2026-03-04 head     grant
            -> Granted deliver 2026-03-05 blocked 施工图审查合格书补交以前，不得开工; Concluded granted
        2026-05-08 clerk    follow tick=drawings-later
            -> Overran delivery 2026-03-05 from 2026-03-06 00:00;
            FollowReminded drawings-later by 2026-05-06 from 2026-05-03 00:00;
            ToleranceBroken drawings-later 2026-05-06 from 2026-05-07 00:00; Followed drawings-later late all
        2026-05-09 clock    tick                      -> nothing"
    a_promise_broken_before_the_decision: "construction-permit" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-04 statutory 2026-03-10 follow drawings-later by 2026-05-06
        2026-03-04 examiner examine all               -> Examined
        2026-05-07 head     grant
            -> Overran promised 2026-03-04 from 2026-03-05 00:00;
            Overran statutory 2026-03-10 from 2026-03-11 00:00;
            FollowReminded drawings-later by 2026-05-06 from 2026-05-03 00:00;
            ToleranceBroken drawings-later 2026-05-06 from 2026-05-07 00:00;
            refused promise_broken 施工图审查合格书（容缺，60 日内补交）
        2026-05-07 head     deny                      -> refused reason_missing
        2026-05-07 head     deny because 承诺的审查合格书到期没有补交
            -> Denied 《行政许可法》第三十八条第二款; Concluded denied"
    the_decision_waits_where_the_item_says_so: "construction-permit waits" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-04 statutory 2026-03-10 follow drawings-later by 2026-05-06
        2026-03-03 examiner examine all               -> Examined
        2026-03-04 head     grant                     -> refused promise_open 施工图审查合格书（容缺，60 日内补交）
        2026-03-04 head     deny because 没有补交      -> refused nothing_unmet
        2026-03-04 clerk    follow tick=drawings-later -> Followed drawings-later all
        2026-03-04 head     grant                     -> Granted deliver 2026-03-05; Concluded granted"
    only_what_may_follow_follows: "construction-permit" "
        2026-03-02 agent    apply contract            -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    accept-tolerantly         -> refused materials_missing 保证工程质量和安全的具体措施
        2026-03-03 clerk    ask safety                -> refused not_all_told 施工图审查合格书（容缺，60 日内补交）"
    signed_and_brought_after_all: "construction-permit" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    receive drawings-later    -> Received drawings-later
        2026-03-03 clerk    accept-tolerantly         -> refused nothing_to_follow
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-04 statutory 2026-03-10
        2026-03-03 clerk    accept-tolerantly         -> refused accepted_already"
    nothing_of_a_food_permit_may_follow: "food-permit" "
        2026-03-02 wang     apply layout              -> Applied hear 2026-03-09
        2026-03-03 wang     sign equipment            -> refused may_not_follow 主要设备设施清单和操作流程"
    who_broke_a_promise_is_not_trusted_again: "construction-permit broke-promises" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> refused promise_broken_before"
    /// What the organ does not do takes nothing from what she signed: it follows, counted from acceptance.
    silence_accepts_and_her_promise_stands: "construction-permit" "
        2026-03-02 agent    apply contract safety -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-10 clerk    accept-tolerantly
            -> Overran answer 2026-03-03 from 2026-03-04 00:00;
            DeemedAccepted as of 2026-03-02 told 2026-03-03 statutory 2026-03-09
            follow drawings-later by 2026-05-06 from 2026-03-10 00:00;
            Overran promised 2026-03-03 from 2026-03-04 00:00;
            Overran statutory 2026-03-09 from 2026-03-10 00:00;
            refused accepted_already
        2026-03-10 examiner examine all               -> Examined
        2026-03-11 head     grant
            -> Granted deliver 2026-03-12 blocked 施工图审查合格书补交以前，不得开工; Concluded granted
        2026-03-12 agent    follow drawings-later     -> Followed drawings-later all"
    silence_accepts_and_who_signed_nothing_promised_nothing: "construction-permit" "
        2026-03-02 agent    apply contract safety -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-10 clock    tick
            -> Overran answer 2026-03-03 from 2026-03-04 00:00;
            DeemedAccepted as of 2026-03-02 told 2026-03-03 statutory 2026-03-09 from 2026-03-10 00:00;
            Overran promised 2026-03-03 from 2026-03-04 00:00;
            Overran statutory 2026-03-09 from 2026-03-10 00:00"
    /// She did everything that tolerance asks: the organ answers in time, or its silence accepts.
    signed_while_a_correction_waits_the_organ_answers: "construction-permit" "
        2026-03-02 agent    apply contract -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 clerk    ask safety drawings-later
            -> CorrectionAsked drawings-later safety until 2026-03-24
        2026-03-04 agent    correct safety            -> Corrected safety
        2026-03-05 agent    sign drawings-later -> ToleranceSigned drawings-later complete hear 2026-03-12
        2026-04-20 clock    tick
            -> Overran answer 2026-03-06 from 2026-03-07 00:00;
            DeemedAccepted as of 2026-03-05 told 2026-03-06 statutory 2026-03-12
            follow drawings-later by 2026-05-06 from 2026-03-13 00:00;
            Overran promised 2026-03-06 from 2026-03-07 00:00;
            Overran statutory 2026-03-12 from 2026-03-13 00:00"
    signed_first_and_corrected_after: "construction-permit" "
        2026-03-02 agent    apply contract -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 clerk    ask safety drawings-later
            -> CorrectionAsked drawings-later safety until 2026-03-24
        2026-03-04 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-05 agent    correct safety -> Corrected safety complete hear 2026-03-12
        2026-03-06 clerk    accept                    -> refused materials_missing 施工图审查合格书（容缺，60 日内补交）
        2026-03-06 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-09 statutory 2026-03-13 follow drawings-later by 2026-05-06"
    signed_while_a_correction_waits_and_brought_after_all: "construction-permit" "
        2026-03-02 agent    apply contract -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 clerk    ask safety drawings-later
            -> CorrectionAsked drawings-later safety until 2026-03-24
        2026-03-04 agent    correct safety            -> Corrected safety
        2026-03-05 agent    sign drawings-later -> ToleranceSigned drawings-later complete hear 2026-03-12
        2026-03-06 clerk    receive drawings-later    -> Received drawings-later
        2026-03-06 clerk    accept                    -> Accepted told 2026-03-09 statutory 2026-03-13"
    /// What comes to the office keeps the promise, and only as what it is.
    what_was_promised_is_not_received_by_the_way: "construction-permit" "
        2026-03-02 agent    apply contract safety tick=drawings-later
            -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 clerk    accept                    -> refused papers_not_received 施工图审查合格书（容缺，60 日内补交）
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-04 statutory 2026-03-10 follow drawings-later by 2026-05-06
        2026-03-04 clerk    receive drawings-later    -> refused still_outstanding 施工图审查合格书（容缺，60 日内补交）
        2026-03-04 clerk    receive                   -> refused accepted_already
        2026-03-04 clerk    enclose drawings-later    -> refused still_outstanding 施工图审查合格书（容缺，60 日内补交）
        2026-03-04 clerk    follow tick=drawings-later -> Followed drawings-later all
        2026-05-30 clock    tick                      -> Overran promised 2026-03-04 from 2026-03-05 00:00;
            Overran statutory 2026-03-10 from 2026-03-11 00:00"
    withdrawn_while_a_promise_is_open: "construction-permit" "
        2026-03-02 agent    apply contract safety     -> Applied hear 2026-03-09 promised 2026-03-03
        2026-03-03 agent    sign drawings-later       -> ToleranceSigned drawings-later
        2026-03-03 clerk    accept-tolerantly
            -> AcceptedTolerantly told 2026-03-04 statutory 2026-03-10 follow drawings-later by 2026-05-06
        2026-03-04 agent    withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-05 agent    follow drawings-later     -> refused concluded
        2026-06-30 clock    tick                      -> nothing"
}
