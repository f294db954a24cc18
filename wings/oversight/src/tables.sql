-- A case that somebody is waiting for: where it stands, by when its organ must do the next step, and by
-- when the law wants the decision. Days are texts, 9999-12-31 while no such clock runs; `law_day` is the
-- day of the law whatever clock runs, `first_day` the earlier of it and `due`, by which lists and lamps go.
create table v_watch (
    case_no text not null,
    item text not null,
    organ text not null,
    clock text not null,
    due text not null,
    statutory text not null,
    state text not null,
    judged text not null,
    law_day text not null,
    first_day text not null,
    primary key (case_no)
);

create index v_watch_state on v_watch (state, first_day, case_no);
create index v_watch_organ on v_watch (organ, state, first_day, case_no);
create index v_watch_item on v_watch (item, state, first_day, case_no);

-- The supervisor's board. How many running cases stand where, by organ and item.
create table v_board_state (
    organ text not null,
    item text not null,
    state text not null,
    cases bigint not null,
    primary key (organ, item, state)
);

-- How many running cases have which days, by organ and item: lamps change with the calendar, and these rows
-- do not. A row without cases is struck out, so that the past holds what is late and nothing else.
create table v_board_day (
    first_day text not null,
    law_day text not null,
    organ text not null,
    item text not null,
    cases bigint not null,
    primary key (first_day, law_day, organ, item)
);

-- What happened in a month, by organ and item.
create table v_board_month (
    month text not null,
    organ text not null,
    item text not null,
    filed bigint not null,
    accepted bigint not null,
    granted bigint not null,
    denied bigint not null,
    refused bigint not null,
    otherwise bigint not null,
    delivered bigint not null,
    rated bigint not null,
    satisfied bigint not null,
    primary key (month, organ, item)
);

-- How many cases that came to a result in a month had taken so many days, from the day of receipt to that
-- of the result: for the county ('' and ''), each organ (item '') and each item of an organ. Days are
-- grouped, see `board::group`.
create table v_board_took (
    organ text not null,
    item text not null,
    month text not null,
    days bigint not null,
    cases bigint not null,
    primary key (organ, item, month, days)
);

-- How many cases run, have ended, and how many clocks have run out, by organ and item.
create table v_watch_sum (
    organ text not null,
    item text not null,
    running bigint not null,
    ended bigint not null,
    overran bigint not null,
    notices bigint not null,
    second_notices bigint not null,
    primary key (organ, item)
);

-- Every published text of an item, and when it came.
create table v_edition (
    item text not null,
    hash text not null,
    at bigint not null,
    primary key (item, hash)
);

-- Items that are samples: cases of theirs are counted nowhere.
create table k_sample (
    item text not null,
    primary key (item)
);

-- Every check of the ledger.
create table v_verified (
    seq bigint not null,
    at bigint not null,
    party text not null,
    lines bigint not null,
    last bigint not null,
    heads bigint not null,
    outside bigint not null,
    faults bigint not null,
    findings text not null,
    primary key (seq)
);

-- Every case that counts, how often a clock of it ran out, and in which months it was counted: what is struck
-- out is taken off again. '' stands for no month, -1 for no number of days.
create table v_watch_case (
    case_no text not null,
    organ text not null,
    item text not null,
    overran bigint not null,
    filed_on text not null,
    accepted text not null,
    ended text not null,
    ending text not null,
    took bigint not null,
    delivered text not null,
    rated text not null,
    satisfied bigint not null,
    primary key (case_no)
);

-- Whose a case is and who answers for it.
create table k_oversight_case (
    case_no text not null,
    item text not null,
    organ text not null,
    hall text not null,
    party text not null,
    primary key (case_no)
);

-- Broken limits and what was said of them; no name is in them.
create table v_breach (
    name text not null,
    case_no text not null,
    item text not null,
    organ text not null,
    clock text not null,
    due text not null,
    by_day text not null,
    state text not null,
    explanation text not null,
    answer text not null,
    appeal text not null,
    verdict text not null,
    appealed text not null,
    ordered bigint not null,
    running bigint not null,
    seq bigint not null,
    primary key (name)
);

create index v_breach_case on v_breach (case_no, seq);
create index v_breach_running on v_breach (running, organ, seq);

-- Until when a broken promise may stay unexplained.
create table k_breach_clock (
    stream text not null,
    kind text not null,
    at bigint not null,
    primary key (stream, kind)
);

create index k_breach_clock_at on k_breach_clock (at, stream);
