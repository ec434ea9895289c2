//! The form by which a file is put to a product.

use serde::Serialize;
use web::page::{Page, Phrase};

use super::head::Head;
use super::products::product_href;
use crate::part::form::{Choice, Field, Form};

/// What a file can be, as the catalogue calls it.
const KINDS: [&str; 6] = ["data_sheet", "drawing", "certificate", "manual", "cad", "image"];

#[derive(Debug, Clone, Serialize)]
pub struct ProductFilePage {
    pub head: Head,
    pub form: Form,
    /// What is wrong with the file itself.
    pub file_error: Option<Phrase>,
    pub most_megabytes: usize,
    pub cancel: String,
}

impl ProductFilePage {
    pub fn new(sku: &str, form: Form, most_megabytes: usize) -> ProductFilePage {
        let head =
            Head::keyed("office-file-add").below("office-nav-products", "/office/products").below_named(sku, product_href(sku));
        ProductFilePage { head, form, file_error: None, most_megabytes, cancel: format!("{}#files", product_href(sku)) }
    }
}

/// The fields beside the file.
pub fn file_form(sku: &str) -> Form {
    let kinds = KINDS.map(|kind| Choice::keyed(kind, format!("office-file-{kind}"))).to_vec();
    let languages = [("it", "Italiano"), ("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español")];
    let languages = languages.map(|(code, name)| Choice::named(code, name));
    let languages = std::iter::once(Choice::keyed("", "office-file-any-language")).chain(languages).collect();
    Form::new(format!("{}/files", product_href(sku)), "office-file-add")
        .with(Field::select("kind", "office-file-kind", kinds).half())
        .with(Field::select("language", "office-file-language", languages).half())
        .with(Field::text("title", "office-file-title").required().most(200).hint("office-file-title-hint"))
}

impl Page for ProductFilePage {
    const TEMPLATE: &'static str = "backoffice/product_file.html";

    fn sample() -> Vec<ProductFilePage> {
        let page = ProductFilePage::new("6204-2RSH", file_form("6204-2RSH"), 50);
        let refused = ProductFilePage { file_error: Some(Phrase::new("field-error-no_file")), ..page.clone() };
        vec![page, refused]
    }
}
