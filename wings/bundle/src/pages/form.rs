//! The pages one asks for a bundle with: a question, and the one form.

use std::collections::BTreeMap;

use house::links;
use house::web::drafts::Typed;
use house::web::page::{escape_query, token};
use house::web::parts::{self, Keeping};
use house::web::{Frame, Page};
use kernel::Text;
use kernel::bundle::{AskedField, Comes, Paper, Plan, Whole};
use kernel::form::{Field, FieldFault, FieldKind};
use kernel::item::{Certainty, Material, Question, Situation, Source, Takes, When};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::apply::{DECLARED, QUESTION};

/// What is asked of a bundle: the answers by the codes of its questions (`situation-<code>`), of the merged
/// form's fields, and of its papers (`material-<code>`).
#[derive(JsonSchema)]
#[schemars(example = application())]
#[expect(dead_code, reason = "this draws a shape; what is sent is read field by field")]
pub(super) struct Application {
    /// The text of the bundle that was read, by its hash.
    edition: Option<String>,
    /// `yes`: everything is true.
    #[schemars(example = &"yes")]
    declared: String,
    /// Answers by code.
    #[schemars(flatten)]
    answers: BTreeMap<String, String>,
}

/// The beginning of an application.
fn application() -> serde_json::Value {
    serde_json::json!({
        "declared": "yes",
        "applicant": "王小明",
        "phone": "13800000668",
        "situation-register": "individual",
        "situation-place": "rented",
        "individual-business.operator.name": "王小明",
        "material-individual-business.lease": "yes",
    })
}

/// The law's no above a form, with its basis.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Notice {
    /// The sentence.
    pub sentence: Text,
    /// The clause; may be empty.
    pub basis: Text,
}

impl Notice {
    fn drawn(&self, see: &Frame) -> Markup {
        html! { div role="alert" { (parts::warn(&html! {
            p { strong { (see.of(&self.sentence)) } }
            @if !see.of(&self.basis).is_empty() {
                p.small { (see.say("依据：", "Basis: ")) (see.of(&self.basis)) (see.say("。", ".")) }
            }
        })) } }
    }
}

/// A question with its answer, in words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Answered {
    /// Its code.
    pub code: String,
    /// What was asked.
    pub question: Text,
    /// What was answered.
    pub answer: Text,
}

/// What was answered so far, in the order in which it was asked.
pub(super) fn answered(whole: &Whole<'_>, situation: &Situation) -> Vec<Answered> {
    let one = |question: Question| {
        let answer = question.words(situation.get(&question.code)?)?;
        Some(Answered { code: question.code, question: question.text, answer })
    };
    whole.questions(situation).into_iter().filter_map(one).collect()
}

/// One question.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Questioning {
    /// Code of the bundle.
    pub bundle: String,
    /// Its name.
    pub name: Text,
    /// Number of the bundle that is under way, or empty.
    pub bundle_no: String,
    #[serde(skip)]
    pub href: String,
    pub situation: Situation,
    pub answered: Vec<Answered>,
    pub question: Question,
    #[serde(skip)]
    pub missed: bool,
    #[serde(skip)]
    pub given: String,
    pub notice: Option<Notice>,
}

fn trail(see: &Frame, bundle: &str, name: &Text, bundle_no: &str, last: &str) -> Vec<(String, String)> {
    let before = if bundle_no.is_empty() { links::bundle(bundle) } else { links::bundle_case(bundle_no) };
    vec![
        ("/".to_owned(), see.say("首页", "Home").to_owned()),
        (links::bundles().to_owned(), see.say("一件事", "One thing at once").to_owned()),
        (before, see.of(name).to_owned()),
        (String::new(), last.to_owned()),
    ]
}

