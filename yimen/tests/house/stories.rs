//! Every story of `stories/` comes true, and one that does not says which line.

use std::path::{Path, PathBuf};
use std::process::Command;

use yimen::story;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the workspace").to_path_buf()
}

fn play(name: &str, stories: &Path) -> (Result<(), String>, Vec<String>) {
    let mut said = Vec::new();
    let catalogue = root().join("catalogue");
    let done = story::play(Some(name), stories, &catalogue, &mut |line| said.push(line.to_owned()));
    (done.map_err(|failure| failure.to_string()), said)
}

/// A copy of the stories in which one text stands for another.
fn altered(name: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for story in story::names(&root().join("stories")).expect("the stories can be listed") {
        let text = std::fs::read_to_string(root().join(format!("stories/{story}.txt"))).expect("a story");
        let text = if story == name {
            assert!(text.contains(from), "{name} does not say “{from}”");
            text.replace(from, to)
        } else {
            text
        };
        std::fs::write(folder.path().join(format!("{story}.txt")), text).expect("our own folder");
    }
    folder
}

/// Stories in which every organ keeps its limits.
const PUNCTUAL: [&str; 4] =
    ["company-at-the-terminal", "land-to-construction", REVIEWED, "investment-project"];
const REVIEWED: &str = "land-to-construction-reviewed";

#[test]
fn every_story_comes_true() {
    let names = story::names(&root().join("stories")).expect("the stories can be listed");
    for wanted in [
        "noodle-shop",
        "silent-clerk",
        "house-down",
        "residence-permit",
        "company-and-seals",
        "school-place",
        "logging-permit",
        "logging-public",
        "water-hearing",
        "disability-card",
    ]
    .iter()
    .chain(&PUNCTUAL)
    {
        assert!(names.iter().any(|name| name == *wanted), "the story {wanted} is gone");
    }
    for name in names {
        let (done, said) = play(&name, &root().join("stories"));
        if let Err(failure) = done {
            panic!("{failure}\n{}", said.join("\n"));
        }
        // whose figures stand beside a target: nobody in them is late without the story saying so
        if PUNCTUAL.contains(&name.as_str()) {
            let late: Vec<&String> = said.iter().filter(|line| line.contains("超期")).collect();
            assert!(late.is_empty(), "{name}: {late:?}");
        }
    }
}

#[test]
fn the_noodle_shop_ends_with_its_licence() {
    let (_, said) = play("noodle-shop", &root().join("stories"));
    let last = said.iter().rev().find(|line| line.contains("证照")).expect("she looks at her licence");
    assert!(last.contains("证照 JY24499210000010") && last.contains("青岭县一碗面馆有限公司"), "{last}");
}

#[test]
fn a_line_that_does_not_come_true_is_named() {
    let wrong = [
        ("推后 4 个工作日", "推后 3 个工作日", "承诺推后了 4 个工作日"),
        ("→ 补齐；答复 2026-03-11", "→ 补齐；答复 2026-03-12", "却是 2026-03-11"),
        ("    → 拒绝 clock_stopped", "", "没有办成：clock_stopped"),
        ("拒绝 materials_missing", "没有动静", "没有办成：materials_missing"),
        ("→ 没有这件事", "→ 拒绝 not_examined", "却是“absent”"),
        ("；办结；颁发证照 JY24499210000010", "；办结", "还发生了“颁发证照”"),
        ("有效至 2031-03-15", "有效至 2031-03-16", "证照有效至 2031-03-15"),
    ];
    for (from, to, why) in wrong {
        let stories = altered("noodle-shop", from, to);
        let failure = play("noodle-shop", stories.path()).0.expect_err("an altered line cannot come true");
        assert!(failure.contains(why) && failure.contains("noodle-shop.txt 第 "), "{from}: {failure}");
    }
}

