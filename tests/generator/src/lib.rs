//! Writes random programs of the language of gears, always the same ones for a seed.

mod choices;
mod function;
pub mod fuzz;
mod grammar;
mod kinds;
mod random;

pub use choices::Choices;
pub use function::Function;

use choices::Chooser;
use grammar::{Rule, rules};
use random::Random;
use std::collections::{BTreeMap, BTreeSet};

/// The grammar.
pub struct Grammar {
    rules: Vec<Rule>,
}

impl Default for Grammar {
    fn default() -> Grammar {
        Grammar { rules: rules() }
    }
}

impl Grammar {
    /// How many rows the grammar has.
    pub fn rows(&self) -> usize {
        self.rules.len()
    }

    /// Writes functions, `first` of which have been written before. Each begins with another row of the grammar, so
    /// that every row is used.
    pub fn functions(&self, seed: u64, first: usize, count: usize) -> Vec<Function> {
        let one = |index: usize| {
            let random = Random::new(seed.wrapping_mul(0x0002_0000_0001).wrapping_add(index as u64));
            let row = Some(index % self.rules.len());
            function::function(&self.rules, &name(index - first), row, Chooser::random(random))
        };
        (first..first + count).map(one).collect()
    }

    /// Writes a function from choices; its name says that it is the function at `index`.
    pub fn again(&self, index: usize, row: Option<usize>, choices: Choices) -> Function {
        function::function(&self.rules, &name(index), row, Chooser::again(choices))
    }

    /// The entries of the catalog that rows use.
    pub fn covered(&self, rows: &BTreeSet<usize>) -> BTreeSet<&'static str> {
        rows.iter().flat_map(|row| self.rules[*row].covers.iter().copied()).collect()
    }
}

fn name(index: usize) -> String {
    format!("program_{index:03}")
}

/// A file with functions.
pub struct File {
    /// The module: the functions, and `programs()` that lists them.
    pub text: String,
    /// The line that each function begins on; the last one is the end.
    pub lines: Vec<usize>,
}

/// A module with the functions, which have to be named after their positions.
pub fn file(functions: &[Function]) -> File {
    let mut text = String::from(include_str!("head.rs.txt"));
    let mut lines = Vec::new();
    let mut list = String::new();
    for (index, function) in functions.iter().enumerate() {
        text.push('\n');
        lines.push(text.lines().count() + 1);
        text.push_str(&pretty(&function.text));
        list.push_str(&format!("        {}!({}, plan),\n", function.inputs, name(index)));
    }
    lines.push(text.lines().count() + 1);
    text.push_str(&format!(
        "\npub(crate) fn programs(plan: Plan) -> Vec<Program> {{\n    vec![\n{list}    ]\n}}\n"
    ));
    File { text, lines }
}

/// The text of a function as people format it.
pub fn pretty(text: &str) -> String {
    match syn::parse_file(text) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => panic!("{error} in {text}"),
    }
}

/// The functions that need a server, beside those of `cmd`.
const SERVER: &[&str] = &[
    "hashtag",
    "attempt",
    "atomic",
    "is_in_atomic_block",
    "is_async_allowed",
    "config_get",
    "gears_config_get",
    "flat_error",
    "call_next",
    "override_reply",
    "override_error",
    "get_command",
];

/// What is of a `State`, which outlives the call of a function: `tests/gears` tries them.
const ELSEWHERE: &[&str] =
    &["any.get() -> any", "any.set", "any.update", "State<T>.get", "State<T>.set", "State<T>.update"];

/// Two worlds do not run at the same time, and draw other numbers.
const DIFFERENT: &[&str] = &["SystemTime", "Instant", "random::"];

/// What waits needs `async`, which generated functions are not: `tests/gears/waiting.rs` tries it.
const WAITING: &[&str] = &["every", "join_all", "sleep", "spawn", "thread::sleep", "timeout", "yield_now"];

/// The entries of the catalog: `receiver.name` or the path of a function, with the types where several share the
/// name. Without those that need a server.
pub fn catalog() -> Vec<String> {
    use gear_compiler::reference::{functions, methods};
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for method in methods() {
        *names.entry(format!("{}.{}", method.receiver, method.name)).or_default() += 1;
    }
    let of_methods = methods().map(|method| {
        let name = format!("{}.{}", method.receiver, method.name);
        if names[&name] > 1 { format!("{name}{}", method.types) } else { name }
    });
    let needs_server = |path: &str| path.starts_with("cmd::") || SERVER.contains(&path);
    let of_functions =
        functions().map(|function| function.name.to_owned()).filter(|path| !needs_server(path));
    let differs = |name: &str| DIFFERENT.iter().any(|start| name.starts_with(start));
    let waits = |name: &str| WAITING.contains(&name) || name.starts_with("GearsFuture");
    let all = of_methods.filter(|name| !ELSEWHERE.contains(&name.as_str())).chain(of_functions);
    all.filter(|name| !differs(name) && !waits(name)).collect()
}
