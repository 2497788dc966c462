//! Functions: associated functions of the standard library and the server's own.

use super::{COMMANDS, Form};
use crate::lower::{Arguments, Guard, Lower, commands, integer, json, order, regex, repeated};
use crate::python;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A function, known by the last segments of its path.
#[derive(Debug)]
pub(crate) struct Function {
    /// For example `String::from` or `cmd::get`.
    pub(crate) path: &'static str,
    pub(crate) types: &'static str,
    pub(crate) python: Form,
    /// For which type its meaning is another one, if for any.
    pub(crate) json: Option<JsonType>,
}

/// The type that a function of serde_json asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonType {
    /// That of its `Ok`: a reader of it is one more argument.
    Read,
    /// That of its argument: a writer of it is one more argument.
    Written,
    /// That of its argument: its form as a tree is the same for all types.
    Tree,
}

const fn function(path: &'static str, types: &'static str, template: &'static str) -> Function {
    Function { path, types, python: Form::Template(template), json: None }
}

/// A function that runs a closure in a block of its own; the template is for other functions.
const fn guard(path: &'static str, types: &'static str, guard: Guard, template: &'static str) -> Function {
    Function { path, types, python: Form::Guard(guard, template), json: None }
}

/// A server command, called through `execute`.
const fn command(
    path: &'static str,
    types: &'static str,
    form: fn(&mut Lower<'_>, &mut Arguments<'_>) -> python::Expr,
) -> Function {
    Function { path, types, python: Form::Custom(form), json: None }
}

/// A function of serde_json.
const fn json(
    path: &'static str,
    types: &'static str,
    json: JsonType,
    form: fn(&mut Lower<'_>, &mut Arguments<'_>) -> python::Expr,
) -> Function {
    Function { path, types, python: Form::Custom(form), json: Some(json) }
}

