//! Long work aside: away from those who are served, and from those who read.

use crate::failure::Failure;
use crate::opening::House;

impl House {
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
