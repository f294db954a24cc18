//! The rooms of the gallery: example pages that between them show every part.

use std::collections::BTreeMap;

use kernel::form::{Answers, Field, FieldFault, FieldKind, Rows, add_row, check};
use kernel::item::{Certainty, Choice, Material, Point, Situation, Source};
use kernel::{Due, Instant, Limit, Stop, Text};
use maud::{Markup, html};
use serde::Serialize;

use super::super::*;
use super::{calendar, day, text};
use crate::web::page::{Frame, Page, token};

/// A page of the gallery with a title and a body.
macro_rules! room {
    ($name:ident, $zh:literal, $en:literal, $bare:literal, $body:expr) => {
        #[derive(Serialize)]
        pub(super) struct $name;
        impl Page for $name {
            fn title(&self, see: &Frame) -> String {
                see.say($zh, $en).to_owned()
            }
            fn trail(&self, see: &Frame) -> Vec<(String, String)> {
                let home = ("/".to_owned(), see.say("首页", "Home").to_owned());
                if $bare { Vec::new() } else { vec![home, (String::new(), self.title(see))] }
            }
            fn body(&self, see: &Frame) -> Markup {
                $body(see)
            }
            fn bare(&self) -> bool {
                $bare
            }
        }
    };
}

room!(Citizen, "食品经营许可", "Food business licence", false, citizen);
room!(Long, "居住证", "Residence permit", false, long);
room!(Question, "情形", "Your situation", false, question);
room!(Applying, "有 10 处要改 · 申请", "10 things to mend · Application", false, applying);
room!(Begun, "设立", "Registration", false, begun);
room!(Founding, "有多处要改 · 设立", "Much to mend · Registration", false, founding);
room!(Home, "今天要办什么", "What do you need today", true, home);
room!(Desk, "待办 3 件", "3 to do", false, desk_list);
room!(Examining, "审查 0017", "Examine 0017", false, examining);

fn accepted() -> Text {
    text("受理", "accepted")
}

fn guide_due() -> Due {
    let stop = Stop {
        from: day("2026-03-06"),
        to: Some(day("2026-03-11")),
        label: ("检测用水".to_owned(), "water test".to_owned()),
        basis: (String::new(), String::new()),
    };
    calendar().due(day("2026-03-03"), Limit::working_days(5), &[stop], day("2026-03-12")).unwrap()
}

pub(super) fn guide_cells() -> Vec<Cell> {
    due_cells(&Span {
        due: &guide_due(),
        calendar: &calendar(),
        today: day("2026-03-12"),
        submitted: Some(day("2026-03-02")),
        start: &accepted(),
        statutory: Some(day("2026-03-20")),
    })
}

fn long_due() -> Due {
    calendar().due(day("2026-09-16"), Limit::working_days(75), &[], day("2026-10-12")).unwrap()
}

pub(super) fn long_cells() -> Vec<Cell> {
    due_cells(&Span {
        due: &long_due(),
        calendar: &calendar(),
        today: day("2026-10-12"),
        submitted: None,
        start: &accepted(),
        statutory: Some(day("2027-03-01")),
    })
}

fn long(see: &Frame) -> Markup {
    html! {
        (title(see.say("居住证", "Residence permit"), &html! {}))
        (due_calendar(see, &long_cells()))
        (derivation(see, &long_due(), &accepted(), None))
    }
}

fn diary_lines(see: &Frame) -> Vec<DiaryLine> {
    let at = |d: &str, h, m| instant(see, Instant::at(day(d), h, m));
    let line = |mark, act: &str, when, who: &str, note| DiaryLine {
        mark,
        act: act.to_owned(),
        when,
        who: who.to_owned(),
        note,
    };
    let paper = html! { a href="/d/1" { (see.say("特别程序告知书", "Notice of special procedure")) } };
    vec![
        line(
            DiaryMark::Todo,
            see.say("作出决定", "Decision"),
            html! { (see.say("最晚 ", "by ")) (day_short(see, day("2026-03-13"))) },
            see.say("县市场监督管理局", "Market Supervision Bureau"),
            html! {},
        ),
        line(
            DiaryMark::Stopped,
            see.say("中止计时：检测用水，约 3 个工作日", "Clock stopped: water test, about 3 working days"),
            at("2026-03-06", 16, 10),
            see.say("李某", "Li"),
            paper,
        ),
        line(DiaryMark::Done, see.say("受理", "Accepted"), at("2026-03-03", 9, 10), "", html! {}),
    ]
}

