//! serde's attributes on records: the names and defaults that a value has in Redis and in JSON.
//!
//! In Python a field has its name in Rust, whatever its name in JSON is: a closure writes `user.age`, and nothing tells the
//! macro how the struct around it was declared. Readers and `serde_json` know the struct, and translate. Results come back
//! with the names of Rust, so the struct gets these as aliases.

use super::plain;
use crate::diag::{Code, Diagnostics};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Ident, LitStr};

/// What the attributes of a struct or an enum say.
#[derive(Default)]
pub(super) struct Container {
    rename_all: Option<Case>,
    /// A value of the whole struct.
    default: Option<TokenStream>,
}

/// What the attributes of a field or variant say.
pub(super) struct Named {
    /// The name by which it is written, then those by which it is read as well.
    pub(super) names: Vec<String>,
    /// The value where it is missing.
    pub(super) default: Option<TokenStream>,
    /// The alias that serde needs beside those that are written.
    pub(super) alias: Option<Attribute>,
}

/// How names are made of those in Rust.
#[derive(Clone, Copy)]
struct Case {
    words: Words,
    /// Between the words.
    between: &'static str,
}

#[derive(Clone, Copy)]
enum Words {
    Lower,
    Upper,
    Capital,
    /// The first lower, the others capital.
    Camel,
}

const CASES: &[(&str, Words, &str)] = &[
    ("lowercase", Words::Lower, ""),
    ("UPPERCASE", Words::Upper, ""),
    ("PascalCase", Words::Capital, ""),
    ("camelCase", Words::Camel, ""),
    ("snake_case", Words::Lower, "_"),
    ("SCREAMING_SNAKE_CASE", Words::Upper, "_"),
    ("kebab-case", Words::Lower, "-"),
    ("SCREAMING-KEBAB-CASE", Words::Upper, "-"),
];

impl Case {
    fn of_field(self, name: &str) -> String {
        // serde leaves fields as they are where only the case of the letters could change.
        let between = if matches!(self.words, Words::Lower | Words::Upper) && self.between.is_empty() {
            "_"
        } else {
            self.between
        };
        self.join(name.split('_'), between)
    }

    fn of_variant(self, name: &str) -> String {
        let starts = name.char_indices().filter(|(at, c)| *at > 0 && c.is_uppercase()).map(|(at, _)| at);
        let bounds: Vec<usize> = [0].into_iter().chain(starts).chain([name.len()]).collect();
        self.join(bounds.windows(2).map(|bound| &name[bound[0]..bound[1]]), self.between)
    }

    fn join<'n>(self, words: impl Iterator<Item = &'n str>, between: &str) -> String {
        let word = |(at, word): (usize, &str)| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            match self.words {
                Words::Lower => word.to_ascii_lowercase(),
                Words::Upper => word.to_ascii_uppercase(),
                Words::Camel if at == 0 => first.to_ascii_lowercase() + rest,
                Words::Capital | Words::Camel => first.to_ascii_uppercase() + rest,
            }
        };
        words.filter(|word| !word.is_empty()).enumerate().map(word).collect::<Vec<_>>().join(between)
    }
}

/// Reads the attributes of a struct, or of an enum.
pub(super) fn container(
    attributes: &[Attribute],
    is_struct: bool,
    diagnostics: &mut Diagnostics,
) -> Container {
    let mut container = Container::default();
    each(attributes, diagnostics, |meta| {
        if meta.path.is_ident("rename_all") {
            let name: LitStr = meta.value()?.parse()?;
            let case = CASES.iter().find(|(case, ..)| *case == name.value());
            let (_, words, between) =
                case.ok_or_else(|| syn::Error::new(name.span(), "serde has no such case"))?;
            container.rename_all = Some(Case { words: *words, between });
        } else if meta.path.is_ident("default") && is_struct {
            container.default = Some(default(meta, quote!(<Self as ::core::default::Default>::default()))?);
        } else if meta.path.is_ident("crate") {
            meta.value()?.parse::<LitStr>()?;
        } else {
            return Err(refusal(meta));
        }
        Ok(())
    });
    container
}

