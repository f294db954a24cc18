//! What a person does with the keyboard alone, and in another window of the same browser.

use serde_json::json;

use super::Visitor;

/// Presses of the Tab key after which it has been everywhere.
const TABS: usize = 250;

impl Visitor {
    /// Press Tab, if need be round the whole page, until the focus stands on what this selects.
    #[track_caller]
    pub fn reaches(&self, selector: &str) -> &Visitor {
        let here = format!("document.activeElement.matches({selector:?})");
        for _ in 0..TABS {
            if self.page.ask(&here).unwrap() == true {
                return self;
            }
            self.page.press("Tab").unwrap();
        }
        panic!("{}: the Tab key never comes to {selector}", self.at());
    }

    /// Hold that the focus stands on what has this id.
    #[track_caller]
    pub fn stands_at(&self, id: &str) -> &Visitor {
        assert_eq!(self.page.ask("document.activeElement.id").unwrap(), id, "{}", self.at());
        self
    }

    /// Something is posted from another window of the same browser.
    pub fn elsewhere(&self, action: &str) -> &Visitor {
        let post = format!(
            "(async () => {{
               const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
               const form = page.querySelector('form[action={action:?}]');
               await fetch({action:?}, {{ method: 'POST', redirect: 'manual',
                 body: new URLSearchParams(new FormData(form)) }});
               return true; }})()"
        );
        assert_eq!(self.page.ask(&post).unwrap(), true, "{action}");
        self
    }

    /// Hold that nothing one can only press is printed.
    #[track_caller]
    pub fn is_fit_for_paper(&self) -> &Visitor {
        self.page.send("Emulation.setEmulatedMedia", &json!({ "media": "print" })).unwrap();
        for gone in [".ways", ".places", "main button", "main .search", ".foot"] {
            let seen = format!("[...document.querySelectorAll({gone:?})].some(e => e.offsetParent !== null)");
            assert_eq!(self.page.ask(&seen).unwrap(), false, "{}: {gone} is printed", self.at());
        }
        self.page.send("Emulation.setEmulatedMedia", &json!({ "media": "" })).unwrap();
        self
    }
}
