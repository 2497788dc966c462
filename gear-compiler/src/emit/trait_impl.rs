//! `#[gear] impl Trait for Type`: what traits of the standard library that gears know say of a type, and methods of one's own traits.
//!
//! What Python needs is an impl of a trait of the private protocol, or, of one's own traits, a companion of each function beside
//! those of the type's own.

use super::display::{Text, text_of};
use super::function::{Compiled, compile};
use super::implementation::{companions, function_of, self_type};
use super::unit::{macros_check, trait_check};
use super::{Expansion, own};
use crate::around::Around;
use crate::check::is_operator;
use crate::diag::{Code, Diagnostics};
use crate::surroundings::with_types_of;
use crate::types::{Ty, Types, type_of_syntax};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ImplItem, ItemImpl, Path};

/// Traits of the standard library and of serde whose impls stay in Rust, with what to write instead.
#[rustfmt::skip]
const REFUSED: &[(&[&str], &str)] = &[
    (&["Debug"], "write `#[gear]` above `#[derive(Debug)]`"),
    (&["Clone", "Copy", "PartialEq", "Eq", "Hash"], "derive it: gears copy and compare values by their parts"),
    (&["PartialOrd", "Ord"], "derive it, or give a key in a method: `list.sort_by_key(|value| value.key())`"),
    (&["Iterator", "IntoIterator", "DoubleEndedIterator", "ExactSizeIterator", "FromIterator", "Extend", "Sum", "Product"],
     "write a method that gives a list, and walk over that"),
    (&["Deref", "DerefMut", "AsRef", "AsMut", "Borrow", "BorrowMut"], "write a method that gives the value"),
    (&["Serialize", "Deserialize"], "derive it"),
    (&["Into", "TryInto", "ToString", "ToOwned"], "write a function in an `impl` of the type itself, and call it by its name"),
    (&["Index", "IndexMut"], "write a method in an `impl` of the type itself, and call that"),
    (&["LowerHex", "UpperHex", "Octal", "Binary", "LowerExp", "UpperExp", "Pointer", "Write", "Read", "BufRead"],
     "write a method that gives the text"),
    (&["Error"], "leave it without `#[gear]`: gears ask for its `Display` alone"),
    (&["Drop", "Future", "Hasher", "Fn", "FnMut", "FnOnce", "Any"], "Python has no such thing: leave it in Rust"),
];

