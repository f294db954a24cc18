//! How a story tells what was written: a word for each event, the ledger's own line with names, and whether
//! two ledgers say the same.

use case::views::Fill;
use facts::case::Event;
use facts::{Fact, Recorded, account, document, licence, matter, oversight, portal};
use kernel::{Instant, Text};

use super::stage::Stage;

/// The word by which a story expects an event.
pub(super) fn word(fact: &Recorded) -> &'static str {
    match &fact.fact {
        Fact::Case(event) => case_word(event),
        Fact::Licence(event) => licence_word(event),
        Fact::Account(account::Event::PersonOpened { .. }) => "开户",
        Fact::Account(_) => "安排人员",
        Fact::Document(document::Event::Composed { .. }) => "制发文书",
        Fact::Document(document::Event::Drawn { .. }) => "文书印好",
        Fact::Document(document::Event::NotDrawn { .. }) => "文书印不出",
        Fact::Document(document::Event::DrawAsked {}) => "再打印",
        Fact::Review(_) => "评价",
        Fact::Portal(portal::Event::ItemPublished { .. }) => "发布事项",
        Fact::Portal(portal::Event::EditionProposed { .. }) => "送审事项",
        Fact::Portal(portal::Event::WithdrawalProposed { .. }) => "拟取消事项",
        Fact::Portal(portal::Event::ProposalApproved { .. }) => "核准事项",
        Fact::Portal(portal::Event::ProposalReturned { .. }) => "退回事项",
        Fact::Portal(portal::Event::ProposalRecalled { .. }) => "撤回送审",
        Fact::Portal(portal::Event::ItemWithdrawn { .. }) => "取消事项",
        Fact::Portal(_) => "发布规则",
        Fact::Matter(event) => matter_word(event),
        Fact::Oversight(event) => oversight_word(event),
    }
}

fn matter_word(event: &matter::Event) -> &'static str {
    use matter::Event;
    match event {
        Event::Brought { .. } => "提出新事",
        Event::Routed { .. } => "转给机关",
        Event::RouteAllowed {} => "准许再转",
        Event::Answered { .. } => "书面答复新事",
        Event::ItemProposed { .. } => "建议设立事项",
        Event::BecameCase { .. } => "按事项申请",
        Event::Withdrawn {} => "撤回新事",
        Event::Overran { .. } => "新事超期",
    }
}

fn oversight_word(event: &oversight::Event) -> &'static str {
    use oversight::Event;
    match event {
        Event::LedgerVerified { .. } => "核验台账",
        Event::ExplanationAsked { .. } => "要求公开说明",
        Event::Explained { .. } => "公开说明",
        Event::RectificationOpened { .. } => "启动整改",
        Event::SupervisionOrdered { .. } => "督办",
        Event::SupervisionAnswered { .. } => "答复督办",
        Event::SupervisionClosed {} => "督办办结",
        Event::AttributionAppealed { .. } => "归责申诉",
        Event::AppealUpheld { .. } => "申诉成立",
        Event::AppealDismissed { .. } => "申诉不成立",
    }
}

fn licence_word(event: &licence::Event) -> &'static str {
    use licence::Event as E;
    match event {
        E::Issued { .. } => "颁发证照",
        E::Expired {} => "证照届满",
        E::RenewalAsked {} => "申请延续",
        E::Renewed { by_silence: true, .. } => "视为延续",
        E::Renewed { .. } => "延续",
        E::RenewalDenied { .. } => "不予延续",
        E::AmendmentAsked {} => "申请变更",
        E::Amended { .. } => "变更",
        E::AmendmentDenied { .. } => "不予变更",
        E::Suspended { .. } => "暂扣",
        E::Lifted {} => "解除暂扣",
        E::SurrenderAsked {} => "申请注销",
        E::Cancelled { .. } => "注销",
        E::Recalled { .. } => "撤回证照",
        E::Annulled { .. } => "撤销证照",
        E::Revoked { .. } => "吊销",
    }
}

