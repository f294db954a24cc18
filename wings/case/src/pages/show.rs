//! One case: what is true of it now and what its reader may do, gathered in one reading.

mod body;
mod bringing;
mod care;
mod collecting;
mod course;
mod deciding;
mod desk;
mod filing;
mod following;
mod next;
mod together;
mod upward;
mod window;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::earlier::Given;
use house::web::handing::{self, OneFile};
use house::web::parts::{Cell, Lamp, Notice, Span, due_cells};
use house::web::{Member, Reply};
use house::{Failure, House, Knows, Panel, Subject};
use kernel::decider::Written;
use kernel::form::{Answers, FieldFault};
use kernel::item::{Choice, Item, Point, Source};
use kernel::limits::LAPSE_ROUNDS;
use kernel::{Act, Actor, Ctx, Day, Decider, Due, Role, Text, Where, party};
use schemars::JsonSchema;
use serde::Serialize;

use super::files;
use super::following::Tolerating;
use super::pledge::{self, PledgeShown};
use super::words::{self, Named, Said};
use crate::rules::{self, Case, Command, Rules, Standing};
use crate::views;
pub(super) use bringing::{BROUGHT, LISTED};
use care::Care;
pub(super) use filing::carried;
use following::Handled;
use next::Next;
use together::Voiced;
pub(super) use window::Tick;

/// A guided question, or a field of the form, with what was answered.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Answered {
    pub code: String,
    pub label: Text,
    pub answer: Text,
}

/// A material of the item in this situation.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Paper {
    pub code: String,
    pub name: Text,
    pub source: Source,
    /// Is it here: a file of hers, or a paper the window saw?
    pub held: bool,
    /// Does she say that she will bring it to the window?
    pub to_bring: bool,
    /// Does the applicant still have to hand it in?
    pub missing: bool,
    /// Files of it that facts name.
    pub files: Vec<OneFile>,
}

/// A clock that runs, with the calendar that derives its day.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Running {
    /// Word of `[case.clock]`.
    pub clock: &'static str,
    /// What began it.
    pub start: Text,
    pub due: Due,
    pub statutory: Option<Day>,
    #[serde(skip)]
    pub statutory_due: Option<Due>,
    #[serde(skip)]
    pub cells: Vec<Cell>,
}

/// What came back with an act that was not done.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(super) struct Returned {
    /// Which act, as in its address.
    pub act: &'static str,
    pub faults: Vec<FieldFault>,
    pub notice: Option<Notice>,
    #[serde(skip)]
    pub typed: Answers,
}

/// A case as its page and its JSON show it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shown {
    pub case_no: String,
    /// The national number: 实施编码, day, serial (domain brief §1.6).
    pub project_no: String,
    pub item: Named,
    pub edition: String,
    pub organ: Named,
    pub hall: Option<Named>,
    pub standing: Named,
    /// Send it back as `seen` with an act.
    pub version: i64,
    pub filed_on: Day,
    pub received: bool,
    pub applicant: String,
    pub phone: String,
    pub situation: Vec<Answered>,
    pub answers: Vec<Answered>,
    pub materials: Vec<Paper>,
    /// What may follow after acceptance, and what was promised.
    pub tolerance: Tolerating,
    /// What may be promised in place of a paper, and what became of such a promise.
    pub pledge: PledgeShown,
    pub next: Next,
    pub running: Option<Running>,
    pub lamp: Option<(Lamp, Text)>,
    pub diary: Vec<Said>,
    /// Files that wait for the applicant to supply them.
    pub waiting: Vec<OneFile>,
    /// What the reader may do now.
    pub open_to: Vec<Act>,
    pub panels: Vec<Panel>,
    /// Opinions asked of other officers; for officers only.
    pub opinions: Vec<Voiced>,
    /// Names of who examined, and of the second officer who confirmed or differed; for officers only.
    pub judges: Vec<String>,
    /// How it is handled.
    pub modes: Vec<Handled>,
    /// Who handles it and who answers for it; for officers and supervisors only.
    pub care: Option<Care>,
    /// How it came in, which day counts, and a look before formal receipt.
    pub origin: filing::Origin,
    /// Publicity, hearing, visits, other organs.
    pub course: course::CourseShown,
    #[serde(skip)]
    pub colleagues: Vec<Choice>,
    #[serde(skip)]
    pub returned: Returned,
    /// What she typed into the form, as it stands.
    #[serde(skip)]
    pub stands: Answers,
    /// Where it stands among those accepted for the same limited places.
    #[serde(skip)]
    pub queue: rules::Queue,
    #[serde(skip)]
    pub officer: bool,
    #[serde(skip)]
    pub role: Role,
    #[serde(skip)]
    pub file: Arc<Item>,
    #[serde(skip)]
    pub case: Case,
}

