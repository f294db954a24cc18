//! Diaries of what is handed in: files for materials, paper filed at the window, answers of the form mended.

diaries! {
    what_is_no_longer_offered_takes_no_application: "food-permit gone" "
        2026-03-02 wang   apply all                   -> refused item_withdrawn"
    a_file_is_a_material_handed_in: "food-permit" "
        2026-03-02 wang   apply layout file=equipment file=safety-rules -> Applied hear 2026-03-09
        2026-03-03 clerk  accept                      -> Accepted told 2026-03-10 statutory 2026-03-17"
    a_file_of_what_is_not_asked_is_no_material: "food-permit" "
        2026-03-02 wang   apply all file=passport     -> refused material_unknown passport"
    one_fact_names_so_many_files: "food-permit" "
        2026-03-02 wang   apply all file=layout*61    -> refused files_too_many
        2026-03-02 wang   apply all file=layout*60    -> Applied hear 2026-03-09
        2026-03-03 clerk  enclose layout*61           -> refused files_too_many"
    a_correction_by_file: "food-permit" "
        2026-03-02 wang   apply layout file=safety-rules -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 wang   correct file=layout         -> refused not_asked_for 经营场所平面布局图
        2026-03-04 wang   correct file=equipment*61   -> refused files_too_many
        2026-03-04 wang   correct file=equipment      -> Corrected equipment complete hear 2026-03-11"
    the_window_files_what_is_brought: "food-permit" "
        2026-03-02 wang   apply layout safety-rules   -> Applied hear 2026-03-09
        2026-03-03 clerk  enclose equipment           -> Enclosed equipment
        2026-03-03 clerk  enclose passport            -> refused material_unknown passport
        2026-03-03 clerk  enclose business-licence    -> refused material_unknown business-licence
        2026-03-03 wang   enclose equipment           -> no right
        2026-03-03 clerk  accept                      -> Accepted told 2026-03-10 statutory 2026-03-17
        2026-03-04 clerk  enclose layout              -> Enclosed layout
        2026-03-05 wang   withdraw                    -> Withdrawn; Concluded withdrawn
        2026-03-05 clerk  enclose layout              -> refused concluded"
    what_a_notice_waits_for_is_a_correction_at_the_window_too: "food-permit" "
        2026-03-02 wang   apply layout safety-rules   -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 clerk  enclose equipment           -> refused still_outstanding 主要设备设施清单和操作流程
        2026-03-04 clerk  correct file=equipment      -> Corrected equipment complete hear 2026-03-11"
    answers_are_mended_in_parts_with_papers: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  ask layout field.area field.owner because 面积和图上不一样 ->
            CorrectionAsked layout field.owner field.area until 2026-03-24
        2026-03-04 wang   correct field.area=ninety   -> refused answers_wrong
        2026-03-04 wang   correct field.seats=30      -> refused not_asked_for 用餐座位数
        2026-03-04 wang   correct field.area=90       -> Corrected field.area
        2026-03-05 clerk  accept                      -> refused materials_missing 经营场所平面布局图、法定代表人或者经营者姓名
        2026-03-05 wang   correct layout field.owner=李梅
            -> Corrected layout field.owner complete hear 2026-03-12
        2026-03-06 clerk  accept                      -> Accepted told 2026-03-13 statutory 2026-03-20"
    answers_are_asked_for_once_and_with_words: "food-permit" "
        2026-03-02 wang   apply all                   -> Applied hear 2026-03-09
        2026-03-03 clerk  ask field.area              -> refused reason_missing
        2026-03-03 clerk  ask field.colour because 不对 -> refused material_unknown field.colour
        2026-03-03 clerk  ask field.area because 和图上不一样 -> CorrectionAsked field.area until 2026-03-24
        2026-03-04 clerk  ask field.seats because 还有 -> refused told_once
        2026-03-04 wang   correct layout              -> refused not_asked_for 经营场所平面布局图
        2026-03-04 wang   correct field.area=90       -> Corrected field.area complete hear 2026-03-11"
}
