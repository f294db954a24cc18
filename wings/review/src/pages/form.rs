//! How it was: five radios with words, nothing chosen beforehand, nothing required but the choice itself.

mod drawn;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::drafts::{self, Typed};
use house::web::{Input, Person, Reply};
use house::{Failure, House, To, links};
use kernel::form::FieldFault;
use kernel::limits::REASON_CHARS;
use kernel::{Actor, Day, Text, party};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::known::filed;
use crate::rules::{Command, LEVELS, REASONS, Rules, until};
use crate::views::{self, Given};

/// What was sent, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Sent {
    /// Word of a level, or empty.
    #[serde(default)]
    level: String,
    /// Words of reasons.
    #[serde(default)]
    reasons: Vec<String>,
    /// In her words.
    #[serde(default)]
    words: String,
}

impl Sent {
    fn typed(&self) -> Typed {
        let pairs = [
            ("level", self.level.clone()),
            ("reasons", self.reasons.join(",")),
            ("words", self.words.clone()),
        ];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn from_typed(typed: &Typed) -> Self {
        let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
        let reasons = text("reasons").split(',').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        Self { level: text("level"), reasons, words: text("words") }
    }

    /// Everything that has to be mended before it can be a review.
    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        if !LEVELS.iter().any(|level| level.word() == self.level) {
            let text = Text::new("请选一个。不想评价，可以直接离开", "Choose one, or leave without a review");
            faults.push(FieldFault::new("level", text));
        }
        if self.reasons.iter().any(|word| !REASONS.iter().any(|reason| reason.word() == word)) {
            faults.push(FieldFault::new("reasons", Text::new("请从列出的里面选", "Choose from the list")));
        }
        if let Err(fault) = party::clean_lines(&self.words, REASON_CHARS) {
            faults.push(FieldFault::new("words", fault.text()));
        }
        faults
    }

    fn command(self, case: &str, party: String) -> Option<Command> {
        let level = LEVELS.into_iter().find(|level| level.word() == self.level)?;
        let given = |word: &str| self.reasons.iter().any(|r| r == word);
        let reasons = REASONS.into_iter().filter(|reason| given(reason.word())).collect();
        Some(Command::Give { case: case.to_owned(), party, level, reasons, words: self.words })
    }
}

/// Whether the form is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Standing {
    /// The case is not concluded.
    Early,
    /// It may be reviewed.
    Open,
    /// It was reviewed.
    Given,
    /// The term is over.
    Closed,
}

/// The page of one review, for the person whose case it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Form {
    case_no: String,
    item: Text,
    standing: Standing,
    concluded_on: Option<Day>,
    until: Option<Day>,
    given: Option<Given>,
    #[serde(skip)]
    version: i64,
    typed: Sent,
    faults: Vec<FieldFault>,
}

/// GET `/cases/{no}/review`.
pub async fn show(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let mut form = read(&house, &who, &no).await?;
    if let Some(typed) = drafts::find(&house, &who.party, &draft(&no)).await? {
        form.typed = Sent::from_typed(&typed);
    }
    Ok(reply.page(&form))
}

/// POST `/cases/{no}/review`.
pub async fn give(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let (cause, seen, sent) = (input.cause(&who)?, input.seen, input.value);
    let faults = sent.faults();
    if !faults.is_empty() {
        let mut form = read(&house, &who, &no).await?;
        drafts::keep(&house, &who.party, &draft(&no), &sent.typed()).await?;
        if reply.visit().json {
            return Err(Failure::Faulty(faults));
        }
        (form.typed, form.faults) = (sent, faults);
        return Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &form));
    }
    let typed = sent.typed();
    // that the case is hers is for the law to say; where it says no she learns nothing of another's
    let command = sent.command(&no, who.acting_for().to_owned()).ok_or(Failure::Absent)?;
    match house.act::<Rules>(who.clone(), To::Stream(no.clone()), cause, seen, command).await {
        Ok(receipt) => {
            drafts::drop_draft(&house, &who.party, &draft(&no)).await?;
            Ok(reply.done(&links::case(&no), &receipt))
        }
        Err(failure) => {
            read(&house, &who, &no).await?;
            drafts::keep(&house, &who.party, &draft(&no), &typed).await?;
            Err(failure)
        }
    }
}

fn draft(no: &str) -> String {
    format!("review-{no}")
}

/// The case, if it is hers, and what may be said of it now.
async fn read(house: &House, who: &Actor, no: &str) -> Result<Form, Failure> {
    let (mine, no) = (who.acting_for().to_owned(), no.to_owned());
    house
        .read(who.clone(), move |seeing| {
            let filed =
                filed(seeing.look, &no)?.filter(|filed| filed.party == mine).ok_or(Failure::Absent)?;
            let (_, version) = seeing.life::<Rules>(&no)?;
            let given = views::one(seeing.look, &no)?;
            let until = filed.concluded_on.map(|day| until(day, seeing.ctx.calendar)).transpose();
            let until = until.map_err(|year| Failure::Fault(year.to_string()))?;
            let standing = match until {
                _ if given.is_some() => Standing::Given,
                None => Standing::Early,
                Some(last) if seeing.ctx.today() > last => Standing::Closed,
                Some(_) => Standing::Open,
            };
            let name = seeing.ctx.editions.latest(&filed.item).map(|edition| edition.item.name.clone());
            let item = name.unwrap_or_else(|| Text::new(&filed.item, &filed.item));
            let concluded_on = filed.concluded_on;
            let (typed, faults) = (Sent::default(), Vec::new());
            Ok(Form { case_no: no, item, standing, concluded_on, until, given, version, typed, faults })
        })
        .await
}
