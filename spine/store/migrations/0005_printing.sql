-- Documents that wait to be drawn. A row goes when the printing room's answer is on the ledger; hash is the
-- name of the sealed file once it is made, written before the file, so that it is not made twice.
create table printing (
    id text not null,
    wing text not null,
    seq bigint not null,
    document text not null,
    hash text not null,
    bytes bigint not null,
    tries bigint not null,
    next_at bigint not null,
    at bigint not null,
    note text not null,
    primary key (id)
);
create index printing_due on printing (next_at, seq, id);
