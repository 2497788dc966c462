//! What the names of types mean: a name is all that is seen here, and rustc checks that it is the type of that name.

use proc_macro2::TokenStream;
use quote::quote;

/// How many arguments the type of a name has, and its path. `None` for a name that is not known by itself.
pub(crate) fn meant(name: &str, private: &TokenStream) -> Option<(usize, TokenStream)> {
    Some(match name {
        "i8" | "i16" | "i32" | "i64" | "isize" | "u8" | "u16" | "u32" | "u64" | "usize" | "bool" | "char"
        | "f64" | "str" => {
            let name = quote::format_ident!("{name}");
            (0, quote!(::core::primitive::#name))
        }
        "String" => (0, quote!(#private::String)),
        "Duration" => (0, quote!(::core::time::Duration)),
        "SystemTime" => (0, quote!(::std::time::SystemTime)),
        "Instant" => (0, quote!(::std::time::Instant)),
        "ParseIntError" | "ParseFloatError" => {
            let name = quote::format_ident!("{name}");
            (0, quote!(::core::num::#name))
        }
        "ParseBoolError" => (0, quote!(::core::str::ParseBoolError)),
        "ParseCharError" => (0, quote!(::core::char::ParseCharError)),
        "Elapsed" => (0, quote!(#private::Elapsed)),
        "Ordering" => (0, quote!(::core::cmp::Ordering)),
        "Reverse" => (1, quote!(::core::cmp::Reverse)),
        "Value" => (0, quote!(#private::Value)),
        "Json" => (0, quote!(#private::Json)),
        "Bytes" => (0, quote!(#private::Bytes)),
        "KeysRecord" => (1, quote!(#private::KeysRecord)),
        "StreamRecord" => (1, quote!(#private::StreamRecord)),
        "GearsFuture" => (1, quote!(#private::GearsFuture)),
        "Box" => (1, quote!(::std::boxed::Box)),
        "Rc" => (1, quote!(::std::rc::Rc)),
        "Arc" => (1, quote!(#private::Arc)),
        "LazyLock" => (1, quote!(::std::sync::LazyLock)),
        "Vec" => (1, quote!(#private::Vec)),
        "VecDeque" => (1, quote!(::std::collections::VecDeque)),
        "Option" => (1, quote!(::core::option::Option)),
        "HashSet" => (1, quote!(::std::collections::HashSet)),
        "BTreeSet" => (1, quote!(::std::collections::BTreeSet)),
        "HashMap" => (2, quote!(::std::collections::HashMap)),
        "BTreeMap" => (2, quote!(::std::collections::BTreeMap)),
        "Result" => (2, quote!(::core::result::Result)),
        _ => return None,
    })
}

/// Whether the type of a name is known by the name.
pub(crate) fn is_familiar(name: &str) -> bool {
    meant(name, &TokenStream::new()).is_some() || ["Regex", "Captures", "Match"].contains(&name)
}
