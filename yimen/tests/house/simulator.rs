//! The simulator's seeds: each is played on SQLite and again on PostgreSQL, and both plays come to the same
//! tables, byte by byte; and each is played on SQLite a second time.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use house::catalogue::{Catalogue, File, Sort};
use house::{Failure, House, Wing};
use kernel::{Act, Right, Role, Within};
use sim::{Outcome, Parts};
use store::Place;
use yimen::county::{self, Opening};

/// The county's files, read once for all seeds.
fn catalogue() -> &'static Catalogue {
    static READ: OnceLock<Catalogue> = OnceLock::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue");
    READ.get_or_init(|| Catalogue::load(&folder).expect("the county's files have no flaw"))
}

fn opening(place: &Place, data: &Path, parts: &Parts) -> Opening {
    let mut opening = Opening::new(place.clone(), data, Path::new("read before"));
    opening.demo = true;
    opening.durable = false;
    opening.clock = parts.clock.clone();
    opening.chance = parts.chance.clone();
    opening.faults = Some(parts.luck.clone());
    opening.who = "a city".to_owned();
    opening
}

/// Items of the simulated city's own: of which there are few in Qingling, or none. One place decided
/// together with the government; a quarry that a body above decides; a bath-house where a promise stands in
/// for papers.
const OWN: [(&str, &str); 3] = [
    ("street-stall", include_str!("simulator/street-stall.toml")),
    ("quarry-review", include_str!("simulator/quarry-review.toml")),
    ("bath-house", include_str!("simulator/bath-house.toml")),
];

/// One of the city's own; in every second city the body above the quarry is outside, and answers by letter.
fn own(seed: u64, name: &str, text: &str) -> File {
    let here = "organ = \"11449921MB9X0004X8\"\n";
    let text = if seed.is_multiple_of(2) { text.to_owned() } else { text.replace(here, "") };
    File { sort: Sort::Item, name: name.to_owned(), hash: store::ledger::sm3_hex(text.as_bytes()), text }
}

/// What a seed's county publishes: its rule, its years, the city's own items, and every sixth of Qingling's.
/// Seeds in a row take others, so that six of them have applied for anything the county offers, and none pays
/// for items that nobody wants.
fn files(seed: u64) -> Vec<File> {
    let (items, others): (Vec<&File>, Vec<&File>) =
        catalogue().files.iter().partition(|file| file.sort == Sort::Item);
    let sixth = (0..).zip(items).filter(|(n, _)| (seed + n).is_multiple_of(6)).map(|(_, file)| file);
    let city = OWN.iter().map(|(name, text)| own(seed, name, text));
    others.into_iter().chain(sixth).cloned().chain(city).collect()
}

fn open(seed: u64, place: &Place, data: &Path, parts: &Parts) -> Result<House, Failure> {
    let house = opening(place, data, parts).open_as(catalogue(), yimen::WINGS)?;
    let stale = county::publish(&house, &files(seed))?;
    if stale.is_empty() { Ok(house) } else { Err(Failure::Fault(stale.join("; "))) }
}

/// Play a seed on a ledger of its own; or the first promise that was not kept.
fn play(seed: u64, place: impl Fn(&Path) -> Place) -> Result<Outcome, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = place(folder.path());
    let played = sim::play(seed, &|parts| open(seed, &place, folder.path(), parts));
    played.map_err(|broken| format!("{broken}\non {place:?}"))
}

fn on_sqlite(seed: u64) -> Result<Outcome, String> {
    play(seed, |folder| Place::Sqlite(folder.join("ledger.db")))
}

/// A thread's own database. What a seed leaves in it is moved aside, for making a database costs more than a
/// seed, and so does deleting what the server throws away at its end.
struct Ground {
    database: String,
}

impl Ground {
    fn new(name: &str) -> Self {
        let database = format!("city_{name}");
        rig::postgres::shared().run(&format!("create database {database}"));
        Self { database }
    }

    /// A long night leaves no more on the disk than a hundred seeds do.
    fn clear(self) {
        rig::postgres::shared().run(&format!("drop database {} with (force)", self.database));
    }

