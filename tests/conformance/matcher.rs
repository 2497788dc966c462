//! Compares a reply with the recorded one. Of a Python traceback, only the last line has to agree.

use std::collections::HashMap;

use serde_json::Value;

use super::pattern;

pub(crate) type Saved = HashMap<String, String>;

/// The kind of a reply and what is in it.
fn parts(reply: &Value) -> (&str, &Value) {
    match reply.as_object().and_then(|object| object.iter().next()) {
        Some((kind, value)) => (kind, value),
        None => ("", &Value::Null),
    }
}

fn items(reply: &Value) -> Option<&Vec<Value>> {
    reply.get("array").and_then(Value::as_array)
}

fn is_text(kind: &str) -> bool {
    matches!(kind, "simple" | "error" | "bulk")
}

/// Whether a reply fits the recorded one in the way the step asks for.
pub(crate) fn fits(how: &str, expected: &Value, actual: &Value, saved: &Saved) -> bool {
    let exact = |e: &Value, a: &Value| exact(e, a, saved);
    match how {
        "ignore" => true,
        "exact" => exact(expected, actual),
        "shape" => same_shape(expected, actual, saved, &|_, _| true),
        "regex" => same_shape(expected, actual, saved, &regex_leaf),
        "contains" => contains(expected, actual, saved),
        "unordered_top" => match (items(expected), items(actual)) {
            (Some(e), Some(a)) => e.len() == a.len() && multiset(e, a, &exact),
            _ => exact(expected, actual),
        },
        "unordered" => unordered(expected, actual, &exact),
        other => panic!("a way to match that is not known: {other}"),
    }
}

/// Whether the reply fits a placeholder; None if the expected value is none.
fn placeholder(expected: &Value, actual: &Value, saved: &Saved) -> Option<bool> {
    let (kind, value) = parts(expected);
    let (actual_kind, actual_value) = parts(actual);
    let text = actual_value.as_str().unwrap_or_default();
    Some(match kind {
        "any" => true,
        "any_int" => actual_kind == "int",
        "any_bulk" => matches!(actual_kind, "bulk" | "bulk_hex"),
        "any_array" => actual_kind == "array",
        "any_error" => matches!(actual_kind, "error" | "error_hex"),
        "id" => actual_kind == "bulk" && pattern::matches("[0-9A-Za-z]{40}(-[0-9]+)?", text),
        "saved" => {
            actual_kind == "bulk" && saved.get(value.as_str().unwrap_or_default()).is_some_and(|v| v == text)
        }
        "bulk_re" | "error_re" | "simple_re" => {
            Some(actual_kind) == kind.strip_suffix("_re")
                && pattern::matches(value.as_str().unwrap_or_default(), text)
        }
        _ => return None,
    })
}

fn exact(expected: &Value, actual: &Value, saved: &Saved) -> bool {
    same_shape(expected, actual, saved, &|e, a| {
        let ((kind, e), (_, a)) = (parts(e), parts(a));
        e == a || matches!(kind, "bulk" | "error") && last_line(e) == last_line(a)
    })
}

/// Same types and lengths, and leaves of which `leaf` says that they agree.
fn same_shape(
    expected: &Value,
    actual: &Value,
    saved: &Saved,
    leaf: &dyn Fn(&Value, &Value) -> bool,
) -> bool {
    if let Some(fits) = placeholder(expected, actual, saved) {
        return fits;
    }
    if parts(expected).0 != parts(actual).0 {
        return false;
    }
    match (items(expected), items(actual)) {
        (Some(e), Some(a)) => {
            e.len() == a.len() && e.iter().zip(a).all(|(e, a)| same_shape(e, a, saved, leaf))
        }
        _ => leaf(expected, actual),
    }
}

fn regex_leaf(expected: &Value, actual: &Value) -> bool {
    let ((kind, e), (_, a)) = (parts(expected), parts(actual));
    if is_text(kind) {
        pattern::matches(e.as_str().unwrap_or_default(), a.as_str().unwrap_or_default())
    } else {
        e == a
    }
}

fn contains(expected: &Value, actual: &Value, saved: &Saved) -> bool {
    if let Some(fits) = placeholder(expected, actual, saved) {
        return fits;
    }
    let ((kind, e), (actual_kind, a)) = (parts(expected), parts(actual));
    if kind != actual_kind {
        return false;
    }
    match (items(expected), items(actual)) {
        (Some(e), Some(a)) => multiset(e, a, &|e, a| contains(e, a, saved)),
        _ if is_text(kind) => a.as_str().unwrap_or_default().contains(e.as_str().unwrap_or_default()),
        _ => e == a,
    }
}

fn unordered(expected: &Value, actual: &Value, exact: &dyn Fn(&Value, &Value) -> bool) -> bool {
    let (Some(e), Some(a)) = (items(expected), items(actual)) else { return exact(expected, actual) };
    if e.len() != a.len() {
        return false;
    }
    if !e.iter().any(|item| items(item).is_some()) {
        return multiset(e, a, exact);
    }
    e.iter().zip(a).all(|(e, a)| match (items(e), items(a)) {
        (Some(e), Some(a)) => e.len() == a.len() && multiset(e, a, exact),
        (Some(_), None) => false,
        (None, _) => exact(e, a),
    })
}

/// Every expected element has an actual one of its own, in any order. Placeholders choose last.
fn multiset(expected: &[Value], actual: &[Value], eq: &dyn Fn(&Value, &Value) -> bool) -> bool {
    let is_vague = |value: &&Value| {
        let text = value.to_string();
        ["\"any", "_re\"", "\"id\""].iter().any(|mark| text.contains(mark))
    };
    let mut wanted: Vec<&Value> = expected.iter().collect();
    wanted.sort_by_key(is_vague);
    let mut left: Vec<&Value> = actual.iter().collect();
    wanted.into_iter().all(|e| match left.iter().position(|a| eq(e, a)) {
        Some(at) => {
            left.remove(at);
            true
        }
        None => false,
    })
}

/// The last line of a traceback, which is the text of a Python list of lines; other texts as they are.
fn last_line(text: &Value) -> Option<&str> {
    let text = text.as_str()?;
    if !text.starts_with("['Traceback") {
        return Some(text);
    }
    let at = text.rfind(r"\n', '").max(text.rfind(r#"\n', ""#));
    Some(at.map_or(text, |at| &text[at + 5..]))
}

#[test]
fn of_tracebacks_the_last_line_counts() {
    let expected =
        serde_json::json!({ "error": r"['Traceback (most recent call last):\n', '  line 1\n', 'E: x\n']" });
    let actual =
        serde_json::json!({ "error": r"['Traceback (most recent call last):\n', '  line 2\n', 'E: x\n']" });
    assert!(fits("exact", &expected, &actual, &Saved::new()));
    let other =
        serde_json::json!({ "error": r"['Traceback (most recent call last):\n', '  line 1\n', 'E: y\n']" });
    assert!(!fits("exact", &expected, &other, &Saved::new()));
}
