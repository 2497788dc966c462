//! How values come out of Python: checked, never assumed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use gear_prelude::Helper;
use serde_json::Value as Json;

use crate::link::{Linker, Ref, ascii, literal};
use crate::{Bytes, Value};

/// A type that a foreign function can return, or be called back with.
///
/// On the server, the value that Python gives is converted to what the type is there, or refused with an error that names the
/// function, the type and what came: nothing is assumed. The rules are in the chapter "Foreign Python" of the book.
/// [`Foreign`](crate::Foreign) is such a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot come out of Python",
    label = "not a type that values of Python are checked for",
    note = "foreign functions can return numbers, `bool`, `char`, `String`, `Vec<u8>`, `Option`, tuples, lists, maps and sets of \
            these, `Json`, `Value`, `#[gear]` structs, `#[gear]` enums without data, and types that are declared in \
            `extern \"Python\"`"
)]
pub trait FromPython {
    /// What errors call the type.
    fn expected() -> String;

    /// A Python expression: a function of a value, and of a text that says where it comes from, that returns the value as
    /// gears have it, or raises an error.
    fn converter(linker: &mut Linker) -> String;
}

fn link(linker: &mut Linker, helper: &'static Helper) -> &'static str {
    linker.helper(helper);
    helper.name
}

/// A call of a helper that returns a converter.
fn made(linker: &mut Linker, helper: &'static Helper, arguments: &str) -> String {
    format!("{}({arguments})", link(linker, helper))
}

macro_rules! plain {
    ($($ty:ty = $name:literal $helper:ident;)*) => {$(
        impl FromPython for $ty {
            fn expected() -> String {
                $name.to_owned()
            }

            fn converter(linker: &mut Linker) -> String {
                link(linker, &gear_prelude::$helper).to_owned()
            }
        }
    )*};
}

plain! {
    bool = "bool" gear_py_bool;
    f64 = "f64" gear_py_float;
    String = "String" gear_py_text;
    char = "char" gear_py_char;
    () = "()" gear_py_nothing;
    Bytes = "Bytes" gear_py_bytes;
    Json = "Json" gear_py_json;
    Value = "Value" gear_py_value;
}

macro_rules! integers {
    ($($int:ident)*) => {$(
        impl FromPython for $int {
            fn expected() -> String {
                stringify!($int).to_owned()
            }

            fn converter(linker: &mut Linker) -> String {
                let arguments = format!("'{}', {}, {}", stringify!($int), $int::MIN, $int::MAX);
                made(linker, &gear_prelude::gear_py_int, &arguments)
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl<T: FromPython> FromPython for Box<T> {
    fn expected() -> String {
        T::expected()
    }

    fn converter(linker: &mut Linker) -> String {
        T::converter(linker)
    }
}

impl<T: FromPython> FromPython for Option<T> {
    fn expected() -> String {
        format!("Option<{}>", T::expected())
    }

    fn converter(linker: &mut Linker) -> String {
        let item = T::converter(linker);
        made(linker, &gear_prelude::gear_py_option, &item)
    }
}

impl<T: FromPython> FromPython for Vec<T> {
    fn expected() -> String {
        format!("Vec<{}>", T::expected())
    }

    fn converter(linker: &mut Linker) -> String {
        // A `Vec<u8>` is bytes in Python.
        if T::expected() == u8::expected() {
            return link(linker, &gear_prelude::gear_py_bytes).to_owned();
        }
        let item = T::converter(linker);
        made(linker, &gear_prelude::gear_py_list, &format!("{}, {item}", literal(&Self::expected())))
    }
}

macro_rules! sets {
    ($($set:ident)*) => {$(
        impl<T: FromPython> FromPython for $set<T> {
            fn expected() -> String {
                format!("{}<{}>", stringify!($set), T::expected())
            }

            fn converter(linker: &mut Linker) -> String {
                let item = T::converter(linker);
                made(linker, &gear_prelude::gear_py_set, &format!("{}, {item}", literal(&Self::expected())))
            }
        }
    )*};
}

sets!(HashSet BTreeSet);

macro_rules! maps {
    ($($map:ident)*) => {$(
        impl<K: FromPython, V: FromPython> FromPython for $map<K, V> {
            fn expected() -> String {
                format!("{}<{}, {}>", stringify!($map), K::expected(), V::expected())
            }

            fn converter(linker: &mut Linker) -> String {
                let (key, value) = (K::converter(linker), V::converter(linker));
                let arguments = format!("{}, {key}, {value}", literal(&Self::expected()));
                made(linker, &gear_prelude::gear_py_map, &arguments)
            }
        }
    )*};
}

maps!(HashMap BTreeMap);

macro_rules! tuples {
    ($(($($item:ident)+))*) => {$(
        impl<$($item: FromPython),+> FromPython for ($($item,)+) {
            fn expected() -> String {
                format!("({})", [$($item::expected()),+].join(", "))
            }

            fn converter(linker: &mut Linker) -> String {
                let items = [$($item::converter(linker)),+].join(", ");
                let arguments = format!("{}, ({items},)", literal(&Self::expected()));
                made(linker, &gear_prelude::gear_py_tuple, &arguments)
            }
        }
    )*};
}

tuples!((A)(A B)(A B C)(A B C D)(A B C D E)(A B C D E F)(A B C D E F G)(A B C D E F G H));

/// The converter of a struct: of a dict with its fields.
pub fn struct_converter(linker: &mut Linker, name: &str, fields: &[(&str, Ref)]) -> String {
    linker.helper(&gear_prelude::gear_py_dict);
    let name_text = ascii(name);
    let mut text = format!(
        "def \u{1}.\u{1}(value, what):\n    fields = gear_py_dict(value, what, {name_text})\n    return {{\n"
    );
    for (field, converter) in fields {
        let (converter, place, field) = (converter(linker), ascii(&format!(".{field}")), ascii(field));
        text.push_str(&format!("        {field}: {converter}(fields.get({field}), what + {place}),\n"));
    }
    text.push_str("    }\n");
    linker.function(&format!("gear_py_{name}"), &text)
}

/// The converter of an enum without data: of one of its texts.
pub fn choice_converter(linker: &mut Linker, name: &str, choices: &[&str]) -> String {
    made(linker, &gear_prelude::gear_py_choice, &format!("{}, {}", ascii(name), literal(choices)))
}

/// The converter of a foreign type: of anything but `None`.
pub fn object_converter(linker: &mut Linker, name: &str) -> String {
    made(linker, &gear_prelude::gear_py_object, &ascii(name))
}

/// The converter of a foreign type whose class is known.
pub fn class_converter(linker: &mut Linker, name: &str, module: &str, class: &str) -> String {
    let arguments = format!("{}, {}, {}", ascii(name), ascii(module), ascii(class));
    made(linker, &gear_prelude::gear_py_instance, &arguments)
}
