use checkout::{LineVerdict, VerdictKind};
use kernel::Quantity;

use super::{good_lines, lines_left};

fn verdict(row: usize, kind: VerdictKind) -> LineVerdict {
    LineVerdict {
        row,
        code: format!("C{row}"),
        kind,
        product: None,
        sku: kind.is_taken().then(|| format!("S{row}")),
        name: None,
        quantity: kind.is_taken().then(|| Quantity::pieces(4)),
        unit_price: None,
        suggestions: Vec::new(),
        line: None,
    }
}

#[test]
fn what_cannot_be_added_stays_however_long_it_is() {
    let text = "C1;4\n\nC3;x\nC4;4\nC5;1\n";
    let verdicts = [
        verdict(1, VerdictKind::Ok),
        verdict(3, VerdictKind::BadQuantity),
        verdict(4, VerdictKind::RoundedUp),
        verdict(5, VerdictKind::UnknownCode),
    ];
    assert_eq!(lines_left(text, &verdicts), "C3;x\nC5;1");
    let codes: Vec<String> = good_lines(&verdicts).into_iter().map(|line| line.code).collect();
    assert_eq!(codes, ["S1", "S4"]);

    let long: String = (1..=400).map(|row| format!("NO-SUCH-CODE-{row};1\n")).collect();
    let unknown: Vec<LineVerdict> = (1..=400).map(|row| verdict(row, VerdictKind::UnknownCode)).collect();
    assert_eq!(lines_left(&long, &unknown), long.trim_end());
    assert!(lines_left(text, &[verdict(1, VerdictKind::Ok)]).is_empty());
}
