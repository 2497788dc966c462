//! The macros of redis-gears. Use them through the crate `redis-gears`, which documents them.

use proc_macro::TokenStream;

/// Compiles a pipeline to a [`Gear`](https://docs.rs/redis-gears): typed Rust that runs natively, and Python that runs
/// in Redis.
///
/// `gear!(Reader::<Value>(source, option = value).step(closure).run())` is an expression; without captured variables
/// it can initialise a `static` or `const`. See the crate's documentation for readers, operations and options.
#[proc_macro]
pub fn gear(input: TokenStream) -> TokenStream {
    gear_compiler::gear(input.into()).expansion.into()
}

/// The attribute `#[gear]`: makes a function callable from gears, or a struct a typed record.
#[proc_macro_attribute]
pub fn gear_item(arguments: TokenStream, item: TokenStream) -> TokenStream {
    gear_compiler::gear_item(arguments.into(), item.into()).expansion.into()
}

/// The attribute `#[trigger("name")]`: makes a function a command, `RG.TRIGGER name argument..`.
///
/// Without a name it has that of the function. Options are `mode = Sync` (it is `AsyncLocal` if not given), `in_order =
/// true`, `on_registered = function`, `requires = ["package"]`, and `variadic`, by which the last parameter, a `Vec`,
/// takes all arguments that are left.
///
/// The function stays callable. Beside it stand `name::register(con)`, `name::call(con, arguments..)` and
/// `name::GEAR`.
#[proc_macro_attribute]
pub fn trigger(arguments: TokenStream, item: TokenStream) -> TokenStream {
    gear_compiler::trigger(arguments.into(), item.into()).expansion.into()
}

/// The attribute `#[hook("HSET")]`: makes a function take the place of a command of Redis.
///
/// Options are `key_prefix = "user:"`, `mode = AsyncLocal` (a hook is `Sync` if not given), `in_order`, `on_registered`,
/// `variadic` and `requires`. The function calls the command itself by `call_next(arguments)`. Beside it stand
/// `name::register(con)` and `name::GEAR`.
#[proc_macro_attribute]
pub fn hook(arguments: TokenStream, item: TokenStream) -> TokenStream {
    gear_compiler::hook(arguments.into(), item.into()).expansion.into()
}
