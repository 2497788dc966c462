//! What rustc knows of files.

use gear_compiler::{Files, ScriptError};
use proc_macro2::Span;
use std::io;
use std::path::{Path, PathBuf};

/// The files beside those that rustc compiles.
pub(crate) struct OfRustc;

impl Files for OfRustc {
    fn folder(&self, tokens: Span) -> Option<PathBuf> {
        Some(tokens.local_file()?.parent()?.to_owned())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn check(&self, script: &str) -> Result<(), ScriptError> {
        gear_script::check(script).map_err(|error| {
            let gear_script::SyntaxError { line, column, message, help } = error;
            ScriptError { line, column, message, help }
        })
    }
}
