//! The lies themselves, a line each, in the order of the checkers that must notice them.

use facts::case::{Clock, Event as C, Mode};
use facts::document::Event as D;
use facts::licence::Event as L;
use facts::oversight::Event as O;
use facts::{Fact, Recorded};
use kernel::Role;

use super::Lie;

pub(super) type Told = Option<Vec<Recorded>>;

/// All of them.
pub(super) const ALL: &[Lie] = &[
    // the line itself
    ("a line that answers nothing", |f, at| {
        of(f, at, |_| true).and_then(|()| with(f, at, |x| x.cause.clear()))
    }),
    ("a line that nobody wrote", |f, at| case(f, at, |_| true, |x, _| x.actor.party.clear())),
    ("true after it was written", |f, at| case(f, at, |_| true, |x, _| x.effective = x.at.plus_ms(1))),
    ("an application left out", |f, at| without(f, at, |e| matches!(e, C::Applied { .. }))),
    // clocks
    ("an answer promised for another day", |f, at| {
        case(f, at, is_applied, |_, e| {
            day(e, |e| if let C::Applied { reply_by, .. } = e { Some(reply_by) } else { None })
        })
    }),
    ("a decision promised for another day", |f, at| {
        case(f, at, is_accepted, |_, e| {
            day(e, |e| if let C::Accepted { told, .. } = e { Some(told) } else { None })
        })
    }),
    ("a decision due by law on another day", |f, at| {
        case(f, at, is_accepted, |_, e| {
            day(e, |e| if let C::Accepted { statutory, .. } = e { Some(statutory) } else { None });
        })
    }),
    ("acceptance by silence kept quiet", |f, at| without(f, at, |e| matches!(e, C::DeemedAccepted { .. }))),
    ("an overrun kept quiet", |f, at| {
        without(f, at, |e| matches!(e, C::Overran { clock: Clock::Promised, .. }))
    }),
    ("a clock that goes on for another day", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::ClockResumed { .. }),
            |_, e| {
                day(e, |e| if let C::ClockResumed { statutory, .. } = e { Some(statutory) } else { None });
            },
        )
    }),
    ("a reminder kept quiet", |f, at| without(f, at, |e| matches!(e, C::CorrectionReminded { .. }))),
    ("a file that is closed kept open", |f, at| without(f, at, |e| matches!(e, C::Unsupplied { .. }))),
    ("a delivery due on another day", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::Granted { .. }),
            |_, e| {
                day(e, |e| if let C::Granted { deliver_by, .. } = e { Some(deliver_by) } else { None });
            },
        )
    }),
    // the states, and whose it is
    ("granted by an examiner", |f, at| {
        case(f, at, |e| matches!(e, C::Granted { .. }), as_role(Role::Examiner))
    }),
    ("withdrawn by the window", |f, at| case(f, at, |e| matches!(e, C::Withdrawn {}), as_role(Role::Clerk))),
    ("struck out by a head", |f, at| case(f, at, |e| matches!(e, C::Voided { .. }), as_role(Role::Head))),
    ("terminated by another organ", |f, at| case(f, at, |e| matches!(e, C::Terminated { .. }), elsewhere)),
    ("decided and not concluded", |f, at| without(f, at, |e| matches!(e, C::Concluded { .. }))),
    ("examined and never accepted", |f, at| without(f, at, is_accepted)),
    ("delivered twice", |f, at| twice(f, at, |e| matches!(e, C::Delivered {}))),
    ("complete while something is lacking", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::Corrected { .. }),
            |_, e| {
                if let C::Corrected { complete, .. } = e {
                    *complete = !*complete;
                }
            },
        )
    }),
    // the one-time notice
    ("told a second time", |f, at| twice(f, at, |e| matches!(e, C::CorrectionAsked { .. }))),
    ("a first notice counted as a second", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::CorrectionAsked { .. }),
            |_, e| {
                if let C::CorrectionAsked { again, .. } = e {
                    *again = !*again;
                }
            },
        )
    }),
    // the course
    ("a clock stopped without a written notice", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::ClockStopped { .. }),
            |_, e| {
                if let C::ClockStopped { notice, .. } = e {
                    notice.clear();
                }
            },
        )
    }),
    ("a clock stopped on no clause", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::ClockStopped { .. }),
            |_, e| {
                if let C::ClockStopped { basis, .. } = e {
                    basis.zh.clear();
                }
            },
        )
    }),
    ("extended twice", |f, at| twice(f, at, |e| matches!(e, C::Extended { .. }))),
    ("public for another time", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::PublicityOpened { .. }),
            |_, e| {
                day(e, |e| if let C::PublicityOpened { until, .. } = e { Some(until) } else { None });
            },
        )
    }),
    ("an answer to an objection that nobody made", |f, at| {
        without(f, at, |e| matches!(e, C::Objected { .. }))
    }),
    ("an organ answered that was not asked", |f, at| {
        case(f, at, |e| matches!(e, C::ConsultationAnswered { .. }), elsewhere)
    }),
    ("the silence of an organ kept quiet", |f, at| {
        without(f, at, |e| matches!(e, C::ConsultationLapsed { .. }))
    }),
    ("a visit by one officer", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::VisitSet { .. }),
            |_, e| {
                if let C::VisitSet { officers, .. } = e {
                    officers.truncate(1);
                }
            },
        )
    }),
    ("a hearing announced for tomorrow", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::HearingSet { .. }),
            |x, e| {
                if let C::HearingSet { on, .. } = e {
                    *on = x.effective.day().next();
                }
            },
        )
    }),
    ("a hearing that may be asked for another time", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::HearingRightTold { .. }),
            |_, e| {
                day(e, |e| if let C::HearingRightTold { until, .. } = e { Some(until) } else { None });
            },
        )
    }),
    ("a hearing held by who does not preside", |f, at| {
        case(f, at, |e| matches!(e, C::HearingHeld {}), |x, _| x.actor.party.push('x'))
    }),
    // papers that follow
    ("accepted over papers nobody promised", |f, at| {
        without(f, at, |e| matches!(e, C::ToleranceSigned { .. }))
    }),
    ("late told as in time", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::Followed { .. }),
            |_, e| {
                if let C::Followed { late, .. } = e {
                    *late = !*late;
                }
            },
        )
    }),
    // who handled it, and who judged
    ("claimed twice", |f, at| twice(f, at, |e| matches!(e, C::Claimed {}))),
    ("taken over by who was not asked", |f, at| {
        case(f, at, |e| matches!(e, C::TakenOver {}), |x, _| x.actor.party.push('x'))
    }),
    ("given back by who did not hold it", |f, at| {
        case(f, at, |e| matches!(e, C::Unclaimed {}), |x, _| x.actor.party.push('x'))
    }),
    ("followed by nobody", |f, at| {
        let names = |e: &C| matches!(e, C::ModeSet { mode: Mode::Guided | Mode::Tracked, .. });
        case(f, at, names, |_, e| {
            if let C::ModeSet { of, .. } = e {
                of.clear();
            }
        })
    }),
    ("settled twice", |f, at| twice(f, at, |e| matches!(e, C::Settled {}))),
    ("granted by who examined", |f, at| {
        let judge =
            f[..at].iter().rev().find(|x| x.stream == f[at].stream && is_examined(x))?.actor.party.clone();
        case(f, at, |e| matches!(e, C::Granted { .. }), move |x, _| x.actor.party.clone_from(&judge))
    }),
    ("denied with every point met", |f, at| {
        let examined = f[..at].iter().rposition(|x| x.stream == f[at].stream && is_examined(x))?;
        of(f, at, |e| matches!(e, C::Denied { place: None, .. }))?;
        case(
            f,
            examined,
            |_| true,
            |_, e| {
                if let C::Examined { unmet, .. } = e {
                    unmet.clear();
                }
            },
        )
    }),
    ("an opinion of who was not asked", |f, at| {
        case(f, at, |e| matches!(e, C::OpinionGiven { .. }), |x, _| x.actor.party.push('x'))
    }),
    // licences
    ("a licence issued twice", |f, at| repeated(f, at, |x| matches!(x, Fact::Licence(L::Issued { .. })))),
    ("a licence that nobody issued", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Licence(L::Issued { .. })))
    }),
    ("amended, and nobody asked", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Licence(L::AmendmentAsked {}))).filter(|_| {
            let then = |x: &&Recorded| {
                x.stream == f[at].stream && !matches!(x.fact, Fact::Licence(L::SurrenderAsked {}))
            };
            matches!(
                f[at + 1..].iter().find(then).map(|x| &x.fact),
                Some(Fact::Licence(L::Amended { .. } | L::AmendmentDenied { .. }))
            )
        })
    }),
    ("asked to be renewed twice", |f, at| {
        repeated(f, at, |x| matches!(x, Fact::Licence(L::RenewalAsked {})))
    }),
    ("suspended without a remedy", |f, at| {
        fact(f, at, |x| {
            let Fact::Licence(L::Suspended { remedies, .. }) = &mut x.fact else { return false };
            remedies.clear();
            true
        })
    }),
    ("lifted after its time", |f, at| {
        let lifted = |x: &Fact| matches!(x, Fact::Licence(L::Lifted {}));
        left_out(f, at, lifted).filter(|_| f[at].effective < f[at].at)
    }),
    ("a licence that ended twice", |f, at| {
        let ended =
            |x: &Fact| matches!(x, Fact::Licence(L::Expired {} | L::Revoked { .. } | L::Recalled { .. }));
        repeated(f, at, ended)
    }),
    ("expired on another day", |f, at| {
        fact(f, at, |x| {
            x.effective = x.effective.plus_ms(-1);
            matches!(x.fact, Fact::Licence(L::Expired {}))
        })
    }),
    // broken limits
    ("a broken promise that nobody has to explain", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Oversight(O::ExplanationAsked { .. })))
    }),
    ("an order to be answered another day", |f, at| {
        fact(f, at, |x| {
            let Fact::Oversight(O::SupervisionOrdered { by, .. }) = &mut x.fact else { return false };
            *by = by.next();
            true
        })
    }),
    ("a rectification that did not open", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Oversight(O::RectificationOpened { .. })))
    }),
    ("explained by a supervisor", |f, at| {
        fact(f, at, |x| {
            x.actor.role = Role::Supervisor;
            matches!(x.fact, Fact::Oversight(O::Explained { .. }))
        })
    }),
    ("closed by the organ itself", |f, at| {
        fact(f, at, |x| {
            x.actor.role = Role::Head;
            matches!(x.fact, Fact::Oversight(O::SupervisionClosed {}))
        })
    }),
    ("answered twice", |f, at| {
        repeated(f, at, |x| matches!(x, Fact::Oversight(O::SupervisionAnswered { .. })))
    }),
    // documents
    ("an act without its document", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Document(D::Composed { .. })))
    }),
];

