//! 容缺 on the pages of a case: the promise she signs, what follows and by when, and the handing in of it.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::handing::listed_of;
use house::web::parts::{self, Look, Tag};
use house::web::{Frame, Input, Member, Reply};
use house::{Failure, House};
use kernel::{Ctx, Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::acts::Bringing;
use super::files::{cases, handed, of_case};
use super::sent::Sent;
use super::show::{Shown, Tick};
use crate::rules::{self, Case, Command};

/// In front of the code of a promised paper on the counter, as a field.
const FOLLOWED: &str = "followed";

/// What may follow, and what was promised.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct Tolerating {
    /// Codes of lacking materials that may follow after acceptance.
    pub may_follow: Vec<String>,
    /// Every word of the promise she would sign for them.
    pub commitment: Text,
    /// Promised papers.
    pub promises: Vec<Promise>,
}

/// A promised paper.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Promise {
    /// Code of the material.
    pub material: String,
    /// Its name.
    pub name: Text,
    /// The last day, as it is counted now and never earlier than told.
    pub by: Day,
    /// The day on which it came.
    pub kept_on: Option<Day>,
    /// Did the day pass without it?
    pub broken: bool,
    /// What is not allowed until it is there.
    pub block: Option<Text>,
}

/// What may follow in this case, and what was promised.
pub(super) fn tolerating(case: &Case, ctx: &Ctx<'_>) -> Tolerating {
    let (may_follow, commitment) = rules::may_follow(case, ctx);
    let item = case.filed.as_ref().and_then(|filed| ctx.edition(&filed.edition)).map(|edition| &edition.item);
    let beside = rules::beside(case, ctx);
    let promise = |(code, promised): (&String, &rules::Promised)| Promise {
        material: code.clone(),
        name: item.map(|item| item.lacking_name(code)).unwrap_or_default(),
        by: beside.following.get(code).map_or(promised.by, |due| due.day),
        kept_on: promised.kept_on,
        broken: promised.broken.is_some(),
        block: item.and_then(|item| item.material(code)?.follows()?.block.clone()),
    };
    Tolerating { may_follow, commitment, promises: case.tolerance.promises.iter().map(promise).collect() }
}

/// A day with its year: what follows may come in another one.
fn full(see: &Frame, on: Day) -> Markup {
    html! { time datetime=(on) { (see.lang.day_full(on)) } }
}

/// `POST /cases/{no}/follow`: her files that wait; at the window, papers on the counter.
pub(super) async fn follow(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let own = who.role != Role::Clerk;
    let lie = if own { cases::waiting(&house, &who, &no).await? } else { Vec::new() };
    let bringing = Bringing { house, who, no, reply, act: "follow" };
    bringing
        .bring(input, |sent, shown| {
            let materials = sent.codes("materials", FOLLOWED, "yes");
            let open = |code: &str| shown.case.tolerance.open(code);
            let files = lie.iter().filter(|one| open(&one.material)).map(handed).collect();
            Ok(Command::Follow { materials, files })
        })
        .await
}

impl Shown {
    /// The promise, to read and to sign.
    pub(super) fn signing(&self, see: &Frame) -> Markup {
        if !self.open("sign-tolerance") {
            return html! {};
        }
        let label = see.say("我读过了，承诺做到", "I have read this and promise it");
        let id = parts::field_id("agreed");
        let fault = self.fault("agreed");
        let inside = html! {
            p { (see.of(&self.tolerance.commitment)) }
            @if let Some(fault) = fault {
                p.fault id={ (id) "-e" } { span.vh { (see.say("错误：", "Error: ")) } (see.of(fault)) }
            }
            div.pick {
                input type="checkbox" id=(id) name="agreed" value="yes"
                    aria-describedby=[fault.map(|_| format!("{id}-e"))];
                label for=(id) { (label) }
            }
        };
        let words = see.say("签容缺承诺书", "Sign the promise");
        let form = self.act(see, "sign-tolerance", &inside, Look::Second, words);
        parts::section("tolerance", see.say("缺的可以后补（容缺受理）", "What is lacking may follow"), &form)
    }

    /// What was promised, by when, whether it came, and the form that hands it in.
    pub(super) fn promised(&self, see: &Frame) -> Markup {
        let all = &self.tolerance.promises;
        if all.is_empty() {
            return html! {};
        }
        let content = html! {
            ul.plain { @for one in all { li {
                strong { (see.of(&one.name)) } " "
                @match (one.kept_on, one.broken) {
                    (Some(day), _) => {
                        (parts::tag(Tag::Free, see.say("已补交", "supplied"))) " " (full(see, day))
                    }
                    (None, true) => {
                        (parts::tag(Tag::Bad, see.say("到期没有补交", "not supplied in time"))) " "
                        (full(see, one.by))
                    }
                    (None, false) => {
                        (see.say("最晚 ", "by ")) (full(see, one.by)) (see.say(" 补交", ""))
                    }
                }
                @if let Some(block) = one.block.as_ref().filter(|_| one.kept_on.is_none()) {
                    br; span.soft { (see.of(block)) }
                }
            } } }
            @if self.officer && all.iter().any(|one| one.broken && one.kept_on.is_none()) {
                p { (see.say(
                    "承诺没有兑现。没有决定的，可以不予批准；已经批准的，请核查后依法处理。",
                    "The promise was broken. What is undecided may be denied; check what was granted and \
                     deal with it by law.",
                )) }
            }
            @if self.open("follow") { (self.follow_form(see)) }
        };
        parts::section("promised", see.say("承诺补交的材料", "Papers that were promised"), &content)
    }

    fn follow_form(&self, see: &Frame) -> Markup {
        let open = self.tolerance.promises.iter().filter(|one| one.kept_on.is_none());
        if self.officer {
            let all: Vec<Tick> =
                open.map(|one| (one.material.clone(), see.of(&one.name).to_owned(), false)).collect();
            let legend = see.say("补来的纸件，看到的才勾", "Papers supplied at the counter");
            let inside = self.ticks(see, FOLLOWED, legend, &all);
            let words = see.say("登记补交", "Record what was supplied");
            return self.act(see, "follow", &inside, Look::Second, words);
        }
        let inside = html! {
            p { (parts::link_button(Look::Second, &of_case(&self.case_no), see.say("传文件", "Upload files"))) }
            @if !self.waiting.is_empty() { (listed_of(see, self.waiting.iter())) }
        };
        let words = see.say("交上承诺的材料", "Supply what was promised");
        self.act(
            see,
            "follow",
            &inside,
            if self.waiting.is_empty() { Look::Second } else { Look::Filled },
            words,
        )
    }

    /// 容缺受理, for the clerk.
    pub(super) fn accepting_tolerantly(&self, see: &Frame) -> Markup {
        let inside = html! { p { (see.say(
            "申请人已经签了容缺承诺书，缺的材料受理后补交。",
            "The applicant signed the promise; what is lacking follows after acceptance.",
        )) } };
        let words = see.pick(
            format!("容缺受理，承诺 {}", self.file.promised_limit.zh()),
            format!("Accept tolerantly: decided within {}", self.file.promised_limit.en()),
        );
        self.act(see, "accept-tolerantly", &inside, Look::Filled, &words)
    }
}
