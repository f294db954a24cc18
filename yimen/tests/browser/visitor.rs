//! A person in front of a browser: goes, reads, fills, presses; and looks at every page as a tired clerk and
//! a first-time citizen of seventy would.

use std::path::{Path, PathBuf};

use rig::chromium::{Browser, Page};

use super::binary::{Open, root};

/// One person with a window of her own.
pub struct Visitor {
    page: Page,
    base: String,
}

fn screens() -> PathBuf {
    let folder = root().join("target/screens");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Visitor {
    /// Somebody with scripts.
    pub fn new(browser: &Browser, house: &Open) -> Visitor {
        Visitor { page: browser.person().unwrap(), base: format!("http://127.0.0.1:{}", house.door.port) }
    }

    /// Somebody whose browser runs no scripts.
    pub fn without_scripts(browser: &Browser, house: &Open) -> Visitor {
        let page = browser.person_without_scripts().unwrap();
        Visitor { page, base: format!("http://127.0.0.1:{}", house.door.port) }
    }

    /// Step into a part of the demo from the front page.
    pub fn becomes(self, part: &str) -> Visitor {
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
        if let Err(trouble) = self.page.follow_text("main button", words) {
            panic!("{}: button “{words}”: {trouble}\n{}", self.at(), self.page.text("main").unwrap());
        }
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

    /// Keep what the page looks like at both widths, and hold it to the guide: labels, one heading, nothing
    /// beyond the edge at 320 px, no complaint of the browser.
    #[track_caller]
    pub fn looks(&self, name: &str) -> &Visitor {
        for width in [390, 1280] {
            let to: &Path = &screens().join(format!("{name}-{width}.png"));
            self.page.screenshot(width, to).unwrap();
            assert!(to.metadata().unwrap().len() > 5_000, "{name} is empty");
        }
        for width in [320, 390, 1280] {
            assert_eq!(
                self.page.audit(width).unwrap().faults(),
                Vec::<String>::new(),
                "{name} at {width} px"
            );
        }
        // a page that says no has a status that says no; Chromium counts that among its complaints
        let own = |complaint: &String| complaint.contains("the server responded with a status of 4");
        let complaints: Vec<String> = self.page.complaints().into_iter().filter(|c| !own(c)).collect();
        assert_eq!(complaints, Vec::<String>::new(), "{name}");
        self
    }
}
