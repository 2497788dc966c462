//! What `#[gear(..)]` says inside of an `extern "Python"` block.

use crate::diag::did_you_mean;
use syn::ext::IdentExt as _;
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
            while !input.is_empty() {
                option(&mut options, known, input)?;
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        })?;
    }
    Ok(options)
}

fn option(options: &mut Options, known: &[&str], input: ParseStream<'_>) -> syn::Result<()> {
    let option = Ident::parse_any(input)?;
    let name = option.to_string();
    if !known.contains(&name.as_str()) {
        let message = match did_you_mean(&name, known.iter().copied()) {
            Some(similar) => {
                format!("there is no option `{name}` here, but one with a similar name: `{similar}`")
            }
            None => format!("there is no option `{name}` here: the options are {}", known.join(", ")),
        };
        return Err(syn::Error::new(option.span(), message));
    }
    if ["name", "class", "native"].contains(&name.as_str()) {
        input.parse::<Token![=]>()?;
    }
    let twice = match name.as_str() {
        "name" => options.name.replace(input.parse()?).is_some(),
        "class" => options.class.replace(input.parse()?).is_some(),
        "native" => options.native.replace(Path::parse_mod_style(input)?).is_some(),
        "catch" => options.catch.replace(option.clone()).is_some(),
        "variadic" => options.variadic.replace(option.clone()).is_some(),
        "keyword" => options.keyword.replace(option.clone()).is_some(),
        _ => match options.kind.replace(option.clone()) {
            Some(other) if other != option => {
                let message = format!("it is a `{other}` or a `{option}`, not both");
                return Err(syn::Error::new(option.span(), message));
            }
            other => other.is_some(),
        },
    };
    match twice {
        true => Err(syn::Error::new(option.span(), format!("the option `{name}` is given twice"))),
        false => Ok(()),
    }
}
