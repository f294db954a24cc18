//! Officers and programs: who gets a post or a token.

use account::rules::{Command, Rules};
use clap::{Args, Subcommand};
use house::console::console_actor;
use house::web::clients::TOKEN_PREFIX;
use house::web::credentials;
use house::{Cause, Failure, House, To};
use kernel::limits::NAME_CHARS;
use kernel::{Role, id, party};

use super::{Where, say};

/// `yimen staff …`
#[derive(Subcommand)]
pub(super) enum Staff {
    /// Give NAME a post and print a one-time password
    Add(AddStaff),
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
        let Staff::Add(add) = self;
        let (role, post) = read_post(&add.post)?;
        let name = clean(&add.name)?;
        let house = open(&add.at)?;
        let organ = organ(&house, &add.organ)?;
        let party = format!("s-{}", house.chance.hex::<8>());
        let password = one_time_password(&house);
        let command = Command::AddStaff { party: party.clone(), name, organ, role, post };
        admit(&house, "staff", &party, command)?;
        let hash = credentials::hash(&house, &password)?;
        let (keep, login) = (house.clone(), party.clone());
        house.write_now(move |tx| credentials::keep_password(&keep, tx, &login, &login, &hash))?;
        house.close()?;
        say(&format!("account  {party}"));
        say(&format!("password {password}"));
        say("The password is shown once. Hand it over in person.");
        Ok(())
    }
}

impl Client {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Client::Add(add) = self;
        let name = clean(&add.name)?;
        let house = open(&add.at)?;
        let organ = organ(&house, &add.organ)?;
        let party = format!("c-{}", house.chance.hex::<8>());
        let token = format!("{TOKEN_PREFIX}{}", house.chance.hex::<24>());
        admit(&house, "client", &party, Command::AddClient { party: party.clone(), name, organ })?;
        let (keep, secret) = (house.clone(), token.clone());
        house.write_now(move |tx| credentials::keep_token(&keep, tx, &secret, &party))?;
        house.close()?;
        say(&token);
        Ok(())
    }
}

fn open(at: &Where) -> Result<House, Failure> {
    let (house, warnings) = at.opening()?.open()?;
    warnings.iter().for_each(|w| super::warn(w));
    Ok(house)
}

fn admit(house: &House, part: &str, party: &str, command: Command) -> Result<(), Failure> {
    let cause = Cause::outside("console", part, party)?;
    let who = console_actor(part);
    house.act_now::<Rules>(who, To::Stream(party.to_owned()), cause, command).map(drop)
}

fn clean(name: &str) -> Result<String, Failure> {
    party::clean_name(name, NAME_CHARS).map_err(|fault| Failure::Fault(format!("{}\n{}", fault.zh, fault.en)))
}

fn organ(house: &House, code: &str) -> Result<String, Failure> {
    let code = id::check_uscc(code).map_err(|f| Failure::Fault(format!("{}\n{}", f.zh, f.en)))?;
    if house.organs.contains_key(code.as_str()) {
        return Ok(code.as_str().to_owned());
    }
    Err(Failure::Fault(format!("catalogue/organs.toml has no organ {}", code.as_str())))
}

fn read_post(post: &str) -> Result<(Role, String), Failure> {
    let (word, place) = post.split_once(':').unwrap_or((post, post));
    let role = match word {
        "clerk" => Role::Clerk,
        "examiner" => Role::Examiner,
        "head" => Role::Head,
        "supervisor" => Role::Supervisor,
        "administrator" => Role::Administrator,
        _ => {
            let posts = "clerk, examiner, head, supervisor, administrator";
            return Err(Failure::Fault(format!("there is no post “{word}”; take one of {posts}")));
        }
    };
    Ok((role, place.to_owned()))
}

/// Four groups of four letters and digits that cannot be misread for each other.
fn one_time_password(house: &House) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let bytes = house.chance.bytes::<16>();
    let letter = |b: &u8| char::from(LETTERS[usize::from(*b) % LETTERS.len()]);
    let groups: Vec<String> = bytes.chunks(4).map(|chunk| chunk.iter().map(letter).collect()).collect();
    groups.join("-")
}
