//! Installing ahead of the first script that needs it.

use redis::ConnectionLike;

use super::Requirements;
use crate::{Gears as _, PyExecute, Result};

/// How far an installation is.
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

impl Requirements {
    /// Installs them on all shards, one after the other, and tells before and after each.
    ///
    /// The server does nothing else while pip installs.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// let needed = gear_runtime::Requirements::merge(["requests~=2.31"])?;
    /// needed.install(&mut con, |step| println!("{}/{} {}", step.number, step.total, step.requirement))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn install(
        &self,
        con: &mut impl ConnectionLike,
        mut progress: impl FnMut(Installing<'_>),
    ) -> Result<()> {
        let total = self.specifiers.len();
        for (index, requirement) in self.specifiers.iter().enumerate() {
            let step = Installing { requirement, number: index + 1, total, installed: false };
            progress(step);
            con.pyexecute(&PyExecute::new("").requirements([requirement]))?;
            progress(Installing { installed: true, ..step });
        }
        Ok(())
    }
}
