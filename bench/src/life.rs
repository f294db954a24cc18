//! The life of a case in six writes over HTTP: submit, accept, examine, grant, deliver, rate.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::figures::{aside, median, percentile_ms, tell as figure, whole};
use crate::ground::{Ground, ITEM};
use crate::http::Client;
use crate::machine;

/// Before the clock is started: caches fill, tables grow beyond one page.
const WARMING: Duration = Duration::from_secs(2);

/// What one run came to.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Writes that were answered with yes.
    pub done: u64,
    /// Of these, cases that came to their rating.
    pub lives: u64,
    /// Deliveries that had to wait for the papers.
    pub waits: u64,
    /// Seconds measured.
    pub seconds: f64,
    /// Processor seconds of house and database.
    pub cpu: f64,
    /// Microseconds of every write, sorted.
    pub times: Vec<u64>,
    /// Load of the machine at the end.
    pub load: f64,
    /// Commits of the house's writer.
    pub commits: f64,
    /// Lines of the ledger from which not everything had followed at the end.
    pub behind: f64,
}

/// With many clients, and with one alone.
pub struct Pair {
    /// Many.
    pub many: Run,
    /// Alone.
    pub alone: Run,
    /// Kilobytes the house held at the end.
    pub resident: f64,
    /// Milliseconds of a bare commit on the same ledger.
    pub commit_ms: f64,
}

/// A run this long in which no case comes to its end has measured something else than lives.
const FULL: Duration = Duration::from_secs(10);

/// Somebody who is in the house: her cookie, and the part of her session that every form repeats.
#[derive(Clone)]
pub struct Somebody {
    /// What her browser sends back.
    pub cookie: String,
    /// What her forms carry.
    pub csrf: String,
}

impl Somebody {
    fn steps_in(port: u16, part: &str) -> Result<Self, String> {
        let mut client = Client::new(port)?;
        let cookie = client.form(&format!("/demo/{part}"), "token=anyone.k1")?.cookie;
        if cookie.is_empty() {
            return Err(format!("nobody can be {part}"));
        }
        // every page has the form that ends the visit
        let page = client.get("/items", &cookie, false)?.body;
        let token = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let csrf = token.and_then(|token| token.split_once('.')).map(|(csrf, _)| csrf.to_owned());
        let csrf = csrf.ok_or_else(|| format!("no form for {part}"))?;
        Ok(Self { cookie, csrf })
    }
}

/// Everybody a case needs.
pub struct Cast {
    /// Who applies.
    pub citizen: Somebody,
    /// At the window.
    pub clerk: Somebody,
    /// Who examines.
    pub examiner: Somebody,
    /// Who grants.
    pub head: Somebody,
    edition: String,
}

impl Cast {
    /// Let everybody in.
    ///
    /// # Errors
    /// Somebody does not come in.
    pub fn gathers(port: u16) -> Result<Self, String> {
        let somebody = |part| Somebody::steps_in(port, part);
        let citizen = somebody("citizen")?;
        let path = format!("/items/{ITEM}/apply?ground=rented&behalf=self");
        let form = Client::new(port)?.get(&path, &citizen.cookie, true)?;
        let form: Value = serde_json::from_str(&form.body).map_err(|e| format!("{e}: {}", form.body))?;
        let edition = form["edition"].as_str().ok_or("a form without an edition")?.to_owned();
        Ok(Self {
            citizen,
            clerk: somebody("clerk")?,
            examiner: somebody("police-examiner")?,
            head: somebody("police-head")?,
            edition,
        })
    }

    /// A client of this name, which is unique in a run.
    pub fn worker(&self, port: u16, name: &str) -> Result<Worker<'_>, String> {
        let (client, granted, run) = (Client::new(port)?, VecDeque::new(), Run::default());
        Ok(Worker { cast: self, client, name: name.to_owned(), sent: 0, granted, run })
    }
}

/// One client: a connection, and cases on their way.
pub struct Worker<'a> {
    cast: &'a Cast,
    client: Client,
    /// What makes its keys its own.
    name: String,
    sent: u64,
    granted: VecDeque<String>,
    run: Run,
}

