//! The words of the diaries: from a line to a command, from an event to words.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::Event;
use kernel::form::{self, Answers, Field, FieldKind};
use kernel::item::Situation;
use kernel::{Item, Role};
use serde_json::json;

use super::desk::World;
use crate::rules::{Behalf, Command, Parcel};

impl World {
    /// The command of an act and its words.
    pub fn command(&self, act: &str, args: &[&str]) -> Command {
        let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<String>>();
        let (first, because) = match args.iter().position(|a| *a == "because") {
            Some(at) => (&args[..at], args[at + 1..].join(" ")),
            None => (args, String::new()),
        };
        let word = |n: usize| first.get(n).copied().unwrap_or_default();
        match act {
            "apply" => self.filing(args),
            "receive" if first == ["nothing"] => Command::Receive { materials: Some(vec![]) },
            "receive" => Command::Receive { materials: (!first.is_empty()).then(|| owned(first)) },
            "accept" => Command::Accept {},
            "ask" => Command::AskCorrection { lacking: owned(first), note: because },
            "give-back" => Command::ReturnPrecheck { lacking: owned(first), note: because },
            "allow" => Command::AllowNotice { reason: because },
            "sign" => Command::SignTolerance { materials: owned(first) },
            "accept-tolerantly" => Command::AcceptTolerantly {},
            "follow" => match self.correction(args) {
                Command::Correct { materials, files, .. } => Command::Follow { materials, files },
                other => other,
            },
            "correct" => self.correction(args),
            "enclose" => Command::Enclose {
                material: word(0).split('*').next().unwrap().to_owned(),
                files: handed(word(0)),
            },
            "decline" => {
                Command::Decline { ground: serde_json::from_value(json!(word(0))).unwrap(), reason: because }
            }
            "refer" => {
                Command::Refer { to: word(0).to_owned(), address: word(1).to_owned(), reason: because }
            }
            "stop" => Command::StopClock {
                kind: serde_json::from_value(json!(word(0))).unwrap(),
                needed: word(1).parse().unwrap(),
                notice: word(2).to_owned(),
            },
            "resume" => Command::ResumeClock { result: because },
            "examine" => self.examination(first, because),
            "confirm" => Command::Confirm { opinion: because },
            "differ" => Command::Differ { points: owned(first), reason: because },
            "send-back" => Command::SendBack { reason: because },
            "ask-opinion" => Command::AskOpinion {
                of: word(0).to_owned(),
                by: word(1).parse().unwrap(),
                question: because,
            },
            "opinion" => Command::GiveOpinion { opinion: word(0).parse().unwrap(), words: because },
            "withdraw-opinion" => Command::WithdrawOpinion { opinion: word(0).parse().unwrap() },
            "grant" => Command::Grant {},
            "deny" => Command::Deny { reason: because },
            "deliver" => Command::Deliver {},
            "withdraw" => Command::Withdraw {},
            "tick" => Command::Tick {},
            other => self.step(other, first, because),
        }
    }

    /// The command of an act on the way to the decision.
    fn step(&self, act: &str, first: &[&str], because: String) -> Command {
        let word = |n: usize| first.get(n).copied().unwrap_or_default();
        match act {
            "extend" => Command::Extend { days: word(0).parse().unwrap(), reason: because },
            "publish" => Command::OpenPublicity {},
            "object" => Command::Object { name: word(0).to_owned(), reason: because },
            "answer-objection" => Command::AnswerObjection {
                objection: word(0).parse().unwrap(),
                upheld: word(1) == "right",
                answer: because,
            },
            "tell-hearing" => Command::TellHearingRight { others: word(0) == "others", matter: because },
            "ask-hearing" => Command::RequestHearing { by: word(0).to_owned() },
            "set-hearing" => Command::SetHearing {
                on: word(0).parse().unwrap(),
                presider: word(1).to_owned(),
                place: word(2).to_owned(),
                notice: word(3).to_owned(),
            },
            "hold-hearing" => Command::HoldHearing { record: because },
            "set-visit" => {
                Command::SetVisit { on: word(0).parse().unwrap(), with: word(1).to_owned(), apart: because }
            }
            "record-visit" => Command::RecordVisit { visit: word(0).parse().unwrap(), record: because },
            "consult" => Command::Consult {
                organ: match word(0) {
                    "ours" => self.item.organ.clone(),
                    "elsewhere" => "11449921MB9X0004X8".to_owned(),
                    "government" => "11449921MB9X00015T".to_owned(),
                    nobody => nobody.to_owned(),
                },
                by: word(1).parse().unwrap(),
                question: because,
            },
            "letter" => Command::EnterDecision {
                granted: word(0) == "granted",
                number: word(1).to_owned(),
                on: word(2).parse().unwrap_or(kernel::Day::ymd(2026, 1, 1).unwrap()),
                reason: because,
            },
            "answer-consultation" => Command::AnswerConsultation {
                consultation: word(0).parse().unwrap(),
                agrees: word(1) == "agrees",
                answer: because,
            },
            "pledge" => Command::SignPledge {
                materials: first.iter().filter(|w| **w != "seen").map(|w| (*w).to_owned()).collect(),
                seen: first.contains(&"seen"),
            },
            "check" => self.verification(first, because),
            other => handling(other, [word(0), word(1)], because),
        }
    }

