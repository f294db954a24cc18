//! Being away: an officer says for which days and who stands in; the head says it for whoever cannot.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Look};
use house::web::{Input, Reply, Staff};
use house::{Failure, House, To};
use kernel::form::{Answers, Field, FieldFault, FieldKind};
use kernel::item::Choice;
use kernel::limits::LINE_CHARS;
use kernel::{Actor, Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::{Command, Rules};
use crate::views;

/// Where it is.
pub(super) const HERE: &str = "/account/absence";
/// Where it ends.
pub(super) const END: &str = "/account/absence/end";
/// Why an absence may not be noted.
pub(super) const REFUSED: &[&str] =
    &["absence_days_wrong", "absence_past", "absence_long", "stands_in_for_oneself", "stand_in_unfit"];

/// Who is away, from when to when, and who stands in.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Away {
    /// Account of who is away; one's own where it is empty.
    #[schemars(length(max = LINE_CHARS))]
    whose: String,
    /// Account of who stands in.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"s-zhou")]
    stand_in: String,
    /// The first day (ISO 8601).
    #[schemars(extend("format" = "date"), example = &"2026-03-03")]
    from: String,
    /// The last day (ISO 8601).
    #[schemars(extend("format" = "date"), example = &"2026-03-06")]
    until: String,
}

/// Whose absence ends.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Back {
    /// Account of who is back; one's own where it is empty.
    #[schemars(length(max = LINE_CHARS))]
    whose: String,
}

/// An absence that is noted.
#[derive(Serialize, JsonSchema)]
struct Noted {
    /// Account of who is away.
    party: String,
    /// Her name.
    name: String,
    /// Name of who stands in.
    stand_in: String,
    /// The first day (ISO 8601).
    from: String,
    /// The last day (ISO 8601).
    until: String,
    /// May the reader end it?
    own: bool,
}

/// Absences of the organ, and the form.
#[derive(Serialize, JsonSchema)]
pub(super) struct Absences {
    absences: Vec<Noted>,
    faults: Vec<FieldFault>,
    #[serde(skip)]
    colleagues: Vec<Choice>,
    #[serde(skip)]
    head: bool,
    #[serde(skip)]
    typed: Answers,
}

pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    reply: Reply,
) -> Result<Response, Failure> {
    Ok(reply.page(&read(&house, who, Answers::new(), Vec::new()).await?))
}

async fn read(
    house: &House,
    who: Actor,
    typed: Answers,
    faults: Vec<FieldFault>,
) -> Result<Absences, Failure> {
    let (organ, me, role) = (who.organ.clone(), who.party.clone(), who.role);
    let head = role == Role::Head;
    let all = house.read(who, move |seeing| Ok(views::colleagues(seeing.look, &organ)?)).await?;
    let name = |party: &str| {
        let found = all.iter().find(|one| one.party == party);
        found.map_or_else(|| party.to_owned(), |one| one.name.clone())
    };
    let noted = |one: &views::Colleague| {
        let (stand_in, from, until) = one.away.clone()?;
        let (party, stand_in) = (one.party.clone(), name(&stand_in));
        Some(Noted { own: head || party == me, name: name(&party), party, stand_in, from, until })
    };
    let absences = all.iter().filter_map(noted).collect();
    let officers = all.iter().filter(|one| matches!(one.role, Role::Clerk | Role::Examiner | Role::Head));
    // nobody stands in for herself, or at another post; a head notes the absences of others too
    let officers = officers.filter(|one| head || (one.party != me && one.role == role));
    let colleagues = officers.map(|one| {
        let role = house::web::session::role_text(one.role);
        let text = Text::new(format!("{}（{}）", one.name, role.zh), format!("{} ({})", one.name, role.en));
        Choice { code: one.party.clone(), text }
    });
    Ok(Absences { absences, faults, colleagues: colleagues.collect(), head, typed })
}

pub(super) async fn note(
    State(house): State<House>,
    Staff(who): Staff,
    reply: Reply,
    input: Input<Away>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let sent = &input.value;
    let typed: Answers =
        [("whose", &sent.whose), ("stand_in", &sent.stand_in), ("from", &sent.from), ("until", &sent.until)]
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.clone()))
            .collect();
    let mut faults = Vec::new();
    let mut day = |name: &str, text: &str| -> Option<Day> {
        let words = Text::new("请写哪一天，如 2026-03-06", "Write a day, like 2026-03-06");
        let day = text.trim().parse().ok();
        if day.is_none() {
            faults.push(FieldFault::new(name, words));
        }
        day
    };
    let days = (day("from", &sent.from), day("until", &sent.until));
    let (Some(from), Some(until)) = days else {
        return back(&house, who, &reply, typed, Failure::Faulty(faults)).await;
    };
    let command = Command::NoteAbsence { stand_in: sent.stand_in.clone(), from, until };
    let to = To::Stream(whose(&who, &sent.whose));
    match house.act::<Rules>(who.clone(), to, cause, None, command).await {
        Ok(receipt) => Ok(reply.done(HERE, &receipt)),
        Err(failure) => back(&house, who, &reply, typed, failure).await,
    }
}

