//! Event gears that are one script.

use redis::ConnectionLike;

use crate::client::Program;
use crate::link::link;
use crate::{Error, Gear, Registration, Result, Script, client};

/// Event gears that are one script, so that they share their [`State`](crate::State)s and futures. Alone, each gear is a script of
/// its own, with states of its own.
///
/// They come to the server and leave it together: one of them that fails takes back the others.
///
/// ```no_run
/// use gear_runtime::{Gear, GearSet, Registration};
/// # static EXPIRED: Gear<Registration> = Gear::__poisoned();
/// # #[allow(non_camel_case_types)] enum wait_for {}
/// # impl wait_for { const GEAR: Gear<Registration> = Gear::__poisoned(); }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
/// let room = GearSet::new().gear(&EXPIRED).trigger(&wait_for::GEAR);
/// for registration in room.register(&mut con)? {
///     println!("{}", registration.id());
/// }
/// # Ok(())
/// # }
/// ```
///
/// A gear that ends in `run()` has another type, and cannot be in a set: a script that runs and registers loses the results of its
/// run. In a deployment a set has one name: [`Deployment::set`](crate::deploy::Deployment::set).
#[derive(Clone, Debug, Default)]
pub struct GearSet {
    gears: Vec<Gear<Registration>>,
}

impl GearSet {
    /// A set without gears.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an event gear.
    pub fn gear(mut self, gear: &Gear<Registration>) -> Self {
        self.gears.push(gear.clone());
        self
    }

    /// Adds the gear of a function with `#[trigger]`: `launch::GEAR`.
    pub fn trigger(self, gear: &Gear<Registration>) -> Self {
        self.gear(gear)
    }

    /// The Python program.
    pub fn python(&self) -> String {
        self.to_script().text
    }

    /// The program with its source map. A script of Python is not in it: [`register`](GearSet::register) refuses a set with one.
    pub fn to_script(&self) -> Script {
        let linked = self.gears.iter().filter_map(|gear| match gear.program() {
            Program::Linked(linked) => Some(linked),
            Program::Python(_) | Program::Nothing => None,
        });
        link("GearSet", linked)
    }

    /// Leaves the gears on the server. Their registrations come in the order in which they were added.
    ///
    /// The same set is registered only once, however often this is called.
    pub fn register(&self, con: &mut impl ConnectionLike) -> Result<Vec<Registration>> {
        self.check()?;
        client::register(con, &self.to_script())
    }

    /// A script of Python cannot be a part of another one: its lines, its names and its `__future__` are its own.
    pub(crate) fn check(&self) -> Result<()> {
        match self.gears.iter().find(|gear| matches!(gear.program(), Program::Python(_))) {
            None => Ok(()),
            Some(gear) => {
                let message =
                    format!("`{}` is Python, which cannot be one script with other gears", gear.file());
                Err(Error::InvalidDeployment { message })
            }
        }
    }
}
