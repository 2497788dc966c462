//! A gear that stays on a server.

use redis::ConnectionLike;

use crate::{Gears as _, Result};

/// An event gear on a server, as [`Gear::register`](crate::Gear::register) returns it.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use redis_gears::{Registration, gear, prelude::*};
///
/// static EXPIRE: Gear<Registration> =
///     gear!(KeysReader::<()>("session:*").for_each(|r| { cmd::expire(&r.key, 3600); }).register(events = ["set"]));
///
/// let mut con = redis::Client::open("redis://127.0.0.1:6400/")?.get_connection()?;
/// let registration = EXPIRE.register(&mut con)?;
/// println!("it is registered as {}", registration.id());
/// registration.unregister(&mut con)?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Registration {
    /// Not empty.
    ids: Vec<String>,
}

impl Registration {
    pub(crate) fn new(id: String) -> Self {
        Self { ids: vec![id] }
    }

    /// All registrations of one gear as one.
    pub(crate) fn together(registrations: Vec<Self>) -> Self {
        Self { ids: registrations.into_iter().flat_map(|registration| registration.ids).collect() }
    }

    /// The id that the server gave it.
    pub fn id(&self) -> &str {
        self.ids.first().map_or("", String::as_str)
    }

    /// All ids, of which a script of Python can have several: one for each time that it calls `register`.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Takes the gear off the server. Runs that are under way end undisturbed.
    pub fn unregister(self, con: &mut impl ConnectionLike) -> Result<()> {
        self.ids.iter().try_for_each(|id| con.unregister(id))
    }
}
