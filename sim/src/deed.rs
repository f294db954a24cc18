//! Something that somebody does at the desk: once, twice, twice at once, or just before the house dies.

use std::sync::mpsc::{Receiver, sync_channel};

use case::rules::Command;
use house::{Cause, Failure, Knows, Receipt, To};
use kernel::Actor;

use crate::city::City;

/// What somebody asks for, by the wing that is asked.
#[derive(Clone, Debug)]
pub(crate) enum Wish {
    /// Of a case.
    Case(Command),
    /// Of a licence.
    Licence(licence::rules::Command),
    /// Of a limit that was broken.
    Breach(oversight::rules::Command),
    /// Of an officer's account.
    Staff(account::rules::Command),
    /// Of what no item covers.
    Matter(matter::rules::Command),
}

impl From<Command> for Wish {
    fn from(command: Command) -> Self {
        Self::Case(command)
    }
}

impl Wish {
    /// Something else of the same wing.
    fn other(&self) -> Self {
        match self {
            Wish::Case(Command::Withdraw {}) => Wish::Case(Command::Tick {}),
            Wish::Case(_) => Wish::Case(Command::Withdraw {}),
            Wish::Licence(_) => Wish::Licence(licence::rules::Command::Tick {}),
            Wish::Breach(_) => Wish::Breach(oversight::rules::Command::Tick {}),
            Wish::Staff(_) => Wish::Staff(account::rules::Command::RemoveClient {}),
            Wish::Matter(_) => Wish::Matter(matter::rules::Command::Tick {}),
        }
    }
}

/// What somebody wants, and what she may expect.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    /// Who.
    pub who: Actor,
    /// Where to.
    pub to: To,
    /// What.
    pub wish: Wish,
    /// She has no right to it: nothing may be told apart from what is not there.
    pub lie: bool,
}

/// What the desk said.
type Answer = Result<Receipt, Failure>;

