//! How a bundle goes on: it begins, is answered otherwise, hears of its members, ends.

use std::collections::BTreeMap;

use facts::bundle::{ANSWER, Aside, Drop, Event, File};
use kernel::bundle::{Bundle, Comes, OnFailure, Output, Progress, Whole};
use kernel::decider::Written;
use kernel::form::{self, Answers};
use kernel::item::Situation;
use kernel::limits::{EVENT_FILES, NAME_CHARS};
use kernel::project::design_version;
use kernel::{Ctx, Day, Decider, Entry, Private, Refusal, Role, Rule, Text, party};

use super::files::{Handed, names, reaching, with_theirs};
use super::run::{Part, Run, Stand};
use super::stages::{self, OfProject};
use super::{Behalf, Heard, Known, Rules, listed, refuse, whole};

/// What somebody asks for.
pub(super) struct Asked<'a> {
    pub situation: &'a Situation,
    pub papers: &'a [String],
    pub applicant: &'a str,
    pub phone: &'a str,
    pub answers: &'a Answers,
    pub files: &'a [Handed],
}

/// A bundle as it goes on: every event is folded as soon as it is said, so that the next rule sees it.
struct Going<'a> {
    run: Run,
    whole: Whole<'a>,
    known: Known,
    ctx: &'a Ctx<'a>,
    said: Vec<Entry<Event>>,
}

impl Going<'_> {
    fn say(&mut self, entry: Entry<Event>) {
        let written = Written { at: self.ctx.now, effective: self.ctx.now, actor: self.ctx.actor };
        self.run = Rules::evolve(std::mem::take(&mut self.run), &entry.event, &written);
        self.said.push(entry);
    }

    fn stand(&self, member: usize) -> Option<&Stand> {
        self.run.parts.get(&self.whole.items[member].code).map(|part| &part.stand)
    }

    /// Begin whatever may begin, drop whatever cannot any more, and say so when all is settled.
    fn on(mut self) -> Vec<Entry<Event>> {
        let needed = self.whole.needed(&self.run.situation);
        let failed = |run: &Run| run.parts.values().any(|part| matches!(part.stand, Stand::Failed(..)));
        let stop = self.whole.bundle.on_failure == OnFailure::AllStop && failed(&self.run);
        // those before come first, so that what one drops the next one sees
        for member in self.whole.order(&needed).unwrap_or_default() {
            if !matches!(self.stand(member), Some(Stand::Planned)) {
                continue;
            }
            let item = self.whole.items[member].code.clone();
            let before: Vec<Option<&Stand>> =
                self.whole.before(member, &needed).into_iter().map(|b| self.stand(b)).collect();
            let lost = |s: &Option<&Stand>| matches!(s, Some(Stand::Failed(..) | Stand::Dropped(_)));
            let there = |s: &Option<&Stand>| matches!(s, Some(Stand::Done { .. }));
            if before.iter().any(lost) {
                self.say(Event::MemberDropped { item, why: Drop::WithoutWhatItNeeds }.into());
            } else if stop {
                self.say(Event::MemberDropped { item, why: Drop::AllStop }.into());
            } else if before.iter().all(there) {
                let started = start(&self.whole, &self.run, &self.known, member, self.ctx);
                self.say(started);
            }
        }
        let parts: Vec<&Part> =
            needed.iter().filter_map(|n| self.run.parts.get(&self.whole.items[*n].code)).collect();
        if !self.run.finished && !self.run.withdrawn && parts.iter().all(|part| part.settled()) {
            let done = parts.iter().filter(|part| matches!(part.stand, Stand::Done { .. })).count();
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let finished = Event::Finished { done: count(done), failed: count(parts.len() - done) };
            self.say(finished.into());
        }
        self.said
    }
}

