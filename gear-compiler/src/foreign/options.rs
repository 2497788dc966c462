//! What `#[gear(..)]` says inside of an `extern "Python"` block.

use crate::attribute::{each_option, expect_known};
use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitStr, Path, Token};

/// The options of an item, or of a parameter.
#[derive(Default)]
pub(super) struct Options {
    /// What it is: `method`, `getter`, `setter` or `constructor`.
    pub(super) kind: Option<Ident>,
    pub(super) catch: Option<Ident>,
    pub(super) variadic: Option<Ident>,
    /// The name in Python.
    pub(super) name: Option<LitStr>,
    /// The class whose objects a type has.
    pub(super) class: Option<LitStr>,
    /// The Rust that stands for it in native runs.
    pub(super) native: Option<Path>,
    /// A keyword argument.
    pub(super) keyword: Option<Ident>,
}

pub(super) const FUNCTION: &[&str] =
    &["method", "getter", "setter", "constructor", "name", "catch", "variadic", "native"];
pub(super) const TYPE: &[&str] = &["class"];
pub(super) const STATIC: &[&str] = &["name", "native"];
pub(super) const PARAMETER: &[&str] = &["keyword", "name"];

/// Takes our attributes off an item; `known` are the options that it can have.
pub(super) fn options(attributes: &mut Vec<Attribute>, known: &[&str]) -> syn::Result<Options> {
    let mut options = Options::default();
    let mut ours = Vec::new();
    attributes.retain(|attribute| {
        let own = attribute.path().is_ident("gear");
        ours.extend(own.then(|| attribute.clone()));
        !own
    });
    for attribute in ours {
        attribute.parse_args_with(|input: ParseStream<'_>| {
            each_option(input, |name, input| option(&mut options, known, name, input))
        })?;
    }
    Ok(options)
}

fn option(options: &mut Options, known: &[&str], option: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    expect_known(option, known)?;
    let name = option.to_string();
    if ["name", "class", "native"].contains(&name.as_str()) {
        input.parse::<Token![=]>()?;
    }
    match name.as_str() {
        "name" => options.name = Some(input.parse()?),
        "class" => options.class = Some(input.parse()?),
        "native" => options.native = Some(Path::parse_mod_style(input)?),
        "catch" => options.catch = Some(option.clone()),
        "variadic" => options.variadic = Some(option.clone()),
        "keyword" => options.keyword = Some(option.clone()),
        _ => {
            if let Some(other) = options.kind.replace(option.clone()) {
                let message = format!("it is a `{other}` or a `{option}`, not both");
                return Err(syn::Error::new(option.span(), message));
            }
        }
    }
    Ok(())
}
