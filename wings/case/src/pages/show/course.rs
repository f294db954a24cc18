//! What happens between acceptance and the decision, on the case's page: publicity, hearing, visits, other
//! organs; each says whether its time counts, and shows the forms of what is open to the reader.

use house::Failure;
use house::opening::Seeing;
use house::web::Frame;
use house::web::parts::{self, Look, Tag};
use kernel::form::FieldKind;
use kernel::item::Choice;
use kernel::limits::PAGE_ROWS;
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::Shown;
use crate::pages::words::{self, both};
use crate::rules::{Case, Word};
use crate::views::{Spoken, joint};

/// An objection to what is public; its words for officers only.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct ObjectionShown {
    pub objection: u32,
    pub on: Day,
    pub name: String,
    pub words: String,
    /// What was answered; empty while it is owed.
    pub answer: String,
    /// Was it found to be right? None while an answer is owed.
    pub upheld: Option<bool>,
}

/// Another organ that was asked; question and answer for officers only.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct ConsultationShown {
    pub consultation: u32,
    /// Name of the organ.
    pub organ: Text,
    pub by: Day,
    pub question: String,
    pub answer: String,
    /// `awaited`, `agrees`, `objects` or `silent`.
    pub state: &'static str,
}

/// A look on the spot.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct VisitShown {
    pub visit: u32,
    pub on: Day,
    pub recorded: bool,
}

/// What happened between acceptance and the decision.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(in crate::pages) struct CourseShown {
    /// The last day of the publicity, if there was one.
    pub public_until: Option<Day>,
    /// Is it public now?
    pub public: bool,
    /// Is the time of the publicity taken out of the limit?
    pub public_not_counted: bool,
    pub objections: Vec<ObjectionShown>,
    pub consultations: Vec<ConsultationShown>,
    pub visits: Vec<VisitShown>,
    /// The day of the joint visit to which it was called and where its organ has not been.
    pub joint: Option<Day>,
    /// The last day to ask for a hearing, never earlier than told.
    pub hearing_until: Option<Day>,
    /// The last day by which it is held, once somebody asked; never earlier than told.
    pub hearing_by: Option<Day>,
    /// The day it is set for.
    pub hearing_on: Option<Day>,
    /// The day on which it was held.
    pub hearing_held: Option<Day>,
    /// Why points were not met, by code; for officers only.
    pub findings: std::collections::BTreeMap<String, String>,
    #[serde(skip)]
    pub organs: Vec<Choice>,
}

/// Gathered for this reader, with the joint visit that its organ has not made.
pub(super) fn of(
    seeing: &mut Seeing<'_, '_>,
    case: &Case,
    no: &str,
    spoken: Spoken,
) -> Result<CourseShown, Failure> {
    let joint = joint(seeing.look, no)?;
    Ok(CourseShown { joint, ..gather(seeing, case, spoken) })
}

fn gather(seeing: &Seeing<'_, '_>, case: &Case, spoken: Spoken) -> CourseShown {
    let (ctx, house, course) = (&seeing.ctx, seeing.house, &case.course);
    let officer = words::among_officers(ctx.actor.role);
    let said = |text: Option<&String>| text.filter(|_| officer).cloned().unwrap_or_default();
    let objection = |(n, one): (&u32, &crate::rules::Objection)| {
        let words = spoken.objections.get(n);
        ObjectionShown {
            objection: *n,
            on: one.on,
            name: said(words.map(|w| &w[0])),
            words: said(words.map(|w| &w[1])),
            answer: said(words.map(|w| &w[2])),
            upheld: one.upheld,
        }
    };
    let consultation = |(n, one): (&u32, &crate::rules::Consultation)| {
        let words = spoken.consultations.get(n);
        ConsultationShown {
            consultation: *n,
            organ: house.organ_name(&one.organ),
            by: one.by,
            question: said(words.map(|w| &w[0])),
            answer: said(words.map(|w| &w[1])),
            state: word(one.word),
        }
    };
    let visit =
        |(n, one): (&u32, &crate::rules::Visit)| VisitShown { visit: *n, on: one.on, recorded: one.recorded };
    let filed = case.filed.as_ref();
    let item = filed.and_then(|filed| Some((&ctx.edition(&filed.edition)?.item, filed)));
    let publicity = item.and_then(|(item, filed)| item.publicity_in(&filed.situation));
    let own = filed.map_or("", |filed| filed.organ.as_str());
    let others = house.organs.iter().filter(|(code, _)| officer && *code != own);
    let most = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let beside = crate::rules::beside(case, ctx);
    let day = |due: &Option<kernel::Due>| due.as_ref().map(|due| due.day);
    CourseShown {
        public_until: day(&beside.publicity).or(course.publicity.map(|public| public.until)),
        public: course.publicity.is_some_and(|public| !public.closed),
        public_not_counted: publicity.is_some_and(|publicity| publicity.not_counted.is_some()),
        objections: course.objections.iter().map(objection).collect(),
        consultations: course.consultations.iter().map(consultation).collect(),
        visits: course.visits.iter().map(visit).collect(),
        joint: None,
        hearing_until: day(&beside.ask_hearing).or(course.hearing.told.map(|told| told.1)),
        hearing_by: day(&beside.hold_hearing).or(course.hearing.hold_by),
        hearing_on: course.hearing.set.as_ref().map(|set| set.0),
        hearing_held: course.hearing.held,
        findings: if officer { spoken.findings } else { Default::default() },
        organs: others
            .take(most)
            .map(|(code, organ)| Choice { code: code.clone(), text: organ.name.clone() })
            .collect(),
    }
}

