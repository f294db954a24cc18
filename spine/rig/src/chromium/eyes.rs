//! Other eyes on the same page: paper, stronger contrast, forced colours, large type by class.

use std::path::Path;

use serde_json::json;

use super::Trouble;
use super::base64;
use super::page::Page;

/// How somebody looks at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// As the browser comes.
    Plain,
    /// The system asks for more contrast.
    MoreContrast,
    /// The system brings its own colours (Windows high contrast).
    ForcedColours,
    /// The system is set to dark.
    Dark,
    /// On paper.
    Paper,
}

impl Page {
    /// Looks at the page with these eyes until it is told otherwise.
    ///
    /// # Errors
    /// When Chromium is gone.
    pub fn through(&self, eyes: Eyes) -> Result<(), Trouble> {
        let feature = |name: &str, value: &str| json!([{ "name": name, "value": value }]);
        let (media, features) = match eyes {
            Eyes::Plain => ("", json!([])),
            Eyes::MoreContrast => ("", feature("prefers-contrast", "more")),
            Eyes::ForcedColours => ("", feature("forced-colors", "active")),
            Eyes::Dark => ("", feature("prefers-color-scheme", "dark")),
            Eyes::Paper => ("print", json!([])),
        };
        self.send("Emulation.setEmulatedMedia", &json!({ "media": media, "features": features })).map(|_| ())
    }

    /// Prints the page on A4 as a PDF; folders are made as needed.
    ///
    /// # Errors
    /// When Chromium cannot print it or the file cannot be written.
    pub fn print(&self, to: &Path) -> Result<(), Trouble> {
        let how = json!({ "preferCSSPageSize": true, "printBackground": false });
        let answer = self.send("Page.printToPDF", &how)?;
        let bytes = answer["data"].as_str().and_then(base64::decode);
        let bytes = bytes.ok_or_else(|| Trouble("the print is not base64".to_string()))?;
        let folder = to.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = folder.and_then(|()| std::fs::write(to, bytes));
        written.map_err(|why| Trouble(format!("{}: {why}", to.display())))
    }
}
