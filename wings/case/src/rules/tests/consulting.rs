//! Diaries: other organs that are asked.

diaries! {
    /// R65.
    another_organ_answers_in_time: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner consult elsewhere 2026-03-12 because 是否占用规划道路
            -> Consulted 1 by 2026-03-12 remind 2026-03-11
        2026-03-05 examiner consult elsewhere 2026-03-12 because 再问一次 -> refused consulted_already
        2026-03-05 examiner examine all               -> Examined
        2026-03-05 head     grant                     -> refused consultation_open
        2026-03-06 head     answer-consultation 1 agrees because 不占 -> no right
        2026-03-06 examiner-elsewhere answer-consultation 2 agrees because 不占 -> no right
        2026-03-06 examiner-elsewhere answer-consultation 1 agrees -> refused reason_missing
        2026-03-06 examiner-elsewhere answer-consultation 1 agrees because 不占
            -> ConsultationAnswered 1 agrees
        2026-03-06 examiner-elsewhere answer-consultation 1 agrees because 不占 -> refused consultation_answered
        2026-03-06 head     grant                       -> Granted deliver 2026-03-13; Concluded granted"
    silence_is_no_objection_and_is_reminded_before: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner consult elsewhere 2026-03-12 because 是否占用规划道路
            -> Consulted 1 by 2026-03-12 remind 2026-03-11
        2026-03-11 clock    tick                        -> ConsultationReminded 1 from 2026-03-11 00:00
        2026-03-12 clock    tick                      -> nothing
        2026-03-13 clock    tick                        -> ConsultationLapsed 1 from 2026-03-13 00:00
        2026-03-13 examiner-elsewhere answer-consultation 1 objects because 占道 -> refused consultation_lapsed
        2026-03-18 clock    tick                        -> Overran promised 2026-03-17 from 2026-03-18 00:00"
    /// The working day before Monday is Friday.
    the_reminder_comes_on_a_working_day: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner consult elsewhere 2026-03-09 because 是否占用规划道路
            -> Consulted 1 by 2026-03-09 remind 2026-03-06
        2026-03-06 clock    tick                        -> ConsultationReminded 1 from 2026-03-06 00:00"
    an_objection_of_another_organ_is_weighed_not_obeyed: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 head     consult elsewhere 2026-03-05 because 是否占用规划道路 -> Consulted 1 by 2026-03-05
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 examiner-elsewhere answer-consultation 1 objects because 占道
            -> ConsultationAnswered 1 objects
        2026-03-05 head     grant                     -> refused not_examined
        2026-03-05 examiner examine all               -> Examined
        2026-03-05 head     grant                       -> Granted deliver 2026-03-12; Concluded granted"
    whom_one_may_ask_and_until_when: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner consult ours 2026-03-12 because 问 -> refused own_organ
        2026-03-04 examiner consult nobody 2026-03-12 because 问 -> refused organ_unknown
        2026-03-04 examiner consult elsewhere 2026-03-04 because 问 -> refused day_past
        2026-03-04 examiner consult elsewhere 2026-03-31 because 问 -> refused answer_late
        2026-03-04 examiner consult elsewhere 2026-03-12 -> refused reason_missing
        2026-03-04 clerk    consult elsewhere 2026-03-12 because 问 -> no right
        2026-03-04 governor answer-consultation 1 agrees because 好 -> no right"
    two_organs_are_asked_side_by_side: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 1 by 2026-03-12 remind 2026-03-11
        2026-03-04 examiner consult government 2026-03-10 because 问
            -> Consulted 2 by 2026-03-10 remind 2026-03-09
        2026-03-13 clock    tick
            -> ConsultationReminded 2 from 2026-03-09 00:00;
            ConsultationReminded 1 from 2026-03-11 00:00;
            ConsultationLapsed 2 from 2026-03-11 00:00;
            ConsultationLapsed 1 from 2026-03-13 00:00"
    with_the_end_of_the_case_nothing_is_awaited: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 1 by 2026-03-12 remind 2026-03-11
        2026-03-05 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-13 clock    tick                      -> nothing
        2026-03-13 examiner-elsewhere answer-consultation 1 agrees because 好 -> refused concluded"
    not_without_end: "food-permit promised=10 statutory=20" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                   
            -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 1 by 2026-03-12 remind 2026-03-11
        2026-03-04 examiner-elsewhere answer-consultation 1 agrees because 好 -> ConsultationAnswered 1 agrees
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 2 by 2026-03-12 remind 2026-03-11
        2026-03-04 examiner-elsewhere answer-consultation 2 agrees because 好 -> ConsultationAnswered 2 agrees
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 3 by 2026-03-12 remind 2026-03-11
        2026-03-04 examiner-elsewhere answer-consultation 3 agrees because 好 -> ConsultationAnswered 3 agrees
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 4 by 2026-03-12 remind 2026-03-11
        2026-03-04 examiner-elsewhere answer-consultation 4 agrees because 好 -> ConsultationAnswered 4 agrees
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 5 by 2026-03-12 remind 2026-03-11
        2026-03-04 examiner-elsewhere answer-consultation 5 agrees because 好 -> ConsultationAnswered 5 agrees
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问
            -> Consulted 6 by 2026-03-12 remind 2026-03-11
        2026-03-04 examiner-elsewhere answer-consultation 6 agrees because 好 -> ConsultationAnswered 6 agrees
        2026-03-04 examiner consult elsewhere 2026-03-12 because 问 -> refused consultations_many"
}
