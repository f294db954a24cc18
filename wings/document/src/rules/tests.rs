//! Documents, act by act: what each says, how it is numbered, and that it is drawn once.
