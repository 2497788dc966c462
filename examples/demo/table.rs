//! Text in columns.

/// Prints rows under a heading; the first column is aligned to the left, the others to the right.
pub(crate) fn print<const N: usize>(heading: [&str; N], rows: &[[String; N]]) {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| width(&row[column]));
        cells.chain([width(heading[column])]).max().unwrap_or_default()
    });
    let line = |cells: [&str; N]| {
        let mut line = format!("  {:<1$}", cells[0], widths[0]);
        for (cell, width) in cells.iter().zip(widths).skip(1) {
            line += &format!("  {cell:>width$}");
        }
        println!("{}", line.trim_end());
    };
    line(heading);
    line(widths.map(|width| "-".repeat(width)).each_ref().map(String::as_str));
    for row in rows {
        line(row.each_ref().map(String::as_str));
    }
    println!();
}

/// Prints two texts beside each other. Lines that are too long for the left column are wrapped.
pub(crate) fn print_side_by_side(headings: [&str; 2], left: &str, right: &str) {
    const LEFT: usize = 62;
    let left: Vec<String> = left.lines().flat_map(|line| wrap(line, LEFT)).collect();
    let right: Vec<&str> = right.lines().collect();
    let row = |left: &str, right: &str| println!("  {}", format!("{left:<LEFT$} | {right}").trim_end());
    row(headings[0], headings[1]);
    for n in 0..left.len().max(right.len()) {
        row(left.get(n).map_or("", String::as_str), right.get(n).copied().unwrap_or(""));
    }
    println!();
}

fn wrap(line: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    if characters.is_empty() {
        return vec![String::new()];
    }
    characters.chunks(width).map(|chunk| chunk.iter().collect()).collect()
}

fn width(text: &str) -> usize {
    text.chars().count()
}
