//! What becomes of a licence afterwards: one handler an act, and the forms on the licence's own page. The
//! law's no comes back on that page with its basis and with everything that was typed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::page::Frame;
use house::web::parts::{self, Look};
use house::web::{Input, Member, Person, Reply, Route, Staff, get_led, post};
use house::{Failure, House, To, links};
use kernel::form::{Answers, Field, FieldFault, FieldKind};
use kernel::item::Choice;
use kernel::limits::{KEY_CHARS, LINE_CHARS, REASON_CHARS};
use kernel::{Actor, Basis, Day, Rule, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::{self, Shown};
use crate::rules::{After, Command, Rules};

/// What an act on a licence takes; what it does not need is left out.
#[derive(Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default)]
pub(super) struct Deed {
    /// Why, in words the holder understands.
    #[schemars(length(max = REASON_CHARS))]
    reason: String,
    /// What should change, or what the licence says now.
    #[schemars(length(max = REASON_CHARS))]
    change: String,
    /// Number of the penalty decision.
    #[schemars(length(max = KEY_CHARS))]
    order: String,
    /// The clause, where the act rests on another law's.
    #[schemars(length(max = LINE_CHARS))]
    clause: String,
    /// The last day of a suspension (ISO 8601).
    #[schemars(length(max = KEY_CHARS), example = &"2026-06-30")]
    until: String,
    /// Word of the ground, where the law knows several.
    #[schemars(length(max = KEY_CHARS))]
    ground: String,
    /// `yes`: the holder was told beforehand and heard (Licensing Law Art. 7).
    #[schemars(length(max = KEY_CHARS), example = &"yes")]
    heard: String,
}

/// What came back with an act that was not done.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(super) struct Returned {
    /// Which act, as in its address.
    pub act: &'static str,
    pub faults: Vec<FieldFault>,
    /// The law's no: its sentence and its clause.
    pub notice: Option<(Text, Basis)>,
    #[serde(skip)]
    pub typed: Answers,
}

type Faults = Vec<FieldFault>;

macro_rules! acts {
    ($($name:ident, $guard:ident, $word:literal, $rule:expr, $codes:expr, $read:expr;)*) => {
        $(async fn $name(
            State(house): State<House>,
            $guard(who): $guard,
            Path(no): Path<String>,
            reply: Reply,
            input: Input<Deed>,
        ) -> Result<Response, Failure> {
            bring(&house, who, no, &reply, &input, ($word, $read)).await
        })*
        /// The acts and who may stand at their address.
        pub(super) fn routes() -> Vec<Route> {
            let mut all = vec![$(
                post::<$guard, _, _>(concat!("/licences/{licence_no}/", $word), $name)
                    .refuses($rule, $codes)
                    .refuses($rule, OF_ANY)
                    .refuses(Rule::Delivery, &["edition_unknown"])
            ),*];
            let back: Vec<Route> =
                all.iter().map(|act| get_led::<Member, _, _>(act.path, to_the_licence)).collect();
            all.extend(back);
            all
        }
    };
}

/// What any act may meet.
const OF_ANY: &[&str] = &["licence_ended", "licence_expired", "reason_missing", "words_wrong"];
/// What an act that follows a penalty may meet.
const PENAL: &[&str] = &[
    "order_missing",
    "clause_missing",
    "clause_unlawful",
    "holder_not_heard",
    "suspended_already",
    "suspension_days_wrong",
];

