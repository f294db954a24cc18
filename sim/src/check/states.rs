//! The state machine of domain.md §1.5: what may happen from which state, and whose it is to do. Written from
//! the table, not from the rules.

use facts::Recorded;
use facts::case::{Clock, Ending, Event};
use kernel::{Actor, Role};

/// Where in the table a case must be for something to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// Nothing was filed.
    Nothing,
    /// SUBMITTED, RECEIVED, CORRECTION.
    NotAccepted,
    /// The same, and nothing that was asked for is outstanding.
    Complete,
    /// CORRECTION, while something is outstanding.
    Correction,
    /// ACCEPTED to DECIDE.
    UnderWay,
    /// The same, and the clock stands.
    Suspended,
    /// DECIDE: examined, and the clock runs.
    Decide,
    /// Any before the decision.
    Open,
    /// GRANTED and not delivered.
    Granted,
    /// Any before the decision, or granted and not delivered.
    Moving,
    /// Any before the decision, or granted.
    Promised,
    /// Ended, and delivered where there is something to deliver.
    Over,
    /// Any before the decision, or withdrawn: what an organ ended stands.
    Undecided,
}

/// What is known of a case's state while its life is read.
#[derive(Debug, Default)]
pub(super) struct States {
    organ: String,
    hall: String,
    party: String,
    filed: bool,
    /// What a notice named and has not come, while it waits for something.
    outstanding: Vec<String>,
    waits: bool,
    signed: Vec<String>,
    accepted: bool,
    suspended: bool,
    examined: bool,
    delivered: bool,
    ended: Option<Ending>,
    /// How it must be concluded by the line that follows.
    owes: Option<Ending>,
}

impl States {
    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        if let Some(owed) = self.owes.take() {
            return match event {
                // what a grant on a promise brings with it
                Event::PledgeToCheck { .. } => {
                    self.owes = Some(owed);
                    Ok(())
                }
                Event::Concluded { ending } if *ending == owed => {
                    self.ended = Some(owed);
                    Ok(())
                }
                _ => Err(format!("{owed:?} was said and the case not concluded")),
            };
        }
        if let Some(from) = from(event)
            && !self.is(from)
        {
            return Err(format!("it happened from another state than {from:?}: {self:?}"));
        }
        self.hers(&fact.actor, event)?;
        self.then(event)
    }

    fn is(&self, from: From) -> bool {
        let open = self.filed && self.ended.is_none();
        let granted = self.ended == Some(Ending::Granted);
        match from {
            From::Nothing => !self.filed,
            From::NotAccepted => open && !self.accepted,
            From::Complete => open && !self.accepted && !self.waits,
            From::Correction => open && !self.accepted && self.waits,
            From::UnderWay => open && self.accepted,
            From::Suspended => open && self.accepted && self.suspended,
            From::Decide => open && self.accepted && self.examined && !self.suspended,
            From::Open => open,
            From::Granted => granted && !self.delivered,
            From::Moving => open || (granted && !self.delivered),
            From::Promised => open || granted,
            From::Over => self.ended.is_some() && (!granted || self.delivered),
            From::Undecided => open || self.ended == Some(Ending::Withdrawn),
        }
    }

    fn then(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::Applied { organ, hall, party, .. } => {
                self.filed = true;
                (self.organ, self.hall, self.party) = (organ.clone(), hall.clone(), party.clone());
            }
            Event::CorrectionAsked { lacking, .. } => {
                self.outstanding.clone_from(lacking);
                self.waits = true;
            }
            Event::Received { materials: Some(materials) } => {
                self.outstanding.retain(|code| !materials.contains(code));
            }
            Event::Enclosed { material, .. } => self.outstanding.retain(|code| code != material),
            Event::ToleranceSigned { materials, reply_by, .. }
            | Event::PledgeSigned { materials, reply_by, .. } => {
                self.signed.extend(materials.iter().cloned());
                self.complete(reply_by.is_some(), self.waits)?;
            }
            Event::Corrected { materials, complete, .. } => {
                self.outstanding.retain(|code| !materials.contains(code));
                self.complete(*complete, true)?;
            }
            Event::Accepted { .. } | Event::AcceptedTolerantly { .. } | Event::DeemedAccepted { .. } => {
                self.accepted = true;
            }
            Event::ClockStopped { .. } => self.suspended = true,
            Event::ClockResumed { .. } | Event::PublicityClosed { told: Some(_), .. } => {
                self.suspended = false;
            }
            Event::Examined { .. } => self.examined = true,
            // what was found before somebody was right to say otherwise is examined again
            Event::SentBack {}
            | Event::HearingHeld {}
            | Event::ObjectionAnswered { upheld: true, .. }
            | Event::ConsultationAnswered { agrees: false, .. } => self.examined = false,
            Event::Delivered {} => self.delivered = true,
            _ => {}
        }
        self.owes = ends(event);
        Ok(())
    }

    /// Everything came or was promised, or it is said not to have.
    fn complete(&mut self, said: bool, asked: bool) -> Result<(), String> {
        let all = asked && self.outstanding.iter().all(|code| self.signed.contains(code));
        self.waits &= !said;
        if said == all {
            Ok(())
        } else {
            Err(format!("it says complete is {said}; left is {:?}", self.outstanding))
        }
    }

    /// Was it his or hers to do?
    fn hers(&self, who: &Actor, event: &Event) -> Result<(), String> {
        let Some(roles) = whose(event) else { return Ok(()) };
        let own = who.acting_for() == self.party;
        let here = match who.role {
            _ if matches!(event, Event::Applied { .. }) => true,
            Role::Citizen | Role::Agent => own != matches!(event, Event::Objected { .. }),
            Role::Clerk => who.organ == self.hall || who.organ == self.organ,
            Role::Examiner | Role::Head => {
                let elsewhere = matches!(event, Event::ConsultationAnswered { .. } | Event::Extended { .. });
                elsewhere || who.organ == self.organ
            }
            Role::Program => who.organ == self.organ,
            _ => true,
        };
        if roles.contains(&who.role) && here {
            return Ok(());
        }
        Err(format!("not for {} as {:?} of “{}” to do", who.party, who.role, who.organ))
    }
}

