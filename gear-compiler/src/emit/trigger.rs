//! `#[trigger("name")]`: a function that clients call by `RG.TRIGGER`; `#[hook("HSET")]`: one that takes the place of a
//! command.

use super::function::{companion, compile, plain};
use super::unit::{Parts, unit};
use super::{Expansion, line_offset, own};
use crate::around::{Around, Private};
use crate::attribute::{Command, Mode};
use crate::check::{Form, LinkKind, Outside};
use crate::diag::{Code, Diagnostics};
use crate::ops::{check_hook, may_be_nil};
use crate::python::{At, ChainLink, Expr, Stmt, StmtKind, call, name, print};
use crate::syntax::{is_named, type_arguments};
use crate::types::{Ty, Types, check_in_json, type_of_syntax};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemFn;

/// What a trigger takes.
struct Parameter {
    ident: syn::Ident,
    /// The type that an argument is parsed to: `String` for `&str`.
    parsed: TokenStream,
    borrowed: bool,
    text: bool,
    /// An `Option`: the caller may leave it out.
    optional: bool,
    /// It takes all arguments that are left, each of this type.
    rest: Option<TokenStream>,
}

/// How the result reaches the caller.
#[derive(Clone, Copy)]
enum Encoding {
    Text,
    Int,
    Json,
    /// As the hooked command itself would answer.
    Hook,
}

/// The result of the function.
struct Reply {
    encoding: Encoding,
    /// A `Result`, whose error is an error of the caller.
    fallible: bool,
    /// What the caller gets.
    ty: TokenStream,
}

