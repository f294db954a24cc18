//! Forms: every kind of field with label, hint, fault and control in this order; the summary of what is
//! wrong; materials; and the small form that does one act.
//!
//! One rule ties them: the id of a control is `f-` and its name ([`field_id`]), and a fault names the
//! control it belongs to, so that the summary can lead there.

use std::collections::BTreeMap;

use kernel::Text;
use kernel::form::{Answers, Field, FieldFault, FieldKind};
use kernel::item::{Choice, Material, Source};
use kernel::limits::{LINE_CHARS, NAME_CHARS, REASON_CHARS};
use maud::{Markup, PreEscaped, html};

use super::{Tag, tag};
use crate::web::page::{Frame, token};

mod composite;

pub use composite::{AT, LESS, MORE};

/// Options up to which a choice is a list of radio buttons; a longer one is a select.
const RADIOS: usize = 7;

/// The id of the control with this name; a fault's link leads to it.
pub fn field_id(name: &str) -> String {
    format!("f-{name}")
}

/// The same controls with ids of their own, for a page that has several forms with fields of one name. Not
/// for the form that came back with faults: the summary leads to the plain ids.
pub fn scoped(scope: &str, controls: Markup) -> Markup {
    // text and values are escaped: a quote can only be the markup's own
    let (own, mut html) = (format!("f-{scope}-"), controls.into_string());
    for attribute in ["id", "for", "aria-describedby"] {
        html = html.replace(&format!("{attribute}=\"f-"), &format!("{attribute}=\"{own}"));
    }
    PreEscaped(html)
}

/// What belongs to one control, found once.
struct Wired<'a> {
    id: String,
    name: &'a str,
    hint: Option<String>,
    fault: Option<&'a Text>,
}

impl<'a> Wired<'a> {
    fn new(name: &'a str, hint: Option<String>, fault: Option<&'a Text>) -> Self {
        Self { id: field_id(name), name, hint, fault }
    }

    /// Ids of hint and fault for `aria-describedby`.
    fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{}-h", self.id));
        }
        if self.fault.is_some() {
            ids.push(format!("{}-e", self.id));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.fault.map(|_| "true")
    }

    fn class(&self) -> &'static str {
        if self.fault.is_some() { "field wrong" } else { "field" }
    }

    fn hint_and_fault(&self, see: &Frame) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p.hint id={ (self.id) "-h" } { (hint) } }
            (fault_line(see, &self.id, self.fault))
        }
    }
}

fn fault_line(see: &Frame, id: &str, fault: Option<&Text>) -> Markup {
    html! {
        @if let Some(fault) = fault {
            p.fault id={ (id) "-e" } { span.vh { (see.say("错误：", "Error: ")) } (see.of(fault)) }
        }
    }
}

/// A field of one control, with what was typed and what is wrong with it; [`fields`] draws every kind.
pub fn field(see: &Frame, field: &Field, value: &str, fault: Option<&Text>) -> Markup {
    let wired = Wired::new(&field.code, hint(see, field), fault);
    match field.kind {
        FieldKind::Choice if field.options.len() <= RADIOS => radios(see, field, value, &wired),
        kind => html! {
            div class=(wired.class()) {
                label for=(wired.id) { (label(see, field)) }
                (wired.hint_and_fault(see))
                @match kind {
                    FieldKind::Choice => (select(see, field, value, &wired)),
                    FieldKind::Lines => (text_lines(&wired, value, REASON_CHARS)),
                    _ => (input(field, value, &wired)),
                }
            }
        },
    }
}

/// All fields of a form, in the order given. The rows of a group `shares` are named `shares.0.who.name` and
/// so on; a form that holds a group must handle [`MORE`], see there.
pub fn fields(see: &Frame, all: &[&Field], typed: &Answers, faults: &[FieldFault]) -> Markup {
    html! {
        (composite::enter(see, all))
        @for one in all { (composite::any(see, one, typed, faults)) }
    }
}

/// What is wrong with the control of this name, if anything.
pub(super) fn fault_of<'a>(faults: &'a [FieldFault], name: &str) -> Option<&'a Text> {
    faults.iter().find(|f| f.field == name).map(|f| &f.text)
}

fn label(see: &Frame, field: &Field) -> Markup {
    html! {
        (see.of(&field.label))
        @if field.optional { " " span.soft { (see.say("（可不填）", "(optional)")) } }
    }
}

