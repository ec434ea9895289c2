//! What an article of an order is called in a reader's language.

use catalog::Product;
use kernel::Locale;

/// An article in the reader's language. `kept` is its name when it was ordered, in the language of who ordered; as long as
/// the catalogue still calls the article so in some language, its name in the reader's language is the same name. An article
/// that was renamed or is gone keeps the name under which it was ordered: that is what was agreed on.
pub fn name_for(kept: &str, product: Option<&Product>, locale: Locale) -> String {
    let same = product.filter(|product| product.names.iter().any(|(_, name)| name == kept));
    same.and_then(|product| product.names.exactly(locale.into())).unwrap_or(kept).to_owned()
}
