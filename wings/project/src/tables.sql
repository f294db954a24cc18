-- Projects that were begun: what pages list them by.
create table v_project (
    project_no text not null,
    project text not null,
    edition text not null,
    party text not null,
    organ text not null,
    hall text not null,
    class text not null,
    project_code text not null,
    begun_on text not null,
    state text not null,
    seq bigint not null,
    primary key (project_no)
);

create index v_project_party on v_project (party, seq);
create index v_project_hall on v_project (hall, seq);

-- Organs that coordinate, lead a stage, have a member's case or are asked: they see the plan.
create table v_project_organ (
    project_no text not null,
    organ text not null,
    primary key (project_no, organ)
);

-- What it is called and whom to ask, sealed under the applicant's key: personal.
create table p_project (
    project_no text not null,
    name text not null,
    contact text not null,
    phone text not null,
    primary key (project_no)
);

-- Codes that were given, by year: each is given once.
create table k_project_code (
    project_code text not null,
    year bigint not null,
    primary key (project_code)
);

create index k_project_code_year on k_project_code (year, project_code);

-- Whose project it is, for messages.
create table k_project_party (
    project_no text not null,
    party text not null,
    primary key (project_no)
);

-- Bundles that named a project when they began.
create table k_project_bundle (
    bundle_no text not null,
    project_no text not null,
    primary key (bundle_no)
);

-- Cases of those bundles.
create table k_project_case (
    case_no text not null,
    project_no text not null,
    bundle_no text not null,
    item text not null,
    primary key (case_no)
);
