//! RedisGears functions written as ordinary Rust.
pub use gear_runtime::*;