/// Reads the attributes of a field.
pub(super) fn field(
    container: &Container,
    ident: &Ident,
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
) -> Named {
    let default = container.default.as_ref().map(|whole| quote!({ let whole: Self = #whole; whole.#ident }));
    named(
        ident,
        container.rename_all.map(|case| case.of_field(&plain(ident))),
        default,
        attributes,
        diagnostics,
    )
}

/// Reads the attributes of a variant.
pub(super) fn variant(
    container: &Container,
    ident: &Ident,
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
) -> Named {
    let name = container.rename_all.map(|case| case.of_variant(&plain(ident)));
    let named = named(ident, name, None, attributes, diagnostics);
    if named.default.is_some() {
        let help = "use an `Option` where the variant can be missing";
        diagnostics.report_help(Code::Attribute, ident, "a variant has no default", help);
    }
    named
}

fn named(
    ident: &Ident,
    renamed: Option<String>,
    default_of_container: Option<TokenStream>,
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
) -> Named {
    let (mut name, mut aliases, mut own_default) = (renamed, Vec::new(), default_of_container);
    each(attributes, diagnostics, |meta| {
        if meta.path.is_ident("rename") {
            name = Some(meta.value()?.parse::<LitStr>()?.value());
        } else if meta.path.is_ident("alias") {
            aliases.push(meta.value()?.parse::<LitStr>()?.value());
        } else if meta.path.is_ident("default") {
            own_default = Some(default(meta, quote!(::core::default::Default::default()))?);
        } else {
            return Err(refusal(meta));
        }
        Ok(())
    });
    let rust = plain(ident);
    let mut names = vec![name.unwrap_or_else(|| rust.clone())];
    names.extend(aliases);
    let known = names.contains(&rust);
    let alias = (!known).then(|| syn::parse_quote!(#[serde(alias = #rust)]));
    if !known {
        names.push(rust);
    }
    Named { names, default: own_default, alias }
}

/// `default` or `default = "path"`.
fn default(meta: &ParseNestedMeta<'_>, of_type: TokenStream) -> syn::Result<TokenStream> {
    if !meta.input.peek(syn::Token![=]) {
        return Ok(of_type);
    }
    let path: syn::ExprPath = meta.value()?.parse::<LitStr>()?.parse()?;
    Ok(quote!(#path()))
}

/// Looks at each thing that `#[serde(..)]` says.
fn each(
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
    mut look: impl FnMut(&ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        if let Err(error) = attribute.parse_nested_meta(|meta| look(&meta)) {
            let help = "`rename`, `rename_all`, `alias`, `default` and `default = \"path\"` can be written";
            diagnostics.report_help(Code::Attribute, error.span(), error.to_string(), help);
        }
    }
}

/// Why an attribute cannot be kept equal in both worlds.
fn refusal(meta: &ParseNestedMeta<'_>) -> syn::Error {
    let name = meta.path.to_token_stream().to_string();
    let reason = match name.as_str() {
        "flatten" => "a hash has one level: the fields of the inner struct have no place of their own in it",
        "skip" | "skip_serializing" | "skip_deserializing" | "skip_serializing_if" => {
            "what is skipped would be lost between the server and the program, but not in a native run"
        }
        "with" | "serialize_with" | "deserialize_with" | "from" | "into" | "try_from" | "remote" => {
            "serde's conversions are Rust that is not shipped: convert in a `.map(..)`"
        }
        "tag" | "content" | "untagged" | "transparent" => "in Python a value has serde's usual form",
        _ => "it would give the value another form in Rust than in Python",
    };
    meta.error(format!("`#[serde({name})]` cannot be shipped: {reason}"))
}

/// Checks that names are those of one field or variant, and that serde sees the aliases.
pub(super) fn check(named: &[(&Ident, &Named)], attributes: &[Attribute], diagnostics: &mut Diagnostics) {
    for (at, (ident, one)) in named.iter().enumerate() {
        let taken = |name: &String| named[..at].iter().any(|(_, other)| other.names.contains(name));
        if let Some(name) = one.names.iter().find(|name| taken(name)) {
            let message = format!("the name `{name}` is that of another field as well");
            let help = "the name in Rust counts too: by it a result comes back from the server";
            diagnostics.report_help(Code::Attribute, *ident, message, help);
        }
    }
    let derives = |attribute: &Attribute| {
        attribute.path().is_ident("derive") && attribute.to_token_stream().to_string().contains("Deserialize")
    };
    if let Some((ident, _)) = named.iter().find(|(_, one)| one.alias.is_some())
        && !attributes.iter().any(derives)
    {
        let message =
            "`#[gear]` has to tell serde the names of Rust, and finds no `derive(Deserialize)` below it";
        let help = "write `#[gear]` above `#[derive(Deserialize)]`";
        diagnostics.report_help(Code::Attribute, *ident, message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_those_of_serde() {
        let names = |case: &str| {
            let (_, words, between) = *CASES.iter().find(|(name, ..)| *name == case).expect("it is a case");
            let case = Case { words, between };
            (case.of_field("first_name"), case.of_variant("VeryTasty"))
        };
        let expected = [
            ("lowercase", "first_name", "verytasty"),
            ("UPPERCASE", "FIRST_NAME", "VERYTASTY"),
            ("PascalCase", "FirstName", "VeryTasty"),
            ("camelCase", "firstName", "veryTasty"),
            ("snake_case", "first_name", "very_tasty"),
            ("SCREAMING_SNAKE_CASE", "FIRST_NAME", "VERY_TASTY"),
            ("kebab-case", "first-name", "very-tasty"),
            ("SCREAMING-KEBAB-CASE", "FIRST-NAME", "VERY-TASTY"),
        ];
        for (case, field, variant) in expected {
            assert_eq!(names(case), (field.to_owned(), variant.to_owned()), "{case}");
        }
    }
}
