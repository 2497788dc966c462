//! The inputs of the generated programs, by the parameters that they have: values at the edges.

macro_rules! numbers {
    ($function:ident) => {
        $crate::program::program!($function:
            (0i64, 1i64, ""),
            (-1i64, 7i64, "abc"),
            (i64::MAX, -1i64, "1,2"),
            (i64::MIN, 2i64, " \u{1c}x\t"),
            (255i64, -256i64, "é\"\\'"),
            (-13i64, 5i64, "-0"),
        )
    };
}

macro_rules! lists {
    ($function:ident) => {
        $crate::program::program!($function:
            (&[0i64; 0][..], "", None::<i64>),
            (&[0i64][..], "a", Some(0i64)),
            (&[3i64, 1, 2, 3][..], "line\nline\r\n", Some(-1i64)),
            (&[i64::MAX, -5, i64::MIN][..], "e\u{301} ß", Some(i64::MAX)),
            (&[-7i64, 7, 0, 4, 9, 2, 8][..], "12", None::<i64>),
        )
    };
}

macro_rules! floats {
    ($function:ident) => {
        $crate::program::program!($function:
            (0.0f64, -0.0f64, 0i64),
            (1.5f64, -2.5f64, 1i64),
            (f64::NAN, 1.0f64, -3i64),
            (f64::INFINITY, f64::NEG_INFINITY, i64::MAX),
            (1e-7f64, 1e22f64, i64::MIN),
            (0.1f64, 1e300f64, 9i64),
        )
    };
}

macro_rules! texts {
    ($function:ident) => {
        $crate::program::program!($function:
            ("", "", 'a'),
            ("a,b,,c", ",", ','),
            ("Hello World", "o", 'Z'),
            ("héllo\u{1c} \u{85}wörld", "ö", 'é'),
            ("日本 語", " ", '\u{301}'),
            ("\"it's\"\\n", "'", '"'),
        )
    };
}

macro_rules! values {
    ($function:ident) => {
        $crate::program::program!($function:
            (redis_gears::Value::Null, 0i64),
            (redis_gears::Value::Int(7), 1i64),
            (redis_gears::Value::from("text"), -1i64),
            (redis_gears::Value::Map([("a".to_owned(), redis_gears::Value::Int(1)), (String::new(), redis_gears::Value::from("x"))].into()), 2i64),
        )
    };
}

pub(crate) use {floats, lists, numbers, texts, values};
