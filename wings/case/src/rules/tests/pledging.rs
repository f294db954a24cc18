//! Diaries of notification and commitment 告知承诺: promised, decided on the spot, verified by two officers, kept
//! or broken, mended or forfeited.

diaries! {
    a_promise_stands_in_for_the_report_and_is_kept: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-03 clerk    accept                    -> refused materials_missing 公共场所卫生检测或者评价报告
        2026-03-03 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 wang     pledge test-report        -> refused signed_already
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-03 examiner examine all               -> Examined
        2026-03-03 head     grant
            -> Granted deliver 2026-03-06; Concluded granted; PledgeToCheck by 2026-05-06 remind 2026-04-26
        2026-03-04 clerk    deliver                   -> Delivered
        2026-04-20 examiner check second-examiner kept because 逐条看过，检测合格
            -> PledgeChecked examiner second-examiner kept
        2026-04-21 examiner check second-examiner kept because 再看一次 -> refused pledge_checked_already
        2026-04-21 wang     report-mended because 没有要改的 -> refused nothing_to_mend
        2026-12-30 clock    tick                      -> nothing"
    whoever_does_not_promise_brings_the_report: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-03 clerk    receive test-report       -> Received test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31
        2026-03-10 examiner examine all               -> Examined on the spot
        2026-03-10 head     grant                     -> refused second_officer_missing
        2026-03-10 second-examiner confirm            -> Confirmed
        2026-03-11 head     grant                     -> Granted deliver 2026-03-16; Concluded granted
        2026-03-12 examiner check second-examiner kept because 没有承诺 -> refused nothing_to_check"
    brought_after_all: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    receive test-report       -> Received test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31"
    at_the_window_on_paper: "hygiene" "
        2026-03-02 clerk    apply for=wang plan
            -> Applied by wang through clerk hear 2026-03-09; Received
        2026-03-02 clerk    pledge test-report        -> refused pledge_not_seen
        2026-03-02 clerk-elsewhere pledge test-report seen -> no right
        2026-03-02 stranger pledge test-report        -> no right
        2026-03-02 examiner pledge test-report        -> no right
        2026-03-02 clerk    pledge test-report seen   -> PledgeSigned test-report on paper"
    only_what_may_be_promised: "hygiene" "
        2026-03-02 wang     apply tick=plan           -> Applied hear 2026-03-09
        2026-03-02 wang     pledge                    -> refused nothing_to_pledge
        2026-03-02 wang     pledge plan               -> refused may_not_pledge 场所方位示意图、平面图和卫生设施平面布局图
        2026-03-02 wang     pledge test-report air-report -> refused may_not_pledge 集中空调通风系统卫生检测或者评价报告
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    accept                    -> refused papers_not_received 场所方位示意图、平面图和卫生设施平面布局图
        2026-03-03 clerk    receive                   -> Received
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-04 wang     pledge test-report
            -> Overran promised 2026-03-03 from 2026-03-04 00:00; refused accepted_already"
    nothing_of_a_food_permit_is_promised: "food-permit" "
        2026-03-02 wang     apply layout              -> Applied hear 2026-03-09
        2026-03-02 wang     pledge equipment          -> refused pledge_not_offered"
    larger_shops_bring_the_test: "drainage" "
        2026-03-02 wang     apply shop=no pipes treatment -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test               -> refused pledge_not_offered"
    whose_promise_was_broken_is_not_trusted: "hygiene broke-promises" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> refused promise_broken_before
        2026-03-03 clerk    receive test-report       -> Received test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-17 statutory 2026-03-31"
    asked_to_supply_it_and_promised_instead: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-03 clerk    ask test-report because 缺检测报告，也可以签告知承诺书
            -> CorrectionAsked test-report until 2026-03-24
        2026-03-05 wang     pledge test-report        -> PledgeSigned test-report complete hear 2026-03-12
        2026-03-06 clerk    accept                    -> Accepted told 2026-03-06 statutory 2026-04-03"
    one_of_two_promised: "hygiene" "
        2026-03-02 wang     apply                     -> Applied hear 2026-03-09
        2026-03-03 clerk    ask plan test-report      -> CorrectionAsked plan test-report until 2026-03-24
        2026-03-05 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-06 clerk    accept                    -> refused materials_missing 场所方位示意图、平面图和卫生设施平面布局图
        2026-03-09 wang     correct plan              -> Corrected plan complete hear 2026-03-16
        2026-03-10 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-04-08"
    silence_accepts_and_the_promise_stands: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-16 clerk    accept
            -> DeemedAccepted as of 2026-03-02 told 2026-03-16 statutory 2026-03-30 from 2026-03-10 00:00;
            refused accepted_already"
    a_verification_nobody_makes: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-03 examiner examine all               -> Examined
        2026-03-03 head     grant
            -> Granted deliver 2026-03-06; Concluded granted; PledgeToCheck by 2026-05-06 remind 2026-04-26
        2026-03-04 clerk    deliver                   -> Delivered
        2026-04-25 23:59 clock tick                   -> nothing
        2026-04-26 00:00 clock tick                   -> PledgeCheckNear by 2026-05-06 from 2026-04-26 00:00
        2026-05-06 23:59 clock tick                   -> nothing
        2026-05-07 00:00 clock tick
            -> PledgeCheckOverdue 2026-05-06 《行政许可法》第六十一条 from 2026-05-07 00:00
        2026-05-08 examiner check second-examiner kept because 晚了，看过，合格
            -> PledgeChecked examiner second-examiner kept"
    every_promise_is_judged_by_two: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-03 examiner check second-examiner kept because 还没有准予 -> refused nothing_to_check
        2026-03-03 examiner examine all               -> Examined
        2026-03-03 head     grant
            -> Granted deliver 2026-03-06; Concluded granted; PledgeToCheck by 2026-05-06 remind 2026-04-26
        2026-03-04 clerk    deliver                   -> Delivered
        2026-04-01 clerk    check second-examiner kept because 窗口不核查 -> no right
        2026-04-01 examiner-elsewhere check examiner kept because 别的机关 -> no right
        2026-04-01 examiner check wang kept because 不是同事 -> refused officer_unknown
        2026-04-01 examiner check examiner kept because 一个人 -> refused check_alone
        2026-04-01 examiner check second-examiner only values because 只看了一条
            -> refused promises_open 消毒、通风、照明、防蚊蝇防鼠设施齐全，能正常使用、直接为顾客服务的人都有有效的健康合格证明
        2026-04-01 examiner check second-examiner broken values silent because 不写查明
            -> refused finding_missing 空气、水质、用品用具达到《公共场所卫生指标及限值要求》（GB 37488）
        2026-04-01 examiner check second-examiner kept -> refused reason_missing
        2026-04-01 examiner check head kept because 两个人都去了 -> PledgeChecked examiner head kept"
    broken_mended_and_trusted_again: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-03 examiner examine all               -> Examined
        2026-03-03 head     grant
            -> Granted deliver 2026-03-06; Concluded granted; PledgeToCheck by 2026-05-06 remind 2026-04-26
        2026-03-04 clerk    deliver                   -> Delivered
        2026-04-01 examiner check second-examiner broken values staff because 水质不合格，一人没有健康证
            -> PledgeChecked examiner second-examiner broken values staff mend by 2026-04-23
        2026-04-02 examiner check-mended yes second-examiner because 还没有报告 -> refused nothing_reported
        2026-04-10 wang     report-mended             -> refused reason_missing
        2026-04-10 wang     report-mended because 换了滤芯，健康证办好了 -> PledgeMendReported
        2026-04-10 wang     report-mended because 再说一遍 -> refused mended_reported
        2026-04-13 examiner check-mended no second-examiner because 水质还差一项
            -> PledgeMendRefused examiner second-examiner
        2026-04-14 stranger report-mended because 别人的 -> no right
        2026-04-15 clerk    report-mended because 窗口代记：又换了一次 -> PledgeMendReported
        2026-04-16 examiner check-mended yes examiner because 一个人看的 -> refused check_alone
        2026-04-16 examiner check-mended yes second-examiner because 都合格了
            -> PledgeMended examiner second-examiner
        2026-04-17 wang     report-mended because 没有要改的了 -> refused nothing_to_mend
        2026-12-30 clock    tick                      -> nothing"
    broken_and_never_mended: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-03 examiner examine all               -> Examined
        2026-03-03 head     grant
            -> Granted deliver 2026-03-06; Concluded granted; PledgeToCheck by 2026-05-06 remind 2026-04-26
        2026-03-04 clerk    deliver                   -> Delivered
        2026-04-01 examiner check second-examiner broken facilities because 消毒柜没有通电
            -> PledgeChecked examiner second-examiner broken facilities mend by 2026-04-23
        2026-04-19 23:59 clock tick                   -> nothing
        2026-04-20 00:00 clock tick
            -> PledgeMendReminded by 2026-04-23 from 2026-04-20 00:00
        2026-04-22 23:59 clock tick                   -> nothing
        2026-04-30 clock    tick
            -> PledgeForfeited 2026-04-23 facilities from 2026-04-24 00:00
        2026-05-11 wang     report-mended because 晚了，消毒柜修好了 -> PledgeMendReported
        2026-05-12 examiner check-mended no second-examiner because 还是坏的
            -> PledgeMendRefused examiner second-examiner
        2026-05-13 wang     report-mended because 换了新的 -> PledgeMendReported
        2026-05-14 examiner check-mended yes second-examiner because 好了，恢复信用
            -> PledgeMended examiner second-examiner"
    reported_in_time_and_found_unmended_after_it: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-03 examiner examine all               -> Examined
        2026-03-03 head     grant
            -> Granted deliver 2026-03-06; Concluded granted; PledgeToCheck by 2026-05-06 remind 2026-04-26
        2026-03-04 clerk    deliver                   -> Delivered
        2026-04-01 examiner check second-examiner broken values because 超标
            -> PledgeChecked examiner second-examiner broken values mend by 2026-04-23
        2026-04-21 wang     report-mended because 清洗了
            -> PledgeMendReminded by 2026-04-23 from 2026-04-20 00:00; PledgeMendReported
        2026-04-30 clock    tick                      -> nothing
        2026-04-30 examiner check-mended no second-examiner because 还是超标
            -> PledgeMendRefused examiner second-examiner; PledgeForfeited 2026-04-23 values"
    the_countys_own_limits_where_the_item_has_none: "drainage" "
        2026-03-02 wang     apply pipes treatment     -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test               -> PledgeSigned test
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-10 statutory 2026-03-31
        2026-03-04 examiner examine all               -> Examined
        2026-03-04 head     grant
            -> Granted deliver 2026-03-09; Concluded granted; PledgeToCheck by 2026-04-30 remind 2026-04-20
        2026-03-05 clerk    deliver                   -> Delivered
        2026-04-01 examiner check second-examiner broken trap because 没有隔油池
            -> PledgeChecked examiner second-examiner broken trap mend by 2026-04-23"
    withdrawn_before_the_decision: "hygiene" "
        2026-03-02 wang     apply plan                -> Applied hear 2026-03-09
        2026-03-02 wang     pledge test-report        -> PledgeSigned test-report
        2026-03-03 clerk    accept                    -> Accepted told 2026-03-03 statutory 2026-03-31
        2026-03-03 wang     withdraw                  -> Withdrawn; Concluded withdrawn
        2026-12-30 clock    tick                      -> nothing"
}
