//! What happens next: who does what by when, and what the applicant has to do or need not.

use house::opening::Inner;
use kernel::item::Item;
use kernel::{Actor, Ctx, Day, Role, Text};
use schemars::JsonSchema;
use serde::Serialize;

use crate::pages::words::{both, capital};
use crate::rules::{self, Case, Standing};

/// The next step of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::pages) struct Next {
    /// Who does what, up to the day.
    pub sentence: Text,
    /// The day by which it is done; none where no day is promised.
    pub by: Option<Day>,
    /// Is that day the earliest, because the clock stands?
    pub earliest: bool,
    /// The words after the day.
    pub after: Text,
    /// How it was counted, in a sentence; may be empty.
    pub why: Text,
    /// What the applicant has to do, or that she need do nothing.
    pub you: Text,
    /// The short name of the step, for the diary's first line; empty when nothing is to come.
    pub step: Text,
    /// Who takes it.
    pub who: Text,
}

/// The next step, told to whoever looks.
pub(super) fn next(case: &Case, ctx: &Ctx<'_>, house: &Inner, item: &Item, viewer: &Actor) -> Next {
    let Some(filed) = &case.filed else { return over(Text::default(), Text::default()) };
    let body = house.organ_name(&filed.organ);
    let taker = if filed.hall.is_empty() { body.clone() } else { house.organ_name(&filed.hall) };
    let dues = rules::dues(case, ctx);
    let day = |due: &Option<kernel::Due>| due.as_ref().map(|due| due.day);
    let own = matches!(viewer.role, Role::Citizen | Role::Agent);
    let you = if own { both("您", "you") } else { both("申请人", "the applicant") };
    let mut next = match rules::standing(case) {
        None | Some(Standing::Submitted) => {
            let promised = day(&dues.answer).filter(|day| *day >= ctx.today());
            first(case, submitted(&taker, promised.or(day(&dues.reply)), ctx.today(), &you))
        }
        Some(Standing::CorrectionWaiting) => {
            let closing = rules::beside(case, ctx).closing.map(|due| due.day);
            correcting(case, item, viewer, day(&dues.correction), closing)
        }
        Some(Standing::Accepted | Standing::Confirming | Standing::Examined) => {
            deciding(&body, item, &dues, ctx.today(), case, &you)
        }
        Some(Standing::Stopped) => stopped(&body, case, item, day(&dues.promised), &you),
        Some(Standing::Forwarded) => forwarded(case, day(&dues.higher), ctx.today()),
        Some(Standing::Granted) => delivering(&taker, item, day(&dues.delivery), ctx.today(), &you),
        Some(end) => {
            let decided = case.forwarded.as_ref().map_or(&body, |sent| &sent.body);
            ended(end, decided, &taker, item)
        }
    };
    if !own {
        next.you = Text::default();
    }
    promised(&mut next, case, ctx, own);
    next
}

/// What is still owed of a promise on which it was granted: by her, or by the organ.
fn promised(next: &mut Next, case: &Case, ctx: &Ctx<'_>, own: bool) {
    match rules::owed(case, ctx) {
        (_, Some(by)) if own => {
            next.you = Text::new(
                format!("您的承诺有没做到的，请在{}前整改好，在这一页报告。", by.zh()),
                format!(
                    "Something you promised is not met: mend it by {}, and say so on this page. ",
                    by.en()
                ),
            );
        }
        (Some(by), _) => {
            next.sentence = Text::new(
                format!("{}按承诺办的，机关最晚{}前核查。", next.sentence.zh, by.zh_full()),
                format!("{} What was promised is verified by {}.", next.sentence.en, by.en_full()),
            );
        }
        _ => {}
    }
}

/// How it ended, and what she may do now.
fn ended(standing: Standing, body: &Text, taker: &Text, item: &Item) -> Next {
    let (sentence, you) = match standing {
        Standing::Delivered => (
            both("已经办完，结果已经送达。", "Done: granted, and the result was delivered."),
            both("证照在这一页上，也在您的证照里。", "The licence is on this page and among your licences."),
        ),
        Standing::Denied => (
            Text::new(
                format!("{}决定不予批准。", body.zh),
                format!("{} decided to deny the application.", body.en),
            ),
            both("改好后随时可以再申请。", "You may apply again at any time."),
        ),
        Standing::Declined => (
            Text::new(format!("{}没有受理。", taker.zh), format!("{} declined the application.", taker.en)),
            declined(item),
        ),
        Standing::Referred => {
            (both("这件事归另一个机关办。", "This is another organ's matter."), Text::default())
        }
        Standing::Unsupplied => (
            both("补正不来，已经终止办理。", "The file was closed because the corrections never came."),
            both("备齐后可以再申请。", "You may apply again once you have everything."),
        ),
        Standing::Withdrawn => (
            both("申请已经撤回。", "The application was withdrawn."),
            both("需要时可以再申请。", "You may apply again when you need it."),
        ),
        Standing::Terminated => (
            Text::new(
                format!("{}终止办理，没有作决定。", body.zh),
                format!("{} ended the case without a decision.", body.en),
            ),
            both("不服的，终止办理通知书上写着怎么办。", "The notice says where you may object."),
        ),
        Standing::Voided => (
            both("这件事登记有误，已经作废。", "The case was entered in error and struck out."),
            both(
                "没有作过任何决定，需要时可以再申请。不服的，作废通知书上写着怎么办。",
                "Nothing was decided; you may apply again. The notice says where you may object.",
            ),
        ),
        Standing::Submitted
        | Standing::CorrectionWaiting
        | Standing::Accepted
        | Standing::Confirming
        | Standing::Examined
        | Standing::Stopped
        | Standing::Forwarded
        | Standing::Granted => (Text::default(), Text::default()),
    };
    over(sentence, you)
}

