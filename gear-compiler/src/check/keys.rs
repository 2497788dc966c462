//! The keys of maps and sets: what Python can look up, and sort, as Rust does.
//!
//! rustc says of the user's types whether they can be keys. Of a type that is not seen nobody can, so where a map or set is
//! made or gets a key, it has to be known.

use super::Checker;
use crate::diag::Code;
use crate::types::{Ty, at_span};
use proc_macro2::{Span, TokenStream};

/// Methods that put a key into their receiver.
const FILLING: [&str; 6] = ["insert", "entry", "extend", "replace", "get_or_insert_with", "append"];

/// Methods whose result may be a map or set that they make.
const MAKING: [&str; 4] = ["collect", "partition", "unzip", "fold"];

/// A map or set that is used, if its type is that of one.
pub(super) struct Keyed {
    ty: Ty,
    span: Span,
    /// It is made here, or gets a key.
    filled: bool,
}

impl Checker<'_> {
    /// Notes what a method is called on and what it gives.
    pub(super) fn note_keys(&mut self, method: &str, receiver: &Ty, result: &Ty, span: Span) {
        let (filling, making) = (FILLING.contains(&method), MAKING.contains(&method));
        for (ty, filled) in [(receiver, filling), (result, making)] {
            if filled || matches!(self.types.shallow(ty), Ty::Map { .. } | Ty::Set { .. }) {
                self.keyed.push(Keyed { ty: ty.clone(), span, filled });
            }
        }
    }

    /// Notes what a function makes.
    pub(super) fn note_made(&mut self, result: &Ty, span: Span) {
        self.keyed.push(Keyed { ty: result.clone(), span, filled: true });
    }

    /// Asks rustc about the keys that were noted.
    pub(super) fn finish_keys(&mut self) {
        for Keyed { ty, span, filled } in std::mem::take(&mut self.keyed) {
            let (sorted, key) = match self.types.in_python(&ty) {
                Ty::Map { sorted, key, .. } | Ty::Set { sorted, item: key } => (sorted, key),
                _ => continue,
            };
            self.key(&key, sorted, span, filled);
        }
    }

    fn key(&mut self, key: &Ty, sorted: bool, span: Span, filled: bool) {
        match key {
            Ty::Named(path) => {
                let kind = if sorted { "SortedKey" } else { "Key" };
                if let Ok(path) = path.parse::<TokenStream>() {
                    self.outside.kind(at_span(path, span), kind);
                }
            }
            Ty::Option(item) => self.key(item, sorted, span, filled),
            Ty::Tuple(items) => items.iter().for_each(|item| self.key(item, sorted, span, filled)),
            // Callers are held to what can be one.
            Ty::Unknown if self.keys_in_parameters => self.outside.keys_in_parameters |= filled,
            Ty::Unknown if filled && self.diagnostics.is_empty() => {
                let message = "the type of the keys is not known here: in Python not every value can be one";
                let help = "give it: `let counts: HashMap<String, _> = ..;`, or `let key: String = ..;`";
                self.diagnostics.report_help(Code::UnknownType, span, message, help);
            }
            _ => {}
        }
    }
}
