//! Who may do what with a case, and what is open to somebody at this moment.

use facts::case::{Cease, Ground, Mode};
use kernel::form::{self, Answers, Field, FieldKind};
use kernel::item::Source;
use kernel::rights::Within;
use kernel::{Act, Ctx, Decider, Right, Role, Where};

use super::clocks::stops_lawfully;
use super::life::{Case, Opinion, Voice};
use super::terms::Terms;
use super::{Command, Handed, Known, Officer, Rules};

const APPLY: Act = Act("case.apply");
const RECEIVE: Act = Act("case.receive");
const ACCEPT: Act = Act("case.accept");
const ASK_CORRECTION: Act = Act("case.ask_correction");
const ALLOW_NOTICE: Act = Act("case.allow_notice");
const SIGN_TOLERANCE: Act = Act("case.sign_tolerance");
const ACCEPT_TOLERANTLY: Act = Act("case.accept_tolerantly");
const FOLLOW: Act = Act("case.follow");
const CORRECT: Act = Act("case.correct");
const ENCLOSE: Act = Act("case.enclose");
const DECLINE: Act = Act("case.decline");
const REFER: Act = Act("case.refer");
const STOP_CLOCK: Act = Act("case.stop_clock");
const RESUME_CLOCK: Act = Act("case.resume_clock");
const EXTEND: Act = Act("case.extend");
const OPEN_PUBLICITY: Act = Act("case.open_publicity");
const OBJECT: Act = Act("case.object");
const ANSWER_OBJECTION: Act = Act("case.answer_objection");
const TELL_HEARING_RIGHT: Act = Act("case.tell_hearing_right");
const REQUEST_HEARING: Act = Act("case.request_hearing");
const SET_HEARING: Act = Act("case.set_hearing");
const HOLD_HEARING: Act = Act("case.hold_hearing");
const SET_VISIT: Act = Act("case.set_visit");
const RECORD_VISIT: Act = Act("case.record_visit");
const CONSULT: Act = Act("case.consult");
const ANSWER_CONSULTATION: Act = Act("case.answer_consultation");
const EXAMINE: Act = Act("case.examine");
const CONFIRM: Act = Act("case.confirm");
const DIFFER: Act = Act("case.differ");
const SEND_BACK: Act = Act("case.send_back");
const ASK_OPINION: Act = Act("case.ask_opinion");
const GIVE_OPINION: Act = Act("case.give_opinion");
const WITHDRAW_OPINION: Act = Act("case.withdraw_opinion");
const GRANT: Act = Act("case.grant");
const DENY: Act = Act("case.deny");
const DELIVER: Act = Act("case.deliver");
const WITHDRAW: Act = Act("case.withdraw");
const CLAIM: Act = Act("case.claim");
const UNCLAIM: Act = Act("case.unclaim");
const REASSIGN: Act = Act("case.reassign");
const HAND_OVER: Act = Act("case.hand_over");
const TAKE_OVER: Act = Act("case.take_over");
const SET_MODE: Act = Act("case.set_mode");
const END_MODE: Act = Act("case.end_mode");
const SETTLE: Act = Act("case.settle");
const TERMINATE: Act = Act("case.terminate");
const VOID: Act = Act("case.void");
const SIGN_PLEDGE: Act = Act("case.sign_pledge");
const CHECK_PLEDGE: Act = Act("case.check_pledge");
const REPORT_MENDED: Act = Act("case.report_mended");
const CHECK_MENDED: Act = Act("case.check_mended");
const FORWARD: Act = Act("case.forward");
const ENTER_DECISION: Act = Act("case.enter_decision");
const ASK_PRECHECK: Act = Act("case.ask_precheck");
const PASS_PRECHECK: Act = Act("case.pass_precheck");
const RETURN_PRECHECK: Act = Act("case.return_precheck");
const APPLY_ELSEWHERE: Act = Act("case.apply_elsewhere");
const SEND_PAPERS: Act = Act("case.send_papers");
const PAPERS_ARRIVED: Act = Act("case.papers_arrived");
const TICK: Act = Act("case.tick");
/// Seeing a case and the lists it is in.
pub const SEE: Act = Act("case.see");

