//! All gears of a crate, which leave their descriptions in a list at link time.

use crate::link::Definition;
use crate::{Gear, Registration};

/// An event gear without captures; left by the expansion of the macros.
/// [`Deployment::crate_gears`](super::Deployment::crate_gears) adds them.
#[derive(Debug)]
pub struct Collected {
    module: &'static str,
    definition: &'static Definition,
}

impl Collected {
    #[doc(hidden)]
    pub const fn __new(module: &'static str, definition: &'static Definition) -> Self {
        Self { module, definition }
    }
}

inventory::collect!(Collected);

/// The gears of a crate, in the order of their files and lines.
pub(super) fn gears_of(module: &str) -> impl Iterator<Item = Gear<Registration>> {
    let krate = |module: &str| module.split("::").next().unwrap_or_default().to_owned();
    let wanted = krate(module);
    let mut found: Vec<&Collected> =
        inventory::iter::<Collected>.into_iter().filter(|gear| krate(gear.module) == wanted).collect();
    // The linker has an order of its own.
    found.sort_by_key(|gear| (gear.definition.unit.source.file, gear.definition.unit.source.first_line()));
    found.into_iter().map(|gear| Gear::__collected(gear.definition))
}
