//! A client that keeps its connection: one request after another on one socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take before the run fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to the house.
pub struct Client {
    port: u16,
    over: bool,
    socket: BufReader<TcpStream>,
}

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// First value of `set-cookie`, up to the semicolon.
    pub cookie: String,
    /// The body.
    pub body: String,
}

impl Client {
    /// Connect to this machine.
    ///
    /// # Errors
    /// Nobody is there.
    pub fn new(port: u16) -> Result<Self, String> {
        let socket = TcpStream::connect(("127.0.0.1", port)).map_err(|e| e.to_string())?;
        socket.set_nodelay(true).and_then(|()| socket.set_read_timeout(Some(PATIENCE))).map_err(said)?;
        Ok(Self { port, over: false, socket: BufReader::new(socket) })
    }

    /// Fetch a page as JSON, or as people see it.
    ///
    /// # Errors
    /// The connection broke, or no answer came.
    pub fn get(&mut self, path: &str, cookie: &str, json: bool) -> Result<Answer, String> {
        let accept = if json { "application/json" } else { "text/html" };
        self.ask(&format!("GET {path} HTTP/1.1\r\naccept: {accept}\r\ncookie: {cookie}\r\n"), "")
    }

    /// Send JSON.
    ///
    /// # Errors
    /// The connection broke, or no answer came.
    pub fn post(&mut self, path: &str, cookie: &str, body: &str) -> Result<Answer, String> {
        let kinds = "content-type: application/json\r\naccept: application/json\r\n";
        self.ask(&format!("POST {path} HTTP/1.1\r\n{kinds}cookie: {cookie}\r\n"), body)
    }

    /// Send a form.
    ///
    /// # Errors
    /// The connection broke, or no answer came.
    pub fn form(&mut self, path: &str, body: &str) -> Result<Answer, String> {
        let kind = "content-type: application/x-www-form-urlencoded\r\n";
        self.ask(&format!("POST {path} HTTP/1.1\r\n{kind}"), body)
    }

    /// Did the house say that it closes this connection?
    pub fn over(&self) -> bool {
        self.over
    }

    fn ask(&mut self, head: &str, body: &str) -> Result<Answer, String> {
        let rest = format!("host: 127.0.0.1:{}\r\ncontent-length: {}\r\n\r\n{body}", self.port, body.len());
        self.socket.get_mut().write_all(format!("{head}{rest}").as_bytes()).map_err(said)?;
        let mut answer = Answer::default();
        let mut length = 0;
        let mut line = String::new();
        loop {
            line.clear();
            if self.socket.read_line(&mut line).map_err(said)? == 0 {
                return Err("the house hung up".to_owned());
            }
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if answer.status == 0 {
                answer.status = text.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
            } else if let Some((name, value)) = text.split_once(": ") {
                match name {
                    "connection" => self.over |= value == "close",
                    "content-length" => length = value.parse().unwrap_or(0),
                    "set-cookie" => {
                        value.split(';').next().unwrap_or_default().clone_into(&mut answer.cookie)
                    }
                    _ => {}
                }
            }
        }
        let mut bytes = vec![0; length];
        self.socket.read_exact(&mut bytes).map_err(said)?;
        answer.body = String::from_utf8(bytes).map_err(|e| e.to_string())?;
        Ok(answer)
    }
}

fn said(e: std::io::Error) -> String {
    format!("the connection: {e}")
}
