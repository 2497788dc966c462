//! The attributes: which item, and what they say.

use crate::around::Around;
use crate::diag::{Code, Diagnostics, did_you_mean};
use crate::emit::{self, Expansion};
use crate::requirement;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Item, LitStr, Path, Token};

/// What `#[gear(..)]` says.
#[derive(Default)]
struct Options {
    krate: Option<Path>,
    /// The Python module that an `extern "Python"` block is about.
    import: Option<LitStr>,
    requires: Vec<LitStr>,
}

/// `#[gear]`, `#[gear(crate = path)]`, `#[gear(requires = ["numpy"])]`, `#[gear(import = "math")]`.
pub(crate) fn gear(
    arguments: TokenStream,
    item: TokenStream,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let parsed = match syn::parse2::<Item>(item.clone()) {
        Ok(parsed) => parsed,
        Err(error) => return syntax(&error, item, diagnostics),
    };
    let (known, example): (&[&str], _) = match &parsed {
        Item::Fn(_) => (&["requires", "crate"], "write `#[gear]` or `#[gear(requires = [\"numpy~=1.21\"])]`"),
        Item::ForeignMod(_) => (&["import", "requires", "crate"], "write `#[gear(import = \"math\")]`"),
        _ => (&["crate"], "write `#[gear]`"),
    };
    let mut reading = None;
    let parse = |input: ParseStream<'_>| gear_options(input, known, &mut reading);
    let options = match parse.parse2(arguments) {
        Ok(options) => options,
        Err(error) => {
            let help = reading.as_deref().map_or(example, help);
            diagnostics.report_help(Code::Attribute, error.span(), error.to_string(), help);
            Options::default()
        }
    };
    let around = &around.with_crate(options.krate);
    match parsed {
        Item::Fn(function) => emit::function(&function, &options.requires, around, diagnostics),
        Item::ForeignMod(block) => {
            emit::foreign(&block, options.import.as_ref(), &options.requires, around, diagnostics)
        }
        Item::Struct(record) => emit::record(&record, around, diagnostics),
        Item::Enum(enumeration) => emit::enumeration(&enumeration, around, diagnostics),
        Item::Impl(implementation) => emit::implementation(&implementation, around, diagnostics),
        Item::Static(item) => emit::lazy(&item, around, diagnostics),
        Item::Mod(module) if module.content.is_some() => emit::module(module, around, diagnostics),
        other => refuse(
            &other,
            "`#[gear]` stands on functions, structs, enums, impls, `LazyLock`s, modules with a body and `extern \"Python\"` blocks",
            item,
            diagnostics,
        ),
    }
}

/// Reads options; `reading` is the one whose value is being read, if it fails there.
fn gear_options(
    input: ParseStream<'_>,
    known: &[&str],
    reading: &mut Option<String>,
) -> syn::Result<Options> {
    let mut options = Options::default();
    each_option(input, |option, input| {
        expect_known(option, known)?;
        input.parse::<Token![=]>()?;
        *reading = Some(option.to_string());
        match option.to_string().as_str() {
            "import" => options.import = Some(input.parse()?),
            "requires" => options.requires = requirements(input)?,
            _ => options.krate = Some(Path::parse_mod_style(input)?),
        }
        *reading = None;
        Ok(())
    })?;
    Ok(options)
}

/// How the value of an option is written.
fn help(option: &str) -> &'static str {
    match option {
        "mode" => "write `mode = Sync` or `mode = AsyncLocal`",
        "in_order" => "write `in_order = true`",
        "key_prefix" => "write `key_prefix = \"user:\"`, without a wildcard",
        "on_registered" => "write `on_registered = function`, the name of a `#[gear]` function",
        "requires" => "write `requires = [\"numpy~=1.21\"]`",
        "import" => "write `import = \"math\"`",
        _ => "write `crate = path`",
    }
}