    /// `check second-examiner kept because …`, `check second-examiner broken values silent because …`.
    fn verification(&self, args: &[&str], record: String) -> Command {
        let named = |code: &String| args[1..].contains(&code.as_str());
        let all = self.item.promises.iter().map(|one| one.code.clone());
        let (broken, kept): (Vec<String>, Vec<String>) = all.partition(named);
        let kept = if args[1] == "only" { vec![] } else { kept };
        let said = broken.iter().filter(|_| !args.contains(&"silent"));
        let findings = said.map(|code| (code.clone(), format!("{code} 没有做到"))).collect();
        Command::CheckPledge { with: args[0].to_owned(), kept, broken, record, findings }
    }

    /// `correct layout field.area=90`, `correct file=layout*3`, `correct tick=layout` …
    fn correction(&self, args: &[&str]) -> Command {
        let (mut materials, mut answers, mut files) = (Vec::new(), Answers::new(), Vec::new());
        for arg in args {
            match arg.split_once('=') {
                Some(("file", code)) => files.extend(handed(code)),
                Some(("tick", code)) => materials.push(code.to_owned()),
                Some((code, answer)) => {
                    let field = code.strip_prefix("field.").unwrap();
                    let top = field.split('.').next().unwrap();
                    if !materials.contains(&format!("field.{top}")) {
                        materials.push(format!("field.{top}"));
                    }
                    answers.insert(field.to_owned(), answer.to_owned());
                }
                None => files.extend(handed(arg)),
            }
        }
        Command::Correct { materials, answers, files }
    }

    fn whose(party: &str, role: Role) -> Box<Behalf> {
        Box::new(Behalf { party: party.to_owned(), role, bundle: None, files: vec![] })
    }

