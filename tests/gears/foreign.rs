//! Foreign Python: declared functions, objects and values, and what is checked of them when they run.

use crate::Engine;
use redis_gears::{Error, gear, prelude::*};
use serde::{Deserialize, Serialize};

/// The twins of the declarations below.
mod twins {
    pub(super) fn quote(text: &str) -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
            .collect()
    }

    pub(super) fn version() -> (i64, i64, i64, String, i64) {
        (3, 7, 16, "final".to_owned(), 0)
    }

    fn gcd(a: i64, b: i64) -> i64 {
        if b == 0 { a } else { gcd(b, a % b) }
    }

    fn reduced(n: i64, d: i64) -> super::Fraction {
        let by = gcd(n, d);
        super::Fraction::from_native((n / by, d / by))
    }

    pub(super) fn new(n: i64, d: i64) -> super::Fraction {
        reduced(n, d)
    }

    pub(super) fn plus(a: &super::Fraction, b: &super::Fraction) -> super::Fraction {
        let (&(n, d), &(m, e)) = (a.as_native::<(i64, i64)>(), b.as_native::<(i64, i64)>());
        reduced(n * e + m * d, d * e)
    }

    pub(super) fn numerator(this: &super::Fraction) -> i64 {
        this.as_native::<(i64, i64)>().0
    }

    pub(super) fn text(this: &super::Fraction) -> String {
        let (n, d) = this.as_native::<(i64, i64)>();
        format!("{n}/{d}")
    }

    pub(super) fn reduce(f: impl Fn(i64, i64) -> i64, items: &[i64], start: i64) -> i64 {
        items.iter().fold(start, |a, b| f(a, *b))
    }
}

