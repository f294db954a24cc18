//! Cases.

use house::Entrance;
use house::web::Route;

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[];

/// Its pages.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