/// `GET /cases/{no}`: for the applicant, for the officers whose case it is, and for their programs.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let mut shown = read(&house, &who, no).await?;
    super::correct::again(&house, &who, &mut shown).await?;
    Ok(reply.page(&shown))
}

/// The case as this reader may see it; [`Failure::Absent`] where there is none or it is not hers.
pub(super) async fn read(house: &House, who: &Actor, no: String) -> Result<Shown, Failure> {
    let name = no.clone();
    let mut shown = house.read(who.clone(), move |seeing| gather(seeing, no)).await?;
    if !shown.officer && (shown.open("correct") || shown.open("follow")) {
        let lie = files::cases::waiting(house, who, &name).await?;
        shown.waiting = lie.iter().map(|one| OneFile::waiting(one, &files::of_case(&name))).collect();
    }
    Ok(shown)
}

fn gather(seeing: &mut Seeing<'_, '_>, no: String) -> Result<Shown, Failure> {
    let (case, version) = seeing.life::<Rules>(&no)?;
    let (case, version) = now_true(case, version, &seeing.ctx);
    let filed = case.filed.clone().ok_or(Failure::Absent)?;
    let item = seeing.ctx.edition(&filed.edition).ok_or(Failure::Absent)?.item.clone();
    seen_by(&case, &filed, &item, &seeing.ctx).then_some(()).ok_or(Failure::Absent)?;
    let facts = seeing.diary(&format!("case/{no}"))?;
    let (sealed, masked) = (views::words(&facts), seeing.ctx.actor.role == Role::Supervisor);
    let (applicant, phone) = contact(seeing, &no, masked)?;
    let files = if masked { Vec::new() } else { kept_files(&case, &views::file_names(&facts), &no) };
    let (viewer, lamp) = (seeing.ctx.actor.clone(), views::one(seeing.look, &no)?);
    let among = together::among_officers(seeing, &case, &filed, &views::voices(&facts))?;
    let (told, panels) = (views::told(&facts, &item), panels(seeing, &no)?);
    let known = Rules::know_of(seeing.look, &no, &case, &Command::Deliver {}, &seeing.ctx)?;
    let (modes, care) = (following::modes(seeing, &case)?, care::care(seeing, &case, &filed, &known)?);
    let course = course::of(seeing, &case, &no, views::spoken(&facts))?;
    let (ctx, house, officer) = (&seeing.ctx, seeing.house, is_officer(&viewer));
    let standing = standing_word(rules::standing(&case));
    Ok(Shown {
        project_no: project_no(&item.task_code, &no),
        item: named(&item.code, item.name.clone()),
        edition: filed.edition.clone(),
        organ: named(&filed.organ, house.organ_name(&filed.organ)),
        hall: (!filed.hall.is_empty()).then(|| named(&filed.hall, house.organ_name(&filed.hall))),
        standing: named(standing, words::standing(house, standing)),
        version,
        filed_on: filed.on,
        received: case.received,
        situation: situation(&item, &filed.situation),
        answers: if masked { Vec::new() } else { answers(&item, &filed.situation, &sealed) },
        materials: papers(&item, &case, ctx, &files),
        waiting: Vec::new(),
        stands: if masked { Answers::new() } else { typed(&sealed) },
        tolerance: super::following::tolerating(&case, ctx),
        pledge: pledge::gather(&case, ctx, views::findings(&facts)),
        next: next::next(&case, ctx, house, &item, &viewer),
        running: running(&case, ctx),
        lamp: lamp.filter(|_| officer).map(|line| words::lamp(&line, Some(&item), ctx.calendar, ctx.today())),
        diary: told.iter().rev().map(|line| words::said(house, line, &applicant, &viewer)).collect(),
        open_to: rules::open_to(&case, &known, ctx),
        panels,
        opinions: among.opinions,
        judges: among.judges,
        modes,
        care,
        origin: filing::origin(house, &case, &filed),
        course,
        colleagues: among.colleagues,
        returned: Returned::default(),
        queue: known.queue,
        officer,
        role: viewer.role,
        applicant,
        phone,
        case_no: no,
        file: item,
        case,
    })
}

fn named(code: &str, name: Text) -> Named {
    Named { code: code.to_owned(), name }
}

fn is_officer(viewer: &Actor) -> bool {
    !matches!(viewer.role, Role::Citizen | Role::Agent)
}

/// Name and number of the applicant, for a supervisor in part.
fn contact(seeing: &mut Seeing<'_, '_>, no: &str, masked: bool) -> Result<(String, String), Failure> {
    let (name, phone) = views::contact(seeing.look, no)?;
    Ok(if masked { (party::mask_name(&name), party::mask_phone(&phone)) } else { (name, phone) })
}