fn is_applied(event: &C) -> bool {
    matches!(event, C::Applied { .. })
}

fn is_accepted(event: &C) -> bool {
    matches!(event, C::Accepted { .. })
}

fn is_examined(fact: &Recorded) -> bool {
    matches!(fact.fact, Fact::Case(C::Examined { .. }))
}

/// Said in another role.
pub(super) fn as_role(role: Role) -> impl Fn(&mut Recorded, &mut C) {
    move |fact, _| fact.actor.role = role
}

/// Said by somebody of another organ.
pub(super) fn elsewhere(fact: &mut Recorded, _: &mut C) {
    fact.actor.organ.push('x');
}

/// A day later.
pub(super) fn day(event: &mut C, which: fn(&mut C) -> Option<&mut kernel::Day>) {
    if let Some(day) = which(event) {
        *day = day.next();
    }
}

/// Is this line such an event of a case?
pub(super) fn of(facts: &[Recorded], at: usize, fits: impl Fn(&C) -> bool) -> Option<()> {
    matches!(&facts[at].fact, Fact::Case(event) if fits(event)).then_some(())
}

pub(super) fn with(facts: &[Recorded], at: usize, lie: impl Fn(&mut Recorded)) -> Told {
    let mut all = facts.to_vec();
    lie(&mut all[at]);
    Some(all)
}

