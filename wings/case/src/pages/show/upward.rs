//! A matter that a higher body decides, and one of a limited number of places, on the case's page: who has
//! it, by when, its place in the order, and the forms of what is open to the reader.

use house::links;
use house::web::Frame;
use house::web::parts::{self, Look};
use kernel::form::FieldKind;
use kernel::item::Choice;
use maud::{Markup, html};

use super::Shown;
use crate::pages::words::both;

impl Shown {
    /// Where it was sent, and where it stands in the order.
    pub(super) fn upward(&self, see: &Frame) -> Markup {
        html! { (self.sent_up(see)) (self.in_order(see)) }
    }

    fn sent_up(&self, see: &Frame) -> Markup {
        let Some(sent) = &self.case.forwarded else { return html! {} };
        let mut rows = vec![
            (see.say("决定机关", "Decided by").to_owned(), html! { (see.of(&sent.body)) }),
            (see.say("报送", "Sent").to_owned(), parts::day_short(see, sent.on)),
            (see.say("最晚决定", "To be decided by").to_owned(), parts::day_short(see, sent.told)),
        ];
        if let Some((on, number)) = &sent.letter {
            rows.push((
                see.say("来文", "Its letter").to_owned(),
                html! { (number) (see.say("，", ", ")) (parts::day_short(see, *on)) },
            ));
        }
        parts::section("sent-up", see.say("转报上级", "Sent to the higher body"), &parts::facts(&rows))
    }

    fn in_order(&self, see: &Frame) -> Markup {
        let Some(queued) = &self.case.queued else { return html! {} };
        let (places, taken) = (queued.places, self.queue.taken.min(queued.places));
        let mut rows = vec![(
            see.say("名额", "Places").to_owned(),
            html! { (see.pick(
                format!("{places} 个，还剩 {} 个", places - taken),
                format!("{places}, {} left", places - taken),
            )) },
        )];
        if self.case.ending.is_none() {
            let before = self.queue.before;
            rows.push((
                see.say("您的次序", "Place in the order").to_owned(),
                html! { (see.pick(
                    format!("第 {} 位，前面 {before} 件没有决定", before + 1),
                    format!("{}, with {before} undecided before it", before + 1),
                )) },
            ));
        }
        parts::section(
            "order",
            see.say("名额按受理先后", "Places, in order of acceptance"),
            &html! {
                (parts::facts(&rows))
                p { a href=(links::places(&self.item.code)) { (see.say("看排队", "See the order")) } }
            },
        )
    }

    /// What the head and the examiner may do with it now.
    pub(super) fn upwards(&self, see: &Frame) -> Markup {
        html! {
            @if self.open("forward") { (self.forward(see)) }
            @if self.open("enter-decision") { (self.enter_decision(see)) }
        }
    }

    fn forward(&self, see: &Frame) -> Markup {
        let filed = self.case.filed.as_ref();
        let higher = filed.and_then(|filed| self.file.forwarded_in(&filed.situation));
        let inside = html! {
            @if let Some(higher) = higher { p {
                (see.pick(
                    format!("由{}决定。审查意见和全部材料一起报送，不能再向申请人要材料。", higher.body.zh),
                    format!("{} decides. All papers go up; none is asked for again.", higher.body.en),
                )) br;
                span.soft { (see.of(&higher.basis)) }
            } }
            (self.area(see, "forward_opinion", see.say("初步审查意见", "Your organ's opinion"), None))
        };
        self.act(see, "forward", &inside, Look::Filled, see.say("报送上级", "Send it up"))
    }

    fn enter_decision(&self, see: &Frame) -> Markup {
        let options = vec![
            Choice { code: "yes".to_owned(), text: both("准予", "Granted") },
            Choice { code: "no".to_owned(), text: both("不予批准", "Denied") },
        ];
        let inside = html! {
            (self.asked(see, "granted", FieldKind::Choice, both("上级怎样决定", "What was decided"), options))
            (self.asked(see, "letter", FieldKind::Text, both("文号", "Number of its letter"), Vec::new()))
            (self.asked(see, "letter_on", FieldKind::Date, both("决定的日期", "Day of the decision"), Vec::new()))
            (self.area(see, "letter_reason", see.say("理由（不予批准的必填）", "Reason (needed after a denial)"), None))
        };
        self.act(see, "enter-decision", &inside, Look::Filled, see.say("登记上级决定", "Enter the decision"))
    }
}
