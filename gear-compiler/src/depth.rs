//! How deep tokens nest. A recursive parser would overflow its stack on what no person writes.

use crate::diag::{Code, Diagnostics};
use proc_macro2::{Span, TokenStream, TokenTree};

/// More levels of brackets, or prefix operators in a row, than this are refused.
const LIMIT: usize = 128;

/// Reports tokens that nest too deeply. Without recursion of its own.
pub(crate) fn check(tokens: &TokenStream, diagnostics: &mut Diagnostics) -> bool {
    match too_deep(tokens.clone()) {
        None => true,
        Some(span) => {
            let message = format!("this is nested more than {LIMIT} levels deep");
            diagnostics.report_help(Code::TooDeep, span, message, "give parts of it names with `let`");
            false
        }
    }
}

fn too_deep(tokens: TokenStream) -> Option<Span> {
    let mut levels = vec![tokens.into_iter()];
    let mut operators = 0;
    while let Some(level) = levels.last_mut() {
        match level.next() {
            None => {
                levels.pop();
            }
            Some(TokenTree::Group(group)) => {
                operators = 0;
                if levels.len() > LIMIT {
                    return Some(group.span_open());
                }
                levels.push(group.stream().into_iter());
            }
            Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '!' | '-' | '*' | '&' | '|') => {
                operators += 1;
                if operators > LIMIT {
                    return Some(punct.span());
                }
            }
            Some(_) => operators = 0,
        }
    }
    None
}
