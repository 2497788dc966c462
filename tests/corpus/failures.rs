//! Programs that fail: both worlds say the same.

use crate::program::{Program, Run, arguments, program, result};
use redis_gears::prelude::*;
use std::collections::VecDeque;

#[gear]
fn parsed(kind: i64, text: &str) -> String {
    match kind {
        0 => text.parse::<i64>().unwrap().to_string(),
        1 => text.parse::<u8>().expect("a byte").to_string(),
        2 => text.parse::<f64>().unwrap().to_string(),
        3 => text.parse::<bool>().unwrap().to_string(),
        4 => text.parse::<char>().expect("one character").to_string(),
        5 => u8::try_from(text.len() as i64 - 2).unwrap().to_string(),
        6 => i64::from_str_radix(text, 16).unwrap().to_string(),
        _ => {
            let pairs: Vec<(Option<char>, Result<i32, std::num::ParseIntError>)> =
                text.chars().map(|c| (Some(c), c.to_string().parse())).collect();
            let marks: BTreeMap<char, BTreeSet<Option<i64>>> =
                text.chars().map(|c| (c, BTreeSet::from([Some(1)]))).collect();
            format!(
                "{:?} {:?} {pairs:?} {marks:?} {:?}",
                text.parse::<i32>(),
                text.parse::<bool>().ok(),
                "m".cmp(text)
            )
        }
    }
}

#[gear]
fn own_errors(kind: i64, text: &str) -> i64 {
    let none: Option<i64> = text.find('!').map(|at| at as i64);
    let strings: Result<i64, String> = if text.is_empty() { Ok(1) } else { Err(text.to_string()) };
    let pairs: Result<Vec<String>, (i64, Option<char>)> = match text.chars().next() {
        Some(c) if c == '+' => Ok(vec![text.to_string()]),
        first => Err((7, first)),
    };
    match kind {
        0 => none.unwrap(),
        1 => none.expect("a mark"),
        2 => strings.unwrap(),
        3 => strings.expect("no text"),
        4 => strings.unwrap_err().len() as i64,
        5 => pairs.unwrap().len() as i64,
        6 => pairs.expect_err("an error").0,
        7 => pairs.unwrap_err().0,
        8 => strings.map_err(|text| text.len()).unwrap(),
        _ => strings.map_err(|text| text.len() as f64 / 2.0).expect("half"),
    }
}

#[gear]
fn own_words(kind: i64, x: i64) -> i64 {
    match kind {
        0 => panic!(),
        1 => panic!("{x} {:?}", Some(x)),
        2 => todo!(),
        3 => todo!("later: {x}"),
        4 => unimplemented!(),
        5 => unimplemented!("not {x}"),
        6 => unreachable!(),
        7 => unreachable!("{x}"),
        _ => x,
    }
}

#[gear]
fn asserted(kind: i64, list: &[i64], text: &str) -> i64 {
    let map: BTreeMap<i64, String> = list.iter().map(|x| (*x, text.to_string())).collect();
    let set: BTreeSet<char> = text.chars().collect();
    let half = list.len() as f64 / 2.0;
    let n = list.len();
    match kind {
        0 => assert!(list.len() > 5 && !text.is_empty()),
        1 => assert!(list.iter().any(|x| *x > 100) || text.contains('?')),
        2 => assert!(matches!(list.first(), Some(7))),
        3 => assert!(n == 9, "{n} of {}", 9),
        4 => assert_eq!(n, 9),
        5 => assert_eq!(list.to_vec(), vec![1, 2], "the list of {text}"),
        6 => assert_eq!(text.to_uppercase(), "X"),
        7 => assert_ne!(n, 3),
        8 => assert_ne!(half, 1.5, "half"),
        9 => assert_eq!(list.first(), Some(&9)),
        10 => assert_eq!(map.len(), 0, "{map:?}"),
        11 => assert_eq!(map, BTreeMap::new()),
        12 => assert_eq!(set, BTreeSet::from(['x'])),
        13 => assert_eq!((n, text.chars().last()), (1, None)),
        14 => assert_eq!(1.cmp(&n), std::cmp::Ordering::Equal),
        15 => assert_eq!(text.parse::<i64>(), Ok(3)),
        16 => assert_eq!(list.iter().map(|x| x * 2).collect::<VecDeque<i64>>(), VecDeque::new()),
        17 => assert!(list[n - 1] as usize == n + 7 && (n + 1) * 2 < n),
        18 => debug_assert_eq!(n % 2, 7),
        _ => {}
    }
    n as i64
}

