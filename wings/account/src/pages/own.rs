//! One's own page: what is known of her, and for whom she may act.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Look, Tag};
use house::web::{Input, Member, Nothing, Person, Reply, session};
use house::{Failure, House, links};
use kernel::party::{mask_id, mask_phone};
use kernel::{Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::mandates::{self, Agent};
use super::sessions;
use crate::views;

/// An organisation she may act for.
#[derive(Debug, Serialize, JsonSchema)]
struct Organisation {
    party: String,
    name: String,
}

/// What the house knows of whoever looks, her numbers masked against eyes over her shoulder.
#[derive(Serialize, JsonSchema)]
pub(super) struct Own {
    #[serde(skip)]
    party: String,
    role: Role,
    name: String,
    id_number: String,
    phone: String,
    organ: Option<Text>,
    post: String,
    acting_for: Option<String>,
    organisations: Vec<Organisation>,
    /// Who acts for the organisation she acts for.
    agents: Vec<Agent>,
    #[serde(skip)]
    for_party: String,
}

pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    reply: Reply,
) -> Result<Response, Failure> {
    let organ = house.organs.get(&who.organ).map(|organ| organ.name.clone());
    let own = house
        .read(who.clone(), move |seeing| {
            let [name, id_number, phone] = views::dossier(seeing.look, &who.party)?.unwrap_or_default();
            let organisations = views::acts_for(seeing.look, &who.party)?;
            let agents = match who.for_party.as_str() {
                "" => Vec::new(),
                party => views::agents_of(seeing.look, party)?,
            };
            let acting_for = match who.for_party.as_str() {
                "" => None,
                party => Some(views::name(seeing.look, party)?),
            };
            Ok(Own {
                role: who.role,
                name: if name.is_empty() { who.post.clone() } else { name },
                id_number: mask_id(&id_number),
                phone: mask_phone(&phone),
                organ,
                post: who.post,
                acting_for,
                organisations: organisations
                    .into_iter()
                    .map(|(party, name)| Organisation { party, name })
                    .collect(),
                agents: agents.into_iter().map(|(party, name)| Agent { party, name }).collect(),
                for_party: who.for_party,
                party: who.party,
            })
        })
        .await?;
    Ok(reply.page(&own))
}

/// From now on she acts for this organisation, or for herself again if it is she.
pub(super) async fn act_for(
    State(house): State<House>,
    Person(who): Person,
    Path(party): Path<String>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    let Some(former) = reply.visit().session.clone() else { return Err(Failure::Absent) };
    let for_party = if party == who.party {
        None
    } else {
        let (agent, asked) = (who.party.clone(), party.clone());
        let may = move |seeing: &mut house::opening::Seeing<'_, '_>| {
            Ok(views::acts_for(seeing.look, &agent)?.iter().any(|(party, _)| *party == asked))
        };
        if !house.read(who.clone(), may).await? {
            return Err(Failure::Absent);
        }
        Some(party)
    };
    let cookie = session::begin(&house, &who.party, for_party.as_deref()).await?;
    session::end(&house, former.id).await?;
    Ok(reply.lead_with(links::account(), &[cookie]))
}

impl Page for Own {
    fn title(&self, see: &Frame) -> String {
        see.say("我的账户", "My account").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let home = ("/".to_owned(), see.say("首页", "Home").to_owned());
        vec![home, (String::new(), see.say("我的账户", "My account").to_owned())]
    }

    fn body(&self, see: &Frame) -> Markup {
        let role = session::role_text(self.role);
        let person = matches!(self.role, Role::Citizen | Role::Agent);
        html! {
            (parts::title(see.say("我的账户", "My account"), &html! {
                (self.name) " · " (see.of(&role))
            }))
            @if let Some(name) = &self.acting_for { (self.acting(see, name)) }
            (parts::section("known", see.say("我们知道的", "What we know of you"), &html! {
                (parts::facts(&self.facts(see)))
                @if person { p.soft.small { (see.say(
                    "号码只显示一部分。有变化，请带身份证到大厅窗口改。",
                    "Numbers are shown in part. If something has changed, bring your identity card to \
                     the hall.",
                )) } }
            }))
            @if !self.agents.is_empty() { (mandates::drawn(see, &self.for_party, &self.party, &self.agents)) }
            @if person { (self.organisations(see)) }
            (parts::links(&[(
                sessions::HERE.to_owned(),
                see.say("我在哪里登录着", "Where I am signed in").to_owned(),
            )]))
            @if person { (parts::links(&[
                (links::cases().to_owned(), see.say("我的办件", "My cases").to_owned()),
                (links::licences().to_owned(), see.say("我的证照", "My licences").to_owned()),
            ])) }
        }
    }
}

impl Own {
    fn facts(&self, see: &Frame) -> Vec<(String, Markup)> {
        let mut rows = vec![(see.say("姓名", "Name").to_owned(), html! { (self.name) })];
        if !self.id_number.is_empty() {
            rows.push((see.say("公民身份号码", "Identity number").to_owned(), parts::code(&self.id_number)));
        }
        if !self.phone.is_empty() {
            rows.push((see.say("手机号", "Mobile number").to_owned(), parts::code(&self.phone)));
        }
        if let Some(organ) = &self.organ {
            rows.push((see.say("所在机关", "Organ").to_owned(), html! { (see.of(organ)) }));
        }
        if !self.post.is_empty() {
            rows.push((see.say("岗位", "Post").to_owned(), parts::code(&self.post)));
        }
        rows
    }

    fn acting(&self, see: &Frame, name: &str) -> Markup {
        let back = format!("/account/act-for/{}", self.party);
        let words = see.say("换回我自己", "Act for myself again");
        parts::door(
            see.say("您现在替单位办事", "You are acting for an organisation"),
            &html! {
                p.big { (name) }
                p { (see.say("交的申请、领的证都在它名下。", "What you apply for and receive is in its name.")) }
                (parts::act_form(see, &back, &[], &html! {}, Look::Second, words))
            },
        )
    }

    fn organisations(&self, see: &Frame) -> Markup {
        let heading = see.say("替单位办", "Acting for an organisation");
        if self.organisations.is_empty() {
            return parts::section(
                "firms",
                heading,
                &parts::empty(
                    see.say("还没有单位授权给您。", "No organisation has named you as its agent yet. "),
                    see.say(
                        "单位带营业执照和授权书到大厅窗口办一次，就会出现在这里。",
                        "It brings its licence and a letter to the hall once; then it appears here.",
                    ),
                    &[],
                ),
            );
        }
        parts::section(
            "firms",
            heading,
            &html! { @for firm in &self.organisations {
                @if self.acting_for.as_ref() != Some(&firm.name) {
                    @let to = format!("/account/act-for/{}", firm.party);
                    @let words = see.say("替它办", "Act for it");
                    (parts::facts(&[(
                        see.say("单位", "Organisation").to_owned(),
                        html! {
                            strong { (firm.name) }
                            (parts::act_form(see, &to, &[], &html! {}, Look::Second, words))
                            (self.leaving(see, &firm.party))
                        },
                    )]))
                } @else {
                    p { (firm.name) " " (parts::tag(Tag::Free, see.say("正在替它办", "acting for it now"))) }
                    (self.leaving(see, &firm.party))
                }
            } },
        )
    }

    fn leaving(&self, see: &Frame, firm: &str) -> Markup {
        mandates::ending(see, firm, &self.party, see.say("不再替它办", "Act for it no longer"))
    }
}
