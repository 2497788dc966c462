//! The attributes: which item, and what they say.

use crate::diag::{Code, Diagnostics};
use crate::emit::{self, Expansion};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::{Item, LitStr, Path, Token};

/// The path of our crate, unless the attribute says another.
pub(crate) fn default_crate() -> Path {
    syn::parse_quote!(::redis_gears)
}

/// `#[gear]` or `#[gear(crate = path)]`.
pub(crate) fn gear(arguments: TokenStream, item: TokenStream, diagnostics: &mut Diagnostics) -> Expansion {
    let krate = match crate_option.parse2(arguments) {
        Ok(krate) => krate.unwrap_or_else(default_crate),
        Err(error) => {
            diagnostics.report_help(Code::Attribute, error.span(), error.to_string(), "write `#[gear]`");
            default_crate()
        }
    };
    match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Fn(function)) => emit::function(&function, &krate, diagnostics),
        Ok(Item::Struct(record)) => emit::record(&record, &krate, diagnostics),
        Ok(Item::Enum(enumeration)) => emit::enumeration(&enumeration, &krate, diagnostics),
        Ok(Item::Impl(implementation)) => emit::implementation(&implementation, &krate, diagnostics),
        Ok(other) => {
            refuse(&other, "`#[gear]` stands on functions, structs, enums and impls", item, diagnostics)
        }
        Err(error) => syntax(&error, item, diagnostics),
    }
}

/// `#[trigger("name")]` or `#[trigger("name", crate = path)]`.
pub(crate) fn trigger(arguments: TokenStream, item: TokenStream, diagnostics: &mut Diagnostics) -> Expansion {
    let parse = |input: ParseStream<'_>| -> syn::Result<(LitStr, Option<Path>)> {
        let name = input.parse()?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok((name, crate_option(input)?))
    };
    let (name, krate) = match parse.parse2(arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            let help = "write `#[trigger(\"name\")]`";
            diagnostics.report_help(Code::Attribute, error.span(), error.to_string(), help);
            let errors = diagnostics.to_compile_errors();
            return quote!(#item const _: () = { #errors };).into();
        }
    };
    match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Fn(function)) => {
            emit::trigger(&name, &function, &krate.unwrap_or_else(default_crate), diagnostics)
        }
        Ok(other) => refuse(&other, "`#[trigger]` stands on functions", item, diagnostics),
        Err(error) => syntax(&error, item, diagnostics),
    }
}

fn crate_option(input: ParseStream<'_>) -> syn::Result<Option<Path>> {
    if input.is_empty() {
        return Ok(None);
    }
    if !input.peek(Token![crate]) {
        return Err(input.error("the only option is `crate = path`"));
    }
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    let path = Path::parse_mod_style(input)?;
    if !input.is_empty() {
        return Err(input.error("unexpected tokens"));
    }
    Ok(Some(path))
}

fn refuse(item: &Item, message: &str, original: TokenStream, diagnostics: &mut Diagnostics) -> Expansion {
    diagnostics.report_help(
        Code::Item,
        item,
        message,
        "write a `fn`, `struct`, `enum` or `impl`, or remove the attribute",
    );
    let errors = diagnostics.to_compile_errors();
    quote!(#original const _: () = { #errors };).into()
}

/// The item is not Rust yet, for example while it is typed: it stays as it is, beside the error.
fn syntax(error: &syn::Error, original: TokenStream, diagnostics: &mut Diagnostics) -> Expansion {
    diagnostics.syntax(error);
    let errors = diagnostics.to_compile_errors();
    quote!(#original const _: () = { #errors };).into()
}
