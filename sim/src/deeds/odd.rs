//! What people ask for without looking: anything at any time, and what is not theirs to do. Who may do what
//! is written here a second time, from domain.md and the law, not from the table of rights.

use case::rules::Command;
use kernel::{Actor, Role};

use super::{Scene, ceasing, course, handling, steps};
use crate::city::City;
use crate::deed::Deed;
use crate::people::{clerk, examiner, head, program, supervisor, window};

/// How far an act reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Her own matter.
    Own,
    /// The window that took it in.
    Window,
    /// The organ that must answer.
    Organ,
    /// Another organ, which was asked.
    Asked,
    /// Anywhere in the county.
    County,
}

impl City<'_> {
    /// Anything at all, by somebody who has the right to ask for it.
    pub fn nonsense(&mut self, scene: &Scene) -> Deed {
        let all = everything(scene, self.now().day());
        let (who, command) = self.lot.one(&all).clone();
        scene.deed(who, command)
    }

    /// What is not hers to do, whatever state the case is in.
    pub fn lie(&mut self, scene: &Scene) -> Deed {
        let organ = &scene.filed.organ;
        let other = self.another_organ(organ);
        let all = everything(scene, self.now().day());
        let (_, command) = self.lot.one(&all).clone();
        let liars = [
            steps::passer_by(scene),
            scene.applicant(),
            examiner(&other),
            head(&other),
            program(&other),
            program(organ),
            clerk(&other),
            clerk(""),
            program(""),
            window(&scene.filed),
            examiner(organ),
            head(organ),
            supervisor(),
        ];
        let mut who = self.lot.one(&liars).clone();
        if perhaps_hers(scene, &who, &command) {
            who = if perhaps_hers(scene, &liars[0], &command) { program("") } else { liars[0].clone() };
        }
        Deed { lie: true, ..scene.deed(who, command) }
    }
}

/// One of every command, with somebody who may ask for it.
fn everything(scene: &Scene, today: kernel::Day) -> Vec<(Actor, Command)> {
    let mut all = steps::everything(scene);
    all.extend(course::everything(scene, today));
    all.extend(handling::everything(scene));
    all.extend(ceasing::everything(scene));
    all
}

/// Might this be hers to do? Where it is not clear, she does not lie about it.
fn perhaps_hers(scene: &Scene, who: &Actor, command: &Command) -> bool {
    let filed = &scene.filed;
    rightful(command).iter().any(|(role, reach)| {
        *role == who.role
            && match reach {
                Reach::Own => who.acting_for() == filed.party,
                Reach::Window => who.organ == filed.hall || who.organ == filed.organ,
                Reach::Organ => who.organ == filed.organ || who.organ == scene.item.extended_by(),
                Reach::Asked => scene.case.course.consultations.values().any(|one| one.organ == who.organ),
                Reach::County => true,
            }
    })
}

const HERS: &[(Role, Reach)] = &[(Role::Citizen, Reach::Own), (Role::Agent, Reach::Own)];
const AT_THE_WINDOW: &[(Role, Reach)] = &[(Role::Clerk, Reach::Window)];
const EXAMINERS: &[(Role, Reach)] = &[(Role::Examiner, Reach::Organ)];
const HEADS: &[(Role, Reach)] = &[(Role::Head, Reach::Organ)];
const JUDGES: &[(Role, Reach)] = &[(Role::Examiner, Reach::Organ), (Role::Head, Reach::Organ)];
const OFFICERS: &[(Role, Reach)] =
    &[(Role::Clerk, Reach::Window), (Role::Examiner, Reach::Organ), (Role::Head, Reach::Organ)];
const HERS_OR_WINDOW: &[(Role, Reach)] =
    &[(Role::Citizen, Reach::Own), (Role::Agent, Reach::Own), (Role::Clerk, Reach::Window)];

/// Who may ask for what, and how far.
fn rightful(command: &Command) -> &'static [(Role, Reach)] {
    use Command as C;
    match command {
        C::Apply { .. }
        | C::Follow { .. }
        | C::RequestHearing { .. }
        | C::SignPledge { .. }
        | C::ReportMended { .. } => HERS_OR_WINDOW,
        // a paper brought to the window is supplied there
        C::Correct { .. } => HERS_OR_WINDOW,
        C::SignTolerance { .. } | C::Withdraw {} | C::Settle {} | C::AskPrecheck {} => HERS,
        C::Receive { .. } => &[(Role::Clerk, Reach::Window), (Role::Program, Reach::Organ)],
        C::Accept {}
        | C::AcceptTolerantly {}
        | C::AskCorrection { .. }
        | C::Decline { .. }
        | C::Refer { .. }
        | C::Enclose { .. }
        | C::PassPrecheck {}
        | C::ReturnPrecheck { .. }
        | C::PapersArrived {}
        | C::Deliver {} => AT_THE_WINDOW,
        C::SendPapers { .. } => &[(Role::Clerk, Reach::Organ)],
        C::AllowNotice { .. } | C::Void { .. } => &[(Role::Supervisor, Reach::County)],
        C::Object { .. } => &[(Role::Citizen, Reach::County), (Role::Agent, Reach::County)],
        C::ResumeClock { .. }
        | C::OpenPublicity {}
        | C::TellHearingRight { .. }
        | C::SetHearing { .. }
        | C::SetVisit { .. }
        | C::Examine { .. }
        | C::Confirm { .. }
        | C::Differ { .. }
        | C::CheckPledge { .. }
        | C::CheckMended { .. } => EXAMINERS,
        other => rightful_after(other),
    }
}

/// The same for what comes after an acceptance.
fn rightful_after(command: &Command) -> &'static [(Role, Reach)] {
    use Command as C;
    match command {
        C::StopClock { .. }
        | C::AnswerObjection { .. }
        | C::EnterDecision { .. }
        | C::HoldHearing { .. }
        | C::RecordVisit { .. }
        | C::Consult { .. }
        | C::AskOpinion { .. }
        | C::GiveOpinion { .. }
        | C::WithdrawOpinion { .. } => JUDGES,
        C::AnswerConsultation { .. } => &[(Role::Examiner, Reach::Asked), (Role::Head, Reach::Asked)],
        C::Extend { .. }
        | C::SendBack { .. }
        | C::Grant {}
        | C::Deny { .. }
        | C::Reassign { .. }
        | C::Forward { .. }
        | C::Terminate { .. } => HEADS,
        C::Claim {} | C::Unclaim { .. } | C::HandOver { .. } | C::TakeOver {} => OFFICERS,
        C::SetMode { .. } | C::EndMode { .. } => &[
            (Role::Clerk, Reach::Window),
            (Role::Examiner, Reach::Organ),
            (Role::Head, Reach::Organ),
            (Role::Supervisor, Reach::County),
        ],
        _ => &[(Role::House, Reach::County)],
    }
}
