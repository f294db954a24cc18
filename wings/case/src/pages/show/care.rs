//! Who handles the case and who answers for it, for officers: claiming, giving back, reassigning, handing
//! over.

use house::Failure;
use house::opening::Seeing;
use house::web::Frame;
use house::web::parts::{self, Look};
use kernel::form::FieldKind;
use kernel::item::Choice;
use kernel::{Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::Shown;
use super::together::name;
use crate::known;
use crate::pages::words::both;
use crate::rules::{Case, Filed, Known};

/// Acts that are about the handling itself, not the work.
pub(super) const HANDLING: [&str; 9] = [
    "case.claim",
    "case.unclaim",
    "case.reassign",
    "case.hand_over",
    "case.take_over",
    "case.set_mode",
    "case.end_mode",
    "case.terminate",
    "case.void",
];

/// Who handles a case, and who answers for it.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(in crate::pages) struct Care {
    /// Who has claimed it, by step: `clerk`, `examiner`, `head`; with her name.
    pub holders: Vec<(Role, String)>,
    /// Name of the officer who answers for it; empty while nobody has handled it.
    pub responsible: String,
    /// Name of the colleague who is asked to answer for it; empty where nobody is.
    pub offered: String,
    /// Clocks that ran out, and who answered for the case then.
    pub charged: Vec<(Text, String)>,
    /// Has the reader claimed it?
    pub mine: bool,
    /// Does the reader stand in for whoever claimed it?
    pub standing_in: bool,
    #[serde(skip)]
    pub handlers: Vec<Choice>,
}

/// Who handles it, for officers and supervisors; nothing for anybody else.
pub(super) fn care(
    seeing: &mut Seeing<'_, '_>,
    case: &Case,
    filed: &Filed,
    known: &Known,
) -> Result<Option<Care>, Failure> {
    let (me, role) = (seeing.ctx.actor.party.clone(), seeing.ctx.actor.role);
    if !matches!(role, Role::Clerk | Role::Examiner | Role::Head | Role::Supervisor) {
        return Ok(None);
    }
    let mut care = Care::default();
    for (step, party) in &case.handling.holders {
        care.holders.push((*step, name(seeing, party)?));
        care.mine |= *party == me && *step == role;
        care.standing_in |= *step == role && known.stands_in_for.contains(party);
    }
    if let Some(party) = &case.handling.responsible {
        care.responsible = name(seeing, party)?;
    }
    if let Some(party) = &case.handling.offered {
        care.offered = name(seeing, party)?;
    }
    for (clock, party) in &case.handling.charged {
        let word = serde_json::to_value(clock).ok().and_then(|word| word.as_str().map(str::to_owned));
        let clock = seeing.house.texts.word("case", "clock", &word.unwrap_or_default());
        care.charged.push((clock, name(seeing, party)?));
    }
    let mut officers = known::officers(seeing.look, &filed.organ)?;
    if !filed.hall.is_empty() && filed.hall != filed.organ {
        let hall = known::officers(seeing.look, &filed.hall)?;
        officers.extend(hall.into_iter().filter(|(officer, _)| officer.role == Role::Clerk));
    }
    for (officer, post) in officers {
        if matches!(officer.role, Role::Clerk | Role::Examiner | Role::Head) {
            let words = format!("{}（{post}）", name(seeing, &officer.party)?);
            care.handlers.push(Choice { code: officer.party, text: Text::new(&words, &words) });
        }
    }
    Ok(Some(care))
}

/// What a step is called.
fn step(role: Role) -> Text {
    match role {
        Role::Clerk => both("窗口", "Window"),
        Role::Examiner => both("审查", "Examination"),
        _ => both("决定", "Decision"),
    }
}

