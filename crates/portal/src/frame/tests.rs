use axum::http::{HeaderMap, Method};
use kernel::Locale;
use web::page::{Flash, Phrase};
use web::way_back;

use super::form_data::plain_decimal;
use super::local_path;
use super::theme::{address, stylesheet};
use super::visit::{carried, damaged};

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

#[test]
fn what_only_takes_posts_is_not_come_back_to() {
    let cases = [
        ("GET", "/orders?state=open", "https://shop.example/cart", "/orders?state=open"),
        ("POST", "/cart/lines/1", "https://shop.example/cart?a=1#x", "/cart?a=1"),
        ("POST", "/cart/lines/1", "https://shop.example", "/"),
        ("POST", "/cart/lines/1", "https://evil.example/cart", "/"),
        ("POST", "/cart/lines/1", "https://shop.example.evil.example/cart", "/"),
        ("POST", "/cart/lines/1", "https://shop.example//evil.example", "/"),
        ("POST", "/cart/lines/1", "", "/"),
    ];
    for (method, path, referer, place) in cases {
        let mut headers = HeaderMap::new();
        headers.insert("host", "shop.example".parse().unwrap());
        headers.insert("referer", referer.parse().unwrap());
        let method: Method = method.parse().unwrap();
        assert_eq!(way_back(&method, path, &headers), place, "{method} {path} from {referer}");
    }
}

#[test]
fn a_cookie_of_messages_that_cannot_be_read_is_noticed() {
    use base64::Engine;
    let carried =
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(carried(vec![Flash::success(Phrase::new("a"))]).unwrap());
    for (cookie, is_damaged) in [
        (None, false),
        (Some(format!("fondaco_flash={carried}")), false),
        (Some("fondaco_flash=%%%".to_owned()), true),
        (Some(format!("fondaco_flash={}", &carried[..carried.len() - 4])), true),
        (Some("fondaco_session=x".to_owned()), false),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(cookie) = &cookie {
            headers.insert("cookie", cookie.parse().unwrap());
        }
        assert_eq!(damaged(&headers).is_some(), is_damaged, "{cookie:?}");
    }
}

#[test]
fn long_messages_are_shortened_rather_than_lost() {
    let read = |flashes| -> Vec<Flash> { serde_json::from_slice(&carried(flashes).unwrap()).unwrap() };
    let left: Vec<String> = (1..=400).map(|number| format!("SO-{number:06}")).collect();
    let long = Flash::success(Phrase::new("flash-reordered-some").count("lines", 3).with("left", left.join(", ")));
    let short = Flash::success(Phrase::new("flash-saved"));
    assert_eq!(read(vec![short.clone(), short.clone()]).len(), 2);
    let told = read(vec![short, long]);
    let [told] = told.as_slice() else { panic!("{told:?}") };
    let web::page::PhraseValue::Text(left) = &told.text.arguments["left"] else { panic!("{told:?}") };
    assert!(left.starts_with("SO-000001, ") && left.ends_with("SO-000010 … (+390)"), "{left}");
    let prose = Flash::success(Phrase::new("a").with("b", "x".repeat(5_000)));
    assert_eq!(read(vec![prose]).len(), 1);
}