impl City<'_> {
    /// Do it, in one of the ways in which people do things.
    pub fn perform(&mut self, deed: &Deed) -> Result<(), String> {
        let cause = self.cause(deed);
        match self.lot.below(100) {
            0..6 => self.twice_at_once(deed, &cause),
            6..9 if self.trouble => self.dies_meanwhile(deed, &cause),
            roll => {
                let first = self.bring(deed, &cause);
                self.judge(deed, &first)?;
                match roll {
                    9..24 => self.again(deed, &cause, &first),
                    24..30 => self.other_command(deed, &cause, &first),
                    _ => Ok(()),
                }
            }
        }
    }

    fn cause(&mut self, deed: &Deed) -> Cause {
        self.count("deeds");
        let key = format!("deed-{}", self.tally["deeds"]);
        Cause::outside("web", &deed.who.party, &key).expect("a key of letters, digits and a dash")
    }

    fn bring(&self, deed: &Deed, cause: &Cause) -> Answer {
        let heard = self.submit(deed, cause).recv();
        heard.unwrap_or_else(|_| Err(Failure::Fault("the writer went away".to_owned())))
    }

    /// Was the answer one that this person may get?
    fn judge(&mut self, deed: &Deed, answer: &Answer) -> Result<(), String> {
        match answer {
            Ok(_) if deed.lie => Err(format!("somebody did what is not hers to do: {deed:?}")),
            Ok(receipt) => {
                let told = match deed.wish {
                    Wish::Case(_) => Some(&mut self.cases),
                    Wish::Matter(_) => Some(&mut self.matters),
                    _ => None,
                };
                if let Some(told) = told.filter(|told| deed.to == To::New && !told.contains(&receipt.name)) {
                    told.push(receipt.name.clone());
                }
                self.count("taken");
                Ok(())
            }
            Err(Failure::Absent) if deed.lie => {
                self.count("lies");
                Ok(())
            }
            Err(Failure::Refused(refusal)) if !deed.lie => {
                self.count("refused");
                if self.house().texts.has_refusal(refusal.code) && !refusal.basis.zh.is_empty() {
                    return Ok(());
                }
                Err(format!("{} has no sentence or no basis", refusal.code))
            }
            Err(other) if deed.lie => {
                Err(format!("what is not hers to do was answered “{other}”, not as if absent: {deed:?}"))
            }
            Err(other) => Err(format!("{deed:?} was answered “{other}”")),
        }
    }

    /// A double click: the second finds the first's receipt and writes nothing.
    fn again(&mut self, deed: &Deed, cause: &Cause, first: &Answer) -> Result<(), String> {
        let before = self.last_line()?;
        let second = self.bring(deed, cause);
        self.count("double clicks");
        match (first, &second) {
            (Ok(first), Ok(second)) if first.last > 0 => self.same_receipt(first, second, before),
            (Ok(_), Ok(_)) | (Err(_), Err(_)) => Ok(()),
            _ => Err(format!("the first click on {deed:?} said {first:?}, the second {second:?}")),
        }
    }

    fn same_receipt(&self, first: &Receipt, second: &Receipt, before: i64) -> Result<(), String> {
        let place = |r: &Receipt| (r.name.clone(), r.version, r.first, r.last);
        if place(first) != place(second) || !second.again {
            return Err(format!("a second click was told {second:?} and not {first:?}"));
        }
        match self.last_line()? == before {
            true => Ok(()),
            false => Err(format!("a second click wrote something after line {before}")),
        }
    }

    /// The same key with another command is never taken for the first.
    fn other_command(&mut self, deed: &Deed, cause: &Cause, first: &Answer) -> Result<(), String> {
        let Ok(receipt) = first else { return Ok(()) };
        if receipt.last == 0 {
            return Ok(());
        }
        let other = Deed { wish: deed.wish.other(), ..deed.clone() };
        self.count("keys taken");
        match self.bring(&other, cause) {
            Err(Failure::KeyTaken) => Ok(()),
            answer => Err(format!("a key that was taken was answered {answer:?}")),
        }
    }

    /// The same form posted from two connections at once: both are told the same, one thing happened.
    fn twice_at_once(&mut self, deed: &Deed, cause: &Cause) -> Result<(), String> {
        self.count("twice at once");
        let release = self.hold_the_writer()?;
        let (one, other) = (self.submit(deed, cause), self.submit(deed, cause));
        drop(release);
        let heard = |ear: Receiver<Answer>| ear.recv().map_err(|_| "nobody answered".to_owned());
        let (one, other) = (heard(one)?, heard(other)?);
        self.judge(deed, &one)?;
        match (&one, &other) {
            (Ok(first), Ok(second)) if first.last > 0 => {
                let before = self.last_line()?;
                self.same_receipt(first, second, before)
            }
            (Ok(_), Ok(_)) | (Err(_), Err(_)) => Ok(()),
            _ => Err(format!("{deed:?} at once from two connections: {one:?} and {other:?}")),
        }
    }

    fn submit(&self, deed: &Deed, cause: &Cause) -> Receiver<Answer> {
        match deed.wish.clone() {
            Wish::Case(command) => self.submit_to::<case::rules::Rules>(deed, cause, command),
            Wish::Licence(command) => self.submit_to::<licence::rules::Rules>(deed, cause, command),
            Wish::Breach(command) => self.submit_to::<oversight::rules::Rules>(deed, cause, command),
            Wish::Staff(command) => self.submit_to::<account::rules::Rules>(deed, cause, command),
            Wish::Matter(command) => self.submit_to::<matter::rules::Rules>(deed, cause, command),
        }
    }

    fn submit_to<D: Knows>(&self, deed: &Deed, cause: &Cause, command: D::Command) -> Receiver<Answer> {
        let (tell, hear) = sync_channel(1);
        let (who, to) = (deed.who.clone(), deed.to.clone());
        let then = move |answer| tell.send(answer).unwrap_or_default();
        self.house().submit_then::<D>(who, to, cause.clone(), None, command, then);
        hear
    }

    /// Keep the writer busy until what is given back is dropped, so that what comes meanwhile is one batch.
    fn hold_the_writer(&self) -> Result<std::sync::mpsc::SyncSender<()>, String> {
        let (release, wait) = sync_channel::<()>(1);
        let (started, begun) = sync_channel(1);
        let held = self.house().store.write(
            move |_| {
                started.send(()).unwrap_or_default();
                // an error says that what was given back was dropped: that is the signal
                wait.recv().unwrap_or_default();
                Ok(())
            },
            |_| {},
        );
        held.map_err(|fault| fault.to_string())?;
        begun.recv().map_err(|_| "the writer went away".to_owned())?;
        Ok(release)
    }

    /// The house dies before the command came, or between commit and answer; she tries again.
    fn dies_meanwhile(&mut self, deed: &Deed, cause: &Cause) -> Result<(), String> {
        self.count("kills");
        let unheard = if self.lot.percent(70) { Some(self.bring(deed, cause)) } else { None };
        self.kill_and_reopen()?;
        let before = self.last_line()?;
        let answer = self.bring(deed, cause);
        self.judge(deed, &answer)?;
        match (unheard, &answer) {
            (Some(Ok(first)), Ok(second)) if first.last > 0 => self.same_receipt(&first, second, before),
            (Some(Ok(first)), Err(_)) if first.last > 0 => {
                Err(format!("{deed:?} was done, and after the kill it was denied"))
            }
            _ => Ok(()),
        }
    }
}