fn word(word: Word) -> &'static str {
    match word {
        Word::Awaited => "awaited",
        Word::Agrees => "agrees",
        Word::Objects => "objects",
        Word::Silent => "silent",
    }
}

impl Shown {
    /// Publicity, hearing, visits and other organs, where there is anything of them.
    pub(super) fn on_the_way(&self, see: &Frame) -> Markup {
        let course = &self.course;
        let hearing = course.hearing_until.is_some();
        let any = course.public_until.is_some()
            || hearing
            || !course.visits.is_empty()
            || !course.consultations.is_empty();
        if !any {
            return html! {};
        }
        parts::section(
            "on-the-way",
            see.say("决定以前", "Before the decision"),
            &html! {
                (self.public(see))
                @if hearing { (self.hearing(see)) }
                @for visit in &course.visits { (self.visit(see, visit)) }
                @for one in &course.consultations { (self.consultation(see, one)) }
            },
        )
    }

    fn counted(&self, see: &Frame, counts: bool) -> Markup {
        match counts {
            true => parts::tag(Tag::Plain, see.say("计入期限", "counted")),
            false => parts::tag(Tag::Free, see.say("不计入期限", "not counted")),
        }
    }

    fn public(&self, see: &Frame) -> Markup {
        let Some(until) = self.course.public_until else { return html! {} };
        html! {
            p {
                a href={ "/publicity/" (self.case_no) } {
                    @if self.course.public { (see.say("公示到 ", "Public until ")) }
                    @else { (see.say("公示已经结束：", "No longer public: ")) }
                    (parts::day_short(see, until))
                } " "
                (self.counted(see, !self.course.public_not_counted))
            }
            @for one in &self.course.objections { (self.objection(see, one)) }
        }
    }

    fn objection(&self, see: &Frame, one: &ObjectionShown) -> Markup {
        let (kind, state) = match one.upheld {
            None => (Tag::Ask, see.say("等答复", "to be answered")),
            Some(true) => (Tag::Free, see.say("采纳", "upheld")),
            Some(false) => (Tag::Plain, see.say("未采纳", "not upheld")),
        };
        let n = one.objection.to_string();
        html! {
            p {
                (see.pick(format!("第 {n} 条异议"), format!("Objection {n}"))) " " (parts::tag(kind, state))
                @if !one.words.is_empty() { br; (one.name) (see.say("：", ": ")) "“" (one.words) "”" }
                @if !one.answer.is_empty() { br; (see.say("答复：", "Answer: ")) "“" (one.answer) "”" }
            }
            @if one.upheld.is_none() && self.open("answer-objection") {
                (self.about(see, "answer-objection", ("objection", &n), &html! {
                    (self.asked(see, "upheld", FieldKind::Choice, both("采纳吗", "Is it right?"), vec![
                        Choice { code: "no".to_owned(), text: both("不采纳", "No") },
                        Choice { code: "yes".to_owned(), text: both("采纳", "Yes") },
                    ]))
                    (self.area(see, "objection_answer", see.say("答复和理由", "Answer, with the reason"), None))
                }, see.say("答复异议", "Answer the objection")))
            }
        }
    }