/// A member begins, or is held because what was answered does not fill its form as it is today.
fn start(whole: &Whole<'_>, run: &Run, known: &Known, member: usize, ctx: &Ctx<'_>) -> Entry<Event> {
    let item = whole.items[member];
    let held = |fields: Vec<String>| Event::MemberHeld { item: item.code.clone(), fields }.into();
    let (Some(begun), Some(edition)) = (run.begun.as_ref(), ctx.editions.in_force(&item.code)) else {
        return held(Vec::new());
    };
    let situation = whole.situation(member, &run.situation);
    let outputs: BTreeMap<usize, Output> = run
        .outputs()
        .into_iter()
        .filter_map(|(item, output)| Some((whole.place(item)?, output.clone())))
        .collect();
    let filled = whole.form(&run.situation).answers(member, &known.given, &outputs);
    if !item.resolves(&situation) {
        return held(Vec::new());
    }
    let answers = match form::check(&item.fields, &situation, &filled) {
        Ok(answers) => answers,
        Err(faults) => return held(faults.into_iter().map(|fault| fault.field).collect()),
    };
    let files = reaching(whole, run, member);
    let role = if whole.bundle.members[member].for_the_firm { Role::Agent } else { begun.role };
    let event = Event::MemberStarted {
        item: item.code.clone(),
        edition: edition.hash.clone(),
        organ: item.organ.clone(),
        party: begun.party.clone(),
        role,
        materials: whole.brought(member, &run.papers, &run.situation),
        licence: item.outcome.licence.is_some(),
        situation,
        helped_by: begun.helped_by.clone(),
        files: files.clone(),
    };
    let mut fields = sealed(&known.applicant, &known.phone, &answers);
    fields.extend(names(&files, known));
    Entry::sealed(event, Private { party: begun.party.clone(), fields })
}

fn sealed(applicant: &str, phone: &str, answers: &Answers) -> BTreeMap<String, String> {
    let own = [("applicant".to_owned(), applicant.to_owned()), ("phone".to_owned(), phone.to_owned())];
    let answers = answers.iter().map(|(code, answer)| (format!("{ANSWER}{code}"), answer.clone()));
    own.into_iter().chain(answers).collect()
}

/// What was asked, checked against the bundle: the answers as they are written down.
fn checked(whole: &Whole<'_>, run: &Run, asked: &Asked<'_>, ctx: &Ctx<'_>) -> Result<Known, Refusal> {
    let basis = || whole.bundle.basis.clone();
    if !whole.resolves(asked.situation) {
        return Err(Refusal::new("situation_open", basis()));
    }
    if asked.files.len() > EVENT_FILES {
        let most = EVENT_FILES.to_string();
        return Err(Refusal::new("files_too_many", basis()).with("most", Text::new(&most, &most)));
    }
    let papers = whole.papers(asked.situation);
    let brought = |code: &String| papers.iter().any(|p| p.code == *code && p.comes == Comes::Brought);
    let laid = asked.files.iter().map(|handed| &handed.file.material);
    if let Some(code) = asked.papers.iter().chain(laid).find(|code| !brought(code)) {
        return Err(Refusal::new("material_unknown", basis()).with("materials", Text::new(code, code)));
    }
    let wrong = |why: Text| Refusal::new("applicant_wrong", basis()).with("why", why);
    let applicant = party::clean_name(asked.applicant, NAME_CHARS).map_err(|f| wrong(f.text()))?;
    let phone = party::phone(asked.phone).map_err(|f| wrong(f.text()))?;
    let fields = whole.form(asked.situation).drawn();
    let given = form::check(&fields, &Situation::new(), asked.answers).map_err(|faults| {
        let why = listed(faults.into_iter().map(|fault| fault.text).collect());
        Refusal::new("answers_wrong", basis()).with("why", why)
    })?;
    let gone = whole.needed(asked.situation).into_iter().map(|n| whole.items[n]);
    let settled = |code: &str| run.parts.get(code).is_some_and(Part::settled);
    let gone = gone.filter(|item| !settled(&item.code) && ctx.editions.withdrawn(&item.code).is_some());
    let gone: Vec<Text> = gone.map(|item| item.name.clone()).collect();
    if !gone.is_empty() {
        return Err(Refusal::new("bundle_item_gone", basis()).with("items", listed(gone)));
    }
    let own = |handed: &Handed| (handed.file.hash.clone(), handed.name.clone());
    let names = asked.files.iter().map(own).collect();
    Ok(Known { applicant, phone, given, names, ..Known::default() })
}

