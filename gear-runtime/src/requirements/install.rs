//! Installing ahead of the first script that needs it.

use redis::ConnectionLike;

use super::Requirements;
use crate::client::{Blocking, Transport, now, request};
use crate::{PyExecute, Result};

/// How far an installation is.
/// [`Bundle`](crate::Bundle) tells how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Installing<'a> {
    /// The requirement.
    pub requirement: &'a str,
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// Whether it is there now; otherwise the server begins with it.
    pub installed: bool,
}

impl<'a> Installing<'a> {
    pub(super) fn steps(
        requirements: impl ExactSizeIterator<Item = &'a str>,
    ) -> impl Iterator<Item = Installing<'a>> {
        let total = requirements.len();
        let numbered = requirements.enumerate();
        numbered.map(move |(index, requirement)| Self {
            requirement,
            number: index + 1,
            total,
            installed: false,
        })
    }

    pub(super) fn done(self) -> Self {
        Self { installed: true, ..self }
    }
}

impl Requirements {
    /// Installs them on all shards, one after the other, and tells before and after each.
    ///
    /// A gear with requirements installs them as well; this is to do it ahead, and to see how far it is.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// let needed = gear_runtime::Requirements::merge(["requests~=2.31"])?;
    /// needed.install(&mut con, |step| println!("{}/{} {}", step.number, step.total, step.requirement))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn install(&self, con: &mut impl ConnectionLike, progress: impl FnMut(Installing<'_>)) -> Result<()> {
        now(self.install_on(&mut Blocking(con), progress))
    }

    pub(super) async fn install_on(
        &self,
        server: &mut impl Transport,
        mut progress: impl FnMut(Installing<'_>),
    ) -> Result<()> {
        for step in Installing::steps(self.specifiers.iter().map(String::as_str)) {
            progress(step);
            let script = PyExecute::new("").requirements([step.requirement]);
            server.ask(&request::pyexecute(&script)?).await?;
            progress(step.done());
        }
        Ok(())
    }
}
