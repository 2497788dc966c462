//! Sets of characters.

/// What one character may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Set {
    pub(super) negated: bool,
    pub(super) items: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    /// From a character to another, as numbers: what is left of a complement may begin or end between characters.
    Range(u32, u32),
    /// `\d`, `\w`, `\s`, and in upper case their complements.
    Class(char),
}

/// How two sets become one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operator {
    And,
    Minus,
    Xor,
}

const LAST: u32 = char::MAX as u32;

impl Set {
    pub(super) fn one(c: char) -> Set {
        Set { negated: false, items: vec![Item::Range(c as u32, c as u32)] }
    }

    /// The set as ranges in order; `None` if a class of Unicode is in it.
    fn ranges(&self) -> Option<Vec<(u32, u32)>> {
        let range = |item: &Item| match item {
            Item::Range(first, last) => Some((*first, *last)),
            Item::Class(_) => None,
        };
        let ranges = merged(self.items.iter().map(range).collect::<Option<_>>()?);
        Some(if self.negated { complement(&ranges) } else { ranges })
    }

    /// `[a&&b]` and its like; `None` if a class of Unicode is in one of them.
    pub(super) fn combined(&self, operator: Operator, other: &Set) -> Option<Set> {
        let (a, b) = (self.ranges()?, other.ranges()?);
        let and =
            |a: &[(u32, u32)], b: &[(u32, u32)]| complement(&merged([complement(a), complement(b)].concat()));
        let ranges = match operator {
            Operator::And => and(&a, &b),
            Operator::Minus => and(&a, &complement(&b)),
            Operator::Xor => merged([and(&a, &complement(&b)), and(&b, &complement(&a))].concat()),
        };
        Some(Set::of(&ranges))
    }

    pub(super) fn of(ranges: &[(u32, u32)]) -> Set {
        Set { negated: false, items: ranges.iter().map(|(first, last)| Item::Range(*first, *last)).collect() }
    }

    /// The items of a set that stands in another; `None` if they have no such form.
    pub(super) fn into_items(self) -> Option<Vec<Item>> {
        match (self.negated, &self.items[..]) {
            (false, _) => Some(self.items),
            (true, [Item::Class(letter)]) => Some(vec![Item::Class(opposite(*letter))]),
            (true, _) => Some(Set::of(&self.ranges()?).items),
        }
    }

    /// Whether nothing is in it.
    pub(super) fn is_nothing(&self) -> bool {
        self.ranges().is_some_and(|ranges| ranges.is_empty())
    }

    /// Whether a character may be in both. Where a class of Unicode is in one of them, what is beyond ASCII is only
    /// known by its kind.
    pub(super) fn meets(&self, other: &Set) -> bool {
        match (self.ranges(), other.ranges()) {
            (Some(a), Some(b)) => a.iter().any(|a| b.iter().any(|b| a.0 <= b.1 && b.0 <= a.1)),
            _ => {
                (0..128).any(|c| self.has_ascii(c) && other.has_ascii(c))
                    || KINDS.iter().any(|kind| self.touches(*kind) && other.touches(*kind))
            }
        }
    }

    /// Whether characters beyond ASCII of a kind are in it.
    fn touches(&self, kind: Kind) -> bool {
        let some = self.items.iter().any(|item| match *item {
            Item::Range(_, last) => last > 127,
            Item::Class(letter) => has_kind(letter, kind),
        });
        let all =
            self.items.iter().any(|item| matches!(*item, Item::Class(letter) if has_kind(letter, kind)));
        if self.negated { !all } else { some }
    }

    fn has_ascii(&self, c: u32) -> bool {
        let has = |item: &Item| match *item {
            Item::Range(first, last) => (first..=last).contains(&c),
            Item::Class(letter) => {
                let ranges = ascii_class(letter.to_ascii_lowercase());
                ranges.iter().any(|(first, last)| (*first..=*last).contains(&c))
                    != letter.is_ascii_uppercase()
            }
        };
        self.items.iter().any(has) != self.negated
    }
}