    fn play(&self, seed: u64) -> Result<Outcome, String> {
        let server = rig::postgres::shared();
        let outcome = play(seed, |_| Place::Postgres(server.url_of(&self.database)));
        let aside = format!("alter schema yimen_449921 rename to seed_{seed}");
        server.run_in(&self.database, &aside);
        outcome
    }
}

type Tally = BTreeMap<String, u64>;

/// Seeds in which a promise was not kept.
const BROKEN: &str = "broken";

/// A seed on both engines, and once more on the first: all come to the same. Without a ground once, on
/// SQLite.
fn thrice(ground: Option<&Ground>, seed: u64) -> Result<Outcome, String> {
    let first = on_sqlite(seed)?;
    let Some(ground) = ground else { return Ok(first) };
    let again = ground.play(seed)?;
    sim::same(seed, &first, &again).map_err(|broken| format!("on PostgreSQL: {broken}"))?;
    let again = on_sqlite(seed)?;
    sim::same(seed, &first, &again).map_err(|broken| format!("on SQLite again: {broken}"))?;
    Ok(first)
}

/// One thread: the next seed nobody has taken, until none is left. What fails is told and the others go on.
fn work(ground: Option<&Ground>, next: &AtomicU64, end: u64, tally: &Mutex<Tally>) {
    loop {
        let seed = next.fetch_add(1, Ordering::SeqCst);
        if seed >= end {
            return;
        }
        let first = match thrice(ground, seed) {
            Ok(first) => first,
            Err(broken) => {
                writeln!(std::io::stdout(), "{broken}").expect("somebody listens");
                let mut tally = tally.lock().expect("a thread that failed fails the test");
                *tally.entry(BROKEN.to_owned()).or_default() += 1;
                continue;
            }
        };
        let mut tally = tally.lock().expect("a thread that failed fails the test");
        for (what, count) in first.tally {
            *tally.entry(what.to_owned()).or_default() += count;
        }
        for (event, count) in first.events {
            *tally.entry(event).or_default() += count;
        }
    }
}

fn seeds(from: u64, many: u64, once: bool) -> Tally {
    let (next, tally) = (AtomicU64::new(from), Mutex::default());
    std::thread::scope(|scope| {
        for thread in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            let (next, tally) = (&next, &tally);
            scope.spawn(move || {
                let ground = (!once).then(|| Ground::new(&format!("{from}_{thread}")));
                work(ground.as_ref(), next, from + many, tally);
                if let Some(ground) = ground {
                    ground.clear();
                }
            });
        }
    });
    tally.into_inner().expect("every thread came home")
}

/// `SEEDS=FROM,MANY` plays others: one seed again (`SEEDS=42,1`), or a long night (`SEEDS=1000,20000`); with
/// `,once` each on SQLite alone and once, which shows every promise and not that the engines agree.
fn asked() -> (u64, u64, bool) {
    let Ok(asked) = std::env::var("SEEDS") else { return (1, 100, false) };
    let once = asked.strip_suffix(",once");
    let pair = once.unwrap_or(&asked).split_once(',');
    let pair = pair.and_then(|(from, many)| Some((from.parse().ok()?, many.parse().ok()?, once.is_some())));
    pair.unwrap_or_else(|| panic!("SEEDS={asked} is not FROM,MANY or FROM,MANY,once"))
}

#[test]
fn hundred_seeds() {
    let (first, many, once) = asked();
    // a long profile goes by hundreds: each told as it is over, on databases that are dropped then
    for from in (first..first + many).step_by(100) {
        let batch = (first + many - from).min(100);
        tell(batch, once, &seeds(from, batch, once));
    }
}

/// Things that happen to people and to the house: a city in which they do not happen shows nothing.
const OFTEN: [&str; 9] = [
    "taken",
    "refused",
    "lies",
    "double clicks",
    "keys taken",
    "twice at once",
    "kills",
    "commits lost before",
    "commits lost after",
];

