//! The syntax of the `regex` crate, as far as it has a twin in Python.

use super::class::{Item, Operator, Set, ascii_class, folded, posix_class};
use super::{Assertion, Node, Refusal, refuse};
use std::collections::BTreeSet;

/// Beyond this depth of groups and classes a pattern is refused; the crate's own limit is further.
const DEPTH: usize = 60;

pub(super) fn parse(pattern: &str) -> Result<Node, Refusal> {
    let mut parser = Parser {
        chars: pattern.chars().collect(),
        at: 0,
        flags: Flags { unicode: true, ..Flags::default() },
        names: BTreeSet::new(),
        depth: 0,
    };
    let node = parser.alternation()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => refuse("there is a `)` without a `(` in the pattern", r"write `\)` for the character"),
    }
}

#[derive(Clone, Copy, Default, PartialEq)]
struct Flags {
    ignore_case: bool,
    multi_line: bool,
    dot_all: bool,
    verbose: bool,
    unicode: bool,
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    flags: Flags,
    names: BTreeSet<String>,
    depth: usize,
}

/// What a flag at the beginning of a group changes.
enum Opening {
    Flags,
    Group(Option<Option<String>>),
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn follows(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c))
    }

    fn eat(&mut self, text: &str) -> bool {
        let hit = self.follows(text);
        if hit {
            self.at += text.chars().count();
        }
        hit
    }

    /// The characters up to one of those, which is passed; `None` if there is none.
    fn until(&mut self, end: char) -> Option<String> {
        let length = self.chars[self.at..].iter().position(|c| *c == end)?;
        let text = self.chars[self.at..self.at + length].iter().collect();
        self.at += length + 1;
        Some(text)
    }

    /// White space and comments, in `(?x)`. Tells whether there was any.
    fn skip(&mut self) -> bool {
        let from = self.at;
        while self.flags.verbose {
            match self.peek() {
                Some(c) if c.is_whitespace() => self.at += 1,
                Some('#') => {
                    let rest = self.chars[self.at..].iter().position(|c| *c == '\n');
                    self.at = rest.map_or(self.chars.len(), |line| self.at + line + 1);
                }
                _ => break,
            }
        }
        self.at > from
    }

    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH {
            return refuse(
                format!("the pattern is nested more than {DEPTH} levels deep"),
                "use several patterns",
            );
        }
        let result = inside(self);
        self.depth -= 1;
        result
    }

    /// Flags that are set inside end with the group.
    fn alternation(&mut self) -> Result<Node, Refusal> {
        let flags = self.flags;
        let mut branches = vec![self.concat()?];
        while self.eat("|") {
            branches.push(self.concat()?);
        }
        self.flags = flags;
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alternation(branches) })
    }

    fn concat(&mut self) -> Result<Node, Refusal> {
        let mut nodes = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(c @ ('*' | '+' | '?' | '{')) => {
                    return refuse(
                        format!("there is nothing before `{c}` that it could repeat"),
                        format!(r"write `\{c}` for the character"),
                    );
                }
                Some(_) => {
                    if let Some(atom) = self.atom()? {
                        nodes.push(self.repeated(atom)?);
                    }
                }
            }
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Concat(nodes),
        })
    }

    fn repeated(&mut self, mut node: Node) -> Result<Node, Refusal> {
        loop {
            let spaced = self.skip();
            let (min, max) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') if spaced => {
                    return refuse("white space stands before a `?`", "write the `?` without it");
                }
                Some('?') => (0, Some(1)),
                Some('{') => {
                    self.at += 1;
                    let bounds = self.until('}').and_then(|text| bounds(&text));
                    let Some(bounds) = bounds else {
                        return refuse(
                            "a repetition in braces has to be `{n}`, `{n,}` or `{n,m}`, and at most 1000",
                            r"for `{,n}` write `{0,n}`, and `\{` for the character",
                        );
                    };
                    self.at -= 1;
                    bounds
                }
                _ => return Ok(node),
            };
            self.at += 1;
            let lazy = self.eat("?");
            node = Node::Repeat { inner: Box::new(node), min, max, lazy };
        }
    }

    /// One thing that can be repeated; `None` for flags.
    fn atom(&mut self) -> Result<Option<Node>, Refusal> {
        let Some(c) = self.peek() else { return Ok(None) };
        self.at += 1;
        Ok(Some(match c {
            '.' if self.flags.dot_all => self.any(Set { negated: true, items: Vec::new() })?,
            '.' => self.any(Set { negated: true, ..Set::one('\n') })?,
            '^' if self.flags.multi_line => Node::Assertion(Assertion::LineStart),
            '^' => Node::Assertion(Assertion::Start),
            '$' if self.flags.multi_line => Node::Assertion(Assertion::LineEnd),
            '$' => Node::Assertion(Assertion::End),
            '[' => Node::Set(self.deeper(Self::class)?),
            '(' => return self.deeper(Self::group),
            '\\' => match self.assertion()? {
                Some(assertion) => Node::Assertion(assertion),
                None => {
                    let item = self.escape()?;
                    Node::Set(self.set_of(item)?)
                }
            },
            c => Node::Set(self.set_of(Item::Range(c as u32, c as u32))?),
        }))
    }

    fn any(&self, set: Set) -> Result<Node, Refusal> {
        if self.flags.unicode { Ok(Node::Set(set)) } else { not_unicode("`.`") }
    }

    /// A set of one item, with its other case where case does not count.
    fn set_of(&self, item: Item) -> Result<Set, Refusal> {
        Ok(Set { negated: false, items: self.items_of(item)? })
    }

    fn items_of(&self, item: Item) -> Result<Vec<Item>, Refusal> {
        match item {
            Item::Range(first, last) => self.ranges(&[(first, last)]),
            Item::Class(_) if self.flags.unicode => Ok(vec![item]),
            Item::Class(letter @ ('d' | 'w' | 's')) => Ok(Set::of(ascii_class(letter)).items),
            Item::Class(letter) => not_unicode(&format!(r"`\{letter}`")),
        }
    }

    fn ranges(&self, ranges: &[(u32, u32)]) -> Result<Vec<Item>, Refusal> {
        if !self.flags.unicode && ranges.iter().any(|(_, last)| *last > 127) {
            return not_unicode("a character outside ASCII");
        }
        if !self.flags.ignore_case {
            return Ok(Set::of(ranges).items);
        }
        match folded(ranges, self.flags.unicode) {
            Some(ranges) => Ok(Set::of(&ranges).items),
            None => refuse(
                "`(?i)` cannot be kept equal for letters outside ASCII",
                "write both cases, for example `[éÉ]`, outside of `(?i)`",
            ),
        }
    }

    /// What stands between parentheses; `None` for flags.
    fn group(&mut self) -> Result<Option<Node>, Refusal> {
        let before = self.flags;
        let capture = match self.opening()? {
            Opening::Flags => return Ok(None),
            Opening::Group(capture) => capture,
        };
        let inner = Box::new(self.alternation()?);
        self.flags = before;
        if !self.eat(")") {
            return refuse("there is a `(` without a `)` in the pattern", r"write `\(` for the character");
        }
        Ok(Some(match capture {
            Some(name) => Node::Capture { name, inner },
            None => *inner,
        }))
    }

    fn opening(&mut self) -> Result<Opening, Refusal> {
        if !self.eat("?") {
            return Ok(Opening::Group(Some(None)));
        }
        for lookaround in ["=", "!", "<=", "<!"] {
            if self.follows(lookaround) {
                return refuse(
                    format!("the regex crate has no lookaround: `(?{lookaround}`"),
                    "match what is around as well, and use groups for the part that is wanted",
                );
            }
        }
        if self.eat("P<") || self.eat("<") {
            let name = self.until('>').unwrap_or_default();
            return self.name(name).map(|name| Opening::Group(Some(Some(name))));
        }
        if self.eat(":") {
            return Ok(Opening::Group(None));
        }
        self.set_flags()?;
        match self.peek() {
            Some(':') => {
                self.at += 1;
                Ok(Opening::Group(None))
            }
            _ => {
                self.at += 1;
                Ok(Opening::Flags)
            }
        }
    }

    fn name(&mut self, name: String) -> Result<String, Refusal> {
        let first = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if !first || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return refuse(
                format!("`{name}` cannot be the name of a group in Python"),
                "use letters, digits and `_` of ASCII",
            );
        }
        if !self.names.insert(name.clone()) {
            return refuse(format!("two groups have the name `{name}`"), "give one of them another name");
        }
        Ok(name)
    }

    /// The flags up to `:` or `)`, which is not passed.
    fn set_flags(&mut self) -> Result<(), Refusal> {
        let mut on = true;
        let mut seen = String::new();
        loop {
            let Some(c) = self.peek() else {
                return refuse(
                    "there is a `(` without a `)` in the pattern",
                    r"write `\(` for the character",
                );
            };
            if matches!(c, ':' | ')') {
                break;
            }
            self.at += 1;
            let flag = match c {
                'i' => &mut self.flags.ignore_case,
                'm' => &mut self.flags.multi_line,
                's' => &mut self.flags.dot_all,
                'x' => &mut self.flags.verbose,
                'u' => &mut self.flags.unicode,
                '-' if on => {
                    on = false;
                    seen.push('-');
                    continue;
                }
                'U' | 'R' => {
                    return refuse(
                        format!("the flag `{c}` cannot be shipped"),
                        "write `*?` instead of `*` in `(?U)`, and `\\r?\\n` instead of `(?R)`",
                    );
                }
                _ => {
                    return refuse(
                        format!("`(?{c}` is not a group of the regex crate"),
                        "there are `(..)`, `(?:..)`, `(?<name>..)` and the flags `i`, `m`, `s`, `x` and `u`",
                    );
                }
            };
            *flag = on;
            if seen.contains(c) {
                return refuse(format!("the flag `{c}` is there twice"), "write it once");
            }
            seen.push(c);
        }
        if seen.is_empty() || seen.ends_with('-') {
            return refuse("a group has `?` and no flags", "write `(?:..)`");
        }
        Ok(())
    }

    /// `\b` and its like.
    fn assertion(&mut self) -> Result<Option<Assertion>, Refusal> {
        let assertion = match self.peek() {
            Some('A') => Assertion::Start,
            Some('z') => Assertion::End,
            Some('b') if self.flags.unicode => Assertion::Word,
            Some('b') => Assertion::AsciiWord,
            Some('B') if self.flags.unicode => Assertion::NotWord,
            Some('B') => return not_unicode(r"`\B`"),
            Some('<' | '>') => return refuse(r"`\<` and `\>` cannot be shipped", r"write `\b`"),
            _ => return Ok(None),
        };
        self.at += 1;
        if self.peek() == Some('{') {
            return refuse(r"`\b{..}` cannot be shipped", r"write `\b`");
        }
        Ok(Some(assertion))
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Result<Item, Refusal> {
        let Some(c) = self.peek() else {
            return refuse("the pattern ends with a backslash", r"write `\\` for the character");
        };
        self.at += 1;
        let one = |c: char| Ok(Item::Range(c as u32, c as u32));
        match c {
            'd' | 'w' | 's' | 'D' | 'W' | 'S' => Ok(Item::Class(c)),
            'n' => one('\n'),
            't' => one('\t'),
            'r' => one('\r'),
            'f' => one('\u{c}'),
            'v' => one('\u{b}'),
            'a' => one('\u{7}'),
            'x' => self.hex(2).and_then(one),
            'u' => self.hex(4).and_then(one),
            'U' => self.hex(8).and_then(one),
            'p' | 'P' => refuse(
                format!(r"`\{c}{{..}}` cannot be shipped: Python has no classes of Unicode's properties"),
                r"use `\w`, `\d`, `\s`, or a class with the characters that you mean",
            ),
            '0'..='9' => refuse(
                format!(r"the regex crate has no backreferences and no octal numbers: `\{c}`"),
                r"compare groups in Rust, and write `\x{41}` for a character by its number",
            ),
            'Z' => refuse(r"the regex crate has no `\Z`", r"write `\z` for the end of the text"),
            c if c == ' ' || (c.is_ascii_punctuation() && !matches!(c, '<' | '>')) => one(c),
            _ => refuse(
                format!(r"`\{c}` is not an escape of the regex crate"),
                "write the character without the backslash",
            ),
        }
    }

    /// `41` after `\x`, or `{41}` after any of them.
    fn hex(&mut self, digits: usize) -> Result<char, Refusal> {
        let text = if self.eat("{") {
            self.until('}')
        } else {
            let end = (self.at + digits).min(self.chars.len());
            let text: String = self.chars[self.at..end].iter().collect();
            self.at = end;
            Some(text).filter(|text| text.chars().count() == digits)
        };
        let text = text.filter(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_hexdigit()));
        match text.and_then(|text| u32::from_str_radix(&text, 16).ok()).and_then(char::from_u32) {
            Some(c) => Ok(c),
            None => refuse("there is no such character", r"write `\x41`, `\u0041` or `\x{41}`"),
        }
    }

    /// After `[`.
    fn class(&mut self) -> Result<Set, Refusal> {
        let negated = self.eat("^");
        let mut union = Set::default();
        let mut left: Option<(Set, Operator)> = None;
        self.skip();
        while self.eat("-") {
            union.items.push(Item::Range('-' as u32, '-' as u32));
            self.skip();
        }
        if union.items.is_empty() && self.eat("]") {
            union.items.push(Item::Range(']' as u32, ']' as u32));
        }
        loop {
            self.skip();
            if self.peek().is_none() {
                return refuse(
                    "there is a `[` without a `]` in the pattern",
                    r"write `\[` for the character",
                );
            }
            if self.eat("]") {
                break;
            }
            let operators = [("&&", Operator::And), ("--", Operator::Minus), ("~~", Operator::Xor)];
            match operators.into_iter().find(|(text, _)| self.eat(text)) {
                Some((_, operator)) => {
                    left = Some((self.combined(left, std::mem::take(&mut union))?, operator))
                }
                None => {
                    let items = self.class_items()?;
                    union.items.extend(items);
                }
            }
        }
        let mut set = self.combined(left, union)?;
        if !self.flags.unicode && (negated || set.negated) {
            return not_unicode("`[^..]`");
        }
        set.negated ^= negated;
        if set.is_nothing() {
            return refuse("a class of the pattern has no characters", "leave out what can never match");
        }
        Ok(set)
    }

    fn combined(&self, left: Option<(Set, Operator)>, right: Set) -> Result<Set, Refusal> {
        let Some((left, operator)) = left else { return Ok(right) };
        match left.combined(operator, &right) {
            Some(set) => Ok(set),
            None => refuse(
                r"`\d`, `\w` and `\s` cannot be combined with other classes by `&&`, `--` or `~~`",
                "write the characters: `[0-9]`, `[a-z]`",
            ),
        }
    }

    /// A class, a character or a range of them, inside `[` and `]`.
    fn class_items(&mut self) -> Result<Vec<Item>, Refusal> {
        if self.follows("[:") {
            return self.posix();
        }
        if self.eat("[") {
            let inner = self.deeper(Self::class)?;
            return match inner.into_items() {
                Some(items) => Ok(items),
                None => refuse(
                    "a negated class with more than one part cannot stand in another class",
                    "write the characters that you mean",
                ),
            };
        }
        let first = self.class_item()?;
        self.skip();
        let after = self.chars.get(self.at + 1).copied();
        if self.peek() != Some('-') || matches!(after, Some(']' | '-')) {
            return self.items_of(first);
        }
        self.at += 1;
        self.skip();
        if self.peek().is_none_or(|c| c == ']') {
            return refuse("a range of a class has no end", r"write `\-` for the character");
        }
        match (first, self.class_item()?) {
            (Item::Range(first, _), Item::Range(_, last)) if first <= last => self.ranges(&[(first, last)]),
            _ => refuse(
                "a range of a class has to go from a character to a later one",
                r"write `\-` for the character",
            ),
        }
    }

    fn class_item(&mut self) -> Result<Item, Refusal> {
        match self.peek() {
            Some('\\') => {
                self.at += 1;
                self.escape()
            }
            Some(c) => {
                self.at += 1;
                Ok(Item::Range(c as u32, c as u32))
            }
            None => refuse("there is a `[` without a `]` in the pattern", r"write `\[` for the character"),
        }
    }

    fn posix(&mut self) -> Result<Vec<Item>, Refusal> {
        self.at += 2;
        let negated = self.eat("^");
        let name = self.until(':').unwrap_or_default();
        let ranges = posix_class(&name).filter(|_| self.eat("]"));
        match ranges {
            Some(ranges) if !negated => self.ranges(ranges),
            Some(ranges) if self.flags.unicode && !self.flags.ignore_case => {
                let set = Set { negated: true, ..Set::of(ranges) };
                Ok(set.into_items().unwrap_or_default())
            }
            _ => refuse(
                format!("`[:{name}:]` cannot be shipped here"),
                "there are `alnum`, `alpha`, `digit`, `lower`, `space`, `upper`, `word`, `xdigit` and the like",
            ),
        }
    }
}

/// `n`, `n,` or `n,m`. Larger numbers would make programs that the regex crate refuses.
fn bounds(text: &str) -> Option<(u32, Option<u32>)> {
    let number = |text: &str| {
        let digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        text.parse().ok().filter(|number: &u32| digits && *number <= 1000)
    };
    match text.split_once(',') {
        None => number(text).map(|count| (count, Some(count))),
        Some((min, "")) => number(min).map(|min| (min, None)),
        Some((min, max)) => {
            let (min, max) = (number(min)?, number(max)?);
            (min <= max).then_some((min, Some(max)))
        }
    }
}

fn not_unicode<T>(what: &str) -> Result<T, Refusal> {
    refuse(
        format!("{what} cannot stand in `(?-u)`: it would match a part of a character"),
        "write it outside of `(?-u:..)`",
    )
}
