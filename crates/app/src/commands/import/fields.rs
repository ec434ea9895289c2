//! `fondaco import KIND --fields`: what the columns of a file may be called.

use catalog::import::Target;
use catalog::import::mapping::KnownField;

use crate::cli::ImportKind;
use crate::commands::say::table;

/// The fields of what a kind of import reads, as a page of text.
pub fn page(kind: ImportKind) -> String {
    let targets: &[Target] = match kind {
        ImportKind::Products => &[Target::Products, Target::Categories, Target::Relations],
        ImportKind::Prices => &[Target::Prices],
        ImportKind::Stock => &[Target::Stock],
        ImportKind::Accounts => &[Target::Accounts],
        ImportKind::Orders => &[Target::Orders],
    };
    let mut parts: Vec<String> = targets.iter().map(|target| part(*target)).collect();
    parts.push(
        "`.*` is a language, as in names.it; of packs, the pack's name.\n\
         Columns are named as the fields, or a mapping (--map) says which column is which field."
            .to_owned(),
    );
    parts.join("\n\n")
}

fn part(target: Target) -> String {
    let heading = match target {
        Target::Products => "products; a column `attributes.CODE` is an attribute of that code, as text",
        Target::Categories => "categories: by a mapping with target = \"categories\"",
        Target::Relations => "relations of products: by a mapping with target = \"relations\"",
        Target::Prices | Target::Stock | Target::Accounts => target.word(),
        Target::Orders => "orders; one row a line",
    };
    let mut rows = vec![["FIELD", "TYPE", "REQUIRED", "MEANING"].map(str::to_owned).to_vec()];
    rows.extend(target.fields().iter().map(row));
    format!("{heading}\n\n{}", table(&rows))
}

fn row(field: &KnownField) -> Vec<String> {
    let required = if field.required { "yes" } else { "" };
    [field.name, field.kind.word(), required, field.meaning].map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::page;
    use crate::cli::ImportKind;

    #[test]
    fn every_kind_tells_its_fields_and_which_must_be_there() {
        for (kind, required, other) in [
            (ImportKind::Products, vec!["sku", "code"], "names.*"),
            (ImportKind::Prices, vec!["sku", "list", "price"], "from_quantity"),
            (ImportKind::Stock, vec!["sku", "warehouse", "on_hand"], "incoming_date"),
            (ImportKind::Accounts, vec!["number", "name", "country"], "contact_email"),
            (ImportKind::Orders, vec!["external_id", "account", "placed_on", "sku", "quantity", "unit_price"], "tax_percent"),
        ] {
            let page = page(kind);
            let line = |field: &str| page.lines().find(|line| line.split_whitespace().next() == Some(field)).unwrap_or_default();
            for field in required {
                assert!(line(field).contains("  yes  "), "{kind:?} {field}: {page}");
            }
            assert!(!line(other).is_empty() && !line(other).contains("  yes  "), "{kind:?} {other}: {page}");
            assert!(page.lines().all(|line| line.chars().count() <= 150), "{page}");
        }
        assert_eq!(ImportKind::value_variants().len(), 5);
    }
}