acts! {
    ask_renewal, Person, "ask-renewal", Rule::Renewal,
        &["not_renewable", "renewal_asked_already", "renewal_late", "calendar_missing"],
        |_| Ok(After::AskRenewal {});
    ask_amendment, Person, "ask-amendment", Rule::Amending, &["amendment_asked_already"],
        |deed| Ok(After::AskAmendment { change: deed.change.clone() });
    surrender, Person, "surrender", Rule::Cancelling, &["surrender_asked_already"],
        |_| Ok(After::Surrender {});
    renew, Staff, "renew", Rule::Renewal, &["nothing_asked_of_licence", "not_renewable"],
        |_| Ok(After::Renew {});
    deny_renewal, Staff, "deny-renewal", Rule::Renewal, &["nothing_asked_of_licence"],
        |deed| Ok(After::DenyRenewal { reason: deed.reason.clone() });
    amend, Staff, "amend", Rule::Amending, &["nothing_asked_of_licence"],
        |deed| Ok(After::Amend { change: deed.change.clone() });
    deny_amendment, Staff, "deny-amendment", Rule::Amending, &["nothing_asked_of_licence"],
        |deed| Ok(After::DenyAmendment { reason: deed.reason.clone() });
    suspend, Staff, "suspend", Rule::Suspending, PENAL, |deed| {
        let words = Text::new("请写暂扣到哪一天，如 2026-06-30", "Write the last day, like 2026-06-30");
        let until: Day = deed.until.trim().parse().map_err(|_| vec![FieldFault::new("until", words)])?;
        let (order, clause, heard) = (deed.order.clone(), deed.clause.clone(), deed.heard());
        Ok(After::Suspend { order, clause, until, heard, reason: deed.reason.clone() })
    };
    lift, Staff, "lift", Rule::Suspending, &["not_suspended"],
        |deed| Ok(After::Lift { reason: deed.reason.clone() });
    cancel, Staff, "cancel", Rule::Cancelling, &["surrender_not_asked", "clause_missing", "clause_unlawful"],
        |deed| {
            let (clause, reason) = (deed.clause.clone(), deed.reason.clone());
            Ok(After::Cancel { ground: deed.ground()?, clause, reason })
        };
    recall, Staff, "recall", Rule::Recalling, &["holder_not_heard"],
        |deed| Ok(After::Recall { heard: deed.heard(), reason: deed.reason.clone() });
    annul, Staff, "annul", Rule::Annulling, &["holder_not_heard", "clause_missing", "clause_unlawful"],
        |deed| {
            let (clause, reason) = (deed.clause.clone(), deed.reason.clone());
            Ok(After::Annul { ground: deed.ground()?, clause, heard: deed.heard(), reason })
        };
    revoke, Staff, "revoke", Rule::Revoking, PENAL, |deed| {
        let (order, clause, heard) = (deed.order.clone(), deed.clause.clone(), deed.heard());
        Ok(After::Revoke { order, clause, heard, reason: deed.reason.clone() })
    };
}

impl Deed {
    fn heard(&self) -> bool {
        self.heard == "yes"
    }

    fn ground<T: serde::de::DeserializeOwned>(&self) -> Result<T, Faults> {
        let words = Text::new("请选依据哪一条", "Choose the ground");
        let ground = serde_json::from_value(serde_json::Value::String(self.ground.clone()));
        ground.map_err(|_| vec![FieldFault::new("ground", words)])
    }

    fn typed(&self) -> Answers {
        let all = [
            ("reason", &self.reason),
            ("change", &self.change),
            ("order", &self.order),
            ("clause", &self.clause),
            ("until", &self.until),
            ("ground", &self.ground),
            ("heard", &self.heard),
        ];
        all.into_iter().map(|(name, text)| (name.to_owned(), text.clone())).collect()
    }
}

async fn to_the_licence(Member(_): Member, Path(no): Path<String>, reply: Reply) -> Response {
    reply.lead(&links::licence(&no))
}

