//! Acts of a story between acceptance and the decision: extension, publicity, hearings, visits, other organs,
//! and the higher body.

use case::rules::{Case, Command};
use kernel::Day;

use super::script::Line;
use super::stage::Stage;

/// The command of a line; none where the verb is not one of these.
pub(super) fn command(stage: &Stage, case: &Case, line: &Line) -> Result<Option<Command>, String> {
    let words = |word: &str| line.clause(word).to_owned();
    let object = line.object.clone();
    let course = &case.course;
    Ok(Some(match line.verb.as_str() {
        "延期" => Command::Extend { days: number(object.trim_end_matches("日"))?, reason: words("说") },
        "公示" => Command::OpenPublicity {},
        "提异议" => Command::Object { name: object, reason: words("说") },
        "答复异议" => {
            let open = course.objections.iter().find(|(_, one)| one.upheld.is_none());
            let objection = open.map_or(0, |(n, _)| *n);
            Command::AnswerObjection { objection, upheld: object == "采纳", answer: words("说") }
        }
        "告知听证" => Command::TellHearingRight { others: false, matter: object },
        "申请听证" => Command::RequestHearing { by: object },
        "通知听证" => Command::SetHearing {
            on: day(&object)?,
            place: words("地点"),
            presider: party(stage, line.clause("主持"))?,
            notice: words("编号"),
        },
        "听证笔录" => Command::HoldHearing { record: object },
        "安排核查" => Command::SetVisit {
            on: day(&object)?,
            with: party(stage, line.clause("同"))?,
            apart: line.clause("另约因为").to_owned(),
        },
        "核查记录" => {
            let open = course.visits.iter().find(|(_, one)| !one.recorded);
            Command::RecordVisit { visit: open.map_or(0, |(n, _)| *n), record: object }
        }
        "问机关" => {
            let house = stage.house().map_err(|failure| failure.to_string())?;
            let found = house.organs.iter().find(|(_, organ)| organ.name.zh == object);
            let organ = found.map(|(code, _)| code.clone()).ok_or_else(|| format!("没有机关“{object}”"))?;
            Command::Consult { organ, question: words("说"), by: day(line.clause("答复到"))? }
        }
        "答复机关" => {
            let last = course.consultations.keys().last().copied().unwrap_or(0);
            Command::AnswerConsultation {
                consultation: last,
                agrees: object == "没有意见",
                answer: words("说"),
            }
        }
        "转报" => Command::Forward { opinion: words("说") },
        "登记上级决定" => Command::EnterDecision {
            granted: object == "准予",
            number: words("文号"),
            on: day(line.clause("日期"))?,
            reason: words("说"),
        },
        _ => return Ok(None),
    }))
}

pub(super) fn party(stage: &Stage, name: &str) -> Result<String, String> {
    Ok(stage.person(name).map_err(|failure| failure.to_string())?.actor.party)
}

pub(super) fn day(words: &str) -> Result<Day, String> {
    words.trim().parse().map_err(|_| format!("“{words}”要写成一天，如 2026-03-06"))
}

fn number(words: &str) -> Result<u32, String> {
    words.trim().parse().map_err(|_| format!("“{words}”要写成数字，如 5 日"))
}
