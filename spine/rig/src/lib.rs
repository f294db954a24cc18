//! The rig: throw-away servers and browsers that tests stand on.

pub mod postgres;