/// The address at which everything is answered but these.
fn without(href: &str, bundle_no: &str, situation: &Situation, code: &str) -> String {
    let mut to = format!("{href}?anew={}", if bundle_no.is_empty() { "" } else { "yes" });
    for (name, answer) in situation.iter().filter(|(name, _)| *name != code) {
        to.push_str(&format!("&{}={}", escape_query(name), escape_query(answer)));
    }
    to
}

impl Questioning {
    fn wanted(&self) -> Text {
        match self.question.takes {
            Takes::Choice => Text::new("请选一个答案", "Choose one answer"),
            Takes::Number => Text::new("请填一个整数，如 12", "Write a whole number, like 12"),
            Takes::Date => Text::new("请填一个日子，像 2026-09-23 这样", "Write a day, like 2026-09-23"),
        }
    }

    fn control(&self, see: &Frame, fault: Option<&Text>) -> Markup {
        let n = self.answered.len() + 1;
        let place =
            see.pick(format!("第 {n} 个问题。{}", self.name.zh), format!("Question {n}. {}", self.name.en));
        let (question, code) = (&self.question, &self.question.code);
        let kind = match question.takes {
            Takes::Choice => {
                let answers = &question.answers;
                return parts::pick_large(see, code, &question.text, Some(&place), answers, "", fault);
            }
            Takes::Number => FieldKind::Number,
            Takes::Date => FieldKind::Date,
        };
        let field = Field::new(code, Text::new("您的回答", "Your answer"), kind);
        html! {
            h1 { (see.of(&question.text)) }
            p.soft { (place) }
            (parts::field(see, &field, &self.given, fault))
        }
    }
}