/// The field's own hint, or what its kind always needs said.
fn hint(see: &Frame, field: &Field) -> Option<String> {
    if let Some(hint) = &field.hint {
        return Some(see.of(hint).to_owned());
    }
    let words = match field.kind {
        FieldKind::Date => see.say("像 2026-09-23 这样写", "Write it like 2026-09-23"),
        FieldKind::Phone => see.say("11 位手机号", "A mobile number of 11 digits"),
        FieldKind::CitizenId => see.say("18 位，最后一位可能是 X", "18 characters; the last may be X"),
        FieldKind::Uscc => see.say("营业执照上的 18 位代码", "The 18 characters on the business licence"),
        FieldKind::Money => see.say("以元计，像 1200 或 1200.50 这样写", "In yuan, like 1200 or 1200.50"),
        _ => return None,
    };
    Some(words.to_owned())
}

/// A one-line control: type, width, keyboard and memory of the browser by kind.
fn input(field: &Field, value: &str, wired: &Wired<'_>) -> Markup {
    let (kind, mode, class, most) = match field.kind {
        FieldKind::Number => ("text", Some("numeric"), Some("w6"), 20),
        FieldKind::Money => ("text", Some("decimal"), Some("w20"), 20),
        FieldKind::Date => ("text", None, Some("w20"), 20),
        FieldKind::Phone => ("tel", Some("tel"), Some("w20"), 20),
        FieldKind::CitizenId | FieldKind::Uscc => ("text", None, Some("w20"), 40),
        FieldKind::Name => ("text", None, None, NAME_CHARS),
        _ => ("text", None, None, LINE_CHARS),
    };
    let spelt = matches!(field.kind, FieldKind::CitizenId | FieldKind::Uscc).then_some("false");
    html! {
        input id=(wired.id) name=(wired.name) type=(kind) value=(value) class=[class] maxlength=(most)
            inputmode=[mode] autocomplete=[memory(field)] spellcheck=[spelt]
            aria-required=[(!field.optional).then_some("true")]
            aria-invalid=[wired.invalid()] aria-describedby=[wired.described()];
    }
}

/// What the browser may fill in (WCAG 1.3.5: what is about the person herself); numbers of persons are never
/// remembered.
fn memory(field: &Field) -> Option<&'static str> {
    match field.kind {
        // a person of an item's form is seldom whoever types: her own name and number stand above it
        FieldKind::Phone | FieldKind::Name | FieldKind::CitizenId | FieldKind::Uscc => Some("off"),
        _ => None,
    }
}

fn text_lines(wired: &Wired<'_>, value: &str, most: usize) -> Markup {
    html! {
        textarea id=(wired.id) name=(wired.name) maxlength=(most) rows="4"
            aria-invalid=[wired.invalid()] aria-describedby=[wired.described()] {
            // A browser drops the first line break after the tag, so one is given to be dropped.
            "\n" (value)
        }
    }
}

/// A one-line field that is not of an item's form, and what the browser may know about it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// What helps to fill it.
    pub hint: Option<&'a str>,
    /// What was typed; a [`Keeping::Secret`] is never shown again.
    pub value: &'a str,
    /// `username`, `current-password`, `new-password`, `one-time-code`, `off` (WCAG 1.3.5).
    pub autocomplete: &'a str,
    /// Open or covered.
    pub keeping: Keeping,
}

/// Whether a line may be read over somebody's shoulder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It may.
    Open,
    /// A password: covered while typed, never written back into a page.
    Secret,
}

/// A one-line field outside an item's form: account name, password, query code.
pub fn line(see: &Frame, one: Line<'_>, fault: Option<&Text>) -> Markup {
    let wired = Wired::new(one.name, one.hint.map(str::to_owned), fault);
    let (kind, value) = match one.keeping {
        Keeping::Open => ("text", Some(one.value)),
        Keeping::Secret => ("password", None),
    };
    html! {
        div class=(wired.class()) {
            label for=(wired.id) { (one.label) }
            (wired.hint_and_fault(see))
            input.w20 id=(wired.id) name=(wired.name) type=(kind) value=[value] maxlength=(LINE_CHARS)
                autocomplete=(one.autocomplete) autocapitalize="none" spellcheck="false" aria-required="true"
                aria-invalid=[wired.invalid()] aria-describedby=[wired.described()];
        }
    }
}

/// The mobile number that progress is told to, field `phone`.
pub fn phone(see: &Frame, value: &str, fault: Option<&Text>) -> Markup {
    let one = Line {
        name: "phone",
        label: see.say("手机号", "Mobile number"),
        hint: Some(see.say("进度发短信到这个号码", "Progress is sent to this number")),
        value,
        autocomplete: "tel",
        keeping: Keeping::Open,
    };
    line(see, one, fault)
}

