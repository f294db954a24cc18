-- Bundles that were asked for: what pages list them by.
create table v_bundle (
    bundle_no text not null,
    bundle text not null,
    edition text not null,
    party text not null,
    organ text not null,
    hall text not null,
    begun_on text not null,
    state text not null,
    seq bigint not null,
    primary key (bundle_no)
);

create index v_bundle_party on v_bundle (party, seq);
create index v_bundle_hall on v_bundle (hall, seq);
create index v_bundle_organ on v_bundle (organ, seq);

-- Organs that have a member of a bundle: they see its plan.
create table v_bundle_organ_of (
    bundle_no text not null,
    organ text not null,
    primary key (bundle_no, organ)
);

-- What was filled in, sealed under her key: personal.
create table p_bundle (
    bundle_no text not null,
    applicant text not null,
    phone text not null,
    answers text not null,
    names text not null,
    primary key (bundle_no)
);

-- Members that were started, by the line of the ledger that says so: the case that follows names it as its
-- cause.
create table k_bundle_started (
    seq bigint not null,
    bundle_no text not null,
    item text not null,
    licence bigint not null,
    primary key (seq)
);

-- Whose member a case is.
create table k_bundle_case (
    case_no text not null,
    bundle_no text not null,
    item text not null,
    licence bigint not null,
    primary key (case_no)
);

create index k_bundle_case_of on k_bundle_case (bundle_no, item, case_no);

-- Documents of members' outcomes that are printed or not yet: composed, drawn, not_drawn.
create table k_bundle_document (
    document_no text not null,
    case_no text not null,
    kind text not null,
    state text not null,
    primary key (document_no)
);

create index k_bundle_document_case on k_bundle_document (case_no, kind, document_no);

-- What an organ told of a member: when it will be decided, when the law wants it, and what it waits for.
create table v_bundle_due (
    case_no text not null,
    told text not null,
    latest text not null,
    waits text not null,
    primary key (case_no)
);

-- Mandates of assistants: asked for, taken up, over.
create table v_assistance (
    bundle_no text not null,
    bundle text not null,
    party text not null,
    organ text not null,
    hall text not null,
    asked_on text not null,
    assistant text not null,
    stands bigint not null,
    begun bigint not null,
    seq bigint not null,
    project text not null,
    primary key (bundle_no)
);

create index v_assistance_project on v_assistance (project, seq);
create index v_assistance_hall on v_assistance (hall, stands, seq);
create index v_assistance_party on v_assistance (party, bundle, seq);

-- Whose bundle it is, for messages.
create table k_bundle_party (
    bundle_no text not null,
    party text not null,
    primary key (bundle_no)
);

-- The joint visit that a member's case was called to: the day, how far its own organ is with it (called, set,
-- recorded), and the day that organ set itself, with why where it is another.
create table v_bundle_visit (
    case_no text not null,
    bundle_no text not null,
    on_day text not null,
    state text not null,
    set_on text not null,
    apart text not null,
    primary key (case_no)
);

create index v_bundle_visit_of on v_bundle_visit (bundle_no, on_day, case_no);

-- Construction projects: whose they are, and what their stages are told of them.
create table k_bundle_project (
    project_no text not null,
    party text not null,
    project_code text not null,
    class text not null,
    edition text not null,
    state text not null,
    primary key (project_no)
);

-- Their stages as far as they were asked for: open, granted, refused, withdrawn; since when.
create table k_bundle_project_stage (
    project_no text not null,
    stage text not null,
    state text not null,
    since text not null,
    primary key (project_no, stage)
);

-- Bundles that are a stage of a construction project.
create table k_bundle_stage (
    bundle_no text not null,
    project_no text not null,
    primary key (bundle_no)
);

create index k_bundle_stage_of on k_bundle_stage (project_no, bundle_no);
