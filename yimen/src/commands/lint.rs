//! `yimen lint DIR`: all that is wrong with a catalogue folder, each fault with a picture of its place.

use std::io::IsTerminal;
use std::path::PathBuf;

use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind, Source};
use clap::Args;
use house::Failure;
use house::catalogue::{Flaw, Survey, Weight, survey};
use kernel::item::Certainty;

use super::{say, warn};

/// `yimen lint DIR`
#[derive(Args)]
pub(super) struct Lint {
    /// Folder of the county's files
    #[arg(default_value = "catalogue")]
    dir: PathBuf,
    /// List the facts that are marked as not verified 待核实
    #[arg(long)]
    doubts: bool,
}

impl Lint {
    pub(super) fn run(self) -> Result<(), Failure> {
        let survey = survey(&self.dir);
        let colour = std::io::stdout().is_terminal();
        for flaw in &survey.flaws {
            say(&picture(flaw, survey.sources.get(&flaw.file).map_or("", String::as_str), colour));
        }
        if self.doubts {
            doubts(&survey);
        }
        let (errors, warnings) = (survey.errors(), survey.flaws.len() - survey.errors());
        let files = survey.sources.len();
        warn(&format!(
            "{files} 个文件，{errors} 处错误，{warnings} 处提醒，{} 处待核实",
            survey.doubts.len()
        ));
        warn(&format!(
            "{files} files, {errors} errors, {warnings} warnings, {} to be verified",
            survey.doubts.len()
        ));
        if errors == 0 {
            return Ok(());
        }
        Err(Failure::Fault("有错误的目录不发布。A catalogue with errors is not published.".to_owned()))
    }
}

/// A line each for what its file marks `L` (likely) or `U` (unsure).
fn doubts(survey: &Survey) {
    for (file, doubt) in &survey.doubts {
        let (zh, en) = match doubt.certainty {
            Certainty::U => ("没有把握", "unsure"),
            _ => ("大概如此", "likely"),
        };
        say(&format!(
            "{file} {}：待核实（{zh}）{} (to be verified, {en}: {})",
            doubt.at, doubt.what.zh, doubt.what.en
        ));
    }
}

/// The place of a flaw drawn from its file, what is wrong, and how to mend it, in both languages.
fn picture(flaw: &Flaw, text: &str, colour: bool) -> String {
    let kind = match flaw.weight {
        Weight::Error => ReportKind::Error,
        Weight::Warning => ReportKind::Warning,
        Weight::Note => ReportKind::Advice,
    };
    let place = (flaw.file.as_str(), flaw.span.clone());
    let config =
        Config::default().with_color(colour).with_index_type(IndexType::Byte).with_char_set(CharSet::Unicode);
    let report = Report::build(kind, place.clone())
        .with_config(config)
        .with_message(format!("{}\n{}", flaw.what.zh, flaw.what.en))
        .with_label(Label::new(place).with_message(&flaw.what.zh))
        .with_help(format!("{}\n{}", flaw.mend.zh, flaw.mend.en))
        .finish();
    let mut drawn = Vec::new();
    let done = report.write((flaw.file.as_str(), Source::from(text)), &mut drawn);
    match done {
        Ok(()) => String::from_utf8_lossy(&drawn).into_owned(),
        Err(_) => flaw.to_string(),
    }
}

#[cfg(test)]
mod tests {
    //! The picture.
    #![allow(clippy::unwrap_used)]

    use kernel::Text;

    use super::*;

    #[test]
    fn a_picture_shows_the_line_and_both_languages() {
        let text = "code = \"x\"\nname = { zh = \"面馆\", en = \"面馆\" }\n";
        let at = text.rfind("\"面馆\"").unwrap();
        let mut flaw = Flaw::of_file(
            "items/x.toml",
            Text::new("英文里有汉字", "the English has Chinese characters in it"),
            Text::new("译成英文", "Translate it"),
        );
        flaw.span = at..at + "\"面馆\"".len();
        let drawn = picture(&flaw, text, false);
        for part in [
            "items/x.toml:2:",
            "en = \"面馆\"",
            "英文里有汉字",
            "the English has",
            "译成英文",
            "Translate it",
        ] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
        assert!(!drawn.contains('\u{1b}'), "no colour where nobody sees it");
    }
}
