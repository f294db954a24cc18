//! Fields of several controls: a person, an organisation, an address, and groups whose rows repeat.
//!
//! A group works without scripts: its button 再加一位 is a submit button with `name="more"` and the group's
//! code as its value. Whoever handles the form looks for `more` first, takes it out of what was typed, calls
//! [`kernel::form::add_row`] with it and draws the form again (200, no faults, the draft kept). How many rows
//! were drawn travels in the hidden `GROUP.rows`, which [`kernel::form::check`] passes over.

use kernel::form::{Answers, Field, FieldFault, FieldKind, drawn_rows, rows_code};
use maud::{Markup, html};

use super::{Look, Wired, button, fault_of, field, hint, label};
use crate::web::page::Frame;

/// Name of the buttons that ask for one more row of a group.
pub const MORE: &str = "more";

/// Name of the buttons that take a row out; the value is its place, `shares.2`. Whoever handles [`MORE`]
/// handles it too, with [`kernel::form::drop_row`].
pub const LESS: &str = "less";

/// Name in what was typed of the place where a page that grew or shrank is taken up again, `shares.2`: the
/// handler sets it, no draft keeps it.
pub const AT: &str = "at-row";

/// A field of any kind with its whole code, what was typed and what is wrong anywhere in it.
pub(super) fn any(see: &Frame, one: &Field, typed: &Answers, faults: &[FieldFault]) -> Markup {
    match one.kind {
        FieldKind::Group => group(see, one, typed, faults),
        kind if kind.is_one() => {
            let value = typed.get(&one.code).map_or("", String::as_str);
            field(see, one, value, fault_of(faults, &one.code))
        }
        _ => around(
            see,
            one,
            faults,
            "composite",
            &html! {
                @for part in one.parts() { (any(see, &part, typed, faults)) }
            },
        ),
    }
}

/// A fieldset with its legend, hint and own fault; the id is where a fault at the whole leads.
fn around(see: &Frame, one: &Field, faults: &[FieldFault], class: &str, inside: &Markup) -> Markup {
    let wired = Wired::new(&one.code, hint(see, one), fault_of(faults, &one.code));
    html! {
        fieldset id=(wired.id) class={ (wired.class()) " " (class) } tabindex="-1"
            aria-describedby=[wired.described()] {
            legend { (label(see, one)) }
            (wired.hint_and_fault(see))
            (inside)
        }
    }
}

fn group(see: &Frame, one: &Field, typed: &Answers, faults: &[FieldFault]) -> Markup {
    let (rows, most) = (drawn_rows(one, typed), one.bounds().max);
    around(
        see,
        one,
        faults,
        "group",
        &html! {
            input type="hidden" name=(rows_code(&one.code)) value=(rows);
            @for row in 0..rows { (row_of(see, one, row, typed, faults)) }
            @if rows < most {
                p.asks { (button(Look::Second, &more_words(see, one), Some((MORE, &one.code)))) }
                p.hint { (see.say("用不着的行空着就行，不用删。", "Rows you do not need may stay blank.")) }
            } @else {
                p.hint { (see.pick(format!("最多 {most} 行。"), format!("{most} rows at most."))) }
            }
        },
    )
}

fn row_of(see: &Frame, one: &Field, row: usize, typed: &Answers, faults: &[FieldFault]) -> Markup {
    let n = row + 1;
    let place = format!("{}.{row}", one.code);
    let here = typed.get(AT) == Some(&place);
    let spare = drawn_rows(one, typed) > one.bounds().min.max(1);
    html! {
        fieldset.row id={ "f-" (place) } tabindex="-1" autofocus[here] {
            legend {
                span.vh { (see.of(&one.label)) " " }
                (see.pick(format!("第 {n} 行"), format!("Row {n}")))
            }
            @for inner in &one.fields {
                @let inner = Field { code: format!("{}.{row}.{}", one.code, inner.code), ..inner.clone() };
                (any(see, &inner, typed, faults))
            }
            @if spare {
                p.asks { (button(Look::Second, &less_words(see, one, n), Some((LESS, &place)))) }
            }
        }
    }
}

/// 再加一位 where rows are people, 再加一行 otherwise; what it adds to is said for whoever cannot see it.
fn more_words(see: &Frame, one: &Field) -> String {
    let people = one.fields.first().is_some_and(|f| f.kind == FieldKind::Person);
    let (zh, en) = if people { ("再加一位", "Add a person") } else { ("再加一行", "Add a row") };
    see.pick(format!("{zh}（{}）", one.label.zh), format!("{en} ({})", one.label.en))
}

fn less_words(see: &Frame, one: &Field, n: usize) -> String {
    see.pick(format!("删去第 {n} 行（{}）", one.label.zh), format!("Take out row {n} ({})", one.label.en))
}

/// The first button of a form is what the Enter key presses: with a group in it that must not be 再加一位.
pub(super) fn enter(see: &Frame, all: &[&Field]) -> Markup {
    html! {
        @if all.iter().any(|f| f.kind == FieldKind::Group) {
            button.vh tabindex="-1" aria-hidden="true" { (see.say("继续", "Continue")) }
        }
    }
}