/// Who has it now, and by when that body decides.
fn forwarded(case: &Case, by: Option<Day>, today: Day) -> Next {
    let body = case.forwarded.as_ref().map(|sent| sent.body.clone()).unwrap_or_default();
    let late = passed(by, today);
    let sentence = match late {
        false => Text::new(
            format!("已经报送{}，由它决定，最晚", body.zh),
            format!("It was sent to {}, which decides by", body.en),
        ),
        true => Text::new(
            format!("已经报送{}，由它决定，期限已过：", body.zh),
            format!("It was sent to {}, which was to decide by", body.en),
        ),
    };
    Next {
        sentence,
        by,
        earliest: false,
        after: Text::default(),
        why: both(
            "材料已经全部报送，不会再向您要。",
            "All your papers went with it; nobody asks for them again.",
        ),
        you: nothing(),
        step: both("上级机关决定", "The higher body decides"),
        who: body,
    }
}

fn over(sentence: Text, you: Text) -> Next {
    let none = Text::default;
    Next { sentence, by: None, earliest: false, after: none(), why: none(), you, step: none(), who: none() }
}

/// What she said she would bring, she brings first.
fn first(case: &Case, next: Next) -> Next {
    if case.to_bring.is_empty() { next } else { Next { you: bring(), ..next } }
}

fn bring() -> Text {
    both(
        "请把说好的材料带到窗口，收到才能受理。",
        "Bring the papers you said you would; it cannot be accepted without. ",
    )
}

fn nothing() -> Text {
    both("您现在不用做什么。", "You need not do anything now.")
}

/// The words after a day that is still to come.
fn after(by: Option<Day>, today: Day) -> Text {
    if passed(by, today) { Text::default() } else { both("下班前", "") }
}

fn passed(by: Option<Day>, today: Day) -> bool {
    by.is_some_and(|day| day < today)
}

/// What is said first when the day has passed: to the applicant that we are late, to the officer what to do.
fn late(by: Option<Day>, today: Day, you: &Text) -> Text {
    if !passed(by, today) {
        return Text::default();
    }
    if you.en != "you" {
        return both(
            "这一天已经过了。请马上办，并向申请人说明原因。",
            "This day has passed. Act at once, and tell the applicant why.",
        );
    }
    both(
        "这一天已经过了，是我们晚了。您可以打 12345 催办。",
        "This day has passed; we are late. You may call 12345 and press for an answer.",
    )
}

fn submitted(taker: &Text, by: Option<Day>, today: Day, you: &Text) -> Next {
    Next {
        sentence: Text::new(
            format!("{}告诉{}受理，或者一次说清要补什么，最晚", taker.zh, you.zh),
            format!("{} tells {} that it is accepted, or once all that is lacking, by", taker.en, you.en),
        ),
        by,
        earliest: false,
        after: after(by, today),
        why: late(by, today, you),
        you: nothing(),
        step: both("受理，或者一次说清要补什么", "Acceptance, or what is lacking"),
        who: taker.clone(),
    }
}

/// She supplies what is lacking until `until`; on `closing` the file is closed.
fn correcting(case: &Case, item: &Item, viewer: &Actor, until: Option<Day>, closing: Option<Day>) -> Next {
    let correction = case.correction.as_ref();
    let lacking: Vec<Text> = correction
        .iter()
        .flat_map(|c| c.lacking.iter().filter(|code| c.outstanding.contains(*code)))
        // what she signed for follows after acceptance
        .filter(|code| !case.tolerance.signed.contains(*code))
        .map(|code| item.lacking_name(code))
        .collect();
    let n = lacking.len();
    let zh: Vec<&str> = lacking.iter().map(|t| t.zh.as_str()).collect();
    let en: Vec<&str> = lacking.iter().map(|t| t.en.as_str()).collect();
    let own = matches!(viewer.role, Role::Citizen | Role::Agent);
    let whose =
        if own { ("请您", "please supply") } else { ("等申请人", "the applicant is to supply") };
    Next {
        sentence: Text::new(
            format!("还差 {n} 样：{}。{}补齐，最晚", zh.join("、"), whose.0),
            format!("Still lacking: {}. {} it by", en.join("; "), capital(whose.1)),
        ),
        by: until.or(correction.map(|c| c.until)),
        earliest: false,
        after: both("前补都可以", ""),
        why: until_closed(closing),
        you: Text::default(),
        step: both("补齐材料", "Correction"),
        who: if own { both("您", "you") } else { both("申请人", "the applicant") },
    }
}

