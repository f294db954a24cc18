//! Diaries of how an application comes in, and which day counts: by courier, at another hall, outside hours.

diaries! {
    a_parcel_counts_from_the_day_it_came: "food-permit" "
        2026-03-05 clerk  apply tick=all for=wang parcel=SF1234567890@2026-03-02
            -> Applied by wang through clerk by courier as of 2026-03-02 《青岭县政务服务规则》（演示用，虚构）第四十四条
            hear 2026-03-09; Received
        2026-03-06 clerk  accept                      -> Accepted told 2026-03-13 statutory 2026-03-20"
    a_parcel_of_today_needs_no_other_day: "food-permit" "
        2026-03-05 clerk  apply tick=all for=wang parcel=SF1234567890@2026-03-05
            -> Applied by wang through clerk by courier hear 2026-03-12; Received"
    a_parcel_that_lay_too_long_is_accepted_by_silence: "food-permit" "
        2026-03-12 clerk  apply tick=layout for=wang parcel=SF1234567890@2026-03-02
            -> Applied by wang through clerk by courier as of 2026-03-02 《青岭县政务服务规则》（演示用，虚构）第四十四条
            hear 2026-03-09; Received
        2026-03-12 clerk  ask equipment
            -> DeemedAccepted as of 2026-03-02 told 2026-03-09 statutory 2026-03-16 from 2026-03-10 00:00;
            Overran promised 2026-03-09 from 2026-03-10 00:00; refused accepted_already"
    only_parcels_that_can_have_come: "food-permit" "
        2026-03-05 clerk  apply all for=wang parcel=SF1@2026-03-06 -> refused arrival_wrong
        2026-03-05 clerk  apply all for=wang parcel=SF1@2026-01-03 -> refused arrival_wrong
        2026-03-05 clerk  apply all for=wang parcel=@2026-03-05    -> refused parcel_wrong
        2026-03-05 wang   apply all parcel=SF1@2026-03-05          -> refused parcel_at_window"
    a_telephone_and_a_terminal_are_noted: "food-permit" "
        2026-03-05 wang-by-mobile apply all           -> Applied by mobile hear 2026-03-12"
    a_terminal_is_noted: "food-permit" "
        2026-03-05 wang-by-kiosk apply all            -> Applied by terminal hear 2026-03-12"
    saturday_is_the_day_of_receipt: "food-permit" "
        2026-03-07 wang   apply all                   -> Applied hear 2026-03-13
        2026-03-14 clock  tick
            -> DeemedAccepted as of 2026-03-07 told 2026-03-13 statutory 2026-03-20 from 2026-03-14 00:00;
            Overran promised 2026-03-13 from 2026-03-14 00:00"
    the_last_minute_of_a_day_is_that_day: "food-permit" "
        2026-03-06 23:59 wang apply all               -> Applied hear 2026-03-13"
    the_same_minute_where_the_items_clause_says_otherwise: "food-permit next-day" "
        2026-03-06 23:59 wang apply all
            -> Applied as of 2026-03-09 《某条例》第十二条 hear 2026-03-16
        2026-03-16 23:59 clock tick                   -> nothing
        2026-03-17 00:00 clock tick
            -> DeemedAccepted as of 2026-03-09 told 2026-03-16 statutory 2026-03-23 from 2026-03-17 00:00;
            Overran promised 2026-03-16 from 2026-03-17 00:00"
    until_the_hour_it_is_that_day: "food-permit next-day" "
        2026-03-06 17:29 wang apply all               -> Applied hear 2026-03-13"
    from_the_hour_on_it_is_the_next: "food-permit next-day" "
        2026-03-06 17:30 wang apply all
            -> Applied as of 2026-03-09 《某条例》第十二条 hear 2026-03-16"
    a_saturday_where_the_items_clause_says_otherwise: "food-permit next-day" "
        2026-03-07 09:00 wang apply all
            -> Applied as of 2026-03-09 《某条例》第十二条 hear 2026-03-16"
    golden_week_is_over_when_somebody_works: "food-permit next-day" "
        2026-10-01 wang   apply all
            -> Applied as of 2026-10-08 《某条例》第十二条 hear 2026-10-14"
    a_holiday_without_a_word_of_the_item: "food-permit arrival-day" "
        2026-10-01 wang   apply all                   -> Applied hear 2026-10-13"
    a_saturday_that_is_worked_is_a_working_day: "food-permit next-day" "
        2026-10-10 10:00 wang apply all               -> Applied hear 2026-10-16"
    before_the_hall_opens_it_is_the_same_day: "food-permit next-day" "
        2026-03-09 00:00 wang apply all               -> Applied hear 2026-03-16"
    at_a_window_there_is_no_outside: "food-permit next-day" "
        2026-03-07 clerk  apply tick=all for=wang
            -> Applied by wang through clerk hear 2026-03-13; Received"
    another_hall_takes_it_in_and_sends_it_on: "food-permit everywhere" "
        2026-03-02 clerk-elsewhere apply tick=all for=wang
            -> Applied by wang through clerk-elsewhere by elsewhere hear 2026-03-09; Received
        2026-03-02 clerk  papers-arrived              -> refused papers_not_sent
        2026-03-02 clerk  send-papers because 机要件   -> no right
        2026-03-02 clerk-elsewhere send-papers        -> refused reason_missing
        2026-03-02 clerk-elsewhere send-papers because 政务专递 ZY0001 -> PapersSent
        2026-03-02 clerk-elsewhere send-papers because 再寄 -> refused papers_sent
        2026-03-03 clerk-elsewhere papers-arrived     -> no right
        2026-03-03 clerk-elsewhere accept             -> no right
        2026-03-04 clerk  papers-arrived              -> PapersArrived
        2026-03-04 clerk  papers-arrived              -> refused papers_here
        2026-03-04 clerk  accept                      -> Accepted told 2026-03-11 statutory 2026-03-18"
    no_other_hall_without_the_items_word: "food-permit" "
        2026-03-02 clerk-elsewhere apply tick=all for=wang -> refused not_elsewhere
        2026-03-02 clerk-of-the-hall apply tick=all for=wang
            -> Applied by wang through clerk-of-the-hall hear 2026-03-09; Received
        2026-03-02 clerk  send-papers because 机要件   -> refused not_carried
        2026-03-02 clerk  papers-arrived              -> refused not_carried"
}