const fn own(act: Act, role: Role) -> Right {
    Right { act, role, within: Within::Own }
}

const fn hall(act: Act, role: Role) -> Right {
    Right { act, role, within: Within::Hall }
}

const fn organ(act: Act, role: Role) -> Right {
    Right { act, role, within: Within::Organ }
}

const fn division(act: Act, role: Role) -> Right {
    Right { act, role, within: Within::Division }
}

/// The acts of this wing and who may do them, how far; the register merges them into the one table.
pub const ACTS: &[Right] = &[
    own(APPLY, Role::Citizen),
    own(APPLY, Role::Agent),
    hall(APPLY, Role::Clerk),
    own(CORRECT, Role::Citizen),
    own(CORRECT, Role::Agent),
    // a paper brought to the window is supplied there: the actor is the clerk, the matter the applicant's
    hall(CORRECT, Role::Clerk),
    hall(ENCLOSE, Role::Clerk),
    own(WITHDRAW, Role::Citizen),
    own(WITHDRAW, Role::Agent),
    hall(RECEIVE, Role::Clerk),
    organ(RECEIVE, Role::Program),
    hall(ACCEPT, Role::Clerk),
    hall(ASK_CORRECTION, Role::Clerk),
    division(ALLOW_NOTICE, Role::Supervisor),
    own(SIGN_TOLERANCE, Role::Citizen),
    own(SIGN_TOLERANCE, Role::Agent),
    hall(ACCEPT_TOLERANTLY, Role::Clerk),
    own(FOLLOW, Role::Citizen),
    own(FOLLOW, Role::Agent),
    hall(FOLLOW, Role::Clerk),
    hall(DECLINE, Role::Clerk),
    hall(REFER, Role::Clerk),
    hall(DELIVER, Role::Clerk),
    organ(STOP_CLOCK, Role::Examiner),
    organ(STOP_CLOCK, Role::Head),
    organ(RESUME_CLOCK, Role::Examiner),
    // where several bodies decide together, the organ is the government's
    organ(EXTEND, Role::Head),
    organ(OPEN_PUBLICITY, Role::Examiner),
    division(OBJECT, Role::Citizen),
    division(OBJECT, Role::Agent),
    organ(ANSWER_OBJECTION, Role::Examiner),
    organ(ANSWER_OBJECTION, Role::Head),
    organ(TELL_HEARING_RIGHT, Role::Examiner),
    own(REQUEST_HEARING, Role::Citizen),
    own(REQUEST_HEARING, Role::Agent),
    // others whose interests are touched ask at a window
    hall(REQUEST_HEARING, Role::Clerk),
    organ(SET_HEARING, Role::Examiner),
    organ(HOLD_HEARING, Role::Examiner),
    organ(HOLD_HEARING, Role::Head),
    organ(SET_VISIT, Role::Examiner),
    organ(RECORD_VISIT, Role::Examiner),
    organ(RECORD_VISIT, Role::Head),
    organ(CONSULT, Role::Examiner),
    organ(CONSULT, Role::Head),
    // the organ is the one that was asked
    organ(ANSWER_CONSULTATION, Role::Examiner),
    organ(ANSWER_CONSULTATION, Role::Head),
    organ(EXAMINE, Role::Examiner),
    organ(CONFIRM, Role::Examiner),
    organ(DIFFER, Role::Examiner),
    organ(SEND_BACK, Role::Head),
    organ(ASK_OPINION, Role::Examiner),
    organ(ASK_OPINION, Role::Head),
    organ(GIVE_OPINION, Role::Examiner),
    organ(GIVE_OPINION, Role::Head),
    organ(WITHDRAW_OPINION, Role::Examiner),
    organ(WITHDRAW_OPINION, Role::Head),
    organ(GRANT, Role::Head),
    organ(DENY, Role::Head),
    hall(CLAIM, Role::Clerk),
    organ(CLAIM, Role::Examiner),
    organ(CLAIM, Role::Head),
    hall(UNCLAIM, Role::Clerk),
    organ(UNCLAIM, Role::Examiner),
    organ(UNCLAIM, Role::Head),
    organ(REASSIGN, Role::Head),
    hall(HAND_OVER, Role::Clerk),
    organ(HAND_OVER, Role::Examiner),
    organ(HAND_OVER, Role::Head),
    hall(TAKE_OVER, Role::Clerk),
    organ(TAKE_OVER, Role::Examiner),
    organ(TAKE_OVER, Role::Head),
    hall(SET_MODE, Role::Clerk),
    organ(SET_MODE, Role::Examiner),
    organ(SET_MODE, Role::Head),
    division(SET_MODE, Role::Supervisor),
    hall(END_MODE, Role::Clerk),
    organ(END_MODE, Role::Examiner),
    organ(END_MODE, Role::Head),
    division(END_MODE, Role::Supervisor),
    own(SETTLE, Role::Citizen),
    own(SETTLE, Role::Agent),
    organ(TERMINATE, Role::Head),
    division(VOID, Role::Supervisor),
    // notification and commitment; at a window the paper is signed
    own(SIGN_PLEDGE, Role::Citizen),
    own(SIGN_PLEDGE, Role::Agent),
    hall(SIGN_PLEDGE, Role::Clerk),
    organ(CHECK_PLEDGE, Role::Examiner),
    own(REPORT_MENDED, Role::Citizen),
    own(REPORT_MENDED, Role::Agent),
    hall(REPORT_MENDED, Role::Clerk),
    organ(CHECK_MENDED, Role::Examiner),
    // members of a bundle are filed, taken back and handed over together
    division(APPLY, Role::House),
    division(WITHDRAW, Role::House),
    division(DELIVER, Role::House),
    // upward: the lower organ's head sends it on, and its officers enter the letter that comes back
    organ(FORWARD, Role::Head),
    organ(ENTER_DECISION, Role::Examiner),
    organ(ENTER_DECISION, Role::Head),
    // filing: a look before formal receipt, and papers that another hall took in
    own(ASK_PRECHECK, Role::Citizen),
    own(ASK_PRECHECK, Role::Agent),
    hall(PASS_PRECHECK, Role::Clerk),
    hall(RETURN_PRECHECK, Role::Clerk),
    division(APPLY_ELSEWHERE, Role::Clerk),
    // the organ is the one whose hall took it in
    organ(SEND_PAPERS, Role::Clerk),
    hall(PAPERS_ARRIVED, Role::Clerk),
    division(TICK, Role::House),
    own(SEE, Role::Citizen),
    own(SEE, Role::Agent),
    hall(SEE, Role::Clerk),
    organ(SEE, Role::Examiner),
    organ(SEE, Role::Head),
    organ(SEE, Role::Program),
    division(SEE, Role::Supervisor),
];

