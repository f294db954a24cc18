-- What a case is, so that its review needs no other wing; `concluded_on` is '' until it is concluded.
create table k_review_case (
    case_no text not null,
    party text not null,
    organ text not null,
    hall text not null,
    item text not null,
    concluded_on text not null,
    primary key (case_no)
);

-- Reviews, without names; `reasons` are words with a comma between, `contact_by` is '' for a good one.
create table v_review (
    case_no text not null,
    party text not null,
    organ text not null,
    hall text not null,
    item text not null,
    level text not null,
    reasons text not null,
    bad bigint not null,
    contact_by text not null,
    reviewed_on text not null,
    seq bigint not null,
    primary key (case_no)
);

create index v_review_organ on v_review (organ, item, level);
create index v_review_hall on v_review (hall, item, level);
create index v_review_bad on v_review (bad, seq);

-- What the rater wrote: personal.
create table p_review (
    case_no text not null,
    words text not null,
    primary key (case_no)
);
