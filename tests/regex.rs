//! Regular expressions: patterns that a small grammar writes, tried on the same texts by the `regex` crate and by Python.
//!
//! A pattern that the compiler takes must be one that the crate takes, and both must find the same, with the same groups.
//! `GEAR_REGEX_PATTERNS` and `GEAR_REGEX_SEED` try more and others.

#[path = "differential/python.rs"]
#[allow(dead_code, reason = "the functions of gears run elsewhere")]
mod python;

use regex::Regex;
use serde_json::{Value as Json, json};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Patterns that are easy to get wrong.
const BY_HAND: &[&str] = &[
    r"",
    r"a*",
    r"a*?",
    r"(a)|b",
    r"(a)?b",
    r"(a)?(b)??c?",
    r"(?:(a)|b)?ab",
    r"^",
    r"$",
    r"(?m)^",
    r"(?m)$",
    r"(?m)^$",
    r"\b",
    r"\B",
    r"\bé",
    r"\w+",
    r"\W+",
    r"\d+",
    r"\D",
    r"\s+",
    r"\S+",
    r"[^\W_]+",
    r"[\w-]+",
    r"[^\d\s]+",
    r"(?i)straße",
    r"(?i)[k-m]+",
    r"(?i)[^s]",
    r"(?i)KS",
    r"(?-u:\w)+",
    r"(?-u:\b)a",
    r"(?s).+",
    r".+",
    r"(?x) a # x",
    r"a|ab|abc",
    r"(?:|a)",
    r"(?:a|)b",
    r"(?<y>\d{4})-(?P<m>\d\d)",
    r"[a-c&&b-d]+",
    r"[a-z--[aeiou]]+",
    r"[a-c~~b-d]",
    r"[[:alpha:]]+",
    r"[[:^space:]]+",
    r"[]a]",
    r"[^]a]",
    r"[-a]",
    r"[a-]",
    r"[a\]b]+",
    r"\x61\u{e9}",
    r"\x{1F600}",
    r"[\u{1F600}-\u{1F64F}]",
    r"\.\*\(\)\[\]\{\}\|\^\$\\\+\?\-\&\~\#\ ",
    r"a{2,3}?",
    r"a{2}",
    r"(?:ab){1,2}",
    r"(?i:a)b",
    r"(?i)a(?-i)b",
    r"x|(?i)a|b",
    r"]",
    r"}",
    r"\n$",
    r"\A\w",
    r"\w\z",
    r"(?:a+b)+",
    r"(\w+)\s(\w+)",
    r"(\S+)@(\S+)\.(\w+)",
    r"((a)(b)?)c?",
    r"[[a-b][^\d]]",
    r"[\s\S]",
    r"[^\n]",
    r"\t|\v|\f|\r|\a",
    r"(a(?:b|c)?|d)e?",
    r"(?:a{1,2}){3}",
    r"[ſs]",
    r"\u{130}|ı",
    r"\w{140}",
];

const TEXTS: &[&str] = &[
    "",
    "a",
    "b",
    "ab",
    "aab",
    "abc",
    "aabbcc",
    "ba",
    "xaax",
    "a\n",
    "\n",
    "\na",
    "a\nb\n",
    "a\r\nb",
    " a b ",
    "a_b-c",
    "A",
    "aB",
    "ABC",
    "é",
    "É",
    "aé",
    "e\u{301}",
    "ß",
    "STRASSE straße",
    "K\u{212a}ks\u{17f}S",
    "İiıI",
    "1",
    "12",
    "2024-05-06",
    "٣٤",
    "²½",
    "\u{1d7ce}",
    "\u{1c}\u{1f} \u{a0}\u{2003}\u{85}",
    "\u{200d}\u{200c}",
    "日本 語",
    "😀😁",
    "ann@example.org",
    "one two  three",
    "((a))[b]{c}|^$\\.*+?-&~# ",
    "_",
    "ⅷⓐ",
    "a\u{0}b",
    "ac",
    "ae",
    "ddee",
    "abababa",
    "\t\u{b}\u{c}\r\u{7}",
];

