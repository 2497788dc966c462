//! The difference of two texts, line by line.

/// A line of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Same(&'a str),
    Old(&'a str),
    New(&'a str),
}

/// The lines of both texts, those in common once: a longest common subsequence.
pub(super) fn diff<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // What is equal at both ends needs no table.
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut lines: Vec<Line<'a>> = old[..head].iter().map(|line| Line::Same(line)).collect();
    middle(&old[head..old.len() - tail], &new[head..new.len() - tail], &mut lines);
    lines.extend(old[old.len() - tail..].iter().map(|line| Line::Same(line)));
    lines
}

fn middle<'a>(old: &[&'a str], new: &[&'a str], lines: &mut Vec<Line<'a>>) {
    // common[i][j]: how many lines old[i..] and new[j..] have in common.
    let mut common = vec![vec![0u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = match old[i] == new[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(Line::Same(old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(Line::Old(old[i]));
            i += 1;
        } else {
            lines.push(Line::New(new[j]));
            j += 1;
        }
    }
}

/// The changes with some lines around them, as text; each change begins with the number of its line.
pub(super) fn hunks(old: &str, new: &str) -> Vec<String> {
    const AROUND: usize = 2;
    let lines = diff(old, new);
    let near = |index: usize| {
        let window = &lines[index.saturating_sub(AROUND)..(index + AROUND + 1).min(lines.len())];
        window.iter().any(|line| !matches!(line, Line::Same(_)))
    };
    let mut shown = Vec::new();
    let mut number = 1;
    let mut gap = true;
    for (index, line) in lines.iter().enumerate() {
        if near(index) {
            if gap {
                shown.push(format!("@@ line {number}"));
            }
            let (mark, text) = match line {
                Line::Same(text) => (' ', text),
                Line::Old(text) => ('-', text),
                Line::New(text) => ('+', text),
            };
            shown.push(format!("{mark} {text}").trim_end().to_owned());
        }
        gap = !near(index);
        number += usize::from(!matches!(line, Line::Old(_)));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shown_with_what_is_around_them() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";
        let new = "a\nb\nc\nd\nE\nf\ng\nh\ni\nj\nk";
        assert_eq!(
            hunks(old, new),
            ["@@ line 3", "  c", "  d", "- e", "+ E", "  f", "  g", "@@ line 9", "  i", "  j", "+ k"]
        );
        assert!(hunks(old, old).is_empty());
        assert_eq!(hunks("", "x"), ["@@ line 1", "+ x"]);
        assert_eq!(hunks("x", ""), ["@@ line 1", "- x"]);
    }

    #[test]
    fn both_texts_can_be_read_off_a_difference() {
        let texts = ["", "a", "a\nb\nc", "c\nb\na", "a\nc", "b\nb\na\nc\nb", "x\na\ny"];
        for (old, new) in texts.iter().flat_map(|old| texts.map(|new| (*old, new))) {
            let lines = diff(old, new);
            let side = |keep: fn(&Line<'_>) -> bool| -> Vec<&str> {
                let kept = lines.iter().filter(|line| keep(line));
                kept.map(|line| match line {
                    Line::Same(text) | Line::Old(text) | Line::New(text) => *text,
                })
                .collect()
            };
            assert_eq!(side(|line| !matches!(line, Line::New(_))), old.lines().collect::<Vec<_>>());
            assert_eq!(side(|line| !matches!(line, Line::Old(_))), new.lines().collect::<Vec<_>>());
        }
    }
}
