//! The pages one applies with: a guided question, and the form.

use std::collections::BTreeMap;
use std::sync::Arc;

use house::links;
use house::web::behalf::BEHALF_FIELD;
use house::web::drafts::{DECLARED, Typed};
use house::web::earlier::Offered;
use house::web::earlier_files::Choices;
use house::web::filer::Dossier;
use house::web::handing::{self, OneFile};
use house::web::kept::Stored;
use house::web::page::token;
use house::web::parts::{self, Keeping, Notice, Step, Tag};
use house::web::{Frame, Page};
use kernel::form::{Field, FieldFault, FieldKind};
use kernel::item::{Item, Material, Question, Situation, Source, Takes, applies};
use kernel::{Text, Unit, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::apply::{QUESTION, TO_FILES};

/// One guided question of an item.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Questioning {
    #[serde(serialize_with = "house::web::published::item")]
    pub item: Arc<Item>,
    pub situation: Situation,
    /// Which of the item's questions.
    pub open: usize,
    /// Was it sent without an answer?
    #[serde(skip)]
    pub missed: bool,
    /// What was sent for it, if that is no answer.
    #[serde(skip)]
    pub given: String,
    pub notice: Option<Notice>,
    /// For whom a window takes it in, sealed; or empty.
    #[serde(skip)]
    pub behalf: String,
}

fn trail(see: &Frame, item: &Item, last: &str) -> Vec<(String, String)> {
    vec![
        ("/".to_owned(), see.say("首页", "Home").to_owned()),
        (links::item(&item.code), see.of(&item.name).to_owned()),
        (String::new(), last.to_owned()),
    ]
}

impl Questioning {
    /// The materials that the answers so far leave possible: always asked for, or not yet ruled out.
    fn possible(&self) -> Vec<&Material> {
        let may = |m: &&Material| {
            m.when.iter().all(|(q, test)| self.situation.get(q).is_none_or(|a| test.holds(a)))
        };
        self.item.materials.iter().filter(may).collect()
    }

    /// One of its answers to choose, or a line for a number or a day.
    fn control(&self, see: &Frame, question: &Question, fault: Option<&Text>) -> Markup {
        let (at, all) = (self.open + 1, self.item.questions.len());
        let place = see.pick(
            format!("第 {at} 个问题，共 {all} 个。{}", self.item.name.zh),
            format!("Question {at} of {all}. {}", self.item.name.en),
        );
        let kind = match question.takes {
            Takes::Choice => {
                let (code, answers) = (&question.code, &question.answers);
                return parts::pick_large(see, code, &question.text, Some(&place), answers, "", fault);
            }
            Takes::Number => FieldKind::Number,
            Takes::Date => FieldKind::Date,
        };
        let field = Field::new(&question.code, Text::new("您的回答", "Your answer"), kind);
        html! {
            h1 { (see.of(&question.text)) }
            p.soft { (place) }
            (parts::field(see, &field, &self.given, fault))
        }
    }
}

/// What is said where a question was sent without an answer, or with none of its own.
fn wanted(question: &Question, given: &str) -> Text {
    match question.takes {
        Takes::Choice => Text::new("请选一个答案", "Choose one answer"),
        Takes::Number if given.is_empty() => Text::new("请填一个整数，如 120", "Write a number, like 120"),
        Takes::Date if given.is_empty() => {
            Text::new("请填一个日子，像 2026-09-23 这样", "Write a day, like 2026-09-23")
        }
        Takes::Number => Text::new(
            format!("“{given}”不是整数。请只写数字，如 120"),
            format!("“{given}” is not a whole number. Write digits only, like 120"),
        ),
        Takes::Date => Text::new(
            format!("没有“{given}”这一天。请像 2026-09-23 这样写"),
            format!("There is no day “{given}”. Write it like 2026-09-23"),
        ),
    }
}