impl Command {
    /// The right this command needs.
    pub fn act(&self) -> Act {
        match self {
            Command::Apply { .. } => APPLY,
            Command::Receive { .. } => RECEIVE,
            Command::Accept {} => ACCEPT,
            Command::AskCorrection { .. } => ASK_CORRECTION,
            Command::AllowNotice { .. } => ALLOW_NOTICE,
            Command::SignTolerance { .. } => SIGN_TOLERANCE,
            Command::AcceptTolerantly {} => ACCEPT_TOLERANTLY,
            Command::Follow { .. } => FOLLOW,
            Command::Correct { .. } => CORRECT,
            Command::Enclose { .. } => ENCLOSE,
            Command::Decline { .. } => DECLINE,
            Command::Refer { .. } => REFER,
            Command::StopClock { .. } => STOP_CLOCK,
            Command::ResumeClock { .. } => RESUME_CLOCK,
            Command::Extend { .. } => EXTEND,
            Command::OpenPublicity {} => OPEN_PUBLICITY,
            Command::Object { .. } => OBJECT,
            Command::AnswerObjection { .. } => ANSWER_OBJECTION,
            Command::TellHearingRight { .. } => TELL_HEARING_RIGHT,
            Command::RequestHearing { .. } => REQUEST_HEARING,
            Command::SetHearing { .. } => SET_HEARING,
            Command::HoldHearing { .. } => HOLD_HEARING,
            Command::SetVisit { .. } => SET_VISIT,
            Command::RecordVisit { .. } => RECORD_VISIT,
            Command::Consult { .. } => CONSULT,
            Command::AnswerConsultation { .. } => ANSWER_CONSULTATION,
            Command::Examine { .. } => EXAMINE,
            Command::Confirm { .. } => CONFIRM,
            Command::Differ { .. } => DIFFER,
            Command::SendBack { .. } => SEND_BACK,
            Command::AskOpinion { .. } => ASK_OPINION,
            Command::GiveOpinion { .. } => GIVE_OPINION,
            Command::WithdrawOpinion { .. } => WITHDRAW_OPINION,
            Command::Grant {} => GRANT,
            Command::Deny { .. } => DENY,
            Command::Deliver {} => DELIVER,
            Command::Withdraw {} => WITHDRAW,
            other => other.act_beside(),
        }
    }

