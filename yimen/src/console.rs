//! Orders given at the machine while the house is open: a socket in the data folder, for whoever may read
//! that folder. One order a connection, one line of JSON each way.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use account::rules::{Command, Rules};
use house::console::console_actor;
use house::web::clients::TOKEN_PREFIX;
use house::web::credentials;
use house::{Cause, Failure, House, To};
use kernel::limits::{BODY_BYTES, NAME_CHARS};
use kernel::{Role, id, party};
use serde::{Deserialize, Serialize};

/// How long one side of the socket waits for the other.
const PATIENCE: Duration = Duration::from_secs(30);

/// Characters of a post, such as `window-6`.
const POST_CHARS: usize = 32;

/// What may be ordered at the machine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Order {
    /// Give an officer a post.
    Staff {
        /// Her name.
        name: String,
        /// Code of the organ.
        organ: String,
        /// Her post, as the command line takes it.
        post: String,
    },
    /// Give a program a token.
    Client {
        /// Name of the system.
        name: String,
        /// Code of the organ it works for.
        organ: String,
    },
    /// Take an officer's post back.
    StaffRemove {
        /// Her account.
        account: String,
    },
    /// Take a program's token back.
    ClientRemove {
        /// Its id, or its name where only one has it.
        client: String,
    },
}

/// An order, and the division it is for: two houses may lie in one folder by mistake.
#[derive(Debug, Serialize, Deserialize)]
struct Errand {
    division: String,
    order: Order,
}

/// What is printed, or why nothing was done.
type Outcome = Result<Vec<String>, String>;

fn socket(data: &Path) -> PathBuf {
    data.join("console.sock")
}

/// Take orders while the house is open.
pub fn listen(house: &House) {
    let path = socket(&house.data);
    // left over from a house that was killed: the writer's lock says that no other house is open here
    drop(std::fs::remove_file(&path));
    let listener = match UnixListener::bind(&path) {
        Ok(listener) => listener,
        Err(fault) => {
            tracing::warn!(%fault, path = %path.display(), "no orders can be given while the house is open");
            return;
        }
    };
    let house = house.clone();
    std::thread::spawn(move || {
        for visitor in listener.incoming().flatten() {
            if let Err(fault) = attend(&house, visitor) {
                tracing::warn!(%fault, "an order at the console was not answered");
            }
        }
    });
}

fn attend(house: &House, visitor: UnixStream) -> std::io::Result<()> {
    visitor.set_read_timeout(Some(PATIENCE))?;
    let most = u64::try_from(BODY_BYTES).unwrap_or(u64::MAX);
    let mut line = String::new();
    BufReader::new((&visitor).take(most)).read_line(&mut line)?;
    let outcome: Outcome = match serde_json::from_str::<Errand>(&line) {
        Ok(errand) if errand.division != house.division => {
            Err(format!("the house open here is division {}, not {}", house.division, errand.division))
        }
        Ok(errand) => obey(house, &errand.order).map_err(|failure| words(&failure)),
        Err(e) => Err(format!("the order cannot be read: {e}")),
    };
    let answer = serde_json::to_string(&outcome).unwrap_or_default();
    (&visitor).write_all(format!("{answer}\n").as_bytes())
}

fn words(failure: &Failure) -> String {
    match failure {
        Failure::Fault(why) => why.clone(),
        other => other.to_string(),
    }
}

/// Hand an order to the open house, if one is open on this data folder.
///
/// # Errors
/// The house's own words, or that it went away.
pub fn hand_over(data: &Path, division: String, order: Order) -> Result<Option<Vec<String>>, Failure> {
    let Ok(stream) = UnixStream::connect(socket(data)) else { return Ok(None) };
    let fault = |e: std::io::Error| Failure::Fault(format!("the open house did not answer: {e}"));
    stream.set_read_timeout(Some(PATIENCE)).map_err(fault)?;
    let line =
        serde_json::to_string(&Errand { division, order }).map_err(|e| Failure::Fault(e.to_string()))?;
    (&stream).write_all(format!("{line}\n").as_bytes()).map_err(fault)?;
    let mut answer = String::new();
    BufReader::new(&stream).read_line(&mut answer).map_err(fault)?;
    let outcome: Outcome = serde_json::from_str(&answer).map_err(|e| Failure::Fault(e.to_string()))?;
    outcome.map(Some).map_err(Failure::Fault)
}

