//! One person's page: go somewhere, read, fill, press, look.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Trouble;
use super::audit::{self, Audit};
use super::base64;
use super::pipe::Pipe;

/// How long a page may take to load, or an element to appear.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a condition in the page is asked again.
const PULSE: Duration = Duration::from_millis(20);
/// Height of the window in CSS pixels; screenshots show the whole page whatever it is.
const HEIGHT: u32 = 900;
/// Windows narrower than this (CSS pixels) behave as a telephone's.
const TELEPHONE: u32 = 600;

/// A page with cookies of its own. Every method waits until the browser has done it.
pub struct Page {
    pipe: Arc<Mutex<Pipe>>,
    context: String,
    session: String,
    /// Events since the last page came that were not what somebody waited for.
    heard: Mutex<Vec<Value>>,
    /// Do the page's own scripts run?
    scripts: AtomicBool,
}

impl Page {
    pub(super) fn open(pipe: Arc<Mutex<Pipe>>) -> Result<Self, Trouble> {
        let (context, session) = {
            let mut pipe = pipe.lock().unwrap_or_else(PoisonError::into_inner);
            let context =
                text(&pipe.call(None, "Target.createBrowserContext", &json!({}))?, "browserContextId")?;
            let target = json!({ "url": "about:blank", "browserContextId": context });
            let target = text(&pipe.call(None, "Target.createTarget", &target)?, "targetId")?;
            let attach = json!({ "targetId": target, "flatten": true });
            (context, text(&pipe.call(None, "Target.attachToTarget", &attach)?, "sessionId")?)
        };
        let page = Self { pipe, context, session, heard: Mutex::default(), scripts: AtomicBool::new(true) };
        page.send("Page.enable", &json!({}))?;
        page.send("Page.setLifecycleEventsEnabled", &json!({ "enabled": true }))?;
        page.send("Runtime.enable", &json!({}))?;
        page.send("Log.enable", &json!({}))?;
        page.send("Inspector.enable", &json!({}))?;
        page.width(1280)?;
        Ok(page)
    }

    fn pipe(&self) -> MutexGuard<'_, Pipe> {
        self.pipe.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One command of the DevTools protocol, for what this page has no verb for.
    ///
    /// # Errors
    /// When Chromium refuses it or is gone.
    pub fn send(&self, method: &str, params: &Value) -> Result<Value, Trouble> {
        self.pipe().call(Some(&self.session), method, params)
    }

    /// Lets the page's own scripts run from now on, or not.
    pub(super) fn scripts(&self, run: bool) -> Result<(), Trouble> {
        self.scripts.store(run, Ordering::Relaxed);
        self.send("Emulation.setScriptExecutionDisabled", &json!({ "value": !run })).map(|_| ())
    }

    pub(super) fn runs_scripts(&self) -> bool {
        self.scripts.load(Ordering::Relaxed)
    }

    /// Goes to an address and waits until the page has loaded.
    ///
    /// # Errors
    /// When nothing answers there, or the page does not load in half a minute.
    pub fn goto(&self, url: &str) -> Result<(), Trouble> {
        self.forget();
        let answer = self.send("Page.navigate", &json!({ "url": url }))?;
        if let Some(why) = answer["errorText"].as_str() {
            return Err(Trouble(format!("{url}: {why}")));
        }
        let Some(loader) = answer["loaderId"].as_str() else { return Ok(()) };
        self.loaded(&|event| event["loaderId"] == loader, url)
    }

    /// Clicks what leads to another page, and waits until that has loaded.
    ///
    /// # Errors
    /// As `click`, and when no page comes.
    pub fn follow(&self, selector: &str) -> Result<(), Trouble> {
        self.and_load(selector, || self.click(selector))
    }

    /// As `follow`, for the first element of `selector` whose text holds `words`.
    ///
    /// # Errors
    /// As `follow`.
    pub fn follow_text(&self, selector: &str, words: &str) -> Result<(), Trouble> {
        self.and_load(words, || self.click_text(selector, words))
    }

