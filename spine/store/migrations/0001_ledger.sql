-- The ledger and what stands beside it. Every column is text or bigint and not null.
create table meta (
    name text not null,
    value text not null,
    primary key (name)
);
create table streams (
    no bigint not null,
    name text not null unique,
    primary key (no)
);
create table ledger (
    seq bigint not null,
    stream bigint not null,
    version bigint not null,
    at bigint not null,
    effective bigint not null,
    actor text not null,
    cause text not null,
    cause_no bigint not null,
    kind text not null,
    shape bigint not null,
    body text not null,
    sealed text not null,
    hash text not null,
    primary key (seq),
    unique (stream, version),
    unique (cause, cause_no)
);
-- What each command said (digest) and what it led to: stream and the first and last number on the ledger.
create table commands (
    cause text not null,
    digest text not null,
    stream text not null,
    first bigint not null,
    last bigint not null,
    primary key (cause)
);
create table numbers (
    name text not null,
    value bigint not null,
    primary key (name)
);
create table heads (
    last bigint not null,
    first bigint not null,
    hash text not null,
    root text not null,
    at bigint not null,
    signature text not null,
    primary key (last)
);
-- Who writes now, since when (epoch ms), and the number of the last batch it has committed.
create table holder (
    division text not null,
    who text not null,
    since bigint not null,
    batch bigint not null,
    primary key (division)
);
create table followers (
    wing text not null,
    seq bigint not null,
    primary key (wing)
);
create table party_keys (
    party text not null,
    sealed text not null,
    primary key (party)
);
create table fingerprints (
    wing text not null,
    print text not null,
    program bigint not null,
    tables text not null,
    primary key (wing)
);