/// An event of a case, told otherwise.
pub(super) fn case(
    facts: &[Recorded],
    at: usize,
    fits: impl Fn(&C) -> bool,
    lie: impl Fn(&mut Recorded, &mut C),
) -> Told {
    of(facts, at, fits)?;
    with(facts, at, |line| {
        if let Fact::Case(mut event) = line.fact.clone() {
            lie(line, &mut event);
            line.fact = Fact::Case(event);
        }
    })
}

/// Any line, told otherwise, if it fits.
pub(super) fn fact(facts: &[Recorded], at: usize, lie: impl Fn(&mut Recorded) -> bool) -> Told {
    let mut line = facts[at].clone();
    if !lie(&mut line) {
        return None;
    }
    let mut all = facts.to_vec();
    all[at] = line;
    Some(all)
}

pub(super) fn left_out(facts: &[Recorded], at: usize, fits: impl Fn(&Fact) -> bool) -> Told {
    let mut all = fits(&facts[at].fact).then(|| facts.to_vec())?;
    all.remove(at);
    Some(all)
}

pub(super) fn repeated(facts: &[Recorded], at: usize, fits: impl Fn(&Fact) -> bool) -> Told {
    let mut all = fits(&facts[at].fact).then(|| facts.to_vec())?;
    all.insert(at, facts[at].clone());
    Some(all)
}

pub(super) fn without(facts: &[Recorded], at: usize, fits: impl Fn(&C) -> bool) -> Told {
    left_out(facts, at, |fact| matches!(fact, Fact::Case(event) if fits(event)))
}

pub(super) fn twice(facts: &[Recorded], at: usize, fits: impl Fn(&C) -> bool) -> Told {
    repeated(facts, at, |fact| matches!(fact, Fact::Case(event) if fits(event)))
}
