//! Differences are told in words, and two texts by their lines.
#![allow(clippy::unwrap_used)]

use super::*;

const FOOD: &str = include_str!("../../../../../catalogue/items/food-permit.toml");

fn item(text: &str) -> Item {
    toml::from_str(text).unwrap()
}

/// What differs once `from` says `to`.
fn after(from: &str, to: &str) -> Vec<Difference> {
    assert!(FOOD.contains(from), "the file does not say {from:?}");
    between(&item(FOOD), &item(&FOOD.replacen(from, to, 1)))
}

#[test]
fn a_shorter_promise_is_one_difference_in_words() {
    let said = after("[promised_limit]\nn = 5", "[promised_limit]\nn = 3");
    let [one] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!((one.at.as_str(), one.how), ("promised_limit", How::Changed));
    assert_eq!((one.label.zh.as_str(), one.label.en.as_str()), ("承诺时限", "promised limit"));
    assert_eq!((one.before.zh.as_str(), one.after.zh.as_str()), ("5 个工作日", "3 个工作日"));
    assert_eq!((one.before.en.as_str(), one.after.en.as_str()), ("5 working days", "3 working days"));
}

#[test]
fn the_same_text_differs_in_nothing() {
    assert_eq!(between(&item(FOOD), &item(FOOD)), []);
    assert_eq!(lines(FOOD, FOOD), []);
}

#[test]
fn a_material_that_goes_is_said_once_with_its_name() {
    let before = item(FOOD);
    let mut after = before.clone();
    let gone = after.materials.remove(0);
    let said = between(&before, &after);
    let [one] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!((one.how, one.label.zh.as_str()), (How::Removed, "申请材料"));
    assert!(one.before.zh.contains(&gone.name.zh) && one.before.en.contains(&gone.name.en), "{one:?}");
    assert_eq!(one.after, Text::default());
    let back = between(&after, &before);
    assert!(matches!(back.as_slice(), [one, ..] if one.how == How::Added), "{back:?}");
}

#[test]
fn a_change_inside_a_part_names_the_part_and_the_same_parts_may_move() {
    let before = item(FOOD);
    let mut after = before.clone();
    after.materials[0].basis = Text::new("新的依据", "another basis");
    let said = between(&before, &after);
    let [one] = said.as_slice() else { panic!("{said:?}") };
    assert!(one.label.zh.contains(&before.materials[0].name.zh) && one.label.zh.ends_with("依据"), "{one:?}");
    let mut after = before.clone();
    after.materials.swap(0, 1);
    let said = between(&before, &after);
    assert!(matches!(said.as_slice(), [one] if one.how == How::Moved), "{said:?}");
}

#[test]
fn lines_that_went_and_came_stand_beside_each_other() {
    let before = "a\nb\nc\nd\ne\nf\ng\nh\ni";
    let marks = |after: &str| -> Vec<(Mark, usize, String)> {
        lines(before, after).into_iter().map(|line| (line.mark, line.number, line.text)).collect()
    };
    let line = |mark, number, text: &str| (mark, number, text.to_owned());
    let said = marks("a\nb\nc\nd\nE\nf\ng\nh\ni");
    assert_eq!(said[0], line(Mark::Cut, 0, ""), "what is far from it is left out");
    assert_eq!(said[1..4], [line(Mark::Same, 2, "b"), line(Mark::Same, 3, "c"), line(Mark::Same, 4, "d")]);
    assert_eq!(said[4..6], [line(Mark::Gone, 5, "e"), line(Mark::New, 5, "E")]);
    assert_eq!(said[8..], [line(Mark::Same, 8, "h"), line(Mark::Cut, 0, "")]);
    let said = marks("a\nb\nc\nd\ne\nf\ng\nh\ni\nj");
    assert_eq!(said.last(), Some(&line(Mark::New, 10, "j")));
    let said = lines("", "x");
    assert!(matches!(said.as_slice(), [one] if one.mark == Mark::New && one.number == 1), "{said:?}");
}
