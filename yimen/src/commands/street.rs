//! Opening the door: `demo` and `serve`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use channels::TextsToFile;
use clap::Args;
use house::Failure;
use house::outbox::Channel;
use store::Place;

use super::{Where, say, warn};
use crate::county::Opening;
use house::door::{Opened, serve};

/// `yimen demo`
#[derive(Args)]
pub(super) struct Demo {
    /// Port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the demo's ledger and keys
    #[arg(long, default_value = "var/demo")]
    data: PathBuf,
    /// Where the demo's ledger is, if not in that folder: sqlite:FILE or postgres://…, an empty place
    #[arg(long, conflicts_with = "fresh")]
    db: Option<String>,
    /// Begin anew: what was done in the demo is thrown away
    #[arg(long)]
    fresh: bool,
    /// Begin with nothing under way; otherwise one bundle 一件事 is
    #[arg(long)]
    bare: bool,
    /// Folder of the county's files
    #[arg(long, default_value = "catalogue")]
    catalogue: PathBuf,
    /// MiB the ledger's file may take (SQLite only): beyond them the house can be read, and records nothing
    #[arg(long, value_name = "MIB")]
    max_size: Option<u64>,
}

/// `yimen serve`
#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    at: Where,
    /// Address to listen on; TLS is ended by the proxy in front
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address of that proxy: only its X-Forwarded-For says who asks
    #[arg(long)]
    proxy: Option<IpAddr>,
    /// Where the public finds this house, as https://…: what the codes on documents and the links to check a
    /// licence lead to; the address it listens on, and the one a visitor came by, if none is given
    #[arg(long)]
    address: Option<String>,
    /// MiB the ledger's file may take (SQLite only), so that a disk shared with others is never full: beyond
    /// them the house says so, can be read, and records nothing until there is room or this is raised
    #[arg(long, value_name = "MIB")]
    max_size: Option<u64>,
}

/// Bytes of one MiB.
const MIB: u64 = 1024 * 1024;

impl Demo {
    pub(super) fn run(self) -> Result<(), Failure> {
        let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), self.port);
        let data = self.data.clone();
        let open = move |at| self.open(at);
        street(listen, open, move |house, at| {
            say(&format!("一门 · {} http://{at}", house.county.zh));
            let parts: Vec<&str> = crate::demo::PARTS.iter().map(|part| part.text.0).collect();
            say(&format!("首页上一点就能扮演：{}", parts.join("、")));
            say(&format!("Yimen demo: open http://{at} and step into any role; data in {}", data.display()));
            say("Ctrl-C 关门，数据都在。Ctrl-C closes the door; nothing is lost.");
        })
    }

    /// Behind the door that listens at `at`.
    fn open(self, at: SocketAddr) -> Result<Opened, Failure> {
        if self.fresh {
            throw_away(&self.data)?;
        }
        let place = match &self.db {
            Some(db) => Place::parse(db)?,
            None => Place::Sqlite(self.data.join("ledger.db")),
        };
        let mut opening = Opening::new(place, &self.data, &self.catalogue);
        opening.demo = true;
        opening.most_bytes = self.max_size.map(|mib| mib.saturating_mul(MIB));
        opening.listens = format!("http://{at}");
        opening.who = format!("yimen demo --port {}", at.port());
        let (house, warnings) = opening.open()?;
        warnings.iter().for_each(|w| warn(w));
        crate::demo::people(&house)?;
        if !self.bare {
            crate::demo::running::shown(&house)?;
            crate::demo::building::shown(&house)?;
        }
        crate::console::listen(&house);
        let channels = texts_to(&self.data);
        Ok(Opened { house, channels, more: crate::demo::routes })
    }
}

impl Serve {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (listen, proxy, place) = (self.listen, self.proxy, self.at);
        let open = move |at: SocketAddr| {
            let mut opening = place.opening()?;
            opening.demo = false;
            opening.most_bytes = self.max_size.map(|mib| mib.saturating_mul(MIB));
            opening.proxy = proxy;
            opening.address = self.address;
            opening.listens = format!("http://{at}");
            opening.who = format!("yimen serve --listen {at}");
            let (house, warnings) = opening.open()?;
            warnings.iter().for_each(|w| warn(w));
            crate::console::listen(&house);
            let channels = texts_to(&place.data);
            Ok(Opened { house, channels, more: Vec::new })
        };
        street(listen, open, |house, at| {
            say(&format!("一门 · {} http://{at} ({})", house.county.zh, house.store.engine()));
        })
    }
}

fn street(
    listen: SocketAddr,
    open: impl FnOnce(SocketAddr) -> Result<Opened, Failure> + Send + 'static,
    tell: impl FnOnce(&house::House, SocketAddr) + Send + 'static,
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::Fault(e.to_string()))?;
    runtime.block_on(serve(listen, open, tell))
}

/// Until a county has its gateway, text messages go to a file that an administrator can read.
fn texts_to(data: &std::path::Path) -> Vec<Box<dyn Channel>> {
    vec![Box::new(TextsToFile::new(data.join("messages.txt")))]
}

/// Only a demo's folder is ever thrown away.
fn throw_away(data: &std::path::Path) -> Result<(), Failure> {
    if !data.exists() {
        return Ok(());
    }
    if data.join("ledger.db").exists() && !super::is_demo(data) {
        return Err(Failure::Fault(format!("{} is not a demo; nothing was thrown away", data.display())));
    }
    std::fs::remove_dir_all(data).map_err(|e| Failure::Fault(format!("{}: {e}", data.display())))
}
