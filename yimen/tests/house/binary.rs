//! The one binary as an administrator uses it: a command and what it says, or a door that stands open.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::http::Door;

/// How long a house may take to open before the test fails; far more than it needs on any machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The folder of the tree: commands run where `catalogue` and `stories` lie.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What a command said and how it ended.
#[derive(Debug)]
pub struct Said {
    /// Its exit code; -1 if a signal ended it.
    pub code: i32,
    /// Its results.
    pub out: String,
    /// What it said beside them.
    pub err: String,
}

impl Said {
    /// The command did what it was asked; gives its results.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// The command said no with exit code 1; gives its reason.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!(self.code, 1, "{self:?}");
        self.err
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yimen"));
    command.current_dir(root()).args(args).env_remove("RUST_LOG").stdin(Stdio::null());
    command
}

/// Run a command to its end, which must come soon: what serves instead of refusing fails the test.
pub fn yimen(args: &[&str]) -> Said {
    let child = command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (id, (tell, hear)) = (child.id().to_string(), channel());
    std::thread::spawn(move || tell.send(child.wait_with_output()));
    let Ok(done) = hear.recv_timeout(PATIENCE) else {
        drop(Command::new("kill").args(["-KILL", &id]).status());
        panic!("{args:?} does not come to an end");
    };
    let done = done.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) }
}

/// An open door: `demo` or `serve` in a process of its own, killed when dropped.
pub struct Open {
    child: Child,
    lines: Receiver<String>,
    /// Where it listens.
    pub door: Door,
}

impl Open {
    /// Start it and wait until it says where it is; it must be told a port of 0.
    pub fn start(args: &[&str]) -> Open {
        Open::begun(command(args), args)
    }

    /// The same, with a log of this level.
    pub fn start_saying(level: &str, args: &[&str]) -> Open {
        let mut command = command(args);
        command.env("RUST_LOG", level);
        Open::begun(command, args)
    }

    fn begun(mut command: Command, args: &[&str]) -> Open {
        let (tell, lines) = channel();
        // what a test counts is its own
        if args.first() == Some(&"demo") {
            command.arg("--bare");
        }
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut open = Open { child, lines, door: Door { port: 0 } };
        let (out, err) = (open.child.stdout.take().unwrap(), open.child.stderr.take().unwrap());
        let more = tell.clone();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).for_each(|line| drop(tell.send(line)));
        });
        std::thread::spawn(move || {
            BufReader::new(err).lines().map_while(Result::ok).for_each(|line| drop(more.send(line)));
        });
        let mut heard = Vec::new();
        loop {
            let line = open.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|e| panic!("{args:?} did not open ({e}): {heard:#?}"));
            if let Some((_, at)) = line.split_once("http://127.0.0.1:") {
                open.door.port = at.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
                return open;
            }
            heard.push(line);
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The power is cut.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// It is asked to close, and closes in order; gives what it still said.
    pub fn close(mut self) -> Vec<String> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let ended = self.child.wait().unwrap();
        let said: Vec<String> = self.lines.iter().collect();
        assert!(ended.success(), "{said:#?}");
        said
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // after `close` and `kill` there is nobody left to end
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
