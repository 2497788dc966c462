//! Redis' glob patterns: `*`, `?`, `[abc]`, `[^a-z]` and `\` before a character that is meant as it is.

/// Whether the text fits the pattern. A pattern with many stars does not take more than pattern times text steps.
pub(crate) fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    // Where to go on when the text after the last star did not fit: after the star, one byte further in the text.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        if pattern.get(p) == Some(&b'*') {
            p += 1;
            retry = Some((p, t));
            continue;
        }
        if t == text.len() {
            return p == pattern.len();
        }
        match one(&pattern[p.min(pattern.len())..], text[t]) {
            Some(used) => {
                p += used;
                t += 1;
            }
            None => match &mut retry {
                Some((after_star, from)) => {
                    *from += 1;
                    p = *after_star;
                    t = *from;
                }
                None => return false,
            },
        }
    }
}

/// Matches one byte; how much of the pattern that takes.
fn one(pattern: &[u8], byte: u8) -> Option<usize> {
    match pattern {
        [b'?', ..] => Some(1),
        [b'[', class @ ..] => {
            let (fits, len) = class_fits(class, byte);
            fits.then_some(len + 1)
        }
        [b'\\', literal, ..] => (*literal == byte).then_some(2),
        [literal, ..] => (*literal == byte).then_some(1),
        [] => None,
    }
}

/// Whether the byte is in a class (without its opening bracket), and the length of the class.
fn class_fits(class: &[u8], byte: u8) -> (bool, usize) {
    let negated = class.first() == Some(&b'^');
    let mut at = usize::from(negated);
    let mut found = false;
    loop {
        match &class[at..] {
            [] => break,
            [b']', ..] => {
                at += 1;
                break;
            }
            [b'\\', literal, ..] => {
                found |= *literal == byte;
                at += 2;
            }
            [low, b'-', high, ..] => {
                found |= (*low.min(high)..=*low.max(high)).contains(&byte);
                at += 3;
            }
            [literal, ..] => {
                found |= *literal == byte;
                at += 1;
            }
        }
    }
    (found != negated, at)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_of_redis() {
        for (pattern, text, fits) in [
            ("*", "", true),
            ("a*", "abc", true),
            ("a*c", "abcc", true),
            ("*b*d", "abcd", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("user:[^1]", "user:2", true),
            ("user:[^1]", "user:1", false),
            ("[a-c]x", "bx", true),
            ("[c-a]x", "bx", true),
            ("[ab", "a", true),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("", "", true),
            ("a", "", false),
            ("**", "a", true),
        ] {
            assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), fits, "{pattern} {text}");
        }
        assert!(!matches("a*".repeat(30).as_bytes(), "a".repeat(29).as_bytes()));
    }
}
