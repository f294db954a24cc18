//! Papers that are to come to the window: for the applicant what to bring, where and by when; for the clerk
//! what lies on the counter now.

use house::web::Frame;
use house::web::parts::{self, Look};
use kernel::Day;
use kernel::item::{Place, Source};
use maud::{Markup, html};

use super::window::Tick;
use super::{Paper, Shown};

/// In front of the code of a paper that lies on the counter, as a field.
pub(in crate::pages) const BROUGHT: &str = "brought";
/// The field that says: the papers were listed, and what is not ticked is not there.
pub(in crate::pages) const LISTED: &str = "listed";

impl Shown {
    /// Papers she said she will bring and that nobody has yet.
    pub(super) fn to_come(&self) -> Vec<&Paper> {
        let open = self.case.ending.is_none();
        // what was promised has a section and a day of its own
        let comes = |m: &&Paper| m.to_bring && m.missing && !self.case.tolerance.open(&m.code);
        self.materials.iter().filter(|m| open && comes(m)).collect()
    }

    /// The day by which she should have brought them.
    fn brought_by(&self) -> Option<Day> {
        let waits = self.case.correction.as_ref().filter(|c| c.complete_on.is_none());
        waits.map(|c| c.until).or(self.case.reply.map(|reply| reply.told))
    }

    /// What to bring, where, when it is open, and by when; nothing where nothing is to come.
    pub(super) fn bringing(&self, see: &Frame) -> Markup {
        let papers = self.to_come();
        if papers.is_empty() {
            return html! {};
        }
        let content = html! {
            p { (see.say(
                "这几样您说会带来，窗口还没有收到。收到了才能受理。",
                "You said you would bring these; without them the window cannot accept.",
            )) }
            ul.plain { @for paper in &papers { li { strong { (see.of(&paper.name)) } } } }
            @if let Some(day) = self.brought_by() {
                p {
                    (see.say("最晚 ", "By ")) (parts::day_short(see, day))
                    (see.say(
                        "带到。过了这一天，窗口会一次告诉您还缺什么。",
                        ". After that the window tells you, once, what is lacking.",
                    ))
                }
            }
            (parts::facts(&self.file.places.iter().map(|place| self.place(see, place)).collect::<Vec<_>>()))
        };
        parts::section("bring", see.say("要带到窗口的", "To bring to the window"), &content)
    }

    /// Where to go, when it is open, and whom to call.
    pub(super) fn place(&self, see: &Frame, place: &Place) -> (String, Markup) {
        let dial: String = place.phone.chars().filter(char::is_ascii_digit).collect();
        let words = html! {
            strong { (see.of(&place.name)) } br;
            (see.of(&place.address)) br;
            span.soft { (see.say("开门：", "Open: ")) } (see.of(&place.hours)) br;
            span.soft { (see.say("电话：", "Telephone: ")) }
            a.nb href={ "tel:" (dial) } { (place.phone) }
        };
        (see.say("带到这里", "Bring it here").to_owned(), words)
    }

    /// 收件: which papers lie on the counter. Nothing is ticked beforehand: the clerk ticks what she sees.
    pub(super) fn receiving(&self, see: &Frame) -> Markup {
        let may = |m: &&Paper| m.source != Source::Government && !m.held && !self.case.awaits(&m.code);
        let tick = |m: &Paper| {
            let said = if m.to_bring {
                see.say("（申请人说会带来）", " (she said she would bring it)")
            } else {
                ""
            };
            let ticked =
                self.returned.act == "receive" && self.value(&format!("{BROUGHT}-{}", m.code)) == "yes";
            (m.code.clone(), format!("{}{said}", see.of(&m.name)), ticked)
        };
        let all: Vec<Tick> = self.materials.iter().filter(may).map(tick).collect();
        let words = see.say("收件（还不是受理）", "Confirm receipt (not acceptance)");
        let inside = html! {
            input type="hidden" name=(LISTED) value="yes";
            @if !all.is_empty() {
                (self.ticks(see, BROUGHT, see.say("柜台上有哪几样，看到的才勾", "Which papers lie on the counter"), &all))
            }
        };
        let coming = !self.to_come().is_empty();
        if !coming && self.case.received {
            let form = self.act(see, "receive", &inside, Look::Second, words);
            return self.folded("receive", see.say("收件", "Papers on the counter"), &form);
        }
        self.act(see, "receive", &inside, if coming { Look::Filled } else { Look::Second }, words)
    }
}