    /// `apply all`, `apply layout water=own`: with a file of each; `apply tick=all`, `apply tick=layout`:
    /// said to be brought; `apply edition=e0`, `apply phone=1` …
    fn filing(&self, args: &[&str]) -> Command {
        let defaults = match self.item.code.as_str() {
            "food-permit" => [("form", "restaurant"), ("water", "mains"), ("cold", "no")].as_slice(),
            "public-place-hygiene" => [("trade", "hair"), ("air", "no")].as_slice(),
            "drainage-permit" => [("user", "food"), ("key", "no"), ("shop", "yes")].as_slice(),
            "construction-permit" => {
                [("works", "housing"), ("review", "later"), ("supervised", "no"), ("clearing", "no")]
                    .as_slice()
            }
            _ => [("ground", "rented"), ("behalf", "self")].as_slice(),
        };
        let mut situation: Situation =
            defaults.iter().map(|(q, a)| ((*q).to_owned(), (*a).to_owned())).collect();
        let (mut edition, mut phone, mut applicant) = ("e1", "13800000668", "王某");
        let (mut materials, mut files) = (Vec::new(), Vec::new());
        let mut blank = "";
        let (mut on_behalf, mut parcel) = (None, None);
        for arg in args {
            match arg.split_once('=') {
                Some(("edition", hash)) => edition = hash,
                Some(("phone", number)) => phone = number,
                Some(("applicant", name)) => applicant = name,
                Some(("blank", field)) => blank = field,
                Some(("for", name)) => {
                    let role = if name == "noodles" { Role::Agent } else { Role::Citizen };
                    on_behalf = Some(Self::whose(name, role));
                }
                Some(("file", code)) => files.push((*code).to_owned()),
                Some(("tick", code)) => materials.push((*code).to_owned()),
                Some(("parcel", words)) => {
                    let (waybill, arrived) = words.split_once('@').unwrap();
                    let (waybill, sender) = (waybill.to_owned(), "王某".to_owned());
                    parcel = Some(Parcel { waybill, sender, arrived: arrived.parse().unwrap() });
                }
                Some((question, answer)) => {
                    situation.insert(question.to_owned(), answer.to_owned());
                }
                None => files.push((*arg).to_owned()),
            }
        }
        let asked = || self.item.asked_of_applicant(&situation).map(|m| m.code.clone());
        let all = |codes: Vec<String>| -> Vec<String> {
            codes.into_iter().flat_map(|c| if c == "all" { asked().collect() } else { vec![c] }).collect()
        };
        let (materials, files) = (all(materials), all(files));
        let mut answers = answers(&self.item);
        answers.remove(blank);
        Command::Apply {
            item: self.item.code.clone(),
            edition: edition.to_owned(),
            situation,
            materials,
            applicant: applicant.to_owned(),
            phone: phone.to_owned(),
            answers,
            on_behalf,
            files: files.iter().flat_map(|code| handed(code)).collect(),
            parcel,
        }
    }

    /// `examine all`, `examine unmet water because …`, `examine only premises`, `examine both health`.
    fn examination(&self, args: &[&str], opinion: String) -> Command {
        let situation = self.case.filed.as_ref().map(|f| f.situation.clone()).unwrap_or_default();
        let all: Vec<String> = self.item.points_in(&situation).map(|p| p.code.clone()).collect();
        let each = args.last() == Some(&"each");
        let args = if each { &args[..args.len() - 1] } else { args };
        let named: Vec<String> = args[1..].iter().map(|a| (*a).to_owned()).collect();
        let (met, unmet) = match args[0] {
            "all" => (all, vec![]),
            "only" => (named, vec![]),
            "both" => (all, named),
            _ => all.into_iter().chain(named.clone()).partition(|p| !named.contains(p)),
        };
        let unmet: Vec<String> = unmet.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let of_each = |code: &String| (code.clone(), opinion.clone());
        let findings = unmet.iter().filter(|_| each).map(of_each).collect();
        let opinion = if each { String::new() } else { opinion };
        Command::Examine { met, unmet, opinion, findings }
    }
}

/// What is asked about who handles the case and how, and what ends it without a decision.
fn handling(act: &str, [first, second]: [&str; 2], because: String) -> Command {
    match act {
        "claim" => Command::Claim {},
        "unclaim" => Command::Unclaim { reason: because },
        "reassign" => Command::Reassign { to: first.to_owned(), reason: because },
        "hand-over" => Command::HandOver { to: first.to_owned(), reason: because },
        "take-over" => Command::TakeOver {},
        "mode" => {
            Command::SetMode { mode: serde_json::from_value(json!(first)).unwrap(), of: second.to_owned() }
        }
        "end-mode" => {
            Command::EndMode { mode: serde_json::from_value(json!(first)).unwrap(), reason: because }
        }
        "settle" => Command::Settle {},
        "terminate" => Command::Terminate {
            ground: serde_json::from_value(json!(first)).unwrap(),
            clause: second.to_owned(),
            reason: because,
        },
        "void" => Command::Void { reason: because },
        "report-mended" => Command::ReportMended { report: because },
        "check-mended" => {
            let (with, mended) = (second.to_owned(), first == "yes");
            Command::CheckMended { with, mended, record: because }
        }
        "forward" => Command::Forward { opinion: because },
        "ask-precheck" => Command::AskPrecheck {},
        "pass" => Command::PassPrecheck {},
        "send-papers" => Command::SendPapers { by: because },
        "papers-arrived" => Command::PapersArrived {},
        other => panic!("nobody can {other}"),
    }
}

