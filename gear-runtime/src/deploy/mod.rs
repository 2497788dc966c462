//! Deployments: all event gears of an app, brought to a server together, as a migration is brought to a database.
//!
//! | module | idea |
//! |---|---|
//! | `entry` | one gear of a deployment, with its name |
//! | `view` | what the server has of an app |
//! | `store` | what the app remembers on the server: the texts of its gears, now and before |
//! | `lock` | one deployer at a time |
//! | `plan`, `diff` | what would change |
//! | `apply`, `steps` | changing it, and undoing that |
//! | `status` | how the gears are doing |
//! | `collect` | all gears of a crate |

#[cfg(feature = "aio")]
mod aio;
mod apply;
mod collect;
mod diff;
mod entry;
mod lock;
mod plan;
mod status;
mod steps;
mod store;
mod view;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use redis::ConnectionLike;

use crate::client::{Blocking, now};
use crate::{Error, Gear, GearSet, Registration, Result};
use entry::{Entries, Entry};

pub use collect::Collected;
pub use plan::{Action, Change, Plan};
pub use status::{GearStatus, Status};

/// What becomes of gears that an earlier version of the app had and this one has not.
/// [`Deployment`] shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orphans {
    /// They stay.
    #[default]
    Keep,
    /// They are taken off the server.
    Drop,
}

/// The event gears of an app.
///
/// Each gear is one session on the server, with the id `APP--GEAR`. [`plan`](Deployment::plan) compares them by the hashes
/// of their programs, and [`apply`](Deployment::apply) makes the server have these gears: new ones are registered, changed
/// ones upgraded, and nothing is done twice. If one of them fails, all are put back as they were.
///
/// The key `{redis-gears:APP}` keeps the programs, for the diff and for [`rollback`](Deployment::rollback).
///
/// ```no_run
/// use gear_runtime::deploy::{Deployment, Orphans};
/// # use gear_runtime::{Gear, Registration};
/// # static WATCH: Gear<Registration> = Gear::__poisoned();
/// # static LAUNCH: Gear<Registration> = Gear::__poisoned();
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
/// let mut shop = Deployment::new("shop").named("watch", &WATCH).trigger(&LAUNCH).orphans(Orphans::Drop);
/// println!("{}", shop.plan(&mut con)?);
/// shop.apply(&mut con)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Deployment {
    app: String,
    entries: Entries,
    orphans: Orphans,
    /// Names this value as the holder of the lock, also when it comes back after its connection broke.
    token: String,
    /// What a rollback whose connection broke goes back to, so that it is the same when it is tried again.
    rolling_back: Option<store::Version>,
}

impl Deployment {
    /// A deployment without gears. The name of the app is made of ASCII letters, digits, `-` and `_`.
    pub fn new(app: impl Into<String>) -> Self {
        let number = RandomState::new().build_hasher().finish();
        let token = format!("{}-{number:016x}", std::process::id());
        Self {
            app: app.into(),
            entries: Entries::default(),
            orphans: Orphans::default(),
            token,
            rolling_back: None,
        }
    }

    /// Adds a gear. That of a trigger is called like the trigger, another one like its file and reader: `orders-stream`, then
    /// `orders-stream-2` etc.
    pub fn gear(mut self, gear: &Gear<Registration>) -> Self {
        self.entries.add(None, gear);
        self
    }

    /// Adds the gear of a function with `#[trigger]`: `launch::GEAR`.
    pub fn trigger(self, gear: &Gear<Registration>) -> Self {
        self.gear(gear)
    }

    /// Adds a gear under a name of your choice: ASCII letters, digits, `-` and `_`.
    pub fn named(mut self, name: &str, gear: &Gear<Registration>) -> Self {
        self.entries.add(Some(name), gear);
        self
    }

    /// Adds the gears of a set, which are one session, under a name.
    pub fn set(mut self, name: &str, set: &GearSet) -> Self {
        self.entries.add_set(name, set);
        self
    }

