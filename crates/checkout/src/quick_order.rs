//! Quick orders: a pasted block of codes and quantities, read generously and judged line by line. Nothing is put into a
//! cart here: what is good goes there by [`crate::add_lines`].

use catalog::{CodeMatch, Product};
use kernel::{AccountId, Action, Ctx, Scope};

use crate::CheckoutError;
use crate::desk::Desk;
use crate::lines::MOST_LINES;
use crate::suggest::near_codes;
use crate::verdict::{AskedQuantity, Judge, LineVerdict, VerdictKind};

/// The longest text that is read, in characters.
const LONGEST: usize = 200_000;
/// For so many unknown codes near ones are looked for: it takes a walk through the whole catalogue.
const MOST_EXPLAINED: usize = 10;

/// Reads `code;quantity` lines (semicolon, tab, comma or spaces between) and judges each. Without a quantity the least that
/// is sold is meant. Demands `Action::CartEdit` on the account.
pub fn quick_order(ctx: &Ctx, desk: &Desk, account: AccountId, text: &str) -> Result<Vec<LineVerdict>, CheckoutError> {
    ctx.permit(Action::CartEdit, Scope::Account(account))?;
    if text.len() > LONGEST {
        return Err(CheckoutError::field("text", "too_long", format!("at most {LONGEST} characters")));
    }
    let rows = rows(text);
    if rows.len() > MOST_LINES {
        return Err(CheckoutError::field("text", "too_many", format!("at most {MOST_LINES} lines")));
    }
    let buyer = desk.buyer(ctx, account)?;
    let judge = Judge::new(ctx, desk, &buyer);
    let mut verdicts: Vec<LineVerdict> = rows.iter().map(|row| verdict(&judge, row)).collect();
    let unknown = verdicts.iter_mut().filter(|verdict| verdict.kind == VerdictKind::UnknownCode).take(MOST_EXPLAINED);
    let mut unknown: Vec<&mut LineVerdict> = unknown.collect();
    if !unknown.is_empty() {
        let products = desk.catalogue.products(ctx.tenant);
        let sold = || products.iter().map(|product| &**product).filter(|product: &&Product| product.is_sold());
        let codes: Vec<String> = unknown.iter().map(|verdict| verdict.code.clone()).collect();
        for (verdict, near) in unknown.iter_mut().zip(near_codes(&codes, sold())) {
            verdict.suggestions = near;
        }
    }
    Ok(verdicts)
}

fn verdict(judge: &Judge<'_>, row: &Row) -> LineVerdict {
    // `ISO 4762`: a code with a space rather than 4,762 pieces of ISO.
    if row.spaced && matches!(judge.find(&row.whole), CodeMatch::One(_) | CodeMatch::Several(_)) {
        return judge.judge(row.row, &row.whole, &AskedQuantity::Least).0;
    }
    judge.judge(row.row, &row.code, &row.quantity).0
}

/// A line of the text.
#[derive(Debug)]
struct Row {
    /// From 1, counting empty lines.
    row: usize,
    code: String,
    quantity: AskedQuantity,
    /// The whole line.
    whole: String,
    /// Whether code and quantity were told apart by nothing but a space.
    spaced: bool,
}

fn rows(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (row, line) in (1..).zip(text.lines()) {
        let line: String = line.chars().map(|each| if each.is_control() && each != '\t' { ' ' } else { each }).collect();
        let line = line.trim_matches(|each: char| each.is_whitespace() || each == '\u{feff}');
        if line.is_empty() || (rows.is_empty() && is_heading(line)) {
            continue;
        }
        let (code, quantity, spaced) = split(line);
        let code: String = code.trim().trim_matches('"').trim().chars().take(100).collect();
        rows.push(Row { row, code, quantity: read(quantity), whole: line.chars().take(100).collect(), spaced });
    }
    rows
}

/// Code and quantity. With a semicolon or tab the first two fields; else what follows the last comma or space, when it is a
/// number.
fn split(line: &str) -> (&str, Option<&str>, bool) {
    for separator in [';', '\t'] {
        if line.contains(separator) {
            let mut fields = line.split(separator);
            return (fields.next().unwrap_or(line), fields.next(), false);
        }
    }
    if let Some((code, quantity)) = line.rsplit_once(',').filter(|(_, quantity)| is_number(quantity)) {
        return (code, Some(quantity), false);
    }
    if let Some((code, quantity)) = line.rsplit_once(char::is_whitespace).filter(|(_, quantity)| is_number(quantity)) {
        return (code, Some(quantity), true);
    }
    (line, None, false)
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|each| each.is_ascii_digit() || each == '.' || each == ',')
}

/// A decimal comma is a point: thousands are not grouped in such lists.
fn read(quantity: Option<&str>) -> AskedQuantity {
    match quantity.map(|text| text.trim().trim_matches('"').trim()).filter(|text| !text.is_empty()) {
        None => AskedQuantity::Least,
        Some(text) => AskedQuantity::Plain(text.replace(',', ".")),
    }
}

/// A first line that names columns: `codice;quantità`.
fn is_heading(line: &str) -> bool {
    const WORDS: [&str; 8] = ["sku", "code", "codice", "cod", "articolo", "item", "part", "article"];
    let (code, quantity, _) = split(line);
    let first_word =
        code.trim().trim_matches('"').split(|each: char| !each.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    WORDS.contains(&first_word.as_str())
        && quantity.is_some_and(|quantity| !quantity.contains(|each: char| each.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_however_they_were_copied() {
        let cases: [(&str, &str, Option<&str>); 14] = [
            ("6204-2RS;25", "6204-2RS", Some("25")),
            ("6204 2RS;25", "6204 2RS", Some("25")),
            ("6204-2RS\t25\tnote", "6204-2RS", Some("25")),
            ("6204-2RS; 2,5", "6204-2RS", Some("2.5")),
            ("6204-2RS,25", "6204-2RS", Some("25")),
            ("6204-2RS, 25", "6204-2RS", Some("25")),
            ("6204 2RS 25", "6204 2RS", Some("25")),
            ("6204 2RS", "6204 2RS", None),
            ("6204-2RS", "6204-2RS", None),
            ("6204-2RS;", "6204-2RS", None),
            ("\"6204-2RS\";\"25\"", "6204-2RS", Some("25")),
            ("  6204-2RS ; 25  ", "6204-2RS", Some("25")),
            ("a,b;3", "a,b", Some("3")),
            ("6204-2RS;many", "6204-2RS", Some("many")),
        ];
        for (line, code, quantity) in cases {
            let rows = rows(line);
            assert_eq!(rows.len(), 1, "{line:?}");
            assert_eq!(rows[0].code, code, "{line:?}");
            match (&rows[0].quantity, quantity) {
                (AskedQuantity::Plain(text), Some(wanted)) => assert_eq!(text, wanted, "{line:?}"),
                (AskedQuantity::Least, None) => {}
                (read, wanted) => panic!("{line:?}: {read:?} instead of {wanted:?}"),
            }
        }
    }

    #[test]
    fn headings_and_empty_lines_are_passed_over_and_rows_keep_their_numbers() {
        let rows = rows("\u{feff}Codice;Quantità\r\n\r\nA-1;2\r\n\nB-2;3\u{0}\n");
        let read: Vec<(usize, &str)> = rows.iter().map(|row| (row.row, row.code.as_str())).collect();
        assert_eq!(read, [(3, "A-1"), (5, "B-2")]);
    }
}