    /// The right of what is about who handles the case, and of what came later to the law of a case.
    fn act_beside(&self) -> Act {
        match self {
            Command::Claim {} => CLAIM,
            Command::Unclaim { .. } => UNCLAIM,
            Command::Reassign { .. } => REASSIGN,
            Command::HandOver { .. } => HAND_OVER,
            Command::TakeOver {} => TAKE_OVER,
            Command::SetMode { .. } => SET_MODE,
            Command::EndMode { .. } => END_MODE,
            Command::Settle {} => SETTLE,
            Command::Terminate { .. } => TERMINATE,
            Command::Void { .. } => VOID,
            Command::SignPledge { .. } => SIGN_PLEDGE,
            Command::CheckPledge { .. } => CHECK_PLEDGE,
            Command::ReportMended { .. } => REPORT_MENDED,
            Command::CheckMended { .. } => CHECK_MENDED,
            Command::Forward { .. } => FORWARD,
            Command::EnterDecision { .. } => ENTER_DECISION,
            Command::AskPrecheck {} => ASK_PRECHECK,
            Command::PassPrecheck {} => PASS_PRECHECK,
            Command::ReturnPrecheck { .. } => RETURN_PRECHECK,
            Command::SendPapers { .. } => SEND_PAPERS,
            Command::PapersArrived {} => PAPERS_ARRIVED,
            _ => TICK,
        }
    }
}

/// The right a command needs, and where: the case's organ, item and party; for an application those of
/// the edition in the command and of whoever applies.
pub(super) fn asks(case: &Case, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
    let mut place = here(case, ctx);
    if let (Command::Apply { item, edition, on_behalf, .. }, None) = (command, &case.filed) {
        place.organ = ctx.edition(edition).map(|e| e.item.organ.clone()).unwrap_or_default();
        place.hall = ctx.edition(edition).map(|e| e.item.hall.clone()).unwrap_or_default();
        place.item.clone_from(item);
        let party = on_behalf.as_ref().map_or(ctx.actor.acting_for(), |behalf| &behalf.party);
        party.clone_into(&mut place.party);
        let away = |edition: &kernel::Edition| super::filing::is_elsewhere(&edition.item, ctx);
        if on_behalf.is_some() && ctx.edition(edition).is_some_and(away) {
            return (APPLY_ELSEWHERE, place);
        }
    }
    if let (Command::SendPapers { .. }, Some(carried)) = (command, &case.carried) {
        place.organ.clone_from(&carried.from);
    }
    if let (Command::Extend { .. }, Some(edition)) = (command, edition(case, ctx)) {
        edition.item.extended_by().clone_into(&mut place.organ);
    }
    if let Command::AnswerConsultation { consultation, .. } = command {
        let asked = case.course.consultations.get(consultation);
        place.organ = asked.map(|one| one.organ.clone()).unwrap_or_default();
    }
    upward(case, command, &mut place);
    (command.act(), place)
}

