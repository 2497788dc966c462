//! The notation of types in the catalog.
//!
//! `str`, `char`, `bool`, `i64`, `usize`, `int` (any integer), `float`, `bytes`, `()`, `Vec<T>`, `Deque<T>`, `Map<K, V>` (hash
//! or sorted), `BMap<K, V>` (sorted), `Set<T>`, `Option<T>`, `Result<T, E>`, `Iter<T>`, `Entry<K, V>`,
//! `fn(A) -> B`, `Reverse<T>`, `Future<T>`, `GearsFuture<T>`, `(A, B)`, `Value`, `Json`, `Duration`, `SystemTime`, `Instant`, `Regex`, `Match`, `Captures`, `any`, `own` (a type of the user's), `Self` (the receiver's type); a single capital letter is a type parameter.

use crate::types::{Int, Ty, Types};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The types of one use of an entry, its parameters replaced by fresh variables.
pub(crate) struct Signature {
    pub(crate) receiver: Ty,
    pub(crate) parameters: Vec<Ty>,
    pub(crate) result: Ty,
}

impl Signature {
    /// Instantiates an entry. `on` is empty for a function.
    pub(crate) fn new(on: &'static str, arguments: &'static str, types: &mut Types) -> Option<Signature> {
        let scheme = Scheme::of(on, arguments)?;
        let first = types.append(&scheme.types);
        let instance = |ty: &Ty| ty.shifted(first);
        Some(Signature {
            receiver: instance(&scheme.signature.receiver),
            parameters: scheme.signature.parameters.iter().map(instance).collect(),
            result: instance(&scheme.signature.result),
        })
    }
}

/// The type that `on` names, with its parameters as variables of a table of their own.
pub(super) fn receiver(on: &'static str) -> Option<Ty> {
    Scheme::of(on, "()").map(|scheme| scheme.signature.receiver.clone())
}

/// How many arguments the entry takes.
pub(crate) fn arity(types: &'static str) -> usize {
    Scheme::of("", types).map_or(0, |scheme| scheme.signature.parameters.len())
}

/// Whether the argument at a position is a function.
pub(crate) fn takes_function(types: &'static str, position: usize) -> bool {
    Scheme::of("", types)
        .is_some_and(|scheme| matches!(scheme.signature.parameters.get(position), Some(Ty::Fn(..))))
}

/// The types of an entry, once read: its parameters are variables of a table of its own.
struct Scheme {
    signature: Signature,
    types: Types,
}

impl Scheme {
    /// The scheme of an entry, which is read at its first use: one process compiles all gears of a crate, and they
    /// use the same methods again and again.
    fn of(on: &'static str, arguments: &'static str) -> Option<Rc<Scheme>> {
        type Known = HashMap<(&'static str, &'static str), Option<Rc<Scheme>>>;
        thread_local!(static KNOWN: RefCell<Known> = RefCell::default());
        KNOWN.with_borrow_mut(|known| {
            known.entry((on, arguments)).or_insert_with(|| Scheme::read(on, arguments).map(Rc::new)).clone()
        })
    }

    fn read(on: &str, arguments: &str) -> Option<Scheme> {
        let mut types = Types::default();
        let mut reader =
            Reader { rest: on, letters: Vec::new(), receiver: Ty::Unit, integer: None, types: &mut types };
        let receiver = if on.is_empty() { Ty::Unit } else { reader.ty()? };
        reader.receiver = receiver.clone();
        reader.rest = arguments;
        let (parameters, result) = reader.function()?;
        Some(Scheme { signature: Signature { receiver, parameters, result }, types })
    }
}

/// Whether a type has the outermost form that `on` names. Does not look inside.
pub(crate) fn head_matches(on: &str, ty: &Ty) -> bool {
    // By bytes: this is asked for each method of a name, at each of its uses.
    let head = &on[..on.bytes().position(|byte| byte == b'<' || byte == b'(').unwrap_or(on.len())];
    match ty {
        Ty::Str => head == "str",
        Ty::Char => head == "char",
        Ty::Bool => head == "bool",
        Ty::Int(int) => head == "int" || Int::named(head) == Some(*int),
        Ty::Float => head == "float",
        Ty::Bytes => head == "bytes",
        Ty::Unit => on == "()",
        Ty::List(_) => head == "Vec",
        Ty::Deque(_) => head == "Deque" || head == "Vec",
        Ty::Map { sorted: false, .. } => head == "Map",
        Ty::Map { sorted: true, .. } => head == "BMap" || head == "Map",
        Ty::Set { sorted: false, .. } => head == "Set",
        Ty::Set { sorted: true, .. } => head == "BSet" || head == "Set",
        Ty::Tuple(items) => {
            !items.is_empty() && on.starts_with('(') && on.matches(',').count() + 1 == items.len()
        }
        Ty::Option(_) => head == "Option",
        Ty::Result(..) => head == "Result",
        Ty::Iter(_) => head == "Iter",
        Ty::GearsFuture(_) => head == "GearsFuture",
        Ty::State(_) => head == "State",
        Ty::Entry(..) => head == "Entry",
        Ty::Value => head == "Value",
        Ty::Json => head == "Json",
        Ty::Duration => head == "Duration",
        Ty::SystemTime => head == "SystemTime",
        Ty::Instant => head == "Instant",
        Ty::Regex => head == "Regex",
        Ty::Match => head == "Match",
        Ty::Captures => head == "Captures",
        Ty::Ordering => head == "Ordering",
        Ty::Reverse(_) => head == "Reverse",
        Ty::Named(_) if head == "own" => ty.own().is_some(),
        Ty::Unknown | Ty::Named(_) | Ty::KeysRecord(_) | Ty::StreamRecord(_) => head == "any",
        _ => false,
    }
}

