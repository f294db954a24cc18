//! Files, and what is told of papers: when a file of corrections is closed, what may follow, what is blocked.

use kernel::{Basis, Day, Text};
use serde::{Deserialize, Serialize};

/// In front of a file's hash, the name of the sealed field that holds the file's own name.
pub const FILE_NAME: &str = "file.";

/// In front of a check point's code, the name of the sealed field that says why it is not met.
pub const FINDING: &str = "finding.";

/// A file that was handed in for a material. Its own name is in the sealed part as `file.<hash>`; its bytes
/// are sealed under the applicant's key and lie where the house keeps files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Code of the material it is for.
    pub material: String,
    /// SM3 of the sealed bytes, lower hex.
    pub hash: String,
    /// What it is by its content: `pdf`, `jpg`, `png`, `ofd`, `docx`, `xlsx`.
    pub form: String,
    /// Bytes before it was sealed.
    pub bytes: i64,
}

/// When a file is closed if nothing comes, as the notice of corrections told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closes {
    /// The last day on which she may supply.
    pub on: Day,
    /// The day on which she is reminded.
    pub remind_on: Day,
    /// The clause.
    pub basis: Basis,
}

/// A paper that may follow 容缺, as it was told at acceptance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    /// Code of the material.
    pub material: String,
    /// The last day.
    pub by: Day,
    /// The day on which she is reminded.
    pub remind_on: Day,
}

/// What a licence does not allow yet, until a promised paper is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Code of the material.
    pub material: String,
    /// Its name.
    pub name: Text,
    /// What is not allowed.
    pub words: Text,
    /// By when it was promised.
    pub by: Day,
}