/// All functions.
const FUNCTIONS: &[Function] = &[
    function("String::new", "() -> str", "''"),
    function("String::from", "(str) -> str", "{0}"),
    function("Vec::new", "() -> Vec<T>", "[]"),
    function("Vec::with_capacity", "(usize) -> Vec<T>", "[]"),
    function("HashMap::new", "() -> Map<K, V>", "{}"),
    function("BTreeMap::new", "() -> BMap<K, V>", "{}"),
    function("HashSet::new", "() -> Set<T>", "set()"),
    function("BTreeSet::new", "() -> BSet<T>", "set()"),
    function("i8::from", "(any) -> i8", "gear_int_from({0})"),
    command("i8::try_from", "(any) -> Result<i8, error>", integer::try_from),
    command("i8::from_str_radix", "(str, u32) -> Result<i8, error>", integer::from_str_radix),
    function("i16::from", "(any) -> i16", "gear_int_from({0})"),
    command("i16::try_from", "(any) -> Result<i16, error>", integer::try_from),
    command("i16::from_str_radix", "(str, u32) -> Result<i16, error>", integer::from_str_radix),
    function("i32::from", "(any) -> i32", "gear_int_from({0})"),
    command("i32::try_from", "(any) -> Result<i32, error>", integer::try_from),
    command("i32::from_str_radix", "(str, u32) -> Result<i32, error>", integer::from_str_radix),
    function("i64::from", "(any) -> i64", "gear_int_from({0})"),
    command("i64::try_from", "(any) -> Result<i64, error>", integer::try_from),
    command("i64::from_str_radix", "(str, u32) -> Result<i64, error>", integer::from_str_radix),
    function("isize::from", "(any) -> isize", "gear_int_from({0})"),
    command("isize::try_from", "(any) -> Result<isize, error>", integer::try_from),
    command("isize::from_str_radix", "(str, u32) -> Result<isize, error>", integer::from_str_radix),
    function("u8::from", "(any) -> u8", "gear_int_from({0})"),
    command("u8::try_from", "(any) -> Result<u8, error>", integer::try_from),
    command("u8::from_str_radix", "(str, u32) -> Result<u8, error>", integer::from_str_radix),
    function("u16::from", "(any) -> u16", "gear_int_from({0})"),
    command("u16::try_from", "(any) -> Result<u16, error>", integer::try_from),
    command("u16::from_str_radix", "(str, u32) -> Result<u16, error>", integer::from_str_radix),
    function("u32::from", "(any) -> u32", "gear_int_from({0})"),
    command("u32::try_from", "(any) -> Result<u32, error>", integer::try_from),
    command("u32::from_str_radix", "(str, u32) -> Result<u32, error>", integer::from_str_radix),
    function("u64::from", "(any) -> u64", "gear_int_from({0})"),
    command("u64::try_from", "(any) -> Result<u64, error>", integer::try_from),
    command("u64::from_str_radix", "(str, u32) -> Result<u64, error>", integer::from_str_radix),
    function("usize::from", "(any) -> usize", "gear_int_from({0})"),
    command("usize::try_from", "(any) -> Result<usize, error>", integer::try_from),
    command("usize::from_str_radix", "(str, u32) -> Result<usize, error>", integer::from_str_radix),
    command("i16::from_be_bytes", "(any) -> i16", integer::from_bytes),
    command("i16::from_le_bytes", "(any) -> i16", integer::from_bytes),
    command("i32::from_be_bytes", "(any) -> i32", integer::from_bytes),
    command("i32::from_le_bytes", "(any) -> i32", integer::from_bytes),
    command("i64::from_be_bytes", "(any) -> i64", integer::from_bytes),
    command("i64::from_le_bytes", "(any) -> i64", integer::from_bytes),
    command("u16::from_be_bytes", "(any) -> u16", integer::from_bytes),
    command("u16::from_le_bytes", "(any) -> u16", integer::from_bytes),
    command("u32::from_be_bytes", "(any) -> u32", integer::from_bytes),
    command("u32::from_le_bytes", "(any) -> u32", integer::from_bytes),
    command("u64::from_be_bytes", "(any) -> u64", integer::from_bytes),
    command("u64::from_le_bytes", "(any) -> u64", integer::from_bytes),
    function("i8::default", "() -> i8", "0"),
    function("i16::default", "() -> i16", "0"),
    function("i32::default", "() -> i32", "0"),
    function("i64::default", "() -> i64", "0"),
    function("isize::default", "() -> isize", "0"),
    function("u8::default", "() -> u8", "0"),
    function("u16::default", "() -> u16", "0"),
    function("u32::default", "() -> u32", "0"),
    function("u64::default", "() -> u64", "0"),
    function("usize::default", "() -> usize", "0"),
    function("bool::default", "() -> bool", "False"),
    function("bool::from", "(bool) -> bool", "{0}"),
    function("char::default", "() -> char", "chr(0)"),
    function("f64::default", "() -> float", "0.0"),
    function("Duration::default", "() -> Duration", "0"),
    function("Duration::from_mins", "(u64) -> Duration", "{0} * 60000000000"),
    function("Duration::from_hours", "(u64) -> Duration", "{0} * 3600000000000"),
    function("cmp::max_by", "(T, T, fn(T, T) -> Ordering) -> T", "{0} if {2}({0}, {1}) > 0 else {1}"),
    function("cmp::min_by", "(T, T, fn(T, T) -> Ordering) -> T", "{1} if {2}({0}, {1}) > 0 else {0}"),
    command("i8::from_be_bytes", "(any) -> i8", integer::from_bytes),
    command("i8::from_le_bytes", "(any) -> i8", integer::from_bytes),
    command("u8::from_be_bytes", "(any) -> u8", integer::from_bytes),
    command("u8::from_le_bytes", "(any) -> u8", integer::from_bytes),
    command("isize::from_be_bytes", "(any) -> isize", integer::from_bytes),
    command("isize::from_le_bytes", "(any) -> isize", integer::from_bytes),
    command("usize::from_be_bytes", "(any) -> usize", integer::from_bytes),
    command("usize::from_le_bytes", "(any) -> usize", integer::from_bytes),
    function("f64::from", "(any) -> float", "float({0})"),
    function("Box::new", "(T) -> T", "{0}"),
    // What is shared is not changed in Rust: Python shares it as it is.
    function("Rc::new", "(T) -> T", "{0}"),
    function("Arc::new", "(T) -> T", "{0}"),
    function("Rc::clone", "(T) -> T", "{0}"),
    function("Arc::clone", "(T) -> T", "{0}"),
    function("Vec::from", "(Vec<T>) -> Vec<T>", "list({0})"),
    function("HashMap::from", "(Vec<(K, V)>) -> Map<K, V>", "dict({0})"),
    function("BTreeMap::from", "(Vec<(K, V)>) -> BMap<K, V>", "dict({0})"),
    function("HashSet::from", "(Vec<T>) -> Set<T>", "set({0})"),
    function("BTreeSet::from", "(Vec<T>) -> BSet<T>", "set({0})"),
    function("String::default", "() -> str", "''"),
    function("Vec::default", "() -> Vec<T>", "[]"),
    function("HashMap::default", "() -> Map<K, V>", "{}"),
    function("BTreeMap::default", "() -> BMap<K, V>", "{}"),
    function("HashSet::default", "() -> Set<T>", "set()"),
    function("BTreeSet::default", "() -> BSet<T>", "set()"),
    function("String::with_capacity", "(usize) -> str", "''"),
    function("char::from_digit", "(u32, u32) -> Option<char>", "gear_from_digit({0}, {1})"),
    function("char::from_u32", "(u32) -> Option<char>", "gear_from_u32({0})"),
    command("cmp::max", "(T, T) -> T", order::max),
    command("cmp::min", "(T, T) -> T", order::min),
    function("String::from_utf8", "(bytes) -> Result<str, error>", "gear_from_utf8({0})"),
    command("iter::repeat", "(T) -> Iter<T>", repeated::repeat),
    command("iter::repeat_n", "(T, usize) -> Iter<T>", repeated::repeat),
    function("iter::repeat_with", "(fn() -> T) -> Iter<T>", "({0}() for @i in itertools.count())"),
    function("iter::from_fn", "(fn() -> Option<T>) -> Iter<T>", "iter({0}, None)"),
    function("iter::successors", "(Option<T>, fn(T) -> Option<T>) -> Iter<T>", "gear_successors({0}, {1})"),
    function("iter::zip", "(Iter<A>, Iter<B>) -> Iter<(A, B)>", "zip({0}, {1})"),
    function("String::from_iter", "(Iter<str>) -> str", "''.join({0})"),
    function("Vec::from_iter", "(Iter<T>) -> Vec<T>", "list({0})"),
    function("HashMap::from_iter", "(Iter<(K, V)>) -> Map<K, V>", "dict({0})"),
    function("BTreeMap::from_iter", "(Iter<(K, V)>) -> BMap<K, V>", "dict({0})"),
    function("HashSet::from_iter", "(Iter<T>) -> Set<T>", "set({0})"),
    function("BTreeSet::from_iter", "(Iter<T>) -> BSet<T>", "set({0})"),
    function("VecDeque::new", "() -> Deque<T>", "[]"),
    function("VecDeque::with_capacity", "(usize) -> Deque<T>", "[]"),
    function("VecDeque::from", "(Vec<T>) -> Deque<T>", "list({0})"),
    function("VecDeque::from_iter", "(Iter<T>) -> Deque<T>", "list({0})"),
    function("VecDeque::default", "() -> Deque<T>", "[]"),
    function("HashMap::with_capacity", "(usize) -> Map<K, V>", "{}"),
    function("HashSet::with_capacity", "(usize) -> Set<T>", "set()"),
    function("char::from", "(u8) -> char", "chr({0})"),
    function("str::from_utf8", "(bytes) -> Result<str, error>", "gear_from_utf8({0})"),
    function("String::from_utf8_lossy", "(bytes) -> str", "{0}.decode(errors='replace')"),
    function("iter::once", "(T) -> Iter<T>", "iter([{0}])"),
    function("iter::empty", "() -> Iter<T>", "iter([])"),
    function("Duration::from_secs", "(u64) -> Duration", "{0} * 1000000000"),
    function("Duration::from_millis", "(u64) -> Duration", "{0} * 1000000"),
    function("Duration::from_micros", "(u64) -> Duration", "{0} * 1000"),
    function("Duration::from_nanos", "(u64) -> Duration", "{0}"),
    function("Duration::from_secs_f64", "(float) -> Duration", "gear_duration({0})"),
    function("Duration::new", "(u64, u32) -> Duration", "{0} * 1000000000 + {1}"),
    function("SystemTime::now", "() -> SystemTime", "time.time_ns()"),
    function("Instant::now", "() -> Instant", "time.monotonic_ns()"),
    json("serde_json::from_str", "(str) -> Result<T, opaque>", JsonType::Read, json::from_str),
    json("serde_json::from_value", "(Json) -> Result<T, opaque>", JsonType::Read, json::from_value),
    json("serde_json::to_string", "(T) -> Result<str, opaque>", JsonType::Written, json::to_string),
    json("serde_json::to_value", "(T) -> Result<Json, opaque>", JsonType::Tree, json::to_value),
    command("Regex::new", "(str) -> Result<Regex, opaque>", regex::new),
    function("regex::escape", "(str) -> str", "gear_regex_escape({0})"),
    // What is made once in Rust: of a regular expression, Python keeps what it made.
    function("LazyLock::new", "(fn() -> Regex) -> Regex", "{0}()"),
    function(
        "codec::base64_encode",
        "(any) -> str",
        "binascii.b2a_base64(gear_bytes({0}), newline=False).decode()",
    ),
    function("codec::base64_decode", "(str) -> Option<bytes>", "gear_from_base64({0})"),
    function("codec::base64_url_encode", "(any) -> str", "gear_base64_url({0})"),
    function("codec::base64_url_decode", "(str) -> Option<bytes>", "gear_from_base64_url({0})"),
    function("codec::hex_encode", "(any) -> str", "gear_bytes({0}).hex()"),
    function("codec::hex_decode", "(str) -> Option<bytes>", "gear_from_hex({0})"),
    function("hash::md5_hex", "(any) -> str", "hashlib.md5(gear_bytes({0})).hexdigest()"),
    function("hash::sha1_hex", "(any) -> str", "hashlib.sha1(gear_bytes({0})).hexdigest()"),
    function("hash::sha256_hex", "(any) -> str", "hashlib.sha256(gear_bytes({0})).hexdigest()"),
    function("hash::sha512_hex", "(any) -> str", "hashlib.sha512(gear_bytes({0})).hexdigest()"),
    function("hash::crc32", "(any) -> u32", "binascii.crc32(gear_bytes({0}))"),
    function("random::int", "(Iter<int>) -> int", "gear_random_int({0})"),
    function("random::float", "() -> float", "random.random()"),
    function("random::choice", "(Vec<T>) -> Option<T>", "random.choice({0}) if {0} else None"),
    function("random::shuffle", "(Vec<T>)", "random.shuffle({0})"),
    function("random::uuid", "() -> str", "gear_uuid()"),
    function("GearsFuture::new", "() -> GearsFuture<T>", "gear_future()"),
    function("sleep", "(Duration) -> Future<()>", "gear_sleep({0})"),
    function("thread::sleep", "(Duration) -> ()", "time.sleep({0} / 1000000000)"),
    function("yield_now", "() -> Future<()>", "gear_sleep(0)"),
    // What they wait for may be a future of any kind: the checker takes the types from there.
    function("timeout", "(Duration, any) -> any", "gear_timeout({0}, {1})"),
    function("join_all", "(any) -> any", "gear_join({0})"),
    function("spawn", "(any) -> ()", "gear_spawn({0})"),
    function("every", "(str, Duration, fn() -> any) -> bool", "gear_every({0}, {1}, {2})"),
    function("hashtag", "() -> str", "hashtag()"),
    guard("attempt", "(fn() -> T) -> Result<T, str>", Guard::Catch, "gear_attempt({0})"),
    guard("atomic", "(fn() -> T) -> T", Guard::Lock, "gear_atomic({0})"),
    function("is_in_atomic_block", "() -> bool", "isInAtomicBlock()"),
    function("is_async_allowed", "() -> bool", "isAsyncAllow()"),
    function("config_get", "(str) -> Option<str>", "configGet({0})"),
    function("gears_config_get", "(str, str) -> str", "gearsConfigGet({0}, {1})"),
    function("flat_error", "(str) -> never", "flat_error({0})"),
    function("call_next", "(any) -> Value", "gear_call_next({0})"),
    function("override_reply", "(any)", "override_reply(gear_hook_reply({0}))"),
    function("override_error", "(str)", "override_reply('-' + {0})"),
    function("get_command", "() -> Vec<str>", "get_command()"),
    command("cmd::hincr", "(any, any, any) -> float", commands::hincr),
];

/// Every function, those of the server's commands after the others.
pub(crate) fn functions() -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().chain(COMMANDS.iter().map(|command| &command.function))
}

/// The function that a path names by its last two segments, or by its only one.
pub(crate) fn function_named(path: &str) -> Option<&'static Function> {
    static INDEX: LazyLock<HashMap<&str, &Function>> =
        LazyLock::new(|| functions().map(|function| (function.path, function)).collect());
    INDEX.get(path).copied()
}