/// What every wing has to say on the page of this case.
fn panels(seeing: &mut Seeing<'_, '_>, no: &str) -> Result<Vec<Panel>, Failure> {
    let (subject, mut panels) = (Subject::Case(no.to_owned()), Vec::new());
    for wing in seeing.house.wings {
        panels.extend((wing.panels)(seeing.look, &subject, seeing.ctx.actor, &seeing.ctx)?);
    }
    Ok(panels)
}

/// The points that an examiner judges, for whoever may see the case.
pub(super) async fn points(house: &House, who: &Actor, no: String) -> Result<Vec<Point>, Failure> {
    house
        .read(who.clone(), move |seeing| {
            let (case, _) = seeing.life::<Rules>(&no)?;
            let filed = case.filed.as_ref().ok_or(Failure::Absent)?;
            let edition = seeing.ctx.edition(&filed.edition).ok_or(Failure::Absent)?;
            if !seen_by(&case, filed, &edition.item, &seeing.ctx) {
                return Err(Failure::Absent);
            }
            Ok(edition.item.points_in(&filed.situation).cloned().collect())
        })
        .await
}

/// May this reader see the case at all? Beside the organ's own officers, those of the government where
/// several bodies decide together, and those of the higher body to which it was sent.
pub(super) fn seen_by(case: &Case, filed: &rules::Filed, item: &Item, ctx: &Ctx<'_>) -> bool {
    let government = item.joint.as_ref().map(|joint| &joint.government);
    let higher = case.forwarded.as_ref().map(|sent| &sent.organ);
    let organs = [Some(&filed.organ), government, higher];
    organs.into_iter().flatten().any(|organ| seen_for(organ, filed, ctx))
}

fn seen_for(organ: &str, filed: &rules::Filed, ctx: &Ctx<'_>) -> bool {
    let place = Where {
        organ: organ.to_owned(),
        item: filed.item.clone(),
        hall: filed.hall.clone(),
        division: ctx.division.to_owned(),
        party: filed.party.clone(),
    };
    // the hall that took it in for the competent organ sees what becomes of it
    let taken_at = Where { organ: filed.taken_at.clone(), hall: String::new(), ..place.clone() };
    ctx.rights.may(ctx.actor, rules::SEE, &place) || ctx.rights.may(ctx.actor, rules::SEE, &taken_at)
}

/// The case with what time alone has made true, though not yet written; and the version it will then have.
pub(super) fn now_true(mut case: Case, mut version: i64, ctx: &Ctx<'_>) -> (Case, i64) {
    for _ in 0..LAPSE_ROUNDS {
        let lapsed = if case.filed.is_some() { Rules::lapse(&case, ctx) } else { Vec::new() };
        if lapsed.is_empty() {
            break;
        }
        for entry in lapsed {
            let effective = entry.effective.unwrap_or(ctx.now);
            let written = Written { at: ctx.now, effective, actor: ctx.actor };
            case = Rules::evolve(case, &entry.event, &written);
            version += 1;
        }
    }
    (case, version)
}

/// 实施编码, day and serial of the short number, put together: 43 characters.
fn project_no(task_code: &str, case_no: &str) -> String {
    let tail: String = case_no.split('-').skip(1).collect();
    format!("{task_code}{tail}")
}

pub(super) fn standing_word(standing: Option<Standing>) -> &'static str {
    match standing {
        None | Some(Standing::Submitted) => "submitted",
        Some(Standing::CorrectionWaiting) => "correction_waiting",
        Some(Standing::Accepted) => "accepted",
        Some(Standing::Stopped) => "stopped",
        Some(Standing::Confirming) => "confirming",
        Some(Standing::Examined) => "examined",
        Some(Standing::Forwarded) => "forwarded",
        Some(Standing::Granted) => "granted",
        Some(Standing::Denied) => "denied",
        Some(Standing::Declined) => "declined",
        Some(Standing::Referred) => "referred",
        Some(Standing::Withdrawn) => "withdrawn",
        Some(Standing::Terminated) => "terminated",
        Some(Standing::Voided) => "voided",
        Some(Standing::Unsupplied) => "unsupplied",
        Some(Standing::Delivered) => "delivered",
    }
}

pub(super) fn situation(item: &Item, situation: &kernel::item::Situation) -> Vec<Answered> {
    let answered = |q: &kernel::item::Question| {
        let answer = q.words(situation.get(&q.code)?)?;
        Some(Answered { code: q.code.clone(), label: q.text.clone(), answer })
    };
    item.questions.iter().filter_map(answered).collect()
}