    /// Adds all event gears of a crate that capture nothing. `module` is `module_path!()`, of which the first part counts.
    ///
    /// ```no_run
    /// use gear_runtime::deploy::Deployment;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// println!("{}", Deployment::new("shop").crate_gears(module_path!()).plan(&mut con)?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn crate_gears(mut self, module: &str) -> Self {
        collect::gears_of(module).for_each(|gear| self.entries.add(None, &gear));
        self
    }

    /// What becomes of gears that are not in this deployment any more.
    pub fn orphans(mut self, orphans: Orphans) -> Self {
        self.orphans = orphans;
        self
    }

    /// What [`apply`](Deployment::apply) would do. Nothing is changed.
    pub fn plan(&self, con: &mut impl ConnectionLike) -> Result<Plan> {
        now(self.plan_on(&mut Blocking(con)))
    }

    /// Makes the server have these gears, and returns what was done.
    ///
    /// Stream readers are paused before they are upgraded, so that every message is handled once, by the old gear or by the
    /// new one. After [`Error::Connection`] and its like, apply again: what is done already is not done again.
    pub fn apply(&mut self, con: &mut impl ConnectionLike) -> Result<Plan> {
        now(self.apply_on(&mut Blocking(con)))
    }

    /// Brings back the gears of the deployment before the last one; after an apply that did not come to its end, those before
    /// it. After [`Error::Connection`] and its like, roll back again with the same value: it goes on where it was. Where there is
    /// no earlier deployment, that is [`Error::InvalidDeployment`].
    pub fn rollback(&mut self, con: &mut impl ConnectionLike) -> Result<Plan> {
        now(self.rollback_on(&mut Blocking(con)))
    }

    /// Takes all gears of the app off the server, and what it remembers.
    pub fn remove(&mut self, con: &mut impl ConnectionLike) -> Result<Plan> {
        now(self.remove_on(&mut Blocking(con)))
    }

    /// How the gears are doing.
    ///
    /// ```no_run
    /// use gear_runtime::deploy::Deployment;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// let status = Deployment::new("shop").crate_gears(module_path!()).status(&mut con)?;
    /// for gear in status.gears.iter().filter(|gear| gear.failed > 0) {
    ///     if let Some(place) = gear.last_error.as_ref().and_then(|error| error.location()) {
    ///         println!("{} failed at {place}", gear.gear);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn status(&self, con: &mut impl ConnectionLike) -> Result<Status> {
        now(self.status_on(&mut Blocking(con)))
    }

    /// The gears, if they can be deployed together.
    fn checked(&self) -> Result<Vec<Entry>> {
        check_name("app", &self.app)?;
        self.entries.checked()
    }
}

/// The characters that a session may have in its id.
fn check_name(what: &str, name: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let message = match name.chars().find(|c| !allowed(*c)) {
        _ if name.is_empty() => format!("the name of the {what} is empty"),
        Some(c) => {
            let suggestion: String = name.chars().map(|c| if allowed(c) { c } else { '-' }).collect();
            format!(
                "`{}` cannot be the name of the {what}: it has the character {c:?}; allowed are ASCII letters, digits, `-` and \
                 `_`, as in `{suggestion}`",
                name.escape_debug()
            )
        }
        None => return Ok(()),
    };
    Err(Error::InvalidDeployment { message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked_before_anything_is_sent() {
        assert!(check_name("app", "shop_2-x").is_ok());
        assert_eq!(
            check_name("app", "my shop").unwrap_err().to_string(),
            "`my shop` cannot be the name of the app: it has the character ' '; allowed are ASCII letters, digits, `-` and `_`, \
             as in `my-shop`"
        );
        assert_eq!(check_name("gear", "").unwrap_err().to_string(), "the name of the gear is empty");
    }

    #[test]
    fn every_deployment_has_a_token_of_its_own() {
        assert_ne!(Deployment::new("a").token, Deployment::new("a").token);
    }
}
