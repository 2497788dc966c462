//! The Python decoders against their Rust twins: equal values for every text that fits, equal words for every other.
//!
//! Skipped, with a message, where there is no `python3`.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use gear_runtime::__private as p;
use gear_runtime::{Bytes, FieldText, Gear, Mismatch, ToPython, Value};

/// A `#[gear]` struct and a `#[gear]` enum.
#[derive(Clone, Debug)]
struct Point {
    x: i64,
    tag: Option<String>,
}

p::gear_struct! { Point [i64, Option<String>] { x, tag } }
p::gear_fields! { Point "Point" [i64, Option<String>] { x: i64 = "x", tag: Option<String> = "tag" } }

#[derive(Clone, Copy, Debug)]
enum Color {
    Red,
    Green,
}

p::gear_enum! { Color { Red = "red", Green = "green" } }

/// Fields that no hash can have do not hurt as long as nobody reads the struct from a hash.
#[derive(Clone, Debug)]
struct Sum {
    seen: HashSet<String>,
    last: Point,
    empty: Empty,
}

p::gear_struct! { Sum [HashSet<String>, Point, Empty] { seen, last, empty } }
p::gear_fields! { Sum "Sum" [HashSet<String>, Point, Empty] { seen: HashSet<String> = "seen", last: Point = "last", empty: Empty = "empty" } }

#[derive(Clone, Debug)]
struct Empty {}

p::gear_struct! { Empty [] {} }
p::gear_fields! { Empty "Empty" [] {} }

#[test]
fn gear_types_are_literals() {
    let last = Point { x: 1, tag: None };
    let sum = Sum { seen: HashSet::from(["a".to_owned()]), last: last.clone(), empty: Empty {} };
    assert_eq!(literal(sum.clone()), "{'seen': {'a'}, 'last': {'x': 1, 'tag': None}, 'empty': {}}");
    assert_eq!(literal(Color::Green), "'Green'");
    let kept = p::Capture::keep(&sum);
    let lent: Sum = p::Kept::lend(&kept);
    assert_eq!(lent.last.x, last.x);
    assert_eq!(p::ToArgument::to_argument(&Color::Red), b"red");
}

/// A field type: its name, its parser in Rust, with the value as a line of text, and in Python.
struct Case {
    name: &'static str,
    rust: fn(Option<&[u8]>) -> String,
}

fn shown<T: FieldText>(bytes: Option<&[u8]>, show: fn(T) -> String) -> String {
    match T::parse_bytes(bytes, "k: field `f`") {
        Ok(value) => format!("= {}", show(value)),
        Err(mismatch) => mismatch.to_string(),
    }
}

fn literal<T: ToPython>(value: T) -> String {
    let mut out = String::new();
    value.to_python(&mut out);
    out
}

fn bits(value: f64) -> String {
    if value.is_nan() { "nan".to_owned() } else { format!("{:016x}", value.to_bits()) }
}

fn option_literal(value: Option<i32>) -> String {
    literal(value)
}

macro_rules! cases {
    ($($ty:ty => $show:expr;)*) => {
        const CASES: &[Case] = &[$(Case {
            name: stringify!($ty),
            rust: |bytes| shown::<$ty>(bytes, $show),
        }),*];

        /// Each parser as a reference of the script.
        const PARSERS: &[p::Ref] = &[$(<$ty as FieldText>::parser),*];
    };
}

cases! {
    i8 => literal; i16 => literal; i32 => literal; i64 => literal; isize => literal;
    u8 => literal; u16 => literal; u32 => literal; u64 => literal; usize => literal;
    f64 => bits; f32 => |value| bits(value.into());
    bool => literal; char => literal; String => literal;
    Bytes => |bytes| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Option<i32> => option_literal;
    Vec<i64> => literal; Vec<u8> => literal; Vec<Option<Vec<u8>>> => literal; Vec<f64> => |list| list.into_iter().map(bits).collect();
    Vec<String> => literal; Vec<bool> => literal;
    HashMap<String, i8> => literal;
    Vec<char> => literal; Vec<f32> => |list| list.into_iter().map(|value| bits(value.into())).collect();
    Color => literal; Vec<Color> => literal; Point => literal; Vec<Point> => literal; Empty => literal;
    Value => |_| "any".to_owned();
}

/// Reads lines of `index hex` (or `index -` for an absent field) and answers each with a line.
const MAIN: &str = "
import struct
import sys


def show(name, value):
    if name == 'Value':
        return 'any'
    if isinstance(value, float):
        return 'nan' if value != value else struct.pack('>d', value).hex()
    if isinstance(value, bytes):
        return value.hex() if name == 'Bytes' else repr(value)
    if name in ('Vec<f64>', 'Vec<f32>'):
        return ''.join(show('f64', item) for item in value)
    if isinstance(value, dict):
        items = ['%s: %s' % (ascii(k), show(None, v)) for k, v in value.items()]
        return '{' + ', '.join(items if 'x' in value else sorted(items)) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(show(None, item) for item in value) + ']'
    return ascii(value)


for line in sys.stdin:
    index, text = line.split()
    name, parse = TABLE[int(index)]
    if text == '-':
        data = None
    else:
        data = bytearray.fromhex(text[1:])
        try:
            data = data.decode('utf-8')
        except UnicodeDecodeError:
            pass
    try:
        print('= ' + show(name, parse(data, 'k: field `f`')))
    except ValueError as error:
        print(error)
";

