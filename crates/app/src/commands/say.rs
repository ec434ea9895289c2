//! What commands print: on standard output, whether or not somebody reads it to its end.

use std::io::{ErrorKind, Write, stdout};

use anyhow::{Context, Result};

/// Prints a line, or several. A reader who has seen enough (`| head`) is no failure; a full disk is.
pub fn say(text: impl AsRef<str>) -> Result<()> {
    say_to(&mut stdout().lock(), text.as_ref())
}

fn say_to(out: &mut impl Write, text: &str) -> Result<()> {
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("the output cannot be written"),
        _ => Ok(()),
    }
}

/// Rows of cells in columns of one width each, two blanks between them. Numbers of characters are what counts.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width));
        cells.collect::<Vec<String>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<String>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind, Write};

    use super::{say_to, table};

    struct Gone(ErrorKind);

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(Error::from(self.0))
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_who_left_is_no_failure_and_a_full_disk_is() {
        assert!(say_to(&mut Gone(ErrorKind::BrokenPipe), "x").is_ok());
        assert!(say_to(&mut Gone(ErrorKind::StorageFull), "x").is_err());
    }

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [["a", "però", "x"], ["long", "b", ""], ["", "c", "y"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "a     però  x\nlong  b\n      c     y");
        assert_eq!(table(&[]), "");
    }
}
