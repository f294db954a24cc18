//! Real programs for tests: a throw-away PostgreSQL, a headless Chromium. Nothing here is ever shipped.
//!
//! Both run as an unprivileged user when the tests run as root, keep their files in a temporary folder,
//! disturb nothing that runs already, and end with the test that started them.

pub mod chromium;
pub mod postgres;
