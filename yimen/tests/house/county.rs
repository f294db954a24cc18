//! (to be written) ground of a county
