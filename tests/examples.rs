//! Runs every example as a user would, against an engine of its own, and compares what it prints.

use std::process::Command;

/// What the example prints on standard output.
fn output(example: &str) -> String {
    output_with("", example)
}

fn output_with(features: &str, example: &str) -> String {
    let cargo = env!("CARGO");
    let arguments = ["run", "--quiet", "--features", features, "--example", example];
    let run = Command::new(cargo).args(arguments).output().expect("cargo runs");
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "example {example} failed: {errors}");
    String::from_utf8(run.stdout).expect("examples print text")
}

/// No example is left out: each has a test here of its name.
#[test]
fn every_example_has_a_test() {
    let tests = include_str!("examples.rs");
    for entry in std::fs::read_dir("examples").expect("tests run in the folder of their package") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_stem().expect("a file has a name").to_string_lossy();
        // What the examples share is none.
        assert!(name == "common" || tests.contains(&format!("\nfn {name}()")), "{name} has no test");
    }
}

#[test]
fn adults() {
    assert_eq!(output("adults"), "Oslo: 1\nRome: 2\n50 and older: dee\n");
}

#[test]
fn word_count() {
    let output = output("word_count");
    let (counts, python) = output.split_once("\n\n").expect("counts, and then the program");
    assert_eq!(counts, "4 the\n3 gear\n3 wheel");
    assert!(python.starts_with("(GB('KeysReader')\n") && python.contains("\n    .groupby("), "{python}");
}

#[test]
fn watch() {
    let expected = "\
order:1 is 1250 cents: ann has 1250
order:2 is 990 cents: bob has 990
order:3 is 400 cents: ann has 1650
order:1 is 250 cents: ann has 650
";
    assert_eq!(output("watch"), expected);
}

#[test]
fn launch() {
    let expected = r#"["moon #1", "moon #2"]
ann has seat 1
bob has seat 2
cid has seat 0
["mars #1"]
launch: argument `times`: expected i64, got 'often'
"#;
    assert_eq!(output("launch"), expected);
}

#[test]
fn expiry() {
    let expected = "\
basket:ann  expires
basket:bob  expires
basketball  stays
within the hour: true
";
    assert_eq!(output("expiry"), expected);
}

#[test]
fn changes() {
    let expected = "\
event=hset  key=person:ann  city=Rome  name=Ann
event=hset  key=person:ann  city=Oslo  name=Ann
event=hdel  key=person:ann  name=Ann
event=del  key=person:ann
";
    assert_eq!(output("changes"), expected);
}

#[test]
fn write_behind() {
    let expected = "\
after 3 changes: 0 documents in the store
after 4 changes: 3 documents in the store
  doc:a = three
  doc:b = two
  doc:c = four
0 changes wait in the streams
";
    assert_eq!(output("write_behind"), expected);
}

#[test]
fn transfer() {
    let expected = "\
ann to bob:  7 moved    ann has  3, bob has  7
ann to bob:  7 refused  ann has  3, bob has  7
bob to ann:  2 moved    ann has  5, bob has  5
bob to ann: -5 refused  ann has  5, bob has  5
";
    assert_eq!(output("transfer"), expected);
}

#[test]
fn tickets() {
    assert_eq!(output("tickets"), "monday   A-001 B-002 A-003\ntuesday  A-001 B-002 A-003\n");
}

#[test]
fn kitchen() {
    let expected = "\
3 dishes, roast is the dearest
2 soups served
soup by ann
soup by ann
a step failed: ERR no cake today
";
    assert_eq!(output("kitchen"), expected);
}

#[test]
fn stamp() {
    assert_eq!(output("stamp"), "not changed today: On gears, On wheels\nnot changed today: On gears\n");
}

#[test]
fn fill() {
    let expected = "\
home  <h1>Welcome</h1>      looked up so far: 1
news  <h1>Nothing new</h1>  looked up so far: 2
home  <h1>Welcome</h1>      looked up so far: 2
lost  -                     looked up so far: 3
";
    assert_eq!(output("fill"), expected);
}

#[test]
fn query() {
    let expected = "\
1 to 3 cats               image:1, image:2
1 to 3 cats, 0 to 1 dogs  image:1
1 to 9 birds              none
";
    assert_eq!(output("query"), expected);
}

#[test]
fn json() {
    let expected = r#"{"cents":1990,"customer":"ann","items":["gear","oil"],"key":"order:0"}
{"cents":0,"customer":"bob","items":[],"key":"order:1"}
{"error":"not an order","key":"order:2"}
"#;
    assert_eq!(output("json"), expected);
}

#[test]
fn pi() {
    assert_eq!(output("pi"), "  100 darts: 3.440\n 1600 darts: 3.232\n25600 darts: 3.164\n");
}

#[test]
fn demo() {
    let output = output("demo");
    for expected in [
        "\n  gear-runtime ",
        "\n  the ",
        "\n  $ redis-cli -p ",
        "\n  #[gear]",
        "| (GB('KeysReader')",
        "\nThe engine has ended. ",
    ] {
        assert!(output.contains(expected), "{expected:?} is missing:\n{output}");
    }
}

#[test]
fn digest() {
    // What Python's own hashlib and base64 give.
    let expected = "\
doc:a  4TZ5BNMR  to be
doc:b  AQLJLT3G  or not to be
doc:c  4TZ5BNMR  to be
";
    assert_eq!(output("digest"), expected);
}

#[test]
fn legacy() {
    let expected = "\
deployment `prices`: 1 to create, 0 to update, 0 unchanged, 0 orphaned
  + legacy
Python: 1290 cents, changes so far: 1
deployment `prices`: 2 to create, 0 to update, 0 unchanged, 0 orphaned
  + total: takes the place of `legacy`
  + changes
Rust: 1290 cents, changes so far: 2
";
    assert_eq!(output_with("scripts,deploy", "legacy"), expected);
}
