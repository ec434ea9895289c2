use kernel::FieldFault;
use search::{AskedFilter, SearchAsk};

use super::{unlisted, without_unknown};
use crate::find::results::{FacetValueView, FacetView};

fn facet(attribute: &str, values: &[(&str, bool)]) -> FacetView {
    let value = |(value, selected): &(&str, bool)| FacetValueView {
        value: (*value).to_owned(),
        label: (*value).to_owned(),
        count: 3,
        selected: *selected,
    };
    FacetView {
        attribute: attribute.to_owned(),
        label: attribute.to_owned(),
        unit: None,
        name: format!("filter[{attribute}]"),
        numeric: true,
        values: values.iter().map(value).collect(),
        open: true,
    }
}

#[test]
fn filters_without_a_box_travel_along() {
    let filter = |attribute: &str, value: &str| AskedFilter { attribute: attribute.to_owned(), value: value.to_owned() };
    let filters = vec![filter("bore", "20"), filter("bore", "30..40"), filter("bore", "99"), filter("seal", "2RS")];
    let ask = SearchAsk { filters, ..SearchAsk::default() };
    let facets = [facet("bore", &[("20", true), ("25", false)])];
    let kept = unlisted(&ask, &facets);
    let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(kept, [("filter[bore]", "30..40"), ("filter[bore]", "99"), ("filter[seal]", "2RS")]);
}

#[test]
fn what_is_unknown_is_left_out_of_the_address() {
    let fault = |field: &str| FieldFault::new(field, "unknown", "");
    let cases = [
        ("/catalogue?q=a&category=gone", &["category"][..], "/catalogue?q=a", &["gone"][..]),
        ("/catalogue?category=gone", &["category"], "/catalogue", &["gone"]),
        ("/catalogue?filter[x]=1&filter[y]=2&filter[x]=3", &["filter[x]"], "/catalogue?filter%5By%5D=2", &["1", "3"]),
        ("/catalogue?q=a", &["q"], "/catalogue?q=a", &[]),
    ];
    for (address, fields, path, dropped) in cases {
        let faults: Vec<FieldFault> = fields.iter().map(|field| fault(field)).collect();
        let (kept, gone) = without_unknown(address, &faults);
        assert_eq!((kept.as_str(), gone.iter().map(String::as_str).collect::<Vec<_>>().as_slice()), (path, dropped), "{address}");
    }
}
