//! Texts that Python makes of values: `{'key': 'a', 'value': [1, 2.5, None]}`.

use crate::Value;
use crate::traceback::parse_string;

/// How deep lists may be in lists.
const DEPTH: usize = 200;

/// Reads a whole text as a value, if it is one: as JSON, or as `repr` writes it.
pub(super) fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| whole(text))
}

fn whole(text: &str) -> Option<Value> {
    let (value, rest) = value(text.trim(), DEPTH)?;
    rest.is_empty().then_some(value)
}

/// Reads a value and returns what follows it.
fn value(text: &str, depth: usize) -> Option<(Value, &str)> {
    let depth = depth.checked_sub(1)?;
    for kind in ["bytearray(", "frozenset(", "set("] {
        if let Some(rest) = text.strip_prefix(kind) {
            if let Some(rest) = rest.strip_prefix(')') {
                return Some((Value::List(Vec::new()), rest));
            }
            let (inner, rest) = value(rest, depth)?;
            return Some((inner, rest.strip_prefix(')')?));
        }
    }
    match text.chars().next()? {
        '\'' | '"' => parse_string(text).map(|(string, rest)| (Value::Text(string), rest)),
        'b' => {
            let (string, rest) = parse_string(&text[1..])?;
            // What is not ASCII is escaped, each byte by itself.
            let bytes =
                string.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect::<Option<Vec<u8>>>()?;
            Some((Value::Bytes(bytes.into()), rest))
        }
        '[' => items(&text[1..], ']', depth),
        '(' => items(&text[1..], ')', depth),
        '{' => entries(&text[1..], depth).or_else(|| items(&text[1..], '}', depth)),
        _ => word(text),
    }
}

/// Numbers, and the values that have names.
fn word(text: &str) -> Option<(Value, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let value = match word {
        "None" => Value::Null,
        "True" => Value::Bool(true),
        "False" => Value::Bool(false),
        "nan" => Value::Float(f64::NAN),
        "inf" => Value::Float(f64::INFINITY),
        "-inf" => Value::Float(f64::NEG_INFINITY),
        number if number.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit()) => {
            let is_int = number.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit());
            match number.parse() {
                Ok(int) => Value::Int(int),
                // Its digits, for types that have room for them.
                Err(_) if is_int => Value::Text(number.to_owned()),
                Err(_) => Value::Float(number.parse().ok()?),
            }
        }
        _ => return None,
    };
    Some((value, rest))
}

fn items(text: &str, close: char, depth: usize) -> Option<(Value, &str)> {
    let mut items = Vec::new();
    let mut rest = text;
    loop {
        if let Some(rest) = rest.strip_prefix(close) {
            return Some((Value::List(items), rest));
        }
        let (item, after) = value(rest, depth)?;
        items.push(item);
        rest = after.strip_prefix(',').map_or(after, str::trim_start);
        if rest.len() == after.len() && !rest.starts_with(close) {
            return None;
        }
    }
}

fn entries(text: &str, depth: usize) -> Option<(Value, &str)> {
    let mut entries = std::collections::HashMap::new();
    let mut rest = text;
    loop {
        if let Some(rest) = rest.strip_prefix('}') {
            return Some((Value::Map(entries), rest));
        }
        let start = rest;
        let (key, after) = value(rest, depth)?;
        let key = match key {
            Value::Text(text) => text,
            // As Python would print it.
            _ => start[..start.len() - after.len()].to_owned(),
        };
        let (entry, after) = value(after.strip_prefix(':')?.trim_start(), depth)?;
        entries.insert(key, entry);
        rest = after.strip_prefix(',').map_or(after, str::trim_start);
        if rest.len() == after.len() && !rest.starts_with('}') {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        serde_json::to_string(&parse(text).unwrap_or_else(|| panic!("{text} is a value"))).unwrap()
    }

    #[test]
    fn what_repr_writes() {
        for (text, expected) in [
            ("[1, -2, 2.5, 1e+16, None, True, False]", "[1,-2,2.5,1e+16,null,true,false]"),
            ("('a',)", r#"["a"]"#),
            ("()", "[]"),
            ("{}", "{}"),
            ("set()", "[]"),
            ("{1, 2}", "[1,2]"),
            ("frozenset({'a'})", r#"["a"]"#),
            ("{'key': \"it's\"}", r#"{"key":"it's"}"#),
            ("{1: [('a', {})]}", r#"{"1":[["a",{}]]}"#),
            (r#"['\x00\n\u20ac']"#, r#"["\u0000\n€"]"#),
            ("[b'a\\xff', bytearray(b'\\x00')]", "[[97,255],[0]]"),
            (r#"{"a": [1, null]}"#, r#"{"a":[1,null]}"#),
            ("(12345678901234567890123,)", r#"["12345678901234567890123"]"#),
        ] {
            assert_eq!(json(text), expected, "{text}");
        }
        assert!(matches!(parse("[nan]"), Some(Value::List(list)) if list[0].as_f64().unwrap().is_nan()));
    }

    #[test]
    fn what_is_no_value() {
        let deep = "[".repeat(10_000);
        for text in [
            "", "[", "[1", "[1 2]", "{1: }", "{'a' 1}", "[x]", "<object>", "('a'", "[1]]", "b", "'a", "-",
            &deep,
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
