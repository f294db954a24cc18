-- When a case is owed a tick.
create table k_case_clock (
    stream text not null,
    kind text not null,
    at bigint not null,
    primary key (stream, kind)
);

create index k_case_clock_at on k_case_clock (at, stream);
