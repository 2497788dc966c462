//! The grammar, read from its text.

/// A row of the grammar: `kind: template => variables ## covers`.
pub(crate) struct Rule {
    pub(crate) kind: String,
    pub(crate) template: &'static str,
    /// The variables, with their kinds, that a statement leaves behind.
    pub(crate) declares: Vec<(&'static str, &'static str)>,
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
    let (rest, covers) = rest.split_once(" ## ").unwrap_or((rest, ""));
    let (template, declares) = match kind {
        "stmt" => rest.split_once("; => ").unwrap_or((rest, "")),
        _ => (rest, ""),
    };
    let covers = covers.split("; ").filter(|entry| !entry.is_empty()).collect();
    // What was split off, a declaration ends with.
    let template = if declares.is_empty() { template } else { &rest[..template.len() + 1] };
    Rule { kind: kind.to_owned(), template, declares: variables(declares), covers }
}

fn variables(list: &str) -> Vec<(&str, &str)> {
    list.split(',').filter_map(|variable| variable.split_once(':')).collect()
}

/// A piece of a template.
pub(crate) enum Piece<'t> {
    Text(&'t str),
    /// `$kind{x:kind,..}`; after `$kind!` nothing that is around changes.
    Hole {
        kind: &'t str,
        frozen: bool,
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
        if kind.is_empty() {
            // That of a format: `{:w$}`.
            out.push(Piece::Text("$"));
            continue;
        }
        let (frozen, after) = after.strip_prefix('!').map_or((false, after), |after| (true, after));
        rest = after;
        let mut declared = Vec::new();
        if let Some((list, after)) = after.strip_prefix('{').and_then(|after| after.split_once('}')) {
            declared = variables(list);
            rest = after;
        }
        out.push(Piece::Hole { kind, frozen, variables: declared });
    }
    out.push(Piece::Text(rest));
    out
}

/// The rows that satisfy a condition.
pub(crate) fn fitting(rules: &[Rule], fits: impl Fn(&Rule) -> bool) -> Vec<usize> {
    (0..rules.len()).filter(|row| fits(&rules[*row])).collect()
}