/// Something lawful in every field, whatever the situation.
pub fn answers(item: &Item) -> Answers {
    let answer = |f: &Field| match f.kind {
        FieldKind::Number | FieldKind::Money => "80".to_owned(),
        FieldKind::Date => "2026-01-05".to_owned(),
        FieldKind::Choice => f.options[0].code.clone(),
        FieldKind::Phone => "13800000668".to_owned(),
        FieldKind::CitizenId => "449921198803120012".to_owned(),
        FieldKind::Uscc => "92449921MA9X0002XQ".to_owned(),
        _ => "王某面馆".to_owned(),
    };
    let always = |fields: &[Field]| -> Vec<Field> {
        fields.iter().map(|f| Field { when: BTreeMap::new(), ..f.clone() }).collect()
    };
    let all: Vec<Field> =
        always(&item.fields).into_iter().map(|f| Field { fields: always(&f.fields), ..f }).collect();
    let leaves = form::leaves(&all, &Situation::new(), &Answers::new());
    leaves.iter().map(|f| (f.code.clone(), answer(f))).collect()
}

/// Files of a material, as they lie on a shelf: `layout`, `layout*60`.
pub fn handed(words: &str) -> Vec<crate::rules::Handed> {
    let (material, n) = words.split_once('*').unwrap_or((words, "1"));
    let file = facts::case::File {
        material: material.to_owned(),
        hash: "ab".repeat(32),
        form: "pdf".to_owned(),
        bytes: 1_000,
        shared: false,
        reused: None,
    };
    vec![crate::rules::Handed { file, name: "扫描件.pdf".to_owned() }; n.parse().unwrap()]
}

/// An event in the diary's words.
pub fn said(event: &Event) -> String {
    let word = |v: &dyn Fn() -> serde_json::Value| v().as_str().unwrap().to_owned();
    match event {
        Event::Applied { answer_by: Some(_), .. } => super::upward::said(event),
        Event::Applied { party, reply_by, helped_by, came, .. } => {
            let came = said_of_receipt(came.as_deref());
            if helped_by.is_empty() {
                return format!("Applied{came} hear {reply_by}");
            }
            format!("Applied by {party} through {helped_by}{came} hear {reply_by}")
        }
        Event::Accepted { told, statutory } => format!("Accepted told {told} statutory {statutory}"),
        Event::DeemedAccepted { as_of, told, statutory, follow } => {
            let each = follow.iter().map(|f| format!(" follow {} by {}", f.material, f.by));
            format!(
                "DeemedAccepted as of {as_of} told {told} statutory {statutory}{}",
                each.collect::<String>()
            )
        }
        Event::Corrected { materials, reply_by, to_bring, .. } => match reply_by {
            Some(day) => format!("Corrected {} complete hear {day}", materials.join(" ")),
            None if to_bring.is_empty() => format!("Corrected {}", materials.join(" ")),
            None => format!("Corrected {} to bring {}", materials.join(" "), to_bring.join(" "))
                .replace("  ", " "),
        },
        Event::Declined { basis, remedies, .. } => {
            assert!(!remedies.is_empty(), "who is turned away hears of her remedies");
            format!("Declined {}", basis.zh)
        }
        Event::Enclosed { material, .. } => format!("Enclosed {material}"),
        Event::Referred { to, .. } => format!("Referred {to}"),
        Event::ClockStopped { needed, .. } => format!("ClockStopped {needed}"),
        Event::ClockResumed { told, statutory } => format!("ClockResumed told {told} statutory {statutory}"),
        Event::Examined { unmet, two_officers, .. } => {
            let place = if *two_officers { "Examined on the spot" } else { "Examined" };
            if unmet.is_empty() { place.to_owned() } else { format!("{place} unmet {}", unmet.join(" ")) }
        }
        Event::Confirmed {} => "Confirmed".to_owned(),
        Event::Differed { points } => format!("Differed {}", points.join(" ")),
        Event::SentBack {} => "SentBack".to_owned(),
        Event::OpinionAsked { opinion, of, by, .. } => format!("OpinionAsked {opinion} of {of} by {by}"),
        Event::OpinionGiven { opinion } => format!("OpinionGiven {opinion}"),
        Event::OpinionWithdrawn { opinion } => format!("OpinionWithdrawn {opinion}"),
        Event::Granted { deliver_by, blocks, .. } if blocks.is_empty() => {
            format!("Granted deliver {deliver_by}")
        }
        Event::Denied { unmet, remedies, basis, place } => {
            assert!(!remedies.is_empty(), "a denial names its remedies");
            let place = place.map_or(String::new(), |n| format!("place {n}"));
            format!("Denied {} {}{place}", basis.zh, unmet.join(" ")).trim_end().to_owned()
        }
        Event::Concluded { ending } => format!("Concluded {}", word(&|| json!(ending))),
        Event::Overran { clock, due } => format!("Overran {} {due}", word(&|| json!(clock))),
        Event::Received { materials: None } => "Received".to_owned(),
        Event::Received { materials: Some(some) } => format!("Received {}", some.join(" ")).trim().to_owned(),
        Event::Delivered {} => "Delivered".to_owned(),
        Event::Withdrawn {} => "Withdrawn".to_owned(),
        other => handled(other),
    }
}

