-- When a matter is owed a tick: a row for each limit that runs and has not passed.
create table k_matter_clock (
    stream text not null,
    kind text not null,
    at bigint not null,
    primary key (stream, kind)
);

create index k_matter_clock_at on k_matter_clock (at, stream);

-- A matter as lists show it. Days are texts; `item` and `case_no` are '' where there is none.
create table v_matter (
    matter_no text not null,
    party text not null,
    hall text not null,
    organ text not null,
    state text not null,
    brought_on text not null,
    answer_by text not null,
    item text not null,
    case_no text not null,
    running bigint not null,
    overran bigint not null,
    seq bigint not null,
    primary key (matter_no)
);

create index v_matter_party on v_matter (party, running, seq);
create index v_matter_organ on v_matter (organ, running, answer_by, seq);
create index v_matter_hall on v_matter (hall, running, answer_by, seq);

-- Who, and what was needed and answered: personal.
create table p_matter (
    matter_no text not null,
    name text not null,
    phone text not null,
    need text not null,
    reason text not null,
    answer text not null,
    primary key (matter_no)
);

-- 建议设立的事项: what organs propose, for administrators; nobody's name is in it.
create table v_matter_proposal (
    matter_no text not null,
    organ text not null,
    words text not null,
    proposed_on text not null,
    seq bigint not null,
    primary key (matter_no)
);

create index v_matter_proposal_seq on v_matter_proposal (seq);
