//! What is accepted and what is refused, with where and why; and CPython 3.7 has to agree, where there is one.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts").join(name)
}

/// The scripts of a page.
fn scripts(name: &str) -> Vec<String> {
    let text = fs::read_to_string(page(name)).expect("the page can be read");
    text.split("===\n").map(str::to_owned).collect()
}

/// The scripts of a page that are refused, with the words.
fn refused(name: &str) -> Vec<(String, String)> {
    let split = |block: String| {
        let (words, script) = block.split_once("\n---\n").expect("the words, and then the script");
        (words.to_owned(), script.to_owned())
    };
    scripts(name).into_iter().map(split).collect()
}

fn words(script: &str) -> String {
    match gear_script::check(script) {
        Ok(()) => "ok".to_owned(),
        Err(error) => format!("{}:{} {}", error.line, error.column, error.message),
    }
}

#[test]
fn what_python_3_7_accepts_is_accepted() {
    let scripts: Vec<String> =
        ["accepted.txt", "server_accepted.txt"].into_iter().flat_map(scripts).collect();
    assert!(scripts.len() > 200);
    for script in scripts {
        assert_eq!(words(&script), "ok", "{script}");
    }
}

/// `UPDATE_SCRIPTS=1` writes the words anew.
#[test]
fn what_it_refuses_is_refused_at_the_right_place() {
    for name in ["refused.txt", "server.txt"] {
        let refused = refused(name);
        if std::env::var_os("UPDATE_SCRIPTS").is_some() {
            let blocks: Vec<String> =
                refused.iter().map(|(_, script)| format!("{}\n---\n{script}", words(script))).collect();
            fs::write(page(name), blocks.join("===\n")).expect("the page can be written");
            continue;
        }
        for (expected, script) in refused {
            assert_ne!(expected, "ok", "{script}");
            assert_eq!(words(&script), expected, "{script}");
        }
    }
}

#[test]
fn texts_that_are_no_scripts() {
    let error = |text| gear_script::check(text).expect_err("it is refused");
    let mark = error("\u{feff}x = 1\n");
    assert_eq!((mark.line, mark.column), (1, 1));
    assert!(mark.message.contains("byte order mark"), "{}", mark.message);
    let nul = error("x = 1\ny = 'é\0'\n");
    assert_eq!((nul.line, nul.column), (2, 7));
    assert!(nul.message.contains("NUL"), "{}", nul.message);
    let latin = error("#!/usr/bin/python\n# -*- coding: latin-1 -*-\nx = 'é'\n");
    assert_eq!((latin.line, latin.column), (2, 15));
    assert!(latin.message.contains("`latin-1`"), "{}", latin.message);
    for empty in ["", "\n", "  \n# nothing\n"] {
        assert_eq!(error(empty).message, "the script has no statement");
    }
}

/// The depth is that of Python 3.7, which has no room for more; and what is long does not end the compiler.
#[test]
fn deep_and_long_scripts() {
    let brackets = |count: usize| format!("x = {}{}\n", "[".repeat(count), "]".repeat(count));
    assert_eq!(words(&brackets(89)), "ok");
    assert_eq!(words(&brackets(90)), "1:94 Python 3.7 cannot read brackets that are nested so deeply");
    assert!(words(&brackets(100_000)).contains("nested"));
    let blocks = |count: usize| {
        let lines: String = (0..count).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
        format!("{lines}{}pass\n", " ".repeat(count))
    };
    assert_eq!(words(&blocks(99)), "ok");
    assert_eq!(words(&blocks(100)), "101:1 Python 3.7 cannot read blocks that are nested so deeply");
    assert_eq!(words(&format!("x = {}1\n", "1 + ".repeat(20_000))), "ok");
    assert_eq!(words(&"x = 1\n".repeat(100_000)), "ok");
}

/// As the tests of the engine find it: of pyenv, or on the `PATH`.
fn python_3_7() -> Option<PathBuf> {
    let root = std::env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(Path::new(&home).join(".pyenv"))
    });
    let versions = root.into_iter().filter_map(|root| fs::read_dir(root.join("versions")).ok()).flatten();
    let of_pyenv = versions.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with("3.7"));
    let of_pyenv = of_pyenv.map(|entry| entry.path().join("bin/python3"));
    let is_3_7 = |path: &PathBuf| {
        let version = Command::new(path).arg("--version").output();
        version.is_ok_and(|output| output.stdout.starts_with(b"Python 3.7."))
    };
    of_pyenv.chain([PathBuf::from("python3.7"), PathBuf::from("python3")]).find(is_3_7)
}

/// Reads scripts, separated by NUL, and answers `ok` or the error to each.
const JUDGE: &str = "
import sys, warnings
warnings.simplefilter('ignore')
for text in sys.stdin.buffer.read().decode().split('\\0'):
    try:
        compile(text, '<string>', 'exec')
        print('ok')
    except SyntaxError as error:
        print(str(error).replace('\\n', ' '))
";

/// Blocks in each other, up to as many as there can be, and one more; and whether there are too many.
fn nested_blocks() -> Vec<(bool, String)> {
    let kinds = [
        ("for x in y:\n", &[][..], 20),
        ("while x:\n", &[], 20),
        ("with a, b:\n", &[], 10),
        ("try:\n", &["finally: pass\n"], 20),
        ("try:\n", &["except E as e: pass\n", "finally: pass\n"], 10),
        ("try: pass\n", &["except E:\n"], 20),
    ];
    let mut scripts = Vec::new();
    for (head, tail, most) in kinds {
        for count in [most, most + 1] {
            // What is in an `except` clause comes behind it, and what is in others before their ends.
            let in_clause = head.ends_with("pass\n");
            let line = |depth: usize, text: &str| format!("{}{text}", " ".repeat(depth));
            let ends = |depth: usize| tail.iter().map(|end| line(depth, end)).collect::<String>();
            let begin =
                |depth| line(depth, head) + if in_clause { ends(depth) } else { String::new() }.as_str();
            let mut script: String = (0..count).map(begin).collect();
            script += &line(count, "pass\n");
            if !in_clause {
                script.extend((0..count).rev().map(ends));
            }
            scripts.push((count == most, script));
        }
    }
    scripts
}

#[test]
fn blocks_have_a_stack_of_twenty() {
    for (accepted, script) in nested_blocks() {
        let words = words(&script);
        assert_eq!(accepted, words == "ok", "{words}\n{script}");
        assert!(accepted || words.ends_with("too many statically nested blocks"), "{words}");
    }
}

#[test]
fn cpython_agrees() {
    let Some(python) = python_3_7() else { return eprintln!("skipped: there is no Python 3.7") };
    let mut scripts: Vec<(bool, String)> =
        scripts("accepted.txt").into_iter().map(|script| (true, script)).collect();
    scripts.extend(refused("refused.txt").into_iter().map(|(_, script)| (false, script)));
    scripts.extend(nested_blocks());
    let mut judge = Command::new(python)
        .args(["-c", JUDGE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let all: Vec<&str> = scripts.iter().map(|(_, script)| script.as_str()).collect();
    let mut input = judge.stdin.take().expect("its input is a pipe");
    let text = all.join("\0");
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = judge.wait_with_output().expect("Python ends");
    writer.join().expect("no panic").expect("Python reads");
    let answers = String::from_utf8(output.stdout).expect("Python writes text");
    let answers: Vec<&str> = answers.lines().collect();
    assert_eq!(answers.len(), scripts.len());
    for ((accepted, script), answer) in scripts.iter().zip(answers) {
        assert_eq!(*accepted, answer == "ok", "Python: {answer}\n{script}");
    }
}
