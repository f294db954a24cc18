//! Who fills in a form, and for whom: the applicant herself, or a clerk for the visitor before her window;
//! and what the house knows of the applicant, which nobody types again.

use kernel::form::{Field, FieldKind};
use kernel::{Actor, Role};

use super::behalf::{self, Visitor};
use super::drafts::{self, DECLARED, Typed};
use super::parts::AT;
use crate::failure::Failure;
use crate::files::{Loose, Shelf};
use crate::opening::House;

/// Who fills in a form.
pub struct Filer {
    /// Who types.
    pub who: Actor,
    /// Whom an officer takes in; none where the applicant types herself.
    pub visitor: Option<Visitor>,
    /// What the counter's page gave for that visitor; empty where the applicant types herself.
    pub pass: String,
    /// In whose draft an assistant types, under her mandate 帮办代办; none for everybody else.
    pub assisted: Option<Assisted>,
}

/// Whom an assistant helps.
#[derive(Clone, Debug)]
pub struct Assisted {
    /// Opaque id.
    pub party: String,
    /// What she is.
    pub role: Role,
    /// Does the mandate let papers be handed in 替我传材料?
    pub hands_in: bool,
}

impl Filer {
    /// Who this is; none if it is a clerk who has not said for whom, or too long ago.
    ///
    /// # Errors
    /// [`Failure::Absent`] for everybody else.
    pub fn of(house: &House, who: Actor, pass: &str) -> Result<Option<Self>, Failure> {
        match who.role {
            Role::Citizen | Role::Agent => Ok(Some(Self::own(who))),
            Role::Clerk => {
                let visitor = behalf::open(house, &who, pass);
                let pass = pass.to_owned();
                Ok(visitor.map(|visitor| Self { visitor: Some(visitor), pass, ..Self::own(who) }))
            }
            _ => Err(Failure::Absent),
        }
    }

    /// Whoever types for herself, or for whom she acts.
    pub fn own(who: Actor) -> Self {
        Self { who, visitor: None, pass: String::new(), assisted: None }
    }

    /// What the applicant is.
    pub fn role(&self) -> Role {
        let own = self.assisted.as_ref().map_or(self.who.role, |one| one.role);
        self.visitor.as_ref().map_or(own, |visitor| visitor.role)
    }

    /// In whose draft it is typed.
    pub fn owner(&self) -> &str {
        self.assisted.as_ref().map_or(self.who.acting_for(), |one| &one.party)
    }

    /// The name on the card is the applicant's, whatever came with the form.
    pub fn name_in(&self, typed: &mut Typed) {
        if let Some(visitor) = &self.visitor {
            typed.insert("applicant".to_owned(), visitor.name.clone());
        }
    }

    /// What she stored before, under this key. A window stores nothing: the next visitor would find it in her
    /// form.
    ///
    /// # Errors
    /// A store fault.
    pub async fn stored(&self, house: &House, key: &str) -> Result<Option<Typed>, Failure> {
        match self.visitor {
            Some(_) => Ok(None),
            None => drafts::find(house, self.owner(), key).await,
        }
    }

    /// Store what is typed so far, for the applicant herself; that all of it is true is declared anew when it
    /// is sent.
    ///
    /// # Errors
    /// A store fault.
    pub async fn keep(&self, house: &House, key: &str, typed: &Typed) -> Result<(), Failure> {
        if self.visitor.is_some() {
            return Ok(());
        }
        let mut typed = typed.clone();
        typed.remove(DECLARED);
        typed.remove(AT);
        drafts::keep(house, self.owner(), key, &typed).await
    }

    /// Where files wait for what is kept under this key.
    pub fn shelf(&self, key: &str) -> Shelf {
        Shelf { party: self.owner().to_owned(), place: drafts::shelf(key) }
    }

    /// Files that wait on her draft. A window has none: what is scanned there goes into the case.
    ///
    /// # Errors
    /// A store fault.
    pub async fn waiting(&self, house: &House, key: &str) -> Result<Vec<Loose>, Failure> {
        match self.visitor {
            Some(_) => Ok(Vec::new()),
            None => house.loose(&self.shelf(key)).await,
        }
    }

    /// It was filed: nothing stays stored.
    ///
    /// # Errors
    /// A store fault.
    pub async fn filed(&self, house: &House, key: &str) -> Result<(), Failure> {
        match self.visitor {
            Some(_) => Ok(()),
            None => drafts::drop_draft(house, self.owner(), key).await,
        }
    }

    /// Name, number and telephone of whoever applies; an organisation is reached through its agent.
    ///
    /// # Errors
    /// A store fault.
    pub async fn dossier(&self, house: &House) -> Result<Dossier, Failure> {
        if let Some(visitor) = &self.visitor {
            let organisation = visitor.role == Role::Agent;
            let Visitor { name, number, phone, .. } = visitor.clone();
            return Ok(Dossier { name, number, phone, organisation });
        }
        let party = self.owner().to_owned();
        let agent = if self.assisted.is_some() { party.clone() } else { self.who.party.clone() };
        let organisation = self.role() == Role::Agent;
        let read = house.read(self.who.clone(), move |seeing| {
            let find = seeing.house.dossier;
            let [name, number, mut phone] = find(seeing.look, &party)?.unwrap_or_default();
            if phone.is_empty() && agent != party {
                phone = find(seeing.look, &agent)?.map_or(String::new(), |[_, _, phone]| phone);
            }
            Ok(Dossier { name, number, phone, organisation })
        });
        read.await
    }
}

/// What the house knows of whoever applies.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Name.
    pub name: String,
    /// Identity number, or unified social credit code.
    pub number: String,
    /// Mobile number.
    pub phone: String,
    /// Is it an organisation?
    pub organisation: bool,
}

impl Dossier {
    /// What we know is not asked again: it stands in the fields that are still untouched.
    pub fn fill(&self, fields: &[Field], typed: &mut Typed) {
        let mut put = |name: &str, value: &str| {
            if !value.is_empty() {
                typed.entry(name.to_owned()).or_insert_with(|| value.to_owned());
            }
        };
        put("applicant", &self.name);
        put("phone", &self.phone);
        let own = if self.organisation { FieldKind::Uscc } else { FieldKind::CitizenId };
        let code = if self.organisation { "uscc" } else { "id_number" };
        if fields.iter().any(|f| f.code == code && f.kind == own) {
            put(code, &self.number);
        }
        for field in fields.iter().filter(|f| f.own) {
            let part = |name: &str| format!("{}.{name}", field.code);
            match (field.kind, self.organisation) {
                (FieldKind::Organisation, true) => {
                    put(&part("name"), &self.name);
                    put(&part("uscc"), &self.number);
                }
                (FieldKind::Person, false) => {
                    put(&part("name"), &self.name);
                    put(&part("id"), &self.number);
                }
                (FieldKind::Uscc, true) | (FieldKind::CitizenId, false) => put(&field.code, &self.number),
                // what somebody alone trades as is not her own name
                (FieldKind::Name, true) => put(&field.code, &self.name),
                (FieldKind::Phone, _) => put(&field.code, &self.phone),
                _ => {}
            }
        }
    }
}
