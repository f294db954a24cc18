//! A headless Chromium for journeys: what people see and press, in Debian's own browser.
//!
//! Chromium is spoken to in its DevTools protocol over a pair of pipes (`--remote-debugging-pipe`):
//! no driver, no port, no client library; and a browser whose pipe closes ends by itself, however its test
//! ended.

mod audit;
mod axe;
mod base64;
mod eyes;
mod page;
mod pipe;

use std::fmt;
use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

pub use audit::Audit;
pub use axe::{AXE, Verdict};
pub use eyes::Eyes;
pub use page::Page;
use pipe::Pipe;

/// How long Chromium may take to close before it is killed.
const CLOSING: Duration = Duration::from_secs(5);

/// The user and group `nobody` and `nogroup` on Debian.
const NOBODY: u32 = 65_534;

/// Names under which a Chromium is looked for on the `PATH`.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// What keeps Chromium quiet: no first run, no calls home, nothing but what the journey asks for.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--lang=zh-CN",
    "--remote-debugging-pipe",
];

/// Why a journey could not go on, in a sentence.
#[derive(Debug)]
pub struct Trouble(pub String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Trouble {}

/// One Chromium process; closed when dropped, and by itself when the test process is gone.
pub struct Browser {
    child: Child,
    pipe: Arc<Mutex<Pipe>>,
    _home: TempDir,
}

impl Browser {
    /// Starts Chromium with an empty profile of its own.
    ///
    /// # Errors
    /// When there is no Chromium on the `PATH`, or it does not answer; the sentence holds what it printed.
    pub fn start() -> Result<Self, Trouble> {
        let home = TempDir::new().map_err(|why| Trouble(format!("no temporary folder: {why}")))?;
        let errors = home.path().join("stderr");
        let mut child = command(home.path())?
            .spawn()
            .map_err(|why| Trouble(format!("sh could not be started to run Chromium: {why}")))?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Trouble("Chromium's pipes are missing".to_string()));
        };
        let mut pipe = Pipe::new(to, from, errors);
        if let Err(Trouble(why)) = pipe.call(None, "Browser.getVersion", &json!({})) {
            let gone = child.kill().and_then(|()| child.wait());
            return Err(Trouble(format!("Chromium does not answer: {why} ({gone:?})")));
        }
        Ok(Self { child, pipe: Arc::new(Mutex::new(pipe)), _home: home })
    }

    /// A person at a screen of their own: cookies and storage are shared with nobody.
    ///
    /// # Errors
    /// When Chromium does not open a page.
    pub fn person(&self) -> Result<Page, Trouble> {
        Page::open(Arc::clone(&self.pipe))
    }

    /// A person whose browser runs no scripts: the pages must work all the same.
    ///
    /// # Errors
    /// When Chromium does not open a page.
    pub fn person_without_scripts(&self) -> Result<Page, Trouble> {
        let page = self.person()?;
        page.scripts(false)?;
        Ok(page)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Ok(mut pipe) = self.pipe.lock() {
            pipe.close();
        }
        let until = Instant::now() + CLOSING;
        while Instant::now() < until {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        // It had its time; an error means that it is gone already.
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}

/// The command that runs Chromium with its protocol on its standard input and output.
fn command(home: &Path) -> Result<Command, Trouble> {
    let program = on_the_path(NAMES).ok_or_else(|| {
        Trouble("no chromium on the PATH: install Debian's package chromium, or run ./check".to_string())
    })?;
    let trouble = |why: std::io::Error| Trouble(format!("the profile's folder {}: {why}", home.display()));
    let mut command = Command::new("sh");
    command.args(["-c", "exec 3<&0 4>&1 </dev/null >/dev/null 2>\"$HOME/stderr\"; exec \"$@\"", "sh"]);
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if root {
        chown(home, Some(NOBODY), Some(NOBODY)).map_err(trouble)?;
        let (user, group) = (format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"));
        command.args(["setpriv", &user, &group, "--clear-groups"]);
    }
    command.arg(program).args(FLAGS).arg(format!("--user-data-dir={}", home.join("profile").display()));
    command.env("HOME", home).env("TMPDIR", home).current_dir(home);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    Ok(command)
}

/// The first of these programs that the `PATH` offers.
fn on_the_path(names: &[&str]) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}
