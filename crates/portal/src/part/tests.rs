use super::form::{Choice, Field, Form};
use super::table::Filters;
use super::{Pager, segment, with, without};
use kernel::FieldFault;

#[test]
fn addresses_change_one_parameter_and_keep_the_rest() {
    assert_eq!(with("/orders?state=open&page=2", "page", "3"), "/orders?state=open&page=3");
    assert_eq!(with("/orders", "q", "è & ?"), "/orders?q=%C3%A8+%26+%3F");
    assert_eq!(without("/orders?page=2", "page"), "/orders");
    assert_eq!(segment("A/1 b+c"), "A%2F1%20b%2Bc");
}

#[test]
fn pagers_know_their_ends() {
    let cases = [
        (1, 25, 0, None, None, None, None),
        (1, 25, 25, Some(1), Some(25), None, None),
        (1, 25, 60, Some(1), Some(25), None, Some("/l?page=2")),
        (2, 25, 60, Some(26), Some(50), Some("/l"), Some("/l?page=3")),
        (3, 25, 60, Some(51), Some(60), Some("/l?page=2"), None),
        (9, 25, 60, Some(51), Some(60), Some("/l?page=2"), None),
        (400, 25, 50_000, Some(9_976), Some(10_000), Some("/l?page=399"), None),
        (401, 25, 50_000, Some(9_976), Some(10_000), Some("/l?page=399"), None),
        (399, 25, 50_000, Some(9_951), Some(9_975), Some("/l?page=398"), Some("/l?page=400")),
    ];
    for (page, size, total, from, to, previous, next) in cases {
        let pager = Pager::by_place("/l", page, size, total);
        assert_eq!((pager.from, pager.to), (from, to), "page {page} of {total}");
        assert_eq!(pager.previous.as_deref(), previous);
        assert_eq!(pager.next.as_deref(), next);
        assert_eq!(pager.most, (total > 10_000).then_some(10_000));
    }
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_says_why_at_the_field() {
    let form = Form::new("/people", "person-save")
        .with(Field::text("name", "field-name").required())
        .with(Field::text("limit", "field-limit"));
    let sent = vec![("name".to_owned(), "Anna".to_owned()), ("limit".to_owned(), "12,x".to_owned())];
    let form = form.refused(&sent, &[FieldFault::new("limit", "not_decimal", "not a plain decimal number")]);
    let field = |name: &str| form.fields.iter().find(|field| field.name == name).unwrap().clone();
    assert_eq!(field("name").value, "Anna");
    assert!(field("name").error.is_none());
    assert_eq!(field("limit").value, "12,x");
    assert_eq!(field("limit").error.unwrap().key, "field-error-not_decimal");
}

#[test]
fn a_choice_that_the_list_does_not_know_is_told_and_can_be_taken_back() {
    let states = |value: &str| {
        Field::select("state", "filter-state", vec![Choice::keyed("", "a"), Choice::keyed("open", "b")]).value(value)
    };
    let filters = |value: &str| Filters {
        action: "/l".to_owned(),
        search: Some("rossi".to_owned()),
        choices: vec![states(value), Field::select("group", "g", vec![Choice::named("A", "A")]).value("A")],
        chips: Vec::new(),
    };
    for known in ["", "open"] {
        let (same, unknown) = filters(known).with_unknown();
        assert!(!unknown && same.chips.is_empty(), "{known}");
    }
    let (told, unknown) = filters("typo").with_unknown();
    assert!(unknown);
    assert_eq!((told.chips[0].text.as_str(), told.chips[0].remove.as_str()), ("typo", "/l?q=rossi&group=A"));
}
