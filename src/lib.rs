//! RedisGears functions written as ordinary Rust.
//!
//! This crate is the face of redis-gears: the runtime and the macros under one name.

pub use gear_runtime::*;

/// Everything a program with gears in it names: `use redis_gears::prelude::*;`.
pub mod prelude {
    pub use gear_runtime::prelude::*;
}
