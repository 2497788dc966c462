//! A gear that stays on a server.

use redis::ConnectionLike;

use crate::{Gears as _, Result};

/// An event gear on a server, as [`Gear::register`](crate::Gear::register) returns it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Registration {
    id: String,
}

impl Registration {
    pub(crate) fn new(id: String) -> Self {
        Self { id }
    }

    /// The id that the server gave it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Takes the gear off the server. Runs that are under way end undisturbed.
    pub fn unregister(self, con: &mut impl ConnectionLike) -> Result<()> {
        con.unregister(&self.id)
    }
}
