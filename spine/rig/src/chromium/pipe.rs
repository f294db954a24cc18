//! The DevTools protocol on a pair of pipes: JSON texts, each ended by a zero byte.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Trouble;

/// How long one answer may take; a loaded machine is slow, a broken browser is silent.
const ANSWER: Duration = Duration::from_secs(60);

/// How many of Chromium's last lines are told when it is gone.
const LAST_LINES: usize = 20;

/// Both pipes, and the events that came while an answer was awaited.
pub struct Pipe {
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    last: u64,
    events: BTreeMap<String, Vec<Value>>,
    /// Where Chromium writes what it complains of.
    errors: PathBuf,
}

impl Pipe {
    /// Takes the pipes over; a thread reads until Chromium closes its end.
    pub fn new(to: ChildStdin, from: ChildStdout, errors: PathBuf) -> Self {
        let (hand, mouth) = channel();
        std::thread::spawn(move || {
            for text in BufReader::new(from).split(0) {
                let Ok(text) = text else { break };
                let Ok(message) = serde_json::from_slice(&text) else { break };
                if hand.send(message).is_err() {
                    break;
                }
            }
        });
        Self { to: Some(to), from: mouth, last: 0, events: BTreeMap::new(), errors }
    }

    /// Sends one command and waits for its answer.
    ///
    /// # Errors
    /// When Chromium refuses the command, is gone, or says nothing for a minute.
    pub fn call(&mut self, session: Option<&str>, method: &str, params: &Value) -> Result<Value, Trouble> {
        self.last += 1;
        let id = self.last;
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let to = self.to.as_mut().ok_or_else(|| Trouble("the browser is closed".to_string()))?;
        write!(to, "{message}\0")
            .and_then(|()| to.flush())
            .map_err(|why| Trouble(format!("{method}: Chromium is gone: {why}{}", self.last_words())))?;
        let until = Instant::now() + ANSWER;
        loop {
            let message = self.next(until).map_err(|Trouble(why)| Trouble(format!("{method}: {why}")))?;
            match message {
                Some(answer) if answer["id"] == id => {
                    let refused = answer["error"]["message"].as_str();
                    return match refused {
                        Some(why) => Err(Trouble(format!("{method}: {why}"))),
                        None => Ok(answer["result"].clone()),
                    };
                }
                _ => {}
            }
        }
    }

    /// Takes one message off the pipe; an event is put aside for its session, an answer is returned.
    fn next(&mut self, until: Instant) -> Result<Option<Value>, Trouble> {
        let left = until.saturating_duration_since(Instant::now());
        let message = self.from.recv_timeout(left);
        let message = message.map_err(|why| Trouble(format!("no answer: {why}{}", self.last_words())))?;
        if message["id"].is_u64() {
            return Ok(Some(message));
        }
        if message["method"] == "Inspector.targetCrashed" {
            return Err(Trouble(format!("the page crashed{}", self.last_words())));
        }
        let session = message["sessionId"].as_str().unwrap_or("").to_string();
        self.events.entry(session).or_default().push(message);
        Ok(None)
    }

    /// What Chromium wrote on its standard error, for whoever asks why it is gone.
    fn last_words(&self) -> String {
        let said = std::fs::read_to_string(&self.errors).unwrap_or_default();
        // a machine without a message bus is complained of all the time
        let lines: Vec<&str> = said.lines().filter(|line| !line.contains(":dbus/")).collect();
        let last = lines.get(lines.len().saturating_sub(LAST_LINES)..).unwrap_or_default();
        format!("; it said:\n{}", last.join("\n"))
    }

    /// Takes the events of a session that have come so far.
    pub fn events(&mut self, session: &str) -> Vec<Value> {
        self.events.remove(session).unwrap_or_default()
    }

    /// Waits for one more event of any session.
    ///
    /// # Errors
    /// When `until` passes or Chromium is gone.
    pub fn wait(&mut self, until: Instant) -> Result<(), Trouble> {
        self.next(until).map(|_| ())
    }

    /// Asks Chromium to end and closes the pipe, after which it ends in any case.
    pub fn close(&mut self) {
        self.last += 1;
        if let Some(mut to) = self.to.take() {
            let farewell = json!({ "id": self.last, "method": "Browser.close" });
            // A browser that is gone already needs no farewell.
            drop(write!(to, "{farewell}\0"));
        }
    }
}
