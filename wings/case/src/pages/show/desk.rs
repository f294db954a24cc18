//! The case on an officer's desk: what is known on the left, what she may do on the right.

use house::links;
use house::web::Frame;
use house::web::parts::{self, lamp};
use kernel::Role;
use maud::{Markup, html};

use super::Shown;
use super::care::HANDLING;

impl Shown {
    pub(super) fn for_officers(&self, see: &Frame) -> Markup {
        let name = see.of(&self.item.name);
        html! {
            (parts::title(&format!("{name} {}", self.applicant), &self.limits(see)))
            div.split {
                div {
                    (parts::section("applicant", see.say("申请", "Application"), &html! {
                        (parts::facts(&[self.contact(see), self.rows(see)].concat()))
                    }))
                    (self.came_in(see))
                    (parts::section("materials", see.say("材料", "Papers"), &self.papers(see)))
                    (self.pledged(see))
                    (self.promised(see))
                    (self.on_the_way(see))
                    (self.upward(see))
                    (self.opinions(see))
                    (self.panels(see))
                    (self.due(see))
                    (self.diary(see))
                    p.soft.small {
                        (see.say("全国统一编号 ", "National number ")) span.code { (self.project_no) }
                    }
                }
                div #acts tabindex="-1" { (self.acts(see)) }
            }
            p { a data-key="n" href={ (links::worklist()) "?take=next&not=" (self.case_no) } {
                (see.say("下一件（最急）", "The next case (most urgent)"))
            } }
            (parts::keys(see, true))
        }
    }

    /// Lamp, standing and both limits, in one line.
    fn limits(&self, see: &Frame) -> Markup {
        html! {
            @if let Some((colour, words)) = &self.lamp { (lamp(*colour, see.of(words))) " " }
            (see.of(&self.standing.name)) (see.say("，", ", ")) (parts::code(&self.case_no))
            (see.say("，收到 ", ", received ")) (parts::day_short(see, self.filed_on))
            @if let Some(running) = &self.running {
                (match running.clock {
                    "promised" => see.say("，承诺 ", ", promised "),
                    "correction" => see.say("，补正到 ", ", corrections until "),
                    "reply" => see.say("，答复 ", ", answer by "),
                    "higher" => see.say("，上级决定 ", ", higher body by "),
                    _ => see.say("，送达 ", ", deliver by "),
                })
                (parts::day_short(see, running.due.day))
                @if let Some(day) = running.statutory {
                    (see.say("，法定 ", ", by law ")) (parts::day_short(see, day))
                }
                (see.say("。", ". ")) a href="#due" { (see.say("怎么算的", "How it is counted")) }
            }
            " " a href="#acts" { (see.say("去办", "To the acts")) }
        }
    }

    fn acts(&self, see: &Frame) -> Markup {
        let own = self.open_to.iter().any(|act| !act.0.ends_with("_opinion") && !HANDLING.contains(&act.0));
        html! {
            @let judges = self.role == Role::Head || self.open("confirm");
            @if judges || self.case.ending.is_some() { (self.findings(see)) }
            @if own {
                (parts::door(see.say("现在可以做", "What you may do now"), &html! {
                    (self.verifying(see))
                    (self.at_window(see))
                    (self.second_pair(see))
                    (self.at_decision(see))
                    (self.upwards(see))
                    (self.at_examination(see))
                    (self.steps(see))
                }))
            } @else {
                (parts::door(see.say("现在不用您做什么", "Nothing for you to do now"), &self.next.drawn(see)))
            }
            (self.followed(see))
            (self.handled(see))
        }
    }
}
