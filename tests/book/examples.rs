//! Every public item is documented with an example.
//!
//! The rule: an item has an example of its own, or one of its methods has, or its documentation links to an item that has one: so do the
//! types of replies, which the method that asks for them shows. A method is shown by its type. What a macro of ours generates, such as the commands, is shown by the
//! module that it is in. What is public is what the crates and their public modules name with `pub use`, and what stands in such a
//! module; what is hidden from the documentation needs none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, TraitItem, UseTree, Visibility};

/// What the documentation of items shows.
#[derive(Default)]
struct Shown {
    /// The names of what is public.
    exported: BTreeSet<String>,
    /// Every item, `Type::method` or `name`, with its documentation.
    items: BTreeMap<String, String>,
}

impl Shown {
    fn add(&mut self, name: String, attributes: &[Attribute]) {
        if let Some(text) = documentation(attributes) {
            self.items.entry(name).or_default().push_str(&text);
        }
    }

    /// Whether an item has an example of its own, or one of its methods has.
    fn has_example(&self, name: &str) -> bool {
        let methods = format!("{name}::");
        let own = self.items.get(name).is_some_and(|text| text.contains("```"));
        own || self.items.iter().any(|(item, text)| item.starts_with(&methods) && text.contains("```"))
    }

    /// Whether it is shown: by itself, by what its documentation links to, or by its type.
    fn is_shown(&self, name: &str) -> bool {
        let linked = |text: &String| {
            let links = text.split("[`").skip(1).filter_map(|rest| rest.split('`').next());
            links.map(target).any(|target| {
                let of = target.split_once("::").map(|(of, _)| of);
                self.has_example(&target) || of.is_some_and(|of| self.has_example(of))
            })
        };
        let of = name.split_once("::").map(|(of, _)| of);
        self.has_example(name)
            || self.items.get(name).is_some_and(linked)
            || of.is_some_and(|of| self.is_shown(of))
    }

    /// What a macro of ours makes: the public names in its tokens that have documentation before them.
    fn generated(&mut self, tokens: TokenStream) {
        let mut text = String::new();
        for token in tokens {
            match token {
                TokenTree::Punct(_) => {}
                TokenTree::Ident(word)
                    if ["pub", "trait", "struct", "enum", "type"].iter().any(|known| word == known) => {}
                TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                    if let Ok(doc) = syn::parse2::<syn::MetaNameValue>(group.stream())
                        && let Expr::Lit(syn::ExprLit { lit: Lit::Str(line), .. }) = doc.value
                    {
                        text += &line.value();
                        text.push('\n');
                    }
                }
                TokenTree::Ident(word) => {
                    let text = std::mem::take(&mut text);
                    if !text.is_empty() && self.exported.contains(&word.to_string()) {
                        self.items.entry(word.to_string()).or_default().push_str(&text);
                    }
                }
                TokenTree::Group(group) => self.generated(group.stream()),
                TokenTree::Literal(_) => text.clear(),
            }
        }
    }

    fn item(&mut self, item: &Item) {
        let public =
            name_of(item).filter(|name| self.exported.contains(name) || matches!(item, Item::Macro(_)));
        match (item, public) {
            (Item::Struct(item), Some(name)) => self.add(name, &item.attrs),
            (Item::Enum(item), Some(name)) => self.add(name, &item.attrs),
            (Item::Type(item), Some(name)) => self.add(name, &item.attrs),
            (Item::Fn(item), Some(name)) => self.add(name, &item.attrs),
            (Item::Macro(item), Some(name)) => self.add(name, &item.attrs),
            (Item::Trait(item), Some(name)) if documentation(&item.attrs).is_some() => {
                self.add(name.clone(), &item.attrs);
                for item in &item.items {
                    if let TraitItem::Fn(method) = item {
                        self.add(format!("{name}::{}", method.sig.ident), &method.attrs);
                    }
                }
            }
            (Item::Impl(block), _) if block.trait_.is_none() && documentation(&block.attrs).is_some() => {
                let syn::Type::Path(path) = &*block.self_ty else { return };
                let Some(name) = path.path.segments.last().map(|segment| segment.ident.to_string()) else {
                    return;
                };
                for item in &block.items {
                    if let ImplItem::Fn(method) = item
                        && is_public(&method.vis)
                        && self.exported.contains(&name)
                    {
                        self.add(format!("{name}::{}", method.sig.ident), &method.attrs);
                    }
                }
            }
            (Item::Macro(item), None) => self.generated(item.mac.tokens.clone()),
            (Item::Mod(module), _) if documentation(&module.attrs).is_some() => {
                module.content.iter().flat_map(|(_, items)| items).for_each(|item| self.item(item));
            }
            _ => {}
        }
    }
}

