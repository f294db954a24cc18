//! A person in front of a browser: goes, reads, fills, presses; and looks at every page as a tired clerk and
//! a first-time citizen of seventy would.

mod hands;

use std::cell::Cell;
use std::path::PathBuf;

use house::web::page::escape_query;
use rig::chromium::{Browser, Eyes, Page};

use super::binary::{Open, root};

/// One person with a window of her own.
pub struct Visitor {
    /// Her page, for what she has no verb for.
    pub page: Page,
    base: String,
    /// Whose folder her pictures go into.
    role: String,
    shown: Cell<u32>,
}

impl Visitor {
    /// Somebody with scripts.
    pub fn new(browser: &Browser, house: &Open) -> Visitor {
        Visitor::at_door(browser.person().unwrap(), house.door.port)
    }

    /// Somebody whose browser runs no scripts.
    pub fn without_scripts(browser: &Browser, house: &Open) -> Visitor {
        Visitor::at_door(browser.person_without_scripts().unwrap(), house.door.port)
    }

    /// Somebody's page in front of any door of this machine.
    pub fn at_door(page: Page, port: u16) -> Visitor {
        let base = format!("http://127.0.0.1:{port}");
        Visitor { page, base, role: "anyone".to_owned(), shown: Cell::new(0) }
    }

    /// Her pictures go into a folder of this name.
    pub fn called(self, role: &str) -> Visitor {
        Visitor { role: role.to_owned(), ..self }
    }

    /// Step into a part of the demo from the front page.
    pub fn becomes(mut self, part: &str) -> Visitor {
        if self.role == "anyone" {
            part.clone_into(&mut self.role);
        }
        self.goes("/");
        self.page.follow(&format!("form[action='/demo/{part}'] button")).unwrap();
        self
    }

    pub fn goes(&self, path: &str) -> &Visitor {
        self.page.goto(&format!("{}{path}", self.base)).unwrap();
        self
    }

    /// Where she is, without the house's address.
    pub fn at(&self) -> String {
        self.page.url().unwrap().strip_prefix(&self.base).unwrap().to_owned()
    }

    /// The path of where she is, without what is asked of it.
    pub fn path(&self) -> String {
        let at = self.at();
        at.split(['?', '#']).next().unwrap_or_default().to_owned()
    }

    /// Goes to an address of hers in a language, which she keeps.
    pub fn goes_in(&self, lang: &str, address: &str) -> &Visitor {
        self.goes(&format!("/lang/{lang}?back={}", escape_query(address)))
    }

    /// The words of the first element that the selector finds.
    #[track_caller]
    pub fn words(&self, selector: &str) -> String {
        self.page.text(selector).unwrap_or_else(|e| panic!("{}: {e}", self.at()))
    }

    #[track_caller]
    pub fn sees(&self, words: &str) -> &Visitor {
        if let Err(trouble) = self.page.sees(words) {
            panic!("{} does not say “{words}”: {trouble}\n{}", self.at(), self.page.text("main").unwrap());
        }
        self
    }

    /// Follow a link by its words.
    #[track_caller]
    pub fn follows(&self, words: &str) -> &Visitor {
        self.page.follow_text("main a, header a", words).unwrap();
        self
    }

    /// Press a button by its words and wait for the next page.
    #[track_caller]
    pub fn presses(&self, words: &str) -> &Visitor {
        if let Err(trouble) = self.page.follow_text("main button:not([aria-hidden])", words) {
            panic!("{}: button “{words}”: {trouble}\n{}", self.at(), self.page.text("main").unwrap());
        }
        self
    }

    /// Press a button of the header.
    #[track_caller]
    pub fn presses_in_header(&self, words: &str) -> &Visitor {
        self.page.follow_text("header button", words).unwrap();
        self
    }

    #[track_caller]
    pub fn fills(&self, name: &str, text: &str) -> &Visitor {
        self.page.fill(&format!("main [name='{name}']"), text).unwrap();
        self
    }

    /// Open a part of the page that is folded away.
    #[track_caller]
    pub fn unfolds(&self, words: &str) -> &Visitor {
        self.page.click_text("main summary", words).unwrap();
        self
    }

    /// Press a button that leads nowhere.
    #[track_caller]
    pub fn clicks(&self, words: &str) -> &Visitor {
        self.page.click_text("main button", words).unwrap();
        self
    }

    /// Tick a box or choose an answer.
    #[track_caller]
    pub fn chooses(&self, name: &str, value: &str) -> &Visitor {
        let control = format!("main input[name='{name}'][value='{value}']");
        self.page.click(&control).unwrap_or_else(|e| panic!("{}: {control}: {e}", self.at()));
        self
    }

    pub fn value(&self, name: &str) -> String {
        self.page.value(&format!("main [name='{name}']")).unwrap()
    }

    pub fn count(&self, selector: &str) -> u64 {
        self.page.count(selector).unwrap()
    }

    pub fn status(&self) -> u64 {
        self.page.status().unwrap()
    }

    pub fn types_key(&self, key: &str) -> &Visitor {
        self.page.press(key).unwrap();
        self
    }

    pub fn opens_with(&self, key: &str) -> &Visitor {
        self.page.press_and_load(key).unwrap();
        self
    }

