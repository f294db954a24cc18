//! Officers and programs: who gets a post or a token, whether the house is open or not.

use clap::{Args, Subcommand};
use house::Failure;

use super::{Where, say, warn};
use crate::console::{Order, hand_over, obey};

/// `yimen staff …`
#[derive(Subcommand)]
pub(super) enum Staff {
    /// Give NAME a post and print a one-time password
    Add(AddStaff),
    /// Take the post of ACCOUNT back: from now on it opens nothing
    Remove(Remove),
}

/// `yimen staff remove ACCOUNT`, `yimen client remove CLIENT`
#[derive(Args)]
pub(super) struct Remove {
    /// The account, or a program's name
    account: String,
    #[command(flatten)]
    at: Where,
}

/// `yimen staff add NAME --organ CODE --post POST`
#[derive(Args)]
pub(super) struct AddStaff {
    /// The officer's name
    name: String,
    /// Code of the organ, 18 characters
    #[arg(long)]
    organ: String,
    /// clerk, examiner, head, supervisor or administrator; a clerk's window after a colon: clerk:window-6
    #[arg(long)]
    post: String,
    #[command(flatten)]
    at: Where,
}

/// `yimen client …`
#[derive(Subcommand)]
pub(super) enum Client {
    /// Let a program in and print its token
    Add(AddClient),
    /// Take a program's token back: from now on it opens nothing
    Remove(Remove),
}

/// `yimen client add NAME --organ CODE`
#[derive(Args)]
pub(super) struct AddClient {
    /// Name of the system
    name: String,
    /// Code of the organ it works for, 18 characters
    #[arg(long)]
    organ: String,
    #[command(flatten)]
    at: Where,
}

impl Staff {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Staff::Add(AddStaff { name, organ, post, at }) => give(&at, &Order::Staff { name, organ, post }),
            Staff::Remove(Remove { account, at }) => give(&at, &Order::StaffRemove { account }),
        }
    }
}

impl Client {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Client::Add(AddClient { name, organ, at }) => give(&at, &Order::Client { name, organ }),
            Client::Remove(Remove { account, at }) => give(&at, &Order::ClientRemove { client: account }),
        }
    }
}

/// To the house that is open on this folder, or to one opened for the purpose.
fn give(at: &Where, order: &Order) -> Result<(), Failure> {
    let division = match &at.division {
        Some(division) => division.clone(),
        None => house::catalogue::division(&at.catalogue).map_err(Failure::Fault)?,
    };
    let lines = match hand_over(&at.data, division, order.clone())? {
        Some(lines) => lines,
        None => {
            let (house, warnings) = at.opening()?.open()?;
            warnings.iter().for_each(|w| warn(w));
            let outcome = obey(&house, order);
            house.close()?;
            outcome?
        }
    };
    lines.iter().for_each(|line| say(line));
    Ok(())
}
