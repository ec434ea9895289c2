use super::{chosen, harmless, refusals};
use crate::backoffice::view::imports::Verdict;

#[test]
fn names_of_files_lead_nowhere() {
    let cases = [
        ("listino 2027.csv", "listino 2027.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Dati\\articoli.json.gz", "articoli.json.gz"),
        ("..", "import.csv"),
        ("", "import.csv"),
        ("a\u{0}b\nc.csv", "abc.csv"),
    ];
    for (sent, kept) in cases {
        assert_eq!(harmless(sent), kept);
    }
}

#[test]
fn only_mappings_of_one_file_of_products_are_offered() {
    for name in ["own-products", "own-categories", "own-relations", "icecat"] {
        assert!(chosen(name).is_some(), "{name}");
    }
    for name in ["northwind-products", "northwind-prices", "../secret", ""] {
        assert!(chosen(name).is_none(), "{name}");
    }
}

#[test]
fn rejected_rows_are_told_with_line_and_reason() {
    let list = "rejected_file,rejected_line,rejected_reason,sku,name\n,7,\"weight: \"\"x\"\" is no number\",A-1,Vite\n,9,sku is missing,,\n";
    let told: Vec<Verdict> = refusals(list.as_bytes()).collect();
    let expected = [
        Verdict::rejected("7".to_owned(), "A-1".to_owned(), "weight: \"x\" is no number".to_owned()),
        Verdict::rejected("9".to_owned(), String::new(), "sku is missing".to_owned()),
    ];
    assert_eq!(told, expected);
}
