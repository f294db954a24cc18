//! Diaries of what several officers do together: opinions, the second pair of eyes, and taking in for others.

diaries! {
    /// What is verified on the spot is verified by two officers or more (Licensing Law Art. 34(3)).
    two_officers_go_to_see_it: "food-permit" "
        2026-03-02 wang     apply all cold=yes        -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 second-examiner confirm            -> refused not_examined
        2026-03-04 examiner examine all               -> Examined on the spot
        2026-03-04 head     grant                     -> refused second_officer_missing
        2026-03-04 head     deny because 不行          -> refused second_officer_missing
        2026-03-04 examiner confirm                   -> refused same_officer
        2026-03-04 examiner differ flow because 不行   -> refused same_officer
        2026-03-04 examiner-elsewhere confirm         -> no right
        2026-03-04 clerk    confirm                   -> no right
        2026-03-05 second-examiner confirm because 一同去看过 -> Confirmed
        2026-03-05 second-examiner confirm            -> refused second_spoke
        2026-03-06 head-herself grant                 -> refused own_examination
        2026-03-06 head     grant                     -> Granted deliver 2026-03-13; Concluded granted
        2026-03-06 second-examiner confirm            -> refused concluded"
    the_second_differs: "food-permit" "
        2026-03-02 wang     apply all cold=yes        -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined on the spot
        2026-03-05 second-examiner differ because 没有专间 -> refused no_point_named
        2026-03-05 second-examiner differ taste because 不好吃 -> refused point_unknown taste
        2026-03-05 second-examiner differ cold-place  -> refused reason_missing
        2026-03-05 second-examiner differ cold-place because 没有专间 -> Differed cold-place
        2026-03-05 head     grant                     -> refused officers_differ
        2026-03-05 head     deny because 没有专间      -> refused officers_differ
        2026-03-06 second-examiner examine unmet cold-place because 没有专间
            -> Examined on the spot unmet cold-place
        2026-03-06 second-examiner confirm            -> refused same_officer
        2026-03-06 head     deny                      -> refused second_officer_missing
        2026-03-09 examiner confirm                   -> Confirmed
        2026-03-09 head     deny
            -> Denied 《行政许可法》第三十八条第二款 cold-place; Concluded denied"
    /// One person who is the second officer in one post does not decide in another.
    the_second_officer_does_not_decide: "food-permit" "
        2026-03-02 wang     apply all cold=yes        -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 second-examiner examine all        -> Examined on the spot
        2026-03-05 examiner confirm                   -> Confirmed
        2026-03-06 head-herself grant                 -> refused own_examination
        2026-03-06 head     send-back because 照片看不清 -> SentBack
        2026-03-06 examiner confirm                   -> refused not_examined
        2026-03-09 examiner examine all               -> Examined on the spot
        2026-03-09 second-examiner confirm            -> Confirmed
        2026-03-10 head     grant                     -> Granted deliver 2026-03-17; Concluded granted"
    on_the_papers_one_examiner_suffices: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-04 second-examiner confirm            -> refused one_officer_suffices"
    /// What rests on a test is not found in order while the test is under way.
    no_verdict_before_the_test: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner stop testing 3 告知1号     -> ClockStopped 3
        2026-03-05 examiner examine all
            -> refused test_running 自备水经检测，符合生活饮用水卫生标准
        2026-03-05 examiner examine unmet water because 井口没有防护 -> Examined unmet water
        2026-03-06 examiner resume because 合格        -> ClockResumed told 2026-03-12 statutory 2026-03-19
        2026-03-06 examiner examine all               -> Examined"
    an_opinion_is_asked_and_given: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 examiner ask-opinion head 2026-03-04 because 能不能受理 -> refused not_accepted
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner ask-opinion nobody 2026-03-06 because 布局可以吗 -> refused officer_unknown
        2026-03-04 examiner ask-opinion wang 2026-03-06 because 布局可以吗 -> refused officer_unknown
        2026-03-04 examiner ask-opinion clerk 2026-03-06 because 布局可以吗 -> refused officer_unknown
        2026-03-04 examiner ask-opinion examiner-elsewhere 2026-03-06 because 布局可以吗
            -> refused officer_unknown
        2026-03-04 examiner ask-opinion examiner 2026-03-06 because 布局可以吗 -> refused asks_oneself
        2026-03-04 examiner ask-opinion second-examiner 2026-03-03 because 布局可以吗 -> refused day_past
        2026-03-04 examiner ask-opinion second-examiner 2026-03-06 -> refused reason_missing
        2026-03-04 clerk    ask-opinion head 2026-03-06 because 布局可以吗 -> no right
        2026-03-04 examiner ask-opinion second-examiner 2026-03-06 because 布局可以吗
            -> OpinionAsked 1 of second-examiner by 2026-03-06
        2026-03-04 examiner ask-opinion second-examiner 2026-03-06 because 再问一次
            -> refused opinion_asked_already
        2026-03-04 head     opinion 1 because 可以     -> refused opinion_not_asked
        2026-03-04 examiner opinion 1 because 可以     -> refused opinion_not_asked
        2026-03-04 examiner-elsewhere opinion 1 because 可以 -> no right
        2026-03-04 second-examiner opinion 2 because 可以 -> refused opinion_not_asked
        2026-03-04 second-examiner opinion 1          -> refused reason_missing
        2026-03-05 second-examiner opinion 1 because 可以，留一米通道 -> OpinionGiven 1
        2026-03-05 second-examiner opinion 1 because 改主意了 -> refused opinion_given_already
        2026-03-05 examiner withdraw-opinion 1        -> refused opinion_given_already
        2026-03-10 clock    tick                      -> nothing
        2026-03-11 clock    tick                      -> Overran promised 2026-03-10 from 2026-03-11 00:00"
    nine_opinions_are_enough: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner ask-opinion second-examiner 2026-03-06 because 怎么看
            -> OpinionAsked 1 of second-examiner by 2026-03-06
        2026-03-04 examiner ask-opinion head 2026-03-06 because 怎么看 -> OpinionAsked 2 of head by 2026-03-06
        2026-03-04 examiner ask-opinion other-head 2026-03-06 because 怎么看
            -> OpinionAsked 3 of other-head by 2026-03-06
        2026-03-04 head ask-opinion examiner 2026-03-06 because 怎么看
            -> OpinionAsked 4 of examiner by 2026-03-06
        2026-03-04 head ask-opinion second-examiner 2026-03-06 because 怎么看
            -> OpinionAsked 5 of second-examiner by 2026-03-06
        2026-03-04 head ask-opinion other-head 2026-03-06 because 怎么看
            -> OpinionAsked 6 of other-head by 2026-03-06
        2026-03-04 other-head ask-opinion examiner 2026-03-06 because 怎么看
            -> OpinionAsked 7 of examiner by 2026-03-06
        2026-03-04 other-head ask-opinion second-examiner 2026-03-06 because 怎么看
            -> OpinionAsked 8 of second-examiner by 2026-03-06
        2026-03-04 other-head ask-opinion head 2026-03-06 because 怎么看
            -> OpinionAsked 9 of head by 2026-03-06
        2026-03-04 second-examiner ask-opinion head 2026-03-06 because 怎么看 -> refused opinions_many"
    an_opinion_is_taken_back_and_none_is_waited_for: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 head     ask-opinion other-head 2026-03-06 because 以前怎么办的
            -> OpinionAsked 1 of other-head by 2026-03-06
        2026-03-04 examiner ask-opinion other-head 2026-03-06 because 布局可以吗
            -> OpinionAsked 2 of other-head by 2026-03-06
        2026-03-04 examiner withdraw-opinion 1        -> refused opinion_not_asked
        2026-03-04 head     withdraw-opinion 1        -> OpinionWithdrawn 1
        2026-03-04 head     withdraw-opinion 1        -> refused opinion_taken_back
        2026-03-04 other-head opinion 1 because 可以   -> refused opinion_taken_back
        2026-03-05 examiner examine all               -> Examined
        2026-03-05 head     grant                     -> Granted deliver 2026-03-12; Concluded granted
        2026-03-05 other-head opinion 2 because 可以   -> refused concluded"
    /// The person is the applicant; the clerk who takes it in is only the hand (帮办).
    taken_in_at_the_window: "food-permit" "
        2026-03-02 clerk-of-the-hall apply layout equipment for=wang
            -> Applied by wang through clerk-of-the-hall hear 2026-03-09; Received
        2026-03-02 clerk-of-the-hall receive          -> refused received_already
        2026-03-02 stranger withdraw                  -> no right
        2026-03-03 clerk-of-the-hall accept           -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 wang     withdraw                  -> Withdrawn; Concluded withdrawn"
    taken_in_for_a_company: "food-permit" "
        2026-03-02 clerk    apply all for=noodles
            -> Applied by noodles through clerk hear 2026-03-09; Received
        2026-03-03 agent    withdraw                  -> Withdrawn; Concluded withdrawn"
    nobody_takes_in_what_is_not_hers: "food-permit" "
        2026-03-02 clerk-elsewhere apply all for=wang -> refused not_elsewhere
        2026-03-02 examiner apply all for=wang        -> no right
        2026-03-02 program  apply all for=wang        -> no right
        2026-03-02 stranger apply all for=wang        -> no right
        2026-03-02 clerk    apply all                 -> refused applicant_missing"
    what_is_for_companies_is_not_taken_in_for_persons: "food-permit for-organisations-only" "
        2026-03-02 clerk    apply all for=wang        -> refused not_for_persons"
}
