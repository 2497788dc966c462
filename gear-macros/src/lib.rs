//! The macros of redis-gears. Use them through the crate `redis-gears`, which documents them.

#[cfg(feature = "scripts")]
mod files;
mod sources;

use gear_compiler::{Compiler, Output};
use proc_macro::TokenStream;
use sources::with_surroundings;

/// Expands a macro call where it stands.
fn expand(compile: impl FnOnce(Compiler<'_>) -> Output) -> TokenStream {
    with_surroundings(|surroundings| compile(surroundings.map_or_else(Compiler::default, Compiler::among)))
        .expansion
        .into()
}

/// Compiles a pipeline to a [`Gear`](https://docs.rs/redis-gears): typed Rust that runs natively, and Python that runs
/// in Redis.
///
/// `gear!(Reader::<Value>(source, option = value).step(closure).run())` is an expression; without captured variables
/// it can initialise a `static` or `const`. See the crate's documentation for readers, operations and options.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static LONG: Gear<Vec<String>> = gear!(
///     KeysReader::<String>("name:*").filter(|r| r.value.len() > 3).map(|r| r.key).run()
/// );
///
/// let names = [KeysRecord::new("name:1", "ann".to_string()), KeysRecord::new("name:2", "bobby".to_string())];
/// assert_eq!(LONG.native_on(names).unwrap(), ["name:2"]);
/// ```
#[proc_macro]
pub fn gear(input: TokenStream) -> TokenStream {
    expand(|compiler| compiler.gear(input.into()))
}

/// The attribute `#[gear]`: makes a function callable from gears, or a struct a typed record.
///
/// ```
/// use redis_gears::{gear, prelude::*};
/// use serde::{Deserialize, Serialize};
///
/// #[gear]
/// #[derive(Clone, Serialize, Deserialize)]
/// struct User {
///     name: String,
///     age: i64,
/// }
///
/// #[gear]
/// fn is_adult(user: &User) -> bool {
///     user.age >= 18
/// }
///
/// static ADULTS: Gear<i64> = gear!(KeysReader::<User>("user:*").map(|r| r.value).filter(is_adult).count().run());
///
/// let ann = User { name: "ann".to_string(), age: 41 };
/// assert!(is_adult(&ann));
/// assert_eq!(ADULTS.native_on([KeysRecord::new("user:1", ann)]).unwrap(), 1);
/// ```
#[proc_macro_attribute]
pub fn gear_item(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(|compiler| compiler.gear_item(arguments.into(), item.into()))
}

/// The attribute `#[trigger("name")]`: makes a function a command, `RG.TRIGGER name argument..`.
///
/// Without a name it has that of the function. Options are `mode = Sync` (it is `AsyncLocal` if not given), `in_order =
/// true`, `on_registered = function`, `requires = ["package"]`, and `variadic`, by which the last parameter, a `Vec`,
/// takes all arguments that are left.
///
/// The function stays callable. Beside it stand `name::register(con)`, `name::call(con, arguments..)` and
/// `name::GEAR`.
///
/// ```no_run
/// use redis_gears::prelude::*;
///
/// /// `RG.TRIGGER launch moon 2`
/// #[trigger("launch")]
/// fn launch(target: String, times: i64) -> Vec<String> {
///     (1..=times).map(|n| format!("{target} #{n}")).collect()
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// assert_eq!(launch("moon".to_string(), 1), ["moon #1"]);
/// let mut con = redis::Client::open("redis://127.0.0.1:6400/")?.get_connection()?;
/// launch::register(&mut con)?;
/// let shots: Vec<String> = launch::call(&mut con, "moon", 2)?;
/// # println!("{shots:?}"); Ok(()) }
/// ```
#[proc_macro_attribute]
pub fn trigger(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(|compiler| compiler.trigger(arguments.into(), item.into()))
}

/// The attribute `#[hook("HSET")]`: makes a function take the place of a command of Redis.
///
/// Options are `key_prefix = "user:"`, `mode = AsyncLocal` (a hook is `Sync` if not given), `in_order`, `on_registered`,
/// `variadic` and `requires`. The function calls the command itself by `call_next(arguments)`. Beside it stand
/// `name::register(con)` and `name::GEAR`.
///
/// ```
/// use redis_gears::prelude::*;
///
/// /// Names have no spaces around them.
/// #[hook("SET", key_prefix = "name:")]
/// fn trimmed(key: String, value: String) -> String {
///     call_next((key, value.trim())).as_str().unwrap_or("").to_string()
/// }
/// assert!(trimmed::GEAR.python().contains("hook='SET'"));
/// ```
#[proc_macro_attribute]
pub fn hook(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(|compiler| compiler.hook(arguments.into(), item.into()))
}

/// A script of Python as a [`Gear`](https://docs.rs/redis-gears), which is sent as it stands: `include_gear!("file.py", requires =
/// ["numpy~=1.21"])`. Needs the feature `scripts`.
///
/// The path begins in the folder of the source file, as that of `include_str!`. The script is checked at compile time as Python
/// 3.7 would check it. It is a constant expression, whose type says what the script gives: `Gear<Vec<V>>` if it runs,
/// `Gear<Registration>` if it registers.
#[cfg_attr(feature = "scripts", doc = "```")]
#[cfg_attr(not(feature = "scripts"), doc = "```ignore")]
/// use redis_gears::prelude::*;
///
/// static LEGACY: Gear<Registration> = include_gear!("../../examples/legacy.py");
///
/// assert!(LEGACY.python().starts_with("\"\"\"The prices of a shop"));
///
/// ```
#[proc_macro]
pub fn include_gear(input: TokenStream) -> TokenStream {
    #[cfg(feature = "scripts")]
    return gear_compiler::include_gear(input.into(), &files::OfRustc).expansion.into();
    #[cfg(not(feature = "scripts"))]
    return without_scripts(input);
}

#[cfg(not(feature = "scripts"))]
fn without_scripts(_: TokenStream) -> TokenStream {
    let error = "::core::compile_error!(\"`include_gear!` needs the feature `scripts` of redis-gears\\n\\
                 help: write `features = [\\\"scripts\\\"]` in Cargo.toml\")";
    error.parse().expect("these are tokens")
}
