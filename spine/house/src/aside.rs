//! Long work aside: away from those who are served, and from those who read.

use kernel::Actor;
use tokio::sync::oneshot;

use crate::failure::Failure;
use crate::opening::{House, Seeing};

impl House {
    /// Read what takes long, on a connection of its own, so that no page waits behind it; only a few at once.
    ///
    /// # Errors
    /// [`Failure::Busy`] if as many as may are at it, whatever `job` says, or a store fault.
    pub async fn read_apart<T: Send + 'static>(
        &self,
        who: Actor,
        job: impl FnOnce(&mut Seeing<'_, '_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (tell, hear) = oneshot::channel();
        let house = self.clone();
        self.store.read_apart(
            move |look| Ok(house.see(look, &who, job)),
            move |result| {
                tell.send(result).unwrap_or_default();
            },
        )?;
        hear.await.unwrap_or_else(|_| Err(store::Fault::Lost("the reader went away".to_owned())))?
    }

    /// Do something long on a thread of its own; whoever asked waits, and nobody else does.
    ///
    /// # Errors
    /// A fault, where it broke off.
    pub async fn aside<T: Send + 'static>(
        &self,
        job: impl FnOnce(&House) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let house = self.clone();
        let done = tokio::task::spawn_blocking(move || job(&house)).await;
        done.map_err(|e| Failure::Fault(e.to_string()))
    }
}
