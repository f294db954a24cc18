-- Every day on which an item got another text; `hash` is '' from the day on which nobody may apply any more.
create table v_publication (
    item text not null,
    seq bigint not null,
    hash text not null,
    on_day text not null,
    primary key (item, seq)
);

-- When something approved takes effect by itself.
create table k_effect (
    stream text not null,
    kind text not null,
    at bigint not null,
    primary key (stream, kind)
);

create index k_effect_at on k_effect (at, stream);

-- What was proposed last of an item, unless it took effect; `hash` is '' where it is to be withdrawn.
create table v_proposal (
    item text not null,
    motion text not null,
    stage text not null,
    from_day text not null,
    party text not null,
    at bigint not null,
    hash text not null,
    primary key (item)
);
