//! The attributes: which item, and what they say.

use crate::diag::{Code, Diagnostics, did_you_mean};
use crate::emit::{self, Expansion};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
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
        Ok(Item::Mod(module)) if module.content.is_some() => emit::module(module, &krate, diagnostics),
        Ok(other) => refuse(
            &other,
            "`#[gear]` stands on functions, structs, enums, impls and modules with a body",
            item,
            diagnostics,
        ),
        Err(error) => syntax(&error, item, diagnostics),
    }
}

/// What `#[trigger(..)]` or `#[hook(..)]` says.
pub(crate) struct Command {
    /// Whether it takes the place of a command of Redis.
    pub(crate) hook: bool,
    /// The trigger, or the hooked command.
    pub(crate) name: LitStr,
    pub(crate) mode: Mode,
    pub(crate) in_order: bool,
    pub(crate) key_prefix: Option<LitStr>,
    pub(crate) on_registered: Option<Path>,
    /// Whether the last parameter takes all arguments that are left.
    pub(crate) variadic: bool,
    pub(crate) requires: Vec<LitStr>,
    krate: Option<Path>,
}

/// Where a command runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    AsyncLocal,
    Sync,
}

/// `#[trigger("name", mode = Sync, ..)]`; without a name that of the function.
pub(crate) fn trigger(arguments: TokenStream, item: TokenStream, diagnostics: &mut Diagnostics) -> Expansion {
    command(arguments, item, false, diagnostics)
}

/// `#[hook("HSET", key_prefix = "user:", ..)]`.
pub(crate) fn hook(arguments: TokenStream, item: TokenStream, diagnostics: &mut Diagnostics) -> Expansion {
    command(arguments, item, true, diagnostics)
}

fn command(
    arguments: TokenStream,
    item: TokenStream,
    hook: bool,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let (attribute, example) = if hook {
        ("hook", "write `#[hook(\"HSET\")]`")
    } else {
        ("trigger", "write `#[trigger(\"name\")]`")
    };
    let function = match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Fn(function)) => function,
        Ok(other) => {
            return refuse(&other, &format!("`#[{attribute}]` stands on functions"), item, diagnostics);
        }
        Err(error) => return syntax(&error, item, diagnostics),
    };
    let parse = |input: ParseStream<'_>| command_options(input, hook, &function.sig.ident);
    match parse.parse2(arguments) {
        Ok(command) => {
            let krate = command.krate.clone().unwrap_or_else(default_crate);
            emit::trigger(&command, &function, &krate, diagnostics)
        }
        Err(error) => {
            diagnostics.report_help(Code::Attribute, error.span(), error.to_string(), example);
            let errors = diagnostics.to_compile_errors();
            quote!(#item const _: () = { #errors };).into()
        }
    }
}

fn command_options(input: ParseStream<'_>, hook: bool, function: &syn::Ident) -> syn::Result<Command> {
    let name = if hook || input.peek(LitStr) {
        input.parse()?
    } else {
        LitStr::new(&emit::plain(function), function.span())
    };
    let mode = if hook { Mode::Sync } else { Mode::AsyncLocal };
    let mut command = Command {
        hook,
        name,
        mode,
        in_order: false,
        key_prefix: None,
        on_registered: None,
        variadic: false,
        requires: Vec::new(),
        krate: None,
    };
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    }
    let mut seen: Vec<String> = Vec::new();
    while !input.is_empty() {
        let option = syn::Ident::parse_any(input)?;
        if seen.contains(&option.to_string()) {
            return Err(syn::Error::new(option.span(), format!("the option `{option}` is given twice")));
        }
        seen.push(option.to_string());
        command_option(&mut command, &option, input)?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(command)
}

fn command_option(command: &mut Command, option: &syn::Ident, input: ParseStream<'_>) -> syn::Result<()> {
    let name = option.to_string();
    if name == "variadic" {
        command.variadic = true;
        return Ok(());
    }
    let known: &[&str] = match command.hook {
        true => &["mode", "key_prefix", "in_order", "on_registered", "variadic", "requires", "crate"],
        false => &["mode", "in_order", "on_registered", "variadic", "requires", "crate"],
    };
    if !known.contains(&name.as_str()) {
        let message = match did_you_mean(&name, known.iter().copied()) {
            Some(similar) => format!("there is no option `{name}`, but one with a similar name: `{similar}`"),
            None => format!("there is no option `{name}`: the options are {}", known.join(", ")),
        };
        return Err(syn::Error::new(option.span(), message));
    }
    input.parse::<Token![=]>()?;
    match name.as_str() {
        "mode" => command.mode = mode(input)?,
        "in_order" => command.in_order = input.parse::<syn::LitBool>()?.value,
        "key_prefix" => command.key_prefix = Some(key_prefix(input)?),
        "on_registered" => command.on_registered = Some(Path::parse_mod_style(input)?),
        "requires" => command.requires = requirements(input)?,
        _ => command.krate = Some(Path::parse_mod_style(input)?),
    }
    Ok(())
}

fn mode(input: ParseStream<'_>) -> syn::Result<Mode> {
    let path = Path::parse_mod_style(input)?;
    match path.segments.last().map(|segment| segment.ident.to_string()).as_deref() {
        Some("AsyncLocal") => Ok(Mode::AsyncLocal),
        Some("Sync") => Ok(Mode::Sync),
        Some("Async") => Err(syn::Error::new_spanned(
            path,
            "in mode `Async` every shard would run the function and answer: a command has one answer",
        )),
        _ => Err(syn::Error::new_spanned(path, "the modes are `AsyncLocal` and `Sync`")),
    }
}

fn key_prefix(input: ParseStream<'_>) -> syn::Result<LitStr> {
    let prefix: LitStr = input.parse()?;
    let text = prefix.value();
    if text.is_empty() {
        return Err(syn::Error::new_spanned(
            prefix,
            "the prefix is empty: leave the option out for all keys",
        ));
    }
    if text.contains('*') {
        return Err(syn::Error::new_spanned(
            prefix,
            "the prefix of a hook has no wildcards: every key that begins with it is hooked",
        ));
    }
    Ok(prefix)
}

fn requirements(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    let list;
    syn::bracketed!(list in input);
    let requirements = list.parse_terminated(|item| item.parse::<LitStr>(), Token![,])?;
    for requirement in &requirements {
        if let Err(message) = check_requirement(&requirement.value()) {
            return Err(syn::Error::new_spanned(requirement, message));
        }
    }
    Ok(requirements.into_iter().collect())
}

/// A requirement reaches a shell on the server, so it may only have what a requirement needs. This is the first look, for the right
/// place of an error; the client understands the whole before it sends it, and never sends a marker.
pub(crate) fn check_requirement(text: &str) -> Result<(), String> {
    let (package, marker) = text.split_once(';').unwrap_or((text, ""));
    let only = |text: &str, others: &str| {
        text.chars().find(|c| !c.is_ascii_alphanumeric() && !others.contains(*c)).map_or(Ok(()), Err)
    };
    if !package.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Err("a requirement begins with the name of a package".to_owned());
    }
    only(package, "._-[]()<>=!~,*+ @:/%#&?").map_err(|c| {
        format!("a requirement is a package and its versions, such as `numpy~=1.21`: it has no {c:?}")
    })?;
    only(marker, "._-<>=!~() '\"").map_err(|c| {
        format!("what follows `;` is a marker, such as `python_version < '3.8'`: it has no {c:?}")
    })
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
        "write a `fn`, `struct`, `enum`, `impl` or `mod name { .. }`, or remove the attribute",
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