fn script() -> String {
    let mut table = String::from("TABLE = [\n");
    for (index, case) in CASES.iter().enumerate() {
        let _ = writeln!(table, "    ('{}', \u{1}{index}\u{1}),", case.name);
    }
    table.push_str("]\n");
    let source = p::Source { file: file!(), line: line!(), offset: 0, map: "" };
    let python: &'static str = (table + MAIN).leak();
    let unit = p::Unit { name: "decoders", python, refs: PARSERS, requirements: &[], source };
    let definition: &'static p::Definition =
        Box::leak(Box::new(p::Definition { unit, reader: "", mode: None, trigger: None }));
    let gear: Gear<i64> = p::Gear::__new(definition, |_| unreachable!());
    gear.python()
}

fn python3() -> Option<Command> {
    let found = Command::new("python3").arg("-c").arg("").status().is_ok_and(|status| status.success());
    if !found {
        eprintln!("skipped: there is no python3");
    }
    found.then(|| Command::new("python3"))
}

/// Texts that are near the border of being numbers or JSON, from a fixed seed.
fn texts() -> Vec<Vec<u8>> {
    let mut texts: Vec<Vec<u8>> = [
        "",
        "0",
        "-0",
        "+0",
        "1",
        "-1",
        "+1",
        "007",
        "--1",
        "+",
        "-",
        "1_0",
        " 1",
        "1 ",
        "1\n",
        "\u{661}",
        "½",
        "0x10",
        "127",
        "128",
        "-128",
        "-129",
        "255",
        "256",
        "32767",
        "32768",
        "65536",
        "2147483647",
        "2147483648",
        "4294967295",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "000000000000000000000000000000000000127",
        "-00000000000000000000000000000000128",
        "1.",
        ".1",
        ".",
        "1.5",
        "1e5",
        "1E-5",
        "1e",
        "e5",
        "1e400",
        "-1e400",
        "1e-400",
        "inf",
        "-INF",
        "infinity",
        "Infinit",
        "nan",
        "-NaN",
        "+nan",
        "0.1",
        "1e39",
        "3.4028235677973366e38",
        "3.4028236e38",
        "1.00000005960464477539062500000000000001",
        "1.000000059604644775390625",
        "1.4e-45",
        "7e-46",
        "7.1e-46",
        "true",
        "false",
        "True",
        "TRUE",
        "yes",
        "a",
        "é",
        "\u{1f600}",
        "ab",
        "[]",
        "[1, 2]",
        "[1.0]",
        "[1e2]",
        "[true]",
        "[null]",
        "[[1,255],null]",
        "[[256]]",
        "[\"a\\u00e9\"]",
        "[\"\\ud800\"]",
        "{}",
        "{\"a\": 1}",
        "{\"a\": 128}",
        "[NaN]",
        "[Infinity]",
        "[1,]",
        "[1] ",
        "\u{feff}[]",
        "{\"a\":1,\"a\":2}",
        "null",
        "\"a\"",
        "[9223372036854775808]",
        "[0.1, -1, 5]",
        "{\"x\": 1}",
        "{\"x\": 1, \"tag\": null}",
        "{\"more\": 2, \"tag\": \"a\", \"x\": 1}",
        "{\"tag\": \"a\"}",
        "[{\"x\": 7}]",
        "red",
        "green",
        "Red",
        "\"red\"",
        "[\"red\"]",
        "[\"a\", \"\u{1f600}\"]",
        "[\"ab\"]",
        "[1e39, 0.1, 16777217]",
        "[-0]",
        "[-0.0]",
        "18446744073709551615",
        "18446744073709551616",
        "it's",
        "\"it's\"",
        "tab\tnew\nline\\",
        "\u{7f}\u{80}\u{2028}",
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect();
    texts.push(vec![0xff, 0xfe]);
    texts.push(b"x".repeat(60));
    texts.push("é".repeat(61).into_bytes());
    texts.push(b"1".repeat(5000));
    texts.push([b"0".repeat(5000), b"7".to_vec()].concat());
    let alphabet: Vec<char> = "0123456789+-.eE_ infNa[],\"{}:\u{661}".chars().collect();
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    for _ in 0..3000 {
        let length = random(8);
        // The first letters are digits: half of the texts should be numbers.
        let letters = if random(2) == 0 { 15 } else { alphabet.len() };
        let text: String = (0..length).map(|_| alphabet[random(letters)]).collect();
        texts.push(text.into_bytes());
    }
    texts
}

#[test]
fn both_worlds_parse_alike() {
    let Some(mut python3) = python3() else { return };
    let mut input = String::new();
    let mut expected = Vec::new();
    let texts = texts();
    for (index, case) in CASES.iter().enumerate() {
        for text in texts.iter().map(Some).chain([None]) {
            let hex =
                text.map(|text| text.iter().fold("x".to_owned(), |hex, byte| format!("{hex}{byte:02x}")));
            let _ = writeln!(input, "{index} {}", hex.as_deref().unwrap_or("-"));
            let text = text.map(Vec::as_slice);
            expected.push((case.name, text.map(String::from_utf8_lossy), (case.rust)(text)));
        }
    }
    let mut child = python3
        .arg("-c")
        .arg(script())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("python3 ends");
    writer.join().expect("the writer ends").expect("python3 reads all");
    let got = String::from_utf8(output.stdout).expect("the output is ASCII");
    let got: Vec<&str> = got.lines().collect();
    assert_eq!(got.len(), expected.len());
    let different: Vec<_> = expected.iter().zip(got).filter(|((.., rust), python)| rust != python).collect();
    assert!(different.is_empty(), "{} differ: {:#?}", different.len(), &different[..different.len().min(10)]);
}

#[test]
fn long_texts_are_shortened() {
    assert_eq!(Mismatch::text(&"x".repeat(60)).len(), 62);
    assert!(Mismatch::text(&"x".repeat(61)).ends_with("x'..."));
}
