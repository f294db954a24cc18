//! Stories: diaries at house level, through the real desk with a virtual clock. A line that does not come
//! true ends the story with its number.

mod acts;
mod assisting;
mod bundles;
mod expect;
mod figures;
mod forms;
mod looking;
mod posts;
mod projects;
mod promises;
mod script;
mod stage;
mod steps;
mod telling;
mod terminal;
mod timing;

use std::fs;
use std::path::Path;

use house::Failure;

use figures::Figures;
use script::{Line, Story};
use stage::Stage;

/// Play one story, or list them all: `say` gets the diary line by line.
///
/// # Errors
/// A line that does not come true, with its number; a story that cannot be read or is not there.
pub fn play(
    name: Option<&str>,
    stories: &Path,
    catalogue: &Path,
    say: &mut dyn FnMut(&str),
) -> Result<(), Failure> {
    match name {
        None => list(stories, say),
        Some(name) => perform(name, stories, catalogue, say)?.close(),
    }
}

/// The names of the stories of a folder, in order.
///
/// # Errors
/// [`Failure::Fault`] if the folder cannot be listed.
pub fn names(stories: &Path) -> Result<Vec<String>, Failure> {
    let fault = |e: std::io::Error| Failure::Fault(format!("{}: {e}", stories.display()));
    let mut names = Vec::new();
    for entry in fs::read_dir(stories).map_err(fault)? {
        let file = entry.map_err(fault)?.file_name();
        if let Some(name) = file.to_str().and_then(|file| file.strip_suffix(".txt")) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn list(stories: &Path, say: &mut dyn FnMut(&str)) -> Result<(), Failure> {
    for name in names(stories)? {
        let story = read(&name, stories)?;
        say(&format!("{name:<24}  {}", story.title));
    }
    Ok(())
}

fn read(name: &str, stories: &Path) -> Result<Story, Failure> {
    let known = names(stories)?;
    if !known.iter().any(|known| known == name) {
        let known = known.join(", ");
        return Err(Failure::Fault(format!("there is no story {name}; there are: {known}")));
    }
    let path = stories.join(format!("{name}.txt"));
    let text = fs::read_to_string(&path).map_err(|e| Failure::Fault(format!("{}: {e}", path.display())))?;
    Story::read(&text).map_err(|(line, why)| came_not_true(name, line, "", &why))
}

/// Play a story to its end and leave the stage open for whoever wants to look at the ledger.
fn perform(
    name: &str,
    stories: &Path,
    catalogue: &Path,
    say: &mut dyn FnMut(&str),
) -> Result<Stage, Failure> {
    let story = read(name, stories)?;
    say(&story.title);
    let mut stage = Stage::open(name, catalogue, story.begins())?;
    let mut figures = Figures::default();
    for line in &story.lines {
        say("");
        say(&line.text);
        if let Err(why) = scene(&mut stage, &mut figures, line, (stories, catalogue), say) {
            stage.close()?;
            return Err(came_not_true(name, line.no, &line.text, &why));
        }
    }
    let told = figures.told();
    if !told.is_empty() {
        say("");
        told.iter().for_each(|line| say(line));
    }
    for (line, text, target) in &story.targets {
        if let Err(why) = figures.keep(target) {
            stage.close()?;
            return Err(came_not_true(name, *line, text, &why));
        }
    }
    Ok(stage)
}

fn scene(
    stage: &mut Stage,
    figures: &mut Figures,
    line: &Line,
    (stories, catalogue): (&Path, &Path),
    say: &mut dyn FnMut(&str),
) -> Result<(), String> {
    if (line.who.as_str(), line.verb.as_str()) == ("台账", "同") {
        let other = perform(&line.object, stories, catalogue, &mut |_| {}).map_err(|f| f.to_string())?;
        let alike = telling::same_ledger(stage, &other);
        other.close().map_err(|f| f.to_string())?;
        say(&format!("    两个台账逐条相同，共 {} 条。", alike.clone()?));
        return Ok(());
    }
    let happened = acts::perform(stage, line)?;
    figures.note(stage, line, &happened);
    happened.said.iter().for_each(|said| say(&format!("    {said}")));
    expect::hold(line, &happened, &stage.calendar())
}

fn came_not_true(name: &str, line: usize, text: &str, why: &str) -> Failure {
    Failure::Fault(format!("stories/{name}.txt 第 {line} 行没有成真 (line {line}): {why}\n  {text}"))
}
