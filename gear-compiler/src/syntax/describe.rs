//! Words for what the user wrote: the name of a construct and what to write instead.

/// An unsupported expression: what it is called and what helps.
pub(crate) fn expression(expr: &syn::Expr) -> (&'static str, &'static str) {
    use syn::Expr::*;
    match expr {
        Unsafe(_) => ("an `unsafe` block", "move it out of the gear"),
        RawAddr(_) => ("a raw pointer", "use a plain reference"),
        TryBlock(_) => ("a `try` block", "use a closure or a `#[gear] fn` with `?`"),
        Const(_) => ("a `const` block", "use a `const` item and name it"),
        Yield(_) => ("`yield`", "return a `Vec`"),
        Let(_) => ("`let` inside an expression", "use `if let` or `match`"),
        Struct(_) => ("a tuple struct with numbered fields", "use a struct with named fields"),
        Closure(_) => ("a `const` closure", "use a plain closure"),
        Infer(_) => ("`_` as an expression", "name the value"),
        Binary(_) => ("this operator", "use arithmetic, comparison and logical operators"),
        Unary(_) => ("this operator", "use `-`, `!` or `*`"),
        _ => ("this expression", "use the expressions of the language page"),
    }
}

/// An unsupported item in a body.
pub(crate) fn item(item: &syn::Item) -> (&'static str, &'static str) {
    match item {
        syn::Item::Fn(_) => ("a function", "move it out and give it `#[gear]`"),
        syn::Item::Const(_) | syn::Item::Static(_) => ("a constant", "move it out: its value is shipped"),
        syn::Item::Struct(_) | syn::Item::Enum(_) => ("a type", "move it out and give it `#[gear]`"),
        _ => ("an item", "move it out of the gear"),
    }
}

/// An unsupported pattern.
pub(crate) fn pattern(pattern: &syn::Pat) -> (&'static str, &'static str) {
    match pattern {
        syn::Pat::Rest(_) | syn::Pat::Tuple(_) => {
            ("`..` in a pattern", "name every part, with `_` for the unused")
        }
        syn::Pat::TupleStruct(_) => ("a pattern of this variant", "match on `Some`, `None`, `Ok` and `Err`"),
        syn::Pat::Macro(_) => ("a macro as a pattern", "write the pattern itself"),
        syn::Pat::Const(_) => ("a `const` block as a pattern", "use a `const` item and name it"),
        syn::Pat::Struct(_) => ("a pattern with numbered fields", "use named fields"),
        _ => ("this pattern", "use literals, ranges, names, tuples, structs and options"),
    }
}
