use kernel::{Clock, Date, Locale, Timestamp};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::{Assets, Dates, Embedded, Missing, Numbers, Page, PageError, Pages, Shell, Sources, Translations};

const FILES: &[(&str, &str)] = &[
    (
        "it/a.ftl",
        "unit-C62 = pz\nhello = Buongiorno { $name }\nfound = { $count ->\n    [one] { $count } prodotto\n   *[other] { $count } prodotti\n }\n",
    ),
    (
        "en/a.ftl",
        "unit-C62 = { $count ->\n    [one] pc\n   *[other] pcs\n }\nhello = Hello { $name }\nfound = { $count ->\n    [one] { $count } product\n   *[other] { $count } products\n }\nenglish-only = Only here\n",
    ),
    ("shown.html", "{{ t('hello', name=page.name) }} {{ t('found', count=page.count) }}"),
    ("untold.html", "{{ t('english-only') }}"),
    ("strict.html", "{{ page.absent }}"),
    ("link.html", "{{ '/o?a=1&b=x%20y' | with_query(a=none, c='è&') }} {{ 'A/1 b' | path_segment }} {{ asset('app.css') }}"),
    ("manifest.json", "{\"app.css\":\"app-1f.css\"}"),
];

const EMBEDDED: Embedded = Embedded {
    get: |path| FILES.iter().find(|(own, _)| *own == path).map(|(_, text)| text.as_bytes().into()),
    list: || FILES.iter().map(|(path, _)| (*path).to_owned()).collect(),
};

fn now() -> Timestamp {
    Timestamp::parse("2026-11-24T08:00:00Z").unwrap()
}

fn pages(missing: Missing) -> Pages {
    let sources = Sources {
        templates: EMBEDDED,
        locales: EMBEDDED,
        assets: Assets::new(EMBEDDED),
        themes: Vec::new(),
        time_zone: "Europe/Rome".to_owned(),
        clock: Clock::manual(now()),
        missing,
    };
    Pages::new(sources).unwrap()
}

fn render(template: &str, locale: Locale, missing: Missing) -> Result<String, PageError> {
    let shell = Shell::anonymous(locale, "Seller", "/", now());
    pages(missing).render_value(&shell, template, context! { name => "<Rossi>", count => 19406 })
}

#[test]
fn amounts_are_written_as_the_language_does() {
    let cases = [
        ("1234.50", "EUR", "1.234,50\u{a0}€", "€1,234.50"),
        ("0.0834", "EUR", "0,0834\u{a0}€", "€0.0834"),
        ("-12.00", "EUR", "-12,00\u{a0}€", "-€12.00"),
        ("999999999999.123456", "USD", "999.999.999.999,123456\u{a0}$", "$999,999,999,999.123456"),
        ("7", "XXQ", "7\u{a0}XXQ", "XXQ\u{a0}7"),
    ];
    for (amount, currency, italian, english) in cases {
        assert_eq!(Numbers::new(Locale::It).money(amount, currency), italian);
        assert_eq!(Numbers::new(Locale::En).money(amount, currency), english);
    }
}

#[test]
fn quantities_carry_the_unit_of_the_language() {
    let translations = Translations::load(EMBEDDED, Missing::Refused).unwrap();
    let cases = [("1", "C62", "1 pz", "1 pc"), ("2500", "C62", "2.500 pz", "2,500 pcs"), ("10.5", "MTR", "10,5 m", "10.5 m")];
    for (value, unit, italian, english) in cases {
        let written = |locale| Numbers::new(locale).quantity(value, unit, &translations).replace('\u{a0}', " ");
        assert_eq!(written(Locale::It), italian);
        assert_eq!(written(Locale::En), english);
    }
}

#[test]
fn dates_are_words_and_moments_local() {
    let dates = Dates::new(Locale::It, "Europe/Rome");
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(dates.short(day("2026-11-27"), day("2026-01-01")), "ven 27 nov");
    assert_eq!(dates.short(day("2025-11-27"), day("2026-01-01")), "27 nov 2025");
    assert_eq!(dates.long(day("2026-11-27")), "venerdì 27 novembre 2026");
    let summer = Timestamp::parse("2026-07-01T22:30:00Z").unwrap();
    assert_eq!(dates.moment(summer, now()), "gio 2 lug, 00:30");
    let english = Dates::new(Locale::En, "Europe/Rome");
    assert_eq!(english.moment(now(), now()), "09:00");
    assert_eq!(english.in_zone("America/New_York").moment(now(), now()), "03:00");
    assert_eq!(english.in_zone("Nowhere/Land").time(now()), "09:00");
}

#[test]
fn texts_are_escaped_and_follow_the_count() {
    assert_eq!(render("shown.html", Locale::It, Missing::Refused).unwrap(), "Buongiorno &lt;Rossi&gt; 19.406 prodotti");
    assert_eq!(render("shown.html", Locale::En, Missing::Refused).unwrap(), "Hello &lt;Rossi&gt; 19,406 products");
}

#[test]
fn a_missing_text_fails_tests_and_shows_in_pages() {
    assert!(render("untold.html", Locale::It, Missing::Refused).is_err());
    assert_eq!(render("untold.html", Locale::It, Missing::Shown).unwrap(), "⟦english-only⟧");
    assert_eq!(render("untold.html", Locale::En, Missing::Refused).unwrap(), "Only here");
}

#[test]
fn an_undefined_value_is_an_error() {
    assert!(render("strict.html", Locale::It, Missing::Shown).is_err());
}

#[test]
fn addresses_keep_what_they_carry() {
    assert_eq!(
        render("link.html", Locale::It, Missing::Shown).unwrap(),
        "&#x2f;o?b=x+y&amp;c=%C3%A8%26 A%2F1%20b /assets/app-1f.css"
    );
}

#[derive(Serialize)]
struct Greeting {
    name: String,
    count: u32,
}

impl Page for Greeting {
    const TEMPLATE: &'static str = "shown.html";

    fn sample() -> Vec<Greeting> {
        vec![Greeting { name: "Anna".to_owned(), count: 1 }]
    }
}

#[test]
fn typed_pages_render_their_samples() {
    let shell = Shell::anonymous(Locale::It, "Seller", "/", now());
    for (template, value) in super::samples::<Greeting>() {
        assert_eq!(pages(Missing::Refused).render_value(&shell, template, value).unwrap(), "Buongiorno Anna 1 prodotto");
    }
    assert!(Value::from(Serde(&shell)).get_attr("csrf_token").is_ok());
}