/// The kinds of characters that `\d`, `\w` and `\s` tell apart.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Digit,
    Word,
    Space,
    Other,
}

const KINDS: [Kind; 4] = [Kind::Digit, Kind::Word, Kind::Space, Kind::Other];

fn has_kind(letter: char, kind: Kind) -> bool {
    let has = match letter.to_ascii_lowercase() {
        'd' => kind == Kind::Digit,
        'w' => matches!(kind, Kind::Digit | Kind::Word),
        _ => kind == Kind::Space,
    };
    has != letter.is_ascii_uppercase()
}

fn opposite(letter: char) -> char {
    if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
}

fn merged(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

fn complement(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut next = 0;
    for (first, last) in ranges {
        if next < *first {
            out.push((next, first - 1));
        }
        next = last + 1;
    }
    if next <= LAST {
        out.push((next, LAST));
    }
    out
}

const DIGIT: (u32, u32) = ('0' as u32, '9' as u32);
const UPPER: (u32, u32) = ('A' as u32, 'Z' as u32);
const LOWER: (u32, u32) = ('a' as u32, 'z' as u32);
const LINE: (u32, u32) = ('_' as u32, '_' as u32);

/// What `\d`, `\w` and `\s` have in ASCII.
pub(super) fn ascii_class(letter: char) -> &'static [(u32, u32)] {
    match letter {
        'd' => &[DIGIT],
        'w' => &[DIGIT, UPPER, LINE, LOWER],
        _ => &[(9, 13), (32, 32)],
    }
}

/// `[:alpha:]` and its like.
pub(super) fn posix_class(name: &str) -> Option<&'static [(u32, u32)]> {
    Some(match name {
        "alnum" => &[DIGIT, UPPER, LOWER],
        "alpha" => &[UPPER, LOWER],
        "ascii" => &[(0, 127)],
        "blank" => &[(9, 9), (32, 32)],
        "cntrl" => &[(0, 31), (127, 127)],
        "digit" => &[DIGIT],
        "graph" => &[(33, 126)],
        "lower" => &[LOWER],
        "print" => &[(32, 126)],
        "punct" => &[(33, 47), (58, 64), (91, 96), (123, 126)],
        "space" => ascii_class('s'),
        "upper" => &[UPPER],
        "word" => ascii_class('w'),
        "xdigit" => &[DIGIT, (65, 70), (97, 102)],
        _ => return None,
    })
}

/// The ranges and their letters in the other case; `None` where a letter outside ASCII has another case. Of those that
/// are letters of ASCII in another case (the long s and the Kelvin sign) Unicode knows two.
pub(super) fn folded(ranges: &[(u32, u32)], unicode: bool) -> Option<Vec<(u32, u32)>> {
    let mut out = ranges.to_vec();
    for (first, last) in ranges {
        if *last > 127 && !(first == last && has_no_case(*first)) {
            return None;
        }
        for (from, to) in [(UPPER, LOWER), (LOWER, UPPER)] {
            let (low, high) = (from.0.max(*first), from.1.min(*last));
            if low <= high {
                out.push((low - from.0 + to.0, high - from.0 + to.0));
            }
        }
        let has = |c: char| {
            let (upper, lower) = (c.to_ascii_uppercase() as u32, c as u32);
            (*first..=*last).contains(&upper) || (*first..=*last).contains(&lower)
        };
        for (letter, other) in [('s', 0x17f), ('k', 0x212a)] {
            if unicode && has(letter) {
                out.push((other, other));
            }
        }
    }
    Some(merged(out))
}

fn has_no_case(c: u32) -> bool {
    char::from_u32(c).is_some_and(|c| {
        !c.is_alphabetic()
            && c.to_lowercase().eq(std::iter::once(c))
            && c.to_uppercase().eq(std::iter::once(c))
    })
}
