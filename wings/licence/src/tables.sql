-- What a case was filed as, so that a grant can be followed without asking another wing.
create table k_filed (
    case_no text not null,
    item text not null,
    edition text not null,
    organ text not null,
    party text not null,
    hall text not null,
    situation text not null,
    primary key (case_no)
);

-- Who a licence will name: personal.
create table p_filed (
    case_no text not null,
    applicant text not null,
    primary key (case_no)
);

-- Serial numbers given so far, by prefix.
create table k_serial (
    prefix text not null,
    given bigint not null,
    primary key (prefix)
);

-- When a licence ends by itself.
create table k_licence_clock (
    stream text not null,
    kind text not null,
    at bigint not null,
    primary key (stream, kind)
);

create index k_licence_clock_at on k_licence_clock (at, stream);

create table v_licence (
    licence_no text not null,
    case_no text not null,
    item text not null,
    edition text not null,
    organ text not null,
    party text not null,
    licence_id text not null,
    from_day text not null,
    until_day text not null,
    state text not null,
    seq bigint not null,
    hall text not null,
    primary key (licence_no)
);

create index v_licence_case on v_licence (case_no);
create index v_licence_party on v_licence (party, seq);
create index v_licence_organ on v_licence (organ, seq);

-- Decisions that granted something, for the public list (Licensing Law Art. 40).
create table v_granted (
    case_no text not null,
    item text not null,
    edition text not null,
    organ text not null,
    granted_on text not null,
    seq bigint not null,
    primary key (case_no)
);

create index v_granted_seq on v_granted (seq);
create index v_granted_item on v_granted (item, seq);

create table p_licence (
    licence_no text not null,
    holder text not null,
    primary key (licence_no)
);

-- Who is an organisation: its name is masked otherwise than a person's.
create table k_organisation (
    party text not null,
    primary key (party)
);

-- What a verification code opens: whoever has the code may know.
create table p_code (
    code text not null,
    licence_no text not null,
    primary key (code)
);

create index p_code_licence on p_code (licence_no, code);

-- What holders have asked for and nobody has decided: renewal, amendment, surrender.
create table v_licence_asked (
    case_no text not null,
    what text not null,
    asked_on text not null,
    organ text not null,
    primary key (case_no, what)
);

create index v_licence_asked_organ on v_licence_asked (organ, asked_on, case_no, what);

-- What a licence does not allow yet, because a paper that was promised has not come; gone when it is there.
create table v_licence_block (
    case_no text not null,
    material text not null,
    name_zh text not null,
    name_en text not null,
    words_zh text not null,
    words_en text not null,
    by_day text not null,
    broken bigint not null,
    primary key (case_no, material)
);
