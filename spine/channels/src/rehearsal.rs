//! Channels that only pretend: what would have left the house can be read in a file.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use house::outbox::{Channel, Message, NotSent};

/// Text messages, written to a file one a line: number, id, words.
#[derive(Debug)]
pub struct TextsToFile {
    path: PathBuf,
}

impl TextsToFile {
    /// Into this file.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }
}

impl Channel for TextsToFile {
    fn name(&self) -> &'static str {
        "sms"
    }

    fn send(&self, message: &Message) -> Result<(), NotSent> {
        let why = |e: std::io::Error| NotSent(format!("{}: {e}", self.path.display()));
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path).map_err(why)?;
        writeln!(file, "{}\t{}\t{}", message.to, message.id, message.text.replace('\n', " ")).map_err(why)
    }
}