    /// Presses a key that leads to another page (Enter in a form), and waits until that has loaded.
    ///
    /// # Errors
    /// As `press`, and when no page comes.
    pub fn press_and_load(&self, key: &str) -> Result<(), Trouble> {
        self.and_load(key, || self.press(key))
    }

    fn and_load(&self, what: &str, act: impl FnOnce() -> Result<(), Trouble>) -> Result<(), Trouble> {
        let tree = self.send("Page.getFrameTree", &json!({}))?;
        let (before, frame) = (&tree["frameTree"]["frame"]["loaderId"], &tree["frameTree"]["frame"]["id"]);
        self.forget();
        act()?;
        self.loaded(&|event| event["loaderId"] != *before && event["frameId"] == *frame, what)
    }

    /// Forgets what was heard of the page before.
    fn forget(&self) {
        self.pipe().events(&self.session);
        self.heard().clear();
    }

    fn heard(&self) -> MutexGuard<'_, Vec<Value>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the `load` of the page that `ours` recognises.
    fn loaded(&self, ours: &dyn Fn(&Value) -> bool, what: &str) -> Result<(), Trouble> {
        let until = Instant::now() + PATIENCE;
        loop {
            let mut pipe = self.pipe();
            let events = pipe.events(&self.session);
            let load = |event: &&Value| {
                event["method"] == "Page.lifecycleEvent" && event["params"]["name"] == "load"
            };
            let there = events.iter().filter(load).any(|event| ours(&event["params"]));
            self.heard().extend(events);
            if there {
                return Ok(());
            }
            pipe.wait(until)
                .map_err(|Trouble(why)| Trouble(format!("{what}: the page did not load: {why}")))?;
        }
    }

    /// What a JavaScript expression says in the page (also when the page's own scripts are off).
    ///
    /// # Errors
    /// When the expression throws.
    pub fn ask(&self, expression: &str) -> Result<Value, Trouble> {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.send("Runtime.evaluate", &params)?;
        match answer["exceptionDetails"]["exception"]["description"].as_str() {
            Some(why) => Err(Trouble(format!("{expression}: {why}"))),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Asks again until the expression is true.
    fn until(&self, expression: &str, what: &str) -> Result<(), Trouble> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            // While a page is being replaced a question may find none: ask again.
            if self.ask(expression).is_ok_and(|answer| answer == true) {
                return Ok(());
            }
            std::thread::sleep(PULSE);
        }
        let seen = self.text("body").unwrap_or_else(|Trouble(why)| why);
        Err(Trouble(format!("{what} in half a minute; {} shows: {seen}", self.url()?)))
    }

    /// Waits until an element is there.
    ///
    /// # Errors
    /// When it is not there after half a minute; the sentence holds what the page shows instead.
    pub fn wait_for(&self, selector: &str) -> Result<(), Trouble> {
        self.until(&format!("!!{}", find(selector, "")), &format!("no {selector}"))
    }

    /// Waits until the page shows these words.
    ///
    /// # Errors
    /// As `wait_for`.
    pub fn sees(&self, words: &str) -> Result<(), Trouble> {
        let expression = format!("(document.body?.innerText ?? '').includes({})", json!(words));
        self.until(&expression, &format!("nobody sees {words:?}"))
    }

    /// Clicks the middle of an element with the mouse.
    ///
    /// # Errors
    /// When it is not there, has no size, is disabled, or something else lies over it.
    pub fn click(&self, selector: &str) -> Result<(), Trouble> {
        self.wait_for(selector)?;
        self.click_on(&find(selector, ""), selector)
    }

    /// Clicks the first element of `selector` whose text holds `words`.
    ///
    /// # Errors
    /// As `click`.
    pub fn click_text(&self, selector: &str, words: &str) -> Result<(), Trouble> {
        let element = find(selector, words);
        self.until(&format!("!!{element}"), &format!("no {selector} that says {words:?}"))?;
        self.click_on(&element, words)
    }

