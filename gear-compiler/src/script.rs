//! `include_gear!`: a script of Python that is a gear as it stands.
//!
//! The compiler reads no file and knows no grammar of Python: both come from the macro, by [`Files`].

use crate::around::{Around, Private};
use crate::build::{check_requirements, requirements};
use crate::diag::{Code, Diagnostics, did_you_mean};
use crate::emit::Expansion;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::io;
use std::path::{Component, Path, PathBuf};
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token};

/// What a script needs of the world around the compiler.
pub trait Files {
    /// The folder of the source file that has these tokens, as `file!()` would begin.
    fn folder(&self, tokens: Span) -> Option<PathBuf>;

    /// The bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What Python 3.7 has to say to a script.
    fn check(&self, script: &str) -> Result<(), ScriptError>;
}

/// A mistake in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<&'static str>,
}

/// `"file.py", requires = ["numpy~=1.21"]`.
struct Arguments {
    file: LitStr,
    options: Vec<(Ident, Expr)>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let file = input.parse()?;
        let mut options = Vec::new();
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            options.push((name, input.parse()?));
        }
        Ok(Self { file, options })
    }
}

/// Expands `include_gear!(..)`.
pub(crate) fn include(
    input: TokenStream,
    files: &dyn Files,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    let private = around.private();
    let arguments = match syn::parse2::<Arguments>(input) {
        Ok(arguments) => arguments,
        Err(error) => {
            let help = "write `include_gear!(\"file.py\")`, perhaps with `requires = [\"numpy~=1.21\"]` behind the file";
            diagnostics.report_help(Code::Script, error.span(), error.to_string(), help);
            return poisoned(&private, diagnostics).into();
        }
    };
    let requires = options(&arguments.options, diagnostics);
    let shown = match check(&arguments.file, files) {
        Ok(shown) => shown,
        Err(Problem { message, help }) => {
            diagnostics.report_help(Code::Script, &arguments.file, message, help);
            String::new()
        }
    };
    if !diagnostics.is_empty() {
        return poisoned(&private, diagnostics).into();
    }
    let file = &arguments.file;
    let name =
        Path::new(&shown).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // By the name that the user wrote, so that rustc finds it beside the source and builds anew when it changes.
    let text = quote!(::core::include_str!(#file));
    let script = quote!(#private::PythonScript::__included(#name, #shown, #text, &[#(#requires),*]));
    quote!(#private::Gear::__script(#script)).into()
}

fn poisoned(private: &Private, diagnostics: &Diagnostics) -> TokenStream {
    let errors = diagnostics.to_compile_errors();
    quote!({ #errors #private::Gear::__poisoned() })
}

/// The packages that the script needs.
fn options(options: &[(Ident, Expr)], diagnostics: &mut Diagnostics) -> Vec<LitStr> {
    let mut requires = Vec::new();
    for (index, (name, value)) in options.iter().enumerate() {
        if name != "requires" {
            let help = match did_you_mean(&name.to_string(), ["requires"]) {
                Some(similar) => format!("there is an option with a similar name: `{similar}`"),
                None if name == "unblocking" => {
                    "call `unblocking` of the gear in the place of `run`".to_owned()
                }
                None => "the option is `requires`; everything else stands in the script".to_owned(),
            };
            let message = format!("`include_gear!` has no option `{name}`");
            diagnostics.report_help(Code::UnknownOption, name, message, help);
        } else if options[..index].iter().any(|(other, _)| other == name) {
            let message = "the option `requires` is given twice";
            diagnostics.report_help(Code::UnknownOption, name, message, "put both into one list");
        } else {
            requirements(value, &mut requires, diagnostics);
        }
    }
    check_requirements(&requires, diagnostics);
    requires
}

/// Why a file is no script.
struct Problem {
    message: String,
    help: String,
}

fn problem(message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem { message: message.into(), help: help.into() }
}

/// Reads the file and checks it. Gives its path from where the path of the source begins.
fn check(file: &LitStr, files: &dyn Files) -> Result<String, Problem> {
    let written = file.value();
    if written.is_empty() {
        return Err(problem("the name of the script is empty", "write `include_gear!(\"file.py\")`"));
    }
    if Path::new(&written).is_absolute() {
        return Err(problem(
            "an absolute path is that of one machine",
            "write where the script is from the folder of this source file",
        ));
    }
    let Some(folder) = files.folder(file.span()) else {
        return Err(problem(
            "rustc does not tell in which file this stands",
            "use `Gear::script(include_str!(..), &[])`, which the server checks",
        ));
    };
    let path = normal(&folder.join(&written));
    let shown = path.display().to_string().replace('\\', "/");
    let bytes = files.read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => problem(
            format!("there is no file `{shown}`"),
            "the path begins in the folder of this source file",
        ),
        _ => problem(format!("`{shown}` cannot be read: {error}"), "name a file of Python"),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        problem(
            format!("{shown}:{line}: the script is not UTF-8"),
            "save it as UTF-8, which is how it is sent",
        )
    })?;
    files.check(&text).map_err(|error| {
        let message = format!("{shown}:{}:{}: {}", error.line, error.column, error.message);
        problem(message, error.help.unwrap_or("RedisGears runs scripts with Python 3.7"))
    })?;
    Ok(shown)
}

/// The path without `.` and, where that is possible, without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_people_write_them() {
        for (path, expected) in [
            ("src/./a.py", "src/a.py"),
            ("src/../a.py", "a.py"),
            ("../a/../../b.py", "../../b.py"),
            ("a.py", "a.py"),
        ] {
            assert_eq!(normal(Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