#[gear(import = "urllib.parse")]
extern "Python" {
    #[gear(native = twins::quote)]
    fn quote(text: &str) -> String;
    #[gear(name = "parse_qs")]
    fn fields(query: &str, #[gear(keyword)] keep_blank_values: Option<bool>) -> HashMap<String, Vec<String>>;
}

#[gear(import = "sys")]
extern "Python" {
    #[gear(name = "version_info", native = twins::version)]
    static VERSION: (i64, i64, i64, String, i64);
}

#[gear(import = "fractions")]
extern "Python" {
    #[gear(class = "Fraction")]
    type Fraction;
    #[gear(constructor, native = twins::new)]
    fn new(numerator: i64, denominator: i64) -> Fraction;
    #[gear(constructor, name = "Fraction", catch)]
    fn parse(text: &str) -> Result<Fraction, String>;
    #[gear(method, name = "__add__", native = twins::plus)]
    fn plus(this: &Fraction, other: &Fraction) -> Fraction;
    #[gear(method, name = "__str__", native = twins::text)]
    fn text(this: &Fraction) -> String;
    #[gear(getter, native = twins::numerator)]
    fn numerator(this: &Fraction) -> i64;
}

#[gear(import = "functools")]
extern "Python" {
    #[gear(native = twins::reduce)]
    fn reduce(f: impl Fn(i64, i64) -> i64, items: &[i64], start: i64) -> i64;
}

#[gear(import = "os.path")]
extern "Python" {
    #[gear(variadic)]
    fn join(first: &str, rest: &[String]) -> String;
}

#[gear(import = "argparse")]
extern "Python" {
    type Namespace;
    #[gear(constructor)]
    fn empty() -> Namespace;
    #[gear(setter)]
    fn set_limit(this: &mut Namespace, limit: i64);
    #[gear(getter)]
    fn limit(this: &Namespace) -> i64;
    #[gear(getter, name = "missing")]
    fn missing(this: &Namespace) -> i64;
}

#[gear]
fn sum_of(a: i64, b: i64) -> String {
    let third: Fraction = Fraction::new(1, 3);
    let other: Fraction = Fraction::new(a, b);
    let sum: Fraction = third.plus(&other);
    format!("{} {}", sum.text(), sum.numerator())
}

#[test]
fn both_worlds_agree_where_there_is_a_twin() {
    let mut engine = Engine::start();
    engine.commands("SET a 1");
    let numbers: Vec<i64> = vec![1, 2, 3, 4];
    let gear = gear!(
        KeysReader::<String>("*")
            .map(|r| {
                let squares = reduce(|a: i64, b: i64| a + b * b, &numbers, 0);
                (quote("a b/c"), sum_of(1, 6), squares, VERSION.0, r.key)
            })
            .run()
    );
    let expected = vec![("a%20b%2Fc".to_owned(), "1/2 1".to_owned(), 30, 3, "a".to_owned())];
    assert_eq!(gear.native(&mut engine.con).expect("it runs natively"), expected);
    // `/` is safe in a path.
    let shipped = gear.run(&mut engine.con).expect("it runs");
    assert_eq!(shipped[0].0, "a%20b/c");
    assert_eq!((&shipped[0].1, shipped[0].2, shipped[0].3), (&expected[0].1, 30, 3));
}

#[test]
fn arguments_go_by_position_by_name_and_one_by_one() {
    let mut engine = Engine::start();
    engine.commands("SET a 1");
    static JOINED: Gear<Vec<(String, usize, usize)>> = gear!(
        KeysReader("*")
            .map(|_| {
                let parts = vec!["b".to_string(), "c".to_string()];
                let all: HashMap<String, Vec<String>> = fields("x=1&y=", Some(true));
                let some: HashMap<String, Vec<String>> = fields("x=1&y=", None);
                (join("a", &parts), all.len(), some.len())
            })
            .run()
    );
    assert_eq!(JOINED.run(&mut engine.con).expect("it runs"), [("a/b/c".to_owned(), 2, 1)]);
}

#[test]
fn exceptions_are_errors_of_the_step_or_caught() {
    let mut engine = Engine::start();
    engine.commands("SET a 1");
    static PARSED: Gear<Vec<(String, String)>> = gear!(
        KeysReader("*")
            .map(|_| {
                let text = |text: &str| {
                    let parsed: Result<Fraction, String> = Fraction::parse(text);
                    match parsed {
                        Ok(fraction) => fraction.text(),
                        Err(error) => error,
                    }
                };
                (text("2/6"), text("two"))
            })
            .run()
    );
    let [(good, bad)] = &PARSED.run(&mut engine.con).expect("it runs")[..] else { panic!("one record") };
    assert_eq!((good.as_str(), bad.as_str()), ("1/3", "ValueError: Invalid literal for Fraction: 'two'"));

    static DIVIDED: Gear<Vec<String>> = gear!(KeysReader("*").map(|_| sum_of(1, 0)).run());
    let error = DIVIDED.run(&mut engine.con).expect_err("a fraction of zero").to_string();
    assert!(error.contains("ZeroDivisionError") || error.contains("Fraction(1, 0)"), "{error}");
    assert!(error.contains("foreign.rs"), "{error}");
}

#[test]
fn attributes_are_read_and_set() {
    let mut engine = Engine::start();
    engine.commands("SET a 1");
    static LIMIT: Gear<Vec<i64>> = gear!(
        KeysReader("*")
            .map(|_| {
                let mut space: Namespace = Namespace::empty();
                space.set_limit(7);
                space.limit() + 1
            })
            .run()
    );
    assert_eq!(LIMIT.run(&mut engine.con).expect("it runs"), [8]);
    static MISSING: Gear<Vec<i64>> = gear!(
        KeysReader("*")
            .map(|_| {
                let space: Namespace = Namespace::empty();
                space.missing()
            })
            .run()
    );
    let error = MISSING.run(&mut engine.con).expect_err("there is none").to_string();
    assert!(error.contains("has no attribute 'missing'"), "{error}");
}

#[test]
fn a_function_without_a_twin_fails_natively_and_says_why() {
    static JOINED: Gear<Vec<String>> = gear!(KeysReader("*").map(|r| join(&r.key, &[])).run());
    let error = JOINED.native_on([KeysRecord::new("a", redis_gears::Value::Null)]).expect_err("no twin");
    assert!(matches!(error, Error::Step { .. }), "{error:?}");
    assert!(error.to_string().contains("`os.path.join` is Python, and has no native twin"), "{error}");
}

#[gear(import = "no_such_module")]
extern "Python" {
    fn f() -> i64;
}

#[test]
fn a_missing_module_is_an_error_of_the_step_that_names_it() {
    let mut engine = Engine::start();
    engine.commands("SET a 1");
    static MISSING: Gear<Vec<i64>> = gear!(KeysReader("*").map(|_| f()).run());
    let error = MISSING.run(&mut engine.con).expect_err("it is not there").to_string();
    assert!(error.contains("no_such_module"), "{error}");
}

#[gear]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Point {
    x: i64,
    name: Option<String>,
}

#[gear]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Color {
    Red,
    Green,
}

/// Each converter on values that it takes and on one that it refuses: `ast.literal_eval` gives whatever is written.
mod converted {
    use super::{Color, Engine, Point};
    use redis_gears::{gear, prelude::*};

    macro_rules! converters {
        ($engine:ident $($ty:ty, $good:literal => $value:expr, $bad:literal => $error:literal;)*) => {$({
            #[gear(import = "ast")]
            extern "Python" {
                fn literal_eval(text: &str) -> $ty;
            }

            let text = $good.to_owned();
            let good = gear!(KeysReader("*").map(|_| literal_eval(&text)).run());
            let value: $ty = $value;
            assert_eq!(good.run(&mut $engine.con).expect("it fits"), [value]);
            let text = $bad.to_owned();
            let bad: Gear<Vec<$ty>> = gear!(KeysReader("*").map(|_| literal_eval(&text)).run());
            let error = bad.run(&mut $engine.con).expect_err("it does not fit").to_string();
            assert!(error.contains(concat!("ast.literal_eval: expected ", $error)), "{error}");
        })*};
    }