/// Numbers that are always the same for a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % count
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn pattern(&mut self, depth: usize) -> String {
        let branches = [1, 1, 1, 2, 3][self.below(5)];
        (0..branches).map(|_| self.concat(depth)).collect::<Vec<_>>().join("|")
    }

    fn concat(&mut self, depth: usize) -> String {
        (0..self.below(4)).map(|_| self.atom(depth) + self.count()).collect()
    }

    fn count(&mut self) -> &'static str {
        self.pick(&[
            "", "", "", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}", "{0}",
        ])
    }

    fn atom(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 10 } else { 14 }) {
            0..5 => self
                .pick(&["a", "b", "c", "é", "A", "s", "k", "1", " ", "-", "\\n", "ß", "_", "."])
                .to_owned(),
            5 => {
                self.pick(&["^", "$", r"\b", r"\B", r"\A", r"\z", "(?m:^)", "(?m:$)", r"(?-u:\b)"]).to_owned()
            }
            6..8 => self
                .pick(&[r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"(?s:.)", r"(?-u:\w)", r"(?i:k)"])
                .to_owned(),
            8..10 => self.class(),
            10 => format!("({})", self.pattern(depth - 1)),
            11 => format!("(?:{})", self.pattern(depth - 1)),
            12 => format!(
                "({}{})",
                self.pick(&["?i:", "?m:", "?s:", "?x:", "?i-u:", "?-i:"]),
                self.pattern(depth - 1)
            ),
            _ => {
                format!("{}{}", self.pick(&["(?i)", "(?m)", "(?s)", "(?x)", "(?-i)"]), self.concat(depth - 1))
            }
        }
    }

    fn class(&mut self) -> String {
        let negation = self.pick(&["", "", "^"]);
        let items: String = (0..1 + self.below(3))
            .map(|_| {
                self.pick(&[
                    "a",
                    "b-d",
                    "k",
                    "S",
                    "é",
                    "à-ÿ",
                    r"\d",
                    r"\w",
                    r"\s",
                    r"\W",
                    r"\D",
                    "_",
                    "-",
                    r"\]",
                    "[:alpha:]",
                    "[:^digit:]",
                    "&&b",
                    "--a",
                    "~~[ab]",
                    "[^a]",
                    "1-3",
                    r"\n",
                    "[ab]",
                    ".",
                    "^",
                    "😀",
                ])
            })
            .collect();
        let items = items.replace("[:", "[[:").replace(":]", ":]]");
        format!("[{negation}{items}]")
    }

    /// Pieces in any order, mostly no pattern at all.
    fn soup(&mut self) -> String {
        (0..1 + self.below(6))
            .map(|_| {
                self.pick(&[
                    "a", "b", "*", "+", "?", "{2}", "{,2}", "{2,1}", "{a}", "{", "}", "(", ")", "[", "]",
                    "|", "\\", "^", "$", ".", "-", "&&", "(?i)", "(?:", "(?=", "(?<n>", "(?P<m>", "\\1",
                    "\\p{L}", "\\z", "\\Z", "\\b", "\\<", "\\x4", "\\x{41}", "\\u0041", "#", " ", "(?x)",
                    "[^", "[:", ":]", "(?-u)", "\\_", "\\é",
                ])
            })
            .collect()
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn patterns() -> Vec<String> {
    let mut random = Random(setting("GEAR_REGEX_SEED", 1).wrapping_mul(7919));
    let count = setting("GEAR_REGEX_PATTERNS", 600);
    let made = (0..count).map(|index| if index % 5 == 4 { random.soup() } else { random.pattern(2) });
    BY_HAND.iter().map(|pattern| (*pattern).to_owned()).chain(made).collect()
}

/// The regular expression as it stands in Python, if the compiler takes the pattern.
fn compiled(pattern: &str) -> Option<String> {
    let item = quote::quote! {
        fn matches(text: &str) -> bool { Regex::new(#pattern).unwrap().is_match(text) }
    };
    let output = gear_compiler::gear_item(proc_macro2::TokenStream::new(), item);
    if !output.diagnostics.is_empty() {
        return None;
    }
    // A long call is broken into lines, which stay one expression.
    let python = &output.python;
    let start = ["re.compile(", "gear_regex("].iter().filter_map(|call| python.find(call)).min();
    let end = python.rfind(".search(").expect("it searches");
    let expression = &python[start.expect("it is compiled")..end];
    Some(expression.to_owned())
}

/// The groups of each match, in bytes.
fn found(regex: &Regex, text: &str) -> Json {
    let group = |group: Option<regex::Match<'_>>| group.map(|group| [group.start(), group.end()]);
    regex.captures_iter(text).map(|captures| json!(captures.iter().map(group).collect::<Vec<_>>())).collect()
}

fn script() -> String {
    let names = ["gear_byte_offset", "gear_match", "gear_regex", "gear_regex_class", "gear_regex_matches"];
    let helpers: String =
        names.iter().map(|name| gear_prelude::find(name).expect("it is there").python).collect();
    format!(
        "import json, re, sys\n{helpers}
def spans(found):
    groups = (gear_match(found, group) for group in range(found.re.groups + 1))
    return [g and [gear_byte_offset(g[0], g[1]), gear_byte_offset(g[0], g[2])] for g in groups]

texts = json.loads(sys.stdin.readline())
for line in sys.stdin:
    regex = eval(json.loads(line))
    print(json.dumps([[spans(found) for found in gear_regex_matches(regex, text)] for text in texts]))
"
    )
}

fn run(interpreter: &str, lines: String) -> Vec<Json> {
    let mut child = Command::new(interpreter)
        .args(["-W", "error", "-X", "utf8", "-c", &script()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the interpreter starts");
    let mut input = child.stdin.take().expect("it has an input");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("the interpreter ends");
    writer.join().expect("the writer ends").expect("the interpreter reads");
    assert!(output.status.success(), "the interpreter failed");
    let text = String::from_utf8(output.stdout).expect("it writes UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("it writes JSON")).collect()
}

#[test]
fn both_engines_find_the_same() {
    let interpreters = python::interpreters();
    if interpreters.is_empty() {
        return eprintln!("skipped: there is no python3");
    }
    let all = patterns();
    let taken: Vec<(&String, String)> = all.iter().filter_map(|p| Some((p, compiled(p)?))).collect();
    let native: Vec<Regex> = taken
        .iter()
        .map(|(pattern, _)| {
            Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern} was taken: {error}"))
        })
        .collect();
    let mut lines = format!("{}\n", json!(TEXTS));
    taken.iter().for_each(|(_, python)| lines.push_str(&format!("{}\n", json!(python))));
    for interpreter in interpreters {
        let shipped = run(&interpreter, lines.clone());
        assert_eq!(shipped.len(), taken.len());
        let mut differences = Vec::new();
        for (((pattern, python), regex), shipped) in taken.iter().zip(&native).zip(&shipped) {
            for (text, shipped) in TEXTS.iter().zip(shipped.as_array().expect("a list")) {
                let native = found(regex, text);
                if native != *shipped {
                    differences.push(format!("{pattern:?} ({python}) on {text:?}: {native} and {shipped}"));
                }
            }
        }
        println!(
            "{interpreter}: {} patterns, {} taken, {} texts, {} differences",
            all.len(),
            taken.len(),
            TEXTS.len(),
            differences.len()
        );
        let smallest = differences.iter().min_by_key(|difference| difference.len());
        assert!(
            differences.is_empty(),
            "{} differences; the smallest:\n{}",
            differences.len(),
            smallest.expect("one")
        );
    }
}

/// The tables of the helper are those of the crate: each character is in the same classes.
#[test]
fn classes_have_the_same_characters() {
    let names = ["gear_regex", "gear_regex_class"];
    let helpers: String =
        names.iter().map(|name| gear_prelude::find(name).expect("it is there").python).collect();
    let script = format!(
        "import re\n{helpers}
everything = ''.join(map(chr, [*range(0xd800), *range(0xe000, 0x110000)]))
for name in 'dwsDWS':
    spans = [found.span() for found in gear_regex('[\\\\%s]+' % name).finditer(everything)]
    print(' '.join('%x-%x' % (ord(everything[a]), ord(everything[b - 1])) for a, b in spans))
"
    );
    let everything: String = ('\0'..=char::MAX).collect();
    let native = |name: &str| {
        let runs = Regex::new(&format!(r"[\{name}]+")).expect("it is a pattern");
        let end = |run: &str| (run.chars().next().map(u32::from), run.chars().next_back().map(u32::from));
        let text = |(first, last): (Option<u32>, Option<u32>)| {
            format!("{:x}-{:x}", first.unwrap_or(0), last.unwrap_or(0))
        };
        runs.find_iter(&everything).map(|run| text(end(run.as_str()))).collect::<Vec<_>>().join(" ")
    };
    let native: Vec<String> = ["d", "w", "s", "D", "W", "S"].into_iter().map(native).collect();
    for interpreter in python::interpreters() {
        let output =
            Command::new(&interpreter).args(["-c", &script]).output().expect("the interpreter starts");
        let shipped = String::from_utf8(output.stdout).expect("it writes UTF-8");
        assert_eq!(shipped.lines().collect::<Vec<_>>(), native, "{interpreter}");
    }
}