impl Page for Questioning {
    fn title(&self, see: &Frame) -> String {
        let question = self.item.questions.get(self.open).map_or("", |q| see.of(&q.text));
        format!("{question} · {}", see.of(&self.item.name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, &self.item, see.say("情形", "Your situation"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let Some(question) = self.item.questions.get(self.open) else { return html! {} };
        let choose = wanted(question, &self.given);
        let faults: Vec<FieldFault> =
            self.missed.then(|| FieldFault::new(&question.code, choose.clone())).into_iter().collect();
        html! {
            (parts::fault_summary(see, &faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            div.two {
                form method="get" action=(links::apply(&self.item.code)) {
                    @for (code, answer) in self.situation.iter().filter(|(code, _)| **code != question.code) {
                        input type="hidden" name=(code) value=(answer);
                    }
                    input type="hidden" name="at" value=(question.code);
                    (behalf(&self.behalf))
                    (self.control(see, question, self.missed.then_some(&choose)))
                    p.asks { (parts::button(parts::Look::Filled, see.say("下一步", "Next"), None)) }
                }
                aside aria-labelledby="possible" {
                    h2 #possible { (see.say("可能要的材料", "Papers that may be needed")) }
                    ul.plain { @for one in self.possible() { li { (name(see, one)) } } }
                }
            }
        }
    }
}

/// For whom a window takes it in, carried on with what is typed.
fn behalf(sealed: &str) -> Markup {
    html! { @if !sealed.is_empty() { input type="hidden" name=(BEHALF_FIELD) value=(sealed); } }
}

/// A material and how it comes, in one line.
pub(super) fn name(see: &Frame, one: &Material) -> Markup {
    let free = matches!(one.source, Source::Government);
    html! {
        (see.of(&one.name)) " "
        @if free { (parts::tag(Tag::Free, see.say("免提交", "not needed from you"))) }
        @else { (parts::tag(Tag::Ask, see.say("您准备", "you prepare it"))) }
    }
}

/// The form of an item in one situation.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Form {
    #[serde(serialize_with = "house::web::published::item")]
    pub item: Arc<Item>,
    pub edition: String,
    pub situation: Situation,
    pub typed: Typed,
    #[serde(skip)]
    pub known: Dossier,
    /// What is offered of her earlier cases, by field.
    pub offered: Offered,
    /// Her licences that stand today, by type.
    #[serde(skip)]
    pub held: BTreeMap<String, Text>,
    pub kept: Stored,
    pub faults: Vec<FieldFault>,
    pub notice: Option<Notice>,
    /// For whom a window takes it in, sealed; or empty.
    #[serde(skip)]
    pub behalf: String,
    /// Files that wait on the draft.
    pub files: Vec<OneFile>,
    /// Files of earlier cases that may stand for one of its materials, by that material.
    pub earlier_files: Choices,
}

/// The id of the form, for buttons that stand outside it.
const FORM: &str = "apply";

impl Form {
    fn value(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn fault(&self, name: &str) -> Option<&Text> {
        self.faults.iter().find(|f| f.field == name).map(|f| &f.text)
    }

    fn draft(&self) -> String {
        links::draft(&self.item.code)
    }

    /// What is hidden: the item, the edition she reads, and her situation.
    fn hidden(&self, see: &Frame) -> Markup {
        html! {
            (token(see))
            (behalf(&self.behalf))
            input type="hidden" name="item" value=(self.item.code);
            input type="hidden" name="edition" value=(self.edition);
            @for (code, answer) in &self.situation {
                input type="hidden" name={ (QUESTION) (code) } value=(answer);
            }
        }
    }

    /// Does a window take it in for the applicant?
    fn at_window(&self) -> bool {
        !self.behalf.is_empty()
    }

    fn who(&self, see: &Frame) -> Markup {
        let masked = party::mask_id(&self.known.number);
        let label = match self.known.organisation {
            true => see.say("统一社会信用代码", "Unified social credit code"),
            false => see.say("公民身份号码", "Identity number"),
        };
        html! { fieldset {
            legend { (see.say("申请人", "Applicant")) }
            @if !self.known.number.is_empty() {
                (parts::facts(&[(label.to_owned(), parts::code(&masked))]))
                p.soft.small {
                    @if self.at_window() { (see.say(
                        "刚才对过证件，申请人是她本人。",
                        "From the card you just checked; she is the applicant.",
                    )) } @else { (see.say(
                        "来自您的账户，不用再填。",
                        "From your account; not asked again.",
                    )) }
                }
            }
            @if self.at_window() {
                (parts::facts(&[(see.say("姓名或者名称", "Name").to_owned(), html! { (self.known.name) })]))
            } @else {
                (parts::line(see, parts::Line {
                    name: "applicant",
                    label: see.say("姓名或者名称", "Name"),
                    hint: None,
                    value: self.value("applicant"),
                    autocomplete: if self.known.organisation { "organization" } else { "name" },
                    keeping: Keeping::Open,
                }, self.fault("applicant")))
            }
            (parts::phone(see, self.value("phone"), self.fault("phone")))
        } }
    }

    fn materials(&self, see: &Frame) -> Markup {
        let all: Vec<&Material> = self.item.materials_in(&self.situation).collect();
        let own = self.item.asked_of_applicant(&self.situation).count();
        let count = match own {
            _ if self.at_window() => see.say(
                "柜台上有的请勾选。缺的也能先收，一次告诉申请人。",
                "Tick what lies on the counter. What is lacking is told once; it is taken in all the same.",
            ).to_owned(),
            0 => see.say("您不用准备材料。", "You need not prepare anything.").to_owned(),
            n => see.pick(
                format!(
                    "您自己准备的有 {n} 份。可以传文件，也可以勾选带到窗口。没备好也能先提交，缺的会一次告诉您。"
                ),
                format!(
                    "You prepare {n}. Upload files, or tick what you bring on paper; you may apply without \
                     the rest, and are told once what is lacking."
                ),
            ),
        };
        parts::section(
            "materials",
            see.say("材料", "Papers"),
            &html! {
                p { (count) }
                (parts::materials(see, &all, &self.typed, &self.faults, &self.held, &|one| {
                    self.earlier_files.drawn(see, &one.code, &self.typed)
                }))
                @if !self.files.is_empty() {
                    h3 { (see.say("已经传的文件", "Files uploaded so far")) }
                    (handing::listed(see, |code| self.item.material(code).map(|m| &m.name), &self.files))
                }
                @if !self.at_window() {
                    p.asks {
                        button.second formaction=(self.draft()) name=(TO_FILES) value="yes" {
                            (see.say("存好表格，去传文件", "Store the form and upload files"))
                        }
                    }
                }
            },
        )
    }

    fn declaration(&self, see: &Frame) -> Markup {
        let id = parts::field_id(DECLARED);
        let fault = self.fault(DECLARED);
        html! {
            fieldset class=(if fault.is_some() { "field wrong" } else { "field" }) {
                legend { (see.say("声明", "Declaration")) }
                @if let Some(fault) = fault {
                    p.fault id={ (id) "-e" } { span.vh { (see.say("错误：", "Error: ")) } (see.of(fault)) }
                }
                div.pick {
                    input type="checkbox" id=(id) name=(DECLARED) value="yes"
                        checked[self.value(DECLARED) == "yes"] aria-invalid=[fault.map(|_| "true")]
                        aria-describedby=[fault.map(|_| format!("{id}-e"))];
                    label for=(id) {
                        @if self.at_window() { (see.say(
                            "申请人当面声明：填的和交的都是真实的",
                            "The applicant declares before me: what she says and hands in is true",
                        )) } @else {
                            (see.say("我填的和交的都是真实的", "What I say and hand in is true"))
                        }
                    }
                }
            }
        }
    }

    /// The answers to the questions, each with a way back that stores what is typed.
    fn answers(&self, see: &Frame) -> Markup {
        let row = |question: &Question| {
            let words = question.words(self.situation.get(&question.code)?)?;
            let (question_text, answer) = (see.of(&question.text).to_owned(), see.of(&words).to_owned());
            Some((question_text, answer, question.code.clone()))
        };
        let rows: Vec<_> = self.item.questions.iter().filter_map(row).collect();
        parts::answered(see, FORM, &self.draft(), &rows)
    }

    fn steps(&self, see: &Frame) -> Markup {
        let bad = self.faults.len();
        let state = match bad {
            0 => see.say("正在填", "now").to_owned(),
            n => see.pick(format!("{n} 处要改"), format!("{n} to mend")),
        };
        parts::tasks(&[
            Step {
                name: see.say("情形", "Situation").to_owned(),
                href: None,
                state: see.say("完成", "done").to_owned(),
                tag: Some(Tag::Free),
                here: false,
            },
            Step {
                name: see.say("填表、备材料", "Form and papers").to_owned(),
                href: None,
                state,
                tag: Some(if bad == 0 { Tag::Plain } else { Tag::Bad }),
                here: true,
            },
            Step {
                name: see.say("提交，看进度", "Apply, follow progress").to_owned(),
                href: None,
                state: see.say("未开始", "not begun").to_owned(),
                tag: None,
                here: false,
            },
        ])
    }
}

impl Page for Form {
    fn keeps(&self) -> Option<(&str, String)> {
        (!self.at_window()).then(|| (FORM, self.draft()))
    }

    fn title(&self, see: &Frame) -> String {
        let name = see.of(&self.item.name);
        let title = see.pick(format!("申请：{name}"), format!("Apply: {name}"));
        if self.faults.is_empty() {
            return title;
        }
        format!("{} · {title}", parts::faults_title(see, &self.faults))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, &self.item, see.say("申请", "Apply"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let name = see.of(&self.item.name);
        let asked = self.item.fields.iter().filter(|f| applies(&f.when, &self.situation));
        let hinted: Vec<Field> = asked.map(|field| self.offered.hinted(field)).collect();
        let fields: Vec<&Field> = hinted.iter().collect();
        html! {
            (parts::fault_summary(see, &self.faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            (parts::title(name, &html! {
                @if self.item.promised_limit.unit == Unit::OnTheSpot {
                    (see.say("填好就能提交，当场办结。", "Fill this in and apply; decided on the spot."))
                } @else {
                    (see.say("填好就能提交，受理后最晚 ", "Fill this in and apply; decided within "))
                    (see.lang.limit(self.item.promised_limit))
                    (see.say("有决定。", " of acceptance."))
                }
            }))
            div.two {
                div {
                    (self.kept.drawn(see, &links::item_history(&self.item.code)))
                    form id=(FORM) method="post" action=(links::cases()) novalidate {
                        // the first button is what the Enter key presses
                        button.vh tabindex="-1" aria-hidden="true" { (see.say("提交申请", "Apply")) }
                        (self.hidden(see))
                        (self.who(see))
                        fieldset {
                            legend { (see.say("要填的", "Your answers")) }
                            (parts::fields(see, &fields, &self.typed, &self.faults))
                        }
                        (self.materials(see))
                        (self.declaration(see))
                        p.asks {
                            (parts::button(parts::Look::Filled, match self.at_window() {
                                true => see.say("收件，出收件凭证", "Take it in"),
                                false => see.say("提交申请", "Apply"),
                            }, None))
                            @if !self.at_window() { button.second formaction=(self.draft()) {
                                (see.say("先存着，以后再填", "Store it, finish later"))
                            } }
                        }
                    }
                }
                aside.stay aria-labelledby="steps" {
                    h2 #steps { (see.say("三步", "Three steps")) }
                    (self.steps(see))
                    h2 { @if self.at_window() { (see.say("她的情形", "Her situation")) }
                        @else { (see.say("您的情形", "Your situation")) } }
                    (self.answers(see))
                }
            }
        }
    }
}
