//! Text: counts, codes and small ciphers.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[gear]
fn word_frequencies(text: &str) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

#[gear]
fn caesar(text: &str, shift: u8) -> String {
    text.chars()
        .map(|c| match c {
            'a'..='z' => ((c as u8 - b'a' + shift % 26) % 26 + b'a') as char,
            'A'..='Z' => ((c as u8 - b'A' + shift % 26) % 26 + b'A') as char,
            _ => c,
        })
        .collect()
}

#[gear]
fn rle_encode(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mut count = 1;
        while chars.peek() == Some(&c) {
            chars.next();
            count += 1;
        }
        if count > 1 {
            out.push_str(&count.to_string());
        }
        out.push(c);
    }
    out
}

#[gear]
fn rle_decode(text: &str) -> String {
    let mut out = String::new();
    let mut count = 0usize;
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            count = count * 10 + digit as usize;
        } else {
            out.push_str(&c.to_string().repeat(count.max(1)));
            count = 0;
        }
    }
    out
}

#[gear]
fn levenshtein(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut current = vec![i + 1; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            let cost = if x == *y { 0 } else { 1 };
            current[j + 1] = (previous[j] + cost).min(previous[j + 1] + 1).min(current[j] + 1);
        }
        previous = current;
    }
    previous[b.len()]
}

#[gear]
fn group_anagrams(words: Vec<String>) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for word in words {
        let mut letters: Vec<char> = word.to_lowercase().chars().collect();
        letters.sort_unstable();
        let key: String = letters.into_iter().collect();
        groups.entry(key).or_default().push(word);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

#[gear]
fn is_isogram(word: &str) -> bool {
    let mut seen = std::collections::HashSet::new();
    word.chars().filter(|c| c.is_alphabetic()).flat_map(|c| c.to_lowercase()).all(|c| seen.insert(c))
}

#[gear]
fn to_roman(mut n: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for &(value, numeral) in NUMERALS.iter() {
        while n >= value {
            out += numeral;
            n -= value;
        }
    }
    out
}

#[gear]
fn roman_digit(c: char) -> Option<i32> {
    Some(match c {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        'C' => 100,
        'D' => 500,
        'M' => 1000,
        _ => return None,
    })
}

#[gear]
fn from_roman(text: &str) -> Option<i32> {
    let digits = text.chars().map(roman_digit).collect::<Option<Vec<i32>>>()?;
    let mut total = 0;
    for (i, &digit) in digits.iter().enumerate() {
        match digits.get(i + 1) {
            Some(&next) if next > digit => total -= digit,
            _ => total += digit,
        }
    }
    Some(total)
}

#[gear]
fn luhn(number: &str) -> bool {
    let digits: Option<Vec<u32>> =
        number.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else {
        return false;
    };
    if digits.len() < 2 {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &d)| match (i % 2, d * 2) {
            (0, _) => d,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum % 10 == 0
}

#[gear]
fn is_valid_isbn(isbn: &str) -> bool {
    let mut sum = 0;
    let mut position = 0;
    for c in isbn.chars().filter(|&c| c != '-') {
        let digit = match c {
            '0'..='9' => c.to_digit(10).unwrap(),
            'X' if position == 9 => 10,
            _ => return false,
        };
        sum += digit * (10 - position.min(10));
        position += 1;
    }
    position == 10 && sum % 11 == 0
}

#[gear]
fn is_palindrome(text: &str) -> bool {
    let letters: Vec<char> =
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    let (mut i, mut j) = (0, letters.len().saturating_sub(1));
    while i < j {
        if letters[i] != letters[j] {
            return false;
        }
        i += 1;
        j -= 1;
    }
    true
}

#[gear]
fn pig_latin(word: &str) -> String {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    match word.chars().position(is_vowel) {
        Some(0) => format!("{word}way"),
        Some(n) => {
            let head: String = word.chars().take(n).collect();
            let tail: String = word.chars().skip(n).collect();
            format!("{tail}{head}ay")
        }
        None => word.to_string() + "ay",
    }
}

#[gear]
fn vowels_and_consonants(text: &str) -> (usize, usize) {
    text.chars().filter(|c| c.is_ascii_alphabetic()).fold((0, 0), |(vowels, consonants), c| {
        if "aeiou".contains(c.to_ascii_lowercase()) {
            (vowels + 1, consonants)
        } else {
            (vowels, consonants + 1)
        }
    })
}

#[gear]
fn similarity(a: &str, b: &str) -> f64 {
    fn bigrams(text: &str) -> Vec<(char, char)> {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }
    let (a, b) = (bigrams(a), bigrams(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|pair| b.contains(pair)).count();
    2.0 * shared as f64 / (a.len() + b.len()) as f64
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(word_frequencies: ("the cat, the hat. The END"), (""), ("Été été b a 1 1 1")),
        program!(caesar: ("Hello, World!", 3), ("xyz XYZ é", 29), ("", 255)),
        program!(rle_encode: ("aabcccccaaa"), (""), ("éé日"), ("xyz")),
        program!(rle_decode: ("2ab5c3a"), (""), ("12x"), ("é2日")),
        program!(levenshtein: ("kitten", "sitting"), ("", "abc"), ("é", "e"), ("same", "same")),
        program!(group_anagrams: (words("listen Silent enlist google elgoog abc")), (words("a b")), (words(""))),
        program!(is_isogram: ("lumberjacks"), ("eleven"), ("six-year-old"), ("Alphabet")),
        program!(to_roman: (1994), (0), (3999), (444)),
        program!(from_roman: ("MCMXCIV"), (""), ("IX"), ("ABC")),
        program!(luhn: ("4539 3195 0343 6467"), ("8273 1232 7352 0569"), ("0"), ("12a"), ("٣٣")),
        program!(is_valid_isbn: ("3-598-21508-8"), ("3-598-21507-X"), ("3-598-21508-9"), ("3-598-P1581-X"), (""), ("359821507007")),
        program!(is_palindrome: ("A man, a plan, a canal: Panama"), (""), ("ab")),
        program!(pig_latin: ("pig"), ("apple"), ("shh"), ("")),
        program!(vowels_and_consonants: ("Hello World"), ("")),
        program!(similarity: ("night", "nacht"), ("a", "b"), ("context", "contact")),
    ]
}
