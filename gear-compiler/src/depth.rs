//! How deep tokens nest. A recursive parser would overflow its stack on what no person writes.

use crate::diag::{Code, Diagnostics};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree, token_stream::IntoIter};

/// More levels of brackets, of the arguments of types, or prefix operators in a row than this are refused.
const LIMIT: usize = 128;

/// More operators, calls and the like than this in one expression are refused: each is a level of the tree that it becomes.
const LINKS: usize = 1000;

/// Reports tokens that nest too deeply. Without recursion of its own.
pub(crate) fn check(tokens: &TokenStream, diagnostics: &mut Diagnostics) -> bool {
    match too_deep(tokens.clone()) {
        None => true,
        Some((span, message)) => {
            diagnostics.report_help(Code::TooDeep, span, message, "give parts of it names with `let`");
            false
        }
    }
}

fn too_deep(tokens: TokenStream) -> Option<(Span, String)> {
    let mut levels = vec![Level::new(tokens)];
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            levels.pop();
            continue;
        };
        if let Some(what) = level.excess(&token) {
            return Some((token.span(), what));
        }
        if let TokenTree::Group(group) = token {
            if levels.len() > LIMIT {
                return Some((group.span_open(), too_many_levels()));
            }
            levels.push(Level::new(group.stream()));
        }
    }
    None
}

fn too_many_levels() -> String {
    format!("this is nested more than {LIMIT} levels deep")
}

/// The tokens within one pair of brackets.
struct Level {
    tokens: IntoIter,
    /// Prefix operators in a row.
    prefixes: usize,
    /// Open lists of the arguments of types.
    angles: usize,
    /// What the current expression has that nests it once more.
    links: usize,
    /// After a block, with which a statement may end.
    block: bool,
}

impl Level {
    fn new(tokens: TokenStream) -> Self {
        Level { tokens: tokens.into_iter(), prefixes: 0, angles: 0, links: 0, block: false }
    }

    /// What is too much with this token.
    fn excess(&mut self, token: &TokenTree) -> Option<String> {
        let after_block = std::mem::take(&mut self.block);
        match token {
            TokenTree::Punct(punct) => self.punct(punct.as_char()),
            TokenTree::Ident(ident) => self.ident(&ident.to_string(), after_block),
            TokenTree::Literal(_) => (self.prefixes, self.angles) = (0, 0),
            TokenTree::Group(group) => self.group(group),
        }
        if self.prefixes > LIMIT || self.angles > LIMIT {
            return Some(too_many_levels());
        }
        (self.links > LINKS).then(|| format!("this expression has more than {LINKS} operators and calls"))
    }

    fn ident(&mut self, ident: &str, after_block: bool) {
        if matches!(ident, "return" | "break") {
            self.prefixes += 1;
            return;
        }
        self.prefixes = 0;
        match ident {
            "else" | "as" => self.links += 1,
            _ if after_block => self.links = 0,
            _ => {}
        }
    }

    fn punct(&mut self, punct: char) {
        match punct {
            ';' | ',' => (self.prefixes, self.links) = (0, 0),
            '!' | '-' | '*' | '&' | '|' => (self.prefixes, self.links) = (self.prefixes + 1, self.links + 1),
            _ => (self.prefixes, self.links) = (0, self.links + 1),
        }
        match punct {
            '<' => self.angles += 1,
            '>' => self.angles = self.angles.saturating_sub(1),
            // None of these is between the arguments of types, but after a `<` that compares.
            ';' | '.' | '&' | '|' | '=' | '+' | '*' | '/' => self.angles = 0,
            _ => {}
        }
    }

    fn group(&mut self, group: &Group) {
        (self.prefixes, self.angles) = (0, 0);
        self.block = group.delimiter() == Delimiter::Brace;
        self.links += 1;
    }
}