/// Expands `#[gear]` on an `impl` of a trait.
pub(super) fn of_trait(
    item: &ItemImpl,
    of: &Path,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let expansion = self_type(item, diagnostics).and_then(|this| {
        let item = with_types_of(item);
        let name = of.segments.last()?.ident.to_string();
        match name.as_str() {
            "Default" => default(&item, &this, of, around, diagnostics),
            "Display" => display(&item, &this, of, around, diagnostics),
            // It asks for nothing that is not there.
            "Error" if item.items.is_empty() => Some(Expansion::default()),
            _ => match instead_of(&name) {
                Some(help) => {
                    let message = format!("an `impl {name}` that is written by hand cannot be shipped");
                    diagnostics.report_help(Code::Item, of, message, help);
                    None
                }
                None => {
                    if is_operator(&name) || CALLED_BY_NAME.contains(&&*name) {
                        check_only(&item, &this, of, around, diagnostics);
                    }
                    Some(companions(&mut item.clone(), &this, around, diagnostics))
                }
            },
        }
    });
    let Expansion { tokens, python } = expansion.unwrap_or_default();
    let errors = diagnostics.to_compile_errors();
    match errors.is_empty() {
        true => Expansion { tokens: quote!(#item #tokens), python },
        false => quote!(#item const _: () = { #errors };).into(),
    }
}

/// Traits of the standard library whose function is called by the name of the type: `Point::from(pair)`.
const CALLED_BY_NAME: &[&str] = &["From", "TryFrom", "FromStr"];

/// The companion has the name of the function: of two blocks of one trait, gears could not tell which is meant.
fn check_only(item: &ItemImpl, this: &Path, of: &Path, around: &Around<'_>, diagnostics: &mut Diagnostics) {
    if of_error(of) {
        let message =
            "gears know an error of the standard library by its text alone, and not of which type it is";
        let help = "write a function in an `impl` of the type itself, and call it by its name: `.map_err(Type::of_number)`";
        diagnostics.report_help(Code::Item, of, message, help);
        return;
    }
    let Some((surroundings, last)) = around.surroundings.zip(of.segments.last()) else { return };
    let (line, name) = (item.impl_token.span.start().line, last.ident.to_string());
    if surroundings.first_block(line, this, &name).is_some_and(|first| first != line) {
        let message = format!("a type has one `{name}` in gears, and this is the second one here");
        let help = "write a function in an `impl` of the type itself for each, and call it by its name";
        diagnostics.report_help(Code::Item, of, message, help);
    }
}

/// Whether a trait is one of errors of the standard library: `From<ParseIntError>`.
fn of_error(of: &Path) -> bool {
    let Some(syn::PathArguments::AngleBracketed(list)) = of.segments.last().map(|last| &last.arguments)
    else {
        return false;
    };
    list.args.iter().any(|argument| match argument {
        syn::GenericArgument::Type(ty) => {
            type_of_syntax(ty, &mut Types::default(), &mut Diagnostics::default()) == Ty::error()
        }
        _ => false,
    })
}

/// Whether a `#[gear] mod` ships the block too: that of a trait of another crate stays in Rust.
pub(super) fn is_shipped(item: &ItemImpl, around: &Around<'_>) -> bool {
    let Some((of, _)) = &item.trait_ else { return true };
    let line = item.impl_token.span.start().line;
    let is_known = |name: &str| {
        ["Default", "Display"].contains(&name) || CALLED_BY_NAME.contains(&name) || is_operator(name)
    };
    let known = of.segments.last().is_some_and(|last| is_known(&last.ident.to_string()));
    item.generics.params.is_empty()
        && (known || around.surroundings.is_some_and(|known| known.declares_trait(line, of)))
}

fn instead_of(name: &str) -> Option<&'static str> {
    REFUSED.iter().find(|(names, _)| names.contains(&name)).map(|(_, help)| *help)
}

/// `impl Default for User`: what is derived otherwise.
fn default(
    item: &ItemImpl,
    this: &Path,
    of: &Path,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Expansion> {
    let [ImplItem::Fn(member)] = &item.items[..] else { return None };
    let function = function_of(member);
    let line = function.sig.fn_token.span.start().line;
    let compiled = compile(around, &function, line, Some(this), diagnostics);
    let tokens = linked(around, this, ("Defaults", "defaulter", "default"), &compiled, line);
    let check = trait_check(&around.private(), of);
    Some(Expansion { tokens: quote!(#tokens #check), python: compiled.printed.text })
}

/// `impl Display for User`: the function that gives the text.
fn display(
    item: &ItemImpl,
    this: &Path,
    of: &Path,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Expansion> {
    let [ImplItem::Fn(member)] = &item.items[..] else { return None };
    let private = around.private();
    let Text { function, ignores_options, macros, traits } =
        text_of(&function_of(member), &private, diagnostics)?;
    let line = function.sig.fn_token.span.start().line;
    let compiled = compile(around, &function, line, Some(this), diagnostics);
    let tokens = linked(around, this, ("Displays", "displayer", "display"), &compiled, line);
    let plainly = ignores_options.then(|| quote!(impl #private::DisplaysPlainly for #this {}));
    let checks = [of].into_iter().chain(&traits).map(|path| trait_check(&private, path));
    let macros = macros_check(&private, "macros", &macros);
    let tokens = quote!(#tokens #plainly #(#checks)* const _: () = { #macros };);
    Some(Expansion { tokens, python: compiled.printed.text })
}

/// The impl of a trait of the private protocol that links a function: the trait, its function, and what the Python is called.
fn linked(
    around: &Around<'_>,
    this: &Path,
    (of, function, kind): (&str, &str, &str),
    compiled: &Compiled,
    line: usize,
) -> TokenStream {
    let (private, linker) = (around.private(), own("linker"));
    let owner = this.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let unit = compiled.unit(&private, &format!("{kind}_{owner}"), &[], line);
    let (of, function) = (format_ident!("{of}"), format_ident!("{function}"));
    quote! {
        impl #private::#of for #this {
            fn #function(#linker: &mut #private::Linker) -> #private::String {
                static UNIT: #private::Unit = #unit;
                #linker.unit(&UNIT)
            }
        }
    }
}
