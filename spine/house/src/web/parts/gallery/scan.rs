//! Reads the markup we draw, strictly: enough to ask whether labels are bound, ids unique and tags closed.

use std::collections::{BTreeMap, BTreeSet};

/// Elements that have no end tag (HTML §13.1.2).
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// One element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    /// Places of its ancestors in [`Document::elements`], outermost first.
    pub(super) within: Vec<usize>,
}

impl Element {
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.attributes.get(name).is_some_and(|v| v == value)
    }

    pub(super) fn class(&self, class: &str) -> bool {
        self.attributes.get("class").is_some_and(|c| c.split(' ').any(|one| one == class))
    }

    /// Ids this element names in an attribute that takes ids.
    fn names<'a>(&'a self, attribute: &str) -> impl Iterator<Item = &'a str> {
        self.attributes.get(attribute).map_or("", String::as_str).split_whitespace()
    }
}

/// A page, flat, in document order.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) elements: Vec<Element>,
    /// Text and the places of the elements it stands in.
    pub(super) texts: Vec<(String, Vec<usize>)>,
}

/// Reads a page; panics where a tag is not closed in its turn.
pub(super) fn read(markup: &str) -> Document {
    let mut document = Document::default();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = markup.strip_prefix("<!DOCTYPE html>").expect("begins with its doctype");
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        document.texts.push((text.to_owned(), open.clone()));
        let end = tag_end(tail);
        let tag = &tail[1..end];
        rest = &tail[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().expect("an end tag closes something");
            assert_eq!(document.elements[last].name, name, "closed out of turn: {tag}");
            continue;
        }
        let element = element(tag, open.clone());
        let void = VOID.contains(&element.name.as_str());
        document.elements.push(element);
        if !void {
            open.push(document.elements.len() - 1);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    document
}

/// Where the tag ends, past any `>` inside quotes.
fn tag_end(tail: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tail.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag without end");
}

fn element(tag: &str, within: Vec<usize>) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let (key, after) = match rest.find([' ', '=']) {
            Some(at) if rest.as_bytes()[at] == b'=' => (&rest[..at], &rest[at + 1..]),
            Some(at) => (&rest[..at], &rest[at..]),
            None => (rest, ""),
        };
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("quotes are closed"),
            None => ("", after),
        };
        assert!(attributes.insert(key.to_owned(), value.to_owned()).is_none(), "{key} twice in {tag}");
        rest = next;
    }
    Element { name: name.to_owned(), attributes, within }
}

impl Document {
    pub(super) fn count(&self, name: &str) -> usize {
        self.elements.iter().filter(|e| e.name == name).count()
    }

    /// Everything that is wrong with the page's structure, in words.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut ids = BTreeSet::new();
        for id in self.elements.iter().filter_map(|e| e.attributes.get("id")) {
            if !ids.insert(id.as_str()) {
                found.push(format!("id twice: {id}"));
            }
        }
        if self.count("h1") != 1 {
            found.push(format!("{} h1", self.count("h1")));
        }
        for element in &self.elements {
            self.inline(element, &mut found);
            references(element, &ids, &mut found);
            self.labelled(element, &mut found);
        }
        self.faults_are_named(&mut found);
        found
    }

    /// Nothing inline; scripts are fetched from the house.
    fn inline(&self, element: &Element, found: &mut Vec<String>) {
        for name in element.attributes.keys().filter(|n| *n == "style" || n.starts_with("on")) {
            found.push(format!("inline {name} in {}", element.name));
        }
        let own = |a: &str| element.attributes.get(a).is_some_and(|v| v.starts_with("/assets/"));
        if element.name == "style" || (element.name == "script" && !own("src")) {
            found.push(format!("inline {}", element.name));
        }
    }

    /// Every control has its label, every form that changes something its token.
    fn labelled(&self, element: &Element, found: &mut Vec<String>) {
        let control = match element.name.as_str() {
            "select" | "textarea" => true,
            "input" => !element.has("type", "hidden"),
            _ => false,
        };
        let id = element.attributes.get("id").cloned().unwrap_or_default();
        if control && !self.elements.iter().any(|l| l.name == "label" && l.has("for", &id)) {
            found.push(format!("no label for {} {:?}", element.name, element.attributes));
        }
        if element.name == "form" && element.has("method", "post") {
            let at = self.elements.iter().position(|e| std::ptr::eq(e, element));
            let inside = |e: &&Element| at.is_some_and(|at| e.within.contains(&at));
            if !self.elements.iter().filter(inside).any(|e| e.has("name", "token")) {
                found.push(format!("a form without token: {:?}", element.attributes.get("action")));
            }
        }
    }

    /// Every fault shown is named by a control or a group, and the summary leads to it.
    fn faults_are_named(&self, found: &mut Vec<String>) {
        for fault in self.elements.iter().filter(|e| e.name == "p" && e.class("fault")) {
            let id = fault.attributes.get("id").map_or("", String::as_str);
            if !self.elements.iter().any(|e| e.names("aria-describedby").any(|named| named == id)) {
                found.push(format!("a fault nobody names: {id}"));
            }
            let link = format!("#{}", id.trim_end_matches("-e"));
            if !self.elements.iter().any(|e| e.has("href", &link)) {
                found.push(format!("a fault the summary does not lead to: {link}"));
            }
        }
    }

    /// Chinese that an English page shows or says without marking it as Chinese.
    pub(super) fn chinese_left(&self) -> Vec<String> {
        let exempt = |at: &usize| {
            let e = &self.elements[*at];
            e.has("lang", "zh-CN") || e.has("aria-hidden", "true")
        };
        let texts = self.texts.iter().filter(|(_, within)| !within.iter().any(exempt)).map(|(t, _)| t);
        let attributes = self.elements.iter().flat_map(|e| e.attributes.values());
        let han = |s: &&String| s.chars().any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c));
        texts.chain(attributes).filter(han).cloned().collect()
    }
}

/// What an element names exists.
fn references(element: &Element, ids: &BTreeSet<&str>, found: &mut Vec<String>) {
    for attribute in ["for", "aria-labelledby", "aria-describedby"] {
        for id in element.names(attribute).filter(|id| !ids.contains(id)) {
            found.push(format!("{attribute} names nothing: {id}"));
        }
    }
    let inner = element.attributes.get("href").and_then(|h| h.strip_prefix('#'));
    if let Some(id) = inner.filter(|id| !ids.contains(id)) {
        found.push(format!("a link to nothing: #{id}"));
    }
}
