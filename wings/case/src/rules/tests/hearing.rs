//! Diaries: hearings (Licensing Law Art. 46–48), and looks on the spot.

diaries! {
    /// Art. 48(2): the decision rests on the record, so what was found before is examined again.
    a_hearing_from_its_right_to_its_record: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner examine unmet flow because 没有清洗池 -> Examined unmet flow
        2026-03-05 examiner tell-hearing others because 拟不予许可，涉及邻居 -> HearingRightTold until 2026-03-12
        2026-03-06 head     deny because 布局不合格     -> refused hearing_open
        2026-03-09 wang     ask-hearing                 -> HearingRequested hold by 2026-04-07
        2026-03-09 wang     ask-hearing               -> refused hearing_asked
        2026-03-09 head     deny because 布局不合格     -> refused hearing_owed
        2026-03-10 examiner set-hearing 2026-03-18 second-examiner 二楼会议室 听1号 -> refused hearing_soon
        2026-03-10 examiner set-hearing 2026-04-09 second-examiner 二楼会议室 听1号 -> refused hearing_late
        2026-03-10 second-examiner set-hearing 2026-03-19 examiner 二楼会议室 听1号 -> refused presider_examines
        2026-03-10 examiner set-hearing 2026-03-19 examiner 二楼会议室 听1号 -> refused presider_examines
        2026-03-10 examiner set-hearing 2026-03-19 wang 二楼会议室 听1号 -> refused officer_unknown
        2026-03-10 examiner set-hearing 2026-03-19 examiner-elsewhere 二楼会议室 听1号 -> refused officer_unknown
        2026-03-10 examiner set-hearing 2026-03-19 second-examiner -> refused place_missing
        2026-03-10 examiner set-hearing 2026-03-19 second-examiner 二楼会议室 -> refused notice_missing
        2026-03-10 examiner set-hearing 2026-03-19 second-examiner 二楼会议室 听1号
            -> HearingSet 2026-03-19 presided by second-examiner;
            ClockStopped 7
        2026-03-10 examiner set-hearing 2026-03-19 second-examiner 二楼会议室 听2号 -> refused hearing_set
        2026-03-11 second-examiner confirm            -> refused one_officer_suffices
        2026-03-11 examiner resume                    -> refused resumes_by_itself
        2026-03-18 second-examiner hold-hearing because 各方陈述 -> refused hearing_to_come
        2026-03-19 examiner hold-hearing because 各方陈述 -> refused not_presider
        2026-03-19 second-examiner hold-hearing       -> refused reason_missing
        2026-03-19 second-examiner hold-hearing because 各方陈述
            -> HearingHeld;
            ClockResumed told 2026-03-26 statutory 2026-04-10
        2026-03-19 second-examiner hold-hearing because 各方陈述 -> refused hearing_held
        2026-03-19 examiner set-hearing 2026-03-30 other-head 二楼会议室 听2号 -> refused hearing_held
        2026-03-20 examiner set-visit 2026-03-23 second-examiner -> refused presider_examines
        2026-03-20 head     deny because 布局不合格     -> refused not_examined
        2026-03-20 second-examiner examine all        -> refused presider_examines
        2026-03-20 examiner examine all because 听证后已整改 -> Examined
        2026-03-23 head     grant                       -> Granted deliver 2026-03-30; Concluded granted"
    /// Art. 47(1).
    a_hearing_that_nobody_asks_for_in_five_days_is_forgone: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 examiner tell-hearing because 拟准予 -> HearingRightTold until 2026-03-12
        2026-03-05 examiner tell-hearing because 拟准予 -> refused hearing_told
        2026-03-12 head     grant                     -> refused hearing_open
        2026-03-13 wang     ask-hearing               -> refused hearing_forgone
        2026-03-13 head     grant                       -> Granted deliver 2026-03-20; Concluded granted"
    others_ask_at_a_window_by_name: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing others because 涉及邻居 -> HearingRightTold until 2026-03-12
        2026-03-06 stranger ask-hearing               -> no right
        2026-03-06 clerk    ask-hearing               -> refused name_missing
        2026-03-06 clerk    ask-hearing 赵某              -> HearingRequested hold by 2026-04-03"
    /// Art. 46 and 47: whose interests nobody told of them asks for no hearing in another's matter.
    where_only_she_was_told_nobody_else_asks: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing because 拟不予许可 -> HearingRightTold until 2026-03-12
        2026-03-06 clerk    ask-hearing 赵某            -> refused hearing_hers_alone
        2026-03-06 clerk    ask-hearing               -> HearingRequested hold by 2026-04-03"
    without_the_right_told_there_is_nothing_to_ask: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 wang     ask-hearing               -> refused hearing_not_told
        2026-03-05 examiner tell-hearing              -> refused reason_missing
        2026-03-05 examiner set-hearing 2026-03-19 second-examiner 二楼 听1号 -> refused hearing_not_asked
        2026-03-05 second-examiner hold-hearing because 各方陈述 -> refused hearing_not_set
        2026-03-05 clerk    tell-hearing because 拟准予 -> no right
        2026-03-05 head     set-hearing 2026-03-19 second-examiner 二楼 听1号 -> no right"
    /// Art. 45 is for licences only (one-way door 9).
    the_time_of_a_hearing_counts_where_no_law_takes_it_out:
        "food-permit kind=confirmation promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing because 拟不予确认  -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing                 -> HearingRequested hold by 2026-04-03
        2026-03-06 examiner set-hearing 2026-03-17 second-examiner 二楼 听1号
            -> HearingSet 2026-03-17 presided by second-examiner
        2026-03-17 second-examiner hold-hearing because 各方陈述 -> HearingHeld"
    the_time_of_a_hearing_by_the_items_own_law:
        "food-permit kind=confirmation promised=10 statutory=20 hearing-by-own-law" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing because 拟不予确认  -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing                 -> HearingRequested hold by 2026-04-03
        2026-03-06 examiner set-hearing 2026-03-17 second-examiner 二楼 听1号
            -> HearingSet 2026-03-17 presided by second-examiner;
            ClockStopped 7
        2026-03-17 second-examiner hold-hearing because 各方陈述
            -> HearingHeld;
            ClockResumed told 2026-03-26 statutory 2026-04-10"
    /// A presider who leaves, or a day on which nothing comes of it, leaves nobody unheard: it is set anew
    /// and told anew, and the clock stands no second time.
    a_hearing_that_was_not_held_is_set_anew: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing because 拟不予许可 -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing                 -> HearingRequested hold by 2026-04-03
        2026-03-06 examiner set-hearing 2026-03-17 leaver 二楼 听1号
            -> HearingSet 2026-03-17 presided by leaver; ClockStopped 7
        2026-03-17 examiner hold-hearing because 各方陈述 -> refused not_presider
        2026-03-17 leaver   examine all               -> refused presider_examines
        2026-03-18 examiner set-hearing 2026-03-26 second-examiner 二楼 听2号 -> refused hearing_soon
        2026-03-18 examiner set-hearing 2026-03-27 second-examiner 二楼 听2号
            -> HearingSet 2026-03-27 presided by second-examiner
        2026-03-27 leaver   hold-hearing because 各方陈述 -> refused not_presider
        2026-03-27 second-examiner hold-hearing because 各方陈述
            -> HearingHeld; ClockResumed told 2026-04-08 statutory 2026-04-22"
    /// Art. 48(1)(3): whoever examined at any time does not preside, though the examination fell; nor who
    /// looked on the spot (Art. 34(3)), nor whose case it is.
    who_examines_in_any_way_does_not_preside: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-03 second-examiner set-visit 2026-03-04 head
            -> VisitSet 1 2026-03-04 second-examiner head
        2026-03-04 leaver   examine unmet flow because 没有清洗池 -> Examined unmet flow
        2026-03-05 other-head send-back because 理由不足 -> SentBack
        2026-03-05 stand-in claim                     -> Claimed
        2026-03-05 stand-in tell-hearing because 拟不予许可 -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing                 -> HearingRequested hold by 2026-04-03
        2026-03-06 stand-in set-hearing 2026-03-17 second-examiner 二楼 听1号 -> refused presider_examines
        2026-03-06 stand-in set-hearing 2026-03-17 head 二楼 听1号 -> refused presider_examines
        2026-03-06 stand-in set-hearing 2026-03-17 leaver 二楼 听1号 -> refused presider_examines
        2026-03-06 stand-in unclaim because 出差       -> Unclaimed
        2026-03-06 examiner claim                     -> Claimed
        2026-03-06 examiner set-hearing 2026-03-17 other-head 二楼 听1号
            -> HearingSet 2026-03-17 presided by other-head; ClockStopped 7
        2026-03-06 other-head examine all             -> no right"
    /// The second officer on the spot judges the findings too.
    who_presides_confirms_nothing: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all cold=yes        -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing because 拟不予许可 -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing                 -> HearingRequested hold by 2026-04-03
        2026-03-06 examiner set-hearing 2026-03-17 second-examiner 二楼 听1号
            -> HearingSet 2026-03-17 presided by second-examiner; ClockStopped 7
        2026-03-06 examiner examine all               -> Examined on the spot
        2026-03-09 second-examiner confirm            -> refused presider_examines
        2026-03-09 leaver   confirm                   -> Confirmed"
    no_hearing_is_set_while_another_procedure_runs: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner stop testing 3 告知1号     -> ClockStopped 3
        2026-03-05 examiner tell-hearing because 拟准予    -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing                 -> HearingRequested hold by 2026-04-03
        2026-03-06 examiner set-hearing 2026-03-17 second-examiner 二楼 听1号 -> refused stopped_already
        2026-03-09 examiner resume                      -> ClockResumed told 2026-03-20 statutory 2026-04-03
        2026-03-09 examiner set-hearing 2026-03-18 second-examiner 二楼 听1号
            -> HearingSet 2026-03-18 presided by second-examiner;
            ClockStopped 7"
    who_asks_across_golden_week_is_heard_within_twenty_working_days: "food-permit promised=10 statutory=20" "
        2026-09-21 wang     apply all                   -> Applied hear 2026-09-29
        2026-09-21 clerk    accept                      -> Accepted told 2026-10-12 statutory 2026-10-26
        2026-09-22 examiner tell-hearing because 拟准予    -> HearingRightTold until 2026-09-30
        2026-09-29 wang     ask-hearing                 -> HearingRequested hold by 2026-11-02
        2026-09-29 examiner set-hearing 2026-10-14 head 二楼 听1号
            -> HearingSet 2026-10-14 presided by head;
            ClockStopped 7
        2026-10-14 head     hold-hearing because 各方陈述
            -> HearingHeld;
            ClockResumed told 2026-10-21 statutory 2026-11-04"
    /// Art. 34(3); Art. 45 does not name it.
    a_look_on_the_spot_is_told_before_and_stops_no_clock: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner set-visit 2026-03-04 second-examiner -> refused visit_soon
        2026-03-04 examiner set-visit 2026-03-06 examiner -> refused visit_alone
        2026-03-04 examiner set-visit 2026-03-06 wang -> refused officer_unknown
        2026-03-04 head     set-visit 2026-03-06 examiner -> no right
        2026-03-04 examiner set-visit 2026-03-06 second-examiner
            -> VisitSet 1 2026-03-06 examiner second-examiner
        2026-03-04 examiner set-visit 2026-03-09 second-examiner -> refused visit_open
        2026-03-05 examiner record-visit 1 because 都在 -> refused visit_to_come
        2026-03-06 examiner record-visit 1            -> refused reason_missing
        2026-03-06 other-head record-visit 1 because 都在 -> refused not_there
        2026-03-06 second-examiner record-visit 1 because 流程合理 -> VisitRecorded 1
        2026-03-06 second-examiner record-visit 1 because 流程合理 -> refused visit_recorded
        2026-03-06 second-examiner record-visit 2 because 流程合理 -> refused visit_unknown
        2026-03-18 clock    tick                        -> Overran promised 2026-03-17 from 2026-03-18 00:00"
    /// 联合现场核查 (requirements 104): the day of all organs binds; whoever comes on another says why.
    the_day_of_a_joint_visit_binds: "food-permit promised=10 statutory=20 joint-visit=2026-03-09" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner set-visit 2026-03-06 second-examiner -> refused visit_apart
        2026-03-04 examiner set-visit 2026-03-09 second-examiner
            -> VisitSet 1 2026-03-09 examiner second-examiner jointly
        2026-03-09 examiner record-visit 1 because 看过   -> VisitRecorded 1"
    whoever_comes_on_another_day_says_why: "food-permit promised=10 statutory=20 joint-visit=2026-03-09" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner set-visit 2026-03-06 second-examiner because 消防车那天出勤
            -> VisitSet 1 2026-03-06 examiner second-examiner apart: 消防车那天出勤"
    nobody_is_visited_without_end: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-09 examiner set-visit 2026-03-10 second-examiner
            -> VisitSet 1 2026-03-10 examiner second-examiner
        2026-03-10 examiner record-visit 1 because 看过   -> VisitRecorded 1
        2026-03-10 examiner set-visit 2026-03-11 second-examiner
            -> VisitSet 2 2026-03-11 examiner second-examiner
        2026-03-11 examiner record-visit 2 because 看过   -> VisitRecorded 2
        2026-03-11 examiner set-visit 2026-03-12 second-examiner
            -> VisitSet 3 2026-03-12 examiner second-examiner
        2026-03-12 examiner record-visit 3 because 看过   -> VisitRecorded 3
        2026-03-12 examiner set-visit 2026-03-13 second-examiner
            -> VisitSet 4 2026-03-13 examiner second-examiner
        2026-03-13 examiner record-visit 4 because 看过   -> VisitRecorded 4
        2026-03-13 examiner set-visit 2026-03-14 second-examiner
            -> VisitSet 5 2026-03-14 examiner second-examiner
        2026-03-14 examiner record-visit 5 because 看过   -> VisitRecorded 5
        2026-03-14 examiner set-visit 2026-03-16 second-examiner -> refused visits_many"
}
