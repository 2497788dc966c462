//! Tokens as rustc prints an expression: what `assert!` says of its test.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Operators of several characters, the longest first.
const OPERATORS: &[&str] = &[
    "..=", "<<=", ">>=", "==", "!=", "<=", ">=", "&&", "||", "->", "=>", "::", "..", "<<", ">>", "+=", "-=",
    "*=", "/=", "%=", "^=", "&=", "|=",
];

/// What stands before a token, as far as it decides on the space between.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// Nothing, or what nothing is to stand apart from: `(`, `.`, `-` before a number.
    Tight,
    /// An operator or a comma: what follows begins an expression.
    Operator,
    /// A word such as `if`.
    Keyword,
    /// The end of a value.
    Value,
}

struct Printer {
    out: String,
    before: Before,
    /// The parameters of a closure are open.
    parameters: bool,
    /// How many `<` of type arguments are open.
    angles: usize,
}

/// The text.
pub(crate) fn as_rustc_prints(tokens: TokenStream) -> String {
    let mut printer = Printer { out: String::new(), before: Before::Tight, parameters: false, angles: 0 };
    printer.all(tokens);
    printer.out
}

impl Printer {
    fn all(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Ident(name) => self.word(&name.to_string()),
                TokenTree::Literal(literal) => self.value(&literal.to_string()),
                TokenTree::Punct(first) => {
                    let mut text = first.as_char().to_string();
                    let mut joint = first.spacing() == Spacing::Joint;
                    while joint
                        && let Some(TokenTree::Punct(next)) = tokens.peek()
                        && OPERATORS
                            .iter()
                            .any(|known| known.starts_with(&format!("{text}{}", next.as_char())))
                    {
                        text.push(next.as_char());
                        joint = next.spacing() == Spacing::Joint;
                        tokens.next();
                    }
                    self.operator(&text);
                }
            }
        }
    }

    fn space(&mut self) {
        if self.before != Before::Tight && self.angles == 0 {
            self.out.push(' ');
        }
    }

    fn value(&mut self, text: &str) {
        self.space();
        self.out.push_str(text);
        self.before = Before::Value;
    }

    fn word(&mut self, word: &str) {
        self.space();
        self.out.push_str(word);
        let keyword = ["as", "else", "if", "in", "let", "match", "move", "mut", "return"].contains(&word);
        self.before = if keyword { Before::Keyword } else { Before::Value };
    }

    fn group(&mut self, group: &proc_macro2::Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        if self.before != Before::Value || group.delimiter() == Delimiter::Brace {
            self.space();
        }
        let angles = std::mem::take(&mut self.angles);
        self.out.push_str(open);
        self.before = Before::Tight;
        self.all(group.stream());
        self.out.push_str(close);
        self.before = Before::Value;
        self.angles = angles;
    }

    fn operator(&mut self, operator: &str) {
        if operator == ">>" && self.angles > 1 {
            return [">", ">"].into_iter().for_each(|close| self.operator(close));
        }
        let begins = self.before != Before::Value;
        let (apart, after) = match operator {
            "." | "::" | ".." | "..=" => (false, Before::Tight),
            "," | ";" | ":" => (false, Before::Operator),
            "?" => (false, Before::Value),
            // A macro's name stands before it.
            "!" if !begins => (false, Before::Tight),
            "!" | "&" | "*" | "-" | "&&" if begins => (true, Before::Tight),
            "||" if begins => (true, Before::Operator),
            "|" if self.parameters => {
                self.parameters = false;
                (false, Before::Operator)
            }
            "|" if begins => {
                self.parameters = true;
                (true, Before::Tight)
            }
            "<" if self.out.ends_with("::") || self.angles > 0 => {
                self.angles += 1;
                (false, Before::Tight)
            }
            ">" if self.angles > 0 => {
                self.angles -= 1;
                (false, Before::Value)
            }
            _ => (true, Before::Operator),
        };
        if apart {
            self.space();
        }
        self.out.push_str(operator);
        self.before = after;
        if operator == "," && self.angles > 0 {
            self.out.push(' ');
            self.before = Before::Tight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::as_rustc_prints;

    /// What rustc says of the same tokens.
    macro_rules! same {
        ($($test:expr),* $(,)?) => {
            $(
                let said = std::panic::catch_unwind(|| assert!($test)).unwrap_err();
                let said = said.downcast_ref::<String>().cloned().or_else(|| said.downcast_ref::<&str>().map(|text| text.to_string()));
                let ours = as_rustc_prints(stringify!($test).parse().unwrap());
                assert_eq!(said.unwrap(), format!("assertion failed: {ours}"));
            )*
        };
    }

    #[test]
    #[allow(clippy::all, reason = "what is asserted is to be printed")]
    fn rustc_prints_the_same() {
        let (x, list, text) = (1i64, vec![1i64, 2, 3], "text");
        same!(
            false,
            !true,
            x == 2,
            x + 1 == 3,
            -x > 0 && !list.is_empty(),
            list[0] == 7 || list[x as usize] < -x,
            list.iter().any(|x| *x > 5),
            list.iter().fold(0, |a, b| a + b) == 1,
            text.len() * 2 - 1 == 3,
            text.starts_with("é\n") || text.contains('z'),
            (x + 1) * 2 != 4,
            list.iter().copied().sum::<i64>() == 3,
            matches!(list.first(), Some(2)),
            matches!(x, 2..=5 | 9),
            &list[1..] == &[2],
            &list[..] == [],
            (1..1).contains(&x),
            list.iter().map(|x| (x, 1)).any(|(a, b)| *a == b + 7),
            std::cmp::max(x, 3) == 4,
            if x > 0 { false } else { true },
            Some(x) == None::<i64>,
            list.iter().collect::<Vec<&i64>>().len() == 4,
            x & 2 == 2 && x | 1 == 0 && x << 1 >= 9,
            x as f64 == 1.5,
        );
    }
}