/// Once it was sent up to a body that works in this house, it is that body's to examine and decide.
fn upward(case: &Case, command: &Command, place: &mut Where) {
    let Some(sent) = case.forwarded.as_ref().filter(|sent| !sent.organ.is_empty()) else { return };
    let decides = matches!(
        command,
        Command::Examine { .. }
            | Command::Confirm { .. }
            | Command::Differ { .. }
            | Command::SendBack { .. }
            | Command::Grant {}
            | Command::Deny { .. }
    );
    if decides {
        place.organ.clone_from(&sent.organ);
    }
}

fn edition<'a>(case: &Case, ctx: &'a Ctx<'a>) -> Option<&'a kernel::Edition> {
    ctx.edition(&case.filed.as_ref()?.edition)
}

fn here(case: &Case, ctx: &Ctx<'_>) -> Where {
    let mut place = Where { division: ctx.division.to_owned(), ..Where::default() };
    if let Some(filed) = &case.filed {
        place.organ.clone_from(&filed.organ);
        place.hall.clone_from(&filed.hall);
        place.item.clone_from(&filed.item);
        place.party.clone_from(&filed.party);
    }
    place
}

/// What this actor may do with the case now: buttons are drawn from it. Derived from the rules
/// themselves — an act is open if some command of its kind would be granted — so it cannot differ from
/// them. Applying is not among them: it makes a case. The case should be [`super::caught_up`].
pub fn open_to(case: &Case, known: &Known, ctx: &Ctx<'_>) -> Vec<Act> {
    let likeliest = Terms::of(case, ctx).map_or_else(|_| vec![Command::Tick {}], |t| likeliest(&t));
    let ours = Known { asked: somebody_to_ask(case), ..known.clone() };
    let elsewhere = Officer { party: String::new(), role: Role::Head, organ: String::new() };
    let theirs = Known { asked: Some(elsewhere), ..known.clone() };
    let open = |command: &Command| {
        let (act, place) = asks(case, command, ctx);
        let known = if matches!(command, Command::Consult { .. }) { &theirs } else { &ours };
        let granted =
            ctx.rights.may(ctx.actor, act, &place) && Rules::decide(case, command, known, ctx).is_ok();
        granted.then_some(act)
    };
    let mut all: Vec<Act> = likeliest.iter().filter_map(open).collect();
    all.dedup();
    all
}

/// A colleague of the organ, for there is always one to be found: heads and examiners are two people.
fn somebody_to_ask(case: &Case) -> Option<Officer> {
    let organ = case.filed.as_ref()?.organ.clone();
    Some(Officer { party: String::new(), role: Role::Examiner, organ })
}

/// The number of the opinion of this case that the actor is concerned with and that is still awaited.
fn awaited(terms: &Terms<'_>, concerned: fn(&Opinion) -> &String) -> u32 {
    let me = &terms.ctx.actor.party;
    let mut all = terms.case.opinions.iter();
    let open = |(_, o): &(&u32, &Opinion)| concerned(o) == me && o.voice == Voice::Awaited;
    all.find(open).map_or(0, |(n, _)| *n)
}

