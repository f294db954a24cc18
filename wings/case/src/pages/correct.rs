//! 补正 on the applicant's page: files, paper brought to the window, and answers of the form, in parts if she
//! likes; and what the clerk may ask for of the form.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::drafts;
use house::web::handing::listed_of;
use house::web::parts::{self, Look, MORE};
use house::web::{Frame, Input, Member, Reply};
use house::{Failure, House, links};
use kernel::form::{self, Answers, Field};
use kernel::item::{FIELD, applies, belongs};
use kernel::{Actor, Text};
use maud::{Markup, html};

use super::acts::{Bringing, Faults};
use super::files::{handed, of_case};
use super::sent::Sent;
use super::show::{self, Shown, Tick};
use crate::rules::Command;

/// The button that stores what was typed and leads to the files.
const TO_FILES: &str = "to-files";
/// In front of the code of what is supplied, as a field.
const SUPPLIED: &str = "materials";

/// `POST /cases/{no}/correct`: files that wait, paper that was ticked, answers that were changed or said to
/// be right. One of two buttons stores them and goes to the files; a group's button adds a row.
pub(super) async fn correct(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let draft = draft(&no);
    let mut typed = input.value.typed();
    let (more, files) = (typed.remove(MORE), typed.remove(TO_FILES));
    if more.is_some() || files.is_some() {
        let shown = show::read(&house, &who, no.clone()).await?;
        if let Some(group) = more {
            form::add_row(&shown.file.fields, &mut typed, &group);
        }
        drafts::keep(&house, who.acting_for(), &draft, &typed).await?;
        return Ok(reply.lead(&if files.is_some() { of_case(&no) } else { links::case(&no) }));
    }
    let lie = super::files::cases::waiting(&house, &who, &no).await?;
    let bringing = Bringing { house: house.clone(), who: who.clone(), no, reply, act: "correct" };
    let answer = bringing
        .bring(input, |sent, shown| {
            let (fields, answers) = mended(sent, shown)?;
            let ticked = sent.codes("materials", SUPPLIED, "yes");
            let mut materials: Vec<String> = ticked.into_iter().filter(|c| !c.starts_with(FIELD)).collect();
            materials.extend(fields);
            let asked = |code: &str| shown.outstanding().any(|one| one == code);
            let files = lie.iter().filter(|one| asked(&one.material)).map(handed).collect();
            Ok(Command::Correct { materials, answers, files })
        })
        .await?;
    if answer.status().is_redirection() || answer.status().is_success() {
        drafts::drop_draft(&house, who.acting_for(), &draft).await?;
    }
    Ok(answer)
}

/// What was typed into a correction before the files were looked after is there again.
pub(super) async fn again(house: &House, who: &Actor, shown: &mut Shown) -> Result<(), Failure> {
    if shown.officer || !shown.open("correct") {
        return Ok(());
    }
    if let Some(typed) = drafts::find(house, who.acting_for(), &draft(&shown.case_no)).await? {
        shown.returned.act = "correct";
        shown.returned.typed = typed;
    }
    Ok(())
}

fn draft(no: &str) -> String {
    format!("case/{no}")
}

