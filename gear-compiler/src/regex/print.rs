//! From a pattern to the text of Python's.

use super::class::{Item, Set};
use super::{Assertion, Node, Translated};
use std::fmt::Write as _;

pub(super) fn print(node: &Node) -> Translated {
    let mut printer = Printer::default();
    printer.node(node);
    Translated { pattern: printer.out, has_classes: printer.has_classes }
}

#[derive(Default)]
struct Printer {
    out: String,
    has_classes: bool,
}

impl Printer {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Empty => {}
            Node::Set(set) => self.set(set),
            Node::Assertion(assertion) => self.assertion(*assertion),
            Node::Capture { name, inner } => {
                match name {
                    Some(name) => {
                        let _ = write!(self.out, "(?P<{name}>");
                    }
                    None => self.out.push('('),
                }
                self.node(inner);
                self.out.push(')');
            }
            Node::Concat(nodes) => nodes.iter().for_each(|node| match node {
                Node::Alternation(_) => self.grouped(node),
                _ => self.node(node),
            }),
            Node::Alternation(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        self.out.push('|');
                    }
                    self.node(node);
                }
            }
            Node::Repeat { inner, min, max, lazy } => {
                match **inner {
                    Node::Set(_) | Node::Capture { .. } => self.node(inner),
                    _ => self.grouped(inner),
                }
                self.count(*min, *max);
                if *lazy {
                    self.out.push('?');
                }
            }
        }
    }

    fn grouped(&mut self, node: &Node) {
        self.out.push_str("(?:");
        self.node(node);
        self.out.push(')');
    }

    fn count(&mut self, min: u32, max: Option<u32>) {
        let _ = match (min, max) {
            (0, None) => write!(self.out, "*"),
            (1, None) => write!(self.out, "+"),
            (0, Some(1)) => write!(self.out, "?"),
            (min, None) => write!(self.out, "{{{min},}}"),
            (min, Some(max)) if min == max => write!(self.out, "{{{min}}}"),
            (min, Some(max)) => write!(self.out, "{{{min},{max}}}"),
        };
    }

    fn assertion(&mut self, assertion: Assertion) {
        self.has_classes |= matches!(assertion, Assertion::Word | Assertion::NotWord);
        self.out.push_str(match assertion {
            Assertion::Start => r"\A",
            Assertion::End => r"\Z",
            Assertion::LineStart => "(?m:^)",
            Assertion::LineEnd => "(?m:$)",
            Assertion::Word => r"\b",
            Assertion::NotWord => r"\B",
            Assertion::AsciiWord => "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))",
        });
    }

    fn set(&mut self, set: &Set) {
        const NEWLINE: Item = Item::Range('\n' as u32, '\n' as u32);
        match (set.negated, &set.items[..]) {
            (true, []) => self.out.push_str("(?s:.)"),
            (true, [NEWLINE]) => self.out.push('.'),
            (false, [Item::Range(first, last)]) if first == last => self.character(*first, false),
            (false, [item @ Item::Class(_)]) => self.item(item),
            (negated, items) => {
                self.out.push_str(if negated { "[^" } else { "[" });
                items.iter().for_each(|item| self.item(item));
                self.out.push(']');
            }
        }
    }

    fn item(&mut self, item: &Item) {
        match *item {
            Item::Class(letter) => {
                self.has_classes = true;
                self.out.push('\\');
                self.out.push(letter);
            }
            Item::Range(first, last) => {
                self.character(first, true);
                if last > first {
                    if last > first + 1 {
                        self.out.push('-');
                    }
                    self.character(last, true);
                }
            }
        }
    }

    /// A character: what means something to `re`, or cannot be seen, is escaped.
    fn character(&mut self, c: u32, in_class: bool) {
        let special = if in_class { r"\]^-[&~|" } else { r"\.^$*+?{}[]|()" };
        let _ = match char::from_u32(c) {
            Some(c) if special.contains(c) => write!(self.out, "\\{c}"),
            Some('\n') => write!(self.out, "\\n"),
            Some('\t') => write!(self.out, "\\t"),
            Some('\r') => write!(self.out, "\\r"),
            Some(c @ ' '..='~') => write!(self.out, "{c}"),
            _ if c < 0x100 => write!(self.out, "\\x{c:02x}"),
            _ if c < 0x1_0000 => write!(self.out, "\\u{c:04x}"),
            _ => write!(self.out, "\\U{c:08x}"),
        };
    }
}