/// For each act on a filed case, the command with the best prospects.
fn likeliest(terms: &Terms<'_>) -> Vec<Command> {
    let words = || "—".to_owned();
    let item = terms.item;
    let situation = &terms.filed.situation;
    let missing = terms.missing();
    let askable = || item.materials_in(situation).filter(|m| m.source != Source::Government);
    let unseen = terms.case.unseen().filter(|_| terms.case.notices.allowed == 0);
    let looked_at = |code: &str| unseen.is_some_and(|unseen| !unseen.contains(code));
    let lacking: Vec<String> = match missing.as_slice() {
        [] => askable().map(|m| m.code.clone()).filter(|code| !looked_at(code)).collect(),
        missing => missing.to_vec(),
    };
    let points: Vec<String> = item.points_in(situation).map(|p| p.code.clone()).collect();
    let outstanding: Vec<String> =
        terms.case.correction.iter().flat_map(|c| c.outstanding.iter().cloned()).collect();
    let enclosed = askable().find(|m| !terms.awaited(&m.code)).map(|m| m.code.clone()).unwrap_or_default();
    let here = |code: &str| terms.case.held.contains(code) || terms.awaited(code);
    let to_come = askable().find(|m| !here(&m.code)).map(|m| vec![m.code.clone()]);
    let may_follow: Vec<String> = missing.iter().filter(|c| terms.following(c).is_some()).cloned().collect();
    let promised: Vec<String> =
        terms.case.tolerance.promises.keys().filter(|c| terms.case.tolerance.open(c)).cloned().collect();
    let special = item.special.iter().find(|s| stops_lawfully(item.kind, s));
    let mut all = vec![
        Command::Receive { materials: to_come },
        Command::Accept {},
        Command::ReturnPrecheck { lacking: lacking.clone(), note: words() },
        Command::AskCorrection { lacking, note: words() },
        Command::AllowNotice { reason: words() },
        Command::SignTolerance { materials: may_follow },
        Command::AcceptTolerantly {},
        Command::Follow { files: specimen_files(&promised), materials: promised },
        Command::Enclose { material: enclosed, files: Vec::new() },
        Command::Correct { answers: specimens(terms), materials: outstanding, files: Vec::new() },
        Command::Decline { ground: Ground::NotNeeded, reason: words() },
        Command::Refer { to: words(), address: words(), reason: words() },
        Command::ResumeClock { result: words() },
        Command::Examine {
            met: vec![],
            unmet: points.clone(),
            opinion: words(),
            findings: points.iter().map(|code| (code.clone(), words())).collect(),
        },
        Command::Confirm { opinion: words() },
        Command::Differ { points, reason: words() },
        Command::SendBack { reason: words() },
        Command::AskOpinion { of: String::new(), question: words(), by: terms.ctx.today() },
        Command::GiveOpinion { opinion: awaited(terms, |o| &o.of), words: words() },
        Command::WithdrawOpinion { opinion: awaited(terms, |o| &o.by) },
        Command::Grant {},
        Command::Deny { reason: words() },
        Command::Deliver {},
        Command::Withdraw {},
        Command::Tick {},
    ];
    all.extend(between_colleagues());
    all.extend(about_promises(terms));
    all.extend(on_the_way(terms));
    all.extend(special.map(|s| Command::StopClock { kind: s.kind, needed: 1, notice: words() }));
    all
}

/// The same for who handles a case and how, and for ending it without a decision.
fn between_colleagues() -> Vec<Command> {
    let words = || "—".to_owned();
    let mut all = vec![
        Command::Claim {},
        Command::Unclaim { reason: words() },
        Command::Reassign { to: String::new(), reason: words() },
        Command::HandOver { to: String::new(), reason: words() },
        Command::TakeOver {},
        Command::Settle {},
        Command::Terminate { ground: Cease::ObjectGone, clause: String::new(), reason: words() },
        Command::Void { reason: words() },
        Command::AskPrecheck {},
        Command::PassPrecheck {},
        Command::SendPapers { by: words() },
        Command::PapersArrived {},
    ];
    all.extend(Mode::ALL.into_iter().map(|mode| Command::SetMode { mode, of: String::new() }));
    all.extend(Mode::ALL.into_iter().map(|mode| Command::EndMode { mode, reason: words() }));
    all
}