/// How it came in, where it is neither at a window nor online, and its day of receipt, where it is another.
fn said_of_receipt(came: Option<&facts::case::Came>) -> String {
    use facts::case::Way;
    let Some(came) = came else { return String::new() };
    let way = match came.way {
        Way::Window | Way::Computer => String::new(),
        way => format!(" by {}", way.word()),
    };
    let on = came.on.map(|day| format!(" as of {day} {}", came.basis.as_ref().unwrap().zh));
    format!("{way}{}", on.unwrap_or_default())
}

/// An event about who handles the case and how, or that ends it without a decision.
fn handled(event: &Event) -> String {
    let word = |v: &dyn Fn() -> serde_json::Value| v().as_str().unwrap().to_owned();
    match event {
        Event::Claimed {} => "Claimed".to_owned(),
        Event::Unclaimed {} => "Unclaimed".to_owned(),
        Event::Reassigned { role, to } => format!("Reassigned {} to {to}", word(&|| json!(role))),
        Event::HandedOver { to } => format!("HandedOver to {to}"),
        Event::TakenOver {} => "TakenOver".to_owned(),
        Event::ModeSet { mode, of } => format!("ModeSet {} {of}", mode.word()).trim_end().to_owned(),
        Event::ModeEnded { mode } => format!("ModeEnded {}", mode.word()),
        Event::Settled {} => "Settled".to_owned(),
        Event::Terminated { basis, remedies, .. } => {
            assert!(!remedies.is_empty(), "whose case is ended hears of her remedies");
            format!("Terminated {}", basis.zh)
        }
        Event::Voided { basis, remedies } => {
            assert!(!remedies.is_empty(), "whose case is struck out hears of her remedies");
            format!("Voided {}", basis.zh)
        }
        other => said_of_papers(other),
    }
}

/// What was asked for and promised, in the diary's words.
fn said_of_papers(event: &Event) -> String {
    match event {
        Event::ToleranceSigned { materials, reply_by, .. } => {
            let hear = reply_by.map_or(String::new(), |day| format!(" complete hear {day}"));
            format!("ToleranceSigned {}{hear}", materials.join(" "))
        }
        Event::AcceptedTolerantly { told, statutory, follow } => {
            let follow: Vec<String> = follow.iter().map(|f| format!("{} by {}", f.material, f.by)).collect();
            format!("AcceptedTolerantly told {told} statutory {statutory} follow {}", follow.join(" "))
        }
        Event::Followed { materials, late, all, .. } => {
            let (late, all) = (if *late { " late" } else { "" }, if *all { " all" } else { "" });
            format!("Followed {}{late}{all}", materials.join(" "))
        }
        Event::FollowReminded { material, by, .. } => format!("FollowReminded {material} by {by}"),
        Event::ToleranceBroken { material, due, .. } => format!("ToleranceBroken {material} {due}"),
        Event::Granted { deliver_by, blocks, .. } => {
            format!("Granted deliver {deliver_by} blocked {}", blocks[0].words.zh)
        }
        Event::CorrectionAsked { lacking, until, again: true, .. } => {
            format!("CorrectionAsked again {} until {until}", lacking.join(" "))
        }
        Event::NoticeAllowed {} => "NoticeAllowed".to_owned(),
        Event::CorrectionReminded { until } => format!("CorrectionReminded until {until}"),
        Event::Unsupplied { due, basis, remedies } => {
            assert!(!remedies.is_empty(), "whose file is closed hears of her remedies");
            format!("Unsupplied {due} {}", basis.zh)
        }
        Event::CorrectionAsked { lacking, until, .. } => {
            format!("CorrectionAsked {} until {until}", lacking.join(" "))
        }
        other => said_on_the_way(other),
    }
}

