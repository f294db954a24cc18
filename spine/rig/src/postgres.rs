//! A throw-away PostgreSQL: its own data, its own port, gone when the test is.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long a server may take to accept its first connection.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running PostgreSQL, C collation and UTF8, superuser `yimen` without a password, on a free port of the
/// loopback. It is killed when this is dropped, and also when this process dies in whatever way.
pub struct Server {
    port: u16,
    /// The watchman's standing order: when this closes, by drop or by death, he kills the server.
    leash: Option<ChildStdin>,
    watchman: Child,
    data: tempfile::TempDir,
}

/// Where Debian and others put the programs of PostgreSQL; the newest version wins.
fn programs() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        let version = entry.file_name().to_string_lossy().parse().unwrap_or(0);
        let bin = entry.path().join("bin");
        if bin.join("initdb").is_file() && bin.join("postgres").is_file() {
            found.push((version, bin));
        }
    }
    found.sort();
    match found.pop() {
        Some((_, bin)) => bin,
        None => panic!("no PostgreSQL under /usr/lib/postgresql: install the package postgresql"),
    }
}

/// PostgreSQL refuses to run as root: then it runs as the user postgres, or nobody if there is none.
fn as_anybody(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={}", somebody())).args(["--regid=nogroup", "--clear-groups"]).arg(program);
    command
}

/// Whom PostgreSQL runs as when we are root.
fn somebody() -> &'static str {
    let known = Command::new("id").args(["-u", "postgres"]).output();
    if known.is_ok_and(|said| said.status.success()) { "postgres" } else { "nobody" }
}

fn is_root() -> bool {
    let said = Command::new("id").arg("-u").output().expect("every system has id");
    said.stdout.starts_with(b"0\n")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}

fn run(mut command: Command) {
    let said = command.stdin(Stdio::null()).output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(said.status.success(), "{command:?}: {}", String::from_utf8_lossy(&said.stderr));
}

impl Server {
    /// A server that does not wait for the disk: quick, and lost with the machine.
    pub fn start() -> Server {
        Server::start_with(false)
    }

    /// A server that waits for the disk, for tests of what survives.
    pub fn start_durable() -> Server {
        Server::start_with(true)
    }

    fn start_with(durable: bool) -> Server {
        let bin = programs();
        // Another process may take the port between our asking and the server's: then begin again.
        let mut last = String::new();
        for _ in 0..5 {
            let data = tempfile::Builder::new().prefix("rig-postgres-").tempdir();
            let data = data.expect("a temporary folder");
            let port = free_port();
            prepare(&bin, data.path());
            match Server::launch(&bin, data.path(), port, durable) {
                Ok((watchman, leash)) => return Server { port, leash: Some(leash), watchman, data },
                Err(why) => last = why,
            }
        }
        panic!("PostgreSQL does not start: {last}")
    }

    fn launch(bin: &Path, dir: &Path, port: u16, durable: bool) -> Result<(Child, ChildStdin), String> {
        let mut server = as_anybody(&bin.join("postgres"));
        let durability = if durable { "on" } else { "off" };
        server.arg("-D").arg(dir.join("db")).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", ""]);
        server.args(["-c", &format!("fsync={durability}"), "-c", "max_connections=200"]);
        server.args(["-c", "shared_buffers=64MB", "-c", "logging_collector=off"]);
        if !durable {
            server.args(["-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0"]);
            server.args(["-c", "autovacuum=off", "-c", "jit=off"]);
        }
        // The watchman starts the server, waits for his stdin to close, kills it and clears away its data: a
        // server that a static holds is never dropped.
        // In a shell what runs in the background reads /dev/null unless told otherwise: hence descriptor 3.
        let watch = "exec 3<&0; data=$1; shift; \"$@\" </dev/null >\"$0\" 2>&1 & server=$!; \
                     ( cat <&3 >/dev/null; kill -QUIT $server ) & \
                     wait $server; kill $! 2>/dev/null; touch \"$data/ended\"; \
                     read -r _ <&3; rm -rf \"$data\"";
        let log = dir.join("log");
        let mut watchman = Command::new("sh")
            .args(["-c", watch])
            .arg(&log)
            .arg(dir)
            .arg(server.get_program())
            .args(server.get_args())
            // A group of his own: an interrupt at the keyboard is for the test, and reaches him by the leash.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| e.to_string())?;
        let leash = watchman.stdin.take().ok_or("a watchman without a leash")?;
        let begun = Instant::now();
        loop {
            if accepts(bin, port) {
                return Ok((watchman, leash));
            }
            if dir.join("ended").exists() || begun.elapsed() > PATIENCE {
                let said = std::fs::read_to_string(&log).unwrap_or_default();
                drop(leash);
                let _ = watchman.wait();
                return Err(said);
            }
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// The URL of its database `postgres`.
    pub fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// The URL of a database by name.
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://yimen@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs a statement in the database `postgres`, as a person at a console would; panics if it is refused.
    pub fn run(&self, sql: &str) {
        self.run_in("postgres", sql);
    }

    /// Runs a statement in a database by name; panics if it is refused.
    pub fn run_in(&self, database: &str, sql: &str) {
        let mut psql = Command::new(programs().join("psql"));
        psql.env("PGOPTIONS", "-c client_min_messages=warning");
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &self.url_of(database), "-c", sql]);
        run(psql);
    }

    /// The process whose children are the server's.
    pub fn pid(&self) -> u32 {
        self.watchman.id()
    }

    /// The port on the loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its folder, for a test that looks at the server's log (`log`).
    pub fn folder(&self) -> &Path {
        self.data.path()
    }
}

/// Makes the data of a server in a folder.
fn prepare(bin: &Path, folder: &Path) {
    let dir = folder.join("db");
    std::fs::create_dir(&dir).expect("a folder in our own folder");
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder, open).expect("our own folder");
    if is_root() {
        let mut chown = Command::new("chown");
        chown.arg(somebody()).arg(&dir);
        run(chown);
    }
    let mut initdb = as_anybody(&bin.join("initdb"));
    initdb.args(["--locale=C", "-E", "UTF8", "-A", "trust", "-U", "yimen", "--no-sync", "-D"]).arg(&dir);
    run(initdb);
}

fn accepts(bin: &Path, port: u16) -> bool {
    let mut ask = Command::new(bin.join("pg_isready"));
    ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string(), "-U", "yimen", "-d", "postgres"]);
    ask.status().is_ok_and(|s| s.success())
}

impl Drop for Server {
    fn drop(&mut self) {
        self.leash = None;
        let _ = self.watchman.wait();
    }
}

/// One server for a whole test binary, started when first asked for. The watchman ends it with the process.
pub fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::start)
}