fn codes(whole: &Whole<'_>, situation: &Situation) -> Vec<String> {
    whole.needed(situation).into_iter().map(|n| whole.items[n].code.clone()).collect()
}

/// Is it for persons, or for organisations, as whoever asks is one?
fn for_whom(bundle: &Bundle, role: Role) -> Result<(), Refusal> {
    match role {
        Role::Citizen if bundle.for_persons => Ok(()),
        Role::Agent if bundle.for_organisations => Ok(()),
        Role::Agent => Err(Refusal::new("not_for_organisations", bundle.basis.clone())),
        _ => Err(Refusal::new("not_for_persons", bundle.basis.clone())),
    }
}

/// 申请一件事: everything is checked, and what needs nothing else begins at once.
pub(super) fn begin(
    run: &Run,
    (code, hash): (&str, &str),
    asked: &Asked<'_>,
    (behalf, (project, of)): (Option<&Behalf>, (&str, Option<&OfProject>)),
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let basis = || ctx.editions.service_rule(Rule::Applying);
    if run.begun.is_some() {
        return Err(Refusal::new("applied_already", basis()));
    }
    let known = ctx.editions.bundle_by_hash(hash).filter(|edition| edition.bundle.code == code);
    let Some((edition, whole)) = known.zip(whole(hash, ctx)) else {
        return Err(Refusal::new("bundle_unknown", basis()));
    };
    let bundle = &edition.bundle;
    if run.assistance.as_ref().is_some_and(|mandate| mandate.bundle != code) {
        return Err(Refusal::new("bundle_unknown", basis()));
    }
    if ctx.editions.bundle(code).is_some_and(|current| current.hash != hash) {
        return Err(Refusal::new("edition_replaced", bundle.basis.clone()));
    }
    let party = behalf.map_or(ctx.actor.acting_for(), |behalf| &behalf.party).to_owned();
    // a stage is asked for within a project of one's own, and nothing else is
    match (bundle.in_project, project.is_empty()) {
        (true, false) => stages::at_the_door(bundle, (of, &party), asked.situation, ctx)?,
        (false, true) => {}
        _ => return Err(Refusal::new("bundle_in_project", bundle.basis.clone())),
    }
    let role = behalf.map_or(ctx.actor.role, |behalf| behalf.role);
    for_whom(bundle, role)?;
    let known = checked(&whole, run, asked, ctx)?;
    let members = codes(&whole, asked.situation);
    if members.is_empty() {
        return Err(Refusal::new("bundle_needs_nothing", bundle.basis.clone()));
    }
    let files: Vec<File> = asked.files.iter().map(|handed| handed.file.clone()).collect();
    let drawings = design_version(asked.files.iter().map(|handed| handed.mark.clone()).collect());
    let mut fields = sealed(&known.applicant, &known.phone, &known.given);
    fields.extend(names(&files, &known));
    let begun = Event::Begun {
        bundle: code.to_owned(),
        edition: hash.to_owned(),
        lead: bundle.lead.clone(),
        hall: bundle.hall.clone(),
        party: party.clone(),
        role,
        situation: asked.situation.clone(),
        papers: with_theirs(asked.papers, asked.files),
        members,
        helped_by: behalf.map_or(String::new(), |_| ctx.actor.party.clone()),
        files,
        project: project.to_owned(),
        drawings,
    };
    let mut going = Going { run: run.clone(), whole, known, ctx, said: Vec::new() };
    going.say(Entry::sealed(begun, Private { party, fields }));
    Ok(going.on())
}

/// The bundle is there, and was not taken back.
fn open<'a>(run: &Run, ctx: &'a Ctx<'a>) -> Result<Whole<'a>, Refusal> {
    let Some(begun) = &run.begun else { return Err(refuse("bundle_unknown", run, ctx)) };
    if run.withdrawn {
        return Err(refuse("bundle_withdrawn", run, ctx));
    }
    whole(&begun.edition, ctx).ok_or_else(|| refuse("bundle_unknown", run, ctx))
}

