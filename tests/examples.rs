//! Runs every example as a user would, against an engine of its own, and compares what it prints.

use std::process::Command;

/// What the example prints on standard output.
fn output(example: &str) -> String {
    let cargo = env!("CARGO");
    let run =
        Command::new(cargo).args(["run", "--quiet", "--example", example]).output().expect("cargo runs");
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "example {example} failed: {errors}");
    String::from_utf8(run.stdout).expect("examples print text")
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
