//! The regular expressions of the recordings: literals, `\` escapes, `.`, classes, `\W`, groups, and `*`, `+`, `?`, `{n}`.

/// Whether the pattern matches the whole text.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (nodes, rest) = parse(&pattern);
    assert!(rest.is_empty(), "a pattern that cannot be read: {}", pattern.iter().collect::<String>());
    run(&nodes, &text, &mut |rest| rest.is_empty())
}

enum Atom {
    Any,
    Literal(char),
    NotWord,
    Class(Vec<(char, char)>),
    Group(Vec<Node>),
}

struct Node {
    atom: Atom,
    min: usize,
    max: usize,
}

/// Reads nodes up to the end or a closing bracket.
fn parse(mut pattern: &[char]) -> (Vec<Node>, &[char]) {
    let mut nodes = Vec::new();
    while let Some((first, rest)) = pattern.split_first() {
        let (atom, rest) = match first {
            ')' => return (nodes, pattern),
            '.' => (Atom::Any, rest),
            '\\' if rest[0] == 'W' => (Atom::NotWord, &rest[1..]),
            '\\' => (Atom::Literal(unescaped(rest[0])), &rest[1..]),
            '[' => class(rest),
            '(' => {
                let (inner, rest) = parse(rest);
                (Atom::Group(inner), &rest[1..])
            }
            literal => (Atom::Literal(*literal), rest),
        };
        let (min, max, rest) = quantifier(rest);
        nodes.push(Node { atom, min, max });
        pattern = rest;
    }
    (nodes, pattern)
}

fn unescaped(letter: char) -> char {
    match letter {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    }
}

fn class(mut rest: &[char]) -> (Atom, &[char]) {
    let mut ranges = Vec::new();
    loop {
        match rest {
            [']', rest @ ..] => return (Atom::Class(ranges), rest),
            [low, '-', high, after @ ..] if *high != ']' => {
                ranges.push((*low, *high));
                rest = after;
            }
            [one, after @ ..] => {
                ranges.push((*one, *one));
                rest = after;
            }
            [] => panic!("a class without an end"),
        }
    }
}

fn quantifier(rest: &[char]) -> (usize, usize, &[char]) {
    match rest {
        ['*', rest @ ..] => (0, usize::MAX, rest),
        ['+', rest @ ..] => (1, usize::MAX, rest),
        ['?', rest @ ..] => (0, 1, rest),
        ['{', rest @ ..] => {
            let end = rest.iter().position(|c| *c == '}').expect("a count without an end");
            let count = rest[..end].iter().collect::<String>().parse().expect("a count that is no number");
            (count, count, &rest[end + 1..])
        }
        _ => (1, 1, rest),
    }
}

/// Matches the nodes at the start of the text and asks `then` about the rest.
fn run(nodes: &[Node], text: &[char], then: &mut dyn FnMut(&[char]) -> bool) -> bool {
    match nodes.split_first() {
        None => then(text),
        Some((node, rest)) => repeat(node, 0, text, &mut |text| run(rest, text, then)),
    }
}

fn repeat(node: &Node, done: usize, text: &[char], then: &mut dyn FnMut(&[char]) -> bool) -> bool {
    if let Some(fits) = single(&node.atom) {
        // Without recursion for what matches one character: texts are long.
        let most = text.iter().take(node.max).take_while(|c| fits(**c)).count();
        return (node.min..=most).rev().any(|n| then(&text[n..]));
    }
    let Atom::Group(inner) = &node.atom else { return false };
    let again = done < node.max
        && run(inner, text, &mut |rest| rest.len() < text.len() && repeat(node, done + 1, rest, then));
    again || done >= node.min && then(text)
}

fn single(atom: &Atom) -> Option<Box<dyn Fn(char) -> bool + '_>> {
    Some(match atom {
        Atom::Any => Box::new(|_| true),
        Atom::Literal(literal) => Box::new(move |c| c == *literal),
        Atom::NotWord => Box::new(|c| !c.is_alphanumeric() && c != '_'),
        Atom::Class(ranges) => {
            Box::new(move |c| ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)))
        }
        Atom::Group(_) => return None,
    })
}

#[test]
fn patterns_of_the_recordings() {
    for (pattern, text, fits) in [
        (r"<function\ <lambda>\ at\ 0x[0-9a-f]+>", "<function <lambda> at 0x7f3a>", true),
        (r"[0-9A-Za-z]{3}(-[0-9]+)?", "abc-12", true),
        (r"[0-9A-Za-z]{3}(-[0-9]+)?", "abc", true),
        (r"[0-9A-Za-z]{3}", "ab", false),
        (r".*can\W+t.*", "x can't y", true),
        (r".*can\W+t.*", "x cant y", false),
        (r"a\\r", r"a\r", true),
    ] {
        assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
    }
}