/// 中途改答: what is finished stays; what an organ has under other answers is taken back and begins anew; what
/// is not called for any more is dropped.
pub(super) fn change(
    run: &Run,
    asked: &Asked<'_>,
    before: &Known,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let whole = open(run, ctx)?;
    // the number of its case is not known yet: there is nothing to take back for a moment
    if run.parts.values().any(|part| matches!(part.stand, Stand::Started(_))) {
        return Err(refuse("bundle_being_filed", run, ctx));
    }
    let known = Known { names: before.names.clone(), ..checked(&whole, run, asked, ctx)? };
    if *asked.situation == run.situation && known.given == before.given && asked.papers == run.papers {
        return Ok(Vec::new());
    }
    let party = run.begun.as_ref().map_or(String::new(), |begun| begun.party.clone());
    let members = codes(&whole, asked.situation);
    let (old, new) = (whole.form(&run.situation), whole.form(asked.situation));
    let mut back = Vec::new();
    for (item, part) in &run.parts {
        let needed = members.contains(item);
        match (&part.stand, whole.place(item)) {
            (Stand::Running(case, _), Some(member)) => {
                let none = BTreeMap::new();
                let same = whole.situation(member, asked.situation) == part.situation
                    && old.answers(member, &before.given, &none) == new.answers(member, &known.given, &none);
                if !needed || !same {
                    let (item, case) = (item.clone(), case.clone());
                    back.push(Event::MemberRecalled { item, case, why: Drop::NotNeeded });
                }
            }
            (Stand::Planned | Stand::Held(_), _) if !needed => {
                back.push(Event::MemberDropped { item: item.clone(), why: Drop::NotNeeded });
            }
            _ => {}
        }
    }
    let mut fields = sealed(&known.applicant, &known.phone, &known.given);
    fields.extend(names(&run.files, &known));
    let replanned =
        Event::Replanned { situation: asked.situation.clone(), papers: asked.papers.to_vec(), members };
    let mut going = Going { run: run.clone(), whole, known, ctx, said: Vec::new() };
    for event in back {
        going.say(event.into());
    }
    going.say(Entry::sealed(replanned, Private { party, fields }));
    Ok(going.on())
}

/// The house filed a member: the number of its case is known from now on.
pub(super) fn filed(run: &Run, item: &str, case: &str) -> Vec<Entry<Event>> {
    let (item, case) = (item.to_owned(), case.to_owned());
    match run.parts.get(&item).map(|part| &part.stand) {
        Some(Stand::Started(_)) if run.withdrawn => {
            let why = Drop::Withdrawn;
            let filed = Event::MemberFiled { item: item.clone(), case: case.clone() };
            vec![filed.into(), Event::MemberRecalled { item, case, why }.into()]
        }
        Some(Stand::Started(_)) => vec![Event::MemberFiled { item, case }.into()],
        _ => Vec::new(),
    }
}

/// What became of a member. An organ that finishes twice, late, or after the bundle was taken back is
/// answered, not obeyed: its result is noted and changes nothing.
pub(super) fn hear(
    run: &Run,
    (item, case): (&str, &str),
    heard: &Heard,
    (on, known): (Day, &Known),
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let (Some(part), Some(begun)) = (run.parts.get(item), &run.begun) else { return Ok(Vec::new()) };
    let (item, case) = (item.to_owned(), case.to_owned());
    let running = matches!(&part.stand, Stand::Running(own, _) if *own == case) && !run.withdrawn;
    if !running {
        let taken_back = part.recalled.contains(&case);
        if taken_back && matches!(heard, Heard::Ended(_)) {
            // that is what was asked for
            return Ok(Vec::new());
        }
        let why = match () {
            () if run.withdrawn => Aside::Withdrawn,
            () if taken_back => Aside::TakenBack,
            () => Aside::Twice,
        };
        return Ok(vec![Event::ResultSetAside { item, case, why }.into()]);
    }
    let event = match heard {
        Heard::Granted { licence_no, uscc } => {
            let (licence_no, uscc) = (licence_no.clone(), uscc.clone());
            Event::MemberDone { item, case, on, licence_no, uscc }
        }
        Heard::Ended(ending) => Event::MemberFailed { item, case, ending: *ending, on },
    };
    let Some(whole) = whole(&begun.edition, ctx) else { return Ok(vec![event.into()]) };
    let mut going = Going { run: run.clone(), whole, known: known.clone(), ctx, said: Vec::new() };
    going.say(event.into());
    Ok(going.on())
}

