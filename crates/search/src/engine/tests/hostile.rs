//! Whatever is typed gets an answer.

use kernel::Locale;
use proptest::prelude::{ProptestConfig, any, proptest};

use super::{ask, catalogue, index_of};
use crate::engine::{Filter, Query, SuggestRequest, Value};

#[test]
fn hostile_texts_are_answered() {
    let index = index_of(&catalogue());
    let long = "cuscinetto ".repeat(1000);
    let digits = "1234567890".repeat(1000);
    let texts = [
        "\"",
        "'",
        "((((",
        "[a TO b]",
        "name:x AND (y OR",
        "a:b^2~3",
        "\\",
        "%00",
        "\0",
        "\u{202e}abc",
        "💥💥",
        "ﷺ",
        "ß",
        "İ",
        "中文 轴承",
        "ا ب ت",
        "a\u{300}\u{300}\u{300}",
        "1/2/3/4",
        "1,2,3.4.5",
        ",.,.",
        "x",
        "x x x",
        "xxx",
        "1x",
        "x1",
        "0x0x0",
        "-",
        "a",
        "il la lo",
        "the",
        "10\"\"\"",
        "° C",
        "10 °",
        "--6204--2RS--",
        "M8x",
        "mx8x",
        "½",
        "²",
        "...6204",
        &long,
        &digits,
    ];
    for text in texts {
        for locale in Locale::ALL {
            let hits = ask(&index, &Query::new(text, locale));
            assert!(hits.items.len() <= 25);
            index.suggest(&SuggestRequest { text: text.to_owned(), locale, restrict: None, limit: 5 }).unwrap();
        }
        let filters = vec![
            Filter::CompatibleWith(text.to_owned()),
            Filter::Brand(vec![text.to_owned()]),
            Filter::Attribute { code: text.to_owned(), any: vec![Value::Text(text.to_owned())] },
        ];
        assert_eq!(ask(&index, &Query { filters, ..Query::new("", Locale::It) }).total, 0, "{text:.40}");
    }
    assert_eq!(ask(&index, &Query::new(long, Locale::It)).total, 4, "the first words count");
}

#[test]
fn more_filters_than_fit_find_nothing() {
    let index = index_of(&catalogue());
    let filters = (0..100).map(|code| Filter::Attribute { code: format!("a{code}"), any: vec![] }).collect();
    assert_eq!(ask(&index, &Query { filters, ..Query::new("", Locale::It) }).total, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_answered(text in any::<String>(), pieces in "[a-z0-9 .,/x\"°×-]{0,40}") {
        thread_local!(static INDEX: crate::engine::Index = index_of(&catalogue()));
        INDEX.with(|index| {
            for text in [&text, &pieces] {
                ask(index, &Query::new(text.clone(), Locale::It));
                index.suggest(&SuggestRequest { text: text.clone(), locale: Locale::En, restrict: None, limit: 5 }).unwrap();
            }
        });
    }

    #[test]
    fn any_product_can_be_indexed(text in any::<String>(), code in any::<String>(), number in any::<i64>()) {
        let mut document = super::part(1, &code, &text, &code);
        document.mpn = Some(text.clone());
        document.brand = Some(text.clone());
        document.gtins = vec![code.clone()];
        document.compatible_with = vec![text.clone()];
        document.attributes = vec![super::choice(&code, &text), super::millimetres(&code, number)];
        let index = index_of(&[document]);
        let any = vec![Value::Number(number)];
        let filters = vec![Filter::Attribute { code, any }];
        assert_eq!(ask(&index, &Query { filters, ..Query::new("", Locale::It) }).total, 1);
    }
}
