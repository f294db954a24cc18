//! axe-core, the usual judge of accessibility, asked inside a real page.
//!
//! It runs in a world of its own: it sees the page as it is, the page does not see it, and neither the page's
//! content policy nor a browser without scripts is in its way.

use serde_json::{Value, json};

use super::Trouble;
use super::page::Page;

/// axe-core as it was published; version, licence and hash are in `spine/rig/assets/README.md`.
pub const AXE: &str = include_str!("../../assets/axe.min.js");

/// The rules that are asked: WCAG 2.2 A and AA with all they hold of earlier versions, and good practice.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The world's name: the same page is given the same world again.
const WORLD: &str = "axe";

/// Run in the page; gives what is wrong, a sentence each, and which rules met something to judge.
const QUESTION: &str = "axe.run(document, WHAT).then(r => ({
  judged: r.passes.concat(r.violations).map(rule => rule.id),
  wrong: r.violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + rule.help + ' — '
    + node.target.join(' ') + ' — ' + (node.any.concat(node.all, node.none)).map(c => c.message).join('; ')
    + ' — ' + node.html.slice(0, 160))),
}))";

/// What axe said of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Each place that breaks a rule: rule, place, reason, markup.
    pub wrong: Vec<String>,
    /// The rules that met something on this page.
    pub judged: Vec<String>,
}

impl Page {
    /// Asks every rule at a width in CSS pixels.
    ///
    /// # Errors
    /// When axe cannot run in the page, or Chromium is gone.
    pub fn axe(&self, pixels: u32) -> Result<Verdict, Trouble> {
        self.width(pixels)?;
        self.judged(&json!({ "runOnly": { "type": "tag", "values": TAGS }, "elementRef": false }))
    }

    /// Asks only these rules, at the width the page has.
    ///
    /// # Errors
    /// As `axe`, and when there is no such rule.
    pub fn axe_only(&self, rules: &[&str]) -> Result<Verdict, Trouble> {
        self.judged(&json!({ "runOnly": { "type": "rule", "values": rules }, "elementRef": false }))
    }

    /// axe awaits timers, which do not come in a page whose scripts are off: they are on while it judges.
    /// The page's own scripts do not run for that: their time was when the page came.
    fn judged(&self, what: &Value) -> Result<Verdict, Trouble> {
        if self.runs_scripts() {
            return self.asked(what);
        }
        self.scripts(true)?;
        let verdict = self.asked(what);
        self.scripts(false)?;
        verdict
    }

    fn asked(&self, what: &Value) -> Result<Verdict, Trouble> {
        let tree = self.send("Page.getFrameTree", &json!({}))?;
        let world = json!({ "frameId": tree["frameTree"]["frame"]["id"], "worldName": WORLD });
        let world = self.send("Page.createIsolatedWorld", &world)?["executionContextId"].clone();
        if self.in_world(&world, "typeof axe")? != "object" {
            self.in_world(&world, &format!("{AXE};0"))?;
        }
        let answer = self.in_world(&world, &QUESTION.replace("WHAT", &what.to_string()))?;
        let list = |key: &str| {
            let items = answer[key].as_array().into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_string).collect::<Vec<String>>()
        };
        let verdict = Verdict { wrong: list("wrong"), judged: list("judged") };
        if verdict.judged.is_empty() {
            return Err(Trouble(format!("axe judged nothing at {}: {answer}", self.url()?)));
        }
        Ok(verdict)
    }

    fn in_world(&self, world: &Value, expression: &str) -> Result<Value, Trouble> {
        let params = json!({
            "expression": expression, "contextId": world, "returnByValue": true, "awaitPromise": true,
        });
        let answer = self.send("Runtime.evaluate", &params)?;
        match answer["exceptionDetails"].as_object() {
            Some(why) => Err(Trouble(format!("axe: {}", json!(why)))),
            None => Ok(answer["result"]["value"].clone()),
        }
    }
}
