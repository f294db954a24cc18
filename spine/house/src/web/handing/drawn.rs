//! The page on which files are handed in, and the lists of files on other pages.

use kernel::Text;
use maud::{Markup, html};

use super::{Handing, OneFile, Shelved, field};
use crate::content::{ACCEPT, TAKEN};
use crate::web::earlier_files::from;
use crate::web::page::{Frame, Page, token};
use crate::web::parts::{self, Look, Tag};
use crate::web::upload::FILE_FIELD;

/// `340 kB`, `1.2 MB`.
fn size(bytes: i64) -> String {
    let tenths = (bytes * 10 + 524_288) / 1_048_576;
    match tenths {
        0..10 => format!("{} kB", (bytes + 1023) / 1024),
        _ => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}

/// One file: its name, which opens it, its size and its day.
fn one(see: &Frame, file: &OneFile) -> Markup {
    html! {
        a href=(file.href) { (file.name) } " "
        span.soft.small.nb {
            (size(file.bytes)) (see.say("，", ", ")) (parts::day_short(see, file.on))
            @if file.waiting { (see.say("，还没提交", ", not sent yet")) }
        }
        @if let Some(given) = &file.earlier { span.soft.small {
            (see.say("，用的是以前交过的", ", handed in before ")) (from(see, &given.case_no, given.on))
        } }
    }
}

/// Files of one material, in the order in which they came.
pub fn listed_of<'a>(see: &Frame, files: impl Iterator<Item = &'a OneFile>) -> Markup {
    let files: Vec<&OneFile> = files.collect();
    html! { @if !files.is_empty() { ul.plain { @for file in files { li { (one(see, file)) } } } } }
}

/// Files with the materials they are for, by the names of those.
pub fn listed<'a>(see: &Frame, name: impl Fn(&str) -> Option<&'a Text>, files: &[OneFile]) -> Markup {
    html! { ul.plain { @for file in files { li {
        @if let Some(name) = name(&file.material) {
            (see.of(name)) (see.say("：", ": "))
        }
        (one(see, file))
    } } } }
}

impl Handing {
    fn material(&self, see: &Frame, one: &Shelved) -> Markup {
        let name = field(&one.code);
        let id = parts::field_id(&name);
        let fault = self.faults.iter().find(|f| f.field == name).map(|f| &f.text);
        let described = if fault.is_some() { format!("{id}-e") } else { "taken".to_owned() };
        html! { li #(one.code) class=[fault.map(|_| "wrong")] {
            div {
                strong { (see.of(&one.name)) } " "
                @if one.earlier > 0 { (parts::tag(Tag::Free, &see.pick(
                    format!("用以前交过的 {} 个", one.earlier), format!("used again: {}", one.earlier),
                ))) " " }
                @else if one.files.is_empty() { (parts::tag(Tag::Ask, see.say("还没有文件", "no file yet"))) }
                @if !one.files.is_empty() { (parts::tag(Tag::Free, &see.pick(
                    format!("{} 个文件", one.files.len()), format!("files: {}", one.files.len()),
                ))) }
                @if let Some(hint) = &one.hint { p.soft.small { (see.of(hint)) } }
                @if !one.files.is_empty() { ul.plain { @for file in &one.files { li {
                    (self::one(see, file))
                    @if file.waiting { (self.remove(see, file)) }
                } } } }
            }
            form method="post" action=(self.action) enctype="multipart/form-data" novalidate {
                (token(see))
                input type="hidden" name="material" value=(one.code);
                @if let Some(fault) = fault {
                    p.fault id={ (id) "-e" } { span.vh { (see.say("错误：", "Error: ")) } (see.of(fault)) }
                }
                label for=(id) {
                    (see.say("选一个文件", "Choose a file")) span.vh { (see.say("：", ": ")) (see.of(&one.name)) }
                }
                input type="file" id=(id) name=(FILE_FIELD) accept=(ACCEPT)
                    aria-invalid=[fault.map(|_| "true")] aria-describedby=(described);
                p.asks { button.second {
                    (see.say("上传", "Upload")) span.vh { (see.say("：", ": ")) (see.of(&one.name)) }
                } }
            }
        } }
    }

    fn remove(&self, see: &Frame, file: &OneFile) -> Markup {
        html! { form method="post" action={ (self.action) "/remove" } {
            (token(see))
            input type="hidden" name="hash" value=(file.hash);
            button.plain { (see.say("去掉", "Take off")) span.vh { " " (file.name) } }
        } }
    }
}

impl Page for Handing {
    fn title(&self, see: &Frame) -> String {
        let title = see.pick(format!("传文件：{}", self.item.zh), format!("Upload files: {}", self.item.en));
        match self.faults.is_empty() {
            true => title,
            false => format!("{} · {title}", parts::faults_title(see, &self.faults)),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (self.back.0.clone(), see.of(&self.item).to_owned()),
            (String::new(), see.say("传文件", "Upload files").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let (most, taken) = (self.file_bytes / (1024 * 1024), TAKEN.replace('、', ", "));
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("传文件", "Upload files"), &html! { (see.of(&self.item)) }))
            p { (see.of(&self.intro)) }
            p #taken { (see.pick(
                format!("一次传一个，每个最多 {most} MB。收 {TAKEN}；用手机拍照也行。"),
                format!("One at a time, each up to {most} MB: {}. Photographs will do.", taken),
            )) }
            ul.uploads { @for one in &self.materials { (self.material(see, one)) } }
            p.asks { (parts::link_button(Look::Filled, &self.back.0, see.of(&self.back.1))) }
        }
    }

    fn desk(&self) -> bool {
        self.officer
    }
}
