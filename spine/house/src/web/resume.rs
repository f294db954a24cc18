//! What somebody sent when her session had run out, or from a page of a former one: kept sealed for an hour
//! and given back to her, and to nobody else, once she is in again. Nothing of it is in an address.

use axum::extract::State;
use axum::response::Response;
use kernel::limits::{BODY_BYTES, RESUME_MS};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Value;

use super::guard::{Member, newcomer};
use super::page::{Frame, Page, TOKEN_FIELD};
use super::parts::{self, Look};
use super::reply::Reply;
use super::session;
use super::visit::Visit;
use crate::failure::Failure;
use crate::links;
use crate::opening::House;

/// Where she finds it.
pub(crate) const RESUME: &str = "/resume";

/// A form as it was sent.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Where it went.
    path: String,
    /// Its fields, in their order, without the token.
    fields: Vec<(String, String)>,
    /// The key it was sent with: sent again with it, it happens once.
    key: String,
    /// Whom she acted for.
    acting_for: String,
}

/// Keep a form whose token is that of a session which is over, for the person whose session that was;
/// is it kept? A form with a password in it, one of nobody's, or one of somebody else's is not.
pub(crate) async fn keep(house: &House, visit: &Visit, path: &str, body: &[u8]) -> Result<bool, Failure> {
    let mut fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let token = fields.iter().find(|(name, _)| name == TOKEN_FIELD).map(|(_, token)| token.clone());
    let Some((csrf, key)) = token.as_deref().and_then(|token| token.split_once('.')) else {
        return Ok(false);
    };
    if visit.json || fields.iter().any(|(name, _)| name.contains("password")) {
        return Ok(false);
    }
    let (secret, key) = (csrf.to_owned(), key.to_owned());
    let former = house
        .read(newcomer(""), move |seeing| Ok(session::former(seeing.house, seeing.look, &secret)?))
        .await?;
    let Some(actor) = former else { return Ok(false) };
    if visit.actor.as_ref().is_some_and(|now| now.party != actor.party) {
        return Ok(false);
    }
    fields.retain(|(name, _)| name != TOKEN_FIELD);
    let acting_for = actor.acting_for().to_owned();
    put(house, &actor.party, &Kept { path: path.to_owned(), fields, key, acting_for }).await?;
    Ok(true)
}

async fn put(house: &House, party: &str, kept: &Kept) -> Result<(), Failure> {
    let id = id(house, party);
    let text = serde_json::to_string(kept).expect("texts are JSON");
    if text.len() > 2 * BODY_BYTES {
        return Ok(());
    }
    let body = house.vault.seal_loose(&text, &id, &*house.chance);
    let now = house.clock.now().0;
    let row: Vec<Value> =
        vec![id.into(), party.into(), "".into(), body.into(), now.into(), (now + RESUME_MS).into()];
    house.write(move |tx| tx.put("drafts", row.clone())).await
}

/// One a person: whatever she sends next takes its place.
fn id(house: &House, party: &str) -> String {
    house.vault.digest("resume", party)
}

/// `GET /resume`: what was kept, with one button that takes her on; nothing kept leads to the front page.
pub(crate) async fn show(
    State(house): State<House>,
    Member(who): Member,
    reply: Reply,
) -> Result<Response, Failure> {
    let (id, now) = (id(&house, &who.party), house.clock.now().0);
    let row = house
        .read(newcomer(&who.party), move |seeing| {
            let sql = "select body, id from drafts where id = $1 and expires > $2";
            Ok(seeing.look.one(sql, &[Value::from(id), Value::from(now)])?)
        })
        .await?;
    let kept = row.and_then(|row| house.vault.unseal_loose(row.text(0), row.text(1)));
    let kept: Option<Kept> = kept.and_then(|text| serde_json::from_str(&text).ok());
    let Some(kept) = kept else { return Ok(reply.lead("/")) };
    let csrf = reply.visit().session.as_ref().map_or("anyone", |s| s.csrf.as_str());
    let token = format!("{csrf}.{}", kept.key);
    let hers = kept.acting_for == who.acting_for();
    Ok(reply.page(&Resumed::of(kept, token, hers)))
}

/// The page that gives it back.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Resumed {
    action: String,
    /// Is it an application, that goes on in its form?
    form: bool,
    /// Does she act now for whom she acted then?
    hers: bool,
    #[serde(skip)]
    fields: Vec<(String, String)>,
    #[serde(skip)]
    token: String,
}

impl Resumed {
    /// An application is led back to its form, by way of its draft; anything else is sent where it went.
    fn of(kept: Kept, token: String, hers: bool) -> Self {
        let item = kept.fields.iter().find(|(name, _)| name == "item").map(|(_, item)| item.clone());
        let whole_form = ["/bundles/", "/bundle-cases/"].iter().any(|wing| kept.path.starts_with(wing));
        let sent = kept.path.strip_suffix("/apply").or_else(|| kept.path.strip_suffix("/change"));
        let (action, form) = match (item, sent.filter(|_| whole_form)) {
            (Some(item), _) if kept.path == links::cases() => (links::draft(&item), true),
            (_, Some(bundle)) => (format!("{bundle}/draft"), true),
            _ => (kept.path.clone(), kept.path.ends_with("/draft")),
        };
        let mut fields = kept.fields;
        if form {
            fields.retain(|(name, _)| name != parts::MORE && name != parts::LESS);
        }
        Self { action, form, hers, fields, token }
    }
}

impl Page for Resumed {
    fn title(&self, see: &Frame) -> String {
        see.say("您刚才填的都在", "What you typed is still here").to_owned()
    }

    fn body(&self, see: &Frame) -> Markup {
        let why = see.say(
            "上次登录到时间了，所以刚才没有交上。填的字一个没丢。",
            "Your former visit had run out, so it was not sent. Nothing you typed is lost.",
        );
        let words = match self.form {
            true => see.say("回到表上，接着填", "Back to the form"),
            false => see.say("接着交", "Send it now"),
        };
        html! {
            (parts::title(&self.title(see), &html! {}))
            (parts::door(see.say("接下来", "What happens next"), &html! {
                p { (why) }
                @if self.hers {
                    form method="post" action=(self.action) {
                        input type="hidden" name=(TOKEN_FIELD) value=(self.token);
                        @for (name, value) in &self.fields { input type="hidden" name=(name) value=(value); }
                        p.asks { (parts::button(Look::Filled, words, None)) }
                    }
                } @else {
                    p { (see.say(
                        "那是替别人填的。请先换回那个身份，再打开这一页。",
                        "You typed it for somebody else. Act for them again, then open this page.",
                    )) }
                    p.asks { (parts::link_button(
                        Look::Filled, links::account(), see.say("换身份", "Change whom I act for"),
                    )) }
                }
            }))
            (parts::links(&[("/".to_owned(), see.say("不要了，回首页", "Never mind; home").to_owned())]))
        }
    }
}
