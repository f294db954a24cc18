//! Papers as a reader meets them: their text read back by poppler, their pages kept for looking at.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use kernel::Day;
use paper::{
    Absent, Chapter, Column, Face, Fonts, Handbook, Kind, List, NotDrawn, Notice, Part, face, handbook,
    limits, notice,
};

/// A folder under the build's own, where the papers of the last run can be looked at.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).output();
    let done = done.unwrap_or_else(|why| panic!("{program} (Debian: poppler-utils): {why}"));
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stderr.is_empty(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Keeps a paper, draws its pages as pictures beside it, and gives back its text without white space.
fn read(name: &str, bytes: &[u8]) -> String {
    let path = folder().join(format!("{name}.pdf"));
    fs::write(&path, bytes).unwrap();
    let file = path.to_str().unwrap();
    run("pdftoppm", &["-r", "80", "-png", file, file.strip_suffix(".pdf").unwrap()]);
    let text = run("pdftotext", &["-enc", "UTF-8", file, "-"]);
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn told_of(name: &str) -> String {
    run("pdfinfo", &[folder().join(format!("{name}.pdf")).to_str().unwrap()])
}

fn materials() -> List {
    let column = |head: &str, share| Column { head: head.into(), share };
    let row = |cells: [&str; 4]| cells.map(String::from).to_vec();
    List {
        title: String::new(),
        columns: vec![column("序号", 2), column("材料", 8), column("来源", 8), column("份数", 2)],
        rows: vec![
            row(["1", "食品经营许可申请书", "网上填写", "1"]),
            row(["2", "经营场所平面布局图", "申请人提交", "1"]),
            row(["3", "营业执照", "免提交，县市场监督管理局核验", "1"]),
            row(["4", "从业人员健康证明（每人一份，有效期内）", "免提交，县卫生健康局核验", "2"]),
        ],
    }
}

fn accepted() -> Notice {
    let text = |words: &str| words.to_owned();
    Notice {
        title: Kind::Accepted.title().into(),
        number: text("青市监受〔2026〕0017 号"),
        organ: text("青岭县市场监督管理局"),
        recipient: text("青岭县王某面馆"),
        case_no: text("449921-20260302-0017"),
        query: text("6R2W"),
        paragraphs: vec![
            text(
                "你（单位）于2026年3月2日提出的食品经营许可（餐饮）申请，材料齐全，符合法定形式。\
                 根据《中华人民共和国行政许可法》第三十二条第一款第（五）项，本机关决定予以受理。",
            ),
            text(
                "本机关承诺自受理之日起5个工作日内，即2026年3月10日前作出决定；法定期限为10个工作日，\
                 即2026年3月17日。依法需要听证、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在内，\
                 本机关将书面告知。",
            ),
        ],
        lists: vec![materials()],
        basis: vec![],
        remedies: vec![text("逾期未作出决定的，可以拨打12345或者向青岭县政务服务和数据管理局反映。")],
        dated: Day::ymd(2026, 3, 3).unwrap(),
        seal: text("行政许可专用章"),
        qr: text("https://qingling.example/case/449921-20260302-0017?q=6R2W"),
        qr_says: text("扫码看办到哪一步"),
        demo: true,
    }
}

/// The notice of every kind, with a text of its sort.
fn of_kind(kind: Kind) -> Notice {
    let base = Notice { title: kind.title().into(), ..accepted() };
    let with = |text: &str, basis: &[&str], remedies: &[&str], lists: Vec<List>| Notice {
        paragraphs: vec![text.into()],
        basis: basis.iter().map(|b| (*b).to_string()).collect(),
        remedies: remedies.iter().map(|r| (*r).to_string()).collect(),
        lists,
        ..base.clone()
    };
    let remedies = [
        "如不服本决定，可以自收到本决定书之日起六十日内向青岭县人民政府申请行政复议，\
         也可以自收到本决定书之日起六个月内向青岭县人民法院提起行政诉讼。",
        "装好后可以随时再申请，已交的材料不用重交。",
    ];
    match kind {
        Kind::Accepted => base,
        Kind::Receipt => {
            let text =
                "今收到你（单位）提交的食品经营许可（餐饮）申请材料，共4种5份。本凭证不表示申请已被受理。";
            with(text, &[], &["收到之日起五个工作日内，我们会告诉你是否受理。"], vec![materials()])
        }
        Kind::Correction => {
            let column = |head: &str, share| Column { head: head.into(), share };
            let columns = vec![column("材料", 3), column("缺什么", 4), column("怎样补", 5)];
            let row = |cells: [&str; 3]| cells.map(String::from).to_vec();
            let mend = "在图上画出清洗池、消毒柜的位置，注明尺寸；手画的也可以，拍照清楚就行";
            let rows = vec![
                row(["经营场所平面布局图", "没有标出“清洗、消毒”的地方", mend]),
                row(["食品安全承诺书", "没有签名", "负责人王某签名"]),
            ];
            let list = List { title: "需要补正的全部内容".into(), columns, rows };
            let text = "你（单位）的申请材料不齐全，需要一次补正下列内容。补齐之日起视为受理申请。";
            with(text, &["《中华人民共和国行政许可法》第三十二条第一款第（四）项"], &[], vec![list])
        }
        Kind::Declined | Kind::Referred => {
            let text = "你（单位）申请的事项依法不属于本机关职权范围，请向青岭县林业局（青岭县城关镇人民路9号，\
                        电话 0999-1234567）申请。";
            with(text, &["《中华人民共和国行政许可法》第三十二条第一款第（二）项"], &remedies[..1], vec![])
        }
        Kind::Special => {
            let text = "你（单位）的申请依法需要现场核查，自2026年3月4日起至2026年3月7日止，所需时间不计算在期限内。";
            with(text, &["《中华人民共和国行政许可法》第四十五条"], &["新的期限：2026年3月13日。"], vec![])
        }
        Kind::Granted => {
            let text = "经审查，你（单位）的申请符合法定条件、标准，本机关决定准予许可，并自作出决定之日起十日内\
                        颁发《食品经营许可证》。";
            with(text, &["《中华人民共和国行政许可法》第三十八条第一款"], &remedies[..1], vec![])
        }
        Kind::Denied => {
            let text = "经查，你（单位）的后厨没有单独的清洗池，不符合《中华人民共和国食品安全法》第三十三条第一款\
                        第（二）项的规定，本机关决定不予许可。";
            let basis = [
                "《中华人民共和国食品安全法》第三十三条第一款第（二）项",
                "《中华人民共和国行政许可法》第三十八条第二款",
            ];
            with(text, &basis, &remedies, vec![])
        }
    }
}

fn licence() -> Face {
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    Face {
        title: "食品经营许可证".into(),
        facts: vec![
            fact("经营者", "青岭县王某面馆"),
            fact("统一社会信用代码", "92449921MA9X0002XQ"),
            fact("负责人", "王某"),
            fact("经营场所", "青岭县城南街道溪边路18号102铺"),
            fact("主体业态", "餐饮服务经营者"),
            fact("经营项目", "热食类食品制售，自制饮品制售（不含使用压力容器制作饮品）"),
        ],
        number: "JY2449921000DEMO017".into(),
        identifier: "1.2.156.3005.2.11100000MB0000000X001.92449921MA9X0002XQ.DEMO017.001.A".into(),
        issuer: "青岭县市场监督管理局".into(),
        issued: Day::ymd(2026, 3, 13).unwrap(),
        from: Day::ymd(2026, 3, 13),
        to: Day::ymd(2031, 3, 12),
        qr: "https://qingling.example/verify/7K4M-92TD-XH3P-QW8E".into(),
        code: "7K4M-92TD-XH3P-QW8E".into(),
        seal: "行政许可专用章".into(),
        demo: true,
    }
}

#[test]
fn every_kind_of_notice_can_be_read_word_for_word() {
    let fonts = Fonts::embedded();
    for (at, kind) in Kind::ALL.into_iter().enumerate() {
        let paper = of_kind(kind);
        let text = read(&format!("notice-{at}"), &notice(&paper, &fonts).unwrap());
        let one = [&paper.title, &paper.number, &paper.organ, &paper.recipient, &paper.case_no, &paper.query];
        let many = paper.paragraphs.iter().chain(&paper.basis).chain(&paper.remedies);
        for part in one.into_iter().chain(many) {
            assert!(text.contains(&plain(part)), "{kind:?}: {part}\nis not in\n{text}");
        }
        assert!(text.contains("2026年3月3日") && text.contains("不具法律效力"));
    }
}

#[test]
fn a_notice_is_an_archival_file_of_one_page_with_title_and_language() {
    let bytes = notice(&accepted(), &Fonts::embedded()).unwrap();
    read("accepted", &bytes);
    let told = told_of("accepted");
    assert!(told.contains("受理通知书 青市监受〔2026〕0017 号"), "{told}");
    assert!(told.contains("Pages:           1\n") && told.contains("A4"), "{told}");
    let raw = String::from_utf8_lossy(&bytes);
    assert!(raw.contains("pdfaid:part>2<") && raw.contains("pdfaid:conformance>U<"));
    assert!(raw.contains("/Lang (zh-CN)"));
    assert!(raw.contains("(D:20260303000000+08'00)"), "the paper's own day, not a clock");
    assert!(!raw.contains("/JavaScript") && !raw.contains("/URI"));
    assert!(bytes.len() < 120_000, "{} bytes", bytes.len());
}

#[test]
fn the_same_paper_has_the_same_bytes() {
    let drawn = || notice(&accepted(), &Fonts::with_system()).unwrap();
    assert_eq!(drawn(), drawn());
    let drawn = || face(&licence(), &Fonts::with_system()).unwrap();
    assert_eq!(drawn(), drawn());
    let again = notice(&Notice { query: "6R2X".into(), ..accepted() }, &Fonts::with_system()).unwrap();
    assert_ne!(again, notice(&accepted(), &Fonts::with_system()).unwrap());
    // What the embedded font has looks the same on a machine with more fonts.
    assert_eq!(
        notice(&accepted(), &Fonts::embedded()).unwrap(),
        notice(&accepted(), &Fonts::with_system()).unwrap()
    );
}

#[test]
fn a_rare_name_comes_from_the_machine_and_an_impossible_one_is_refused() {
    let named = |name: &str| Notice { recipient: name.into(), ..accepted() };
    // 㛃 (U+36C3) is in names and in Noto, but not in the embedded font.
    let (embedded, system) = (Fonts::embedded(), Fonts::with_system());
    assert_eq!(notice(&named("王㛃"), &embedded).unwrap_err().glyphs(), ['㛃']);
    let text = read("rare", &notice(&named("王㛃"), &system).unwrap());
    assert!(text.contains("王㛃："), "{text}");
    // U+3134A is in neither; an invisible selector would print a character other than the one meant.
    let refused = notice(&named("王\u{3134A}\u{FE00}\u{3134A}"), &system).unwrap_err();
    let absent = |glyph| Absent { glyph, place: "recipient" };
    assert_eq!(refused, NotDrawn::Glyphs(vec![absent('\u{3134A}'), absent('\u{FE00}')]));
    assert_eq!(refused.glyphs(), ['\u{FE00}', '\u{3134A}']);
    assert!(refused.to_string().contains("U+3134A, in recipient"), "{refused}");
    let mut bad = licence();
    bad.facts[2].1 = "ئالىم".into();
    assert!(!face(&bad, &system).unwrap_err().glyphs().is_empty(), "letters that must join are not set");
}

#[test]
fn the_ordinary_characters_of_names_are_all_embedded() {
    let fonts = Fonts::embedded();
    let absent: Vec<char> = ('\u{4E00}'..='\u{9FA5}').filter(|c| !fonts.has(*c)).collect();
    assert_eq!(absent, [], "the 20 902 characters of GBK");
    for c in "喆堃祎玥湉犇昇〇·（）〔〕《》“”‘’—…℃㎡№①ABCxyz0123456789".chars()
    {
        assert!(fonts.has(c), "{c}");
    }
}

#[test]
fn a_licence_says_what_it_says_and_that_it_is_a_demonstration() {
    let paper = licence();
    let text = read("licence", &face(&paper, &Fonts::embedded()).unwrap());
    for (label, value) in &paper.facts {
        assert!(text.contains(&plain(label)) && text.contains(&plain(value)), "{label} {value}\n{text}");
    }
    for part in [&paper.number, &paper.identifier, &paper.issuer, &paper.code] {
        assert!(text.contains(part.as_str()), "{part}\n{text}");
    }
    for part in ["便民打印件", "演示·无法律效力", "2026年3月13日至2031年3月12日"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let real = read("licence-real", &face(&Face { demo: false, ..paper }, &Fonts::embedded()).unwrap());
    assert!(!real.contains("演示") && real.contains("便民打印件"));
}

#[test]
fn a_long_notice_has_numbered_pages_and_a_longer_one_is_refused() {
    let fonts = Fonts::embedded();
    let words = accepted().paragraphs[1].clone();
    let mut rows = materials().rows;
    rows.extend((5..60).map(|n| vec![n.to_string(), words.clone(), "申请人提交".into(), "1".into()]));
    let list = List { rows, ..materials() };
    let long = Notice { paragraphs: vec![words.clone(); 8], lists: vec![list.clone()], ..accepted() };
    let text = read("long", &notice(&long, &fonts).unwrap());
    let pages = told_of("long").lines().find_map(|l| l.strip_prefix("Pages:").map(|n| n.trim().to_owned()));
    let pages: usize = pages.unwrap().parse().unwrap();
    assert!(pages > 4, "{pages}");
    for page in 1..=pages {
        assert!(text.contains(&format!("第{page}页，共{pages}页")), "page {page}");
    }
    let file = folder().join("long.pdf");
    let leaves = run("pdftotext", &["-enc", "UTF-8", file.to_str().unwrap(), "-"]);
    let rows: Vec<&str> = leaves.split('\u{c}').filter(|leaf| leaf.contains("申请人提交")).collect();
    assert!(rows.len() > 3 && rows.iter().all(|leaf| leaf.contains("来源")), "its head on every page");
    let longer = Notice { lists: vec![list; 10], ..long };
    assert_eq!(notice(&longer, &fonts).unwrap_err(), NotDrawn::TooManyPages);
}

#[test]
fn a_long_licence_goes_on_on_a_second_sheet() {
    let mut paper = licence();
    paper.facts.push(("经营项目明细".into(), "热食类食品制售；".repeat(200)));
    let text = read("licence-long", &face(&paper, &Fonts::embedded()).unwrap());
    assert!(text.contains("食品经营许可证（续）") && text.contains("第2页，共"), "{text}");
    // One of them is in 经营项目.
    assert_eq!(text.matches('热').count(), 201);
}

#[test]
fn what_is_too_much_or_missing_is_refused_by_name() {
    let fonts = Fonts::embedded();
    let long = "长".repeat(limits::LINE_CHARS + 1);
    let refused = notice(&Notice { organ: long, ..accepted() }, &fonts).unwrap_err();
    assert_eq!(refused, NotDrawn::TooLong { place: "organ", is: 201, limit: 200 });
    let refused = notice(&Notice { number: " ".into(), ..accepted() }, &fonts).unwrap_err();
    assert_eq!(refused, NotDrawn::Empty { place: "number" });
    let refused = notice(&Notice { paragraphs: vec![], ..accepted() }, &fonts).unwrap_err();
    assert_eq!(refused, NotDrawn::Empty { place: "paragraphs" });
    let ragged = List { rows: vec![vec!["1".into()]], ..materials() };
    let refused = notice(&Notice { lists: vec![ragged], ..accepted() }, &fonts).unwrap_err();
    assert_eq!(refused, NotDrawn::Ragged { row: 0 });
}

#[test]
fn the_longest_of_everything_is_drawn_or_refused_but_never_panics() {
    let fonts = Fonts::embedded();
    let line = "局".repeat(limits::LINE_CHARS);
    let short = "号".repeat(limits::NUMBER_CHARS);
    let every = Notice {
        title: line.clone(),
        number: short.clone(),
        organ: line.clone(),
        recipient: line.clone(),
        case_no: short.clone(),
        query: short.clone(),
        seal: "章".repeat(limits::SEAL_CHARS),
        qr_says: short.clone(),
        demo: false,
        ..accepted()
    };
    read("longest", &notice(&every, &fonts).unwrap());
    let odd =
        Notice { paragraphs: vec!["）".repeat(4_000), " \t\r\n".into(), "(".repeat(4_000)], ..accepted() };
    read("odd", &notice(&odd, &fonts).unwrap());
    let face_of = Face {
        title: line.clone(),
        issuer: line,
        code: "C".repeat(limits::CODE_CHARS),
        seal: "章".repeat(limits::SEAL_CHARS),
        ..licence()
    };
    read("longest-licence", &face(&face_of, &fonts).unwrap());
}

fn book(chapters: usize) -> Handbook {
    let chapter = |n: usize| Chapter {
        title: format!("第 {n} 件事：食品经营许可（餐饮服务）"),
        parts: vec![
            Part::Facts(vec![
                ("多久".to_owned(), "5 个工作日；法定 10 个工作日".to_owned()),
                ("办理地点和咨询电话".to_owned(), "青岭县城关街道政和路 1 号。".repeat(30)),
            ]),
            Part::Heading("谁可以办".to_owned()),
            Part::Points(vec![
                "已有营业执照，经营范围里有餐饮服务。".repeat(4),
                "有固定的经营场所。".to_owned(),
            ]),
            Part::Heading("要准备什么".to_owned()),
            Part::Table(materials()),
            Part::Text("接触直接入口食品的人都有有效的健康证明。".repeat(40)),
            Part::Small("《食品安全法》第三十五条".to_owned()),
        ],
    };
    Handbook {
        lang: "zh-CN",
        title: "办事指南手册".to_owned(),
        organ: "青岭县市场监督管理局".to_owned(),
        lines: vec!["青岭县".to_owned(), format!("{chapters} 件事")],
        dated: Day::ymd(2026, 3, 2).unwrap(),
        contents: "目录".to_owned(),
        page: "第 {n} 页，共 {all} 页".to_owned(),
        foot: "青岭县市场监督管理局 · 演示".to_owned(),
        chapters: (1..=chapters).map(chapter).collect(),
    }
}

#[test]
fn a_handbook_says_on_which_page_each_chapter_begins() {
    let fonts = Fonts::embedded();
    let drawn = handbook(&book(12), &fonts).unwrap();
    assert_eq!(drawn, handbook(&book(12), &fonts).unwrap(), "the same bytes");
    let text = read("handbook", &drawn);
    let path = folder().join("handbook.pdf");
    for n in [1, 7, 12] {
        let title = format!("第{n}件事：食品经营许可（餐饮服务）");
        let (_, rest) = text.split_once(&title).unwrap();
        let page: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let there = run("pdftotext", &["-f", &page, "-l", &page, path.to_str().unwrap(), "-"]);
        assert!(plain(&there).contains(&title), "{title} is not on page {page}");
        assert!(plain(&there).contains(&format!("第{page}页")), "{there}");
    }
    assert!(told_of("handbook").contains("青岭县市场监督管理局 办事指南手册"));
}

#[test]
fn a_handbook_has_its_bounds() {
    let fonts = Fonts::embedded();
    assert_eq!(handbook(&book(0), &fonts), Err(NotDrawn::Empty { place: "chapters" }));
    let (is, limit) = (limits::CHAPTERS + 1, limits::CHAPTERS);
    assert_eq!(handbook(&book(is), &fonts), Err(NotDrawn::TooLong { place: "chapters", is, limit }));
    let mut endless = book(1);
    let words = Part::Text("很长的话。".repeat(700));
    endless.chapters[0].parts = vec![words; limits::PARTS];
    assert_eq!(handbook(&endless, &fonts), Err(NotDrawn::TooManyPages));
}
