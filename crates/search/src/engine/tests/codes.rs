//! Part numbers and barcodes in every spelling.

use kernel::Locale;

use super::{ask, catalogue, found, index_of, number};
use crate::engine::Query;

#[test]
fn a_code_is_found_in_every_spelling() {
    let index = index_of(&catalogue());
    let cases = [
        ("6204 2RS", 1),
        ("6204-2RS", 1),
        ("62042rs", 1),
        ("6204/2RS", 1),
        ("6204.2rs", 1),
        ("CU 6204 2RS", 1),
        ("cu-6204-2rs", 1),
        ("CU62042RS", 1),
        ("6204zzc3", 4),
        ("6204 ZZ C3", 4),
        ("VTC M8x30 A2", 11),
        ("vtcm8×30a2", 11),
        ("px100", 21),
        ("  px-100  ", 21),
        ("12345678905", 22),
        ("0012345678905", 22),
        ("00012345678905", 22),
        ("gua77", 22),
    ];
    for (typed, expected) in cases {
        let hits = ask(&index, &Query::new(typed, Locale::It));
        let first = hits.items.first().unwrap_or_else(|| panic!("{typed}: nothing found"));
        assert_eq!(number(first.product), expected, "{typed}");
        assert!(first.matched.code, "{typed} is a code");
    }
}

#[test]
fn a_code_among_words_comes_first() {
    let index = index_of(&catalogue());
    for typed in ["cuscinetto 6205-2RS", "bearing 62052rs", "Nordlager cuscinetto 6205 2RS"] {
        let hits = ask(&index, &Query::new(typed, Locale::It));
        assert_eq!(number(hits.items[0].product), 2, "{typed}");
        assert!(hits.items[0].matched.code && hits.items[0].matched.text, "{typed}");
    }
}

#[test]
fn a_code_typed_in_part_or_with_a_slip_is_still_found() {
    let index = index_of(&catalogue());
    let cases = [
        ("cu6205", 2),      // the beginning
        ("6205-2", 2),      // the beginning of the maker's number
        ("204-2R", 1),      // the middle
        ("cu-6206-2sr", 3), // swapped
        ("cu-6205-2r5", 2), // replaced
        ("gua777", 22),     // one too many
        ("vtcm8x40a", 12),  // one missing
    ];
    for (typed, expected) in cases {
        assert_eq!(found(&index, typed, Locale::It).first(), Some(&expected), "{typed}");
    }
}

#[test]
fn a_slip_does_not_matter_when_the_code_exists() {
    let index = index_of(&catalogue());
    let hits = ask(&index, &Query::new("CU-6204-2RS", Locale::It));
    assert_eq!(
        hits.items.iter().map(|hit| number(hit.product)).collect::<Vec<_>>(),
        [1],
        "its neighbour 6205 is another product"
    );
    assert!(hits.suggestions.is_empty());
}

#[test]
fn a_part_number_that_is_a_word_does_not_win_every_query_with_it() {
    let mut documents = catalogue();
    documents[7].mpn = Some("cuscinetto".to_owned());
    for id in 100..120 {
        documents.push(super::part(id, &format!("X{id}"), "Cuscinetto piano", "Plain bearing"));
    }
    let index = index_of(&documents);
    let hits = ask(&index, &Query::new("cuscinetto", Locale::It));
    assert!(hits.items.iter().all(|hit| !hit.matched.code));
}

#[test]
fn the_machine_finds_what_fits_it() {
    let index = index_of(&catalogue());
    let numbers = found(&index, "guarnizioni per PX 100", Locale::It);
    assert_eq!(numbers.first(), Some(&22));
    assert_eq!(found(&index, "px100", Locale::It), [21, 22], "the pump itself before what fits it");
}

#[test]
fn the_callers_own_code_comes_first() {
    let index = index_of(&catalogue());
    for text in ["ROSSI-7", "6204", "cuscinetto"] {
        let hits = ask(&index, &Query { meant: Some(super::product(13)), ..Query::new(text, Locale::It) });
        assert_eq!(number(hits.items[0].product), 13, "{text}");
        assert!(hits.items[0].matched.code);
    }
    let hits = ask(&index, &Query { meant: Some(super::product(999)), ..Query::new("cuscinetto", Locale::It) });
    assert_eq!(hits.total, 4, "a product that is not there changes nothing");
}
