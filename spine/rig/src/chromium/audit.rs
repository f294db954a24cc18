//! What any page owes to people who cannot see it well: the few things a program can check.

use serde_json::Value;

/// The findings on one page at one width.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Fields and buttons that a screen reader cannot name.
    pub unlabelled: Vec<String>,
    /// Images without `alt`.
    pub without_alt: Vec<String>,
    /// Ids that stand twice.
    pub repeated_ids: Vec<String>,
    /// How many `h1` there are; a page has one.
    pub headings: u64,
    /// By how many CSS pixels the page is wider than the window.
    pub overflow: u64,
    /// The language the page says it is written in.
    pub language: String,
    /// The title of the page.
    pub title: String,
}

/// Run in the page; its answer is read by `Audit::read`.
pub const QUESTION: &str = r#"(() => {
  const say = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '')
    + (e.name ? '[name=' + e.name + ']' : '');
  const all = sel => [...document.querySelectorAll(sel)];
  const named = e => [...(e.labels || [])].some(l => l.textContent.trim())
    || (e.getAttribute('aria-label') || '').trim()
    || (e.getAttribute('aria-labelledby') || '').split(/\s+/)
        .some(id => id && document.getElementById(id)?.textContent.trim())
    || (e.getAttribute('title') || '').trim()
    || (/^(BUTTON|A)$/.test(e.tagName)
        && (e.textContent.trim() || e.querySelector('img[alt]:not([alt=""])')))
    || (/^(submit|reset|button)$/.test(e.type || '') && e.tagName === 'INPUT' && e.value.trim());
  const fields = all('input:not([type=hidden]), select, textarea, button, a[href]');
  const ids = all('[id]').map(e => e.id);
  return {
    unlabelled: fields.filter(e => !named(e)).map(say),
    without_alt: all('img:not([alt])').map(e => 'img ' + (e.getAttribute('src') || '').slice(0, 60)),
    repeated_ids: [...new Set(ids.filter((id, n) => ids.indexOf(id) !== n))],
    headings: all('h1').length,
    overflow: Math.max(0, document.documentElement.scrollWidth - window.innerWidth),
    language: document.documentElement.lang || '',
    title: document.title || '',
  };
})()"#;

impl Audit {
    /// Reads the page's answer to `QUESTION`.
    pub(super) fn read(answer: &Value) -> Self {
        let list = |key: &str| {
            let items = answer[key].as_array().into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_string).collect()
        };
        let text = |key: &str| answer[key].as_str().unwrap_or("").to_string();
        Self {
            unlabelled: list("unlabelled"),
            without_alt: list("without_alt"),
            repeated_ids: list("repeated_ids"),
            headings: answer["headings"].as_u64().unwrap_or(0),
            overflow: answer["overflow"].as_u64().unwrap_or(0),
            language: text("language"),
            title: text("title"),
        }
    }

    /// What is wrong, a sentence each; empty when nothing is.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let each =
            |list: &[String], what: &str| list.iter().map(|at| format!("{what}: {at}")).collect::<Vec<_>>();
        let mut found = each(&self.unlabelled, "has no name for a screen reader");
        found.extend(each(&self.without_alt, "has no alt"));
        found.extend(each(&self.repeated_ids, "id stands twice"));
        if self.headings != 1 {
            found.push(format!("a page has one h1, this one {}", self.headings));
        }
        if self.overflow > 0 {
            found.push(format!("the page is {} px wider than the window", self.overflow));
        }
        if self.language.is_empty() {
            found.push("the page does not say its language".to_string());
        }
        if self.title.is_empty() {
            found.push("the page has no title".to_string());
        }
        found
    }
}
