//! The grammar, read from its text.

use super::random::Random;

/// `kind: template ## covers`.
pub(crate) struct Rule {
    pub(crate) kind: &'static str,
    pub(crate) template: &'static str,
    /// The entries of the catalog that it uses.
    pub(crate) covers: Vec<&'static str>,
}

impl Rule {
    pub(crate) fn is_leaf(&self) -> bool {
        !self.template.contains('$')
    }
}

pub(crate) fn rules() -> Vec<Rule> {
    let lines = include_str!("grammar.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(rule).collect()
}

fn rule(line: &'static str) -> Rule {
    let (kind, rest) = line.split_once(": ").expect("a rule has a kind");
    let (template, covers) = rest.split_once(" ## ").unwrap_or((rest, ""));
    let covers = covers.split("; ").filter(|entry| !entry.is_empty()).collect();
    Rule { kind, template, covers }
}

/// A piece of a template.
pub(crate) enum Piece<'t> {
    Text(&'t str),
    /// `$kind{x:kind,..}`.
    Hole {
        kind: &'t str,
        variables: Vec<(&'t str, &'t str)>,
    },
}

pub(crate) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push(Piece::Text(&rest[..at]));
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (kind, after) = rest.split_at(end);
        let mut variables = Vec::new();
        rest = after;
        if let Some((list, after)) = after.strip_prefix('{').and_then(|after| after.split_once('}')) {
            variables = list.split(',').filter_map(|variable| variable.split_once(':')).collect();
            rest = after;
        }
        out.push(Piece::Hole { kind, variables });
    }
    out.push(Piece::Text(rest));
    out
}

/// One of the rules that satisfy a condition.
pub(crate) fn pick<'r>(
    random: &mut Random,
    rules: &'r [Rule],
    fits: impl Fn(&Rule) -> bool,
) -> Option<&'r Rule> {
    let fitting: Vec<&Rule> = rules.iter().filter(|rule| fits(rule)).collect();
    (!fitting.is_empty()).then(|| *random.pick(&fitting))
}