#[gear]
fn outside(kind: i64, list: &[i64], at: usize) -> i64 {
    let mut own = list.to_vec();
    let mut queue: VecDeque<i64> = list.iter().copied().collect();
    let names: HashMap<String, i64> = HashMap::new();
    let text = "héllo";
    match kind {
        0 => own[at],
        1 => own.remove(at),
        2 => own.swap_remove(at),
        3 => {
            own.insert(at, 1);
            1
        }
        4 => own[at..].len() as i64,
        5 => own.split_off(at).len() as i64,
        6 => own.drain(at..).count() as i64,
        7 => queue[at],
        8 => {
            queue.insert(at, 1);
            2
        }
        9 => {
            own.swap(0, at);
            3
        }
        10 => names["x"],
        11 => text[at..].len() as i64,
        12 => text[..at].len() as i64,
        13 => text.split_at(at).0.len() as i64,
        14 => own.chunks(at).count() as i64,
        15 => own.iter().step_by(at).count() as i64,
        16 => own.iter().sum::<i64>() / at as i64,
        17 => (at - 3) as i64,
        18 => {
            own.rotate_left(at);
            4
        }
        _ => 0,
    }
}

/// What `from_utf8` says of bytes that are none.
#[gear]
fn no_text(text: &str, from: usize, to: usize) -> String {
    let part: Vec<u8> = text.bytes().skip(from).take(to).chain(b"(".iter().copied()).collect();
    let whole: Vec<u8> = text.bytes().skip(from).take(to).collect();
    let said = match String::from_utf8(part) {
        Ok(text) => text,
        Err(error) => error.to_string(),
    };
    match String::from_utf8(whole) {
        Ok(text) => said + &text,
        Err(error) => format!("{said}, {error}"),
    }
}

/// A program that does something else for each number, on an input.
macro_rules! of_each_kind {
    ($function:ident: $kinds:expr, $($input:expr),*) => {{
        let run = |kind: i64| Run {
            arguments: arguments(&[&kind, $(&$input),*]),
            rust: format!("{kind}, {:?}", ($($input,)*)),
            native: Box::new(move || result(&$function(kind, $($input),*))),
        };
        Program { runs: $kinds.map(run).collect(), ..program!($function:) }
    }};
}

pub(crate) fn programs() -> Vec<Program> {
    let mut all = vec![
        of_each_kind!(own_words: 0..9, 3),
        program!(no_text: ("aé", 0, 9), ("aé", 0, 2), ("aé", 2, 2), ("日本", 1, 3), ("日本", 0, 2), ("日本", 0, 5), ("😀", 0, 1), ("😀", 0, 2), ("😀", 0, 3)),
    ];
    for text in [
        "",
        "x",
        "-",
        "12",
        "300",
        "99999999999999999999",
        "-99999999999999999999",
        "1.5",
        "ab!",
        "+1",
        "é\n\"q",
    ] {
        all.push(of_each_kind!(parsed: 0..8, text));
        all.push(of_each_kind!(own_errors: 0..10, text));
    }
    for list in [&[] as &'static [i64], &[7], &[1, 2, 3], &[-4, 5]] {
        all.push(of_each_kind!(asserted: 0..19, list, "aé"));
        for at in 0..5 {
            all.push(of_each_kind!(outside: 0..19, list, at));
        }
    }
    all
}
