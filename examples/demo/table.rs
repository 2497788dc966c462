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

/// Prints two texts beside each other.
pub(crate) fn print_side_by_side(headings: [&str; 2], left: &str, right: &str) {
    let (left, right): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let width = left.iter().map(|line| width(line)).max().unwrap_or_default();
    let row = |left: &str, right: &str| println!("  {}", format!("{left:<width$} | {right}").trim_end());
    row(headings[0], headings[1]);
    row(&"-".repeat(width), &"-".repeat(width));
    for n in 0..left.len().max(right.len()) {
        row(left.get(n).unwrap_or(&""), right.get(n).unwrap_or(&""));
    }
    println!();
}

fn width(text: &str) -> usize {
    text.chars().count()
}