/// An event between acceptance and the decision in the diary's words.
fn said_on_the_way(event: &Event) -> String {
    match event {
        Event::Extended { limit, told, statutory, .. } => {
            format!("Extended {} told {told} statutory {statutory}", limit.n)
        }
        Event::PublicityOpened { until, .. } => format!("PublicityOpened until {until}"),
        Event::PublicityClosed { until, told, statutory } => match told.zip(*statutory) {
            Some((told, statutory)) => format!("PublicityClosed {until} told {told} statutory {statutory}"),
            None => format!("PublicityClosed {until}"),
        },
        Event::Objected { objection, party } => format!("Objected {objection} by {party}"),
        Event::ObjectionAnswered { objection, upheld, .. } => {
            format!("ObjectionAnswered {objection}{}", if *upheld { " right" } else { "" })
        }
        Event::HearingRightTold { until, .. } => format!("HearingRightTold until {until}"),
        Event::HearingRequested { hold_by } => format!("HearingRequested hold by {hold_by}"),
        Event::HearingSet { on, presider, .. } => format!("HearingSet {on} presided by {presider}"),
        Event::HearingHeld {} => "HearingHeld".to_owned(),
        Event::VisitSet { visit, on, officers, joint, apart } => {
            let apart = match (joint, apart.as_str()) {
                (None, _) => String::new(),
                (Some(_), "") => " jointly".to_owned(),
                (Some(_), why) => format!(" apart: {why}"),
            };
            format!("VisitSet {visit} {on} {}{apart}", officers.join(" "))
        }
        Event::VisitRecorded { visit } => format!("VisitRecorded {visit}"),
        Event::Consulted { consultation, by, remind, .. } => match remind {
            Some(day) => format!("Consulted {consultation} by {by} remind {day}"),
            None => format!("Consulted {consultation} by {by}"),
        },
        Event::ConsultationReminded { consultation } => format!("ConsultationReminded {consultation}"),
        Event::ConsultationAnswered { consultation, agrees } => {
            format!("ConsultationAnswered {consultation} {}", if *agrees { "agrees" } else { "objects" })
        }
        Event::ConsultationLapsed { consultation, basis } => {
            // no law of the state says that silence is no objection, for licences neither
            assert!(basis.zh.contains("政务服务规则"), "{}", basis.zh);
            format!("ConsultationLapsed {consultation}")
        }
        Event::PrecheckAsked { by } => format!("PrecheckAsked by {by}"),
        Event::PrecheckPassed {} => "PrecheckPassed".to_owned(),
        Event::PrecheckReturned {} => "PrecheckReturned".to_owned(),
        Event::PapersSent { .. } => "PapersSent".to_owned(),
        Event::PapersArrived {} => "PapersArrived".to_owned(),
        other => said_of_pledges(other),
    }
}