fn answers(
    item: &Item,
    situation: &kernel::item::Situation,
    sealed: &std::collections::BTreeMap<String, String>,
) -> Vec<Answered> {
    let said = typed(sealed);
    let answered = |field: &kernel::form::Field| {
        let typed = said.get(&field.code)?;
        let option = field.options.iter().find(|o| o.code == *typed);
        let answer = option.map_or_else(|| Text::new(typed, typed), |o| o.text.clone());
        Some(Answered { code: field.code.clone(), label: field.label.clone(), answer })
    };
    kernel::form::leaves(&item.fields, situation, &said).iter().filter_map(answered).collect()
}

/// Answers of the form by field, from the sealed part.
fn typed(sealed: &std::collections::BTreeMap<String, String>) -> Answers {
    let said = sealed.iter().filter_map(|(name, text)| Some((name.strip_prefix("answer.")?, text)));
    said.map(|(code, text)| (code.to_owned(), text.clone())).collect()
}

/// Every file of the case under its own name; not for a supervisor, who watches clocks and sees no papers.
fn kept_files(case: &Case, names: &std::collections::BTreeMap<String, String>, no: &str) -> Vec<OneFile> {
    let below = files::of_case(no);
    let kept = case.files.iter().map(|(file, on)| OneFile {
        hash: file.hash.clone(),
        material: file.material.clone(),
        name: handing::shown_name(names.get(&file.hash).map_or("", String::as_str), &file.form),
        form: file.form.clone(),
        bytes: file.bytes,
        on: *on,
        href: format!("{below}/{}", file.hash),
        waiting: false,
        earlier: file.reused.as_ref().map(|first| Given { case_no: first.case_no.clone(), on: first.on }),
    });
    kept.collect()
}

fn papers(item: &Item, case: &Case, ctx: &Ctx<'_>, files: &[OneFile]) -> Vec<Paper> {
    let Some(filed) = &case.filed else { return Vec::new() };
    let missing = rules::missing(case, ctx);
    let paper = |m: &kernel::item::Material| Paper {
        code: m.code.clone(),
        name: m.name.clone(),
        source: m.source,
        held: case.held.contains(&m.code),
        to_bring: case.to_bring.contains(&m.code),
        missing: missing.contains(&m.code),
        files: files.iter().filter(|file| file.material == m.code).cloned().collect(),
    };
    item.materials_in(&filed.situation).map(paper).collect()
}

/// The clock that the next step hangs on.
fn running(case: &Case, ctx: &Ctx<'_>) -> Option<Running> {
    let dues = rules::dues(case, ctx);
    let filed = case.filed.as_ref()?;
    let open = case.ending.is_none();
    let delivering = case.deliver_by.is_some() && case.delivered_on.is_none();
    if let Some(due) = dues.correction.filter(|_| open && case.waits_for_correction()) {
        return Some(drawn("correction", words::both("告知补正", "corrections asked"), due, None, None, ctx));
    }
    if let Some(due) = dues.higher.filter(|_| open) {
        return Some(drawn("higher", words::both("转报", "sent up"), due, None, None, ctx));
    }
    let reply = dues.answer.filter(|due| due.day >= ctx.today()).or(dues.reply);
    let (clock, start, due, statutory_due, submitted) = match (reply, dues.promised, dues.delivery) {
        (Some(due), _, _) if open => ("reply", words::both("提交", "filed"), due, None, None),
        (_, Some(due), _) if open => {
            let start = words::both("受理", "accepted");
            ("promised", start, due, dues.statutory, Some(filed.on))
        }
        (_, _, Some(due)) if delivering => ("delivery", words::both("准予", "granted"), due, None, None),
        _ => return None,
    };
    Some(drawn(clock, start, due, statutory_due, submitted, ctx))
}

/// A clock with its calendar, day by day.
fn drawn(
    clock: &'static str,
    start: Text,
    due: Due,
    statutory_due: Option<Due>,
    submitted: Option<Day>,
    ctx: &Ctx<'_>,
) -> Running {
    let statutory = statutory_due.as_ref().map(|due| due.day);
    let cells = due_cells(&Span {
        due: &due,
        calendar: ctx.calendar,
        today: ctx.today(),
        submitted,
        start: &start,
        statutory,
    });
    Running { clock, start, due, statutory, statutory_due, cells }
}

impl Shown {
    /// May the reader do this now? Acts by the word of their address: `ask-correction`.
    pub(super) fn open(&self, act: &str) -> bool {
        let name = format!("case.{}", act.replace('-', "_"));
        self.open_to.iter().any(|open| open.0 == name)
    }
}
