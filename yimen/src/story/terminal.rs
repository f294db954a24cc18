//! The self-service terminal of a hall in a story: somebody walks up to it, what she does there comes in by
//! it, and a licence is printed on the spot.

use document::rules::SEE;
use document::views::Line as Sheet;
use facts::document::Kind;
use house::{Failure, House};
use kernel::rights::{Channel, sight};
use kernel::{Actor, Where};

use super::acts::Happened;
use super::script::Line;
use super::stage::{Person, Stage};

/// Do it, if it is of a terminal; says whether it was.
pub(super) fn perform(
    stage: &mut Stage,
    person: &Person,
    line: &Line,
    happened: &mut Happened,
) -> Result<bool, String> {
    match line.verb.as_str() {
        "走到终端" => {
            stage.at_terminal.insert(person.actor.party.clone());
        }
        "离开终端" => {
            stage.at_terminal.remove(&person.actor.party);
        }
        "当场打印" => printed(stage, person, &line.object, happened)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn said(failure: Failure) -> String {
    failure.to_string()
}

/// `当场打印 NO`: the sheet of her own licence as it was issued. Only a terminal prints one.
fn printed(stage: &Stage, person: &Person, no: &str, happened: &mut Happened) -> Result<(), String> {
    let house = stage.house().map_err(said)?.clone();
    let at_terminal = person.actor.channel == Channel::Kiosk;
    let found = if at_terminal { sheet(&house, &person.actor, no) } else { Err(Failure::Absent) };
    let sheet = match found {
        Ok(sheet) => sheet,
        Err(Failure::Absent) => {
            happened.refused = Some("absent".to_owned());
            return Ok(());
        }
        Err(other) => return Err(said(other)),
    };
    let bytes = house.open_file_now(&sheet.party, &sheet.hash).map_err(said)?;
    let bytes = bytes.filter(|bytes| bytes.starts_with(b"%PDF"));
    let bytes = bytes.ok_or_else(|| format!("证照 {no} 没有印出来"))?;
    happened.said.push(format!("当场打印 {no}（PDF，{} KB）", bytes.len().div_ceil(1024)));
    Ok(())
}

/// The sheet of a licence, drawn; [`Failure::Absent`] if it is not hers to see or not there.
fn sheet(house: &House, who: &Actor, no: &str) -> Result<Sheet, Failure> {
    let sheet = seen(house, who, no)?;
    if sheet.state == "drawn" {
        return Ok(sheet);
    }
    // it is drawn when somebody looks for the first time
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|e| Failure::Fault(e.to_string()))?;
    runtime.block_on(house.draw("document", sheet.seq, sheet.document_no.clone()))?;
    seen(house, who, no)
        .and_then(|sheet| if sheet.state == "drawn" { Ok(sheet) } else { Err(Failure::Absent) })
}

fn seen(house: &House, who: &Actor, no: &str) -> Result<Sheet, Failure> {
    let (own, no) = (sight(who), no.to_owned());
    house.read_now(who.clone(), move |seeing| {
        let all = licence::views::list(seeing.look, &own, i64::MAX, i64::from(u8::MAX))?;
        let record = all.into_iter().find(|record| record.licence_no == no).ok_or(Failure::Absent)?;
        let sheets = document::views::of_case(seeing.look, &record.case_no)?;
        let of_licence = |sheet: &Sheet| {
            sheet.kind == Kind::Licence.word() && matches!(sheet.state.as_str(), "drawn" | "ready")
        };
        let sheet = sheets.into_iter().find(of_licence).ok_or(Failure::Absent)?;
        let place = Where {
            organ: sheet.organ.clone(),
            item: sheet.item.clone(),
            hall: sheet.hall.clone(),
            division: seeing.ctx.division.to_owned(),
            party: sheet.party.clone(),
        };
        let may = seeing.ctx.rights.may(seeing.ctx.actor, SEE, &place);
        if may { Ok(sheet) } else { Err(Failure::Absent) }
    })
}
