//! What the compiler says of the catalogue in force: looked at once for every set of editions and every day,
//! not once for every request.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::simplify::{self, Proposal};
use super::trial::in_force;
use super::{Survey, survey_of};
use crate::failure::Failure;
use crate::opening::House;
use store::ledger::sm3_hex;

/// The catalogue in force, looked at.
pub struct Looked {
    /// What is wrong with it.
    pub survey: Survey,
    /// What could be asked for no more; without numbers of cases.
    pub proposals: Vec<Proposal>,
    /// The texts it was looked at in, by path.
    pub sources: BTreeMap<String, String>,
}

/// The last look, under what it was a look at.
#[derive(Default)]
pub struct Kept(Mutex<Option<(String, Arc<Looked>)>>);

impl House {
    /// The catalogue in force as the compiler sees it today; looked at away from those who read.
    ///
    /// # Errors
    /// A fault, where the look itself broke off.
    pub async fn looked(&self) -> Result<Arc<Looked>, Failure> {
        self.aside(House::looked_now).await
    }

    /// [`House::looked`], for threads.
    pub fn looked_now(&self) -> Arc<Looked> {
        // whoever comes meanwhile waits for the same look; a panic in one leaves the older one
        let mut kept = self.surveyed.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (today, world) = (self.clock.now().day(), self.world());
        let key = sm3_hex(format!("{today} {}", world.named()).as_bytes());
        if let Some((of, looked)) = &*kept
            && *of == key
        {
            return looked.clone();
        }
        let sources = in_force(self, &world);
        let survey = survey_of(sources.clone(), today);
        let proposals = simplify::proposals(&sources, today, None);
        let looked = Arc::new(Looked { survey, proposals, sources });
        *kept = Some((key, looked.clone()));
        looked
    }
}