    fn hearing(&self, see: &Frame) -> Markup {
        let course = &self.course;
        html! {
            p {
                @match (course.hearing_held, course.hearing_on, course.hearing_by, course.hearing_until) {
                    (Some(day), ..) => {
                        (see.say("听证举行于 ", "Hearing held on ")) (parts::day_short(see, day))
                    }
                    (_, Some(day), ..) => { (see.say("听证定在 ", "Hearing on ")) (parts::day_short(see, day)) }
                    (_, _, Some(day), _) => {
                        (see.say("申请了听证，举行最晚 ", "A hearing was asked for, to be held by "))
                        (parts::day_short(see, day))
                    }
                    (_, _, _, Some(day)) => {
                        (see.say("可以申请听证，最晚 ", "A hearing may be asked for until "))
                        (parts::day_short(see, day))
                    }
                    _ => {}
                }
            }
            @if self.open("request-hearing") {
                (self.act(see, "request-hearing", &html! {
                    @if self.officer && !self.case.course.hearing.others {
                        p { (see.say(
                            "只告知了申请人。申请人本人到窗口要求听证的，在这里登记。",
                            "Only the applicant was told. Record here that she asks at the window.",
                        )) }
                    } @else if self.officer {
                        (self.asked(see, "hearing_by", FieldKind::Name,
                            both("谁申请（利害关系人姓名）", "Who asks (name)"), Vec::new()))
                    }
                }, Look::Second, see.say("申请听证", "Ask for a hearing")))
            }
        }
    }

    fn visit(&self, see: &Frame, visit: &VisitShown) -> Markup {
        let mine = self.case.course.visits.get(&visit.visit);
        let open = !visit.recorded && mine.is_some() && self.open("record-visit");
        html! {
            p {
                (see.say("现场核查 ", "Visit on the spot ")) (parts::day_short(see, visit.on)) " "
                @if visit.recorded { (parts::tag(Tag::Free, see.say("有记录", "recorded"))) " " }
                (self.counted(see, true))
            }
            @if open {
                (self.about(see, "record-visit", ("visit", &visit.visit.to_string()), &html! {
                    (self.area(see, "record", see.say("现场看到什么", "What was found"), None))
                }, see.say("记下现场情况", "Write the record")))
            }
        }
    }

    fn consultation(&self, see: &Frame, one: &ConsultationShown) -> Markup {
        let (kind, state) = match one.state {
            "agrees" => (Tag::Free, see.say("没有意见", "no objection")),
            "objects" => (Tag::Bad, see.say("有意见", "objects")),
            "silent" => (Tag::Plain, see.say("逾期，算没有意见", "silent: no objection")),
            _ => (Tag::Ask, see.say("等答复", "awaited")),
        };
        html! { p {
            (see.say("征求意见：", "Asked: ")) (see.of(&one.organ)) (see.say("，", ", by "))
            (parts::day_short(see, one.by)) (see.say("前 ", " "))
            (parts::tag(kind, state)) " " (self.counted(see, true))
            @if !one.question.is_empty() { br; "“" (one.question) "”" }
            @if !one.answer.is_empty() { br; (see.of(&one.organ)) (see.say("：", ": ")) "“" (one.answer) "”" }
        } }
    }

