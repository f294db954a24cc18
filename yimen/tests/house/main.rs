//! The house, tested as people use it.