/// 撤回: what organs have is taken back, what has not begun does not begin; outcomes that are there stay hers.
pub(super) fn withdraw(run: &Run, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    // the project it is a stage of was taken back: there may be nothing left to take
    if ctx.actor.role == Role::House && (run.begun.is_none() || run.withdrawn || run.finished) {
        return Ok(Vec::new());
    }
    open(run, ctx)?;
    if run.finished {
        return Err(refuse("bundle_finished", run, ctx));
    }
    let mut said: Vec<Entry<Event>> = vec![Event::Withdrawn {}.into()];
    for (item, part) in &run.parts {
        let (item, why) = (item.clone(), Drop::Withdrawn);
        match &part.stand {
            Stand::Running(case, _) => {
                said.push(Event::MemberRecalled { item, case: case.clone(), why }.into());
            }
            Stand::Planned | Stand::Held(_) => said.push(Event::MemberDropped { item, why }.into()),
            _ => {}
        }
    }
    Ok(said)
}

/// 一次领取: the results that are there go into one parcel, against one signature.
pub(super) fn collect(
    run: &Run,
    items: &[String],
    signed: &str,
    known: &Known,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let Some(begun) = &run.begun else { return Err(refuse("bundle_unknown", run, ctx)) };
    let ready = |item: &String| match run.parts.get(item).map(|part| &part.stand) {
        Some(Stand::Done { case, collected: false, .. }) => Some((item.clone(), case.clone())),
        _ => None,
    };
    let parcel: Vec<(String, String)> = items.iter().filter_map(ready).collect();
    if parcel.is_empty() || parcel.len() < items.len() {
        return Err(refuse("bundle_nothing_to_collect", run, ctx));
    }
    if parcel.iter().any(|(_, case)| known.wanting.contains(case)) {
        return Err(refuse("document_being_drawn", run, ctx));
    }
    let wrong = |why: Text| refuse("applicant_wrong", run, ctx).with("why", why);
    let signed = party::clean_name(signed, NAME_CHARS).map_err(|f| wrong(f.text()))?;
    let fields = BTreeMap::from([("signed".to_owned(), signed)]);
    let cases = parcel.iter().map(|(_, case)| case.clone()).collect();
    let private = Private { party: begun.party.clone(), fields };
    let mut said = vec![Entry::sealed(Event::Collected { cases }, private)];
    said.extend(parcel.into_iter().map(|(item, case)| Event::MemberCollected { item, case }.into()));
    Ok(said)
}

/// How far each member is, for the plan; `dues` are what its organ told and what the law wants, by case.
pub fn progress(
    run: &Run,
    dues: &BTreeMap<String, (Option<Day>, Option<Day>)>,
) -> BTreeMap<String, Progress> {
    let one = |(item, part): (&String, &Part)| {
        let progress = match &part.stand {
            Stand::Planned | Stand::Held(_) => return None,
            Stand::Started(since) => Progress::Running { since: *since, told: None, latest: None },
            Stand::Running(case, since) => {
                let (told, latest) = dues.get(case).copied().unwrap_or_default();
                Progress::Running { since: *since, told, latest }
            }
            Stand::Done { on, .. } => Progress::Done(*on),
            Stand::Failed(_, _, on) => Progress::Failed(*on),
            Stand::Dropped(_) => Progress::Dropped,
        };
        Some((item.clone(), progress))
    };
    run.parts.iter().filter_map(one).collect()
}
