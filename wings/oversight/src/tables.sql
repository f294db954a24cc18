-- A case that somebody is waiting for: by when its organ must do the next step, and by when the law wants
-- the decision. Days are texts, 9999-12-31 while no such clock runs.
create table v_watch (
    case_no text not null,
    item text not null,
    organ text not null,
    clock text not null,
    due text not null,
    statutory text not null,
    primary key (case_no)
);

create index v_watch_due on v_watch (due, case_no);
create index v_watch_statutory on v_watch (statutory, case_no);

-- How many cases run, have ended, and how many clocks have run out, by organ and item.
create table v_watch_sum (
    organ text not null,
    item text not null,
    running bigint not null,
    ended bigint not null,
    overran bigint not null,
    primary key (organ, item)
);

-- Every published text of an item, and when it came.
create table v_edition (
    item text not null,
    hash text not null,
    at bigint not null,
    primary key (item, hash)
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