fn citizen(see: &Frame) -> Markup {
    let row = |zh: &str, en: &str, value: Markup| (see.say(zh, en).to_owned(), value);
    let due = guide_due();
    html! {
        (title(
            see.say("食品经营许可（餐饮）", "Food business licence (catering)"),
            &html! { (see.say("办件编号 ", "Case ")) (code("449921-20260302-0017")) },
        ))
        (door(see.say("接下来", "What happens next"), &html! {
            p { (see.say("县市场监督管理局作出决定，最晚", "The Market Supervision Bureau decides by the end of")) }
            (date_big(see, due.day, see.say("下班前", "")))
            p { strong { (see.say("您现在不用做什么。", "You need not do anything now.")) } }
        }))
        (strip(&[
            (see.say("多久", "How long").to_owned(), html! { (see.lang.limit(due.limit)) }, String::new()),
            (
                see.say("多少钱", "Cost").to_owned(),
                html! { (see.say("不收费", "free")) },
                see.say("全程", "throughout").to_owned(),
            ),
        ]))
        div.two {
            div {
                (section("due", see.say("为什么是这一天", "Why this day"), &html! {
                    (due_calendar(see, &guide_cells()))
                    (derivation(see, &due, &accepted(), Some((Limit::working_days(10), day("2026-03-20")))))
                }))
                (section("diary", see.say("办理经过", "What has happened"), &diary(see.lang, &diary_lines(see))))
            }
            aside { (section("can", see.say("您可以", "You may"), &html! {
                (links(&[("/x".to_owned(), see.say("补充材料", "Add papers").to_owned())]))
                (act_form(see, "/cases/1/withdraw", &[("version", "4")], &html! {},
                    Look::Grave, see.say("撤回申请", "Withdraw the application")))
            })) }
        }
        (facts(&[row("名称", "Name", html! { (see.say("青岭县王某面馆", "Wang's Noodles")) })]))
        (answers(see, &[(
            see.say("联系电话", "Telephone").to_owned(),
            html! { "19900000668" },
            "/apply/2#f-tel".to_owned(),
        )]))
        (empty(
            see.say("您还没有办件。", "You have no cases yet. "),
            see.say("提交后都在这里。", "They will be here once you apply."),
            &[("/".to_owned(), see.say("看看要办什么", "See what there is").to_owned())],
        ))
        (stale_note(
            see.say("等候人数是 10:12 的。", "The queue is as of 10:12. "),
            see.say("时限不变。", "No limit moves."),
        ))
    }
}

fn choice(code: &str, zh: &str, en: &str) -> Choice {
    Choice { code: code.to_owned(), text: text(zh, en) }
}

fn question(see: &Frame) -> Markup {
    let answers =
        [choice("hot", "是，现做热食", "Yes, hot food"), choice("unsure", "说不准", "I am not sure")];
    let fault = text("请选一个，拿不准就选“说不准”", "Choose one; if in doubt choose “I am not sure”");
    html! {
        (fault_summary(see, &[FieldFault::new("made", fault.clone())]))
        form method="get" action="/apply" {
            (pick_large(see, "made", &text("饭菜是在店里现做吗？", "Is the food made on the premises?"),
                Some(see.say("拿不准就选“说不准”", "If in doubt choose “I am not sure”")), &answers, "unsure",
                Some(&fault)))
            p.asks { (button(Look::Filled, see.say("下一问", "Next"), None)) }
        }
        (tasks(&[
            Step { name: see.say("情形", "Situation").to_owned(), href: None, here: true,
                state: see.say("1 处要改", "1 to mend").to_owned(), tag: Some(Tag::Bad) },
            Step { name: see.say("核对", "Check").to_owned(), href: Some("/c".to_owned()), here: false,
                state: see.say("未开始", "not begun").to_owned(), tag: None },
        ]))
    }
}