struct Reader<'a, 't> {
    rest: &'a str,
    letters: Vec<(char, Ty)>,
    receiver: Ty,
    integer: Option<Ty>,
    types: &'t mut Types,
}

impl Reader<'_, '_> {
    fn eat(&mut self, text: &str) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn list(&mut self, close: &str) -> Option<Vec<Ty>> {
        let mut items = Vec::new();
        while !self.eat(close) {
            items.push(self.ty()?);
            self.eat(",");
        }
        Some(items)
    }

    fn function(&mut self) -> Option<(Vec<Ty>, Ty)> {
        self.eat("(").then_some(())?;
        let inputs = self.list(")")?;
        let output = if self.eat("->") { self.ty()? } else { Ty::Unit };
        Some((inputs, output))
    }

    fn ty(&mut self) -> Option<Ty> {
        if self.eat("(") {
            let items = self.list(")")?;
            return Some(if items.is_empty() { Ty::Unit } else { Ty::Tuple(items) });
        }
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if word == "fn" {
            let (inputs, output) = self.function()?;
            return Some(Ty::Fn(inputs, Box::new(output)));
        }
        let mut arguments = if self.eat("<") { self.list(">")?.into_iter() } else { Vec::new().into_iter() };
        let mut next = || arguments.next().map(Box::new);
        Some(match word {
            "str" | "String" => Ty::Str,
            "char" => Ty::Char,
            "bool" => Ty::Bool,
            "int" => self.integer(),
            "float" | "f64" => Ty::Float,
            "bytes" => Ty::Bytes,
            "Value" => Ty::Value,
            "Json" => Ty::Json,
            "Duration" => Ty::Duration,
            "SystemTime" => Ty::SystemTime,
            "Instant" => Ty::Instant,
            "Regex" => Ty::Regex,
            "Match" => Ty::Match,
            "Captures" => Ty::Captures,
            // An error whose text is another in Python.
            "opaque" => Ty::Opaque,
            "Ordering" => Ty::Ordering,
            "any" | "own" => self.types.foreign(),
            "error" => Ty::error(),
            "Self" => self.receiver.clone(),
            "never" => Ty::Never,
            "Vec" => Ty::List(next()?),
            "Deque" => Ty::Deque(next()?),
            "Map" | "HashMap" => Ty::Map { sorted: false, key: next()?, value: next()? },
            "BMap" => Ty::Map { sorted: true, key: next()?, value: next()? },
            "Set" | "HashSet" => Ty::Set { sorted: false, item: next()? },
            "BSet" => Ty::Set { sorted: true, item: next()? },
            "Option" => Ty::Option(next()?),
            "Reverse" => Ty::Reverse(next()?),
            "Result" => Ty::Result(next()?, next()?),
            "Iter" => Ty::Iter(next()?),
            "Future" => Ty::Future(next()?),
            "GearsFuture" => Ty::GearsFuture(next()?),
            "State" => Ty::State(next()?),
            "Entry" => Ty::Entry(next()?, next()?),
            _ => match Int::named(word) {
                Some(int) => Ty::Int(int),
                None => self.letter(word)?,
            },
        })
    }

    /// All that one entry calls `int` is of one type.
    fn integer(&mut self) -> Ty {
        if self.integer.is_none() {
            self.integer = Some(self.types.integer());
        }
        self.integer.clone().unwrap_or(Ty::Unknown)
    }

    fn letter(&mut self, word: &str) -> Option<Ty> {
        let letter = word.chars().next().filter(|c| word.len() == 1 && c.is_uppercase())?;
        if let Some((_, ty)) = self.letters.iter().find(|(known, _)| *known == letter) {
            return Some(ty.clone());
        }
        let ty = self.types.var();
        self.letters.push((letter, ty.clone()));
        Some(ty)
    }
}