/// The item that a link names: without the path before it and the brackets behind it.
fn target(link: &str) -> String {
    let words: Vec<&str> = link.trim_end_matches(['(', ')', '!']).split("::").collect();
    let ty = words.iter().position(|word| word.starts_with(char::is_uppercase)).unwrap_or(words.len() - 1);
    words[ty..].join("::")
}

/// The documentation of an item; `None` if it is hidden.
fn documentation(attributes: &[Attribute]) -> Option<String> {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        match &attribute.meta {
            Meta::NameValue(doc) => {
                if let Expr::Lit(literal) = &doc.value
                    && let Lit::Str(line) = &literal.lit
                {
                    text += &line.value();
                    text.push('\n');
                }
            }
            _ => return None,
        }
    }
    Some(text)
}

/// The name of a public item.
fn name_of(item: &Item) -> Option<String> {
    let (name, public) = match item {
        Item::Struct(item) => (&item.ident, is_public(&item.vis)),
        Item::Enum(item) => (&item.ident, is_public(&item.vis)),
        Item::Type(item) => (&item.ident, is_public(&item.vis)),
        Item::Trait(item) => (&item.ident, is_public(&item.vis)),
        Item::Fn(item) => (&item.sig.ident, is_public(&item.vis)),
        Item::Macro(item) => {
            let exported = item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export"));
            (item.ident.as_ref()?, exported)
        }
        _ => return None,
    };
    public.then(|| name.to_string())
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn sources_in(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("it has entries").path();
        if path.is_dir() {
            sources_in(&path, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("private.rs") {
            sources.push(path);
        }
    }
}

/// The names that a file hands on.
fn exported(items: &[Item], names: &mut BTreeSet<String>) {
    fn each(tree: &UseTree, names: &mut BTreeSet<String>) {
        match tree {
            UseTree::Path(path) => each(&path.tree, names),
            UseTree::Group(group) => group.items.iter().for_each(|tree| each(tree, names)),
            UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
            UseTree::Rename(rename) => drop(names.insert(rename.ident.to_string())),
            UseTree::Glob(_) => {}
        }
    }
    for item in items {
        match item {
            Item::Use(item) if is_public(&item.vis) => each(&item.tree, names),
            Item::Mod(module) if is_public(&module.vis) => {
                module.content.iter().for_each(|(_, items)| exported(items, names));
            }
            _ => {}
        }
    }
}

#[test]
fn every_public_item_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in ["src", "gear-runtime/src", "gear-macros/src"] {
        sources_in(&root.join(folder), &mut sources);
    }
    let parsed = sources.into_iter().map(|source| {
        let text = fs::read_to_string(&source).expect("it can be read");
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        (source, file)
    });
    let files: Vec<(PathBuf, syn::File)> = parsed.collect();
    let mut shown = Shown::default();
    for (source, file) in &files {
        let of_crate = ["lib.rs", "deploy/mod.rs"].iter().any(|name| source.ends_with(name));
        let module = ["src/cmd.rs", "src/codec.rs", "src/hash.rs", "src/random.rs"]
            .iter()
            .any(|name| source.ends_with(name));
        if of_crate {
            exported(&file.items, &mut shown.exported);
        }
        if of_crate || module {
            let own = file.items.iter().filter_map(name_of);
            shown.exported.extend(own);
        }
    }
    for (_, file) in &files {
        file.items.iter().for_each(|item| shown.item(item));
    }
    let missing: Vec<&String> = shown.items.keys().filter(|name| !shown.is_shown(name)).collect();
    assert!(shown.items.len() > 300, "{} items were found", shown.items.len());
    assert!(missing.is_empty(), "{} items have no example: {missing:#?}", missing.len());
}