fn every_field() -> Vec<Field> {
    let kinds = [
        ("address", FieldKind::Text, "地址", "Address"),
        ("story", FieldKind::Lines, "说明", "Explanation"),
        ("area", FieldKind::Number, "使用面积（平方米）", "Area in square metres"),
        ("opens", FieldKind::Date, "开业日期", "Opening day"),
        ("form", FieldKind::Choice, "业态", "Kind of business"),
        ("street", FieldKind::Choice, "镇街", "Township"),
        ("name", FieldKind::Name, "经营者", "Operator"),
        ("tel", FieldKind::Phone, "联系电话", "Telephone"),
        ("person", FieldKind::CitizenId, "公民身份号码", "Citizen number"),
        ("firm", FieldKind::Uscc, "统一社会信用代码", "Credit code"),
        ("capital", FieldKind::Money, "注册资本（元）", "Capital in yuan"),
    ];
    let options = |code: &str| match code {
        "form" => vec![choice("inn", "餐馆", "restaurant"), choice("canteen", "食堂", "canteen")],
        _ => (1..=9).map(|n| choice(&format!("s{n}"), &format!("{n} 镇"), &format!("Town {n}"))).collect(),
    };
    kinds
        .into_iter()
        .map(|(code, kind, zh, en)| Field {
            optional: code == "story",
            hint: (code == "tel").then(|| text("上门查看前会打这个电话", "We call it before a visit")),
            options: if kind == FieldKind::Choice { options(code) } else { Vec::new() },
            ..Field::new(code, text(zh, en), kind)
        })
        .collect()
}

/// A person, an organisation, two addresses, and a group of people with amounts.
fn every_composite() -> Vec<Field> {
    let one = |code: &str, zh: &str, en: &str, kind| Field::new(code, text(zh, en), kind);
    let towns = vec![choice("449921001", "城关街道", "Chengguan Street")];
    vec![
        one("owner", "法定代表人", "Legal representative", FieldKind::Person),
        Field { optional: true, ..one("agent", "代办机构", "Agent", FieldKind::Organisation) },
        Field { options: towns, ..one("seat", "住所", "Seat", FieldKind::Address) },
        Field {
            hint: Some(text("户口簿上的地址", "As in the household book")),
            ..one("household", "户口所在地", "Household", FieldKind::Address)
        },
        Field {
            rows: Some(Rows { min: 1, max: 3 }),
            fields: vec![
                one("who", "出资人", "Who pays in", FieldKind::Person),
                one("amount", "出资额（元）", "Amount in yuan", FieldKind::Money),
            ],
            ..one("shares", "股东", "Shareholders", FieldKind::Group)
        },
    ]
}

fn every_material() -> Vec<Material> {
    let one = |code: &str, source, zh: &str, en: &str| Material {
        code: code.to_owned(),
        name: text(zh, en),
        source,
        issuer: (source == Source::Government).then(|| text("县卫生健康局", "the Health Bureau")),
        licence: None,
        hint: None,
        basis: text("《食品安全法》第三十五条", "Food Safety Law, Art. 35"),
        certainty: Certainty::C,
        when: BTreeMap::new(),
        may_follow: None,
        by_commitment: false,
    };
    vec![
        one("health", Source::Government, "健康证明", "Health certificates"),
        one("plan", Source::Applicant, "平面布局图", "Floor plan"),
        one("water", Source::Intermediary, "用水检测报告", "Water test report"),
        one("rules", Source::Commitment, "管理制度", "Food safety rules"),
    ]
}

