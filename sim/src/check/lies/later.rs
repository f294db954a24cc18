//! Lies about what the law of a case has besides its common steps: promises in place of papers, a look before
//! receipt, papers of another hall, a body above, limited places, and what no item covers.

use facts::Recorded;
use facts::case::{Clock, Ending, Event as C, Place, Way};
use facts::matter::Event as M;
use facts::{Fact, case as of_case};

use super::Lie;
use super::told::{Told, case, day, elsewhere, fact, left_out, of, repeated, twice, with, without};

/// All of them.
pub(super) const ALL: &[Lie] = &[
    // promises in place of papers
    ("a promise signed twice", |f, at| twice(f, at, |e| matches!(e, C::PledgeSigned { .. }))),
    ("granted on a promise that nobody has to verify", |f, at| {
        without(f, at, |e| matches!(e, C::PledgeToCheck { .. }))
    }),
    ("a verification due on another day", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::PledgeToCheck { .. }),
            |_, e| {
                day(e, |e| if let C::PledgeToCheck { by, .. } = e { Some(by) } else { None });
            },
        )
    }),
    ("a verification called to mind on no day", |f, at| {
        without(f, at, |e| matches!(e, C::PledgeCheckNear { .. }))
    }),
    ("a verification that is overdue kept quiet", |f, at| {
        without(f, at, |e| matches!(e, C::PledgeCheckOverdue { .. }))
    }),
    ("verified by one officer", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::PledgeChecked { .. }),
            |_, e| {
                if let C::PledgeChecked { officers, .. } = e {
                    officers.truncate(1);
                }
            },
        )
    }),
    ("a broken promise that nobody has to mend", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::PledgeChecked { mend: Some(_), .. }),
            |_, e| {
                if let C::PledgeChecked { mend, .. } = e {
                    *mend = None;
                }
            },
        )
    }),
    ("to be mended by another day", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::PledgeChecked { mend: Some(_), .. }),
            |_, e| {
                if let C::PledgeChecked { mend: Some(mend), .. } = e {
                    mend.by = mend.by.next();
                }
            },
        )
    }),
    ("mended, and nobody had said so", |f, at| without(f, at, |e| matches!(e, C::PledgeMendReported {}))),
    ("a promise that was forfeited kept quiet", |f, at| {
        without(f, at, |e| matches!(e, C::PledgeForfeited { .. }))
    }),
    // a look before formal receipt
    ("a look found by another day", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::PrecheckAsked { .. }),
            |_, e| {
                day(e, |e| if let C::PrecheckAsked { by } = e { Some(by) } else { None });
            },
        )
    }),
    ("a look that stops the five days", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::DeemedAccepted { .. }),
            |x, _| x.effective = x.effective.plus_ms(86_400_000),
        )
        .filter(|_| before(f, at, |e| matches!(e, C::PrecheckAsked { .. })))
    }),
    ("a look that nobody asked for", |f, at| {
        without(f, at, |e| matches!(e, C::PrecheckAsked { .. }))
            .filter(|_| after(f, at, |e| matches!(e, C::PrecheckPassed {} | C::PrecheckReturned {})))
    }),
    ("a look that came too late kept quiet", |f, at| {
        without(f, at, |e| matches!(e, C::Overran { clock: Clock::Precheck, .. }))
    }),
    ("a returned look that tells nothing", |f, at| {
        let returned = at.checked_sub(1).and_then(|at| of(f, at, |e| matches!(e, C::PrecheckReturned {})));
        returned.and_then(|()| without(f, at, |e| matches!(e, C::CorrectionAsked { .. })))
    }),
    ("told once more after a returned look", |f, at| {
        let returned = at.checked_sub(1).and_then(|at| of(f, at, |e| matches!(e, C::PrecheckReturned {})));
        returned.and_then(|()| twice(f, at, |e| matches!(e, C::CorrectionAsked { .. })))
    }),
    // ways in which it came
    ("a parcel that counts from another day", |f, at| {
        came(f, at, |came| {
            let on = came.on.as_mut().filter(|_| came.way == Way::Courier)?;
            *on = on.plus(-100);
            Some(())
        })
    }),
    ("a parcel without its number", |f, at| {
        came(f, at, |came| (came.way == Way::Courier).then(|| came.waybill.clear()))
    }),
    ("taken in by a hall that was not there", |f, at| {
        came(f, at, |came| (came.way == Way::Elsewhere).then(|| came.at.push('x')))
    }),
    ("at a terminal that was none", |f, at| {
        came(f, at, |came| (came.way == Way::Computer).then(|| came.way = Way::Terminal))
    }),
    ("papers that arrived twice", |f, at| twice(f, at, |e| matches!(e, C::PapersArrived {}))),
    ("papers that arrived and nobody sent", |f, at| without(f, at, |e| matches!(e, C::PapersSent { .. }))),
    ("papers that never arrived", |f, at| without(f, at, |e| matches!(e, C::PapersArrived {}))),
    // a body above
    ("sent up twice", |f, at| twice(f, at, |e| matches!(e, C::Forwarded { .. }))),
    ("decided above and never sent there", |f, at| without(f, at, |e| matches!(e, C::Forwarded { .. }))),
    ("the body above due on another day", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::Forwarded { .. }),
            |_, e| {
                day(e, |e| if let C::Forwarded { decide_by, .. } = e { Some(decide_by) } else { None });
            },
        )
    }),
    ("the lower clock goes on", |f, at| {
        of(f, at, |e| matches!(e, C::Forwarded { .. }))?;
        let mut line = f[at].clone();
        let due = line.effective.day();
        line.fact = Fact::Case(C::Overran { clock: Clock::Statutory, due });
        let mut all = f.to_vec();
        all.insert(at + 1, line);
        Some(all)
    }),
    ("the silence of the body above kept quiet", |f, at| {
        without(f, at, |e| matches!(e, C::Overran { clock: Clock::Higher, .. }))
    }),
    ("decided by the body below", |f, at| {
        let decides = |e: &C| matches!(e, C::Granted { .. } | C::Denied { .. });
        case(f, at, decides, elsewhere).filter(|_| before(f, at, |e| matches!(e, C::Forwarded { .. })))
    }),
    ("a letter without a number", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::HigherDecided { .. }),
            |_, e| {
                if let C::HigherDecided { number, .. } = e {
                    number.clear();
                }
            },
        )
    }),
    ("a letter of the day before it was sent", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::HigherDecided { .. }),
            |_, e| {
                if let C::HigherDecided { on, .. } = e {
                    *on = on.plus(-400);
                }
            },
        )
    }),
    ("decided together and extended by the organ itself", |f, at| {
        let together = |e: &C| matches!(e, C::Applied { joint_with, .. } if !joint_with.is_empty());
        case(f, at, |e| matches!(e, C::Extended { .. }), elsewhere).filter(|_| before(f, at, together))
    }),
    // limited places
    ("accepted for a place and not in the order", |f, at| without(f, at, |e| matches!(e, C::Queued(_)))),
    ("in the order from another hour", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::Queued(_)),
            |_, e| {
                if let C::Queued(Place { at, .. }) = e {
                    *at = at.plus_ms(1);
                }
            },
        )
    }),
    ("denied as another in the order", |f, at| {
        case(
            f,
            at,
            |e| matches!(e, C::Denied { place: Some(_), .. }),
            |_, e| {
                if let C::Denied { place: Some(place), .. } = e {
                    *place += 1;
                }
            },
        )
    }),
    ("more places given than there are", given_twice),
    // what no item covers
    ("a matter due on another day", |f, at| {
        fact(f, at, |x| {
            let Fact::Matter(M::Brought { answer_by, .. }) = &mut x.fact else { return false };
            *answer_by = answer_by.next();
            true
        })
    }),
    ("a matter given away twice without leave", |f, at| {
        repeated(f, at, |x| matches!(x, Fact::Matter(M::Routed { .. })))
    }),
    ("a matter given away by another hall", |f, at| {
        fact(f, at, |x| {
            x.actor.organ.push('x');
            matches!(x.fact, Fact::Matter(M::Routed { again: false, .. }))
        })
    }),
    ("leave that nobody gave", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Matter(M::RouteAllowed {}))).filter(|_| {
            f[at + 1..].iter().any(|x| {
                x.stream == f[at].stream && matches!(x.fact, Fact::Matter(M::Routed { again: true, .. }))
            })
        })
    }),
    ("a matter answered by who does not have it", |f, at| {
        fact(f, at, |x| {
            x.actor.organ.push('x');
            matches!(x.fact, Fact::Matter(M::Answered { .. }))
        })
    }),
    ("a matter answered on nothing", |f, at| {
        fact(f, at, |x| {
            let Fact::Matter(M::Answered { basis, .. }) = &mut x.fact else { return false };
            basis.zh.clear();
            true
        })
    }),
    ("a matter that nobody answered", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Matter(M::Answered { .. })))
    }),
    ("a matter whose day passed in silence", |f, at| {
        left_out(f, at, |x| matches!(x, Fact::Matter(M::Overran { .. })))
    }),
    ("a matter that became another's case", |f, at| {
        fact(f, at, |x| {
            let Fact::Matter(M::BecameCase { case }) = &mut x.fact else { return false };
            case.push('x');
            true
        })
    }),
];