impl Shown {
    /// Who handles the case, with the forms of whoever may change it.
    pub(super) fn handled(&self, see: &Frame) -> Markup {
        let Some(care) = &self.care else { return html! {} };
        let mut rows: Vec<(String, Markup)> = care
            .holders
            .iter()
            .map(|(role, name)| {
                (see.of(&step(*role)).to_owned(), html! { (name) (see.say(" 已认领", " has taken it up")) })
            })
            .collect();
        if rows.is_empty() {
            let nobody = see.say("还没有人认领，谁来都能办", "nobody has taken it up; anybody may go on");
            rows.push((see.say("在办", "Handled by").to_owned(), html! { (nobody) }));
        }
        if !care.responsible.is_empty() {
            let offered = &care.offered;
            rows.push((
                see.say("负责到底", "Answers for it").to_owned(),
                html! {
                    (care.responsible)
                    @if !offered.is_empty() {
                        (see.pick(format!("，等{offered}接手"), format!("; {offered} is asked to take over")))
                    }
                },
            ));
        }
        for (clock, name) in &care.charged {
            let words = see.pick(format!("记在{name}名下"), format!("stands against {name}"));
            rows.push((
                see.pick(format!("{}超期", clock.zh), format!("Overrun: {}", clock.en)),
                html! { (words) },
            ));
        }
        let content = html! {
            (parts::facts(&rows))
            @if care.standing_in { p { (see.say(
                "认领的同事请假，您代班：照常办，事情还在她名下。",
                "The colleague is away and you stand in: go on as usual; the case stays hers.",
            )) } }
            (self.kept_words(see))
            (self.care_forms(see, care))
        };
        parts::section("care", see.say("谁在办", "Who handles it"), &content)
    }

    fn care_forms(&self, see: &Frame, care: &Care) -> Markup {
        let officer = |act: &str| {
            // a field of the same name in two forms keeps what came back to its own
            let own = self.returned.act == act;
            let field = kernel::form::Field {
                options: care.handlers.clone(),
                ..kernel::form::Field::new("colleague", both("交给谁", "To whom"), FieldKind::Choice)
            };
            if own {
                parts::field(see, &field, self.value("colleague"), self.fault("colleague"))
            } else {
                parts::scoped(act, parts::field(see, &field, "", None))
            }
        };
        let why = |act: &str| self.own_why(see, act, see.say("为什么", "Why"));
        html! {
            @if self.open("take-over") {
                (self.act(see, "take-over", &html! {}, Look::Filled, see.say(
                    "接手，从现在起我负责",
                    "Take over: I answer for it from now on",
                )))
            }
            @if self.open("claim") {
                (self.act(see, "claim", &html! {}, Look::Second, see.say("认领，由我来办", "Take it up")))
            }
            @if self.open("unclaim") {
                (self.folded("unclaim", see.say("退回待办", "Give it back"), &self.act(
                    see, "unclaim", &why("unclaim"), Look::Second, see.say("退回，同事可以认领", "Give it back"),
                )))
            }
            @if self.open("hand-over") {
                (self.folded("hand-over", see.say("移交责任", "Hand over"), &self.act(
                    see,
                    "hand-over",
                    &html! {
                        p { (see.say("对方接手以前，还是您负责。", "Until the colleague takes over you answer for it.")) }
                        (officer("hand-over")) (why("hand-over"))
                    },
                    Look::Second,
                    see.say("请这位同事接手", "Ask this colleague"),
                )))
            }
            @if self.open("reassign") {
                (self.folded("reassign", see.say("改派", "Reassign"), &self.act(
                    see,
                    "reassign",
                    &html! { (officer("reassign")) (why("reassign")) },
                    Look::Second,
                    see.say("改派给这一位", "Give it to this officer"),
                )))
            }
            (self.mode_forms(see))
            (self.ends(see))
        }
    }

    /// What was written in an act that a colleague's claim kept from being done: nobody's words are lost.
    fn kept_words(&self, see: &Frame) -> Markup {
        let act = self.returned.act;
        if act.is_empty() || self.open(act) {
            return html! {};
        }
        let typed = self.returned.typed.iter().filter(|(_, text)| text.chars().count() > 1);
        let typed: Vec<&String> = typed
            .filter(|(name, _)| !matches!(name.as_str(), "seen" | "token"))
            .map(|(_, text)| text)
            .collect();
        if typed.is_empty() {
            return html! {};
        }
        html! {
            p { (see.say("没有照办。您写的字在这里，可以抄下来：", "Not done. What you wrote, to be copied:")) }
            @for text in typed { p { "“" (text) "”" } }
        }
    }
}