fn applying(see: &Frame) -> Markup {
    let fields_owned = every_field();
    let materials_owned = every_material();
    let mut typed: Answers = fields_owned.iter().map(|f| (f.code.clone(), "x".to_owned())).collect();
    typed.insert("story".to_owned(), "\n<script>alert(1)</script>".to_owned());
    typed.insert("tel".to_owned(), "1990000668".to_owned());
    typed.insert("material-plan".to_owned(), "yes".to_owned());
    let mend = |zh: &str, en: &str| text(&format!("{zh}要改"), &format!("Mend: {en}"));
    let mut faults: Vec<FieldFault> = fields_owned
        .iter()
        .filter(|f| !f.optional)
        .map(|f| FieldFault::new(&f.code, mend(&f.label.zh, &f.label.en)))
        .collect();
    faults.push(FieldFault::new(
        "material-water",
        text("请备好用水检测报告", "Have the water test report ready"),
    ));
    html! {
        (fault_summary(see, &faults))
        (title(see.say("经营场所与材料", "Premises and papers"), &html! {
            (see.say("第 2 步，共 4 步", "Step 2 of 4"))
        }))
        form method="post" action="/apply" novalidate {
            (token(see))
            (fields(see, &fields_owned.iter().collect::<Vec<_>>(), &typed, &faults))
            (section("mats", see.say("材料", "Papers"),
                &materials(
                    see, &materials_owned.iter().collect::<Vec<_>>(), &typed, &faults, &Default::default(),
                    &|_| html! {},
                )))
            @let hint = see.say("可不填", "optional");
            (line(see, Line { name: "login", label: see.say("账号", "Account"), hint: Some(hint), value: "wang",
                autocomplete: "username", keeping: Keeping::Open }, None))
            (line(see, Line { name: "password", label: see.say("密码", "Password"), hint: None,
                value: "never-shown", autocomplete: "current-password", keeping: Keeping::Secret }, None))
            (text_area(see, "note", see.say("还想说明的", "Anything else"), Some(hint), "", None))
            p.asks {
                (button(Look::Filled, see.say("保存，去核对", "Save and check"), None))
                (link_button(Look::Second, "/later", see.say("先存着", "Keep it for later")))
            }
        }
    }
}

/// A form of composites with two rows typed and one asked for, and everything wrong that can be.
fn founding(see: &Frame) -> Markup {
    let all = every_composite();
    let typed = [
        ("owner.name", "Wang <b>"),
        ("owner.id", "44992"),
        ("seat.line", "18 Zhenghe"),
        ("agent.name", "A"),
        ("shares.0.who.name", "Li"),
        ("shares.1.amount", "12.345"),
    ];
    let mut typed: Answers = typed.map(|(code, answer)| (code.to_owned(), answer.to_owned())).into();
    let mut faults = check(&all, &Situation::new(), &typed).expect_err("much is wrong");
    faults
        .push(FieldFault::new("shares", text("股东最多 3 行，请删去 1 行", "Shareholders: 3 rows at most")));
    add_row(&all, &mut typed, "shares");
    html! {
        (fault_summary(see, &faults))
        (title(see.say("设立登记", "Registration"), &html! {}))
        form method="post" action="/apply" novalidate {
            (token(see))
            (fields(see, &all.iter().collect::<Vec<_>>(), &typed, &faults))
            p.asks { (button(Look::Filled, see.say("保存，去核对", "Save and check"), None)) }
        }
    }
}

/// The same form untouched.
fn begun(see: &Frame) -> Markup {
    html! {
        (title(see.say("设立登记", "Registration"), &html! {}))
        form method="post" action="/apply" novalidate {
            (token(see))
            (fields(see, &every_composite().iter().collect::<Vec<_>>(), &Answers::new(), &[]))
        }
    }
}

fn home(see: &Frame) -> Markup {
    let card = |plate: &str, zh: &str, en: &str, line: (&str, &str)| Card {
        plate: plate.to_owned(),
        href: "/x".to_owned(),
        name: see.say(zh, en).to_owned(),
        line: see.say(line.0, line.1).to_owned(),
    };
    html! {
        (hero(see, "/search", &[("/items/food".to_owned(), see.say("食品经营许可", "Food licence").to_owned())]))
        div.wrap { (section("life", see.say("人生的事", "Life"), &shelf(&[
            card("生", "孩子出生", "A child is born", ("出生证明、落户、医保，一张表", "One form for all of it")),
            card("店", "开办餐饮店", "Open a restaurant", ("四件事一次办", "Four licences in one")),
            card("居", "居住证", "Residence permit", ("", "")),
        ]))) }
    }
}

