//! Python packages that are written in one place. The compiler sees what a person would: characters that no requirement has, and
//! plain versions that contradict each other. The client understands the whole before it sends it.

mod version;

use syn::LitStr;
use version::{Version, contradiction};

/// Checks requirements that come together. The error is about the requirement that it comes with.
pub(crate) fn check<'r>(
    requirements: impl IntoIterator<Item = &'r LitStr>,
) -> Result<(), (&'r LitStr, String)> {
    let mut known: Vec<(String, Vec<Need>, String)> = Vec::new();
    for written in requirements {
        let text = written.value();
        check_text(&text).map_err(|message| (written, message))?;
        let Some((name, needs)) = plain(&text) else { continue };
        for (_, others, other) in known.iter().filter(|(other, ..)| *other == name) {
            if contradiction(&[others.as_slice(), &needs].concat()) {
                return Err((
                    written,
                    format!("`{other}` and `{text}` cannot both be met: keep one of them"),
                ));
            }
        }
        known.push((name, needs, text));
    }
    Ok(())
}

/// A requirement reaches a shell on the server, so it may only have what a requirement needs. A marker is never
/// sent: the client decides it.
fn check_text(text: &str) -> Result<(), String> {
    let (package, marker) = text.split_once(';').unwrap_or((text, ""));
    let only = |text: &str, others: &str| {
        text.chars().find(|c| !c.is_ascii_alphanumeric() && !others.contains(*c)).map_or(Ok(()), Err)
    };
    if !package.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Err("a requirement begins with the name of a package".to_owned());
    }
    let (package, address) = package.split_once('@').unwrap_or((package, ""));
    let none = |c: char| {
        format!("a requirement is a package and its versions, such as `numpy~=1.21`: it has no {c:?}")
    };
    only(package, "._-[]()<>=!~,*+ ").map_err(none)?;
    only(address.trim(), "._-~:/%#&?=+@").map_err(none)?;
    check_versions(package)?;
    only(marker, "._-<>=!~() '\"").map_err(|c| {
        format!("what follows `;` is a marker, such as `python_version < '3.8'`: it has no {c:?}")
    })
}

/// What follows the name and the extras is a list of operators and versions, and no further word.
fn check_versions(package: &str) -> Result<(), String> {
    let versions = package.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let versions = versions.split_once(']').map_or(versions, |(_extras, versions)| versions).trim();
    let versions = versions.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(versions);
    for part in versions.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let operator = OPERATORS.into_iter().find(|operator| part.starts_with(operator));
        let version = operator.map_or("", |operator| part[operator.len()..].trim());
        if !version.starts_with(|c: char| c.is_ascii_digit() || c == 'v') || version.contains(' ') {
            return Err(format!("`{part}` is no version: one begins with an operator, such as `>=1.21`"));
        }
    }
    Ok(())
}

/// An operator and a version.
type Need = (&'static str, Version);

/// The longer ones first.
const OPERATORS: [&str; 8] = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"];

/// The package, as pip compares names, and its versions. `None` for what is more than that: it is left to the client.
fn plain(text: &str) -> Option<(String, Vec<Need>)> {
    if text.contains([';', '@', '(']) {
        return None;
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let versions = rest.split_once(']').map_or(rest, |(_extras, versions)| versions).trim();
    let need = |part: &str| {
        let part = part.trim();
        let operator = OPERATORS.into_iter().find(|operator| part.starts_with(operator))?;
        Some((operator, Version::new(part[operator.len()..].trim())))
    };
    let needs = versions.split(',').filter(|part| !part.is_empty()).map(need).collect::<Option<_>>()?;
    Some((name, needs))
}
