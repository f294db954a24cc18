//! How a case is handled and followed through; withdrawn, terminated, struck out.

diaries! {
    modes_are_set_by_whom_they_concern: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 clerk    mode at_once              -> ModeSet at_once
        2026-03-02 clerk    mode at_once              -> refused mode_set_already
        2026-03-02 clerk    mode guided               -> refused colleague_unknown
        2026-03-02 clerk    mode guided second-clerk  -> ModeSet guided second-clerk
        2026-03-02 examiner mode supervised           -> refused mode_of_another
        2026-03-02 supervisor mode overtime           -> refused mode_of_another
        2026-03-02 supervisor mode supervised         -> ModeSet supervised
        2026-03-02 wang     mode at_once              -> no right
        2026-03-03 clerk    end-mode overtime because 不急了 -> refused mode_not_set
        2026-03-03 clerk    end-mode at_once          -> refused reason_missing
        2026-03-03 clerk    end-mode at_once because 材料要再看 -> ModeEnded at_once
        2026-03-03 head     end-mode supervised because 办好了 -> refused mode_of_another"
    /// 一跟到底: a named officer to the end, and only the applicant closes it.
    followed_through_until_the_applicant_says_so: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 wang     settle                    -> refused not_followed
        2026-03-02 clerk    mode tracked clerk        -> ModeSet tracked clerk
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 head     end-mode tracked because 太忙 -> refused applicant_settles
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 head     grant                     -> Granted deliver 2026-03-12; Concluded granted
        2026-03-05 wang     settle                    -> refused settled_early
        2026-03-06 clerk    deliver                   -> Delivered
        2026-03-06 clerk    settle                    -> no right
        2026-03-09 wang     settle                    -> Settled
        2026-03-09 wang     settle                    -> refused settled_already"
    what_ended_without_a_grant_is_settled_too: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-02 examiner mode tracked examiner     -> ModeSet tracked examiner
        2026-03-03 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-03 wang     settle                    -> Settled"
    /// The applicant takes it back at any time before the decision: at each step.
    withdrawn_before_acceptance_while_stopped_and_examined: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner stop testing 3 告知1号     -> ClockStopped 3
        2026-03-05 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-05 examiner resume because 合格        -> refused concluded"
    withdrawn_after_the_examination: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 stranger withdraw                  -> no right
        2026-03-05 clerk    withdraw                  -> no right
        2026-03-05 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-05 head     grant                     -> refused concluded"
    nothing_is_withdrawn_once_it_is_decided: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine unmet flow because 没有清洗池 -> Examined unmet flow
        2026-03-05 head     deny because 布局不合格
            -> Denied 《行政许可法》第三十八条第二款 flow; Concluded denied
        2026-03-05 wang     withdraw                  -> refused concluded"
    /// 终止: by the head only, before the decision, in writing with its reason.
    terminated_when_the_applicant_is_gone: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    terminate applicant_gone because 申请人去世 -> no right
        2026-03-03 examiner terminate applicant_gone because 申请人去世 -> no right
        2026-03-03 head     terminate applicant_gone  -> refused reason_missing
        2026-03-03 head     terminate applicant_gone because 申请人去世，没有承继人
            -> Terminated 《青岭县政务服务规则》（演示用，虚构）第三十三条; Concluded terminated
        2026-03-03 clerk    accept                    -> refused concluded
        2026-03-20 clock    tick                      -> nothing"
    terminated_when_the_object_is_gone: "food-permit" "
        2026-03-02 wang     apply all water=own       -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner stop testing 3 告知1号     -> ClockStopped 3
        2026-03-05 head     terminate object_gone because 店面已经拆了
            -> Terminated 《青岭县政务服务规则》（演示用，虚构）第三十三条; Concluded terminated"
    another_ground_names_its_clause: "residence-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 head     terminate other_law because 转入户籍 -> refused clause_missing
        2026-03-03 head     terminate other_law 《行政许可法》第七十条 because 转入户籍 -> refused clause_unlawful
        2026-03-03 head     terminate other_law 《居住证暂行条例》第二条 because 已经转入本县户籍
            -> Terminated 《居住证暂行条例》第二条; Concluded terminated"
    a_decision_is_not_terminated: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 examiner examine all               -> Examined
        2026-03-05 head     grant                     -> Granted deliver 2026-03-12; Concluded granted
        2026-03-05 head     terminate object_gone because 店面拆了 -> refused concluded
        2026-03-05 supervisor void because 重复        -> refused decided_stands"
    /// 作废: by a supervisor only, with the reason, at any step before a decision and after other ends.
    struck_out_by_a_supervisor_only: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 head     void because 重复登记      -> no right
        2026-03-03 clerk    void because 重复登记      -> no right
        2026-03-03 supervisor void                    -> refused reason_missing
        2026-03-03 supervisor void because 同一件事登记了两次
            -> Voided 《青岭县政务服务规则》（演示用，虚构）第三十四条; Concluded voided
        2026-03-03 supervisor void because 再来一次    -> refused concluded
        2026-03-20 clock    tick                      -> nothing"
    what_was_withdrawn_may_be_struck_out: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-03-04 supervisor void because 演练时登记的
            -> Voided 《青岭县政务服务规则》（演示用，虚构）第三十四条; Concluded voided"
    /// A decline, a referral, an end without decision: each was told with its remedies, and stands.
    what_the_organ_ended_is_not_struck_out: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    decline not_needed because 不需要 -> Declined 《行政许可法》第三十二条第一款第（一）项、第二款; Concluded declined
        2026-03-03 supervisor void because 重复        -> refused decided_stands"
    what_was_referred_is_not_struck_out: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 clerk    refer 县住建局 县城 because 归它管 -> Referred 县住建局; Concluded referred
        2026-03-03 supervisor void because 重复        -> refused decided_stands"
    what_was_terminated_is_not_struck_out: "food-permit" "
        2026-03-02 wang     apply all                 -> Applied hear 2026-03-09
        2026-03-03 head     terminate object_gone because 店面拆了
            -> Terminated 《青岭县政务服务规则》（演示用，虚构）第三十三条; Concluded terminated
        2026-03-03 supervisor void because 重复        -> refused decided_stands"
    what_was_closed_is_not_struck_out: "residence-permit" "
        2026-03-02 wang   apply photo                 -> Applied hear 2026-03-09
        2026-03-03 clerk  ask lease                   -> CorrectionAsked lease until 2026-03-24
        2026-04-20 supervisor void because 重复
            -> CorrectionReminded until 2026-04-15 from 2026-04-12 00:00;
            Unsupplied 2026-04-15 《青岭县政务服务规则》（演示用，虚构）第十六条 from 2026-04-16 00:00;
            Concluded unsupplied from 2026-04-16 00:00; refused decided_stands"
}