/// Did such a thing happen to the case of this line before?
fn before(facts: &[Recorded], at: usize, fits: impl Fn(&C) -> bool) -> bool {
    (0..at).any(|n| facts[n].stream == facts[at].stream && of(facts, n, &fits).is_some())
}

/// Did it afterwards?
fn after(facts: &[Recorded], at: usize, fits: impl Fn(&C) -> bool) -> bool {
    (at + 1..facts.len()).any(|n| facts[n].stream == facts[at].stream && of(facts, n, &fits).is_some())
}

/// An application that came in otherwise.
fn came(facts: &[Recorded], at: usize, lie: impl Fn(&mut of_case::Came) -> Option<()>) -> Told {
    fact(facts, at, |line| {
        let Fact::Case(C::Applied { came: Some(came), .. }) = &mut line.fact else { return false };
        lie(came).is_some()
    })
}

/// Whoever was denied for want of a place is granted one, as somebody else was before.
fn given_twice(facts: &[Recorded], at: usize) -> Told {
    of(facts, at, |e| matches!(e, C::Denied { place: Some(_), .. }))?;
    let end = (at + 1..facts.len()).find(|n| {
        facts[*n].stream == facts[at].stream && of(facts, *n, |e| matches!(e, C::Concluded { .. })).is_some()
    })?;
    with(facts, end, |line| line.fact = Fact::Case(C::Concluded { ending: Ending::Granted }))
}