/// What the citizen fills in.
pub fn application(cast: &Cast) -> Value {
    json!({
        "item": ITEM, "edition": cast.edition, "situation-ground": "rented", "situation-behalf": "self",
        "applicant": "王小明", "phone": "13800000668", "id_number": "449921198803120012",
        "household": "青山省大河县河口镇 3 号", "address": "青岭县城关街道政和路 9 号",
        "since": "2025-11-03", "landlord": "周大海", "collect_at": "hall", "declared": "yes",
    })
}

/// What the examiner finds.
pub fn points() -> Value {
    json!({ "point-identity": "met", "point-half-year": "met", "point-home": "met" })
}

/// How many granted cases a client lets lie before it delivers the eldest: papers are drawn meanwhile.
const LYING: usize = 8;

impl Worker<'_> {
    /// Send a write; gives the answer's body where it was yes.
    pub fn write(&mut self, who: &Somebody, path: &str, mut body: Value) -> Result<Option<String>, String> {
        self.sent += 1;
        body["token"] = json!(format!("{}.{}", who.csrf, crate::key(&self.name, self.sent)));
        let text = body.to_string();
        let begun = Instant::now();
        let answer = self.client.post(path, &who.cookie, &text)?;
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        match answer.status {
            200 | 201 | 303 => {
                self.run.done += 1;
                self.run.times.push(took);
                Ok(Some(answer.body))
            }
            // its papers are not drawn yet; any other no is the bench's own fault
            422 if path.ends_with("/deliver") && answer.body.contains("document_being_drawn") => Ok(None),
            status => Err(format!("{path}: {status} {}", answer.body)),
        }
    }

    /// Files a case and has it accepted; gives its address.
    pub fn accepted(&mut self) -> Result<String, String> {
        let cast = self.cast;
        let form = application(cast);
        let body = self.write(&cast.citizen, "/cases", form)?.ok_or("an application waits for nothing")?;
        let body: Value = serde_json::from_str(&body).map_err(|e| e.to_string())?;
        let case = body["href"].as_str().ok_or("a case without an address")?.to_owned();
        self.write(&cast.clerk, &format!("{case}/accept"), json!({}))?;
        Ok(case)
    }

    fn begin(&mut self) -> Result<(), String> {
        let (cast, case) = (self.cast, self.accepted()?);
        self.write(&cast.examiner, &format!("{case}/examine"), points())?;
        self.write(&cast.head, &format!("{case}/grant"), json!({}))?;
        self.granted.push_back(case);
        Ok(())
    }

    /// Deliver and rate the eldest; false if its papers are not there yet.
    fn finish(&mut self) -> Result<bool, String> {
        let Some(case) = self.granted.pop_front() else { return Ok(false) };
        let cast = self.cast;
        if self.write(&cast.clerk, &format!("{case}/deliver"), json!({}))?.is_none() {
            self.run.waits += 1;
            self.granted.push_back(case);
            return Ok(false);
        }
        self.write(&cast.citizen, &format!("{case}/review"), json!({ "level": "very_satisfied" }))?;
        self.run.lives += 1;
        Ok(true)
    }

    fn work(&mut self, go_on: &AtomicBool) -> Result<(), String> {
        while go_on.load(Ordering::Relaxed) {
            self.begin()?;
            while self.granted.len() > LYING && self.finish()? {}
        }
        Ok(())
    }
}

/// What the house counts about itself.
struct Counts {
    commits: f64,
    last: f64,
    followed: f64,
}

impl Counts {
    fn of(port: u16) -> Result<Self, String> {
        let said = Client::new(port)?.get("/metrics", "", false)?.body;
        let count = |name: &str| {
            let mut lines = said.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            lines
                .next()
                .and_then(|n| n.parse().ok())
                .ok_or_else(|| format!("the house does not count {name}"))
        };
        let commits = count("yimen_writer_commits_total")?;
        Ok(Self {
            commits,
            last: count("yimen_ledger_events_total")?,
            followed: count("yimen_followed_last")?,
        })
    }
}

/// Lines of the ledger from which not everything has followed at this moment.
///
/// # Errors
/// The house does not say.
pub fn behind(port: u16) -> Result<f64, String> {
    Counts::of(port).map(|counts| counts.last - counts.followed)
}

