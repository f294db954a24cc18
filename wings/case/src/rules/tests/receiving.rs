//! Diaries of what is here and what is only to come: a tick is an intention, not a paper.

diaries! {
    a_ticked_paper_is_not_a_received_paper: "food-permit" "
        2026-03-02 wang   apply tick=all              -> Applied hear 2026-03-09
        2026-03-03 clerk  accept                      -> refused papers_not_received 经营场所平面布局图、主要设备设施清单和操作流程
        2026-03-04 clerk  receive                     -> Received
        2026-03-04 clerk  accept                      -> Accepted told 2026-03-11 statutory 2026-03-18"
    an_uploaded_file_is_received: "food-permit" "
        2026-03-02 wang   apply layout tick=equipment -> Applied hear 2026-03-09
        2026-03-03 clerk  accept                      -> refused papers_not_received 主要设备设施清单和操作流程
        2026-03-03 clerk  receive equipment           -> Received equipment
        2026-03-03 clerk  accept                      -> Accepted told 2026-03-10 statutory 2026-03-17"
    what_was_neither_brought_nor_promised_is_told_once: "food-permit" "
        2026-03-02 wang   apply tick=layout           -> Applied hear 2026-03-09
        2026-03-03 clerk  accept                      -> refused materials_missing 经营场所平面布局图、主要设备设施清单和操作流程
        2026-03-03 clerk  ask equipment               -> refused not_all_told 经营场所平面布局图
        2026-03-03 clerk  ask layout equipment        -> CorrectionAsked layout equipment until 2026-03-24"
    papers_come_one_after_the_other: "food-permit" "
        2026-03-02 wang   apply tick=all              -> Applied hear 2026-03-09
        2026-03-03 clerk  receive nothing             -> Received
        2026-03-03 clerk  receive nothing             -> refused received_already
        2026-03-03 clerk  receive layout              -> Received layout
        2026-03-03 clerk  receive layout              -> refused received_already
        2026-03-03 clerk  accept                      -> refused papers_not_received 主要设备设施清单和操作流程
        2026-03-05 clerk  receive equipment           -> Received equipment
        2026-03-05 clerk  receive                     -> refused received_already
        2026-03-05 clerk  accept                      -> Accepted told 2026-03-12 statutory 2026-03-19"
    only_papers_of_the_item_are_received: "food-permit" "
        2026-03-02 wang   apply tick=all              -> Applied hear 2026-03-09
        2026-03-03 clerk  receive passport            -> refused material_unknown passport
        2026-03-03 clerk  receive business-licence    -> refused material_unknown business-licence
        2026-03-03 wang   receive layout              -> no right
        2026-03-03 clerk-elsewhere receive layout     -> no right
        2026-03-03 clerk-of-the-hall receive layout   -> Received layout"
    ticks_do_not_complete_a_correction: "food-permit" "
        2026-03-02 wang   apply layout                -> Applied hear 2026-03-09
        2026-03-03 clerk  ask equipment               -> CorrectionAsked equipment until 2026-03-24
        2026-03-04 wang   correct tick=equipment      -> Corrected to bring equipment
        2026-03-05 clerk  accept                      -> refused papers_not_received 主要设备设施清单和操作流程
        2026-03-05 clerk  receive equipment           -> refused still_outstanding 主要设备设施清单和操作流程
        2026-03-12 clock  tick                        -> nothing
        2026-03-12 clerk  correct tick=equipment      -> Corrected equipment complete hear 2026-03-19
        2026-03-12 clerk  accept                      -> Accepted told 2026-03-19 statutory 2026-03-26"
    what_a_notice_waits_for_is_not_received_by_the_way: "food-permit" "
        2026-03-02 wang   apply tick=all              -> Applied hear 2026-03-09
        2026-03-03 clerk  ask layout equipment        -> CorrectionAsked layout equipment until 2026-03-24
        2026-03-04 clerk  receive                     -> Received
        2026-03-04 clerk  accept                      -> refused papers_not_received 经营场所平面布局图、主要设备设施清单和操作流程
        2026-03-05 clerk  correct tick=layout         -> Corrected layout
        2026-03-06 wang   correct equipment           -> Corrected equipment complete hear 2026-03-13"
    some_uploaded_some_to_be_brought: "food-permit" "
        2026-03-02 wang   apply water=own             -> Applied hear 2026-03-09
        2026-03-03 clerk  ask layout equipment water-source
            -> CorrectionAsked layout equipment water-source until 2026-03-24
        2026-03-04 wang   correct layout tick=equipment -> Corrected layout to bring equipment
        2026-03-05 clerk  correct tick=equipment      -> Corrected equipment
        2026-03-06 wang   correct file=water-source   -> Corrected water-source complete hear 2026-03-13"
    /// Taken in at a window, the papers lie on the counter already: one act.
    at_the_window_the_papers_are_there: "residence-permit" "
        2026-03-02 clerk-of-the-hall apply for=wang tick=all
            -> Applied by wang through clerk-of-the-hall hear 2026-03-09;
            Received
        2026-03-03 clerk-of-the-hall accept           -> Accepted told 2026-03-10 statutory 2026-03-18"
    silence_accepts_papers_that_never_came_too: "food-permit" "
        2026-03-02 wang   apply tick=all              -> Applied hear 2026-03-09
        2026-03-10 clock  tick
            -> DeemedAccepted as of 2026-03-02 told 2026-03-09 statutory 2026-03-16 from 2026-03-10 00:00;
            Overran promised 2026-03-09 from 2026-03-10 00:00
        2026-03-10 clerk  receive layout              -> Received layout
        2026-03-10 clerk  receive                     -> Received
        2026-03-10 clerk  receive                     -> refused accepted_already"
    a_paper_brought_to_be_scanned_is_there: "food-permit" "
        2026-03-02 wang   apply tick=all              -> Applied hear 2026-03-09
        2026-03-03 clerk  enclose layout              -> Enclosed layout
        2026-03-03 clerk  accept                      -> refused papers_not_received 主要设备设施清单和操作流程
        2026-03-03 clerk  enclose equipment           -> Enclosed equipment
        2026-03-03 clerk  accept                      -> Accepted told 2026-03-10 statutory 2026-03-17"
    no_licence_and_the_same_truth: "residence-permit" "
        2026-03-02 wang   apply photo tick=lease      -> Applied hear 2026-03-09
        2026-03-03 clerk  accept                      -> refused papers_not_received 房屋租赁合同或者房屋出租人出具的住宿证明
        2026-03-09 clerk  receive lease               -> Received lease
        2026-03-09 clerk  accept                      -> Accepted told 2026-03-16 statutory 2026-03-24"
}
