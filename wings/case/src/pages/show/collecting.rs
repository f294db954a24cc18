//! After a grant: whether there is anything to fetch, and if so where, when, and with what in hand.

use house::links;
use house::web::Frame;
use house::web::parts;
use kernel::item::Place;
use maud::{Markup, html};

use super::Shown;

/// Codes of the field in which an applicant says how she wants the result.
const WAYS: [&str; 2] = ["collect_at", "delivery"];

impl Shown {
    /// Nothing before a grant and after delivery.
    pub(super) fn collecting(&self, see: &Frame) -> Markup {
        if self.standing.code != "granted" {
            return html! {};
        }
        let asked = self.file.fields.iter().find(|field| WAYS.contains(&field.code.as_str()));
        let chosen = asked.and_then(|field| {
            let answer = &self.answers.iter().find(|one| one.code == field.code)?.answer;
            field.options.iter().find(|option| option.text == *answer)
        });
        let way = chosen.map_or("", |option| option.code.as_str());
        let content = html! {
            @if let Some(option) = chosen {
                p { (see.say("您选的是：", "You chose: ")) strong { (see.of(&option.text)) } (see.say("。", ". ")) }
            }
            @match way {
                "electronic" => p { strong { (see.say("不用来领。", "There is nothing to fetch. ")) } },
                "post" => p {
                    strong { (see.say("不用来领。", "There is nothing to fetch. ")) }
                    (see.say("寄出后，办理经过里会写明哪天寄的。", "Once it is sent, the diary says on which day."))
                },
                _ => (self.to_fetch(see, way)),
            }
            @if self.file.outcome.licence.is_some() {
                p {
                    (see.say("电子的一份在", "The electronic one is among "))
                    a href=(links::licences()) { (see.say("我的证照", "your licences")) }
                    (see.say("里，随时能用。", ", ready for use."))
                }
            }
        };
        parts::section("collect", see.say("怎么领", "How to get it"), &content)
    }

    /// What to bring, and every place that may have it.
    fn to_fetch(&self, see: &Frame, way: &str) -> Markup {
        html! {
            p { (see.say(
                "领的时候带身份证。替别人领，再带一份委托书和两个人的身份证。",
                "Bring your identity card. For somebody else, bring a letter of authority and both cards.",
            )) }
            (parts::facts(&self.counters(way).map(|place| (
                see.say("到这里领", "Fetch it here").to_owned(),
                html! {
                    strong { (see.of(&place.name)) } br;
                    (see.of(&place.address)) br;
                    span.soft { (see.say("开门：", "Open: ")) } (see.of(&place.hours)) br;
                    span.soft { (see.say("电话：", "Telephone: ")) }
                    @let dial: String = place.phone.chars().filter(char::is_ascii_digit).collect();
                    a.nb href={ "tel:" (dial) } { (place.phone) }
                },
            )).collect::<Vec<_>>()))
        }
    }

    /// Windows of the county's hall for `hall`; the other places for another choice, if there are any.
    fn counters(&self, way: &str) -> impl Iterator<Item = &Place> {
        let places = &self.file.places;
        let first = places.iter().map(|place| &place.hall).find(|hall| !hall.is_empty());
        let in_hall = move |place: &Place| Some(&place.hall) == first;
        let others = places.iter().any(|place| !in_hall(place));
        let fits: fn(bool, bool) -> bool = match way {
            "hall" => |in_hall, _| in_hall,
            "" => |_, _| true,
            _ => |in_hall, others| !in_hall || !others,
        };
        places.iter().filter(move |place| fits(in_hall(place), others))
    }
}
