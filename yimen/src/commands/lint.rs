//! `yimen lint DIR`: all that is wrong with a catalogue folder, each fault with a picture of its place.

use std::io::IsTerminal;
use std::path::PathBuf;

use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind, Source};
use clap::{Args, ValueEnum};
use house::Failure;
use house::catalogue::{Flaw, Survey, Weight, report, survey_on};
use house::clock::{Clock, SystemClock};
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
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// List every code there is, with its rule, and read no folder
    #[arg(long)]
    codes: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Pictures of the places, in both languages
    Text,
    /// For programs
    Json,
    /// A page for a meeting
    Html,
    /// SARIF 2.1.0, for editors and reviews
    Sarif,
}

impl Lint {
    pub(super) fn run(self) -> Result<(), Failure> {
        if self.codes {
            say(report::list().trim_end());
            return Ok(());
        }
        let today = SystemClock.now().day();
        let survey = survey_on(&self.dir, today);
        match self.format {
            Format::Text => pictures(&survey),
            Format::Json => say(&format!("{:#}", report::json(&survey))),
            Format::Html => say(&report::page(&survey, today)),
            Format::Sarif => say(&format!("{:#}", report::sarif(&survey))),
        }
        if self.doubts {
            doubts(&survey);
        }
        let errors = survey.errors();
        let warnings = survey.flaws.iter().filter(|flaw| flaw.weight == Weight::Warning).count();
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

fn pictures(survey: &Survey) {
    let colour = std::io::stdout().is_terminal();
    for flaw in &survey.flaws {
        say(&picture(flaw, survey.sources.get(&flaw.file).map_or("", String::as_str), colour));
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
        .with_code(flaw.code.name)
        .with_message(format!("{}\n{}", flaw.what.zh, flaw.what.en))
        .with_label(Label::new(place).with_message(&flaw.what.zh))
        .with_note(rests(flaw))
        .with_help(format!("{}\n{}", flaw.mend.zh, flaw.mend.en))
        .finish();
    let mut drawn = Vec::new();
    let done = report.write((flaw.file.as_str(), Source::from(text)), &mut drawn);
    match done {
        Ok(()) => String::from_utf8_lossy(&drawn).into_owned(),
        Err(_) => flaw.to_string(),
    }
}

/// The further places of a flaw, whom it concerns, and the rule it rests on.
fn rests(flaw: &Flaw) -> String {
    let mut lines: Vec<String> = flaw
        .places
        .iter()
        .map(|place| format!("{}:{} {} ({})", place.file, place.line, place.says.zh, place.says.en))
        .collect();
    if !flaw.example.is_empty() {
        let answers: Vec<String> = flaw.example.iter().map(|(q, a)| format!("{q} = {a}")).collect();
        lines.push(format!("例如 for example: {}", answers.join(", ")));
    }
    lines.push(format!("{}\n{}", flaw.code.rule.0, flaw.code.rule.1));
    lines.join("\n")
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