pub(super) async fn end(
    State(house): State<House>,
    Staff(who): Staff,
    reply: Reply,
    input: Input<Back>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let to = To::Stream(whose(&who, &input.value.whose));
    let receipt = house.act::<Rules>(who, to, cause, None, Command::EndAbsence {}).await?;
    Ok(reply.done(HERE, &receipt))
}

fn whose(who: &Actor, typed: &str) -> String {
    if typed.trim().is_empty() { who.party.clone() } else { typed.trim().to_owned() }
}

/// The form with what was typed and what is wrong; a program gets the problem.
async fn back(
    house: &House,
    who: Actor,
    reply: &Reply,
    typed: Answers,
    failure: Failure,
) -> Result<Response, Failure> {
    if reply.visit().json {
        return Err(failure);
    }
    let faults = match failure {
        Failure::Faulty(faults) => faults,
        Failure::Refused(refusal) => {
            let field = match refusal.code {
                "absence_days_wrong" | "absence_past" | "absence_long" => "until",
                "stands_in_for_oneself" | "stand_in_unfit" => "stand_in",
                _ => return Err(Failure::Refused(refusal)),
            };
            vec![FieldFault::new(field, house.texts.refusal(&refusal))]
        }
        other => return Err(other),
    };
    let page = read(house, who, typed, faults).await?;
    Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

impl Absences {
    fn form(&self, see: &Frame) -> Markup {
        if self.colleagues.is_empty() {
            return html! { p { (see.say(
                "这里没有别的同事可以代班，请管理员先安排一位。",
                "There is no colleague here to stand in; ask the administrator to appoint one first.",
            )) } };
        }
        let choice = |name: &str, zh: &str, en: &str| Field {
            options: self.colleagues.clone(),
            ..Field::new(name, Text::new(zh, en), FieldKind::Choice)
        };
        let date = |name: &str, zh: &str, en: &str| Field::new(name, Text::new(zh, en), FieldKind::Date);
        let mut fields = Vec::new();
        if self.head {
            fields.push(choice("whose", "谁请假（不选就是您自己）", "Who is away (yourself if none)"));
        }
        fields.push(choice("stand_in", "谁代班", "Who stands in"));
        fields.push(date("from", "从哪天", "From"));
        fields.push(date("until", "到哪天（含当天）", "Until, that day included"));
        let fields: Vec<&Field> = fields.iter().collect();
        let inside = parts::fields(see, &fields, &self.typed, &self.faults);
        parts::act_form(see, HERE, &[], &inside, Look::Filled, see.say("登记请假", "Note the absence"))
    }

    fn noted(&self, see: &Frame, one: &Noted) -> Markup {
        let day = |text: &str| match text.parse::<Day>() {
            Ok(day) => parts::day_short(see, day),
            Err(_) => html! { (text) },
        };
        html! {
            p {
                strong { (one.name) } (see.say("，", ", "))
                (day(&one.from)) (see.say(" 到 ", " to ")) (day(&one.until))
                (see.pick(format!("，{}代班", one.stand_in), format!("; {} stands in", one.stand_in)))
            }
            @if one.own { (parts::act_form(see, END, &[("whose", &one.party)], &html! {}, Look::Second,
                see.say("销假，或者不请了", "Back, or not away after all"))) }
        }
    }
}

impl Page for Absences {
    fn title(&self, see: &Frame) -> String {
        match self.faults.as_slice() {
            [] => see.say("请假和代班", "Absence").to_owned(),
            faults => parts::faults_title(see, faults) + " · " + see.say("请假和代班", "Absence"),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let home = ("/".to_owned(), see.say("首页", "Home").to_owned());
        vec![home, (String::new(), see.say("请假和代班", "Absence").to_owned())]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("请假和代班", "Absence"), &html! { (see.say(
                "请假这几天，代班的同事可以接着办您认领的事；事情还在您名下，写好的都在。期限照算。",
                "While you are away the colleague may go on with what you have taken up; it stays yours, \
                 with all that was written. The clocks go on.",
            )) }))
            (parts::section("noted", see.say("已经登记的", "Noted"), &html! {
                @if self.absences.is_empty() { p { (see.say("现在没有人请假。", "Nobody is away.")) } }
                @for one in &self.absences { (self.noted(see, one)) }
            }))
            (parts::section("note", see.say("登记请假", "Note an absence"), &self.form(see)))
        }
    }
}
