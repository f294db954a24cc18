-- Who is in the house now, what they have begun to fill in, and how they prove who they are.
create table sessions (
    id text not null,
    party text not null,
    who text not null,
    csrf text not null,
    at bigint not null,
    seen bigint not null,
    expires bigint not null,
    primary key (id)
);
create index sessions_party on sessions (party, id);
create index sessions_expires on sessions (expires, id);
create table drafts (
    id text not null,
    party text not null,
    item text not null,
    body text not null,
    at bigint not null,
    expires bigint not null,
    primary key (id)
);
create index drafts_party on drafts (party, item, id);
create index drafts_expires on drafts (expires, id);
create table credentials (
    login text not null,
    party text not null,
    secret text not null,
    kind text not null,
    failures bigint not null,
    locked_until bigint not null,
    at bigint not null,
    primary key (login)
);
create index credentials_party on credentials (party, login);