/// Do what was ordered; says what is to be printed.
///
/// # Errors
/// In words an administrator can act on.
pub fn obey(house: &House, order: &Order) -> Result<Vec<String>, Failure> {
    match order {
        Order::Staff { name, organ, post } => {
            let (role, post) = read_post(post)?;
            let (name, organ) = (clean(name)?, known_organ(house, organ)?);
            let party = format!("s-{}", house.chance.hex::<8>());
            let password = credentials::one_time(house);
            admit(
                house,
                "staff",
                &party,
                Command::AddStaff { party: party.clone(), name, organ, role, post },
            )?;
            let hash = credentials::hash(house, &password)?;
            let (keep, login) = (house.clone(), party.clone());
            house.write_now(move |tx| {
                let once = (hash.as_str(), credentials::Use::Once);
                credentials::keep_password(&keep, tx, &login, &login, once)
            })?;
            Ok(vec![
                format!("account  {party}"),
                format!("password {password}"),
                "The password is shown once. Hand it over in person.".to_owned(),
            ])
        }
        Order::Client { name, organ } => {
            let (name, organ) = (clean(name)?, known_organ(house, organ)?);
            let party = format!("c-{}", house.chance.hex::<8>());
            let token = format!("{TOKEN_PREFIX}{}", house.chance.hex::<24>());
            admit(house, "client", &party, Command::AddClient { party: party.clone(), name, organ })?;
            let (keep, secret) = (house.clone(), token.clone());
            house.write_now(move |tx| credentials::keep_token(&keep, tx, &secret, &party))?;
            Ok(vec![token])
        }
        Order::StaffRemove { account } => {
            dismiss(house, "staff-remove", account, Command::RemoveStaff {})?;
            Ok(vec![format!("{account} opens nothing any more")])
        }
        Order::ClientRemove { client } => {
            let party = client_of(house, client)?;
            dismiss(house, "client-remove", &party, Command::RemoveClient {})?;
            Ok(vec![format!("{party} opens nothing any more")])
        }
    }
}

/// Take back what an account may do here: the fact first, which the door heeds from then on, then what it
/// came in with.
fn dismiss(house: &House, part: &str, party: &str, command: Command) -> Result<(), Failure> {
    // an id is of letters and digits; what is typed wrong is nobody's
    let unknown = || Failure::Fault(format!("there is no account {party}"));
    let cause = Cause::outside("console", part, party).map_err(|_| unknown())?;
    let to = To::Stream(party.to_owned());
    match house.act_now::<Rules>(console_actor(part), to, cause, command) {
        Err(Failure::Refused(refusal)) if refusal.code == "account_unknown" => return Err(unknown()),
        done => done?,
    };
    let party = party.to_owned();
    Ok(house.write_now(move |tx| credentials::forget(tx, &party))?)
}

/// The program that is meant: by its id, or by a name that only one has.
fn client_of(house: &House, client: &str) -> Result<String, Failure> {
    let asked = client.to_owned();
    let named = house.store.read_now(move |look| account::views::clients_named(look, &asked))?;
    match named.as_slice() {
        [] => Ok(client.to_owned()),
        [party] => Ok(party.clone()),
        several => Err(Failure::Fault(format!(
            "{} programs have this name; say which: {}",
            several.len(),
            several.join(", ")
        ))),
    }
}

fn admit(house: &House, part: &str, party: &str, command: Command) -> Result<(), Failure> {
    let cause = Cause::outside("console", part, party)?;
    let who = console_actor(part);
    house.act_now::<Rules>(who, To::Stream(party.to_owned()), cause, command).map(drop)
}

fn clean(name: &str) -> Result<String, Failure> {
    party::clean_name(name, NAME_CHARS).map_err(|fault| Failure::Fault(format!("{}\n{}", fault.zh, fault.en)))
}

fn known_organ(house: &House, code: &str) -> Result<String, Failure> {
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
    // a post stands in every line she writes, for ever: a name or a sentence has no place in it
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if place.is_empty() || place.len() > POST_CHARS || !place.bytes().all(plain) {
        return Err(Failure::Fault(format!(
            "the place after the colon takes 1 to {POST_CHARS} of a-z, 0-9 and “-”, like clerk:window-6"
        )));
    }
    Ok((role, place.to_owned()))
}
