//! Diaries of the decision's clocks: rests, stops, overruns, and a house that was down.

diaries! {
    calendar_days_end_on_a_working_day: "residence-permit" "
        2026-09-16 wang   apply all                   -> Applied hear 2026-09-22
        2026-09-16 clerk  accept                      -> Accepted told 2026-09-23 statutory 2026-10-08"
    golden_week_is_not_counted: "food-permit promised=20 statutory=20" "
        2026-09-07 wang     apply all                 -> Applied hear 2026-09-14
        2026-09-07 clerk    accept                    -> Accepted told 2026-10-10 statutory 2026-10-10
        2026-09-14 examiner stop testing 11 告知1号    -> ClockStopped 11
        2026-09-29 examiner resume
            -> ClockResumed told 2026-10-26 statutory 2026-10-26"
    a_water_test_moves_both_days: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-06 examiner stop testing 3 告知2号     -> ClockStopped 3
        2026-03-06 examiner stop testing 3 告知2号     -> refused stopped_already
        2026-03-10 head     grant                     -> refused clock_stopped
        2026-03-11 10:20 examiner resume because 合格 -> ClockResumed told 2026-03-13 statutory 2026-03-20
        2026-03-11 examiner resume                    -> refused not_stopped
        2026-03-13 clock    tick                      -> nothing
        2026-03-14 clock    tick
            -> Overran promised 2026-03-13 from 2026-03-14 00:00"
    two_stops_add_up: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner stop testing 2 告知3号     -> ClockStopped 2
        2026-03-06 examiner resume                    -> ClockResumed told 2026-03-12 statutory 2026-03-19
        2026-03-10 examiner stop testing 2 告知4号     -> ClockStopped 2
        2026-03-12 examiner resume
            -> ClockResumed told 2026-03-16 statutory 2026-03-23"
    stopped_and_resumed_on_one_day_changes_nothing: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner stop testing 1 告知5号     -> ClockStopped 1
        2026-03-04 examiner resume
            -> ClockResumed told 2026-03-10 statutory 2026-03-17"
    a_stop_on_the_last_day_leaves_that_day: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-10 examiner stop testing 3 告知6号     -> ClockStopped 3
        2026-03-13 examiner resume                    -> ClockResumed told 2026-03-13 statutory 2026-03-20
        2026-03-13 clock    tick                      -> nothing
        2026-03-14 clock    tick
            -> Overran promised 2026-03-13 from 2026-03-14 00:00"
    a_stop_on_the_last_day_that_ends_on_a_rest_day_leaves_the_next_working_day: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-10 examiner stop testing 3 告知6号     -> ClockStopped 3
        2026-03-14 examiner resume                    -> ClockResumed told 2026-03-16 statutory 2026-03-20
        2026-03-16 clock    tick                      -> nothing
        2026-03-17 clock    tick
            -> Overran promised 2026-03-16 from 2026-03-17 00:00"
    nothing_overruns_while_the_clock_stands: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-06 examiner stop testing 60 告知7号    -> ClockStopped 60
        2026-05-20 clock    tick                      -> nothing
        2026-05-20 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-06-20 clock    tick                      -> nothing"
    a_stop_after_the_day_mends_nothing: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-12 examiner stop testing 2 告知8号
            -> Overran promised 2026-03-10 from 2026-03-11 00:00; ClockStopped 2
        2026-03-16 examiner resume                    -> ClockResumed told 2026-03-10 statutory 2026-03-19
        2026-03-20 clock    tick
            -> Overran statutory 2026-03-19 from 2026-03-20 00:00"
    a_stop_needs_a_law_a_notice_and_days: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-02 examiner stop testing 3 告知9号     -> refused not_accepted
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 examiner stop hearing 3 告知9号     -> refused special_unknown
        2026-03-03 examiner stop by_item_law 3 告知9号 -> refused special_unknown
        2026-03-03 examiner stop testing 0 告知9号     -> refused needed_days
        2026-03-03 examiner stop testing 181 告知9号   -> refused needed_days
        2026-03-03 examiner stop testing 3            -> refused notice_missing
        2026-03-03 examiner stop testing 3 告\u{202E}知 -> refused words_wrong
        2026-03-03 examiner resume                    -> refused not_stopped
        2026-03-03 clerk    stop testing 3 告知9号     -> no right"
    /// Licensing Law Art. 55(1): within five working days of acceptance, and two officers.
    a_test_begins_in_time_by_two_officers: "food-permit promised=10 statutory=20 begin-within=5" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner stop testing 3 告知1号     -> refused inspectors_missing
        2026-03-04 examiner set-visit 2026-03-06 second-examiner
            -> VisitSet 1 2026-03-06 examiner second-examiner
        2026-03-10 examiner stop testing 3 告知1号     -> ClockStopped 3"
    a_test_that_begins_later_is_for_the_head_to_begin: "food-permit promised=10 statutory=20 begin-within=5" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner set-visit 2026-03-06 second-examiner
            -> VisitSet 1 2026-03-06 examiner second-examiner
        2026-03-11 examiner stop testing 3 告知1号     -> refused begun_late
        2026-03-11 head     stop testing 3 告知1号     -> ClockStopped 3"
    a_stop_outside_article_45_needs_its_own_clause: "food-permit stops-by-item-law" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 examiner stop by_item_law 3 告知1号 -> refused stop_without_law"
    a_stop_by_the_items_own_clause: "food-permit stops-by-item-law own-clause" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 examiner stop by_item_law 3 告知1号 -> ClockStopped 3
        2026-03-06 examiner resume
            -> ClockResumed told 2026-03-13 statutory 2026-03-20"
    article_45_stops_licences_only: "food-permit kind=confirmation" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 examiner stop testing 3 告知1号     -> refused stop_without_law"
    nothing_stops_a_residence_permit: "residence-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 clerk    accept                    -> Accepted told 2026-03-09 statutory 2026-03-17
        2026-03-03 examiner stop testing 3 告知1号     -> refused special_unknown"
    the_promise_then_the_law: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-11 clock    tick                      -> Overran promised 2026-03-10 from 2026-03-11 00:00
        2026-03-17 clock    tick                      -> nothing
        2026-03-18 clock    tick
            -> Overran statutory 2026-03-17 from 2026-03-18 00:00
        2026-03-19 clock    tick                      -> nothing
        2026-03-19 examiner examine all               -> Examined
        2026-03-19 head     grant                     -> Granted deliver 2026-03-26; Concluded granted"
    the_house_was_down: "food-permit promised=7 statutory=7" "
        2026-09-23 wang     apply all                 -> Applied hear 2026-10-08
        2026-11-02 clerk    accept
            -> DeemedAccepted as of 2026-09-23 told 2026-10-10 statutory 2026-10-10
            from 2026-10-09 00:00; Overran promised 2026-10-10 from 2026-10-11 00:00;
            Overran statutory 2026-10-10 from 2026-10-11 00:00; refused accepted_already"
    the_house_was_up: "food-permit promised=7 statutory=7" "
        2026-09-23 wang     apply all                 -> Applied hear 2026-10-08
        2026-10-09 00:00 clock tick
            -> DeemedAccepted as of 2026-09-23 told 2026-10-10 statutory 2026-10-10 from 2026-10-09 00:00
        2026-10-11 00:00 clock tick
            -> Overran promised 2026-10-10 from 2026-10-11 00:00;
            Overran statutory 2026-10-10 from 2026-10-11 00:00
        2026-11-02 clerk    accept                    -> refused accepted_already"
    delivery_overruns_once: "food-permit" "
        2026-09-21 wang     apply all                 -> Applied hear 2026-09-29
        2026-09-21 clerk    accept                    -> Accepted told 2026-09-29 statutory 2026-10-12
        2026-09-22 examiner examine all               -> Examined
        2026-09-24 head     grant                     -> Granted deliver 2026-10-09; Concluded granted
        2026-10-09 clock    tick                      -> nothing
        2026-10-10 clerk    deliver
            -> Overran delivery 2026-10-09 from 2026-10-10 00:00; Delivered
        2026-11-09 clock    tick                      -> nothing"
    a_provisional_year_still_counts: "food-permit promised=10 statutory=20" "
        2026-12-14 wang     apply all                 -> Applied hear 2026-12-21
        2026-12-14 clerk    accept                    -> Accepted told 2026-12-28 statutory 2027-01-12"
    no_promise_beyond_the_calendar: "food-permit statutory=20 until-2026" "
        2026-12-14 wang     apply all                 -> Applied hear 2026-12-21
        2026-12-14 clerk    accept                    -> refused calendar_missing
        2026-12-28 wang     withdraw                  -> Withdrawn; Concluded withdrawn"
    no_application_beyond_the_calendar: "food-permit until-2026" "
        2026-12-30 wang     apply all                 -> refused calendar_missing"
    lapse_is_silent_beyond_the_calendar: "food-permit until-2026" "
        2026-12-21 wang     apply all                 -> Applied hear 2026-12-28
        2026-12-30 clock    tick                      -> nothing"
}
