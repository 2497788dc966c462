//! `gear!(..)`.

use super::unit::{Parts, unit};
use super::{Expansion, line_offset, own, rustc_accepts};
use crate::around::{Around, Private};
use crate::build::{Program, program};
use crate::check::is_async;
use crate::diag::Diagnostics;
use crate::syntax::{Arguments, Chain, Link, chain};
use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::parse::{ParseStream, Parser as _};

/// Expands `gear!(..)`.
pub(crate) fn gear(input: TokenStream, around: &Around<'_>, diagnostics: &mut Diagnostics) -> Expansion {
    let private = around.private();
    let parse = |input: ParseStream<'_>| Ok((input.span().start().line, chain(input.parse()?)?));
    let (first_line, chain) = match parse.parse2(input) {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.syntax(&error);
            return poisoned(&private, diagnostics).into();
        }
    };
    let program = program(&chain, first_line, around, diagnostics);
    let program = match program {
        Some(program) if diagnostics.is_empty() || rustc_accepts(diagnostics) => program,
        _ => return poisoned(&private, diagnostics).into(),
    };
    let errors = diagnostics.to_compile_errors();
    let gear = expansion(&private, &chain, &program, line_offset(first_line));
    let name = own("gear");
    let tokens = if errors.is_empty() { gear } else { quote!({ let #name = #gear; #errors #name }) };
    Expansion { tokens, python: program.printed.text }
}

fn poisoned(private: &Private, diagnostics: &Diagnostics) -> TokenStream {
    let errors = diagnostics.to_compile_errors();
    quote!({ #errors #private::Gear::__poisoned() })
}

fn expansion(private: &Private, chain: &Chain, program: &Program, line_offset: u32) -> TokenStream {
    let parts = Parts {
        name: "step",
        printed: &program.printed,
        outside: &program.outside,
        requires: &program.requires,
        line_offset,
    };
    let unit = unit(private, &parts);
    let name = program.reader.name;
    let reader = match &program.beginning {
        Some(beginning) => quote!(<#beginning as #private::Beginning>::READER),
        None => quote!(#name),
    };
    let checked = program.beginning.as_ref().map(|beginning| {
        let ending = if program.mode.is_some() { quote!(NOT_TO_REGISTER) } else { quote!(NOT_TO_RUN) };
        quote!(const _: () = #private::check_beginning(<#beginning as #private::Beginning>::#ending);)
    });
    let pipeline = native_pipeline(private, chain, program);
    let definition = definition(private, program, &unit, &reader);
    let (gear, request, out) = (own("gear"), own("request"), own("out"));
    let captures = &program.outside.captures;
    if captures.is_empty() {
        let twin = quote!(|#request| #pipeline.__serve(#request));
        if program.mode.is_none() {
            // A variable of its own, and no item for the definition: rustc would check that once more.
            return quote!({
                #checked
                let #gear = #private::Gear::__new(const { &#definition }, #twin);
                #gear
            });
        }
        // Event gears can be deployed together, without naming each.
        return quote!({
            #checked
            let #gear = #private::Gear::__new(&__GEAR_DEFINITION, #twin);
            static __GEAR_DEFINITION: #private::Definition = #definition;
            #private::collect! { __GEAR_DEFINITION }
            #gear
        });
    }
    let literals: Vec<_> = (0..captures.len()).map(|i| own(&format!("literal_{i}"))).collect();
    let kept: Vec<_> = (0..captures.len()).map(|i| own(&format!("kept_{i}"))).collect();
    let names = captures.iter().map(|capture| capture.to_string());
    let facts = &program.outside.facts.variables;
    quote!({
        #checked
        #({ #facts })*
        #(
            let #literals = #private::Capture::literal(&#captures);
            let #kept = {
                #[allow(unused_imports)]
                use #private::{KeepAny as _, KeepNothing as _, KeepNumber as _};
                (&&&#private::Captured(&#captures)).keep()
            };
        )*
        let #gear = #private::Gear::__capturing(
            const { &#definition },
            #private::Vec::from([#((#names, #literals)),*]),
            #private::Arc::new(move |#request: #private::Request<'_>| {
                #[allow(unused_imports)]
                use #private::Kept as _;
                #(let #captures = #kept.lend();)*
                let #out = #pipeline.__serve(#request);
                #out
            }),
        );
        #gear
    })
}

fn definition(private: &Private, program: &Program, unit: &TokenStream, reader: &TokenStream) -> TokenStream {
    let mode = match program.mode {
        None => return quote!(#private::Definition::__batch(#unit, #reader)),
        Some("async") => quote!(Async),
        Some("sync") => quote!(Sync),
        Some(_) => quote!(AsyncLocal),
    };
    let trigger = match &program.trigger {
        Some(name) => quote!(#private::Some(#name)),
        None => quote!(#private::None),
    };
    quote!(#private::Definition {
        unit: #unit,
        reader: #reader,
        mode: #private::Some(#private::Mode::#mode),
        trigger: #trigger
    })
}

/// The user's tokens as a native pipeline: options become methods, each with the span of its name.
pub(super) fn native_pipeline(private: &Private, chain: &Chain, program: &Program) -> TokenStream {
    let links = chain.links.iter().map(|link| native_link(private, link));
    if let Some(beginning) = &program.beginning {
        let arguments = &chain.reader_arguments.positional;
        return quote!(#beginning(#(#arguments),*) #(#links)*);
    }
    let reader = chain.reader.path.segments.last().map(|segment| &segment.ident);
    // rustc blames all from the first token on: it must not be the whole macro.
    let head = private.at(reader.map_or_else(Span::call_site, syn::Ident::span));
    let value = program.value.as_ref().map(|value| quote!(::<#value>));
    let positional = &chain.reader_arguments.positional;
    let options = option_calls(private, &chain.reader_arguments);
    let reader = call_of(&quote!(#reader #value), positional);
    quote!(#head::#reader #options .__open() #(#links)*)
}

fn native_link(private: &Private, link: &Link) -> TokenStream {
    let Link { dot, name, arguments, .. } = link;
    let waits = arguments.positional.iter().any(is_async);
    let waiting = waits.then(|| syn::Ident::new(&format!("__{name}_async"), name.span()));
    let call = call_of(waiting.as_ref().unwrap_or(name), &arguments.positional);
    let options = option_calls(private, arguments);
    quote!(#dot #call #options)
}

/// A call that ends, for rustc, where its name does: brackets of ours would end at the end of the macro.
fn call_of(name: &impl quote::ToTokens, arguments: &[syn::Expr]) -> TokenStream {
    let mut brackets = Group::new(Delimiter::Parenthesis, quote!(#(#arguments),*));
    let name = name.to_token_stream();
    brackets.set_span(name.clone().into_iter().last().map_or_else(Span::call_site, |last| last.span()));
    quote!(#name #brackets)
}

fn option_calls(private: &Private, arguments: &Arguments) -> TokenStream {
    let calls = arguments.options.iter().map(|(name, value)| {
        let value = match (name.to_string().as_str(), value) {
            ("mode", syn::Expr::Path(path)) => variant(private, "Mode", path),
            ("on_failure", syn::Expr::Path(path)) => variant(private, "OnFailure", path),
            ("on_mismatch", syn::Expr::Path(path)) => variant(private, "OnMismatch", path),
            _ => value.to_token_stream(),
        };
        quote!(.#name(#value))
    });
    calls.collect()
}

/// `Sync` alone is `Mode::Sync`: the std trait of that name is not a value.
fn variant(private: &Private, owner: &str, path: &syn::ExprPath) -> TokenStream {
    let owner = format_ident!("{owner}");
    let variant = path.path.segments.last().map(|segment| &segment.ident);
    quote!(#private::#owner::#variant)
}
