//! A visitor with nothing but a socket: one request a connection, so that every header is the test's own.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A door on this machine.
#[derive(Clone, Copy, Debug)]
pub struct Door {
    /// Its port on 127.0.0.1.
    pub port: u16,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// The body of a file, byte by byte.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The first header of this name, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// `name=value` of the cookie that it sets, to be sent back.
    pub fn cookie(&self) -> String {
        let cookie = self.header("set-cookie").split(';').next().unwrap();
        assert!(!cookie.is_empty(), "{self:?} sets no cookie");
        cookie.to_owned()
    }

    /// The token that the forms of this page carry.
    pub fn token(&self) -> String {
        let tags = self.body.split('<').filter(|tag| tag.contains("name=\"token\""));
        let value = tags.filter_map(|tag| tag.split_once("value=\"")).map(|(_, rest)| rest);
        let value = value.filter_map(|rest| rest.split_once('"')).map(|(value, _)| value.to_owned()).next();
        value.unwrap_or_else(|| panic!("no form on this page:\n{}", self.body))
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }
}

impl Door {
    /// A door to these rooms, on a thread of its own, open as long as the tests run.
    pub fn of(router: Router) -> Door {
        let (tell, hear) = channel();
        std::thread::spawn(move || {
            let runtime = Runtime::new().unwrap();
            tell.send(Door::on(&runtime, router)).unwrap();
            runtime.block_on(std::future::pending::<()>());
        });
        hear.recv().unwrap()
    }

    /// A door to these rooms on this runtime: it closes with it.
    pub fn on(runtime: &Runtime, router: Router) -> Door {
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
        let port = listener.local_addr().unwrap().port();
        runtime.spawn(async move { axum::serve(listener, router).await });
        Door { port }
    }

    /// Fetch a page.
    pub fn get(self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, headers, "")
    }

    /// Post a form, its fields written by the test.
    pub fn post(self, path: &str, headers: &[(&str, &str)], form: &str) -> Answer {
        let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
        all.extend_from_slice(headers);
        self.ask("POST", path, &all, form)
    }

    /// Post JSON.
    pub fn post_json(self, path: &str, headers: &[(&str, &str)], value: &serde_json::Value) -> Answer {
        let mut all = vec![("content-type", "application/json"), ("accept", "application/json")];
        all.extend_from_slice(headers);
        self.ask("POST", path, &all, &value.to_string())
    }

    /// Any request; `host` is the door's own unless the test says otherwise.
    pub fn ask(self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.ask_bytes(method, path, headers, body.as_bytes())
    }

    /// Any request with a body of any bytes.
    pub fn ask_bytes(self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut text = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        let own = ("host".to_owned(), format!("127.0.0.1:{}", self.port));
        let given = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut all: Vec<(String, String)> = given.collect();
        if !all.iter().any(|(name, _)| name == "host") {
            all.push(own);
        }
        all.push(("content-length".to_owned(), body.len().to_string()));
        all.iter().for_each(|(name, value)| text.push_str(&format!("{name}: {value}\r\n")));
        // a house that will not read a body may answer and hang up before all of it was sent
        drop(socket.write_all(&[format!("{text}\r\n").as_bytes(), body].concat()));
        let mut bytes = Vec::new();
        drop(socket.read_to_end(&mut bytes));
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
        Answer { bytes: bytes[head..].to_vec(), ..answer(&String::from_utf8_lossy(&bytes)) }
    }
}

fn answer(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let pair = |line: &str| line.split_once(':').map(|(n, v)| (n.to_ascii_lowercase(), v.trim().to_owned()));
    let headers: Vec<(String, String)> = lines.filter_map(pair).collect();
    assert!(!headers.iter().any(|(n, _)| n == "transfer-encoding"), "an answer in pieces: {head}");
    Answer { status, headers, body: body.to_owned(), bytes: Vec::new() }
}

/// A form of a page, with what it would send if nobody typed anything.
#[derive(Clone, Debug)]
pub struct Form {
    action: String,
    fields: Vec<(String, String)>,
}

impl Answer {
    /// The form that goes to this address.
    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        let start = format!("action=\"{action}\"");
        let Some((_, rest)) = self.body.split_once(&start) else {
            panic!("no form to {action}, {}:\n{}", self.status, self.body)
        };
        let inside = rest.split("</form>").next().unwrap();
        let mut fields = Vec::new();
        for tag in inside.split('<') {
            let value = if tag.starts_with("input") {
                let boxed = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
                if boxed && !tag.split('>').next().unwrap().contains(" checked") {
                    continue;
                }
                attribute(tag, "value")
            } else if tag.starts_with("textarea") {
                Some(plain(tag.split_once('>').map_or("", |(_, text)| text)))
            } else {
                continue;
            };
            if let Some(name) = attribute(tag, "name") {
                fields.push((name, value.unwrap_or_default()));
            }
        }
        Form { action: action.to_owned(), fields }
    }
}

impl Form {
    /// Type something into a field, or tick it.
    pub fn with(mut self, name: &str, value: &str) -> Form {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Send it somewhere else than its page meant.
    pub fn to(self, action: &str) -> Form {
        Form { action: action.to_owned(), ..self }
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Send it.
    pub fn send(&self, door: Door, cookie: &str) -> Answer {
        door.post(&self.action, &[("cookie", cookie)], &self.body())
    }

    /// What is sent.
    pub fn body(&self) -> String {
        let pair = |(name, value): &(String, String)| format!("{}={}", coded(name), coded(value));
        self.fields.iter().map(pair).collect::<Vec<_>>().join("&")
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| plain(value))
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// As a form is sent: every byte that is not a letter or a digit behind a percent sign.
pub fn coded(text: &str) -> String {
    let byte = |b: u8| match b {
        b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}