/// A field of several lines that is not of an item's form: a reason, an opinion.
pub fn text_area(
    see: &Frame,
    name: &str,
    label: &str,
    hint: Option<&str>,
    value: &str,
    fault: Option<&Text>,
) -> Markup {
    text_area_of(see, "", name, label, hint, (value, fault))
}

/// The same where several forms of a page have an area of one name: what tells this one's id from theirs
/// stands in front.
pub fn text_area_of(
    see: &Frame,
    form: &str,
    name: &str,
    label: &str,
    hint: Option<&str>,
    (value, fault): (&str, Option<&Text>),
) -> Markup {
    let mut wired = Wired::new(name, hint.map(str::to_owned), fault);
    if !form.is_empty() {
        wired.id = field_id(&format!("{form}-{name}"));
    }
    html! {
        div class=(wired.class()) {
            label for=(wired.id) { (label) }
            (wired.hint_and_fault(see))
            (text_lines(&wired, value, REASON_CHARS))
        }
    }
}

fn select(see: &Frame, field: &Field, value: &str, wired: &Wired<'_>) -> Markup {
    html! {
        select id=(wired.id) name=(wired.name) aria-invalid=[wired.invalid()]
            aria-describedby=[wired.described()] {
            option value="" { (see.say("请选择", "Choose")) }
            @for one in &field.options {
                option value=(one.code) selected[one.code == value] { (see.of(&one.text)) }
            }
        }
    }
}

fn radios(see: &Frame, field: &Field, value: &str, wired: &Wired<'_>) -> Markup {
    html! {
        fieldset class=(wired.class()) role="radiogroup" aria-invalid=[wired.invalid()]
            aria-required=[(!field.optional).then_some("true")] aria-describedby=[wired.described()] {
            legend { (label(see, field)) }
            (wired.hint_and_fault(see))
            (options(see, wired, &field.options, value, "pick"))
        }
    }
}

/// Radio buttons; the first has the id a fault leads to.
fn options(see: &Frame, wired: &Wired<'_>, all: &[Choice], value: &str, class: &str) -> Markup {
    html! { @for (n, one) in all.iter().enumerate() {
        @let id = if n == 0 { wired.id.clone() } else { format!("{}-{}", wired.id, one.code) };
        div class=(class) {
            input type="radio" name=(wired.name) id=(id) value=(one.code) checked[one.code == value];
            label for=(id) { (see.of(&one.text)) }
        }
    } }
}

/// A guided question: its words are the page's `h1`, its answers large.
pub fn pick_large(
    see: &Frame,
    name: &str,
    question: &Text,
    hint: Option<&str>,
    answers: &[Choice],
    value: &str,
    fault: Option<&Text>,
) -> Markup {
    let wired = Wired::new(name, hint.map(str::to_owned), fault);
    html! {
        fieldset class=[fault.map(|_| "wrong")] role="radiogroup" aria-invalid=[wired.invalid()]
            aria-required="true" aria-describedby=[wired.described()] {
            legend { h1 { (see.of(question)) } }
            (wired.hint_and_fault(see))
            (options(see, &wired, answers, value, "pick large"))
        }
    }
}

/// The materials of an application: how each comes, and a box to tick for those the applicant hands in.
///
/// A box is named `material-<code>` and its value is `yes`; faults and `typed` use that name. `held` says, by
/// the type of a licence, that the applicant has it; `beside` draws what else there is for one.
pub fn materials(
    see: &Frame,
    all: &[&Material],
    typed: &Answers,
    faults: &[FieldFault],
    held: &BTreeMap<String, Text>,
    beside: &dyn Fn(&Material) -> Markup,
) -> Markup {
    html! { ul.uploads { @for one in all {
        @let name = format!("material-{}", one.code);
        @let has = one.licence.as_ref().and_then(|kind| held.get(kind));
        @if let Some(words) = has { (library(see, one, words)) }
        @else {
            @let ticked = typed.get(&name).is_some_and(|v| v == "yes");
            (material(see, one, ticked, fault_of(faults, &name), (&name, &beside(one))))
        }
    } } }
}

/// A material that is a licence of the applicant's own: ticked, and nothing to bring.
fn library(see: &Frame, one: &Material, words: &Text) -> Markup {
    html! { li { div {
        strong { (see.of(&one.name)) } " " (tag(Tag::Free, see.say("✓ 免提交", "✓ not needed from you")))
        p.soft.small { (see.of(words)) }
    } } }
}

