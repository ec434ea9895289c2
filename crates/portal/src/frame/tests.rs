use kernel::Locale;

use super::form_data::plain_decimal;
use super::theme::{address, stylesheet};
use super::visit::local_path;

#[test]
fn numbers_are_read_as_the_language_writes_them() {
    let cases = [
        ("1.250,50", Locale::It, "1250.50"),
        ("1250,5", Locale::It, "1250.5"),
        ("1.250", Locale::It, "1250"),
        ("12.5", Locale::It, "12.5"),
        ("0.125", Locale::It, "0.125"),
        ("1234.567", Locale::It, "1234.567"),
        ("-1.250", Locale::It, "-1250"),
        ("-0.125", Locale::It, "-0.125"),
        ("12.345.678", Locale::It, "12345678"),
        ("0,125", Locale::En, "0.125"),
        ("1234,567", Locale::En, "1234.567"),
        ("0,125", Locale::It, "0.125"),
        (".500", Locale::It, ".500"),
        ("1 250", Locale::It, "1250"),
        ("1,250.50", Locale::En, "1250.50"),
        ("1,250", Locale::En, "1250"),
        ("12,5", Locale::En, "12.5"),
        ("1.250.000,25", Locale::En, "1250000.25"),
        ("abc", Locale::It, "abc"),
        ("", Locale::It, ""),
    ];
    for (typed, locale, plain) in cases {
        assert_eq!(plain_decimal(typed, locale), plain, "{typed} in {locale}");
    }
}

#[test]
fn ways_back_stay_here() {
    let cases = [
        (Some("/orders?state=open"), "/orders?state=open"),
        (Some("//evil.example"), "/"),
        (Some("/\\evil.example"), "/"),
        (Some("https://evil.example"), "/"),
        (Some("/a b"), "/"),
        (None, "/"),
    ];
    for (wanted, path) in cases {
        assert_eq!(local_path(wanted, "/"), path);
    }
}

#[test]
fn accents_are_darkened_until_they_can_be_read() {
    assert_eq!(address("#0b6b5d"), None);
    assert_eq!(address("javascript"), None);
    assert_eq!(address("#0F5C8C").as_deref(), Some("/theme/0f5c8c"));
    assert!(stylesheet("0f5c8c").unwrap().contains("--tblr-primary:#0f5c8c"));
    assert!(!stylesheet("ffcc00").unwrap().contains("--tblr-primary:#ffcc00;--tblr-primary-rgb:255"));
    assert!(stylesheet("0f5c8").is_none() && stylesheet("zzzzzz").is_none() && stylesheet("ààà").is_none());
}
