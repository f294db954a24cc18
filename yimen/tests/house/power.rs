//! When the power is cut under full load: what was answered is there, whole, and what was not is done once.

use bench::crash::{Wish, run};
use bench::{Engine, Plan};
use house::chance::{Chance, SystemChance};

use super::binary::root;

/// The binary of these tests, on ledgers in this folder.
pub fn plan(folder: &tempfile::TempDir) -> Plan {
    let yimen = env!("CARGO_BIN_EXE_yimen").into();
    Plan { yimen, data: folder.path().to_owned(), catalogue: root().join("catalogue") }
}

/// Five kills at moments drawn from a seed, which a failure names: `bench/run --crash 5 --seed N` draws them
/// again.
fn killed_five_times(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let dice: &dyn Chance = &SystemChance;
    let seed = u64::from_be_bytes(dice.bytes::<8>()) >> 1;
    let wish = Wish { kills: 5, clients: 12, seed, most_ms: 1_500 };
    let told = run(&plan(&folder), engine, &wish).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(told.kills, 5);
    assert!(told.answered > 0 && told.lines > 0, "nobody was answered at all: seed {seed}, {told:?}");
}

#[test]
fn what_was_answered_survives_five_kills_under_full_load_on_sqlite() {
    killed_five_times(Engine::Sqlite);
}

#[test]
fn what_was_answered_survives_five_kills_under_full_load_on_postgresql() {
    killed_five_times(Engine::Postgres);
}
