//! What somebody in a story looks at: a case as its page shows it, and a licence as anyone may verify it.

use case::rules::{self, Rules};
use house::Failure;
use house::timekeeper::clock_actor;
use house::wing::Subject;
use kernel::form::{self, Answers};
use kernel::id::LicenceCode;
use kernel::{Where, party};

use super::acts::Happened;
use super::stage::{Person, Stage};

/// `看办件`: the answers of the form, and what the wings say of the case; nothing if it is not hers to see.
pub(super) fn case(stage: &Stage, person: &Person, happened: &mut Happened) -> Result<(), String> {
    let no = stage.case.clone().ok_or("还没有人申请")?;
    let seen = stage.house().map_err(said)?.read_now(person.actor.clone(), move |seeing| {
        let (case, _) = seeing.life::<Rules>(&no)?;
        let filed = case.filed.ok_or(Failure::Absent)?;
        let place = Where {
            division: seeing.ctx.division.to_owned(),
            organ: filed.organ.clone(),
            item: filed.item.clone(),
            hall: filed.hall.clone(),
            party: filed.party.clone(),
        };
        if !seeing.ctx.rights.may(seeing.ctx.actor, rules::SEE, &place) {
            return Err(Failure::Absent);
        }
        let mut lines = Vec::new();
        let sealed = seeing.diary(&format!("case/{no}"))?.into_iter().filter_map(|fact| fact.private);
        let sealed = sealed.flat_map(|private| private.fields);
        let answers: Answers = sealed
            .filter_map(|(name, text)| Some((name.strip_prefix("answer.")?.to_owned(), text)))
            .collect();
        if let Some(edition) = seeing.ctx.edition(&filed.edition) {
            let fields = form::leaves(&edition.item.fields, &filed.situation, &answers);
            for (field, text) in fields.iter().filter_map(|f| Some((f, answers.get(&f.code)?))) {
                let option = field.options.iter().find(|option| option.code == *text);
                lines.push(format!("{}＝{}", field.label.zh, option.map_or(text, |option| &option.text.zh)));
            }
        }
        let subject = Subject::Case(no.clone());
        for wing in seeing.house.wings {
            for panel in (wing.panels)(seeing.look, &subject, seeing.ctx.actor, &seeing.ctx)? {
                let lead = &panel.title.zh;
                lines.extend(
                    panel.lines.iter().map(|(label, text, _)| format!("{lead}：{}，{}", label.zh, text.zh)),
                );
            }
        }
        Ok(lines)
    });
    match seen {
        Ok(lines) => happened.said.extend(lines),
        Err(Failure::Absent) => happened.refused = Some("absent".to_owned()),
        Err(other) => return Err(said(other)),
    }
    Ok(())
}

/// `旁人 核验 NO`: whoever is shown the licence with this number, and so its code, verifies it.
pub(super) fn verified(stage: &Stage, licence_no: &str, happened: &mut Happened) -> Result<(), String> {
    let house = stage.house().map_err(said)?.clone();
    let no = licence_no.to_owned();
    let found = house.read_now(clock_actor(), move |seeing| {
        let code = licence::views::code_of(seeing.look, &no)?;
        let Some(code) = code else { return Ok(None) };
        // as it is read aloud and typed: small letters and blanks
        let typed = LicenceCode::read(&code.grouped().to_lowercase().replace('-', " "));
        let Some(code) = typed else { return Ok(None) };
        let Some((mut record, organisation)) = licence::views::by_code(seeing.look, &code)? else {
            return Ok(None);
        };
        let (life, _) = seeing.life::<licence::rules::Rules>(&record.case_no)?;
        licence::rules::caught_up(life, &seeing.ctx).standing().word().clone_into(&mut record.state);
        let blocks = licence::views::blocks(seeing.look, &record.case_no)?;
        Ok(Some((record, organisation, blocks)))
    });
    let Some((record, organisation, blocks)) = found.map_err(said)? else {
        happened.said.push(format!("{licence_no} 查不到"));
        return Ok(());
    };
    let holder = match organisation {
        true => party::mask_organisation(&record.holder),
        false => party::mask_name(&record.holder),
    };
    let standing = licence::views::state_text(&record.state).zh;
    happened.said.push(format!("{licence_no} 是真的，{standing}，持有人{holder}"));
    if blocks.is_empty() {
        happened.said.push("没有限制".to_owned());
    }
    for block in blocks {
        let state = if block.broken { "没有补交" } else { "补交" };
        happened.said.push(format!("{}；承诺 {} 以前{state}", block.words.zh, block.by));
    }
    Ok(())
}

fn said(failure: Failure) -> String {
    failure.to_string()
}
