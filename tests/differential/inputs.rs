//! The inputs of the generated programs: values at the edges, and random ones.

use crate::program::Run;
use redis_gears::Value;

/// Random values, the same ones for a seed (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

/// How many inputs each program runs on, and the seed of them.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) count: usize,
    pub(crate) seed: u64,
}

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    pub(crate) fn integer(&mut self) -> i64 {
        match self.below(4) {
            0 => self.pick(&[
                i64::MIN,
                i64::MIN + 1,
                i64::MAX,
                i64::MAX - 1,
                i64::from(i32::MIN),
                1 << 32,
                1 << 53,
            ]),
            1 => self.pick(&[0, 1, -1, 2, 7, -13, 10, 63, 64, 127, 128, 255, 256, -256]),
            2 => self.below(200) as i64 - 100,
            _ => (self.below(usize::MAX) as i64) >> self.below(64),
        }
    }

    pub(crate) fn float(&mut self) -> f64 {
        match self.below(3) {
            0 => self.pick(&[
                0.0,
                -0.0,
                f64::NAN,
                f64::INFINITY,
                f64::NEG_INFINITY,
                f64::MAX,
                f64::MIN_POSITIVE,
                5e-324,
            ]),
            1 => {
                self.pick(&[1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 1e-7, 1e16, 1e22, 1e300, 9007199254740993.0])
            }
            _ => (self.below(2_000_001) as f64 - 1e6) / self.pick(&[1.0, 3.0, 1000.0, 1e9]),
        }
    }

    pub(crate) fn character(&mut self) -> char {
        self.pick(&[
            'a',
            'b',
            'c',
            'x',
            'Z',
            '0',
            '7',
            ',',
            ' ',
            '-',
            '+',
            '.',
            '_',
            '"',
            '\'',
            '\\',
            '\n',
            '\r',
            '\t',
            '\0',
            '\u{b}',
            '\u{1c}',
            '\u{1f}',
            '\u{7f}',
            '\u{85}',
            '\u{a0}',
            'é',
            'ß',
            'ö',
            'İ',
            'Σ',
            'ﬁ',
            '\u{301}',
            '\u{2003}',
            '\u{2028}',
            '\u{feff}',
            '日',
            '²',
            '٣',
            '𝕏',
            '\u{10ffff}',
            '%',
            '{',
            '}',
        ])
    }

    pub(crate) fn text(&mut self) -> String {
        match self.below(3) {
            0 => self
                .pick(&[
                    "",
                    "a",
                    "abc",
                    "a,b,,c",
                    "Hello World",
                    "1,2",
                    "-0",
                    "+7",
                    "12",
                    "1e5",
                    "inf",
                    "NaN",
                    "true",
                    " x\t",
                    "line\nline\r\n",
                    "e\u{301} ß",
                    "\"it's\"\\n",
                    "日本 語",
                    "9223372036854775808",
                    "{\"a\":[1,2.5],\"b\":\"x\"}",
                    "[1,-0.0,1e2]",
                    "255",
                    "ffff",
                ])
                .to_owned(),
            _ => (0..self.below(9)).map(|_| self.character()).collect(),
        }
    }

    pub(crate) fn list(&mut self) -> Vec<i64> {
        let length = self.pick(&[0, 1, 2, 3, 4, 7, 12]);
        (0..length).map(|_| self.integer()).collect()
    }

    pub(crate) fn option(&mut self) -> Option<i64> {
        (self.below(3) > 0).then(|| self.integer())
    }

    pub(crate) fn value(&mut self) -> Value {
        match self.below(8) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 => Value::Float(self.float()),
            3 => Value::from(self.text().as_str()),
            4 => Value::List(vec![Value::Int(self.integer()), Value::Null]),
            5 | 6 => Value::Map(
                [("a".to_owned(), Value::Int(self.integer())), (String::new(), Value::from("x"))].into(),
            ),
            _ => Value::Int(self.integer()),
        }
    }
}

/// The runs of one program.
pub(crate) fn runs<T: Clone + 'static>(
    plan: Plan,
    mut make: impl FnMut(&mut Random) -> T,
    python: impl Fn(&T) -> String,
    rust: impl Fn(&T) -> String,
    native: impl Fn(&T) -> String + Clone + 'static,
) -> Vec<Run> {
    let mut random = Random(plan.seed);
    let mut run = |_| {
        let input = make(&mut random);
        let (arguments, rust, native) = (python(&input), rust(&input), native.clone());
        Run { arguments, rust, native: Box::new(move || native(&input)) }
    };
    (0..plan.count).map(&mut run).collect()
}

/// A value as Rust writes it.
pub(crate) trait Literal {
    fn literal(&self) -> String;
}

impl Literal for i64 {
    fn literal(&self) -> String {
        format!("{self}i64")
    }
}

impl Literal for f64 {
    fn literal(&self) -> String {
        match self {
            x if x.is_nan() => "f64::NAN".to_owned(),
            x if x.is_infinite() => (if *x > 0.0 { "f64::INFINITY" } else { "f64::NEG_INFINITY" }).to_owned(),
            x => format!("{x:?}"),
        }
    }
}

impl Literal for char {
    fn literal(&self) -> String {
        format!("{self:?}")
    }
}

impl Literal for String {
    fn literal(&self) -> String {
        format!("{self:?}")
    }
}

impl Literal for Option<i64> {
    fn literal(&self) -> String {
        self.map_or("None::<i64>".to_owned(), |x| format!("Some({x})"))
    }
}

impl Literal for Vec<i64> {
    fn literal(&self) -> String {
        format!("&{self:?} as &[i64]")
    }
}

impl Literal for Value {
    fn literal(&self) -> String {
        match self {
            Value::Null => "Value::Null".to_owned(),
            Value::Text(text) => format!("Value::from({text:?})"),
            Value::Float(x) => format!("Value::Float({})", x.literal()),
            Value::List(items) => {
                format!("Value::List(vec![{}])", items.iter().map(|x| x.literal() + ", ").collect::<String>())
            }
            Value::Map(entries) => {
                let entries = entries.iter().map(|(k, x)| format!("({k:?}.to_owned(), {}), ", x.literal()));
                format!("Value::Map([{}].into())", entries.collect::<String>())
            }
            other => format!("Value::{other:?}"),
        }
    }
}

/// `generated!(numbers = (a: integer, b: integer, s: text): a, b, s)`: a macro for the programs with these parameters.
macro_rules! generated {
    ($d:tt $($name:ident = ($($parameter:ident: $make:ident = $argument:expr),*);)*) => {$(
        macro_rules! $name {
            ($d function:ident, $d plan:expr) => {
                $crate::program::Program {
                    name: stringify!($d function),
                    link: <$d function as redis_gears::__private::Item>::link,
                    unit: <$d function as redis_gears::__private::Item>::unit,
                    runs: $crate::inputs::runs(
                        $d plan,
                        |random| ($(random.$make(),)*),
                        |($($parameter,)*)| $crate::program::arguments(&[$($parameter),*]),
                        |($($parameter,)*)| [$($crate::inputs::Literal::literal($parameter)),*].join(", "),
                        |($($parameter,)*)| $crate::program::result(&$d function($($argument),*)),
                    ),
                }
            };
        }
        pub(crate) use $name;
    )*};
}

generated! { $
    numbers = (a: integer = *a, b: integer = *b, s: text = s);
    lists = (v: list = v, s: text = s, o: option = *o);
    floats = (x: float = *x, y: float = *y, n: integer = *n);
    texts = (s: text = s, t: text = t, c: character = *c);
    values = (value: value = value.clone(), n: integer = *n);
}
