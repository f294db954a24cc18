//! `/catalogue`: the items of the officer's organ, or of the county for those who watch over all of it, and
//! what is proposed of each; and all files as one archive.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use house::catalogue::{exported, trial};
use house::web::parts;
use house::web::reply::attachment;
use house::web::{Frame, Page, Reply, Staff};
use house::{Failure, House, links};
use kernel::{Day, Edition, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::acts::on_its_day;
use super::seen::may_look;
use crate::rules::{Proposal, Rules, item_stream};
use crate::views::{self, Proposed};

/// Media type of an archive.
pub(super) const TAR: &str = "application/x-tar";
/// Media type of a file of the catalogue.
pub(super) const TOML: &str = "application/toml";

/// One item.
#[derive(Serialize, JsonSchema)]
struct Row {
    item: String,
    name: Text,
    organ_name: Text,
    /// Since when it is no longer offered.
    withdrawn: Option<Day>,
    /// What is proposed of it.
    proposal: Option<Proposed>,
    /// Errors that the compiler finds by now in what is approved and waits for its day.
    errors: usize,
    #[serde(skip)]
    approved: Option<Proposal>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Kept {
    items: Vec<Row>,
}

/// GET `/catalogue`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    reply: Reply,
) -> Result<Response, Failure> {
    let mut page = house
        .read(who.clone(), move |seeing| {
            let mut proposed: BTreeMap<String, Proposed> =
                views::proposals(seeing.look)?.into_iter().map(|one| (one.item.clone(), one)).collect();
            let now = seeing.ctx.editions.every().map(|edition| (edition, None));
            let gone = seeing.ctx.editions.no_longer().map(|(edition, gone)| (edition, Some(gone.day)));
            let mut items = Vec::new();
            for (edition, withdrawn) in now.chain(gone) {
                if !may_look(seeing, &who, &edition.item.organ) {
                    continue;
                }
                let proposal = proposed.remove(&edition.item.code);
                let approved = match &proposal {
                    Some(one) if one.stage == "approved" => {
                        seeing.life::<Rules>(&item_stream(&one.item))?.0.proposal
                    }
                    _ => None,
                };
                items.push(Row {
                    item: edition.item.code.clone(),
                    name: edition.item.name.clone(),
                    organ_name: seeing.house.organ_name(&edition.item.organ),
                    withdrawn,
                    proposal,
                    errors: 0,
                    approved,
                });
            }
            if items.is_empty() {
                return Err(Failure::Absent);
            }
            // what somebody must do something about stands first
            items.sort_by_key(|row| (row.proposal.is_none(), row.withdrawn.is_some(), row.item.clone()));
            Ok(Kept { items })
        })
        .await?;
    // the catalogue around what is approved may have moved since
    for row in &mut page.items {
        let Some(approved) = row.approved.take() else { continue };
        let (text, on) = (approved.motion.text().map(str::to_owned), on_its_day(&house, Some(approved.from)));
        row.errors = house.tried(&row.item, text, on).await?.errors();
    }
    Ok(reply.page(&page))
}

/// GET `/catalogue.tar`: the county's files as they are in force, and of the items' files those that whoever
/// asks may look at: the others' marks of what is not verified are not hers to read.
pub(super) async fn archive(State(house): State<House>, Staff(who): Staff) -> Result<Response, Failure> {
    let bytes = house
        .read(who.clone(), move |seeing| {
            let mut sources = trial::in_force(seeing.house, &seeing.house.world());
            let (hers, others): (Vec<&Edition>, Vec<&Edition>) =
                seeing.ctx.editions.every().partition(|edition| may_look(seeing, &who, &edition.item.organ));
            if hers.is_empty() {
                return Err(Failure::Absent);
            }
            for edition in others {
                sources.remove(&format!("items/{}.toml", edition.item.code));
            }
            Ok(exported::archive(&sources))
        })
        .await?;
    Ok(attachment("catalogue.tar", TAR, bytes))
}

/// What a stage is called.
pub(super) fn stage(see: &Frame, proposed: &Proposed) -> (parts::Tag, String) {
    let withdrawal = proposed.motion == "withdrawal";
    let what = |zh: &str, en: &str| match withdrawal {
        true => see.pick(format!("取消{zh}"), format!("withdrawal {en}")),
        false => see.pick(format!("新版{zh}"), format!("new edition {en}")),
    };
    let from = see.pick(
        proposed.from.parse::<Day>().map_or_else(|_| String::new(), Day::zh),
        proposed.from.parse::<Day>().map_or_else(|_| String::new(), Day::en),
    );
    match proposed.stage.as_str() {
        "sent" => (parts::Tag::Ask, what("待核准", "to be approved")),
        "approved" => (
            parts::Tag::Plain,
            what(&format!("已核准，{from}起生效"), &format!("approved, takes effect on {from}")),
        ),
        "returned" => (parts::Tag::Ask, what("被退回", "returned")),
        "recalled" => (parts::Tag::Plain, what("已撤回", "called back")),
        _ => (parts::Tag::Ask, what("已被别的版本抢先", "overtaken by another edition")),
    }
}

impl Page for Kept {
    fn title(&self, see: &Frame) -> String {
        let n =
            self.items.iter().filter_map(|row| row.proposal.as_ref()).filter(|p| p.stage == "sent").count();
        match n {
            0 => see.say("事项", "Items").to_owned(),
            n => see.pick(format!("{n} 件待核准 · 事项"), format!("{n} to approve · Items")),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (String::new(), see.say("事项", "Items").to_owned()),
        ]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads = [see.say("事项", "Item"), see.say("机关", "Organ"), see.say("现状", "Standing")];
        let rows: Vec<Vec<Markup>> = self
            .items
            .iter()
            .map(|row| {
                vec![
                    html! { a href=(links::catalogue_item(&row.item)) { (see.of(&row.name)) } },
                    html! { (see.of(&row.organ_name)) },
                    html! {
                        @if let Some(day) = row.withdrawn {
                            (parts::tag(parts::Tag::Plain, see.say("已取消", "withdrawn"))) " "
                            (parts::day(see, day))
                        } @else { (see.say("现行", "in force")) }
                        @if let Some(proposed) = &row.proposal {
                            @let (kind, words) = stage(see, proposed);
                            " " (parts::tag(kind, &words))
                        }
                        @if row.errors > 0 {
                            " " (parts::tag(parts::Tag::Bad, &see.pick(
                                format!("现在查出 {} 处错误，请撤回改好", row.errors),
                                format!("{} errors by now: call it back and mend it", row.errors),
                            )))
                        }
                    },
                ]
            })
            .collect();
        let line = see.say(
            "一人编制，另一人核准，到日子生效；在办的件不受影响。",
            "One draws up, another approves, it takes effect on its day; cases under way are not touched.",
        );
        html! {
            (parts::title(see.say("事项", "Items"), &html! { (line) }))
            (parts::table(see.say("事项", "Items"), &heads, &rows))
            (crate::pages::changes::more(see))
            p { a href="/catalogue.tar" { (see.say("下载这些文件（tar）", "Download these files (tar)")) } }
        }
    }
}