fn material(
    see: &Frame,
    one: &Material,
    ticked: bool,
    fault: Option<&Text>,
    (name, beside): (&str, &Markup),
) -> Markup {
    let id = field_id(name);
    let (kind, word, small) = arrival(see, one);
    let own = matches!(one.source, Source::Applicant | Source::Intermediary);
    let described = match fault {
        Some(_) => format!("{id}-h {id}-e"),
        None => format!("{id}-h"),
    };
    html! {
        li class=[fault.map(|_| "wrong")] {
            div {
                strong { (see.of(&one.name)) } " " (tag(kind, word))
                p.soft.small id={ (id) "-h" } { (small) }
                (fault_line(see, &id, fault))
            }
            @if own {
                div.pick {
                    input type="checkbox" id=(id) name=(name) value="yes" checked[ticked]
                        aria-invalid=[fault.map(|_| "true")] aria-describedby=(described);
                    label for=(id) {
                        (see.say("纸质的，带到窗口", "On paper, brought to the window"))
                        span.vh { (see.say("：", ": ")) (see.of(&one.name)) }
                    }
                }
            }
            (beside)
        }
    }
}

/// How a material comes: tag, its word, and the line under the name.
fn arrival<'a>(see: &'a Frame, one: &Material) -> (Tag, &'a str, String) {
    let hint = one.hint.as_ref().map(|h| see.of(h).to_owned());
    let issuer = one.issuer.as_ref().map(|i| see.of(i).to_owned());
    match one.source {
        Source::Government => (
            Tag::Free,
            see.say("免提交", "not needed from you"),
            match issuer {
                Some(i) => see.pick(format!("{i}有，我们去取"), format!("Held by {i}; we fetch it")),
                None => see.say("政府已有，我们去取", "Held by government; we fetch it").to_owned(),
            },
        ),
        Source::Commitment => (
            Tag::Plain,
            see.say("可承诺", "a commitment will do"),
            hint.unwrap_or_else(|| see.of(&one.basis).to_owned()),
        ),
        Source::Applicant | Source::Intermediary => (
            Tag::Ask,
            match one.by_commitment {
                true => see.say("您准备，也可以承诺", "you prepare it, or commit yourself"),
                false => see.say("您准备", "you prepare it"),
            },
            hint.or(issuer).unwrap_or_else(|| see.of(&one.basis).to_owned()),
        ),
    }
}

/// `有 2 处要改`, `2 things to mend`: the heading of the summary, and the beginning of `<title>`.
pub fn faults_title(see: &Frame, faults: &[FieldFault]) -> String {
    let n = faults.len();
    let s = if n == 1 { "" } else { "s" };
    see.pick(format!("有 {n} 处要改"), format!("{n} thing{s} to mend"))
}

/// What is wrong, all at once, above the `h1`, each leading to its control. Nothing when nothing is.
pub fn fault_summary(see: &Frame, faults: &[FieldFault]) -> Markup {
    if faults.is_empty() {
        return html! {};
    }
    html! {
        div.faults role="alert" aria-labelledby="faults" tabindex="-1" autofocus {
            h2 #faults { (faults_title(see, faults)) (see.say("，其余都还在", "; everything else is kept")) }
            ul.plain { @for fault in faults {
                li { a href={ "#" (field_id(&fault.field)) } { (see.of(&fault.text)) } }
            } }
        }
    }
}

/// How a button looks; one filled button a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The one primary act.
    Filled,
    /// Any other act.
    Second,
    /// An act that takes something away.
    Grave,
}

impl Look {
    fn class(self) -> Option<&'static str> {
        match self {
            Look::Filled => None,
            Look::Second => Some("second"),
            Look::Grave => Some("grave"),
        }
    }
}

/// A submit button; with a name and a value where one form offers several acts.
pub fn button(look: Look, words: &str, send: Option<(&str, &str)>) -> Markup {
    html! {
        button class=[look.class()] name=[send.map(|s| s.0)] value=[send.map(|s| s.1)] { (words) }
    }
}

/// A link that looks like a button, for going somewhere, never for an act.
pub fn link_button(look: Look, href: &str, words: &str) -> Markup {
    let class = look.class().map_or_else(|| "button".to_owned(), |c| format!("button {c}"));
    html! { a class=(class) href=(href) { (words) } }
}

/// The form of one act: hidden values, then fields if any, then its one button.
pub fn act_form(
    see: &Frame,
    action: &str,
    hidden: &[(&str, &str)],
    inside: &Markup,
    look: Look,
    words: &str,
) -> Markup {
    html! {
        form.act method="post" action=(action) novalidate {
            (token(see))
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            (inside)
            p.asks { (button(look, words, None)) }
        }
    }
}
