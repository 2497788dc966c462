//! RedisGears functions written as ordinary Rust.
//!
//! This crate is the face of redis-gears: the runtime and the macros under one name.

pub use gear_macros::{gear, hook, include_gear, trigger};
pub use gear_runtime::*;

/// Everything a program with gears in it names: `use redis_gears::{gear, prelude::*};`.
///
/// A name can be imported as a macro or as an attribute, not as both at once: [`gear!`] is imported by its name, and
/// `#[gear]` comes with the prelude.
pub mod prelude {
    /// Makes a function callable from gears, or a struct a typed record.
    #[doc(inline)]
    pub use gear_macros::gear_item as gear;
    pub use gear_macros::{hook, include_gear, trigger};
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
    #[doc = include_str!("../docs/src/readers/keys.md")]
    pub mod keys_reader {}
    #[doc = include_str!("../docs/src/readers/keys-only.md")]
    pub mod keys_only_reader {}
    #[doc = include_str!("../docs/src/readers/stream.md")]
    pub mod stream_reader {}
    #[doc = include_str!("../docs/src/readers/python.md")]
    pub mod python_reader {}
    #[doc = include_str!("../docs/src/readers/shards-id.md")]
    pub mod shards_id_reader {}
    #[doc = include_str!("../docs/src/readers/command.md")]
    pub mod command_reader {}
    #[doc = include_str!("../docs/src/operations/map.md")]
    pub mod map {}
    #[doc = include_str!("../docs/src/operations/filter.md")]
    pub mod filter {}
    #[doc = include_str!("../docs/src/operations/totals.md")]
    pub mod totals {}
    #[doc = include_str!("../docs/src/operations/groups.md")]
    pub mod groups {}
    #[doc = include_str!("../docs/src/operations/order.md")]
    pub mod order {}
    #[doc = include_str!("../docs/src/operations/shards.md")]
    pub mod shards {}
    #[doc = include_str!("../docs/src/operations/joins.md")]
    pub mod joins {}
    #[doc = include_str!("../docs/src/streams.md")]
    pub mod streams {}
    #[doc = include_str!("../docs/src/language.md")]
    pub mod language {}
    #[doc = include_str!("../docs/src/server.md")]
    pub mod server {}
    #[doc = include_str!("../docs/src/triggers.md")]
    pub mod triggers {}
    #[doc = include_str!("../docs/src/hooks.md")]
    pub mod hooks {}
    #[doc = include_str!("../docs/src/foreign.md")]
    pub mod foreign {}
    #[cfg(feature = "scripts")]
    #[doc = include_str!("../docs/src/scripts.md")]
    pub mod scripts {}
    #[doc = include_str!("../docs/src/migrating.md")]
    pub mod migrating {}
    #[doc = include_str!("../docs/src/concurrency.md")]
    pub mod concurrency {}
    #[doc = include_str!("../docs/src/native.md")]
    pub mod native {}
    #[cfg(feature = "cluster")]
    #[doc = include_str!("../docs/src/client.md")]
    pub mod client {}
    #[cfg(feature = "deploy")]
    #[doc = include_str!("../docs/src/deployments.md")]
    pub mod deployments {}
}

/// What the compiler takes for a type of the standard library is one, or the program does not compile.
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// struct Vec<T>(T);
/// #[gear]
/// fn own_list(values: &Vec<i64>) -> bool { true }
/// ```
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// struct String;
/// #[gear]
/// fn own_text(text: &String) -> bool { true }
/// ```
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// #[allow(non_camel_case_types)]
/// type i64 = f64;
/// #[gear]
/// fn own_integer(x: i64, y: i64) -> i64 { x / y }
/// ```
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// type HashMap<K, V> = std::collections::BTreeMap<K, V>;
/// #[gear]
/// fn own_map(map: &HashMap<String, i64>) -> Vec<String> { map.keys().cloned().collect() }
/// ```
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// mod results { pub struct Result<T>(pub T); }
/// #[gear]
/// fn own_result(result: &results::Result<i64>) -> bool { true }
/// ```
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// struct Bytes;
/// #[gear]
/// fn own_bytes(bytes: &Bytes) -> bool { true }
/// ```
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// struct Box<T>(T);
/// #[gear]
/// fn own_box(number: Box<i64>) -> bool { true }
/// ```
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// struct KeysRecord<V>(V);
/// #[gear]
/// fn own_record(record: &KeysRecord<String>) -> bool { true }
/// ```
///
/// So is the type whose function is called:
///
/// ```compile_fail,E0308
/// use redis_gears::prelude::*;
/// mod own {
///     pub struct String;
///     impl String { pub fn new() -> std::string::String { "not empty".to_owned() } }
/// }
/// #[gear]
/// fn own_function() -> String { own::String::new() }
/// ```
///
/// With the names of the standard library all of them compile, and with aliases of these:
///
/// ```
/// use redis_gears::prelude::*;
/// type Result<T> = std::result::Result<T, String>;
/// #[gear]
/// fn half(n: i64) -> Result<i64> { if n % 2 == 0 { Ok(n / 2) } else { Err(String::from("odd")) } }
/// # fn main() {}
/// ```
///
/// ```
/// use redis_gears::prelude::*;
/// #[gear]
/// fn all(values: &Vec<i64>, text: &String, map: &HashMap<String, i64>) -> i64 {
///     values.len() as i64 + text.len() as i64 + map.len() as i64
/// }
/// # fn main() {}
/// ```
#[cfg(doctest)]
struct NamesOfTypes;