/// So many clients for so long.
///
/// # Errors
/// An answer that nobody expected, or a long run in which no case came to its end.
pub fn run(ground: &Ground, clients: usize, how_long: Duration) -> Result<Run, String> {
    let cast = Cast::gathers(ground.port)?;
    let mark = format!("{:08x}", getrandom::u32().map_err(|e| e.to_string())?);
    stretch(ground, &cast, clients, WARMING.min(how_long), &format!("w{mark}"))?;
    whole_lives(stretch(ground, &cast, clients, how_long, &format!("m{mark}"))?, how_long)
}

fn whole_lives(run: Run, how_long: Duration) -> Result<Run, String> {
    if how_long >= FULL && run.lives == 0 {
        return Err(format!(
            "{} writes, {} deliveries waited, and no case came to its end",
            run.done, run.waits
        ));
    }
    Ok(run)
}

fn stretch(ground: &Ground, cast: &Cast, clients: usize, long: Duration, mark: &str) -> Result<Run, String> {
    let go_on = AtomicBool::new(true);
    let pids = ground.pids();
    let (cpu, before) = (machine::cpu_seconds(&pids), Counts::of(ground.port)?);
    let begun = Instant::now();
    let work = |no: usize| {
        let mut worker = cast.worker(ground.port, &format!("{mark}{no}"))?;
        worker.work(&go_on).map(|()| worker.run)
    };
    let runs = std::thread::scope(|scope| {
        let work = &work;
        let all: Vec<_> = (0..clients).map(|no| scope.spawn(move || work(no))).collect();
        // the length of a run is what is asked for, not a thing that is waited for
        while let Some(rest) = long.checked_sub(begun.elapsed()) {
            std::thread::park_timeout(rest);
        }
        go_on.store(false, Ordering::Relaxed);
        let ended = all.into_iter().map(|one| one.join().map_err(|_| "a client panicked".to_owned())?);
        ended.collect::<Result<Vec<Run>, String>>()
    })?;
    let mut all = Run { seconds: begun.elapsed().as_secs_f64(), ..Run::default() };
    all.cpu = machine::cpu_seconds(&pids) - cpu;
    all.load = machine::load();
    let after = Counts::of(ground.port)?;
    (all.commits, all.behind) = (after.commits - before.commits, after.last - after.followed);
    for run in runs {
        all.done += run.done;
        all.lives += run.lives;
        all.waits += run.waits;
        all.times.extend(run.times);
    }
    all.times.sort_unstable();
    if all.done == 0 {
        aside("nothing was done");
    }
    Ok(all)
}

/// Print the medians of these runs.
pub fn tell(engine: &str, runs: &[Pair]) {
    let of = |value: &dyn Fn(&Pair) -> f64| median(runs.iter().map(value).collect());
    let say = |name: &str, value: f64, unit: &str| figure(&format!("{engine}.{name}"), value, unit);
    say("commands_per_second", of(&|p| whole(p.many.done) / p.many.seconds), "1/s");
    say("lives_per_second", of(&|p| whole(p.many.lives) / p.many.seconds), "1/s");
    say("deliveries_that_waited", of(&|p| whole(p.many.waits)), "count");
    say("p50", of(&|p| percentile_ms(&p.many.times, 50)), "ms");
    say("p99", of(&|p| percentile_ms(&p.many.times, 99)), "ms");
    say("cpu_per_command", of(&|p| p.many.cpu * 1000.0 / whole(p.many.done)), "ms");
    say("alone_p50", of(&|p| percentile_ms(&p.alone.times, 50)), "ms");
    say("bare_commit_p50", of(&|p| p.commit_ms), "ms");
    say("alone_of_bare", of(&|p| percentile_ms(&p.alone.times, 50) / p.commit_ms), "ratio");
    say("commands_per_commit", of(&|p| whole(p.many.done) / p.many.commits), "commands");
    say("behind", of(&|p| p.many.behind), "events");
    say("resident", of(&|p| p.resident / 1024.0), "MiB");
    say("load", of(&|p| p.many.load), "processes");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_in_which_no_case_came_to_its_end_is_no_measurement() {
        let (full, run) = (Duration::from_secs(60), Run { done: 900, waits: 300, ..Run::default() });
        assert!(whole_lives(run.clone(), full).is_err());
        assert!(whole_lives(run.clone(), Duration::from_secs(1)).is_ok(), "a look whether it runs at all");
        assert!(whole_lives(Run { lives: 1, ..run }, full).is_ok());
    }
}