    /// The form of an act on one numbered thing of the case.
    fn about(
        &self,
        see: &Frame,
        act: &str,
        (name, n): (&'static str, &str),
        inside: &Markup,
        words: &str,
    ) -> Markup {
        let version = self.version.to_string();
        let hidden = [("seen", version.as_str()), (name, n)];
        parts::act_form(see, &self.act_address(act), &hidden, inside, Look::Second, words)
    }

    /// What the examiner and the head may begin on the way to the decision.
    pub(super) fn steps(&self, see: &Frame) -> Markup {
        html! {
            @if self.open("hold-hearing") {
                (self.act(see, "hold-hearing", &html! {
                    (self.area(see, "record", see.say("听证笔录", "Record of the hearing"), None))
                }, Look::Filled, see.say("提交听证笔录", "Hand in the record")))
            }
            @if self.open("open-publicity") {
                (self.folded("open-publicity", see.say("公示", "Make it public"), &self.open_publicity(see)))
            }
            @if self.open("set-visit") {
                (self.folded(
                    "set-visit",
                    see.say("安排现场核查", "Arrange a visit on the spot"),
                    &self.set_visit(see),
                ))
            }
            @if self.open("consult") {
                (self.folded("consult", see.say("征求其他机关意见", "Ask another organ"), &self.consult(see)))
            }
            @if self.open("tell-hearing-right") {
                (self.folded(
                    "tell-hearing-right",
                    see.say("告知听证权利", "Tell the right to a hearing"),
                    &self.tell_hearing(see),
                ))
            }
            @if self.open("set-hearing") {
                @let words = match self.course.hearing_on {
                    None => see.say("通知听证", "Set the hearing"),
                    Some(_) => see.say("另定听证（改日子或者换主持人）", "Set the hearing anew: day or presider"),
                };
                (self.folded("set-hearing", words, &self.set_hearing(see)))
            }
            @if self.open("extend") {
                (self.folded("extend", see.say("延期", "Extend"), &self.extend(see)))
            }
        }
    }

    fn open_publicity(&self, see: &Frame) -> Markup {
        let publicity = self.file.publicity.as_ref();
        let inside = html! { @if let Some(publicity) = publicity { p {
            (see.pick(
                format!("公示{}，公众可以提异议，每条都要答复。", publicity.limit.zh()),
                format!("Public for {}; anyone may object, and each is answered.", publicity.limit.en()),
            )) " " (see.say("还贴在", "Also at ")) (see.of(&publicity.place)) (see.say("。", ". "))
            (self.counted(see, publicity.not_counted.is_none()))
        } } };
        self.act(see, "open-publicity", &inside, Look::Second, see.say("开始公示", "Make it public"))
    }

    fn set_visit(&self, see: &Frame) -> Markup {
        let inside = html! {
            p { (see.say(
                "要提前告诉申请人，两人以上到场。期限照算。",
                "The applicant is told before, and two officers or more come. The clock goes on.",
            )) }
            (self.asked(see, "visit_on", FieldKind::Date, both("哪一天", "On which day"), Vec::new()))
            (self.asked(see, "with", FieldKind::Choice, both("同谁去", "With whom"), self.colleagues.clone()))
            @if let Some(joint) = self.course.joint {
                p { (see.pick(
                    format!("联合现场核查约在{}，各部门同一天去。", joint.zh_full()),
                    format!("The joint visit is on {}; all organs come on that day.", joint.en_full()),
                )) }
                (self.area(
                    see, "apart", see.say("不在那天去的，写为什么", "If on another day, why"),
                    Some(see.say("申请人和牵头部门都看得到", "She and the lead organ will read it")),
                ))
            }
        };
        self.act(see, "set-visit", &inside, Look::Second, see.say("告知申请人", "Tell the applicant"))
    }

    fn consult(&self, see: &Frame) -> Markup {
        let inside = html! {
            p { (see.say(
                "期限照算；到期前一个工作日催办，逾期没有答复算没有意见。",
                "The clock goes on. It is reminded the working day before; silence is no objection.",
            )) }
            (self.asked(
                see, "organ", FieldKind::Choice, both("问哪个机关", "Which organ"), self.course.organs.clone(),
            ))
            (self.area(see, "consult_question", see.say("问什么", "What is asked"), None))
            (self.asked(see, "answer_by", FieldKind::Date, both("哪天前答复", "To be answered by"), Vec::new()))
        };
        self.act(see, "consult", &inside, Look::Second, see.say("发出", "Ask"))
    }

    fn tell_hearing(&self, see: &Frame) -> Markup {
        let ticked = self.value("others") == "yes";
        let inside = html! {
            p { (see.say(
                "五个工作日内可以申请听证，这期间不能作决定。",
                "A hearing may be asked for within five working days; nothing is decided meanwhile.",
            )) }
            (self.area(see, "matter", see.say("听什么、为什么", "What may be heard, and why"), None))
            div.pick {
                input type="checkbox" id=(parts::field_id("others")) name="others" value="yes"
                    checked[ticked];
                label for=(parts::field_id("others")) {
                    (see.say("还涉及别人的重大利益", "Others' major interests are touched too"))
                }
            }
        };
        self.act(see, "tell-hearing-right", &inside, Look::Second, see.say("告知", "Tell"))
    }

    fn set_hearing(&self, see: &Frame) -> Markup {
        let inside = html! {
            p { (see.say(
                "提前七日通知，由没有参加审查的人主持。",
                "Announced seven days before; somebody who does not examine presides.",
            )) }
            (self.asked(see, "hearing_on", FieldKind::Date, both("哪一天", "On which day"), Vec::new()))
            (self.asked(see, "hearing_place", FieldKind::Text, both("在哪里", "Where"), Vec::new()))
            (self.asked(
                see, "presider", FieldKind::Choice, both("谁主持", "Who presides"), self.colleagues.clone(),
            ))
            (self.asked(see, "hearing_notice", FieldKind::Text,
                both("通知书编号", "Number of the written notice"), Vec::new()))
        };
        self.act(see, "set-hearing", &inside, Look::Second, see.say("通知听证", "Set the hearing"))
    }

    fn extend(&self, see: &Frame) -> Markup {
        let most = self.file.may_extend();
        let inside = html! {
            @if let Some((most, basis)) = &most { p {
                (see.pick(
                    format!("只能延长一次，最多{}。依据：{}。", most.zh(), basis.zh),
                    format!("Once only, by {} at most. Basis: {}.", most.en(), basis.en),
                ))
            } }
            (self.asked(see, "days", FieldKind::Number, both("延长几日", "By how many days"), Vec::new()))
            (self.area(see, "extend_reason", see.say("理由，申请人会看到", "Reason, as the applicant reads it"), None))
        };
        self.act(see, "extend", &inside, Look::Grave, see.say("批准延期", "Extend"))
    }
}
