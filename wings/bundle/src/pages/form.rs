//! The one form of a bundle.

use std::collections::BTreeMap;

use house::links;
use house::web::drafts::{DECLARED, Typed};
use house::web::earlier::Offered;
use house::web::earlier_files::Choices;
use house::web::filer::Dossier;
use house::web::handing::{self, OneFile};
use house::web::kept::Stored;
use house::web::page::token;
use house::web::parts::{self, Keeping, Notice};
use house::web::{Frame, Page};
use kernel::bundle::{AskedField, Comes, Effort, Paper, Plan};
use kernel::form::{Field, FieldFault};
use kernel::item::{Certainty, Material, Situation, Source, When};
use kernel::{Day, Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::apply::{MANDATE, QUESTION, TO_FILES};
use super::question::{Answered, carried, trail};

/// What is asked of a bundle: the answers by the codes of its questions (`situation-<code>`), of the merged
/// form's fields, of its papers (`material-<code>`), and of earlier files that stand for one
/// (`earlier-<code>.<hash>`, as `earlier_files` of the form says).
#[derive(JsonSchema)]
#[schemars(example = application())]
#[expect(dead_code, reason = "this draws a shape; what is sent is read field by field")]
pub(super) struct Application {
    /// The text of the bundle that was read, by its hash.
    edition: Option<String>,
    /// What the counter's page gave, where a clerk takes it in for a visitor.
    visitor: Option<String>,
    /// Number of the mandate under which it was prepared, as the form says it.
    mandate: Option<String>,
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
    /// Where it is stored before it is sent.
    #[serde(skip)]
    pub draft: String,
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
    /// What it costs her as one thing.
    pub effort: Effort,
    /// What it would cost item by item.
    pub one_by_one: Effort,
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
    /// Number of the mandate under which it was prepared, or empty.
    pub mandate: String,
    /// Does an assistant fill it in, who sends nothing?
    pub assistant: bool,
    /// Files that wait on the draft.
    pub files: Vec<OneFile>,
    /// Files of earlier cases that may stand for one of its papers, by that paper.
    pub earlier_files: Choices,
    /// Why it cannot be sent yet: stages of its construction project that come before, and by when.
    pub early: Option<(Text, Day)>,
}

/// The id of the form, for buttons that stand outside it.
const FORM: &str = "apply";

impl Form {
    fn at_window(&self) -> bool {
        !self.behalf.is_empty()
    }

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
        let label = if self.known.organisation {
            see.say("统一社会信用代码", "Unified social credit code")
        } else {
            see.say("公民身份号码", "Identity number")
        };
        let number = party::mask_id(&self.known.number);
        html! { fieldset {
            legend { (see.say("申请人", "Applicant")) }
            @if !self.known.number.is_empty() {
                (parts::facts(&[(label.to_owned(), parts::code(&number))]))
                p.soft.small { @if self.at_window() { (see.say(
                    "刚才对过证件，申请人是她本人。", "From the card you just checked; she is the applicant.",
                )) } @else if self.assistant { (see.say(
                    "来自申请人的账户，不用再填。", "From the applicant's account; not asked again.",
                )) } @else { (see.say("来自您的账户，不用再填。", "From your account; not asked again.")) } }
            }
            @if self.at_window() {
                (parts::facts(&[(see.say("姓名或者名称", "Name").to_owned(), html! { (self.known.name) })]))
            } @else { (parts::line(see, parts::Line {
                name: "applicant",
                label: see.say("姓名或者名称", "Name"),
                hint: None,
                value: self.value("applicant"),
                autocomplete: if self.known.organisation { "organization" } else { "name" },
                keeping: Keeping::Open,
            }, self.fault("applicant"))) }
            (parts::phone(see, self.value("phone"), self.fault("phone")))
        } }
    }

    /// What several need first, then what only one needs, each under its name.
    fn asked(&self, see: &Frame) -> Markup {
        let hinted = |asked: &AskedField| self.offered.hinted(&asked.field);
        let of = |serves: &dyn Fn(&AskedField) -> bool| -> Vec<Field> {
            self.fields.iter().filter(|asked| serves(asked)).map(hinted).collect()
        };
        let several = of(&|asked| asked.serves.len() > 1);
        let own = |code: &str| {
            of(&|asked| asked.serves.len() == 1 && asked.field.code.starts_with(&format!("{code}.")))
        };
        html! {
            @if !several.is_empty() {
                fieldset {
                    legend { (see.say("几件事都要用的，只填一次", "For several items, filled in once")) }
                    (parts::fields(see, &several.iter().collect::<Vec<_>>(), &self.typed, &self.faults))
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
                        (parts::fields(see, &fields.iter().collect::<Vec<_>>(), &self.typed, &self.faults))
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
            licence: paper.licence.clone(),
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
            _ if self.at_window() => see.say(
                "柜台上有的请勾选，一份给几个部门用。缺的也能先收，一次告诉申请人。",
                "Tick what lies on the counter; one serves all organs. What is lacking is told once.",
            ).to_owned(),
            0 => see.say("您不用准备材料。", "You need not prepare anything.").to_owned(),
            n => see.pick(
                format!("您准备的有 {n} 种，每种只要一份，谁要用都看这一份。可以传文件，也可以勾选带到窗口。没备好也能先提交。"),
                format!(
                    "You prepare {n}, one of each for everybody. Upload files, or tick what you bring on \
                     paper; you may apply without the rest."
                ),
            ),
        };
        parts::section(
            "materials",
            see.say("一套材料", "One set of papers"),
            &html! {
                p { (words) }
                (parts::materials(see, &all, &self.typed, &self.faults, &self.held, &|one| {
                    self.earlier_files.drawn(see, &one.code, &self.typed)
                }))
                @if !self.files.is_empty() {
                    h3 { (see.say("已经传的文件", "Files uploaded so far")) }
                    (handing::listed(see, |code| self.paper_name(code), &self.files))
                }
                @if !self.at_window() && !self.assistant && self.bundle_no.is_empty() && count > 0 {
                    p.asks {
                        button.second formaction=(self.draft) name=(TO_FILES) value="yes" {
                            (see.say("存好表格，去传文件", "Store the form and upload files"))
                        }
                    }
                }
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

    fn paper_name(&self, code: &str) -> Option<&Text> {
        self.papers.iter().find(|paper| paper.code == code).map(|paper| &paper.name)
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
                label for=(id) { @if self.at_window() { (see.say(
                    "申请人当面声明：填的和交的都是真实的",
                    "The applicant declares before me: what she says and hands in is true",
                )) } @else { (see.say("我填的和交的都是真实的", "What I say and hand in is true")) } }
            }
        } }
    }

    /// What it costs her, beside what it would cost item by item.
    fn cost(&self, see: &Frame) -> Markup {
        let (once, alone) = (&self.effort, &self.one_by_one);
        let row = |zh: &str, en: &str, n: usize, m: usize| {
            let beside = see.pick(format!("{n}，一件一件办是 {m}"), format!("{n}; item by item {m}"));
            let of = if n == m { n.to_string() } else { beside };
            (see.say(zh, en).to_owned(), html! { (of) })
        };
        let visits = |effort: &Effort| usize::try_from(effort.visits).unwrap_or(usize::MAX);
        parts::section(
            "effort",
            see.say("要您做的", "What it takes"),
            &parts::facts(&[
                row("要填的格", "Fields", once.fields, alone.fields),
                row("要备的材料", "Papers to bring", once.papers, alone.papers),
                row("要跑的趟数", "Visits", visits(once), visits(alone)),
            ]),
        )
    }

    /// What is sent with it, and the button that the Enter key presses: the first one.
    fn hidden(&self, see: &Frame, send: &str) -> Markup {
        let seen = self.seen.map(|n| n.to_string());
        let (to, words) = match self.assistant {
            true => (Some(&self.draft), see.say("存进她的申请表", "Store it in her form")),
            false if self.early.is_some() => (Some(&self.draft), see.say("先填好存着", "Store it")),
            false => (None, send),
        };
        html! {
            button.vh tabindex="-1" aria-hidden="true" formaction=[to] { (words) }
            (token(see))
            (carried(&self.behalf))
            @if !self.mandate.is_empty() { input type="hidden" name=(MANDATE) value=(self.mandate); }
            input type="hidden" name="edition" value=(self.edition);
            @if let Some(seen) = &seen { input type="hidden" name="seen" value=(seen); }
            @for (code, answer) in &self.situation {
                input type="hidden" name={ (QUESTION) (code) } value=(answer);
            }
        }
    }

    /// How it is sent, or, in an assistant's hands, only stored.
    fn ending(&self, see: &Frame, send: &str) -> Markup {
        if self.assistant {
            return html! {
                p.asks { button formaction=(self.draft) {
                    (see.say("存进她的申请表", "Store it in her form"))
                } }
                p.soft { (see.say(
                    "提交要她本人来：您不能替她声明，也不能替她提交。",
                    "Only she herself declares and sends it.",
                )) }
            };
        }
        if self.early.is_some() {
            return html! {
                p.asks { button formaction=(self.draft) { (see.say("先填好存着", "Fill it in and store it")) } }
            };
        }
        html! {
            (self.declaration(see))
            p.asks {
                (parts::button(parts::Look::Filled, send, None))
                @if !self.at_window() { button.second formaction=(self.draft) {
                    (see.say("先存着，以后再填", "Store it, finish later"))
                } }
            }
        }
    }

    fn rows(&self, see: &Frame) -> Vec<(String, String, String)> {
        let text = |text: &Text| see.of(text).to_owned();
        let row = |one: &Answered| (text(&one.question), text(&one.answer), one.code.clone());
        self.answered.iter().map(row).collect()
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
            (self.cost(see))
            h2 { @if self.at_window() { (see.say("她的情形", "Her situation")) }
                @else { (see.say("您的情形", "Your situation")) } }
            (parts::answered(see, FORM, &self.draft, &self.rows(see)))
        }
    }
}

impl Page for Form {
    fn keeps(&self) -> Option<(&str, String)> {
        (!self.at_window() && !self.assistant).then(|| (FORM, self.draft.clone()))
    }

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
                match self.at_window() {
                    true => see.say("收件，开始办", "Take it in"),
                    false => see.say("提交申请", "Apply"),
                },
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
        html! {
            (parts::fault_summary(see, &self.faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            @if let Some((before, by)) = &self.early { (parts::note(&html! { p { (see.pick(
                format!(
                    "还没轮到这个阶段：要等“{}”答复同意才能交，最晚 {}。现在可以先填好存着，一样不丢。",
                    before.zh, by.zh_full(),
                ),
                format!(
                    "Its turn has not come: it is sent once “{}” is granted, {} at the latest. Fill it in \
                     and store it now; nothing is lost.",
                    before.en, by.en_full(),
                ),
            )) } })) }
            (parts::title(see.of(&self.name), &html! { (line) }))
            div.two {
                div {
                @if self.assistant { (parts::note(&html! { p { (see.say(
                    "这张表是申请人的。您填的存在她那里，由她看过提交。",
                    "This form is the applicant's. What you fill in is stored for her; she looks it over and \
                     sends it.",
                )) } })) } @else { (self.kept.drawn(see, &links::bundle(&self.bundle))) }
                form id=(FORM) method="post" action=(self.href) novalidate {
                    (self.hidden(see, send))
                    (self.who(see))
                    (self.asked(see))
                    (self.materials(see))
                    (self.ending(see, send))
                }
                }
                aside { (self.beside(see)) }
            }
        }
    }
}
