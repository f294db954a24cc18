-- Every day on which an item got another text; `hash` is '' from the day on which nobody may apply any more.
create table v_publication (
    item text not null,
    seq bigint not null,
    hash text not null,
    on_day text not null,
    primary key (item, seq)
);