fn desk_list(see: &Frame) -> Markup {
    let column = |zh: &str, en: &str, wide, sorted| Column { head: see.say(zh, en).to_owned(), wide, sorted };
    let row = |lamp, zh: &str, en: &str, no: &str| WorkRow {
        lamp,
        words: see.say(zh, en).to_owned(),
        href: format!("/desk/{no}"),
        name: see.say("食品经营许可（餐饮）", "Food business licence").to_owned(),
        cells: vec![html! { (see.say("王某", "Wang")) }, code(no), day_short(see, day("2026-03-13"))],
    };
    let tab = |lamp: Option<Lamp>, here| Tab {
        href: "/desk?lamp=x".to_owned(),
        lamp,
        words: lamp.map_or(see.say("全部", "All"), |l| l.word(see.lang)).to_owned(),
        count: Some(3),
        here,
    };
    let steps = [choice("receive", "待受理", "to accept")];
    let lamps = [Lamp::Red, Lamp::Orange, Lamp::Yellow, Lamp::Green, Lamp::Off];
    html! {
        (title(see.say("待办 3 件", "3 to do"), &html! { (see.say("今天到期 2 件", "2 due today")) }))
        (tabs(see.say("按灯色", "By lamp"),
            &std::iter::once(tab(None, true)).chain(lamps.map(|l| tab(Some(l), false))).collect::<Vec<_>>()))
        (filter(see, "/desk", ("q", see.say("编号、姓名或事项", "Number, name or item"), ""),
            &[("step", see.say("环节", "Step"), &steps, "receive")]))
        (work(see, see.say("待办清单，按到期先后", "To do, by due date"),
            &[column("申请人", "Applicant", true, false), column("编号", "Number", true, false),
                column("到期", "Due", false, true)],
            &[row(Lamp::Red, "超法定 1 日", "1 day past the law's limit", "449921-20260205-0031"),
                row(Lamp::Orange, "超承诺 1 日", "1 day past the promise", "449921-20260302-0022"),
                row(Lamp::Yellow, "今天到期", "due today", "449921-20260305-0040"),
                row(Lamp::Green, "余 3 日", "3 days left", "449921-20260310-0009"),
                row(Lamp::Off, "中止", "stopped", "449921-20260224-0019")]))
        (pager(see, Some("/desk"), Some("/desk?after=x")))
    }
}

fn examining(see: &Frame) -> Markup {
    let point = |code: &str, zh: &str, en: &str| Point {
        code: code.to_owned(),
        text: text(zh, en),
        basis: text("《食品安全法》第三十三条", "Food Safety Law, Art. 33"),
        certainty: Certainty::C,
        when: BTreeMap::new(),
        on_site: None,
        awaits: None,
    };
    let all = [
        point("layout", "布局合理，生熟分开", "Layout keeps raw and cooked apart"),
        point("wash", "清洗设备齐全", "Washing equipment is complete"),
        point("water", "用水合格", "Water is safe"),
    ];
    let typed: Answers =
        [("point-layout", "met"), ("point-wash", "unmet")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    let faults = [
        FieldFault::new("note-wash", text("请写明哪里不符", "Say what is not met")),
        FieldFault::new("point-water", text("第 3 点没有结论", "Point 3 has no verdict")),
    ];
    html! {
        form method="post" action="/desk/0017/examine" novalidate {
            (token(see))
            (fault_summary(see, &faults))
            (title(see.say("食品经营许可（餐饮）", "Food business licence"), &html! {
                (lamp(Lamp::Yellow, see.say("余 1 日", "1 day left"))) " "
                (see.say("承诺 ", "promised ")) (day_short(see, day("2026-03-13")))
            }))
            div.split {
                div.stay { (facts(&[(see.say("面积", "Area").to_owned(), html! { "40 m²" })])) }
                div {
                    h2 { (see.say("检查点", "Check points")) }
                    (points(see, &all.iter().collect::<Vec<_>>(), &typed, &faults))
                    (text_area(see, "opinion", see.say("审查意见", "Opinion"), None, "", None))
                }
            }
            @let missing = html! {
                strong { (see.say("还差 1 项：", "1 missing: ")) } (see.say("第 3 点", "point 3"))
            };
            (bar(&missing, &html! {
                (button(Look::Filled, see.say("建议准予", "Recommend to grant"), Some(("do", "grant"))))
                (button(Look::Second, see.say("中止计时", "Stop the clock"), Some(("do", "stop"))))
                (button(Look::Grave, see.say("建议不予许可", "Recommend to deny"), Some(("do", "deny"))))
            }))
        }
        (warn(&html! { p { (see.say("明天到期。", "Due tomorrow.")) } }))
        (note(&html! { p { (tag(Tag::Plain, see.say("已签署", "signed"))) } }))
    }
}