/// Events of which a hundred seeds show one at least.
const SEEN: [&str; 93] = [
    "account.AbsenceNoted",
    "case.Accepted",
    "case.Applied",
    "case.Claimed",
    "case.ClockResumed",
    "case.ClockStopped",
    "case.Concluded",
    "case.Confirmed",
    "case.ConsultationAnswered",
    "case.ConsultationLapsed",
    "case.ConsultationReminded",
    "case.Consulted",
    "case.Corrected",
    "case.CorrectionAsked",
    "case.CorrectionReminded",
    "case.Declined",
    "case.DeemedAccepted",
    "case.Delivered",
    "case.Denied",
    "case.Examined",
    "case.Extended",
    "case.Forwarded",
    "case.Granted",
    "case.HandedOver",
    "case.HearingHeld",
    "case.HearingRequested",
    "case.HearingRightTold",
    "case.HearingSet",
    "case.HigherDecided",
    "case.ModeSet",
    "case.NoticeAllowed",
    "case.Objected",
    "case.ObjectionAnswered",
    "case.OpinionAsked",
    "case.OpinionGiven",
    "case.Overran",
    "case.PapersArrived",
    "case.PapersSent",
    "case.PledgeCheckNear",
    "case.PledgeCheckOverdue",
    "case.PledgeChecked",
    "case.PledgeForfeited",
    "case.PledgeMendRefused",
    "case.PledgeMendReminded",
    "case.PledgeMendReported",
    "case.PledgeMended",
    "case.PledgeSigned",
    "case.PledgeToCheck",
    "case.PrecheckAsked",
    "case.PrecheckPassed",
    "case.PrecheckReturned",
    "case.PublicityClosed",
    "case.PublicityOpened",
    "case.Queued",
    "case.Reassigned",
    "case.Received",
    "case.Referred",
    "case.SentBack",
    "case.TakenOver",
    "case.Terminated",
    "case.ToleranceSigned",
    "case.Unclaimed",
    "case.Unsupplied",
    "case.VisitRecorded",
    "case.VisitSet",
    "case.Voided",
    "case.Withdrawn",
    "licence.AmendmentAsked",
    "licence.AnnulmentProposed",
    "licence.Expired",
    "licence.Issued",
    "licence.Lifted",
    "licence.RenewalAsked",
    "licence.Renewed",
    "licence.SurrenderAsked",
    "licence.Suspended",
    "matter.Answered",
    "matter.BecameCase",
    "matter.Brought",
    "matter.ItemProposed",
    "matter.Overran",
    "matter.RouteAllowed",
    "matter.Routed",
    "matter.Withdrawn",
    "oversight.AppealDismissed",
    "oversight.AppealUpheld",
    "oversight.AttributionAppealed",
    "oversight.Explained",
    "oversight.ExplanationAsked",
    "oversight.RectificationOpened",
    "oversight.SupervisionAnswered",
    "oversight.SupervisionClosed",
    "oversight.SupervisionOrdered",
];

fn tell(many: u64, once: bool, tally: &Tally) {
    let told: Vec<String> = tally.iter().map(|(what, count)| format!("{what} {count}")).collect();
    let times = |what: &str| tally.get(what).copied().unwrap_or_default();
    // past the test's own capture: ./check shows what the city went through
    let engines = if once { "SQLite" } else { "both engines" };
    let words = format!("{many} seeds on {engines}: {}", told.join(", "));
    writeln!(std::io::stdout(), "{words}").expect("somebody listens");
    assert_eq!(times(BROKEN), 0, "the seeds above kept not every promise");
    if many >= 100 {
        let seldom: Vec<_> = OFTEN.into_iter().filter(|what| times(what) < 100).collect();
        assert!(seldom.is_empty(), "too few {seldom:?}: {words}");
        let never: Vec<_> = SEEN.into_iter().filter(|what| times(what) == 0).collect();
        assert!(never.is_empty(), "nobody saw {never:?}: {words}");
    }
}

/// Play a seed on SQLite and tell every lie that fits; counts how often each was told.
fn lies(seed: u64, told: &mut BTreeMap<&'static str, u64>) -> Result<(), sim::Broken> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = Place::Sqlite(folder.path().join("ledger.db"));
    sim::lies(seed, &|parts| open(seed, &place, folder.path(), parts), told)
}

/// Seeds that are played at most until every lie has been told.
const TO_TELL_THEM: u64 = 40;
/// Of a hundred lies, those for which these seeds give occasion at least; the rarest need luckier cities.
const TOLD: usize = 90;

