use super::{chosen, harmless};

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