/// A form of the page: its name, and how what was sent is read.
type Form = (&'static str, fn(&Deed) -> Result<After, Faults>);

/// Read what was sent, bring it to the desk; a no comes back on the licence's page.
async fn bring(
    house: &House,
    who: Actor,
    no: String,
    reply: &Reply,
    input: &Input<Deed>,
    (act, read): Form,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    // whoever may not see it learns nothing of it
    let shown = record::read(house, &who, no.clone(), String::new()).await?;
    let failure = match read(&input.value) {
        Err(faults) => Failure::Faulty(faults),
        Ok(after) => {
            let (to, command) = (To::Stream(shown.stream().to_owned()), Command::After(after));
            match house.act::<Rules>(who.clone(), to, cause, input.seen, command).await {
                Ok(receipt) => return Ok(reply.done(&links::licence(&no), &receipt)),
                Err(failure) => failure,
            }
        }
    };
    if reply.visit().json {
        return Err(failure);
    }
    let mut returned = Returned { act, typed: input.value.typed(), ..Returned::default() };
    let status = match failure {
        Failure::Faulty(faults) => {
            returned.faults = faults;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Failure::Refused(refusal) => {
            let sentence = house.texts.refusal(&refusal);
            match field(refusal.code, act) {
                Some(name) => {
                    let basis = &refusal.basis;
                    let text = Text::new(
                        format!("{}依据：{}", sentence.zh, basis.zh),
                        format!("{} Basis: {}", sentence.en, basis.en),
                    );
                    returned.faults.push(FieldFault::new(name, text));
                }
                None => returned.notice = Some((sentence, refusal.basis)),
            }
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Failure::Stale => {
            let sentence = Text::new(
                "没有照办：这张证照在您打开之后有了变化。下面是最新情况，您写的字都在。",
                "Not done: the licence has changed since you opened it. What you typed is kept.",
            );
            returned.notice = Some((sentence, Text::default()));
            StatusCode::CONFLICT
        }
        other => return Err(other),
    };
    let mut shown = record::read(house, &who, no, String::new()).await?;
    shown.returned = returned;
    Ok(reply.page_as(status, &shown))
}

/// The field that a refusal is about, if it is about one.
fn field(code: &str, act: &str) -> Option<&'static str> {
    Some(match code {
        "reason_missing" | "words_wrong" if matches!(act, "ask-amendment" | "amend") => "change",
        "reason_missing" | "words_wrong" => "reason",
        "order_missing" => "order",
        "clause_missing" | "clause_unlawful" => "clause",
        "suspension_days_wrong" => "until",
        "holder_not_heard" => "heard",
        "surrender_not_asked" => "ground",
        _ => return None,
    })
}

impl Shown {
    fn open(&self, act: &str) -> bool {
        self.open_to.contains(&act)
    }

    /// What the reader may do with it now.
    pub(super) fn acts(&self, see: &Frame) -> Markup {
        if self.open_to.is_empty() {
            return html! {};
        }
        let content = html! {
            (self.of_the_holder(see))
            (self.asked_for(see))
            (self.taking(see))
        };
        let heading = if self.own() {
            see.say("您可以", "You can")
        } else {
            see.say("现在可以做", "What you may do now")
        };
        parts::section("acts", heading, &content)
    }

    fn of_the_holder(&self, see: &Frame) -> Markup {
        let change = ("change", see.say("要改什么，改成什么", "What should change, and to what"));
        html! {
            @if self.open("ask-renewal") {
                p { (see.say(
                    "要接着用，请现在申请延续。到期前没有决定的，视为准予延续。",
                    "To go on, ask for renewal now. If nothing is decided by the last day, it is renewed.",
                )) }
                (self.form(see, "ask-renewal", &html! {}, Look::Filled, see.say("申请延续", "Ask for renewal")))
            }
            @if self.open("ask-amendment") {
                (self.folded(see, "ask-amendment", see.say("申请变更", "Ask for an amendment"),
                    &self.area(see, "ask-amendment", change), Look::Second))
            }
            @if self.open("surrender") {
                (self.folded(see, "surrender", see.say("不再需要，申请注销", "Needed no longer: ask for cancellation"),
                    &html! {}, Look::Grave))
            }
        }
    }

    fn asked_for(&self, see: &Frame) -> Markup {
        let reason = ("reason", see.say("理由，持有人要看得懂", "Reason, in plain words"));
        let says = ("change", see.say("变更后写什么", "What it says from now on"));
        html! {
            @if self.open("renew") {
                (self.form(see, "renew", &html! {}, Look::Filled, see.say("准予延续", "Renew")))
                (self.folded(see, "deny-renewal", see.say("不予延续", "Deny renewal"),
                    &self.area(see, "deny-renewal", reason), Look::Grave))
            }
            @if self.open("amend") {
                (self.folded(see, "amend", see.say("准予变更", "Amend"),
                    &self.area(see, "amend", says), Look::Filled))
                (self.folded(see, "deny-amendment", see.say("不予变更", "Deny the amendment"),
                    &self.area(see, "deny-amendment", reason), Look::Grave))
            }
        }
    }

    /// What takes something from the holder: suspension and the four ends that are somebody's doing.
    fn taking(&self, see: &Frame) -> Markup {
        let reason = ("reason", see.say("理由，持有人要看得懂", "Reason, in plain words"));
        let line = |act: &str, name: &str, zh: &str, en: &str, kind| {
            self.field(see, act, Field::new(name, Text::new(zh, en), kind))
        };
        let grounds = |act: &str, all: &[(&str, &str, &str)]| {
            let one = |(code, zh, en): &(&str, &str, &str)| Choice {
                code: (*code).to_owned(),
                text: Text::new(*zh, *en),
            };
            let field = Field::new("ground", Text::new("依据哪一条", "On which ground"), FieldKind::Choice);
            self.field(see, act, Field { options: all.iter().map(one).collect(), ..field })
        };
        let clause = |act: &str| line(act, "clause", "依据的条款", "Clause", FieldKind::Text);
        let other = |act: &str| {
            line(
                act,
                "clause",
                "其他情形依据的条款（别的不用填）",
                "Clause of another ground (else empty)",
                FieldKind::Text,
            )
        };
        let order = |act: &str| {
            line(act, "order", "处罚决定书文号", "Number of the penalty decision", FieldKind::Text)
        };
        html! {
            @if self.open("suspend") { (self.folded(see, "suspend", see.say("暂扣", "Suspend"), &html! {
                (order("suspend")) (clause("suspend"))
                (line("suspend", "until", "暂扣到哪天（含当天）", "Until, that day included", FieldKind::Date))
                (self.heard(see, "suspend")) (self.area(see, "suspend", reason))
            }, Look::Grave)) }
            @if self.open("lift") {
                (self.folded(see, "lift", see.say("解除暂扣", "Lift the suspension"),
                    &self.area(see, "lift", reason), Look::Second))
            }
            @if self.open("cancel") { (self.folded(see, "cancel", see.say("注销", "Cancel"), &html! {
                (grounds("cancel", GONE)) (other("cancel")) (self.area(see, "cancel", reason))
            }, Look::Grave)) }
            @if self.open("recall") {
            (self.folded(see, "recall",
                see.say("撤回（法律或者客观情况变了）", "Recall: law or facts have changed"), &html! {
                p { (see.say("给持有人造成财产损失的，要依法补偿。", "Losses of the holder are compensated by law.")) }
                (self.heard(see, "recall")) (self.area(see, "recall", reason))
            }, Look::Grave)) }
            @if self.open("annul") {
            (self.folded(see, "annul", see.say("撤销（当初不该准予）", "Annul: wrongly granted"), &html! {
                (grounds("annul", WRONG)) (other("annul"))
                (self.heard(see, "annul")) (self.area(see, "annul", reason))
            }, Look::Grave)) }
            @if self.open("revoke") {
            (self.folded(see, "revoke", see.say("吊销（处罚）", "Revoke, as a penalty"), &html! {
                p { (see.say("吊销前应当告知有权要求听证。", "The holder must have been told of the right to a hearing.")) }
                (order("revoke")) (clause("revoke"))
                (self.heard(see, "revoke")) (self.area(see, "revoke", reason))
            }, Look::Grave)) }
        }
    }

    fn form(&self, see: &Frame, act: &str, inside: &Markup, look: Look, words: &str) -> Markup {
        let version = self.version.to_string();
        let to = format!("{}/{act}", links::licence(self.number()));
        parts::act_form(see, &to, &[("seen", &version)], inside, look, words)
    }

    fn folded(&self, see: &Frame, act: &str, name: &str, inside: &Markup, look: Look) -> Markup {
        let form = self.form(see, act, inside, look, name);
        html! { details open[self.returned.act == act] { summary { (name) } div { (form) } } }
    }

    fn field(&self, see: &Frame, act: &str, field: Field) -> Markup {
        parts::field(see, &field, self.value(act, &field.code), self.fault(act, &field.code))
    }

    fn area(&self, see: &Frame, act: &str, (name, label): (&str, &str)) -> Markup {
        parts::text_area(see, name, label, None, self.value(act, name), self.fault(act, name))
    }

    fn heard(&self, see: &Frame, act: &str) -> Markup {
        let yes = Choice {
            code: "yes".to_owned(),
            text: Text::new("已经告知，听取了陈述、申辩", "Told beforehand, and heard"),
        };
        let label = Text::new("持有人的陈述、申辩", "Statement and defence of the holder");
        let field = Field { options: vec![yes], ..Field::new("heard", label, FieldKind::Choice) };
        self.field(see, act, field)
    }

    fn value(&self, act: &str, name: &str) -> &str {
        let typed = self.returned.typed.get(name).filter(|_| self.returned.act == act);
        typed.map_or("", String::as_str)
    }

    fn fault(&self, act: &str, name: &str) -> Option<&Text> {
        let mut own = self.returned.faults.iter().filter(|_| self.returned.act == act);
        own.find(|fault| fault.field == name).map(|fault| &fault.text)
    }
}

/// Grounds of cancellation (Licensing Law Art. 70).
const GONE: &[(&str, &str, &str)] = &[
    ("surrendered", "持有人申请注销", "The holder asked for it"),
    ("holder_gone", "持有人死亡、丧失行为能力，或者单位终止", "The holder died or lost capacity, or ended"),
    ("force_majeure", "因不可抗力无法实施", "Force majeure"),
    ("other_law", "法律规定的其他情形", "Another ground given by law"),
];

/// Grounds of annulment (Licensing Law Art. 69).
const WRONG: &[(&str, &str, &str)] = &[
    ("abuse_of_office", "工作人员滥用职权、玩忽职守", "Abuse or neglect of office"),
    ("beyond_authority", "超越法定职权", "Beyond the organ’s authority"),
    ("against_procedure", "违反法定程序", "Against the procedure"),
    ("unqualified", "申请人不具备资格或者不符合条件", "The conditions were not met"),
    ("other_law", "依法可以撤销的其他情形", "Another ground given by law"),
    ("by_deceit", "以欺骗、贿赂等不正当手段取得", "Got by deceit or bribery"),
];
