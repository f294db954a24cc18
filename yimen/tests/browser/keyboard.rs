//! A person without a mouse: every stop of the Tab key can be seen and comes in the order of the page.

use serde_json::json;

use super::visitor::Visitor;

/// Presses of Tab within which anything on a page is reached.
const STOPS: usize = 120;

/// Says what has the focus: does the selector find it, what is it, can it be seen, and its place in the page.
const FOCUS: &str = "(() => { const e = document.activeElement, s = getComputedStyle(e);
  const all = [...document.querySelectorAll('*')], r = e.getBoundingClientRect();
  const shown = e.labels?.length ? [e, ...e.labels].map(x => x.getBoundingClientRect()) : [r];
  return {
    here: e.matches(SELECTOR) && (e.innerText ?? e.value ?? '').includes(WORDS),
    what: e.outerHTML.slice(0, 120),
    ring: [s, getComputedStyle(e, '::after')].some(q => q.outlineStyle !== 'none'
      && parseFloat(q.outlineWidth) >= 2 && q.outlineColor !== 'rgba(0, 0, 0, 0)'),
    inside: shown.some(q => q.width > 0 && q.bottom > 0 && q.top < innerHeight && q.right > 0),
    at: all.indexOf(e),
    body: e === document.body,
  }; })()";

impl Visitor {
    /// Presses Tab until the element is reached.
    #[track_caller]
    pub fn tabs_to(&self, selector: &str, words: &str) -> &Visitor {
        let question = FOCUS.replace("SELECTOR", &json!(selector).to_string());
        let question = question.replace("WORDS", &json!(words).to_string());
        let mut before = -1;
        for _ in 0..STOPS {
            self.types_key("Tab");
            let seen = self.page.ask(&question).unwrap();
            let what = format!("{}: {}", self.at(), seen["what"]);
            assert!(seen["body"] != true, "{what}: the page ends before {selector} {words}");
            assert_eq!(seen["ring"], true, "{what}: nobody sees where the keyboard is");
            assert_eq!(seen["inside"], true, "{what}: the focus is outside the window");
            let at = seen["at"].as_i64().unwrap();
            assert!(at > before, "{what}: the order of Tab is not the order of the page");
            before = at;
            if seen["here"] == true {
                return self;
            }
        }
        panic!("{}: Tab does not reach {selector} {words}", self.at());
    }

    /// Types into what has the focus.
    pub fn types(&self, text: &str) -> &Visitor {
        self.page.send("Input.insertText", &json!({ "text": text })).unwrap();
        self
    }

    /// The focus goes back to where a page begins.
    pub fn starts_over(&self) -> &Visitor {
        self.page.ask("document.activeElement.blur()").unwrap();
        self
    }
}
