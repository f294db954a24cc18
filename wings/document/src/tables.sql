-- What a case was filed as, so that its documents can be worded without asking another wing.
create table k_document_case (
    case_no text not null,
    item text not null,
    edition text not null,
    organ text not null,
    hall text not null,
    party text not null,
    filed_on text not null,
    primary key (case_no)
);

-- Whom the documents of a case speak to, and what a licence's sheet may say: personal.
create table p_document_case (
    case_no text not null,
    applicant text not null,
    answers text not null,
    primary key (case_no)
);

-- Serials given so far, by organ, kind and year.
create table k_document_serial (
    organ text not null,
    kind text not null,
    year bigint not null,
    given bigint not null,
    primary key (organ, kind, year)
);

-- State is ready (to be drawn when somebody looks), composed (waits for its drawing), drawn or not_drawn.
create table v_document (
    document_no text not null,
    kind text not null,
    number text not null,
    case_no text not null,
    item text not null,
    organ text not null,
    hall text not null,
    party text not null,
    dated text not null,
    state text not null,
    hash text not null,
    bytes bigint not null,
    glyphs text not null,
    why text not null,
    seq bigint not null,
    version bigint not null,
    primary key (document_no)
);

create index v_document_case on v_document (case_no, seq);
create index v_document_state on v_document (state, seq);

-- What the sheet of a licence says, as it stands after renewals and amendments: personal.
create table p_document_licence (
    case_no text not null,
    holder text not null,
    licence_no text not null,
    licence_id text not null,
    code text not null,
    from_day text not null,
    until_day text not null,
    changes text not null,
    primary key (case_no)
);
