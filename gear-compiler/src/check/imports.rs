//! `use` in a function: names of the standard library and of the crates whose names gears know.
//!
//! What checks the names of the function stands outside it, and gets the same imports.

use super::Checker;
use crate::diag::Code;
use proc_macro2::Ident;
use quote::quote;

/// Crates whose names are known: whether they are those that are meant, rustc checks where they are used.
const CRATES: [&str; 6] = ["std", "core", "alloc", "redis_gears", "regex", "serde_json"];

impl Checker<'_> {
    pub(super) fn import(&mut self, item: &syn::ItemUse) {
        let mut path = Vec::new();
        if let Err(help) = self.import_tree(&item.tree, &mut path) {
            let message = "this `use` cannot stand inside a gear";
            self.diagnostics.report_help(Code::UnsupportedStatement, item, message, help);
        }
    }

    /// Notes the names that a tree below `path` brings. What is wrong with it is told by what to do instead.
    fn import_tree(&mut self, tree: &syn::UseTree, path: &mut Vec<Ident>) -> Result<(), &'static str> {
        match tree {
            syn::UseTree::Path(step) => {
                if path.is_empty() && !CRATES.contains(&step.ident.to_string().as_str()) {
                    return Err("move it to the top of the module");
                }
                if step.ident.to_string().starts_with(char::is_uppercase) {
                    return Err("write the variants with their enum: `Ordering::Less`");
                }
                path.push(step.ident.clone());
                let done = self.import_tree(&step.tree, path);
                path.pop();
                done
            }
            syn::UseTree::Group(group) => {
                group.items.iter().try_for_each(|tree| self.import_tree(tree, path))
            }
            syn::UseTree::Name(name) if name.ident == "self" && !path.is_empty() => self.note_import(path),
            syn::UseTree::Name(name) if !path.is_empty() => {
                path.push(name.ident.clone());
                let done = self.note_import(path);
                path.pop();
                done
            }
            syn::UseTree::Rename(name) if name.rename == "_" => Ok(()),
            syn::UseTree::Rename(_) => Err("use the name itself"),
            syn::UseTree::Glob(_) => Err("name what is used"),
            syn::UseTree::Name(_) => Err("move it to the top of the module"),
        }
    }

    fn note_import(&mut self, path: &[Ident]) -> Result<(), &'static str> {
        let written = quote!(#(#path)::*);
        let imports = &mut self.outside.imports;
        let same_name = imports.iter().find(|(name, _)| Some(name) == path.last());
        match same_name {
            None => imports.extend(path.last().map(|name| (name.clone(), written))),
            Some((_, known)) if known.to_string() == written.to_string() => {}
            Some(_) => return Err("give one name one meaning in a function"),
        }
        Ok(())
    }
}
