//! Diaries of examination, decision, delivery and ends.

diaries! {
    a_noodle_shop_gets_its_permit: "food-permit" "
        2026-03-02 20:14 wang     apply layout water=own -> Applied hear 2026-03-09
        2026-03-03 09:10 clerk    ask equipment water-source
            -> CorrectionAsked equipment water-source until 2026-03-24
        2026-03-03 12:30 wang     correct equipment water-source
            -> Corrected equipment water-source complete hear 2026-03-10
        2026-03-03 15:00 clerk    accept              -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-06 16:10 examiner stop testing 3 告知1号 -> ClockStopped 3
        2026-03-11 10:20 examiner resume because 合格 -> ClockResumed told 2026-03-13 statutory 2026-03-20
        2026-03-12 examiner examine all               -> Examined
        2026-03-12 head     grant                     -> Granted deliver 2026-03-19; Concluded granted
        2026-03-13 clerk    deliver                   -> Delivered
        2026-03-13 clerk    deliver                   -> refused delivered_already"
    a_residence_permit: "residence-permit" "
        2026-03-02 wang     apply all behalf=ward     -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-18
        2026-03-05 examiner examine all               -> Examined
        2026-03-06 head     grant                     -> Granted deliver 2026-03-11; Concluded granted
        2026-03-09 clerk    deliver                   -> Delivered"
    nothing_is_decided_before_it_is_examined: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 head     grant                     -> refused not_accepted
        2026-03-02 examiner examine all               -> refused not_accepted
        2026-03-02 clerk    deliver                   -> refused nothing_to_deliver
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 head     grant                     -> refused not_examined
        2026-03-03 head     deny because 不行          -> refused not_examined"
    every_point_is_judged: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine only premises facilities people flow
            -> refused points_open 接触直接入口食品的人都有有效的健康证明
        2026-03-04 examiner examine only taste        -> refused point_unknown taste
        2026-03-04 examiner examine only water        -> refused point_unknown water
        2026-03-04 examiner examine both health       -> refused point_both 接触直接入口食品的人都有有效的健康证明
        2026-03-04 examiner examine unmet health      -> refused reason_missing
        2026-03-04 clerk    examine all               -> no right
        2026-03-04 examiner examine all               -> Examined"
    unmet_points_forbid_a_grant: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine unmet flow because 没有单独的清洗池 -> Examined unmet flow
        2026-03-05 head     grant                     -> refused points_unmet 布局和流程合理，生食熟食、原料成品不交叉污染
        2026-03-05 head     deny                      -> Denied 《行政许可法》第三十八条第二款 flow; Concluded denied
        2026-03-06 clerk    deliver                   -> refused concluded
        2026-03-06 wang     withdraw                  -> refused concluded
        2026-03-30 clock    tick                      -> nothing"
    mended_and_examined_again: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine unmet flow because 没有单独的清洗池 -> Examined unmet flow
        2026-03-09 examiner examine all because 已装好 -> Examined
        2026-03-09 head     grant                     -> Granted deliver 2026-03-16; Concluded granted"
    /// Conditions met must be granted (Art. 38(1)): a head who doubts sends it back, and a denial
    /// names a point.
    conditions_met_are_not_denied: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 head     deny                      -> refused nothing_unmet
        2026-03-05 head     deny because 我觉得不行    -> refused nothing_unmet
        2026-03-05 head     send-back                 -> refused reason_missing
        2026-03-05 head     send-back because 图和现场不符，请再看 -> SentBack
        2026-03-05 head     grant                     -> refused not_examined
        2026-03-05 head     send-back because 再看    -> refused not_examined
        2026-03-06 examiner examine unmet flow because 生熟没有分开 -> Examined unmet flow
        2026-03-06 head     deny because 隐瞒了真实情况 -> Denied 《行政许可法》第三十八条第二款 flow; Concluded denied"
    a_residence_permit_is_denied_on_its_own_basis: "residence-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-18
        2026-03-05 examiner examine unmet half-year because 只住了三个月 -> Examined unmet half-year
        2026-03-06 head     deny                      -> Denied 《青岭县政务服务规则》（演示用，虚构）第十三条 half-year;
            Concluded denied"
    two_people: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 head-herself grant                 -> refused own_examination
        2026-03-05 head-herself deny because 不行      -> refused own_examination
        2026-03-05 head-herself send-back because 再看 -> refused own_examination
        2026-03-05 head     grant                     -> Granted deliver 2026-03-12; Concluded granted"
    withdrawn_before_the_decision: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-04 clerk    withdraw                  -> no right
        2026-03-04 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-05 head     grant                     -> refused concluded
        2026-03-05 examiner examine all               -> refused concluded
        2026-03-05 clerk    deliver                   -> refused concluded
        2026-03-05 wang     withdraw                  -> refused concluded"
    withdrawn_while_something_is_lacking: "residence-permit" "
        2026-03-02 wang     apply photo               -> Applied hear 2026-03-09
        2026-03-03 clerk    ask lease                 -> CorrectionAsked lease until 2026-03-24
        2026-03-04 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-05 wang     correct lease             -> refused concluded"
    after_the_end_nothing_more: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 head     grant                     -> Granted deliver 2026-03-12; Concluded granted
        2026-03-05 wang     apply all                 -> refused applied_already
        2026-03-05 clerk    receive                   -> refused concluded
        2026-03-05 clerk    accept                    -> refused concluded
        2026-03-05 clerk    ask layout because 看不清  -> refused concluded
        2026-03-05 wang     correct layout            -> refused concluded
        2026-03-05 clerk    decline not_needed because 不需要 -> refused concluded
        2026-03-05 clerk    refer 县教育局 政和路3号   -> refused concluded
        2026-03-05 examiner stop testing 3 告知1号     -> refused concluded
        2026-03-05 examiner resume                    -> refused concluded
        2026-03-05 examiner examine all               -> refused concluded
        2026-03-05 head     grant                     -> refused concluded
        2026-03-05 head     deny because 不行          -> refused concluded
        2026-03-05 wang     withdraw                  -> refused concluded
        2026-03-05 clock    tick                      -> nothing"
}