    /// Keep what the page looks like at both widths, in large type and on paper, and hold it to the guide:
    /// nothing that axe finds, labels, one heading, nothing beyond the edge at 320 px, no complaint of the
    /// browser.
    #[track_caller]
    pub fn looks(&self, name: &str) -> &Visitor {
        let found = self.finds(name);
        assert!(found.is_empty(), "{name}\n{}", found.join("\n"));
        self
    }

    /// As `looks`, but gives what is wrong.
    pub fn finds(&self, name: &str) -> Vec<String> {
        let picture = self.next_picture(name);
        let mut found = self.plainly(&picture);
        // the page may be the answer to a form, which cannot be asked for again: its letters grow in place
        if self.count("html.elder") == 0 {
            self.page.ask("document.documentElement.classList.add('elder')").unwrap();
            found.extend(told("large type, 320 px", self.page.audit(320).unwrap().faults()));
            found.extend(told("axe, large type, 390 px", self.layout_at(390)));
            self.page.screenshot(390, &picture("elder.png")).unwrap();
            found.extend(told("axe, large type, 1280 px", self.layout_at(1280)));
            self.page.ask("document.documentElement.classList.remove('elder')").unwrap();
        }
        self.placed(name, found)
    }

    /// A page that can be asked for: as it is, then in large type and in English as the house draws those.
    pub fn finds_at(&self, address: &str, name: &str) -> Vec<String> {
        let picture = self.next_picture(name);
        let mut found = self.plainly(&picture);
        self.goes(&format!("/elder/on?back={}", escape_query(address)));
        assert_eq!(self.count("html.elder"), 1, "{address} is not in large type");
        found.extend(self.in_large_type(&picture));
        self.goes("/elder/off?back=/assets/mark.svg").goes_in("en", address);
        assert_eq!(self.count("html[lang=en]"), 1, "{address} is not in English");
        found.extend(told("English, 320 px", self.page.audit(320).unwrap().faults()));
        found.extend(told("axe, English, 390 px", self.page.axe(390).unwrap().wrong));
        self.page.screenshot(390, &picture("en-390.png")).unwrap();
        found.extend(told("axe, English, 1280 px", self.layout_at(1280)));
        self.page.screenshot(1280, &picture("en-1280.png")).unwrap();
        self.goes("/lang/zh?back=/assets/mark.svg");
        self.placed(name, found)
    }

    fn plainly(&self, picture: &dyn Fn(&str) -> PathBuf) -> Vec<String> {
        let mut found = self.at_both_widths(picture);
        self.page.through(Eyes::MoreContrast).unwrap();
        found.extend(told("more contrast", self.page.axe_only(&["color-contrast"]).unwrap().wrong));
        self.page.through(Eyes::Plain).unwrap();
        self.page.print(&picture("print.pdf")).unwrap();
        // a page that says no has a status that says no; Chromium counts that among its complaints
        let own = |complaint: &String| complaint.contains("the server responded with a status of ");
        let complaints = self.page.complaints().into_iter().filter(|c| !own(c)).collect();
        found.extend(told("the browser", complaints));
        found
    }

    fn in_large_type(&self, picture: &dyn Fn(&str) -> PathBuf) -> Vec<String> {
        let mut found = told("large type, 320 px", self.page.audit(320).unwrap().faults());
        found.extend(told("axe, large type, 390 px", self.page.axe(390).unwrap().wrong));
        self.page.screenshot(390, &picture("elder.png")).unwrap();
        found.extend(told("axe, large type, 1280 px", self.layout_at(1280)));
        found
    }

    fn layout_at(&self, width: u32) -> Vec<String> {
        self.page.width(width).unwrap();
        self.page.axe_only(LAYOUT).unwrap().wrong
    }

    fn at_both_widths(&self, picture: &dyn Fn(&str) -> PathBuf) -> Vec<String> {
        let mut found = told("320 px", self.page.audit(320).unwrap().faults());
        for width in [390, 1280] {
            let file = picture(&format!("{width}.png"));
            self.page.screenshot(width, &file).unwrap();
            assert!(file.metadata().unwrap().len() > 5_000, "{} is empty", file.display());
            found.extend(told(&format!("{width} px"), self.page.audit(width).unwrap().faults()));
            found.extend(told(&format!("axe, {width} px"), self.page.axe(width).unwrap().wrong));
        }
        found
    }

    /// Where the next page's pictures go: `target/screens/<role>/NN-name-…`.
    fn next_picture(&self, name: &str) -> impl Fn(&str) -> PathBuf + use<> {
        self.shown.set(self.shown.get() + 1);
        let stem = format!("{:02}-{name}", self.shown.get());
        let folder = root().join("target/screens").join(&self.role);
        move |end| folder.join(format!("{stem}-{end}"))
    }

    fn placed(&self, name: &str, found: Vec<String>) -> Vec<String> {
        let place = format!("{} as {}, {name}", self.at(), self.role);
        found.into_iter().map(|fault| format!("{place}: {fault}")).collect()
    }
}

/// The rules that another layout of the same page can break.
const LAYOUT: &[&str] = &["color-contrast", "target-size", "scrollable-region-focusable"];

fn told(how: &str, faults: Vec<String>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{how}: {fault}")).collect()
}
