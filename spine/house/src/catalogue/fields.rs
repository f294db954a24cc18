//! Fields of a form: each kind has what it needs and nothing that it cannot use.

use kernel::Text;
use kernel::form::{Field, FieldKind};
use kernel::limits::GROUP_ROWS;

use super::frame::{Frame, twice};
use super::reading::Reading;

/// Names that a form needs for itself.
const TAKEN: &[&str] = &[
    "applicant",
    "phone",
    "item",
    "edition",
    "change",
    "more",
    "seen",
    "token",
    "note",
    "opinion",
    "declared",
];
/// Beginnings of names that a form needs for itself.
const TAKEN_BEFORE: &[&str] = &["material-", "situation-", "point-", "note-"];

/// Everything that is wrong with these fields beyond their shape.
pub(super) fn lint(fields: &[Field], at: &str, reading: &mut Reading<'_>, frame: &Frame) {
    twice(reading, fields.iter().map(|f| f.code.as_str()), |n| format!("{at}.{n}.code"));
    for (n, field) in fields.iter().enumerate() {
        let top = at == "fields";
        let at = format!("{at}.{n}");
        let taken =
            TAKEN.contains(&field.code.as_str()) || TAKEN_BEFORE.iter().any(|b| field.code.starts_with(b));
        if top && taken {
            let what = Text::new(
                format!("“{}”是表单自己要用的名字", field.code),
                format!("the form needs “{}” for itself", field.code),
            );
            reading.wrong(&format!("{at}.code"), what, Text::new("换一个", "Take another"));
        }
        options(field, &at, reading, frame);
        group(field, &at, reading, frame);
    }
}

fn options(field: &Field, at: &str, reading: &mut Reading<'_>, frame: &Frame) {
    let options = field.options.iter().enumerate();
    twice(reading, field.options.iter().map(|o| o.code.as_str()), |n| format!("{at}.options.{n}.code"));
    match field.kind {
        FieldKind::Choice if field.options.len() < 2 => {
            let what = Text::new("选择题至少要有两个选项", "a choice needs two options at least");
            reading.wrong(&format!("{at}.kind"), what, Text::new("加上 options", "Add options"));
        }
        FieldKind::Address => {
            for (n, option) in options {
                town(&option.code, &format!("{at}.options.{n}.code"), reading, frame);
            }
        }
        FieldKind::Choice => {}
        _ if !field.options.is_empty() => {
            let what = Text::new("只有选择题和地址能有选项", "only a choice or an address has options");
            let mend = Text::new(
                "kind 写 \"choice\"，或者删去 options",
                "Write kind = \"choice\", or delete the options",
            );
            reading.wrong(&format!("{at}.options"), what, mend);
        }
        _ => {}
    }
}

/// A town of this county is in divisions.toml; one of another county may be meant.
fn town(code: &str, at: &str, reading: &mut Reading<'_>, frame: &Frame) {
    let Some(division) = &frame.division else { return };
    if !code.starts_with(&division.code) {
        let what =
            Text::new(format!("镇街 {code} 不在本县"), format!("the town {code} is not of this county"));
        reading.doubtful(at, what, Text::new("核对镇街", "Check the towns"));
    } else if !division.towns.iter().any(|town| town.code == code) {
        let what = Text::new(
            format!("divisions.toml 里没有镇街 {code}"),
            format!("divisions.toml has no town {code}"),
        );
        reading.wrong(at, what, Text::new("对照 divisions.toml", "Compare divisions.toml"));
    }
}

fn group(field: &Field, at: &str, reading: &mut Reading<'_>, frame: &Frame) {
    if field.kind != FieldKind::Group {
        for (key, there) in [("fields", !field.fields.is_empty()), ("rows", field.rows.is_some())] {
            if there {
                let what = Text::new("只有重复组能有行和小项", "only a group has rows and fields of its own");
                reading.wrong(
                    &format!("{at}.{key}"),
                    what,
                    Text::new("kind 写 \"group\"，或者删去", "Write kind = \"group\", or delete it"),
                );
            }
        }
        return;
    }
    if field.fields.is_empty() {
        let what = Text::new("重复组里没有小项", "a group without fields");
        reading.wrong(
            &format!("{at}.kind"),
            what,
            Text::new("加上 [[fields.fields]]", "Add [[fields.fields]]"),
        );
    }
    if let Some(rows) = field.rows {
        if rows.min > rows.max {
            let what = Text::new("最少行数比最多行数大", "more rows are asked for than are taken");
            reading.wrong(&format!("{at}.rows"), what, Text::new("对调 min 和 max", "Exchange min and max"));
        }
        if rows.max > GROUP_ROWS {
            let what = Text::new(
                format!("一组最多 {GROUP_ROWS} 行"),
                format!("a group takes at most {GROUP_ROWS} rows"),
            );
            reading.wrong(&format!("{at}.rows"), what, Text::new("改小 max", "Lower max"));
        }
        if rows.min > 0 && field.optional {
            let what = Text::new("可不填的组不能要求行数", "an optional group cannot ask for rows");
            reading.wrong(
                &format!("{at}.rows"),
                what,
                Text::new("min 写 0，或者删去 optional", "Write min = 0, or delete optional"),
            );
        }
    }
    for (n, inner) in field.fields.iter().enumerate().filter(|(_, f)| f.kind == FieldKind::Group) {
        let what = Text::new(
            format!("“{}”是组里的组", inner.code),
            format!("“{}” is a group in a group", inner.code),
        );
        reading.wrong(
            &format!("{at}.fields.{n}.kind"),
            what,
            Text::new("拆成两个组", "Make two groups of it"),
        );
    }
    lint(&field.fields, &format!("{at}.fields"), reading, frame);
}
