//! Italian and English words, measures, spelling.

use kernel::Locale;

use super::{ask, catalogue, found, index_of, number, part, product};
use crate::engine::{Query, Restriction, Sort, SuggestRequest};

#[test]
fn words_are_found_in_both_languages_whatever_the_caller_speaks() {
    let index = index_of(&catalogue());
    let cases: [(&str, &[u64]); 9] = [
        ("cuscinetto a sfere", &[1, 2, 3, 4]),
        ("CUSCINETTI A SFERE", &[1, 2, 3, 4]),
        ("ball bearing", &[1, 2, 3, 4]),
        ("bearings", &[1, 2, 3, 4]),
        ("viti", &[11, 12, 13]),
        ("cap screws", &[11, 12, 13]),
        ("guarnizione", &[22]),
        ("trasmissione", &[23]),
        ("ventilatore industriale", &[23]),
    ];
    for (typed, expected) in cases {
        for locale in Locale::ALL {
            let mut numbers = found(&index, typed, locale);
            numbers.sort_unstable();
            assert_eq!(numbers, expected, "{typed} ({locale})");
        }
    }
}

#[test]
fn accents_do_not_matter() {
    let index = index_of(&catalogue());
    for typed in ["qualità", "qualita", "QUALITA\u{300}", "quàlita"] {
        assert_eq!(found(&index, typed, Locale::It), [22], "{typed}");
    }
}

#[test]
fn a_product_with_all_words_comes_before_one_that_lacks_some() {
    let index = index_of(&catalogue());
    let numbers = found(&index, "vite M8x40 A2", Locale::It);
    assert_eq!(numbers[0], 12);
    let place = |wanted: u64| numbers.iter().position(|number| *number == wanted).unwrap();
    assert!(place(11) < place(13), "M8 and A2 but another length, before another thread and grade: {numbers:?}");
}

#[test]
fn hits_that_lack_words_do_not_show_when_there_are_enough_complete_ones() {
    let mut documents = catalogue();
    documents.extend((100..130).map(|id| part(id, &format!("R{id}"), "Rondella piana zincata", "Plain washer, zinc")));
    documents.extend((200..230).map(|id| part(id, &format!("R{id}"), "Rondella elastica", "Spring washer")));
    let index = index_of(&documents);
    assert_eq!(ask(&index, &Query::new("rondella zincata", Locale::It)).total, 30);
    assert_eq!(ask(&index, &Query::new("rondella", Locale::It)).total, 60);
}

#[test]
fn measures_match_names_and_attributes_in_any_spelling() {
    let index = index_of(&catalogue());
    let cases: [(&str, &[u64]); 7] = [
        ("foro 25 mm", &[2]),
        ("25mm", &[2]),
        ("2,5 cm", &[2]),
        ("40 millimetri", &[12]),
        ("vite M8 x 30", &[11]),
        ("m8×40", &[12]),
        ("SPZ 1250 mm", &[23]),
    ];
    for (typed, expected) in cases {
        let numbers = found(&index, typed, Locale::It);
        assert_eq!(&numbers[..expected.len().min(numbers.len())], expected, "{typed}");
    }
    let by_inch = found(&index, "1\" bearing", Locale::En);
    assert!(by_inch.len() >= 4, "a measure that nothing has does not empty the answer");
}

#[test]
fn inches_are_found_as_fractions_and_as_millimetres() {
    let mut documents = catalogue();
    documents[7].attributes.push(super::millimetres("inlet", 12_700_000));
    let index = index_of(&documents);
    for typed in ["1/2\"", "1/2 pollice", "1/2 inch", "12,7 mm", "0.5in"] {
        assert_eq!(found(&index, typed, Locale::It), [21], "{typed}");
    }
}

#[test]
fn the_name_of_a_machine_alone_finds_the_machine_and_not_its_parts() {
    let index = index_of(&catalogue());
    assert_eq!(found(&index, "pompa", Locale::It), [21, 23], "the pump, and what is described for pumps");
    assert_eq!(found(&index, "kit pompa", Locale::It)[0], 22);
}

#[test]
fn unknown_words_are_completed_or_respelled_and_a_correction_is_offered() {
    let index = index_of(&catalogue());
    let hits = ask(&index, &Query::new("cuscineto a sfere", Locale::It));
    assert_eq!(hits.total, 4);
    assert_eq!(hits.suggestions, ["cuscinetto a sfere"]);
    assert_eq!(found(&index, "cusci", Locale::It).len(), 4, "a beginning");
    let hits = ask(&index, &Query::new("centrifugla pmup", Locale::En));
    assert_eq!(number(hits.items[0].product), 21);
    assert_eq!(hits.suggestions[0], "centrifugal pump");
    assert!(ask(&index, &Query::new("cuscinetto", Locale::It)).suggestions.is_empty());
    let hits = ask(&index, &Query::new("xylofon", Locale::It));
    assert_eq!((hits.total, hits.suggestions.len()), (0, 0));
}

#[test]
fn typing_is_completed_within_what_was_typed_before() {
    let index = index_of(&catalogue());
    let suggest =
        |text: &str, locale| index.suggest(&SuggestRequest { text: text.to_owned(), locale, restrict: None, limit: 5 }).unwrap();
    assert_eq!(suggest("cus", Locale::It).completions, ["cuscinetto"]);
    assert_eq!(suggest("cus", Locale::It).products.len(), 4);
    assert_eq!(suggest("ball b", Locale::En).completions, ["ball bearing"]);
    assert_eq!(suggest("Vite a te", Locale::It).completions, ["Vite a testa"]);
    assert_eq!(number(suggest("cu-6205", Locale::It).products[0].product), 2);
    assert_eq!(number(suggest("6206", Locale::It).products[0].product), 3);
    assert_eq!(suggest("", Locale::It).completions.len(), 0);
    assert_eq!(suggest("zzzz", Locale::It).products.len(), 0);
    let only = Restriction::Only(std::sync::Arc::new([product(3)].into()));
    let request = SuggestRequest { text: "cus".to_owned(), locale: Locale::It, restrict: Some(only), limit: 5 };
    assert_eq!(index.suggest(&request).unwrap().products.len(), 1);
}

#[test]
fn hits_are_ordered_and_paged() {
    let index = index_of(&catalogue());
    let page = |sort, offset, limit| {
        let query = Query { sort, offset, limit, ..Query::new("vite", Locale::It) };
        ask(&index, &query).items.iter().map(|hit| number(hit.product)).collect::<Vec<_>>()
    };
    assert_eq!(page(Sort::Name, 0, 10), [11, 12, 13], "M8 before M10: numbers by size");
    assert_eq!(page(Sort::Sku, 0, 2), [11, 12]);
    assert_eq!(page(Sort::Sku, 2, 2), [13]);
    assert_eq!(page(Sort::Relevance, 5, 2), Vec::<u64>::new());
    assert_eq!(page(Sort::Relevance, usize::MAX, usize::MAX), Vec::<u64>::new());
    let everything = ask(&index, &Query { limit: 3, ..Query::new(" ", Locale::It) });
    assert_eq!(everything.total, 10);
    let first: Vec<u64> = everything.items.iter().map(|hit| number(hit.product)).collect();
    assert_eq!(first, [23, 1, 4], "without a text, by name");
}
