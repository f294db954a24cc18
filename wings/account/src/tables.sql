-- What parties are to the house.
create table k_standing (
    party text not null,
    role text not null,
    organ text not null,
    post text not null,
    primary key (party)
);

-- Places whose holder's card somebody has seen, or that the house itself opened.
create table k_checked (
    party text not null,
    primary key (party)
);

-- Who may act for whom.
create table k_agent (
    agent text not null,
    party text not null,
    primary key (agent, party)
);

-- Names and numbers: the only personal table of this wing.
create table p_party (
    party text not null,
    name text not null,
    id_number text not null,
    phone text not null,
    primary key (party)
);

create index p_party_id_number on p_party (id_number);

create index k_agent_party on k_agent (party, agent);

-- Programs that may come in, with the names of their systems.
create table v_client (
    party text not null,
    name text not null,
    at bigint not null,
    primary key (party)
);

-- Who is away, and who stands in: the first and the last day, both counted.
create table k_absence (
    party text not null,
    stand_in text not null,
    from_day text not null,
    until_day text not null,
    primary key (party)
);
