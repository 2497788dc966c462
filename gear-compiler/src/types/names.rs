//! What the names of types mean: a name is all that is seen here, and rustc checks that it is the type of that name.

use crate::around::Private;
use crate::syntax::path_at;
use proc_macro2::Span;

/// A type that is known by its name. rustc is asked by the alias of this name in the private protocol, in its module `name`.
#[derive(Clone, Copy)]
pub(crate) struct Familiar {
    pub(crate) name: &'static str,
    /// How many arguments it has.
    pub(crate) arguments: usize,
    module: Module,
}

#[derive(Clone, Copy)]
enum Module {
    /// A module of the standard library.
    Std(&'static str),
    /// The private protocol.
    Private,
}

use Module::{Private as Ours, Std};

const FAMILIAR: &[(&str, usize, Module)] = &[
    ("i64", 0, Std("primitive")),
    ("String", 0, Std("string")),
    ("Vec", 1, Std("vec")),
    ("bool", 0, Std("primitive")),
    ("f64", 0, Std("primitive")),
    ("usize", 0, Std("primitive")),
    ("str", 0, Std("primitive")),
    ("Option", 1, Std("option")),
    ("HashMap", 2, Std("collections")),
    ("BTreeMap", 2, Std("collections")),
    ("HashSet", 1, Std("collections")),
    ("BTreeSet", 1, Std("collections")),
    ("VecDeque", 1, Std("collections")),
    ("Result", 2, Std("result")),
    ("char", 0, Std("primitive")),
    ("i8", 0, Std("primitive")),
    ("i16", 0, Std("primitive")),
    ("i32", 0, Std("primitive")),
    ("isize", 0, Std("primitive")),
    ("u8", 0, Std("primitive")),
    ("u16", 0, Std("primitive")),
    ("u32", 0, Std("primitive")),
    ("u64", 0, Std("primitive")),
    ("Duration", 0, Std("time")),
    ("SystemTime", 0, Std("time")),
    ("Instant", 0, Std("time")),
    ("ParseIntError", 0, Std("num")),
    ("ParseFloatError", 0, Std("num")),
    ("ParseBoolError", 0, Std("str")),
    ("ParseCharError", 0, Std("char")),
    ("Ordering", 0, Std("cmp")),
    ("Reverse", 1, Std("cmp")),
    ("Box", 1, Std("boxed")),
    ("Rc", 1, Std("rc")),
    ("Arc", 1, Std("sync")),
    ("LazyLock", 1, Std("sync")),
    ("Elapsed", 0, Ours),
    ("Value", 0, Ours),
    ("Json", 0, Ours),
    ("Bytes", 0, Ours),
    ("KeysRecord", 1, Ours),
    ("StreamRecord", 1, Ours),
    ("GearsFuture", 1, Ours),
];

/// The type of this name.
pub(crate) fn familiar(name: &str) -> Option<Familiar> {
    let &(name, arguments, module) = FAMILIAR.iter().find(|(known, ..)| *known == name)?;
    Some(Familiar { name, arguments, module })
}

impl Familiar {
    /// `serde_json::Value`.
    pub(crate) const TREE: Familiar = Familiar { name: "Json", arguments: 0, module: Ours };

    /// Its path, hygienic against whatever the user has in scope.
    pub(crate) fn path(self, private: &Private, at: Span) -> syn::Path {
        match self.module {
            Ours => private.with(self.name, at),
            Std(module) => {
                path_at(true, ["std", module, self.name].map(|name| syn::Ident::new(name, at)), at)
            }
        }
    }
}

/// Whether the type of a name is known by the name.
pub(crate) fn is_familiar(name: &str) -> bool {
    familiar(name).is_some() || ["Regex", "Captures", "Match"].contains(&name)
}
