//! A client that brings cases from the application to the grant, one act after the other, and remembers every
//! answer it was given. What was not answered it sends again as it was, under the same key.

use serde_json::{Value, json};

use crate::http::Client;
use crate::life::{Cast, Somebody, application, points};

/// What was answered with yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The key it was sent with.
    pub key: String,
    /// First line of the ledger that it became.
    pub first: i64,
    /// Last line.
    pub last: i64,
    /// Did an earlier arrival of the same bring it about?
    pub again: bool,
}

/// How one sending ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Taken.
    Yes,
    /// 503: not now, in these words. It will be sent again.
    Busy(String),
    /// No answer: it may be recorded or not. It will be sent again.
    Silence(String),
}

struct Sent {
    path: String,
    key: String,
    body: String,
}

/// The acts of a case, in order.
const STEPS: usize = 4;

/// One client.
pub struct Caller<'a> {
    cast: &'a Cast,
    name: String,
    count: u64,
    step: usize,
    case: String,
    sent: Option<Sent>,
    /// Everything that was answered with yes since this was last emptied.
    pub answers: Vec<Answered>,
}

impl<'a> Caller<'a> {
    /// A client whose keys begin with this name.
    pub fn new(cast: &'a Cast, name: String) -> Self {
        Self { cast, name, count: 0, step: 0, case: String::new(), sent: None, answers: Vec::new() }
    }

    /// Is something on its way of which nothing was heard?
    pub fn waits(&self) -> bool {
        self.sent.is_some()
    }

    fn who(&self) -> &'a Somebody {
        match self.step {
            0 => &self.cast.citizen,
            1 => &self.cast.clerk,
            2 => &self.cast.examiner,
            _ => &self.cast.head,
        }
    }

    fn next(&mut self) -> Sent {
        self.count += 1;
        let key = crate::key(&self.name, self.count);
        let (path, mut body) = match self.step {
            0 => ("/cases".to_owned(), application(self.cast)),
            1 => (format!("{}/accept", self.case), json!({})),
            2 => (format!("{}/examine", self.case), points()),
            _ => (format!("{}/grant", self.case), json!({})),
        };
        body["token"] = json!(format!("{}.{key}", self.who().csrf));
        Sent { path, key, body: body.to_string() }
    }

    /// Send the next act, or the last one again if nothing was heard of it.
    ///
    /// # Errors
    /// Any answer that is neither yes nor 503: nobody here asks for what may be refused.
    pub fn once(&mut self, client: &mut Client) -> Result<Heard, String> {
        let sent = match self.sent.take() {
            Some(sent) => sent,
            None => self.next(),
        };
        let answer = match client.post(&sent.path, &self.who().cookie, &sent.body) {
            Ok(answer) => answer,
            Err(why) => {
                self.sent = Some(sent);
                return Ok(Heard::Silence(why));
            }
        };
        match answer.status {
            200 | 201 => {}
            503 => {
                self.sent = Some(sent);
                return Ok(Heard::Busy(answer.body));
            }
            status => return Err(format!("{} ({}): {status} {}", sent.path, sent.key, answer.body)),
        }
        let body: Value = serde_json::from_str(&answer.body).map_err(|e| e.to_string())?;
        let line = |name: &str| body["receipt"][name].as_i64().ok_or(format!("no receipt: {}", answer.body));
        let again = body["receipt"]["again"] == json!(true);
        self.answers.push(Answered { key: sent.key, first: line("first")?, last: line("last")?, again });
        if self.step == 0 {
            body["href"].as_str().ok_or("a case without an address")?.clone_into(&mut self.case);
        }
        self.step = (self.step + 1) % STEPS;
        Ok(Heard::Yes)
    }
}