#[test]
fn every_check_notices_its_lies() {
    let mut told: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut believed: Vec<String> = Vec::new();
    for seed in 1..=TO_TELL_THEM {
        believed.extend(lies(seed, &mut told).err().map(|broken| broken.to_string()));
        if told.values().all(|count| *count > 0) {
            break;
        }
    }
    assert!(believed.is_empty(), "{}", believed.join("\n"));
    let untold: Vec<_> = told.iter().filter(|(_, count)| **count == 0).map(|(lie, _)| lie).collect();
    let share = (told.len() - untold.len()) * 100 / told.len();
    assert!(share >= TOLD, "no city gave occasion for {untold:?}");
    writeln!(std::io::stdout(), "no occasion for {untold:?}").expect("somebody listens");
}

fn hears_nothing(_: &mut store::Look<'_>, _: &facts::Recorded) -> Result<Vec<house::Intent>, store::Fault> {
    Ok(Vec::new())
}

fn keeps_nothing(_: &mut store::Rows<'_>, _: &facts::Recorded) -> Result<(), store::Fault> {
    Ok(())
}

/// Keeps its tables otherwise each time: what is rebuilt is not what was kept. What its own acts and clocks
/// look up on the way is always there.
fn forgets(rows: &mut store::Rows<'_>, fact: &facts::Recorded) -> Result<(), store::Fault> {
    use facts::case::Event;
    static SEEN: AtomicU64 = AtomicU64::new(0);
    let idle = matches!(
        &fact.fact,
        facts::Fact::Case(Event::Examined { .. } | Event::Claimed {} | Event::Received { .. })
    );
    let forgotten = idle && SEEN.fetch_add(1, Ordering::SeqCst).is_multiple_of(4);
    if forgotten { Ok(()) } else { (case::WING.project)(rows, fact) }
}

const fn anybody_withdraws(role: Role) -> Right {
    Right { act: Act("case.withdraw"), role, within: Within::Division }
}

const LOOSE: &[Right] = &[
    anybody_withdraws(Role::Citizen),
    anybody_withdraws(Role::Clerk),
    anybody_withdraws(Role::Examiner),
    anybody_withdraws(Role::Head),
    anybody_withdraws(Role::Program),
];

static NO_LICENCES: [Wing; 8] = wings(case::WING, Wing { react: hears_nothing, ..licence::WING });
static NO_MESSAGES: [Wing; 8] = wings(Wing { react: hears_nothing, ..case::WING }, licence::WING);
static OTHER_VIEWS: [Wing; 8] = wings(Wing { project: forgets, ..case::WING }, licence::WING);
static LOOSE_RIGHTS: [Wing; 9] = [
    portal::WING,
    account::WING,
    case::WING,
    licence::WING,
    review::WING,
    document::WING,
    matter::WING,
    oversight::WING,
    Wing { name: "loose", tables: "", print: &[], acts: LOOSE, project: keeps_nothing, ..portal::WING },
];

/// A whole register, but for two wings that may be others.
const fn wings(case: Wing, licence: Wing) -> [Wing; 8] {
    let (first, second) = (portal::WING, account::WING);
    [first, second, case, licence, review::WING, document::WING, matter::WING, oversight::WING]
}

/// The first promise that a house of these wings breaks.
fn first_broken(wings: &'static [Wing], what: &str) -> String {
    for seed in 1..=20 {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = Place::Sqlite(folder.path().join("ledger.db"));
        let played = sim::play(seed, &|parts| {
            let house = opening(&place, folder.path(), parts).open_as(catalogue(), wings)?;
            county::publish(&house, &files(seed))?;
            Ok(house)
        });
        if let Err(broken) = played {
            return broken.to_string();
        }
    }
    panic!("twenty seeds did not notice: {what}")
}

#[test]
fn a_house_that_breaks_a_promise_is_noticed() {
    let houses: [(&'static [Wing], &str); 4] = [
        // without a licence there is no sheet of it, and without its documents an outcome is not delivered
        (&NO_LICENCES, "does not come to its end; next would be"),
        (&NO_MESSAGES, "owes a message"),
        (&OTHER_VIEWS, "views rebuilt are others"),
        (&LOOSE_RIGHTS, "what is not hers to do"),
    ];
    for (wings, what) in houses {
        let broken = first_broken(wings, what);
        assert!(broken.contains(what), "wanted “{what}”, got {broken}");
        assert!(broken.starts_with("seed ") && broken.contains(" at commit "), "{broken}");
    }
}