    #[test]
    fn a_value_is_of_its_type_or_refused() {
        let mut engine = Engine::start();
        engine.commands("SET a 1");
        converters! { engine
            bool, "True" => true, "1" => "bool, got int 1";
            i64, "-5" => -5, "True" => "i64, got bool True";
            i64, "9223372036854775807" => i64::MAX, "9223372036854775808" => "i64, got int 9223372036854775808";
            u16, "65535" => 65535, "-1" => "u16, got int -1";
            f64, "2" => 2.0, "'2'" => "f64, got str '2'";
            f64, "9007199254740992" => 9007199254740992.0, "9007199254740993" => "f64, got int 9007199254740993";
            String, "'é'" => "é".to_owned(), "b'x'" => "String, got bytes b'x'";
            String, "''" => String::new(), r"'\ud800'" => r"String, got str '\ud800'";
            char, "'é'" => 'é', "'ab'" => "char, got str 'ab'";
            Option<i64>, "None" => None, "1.5" => "i64, got float 1.5";
            Vec<i64>, "(1, 2)" => vec![1, 2], "'12'" => "Vec<i64>, got str '12'";
            Vec<i64>, "[]" => vec![], "[1, None]" => "i64, got NoneType";
            HashSet<i64>, "{1, 1}" => HashSet::from([1]), "[1]" => "HashSet<i64>, got list";
            BTreeMap<String, f64>, "{'a': 1}" => BTreeMap::from([("a".to_owned(), 1.0)]), "{1: 1}" => "String, got int 1";
            (i64, String), "[1, 'a']" => (1, "a".to_owned()), "(1,)" => "(i64, String), got tuple";
            Json, "{'a': (1, None, 'x')}" => json!({"a": [1, null, "x"]}), "{'a': b'x'}" => "Json, got bytes b'x'";
            redis_gears::Value, "(1, 'x')" => redis_gears::Value::List(vec![redis_gears::Value::Int(1), redis_gears::Value::Text("x".into())]), "{1, 2}" => "Json, got set";
            Color, "'Green'" => Color::Green, "'Blue'" => "Color, one of Red, Green, got str 'Blue'";
        }
    }

    #[test]
    fn bytes_and_structs() {
        #[gear(import = "ast")]
        extern "Python" {
            #[gear(name = "literal_eval")]
            fn bytes(text: &str) -> Vec<u8>;
            #[gear(name = "literal_eval")]
            fn point(text: &str) -> Point;
        }

        let mut engine = Engine::start();
        engine.commands("SET a 1");
        static GOOD: Gear<Vec<(usize, Point)>> = gear!(
            KeysReader("*").map(|_| (bytes("b'\\xff\\x00'").len(), point("{'x': 1, 'more': 2}"))).run()
        );
        assert_eq!(GOOD.run(&mut engine.con).expect("it fits"), [(2, Point { x: 1, name: None })]);
        static NO_BYTES: Gear<Vec<usize>> = gear!(KeysReader("*").map(|_| bytes("[1, 2]").len()).run());
        let error = NO_BYTES.run(&mut engine.con).expect_err("a list").to_string();
        assert!(error.contains("expected Vec<u8>, got list"), "{error}");
        static NO_POINT: Gear<Vec<Point>> = gear!(KeysReader("*").map(|_| point("{'x': '1'}")).run());
        let error = NO_POINT.run(&mut engine.con).expect_err("a text").to_string();
        assert!(error.contains("ast.literal_eval.x: expected i64, got str '1'"), "{error}");
    }
}

#[gear(import = "ast")]
extern "Python" {
    #[gear(class = "NodeVisitor")]
    type Visitor;
    #[gear(name = "literal_eval")]
    fn visitor(text: &str) -> Visitor;
    #[gear(name = "literal_eval")]
    fn object(text: &str) -> Namespace;
}

#[test]
fn objects_are_not_none_and_of_their_class() {
    let mut engine = Engine::start();
    engine.commands("SET a 1");
    static NONE: Gear<Vec<i64>> = gear!(
        KeysReader("*")
            .map(|_| {
                let _ = object("None");
                1
            })
            .run()
    );
    let error = NONE.run(&mut engine.con).expect_err("none").to_string();
    assert!(error.contains("ast.literal_eval: expected Namespace, got NoneType"), "{error}");
    static OTHER: Gear<Vec<i64>> = gear!(
        KeysReader("*")
            .map(|_| {
                let _ = visitor("[1]");
                1
            })
            .run()
    );
    let error = OTHER.run(&mut engine.con).expect_err("a list").to_string();
    assert!(error.contains("ast.literal_eval: expected Visitor, got list"), "{error}");
}
