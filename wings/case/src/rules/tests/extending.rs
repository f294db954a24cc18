//! Diaries: extension, and findings point by point.

diaries! {
    /// Licensing Law Art. 42(1).
    a_licence_is_extended_by_ten_days_at_most_once: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-16 head     extend 11 because 案情复杂 -> refused extension_long
        2026-03-16 head     extend 0 because 案情复杂  -> refused extension_long
        2026-03-16 head     extend 10                 -> refused reason_missing
        2026-03-16 head     extend 10 because 案情复杂 -> Extended 10 told 2026-03-31 statutory 2026-04-15
        2026-03-17 head     extend 1 because 还是复杂  -> refused extended_already
        2026-04-01 clock    tick                      -> Overran promised 2026-03-31 from 2026-04-01 00:00
        2026-04-16 clock    tick                      -> Overran statutory 2026-04-15 from 2026-04-16 00:00"
    on_the_day_after_the_last_nothing_is_extended: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-04-01 head     extend 5 because 案情复杂
            -> Overran promised 2026-03-17 from 2026-03-18 00:00;
            Overran statutory 2026-03-31 from 2026-04-01 00:00;
            refused due_passed"
    on_the_last_day_it_is_extended: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-31 head     extend 5 because 案情复杂
            -> Overran promised 2026-03-17 from 2026-03-18 00:00;
            Extended 5 told 2026-03-17 statutory 2026-04-08"
    only_the_organs_own_head_extends: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-10 examiner extend 5 because 案情复杂  -> no right
        2026-03-10 clerk    extend 5 because 案情复杂  -> no right
        2026-03-10 governor extend 5 because 案情复杂  -> no right
        2026-03-10 supervisor extend 5 because 案情复杂 -> no right
        2026-03-10 wang     extend 5 because 案情复杂  -> no right
        2026-03-10 other-head extend 5 because 案情复杂     -> Extended 5 told 2026-03-24 statutory 2026-04-08"
    before_acceptance_and_after_the_end_nothing_is_extended: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 head     extend 5 because 案情复杂  -> refused not_accepted
        2026-03-03 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-03 head     extend 5 because 案情复杂  -> refused concluded"
    /// Licensing Law Art. 42(2): 45 and 15 working days.
    bodies_that_decide_together_are_extended_by_the_head_of_the_government:
        "food-permit promised=30 statutory=45 joint" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                      -> Accepted told 2026-04-15 statutory 2026-05-09
        2026-03-10 head     extend 15 because 各部门意见不一 -> no right
        2026-03-10 governor extend 16 because 各部门意见不一 -> refused extension_long
        2026-03-10 governor extend 15 because 各部门意见不一   -> Extended 15 told 2026-05-09 statutory 2026-05-29"
    another_kind_is_extended_only_where_its_own_law_says_so:
        "food-permit kind=confirmation promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-10 head     extend 5 because 案情复杂  -> refused extension_unlawful"
    another_kind_is_extended_by_its_own_law:
        "food-permit kind=confirmation promised=10 statutory=20 extension=7" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-10 head     extend 8 because 案情复杂  -> refused extension_long
        2026-03-10 head     extend 7 because 案情复杂       -> Extended 7 told 2026-03-26 statutory 2026-04-10"
    a_broken_promise_is_not_mended_by_an_extension: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-18 head     extend 5 because 案情复杂
            -> Overran promised 2026-03-17 from 2026-03-18 00:00;
            Extended 5 told 2026-03-17 statutory 2026-04-08
        2026-04-09 clock    tick
            -> Overran statutory 2026-04-08 from 2026-04-09 00:00"
    while_the_clock_stands_nothing_is_extended: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                      -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner stop testing 3 告知1号     -> ClockStopped 3
        2026-03-05 head     extend 5 because 案情复杂  -> refused clock_stands
        2026-03-06 examiner resume                      -> ClockResumed told 2026-03-12 statutory 2026-03-19
        2026-03-06 head     extend 5 because 案情复杂       -> Extended 5 told 2026-03-19 statutory 2026-03-26"
    a_procedure_after_an_extension_moves_the_extended_day: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                      -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-06 head     extend 5 because 案情复杂       -> Extended 5 told 2026-03-17 statutory 2026-03-24
        2026-03-16 examiner stop testing 3 告知1号     -> ClockStopped 3
        2026-03-19 examiner resume                      -> ClockResumed told 2026-03-20 statutory 2026-03-27"
    /// R7: what is denied is denied on points, each with its finding and clause.
    every_point_that_is_not_met_has_its_own_finding: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner examine unmet premises flow because 不行
            -> refused finding_missing 场所与食品品种、数量相适应，整洁，离有毒有害场所和其他污染源有规定的距离、布局和流程合理，生食熟食、原料成品不交叉污染
        2026-03-04 examiner examine unmet premises flow each because 生熟不分 -> Examined unmet premises flow
        2026-03-06 head     deny because 布局不合格
            -> Denied 《行政许可法》第三十八条第二款 premises flow;
            Concluded denied"
    one_point_that_is_not_met_has_the_opinion_for_its_finding: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner examine unmet flow          -> refused reason_missing
        2026-03-04 examiner examine unmet flow because 没有清洗池 -> Examined unmet flow"
}