impl Page for Questioning {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.of(&self.question.text), see.of(&self.name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, &self.bundle, &self.name, &self.bundle_no, see.say("情形", "Your situation"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let wanted = self.wanted();
        let faults: Vec<FieldFault> =
            self.missed.then(|| FieldFault::new(&self.question.code, wanted.clone())).into_iter().collect();
        html! {
            (parts::fault_summary(see, &faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            div.two {
                form method="get" action=(self.href) {
                    @if !self.bundle_no.is_empty() { input type="hidden" name="anew" value="yes"; }
                    @for (code, answer) in &self.situation {
                        input type="hidden" name=(code) value=(answer);
                    }
                    input type="hidden" name="at" value=(self.question.code);
                    (self.control(see, self.missed.then_some(&wanted)))
                    p.asks { (parts::button(parts::Look::Filled, see.say("下一步", "Next"), None)) }
                }
                aside aria-labelledby="so-far" {
                    h2 #so-far { (see.say("已经答的", "Answered so far")) }
                    @if self.answered.is_empty() { p.soft { (see.say("还没有。", "Nothing yet.")) } }
                    @else { (chosen(see, &self.answered, &self.href, &self.bundle_no, &self.situation)) }
                }
            }
        }
    }
}

/// Answers so far, each with a way to change it.
fn chosen(see: &Frame, all: &[Answered], href: &str, bundle_no: &str, situation: &Situation) -> Markup {
    let row = |one: &Answered| {
        let change = without(href, bundle_no, situation, &one.code);
        (see.of(&one.question).to_owned(), html! { (see.of(&one.answer)) }, change)
    };
    let rows: Vec<(String, Markup, String)> = all.iter().map(row).collect();
    parts::answers(see, &rows)
}

fn published<S: Serializer>(fields: &[AskedField], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(fields.iter().map(|asked| &asked.field))
}

/// The merged form.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Form {
    /// Code of the bundle.
    pub bundle: String,
    /// Its name.
    pub name: Text,
    /// Its text, by hash.
    pub edition: String,
    /// Number of the bundle that is under way, or empty.
    pub bundle_no: String,
    #[serde(skip)]
    pub href: String,
    #[serde(skip)]
    pub seen: Option<i64>,
    pub situation: Situation,
    pub answered: Vec<Answered>,
    /// Names of the items, by code.
    pub items: BTreeMap<String, Text>,
    /// Codes of the items that are needed.
    pub needed: Vec<String>,
    /// What is asked, each element once.
    #[serde(serialize_with = "published")]
    #[schemars(with = "Vec<Field>")]
    pub fields: Vec<AskedField>,
    pub papers: Vec<Paper>,
    pub plan: Option<Plan>,
    pub typed: Typed,
    pub faults: Vec<FieldFault>,
    pub notice: Option<Notice>,
}

impl Form {
    fn value(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn fault(&self, name: &str) -> Option<&Text> {
        self.faults.iter().find(|f| f.field == name).map(|f| &f.text)
    }

    fn item<'a>(&'a self, see: &Frame, code: &'a str) -> &'a str {
        self.items.get(code).map_or(code, |name| see.of(name))
    }

    /// Name and telephone; on the way they stay what they are.
    fn who(&self, see: &Frame) -> Markup {
        if !self.bundle_no.is_empty() {
            return html! {
                input type="hidden" name="applicant" value=(self.value("applicant"));
                input type="hidden" name="phone" value=(self.value("phone"));
            };
        }
        html! { fieldset {
            legend { (see.say("申请人", "Applicant")) }
            (parts::line(see, parts::Line {
                name: "applicant",
                label: see.say("姓名或者名称", "Name"),
                hint: None,
                value: self.value("applicant"),
                autocomplete: "name",
                keeping: Keeping::Open,
            }, self.fault("applicant")))
            (parts::phone(see, self.value("phone"), self.fault("phone")))
        } }
    }

    /// What several need first, then what only one needs, each under its name.
    fn asked(&self, see: &Frame) -> Markup {
        let of = |serves: &dyn Fn(&AskedField) -> bool| -> Vec<&Field> {
            self.fields.iter().filter(|asked| serves(asked)).map(|asked| &asked.field).collect()
        };
        let several = of(&|asked| asked.serves.len() > 1);
        let own = |code: &str| {
            of(&|asked| asked.serves.len() == 1 && asked.field.code.starts_with(&format!("{code}.")))
        };
        html! {
            @if !several.is_empty() {
                fieldset {
                    legend { (see.say("几件事都要用的，只填一次", "For several items, filled in once")) }
                    (parts::fields(see, &several, &self.typed, &self.faults))
                }
            }
            @for code in &self.needed {
                @let fields = own(code);
                @if !fields.is_empty() {
                    fieldset {
                        legend { (see.pick(
                            format!("只有“{}”要的", self.item(see, code)),
                            format!("Only for “{}”", self.item(see, code)),
                        )) }
                        (parts::fields(see, &fields, &self.typed, &self.faults))
                    }
                }
            }
        }
    }

    fn paper(paper: &Paper) -> Material {
        let source = match paper.comes {
            Comes::Brought => Source::Applicant,
            Comes::Promised => Source::Commitment,
            Comes::Fetched | Comes::HandedOn(_) => Source::Government,
        };
        Material {
            code: paper.code.clone(),
            name: paper.name.clone(),
            source,
            issuer: paper.issuer.clone(),
            licence: None,
            hint: paper.hints.first().cloned(),
            basis: Text::default(),
            certainty: Certainty::C,
            when: When::new(),
            may_follow: None,
            by_commitment: false,
        }
    }

    fn materials(&self, see: &Frame) -> Markup {
        let handed = |paper: &&Paper| matches!(paper.comes, Comes::HandedOn(_));
        let own: Vec<Material> = self.papers.iter().filter(|p| !handed(p)).map(Self::paper).collect();
        let all: Vec<&Material> = own.iter().collect();
        let count = self.papers.iter().filter(|paper| paper.comes == Comes::Brought).count();
        let words = match count {
            0 => see.say("您不用准备材料。", "You need not prepare anything.").to_owned(),
            n => see.pick(
                format!("您准备的有 {n} 种，每种只要一份，谁要用都看这一份。没备好也能先提交。"),
                format!("You prepare {n}, one of each for everybody. You may apply without the rest."),
            ),
        };
        parts::section(
            "materials",
            see.say("一套材料", "One set of papers"),
            &html! {
                p { (words) }
                (parts::materials(see, &all, &self.typed, &self.faults))
                @for paper in self.papers.iter().filter(handed) {
                    @if let Comes::HandedOn(giver) = &paper.comes {
                        p.soft { (see.pick(
                            format!("《{}》由“{}”办出来，自动带到后面几件。", paper.name.zh, self.item(see, giver)),
                            format!("“{}” comes of “{}”.", paper.name.en, self.item(see, giver)),
                        )) }
                    }
                }
            },
        )
    }

    fn declaration(&self, see: &Frame) -> Markup {
        let (id, fault) = (parts::field_id(DECLARED), self.fault(DECLARED));
        html! { fieldset class=(if fault.is_some() { "field wrong" } else { "field" }) {
            legend { (see.say("声明", "Declaration")) }
            @if let Some(fault) = fault { p.fault id={ (id) "-e" } { (see.of(fault)) } }
            div.pick {
                input type="checkbox" id=(id) name=(DECLARED) value="yes"
                    aria-invalid=[fault.map(|_| "true")]
                    aria-describedby=[fault.map(|_| format!("{id}-e"))];
                label for=(id) { (see.say("填的和交的都是真实的。", "What I say and hand in is true.")) }
            }
        } }
    }

    fn beside(&self, see: &Frame) -> Markup {
        html! {
            @if let Some(plan) = &self.plan {
                (parts::door(see.say("最快哪天全部办完", "The earliest day for all of it"), &html! {
                    (parts::date_big(see, plan.finish, see.say("前", " at the latest")))
                    p.small { (see.pick(
                        format!("{} 件一起办。一件一件办要到 {}。", plan.steps.len(), plan.one_by_one.zh_full()),
                        format!(
                            "{} side by side; one after another it would be {}.",
                            plan.steps.len(), plan.one_by_one.en_full()
                        ),
                    )) }
                }))
            }
            h2 { (see.say("您的情形", "Your situation")) }
            (chosen(see, &self.answered, &self.href, &self.bundle_no, &self.situation))
        }
    }
}

impl Page for Form {
    fn title(&self, see: &Frame) -> String {
        let name = see.of(&self.name);
        if self.faults.is_empty() {
            name.to_owned()
        } else {
            format!("{} · {name}", parts::faults_title(see, &self.faults))
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, &self.bundle, &self.name, &self.bundle_no, see.say("填表", "The form"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let (line, send) = if self.bundle_no.is_empty() {
            (
                see.say("一张表，各部门共用。", "One form, shared by all organs.").to_owned(),
                see.say("提交申请", "Apply"),
            )
        } else {
            (
                see.say(
                    "已经办好的不会重来；部门正在办的，改到它的要撤回重报。",
                    "What is finished stays. What an organ has is filed again if this touches it.",
                )
                .to_owned(),
                see.say("按新的回答继续办", "Go on with these answers"),
            )
        };
        let seen = self.seen.map(|n| n.to_string());
        html! {
            (parts::fault_summary(see, &self.faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            (parts::title(see.of(&self.name), &html! { (line) }))
            div.two {
                form method="post" action=(self.href) novalidate {
                    (token(see))
                    input type="hidden" name="edition" value=(self.edition);
                    @if let Some(seen) = &seen { input type="hidden" name="seen" value=(seen); }
                    @for (code, answer) in &self.situation {
                        input type="hidden" name={ (QUESTION) (code) } value=(answer);
                    }
                    (self.who(see))
                    (self.asked(see))
                    (self.materials(see))
                    (self.declaration(see))
                    p.asks { (parts::button(parts::Look::Filled, send, None)) }
                }
                aside { (self.beside(see)) }
            }
        }
    }
}
