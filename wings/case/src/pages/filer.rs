//! Who fills in a form, and for whom: the applicant herself, or a clerk for the visitor before her window.

use house::files::Loose;
use house::web::behalf::{self, Visitor};
use house::web::drafts::{self, Typed};
use house::web::parts::AT;
use house::{Failure, House};
use kernel::{Actor, Role};

use super::apply::DECLARED;
use super::files;
use crate::rules::{Behalf, Parcel};

/// Who fills in a form.
pub(super) struct Filer {
    /// Who types.
    pub who: Actor,
    /// Whom an officer takes in; none where the applicant types herself.
    pub visitor: Option<Visitor>,
    /// What the counter's page gave for that visitor; empty where the applicant types herself.
    pub pass: String,
}

impl Filer {
    /// Who this is; none if it is a clerk who has not said for whom, or too long ago.
    ///
    /// # Errors
    /// [`Failure::Absent`] for everybody else.
    pub(super) fn of(house: &House, who: Actor, pass: &str) -> Result<Option<Self>, Failure> {
        match who.role {
            Role::Citizen | Role::Agent => Ok(Some(Self { who, visitor: None, pass: String::new() })),
            Role::Clerk => {
                let visitor = behalf::open(house, &who, pass);
                Ok(visitor.map(|visitor| Self { who, visitor: Some(visitor), pass: pass.to_owned() }))
            }
            _ => Err(Failure::Absent),
        }
    }

    /// What the applicant is.
    pub(super) fn role(&self) -> Role {
        self.visitor.as_ref().map_or(self.who.role, |visitor| visitor.role)
    }

    /// Whose matter it is, for the command.
    pub(super) fn behalf(&self) -> Option<Behalf> {
        self.visitor.as_ref().map(|visitor| Behalf {
            party: visitor.party.clone(),
            role: visitor.role,
            bundle: None,
        })
    }

    /// The parcel it came in, for the command.
    pub(super) fn parcel(&self) -> Option<Parcel> {
        let parcel = self.visitor.as_ref()?.parcel.clone()?;
        Some(Parcel { waybill: parcel.waybill, sender: parcel.sender, arrived: parcel.arrived })
    }

    /// The name on the card is the applicant's, whatever came with the form.
    pub(super) fn name_in(&self, typed: &mut Typed) {
        if let Some(visitor) = &self.visitor {
            typed.insert("applicant".to_owned(), visitor.name.clone());
        }
    }

    /// What she stored before. A window stores nothing: the next visitor would find it in her form.
    pub(super) async fn stored(&self, house: &House, item: &str) -> Result<Option<Typed>, Failure> {
        match self.visitor {
            Some(_) => Ok(None),
            None => drafts::find(house, self.who.acting_for(), item).await,
        }
    }

    /// Store what is typed so far, for the applicant herself; that all of it is true is declared anew when it
    /// is sent.
    pub(super) async fn keep(&self, house: &House, item: &str, typed: &Typed) -> Result<(), Failure> {
        if self.visitor.is_some() {
            return Ok(());
        }
        let mut typed = typed.clone();
        typed.remove(DECLARED);
        typed.remove(AT);
        drafts::keep(house, self.who.acting_for(), item, &typed).await
    }

    /// Files that wait on her draft. A window has none: what is scanned there goes into the case.
    pub(super) async fn waiting(&self, house: &House, item: &str) -> Result<Vec<Loose>, Failure> {
        match self.visitor {
            Some(_) => Ok(Vec::new()),
            None => house.loose(&files::shelf_of_draft(&self.who, item)).await,
        }
    }

    /// It was filed: nothing stays stored.
    pub(super) async fn filed(&self, house: &House, item: &str) -> Result<(), Failure> {
        match self.visitor {
            Some(_) => Ok(()),
            None => drafts::drop_draft(house, self.who.acting_for(), item).await,
        }
    }
}
