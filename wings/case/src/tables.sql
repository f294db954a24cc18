-- When a case is owed a tick: one row for every clock that runs and has not run out.
create table k_case_clock (
    stream text not null,
    kind text not null,
    at bigint not null,
    primary key (stream, kind)
);

create index k_case_clock_at on k_case_clock (at, stream);

-- Whose matter a case is, so that who must be told is known; which clocks ran out; of which item, and
-- received at which instant: where silence accepts, that orders those who ask for the same places; and which
-- clocks it ever had that few cases have.
create table k_case (
    case_no text not null,
    party text not null,
    overran text not null,
    item text not null,
    received bigint not null,
    seldom text not null,
    primary key (case_no)
);

-- Officers and their organs, so that an opinion is asked only of one who is there.
create table k_case_officer (
    party text not null,
    role text not null,
    organ text not null,
    post text not null,
    primary key (party)
);

create index k_case_officer_organ on k_case_officer (organ, party);

-- Opinions that were asked and are still awaited, for the worklist of the officer who is asked.
create table v_opinion (
    case_no text not null,
    opinion bigint not null,
    of_party text not null,
    until_day text not null,
    primary key (case_no, opinion)
);

create index v_opinion_of on v_opinion (of_party, until_day, case_no, opinion);

-- A case as lists show it. Days are texts, '' where there is none; `due` is the day that orders a
-- worklist, 9999-12-31 while no clock of the organ runs.
create table v_case (
    case_no text not null,
    item text not null,
    edition text not null,
    organ text not null,
    hall text not null,
    party text not null,
    state text not null,
    running bigint not null,
    received bigint not null,
    deemed bigint not null,
    examined bigint not null,
    filed_on text not null,
    accepted_on text not null,
    reply_by text not null,
    until_day text not null,
    told text not null,
    statutory text not null,
    deliver_by text not null,
    ended_on text not null,
    due text not null,
    holder text not null,
    seq bigint not null,
    version bigint not null,
    confirming bigint not null,
    also text not null,
    decide_by text not null,
    way text not null,
    primary key (case_no)
);

create index v_case_party on v_case (party, seq);

-- The running cases, for the officers' worklist: by whose turn it is (the state says so), due day and line
-- of the ledger; `claimed` is who has claimed the case at the step where it is, or ''. Whoever asks reads
-- along one of the indexes and nothing else, so that a page costs the same however many cases have ended.
create table v_work (
    case_no text not null,
    organ text not null,
    also text not null,
    hall text not null,
    item text not null,
    state text not null,
    due text not null,
    seq bigint not null,
    claimed text not null,
    way text not null,
    primary key (case_no)
);

create index v_work_also on v_work (also, state, due, seq, case_no);
create index v_work_state on v_work (state, due, seq, case_no);
create index v_work_organ on v_work (organ, state, due, seq, case_no);
create index v_work_hall on v_work (hall, state, due, seq, case_no);
create index v_work_item on v_work (item, state, due, seq, case_no);
create index v_work_claimed on v_work (claimed, due, seq, case_no);

-- Names and numbers: the only personal table of this wing.
create table p_case (
    case_no text not null,
    applicant text not null,
    phone text not null,
    primary key (case_no)
);

-- The documents of an outcome, and whether each can be had: ready, drawn, composed or not_drawn.
create table k_case_document (
    document_no text not null,
    case_no text not null,
    kind text not null,
    state text not null,
    glyphs text not null,
    primary key (document_no)
);

create index k_case_document_case on k_case_document (case_no, kind, document_no);

-- Who is away, and who stands in for her: the first and the last day, both counted.
create table k_case_absence (
    party text not null,
    stand_in text not null,
    from_day text not null,
    until_day text not null,
    primary key (party)
);

create index k_case_absence_stand_in on k_case_absence (stand_in, party);

-- Who handles a case at each step, who answers for it, and to whom it is being handed over; '' for nobody.
create table v_care (
    case_no text not null,
    clerk text not null,
    examiner text not null,
    head text not null,
    responsible text not null,
    offered text not null,
    primary key (case_no)
);

create index v_care_offered on v_care (offered, case_no);

-- 容缺: promises that papers would follow which were broken and not made good, by party.
create table k_case_broken (
    case_no text not null,
    material text not null,
    party text not null,
    primary key (case_no, material)
);

create index k_case_broken_party on k_case_broken (party, case_no, material);

-- From acceptance to the decision.

-- What is public, for the public list; `closed_on` is '' while it runs.
create table v_publicity (
    case_no text not null,
    opened_on text not null,
    until_day text not null,
    closed_on text not null,
    primary key (case_no)
);

create index v_publicity_until on v_publicity (closed_on, until_day, case_no);

-- What organs are asked by others and have not answered.
create table v_consultation (
    case_no text not null,
    consultation bigint not null,
    organ text not null,
    by_day text not null,
    reminded bigint not null,
    primary key (case_no, consultation)
);

create index v_consultation_organ on v_consultation (organ, by_day, case_no, consultation);

-- Notification and commitment.

-- Promises on which something was granted, and where each stands: to_check, overdue, kept, to_mend, reported,
-- forfeited, mended. `due` is the day that is owed next, 9999-12-31 where none is; `late` says that the
-- verification was overdue.
create table v_pledge (
    case_no text not null,
    item text not null,
    organ text not null,
    hall text not null,
    party text not null,
    granted_on text not null,
    state text not null,
    due text not null,
    late bigint not null,
    primary key (case_no)
);

create index v_pledge_organ on v_pledge (organ, due, case_no);
create index v_pledge_due on v_pledge (due, case_no);

-- Limited places.

-- Who was accepted for one of a limited number of places, in order: 'waiting', 'free' for one who waits and
-- whose place is free, 'taken'. `told` is the line of the ledger that made it free, 0 from the beginning.
create table k_case_place (
    case_no text not null,
    item text not null,
    period text not null,
    places bigint not null,
    at bigint not null,
    state text not null,
    told bigint not null,
    primary key (case_no)
);

create index k_case_place_order on k_case_place (item, period, at, case_no);
create index k_case_place_told on k_case_place (told);

-- 异地收件: papers that another hall took in, until the competent organ has them.
create table v_carried (
    case_no text not null,
    item text not null,
    from_organ text not null,
    organ text not null,
    hall text not null,
    sent bigint not null,
    primary key (case_no)
);

create index v_carried_from on v_carried (from_organ, sent, case_no);

-- Finding cases: every distinct text (names of applicants and projects, codes of projects, without blanks
-- and in small letters), the pairs of characters in each, and the cases that bear it, by line of the
-- ledger.
create table p_find_text (
    text text not null,
    primary key (text)
);

create table p_find_pair (
    pair text not null,
    text text not null,
    primary key (pair, text)
);

create table p_find (
    text text not null,
    seq bigint not null,
    kind text not null,
    case_no text not null,
    primary key (text, seq, kind)
);

-- 联合现场核查: the day to which a case was called, until its organ has been there.
create table k_case_joint (
    case_no text not null,
    on_day text not null,
    primary key (case_no)
);

-- 以前交过的文件: what the cases of a party name, so that she is offered it again: the case and the day with
-- which it came first, and whether a notice of corrections asked for that material again. Names stay sealed.
create table v_case_file (
    case_no text not null,
    material text not null,
    hash text not null,
    party text not null,
    item text not null,
    edition text not null,
    form text not null,
    bytes bigint not null,
    first_case text not null,
    on_day text not null,
    wanting bigint not null,
    seq bigint not null,
    primary key (case_no, material, hash)
);

create index v_case_file_party on v_case_file (party, seq, case_no, material, hash);