/// The same for a promise in place of papers.
fn about_promises(terms: &Terms<'_>) -> Vec<Command> {
    let words = || "—".to_owned();
    vec![
        Command::SignPledge { materials: terms.pledgeable(), seen: true },
        Command::CheckPledge {
            with: String::new(),
            kept: terms.item.promises.iter().map(|one| one.code.clone()).collect(),
            broken: vec![],
            record: words(),
            findings: Default::default(),
        },
        Command::ReportMended { report: words() },
        Command::CheckMended { with: String::new(), mended: true, record: words() },
    ]
}

/// A file of each, to see whether handing it in is open; they are never recorded.
fn specimen_files(materials: &[String]) -> Vec<Handed> {
    materials.iter().map(|code| Handed::new(code, "", "pdf", 0, "")).collect()
}

/// The same for the acts between acceptance and the decision.
fn on_the_way(terms: &Terms<'_>) -> Vec<Command> {
    let words = || "—".to_owned();
    let course = &terms.case.course;
    let me = terms.ctx.actor;
    let objection = course.objections.iter().find(|(_, one)| one.upheld.is_none()).map_or(0, |(n, _)| *n);
    let mine = |one: &super::Visit| !one.recorded && one.officers.contains(&me.party);
    let visit = course.visits.iter().find(|(_, one)| mine(one)).map_or(0, |(n, _)| *n);
    let ours = |one: &super::Consultation| one.organ == me.organ && one.word == super::Word::Awaited;
    let consultation = course.consultations.iter().find(|(_, one)| ours(one)).map_or(0, |(n, _)| *n);
    let hearing_on = terms.due_from_today(kernel::Limit::working_days(7)).unwrap_or(terms.ctx.today());
    let tomorrow = terms.ctx.today().next();
    vec![
        Command::Extend { days: 1, reason: words() },
        Command::OpenPublicity {},
        Command::Object { name: words(), reason: words() },
        Command::AnswerObjection { objection, upheld: false, answer: words() },
        Command::TellHearingRight { others: false, matter: words() },
        Command::RequestHearing { by: if course.hearing.others { words() } else { String::new() } },
        Command::SetHearing { on: hearing_on, place: words(), presider: words(), notice: words() },
        Command::HoldHearing { record: words() },
        Command::SetVisit { on: tomorrow, with: words(), apart: words() },
        Command::RecordVisit { visit, record: words() },
        Command::Consult { organ: words(), question: words(), by: tomorrow },
        Command::AnswerConsultation { consultation, agrees: true, answer: words() },
        Command::Forward { opinion: words() },
        Command::EnterDecision { granted: true, number: words(), on: terms.ctx.today(), reason: words() },
    ]
}

/// Answers that any field would take, to see whether mending it is open; they are never recorded.
fn specimens(terms: &Terms<'_>) -> Answers {
    let specimen = |field: &Field| match field.kind {
        FieldKind::Number | FieldKind::Money => "1".to_owned(),
        FieldKind::Date => "2026-01-01".to_owned(),
        FieldKind::Phone => "13800000668".to_owned(),
        FieldKind::CitizenId => "449921198803120012".to_owned(),
        FieldKind::Uscc => "91449921MA9X000114".to_owned(),
        FieldKind::Choice => field.options.first().map(|o| o.code.clone()).unwrap_or_default(),
        _ => "—".to_owned(),
    };
    let leaves = form::leaves(&terms.item.fields, &terms.filed.situation, &Answers::new());
    leaves.iter().map(|field| (field.code.clone(), specimen(field))).collect()
}
