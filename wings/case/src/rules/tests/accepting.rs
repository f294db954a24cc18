//! Diaries from application to acceptance.

diaries! {
    everything_at_once: "food-permit" "
        2026-03-02 20:14 wang    apply all   -> Applied hear 2026-03-09
        2026-03-03 09:00 clerk   receive     -> Received
        2026-03-03 09:10 clerk   accept      -> Accepted told 2026-03-10 statutory 2026-03-17"
    an_agent_applies_for_a_company: "food-permit" "
        2026-03-02 agent   apply all         -> Applied hear 2026-03-09
        2026-03-03 wang    withdraw          -> no right
        2026-03-03 agent   withdraw          -> Withdrawn; Concluded withdrawn"
    filed_late_at_night_counts_from_that_day: "food-permit" "
        2026-03-02 23:59 wang    apply all   -> Applied hear 2026-03-09
        2026-03-09 23:59 clerk   receive     -> Received
        2026-03-10 00:00 clock   tick
            -> DeemedAccepted as of 2026-03-02 told 2026-03-09 statutory 2026-03-16
            from 2026-03-10 00:00; Overran promised 2026-03-09 from 2026-03-10 00:00"
    nobody_may_do_what_is_not_hers: "food-permit" "
        2026-03-02 clerk           apply all -> refused applicant_missing
        2026-03-02 wang            apply all -> Applied hear 2026-03-09
        2026-03-03 wang            accept    -> no right
        2026-03-03 stranger        withdraw  -> no right
        2026-03-03 clerk-elsewhere accept    -> no right
        2026-03-03 head            accept    -> no right
        2026-03-03 supervisor      accept    -> no right
        2026-03-03 program         accept    -> no right
        2026-03-03 program         receive   -> Received
        2026-03-03 clerk           grant     -> no right
        2026-03-03 examiner        grant     -> no right
        2026-03-03 wang            tick      -> no right"
    an_all_in_one_window_takes_it_in_and_the_organ_decides: "food-permit" "
        2026-03-02 wang              apply layout -> Applied hear 2026-03-09
        2026-03-03 clerk-of-the-hall receive      -> Received
        2026-03-03 clerk-of-the-hall ask equipment -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 wang              correct equipment -> Corrected equipment complete hear 2026-03-11
        2026-03-04 clerk-of-the-hall accept       -> Accepted told 2026-03-11 statutory 2026-03-18
        2026-03-05 clerk-of-the-hall examine all  -> no right
        2026-03-05 examiner          examine all  -> Examined
        2026-03-05 clerk-of-the-hall grant        -> no right
        2026-03-05 head              grant        -> Granted deliver 2026-03-12; Concluded granted
        2026-03-06 clerk-of-the-hall deliver      -> Delivered"
    twice_is_once: "food-permit" "
        2026-03-02 wang   apply all          -> Applied hear 2026-03-09
        2026-03-02 wang   apply all          -> refused applied_already
        2026-03-03 clerk  receive            -> Received
        2026-03-03 clerk  receive            -> refused received_already
        2026-03-03 clerk  accept             -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 clerk  accept             -> refused accepted_already
        2026-03-03 clerk  receive            -> refused accepted_already"
    the_house_asks_an_empty_case: "food-permit" "
        2026-03-02 clock  tick               -> nothing
        2026-03-02 wang   withdraw           -> no right"
    an_unknown_edition: "food-permit" "
        2026-03-02 wang   apply all edition=e0 -> refused edition_unknown"
    a_replaced_edition: "food-permit replaced" "
        2026-03-02 wang   apply all          -> refused edition_replaced
        2026-03-02 wang   apply all edition=e2 -> Applied hear 2026-03-09"
    not_for_persons: "food-permit for-organisations-only" "
        2026-03-02 wang   apply all          -> refused not_for_persons
        2026-03-02 agent  apply all          -> Applied hear 2026-03-09"
    not_for_organisations: "residence-permit" "
        2026-03-02 agent  apply all          -> refused not_for_organisations"
    questions_must_be_answered: "food-permit" "
        2026-03-02 wang   apply all water=sea   -> refused situation_open
        2026-03-02 wang   apply all colour=red  -> refused situation_open"
    what_was_typed_must_be_right: "food-permit" "
        2026-03-02 wang   apply all phone=12345       -> refused applicant_wrong
        2026-03-02 wang   apply all applicant=        -> refused applicant_wrong
        2026-03-02 wang   apply all blank=address     -> refused answers_wrong
        2026-03-02 wang   apply all blank=opening     -> Applied hear 2026-03-09"
    materials_of_another_situation: "food-permit" "
        2026-03-02 wang   apply layout passport       -> refused material_unknown passport
        2026-03-02 wang   apply layout water-source   -> refused material_unknown water-source
        2026-03-02 wang   apply layout water-source water=own -> Applied hear 2026-03-09"
    missing_materials_are_named: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  accept                      -> refused materials_missing 主要设备设施清单和操作流程"
    one_correction: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-03 clerk  ask equipment               -> refused told_once
        2026-03-12 clock  tick                        -> nothing
        2026-03-12 wang   correct equipment           -> Corrected equipment complete hear 2026-03-19
        2026-03-13 clerk  ask layout because 看不清    -> refused told_once
        2026-03-13 clerk  accept                      -> Accepted told 2026-03-20 statutory 2026-03-27"
    corrected_in_parts: "food-permit" "
        2026-03-02 wang   apply water=own             -> Applied hear 2026-03-09
        2026-03-03 clerk  ask layout equipment        -> refused not_all_told 自备水源位置和防护说明
        2026-03-03 clerk  ask layout equipment water-source
            -> CorrectionAsked layout equipment water-source until 2026-03-24
        2026-03-04 wang   correct layout              -> Corrected layout
        2026-03-20 clerk  accept
            -> refused materials_missing 主要设备设施清单和操作流程、自备水源位置和防护说明
        2026-03-20 clock  tick                        -> nothing
        2026-03-23 wang   correct water-source equipment
            -> Corrected equipment water-source complete hear 2026-03-30
        2026-03-23 wang   correct layout              -> refused nothing_asked
        2026-03-30 clerk  accept                      -> Accepted told 2026-04-07 statutory 2026-04-14"
    corrected_after_the_day_told_is_still_corrected: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-04-10 wang   correct equipment           -> Corrected equipment complete hear 2026-04-17"
    a_material_that_must_be_mended_needs_words: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  ask layout                  -> refused reason_missing
        2026-03-03 clerk  ask layout because 没标清洗池 -> CorrectionAsked layout until 2026-03-24
        2026-03-03 clerk  accept                      -> refused materials_missing 经营场所平面布局图
        2026-03-04 wang   correct layout              -> Corrected layout complete hear 2026-03-11
        2026-03-04 clerk  accept                      -> Accepted told 2026-03-11 statutory 2026-03-18"
    what_government_holds_is_not_asked_for: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  ask business-licence        -> refused material_exempt 营业执照
        2026-03-03 clerk  ask                         -> refused nothing_lacking
        2026-03-03 clerk  ask passport                -> refused material_unknown passport"
    only_what_was_asked_is_corrected: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-02 wang   correct equipment           -> refused nothing_asked
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-03 wang   correct layout              -> refused not_asked_for 经营场所平面布局图
        2026-03-03 wang   correct                     -> refused nothing_handed_in"
    no_correction_after_acceptance: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  accept                      -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-03 clerk  ask layout because 看不清    -> refused accepted_already
        2026-03-03 wang   correct layout              -> refused accepted_already
        2026-03-03 clerk  decline not_needed because 不需要 -> refused accepted_already"
    declined_because_nothing_is_needed: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  decline not_needed          -> refused reason_missing
        2026-03-03 clerk  decline not_needed because 只卖预包装食品 -> Declined 《行政许可法》第三十二条第一款第（一）项、第二款;
            Concluded declined
        2026-03-03 clerk  accept                      -> refused concluded
        2026-03-20 clock  tick                        -> nothing"
    declined_because_barred: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  decline barred because 一年内曾提供虚假材料 -> Declined 《行政许可法》第七十八条、第七十九条;
            Concluded declined"
    once_corrected_it_must_be_accepted: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 wang   correct equipment           -> Corrected equipment complete hear 2026-03-11
        2026-03-05 clerk  decline barred because 曾提供虚假材料 -> refused must_accept
        2026-03-05 clerk  decline not_needed because 只卖预包装食品 -> Declined 《行政许可法》第三十二条第一款第（一）项、第二款;
            Concluded declined"
    referred_even_after_correction: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 wang   correct equipment           -> Corrected equipment complete hear 2026-03-11
        2026-03-05 clerk  refer 县教育局              -> refused competent_organ_missing
        2026-03-05 clerk  refer 县教育局 政和路3号 because 学校食堂归教育局 -> Referred 县教育局; Concluded referred
        2026-03-06 wang   withdraw                    -> refused concluded"
    a_bar_is_a_matter_of_licences: "residence-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  decline barred because 不行  -> refused ground_unlawful
        2026-03-03 clerk  decline not_needed because 户口在本县 -> Declined 《青岭县政务服务规则》（演示用，虚构）第八条;
            Concluded declined"
    words_that_deceive_are_refused: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  decline not_needed because 不\u{202E}要 -> refused words_wrong
        2026-03-03 clerk  refer 县\u{200B}局 政和路3号  -> refused words_wrong"
    silence_accepts_a_licence_over_golden_week: "food-permit statutory=20" "
        2026-09-23       wang   apply all             -> Applied hear 2026-10-08
        2026-10-08 23:59 clock  tick                  -> nothing
        2026-10-09 00:00 clock  tick
            -> DeemedAccepted as of 2026-09-23 told 2026-10-08 statutory 2026-10-28
            from 2026-10-09 00:00; Overran promised 2026-10-08 from 2026-10-09 00:00
        2026-10-09       clerk  ask layout because 看不清 -> refused accepted_already"
    silence_accepts_what_is_incomplete_too: "food-permit promised=10" "
        2026-09-23 wang   apply                       -> Applied hear 2026-10-08
        2026-10-09 clerk  ask layout equipment
            -> DeemedAccepted as of 2026-09-23 told 2026-10-14 statutory 2026-10-14
            from 2026-10-09 00:00; refused accepted_already"
    silence_after_correction_accepts_from_that_day: "food-permit promised=10" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-09 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-30
        2026-03-11 wang   correct equipment           -> Corrected equipment complete hear 2026-03-18
        2026-03-19 clock  tick
            -> DeemedAccepted as of 2026-03-11 told 2026-03-25 statutory 2026-03-25 from 2026-03-19 00:00"
    silence_overruns_what_is_no_licence: "residence-permit" "
        2026-09-23 wang   apply all                   -> Applied hear 2026-10-08
        2026-10-09 clock  tick                        -> Overran reply 2026-10-08 from 2026-10-09 00:00
        2026-10-12 clock  tick                        -> nothing
        2026-10-12 clerk  accept                      -> Accepted told 2026-10-19 statutory 2026-10-27"
    a_late_notice_is_still_the_one_notice: "residence-permit" "
        2026-09-23 wang   apply                       -> Applied hear 2026-10-08
        2026-10-09 clerk  ask photo lease             -> Overran reply 2026-10-08 from 2026-10-09 00:00;
            CorrectionAsked photo lease until 2026-10-29
        2026-10-12 wang   correct photo lease         -> Corrected photo lease complete hear 2026-10-19
        2026-10-20 clerk  accept                      -> Overran reply 2026-10-19 from 2026-10-20 00:00;
            Accepted told 2026-10-27 statutory 2026-11-04"
}