/// The end that an event brings, and that the next line concludes.
fn ends(event: &Event) -> Option<Ending> {
    Some(match event {
        Event::Granted { .. } => Ending::Granted,
        Event::Denied { .. } => Ending::Denied,
        Event::Declined { .. } => Ending::Declined,
        Event::Referred { .. } => Ending::Referred,
        Event::Withdrawn {} => Ending::Withdrawn,
        Event::Terminated { .. } => Ending::Terminated,
        Event::Voided { .. } => Ending::Voided,
        Event::Unsupplied { .. } => Ending::Unsupplied,
        _ => return None,
    })
}

/// From where it may happen; none for what the clock and officers among themselves say.
fn from(event: &Event) -> Option<From> {
    use Event as E;
    Some(match event {
        E::Applied { .. } => From::Nothing,
        E::Accepted { .. } | E::DeemedAccepted { .. } => From::Complete,
        E::CorrectionAsked { .. }
        | E::NoticeAllowed {}
        | E::ToleranceSigned { .. }
        | E::PledgeSigned { .. }
        | E::AcceptedTolerantly { .. }
        | E::Declined { .. }
        | E::Referred { .. } => From::NotAccepted,
        E::CorrectionReminded { .. } | E::Unsupplied { .. } | E::Corrected { .. } => From::Correction,
        E::Followed { .. }
        | E::FollowReminded { .. }
        | E::ToleranceBroken { .. }
        | E::PledgeToCheck { .. }
        | E::PledgeCheckNear { .. }
        | E::PledgeCheckOverdue { .. }
        | E::PledgeChecked { .. }
        | E::PledgeMendReminded { .. }
        | E::PledgeMendReported {}
        | E::PledgeMendRefused { .. }
        | E::PledgeMended { .. }
        | E::PledgeForfeited { .. } => From::Promised,
        E::Received { .. } | E::Enclosed { .. } | E::Withdrawn {} | E::Terminated { .. } => From::Open,
        E::ClockResumed { .. } => From::Suspended,
        E::Granted { .. } | E::Denied { .. } => From::Decide,
        // said by the line before
        E::Concluded { .. } => From::Nothing,
        E::Delivered {} => From::Granted,
        E::Voided { .. } => From::Undecided,
        E::Settled {} => From::Over,
        E::Claimed {}
        | E::Unclaimed {}
        | E::Reassigned { .. }
        | E::HandedOver { .. }
        | E::TakenOver {}
        | E::ModeSet { .. }
        | E::ModeEnded { .. } => From::Moving,
        E::Overran { clock: Clock::Reply, .. } => From::NotAccepted,
        E::Overran { clock: Clock::Delivery, .. } => From::Granted,
        _ => From::UnderWay,
    })
}

