-- What the world must be told, and what could not be done.
-- State is waiting, delivered or failed; tries are counted, times are epoch ms.
create table outbox (
    id text not null,
    wing text not null,
    seq bigint not null,
    channel text not null,
    party text not null,
    text text not null,
    fields text not null,
    state text not null,
    tries bigint not null,
    next_at bigint not null,
    at bigint not null,
    note text not null,
    primary key (id)
);
create index outbox_due on outbox (state, next_at, id);
create index outbox_party on outbox (party, at, id);
create table undone (
    id text not null,
    wing text not null,
    seq bigint not null,
    code text not null,
    detail text not null,
    at bigint not null,
    primary key (id)
);
create index undone_at on undone (at, id);