/// What became of a promise in place of papers, in the diary's words.
fn said_of_pledges(event: &Event) -> String {
    match event {
        Event::PledgeSigned { materials, on_paper, reply_by, answer_by } => {
            let paper = if *on_paper { " on paper" } else { "" };
            let hear = answer_by.or(*reply_by).map_or(String::new(), |day| format!(" complete hear {day}"));
            format!("PledgeSigned {}{paper}{hear}", materials.join(" "))
        }
        Event::PledgeToCheck { by, remind_on, .. } => format!("PledgeToCheck by {by} remind {remind_on}"),
        Event::PledgeCheckNear { by } => format!("PledgeCheckNear by {by}"),
        Event::PledgeCheckOverdue { due, basis } => format!("PledgeCheckOverdue {due} {}", basis.zh),
        Event::PledgeChecked { officers, broken, mend, .. } => match mend {
            None => format!("PledgeChecked {} kept", officers.join(" ")),
            Some(order) => {
                assert!(!order.remedies.is_empty(), "whoever is ordered to mend hears of her remedies");
                let (officers, broken) = (officers.join(" "), broken.join(" "));
                format!("PledgeChecked {officers} broken {broken} mend by {}", order.by)
            }
        },
        Event::PledgeMendReminded { by } => format!("PledgeMendReminded by {by}"),
        Event::PledgeMendReported {} => "PledgeMendReported".to_owned(),
        Event::PledgeMendRefused { officers, .. } => format!("PledgeMendRefused {}", officers.join(" ")),
        Event::PledgeMended { officers } => format!("PledgeMended {}", officers.join(" ")),
        Event::PledgeForfeited { due, points, remedies, .. } => {
            assert!(!remedies.is_empty(), "whose promise is forfeited hears of her remedies");
            format!("PledgeForfeited {due} {}", points.join(" "))
        }
        other => super::upward::said(other),
    }
}

/// Commands about a promise in place of papers, made without looking at the rules.
pub fn every_pledge(item: &Item) -> Vec<Command> {
    let w = || "理由".to_owned();
    let mut all = vec![Command::ReportMended { report: w() }];
    for seen in [false, true] {
        let sign = |materials| Command::SignPledge { materials, seen };
        all.extend(item.materials.iter().map(|m| sign(vec![m.code.clone()])));
    }
    let promises: Vec<String> = item.promises.iter().map(|one| one.code.clone()).collect();
    for with in ["colleague", "examiner", "second-examiner", "wang", "examiner-elsewhere"].map(str::to_owned)
    {
        for mended in [false, true] {
            all.push(Command::CheckMended { with: with.clone(), mended, record: w() });
        }
        for (kept, broken) in [(promises.clone(), vec![]), (vec![], promises.clone())] {
            let findings = broken.iter().map(|code: &String| (code.clone(), w())).collect();
            all.push(Command::CheckPledge { with: with.clone(), kept, broken, record: w(), findings });
        }
    }
    all
}

/// Commands of every kind on the way to the decision, made without looking at the rules.
pub fn every_step(today: kernel::Day, calendar: &kernel::Calendar) -> Vec<Command> {
    let w = || "理由".to_owned();
    let mut all = vec![
        Command::Extend { days: 1, reason: w() },
        Command::OpenPublicity {},
        Command::Object { name: w(), reason: w() },
        Command::TellHearingRight { others: true, matter: w() },
        Command::RequestHearing { by: w() },
        Command::RequestHearing { by: String::new() },
        Command::HoldHearing { record: w() },
    ];
    let whom = ["colleague", "examiner", "second-examiner", "head", "wang", "examiner-elsewhere"];
    let later = calendar.workdays_after(today, 7).map_or(today, |reckoned| reckoned.day);
    for who in whom.map(str::to_owned) {
        for on in [today, today.next(), later] {
            let presider = who.clone();
            all.push(Command::SetHearing { on, place: w(), presider, notice: w() });
            all.push(Command::SetVisit { on, with: who.clone(), apart: w() });
        }
    }
    for organ in ["11449921MB9X0004X8", "another", "nobody"].map(str::to_owned) {
        all.push(Command::Consult { organ, question: w(), by: today.next() });
    }
    for objection in 0..21 {
        all.push(Command::AnswerObjection { objection, upheld: true, answer: w() });
    }
    all.push(Command::Forward { opinion: w() });
    for granted in [true, false] {
        all.push(Command::EnterDecision { granted, number: w(), on: today, reason: w() });
    }
    for n in 0..8 {
        all.push(Command::RecordVisit { visit: n, record: w() });
        all.push(Command::AnswerConsultation { consultation: n, agrees: false, answer: w() });
    }
    all
}
