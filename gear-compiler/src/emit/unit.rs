//! A `Unit`: a piece of Python with what it needs, as a constant expression.

use crate::around::Private;
use crate::check::{Facts, Form, Link, LinkKind, Named, Outside};
use crate::python::{Printed, stable};
use crate::syntax::owner_of;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// What a unit is made of.
pub(super) struct Parts<'p> {
    pub(super) name: &'p str,
    pub(super) printed: &'p Printed,
    /// What it links, and what rustc has to check.
    pub(super) outside: &'p Outside,
    /// Python packages.
    pub(super) requires: &'p [syn::LitStr],
    pub(super) line_offset: u32,
}

pub(super) fn unit(private: &Private, parts: &Parts<'_>) -> TokenStream {
    let refs = refs(private, parts.outside);
    unit_with(private, parts, &refs)
}

/// What a unit refers to.
fn refs(private: &Private, outside: &Outside) -> TokenStream {
    let refs = outside.links.iter().map(|link| link_tokens(private, link));
    quote!([#(#refs),*])
}

/// Statements that link a unit and give its name. What it refers to is known where they stand, and not in its `static` alone.
pub(super) fn linked(private: &Private, linker: &syn::Ident, parts: &Parts<'_>) -> TokenStream {
    let (unit, refs) = (unit_with(private, parts, &quote!([])), refs(private, parts.outside));
    quote! {
        static UNIT: #private::Unit = #unit;
        #linker.unit_with(&UNIT, &#refs)
    }
}

fn unit_with(private: &Private, parts: &Parts<'_>, refs: &TokenStream) -> TokenStream {
    let Parts { name, printed, outside, requires, line_offset } = parts;
    let Outside { kinds, names, traits, variants, builtins, macros, facts, imports, .. } = outside;
    let (name, python) = (stable(name), &printed.text);
    let map: Vec<_> =
        printed.map.iter().map(|(line, at)| format!("{line}:{}:{}", at.line, at.column)).collect();
    let map = map.join(" ");
    let checks = kinds.iter().map(|(path, kind)| {
        let kind = format_ident!("{kind}");
        quote! {
            const _: () = {
                const fn is_of_gears<T: #private::#kind>() {}
                is_of_gears::<#path>();
            };
        }
    });
    let names = names_check(private, names);
    let facts = facts_check(facts);
    let traits = traits.iter().map(|path| trait_check(private, path));
    let variants = variants_check(variants);
    let builtins = builtins.iter().map(|(path, name)| builtin_check(private, path, name));
    let macros = macros_check(private, "macros", macros);
    let imports = imports.iter().map(|(_, path)| quote!(#[allow(unused_imports)] use #path;));
    quote! {{
        #(#imports)*
        #macros
        #names
        #facts
        #variants
        #(#traits)*
        #(#checks)*
        #(#builtins)*
        #private::Unit::__new(#name, #python, &#refs, &[#(#requires),*], #line_offset, #map)
    }}
}

/// rustc's word for it that names are those of the types that are meant: statements that are right if two types are one. They
/// stand in the unit's own expression, as an item of its own would be one more body for rustc to check.
fn names_check(private: &Private, names: &[Named]) -> TokenStream {
    let check = |Named { path, arguments, meant }: &Named| {
        let at = last_span(path);
        let private = private.at(at);
        let any = list(*arguments, &quote!(()));
        if *arguments == meant.arguments {
            let name = syn::Ident::new(meant.name, at);
            return quote_spanned!(at=> let _: #private::name::#name<#path #any>;);
        }
        // The `Result` of a library, or a map with a hasher.
        let (parameters, meant) = (meant.arguments.max(*arguments), meant.path(&private, at));
        let all = list(parameters, &quote!(_));
        quote_spanned!(at=> let _: #private::Is<#path #any, #meant #all>;)
    };
    names.iter().map(check).collect()
}

/// `<argument, ..>`
fn list(count: usize, argument: &TokenStream) -> Option<TokenStream> {
    let arguments = std::iter::repeat_n(argument, count);
    (count > 0).then(|| quote!(<#(#arguments),*>))
}

/// The place of a path's last name, which rustc then blames.
fn last_span(path: &syn::Path) -> Span {
    path.segments.last().map_or_else(Span::call_site, |last| last.ident.span())
}

/// rustc's word for it that other items have the types that were read in the sources.
fn facts_check(facts: &Facts) -> TokenStream {
    let facts =
        facts.iter().map(|fact| quote!(#[allow(unused, unreachable_code, clippy::all)] let _ = #fact;));
    quote!(#(#facts)*)
}

/// rustc's word for it that `Some` and the like are those of the standard library.
fn variants_check(variants: &[syn::Ident]) -> TokenStream {
    let (option, result) = (quote!(::core::option::Option<u8>), quote!(::core::result::Result<u8, u8>));
    let checks = variants.iter().map(|name| match name.to_string().as_str() {
        "None" => quote!(let _: #option = #name;),
        "Some" => quote!(let _: fn(u8) -> #option = #name;),
        _ => quote!(let _: fn(u8) -> #result = #name;),
    });
    quote!(#(#checks)*)
}

/// rustc's word for it that a trait is the one of the standard library that it has the name of.
pub(super) fn trait_check(private: &Private, written: &syn::Path) -> TokenStream {
    let Some(name) = written.segments.last().map(|last| &last.ident) else { return TokenStream::new() };
    quote! {
        const _: () = {
            #[allow(dead_code)]
            fn is<T: ?::core::marker::Sized + #written>() {
                fn meant<T: ?::core::marker::Sized + #private::traits::#name>() {}
                meant::<T>();
            }
        };
    }
}

/// rustc's word for it that macros are those that they have the names of, in a module of the private protocol.
///
/// A name from a glob import may not hide another thing of the same name outside, unless both are the same macro: otherwise
/// the name is ambiguous, which is an error. The macro of a longer path first gets its name in a block of its own.
pub(super) fn macros_check(private: &Private, module: &str, macros: &[syn::Path]) -> TokenStream {
    let module = format_ident!("{module}");
    let (names, paths): (Vec<_>, Vec<_>) = macros.iter().partition(|path| path.get_ident().is_some());
    let same = |names: &[&syn::Ident]| quote!({ #[allow(unused_imports)] use {#private::#module::*, #(#names as _),*}; });
    let names: Vec<_> = names.into_iter().filter_map(syn::Path::get_ident).collect();
    let named = if names.is_empty() { TokenStream::new() } else { same(&names) };
    let paths = paths.into_iter().map(|path| {
        let same = same(&path.segments.last().map(|last| &last.ident).into_iter().collect::<Vec<_>>());
        quote!({ #[allow(unused_imports)] use #path; #same })
    });
    quote!(#named #(#paths)*)
}

/// rustc's word for it that a function is the one of ours that it has the name of.
fn builtin_check(private: &Private, path: &syn::Path, name: &str) -> TokenStream {
    if name.contains("::") {
        // The module is ours if it has the mark of ours.
        let at = last_span(path);
        let (private, module) = (private.at(at), owner_of(path));
        return quote_spanned!(at=> let _: #private::name::RedisGearsCommands<#module::RedisGearsCommands>;);
    }
    let name = format_ident!("{name}");
    quote!(const _: () = { #[allow(dead_code)] fn is_ours() { #private::builtin! { #name #path } } };)
}

/// The trait of the companions of functions of a form.
pub(super) fn role(private: &Private, form: Form) -> TokenStream {
    match form {
        Form::Plain => quote!(#private::Item),
        Form::Waiting => quote!(#private::AsyncItem),
        Form::Changing { parameters, alone } => quote!(#private::Changing<#parameters, #alone>),
    }
}

/// A function that the linker calls for the Python of a link.
fn link_tokens(private: &Private, link: &Link) -> TokenStream {
    let path = &link.path;
    match link.kind {
        LinkKind::Function(form) => {
            let role = role(private, form);
            quote!(<#path as #role>::link)
        }
        LinkKind::Static => quote!(<#path as #private::Item>::link),
        LinkKind::Constant => {
            let name = path.to_string().replace(|c: char| !c.is_alphanumeric() && c != '_', "");
            quote!(|linker| linker.constant(#name, &#path))
        }
        LinkKind::KeysValue => quote!(<#path as #private::KeysValue>::decoder),
        LinkKind::Fields => quote!(<#path as #private::FieldsValue>::fields_decoder),
        LinkKind::Associated => quote!(#path),
        LinkKind::JsonReader => quote!(<#path as #private::JsonField>::checker),
        LinkKind::JsonWriter => quote!(#private::json_writer::<#path>),
        LinkKind::Beginning => quote!(<#path as #private::Beginning>::link),
        LinkKind::Arguments => quote!(<#path as #private::Arguments>::arguments_decoder),
        LinkKind::Debugger => quote!(<#path as #private::Debugs>::debugger),
        LinkKind::PrettyDebugger => quote!(<#path as #private::Debugs>::pretty_debugger),
        LinkKind::Shower => quote!({
            #[allow(unused_imports)]
            use #private::Shows as _;
            #private::Has::<#path>::DEBUGGER
        }),
        LinkKind::Defaulter => quote!(<#path as #private::Defaults>::defaulter),
        LinkKind::Displayer => quote!(<#path as #private::Displays>::displayer),
        LinkKind::PlainDisplayer => quote!(#private::plain_displayer::<#path>),
        LinkKind::Sorter => quote!(<#path as #private::Orders>::sorter),
        LinkKind::FromPython => quote!(<#path as #private::FromPython>::converter),
        LinkKind::Argument => quote!(<#path as #private::FieldText>::parser),
    }
}