/// Options with commas between them, each once.
pub(crate) fn each_option(
    input: ParseStream<'_>,
    mut read: impl FnMut(&syn::Ident, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let mut seen: Vec<String> = Vec::new();
    while !input.is_empty() {
        let option = syn::Ident::parse_any(input)?;
        if seen.contains(&option.to_string()) {
            return Err(syn::Error::new(option.span(), format!("the option `{option}` is given twice")));
        }
        seen.push(option.to_string());
        read(&option, input)?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

/// Whether an option is one of these.
pub(crate) fn expect_known(option: &syn::Ident, known: &[&str]) -> syn::Result<()> {
    let name = option.to_string();
    if known.contains(&name.as_str()) {
        return Ok(());
    }
    let message = match did_you_mean(&name, known.iter().copied()) {
        Some(similar) => format!("there is no option `{name}`, but one with a similar name: `{similar}`"),
        None => format!("there is no option `{name}`: the options are {}", known.join(", ")),
    };
    Err(syn::Error::new(option.span(), message))
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
pub(crate) fn trigger(
    arguments: TokenStream,
    item: TokenStream,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    command(arguments, item, false, around, diagnostics)
}

/// `#[hook("HSET", key_prefix = "user:", ..)]`.
pub(crate) fn hook(
    arguments: TokenStream,
    item: TokenStream,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    command(arguments, item, true, around, diagnostics)
}

fn command(
    arguments: TokenStream,
    item: TokenStream,
    hook: bool,
    around: &Around<'_>,
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
    let mut reading = None;
    let parse = |input: ParseStream<'_>| command_options(input, hook, &function.sig.ident, &mut reading);
    match parse.parse2(arguments) {
        Ok(command) => {
            let around = &around.with_crate(command.krate.clone());
            emit::trigger(&command, &function, around, diagnostics)
        }
        Err(error) => {
            let help = reading.as_deref().map_or(example, help);
            diagnostics.report_help(Code::Attribute, error.span(), error.to_string(), help);
            let errors = diagnostics.to_compile_errors();
            quote!(#item const _: () = { #errors };).into()
        }
    }
}

fn command_options(
    input: ParseStream<'_>,
    hook: bool,
    function: &syn::Ident,
    reading: &mut Option<String>,
) -> syn::Result<Command> {
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
    each_option(input, |option, input| command_option(&mut command, option, input, reading))?;
    Ok(command)
}

fn command_option(
    command: &mut Command,
    option: &syn::Ident,
    input: ParseStream<'_>,
    reading: &mut Option<String>,
) -> syn::Result<()> {
    let name = option.to_string();
    if name == "variadic" {
        command.variadic = true;
        return Ok(());
    }
    let known: &[&str] = match command.hook {
        true => &["mode", "key_prefix", "in_order", "on_registered", "variadic", "requires", "crate"],
        false => &["mode", "in_order", "on_registered", "variadic", "requires", "crate"],
    };
    expect_known(option, known)?;
    input.parse::<Token![=]>()?;
    *reading = Some(name.clone());
    match name.as_str() {
        "mode" => command.mode = mode(input)?,
        "in_order" => command.in_order = input.parse::<syn::LitBool>()?.value,
        "key_prefix" => command.key_prefix = Some(key_prefix(input)?),
        "on_registered" => command.on_registered = Some(Path::parse_mod_style(input)?),
        "requires" => command.requires = requirements(input)?,
        _ => command.krate = Some(Path::parse_mod_style(input)?),
    }
    *reading = None;
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
    match check_key_prefix(&prefix.value()) {
        Ok(()) => Ok(prefix),
        Err(message) => Err(syn::Error::new_spanned(prefix, message)),
    }
}

/// The server compares the keys of a hooked command with the prefix as it stands.
pub(crate) fn check_key_prefix(prefix: &str) -> Result<(), &'static str> {
    if prefix.is_empty() {
        return Err("the prefix is empty: leave the option out for all keys");
    }
    if prefix.contains('*') {
        return Err("the prefix of a hook has no wildcards: every key that begins with it is hooked");
    }
    Ok(())
}

fn requirements(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    let list;
    syn::bracketed!(list in input);
    let requirements = list.parse_terminated(|item| item.parse::<LitStr>(), Token![,])?;
    match requirement::check(&requirements) {
        Ok(()) => Ok(requirements.into_iter().collect()),
        Err((written, message)) => Err(syn::Error::new_spanned(written, message)),
    }
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