/// Expands `#[trigger("name")]` and `#[hook("HSET")]`.
pub(crate) fn trigger(
    command: &Command,
    item: &ItemFn,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let private = around.private();
    let first_line = item.sig.fn_token.span.start().line;
    if command.name.value().is_empty() {
        diagnostics.report_help(
            Code::Trigger,
            &command.name,
            "the name of a trigger is empty",
            "write `#[trigger(\"name\")]`",
        );
    }
    check_waiting(command, item, diagnostics);
    let compiled = compile(around, item, first_line, None, diagnostics);
    let parameters = parameters(&private, command, item, diagnostics);
    let reply = reply(command, item, diagnostics);
    let companion = companion(&private, item, &[], &compiled, first_line);
    if !diagnostics.is_empty() {
        let errors = diagnostics.to_compile_errors();
        let client = poisoned(&private, command, item, &parameters, &reply);
        return quote!(#item #companion #client const _: () = { #errors };).into();
    }
    let client = client(&private, command, item, &parameters, &reply, first_line);
    Expansion { tokens: quote!(#item #companion #client), python: compiled.printed.text }
}

/// Where Redis waits for the function, it cannot wait itself.
fn check_waiting(command: &Command, item: &ItemFn, diagnostics: &mut Diagnostics) {
    let Some(asyncness) = &item.sig.asyncness else { return };
    let (message, help) = if command.hook {
        ("a hook cannot be `async`: its command could not be called any more", "use a plain function")
    } else if command.mode == Mode::Sync {
        (
            "in mode `Sync` Redis waits for the function, which may not wait itself",
            "leave `mode = Sync` out, or use a plain function",
        )
    } else {
        return;
    };
    diagnostics.report_help(Code::Trigger, asyncness, message, help);
}

fn parameters(
    private: &Private,
    command: &Command,
    item: &ItemFn,
    diagnostics: &mut Diagnostics,
) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for (i, input) in item.sig.inputs.iter().enumerate() {
        let syn::FnArg::Typed(typed) = input else { continue };
        check_in_json(&type_of(&typed.ty), &typed.ty, diagnostics);
        let ident = match &*typed.pat {
            syn::Pat::Ident(pattern) => pattern.ident.clone(),
            other => {
                let help = "give the parameter a name: errors tell it to the caller";
                diagnostics.report_help(Code::Trigger, other, "a trigger's parameter is a plain name", help);
                quote::format_ident!("argument_{i}")
            }
        };
        let (written, borrowed) = match &*typed.ty {
            syn::Type::Reference(reference) => (&*reference.elem, true),
            other => (other, false),
        };
        let is_str = is_named(written, "str");
        if borrowed && !is_str {
            let help = "take it by value; only `&str` can be borrowed";
            diagnostics.report_help(Code::Trigger, &typed.ty, "a trigger owns its arguments", help);
        }
        let parsed = if is_str { quote!(#private::String) } else { quote!(#written) };
        let text = is_str || is_named(written, "String");
        let optional = is_named(written, "Option");
        if !optional && parameters.last().is_some_and(|before: &Parameter| before.optional) {
            let help = "move it before the first `Option`";
            let message = "only the last arguments can be left out, and this one could not be told from them";
            diagnostics.report_help(Code::Trigger, &typed.ty, message, help);
        }
        let last = i + 1 == item.sig.inputs.len();
        let rest = if last && command.variadic { element(written) } else { None };
        if last && command.variadic && rest.is_none() {
            let help = "write `rest: Vec<String>`";
            diagnostics.report_help(
                Code::Trigger,
                &typed.ty,
                "a variadic function takes the rest as a `Vec`",
                help,
            );
        }
        parameters.push(Parameter { ident, parsed, borrowed, text, optional, rest });
    }
    parameters
}

/// The `T` of `Vec<T>`.
fn element(ty: &syn::Type) -> Option<TokenStream> {
    let [element] = &type_arguments(ty, "Vec")?[..] else { return None };
    Some(quote!(#element))
}

fn reply(command: &Command, item: &ItemFn, diagnostics: &mut Diagnostics) -> Reply {
    let syn::ReturnType::Type(_, written) = &item.sig.output else {
        let encoding = if command.hook { Encoding::Hook } else { Encoding::Json };
        return Reply { encoding, fallible: false, ty: quote!(()) };
    };
    check_in_json(&type_of(written), written, diagnostics);
    let (ty, fallible) = match &type_arguments(written, "Result").unwrap_or_default()[..] {
        [ok, error] => {
            if type_of(error) != Ty::Str {
                let help = "use `Result<T, String>`";
                diagnostics.report_help(Code::Trigger, error, "the error of a command is a text", help);
            }
            (*ok, true)
        }
        _ => (&**written, false),
    };
    let inner = type_of(ty);
    if command.hook {
        check_hook_reply(command, ty, &inner, diagnostics);
    }
    let encoding = match inner {
        _ if command.hook => Encoding::Hook,
        Ty::Str if !matches!(ty, syn::Type::Reference(_)) => Encoding::Text,
        Ty::Int(_) => Encoding::Int,
        _ => Encoding::Json,
    };
    Reply { encoding, fallible, ty: quote!(#ty) }
}

/// A type; what is wrong with it is reported where the function is compiled.
fn type_of(ty: &syn::Type) -> Ty {
    type_of_syntax(ty, &mut Types::default(), &mut Diagnostics::default())
}

/// A hook cannot answer nil.
fn check_hook_reply(command: &Command, written: &syn::Type, ty: &Ty, diagnostics: &mut Diagnostics) {
    let name = command.name.value();
    if let Err((message, help)) = check_hook(&name, command.key_prefix.is_some()) {
        diagnostics.report_help(Code::Trigger, &command.name, message, help);
    }
    let nil = match ty {
        Ty::Option(_) | Ty::Unit => true,
        Ty::Str | Ty::Int(_) | Ty::Bool | Ty::Float | Ty::Bytes | Ty::List(_) | Ty::Deque(_) => false,
        _ => may_be_nil(&name),
    };
    if nil {
        let message = format!("the answer to `{name}` could be nil, which a hook cannot give");
        let help = "give a `String`, a number or a list";
        diagnostics.report_help(Code::Trigger, written, message, help);
    }
}

/// `GEAR`, `register`, `call` and, with the feature `aio`, `call_async` beside the function. A hook is called by the
/// command.
fn client(
    private: &Private,
    command: &Command,
    item: &ItemFn,
    parameters: &[Parameter],
    reply: &Reply,
    first_line: usize,
) -> TokenStream {
    let (con, request, args, out, arguments, left_out) =
        (own("con"), own("request"), own("args"), own("out"), own("arguments"), own("left_out"));
    let (ident, visibility) = (&item.sig.ident, &item.vis);
    let unit = program(private, command, item, parameters, reply, first_line);
    let trigger = &command.name;
    let result = &reply.ty;
    let decode = match reply.encoding {
        Encoding::Text => quote!(decode_text),
        Encoding::Int => quote!(decode_int),
        Encoding::Json | Encoding::Hook => quote!(decode_json),
    };
    let given = parameters.iter().map(|Parameter { ident, optional, rest, .. }| match optional {
        _ if rest.is_some() => {
            quote!(#arguments.extend(#ident.iter().map(#private::ToArgument::to_argument));)
        }
        true => {
            let name = plain(ident);
            quote!(#private::optional_argument(&mut #arguments, &mut #left_out, #trigger, #name, &#ident)?;)
        }
        false => quote!(#arguments.push(#private::ToArgument::to_argument(&#ident));),
    });
    let taken = taken(private, parameters);
    let owned = parameters
        .iter()
        .filter(|parameter| parameter.text)
        .map(|Parameter { ident, .. }| quote!(let #ident: #private::String = #private::Into::into(#ident);));
    let parsed = parameters.iter().enumerate().map(|(i, parameter)| {
        let Parameter { ident, parsed, borrowed, rest, .. } = parameter;
        let (index, name) = (i + 1, plain(ident));
        if let Some(element) = rest {
            return quote!(#private::arguments_from::<#element>(#trigger, &#args, #index, #name));
        }
        let value = quote!(#private::argument::<#parsed>(#trigger, &#args, #index, #name));
        if *borrowed { quote!(&#value) } else { value }
    });
    let docs = docs(&trigger.value());
    let [gear_doc, register_doc, call_doc, call_async_doc] = &docs;
    let encoded = quote! {
        #(#owned)*
        #[allow(unused_mut, unused_variables)]
        let (mut #arguments, mut #left_out) = (#private::Vec::new(), false);
        #(#given)*
    };
    let (mode, registered) = (registered_mode(command), registered_as(private, command));
    let trigger_of_gear = if command.hook { quote!(None) } else { quote!(Some(#trigger)) };
    let waits = item.sig.asyncness.is_some();
    let value = quote!(#ident(#(#parsed),*));
    let value = if waits { quote!(#value.await) } else { value };
    let (map, async_token) =
        if waits { (quote!(__map_async), quote!(async)) } else { (quote!(map), quote!()) };
    let value = if reply.fallible { quote!(#private::ok(#value)) } else { value };
    let calls = quote! {
        #[doc = #call_doc]
        #[allow(clippy::too_many_arguments)]
        #visibility fn call(#con: &mut impl #private::ConnectionLike, #(#taken),*) -> #private::Result<#result> {
            #encoded
            #private::call_trigger(#con, &Self::GEAR, &#arguments, #private::#decode)
        }

        #private::if_aio! {
            #[doc = #call_async_doc]
            #[allow(clippy::too_many_arguments)]
            #visibility async fn call_async(
                #con: &mut (impl #private::AsyncConnectionLike + #private::Send),
                #(#taken),*
            ) -> #private::Result<#result> {
                #encoded
                #private::call_trigger_async(#con, &Self::GEAR, &#arguments, #private::#decode).await
            }
        }
    };
    let calls = if command.hook { TokenStream::new() } else { calls };
    quote! {
        impl #ident {
            #[doc = #gear_doc]
            #visibility const GEAR: #private::Gear<#private::Registration> = {
                static __GEAR_DEFINITION: #private::Definition = #private::Definition {
                    unit: #unit,
                    reader: "CommandReader",
                    mode: #private::Some(#private::Mode::#mode),
                    trigger: #private::#trigger_of_gear,
                };
                #private::collect! { __GEAR_DEFINITION }
                #private::Gear::__new(&__GEAR_DEFINITION, |#request| {
                    let #out = #private::CommandReader::<#private::Vec<#private::String>>()
                        .__open()
                        .#map(#async_token |#args| { let _ = &#args; #value })
                        .register()
                        #registered
                        .__serve(#request);
                    #out
                })
            };

            #[doc = #register_doc]
            #visibility fn register(#con: &mut impl #private::ConnectionLike) -> #private::Result<#private::Registration> {
                Self::GEAR.register(#con)
            }

            #calls
        }
    }
}

/// The parameters of `call`.
fn taken(private: &Private, parameters: &[Parameter]) -> Vec<TokenStream> {
    let one = |Parameter { ident, parsed, text, .. }: &Parameter| match text {
        true => quote!(#ident: impl #private::Into<#private::String>),
        false => quote!(#ident: #parsed),
    };
    parameters.iter().map(one).collect()
}

/// After an error: the same names, so that their uses are no errors too.
fn poisoned(
    private: &Private,
    command: &Command,
    item: &ItemFn,
    parameters: &[Parameter],
    reply: &Reply,
) -> TokenStream {
    let (ident, visibility, con) = (&item.sig.ident, &item.vis, own("con"));
    let (taken, result) = (taken(private, parameters), &reply.ty);
    let left = quote!(::core::unreachable!("this trigger did not compile"));
    // What a reference in the result borrows from, only the function itself says.
    let borrows = result.clone().into_iter().any(|token| token.to_string() == "&");
    let calls = quote! {
        #[allow(unused_variables, clippy::too_many_arguments)]
        #visibility fn call(#con: &mut impl #private::ConnectionLike, #(#taken),*) -> #private::Result<#result> {
            #left
        }

        #private::if_aio! {
            #[allow(unused_variables, clippy::too_many_arguments)]
            #visibility async fn call_async(
                #con: &mut (impl #private::AsyncConnectionLike + #private::Send),
                #(#taken),*
            ) -> #private::Result<#result> {
                #left
            }
        }
    };
    let calls = if command.hook || borrows { TokenStream::new() } else { calls };
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #visibility const GEAR: #private::Gear<#private::Registration> = #private::Gear::__poisoned();

            #[allow(unused_variables)]
            #visibility fn register(#con: &mut impl #private::ConnectionLike) -> #private::Result<#private::Registration> {
                #left
            }

            #calls
        }
    }
}

fn registered_mode(command: &Command) -> syn::Ident {
    quote::format_ident!("{}", if command.mode == Mode::Sync { "Sync" } else { "AsyncLocal" })
}

/// The options of the native registration.
fn registered_as(private: &Private, command: &Command) -> TokenStream {
    let (name, in_order, mode) = (&command.name, command.in_order, registered_mode(command));
    let name = if command.hook { quote!(.hook(#name)) } else { quote!(.trigger(#name)) };
    let prefix = command.key_prefix.iter();
    let on_registered = command.on_registered.iter();
    quote!(#name .mode(#private::Mode::#mode) .in_order(#in_order) #(.key_prefix(#prefix))* #(.on_registered(|| { #on_registered(); }))*)
}

fn docs(trigger: &str) -> [String; 4] {
    [
        format!("The registration of `{trigger}`, as a gear."),
        format!("Registers `{trigger}` on the server. Registering the same function again changes nothing."),
        format!("Calls `{trigger}` on the server by `RG.TRIGGER`."),
        format!("Calls `{trigger}` on the server by `RG.TRIGGER`, on an asynchronous connection."),
    ]
}

/// The script: the arguments parsed, the function called, its result made a reply.
fn program(
    private: &Private,
    command: &Command,
    item: &ItemFn,
    parameters: &[Parameter],
    reply: &Reply,
    first_line: usize,
) -> TokenStream {
    let trigger = &command.name;
    let mut outside = Outside::new(private.clone());
    let waits = item.sig.asyncness.is_some();
    let kind = LinkKind::Function(Form::plain(waits));
    let function = outside.link(kind, &item.sig.ident);
    let at = At { line: 0, column: item.sig.fn_token.span.start().column as u32 + 1 };
    let arguments = parameters.iter().enumerate().map(|(i, parameter)| {
        let parser = outside.link(LinkKind::Argument, parameter.rest.as_ref().unwrap_or(&parameter.parsed));
        let what = format!("{}: argument `{}`", trigger.value(), plain(&parameter.ident));
        let index = Expr::Int(i as i128 + 1);
        let helper = if parameter.rest.is_some() { "gear_arguments_from" } else { "gear_argument_of" };
        call(helper, vec![Expr::Link(parser), name("arguments"), index, Expr::Str(what)])
    });
    let value = Expr::Link(function).call(arguments.collect());
    let value = if waits { Expr::Await(Box::new(value)) } else { value };
    let value = if reply.fallible { call("gear_ok", vec![value]) } else { value };
    let encoder = match reply.encoding {
        Encoding::Text => "gear_reply_text",
        Encoding::Int => "gear_reply_int",
        Encoding::Json => "gear_json",
        Encoding::Hook => "gear_hook_reply",
    };
    let refuse = call(
        "gear_no_more",
        vec![Expr::Str(trigger.value()), name("arguments"), Expr::Int(parameters.len() as i128)],
    );
    let statement = |kind| Stmt { kind, at };
    let mut body = vec![statement(StmtKind::Return(Some(call(encoder, vec![value]))))];
    if !command.variadic {
        body.insert(0, statement(StmtKind::Expr(refuse)));
    }
    let own = Expr::Own(String::new());
    let def = StmtKind::Def {
        waits,
        name: own.clone(),
        parameters: vec!["arguments".to_owned()],
        doc: Some(format!("{} {}", if command.hook { "Instead of" } else { "RG.TRIGGER" }, trigger.value())),
        body,
    };
    let text = |text: &str| Expr::Str(text.to_owned());
    let head = Expr::Call {
        function: Box::new(name("GB")),
        arguments: vec![text("CommandReader")],
        keywords: vec![("desc".to_owned(), name("'\u{1}d\u{1}'"))],
    };
    let named = if command.hook { "hook" } else { "trigger" };
    let mode = if command.mode == Mode::Sync { "sync" } else { "async_local" };
    let mut register = vec![(named.to_owned(), Expr::Str(trigger.value())), ("mode".to_owned(), text(mode))];
    register
        .extend(command.key_prefix.iter().map(|prefix| ("keyprefix".to_owned(), Expr::Str(prefix.value()))));
    if command.in_order {
        register.push(("inorder".to_owned(), Expr::True));
    }
    if let Some(function) = &command.on_registered {
        let function = Expr::Link(outside.link(LinkKind::Function(Form::Plain), function));
        register.push(("onRegistered".to_owned(), function));
    }
    register.push(("convertToStr".to_owned(), Expr::False));
    let link = |method: &str, arguments, keywords| ChainLink {
        method: method.to_owned(),
        arguments,
        keywords,
        at: At::default(),
    };
    let links = vec![
        link("map", vec![name("gear_command_record")], Vec::new()),
        link("map", vec![if waits { call("gear_waiting", vec![own]) } else { own }], Vec::new()),
        link("register", Vec::new(), register),
    ];
    let chain = StmtKind::Expr(Expr::Chain { head: Box::new(head), links });
    let printed = print(&[statement(def), Stmt { kind: chain, at: At::default() }]);
    let unit_name = format!("trigger_{}", plain(&item.sig.ident));
    let parts = Parts {
        name: &unit_name,
        printed: &printed,
        outside: &outside,
        requires: &command.requires,
        line_offset: line_offset(first_line),
    };
    unit(private, &parts)
}