/// The fields that were mended, as `field.<code>`, with their answers; every fault at once.
fn mended(sent: &Sent, shown: &Shown) -> Result<(Vec<String>, Answers), Faults> {
    let typed = sent.typed();
    let listed = sent.codes("materials", SUPPLIED, "yes");
    let (mut fields, mut answers, mut faults) = (Vec::new(), Answers::new(), Faults::new());
    for field in shown.fields_to_mend() {
        let name = format!("{FIELD}{}", field.code);
        let now = of_field(&typed, &field.code);
        if now.is_empty() || (now == of_field(&shown.stands, &field.code) && !listed.contains(&name)) {
            continue;
        }
        match form::check(std::slice::from_ref(field), shown.answered_questions(), &now) {
            Ok(_) => {
                fields.push(name);
                answers.extend(now);
            }
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { Ok((fields, answers)) } else { Err(faults) }
}

/// The answers of one field, of its parts and its rows, without those that are blank.
fn of_field(all: &Answers, code: &str) -> Answers {
    let rows = form::rows_code(code);
    let own =
        all.iter().filter(|(name, text)| belongs(name, code) && **name != rows && !text.trim().is_empty());
    own.map(|(name, text)| (name.clone(), text.trim().to_owned())).collect()
}

impl Shown {
    /// Codes of what a correction still waits for, in the order of the notice.
    fn outstanding(&self) -> impl Iterator<Item = &str> {
        let correction = self.case.correction.iter();
        correction
            .flat_map(|c| c.lacking.iter().filter(|code| c.outstanding.contains(*code)))
            .map(String::as_str)
    }

    fn answered_questions(&self) -> &kernel::item::Situation {
        const NONE: &kernel::item::Situation = &kernel::item::Situation::new();
        self.case.filed.as_ref().map_or(NONE, |filed| &filed.situation)
    }

    /// Fields of the form that a correction still waits for.
    fn fields_to_mend(&self) -> Vec<&Field> {
        let codes: Vec<&str> = self.outstanding().filter_map(|code| code.strip_prefix(FIELD)).collect();
        self.file.fields.iter().filter(|f| codes.contains(&f.code.as_str())).collect()
    }

    /// Fields of the form that the clerk may ask to mend, each with what stands in it.
    pub(super) fn askable_fields(&self, see: &Frame, came_back: bool) -> Vec<Tick> {
        let asked = self.file.fields.iter().filter(|f| applies(&f.when, self.answered_questions()));
        let tick = |field: &Field| {
            let code = format!("{FIELD}{}", field.code);
            let ticked = came_back && self.value(&format!("lacking-{code}")) == "yes";
            let own = self.answers.iter().filter(|a| belongs(&a.code, &field.code));
            let said: Vec<&str> = own.map(|a| see.of(&a.answer)).collect();
            let now = said.join(see.say("，", ", "));
            (code, format!("{}{}{now}", see.of(&field.label), see.say("：", ": ")), ticked)
        };
        asked.map(tick).collect()
    }

    /// 补正: what is outstanding. Files and answers count by themselves, paper is ticked.
    pub(super) fn correct(&self, see: &Frame) -> Markup {
        let fields = self.fields_to_mend();
        let papers: Vec<&str> = self.outstanding().filter(|code| !code.starts_with(FIELD)).collect();
        let came_back = self.returned.act == "correct";
        let mut typed = self.stands.clone();
        if came_back {
            typed.extend(self.returned.typed.clone());
        }
        let inside = html! {
            // the first button is what the Enter key presses
            button.vh tabindex="-1" aria-hidden="true" { (see.say("补交材料", "Supply them")) }
            @if !papers.is_empty() { (self.papers_to_supply(see, &papers, came_back)) }
            @if !fields.is_empty() {
                fieldset {
                    legend { (see.say("表格里要改的", "Answers to mend")) }
                    p.soft.small { (see.say(
                        "改了就算补上；可以分几次改。",
                        "A changed answer counts as mended; you may do it in parts.",
                    )) }
                    @for field in &fields {
                        (parts::fields(see, &[*field], &typed, &self.returned.faults))
                        (self.right_as_it_is(see, field, came_back))
                    }
                }
            }
        };
        self.act(see, "correct", &inside, Look::Filled, see.say("补交材料", "Supply them"))
    }

    fn papers_to_supply(&self, see: &Frame, papers: &[&str], came_back: bool) -> Markup {
        let tick = |code: &&str| {
            let name = self.file.material(code).map_or(*code, |m| see.of(&m.name)).to_owned();
            let ticked = came_back && self.value(&format!("{SUPPLIED}-{code}")) == "yes";
            ((*code).to_owned(), name, ticked)
        };
        let all: Vec<Tick> = papers.iter().map(tick).collect();
        let legend = see.say(
            "勾选您会带到窗口的纸件，窗口收到才算补上",
            "Tick what you will bring on paper; it counts once the window has it",
        );
        html! {
            p { button.second formaction=(self.act_address("correct")) name=(TO_FILES) value="yes" {
                (see.say("传文件", "Upload files"))
            } }
            @if !self.waiting.is_empty() {
                p { (see.say("已经传的文件，点“补交材料”就交上：", "Uploaded; “Supply them” hands them in:")) }
                (listed_of(see, self.waiting.iter()))
            }
            (self.ticks(see, SUPPLIED, legend, &all))
        }
    }

    /// The clerk ticks which of the papers that a notice waits for lie on the counter now.
    pub(super) fn correct_at_window(&self, see: &Frame) -> Markup {
        let came_back = self.returned.act == "correct";
        let papers: Vec<&str> = self.outstanding().filter(|code| !code.starts_with(FIELD)).collect();
        if papers.is_empty() {
            return html! {};
        }
        let tick = |code: &&str| {
            let name = self.file.material(code).map_or(*code, |m| see.of(&m.name));
            let said = match self.case.to_bring.contains(*code) {
                true => see.say("（申请人说会带来）", " (she said she would bring it)"),
                false => "",
            };
            let ticked = came_back && self.value(&format!("{SUPPLIED}-{code}")) == "yes";
            ((*code).to_owned(), format!("{name}{said}"), ticked)
        };
        let all: Vec<Tick> = papers.iter().map(tick).collect();
        let legend = see.say("补来的纸件，看到的才勾", "Papers supplied at the counter");
        let inside = self.ticks(see, SUPPLIED, legend, &all);
        self.act(see, "correct", &inside, Look::Filled, see.say("登记补交", "Record what was supplied"))
    }

    /// An answer that stays as it is, said so.
    fn right_as_it_is(&self, see: &Frame, field: &Field, came_back: bool) -> Markup {
        let name = format!("{SUPPLIED}-{FIELD}{}", field.code);
        let ticked = came_back && self.value(&name) == "yes";
        let label = Text::new(
            format!("“{}”核对过，不用改", field.label.zh),
            format!("“{}” is right as it is", field.label.en),
        );
        html! { div.pick {
            input type="checkbox" id=(parts::field_id(&name)) name=(name) value="yes" checked[ticked];
            label for=(parts::field_id(&name)) { (see.of(&label)) }
        } }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::of_field;

    #[test]
    fn a_field_is_compared_with_all_its_parts_and_nothing_else() {
        let all = [("owner.name", "李梅 "), ("owner.id", ""), ("owner_phone", "1"), ("owner.rows", "2")];
        let all = all.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let own = of_field(&all, "owner");
        assert_eq!(own.into_iter().collect::<Vec<_>>(), vec![("owner.name".to_owned(), "李梅".to_owned())]);
    }
}
