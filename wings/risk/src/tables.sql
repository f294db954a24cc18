-- By when an organ owes its word on a risk point.
create table k_risk_clock (
    stream text not null,
    kind text not null,
    at bigint not null,
    primary key (stream, kind)
);

create index k_risk_clock_at on k_risk_clock (at, stream);

-- Whose a case is, so that its end is laid to the right item and organ.
create table k_risk_case (
    case_no text not null,
    item text not null,
    organ text not null,
    primary key (case_no)
);

-- The ledger of what came to nothing: a row for each way in which a case did. `why` is the word of an ending,
-- or `point-` and the code of a check point.
create table v_failed (
    case_no text not null,
    why text not null,
    item text not null,
    organ text not null,
    on_day text not null,
    quarter text not null,
    seq bigint not null,
    primary key (case_no, why)
);

create index v_failed_seq on v_failed (seq);
create index v_failed_organ on v_failed (organ, seq);

-- How often, by quarter.
create table v_failed_sum (
    organ text not null,
    item text not null,
    why text not null,
    quarter text not null,
    times bigint not null,
    primary key (organ, item, why, quarter)
);

create index v_failed_sum_quarter on v_failed_sum (quarter, times);

-- How check points were judged: discretion, counted.
create table v_point_sum (
    organ text not null,
    item text not null,
    point text not null,
    met bigint not null,
    unmet bigint not null,
    primary key (organ, item, point)
);

-- Risk points. Days are texts.
create table v_risk (
    name text not null,
    item text not null,
    organ text not null,
    why text not null,
    quarter text not null,
    times bigint not null,
    by_day text not null,
    state text not null,
    answer text not null,
    returned text not null,
    overran bigint not null,
    running bigint not null,
    seq bigint not null,
    primary key (name)
);

create index v_risk_running on v_risk (running, organ, seq);