/// In which roles it is done; none where it is the clock that speaks, or what an act brings with it.
fn whose(event: &Event) -> Option<&'static [Role]> {
    use Event as E;
    Some(match event {
        E::DeemedAccepted { .. }
        | E::CorrectionReminded { .. }
        | E::Unsupplied { .. }
        | E::FollowReminded { .. }
        | E::ToleranceBroken { .. }
        | E::PublicityClosed { .. }
        | E::ConsultationReminded { .. }
        | E::ConsultationLapsed { .. }
        | E::Concluded { .. }
        | E::PledgeToCheck { .. }
        | E::PledgeCheckNear { .. }
        | E::PledgeCheckOverdue { .. }
        | E::PledgeMendReminded { .. }
        | E::PledgeForfeited { .. }
        | E::Overran { .. } => return None,
        E::Applied { .. }
        | E::Corrected { .. }
        | E::Followed { .. }
        | E::PledgeSigned { .. }
        | E::PledgeMendReported {}
        | E::HearingRequested { .. } => &[Role::Citizen, Role::Agent, Role::Clerk],
        E::ToleranceSigned { .. } | E::Withdrawn {} | E::Settled {} | E::Objected { .. } => {
            &[Role::Citizen, Role::Agent]
        }
        E::Received { .. } => &[Role::Clerk, Role::Program],
        E::Accepted { .. }
        | E::AcceptedTolerantly { .. }
        | E::CorrectionAsked { .. }
        | E::Enclosed { .. }
        | E::Declined { .. }
        | E::Referred { .. }
        | E::Delivered {} => &[Role::Clerk],
        E::NoticeAllowed {} | E::Voided { .. } => &[Role::Supervisor],
        E::Claimed {} | E::Unclaimed {} | E::HandedOver { .. } | E::TakenOver {} => {
            &[Role::Clerk, Role::Examiner, Role::Head]
        }
        E::ModeSet { .. } | E::ModeEnded { .. } => {
            &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor]
        }
        _ => return Some(judges(event)),
    })
}

/// The same for what is done between acceptance and the decision: by examiners, by the head, or by both.
fn judges(event: &Event) -> &'static [Role] {
    use Event as E;
    match event {
        E::ClockStopped { .. }
        | E::PublicityOpened { .. }
        | E::HearingRightTold { .. }
        | E::HearingSet { .. }
        | E::VisitSet { .. }
        | E::Examined { .. }
        | E::Confirmed {}
        | E::Differed { .. }
        | E::PledgeChecked { .. }
        | E::PledgeMendRefused { .. }
        | E::PledgeMended { .. } => &[Role::Examiner],
        E::ClockResumed { .. }
        | E::ObjectionAnswered { .. }
        | E::HearingHeld {}
        | E::VisitRecorded { .. }
        | E::Consulted { .. }
        | E::ConsultationAnswered { .. }
        | E::OpinionAsked { .. }
        | E::OpinionGiven { .. }
        | E::OpinionWithdrawn { .. } => &[Role::Examiner, Role::Head],
        E::Extended { .. }
        | E::SentBack {}
        | E::Granted { .. }
        | E::Denied { .. }
        | E::Reassigned { .. }
        | E::Terminated { .. } => &[Role::Head],
        _ => &[],
    }
}
