//! Diaries of a look before formal receipt 预审: on request, a promise of the house, never a day of the law's.

diaries! {
    a_pass_is_the_receipt_and_asks_nothing_anew: "food-permit precheck=1" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> PrecheckAsked by 2026-03-03
        2026-03-02 wang   ask-precheck                -> refused precheck_asked_already
        2026-03-02 wang   pass                        -> no right
        2026-03-03 clerk-elsewhere pass               -> no right
        2026-03-03 clerk  pass                        -> PrecheckPassed; Received
        2026-03-03 clerk  pass                        -> refused precheck_not_asked
        2026-03-03 clerk  give-back layout because 看不清 -> refused precheck_not_asked
        2026-03-04 clerk  ask layout because 看不清    -> refused prechecked
        2026-03-04 clerk  accept                      -> Accepted told 2026-03-11 statutory 2026-03-18"
    a_return_is_the_one_time_notice: "food-permit precheck=1" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> PrecheckAsked by 2026-03-03
        2026-03-03 clerk  pass                        -> refused materials_missing 主要设备设施清单和操作流程
        2026-03-03 clerk  give-back                   -> refused nothing_lacking
        2026-03-03 clerk  give-back layout because 看不清 -> refused not_all_told 主要设备设施清单和操作流程
        2026-03-03 clerk  give-back layout equipment because 平面图看不清
            -> PrecheckReturned; CorrectionAsked layout equipment until 2026-03-24
        2026-03-03 wang   ask-precheck                -> refused precheck_asked_already
        2026-03-04 wang   correct layout equipment    -> Corrected layout equipment complete hear 2026-03-11
        2026-03-05 clerk  ask layout because 还是看不清 -> refused told_once
        2026-03-05 supervisor allow because 第一次没有说清 -> NoticeAllowed
        2026-03-05 clerk  ask layout because 还是看不清 -> CorrectionAsked again layout until 2026-03-26"
    a_notice_after_a_pass_needs_a_supervisor: "food-permit precheck=1" "
        2026-03-02 wang       apply all               -> Applied hear 2026-03-09
        2026-03-02 supervisor allow because 看错了     -> refused first_notice_free
        2026-03-02 wang       ask-precheck            -> PrecheckAsked by 2026-03-03
        2026-03-03 clerk      pass                    -> PrecheckPassed; Received
        2026-03-04 clerk      ask layout because 看不清 -> refused prechecked
        2026-03-04 supervisor allow because 文件打不开，预审没有发现 -> NoticeAllowed
        2026-03-04 clerk      ask layout because 打不开 -> CorrectionAsked again layout until 2026-03-25
        2026-03-04 clerk      ask layout because 打不开 -> refused told_once
        2026-03-05 wang       correct layout          -> Corrected layout complete hear 2026-03-12"
    silence_accepts_from_the_day_of_filing_all_the_same: "food-permit precheck=1" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-06 wang   ask-precheck                -> PrecheckAsked by 2026-03-09
        2026-03-10 00:00 clock tick
            -> DeemedAccepted as of 2026-03-02 told 2026-03-09 statutory 2026-03-16 from 2026-03-10 00:00;
            Overran precheck 2026-03-09 from 2026-03-10 00:00;
            Overran promised 2026-03-09 from 2026-03-10 00:00
        2026-03-10 clerk  pass                        -> refused accepted_already"
    what_silence_has_accepted_is_not_looked_at_before: "food-permit precheck=1" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-09 wang   ask-precheck                -> PrecheckAsked by 2026-03-10
        2026-03-12 00:00 clock tick
            -> DeemedAccepted as of 2026-03-02 told 2026-03-09 statutory 2026-03-16 from 2026-03-10 00:00;
            Overran promised 2026-03-09 from 2026-03-10 00:00"
    a_broken_promise_to_look_takes_no_day: "food-permit precheck=1" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> PrecheckAsked by 2026-03-03
        2026-03-04 clock  tick
            -> Overran precheck 2026-03-03 from 2026-03-04 00:00
        2026-03-05 clerk  pass                        -> PrecheckPassed; Received
        2026-03-06 clerk  accept                      -> Accepted told 2026-03-13 statutory 2026-03-20"
    what_was_not_seen_may_still_be_asked_for_once: "food-permit precheck=1" "
        2026-03-02 wang   apply layout tick=equipment -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> PrecheckAsked by 2026-03-03
        2026-03-03 clerk  pass                        -> PrecheckPassed
        2026-03-04 clerk  accept                      -> refused papers_not_received 主要设备设施清单和操作流程
        2026-03-04 clerk  ask layout equipment because 不清 -> refused prechecked
        2026-03-04 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-25
        2026-03-05 wang   correct equipment           -> Corrected equipment complete hear 2026-03-12
        2026-03-05 clerk  ask equipment because 不清   -> refused told_once
        2026-03-05 supervisor allow because 第一次没有说清 -> NoticeAllowed
        2026-03-05 clerk  ask equipment because 不清   -> CorrectionAsked again equipment until 2026-03-26
        2026-03-05 clerk  ask equipment because 不清   -> refused told_once"
    papers_brought_after_the_pass_are_received: "food-permit precheck=1" "
        2026-03-02 wang   apply layout tick=equipment -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> PrecheckAsked by 2026-03-03
        2026-03-03 clerk  pass                        -> PrecheckPassed
        2026-03-05 clerk  receive                     -> Received
        2026-03-05 clerk  accept                      -> Accepted told 2026-03-12 statutory 2026-03-19"
    only_where_the_item_offers_it: "residence-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> refused no_precheck
        2026-03-02 clerk  pass                        -> refused precheck_not_asked"
    before_formal_receipt_and_before_a_notice: "food-permit precheck=1" "
        2026-03-02 wang   apply tick=all              -> Applied hear 2026-03-09
        2026-03-03 clerk  receive                     -> Received
        2026-03-03 wang   ask-precheck                -> refused received_already
        2026-03-03 stranger ask-precheck              -> no right
        2026-03-03 clerk  ask layout because 不清      -> CorrectionAsked layout until 2026-03-24
        2026-03-04 wang   ask-precheck                -> refused received_already"
    a_notice_leaves_nothing_to_look_at: "food-permit precheck=1" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> PrecheckAsked by 2026-03-03
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-03 clerk  pass                        -> refused precheck_not_asked
        2026-03-06 clock  tick                        -> nothing"
    what_was_told_is_not_looked_at_beforehand: "food-permit precheck=1" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 wang   ask-precheck                -> refused precheck_after_notice"
    whoever_withdraws_is_looked_at_no_more: "food-permit precheck=1" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-02 wang   ask-precheck                -> PrecheckAsked by 2026-03-03
        2026-03-03 wang   withdraw                    -> Withdrawn; Concluded withdrawn
        2026-03-06 clock  tick                        -> nothing
        2026-03-06 clerk  pass                        -> refused concluded"
}
