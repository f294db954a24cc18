//! In a guide: how an application comes in, which day counts, and where to go with what no item covers.

use house::links;
use house::web::Frame;
use house::web::parts;
use kernel::item::{Item, OutsideHours};
use maud::{Markup, html};

/// How it is taken in.
pub(super) fn section(see: &Frame, item: &Item) -> Markup {
    let next_day =
        item.receipt.as_ref().filter(|receipt| receipt.outside_hours == OutsideHours::NextWorkingDay);
    let content = html! {
        ul {
            @match next_day {
                Some(receipt) => li { (see.pick(
                    format!("网上随时提交。工作日{}以后、休息日提交的，收件日是下一个工作日。依据{}。",
                        String::from(receipt.closes), receipt.basis.zh),
                    format!("File online at any time. What is filed after {} on a working day, or on a day \
                        off, counts from the next working day. Basis: {}.",
                        String::from(receipt.closes), receipt.basis.en),
                )) },
                None => li { (see.say(
                    "网上随时提交，下班和休息日也一样：当天就是收件日。",
                    "File online at any time, on days off too: that day is the day of receipt.",
                )) },
            }
            @if item.visits == 0 {
                li { (see.say(
                    "材料可以寄快递，送到那天就是收件日。",
                    "Papers may be sent by courier; the day on which they come is the day of receipt.",
                )) }
            }
            @if let Some(precheck) = &item.precheck {
                li { (see.pick(
                    format!("可以申请预审：正式收件前窗口先看一遍，{}内告诉您。答复期限照样从提交那天算。",
                        precheck.within.zh()),
                    format!("You may ask the window to look before it formally takes it in: within {}. The \
                        limit for the answer runs from the day of filing all the same.",
                        precheck.within.en()),
                )) }
            }
            @if let Some(elsewhere) = &item.elsewhere {
                li { (see.pick(
                    format!("本县任何政务服务大厅都代收，材料由大厅移送。依据{}。", elsewhere.basis.zh),
                    format!("Any hall of the county takes it in and sends the papers on. Basis: {}.",
                        elsewhere.basis.en),
                )) }
            }
        }
        p { a href=(links::new_matter("")) {
            (see.say("这不是我要办的事，清单里也没有", "This is not what I need, and it is not listed"))
        } }
    };
    parts::section("taken-in", see.say("怎样提交", "How it is taken in"), &content)
}