#[test]
fn a_story_of_a_terminal_or_a_project_that_does_not_come_true_is_named() {
    let wrong = [
        // minutes are the story's own, from what stands on the ledger to what stands on the ledger
        ("company-at-the-terminal", "用时 12 分钟；", "用时 11 分钟；", "用时 12 分钟，不是 11 分钟"),
        ("company-at-the-terminal", "；自 走到终端；到 当场打印", "；自 走到终端", "自 EVENT；到 EVENT"),
        // nobody prints at home
        ("company-at-the-terminal", "王小明  走到终端", "王小明  离开终端", "没有写着“王小明（在自助终端）"),
        (REVIEWED, "不超过 145 分钟；自 提交；到 颁", "不超过 139 分钟；自 提交；到 颁", "用时 140 分钟"),
        // what was said of another design is not taken over: the stage asks anew
        (
            REVIEWED,
            "水利小尹  出具意见 同意；阶段 工程建设许可\n    → 出具意见\n2026-08-07 10:30",
            "水利小尹  看项目\n2026-08-07 10:30",
            "却是“意见不是这一版”",
        ),
        // an objection that stands ends the stage; the next one is not this one's turn
        ("investment-project", "意见 不成立", "意见 成立", "申请阶段 施工许可"),
        ("investment-project", "收齐以后 21 个", "收齐以后 20 个", "没有写着"),
    ];
    for (name, from, to, why) in wrong {
        let stories = altered(name, from, to);
        let failure = play(name, stories.path()).0.expect_err("an altered line cannot come true");
        assert!(failure.contains(why) && failure.contains(&format!("{name}.txt 第 ")), "{from}: {failure}");
    }
}

#[test]
fn a_house_that_was_down_and_lost_something_would_be_noticed() {
    let stories = altered("house-down", "2026-10-10 10:00  陈立  审查", "2026-10-10 10:01  陈立  审查");
    let failure = play("house-down", stories.path()).0.expect_err("the examination is true since later");
    assert!(failure.contains("两个台账不同"), "{failure}");
    let stories = altered("house-down", "2026-10-13 09:00  李芳  送达\n    → 送达\n", "");
    let failure = play("house-down", stories.path()).0.expect_err("an act is missing");
    assert!(failure.contains("长短不同"), "{failure}");
}

#[test]
fn a_story_ends_with_its_figures_and_says_what_is_assumed() {
    let (done, said) = play("open-a-restaurant", &root().join("stories"));
    assert_eq!(done, Ok(()));
    let told = said.iter().rposition(|line| line == "数字").expect("it has figures");
    let told = said[told..].join("\n");
    for words in [
        "2026-09-01 08:40 第一次提交，2026-09-02 11:00 最后一个结果：1 天 2 小时 20 分",
        "是假定的：申请人",
        "是故事里的时间：等候、下班、计时",
        "提交以前填表",
        "毫秒，是量的",
        "13 屏、11 问、27 格、5 份材料、跑 0 趟；上门 0 天，一次领取 1 次",
        "步有出处，别的是假定的",
    ] {
        assert!(told.contains(words), "“{words}”: {told}");
    }
    let (_, said) = play("farm-stay", &root().join("stories"));
    assert!(said.iter().any(|line| line.contains("上门 1 天")), "four organs, one visit");
}

#[test]
fn a_story_beyond_its_target_is_told_with_its_line() {
    let wrong = [
        ("屏≤13", "屏≤12", "目标是 屏≤12，却是 13"),
        ("份≤5", "份≤4", "目标是 份≤4，却是 5"),
        ("系统≤30 秒", "系统≤0 秒", "目标是 系统≤0 秒，却是 "),
        ("趟≤0", "页≤0", "没有“页≤0”"),
    ];
    for (from, to, why) in wrong {
        let stories = altered("open-a-restaurant", from, to);
        let failure = play("open-a-restaurant", stories.path()).0.expect_err("a target that is not kept");
        assert!(
            failure.contains(why) && failure.contains("open-a-restaurant.txt 第 5 行"),
            "{to}: {failure}"
        );
    }
}

#[test]
fn the_command_exits_1_and_names_the_line() {
    let run = |args: &[&str]| {
        let mut yimen = Command::new(env!("CARGO_BIN_EXE_yimen"));
        yimen.current_dir(root()).arg("story").args(args).output().expect("the binary runs")
    };
    let listed = run(&[]);
    assert!(listed.status.success());
    assert!(String::from_utf8_lossy(&listed.stdout).contains("noodle-shop"));
    let stories = altered("silent-clerk", "自 2026-09-23", "自 2026-09-24");
    let folder = stories.path().to_str().expect("a temporary folder has a plain name");
    let failed = run(&["silent-clerk", "--stories", folder]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("silent-clerk.txt 第 9 行"));
    let unknown = run(&["nobody-wrote-this"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no story"));
}
