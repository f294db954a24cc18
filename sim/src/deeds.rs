//! What people do about a case, a file a subject: each subject knows what would be sensible now, and one of
//! every command it has, for those who ask for anything at any time.

mod ceasing;
mod course;
mod filing;
mod handling;
mod odd;
mod opinions;
mod papers;
mod places;
mod pledges;
mod steps;
mod upward;

pub(crate) mod breaches;
pub(crate) mod licences;
pub(crate) mod matters;

use std::sync::Arc;

use case::rules::{Case, Command, Filed, standing};
use house::To;
use house::rehearsal::in_place_of;
use kernel::item::Item;
use kernel::{Actor, Role};

use crate::city::City;
use crate::deed::{Deed, Wish};
use crate::people;

pub(crate) use filing::on_its_way;
pub(crate) use steps::{Next, next};

/// A case, as whoever does something about it finds it.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    /// Its number.
    pub name: String,
    /// What is true of it now.
    pub case: Case,
    /// What was filed.
    pub filed: Filed,
    /// The item, as it was when it was filed.
    pub item: Arc<Item>,
}

impl Scene {
    /// Something asked of this case by somebody who may.
    pub fn deed(&self, who: Actor, command: Command) -> Deed {
        self.asking(who, command.into())
    }

    /// Something asked of the case, or of what has its number.
    pub fn asking(&self, who: Actor, wish: Wish) -> Deed {
        Deed { who, to: To::Stream(self.name.clone()), wish, lie: false }
    }

    /// Nothing of the decision is left to do.
    pub fn over(&self) -> bool {
        self.case.ending.is_some()
    }

    /// It is accepted and not decided.
    pub fn under_way(&self) -> bool {
        self.case.acceptance.is_some() && !self.over()
    }

    /// The clerk whose case it is at the window.
    pub fn window(&self) -> Actor {
        self.whoever_holds(people::window(&self.filed))
    }

    /// The examiner whose case it is.
    pub fn examiner(&self) -> Actor {
        self.whoever_holds(people::examiner(&self.filed.organ))
    }

    /// The head.
    pub fn head(&self) -> Actor {
        self.whoever_holds(people::head(&self.filed.organ))
    }

    /// Whoever may ask in the applicant's name.
    pub fn applicant(&self) -> Actor {
        people::speaker(&self.filed.party)
    }

    /// A colleague of the examiner who has the case.
    pub fn other_examiner(&self) -> Actor {
        let (one, other) = (people::examiner(&self.filed.organ), people::second_examiner(&self.filed.organ));
        if self.examiner().party == one.party { other } else { one }
    }

    /// Whoever claimed the step of this officer; the officer where nobody did.
    fn whoever_holds(&self, officer: Actor) -> Actor {
        match self.case.handling.holders.get(&officer.role) {
            Some(holder) => in_place_of(officer, holder),
            None => officer,
        }
    }

    /// The officer at whose step the case is.
    fn at_its_step(&self) -> Actor {
        use case::rules::Standing as S;
        match standing(&self.case).expect("it was filed") {
            S::Accepted | S::Stopped | S::Confirming => self.examiner(),
            S::Examined => self.head(),
            _ => self.window(),
        }
    }

    /// An officer of the same post.
    fn colleague_of(&self, officer: &Actor) -> Actor {
        match officer.role {
            Role::Clerk => {
                let (one, other) =
                    (people::window(&self.filed), people::second_clerk(&people::window(&self.filed).organ));
                if officer.party == one.party { other } else { one }
            }
            _ => {
                let organ = &self.filed.organ;
                let (one, other) = (people::examiner(organ), people::second_examiner(organ));
                if officer.party == one.party { other } else { one }
            }
        }
    }
}

impl City<'_> {
    /// A case with everything one has to know of it.
    pub fn scene(&self, name: &str) -> Result<Scene, String> {
        let (case, item) = self.case(name)?;
        let filed = case.filed.clone().expect("a case that was told was filed");
        Ok(Scene { name: name.to_owned(), case, filed, item })
    }

    /// What somebody may sensibly do about a case now.
    pub fn sensible(&mut self, scene: &Scene) -> Result<Deed, String> {
        let subjects = [
            Self::filing,
            Self::pledges,
            Self::among_officers,
            Self::handling,
            Self::course,
            Self::ceasing,
            Self::promises,
        ];
        for subject in subjects {
            if let Some(deed) = subject(self, scene) {
                return Ok(deed);
            }
        }
        if let Some(deed) = self.papers(scene)? {
            return Ok(deed);
        }
        self.step(scene)
    }
}

/// Words where words are asked for.
pub(crate) fn words() -> String {
    "请看附件".to_owned()
}