/// What follows from papers that come late, or never.
fn until_closed(closes: Option<Day>) -> Text {
    match closes {
        None => both(
            "补齐后，办理机关再告诉您受理。过了这一天补交，也收。",
            "Once everything is there you hear whether it is accepted. Later papers are taken too.",
        ),
        Some(day) => Text::new(
            format!(
                "补齐后，办理机关再告诉您受理。过了这一天补交也收；到{}还没有补齐的，终止办理。",
                day.zh_full()
            ),
            format!(
                "Once everything is there you hear whether it is accepted. Later papers are taken until {}; \
                 then the file is closed.",
                day.en_full()
            ),
        ),
    }
}

fn deciding(body: &Text, item: &Item, dues: &rules::Dues, today: Day, case: &Case, you: &Text) -> Next {
    let by = dues.promised.as_ref().map(|due| due.day);
    let stopped = !case.stops.is_empty();
    let late = late(by, today, you);
    let (more_zh, more_en) = match case.course.extension.filter(|extension| extension.promise) {
        Some(e) => (format!("，延长 {}", e.limit.zh()), format!(", extended by {}", e.limit.en())),
        None => (String::new(), String::new()),
    };
    let (zh, en) = if stopped {
        ("，特别程序的时间不算。", "; the time of the special procedure is not counted.")
    } else {
        ("。", ".")
    };
    Next {
        sentence: Text::new(format!("{}作出决定，最晚", body.zh), format!("{} decides by", body.en)),
        by,
        earliest: false,
        after: after(by, today),
        why: Text::new(
            format!("{}受理后承诺 {}{more_zh}{zh}", late.zh, item.promised_limit.zh()),
            format!("{} Promised: {} from acceptance{more_en}{en}", late.en, item.promised_limit.en())
                .trim()
                .to_owned(),
        ),
        you: nothing(),
        step: both("作出决定", "Decision"),
        who: body.clone(),
    }
}

fn stopped(body: &Text, case: &Case, item: &Item, earliest: Option<Day>, you: &Text) -> Next {
    let stop = case.stops.last();
    let called = |kind: kernel::item::SpecialKind| {
        item.special(kind).map_or_else(|| kind.general_name(), |s| s.name.clone())
    };
    let name = stop.map(|s| called(s.kind)).unwrap_or_default();
    let needed = stop.map_or(0, |s| s.needed);
    let basis = stop.map(|s| s.basis.clone()).unwrap_or_default();
    Next {
        sentence: Text::new(
            format!("正在{}，约要 {needed} 个工作日，这段时间不算。决定最早", name.zh),
            format!(
                "{} is under way and needs about {needed} working days, which are not counted. The \
                 decision comes at the earliest on",
                capital(&name.en)
            ),
        ),
        by: earliest,
        earliest: true,
        after: Text::default(),
        why: Text::new(
            format!("做完后告诉{}确切的一天。依据{}。", you.zh, basis.zh),
            format!("The exact day is told to {} when it ends. Basis: {}.", you.en, basis.en),
        ),
        you: nothing(),
        step: both("恢复计时", "The clock goes on"),
        who: body.clone(),
    }
}

fn delivering(taker: &Text, item: &Item, by: Option<Day>, today: Day, you: &Text) -> Next {
    Next {
        sentence: Text::new(
            format!("已经准予。{}把{}送到{}手里，最晚", taker.zh, item.outcome.name.zh, you.zh),
            format!(
                "Granted. {} delivers the {} to {} by",
                taker.en,
                item.outcome.name.en.to_lowercase(),
                you.en
            ),
        ),
        by,
        earliest: false,
        after: after(by, today),
        why: late(by, today, you),
        you: nothing(),
        step: both("送达", "Delivery"),
        who: taker.clone(),
    }
}

/// Whom one who disagrees turns to, by when.
fn declined(item: &Item) -> Text {
    let zh: Vec<&str> = item.remedies.iter().map(|remedy| remedy.zh.as_str()).collect();
    let en: Vec<&str> = item.remedies.iter().map(|remedy| remedy.en.as_str()).collect();
    Text::new(format!("不同意：{}", zh.join("")), format!("If you disagree: {}", en.join(" ")))
}