fn case_word(event: &Event) -> &'static str {
    match event {
        Event::Applied { .. } => "提交",
        Event::Received { .. } => "收件",
        Event::Accepted { .. } => "受理",
        Event::DeemedAccepted { .. } => "视为受理",
        Event::CorrectionAsked { again: true, .. } => "再次告知",
        Event::CorrectionAsked { .. } => "告知补正",
        Event::ToleranceSigned { .. } => "签容缺承诺",
        Event::AcceptedTolerantly { .. } => "容缺受理",
        Event::Followed { .. } => "补交承诺",
        Event::FollowReminded { .. } => "提醒补交",
        Event::ToleranceBroken { .. } => "承诺未兑现",
        Event::NoticeAllowed {} => "准许再次告知",
        Event::CorrectionReminded { .. } => "提醒补正",
        Event::Unsupplied { .. } => "补正不来",
        Event::Corrected { complete: true, .. } => "补齐",
        Event::Corrected { materials, .. } if materials.is_empty() => "说好带来",
        Event::Corrected { .. } => "补了一部分",
        Event::Enclosed { .. } => "收存文件",
        Event::Declined { .. } => "不予受理",
        Event::Referred { .. } => "转告",
        Event::ClockStopped { .. } => "中止计时",
        Event::ClockResumed { .. } => "恢复计时",
        Event::Examined { .. } => "审查",
        Event::Confirmed {} => "核实",
        Event::Differed { .. } => "看法不同",
        Event::SentBack {} => "退回",
        Event::OpinionAsked { .. } => "征求意见",
        Event::OpinionGiven { .. } => "提出意见",
        Event::OpinionWithdrawn { .. } => "收回意见",
        Event::Extended { .. } => "延期",
        Event::PublicityOpened { .. } => "公示",
        Event::Objected { .. } => "提异议",
        Event::ObjectionAnswered { .. } => "答复异议",
        Event::PublicityClosed { .. } => "公示期满",
        Event::HearingRightTold { .. } => "告知听证",
        Event::HearingRequested { .. } => "申请听证",
        Event::HearingSet { .. } => "通知听证",
        Event::HearingHeld {} => "举行听证",
        Event::VisitSet { .. } => "安排核查",
        Event::VisitRecorded { .. } => "核查记录",
        Event::Consulted { .. } => "问机关",
        Event::ConsultationReminded { .. } => "催办",
        Event::ConsultationAnswered { .. } => "答复机关",
        Event::ConsultationLapsed { .. } => "逾期没有意见",
        Event::Granted { .. } => "准予",
        Event::Denied { .. } => "不予批准",
        Event::Concluded { .. } => "办结",
        Event::Delivered {} => "送达",
        Event::Withdrawn {} => "撤回",
        Event::Claimed {} => "认领",
        Event::Unclaimed {} => "退回待办",
        Event::Reassigned { .. } => "改派",
        Event::HandedOver { .. } => "移交",
        Event::TakenOver {} => "接手",
        Event::ModeSet { .. } => "定办理方式",
        Event::ModeEnded { .. } => "取消办理方式",
        Event::Settled {} => "申请人确认办妥",
        Event::Terminated { .. } => "终止办理",
        Event::Voided {} => "作废",
        Event::PrecheckAsked { .. } => "申请预审",
        Event::PrecheckPassed {} => "预审通过",
        Event::PrecheckReturned {} => "预审退回",
        Event::PapersSent { .. } => "移送纸件",
        Event::PapersArrived {} => "收到移送",
        Event::Overran { .. } => "超期",
    }
}

/// Is it of the printing room's own doings, which only a document that fails makes worth a line?
pub(super) fn is_quiet(fact: &Recorded) -> bool {
    matches!(fact.fact, Fact::Document(document::Event::Drawn { .. }))
}

/// A line of the ledger for the audience: number, when it was written, who, what, since when it is true.
pub(super) fn sentence(stage: &Stage, fact: &Recorded) -> String {
    let words = match &fact.fact {
        Fact::Licence(licence::Event::Issued { licence_no, .. }) => {
            format!("颁发证照 {licence_no}。")
        }
        Fact::Document(document::Event::Composed { number, .. }) => format!("制发文书 {number}。"),
        Fact::Case(_) => case_words(stage, fact).unwrap_or_else(|| word(fact).to_owned()),
        _ => format!("{}。", word(fact)),
    };
    let late =
        if fact.effective == fact.at { String::new() } else { format!("（生效 {}）", fact.effective) };
    format!("{:>4}  {}  {}  {words}{late}", fact.seq, fact.at, stage.name_of(&fact.actor.party))
}

/// The sentence of the case's own diary, as its page shows it.
fn case_words(stage: &Stage, fact: &Recorded) -> Option<String> {
    let house = stage.house().ok()?;
    let world = house.world();
    let filed = stage.case().ok()?.filed?;
    let edition = world.editions.by_hash(&filed.edition)?;
    let told = case::views::told(std::slice::from_ref(fact), &edition.item).pop()?;
    let fill = |fill: &Fill| match fill {
        Fill::Said(text) => text.clone(),
        Fill::Organ(code) => house.organs.get(code).map_or_else(|| Text::new(code, code), |o| o.name.clone()),
        Fill::Word(table, key) => house.texts.word("case", table, key),
    };
    let fills: Vec<(&str, Text)> = told.fills.iter().map(|(name, blank)| (*name, fill(blank))).collect();
    Some(house.texts.event("case", told.sentence, &fills).zh)
}

/// Do both ledgers say the same of their cases: what happened, since when it is true, by whom, under which
/// cause, and where the case stands? When it was written may differ. Says how many lines were compared.
pub(super) fn same_ledger(one: &Stage, other: &Stage) -> Result<usize, String> {
    let told = |stage: &Stage| stage.diary().map_err(|f| f.to_string());
    let (ours, theirs) = (told(one)?, told(other)?);
    let line = |fact: &Recorded| {
        let (stream, who) = (fact.stream.clone(), fact.actor.clone());
        (stream, fact.version, fact.effective, who, fact.cause.clone(), fact.private.clone())
    };
    for (our, their) in ours.iter().zip(&theirs) {
        if our.fact != their.fact || line(our) != line(their) {
            let both = [our, their].map(|f| format!("{} {:?} 生效 {}", f.stream, f.fact, f.effective));
            return Err(format!("两个台账不同：\n  {}\n  {}", both[0], both[1]));
        }
    }
    if ours.len() != theirs.len() || ours.is_empty() {
        return Err(format!("两个台账长短不同：{} 条和 {} 条", ours.len(), theirs.len()));
    }
    let stands = |stage: &Stage| stage.case().map_err(|f| f.to_string());
    if stands(one)? != stands(other)? {
        return Err("两个办件的现状不同".to_owned());
    }
    let days = |facts: &[Recorded]| facts.iter().map(|f| f.at).collect::<Vec<Instant>>();
    if days(&ours) == days(&theirs) {
        return Err("连写下的时间都一样：门没有关过，这个故事什么也没有说明".to_owned());
    }
    Ok(ours.len())
}