    fn click_on(&self, element: &str, what: &str) -> Result<(), Trouble> {
        let place = self.ask(&format!(
            "(() => {{ const e = {element}; e.scrollIntoView({{ block: 'center', behavior: 'instant' }});
               const r = e.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;
               const top = document.elementFromPoint(x, y);
               const ours = top && (e.contains(top) || top.contains(e)
                 || [...(e.labels || [])].some(l => l.contains(top)));
               const why = e.disabled ? 'is disabled' : r.width * r.height === 0 ? 'has no size'
                 : !ours ? 'is covered by ' + (top ? top.outerHTML.slice(0, 80) : 'nothing') : '';
               return {{ x, y, why }}; }})()"
        ))?;
        if let Some(why) = place["why"].as_str().filter(|why| !why.is_empty()) {
            return Err(Trouble(format!("{what} cannot be clicked: it {why}")));
        }
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let (x, y) = (&place["x"], &place["y"]);
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.send("Input.dispatchMouseEvent", &event)?;
        }
        Ok(())
    }

    /// Replaces what stands in a field by typing; dates and choices are set as a picker would.
    ///
    /// # Errors
    /// When the field is not there, or does not hold the text afterwards.
    pub fn fill(&self, selector: &str, value: &str) -> Result<(), Trouble> {
        self.wait_for(selector)?;
        let (element, wanted) = (find(selector, ""), json!(value));
        let typed = self.ask(&format!(
            "(() => {{ const e = {element}; e.focus();
               const typed = e.tagName === 'TEXTAREA' || (e.tagName === 'INPUT'
                 && /^(text|search|tel|email|url|password|number)$/.test(e.type));
               if (typed) {{ e.select(); }} else {{
                 e.value = {wanted};
                 for (const kind of ['input', 'change'])
                   e.dispatchEvent(new Event(kind, {{ bubbles: true }}));
               }}
               return typed; }})()"
        ))?;
        if typed == true && value.is_empty() {
            self.press("Delete")?;
        } else if typed == true {
            self.send("Input.insertText", &json!({ "text": value }))?;
        }
        let held = self.value(selector)?;
        if held == value {
            Ok(())
        } else {
            Err(Trouble(format!("{selector} holds {held:?} after {value:?} was typed")))
        }
    }

    /// Presses one key: a name (`Enter`, `Tab`, `Escape`, `Space`, `Delete`, `ArrowDown`, …) or a letter.
    ///
    /// # Errors
    /// When Chromium does not know the key.
    pub fn press(&self, key: &str) -> Result<(), Trouble> {
        let (key, code, text) = match key {
            "Enter" => ("Enter", 13, "\r"),
            "Tab" => ("Tab", 9, ""),
            "Escape" => ("Escape", 27, ""),
            "Backspace" => ("Backspace", 8, ""),
            "Delete" => ("Delete", 46, ""),
            "Space" => (" ", 32, " "),
            "ArrowLeft" => ("ArrowLeft", 37, ""),
            "ArrowUp" => ("ArrowUp", 38, ""),
            "ArrowRight" => ("ArrowRight", 39, ""),
            "ArrowDown" => ("ArrowDown", 40, ""),
            letter if letter.chars().count() == 1 => (letter, 0, letter),
            other => return Err(Trouble(format!("no key is called {other:?}"))),
        };
        let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        let down = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text });
        self.send("Input.dispatchKeyEvent", &down)?;
        let up = json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code });
        self.send("Input.dispatchKeyEvent", &up).map(|_| ())
    }

    /// The text a person reads in the first element of `selector`.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&self, selector: &str) -> Result<String, Trouble> {
        self.string(&format!("{}?.innerText", find(selector, "")), selector)
    }

    /// What a field holds.
    ///
    /// # Errors
    /// When there is no such field.
    pub fn value(&self, selector: &str) -> Result<String, Trouble> {
        self.string(&format!("{}?.value", find(selector, "")), selector)
    }

    fn string(&self, expression: &str, what: &str) -> Result<String, Trouble> {
        let answer = self.ask(expression)?;
        answer.as_str().map(str::to_string).ok_or_else(|| Trouble(format!("there is no {what}")))
    }

    /// How many elements match.
    ///
    /// # Errors
    /// When `selector` is not CSS.
    pub fn count(&self, selector: &str) -> Result<u64, Trouble> {
        let answer = self.ask(&format!("document.querySelectorAll({}).length", json!(selector)))?;
        answer.as_u64().ok_or_else(|| Trouble(format!("{selector} cannot be counted")))
    }

    /// Where the page is.
    ///
    /// # Errors
    /// When Chromium is gone.
    pub fn url(&self) -> Result<String, Trouble> {
        self.string("location.href", "address")
    }

    /// The HTTP status the page was answered with (0 for a page that no server sent).
    ///
    /// # Errors
    /// When Chromium is gone.
    pub fn status(&self) -> Result<u64, Trouble> {
        let answer = self.ask("performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0")?;
        answer.as_u64().ok_or_else(|| Trouble("the page has no status".to_string()))
    }

    /// What the browser itself complained about since this page came: scripts that threw, what was blocked.
    pub fn complaints(&self) -> Vec<String> {
        let fresh = self.pipe().events(&self.session);
        let mut heard = self.heard();
        heard.extend(fresh);
        let said = heard.iter().filter_map(|event| match event["method"].as_str()? {
            "Runtime.exceptionThrown" => {
                event["params"]["exceptionDetails"]["exception"]["description"].as_str().map(str::to_string)
            }
            "Log.entryAdded" if event["params"]["entry"]["level"] == "error" => {
                event["params"]["entry"]["text"].as_str().map(str::to_string)
            }
            _ => None,
        });
        said.collect()
    }

    /// Makes the window this wide, in CSS pixels (390 for a telephone, 1280 for a desk).
    ///
    /// # Errors
    /// When Chromium is gone.
    pub fn width(&self, pixels: u32) -> Result<(), Trouble> {
        let mobile = pixels < TELEPHONE;
        let size = json!({ "width": pixels, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": mobile });
        self.send("Emulation.setDeviceMetricsOverride", &size).map(|_| ())
    }

    /// Writes a picture (PNG) of the whole page at a width in CSS pixels; folders are made as needed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn screenshot(&self, pixels: u32, to: &Path) -> Result<(), Trouble> {
        self.width(pixels)?;
        let size = &self.send("Page.getLayoutMetrics", &json!({}))?["cssContentSize"];
        let clip = json!({ "x": 0, "y": 0, "width": pixels, "height": size["height"], "scale": 1 });
        let how = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = text(&self.send("Page.captureScreenshot", &how)?, "data")?;
        let bytes =
            base64::decode(&picture).ok_or_else(|| Trouble("the picture is not base64".to_string()))?;
        let folder = to.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = folder.and_then(|()| std::fs::write(to, bytes));
        written.map_err(|why| Trouble(format!("{}: {why}", to.display())))
    }

    /// Looks at the page as a screen reader and a narrow window do, at a width in CSS pixels.
    ///
    /// # Errors
    /// When Chromium is gone.
    pub fn audit(&self, pixels: u32) -> Result<Audit, Trouble> {
        self.width(pixels)?;
        Ok(Audit::read(&self.ask(audit::QUESTION)?))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let context = json!({ "browserContextId": self.context });
        // A browser that is closed already has closed this page with it.
        drop(self.pipe().call(None, "Target.disposeBrowserContext", &context));
    }
}

/// The JavaScript that finds the first element of `selector` whose text holds `words`.
fn find(selector: &str, words: &str) -> String {
    let (selector, words) = (json!(selector), json!(words));
    format!(
        "[...document.querySelectorAll({selector})]
           .find(e => (e.innerText ?? e.textContent ?? '').includes({words}))"
    )
}

fn text(answer: &Value, key: &str) -> Result<String, Trouble> {
    answer[key].as_str().map(str::to_string).ok_or_else(|| Trouble(format!("Chromium's answer has no {key}")))
}
