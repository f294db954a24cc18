//! Diaries of a second notice by leave of a supervisor, and of corrections that never come.

diaries! {
    a_second_notice_needs_a_supervisor: "food-permit" "
        2026-03-02 wang       apply layout            -> Applied hear 2026-03-09
        2026-03-03 supervisor allow because 看错了     -> refused first_notice_free
        2026-03-03 clerk      ask equipment           -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 wang       correct equipment       -> Corrected equipment complete hear 2026-03-11
        2026-03-05 clerk      ask layout because 看不清 -> refused told_once
        2026-03-05 clerk      allow because 看不清     -> no right
        2026-03-05 head       allow because 看不清     -> no right
        2026-03-05 supervisor allow                   -> refused reason_missing
        2026-03-05 supervisor allow because 文件打不开，第一次没有发现 -> NoticeAllowed
        2026-03-05 supervisor allow because 再来一次   -> refused notice_allowed_already
        2026-03-05 clerk      ask layout because 打不开 -> CorrectionAsked again layout until 2026-03-26
        2026-03-06 clerk      ask equipment because 还有 -> refused told_once
        2026-03-06 clerk      accept                  -> refused materials_missing 经营场所平面布局图
        2026-03-09 wang       correct layout          -> Corrected layout complete hear 2026-03-16
        2026-03-10 clerk      accept                  -> Accepted told 2026-03-17 statutory 2026-03-24
        2026-03-10 supervisor allow because 再来一次   -> refused accepted_already"
    a_second_notice_tells_all_that_is_still_lacking: "food-permit" "
        2026-03-02 wang       apply                   -> Applied hear 2026-03-09
        2026-03-03 clerk      ask layout equipment    -> CorrectionAsked layout equipment until 2026-03-24
        2026-03-04 wang       correct layout          -> Corrected layout
        2026-03-05 supervisor allow because 漏了一处   -> NoticeAllowed
        2026-03-05 clerk      ask layout because 没标清洗池 -> refused not_all_told 主要设备设施清单和操作流程
        2026-03-05 clerk      ask layout equipment because 没标清洗池
            -> CorrectionAsked again layout equipment until 2026-03-26
        2026-03-06 wang       correct layout equipment -> Corrected layout equipment complete hear 2026-03-13"
    corrections_that_never_come_close_the_file: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-25 clock  tick                        -> nothing
        2026-04-11 23:59 clock tick                   -> nothing
        2026-04-12 00:00 clock tick
            -> CorrectionReminded until 2026-04-15 from 2026-04-12 00:00
        2026-04-15 23:59 clock tick                   -> nothing
        2026-04-16 00:00 clock tick
            -> Unsupplied 2026-04-15 《青岭县政务服务规则》（演示用，虚构）第十六条 from 2026-04-16 00:00;
            Concluded unsupplied from 2026-04-16 00:00
        2026-04-16 wang   correct equipment           -> refused concluded
        2026-04-16 wang   withdraw                    -> refused concluded"
    the_last_minute_is_in_time: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-04-15 23:59 wang correct equipment
            -> CorrectionReminded until 2026-04-15 from 2026-04-12 00:00;
            Corrected equipment complete hear 2026-04-22
        2026-04-20 clock  tick                        -> nothing"
    half_of_it_is_not_all_of_it: "food-permit" "
        2026-03-02 wang   apply                       -> Applied hear 2026-03-09
        2026-03-03 clerk  ask layout equipment        -> CorrectionAsked layout equipment until 2026-03-24
        2026-04-10 wang   correct layout tick=equipment -> Corrected layout to bring equipment
        2026-04-20 clock  tick
            -> CorrectionReminded until 2026-04-15 from 2026-04-12 00:00;
            Unsupplied 2026-04-15 《青岭县政务服务规则》（演示用，虚构）第十六条 from 2026-04-16 00:00;
            Concluded unsupplied from 2026-04-16 00:00"
    the_items_own_clause_closes_before_the_countys: "food-permit closing=40" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-04-14 clock  tick
            -> CorrectionReminded until 2026-04-13 from 2026-04-10 00:00;
            Unsupplied 2026-04-13 《某条例》第九条 from 2026-04-14 00:00; Concluded unsupplied from 2026-04-14 00:00"
    never_before_the_day_told_to_supply: "food-permit closing=2" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-24 clock  tick
            -> CorrectionReminded until 2026-03-24 from 2026-03-21 00:00
        2026-03-25 clock  tick
            -> Unsupplied 2026-03-24 《某条例》第九条 from 2026-03-25 00:00;
            Concluded unsupplied from 2026-03-25 00:00"
    where_no_rule_closes_a_file_it_stays_open: "food-permit never-closed" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-06-30 clock  tick                        -> nothing
        2026-06-30 wang   correct equipment           -> Corrected equipment complete hear 2026-07-07"
    a_second_notice_begins_anew: "food-permit" "
        2026-03-02 wang       apply layout            -> Applied hear 2026-03-09
        2026-03-03 clerk      ask equipment           -> CorrectionAsked equipment until 2026-03-24
        2026-04-13 supervisor allow because 说得不清楚
            -> CorrectionReminded until 2026-04-15 from 2026-04-12 00:00;
            NoticeAllowed
        2026-04-13 clerk      ask equipment           -> CorrectionAsked again equipment until 2026-05-07
        2026-04-20 clock      tick                    -> nothing
        2026-05-06 wang       correct equipment       -> Corrected equipment complete hear 2026-05-12"
    a_residence_permit_is_closed_by_the_county_rule: "residence-permit" "
        2026-03-02 wang   apply photo                 -> Applied hear 2026-03-09
        2026-03-03 clerk  ask lease                   -> CorrectionAsked lease until 2026-03-24
        2026-04-20 clerk  correct tick=lease
            -> CorrectionReminded until 2026-04-15 from 2026-04-12 00:00;
            Unsupplied 2026-04-15 《青岭县政务服务规则》（演示用，虚构）第十六条 from 2026-04-16 00:00;
            Concluded unsupplied from 2026-04-16 00:00; refused concluded"
}
