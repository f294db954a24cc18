//! Diaries: publicity and objections.

diaries! {
    /// No law takes its time out of the limit: both days stand as they were told.
    a_publicity_counts_and_ends_by_the_clock: "food-permit promised=10 statutory=20 publicity" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                   -> PublicityOpened until 2026-03-11
        2026-03-05 examiner publish                   -> refused public_already
        2026-03-06 examiner examine all               -> Examined
        2026-03-06 head     grant                     -> refused publicity_running
        2026-03-12 clock    tick                      -> PublicityClosed 2026-03-11 from 2026-03-12 00:00
        2026-03-12 head     grant                       -> Granted deliver 2026-03-19; Concluded granted
        2026-03-12 stranger object 赵某 because 不同意 -> refused not_public"
    a_publicity_that_the_items_law_does_not_count_resumes_by_itself:
        "food-permit promised=10 statutory=20 publicity=not-counted" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                     -> PublicityOpened until 2026-03-11; ClockStopped 5
        2026-03-05 examiner resume                    -> refused resumes_by_itself
        2026-03-05 examiner stop testing 3 告知1号     -> refused stopped_already
        2026-03-20 clock    tick
            -> PublicityClosed 2026-03-11 told 2026-03-24 statutory 2026-04-08 from 2026-03-12 00:00
        2026-03-25 clock    tick                        -> Overran promised 2026-03-24 from 2026-03-25 00:00"
    the_house_was_down_while_a_publicity_ended: "food-permit promised=10 statutory=20 publicity=not-counted" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                     -> PublicityOpened until 2026-03-11; ClockStopped 5
        2026-04-20 clock    tick
            -> PublicityClosed 2026-03-11 told 2026-03-24 statutory 2026-04-08 from 2026-03-12 00:00;
            Overran promised 2026-03-24 from 2026-03-25 00:00;
            Overran statutory 2026-04-08 from 2026-04-09 00:00"
    a_publicity_begun_on_the_last_day_leaves_none: "food-permit publicity=not-counted" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-10 examiner publish                     -> PublicityOpened until 2026-03-17; ClockStopped 5
        2026-03-18 clock    tick
            -> PublicityClosed 2026-03-17 told 2026-03-17 statutory 2026-03-24 from 2026-03-18 00:00;
            Overran promised 2026-03-17 from 2026-03-18 00:00
        2026-03-18 clock    tick                      -> nothing"
    a_publicity_cannot_begin_while_another_procedure_runs: "food-permit publicity=not-counted" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                      -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner stop testing 3 告知1号     -> ClockStopped 3
        2026-03-05 examiner publish                   -> refused stopped_already"
    /// Found by the second reckoning: the end of a publicity that stops nothing also ended the hearing's time.
    a_publicity_that_ends_leaves_the_time_of_a_hearing_alone:
        "food-permit promised=10 statutory=20 publicity" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing because 涉及邻居 -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing               -> HearingRequested hold by 2026-04-03
        2026-03-09 examiner set-hearing 2026-03-18 second-examiner 二楼 听1号
            -> HearingSet 2026-03-18 presided by second-examiner;
            ClockStopped 7
        2026-03-10 examiner publish                   -> PublicityOpened until 2026-03-17
        2026-03-18 second-examiner hold-hearing because 各方陈述
            -> PublicityClosed 2026-03-17 from 2026-03-18 00:00;
            HearingHeld;
            ClockResumed told 2026-03-26 statutory 2026-04-10"
    /// Found by the second reckoning: for what is no licence the time of a hearing counts, and its end also
    /// ended the publicity's time.
    a_hearing_that_is_held_leaves_the_time_of_a_publicity_alone:
        "food-permit kind=confirmation promised=10 statutory=20 publicity=not-counted" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-05 examiner tell-hearing because 涉及邻居 -> HearingRightTold until 2026-03-12
        2026-03-06 wang     ask-hearing               -> HearingRequested hold by 2026-04-03
        2026-03-09 examiner set-hearing 2026-03-18 second-examiner 二楼 听1号
            -> HearingSet 2026-03-18 presided by second-examiner
        2026-03-12 examiner publish                   -> PublicityOpened until 2026-03-19; ClockStopped 5
        2026-03-18 second-examiner hold-hearing because 各方陈述 -> HearingHeld
        2026-03-20 clock    tick
            -> PublicityClosed 2026-03-19 told 2026-03-24 statutory 2026-04-08 from 2026-03-20 00:00"
    /// 民法典 203: the fifth day is a Saturday.
    a_publicity_in_calendar_days_ends_on_a_working_day:
        "food-permit promised=10 statutory=20 calendar-publicity=5" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-09 examiner publish                   -> PublicityOpened until 2026-03-16"
    what_the_law_wants_public_is_not_decided_without:
        "food-permit promised=10 statutory=20 publicity=required" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner examine all               -> Examined
        2026-03-04 head     grant                     -> refused publicity_missing
        2026-03-04 examiner publish                     -> PublicityOpened until 2026-03-11
        2026-03-13 head     grant
            -> PublicityClosed 2026-03-11 from 2026-03-12 00:00;
            Granted deliver 2026-03-20;
            Concluded granted"
    what_no_law_wants_public_is_not_made_public: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                   -> refused publicity_unknown
        2026-03-04 clerk    publish                   -> no right
        2026-03-04 stranger object 赵某 because 不同意 -> refused not_public
        2026-03-04 examiner answer-objection 1 wrong because 查过 -> refused objection_unknown"
    before_acceptance_nothing_is_made_public: "food-permit promised=10 statutory=20 publicity" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 examiner publish                   -> refused not_accepted"
    /// R68.
    anyone_may_object_and_every_objection_is_answered: "food-permit promised=10 statutory=20 publicity" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                     -> PublicityOpened until 2026-03-11
        2026-03-05 wang     object 王某 because 不同意 -> refused own_matter
        2026-03-05 stranger object 赵某               -> refused reason_missing
        2026-03-05 stranger object 赵某 because 油烟太大      -> Objected 1 by stranger
        2026-03-06 stranger object 赵某 because 还有噪声 -> refused objected_already
        2026-03-06 agent    object 某公司 because 同上       -> Objected 2 by noodles
        2026-03-12 examiner examine all
            -> PublicityClosed 2026-03-11 from 2026-03-12 00:00;
            Examined
        2026-03-12 head     grant                     -> refused objection_open
        2026-03-12 examiner answer-objection 1 wrong  -> refused reason_missing
        2026-03-12 examiner answer-objection 1 wrong because 测过不超标 -> ObjectionAnswered 1
        2026-03-12 examiner answer-objection 1 wrong because 测过不超标 -> refused objection_answered
        2026-03-12 head     answer-objection 2 right because 要装净化器 -> ObjectionAnswered 2 right
        2026-03-12 stranger object 赵某 because 晚了一天 -> refused not_public
        2026-03-12 head     grant                     -> refused not_examined
        2026-03-12 examiner examine all because 已装净化器 -> Examined
        2026-03-12 head     grant                       -> Granted deliver 2026-03-19; Concluded granted"
    an_objection_bears_a_name: "food-permit promised=10 statutory=20 publicity" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                     -> PublicityOpened until 2026-03-11
        2026-03-05 stranger object because 油烟太大    -> refused name_missing
        2026-03-05 examiner object 某 because 油烟太大 -> no right"
    who_was_answered_may_object_again_up_to_a_limit: "food-permit promised=10 statutory=20 publicity" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                     -> PublicityOpened until 2026-03-11
        2026-03-05 stranger object 赵某 because 第1次       -> Objected 1 by stranger
        2026-03-05 examiner answer-objection 1 wrong because 答复 -> ObjectionAnswered 1
        2026-03-05 stranger object 赵某 because 第2次       -> Objected 2 by stranger
        2026-03-05 examiner answer-objection 2 wrong because 答复 -> ObjectionAnswered 2
        2026-03-05 stranger object 赵某 because 第3次       -> Objected 3 by stranger
        2026-03-05 examiner answer-objection 3 wrong because 答复 -> ObjectionAnswered 3
        2026-03-05 stranger object 赵某 because 第4次       -> Objected 4 by stranger
        2026-03-05 examiner answer-objection 4 wrong because 答复 -> ObjectionAnswered 4
        2026-03-05 stranger object 赵某 because 第5次       -> Objected 5 by stranger
        2026-03-05 examiner answer-objection 5 wrong because 答复 -> ObjectionAnswered 5
        2026-03-05 stranger object 赵某 because 再来    -> refused objections_many
        2026-03-05 agent    object 某公司 because 也不同意 -> Objected 6 by noodles"
    /// Art. 36: an objection that is right is examined, not noted.
    what_was_right_to_object_is_examined_again: "food-permit promised=10 statutory=20 publicity" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner publish                     -> PublicityOpened until 2026-03-11
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 stranger object 赵某 because 油烟太大      -> Objected 1 by stranger
        2026-03-12 examiner answer-objection 1 right because 要装净化器
            -> PublicityClosed 2026-03-11 from 2026-03-12 00:00; ObjectionAnswered 1 right
        2026-03-12 head     grant                     -> refused not_examined
        2026-03-12 examiner examine unmet flow because 没有净化器 -> Examined unmet flow
        2026-03-13 head     deny
            -> Denied 《行政许可法》第三十八条第二款 flow; Concluded denied"
    /// What is plainly to be denied touches nobody else: it need not be made public first.
    what_is_denied_need_not_be_made_public: "food-permit promised=10 statutory=20 publicity=required" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner examine unmet flow because 没有清洗池 -> Examined unmet flow
        2026-03-04 head     grant                     -> refused publicity_missing
        2026-03-04 head     deny
            -> Denied 《行政许可法》第三十八条第二款 flow; Concluded denied"
}
