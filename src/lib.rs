//! RedisGears functions written as ordinary Rust.
//!
//! This crate is the face of redis-gears: the runtime and the macros under one name.

pub use gear_macros::{gear, hook, trigger};
pub use gear_runtime::*;

/// Everything a program with gears in it names: `use redis_gears::{gear, prelude::*};`.
///
/// A name can be imported as a macro or as an attribute, not as both at once: [`gear!`] is imported by its name, and
/// `#[gear]` comes with the prelude.
pub mod prelude {
    /// Makes a function callable from gears, or a struct a typed record.
    #[doc(inline)]
    pub use gear_macros::gear_item as gear;
    pub use gear_macros::{hook, trigger};
    pub use gear_runtime::prelude::*;
}

/// The examples of the README and of the book, which are compiled and run as documentation tests.
#[cfg(doctest)]
pub mod pages {
    #[doc = include_str!("../README.md")]
    pub mod readme {}
    #[doc = include_str!("../docs/src/introduction.md")]
    pub mod introduction {}
    #[doc = include_str!("../docs/src/pipelines.md")]
    pub mod pipelines {}
    #[doc = include_str!("../docs/src/readers.md")]
    pub mod readers {}
    #[doc = include_str!("../docs/src/streams.md")]
    pub mod streams {}
    #[doc = include_str!("../docs/src/language.md")]
    pub mod language {}
    #[doc = include_str!("../docs/src/server.md")]
    pub mod server {}
    #[doc = include_str!("../docs/src/triggers.md")]
    pub mod triggers {}
    #[doc = include_str!("../docs/src/foreign.md")]
    pub mod foreign {}
    #[doc = include_str!("../docs/src/migrating.md")]
    pub mod migrating {}
    #[doc = include_str!("../docs/src/native.md")]
    pub mod native {}
    #[cfg(feature = "cluster")]
    #[doc = include_str!("../docs/src/client.md")]
    pub mod client {}
    #[cfg(feature = "deploy")]
    #[doc = include_str!("../docs/src/deployments.md")]
    pub mod deployments {}
}
