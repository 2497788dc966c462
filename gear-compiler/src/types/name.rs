//! Types as people write them, for messages.

use super::Ty;
use std::fmt::{self, Display, Formatter};

impl Display for Ty {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let list = |items: &[Ty]| items.iter().map(Ty::to_string).collect::<Vec<_>>().join(", ");
        let sorted = |sorted: &bool| if *sorted { "BTree" } else { "Hash" };
        match self {
            Ty::Unknown | Ty::Error | Ty::Var(_) | Ty::Opaque => f.write_str("_"),
            Ty::Never => f.write_str("!"),
            Ty::Unit => f.write_str("()"),
            Ty::Bool => f.write_str("bool"),
            Ty::Int(int) => write!(f, "{}{}", if int.signed { "i" } else { "u" }, int.bits),
            Ty::Float => f.write_str("f64"),
            Ty::Str => f.write_str("str"),
            Ty::Char => f.write_str("char"),
            Ty::Bytes => f.write_str("Vec<u8>"),
            Ty::List(item) => write!(f, "Vec<{item}>"),
            Ty::Deque(item) => write!(f, "VecDeque<{item}>"),
            Ty::Map { sorted: kind, key, value } => write!(f, "{}Map<{key}, {value}>", sorted(kind)),
            Ty::Set { sorted: kind, item } => write!(f, "{}Set<{item}>", sorted(kind)),
            Ty::Option(item) => write!(f, "Option<{item}>"),
            Ty::Result(ok, err) => write!(f, "Result<{ok}, {err}>"),
            Ty::Tuple(items) if items.len() == 1 => write!(f, "({},)", items[0]),
            Ty::Tuple(items) => write!(f, "({})", list(items)),
            Ty::Iter(item) => write!(f, "impl Iterator<Item = {item}>"),
            Ty::Entry(key, value) => write!(f, "Entry<{key}, {value}>"),
            Ty::Fn(inputs, output) => write!(f, "fn({}) -> {output}", list(inputs)),
            Ty::Future(output) => write!(f, "impl Future<Output = {output}>"),
            Ty::GearsFuture(output) => write!(f, "GearsFuture<{output}>"),
            Ty::State(value) => write!(f, "State<{value}>"),
            Ty::KeysRecord(value) => write!(f, "KeysRecord<{value}>"),
            Ty::StreamRecord(value) => write!(f, "StreamRecord<{value}>"),
            Ty::Ordering => f.write_str("Ordering"),
            Ty::Reverse(inner) => write!(f, "Reverse<{inner}>"),
            Ty::Value => f.write_str("Value"),
            Ty::Json => f.write_str("Json"),
            Ty::Duration => f.write_str("Duration"),
            Ty::SystemTime => f.write_str("SystemTime"),
            Ty::Instant => f.write_str("Instant"),
            Ty::Regex => f.write_str("Regex"),
            Ty::Match => f.write_str("Match"),
            Ty::Captures => f.write_str("Captures"),
            Ty::Named(path) => f.write_str(&path.replace(" ", "")),
        }
    }
}
