-- Files that were handed in and that no fact names yet: a draft's, a correction's.
create table loose_files (
    hash text not null,
    party text not null,
    place text not null,
    material text not null,
    form text not null,
    bytes bigint not null,
    name text not null,
    at bigint not null,
    expires bigint not null,
    doomed bigint not null,
    primary key (hash)
);
create index loose_files_party on loose_files (party, place, at, hash);
create index loose_files_expires on loose_files (expires, hash);
